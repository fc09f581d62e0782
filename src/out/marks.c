/* marks.c - the text cut at every edge of a mark, with what is active there.
 *
 * A sweep over the sorted edges of all spans. The open marks of a kind form a
 * doubly linked list, newest last, so that opening, closing and asking for the
 * innermost few are O(1) however many lie over one another; a mark whose own
 * spans overlap is counted, and stays open until the last of them closes.
 *
 * Invariants: the pieces are not empty, follow one another without gaps from
 * byte 0 to the end of the text, and are O(edges) in number. Where two contents
 * begin together the longer is the outer, and of two equal ones that which
 * stands outside by `inside`. Spans that leave the text are cut to it.
 */
#include "out/out.h"

#include <stdlib.h>

typedef SS_VEC(ss_edge) edge_list;

static void add_span(ss_rend *r, edge_list *edges, ss_mark_kind kind, uint32_t index, uint32_t depth, sayso_span s)
{
    if (s.end > r->doc->len) s.end = r->doc->len;
    if (s.begin >= s.end) return;
    *ss_push(r->arena, edges) = (ss_edge){s.begin, s.end, index, depth, (uint8_t)kind, true};
    *ss_push(r->arena, edges) = (ss_edge){s.end, s.end, index, depth, (uint8_t)kind, false};
}

static void add_spans(ss_rend *r, edge_list *edges, ss_mark_kind kind, uint32_t index, uint32_t depth,
                      sayso_spans where)
{
    for (uint32_t i = 0; i < where.n; i++) add_span(r, edges, kind, index, depth, where.at[i]);
}

/* By place; there, what ends before what begins; of those that begin, the
 * longest first, then the kind, then the outermost. Total: no two are equal
 * but for a span given twice. */
static int by_place(const void *a, const void *b)
{
    const ss_edge *x = a, *y = b;
    if (x->at != y->at) return x->at < y->at ? -1 : 1;
    if (x->opens != y->opens) return x->opens ? 1 : -1;
    if (x->end != y->end) return x->end > y->end ? -1 : 1;
    if (x->kind != y->kind) return x->kind < y->kind ? -1 : 1;
    if (x->depth != y->depth) return x->depth < y->depth ? -1 : 1;
    if (x->index != y->index) return x->index < y->index ? -1 : 1;
    return 0;
}

static void collect(ss_rend *r, edge_list *edges)
{
    const sayso_doc *doc = r->doc;
    const uint32_t *depth = ss_depths(r);
    for (uint32_t i = 0; i < doc->regions.n; i++) add_span(r, edges, SS_MARK_REGION, i, 0, doc->regions.at[i].span);
    for (uint32_t i = 0; i < doc->unattributed.n; i++)
        add_span(r, edges, SS_MARK_UNATTRIBUTED, i, 0, doc->unattributed.at[i].span);
    for (uint32_t i = 0; i < doc->attributions.n; i++) {
        const sayso_attribution *a = &doc->attributions.at[i];
        add_spans(r, edges, SS_MARK_CONTENT, i, depth[i], a->content);
        add_spans(r, edges, SS_MARK_SOURCE, i, depth[i], a->source);
        add_spans(r, edges, SS_MARK_CUE, i, depth[i], a->cue);
    }
    for (uint32_t i = 0; i < doc->quantities.n; i++)
        add_spans(r, edges, SS_MARK_QUANTITY, i, 0, doc->quantities.at[i].spans);
    for (uint32_t i = 0; i < doc->times.n; i++) add_spans(r, edges, SS_MARK_TIME, i, 0, doc->times.at[i].spans);
}

void ss_marks_start(ss_rend *r, ss_marks *m)
{
    const sayso_doc *doc = r->doc;
    edge_list edges = {0};
    collect(r, &edges);
    if (edges.n) qsort(edges.at, edges.n, sizeof *edges.at, by_place);
    const uint32_t counts[SS_MARK_KINDS] = {doc->regions.n,      doc->unattributed.n, doc->attributions.n,
                                            doc->attributions.n, doc->attributions.n, doc->quantities.n,
                                            doc->times.n};
    *m = (ss_marks){.doc = doc, .edges = edges.at, .n = edges.n};
    for (int kind = 0; kind < SS_MARK_KINDS; kind++) {
        m->base[kind + 1] = m->base[kind] + counts[kind];
        m->last[kind] = SAYSO_NONE;
    }
    uint32_t marks = m->base[SS_MARK_KINDS];
    m->open = ss_zalloc(r->arena, marks * sizeof *m->open);
    m->before = ss_alloc(r->arena, marks * sizeof *m->before);
    m->after = ss_alloc(r->arena, marks * sizeof *m->after);
}

static void cross(ss_marks *m, const ss_edge *edge)
{
    uint32_t base = m->base[edge->kind], mark = base + edge->index;
    int32_t *before = m->before + base, *after = m->after + base, index = (int32_t)edge->index;
    if (edge->opens) {
        if (m->open[mark]++) return;
        before[index] = m->last[edge->kind];
        after[index] = SAYSO_NONE;
        if (before[index] >= 0) after[before[index]] = index;
        m->last[edge->kind] = index;
    } else {
        if (--m->open[mark]) return;
        if (before[index] >= 0) after[before[index]] = after[index];
        if (after[index] >= 0)
            before[after[index]] = before[index];
        else
            m->last[edge->kind] = before[index];
    }
}

bool ss_marks_next(ss_marks *m)
{
    m->begin = m->end;
    if (m->begin >= m->doc->len) return false;
    while (m->next < m->n && m->edges[m->next].at == m->begin) cross(m, &m->edges[m->next++]);
    m->end = m->next < m->n ? m->edges[m->next].at : m->doc->len;
    return true;
}

int32_t ss_marks_top(const ss_marks *m, ss_mark_kind kind)
{
    return m->last[kind];
}

uint32_t ss_marks_contents(const ss_marks *m, int32_t stack[SS_LAYERS_MAX])
{
    const int32_t *before = m->before + m->base[SS_MARK_CONTENT];
    uint32_t n = 0;
    int32_t found[SS_LAYERS_MAX];
    for (int32_t at = m->last[SS_MARK_CONTENT]; at >= 0 && n < SS_LAYERS_MAX; at = before[at]) found[n++] = at;
    for (uint32_t i = 0; i < n; i++) stack[i] = found[n - 1 - i];
    return n;
}

bool ss_marks_aside(const ss_marks *m)
{
    int32_t region = m->last[SS_MARK_REGION];
    return region >= 0 && m->doc->regions.at[region].kind != SAYSO_REGION_POST;
}
