# No line of the terminal view is wider than asked for.
for n in 40 60 120; do
    columns=$(sayso read --width $n "$examples/article.txt" | wc -L)
    [ "$columns" -le $n ] || echo "$columns columns for --width $n"
done
