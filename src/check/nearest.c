/* nearest.c - which passage says something like it, where none has its words.
 *
 * A paraphrase keeps content words and loses their order, so the passage is looked
 * for as a bag: a window slides over the field, and the weight of the different
 * content words of the quotation that it has (as they are, inflected, or as the
 * same number) is a running sum. Weights are the words' rarity in the sources.
 * O(words of the field * content words of the quotation), the latter cut at 400.
 */
#include "check/check.h"

enum { MOST_WORDS = 400 };

static bool counts(const ss_cword *w)
{
    if (w->flags & (SS_CW_ELLIPSIS | SS_CW_EDGE | SS_CW_CLITIC | SS_CW_BRACKET)) return false;
    return w->flags & (SS_CW_NUMBER | SS_CW_DATE) || (!(w->classes & (SS_WC_FUNC | SS_WC_MODAL)) && w->len > 1);
}

double ss_nearest(ss_arena *scratch, const ss_field *field, const ss_cwords *quote, const ss_query *query, uint32_t *first,
                  uint32_t *last, uint32_t *words_shared)
{
    const ss_cword **words = ss_alloc(scratch, MOST_WORDS * sizeof *words);
    double *weight = ss_alloc(scratch, MOST_WORDS * sizeof *weight), total = 0, best = 0, sum = 0;
    uint32_t n = 0, m = field->words.v.n;
    for (uint32_t i = 0; i < quote->v.n && n < MOST_WORDS; i++) {
        const ss_cword *w = &quote->v.at[i];
        bool again = !counts(w);
        for (uint32_t k = 0; k < n && !again; k++) again = ss_cwords_alike(words[k], w) <= SS_SAME_LEMMA;
        if (again) continue;
        double rarity = ss_scan_rarity(query, w->form, w->len);
        weight[n] = rarity > 1 ? rarity : 6;
        total += weight[n];
        words[n++] = w;
    }
    *first = *last = *words_shared = 0;
    if (!n) return 0;
    int32_t *of = ss_alloc(scratch, (m + 1) * sizeof *of); /* which word of the quotation it is, or -1 */
    uint32_t *open = ss_zalloc(scratch, n * sizeof *open), reach = quote->v.n + quote->v.n / 2 + 8, from = 0;
    for (uint32_t i = 0; i < m; i++) {
        const ss_cword *w = &field->words.v.at[i];
        if (w->flags & SS_CW_EDGE) { /* another place */
            for (; from < i; from++)
                if (of[from] >= 0) open[of[from]] = 0;
            from = i + 1;
            sum = 0;
            of[i] = -1;
            continue;
        }
        of[i] = -1;
        for (uint32_t k = 0; k < n && of[i] < 0 && counts(w); k++)
            if (ss_cwords_alike(words[k], w) <= SS_SAME_LEMMA) of[i] = (int32_t)k;
        if (of[i] >= 0 && open[of[i]]++ == 0) sum += weight[of[i]];
        while (i - from >= reach) {
            if (of[from] >= 0 && --open[of[from]] == 0) sum -= weight[of[from]];
            from++;
        }
        if (sum <= best + 1e-9) continue;
        best = sum;
        *first = from;
        *last = i + 1;
        *words_shared = 0;
        for (uint32_t k = 0; k < n; k++) *words_shared += open[k] > 0;
    }
    while (*first < *last && of[*first] < 0) (*first)++;
    return best / total;
}
