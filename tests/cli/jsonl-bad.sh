# A bad record is named and stops nothing.
cd "$data"
sayso read -f jsonl bad.jsonl | cut -d '"' -f 6
sayso read -q -f jsonl bad.jsonl >/dev/null
