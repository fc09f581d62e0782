# The output and the messages are the same for any number of threads.
i=0
while [ $i -lt 60 ]; do
    printf '{"id":"%d","text":"The mayor said on Monday that road %d will cost %d000 dollars."}\n' $i $i $i
    [ $((i % 7)) -ne 3 ] || echo "bad line $i"
    i=$((i + 1))
done >many.jsonl
cp "$examples/article.txt" .
for n in 1 2 8 64; do
    sayso read -f jsonl --jobs $n many.jsonl article.txt nowhere.txt many.jsonl >out.$n 2>err.$n
    echo $?
done
wc -l <out.1
wc -l <err.1
for n in 2 8 64; do cmp out.1 out.$n && cmp err.1 err.$n; done
