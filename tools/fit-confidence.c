/* fit-confidence.c - fits and measures the confidence of attributions.
 *
 * usage: sayso-fit-confidence MODEL POLNEAR_DIR [FAST.svg [ACCURATE.svg]]
 *
 * Reads PolNeAR's dev articles flat, calls an attribution right where its content
 * overlaps a gold one with a Jaccard index of at least 0.5 and the sources share a
 * token (or neither has one), and fits a logistic regression (Newton's method with
 * a small ridge) of "right" on what src/attr/attributions.c knows of it: once for the
 * linear models and once for the networks, where the model has any. Prints the
 * coefficients for data/lexicon/confidence.txt, the expected calibration error (ten
 * bins) of the shipped coefficients, and of two-fold cross-validation; draws a
 * reliability plot.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "attr/confidence.h"
#include "common/polnear.h"

enum { MOST = 20000, BINS = 10 };

typedef struct {
    double x[SS_CONFIDENCE_FEATURES];
    double shipped;
    bool right;
    uint32_t article;
} sample;

static uint32_t overlap(const uint8_t *label, uint8_t value, const sayso_doc *doc, sayso_spans spans, uint32_t *own)
{
    uint32_t both = 0;
    *own = 0;
    for (uint32_t i = 0; i < spans.n; i++)
        for (uint32_t t = ss_token_at(doc, spans.at[i].begin);
             t < doc->tokens.n && doc->tokens.at[t].begin < spans.at[i].end; t++) {
            if (doc->tokens.at[t].flags & SS_PUNCT) continue;
            ++*own;
            both += label[t] == value;
        }
    return both;
}

static uint32_t count(const sayso_doc *doc, const uint8_t *label, uint8_t value)
{
    uint32_t n = 0;
    for (uint32_t t = 0; t < doc->tokens.n; t++) n += label[t] == value && !(doc->tokens.at[t].flags & SS_PUNCT);
    return n;
}

/* `tokens` is the article as the trainer read it (its tokens are alive). */
static bool is_right(const article *a, const sayso_attribution *got)
{
    for (uint32_t g = 0; g < a->n_gold; g++) {
        const uint8_t *label = a->gold[g].label;
        uint32_t own, source_own, both = overlap(label, SS_ROLE_CONTENT, a->doc, got->content, &own);
        uint32_t all = own + count(a->doc, label, SS_ROLE_CONTENT) - both;
        if (!both || both * 2 < all) continue;
        uint32_t shared = overlap(label, SS_ROLE_SOURCE, a->doc, got->source, &source_own);
        if (shared || (!source_own && !count(a->doc, label, SS_ROLE_SOURCE))) return true;
    }
    return false;
}

static double sigmoid(double z)
{
    return 1 / (1 + exp(-z));
}

/* Newton's method; weight[] holds the result. `skip`: articles of this parity are left out. */
static void fit(const sample *s, uint32_t n, int skip, double *weight)
{
    enum { D = SS_CONFIDENCE_FEATURES };
    memset(weight, 0, D * sizeof *weight);
    for (int round = 0; round < 30; round++) {
        double gradient[D] = {0}, hessian[D][D] = {{0}};
        for (uint32_t i = 0; i < n; i++) {
            if (skip >= 0 && (int)(s[i].article & 1) == skip) continue;
            double z = 0;
            for (int k = 0; k < D; k++) z += weight[k] * s[i].x[k];
            double p = sigmoid(z);
            for (int k = 0; k < D; k++) {
                gradient[k] += (s[i].right - p) * s[i].x[k];
                for (int j = 0; j < D; j++) hessian[k][j] += p * (1 - p) * s[i].x[k] * s[i].x[j];
            }
        }
        for (int k = 0; k < D; k++) gradient[k] -= weight[k], hessian[k][k] += 1;
        for (int k = 0; k < D; k++) /* Gauss-Jordan: the matrix is positive definite */
            for (int i = 0; i < D; i++) {
                if (i == k) continue;
                double f = hessian[i][k] / hessian[k][k];
                for (int j = 0; j < D; j++) hessian[i][j] -= f * hessian[k][j];
                gradient[i] -= f * gradient[k];
            }
        for (int k = 0; k < D; k++) weight[k] += gradient[k] / hessian[k][k];
    }
}

typedef struct {
    double right[BINS], sum[BINS], n[BINS];
} bins;

static void put(bins *b, double p, bool right)
{
    int k = (int)(p * BINS);
    if (k >= BINS) k = BINS - 1;
    b->right[k] += right;
    b->sum[k] += p;
    b->n[k]++;
}

static double error_of(const bins *b)
{
    double total = 0, error = 0;
    for (int k = 0; k < BINS; k++) total += b->n[k];
    for (int k = 0; k < BINS; k++)
        if (b->n[k] > 0) error += fabs(b->right[k] - b->sum[k]);
    return total > 0 ? error / total : 0;
}

static void plot(const char *path, const bins *b)
{
    FILE *f = fopen(path, "w");
    if (!f) polnear_die("cannot write", path);
    fprintf(f, "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 440 440\" font-family=\"sans-serif\" "
               "font-size=\"12\">\n"
               "<rect width=\"440\" height=\"440\" fill=\"#fff\"/>\n"
               "<path d=\"M40 400H420M40 400V20\" stroke=\"#333\" fill=\"none\"/>\n"
               "<path d=\"M40 400L420 20\" stroke=\"#aaa\" stroke-dasharray=\"4 4\"/>\n"
               "<text x=\"170\" y=\"430\">stated confidence</text>\n"
               "<text x=\"14\" y=\"260\" transform=\"rotate(-90 14 260)\">share right (PolNeAR dev)</text>\n");
    for (int k = 0; k < BINS; k++)
        if (b->n[k] > 0)
            fprintf(f,
                    "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"%.1f\" fill=\"#2266aa\" fill-opacity=\"0.7\"><title>%.0f "
                    "attributions</title></circle>\n",
                    40 + 380 * b->sum[k] / b->n[k], 400 - 380 * b->right[k] / b->n[k], 3 + sqrt(b->n[k]) / 4, b->n[k]);
    fprintf(f, "</svg>\n");
    fclose(f);
}

/* Of one kind of models: prints, and draws where there is a path. */
static void fit_effort(const sayso_model *model, const article *dev, uint32_t n_dev, sayso_effort effort,
                       const char *path)
{
    sayso_error err;
    uint32_t n = 0;
    bool by_net = effort == SAYSO_EFFORT_ACCURATE;
    sayso_reader *reader = sayso_reader_new(model, &err);
    sample *s = polnear_need(calloc(MOST, sizeof *s));
    for (uint32_t d = 0; d < n_dev; d++) {
        sayso_record record = {.data = dev[d].doc->text, .len = dev[d].doc->len, .kind = SAYSO_KIND_TEXT};
        sayso_doc *doc =
            sayso_read(reader, &record, &(sayso_options){.flat = true, .explain = true, .effort = effort}, &err);
        if (!doc) polnear_die(dev[d].name, err.message);
        uint32_t m;
        const sayso_attribution *list = sayso_doc_attributions(doc, &m);
        for (uint32_t i = 0; i < m && n < MOST; i++) {
            double margin = 0, sure = 0;
            for (uint32_t r = 0; r < list[i].n_reasons; r++) {
                if (!strcmp(list[i].reasons[r].rule, "cue")) margin = list[i].reasons[r].score;
                if (!strcmp(list[i].reasons[r].rule, "roles")) sure = list[i].reasons[r].score;
            }
            if (margin == 0) continue;
            sample *one = &s[n++];
            ss_confidence_features(margin, sure, list[i].form, list[i].source.n > 0, list[i].inside >= 0, by_net,
                                   one->x);
            one->right = is_right(&dev[d], &list[i]);
            one->shipped = list[i].confidence;
            one->article = d;
        }
        sayso_doc_free(doc);
    }
    double weight[SS_CONFIDENCE_FEATURES];
    bins shipped = {0}, crossed = {0};
    for (int fold = 0; fold < 2; fold++) {
        fit(s, n, fold, weight);
        for (uint32_t i = 0; i < n; i++)
            if ((int)(s[i].article & 1) == fold) {
                double z = 0;
                for (int k = 0; k < SS_CONFIDENCE_FEATURES; k++) z += weight[k] * s[i].x[k];
                put(&crossed, sigmoid(z), s[i].right);
            }
    }
    for (uint32_t i = 0; i < n; i++) put(&shipped, s[i].shipped, s[i].right);
    fit(s, n, -1, weight);
    uint32_t right = 0;
    for (uint32_t i = 0; i < n; i++) right += s[i].right;
    printf("%u attributions, %.1f%% right\n", n, 100.0 * right / n);
    for (int k = 0; k < SS_CONFIDENCE_FEATURES; k++) printf("%s\t%.4f\n", ss_confidence_name(k, by_net), weight[k]);
    printf("expected calibration error: shipped %.4f, two-fold cross-validation %.4f\n", error_of(&shipped),
           error_of(&crossed));
    if (path) plot(path, &shipped);
    sayso_reader_free(reader);
    free(s);
}

int main(int argc, char **argv)
{
    if (argc < 3) polnear_die("usage: sayso-fit-confidence", "MODEL POLNEAR_DIR [FAST.svg [ACCURATE.svg]]");
    sayso_error err;
    sayso_model *model = sayso_model_open(argv[1], NULL, &err);
    if (!model) polnear_die(argv[1], err.message);
    uint32_t n_dev;
    article *dev = polnear_read(model, argv[2], "dev", SAYSO_EFFORT_ACCURATE, &n_dev);
    size_t len;
    printf("fast\n");
    fit_effort(model, dev, n_dev, SAYSO_EFFORT_FAST, argc > 3 ? argv[3] : NULL);
    if (!ss_model_section(model, "w:net-cue", &len)) return 0;
    printf("accurate\n");
    fit_effort(model, dev, n_dev, SAYSO_EFFORT_ACCURATE, argc > 4 ? argv[4] : NULL);
    return 0;
}
