/* perceptron.c - see perceptron.h.
 *
 * Averaging without timestamps (Daume 2006, figure 2.3): beside each weight the
 * sum of delta * time is kept; the average is weight - moment / time.
 *
 * Which features are kept: those whose averaged weights are largest, in order,
 * each in its row or the one beside it; where both are taken by weightier ones,
 * the feature is dropped.
 *
 * Quantisation: weights are scaled so that the largest becomes LIMIT, and
 * rounded. LIMIT is small, so that 16 rows add up within 16 bits; eleven bits of
 * a weight cost nothing measurable, and seven (of wide rows) hardly more.
 */
#include "common/perceptron.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LIMIT = 2047, BYTE_LIMIT = 127 };

static void *checked(void *p)
{
    if (p) return p;
    fprintf(stderr, "out of memory\n");
    exit(1);
}

perceptron *perceptron_new(uint32_t classes, uint32_t log2, uint32_t seed)
{
    perceptron *p = checked(calloc(1, sizeof *p));
    *p = (perceptron){.classes = classes, .stride = (classes + 3) / 4 * 4, .log2 = log2, .seed = seed,
                      .slots_log2 = 12};
    p->slots = checked(calloc((size_t)1 << p->slots_log2, sizeof *p->slots));
    return p;
}

void perceptron_free(perceptron *p)
{
    if (!p) return;
    free(p->slots);
    free(p->weight);
    free(p->moment);
    free(p->updates);
    free(p);
}

/* -- rows ------------------------------------------------------------------------ */

static inline uint32_t home_of(const perceptron *p, uint32_t feature)
{
    return feature * 0x9E3779B1u >> (32 - p->slots_log2);
}

static perceptron_slot *find(const perceptron *p, uint32_t feature)
{
    uint32_t mask = (1u << p->slots_log2) - 1, at = home_of(p, feature);
    while (p->slots[at].row && p->slots[at].feature != feature) at = (at + 1) & mask;
    return &p->slots[at];
}

static void grow_slots(perceptron *p)
{
    perceptron_slot *old = p->slots;
    size_t n = (size_t)1 << p->slots_log2++;
    p->slots = checked(calloc(n * 2, sizeof *p->slots));
    for (size_t i = 0; i < n; i++)
        if (old[i].row) *find(p, old[i].feature) = old[i];
    free(old);
}

static void grow_rows(perceptron *p)
{
    size_t old = (size_t)p->cap * p->stride, add;
    p->cap = p->cap ? p->cap + p->cap / 2 : 4096;
    add = (size_t)p->cap * p->stride - old;
    p->weight = checked(realloc(p->weight, (old + add) * sizeof *p->weight));
    p->moment = checked(realloc(p->moment, (old + add) * sizeof *p->moment));
    p->updates = checked(realloc(p->updates, p->cap * sizeof *p->updates));
    memset(p->weight + old, 0, add * sizeof *p->weight);
    memset(p->moment + old, 0, add * sizeof *p->moment);
    memset(p->updates + p->rows, 0, (p->cap - p->rows) * sizeof *p->updates);
}

static perceptron_slot *make(perceptron *p, uint32_t feature)
{
    if (p->rows * 2ull >= 1ull << p->slots_log2) grow_slots(p);
    if (p->rows == p->cap) grow_rows(p);
    perceptron_slot *s = find(p, feature);
    *s = (perceptron_slot){feature, ++p->rows};
    return s;
}

/* -- scoring and learning ----------------------------------------------------------- */

void perceptron_scores(const perceptron *p, const uint32_t *features, uint32_t n, float *scores)
{
    typedef float lanes4 __attribute__((vector_size(16)));
    lanes4 sum[SS_LINEAR_CLASSES / 4] = {{0}};
    for (uint32_t i = 0; i < n; i++) __builtin_prefetch(&p->slots[home_of(p, features[i])]);
    for (uint32_t i = 0; i < n; i++) {
        const perceptron_slot *s = find(p, features[i]);
        if (!s->row) continue;
        const float *row = p->weight + (size_t)(s->row - 1) * p->stride;
        for (uint32_t v = 0; v < p->stride / 4; v++) {
            lanes4 w;
            memcpy(&w, row + v * 4, sizeof w);
            sum[v] += w;
        }
    }
    memcpy(scores, sum, p->stride * sizeof *scores);
}

void perceptron_update(perceptron *p, const uint32_t *features, uint32_t n, uint32_t class_, float delta)
{
    double moment = (double)delta * (double)p->time;
    for (uint32_t i = 0; i < n; i++) {
        perceptron_slot *s = find(p, features[i]);
        if (!s->row) {
            if (p->frozen) continue;
            s = make(p, features[i]);
        }
        size_t at = (size_t)(s->row - 1) * p->stride + class_;
        p->weight[at] += delta;
        p->moment[at] += moment;
        p->updates[s->row - 1]++;
    }
}

static double average(const perceptron *p, size_t at);

void perceptron_absorb(perceptron *sum, const perceptron *p, float share)
{
    for (size_t i = 0; i < (size_t)1 << p->slots_log2; i++) {
        if (!p->slots[i].row) continue;
        perceptron_slot *s = find(sum, p->slots[i].feature);
        if (!s->row) s = make(sum, p->slots[i].feature);
        uint32_t to = s->row - 1, from = p->slots[i].row - 1;
        for (uint32_t k = 0; k < p->classes; k++)
            sum->weight[(size_t)to * sum->stride + k] += share * (float)average(p, (size_t)from * p->stride + k);
        sum->updates[to] += p->updates[from];
    }
}

void perceptron_shuffle(uint32_t *at, uint32_t n, uint64_t *state)
{
    for (uint32_t i = n; i > 1; i--) {
        uint32_t j = (uint32_t)((uint64_t)perceptron_random(state) * i >> 32);
        uint32_t swap = at[i - 1];
        at[i - 1] = at[j];
        at[j] = swap;
    }
}

/* -- what is kept --------------------------------------------------------------------- */

static double average(const perceptron *p, size_t at)
{
    return p->time ? p->weight[at] - p->moment[at] / (double)p->time : p->weight[at];
}

typedef struct {
    double weight;
    uint32_t feature, row;
} candidate;

static int by_weight(const void *a, const void *b)
{
    const candidate *x = a, *y = b;
    if (x->weight != y->weight) return x->weight < y->weight ? 1 : -1;
    return x->feature < y->feature ? -1 : x->feature > y->feature;
}

/* All features, weightiest first. */
static candidate *ranked(const perceptron *p)
{
    candidate *c = checked(malloc((p->rows + 1) * sizeof *c));
    uint32_t n = 0;
    for (size_t i = 0; i < (size_t)1 << p->slots_log2; i++) {
        if (!p->slots[i].row) continue;
        uint32_t row = p->slots[i].row - 1;
        double sum = 0;
        for (uint32_t k = 0; k < p->classes; k++) {
            double w = average(p, (size_t)row * p->stride + k);
            sum += w * w;
        }
        c[n++] = (candidate){sum * (1 + sqrt(p->updates[row])), p->slots[i].feature, row};
    }
    qsort(c, n, sizeof *c, by_weight);
    return c;
}

/* places[r]: 1 + the training row that lies in row r of the table. */
static uint32_t *place_all(const perceptron *p, uint32_t *features)
{
    candidate *c = ranked(p);
    uint32_t *places = checked(calloc((size_t)1 << p->log2, sizeof *places));
    for (uint32_t i = 0; i < p->rows; i++) {
        uint32_t home = ss_linear_row(c[i].feature, p->seed, 32 - p->log2), other = home ^ 1;
        uint16_t tag = ss_linear_tag(c[i].feature);
        /* Two features of one tag must not share a pair of rows. */
        if ((places[home] && ss_linear_tag(features[home]) == tag) ||
            (places[other] && ss_linear_tag(features[other]) == tag))
            continue;
        uint32_t at = places[home] ? other : home;
        if (places[at]) continue;
        places[at] = c[i].row + 1;
        features[at] = c[i].feature;
    }
    free(c);
    return places;
}

void perceptron_prune(perceptron *p)
{
    uint32_t *features = checked(calloc((size_t)1 << p->log2, sizeof *features));
    uint32_t *places = place_all(p, features), old = p->rows;
    perceptron kept = *p;
    kept.slots_log2 = p->log2 + 2;
    kept.slots = checked(calloc((size_t)1 << kept.slots_log2, sizeof *kept.slots));
    kept.weight = NULL;
    kept.moment = NULL;
    kept.updates = NULL;
    kept.rows = kept.cap = 0;
    for (size_t i = 0; i < (size_t)1 << p->log2; i++) {
        if (!places[i]) continue;
        size_t to = (size_t)(make(&kept, features[i])->row - 1), from = places[i] - 1;
        memcpy(kept.weight + to * p->stride, p->weight + from * p->stride, p->stride * sizeof *p->weight);
        memcpy(kept.moment + to * p->stride, p->moment + from * p->stride, p->stride * sizeof *p->moment);
        kept.updates[to] = p->updates[from];
    }
    kept.frozen = true;
    free(p->slots);
    free(p->weight);
    free(p->moment);
    free(p->updates);
    free(places);
    free(features);
    *p = kept;
    fprintf(stderr, "  kept %u of %u features (%u rows)\n", p->rows, old, 1u << p->log2);
}

/* -- averaging and quantising -------------------------------------------------- */

typedef struct {
    uint32_t stride;
    bool bytes; /* weights of one byte, tags after the rows */
    size_t rows, len;
} layout;

static layout layout_of(const perceptron *p)
{
    layout l = {.bytes = p->classes > 16};
    l.stride = ss_linear_stride(p->classes + !l.bytes);
    l.rows = (size_t)l.stride * (l.bytes ? sizeof(int8_t) : sizeof(int16_t)) << p->log2;
    l.len = sizeof(ss_linear_header) + l.rows + (l.bytes ? sizeof(uint16_t) << p->log2 : 0);
    return l;
}

static void *section_bytes(const perceptron *p)
{
    const layout l = layout_of(p);
    const int limit = l.bytes ? BYTE_LIMIT : LIMIT;
    double largest = 1e-9;
    for (size_t i = 0; i < (size_t)p->rows * p->stride; i++) {
        double w = fabs(average(p, i));
        if (w > largest) largest = w;
    }
    char *section = checked(aligned_alloc(64, (l.len + 63) / 64 * 64)); /* rows are whole cache lines */
    memset(section, 0, l.len);
    ss_linear_header h = {.magic = SS_LINEAR_MAGIC, .classes = p->classes, .stride = l.stride,
                          .log2 = p->log2, .seed = p->seed, .block = (uint32_t)(32767 / limit),
                          .scale = (float)(largest / limit), .tagged = l.bytes ? 2 : 1, .bytes = l.bytes};
    memcpy(section, &h, sizeof h);
    char *at = section + sizeof h;
    uint32_t *features = checked(calloc((size_t)1 << p->log2, sizeof *features));
    uint32_t *places = place_all(p, features);
    for (size_t r = 0; r < (size_t)1 << p->log2; r++) {
        if (!places[r]) continue;
        for (uint32_t k = 0; k < p->classes; k++) {
            long w = lrint(average(p, (size_t)(places[r] - 1) * p->stride + k) * limit / largest);
            if (l.bytes)
                ((int8_t *)at)[r * l.stride + k] = (int8_t)w;
            else
                ((int16_t *)at)[r * l.stride + k] = (int16_t)w;
        }
        uint16_t tag = ss_linear_tag(features[r]);
        if (l.bytes)
            ((uint16_t *)(at + l.rows))[r] = tag;
        else
            ((uint16_t *)at)[(r + 1) * l.stride - 1] = tag;
    }
    free(features);
    free(places);
    return section;
}

bool perceptron_write(const perceptron *p, const char *path)
{
    void *bytes = section_bytes(p);
    FILE *f = fopen(path, "wb");
    bool good = f && fwrite(bytes, 1, layout_of(p).len, f) == layout_of(p).len;
    if (f && fclose(f)) good = false;
    free(bytes);
    return good;
}

ss_linear perceptron_finish(const perceptron *p, void **bytes)
{
    ss_linear m;
    *bytes = section_bytes(p);
    if (!ss_linear_open(&m, *bytes, layout_of(p).len)) abort();
    return m;
}
