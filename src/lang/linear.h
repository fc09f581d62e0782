/* linear.h - the one kernel under all models: hashed features, linear scores.
 *
 * A model is a table of 2^log2 rows of int16 weights, one weight a class. A
 * feature is any 32-bit hash; it picks a row, or the row beside that; the scores
 * of the classes are the sums of the rows of all features. The last lane of a row
 * holds 16 other bits of its feature's hash: a feature that is not in the table
 * adds nothing. (Tables without such tags can be opened too: there every feature
 * has a row, shared with whatever else falls on it.) Wide tables have weights of one
 * byte and their tags in a table of their own: twice the rows in the same room, which
 * is worth more than the bits.
 *
 * How to use it:
 *
 *     ss_linear m;
 *     size_t len;
 *     const void *at = ss_model_section(model, "w:cue", &len);
 *     if (!ss_linear_open(&m, at, len)) ... no such model: fall back
 *
 *     uint32_t f[40], n = 0;
 *     f[n++] = ss_feature(1, token->lhash, 0, 0);
 *     f[n++] = ss_feature(2, token->tag, previous->lhash, 0);
 *     int32_t score[SS_LINEAR_CLASSES];
 *     ss_linear_scores(&m, f, n, score);
 *     uint32_t best = ss_linear_best(&m, score);
 *
 * Give every template its own number (the first argument), so that equal values
 * in different templates are different features. Hash each word once (ss_token
 * has `hash` and `lhash`) and build features from those: no strings here.
 * Training is tools/common/perceptron.h with the very same features.
 *
 * Cost: one or two cache lines a feature, all prefetched before the first is
 * read: about 50 ns for 40 features of a 3-class table in the second-level cache.
 */
#ifndef SS_LINEAR_H
#define SS_LINEAR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { SS_LINEAR_CLASSES = 64, SS_LINEAR_LOG2_MAX = 24, SS_LINEAR_MAGIC = 0x314e494c /* "LIN1" */ };

/* The section: this header, then (1 << log2) * stride weights, then uint16 tags of
 * the rows where tagged is 2. */
typedef struct {
    uint32_t magic;
    uint32_t classes; /* 2 ... SS_LINEAR_CLASSES - tagged */
    uint32_t stride;  /* ss_linear_stride(classes + 1 where the tag is in the row) */
    uint32_t log2;    /* of the number of rows */
    uint32_t seed;
    uint32_t block;   /* rows that can be added up in 16 bits: 32767 / largest weight */
    float scale;      /* score * scale: the score in units of training updates */
    uint32_t tagged;  /* 1: the last lane of a row tells whose it is; 2: and so does a
                       * table of uint16 after the rows, as sayso-pack adds for wide ones */
    uint32_t bytes;   /* 1: weights are int8, 32 or 64 a row, and tags only after the
                       * rows (tagged is 2); 0: int16 */
    uint32_t reserved[7];
} ss_linear_header;

typedef struct {
    const int16_t *rows;
    const int8_t *bytes;  /* the rows where weights are bytes, else NULL */
    const uint16_t *tags; /* of all rows; NULL: only in the rows */
    uint32_t classes, stride, shift, seed, block;
    bool tagged;
    float scale;
} ss_linear;

/* Weights a row, padded so that no row straddles cache lines: 4, 8, 16, 32 or 64. */
static inline uint32_t ss_linear_stride(uint32_t classes)
{
    uint32_t stride = 4;
    while (stride < classes) stride *= 2;
    return stride;
}

/* False where `section` is NULL or is not such a table of exactly `len` bytes. */
bool ss_linear_open(ss_linear *m, const void *section, size_t len);

/* Sums the rows of features[0..n) into scores[0..classes); `scores` has room for
 * SS_LINEAR_CLASSES, and what lies beyond the classes is undefined. Exact: the order of the features does not matter. */
void ss_linear_scores(const ss_linear *m, const uint32_t *features, uint32_t n, int32_t *scores);

/* The same in two steps, for whoever has something to do while memory answers.
 * n <= SS_LINEAR_BATCH. */
enum { SS_LINEAR_BATCH = 96 };
typedef struct {
    uint32_t n;
    uint32_t at[SS_LINEAR_BATCH];   /* where rows are, in bytes: home rows, pairs, or rows found */
    uint32_t tag[SS_LINEAR_BATCH];  /* what marks them */
    uint64_t mark[SS_LINEAR_BATCH]; /* the same where rows are read in pairs */
} ss_linear_batch;
void ss_linear_begin(const ss_linear *m, const uint32_t *features, uint32_t n, ss_linear_batch *batch);
/* The first step in two, with another wait between them: tables whose tags stand apart from
 * the rows have those fetched first. */
void ss_linear_hash(const ss_linear *m, const uint32_t *features, uint32_t n, ss_linear_batch *batch);
void ss_linear_find(const ss_linear *m, ss_linear_batch *batch);
void ss_linear_end(const ss_linear *m, const ss_linear_batch *batch, int32_t *scores);

/* The class of the highest score, the first of equals. */
static inline uint32_t ss_linear_best(const ss_linear *m, const int32_t *scores)
{
    uint32_t best = 0;
    for (uint32_t c = 1; c < m->classes; c++)
        if (scores[c] > scores[best]) best = c;
    return best;
}

/* Row of a feature: the high bits of a product, for the low ones mix poorly. */
static inline uint32_t ss_linear_row(uint32_t feature, uint32_t seed, uint32_t shift)
{
    return (uint32_t)(((feature ^ seed) * 0x9E3779B1u) >> shift);
}

/* What the last lane holds; 0 is an empty row. */
static inline uint16_t ss_linear_tag(uint32_t feature)
{
    uint32_t tag = (feature ^ feature >> 15) * 0x2C1B3C6Du >> 16;
    return (uint16_t)(tag ? tag : 1);
}

/* One step of mixing a value into a hash. */
static inline uint32_t ss_mix(uint32_t h, uint32_t v)
{
    h = (h ^ v) * 0x85EBCA6Bu;
    return h ^ (h >> 15);
}

/* A feature of up to three values. Use ss_mix to add more. */
static inline uint32_t ss_feature(uint32_t template_number, uint32_t a, uint32_t b, uint32_t c)
{
    return ss_mix(ss_mix(ss_mix(template_number * 0xC2B2AE35u, a), b), c);
}

/* Many features at once: the values of templates that are numbered one after the
 * other, hashed together, which is several times as fast as one by one.
 *
 *     ss_feature_values v;
 *     uint32_t n = 0;
 *     SS_VALUES(v, n, word, 0, 0);       template 2001
 *     SS_VALUES(v, n, word, tag, 0);     template 2002
 *     ss_features(&v, n, 2001, f);       the same as ss_feature(2001, word, 0, 0) ...
 */
typedef struct {
    uint32_t a[SS_LINEAR_BATCH], b[SS_LINEAR_BATCH], c[SS_LINEAR_BATCH];
} ss_feature_values;
#define SS_VALUES(v, n, x, y, z) ((v).a[n] = (x), (v).b[n] = (y), (v).c[n] = (z), (void)(n)++)
void ss_features(const ss_feature_values *v, uint32_t n, uint32_t first, uint32_t *out);

/* The same for templates of one to four values, of which each is mixed in and no more:
 * SS_MIXED2(v, n, x, y) is ss_mix(ss_mix(template * 0xC2B2AE35u, x), y). */
typedef struct {
    uint32_t a[SS_LINEAR_BATCH], b[SS_LINEAR_BATCH], c[SS_LINEAR_BATCH], d[SS_LINEAR_BATCH];
    uint32_t count[SS_LINEAR_BATCH]; /* of the values */
} ss_mixed_values;
#define SS_MIXED1(v, n, x) ((v).a[n] = (x), (v).count[n] = 1, (void)(n)++)
#define SS_MIXED2(v, n, x, y) ((v).a[n] = (x), (v).b[n] = (y), (v).count[n] = 2, (void)(n)++)
#define SS_MIXED3(v, n, x, y, z) ((v).a[n] = (x), (v).b[n] = (y), (v).c[n] = (z), (v).count[n] = 3, (void)(n)++)
#define SS_MIXED4(v, n, x, y, z, w) \
    ((v).a[n] = (x), (v).b[n] = (y), (v).c[n] = (z), (v).d[n] = (w), (v).count[n] = 4, (void)(n)++)
void ss_mixed_features(const ss_mixed_values *v, uint32_t n, uint32_t first, uint32_t *out);

#endif
