/* align.c - the words of a quotation against the words of the places found.
 *
 * Spliced alignment (after Gelfand, Mironov and Pevzner 1996): global in the
 * quotation, local in the field, with affine gaps, and with jumps: after any word
 * the alignment may go on at any other place of the field, for a price. A jump
 * forward costs little where the quotation has an ellipsis, and more than a few
 * changed words where it has none; a jump back or to another source costs more.
 * So cuts, splices and changes of order come out of one optimum instead of being
 * looked for one by one. A bracket stands for any few words at a low price. Two
 * words may be one there ("health care", "healthcare").
 *
 * Integer costs and a fixed order of preference: deterministic. Quadratic in
 * time and memory up to CELLS cells; beyond, the quotation is anchored: 4-grams
 * that are unique on both sides, chained in order (patience; Bram Cohen), and
 * between anchors the same alignment where it fits the budget; else what lies
 * between counts as replaced. So any input costs O(n log n) plus a constant.
 */
#include "check/check.h"

#include <stdlib.h>

enum {
    CELLS = 3 << 20,
    FAR = 1 << 28,
    OPEN = 80, EXTEND = 15,      /* words of the source passed over */
    BRACKET_EXTEND = 12,
    INSERT = 100,                /* a word that the source has not */
    BRACKET = 25, BRACKET_INSERT = 40, ELLIPSIS_FORWARD = 15, ELLIPSIS_BACK = 190, ELLIPSIS_OTHER = 260,
    ELLIPSIS_EXTEND = 1, /* a word under an ellipsis, so that the nearest is taken */
    JUMP_FORWARD = 330, JUMP_BACK = 350, JUMP_OTHER = 390,
    JUMP_LANDS = 45,             /* a jump lands on a word that is at least this like */
    JUMP_LANDS_MARKED = 160,     /* after an ellipsis, on one that was replaced as well */
    JOIN = 30,
    REPLACE = 96, REPLACE_OTHER = 150, SENTENCE = 50 /* more where the source begins a sentence */
};

static int32_t substitution(const ss_cword *a, const ss_cword *b)
{
    switch (ss_cwords_alike(a, b)) {
    case SS_SAME: return a->cased == b->cased ? 0 : a->hash == b->hash ? 1 : 2;
    case SS_SAME_FORM: return 8;
    case SS_SAME_SPELLING: return 10;
    case SS_SAME_LEMMA: return 35;
    case SS_NEAR_SPELLING: return 40;
    case SS_SAME_CLASS: return 85;
    case SS_OTHER: break;
    }
    int32_t across = b->flags & SS_CW_START && !(a->flags & SS_CW_START) ? SENTENCE : 0;
    bool function_a = a->classes & SS_WC_FUNC, function_b = b->classes & SS_WC_FUNC;
    return across + (function_a == function_b ? REPLACE : REPLACE_OTHER);
}

/* A bracket for a word of the source, which seldom begins a sentence. */
static int32_t bracket(const ss_cword *a, const ss_cword *b)
{
    return BRACKET + (b->flags & SS_CW_START && !(a->flags & SS_CW_START) ? SENTENCE : 0);
}

/* Is `whole` these two words in one? */
static bool joins(const ss_cword *whole, const ss_cword *first, const ss_cword *second)
{
    return whole->len == first->len + second->len && !memcmp(whole->form, first->form, first->len) &&
           !memcmp(whole->form + first->len, second->form, second->len) &&
           !((whole->flags | first->flags | second->flags) & (SS_CW_NUMBER | SS_CW_DATE | SS_CW_ELLIPSIS | SS_CW_BRACKET)) &&
           first->len > 0 && second->len > 0;
}

typedef struct {
    const ss_cword *q, *s;
    uint32_t n, m;        /* words of each */
    const ss_field *field;
    uint32_t offset;      /* of s[0] in the field */
    bool jumps;
    int32_t *d, *g;       /* [(n + 1) * (m + 1)]: after i words, the next word there is p; g: in a gap */
} problem;

static int32_t *row(const problem *p, int32_t *of, uint32_t i)
{
    return of + (size_t)i * (p->m + 1);
}

static uint32_t source_at(const problem *p, uint32_t at)
{
    uint32_t word = p->offset + (at < p->m ? at : p->m - 1);
    return p->field->parts.at[p->field->part_of[word]].source;
}

static bool is_ellipsis(const ss_cword *w)
{
    return w->flags & SS_CW_ELLIPSIS;
}

static bool is_bracket(const ss_cword *w)
{
    return w->flags & SS_CW_BRACKET;
}

/* Is the word that a step to `at` would take what stands between two places? */
static bool is_edge(const problem *p, uint32_t at)
{
    return p->s[at - 1].flags & SS_CW_EDGE;
}

/* The price of going from place `from` to place `to`, before which a mark stands or not. */
static int32_t jump_price(const problem *p, uint32_t from, uint32_t to, bool marked)
{
    bool same = source_at(p, from ? from - 1 : 0) == source_at(p, to);
    if (!same) return marked ? ELLIPSIS_OTHER : JUMP_OTHER;
    if (to < from) return marked ? ELLIPSIS_BACK : JUMP_BACK;
    if (!marked) return JUMP_FORWARD;
    int32_t far = (int32_t)(to - from) * ELLIPSIS_EXTEND;
    return ELLIPSIS_FORWARD + (far < 60 ? far : 60);
}

/* For each place, the cheapest way of jumping there after i words, and from where. */
static void jumps_after(const problem *p, const int32_t *d, bool marked, int32_t *cost, uint32_t *from)
{
    uint32_t best = 0; /* of all */
    for (uint32_t at = 1; at <= p->m; at++)
        if (d[at] < d[best]) best = at;
    /* forward within a source: the best before, distance counted; back: the best of the source */
    uint32_t start = 0;
    while (start <= p->m) {
        uint32_t source = source_at(p, start), end = start;
        while (end <= p->m && source_at(p, end) == source) end++;
        uint32_t own = start, before = start;
        for (uint32_t at = start; at < end; at++)
            if (d[at] < d[own]) own = at;
        for (uint32_t at = start; at < end; at++) {
            /* `before`: the best from which to go on forward to `at` */
            if (d[at] <= d[before] + (int32_t)(marked ? (at - before < 60 ? at - before : 60) : 0)) before = at;
            uint32_t candidates[3] = {before, own, best};
            cost[at] = FAR;
            for (int k = 0; k < 3; k++) {
                int32_t c = d[candidates[k]] + jump_price(p, candidates[k], at, marked);
                if (c < cost[at]) {
                    cost[at] = c;
                    from[at] = candidates[k];
                }
            }
        }
        start = end;
    }
}

/* How word i of the quotation is paid for. */
typedef enum { STEP_SAME, STEP_INSERT, STEP_JUMP, STEP_JOIN_HERE, STEP_JOIN_THERE } step;

/* Fills the tables; word i goes from row i to row i + 1. */
static void fill(problem *p, int32_t *jump, uint32_t *from)
{
    int32_t *d = row(p, p->d, 0), *g = row(p, p->g, 0);
    for (uint32_t at = 0; at <= p->m; at++) d[at] = 0, g[at] = FAR;
    for (uint32_t i = 0; i < p->n; i++) {
        const ss_cword *w = &p->q[i];
        int32_t *up_d = row(p, p->d, i), *up_g = row(p, p->g, i);
        d = row(p, p->d, i + 1);
        g = row(p, p->g, i + 1);
        bool marked = i > 0 && is_ellipsis(&p->q[i - 1]);
        bool jump_here = i > 0 && (p->jumps || marked);
        if (jump_here) jumps_after(p, up_d, marked, jump, from);
        int32_t insert = is_ellipsis(w) ? 0 : is_bracket(w) ? BRACKET_INSERT : INSERT;
        int32_t open = is_bracket(w) ? BRACKET_EXTEND : OPEN, extend = is_bracket(w) ? BRACKET_EXTEND : EXTEND;
        for (uint32_t at = 0; at <= p->m; at++) {
            int32_t best = (up_d[at] < up_g[at] ? up_d[at] : up_g[at]) + insert;
            if (at > 0 && !is_edge(p, at) && !is_ellipsis(w)) {
                const ss_cword *s = &p->s[at - 1];
                int32_t cost = p->field->barred && p->field->barred[p->offset + at - 1] ? FAR
                               : is_bracket(w) ? bracket(w, s) : substitution(w, s);
                int32_t before = up_d[at - 1] < up_g[at - 1] ? up_d[at - 1] : up_g[at - 1];
                if (before + cost < best) best = before + cost;
                if (jump_here && cost <= (marked ? JUMP_LANDS_MARKED : JUMP_LANDS) && jump[at - 1] + cost < best) best = jump[at - 1] + cost;
                if (!is_bracket(w) && i > 0 && joins(s, &p->q[i - 1], w)) {
                    int32_t c = row(p, p->d, i - 1)[at - 1] + JOIN;
                    if (c < best) best = c;
                }
                if (!is_bracket(w) && at > 1 && joins(w, s - 1, s)) {
                    int32_t c = up_d[at - 2] + JOIN;
                    if (c < best) best = c;
                }
            }
            d[at] = best < FAR ? best : FAR;
            g[at] = FAR;
            if (at > 0 && !is_edge(p, at) && i + 1 < p->n) {
                int32_t gap = d[at - 1] + open, on = g[at - 1] + extend;
                g[at] = gap < on ? gap : on;
            }
        }
    }
}

/* Walks back from the cheapest end. */
static int32_t trace(problem *p, int32_t *jump, uint32_t *from, ss_op *ops)
{
    const int32_t *last = row(p, p->d, p->n);
    uint32_t at = 0;
    for (uint32_t k = 1; k <= p->m; k++)
        if (last[k] < last[at]) at = k;
    int32_t total = last[at];
    bool in_gap = false;
    for (uint32_t i = p->n; i > 0;) {
        const int32_t *d = row(p, p->d, i), *g = row(p, p->g, i);
        const ss_cword *w = &p->q[i - 1];
        if (in_gap) {
            int32_t open = is_bracket(w) ? BRACKET_EXTEND : OPEN;
            bool begins = g[at] == d[at - 1] + open;
            at--;
            if (begins) in_gap = false;
            continue;
        }
        const int32_t *up_d = row(p, p->d, i - 1), *up_g = row(p, p->g, i - 1);
        bool marked = i > 1 && is_ellipsis(&p->q[i - 2]);
        bool jump_here = i > 1 && (p->jumps || marked);
        int32_t best = d[at];
        ss_op *op = &ops[i - 1];
        *op = (ss_op){SS_OP_NONE, false, false, 1};
        if (at > 0 && !is_edge(p, at) && !is_ellipsis(w)) {
            const ss_cword *s = &p->s[at - 1];
            int32_t cost = p->field->barred && p->field->barred[p->offset + at - 1] ? FAR
                           : is_bracket(w) ? bracket(w, s) : substitution(w, s);
            if (cost < FAR && (up_d[at - 1] + cost == best || up_g[at - 1] + cost == best)) {
                op->at = (int32_t)(p->offset + at - 1);
                in_gap = up_d[at - 1] + cost != best;
                at--;
                i--;
                continue;
            }
            if (!is_bracket(w) && i > 1 && joins(s, &p->q[i - 2], w) && row(p, p->d, i - 2)[at - 1] + JOIN == best) {
                op->at = (int32_t)(p->offset + at - 1);
                op->joined = true;
                ops[i - 2] = (ss_op){op->at, false, false, 1};
                at--;
                i -= 2;
                continue;
            }
            if (!is_bracket(w) && at > 1 && joins(w, s - 1, s) && up_d[at - 2] + JOIN == best) {
                op->at = (int32_t)(p->offset + at - 2);
                op->takes = 2;
                at -= 2;
                i--;
                continue;
            }
            if (jump_here && cost <= (marked ? JUMP_LANDS_MARKED : JUMP_LANDS)) {
                jumps_after(p, up_d, marked, jump, from);
                if (jump[at - 1] + cost == best) {
                    op->at = (int32_t)(p->offset + at - 1);
                    op->jump = true;
                    at = from[at - 1];
                    i--;
                    continue;
                }
            }
        }
        int32_t insert = is_ellipsis(w) ? 0 : is_bracket(w) ? BRACKET_INSERT : INSERT;
        in_gap = up_d[at] + insert != best;
        i--;
    }
    return total;
}

/* Aligns in full; ops of the n words. */
static int32_t align_full(ss_arena *arena, problem *p, ss_op *ops)
{
    size_t cells = (size_t)(p->n + 1) * (p->m + 1);
    p->d = ss_alloc(arena, cells * sizeof *p->d);
    p->g = ss_alloc(arena, cells * sizeof *p->g);
    int32_t *jump = ss_alloc(arena, (p->m + 1) * sizeof *jump);
    uint32_t *from = ss_alloc(arena, (p->m + 1) * sizeof *from);
    fill(p, jump, from);
    return trace(p, jump, from, ops);
}

/* ---------------------------------------------------------------- anchors */

typedef struct {
    uint32_t key, at;
} gram;

static int by_key(const void *a, const void *b)
{
    const gram *x = a, *y = b;
    if (x->key != y->key) return x->key < y->key ? -1 : 1;
    return x->at < y->at ? -1 : x->at > y->at;
}

/* The 4-grams that occur once, sorted by key. */
static gram *unique_grams(ss_arena *arena, const ss_cword *w, uint32_t n, uint32_t *count)
{
    enum { GRAM = 4 };
    *count = 0;
    if (n < GRAM) return NULL;
    gram *all = ss_alloc(arena, (n - GRAM + 1) * sizeof *all);
    for (uint32_t i = 0; i + GRAM <= n; i++) {
        uint32_t h = SS_HASH_EMPTY;
        for (uint32_t k = 0; k < GRAM; k++) h = (h ^ w[i + k].hash) * 0x9E3779B1u, h ^= h >> 15;
        all[i] = (gram){h, i};
    }
    uint32_t m = n - GRAM + 1;
    qsort(all, m, sizeof *all, by_key);
    for (uint32_t i = 0; i < m;) {
        uint32_t k = i;
        while (k < m && all[k].key == all[i].key) k++;
        if (k == i + 1) all[(*count)++] = all[i];
        i = k;
    }
    return all;
}

typedef struct {
    uint32_t q, s;
} anchor;

static int by_quote(const void *a, const void *b)
{
    const anchor *x = a, *y = b;
    return x->q < y->q ? -1 : x->q > y->q;
}

/* Longest chain of anchors that rises on both sides; in order. */
static uint32_t chain(ss_arena *arena, anchor *a, uint32_t n)
{
    if (!n) return 0;
    uint32_t *tops = ss_alloc(arena, n * sizeof *tops), *back = ss_alloc(arena, n * sizeof *back), piles = 0;
    for (uint32_t i = 0; i < n; i++) {
        uint32_t low = 0, high = piles;
        while (low < high) {
            uint32_t middle = (low + high) / 2;
            if (a[tops[middle]].s < a[i].s)
                low = middle + 1;
            else
                high = middle;
        }
        back[i] = low ? tops[low - 1] : UINT32_MAX;
        tops[low] = i;
        if (low == piles) piles++;
    }
    anchor *out = ss_alloc(arena, piles * sizeof *out);
    uint32_t at = tops[piles - 1];
    for (uint32_t i = piles; i-- > 0; at = back[at]) out[i] = a[at];
    memcpy(a, out, piles * sizeof *out);
    return piles;
}

/* Between two anchors: in full where that is cheap, else nothing is matched. */
static void align_between(ss_arena *arena, const ss_cwords *quote, const ss_field *field, uint32_t q, uint32_t q_end,
                          uint32_t s, uint32_t s_end, size_t *budget, ss_op *ops)
{
    if (q == q_end) return;
    size_t cells = (size_t)(q_end - q + 1) * (s_end - s + 1);
    if (s == s_end || cells > *budget) return;
    *budget -= cells;
    problem p = {.q = quote->v.at + q, .s = field->words.v.at + s, .n = q_end - q, .m = s_end - s, .field = field,
                 .offset = s};
    align_full(arena, &p, ops + q);
}

static void align_anchored(ss_arena *arena, const ss_cwords *quote, const ss_field *field, ss_alignment *out)
{
    uint32_t n = quote->v.n, m = field->words.v.n, nq, ns, found = 0;
    gram *q = unique_grams(arena, quote->v.at, n, &nq), *s = unique_grams(arena, field->words.v.at, m, &ns);
    anchor *anchors = ss_alloc(arena, ((nq < ns ? nq : ns) + 1) * sizeof *anchors);
    for (uint32_t i = 0, k = 0; i < nq && k < ns;) {
        if (q[i].key == s[k].key)
            anchors[found++] = (anchor){q[i++].at, s[k++].at};
        else if (q[i].key < s[k].key)
            i++;
        else
            k++;
    }
    if (found) qsort(anchors, found, sizeof *anchors, by_quote);
    found = chain(arena, anchors, found);
    size_t budget = CELLS;
    uint32_t q_at = 0, s_at = 0;
    for (uint32_t i = 0; i <= found; i++) {
        uint32_t q_to = i < found ? anchors[i].q : n, s_to = i < found ? anchors[i].s : m;
        if (q_to < q_at || s_to < s_at) continue; /* inside the 4-gram before */
        uint32_t reach = (q_to - q_at) * 2 + 64; /* at the ends, no further than it could go */
        uint32_t from = i == 0 && s_to - s_at > reach ? s_to - reach : s_at;
        uint32_t to = i == found && s_to - s_at > reach ? s_at + reach : s_to;
        align_between(arena, quote, field, q_at, q_to, from, to, &budget, out->ops);
        if (i == found) break;
        q_at = q_to;
        s_at = s_to;
        while (q_at < n && s_at < m && quote->v.at[q_at].hash == field->words.v.at[s_at].hash) {
            out->ops[q_at] = (ss_op){(int32_t)s_at, false, false, 1};
            q_at++;
            s_at++;
        }
    }
    out->bounded = true;
    /* what the anchors step over */
    int32_t before = -1;
    for (uint32_t i = 0; i < n; i++) {
        if (out->ops[i].at < 0) continue;
        if (before >= 0 && out->ops[i].at < before) out->ops[i].jump = true;
        before = out->ops[i].at;
    }
}

void ss_align(ss_arena *arena, const ss_cwords *quote, const ss_field *field, bool jumps, ss_alignment *out)
{
    uint32_t n = quote->v.n, m = field->words.v.n;
    *out = (ss_alignment){.ops = ss_alloc(arena, (n + 1) * sizeof *out->ops)};
    for (uint32_t i = 0; i < n; i++) out->ops[i] = (ss_op){SS_OP_NONE, false, false, 1};
    out->cost = (int32_t)(n < 1000000 ? n : 1000000) * INSERT;
    if (n == 0 || m == 0) return;
    if ((size_t)(n + 1) * (m + 1) > CELLS) {
        align_anchored(arena, quote, field, out);
        return;
    }
    problem p = {.q = quote->v.at, .s = field->words.v.at, .n = n, .m = m, .field = field, .jumps = jumps};
    out->cost = align_full(arena, &p, out->ops);
}
