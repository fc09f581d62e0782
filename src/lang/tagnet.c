/* tagnet.c - see tagnet.h.
 *
 * Sentences are read for themselves, long ones in windows of SS_TAGNET_WINDOW tokens. A
 * word that always has one tag (the tag dictionary) keeps it. Where the network leaves
 * doubt, the linear model's scores, given the tags before, are added to its own: the two
 * err in different places (docs/networks.md has how often). Cost: some 3 µs a token.
 */
#include "lang/tagnet.h"

#include "lang/linear.h"

bool ss_tagnet_open(ss_tagnet *tagnet, ss_ctx *ctx)
{
    size_t len;
    if (!ss_net_wanted(ctx)) return false;
    const void *at = ss_model_section(ctx->model, "w:net-tag", &len);
    if (!ss_net_open(&tagnet->net, at, len, NULL) || tagnet->net.features != SS_TAGNET_FEATURES ||
        tagnet->net.classes != SS_TAG_COUNT)
        return false;
    at = ss_model_section(ctx->model, "w:gazetteer", &len);
    ss_smallmap_open(&tagnet->gaz, at, len);
    ss_net_space_init(&tagnet->space, ctx->scratch, &tagnet->net, SS_TAGNET_WINDOW);
    tagnet->features = ss_alloc(ctx->scratch, SS_TAGNET_WINDOW * SS_TAGNET_FEATURES * sizeof *tagnet->features);
    tagnet->marks = ss_alloc(ctx->scratch, SS_TAGNET_WINDOW * sizeof *tagnet->marks);
    tagnet->scores = ss_alloc(ctx->scratch, SS_TAGNET_WINDOW * tagnet->net.outputs * sizeof *tagnet->scores);
    return true;
}

static uint32_t suffix(const ss_token *t, uint32_t n)
{
    return ss_hash_bytes(t->lower + (t->lower_len > n ? t->lower_len - n : 0), t->lower_len > n ? n : t->lower_len);
}

static uint32_t prefix(const ss_token *t, uint32_t n)
{
    return ss_hash_bytes(t->lower, t->lower_len > n ? n : t->lower_len);
}

void ss_tagnet_features(const ss_token *t, const ss_word *w, const ss_gazetteer_marks *mark, uint32_t *f)
{
    bool first = w[-1].shape == ss_word_before.shape, last = w[1].shape == ss_word_after.shape;
    ss_feature_values v;
    uint32_t n = 0;
    SS_VALUES(v, n, w->amb, 0, 0);
    SS_VALUES(v, n, w->class_, 0, 0);
    SS_VALUES(v, n, w->amb, w->shape, first);
    SS_VALUES(v, n, w[-1].amb, w->amb, 0);
    SS_VALUES(v, n, w->amb, w[1].amb, 0);
    SS_VALUES(v, n, w[-1].class_, w->class_, 0);
    SS_VALUES(v, n, w->class_, w[1].class_, 0);
    uint32_t of_dictionary = n;
    SS_VALUES(v, n, w->form, 0, 0);
    SS_VALUES(v, n, w->low, 0, 0);
    SS_VALUES(v, n, w[-1].low, w->low, 0);
    SS_VALUES(v, n, w->low, w[1].low, 0);
    /* other than the word */
    SS_VALUES(v, n, w->shape, first, 0);
    SS_VALUES(v, n, suffix(t, 1), 0, 0);
    SS_VALUES(v, n, w->suf2, 0, 0);
    SS_VALUES(v, n, w->suf3, 0, 0);
    SS_VALUES(v, n, w->suf4, 0, 0);
    SS_VALUES(v, n, suffix(t, 5), 0, 0);
    SS_VALUES(v, n, prefix(t, 1), 0, 0);
    SS_VALUES(v, n, w->pre2, 0, 0);
    SS_VALUES(v, n, w->pre3, 0, 0);
    SS_VALUES(v, n, prefix(t, 4), 0, 0);
    SS_VALUES(v, n, w->suf2, w->shape, 0);
    SS_VALUES(v, n, w->suf3, w->shape, 0);
    SS_VALUES(v, n, mark->alone, w->mode, first);
    SS_VALUES(v, n, mark->first, mark->inside | mark->last, 0);
    SS_VALUES(v, n, t->flags & (SS_SPACE_BEFORE | SS_CAPITAL | SS_ALLCAPS | SS_DIGIT | SS_ALPHA | SS_PUNCT), w->mode, first);
    SS_VALUES(v, n, first, last, w->mode);
    SS_VALUES(v, n, t->lower_len < 15 ? t->lower_len : 15, t->flags & (SS_CAPITAL | SS_ALPHA), 0);
    SS_VALUES(v, n, w[-1].low, 0, 0);
    SS_VALUES(v, n, w[1].low, 0, 0);
    ss_features(&v, n, 6001, f);
    if (!w->amb && !w->class_)
        for (uint32_t k = 0; k < of_dictionary; k++) f[k] = 0; /* as where the trainer hides the word */
}

/* The class of the highest score, and by how much it leads. */
static uint32_t best_of(const int32_t *score, int32_t *lead)
{
    uint32_t best = 0;
    int32_t second = INT32_MIN;
    for (uint32_t k = 1; k < SS_TAG_COUNT; k++) {
        if (score[k] > score[best]) {
            second = score[best];
            best = k;
        } else if (score[k] > second) {
            second = score[k];
        }
    }
    *lead = score[best] - second;
    return best;
}

static uint32_t choose(const ss_tagger *tagger, const ss_word *w, uint32_t t1, uint32_t t2, int32_t *score)
{
    int32_t lead, linear[SS_LINEAR_CLASSES];
    uint32_t best = best_of(score, &lead), features[SS_TAGGER_FEATURES];
    if (lead > SS_TAGNET_SURE) return best;
    ss_linear_scores(&tagger->linear, features, ss_tagger_features(w, t1, t2, features), linear);
    for (uint32_t k = 0; k < SS_TAG_COUNT; k++) score[k] += SS_TAGNET_LINEAR * linear[k];
    return best_of(score, &lead);
}

void ss_tagnet_run(ss_tagnet *tagnet, const ss_tagger *tagger, const sayso_doc *doc, uint32_t first, const ss_tagging *sentence)
{
    const ss_word *words = sentence->words;
    for (uint32_t at = 0, part, t1 = 0, t2 = 0; at < sentence->n; at += part) {
        part = sentence->n - at < SS_TAGNET_WINDOW ? sentence->n - at : SS_TAGNET_WINDOW;
        const ss_token *t = doc->tokens.at + first + at;
        ss_gazetteer_mark(&tagnet->gaz, t, part, tagnet->marks);
        for (uint32_t i = 0; i < part; i++)
            ss_tagnet_features(&t[i], &words[at + i], &tagnet->marks[i], tagnet->features + (size_t)i * SS_TAGNET_FEATURES);
        ss_net_run(&tagnet->net, &tagnet->space, tagnet->features, &part, 1, tagnet->scores);
        for (uint32_t i = 0; i < part; i++) {
            const ss_word *w = &words[at + i];
            uint32_t tag = w->sure ? w->sure - 1u : choose(tagger, w, t1, t2, tagnet->scores + (size_t)i * tagnet->net.outputs);
            sentence->tags[at + i] = (uint8_t)tag;
            t2 = t1;
            t1 = tag + 1;
        }
    }
}
