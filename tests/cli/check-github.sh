# Lines and columns of the article; what was said as it stands is not marked; of a list, the list's lines.
cd "$examples/check"
sayso check -f github article.txt --against sources
echo "code $?"
sayso check --fail-on never -f github -Q quotes.list --against sources
printf '{"quote": "100%% of us, they\\nsaid: no", "id": "a,b"}\n' >"$OLDPWD/odd,list"
cd "$OLDPWD"
sayso check --fail-on never -f github -Q "odd,list" --against "$examples/check/sources" | sed "s,$examples/,,g"
