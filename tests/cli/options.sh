# One option, written in every way that it can be.
for way in "--format text" --format=text "-f text" -ftext "-qf text" "--form text"; do
    sayso read $way "$data/road.txt"
done
sayso read -f json --format text -- "$data/road.txt"
cp "$data/road.txt" ./--odd.txt
sayso read -f text -- --odd.txt
