/* tagger.c - see tagger.h.
 *
 * An averaged perceptron with the features of Ratnaparkhi 1996 and Honnibal
 * 2013, hashed, and the ambiguity classes of the neighbours (Toutanova et al.
 * 2003 look at words on both sides): a class of a following word tells nearly as
 * much as its tag would. Sentences do not depend on each other, so a few of them are
 * tagged side by side: one is worked on while the rows of the others are fetched.
 * Cost: 28 rows of two cache lines for a word that is
 * scored, none for about a third of running text.
 */
#include "lang/tagger.h"

bool ss_tagdict_open(ss_tagger *tagger, const void *section, size_t len)
{
    ss_tagdict_header h;
    tagger->slots = NULL;
    if (!section || len < sizeof h) return false;
    memcpy(&h, section, sizeof h);
    if (h.magic != SS_TAGDICT_MAGIC || h.log2 > 24 ||
        len != sizeof h + (sizeof(ss_tagdict_slot) << h.log2))
        return false;
    tagger->slots = (const ss_tagdict_slot *)((const char *)section + sizeof h);
    tagger->mask = (1u << h.log2) - 1;
    return true;
}

bool ss_tagger_open(ss_tagger *tagger, const sayso_model *model)
{
    size_t len;
    const void *at = ss_model_section(model, "w:tagdict", &len);
    if (!ss_tagdict_open(tagger, at, len)) return false;
    at = ss_model_section(model, "w:tagger", &len);
    return ss_linear_open(&tagger->linear, at, len) && tagger->linear.classes == SS_TAG_COUNT;
}

void ss_tagdict_apply(const ss_tagger *tagger, ss_word *words, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) {
        uint32_t hash = words[i].low, at = hash * 0x9E3779B1u >> 8;
        words[i].amb = 0;
        words[i].class_ = 0;
        words[i].sure = 0;
        for (uint32_t tries = 0; tries <= tagger->mask; tries++, at++) {
            const ss_tagdict_slot *s = &tagger->slots[at & tagger->mask];
            if (s->hash == 0) break;
            if (s->hash != hash) continue;
            words[i].amb = s->amb;
            words[i].class_ = s->class_;
            words[i].sure = s->sure <= SS_TAG_COUNT ? s->sure : 0;
            break;
        }
    }
}

uint32_t ss_tagger_features(const ss_word *w, uint32_t t1, uint32_t t2, uint32_t *f)
{
    ss_feature_values v; /* of templates 1, 2, ... */
    uint32_t n = 0;
    SS_VALUES(v, n, w->form, 0, 0);
    SS_VALUES(v, n, w->low, 0, 0);
    SS_VALUES(v, n, w->shape, w[-1].shape == ss_word_before.shape, 0);
    SS_VALUES(v, n, w->suf2, w->shape, 0);
    SS_VALUES(v, n, w->suf3, 0, 0);
    SS_VALUES(v, n, w->suf4, 0, 0);
    SS_VALUES(v, n, w->pre2, 0, 0);
    SS_VALUES(v, n, w->pre3, w->suf2, 0);
    SS_VALUES(v, n, t1, 0, 0);
    SS_VALUES(v, n, t1, t2, 0);
    SS_VALUES(v, n, t1, w->low, 0);
    SS_VALUES(v, n, t1, t2, w->amb);
    SS_VALUES(v, n, t1, w->suf3, 0);
    SS_VALUES(v, n, w[-1].low, 0, 0);
    SS_VALUES(v, n, w[-2].low, 0, 0);
    SS_VALUES(v, n, w[1].low, 0, 0);
    SS_VALUES(v, n, w[2].low, 0, 0);
    SS_VALUES(v, n, w[1].suf3, w[1].shape, 0);
    SS_VALUES(v, n, w[-1].low, w->low, 0);
    SS_VALUES(v, n, w->low, w[1].low, 0);
    SS_VALUES(v, n, w->amb, w[1].amb, t1);
    SS_VALUES(v, n, w->amb, w[1].amb, w[2].amb);
    SS_VALUES(v, n, w->shape, w[-1].shape, w[1].shape);
    SS_VALUES(v, n, w[-1].low, w[1].low, 0);
    SS_VALUES(v, n, w->shape, t1, 0);
    SS_VALUES(v, n, w->amb, w[1].low, 0);
    SS_VALUES(v, n, w[-1].form, w->shape, 0);
    SS_VALUES(v, n, w->suf3, w->shape, w[1].amb);
    SS_VALUES(v, n, w->class_, w[-1].class_, w[1].class_);
    SS_VALUES(v, n, w[-1].class_, w->amb, w->shape);
    SS_VALUES(v, n, w[1].class_, w->amb, t1);
    SS_VALUES(v, n, w->class_, w->shape, w->suf2);
    ss_features(&v, n, 1, f);
    return n;
}

/* A sentence on its way: the word at `at` waits for its rows. */
typedef struct {
    const ss_tagging *of;
    uint32_t at, t1, t2;
    bool sought; /* its rows are, else their tags */
    ss_linear_batch batch;
} lane;

static void give(lane *l, uint32_t tag)
{
    l->of->tags[l->at++] = (uint8_t)tag;
    l->t2 = l->t1;
    l->t1 = tag + 1;
}

/* On to the next word that must be scored; false: there is none. */
static bool proceed(const ss_tagger *tagger, lane *l)
{
    const ss_word *words = l->of->words;
    while (l->at < l->of->n && words[l->at].sure) give(l, words[l->at].sure - 1u);
    if (l->at == l->of->n) return false;
    uint32_t f[SS_TAGGER_FEATURES];
    ss_linear_hash(&tagger->linear, f, ss_tagger_features(&words[l->at], l->t1, l->t2, f), &l->batch);
    l->sought = false;
    return true;
}

void ss_tagger_run_all(const ss_tagger *tagger, const ss_tagging *sentences, uint32_t n)
{
    lane lanes[SS_TAGGER_LANES];
    uint32_t active = 0, next = 0;
    for (;;) {
        while (active < SS_TAGGER_LANES && next < n) {
            lane *l = &lanes[active];
            l->of = &sentences[next++];
            l->at = l->t1 = l->t2 = 0;
            active += proceed(tagger, l);
        }
        if (!active) return;
        for (uint32_t k = 0; k < active;) {
            int32_t scores[SS_LINEAR_CLASSES];
            if (!lanes[k].sought) {
                ss_linear_find(&tagger->linear, &lanes[k].batch);
                lanes[k++].sought = true;
                continue;
            }
            ss_linear_end(&tagger->linear, &lanes[k].batch, scores);
            give(&lanes[k], ss_linear_best(&tagger->linear, scores));
            if (proceed(tagger, &lanes[k]))
                k++;
            else if (k < --active)
                lanes[k] = lanes[active];
        }
    }
}

void ss_tagger_run(const ss_tagger *tagger, const ss_word *words, uint32_t n, uint8_t *tags)
{
    ss_tagger_run_all(tagger, &(ss_tagging){words, tags, n}, 1);
}
