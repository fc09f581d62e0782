/* quantities.c - the stage that finds quantities, and who vouches for them.
 *
 * Sentence by sentence: cut atoms, put aside those that belong to times, scan
 * amounts, say what each counts and which time of its clause it covers. After
 * the attributions are found, one sweep over content spans and quantities links
 * each with the innermost. O(n), and O(n log n) for the sweep.
 */
#include "attr/attr.h"
#include "attr/when.h"

#include <stdlib.h>

/* ------------------------------------------------------------------ period */

enum { NEAR = 8 };

typedef struct {
    uint32_t first, last; /* times that begin in this stretch */
    int32_t *governor;    /* of each; -2: not looked up yet */
    uint32_t cap;
} stretch_times;

static uint32_t time_begin(const sayso_time *t)
{
    return t->spans.at[0].begin;
}

/* Does this value name a stretch of the calendar? */
static bool dated(const sayso_time *t)
{
    if (t->from) return true;
    if (!t->value || (t->type != SAYSO_TIME_DATE && t->type != SAYSO_TIME_TIME)) return false;
    return (t->value[0] >= '0' && t->value[0] <= '9') || !strncmp(t->value, "BC", 2) || !strncmp(t->value, "FY", 2);
}

/* The first of verbs that are joined: "were killed and 42 wounded on Saturday". */
static int32_t clause_verb(const sayso_doc *doc, int32_t verb)
{
    for (int step = 0; verb >= 0 && step < 8 && doc->tokens.at[verb].rel == SS_REL_conj; step++) {
        int32_t head = doc->tokens.at[verb].head;
        if (head < 0 || !ss_tag_is_verb(doc->tokens.at[head].tag)) break;
        verb = head;
    }
    return verb;
}

static int32_t time_governor(const sayso_doc *doc, stretch_times *times, uint32_t i)
{
    int32_t *g = &times->governor[i - times->first];
    if (*g == -2) {
        const sayso_spans *spans = &doc->times.at[i].spans;
        uint32_t token = ss_token_at(doc, spans->at[spans->n - 1].end - 1);
        *g = token < doc->tokens.n ? clause_verb(doc, ss_governor(doc, token)) : -1;
    }
    return *g;
}

/* The nearest dated time of the amount's clause, or NULL. */
static const sayso_time *period_of(const sayso_doc *doc, stretch_times *times, uint32_t begin, uint32_t token)
{
    uint32_t lo = times->first, hi = times->last;
    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        if (time_begin(&doc->times.at[mid]) < begin)
            lo = mid + 1;
        else
            hi = mid;
    }
    int32_t governor = clause_verb(doc, ss_governor(doc, token));
    const sayso_time *best = NULL;
    uint32_t best_distance = UINT32_MAX;
    uint32_t from = lo > times->first + NEAR ? lo - NEAR : times->first;
    uint32_t to = lo + NEAR < times->last ? lo + NEAR : times->last;
    for (uint32_t i = from; i < to; i++) {
        const sayso_time *t = &doc->times.at[i];
        if (!dated(t) || time_governor(doc, times, i) != governor) continue;
        uint32_t at = time_begin(t), distance = at > begin ? at - begin : begin - at;
        if (distance < best_distance) best = t, best_distance = distance;
    }
    /* "60 percent of comments received between Jan. 7 and Feb. 20": of the counted noun's participle */
    for (uint32_t i = lo; i < to && !best; i++) {
        int32_t verb = dated(&doc->times.at[i]) ? time_governor(doc, times, i) : -1;
        if (verb < 0 || doc->tokens.at[verb].rel != SS_REL_acl) continue;
        int32_t noun = doc->tokens.at[verb].head;
        if (noun > (int32_t)token && noun < (int32_t)token + 8) best = &doc->times.at[i];
    }
    return best;
}

/* ------------------------------------------------------------------- stage */

/* "12 years", "more than 45 minutes": a duration that is also an amount. "The past 12
 * years" and "a three-year plan" are times alone. */
static bool is_amount_too(const ss_atoms *a, uint32_t first, uint32_t last, const sayso_time *t)
{
    if (t->type != SAYSO_TIME_DURATION || last < first + 2 || ss_at(a, last - 1)->tclass != SS_TC_units) return false;
    bool counted = false;
    for (uint32_t i = first; i < last; i++) {
        const ss_atom *x = ss_at(a, i);
        if (x->tclass == SS_TC_rel || x->nclass == SS_NC_ORDINAL || x->kind == SS_ATOM_MARK) return false;
        if (ss_atom_in(x, "a an ") && !ss_atom_in(ss_at(a, i + 1), "maximum minimum little bit total ")) return false;
        if (ss_atom_in(x, "the another these those every half ")) return false;
        counted |= x->kind == SS_ATOM_NUMBER || x->nclass == SS_NC_CARDINAL;
    }
    return counted;
}

/* Sets the times of the stretch and which atoms belong to them. */
static void take_times(ss_ctx *ctx, const ss_atoms *a, stretch_times *times, bool **taken, uint32_t *cap)
{
    const sayso_doc *doc = ctx->doc;
    uint32_t n = a->v.n, end = n ? a->v.at[n - 1].end : 0, begin = n ? a->v.at[0].begin : 0;
    if (n + 1 > *cap) {
        *cap = (n + 1) * 2;
        *taken = ss_alloc(ctx->scratch, *cap * sizeof **taken);
    }
    memset(*taken, 0, (n + 1) * sizeof **taken);
    times->first = times->last;
    while (times->first < doc->times.n && time_begin(&doc->times.at[times->first]) < begin) times->first++;
    times->last = times->first;
    uint32_t i = 0;
    for (; times->last < doc->times.n && time_begin(&doc->times.at[times->last]) < end; times->last++) {
        const sayso_spans *spans = &doc->times.at[times->last].spans;
        while (i < n && a->v.at[i].end <= spans->at[0].begin) i++;
        uint32_t from = i;
        while (i < n && a->v.at[i].begin < spans->at[spans->n - 1].end) i++;
        if (!is_amount_too(a, from, i, &doc->times.at[times->last]))
            memset(*taken + from, 1, (i - from) * sizeof **taken);
    }
    uint32_t count = times->last - times->first;
    if (count > times->cap) {
        times->cap = count * 2;
        times->governor = ss_alloc(ctx->scratch, times->cap * sizeof *times->governor);
    }
    for (uint32_t k = 0; k < count; k++) times->governor[k] = -2;
}

static void add_quantity(const ss_measure *m, const ss_atoms *a, const ss_amount *q, stretch_times *times)
{
    sayso_doc *doc = m->ctx->doc;
    uint32_t begin = ss_at(a, q->first)->begin, end = ss_at(a, q->last - 1)->end;
    sayso_quantity out = {
        .spans = ss_span_one(&doc->arena, begin, end),
        .range = q->range,
        .value = q->range ? 0 : q->value,
        .min = q->min,
        .max = q->max,
        .modifier = q->modifier,
        .change = q->change,
        .unit = q->unit,
        .attribution = SAYSO_NONE,
    };
    out.of = ss_amount_of(m, a, q);
    out.per = ss_amount_per(m, a, q);
    const sayso_time *t = q->age ? NULL : period_of(doc, times, begin, q->token);
    if (t) {
        out.period_from = t->from ? t->from : t->value;
        out.period_to = t->from ? t->to : t->value;
    }
    *ss_push(&doc->arena, &doc->quantities) = out;
}

void ss_quantities_find(ss_ctx *ctx, const ss_tree *tree)
{
    sayso_doc *doc = ctx->doc;
    ss_measure m = {.ctx = ctx, .tree = tree};
    m.units = ss_lexicon_get(ctx->model, "measure_units");
    m.currencies = ss_lexicon_get(ctx->model, "currencies");
    m.modifiers = ss_lexicon_get(ctx->model, "quantity_modifiers");
    m.labels = ss_lexicon_get(ctx->model, "number_labels");
    m.changes = ss_lexicon_get(ctx->model, "change_words");
    m.groups = ss_lexicon_get(ctx->model, "group_nouns");
    m.persons = ss_lexicon_get(ctx->model, "person_nouns");
    m.roles = ss_lexicon_get(ctx->model, "roles");
    m.time_words = ss_lexicon_get(ctx->model, "time_words");
    ss_atoms atoms;
    ss_atoms_init(&atoms, ctx);
    ss_amounts found = {0};
    stretch_times times = {0};
    bool *taken = NULL;
    uint32_t cap = 0;
    for (uint32_t first = 0, last; first < doc->tokens.n; first = last) {
        last = ss_atoms_stretch(doc, first);
        ss_atoms_cut(&atoms, first, last);
        take_times(ctx, &atoms, &times, &taken, &cap);
        m.taken = taken;
        ss_amounts_scan(&m, &atoms, &found);
        for (uint32_t i = 0; i < found.n; i++) add_quantity(&m, &atoms, &found.at[i], &times);
    }
}

/* ------------------------------------------------------------------- vouch */

typedef struct {
    uint32_t begin, end, depth, length;
    int32_t attribution;
} content_span;

static int by_begin(const void *x, const void *y)
{
    const content_span *a = x, *b = y;
    if (a->begin != b->begin) return a->begin < b->begin ? -1 : 1;
    if (a->end != b->end) return a->end > b->end ? -1 : 1;
    return (a->attribution > b->attribution) - (a->attribution < b->attribution);
}

/* How many attributions each stands inside. Chains are followed once: what is
 * known already is not walked again. */
static uint32_t *depths(ss_ctx *ctx)
{
    const sayso_doc *doc = ctx->doc;
    uint32_t n = doc->attributions.n;
    uint32_t *depth = ss_zalloc(ctx->scratch, ((size_t)n + 1) * sizeof *depth);
    int32_t *path = ss_alloc(ctx->scratch, ((size_t)n + 1) * sizeof *path);
    for (uint32_t i = 0; i < n; i++) {
        uint32_t length = 0;
        int32_t at = (int32_t)i;
        while (at >= 0 && (uint32_t)at < n && depth[at] == 0 && length < n) {
            path[length++] = at;
            at = doc->attributions.at[at].inside;
        }
        uint32_t below = at >= 0 && (uint32_t)at < n ? depth[at] : 0;
        while (length > 0) depth[path[--length]] = ++below;
    }
    return depth;
}

static bool inner(const content_span *a, const content_span *b)
{
    return a->depth != b->depth ? a->depth > b->depth : a->length < b->length;
}

void ss_quantities_vouch(ss_ctx *ctx)
{
    sayso_doc *doc = ctx->doc;
    const uint32_t *depth = depths(ctx);
    SS_VEC(content_span) spans = {0};
    for (uint32_t i = 0; i < doc->attributions.n; i++) {
        const sayso_spans *c = &doc->attributions.at[i].content;
        uint32_t length = 0;
        for (uint32_t k = 0; k < c->n; k++) length += c->at[k].end - c->at[k].begin;
        for (uint32_t k = 0; k < c->n; k++)
            *ss_push(ctx->scratch, &spans) = (content_span){c->at[k].begin, c->at[k].end, depth[i], length, (int32_t)i};
    }
    if (spans.n) qsort(spans.at, spans.n, sizeof *spans.at, by_begin);
    content_span *open = ss_alloc(ctx->scratch, ((size_t)spans.n + 1) * sizeof *open);
    uint32_t n_open = 0, next = 0;
    for (uint32_t i = 0; i < doc->quantities.n; i++) {
        sayso_quantity *q = &doc->quantities.at[i];
        uint32_t begin = q->spans.at[0].begin, end = q->spans.at[q->spans.n - 1].end;
        while (next < spans.n && spans.at[next].begin <= begin) open[n_open++] = spans.at[next++];
        const content_span *best = NULL;
        uint32_t kept = 0;
        for (uint32_t k = 0; k < n_open; k++) {
            if (open[k].end <= begin) continue; /* over for good: quantities are in order */
            open[kept] = open[k];
            if (open[kept].end >= end && (!best || inner(&open[kept], best))) best = &open[kept];
            kept++;
        }
        n_open = kept;
        q->attribution = best ? best->attribution : SAYSO_NONE;
        /* "executives were told that ..., according to papers": who told is not said, the papers vouch */
        for (int32_t up = q->attribution; up >= 0; up = doc->attributions.at[up].inside)
            if (doc->attributions.at[up].source.n) {
                q->attribution = up;
                break;
            }
    }
}
