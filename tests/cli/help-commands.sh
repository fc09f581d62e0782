# Every command has help of its own, by either way.
for command in read help version; do
    sayso help $command >a && sayso $command --help >b && cmp a b && head -n 1 a
done
sayso help man | head -n 4 | tail -n 1
sayso help completion fish | head -n 1
