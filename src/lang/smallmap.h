/* smallmap.h - from a hash to 12 bits, in 32 bits an entry, straight from the mapping.
 *
 * Section: header, then 1 << log2 slots: the upper 20 bits of a mix of the hash
 * and the 12 bits of the value, never 0. A hash that is not there is taken for one
 * that is about once in 10^5 lookups: fit for hints, not for facts.
 */
#ifndef SS_SMALLMAP_H
#define SS_SMALLMAP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { SS_SMALLMAP_MAGIC = 0x3150414d /* "MAP1" */, SS_SMALLMAP_VALUE = 4095, SS_SMALLMAP_TRIES = 64 };

typedef struct {
    uint32_t magic, log2, entries, reserved;
} ss_smallmap_header;

typedef struct {
    const uint32_t *slots; /* NULL: empty */
    uint32_t log2;
} ss_smallmap;

/* False, and an empty map, where `section` is no such table. */
bool ss_smallmap_open(ss_smallmap *map, const void *section, size_t len);
/* 0: not there. */
uint32_t ss_smallmap_find(const ss_smallmap *map, uint32_t hash);

/* Has the slot fetched, for whoever looks the hash up a little later. */
static inline void ss_smallmap_prefetch(const ss_smallmap *map, uint32_t hash);

/* Where a hash belongs and what marks it; shared with the tools that write maps. */
static inline uint32_t ss_smallmap_home(uint32_t hash, uint32_t log2)
{
    return (hash * 0x9E3779B1u) >> (32 - log2);
}
static inline uint32_t ss_smallmap_check(uint32_t hash)
{
    uint32_t h = hash ^ (hash >> 15);
    return (h * 0x85EBCA6Bu) & ~(uint32_t)SS_SMALLMAP_VALUE;
}

static inline void ss_smallmap_prefetch(const ss_smallmap *map, uint32_t hash)
{
    if (map->slots) __builtin_prefetch(&map->slots[ss_smallmap_home(hash, map->log2)]);
}

#endif
