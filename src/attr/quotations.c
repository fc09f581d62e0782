/* quotations.c - contents and quotation marks agree.
 *
 * The role labeller works on words and may stop a word short of a mark. Here each
 * outer quotation is either in a content or not: where most of its words are, all
 * of it is. Then what the labeller's window could not see is joined by the
 * conventions of newspapers:
 *
 *   - a quotation that is reopened at each paragraph is one content;
 *   - a quotation that follows an attributed one, with nothing said between, is
 *     the same speaker's and joins its content (the floating quotation);
 *   - a paragraph that is all quotation after a paragraph that ends with an
 *     attributed quotation likewise.
 *
 *   - a whole sentence in marks after a sentence about one person, without a cue,
 *     is probably that person's (weak: a low confidence).
 *
 * Terms, titles and nicknames in marks (ss_quote.scare) are left alone unless a
 * content holds them. What no content holds stays unclaimed and is listed as
 * unattributed. Cost: linear, a constant number of looks at each quotation.
 */
#include "attr/draft.h"

enum { MOST_PIECES = 64 }; /* of one content: more is no article */

static ss_range tokens_of(const sayso_doc *doc, sayso_span span)
{
    ss_range r = {ss_token_at(doc, span.begin), ss_token_at(doc, span.end)};
    /* ss_token_at(end) is the first token after it unless one straddles. */
    return r;
}

static uint32_t words_in(const sayso_doc *doc, ss_range r)
{
    uint32_t n = 0;
    for (uint32_t i = r.first; i < r.last; i++) n += !(doc->tokens.at[i].flags & SS_PUNCT);
    return n;
}

static uint32_t words_held(const sayso_doc *doc, const ss_range_list *content, ss_range r)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < content->n; i++) {
        ss_range c = content->at[i];
        if (c.first < r.first) c.first = r.first;
        if (c.last > r.last) c.last = r.last;
        if (c.first < c.last) n += words_in(doc, c);
    }
    return n;
}

/* The quotations that a draft's content touches become all in or all out. */
static void snap(ss_drafting *d, ss_draft *draft, uint32_t index)
{
    sayso_doc *doc = d->doc;
    const ss_quote *q = &doc->quotes.at[index];
    ss_range outer = tokens_of(doc, q->outer);
    uint32_t words = words_in(doc, outer), held = words_held(doc, &draft->content, outer);
    if (held == 0 || words == 0) return;
    bool cue_inside = draft->cue.first >= outer.first && draft->cue.first < outer.last;
    if (cue_inside) return; /* an attribution within the quotation: its own business */
    if (held * 2 >= words) {
        if (held < words)
            ss_explain(d, draft, "quotation-whole", 0, outer, "the content was widened to the quotation marks");
        ss_ranges_add(d->ctx->scratch, &draft->content, outer.first, outer.last);
        d->claimed[index] = 1;
    } else if (!q->scare) {
        ss_ranges_cut(d->ctx->scratch, &draft->content, outer.first, outer.last);
    }
}

/* He told me "never again," and I believed him: a content that opens with a mark ends
 * at its end where that end is marked and a clause with its own subject is joined on. */
static void stop_at_mark(ss_drafting *d, ss_draft *draft, ss_range outer)
{
    const sayso_doc *doc = d->doc;
    if (draft->content.n == 0 || outer.last < outer.first + 3) return;
    ss_range *c = &draft->content.at[draft->content.n - 1];
    if (c->first != outer.first || c->last <= outer.last + 2) return;
    const ss_token *stop = &doc->tokens.at[outer.last - 2], *joint = &doc->tokens.at[outer.last];
    if (!ss_is(stop, ",") && !ss_is(stop, "!") && !ss_is(stop, "?")) return;
    if (joint->tag != SS_TAG_CC || doc->tokens.at[outer.last + 1].rel != SS_REL_nsubj) return;
    ss_explain(d, draft, "quotation-ends", 0, outer, "the quotation is ended; what is joined on is the teller's own");
    ss_ranges_cut(d->ctx->scratch, &draft->content, outer.last, c->last);
}

static bool is_speech(const sayso_doc *doc, const ss_quote *q)
{
    return q->depth == 1 && !q->scare && words_in(doc, tokens_of(doc, q->inner)) >= 2;
}

/* Speech even if short: a whole sentence in marks. */
static bool is_sentence(const sayso_doc *doc, const ss_quote *q)
{
    return q->depth == 1 && q->closed && words_in(doc, tokens_of(doc, q->inner)) >= 1;
}

/* Nothing but marks between token `from` and token `to`. */
static bool only_marks_between(const sayso_doc *doc, uint32_t from, uint32_t to)
{
    for (uint32_t i = from; i < to; i++)
        if (!(doc->tokens.at[i].flags & SS_PUNCT)) return false;
    return true;
}

static void join(ss_drafting *d, ss_draft *draft, uint32_t index, const char *rule, const char *text)
{
    ss_range outer = tokens_of(d->doc, d->doc->quotes.at[index].outer);
    ss_ranges_add(d->ctx->scratch, &draft->content, outer.first, outer.last);
    d->claimed[index] = 1;
    ss_explain(d, draft, rule, 0, outer, "%s", text);
}

/* Last token of the draft's text: of content, cue and source, in a paragraph. */
static uint32_t end_in_paragraph(const ss_draft *draft, uint32_t first, uint32_t last)
{
    uint32_t end = 0;
    const ss_range_list *lists[] = {&draft->content, &draft->source};
    for (int k = 0; k < 2; k++)
        for (uint32_t i = 0; i < lists[k]->n; i++)
            if (lists[k]->at[i].last > end && lists[k]->at[i].first < last && lists[k]->at[i].last > first)
                end = lists[k]->at[i].last;
    if (draft->has_cue && draft->cue.last > end && draft->cue.first >= first && draft->cue.last <= last)
        end = draft->cue.last;
    return end;
}

static bool holds_quote(const sayso_doc *doc, const ss_draft *draft, uint32_t index)
{
    ss_range outer = tokens_of(doc, doc->quotes.at[index].outer);
    for (uint32_t i = 0; i < draft->content.n; i++)
        if (draft->content.at[i].first <= outer.first && draft->content.at[i].last >= outer.last) return true;
    return false;
}

static uint32_t paragraph_first(const sayso_doc *doc, uint32_t para)
{
    return doc->sentences.at[doc->paragraphs.at[para].first].first;
}

static uint32_t paragraph_last(const sayso_doc *doc, uint32_t para)
{
    return doc->sentences.at[doc->paragraphs.at[para].last - 1].last;
}

/* Does anything but marks and a reporting sentence stand between the draft and
 * the quotation? One sentence at most may stand between, and only the draft's own. */
static bool follows(const sayso_doc *doc, const ss_draft *draft, ss_range outer)
{
    uint32_t para = doc->sentences.at[doc->tokens.at[outer.first].sent].para;
    uint32_t first = paragraph_first(doc, para), end = end_in_paragraph(draft, first, outer.first);
    if (end == 0 || end > outer.first) return false;
    if (only_marks_between(doc, end, outer.first)) return true;
    /* "..., Smith said in a letter to the board. "We ..."": the rest of the draft's sentence. */
    const ss_sentence *s = &doc->sentences.at[doc->tokens.at[end - 1].sent];
    return s->last <= outer.first && only_marks_between(doc, s->last, outer.first);
}

/* Is the draft's text, or the rest of its sentence, the last thing in the paragraph? */
static bool ends_paragraph(const sayso_doc *doc, const ss_draft *draft, uint32_t para)
{
    uint32_t last = paragraph_last(doc, para), end = end_in_paragraph(draft, paragraph_first(doc, para), last);
    if (end == 0) return false;
    const ss_sentence *s = &doc->sentences.at[doc->tokens.at[end - 1].sent];
    return only_marks_between(doc, end, last) || only_marks_between(doc, s->last, last);
}

/* Does a sentence stand between the draft's own and the quotation that has words
 * of its own, outside all marks? Then the quotation is not the draft's. */
static bool detached(const sayso_doc *doc, const ss_draft *draft, ss_range outer)
{
    if (!draft->has_cue) return false;
    uint32_t own = doc->tokens.at[draft->cue.head].sent, that = doc->tokens.at[outer.first].sent;
    uint32_t looked = 0;
    for (uint32_t s = own + 1; s < that && looked < 8; s++, looked++) {
        const ss_sentence *sentence = &doc->sentences.at[s];
        for (uint32_t i = sentence->first; i < sentence->last; i++)
            if (!(doc->tokens.at[i].flags & (SS_PUNCT | SS_IN_QUOTE)) && !ss_ranges_hold(&draft->content, i)) return true;
    }
    return false;
}

/* A person or group that is the subject of the sentence before the quotation, in the
 * same paragraph: probably its speaker. UINT32_MAX: none. */
static uint32_t subject_before(const ss_drafting *d, ss_range outer)
{
    const sayso_doc *doc = d->doc;
    uint32_t s = doc->tokens.at[outer.first].sent;
    if (s == 0 || doc->sentences.at[s - 1].para != doc->sentences.at[s].para) return UINT32_MAX;
    const ss_sentence *before = &doc->sentences.at[s - 1];
    if (doc->sentences.at[s].first != outer.first) return UINT32_MAX;
    enum { LONGEST_TITLE = 6 };
    uint32_t quoted = 0;
    for (uint32_t i = before->first; i < before->last && i < before->first + 40; i++) {
        const ss_token *t = &doc->tokens.at[i];
        if (t->flags & SS_IN_QUOTE) { /* a title may stand there, speech may not */
            if (++quoted > LONGEST_TITLE) return UINT32_MAX;
            continue;
        }
        if (t->rel != SS_REL_nsubj || t->head < 0 || doc->tokens.at[t->head].rel != SS_REL_root) continue;
        bool person = t->ner == SS_NER_PER || ss_is(t, "he") || ss_is(t, "she") || ss_lexicon_lemma(d->people, t);
        return person ? i : UINT32_MAX;
    }
    return UINT32_MAX;
}

static void float_free(ss_drafting *d, uint32_t index, ss_range outer)
{
    uint32_t subject = subject_before(d, outer);
    const ss_token *last = outer.last > outer.first + 1 ? &d->doc->tokens.at[outer.last - 2] : NULL;
    if (subject == UINT32_MAX || !last || !(ss_is(last, ".") || ss_is(last, "!") || ss_is(last, "?"))) return;
    ss_draft *draft = ss_draft_new(d);
    draft->by_rule = true;
    draft->weak = true;
    ss_draft_source(d, draft, d->tree->left[subject], d->tree->right[subject]);
    join(d, draft, index, "quotation-after-subject", "no cue; the sentence before it is about this person");
}

/* Two cues claim one quotation. Where one stands in the quotation's own sentence
 * and the other does not, that one has it alone. Returns the holder. */
static uint32_t settle_rivals(ss_drafting *d, uint32_t a, uint32_t b, uint32_t index)
{
    const sayso_doc *doc = d->doc;
    ss_draft *x = &d->drafts.at[a], *y = &d->drafts.at[b];
    if (!x->has_cue || !y->has_cue) return a;
    ss_range outer = tokens_of(doc, doc->quotes.at[index].outer);
    uint32_t first = doc->tokens.at[outer.first].sent, last = doc->tokens.at[outer.last - 1].sent;
    uint32_t sx = doc->tokens.at[x->cue.head].sent, sy = doc->tokens.at[y->cue.head].sent;
    bool own_x = sx >= first && sx <= last, own_y = sy >= first && sy <= last;
    if (own_x && own_y && x->cue.last <= outer.first && y->cue.first >= outer.last) {
        /* "Lee warned that “...,” the letter said": these are the letter's words too, and
         * what is quoted next goes on with them. */
        if (y->content.n && y->content.at[0].first < outer.first && outer.first - x->cue.last <= 1)
            ss_ranges_cut(d->ctx->scratch, &y->content, y->content.at[0].first, outer.first);
        return b;
    }
    if (own_x == own_y) return a;
    ss_draft *loser = own_x ? y : x;
    if (loser->content.n > 1 || !ss_ranges_hold(&loser->content, outer.first) ||
        loser->content.at[0].first < outer.first || loser->content.at[0].last > outer.last)
        ss_ranges_cut(d->ctx->scratch, &loser->content, outer.first, outer.last);
    return own_x ? a : b;
}

/* "..., the letter said, Fox News reported. “We ...”": the second only passes on what the
 * first says, and what is quoted in the next sentence is the first one's. */
static bool passes_on(const ss_drafting *d, uint32_t k, ss_range outer)
{
    const sayso_doc *doc = d->doc;
    const ss_draft *draft = &d->drafts.at[k], *before = k ? &d->drafts.at[k - 1] : NULL;
    if (!before || before->dropped || !before->has_cue || !draft->has_cue || !draft->source.n || !before->source.n) return false;
    uint32_t sent = doc->tokens.at[draft->cue.head].sent, first = draft->source.at[0].first, last = before->cue.last;
    if (first > draft->cue.first) first = draft->cue.first;
    if (before->source.at[0].first >= last) last = before->source.at[0].last;
    return doc->tokens.at[before->cue.head].sent == sent && doc->tokens.at[outer.first].sent > sent && last < first &&
           only_marks_between(doc, last, first);
}

void ss_quotations_settle(ss_drafting *d)
{
    sayso_doc *doc = d->doc;
    /* holder[q]: the draft that holds quotation q. Drafts come in text order. */
    uint32_t *holder = ss_alloc(d->ctx->scratch, (doc->quotes.n + 1) * sizeof *holder);
    for (uint32_t i = 0; i < doc->quotes.n; i++) holder[i] = UINT32_MAX;
    uint32_t from = 0;
    uint32_t models = d->drafts.n;
    for (uint32_t k = 0; k < models; k++) {
        ss_draft *draft = &d->drafts.at[k];
        if (draft->dropped || !draft->content.n) continue;
        sayso_span reach = {doc->tokens.at[draft->content.at[0].first].begin,
                            doc->tokens.at[draft->content.at[draft->content.n - 1].last - 1].end};
        while (from > 0 && doc->quotes.at[from - 1].outer.end > reach.begin) from--;
        while (from < doc->quotes.n && doc->quotes.at[from].outer.end <= reach.begin) from++;
        while (from < doc->quotes.n && doc->quotes.at[from].parent >= 0)
            from = (uint32_t)doc->quotes.at[from].parent;
        for (uint32_t q = from; q < doc->quotes.n && doc->quotes.at[q].outer.begin < reach.end; q++) {
            if (doc->quotes.at[q].depth == 1) snap(d, draft, q);
            if (!holds_quote(doc, draft, q)) continue;
            ss_range own = tokens_of(doc, doc->quotes.at[q].outer);
            stop_at_mark(d, draft, own);
            if (doc->quotes.at[q].depth == 1 &&
                ((draft->content.n > 1 && detached(doc, draft, own)) || passes_on(d, k, own) || ss_marks_signed(d, q, draft))) {
                ss_ranges_cut(d->ctx->scratch, &draft->content, own.first, own.last);
                d->claimed[q] = 0;
                continue;
            }
            if (holder[q] == UINT32_MAX)
                holder[q] = k;
            else if (doc->quotes.at[q].depth == 1)
                holder[q] = settle_rivals(d, holder[q], k, q);
        }
    }
    /* later[q]: who holds the quotation where it goes on in a later paragraph. */
    uint32_t *later = ss_alloc(d->ctx->scratch, (doc->quotes.n + 1) * sizeof *later);
    for (uint32_t q = doc->quotes.n; q-- > 0;) {
        int32_t next = doc->quotes.at[q].next;
        later[q] = next < 0 ? UINT32_MAX : holder[next] != UINT32_MAX ? holder[next] : later[next];
    }
    uint32_t last_quote = UINT32_MAX; /* the last attributed quotation */
    for (uint32_t q = 0; q < doc->quotes.n; q++) {
        const ss_quote *quote = &doc->quotes.at[q];
        if (quote->depth != 1) continue;
        if (holder[q] != UINT32_MAX) {
            last_quote = q;
            d->claimed[q] = 1;
            continue;
        }
        if (d->claimed[q]) continue;
        ss_range outer = tokens_of(doc, quote->outer);
        if (outer.first >= outer.last) continue;
        if (quote->prev >= 0 && holder[quote->prev] != UINT32_MAX) {
            holder[q] = holder[quote->prev];
            join(d, &d->drafts.at[holder[q]], q, "quotation-reopened",
                 "the quotation was left open in the paragraph before and goes on here");
        } else if (is_speech(doc, quote) && last_quote != UINT32_MAX) {
            const ss_draft *draft = &d->drafts.at[holder[last_quote]];
            uint32_t last_para = doc->quotes.at[last_quote].para;
            bool same = quote->para == last_para && follows(doc, draft, outer);
            bool next = quote->para == last_para + 1 && outer.first == paragraph_first(doc, quote->para) &&
                        only_marks_between(doc, outer.last, paragraph_last(doc, quote->para)) &&
                        ends_paragraph(doc, draft, last_para) &&
                        draft->has_cue && draft->source.n;
            if ((same || next) && draft->content.n < MOST_PIECES) {
                holder[q] = holder[last_quote];
                join(d, &d->drafts.at[holder[q]], q, "quotation-continues",
                     same ? "the quotation follows the same speaker's, with nothing said between"
                          : "the paragraph is all quotation and follows the same speaker's");
            }
        }
        if (holder[q] == UINT32_MAX && quote->next >= 0) { /* the speaker is named in a later paragraph */
            if (later[q] != UINT32_MAX) {
                holder[q] = later[q];
                join(d, &d->drafts.at[holder[q]], q, "quotation-reopened",
                     "the quotation goes on in the next paragraph, where its speaker is named");
            }
        }
        if (holder[q] != UINT32_MAX)
            last_quote = q;
        else if (is_sentence(doc, quote) && !d->ctx->options->flat)
            float_free(d, q, outer);
    }
}
