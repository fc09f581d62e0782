# Which exit code, where several hold: a failed check goes before an input that cannot be read.
printf 'MS VALE: The pump has failed twice. We shall not close the slip.\n' >minutes.txt
echo '{"quote": "The pump has failed twice."}' >good
echo '{"quote": "We shall close the slip."}' >bad
try() { sayso check -q "$@" >/dev/null 2>&1; echo "$?"; }
try -Q good --against minutes.txt
try -Q bad --against minutes.txt
try -Q good --against minutes.txt missing.txt
try -Q bad --against minutes.txt missing.txt
try -Q bad -F never --against minutes.txt missing.txt
try -Q bad --agianst minutes.txt
try -m missing.model -Q bad --against minutes.txt
