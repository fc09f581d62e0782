/* net_test.c - a network gives the same scores with and without vector instructions, and
 * those of a plain reckoning in doubles but for rounding; its decoder finds the best
 * labelling of all; a section that is not one is refused. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "lang/net.h"

enum { ROWS = 200, FEATURES = 7, TOKENS = 43, CLASSES = 4, MOST_OUT = 64 };

static uint32_t seed;

static int32_t random_in(int32_t limit) /* -limit ... limit */
{
    seed = seed * 1664525u + 1013904223u;
    return (int32_t)(seed >> 8) % (2 * limit + 1) - limit;
}

/* A section of random weights; width, state and classes as given. */
static void *make(uint32_t width, uint32_t state, uint32_t classes, bool plain, size_t *len)
{
    uint32_t outputs = ss_net_outputs(classes);
    ss_net_header h = {.magic = SS_NET_MAGIC, .width = width, .state = state, .classes = classes, .plain = plain, .rows = ROWS, .log2 = 9,
                       .places = 6, .features = FEATURES};
    *len = ss_net_size(&h);
    char *bytes = calloc(1, *len);
    memcpy(bytes, &h, sizeof h);
    int16_t *tables = (int16_t *)(bytes + sizeof h);
    for (int i = 0; i < SS_NET_SIGMOID; i++) *tables++ = (int16_t)lrint(4096 / (1 + exp(-((i + 0.5) / 256 - 8))));
    for (int i = 0; i < SS_NET_TANH; i++) *tables++ = (int16_t)lrint(4096 * tanh((i + 0.5) / 256 - 4));
    uint32_t *hashes = (uint32_t *)tables;
    uint16_t *row = (uint16_t *)(hashes + (1u << h.log2));
    for (uint32_t k = 0; k < ROWS; k++) {
        uint32_t hash = (k + 1) * 7919, at = hash * 0x9E3779B1u >> (32 - h.log2);
        while (hashes[at]) at = (at + 1) % (1u << h.log2);
        hashes[at] = hash;
        row[at] = (uint16_t)k;
    }
    int8_t *e = (int8_t *)(row + (1u << h.log2));
    for (uint32_t i = 0; i < ROWS * width; i++) *e++ = (int8_t)random_in(60);
    int32_t *bias = (int32_t *)e;
    for (uint32_t i = 0; i < width; i++) *bias++ = random_in(1 << 22);
    for (int l = 0; l < SS_NET_LAYERS; l++)
        for (int r = 0; r < 2; r++) {
            int16_t *w = (int16_t *)bias;
            for (uint32_t i = 0; i < ((l ? 2 * state : width) + state) * 3 * state; i++) *w++ = (int16_t)random_in(1500);
            bias = (int32_t *)w;
            for (uint32_t i = 0; i < 6 * state; i++) *bias++ = random_in(1 << 22);
        }
    int16_t *w = (int16_t *)bias;
    for (uint32_t i = 0; i < 2 * state * outputs; i++) *w++ = (int16_t)random_in(4000);
    bias = (int32_t *)w;
    for (uint32_t i = 0; i < outputs + (plain ? 0 : outputs * outputs); i++) *bias++ = random_in(1 << 24);
    assert_ptr_equal(bias, bytes + *len);
    return bytes;
}

static double weight(const int16_t *w, uint32_t outputs, uint32_t k, uint32_t o)
{
    return w[(size_t)(k / 2 * outputs + o) * 2 + k % 2] / 4096.0;
}

static double sigmoid(double x)
{
    return 1 / (1 + exp(-x));
}

static void layer_in_doubles(const ss_net *net, int l, const double *in, uint32_t inputs, double *out)
{
    uint32_t h = net->state;
    for (int r = 0; r < 2; r++) {
        const ss_net_unit *u = &net->unit[l][r];
        double state[64] = {0}, next[64];
        for (uint32_t step = 0; step < TOKENS; step++) {
            uint32_t i = r ? TOKENS - 1 - step : step;
            for (uint32_t k = 0; k < h; k++) {
                double own[3], from[3];
                for (uint32_t g = 0; g < 3; g++) {
                    uint32_t o = g * h + k;
                    from[g] = u->input_bias[o] / 16777216.0;
                    own[g] = u->state_bias[o] / 16777216.0;
                    for (uint32_t j = 0; j < inputs; j++) from[g] += in[i * inputs + j] * weight(u->input, 3 * h, j, o);
                    for (uint32_t j = 0; j < h; j++) own[g] += state[j] * weight(u->state, 3 * h, j, o);
                }
                double fresh = tanh(from[2] + sigmoid(from[0] + own[0]) * own[2]), keep = sigmoid(from[1] + own[1]);
                next[k] = fresh + keep * (state[k] - fresh);
            }
            memcpy(state, next, sizeof state);
            memcpy(out + i * 2 * h + (r ? h : 0), state, h * sizeof *state);
        }
    }
}

static void test_scores(void **unused)
{
    (void)unused;
    static const uint32_t sizes[][3] = {{16, 16, 4}, {48, 32, 49}, {64, 48, 16}, {32, 64, 17}}; /* of many classes plain */
    for (size_t s = 0; s < sizeof sizes / sizeof *sizes; s++) {
        size_t len;
        void *bytes = make(sizes[s][0], sizes[s][1], sizes[s][2], sizes[s][2] > SS_NET_OUT, &len);
        ss_net net;
        assert_true(ss_net_open(&net, bytes, len, NULL));
        assert_true(!net.steps == (net.classes > SS_NET_OUT));
        uint32_t d = net.width, h = net.state, features[TOKENS * FEATURES];
        for (uint32_t i = 0; i < TOKENS * FEATURES; i++) features[i] = (uint32_t)(random_in(120) + 121) * 7919; /* some unknown */
        ss_arena scratch;
        ss_arena_init(&scratch, NULL, NULL);
        ss_net_space space;
        ss_net_space_init(&space, &scratch, &net, TOKENS);
        int32_t scores[3][TOKENS * MOST_OUT] = {{0}};
        for (int most = SS_NET_PORTABLE; most <= SS_NET_AVX512; most++) {
            net.most = (ss_net_machine)most;
            ss_net_run(&net, &space, features, &(uint32_t){TOKENS}, 1, scores[most]);
        }
        assert_memory_equal(scores[0], scores[1], sizeof scores[0]);
        assert_memory_equal(scores[0], scores[2], sizeof scores[0]);

        double *x = calloc(TOKENS * d, sizeof *x), *y[2] = {calloc(TOKENS * 2 * h, sizeof(double)), calloc(TOKENS * 2 * h, sizeof(double))};
        for (uint32_t i = 0; i < TOKENS; i++)
            for (uint32_t k = 0; k < d; k++) {
                double sum = net.bias[k] / 16777216.0;
                for (uint32_t f = 0; f < FEATURES; f++) {
                    uint32_t row = ss_net_row(&net, features[i * FEATURES + f]);
                    if (row) sum += net.embedding[(row - 1) * d + k] / 64.0;
                }
                x[i * d + k] = tanh(sum);
            }
        layer_in_doubles(&net, 0, x, d, y[0]);
        layer_in_doubles(&net, 1, y[0], 2 * h, y[1]);
        for (uint32_t i = 0; i < TOKENS; i++)
            for (uint32_t c = 0; c < net.classes; c++) {
                double want = net.out_bias[c] / 16777216.0;
                for (uint32_t k = 0; k < 2 * h; k++) want += y[1][i * 2 * h + k] * weight(net.out, net.outputs, k, c);
                assert_true(fabs(want - scores[0][i * net.outputs + c] / 4096.0) < 0.15);
            }
        free(x), free(y[0]), free(y[1]);
        ss_arena_free(&scratch);
        free(bytes);
    }
}

/* Sequences side by side are read as each alone, whichever ends first. */
static void test_side(void **unused)
{
    (void)unused;
    static const uint32_t cases[][SS_NET_SIDE] = {{1, 7, 3}, {4, 4, 4, 4, 4}, {9, 1, 0, 2, 5, 3, 6, 8}};
    size_t len;
    void *bytes = make(32, 48, 9, false, &len);
    ss_net net;
    assert_true(ss_net_open(&net, bytes, len, NULL));
    enum { MOST = 40 };
    uint32_t features[MOST * FEATURES];
    for (uint32_t i = 0; i < MOST * FEATURES; i++) features[i] = (uint32_t)(random_in(120) + 121) * 7919;
    ss_arena scratch;
    ss_arena_init(&scratch, NULL, NULL);
    ss_net_space space;
    ss_net_space_init(&space, &scratch, &net, MOST);
    for (int most = SS_NET_PORTABLE; most <= SS_NET_AVX512; most++)
        for (size_t c = 0; c < sizeof cases / sizeof *cases; c++) {
            int32_t together[MOST * SS_NET_OUT], alone[MOST * SS_NET_OUT];
            net.most = (ss_net_machine)most;
            ss_net_run(&net, &space, features, cases[c], SS_NET_SIDE, together);
            for (uint32_t s = 0, at = 0; s < SS_NET_SIDE; at += cases[c][s++]) {
                ss_net_run(&net, &space, features + at * FEATURES, &cases[c][s], 1, alone);
                assert_memory_equal(alone, together + at * SS_NET_OUT, cases[c][s] * SS_NET_OUT * sizeof *alone);
            }
        }
    ss_arena_free(&scratch);
    free(bytes);
}

/* Against all labellings of a short text. */
static void test_decoding(void **unused)
{
    (void)unused;
    enum { N = 6, FROM = 1, OF = 3, ALL = 729 };
    size_t len;
    void *bytes = make(16, 16, CLASSES, false, &len);
    ss_net net;
    assert_true(ss_net_open(&net, bytes, len, NULL));
    for (int round = 0; round < 50; round++) {
        int32_t scores[N * SS_NET_OUT];
        bool only[N];
        for (int i = 0; i < N * SS_NET_OUT; i++) scores[i] = random_in(9000);
        for (int i = 0; i < N; i++) only[i] = random_in(3) == 0;
        uint8_t labels[N], room[4 * N], best[N] = {0};
        ss_net_decode(net.steps, scores, N, FROM, OF, only, room, labels);
        int64_t top = INT64_MIN;
        for (int code = 0; code < ALL; code++) {
            uint8_t y[N];
            int64_t sum = 0;
            bool may = true;
            for (int i = 0, c = code; i < N; i++, c /= OF) {
                y[i] = (uint8_t)(c % OF);
                may &= !only[i] || !y[i];
                sum += scores[i * SS_NET_OUT + FROM + y[i]];
                if (i) sum += net.steps[(FROM + y[i - 1]) * SS_NET_OUT + FROM + y[i]] >> SS_NET_PLACES;
            }
            if (may && sum > top) top = sum, memcpy(best, y, sizeof best);
        }
        assert_memory_equal(labels, best, sizeof best);
    }
    free(bytes);
}

static void test_refused(void **unused)
{
    (void)unused;
    size_t len;
    char *bytes = make(16, 32, CLASSES, false, &len);
    ss_net net;
    ss_net_header good, h;
    memcpy(&good, bytes, sizeof good);
    assert_false(ss_net_open(&net, NULL, 0, NULL));
    assert_false(ss_net_open(&net, bytes, sizeof good - 1, NULL));
    assert_false(ss_net_open(&net, bytes, len - 1, NULL));
    assert_false(ss_net_open(&net, bytes, len + 1, NULL));
#define REFUSED(change)                \
    h = good;                          \
    change;                            \
    memcpy(bytes, &h, sizeof h);       \
    assert_false(ss_net_open(&net, bytes, len, NULL));
    REFUSED(h.magic++)
    REFUSED(h.width = 0)
    REFUSED(h.width = 17)
    REFUSED(h.state = 4096)
    REFUSED(h.classes = 17)
    REFUSED(h.classes = SS_NET_CLASSES + 1)
    REFUSED(h.plain = 1)
    REFUSED(h.plain = 2)
    REFUSED(h.rows = 0)
    REFUSED(h.rows = 1u << 31)
    REFUSED(h.log2 = 40)
    REFUSED(h.places = 13)
    REFUSED(h.features = 0)
    memcpy(bytes, &good, sizeof good);
    uint16_t *row = (uint16_t *)(bytes + sizeof good + (SS_NET_SIGMOID + SS_NET_TANH) * 2 + (4u << good.log2));
    row[3] = ROWS; /* a row that is not there */
    assert_false(ss_net_open(&net, bytes, len, NULL));
    row[3] = 0;
    assert_true(ss_net_open(&net, bytes, len, NULL));
    ((int16_t *)(bytes + sizeof good))[0] = -1; /* sigmoids are from 0 to 1 */
    assert_false(ss_net_open(&net, bytes, len, NULL));

    /* Without features of its own it takes those of a network of as many rows. */
    ((int16_t *)(bytes + sizeof good))[0] = 1;
    ss_net first;
    assert_true(ss_net_open(&first, bytes, len, NULL));
    size_t tables = sizeof good + (SS_NET_SIGMOID + SS_NET_TANH) * 2, features = (size_t)6 << good.log2;
    char *second = malloc(len - features);
    memcpy(second, bytes, tables);
    memcpy(second + tables, bytes + tables + features, len - tables - features);
    h = good;
    h.log2 = 0;
    memcpy(second, &h, sizeof h);
    assert_false(ss_net_open(&net, second, len - features, NULL));
    assert_true(ss_net_open(&net, second, len - features, &first));
    assert_int_equal(ss_net_row(&net, 7919), ss_net_row(&first, 7919));
    first.rows++;
    assert_false(ss_net_open(&net, second, len - features, &first));
    free(second);
    free(bytes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_scores),
        cmocka_unit_test(test_side), cmocka_unit_test(test_decoding),
                                       cmocka_unit_test(test_refused)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
