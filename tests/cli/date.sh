# --date goes before the record's own.
sayso read -f jsonl --date 2020-01-02 "$data/two.jsonl" | grep -o '"date":"[^"]*"'
sayso read -f jsonl "$data/two.jsonl" | grep -o '"date":"[^"]*"'
