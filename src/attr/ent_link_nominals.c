/* ent_link_nominals.c - which noun phrases name a thing already there.
 *
 * In text order. An apposition is its name. "the mayor" is the latest holder of
 * the office, or the only one that follows; "the letter" the latest letter whose
 * modifiers and owner agree; "the agency" the latest body whose name has the word,
 * else the latest body of that sort within NEAR sentences. An indefinite phrase
 * begins a new thing, but for a document that only a headline or a bare noun has
 * named so far. Cost: linear; LIST_MAX things are looked at under a key.
 * Known failures: "the report" where two reports differ only by what was said of
 * them; sorts of bodies that the lists do not know.
 */
#include "attr/ent.h"

enum { LIST_MAX = 12, NEAR = 4, RING = 16 };

typedef struct {
    ent_linker *l;
    uint32_t ring[RING]; /* bodies named lately */
    uint32_t n_ring;
    int32_t now; /* the candidate that is linked */
} state;

static const ent_cand *cand(const state *s, int32_t i)
{
    return &s->l->w->cands.at[i];
}

static uint32_t sentence_of(const state *s, int32_t i)
{
    return s->l->w->doc->tokens.at[cand(s, i)->first].sent;
}

static bool has_modifier(const uint32_t *mods, uint32_t n, uint32_t m)
{
    for (uint32_t i = 0; i < n; i++)
        if (mods[i] == m) return true;
    return false;
}

/* May the phrase name the group: its modifiers are known of it, or it has none yet? */
static bool modifiers_agree(const ent_group *g, const ent_cand *c)
{
    if (c->owner && g->owner && c->owner != g->owner) return false;
    if (c->class == ENT_NOUN_DOCUMENT && c->plural != g->plural) return false;
    if (!g->n_mods) return true;
    for (uint32_t i = 0; i < c->n_mods; i++)
        if (!has_modifier(g->mods, g->n_mods, c->mods[i])) return false;
    return true;
}

static bool same_modifiers(const ent_group *g, const ent_cand *c)
{
    return g->n_mods == c->n_mods && g->owner == c->owner && modifiers_agree(g, c);
}

/* Case-blind: does one text hold the other? */
static bool texts_agree(const char *a, const char *b)
{
    if (!a || !b) return true;
    return strcasestr(a, b) || strcasestr(b, a);
}

/* The latest group under the key for which `agrees` holds. */
static int32_t latest(const state *s, const ent_lists *lists, const ent_cand *c,
                      bool (*agrees)(const ent_group *, const ent_cand *))
{
    int32_t best = -1, best_last = INT32_MIN;
    int32_t node = ent_lists_first(lists, c->key);
    for (int steps = 0; node >= 0 && steps < LIST_MAX; steps++, node = lists->nodes.at[node].next) {
        uint32_t g = lists->nodes.at[node].group;
        const ent_group *group = &s->l->groups.at[g];
        if (!agrees(group, c)) continue;
        if (group->last > best_last) {
            best = (int32_t)g;
            best_last = group->last;
        }
    }
    return best;
}

static bool holder_agrees(const ent_group *g, const ent_cand *c)
{
    if (g->gender && c->gender && g->gender != c->gender) return false;
    if (g->named) return texts_agree(g->affiliation, c->affiliation);
    return modifiers_agree(g, c) && texts_agree(g->affiliation, c->affiliation);
}

static bool nameless_holder_agrees(const ent_group *g, const ent_cand *c)
{
    return !g->named && g->merged < 0 && holder_agrees(g, c);
}

/* "the agency": by a word of the name, else by sort among the bodies near by. */
static bool sort_agrees(const state *s, const ent_group *g, const char *sort)
{
    if (g->kind == SAYSO_ENTITY_OUTLET) return *sort == 'o' || *sort == 'c';
    if (g->kind != SAYSO_ENTITY_ORGANIZATION || *sort == 'o') return false;
    if (!g->named) return false;
    if (*g->sort) return !strcmp(g->sort, sort); /* it has been called something of the kind */
    if (!strcmp(sort, "any")) return true;
    const ent_work *w = s->l->w;
    const ent_cand *name = &w->cands.at[g->name_cand];
    const char *value = "", *found = "";
    for (uint32_t i = name->nfirst; i < name->nlast; i++)
        if (ss_lexicon_match(w->lex.org_words, w->doc, i, name->nlast, &value) && strchr(value, ' '))
            found = strchr(value, ' ') + 1;
    if (!*found && *sort == 'a') return w->doc->tokens.at[name->nfirst].flags & SS_ALLCAPS;
    return !*found || !strcmp(found, sort);
}

static int32_t body(state *s, const ent_cand *c)
{
    int32_t g = latest(s, &s->l->nouns, c, modifiers_agree);
    /* What only a headline called so may have a name in the text. */
    bool headline = g >= 0 && !s->l->groups.at[g].named && cand(s, s->l->groups.at[g].name_cand)->heading &&
                    s->l->groups.at[g].last == s->l->groups.at[g].name_cand;
    if ((g >= 0 && !headline) || !*c->sort || c->n_mods) return g;
    uint32_t sent = sentence_of(s, s->now);
    for (uint32_t k = 0; k < RING && k < s->n_ring; k++) {
        uint32_t r = s->ring[(s->n_ring - 1 - k) % RING];
        const ent_group *group = &s->l->groups.at[r];
        if (group->last < 0 || sentence_of(s, group->last) + NEAR < sent) continue;
        if (sort_agrees(s, group, c->sort)) return (int32_t)r;
    }
    return g;
}

static int32_t document(const state *s, const ent_cand *c)
{
    int32_t g = latest(s, &s->l->nouns, c, modifiers_agree);
    if (g < 0 || c->det != ENT_INDEFINITE) return g;
    /* "AGs send letter" in the headline, then "in a letter": one thing. */
    const ent_cand *first = &s->l->w->cands.at[s->l->groups.at[g].name_cand];
    return first->heading || (first->det == ENT_BARE && first->type == SS_MENTION_NOMINAL) ? g : -1;
}

/* "Eleven governors object" in the headline, then "eleven western governors". */
static int32_t headline_group(const state *s, const ent_cand *c)
{
    int32_t g = latest(s, &s->l->nouns, c, modifiers_agree);
    return g >= 0 && s->l->groups.at[g].last == s->l->groups.at[g].name_cand &&
                   cand(s, s->l->groups.at[g].name_cand)->heading && !c->heading
               ? g
               : -1;
}

/* "The 29-year-old conceded": the person named last. */
static int32_t named_last(const state *s, const ent_cand *c)
{
    enum { BACK = 24 };
    uint32_t sent = s->l->w->doc->tokens.at[c->first].sent;
    for (int32_t i = s->now; i-- > 0 && s->now - i < BACK;) {
        const ent_cand *one = cand(s, i);
        if (s->l->w->doc->tokens.at[one->first].sent + 2 < sent) return -1;
        if (one->type != SS_MENTION_NAME || one->entity < 0 || s->l->groups.at[one->entity].kind != SAYSO_ENTITY_PERSON) continue;
        return one->entity;
    }
    return -1;
}

/* "Raymond Tremblay was scraping ice. ... the millwright, 55, recalled": an office that nobody holds yet, with an age and
 * right before a verb of saying, is that of the person named last who has none. */
static int32_t who_said(const state *s, const ent_cand *c)
{
    const ent_work *w = s->l->w;
    const sayso_doc *doc = w->doc;
    uint32_t end = doc->sentences.at[doc->tokens.at[c->first].sent].last, at = c->last;
    if (c->affiliation || c->plural) return -1;
    if (at + 2 < end && ss_is(&doc->tokens.at[at], ",") && (doc->tokens.at[at + 1].flags & SS_DIGIT) && ss_is(&doc->tokens.at[at + 2], ","))
        at += 3;
    else if (!(doc->tokens.at[c->first + 1].flags & SS_DIGIT)) /* "the 76-year-old billionaire" */
        return -1;
    if (at >= end || !ss_lexicon_word(ss_lexicon_get(w->lex.model, "say_forms"), &doc->tokens.at[at])) return -1;
    int32_t g = named_last(s, c);
    if (g < 0) return -1;
    const ent_group *group = &s->l->groups.at[g];
    bool clash = group->gender && c->gender && group->gender != c->gender;
    return group->role || group->affiliation || clash ? -1 : g;
}

static int32_t find(state *s, const ent_cand *c, const char **rule)
{
    bool definite = c->det == ENT_DEFINITE;
    if (c->key == ENT_KEY_AGED) {
        *rule = "age";
        return named_last(s, c);
    }
    switch (c->class) {
    case ENT_NOUN_ROLE:
    case ENT_NOUN_PERSON:
        *rule = "title-alone";
        if (definite || (c->det == ENT_BARE && c->class == ENT_NOUN_ROLE)) {
            int32_t g = latest(s, &s->l->roles, c, holder_agrees);
            /* "a former engineer ... the engineer said", where there is no other */
            if (g < 0 && definite) g = latest(s, &s->l->heads, c, holder_agrees); /* the police commissioner */
            if (g < 0 && definite) g = latest(s, &s->l->formers, c, holder_agrees);
            return g >= 0 || !definite ? g : who_said(s, c);
        }
        if (c->det == ENT_POSSESSED) return latest(s, &s->l->nouns, c, same_modifiers);
        return -1;
    case ENT_NOUN_PEOPLE:
        *rule = "same-group";
        if (c->det == ENT_INDEFINITE) return headline_group(s, c);
        return latest(s, &s->l->nouns, c, definite ? modifiers_agree : same_modifiers);
    case ENT_NOUN_MASS: *rule = "same-group"; return latest(s, &s->l->nouns, c, same_modifiers);
    case ENT_NOUN_ORG: *rule = "same-body"; return definite ? body(s, c) : -1;
    case ENT_NOUN_DOCUMENT: *rule = "same-document"; return document(s, c);
    default: return -1;
    }
}

static void remember(state *s, uint32_t group)
{
    const ent_group *g = &s->l->groups.at[group];
    if (g->kind != SAYSO_ENTITY_ORGANIZATION && g->kind != SAYSO_ENTITY_OUTLET) return;
    if (s->n_ring && s->ring[(s->n_ring - 1) % RING] == group) return;
    s->ring[s->n_ring++ % RING] = group;
}

static void learn(state *s, uint32_t group, const ent_cand *c)
{
    ent_group *g = &s->l->groups.at[group];
    ss_arena *scratch = s->l->w->ctx->scratch;
    for (uint32_t i = 0; i < c->n_mods && g->n_mods < ENT_MODS; i++)
        if (!has_modifier(g->mods, g->n_mods, c->mods[i])) g->mods[g->n_mods++] = c->mods[i];
    if (c->owner && !g->owner) g->owner = c->owner;
    if (c->role && !g->role) g->role = c->role;
    if (c->affiliation && !g->affiliation) {
        g->affiliation = c->affiliation;
        g->affiliate = c->affiliate;
    }
    if (c->class == ENT_NOUN_ORG && c->sort && *c->sort && !*g->sort) g->sort = c->sort;
    if (c->gender && !g->gender) g->gender = c->gender;
    if (!g->named && cand(s, g->name_cand)->heading && !c->heading) g->name_cand = s->now; /* "Letter" */
    uint32_t words = c->nlast - c->nfirst;
    if (c->class == ENT_NOUN_DOCUMENT && c->owner && !g->named && words > g->name_words) {
        g->name_cand = s->now; /* "Roe's letter" tells more than "letter" */
        g->name_words = words;
    }
    bool person = c->class == ENT_NOUN_ROLE || c->class == ENT_NOUN_PERSON;
    if (person) ent_lists_add(&s->l->roles, scratch, c->key, group);
    if (person && c->role_head) ent_lists_add(&s->l->heads, scratch, c->role_head, group);
    if (person && c->former_of) ent_lists_add(&s->l->formers, scratch, c->former_of, group);
    ent_lists_add(&s->l->nouns, scratch, c->key, group);
}

/* "A former engineer complained. The engineer, Jane Roe, said": one person. */
static void take_over(state *s, uint32_t group, const ent_cand *c)
{
    bool person = c->class == ENT_NOUN_ROLE || c->class == ENT_NOUN_PERSON;
    if (c->det != ENT_DEFINITE || (!person && c->class != ENT_NOUN_ORG)) return;
    int32_t other = person ? latest(s, &s->l->roles, c, nameless_holder_agrees)
                           : latest(s, &s->l->nouns, c, modifiers_agree);
    if (other < 0 && person) other = latest(s, &s->l->formers, c, nameless_holder_agrees);
    if (other < 0 || (uint32_t)other == group || s->l->groups.at[other].named) return;
    ent_group *old = &s->l->groups.at[other], *g = &s->l->groups.at[group];
    if (old->gender && g->gender && old->gender != g->gender) return;
    old->merged = (int32_t)group;
    old->last = -1;
    if (old->role && (!g->role || strlen(old->role) > strlen(g->role))) g->role = old->role;
    if (old->affiliation && !g->affiliation) {
        g->affiliation = old->affiliation;
        g->affiliate = old->affiliate;
    }
}

static void link_nominal(state *s, ent_cand *c)
{
    int32_t g = -1;
    if (c->same_as >= 0 && cand(s, c->same_as)->entity >= 0) {
        g = cand(s, c->same_as)->entity;
        take_over(s, (uint32_t)g, c);
    } else {
        const char *rule = NULL;
        g = find(s, c, &rule);
        if (g >= 0) c->rule = rule;
    }
    if (g < 0) {
        g = (int32_t)ent_group_new(s->l, s->now);
        s->l->groups.at[g].class = c->class;
    }
    c->entity = g;
    learn(s, (uint32_t)g, c);
    s->l->groups.at[g].last = s->now;
    remember(s, (uint32_t)g);
}

void ent_link_nominals(ent_linker *l)
{
    ent_work *w = l->w;
    state s = {.l = l};
    /* A holder who is named only later counts as farther than all before. */
    for (uint32_t i = 0; i < l->groups.n; i++) l->groups.at[i].last = -1 - (int32_t)(i < INT32_MAX ? i : 0);
    for (uint32_t i = 0; i < w->cands.n; i++) {
        ent_cand *c = &w->cands.at[i];
        s.now = (int32_t)i;
        if (c->type == SS_MENTION_NAME && c->entity >= 0) {
            l->groups.at[c->entity].last = (int32_t)i;
            remember(&s, (uint32_t)c->entity);
        } else if (c->type == SS_MENTION_NOMINAL) {
            link_nominal(&s, c);
        }
    }
    for (uint32_t i = 0; i < w->cands.n; i++) {
        int32_t g = w->cands.at[i].entity;
        for (int steps = 0; g >= 0 && l->groups.at[g].merged >= 0 && steps < LIST_MAX; steps++)
            g = l->groups.at[g].merged;
        if (g != w->cands.at[i].entity) {
            w->cands.at[i].entity = g;
            w->cands.at[i].rule = "named-later";
        }
    }
}
