/* mapmaker.h - writes what src/lang/smallmap.h reads. */
#ifndef MAPMAKER_H
#define MAPMAKER_H

#include "lang/smallmap.h"

typedef struct {
    void *bytes; /* the section; to be freed */
    size_t len;
    uint32_t log2, entries;
} mapmaker;

mapmaker mapmaker_new(uint32_t log2);
/* Adds (ors) a value to what a hash has; one that finds no place is dropped. */
void mapmaker_add(mapmaker *m, uint32_t hash, uint32_t value);
/* Brings the header up to date; then bytes[0..len) is the section. */
void mapmaker_seal(mapmaker *m);

#endif
