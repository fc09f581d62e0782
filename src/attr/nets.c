/* nets.c - see nets.h.
 *
 * The cue network reads windows of up to 256 tokens, whole paragraphs where they have room,
 * and labels every token out, begin or inside; the role network reads the window of one cue (roles.c) with
 * features that stand in relation to that cue. Sequences are decoded by Viterbi's
 * algorithm. Trained by tools/train-nets.c; what it brings over the linear models is in
 * docs/networks.md.
 *
 * Each task may have two networks, trained from different beginnings: the mean of their
 * scores is better than either.
 *
 * Cost: some 3 µs a token and network for cues, and about as much for each token of a
 * cue's window.
 * Scores are log-odds (of linear models, they are margins of updates).
 */
#include "attr/nets.h"

#include <stdio.h>

/* Where cues stand every few words, their windows overlap many times over: so many tokens
 * of windows a token of the text are read by the network, the rest by the linear model. */
enum { WINDOWS = 24 };
/* Windows are read side by side, with so many tokens in all. */
enum { MOST = 2 * ((int)SS_ROLE_WINDOW > (int)SS_CUE_NET_WINDOW ? (int)SS_ROLE_WINDOW : (int)SS_CUE_NET_WINDOW) };

/* "w:net-cue", and "w:net-cue-2" where there is one. */
static bool open_team(ss_net_team *team, ss_ctx *ctx, const char *name, uint32_t features, uint32_t classes,
                      uint32_t most)
{
    team->n = 0;
    for (int k = 0; k < SS_NETS_MEMBERS; k++) {
        char section[32];
        size_t len;
        snprintf(section, sizeof section, k ? "%s-%d" : "%s", name, k + 1);
        const void *at = ss_model_section(ctx->model, section, &len);
        ss_net *net = &team->member[team->n];
        if (!ss_net_open(net, at, len, k ? &team->member[0] : NULL) || net->features != features ||
            net->classes != classes || !net->steps)
            break;
        ss_net_space_init(&team->space[team->n], ctx->scratch, net, most);
        if (net->hashes == team->member[0].hashes) team->space[team->n].rows = team->space[0].rows;
        team->n++;
    }
    for (uint32_t i = 0; team->n && i < SS_NET_OUT * SS_NET_OUT; i++) {
        int64_t sum = 0;
        for (uint32_t k = 0; k < team->n; k++) sum += team->member[k].steps[i];
        team->steps[i] = (int32_t)(sum / team->n);
    }
    return team->n > 0;
}

bool ss_nets_open(ss_nets *nets, ss_ctx *ctx)
{
    enum {
        FEATURES =
            (int)SS_ROLE_NET_FEATURES > (int)SS_CUE_NET_FEATURES ? (int)SS_ROLE_NET_FEATURES : (int)SS_CUE_NET_FEATURES
    };
    if (!ss_net_wanted(ctx)) return false;
    if (!open_team(&nets->cue, ctx, "w:net-cue", SS_CUE_NET_FEATURES, SS_CUE_NET_CLASSES, MOST) ||
        !open_team(&nets->role, ctx, "w:net-role", SS_ROLE_NET_FEATURES, SS_ROLE_LABELS, MOST))
        return false;
    nets->features = ss_alloc(ctx->scratch, MOST * FEATURES * sizeof *nets->features);
    nets->scores = ss_alloc(ctx->scratch, MOST * SS_NET_OUT * sizeof *nets->scores);
    nets->more = ss_alloc(ctx->scratch, MOST * SS_NET_OUT * sizeof *nets->more);
    nets->labels = ss_alloc(ctx->scratch, MOST);
    nets->room = ss_alloc(ctx->scratch, 4 * MOST);
    nets->only = ss_alloc(ctx->scratch, MOST * sizeof *nets->only);
    nets->budget = WINDOWS * (uint64_t)ctx->doc->tokens.n + 8 * SS_ROLE_WINDOW;
    return true;
}

/* Windows whose features are in place, to be read side by side. */
typedef struct {
    uint32_t n, tokens, first[SS_NET_SIDE], length[SS_NET_SIDE]; /* first: token of the document */
    uint32_t cue[SS_NET_SIDE];                                   /* of windows of roles */
} queue;

static bool has_room(const queue *q, uint32_t tokens)
{
    return q->n < SS_NET_SIDE && q->tokens + tokens <= MOST;
}

/* Returns where among the tokens the window begins. */
static uint32_t add(queue *q, uint32_t first, uint32_t length, uint32_t cue)
{
    uint32_t at = q->tokens;
    q->first[q->n] = first;
    q->length[q->n] = length;
    q->cue[q->n++] = cue;
    q->tokens += length;
    return at;
}

/* The mean scores of the tokens of all windows. */
static void run_team(ss_nets *nets, const ss_net_team *team, const queue *q)
{
    for (uint32_t k = 0; k < team->n; k++) {
        bool again = k && team->space[k].rows == team->space[0].rows;
        ss_net_run(&team->member[k], &team->space[k], again ? NULL : nets->features, q->length, q->n,
                   k ? nets->more : nets->scores);
        for (uint32_t i = 0; k && i < q->tokens * SS_NET_OUT; i++)
            nets->scores[i] = (int32_t)(((int64_t)nets->scores[i] * k + nets->more[i]) / (k + 1));
    }
}

static float odds(const int32_t *scores, uint32_t i, uint32_t a, uint32_t b)
{
    return (float)(scores[i * SS_NET_OUT + a] - scores[i * SS_NET_OUT + b]) / (1 << SS_NET_PLACES);
}

/* ------------------------------------------------------------------------ cues */

uint32_t ss_cue_net_end(const sayso_doc *doc, uint32_t at)
{
    uint32_t s = doc->tokens.at[at].sent, end = doc->sentences.at[s].last;
    const ss_paragraph *para = &doc->paragraphs.at[doc->sentences.at[s].para];
    while (++s < para->last && doc->sentences.at[s].last - at <= SS_CUE_NET_WINDOW) end = doc->sentences.at[s].last;
    if (end - at > SS_CUE_NET_WINDOW) return at + SS_CUE_NET_WINDOW;
    if (s < para->last) return end;
    for (; s < doc->sentences.n; s = para->last) { /* more paragraphs */
        para = &doc->paragraphs.at[doc->sentences.at[s].para];
        uint32_t last = doc->sentences.at[para->last - 1].last;
        if (last - at > SS_CUE_NET_WINDOW) break;
        end = last;
    }
    return end;
}

void ss_cue_net_window(ss_cue_scope *scope, uint32_t first, uint32_t last, uint32_t *out)
{
    const sayso_doc *doc = scope->ctx->doc;
    uint32_t sent = UINT32_MAX;
    for (uint32_t i = first; i < last; i++, out += SS_CUE_NET_FEATURES) {
        if (doc->tokens.at[i].sent != sent) {
            sent = doc->tokens.at[i].sent;
            ss_cue_scope_sentence(scope, sent);
        }
        ss_cue_net_features(scope, i, out);
    }
}

/* What is found on the way. */
typedef struct {
    ss_cue_list *cues;
    bool *in_content;
    float *nearness;
} findings;

/* The cues of a window of n tokens from the document's token `first` on. */
static void cues_of(ss_nets *nets, ss_ctx *ctx, uint32_t first, uint32_t n, const int32_t *scores, const findings *f)
{
    const sayso_doc *doc = ctx->doc;
    const float near = -3; /* how improbable a cue may be and still be named as refused */
    uint32_t from = ctx->options->flat ? SS_CUE_NET_FLAT : SS_CUE_NET_NESTED, floor = first;
    for (uint32_t i = 0; i < n; i++) nets->only[i] = doc->tokens.at[first + i].flags & SS_SKIP;
    ss_net_decode(nets->cue.steps, scores, n, from, SS_CUE_LABELS, nets->only, nets->room, nets->labels);
    ss_cue *open = NULL;
    for (uint32_t i = 0; i < n; i++) {
        f->in_content[first + i] = odds(scores, i, SS_CUE_NET_ROLES + SS_ROLE_CONTENT, SS_CUE_NET_ROLES) > 0;
        float begin = odds(scores, i, from + SS_CUE_BEGIN, from + SS_CUE_OUT);
        float inside = odds(scores, i, from + SS_CUE_INSIDE, from + SS_CUE_OUT);
        float margin = begin > inside ? begin : inside;
        f->nearness[first + i] = margin;
        uint32_t label = nets->labels[i];
        bool sentence = doc->tokens.at[first + i].flags & SS_SENT_FIRST;
        if (open && (label != SS_CUE_INSIDE || sentence)) {
            ss_cue_close(doc, open, first + i, floor);
            floor = open->last;
            open = NULL;
        }
        if (label == SS_CUE_OUT) {
            if (ctx->options->explain && begin > near && !nets->only[i] && !open && !f->in_content[first + i])
                ss_cue_refuse(ctx, first + i, begin);
            continue;
        }
        if (!open) {
            open = ss_push(ctx->scratch, f->cues);
            *open = (ss_cue){.first = first + i, .score = margin, .by_net = true};
        }
        open->rank += margin;
    }
    if (open) ss_cue_close(doc, open, first + n, floor);
}

static void find(ss_nets *nets, ss_ctx *ctx, const ss_tree *tree, const findings *f)
{
    const sayso_doc *doc = ctx->doc;
    ss_cue_scope scope;
    ss_cue_scope_init(&scope, ctx, tree);
    for (uint32_t first = 0, end; first < doc->tokens.n;) {
        queue q = {0};
        for (; first < doc->tokens.n && (end = ss_cue_net_end(doc, first), has_room(&q, end - first)); first = end)
            ss_cue_net_window(&scope, first, end,
                              nets->features + (size_t)add(&q, first, end - first, 0) * SS_CUE_NET_FEATURES);
        run_team(nets, &nets->cue, &q);
        const int32_t *scores = nets->scores;
        for (uint32_t k = 0; k < q.n; scores += q.length[k++] * SS_NET_OUT)
            cues_of(nets, ctx, q.first[k], q.length[k], scores, f);
    }
}

/* Is the word one that the lists know to report? */
static bool reports(ss_ctx *ctx, uint32_t i)
{
    const ss_token *t = &ctx->doc->tokens.at[i];
    return ss_lexicon_lemma(ss_lexicon_get(ctx->model, "cue_verbs"), t) ||
           ss_lexicon_lemma(ss_lexicon_get(ctx->model, "addressed_verbs"), t);
}

/* What the linear model sees and the network does not counts inside contents, of which the
 * annotation taught the network nothing, and where the network almost saw it. */
static bool counts(ss_ctx *ctx, const ss_cue *linear, const float *nearness, const bool *in_content)
{
    const float near = reports(ctx, linear->head) ? -6 : -2.5f; /* log-odds */
    const ss_token *t = &ctx->doc->tokens.at[linear->head];
    if (t->tag == SS_TAG_VBG && ss_lexicon_lemma(ss_lexicon_get(ctx->model, "seen_by"), t))
        return true; /* "citing two officials" */
    return in_content[linear->head] || (ctx->doc->tokens.at[linear->head].flags & (SS_IN_QUOTE | SS_IN_POST)) ||
           nearness[linear->head] > near;
}

/* A pronoun or an article alone; what stands before a colon and a quotation without being a
 * word of report, for there the colon is the cue (marks.c). */
static bool no_cue(ss_ctx *ctx, const ss_cue *cue)
{
    const sayso_doc *doc = ctx->doc;
    const ss_token *tok = doc->tokens.at;
    uint8_t tag = tok[cue->head].tag;
    if (tag == SS_TAG_PRPS || tag == SS_TAG_PRP || tag == SS_TAG_DT) return true;
    bool colon =
        cue->last + 1 < doc->tokens.n && ss_is(&tok[cue->last], ":") && (tok[cue->last + 1].flags & SS_QUOTE_OPEN);
    return colon && !reports(ctx, cue->head);
}

/* "asks her |:": a mark just behind a cue is none of its own. */
static bool behind_cue(ss_ctx *ctx, const ss_cue_list *cues, const ss_cue *linear)
{
    return cues->n && (ctx->doc->tokens.at[linear->head].flags & SS_PUNCT) &&
           cues->at[cues->n - 1].last + 2 >= linear->first;
}

static void push_cue(ss_ctx *ctx, ss_cue_list *cues, const ss_cue *cue)
{
    if (!cues->n || cues->at[cues->n - 1].last <= cue->first) *ss_push(ctx->scratch, cues) = *cue;
}

/* For full readings. Where both models see a cue, it is the network's in the linear model's
 * words, for PolNeAR's annotators take much into cues that has a place of its own here ("urged
 * the ministry to say"); or the linear model's, where there are two of them ("quoted the general
 * as saying") or the network's head reports nothing ("threw out his claim"). */
static void merge_linear(ss_ctx *ctx, const ss_tree *tree, const float *nearness, const bool *in_content,
                         ss_cue_list *cues)
{
    ss_cue_list linear = {0}, own = *cues;
    ss_cues_find(ctx, tree, &linear);
    *cues = (ss_cue_list){0};
    uint32_t k = 0;
    for (uint32_t i = 0; i < own.n; i++) {
        ss_cue cue = own.at[i];
        for (; k < linear.n && linear.at[k].last <= cue.first; k++)
            if (!behind_cue(ctx, cues, &linear.at[k]) && counts(ctx, &linear.at[k], nearness, in_content))
                push_cue(ctx, cues, &linear.at[k]);
        uint32_t shared = 0;
        while (k + shared < linear.n && linear.at[k + shared].first < cue.last) shared++;
        const ss_cue *other = &linear.at[k];
        if (shared == 1 && other->head == cue.head) {
            cue.plain_first = other->first;
            cue.plain_last = other->last;
        } else if (shared > 1 || (shared && !reports(ctx, cue.head))) {
            for (uint32_t j = 0; j < shared; j++) push_cue(ctx, cues, &linear.at[k + j]);
            k += shared;
            continue;
        }
        k += shared;
        if ((shared || !in_content[cue.head]) && !no_cue(ctx, &cue)) push_cue(ctx, cues, &cue);
    }
    for (; k < linear.n; k++)
        if (!behind_cue(ctx, cues, &linear.at[k]) && counts(ctx, &linear.at[k], nearness, in_content))
            push_cue(ctx, cues, &linear.at[k]);
}

void ss_nets_cues(ss_nets *nets, ss_ctx *ctx, const ss_tree *tree, ss_cue_list *cues)
{
    bool *in_content = ss_alloc(ctx->scratch, ctx->doc->tokens.n * sizeof *in_content + 1);
    float *nearness = ss_alloc(ctx->scratch, ctx->doc->tokens.n * sizeof *nearness + 1);
    find(nets, ctx, tree, &(findings){cues, in_content, nearness});
    if (!ctx->options->flat) merge_linear(ctx, tree, nearness, in_content, cues);
}

/* ----------------------------------------------------------------------- roles */

/* Labels of the windows of the queue, which is emptied. */
static void label_all(ss_nets *nets, ss_ctx *ctx, queue *q, ss_role_reading *readings)
{
    run_team(nets, &nets->role, q);
    const int32_t *scores = nets->scores;
    const bool *only = nets->only;
    for (uint32_t k = 0; k < q->n; k++) {
        uint32_t n = q->length[k];
        uint8_t *labels = ss_alloc(ctx->scratch, n);
        float sure = 16;
        ss_net_decode(nets->role.steps, scores, n, 0, SS_ROLE_LABELS, only, nets->room, labels);
        for (uint32_t i = 0; i < n; i++) {
            if (only[i]) continue;
            float least = odds(scores, i, labels[i], (labels[i] + 1) % 3),
                  other = odds(scores, i, labels[i], (labels[i] + 2) % 3);
            if (other < least) least = other;
            if (least < sure) sure = least;
        }
        readings[q->cue[k]] = (ss_role_reading){labels, sure};
        scores += n * SS_NET_OUT;
        only += n;
    }
    *q = (queue){0};
}

const ss_role_reading *ss_nets_roles(ss_nets *nets, ss_ctx *ctx, const ss_tree *tree, const ss_cue_list *cues)
{
    ss_role_reading *readings = ss_zalloc(ctx->scratch, cues->n * sizeof *readings + 1);
    ss_role_scope *scope = ss_alloc(ctx->scratch, sizeof *scope);
    queue q = {0};
    for (uint32_t c = 0; c < cues->n; c++) {
        if (!cues->at[c].by_net) continue;
        ss_role_scope_init(scope, ctx, tree, cues, c);
        uint32_t n = scope->last - scope->first;
        if (n > nets->budget) continue;
        nets->budget -= n;
        if (!has_room(&q, n)) label_all(nets, ctx, &q, readings);
        uint32_t at = add(&q, scope->first, n, c);
        for (uint32_t i = 0; i < n; i++) {
            uint32_t token = scope->first + i;
            ss_role_net_features(scope, token, nets->features + (size_t)(at + i) * SS_ROLE_NET_FEATURES);
            nets->only[at + i] = token >= scope->cue.first && token < scope->cue.last;
        }
    }
    if (q.n) label_all(nets, ctx, &q, readings);
    return readings;
}

bool ss_nets_narrow(ss_ctx *ctx, const ss_tree *tree, ss_cue *cue, uint32_t *rest)
{
    const ss_token *tok = ctx->doc->tokens.at, *head = &tok[cue->head];
    const char *addressed = ss_lexicon_lemma(ss_lexicon_get(ctx->model, "addressed_verbs"), head);
    const char *silent = ss_lexicon_lemma(ss_lexicon_get(ctx->model, "silence"), head);
    bool passed_on = silent && !strcmp(silent, "passed-on"), has_object = addressed && strchr(addressed, 'o');
    *rest = cue->last;
    if (cue->plain_last > cue->plain_first) {
        while (*rest > cue->plain_last && tok[*rest - 1].tag != SS_TAG_TO) --*rest;
        *rest = *rest > cue->plain_last ? *rest - 1 : cue->last > cue->plain_last ? cue->last : cue->plain_last;
        cue->first = cue->plain_first;
        cue->last = cue->plain_last;
        return true;
    }
    for (uint32_t i = cue->head + 1; i < cue->last; i++) {
        if (tok[i].head != (int32_t)cue->head || (tok[i].rel != SS_REL_obj && tok[i].rel != SS_REL_iobj)) continue;
        if (passed_on) return false;
        if (!has_object || tree->left[i] <= cue->head) continue;
        uint32_t end = i + 1; /* the infinitive may hang on the object */
        while (end < tree->right[i] && end < cue->last && tok[end].tag != SS_TAG_TO) end++;
        *rest = end < cue->last ? end : cue->last;
        cue->last = tree->left[i];
    }
    for (uint32_t i = cue->first; i < cue->head; i++)
        if (tok[i].tag == SS_TAG_PRP) cue->first = i + 1;
    return true;
}
