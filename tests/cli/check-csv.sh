# A row a finding; the header once, however many articles.
cd "$examples/check"
sayso check --fail-on never -f csv article.txt article.txt --against sources | tr -d '\r'
