# A log of SARIF 2.1.0: every rule, and a result for each finding and flag.
cd "$examples/check"
sayso check --fail-on never -f sarif article.txt --against sources
# One log an article.
sayso check -f sarif article.txt article.txt --against sources
