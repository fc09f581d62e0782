/* train-nets.c - trains the two networks of attribution on PolNeAR.
 *
 * usage: sayso-train-nets cue|cue-2|role|role-2 MODEL POLNEAR_DIR OUT_DIR [NAME=VALUE ...]
 *
 * MODEL is a model file with tagger, parser, names and linear cues; POLNEAR_DIR holds
 * train/ and dev/. Writes OUT_DIR/net-cue.bin or net-role.bin (-2: the same from another
 * beginning, without the features, which it shares); prints scores on dev after each epoch. Fixed seed, one thread: the same input gives the same bytes.
 *
 * net-cue reads windows of whole paragraphs and labels them three times over: cues as
 * out/begin/inside where the words of a content that are no marked cue may be anything
 * (the annotation is flat: other cues there are not known to be none); the same where
 * they are out, for flat readings; and every word as out, source, content or cue, which
 * is there to teach the layers below. net-role labels the window of one cue.
 */
#include <stdio.h>
#include <stdlib.h>

#include "attr/nets.h"
#include "common/polnear.h"
#include "common/recurrent.h"

typedef struct {
    uint32_t epochs, width, state, least, rows, batch, seed, limit;
    float rate, dropout, words, features;
} settings;

typedef struct {
    rnn_case c;
    article *a;
    uint32_t first; /* token */
    uint32_t gold;  /* attribution, of roles */
    uint8_t *got;
} one;

typedef struct {
    one *at;
    uint32_t n, cap;
    uint32_t *features; /* hashes, until rows are known */
    size_t n_features, room;
} set;

static uint64_t random_state;

static uint32_t random_below(uint32_t n)
{
    random_state = random_state * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)((random_state >> 33) % n);
}

static one *add(set *s, article *a, uint32_t first, uint32_t n, uint32_t per_token)
{
    if (s->n == s->cap) s->at = polnear_need(realloc(s->at, (s->cap = s->cap * 2 + 1024) * sizeof *s->at));
    while (s->n_features + (size_t)n * per_token > s->room)
        s->features = polnear_need(realloc(s->features, (s->room = s->room * 2 + 1000000) * sizeof(uint32_t)));
    one *o = &s->at[s->n++];
    *o = (one){.a = a, .first = first};
    o->c.n = n;
    o->got = polnear_need(calloc(n + 1, 1));
    return o;
}

/* ------------------------------------------------------------------------ cues */

static void add_cues(set *s, article *a)
{
    const sayso_doc *doc = a->doc;
    ss_cue_scope scope;
    ss_cue_scope_init(&scope, &a->ctx, a->tree);
    uint8_t *role = polnear_need(calloc(doc->tokens.n + 1, 1));
    for (uint32_t g = 0; g < a->n_gold; g++)
        for (uint32_t i = 0; i < doc->tokens.n; i++)
            if (a->gold[g].label[i]) role[i] = a->gold[g].label[i];
    for (uint32_t at = 0; at < doc->tokens.n;) {
        uint32_t end = ss_cue_net_end(doc, at), n = end - at;
        one *o = add(s, a, at, n, SS_CUE_NET_FEATURES);
        uint8_t *nested = polnear_need(malloc(n)), *flat = polnear_need(malloc(n)), *roles = polnear_need(malloc(n));
        for (uint32_t i = 0; i < n; i++) {
            uint32_t t = at + i;
            nested[i] = (uint8_t)(a->masked[t] ? 7 : 1 << a->cue[t]);
            flat[i] = (uint8_t)(1 << a->cue[t]);
            roles[i] = (uint8_t)(1 << role[t]);
        }
        ss_cue_net_window(&scope, at, end, s->features + s->n_features);
        s->n_features += (size_t)n * SS_CUE_NET_FEATURES;
        o->c.allowed[0] = nested;
        o->c.allowed[1] = flat;
        o->c.allowed[2] = roles;
        at = end;
    }
    free(role);
}

/* Exact cues: of head 0 those outside gold contents count, of head 1 all. */
static double score_cues(const set *dev, int head)
{
    uint32_t right = 0, gold = 0, guessed = 0;
    for (uint32_t k = 0; k < dev->n; k++) {
        const one *o = &dev->at[k];
        const article *a = o->a;
        for (uint32_t i = 0; i < o->c.n; i++) {
            uint32_t t = o->first + i;
            gold += a->cue[t] == SS_CUE_BEGIN;
            bool begins = o->got[i] == SS_CUE_BEGIN || (o->got[i] && (!i || !o->got[i - 1]));
            if (!begins || (head == 0 && a->masked[t])) continue;
            guessed++;
            uint32_t e = i + 1, f = t + 1;
            while (e < o->c.n && o->got[e] == SS_CUE_INSIDE) e++;
            while (f < a->doc->tokens.n && a->cue[f] == SS_CUE_INSIDE) f++;
            right += a->cue[t] == SS_CUE_BEGIN && e - i == f - t;
        }
    }
    printf("  head %d: recall %.1f precision %.1f F1 %.2f", head, 100.0 * right / gold, 100.0 * right / guessed,
           200.0 * right / (gold + guessed));
    return 2.0 * right / (gold + guessed);
}

/* ----------------------------------------------------------------------- roles */

static int by_first(const void *x, const void *y)
{
    const ss_cue *a = x, *b = y;
    return a->first < b->first ? -1 : a->first > b->first;
}

/* Gold cues, and predicted ones that do not overlap them, as rivals. */
static void merge_cues(article *a)
{
    ss_cue_list guessed = {0};
    ss_cues_find(&a->ctx, a->tree, &guessed);
    for (uint32_t g = 0; g < a->n_gold; g++) *ss_push(&a->scratch, &a->all) = a->gold[g].cue;
    for (uint32_t k = 0; k < guessed.n; k++) {
        bool clear = true;
        for (uint32_t g = 0; g < a->n_gold; g++)
            clear &= guessed.at[k].last <= a->gold[g].cue.first || a->gold[g].cue.last <= guessed.at[k].first;
        if (clear) *ss_push(&a->scratch, &a->all) = guessed.at[k];
    }
    if (a->all.n) qsort(a->all.at, a->all.n, sizeof *a->all.at, by_first);
}

static void add_roles(set *s, article *a)
{
    merge_cues(a);
    ss_role_scope *scope = polnear_need(malloc(sizeof *scope));
    for (uint32_t g = 0; g < a->n_gold; g++) {
        uint32_t which = 0;
        while (a->all.at[which].first != a->gold[g].cue.first || a->all.at[which].last != a->gold[g].cue.last) which++;
        ss_role_scope_init(scope, &a->ctx, a->tree, &a->all, which);
        uint32_t n = scope->last - scope->first;
        one *o = add(s, a, scope->first, n, SS_ROLE_NET_FEATURES);
        o->gold = g;
        uint8_t *allowed = polnear_need(malloc(n));
        for (uint32_t i = 0; i < n; i++) {
            uint8_t y = a->gold[g].label[scope->first + i];
            allowed[i] = (uint8_t)(1 << (y == 3 ? SS_ROLE_OUT : y));
            ss_role_net_features(scope, scope->first + i, s->features + s->n_features);
            s->n_features += SS_ROLE_NET_FEATURES;
        }
        o->c.allowed[0] = allowed;
    }
    free(scope);
}

static double score_roles(const set *dev)
{
    uint32_t source = 0, content = 0, both = 0;
    for (uint32_t k = 0; k < dev->n; k++) {
        const one *o = &dev->at[k];
        bool s = true, q = true;
        for (uint32_t i = 0; i < o->c.n; i++) {
            uint8_t want = o->a->gold[o->gold].label[o->first + i];
            if ((o->got[i] == SS_ROLE_SOURCE) != (want == SS_ROLE_SOURCE)) s = false;
            if ((o->got[i] == SS_ROLE_CONTENT) != (want == SS_ROLE_CONTENT)) q = false;
        }
        source += s;
        content += q;
        both += s && q;
    }
    printf("  all tokens right: source %.1f content %.1f both %.2f", 100.0 * source / dev->n, 100.0 * content / dev->n,
           100.0 * both / dev->n);
    return (double)both / dev->n;
}

/* -------------------------------------------------------------------- training */

/* Out, source, content, cue. */
static uint32_t label_of(const rnn_case *c, uint32_t i, bool cues)
{
    uint32_t allowed = c->allowed[cues ? 2 : 0][i], y = 0;
    while (!(allowed >> y & 1)) y++;
    return y;
}

static void to_rows(set *s, const rnn_vocabulary *v, uint32_t per_token)
{
    uint16_t *rows = polnear_need(malloc(s->n_features * sizeof *rows + 1));
    for (size_t i = 0; i < s->n_features; i++) rows[i] = rnn_row(v, s->features[i]);
    free(s->features);
    size_t at = 0;
    for (uint32_t k = 0; k < s->n; k++) {
        s->at[k].c.rows = rows + at;
        at += (size_t)s->at[k].c.n * per_token;
    }
}

static double evaluate(rnn *net, const set *dev, uint32_t head)
{
    double loss = 0, tokens = 0;
    for (uint32_t k = 0; k < dev->n; k += 32) {
        const rnn_case *cases[32];
        uint8_t *labels[32];
        uint32_t n = 0;
        for (; n < 32 && k + n < dev->n; n++) cases[n] = &dev->at[k + n].c, labels[n] = dev->at[k + n].got;
        rnn_label(net, cases, n, head, labels);
        double rows = 0;
        for (uint32_t i = 0; i < n; i++) rows += cases[i]->n;
        loss += rnn_loss(net, cases, n) * rows;
        tokens += rows;
    }
    return loss / tokens;
}

static void train(const set *train, const set *dev, const rnn_shape *shape, const settings *o, bool cues,
                  const uint32_t *hashes, const char *path)
{
    rnn *net = rnn_new(shape);
    uint32_t *order = polnear_need(malloc(train->n * sizeof *order));
    for (uint32_t i = 0; i < train->n; i++) order[i] = i;
    const rnn_case *cases[64];
    for (uint32_t i = 0; i < 4; i++) cases[i] = &train->at[i * 7].c;
    printf("gradients differ from numerical ones by %.4f at most\n", rnn_check(net, cases, 4));
    uint32_t steps = (train->n + o->batch - 1) / o->batch, total = steps * o->epochs, step = 0;
    for (uint32_t epoch = 1; epoch <= o->epochs; epoch++) {
        for (uint32_t i = train->n; i > 1; i--) {
            uint32_t k = random_below(i), was = order[i - 1];
            order[i - 1] = order[k];
            order[k] = was;
        }
        double loss = 0;
        for (uint32_t k = 0; k < train->n; k += o->batch, step++) {
            uint32_t n = 0;
            for (; n < o->batch && k + n < train->n; n++) cases[n] = &train->at[order[k + n]].c;
            loss += rnn_train(net, cases, n, (float)step / (float)total);
        }
        printf("epoch %u: loss %.4f", epoch, loss / steps);
        for (uint32_t head = 0; head < (cues ? 2u : 1u); head++) {
            double on_dev = evaluate(net, dev, head);
            if (!head) printf(" dev %.4f", on_dev);
            if (cues) score_cues(dev, (int)head);
            else score_roles(dev);
        }
        printf("\n");
        fflush(stdout);
    }
    size_t len;
    void *bytes = rnn_write(net, hashes, &len);
    FILE *f = fopen(path, "wb");
    if (!f || fwrite(bytes, 1, len, f) != len || fclose(f)) polnear_die("cannot write", path);
    printf("%s: %zu bytes\n", path, len);
}

static void set_option(settings *o, const char *arg)
{
    const char *value = strchr(arg, '=');
    if (!value) polnear_die("not NAME=VALUE:", arg);
    size_t n = (size_t)(value++ - arg);
#define OPTION(name) \
    if (n == strlen(#name) && !strncmp(arg, #name, n)) { o->name = (__typeof__(o->name))atof(value); return; }
    OPTION(epochs) OPTION(width) OPTION(state) OPTION(least) OPTION(rows) OPTION(batch) OPTION(seed) OPTION(limit)
    OPTION(rate) OPTION(dropout) OPTION(words) OPTION(features)
#undef OPTION
    polnear_die("no such option:", arg);
}

int main(int argc, char **argv)
{
    static const char *const kinds[] = {"cue", "cue-2", "role", "role-2"};
    int kind = 0;
    while (argc >= 5 && kind < 4 && strcmp(argv[1], kinds[kind])) kind++;
    if (argc < 5 || kind == 4)
        polnear_die("usage: sayso-train-nets", "cue|cue-2|role|role-2 MODEL POLNEAR_DIR OUT_DIR [NAME=VALUE ...]");
    bool cues = kind < 2;
    settings o = {.epochs = 11, .width = 64, .state = 96, .least = 4, .rows = 18000, .batch = 16, .seed = 1u + kind % 2,
                  .rate = 0.003f, .dropout = 0.3f, .words = 0.2f, .features = 0.05f};
    if (cues) o.epochs = 8, o.state = 64, o.rows = 12000, o.batch = 4, o.dropout = 0.45f;
    for (int k = 5; k < argc; k++) set_option(&o, argv[k]);
    random_state = o.seed;
    sayso_error err;
    sayso_model *model = sayso_model_open(argv[2], NULL, &err);
    if (!model) polnear_die(argv[2], err.message);
    uint32_t n_train, n_dev, per_token = cues ? SS_CUE_NET_FEATURES : SS_ROLE_NET_FEATURES, rows;
    article *train_articles = polnear_read(model, argv[3], "train", SAYSO_EFFORT_ACCURATE, &n_train);
    article *dev_articles = polnear_read(model, argv[3], "dev", SAYSO_EFFORT_ACCURATE, &n_dev);
    if (o.limit && o.limit < n_train) n_train = o.limit;
    set train_set = {0}, dev_set = {0};
    for (uint32_t d = 0; d < n_train; d++) (cues ? add_cues : add_roles)(&train_set, &train_articles[d]);
    for (uint32_t d = 0; d < n_dev; d++) (cues ? add_cues : add_roles)(&dev_set, &dev_articles[d]);
    rnn_vocabulary v = {0};
    const uint32_t *feature = train_set.features;
    for (uint32_t k = 0; k < train_set.n; k++)
        for (uint32_t i = 0; i < train_set.at[k].c.n; i++)
            for (uint32_t f = 0; f < per_token; f++) rnn_count(&v, *feature++, label_of(&train_set.at[k].c, i, cues));
    uint32_t *hashes = rnn_settle(&v, o.least, o.rows, cues, &rows);
    printf("%u cases, %zu tokens; %u of %u features, seen %u times at least\n", train_set.n, train_set.n_features / per_token,
           rows, v.n, v.least);
    to_rows(&train_set, &v, per_token);
    to_rows(&dev_set, &v, per_token);
    rnn_shape shape = {.width = o.width, .state = o.state, .features = per_token, .rows = rows, .seed = o.seed,
                       .words = cues ? SS_CUE_NET_WORDS : SS_ROLE_NET_WORDS, .rate = o.rate, .dropout = o.dropout,
                       .word_dropout = o.words, .feature_dropout = o.features};
    if (cues) {
        shape.n_heads = 3;
        shape.head[0] = (rnn_head){.from = SS_CUE_NET_NESTED, .classes = 3, .weight = 1};
        shape.head[1] = (rnn_head){.from = SS_CUE_NET_FLAT, .classes = 3, .weight = 1};
        shape.head[2] = (rnn_head){.from = SS_CUE_NET_ROLES, .classes = 4, .weight = 0.5f};
    } else {
        shape.n_heads = 1;
        shape.head[0] = (rnn_head){.classes = 3, .weight = 1};
    }
    char path[1024];
    snprintf(path, sizeof path, "%s/net-%s.bin", argv[4], argv[1]);
    train(&train_set, &dev_set, &shape, &o, cues, kind % 2 ? NULL : hashes, path);
    return 0;
}
