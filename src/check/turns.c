/* turns.c - who speaks at a place of a transcript.
 *
 * Looked for around the place alone, so that a source of any size costs nothing
 * until it is asked about: upwards the nearest line that begins with a speaker's
 * label ("MAYOR ROE:", "Jane Roe:", "Q.", ">> ROE:", "[Roe]", "<v Jane Roe>"), down
 * to the next. One "Note:" makes no transcript: a label counts where it is a
 * capitalised name and the neighbourhood has several labels, or where it is all in
 * capitals. Reaches 64 KiB each way. Known failure: a transcript of one turn whose
 * label is in small letters.
 */
#include "check/check.h"

enum { REACH = 65536, LONGEST_LABEL = 60 };

static bool upper(char c)
{
    return c >= 'A' && c <= 'Z';
}

static bool lower(char c)
{
    return c >= 'a' && c <= 'z';
}

typedef struct {
    uint32_t begin, end, words; /* of the name; where the words begin */
    bool sure;                  /* is a label wherever it stands */
} label;

/* "Q." and "A:" of an interview. */
static bool question_letter(const char *s, uint32_t n, label *out)
{
    if (n < 3 || (*s != 'Q' && *s != 'A') || (s[1] != '.' && s[1] != ':') || s[2] != ' ') return false;
    if (*s == 'A' && s[1] == '.') return false;
    *out = (label){0, 1, 3, false};
    return true;
}

/* "[00:00:05] ", "(12:30) " before a label: its length, or 0. */
static uint32_t time_stamp(const char *s, uint32_t n)
{
    if (n < 6 || (*s != '[' && *s != '(' && !(*s >= '0' && *s <= '9'))) return 0;
    uint32_t i = *s == '[' || *s == '(', digits = 0, colons = 0;
    for (; i < n && i < 16 && ((s[i] >= '0' && s[i] <= '9') || s[i] == ':' || s[i] == '.'); i++)
        s[i] == ':' ? colons++ : digits++;
    if (!colons || digits < 3) return 0;
    if (*s == '[' || *s == '(') {
        if (i >= n || (s[i] != ']' && s[i] != ')')) return 0;
        i++;
    }
    while (i < n && (s[i] == ' ' || s[i] == '-')) i++;
    return i;
}

/* "Date", "To", "Re": keys of a head, not speakers. */
static bool is_key(const sayso_model *model, const char *s, uint32_t n)
{
    char low[32];
    if (n >= sizeof low) return false;
    for (uint32_t i = 0; i < n; i++) low[i] = (char)(upper(s[i]) ? s[i] | 32 : s[i]);
    const char *value = ss_lexicon_find(ss_lexicon_get(model, "check_heads"), low, n);
    return value && !strcmp(value, "key");
}

/* A label at the beginning of s[0..n), a line. */
static bool label_at(const sayso_model *model, const char *s, uint32_t n, label *out)
{
    uint32_t i = 0;
    while (i < n && (s[i] == ' ' || s[i] == '\t' || s[i] == '>' || s[i] == '-' || s[i] == '*')) i++;
    if (i < n && (unsigned char)s[i] == 0xEF && n - i >= 3) i += 3;
    i += time_stamp(s + i, n - i);
    if (n - i > 3 && !memcmp(s + i, "<v ", 3)) {
        const char *end = memchr(s + i, '>', n - i);
        if (!end) return false;
        *out = (label){i + 3, (uint32_t)(end - s), (uint32_t)(end - s) + 1, true};
        return out->end > out->begin;
    }
    label letter;
    if (question_letter(s + i, n - i, &letter)) {
        *out = (label){i, i + 1, i + 3, false};
        return true;
    }
    if (i < n && s[i] == '[') { /* "[Roe]:" or "[Roe] " with a capital */
        const char *close = memchr(s + i, ']', n - i < LONGEST_LABEL ? n - i : LONGEST_LABEL);
        if (close && close[1] == ':' && upper(s[i + 1])) {
            *out = (label){i + 1, (uint32_t)(close - s), (uint32_t)(close - s) + 2, true};
            return true;
        }
        return false;
    }
    uint32_t from = i, stop = n - i < LONGEST_LABEL ? n : i + LONGEST_LABEL, words = 0, capitals = 0, small = 0;
    bool in_word = false, bracket = false;
    uint32_t name_end = 0, word_at = i, run = 0, longest = 0;
    for (; i < stop; i++) {
        char c = s[i];
        if (c == ':') {
            if (!words || (i + 1 < n && s[i + 1] != ' ' && s[i + 1] != '\t' && s[i + 1] != '\r')) return false;
            uint32_t end = name_end ? name_end : i;
            while (end > from && s[end - 1] == ' ') end--;
            if (!upper(s[from]) && !(s[from] & 0x80)) return false;
            *out = (label){from, end, i + 1, (capitals >= 2 && !small) || longest >= 3};
            return words <= 8 && !is_key(model, s + from, end - from);
        }
        if (c == '(' || c == ',') {
            if (!name_end) name_end = i;
            bracket = c == '(';
        }
        if (c == ')') bracket = false;
        if (c == '.' && !(i > from && (upper(s[i - 1]) || lower(s[i - 1])))) return false;
        if (c == '.' && i + 1 < n && s[i + 1] == ' ' && !bracket && i - word_at > 4) return false; /* no abbreviation */
        if (strchr("?!;\"=/\\{}|", c)) return false;
        bool letter_here = upper(c) || lower(c) || c & 0x80 || (c >= '0' && c <= '9') || c == '\'' || c == '-' || c == '.';
        if (letter_here && !in_word) {
            words++;
            word_at = i;
            /* a name: every word begins with a capital, but for "of", "de" and what is after a comma */
            if (lower(c) && !name_end) {
                uint32_t k = i;
                while (k < stop && lower(s[k])) k++;
                if (k - i > 3) return false;
            }
        }
        if (!name_end) capitals += upper(c), small += lower(c);
        run = upper(c) ? run + 1 : 0;
        if (run > longest && !name_end) longest = run;
        in_word = letter_here;
    }
    return false;
}

static uint32_t line_begin(const char *s, uint32_t at, uint32_t least)
{
    while (at > least && s[at - 1] != '\n') at--;
    return at;
}

ss_turn ss_turn_at(const ss_source *source, uint32_t at)
{
    ss_turn turn = {0};
    if (!source->len) return turn;
    const char *s = source->text;
    const sayso_model *model = source->model;
    uint32_t least = at > REACH ? at - REACH : 0, most = source->len - at > REACH ? at + REACH : source->len;
    bool sure = false;
    uint32_t labels = 0, line = line_begin(s, at, least);
    /* upwards: the nearest label, then whether there are others */
    for (;;) {
        const char *nl = memchr(s + line, '\n', source->len - line);
        uint32_t n = (nl ? (uint32_t)(nl - s) : source->len) - line;
        label l;
        if (label_at(model, s + line, n, &l)) {
            labels++;
            sure |= l.sure;
            if (!turn.found && line + l.words <= at + 1) {
                turn = (ss_turn){{line + l.begin, line + l.end}, line + l.words, 0, true};
            }
            if (labels >= 3) break;
        }
        if (line <= least) break;
        line = line_begin(s, line - 1, least);
    }
    if (!turn.found) return turn;
    /* downwards: the end of the turn, and more labels */
    turn.end = most;
    bool open = true;
    uint32_t seen = 0;
    for (uint32_t down = at; down < most && seen < 3;) {
        const char *nl = memchr(s + down, '\n', most - down);
        if (!nl) break;
        down = (uint32_t)(nl - s) + 1;
        const char *end = memchr(s + down, '\n', source->len - down);
        label l;
        if (!label_at(model, s + down, (end ? (uint32_t)(end - s) : source->len) - down, &l)) continue;
        labels++;
        seen++;
        sure |= l.sure;
        if (open) turn.end = down;
        open = false;
    }
    if (!sure && labels < 2) return (ss_turn){0};
    return turn;
}

sayso_span ss_turn_label(const ss_source *source, uint32_t at)
{
    uint32_t line = line_begin(source->text, at, at > LONGEST_LABEL * 2 ? at - LONGEST_LABEL * 2 : 0);
    if (line > 0 && source->text[line - 1] != '\n') return (sayso_span){0, 0};
    const char *nl = memchr(source->text + line, '\n', source->len - line);
    label l;
    if (!label_at(source->model, source->text + line, (nl ? (uint32_t)(nl - source->text) : source->len) - line, &l) ||
        line + l.words <= at)
        return (sayso_span){0, 0};
    return (sayso_span){line, line + l.words};
}

const char *ss_turn_name(ss_arena *arena, const ss_source *source, ss_turn turn)
{
    if (!turn.found) return NULL;
    return ss_strndup(arena, source->text + turn.label.begin, turn.label.end - turn.label.begin);
}
