/* cues.c - finding cues: a greedy tagger over hashed features of words and tree.
 *
 * Labels (outside, begin, inside) are given left to right by a linear model
 * (src/lang/linear.h, an averaged perceptron: Collins 2002) trained on PolNeAR's
 * cues by tools/train-attr.c. Its features are the word, its neighbours, its place
 * in the dependency tree (subject, complements, head), the quotation marks around
 * it and the last two labels. Words inside a content that the annotators marked
 * are left out of training, for PolNeAR's annotation is flat: a cue there is not
 * a wrong one, only one that was not asked for.
 *
 * Cost: some 60 features a token, half a microsecond. Tokens that could never be
 * a cue (determiners, punctuation other than colons and dashes ...) are passed
 * over. Known failures: verbs seen once in training; cues in headlines without
 * their auxiliaries.
 */
#include "attr/cues.h"

void ss_cue_scope_init(ss_cue_scope *scope, ss_ctx *ctx, const ss_tree *tree)
{
    *scope = (ss_cue_scope){.ctx = ctx,
                            .tree = tree,
                            .verbs = ss_lexicon_get(ctx->model, "cue_verbs"),
                            .people = ss_lexicon_get(ctx->model, "person_nouns"),
                            .senses = ss_lexicon_get(ctx->model, "senses")};
}

void ss_senses(const ss_lexicon *senses, const ss_token *t, uint32_t *whole, uint32_t *first)
{
    bool noun = t->tag == SS_TAG_NN || t->tag == SS_TAG_NNS;
    bool verb = t->tag == SS_TAG_VB || t->tag == SS_TAG_VBD || t->tag == SS_TAG_VBG || t->tag == SS_TAG_VBN ||
                t->tag == SS_TAG_VBP || t->tag == SS_TAG_VBZ;
    const char *value = noun || verb ? ss_lexicon_lemma(senses, t) : NULL;
    uint32_t n = value ? (uint32_t)strcspn(value, "/") : 0;
    if (noun && value) {
        value += n + (value[n] == '/');
        n = (uint32_t)strlen(value);
    }
    *whole = n ? ss_mix(ss_hash_bytes(value, n), noun) : 0;
    *first = n ? 1 + 2u * (unsigned char)value[0] + noun : 0;
}

void ss_cue_scope_sentence(ss_cue_scope *scope, uint32_t sentence)
{
    const sayso_doc *doc = scope->ctx->doc;
    const ss_sentence *s = &doc->sentences.at[sentence];
    scope->sentence_quoted = false;
    for (uint32_t i = s->first; i < s->last && !scope->sentence_quoted; i++)
        scope->sentence_quoted = doc->tokens.at[i].flags & (SS_QUOTE_OPEN | SS_QUOTE_CLOSE);
}

static uint32_t suffix_hash(const ss_token *t)
{
    uint32_t n = t->lower_len < 3 ? t->lower_len : 3;
    return ss_hash_bytes(t->lower + t->lower_len - n, n);
}

/* What kind of thing a subject is: a pronoun itself, a name, a common noun. */
static uint32_t noun_class(const ss_cue_scope *scope, const ss_token *t)
{
    if (t->tag == SS_TAG_PRP || t->tag == SS_TAG_WP || t->tag == SS_TAG_WDT || t->tag == SS_TAG_PRPS)
        return t->lhash;
    if (t->ner) return 100 + t->ner;
    if (ss_lexicon_word(scope->people, t)) return 110;
    return 120 + t->tag;
}

/* Where the word stands among quotation marks: one number. */
static uint32_t quote_state(const sayso_doc *doc, uint32_t i)
{
    const ss_token *tok = doc->tokens.at;
    uint32_t state = tok[i].flags & SS_IN_QUOTE ? 1 : 0;
    uint32_t lo = i >= 4 ? i - 4 : 0, hi = i + 5 < doc->tokens.n ? i + 5 : doc->tokens.n;
    for (uint32_t k = i; k-- > lo && tok[k].sent == tok[i].sent;)
        if (tok[k].flags & SS_QUOTE_CLOSE) {
            state |= k + 1 == i ? 4 : 2;
            break;
        }
    for (uint32_t k = i + 1; k < hi && tok[k].sent == tok[i].sent; k++)
        if (tok[k].flags & SS_QUOTE_OPEN) {
            state |= k == i + 1 ? 16 : 8;
            break;
        }
    return state;
}

/* The frame of a word: which dependents it has, on which side. */
typedef struct {
    uint32_t kids; /* a set of bits */
    uint32_t subject, subject_word, object, oblique, marker, object_sense, object_first;
} frame;

static frame frame_of(const ss_cue_scope *scope, uint32_t i, bool senses)
{
    const ss_token *tok = scope->ctx->doc->tokens.at;
    frame f = {0};
    for (uint32_t k = scope->tree->kid[i]; k != UINT32_MAX; k = scope->tree->sib[k]) {
        const ss_token *kid = &tok[k];
        switch (kid->rel) {
        case SS_REL_nsubj:
        case SS_REL_nsubj_pass:
            f.kids |= kid->rel == SS_REL_nsubj ? (k < i ? 1 : 2) : 4;
            f.subject = noun_class(scope, kid);
            f.subject_word = kid->lhash;
            break;
        case SS_REL_ccomp: f.kids |= k < i ? 8 : 16; break;
        case SS_REL_xcomp: f.kids |= 32; break;
        case SS_REL_parataxis: f.kids |= 64; break;
        case SS_REL_obj:
            f.kids |= 128;
            f.object = noun_class(scope, kid);
            if (senses) ss_senses(scope->senses, kid, &f.object_sense, &f.object_first);
            break;
        case SS_REL_obl:
        case SS_REL_nmod:
            f.kids |= 256;
            if (scope->tree->kid[k] != UINT32_MAX) f.oblique = tok[scope->tree->kid[k]].lhash;
            break;
        case SS_REL_acl: f.kids |= 512; break;
        case SS_REL_nmod_poss:
            f.kids |= 1024;
            f.subject = noun_class(scope, kid);
            break;
        case SS_REL_aux:
        case SS_REL_aux_pass: f.kids |= 2048; break;
        case SS_REL_cop: f.kids |= 4096; break;
        case SS_REL_mark: f.marker = kid->lhash; break;
        case SS_REL_advcl: f.kids |= 8192; break;
        case SS_REL_iobj: f.kids |= 16384; break;
        default: break;
        }
    }
    return f;
}

uint32_t ss_cue_features(ss_cue_scope *scope, uint32_t i, uint32_t *out)
{
    const sayso_doc *doc = scope->ctx->doc;
    const ss_token *tok = doc->tokens.at, *t = &tok[i];
    static const ss_token edge = {.lower = "", .lemma = "", .lemma_hash = SS_HASH_EMPTY, .head = -1, .lhash = 7};
    const ss_sentence *s = &doc->sentences.at[t->sent];
    const ss_token *p1 = i > s->first ? &tok[i - 1] : &edge, *p2 = i > s->first + 1 ? &tok[i - 2] : &edge;
    const ss_token *n1 = i + 1 < s->last ? &tok[i + 1] : &edge,
                   *n2 = i + 2 < s->last ? &tok[i + 2] : &edge,
                   *n3 = i + 3 < s->last ? &tok[i + 3] : &edge;
    const ss_token *head = t->head >= 0 ? &tok[t->head] : &edge;
    uint32_t lem = t->lemma_hash, hlem = head->lemma_hash;

    frame own = frame_of(scope, i, false);
    uint32_t kids = own.kids, subject = own.subject, subject_word = own.subject_word, object = own.object,
             oblique = own.oblique, marker = own.marker;
    uint32_t quotes = quote_state(doc, i) | (scope->sentence_quoted ? 32 : 0);
    const char *listed = ss_lexicon_lemma(scope->verbs, t);
    uint32_t list = listed ? 1 + (unsigned char)listed[0] : 0;
    uint32_t place = i == s->first ? 0 : i + 2 >= s->last ? 1 : i < s->first + 3 ? 2 : 3;
    uint32_t comma = (ss_is(p1, ",") ? 1u : 0) | (ss_is(n1, ",") ? 2u : 0) | (ss_is(n1, ".") ? 4u : 0);
    ss_feature_values v;
    uint32_t f = 0;
#define F(number, x, y, z) SS_VALUES(v, f, x, y, z) /* numbered one after the other */
    F(1, lem, 0, 0);
    F(2, t->lhash, t->tag, 0);
    F(3, lem, t->rel, 0);
    F(4, t->tag, t->rel, 0);
    F(5, lem, kids & (8 | 16 | 32 | 64), 0);
    F(6, lem, subject, 0);
    F(7, lem, object, kids & 256);
    F(8, kids, t->tag, 0);
    F(9, hlem, t->rel, lem);
    F(10, hlem, t->rel, t->tag);
    F(11, p1->lhash, lem, 0);
    F(12, lem, n1->lhash, 0);
    F(13, p1->lhash, t->tag, 0);
    F(14, t->tag, n1->lhash, 0);
    F(15, p2->lhash, t->tag, 1);
    F(16, n2->lhash, t->tag, 2);
    F(17, p1->tag, t->tag, n1->tag);
    F(18, t->tag, n1->tag, n2->tag);
    F(19, p2->tag, p1->tag, t->tag);
    F(20, lem, quotes, 0);
    F(21, t->tag, quotes, comma);
    F(22, t->rel, quotes, t->tag);
    F(23, subject, kids & (8 | 16 | 32 | 64), t->tag);
    F(24, subject_word, lem, 0);
    F(25, subject, t->tag, quotes & 1);
    F(26, place, t->tag, quotes);
    F(27, place, lem, 0);
    F(28, suffix_hash(t), t->tag, 0);
    F(29, list, t->rel, quotes);
    F(30, list, kids, 0);
    F(31, list, subject, t->tag);
    F(32, list, p1->lhash, n1->lhash);
    F(33, marker, t->tag, kids & (8 | 16 | 32));
    F(34, oblique, lem, 0);
    F(35, comma, lem, 0);
    F(36, hlem, head->tag, t->lhash);
    F(37, head->rel, t->rel, t->tag);
    F(38, head->rel, t->rel, lem);
    F(39, lem, n1->lhash, n2->lhash);
    F(40, p2->lhash, p1->lhash, lem);
    F(41, n1->tag, n2->tag, lem);
    F(42, n1->lhash, n2->tag, t->tag);
    F(43, t->tag, n1->tag, ss_mix(n2->tag, n3->tag));
    F(44, n1->ner, p1->ner, lem);
    F(45, n1->ner, p1->ner, ss_mix(t->tag, quotes));
    F(46, t->flags & (SS_CAPITAL | SS_ALLCAPS), t->tag, place);
    F(47, doc->paragraphs.at[s->para].kind, t->tag, place);
    F(48, s->last - s->first < 4, t->tag, place);
    F(49, p1->rel, t->rel, n1->rel);
    F(50, hlem, t->rel, kids & (8 | 16 | 32 | 64));
    F(51, t->flags & SS_IN_POST, lem, 0);
#undef F
    ss_features(&v, f, 1, out);
    return f;
}

static uint32_t bucket(uint32_t n)
{
    return n < 4 ? n : n < 7 ? 4 : n < 12 ? 5 : n < 20 ? 6 : 7;
}

/* Words first, for training leaves some of those out (SS_CUE_NET_WORDS). */
void ss_cue_net_features(const ss_cue_scope *scope, uint32_t i, uint32_t *out)
{
    const sayso_doc *doc = scope->ctx->doc;
    const ss_token *tok = doc->tokens.at, *t = &tok[i];
    static const ss_token edge = {.lower = "", .lemma = "", .lemma_hash = SS_HASH_EMPTY, .head = -1, .lhash = 7};
    const ss_sentence *s = &doc->sentences.at[t->sent];
    const ss_token *p1 = i > s->first ? &tok[i - 1] : &edge, *n1 = i + 1 < s->last ? &tok[i + 1] : &edge;
    const ss_token *head = t->head >= 0 ? &tok[t->head] : &edge;
    const ss_token *above = head->head >= 0 ? &tok[head->head] : &edge;
    frame own = frame_of(scope, i, true);
    uint32_t sense, kind, head_sense, head_kind;
    ss_senses(scope->senses, t, &sense, &kind);
    ss_senses(scope->senses, head, &head_sense, &head_kind);
    uint32_t lem = t->lemma_hash, clauses = own.kids & (8 | 16 | 32 | 64);
    uint32_t quotes = quote_state(doc, i) | (scope->sentence_quoted ? 32 : 0);
    const char *listed = ss_lexicon_lemma(scope->verbs, t);
    uint32_t list = listed ? 1 + (unsigned char)listed[0] : 0;
    uint32_t marks = t->flags & (SS_QUOTE_OPEN | SS_QUOTE_CLOSE | SS_IN_QUOTE);
    uint32_t shape = (t->flags & (SS_CAPITAL | SS_ALLCAPS | SS_DIGIT | SS_PUNCT)) | (p1->flags & SS_SPACE_BEFORE);
    uint32_t first = doc->sentences.at[doc->paragraphs.at[s->para].first].first; /* of the paragraph */
    int32_t way = t->head < 0 ? 0 : t->head - (int32_t)i;
    uint32_t arc = way < 0 ? 16 + bucket((uint32_t)-way) : bucket((uint32_t)way);
    ss_feature_values v;
    uint32_t n = 0;
#define F(number, x, y) SS_VALUES(v, n, x, y, 0) /* numbered one after the other */
    F(201, t->lhash, 0);
    F(202, lem, 0);
    F(203, lem, t->rel);
    F(204, lem, own.kids & (8 | 16 | 32 | 64 | 1 | 4 | 1024));
    F(205, lem, n1->lhash);
    F(206, p1->lhash, lem);
    F(207, head->lemma_hash, t->rel);
    F(208, own.subject_word, 1);
    F(209, own.oblique, lem);
    F(210, suffix_hash(t), 0);
    F(211, lem, quotes & 31);
    F(212, above->lemma_hash, head->rel);
    F(213, t->tag, 0);
    F(214, t->rel, 0);
    F(215, t->tag, t->rel);
    F(216, own.kids, 0);
    F(217, t->tag, clauses);
    F(218, own.subject, t->tag);
    F(219, own.object, t->tag);
    F(220, quotes, 0);
    F(221, quotes, t->tag);
    F(222, list, t->rel);
    F(223, list, quotes & 31);
    F(224, list, own.kids);
    F(225, head->tag, t->rel);
    F(226, head->rel, t->rel);
    F(227, noun_class(scope, t), 0);
    F(228, shape, 0);
    F(229, marks, t->flags & SS_IN_POST);
    F(230, doc->paragraphs.at[s->para].kind, (t->flags & SS_SENT_FIRST) ? 1 + (i == first) : 0);
    F(231, arc, 0);
    F(232, own.marker, t->tag);
    F(233, bucket(i - s->first), bucket(s->last - 1 - i));
    F(234, t->flags & SS_SKIP, t->depth < 3 ? t->depth : 3);
    F(235, sense, t->tag);
    F(236, kind, clauses);
    F(237, kind, quotes & 31);
    F(238, kind, t->rel);
    F(239, head_sense, t->rel);
    F(240, own.object_first, kind);
#undef F
    ss_features(&v, n, 201, out);
}

uint32_t ss_cue_label_features(const ss_cue_scope *scope, uint32_t i, uint32_t before, uint32_t before2,
                               uint32_t *out)
{
    const ss_token *tok = scope->ctx->doc->tokens.at, *t = &tok[i];
    const ss_token *p1 = i ? &tok[i - 1] : t;
    uint32_t f = 0, linked = t->head == (int32_t)i - 1 ? 1 : p1->head == (int32_t)i ? 2 : 0;
    uint32_t both = before * 3 + before2;
    out[f++] = ss_feature(70, both, 0, 0);
    out[f++] = ss_feature(71, both, t->tag, 0);
    out[f++] = ss_feature(72, before, t->lhash, 0);
    out[f++] = ss_feature(73, before, p1->lhash, t->lhash);
    out[f++] = ss_feature(74, before, ss_mix(linked, t->rel), t->tag);
    out[f++] = ss_feature(75, before, p1->tag, t->tag);
    out[f++] = ss_feature(76, before, p1->lhash, t->tag);
    out[f++] = ss_feature(77, both, ss_mix(linked, p1->rel), t->rel);
    return f;
}

uint32_t ss_range_head(const sayso_doc *doc, uint32_t first, uint32_t last)
{
    uint32_t best = first;
    bool best_verb = false, found = false;
    for (uint32_t i = first; i < last; i++) {
        int32_t head = doc->tokens.at[i].head;
        if (head >= (int32_t)first && head < (int32_t)last) continue;
        uint8_t tag = doc->tokens.at[i].tag;
        bool verb = tag == SS_TAG_VBD || tag == SS_TAG_VBZ || tag == SS_TAG_VBP || tag == SS_TAG_VB ||
                    tag == SS_TAG_VBG || tag == SS_TAG_VBN || tag == SS_TAG_NN || tag == SS_TAG_NNS;
        if (!found || (verb && !best_verb)) {
            best = i;
            best_verb = verb;
            found = true;
        }
    }
    return best;
}

void ss_cue_refuse(ss_ctx *ctx, uint32_t i, float score)
{
    const ss_token *t = &ctx->doc->tokens.at[i];
    *ss_push(&ctx->doc->arena, &ctx->doc->refusals) = (sayso_refusal){
        .span = {t->begin, t->end},
        .what = "cue",
        .reason = "the word scored a little too low to signal an attribution here",
        .score = score};
}

static bool auxiliary(const ss_token *t)
{
    return t->tag == SS_TAG_MD || !strcmp(t->lemma, "be") || !strcmp(t->lemma, "have") || !strcmp(t->lemma, "do");
}

/* The annotators take in a verb's auxiliaries, and what stands among them; the
 * tagger at times begins late, or ends with the article of what follows. */
static void settle_edges(const sayso_doc *doc, ss_cue *cue, uint32_t floor)
{
    const ss_token *tok = doc->tokens.at;
    uint32_t first = cue->first;
    for (uint32_t i = first; i-- > floor && first - i <= 3;) {
        bool own = tok[i].head == (int32_t)cue->head;
        if (own && auxiliary(&tok[i]))
            first = cue->first = i;
        else if (!own || tok[i].tag != SS_TAG_RB)
            break;
    }
    /* "later told": an adverb right before the verb, of it alone */
    const ss_token *adverb = cue->first > floor ? &tok[cue->first - 1] : NULL;
    if (adverb && cue->first == cue->head && (adverb->tag == SS_TAG_RB || adverb->tag == SS_TAG_RBR) &&
        adverb->head == (int32_t)cue->head)
        cue->first--;
    while (cue->last > cue->first + 1 && cue->last - 1 > cue->head &&
           (tok[cue->last - 1].tag == SS_TAG_DT || tok[cue->last - 1].tag == SS_TAG_PRPS ||
            (tok[cue->last - 1].tag == SS_TAG_TO && !ss_is(&tok[cue->first], "according"))))
        cue->last--;
}

void ss_cue_close(const sayso_doc *doc, ss_cue *cue, uint32_t last, uint32_t floor)
{
    cue->last = last;
    cue->rank /= (float)(last - cue->first);
    cue->head = ss_range_head(doc, cue->first, last);
    settle_edges(doc, cue, floor);
}

enum { AHEAD = 3 }; /* tokens whose rows are on their way */

/* The rows of a token on their way from memory: those that do not depend on labels, and those
 * that do, fetched as if the two words before it were no cues, which nearly always holds. */
typedef struct {
    ss_linear_batch own, labels;
} fetch;

static void begin_labels(const ss_linear *model, const ss_cue_scope *scope, uint32_t i, uint32_t before,
                         uint32_t before2, ss_linear_batch *batch)
{
    uint32_t features[SS_CUE_FEATURES];
    ss_linear_begin(model, features, ss_cue_label_features(scope, i, before, before2, features), batch);
}

/* Nothing of skipped tokens. */
static void begin(const ss_linear *model, ss_cue_scope *scope, uint32_t i, fetch *f)
{
    uint32_t features[SS_CUE_FEATURES];
    if (scope->ctx->doc->tokens.at[i].flags & SS_SKIP) return;
    ss_linear_begin(model, features, ss_cue_features(scope, i, features), &f->own);
    begin_labels(model, scope, i, SS_CUE_OUT, SS_CUE_OUT, &f->labels);
}

/* Scores of a token whose rows were begun, given the labels of the two before it. */
static void end(const ss_linear *model, const ss_cue_scope *scope, uint32_t i, uint32_t before, uint32_t before2,
                fetch *f, int32_t *score)
{
    int32_t more[SS_LINEAR_CLASSES];
    if (before != SS_CUE_OUT || before2 != SS_CUE_OUT) begin_labels(model, scope, i, before, before2, &f->labels);
    ss_linear_end(model, &f->own, score);
    ss_linear_end(model, &f->labels, more);
    for (uint32_t c = 0; c < SS_CUE_LABELS; c++) score[c] += more[c];
}

void ss_cues_find(ss_ctx *ctx, const ss_tree *tree, ss_cue_list *cues)
{
    const sayso_doc *doc = ctx->doc;
    ss_linear model;
    size_t len;
    const void *section = ss_model_section(ctx->model, "w:cue", &len);
    if (!ss_linear_open(&model, section, len)) return;
    ss_cue_scope scope;
    ss_cue_scope_init(&scope, ctx, tree);
    for (uint32_t s = 0; s < doc->sentences.n; s++) {
        const ss_sentence *sentence = &doc->sentences.at[s];
        uint32_t before = SS_CUE_OUT, before2 = SS_CUE_OUT;
        ss_cue *open = NULL;
        uint32_t floor = sentence->first; /* where the cue before ends */
        ss_cue_scope_sentence(&scope, s);
        fetch ahead[AHEAD]; /* of this token and of those next to it */
        for (uint32_t i = sentence->first; i < sentence->last && i < sentence->first + AHEAD - 1; i++)
            begin(&model, &scope, i, &ahead[i % AHEAD]);
        for (uint32_t i = sentence->first; i < sentence->last; i++) {
            uint32_t label = SS_CUE_OUT;
            float margin = 0;
            if (i + AHEAD - 1 < sentence->last) begin(&model, &scope, i + AHEAD - 1, &ahead[(i + AHEAD - 1) % AHEAD]);
            if (!(doc->tokens.at[i].flags & SS_SKIP)) {
                int32_t score[SS_LINEAR_CLASSES];
                end(&model, &scope, i, before, before2, &ahead[i % AHEAD], score);
                if (before == SS_CUE_OUT) score[SS_CUE_INSIDE] = INT32_MIN / 2;
                label = ss_linear_best(&model, score);
                int32_t in = score[SS_CUE_BEGIN] > score[SS_CUE_INSIDE] ? score[SS_CUE_BEGIN]
                                                                        : score[SS_CUE_INSIDE];
                margin = (float)(in - score[SS_CUE_OUT]) * model.scale;
                if (label == SS_CUE_OUT && ctx->options->explain && margin > -20 &&
                    before == SS_CUE_OUT)
                    ss_cue_refuse(ctx, i, margin);
            }
            if (open && label != SS_CUE_INSIDE) {
                ss_cue_close(doc, open, i, floor);
                floor = open->last;
                open = NULL;
            }
            if (label == SS_CUE_BEGIN) {
                open = ss_push(ctx->scratch, cues);
                *open = (ss_cue){.first = i, .score = margin};
            }
            if (open) open->rank += margin;
            before2 = before;
            before = label;
        }
        if (open) ss_cue_close(doc, open, sentence->last, floor);
    }
}
