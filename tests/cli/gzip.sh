# Several members, padding, damage: what can be read is read.
gzip -c "$data/two.jsonl" >two.jsonl.gz
cat two.jsonl.gz two.jsonl.gz >four.jsonl.gz
sayso read -f jsonl four.jsonl.gz | wc -l
printf '\0\0\0\0' >>two.jsonl.gz
sayso read -f jsonl <two.jsonl.gz | wc -l
sayso read -f text "$examples/article.txt" >whole
gzip -nc "$examples/article.txt" >article.txt.gz
sayso read -f text article.txt.gz | cmp - whole
head -c 700 article.txt.gz >cut.txt.gz
sayso read -f text cut.txt.gz >part
echo $?
head -c 300 part >a; head -c 300 whole | cmp - a
(head -c 700 article.txt.gz; printf 'xxxxxxxxxxxxxxxx'; tail -c +717 article.txt.gz) >broken.txt.gz
sayso read -q -f text broken.txt.gz 2>&1 >/dev/null | sed 's/byte [0-9]*/byte N/'
