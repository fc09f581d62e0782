# header.awk: sayso.3 from include/sayso.h. The header is the manual: each section
# of it becomes a subsection, each comment that opens with two stars its text, each
# declaration under it a literal display.

function flush_text(    n, i, words, line, w) {
    if (text == "") return
    if (!fresh) print ".Pp"
    n = split(text, words, " ")
    line = ""
    for (i = 1; i <= n; i++) {
        w = words[i]
        gsub(/\\/, "\\e", w)
        gsub(/`/, "", w)
        if (line == "" && w ~ /^[.']/) w = "\\&" w
        if (line != "" && length(line) + 1 + length(w) > 74) { print line; line = w }
        else line = line == "" ? w : line " " w
        if (w ~ /[.]$/ && i < n && words[i + 1] ~ /^[A-Z]/) { print line; line = "" }
        if (line ~ /^[.']/) line = "\\&" line
    }
    if (line != "") print line
    text = ""
    fresh = 0
}
function flush_code() {
    if (code == "") return
    print ".Bd -literal"
    printf "%s", code
    print ".Ed"
    code = ""
    fresh = 0
}
function add_code(line) {
    gsub(/\\/, "\\e", line)
    gsub(/\t/, "    ", line)
    if (line ~ /^[.']/) line = "\\&" line
    if (hung) sub(/^          /, "", line) # under what was indented by SAYSO_API
    if (sub(/^SAYSO_API /, "", line)) hung = 1
    if (line ~ /;/) hung = 0
    code = code line "\n"
}
function add_text(line) {
    if (line ~ /^ *$/) { flush_text(); return }
    if (line ~ /^  /) { flush_text(); add_code(line); return }
    flush_code()
    text = text " " line
}
BEGIN {
    print ".\\\" Made by `make man` from include/sayso.h."
    print ".Dd November 30, 2026\n.Dt SAYSO 3\n.Os\n.Sh NAME\n.Nm sayso"
    print ".Nd who said it, to whom, when, in what, on whose authority"
    print ".Sh LIBRARY\nThe library libsayso: link with pkg-config --cflags --libs sayso."
    print ".Sh SYNOPSIS\n.In sayso.h\n.Sh DESCRIPTION"
    fresh = 1
}
/^\/\*\* @file/ { about = 1; next }
about && /\*\// { flush_text(); flush_code(); about = 0; next }
about { sub(/^ \* ? ?/, ""); add_text($0); next }
/^\/\* -+ [a-z].* \*\/$/ {
    flush_text(); flush_code()
    name = $0
    sub(/^\/\* -+ /, "", name); sub(/ *-* *\*\/$/, "", name)
    print ".Ss " toupper(substr(name, 1, 1)) substr(name, 2)
    fresh = 1; started = 1
    next
}
!started && !/SAYSO_VERSION|sayso_version/ { next }
/^(#ifdef|#endif|#if|#else|#undef|}$|extern "C")/ && !/_H/ { next }
/^#endif/ { next }
/^\/\*\*/ {
    flush_code(); inside = 1
    sub(/^\/\*\* ?/, "")
    if (sub(/ ?\*\/$/, "")) inside = 0
    text = $0
    if (!inside) flush_text()
    next
}
inside {
    last = sub(/ ?\*\/$/, "")
    sub(/^ \* ? ?/, "")
    if (last) inside = 0
    text = text " " $0
    if (last) flush_text()
    next
}
/^$/ { flush_code(); next }
{ add_code($0) }
END {
    flush_text(); flush_code()
    print ".Sh SEE ALSO\n.Xr sayso 1"
}
