sayso read -f text <"$data/road.txt"
sayso read -f text - <"$data/page.html"
sayso read -f text <"$data/two.jsonl"
sayso read -f jsonl <"$data/one.json" | cut -c 1-25
sayso read -f text --input text <"$data/page.html"
