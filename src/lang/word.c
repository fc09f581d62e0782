/* word.c - see word.h. One pass over the bytes of each token. */
#include "lang/word.h"

#include "lang/linear.h"

const ss_word ss_word_before = {.form = 0x1001, .low = 0x1001, .shape = 0x1001, .suf2 = 0x1001,
                                .suf3 = 0x1001, .suf4 = 0x1001, .amb = 0x1001};
const ss_word ss_word_after = {.form = 0x2002, .low = 0x2002, .shape = 0x2002, .suf2 = 0x2002,
                               .suf3 = 0x2002, .suf4 = 0x2002, .amb = 0x2002};

/* The sentence's use of capitals, from its words of two letters or more. */
static ss_case_mode case_mode(const ss_token *t, uint32_t n)
{
    uint32_t words = 0, upper = 0, capital = 0, long_words = 0, long_capital = 0;
    for (uint32_t i = 0; i < n; i++) {
        if (!(t[i].flags & SS_ALPHA) || t[i].end - t[i].begin < 2) continue;
        words++;
        upper += (t[i].flags & SS_ALLCAPS) != 0;
        capital += (t[i].flags & SS_CAPITAL) != 0;
        if (t[i].lower_len < 4) continue;
        long_words++;
        long_capital += (t[i].flags & SS_CAPITAL) != 0;
    }
    if (words >= 2 && upper * 10 >= words * 7) return SS_CASE_UPPER;
    if (words >= 4 && long_words >= 3 && long_capital * 10 >= long_words * 9) return SS_CASE_TITLE;
    if (words >= 4 && capital == 0) return SS_CASE_LOWER;
    return SS_CASE_NORMAL;
}

static bool begins(const char *s, uint32_t n, const char *with)
{
    size_t len = strlen(with);
    return n >= len && !memcmp(s, with, len);
}

/* The word that stands for a mark of any typography, or NULL. */
static const char *mark_name(const ss_token *t, const char *s, uint32_t n)
{
    if (t->flags & SS_QUOTE_OPEN) return "``";
    if (t->flags & SS_QUOTE_CLOSE) return "''";
    unsigned char c = (unsigned char)s[0];
    if (c < 0x80) return NULL;
    if (begins(s, n, "\xE2\x80\x9C") || begins(s, n, "\xE2\x80\x9E") || begins(s, n, "\xC2\xAB"))
        return "``";
    if (begins(s, n, "\xE2\x80\x9D") || begins(s, n, "\xC2\xBB")) return "''";
    if (begins(s, n, "\xE2\x80\x98") && n == 3) return "`";
    if (begins(s, n, "\xE2\x80\x94") || begins(s, n, "\xE2\x80\x95")) return "--";
    if (begins(s, n, "\xE2\x80\x93")) return t->flags & SS_SPACE_BEFORE ? "--" : "-";
    if (begins(s, n, "\xE2\x80\x90") || begins(s, n, "\xE2\x80\x91") || begins(s, n, "\xE2\x88\x92"))
        return "-";
    if (begins(s, n, "\xE2\x80\xA6")) return "...";
    return NULL;
}

static char char_class(unsigned char c)
{
    if (c >= 'a' && c <= 'z') return 'x';
    if (c >= 'A' && c <= 'Z') return 'X';
    if (c >= '0' && c <= '9') return 'd';
    return c >= 0x80 ? 'x' : (char)c;
}

/* Classes of the characters, runs cut to two; of long words the first 12 runs. */
static uint32_t shape_of(const ss_token *t, const char *s, uint32_t n)
{
    uint32_t h = t->flags & SS_CAPITAL ? 7 : 11, run = 0, kept = 0;
    char last = 0;
    for (uint32_t i = 0; i < n && kept < 24; i++) {
        char c = char_class((unsigned char)s[i]);
        run = c == last ? run + 1 : 1;
        last = c;
        if (run > 2) continue;
        h = (h ^ (unsigned char)c) * 16777619u;
        kept++;
    }
    return h;
}

static inline char fold_digit(char c)
{
    return c >= '0' && c <= '9' ? '0' : c;
}

static uint32_t hash_folded(const char *s, uint32_t n, uint32_t h)
{
    h ^= 2166136261u;
    for (uint32_t i = 0; i < n; i++) h = (h ^ (unsigned char)fold_digit(s[i])) * 16777619u;
    return h;
}

static void fill(const sayso_doc *doc, const ss_token *t, ss_case_mode mode, ss_word *w)
{
    const char *s = doc->text + t->begin, *low = t->lower;
    uint32_t n = t->end - t->begin, len = t->lower_len;
    uint32_t shape = t->flags & SS_ALPHA ? shape_of(t, s, n < 64 ? n : 64) : 0;
    const char *mark = t->flags & SS_PUNCT ? mark_name(t, s, n) : NULL;
    if (mark) {
        low = mark;
        len = (uint32_t)strlen(mark);
        w->form = w->low = ss_hash_bytes(mark, len);
    } else if (t->flags & SS_DIGIT) {
        w->low = hash_folded(low, len, 0);
        w->form = mode == SS_CASE_UPPER ? w->low : hash_folded(s, n, 0);
    } else {
        w->low = t->lhash;
        w->form = mode == SS_CASE_UPPER ? w->low : t->hash;
    }
    if (!(t->flags & SS_ALPHA)) shape = shape_of(t, low, len < 64 ? len : 64);
    if (mode == SS_CASE_UPPER && (t->flags & SS_ALPHA)) shape = t->flags & SS_DIGIT ? 3 : 5;
    w->shape = ss_mix(shape, mode);
    w->suf2 = hash_folded(low + (len > 2 ? len - 2 : 0), len > 2 ? 2 : len, 2);
    w->suf3 = hash_folded(low + (len > 3 ? len - 3 : 0), len > 3 ? 3 : len, 3);
    w->suf4 = hash_folded(low + (len > 4 ? len - 4 : 0), len > 4 ? 4 : len, 4);
    w->pre2 = hash_folded(low, len < 2 ? len : 2, 5);
    w->pre3 = hash_folded(low, len < 3 ? len : 3, 6);
    w->amb = 0;
    w->class_ = 0;
    w->sure = 0;
    w->mode = (uint8_t)mode;
}

void ss_words_fill(const sayso_doc *doc, uint32_t first, uint32_t last, ss_word *words)
{
    ss_case_mode mode = case_mode(doc->tokens.at + first, last - first);
    for (uint32_t i = first; i < last; i++) fill(doc, &doc->tokens.at[i], mode, &words[i - first]);
}
