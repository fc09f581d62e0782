/* train-attr.c - trains the cue tagger and the role labeller on PolNeAR.
 *
 * usage: sayso-train-attr MODEL POLNEAR_DIR OUT_DIR
 *
 * MODEL is a model file with tagger, parser and names (sayso-pack); POLNEAR_DIR
 * holds train/ and dev/, each with text/STEM.txt and attributions/STEM_*.ann.
 * Writes OUT_DIR/cue.bin, role.bin, role-edge.bin; prints scores on dev for each
 * epoch. Fixed seed, one thread: the same input gives the same bytes.
 *
 * Cue tagger: greedy, trained on its own previous labels (so that it learns to
 * recover from its errors). Tokens inside a gold content that are no gold cue are
 * not trained on: the annotation is flat, so they are not known to be no cue.
 * Role labeller: structured perceptron with a cost for each wrong label
 * (loss-augmented decoding), over gold cues, with predicted cues as rivals.
 */
#include <stdio.h>
#include <stdlib.h>

#include "attr/roles.h"
#include "common/perceptron.h"
#include "common/polnear.h"

enum { RUNS = 4, CUE_EPOCHS = 5, ROLE_EPOCHS = 10, CUE_LOG2 = 19, ROLE_LOG2 = 19, EDGE_LOG2 = 17 };
static const float ROLE_COST = 4;

/* --------------------------------------------------------------------- cues */

static void prepare_cues(article *a)
{
    const sayso_doc *doc = a->doc;
    ss_cue_scope scope;
    ss_cue_scope_init(&scope, &a->ctx, a->tree);
    a->cue_at = polnear_need(malloc((doc->tokens.n + 1) * sizeof(uint32_t)));
    a->cue_features = polnear_need(malloc((size_t)doc->tokens.n * SS_CUE_FEATURES * sizeof(uint32_t)));
    uint32_t n = 0;
    for (uint32_t s = 0; s < doc->sentences.n; s++) {
        const ss_sentence *sen = &doc->sentences.at[s];
        ss_cue_scope_sentence(&scope, s);
        for (uint32_t i = sen->first; i < sen->last; i++) {
            a->cue_at[i] = n;
            n += ss_cue_features(&scope, i, a->cue_features + n);
        }
    }
    a->cue_at[doc->tokens.n] = n;
    a->cue_features = polnear_need(realloc(a->cue_features, (n + 1) * sizeof(uint32_t)));
}

static void train_cues_on(perceptron *p, article *a)
{
    const sayso_doc *doc = a->doc;
    ss_cue_scope scope;
    ss_cue_scope_init(&scope, &a->ctx, a->tree);
    for (uint32_t s = 0; s < doc->sentences.n; s++) {
        const ss_sentence *sen = &doc->sentences.at[s];
        uint32_t before = 0, before2 = 0;
        for (uint32_t i = sen->first; i < sen->last; i++) {
            uint32_t f[SS_CUE_FEATURES], n = a->cue_at[i + 1] - a->cue_at[i];
            memcpy(f, a->cue_features + a->cue_at[i], n * sizeof *f);
            n += ss_cue_label_features(&scope, i, before, before2, f + n);
            float score[SS_LINEAR_CLASSES];
            perceptron_scores(p, f, n, score);
            uint32_t gold = a->cue[i];
            /* The gold "inside" cannot follow a missed beginning: begin late instead. */
            if (gold == SS_CUE_INSIDE && before == SS_CUE_OUT) gold = SS_CUE_BEGIN;
            uint32_t guess = 0;
            for (uint32_t y = 1; y < SS_CUE_LABELS; y++)
                if (!(y == SS_CUE_INSIDE && before == SS_CUE_OUT) && score[y] > score[guess]) guess = y;
            if (!a->masked[i] && guess != gold) {
                perceptron_update(p, f, n, gold, 1);
                perceptron_update(p, f, n, guess, -1);
            }
            perceptron_tick(p);
            before2 = before;
            before = guess;
        }
    }
}

static void predict_cues(const ss_linear *m, article *a, ss_cue_list *cues)
{
    const sayso_doc *doc = a->doc;
    ss_cue_scope scope;
    ss_cue_scope_init(&scope, &a->ctx, a->tree);
    cues->n = 0;
    for (uint32_t s = 0; s < doc->sentences.n; s++) {
        const ss_sentence *sen = &doc->sentences.at[s];
        uint32_t before = 0, before2 = 0;
        ss_cue *open = NULL;
        for (uint32_t i = sen->first; i <= sen->last; i++) {
            uint32_t label = 0;
            if (i < sen->last) {
                uint32_t f[SS_CUE_FEATURES], n = a->cue_at[i + 1] - a->cue_at[i];
                memcpy(f, a->cue_features + a->cue_at[i], n * sizeof *f);
                n += ss_cue_label_features(&scope, i, before, before2, f + n);
                int32_t score[SS_LINEAR_CLASSES];
                ss_linear_scores(m, f, n, score);
                if (before == 0) score[SS_CUE_INSIDE] = INT32_MIN / 2;
                label = ss_linear_best(m, score);
            }
            if (open && label != SS_CUE_INSIDE) {
                open->last = i;
                open->head = ss_range_head(doc, open->first, i);
                open = NULL;
            }
            if (label == SS_CUE_BEGIN) {
                open = ss_push(&a->scratch, cues);
                *open = (ss_cue){.first = i};
            }
            before2 = before;
            before = label;
        }
    }
}

static void score_cues(const perceptron *p, article *dev, uint32_t n, int run)
{
    void *bytes;
    ss_linear m = perceptron_finish(p, &bytes);
    uint32_t right = 0, gold = 0, guessed = 0, outside = 0;
    for (uint32_t d = 0; d < n; d++) {
        article *a = &dev[d];
        ss_cue_list mine = {0};
        predict_cues(&m, a, &mine);
        gold += a->n_gold;
        guessed += mine.n;
        for (uint32_t k = 0; k < mine.n; k++) {
            outside += !a->masked[mine.at[k].first];
            for (uint32_t g = 0; g < a->n_gold; g++)
                if (a->gold[g].cue.first == mine.at[k].first && a->gold[g].cue.last == mine.at[k].last) {
                    right++;
                    break;
                }
        }
    }
    printf("cue run %d: recall %.1f precision %.1f (outside gold contents %.1f) F1 there %.1f\n", run,
           100.0 * right / gold, 100.0 * right / guessed, 100.0 * right / outside,
           200.0 * right / (gold + outside));
    fflush(stdout);
    free(bytes);
}

/* -------------------------------------------------------------------- roles */

typedef struct {
    article *a;
    uint32_t gold;
    uint32_t n;              /* tokens of the window */
    uint32_t cue_first, cue_last; /* in the window */
    uint8_t *want;
    uint32_t *label_features, *label_at, *edge_features, *edge_at;
} role_case;

static bool overlaps(const ss_cue *a, const ss_cue *b)
{
    return a->first < b->last && b->first < a->last;
}

static int by_first(const void *x, const void *y)
{
    const ss_cue *a = x, *b = y;
    return a->first < b->first ? -1 : a->first > b->first;
}

/* Gold cues, and the predicted ones that do not overlap them. */
static void merge_cues(article *a, const ss_linear *m)
{
    ss_cue_list guessed = {0};
    predict_cues(m, a, &guessed);
    a->all = (ss_cue_list){0};
    for (uint32_t g = 0; g < a->n_gold; g++) *ss_push(&a->scratch, &a->all) = a->gold[g].cue;
    for (uint32_t k = 0; k < guessed.n; k++) {
        bool free_ = true;
        for (uint32_t g = 0; g < a->n_gold; g++) free_ &= !overlaps(&guessed.at[k], &a->gold[g].cue);
        if (free_) *ss_push(&a->scratch, &a->all) = guessed.at[k];
    }
    if (a->all.n) qsort(a->all.at, a->all.n, sizeof *a->all.at, by_first);
}

static void prepare_role(article *a, uint32_t g, role_case *c)
{
    uint32_t which = 0;
    while (a->all.at[which].first != a->gold[g].cue.first || a->all.at[which].last != a->gold[g].cue.last)
        which++;
    ss_role_scope *scope = polnear_need(malloc(sizeof *scope));
    ss_role_scope_init(scope, &a->ctx, a->tree, &a->all, which);
    uint32_t n = scope->last - scope->first;
    *c = (role_case){.a = a, .gold = g, .n = n, .cue_first = scope->cue.first - scope->first,
                     .cue_last = scope->cue.last - scope->first};
    c->want = polnear_need(malloc(n));
    c->label_at = polnear_need(malloc((n + 1) * sizeof(uint32_t)));
    c->edge_at = polnear_need(malloc((n + 1) * sizeof(uint32_t)));
    c->label_features = polnear_need(malloc(n * SS_ROLE_FEATURES * sizeof(uint32_t)));
    c->edge_features = polnear_need(malloc(n * SS_ROLE_EDGE_FEATURES * sizeof(uint32_t)));
    uint32_t l = 0, e = 0;
    for (uint32_t i = 0; i < n; i++) {
        uint8_t y = a->gold[g].label[scope->first + i];
        c->want[i] = y == 3 ? SS_ROLE_OUT : y;
        c->label_at[i] = l;
        c->edge_at[i] = e;
        l += ss_role_features(scope, scope->first + i, c->label_features + l);
        e += ss_role_edge_features(scope, scope->first + i, c->edge_features + e);
    }
    c->label_at[n] = l;
    c->edge_at[n] = e;
    c->label_features = polnear_need(realloc(c->label_features, (l + 1) * sizeof(uint32_t)));
    c->edge_features = polnear_need(realloc(c->edge_features, (e + 1) * sizeof(uint32_t)));
    free(scope);
}

static void decode_case(const role_case *c, const perceptron *label, const perceptron *edge, float cost,
                        uint8_t *got)
{
    float emission[SS_ROLE_WINDOW][3], step[SS_ROLE_WINDOW][9], score[SS_LINEAR_CLASSES];
    for (uint32_t i = 0; i < c->n; i++) {
        perceptron_scores(label, c->label_features + c->label_at[i], c->label_at[i + 1] - c->label_at[i], score);
        for (int y = 0; y < 3; y++) emission[i][y] = score[y] + (y != c->want[i] ? cost : 0);
        if (i >= c->cue_first && i < c->cue_last) emission[i][1] = emission[i][2] = -1e9f;
        perceptron_scores(edge, c->edge_features + c->edge_at[i], c->edge_at[i + 1] - c->edge_at[i], score);
        for (int y = 0; y < 9; y++) step[i][y] = score[y];
    }
    ss_role_decode(c->n, (const float(*)[3])emission, (const float(*)[9])step, got);
}

static void update_case(const role_case *c, perceptron *label, perceptron *edge, const uint8_t *got)
{
    for (uint32_t i = 0; i < c->n; i++) {
        const uint32_t *f = c->label_features + c->label_at[i];
        uint32_t n = c->label_at[i + 1] - c->label_at[i];
        if (got[i] != c->want[i]) {
            perceptron_update(label, f, n, c->want[i], 1);
            perceptron_update(label, f, n, got[i], -1);
        }
        uint32_t want = (i ? c->want[i - 1] : 0) * 3u + c->want[i], have = (i ? got[i - 1] : 0) * 3u + got[i];
        if (want != have) {
            perceptron_update(edge, c->edge_features + c->edge_at[i], c->edge_at[i + 1] - c->edge_at[i], want, 1);
            perceptron_update(edge, c->edge_features + c->edge_at[i], c->edge_at[i + 1] - c->edge_at[i], have, -1);
        }
    }
}

static void score_roles(const perceptron *label, const perceptron *edge, const role_case *dev, uint32_t n,
                        int run)
{
    void *bytes[2];
    ss_linear m[2] = {perceptron_finish(label, &bytes[0]), perceptron_finish(edge, &bytes[1])};
    uint32_t source = 0, content = 0, both = 0;
    for (uint32_t k = 0; k < n; k++) {
        const role_case *c = &dev[k];
        float emission[SS_ROLE_WINDOW][3], step[SS_ROLE_WINDOW][9];
        int32_t score[SS_LINEAR_CLASSES];
        uint8_t got[SS_ROLE_WINDOW];
        for (uint32_t i = 0; i < c->n; i++) {
            ss_linear_scores(&m[0], c->label_features + c->label_at[i], c->label_at[i + 1] - c->label_at[i], score);
            for (int y = 0; y < 3; y++) emission[i][y] = (float)score[y] * m[0].scale;
            if (i >= c->cue_first && i < c->cue_last) emission[i][1] = emission[i][2] = -1e9f;
            ss_linear_scores(&m[1], c->edge_features + c->edge_at[i], c->edge_at[i + 1] - c->edge_at[i], score);
            for (int y = 0; y < 9; y++) step[i][y] = (float)score[y] * m[1].scale;
        }
        ss_role_decode(c->n, (const float(*)[3])emission, (const float(*)[9])step, got);
        bool s = true, q = true;
        for (uint32_t i = 0; i < c->n; i++) {
            if ((got[i] == SS_ROLE_SOURCE) != (c->want[i] == SS_ROLE_SOURCE)) s = false;
            if ((got[i] == SS_ROLE_CONTENT) != (c->want[i] == SS_ROLE_CONTENT)) q = false;
        }
        source += s;
        content += q;
        both += s && q;
    }
    printf("role run %d: given the cue, all tokens right: source %.1f content %.1f both %.1f\n", run,
           100.0 * source / n, 100.0 * content / n, 100.0 * both / n);
    fflush(stdout);
    free(bytes[0]);
    free(bytes[1]);
}

static role_case *role_cases(article *all, uint32_t n, uint32_t *n_cases)
{
    uint32_t total = 0;
    for (uint32_t d = 0; d < n; d++) total += all[d].n_gold;
    role_case *cases = polnear_need(calloc(total + 1, sizeof *cases));
    *n_cases = 0;
    for (uint32_t d = 0; d < n; d++)
        for (uint32_t g = 0; g < all[d].n_gold; g++) prepare_role(&all[d], g, &cases[(*n_cases)++]);
    return cases;
}

static uint32_t *order_of(uint32_t n)
{
    uint32_t *order = polnear_need(malloc((n + 1) * sizeof *order));
    for (uint32_t i = 0; i < n; i++) order[i] = i;
    return order;
}

static void write_section(const perceptron *p, const char *dir, const char *name)
{
    char path[1024];
    snprintf(path, sizeof path, "%s/%s.bin", dir, name);
    if (!perceptron_write(p, path)) polnear_die("cannot write", path);
}

int main(int argc, char **argv)
{
    if (argc != 4) polnear_die("usage: sayso-train-attr", "MODEL POLNEAR_DIR OUT_DIR");
    sayso_error err;
    sayso_model *model = sayso_model_open(argv[1], NULL, &err);
    if (!model) polnear_die(argv[1], err.message);
    uint32_t n_train, n_dev;
    article *train = polnear_read(model, argv[2], "train", SAYSO_EFFORT_FAST, &n_train);
    article *dev = polnear_read(model, argv[2], "dev", SAYSO_EFFORT_FAST, &n_dev);
    printf("%u training articles, %u development articles\n", n_train, n_dev);
    uint64_t random = 20260923;

    for (uint32_t d = 0; d < n_train; d++) prepare_cues(&train[d]);
    for (uint32_t d = 0; d < n_dev; d++) prepare_cues(&dev[d]);
    perceptron *cue = perceptron_new(SS_CUE_LABELS, CUE_LOG2, 11);
    uint32_t *order = order_of(n_train);
    for (int run = 0; run < RUNS; run++) {
        perceptron *p = perceptron_new(SS_CUE_LABELS, CUE_LOG2, 11);
        for (int epoch = 1; epoch <= CUE_EPOCHS; epoch++) {
            perceptron_shuffle(order, n_train, &random);
            for (uint32_t k = 0; k < n_train; k++) train_cues_on(p, &train[order[k]]);
        }
        perceptron_absorb(cue, p, 1.0f / RUNS);
        perceptron_free(p);
        score_cues(cue, dev, n_dev, run + 1);
    }
    write_section(cue, argv[3], "cue");
    void *bytes;
    ss_linear m = perceptron_finish(cue, &bytes);
    for (uint32_t d = 0; d < n_train; d++) merge_cues(&train[d], &m);
    for (uint32_t d = 0; d < n_dev; d++) merge_cues(&dev[d], &m);
    free(bytes);
    perceptron_free(cue);

    uint32_t n_cases, n_dev_cases;
    role_case *cases = role_cases(train, n_train, &n_cases), *dev_cases = role_cases(dev, n_dev, &n_dev_cases);
    printf("%u training cues, %u development cues\n", n_cases, n_dev_cases);
    perceptron *label = perceptron_new(SS_ROLE_LABELS, ROLE_LOG2, 12), *edge = perceptron_new(9, EDGE_LOG2, 13);
    order = order_of(n_cases);
    for (int run = 0; run < RUNS; run++) {
        perceptron *l = perceptron_new(SS_ROLE_LABELS, ROLE_LOG2, 12), *e = perceptron_new(9, EDGE_LOG2, 13);
        for (int epoch = 1; epoch <= ROLE_EPOCHS; epoch++) {
            perceptron_shuffle(order, n_cases, &random);
            for (uint32_t k = 0; k < n_cases; k++) {
                uint8_t got[SS_ROLE_WINDOW];
                decode_case(&cases[order[k]], l, e, ROLE_COST, got);
                update_case(&cases[order[k]], l, e, got);
                perceptron_tick(l);
                perceptron_tick(e);
            }
        }
        perceptron_absorb(label, l, 1.0f / RUNS);
        perceptron_absorb(edge, e, 1.0f / RUNS);
        perceptron_free(l);
        perceptron_free(e);
        score_roles(label, edge, dev_cases, n_dev_cases, run + 1);
    }
    write_section(label, argv[3], "role");
    write_section(edge, argv[3], "role-edge");
    return 0;
}
