/* quotes.c - the quotations of a reading that are to be checked.
 *
 * Every outermost quotation in the story that is speech: whose content somebody
 * vouches for, or that the reading lists as a quotation of nobody. Terms, titles
 * and nicknames in marks are none. A quotation over several paragraphs is one. The
 * speaker is the source of the innermost attribution around it: one that the quotation
 * itself makes ("as Smith says") is part of what is said.
 */
#include "check/check.h"

static bool covers(sayso_spans spans, sayso_span s)
{
    for (uint32_t i = 0; i < spans.n; i++)
        if (spans.at[i].begin <= s.begin && spans.at[i].end >= s.begin + 1) return true;
    return false;
}

static uint32_t size_of(sayso_spans spans)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < spans.n; i++) n += spans.at[i].end - spans.at[i].begin;
    return n;
}

/* The innermost attribution whose content holds the beginning of `s`, and whose cue (or
 * source, where it has none) stands outside. */
static int32_t attribution_of(const sayso_doc *doc, sayso_span s)
{
    int32_t best = SAYSO_NONE;
    uint32_t best_size = UINT32_MAX;
    for (uint32_t i = 0; i < doc->attributions.n; i++) {
        const sayso_attribution *a = &doc->attributions.at[i];
        if (!covers(a->content, s)) continue;
        sayso_spans by = a->cue.n ? a->cue : a->source;
        if (by.n && by.at[0].begin >= s.begin && by.at[0].begin < s.end) continue;
        uint32_t size = size_of(a->content);
        if (size < best_size || (size == best_size && best >= 0 && a->inside == best)) {
            best = (int32_t)i;
            best_size = size;
        }
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

static bool is_term(const sayso_doc *doc, const ss_quote *q)
{
    for (uint32_t i = 0; i < doc->unattributed.n; i++) {
        const sayso_unattributed *u = &doc->unattributed.at[i];
        if (u->quotation && u->span.begin <= q->inner.begin && u->span.end >= q->inner.begin) return u->term;
    }
    return false;
}

static bool aside(const sayso_doc *doc, uint32_t at)
{
    for (uint32_t i = 0; i < doc->regions.n; i++) {
        const sayso_region *r = &doc->regions.at[i];
        if (r->span.begin <= at && at < r->span.end)
            return r->kind == SAYSO_REGION_METADATA || r->kind == SAYSO_REGION_BOILERPLATE || r->kind == SAYSO_REGION_BYLINE;
    }
    return false;
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

void ss_items_of_doc(ss_arena *arena, const sayso_doc *doc, ss_items *items)
{
    for (uint32_t i = 0; i < doc->quotes.n; i++) {
        const ss_quote *q = &doc->quotes.at[i];
        if (q->parent >= 0 || q->prev >= 0 || q->inner.begin >= q->inner.end || aside(doc, q->inner.begin)) continue;
        sayso_span whole = q->inner;
        for (int32_t k = q->next, steps = 0; k >= 0 && steps < 1000; k = doc->quotes.at[k].next, steps++)
            whole.end = doc->quotes.at[k].inner.end;
        int32_t attribution = attribution_of(doc, whole);
        if (attribution < 0 && (q->scare || is_term(doc, q)) && !reads_as_speech(doc, q->inner)) continue;
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
