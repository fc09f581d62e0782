/* recurrent.h - training for src/lang/net.h: networks of gated recurrent units.
 *
 * The network in floats: sums of embedding rows, tanh, two layers of bidirectional
 * GRUs, a linear layer, and on top a linear-chain conditional random field for each
 * head (a group of classes with its own labelling). The loss of a head is minus the
 * log-probability of the set of labellings that are allowed: a token with several
 * allowed labels teaches nothing between them (Täckström et al. 2013).
 *
 * Adam with a rate that rises and then falls to nothing, dropout between layers, and
 * features left out at random. One thread, fixed seed; sums are taken in fixed lanes
 * of 16 floats with fused multiply-add, so that machines with AVX2 and with AVX-512
 * give the same weights.
 */
#ifndef RECURRENT_H
#define RECURRENT_H

#include "lang/net.h"

enum { RNN_HEADS = 4, RNN_LABELS = 4 };

/* Classes [from, from + classes) of the output: at most 16, of a plain head 128. */
typedef struct {
    uint32_t from, classes;
    float weight;  /* of its loss */
    bool plain;    /* no field: each token's class for itself */
    bool passing;  /* only teaches the layers below: not written; behind all that are */
} rnn_head;

typedef struct {
    uint32_t width, state, features, words; /* D, H; features a token, of which the first `words` are words */
    uint32_t rows;
    uint32_t n_heads;
    rnn_head head[RNN_HEADS];
    uint64_t seed;
    float rate, dropout, word_dropout, feature_dropout;
} rnn_shape;

typedef struct {
    uint32_t n;           /* tokens */
    const uint16_t *rows; /* [n * features] 1 + row; 0: none */
    const uint8_t *allowed[RNN_HEADS]; /* [n] sets of classes, of a plain head 1 + class (0: not known);
                                          NULL: nothing to learn */
} rnn_case;

typedef struct rnn rnn;

rnn *rnn_new(const rnn_shape *shape);
/* One step on these cases; progress in [0, 1] sets the rate. Returns the loss a token. */
double rnn_train(rnn *net, const rnn_case *const *cases, uint32_t n, float progress);
/* The loss without training or dropout. */
double rnn_loss(rnn *net, const rnn_case *const *cases, uint32_t n);
/* Best labellings of one head: labels[k][i] for token i of case k. */
void rnn_label(rnn *net, const rnn_case *const *cases, uint32_t n, uint32_t head, uint8_t *const *labels);
/* Largest relative difference between gradients and numerical ones, on a sample. */
double rnn_check(rnn *net, const rnn_case *const *cases, uint32_t n);
/* In integers: the section's bytes, with the features' hashes in the order of rows; NULL: it
 * has the features of another. */
void *rnn_write(const rnn *net, const uint32_t *hashes, size_t *len);

/* Counting features with the labels of their tokens; the frequent or the telling ones get rows. */
typedef struct {
    uint32_t *hash, *count, (*by_label)[RNN_LABELS];
    uint16_t *row;
    uint32_t log2, n, least; /* least: how often the rarest that has a row was seen */
} rnn_vocabulary;
/* `label`: of the token that has the feature, below RNN_LABELS. */
void rnn_count(rnn_vocabulary *v, uint32_t hash, uint32_t label);
/* Keeps at most `most` of the features seen `least` times: those seen most or, where `telling`,
 * those with the greatest likelihood ratio (Dunning 1993) of the labels; returns their hashes by
 * row, *n of them. */
uint32_t *rnn_settle(rnn_vocabulary *v, uint32_t least, uint32_t most, bool telling, uint32_t *n);
uint16_t rnn_row(const rnn_vocabulary *v, uint32_t hash);

#endif
