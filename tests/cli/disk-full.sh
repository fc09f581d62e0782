sayso read --json "$data/road.txt" >/dev/full
