# As usual tools do: the signal ends it, quietly.
i=0
while [ $i -lt 400 ]; do cat "$data/two.jsonl"; i=$((i + 1)); done >many.jsonl
sayso read --jobs 2 -f jsonl many.jsonl | head -n 1 | cut -c 1-20
