/* smallmap.c - see smallmap.h. Open addressing, linear probing, a bounded number
 * of tries. */
#include "lang/smallmap.h"

#include <string.h>

bool ss_smallmap_open(ss_smallmap *map, const void *section, size_t len)
{
    ss_smallmap_header h;
    map->slots = NULL;
    if (!section || len < sizeof h) return false;
    memcpy(&h, section, sizeof h);
    if (h.magic != SS_SMALLMAP_MAGIC || h.log2 < 1 || h.log2 > 24 ||
        len != sizeof h + (sizeof(uint32_t) << h.log2))
        return false;
    map->slots = (const uint32_t *)((const char *)section + sizeof h);
    map->log2 = h.log2;
    return true;
}

uint32_t ss_smallmap_find(const ss_smallmap *map, uint32_t hash)
{
    if (!map->slots) return 0;
    uint32_t mask = (1u << map->log2) - 1, at = ss_smallmap_home(hash, map->log2),
             check = ss_smallmap_check(hash);
    for (uint32_t tries = 0; tries < SS_SMALLMAP_TRIES; tries++, at++) {
        uint32_t slot = map->slots[at & mask];
        if (!slot) break;
        if ((slot & ~(uint32_t)SS_SMALLMAP_VALUE) == check) return slot & SS_SMALLMAP_VALUE;
    }
    return 0;
}
