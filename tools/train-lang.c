/* train-lang.c - sayso-train-lang SHARED_DATA_DIR OUT_DIR
 *
 * Trains tagger, parser and lemma table on the UD treebanks EWT and GUM, and on the
 * automatic analyses of PolNeAR, of which each epoch sees half; writes
 * OUT_DIR/{tagdict,tagger,actions,labels,sure}.bin. Deterministic: fixed seeds,
 * exact sums. See docs/training.md.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

#include "common/clusters.h"
#include "common/corpus.h"
#include "common/mapmaker.h"
#include "common/typography.h"
#include "lang/lemma.h"
#include "lang/parser.h"

enum {
    TAGGER_LOG2 = 15, ACTIONS_LOG2 = 19, LABELS_LOG2 = 15, /* rows: 2, 4 and 2 MiB */
    TAGGER_EPOCHS = 8, FOLD_EPOCHS = 4, FOLDS = 5,
    PARSER_EPOCHS = 9,
    PRUNED_EPOCHS = 3 /* the last ones, with the features that will be shipped */
};

/* -- the tag dictionary ------------------------------------------------------- */

typedef struct {
    uint32_t hash, total, normal;
    uint32_t count[SS_TAG_COUNT];
} word_tags;

enum { DICT_LOG2 = 17, DICT_SHIPPED_LOG2 = 15, DICT_WORDS = 24000 };

/* The classes of the words of the first n sentences. */
static clustered_word *classes_of(const corpus *c, uint32_t n, uint32_t *n_words)
{
    uint32_t *text = allocate(c->bank.doc.tokens.n + (size_t)n + 1, sizeof *text), k = 1;
    for (uint32_t s = 0; s < n; s++) {
        for (uint32_t i = 0; i < length_of(c, s); i++) text[k++] = words_of(c, s)[i].low;
        text[k++] = 0;
    }
    clustered_word *words = clusters_make(text, k, n_words);
    free(text);
    return words;
}

static ss_tagdict_slot *dict_slot(ss_tagdict_slot *slots, uint32_t log2, uint32_t hash)
{
    uint32_t at = hash * 0x9E3779B1u >> 8, mask = (1u << log2) - 1;
    while (slots[at & mask].hash && slots[at & mask].hash != hash) at++;
    return &slots[at & mask];
}

/* The counting table is chained by linear probing; words of three or more
 * occurrences, and all that have a class, go into the shipped one. */
static void *build_tagdict(const corpus *c, const clustered_word *words, uint32_t n_words, size_t *len)
{
    uint32_t mask = (1u << DICT_LOG2) - 1, kept = 0;
    word_tags *table = allocate((size_t)mask + 1, sizeof *table);
    for (uint32_t s = 0; s < c->bank.doc.sentences.n; s++) {
        const ss_word *w = words_of(c, s);
        for (uint32_t i = 0; i < length_of(c, s); i++) {
            uint32_t at = w[i].low * 0x9E3779B1u >> 8, gold = c->bank.gold[first_of(c, s) + i].tag;
            if (gold == GOLD_NO_TAG) continue;
            while (table[at & mask].hash && table[at & mask].hash != w[i].low) at++;
            word_tags *t = &table[at & mask];
            t->hash = w[i].low;
            t->total++;
            t->count[gold]++;
        }
    }
    ss_tagdict_header h = {SS_TAGDICT_MAGIC, DICT_SHIPPED_LOG2};
    *len = sizeof h + (sizeof(ss_tagdict_slot) << h.log2);
    char *bytes = allocate(*len, 1);
    memcpy(bytes, &h, sizeof h);
    ss_tagdict_slot *slots = (ss_tagdict_slot *)(bytes + sizeof h);
    for (uint32_t k = 0; k <= mask; k++) {
        const word_tags *t = &table[k];
        if (t->total < 3 || kept == DICT_WORDS) continue;
        kept++;
        uint32_t best = 0, set = 0x5a;
        for (uint32_t tag = 0; tag < SS_TAG_COUNT; tag++) {
            if (t->count[tag] > t->count[best]) best = tag;
            if (t->count[tag] * 25 >= t->total) set = ss_mix(set, tag + 1);
        }
        bool sure = t->total >= 40 && t->count[best] * 1000 >= t->total * 998u && best != SS_TAG_NNP;
        *dict_slot(slots, h.log2, t->hash) =
            (ss_tagdict_slot){t->hash, (uint16_t)(set >> 16 | 1), sure ? (uint8_t)(best + 1) : 0, 0};
    }
    for (uint32_t k = 1; k <= n_words; k++) {
        ss_tagdict_slot *s = dict_slot(slots, h.log2, words[k].hash);
        if (!s->hash && kept++ >= DICT_WORDS) break;
        s->hash = words[k].hash;
        s->class_ = (uint8_t)words[k].class_;
    }
    free(table);
    return bytes;
}

/* -- two conventions ------------------------------------------------------------ */

/* The automatic analyses keep to other conventions than the treebanks (which is said of
 * "later", how a date hangs together), and no renaming gets all of that. So what is
 * learned from them is split, after Daume 2007: beside the features that are shipped,
 * their sentences alone have some of their own, which take up what is only their way
 * and are thrown away at the end. */
typedef struct {
    perceptron *shipped, *own;
    bool automatic; /* the sentence at hand */
    uint32_t n, n_own;
    uint32_t f[SS_LINEAR_BATCH], own_f[16];
} learner;

static learner learner_new(uint32_t classes, uint32_t log2, uint32_t seed)
{
    return (learner){.shipped = perceptron_new(classes, log2, seed), .own = perceptron_new(classes, log2, seed + 100)};
}

static void learner_scores(const learner *l, float *scores)
{
    perceptron_scores(l->shipped, l->f, l->n, scores);
    if (!l->automatic) return;
    float more[SS_LINEAR_CLASSES];
    perceptron_scores(l->own, l->own_f, l->n_own, more);
    for (uint32_t k = 0; k < l->shipped->classes; k++) scores[k] += more[k];
}

static void learner_update(learner *l, uint32_t right, uint32_t wrong)
{
    perceptron_update(l->shipped, l->f, l->n, right, 1);
    perceptron_update(l->shipped, l->f, l->n, wrong, -1);
    if (!l->automatic) return;
    perceptron_update(l->own, l->own_f, l->n_own, right, 1);
    perceptron_update(l->own, l->own_f, l->n_own, wrong, -1);
}

/* -- tagger ------------------------------------------------------------------- */

static void tag_sentence(learner *l, corpus *c, uint32_t s)
{
    const ss_word *w = words_of(c, s);
    uint32_t first = c->bank.doc.sentences.at[s].first, t1 = 0, t2 = 0;
    float scores[SS_LINEAR_CLASSES];
    for (uint32_t i = 0; i < length_of(c, s); i++) {
        uint32_t tag, gold = c->bank.gold[first + i].tag;
        if (w[i].sure) {
            tag = w[i].sure - 1u;
        } else {
            l->n = ss_tagger_features(&w[i], t1, t2, l->f);
            if (l->automatic) {
                l->n_own = 0;
                l->own_f[l->n_own++] = ss_feature(1, w[i].low, 0, 0);
                l->own_f[l->n_own++] = ss_feature(2, w[i].low, t1, 0);
                l->own_f[l->n_own++] = ss_feature(3, w[i].low, w[1 + i].amb, 0);
                l->own_f[l->n_own++] = ss_feature(4, w[i].amb, t1, w[1 + i].amb);
                l->own_f[l->n_own++] = ss_feature(5, w[i].shape, t1, 0);
                l->own_f[l->n_own++] = ss_feature(6, w[i].suf3, w[i].shape, 0);
            }
            learner_scores(l, scores);
            tag = 0;
            for (uint32_t k = 1; k < SS_TAG_COUNT; k++)
                if (scores[k] > scores[tag]) tag = k;
            if (tag != gold && gold != GOLD_NO_TAG) {
                learner_update(l, gold, tag);
            }
            perceptron_tick(l->shipped);
        }
        t2 = t1;
        t1 = tag + 1;
    }
}

static double tag_accuracy(const ss_tagger *tagger, corpus *c, const uint8_t *which, uint8_t part)
{
    uint32_t right = 0, all = 0;
    for (uint32_t s = 0; s < c->bank.doc.sentences.n; s++) {
        if (which && which[s] != part) continue;
        uint32_t first = c->bank.doc.sentences.at[s].first, n = length_of(c, s);
        ss_tagger_run(tagger, words_of(c, s), n, c->tags + first);
        for (uint32_t i = 0; i < n; i++) {
            uint8_t gold = c->bank.gold[first + i].tag;
            right += c->tags[first + i] == gold;
            all += gold != GOLD_NO_TAG;
        }
    }
    return all ? 100.0 * right / all : 0;
}

/* Trains on sentences whose part is not `held` (255: on all). */
static perceptron *train_tagger(corpus *c, const uint8_t *automatic, const uint8_t *part, uint8_t held, int epochs)
{
    learner l = learner_new(SS_TAG_COUNT, TAGGER_LOG2, 1);
    uint32_t n = 0, *order = allocate(c->bank.doc.sentences.n, sizeof *order);
    for (uint32_t s = 0; s < c->bank.doc.sentences.n; s++)
        if (part[s] != held) order[n++] = s;
    uint64_t random = 42;
    for (int e = 0; e < epochs; e++) {
        if (e + PRUNED_EPOCHS == epochs) perceptron_prune(l.shipped);
        perceptron_shuffle(order, n, &random);
        for (uint32_t i = 0; i < n; i++) {
            l.automatic = automatic[order[i]];
            if (l.automatic && perceptron_random(&random) % 2) continue;
            tag_sentence(&l, c, order[i]);
        }
    }
    free(order);
    perceptron_free(l.own);
    return l.shipped;
}

/* -- parser -------------------------------------------------------------------- */

/* Arcs of the gold tree that an action puts out of reach (Goldberg and Nivre
 * 2013, table for arc-hybrid). `head` is 1-based; n + 1 stands for the root. */
static void costs(const ss_parse *s, const int32_t *head, uint32_t valid, int cost[SS_ACTIONS])
{
    int32_t s0 = s->depth ? (int32_t)s->stack[s->depth - 1] : 0;
    int32_t s1 = s->depth > 1 ? (int32_t)s->stack[s->depth - 2] : 0;
    int32_t b = (int32_t)s->next, n = (int32_t)s->n;
    cost[SS_SHIFT] = cost[SS_LEFT] = cost[SS_RIGHT] = 0;
    int lost = 0; /* dependents of s0 in the buffer */
    if (s0)
        for (int32_t i = b; i <= n; i++) lost += head[i] == s0;
    if (valid >> SS_LEFT & 1) cost[SS_LEFT] = lost + (head[s0] == s1 || head[s0] > b);
    if (valid >> SS_RIGHT & 1) cost[SS_RIGHT] = lost + (head[s0] >= b);
    if (valid >> SS_SHIFT & 1) {
        for (uint32_t k = 0; k < s->depth; k++) {
            int32_t x = (int32_t)s->stack[k];
            cost[SS_SHIFT] += head[x] == b;
            if (k + 1 < s->depth) cost[SS_SHIFT] += head[b] == x;
        }
    }
}

/* How often a context was met and how often each answer was right there. */
typedef struct {
    uint32_t key, seen, right[SS_REL_COUNT];
} tally;

enum { TALLY_LOG2 = 18, SURE_LOG2 = 13, SURE_SEEN = 30 };

typedef struct {
    learner actions, labels;
    const uint8_t *automatic; /* [sentences] */
    tally *tallies;   /* while they are taken */
    ss_smallmap sure; /* afterwards */
    ss_parse state;
    int32_t *head;
    uint64_t random;
    uint32_t cap;
} parser_trainer;

static tally *tally_of(parser_trainer *t, uint32_t key)
{
    uint32_t mask = (1u << TALLY_LOG2) - 1, at = key * 0x9E3779B1u >> (32 - TALLY_LOG2);
    for (uint32_t tries = 0; tries < 200; tries++, at++) {
        tally *y = &t->tallies[at & mask];
        if (!y->seen) y->key = key;
        if (y->key == key) return y;
    }
    return NULL;
}

/* Contexts whose answer is the same but for one case in a thousand. */
static mapmaker make_sure(const parser_trainer *t)
{
    mapmaker m = mapmaker_new(SURE_LOG2);
    for (uint32_t i = 0; i < 1u << TALLY_LOG2; i++) {
        const tally *y = &t->tallies[i];
        if (y->seen < SURE_SEEN) continue;
        for (uint32_t a = 0; a < SS_REL_COUNT; a++) {
            if ((y->seen - y->right[a]) * 1000ull > y->seen) continue;
            mapmaker_add(&m, y->key, a + 1);
            break;
        }
    }
    mapmaker_seal(&m);
    printf("  %u sure contexts\n", m.entries);
    return m;
}

static void prepare(parser_trainer *t, corpus *c, uint32_t s)
{
    uint32_t n = length_of(c, s), first = c->bank.doc.sentences.at[s].first;
    if (n + 4 > t->cap) {
        t->cap = (n + 4) * 2;
        free(t->state.nodes);
        free(t->state.stack);
        free(t->head);
        t->state.nodes = allocate(t->cap, sizeof *t->state.nodes);
        t->state.stack = allocate(t->cap, sizeof *t->state.stack);
        t->head = allocate(t->cap, sizeof *t->head);
    }
    ss_parse_init(&t->state, words_of(c, s), c->tags + first, n);
    for (uint32_t i = 0; i < n; i++) {
        int32_t h = c->bank.gold[first + i].head;
        t->head[i + 1] = h == GOLD_NO_HEAD ? -7 : h < 0 ? (int32_t)n + 1 : h - (int32_t)first + 1;
    }
}

static uint32_t train_label(parser_trainer *t, const corpus *c, uint32_t first, uint32_t head, uint32_t dep)
{
    uint32_t gold = c->bank.gold[first + dep - 1].rel;
    bool right = t->head[dep] == (int32_t)head && gold != SS_REL_root;
    uint32_t sure = ss_smallmap_find(&t->sure, ss_label_key(&t->state, head, dep, false));
    if (!sure) sure = ss_smallmap_find(&t->sure, ss_label_key(&t->state, head, dep, true));
    if (sure) return sure - 1;
    for (int by_word = 0; right && t->tallies && by_word < 2; by_word++) {
        tally *y = tally_of(t, ss_label_key(&t->state, head, dep, by_word));
        if (y) y->seen++, y->right[gold]++;
    }
    learner *l = &t->labels;
    l->n = ss_label_features(&t->state, head, dep, l->f);
    if (l->automatic) {
        const ss_node *h = &t->state.nodes[head], *d = &t->state.nodes[dep];
        uint32_t right_of = dep > head;
        l->n_own = 0;
        l->own_f[l->n_own++] = ss_feature(1, h->p, d->p, right_of);
        l->own_f[l->n_own++] = ss_feature(2, h->wp, d->p, right_of);
        l->own_f[l->n_own++] = ss_feature(3, h->p, d->wp, right_of);
        l->own_f[l->n_own++] = ss_feature(4, h->p, d->p, d->lset);
        l->own_f[l->n_own++] = ss_feature(5, h->w, d->w, right_of);
    }
    float scores[SS_LINEAR_CLASSES];
    learner_scores(l, scores);
    uint32_t guess = SS_REL_punct;
    for (uint32_t r = 0; r < SS_REL_COUNT; r++)
        if (r != SS_REL_root && scores[r] > scores[guess]) guess = r;
    if (right) { /* wrong arcs teach nothing about names */
        if (gold != guess) learner_update(l, gold, guess);
        perceptron_tick(l->shipped);
    }
    return guess;
}

/* Learns from one choice; returns the action to go on with. */
static int train_action(parser_trainer *t, uint32_t valid, bool explore)
{
    const ss_parse *state = &t->state;
    learner *l = &t->actions;
    l->n = ss_action_features(state, l->f);
    if (l->automatic) {
        const ss_node *s0 = &state->nodes[state->depth ? state->stack[state->depth - 1] : 0],
                      *s1 = &state->nodes[state->depth > 1 ? state->stack[state->depth - 2] : 0],
                      *b0 = &state->nodes[state->next];
        l->n_own = 0;
        l->own_f[l->n_own++] = ss_feature(1, s1->p, s0->p, b0->p);
        l->own_f[l->n_own++] = ss_feature(2, s0->wp, b0->p, 0);
        l->own_f[l->n_own++] = ss_feature(3, s0->p, b0->wp, 0);
        l->own_f[l->n_own++] = ss_feature(4, s1->p, s0->wp, 0);
        l->own_f[l->n_own++] = ss_feature(5, s1->wp, s0->p, 0);
        l->own_f[l->n_own++] = ss_feature(6, s0->p, b0->p, b0[1].p);
    }
    float scores[SS_LINEAR_CLASSES];
    int cost[SS_ACTIONS], least = 1 << 20, guess = -1, gold = -1;
    costs(state, t->head, valid, cost);
    for (int a = 0; a < SS_ACTIONS; a++)
        if ((valid >> a & 1) && cost[a] < least) least = cost[a];
    learner_scores(l, scores);
    tally *y = t->tallies ? tally_of(t, ss_action_key(state)) : NULL;
    if (y) y->seen++;
    for (int a = 0; a < SS_ACTIONS; a++) {
        if (!(valid >> a & 1)) continue;
        if (guess < 0 || scores[a] > scores[guess]) guess = a;
        if (cost[a] != least) continue;
        if (gold < 0 || scores[a] > scores[gold]) gold = a;
        if (y) y->right[a]++;
    }
    if (cost[guess] > least) learner_update(l, (uint32_t)gold, (uint32_t)guess);
    perceptron_tick(l->shipped);
    return explore && perceptron_random(&t->random) % 10 ? guess : gold;
}

static void train_sentence(parser_trainer *t, corpus *c, uint32_t s, bool explore)
{
    ss_parse *state = &t->state;
    uint32_t first = first_of(c, s);
    prepare(t, c, s);
    t->actions.automatic = t->labels.automatic = t->automatic[s];
    while (!ss_parse_done(state)) {
        uint32_t valid = ss_parse_valid(state);
        int action = valid == 1u << SS_RIGHT ? SS_RIGHT : SS_SHIFT;
        uint32_t sure = valid & (valid - 1) ? ss_smallmap_find(&t->sure, ss_action_key(state)) : 0;
        if (sure && (valid >> (sure - 1) & 1)) {
            action = (int)sure - 1;
        } else if (valid & (valid - 1)) {
            action = train_action(t, valid, explore);
        }
        uint32_t rel = 0;
        if (action != SS_SHIFT) {
            uint32_t head, dep;
            ss_parse_arc(state, action, &head, &dep);
            rel = train_label(t, c, first, head, dep);
        }
        ss_parse_do(state, action, (ss_rel)rel);
    }
}

typedef struct {
    double uas, las;
} parse_score;

static parse_score score_parser(const ss_parser *parser, corpus *c, parser_trainer *t)
{
    uint32_t heads = 0, both = 0, all = 0;
    for (uint32_t s = 0; s < c->bank.doc.sentences.n; s++) {
        uint32_t n = length_of(c, s), first = c->bank.doc.sentences.at[s].first;
        if (!n) continue;
        prepare(t, c, s);
        ss_parser_run(parser, &t->state);
        for (uint32_t i = 1; i <= n; i++) {
            int32_t h = t->state.nodes[i].head;
            if (t->head[i] == -7) continue;
            all++;
            bool good = (h < 0 ? (int32_t)n + 1 : h) == t->head[i];
            heads += good;
            both += good && t->state.nodes[i].rel == c->bank.gold[first + i - 1].rel;
        }
    }
    return (parse_score){100.0 * heads / all, 100.0 * both / all};
}

static void train_parser(corpus *train, const uint8_t *automatic, corpus *const *dev, const char *out)
{
    parser_trainer t = {.actions = learner_new(SS_ACTIONS, ACTIONS_LOG2, 2),
                        .labels = learner_new(SS_REL_COUNT, LABELS_LOG2, 3),
                        .automatic = automatic,
                        .random = 7};
    uint32_t n = train->bank.doc.sentences.n, *order = allocate(n, sizeof *order), k = 0;
    for (uint32_t s = 0; s < n; s++)
        if (length_of(train, s)) order[k++] = s;
    mapmaker sure = {0};
    for (int e = 0; e < PARSER_EPOCHS; e++) {
        if (e == 1) t.tallies = allocate((size_t)1 << TALLY_LOG2, sizeof *t.tallies);
        if (e == 2) {
            sure = make_sure(&t);
            ss_smallmap_open(&t.sure, sure.bytes, sure.len);
            free(t.tallies);
            t.tallies = NULL;
        }
        if (e == PARSER_EPOCHS - PRUNED_EPOCHS) {
            perceptron_prune(t.actions.shipped);
            perceptron_prune(t.labels.shipped);
        }
        perceptron_shuffle(order, k, &t.random);
        for (uint32_t i = 0; i < k; i++) {
            if (automatic[order[i]] && perceptron_random(&t.random) % 2) continue;
            train_sentence(&t, train, order[i], e > 0);
        }
        if (e != PARSER_EPOCHS - PRUNED_EPOCHS - 1 && e + 1 < PARSER_EPOCHS) continue;
        void *a, *b;
        ss_parser parser = {perceptron_finish(t.actions.shipped, &a), perceptron_finish(t.labels.shipped, &b), t.sure};
        for (int d = 0; dev[d]; d++) {
            double from = cpu_seconds();
            parse_score score = score_parser(&parser, dev[d], &t);
            printf("epoch %d dev%d UAS %.2f LAS %.2f  %.2f us/token\n", e + 1, d, score.uas, score.las,
                   (cpu_seconds() - from) * 1e6 / dev[d]->bank.doc.tokens.n);
        }
        printf("  %.0f s\n", cpu_seconds());
        fflush(stdout);
        free(a);
        free(b);
    }
    save_table(out, "actions", t.actions.shipped);
    save_table(out, "labels", t.labels.shipped);
    save_bytes(out, "sure", sure.bytes, sure.len);
    free(order);
}

/* -- lemmas --------------------------------------------------------------------- */

typedef struct {
    char *key, *lemma;
    uint32_t count;
} form;

static int by_key(const void *a, const void *b)
{
    const form *x = a, *y = b;
    int c = strcmp(x->key, y->key);
    return c ? c : strcmp(x->lemma, y->lemma);
}

static void lower_case(char *s)
{
    for (; *s; s++)
        if (*s >= 'A' && *s <= 'Z') *s |= 32;
}

static char *text(const char *a, const char *b)
{
    char *s = allocate(strlen(a) + strlen(b) + 2, 1);
    sprintf(s, b[0] ? "%s %s" : "%s%s", a, b);
    lower_case(s);
    return s;
}

/* What the rules make of a key "word tag". */
static bool rule_gives(const char *key, const char *lemma)
{
    char out[300], name[16];
    const char *blank = strrchr(key, ' ');
    uint32_t len = (uint32_t)(blank - key), k = 0;
    for (const char *p = blank + 1; *p; p++) name[k++] = *p >= 'a' && *p <= 'z' ? (char)(*p - 32) : *p;
    uint32_t n = ss_lemma_rule(key, len, (ss_tag)ss_tag_from_name(name, k), out);
    if (!n) memcpy(out, key, n = len);
    return strlen(lemma) == n && !memcmp(out, lemma, n);
}

/* Every form of the treebanks whose lemma the rules get wrong. */
static void write_lemmas(const treebank *bank, const char *dir)
{
    uint32_t n = 0;
    form *forms = allocate(bank->doc.tokens.n, sizeof *forms);
    for (uint32_t i = 0; i < bank->doc.tokens.n; i++) {
        const ss_token *t = &bank->doc.tokens.at[i];
        uint8_t tag = bank->gold[i].tag;
        if (tag == SS_TAG_NNP || tag == SS_TAG_NNPS || !(t->flags & SS_ALPHA) || (t->flags & SS_DIGIT)) continue;
        if (t->lower[0] == '#' || t->lower[0] == ' ' || t->lower_len > 40 || !ss_lemma_inflects(tag)) continue;
        forms[n++] = (form){text(t->lower, ss_tag_name(tag)), text(bank->gold[i].lemma, ""), 1};
    }
    qsort(forms, n, sizeof *forms, by_key);
    char path[4096];
    snprintf(path, sizeof path, "%s/lemmas.txt", dir);
    FILE *f = fopen(path, "w");
    if (!f) exit(1);
    fputs("# Lemmas that the rules of src/lang/lemma.c do not give: word and tag, lemma.\n"
          "# Made by sayso-train-lang from the treebanks UD English-EWT (CC BY-SA 4.0) and GUM (CC BY 4.0);\n"
          "# the lines behind \"By hand\" were added by hand, and training keeps them.\n", f);
    for (uint32_t i = 0; i < n;) {
        uint32_t best = i, most = 0, k = i, total = 0;
        while (k < n && !strcmp(forms[k].key, forms[i].key)) {
            uint32_t run = k;
            while (run < n && !by_key(&forms[run], &forms[k])) run++;
            if (run - k > most) most = run - k, best = k;
            total += run - k;
            k = run;
        }
        if (!rule_gives(forms[best].key, forms[best].lemma) && most * 2 > total && forms[best].lemma[0] != '_')
            fprintf(f, "%s\t%s\n", forms[best].key, forms[best].lemma);
        i = k;
    }
    fclose(f);
    free(forms);
}

int main(int argc, char **argv)
{
    if (argc != 3) {
        fprintf(stderr, "usage: sayso-train-lang SHARED_DATA_DIR OUT_DIR\n");
        return 2;
    }
    static corpus train, ewt, gum, silver;
    uint64_t random = 11;
    corpus_load(&train, treebank_read, argv[1], "ud/ewt-train.conllu.xz");
    corpus_load(&train, treebank_read, argv[1], "ud/gum-train.conllu.xz");
    uint32_t gold_sentences = train.bank.doc.sentences.n;
    write_lemmas(&train.bank, argv[2]);
    corpus_load(&train, treebank_read_silver, argv[1], "polnear/train/corenlp.tsv.xz");
    corpus_load(&silver, treebank_read_silver, argv[1], "polnear/dev/corenlp.tsv.xz");
    direct_quotes(&train.bank, &random);
    direct_quotes(&silver.bank, &random);
    const uint32_t running_sentences = train.bank.doc.sentences.n;
    uint32_t room = train.bank.doc.sentences.n + gold_sentences + 1, *origin = allocate(room, sizeof *origin);
    for (uint32_t s = 0; s < room; s++) origin[s] = s;
    augment(&train.bank, gold_sentences, origin, &random);
    corpus_load(&ewt, treebank_read, argv[1], "ud/ewt-dev.conllu.xz");
    corpus_load(&gum, treebank_read, argv[1], "ud/gum-dev.conllu.xz");
    corpus *dev[] = {&ewt, &gum, &silver, NULL};
    corpus_words(&train);
    corpus_words(&ewt);
    corpus_words(&gum);
    corpus_words(&silver);
    printf("%u sentences, %u tokens\n", train.bank.doc.sentences.n, train.bank.doc.tokens.n);

    size_t len;
    uint32_t n_words;
    clustered_word *words = classes_of(&train, running_sentences, &n_words);
    printf("%u words in classes  %.0f s\n", n_words, cpu_seconds());
    void *dict = build_tagdict(&train, words, n_words, &len);
    free(words);
    ss_tagger tagger;
    ss_tagdict_open(&tagger, dict, len);
    save_bytes(argv[2], "tagdict", dict, len);
    corpus_dictionary(&train, &tagger);
    for (int d = 0; dev[d]; d++) corpus_dictionary(dev[d], &tagger);

    /* Parts by blocks of 10 sentences, so that documents stay mostly together; a
     * copy in another typography goes where its original is. */
    uint8_t *part = allocate(train.bank.doc.sentences.n, 1);
    for (uint32_t s = 0; s < train.bank.doc.sentences.n; s++)
        part[s] = (uint8_t)(origin[s] / 10 % FOLDS);
    uint8_t *automatic = allocate(train.bank.doc.sentences.n, 1);
    memset(automatic + gold_sentences, 1, running_sentences - gold_sentences);
    perceptron *p = train_tagger(&train, automatic, part, 255, TAGGER_EPOCHS);
    void *bytes;
    tagger.linear = perceptron_finish(p, &bytes);
    save_table(argv[2], "tagger", p);
    perceptron_free(p);
    for (int d = 0; dev[d]; d++) {
        double from = cpu_seconds();
        double accuracy = tag_accuracy(&tagger, dev[d], NULL, 0);
        printf("dev%d XPOS %.2f  %.2f us/token\n", d, accuracy, (cpu_seconds() - from) * 1e6 / dev[d]->bank.doc.tokens.n);
    }
    printf("  %.0f s\n", cpu_seconds());
    fflush(stdout);
    for (uint8_t k = 0; k < FOLDS; k++) {
        p = train_tagger(&train, automatic, part, k, FOLD_EPOCHS);
        void *held;
        ss_tagger fold = tagger;
        fold.linear = perceptron_finish(p, &held);
        printf("fold %d XPOS %.2f\n", k, tag_accuracy(&fold, &train, part, k));
        fflush(stdout);
        perceptron_free(p);
        free(held);
    }
    printf("  %.0f s\n", cpu_seconds());
    train_parser(&train, automatic, dev, argv[2]);
    return 0;
}
