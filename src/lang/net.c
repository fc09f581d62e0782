/* net.c - see net.h. Gated recurrent units as in Cho et al. 2014, with the reset gate
 * behind the product with the state; integer inference after Jacob et al. 2018, with
 * powers of two as scales throughout.
 *
 * All sums of products go through accumulate(): pairs of int16 times pairs of int16
 * into int32, which is one instruction (pmaddwd) where there is AVX2, one with the sum
 * (vpdpwssd) where there is AVX-512 with VNNI, and plain C elsewhere; integer sums that
 * wrap do not depend on their order, so all give the same. Gates are worked out unit by
 * unit in passes, each of which is either arithmetic or a look into a table.
 * A file with absurd weights gives absurd scores, never a read out of bounds.
 */
#include "lang/net.h"

#include <string.h>

#include "base/best_of.h"

#if defined(__x86_64__) && defined(__GNUC__)
#include <immintrin.h>
#define WITH_AVX 1
#endif

bool ss_net_wanted(const ss_ctx *ctx)
{
    enum { LARGEST = 1 << 18 };
    return ctx->options->effort == SAYSO_EFFORT_ACCURATE ||
           (ctx->options->effort == SAYSO_EFFORT_AUTO && ctx->doc->len <= LARGEST);
}

static size_t unit_bytes(const ss_net_header *h, int layer)
{
    size_t d = h->width, s = h->state, inputs = layer ? 2 * s : d;
    return (inputs + s) * 3 * s * sizeof(int16_t) + 6 * s * sizeof(int32_t);
}

size_t ss_net_size(const ss_net_header *h)
{
    size_t n = sizeof *h + (SS_NET_SIGMOID + SS_NET_TANH) * sizeof(int16_t) + (h->log2 ? (size_t)6 << h->log2 : 0) +
               (size_t)h->rows * h->width + h->width * sizeof(int32_t);
    for (int l = 0; l < SS_NET_LAYERS; l++) n += 2 * unit_bytes(h, l);
    size_t outputs = ss_net_outputs(h->classes);
    return n + 2 * h->state * outputs * sizeof(int16_t) +
           (outputs + (h->plain ? 0 : outputs * outputs)) * sizeof(int32_t);
}

static bool sound(const ss_net_header *h)
{
    return h->magic == SS_NET_MAGIC && h->width && h->width % 16 == 0 && h->width <= SS_NET_WIDTH_MAX && h->state &&
           h->state % 16 == 0 && h->state <= SS_NET_WIDTH_MAX && h->classes && h->classes <= SS_NET_CLASSES &&
           h->plain <= 1 && h->rows && h->rows <= UINT16_MAX &&
           (!h->log2 || (h->log2 >= 4 && h->log2 <= 17 && h->rows < 1u << h->log2)) && h->places &&
           h->places <= SS_NET_PLACES && h->features && h->features <= 256;
}

bool ss_net_open(ss_net *net, const void *section, size_t len, const ss_net *first)
{
    ss_net_header h;
    if (!section || len < sizeof h) return false;
    memcpy(&h, section, sizeof h);
    if (!sound(&h) || len != ss_net_size(&h)) return false;
    if (!h.log2 && (!first || first->rows != h.rows)) return false;
    *net = (ss_net){.width = h.width,
                    .state = h.state,
                    .classes = h.classes,
                    .outputs = ss_net_outputs(h.classes),
                    .rows = h.rows,
                    .log2 = h.log2,
                    .shift = 2 * SS_NET_PLACES - h.places,
                    .features = h.features,
                    .most = SS_NET_AVX512};
    const char *at = (const char *)section + sizeof h;
#define TAKE(member, count) (net->member = (const void *)at, at += (size_t)(count) * sizeof *net->member)
    TAKE(sigmoid, SS_NET_SIGMOID);
    TAKE(tanh, SS_NET_TANH);
    if (h.log2) {
        TAKE(hashes, 1u << h.log2);
        TAKE(row, 1u << h.log2);
    } else {
        net->hashes = first->hashes;
        net->row = first->row;
        net->log2 = first->log2;
    }
    TAKE(embedding, h.rows * (size_t)h.width);
    TAKE(bias, h.width);
    for (int l = 0; l < SS_NET_LAYERS; l++)
        for (int r = 0; r < 2; r++) {
            TAKE(unit[l][r].input, (l ? 2 * h.state : h.width) * 3 * h.state);
            TAKE(unit[l][r].state, h.state * 3 * h.state);
            TAKE(unit[l][r].input_bias, 3 * h.state);
            TAKE(unit[l][r].state_bias, 3 * h.state);
        }
    TAKE(out, 2 * h.state * net->outputs);
    TAKE(out_bias, net->outputs);
    if (!h.plain) TAKE(steps, net->outputs * net->outputs);
#undef TAKE
    /* A full table would never end a search, a row outside it would be read. */
    uint32_t used = 0;
    for (uint32_t i = 0; i < 1u << net->log2; i++) {
        used += net->hashes[i] != 0;
        if (net->row[i] >= h.rows) return false;
    }
    /* What the sums promise of activations rests on these. */
    for (uint32_t i = 0; i < SS_NET_SIGMOID; i++)
        if (net->sigmoid[i] < 0 || net->sigmoid[i] > 1 << SS_NET_PLACES) return false;
    for (uint32_t i = 0; i < SS_NET_TANH; i++)
        if (net->tanh[i] < -(1 << SS_NET_PLACES) || net->tanh[i] > 1 << SS_NET_PLACES) return false;
    return used <= h.rows;
}

uint32_t ss_net_row(const ss_net *net, uint32_t feature)
{
    uint32_t mask = (1u << net->log2) - 1, at = feature * 0x9E3779B1u >> (32 - net->log2);
    if (!feature) return 0;
    while (net->hashes[at]) {
        if (net->hashes[at] == feature) return net->row[at] + 1u;
        at = (at + 1) & mask;
    }
    return 0;
}

void ss_net_space_init(ss_net_space *space, ss_arena *scratch, const ss_net *net, uint32_t most)
{
    size_t n = most, h = net->state;
    space->most = most;
    space->rows = ss_alloc(scratch, n * net->features * sizeof *space->rows);
    space->x = ss_alloc(scratch, n * net->width * sizeof *space->x);
    space->below = ss_alloc(scratch, n * 2 * h * sizeof *space->below);
    space->above = ss_alloc(scratch, n * 2 * h * sizeof *space->above);
    space->gates = ss_alloc(scratch, n * 3 * h * sizeof *space->gates);
}

/* -- sums of products --------------------------------------------------------- */

/* sums[o] of each of n tokens += its input[0 ... inputs) times the weights to o; outputs:
 * a multiple of 16. */
static void accumulate_plain(const int16_t *input, uint32_t n, uint32_t inputs, const int16_t *weights,
                             uint32_t outputs, int32_t *sums)
{
    for (; n--; input += inputs, sums += outputs)
        for (uint32_t k = 0; k < inputs; k += 2) {
            int32_t a = input[k], b = input[k + 1];
            const int16_t *w = weights + (size_t)k * outputs;
            for (uint32_t o = 0; o < outputs; o++)
                sums[o] = (int32_t)((uint32_t)sums[o] + (uint32_t)(a * w[2 * o] + b * w[2 * o + 1]));
        }
}

#ifdef WITH_AVX
/* `tokens` tokens and `wide` vectors of 8 outputs, held in registers: the more of both,
 * the fewer weights are loaded. */
__attribute__((target("avx2"), always_inline)) static inline void block_avx2(uint32_t tokens, uint32_t wide,
                                                                             const int16_t *input, uint32_t inputs,
                                                                             const int16_t *weights, uint32_t outputs,
                                                                             int32_t *sums)
{
    __m256i sum[8];
    for (uint32_t t = 0; t < tokens; t++)
        for (uint32_t v = 0; v < wide; v++)
            sum[t * wide + v] = _mm256_loadu_si256((const void *)(sums + (size_t)t * outputs + 8 * v));
    for (uint32_t k = 0; k < inputs; k += 2) {
        const int16_t *w = weights + (size_t)k * outputs;
        for (uint32_t t = 0; t < tokens; t++) {
            int32_t pair;
            memcpy(&pair, input + (size_t)t * inputs + k, sizeof pair);
            __m256i both = _mm256_set1_epi32(pair);
            for (uint32_t v = 0; v < wide; v++)
                sum[t * wide + v] = _mm256_add_epi32(
                    sum[t * wide + v], _mm256_madd_epi16(both, _mm256_loadu_si256((const void *)(w + 16 * v))));
        }
    }
    for (uint32_t t = 0; t < tokens; t++)
        for (uint32_t v = 0; v < wide; v++)
            _mm256_storeu_si256((void *)(sums + (size_t)t * outputs + 8 * v), sum[t * wide + v]);
}

__attribute__((target("avx2"))) static void accumulate_avx2(const int16_t *input, uint32_t n, uint32_t inputs,
                                                            const int16_t *weights, uint32_t outputs, int32_t *sums)
{
    const uint32_t fours = n / 4 * 4;
    for (uint32_t o = 0; o < outputs; o += 16)
        for (uint32_t i = 0; i < fours; i += 4)
            block_avx2(4, 2, input + (size_t)i * inputs, inputs, weights + 2 * o, outputs,
                       sums + (size_t)i * outputs + o);
    input += (size_t)fours * inputs, sums += (size_t)fours * outputs, n -= fours;
    for (; n; n--, input += inputs, sums += outputs) {
        uint32_t o = 0;
        for (; o + 64 <= outputs; o += 64) block_avx2(1, 8, input, inputs, weights + 2 * o, outputs, sums + o);
        for (; o < outputs; o += 16) block_avx2(1, 2, input, inputs, weights + 2 * o, outputs, sums + o);
    }
}

#define VNNI "avx512f,avx512bw,avx512vnni"

/* The same with vectors of 16 outputs. */
__attribute__((target(VNNI), always_inline)) static inline void block_vnni(uint32_t tokens, uint32_t wide,
                                                                           const int16_t *input, uint32_t inputs,
                                                                           const int16_t *weights, uint32_t outputs,
                                                                           int32_t *sums)
{
    __m512i sum[16];
    for (uint32_t t = 0; t < tokens; t++)
        for (uint32_t v = 0; v < wide; v++) sum[t * wide + v] = _mm512_loadu_si512(sums + (size_t)t * outputs + 16 * v);
    for (uint32_t k = 0; k < inputs; k += 2) {
        const int16_t *w = weights + (size_t)k * outputs;
        for (uint32_t t = 0; t < tokens; t++) {
            int32_t pair;
            memcpy(&pair, input + (size_t)t * inputs + k, sizeof pair);
            __m512i both = _mm512_set1_epi32(pair);
            for (uint32_t v = 0; v < wide; v++)
                sum[t * wide + v] = _mm512_dpwssd_epi32(sum[t * wide + v], both, _mm512_loadu_si512(w + 32 * v));
        }
    }
    for (uint32_t t = 0; t < tokens; t++)
        for (uint32_t v = 0; v < wide; v++) _mm512_storeu_si512(sums + (size_t)t * outputs + 16 * v, sum[t * wide + v]);
}

__attribute__((target(VNNI))) static void accumulate_vnni(const int16_t *input, uint32_t n, uint32_t inputs,
                                                          const int16_t *weights, uint32_t outputs, int32_t *sums)
{
    const uint32_t fours = n / 4 * 4;
    uint32_t left = 0;
    for (; left + 64 <= outputs; left += 64)
        for (uint32_t i = 0; i < fours; i += 4)
            block_vnni(4, 4, input + (size_t)i * inputs, inputs, weights + 2 * left, outputs,
                       sums + (size_t)i * outputs + left);
    for (; left < outputs; left += 16)
        for (uint32_t i = 0; i < fours; i += 4)
            block_vnni(4, 1, input + (size_t)i * inputs, inputs, weights + 2 * left, outputs,
                       sums + (size_t)i * outputs + left);
    input += (size_t)fours * inputs, sums += (size_t)fours * outputs, n -= fours;
    for (; n; n--, input += inputs, sums += outputs) {
        uint32_t o = 0;
        for (; o + 192 <= outputs; o += 192) block_vnni(1, 12, input, inputs, weights + 2 * o, outputs, sums + o);
        for (; o + 96 <= outputs; o += 96) block_vnni(1, 6, input, inputs, weights + 2 * o, outputs, sums + o);
        for (; o < outputs; o += 16) block_vnni(1, 1, input, inputs, weights + 2 * o, outputs, sums + o);
    }
}
#endif

typedef void accumulator(const int16_t *, uint32_t, uint32_t, const int16_t *, uint32_t, int32_t *);

static accumulator *accumulator_of(const ss_net *net)
{
#ifdef WITH_AVX
    if (net->most >= SS_NET_AVX512 && __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
        __builtin_cpu_supports("avx512vnni"))
        return accumulate_vnni;
    if (net->most >= SS_NET_AVX2 && __builtin_cpu_supports("avx2")) return accumulate_avx2;
#else
    (void)net;
#endif
    return accumulate_plain;
}

/* -- the network -------------------------------------------------------------- */

/* Where a table of so many entries is to be looked at for a sum. */
static inline int32_t place(int32_t sum, int32_t entries)
{
    int32_t at = (sum >> 16) + entries / 2;
    return at < 0 ? 0 : at >= entries ? entries - 1 : at;
}

static inline int32_t wrapping(int32_t a, int32_t b)
{
    return (int32_t)((uint32_t)a + (uint32_t)b);
}

SS_BEST_OF static void embed(const ss_net *net, const uint16_t *rows, int16_t *x)
{
    int16_t sum[SS_NET_WIDTH_MAX] = {0}; /* of at most 256 int8 */
    for (uint32_t f = 0; f < net->features; f++) {
        if (!rows[f]) continue;
        const int8_t *e = net->embedding + (size_t)(rows[f] - 1) * net->width;
        for (uint32_t k = 0; k < net->width; k++) sum[k] = (int16_t)(sum[k] + e[k]);
    }
    for (uint32_t k = 0; k < net->width; k++) {
        int64_t value = (((int64_t)sum[k] * ((int64_t)1 << net->shift)) + net->bias[k]) >> 16;
        int32_t at = value < -SS_NET_TANH / 2   ? 0
                     : value >= SS_NET_TANH / 2 ? SS_NET_TANH - 1
                                                : (int32_t)value + SS_NET_TANH / 2;
        x[k] = net->tanh[at];
    }
}

/* The next state of a unit, from what its inputs and its state sum up to. */
SS_BEST_OF static void turn(const ss_net *net, const int32_t *restrict inputs, const int32_t *restrict own,
                            int16_t *restrict state)
{
    enum { PLACES = SS_NET_PLACES, FAR = 1 << 16 };
    const uint32_t h = net->state;
    const int16_t *sigmoid = net->sigmoid, *tanh = net->tanh;
    int32_t at[2 * SS_NET_WIDTH_MAX], gate[2 * SS_NET_WIDTH_MAX]; /* reset, keep */
    for (uint32_t k = 0; k < 2 * h; k++) at[k] = place(wrapping(inputs[k], own[k]), SS_NET_SIGMOID);
    for (uint32_t k = 0; k < 2 * h; k++) gate[k] = sigmoid[at[k]];
    for (uint32_t k = 0; k < h; k++) {
        int32_t old = own[2 * h + k] >> PLACES;
        old = old < -FAR ? -FAR : old > FAR ? FAR : old;
        at[k] = place(wrapping(inputs[2 * h + k], gate[k] * old), SS_NET_TANH);
    }
    for (uint32_t k = 0; k < h; k++) at[k] = tanh[at[k]];
    for (uint32_t k = 0; k < h; k++)
        state[k] = (int16_t)(at[k] + ((gate[h + k] * (state[k] - at[k]) + (1 << (PLACES - 1))) >> PLACES));
}

/* Of the sequences that are read side by side. */
typedef struct {
    const uint32_t *lengths;
    uint32_t n, tokens;
} sequences;

/* One direction of a layer, from `in` to every other half row of `out`. */
static void run_unit(const ss_net *net, const ss_net_unit *unit, bool reverse, const int16_t *in, uint32_t inputs,
                     const sequences *all, int32_t *gates, int16_t *out, accumulator *accumulate)
{
    uint32_t h = net->state, h3 = 3 * h, active = 0, first[SS_NET_SIDE], length[SS_NET_SIDE];
    int16_t state[SS_NET_SIDE * SS_NET_WIDTH_MAX] = {0};
    int32_t own[SS_NET_SIDE * 3 * SS_NET_WIDTH_MAX];
    for (uint32_t i = 0; i < all->tokens; i++) memcpy(gates + (size_t)i * h3, unit->input_bias, h3 * sizeof *gates);
    accumulate(in, all->tokens, inputs, unit->input, h3, gates);
    for (uint32_t s = 0, at = 0; s < all->n; at += all->lengths[s++]) {
        first[active] = at;
        length[active] = all->lengths[s];
        active += all->lengths[s] > 0;
    }
    for (uint32_t step = 0; active; step++) {
        for (uint32_t s = 0; s < active; s++) memcpy(own + s * h3, unit->state_bias, h3 * sizeof *own);
        accumulate(state, active, h, unit->state, h3, own);
        for (uint32_t s = 0; s < active; s++) {
            uint32_t i = first[s] + (reverse ? length[s] - 1 - step : step);
            turn(net, gates + (size_t)i * h3, own + s * h3, state + s * h);
            memcpy(out + (size_t)i * 2 * h + (reverse ? h : 0), state + s * h, h * sizeof *state);
        }
        for (uint32_t s = active; s-- > 0;) { /* the last takes the place of one that is read */
            if (step + 1 < length[s]) continue;
            active--;
            first[s] = first[active];
            length[s] = length[active];
            memmove(state + s * h, state + active * h, h * sizeof *state);
        }
    }
}

void ss_net_run(const ss_net *net, const ss_net_space *space, const uint32_t *features, const uint32_t *lengths,
                uint32_t n, int32_t *scores)
{
    accumulator *accumulate = accumulator_of(net);
    uint32_t h2 = 2 * net->state, tokens = 0;
    for (uint32_t s = 0; s < n; s++) tokens += lengths[s];
    const sequences all = {lengths, n, tokens};
    for (size_t i = 0; features && i < (size_t)tokens * net->features; i++)
        space->rows[i] = (uint16_t)ss_net_row(net, features[i]);
    for (uint32_t i = 0; i < tokens; i++) {
        const uint16_t *rows = space->rows + (size_t)i * net->features;
        for (uint32_t f = 0; i + 1 < tokens && f < net->features; f++) { /* of the next token */
            uint32_t row = rows[net->features + f];
            __builtin_prefetch(net->embedding + (size_t)(row ? row - 1 : 0) * net->width);
        }
        embed(net, rows, space->x + (size_t)i * net->width);
    }
    for (int r = 0; r < 2; r++)
        run_unit(net, &net->unit[0][r], r, space->x, net->width, &all, space->gates, space->below, accumulate);
    for (int r = 0; r < 2; r++)
        run_unit(net, &net->unit[1][r], r, space->below, h2, &all, space->gates, space->above, accumulate);
    for (uint32_t i = 0; i < tokens; i++)
        memcpy(scores + (size_t)i * net->outputs, net->out_bias, net->outputs * sizeof *scores);
    accumulate(space->above, tokens, h2, net->out, net->outputs, scores);
    for (uint32_t i = 0; i < tokens * net->outputs; i++) scores[i] >>= SS_NET_PLACES;
}

void ss_net_decode(const int32_t *steps, const int32_t *scores, uint32_t n, uint32_t from, uint32_t classes,
                   const bool *only, uint8_t *room, uint8_t *labels)
{
    enum { MOST = 4 };
    const int64_t never = INT64_MIN / 4;
    int64_t best[MOST] = {0};
    for (uint32_t i = 0; i < n; i++) {
        int64_t next[MOST];
        for (uint32_t y = 0; y < classes; y++) {
            int64_t top = i ? never : 0;
            room[i * MOST + y] = 0;
            for (uint32_t x = 0; i && x < classes; x++) {
                int64_t value = best[x] + (steps[(from + x) * SS_NET_OUT + from + y] >> SS_NET_PLACES);
                if (value > top) top = value, room[i * MOST + y] = (uint8_t)x;
            }
            next[y] = only && only[i] && y ? never : top + scores[i * SS_NET_OUT + from + y];
        }
        memcpy(best, next, sizeof best);
    }
    uint8_t y = 0;
    for (uint8_t k = 1; k < classes; k++)
        if (best[k] > best[y]) y = k;
    for (uint32_t i = n; i-- > 0; y = room[i * MOST + y]) labels[i] = y;
}
