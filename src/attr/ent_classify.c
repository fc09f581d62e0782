/* ent_classify.c - what a capitalised name is: by its words first, by the name
 * tagger's label second, because the tagger has seen little. See ent_run.h. Cost: a
 * constant number of lookups for each word.
 */
#include "attr/ent_run.h"

/* -- what words tell ----------------------------------------------------------------- */

bool ent_run_listed(const ent_run *r, const ss_lexicon *lex, uint32_t first, uint32_t last, const char **value)
{
    return first < last && ss_lexicon_match(lex, r->w->doc, first, last, value) == last - first;
}

/* The longest entry of the list that ends exactly at `last`: its start, or `last`. */
uint32_t ent_run_ends_with(const ent_run *r, const ss_lexicon *lex, uint32_t first, uint32_t last, const char **value)
{
    uint32_t from = last - first > 3 ? last - 3 : first;
    for (uint32_t i = from; i < last; i++)
        if (ent_run_listed(r, lex, i, last, value)) return i;
    return last;
}

/* Does the chunk have a word that organisations are headed by, as in "Department of"? */
bool ent_run_has_head(const ent_run *r, uint32_t first, uint32_t last)
{
    const char *value;
    for (uint32_t i = first; i < last; i++) {
        if (ss_lexicon_match(r->w->lex.org_words, r->w->doc, i, last, &value) && *value != 'l') return true;
        if (ss_lexicon_match(r->w->lex.document_words, r->w->doc, i, last, NULL)) return true;
        if (ss_lexicon_match(r->w->lex.place_words, r->w->doc, i, last, &value) && *value != 'l') return true;
        if (ss_lexicon_match(r->w->lex.outlet_words, r->w->doc, i, last, NULL)) return true;
    }
    return ent_run_listed(r, r->w->lex.event_words, first, last + 1, NULL);
}

bool ent_run_forename(const ent_run *r, uint32_t i, const char **value)
{
    const ss_token *t = tok(r, i);
    const char *found = ss_lexicon_word(r->w->lex.forenames, t);
    if (found && value) *value = found;
    return found != NULL;
}

/* -- classification --------------------------------------------------------------------------- */

void ent_settle(ent_cand *c, sayso_entity_kind kind, int trust, const char *rule)
{
    c->kind = (uint8_t)kind;
    c->trust = (uint8_t)trust;
    c->rule = rule;
}

bool ent_run_outlet(const ent_run *r, uint32_t first, uint32_t last)
{
    const char *value = "";
    if (ent_run_listed(r, r->w->lex.outlets, first, last, &value))
        return last - first > 1 || tok(r, first)->flags & SS_ALLCAPS || *value ||
               (first > 0 && ss_is(tok(r, first - 1), "the")) || tok(r, first)->lower_len > 6;
    if (last - first > 1 && last - first < 5 && ent_run_listed(r, r->w->lex.outlet_words, first, first + 1, &value) &&
        (value[0] == 'b' || value[0] == 'f'))
        return true; /* "Radio Marina" */
    if (last - first == 1 && first > 0 && ss_is(tok(r, first - 1), "the") && tok(r, first)->ner != SS_NER_PER &&
        ent_run_listed(r, r->w->lex.outlet_words, first, last, &value) && *value == '\0')
        return true; /* "told the Courier" */
    uint32_t word = ent_run_ends_with(r, r->w->lex.outlet_words, first, last, &value);
    bool call_sign = word < last && word > first + 1 && ss_is(tok(r, word - 1), "-");
    if (call_sign && tok(r, first)->flags & SS_ALLCAPS) return true; /* KLAS-TV */
    if (word == last || word == first || *value == 'f') return false;
    bool the = first > 0 && ss_is(tok(r, first - 1), "the");
    bool place = ent_run_listed(r, r->w->lex.places, first, word, NULL);
    return !strcmp(value, "weak") ? the && place : the || place;
}

/* The label that most tokens of the chunk have. */
static ss_ner majority(const ent_run *r, uint32_t first, uint32_t last)
{
    uint32_t n[SS_NER_MISC + 1] = {0};
    for (uint32_t i = first; i < last; i++)
        if (tok(r, i)->ner <= SS_NER_MISC) n[tok(r, i)->ner]++;
    ss_ner best = SS_NER_NONE;
    for (int k = SS_NER_PER; k <= SS_NER_MISC; k++)
        if (n[k] > n[best] || (best == SS_NER_NONE && n[k])) best = (ss_ner)k;
    return best;
}

static bool classify_by_words(const ent_run *r, uint32_t first, uint32_t last, ss_ner ner, ent_cand *c)
{
    const ent_lex *lex = &r->w->lex;
    const char *value = "";
    uint32_t n = last - first, word;
    if (ent_run_outlet(r, first, last)) return ent_settle(c, SAYSO_ENTITY_OUTLET, 4, "outlet-list"), true;
    bool person_of_it = n == 1 && ent_map_get(&r->persons, tok(r, first)->lhash) >= 0; /* "Ford said" */
    if (!person_of_it && ent_run_listed(r, lex->bodies, first, last, NULL))
        return ent_settle(c, SAYSO_ENTITY_ORGANIZATION, 3, "body-list"), true;
    if (ent_run_listed(r, lex->acronyms, first, last, NULL) &&
        (n > 1 || tok(r, first)->flags & SS_ALLCAPS || strchr(tok(r, first)->lower, '.')))
        return ent_settle(c, SAYSO_ENTITY_ORGANIZATION, 4, "acronym-list"), true;
    const char *gender = n == 1 ? ss_lexicon_word(lex->forenames, tok(r, first)) : NULL;
    bool person = ner == SS_NER_PER && (n > 1 || (gender && *gender));
    if (ent_run_listed(r, lex->places, first, last, NULL) && !person && (n > 1 || ner != SS_NER_ORG))
        return ent_settle(c, SAYSO_ENTITY_PLACE, 3, "place-list"), true;
    for (uint32_t i = first + 1; i + 1 < last; i++) /* "Brandt & Sole": a firm, whatever its partners' names */
        if (ss_is(tok(r, i), "&")) return ent_settle(c, SAYSO_ENTITY_ORGANIZATION, 3, "ampersand"), true;
    if (n > 1) {
        word = ent_run_ends_with(r, lex->org_words, first, last, &value);
        if (word < last && word > first && value_allows(value, 'l'))
            return ent_settle(c, SAYSO_ENTITY_ORGANIZATION, 3, "organisation-word"), true;
        if (ent_run_listed(r, lex->event_words, first, first + 1, &value) && value_allows(value, 'f'))
            return ent_settle(c, SAYSO_ENTITY_EVENT, 3, "event-word"), true;
        uint32_t k = ss_lexicon_match(lex->org_words, r->w->doc, first, last, &value);
        if (k && k < n && value_allows(value, 'f') && (ss_is(tok(r, first + k), "of") || value[0] == 'f'))
            return ent_settle(c, SAYSO_ENTITY_ORGANIZATION, 3, "organisation-word"), true;
        for (uint32_t i = first + 1; i + 1 < last; i++) /* "U.S. Department of ..." */
            if (ent_run_listed(r, lex->org_words, i, i + 1, &value) && *value != 'l' && ss_is(tok(r, i + 1), "of"))
                return ent_settle(c, SAYSO_ENTITY_ORGANIZATION, 3, "organisation-word"), true;
        word = ent_run_ends_with(r, lex->place_words, first, last, &value);
        if (word < last && word > first && value_allows(value, 'l') && ner != SS_NER_PER)
            return ent_settle(c, SAYSO_ENTITY_PLACE, 2, "place-word"), true;
        if (ent_run_listed(r, lex->place_words, first, first + 1, &value) && value_allows(value, 'f') &&
            (ner != SS_NER_PER || !ent_run_forename(r, first, NULL)))
            return ent_settle(c, SAYSO_ENTITY_PLACE, 2, "place-word"), true;
        word = ent_run_ends_with(r, lex->event_words, first, last, &value);
        if (word < last && word > first && value_allows(value, 'l') && ner != SS_NER_PER)
            return ent_settle(c, SAYSO_ENTITY_EVENT, 2, "event-word"), true;
        word = ent_run_ends_with(r, lex->document_words, first, last, &value);
        if (word < last && word > first && ner != SS_NER_PER)
            return ent_settle(c, SAYSO_ENTITY_DOCUMENT, 2, "document-word"), true;
    }
    ent_noun noun;
    if (n == 1 && tok(r, first)->tag == SS_TAG_NNPS && ent_noun_at(lex, r->w->doc, first, first, last, &noun) &&
        noun.class == ENT_NOUN_PEOPLE)
        return ent_settle(c, SAYSO_ENTITY_GROUP, 3, "group-noun"), true;
    return false;
}

void ent_run_classify(const ent_run *r, uint32_t first, uint32_t last, ent_cand *c)
{
    ss_ner ner = majority(r, first, last);
    if (classify_by_words(r, first, last, ner, c)) return;
    uint32_t n = last - first;
    const char *value = "";
    bool forename = ent_run_forename(r, first, &value);
    bool the = first > 0 && ss_is(tok(r, first - 1), "the") && n == 1 && tok(r, first)->tag != SS_TAG_NNPS;
    /* "obtained by The Ledger": an article that is part of the name, inside a sentence */
    bool own_article = the && tok(r, first - 1)->flags & SS_CAPITAL && !(tok(r, first - 1)->flags & SS_SENT_FIRST) &&
                       !r->heading && tok(r, first)->tag == SS_TAG_NNP;
    if ((ner == SS_NER_PER && the) || (ner == SS_NER_NONE && own_article)) { /* persons have none: "told the Ledger" */
        ent_settle(c, SAYSO_ENTITY_ORGANIZATION, 1, "article");
    } else if (ner == SS_NER_PER) {
        ent_settle(c, SAYSO_ENTITY_PERSON, 3, "name-tagger");
    } else if (n >= 2 && n <= 4 && forename && ner != SS_NER_ORG && ner != SS_NER_LOC &&
               !ss_is(tok(r, first + 1), "of")) {
        ent_settle(c, SAYSO_ENTITY_PERSON, 2, "forename");
    } else if (ner == SS_NER_ORG) {
        /* The tagger takes rare surnames for firms: a known forename outweighs it. */
        if (n == 2 && forename && *value)
            ent_settle(c, SAYSO_ENTITY_PERSON, 1, "forename");
        else
            ent_settle(c, SAYSO_ENTITY_ORGANIZATION, 2, "name-tagger");
    } else if (ner == SS_NER_LOC) {
        ent_settle(c, SAYSO_ENTITY_PLACE, 2, "name-tagger");
    } else if (n == 1 && tok(r, first)->flags & SS_ALLCAPS && tok(r, first)->lower_len <= 6) {
        ent_settle(c, SAYSO_ENTITY_ORGANIZATION, 1, "capitals");
    } else if (n == 1 && forename && *value) {
        ent_settle(c, SAYSO_ENTITY_PERSON, 1, "forename");
    } else if (tok(r, last - 1)->tag == SS_TAG_NNPS) {
        ent_settle(c, SAYSO_ENTITY_GROUP, 1, "plural-name");
    } else {
        ent_settle(c, SAYSO_ENTITY_OTHER, 0, "capitals");
    }
}

