/* ent_roles.c - roles and affiliations from the words around a name.
 *
 * Patterns over tokens, names and noun phrases: "Jane Roe, 45, the mayor of
 * Fairview,", "the mayor of Fairview, Jane Roe,", "Jane Roe is the mayor",
 * "Jane Roe of Fairview", "Jane Roe (D-Calif.)". A noun phrase after "NAME," is an
 * apposition where a comma or the end comes before the next finite verb, so that
 * "According to Roe, the mayor said" is none. Cost: linear; windows of REACH.
 */
#include "attr/ent.h"

enum { REACH = 24 };

static const ss_token *tok(const ent_work *w, uint32_t i)
{
    return &w->doc->tokens.at[i];
}

static uint32_t sentence_end(const ent_work *w, uint32_t i)
{
    return w->doc->sentences.at[tok(w, i)->sent].last;
}

/* Does the apposition that has been read up to `at` end before a finite verb? */
static bool apposition_closes(const ent_work *w, uint32_t at, uint32_t end)
{
    bool relative = false;
    for (uint32_t k = at; k < end && k < at + REACH; k++) {
        const ss_token *t = tok(w, k);
        if (t->tag == SS_TAG_COMMA || t->tag == SS_TAG_PERIOD || t->tag == SS_TAG_COLON || t->tag == SS_TAG_RRB ||
            t->tag == SS_TAG_CLOSEQ)
            return true;
        if (t->tag == SS_TAG_WP || t->tag == SS_TAG_WDT) relative = true;
        if (ent_is_finite_tag(t->tag)) {
            if (!relative) return false; /* "a pediatrician who tested 212 children after the news broke," */
        }
    }
    return at >= end || end <= at + REACH;
}

static bool is_personal(const ent_work *w, const ent_cand *c)
{
    if (c->kind == SAYSO_ENTITY_PERSON) return true;
    bool long_name = c->nlast - c->nfirst > 2 && !ss_lexicon_word(w->lex.forenames, tok(w, c->nfirst));
    return c->kind == SAYSO_ENTITY_OTHER && c->trust == 0 && !long_name;
}

/* Can the noun phrase say what the name is? */
static bool can_describe(const ent_work *w, const ent_cand *name, const ent_cand *nominal)
{
    if (nominal->plural) return false;
    /* "His father, Quek Boon Seng,": kin are persons, whatever the tagger took the name for */
    bool kin = nominal->class == ENT_NOUN_PERSON && (nominal->det == ENT_POSSESSED || nominal->det == ENT_DEFINITE) &&
               name->trust < 3 && name->kind != SAYSO_ENTITY_OUTLET && name->kind != SAYSO_ENTITY_EVENT;
    if (nominal->class == ENT_NOUN_ROLE || nominal->class == ENT_NOUN_PERSON) return kin || is_personal(w, name);
    bool guessed = name->kind == SAYSO_ENTITY_OTHER || (name->kind == SAYSO_ENTITY_PLACE && name->trust < 3) ||
                   (name->kind == SAYSO_ENTITY_EVENT && name->trust < 3);
    if (nominal->class == ENT_NOUN_ORG && guessed) return true;
    if (nominal->class == ENT_NOUN_ORG) /* a firm that the tagger took for a person has no title */
        return name->kind == SAYSO_ENTITY_ORGANIZATION || name->kind == SAYSO_ENTITY_OUTLET ||
               (name->kind == SAYSO_ENTITY_PERSON && name->trust < 4 && !name->role);
    return nominal->class == ENT_NOUN_DOCUMENT && name->kind == SAYSO_ENTITY_DOCUMENT;
}

static void describe(ent_work *w, ent_cand *name, ent_cand *nominal, int32_t name_index, bool same)
{
    bool kin = nominal->class == ENT_NOUN_PERSON && name->trust < 3 && name->kind != SAYSO_ENTITY_PERSON &&
               name->kind != SAYSO_ENTITY_DOCUMENT;
    if ((name->kind == SAYSO_ENTITY_OTHER && nominal->class != ENT_NOUN_ORG) || kin) {
        name->kind = SAYSO_ENTITY_PERSON;
        name->trust = 2;
        name->rule = "apposition";
    }
    bool body = name->kind == SAYSO_ENTITY_ORGANIZATION || name->kind == SAYSO_ENTITY_OUTLET;
    if (nominal->class == ENT_NOUN_ORG && body && name->trust < 4) {
        name->trust = 4;
        name->described = true;
    }
    if (nominal->class == ENT_NOUN_ORG && !body) {
        name->kind = *nominal->sort == 'o' ? SAYSO_ENTITY_OUTLET : SAYSO_ENTITY_ORGANIZATION;
        name->trust = 4;
        name->described = true;
        name->gender = 0;
        name->rule = "apposition";
    }
    /* "Its chairman, Senator Jane Roe": a title of one word (or "Flt Lt") and an office are both */
    if (nominal->class == ENT_NOUN_ROLE && nominal->det != ENT_INDEFINITE && name->role && nominal->role &&
        (!strchr(name->role, ' ') || strlen(name->role) < 8) && !strcasestr(name->role, nominal->role) &&
        !strcasestr(nominal->role, name->role) && !strchr(name->role, ','))
        name->role = ss_printf(&w->doc->arena, "%s, %s", name->role, nominal->role);
    if (nominal->class == ENT_NOUN_ROLE && !name->role) {
        name->role = nominal->role;
        name->role_key = nominal->role_key;
        name->role_head = nominal->role_head;
    }
    if (!name->affiliation) {
        name->affiliation = nominal->affiliation;
        name->affiliate = nominal->affiliate;
    }
    if (!name->gender) name->gender = nominal->gender;
    if (same && nominal->same_as < 0) {
        nominal->same_as = name_index;
        nominal->rule = "apposition";
    }
}

/* After a name: ", 45, the mayor of Fairview," */
static void after_name(ent_work *w, int32_t index, const int32_t *nominal_at)
{
    ent_cand *name = &w->cands.at[index];
    uint32_t k = name->last, end = sentence_end(w, name->first);
    if (k < end && ss_is(tok(w, k), "(")) { /* an acronym or a party stands between */
        while (k < end && k < name->last + 6 && !ss_is(tok(w, k), ")")) k++;
        k++;
    }
    if (k >= end) return;
    if (!ss_is(tok(w, k), ",") && !ss_is(tok(w, k), "-") && !ss_is(tok(w, k), "–") && !ss_is(tok(w, k), "—")) return;
    k++;
    if (k + 1 < end && tok(w, k)->tag == SS_TAG_CD && ss_is(tok(w, k + 1), ",")) k += 2;
    if (k + 1 < end && (ss_is(tok(w, k), "now") || ss_is(tok(w, k), "currently")))
        k++; /* "Roe, now chief executive," */
    if (k >= end || nominal_at[k] < 0) return;
    ent_cand *nominal = &w->cands.at[nominal_at[k]];
    if (!can_describe(w, name, nominal) || !apposition_closes(w, nominal->last, end)) return;
    uint32_t after = nominal->last; /* "Jane Roe, president, Tenants' Union" */
    int32_t body = after + 1 < end && ss_is(tok(w, after), ",") ? w->name_of[after + 1] : -1;
    if (nominal->class == ENT_NOUN_ROLE && nominal->det == ENT_BARE && !nominal->affiliation && body >= 0 &&
        w->cands.at[body].kind == SAYSO_ENTITY_ORGANIZATION && w->cands.at[body].first == after + 1)
        ent_affiliate(w, nominal, body);
    describe(w, name, nominal, index, true);
}

/* After a noun phrase: "The mayor of Fairview, Jane Roe, said", "my friend Bob". */
static void after_nominal(ent_work *w, int32_t index)
{
    ent_cand *nominal = &w->cands.at[index];
    uint32_t end = sentence_end(w, nominal->first), k = nominal->last;
    if (nominal->same_as >= 0 || nominal->plural) return;
    if (k < end && w->name_of[k] >= 0) {
        ent_cand *name = &w->cands.at[w->name_of[k]];
        bool person = name->kind == SAYSO_ENTITY_PERSON && nominal->class != ENT_NOUN_ORG && nominal->det != ENT_BARE;
        bool body = nominal->class == ENT_NOUN_ORG && name->trust < 4; /* "grocery chain Acme" */
        if (nominal->class == ENT_NOUN_ORG && name->first == k && name->role && !name->affiliation)
            ent_affiliate(w, name, index); /* "school board President Jane Roe" */
        if (name->first == k && name->first == name->nfirst && (person || body) && can_describe(w, name, nominal))
            describe(w, name, nominal, w->name_of[k], true);
        return;
    }
    if (k < end && tok(w, k)->tag == SS_TAG_IN) { /* of Fairview's largest school */
        for (; k < end && k < nominal->last + 10; k++) {
            uint8_t tag = tok(w, k)->tag;
            if (tag != SS_TAG_IN && tag != SS_TAG_DT && tag != SS_TAG_JJ && tag != SS_TAG_POS && tag != SS_TAG_CD &&
                tag != SS_TAG_CC && !ent_is_noun_tag(tag))
                break;
        }
    }
    if (k + 1 >= end || tok(w, k)->tag != SS_TAG_COMMA) return;
    uint32_t at = k + 1;
    if (tok(w, at)->tag == SS_TAG_DT && at + 1 < end && w->name_of[at + 1] >= 0 &&
        w->cands.at[w->name_of[at + 1]].role && w->cands.at[w->name_of[at + 1]].first == at + 1)
        at++; /* "his mother, the singer Jane Roe," */
    if (w->name_of[at] < 0) return;
    ent_cand *name = &w->cands.at[w->name_of[at]];
    if (name->first != at || !can_describe(w, name, nominal)) return;
    uint32_t after = name->last;
    if (after + 1 < end && ss_is(tok(w, after), "of") && w->name_of[after + 1] >= 0)
        after = w->cands.at[w->name_of[after + 1]].last; /* "Sen. Bill Arden of Ohio," */
    /* "In a letter to the mayor, President Roe said": a titled name is described only
     * by a phrase that opens the sentence, and between commas. */
    bool opens = nominal->first <= w->doc->sentences.at[tok(w, nominal->first)->sent].first + 2;
    if (name->role && at == k + 1 && (!opens || after >= end || tok(w, after)->tag != SS_TAG_COMMA)) return;
    if (after < end && tok(w, after)->tag != SS_TAG_COMMA && tok(w, after)->tag != SS_TAG_PERIOD &&
        tok(w, after)->tag != SS_TAG_LRB)
        return;
    describe(w, name, nominal, w->name_of[at], true);
}

/* "Jane Roe is the mayor of Fairview" */
static void copula(ent_work *w, int32_t index, const int32_t *nominal_at)
{
    ent_cand *name = &w->cands.at[index];
    uint32_t k = name->last, end = sentence_end(w, name->first);
    if (name->kind != SAYSO_ENTITY_PERSON || k + 1 >= end) return;
    const ss_token *t = tok(w, k);
    if (!ss_is(t, "is") && !ss_is(t, "was") && !ss_is(t, "became") && !ss_is(t, "'s")) return;
    if (nominal_at[k + 1] < 0) return;
    ent_cand *nominal = &w->cands.at[nominal_at[k + 1]];
    if (nominal->class == ENT_NOUN_ROLE && can_describe(w, name, nominal)) describe(w, name, nominal, index, true);
}

/* "the SNP's Jane Roe": a body that a full name belongs to. */
static void owner_before(ent_work *w, ent_cand *name)
{
    uint32_t k = name->first;
    if (name->kind != SAYSO_ENTITY_PERSON || name->affiliation || name->nlast - name->nfirst < 2 || k < 2) return;
    if (tok(w, k - 1)->tag != SS_TAG_POS || tok(w, k - 1)->sent != tok(w, k)->sent || w->name_of[k - 2] < 0) return;
    const ent_cand *body = &w->cands.at[w->name_of[k - 2]];
    if (body->kind == SAYSO_ENTITY_ORGANIZATION || body->kind == SAYSO_ENTITY_OUTLET)
        ent_affiliate(w, name, w->name_of[k - 2]);
}

/* "Jane Roe of Fairview", "Jane Roe (D-Calif.)", "Jane Roe, R-Texas," */
static void place_after(ent_work *w, ent_cand *name)
{
    uint32_t k = name->last, end = sentence_end(w, name->first);
    if (name->kind != SAYSO_ENTITY_PERSON || name->affiliation || k + 1 >= end) return;
    const ss_token *t = tok(w, k);
    if (ss_is(t, ",") && k + 2 < end && (ss_is(tok(w, k + 1), "of") || ss_is(tok(w, k + 1), "from"))) t = tok(w, ++k);
    if (ss_is(t, "of") || ss_is(t, "at") || ss_is(t, "with") || ss_is(t, "from")) {
        k += 1 + (tok(w, k + 1)->tag == SS_TAG_DT);
        if (k + 3 < end && ss_is(tok(w, k + 1), "-") && ss_is(tok(w, k + 2), "based")) k += 3; /* the Dakar-based ... */
        if (k >= end || w->name_of[k] < 0) return;
        const ent_cand *n = &w->cands.at[w->name_of[k]];
        if (n->kind == SAYSO_ENTITY_ORGANIZATION || n->kind == SAYSO_ENTITY_PLACE || n->kind == SAYSO_ENTITY_OUTLET)
            ent_affiliate(w, name, w->name_of[k]);
        return;
    }
    if (!ss_is(t, "(") && !ss_is(t, ",")) return;
    if (k + 3 < end && (ss_is(tok(w, k + 1), "a") || ss_is(tok(w, k + 1), "an"))) { /* "Jane Roe, an Ohio Democrat," */
        uint32_t n = ss_lexicon_match(w->lex.places, w->doc, k + 2, end, NULL);
        if (n && k + 2 + n < end && ss_lexicon_word(w->lex.parties, tok(w, k + 2 + n)))
            name->affiliation = ent_text(&w->doc->arena, w->doc, k + 2, k + 2 + n);
        return;
    }
    bool party = ss_lexicon_value_has(ss_lexicon_word(w->lex.rules, tok(w, k + 1)), "party");
    const char *value = "", *text = tok(w, k + 1)->lower;
    if (!party) { /* "d-calif." in one token */
        if (strchr("dri", text[0]) && text[0] && text[1] == '-' &&
            (value = ss_lexicon_find(w->lex.places, text + 2, strlen(text + 2))))
            name->affiliation = ss_strdup(&w->doc->arena, *value ? value : text + 2);
        return;
    }
    for (k += 2; k < end && tok(w, k)->flags & SS_PUNCT && !ss_is(tok(w, k), ")"); k++) {
    }
    if (k >= end) return;
    uint32_t n = ss_lexicon_match(w->lex.places, w->doc, k, end, &value);
    if (n) name->affiliation = *value ? ss_strdup(&w->doc->arena, value) : ent_text(&w->doc->arena, w->doc, k, k + n);
}

/* "Jane Roe, who chairs the hospital board, said" */
static void relative(ent_work *w, ent_cand *name, const int32_t *nominal_at)
{
    enum { OBJECT = 8 };
    uint32_t k = name->last, end = sentence_end(w, name->first);
    if (!is_personal(w, name) || k + 4 >= end || !ss_is(tok(w, k), ",") || !ss_is(tok(w, k + 1), "who")) return;
    bool serves = ss_is(tok(w, k + 3), "as") && (ss_is(tok(w, k + 2), "serves") || ss_is(tok(w, k + 2), "works"));
    if (serves && nominal_at[k + 4] >= 0) {
        ent_cand *nominal = &w->cands.at[nominal_at[k + 4]];
        if (nominal->class == ENT_NOUN_ROLE && can_describe(w, name, nominal)) describe(w, name, nominal, -1, false);
        return;
    }
    const char *role = "";
    uint32_t n = ss_lexicon_match(w->lex.heading_verbs, w->doc, k + 2, end, &role);
    if (!n) return;
    uint32_t first = k + 2 + n, last;
    int32_t body = nominal_at[first];
    while (first < end && (tok(w, first)->tag == SS_TAG_DT || tok(w, first)->tag == SS_TAG_PRPS)) first++;
    for (last = first; last < end && last < first + OBJECT; last++) {
        const ss_token *t = tok(w, last);
        bool inside = ent_is_noun_tag(t->tag) || t->tag == SS_TAG_JJ || t->tag == SS_TAG_POS || ss_is(t, "of") ||
                      ss_is(t, "for") || ss_is(t, "and") || t->tag == SS_TAG_DT;
        if (!inside) break;
    }
    while (last > first && !ent_is_noun_tag(tok(w, last - 1)->tag)) last--;
    if (last == first) return;
    if (*role && !name->role) name->role = ss_strdup(&w->doc->arena, role);
    if (name->affiliation) return;
    if (body < 0) body = w->name_of[first];
    name->affiliation = ent_text(&w->doc->arena, w->doc, first, last);
    if (body >= 0 && w->cands.at[body].nlast == last) name->affiliate = body;
}

/* "the union's president", "a spokeswoman for the utility": bodies by noun. */
static void body_by_noun(ent_work *w, int32_t index, const int32_t *nominal_at, const int32_t *nominal_to)
{
    ent_cand *c = &w->cands.at[index];
    if (c->class != ENT_NOUN_ROLE || c->affiliation) return;
    uint32_t end = sentence_end(w, c->first);
    int32_t body = -1;
    if (c->nfirst > 0 && tok(w, c->nfirst - 1)->tag == SS_TAG_POS) body = nominal_to[c->nfirst - 1];
    const ss_token *after = c->last < end ? tok(w, c->last) : NULL;
    if (body < 0 && after && c->last + 1 < end &&
        (ss_is(after, "for") || ss_is(after, "of") || ss_is(after, "at") || ss_is(after, "with")))
        body = nominal_at[c->last + 1];
    if (body >= 0 && body != index && w->cands.at[body].class == ENT_NOUN_ORG) ent_affiliate(w, c, body);
}

/* "by consultants Harker Reeve": a firm, where nothing says that it is a person. */
static void firm_of_people(ent_work *w, int32_t index)
{
    const ent_cand *people = &w->cands.at[index];
    uint32_t k = people->last, end = sentence_end(w, people->first);
    if (people->class != ENT_NOUN_PEOPLE || people->det != ENT_BARE || k >= end || w->name_of[k] < 0) return;
    ent_cand *name = &w->cands.at[w->name_of[k]];
    if (name->first != k || name->role || name->trust > 3 || name->kind == SAYSO_ENTITY_PLACE) return;
    uint32_t after = name->last; /* "actors Roe and Doe" */
    bool joined = after + 1 < end && (ss_is(tok(w, after), "and") || ss_is(tok(w, after), ","));
    if (joined && w->name_of[after + 1] >= 0) return;
    const char *gender = ss_lexicon_word(w->lex.forenames, tok(w, name->nfirst));
    if (name->kind == SAYSO_ENTITY_PERSON && gender && *gender) return;
    if (name->kind != SAYSO_ENTITY_OUTLET) name->kind = SAYSO_ENTITY_ORGANIZATION;
    name->trust = 4;
    name->described = true;
    name->gender = 0;
    name->rule = "apposition";
}

void ent_roles_find(ent_work *w)
{
    int32_t *nominal_at = ss_alloc(w->ctx->scratch, w->doc->tokens.n * sizeof *nominal_at);
    int32_t *nominal_to = ss_alloc(w->ctx->scratch, (w->doc->tokens.n + 1) * sizeof *nominal_to);
    for (uint32_t i = 0; i < w->doc->tokens.n; i++) nominal_at[i] = nominal_to[i] = -1;
    for (uint32_t i = 0; i < w->cands.n; i++)
        if (w->cands.at[i].type == SS_MENTION_NOMINAL) {
            nominal_at[w->cands.at[i].first] = (int32_t)i;
            nominal_to[w->cands.at[i].last] = (int32_t)i;
        }
    for (uint32_t i = 0; i < w->cands.n; i++)
        if (w->cands.at[i].type == SS_MENTION_NOMINAL) body_by_noun(w, (int32_t)i, nominal_at, nominal_to);
    for (uint32_t i = 0; i < w->cands.n; i++) /* what stands before a name first */
        if (w->cands.at[i].type == SS_MENTION_NOMINAL) {
            after_nominal(w, (int32_t)i);
            firm_of_people(w, (int32_t)i);
        }
    for (uint32_t i = 0; i < w->cands.n; i++) {
        ent_cand *c = &w->cands.at[i];
        if (c->type == SS_MENTION_NAME) {
            after_name(w, (int32_t)i, nominal_at);
            copula(w, (int32_t)i, nominal_at);
            place_after(w, c);
            owner_before(w, c);
            relative(w, c, nominal_at);
        }
    }
}
