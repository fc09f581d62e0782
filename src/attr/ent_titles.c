/* ent_titles.c - titles, and the candidates that a run's names become.
 *
 * A title is forms of address and offices as far as they go ("Foreign Minister
 * Prince Khalid": the office is the first). A name with a title is a person's;
 * what stands before the title is its portfolio, a nationality or a body, which
 * becomes the affiliation. A name without one is classified by its words
 * (ent_classify.c).
 *
 * Cost: constant for each name: all looks beside it are bounded.
 * Known failures: a body before an office that serves a person ("the Roe
 * campaign chief") is an affiliation or not by a list of such offices.
 */
#include "attr/ent_run.h"

enum { NAME_MAX = 6 };

/* -- titles ------------------------------------------------------------------------------- */

void ent_title_role(const ent_run *r, uint32_t first, uint32_t last, bool former, ent_title *t)
{
    ent_noun noun;
    t->role_last = last;
    if (ent_noun_at(&r->w->lex, r->w->doc, first, last - 1, last, &noun)) {
        t->role_key = ent_role_key(&noun, former);
        t->role_head = ent_role_head(&r->w->lex, r->w->doc, &noun, former);
        if (noun.gender) t->gender = noun.gender;
    }
}

/* Reads forms of address and offices from `i`, as far as they go. */
ent_title ent_title_read(const ent_run *r, uint32_t i, uint32_t end)
{
    const ent_lex *lex = &r->w->lex;
    const sayso_doc *doc = r->w->doc;
    ent_title t = {i, i, i, 0, 0, 0};
    bool former = false;
    uint32_t modifier = UINT32_MAX;
    while (i < end) {
        const char *value = "";
        uint32_t n = ss_lexicon_match(lex->roles, doc, i, end, &value);
        bool style = n == 1 && t.role_last > t.role_first && ss_lexicon_word(lex->titles, tok(r, i));
        if (n && !style) { /* "Foreign Minister Prince Khalid": the office is the first */
            uint32_t from = modifier != UINT32_MAX ? modifier : i;
            if (t.role_last == t.role_first) t.role_first = from;
            ent_title_role(r, i, i + n, former, &t);
            if (ent_value_gender(value)) t.gender = *value;
            t.last = i += n;
            modifier = UINT32_MAX;
            continue;
        }
        if ((n = ss_lexicon_match(lex->titles, doc, i, end, &value))) {
            if (ent_value_gender(value)) t.gender = *value;
            t.last = i += n;
            continue;
        }
        if ((n = ss_lexicon_match(lex->role_modifiers, doc, i, end, NULL))) {
            if (modifier == UINT32_MAX) modifier = i;
            former |= ss_is(tok(r, i), "former") || ss_is(tok(r, i), "ex") || ss_is(tok(r, i), "then");
            i += n;
            if (i < end && ss_is(tok(r, i), "-")) i++;
            continue;
        }
        break;
    }
    return t;
}

/* -- emission ------------------------------------------------------------------------------------ */

ent_cand *ent_run_emit(ent_run *r, uint32_t first, uint32_t nfirst, uint32_t nlast)
{
    ent_work *w = r->w;
    int32_t index = (int32_t)w->cands.n;
    ent_cand *c = ent_add(w, SS_MENTION_NAME, first, nlast);
    c->nfirst = nfirst;
    c->head = ent_head_of(w->doc, nfirst, nlast, nlast - 1);
    c->heading = r->heading;
    for (uint32_t i = nfirst; i < nlast; i++) w->name_of[i] = index;
    r->before = index;
    return c;
}

/* A lone adjective of a place or a modifier inside a noun phrase names nobody. */
static bool is_adjective(const ent_run *r, uint32_t first, uint32_t last)
{
    if (!ent_run_listed(r, r->w->lex.demonyms, first, last, NULL)) return false;
    const ss_token *t = tok(r, last - 1);
    if (t->tag == SS_TAG_NNPS || t->tag == SS_TAG_NNS) return false;
    return t->tag == SS_TAG_JJ || t->rel == SS_REL_amod || t->rel == SS_REL_compound || last < r->end ||
           (t->head > (int32_t)last - 1 && t->head <= (int32_t)last + 2);
}

/* The words of a person's name are names wherever they stand. */
static void learn_person(ent_run *r, const ent_cand *c)
{
    if (c->kind != SAYSO_ENTITY_PERSON || (c->nlast - c->nfirst == 1 && c->trust < 4)) return;
    for (uint32_t i = c->nfirst; i < c->nlast; i++)
        if (tok(r, i)->lower_len > 1 && tok(r, i)->flags & SS_CAPITAL) ent_map_put(&r->persons, tok(r, i)->lhash, 1);
    for (uint32_t i = c->nfirst + 1; i + 1 < c->nlast; i++)
        if (ent_run_particle(r, tok(r, i))) ent_map_put(&r->persons, ent_mix(tok(r, i)->lhash, tok(r, i + 1)->lhash), 1);
}

/* "dela Cruz said", where the text has "Tony dela Cruz": the particles are its own. */
uint32_t ent_run_with_particles(const ent_run *r, uint32_t first)
{
    while (first > 0 && tok(r, first - 1)->sent == tok(r, first)->sent && ent_run_particle(r, tok(r, first - 1)) &&
           ent_map_get(&r->persons, ent_mix(tok(r, first - 1)->lhash, tok(r, first)->lhash)) >= 0)
        first--;
    return first;
}

/* "Troy Roe SC": the name ends before the letters. */
static uint32_t without_letters(const ent_run *r, uint32_t first, uint32_t last)
{
    while (last - first > 2 && ss_lexicon_word(r->w->lex.postnominals, tok(r, last - 1))) last--;
    return last;
}

void ent_run_emit_chunk(ent_run *r, uint32_t first, uint32_t last)
{
    if (is_adjective(r, first, last)) return;
    if (last - first == 1 && first > 0 && ss_is(tok(r, first - 1), ",") &&
        ss_lexicon_word(r->w->lex.postnominals, tok(r, first)))
        return; /* "Jane Roe, R.N.," */
    uint32_t all = last; /* letters after the name included */
    last = without_letters(r, first, last);
    ent_cand *c = ent_run_emit(r, first, first, last);
    c->last = all;
    ent_run_classify(r, first, last, c);
    /* "the Trump administration", "the Clinton campaign" */
    bool listed = ent_run_listed(r, r->w->lex.places, first, last, NULL) || c->trust > 2;
    const char *serves = "";
    if (!listed && last < r->w->doc->tokens.n && last - first <= 2 &&
        ss_lexicon_match(r->w->lex.person_followers, r->w->doc, last, last + 1, &serves) && !*serves)
        ent_settle(c, SAYSO_ENTITY_PERSON, 3, "person-follower");
    if (c->kind == SAYSO_ENTITY_PERSON) {
        const char *value = "";
        if (ent_run_forename(r, first, &value) && last - first > 1) c->gender = *value;
    }
    if (c->kind == SAYSO_ENTITY_PERSON && last - first == 1 && first > 0 &&
        ss_lexicon_value_has(ss_lexicon_word(r->w->lex.rules, tok(r, first - 1)), "around") &&
        ent_map_get(&r->persons, tok(r, first)->lhash) < 0)
        ent_settle(c, SAYSO_ENTITY_PLACE, 2, "place-word");
    c->head = ent_head_of(r->w->doc, first, last, last - 1);
    learn_person(r, c);
}

/* The affiliation right before a title: the chunk emitted before, perhaps with
 * its acronym in brackets in between. */
static const ent_cand *affiliation_before(const ent_run *r, uint32_t at)
{
    if (r->before < 0) return NULL;
    const ent_cand *b = &r->w->cands.at[r->before];
    if (b->last == at) return b;
    if (b->last + 1 == at && ss_is(tok(r, b->last), "'s")) return b;
    return NULL;
}

/* "of Missouri" after a person with a title: the end of the place, or `at`. */
static uint32_t affiliation_after(const ent_run *r, uint32_t at)
{
    if (at + 1 >= r->end || !ss_is(tok(r, at), "of")) return at;
    uint32_t first = at + 1 + ss_is(tok(r, at + 1), "the"), last = first;
    while (last < r->end && last - first < 4 && ent_run_name_word(r, last)) last++;
    if (last < r->end && ent_run_tight_hyphen(tok(r, last))) return at; /* "of the Dakar-based Institute" */
    while (last > first) {
        ent_noun noun; /* "of the Fairview police" */
        if (ss_is(tok(r, at + 1), "the") && last < r->w->doc->tokens.n &&
            ent_noun_at(&r->w->lex, r->w->doc, last, last, last + 2, &noun) && noun.first == last &&
            (noun.class == ENT_NOUN_ORG || noun.class == ENT_NOUN_MASS))
            return noun.last;
        if (ent_run_listed(r, r->w->lex.places, first, last, NULL)) return last;
        bool loc = true;
        for (uint32_t i = first; i < last; i++) loc &= tok(r, i)->ner == SS_NER_LOC;
        if (loc) return last;
        last--;
    }
    return at;
}

/* Where the person's name that begins at `q` ends. */
static uint32_t person_end(const ent_run *r, uint32_t q)
{
    uint32_t i = q + 1;
    while (i < r->end && i - q < NAME_MAX) {
        const ss_token *t = tok(r, i);
        if (ss_is(t, "-") || (ent_run_particle(r, t) && i + 1 < r->end && ent_run_name_word(r, i + 1))) {
            i += 2;
            continue;
        }
        uint32_t n = ent_run_bridge(r, i, r->end);
        if (n && (ent_run_particle(r, t) || t->flags & SS_QUOTE_OPEN)) {
            i += n;
            continue;
        }
        if (!ent_run_name_word(r, i)) break;
        if (t->ner != SS_NER_NONE && t->ner != SS_NER_PER && t->flags & SS_NER_BEGIN &&
            tok(r, i - 1)->ner == SS_NER_PER)
            break;
        if (t->ner == SS_NER_PER && t->flags & SS_NER_BEGIN && tok(r, i - 1)->ner == SS_NER_PER && i - q > 1) break;
        i++;
    }
    return i > r->end ? r->end : i;
}

/* "Jr." and "III" after a comma or without. */
static uint32_t with_suffix(const ent_run *r, uint32_t last)
{
    const sayso_doc *doc = r->w->doc;
    uint32_t i = last;
    if (i < doc->tokens.n && ss_is(tok(r, i), ",")) i++;
    if (i >= doc->tokens.n || tok(r, i)->sent != tok(r, last - 1)->sent) return last;
    return ss_lexicon_value_has(ss_lexicon_word(r->w->lex.particles, tok(r, i)), "suffix") ? i + 1 : last;
}

/* "Chinese Foreign Minister Wang Yi": the country, and where its adjective begins. */
const char *ent_run_demonym_before(const ent_run *r, uint32_t at, uint32_t *first)
{
    const char *value = "";
    for (uint32_t n = 2; n > 0; n--) {
        if (at < n || tok(r, at - n)->sent != tok(r, at)->sent) continue;
        if (!ent_run_listed(r, r->w->lex.demonyms, at - n, at, &value)) continue;
        *first = at - n;
        return value;
    }
    return NULL;
}

/* Is the name before an office a part of it: "Transport Secretary", "City engineer"?
 * Words that are no names elsewhere, before a title in capitals or at the start. */
bool ent_run_portfolio(const ent_run *r, const ent_cand *before, const ent_title *t)
{
    if (before->nlast - before->nfirst > 2 || before->first != before->nfirst) return false;
    if (before->trust > 2 || before->kind == SAYSO_ENTITY_OUTLET) return false;
    if (!(tok(r, t->role_first)->flags & SS_CAPITAL) && !ent_run_opens(r, before->nfirst)) return false;
    for (uint32_t i = before->nfirst; i < before->nlast; i++) {
        const ss_token *w = tok(r, i);
        if (w->flags & SS_ALLCAPS || ss_lexicon_word(r->w->lex.places, w)) return false;
        if (ent_map_get(&r->inside, w->lhash) >= 0 && !(tok(r, t->role_first)->flags & SS_CAPITAL)) return false;
        ss_word word = {.low = w->lhash};
        if (r->dictionary.slots) ss_tagdict_apply(&r->dictionary, &word, 1);
        if (!word.amb || word.sure == 1 + SS_TAG_NNP) return false;
    }
    return true;
}

/* "Economy Minister Jane Roe said": a noun that opens the sentence, and a title in
 * capitals after it, are one office. */
static bool opens_title(const ent_run *r, uint32_t i, const ent_title *t)
{
    const ss_token *word = tok(r, i);
    ent_noun noun;
    return r->w->name_of[i] < 0 && i + 1 == t->role_first && tok(r, t->role_first)->flags & SS_CAPITAL &&
           (word->tag == SS_TAG_NN || word->tag == SS_TAG_NNP) && word->flags & SS_CAPITAL &&
           !ss_lexicon_word(r->w->lex.not_names, word) && !ss_lexicon_word(r->w->lex.demonyms, word) &&
           !ss_lexicon_word(r->w->lex.places, word) && !ent_noun_at(&r->w->lex, r->w->doc, i, i, i + 1, &noun);
}

/* Takes back the candidate emitted last. */
static void drop_last(ent_run *r)
{
    ent_work *w = r->w;
    const ent_cand *c = &w->cands.at[--w->cands.n];
    for (uint32_t i = c->nfirst; i < c->nlast; i++) w->name_of[i] = -1;
}

/* The name before an office [first, last) as its holder's affiliation. A body, where
 * the name tagger saw a person ("Belmonte coach Roe"), unless the office serves one. */
void ent_run_affiliate(ent_run *r, ent_cand *holder, int32_t body, uint32_t first, uint32_t last)
{
    ent_work *w = r->w;
    ent_cand *b = &w->cands.at[body];
    bool serves = ent_run_listed(r, w->lex.person_followers, first, last, NULL);
    if (b->kind == SAYSO_ENTITY_PERSON && b->trust < 4 && b->last == first && !serves) {
        ent_settle(b, SAYSO_ENTITY_ORGANIZATION, 4, "affiliation");
        b->described = true;
        b->gender = 0;
    }
    ent_affiliate(w, holder, body);
}

/* "Acting", "Former" right before `at`: where they begin, or `at`. */
static uint32_t modifiers_before(const ent_run *r, uint32_t at, bool *former)
{
    while (at > 0 && tok(r, at - 1)->sent == tok(r, at)->sent && r->w->name_of[at - 1] < 0 &&
           ss_lexicon_match(r->w->lex.role_modifiers, r->w->doc, at - 1, at, NULL)) {
        at--;
        *former |= ss_lexicon_value_has(ss_lexicon_word(r->w->lex.rules, tok(r, at)), "past");
    }
    return at;
}

/* "Labour MP Jane Roe": the party, or NULL. */
static const char *party_in(const ent_run *r, uint32_t first, uint32_t last)
{
    const char *party = NULL;
    for (uint32_t i = first; i < last && !party; i++) {
        uint32_t n = ss_lexicon_match(r->w->lex.parties, r->w->doc, i, last, &party);
        if (!n || i + n >= last) party = NULL;
    }
    return party ? ss_strdup(&r->w->doc->arena, party) : NULL;
}

uint32_t ent_run_emit_person(ent_run *r, uint32_t first, const ent_title *t, uint32_t name)
{
    ent_work *w = r->w;
    const ent_cand *before = affiliation_before(r, first);
    uint32_t all = person_end(r, name), last = without_letters(r, name, all), start = first;
    const char *affiliation = NULL;
    int32_t body = -1;
    bool office = t->role_last > t->role_first;
    uint32_t role_first = office ? t->role_first : first;
    if (before && office && before->last == first && ent_run_portfolio(r, before, t)) { /* "Transport Secretary" */
        role_first = start = before->first;
        drop_last(r);
        before = NULL;
        r->before = -1;
    } else if (before && office && before->kind != SAYSO_ENTITY_EVENT) {
        if (before->last == first) start = before->first;
        body = r->before;
    }
    bool former = false;
    uint32_t modifiers = modifiers_before(r, start, &former);
    if (office && modifiers < start) {
        if (role_first == start) role_first = modifiers;
        start = modifiers;
    }
    if (!before && office && start > 0 && tok(r, start - 1)->flags & SS_SENT_FIRST && opens_title(r, start - 1, t))
        role_first = --start;
    if (!before && office) affiliation = ent_run_demonym_before(r, start, &start);
    uint32_t place = affiliation_after(r, last);
    last = with_suffix(r, last);
    ent_cand *c = ent_run_emit(r, start, name, last);
    if (all > last) c->last = all;
    ent_settle(c, SAYSO_ENTITY_PERSON, 4, "title");
    c->gender = t->gender;
    if (office) {
        c->role = ent_text(&w->doc->arena, w->doc, role_first, t->role_last);
        c->role_key = t->role_key;
        c->role_head = t->role_head;
        if (former) { /* "Former Ohio Gov. Jane Roe" */
            ent_title again = *t;
            ent_title_role(r, t->role_first, t->role_last, true, &again);
            c->role_key = again.role_key;
            c->role_head = again.role_head;
            if (role_first > start)
                c->role =
                    ss_printf(&w->doc->arena, "%s %s", ent_text(w->ctx->scratch, w->doc, start, start + 1), c->role);
        }
    }
    if (place > last) {
        c->last = place;
        affiliation = ent_text(&w->doc->arena, w->doc, last + 1 + ss_is(tok(r, last + 1), "the"), place);
    }
    c->affiliation = affiliation;
    if (body >= 0 && !affiliation) ent_run_affiliate(r, c, body, t->role_first, t->role_last);
    if (!c->affiliation && office) c->affiliation = party_in(r, role_first, t->role_last);
    const char *value = "";
    if (!c->gender && last - name > 1 && ent_run_forename(r, name, &value)) c->gender = *value;
    c->head = ent_head_of(w->doc, c->first, c->last, ent_head_of(w->doc, name, last, last - 1));
    learn_person(r, c);
    return last;
}
