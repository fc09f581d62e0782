# The page, but for its style; what a text holds stays text.
cd "$examples/check"
sayso check --fail-on never -f html article.txt --against sources | sed '/<style>/,/<\/style>/d'
cd "$OLDPWD"
printf 'MS A: <b>We</b> will not & cannot "go".\n' >'odd <source>.txt'
printf '{"quote": "<b>We</b> will & can go", "speaker": "<script>alert(1)</script>"}\n' >list
sayso check --fail-on never -f html -Q list --against 'odd <source>.txt' | sed '1,/<main/d'
