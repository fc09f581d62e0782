# Both kinds of models read; what there is no such kind of is refused.
echo 'The mayor said the road will close on Monday.' >road.txt
for effort in fast accurate auto; do
    sayso read --effort $effort -f json road.txt | grep -c '"content"'
done
sayso read --effort thorough road.txt
