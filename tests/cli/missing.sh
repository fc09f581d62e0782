# A missing file among good ones: it is named, the others are read.
sayso read -f text nowhere.txt "$data/road.txt" nowhere/else.html | sed "s,$data/,,"
sayso read -f text nowhere.txt "$data/road.txt" >/dev/null 2>&1
