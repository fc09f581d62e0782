# The two texts one above the other; what could not be read is said; the exit code.
cd "$examples/check"
sayso check article.txt --against sources
echo "code $?"
sayso check -w 50 --color always -Q quotes.list --against sources
cd "$OLDPWD"
printf 'MS ROE: The bridge is safe.\n\nMR DOE: It is not.\n' >turns.txt
printf '{"quote": "The bridge is safe", "speaker": "Doe"}\n{"quote": "We never promised that anything would be safe"}\n{"quote": 1}\n' |
    sayso check --fail-on misattributed -Q - --against turns.txt nowhere.txt
echo "code $?"
printf '{"quote": "The bridge is safe", "speaker": "Roe"}\n' | sayso check -Q - --against turns.txt
echo "code $?"
printf '{"quote": "The bridge is safe", "speaker": "Roe"}\n' | sayso check -Q - --against turns.txt nowhere.txt
echo "code $?"
sayso check turns.txt
echo "code $?"
sayso check --against turns.txt
echo "code $?"
