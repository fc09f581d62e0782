/* score-attr.c - scores of attributions by slices: form, source, outlet, gender.
 *
 * usage: sayso-score-attr MODEL POLNEAR_DIR [SPLIT]
 *
 * Reads the articles of SPLIT (dev) flat, with the fast and with the accurate models,
 * and prints two tables in Markdown. An attribution is found where the Jaccard index of
 * its content's tokens (punctuation aside) with a gold content is at least 0.5 and the
 * sources share a token or are both missing; one to one, best first, as in the relaxed
 * measure of the corpus's users. Precision of a slice is over readings that belong to it,
 * recall over gold ones. Behind each F1 stands half of the 95% interval of 1000 resamples
 * of the articles (Efron 1979; fixed seed).
 *
 * The gender of a source: of its pronoun, else of its forename (data/lexicon/forenames.txt)
 * or of the forename that stands before its surname elsewhere in the article; sources
 * that this says nothing of are in neither slice.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "common/polnear.h"

enum { MOST = 1000, SAMPLES = 1000, OUTLETS = 16 };

/* Slices; outlets come behind. */
enum { ALL, DIRECT, MIXED, INDIRECT, PRONOUN, NAMED, SOURCELESS, WOMEN, MEN, SPEAKER, FIRST_OUTLET, SLICES = FIRST_OUTLET + OUTLETS };
static const char *const slice_names[FIRST_OUTLET] = {
    "all", "direct", "mixed", "indirect", "source a pronoun", "source other words", "no source",
    "source a woman", "source a man", "direct: speaker right"};

typedef struct {
    uint32_t gold, found, read, right; /* found: of gold, right: of read */
} counts;

typedef struct {
    counts of[SLICES];
} tally; /* of one article */

typedef struct {
    uint8_t *label; /* [tokens] as of gold_attribution */
    uint32_t slices; /* a set */
    bool matched;
} item;

static char outlet_names[OUTLETS][40];

static uint32_t outlet_of(const char *stem)
{
    char name[40];
    snprintf(name, sizeof name, "%.*s", (int)strcspn(stem, "_"), stem);
    for (uint32_t k = 0; k < OUTLETS; k++) {
        if (!*outlet_names[k]) memcpy(outlet_names[k], name, sizeof name);
        if (!strcmp(outlet_names[k], name)) return FIRST_OUTLET + k;
    }
    polnear_die("too many outlets at", stem);
    return 0;
}

static char gender_of(const article *a, const ss_lexicon *forenames, uint32_t i)
{
    const ss_token *tok = a->doc->tokens.at;
    if (ss_is(&tok[i], "she") || ss_is(&tok[i], "her")) return 'f';
    if (ss_is(&tok[i], "he") || ss_is(&tok[i], "him") || ss_is(&tok[i], "his")) return 'm';
    if (tok[i].ner != SS_NER_PER) return 0;
    const char *value = ss_lexicon_find(forenames, tok[i].lower, tok[i].lower_len);
    if (value && (*value == 'f' || *value == 'm')) return *value;
    for (uint32_t k = 1; k < a->doc->tokens.n; k++) {
        if (tok[k].lhash != tok[i].lhash || tok[k].ner != SS_NER_PER || tok[k - 1].ner != SS_NER_PER) continue;
        value = ss_lexicon_find(forenames, tok[k - 1].lower, tok[k - 1].lower_len);
        if (value && (*value == 'f' || *value == 'm')) return *value;
    }
    return 0;
}

static uint32_t slices_of(const article *a, const ss_lexicon *forenames, const uint8_t *label)
{
    const ss_token *tok = a->doc->tokens.at;
    uint32_t in = 0, out = 0, source = 0, pronoun = 0;
    char gender = 0;
    for (uint32_t i = 0; i < a->doc->tokens.n; i++) {
        if (!label[i] || (tok[i].flags & SS_PUNCT)) continue;
        if (label[i] == SS_ROLE_CONTENT) tok[i].flags & SS_IN_QUOTE ? in++ : out++;
        if (label[i] != SS_ROLE_SOURCE) continue;
        source++;
        pronoun += tok[i].tag == SS_TAG_PRP;
        if (!gender) gender = gender_of(a, forenames, i);
    }
    uint32_t form = !in ? INDIRECT : !out ? DIRECT : MIXED;
    uint32_t kind = !source ? SOURCELESS : source == 1 && pronoun ? PRONOUN : NAMED;
    uint32_t set = 1u << ALL | 1u << form | 1u << kind | 1u << outlet_of(a->name);
    if (gender) set |= 1u << (gender == 'f' ? WOMEN : MEN);
    return set;
}

static void overlap(const article *a, const uint8_t *x, const uint8_t *y, uint8_t role, uint32_t *both, uint32_t *either)
{
    *both = *either = 0;
    for (uint32_t i = 0; i < a->doc->tokens.n; i++) {
        if (a->doc->tokens.at[i].flags & SS_PUNCT) continue;
        *both += x[i] == role && y[i] == role;
        *either += x[i] == role || y[i] == role;
    }
}

typedef struct {
    double jaccard;
    uint32_t gold, read;
    bool source;
} pair;

static int best_first(const void *x, const void *y)
{
    const pair *a = x, *b = y;
    if (a->jaccard != b->jaccard) return a->jaccard > b->jaccard ? -1 : 1;
    if (a->gold != b->gold) return a->gold < b->gold ? -1 : 1;
    return a->read < b->read ? -1 : a->read > b->read;
}

static void match(const article *a, item *gold, uint32_t n_gold, item *read, uint32_t n_read, counts *speaker)
{
    pair *pairs = polnear_need(calloc((size_t)n_gold * n_read + 1, sizeof *pairs));
    uint32_t n = 0;
    for (uint32_t g = 0; g < n_gold; g++) {
        bool seen = false, right = false;
        for (uint32_t r = 0; r < n_read; r++) {
            uint32_t both, either, shared, any;
            overlap(a, gold[g].label, read[r].label, SS_ROLE_CONTENT, &both, &either);
            if (!both || 2 * both < either) continue;
            overlap(a, gold[g].label, read[r].label, SS_ROLE_SOURCE, &shared, &any);
            pairs[n++] = (pair){(double)both / either, g, r, shared || !any};
            seen = true;
            right |= shared || !any;
        }
        if (!(gold[g].slices & 1u << DIRECT) || (gold[g].slices & 1u << SOURCELESS)) continue;
        speaker->gold++;
        speaker->found += right;
        speaker->read += seen;
        speaker->right += right;
    }
    if (n) qsort(pairs, n, sizeof *pairs, best_first);
    for (uint32_t k = 0; k < n; k++) {
        if (!pairs[k].source || gold[pairs[k].gold].matched || read[pairs[k].read].matched) continue;
        gold[pairs[k].gold].matched = read[pairs[k].read].matched = true;
    }
    free(pairs);
}

static void mark(const sayso_doc *doc, sayso_spans spans, uint8_t *label, uint8_t value)
{
    for (uint32_t i = 0; i < spans.n; i++)
        for (uint32_t t = ss_token_at(doc, spans.at[i].begin); t < doc->tokens.n && doc->tokens.at[t].begin < spans.at[i].end; t++)
            label[t] = value;
}

static tally count(const article *a, const ss_lexicon *forenames, sayso_reader *reader, sayso_effort effort)
{
    tally t = {0};
    static item gold[MOST], read[MOST];
    uint32_t n_gold = 0, n_read = 0, n;
    for (; n_gold < a->n_gold && n_gold < MOST; n_gold++)
        gold[n_gold] = (item){a->gold[n_gold].label, slices_of(a, forenames, a->gold[n_gold].label), false};
    sayso_record record = {.data = a->doc->text, .len = a->doc->len, .kind = SAYSO_KIND_TEXT};
    sayso_error err;
    sayso_doc *doc = sayso_read(reader, &record, &(sayso_options){.flat = true, .effort = effort}, &err);
    if (!doc) polnear_die(a->name, err.message);
    const sayso_attribution *list = sayso_doc_attributions(doc, &n);
    for (; n_read < n && n_read < MOST; n_read++) {
        uint8_t *label = polnear_need(calloc(a->doc->tokens.n + 1, 1));
        mark(a->doc, list[n_read].content, label, SS_ROLE_CONTENT);
        mark(a->doc, list[n_read].source, label, SS_ROLE_SOURCE);
        read[n_read] = (item){label, slices_of(a, forenames, label), false};
    }
    match(a, gold, n_gold, read, n_read, &t.of[SPEAKER]);
    for (uint32_t s = 0; s < SLICES; s++) {
        if (s == SPEAKER) continue;
        for (uint32_t k = 0; k < n_gold; k++)
            if (gold[k].slices >> s & 1) t.of[s].gold++, t.of[s].found += gold[k].matched;
        for (uint32_t k = 0; k < n_read; k++)
            if (read[k].slices >> s & 1) t.of[s].read++, t.of[s].right += read[k].matched;
    }
    for (uint32_t k = 0; k < n_read; k++) free(read[k].label);
    sayso_doc_free(doc);
    return t;
}

static double f1(const counts *c)
{
    double p = c->read ? (double)c->right / c->read : 0, r = c->gold ? (double)c->found / c->gold : 0;
    return p + r > 0 ? 200 * p * r / (p + r) : 0;
}

static counts sum(const tally *all, uint32_t n, uint32_t slice, const uint32_t *sample)
{
    counts c = {0};
    for (uint32_t i = 0; i < n; i++) {
        const counts *one = &all[sample ? sample[i] : i].of[slice];
        c.gold += one->gold, c.found += one->found, c.read += one->read, c.right += one->right;
    }
    return c;
}

static int by_value(const void *x, const void *y)
{
    double a = *(const double *)x, b = *(const double *)y;
    return a < b ? -1 : a > b;
}

/* Half of the 95% interval of F1 of a slice, or, where `other` is one, of a difference. */
static double doubt(const tally *all, uint32_t n, uint32_t slice, int other)
{
    static double value[SAMPLES];
    uint32_t *sample = polnear_need(malloc((n + 1) * sizeof *sample)), seed = 20260923;
    for (int k = 0; k < SAMPLES; k++) {
        for (uint32_t i = 0; i < n; i++) {
            seed = seed * 1664525u + 1013904223u;
            sample[i] = (seed >> 8) % n;
        }
        counts c = sum(all, n, slice, sample);
        value[k] = f1(&c);
        if (other >= 0) {
            counts o = sum(all, n, (uint32_t)other, sample);
            value[k] -= f1(&o);
        }
    }
    free(sample);
    qsort(value, SAMPLES, sizeof *value, by_value);
    return (value[SAMPLES * 39 / 40] - value[SAMPLES / 40]) / 2;
}

static void print(const tally *all, uint32_t n, const char *title)
{
    printf("%s\n\n| slice | gold | P | R | F1 | ± |\n| --- | --- | --- | --- | --- | --- |\n", title);
    int best = -1, worst = -1;
    for (uint32_t s = 0; s < SLICES; s++) {
        counts c = sum(all, n, s, NULL);
        const char *name = s < FIRST_OUTLET ? slice_names[s] : outlet_names[s - FIRST_OUTLET];
        if (!c.gold) continue;
        if (s == SPEAKER) {
            printf("| %s: of all, of those whose content is found | %u | %.1f | %.1f | | |\n", name, c.gold,
                   100.0 * c.found / c.gold, c.read ? 100.0 * c.right / c.read : 0);
            continue;
        }
        printf("| %s | %u | %.1f | %.1f | %.1f | %.1f |\n", name, c.gold, c.read ? 100.0 * c.right / c.read : 0,
               100.0 * c.found / c.gold, f1(&c), doubt(all, n, s, -1));
        if (s < FIRST_OUTLET) continue;
        counts b = sum(all, n, best < 0 ? s : (uint32_t)best, NULL), w = sum(all, n, worst < 0 ? s : (uint32_t)worst, NULL);
        if (best < 0 || f1(&c) > f1(&b)) best = (int)s;
        if (worst < 0 || f1(&c) < f1(&w)) worst = (int)s;
    }
    counts f = sum(all, n, WOMEN, NULL), m = sum(all, n, MEN, NULL);
    printf("\nWomen less men as sources: %+.1f ± %.1f points.", f1(&f) - f1(&m), doubt(all, n, WOMEN, MEN));
    if (best >= 0 && best != worst) {
        counts b = sum(all, n, (uint32_t)best, NULL), w = sum(all, n, (uint32_t)worst, NULL);
        printf(" Largest gap of two outlets: %.1f ± %.1f points (%s, %s).", f1(&b) - f1(&w),
               doubt(all, n, (uint32_t)best, worst), outlet_names[best - FIRST_OUTLET], outlet_names[worst - FIRST_OUTLET]);
    }
    printf("\n\n");
}

int main(int argc, char **argv)
{
    if (argc < 3) polnear_die("usage: sayso-score-attr", "MODEL POLNEAR_DIR [SPLIT]");
    sayso_error err;
    sayso_model *model = sayso_model_open(argv[1], NULL, &err);
    if (!model) polnear_die(argv[1], err.message);
    uint32_t n;
    article *all = polnear_read(model, argv[2], argc > 3 ? argv[3] : "dev", SAYSO_EFFORT_ACCURATE, &n);
    const ss_lexicon *forenames = ss_lexicon_get(model, "forenames");
    sayso_reader *reader = sayso_reader_new(model, &err);
    tally *tallies = polnear_need(calloc(n + 1, sizeof *tallies));
    for (int accurate = 1; accurate >= 0; accurate--) {
        for (uint32_t i = 0; i < n; i++)
            tallies[i] = count(&all[i], forenames, reader, accurate ? SAYSO_EFFORT_ACCURATE : SAYSO_EFFORT_FAST);
        print(tallies, n, accurate ? "Accurate:" : "Fast:");
    }
    sayso_reader_free(reader);
    return 0;
}
