/* ent_link.c - which names name the same thing.
 *
 * Spellings first: equal names (plural endings aside where they are long, a
 * leading "the" or "U.S." aside) are one type, whose kind is voted by its
 * mentions. Then types join groups: full names of persons by surname and
 * compatible forename; organisations by defined acronym, by initials anywhere in
 * the text, by the acronym list, by their first words ("Goldman"), outlets by
 * their last ("the Journal"). Last, a surname or forename alone goes, mention by
 * mention, to the person of that name whose gender and office agree and who was
 * a subject last, else named last, or is named first after. This is the exact-match and head-match
 * order of Lee et al. (2013), with hashes in place of pair-wise passes.
 *
 * Cost: linear; lists under one key are walked LIST_MAX nodes far.
 * Known failures: two persons with one full name; firms that share a first word.
 */
#include "attr/ent.h"

#include <stdlib.h>

enum { LIST_MAX = 12, WORD_MAX = 12, TITLE_VOTES = 20 };

typedef struct {
    uint32_t key;
    int32_t cand; /* first mention that has it, not of a headline where that can be had */
    uint32_t n;   /* mentions */
    uint16_t votes[SAYSO_ENTITY_EVENT + 1];
    uint8_t kind;
    bool person_like; /* some mention was taken for a person */
    int32_t same_as;  /* type that it abbreviates by definition */
    int32_t group;    /* -1: none yet, or by mention */
    const char *rule; /* why it is in the group; NULL: its own */
    int32_t next;     /* type of the same group */
} name_type;

typedef struct {
    ent_linker base;
    SS_VEC(name_type) types;
    int32_t *type_of; /* [cands] */
    ent_map initials, prefixes, suffixes;
    ent_map beginnings; /* of names of bodies, without the word that tells what they are */
    ent_lists last_words;
} linker;

/* -- lists ------------------------------------------------------------------------- */

void ent_lists_add(ent_lists *lists, ss_arena *arena, uint32_t key, uint32_t group)
{
    int64_t head = ent_map_get(&lists->map, key);
    if (head >= 0 && lists->nodes.at[head].group == group) return;
    uint32_t index = lists->nodes.n;
    *ss_push(arena, &lists->nodes) = (ent_node){group, (int32_t)head};
    ent_map_put(&lists->map, key, index);
}

int32_t ent_lists_first(const ent_lists *lists, uint32_t key)
{
    return (int32_t)ent_map_get(&lists->map, key);
}

uint32_t ent_group_new(ent_linker *l, int32_t cand)
{
    const ent_cand *c = &l->w->cands.at[cand];
    ent_group *g = ss_push(l->w->ctx->scratch, &l->groups);
    *g = (ent_group){.name_cand = cand,
                     .name_words = c->nlast - c->nfirst,
                     .last = -1,
                     .last_subject = -1,
                     .types = -1,
                     .affiliate = -1,
                     .merged = -1,
                     .kind = c->kind,
                     .gender = c->gender,
                     .plural = c->plural,
                     .sort = c->sort,
                     .named = c->type == SS_MENTION_NAME};
    return l->groups.n - 1;
}

/* -- words of names ------------------------------------------------------------------- */

/* Hashes of a name's words; words joined by hyphens are one. */
static uint32_t words_of(const ent_lex *lex, const sayso_doc *doc, uint32_t first, uint32_t last, uint32_t *words,
                         bool stem)
{
    uint32_t n = 0;
    bool join = false;
    for (uint32_t i = first; i < last; i++) {
        const ss_token *t = &doc->tokens.at[i];
        if (t->flags & SS_PUNCT && !ss_is(t, "&")) {
            join = ss_is(t, "-") && n > 0;
            continue;
        }
        bool suffix = i > first && ss_lexicon_value_has(ss_lexicon_word(lex->particles, t), "suffix");
        if (suffix) continue;
        uint32_t len = t->lower_len, h = t->lhash;
        if (stem && len > 3 && t->lower[len - 1] == 's') h = ss_hash_bytes(t->lower, len - 1);
        if (strchr(t->lower, '.') && len <= 8) { /* U.S. and US are one */
            h = 2166136261u;
            for (uint32_t k = 0; k < len; k++)
                if (t->lower[k] != '.') h = (h ^ (unsigned char)t->lower[k]) * 16777619u;
        }
        if (n == 0 || (!join && n < WORD_MAX))
            words[n++] = h;
        else
            words[n - 1] = ent_mix(words[n - 1], h);
        join = false;
    }
    return n;
}

/* The same of plain text ("Federal Bureau of Investigation"), plurals stemmed. */
static uint32_t words_of_text(const char *p, uint32_t *words)
{
    uint32_t n = 0;
    bool several = strchr(p, ' ') != NULL;
    while (*p && n < WORD_MAX) {
        char word[32];
        uint32_t len = 0;
        for (; *p && *p != ' '; p++)
            if (len < sizeof word && *p != ',') word[len++] = (char)(*p >= 'A' && *p <= 'Z' ? *p + 32 : *p);
        while (*p == ' ') p++;
        if (several && len > 3 && word[len - 1] == 's') len--;
        words[n++] = ss_hash_bytes(word, len);
    }
    return n;
}

static uint32_t mix_words(const uint32_t *words, uint32_t n)
{
    uint32_t h = 17;
    for (uint32_t i = 0; i < n; i++) h = ent_mix(h, words[i]);
    return h;
}

/* Tokens to pass over at the start of an organisation's name. */
static uint32_t skip_front(const sayso_doc *doc, uint32_t first, uint32_t last)
{
    if (first + 1 < last && ss_is(&doc->tokens.at[first], "the")) first++;
    if (first + 2 < last && (ss_is(&doc->tokens.at[first], "u.s.") || ss_is(&doc->tokens.at[first], "us"))) first++;
    return first;
}

static uint32_t key_of(const ent_lex *lex, const sayso_doc *doc, const ent_cand *c)
{
    uint32_t words[WORD_MAX];
    const char *usual = "";
    if (c->kind == SAYSO_ENTITY_PLACE &&
        ss_lexicon_match(lex->places, doc, c->nfirst, c->nlast, &usual) == c->nlast - c->nfirst &&
        *usual) { /* "U.S." is the United States */
        uint32_t n = words_of_text(usual, words);
        return mix_words(words, n);
    }
    uint32_t first = c->kind == SAYSO_ENTITY_PERSON ? c->nfirst : skip_front(doc, c->nfirst, c->nlast);
    uint32_t n = words_of(lex, doc, first, c->nlast, words, c->kind != SAYSO_ENTITY_PERSON && c->nlast - first > 1);
    return mix_words(words, n);
}

/* -- types -------------------------------------------------------------------------------- */

static void collect_types(linker *l)
{
    ent_work *w = l->base.w;
    ent_map by_key = {.arena = w->ctx->scratch};
    l->type_of = ss_alloc(w->ctx->scratch, w->cands.n * sizeof *l->type_of);
    for (uint32_t i = 0; i < w->cands.n; i++) {
        ent_cand *c = &w->cands.at[i];
        l->type_of[i] = -1;
        if (c->type != SS_MENTION_NAME) continue;
        c->key = key_of(&w->lex, w->doc, c);
        int64_t found = ent_map_get(&by_key, c->key);
        if (found < 0) {
            found = l->types.n;
            ent_map_put(&by_key, c->key, l->types.n);
            *ss_push(w->ctx->scratch, &l->types) =
                (name_type){.key = c->key, .cand = (int32_t)i, .same_as = -1, .group = -1, .next = -1};
        }
        name_type *t = &l->types.at[found];
        const ent_cand *old = &w->cands.at[t->cand];
        bool longer = c->kind == SAYSO_ENTITY_PLACE && c->nlast - c->nfirst > old->nlast - old->nfirst;
        if ((old->heading && !c->heading) || longer) t->cand = (int32_t)i;
        if (t->n < 1000) {
            bool titled = c->trust == 4 && (c->kind == SAYSO_ENTITY_PERSON || c->described);
            int votes = c->heading ? 1 : 1 + 2 * c->trust + (titled ? TITLE_VOTES : 0);
            t->n++;
            t->votes[c->kind] = (uint16_t)(t->votes[c->kind] + votes);
        }
        if (c->defined) t->cand = (int32_t)i; /* the spelling beside the acronym */
        t->person_like |= c->kind == SAYSO_ENTITY_PERSON;
        l->type_of[i] = (int32_t)found;
    }
    for (uint32_t i = 0; i < l->types.n; i++) {
        name_type *t = &l->types.at[i];
        for (int k = 0; k <= SAYSO_ENTITY_EVENT; k++)
            if (t->votes[k] > t->votes[t->kind]) t->kind = (uint8_t)k;
    }
    for (uint32_t i = 0; i < w->cands.n; i++) {
        const ent_cand *c = &w->cands.at[i];
        if (c->acronym && c->same_as >= 0) l->types.at[l->type_of[i]].same_as = l->type_of[c->same_as];
    }
}

static const ent_cand *cand_of(const linker *l, const name_type *t)
{
    return &l->base.w->cands.at[t->cand];
}

static uint32_t word_count(const linker *l, const name_type *t)
{
    uint32_t words[WORD_MAX];
    const ent_cand *c = cand_of(l, t);
    return words_of(&l->base.w->lex, l->base.w->doc, c->nfirst, c->nlast, words, false);
}

/* Makes the type part of the group; the group takes the fuller name. */
static void join(linker *l, int32_t type, uint32_t group)
{
    name_type *t = &l->types.at[type];
    ent_group *g = &l->base.groups.at[group];
    t->group = (int32_t)group;
    t->next = g->types;
    g->types = type;
    const ent_cand *c = cand_of(l, t), *old = &l->base.w->cands.at[g->name_cand];
    uint32_t words = c->nlast - c->nfirst;
    bool fuller = words > g->name_words && !old->defined;
    if (words == g->name_words && g->name_cand != t->cand) {
        int32_t old_type = l->type_of[g->name_cand];
        fuller = old_type >= 0 && t->n > l->types.at[old_type].n;
    }
    if (fuller && !(c->heading && !old->heading && g->name_words > 1)) {
        g->name_cand = t->cand;
        g->name_words = words;
    }
}

static uint32_t group_of_type(linker *l, int32_t type)
{
    name_type *t = &l->types.at[type];
    if (t->group < 0) {
        uint32_t g = ent_group_new(&l->base, t->cand);
        l->base.groups.at[g].kind = t->kind;
        join(l, type, g);
    }
    return (uint32_t)t->group;
}

/* -- persons -------------------------------------------------------------------------------- */

/* The first token of a forename, as its long form's hash. */
static uint32_t long_forename(const linker *l, const ss_token *t)
{
    const char *formal = ss_lexicon_word(l->base.w->lex.nicknames, t);
    return formal ? ss_hash_bytes(formal, strlen(formal)) : t->lhash;
}

typedef struct {
    uint32_t surname, forename; /* hashes; forename 0: surname alone */
    const ss_token *first;      /* the forename's token */
} person_name;

static person_name read_person(const linker *l, const ent_cand *c)
{
    const sayso_doc *doc = l->base.w->doc;
    uint32_t words[WORD_MAX], first = c->nfirst;
    for (; first + 1 < c->nlast && !ss_is(&doc->tokens.at[first + 1], "-"); first++)
        if (!ss_lexicon_value_has(ss_lexicon_word(l->base.w->lex.particles, &doc->tokens.at[first]), "lead")) break;
    uint32_t n = words_of(&l->base.w->lex, l->base.w->doc, first, c->nlast, words, false);
    person_name p = {n ? words[n - 1] : 0, 0, &doc->tokens.at[c->nfirst]};
    if (n > 1 && first == c->nfirst) p.forename = long_forename(l, p.first);
    return p;
}

/* Can the forenames be one person's? Initials and prefixes agree with full names. */
static bool forenames_agree(const linker *l, const person_name *a, uint32_t group)
{
    const ent_group *g = &l->base.groups.at[group];
    if (!a->forename || !g->forename || a->forename == g->forename) return true;
    const ent_cand *c = &l->base.w->cands.at[g->name_cand];
    const ss_token *x = a->first, *y = &l->base.w->doc->tokens.at[c->nfirst];
    if (x->lower[0] != y->lower[0]) return false;
    uint32_t n = x->lower_len < y->lower_len ? x->lower_len : y->lower_len;
    if (n > 0 && (x->lower[n - 1] == '.' || n == 1)) return n <= 2;
    return n >= 3 && !memcmp(x->lower, y->lower, n);
}

static bool genders_agree(char a, char b)
{
    return !a || !b || a == b;
}

static void place_full_name(linker *l, int32_t type)
{
    ss_arena *scratch = l->base.w->ctx->scratch;
    const ent_cand *c = cand_of(l, &l->types.at[type]);
    person_name p = read_person(l, c);
    int32_t node = ent_lists_first(&l->base.surnames, p.surname);
    for (int steps = 0; node >= 0 && steps < LIST_MAX; steps++, node = l->base.surnames.nodes.at[node].next) {
        uint32_t g = l->base.surnames.nodes.at[node].group;
        if (!forenames_agree(l, &p, g)) continue;
        join(l, type, g);
        return;
    }
    uint32_t g = group_of_type(l, type);
    l->base.groups.at[g].surname = p.surname;
    l->base.groups.at[g].forename = p.forename;
    ent_lists_add(&l->base.surnames, scratch, p.surname, g);
    uint32_t words[WORD_MAX];
    if (p.forename && words_of(&l->base.w->lex, l->base.w->doc, c->nfirst, c->nlast, words, false) > 1)
        ent_lists_add(&l->base.forenames, scratch, words[0], g);
}

/* The surname or forename alone: is it one of a person named in full? */
static bool is_short_person(const linker *l, const name_type *t)
{
    if (t->kind != SAYSO_ENTITY_PERSON && t->kind != SAYSO_ENTITY_OTHER && !t->person_like) {
        const ent_cand *c = cand_of(l, t);
        if (c->trust >= 3) return false;
    }
    person_name p = read_person(l, cand_of(l, t));
    if (p.forename) return false;
    return ent_lists_first(&l->base.surnames, p.surname) >= 0 ||
           (t->kind != SAYSO_ENTITY_PLACE && ent_lists_first(&l->base.forenames, p.surname) >= 0);
}

/* -- organisations ------------------------------------------------------------------------------ */

/* Hashes of the initials, with small words left out (0) and taken in (1). */
static uint32_t initials_of(const sayso_doc *doc, uint32_t first, uint32_t last, bool all)
{
    char letters[16];
    uint32_t n = 0;
    for (uint32_t i = first; i < last && n < sizeof letters; i++) {
        const ss_token *t = &doc->tokens.at[i];
        if (t->flags & SS_PUNCT || !(t->flags & SS_ALPHA)) continue;
        if (!all && !(t->flags & SS_CAPITAL)) continue;
        letters[n++] = t->lower[0];
    }
    return n >= 2 ? ss_hash_bytes(letters, n) : 0;
}

static uint32_t acronym_hash(const ss_token *t)
{
    uint32_t h = 2166136261u;
    for (uint32_t i = 0; i < t->lower_len; i++)
        if (t->lower[i] != '.') h = (h ^ (unsigned char)t->lower[i]) * 16777619u;
    return h;
}

static bool is_acronym(const linker *l, const ent_cand *c)
{
    const ss_token *t = &l->base.w->doc->tokens.at[c->nfirst];
    if (c->nlast - c->nfirst != 1 || t->lower_len < 2 || t->lower_len > 8) return false;
    return t->flags & SS_ALLCAPS || (strchr(t->lower, '.') && t->flags & SS_CAPITAL && t->lower_len > 3);
}

static bool is_org_kind(uint8_t kind)
{
    return kind == SAYSO_ENTITY_ORGANIZATION || kind == SAYSO_ENTITY_OUTLET || kind == SAYSO_ENTITY_OTHER ||
           kind == SAYSO_ENTITY_GROUP;
}

/* Registers where a long name can be found again. */
static void index_organization(linker *l, int32_t type, uint32_t group)
{
    const sayso_doc *doc = l->base.w->doc;
    const ent_cand *c = cand_of(l, &l->types.at[type]);
    uint32_t first = skip_front(doc, c->nfirst, c->nlast), words[WORD_MAX];
    uint32_t of = first; /* "Transport Safety Board of Canada": TSB */
    while (of < c->nlast && !ss_is(&doc->tokens.at[of], "of")) of++;
    uint32_t spellings[] = {initials_of(doc, c->nfirst, c->nlast, false), initials_of(doc, first, c->nlast, false),
                            initials_of(doc, first, c->nlast, true), initials_of(doc, first, of, false)};
    for (size_t i = 0; i < sizeof spellings / sizeof *spellings; i++)
        if (spellings[i] && ent_map_get(&l->initials, spellings[i]) < 0) ent_map_put(&l->initials, spellings[i], group);
    uint32_t n = words_of(&l->base.w->lex, l->base.w->doc, first, c->nlast, words, false);
    for (uint32_t k = 1; k < n && k < 4; k++) {
        uint32_t h = mix_words(words, k);
        if (ent_map_get(&l->prefixes, h) < 0) ent_map_put(&l->prefixes, h, group);
    }
    for (uint32_t k = 2; k < n; k++) { /* "the Wildlife Service" */
        uint32_t h = mix_words(words + k - 1, n - k + 1);
        if (n - k + 1 >= 2 && ent_map_get(&l->suffixes, h) < 0) ent_map_put(&l->suffixes, h, group);
    }
    if (n > 1) ent_lists_add(&l->last_words, l->base.w->ctx->scratch, words[n - 1], group);
    if (ss_is(&doc->tokens.at[c->nfirst], "the")) return;
    for (uint32_t i = c->nfirst; i < c->nlast; i++) { /* "the department": the last word, or one before "of" */
        const ss_token *next = i + 1 < c->nlast ? &doc->tokens.at[i + 1] : NULL;
        bool heads = !next || ss_is(next, "of") || ss_is(next, "for") || ss_is(next, "on");
        if (heads) ent_lists_add(&l->base.nouns, l->base.w->ctx->scratch, ent_mix(doc->tokens.at[i].lhash, 3), group);
    }
}

/* The group that the acronym list names, by its full name's spelling in the text. */
static int32_t listed_acronym(const linker *l, const ent_map *by_words, const ss_token *t)
{
    const char *full = ss_lexicon_word(l->base.w->lex.acronyms, t);
    if (!full) return -1;
    uint32_t words[WORD_MAX], n = words_of_text(full, words);
    return (int32_t)ent_map_get(by_words, mix_words(words, n));
}

/* "Acme" for "Acme Polymers Corp." though the tagger took it for a person's name. */
static bool is_firm_and_suffix(const linker *l, uint32_t group)
{
    const ent_cand *c = &l->base.w->cands.at[l->base.groups.at[group].name_cand];
    const char *value = "";
    return c->nlast - c->nfirst >= 2 &&
           ss_lexicon_match(l->base.w->lex.org_words, l->base.w->doc, c->nlast - 1, c->nlast, &value) &&
           (strstr(value, "company") || ss_is(&l->base.w->doc->tokens.at[c->nlast - 1], "group"));
}

/* "Juno Vale" was taken for a place, and "Vale" sings: a forename and who bears the surname. */
static void settle_persons(linker *l)
{
    ent_work *w = l->base.w;
    ent_map alone = {.arena = w->ctx->scratch};
    uint8_t *settled = ss_zalloc(w->ctx->scratch, l->types.n + 1);
    for (uint32_t i = 0; i < l->types.n; i++) {
        const ent_cand *c = cand_of(l, &l->types.at[i]);
        if (l->types.at[i].kind == SAYSO_ENTITY_PERSON && c->nlast == c->nfirst + 1)
            ent_map_put(&alone, w->doc->tokens.at[c->nfirst].lhash, i);
    }
    for (uint32_t i = 0; i < l->types.n; i++) {
        name_type *t = &l->types.at[i];
        const ent_cand *c = cand_of(l, t);
        if (t->kind != SAYSO_ENTITY_PLACE || c->nlast != c->nfirst + 2 ||
            ent_map_get(&alone, w->doc->tokens.at[c->nlast - 1].lhash) < 0)
            continue;
        if (!ss_lexicon_word(w->lex.forenames, &w->doc->tokens.at[c->nfirst]) ||
            ss_lexicon_match(w->lex.places, w->doc, c->nfirst, c->nlast, NULL) ||
            ss_lexicon_word(w->lex.place_words, &w->doc->tokens.at[c->nfirst]))
            continue;
        t->kind = SAYSO_ENTITY_PERSON;
        settled[i] = 1;
    }
    for (uint32_t k = 0; k < w->cands.n; k++)
        if (l->type_of[k] >= 0 && settled[l->type_of[k]]) w->cands.at[k].kind = SAYSO_ENTITY_PERSON;
}

/* "Mercy General" of "Mercy General Hospital": two words at the least. */
static void index_beginnings(linker *l)
{
    const sayso_doc *doc = l->base.w->doc;
    for (uint32_t i = 0; i < l->types.n; i++) {
        const name_type *t = &l->types.at[i];
        const ent_cand *c = cand_of(l, t);
        const char *value = "";
        if (t->kind != SAYSO_ENTITY_ORGANIZATION || c->nlast - c->nfirst < 3) continue;
        if (!ss_lexicon_match(l->base.w->lex.org_words, doc, c->nlast - 1, c->nlast, &value)) continue;
        uint32_t words[WORD_MAX], n = words_of(&l->base.w->lex, l->base.w->doc, c->nfirst, c->nlast - 1, words, false);
        if (n > 1) ent_map_put(&l->beginnings, mix_words(words, n), i);
    }
}

/* The group of which the name is the end; -1. */
static int64_t tail_of(const linker *l, const name_type *t)
{
    const ent_cand *c = cand_of(l, t);
    const sayso_doc *doc = l->base.w->doc;
    uint32_t words[WORD_MAX],
        n = words_of(&l->base.w->lex, l->base.w->doc, skip_front(doc, c->nfirst, c->nlast), c->nlast, words, false);
    return n > 1 ? ent_map_get(&l->suffixes, mix_words(words, n)) : -1;
}

static void place_organizations(linker *l)
{
    ss_arena *scratch = l->base.w->ctx->scratch;
    const sayso_doc *doc = l->base.w->doc;
    ent_map by_words = {.arena = scratch};
    for (uint32_t i = 0; i < l->types.n; i++) { /* long names */
        name_type *t = &l->types.at[i];
        if (t->group >= 0 || word_count(l, t) < 2) continue;
        if (ent_map_get(&l->beginnings, t->key) >= 0) continue; /* with the short ones */
        int64_t longer = is_org_kind(t->kind) ? tail_of(l, t) : -1;
        if (longer >= 0) { /* "the Wildlife Service", after "the Fish and Wildlife Service" */
            join(l, (int32_t)i, (uint32_t)longer);
            t->rule = "short-name";
            continue;
        }
        uint32_t g = group_of_type(l, (int32_t)i);
        ent_map_put(&by_words, t->key, g);
        if (is_org_kind(t->kind)) index_organization(l, (int32_t)i, g);
    }
    for (uint32_t i = 0; i < l->types.n; i++) { /* short ones */
        name_type *t = &l->types.at[i];
        const ent_cand *c = cand_of(l, t);
        if (t->group >= 0) continue;
        int64_t g = -1;
        const char *rule = NULL;
        if (t->same_as >= 0 && l->types.at[t->same_as].group >= 0) {
            g = l->types.at[t->same_as].group;
            rule = "acronym-defined";
        } else if (is_acronym(l, c)) {
            const ss_token *tok = &doc->tokens.at[c->nfirst];
            g = ent_map_get(&l->initials, acronym_hash(tok));
            rule = "acronym-initials";
            if (g < 0) {
                g = listed_acronym(l, &by_words, tok);
                rule = "acronym-list";
            }
        } else if ((is_org_kind(t->kind) || t->kind == SAYSO_ENTITY_PERSON || t->kind == SAYSO_ENTITY_PLACE) &&
                   !is_short_person(l, t)) {
            uint32_t words[WORD_MAX];
            uint32_t n =
                words_of(&l->base.w->lex, l->base.w->doc, skip_front(doc, c->nfirst, c->nlast), c->nlast, words, false);
            g = ent_map_get(&l->prefixes, mix_words(words, n));
            rule = "short-name";
            bool unlisted =
                n > 1 && t->kind == SAYSO_ENTITY_PLACE &&
                !ss_lexicon_match(l->base.w->lex.places, doc, c->nfirst, c->nlast, NULL); /* "Summit Ridge" */
            if (g >= 0 && !is_org_kind(t->kind) && !unlisted && (c->role || !is_firm_and_suffix(l, (uint32_t)g)))
                g = -1;
            if (g < 0 && is_org_kind(t->kind) && n > 1) g = ent_map_get(&l->suffixes, mix_words(words, n));
            if (g < 0 && is_org_kind(t->kind) && n == 1 &&
                !ss_lexicon_match(l->base.w->lex.org_words, doc, c->nlast - 1, c->nlast, NULL)) {
                int32_t node = ent_lists_first(&l->last_words, words[0]);
                if (node >= 0) g = l->last_words.nodes.at[node].group;
            }
        }
        if (g < 0) continue;
        join(l, (int32_t)i, (uint32_t)g);
        t->rule = rule;
        if (l->base.groups.at[g].kind == SAYSO_ENTITY_OTHER) l->base.groups.at[g].kind = SAYSO_ENTITY_ORGANIZATION;
    }
}

/* -- short names of persons, mention by mention ------------------------------------------------------ */

/* The best of the persons under a key for the mention; -1 where none agrees. */
static int32_t choose_person(const linker *l, const ent_lists *lists, uint32_t key, const ent_cand *c)
{
    int32_t best = -1;
    int best_score = -1;
    int32_t best_last = -2, best_subject = -2;
    int32_t node = ent_lists_first(lists, key);
    for (int steps = 0; node >= 0 && steps < LIST_MAX; steps++, node = lists->nodes.at[node].next) {
        const ent_group *g = &l->base.groups.at[lists->nodes.at[node].group];
        if (!genders_agree(c->gender, g->gender)) continue;
        int score = 0;
        if (c->role && g->role) score = strstr(c->role, g->role) || strstr(g->role, c->role) ? 4 : 0;
        score += g->alone ? 2 : 0; /* who has gone by the surname keeps it; the other is called by both names */
        /* Later nodes were named earlier: where nobody was mentioned yet, the first named. */
        bool later = g->last_subject != best_subject ? g->last_subject > best_subject : g->last >= best_last;
        if (score > best_score || (score == best_score && later)) {
            best = (int32_t)lists->nodes.at[node].group;
            best_score = score;
            best_last = g->last;
            best_subject = g->last_subject;
        }
    }
    return best;
}

static void absorb(ent_linker *l, uint32_t group, const ent_cand *c)
{
    ent_group *g = &l->groups.at[group];
    if (c->role && !g->role) g->role = c->role;
    if (c->affiliation && !g->affiliation) {
        g->affiliation = c->affiliation;
        g->affiliate = c->affiliate;
    }
    if (c->gender && !g->gender) g->gender = c->gender;
    g->titled |= c->role != NULL;
    if (c->role_key) ent_lists_add(&l->roles, l->w->ctx->scratch, c->role_key, group);
    if (c->role_head) ent_lists_add(&l->heads, l->w->ctx->scratch, c->role_head, group);
}

static void place_short_person(linker *l, int32_t index)
{
    ent_work *w = l->base.w;
    ent_cand *c = &w->cands.at[index];
    name_type *t = &l->types.at[l->type_of[index]];
    person_name p = read_person(l, c);
    int32_t g = -1;
    if (!p.forename) {
        g = choose_person(l, &l->base.surnames, p.surname, c);
        c->rule = "surname";
        if (g >= 0) l->base.groups.at[g].alone = true;
        if (g < 0 && (g = choose_person(l, &l->base.forenames, p.surname, c)) >= 0) c->rule = "forename";
    }
    if (g < 0) { /* a person known by one name */
        g = (int32_t)ent_group_new(&l->base, index);
        l->base.groups.at[g].kind = t->kind;
        l->base.groups.at[g].surname = p.surname;
        ent_lists_add(&l->base.surnames, w->ctx->scratch, p.surname, (uint32_t)g);
        const char *value = ss_lexicon_word(w->lex.forenames, p.first);
        if (!c->gender && value && t->kind == SAYSO_ENTITY_PERSON) l->base.groups.at[g].gender = *value;
        c->rule = "name";
    }
    c->entity = g;
}

static void assign_names(linker *l)
{
    ent_work *w = l->base.w;
    for (uint32_t i = 0; i < w->cands.n; i++) { /* groups know their gender before they are chosen among */
        const name_type *t = l->type_of[i] >= 0 ? &l->types.at[l->type_of[i]] : NULL;
        if (!t || t->group < 0) continue;
        w->cands.at[i].entity = t->group;
        if (t->rule) w->cands.at[i].rule = t->rule;
        absorb(&l->base, (uint32_t)t->group, &w->cands.at[i]);
    }
    for (uint32_t i = 0; i < w->cands.n; i++) {
        ent_cand *c = &w->cands.at[i];
        if (l->type_of[i] < 0) continue;
        if (c->entity < 0) {
            place_short_person(l, (int32_t)i);
            absorb(&l->base, (uint32_t)c->entity, c);
        }
        l->base.groups.at[c->entity].last = (int32_t)i;
        const ss_token *head = &w->doc->tokens.at[c->head];
        /* "Bill Roe spoke beside his wife Ann Roe. Roe said": he whom the story is about. */
        if ((head->rel == SS_REL_nsubj || head->rel == SS_REL_nsubj_pass) && !(head->flags & SS_IN_QUOTE))
            l->base.groups.at[c->entity].last_subject = (int32_t)i;
    }
}

/* -- order and output ----------------------------------------------------------------------------------- */

typedef struct {
    uint32_t first, last, index;
} order_key;

static int by_position(const void *a, const void *b)
{
    const order_key *x = a, *y = b;
    if (x->first != y->first) return x->first < y->first ? -1 : 1;
    if (x->last != y->last) return x->last > y->last ? -1 : 1;
    return x->index < y->index ? -1 : x->index > y->index;
}

/* Puts the candidates into text order; same_as follows. name_of is void after. */
static void sort_candidates(ent_work *w)
{
    ss_arena *scratch = w->ctx->scratch;
    uint32_t n = w->cands.n;
    order_key *order = ss_alloc(scratch, n * sizeof *order);
    ent_cand *sorted = ss_alloc(scratch, n * sizeof *sorted);
    int32_t *place = ss_alloc(scratch, n * sizeof *place);
    uint32_t kept = 0;
    for (uint32_t i = 0; i < n; i++) {
        place[i] = -1;
        if (!w->cands.at[i].dropped) order[kept++] = (order_key){w->cands.at[i].first, w->cands.at[i].last, i};
    }
    n = kept;
    if (n) qsort(order, n, sizeof *order, by_position);
    for (uint32_t i = 0; i < n; i++) {
        sorted[i] = w->cands.at[order[i].index];
        place[order[i].index] = (int32_t)i;
    }
    for (uint32_t i = 0; i < n; i++) {
        if (sorted[i].same_as >= 0) sorted[i].same_as = place[sorted[i].same_as];
        if (sorted[i].affiliate >= 0) sorted[i].affiliate = place[sorted[i].affiliate];
    }
    w->cands.at = sorted;
    w->cands.n = w->cands.cap = n;
    w->name_of = NULL;
}

typedef struct {
    const char *text;
    int32_t entity;
} alias;

typedef struct {
    sayso_doc *doc;
    ss_arena *scratch;
    ent_map seen;
    SS_VEC(alias) found;
} alias_list;

static void add_alias(alias_list *a, const char *text, int32_t entity)
{
    uint32_t key = ent_mix(ss_hash_bytes(text, strlen(text)), (uint32_t)entity);
    if (!*text || !strcmp(text, a->doc->entities.at[entity].name) || ent_map_get(&a->seen, key) >= 0) return;
    ent_map_put(&a->seen, key, 1);
    *ss_push(a->scratch, &a->found) = (alias){ss_strdup(&a->doc->arena, text), entity};
    a->doc->entities.at[entity].n_aliases++;
}

/* 'Dale "Duke" Ferris' is Dale Ferris and Duke. */
static void add_nickname(alias_list *a, const ent_cand *c, int32_t entity)
{
    const ss_token *tokens = a->doc->tokens.at;
    uint32_t open = c->nfirst, close;
    while (open < c->nlast && !(tokens[open].flags & SS_QUOTE_OPEN)) open++;
    for (close = open + 1; close < c->nlast && !(tokens[close].flags & SS_QUOTE_CLOSE);) close++;
    if (open == c->nfirst || close + 1 >= c->nlast) return;
    add_alias(a,
              ss_printf(a->scratch, "%s %s", ent_text(a->scratch, a->doc, c->nfirst, open),
                        ent_text(a->scratch, a->doc, close + 1, c->nlast)),
              entity);
    add_alias(a, ent_text(a->scratch, a->doc, open + 1, close), entity);
}

/* Every spelling of a name but the fullest is an alias, once. */
static void write_aliases(const linker *l, const int32_t *number)
{
    sayso_doc *doc = l->base.w->doc;
    alias_list a = {.doc = doc, .scratch = l->base.w->ctx->scratch};
    a.seen.arena = a.scratch;
    for (uint32_t i = 0; i < l->base.w->cands.n; i++) {
        const ent_cand *c = &l->base.w->cands.at[i];
        if (c->type != SS_MENTION_NAME || c->entity < 0) continue;
        add_alias(&a, ent_text(a.scratch, doc, c->nfirst, c->nlast), number[c->entity]);
        add_nickname(&a, c, number[c->entity]);
    }
    const char ***to = ss_alloc(a.scratch, doc->entities.n * sizeof *to);
    for (uint32_t e = 0; e < doc->entities.n; e++) {
        to[e] = ss_alloc(&doc->arena, doc->entities.at[e].n_aliases * sizeof **to);
        doc->entities.at[e].aliases = to[e];
    }
    for (uint32_t i = 0; i < a.found.n; i++) *to[a.found.at[i].entity]++ = a.found.at[i].text;
}

/* The full name of the body that a group belongs to; of one that the text has in
 * short, with what it has: "National Audit Office (NAO)". */
static const char *affiliation_of(const linker *l, const ent_group *g)
{
    const ent_work *w = l->base.w;
    if (!g->affiliation || g->affiliate < 0 || w->cands.at[g->affiliate].entity < 0) return g->affiliation;
    const ent_cand *c = &w->cands.at[g->affiliate];
    const ent_group *body = &l->base.groups.at[c->entity];
    if (body == g || body->kind == SAYSO_ENTITY_PERSON || !body->named) return g->affiliation;
    const ent_cand *name = &w->cands.at[body->name_cand];
    const char *full = ent_text(&w->doc->arena, w->doc, name->nfirst, name->nlast);
    if (c->type == SS_MENTION_NAME && is_acronym(l, c) && !strstr(full, g->affiliation))
        return ss_printf(&w->doc->arena, "%s (%s)", full, g->affiliation);
    return full;
}

static void write_entities(linker *l)
{
    ent_work *w = l->base.w;
    sayso_doc *doc = w->doc;
    int32_t *number = ss_alloc(w->ctx->scratch, l->base.groups.n * sizeof *number);
    for (uint32_t i = 0; i < l->base.groups.n; i++) number[i] = -1;
    for (uint32_t i = 0; i < w->cands.n; i++) {
        const ent_cand *c = &w->cands.at[i];
        int32_t entity = -1;
        if (c->entity >= 0) {
            const ent_group *g = &l->base.groups.at[c->entity];
            if (number[c->entity] < 0) {
                const ent_cand *name = &w->cands.at[g->name_cand];
                number[c->entity] = (int32_t)doc->entities.n;
                *ss_push(&doc->arena, &doc->entities) =
                    (sayso_entity){.name = ent_text(&doc->arena, doc, name->nfirst, name->nlast),
                                   .kind = g->kind,
                                   .role = g->role,
                                   .affiliation = affiliation_of(l, g),
                                   .gender = g->kind == SAYSO_ENTITY_PERSON ? g->gender : '\0'};
            }
            entity = number[c->entity];
        }
        *ss_push(&doc->arena, &doc->mentions) =
            (ss_mention){c->first, c->last, c->head, entity, c->type, c->rule ? c->rule : "name"};
    }
    write_aliases(l, number);
}

void ent_link(ent_work *w)
{
    ss_arena *scratch = w->ctx->scratch;
    linker l = {.base = {.w = w}};
    ent_lists *const lists[] = {&l.base.surnames, &l.base.forenames, &l.base.roles, &l.base.heads,
                                &l.base.formers,  &l.base.nouns,     &l.last_words};
    ent_map *const maps[] = {&l.initials, &l.prefixes, &l.suffixes, &l.beginnings};
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) lists[i]->map.arena = scratch;
    for (size_t i = 0; i < sizeof maps / sizeof *maps; i++) maps[i]->arena = scratch;
    sort_candidates(w);
    ent_lands_settle(w);
    ent_bodies_settle(w);
    collect_types(&l);
    settle_persons(&l);
    index_beginnings(&l);
    for (uint32_t i = 0; i < l.types.n; i++) {
        name_type *t = &l.types.at[i];
        if (t->kind != SAYSO_ENTITY_PERSON || word_count(&l, t) < 2) continue;
        if (ent_map_get(&l.beginnings, t->key) >= 0)
            t->kind = SAYSO_ENTITY_ORGANIZATION; /* "Mercy General", in a text with Mercy General Hospital */
        else
            place_full_name(&l, (int32_t)i);
    }
    place_organizations(&l);
    for (uint32_t i = 0; i < l.types.n; i++) {
        name_type *t = &l.types.at[i];
        if (t->group < 0 && t->kind != SAYSO_ENTITY_PERSON && !is_short_person(&l, t)) group_of_type(&l, (int32_t)i);
        if (t->group < 0 || !is_org_kind(l.base.groups.at[t->group].kind)) continue;
        const ent_cand *c = cand_of(&l, t); /* "the bureau" for the FBI */
        const char *full = is_acronym(&l, c) ? ss_lexicon_find(w->lex.acronyms, w->doc->tokens.at[c->nfirst].lower,
                                                               w->doc->tokens.at[c->nfirst].lower_len)
                                             : NULL;
        for (const char *p = full; p && *p;) {
            char word[32];
            uint32_t len = 0;
            for (; *p && *p != ' '; p++)
                if (len < sizeof word) word[len++] = (char)(*p >= 'A' && *p <= 'Z' ? *p + 32 : *p);
            while (*p == ' ') p++;
            ent_lists_add(&l.base.nouns, scratch, ent_mix(ss_hash_bytes(word, len), 3), (uint32_t)t->group);
        }
    }
    assign_names(&l);
    ent_link_nominals(&l.base);
    write_entities(&l);
}
