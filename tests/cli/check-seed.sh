# The article that lies beside the project, against the letter and the announcement that it reports.
seed=$SAYSO_SOURCE_DIR/../shared/seed
[ -d "$seed/check" ] || { echo "no $seed here"; exit 77; }
sayso check --fail-on never --json "$seed/article.txt" --against "$seed/check/letter.txt" "$seed/check/hotline.txt" >result.json
python3 "$seed/check/check_check.py" result.json
