/* marks.c - sources that punctuation shows: "Her advice: “...”" and "“...” – Mayor Price".
 *
 * For a quotation that no cue has claimed: a colon before it makes what stands
 * before the colon its source (the possessor, where that is a noun of saying: "her
 * advice"; else the subject, else the phrase itself); a dash behind it makes the
 * name that ends the paragraph, or is the next paragraph, its source (the form of
 * press releases and epigraphs); a
 * person's name alone under a paragraph of quotation signs it. Cost: constant for each quotation.
 */
#include "attr/ent_kind.h"
#include "attr/mend.h"

enum { LONGEST_LABEL = 14 /* tokens */ };

static ss_draft *add(ss_drafting *d, uint32_t mark, uint32_t first, uint32_t last, uint32_t quote, const char *rule)
{
    const sayso_doc *doc = d->doc;
    ss_range content = {ss_token_at(doc, doc->quotes.at[quote].outer.begin),
                        ss_token_at(doc, doc->quotes.at[quote].outer.end)};
    while (first + 1 < last && (in_time(doc, first, first + 1) || clock(&doc->tokens.at[first])))
        first++; /* "14:10 Police chief Ana Rook: ..." */
    ss_draft *draft = ss_draft_new(d);
    draft->has_cue = true;
    draft->by_rule = true;
    draft->cue = (ss_cue){.first = mark, .last = mark + 1, .head = mark};
    ss_draft_source(d, draft, first, last);
    if (!d->ctx->options->flat) ss_mend_label(d, draft);
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
            const char *value = ss_lexicon_find(ss_lexicon_get(d->ctx->model, "cue_verbs"),
                                                doc->tokens.at[t->head].lemma, strlen(doc->tokens.at[t->head].lemma));
            if (value) { /* her advice, the mayor's answer */
                ss_draft *draft = add(d, colon, d->tree->left[i], d->tree->right[i], quote, "colon");
                draft->cue =
                    (ss_cue){.first = (uint32_t)t->head, .last = (uint32_t)t->head + 1, .head = (uint32_t)t->head};
                return;
            }
        }
        if (t->rel == SS_REL_nsubj && subject == UINT32_MAX) subject = i;
    }
    if (subject != UINT32_MAX)
        add(d, colon, d->tree->left[subject], d->tree->right[subject] < colon ? d->tree->right[subject] : colon, quote,
            "colon");
    else if (colon - first <= LONGEST_LABEL) {
        if (ss_is(&doc->tokens.at[first], "from") && first + 1 < colon) first++;
        add(d, colon, first, colon, quote, "colon");
    }
}

/* The name after a dash: to the end of the paragraph, short and capitalised. Its end; 0: none. */
static uint32_t signature_end(const sayso_doc *doc, uint32_t dash)
{
    if (dash + 1 >= doc->tokens.n || !is_dash(&doc->tokens.at[dash])) return 0;
    uint32_t para = doc->sentences.at[doc->tokens.at[dash].sent].para;
    const ss_paragraph *p = &doc->paragraphs.at[para];
    uint32_t last = doc->sentences.at[p->last - 1].last;
    for (uint32_t i = dash + 1; i < last && i <= dash + LONGEST_LABEL; i++) {
        if (doc->tokens.at[i].lower[0] == '@') return 0; /* a post, with the name of its account: posts.c */
        if (doc->tokens.at[i].flags & SS_QUOTE_OPEN) {   /* the next one's words follow in the same paragraph */
            last = i;
            break;
        }
    }
    while (last > dash + 1 && (doc->tokens.at[last - 1].flags & SS_PUNCT)) last--;
    if (last <= dash + 1 || last - dash > LONGEST_LABEL || !(doc->tokens.at[dash + 1].flags & SS_CAPITAL)) return 0;
    return last;
}

bool ss_marks_signed(const ss_drafting *d, uint32_t quote, const ss_draft *draft)
{
    const sayso_doc *doc = d->doc;
    uint32_t dash = ss_token_at(doc, doc->quotes.at[quote].outer.end);
    return draft->has_cue && draft->cue.last <= dash && is_dash(&doc->tokens.at[draft->cue.head]) &&
           signature_end(doc, dash) > 0;
}

static bool dash_form(ss_drafting *d, uint32_t quote, uint32_t dash)
{
    uint32_t last = signature_end(d->doc, dash);
    if (last) add(d, dash, dash + 1, last, quote, "dash");
    return last > 0;
}

/* "The mayor's message was simple: the pool stays open.": a noun of saying with its
 * holder, a colon, a clause. */
static void colon_clause(ss_drafting *d, uint32_t colon)
{
    const sayso_doc *doc = d->doc;
    const ss_token *tok = doc->tokens.at;
    const ss_sentence *s = &doc->sentences.at[tok[colon].sent];
    uint32_t last = s->last;
    if (last == colon + 1 && tok[colon].sent + 1 < doc->sentences.n &&
        doc->sentences.at[tok[colon].sent + 1].para == s->para)
        last = doc->sentences.at[tok[colon].sent + 1].last; /* the tokenizer may end a sentence at the colon */
    if (colon - s->first > LONGEST_LABEL || last < colon + 4 || (tok[colon + 1].flags & (SS_QUOTE_OPEN | SS_SKIP)))
        return;
    bool clause = false;
    if (last > colon + LONGEST_CLAUSE) last = colon + LONGEST_CLAUSE;
    for (uint32_t i = colon + 1; i < last; i++)
        clause |= tok[i].tag == SS_TAG_VBZ || tok[i].tag == SS_TAG_VBP || tok[i].tag == SS_TAG_VBD ||
                  tok[i].tag == SS_TAG_MD || tok[i].tag == SS_TAG_VB;
    const ss_lexicon *verbs = ss_lexicon_get(d->ctx->model, "cue_verbs");
    for (uint32_t i = s->first; clause && i < colon; i++) {
        int32_t noun = tok[i].rel == SS_REL_nmod_poss ? tok[i].head : -1;
        if (noun <= (int32_t)i || noun >= (int32_t)colon || (tok[noun].tag != SS_TAG_NN && tok[noun].tag != SS_TAG_NNS))
            continue;
        const char *class = ss_lexicon_lemma(verbs, &tok[noun]);
        bool speaks =
            class && (*class == 'n' || !strcmp(tok[noun].lemma, "answer") || !strcmp(tok[noun].lemma, "reply"));
        if (!speaks) continue;
        uint32_t last_of = d->tree->right[i];
        if (tok[last_of - 1].tag == SS_TAG_POS) last_of--;
        ss_draft *draft = ss_draft_new(d);
        draft->has_cue = true;
        draft->by_rule = true;
        draft->cue = (ss_cue){.first = (uint32_t)noun, .last = (uint32_t)noun + 1, .head = (uint32_t)noun};
        ss_draft_source(d, draft, d->tree->left[i], last_of);
        ss_ranges_add(d->ctx->scratch, &draft->content, colon + 1, last);
        ss_ranges_tidy(d, &draft->content);
        draft->dropped = !draft->content.n;
        ss_explain(d, draft, "colon", 0, (ss_range){(uint32_t)noun, colon + 1},
                   "a noun of saying, a colon and what it says");
        return;
    }
}

static void colon_clauses(ss_drafting *d)
{
    const sayso_doc *doc = d->doc;
    uint8_t *busy = ss_zalloc(d->ctx->scratch, doc->sentences.n + 1); /* a cue stands in it already */
    for (uint32_t k = 0; k < d->drafts.n; k++)
        if (!d->drafts.at[k].dropped && d->drafts.at[k].has_cue)
            busy[doc->tokens.at[d->drafts.at[k].cue.head].sent] = 1;
    for (uint32_t i = 1; i < doc->tokens.n; i++) {
        const ss_token *t = &doc->tokens.at[i];
        if (ss_is(t, ":") && !(t->flags & (SS_SKIP | SS_IN_QUOTE)) && !busy[t->sent] && !(t->flags & SS_SENT_FIRST))
            colon_clause(d, i);
    }
}

/* “The families come first.” and under it "Ian Drew / President, Mineworkers' Federation":
 * the name that signs a paragraph which is a quotation. */
static void signature_form(ss_drafting *d, uint32_t quote, uint32_t first, uint32_t last)
{
    const sayso_doc *doc = d->doc;
    const ss_token *tok = doc->tokens.at;
    uint32_t para = doc->quotes.at[quote].para;
    const ss_paragraph *own = &doc->paragraphs.at[para], *next = own + 1;
    if (para + 1 >= doc->paragraphs.n || next->first >= next->last || first != doc->sentences.at[own->first].first)
        return;
    if (last < doc->sentences.at[own->last - 1].last || next->kind == SS_PARA_TURN) return;
    uint32_t at = doc->sentences.at[next->first].first, end = doc->sentences.at[next->last - 1].last, name = 0;
    if (end - at > LONGEST_LABEL || (tok[at].flags & SS_SKIP)) return;
    for (uint32_t i = at; i < end; i++) {
        bool mark = ss_is(&tok[i], ",") || ss_is(&tok[i], "(") || ss_is(&tok[i], ")") || ss_is(&tok[i], "'") ||
                    ss_is(&tok[i], "&") || ss_is(&tok[i], "-");
        if ((tok[i].flags & SS_PUNCT) && !mark) return;
        bool finite =
            tok[i].tag == SS_TAG_VBD || tok[i].tag == SS_TAG_VBZ || tok[i].tag == SS_TAG_VBP || tok[i].tag == SS_TAG_MD;
        if (finite && !(tok[i].flags & SS_CAPITAL)) return;
    }
    for (uint32_t i = at; i < end && i < at + 4 && !name;
         i++) { /* a person's name of two words at the least opens it */
        int32_t m = ss_mention_at(doc, i);
        if (m < 0 || doc->mentions.at[m].type != SS_MENTION_NAME || doc->mentions.at[m].first != at ||
            doc->mentions.at[m].entity < 0)
            continue;
        if (doc->entities.at[doc->mentions.at[m].entity].kind == SAYSO_ENTITY_PERSON &&
            doc->mentions.at[m].last > at + 1)
            name = doc->mentions.at[m].last;
    }
    if (!name) return;
    ss_draft *draft = add(d, at, at, name, quote, "signature");
    draft->has_cue = false;
}

void ss_marks_add(ss_drafting *d)
{
    const sayso_doc *doc = d->doc;
    if (!d->ctx->options->flat) colon_clauses(d);
    for (uint32_t q = 0; q < doc->quotes.n; q++) {
        const ss_quote *quote = &doc->quotes.at[q];
        if (quote->depth != 1 || d->claimed[q]) continue;
        uint32_t first = ss_token_at(doc, quote->outer.begin), last = ss_token_at(doc, quote->outer.end);
        if (first >= last || (doc->tokens.at[first].flags & SS_SKIP)) continue;
        if (!quote->scare && last < doc->tokens.n && dash_form(d, q, last)) continue;
        if (first > 0 && ss_is(&doc->tokens.at[first - 1], ":") &&
            doc->sentences.at[doc->tokens.at[first - 1].sent].para == quote->para)
            colon_form(d, q, first - 1);
        else if (!d->ctx->options->flat && !quote->scare)
            signature_form(d, q, first, last);
    }
}
