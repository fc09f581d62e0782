/* marks.c - sources that punctuation shows: "Her advice: “...”" and "“...” – Mayor Price".
 *
 * For a quotation that no cue has claimed: a colon before it makes what stands
 * before the colon its source (the possessor, where that is a noun of saying: "her
 * advice"; else the subject, else the phrase itself); a dash behind it makes the
 * name that ends the paragraph, or is the next paragraph, its source (the form of
 * press releases and epigraphs). Cost: constant for each quotation.
 */
#include "attr/draft.h"

enum { LONGEST_LABEL = 14 };

static bool is_dash(const ss_token *t)
{
    return ss_is(t, "-") || ss_is(t, "--") || ss_is(t, "\xE2\x80\x93") || ss_is(t, "\xE2\x80\x94") ||
           ss_is(t, "\xE2\x80\x95");
}

static ss_draft *add(ss_drafting *d, uint32_t mark, uint32_t first, uint32_t last, uint32_t quote, const char *rule)
{
    const sayso_doc *doc = d->doc;
    ss_range content = {ss_token_at(doc, doc->quotes.at[quote].outer.begin),
                        ss_token_at(doc, doc->quotes.at[quote].outer.end)};
    ss_draft *draft = ss_draft_new(d);
    draft->has_cue = true;
    draft->by_rule = true;
    draft->cue = (ss_cue){.first = mark, .last = mark + 1, .head = mark};
    ss_draft_source(d, draft, first, last);
    ss_ranges_add(d->ctx->scratch, &draft->content, content.first, content.last);
    d->claimed[quote] = 1;
    ss_explain(d, draft, rule, 0, (ss_range){first < mark ? first : mark, first < mark ? mark + 1 : last},
               "punctuation ties the quotation to this source");
    return draft;
}

/* "Her advice to the next mayor: “...”": source and cue from what stands before. */
static void colon_form(ss_drafting *d, uint32_t quote, uint32_t colon)
{
    const sayso_doc *doc = d->doc;
    const ss_sentence *s = &doc->sentences.at[doc->tokens.at[colon].sent];
    if (colon == s->first) return;
    uint32_t first = s->first, subject = UINT32_MAX;
    for (uint32_t i = s->first; i < colon && i < s->first + 60; i++) {
        const ss_token *t = &doc->tokens.at[i];
        if (t->rel == SS_REL_nmod_poss && t->head > (int32_t)i && t->head < (int32_t)colon) {
            const char *value = ss_lexicon_find(ss_lexicon_get(d->ctx->model, "cue_verbs"), doc->tokens.at[t->head].lemma,
                                                strlen(doc->tokens.at[t->head].lemma));
            if (value) { /* her advice, the mayor's answer */
                ss_draft *draft = add(d, colon, d->tree->left[i], d->tree->right[i], quote, "colon");
                draft->cue = (ss_cue){.first = (uint32_t)t->head, .last = (uint32_t)t->head + 1, .head = (uint32_t)t->head};
                return;
            }
        }
        if (t->rel == SS_REL_nsubj && subject == UINT32_MAX) subject = i;
    }
    if (subject != UINT32_MAX)
        add(d, colon, d->tree->left[subject], d->tree->right[subject] < colon ? d->tree->right[subject] : colon, quote, "colon");
    else if (colon - first <= LONGEST_LABEL) {
        if (ss_is(&doc->tokens.at[first], "from") && first + 1 < colon) first++;
        add(d, colon, first, colon, quote, "colon");
    }
}

/* The name after a dash: to the end of the paragraph, short and capitalised. */
static bool dash_form(ss_drafting *d, uint32_t quote, uint32_t dash)
{
    const sayso_doc *doc = d->doc;
    if (dash + 1 >= doc->tokens.n || !is_dash(&doc->tokens.at[dash])) return false;
    uint32_t para = doc->sentences.at[doc->tokens.at[dash].sent].para;
    const ss_paragraph *p = &doc->paragraphs.at[para];
    uint32_t last = doc->sentences.at[p->last - 1].last;
    for (uint32_t i = dash + 1; i < last && i <= dash + LONGEST_LABEL; i++)
        if (doc->tokens.at[i].flags & SS_QUOTE_OPEN) { /* the next one's words follow in the same paragraph */
            last = i;
            break;
        }
    while (last > dash + 1 && (doc->tokens.at[last - 1].flags & SS_PUNCT)) last--;
    if (last <= dash + 1 || last - dash > LONGEST_LABEL || !(doc->tokens.at[dash + 1].flags & SS_CAPITAL)) return false;
    add(d, dash, dash + 1, last, quote, "dash");
    return true;
}

void ss_marks_add(ss_drafting *d)
{
    const sayso_doc *doc = d->doc;
    for (uint32_t q = 0; q < doc->quotes.n; q++) {
        const ss_quote *quote = &doc->quotes.at[q];
        if (quote->depth != 1 || d->claimed[q]) continue;
        uint32_t first = ss_token_at(doc, quote->outer.begin), last = ss_token_at(doc, quote->outer.end);
        if (first >= last || (doc->tokens.at[first].flags & SS_SKIP)) continue;
        if (!quote->scare && last < doc->tokens.n && dash_form(d, q, last)) continue;
        if (first > 0 && ss_is(&doc->tokens.at[first - 1], ":") &&
            doc->sentences.at[doc->tokens.at[first - 1].sent].para == quote->para)
            colon_form(d, q, first - 1);
    }
}
