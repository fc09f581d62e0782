/* ent_names.c - names of people, organisations, outlets, places, events, documents.
 *
 * A run is a stretch of capitalised words of one sentence, with the small words
 * that names bridge ("of", "and", "de"). A run is taken apart from left to right:
 * a known outlet; a title and the person it introduces; else a chunk that ends
 * before the next title, at a border the name tagger saw, or at a bridge that no
 * organisation's name explains. A chunk is classified by its words first and by
 * the tagger's label second, because the tagger has seen little. Headlines, where
 * all words are capitals, are read last and only for names that the tagger saw or
 * the story has.
 *
 * Cost: linear; a run is cut at ENT_RUN_MAX tokens, and each token of it is looked up
 * in a constant number of lists.
 * Known failures: organisations joined by "and" without a telling last word;
 * persons whose surname is an office ("Dean") where the tagger misses them.
 */
#include "attr/ent_run.h"

/* -- cutting a run ---------------------------------------------------------------------------------- */

/* Is the role-like word at k part of an organisation's or a person's name? */
static bool role_is_name(const ent_run *r, uint32_t k, uint32_t after)
{
    const ss_token *t = tok(r, k);
    if (t->ner == SS_NER_ORG && after < r->end && tok(r, after)->ner == SS_NER_ORG &&
        !(tok(r, after)->flags & SS_NER_BEGIN)) {
        /* The tagger often takes "Department of X Secretary Roe" for one name. */
        uint32_t end = after;
        const char *value = "";
        while (end < r->end && tok(r, end)->ner == SS_NER_ORG && !(tok(r, end)->flags & SS_NER_BEGIN)) end++;
        if (ent_run_ends_with(r, r->w->lex.org_words, after, end, &value) < end && value_allows(value, 'l'))
            return true;
        const char *address = ss_lexicon_word(r->w->lex.titles, t);
        if (address) return false; /* "Ms Roe", "Comrade Roe", whatever the tagger says */
        return t->flags & SS_NER_BEGIN && after == k + 1 && !(t->flags & SS_SENT_FIRST);
    }
    return after == k + 1 && t->ner == SS_NER_PER && t->flags & SS_NER_BEGIN && ent_run_forename(r, k, NULL) &&
           after < r->end && tok(r, after)->ner == SS_NER_PER && !(tok(r, after)->flags & SS_NER_BEGIN);
}

static bool same_tagged_name(const ent_run *r, uint32_t i)
{
    const ss_token *t = tok(r, i);
    return t->ner != SS_NER_NONE && !(t->flags & SS_NER_BEGIN) && i > 0 && tok(r, i - 1)->ner == t->ner;
}

/* "Immigration and Customs Enforcement": does one organisation span the "and" at k? */
static bool and_joins(const ent_run *r, uint32_t first, uint32_t k)
{
    if (ss_is(tok(r, k), "&") || same_tagged_name(r, k)) return true;
    uint32_t last = k + 1;
    while (last < r->end && ent_run_name_word(r, last)) last++;
    const ss_token *left = tok(r, k - 1), *right = tok(r, k + 1);
    if (left->ner == SS_NER_PER || right->ner == SS_NER_PER) return false;
    if (ent_run_listed(r, r->w->lex.places, k + 1, last, NULL)) return false;
    for (uint32_t i = first; i < k; i++) /* "Department of Health and Human Services" */
        if ((ss_is(tok(r, i), "of") || ss_is(tok(r, i), "for")) && ent_run_has_head(r, first, i))
            return !(right->flags & SS_NER_BEGIN) || right->ner == SS_NER_NONE ||
                   (right->ner != SS_NER_LOC && !ent_run_bodies_word(r, k + 1, r->end)); /* Education and Skills */
    if (ent_run_listed(r, r->w->lex.places, first, k, NULL)) return false;
    const char *value = "";
    if (ent_run_ends_with(r, r->w->lex.org_words, first, k, &value) < k && value_allows(value, 'l')) return false;
    uint32_t word = ent_run_ends_with(r, r->w->lex.org_words, k + 1, last, &value);
    return word > k + 1 && word < last && value_allows(value, 'l') && !strstr(value, "company");
}

/* "Rally for Renewal (RPR)": are letters in brackets after the run that begin as it does? */
static bool acronym_follows(const ent_run *r, uint32_t first)
{
    if (r->end + 2 >= r->w->doc->tokens.n || !ss_is(tok(r, r->end), "(") || !ss_is(tok(r, r->end + 2), ")")) return false;
    const ss_token *letters = tok(r, r->end + 1);
    return letters->flags & SS_ALLCAPS && letters->lower[0] == tok(r, first)->lower[0];
}

/* Does the chunk [first, k) end at the bridging word k? */
static bool bridge_breaks(const ent_run *r, uint32_t first, uint32_t k)
{
    const ss_token *t = tok(r, k);
    if (k + 1 >= r->end) return true;
    if (ss_is(t, "-") || ent_run_particle(r, t) || ent_run_nickname_end(r, k, r->end)) return false;
    if (t->flags & SS_QUOTE_CLOSE) return false; /* of a nickname */
    if (t->flags & SS_DIGIT) return t->ner == SS_NER_NONE && t->tag != SS_TAG_NNP;
    if (ss_is(t, "and") || ss_is(t, "&")) return !and_joins(r, first, k);
    if (t->tag == SS_TAG_POS && !ss_is(t, "'s")) return !ent_run_bodies_word(r, k + 1, r->end);
    if (ss_is(t, "'s") && (ss_is(tok(r, first), "st.") || ss_is(tok(r, first), "saint"))) return false;
    if (ss_is(t, "'s"))
        return !(same_tagged_name(r, k) && same_tagged_name(r, k + 1)) &&
               !ss_lexicon_match(r->w->lex.outlets, r->w->doc, first, k + 1, NULL);
    if (same_tagged_name(r, k) && same_tagged_name(r, k + 1)) return false;
    if (ss_is(t, "the")) return false;
    return !ent_run_has_head(r, first, k) && !acronym_follows(r, first);
}

/* "Sheriff's Office": where the body ends that belongs to an office which ends at
 * `at`; 0: none. */
static uint32_t office_of(const ent_run *r, uint32_t at)
{
    if (at + 1 >= r->end || !(ss_is(tok(r, at), "'s") || ss_is(tok(r, at), "'"))) return 0;
    const char *value = "";
    if (!(tok(r, at + 1)->flags & SS_CAPITAL)) return 0;
    uint32_t n = ss_lexicon_match(r->w->lex.org_words, r->w->doc, at + 1, r->end, &value);
    return n && value_allows(value, 'l') ? at + 1 + n : 0;
}

static uint32_t chunk_end(const ent_run *r, uint32_t first)
{
    uint32_t k = first + 1;
    while (k < r->end) {
        const ss_token *t = tok(r, k);
        if (!ent_run_name_word(r, k)) {
            if (bridge_breaks(r, first, k)) break;
            k++;
            continue;
        }
        bool after_of = ss_is(tok(r, k - 1), "of") || ss_is(tok(r, k - 1), "the") || ss_is(tok(r, k - 1), "for");
        uint32_t role = ss_lexicon_match(r->w->lex.roles, r->w->doc, k, r->end, NULL);
        if (!role && ss_lexicon_match(r->w->lex.role_modifiers, r->w->doc, k, r->end, NULL)) {
            ent_title t2 = ent_title_read(r, k, r->end);
            role = t2.role_last > t2.role_first ? t2.last - k : 0;
        }
        bool surname = k == first + 1 && ent_run_forename(r, first, NULL) && k + role >= r->end;
        bool form = role == 1 && t->flags & SS_ALLCAPS && k + 1 >= r->end &&
                    ent_run_listed(r, r->w->lex.org_words, k, k + 1, NULL); /* "Rhein Handel AG" */
        if (form) role = 0;
        uint32_t office = role ? office_of(r, k + role) : 0;
        if (office) {
            k = office;
            continue;
        }
        if (role && !after_of && !surname && !role_is_name(r, k, k + role)) break;
        if (t->flags & SS_NER_BEGIN && t->ner != SS_NER_NONE && !after_of) {
            uint8_t before = tok(r, k - 1)->ner;
            if ((before != SS_NER_NONE && before != t->ner) || (before == t->ner && t->ner == SS_NER_PER)) {
                const char *value = "";
                if (!ent_run_listed(r, r->w->lex.org_words, k, k + 1, &value) || !value_allows(value, 'l')) break;
            }
        }
        k++;
    }
    while (k > first + 1 && !ent_run_name_word(r, k - 1) && !(tok(r, k - 1)->flags & SS_DIGIT)) k--;
    return k;
}

/* "Secretary of Homeland Security Alejandro Mayorkas": where the name begins
 * after a role and its "of" phrase; 0: nowhere. */
static uint32_t name_after_of(const ent_run *r, uint32_t of)
{
    if (of + 2 >= r->end || !(ss_is(tok(r, of), "of") || ss_is(tok(r, of), "for"))) return 0;
    for (uint32_t i = of + 2; i < r->end && i < of + 8; i++) {
        if (!ent_run_name_word(r, i)) continue;
        const ss_token *t = tok(r, i);
        if (t->ner == SS_NER_PER && t->flags & SS_NER_BEGIN) return i;
        if (t->ner == SS_NER_NONE && ent_run_forename(r, i, NULL) && i + 1 < r->end && ent_run_name_word(r, i + 1) &&
            !ss_lexicon_match(r->w->lex.org_words, r->w->doc, i, r->end, NULL))
            return i;
    }
    return 0;
}

/* "D-Ohio", "R-Texas": a party and a place, no name. */
static bool is_party_and_place(const ent_run *r, uint32_t p)
{
    return tok(r, p)->lower_len == 1 && p + 2 < r->end && ss_is(tok(r, p + 1), "-") && p > 0 &&
           tok(r, p - 1)->flags & SS_PUNCT;
}

/* Reads what begins at p; returns where to go on. */
static uint32_t cut(ent_run *r, uint32_t p)
{
    if (is_party_and_place(r, p)) return r->end;
    uint32_t n = ss_lexicon_match(r->w->lex.outlets, r->w->doc, p, r->end, NULL);
    if (n > 1 || (n && p + n == r->end)) {
        if (ent_run_outlet(r, p, p + n) && !role_is_name(r, p, p + n)) {
            ent_run_emit_chunk(r, p, p + n);
            return p + n;
        }
    }
    ent_title t = ent_title_read(r, p, r->end);
    if (t.last > p && office_of(r, t.last)) { /* "Attorney General's Office" */
        uint32_t end = office_of(r, t.last);
        ent_run_emit_chunk(r, p, end);
        return end;
    }
    bool surname = t.last == p + 1 && (t.last == r->end || !ent_run_name_word(r, t.last)) &&
                   (p == 0 || tok(r, p - 1)->tag != SS_TAG_DT) &&
                   (tok(r, p)->ner == SS_NER_PER || ent_map_get(&r->persons, tok(r, p)->lhash) >= 0);
    if (t.last > p && !surname && !role_is_name(r, p, t.last)) {
        if (t.last < r->end && ent_run_name_word(r, t.last)) {
            const char *value = "";
            bool org = (ss_lexicon_match(r->w->lex.org_words, r->w->doc, t.last, r->end, &value) ||
                        ss_lexicon_match(r->w->lex.place_words, r->w->doc, t.last, r->end, &value)) &&
                       tok(r, t.last)->ner != SS_NER_PER;
            if (!org) return ent_run_emit_person(r, p, &t, t.last);
        } else {
            uint32_t name = t.role_last > t.role_first ? name_after_of(r, t.last) : 0;
            if (name) {
                uint32_t of = t.last + 1 + ss_is(tok(r, t.last + 1), "the");
                char *affiliation = ent_text(&r->w->doc->arena, r->w->doc, of, name);
                ent_run_emit_chunk(r, of, name);
                r->before = -1;
                uint32_t last = ent_run_emit_person(r, p, &t, name);
                ent_cand *c = &r->w->cands.at[r->w->cands.n - 1];
                if (!c->affiliation) c->affiliation = affiliation;
                return last;
            }
            return t.last; /* an office alone: the nominals' affair */
        }
    }
    uint32_t last = chunk_end(r, p);
    ent_run_emit_chunk(r, ent_run_with_particles(r, p), last);
    return last;
}

static void read_run(ent_run *r, uint32_t first)
{
    uint32_t p = first;
    while (p < r->end) {
        if (ent_run_name_word(r, p))
            p = cut(r, p);
        else
            p++;
    }
}

/* -- titles in small letters, definitions of acronyms ----------------------------------------------------- */

/* "state attorney general Bill Smith": the start of a title that ends at `at`. */
static ent_title title_before(ent_run *r, uint32_t begin, uint32_t at)
{
    const ent_lex *lex = &r->w->lex;
    const sayso_doc *doc = r->w->doc;
    ent_title t = {at, at, at, 0, 0, 0};
    uint32_t from = at - begin > 6 ? at - 6 : begin, found = at;
    const char *value = "";
    for (uint32_t i = from; i < at && found == at; i++)
        if (ent_run_listed(r, lex->roles, i, at, &value)) found = i;
    if (found == at) {
        if (at > begin && ss_lexicon_match(lex->persons, doc, at - 1, at, &value)) t.gender = ent_value_gender(value);
        return t;
    }
    t.gender = ent_value_gender(value);
    t.role_first = found;
    bool former = false;
    while (t.role_first > begin) {
        uint32_t k = t.role_first - 1;
        const ss_token *m = tok(r, k);
        bool opens = m->flags & SS_SENT_FIRST && r->w->name_of[k] < 0; /* "Finance chief Jane Roe" */
        bool noun = (m->tag == SS_TAG_NN && m->rel == SS_REL_compound) && (!(m->flags & SS_CAPITAL) || opens);
        bool dash = ss_is(m, "-") && k > begin && !(m->flags & SS_SPACE_BEFORE);
        if (!noun && !dash && !ss_lexicon_match(lex->role_modifiers, doc, k, k + 1, NULL)) break;
        if (m->flags & SS_CAPITAL && r->w->name_of[k] >= 0) break;
        former |= ss_is(m, "former") || ss_is(m, "ex") || ss_is(m, "then");
        t.role_first = k;
    }
    ent_title_role(r, found, at, former, &t);
    return t;
}

static void titles_in_small_letters(ent_run *r, uint32_t begin, uint32_t from)
{
    ent_work *w = r->w;
    for (uint32_t i = from; i < w->cands.n; i++) {
        ent_cand *c = &w->cands.at[i];
        if (c->role || c->first == begin) continue;
        bool person = c->kind == SAYSO_ENTITY_PERSON;
        if (!person && (c->trust > 2 || c->kind == SAYSO_ENTITY_EVENT)) continue;
        ent_title t = title_before(r, begin, c->first); /* "co-founder Dr. Jane Roe" */
        if (person && t.gender && !c->gender) c->gender = t.gender;
        if (t.role_last == t.role_first) continue;
        if (ent_run_tight_hyphen(tok(r, t.role_first))) continue; /* "Boeing-rival Acme" */
        /* "chief executive Acme" is no title: an unlikely person needs a lower-case office. */
        if (!person) ent_settle(c, SAYSO_ENTITY_PERSON, 2, "title");
        c->role = ent_text(&w->doc->arena, w->doc, t.role_first, t.role_last);
        c->role_key = t.role_key;
        c->role_head = t.role_head;
        c->first = t.role_first;
        for (uint32_t k = t.role_first; k < c->nfirst; k++) { /* "Defense" of "Defense attorney Jane Roe" */
            int32_t part = w->name_of[k];
            if (part < 0 || part == (int32_t)i || w->cands.at[part].last > c->nfirst) continue;
            if (w->cands.at[part].first < t.role_first) continue;
            w->cands.at[part].dropped = true;
            w->name_of[k] = (int32_t)i;
        }
        if (t.gender) c->gender = t.gender;
        uint32_t k = t.role_first;
        if (!c->affiliation) c->affiliation = ent_run_demonym_before(r, k, &c->first);
        const char *party = k > begin ? ss_lexicon_word(r->w->lex.parties, tok(r, k - 1)) : NULL;
        if (party && !c->affiliation && tok(r, k - 1)->flags & SS_CAPITAL) c->affiliation = party; /* "Greens senator Jane Roe" */
        if (k > begin && ss_is(tok(r, k - 1), "'s")) k--;
        int32_t before = k > begin ? w->name_of[k - 1] : -1;
        if (before >= 0 && before != (int32_t)i && w->cands.at[before].last == t.role_first &&
            ent_run_portfolio(r, &w->cands.at[before], &t)) { /* "City engineer Jane Roe" */
            c->first = w->cands.at[before].first;
            c->role = ent_text(&w->doc->arena, w->doc, c->first, t.role_last);
            w->cands.at[before].dropped = true;
            for (k = c->first; k < t.role_first; k++) w->name_of[k] = (int32_t)i;
        } else if (before >= 0 && before != (int32_t)i) {
            const ent_cand *b = &w->cands.at[before];
            ent_run_affiliate(r, c, before, t.role_first, t.role_last);
            if (b->nlast == t.role_first) c->first = b->nfirst;
        }
        c->head = ent_head_of(w->doc, c->first, c->last, c->head);
    }
}

/* "Immigration and Customs Enforcement (ICE)", and the other way round. */
static void definitions(ent_run *r, uint32_t from)
{
    ent_work *w = r->w;
    for (uint32_t i = from; i + 1 < w->cands.n; i++) {
        ent_cand *a = &w->cands.at[i], *b = &w->cands.at[i + 1];
        bool brackets = a->last + 1 == b->first && ss_is(tok(r, a->last), "(") && b->last < w->doc->tokens.n &&
                        ss_is(tok(r, b->last), ")");
        bool near = b->first > a->last && b->first - a->last < 6 && b->first >= 2;
        /* ", better known as NLC" */
        bool known_as = near && ss_is(tok(r, b->first - 1), "as") && ss_is(tok(r, b->first - 2), "known");
        if (!brackets && !known_as) continue;
        ent_cand *acronym = b, *full = a;
        if (b->nlast - b->nfirst > 1 && a->nlast - a->nfirst == 1) acronym = a, full = b;
        if (acronym->nlast - acronym->nfirst != 1 || full->nlast - full->nfirst < 2) continue;
        if (!(tok(r, acronym->nfirst)->flags & SS_ALLCAPS) || full->kind == SAYSO_ENTITY_PERSON) continue;
        acronym->same_as = (int32_t)(full - w->cands.at);
        acronym->acronym = full->defined = true;
        acronym->rule = "acronym-defined";
        acronym->kind = full->kind == SAYSO_ENTITY_OTHER ? SAYSO_ENTITY_ORGANIZATION : full->kind;
        full->kind = acronym->kind;
        acronym->trust = full->trust = 4;
    }
}

/* "People magazine", "the Folha newspaper": what the noun says, the name is. */
static void nouns_after_names(ent_run *r, uint32_t from, uint32_t end)
{
    ent_work *w = r->w;
    for (uint32_t i = from; i < w->cands.n; i++) {
        ent_cand *c = &w->cands.at[i];
        uint32_t k = c->last;
        ent_noun noun;
        if (c->dropped || c->last != c->nlast || k >= end) continue;
        if (tok(r, k)->flags & SS_CAPITAL || w->name_of[k] >= 0) continue;
        if (c->kind == SAYSO_ENTITY_PLACE || c->kind == SAYSO_ENTITY_EVENT || c->trust == 4) continue;
        if (tok(r, k - 1)->tag == SS_TAG_JJ) continue;
        if (!ent_noun_at(&w->lex, w->doc, k, k, end, &noun) || noun.first != k || noun.class != ENT_NOUN_ORG) continue;
        if (c->kind == SAYSO_ENTITY_PERSON && *noun.sort != 'o') continue;
        uint8_t next = noun.last < end ? tok(r, noun.last)->tag : SS_TAG_PERIOD;
        if (ent_is_noun_tag(next) || next == SS_TAG_POS) continue;
        ent_settle(c, *noun.sort == 'o' ? SAYSO_ENTITY_OUTLET : SAYSO_ENTITY_ORGANIZATION, 3, "noun-after");
        c->gender = 0;
        c->last = noun.last;
        for (; k < noun.last; k++) w->name_of[k] = (int32_t)i;
        c->head = ent_head_of(w->doc, c->first, c->last, c->last - 1);
    }
}

/* "Immigration and Customs Enforcement (ICE) Acting Director Johnson". */
static void affiliations_over_brackets(ent_run *r, uint32_t from)
{
    ent_work *w = r->w;
    for (uint32_t i = from; i + 2 < w->cands.n; i++) {
        ent_cand *full = &w->cands.at[i], *acronym = &w->cands.at[i + 1], *person = &w->cands.at[i + 2];
        if (acronym->same_as != (int32_t)i || acronym->last + 1 != person->first) continue;
        if (person->kind != SAYSO_ENTITY_PERSON || !person->role || person->affiliation) continue;
        ent_affiliate(w, person, (int32_t)i);
        person->first = full->first;
        person->head = ent_head_of(w->doc, person->first, person->last, person->head);
    }
}

/* The words of a title are the name's: no noun phrase of their own. */
static void claim_titles(ent_run *r, uint32_t from)
{
    ent_work *w = r->w;
    for (uint32_t i = from; i < w->cands.n; i++)
        for (uint32_t k = w->cands.at[i].first; k < w->cands.at[i].nfirst; k++)
            if (w->name_of[k] < 0) w->name_of[k] = (int32_t)i;
}

static void read_sentence(ent_run *r, uint32_t first, uint32_t last)
{
    uint32_t from = r->w->cands.n;
    r->before = -1;
    for (uint32_t i = first; i < last;) {
        if (!ent_run_name_word(r, i)) {
            i++;
            continue;
        }
        r->end = ent_run_stop(r, i, last);
        uint32_t end = r->end;
        read_run(r, i);
        i = end;
    }
    titles_in_small_letters(r, first, from);
    definitions(r, from);
    affiliations_over_brackets(r, from);
    nouns_after_names(r, from, last);
    claim_titles(r, from);
}

static bool is_heading(const sayso_doc *doc, const ss_sentence *s)
{
    return doc->paragraphs.at[s->para].kind == SS_PARA_HEADING || ent_is_headline(doc, s);
}

/* The name that signs a post: read though its tokens are no part of the story. */
static void read_signature(ent_run *r, const sayso_region *region)
{
    sayso_doc *doc = r->w->doc;
    uint32_t first = ss_token_at(doc, region->author.begin), last = ss_token_at(doc, region->author.end);
    if (first >= last || last - first > ENT_RUN_MAX) return;
    for (uint32_t i = first; i < last; i++)
        if (r->w->name_of[i] >= 0) return;
    r->end = last;
    r->before = -1;
    ent_title t = ent_title_read(r, first, last);
    uint32_t name = t.last < last ? t.last : first;
    if (name == first) t = (ent_title){first, first, first, 0, 0, 0};
    ent_cand *c = ent_run_emit(r, first, name, last);
    ent_settle(c, SAYSO_ENTITY_PERSON, 3, "post-signature");
    const char *value = "";
    uint32_t word = ent_run_ends_with(r, r->w->lex.org_words, name, last, &value);
    if (word < last && word > name)
        ent_settle(c, SAYSO_ENTITY_ORGANIZATION, 3, "post-signature");
    else if (ent_run_outlet(r, name, last))
        ent_settle(c, SAYSO_ENTITY_OUTLET, 4, "post-signature");
    else if (last - name == 1 && !ent_run_forename(r, name, NULL))
        ent_settle(c, SAYSO_ENTITY_ORGANIZATION, 1, "post-signature");
    if (t.role_last > t.role_first) {
        c->role = ent_text(&doc->arena, doc, t.role_first, t.role_last);
        c->role_key = t.role_key;
        c->role_head = t.role_head;
    }
    if (last - name > 1 && ent_run_forename(r, name, &value)) c->gender = t.gender ? t.gender : *value;
}

/* How the words of the story are written. */
static void learn_capitals(ent_run *r)
{
    const sayso_doc *doc = r->w->doc;
    for (uint32_t k = 0; k < doc->sentences.n; k++) {
        const ss_sentence *s = &doc->sentences.at[k];
        if (is_heading(doc, s)) continue;
        for (uint32_t i = s->first; i < s->last; i++) {
            const ss_token *t = tok(r, i);
            if (!(t->flags & SS_ALPHA) || t->flags & (SS_SKIP | SS_PUNCT)) continue;
            if (!(t->flags & SS_CAPITAL))
                ent_map_put(&r->small, t->lhash, 1);
            else if (!ent_run_opens(r, i) && ent_is_name_tag(t->tag))
                ent_map_put(&r->inside, t->lhash, 1);
        }
    }
}

void ent_names_find(ent_work *w)
{
    sayso_doc *doc = w->doc;
    w->name_of = ss_alloc(w->ctx->scratch, doc->tokens.n * sizeof *w->name_of);
    for (uint32_t i = 0; i < doc->tokens.n; i++) w->name_of[i] = -1;
    ent_run r = {.w = w, .before = -1, .persons = {.arena = w->ctx->scratch}};
    r.inside.arena = r.small.arena = w->ctx->scratch;
    ss_tagger_open(&r.dictionary, w->ctx->model);
    learn_capitals(&r);
    for (uint32_t i = 0; i < doc->regions.n; i++)
        if (doc->regions.at[i].kind == SAYSO_REGION_POST &&
            doc->regions.at[i].author.end > doc->regions.at[i].author.begin)
            read_signature(&r, &doc->regions.at[i]);
    for (uint32_t i = 0; i < doc->sentences.n; i++) {
        const ss_sentence *s = &doc->sentences.at[i];
        if (!is_heading(doc, s)) read_sentence(&r, s->first, s->last);
    }
    ent_map known = {.arena = w->ctx->scratch};
    for (uint32_t i = 0; i < w->cands.n; i++)
        for (uint32_t k = w->cands.at[i].nfirst; k < w->cands.at[i].nlast; k++)
            if (doc->tokens.at[k].flags & SS_CAPITAL && doc->tokens.at[k].lower_len > 2)
                ent_map_put(&known, doc->tokens.at[k].lhash, i);
    r.heading = true;
    r.known = &known;
    for (uint32_t i = 0; i < doc->sentences.n; i++) {
        const ss_sentence *s = &doc->sentences.at[i];
        r.capitals = w->cands.n > 0 && ent_is_headline(doc, s);
        if (is_heading(doc, s)) read_sentence(&r, s->first, s->last);
    }
}
