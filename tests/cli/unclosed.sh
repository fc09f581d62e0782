# Marks that nobody closes do not swallow the rest.
printf '"The road is open, the mayor said.\n\nThe road was built in 1920.\n' | sayso read -f jsonl -q | wc -l
printf '\342\200\234The road is open, the mayor said. (Related: \n\nThe road was built in 1920.\n' | sayso read -f jsonl -q | wc -l
