command -v zstd >/dev/null || { echo "no zstd here: skipped"; exit 77; }
zstd -qc "$data/two.jsonl" >two.jsonl.zst
cat two.jsonl.zst two.jsonl.zst >four.jsonl.zst
sayso read -f jsonl four.jsonl.zst | wc -l
zstd -qc "$examples/article.txt" | head -c 700 >cut.txt.zst
sayso read -f text cut.txt.zst >/dev/null
