# With --flat no attribution stands inside another.
inside() { if grep -q '"inside"'; then echo nested; else echo flat; fi; }
sayso read -f json --flat "$examples/article.txt" | inside
sayso read -f json "$examples/article.txt" | inside
