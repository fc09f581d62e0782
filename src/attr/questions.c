/* questions.c - interviews without labels: a question alone in its paragraph, then the answer.
 *
 *   **Did you want this job?**
 *   I never asked for it. They called me on a Sunday.
 *
 * Read so where the lines above speak of an interview (data/lexicon/interview.txt) and name a
 * person, where LEAST questions stand alone and are answered, and where half the answers speak
 * in the first person outside quotation marks. The answer is that person's, by the name above;
 * what the models found inside stays inside. Paragraphs that are quotations, or name the person,
 * are the writer's own. Cost: linear.
 */
#include "attr/ent_kind.h"
#include "attr/draft.h"

enum { LEAST = 3, LONGEST_QUESTION = 45 };

static ss_range tokens_of(const sayso_doc *doc, uint32_t para)
{
    const ss_paragraph *p = &doc->paragraphs.at[para];
    if (p->first >= p->last) return (ss_range){0, 0};
    return (ss_range){doc->sentences.at[p->first].first, doc->sentences.at[p->last - 1].last};
}

static bool stars(const ss_token *t)
{
    return strspn(t->lower, "*_") == t->lower_len;
}

static bool question(const sayso_doc *doc, uint32_t para)
{
    ss_range r = tokens_of(doc, para);
    const ss_paragraph *p = &doc->paragraphs.at[para];
    if (r.last < r.first + 3 || r.last - r.first > LONGEST_QUESTION || (p->kind != SS_PARA_TEXT && p->kind != SS_PARA_HEADING)) return false;
    const ss_token *t = doc->tokens.at;
    if (t[r.first].flags & (SS_SKIP | SS_QUOTE_OPEN)) return false;
    uint32_t last = r.last;
    while (last > r.first + 2 && stars(&t[last - 1])) last--;
    return ss_is(&t[last - 1], "?") || (stars(&t[r.first]) && last < r.last); /* bold: "**The captain says he won't play.**" */
}

static bool answer(const sayso_doc *doc, uint32_t para)
{
    ss_range r = tokens_of(doc, para);
    if (r.last <= r.first || doc->paragraphs.at[para].kind != SS_PARA_TEXT) return false;
    return !(doc->tokens.at[r.first].flags & (SS_SKIP | SS_QUOTE_OPEN)) && !question(doc, para);
}

static bool first_person(const sayso_doc *doc, uint32_t para)
{
    ss_range r = tokens_of(doc, para);
    for (uint32_t i = r.first; i < r.last; i++) {
        const ss_token *t = &doc->tokens.at[i];
        if (t->flags & SS_IN_QUOTE) continue;
        if (ss_is(t, "i") || ss_is(t, "we") || ss_is(t, "my") || ss_is(t, "our") || ss_is(t, "me")) return true;
    }
    return false;
}

/* The mention of the person whom the lines above the first question name most; -1: none,
 * or they speak of no interview. */
static int32_t interviewed(const ss_drafting *d, uint32_t before)
{
    const sayso_doc *doc = d->doc;
    const ss_lexicon *words = ss_lexicon_get(d->ctx->model, "interview");
    bool talk = false;
    for (uint32_t i = 0; i < before && !talk; i++) {
        const char *value = ss_lexicon_lemma(words, &doc->tokens.at[i]);
        talk = value && (!strcmp(value, "talk") || !strcmp(value, "talks"));
    }
    if (!talk) return -1;
    uint32_t *count = ss_zalloc(d->ctx->scratch, (doc->entities.n + 1) * sizeof *count);
    int32_t best = -1;
    for (uint32_t m = 0; m < doc->mentions.n && doc->mentions.at[m].first < before; m++) {
        const ss_mention *one = &doc->mentions.at[m];
        if (one->type != SS_MENTION_NAME || one->entity < 0 || (doc->tokens.at[one->first].flags & SS_SKIP)) continue;
        if (doc->entities.at[one->entity].kind != SAYSO_ENTITY_PERSON) continue;
        count[one->entity]++;
        if (best < 0 || count[one->entity] > count[doc->mentions.at[best].entity]) best = (int32_t)m;
    }
    return best;
}

static bool names(const sayso_doc *doc, uint32_t para, const ss_token *surname)
{
    ss_range r = tokens_of(doc, para);
    for (uint32_t i = r.first; i < r.last; i++)
        if ((doc->tokens.at[i].flags & SS_CAPITAL) && doc->tokens.at[i].lhash == surname->lhash) return true;
    return false;
}

void ss_questions_add(ss_drafting *d)
{
    const sayso_doc *doc = d->doc;
    uint32_t asked = 0, own = 0, first = UINT32_MAX;
    for (uint32_t p = 0; p + 1 < doc->paragraphs.n; p++) {
        if (doc->paragraphs.at[p].kind == SS_PARA_TURN) return;
        if (!question(doc, p) || !answer(doc, p + 1)) continue;
        if (first == UINT32_MAX) first = p;
        asked++;
        own += first_person(doc, p + 1);
    }
    if (asked < LEAST || own * 2 < asked) return;
    int32_t who = interviewed(d, tokens_of(doc, first).first);
    if (who < 0) return;
    ss_range name = {doc->mentions.at[who].first, doc->mentions.at[who].last};
    for (uint32_t p = first; p + 1 < doc->paragraphs.n; p++) {
        if (!question(doc, p) || !answer(doc, p + 1)) continue;
        ss_draft *draft = ss_draft_new(d);
        draft->by_rule = true;
        draft->form = SAYSO_FORM_DIRECT;
        ss_draft_source(d, draft, name.first, name.last);
        uint32_t at = p + 1;
        for (; at < doc->paragraphs.n && answer(doc, at) && !names(doc, at, &doc->tokens.at[name.last - 1]); at++)
            ss_ranges_add(d->ctx->scratch, &draft->content, tokens_of(doc, at).first, tokens_of(doc, at).last);
        draft->dropped = !draft->content.n;
        if (draft->content.n)
            ss_explain(d, draft, "interview", 0, tokens_of(doc, p), "the answer to a question that stands alone, in an interview");
        p = at > p + 1 ? at - 1 : p;
    }
}
