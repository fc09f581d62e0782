/* voices.c - the voices of a document, and how many words are each one's.
 *
 * A word belongs to the innermost content it stands in: what the letter said
 * and the paper reported is the letter's. So the shares of all voices and of
 * the author's own words add up to the whole story, which leaves out metadata,
 * boilerplate, captions and bylines.
 *
 * Voices are found by sorting the attributions' names; words are counted in one
 * walk over tokens and marks side by side. O(n log n).
 */
#include "out/out.h"

#include <stdlib.h>
#include <utf8proc.h>

typedef struct {
    const char *name;
    int32_t entity;
    uint32_t attribution;
} claim;

static int compare_folded(const char *a, const char *b)
{
    for (;; a++, b++) {
        unsigned char x = (unsigned char)*a, y = (unsigned char)*b;
        if (x >= 'A' && x <= 'Z') x += 32;
        if (y >= 'A' && y <= 'Z') y += 32;
        if (x != y) return x < y ? -1 : 1;
        if (!x) return 0;
    }
}

static int same_voice_first(const claim *x, const claim *y)
{
    if (x->entity != y->entity) return x->entity < y->entity ? -1 : 1;
    return x->entity >= 0 ? 0 : compare_folded(x->name, y->name);
}

static int by_voice(const void *a, const void *b)
{
    const claim *x = a, *y = b;
    int order = same_voice_first(x, y);
    if (order) return order;
    return x->attribution < y->attribution ? -1 : x->attribution > y->attribution;
}

typedef struct {
    ss_voice voice;
    uint32_t number; /* before the voices were sorted */
} ranked;

static int by_words(const void *a, const void *b)
{
    const ranked *x = a, *y = b;
    if (x->voice.words != y->voice.words) return x->voice.words > y->voice.words ? -1 : 1;
    if (x->voice.statements != y->voice.statements) return x->voice.statements > y->voice.statements ? -1 : 1;
    int order = strcmp(x->voice.name, y->voice.name);
    if (order) return order;
    return x->number < y->number ? -1 : 1;
}

static bool is_word(const char *s, uint32_t n)
{
    for (uint32_t i = 0; i < n;) {
        utf8proc_int32_t code;
        utf8proc_ssize_t width = utf8proc_iterate((const utf8proc_uint8_t *)s + i, n - i, &code);
        if (width <= 0) return false;
        utf8proc_category_t category = utf8proc_category(code);
        if (category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_LO) return true;
        if (category >= UTF8PROC_CATEGORY_ND && category <= UTF8PROC_CATEGORY_NO) return true;
        i += (uint32_t)width;
    }
    return false;
}

static void count_words(ss_rend *r, ss_voices *voices, ranked *list)
{
    const sayso_doc *doc = r->doc;
    ss_marks m;
    ss_marks_start(r, &m);
    bool more = ss_marks_next(&m);
    for (uint32_t i = 0; i < doc->n_tokens; i++) {
        sayso_span token = doc->token_spans[i];
        while (more && m.end <= token.begin) more = ss_marks_next(&m);
        if (!more) return;
        if (ss_marks_aside(&m) || !is_word(doc->text + token.begin, token.end - token.begin)) continue;
        int32_t content = ss_marks_top(&m, SS_MARK_CONTENT);
        bool attributes = ss_marks_top(&m, SS_MARK_SOURCE) >= 0 || ss_marks_top(&m, SS_MARK_CUE) >= 0;
        if (content < 0 && attributes) continue;
        voices->words++;
        if (content >= 0)
            list[voices->of[content]].voice.words++;
        else
            voices->own++;
    }
}

/* One entry a voice, in the order of the sorted claims. */
static ranked *group(ss_rend *r, const char *const *speakers, ss_voices *voices)
{
    const sayso_doc *doc = r->doc;
    uint32_t n = doc->attributions.n;
    claim *claims = ss_alloc(r->arena, n * sizeof *claims);
    for (uint32_t i = 0; i < n; i++) {
        int32_t entity = doc->attributions.at[i].source_entity;
        if (entity >= 0 && (uint32_t)entity >= doc->entities.n) entity = SAYSO_NONE;
        claims[i] = (claim){speakers[i], entity, i};
    }
    if (n) qsort(claims, n, sizeof *claims, by_voice);
    ranked *list = ss_zalloc(r->arena, n * sizeof *list);
    for (uint32_t i = 0; i < n; i++) {
        const claim *c = &claims[i];
        if (i == 0 || same_voice_first(&claims[i - 1], c) != 0) {
            const sayso_entity *who = c->entity >= 0 ? &doc->entities.at[c->entity] : NULL;
            list[voices->n] = (ranked){.voice = {.name = c->name,
                                                 .role = who && who->role && strcmp(who->role, c->name) ? who->role : NULL,
                                                 .affiliation = who ? who->affiliation : NULL,
                                                 .kind = doc->attributions.at[c->attribution].source_kind},
                                       .number = voices->n};
            voices->n++;
        }
        voices->of[c->attribution] = voices->n - 1;
        list[voices->n - 1].voice.statements++;
    }
    return list;
}

const ss_voices *ss_voices_find(ss_rend *r, const char *const *speakers)
{
    uint32_t n = r->doc->attributions.n;
    ss_voices *voices = ss_zalloc(r->arena, sizeof *voices);
    voices->of = ss_alloc(r->arena, n * sizeof *voices->of);
    ranked *list = group(r, speakers, voices);
    count_words(r, voices, list);
    if (voices->n) qsort(list, voices->n, sizeof *list, by_words);
    voices->at = ss_alloc(r->arena, voices->n * sizeof *voices->at);
    uint32_t *rank = ss_alloc(r->arena, voices->n * sizeof *rank);
    for (uint32_t i = 0; i < voices->n; i++) {
        voices->at[i] = list[i].voice;
        rank[list[i].number] = i;
    }
    for (uint32_t i = 0; i < n; i++) voices->of[i] = rank[voices->of[i]];
    return voices;
}
