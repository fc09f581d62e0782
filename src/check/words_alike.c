/* words_alike.c - are two words the same, in another form, or another word?
 *
 * Hashes first: the form, the canonical form, the lemmas; then values of numbers
 * and dates; letters last, for slips of spelling (Damerau and Levenshtein's
 * distance, of words of five letters and more that begin alike).
 */
#include "check/check.h"

static bool share_lemma(const ss_cword *a, const ss_cword *b)
{
    for (int i = 0; i < SS_LEMMAS; i++)
        for (int k = 0; k < SS_LEMMAS; k++)
            if (a->lemma[i] == b->lemma[k]) return true;
    return false;
}

/* Letters put in, taken out, changed or swapped: at most `most`, else most + 1. */
static uint32_t letters_apart(const char *a, uint32_t n, const char *b, uint32_t m, uint32_t most)
{
    enum { LONGEST = 40 };
    uint8_t rows[3][LONGEST + 1];
    if (n > LONGEST || m > LONGEST) return most + 1;
    for (uint32_t k = 0; k <= m; k++) rows[1][k] = (uint8_t)k;
    for (uint32_t i = 1; i <= n; i++) {
        uint8_t *now = rows[(i + 1) % 3], *up = rows[i % 3], *before = rows[(i + 2) % 3];
        now[0] = (uint8_t)i;
        for (uint32_t k = 1; k <= m; k++) {
            uint8_t best = (uint8_t)(up[k - 1] + (a[i - 1] != b[k - 1]));
            if (up[k] + 1 < best) best = (uint8_t)(up[k] + 1);
            if (now[k - 1] + 1 < best) best = (uint8_t)(now[k - 1] + 1);
            if (i > 1 && k > 1 && a[i - 1] == b[k - 2] && a[i - 2] == b[k - 1] && before[k - 2] + 1 < best)
                best = (uint8_t)(before[k - 2] + 1);
            now[k] = best;
        }
    }
    return rows[(n + 1) % 3][m];
}

static bool near_spelling(const ss_cword *a, const ss_cword *b)
{
    uint32_t shorter = a->len < b->len ? a->len : b->len, longer = a->len < b->len ? b->len : a->len;
    if (shorter < 5 || longer - shorter > 2 || a->form[0] != b->form[0]) return false;
    if ((a->classes | b->classes) & (SS_WC_NEG | SS_WC_MODAL | SS_WC_QUANT | SS_WC_UNIT | SS_WC_COND)) return false;
    uint32_t most = longer >= 9 ? 2 : 1;
    return letters_apart(a->form, a->len, b->form, b->len, most) <= most;
}

/* Clitics that may stand for several words. */
static bool clitic_of(const ss_cword *a, const ss_cword *b)
{
    if (!(a->flags & SS_CW_CLITIC)) return false;
    if (!strcmp(a->form, "'s")) return !strcmp(b->form, "is") || !strcmp(b->form, "has");
    if (!strcmp(a->form, "'d")) return !strcmp(b->form, "would") || !strcmp(b->form, "had");
    return false;
}

/* Does a quotation that begins or ends inside a phrase have its part of it ("percent of", "on
 * March")? */
static bool cut_short(const ss_cword *a, const ss_cword *b)
{
    if (!(a->flags & (SS_CW_FIRST | SS_CW_LAST)) || b->len <= a->len + 1 || a->unit == '%') return false;
    if (a->flags & SS_CW_FIRST && b->form[b->len - a->len - 1] == ' ' && !memcmp(b->form + b->len - a->len, a->form, a->len))
        return true;
    return a->flags & SS_CW_LAST && b->form[a->len] == ' ' && !memcmp(b->form, a->form, a->len);
}

ss_likeness ss_cwords_alike(const ss_cword *a, const ss_cword *b)
{
    uint32_t kinds = SS_CW_NUMBER | SS_CW_DATE;
    if (a->hash == b->hash && a->unit == b->unit) return SS_SAME;
    if (cut_short(a, b)) return SS_SAME;
    if ((a->flags | b->flags) & kinds) {
        if ((a->flags & kinds) == (b->flags & kinds)) {
            bool same = a->value == b->value && a->unit == b->unit &&
                        (a->flags & SS_CW_ORDINAL) == (b->flags & SS_CW_ORDINAL);
            return same ? SS_SAME_FORM : SS_SAME_CLASS;
        }
        return (a->flags & kinds) && (b->flags & kinds) ? SS_SAME_CLASS : SS_OTHER;
    }
    if (a->canon == b->canon) return SS_SAME_SPELLING;
    if (clitic_of(a, b) || clitic_of(b, a)) return SS_SAME_FORM;
    if (a->classes & b->classes & SS_WC_MODAL) return SS_SAME_CLASS; /* will, would: no mere inflection */
    bool first = a->form[0] == b->form[0];
    if ((first || (a->flags | b->flags) & SS_CW_IRREGULAR) && share_lemma(a, b)) return SS_SAME_LEMMA;
    if (a->classes & b->classes & SS_WC_BE) return SS_SAME_LEMMA;
    if (first && near_spelling(a, b)) return SS_NEAR_SPELLING;
    if (a->classes & b->classes & (SS_WC_NEG | SS_WC_QUANT | SS_WC_UNIT | SS_WC_COND)) return SS_SAME_CLASS;
    return SS_OTHER;
}
