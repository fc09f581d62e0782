/* mapmaker.c - see mapmaker.h. */
#include "common/mapmaker.h"

#include <string.h>

#include "common/corpus.h"

mapmaker mapmaker_new(uint32_t log2)
{
    mapmaker m = {.len = sizeof(ss_smallmap_header) + (sizeof(uint32_t) << log2), .log2 = log2};
    m.bytes = allocate(m.len, 1);
    mapmaker_seal(&m);
    return m;
}

void mapmaker_add(mapmaker *m, uint32_t hash, uint32_t value)
{
    uint32_t *slots = (uint32_t *)((char *)m->bytes + sizeof(ss_smallmap_header));
    uint32_t mask = (1u << m->log2) - 1, at = ss_smallmap_home(hash, m->log2), check = ss_smallmap_check(hash);
    for (uint32_t tries = 0; tries < SS_SMALLMAP_TRIES; tries++, at++) {
        uint32_t *slot = &slots[at & mask];
        if (!*slot) m->entries++;
        if (!*slot || (*slot & ~(uint32_t)SS_SMALLMAP_VALUE) == check) {
            *slot |= check | value;
            return;
        }
    }
}

void mapmaker_seal(mapmaker *m)
{
    ss_smallmap_header h = {SS_SMALLMAP_MAGIC, m->log2, m->entries, 0};
    memcpy(m->bytes, &h, sizeof h);
}
