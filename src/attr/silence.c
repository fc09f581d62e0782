/* silence.c - "did not respond to a request for comment", "could not be reached".
 *
 * Saying nothing when asked is reported with a source and belongs in the list of
 * who said what, negated. Found by rule where the cue tagger found nothing: a
 * negated verb of data/lexicon/silence.txt whose subtree names a request or
 * comment. Cost: one look at each verb.
 */
#include "attr/draft.h"

static bool is_negated(const ss_drafting *d, uint32_t verb)
{
    for (uint32_t k = d->tree->kid[verb]; k != UINT32_MAX; k = d->tree->sib[k]) {
        const ss_token *t = &d->doc->tokens.at[k];
        if (ss_is(t, "not") || ss_is(t, "n't") || ss_is(t, "never")) return true;
        if (t->rel == SS_REL_nsubj && ss_is(&d->doc->tokens.at[d->tree->left[k]], "neither"))
            return true; /* "Neither the firm nor its lawyers returned calls" */
    }
    return false;
}

/* "did not answer", "could not be contacted": no noun is needed. */
static bool bare_reply(const ss_drafting *d, uint32_t verb, const char *what)
{
    if (!strcmp(what, "reply")) return ss_child(d->doc, d->tree, verb, SS_REL_obj) < 0;
    if (!strcmp(what, "public"))
        for (uint32_t k = verb + 1; k < d->doc->tokens.n && k <= verb + 3; k++)
            if (ss_is(&d->doc->tokens.at[k], "publicly") || ss_is(&d->doc->tokens.at[k], "public")) return true;
    return !strcmp(what, "contact") && verb > 0 && ss_is(&d->doc->tokens.at[verb - 1], "be");
}

/* The noun before "could not be reached", over what stands between commas. -1: none. */
static int32_t subject_of_line(const ss_drafting *d, uint32_t verb)
{
    const ss_token *tok = d->doc->tokens.at;
    uint32_t first = d->doc->sentences.at[tok[verb].sent].first;
    for (uint32_t i = first; i < verb && i < first + 12; i++) {
        bool noun =
            tok[i].tag == SS_TAG_NN || tok[i].tag == SS_TAG_NNS || tok[i].tag == SS_TAG_NNP || tok[i].tag == SS_TAG_PRP;
        bool last = i + 1 < verb &&
                    (tok[i + 1].flags & SS_PUNCT || tok[i + 1].tag == SS_TAG_MD || !strcmp(tok[i + 1].lemma, "do"));
        if (noun && last) return (int32_t)i;
    }
    return -1;
}

/* "Calls to | the manager | were not returned": the manager is silent, not the calls. */
static ss_range who_was_asked(const ss_drafting *d, uint32_t subject, const ss_lexicon *verbs)
{
    const ss_token *tok = d->doc->tokens.at;
    const char *noun = ss_lexicon_lemma(verbs, &tok[subject]);
    for (uint32_t k = d->tree->kid[subject]; noun && k != UINT32_MAX; k = d->tree->sib[k]) {
        int32_t by = ss_child(d->doc, d->tree, k, SS_REL_case);
        if (tok[k].rel != SS_REL_nmod || by < 0 || k < subject) continue;
        if (ss_is(&tok[by], "to") || ss_is(&tok[by], "with") || ss_is(&tok[by], "for"))
            return (ss_range){(uint32_t)by + 1, d->tree->right[k]};
    }
    return (ss_range){d->tree->left[subject], d->tree->right[subject]};
}

/* [tokens] 1 where a cue stands already. */
static const uint8_t *cue_map(const ss_drafting *d)
{
    uint8_t *map = ss_zalloc(d->ctx->scratch, d->doc->tokens.n + 1);
    for (uint32_t k = 0; k < d->drafts.n; k++) {
        const ss_draft *draft = &d->drafts.at[k];
        if (!draft->dropped && draft->has_cue) memset(map + draft->cue.first, 1, draft->cue.last - draft->cue.first);
    }
    return map;
}

static bool any_cue(const uint8_t *map, uint32_t first, uint32_t last)
{
    return memchr(map + first, 1, last - first) != NULL;
}

void ss_silences_add(ss_drafting *d)
{
    sayso_doc *doc = d->doc;
    const ss_lexicon *verbs = ss_lexicon_get(d->ctx->model, "silence");
    const uint8_t *covered = cue_map(d);
    uint32_t models = d->drafts.n;
    for (uint32_t i = 0; i < doc->tokens.n; i++) {
        const ss_token *t = &doc->tokens.at[i];
        if (t->flags & (SS_SKIP | SS_IN_QUOTE)) continue;
        const char *what = ss_lexicon_lemma(verbs, t);
        if (what && !strcmp(what, "public") && t->tag != SS_TAG_VBN && t->tag != SS_TAG_VB) continue;
        bool both = what && !strcmp(what, "both"); /* "comment": verb and noun */
        if (!what || !strcmp(what, "noun") || (both && (t->tag == SS_TAG_NN || t->tag == SS_TAG_NNS))) continue;
        bool passed_on = !strcmp(what, "passed-on");   /* "referred questions to the ministry" */
        bool unanswered = !strcmp(what, "unanswered"); /* "calls went unanswered" */
        if (!passed_on && !unanswered && !is_negated(d, i)) continue;
        uint32_t first = i;
        bool asked = both || bare_reply(d, i, what); /* "has not commented" */
        for (uint32_t k = i + 1; k < d->tree->right[i] && !asked; k++) {
            const char *noun = ss_lexicon_find(verbs, doc->tokens.at[k].lemma, strlen(doc->tokens.at[k].lemma));
            asked = noun && (!strcmp(noun, "noun") || !strcmp(noun, "both"));
        }
        int32_t subject = ss_child(doc, d->tree, i, SS_REL_nsubj);
        if (subject < 0) subject = ss_child(doc, d->tree, i, SS_REL_nsubj_pass);
        if (subject < 0 && bare_reply(d, i, what)) subject = subject_of_line(d, i);
        if (unanswered && t->head >= 0 && t->rel != SS_REL_root) {
            subject = ss_child(doc, d->tree, (uint32_t)t->head, SS_REL_nsubj);
            if (subject >= 0 && (uint32_t)t->head < i && i - (uint32_t)t->head <= 3) first = (uint32_t)t->head;
            asked = subject >= 0 && ss_lexicon_lemma(verbs, &doc->tokens.at[subject]);
        }
        if (!asked || subject < 0 || covered[i]) continue;
        for (uint32_t k = d->tree->kid[i]; k != UINT32_MAX && k < i; k = d->tree->sib[k]) {
            uint8_t rel = doc->tokens.at[k].rel;
            if ((rel == SS_REL_aux || rel == SS_REL_aux_pass || rel == SS_REL_advmod) && k > (uint32_t)subject &&
                k < first)
                first = k;
        }
        uint32_t last = d->tree->right[i];
        for (uint32_t k = i + 1; k < last; k++) /* "could not be reached; his practice said" */
            if (ss_is(&doc->tokens.at[k], ";")) last = k;
        for (uint32_t k = i + 1; k < last; k++) { /* "would not comment on the report | but said that" */
            if (!ss_is(&doc->tokens.at[k], "but")) continue;
            uint32_t end = k + 7 < last ? k + 7 : last;
            bool reports = false;
            for (uint32_t v = k + 1; v < end; v++)
                reports |= covered[v] && (doc->tokens.at[v].tag == SS_TAG_VBD || doc->tokens.at[v].tag == SS_TAG_VBZ);
            if (reports) last = k;
        }
        while (last > i + 1 && (doc->tokens.at[last - 1].flags & SS_PUNCT)) last--;
        bool bare = last <= i + 1; /* "has not commented.": the verb is cue and content in one */
        /* Cues that the tagger saw inside ("calls seeking comment") are part of it. */
        for (uint32_t k = 0; k < models && any_cue(covered, first, last); k++)
            if (d->drafts.at[k].has_cue && d->drafts.at[k].cue.first >= first && d->drafts.at[k].cue.first < last)
                d->drafts.at[k].dropped = true;
        ss_draft *draft = ss_draft_new(d);
        draft->has_cue = true;
        draft->by_rule = true;
        draft->negated = passed_on || unanswered;
        draft->cue = (ss_cue){.first = first, .last = i + 1, .head = i};
        ss_range who = who_was_asked(d, (uint32_t)subject, verbs);
        ss_draft_source(d, draft, who.first, who.last);
        ss_ranges_add(d->ctx->scratch, &draft->content, i + !bare, last);
        ss_explain(d, draft, "silence", 0, (ss_range){first, last}, "asked, and said nothing");
    }
}
