/* gazetteer.c - see gazetteer.h. Only words with a capital begin a lookup; the
 * longest name from there counts. */
#include "lang/gazetteer.h"

void ss_gazetteer_mark(const ss_smallmap *gaz, const ss_token *tokens, uint32_t n, ss_gazetteer_marks *marks)
{
    const uint32_t sets_only = ~(uint32_t)SS_GAZ_PREFIX;
    for (uint32_t i = 0; i < n; i++) marks[i] = (ss_gazetteer_marks){0};
    for (uint32_t i = 0; i < n; i++) {
        if (!(tokens[i].flags & SS_CAPITAL)) continue;
        uint32_t hash = tokens[i].lhash, sets = ss_smallmap_find(gaz, hash), longest = 0, found = 0;
        marks[i].alone |= (uint16_t)(sets & sets_only);
        for (uint32_t k = i + 1; k < n && k < i + 6 && (sets & SS_GAZ_PREFIX); k++) {
            hash = (hash ^ ' ') * 16777619u;
            for (uint32_t b = 0; b < tokens[k].lower_len; b++)
                hash = (hash ^ (unsigned char)tokens[k].lower[b]) * 16777619u;
            sets = ss_smallmap_find(gaz, hash);
            if (!(sets & sets_only)) continue;
            longest = k;
            found = sets & sets_only;
        }
        if (!longest) continue;
        marks[i].first |= (uint16_t)found;
        for (uint32_t k = i + 1; k < longest; k++) marks[k].inside |= (uint16_t)found;
        marks[longest].last |= (uint16_t)found;
    }
}
