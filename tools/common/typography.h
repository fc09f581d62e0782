/* typography.h - treebanks made to look as texts do: marks with a direction, and copies in
 * capitals, as titles, without a full stop. */
#ifndef TYPOGRAPHY_H
#define TYPOGRAPHY_H

#include "common/treebank.h"

/* Straight quotes get a direction, as the token stage would give them. */
void direct_quotes(treebank *bank, uint64_t *random);
/* Adds copies of some of the first n sentences in other typography; origin[s] (room for n
 * more sentences) is the sentence that s is a copy of, or itself. */
void augment(treebank *bank, uint32_t n, uint32_t *origin, uint64_t *random);

#endif
