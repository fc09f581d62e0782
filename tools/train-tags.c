/* train-tags.c - trains the network of tags (src/lang/tagnet.h).
 *
 * usage: sayso-train-tags MODEL SHARED_DATA_DIR OUT_DIR [NAME=VALUE ...]
 *
 * Learns from the UD treebanks EWT and GUM and from the automatic tags of PolNeAR, of
 * which each epoch sees a part. The automatic tags have conventions of their own: they
 * have a head of their own, which teaches the layers below and is not written; of words
 * that the treebanks have seldom they teach the tags that are. A third head is taught the
 * relation of each word to its head, for tags that serve trees. MODEL is a
 * model file with tag dictionary and gazetteer. Writes OUT_DIR/net-tag.bin; prints
 * accuracy on the development parts after each epoch. Fixed seed, one thread: the same
 * input gives the same bytes.
 */
#include <stdio.h>
#include <stdlib.h>

#include "common/corpus.h"
#include "common/recurrent.h"
#include "common/typography.h"
#include "lang/tagnet.h"

enum { PER = SS_TAGNET_FEATURES, LONGEST = 256 };

typedef struct {
    uint32_t epochs, width, state, least, rows, batch, seed, rare;
    float rate, dropout, words, features, hide, silver, trees;
} settings;

typedef struct {
    rnn_case c;
    uint32_t first; /* token */
    bool automatic;
    uint8_t *got;
} one;

typedef struct {
    one *at;
    uint32_t n;
    corpus *of;
    uint32_t *hashes; /* [tokens * PER] */
    uint16_t *rows, *shown; /* shown: with some words hidden */
    uint8_t *labels;  /* [tokens] 1 + tag, 0: not known */
    uint8_t *shared;  /* [tokens] of automatic ones those that no convention of the treebanks is known to differ from */
    uint8_t *rels;    /* [tokens] 1 + relation to the head */
} set;

static uint64_t random_state;

/* Of the automatic tags of sentences [from, to) those of words that the treebanks, all other
 * sentences, have seldom: of these they have no convention of their own to lose. */
static uint8_t *shared(const corpus *c, const uint8_t *labels, uint32_t from, uint32_t to, uint32_t rare)
{
    uint8_t *kept = allocate(c->bank.doc.tokens.n, 1);
    rnn_vocabulary v = {0};
    uint32_t n;
    for (uint32_t k = 0; k < c->bank.doc.sentences.n; k++)
        for (uint32_t i = 0; (k < from || k >= to) && i < length_of(c, k); i++) rnn_count(&v, words_of(c, k)[i].low, 0);
    if (from == to) return kept;
    free(rnn_settle(&v, rare, UINT16_MAX - 1, false, &n));
    for (uint32_t k = from; k < to; k++)
        for (uint32_t i = 0; i < length_of(c, k); i++)
            if (!rnn_row(&v, words_of(c, k)[i].low)) kept[first_of(c, k) + i] = labels[first_of(c, k) + i];
    return kept;
}

/* Sentences, long ones in parts; those of [from, to) have automatic tags. */
static set make(corpus *c, const ss_smallmap *gaz, uint32_t from, uint32_t to, const settings *o)
{
    const treebank *bank = &c->bank;
    uint32_t n = bank->doc.tokens.n, sentences = bank->doc.sentences.n;
    set s = {.of = c};
    s.at = allocate(sentences + n / LONGEST + 1, sizeof *s.at);
    s.hashes = allocate((size_t)n * PER, sizeof *s.hashes);
    s.labels = allocate(n, 1);
    s.rels = allocate(n, 1);
    for (uint32_t i = 0; i < n; i++) s.rels[i] = bank->gold[i].head == GOLD_NO_HEAD ? 0 : (uint8_t)(bank->gold[i].rel + 1);
    ss_gazetteer_marks *marks = allocate(n, sizeof *marks);
    for (uint32_t i = 0; i < n; i++) s.labels[i] = bank->gold[i].tag == GOLD_NO_TAG ? 0 : (uint8_t)(bank->gold[i].tag + 1);
    s.shared = shared(c, s.labels, from, to, o->rare);
    for (uint32_t k = 0; k < sentences; k++) {
        uint32_t len = length_of(c, k), first = first_of(c, k);
        const ss_token *t = bank->doc.tokens.at + first;
        ss_gazetteer_mark(gaz, t, len, marks);
        for (uint32_t i = 0; i < len; i++)
            ss_tagnet_features(&t[i], words_of(c, k) + i, &marks[i], s.hashes + (size_t)(first + i) * PER);
        for (uint32_t at = 0; at < len; at += LONGEST) {
            one *p = &s.at[s.n++];
            *p = (one){.first = first + at, .automatic = k >= from && k < to};
            p->c.n = len - at < LONGEST ? len - at : LONGEST;
            p->c.allowed[0] = (p->automatic ? s.shared : s.labels) + p->first;
            p->c.allowed[1] = p->automatic ? s.labels + p->first : NULL;
            p->c.allowed[2] = s.rels + p->first;
            p->got = allocate(p->c.n, 1);
        }
    }
    free(marks);
    return s;
}

static void to_rows(set *s, const rnn_vocabulary *v)
{
    size_t n = (size_t)s->of->bank.doc.tokens.n * PER;
    s->rows = allocate(n, sizeof *s->rows);
    s->shown = allocate(n, sizeof *s->shown);
    for (size_t i = 0; i < n; i++) s->rows[i] = rnn_row(v, s->hashes[i]);
    memcpy(s->shown, s->rows, n * sizeof *s->shown);
    free(s->hashes);
    for (uint32_t k = 0; k < s->n; k++) s->at[k].c.rows = s->shown + (size_t)s->at[k].first * PER;
}

/* Hides words, as if the training had never seen them. */
static void hide(set *s, float share)
{
    uint32_t n = s->of->bank.doc.tokens.n, limit = (uint32_t)(share * 65536);
    memcpy(s->shown, s->rows, (size_t)n * PER * sizeof *s->shown);
    for (uint32_t i = 0; i < n; i++)
        if ((perceptron_random(&random_state) & 0xFFFF) < limit)
            memset(s->shown + (size_t)i * PER, 0, SS_TAGNET_WORDS * sizeof *s->shown);
}

static double accuracy(rnn *net, const set *dev)
{
    uint32_t right = 0, all = 0;
    for (uint32_t k = 0; k < dev->n; k += 32) {
        const rnn_case *cases[32];
        uint8_t *labels[32];
        uint32_t n = 0;
        for (; n < 32 && k + n < dev->n; n++) cases[n] = &dev->at[k + n].c, labels[n] = dev->at[k + n].got;
        rnn_label(net, cases, n, 0, labels);
    }
    for (uint32_t k = 0; k < dev->n; k++)
        for (uint32_t i = 0; i < dev->at[k].c.n; i++) {
            uint32_t want = dev->labels[dev->at[k].first + i];
            all += want != 0;
            right += want == dev->at[k].got[i] + 1u;
        }
    return 100.0 * right / all;
}

static void set_option(settings *o, const char *arg)
{
    const char *value = strchr(arg, '=');
    size_t n = value ? (size_t)(value++ - arg) : 0;
#define OPTION(name) \
    if (n == strlen(#name) && !strncmp(arg, #name, n)) { o->name = (__typeof__(o->name))atof(value); return; }
    OPTION(epochs) OPTION(width) OPTION(state) OPTION(least) OPTION(rows) OPTION(batch) OPTION(seed) OPTION(rare)
    OPTION(rate) OPTION(dropout) OPTION(words) OPTION(features) OPTION(hide) OPTION(silver) OPTION(trees)
#undef OPTION
    fprintf(stderr, "no such option: %s\n", arg);
    exit(2);
}

static void train(set *s, const set *dev, uint32_t n_dev, const rnn_shape *shape, const settings *o, const uint32_t *hashes,
                  const char *dir)
{
    rnn *net = rnn_new(shape);
    uint32_t *order = allocate(s->n, sizeof *order), *chosen = allocate(s->n, sizeof *chosen);
    for (uint32_t i = 0; i < s->n; i++) order[i] = i;
    const rnn_case *cases[64];
    for (uint32_t i = 0; i < 4; i++) cases[i] = &s->at[i * (s->n / 4)].c;
    printf("gradients differ from numerical ones by %.4f at most\n", rnn_check(net, cases, 4));
    fflush(stdout);
    for (uint32_t epoch = 0; epoch < o->epochs; epoch++) {
        hide(s, o->hide);
        perceptron_shuffle(order, s->n, &random_state);
        uint32_t n = 0, steps = 0;
        for (uint32_t i = 0; i < s->n; i++)
            if (!s->at[order[i]].automatic || (perceptron_random(&random_state) & 0xFFFF) < o->silver * 65536) chosen[n++] = order[i];
        double loss = 0;
        for (uint32_t k = 0; k < n; k += o->batch, steps++) {
            uint32_t m = 0;
            for (; m < o->batch && k + m < n; m++) cases[m] = &s->at[chosen[k + m]].c;
            loss += rnn_train(net, cases, m, ((float)epoch + (float)k / (float)n) / (float)o->epochs);
        }
        printf("epoch %u: loss %.4f ", epoch + 1, loss / steps);
        for (uint32_t d = 0; d < n_dev; d++) printf(" dev%u XPOS %.2f", d, accuracy(net, &dev[d]));
        printf("  %.0f s\n", cpu_seconds());
        fflush(stdout);
    }
    size_t len;
    void *bytes = rnn_write(net, hashes, &len);
    save_bytes(dir, "net-tag", bytes, len);
    printf("net-tag: %zu bytes\n", len);
}

static void prepare(corpus *c, const ss_tagger *tagger)
{
    corpus_words(c);
    corpus_dictionary(c, tagger);
}

int main(int argc, char **argv)
{
    if (argc < 4) {
        fprintf(stderr, "usage: sayso-train-tags MODEL SHARED_DATA_DIR OUT_DIR [NAME=VALUE ...]\n");
        return 2;
    }
    settings o = {.epochs = 18, .width = 32, .state = 48, .least = 3, .rows = 8000, .batch = 32, .seed = 1, .rare = 30,
                  .rate = 0.005f, .dropout = 0.15f, .words = 0.05f, .features = 0.02f, .hide = 0.1f, .silver = 0.35f, .trees = 0.3f};
    for (int k = 4; k < argc; k++) set_option(&o, argv[k]);
    random_state = o.seed * 77 + 1;
    sayso_error err;
    sayso_model *model = sayso_model_open(argv[1], NULL, &err);
    if (!model) return fprintf(stderr, "%s\n", err.message), 1;
    ss_tagger tagger;
    ss_smallmap gaz;
    size_t len;
    const void *at = ss_model_section(model, "w:tagdict", &len);
    if (!ss_tagdict_open(&tagger, at, len)) return fprintf(stderr, "%s: no tag dictionary\n", argv[1]), 1;
    at = ss_model_section(model, "w:gazetteer", &len);
    ss_smallmap_open(&gaz, at, len);
    static corpus train_c, dev_c[3];
    set dev[3], s;
    uint64_t random = 11;
    corpus_load(&train_c, treebank_read, argv[2], "ud/ewt-train.conllu.xz");
    corpus_load(&train_c, treebank_read, argv[2], "ud/gum-train.conllu.xz");
    uint32_t gold = train_c.bank.doc.sentences.n;
    corpus_load(&train_c, treebank_read_silver, argv[2], "polnear/train/corenlp.tsv.xz");
    uint32_t running = train_c.bank.doc.sentences.n;
    corpus_load(&dev_c[0], treebank_read, argv[2], "ud/ewt-dev.conllu.xz");
    corpus_load(&dev_c[1], treebank_read, argv[2], "ud/gum-dev.conllu.xz");
    corpus_load(&dev_c[2], treebank_read_silver, argv[2], "polnear/dev/corenlp.tsv.xz");
    direct_quotes(&train_c.bank, &random);
    direct_quotes(&dev_c[2].bank, &random);
    uint32_t *origin = allocate(running + gold + 1, sizeof *origin);
    augment(&train_c.bank, gold, origin, &random);
    prepare(&train_c, &tagger);
    s = make(&train_c, &gaz, gold, running, &o);
    for (int d = 0; d < 3; d++) {
        prepare(&dev_c[d], &tagger);
        dev[d] = make(&dev_c[d], &gaz, 0, 0, &o);
    }
    rnn_vocabulary v = {0};
    for (size_t i = 0; i < (size_t)train_c.bank.doc.tokens.n * PER; i++) rnn_count(&v, s.hashes[i], 0);
    uint32_t rows, *hashes = rnn_settle(&v, o.least, o.rows, false, &rows);
    printf("%u sentences, %u tokens; %u of %u features\n", s.n, train_c.bank.doc.tokens.n, rows, v.n);
    to_rows(&s, &v);
    for (int d = 0; d < 3; d++) to_rows(&dev[d], &v);
    rnn_shape shape = {.width = o.width, .state = o.state, .features = PER, .rows = rows, .seed = o.seed, .words = SS_TAGNET_WORDS,
                       .rate = o.rate, .dropout = o.dropout, .word_dropout = o.words, .feature_dropout = o.features,
                       .n_heads = 3};
    shape.head[0] = (rnn_head){.classes = SS_TAG_COUNT, .weight = 1, .plain = true};
    shape.head[1] = (rnn_head){.from = 64, .classes = SS_TAG_COUNT, .weight = 1, .plain = true, .passing = true};
    shape.head[2] = (rnn_head){.from = 128, .classes = SS_REL_COUNT, .weight = o.trees, .plain = true, .passing = true};
    train(&s, dev, 3, &shape, &o, hashes, argv[3]);
    return 0;
}
