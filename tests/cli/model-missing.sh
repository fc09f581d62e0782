# A model that was named and is not there is not replaced by another.
sayso read --model nowhere.model "$data/road.txt"
echo $? >&2
SAYSO_MODEL=nowhere.model sayso read "$data/road.txt"
echo $? >&2
cp "$SAYSO_BUILD_DIR/sayso" .
./sayso read "$data/road.txt" 2>&1 | sed 's/(looked for .*)/(looked for ...)/'
ln -s "$SAYSO_BUILD_DIR/sayso-en.model" .
./sayso read -f text "$data/road.txt"
