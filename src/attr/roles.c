/* roles.c - labelling the words around a cue: source, content, neither.
 *
 * As in semantic role labelling, each cue is one problem: every token of its
 * paragraph (a window of it) gets a label given that cue. A linear model scores
 * labels and steps between neighbouring labels over hashed features; the best
 * sequence is found by Viterbi's algorithm; training is the averaged structured
 * perceptron (Collins 2002), in tools/train-attr.c. The strongest feature is the
 * path through the dependency tree from the word to the cue, above all the branch
 * of the cue (or of an ancestor of it) in which the word stands; then the
 * quotation marks, punctuation between, and the cue's own words.
 *
 * Cost: some 35 features a token of the window; about 100 tokens a cue.
 * Known failures: contents that begin in another paragraph (see quotations.c);
 * a subject shared over a coordination of clauses when the parse is wrong.
 */
#include "attr/roles.h"

enum { FAR = 15, CHAIN = 8 };

/* Climbs from every token of the window to the cue's chain of ancestors. */
static void measure_paths(ss_role_scope *scope)
{
    const sayso_doc *doc = scope->ctx->doc;
    const ss_token *tok = doc->tokens.at;
    uint32_t chain[CHAIN], n_chain = 0, up = 0;
    for (int32_t at = (int32_t)scope->cue.head; at >= 0 && n_chain < CHAIN; at = tok[at].head)
        chain[n_chain++] = (uint32_t)at;
    for (uint32_t k = 0; k + 1 < n_chain && k < 3; k++) up = ss_mix(up, tok[chain[k]].rel);
    scope->cue_up = up;
    for (uint32_t i = scope->first; i < scope->last; i++) {
        uint32_t w = i - scope->first, hash = 0, depth = 0, at = i, branch = i;
        uint8_t climb = FAR;
        bool same = tok[i].sent == tok[scope->cue.head].sent;
        for (;; depth++) {
            if (same)
                for (uint32_t k = 0; k < n_chain; k++)
                    if (chain[k] == at) climb = (uint8_t)k;
            if (climb != FAR || tok[at].head < 0 || depth == 12) break;
            if (depth < 3) hash = ss_mix(hash, tok[at].rel);
            branch = at;
            at = (uint32_t)tok[at].head;
        }
        scope->climb[w] = climb;
        scope->depth[w] = (uint8_t)depth;
        scope->branch[w] = branch;
        scope->path[w] = ss_mix(hash, depth > 3 ? tok[branch].rel + 100u : 0);
    }
}

static void measure_line(ss_role_scope *scope, const ss_cue_list *cues, uint32_t which)
{
    const sayso_doc *doc = scope->ctx->doc;
    const ss_token *tok = doc->tokens.at;
    const ss_cue *cue = &scope->cue;
    bool cue_quoted = tok[cue->head].flags & SS_IN_QUOTE;
    uint32_t commas = 0, marks = 0, rival = which;
    bool between = false;
    for (uint32_t i = cue->first; i-- > scope->first;) {
        uint32_t w = i - scope->first;
        while (rival > 0 && cues->at[rival - 1].last > i) {
            rival--;
            between = true;
        }
        scope->rival[w] = between;
        scope->commas[w] = (uint8_t)commas;
        scope->quote[w] = (uint8_t)((tok[i].flags & SS_IN_QUOTE ? 1 : 0) | (cue_quoted ? 2 : 0) |
                                    ((marks < 3 ? marks : 3) << 2));
        if (ss_is(&tok[i], ",") && commas < 3) commas++;
        if (tok[i].flags & (SS_QUOTE_OPEN | SS_QUOTE_CLOSE)) marks++;
    }
    commas = marks = 0;
    between = false;
    rival = which;
    for (uint32_t i = cue->first; i < scope->last; i++) {
        uint32_t w = i - scope->first;
        while (rival + 1 < cues->n && cues->at[rival + 1].first <= i) {
            rival++;
            between = true;
        }
        scope->rival[w] = between;
        scope->commas[w] = (uint8_t)commas;
        scope->quote[w] = (uint8_t)((tok[i].flags & SS_IN_QUOTE ? 1 : 0) | (cue_quoted ? 2 : 0) |
                                    ((marks < 3 ? marks : 3) << 2));
        if (ss_is(&tok[i], ",") && commas < 3) commas++;
        if (tok[i].flags & (SS_QUOTE_OPEN | SS_QUOTE_CLOSE)) marks++;
    }
}

static bool quoted(const sayso_doc *doc, uint32_t sentence)
{
    const ss_sentence *s = &doc->sentences.at[sentence];
    for (uint32_t i = s->first; i < s->last && i < s->first + SS_ROLE_AFTER; i++)
        if (doc->tokens.at[i].flags & (SS_QUOTE_OPEN | SS_QUOTE_CLOSE | SS_IN_QUOTE)) return true;
    return false;
}

void ss_role_scope_init(ss_role_scope *scope, ss_ctx *ctx, const ss_tree *tree,
                        const ss_cue_list *cues, uint32_t which)
{
    const sayso_doc *doc = ctx->doc;
    const ss_token *tok = doc->tokens.at;
    ss_cue cue = cues->at[which];
    const ss_sentence *own = &doc->sentences.at[tok[cue.head].sent];
    const ss_paragraph *para = &doc->paragraphs.at[own->para];
    uint32_t first = own->first, last = own->last, self = tok[cue.head].sent;
    /* Other sentences of the paragraph count while quotations run on through them. */
    for (uint32_t s = self; s > para->first && cue.first - first < SS_ROLE_BEFORE && quoted(doc, s - 1); s--)
        first = doc->sentences.at[s - 1].first;
    for (uint32_t s = self + 1; s < para->last && last - cue.last < SS_ROLE_AFTER && quoted(doc, s); s++)
        last = doc->sentences.at[s].last;
    if (cue.last - cue.first > 32) cue.last = cue.first + 32;
    if (cue.first - first > SS_ROLE_BEFORE) first = cue.first - SS_ROLE_BEFORE;
    if (last - cue.last > SS_ROLE_AFTER) last = cue.last + SS_ROLE_AFTER;
    scope->ctx = ctx;
    scope->tree = tree;
    scope->people = ss_lexicon_get(ctx->model, "person_nouns");
    scope->cue = cue;
    scope->first = first;
    scope->last = last;
    scope->cue_lemma = tok[cue.head].lemma_hash;
    scope->cue_words = 0;
    for (uint32_t i = cue.first; i < cue.last; i++) scope->cue_words = ss_mix(scope->cue_words, tok[i].lhash);
    uint32_t frame = 0;
    for (uint32_t k = tree->kid[cue.head]; k != UINT32_MAX; k = tree->sib[k]) {
        if (tok[k].rel == SS_REL_nsubj || tok[k].rel == SS_REL_nsubj_pass) frame |= k < cue.head ? 1 : 2;
        if (tok[k].rel == SS_REL_ccomp || tok[k].rel == SS_REL_xcomp) frame |= k < cue.head ? 4 : 8;
        if (tok[k].rel == SS_REL_nmod_poss) frame |= 16;
        if (tok[k].rel == SS_REL_aux_pass) frame |= 32;
        if (tok[k].rel == SS_REL_obl_agent) frame |= 64;
        if (tok[k].rel == SS_REL_parataxis) frame |= 128;
    }
    scope->cue_frame = frame;
    scope->place = (cue.first <= own->first + 1 ? 1u : 0) | (cue.last + 3 >= own->last ? 2u : 0) |
                   (cue.last < own->last && ss_is(&tok[cue.last], ",") ? 4u : 0) |
                   (cue.last < own->last && (tok[cue.last].flags & SS_QUOTE_OPEN) ? 8u : 0);
    measure_paths(scope);
    measure_line(scope, cues, which);
}

static uint32_t bucket(uint32_t n)
{
    return n < 6 ? n : n < 10 ? 6 : n < 20 ? 7 : n < 40 ? 8 : 9;
}

static uint32_t offset_of(const sayso_doc *doc, const ss_role_scope *scope, uint32_t i)
{
    int32_t d = (int32_t)doc->tokens.at[i].sent - (int32_t)doc->tokens.at[scope->cue.head].sent;
    return d < -2 ? 0 : d > 2 ? 4 : (uint32_t)(d + 2);
}

static uint32_t noun_kind(const ss_role_scope *scope, const ss_token *t)
{
    return t->ner                                            ? 1u + t->ner
           : t->tag == SS_TAG_PRP || t->tag == SS_TAG_PRPS ? t->lhash
           : ss_lexicon_word(scope->people, t)               ? 9u
                                                             : 20u + t->tag;
}

/* What stands where a sentence has no more tokens. */
static const ss_token beyond = {.lower = "", .lemma = "", .lemma_hash = SS_HASH_EMPTY, .head = -1, .lhash = 7};

/* Where the token lies from the cue: on the line, and in the tree by the branch that
 * leads to it from their common ancestor. */
typedef struct {
    const ss_token *branch, *cue, *head;
    uint32_t w; /* in the scope */
    uint32_t side, distance, where, way, whole;
} place;

static inline place place_of(const ss_role_scope *scope, uint32_t i)
{
    const ss_token *tok = scope->ctx->doc->tokens.at;
    uint32_t w = i - scope->first;
    bool inside = i >= scope->cue.first && i < scope->cue.last;
    place at = {.branch = &tok[scope->branch[w]],
                .cue = &tok[scope->cue.head],
                .head = tok[i].head >= 0 ? &tok[tok[i].head] : &beyond,
                .w = w,
                .side = inside ? 2 : i < scope->cue.first ? 0 : 1};
    at.distance = inside ? 0 : bucket(at.side ? i - scope->cue.last : scope->cue.first - i - 1);
    at.where = ss_mix(ss_mix(scope->climb[w], at.branch->rel), at.side);
    at.way = ss_mix(ss_mix(scope->path[w], scope->climb[w]), at.side);
    at.whole = ss_mix(at.way, scope->climb[w] ? scope->cue_up : 0);
    return at;
}

uint32_t ss_role_features(const ss_role_scope *scope, uint32_t i, uint32_t *out)
{
    const sayso_doc *doc = scope->ctx->doc;
    const ss_token *tok = doc->tokens.at, *t = &tok[i];
    const ss_token *p1 = i > scope->first ? &tok[i - 1] : &beyond,
                   *n1 = i + 1 < scope->last ? &tok[i + 1] : &beyond;
    const place at = place_of(scope, i);
    const ss_token *b = at.branch, *cue = at.cue, *head = at.head;
    uint32_t w = at.w, side = at.side, distance = at.distance, where = at.where, way = at.way, whole = at.whole;
    uint32_t q = scope->quote[w], commas = scope->commas[w], rival = scope->rival[w];
    uint32_t sentence = offset_of(doc, scope, i);
    uint32_t kind = noun_kind(scope, t);
    ss_feature_values v;
    uint32_t f = 0;
#define F(number, a, b_, c) SS_VALUES(v, f, a, b_, c) /* numbered one after the other */
    F(1, side, distance, cue->tag);
    F(2, where, 0, 0);
    F(3, where, b->lemma_hash, 0);
    F(4, where, scope->cue_lemma, 0);
    F(5, where, scope->depth[w] < 5 ? scope->depth[w] : 5, t->rel);
    F(6, way, 0, 0);
    F(7, whole, cue->tag, 0);
    F(8, way, scope->cue_lemma, 0);
    F(9, where, t->tag, 0);
    F(10, t->lhash, side, 0);
    F(11, t->lhash, where, 0);
    F(12, t->lhash, scope->cue_lemma, side);
    F(13, p1->tag, t->tag, ss_mix(n1->tag, side));
    F(14, kind, where, 0);
    F(15, q, side, scope->place);
    F(16, q, where, 0);
    F(17, q, sentence, side);
    F(18, commas, where, rival);
    F(19, rival, where, cue->tag);
    F(20, p1->lhash, side, t->tag);
    F(21, n1->lhash, side, t->tag);
    F(22, head->lemma_hash, t->rel, scope->climb[w]);
    F(23, scope->cue_words, where, 0);
    F(24, scope->cue_words, t->tag, side);
    F(25, scope->cue_frame, where, cue->tag);
    F(26, scope->cue_frame, whole, 0);
    F(27, scope->place, where, q & 3);
    F(28, scope->depth[w], scope->climb[w], t->tag);
    F(29, b->tag, where, cue->tag);
    F(30, sentence, ss_mix(rival, q), scope->place);
    F(31, distance, where, 0);
    F(32, distance, kind, side);
    F(33, commas, ss_mix(q, side), cue->tag);
    F(34, scope->cue_words, whole, 0);
    F(35, cue->rel, where, cue->tag);
    F(36, kind, ss_mix(side, scope->place), scope->cue_lemma);
    F(37, ss_mix(where, b->lhash), t->rel, scope->cue_lemma);
#undef F
    ss_features(&v, f, 1, out);
    return f;
}

/* Words first, for training leaves some of those out (SS_ROLE_NET_WORDS). */
void ss_role_net_features(const ss_role_scope *scope, uint32_t i, uint32_t *out)
{
    const sayso_doc *doc = scope->ctx->doc;
    const ss_token *tok = doc->tokens.at, *t = &tok[i];
    const ss_token *p1 = i > scope->first ? &tok[i - 1] : &beyond;
    const place at = place_of(scope, i);
    const ss_token *b = at.branch, *cue = at.cue, *head = at.head;
    uint32_t w = at.w, side = at.side, distance = at.distance, where = at.where, way = at.way, whole = at.whole;
    uint32_t q = scope->quote[w], rival = scope->rival[w], sentence = offset_of(doc, scope, i);
    uint32_t kind = noun_kind(scope, t);
    uint32_t marks = t->flags & (SS_QUOTE_OPEN | SS_QUOTE_CLOSE | SS_IN_QUOTE);
    uint32_t shape = t->flags & (SS_CAPITAL | SS_ALLCAPS | SS_DIGIT | SS_PUNCT | SS_SENT_FIRST | SS_NER_BEGIN);
    uint32_t branch = scope->branch[w];
    uint32_t bounds = (scope->tree->left[branch] == i ? 1u : 0) | (scope->tree->right[branch] == i + 1 ? 2u : 0) |
                      (scope->tree->left[i] == i ? 4u : 0) | (scope->tree->right[i] == i + 1 ? 8u : 0) |
                      (w && scope->branch[w - 1] != branch ? 16u : 0) | (branch == i ? 32u : 0);
    uint32_t arc = t->head < 0 ? 0 : t->head < (int32_t)i ? 16 + bucket(i - (uint32_t)t->head) : bucket((uint32_t)t->head - i);
    ss_feature_values v;
    uint32_t n = 0;
#define F(number, x, y, z) SS_VALUES(v, n, x, y, z) /* numbered one after the other */
    F(301, t->lhash, 0, 0);
    F(302, t->lemma_hash, side, 0);
    F(303, head->lemma_hash, t->rel, 0);
    F(304, scope->cue_lemma, where, 0);
    F(305, scope->cue_lemma, side, t->tag);
    F(306, scope->cue_words, side, distance == 0);
    F(307, b->lemma_hash, where, 0);
    F(308, p1->lhash, t->tag, 0);
    F(309, scope->cue_lemma, way, 0);
    F(310, t->lhash, p1->lhash, 0);
    F(311, t->tag, 0, 0);
    F(312, t->rel, t->tag, 0);
    F(313, side, distance, 0);
    F(314, where, 0, 0);
    F(315, way, 0, 0);
    F(316, whole, cue->tag, 0);
    F(317, scope->depth[w] < 5 ? scope->depth[w] : 5, where, 0);
    F(318, kind, where, 0);
    F(319, kind, side, 0);
    F(320, q, side, scope->place);
    F(321, q, where, 0);
    F(322, sentence, side, q);
    F(323, scope->commas[w], where, rival);
    F(324, rival, side, cue->tag);
    F(325, scope->cue_frame, where, 0);
    F(326, scope->cue_frame, whole, 0);
    F(327, scope->place, where, 0);
    F(328, cue->tag, where, b->tag);
    F(329, cue->rel, where, 0);
    F(330, bounds, 0, 0);
    F(331, bounds, where, 0);
    F(332, marks, side, 0);
    F(333, shape, 0, 0);
    F(334, arc, 0, 0);
    F(335, scope->climb[w], ss_mix(side, t->depth), tok[scope->cue.head].depth);
    F(336, head->tag, t->rel, side);
#undef F
    ss_features(&v, n, 301, out);
}

uint32_t ss_role_edge_features(const ss_role_scope *scope, uint32_t i, uint32_t *out)
{
    const sayso_doc *doc = scope->ctx->doc;
    const ss_token *tok = doc->tokens.at, *t = &tok[i];
    const ss_token *p1 = i > scope->first ? &tok[i - 1] : &beyond,
                   *n1 = i + 1 < scope->last ? &tok[i + 1] : &beyond;
    uint32_t w = i - scope->first;
    bool jump = w == 0 || scope->branch[w] != scope->branch[w - 1];
    uint32_t b1 = w ? tok[scope->branch[w - 1]].rel : 0, b = tok[scope->branch[w]].rel;
    uint32_t side = i >= scope->cue.last ? (i == scope->cue.last ? 3 : 1)
                    : i >= scope->cue.first ? 2
                                            : (i + 1 == scope->cue.first ? 4 : 0);
    bool starts = scope->tree->left[t->head >= 0 ? (uint32_t)t->head : i] == i;
    uint32_t marks = (p1->flags & (SS_QUOTE_OPEN | SS_QUOTE_CLOSE)) |
                     (t->flags & (SS_QUOTE_OPEN | SS_QUOTE_CLOSE | SS_SENT_FIRST));
    ss_feature_values v;
    uint32_t f = 0;
#define F(number, a, b_, c) SS_VALUES(v, f, a, b_, c) /* numbered one after the other */
    F(101, side, 0, 0);
    F(102, p1->tag, t->tag, 0);
    F(103, p1->lhash, t->tag, 0);
    F(104, p1->tag, t->lhash, 0);
    F(105, jump, ss_mix(b1, b), side);
    F(106, jump, ss_mix(scope->climb[w], w ? scope->climb[w - 1] : 0), side);
    F(107, marks, p1->tag, t->tag);
    F(108, marks, side, jump);
    F(109, starts, t->rel, t->tag);
    F(110, side, scope->cue_words, 0);
    F(111, side, t->lhash, tok[scope->cue.head].tag);
    F(112, side, p1->lhash, tok[scope->cue.head].tag);
    F(113, t->tag, ss_mix(n1->tag, p1->tag), 0);
    F(114, t->rel, ss_mix(p1->rel, jump), side);
    F(115, p1->lhash, t->lhash, 0);
    F(116, jump, ss_mix(b, scope->climb[w]), t->lhash);
    F(117, scope->depth[w], w ? scope->depth[w - 1] : 0, jump);
    F(118, p1->lhash, ss_mix(b, scope->climb[w]), n1->tag);
    F(119, t->rel == SS_REL_punct, ss_mix(t->lhash, n1->lhash), side);
#undef F
    ss_features(&v, f, 101, out);
    return f;
}

void ss_role_decode(uint32_t n, const float (*emission)[3], const float (*edge)[9], uint8_t *labels)
{
    float best[3] = {0, -1e30f, -1e30f};
    uint8_t from[SS_ROLE_WINDOW][3];
    for (uint32_t i = 0; i < n; i++) {
        float next[3];
        for (int y = 0; y < 3; y++) {
            float top = -1e30f;
            for (int x = 0; x < 3; x++) {
                float v = best[x] + edge[i][x * 3 + y];
                if (v > top) top = v, from[i][y] = (uint8_t)x;
            }
            next[y] = top + emission[i][y];
        }
        memcpy(best, next, sizeof best);
    }
    uint8_t y = 0;
    for (uint8_t k = 1; k < 3; k++)
        if (best[k] > best[y]) y = k;
    for (uint32_t i = n; i-- > 0;) {
        labels[i] = y;
        y = from[i][y];
    }
}

bool ss_role_model_open(ss_role_model *model, const sayso_model *file)
{
    size_t len;
    const void *label = ss_model_section(file, "w:role", &len);
    if (!ss_linear_open(&model->label, label, len) || model->label.classes != 3) return false;
    const void *edge = ss_model_section(file, "w:role-edge", &len);
    return ss_linear_open(&model->edge, edge, len) && model->edge.classes == 9;
}

enum { AHEAD = 3 }; /* tokens whose rows are on their way */

/* The rows of one token on their way from memory. */
typedef struct {
    ss_linear_batch label, edge;
} fetch;

static void begin(const ss_role_model *model, const ss_role_scope *scope, uint32_t i, fetch *f)
{
    uint32_t features[SS_ROLE_FEATURES];
    ss_linear_begin(&model->label, features, ss_role_features(scope, i, features), &f->label);
    ss_linear_begin(&model->edge, features, ss_role_edge_features(scope, i, features), &f->edge);
}

float ss_role_label(const ss_role_model *model, const ss_role_scope *scope, uint8_t *labels)
{
    float emission[SS_ROLE_WINDOW][3], edge[SS_ROLE_WINDOW][9];
    uint32_t n = scope->last - scope->first;
    fetch ahead[AHEAD]; /* of this token and of those next to it */
    for (uint32_t i = 0; i < n && i < AHEAD - 1; i++) begin(model, scope, scope->first + i, &ahead[i]);
    for (uint32_t i = 0; i < n; i++) {
        int32_t score[SS_LINEAR_CLASSES];
        if (i + AHEAD - 1 < n) begin(model, scope, scope->first + i + AHEAD - 1, &ahead[(i + AHEAD - 1) % AHEAD]);
        ss_linear_end(&model->label, &ahead[i % AHEAD].label, score);
        for (int y = 0; y < 3; y++) emission[i][y] = (float)score[y] * model->label.scale;
        uint32_t at = scope->first + i;
        if (at >= scope->cue.first && at < scope->cue.last) {
            emission[i][SS_ROLE_SOURCE] = emission[i][SS_ROLE_CONTENT] = -1e9f;
        }
        ss_linear_end(&model->edge, &ahead[i % AHEAD].edge, score);
        for (int y = 0; y < 9; y++) edge[i][y] = (float)score[y] * model->edge.scale;
    }
    ss_role_decode(n, (const float(*)[3])emission, (const float(*)[9])edge, labels);
    float sure = 0;
    for (uint32_t i = 0; i < n; i++)
        if (labels[i] != SS_ROLE_OUT) sure += emission[i][labels[i]] - emission[i][SS_ROLE_OUT];
    return sure;
}
