# Empty, blank, binary, not UTF-8, UTF-16, an empty page: said in words, exit code 3.
: >empty.txt
printf ' \n\n' >blank.txt
head -c 2000 "$SAYSO_BUILD_DIR/sayso" >program.txt
printf 'The mayor said so.\nThe caf\303\251 \377 is open, she said.\n' >invalid.txt
printf 'The caf\351 is open, the mayor said.\n' >latin1.txt
printf '\377\376I\0t\0 \0r\0a\0i\0n\0e\0d\0.\0' >utf16.txt
printf '<html><body><script>said()</script></body></html>' >empty.html
for file in *; do
    echo "$file:"
    sayso read -f text $file 2>&1
    echo $?
done
