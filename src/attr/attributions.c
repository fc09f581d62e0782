/* attributions.c - who said what: from cues and roles to the public arrays.
 *
 *   cues.c           which words signal an attribution        (learned)
 *   roles.c          their sources and contents               (learned)
 *   nets.c           both of these by networks, where asked   (learned)
 *   frames*.c        cues and contents that grammar makes plain (rules)
 *   sift.c           what grammar refuses of all that         (rules)
 *   mend*.c          what models leave half done              (rules)
 *   quotations.c     contents and quotation marks agree       (rules)
 *   posts.c          posts and turns: sources by layout       (rules)
 *   marks.c          colon and dash forms                     (rules)
 *   questions.c      interviews without labels             (rules)
 *   headlines.c      colons, dashes, tails of headlines    (rules)
 *   backward.c       "That is the view of X."             (rules)
 *   silence.c        asked, and said nothing                  (rules)
 *   chains.c         which stands inside which                (rules)
 *   kinds.c          what kind of source each is              (rules)
 *   circumstances.c  to whom, in what, when, negated          (rules)
 *
 * This file runs them in order, supplies a source from the tree where the labeller
 * gave none, decides the form (direct, indirect, mixed), and writes attributions,
 * what is unattributed, and what was refused. Cost: linear in the tokens but for
 * sorting. Every attribution has a content; sources may be missing ("it is said").
 */
#include <stdlib.h>

#include "attr/confidence.h"
#include "attr/draft.h"
#include "attr/ent_kind.h"
#include "attr/frames.h"
#include "attr/nets.h"

/* ------------------------------------------------------------------ proposals */

static void add_labelled(ss_drafting *d, ss_draft *draft, const ss_role_scope *scope, const uint8_t *labels)
{
    uint32_t n = scope->last - scope->first;
    for (uint32_t i = 0; i < n;) {
        uint32_t k = i + 1;
        while (k < n && labels[k] == labels[i]) k++;
        ss_range_list *list = labels[i] == SS_ROLE_SOURCE    ? &draft->source
                              : labels[i] == SS_ROLE_CONTENT ? &draft->content
                                                             : NULL;
        if (list) ss_ranges_add(d->ctx->scratch, list, scope->first + i, scope->first + k);
        i = k;
    }
    ss_ranges_tidy(d, &draft->source);
    ss_ranges_tidy(d, &draft->content);
}

static bool modifier(const ss_token *t)
{
    switch (t->tag) {
    case SS_TAG_DT:
    case SS_TAG_PDT:
    case SS_TAG_JJ:
    case SS_TAG_JJS:
    case SS_TAG_CD:
    case SS_TAG_PRPS:
    case SS_TAG_NN:
    case SS_TAG_NNS:
    case SS_TAG_NNP:
    case SS_TAG_NNPS:
    case SS_TAG_POS:
    case SS_TAG_HYPH:
    case SS_TAG_AFX: return !(t->flags & SS_SKIP);
    default: return false;
    }
}

/* A source does not begin in the middle of its noun phrase. */
static void widen_source(ss_drafting *d, ss_range *r, uint32_t head)
{
    const sayso_doc *doc = d->doc;
    uint32_t left = d->tree->left[head];
    if (doc->tokens.at[r->first].tag == SS_TAG_DT || doc->tokens.at[r->first].tag == SS_TAG_PRP) return;
    while (r->first > left && modifier(&doc->tokens.at[r->first - 1]) &&
           doc->tokens.at[r->first - 1].sent == doc->tokens.at[head].sent)
        r->first--;
}

/* A source inside a name or noun phrase that is known as one is all of it: what
 * the parse tore apart, the list of roles and nouns holds together. */
static void widen_to_mention(ss_drafting *d, ss_range *r, const ss_cue *cue)
{
    const sayso_doc *doc = d->doc;
    uint32_t lo = 0, hi = doc->mentions.n;
    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        if (doc->mentions.at[mid].first <= r->first)
            lo = mid + 1;
        else
            hi = mid;
    }
    for (uint32_t looked = 0; lo-- > 0 && looked < 6; looked++) {
        const ss_mention *m = &doc->mentions.at[lo];
        bool clear = m->last <= cue->first || m->first >= cue->last;
        if (m->type != SS_MENTION_PRONOUN && m->first <= r->first && m->last >= r->last && clear) {
            r->first = m->first;
            r->last = m->last;
        }
    }
}

/* ... nor end before a phrase that belongs to its noun: "a spokesman | for the county". */
static void widen_right(ss_drafting *d, ss_range *r, uint32_t head)
{
    const sayso_doc *doc = d->doc;
    for (uint32_t k = d->tree->kid[head]; k != UINT32_MAX; k = d->tree->sib[k]) {
        if (doc->tokens.at[k].rel != SS_REL_nmod || d->tree->left[k] != r->last) continue;
        int32_t by = ss_child(doc, d->tree, k, SS_REL_case);
        if (by < 0 || (uint32_t)by != r->last) continue;
        const ss_token *p = &doc->tokens.at[by];
        if (!ss_is(p, "of") && !ss_is(p, "for") && !ss_is(p, "from") && !ss_is(p, "at") && !ss_is(p, "with")) continue;
        uint32_t last = r->last;
        while (last < d->tree->right[k] && !(doc->tokens.at[last].flags & SS_PUNCT)) last++;
        r->last = last;
    }
}

/* The network's sources are PolNeAR's; a full reading's end before a clause of place or time
 * ("Hodge of Texas, where the airline ..."), one that says why no name is given, or what was
 * done ("accused by the council | of hiding it"), and begin at the subject ("in a paper, |
 * researchers report"). */
static void trim_source(ss_drafting *d, ss_draft *draft, ss_range *r)
{
    const ss_token *tok = d->doc->tokens.at;
    const ss_lexicon *unnamed = ss_lexicon_get(d->ctx->model, "unnamed");
    ss_range was = *r;
    for (uint32_t k = r->first + 1; k + 1 < r->last; k++) {
        bool of_doing = ss_is(&tok[k], "of") && tok[k + 1].tag == SS_TAG_VBG;
        if (!ss_is(&tok[k], ",") && !of_doing) continue;
        bool cut = of_doing || tok[k + 1].tag == SS_TAG_WRB;
        if (of_doing) ss_ranges_add(d->ctx->scratch, &draft->content, k, r->last);
        for (uint32_t i = k + 2; tok[k + 1].tag == SS_TAG_WP && i < r->last && !cut; i++)
            cut = ss_lexicon_match(unnamed, d->doc, i, r->last, NULL) > 0;
        if (cut) r->last = k;
    }
    for (uint32_t k = r->first; k < r->last; k++) {
        uint32_t left = d->tree->left[k];
        if (tok[k].rel != SS_REL_nsubj || tok[k].head != (int32_t)draft->cue.head) continue;
        if (left > r->first && left < r->last && ss_is(&tok[left - 1], ",")) r->first = left;
    }
    ss_ranges_cut(d->ctx->scratch, &draft->source, was.first, r->first);
    ss_ranges_cut(d->ctx->scratch, &draft->source, r->last, was.last);
    /* "two officials | briefed on the talks": why they are not named belongs to them. */
    uint32_t limit = draft->cue.first >= r->last ? draft->cue.first : d->doc->tokens.n;
    if (r->last >= limit || tok[r->last].sent != tok[r->first].sent ||
        !ss_lexicon_match(unnamed, d->doc, r->last, limit, NULL))
        return;
    while (r->last < limit && !(tok[r->last].flags & (SS_PUNCT | SS_SKIP))) r->last++;
}

/* Of several source pieces the one nearest to the cue is the source. */
static void settle_source(ss_drafting *d, ss_draft *draft, const ss_cue_list *cues, uint32_t which)
{
    if (!draft->source.n) return;
    uint32_t best = 0, best_distance = UINT32_MAX;
    for (uint32_t i = 0; i < draft->source.n; i++) {
        ss_range r = draft->source.at[i];
        uint32_t distance = r.last <= draft->cue.first   ? draft->cue.first - r.last
                            : r.first >= draft->cue.last ? r.first - draft->cue.last
                                                         : 0;
        if (distance < best_distance) best = i, best_distance = distance;
    }
    ss_range r = draft->source.at[best];
    if (r.last <= draft->cue.first) /* another cue in it: what stands before that one */
        for (uint32_t k = which; k-- > 0 && cues->at[k].first > r.first;)
            if (cues->at[k].first < r.last &&
                (d->doc->tokens.at[cues->at[k].head].tag == SS_TAG_VBD ||
                 d->doc->tokens.at[cues->at[k].head].tag == SS_TAG_VBZ ||
                 (d->doc->tokens.at[cues->at[k].head].tag == SS_TAG_VBG && cues->at[k].first > 0 &&
                  ss_is(&d->doc->tokens.at[cues->at[k].first - 1], ",")))) {
                ss_ranges_cut(d->ctx->scratch, &draft->source, cues->at[k].first, r.last);
                r.last = cues->at[k].first;
            }
    while (r.last > r.first + 1 && (d->doc->tokens.at[r.last - 1].flags & SS_PUNCT) &&
           !ss_is(&d->doc->tokens.at[r.last - 1], ")"))
        r.last--;
    if (draft->by_net && !d->ctx->options->flat) trim_source(d, draft, &r);
    widen_source(d, &r, ss_range_head(d->doc, r.first, r.last));
    widen_to_mention(d, &r, &draft->cue);
    if (r.last <= draft->cue.first || r.first >= draft->cue.last)
        widen_right(d, &r, ss_range_head(d->doc, r.first, r.last));
    if (r.first < draft->cue.first && r.last > draft->cue.first) r.last = draft->cue.first;
    ss_ranges_add(d->ctx->scratch, &draft->source, r.first, r.last);
    ss_ranges_cut(d->ctx->scratch, &draft->content, r.first, r.last);
    ss_ranges_tidy(d, &draft->source);
    if (!draft->source.n) return;
    draft->source_head = ss_source_head(d->doc, r.first, r.last, ss_range_head(d->doc, r.first, r.last));
    draft->kind = ss_source_kind(d->ctx, d->tree, r.first, r.last, draft->source_head);
}

static bool passive(const ss_drafting *d, uint32_t verb)
{
    for (uint32_t k = d->tree->kid[verb]; k != UINT32_MAX; k = d->tree->sib[k])
        if (d->doc->tokens.at[k].rel == SS_REL_aux_pass || d->doc->tokens.at[k].rel == SS_REL_nsubj_pass) return true;
    return false;
}

/* The subject that a verb has by its own or shares with the verb above it. */
static int32_t subject_of(const ss_drafting *d, uint32_t verb)
{
    const ss_token *tok = d->doc->tokens.at;
    for (int steps = 0; steps < 4; steps++) {
        if (passive(d, verb)) return -1;
        int32_t subject = ss_child(d->doc, d->tree, verb, SS_REL_nsubj);
        if (subject >= 0) return subject;
        uint8_t rel = tok[verb].rel;
        if (tok[verb].head < 0) return -1;
        if (rel == SS_REL_acl && tok[verb].tag == SS_TAG_VBG) return tok[verb].head;
        if (rel != SS_REL_conj && rel != SS_REL_xcomp && rel != SS_REL_advcl) return -1;
        verb = (uint32_t)tok[verb].head;
    }
    return -1;
}

/* Where tree and verb do not meet: the subject to the left that is nearest, outside
 * relative clauses; else a noun at the root that opens the sentence. */
static int32_t subject_nearby(const ss_drafting *d, const ss_draft *draft)
{
    const ss_token *tok = d->doc->tokens.at;
    uint32_t verb = draft->cue.head, first = d->doc->sentences.at[tok[verb].sent].first;
    bool active = tok[verb].tag == SS_TAG_VBD || tok[verb].tag == SS_TAG_VBZ || tok[verb].tag == SS_TAG_VBP ||
                  (tok[verb].tag == SS_TAG_VBN && tok[verb].rel == SS_REL_conj);
    if (!active) return -1;
    for (uint32_t i = verb; i-- > first && verb - i <= 3;) /* the tree may err: look at the line */
        if (!strcmp(tok[i].lemma, "be") || !strcmp(tok[i].lemma, "get")) return -1;
    for (uint32_t i = draft->cue.first; i-- > first && draft->cue.first - i < 30;) {
        if (tok[i].rel == SS_REL_nsubj && tok[i].head > (int32_t)i && tok[i].tag != SS_TAG_WP &&
            tok[i].tag != SS_TAG_WDT && !ss_ranges_hold(&draft->content, i) &&
            (tok[i].flags & SS_IN_QUOTE) == (tok[verb].flags & SS_IN_QUOTE)) {
            int32_t head = tok[i].head;
            if (tok[head].rel != SS_REL_acl_relcl && tok[head].rel != SS_REL_ccomp && tok[head].rel != SS_REL_advcl)
                return (int32_t)i;
        }
        if (tok[i].rel == SS_REL_root &&
            (tok[i].tag == SS_TAG_NN || tok[i].tag == SS_TAG_NNS || tok[i].tag == SS_TAG_NNP) &&
            d->tree->left[i] == first)
            return (int32_t)i;
    }
    return -1;
}

static void source_from_tree(ss_drafting *d, ss_draft *draft)
{
    int32_t subject = subject_of(d, draft->cue.head);
    if (subject < 0) subject = subject_nearby(d, draft);
    if (subject < 0) return;
    const ss_token *s = &d->doc->tokens.at[subject];
    if (ss_is(s, "it") || ss_is(s, "there") || ss_ranges_hold(&draft->content, (uint32_t)subject)) return;
    uint32_t first = d->tree->left[subject], last = d->tree->right[subject];
    if (draft->cue.first >= first && draft->cue.first < last) last = draft->cue.first;
    for (uint32_t k = d->tree->kid[subject]; k != UINT32_MAX; k = d->tree->sib[k])
        if (d->doc->tokens.at[k].rel == SS_REL_acl_relcl && k > (uint32_t)subject && d->tree->left[k] < last &&
            d->tree->left[k] > (uint32_t)subject)
            last = d->tree->left[k];
    ss_range_list list = {0};
    ss_ranges_add(d->ctx->scratch, &list, first, last);
    ss_ranges_tidy(d, &list);
    if (list.n != 1) return;
    ss_draft_source(d, draft, list.at[0].first, list.at[0].last);
    ss_explain(d, draft, "subject", 0, list.at[0], "the subject of the cue's verb in the tree");
}

static void refuse(ss_drafting *d, const ss_cue *cue, const char *why)
{
    if (!d->ctx->options->explain) return;
    *ss_push(&d->doc->arena, &d->doc->refusals) =
        (sayso_refusal){.span = {d->doc->tokens.at[cue->first].begin, d->doc->tokens.at[cue->last - 1].end},
                        .what = "cue",
                        .reason = why,
                        .score = cue->score};
}

/* Rules take clauses whole, and a sentence without an end can have a cue every few
 * words: what lies out of all reach of one goes, or cost and output grow by the square. */
static void keep_near(ss_drafting *d, ss_draft *draft)
{
    enum { REACH = 2 * SS_ROLE_WINDOW };
    const ss_range_list *content = &draft->content;
    uint32_t lo = draft->cue.first > REACH ? draft->cue.first - REACH : 0, hi = draft->cue.last + REACH;
    if (!content->n || (content->at[0].first >= lo && content->at[content->n - 1].last <= hi)) return;
    ss_ranges_cut(d->ctx->scratch, &draft->content, 0, lo);
    ss_ranges_cut(d->ctx->scratch, &draft->content, hi, UINT32_MAX);
}

/* "... misled trustees, | in a letter": in what it was said is no part of it. */
static void free_letter(ss_drafting *d, ss_draft *draft)
{
    enum { REACH = 10, NEAR = 4 };
    const ss_token *tok = d->doc->tokens.at;
    if (!draft->content.n) return;
    ss_range r = draft->content.at[draft->content.n - 1];
    if (r.first < draft->cue.last) return;
    for (uint32_t k = r.last; k-- > r.first + 1 && r.last - k <= REACH;) {
        if (!ss_is(&tok[k], ",") || k + 2 >= r.last || !ss_is(&tok[k + 1], "in") || (tok[k].flags & SS_IN_QUOTE))
            continue;
        for (uint32_t i = k + 2; i < r.last && i < k + 2 + NEAR; i++)
            if (ss_lexicon_word(d->documents, &tok[i]) || ss_lexicon_word(d->media, &tok[i])) {
                ss_ranges_cut(d->ctx->scratch, &draft->content, k, r.last);
                return;
            }
    }
}

/* "citing two officials, | that X": who is cited, not what is reported (chains.c goes on from there). */
static void end_before_that(ss_drafting *d, ss_draft *draft)
{
    const ss_token *tok = d->doc->tokens.at, *t = &tok[draft->cue.head];
    if (t->tag != SS_TAG_VBG || !ss_lexicon_lemma(ss_lexicon_get(d->ctx->model, "seen_by"), t) || !draft->content.n)
        return;
    ss_range r = draft->content.at[0];
    if (r.first != draft->cue.last) return;
    for (uint32_t k = r.first + 1; k + 1 < r.last; k++)
        if (ss_is(&tok[k], ",") && ss_is(&tok[k + 1], "that")) {
            ss_ranges_cut(d->ctx->scratch, &draft->content, k, UINT32_MAX);
            return;
        }
}

/* "said that the valve was safe, | and Lindgren signed the report": a clause that the tree
 * joins to the cue, with a subject of its own and without a "that" again, stands beside what was said. */
static void end_before_joined(ss_drafting *d, ss_draft *draft)
{
    const ss_token *tok = d->doc->tokens.at;
    if (!draft->content.n) return;
    ss_range r = draft->content.at[draft->content.n - 1];
    if (r.first < draft->cue.last || !ss_is(&tok[r.first], "that")) return;
    for (uint32_t v = d->tree->kid[draft->cue.head]; v != UINT32_MAX; v = d->tree->sib[v]) {
        if (tok[v].rel != SS_REL_conj || v < r.first || v >= r.last || (tok[v].flags & SS_IN_QUOTE)) continue;
        uint32_t left = d->tree->left[v];
        if (left > r.first && ss_is(&tok[left], ",")) left++;
        bool joined = left > r.first + 1 && tok[left].tag == SS_TAG_CC && ss_is(&tok[left - 1], ",");
        if (joined &&
            (ss_child(d->doc, d->tree, v, SS_REL_nsubj) >= 0 || ss_child(d->doc, d->tree, v, SS_REL_nsubj_pass) >= 0)) {
            ss_ranges_cut(d->ctx->scratch, &draft->content, left - 1, UINT32_MAX);
            return;
        }
    }
}

/* The network's reading, in PolNeAR's words, to one in ours. */
static void narrow(ss_drafting *d, ss_draft *draft)
{
    uint32_t rest, last = draft->cue.last;
    if (!ss_nets_narrow(d->ctx, d->tree, &draft->cue, &rest)) {
        draft->content = (ss_range_list){0};
        return;
    }
    if (rest < last && ss_ranges_hold(&draft->content, last))
        ss_ranges_add(d->ctx->scratch, &draft->content, rest, last);
    const ss_token *t = &d->doc->tokens.at[draft->cue.last]; /* "has not spoken | publicly" */
    if (ss_ranges_hold(&draft->content, draft->cue.last) && t->tag == SS_TAG_RB &&
        t->head == (int32_t)draft->cue.head && t->lower_len > 3 && !strcmp(t->lower + t->lower_len - 2, "ly"))
        draft->cue.last++;
    ss_ranges_cut(d->ctx->scratch, &draft->content, draft->cue.first, draft->cue.last);
    ss_ranges_cut(d->ctx->scratch, &draft->source, draft->cue.first, draft->cue.last);
    free_letter(d, draft);
    end_before_that(d, draft);
    end_before_joined(d, draft);
}

static void propose(ss_drafting *d)
{
    ss_cue_list cues = {0};
    ss_nets nets;
    bool accurate = ss_nets_open(&nets, d->ctx);
    if (accurate)
        ss_nets_cues(&nets, d->ctx, d->tree, &cues);
    else
        ss_cues_find(d->ctx, d->tree, &cues);
    if (!d->ctx->options->flat) ss_frames_complete(d->ctx, d->tree, &cues);
    ss_role_model roles;
    if (!cues.n || !ss_role_model_open(&roles, d->ctx->model)) return;
    ss_role_scope *scope = ss_alloc(d->ctx->scratch, sizeof *scope);
    const ss_role_reading *readings = accurate ? ss_nets_roles(&nets, d->ctx, d->tree, &cues) : NULL;
    uint8_t linear[SS_ROLE_WINDOW];
    for (uint32_t k = 0; k < cues.n; k++) {
        ss_role_scope_init(scope, d->ctx, d->tree, &cues, k);
        bool by_net = readings && readings[k].labels;
        float sure = by_net ? readings[k].sure : ss_role_label(&roles, scope, linear);
        const uint8_t *labels = by_net ? readings[k].labels : linear;
        ss_draft *draft = ss_draft_new(d);
        draft->has_cue = true;
        draft->by_net = by_net;
        draft->cue = cues.at[k];
        draft->margin = cues.at[k].rank;
        add_labelled(d, draft, scope, labels);
        if (by_net && !d->ctx->options->flat)
            narrow(d, draft);
        else if (!d->ctx->options->flat)
            free_letter(d, draft);
        uint32_t words = ss_ranges_count(&draft->source) + ss_ranges_count(&draft->content);
        draft->sure = by_net ? sure : words ? sure / (float)words : 0;
        settle_source(d, draft, &cues, k);
        if (cues.at[k].score != 0)
            ss_explain(d, draft, "cue", draft->margin, (ss_range){draft->cue.first, draft->cue.last},
                       "the cue tagger scored these words above \"no cue\"");
        else
            ss_explain(d, draft, "cue-frame", 0, (ss_range){draft->cue.first, draft->cue.last},
                       "a verb of speech with its subject, in the grammar of a report");
        if (draft->content.n)
            ss_explain(d, draft, "roles", draft->sure,
                       (ss_range){draft->content.at[0].first, draft->content.at[draft->content.n - 1].last},
                       "the role labeller gave source and content, from tree paths and marks");
        if (!draft->content.n && !d->ctx->options->flat) ss_frames_supply(d, draft);
        if (!draft->content.n && !d->ctx->options->flat) ss_frames_supply_that(d, draft);
        if (!draft->content.n) {
            draft->dropped = true;
            refuse(d, &draft->cue, "no content was found for it");
        } else if (!d->ctx->options->flat) {
            ss_frames_amend(d, draft);
            keep_near(d, draft);
        }
    }
}

/* ----------------------------------------------------------------------- form */

/* A lone "that", "to" or "how" before the mark does not make a quotation mixed. */
static bool lead_in(const ss_token *t)
{
    return ss_is(t, "that") || ss_is(t, "to") || ss_is(t, "how");
}

static sayso_form form_of(const ss_drafting *d, const ss_draft *draft)
{
    if (draft->region >= 0) return SAYSO_FORM_POST;
    if (draft->by_rule && draft->form == SAYSO_FORM_DIRECT) return SAYSO_FORM_DIRECT;
    const ss_token *tok = d->doc->tokens.at;
    uint32_t level = draft->has_cue ? tok[draft->cue.head].depth : 0, in = 0, out = 0;
    for (uint32_t i = 0; i < draft->content.n; i++) {
        ss_range r = draft->content.at[i];
        for (uint32_t k = r.first; k < r.last; k++) {
            if (tok[k].flags & SS_PUNCT) continue;
            if (tok[k].depth > level)
                in++;
            else if (!(k == r.first && k + 1 < r.last && lead_in(&tok[k]) && (tok[k + 1].flags & SS_QUOTE_OPEN)))
                out++;
        }
    }
    return !in ? SAYSO_FORM_INDIRECT : !out ? SAYSO_FORM_DIRECT : SAYSO_FORM_MIXED;
}

/* ----------------------------------------------------------------- confidence */

static double confidence_of(const ss_lexicon *table, const ss_draft *draft)
{
    if (draft->region >= 0) return ss_confidence_entry(table, "post");
    if (draft->weak) return ss_confidence_entry(table, "weak");
    if (!draft->has_cue || draft->margin == 0)
        return ss_confidence_entry(table, draft->form == SAYSO_FORM_DIRECT ? "turn" : "rule");
    double x[SS_CONFIDENCE_FEATURES];
    ss_confidence_features(draft->margin, draft->sure, draft->form, draft->source.n > 0, draft->inside >= 0,
                           draft->by_net, x);
    return ss_confidence(table, x, draft->by_net);
}

/* --------------------------------------------------------------------- output */

static sayso_spans spans_of(ss_drafting *d, const ss_range_list *list)
{
    sayso_span *at = ss_alloc(&d->doc->arena, (list->n + 1) * sizeof *at);
    for (uint32_t i = 0; i < list->n; i++)
        at[i] = (sayso_span){d->doc->tokens.at[list->at[i].first].begin, d->doc->tokens.at[list->at[i].last - 1].end};
    return (sayso_spans){at, list->n};
}

static sayso_spans span_of(ss_drafting *d, ss_range r)
{
    if (r.first >= r.last) return (sayso_spans){0};
    return ss_span_one(&d->doc->arena, d->doc->tokens.at[r.first].begin, d->doc->tokens.at[r.last - 1].end);
}

typedef struct {
    uint32_t at, draft;
} place;

static int by_place(const void *x, const void *y)
{
    const place *a = x, *b = y;
    if (a->at != b->at) return a->at < b->at ? -1 : 1;
    return a->draft < b->draft ? -1 : a->draft > b->draft;
}

static void write_out(ss_drafting *d)
{
    sayso_doc *doc = d->doc;
    uint32_t n = 0;
    place *order = ss_alloc(d->ctx->scratch, (d->drafts.n + 1) * sizeof *order);
    int32_t *rank = ss_alloc(d->ctx->scratch, (d->drafts.n + 1) * sizeof *rank);
    for (uint32_t k = 0; k < d->drafts.n; k++) {
        const ss_draft *draft = &d->drafts.at[k];
        rank[k] = SAYSO_NONE;
        if (draft->dropped) continue;
        order[n++] = (place){draft->has_cue ? draft->cue.first : draft->content.at[0].first, k};
    }
    if (n) qsort(order, n, sizeof *order, by_place);
    for (uint32_t i = 0; i < n; i++) rank[order[i].draft] = (int32_t)i;
    const ss_lexicon *table = ss_lexicon_get(d->ctx->model, "confidence");
    for (uint32_t i = 0; i < n; i++) {
        ss_draft *draft = &d->drafts.at[order[i].draft];
        draft->form = form_of(d, draft);
        sayso_attribution *a = ss_push(&doc->arena, &doc->attributions);
        *a = (sayso_attribution){.source = spans_of(d, &draft->source),
                                 .source_kind = draft->source.n ? draft->kind : SAYSO_SOURCE_UNKNOWN,
                                 .source_entity = SAYSO_NONE,
                                 .content = spans_of(d, &draft->content),
                                 .form = draft->form,
                                 .addressee = span_of(d, draft->addressee),
                                 .addressee_entity = SAYSO_NONE,
                                 .medium = span_of(d, draft->medium),
                                 .medium_entity = SAYSO_NONE,
                                 .inside = SAYSO_NONE,
                                 .negated = draft->negated};
        if (draft->region >= 0) {
            const sayso_region *region = &doc->regions.at[draft->region];
            a->handle = region->handle;
            if (!draft->source.n) a->source_kind = draft->kind;
        }
        if (draft->has_cue) {
            a->cue = ss_span_one(&doc->arena, doc->tokens.at[draft->cue.first].begin,
                                 doc->tokens.at[draft->cue.last - 1].end);
            a->lemma = draft->lemma;
        }
        if (draft->source.n && draft->source_head != UINT32_MAX) {
            ss_range whole = {draft->source.at[0].first, draft->source.at[draft->source.n - 1].last};
            if (draft->kind != SAYSO_SOURCE_PERSON && draft->kind != SAYSO_SOURCE_AUTHOR &&
                draft->kind != SAYSO_SOURCE_DOCUMENT)
                a->source_count = ss_source_count(d->ctx, d->tree, whole.first, whole.last, draft->source_head);
            int32_t mention = ss_mention_at(doc, draft->source_head);
            if (mention >= 0) a->source_entity = doc->mentions.at[mention].entity;
        }
        if (draft->time >= 0) {
            a->time = doc->times.at[draft->time].spans;
            a->time_value = doc->times.at[draft->time].value;
        }
        int32_t inside = draft->inside;
        while (inside >= 0 && rank[inside] < 0) inside = d->drafts.at[inside].inside;
        a->inside = inside >= 0 ? rank[inside] : SAYSO_NONE;
        a->confidence = confidence_of(table, draft);
        a->reasons = draft->reasons.at;
        a->n_reasons = draft->reasons.n;
    }
}

/* What no content holds: quotations, and sentences in the author's own voice. */
static void write_unattributed(ss_drafting *d)
{
    sayso_doc *doc = d->doc;
    uint8_t *held = ss_zalloc(d->ctx->scratch, doc->tokens.n + 1);
    for (uint32_t k = 0; k < d->drafts.n; k++) {
        const ss_draft *draft = &d->drafts.at[k];
        if (draft->dropped) continue;
        for (uint32_t i = 0; i < draft->content.n; i++)
            memset(held + draft->content.at[i].first, 1, draft->content.at[i].last - draft->content.at[i].first);
        for (uint32_t i = draft->cue.first; draft->has_cue && i < draft->cue.last; i++) held[i] = 1;
    }
    uint32_t q = 0;
    for (uint32_t s = 0; s < doc->sentences.n; s++) {
        const ss_sentence *sentence = &doc->sentences.at[s];
        const ss_token *first = &doc->tokens.at[sentence->first], *last = &doc->tokens.at[sentence->last - 1];
        for (; q < doc->quotes.n && doc->quotes.at[q].outer.begin < last->end; q++) {
            const ss_quote *quote = &doc->quotes.at[q];
            uint32_t at = ss_token_at(doc, quote->inner.begin);
            if (quote->depth != 1 || at >= doc->tokens.n || held[at] || (doc->tokens.at[at].flags & SS_SKIP)) continue;
            *ss_push(&doc->arena, &doc->unattributed) =
                (sayso_unattributed){quote->outer, true,
                                     quote->scare ? "a few words in marks: a term, title or name rather than speech"
                                                  : "no cue and no speaker were found for this quotation",
                                     quote->scare};
        }
        if (first->flags & SS_SKIP) continue;
        uint32_t words = 0, free_ = 0;
        for (uint32_t i = sentence->first; i < sentence->last; i++)
            if (!(doc->tokens.at[i].flags & SS_PUNCT)) words++, free_ += !held[i];
        if (words >= 3 && free_ == words)
            *ss_push(&doc->arena, &doc->unattributed) = (sayso_unattributed){
                {first->begin, last->end}, false, "no source is named: the author's own voice", false};
    }
}

void ss_attributions_find(ss_ctx *ctx, const ss_tree *tree)
{
    const sayso_model *model = ctx->model;
    ss_drafting d = {.ctx = ctx,
                     .doc = ctx->doc,
                     .tree = tree,
                     .claimed = ss_zalloc(ctx->scratch, ctx->doc->quotes.n + 1),
                     .people = ss_lexicon_get(model, "person_nouns"),
                     .groups = ss_lexicon_get(model, "group_nouns"),
                     .documents = ss_lexicon_get(model, "document_nouns"),
                     .media = ss_lexicon_get(model, "media_nouns"),
                     .addressed = ss_lexicon_get(model, "addressed_verbs"),
                     .negative = ss_lexicon_get(model, "negative_cues"),
                     .issuing = ss_lexicon_get(model, "issuing_verbs"),
                     .rules = ss_lexicon_get(model, "rule_words")};
    propose(&d);
    ss_quotations_settle(&d);
    for (uint32_t k = 0; k < d.drafts.n; k++) {
        ss_draft *draft = &d.drafts.at[k];
        if (draft->dropped) continue;
        ss_ranges_tidy(&d, &draft->content);
        if (!draft->content.n)
            draft->dropped = true;
        else if (!draft->source.n && !ctx->options->flat && !draft->asked)
            source_from_tree(&d, draft);
    }
    if (!ctx->options->flat) {
        ss_sift(&d);
        ss_mend(&d);
    }
    ss_marks_add(&d);
    if (!ctx->options->flat) {
        ss_headlines_add(&d);
        ss_backward_add(&d);
    }
    ss_silences_add(&d);
    ss_posts_add(&d);
    ss_turns_add(&d);
    if (!ctx->options->flat) ss_questions_add(&d);
    ss_chains_link(&d);
    if (ctx->options->flat) ss_chains_flatten(&d);
    ss_kinds_settle(&d);
    ss_circumstances_find(&d);
    write_out(&d);
    write_unattributed(&d);
}
