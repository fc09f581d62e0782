# One file a document; two of one name and an input of that name are not written over.
mkdir in in/sub
cp "$data/road.txt" "$data/page.html" in
cp "$data/road.txt" in/sub
sayso read --format brat --out a/b in
echo $?
ls a/b
sayso read --format html --out pages "$data/two.jsonl"
echo $?
ls pages
sayso read --format text --out in in/road.txt
echo $?
cmp in/road.txt "$data/road.txt"
for format in terminal json jsonl csv text; do sayso read --format $format --out out "$data/page.html"; ls out; rm -r out; done
