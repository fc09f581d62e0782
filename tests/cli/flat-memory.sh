# 4,000 documents in little more memory than it takes to read one.
grep -q '^SAYSO_SANITIZE:[A-Z]*=.' "$SAYSO_BUILD_DIR/CMakeCache.txt" && { echo "sanitized: skipped"; exit 77; }
i=0
while [ $i -lt 4000 ]; do cat "$data/two.jsonl"; i=$((i + 2)); done >many.jsonl
ulimit -v 600000
sayso read -f jsonl --jobs 2 many.jsonl | wc -l
