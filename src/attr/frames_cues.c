/* frames_cues.c - the cues that grammar makes plain; see frames.h and shapes.h.
 * Cost: bounded scans for each verb of data/lexicon/cue_verbs.txt. */
#include <stdlib.h>

#include "attr/frames.h"
#include "attr/shapes.h"

static int by_first(const void *x, const void *y)
{
    const ss_cue *a = x, *b = y;
    return a->first < b->first ? -1 : a->first > b->first;
}

/* "he said in the letter" behind a comma: a second relay. */
static bool he_said(const ss_lexicon *verbs, const sayso_doc *doc, uint32_t from)
{
    for (uint32_t i = from + 1; i < doc->tokens.n && i < from + 5; i++) {
        const ss_token *t = &doc->tokens.at[i];
        if (t->flags & SS_PUNCT) return false;
        if (ss_finite_verb(t)) return ss_verb_class(verbs, t)[0] == 's';
    }
    return false;
}

void ss_frames_complete(ss_ctx *ctx, const ss_tree *tree, ss_cue_list *cues)
{
    const sayso_doc *doc = ctx->doc;
    const ss_lexicon *verbs = ss_lexicon_get(ctx->model, "cue_verbs"),
                     *addressed = ss_lexicon_get(ctx->model, "addressed_verbs");
    const ss_lexicon *negative = ss_lexicon_get(ctx->model, "negative_cues"),
                     *rules = ss_lexicon_get(ctx->model, "rule_words");
    uint32_t n = cues->n, k = 0;
    for (uint32_t i = 0; i < doc->tokens.n; i++) {
        while (k < n && cues->at[k].last <= i) k++;
        if (k < n && cues->at[k].first <= i) continue;
        const ss_token *t = &doc->tokens.at[i];
        if (t->flags & SS_SKIP) continue;
        const char *value = ss_verb_class(verbs, t);
        if (ss_is(t, "according") && i + 2 < doc->tokens.n && ss_is(&doc->tokens.at[i + 1], "to") &&
            doc->tokens.at[i + 2].sent == t->sent) {
            *ss_push(ctx->scratch, cues) = (ss_cue){.first = i, .last = i + 2, .head = i};
            continue;
        }
        if (ss_in_view(rules, doc, i)) {
            *ss_push(ctx->scratch, cues) = (ss_cue){.first = i, .last = i + 1, .head = i};
            continue;
        }
        if (ss_is(t, "words") && i >= 2 && i + 2 < doc->tokens.n && ss_is(&doc->tokens.at[i - 1], "the") &&
            ss_is(&doc->tokens.at[i - 2], "in") && ss_is(&doc->tokens.at[i + 1], "of") &&
            doc->tokens.at[i + 2].sent == t->sent && (k == 0 || cues->at[k - 1].last <= i - 2)) {
            *ss_push(ctx->scratch, cues) = (ss_cue){.first = i - 2, .last = i + 2, .head = i};
            continue;
        }
        bool past =
            ss_finite_verb(t) || (ss_is(t, "put") && i > 0 &&
                                  (ss_nominal(&doc->tokens.at[i - 1]) || doc->tokens.at[i - 1].tag == SS_TAG_RB ||
                                   !strcmp(doc->tokens.at[i - 1].lemma, "have"))); /* "put" has one form */
        if (past && ss_figure_frame(doc, tree, i)) {
            *ss_push(ctx->scratch, cues) = (ss_cue){.first = i, .last = i + 1, .head = i};
            continue;
        }
        if (value[0] == 'n' && (t->tag == SS_TAG_NN || t->tag == SS_TAG_NNS)) {
            if (ss_noun_frame(doc, tree, i))
                *ss_push(ctx->scratch, cues) = (ss_cue){.first = i, .last = i + 1, .head = i};
            continue;
        }
        /* "..., the figures show.": of showing and finding only the parenthesis is plain. */
        bool plural = (t->tag == SS_TAG_NNS || t->tag == SS_TAG_NN || t->tag == SS_TAG_VB || t->tag == SS_TAG_VBN) &&
                      (i + 1 == doc->sentences.at[t->sent].last || /* a headline: "Prices rose, study finds" */
                       ss_is(&doc->tokens.at[i + 1], ".") ||
                       (ss_is(&doc->tokens.at[i + 1], ",") && he_said(verbs, doc, i + 2))); /* "a memo shows." */
        bool perfect_form = t->tag == SS_TAG_VBN && i > 0 && !strcmp(doc->tokens.at[i - 1].lemma, "have");
        bool known = (value[0] == 'k' ? ss_finite_verb(t) || plural || perfect_form
                                      : (value[0] == 's' || value[0] == 'b') && plural) &&
                     ss_parenthetical_line(doc, i) > 0;
        known |=
            value[0] == 'k' && (ss_finite_verb(t) || perfect_form) && ss_that_line(doc, i); /* "figures show that" */
        bool decided = value[0] == 'd' && ss_that_line(doc, i);          /* "ruled on Wednesday that" */
        if (!*value && ss_finite_verb(t) && ss_tags_quotation(doc, i)) { /* “...,” the letter ended. */
            *ss_push(ctx->scratch, cues) = (ss_cue){.first = i, .last = i + 1, .head = i};
            continue;
        }
        if (ss_cites(doc, i)) { /* ", citing two officers," */
            *ss_push(ctx->scratch, cues) = (ss_cue){.first = i, .last = i + 1, .head = i};
            continue;
        }
        if (ss_told_passive(addressed, doc, i) || ss_told_behind(doc, i)) {
            *ss_push(ctx->scratch, cues) = (ss_cue){.first = i - 1, .last = i + 1, .head = i};
            continue;
        }
        const char *frame = ss_lexicon_lemma(addressed, t);
        bool verbal = ss_finite_verb(t) || t->tag == SS_TAG_VBN || t->tag == SS_TAG_VBG;
        bool told = frame && strchr(frame, 'o') && verbal && ss_told_frame(doc, i);
        bool finds = value[0] == 'k' && ss_found_thing(ctx, tree, i) >= 0;
        if (value[0] != 's' && value[0] != 'w' && value[0] != 'b' && !known && !decided && !finds &&
            !(value[0] == 'd' && (told || ss_ruling_that(doc, i))) && !(value[0] == 'd' && strstr(value, " to")) &&
            !(value[0] == 'k' && ss_verb_in_disguise(doc, i)))
            continue;
        /* "used to say that", "He would say that" */
        bool habit = t->tag == SS_TAG_VB && (value[0] == 's' || value[0] == 'b') &&
                     i > doc->sentences.at[t->sent].first + 1 && ss_is(&doc->tokens.at[i - 1], "to") &&
                     ss_is(&doc->tokens.at[i - 2], "used");
        bool participle = (value[0] == 's' || value[0] == 'd' || value[0] == 'w') && ss_ruling_that(doc, i);
        participle |= t->tag == SS_TAG_VBG && strstr(value, " thing") && i > 0 && ss_is(&doc->tokens.at[i - 1], ",") &&
                      ss_thing(doc, tree, i) >= 0; /* ", claiming privilege" */
        bool withheld = (ss_finite_verb(t) || perfect_form || t->tag == SS_TAG_VBN) && ss_withholds(negative, doc, i);
        bool mistagged = (value[0] == 's' || value[0] == 'k') && ss_verb_in_disguise(doc, i);
        uint32_t appeal = ss_appeals(doc, i);
        bool pleads = !strcmp(t->lemma, "plead") && i + 2 < doc->tokens.n &&
                      (ss_is(&doc->tokens.at[i + 1], "guilty") ||
                       (ss_is(&doc->tokens.at[i + 1], "not") && ss_is(&doc->tokens.at[i + 2], "guilty")));
        bool rules_out = !strcmp(t->lemma, "rule") && verbal && i + 2 < doc->tokens.n &&
                         ss_is(&doc->tokens.at[i + 1], "out") && doc->tokens.at[i + 2].sent == t->sent &&
                         ss_nominal(&doc->tokens.at[i + 2]) && i > 0 &&
                         ss_nominal(&doc->tokens.at[i - 1]); /* "ruled out a bailout" */
        if (rules_out) {
            *ss_push(ctx->scratch, cues) = (ss_cue){.first = i, .last = i + 2, .head = i};
            continue;
        }
        if ((appeal && verbal) || pleads) {
            *ss_push(ctx->scratch, cues) = (ss_cue){.first = i, .last = i + 1, .head = i};
            continue;
        }
        bool asks = ss_asks_for(rules, doc, i) && (ss_finite_verb(t) || perfect_form) &&
                    ss_child(doc, tree, i, SS_REL_nsubj) >= 0 && ss_child(doc, tree, i, SS_REL_nsubj) < (int32_t)i;
        bool topic =
            value[0] == 's' && (ss_finite_verb(t) || t->tag == SS_TAG_VBN) && ss_complains(rules, doc, tree, i);
        bool perfect = perfect_form;
        /* "X, the company disclosed in its report": a past tense taken for a participle */
        bool disguised = t->tag == SS_TAG_VBN && value[0] == 's' && i > 0 && ss_nominal(&doc->tokens.at[i - 1]) &&
                         doc->tokens.at[i - 1].tag != SS_TAG_IN && ss_parenthetical_line(doc, i);
        bool heard = t->tag == SS_TAG_VBG && value[0] == 's' && i > 1 &&
                     ss_is(&doc->tokens.at[i - 1], "heard"); /* "he can be heard saying" */
        bool plain = disguised || heard ||
                     (ss_finite_verb(t) && (ss_plain_frame(ctx, tree, addressed, i) || ss_parenthetical_line(doc, i)));
        /* "A judge ruled on Wednesday that": a past tense that was taken for a participle */
        bool taken = t->tag == SS_TAG_VBN && i > 0 && ss_nominal(&doc->tokens.at[i - 1]) && ss_that_line(doc, i) &&
                     doc->tokens.at[i - 1].tag != SS_TAG_RB;
        perfect |= taken;
        plain |= known || ((value[0] == 's' || value[0] == 'b') && ss_inserted_line(doc, i) > 0);
        /* “Which half?” | inquired | the clerk: an inverted verb right behind the marks */
        const ss_token *behind =
            i + 1 < doc->tokens.n && doc->tokens.at[i + 1].sent == t->sent ? &doc->tokens.at[i + 1] : NULL;
        plain |= value[0] == 's' && t->tag == SS_TAG_VBD && i > doc->sentences.at[t->sent].first + 1 &&
                 (doc->tokens.at[i - 1].flags & SS_QUOTE_CLOSE) && (doc->tokens.at[i - 2].flags & SS_PUNCT) && behind &&
                 (behind->tag == SS_TAG_NNP || behind->tag == SS_TAG_DT || behind->tag == SS_TAG_PRPS);
        /* "and stated, ‘I was there’": a verb of saying, a comma, and the words */
        plain |= value[0] == 's' && t->tag == SS_TAG_VBD && behind && ss_is(behind, ",") &&
                 i + 2 < doc->sentences.at[t->sent].last && (doc->tokens.at[i + 2].flags & SS_QUOTE_OPEN);
        /* "nurses threatened to quit" */
        plain |= strstr(value, "d to") && behind && behind->tag == SS_TAG_TO &&
                 i + 2 < doc->sentences.at[t->sent].last && doc->tokens.at[i + 2].tag == SS_TAG_VB &&
                 i > doc->sentences.at[t->sent].first && (t->tag == SS_TAG_VBD || t->tag == SS_TAG_VBN) &&
                 doc->tokens.at[i - 1].tag == SS_TAG_NNS;
        if (!told && !plain && !habit && !topic && !finds && !participle && !asks && !mistagged && !withheld &&
            !((ss_finite_verb(t) || perfect) && ss_that_line(doc, i)))
            continue;
        uint32_t first = i;
        while (first > 0 && doc->tokens.at[first - 1].head == (int32_t)i && doc->tokens.at[first - 1].sent == t->sent &&
               (doc->tokens.at[first - 1].rel == SS_REL_aux || doc->tokens.at[first - 1].rel == SS_REL_advmod) &&
               !(k > 0 && first - 1 < cues->at[k - 1].last))
            first--;
        *ss_push(ctx->scratch, cues) = (ss_cue){.first = first, .last = i + 1, .head = i};
    }
    if (cues->n > n) qsort(cues->at, cues->n, sizeof *cues->at, by_first);
}
