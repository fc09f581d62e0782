# Colours when asked for, and not into a pipe by itself.
esc=$(printf '\033')
colored() { if grep -q "$esc"; then echo colours; else echo none; fi; }
sayso read "$data/road.txt" | colored
sayso read --color always "$data/road.txt" | colored
NO_COLOR=1 sayso read --color always "$data/road.txt" | colored
sayso read --color never "$data/road.txt" | colored
