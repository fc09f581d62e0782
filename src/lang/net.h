/* net.h - small recurrent networks, run in integers.
 *
 * A token is a list of hashed features (as in linear.h). Each feature that the
 * section knows has a row of an embedding table; the rows of a token are summed,
 * squashed by tanh, and read by two layers of bidirectional gated recurrent units
 * (Cho et al. 2014); a linear layer gives the scores of classes ("logits").
 *
 * All of it is integer arithmetic: embeddings in int8, weights and activations in
 * int16 with 12 binary places, sums in int32 that wrap, sigmoid and tanh from tables
 * in the section. So every machine, with or without vector instructions, gives the
 * same scores to the last bit. Trained by tools/train-nets.c and train-tags.c.
 *
 * Cost: about D*3H + 3H*H + 2H*3H + 3H*H multiplications a token and direction.
 */
#ifndef SS_NET_H
#define SS_NET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "doc/doc.h"

enum {
    SS_NET_MAGIC = 0x3154454e, /* NET1 */
    SS_NET_LAYERS = 2,
    SS_NET_WIDTH_MAX = 256, /* of D and of H */
    SS_NET_OUT = 16,        /* classes are padded to multiples of it */
    SS_NET_CLASSES = 128,   /* at most */
    SS_NET_PLACES = 12,     /* binary places of weights and activations */
    SS_NET_SIGMOID = 4096,  /* entries: -8 ... 8 */
    SS_NET_TANH = 2048      /* entries: -4 ... 4 */
};

/* The section: this header; the tables of sigmoid and tanh (int16); features: hashes
 * (uint32, 0: empty) and rows (uint16) of 2^log2 slots, or none where log2 is 0, for a network
 * that has the features of another; embeddings (int8, rows * D);
 * then int32 biases of the embedding (D); per layer, per direction: weights of the
 * input (inputs * 3H), of the state (H * 3H), their biases (int32: 3H, 3H); at last
 * weights of the output (2H * outputs: the classes, padded), biases (int32), and but for plain
 * networks int32 steps between classes (outputs * outputs). Weights are int16, two inputs' together: the
 * weight of input k to unit o is at [k / 2][o][k % 2]. 3H units: reset, update, new. */
typedef struct {
    uint32_t magic, width, state, classes; /* D, H (multiples of 16) */
    uint32_t rows, log2, places, features; /* places: binary places of embeddings; features a token */
    uint32_t plain;                          /* 1: no steps, each token has its best class */
    uint32_t reserved[7];
} ss_net_header;

typedef struct {
    const int16_t *input, *state;
    const int32_t *input_bias, *state_bias;
} ss_net_unit;

typedef enum { SS_NET_PORTABLE, SS_NET_AVX2, SS_NET_AVX512 } ss_net_machine;

typedef struct {
    uint32_t width, state, classes, outputs, rows, log2, shift, features;
    const int16_t *sigmoid, *tanh;
    const uint32_t *hashes;
    const uint16_t *row;
    const int8_t *embedding;
    const int32_t *bias;
    ss_net_unit unit[SS_NET_LAYERS][2];
    const int16_t *out;
    const int32_t *out_bias, *steps; /* steps: NULL in a plain network */
    ss_net_machine most; /* for tests: no instructions beyond these; the same scores */
} ss_net;

/* Does this reading use networks? Long texts are no articles: they are read by the linear
 * models unless asked for. */
bool ss_net_wanted(const ss_ctx *ctx);
/* False where `section` is NULL or is not such a network of exactly `len` bytes. `first`: the
 * network whose features it may share; or NULL. */
bool ss_net_open(ss_net *net, const void *section, size_t len, const ss_net *first);
/* Bytes of a section of these sizes (for whoever writes one). */
size_t ss_net_size(const ss_net_header *h);
static inline uint32_t ss_net_outputs(uint32_t classes)
{
    return (classes + SS_NET_OUT - 1) / SS_NET_OUT * SS_NET_OUT;
}
/* Row + 1 of a feature's hash; 0: the network does not know it. */
uint32_t ss_net_row(const ss_net *net, uint32_t feature);
/* Working memory for runs over up to `most` tokens; lives in `scratch`. */
typedef struct {
    uint32_t most;
    uint16_t *rows; /* of the features of a run, as ss_net_row gives them */
    int16_t *x, *below, *above; /* activations: embeddings, first layer, second */
    int32_t *gates;
} ss_net_space;
void ss_net_space_init(ss_net_space *space, ss_arena *scratch, const ss_net *net, uint32_t most);
/* So many sequences may be read side by side: weights are loaded once for a few of them. */
enum { SS_NET_SIDE = 8 };
/* Scores of n <= SS_NET_SIDE sequences of lengths[0 ... n) tokens, one behind the other, each read
 * for itself, with at most space->most tokens in all: the features' hashes of token i of all
 * are features[i * net->features ...], its scores scores[i * net->outputs ...], with
 * SS_NET_PLACES binary places. `features` NULL: the rows are in space->rows already, from a run
 * of a network with the same table of features. */
void ss_net_run(const ss_net *net, const ss_net_space *space, const uint32_t *features, const uint32_t *lengths, uint32_t n,
                int32_t *scores);
/* The best sequence of the classes [from, from + classes) by Viterbi's algorithm over scores and
 * steps (laid out as ss_net.steps), as labels 0 ... classes - 1. `room` has 4 bytes a token of work space;
 * classes <= 4. `only`: where not NULL, token i gets label 0 where only[i] is set. */
void ss_net_decode(const int32_t *steps, const int32_t *scores, uint32_t n, uint32_t from, uint32_t classes, const bool *only,
                   uint8_t *room, uint8_t *labels);

#endif
