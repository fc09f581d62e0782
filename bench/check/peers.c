/* peers.c - the rules by which other programs match quotations, for comparison.
 *
 * Re-implemented as their code or README describes them; none of them has a word
 * for how a quotation differs, so each is asked whether it accepts.
 *
 *   in order   glyphs of quotation marks and blanks folded, case kept; the parts
 *              between ellipses must follow one another (Wasserpuncher/quote-check)
 *   any order  letters and digits alone, without case; brackets taken out; every
 *              part must be there, in any order (linkml-reference-validator)
 *   overlap    longest common subsequence of tokens: at least 75% of the quotation's
 *              within a stretch at most three times as long (google/langextract)
 *   ratio      rapidfuzz' partial_ratio: the best 2·LCS/(2·length) of a stretch as
 *              long as the quotation, at least 80 (verbatim-rag and many more).
 *              Stretches start at words here, which can only lower the ratio by a
 *              few letters.
 *
 * The last two look only at stretches that have enough of the quotation's words,
 * counted without order: a bound no match can escape from for the third, and for
 * the fourth one below which 80 is not reached in practice (half the words).
 */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "bench.h"

enum { PARTS = 8, WORDS = 512, LETTERS = 4096 };

/* ------------------------------------------------------------- substrings */

static size_t glyph(const char *p, const char **as)
{
    static const struct { const char *from, *to; } folds[] = {
        {"\u2019", "'"}, {"\u2018", "'"}, {"\u201c", "\""}, {"\u201d", "\""}, {"\u00a0", " "}, {"\u2010", "-"},
        {"\u2011", "-"}, {"\u2013", "-"}, {"\u2014", "-"}, {"\n", " "}};
    for (size_t i = 0; i < sizeof folds / sizeof *folds; i++)
        if (!strncmp(p, folds[i].from, strlen(folds[i].from))) {
            *as = folds[i].to;
            return strlen(folds[i].from);
        }
    return 0;
}

static char *folded(const char *s)
{
    char *out = need(strlen(s) + 2), *o = out;
    while (*s) {
        const char *as;
        size_t n = glyph(s, &as);
        char c = n ? *as : *s;
        s += n ? n : 1;
        if (c == ' ' && (o == out || o[-1] == ' ')) continue;
        *o++ = c;
    }
    while (o > out && o[-1] == ' ') o--;
    *o = '\0';
    return out;
}

static char *bare(const char *s)
{
    char *out = need(strlen(s) + 2), *o = out;
    bool bracket = false;
    for (; *s; s++) {
        if (*s == '[') bracket = true;
        if (!bracket && (isalnum((unsigned char)*s) || (unsigned char)*s >= 0x80)) *o++ = (char)tolower((unsigned char)*s);
        else if (o > out && o[-1] != ' ') *o++ = ' ';
        if (*s == ']') bracket = false;
    }
    while (o > out && o[-1] == ' ') o--;
    *o = '\0';
    return out;
}

static uint32_t cut(char *s, char **parts)
{
    static const char *const marks[] = {"[...]", "[\u2026]", ". . .", "...", "\u2026"};
    uint32_t n = 0;
    for (;;) {
        char *first = NULL;
        size_t len = 0;
        for (int i = 0; i < 5; i++) {
            char *p = strstr(s, marks[i]);
            if (p && (!first || p < first)) first = p, len = strlen(marks[i]);
        }
        if (n < PARTS) parts[n++] = s;
        if (!first) return n;
        *first = '\0';
        s = first + len;
    }
}

static bool substring(const texts *t, const item *it, bool order)
{
    static const texts *of;
    static char **source[2];
    if (of != t) {
        of = t;
        for (int k = 0; k < 2; k++) {
            source[k] = need(t->n * sizeof *source[k]);
            for (uint32_t i = 0; i < t->n; i++) source[k][i] = k ? bare(t->texts[i].text) : folded(t->texts[i].text);
        }
    }
    char *parts[PARTS];
    uint32_t n = cut(strcpy(need(strlen(it->quote) + 1), it->quote), parts);
    for (uint32_t p = 0; p < n; p++) parts[p] = order ? folded(parts[p]) : bare(parts[p]);
    for (uint32_t i = 0; i < t->n; i++) {
        const char *at = source[!order][i];
        uint32_t p = 0;
        for (; p < n; p++) {
            const char *hit = strstr(at, parts[p]);
            if (!hit) break;
            if (order) at = hit + strlen(parts[p]);
        }
        if (p == n) return true;
    }
    return false;
}

/* ----------------------------------------------------------------- tokens */

static uint32_t hash(const char *s, size_t n)
{
    uint32_t h = 2166136261u;
    for (size_t i = 0; i < n; i++) h = (h ^ (uint32_t)tolower((unsigned char)s[i])) * 16777619u;
    return h;
}

typedef struct {
    uint32_t *at, *start; /* hash of each token, and where it starts */
    uint32_t n;
    const char *text;
} tokens;

static tokens tokenize(const char *s)
{
    size_t len = strlen(s);
    tokens t = {need((len + 1) * sizeof *t.at), need((len + 1) * sizeof *t.start), 0, s};
    for (size_t i = 0; i < len;) {
        size_t b = i;
        while (i < len && (isalnum((unsigned char)s[i]) || (unsigned char)s[i] >= 0x80)) i++;
        if (i > b) {
            t.start[t.n] = (uint32_t)b;
            t.at[t.n++] = hash(s + b, i - b);
        } else {
            i++;
        }
    }
    return t;
}

static const tokens *source_tokens(const texts *t, uint32_t i)
{
    static const texts *of;
    static tokens *all;
    if (of != t) {
        of = t;
        all = need(t->n * sizeof *all);
        for (uint32_t k = 0; k < t->n; k++) all[k] = tokenize(folded(t->texts[k].text));
    }
    return &all[i];
}

/* How many of the quotation's tokens a window holds, kept up to date as it moves. */
typedef struct {
    uint32_t token[WORDS], want[WORDS], have[WORDS], n, common;
} bag;

static void take(bag *b, uint32_t token, bool in)
{
    for (uint32_t i = 0; i < b->n; i++)
        if (b->token[i] == token) {
            if (in) b->common += b->have[i]++ < b->want[i];
            else b->common -= b->have[i]-- <= b->want[i];
            return;
        }
}

static void fill(bag *b, const tokens *q)
{
    memset(b, 0, sizeof *b);
    for (uint32_t i = 0; i < q->n && i < WORDS; i++) {
        uint32_t k = 0;
        while (k < b->n && b->token[k] != q->at[i]) k++;
        b->token[k] = q->at[i];
        b->want[k]++;
        if (k == b->n) b->n++;
    }
}

static uint32_t lcs_tokens(const tokens *q, const uint32_t *s, uint32_t n)
{
    uint32_t row[WORDS + 1] = {0};
    for (uint32_t i = 0; i < n; i++) {
        uint32_t diagonal = 0;
        for (uint32_t k = 0; k < q->n && k < WORDS; k++) {
            uint32_t above = row[k + 1];
            if (q->at[k] == s[i]) row[k + 1] = diagonal + 1;
            else if (row[k] > row[k + 1]) row[k + 1] = row[k];
            diagonal = above;
        }
    }
    return row[q->n < WORDS ? q->n : WORDS];
}

/* LCS of letters by bit vectors (Hyyrö 2004). */
static uint32_t lcs_letters(const char *q, uint32_t n, const char *s, uint32_t m)
{
    enum { BLOCKS = LETTERS / 64 };
    static uint64_t has[256][BLOCKS];
    uint64_t v[BLOCKS];
    uint32_t blocks = (n + 63) / 64, lcs = 0;
    for (uint32_t i = 0; i < n; i++) memset(has[(unsigned char)q[i]], 0, sizeof *has);
    for (uint32_t i = 0; i < m; i++) memset(has[(unsigned char)s[i]], 0, sizeof *has);
    for (uint32_t i = 0; i < n; i++) has[(unsigned char)q[i]][i / 64] |= 1ull << (i % 64);
    memset(v, 0xff, sizeof v);
    for (uint32_t i = 0; i < m; i++) {
        uint64_t carry = 0;
        for (uint32_t b = 0; b < blocks; b++) {
            uint64_t u = v[b] & has[(unsigned char)s[i]][b], sum = v[b] + u, with = sum + carry;
            carry = (sum < u) | (with < sum);
            v[b] = with | (v[b] & ~has[(unsigned char)s[i]][b]);
        }
    }
    for (uint32_t i = 0; i < n; i++) lcs += !(v[i / 64] >> (i % 64) & 1);
    return lcs;
}

static bool overlaps(const texts *t, const item *it, bool letters)
{
    char *quote = folded(it->quote);
    tokens q = tokenize(quote);
    uint32_t len = (uint32_t)strlen(quote);
    if (!q.n || q.n > WORDS || len > LETTERS) return false;
    uint32_t wide = letters ? q.n : 3 * q.n, enough = letters ? (q.n + 1) / 2 : (3 * q.n + 3) / 4;
    bag b;
    for (uint32_t i = 0; i < t->n; i++) {
        const tokens *s = source_tokens(t, i);
        uint32_t source_len = (uint32_t)strlen(s->text);
        fill(&b, &q);
        for (uint32_t end = 0; end < s->n; end++) {
            take(&b, s->at[end], true);
            if (end >= wide) take(&b, s->at[end - wide], false);
            if (b.common < enough) continue;
            uint32_t first = end + 1 > wide ? end + 1 - wide : 0;
            if (!letters) {
                if (lcs_tokens(&q, s->at + first, end + 1 - first) >= enough) return true;
                continue;
            }
            uint32_t from = s->start[first], n = source_len - from < len ? source_len - from : len;
            if (5 * 2 * lcs_letters(quote, len, s->text + from, n) >= 4 * (len + n)) return true;
        }
    }
    return false;
}

bool peer_accepts(peer which, const texts *t, const item *it)
{
    switch (which) {
    case PEER_IN_ORDER: return substring(t, it, true);
    case PEER_ANY_ORDER: return substring(t, it, false);
    case PEER_OVERLAP: return overlaps(t, it, false);
    default: return overlaps(t, it, true);
    }
}
