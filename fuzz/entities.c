/* entities.c - fuzz target: the entities of any text, through the public API.
 *
 * Checked beside the sanitizers: mentions lie in the text and in order, each has a
 * reason, names and aliases are there, and sources point at entities that exist.
 */
#include "fuzz.h"

#include <string.h>

static void check(const sayso_doc *doc)
{
    uint32_t n, attributions;
    size_t len;
    sayso_doc_text(doc, &len);
    const sayso_entity *e = sayso_doc_entities(doc, &n);
    for (uint32_t i = 0; i < n; i++) {
        require(e[i].name && *e[i].name && e[i].n_mentions > 0);
        for (uint32_t k = 0; k < e[i].n_mentions; k++) {
            sayso_span s = e[i].mentions[k].span;
            require(s.begin < s.end && s.end <= len && e[i].mentions[k].why_linked);
            require(k == 0 || e[i].mentions[k - 1].span.begin <= s.begin);
        }
        for (uint32_t k = 0; k < e[i].n_aliases; k++) require(strcmp(e[i].aliases[k], e[i].name) != 0);
        require(!e[i].gender || e[i].gender == 'f' || e[i].gender == 'm');
    }
    const sayso_attribution *a = sayso_doc_attributions(doc, &attributions);
    for (uint32_t i = 0; i < attributions; i++)
        require(a[i].source_entity < (int32_t)n && a[i].addressee_entity < (int32_t)n &&
                a[i].medium_entity < (int32_t)n);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    sayso_options options = {.explain = true};
    sayso_record record = {.data = (const char *)data, .len = size, .kind = SAYSO_KIND_TEXT};
    fuzz_read(&record, &options, check);
    return 0;
}
