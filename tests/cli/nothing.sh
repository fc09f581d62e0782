# An empty result says why, unless asked not to.
printf 'The road was built in 1920.\n' >a.txt
sayso read --json a.txt >/dev/null
printf 'The road was built in 1920. "It is very old and very beautiful."\n' >b.txt
sayso read --json b.txt >/dev/null
sayso read -q --json a.txt b.txt >/dev/null
