# A byte order mark, blank lines, \r\n, no newline at the end, .json with one object or many.
printf '\357\273\277{"id":"a","text":"It rained."}\r\n\r\n  \n{"id":"b","text":"The mayor said it was late."}' >odd.jsonl
sayso read -f text odd.jsonl
sayso read -f text "$data/one.json"
cp "$data/two.jsonl" many.json
sayso read -f text many.json
printf '{"id":"x","text":"It rained."}\n' >single.json
sayso read -f text single.json
