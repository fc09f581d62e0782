/* clusters.c - see clusters.h.
 *
 * The exchange algorithm (Kneser and Ney 1993; Martin, Liermann and Ney 1998): each
 * word in turn goes to the class that makes a class bigram model of the text likeliest,
 * until hardly any word moves. The same objective as Brown et al. 1992, without the
 * tree. Deterministic. Cost: words * classes * classes of their neighbours a round;
 * three seconds for a million words.
 */
#include "common/clusters.h"

#include <math.h>
#include <stdlib.h>

#include "common/corpus.h"

enum { CLASSES = CLUSTERS_MOST, ROUNDS = 12, LEAST = 3, INTERN_LOG2 = 19 };

/* -- words by number: 1 ... n, the commonest first; 0 for all others ---------------- */

static int by_count(const void *a, const void *b)
{
    const clustered_word *x = a, *y = b;
    if (x->count != y->count) return x->count < y->count ? 1 : -1;
    return x->hash < y->hash ? -1 : x->hash > y->hash;
}

static uint32_t slot_of(const clustered_word *table, uint32_t hash)
{
    uint32_t mask = (1u << INTERN_LOG2) - 1, at = hash * 0x9E3779B1u >> (32 - INTERN_LOG2);
    while (table[at].hash && table[at].hash != hash) at = (at + 1) & mask;
    return at;
}

/* Replaces the hashes of the text by numbers; words[k] is number k. */
static clustered_word *number_words(uint32_t *text, uint32_t n_text, uint32_t *n_words)
{
    const size_t size = (size_t)1 << INTERN_LOG2;
    clustered_word *table = allocate(size, sizeof *table), *words = allocate(size + 1, sizeof *words);
    uint32_t n = 0;
    for (uint32_t i = 0; i < n_text; i++) {
        if (!text[i]) continue;
        clustered_word *w = &table[slot_of(table, text[i])];
        w->hash = text[i];
        w->count++;
    }
    for (size_t i = 0; i < size; i++)
        if (table[i].count >= LEAST) words[++n] = table[i];
    qsort(words + 1, n, sizeof *words, by_count);
    for (size_t i = 0; i < size; i++) table[i].count = 0;
    for (uint32_t k = 1; k <= n; k++) table[slot_of(table, words[k].hash)].count = k;
    for (uint32_t i = 0; i < n_text; i++)
        if (text[i]) text[i] = table[slot_of(table, text[i])].count;
    free(table);
    *n_words = n;
    return words;
}

/* -- exchange ---------------------------------------------------------------------- */

typedef struct {
    uint32_t word, count;
} neighbour;

typedef struct {
    neighbour *at;
    uint32_t *first; /* [words + 2] */
} neighbours;

static int by_pair(const void *a, const void *b)
{
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return x < y ? -1 : x > y;
}

/* Who stands `step` (1 or -1) from each word, and how often. Number 0 takes part as a
 * neighbour: the edge of a sentence, and the rare. */
static neighbours count_neighbours(const uint32_t *text, uint32_t n_text, uint32_t n_words, int step)
{
    uint64_t *pairs = allocate(n_text, sizeof *pairs);
    uint32_t n = 0;
    for (uint32_t i = 1; i + 1 < n_text; i++)
        if (text[i]) pairs[n++] = (uint64_t)text[i] << 32 | text[i + (uint32_t)step];
    qsort(pairs, n, sizeof *pairs, by_pair);
    neighbours s = {allocate(n, sizeof *s.at), allocate(n_words + 2, sizeof *s.first)};
    uint32_t k = 0, word = 0;
    for (uint32_t i = 0; i < n;) {
        uint32_t end = i;
        while (end < n && pairs[end] == pairs[i]) end++;
        while (word < pairs[i] >> 32) s.first[++word] = k;
        s.at[k++] = (neighbour){(uint32_t)pairs[i], end - i};
        i = end;
    }
    while (word <= n_words) s.first[++word] = k;
    free(pairs);
    return s;
}

static double *log_table; /* x log x */
static uint32_t log_size;

static inline double xlogx(int64_t x)
{
    return x < (int64_t)log_size ? log_table[x] : (double)x * log((double)x);
}

typedef struct {
    /* Class 0 is number 0's alone; back[b][a] = pair[a][b]. */
    int64_t pair[CLASSES + 1][CLASSES + 1], back[CLASSES + 1][CLASSES + 1], total[CLASSES + 1];
} model;

/* Adds the word to a class, sign 1, or takes it away, -1. */
static void place(model *m, uint32_t c, const int32_t *after, const int32_t *before, int32_t self,
                  int64_t count, int sign)
{
    for (uint32_t g = 0; g <= CLASSES; g++) {
        m->pair[c][g] += sign * after[g], m->back[g][c] += sign * after[g];
        m->pair[g][c] += sign * before[g], m->back[c][g] += sign * before[g];
    }
    m->pair[c][c] += sign * self;
    m->back[c][c] += sign * self;
    m->total[c] += sign * count;
}

/* One round over all words; returns how many moved. */
static uint32_t exchange(model *m, clustered_word *words, uint32_t n, const neighbours *next,
                         const neighbours *previous)
{
    uint32_t moved = 0;
    for (uint32_t w = 1; w <= n; w++) {
        int32_t after[CLASSES + 1] = {0}, before[CLASSES + 1] = {0}, self = 0;
        for (uint32_t i = next->first[w]; i < next->first[w + 1]; i++)
            if (next->at[i].word == w)
                self = (int32_t)next->at[i].count;
            else
                after[words[next->at[i].word].class_] += (int32_t)next->at[i].count;
        for (uint32_t i = previous->first[w]; i < previous->first[w + 1]; i++)
            if (previous->at[i].word != w) before[words[previous->at[i].word].class_] += (int32_t)previous->at[i].count;
        uint32_t a[CLASSES + 1], b[CLASSES + 1], n_a = 0, n_b = 0, from = words[w].class_, best = from;
        for (uint32_t g = 0; g <= CLASSES; g++) {
            if (after[g]) a[n_a++] = g;
            if (before[g]) b[n_b++] = g;
        }
        place(m, from, after, before, self, words[w].count, -1);
        double most = -1e300;
        for (uint32_t c = 1; c <= CLASSES; c++) {
            double gain = -2 * (xlogx(m->total[c] + words[w].count) - xlogx(m->total[c]));
            for (uint32_t i = 0; i < n_a; i++) {
                uint32_t g = a[i];
                if (g != c) gain += xlogx(m->pair[c][g] + after[g]) - xlogx(m->pair[c][g]);
            }
            for (uint32_t i = 0; i < n_b; i++) {
                uint32_t g = b[i];
                if (g != c) gain += xlogx(m->back[c][g] + before[g]) - xlogx(m->back[c][g]);
            }
            gain += xlogx(m->pair[c][c] + after[c] + before[c] + self) - xlogx(m->pair[c][c]);
            if (gain > most) most = gain, best = c;
        }
        place(m, best, after, before, self, words[w].count, 1);
        moved += best != from;
        words[w].class_ = best;
    }
    return moved;
}


clustered_word *clusters_make(uint32_t *text, uint32_t n_text, uint32_t *n_words)
{
    uint32_t n;
    clustered_word *words = number_words(text, n_text, &n);
    neighbours next = count_neighbours(text, n_text, n, 1), previous = count_neighbours(text, n_text, n, -1);
    log_size = 1u << 20;
    log_table = allocate(log_size, sizeof *log_table);
    for (uint32_t x = 2; x < log_size; x++) log_table[x] = x * log(x);
    model *m = allocate(1, sizeof *m);
    for (uint32_t w = 1; w <= n; w++) words[w].class_ = 1 + (w - 1) % CLASSES;
    for (uint32_t i = 1; i < n_text; i++) {
        uint32_t a = words[text[i - 1]].class_, b = words[text[i]].class_;
        m->pair[a][b]++;
        m->back[b][a]++;
        m->total[b]++;
    }
    for (int round = 0; round < ROUNDS; round++)
        if (exchange(m, words, n, &next, &previous) * 200 < n) break;
    free(m);
    free(log_table);
    free(next.at);
    free(next.first);
    free(previous.at);
    free(previous.first);
    *n_words = n;
    return words;
}
