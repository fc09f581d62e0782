/* ent_base.c - small tools of the entity stages: hash table, text, heads, headlines.
 *
 * The table is open addressing with linear probing, at most half full, grown by
 * doubling: amortised constant time.
 */
#include "attr/ent.h"

static uint32_t home(const ent_map *map, uint32_t key)
{
    return (key * 0x9E3779B1u) >> (32 - map->log2);
}

int64_t ent_map_get(const ent_map *map, uint32_t key)
{
    if (!map->n) return -1;
    uint32_t mask = (1u << map->log2) - 1;
    for (uint32_t i = home(map, key);; i = (i + 1) & mask) {
        const struct ent_slot *s = &map->slots[i];
        if (!s->value) return -1;
        if (s->key == key) return s->value - 1;
    }
}

static void place(ent_map *map, uint32_t key, uint32_t value)
{
    uint32_t mask = (1u << map->log2) - 1;
    for (uint32_t i = home(map, key);; i = (i + 1) & mask) {
        struct ent_slot *s = &map->slots[i];
        if (s->value && s->key != key) continue;
        map->n += !s->value;
        *s = (struct ent_slot){key, value};
        return;
    }
}

void ent_map_put(ent_map *map, uint32_t key, uint32_t value)
{
    if (!map->slots || map->n >= 1u << (map->log2 - 1)) {
        ent_map old = *map;
        map->log2 = old.slots ? old.log2 + 1 : 6;
        map->slots = ss_zalloc(map->arena, sizeof *map->slots << map->log2);
        map->n = 0;
        for (uint32_t i = 0; old.slots && i < 1u << old.log2; i++)
            if (old.slots[i].value) place(map, old.slots[i].key, old.slots[i].value);
    }
    place(map, key, value + 1);
}

ent_cand *ent_add(ent_work *w, ss_mention_type type, uint32_t first, uint32_t last)
{
    ent_cand *c = ss_push(w->ctx->scratch, &w->cands);
    *c = (ent_cand){.first = first,
                    .last = last,
                    .head = first,
                    .nfirst = first,
                    .nlast = last,
                    .same_as = -1,
                    .affiliate = -1,
                    .entity = -1,
                    .type = (uint8_t)type,
                    .sort = ""};
    return c;
}

void ent_affiliate(ent_work *w, ent_cand *c, int32_t body)
{
    const ent_cand *b = &w->cands.at[body];
    c->affiliate = body;
    c->affiliation = ent_text(&w->doc->arena, w->doc, b->nfirst, b->nlast);
}

char *ent_text(ss_arena *arena, const sayso_doc *doc, uint32_t first, uint32_t last)
{
    if (first >= last) return ss_strdup(arena, "");
    const ss_token *tokens = doc->tokens.at;
    size_t size = 1;
    for (uint32_t i = first; i < last; i++) size += tokens[i].end - tokens[i].begin + 1;
    char *s = ss_alloc(arena, size), *p = s;
    for (uint32_t i = first; i < last; i++) {
        uint32_t n = tokens[i].end - tokens[i].begin;
        if (i > first && tokens[i].begin > tokens[i - 1].end) *p++ = ' ';
        memcpy(p, doc->text + tokens[i].begin, n);
        p += n;
    }
    *p = '\0';
    return s;
}

uint32_t ent_head_of(const sayso_doc *doc, uint32_t first, uint32_t last, uint32_t otherwise)
{
    for (uint32_t i = first; i < last; i++) {
        int32_t head = doc->tokens.at[i].head;
        if (!(doc->tokens.at[i].flags & SS_PUNCT) && (head < 0 || (uint32_t)head < first || (uint32_t)head >= last))
            return i;
    }
    return otherwise;
}

/* Articles, prepositions and the like stay small in headlines. */
static bool may_be_small(const ss_token *t)
{
    return t->tag == SS_TAG_IN || t->tag == SS_TAG_DT || t->tag == SS_TAG_CC || t->tag == SS_TAG_TO ||
           t->tag == SS_TAG_POS || t->tag == SS_TAG_RP;
}

bool ent_is_headline(const sayso_doc *doc, const ss_sentence *s)
{
    enum { LONGEST = 60 }; /* and asked of every noun: the cost must not grow with the sentence */
    uint32_t words = 0, capitals = 0;
    if (s->last - s->first > LONGEST) return false;
    for (uint32_t i = s->first; i < s->last; i++) {
        const ss_token *t = &doc->tokens.at[i];
        if (!(t->flags & SS_ALPHA) || (!(t->flags & SS_CAPITAL) && may_be_small(t))) continue;
        words++;
        capitals += (t->flags & SS_CAPITAL) != 0;
    }
    return words >= 4 && capitals * 10 >= words * 9;
}

uint32_t ent_role_key(const ent_noun *noun, bool former)
{
    return noun->key ? ent_mix(noun->key, former ? 7 : 3) : 0;
}
