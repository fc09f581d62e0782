touch file
sayso read --format brat --out file "$data/road.txt"
