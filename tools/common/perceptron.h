/* perceptron.h - training for src/lang/linear.h: the averaged perceptron.
 *
 * While it trains, every feature has a row of its own (rows are made by the first
 * update). What is written is a table of 2^log2 tagged rows: the features that
 * weigh most, in int16, or in int8 where a row has 16 classes or more. Typical use:
 *
 *     perceptron *p = perceptron_new(CLASSES, 16, 1);      // 2^16 rows, seed 1
 *     for (epochs) for (each example) {
 *         float score[SS_LINEAR_CLASSES];
 *         perceptron_scores(p, f, n, score);
 *         if (guess != gold) {
 *             perceptron_update(p, f, n, gold, +1);
 *             perceptron_update(p, f, n, guess, -1);
 *         }
 *         perceptron_tick(p);
 *     }
 *     perceptron_write(p, "data/weights/cue.bin");          // averages, quantises
 *     perceptron_free(p);
 *
 * Where the table is small for the features, call perceptron_prune(p) before the
 * last epochs: it drops what will not fit, and the rest learns to do without.
 * Shuffle the examples between epochs with perceptron_random for runs that can
 * be repeated bit for bit: with integer deltas all sums are exact.
 * Memory: 12 bytes a class and feature that was ever updated.
 */
#ifndef PERCEPTRON_H
#define PERCEPTRON_H

#include "lang/linear.h"

typedef struct {
    uint32_t feature, row; /* row: 1 + index, 0: empty */
} perceptron_slot;

typedef struct {
    perceptron_slot *slots;
    float *weight;  /* [rows * stride]: now */
    double *moment; /* sum over updates of delta * time of the update */
    uint32_t *updates; /* of each row */
    uint32_t slots_log2, rows, cap;
    uint32_t classes, stride, log2, seed;
    bool frozen; /* no new rows */
    uint64_t time;
} perceptron;

/* Ends the program where memory is out: this is a tool. */
perceptron *perceptron_new(uint32_t classes, uint32_t log2, uint32_t seed);
void perceptron_free(perceptron *p);

/* scores[0..classes): with the weights of this moment; room for SS_LINEAR_CLASSES. */
void perceptron_scores(const perceptron *p, const uint32_t *features, uint32_t n, float *scores);
/* Adds delta to one class's weight of every feature. */
void perceptron_update(perceptron *p, const uint32_t *features, uint32_t n, uint32_t class_,
                       float delta);
/* One example has passed (whether or not it led to an update). */
static inline void perceptron_tick(perceptron *p)
{
    p->time++;
}
/* Drops all features that would find no place if it were written now, and makes no new ones. */
void perceptron_prune(perceptron *p);
/* Adds `share` times p's averages to sum, which is only written or finished after
 * that: the mean of several runs is one model that is steadier than each. */
void perceptron_absorb(perceptron *sum, const perceptron *p, float share);
/* Averages over all ticks and writes the weights section. False: errno says why. */
bool perceptron_write(const perceptron *p, const char *path);
/* The same, opened at once for scoring; *bytes is to be freed. */
ss_linear perceptron_finish(const perceptron *p, void **bytes);

/* A reproducible generator (xorshift64*); *state must not be 0. */
static inline uint32_t perceptron_random(uint64_t *state)
{
    *state ^= *state >> 12;
    *state ^= *state << 25;
    *state ^= *state >> 27;
    return (uint32_t)(*state * 0x2545F4914F6CDD1DULL >> 32);
}
/* Shuffles n indices. */
void perceptron_shuffle(uint32_t *at, uint32_t n, uint64_t *state);

#endif
