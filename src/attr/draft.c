/* draft.c - see draft.h. Range lists are short (a handful of pieces), so adding
 * and cutting walk them. */
#include "attr/draft.h"

#include <stdio.h>

#include "attr/ent_kind.h"

bool ss_ranges_hold(const ss_range_list *list, uint32_t token)
{
    for (uint32_t i = 0; i < list->n; i++)
        if (token >= list->at[i].first && token < list->at[i].last) return true;
    return false;
}

uint32_t ss_ranges_count(const ss_range_list *list)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < list->n; i++) n += list->at[i].last - list->at[i].first;
    return n;
}

void ss_ranges_add(ss_arena *scratch, ss_range_list *list, uint32_t first, uint32_t last)
{
    if (first >= last) return;
    uint32_t i = 0;
    while (i < list->n && list->at[i].last < first) i++;
    uint32_t k = i;
    while (k < list->n && list->at[k].first <= last) {
        if (list->at[k].first < first) first = list->at[k].first;
        if (list->at[k].last > last) last = list->at[k].last;
        k++;
    }
    if (k == i) {
        ss_push(scratch, list);
        memmove(list->at + i + 1, list->at + i, (list->n - 1 - i) * sizeof *list->at);
    } else if (k > i + 1) {
        memmove(list->at + i + 1, list->at + k, (list->n - k) * sizeof *list->at);
        list->n -= k - i - 1;
    }
    list->at[i] = (ss_range){first, last};
}

void ss_ranges_cut(ss_arena *scratch, ss_range_list *list, uint32_t first, uint32_t last)
{
    ss_range_list out = {0};
    for (uint32_t i = 0; i < list->n; i++) {
        ss_range r = list->at[i];
        if (r.last <= first || r.first >= last) {
            *ss_push(scratch, &out) = r;
            continue;
        }
        if (r.first < first) *ss_push(scratch, &out) = (ss_range){r.first, first};
        if (r.last > last) *ss_push(scratch, &out) = (ss_range){last, r.last};
    }
    *list = out;
}

/* Marks that may stand loose at an edge: not quotation marks, not brackets. */
static bool loose(const ss_token *t)
{
    return (t->flags & SS_PUNCT) && !(t->flags & (SS_QUOTE_OPEN | SS_QUOTE_CLOSE)) &&
           !ss_is(t, "$") && !ss_is(t, "%") && !ss_is(t, "(") && !ss_is(t, ")") &&
           !ss_is(t, "!") && !ss_is(t, "?");
}

void ss_ranges_tidy(ss_drafting *d, ss_range_list *list)
{
    const ss_token *tok = d->doc->tokens.at;
    ss_range_list out = {0};
    for (uint32_t i = 0; i < list->n; i++) {
        ss_range r = list->at[i];
        while (r.first < r.last && loose(&tok[r.first])) r.first++;
        while (r.last > r.first && loose(&tok[r.last - 1])) r.last--;
        /* A mark alone, or an opening mark at the end, is nothing. */
        while (r.last > r.first && (tok[r.last - 1].flags & SS_QUOTE_OPEN)) r.last--;
        while (r.last > r.first && (tok[r.first].flags & SS_QUOTE_CLOSE)) r.first++;
        bool words = false;
        for (uint32_t k = r.first; k < r.last && !words; k++) words = !(tok[k].flags & SS_PUNCT);
        if (!words) continue;
        if (out.n) {
            uint32_t k = out.at[out.n - 1].last;
            while (k < r.first && (tok[k].flags & SS_PUNCT)) k++;
            if (k == r.first) {
                out.at[out.n - 1].last = r.last;
                continue;
            }
        }
        *ss_push(d->ctx->scratch, &out) = r;
    }
    *list = out;
}

void ss_explain(ss_drafting *d, ss_draft *draft, const char *rule, double score, ss_range evidence,
                const char *format, ...)
{
    if (!d->ctx->options->explain) return;
    char text[300];
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    sayso_span span = {0, 0};
    if (evidence.first < evidence.last)
        span = (sayso_span){d->doc->tokens.at[evidence.first].begin, d->doc->tokens.at[evidence.last - 1].end};
    *ss_push(&d->doc->arena, &draft->reasons) =
        (sayso_reason){rule, ss_strdup(&d->doc->arena, text), score, span};
}

ss_draft *ss_draft_new(ss_drafting *d)
{
    ss_draft *draft = ss_push(d->ctx->scratch, &d->drafts);
    *draft = (ss_draft){.source_head = UINT32_MAX, .region = -1, .inside = -1, .time = -1};
    return draft;
}

void ss_draft_source(ss_drafting *d, ss_draft *draft, uint32_t first, uint32_t last)
{
    draft->source = (ss_range_list){0};
    ss_ranges_add(d->ctx->scratch, &draft->source, first, last);
    draft->source_head = ss_source_head(d->doc, first, last, ss_range_head(d->doc, first, last));
    draft->kind = ss_source_kind(d->ctx, d->tree, first, last, draft->source_head);
}

ss_draft_index ss_drafts_by_token(const ss_drafting *d)
{
    ss_draft_index index = {ss_alloc(d->ctx->scratch, (d->doc->tokens.n + 1) * sizeof *index.at),
                            ss_alloc(d->ctx->scratch, (d->drafts.n + 1) * sizeof *index.next)};
    for (uint32_t i = 0; i <= d->doc->tokens.n; i++) index.at[i] = -1;
    for (uint32_t k = 0; k < d->drafts.n; k++) {
        const ss_draft *draft = &d->drafts.at[k];
        index.next[k] = -1;
        if (draft->dropped || (!draft->has_cue && !draft->content.n)) continue;
        uint32_t token = draft->has_cue ? draft->cue.first : draft->content.at[0].first;
        index.next[k] = index.at[token];
        index.at[token] = (int32_t)k;
    }
    return index;
}

uint32_t ss_quotes_before(const sayso_doc *doc, uint32_t byte)
{
    uint32_t lo = 0, hi = doc->quotes.n;
    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        if (doc->quotes.at[mid].outer.begin < byte)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo;
}
