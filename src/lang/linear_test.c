/* linear_test.c - sums are exact for every row width, whatever the block; a
 * table that is not one is refused. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "lang/linear.h"

enum { LOG2 = 7, FEATURES = 150, WEIGHT = 2000 };

static void *make(uint32_t classes, size_t *len)
{
    uint32_t stride = ss_linear_stride(classes);
    *len = sizeof(ss_linear_header) + ((size_t)stride * sizeof(int16_t) << LOG2);
    char *bytes = aligned_alloc(64, (*len + 63) / 64 * 64);
    ss_linear_header h = {.magic = SS_LINEAR_MAGIC, .classes = classes, .stride = stride, .log2 = LOG2,
                          .seed = 7, .block = 32767 / WEIGHT, .scale = 0.5f};
    memcpy(bytes, &h, sizeof h);
    int16_t *w = (int16_t *)(bytes + sizeof h);
    for (uint32_t i = 0; i < stride << LOG2; i++)
        w[i] = (int16_t)((int)(ss_mix(classes, i) % (2 * WEIGHT + 1)) - WEIGHT);
    return bytes;
}

static void test_sums(void **state)
{
    (void)state;
    for (uint32_t classes = 2; classes <= SS_LINEAR_CLASSES; classes++) {
        size_t len;
        void *bytes = make(classes, &len);
        ss_linear m;
        assert_true(ss_linear_open(&m, bytes, len));
        assert_int_equal(m.classes, classes);
        uint32_t f[FEATURES];
        for (uint32_t n = 0; n <= FEATURES; n += n < 20 ? 1 : 13) {
            int64_t want[SS_LINEAR_CLASSES] = {0};
            for (uint32_t i = 0; i < n; i++) {
                f[i] = ss_feature(i, classes, n, 0);
                const int16_t *row = m.rows + (size_t)ss_linear_row(f[i], 7, 32 - LOG2) * m.stride;
                for (uint32_t c = 0; c < classes; c++) want[c] += row[c];
            }
            int32_t scores[SS_LINEAR_CLASSES];
            ss_linear_scores(&m, f, n, scores);
            uint32_t best = 0;
            for (uint32_t c = 0; c < classes; c++) {
                assert_int_equal(scores[c], want[c]);
                if (want[c] > want[best]) best = c;
            }
            assert_int_equal(ss_linear_best(&m, scores), best);
        }
        free(bytes);
    }
}

/* Rows of int16 whose last lane is the tag, narrow ones read in pairs; with a block of one
 * row as of many. Weights reach the limits that the block allows. */
static void test_tagged(void **state)
{
    (void)state;
    static const uint32_t counts[] = {0, 1, 3, 4, 7, 28, 64, 90, SS_LINEAR_BATCH};
    for (uint32_t classes = 2; classes < SS_LINEAR_CLASSES; classes += classes < 16 ? 1 : 9)
        for (uint32_t block = 1; block <= 16; block += 15) {
            const uint32_t stride = ss_linear_stride(classes + 1);
            const int limit = 32767 / 16;
            size_t rows = (size_t)stride << LOG2, len = sizeof(ss_linear_header) + rows * sizeof(int16_t);
            char *bytes = aligned_alloc(64, (len + 63) / 64 * 64);
            ss_linear_header h = {.magic = SS_LINEAR_MAGIC, .classes = classes, .stride = stride, .log2 = LOG2,
                                  .seed = 7, .block = block, .scale = 1, .tagged = 1};
            memcpy(bytes, &h, sizeof h);
            int16_t *w = (int16_t *)(bytes + sizeof h);
            memset(w, 0, rows * sizeof *w);
            uint32_t f[SS_LINEAR_BATCH];
            const int16_t *own[SS_LINEAR_BATCH];
            for (uint32_t i = 0; i < SS_LINEAR_BATCH; i++) {
                f[i] = ss_feature(i, classes, 5, 0);
                own[i] = NULL;
                int16_t *row = w + (size_t)(ss_linear_row(f[i], 7, 32 - LOG2) ^ (i & 1)) * stride;
                if (i % 4 == 3 || row[stride - 1]) continue; /* not in the table, or its place is taken */
                for (uint32_t c = 0; c < classes; c++) row[c] = (int16_t)(ss_mix(i, c) % 3 ? limit : -limit);
                row[stride - 1] = (int16_t)ss_linear_tag(f[i]);
                own[i] = row;
            }
            ss_linear m;
            assert_true(ss_linear_open(&m, bytes, len));
            for (size_t k = 0; k < sizeof counts / sizeof *counts; k++) {
                int32_t want[SS_LINEAR_CLASSES] = {0}, scores[SS_LINEAR_CLASSES], found = 0;
                for (uint32_t i = 0; i < counts[k]; i++) {
                    found += own[i] != NULL;
                    for (uint32_t c = 0; own[i] && c < classes; c++) want[c] += own[i][c];
                }
                ss_linear_scores(&m, f, counts[k], scores);
                for (uint32_t c = 0; c < classes; c++) assert_int_equal(scores[c], want[c]);
                assert_true(found * 4 >= (int32_t)counts[k] - 4);
            }
            free(bytes);
        }
}

/* Hashed together or one by one, features are the same. */
static void test_features(void **state)
{
    (void)state;
    enum { N = 37, FIRST = 1001 };
    ss_feature_values v;
    ss_mixed_values mixed;
    uint32_t three[N], mix[N], n = 0, k = 0;
    while (n < N) SS_VALUES(v, n, n * 7, n * n, ~n);
    ss_features(&v, N, FIRST, three);
    while (k < N)
        switch (k % 4) {
        case 0: SS_MIXED1(mixed, k, k * 7); break;
        case 1: SS_MIXED2(mixed, k, k * 7, k * k); break;
        case 2: SS_MIXED3(mixed, k, k * 7, k * k, ~k); break;
        default: SS_MIXED4(mixed, k, k * 7, k * k, ~k, 3); break;
        }
    ss_mixed_features(&mixed, N, FIRST, mix);
    for (uint32_t i = 0; i < N; i++) {
        assert_int_equal(three[i], ss_feature(FIRST + i, i * 7, i * i, ~i));
        uint32_t want = ss_mix((FIRST + i) * 0xC2B2AE35u, i * 7);
        if (i % 4 > 0) want = ss_mix(want, i * i);
        if (i % 4 > 1) want = ss_mix(want, ~i);
        if (i % 4 > 2) want = ss_mix(want, 3);
        assert_int_equal(mix[i], want);
    }
}

/* Rows of bytes: a feature counts where the tag beside its row is its own, there or
 * in the row next to it. */
static void test_bytes(void **state)
{
    (void)state;
    for (uint32_t classes = 17; classes <= SS_LINEAR_CLASSES; classes += 5) {
        uint32_t stride = ss_linear_stride(classes);
        size_t rows = (size_t)stride << LOG2, len = sizeof(ss_linear_header) + rows + (sizeof(uint16_t) << LOG2);
        char *bytes = aligned_alloc(64, (len + 63) / 64 * 64);
        ss_linear_header h = {.magic = SS_LINEAR_MAGIC, .classes = classes, .stride = stride, .log2 = LOG2,
                              .seed = 7, .block = 258, .scale = 1, .tagged = 2, .bytes = 1};
        memcpy(bytes, &h, sizeof h);
        int8_t *w = (int8_t *)(bytes + sizeof h);
        uint16_t *tags = (uint16_t *)(bytes + sizeof h + rows);
        for (size_t i = 0; i < rows; i++) w[i] = (int8_t)((int)(ss_mix(classes, (uint32_t)i) % 255) - 127);
        memset(tags, 0, sizeof *tags << LOG2);
        uint32_t f[SS_LINEAR_BATCH];
        int64_t want[SS_LINEAR_CLASSES] = {0};
        for (uint32_t i = 0; i < SS_LINEAR_BATCH; i++) {
            f[i] = ss_feature(i, classes, 0, 0);
            uint32_t row = ss_linear_row(f[i], 7, 32 - LOG2) ^ (i & 1);
            if (i % 3 == 2 || tags[row] || tags[row ^ 1]) continue;
            tags[row] = ss_linear_tag(f[i]);
        }
        for (uint32_t i = 0; i < SS_LINEAR_BATCH; i++) {
            uint32_t home = ss_linear_row(f[i], 7, 32 - LOG2), row = home;
            uint16_t tag = ss_linear_tag(f[i]);
            if (tags[row] != tag) row ^= 1;
            for (uint32_t c = 0; c < classes && tags[row] == tag; c++) want[c] += w[row * stride + c];
        }
        ss_linear m;
        int32_t scores[SS_LINEAR_CLASSES];
        assert_true(ss_linear_open(&m, bytes, len));
        ss_linear_scores(&m, f, SS_LINEAR_BATCH, scores);
        for (uint32_t c = 0; c < classes; c++) assert_int_equal(scores[c], want[c]);
        assert_int_not_equal(want[0], 0);
        assert_false(ss_linear_open(&m, bytes, len - 2));
        uint32_t untagged = 1;
        memcpy(bytes + offsetof(ss_linear_header, tagged), &untagged, sizeof untagged);
        assert_false(ss_linear_open(&m, bytes, len));
        free(bytes);
    }
}

/* Weights that break the promise of `block` wrap around; nothing worse. */
static void test_overflow(void **state)
{
    (void)state;
    size_t len;
    char *bytes = make(3, &len);
    memset(bytes + sizeof(ss_linear_header), 0x7f, len - sizeof(ss_linear_header));
    ss_linear m;
    assert_true(ss_linear_open(&m, bytes, len));
    uint32_t f[FEATURES] = {0};
    int32_t scores[SS_LINEAR_CLASSES];
    ss_linear_scores(&m, f, FEATURES, scores);
    assert_int_equal(scores[0], scores[2]);
    free(bytes);
}

static void test_refused(void **state)
{
    (void)state;
    size_t len;
    char *bytes = make(5, &len);
    ss_linear m;
    assert_false(ss_linear_open(&m, NULL, 0));
    assert_false(ss_linear_open(&m, bytes, len - 2));
    assert_false(ss_linear_open(&m, bytes, len + 2));
    assert_false(ss_linear_open(&m, bytes, 10));
    static const struct {
        size_t at;
        uint32_t value;
    } cases[] = {{offsetof(ss_linear_header, magic), 1},    {offsetof(ss_linear_header, classes), 1},
                 {offsetof(ss_linear_header, classes), 65}, {offsetof(ss_linear_header, classes), 9},
                 {offsetof(ss_linear_header, stride), 16},  {offsetof(ss_linear_header, log2), 0},
                 {offsetof(ss_linear_header, log2), 32},    {offsetof(ss_linear_header, log2), LOG2 + 1},
                 {offsetof(ss_linear_header, block), 0}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        uint32_t old;
        memcpy(&old, bytes + cases[i].at, 4);
        memcpy(bytes + cases[i].at, &cases[i].value, 4);
        assert_false(ss_linear_open(&m, bytes, len));
        memcpy(bytes + cases[i].at, &old, 4);
    }
    assert_true(ss_linear_open(&m, bytes, len));
    free(bytes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_sums),
        cmocka_unit_test(test_tagged),
        cmocka_unit_test(test_features),
        cmocka_unit_test(test_bytes),
        cmocka_unit_test(test_overflow),
        cmocka_unit_test(test_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
