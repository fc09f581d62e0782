/* times.c - the stage that finds and values times.
 *
 * Sentence by sentence: cut atoms, scan expressions, resolve them in text order
 * against the document's date, or, inside the content of an embedded post,
 * against the post's. Before that, one pass over the tokens tells news from
 * narrative (times_value.c), and each post's own date is read. Ranges become
 * one time with its ends as parts. Metadata, bylines and boilerplate are not
 * read, but for full dates in headers and the dates of posts. Linear.
 */
#include "attr/attr.h"
#include "attr/when.h"

/* -- news or narrative ------------------------------------------------------ */

/* Many written years that are long past, and hardly a weekday or "today". */
static bool is_narrative(const ss_clock *clock, const ss_atoms *a)
{
    const sayso_doc *doc = clock->ctx->doc;
    uint32_t old = 0, recent = 0;
    for (uint32_t i = 0; i < doc->tokens.n; i++) {
        const ss_token *t = &doc->tokens.at[i];
        if (t->flags & SS_SKIP) continue;
        if (t->lower_len == 4 && t->flags & SS_DIGIT) {
            int year = 0, n = 0;
            while (n < 4 && t->lower[n] >= '0' && t->lower[n] <= '9') year = year * 10 + t->lower[n++] - '0';
            if (n < 4 || year < 1000 || year > 2199) continue;
            if (clock->anchored && year >= clock->anchor.year)
                recent++;
            else if (!clock->anchored || year < clock->anchor.year - 1)
                old++;
        } else if (t->lower_len >= 5 && t->lower_len <= 9 && t->flags & SS_ALPHA) {
            if (t->lower[t->lower_len - 1] != 'y') continue; /* Monday, today, yesterday */
            const char *value = ss_lexicon_word(a->time_words, t);
            if (value && (!strncmp(value, "weekday", 7) || !strncmp(value, "day", 3))) recent++;
        }
    }
    return old >= 5 && old > 3 * recent;
}

/* -- posts -------------------------------------------------------------------- */

typedef struct {
    uint32_t begin, end; /* the content */
    ss_date date;
    bool dated;
} post_date;

typedef SS_VEC(post_date) post_dates;

static void add_time(ss_clock *clock, const ss_when *w, const ss_when *to);

/* The expressions of a region that is otherwise not read. */
static void scan_region(ss_clock *clock, ss_atoms *a, sayso_span span, ss_whens *found)
{
    const sayso_doc *doc = clock->ctx->doc;
    uint32_t first = ss_token_at(doc, span.begin), last = first;
    while (last < doc->tokens.n && doc->tokens.at[last].begin < span.end && last - first < SS_ATOMS_MOST) last++;
    ss_atoms_cut(a, first, last);
    for (uint32_t i = 0; i < a->v.n; i++) a->v.at[i].flags &= (uint16_t) ~(SS_AT_SKIP | SS_AT_POST);
    ss_times_scan(clock, a, found);
    for (uint32_t i = 0; i < found->n; i++) {
        found->at[i].range = SS_RANGE_NONE;
        ss_times_resolve(clock, &found->at[i]);
    }
}

static bool full_date(const ss_when *w)
{
    return w->kind == SS_WHEN_DATE && w->date.day && !w->open_year;
}

/* Reads the date of each post, a time of its own and its content's anchor, and
 * the full dates of headers and bylines. */
static void read_regions(ss_clock *clock, ss_atoms *a, ss_whens *found, post_dates *posts)
{
    sayso_doc *doc = clock->ctx->doc;
    for (uint32_t r = 0; r < doc->regions.n; r++) {
        const sayso_region *region = &doc->regions.at[r];
        if (region->kind == SAYSO_REGION_METADATA || region->kind == SAYSO_REGION_BYLINE) {
            scan_region(clock, a, region->span, found);
            for (uint32_t i = 0; i < found->n; i++)
                if (full_date(&found->at[i])) add_time(clock, &found->at[i], NULL);
        }
        if (region->kind != SAYSO_REGION_POST) continue;
        post_date post = {region->content.begin, region->content.end, {0}, false};
        if (region->date.end > region->date.begin) {
            scan_region(clock, a, region->date, found);
            for (uint32_t i = 0; i < found->n; i++) {
                add_time(clock, &found->at[i], NULL);
                if (!post.dated && ss_date_parse(found->at[i].value, &post.date)) post.dated = true;
            }
        }
        *ss_push(clock->ctx->scratch, posts) = post;
    }
    clock->ref = (ss_date){0};
}

/* -- results ------------------------------------------------------------------ */

static sayso_time_type type_of(const ss_when *w)
{
    switch (w->kind) {
    case SS_WHEN_DURATION: return SAYSO_TIME_DURATION;
    case SS_WHEN_SET: return SAYSO_TIME_SET;
    case SS_WHEN_CLOCK: return SAYSO_TIME_TIME;
    case SS_WHEN_DATE:
    case SS_WHEN_WEEKDAY:
    case SS_WHEN_FEAST:
    case SS_WHEN_DAYS: return w->hour >= 0 || w->code ? SAYSO_TIME_TIME : SAYSO_TIME_DATE;
    default: return SAYSO_TIME_DATE;
    }
}

static sayso_time time_of(ss_clock *clock, const ss_when *w)
{
    return (sayso_time){
        .spans = ss_span_one(&clock->ctx->doc->arena, w->begin, w->end),
        .type = type_of(w),
        .value = w->value,
        .modifier = w->mod,
    };
}

static void add_time(ss_clock *clock, const ss_when *w, const ss_when *to)
{
    sayso_doc *doc = clock->ctx->doc;
    sayso_time t = time_of(clock, w);
    if (to) {
        sayso_time *parts = ss_alloc(&doc->arena, 2 * sizeof *parts);
        parts[0] = t;
        parts[1] = time_of(clock, to);
        t = (sayso_time){
            .spans = ss_span_one(&doc->arena, w->range_begin, w->range_end),
            .type = parts[0].type,
            .from = w->value,
            .to = to->value,
            .parts = parts,
            .n_parts = 2,
        };
    }
    *ss_push(&doc->arena, &doc->times) = t;
}

/* Dates of regions were added first: sorts all by where they begin. Merge sort from
 * the two sorted runs. */
static void sort_times(ss_ctx *ctx, uint32_t first_run)
{
    sayso_doc *doc = ctx->doc;
    uint32_t n = doc->times.n, i = 0, j = first_run, k = 0;
    if (first_run == 0 || first_run == n) return;
    sayso_time *sorted = ss_alloc(ctx->scratch, n * sizeof *sorted);
    while (i < first_run || j < n) {
        bool left =
            j == n || (i < first_run && doc->times.at[i].spans.at[0].begin <= doc->times.at[j].spans.at[0].begin);
        sorted[k++] = doc->times.at[left ? i++ : j++];
    }
    memcpy(doc->times.at, sorted, n * sizeof *sorted);
}

/* -- the stage ---------------------------------------------------------------- */

static void enter_post(ss_clock *clock, const ss_when *w, const post_dates *posts, uint32_t *at)
{
    clock->in_post = false;
    if (!w->post) return;
    while (*at < posts->n && posts->at[*at].end <= w->begin) ++*at;
    if (*at < posts->n && posts->at[*at].begin <= w->begin && posts->at[*at].dated) {
        clock->post = posts->at[*at].date;
        clock->in_post = true;
    }
}

void ss_times_find(ss_ctx *ctx, const ss_tree *tree)
{
    sayso_doc *doc = ctx->doc;
    ss_clock clock = {.ctx = ctx, .tree = tree};
    clock.feasts = ss_lexicon_get(ctx->model, "holidays");
    clock.modifiers = ss_lexicon_get(ctx->model, "quantity_modifiers");
    clock.ahead = ss_lexicon_get(ctx->model, "ahead_words");
    clock.anchored = ss_date_parse(doc->meta.date, &clock.anchor);
    ss_atoms atoms;
    ss_atoms_init(&atoms, ctx);
    clock.narrative = is_narrative(&clock, &atoms);
    ss_whens found = {0};
    post_dates posts = {0};
    read_regions(&clock, &atoms, &found, &posts);
    uint32_t first_run = doc->times.n, post = 0;
    for (uint32_t first = 0, last; first < doc->tokens.n; first = last) {
        last = ss_atoms_stretch(doc, first);
        ss_atoms_cut(&atoms, first, last);
        ss_times_scan(&clock, &atoms, &found);
        clock.fresh = false;
        for (uint32_t i = 0; i < found.n; i++) {
            ss_when *w = &found.at[i];
            enter_post(&clock, w, &posts, &post);
            ss_times_resolve(&clock, w);
            if (w->range == SS_RANGE_FROM && i + 1 < found.n) {
                ss_times_resolve(&clock, &found.at[i + 1]);
                add_time(&clock, w, &found.at[++i]);
            } else {
                add_time(&clock, w, NULL);
            }
        }
    }
    sort_times(ctx, first_run);
}
