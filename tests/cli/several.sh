# Documents are told apart where the format does not do it itself.
sayso read -f text "$data/road.txt" "$data/page.html" | sed "s,$data/,,"
sayso read -f csv "$data/road.txt" "$data/page.html" | cut -d , -f 2-4
