/* linear.c - see linear.h.
 *
 * Feature hashing after Weinberger et al. 2009 over averaged-perceptron weights
 * (Collins 2002), with tags that make the table a cache of the features worth
 * keeping: rare and unknown features cost a look, not an error.
 *
 * Rows are added up in 16-bit lanes, `block` rows at a time, then widened: the
 * trainer clips weights so that a block cannot overflow, and a file whose
 * weights break that promise gives wrong sums, not undefined behaviour (the
 * lanes are unsigned). Vector extensions of gcc and clang keep it portable:
 * SSE2, NEON or scalar code, the same sums everywhere.
 */
#include "lang/linear.h"

#include <string.h>

enum { CHUNK = 64 }; /* rows looked up and prefetched together */

bool ss_linear_open(ss_linear *m, const void *section, size_t len)
{
    ss_linear_header h;
    if (!section || len < sizeof h) return false;
    memcpy(&h, section, sizeof h);
    if (h.magic != SS_LINEAR_MAGIC || h.tagged > 1 || h.classes < 2 ||
        h.classes > SS_LINEAR_CLASSES - h.tagged || h.stride != ss_linear_stride(h.classes + h.tagged) ||
        h.log2 < 1 || h.log2 > SS_LINEAR_LOG2_MAX || h.block < 1 ||
        len != sizeof h + ((size_t)h.stride * sizeof(int16_t) << h.log2))
        return false;
    *m = (ss_linear){.rows = (const int16_t *)((const char *)section + sizeof h),
                     .classes = h.classes,
                     .stride = h.stride,
                     .shift = 32 - h.log2,
                     .seed = h.seed,
                     .block = h.block < CHUNK ? h.block : CHUNK,
                     .tagged = h.tagged,
                     .scale = h.scale};
    return true;
}

typedef uint16_t lanes8 __attribute__((vector_size(16)));

static inline __attribute__((always_inline)) void add_block(const int16_t *const *row, uint32_t n,
                                                            uint32_t stride, int32_t *scores)
{
    lanes8 sum[SS_LINEAR_CLASSES / 8];
    for (uint32_t v = 0; v < stride / 8; v++) sum[v] = (lanes8){0};
    for (uint32_t i = 0; i < n; i++)
        for (uint32_t v = 0; v < stride / 8; v++) {
            lanes8 w;
            memcpy(&w, row[i] + v * 8, sizeof w);
            sum[v] += w;
        }
    for (uint32_t v = 0; v < stride / 8; v++)
        for (uint32_t k = 0; k < 8; k++) scores[v * 8 + k] += (int16_t)sum[v][k];
}

/* Four weights are one 64-bit word. */
static void add_block4(const int16_t *const *row, uint32_t n, int32_t *scores)
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

static void add_rows(const ss_linear *m, const int16_t *const *row, uint32_t count, int32_t *scores)
{
    for (uint32_t at = 0; at < count; at += m->block) {
        uint32_t n = count - at < m->block ? count - at : m->block;
        switch (m->stride) {
        case 4: add_block4(row + at, n, scores); break;
        case 8: add_block(row + at, n, 8, scores); break;
        case 16: add_block(row + at, n, 16, scores); break;
        case 32: add_block(row + at, n, 32, scores); break;
        default: add_block(row + at, n, 64, scores); break;
        }
    }
}

/* The rows that belong to features[0..n), n <= CHUNK; returns how many do. */
static inline __attribute__((always_inline)) uint32_t tagged_rows(const ss_linear *m, const uint32_t *features,
                                                                  uint32_t n, uint32_t stride,
                                                                  const int16_t **row)
{
    uint32_t home[CHUNK], found = 0;
    for (uint32_t i = 0; i < n; i++) {
        home[i] = ss_linear_row(features[i], m->seed, m->shift);
        __builtin_prefetch(m->rows + (size_t)home[i] * stride + stride - 1);
    }
    for (uint32_t i = 0; i < n; i++) {
        const int16_t *a = m->rows + (size_t)home[i] * stride, *b = m->rows + (size_t)(home[i] ^ 1) * stride;
        int16_t tag = (int16_t)ss_linear_tag(features[i]);
        if (stride <= 16) { /* both lie in one line, or nearly: no branch */
            bool first = a[stride - 1] == tag, second = b[stride - 1] == tag;
            row[found] = first ? a : b;
            found += first | second;
        } else if (a[stride - 1] == tag || (a = b)[stride - 1] == tag) {
            if (stride == 64) __builtin_prefetch(a);
            row[found++] = a;
        }
    }
    return found;
}

static uint32_t plain_rows(const ss_linear *m, const uint32_t *features, uint32_t n, const int16_t **row)
{
    for (uint32_t i = 0; i < n; i++) {
        row[i] = m->rows + (size_t)ss_linear_row(features[i], m->seed, m->shift) * m->stride;
        __builtin_prefetch(row[i]);
        if (m->stride == 64) __builtin_prefetch(row[i] + 32);
    }
    return n;
}

void ss_linear_scores(const ss_linear *m, const uint32_t *features, uint32_t n, int32_t *scores)
{
    const int16_t *row[CHUNK];
    memset(scores, 0, m->stride * sizeof *scores);
    for (uint32_t from = 0; from < n; from += CHUNK) {
        uint32_t count = n - from < CHUNK ? n - from : CHUNK, found;
        const uint32_t *f = features + from;
        if (!m->tagged)
            found = plain_rows(m, f, count, row);
        else if (m->stride == 4)
            found = tagged_rows(m, f, count, 4, row);
        else if (m->stride == 64)
            found = tagged_rows(m, f, count, 64, row);
        else if (m->stride == 32)
            found = tagged_rows(m, f, count, 32, row);
        else
            found = m->stride == 16 ? tagged_rows(m, f, count, 16, row) : tagged_rows(m, f, count, 8, row);
        add_rows(m, row, found, scores);
    }
}
