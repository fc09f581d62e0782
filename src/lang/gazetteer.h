/* gazetteer.h - sets of known names, one bit a set.
 *
 * Section "w:gazetteer" is a smallmap from the hash of the lower-case name (words
 * joined by a blank) to the sets that it is in.
 */
#ifndef SS_GAZETTEER_H
#define SS_GAZETTEER_H

#include "lang/model.h"
#include "lang/smallmap.h"

enum {
    SS_GAZ_FORENAME = 1,      /* common in the US */
    SS_GAZ_FORENAME_RARE = 2, /* anywhere */
    SS_GAZ_SURNAME = 4,
    SS_GAZ_CITY = 8,
    SS_GAZ_REGION = 16,       /* country, state, province */
    SS_GAZ_PERSON = 32,       /* full name of a legislator */
    SS_GAZ_LEGISLATOR = 64,   /* surname of one */
    SS_GAZ_PREFIX = 2048      /* the words so far and a blank begin a longer name */
};

/* Marks tokens[0..n) of one sentence with the sets of what they are part of: the
 * bits above in the low half for the first word of a name (and single words),
 * in the high half (<< 16) for the words that follow in names of several. */
void ss_gazetteer_mark(const ss_smallmap *gaz, const ss_token *tokens, uint32_t n, uint32_t *marks);

#endif
