# Sorted, known extensions, nothing hidden, links that lead in a circle once.
mkdir -p d/b d/.hidden d/empty
cp "$data/road.txt" d/z.txt
cp "$data/road.txt" d/b/a.TXT
cp "$data/page.html" d/b/page.htm
cp "$data/road.txt" d/.hidden/no.txt
cp "$data/road.txt" d/b/notes.doc
cp "$data/two.jsonl" d/c.ndjson
gzip -c "$data/road.txt" >d/b/packed.txt.gz
ln -s ../.. d/b/circle
ln -s nowhere d/dangling.txt
sayso read -f jsonl d | cut -d '"' -f 6
echo $?
sayso read -f jsonl d/empty
