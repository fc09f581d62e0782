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
    }
    return false;
}

/* [tokens] 1 where a cue stands already. */
static const uint8_t *cue_map(const ss_drafting *d)
{
    uint8_t *map = ss_zalloc(d->ctx->scratch, d->doc->tokens.n + 1);
    for (uint32_t k = 0; k < d->drafts.n; k++) {
        const ss_draft *draft = &d->drafts.at[k];
        if (!draft->dropped && draft->has_cue)
            memset(map + draft->cue.first, 1, draft->cue.last - draft->cue.first);
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
        if (!what || !strcmp(what, "noun")) continue;
        bool passed_on = !strcmp(what, "passed-on"); /* "referred questions to the ministry" */
        if (!passed_on && !is_negated(d, i)) continue;
        bool asked = false;
        for (uint32_t k = i + 1; k < d->tree->right[i] && !asked; k++) {
            const char *noun = ss_lexicon_find(verbs, doc->tokens.at[k].lemma, strlen(doc->tokens.at[k].lemma));
            asked = noun && !strcmp(noun, "noun");
        }
        int32_t subject = ss_child(doc, d->tree, i, SS_REL_nsubj);
        if (subject < 0) subject = ss_child(doc, d->tree, i, SS_REL_nsubj_pass);
        if (!asked || subject < 0 || covered[i]) continue;
        uint32_t first = i;
        for (uint32_t k = d->tree->kid[i]; k != UINT32_MAX && k < i; k = d->tree->sib[k]) {
            uint8_t rel = doc->tokens.at[k].rel;
            if ((rel == SS_REL_aux || rel == SS_REL_aux_pass || rel == SS_REL_advmod) && k > (uint32_t)subject &&
                k < first)
                first = k;
        }
        uint32_t last = d->tree->right[i];
        while (last > i + 1 && (doc->tokens.at[last - 1].flags & SS_PUNCT)) last--;
        if (last <= i + 1) continue;
        /* Cues that the tagger saw inside ("calls seeking comment") are part of it. */
        for (uint32_t k = 0; k < models && any_cue(covered, first, last); k++)
            if (d->drafts.at[k].has_cue && d->drafts.at[k].cue.first >= first && d->drafts.at[k].cue.first < last)
                d->drafts.at[k].dropped = true;
        ss_draft *draft = ss_draft_new(d);
        draft->has_cue = true;
        draft->by_rule = true;
        draft->negated = passed_on;
        draft->cue = (ss_cue){.first = first, .last = i + 1, .head = i};
        ss_draft_source(d, draft, d->tree->left[subject], d->tree->right[subject]);
        ss_ranges_add(d->ctx->scratch, &draft->content, i + 1, last);
        ss_explain(d, draft, "silence", 0, (ss_range){first, last}, "asked, and said nothing");
    }
}
