# Training without its data stops at once, and names what is missing.
"$SAYSO_SOURCE_DIR/script/train" nowhere
echo "$?"
mkdir -p part/ud part/names
: >part/ud/ewt-train.conllu.xz
"$SAYSO_SOURCE_DIR/script/train" part 2>&1 | grep -c ewt-train
