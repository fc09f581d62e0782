/* quotes.c - the quotations of a reading that are to be checked.
 *
 * Every outermost quotation in the story that is speech: whose content somebody
 * vouches for, or that the reading lists as a quotation of nobody. Terms, titles
 * and nicknames in marks are none: they are passed over, with the reason. A quotation
 * over several paragraphs is one. The speaker is the source of the innermost attribution
 * around it: one that the quotation itself makes ("as Smith says") is part of what is said.
 *
 * Cost: one pass over quotations, contents and regions in text order, with those at
 * hand that have not ended: linear but for sorting, and for how deep contents nest.
 */
#include "check/check.h"

/* What holds a place that moves on through the text: spans by their beginnings, and
 * those of them that have not ended. */
typedef struct {
    ss_arounds all, open;
    uint32_t next;
} sweep;

static void sweep_to(ss_arena *arena, sweep *w, uint32_t at)
{
    for (; w->next < w->all.n && w->all.at[w->next].span.begin <= at; w->next++) *ss_push(arena, &w->open) = w->all.at[w->next];
    uint32_t kept = 0;
    for (uint32_t i = 0; i < w->open.n; i++)
        if (w->open.at[i].span.end >= at) w->open.at[kept++] = w->open.at[i];
    w->open.n = kept;
}

typedef struct {
    ss_arena *arena;
    const sayso_doc *doc;
    uint32_t *size;        /* [attributions] bytes of their contents */
    sweep contents, terms; /* of attributions; quotations that nobody vouches for */
    uint32_t region;       /* the first that has not ended */
} asking;

static void prepare(asking *a)
{
    const sayso_doc *doc = a->doc;
    a->size = ss_zalloc(a->arena, (doc->attributions.n + 1) * sizeof *a->size);
    for (uint32_t i = 0; i < doc->attributions.n; i++) {
        sayso_spans spans = doc->attributions.at[i].content;
        for (uint32_t k = 0; k < spans.n; k++) a->size[i] += spans.at[k].end - spans.at[k].begin;
    }
    a->contents.all = ss_contents_of(a->arena, doc);
    for (uint32_t i = 0; i < doc->unattributed.n; i++) {
        const sayso_unattributed *u = &doc->unattributed.at[i];
        if (u->quotation) ss_arounds_add(a->arena, (sayso_spans){&u->span, 1}, (int32_t)i, &a->terms.all);
    }
    ss_arounds_sort(&a->terms.all);
}

/* The innermost attribution whose content holds the beginning of `s`, and whose cue (or
 * source, where it has none) stands outside. */
static int32_t attribution_of(asking *ask, sayso_span s)
{
    const sayso_doc *doc = ask->doc;
    int32_t best = SAYSO_NONE;
    sweep_to(ask->arena, &ask->contents, s.begin);
    for (uint32_t i = 0; i < ask->contents.open.n; i++) {
        const ss_around *around = &ask->contents.open.at[i];
        const sayso_attribution *a = &doc->attributions.at[around->attribution];
        if (around->span.end <= s.begin || around->attribution == best) continue;
        sayso_spans by = a->cue.n ? a->cue : a->source;
        if (by.n && by.at[0].begin >= s.begin && by.at[0].begin < s.end) continue;
        uint32_t size = ask->size[around->attribution], least = best < 0 ? UINT32_MAX : ask->size[best];
        bool first = around->attribution < best && doc->attributions.at[best].inside != around->attribution;
        if (size < least || (size == least && (a->inside == best || first))) best = around->attribution;
    }
    return best;
}

const char *ss_item_speaker(ss_arena *arena, const sayso_doc *doc, int32_t attribution, const sayso_entity **entity)
{
    *entity = NULL;
    if (attribution < 0) return NULL;
    const sayso_attribution *a = &doc->attributions.at[attribution];
    if (a->source_entity >= 0) {
        *entity = &doc->entities.at[a->source_entity];
        if ((*entity)->name && *(*entity)->name) return ss_strdup(arena, (*entity)->name);
    }
    if (a->source.n) return ss_strndup(arena, doc->text + a->source.at[0].begin, a->source.at[0].end - a->source.at[0].begin);
    return a->handle ? ss_printf(arena, "@%s", a->handle) : NULL;
}

static bool is_term(asking *ask, uint32_t at)
{
    sweep_to(ask->arena, &ask->terms, at);
    int32_t first = INT32_MAX;
    for (uint32_t i = 0; i < ask->terms.open.n; i++)
        if (ask->terms.open.at[i].attribution < first) first = ask->terms.open.at[i].attribution;
    return first < INT32_MAX && ask->doc->unattributed.at[first].term;
}

/* Regions lie apart, in text order. */
static bool aside(asking *ask, uint32_t at)
{
    const sayso_doc *doc = ask->doc;
    while (ask->region < doc->regions.n && doc->regions.at[ask->region].span.end <= at) ask->region++;
    if (ask->region >= doc->regions.n || doc->regions.at[ask->region].span.begin > at) return false;
    sayso_region_kind kind = doc->regions.at[ask->region].kind;
    return kind == SAYSO_REGION_METADATA || kind == SAYSO_REGION_BOILERPLATE || kind == SAYSO_REGION_BYLINE;
}

/* Five words and more, most of them in small letters: no term, and no title. */
static bool reads_as_speech(const sayso_doc *doc, sayso_span s)
{
    uint32_t words = 0, small = 0;
    for (uint32_t i = s.begin; i < s.end; i++) {
        char c = doc->text[i], before = i > s.begin ? doc->text[i - 1] : ' ';
        if (before != ' ' || c == ' ') continue;
        words++;
        small += c >= 'a' && c <= 'z';
    }
    return words >= 5 && small * 3 >= words * 2;
}

static void pass_over(ss_arena *arena, const sayso_doc *doc, sayso_span s, const char *reason, ss_passed *passed)
{
    *ss_push(arena, passed) = (sayso_passed){s, ss_strndup(arena, doc->text + s.begin, s.end - s.begin), reason};
}

void ss_items_of_doc(ss_arena *arena, const sayso_doc *doc, ss_items *items, ss_passed *passed)
{
    asking ask = {.arena = arena, .doc = doc};
    prepare(&ask);
    for (uint32_t i = 0; i < doc->quotes.n; i++) {
        const ss_quote *q = &doc->quotes.at[i];
        if (q->parent >= 0 || q->prev >= 0 || q->inner.begin >= q->inner.end) continue;
        if (aside(&ask, q->inner.begin)) {
            pass_over(arena, doc, q->inner, "It stands in the head, a byline or boilerplate, not in the story.", passed);
            continue;
        }
        sayso_span whole = q->inner;
        for (int32_t k = q->next, steps = 0; k >= 0 && steps < 1000; k = doc->quotes.at[k].next, steps++)
            whole.end = doc->quotes.at[k].inner.end;
        int32_t attribution = attribution_of(&ask, whole);
        if (attribution < 0 && (q->scare || is_term(&ask, q->inner.begin)) && !reads_as_speech(doc, q->inner)) {
            pass_over(arena, doc, q->inner, "A term, a title or a nickname in marks: nobody is said to have said it.", passed);
            continue;
        }
        ss_item item = {.kind = SAYSO_FINDING_QUOTATION, .text = doc->text, .begin = q->inner.begin,
                        .attribution = attribution, .quantity = -1, .time = -1};
        for (int32_t k = (int32_t)i, steps = 0; k >= 0 && steps < 1000; k = doc->quotes.at[k].next, steps++) {
            sayso_span s = doc->quotes.at[k].inner;
            while (s.end > s.begin && strchr(" \n\t", doc->text[s.end - 1])) s.end--;
            while (s.begin < s.end && strchr(" \n\t", doc->text[s.begin])) s.begin++;
            *ss_push(arena, &item.spans) = s;
            item.end = s.end;
        }
        item.speaker = ss_item_speaker(arena, doc, attribution, &item.entity);
        *ss_push(arena, items) = item;
    }
}
