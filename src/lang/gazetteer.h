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
    SS_GAZ_PERSON = 32,       /* full name, or what a known person is called */
    SS_GAZ_LEGISLATOR = 64,   /* surname of one */
    SS_GAZ_PLACE = 128,       /* river, mountain, region, town */
    SS_GAZ_GROUP = 256,       /* organisation */
    SS_GAZ_PEOPLE = 512,      /* people, language, religion, and their adjectives */
    SS_GAZ_OTHER = 1024,      /* work, event, product */
    SS_GAZ_PREFIX = 2048      /* the words so far and a blank begin a longer name */
};

/* What a common noun may mean; a set is the value of its word. */
enum {
    SS_NOUN_PERSON = 1,
    SS_NOUN_GROUP = 2,
    SS_NOUN_REGION = 4,
    SS_NOUN_STRUCTURE = 8,
    SS_NOUN_NATURE = 16, /* rivers, mountains, land */
    SS_NOUN_WORK = 32,
    SS_NOUN_EVENT = 64,
    SS_NOUN_PRODUCT = 128
};

/* The sets that a token is in: by itself, and as part of names of several words. */
typedef struct {
    uint16_t alone, first, inside, last;
} ss_gazetteer_marks;

/* Marks tokens[0..n) of one sentence. */
void ss_gazetteer_mark(const ss_smallmap *gaz, const ss_token *tokens, uint32_t n, ss_gazetteer_marks *marks);

/* Where the meanings of a common noun are kept in the same map, by the hash of its lower-case form. */
static inline uint32_t ss_gazetteer_noun_key(uint32_t lhash)
{
    return (lhash ^ 0x5BD1E995u) * 0x85EBCA6Bu;
}
static inline uint32_t ss_gazetteer_noun(const ss_smallmap *gaz, uint32_t lhash)
{
    return ss_smallmap_find(gaz, ss_gazetteer_noun_key(lhash));
}

#endif
