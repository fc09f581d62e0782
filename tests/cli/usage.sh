# Each is refused with exit code 2 and says what was meant.
try() { sayso "$@" </dev/null; echo "$?" >&2; }
try reed
try --frobnicate
try read --frobnicate
try read -z
try read --format xml "$data/road.txt"
try read --format
try read -f
try read --json=yes
try read --jobs 0
try read --jobs many
try read --width 3
try read --co always
try read --f jsonl
try read --date yesterday "$data/road.txt"
try read --format html "$data/road.txt" "$data/page.html"
try read --format brat "$data/two.jsonl"
try help nothing
try help completion tcsh
try version now
try read --fromat json "$data/road.txt"
try chekc "$data/road.txt"
try help raed
try check "$data/road.txt" --agianst "$data"
(cd "$data" && try road.txt)
