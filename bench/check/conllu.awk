# Plain texts out of a CoNLL-U treebank with speakers (GUM): one file a document in
# the folder `dir`, one turn a paragraph, "FirstName Last: ..." where a speaker is given.
# Conversations, interviews, speeches and vlogs alone.
/^# newdoc id = / {
    if (file) { flush_turn(); close(file) }
    name = $5
    file = name ~ /_(conversation|interview|speech|vlog)_/ ? dir "/" name ".txt" : ""
    speaker = ""; said = ""
}
/^# newpar/ { par = 1 }
/^# speaker = / { now = $4; now = spaced(now) }
/^# text = / {
    if (!file) next
    line = $0; sub(/^# text = /, "", line)
    if (now != speaker || (!now && par)) { flush_turn(); speaker = now }
    said = said (said ? " " : "") line
    par = 0
}
/^$/ { now = "" }
END { if (file) flush_turn() }
function flush_turn() {
    if (said) printf "%s%s\n\n", speaker ? speaker ": " : "", said > file
    said = ""
}
function spaced(s,  out, i, c, p) { # "NoamChomsky" to "Noam Chomsky"
    for (i = 1; i <= length(s); i++) {
        c = substr(s, i, 1); p = substr(s, i - 1, 1)
        out = out (i > 1 && c ~ /[A-Z]/ && p ~ /[a-z.]/ ? " " : "") c
    }
    return out
}
