/* ent_nominals.c - noun phrases that can be sources or media, and pronouns.
 *
 * A noun from the lists that heads its phrase becomes a candidate, with its
 * determiner, its modifiers (they tell one letter from another) and its owner
 * ("Smith's letter", "a letter from Smith"). The phrase is read from tags to the
 * left of the noun, so that a wrong arc does no harm. Pronouns become candidates
 * without an entity. Cost: linear; a phrase is at most PHRASE_MAX tokens.
 */
#include "attr/ent.h"

enum { PHRASE_MAX = 12 };

static bool any_of(const ss_token *t, const char *const *words)
{
    for (; *words; words++)
        if (t->lower[0] == **words && !strcmp(t->lower, *words)) return true;
    return false;
}

static bool is_pronoun(const ss_token *t)
{
    static const char *const pronouns[] = {"he",      "she",    "him",  "her",   "his",       "hers",       "himself",
                                           "herself", "they",   "them", "their", "theirs",    "themselves", "it",
                                           "its",     "itself", "i",    "me",    "my",        "mine",       "myself",
                                           "we",      "us",     "our",  "ours",  "ourselves", NULL};
    if (t->lower_len > 10 || (ss_is(t, "us") && t->flags & SS_ALLCAPS)) return false;
    if (ss_is(t, "i") && !(t->flags & SS_CAPITAL)) return false; /* will.i.am, (i) */
    return any_of(t, pronouns);
}

static ent_det determiner(const ss_token *t)
{
    static const char *const definite[] = {"the", "this", "that", "these", "those", "both", "all", NULL};
    return any_of(t, definite) ? ENT_DEFINITE : ENT_INDEFINITE;
}

typedef struct {
    uint32_t first; /* of the phrase, owner and determiner included */
    uint32_t core;  /* after them */
    ent_det det;
    uint32_t owner;     /* hash; 0: none */
    int32_t owner_name; /* name candidate, or -1 */
} phrase;

static void end_at_owner(const ent_work *w, uint32_t pos, uint32_t begin, phrase *p)
{
    p->det = ENT_POSSESSED;
    p->first = pos;
    if (pos == begin) return;
    p->first = pos - 1;
    p->owner = w->doc->tokens.at[pos - 1].lhash;
    p->owner_name = w->name_of[pos - 1];
    if (p->owner_name >= 0) p->first = w->cands.at[p->owner_name].first;
    if (p->first > begin && w->doc->tokens.at[p->first - 1].tag == SS_TAG_DT) p->first--;
}

/* Reads the phrase to the left of the noun that begins at `noun`. */
static phrase read_phrase(const ent_work *w, uint32_t begin, uint32_t noun)
{
    phrase p = {noun, noun, ENT_BARE, 0, -1};
    const ss_token *tokens = w->doc->tokens.at;
    uint32_t limit = noun - begin > PHRASE_MAX ? noun - PHRASE_MAX : begin;
    bool number = false;
    for (uint32_t k = noun; k-- > limit;) {
        const ss_token *t = &tokens[k];
        switch (t->tag) {
        case SS_TAG_DT:
            p.det = determiner(t);
            p.first = k;
            if (k > begin && tokens[k - 1].tag == SS_TAG_PDT) p.first = k - 1;
            return p;
        case SS_TAG_PRPS:
            p.det = ENT_POSSESSED;
            p.first = k; /* whose, is not known yet */
            return p;
        case SS_TAG_POS: end_at_owner(w, k, begin, &p); return p;
        case SS_TAG_CD: number = true; /* fall through */
        case SS_TAG_JJ:
        case SS_TAG_JJR:
        case SS_TAG_JJS:
        case SS_TAG_NN:
        case SS_TAG_NNP:
        case SS_TAG_NNPS: p.first = p.core = k; break;
        case SS_TAG_VBN: /* "the elected officials", but not "officers used force" */
        case SS_TAG_VBG:
            if (k == begin || t->rel != SS_REL_amod || ent_is_noun_tag(tokens[k - 1].tag)) goto done;
            p.first = p.core = k;
            break;
        case SS_TAG_NNS:
            if (t->rel != SS_REL_compound) goto done;
            p.first = p.core = k;
            break;
        case SS_TAG_HYPH: break;
        default: goto done;
        }
    }
done:
    if (number) p.det = ENT_INDEFINITE;
    return p;
}

/* "a letter from Smith", "a report by the agency", "the mayor of Fairview": the
 * name that begins right after the preposition. */
static int32_t name_after(const ent_work *w, uint32_t at, uint32_t end, bool person)
{
    const ss_token *tokens = w->doc->tokens.at;
    if (at + 1 >= end || tokens[at].tag != SS_TAG_IN) return -1;
    static const char *const of_person[] = {"of", "for", "at", "from", "with", "in", NULL};
    static const char *const of_document[] = {"from", "by", "of", NULL};
    if (!any_of(&tokens[at], person ? of_person : of_document)) return -1;
    uint32_t k = at + 1 + (tokens[at + 1].tag == SS_TAG_DT);
    return k < end ? w->name_of[k] : -1;
}

static sayso_entity_kind kind_of_class(uint8_t class)
{
    switch (class) {
    case ENT_NOUN_ROLE:
    case ENT_NOUN_PERSON: return SAYSO_ENTITY_PERSON;
    case ENT_NOUN_PEOPLE:
    case ENT_NOUN_MASS: return SAYSO_ENTITY_GROUP;
    case ENT_NOUN_ORG: return SAYSO_ENTITY_ORGANIZATION;
    case ENT_NOUN_DOCUMENT: return SAYSO_ENTITY_DOCUMENT;
    default: return SAYSO_ENTITY_OTHER;
    }
}

static void add_modifiers(ent_work *w, ent_cand *c, uint32_t core, uint32_t noun, bool *former)
{
    const ss_token *tokens = w->doc->tokens.at;
    for (uint32_t k = core; k < noun; k++) {
        const ss_token *t = &tokens[k];
        if (t->flags & SS_PUNCT || t->tag == SS_TAG_CD || ss_is(t, "page")) continue; /* "the 42-page report" */
        *former |= ss_is(t, "former") || ss_is(t, "ex");
        if (c->n_mods < ENT_MODS) c->mods[c->n_mods++] = t->lhash;
    }
}

/* The name that the person named by a noun belongs to; -1. */
static int32_t affiliate_of(const ent_work *w, const phrase *p, uint32_t noun, uint32_t after, uint32_t end)
{
    int32_t name = p->owner_name; /* "Ukraine's ambassador in Ankara" */
    if (name < 0) name = name_after(w, after, end, true);
    for (uint32_t k = noun; name < 0 && k-- > p->core;) name = w->name_of[k];
    return name >= 0 && w->cands.at[name].kind != SAYSO_ENTITY_EVENT ? name : -1;
}

/* "Roe wrote a letter", "Roe said in a letter": the maker, where it is a name. */
static uint32_t maker_of(const ent_work *w, const ent_cand *c)
{
    const ss_token *tokens = w->doc->tokens.at, *noun = &tokens[c->head];
    if (noun->head < 0 || (c->det != ENT_INDEFINITE && c->det != ENT_BARE)) return 0;
    const ss_token *verb = &tokens[noun->head];
    bool made = noun->rel == SS_REL_obj && ss_lexicon_lemma(w->lex.making_verbs, verb);
    bool said = noun->rel == SS_REL_obl && c->first > 0 && ss_is(&tokens[c->first - 1], "in");
    int32_t subject = made || said ? ss_child(w->doc, w->tree, (uint32_t)noun->head, SS_REL_nsubj) : -1;
    if (subject < 0 || w->name_of[subject] < 0) return 0;
    return tokens[w->cands.at[w->name_of[subject]].nlast - 1].lhash;
}

/* "a London-based director", "the city's mayor": the office begins after it. */
static bool ends_owner_or_place(const ss_token *t)
{
    return t->flags & SS_PUNCT || t->tag == SS_TAG_POS || ss_is(t, "based");
}

/* "head of production", "vice president for labor relations": where the field ends;
 * names and nouns with articles are no fields. */
static uint32_t field_end(const ent_work *w, uint32_t last, uint32_t end)
{
    enum { FIELD = 3 };
    const ss_token *tokens = w->doc->tokens.at;
    if (last + 1 >= end || !(ss_is(&tokens[last], "of") || ss_is(&tokens[last], "for"))) return last;
    uint32_t k = last + 1, portfolio = ent_portfolio_end(&w->lex, w->doc, k, end);
    if (portfolio > k && w->name_of[k] < 0) return portfolio;
    for (; k < end && k < last + 1 + FIELD; k++) {
        const ss_token *t = &tokens[k];
        bool word = t->tag == SS_TAG_NN || t->tag == SS_TAG_NNS || (t->tag == SS_TAG_JJ && k == last + 1);
        if (!word || t->flags & SS_CAPITAL || w->name_of[k] >= 0) break;
    }
    return k > last + 1 && ent_is_noun_tag(tokens[k - 1].tag) && w->name_of[k - 1] < 0 ? k : last;
}

static void add_nominal(ent_work *w, const ss_sentence *s, const ent_noun *noun)
{
    sayso_doc *doc = w->doc;
    phrase p = read_phrase(w, s->first, noun->first);
    ent_cand *c = ent_add(w, SS_MENTION_NOMINAL, p.first, noun->last);
    c->nfirst = p.core;
    c->head = ent_head_of(doc, noun->first, noun->last, noun->last - 1);
    c->kind = (uint8_t)kind_of_class(noun->class);
    c->class = noun->class;
    c->det = (uint8_t)p.det;
    c->gender = noun->gender;
    c->plural = noun->plural;
    c->sort = noun->sort;
    c->owner = p.owner;
    c->rule = "noun";
    bool former = false;
    add_modifiers(w, c, p.core, noun->first, &former);
    c->key = ent_role_key(noun, former);
    c->role_head = noun->class == ENT_NOUN_ROLE ? ent_role_head(&w->lex, doc, noun, former) : 0;
    c->former_of = former ? ent_role_key(noun, false) : 0;
    c->heading = doc->paragraphs.at[s->para].kind == SS_PARA_HEADING || ent_is_headline(doc, s);
    if (noun->class == ENT_NOUN_DOCUMENT) {
        int32_t name = name_after(w, noun->last, s->last, false);
        if (name >= 0 && !c->owner) c->owner = doc->tokens.at[w->cands.at[name].nlast - 1].lhash;
        if (!c->owner) c->owner = maker_of(w, c);
        if (p.owner_name >= 0) c->nfirst = w->cands.at[p.owner_name].first; /* "Roe's letter" */
    } else if (noun->class != ENT_NOUN_ORG) {
        if (noun->class == ENT_NOUN_PERSON) p.owner_name = -1; /* "Roe's daughter" */
        int32_t name = affiliate_of(w, &p, noun->first, noun->last, s->last);
        if (name < 0 && noun->class == ENT_NOUN_ROLE) /* "a professor of business ethics at Meisei University" */
            name = name_after(w, field_end(w, noun->last, s->last), s->last, true);
        if (name >= 0 && noun->class != ENT_NOUN_ROLE && w->cands.at[name].kind == SAYSO_ENTITY_PERSON) name = -1;
        if (name >= 0) {
            ent_cand *body = &w->cands.at[name];
            const ss_token *before = &doc->tokens.at[noun->last];
            bool listed = ss_lexicon_match(w->lex.places, doc, body->nfirst, body->nlast, NULL) > 0;
            bool guessed = body->trust < 4 && body->nlast - body->nfirst == 1 && !listed &&
                           (body->kind == SAYSO_ENTITY_PERSON || body->kind == SAYSO_ENTITY_OTHER ||
                            (body->kind == SAYSO_ENTITY_PLACE && ss_is(before, "at")));
            bool holder = noun->class == ENT_NOUN_ROLE || noun->class == ENT_NOUN_PEOPLE;
            if (guessed && holder && body->first > noun->last &&
                (ss_is(before, "at") || ss_is(before, "with"))) { /* "an engineer at Acme" */
                body->kind = SAYSO_ENTITY_ORGANIZATION;
                body->trust = 4;
                body->described = true;
                body->gender = 0;
                body->rule = "affiliation";
            }
            ent_affiliate(w, c, name);
        }
    }
    if (noun->class == ENT_NOUN_ROLE) {
        uint32_t from = noun->first;
        while (from > p.core && w->name_of[from - 1] < 0 && !(doc->tokens.at[from - 1].flags & SS_CAPITAL) &&
               doc->tokens.at[from - 1].tag != SS_TAG_CD && !ends_owner_or_place(&doc->tokens.at[from - 1]))
            from--;
        for (uint32_t k = p.core; k < from; k++) /* "chief Asia economist" */
            if (ss_is(&doc->tokens.at[k], "chief")) from = k;
        c->role = ent_text(&doc->arena, doc, from, field_end(w, noun->last, s->last));
        c->role_key = c->key;
    }
}

/* "its head librarian, Jane Roe": an office that the tagger took for an adjective, at
 * the end of its phrase. */
static bool office_as_adjective(const ent_work *w, const ss_sentence *s, uint32_t i)
{
    const ss_token *tokens = w->doc->tokens.at;
    if (i <= s->first || i + 1 >= s->last || tokens[i].tag != SS_TAG_JJ || w->name_of[i] >= 0) return false;
    uint8_t before = tokens[i - 1].tag, after = tokens[i + 1].tag;
    ent_noun noun;
    return (before == SS_TAG_NN || before == SS_TAG_PRPS || before == SS_TAG_POS) && after == SS_TAG_COMMA &&
           ent_noun_at(&w->lex, w->doc, i, i, i + 1, &noun) && noun.class == ENT_NOUN_ROLE;
}

/* "which the email draws was written": what the noun hangs on is a verb, as it reads as
 * a plural or a verb in "s", and a singular verb follows. */
static bool hangs_on_verb(const ent_work *w, const ss_sentence *s, uint32_t i)
{
    const ss_token *noun = &w->doc->tokens.at[i];
    if (i + 2 >= s->last || noun->head != (int32_t)i + 1 || noun->tag != SS_TAG_NN) return false;
    const ss_token *verb = noun + 1;
    uint32_t n = verb->lower_len;
    if (n < 4 || verb->lower[n - 1] != 's' || strchr("siu", verb->lower[n - 2]) || ss_is(verb, "news")) return false;
    static const char *const singular[] = {"is", "was", "has", NULL};
    return any_of(noun + 2, singular);
}

/* Is the noun at `i` the last of its phrase, and no part of a name? */
static bool heads_phrase(const ent_work *w, const ss_sentence *s, uint32_t i, const ent_noun *noun)
{
    const ss_token *tokens = w->doc->tokens.at;
    for (uint32_t k = noun->first; k < noun->last; k++)
        if (w->name_of[k] >= 0) return false;
    if (noun->last >= s->last) return true;
    const ss_token *next = &tokens[noun->last];
    if (next->tag == SS_TAG_COMMA) return true; /* whatever the tree says */
    if (next->tag == SS_TAG_HYPH && !(next->flags & SS_SPACE_BEFORE)) return false;
    if (hangs_on_verb(w, s, noun->last - 1)) return true;
    if (office_as_adjective(w, s, noun->last)) return false;
    bool names_body = noun->class == ENT_NOUN_ORG && w->name_of[noun->last] >= 0; /* "grocery chain Acme" */
    if (tokens[i].rel == SS_REL_compound && tokens[i].head > (int32_t)i) return names_body;
    return !(next->tag == SS_TAG_NN || next->tag == SS_TAG_NNS) || tokens[i].tag == SS_TAG_NNS;
}

/* "The 29-year-old conceded": a person by the age alone. The token of the article before the age that ends at `old`, or
 * UINT32_MAX. */
static uint32_t aged(const ent_work *w, const ss_sentence *s, uint32_t old)
{
    const ss_token *tok = w->doc->tokens.at;
    uint32_t n = 0; /* in one token, or in five */
    if (tok[old].lower_len > 9 && !strcmp(tok[old].lower + tok[old].lower_len - 9, "-year-old")) n = 1;
    else if (ss_is(&tok[old], "old") && old >= s->first + 5 && ss_is(&tok[old - 2], "year") && (tok[old - 4].flags & SS_DIGIT)) n = 5;
    if (!n || old < s->first + n || !ss_is(&tok[old - n], "the")) return UINT32_MAX;
    bool noun = old + 1 < s->last && (ent_is_noun_tag(tok[old + 1].tag) || tok[old + 1].tag == SS_TAG_JJ || tok[old + 1].tag == SS_TAG_HYPH ||
                                      (tok[old + 1].flags & SS_QUOTE_OPEN));
    return noun ? UINT32_MAX : old - n;
}

static void add_aged(ent_work *w, uint32_t the, uint32_t old)
{
    ent_cand *c = ent_add(w, SS_MENTION_NOMINAL, the, old + 1);
    c->nfirst = the + 1;
    c->head = old;
    c->kind = SAYSO_ENTITY_PERSON;
    c->class = ENT_NOUN_PERSON;
    c->det = ENT_DEFINITE;
    c->sort = "";
    c->key = ENT_KEY_AGED;
    c->rule = "age";
}

static void read_sentence(ent_work *w, const ss_sentence *s)
{
    sayso_doc *doc = w->doc;
    for (uint32_t i = s->first; i < s->last; i++) {
        const ss_token *t = &doc->tokens.at[i];
        if (t->flags & SS_SKIP) continue;
        if (is_pronoun(t)) {
            ent_cand *c = ent_add(w, SS_MENTION_PRONOUN, i, i + 1);
            c->rule = "pronoun";
            continue;
        }
        uint32_t the = aged(w, s, i);
        if (the != UINT32_MAX) {
            add_aged(w, the, i);
            continue;
        }
        bool adjective = t->tag == SS_TAG_JJ; /* a mistagged "chief executive" */
        if ((!ent_is_noun_tag(t->tag) && !adjective) || w->name_of[i] >= 0) continue;
        ent_noun noun;
        if (!ent_noun_at(&w->lex, doc, s->first, i, s->last, &noun)) continue;
        if (adjective && noun.last - noun.first < 2 && !office_as_adjective(w, s, i)) continue;
        if (heads_phrase(w, s, i, &noun)) {
            add_nominal(w, s, &noun);
            i = noun.last - 1;
        }
    }
}

void ent_nominals_find(ent_work *w)
{
    for (uint32_t i = 0; i < w->doc->sentences.n; i++) read_sentence(w, &w->doc->sentences.at[i]);
}
