# Reasons are there when asked for, and only then.
rules() { if grep -q '"rule"'; then echo reasons; else echo none; fi; }
sayso read --explain -f json "$data/road.txt" | rules
sayso read -f json "$data/road.txt" | rules
