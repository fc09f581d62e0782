/* clusters.h - word classes from running text alone: which words stand in the same
 * company. */
#ifndef CLUSTERS_H
#define CLUSTERS_H

#include <stdint.h>

enum { CLUSTERS_MOST = 255 };

typedef struct {
    uint32_t hash, count, class_; /* class_: 1 ... CLUSTERS_MOST */
} clustered_word;

/* text[0..n_text): hashes of words, 0 between sentences and at both ends; it is
 * overwritten. Returns the words met three times or more, at [1 ... *n_words], the
 * commonest first; to be freed. */
clustered_word *clusters_make(uint32_t *text, uint32_t n_text, uint32_t *n_words);

#endif
