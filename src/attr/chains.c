/* chains.c - attributions inside attributions: the chain of authority.
 *
 * B stands inside A where A's content holds B's cue. Three figures of newspaper
 * prose are chained though neither content holds the other's cue:
 *
 *   relay      "X, A said, B reported."  The parenthetical that comes later in the
 *              sentence is the outer one, and what it relays includes the earlier.
 *   according  "According to A, X, B said": likewise.
 *   seen by    "according to court papers seen by B": B vouches for the document.
 *
 * Invariant: `inside` is acyclic: a draft's parent is always earlier in the order
 * of nesting (larger reach, or set by the relay rule towards the later cue).
 * Cost: n log n for sorting by reach, then a stack; relays look at neighbours in
 * one sentence.
 */
#include <stdlib.h>

#include "attr/draft.h"
#include "attr/ent_kind.h"

enum {
    NEIGHBOURS = 4,
    LONGEST_PASSAGE = 16,
    LONGEST_COPY = 8
}; /* tokens between a cue and "seen by"; of ", a copy of which was" */

typedef struct {
    uint32_t first, last; /* reach of the content */
    uint32_t draft;
} reach;

static int by_reach(const void *x, const void *y)
{
    const reach *a = x, *b = y;
    if (a->first != b->first) return a->first < b->first ? -1 : 1;
    if (a->last != b->last) return a->last > b->last ? -1 : 1;
    return a->draft < b->draft ? -1 : a->draft > b->draft;
}

/* Is everything in the draft's content between quotation marks? */
static bool all_quoted(const ss_drafting *d, const ss_draft *draft)
{
    for (uint32_t i = 0; i < draft->content.n; i++)
        for (uint32_t k = draft->content.at[i].first; k < draft->content.at[i].last; k++) {
            const ss_token *t = &d->doc->tokens.at[k];
            if (!(t->flags & (SS_PUNCT | SS_IN_QUOTE))) return false;
        }
    return draft->content.n > 0;
}

/* Does the quotation begin within a clause: behind a word, with a small letter? */
static bool part_quoted(const ss_drafting *d, const ss_draft *draft)
{
    const ss_token *tok = d->doc->tokens.at;
    uint32_t open = draft->content.at[0].first;
    if (open == 0 || open + 1 >= d->doc->tokens.n || !(tok[open].flags & SS_QUOTE_OPEN) ||
        tok[open - 1].sent != tok[open].sent)
        return false;
    return !(tok[open - 1].flags & SS_PUNCT) && !(tok[open + 1].flags & (SS_CAPITAL | SS_DIGIT));
}

static bool shares_content(const ss_draft *a, const ss_draft *b)
{
    for (uint32_t i = 0; i < b->content.n; i++)
        for (uint32_t k = 0; k < a->content.n; k++)
            if (a->content.at[k].first < b->content.at[i].last && b->content.at[i].first < a->content.at[k].last)
                return true;
    return false;
}

/* The first token of anything that belongs to the draft in its cue's sentence. */
static uint32_t leftmost(const ss_drafting *d, const ss_draft *draft, uint32_t sentence_first)
{
    uint32_t left = draft->cue.first;
    const ss_range_list *lists[] = {&draft->content, &draft->source};
    for (int k = 0; k < 2; k++)
        for (uint32_t i = 0; i < lists[k]->n; i++)
            if (lists[k]->at[i].last > sentence_first && lists[k]->at[i].first < left)
                left = lists[k]->at[i].first < sentence_first ? sentence_first : lists[k]->at[i].first;
    (void)d;
    return left;
}

/* The source-and-cue block of a draft: [first, last) in its sentence. */
static ss_range block(const ss_draft *draft)
{
    ss_range r = {draft->cue.first, draft->cue.last};
    for (uint32_t i = 0; i < draft->source.n; i++) {
        if (draft->source.at[i].first < r.first) r.first = draft->source.at[i].first;
        if (draft->source.at[i].last > r.last) r.last = draft->source.at[i].last;
    }
    return r;
}

/* Only marks, and what can trail a reporting clause, up to the sentence's end:
 * or another parenthetical. */
static bool ends_sentence(const ss_drafting *d, ss_range r, uint32_t sentence_last)
{
    uint32_t words = 0;
    if (r.last + 1 < sentence_last &&
        ss_is(&d->doc->tokens.at[r.last], ",") && /* "according to the letter, which the Post obtained" */
        (d->doc->tokens.at[r.last + 1].tag == SS_TAG_WDT || d->doc->tokens.at[r.last + 1].tag == SS_TAG_WP))
        return true;
    for (uint32_t i = r.last; i < sentence_last && words <= 6; i++) words += !(d->doc->tokens.at[i].flags & SS_PUNCT);
    return words <= 6;
}

/* A comma or closing mark right before the block: it is parenthetical. */
static bool set_off(const ss_drafting *d, ss_range r, uint32_t sentence_first)
{
    if (r.first <= sentence_first) return false;
    const ss_token *t = &d->doc->tokens.at[r.first - 1];
    return t->flags & SS_PUNCT;
}

/* Links `inner` to `outer`, where the two relate the same content. */
static void relay(ss_drafting *d, uint32_t inner, uint32_t outer)
{
    ss_draft *in = &d->drafts.at[inner], *out = &d->drafts.at[outer];
    const ss_sentence *s = &d->doc->sentences.at[d->doc->tokens.at[out->cue.head].sent];
    ss_range b = block(out);
    in->inside = (int32_t)outer;
    out->relay = true;
    /* What is relayed includes who said it, unless the outer one gives the words
     * themselves: a quotation stays direct. */
    bool pure = all_quoted(d, out) && (out->kind == SAYSO_SOURCE_DOCUMENT || !part_quoted(d, out));
    if (!pure || out->kind == SAYSO_SOURCE_OUTLET) {
        uint32_t left = leftmost(d, in, s->first), right = b.first;
        while (right > left && (d->doc->tokens.at[right - 1].flags & SS_PUNCT) &&
               !(d->doc->tokens.at[right - 1].flags & SS_QUOTE_CLOSE))
            right--;
        if (block(in).first < b.first) ss_ranges_add(d->ctx->scratch, &out->content, left, right);
    }
    ss_explain(d, in, "relay", 0, b, "what is said here is passed on by the source named later in the sentence");
}

/* Neighbouring drafts of one sentence whose contents overlap but hold neither cue. */
static void link_relays(ss_drafting *d, const uint32_t *order, uint32_t n)
{
    for (uint32_t k = 1; k < n; k++) {
        uint32_t outer = order[k], inner = order[k - 1];
        for (uint32_t back = 2; back <= k && back <= 4;
             back++) { /* what is said in the sentence, not what is said in it */
            const ss_draft *whole = &d->drafts.at[order[k - back]];
            if (d->doc->tokens.at[whole->cue.head].sent != d->doc->tokens.at[d->drafts.at[inner].cue.head].sent) break;
            if (ss_ranges_hold(&whole->content, d->drafts.at[inner].cue.head) &&
                !ss_ranges_hold(&d->drafts.at[inner].content, whole->cue.head))
                inner = order[k - back];
        }
        ss_draft *in = &d->drafts.at[inner], *out = &d->drafts.at[outer];
        uint32_t sentence = d->doc->tokens.at[out->cue.head].sent;
        if (d->doc->tokens.at[in->cue.head].sent != sentence || in->inside >= 0) continue;
        const ss_sentence *s = &d->doc->sentences.at[sentence];
        ss_range b = block(out), a = block(in);
        if (a.last > b.first || !set_off(d, b, s->first) || !ends_sentence(d, b, s->last)) continue;
        if (ss_ranges_hold(&in->content, out->cue.head)) {
            /* "According to A, X, B said.": what B says ends where B is named. */
            bool before = out->content.n > 0;
            for (uint32_t i = 0; i < out->content.n; i++) before &= out->content.at[i].first < b.first;
            if (!before || !in->content.n || in->content.at[0].first >= b.first) continue;
            ss_ranges_cut(d->ctx->scratch, &in->content, b.first, s->last);
            ss_ranges_tidy(d, &in->content);
        }
        bool adjacent = shares_content(in, out);
        if (!adjacent) { /* "..., the letter said, Fox News reported": nothing but marks between */
            adjacent = true;
            for (uint32_t i = a.last; adjacent && i < b.first; i++)
                adjacent &= (d->doc->tokens.at[i].flags & SS_PUNCT) != 0;
        }
        if (adjacent) relay(d, inner, outer);
    }
}

/* "seen by": the participle and who saw it. The line is asked where the tree does not
 * hang the participle on the document itself: "messages quoted in an affidavit seen by". */
typedef struct {
    uint32_t participle, first, last, head; /* who: tokens [first, last) */
} handed;

static bool agent_by_tree(const ss_drafting *d, uint32_t k, handed *h)
{
    const sayso_doc *doc = d->doc;
    int32_t agent = ss_child(doc, d->tree, k, SS_REL_obl_agent);
    if (agent < 0) agent = ss_child(doc, d->tree, k, SS_REL_obl);
    if (agent < 0) agent = ss_child(doc, d->tree, k, SS_REL_nsubj);
    if (agent < 0) return false;
    int32_t by = ss_child(doc, d->tree, (uint32_t)agent, SS_REL_case);
    if (by >= 0 && !ss_is(&doc->tokens.at[by], "by")) return false;
    uint8_t tag = doc->tokens.at[agent].tag; /* "the Star, which obtained the letter": the Star is not handed on */
    if (tag == SS_TAG_WDT || tag == SS_TAG_WP) return false;
    *h = (handed){k, by >= 0 ? (uint32_t)by + 1 : d->tree->left[agent], d->tree->right[agent], (uint32_t)agent};
    return h->first < h->last;
}

static bool noun_or_name(const ss_token *t)
{
    return t->tag == SS_TAG_NN || t->tag == SS_TAG_NNS || t->tag == SS_TAG_NNP || t->tag == SS_TAG_NNPS;
}

static bool agent_by_line(const ss_drafting *d, uint32_t from, uint32_t to, handed *h)
{
    const sayso_doc *doc = d->doc;
    const ss_lexicon *seen = ss_lexicon_get(d->ctx->model, "seen_by");
    for (uint32_t k = from; k + 2 < to; k++) {
        const ss_token *t = &doc->tokens.at[k];
        if (ss_is(t, ",")) continue; /* "asked staff, in an email seen by the Post, to" */
        if ((t->flags & (SS_PUNCT | SS_IN_QUOTE)) || t->tag == SS_TAG_MD || t->tag == SS_TAG_VBZ) return false;
        if (t->tag != SS_TAG_VBN && t->tag != SS_TAG_VBD) continue;
        bool copy = k >= from + 2 && !strcmp(doc->tokens.at[k - 1].lemma, "be") &&
                    (ss_is(&doc->tokens.at[k - 2], "which") ||
                     ss_is(&doc->tokens.at[k - 2], "that")); /* "a copy of which was obtained by" */
        if (!ss_is(&doc->tokens.at[k + 1], "by") || !ss_lexicon_lemma(seen, t) ||
            (!copy && !noun_or_name(&doc->tokens.at[k - 1])))
            continue;
        uint32_t last = k + 2, head = UINT32_MAX;
        for (; last < to; last++) {
            const ss_token *w = &doc->tokens.at[last];
            bool part = noun_or_name(w) || w->tag == SS_TAG_DT || w->tag == SS_TAG_JJ || w->tag == SS_TAG_POS ||
                        w->tag == SS_TAG_PRPS || w->tag == SS_TAG_HYPH || ss_is(w, "of");
            bool when = ss_is(w, "last") || ss_is(w, "this") || ss_is(w, "earlier") || ss_is(w, "yesterday") ||
                        ss_is(w, "today");
            if (!part || when || (w->flags & SS_QUOTE_OPEN)) break;
            if (noun_or_name(w) && !(last > k + 2 && head != UINT32_MAX && ss_is(&doc->tokens.at[last - 1], "of")))
                head = last;
        }
        if (head == UINT32_MAX) return false;
        *h = (handed){k, k + 2, last, head};
        return true;
    }
    return false;
}

static bool handed_over(const ss_drafting *d, const ss_draft *of, handed *h)
{
    const sayso_doc *doc = d->doc;
    const ss_lexicon *seen = ss_lexicon_get(d->ctx->model, "seen_by");
    for (uint32_t k = d->tree->kid[of->source_head]; k != UINT32_MAX; k = d->tree->sib[k]) {
        const ss_token *t = &doc->tokens.at[k];
        if ((t->rel != SS_REL_acl && t->rel != SS_REL_acl_relcl) || k < of->source_head) continue;
        if (ss_lexicon_lemma(seen, t) && agent_by_tree(d, k, h)) return true;
    }
    ss_range named = of->source.at[of->source.n - 1]; /* "records reviewed by the Post | show" */
    if (named.last <= of->cue.first && agent_by_line(d, named.first + 1, named.last, h)) return true;
    uint32_t end = doc->sentences.at[doc->tokens.at[of->cue.head].sent].last;
    uint32_t behind = of->source.at[of->source.n - 1].last > of->cue.last ? of->source_head + 1 : of->cue.last;
    if (doc->tokens.at[behind - 1].sent != doc->tokens.at[of->cue.head].sent) return false;
    if (behind < end && ss_ranges_hold(&of->content, behind) && of->cue.last == behind) return false;
    return agent_by_line(d, behind, end < behind + LONGEST_PASSAGE ? end : behind + LONGEST_PASSAGE, h);
}

/* "court papers seen by Y": a third link, for a document that is the source, or in
 * which its source said it. */
static void link_seen(ss_drafting *d, uint32_t index, const uint32_t *order, uint32_t n, uint32_t at)
{
    sayso_doc *doc = d->doc;
    const ss_draft *of = &d->drafts.at[index];
    handed h;
    if (of->source_head == UINT32_MAX || !of->source.n || of->inside >= 0 || !handed_over(d, of, &h)) return;
    sayso_source_kind kind = ss_source_kind(d->ctx, d->tree, h.first, h.last, h.head);
    if (kind != SAYSO_SOURCE_OUTLET && kind != SAYSO_SOURCE_ORGANIZATION && kind != SAYSO_SOURCE_PERSON) return;
    for (uint32_t i = at > 4 ? at - 4 : 0; i < n && i <= at + 4; i++) { /* the tagger's "seen" is this one */
        ss_draft *same = &d->drafts.at[order[i]];
        if (order[i] != index && same->cue.head == h.participle) same->dropped = true;
    }
    for (uint32_t i = d->drafts.n;
         i-- > n && d->drafts.n - i <= NEIGHBOURS;) /* two reports on one document: seen once */
        if (!d->drafts.at[i].dropped && d->drafts.at[i].relay && d->drafts.at[i].by_rule &&
            d->drafts.at[i].cue.head == h.participle) {
            if (i != index) d->drafts.at[index].inside = (int32_t)i;
            return;
        }
    ss_draft *draft = ss_draft_new(d);
    of = &d->drafts.at[index];
    uint32_t self = d->drafts.n - 1;
    draft->has_cue = true;
    draft->by_rule = true;
    draft->relay = true;
    uint32_t k = h.participle;
    draft->cue = (ss_cue){.first = k, .last = h.first > k ? h.first : k + 1, .head = k};
    ss_draft_source(d, draft, h.first, h.last);
    const ss_sentence *s = &doc->sentences.at[doc->tokens.at[k].sent];
    uint32_t begins = leftmost(d, of, s->first), named = k; /* up to ", which was first", ", a copy of which was" */
    bool which = false;
    while (named > begins + 1 && k - named < LONGEST_COPY) {
        const ss_token *t = &doc->tokens.at[named - 1];
        bool small = t->tag == SS_TAG_RB || ss_is(t, "first") || !strcmp(t->lemma, "be") || !strcmp(t->lemma, "have") ||
                     ss_is(t, ",");
        if (!small && !which && t->tag != SS_TAG_WDT) break;
        named--;
        if (t->tag == SS_TAG_WDT && !ss_is(&doc->tokens.at[named - 1], "of") && !ss_is(&doc->tokens.at[named - 1], ","))
            break;
        if (which && ss_is(t, ",")) break;
        which |= t->tag == SS_TAG_WDT;
    }
    ss_ranges_add(d->ctx->scratch, &draft->content, begins, named);
    for (uint32_t i = 0; i < of->content.n; i++) /* "according to papers seen by Y, X": X too */
        if (of->content.at[i].first >= h.last)
            ss_ranges_add(d->ctx->scratch, &draft->content, of->content.at[i].first, of->content.at[i].last);
    ss_ranges_tidy(d, &draft->content);
    ss_draft *inner = &d->drafts.at[index];
    inner->inside = (int32_t)self;
    ss_explain(d, draft, "seen-by", 0, (ss_range){k, h.last}, "the source had the document in hand");
}

/* "Y reported that X, citing Z": Z is the source of X, and stands inside Y's report. */
static void link_citing(ss_drafting *d, uint32_t index, const uint32_t *order, uint32_t n, uint32_t at)
{
    sayso_doc *doc = d->doc;
    ss_draft *citing = &d->drafts.at[index];
    const ss_token *t = &doc->tokens.at[citing->cue.head];
    bool which = citing->cue.head > 0 && (t->tag == SS_TAG_VBD || t->tag == SS_TAG_VBZ) &&
                 doc->tokens.at[citing->cue.head - 1].tag == SS_TAG_WDT; /* ", which cited officials," */
    if ((t->tag != SS_TAG_VBG && !which) || (strcmp(t->lemma, "cite") && strcmp(t->lemma, "quote")) ||
        citing->content.n != 1)
        return;
    uint32_t best = UINT32_MAX;
    for (uint32_t step = 1; step <= 3; step++) {
        uint32_t around[2] = {at >= step ? order[at - step] : UINT32_MAX,
                              at + step < n ? order[at + step] : UINT32_MAX};
        for (int k = 0; k < 2 && best == UINT32_MAX; k++) {
            if (around[k] == UINT32_MAX) continue;
            const ss_draft *main = &d->drafts.at[around[k]];
            if (doc->tokens.at[main->cue.head].sent != t->sent || !main->content.n) continue;
            if (ss_ranges_hold(&main->content, citing->cue.head)) continue;
            uint8_t tag = doc->tokens.at[main->cue.head].tag;
            if (ss_is(&doc->tokens.at[main->cue.first], "according") || tag == SS_TAG_VBD || tag == SS_TAG_VBZ ||
                tag == SS_TAG_VBP || tag == SS_TAG_VBN)
                best = around[k];
        }
    }
    ss_range cited = citing->content.at[0];
    if (best == UINT32_MAX || cited.first < citing->cue.last) return;
    const ss_draft *main = &d->drafts.at[best];
    for (uint32_t i = cited.first + 1; i + 1 < cited.last;
         i++) { /* who is cited: not the clause behind it, nor what it says */
        bool said = ss_is(&doc->tokens.at[i], ",") && ss_ranges_hold(&main->content, i + 1) &&
                    main->content.at[main->content.n - 1].last > cited.last - 1;
        if (doc->tokens.at[i].tag == SS_TAG_WP || said) cited.last = i;
    }
    ss_range_list content = {0};
    for (uint32_t i = 0; i < main->content.n; i++)
        ss_ranges_add(d->ctx->scratch, &content, main->content.at[i].first, main->content.at[i].last);
    ss_ranges_cut(d->ctx->scratch, &content, cited.first, cited.last);
    if (!content.n) return;
    ss_draft_source(d, citing, cited.first, cited.last);
    citing->content = content;
    citing->inside = (int32_t)best;
    ss_explain(d, citing, "citing", 0, cited, "what is reported is passed on from the source that is cited");
}

static int by_cue(const void *x, const void *y)
{
    const reach *a = x, *b = y;
    if (a->first != b->first) return a->first < b->first ? -1 : 1;
    return a->draft < b->draft ? -1 : a->draft > b->draft;
}

void ss_chains_link(ss_drafting *d)
{
    ss_arena *scratch = d->ctx->scratch;
    uint32_t cap = d->drafts.n, n = 0;
    reach *order = ss_alloc(scratch, (cap + 1) * 2 * sizeof *order);
    for (uint32_t k = 0; k < cap; k++)
        if (!d->drafts.at[k].dropped && d->drafts.at[k].has_cue) order[n++] = (reach){d->drafts.at[k].cue.first, 0, k};
    if (n) qsort(order, n, sizeof *order, by_cue);
    uint32_t *ids = ss_alloc(scratch, (n + 1) * sizeof *ids);
    for (uint32_t k = 0; k < n; k++) ids[k] = order[k].draft;
    link_relays(d, ids, n);
    for (uint32_t k = 0; k < n; k++) {
        if (!d->drafts.at[ids[k]].dropped) link_seen(d, ids[k], ids, n, k);
        if (!d->ctx->options->flat) link_citing(d, ids[k], ids, n, k);
    }

    /* By containment: sweep the contents' pieces from left to right, widest first,
     * with a stack of those that are open; the innermost open one that is not the
     * draft itself holds its cue. */
    typedef SS_VEC(reach) reach_list;
    reach_list pieces = {0};
    for (uint32_t k = 0; k < d->drafts.n; k++) {
        const ss_draft *draft = &d->drafts.at[k];
        if (draft->dropped) continue;
        for (uint32_t i = 0; i < draft->content.n; i++)
            *ss_push(scratch, &pieces) = (reach){draft->content.at[i].first, draft->content.at[i].last, k};
    }
    if (pieces.n) qsort(pieces.at, pieces.n, sizeof *pieces.at, by_reach);
    n = 0;
    order = ss_alloc(scratch, (d->drafts.n + 1) * sizeof *order);
    for (uint32_t k = 0; k < d->drafts.n; k++) {
        const ss_draft *draft = &d->drafts.at[k];
        if (draft->dropped || draft->inside >= 0) continue;
        uint32_t at = draft->has_cue                     ? draft->cue.head
                      : draft->source_head != UINT32_MAX ? draft->source_head
                                                         : UINT32_MAX;
        if (at != UINT32_MAX) order[n++] = (reach){at, 0, k};
    }
    if (n) qsort(order, n, sizeof *order, by_cue);
    enum { DEEPEST = 64 };
    reach open[DEEPEST];
    uint32_t depth = 0, next = 0;
    for (uint32_t k = 0; k < n; k++) {
        uint32_t at = order[k].first;
        while (next < pieces.n && pieces.at[next].first <= at) {
            while (depth && open[depth - 1].last <= pieces.at[next].first) depth--;
            if (depth < DEEPEST) open[depth++] = pieces.at[next];
            next++;
        }
        uint32_t smallest = UINT32_MAX;
        for (uint32_t i = 0; i < depth; i++) {
            if (open[i].last <= at || open[i].draft == order[k].draft) continue;
            const ss_draft *draft = &d->drafts.at[order[k].draft], *outer = &d->drafts.at[open[i].draft];
            /* Not where the outer one's own cue stands in this one's content. */
            if (outer->has_cue && ss_ranges_hold(&draft->content, outer->cue.head)) continue;
            if (outer->inside == (int32_t)order[k].draft) continue;
            uint32_t size = open[i].last - open[i].first;
            if (size < smallest) {
                smallest = size;
                d->drafts.at[order[k].draft].inside = (int32_t)open[i].draft;
            }
        }
    }
    /* No cycles, whatever the models did. */
    for (uint32_t k = 0; k < d->drafts.n; k++) {
        uint32_t steps = 0;
        for (int32_t at = d->drafts.at[k].inside; at >= 0; at = d->drafts.at[at].inside)
            if (at == (int32_t)k || ++steps > DEEPEST) {
                d->drafts.at[k].inside = -1;
                break;
            }
    }
}

/* Flat output: first what stands inside another goes; then, in text order,
 * tokens that two contents share go to the one that had them first. */
void ss_chains_flatten(ss_drafting *d)
{
    sayso_doc *doc = d->doc;
    for (uint32_t k = 0; k < d->drafts.n; k++) {
        ss_draft *draft = &d->drafts.at[k];
        if (!draft->has_cue) draft->dropped = true; /* PolNeAR knows none without a cue */
    }
    for (uint32_t k = 0; k < d->drafts.n; k++) {
        ss_draft *draft = &d->drafts.at[k];
        if (draft->dropped) continue;
        int32_t outer = draft->inside;
        while (outer >= 0 && d->drafts.at[outer].dropped) outer = d->drafts.at[outer].inside;
        if (outer >= 0 && ss_ranges_hold(&d->drafts.at[outer].content, draft->cue.head)) draft->dropped = true;
    }
    uint8_t *taken = ss_zalloc(d->ctx->scratch, doc->tokens.n + 1);
    for (uint32_t k = 0; k < d->drafts.n; k++) {
        ss_draft *draft = &d->drafts.at[k];
        if (draft->dropped) continue;
        memset(taken + draft->cue.first, 1, draft->cue.last - draft->cue.first);
    }
    for (uint32_t k = 0; k < d->drafts.n; k++) {
        ss_draft *draft = &d->drafts.at[k];
        if (draft->dropped) continue;
        ss_range_list kept = {0};
        for (uint32_t i = 0; i < draft->content.n; i++)
            for (uint32_t t = draft->content.at[i].first; t < draft->content.at[i].last; t++)
                if (!taken[t]) {
                    ss_ranges_add(d->ctx->scratch, &kept, t, t + 1);
                    taken[t] = 1;
                }
        draft->content = kept;
        ss_ranges_tidy(d, &draft->content);
        if (!draft->content.n) draft->dropped = true;
    }
}
