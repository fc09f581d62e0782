/* linear.c - see linear.h.
 *
 * Feature hashing after Weinberger et al. 2009 over averaged-perceptron weights
 * (Collins 2002), with tags that make the table a cache of the features worth
 * keeping: rare and unknown features cost a look, not an error.
 *
 * A scoring is two steps, for its cost is waiting for memory (the tables are
 * larger than the caches): ss_linear_begin() works out all rows and has them
 * fetched, ss_linear_end() reads and adds them. Whoever has something to do in
 * between (another sentence, the next token) does not wait.
 *
 * Rows are added up in 16-bit lanes, `block` rows at a time, then widened: the
 * trainer clips weights so that a block cannot overflow, and a file whose
 * weights break that promise gives wrong sums, not undefined behaviour (the
 * lanes are unsigned). Narrow rows are read in pairs, the row and the one beside
 * it, and the one that is not the feature's is masked out: no branch to guess. The
 * tag is the top of a row's 64 bits: what is left of it against the feature's own
 * is one comparison of 64-bit numbers. Of wide rows the packer puts the tags together: what is not in the table is seen
 * without fetching a row.
 * Vector extensions of gcc and clang keep it portable: SSE2, NEON or scalar code,
 * the same sums everywhere.
 */
#include "lang/linear.h"

#include <string.h>

#include "base/best_of.h"

bool ss_linear_open(ss_linear *m, const void *section, size_t len)
{
    ss_linear_header h;
    if (!section || len < sizeof h) return false;
    memcpy(&h, section, sizeof h);
    const uint32_t in_row = h.tagged && !h.bytes; /* the tag takes a lane */
    if (h.magic != SS_LINEAR_MAGIC || h.tagged > 2 || h.classes < 2 ||
        h.classes > SS_LINEAR_CLASSES - in_row || h.stride != ss_linear_stride(h.classes + in_row) ||
        h.log2 < 1 || h.log2 > SS_LINEAR_LOG2_MAX || h.block < 1 || h.bytes > 1 ||
        (h.bytes && (h.tagged != 2 || h.stride < 32)))
        return false;
    size_t rows = (size_t)h.stride * (h.bytes ? sizeof(int8_t) : sizeof(int16_t)) << h.log2;
    if (len != sizeof h + rows + (h.tagged == 2 ? sizeof(uint16_t) << h.log2 : 0)) return false;
    const char *at = (const char *)section + sizeof h;
    *m = (ss_linear){.rows = h.bytes ? NULL : (const int16_t *)at,
                     .bytes = h.bytes ? (const int8_t *)at : NULL,
                     .classes = h.classes,
                     .stride = h.stride,
                     .shift = 32 - h.log2,
                     .seed = h.seed,
                     .block = h.block < SS_LINEAR_BATCH ? h.block : SS_LINEAR_BATCH,
                     .tagged = h.tagged,
                     .tags = h.tagged == 2 ? (const uint16_t *)(at + rows) : NULL,
                     .scale = h.scale};
    return true;
}

#define INLINE static inline __attribute__((always_inline))

typedef uint16_t lanes8 __attribute__((vector_size(16)));
typedef uint16_t lanes32 __attribute__((vector_size(64)));

/* Adds n rows of `stride` lanes, n <= block, into the scores. */
INLINE void add_wide(const int16_t *const *row, uint32_t n, uint32_t stride, int32_t *scores)
{
    lanes32 sum[SS_LINEAR_CLASSES / 32];
    for (uint32_t v = 0; v < stride / 32; v++) sum[v] = (lanes32){0};
    for (uint32_t i = 0; i < n; i++)
        for (uint32_t v = 0; v < stride / 32; v++) {
            lanes32 w;
            memcpy(&w, row[i] + v * 32, sizeof w);
            sum[v] += w;
        }
    int16_t lane[SS_LINEAR_CLASSES];
    memcpy(lane, sum, stride * sizeof *lane);
    for (uint32_t k = 0; k < stride; k++) scores[k] += lane[k];
}

INLINE void add_narrow(const int16_t *const *row, uint32_t n, uint32_t stride, int32_t *scores)
{
    lanes8 sum[2];
    for (uint32_t v = 0; v < stride / 8; v++) sum[v] = (lanes8){0};
    for (uint32_t i = 0; i < n; i++)
        for (uint32_t v = 0; v < stride / 8; v++) {
            lanes8 w;
            memcpy(&w, row[i] + v * 8, sizeof w);
            sum[v] += w;
        }
    int16_t lane[16];
    memcpy(lane, sum, stride * sizeof *lane);
    for (uint32_t k = 0; k < stride; k++) scores[k] += lane[k];
}

/* Rows of bytes: of a batch no sum leaves 16 bits. Two weights are read as one number of 16
 * bits. The sum of the upper ones is that of the numbers shifted; what the whole numbers' sum
 * is more is the sum of the lower ones, which are made positive for that. */
INLINE void add_bytes(const ss_linear *m, const ss_linear_batch *b, uint32_t stride, int32_t *scores)
{
    typedef int16_t signed32 __attribute__((vector_size(64)));
    enum { UPPER = __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__, BIAS = 128 };
    lanes32 whole[SS_LINEAR_CLASSES / 64 + 1], upper[SS_LINEAR_CLASSES / 64 + 1];
    const uint32_t vectors = stride / 64 + (stride < 64);
    for (uint32_t v = 0; v < vectors; v++) whole[v] = upper[v] = (lanes32){0};
    for (size_t i = 0; i < b->n; i++)
        for (uint32_t v = 0; v < vectors; v++) {
            lanes32 w = {0};
            memcpy(&w, m->bytes + b->at[i] + v * 64, stride < 64 ? stride : 64);
            whole[v] += w ^ BIAS;
            upper[v] += (lanes32)((signed32)w >> 8);
        }
    for (uint32_t k = 0; k < stride / 2; k++) {
        uint16_t high = upper[k / 32][k % 32];
        scores[2 * k + UPPER] = (int16_t)high;
        scores[2 * k + !UPPER] = (int32_t)(uint16_t)(whole[k / 32][k % 32] - high * 256u) - BIAS * (int32_t)b->n;
    }
}

/* Four weights are one 64-bit word. */
INLINE void add_four(const int16_t *const *row, uint32_t n, int32_t *scores)
{
    typedef uint16_t lanes4 __attribute__((vector_size(8)));
    lanes4 sum = {0};
    for (uint32_t i = 0; i < n; i++) {
        lanes4 w;
        memcpy(&w, row[i], sizeof w);
        sum += w;
    }
    for (uint32_t k = 0; k < 4; k++) scores[k] += (int16_t)sum[k];
}

INLINE void add_rows(const ss_linear *m, const int16_t *const *row, uint32_t count, int32_t *scores)
{
    for (uint32_t at = 0; at < count; at += m->block) {
        uint32_t n = count - at < m->block ? count - at : m->block;
        switch (m->stride) {
        case 4: add_four(row + at, n, scores); break;
        case 8: add_narrow(row + at, n, 8, scores); break;
        case 16: add_narrow(row + at, n, 16, scores); break;
        case 32: add_wide(row + at, n, 32, scores); break;
        default: add_wide(row + at, n, 64, scores); break;
        }
    }
}

/* -- narrow rows: pairs of four lanes, of which at most one half counts -------------- */

static const int64_t MARKED = (int64_t)1 << 48; /* below: no bit of the tag is left */

INLINE void begin_pairs(const ss_linear *m, const uint32_t *restrict features, uint32_t n, ss_linear_batch *restrict b)
{
    const uint32_t seed = m->seed, shift = m->shift;
    for (uint32_t i = 0; i < n; i++) {
        b->at[i] = (ss_linear_row(features[i], seed, shift) & ~1u) * (4 * (uint32_t)sizeof(int16_t));
        b->mark[i] = (uint64_t)(ss_linear_tag(features[i]) ^ 0x8000u) << 48; /* signed comparison */
    }
    for (; n % 4; n++) { /* an empty row: adds nothing */
        b->at[n] = 0;
        b->mark[n] = (uint64_t)1 << 63;
    }
    b->n = n;
    for (uint32_t i = 0; i < n; i++) __builtin_prefetch((const char *)m->rows + b->at[i]);
}

INLINE void end_pairs(const ss_linear *m, const ss_linear_batch *b, int32_t *scores)
{
    typedef int64_t words2 __attribute__((vector_size(16)));
    typedef int16_t signed8 __attribute__((vector_size(16)));
    typedef int32_t sums8 __attribute__((vector_size(32)));
    const words2 own = {INT64_MIN + MARKED, INT64_MIN + MARKED};
    sums8 total = {0};
    for (size_t i = 0; i < b->n;) {
        lanes8 sum[4] = {{0}};
        for (uint32_t k = 0; k < m->block && i < b->n; k++, i += 4)
            for (uint32_t j = 0; j < 4; j++) {
                words2 pair, mark = {(int64_t)b->mark[i + j], (int64_t)b->mark[i + j]};
                memcpy(&pair, (const char *)m->rows + b->at[i + j], sizeof pair);
                pair ^= mark;
                sum[j] += (lanes8)(pair & (pair < own));
            }
        for (uint32_t j = 0; j < 4; j++) total += __builtin_convertvector((signed8)sum[j], sums8);
    }
    for (uint32_t k = 0; k < 4; k++) scores[k] = total[k] + total[k + 4];
}

/* -- wide rows -------------------------------------------------------------------- */

/* Where the rows of the batch are that are in the table; returns how many. */
INLINE uint32_t find_rows(const ss_linear *m, const ss_linear_batch *b, uint32_t stride, const int16_t **row)
{
    uint32_t found = 0, last = stride - 1;
    for (uint32_t i = 0; i < b->n; i++) {
        const int16_t *home = (const int16_t *)((const char *)m->rows + b->at[i]),
                      *beside = (const int16_t *)((const char *)m->rows + (b->at[i] ^ stride * sizeof(int16_t)));
        uint16_t tag = (uint16_t)b->tag[i];
        if (stride <= 16) { /* both lie in one line: no branch */
            bool first = (uint16_t)home[last] == tag, second = (uint16_t)beside[last] == tag;
            row[found] = first ? home : beside;
            found += first | second;
        } else if ((uint16_t)home[last] == tag || (uint16_t)(home = beside)[last] == tag) {
            row[found++] = home;
        }
    }
    return found;
}

/* Keeps of the batch what is in the table, by the tags that stand apart from the rows. */
INLINE void keep_found(const uint16_t *tags, uint32_t size, ss_linear_batch *b)
{
    uint32_t found = 0;
    for (uint32_t i = 0; i < b->n; i++) {
        uint32_t home = b->at[i];
        uint16_t tag = (uint16_t)b->tag[i];
        bool first = tags[home] == tag, second = tags[home ^ 1] == tag;
        b->at[found] = (first ? home : home ^ 1) * size;
        found += first | second;
    }
    b->n = found;
}

INLINE uint32_t row_size(const ss_linear *m)
{
    return m->stride * (m->bytes ? 1 : (uint32_t)sizeof(int16_t));
}

INLINE void fetch_rows(const ss_linear *m, const ss_linear_batch *b)
{
    const char *rows = m->bytes ? (const char *)m->bytes : (const char *)m->rows;
    for (uint32_t i = 0; i < b->n; i++) __builtin_prefetch(rows + b->at[i]);
    if (row_size(m) > 64)
        for (uint32_t i = 0; i < b->n; i++) __builtin_prefetch(rows + b->at[i] + 64);
}

INLINE void hash_wide(const ss_linear *m, const uint32_t *restrict features, uint32_t n, ss_linear_batch *restrict b)
{
    const uint32_t seed = m->seed, shift = m->shift, step = m->tags ? 1 : row_size(m);
    for (uint32_t i = 0; i < n; i++) {
        b->at[i] = ss_linear_row(features[i], seed, shift) * step;
        b->tag[i] = ss_linear_tag(features[i]);
    }
    b->n = n;
}

INLINE void begin_wide(const ss_linear *m, const uint32_t *restrict features, uint32_t n, ss_linear_batch *restrict b)
{
    hash_wide(m, features, n, b);
    if (m->tags) keep_found(m->tags, row_size(m), b);
    fetch_rows(m, b);
}

INLINE void end_wide(const ss_linear *m, const ss_linear_batch *b, int32_t *scores)
{
    const int16_t *row[SS_LINEAR_BATCH];
    uint32_t found = b->n;
    if (!m->tagged || m->tags)
        for (uint32_t i = 0; i < b->n; i++) row[i] = (const int16_t *)((const char *)m->rows + b->at[i]);
    else if (m->stride == 16)
        found = find_rows(m, b, 16, row);
    else
        found = find_rows(m, b, m->stride, row);
    memset(scores, 0, m->stride * sizeof *scores);
    add_rows(m, row, found, scores);
}

SS_BEST_OF void ss_linear_begin(const ss_linear *m, const uint32_t *features, uint32_t n, ss_linear_batch *b)
{
    if (m->tagged && m->stride == 4)
        begin_pairs(m, features, n, b);
    else
        begin_wide(m, features, n, b);
}

SS_BEST_OF void ss_linear_hash(const ss_linear *m, const uint32_t *features, uint32_t n, ss_linear_batch *b)
{
    if (!m->tags) {
        ss_linear_begin(m, features, n, b);
        return;
    }
    hash_wide(m, features, n, b);
    for (uint32_t i = 0; i < b->n; i++) __builtin_prefetch(m->tags + b->at[i]);
}

void ss_linear_find(const ss_linear *m, ss_linear_batch *b)
{
    if (!m->tags) return;
    keep_found(m->tags, row_size(m), b);
    fetch_rows(m, b);
}

SS_BEST_OF void ss_linear_end(const ss_linear *m, const ss_linear_batch *b, int32_t *scores)
{
    if (m->tagged && m->stride == 4)
        end_pairs(m, b, scores);
    else if (!m->bytes)
        end_wide(m, b, scores);
    else if (m->stride == 32)
        add_bytes(m, b, 32, scores);
    else
        add_bytes(m, b, 64, scores);
}

SS_BEST_OF void ss_features(const ss_feature_values *v, uint32_t n, uint32_t first, uint32_t *out)
{
    for (uint32_t i = 0; i < n; i++) out[i] = ss_feature(first + i, v->a[i], v->b[i], v->c[i]);
}

/* All four are mixed in, for that needs no branch. */
SS_BEST_OF void ss_mixed_features(const ss_mixed_values *restrict v, uint32_t n, uint32_t first, uint32_t *restrict out)
{
    for (uint32_t i = 0; i < n; i++) {
        uint32_t one = ss_mix((first + i) * 0xC2B2AE35u, v->a[i]), two = ss_mix(one, v->b[i]), three = ss_mix(two, v->c[i]),
                 four = ss_mix(three, v->d[i]), few = v->count[i] == 1 ? one : two, many = v->count[i] == 3 ? three : four;
        out[i] = v->count[i] < 3 ? few : many;
    }
}

void ss_linear_scores(const ss_linear *m, const uint32_t *features, uint32_t n, int32_t *scores)
{
    ss_linear_batch b;
    ss_linear_begin(m, features, n < SS_LINEAR_BATCH ? n : SS_LINEAR_BATCH, &b);
    ss_linear_end(m, &b, scores);
    for (uint32_t from = SS_LINEAR_BATCH; from < n; from += SS_LINEAR_BATCH) {
        int32_t more[SS_LINEAR_CLASSES];
        ss_linear_begin(m, features + from, n - from < SS_LINEAR_BATCH ? n - from : SS_LINEAR_BATCH, &b);
        ss_linear_end(m, &b, more);
        for (uint32_t c = 0; c < m->classes; c++) scores[c] += more[c];
    }
}
