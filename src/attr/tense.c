/* tense.c - does the clause around a time look back or ahead?
 *
 * From the time's token up the tree to the first verb; its form, its auxiliaries
 * and, for "scheduled for Thursday", a list of words whose complements lie ahead
 * decide. At most 40 steps. Where there is no verb on the way (headlines,
 * fragments) it cannot say. Known failures: futures told in the past tense
 * ("they met the next day") are left to the caller, and "was to" reads as past.
 */
#include "attr/when.h"

enum { STEPS = 40 };

int32_t ss_governor(const sayso_doc *doc, uint32_t token)
{
    int32_t at = (int32_t)token;
    for (int step = 0; at >= 0 && step < STEPS; step++) {
        if (ss_tag_is_verb(doc->tokens.at[at].tag)) return at;
        at = doc->tokens.at[at].head;
    }
    return -1;
}

static bool aux_in(const ss_token *t, const char *list)
{
    for (const char *at = list; *at;) {
        const char *end = strchr(at, ' ');
        if ((size_t)(end - at) == t->lower_len && !memcmp(at, t->lower, t->lower_len)) return true;
        at = end + 1;
    }
    return false;
}

/* What the auxiliaries of a verb say; `found`: there was one that decides. */
static int auxiliaries(const sayso_doc *doc, const ss_tree *tree, uint32_t verb, bool *found)
{
    bool have = false, modal = false, past = false, present = false, infinitive = false;
    *found = false;
    for (uint32_t k = tree->kid[verb]; k != UINT32_MAX; k = tree->sib[k]) {
        const ss_token *t = &doc->tokens.at[k];
        if (t->rel != SS_REL_aux && t->rel != SS_REL_aux_pass && t->rel != SS_REL_cop &&
            !(t->rel == SS_REL_mark && ss_is(t, "to")))
            continue;
        if (aux_in(t, "will 'll wo shall ")) return *found = true, 1;
        if (t->tag == SS_TAG_MD)
            modal = true;
        else if (ss_is(t, "to"))
            infinitive = true;
        else if (aux_in(t, "have has 've had 'd having "))
            have = true;
        else if (aux_in(t, "was were did been "))
            past = true;
        else if (aux_in(t, "is are am 's 're 'm be do does "))
            present = true;
    }
    if (have || past) return *found = true, -1;
    if (modal || infinitive) return *found = true, 1;
    *found = present;
    return 0;
}

/* "rain for Thursday and Friday": what is for a day is planned or foretold. */
static bool is_for_day(const sayso_doc *doc, const ss_tree *tree, uint32_t token)
{
    const ss_token *t = &doc->tokens.at[token];
    if (t->lower_len < 6 || memcmp(t->lower + t->lower_len - 3, "day", 3)) return false;
    if (t->rel == SS_REL_conj && t->head >= 0) token = (uint32_t)t->head;
    int32_t by = ss_child(doc, tree, token, SS_REL_case);
    return by >= 0 && by < (int32_t)token && ss_is(&doc->tokens.at[by], "for");
}

/* "a step that it said in July would save": the verb straight before "in July" has it, whatever the tree says. */
static bool past_before(const sayso_doc *doc, const ss_lexicon *ahead, uint32_t token)
{
    if (token < 2 || !ss_is(&doc->tokens.at[token - 1], "in")) return false;
    const ss_token *verb = &doc->tokens.at[token - 2];
    return verb->tag == SS_TAG_VBD && !ss_lexicon_has(ahead, verb->lower);
}

/* "Pictured: Rescue workers at the site on Monday": a picture shows what was. */
static bool caption(const sayso_doc *doc, uint32_t token)
{
    uint32_t first = doc->sentences.at[doc->tokens.at[token].sent].first;
    return token > first + 1 && ss_is(&doc->tokens.at[first], "pictured") && ss_is(&doc->tokens.at[first + 1], ":");
}

int ss_tense_at(const ss_ctx *ctx, const ss_tree *tree, const ss_lexicon *ahead, uint32_t token)
{
    const sayso_doc *doc = ctx->doc;
    int32_t at = (int32_t)token;
    if (is_for_day(doc, tree, token)) return 1;
    if (token > 0 && ss_is(&doc->tokens.at[token - 1], "since")) return -1;
    if (past_before(doc, ahead, token) || caption(doc, token)) return -1;
    for (int step = 0; at >= 0 && step < STEPS; step++) {
        const ss_token *t = &doc->tokens.at[at];
        if ((uint32_t)at != token && (t->tag == SS_TAG_JJ || ss_tag_is_verb(t->tag)) && ss_lexicon_has(ahead, t->lower))
            return 1;
        if (ss_tag_is_verb(t->tag) && (uint32_t)at != token) {
            bool found;
            if (t->rel == SS_REL_amod || t->rel == SS_REL_compound) { /* "the delegate-packed vote" */
                at = t->head;
                continue;
            }
            int tense = auxiliaries(doc, tree, (uint32_t)at, &found);
            if (tense) return tense;
            switch (t->tag) {
            case SS_TAG_VBD: return -1;
            case SS_TAG_VBN: return -1;
            case SS_TAG_VBZ:
            case SS_TAG_VBP: return aux_in(t, "says say 's is are ") ? 0 : 1;
            case SS_TAG_VB:
                if (ss_child(doc, tree, (uint32_t)at, SS_REL_nsubj) >= 0) break; /* "when a tree hit it": no infinitive */
                return 1;
            default: break; /* a participle: its own governor decides */
            }
            if (found) return 1;            /* "is meeting on Thursday" */
        } else if ((uint32_t)at != token) { /* a copula: "the vote is on Thursday" */
            bool found;
            int tense = auxiliaries(doc, tree, (uint32_t)at, &found);
            if (tense) return tense;
        }
        at = t->head;
    }
    return 0;
}
