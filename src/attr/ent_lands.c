/* ent_lands.c - which names of one word are countries, by the words for their people.
 *
 * "Norvia says" may be anybody. Where the text has "Norvian officials" as well, Norvia is
 * a country or a region: its name with an ending that makes the word for its people.
 * Names that are a part of a person's full name, or have a title, an office or a gender,
 * are left alone, and so are those that a list has placed.
 *
 * Cost: one entry a capitalised word, a few look-ups a name.
 * Known failures: words for people that change the name (Burma, Burmese).
 */
#include "attr/ent.h"

/* Endings by the last letters of the name; what else a name may end in takes the last. */
static const struct {
    const char *last, *ending;
} endings[] = {{"a", "n"}, {"o", "an"}, {"e", "an"}, {"i", "an"}, {"land", "er"}, {"land", "ers"}, {"land", "ic"}, {"", "ese"}, {"", "i"}};

static bool ends_in(const ss_token *t, const char *last)
{
    size_t n = strlen(last);
    return t->lower_len > n && !memcmp(t->lower + t->lower_len - n, last, n);
}

/* Is a word for the people of the place among the capitalised words of the text? */
static bool has_people(const ent_map *capitals, const ss_token *t)
{
    char word[48];
    if (t->lower_len < 4 || (size_t)t->lower_len + 4 > sizeof word) return false;
    memcpy(word, t->lower, t->lower_len);
    for (size_t k = 0; k < sizeof endings / sizeof *endings; k++) {
        if (!ends_in(t, endings[k].last)) continue;
        size_t n = strlen(endings[k].ending);
        memcpy(word + t->lower_len, endings[k].ending, n);
        if (ent_map_get(capitals, ss_hash_bytes(word, t->lower_len + n)) >= 0) return true;
    }
    return false;
}

void ent_lands_settle(ent_work *w)
{
    const sayso_doc *doc = w->doc;
    ent_map capitals = {.arena = w->ctx->scratch}, parts = {.arena = w->ctx->scratch};
    for (uint32_t i = 0; i < doc->tokens.n; i++) /* before a noun: "Norvian officials" */
        if (doc->tokens.at[i].flags & SS_CAPITAL && i + 1 < doc->tokens.n && !(doc->tokens.at[i + 1].flags & SS_PUNCT))
            ent_map_put(&capitals, doc->tokens.at[i].lhash, 1);
    for (uint32_t i = 0; i < w->cands.n; i++) {
        const ent_cand *c = &w->cands.at[i];
        bool person = c->type == SS_MENTION_NAME && c->kind == SAYSO_ENTITY_PERSON && (c->nlast > c->nfirst + 1 || c->role || c->gender);
        for (uint32_t k = c->nfirst; person && k < c->nlast; k++) ent_map_put(&parts, doc->tokens.at[k].lhash, 1);
    }
    for (uint32_t i = 0; i < w->cands.n; i++) {
        ent_cand *c = &w->cands.at[i];
        bool open = c->kind == SAYSO_ENTITY_PERSON || c->kind == SAYSO_ENTITY_OTHER || (c->kind == SAYSO_ENTITY_ORGANIZATION && c->trust < 3);
        if (c->type != SS_MENTION_NAME || c->dropped || c->nlast != c->nfirst + 1 || !open || c->trust >= 4) continue;
        const ss_token *t = &doc->tokens.at[c->nfirst];
        if (t->flags & SS_ALLCAPS || ent_map_get(&parts, t->lhash) >= 0 || !has_people(&capitals, t)) continue;
        c->kind = SAYSO_ENTITY_PLACE;
        c->trust = 4;
        c->gender = 0;
        c->rule = "people-word";
    }
}
