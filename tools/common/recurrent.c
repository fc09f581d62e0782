/* recurrent.c - see recurrent.h. GRU as Cho et al. 2014 with the reset gate behind
 * the product (as cuDNN has it); Adam: Kingma & Ba 2015, lazily on embeddings.
 *
 * A batch is packed: its cases sorted by length, the rows of all first tokens, then of
 * all second tokens ... so that one step of the recurrence is one product of matrices.
 */
#include "common/recurrent.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LANES = 16, BATCH = 64, MOST_TOKENS = 512, CHAIN = 16, MOST_CLASSES = 128 };
typedef float vec __attribute__((vector_size(64), may_alias));
typedef int32_t ivec __attribute__((vector_size(64), may_alias));
#define INLINE static inline __attribute__((always_inline))

typedef struct {
    uint32_t inputs;
    size_t w, u, b, bu; /* offsets into the parameters */
} unit;

struct rnn {
    rnn_shape s;
    uint32_t outputs; /* classes of all heads, padded */
    size_t n_dense, bias, out, out_bias, steps;
    unit unit[SS_NET_LAYERS][2];
    float *p, *g, *m, *v;    /* dense */
    float *e, *eg, *em, *ev; /* embeddings */
    uint32_t *touched, n_touched;
    uint8_t *is_touched;
    uint64_t random, step;
    /* of one batch */
    uint32_t room; /* rows there is room for */
    float *x, *dx, *mask0, *mask[SS_NET_LAYERS], *y[SS_NET_LAYERS], *dy[SS_NET_LAYERS];
    float *gate[SS_NET_LAYERS][2], *hn[SS_NET_LAYERS][2], *hp[SS_NET_LAYERS][2], *dg, *dgh, *logit, *dlogit;
    float *w_turned, *u_turned;
    uint32_t off[MOST_TOKENS + 1], active[MOST_TOKENS], len[BATCH], n_cases, n_rows, n_steps;
    const rnn_case *item[BATCH];
    uint32_t place[BATCH]; /* of item in the caller's order */
    uint16_t *kept;        /* features of the batch after dropout */
};

static void *need(size_t bytes)
{
    void *p = aligned_alloc(64, (bytes + 127) / 64 * 64);
    if (!p) fprintf(stderr, "out of memory\n"), exit(1);
    memset(p, 0, bytes);
    return p;
}

static float *floats(size_t n)
{
    return need(n * sizeof(float));
}

static uint64_t next_random(uint64_t *state)
{
    uint64_t x = *state;
    x ^= x << 13;
    x ^= x >> 7;
    x ^= x << 17;
    return *state = x;
}

static float uniform(uint64_t *state)
{
    return (float)(next_random(state) >> 40) / 16777216.0f;
}

/* ------------------------------------------------------------------ products */

/* C[MR][NV lanes] (+)= A * B over K. */
INLINE void tile(int mr, int nv, uint32_t depth, const float *a, size_t ar, size_t ac, const float *b, size_t ldb,
                 float *c, size_t ldc, bool add)
{
    vec acc[4][4];
    for (int m = 0; m < mr; m++)
        for (int v = 0; v < nv; v++) acc[m][v] = add ? *(const vec *)(c + m * ldc + v * LANES) : (vec){0};
    for (uint32_t k = 0; k < depth; k++) {
        const float *row = b + k * ldb;
        for (int m = 0; m < mr; m++) {
            float x = a[m * ar + k * ac];
            for (int v = 0; v < nv; v++) acc[m][v] += *(const vec *)(row + v * LANES) * x;
        }
    }
    for (int m = 0; m < mr; m++)
        for (int v = 0; v < nv; v++) *(vec *)(c + m * ldc + v * LANES) = acc[m][v];
}

#define ROWS(NV)                                                                                                       \
    for (uint32_t m = 0; m < rows;) {                                                                                  \
        uint32_t left = rows - m;                                                                                      \
        const float *am = a + m * ar;                                                                                  \
        float *cm = c + m * ldc + n;                                                                                   \
        if (left >= 4)                                                                                                 \
            tile(4, NV, depth, am, ar, ac, b + n, ldb, cm, ldc, add), m += 4;                                          \
        else if (left == 3)                                                                                            \
            tile(3, NV, depth, am, ar, ac, b + n, ldb, cm, ldc, add), m += 3;                                          \
        else if (left == 2)                                                                                            \
            tile(2, NV, depth, am, ar, ac, b + n, ldb, cm, ldc, add), m += 2;                                          \
        else                                                                                                           \
            tile(1, NV, depth, am, ar, ac, b + n, ldb, cm, ldc, add), m++;                                             \
    }

/* C[rows][columns] (+)= A[rows][depth] B[depth][columns]; A's steps between rows and
 * columns are given, so that it may be read turned. columns: a multiple of 16. */
static void product(uint32_t rows, uint32_t columns, uint32_t depth, const float *a, size_t ar, size_t ac,
                    const float *b, size_t ldb, float *c, size_t ldc, bool add)
{
    uint32_t n = 0;
    for (; n + 4 * LANES <= columns; n += 4 * LANES) ROWS(4)
    if (columns - n == 3 * LANES)
        ROWS(3)
    else if (columns - n == 2 * LANES)
        ROWS(2)
    else if (columns - n == LANES)
        ROWS(1)
}

static void turn(const float *from, uint32_t rows, uint32_t columns, float *to)
{
    for (uint32_t r = 0; r < rows; r++)
        for (uint32_t c = 0; c < columns; c++) to[(size_t)c * rows + r] = from[(size_t)r * columns + c];
}

static void add_rows(const float *from, uint32_t rows, uint32_t columns, float *to)
{
    for (uint32_t r = 0; r < rows; r++)
        for (uint32_t c = 0; c < columns; c++) to[c] += from[(size_t)r * columns + c];
}

INLINE vec vexp(vec x)
{
    vec lo = (vec){0} - 87.0f, hi = (vec){0} + 87.0f;
    ivec below = x<lo, above = x> hi;
    x = (vec)(((ivec)x & ~below) | ((ivec)lo & below));
    x = (vec)(((ivec)x & ~above) | ((ivec)hi & above));
    vec magic = (vec){0} + 12582912.0f;
    vec k = (x * 1.44269504f + magic) - magic;
    vec f = x - k * 0.693359375f;
    f = f + k * 2.12194440e-4f;
    vec p = f * 1.9875691500e-4f + 1.3981999507e-3f;
    p = p * f + 8.3334519073e-3f;
    p = p * f + 4.1665795894e-2f;
    p = p * f + 1.6666665459e-1f;
    p = p * f + 5.0000001201e-1f;
    p = p * f * f + f + 1.0f;
    ivec e = (__builtin_convertvector(k, ivec) + 127) << 23;
    return p * (vec)e;
}
INLINE vec vsigmoid(vec x)
{
    return 1.0f / (1.0f + vexp(-x));
}
INLINE vec vtanh(vec x)
{
    return 2.0f * vsigmoid(2.0f * x) - 1.0f;
}

/* ---------------------------------------------------------------- the network */

rnn *rnn_new(const rnn_shape *shape)
{
    rnn *net = need(sizeof *net);
    net->s = *shape;
    net->random = shape->seed * 0x9E3779B97F4A7C15u + 1;
    uint32_t d = shape->width, h = shape->state, classes = 0;
    for (uint32_t k = 0; k < shape->n_heads; k++)
        if (shape->head[k].from + shape->head[k].classes > classes)
            classes = shape->head[k].from + shape->head[k].classes;
    net->outputs = (classes + LANES - 1) / LANES * LANES;
    size_t n = 0;
#define PLACE(where, size) (where = n, n += ((size_t)(size) + 15) / 16 * 16)
    PLACE(net->bias, d);
    for (int l = 0; l < SS_NET_LAYERS; l++)
        for (int r = 0; r < 2; r++) {
            unit *u = &net->unit[l][r];
            u->inputs = l ? 2 * h : d;
            PLACE(u->w, u->inputs * 3 * h);
            PLACE(u->u, h * 3 * h);
            PLACE(u->b, 3 * h);
            PLACE(u->bu, 3 * h);
        }
    PLACE(net->out, 2 * h * net->outputs);
    PLACE(net->out_bias, net->outputs);
    PLACE(net->steps, net->outputs * net->outputs);
#undef PLACE
    net->n_dense = n;
    net->p = floats(n), net->g = floats(n), net->m = floats(n), net->v = floats(n);
    for (int l = 0; l < SS_NET_LAYERS; l++)
        for (int r = 0; r < 2; r++) {
            const unit *u = &net->unit[l][r];
            float a = sqrtf(3.0f / (float)u->inputs), b = sqrtf(3.0f / (float)h) * 0.7f;
            for (size_t i = 0; i < (size_t)u->inputs * 3 * h; i++)
                net->p[u->w + i] = a * (2 * uniform(&net->random) - 1);
            for (size_t i = 0; i < (size_t)h * 3 * h; i++) net->p[u->u + i] = b * (2 * uniform(&net->random) - 1);
        }
    float a = sqrtf(3.0f / (float)(2 * h));
    for (size_t i = 0; i < (size_t)2 * h * net->outputs; i++)
        net->p[net->out + i] = a * (2 * uniform(&net->random) - 1);
    size_t ne = (size_t)shape->rows * d;
    net->e = floats(ne), net->eg = floats(ne), net->em = floats(ne), net->ev = floats(ne);
    for (size_t i = 0; i < ne; i++) net->e[i] = 0.2f * (2 * uniform(&net->random) - 1);
    net->touched = need((shape->rows + 1) * sizeof(uint32_t));
    net->is_touched = need(shape->rows + 1);
    net->w_turned = floats((size_t)(2 * h > d ? 2 * h : d) * (3 * h > net->outputs ? 3 * h : net->outputs));
    net->u_turned = floats((size_t)h * 3 * h);
    return net;
}

static void make_room(rnn *net, uint32_t rows)
{
    if (rows <= net->room) return;
    net->room = rows + rows / 2 + 64; /* what was there is left to the end of the program */
    size_t n = net->room, d = net->s.width, h = net->s.state;
    net->x = floats(n * d), net->dx = floats(n * (d > 2 * h ? d : 2 * h)), net->mask0 = floats(n * d);
    for (int l = 0; l < SS_NET_LAYERS; l++) {
        net->mask[l] = floats(n * 2 * h), net->y[l] = floats(n * 2 * h), net->dy[l] = floats(n * 2 * h);
        for (int r = 0; r < 2; r++)
            net->gate[l][r] = floats(n * 3 * h), net->hn[l][r] = floats(n * h), net->hp[l][r] = floats(n * h);
    }
    net->dg = floats(n * 3 * h), net->dgh = floats(n * 3 * h);
    net->logit = floats(n * net->outputs), net->dlogit = floats(n * net->outputs);
    net->kept = need(n * net->s.features * sizeof(uint16_t));
}

static void pack(rnn *net, const rnn_case *const *cases, uint32_t n)
{
    net->n_cases = n;
    for (uint32_t i = 0; i < n; i++) { /* insertion sort: longest first */
        uint32_t k = i;
        for (; k > 0 && net->item[k - 1]->n < cases[i]->n; k--)
            net->item[k] = net->item[k - 1], net->place[k] = net->place[k - 1];
        net->item[k] = cases[i];
        net->place[k] = i;
    }
    uint32_t rows = 0;
    net->n_steps = net->item[0]->n;
    for (uint32_t b = 0; b < n; b++) net->len[b] = net->item[b]->n;
    for (uint32_t t = 0; t < net->n_steps; t++) {
        uint32_t m = 0;
        while (m < n && net->len[m] > t) m++;
        net->off[t] = rows;
        net->active[t] = m;
        rows += m;
    }
    net->n_rows = rows;
    make_room(net, rows);
}

static uint32_t row_of(const rnn *net, int reverse, uint32_t t, uint32_t b)
{
    return net->off[reverse ? net->len[b] - 1 - t : t] + b;
}

static void drop(rnn *net, float *x, float *mask, size_t n, float share)
{
    float keep = 1.0f / (1.0f - share);
    uint32_t limit = (uint32_t)(share * 65536.0f);
    for (size_t i = 0; i < n; i += 4) {
        uint64_t r = next_random(&net->random);
        for (size_t k = i; k < i + 4; k++, r >>= 16) mask[k] = (r & 0xFFFF) < limit ? 0 : keep;
    }
    for (size_t i = 0; i < n; i++) x[i] *= mask[i];
}

static void embed(rnn *net, bool training)
{
    uint32_t d = net->s.width, nf = net->s.features;
    uint32_t word = (uint32_t)(net->s.word_dropout * 65536.0f), other = (uint32_t)(net->s.feature_dropout * 65536.0f);
    for (uint32_t b = 0; b < net->n_cases; b++)
        for (uint32_t t = 0; t < net->len[b]; t++) {
            size_t r = net->off[t] + b;
            uint16_t *kept = net->kept + r * nf;
            memcpy(kept, net->item[b]->rows + (size_t)t * nf, nf * sizeof *kept);
            if (training)
                for (uint32_t f = 0; f < nf; f++)
                    if ((next_random(&net->random) >> 24 & 0xFFFF) < (f < net->s.words ? word : other)) kept[f] = 0;
            float *x = net->x + r * d;
            for (uint32_t v = 0; v < d; v += LANES) {
                vec sum = *(vec *)(net->p + net->bias + v);
                for (uint32_t f = 0; f < nf; f++)
                    if (kept[f]) sum += *(vec *)(net->e + (size_t)(kept[f] - 1) * d + v);
                *(vec *)(x + v) = vtanh(sum);
            }
        }
}

static void run_unit(rnn *net, int l, int r, const float *x)
{
    const unit *u = &net->unit[l][r];
    uint32_t h = net->s.state, h3 = 3 * h;
    float *g = net->gate[l][r];
    for (uint32_t i = 0; i < net->n_rows; i++) memcpy(g + (size_t)i * h3, net->p + u->b, h3 * sizeof(float));
    product(net->n_rows, h3, u->inputs, x, u->inputs, 1, net->p + u->w, h3, g, h3, true);
    static float state[BATCH * SS_NET_WIDTH_MAX] __attribute__((aligned(64)));
    static float gh[BATCH * 3 * SS_NET_WIDTH_MAX] __attribute__((aligned(64)));
    memset(state, 0, (size_t)net->n_cases * h * sizeof(float));
    for (uint32_t t = 0; t < net->n_steps; t++) {
        uint32_t m = net->active[t];
        for (uint32_t b = 0; b < m; b++) memcpy(gh + (size_t)b * h3, net->p + u->bu, h3 * sizeof(float));
        product(m, h3, h, state, h, 1, net->p + u->u, h3, gh, h3, true);
        for (uint32_t b = 0; b < m; b++) {
            size_t i = row_of(net, r, t, b);
            float *gi = g + i * h3, *s = state + (size_t)b * h, *hn = net->hn[l][r] + i * h,
                  *hp = net->hp[l][r] + i * h;
            float *y = net->y[l] + i * 2 * h + (r ? h : 0), *q = gh + (size_t)b * h3;
            for (uint32_t v = 0; v < h; v += LANES) {
                vec reset = vsigmoid(*(vec *)(gi + v) + *(vec *)(q + v));
                vec update = vsigmoid(*(vec *)(gi + h + v) + *(vec *)(q + h + v));
                vec from = *(vec *)(q + 2 * h + v), old = *(vec *)(s + v);
                vec fresh = vtanh(*(vec *)(gi + 2 * h + v) + reset * from);
                vec now = fresh + update * (old - fresh);
                *(vec *)(gi + v) = reset, *(vec *)(gi + h + v) = update, *(vec *)(gi + 2 * h + v) = fresh;
                *(vec *)(hn + v) = from, *(vec *)(hp + v) = old;
                *(vec *)(s + v) = now, *(vec *)(y + v) = now;
            }
        }
    }
}

static void forward(rnn *net, bool training)
{
    uint32_t d = net->s.width, h = net->s.state;
    embed(net, training);
    if (training) drop(net, net->x, net->mask0, (size_t)net->n_rows * d, net->s.dropout);
    const float *x = net->x;
    for (int l = 0; l < SS_NET_LAYERS; l++) {
        for (int r = 0; r < 2; r++) run_unit(net, l, r, x);
        if (training) drop(net, net->y[l], net->mask[l], (size_t)net->n_rows * 2 * h, net->s.dropout);
        x = net->y[l];
    }
    for (uint32_t i = 0; i < net->n_rows; i++)
        memcpy(net->logit + (size_t)i * net->outputs, net->p + net->out_bias, net->outputs * sizeof(float));
    product(net->n_rows, net->outputs, 2 * h, x, 2 * h, 1, net->p + net->out, net->outputs, net->logit, net->outputs,
            true);
}

static void back_unit(rnn *net, int l, int r, const float *x, float *dx, bool add)
{
    const unit *u = &net->unit[l][r];
    uint32_t h = net->s.state, h3 = 3 * h;
    turn(net->p + u->u, h, h3, net->u_turned);
    static float carry[BATCH * SS_NET_WIDTH_MAX] __attribute__((aligned(64)));
    static float q[BATCH * 3 * SS_NET_WIDTH_MAX] __attribute__((aligned(64)));
    memset(carry, 0, (size_t)net->n_cases * h * sizeof(float));
    for (uint32_t t = net->n_steps; t-- > 0;) {
        uint32_t m = net->active[t];
        for (uint32_t b = 0; b < m; b++) {
            size_t i = row_of(net, r, t, b);
            const float *g = net->gate[l][r] + i * h3, *hn = net->hn[l][r] + i * h, *hp = net->hp[l][r] + i * h;
            const float *dy = net->dy[l] + i * 2 * h + (r ? h : 0);
            float *dg = net->dg + i * h3, *dgh = net->dgh + i * h3, *c = carry + (size_t)b * h,
                  *qb = q + (size_t)b * h3;
            for (uint32_t v = 0; v < h; v += LANES) {
                vec reset = *(vec *)(g + v), update = *(vec *)(g + h + v), fresh = *(vec *)(g + 2 * h + v);
                vec dh = *(vec *)(c + v) + *(vec *)(dy + v);
                vec da = dh * (1.0f - update) * (1.0f - fresh * fresh);
                vec du = dh * (*(vec *)(hp + v) - fresh) * update * (1.0f - update);
                vec dr = da * *(vec *)(hn + v) * reset * (1.0f - reset);
                vec dn = da * reset;
                *(vec *)(dg + v) = dr, *(vec *)(dg + h + v) = du, *(vec *)(dg + 2 * h + v) = da;
                *(vec *)(dgh + v) = dr, *(vec *)(dgh + h + v) = du, *(vec *)(dgh + 2 * h + v) = dn;
                *(vec *)(qb + v) = dr, *(vec *)(qb + h + v) = du, *(vec *)(qb + 2 * h + v) = dn;
                *(vec *)(c + v) = dh * update;
            }
        }
        product(m, h, h3, q, h3, 1, net->u_turned, h, carry, h, true);
    }
    product(u->inputs, h3, net->n_rows, x, 1, u->inputs, net->dg, h3, net->g + u->w, h3, true);
    product(h, h3, net->n_rows, net->hp[l][r], 1, h, net->dgh, h3, net->g + u->u, h3, true);
    add_rows(net->dg, net->n_rows, h3, net->g + u->b);
    add_rows(net->dgh, net->n_rows, h3, net->g + u->bu);
    turn(net->p + u->w, u->inputs, h3, net->w_turned);
    product(net->n_rows, u->inputs, h3, net->dg, h3, 1, net->w_turned, u->inputs, dx, u->inputs, add);
}

static void backward(rnn *net)
{
    uint32_t d = net->s.width, h = net->s.state, nf = net->s.features, rows = net->n_rows;
    const float *top = net->y[SS_NET_LAYERS - 1];
    product(2 * h, net->outputs, rows, top, 1, 2 * h, net->dlogit, net->outputs, net->g + net->out, net->outputs, true);
    add_rows(net->dlogit, rows, net->outputs, net->g + net->out_bias);
    turn(net->p + net->out, 2 * h, net->outputs, net->w_turned);
    product(rows, 2 * h, net->outputs, net->dlogit, net->outputs, 1, net->w_turned, 2 * h, net->dy[SS_NET_LAYERS - 1],
            2 * h, false);
    for (int l = SS_NET_LAYERS; l-- > 0;) {
        float *dy = net->dy[l], *dx = l ? net->dy[l - 1] : net->dx;
        for (size_t i = 0; i < (size_t)rows * 2 * h; i++) dy[i] *= net->mask[l][i];
        for (int r = 0; r < 2; r++) back_unit(net, l, r, l ? net->y[l - 1] : net->x, dx, r > 0);
    }
    for (uint32_t i = 0; i < rows; i++) {
        float *dx = net->dx + (size_t)i * d;
        const float *x = net->x + (size_t)i * d, *mask = net->mask0 + (size_t)i * d;
        for (uint32_t k = 0; k < d; k++) {
            /* x = tanh * mask */
            float t = mask[k] > 0 ? x[k] / mask[k] : 0;
            dx[k] *= mask[k] * (1 - t * t);
            net->g[net->bias + k] += dx[k];
        }
        const uint16_t *kept = net->kept + (size_t)i * nf;
        for (uint32_t f = 0; f < nf; f++) {
            if (!kept[f]) continue;
            uint32_t row = kept[f] - 1u;
            if (!net->is_touched[row]) net->is_touched[row] = 1, net->touched[net->n_touched++] = row;
            float *eg = net->eg + (size_t)row * d;
            for (uint32_t k = 0; k < d; k++) eg[k] += dx[k];
        }
    }
}

/* ---------------------------------------------------------- conditional field */

static double log_sum(const double *x, uint32_t n)
{
    double top = x[0], sum = 0;
    for (uint32_t i = 1; i < n; i++)
        if (x[i] > top) top = x[i];
    if (top < -1e29) return -1e30;
    for (uint32_t i = 0; i < n; i++) sum += exp(x[i] - top);
    return top + log(sum);
}

/* Adds sign * (expected counts) to the gradients; returns log Z over allowed labellings. */
static double chain(rnn *net, uint32_t b, const rnn_head *head, const uint8_t *allowed, float sign, bool learn)
{
    static double fwd[MOST_TOKENS][CHAIN], bwd[MOST_TOKENS][CHAIN];
    uint32_t n = net->len[b], c = head->classes;
    const float *steps = net->p + net->steps;
    float *dsteps = net->g + net->steps;
    double part[CHAIN];
#define LOGIT(t, y) (double)net->logit[(net->off[t] + b) * net->outputs + head->from + (y)]
#define STEP(h, x, y) (((size_t)(h)->from + (x)) * net->outputs + (h)->from + (y))
#define MAY(t, y) (!allowed || (allowed[t] >> (y)&1))
    for (uint32_t t = 0; t < n; t++)
        for (uint32_t y = 0; y < c; y++) {
            if (!MAY(t, y)) {
                fwd[t][y] = -1e30;
                continue;
            }
            if (t)
                for (uint32_t x = 0; x < c; x++) part[x] = fwd[t - 1][x] + (double)steps[STEP(head, x, y)];
            fwd[t][y] = LOGIT(t, y) + (t ? log_sum(part, c) : 0);
        }
    double z = log_sum(fwd[n - 1], c);
    if (!learn) return z;
    for (uint32_t t = n; t-- > 0;)
        for (uint32_t y = 0; y < c; y++) {
            if (t + 1 == n) {
                bwd[t][y] = 0;
            } else {
                for (uint32_t x = 0; x < c; x++)
                    part[x] = MAY(t + 1, x) ? bwd[t + 1][x] + (double)steps[STEP(head, y, x)] + LOGIT(t + 1, x) : -1e30;
                bwd[t][y] = log_sum(part, c);
            }
            if (!MAY(t, y)) continue;
            net->dlogit[(net->off[t] + b) * net->outputs + head->from + y] +=
                sign * (float)exp(fwd[t][y] + bwd[t][y] - z);
            if (t + 1 == n) continue;
            for (uint32_t x = 0; x < c; x++)
                if (MAY(t + 1, x))
                    dsteps[STEP(head, y, x)] += sign * (float)exp(fwd[t][y] + (double)steps[STEP(head, y, x)] +
                                                                  LOGIT(t + 1, x) + bwd[t + 1][x] - z);
        }
    return z;
}

/* Minus the log-probability of a case's classes, each word's for itself. */
static double separate(rnn *net, uint32_t b, const rnn_head *head, const uint8_t *class_, float sign, bool learn)
{
    double loss = 0, x[MOST_CLASSES];
    for (uint32_t t = 0; t < net->len[b]; t++) {
        if (!class_[t]) continue;
        size_t at = (net->off[t] + b) * (size_t)net->outputs + head->from;
        for (uint32_t y = 0; y < head->classes; y++) x[y] = (double)net->logit[at + y];
        double z = log_sum(x, head->classes);
        loss += z - x[class_[t] - 1];
        for (uint32_t y = 0; learn && y < head->classes; y++)
            net->dlogit[at + y] += sign * (float)(exp(x[y] - z) - (y + 1u == class_[t]));
    }
    return loss;
}

static double losses(rnn *net, bool learn)
{
    double loss = 0;
    if (learn) memset(net->dlogit, 0, (size_t)net->n_rows * net->outputs * sizeof(float));
    for (uint32_t b = 0; b < net->n_cases; b++)
        for (uint32_t k = 0; k < net->s.n_heads; k++) {
            const rnn_head *head = &net->s.head[k];
            const uint8_t *allowed = net->item[b]->allowed[k];
            if (!allowed) continue;
            float sign = head->weight / (float)net->n_cases;
            if (head->plain)
                loss += (double)sign * separate(net, b, head, allowed, sign, learn);
            else
                loss += (double)sign *
                        (chain(net, b, head, NULL, sign, learn) - chain(net, b, head, allowed, -sign, learn));
        }
    return loss;
}

/* ------------------------------------------------------------------- learning */

static void adam(float *p, float *g, float *m, float *v, size_t n, float rate, float fix1, float fix2)
{
    for (size_t i = 0; i < n; i++) {
        m[i] = 0.9f * m[i] + 0.1f * g[i];
        v[i] = 0.999f * v[i] + 0.001f * g[i] * g[i];
        p[i] -= rate * (m[i] * fix1) / (sqrtf(v[i] * fix2) + 1e-8f);
        g[i] = 0;
    }
}

static void update(rnn *net, float progress)
{
    uint32_t d = net->s.width;
    double square = 0;
    for (size_t i = 0; i < net->n_dense; i++) square += (double)net->g[i] * net->g[i];
    float norm = (float)sqrt(square), clip = norm > 5 ? 5 / norm : 1;
    if (clip < 1)
        for (size_t i = 0; i < net->n_dense; i++) net->g[i] *= clip;
    net->step++;
    float rate = net->s.rate * (progress < 0.05f ? progress / 0.05f : (1 - progress) / 0.95f) + 1e-6f;
    float fix1 = 1 / (1 - powf(0.9f, (float)net->step)), fix2 = 1 / (1 - powf(0.999f, (float)net->step));
    adam(net->p, net->g, net->m, net->v, net->n_dense, rate, fix1, fix2);
    for (uint32_t k = 0; k < net->n_touched; k++) {
        size_t at = (size_t)net->touched[k] * d;
        adam(net->e + at, net->eg + at, net->em + at, net->ev + at, d, rate, fix1, fix2);
        net->is_touched[net->touched[k]] = 0;
    }
    net->n_touched = 0;
}

double rnn_train(rnn *net, const rnn_case *const *cases, uint32_t n, float progress)
{
    pack(net, cases, n);
    forward(net, true);
    double loss = losses(net, true);
    backward(net);
    update(net, progress);
    return loss * n / net->n_rows;
}

double rnn_loss(rnn *net, const rnn_case *const *cases, uint32_t n)
{
    pack(net, cases, n);
    forward(net, false);
    return losses(net, false) * n / net->n_rows;
}

void rnn_label(rnn *net, const rnn_case *const *cases, uint32_t n, uint32_t which, uint8_t *const *labels)
{
    pack(net, cases, n);
    forward(net, false);
    const rnn_head *head = &net->s.head[which];
    const float *steps = net->p + net->steps;
    static uint8_t from[MOST_TOKENS][CHAIN];
    for (uint32_t b = 0; head->plain && b < n; b++)
        for (uint32_t t = 0; t < net->len[b]; t++) {
            const float *x = net->logit + (net->off[t] + b) * (size_t)net->outputs + head->from;
            uint8_t y = 0;
            for (uint8_t k = 1; k < head->classes; k++)
                if (x[k] > x[y]) y = k;
            labels[net->place[b]][t] = y;
        }
    for (uint32_t b = 0; !head->plain && b < n; b++) {
        double best[CHAIN], next[CHAIN];
        for (uint32_t t = 0; t < net->len[b]; t++) {
            for (uint32_t y = 0; y < head->classes; y++) {
                double top = t ? -1e30 : 0;
                for (uint32_t x = 0; t && x < head->classes; x++) {
                    double v = best[x] + (double)steps[STEP(head, x, y)];
                    if (v > top) top = v, from[t][y] = (uint8_t)x;
                }
                next[y] = top + (double)net->logit[(net->off[t] + b) * net->outputs + head->from + y];
            }
            memcpy(best, next, sizeof best);
        }
        uint8_t y = 0;
        for (uint8_t k = 1; k < head->classes; k++)
            if (best[k] > best[y]) y = k;
        for (uint32_t t = net->len[b]; t-- > 0; y = from[t][y]) labels[net->place[b]][t] = y;
    }
}

double rnn_check(rnn *net, const rnn_case *const *cases, uint32_t n)
{
    rnn_shape kept = net->s;
    net->s.dropout = net->s.word_dropout = net->s.feature_dropout = 0;
    pack(net, cases, n);
    forward(net, true);
    losses(net, true);
    backward(net);
    double worst = 0;
    for (int k = 0; k < 60; k++) {
        bool dense = k % 3 != 0 || !net->n_touched;
        size_t i = dense ? next_random(&net->random) % net->n_dense
                         : (size_t)net->touched[next_random(&net->random) % net->n_touched] * net->s.width +
                               next_random(&net->random) % net->s.width;
        float *p = dense ? net->p + i : net->e + i, was = *p, own = dense ? net->g[i] : net->eg[i];
        const float eps = 2e-2f;
        *p = was + eps;
        forward(net, false);
        double up = losses(net, false);
        *p = was - eps;
        forward(net, false);
        double numeric = (up - losses(net, false)) / (2 * (double)eps);
        *p = was;
        double off = fabs(numeric - (double)own) / (fabs(numeric) + fabs((double)own) + 1e-3);
        if (off > worst) worst = off;
    }
    memset(net->g, 0, net->n_dense * sizeof(float));
    for (uint32_t k = 0; k < net->n_touched; k++) {
        memset(net->eg + (size_t)net->touched[k] * net->s.width, 0, net->s.width * sizeof(float));
        net->is_touched[net->touched[k]] = 0;
    }
    net->n_touched = 0;
    net->s = kept;
    return worst;
}

/* -------------------------------------------------------------------- integers */

static int32_t rounded(double x, double low, double high)
{
    return (int32_t)lrint(x < low ? low : x > high ? high : x);
}

/* Of `all` outputs the first ones. */
static int16_t *put_weights(int16_t *to, const float *w, uint32_t inputs, uint32_t outputs, uint32_t all)
{
    for (uint32_t k = 0; k < inputs; k++)
        for (uint32_t o = 0; o < outputs; o++)
            to[((size_t)(k / 2) * outputs + o) * 2 + k % 2] =
                (int16_t)rounded(ldexp((double)w[(size_t)k * all + o], SS_NET_PLACES), -32767, 32767);
    return to + (size_t)inputs * outputs;
}

static int32_t *put_biases(int32_t *to, const float *b, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) to[i] = rounded(ldexp((double)b[i], 2 * SS_NET_PLACES), -1e9, 1e9);
    return to + n;
}

void *rnn_write(const rnn *net, const uint32_t *hashes, size_t *len)
{
    uint32_t d = net->s.width, h = net->s.state, rows = net->s.rows, log2 = hashes ? 4 : 0;
    while (hashes && (1u << log2) < rows + rows / 3) log2++;
    double top = 0; /* all but one value in ten thousand are kept */
    size_t n = (size_t)rows * d, over;
    int places = 12;
    for (; places > 0; places--) {
        top = 127 / ldexp(1, places);
        over = 0;
        for (size_t i = 0; i < n; i++) over += fabs((double)net->e[i]) > top;
        if (over * 10000 <= n) break;
    }
    ss_net_header head = {.magic = SS_NET_MAGIC,
                          .width = d,
                          .state = h,
                          .rows = rows,
                          .log2 = log2,
                          .places = (uint32_t)places,
                          .features = net->s.features};
    for (uint32_t k = 0; k < net->s.n_heads; k++) {
        const rnn_head *at = &net->s.head[k];
        if (at->passing || at->from + at->classes <= head.classes) continue;
        head.classes = at->from + at->classes;
        head.plain |= at->plain;
    }
    *len = ss_net_size(&head);
    char *bytes = need(*len);
    memcpy(bytes, &head, sizeof head);
    int16_t *tables = (int16_t *)(bytes + sizeof head);
    for (int i = 0; i < SS_NET_SIGMOID; i++)
        *tables++ = (int16_t)lrint(4096 / (1 + exp(-((i + 0.5) * 16 / SS_NET_SIGMOID - 8))));
    for (int i = 0; i < SS_NET_TANH; i++) *tables++ = (int16_t)lrint(4096 * tanh((i + 0.5) * 8 / SS_NET_TANH - 4));
    uint32_t *slots = (uint32_t *)tables, mask = (1u << log2) - 1;
    uint16_t *row = (uint16_t *)(slots + mask + 1);
    for (uint32_t k = 0; hashes && k < rows; k++) {
        uint32_t at = hashes[k] * 0x9E3779B1u >> (32 - log2);
        while (slots[at]) at = (at + 1) & mask;
        slots[at] = hashes[k];
        row[at] = (uint16_t)k;
    }
    int8_t *embedding = hashes ? (int8_t *)(row + mask + 1) : (int8_t *)tables;
    for (size_t i = 0; i < n; i++) embedding[i] = (int8_t)rounded(ldexp((double)net->e[i], places), -127, 127);
    int32_t *biases = put_biases((int32_t *)(embedding + n), net->p + net->bias, d);
    for (int l = 0; l < SS_NET_LAYERS; l++)
        for (int r = 0; r < 2; r++) {
            const unit *u = &net->unit[l][r];
            int16_t *w = put_weights((int16_t *)biases, net->p + u->w, u->inputs, 3 * h, 3 * h);
            w = put_weights(w, net->p + u->u, h, 3 * h, 3 * h);
            biases = put_biases((int32_t *)w, net->p + u->b, 3 * h);
            biases = put_biases(biases, net->p + u->bu, 3 * h);
        }
    uint32_t outputs = ss_net_outputs(head.classes);
    int16_t *w = put_weights((int16_t *)biases, net->p + net->out, 2 * h, outputs, net->outputs);
    biases = put_biases((int32_t *)w, net->p + net->out_bias, outputs);
    for (uint32_t k = 0; !head.plain && k < outputs; k++)
        biases = put_biases(biases, net->p + net->steps + (size_t)k * net->outputs, outputs);
    if ((char *)biases != bytes + *len) fprintf(stderr, "the section's size is wrong\n"), exit(1);
    return bytes;
}

/* ------------------------------------------------------------------ vocabulary */

static uint32_t slot_of(const rnn_vocabulary *v, uint32_t hash)
{
    uint32_t mask = (1u << v->log2) - 1, at = hash * 0x9E3779B1u >> (32 - v->log2);
    while (v->count[at] && v->hash[at] != hash) at = (at + 1) & mask;
    return at;
}

void rnn_count(rnn_vocabulary *v, uint32_t hash, uint32_t label)
{
    if (!v->hash || v->n * 2 > 1u << v->log2) {
        rnn_vocabulary old = *v;
        v->log2 = old.hash ? old.log2 + 1 : 16;
        v->hash = need(sizeof(uint32_t) << v->log2);
        v->count = need(sizeof(uint32_t) << v->log2);
        v->by_label = need(sizeof *v->by_label << v->log2);
        for (uint32_t i = 0; old.hash && i < 1u << old.log2; i++)
            if (old.count[i]) {
                uint32_t at = slot_of(v, old.hash[i]);
                v->hash[at] = old.hash[i];
                v->count[at] = old.count[i];
                memcpy(v->by_label[at], old.by_label[i], sizeof *v->by_label);
            }
        free(old.hash);
        free(old.count);
        free(old.by_label);
    }
    uint32_t at = slot_of(v, hash);
    if (!v->count[at]) v->hash[at] = hash, v->n++;
    v->count[at]++;
    v->by_label[at][label]++;
}

typedef struct {
    uint32_t hash, count;
    double worth;
} counted;

static int by_worth(const void *x, const void *y)
{
    const counted *a = x, *b = y;
    if (a->worth > b->worth || a->worth < b->worth) return a->worth > b->worth ? -1 : 1;
    return a->hash < b->hash ? -1 : a->hash > b->hash;
}

uint32_t *rnn_settle(rnn_vocabulary *v, uint32_t least, uint32_t most, bool telling, uint32_t *n)
{
    counted *all = need((v->n + 1) * sizeof *all);
    uint32_t m = 0;
    double label[RNN_LABELS] = {0}, total = 0;
    for (uint32_t i = 0; i < 1u << v->log2; i++)
        for (int y = 0; y < RNN_LABELS; y++) label[y] += v->by_label[i][y], total += v->by_label[i][y];
    for (uint32_t i = 0; i < 1u << v->log2; i++) {
        if (v->count[i] < least || !v->hash[i]) continue;
        double worth = telling ? 0 : v->count[i];
        for (int y = 0; telling && y < RNN_LABELS; y++) {
            double seen = v->by_label[i][y];
            if (seen > 0) worth += seen * log(seen * total / (v->count[i] * label[y]));
        }
        all[m++] = (counted){v->hash[i], v->count[i], worth};
    }
    qsort(all, m, sizeof *all, by_worth);
    *n = m < most ? m : most;
    v->least = UINT32_MAX;
    uint32_t *hashes = need((*n + 1) * sizeof *hashes);
    v->row = need(sizeof(uint16_t) << v->log2);
    for (uint32_t k = 0; k < *n; k++) {
        hashes[k] = all[k].hash;
        if (all[k].count < v->least) v->least = all[k].count;
        v->row[slot_of(v, all[k].hash)] = (uint16_t)(k + 1);
    }
    free(all);
    return hashes;
}

uint16_t rnn_row(const rnn_vocabulary *v, uint32_t hash)
{
    return v->row[slot_of(v, hash)];
}
