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
 * Cost: linear; a run is cut at RUN_MAX tokens, and each token of it is looked up
 * in a constant number of lists.
 * Known failures: organisations joined by "and" without a telling last word;
 * persons whose surname is an office ("Dean") where the tagger misses them.
 */
#include "attr/ent_run.h"

enum { RUN_MAX = 32, NAME_MAX = 6 };

static bool is_particle(const ent_run *r, const ss_token *t)
{
    return ss_lexicon_value_has(ss_lexicon_word(r->w->lex.particles, t), "run");
}

static bool is_tight_hyphen(const ss_token *t)
{
    return ss_is(t, "-") && !(t->flags & SS_SPACE_BEFORE);
}

/* Would the token be written with a capital whatever it is? */
static bool opens(const ent_run *r, uint32_t i)
{
    if (i == 0 || tok(r, i)->flags & SS_SENT_FIRST) return true;
    const ss_token *before = tok(r, i - 1);
    return before->flags & SS_QUOTE_OPEN || before->tag == SS_TAG_COLON || before->tag == SS_TAG_OPENQ;
}

/* "MetService": a capital inside. */
static bool mixed_case(const ent_run *r, uint32_t i)
{
    const ss_token *t = tok(r, i);
    uint32_t capitals = 0, smalls = 0;
    for (uint32_t k = t->begin; k < t->end; k++) {
        capitals += r->w->doc->text[k] >= 'A' && r->w->doc->text[k] <= 'Z';
        smalls += r->w->doc->text[k] >= 'a' && r->w->doc->text[k] <= 'z';
    }
    return capitals > 1 && smalls > 1 && !(t->flags & SS_PUNCT);
}

/* Is the word that opens a sentence a name: one elsewhere, or a word that no
 * dictionary has, in the place of a subject? */
static bool opens_with_name(const ent_run *r, uint32_t i)
{
    const ss_token *t = tok(r, i);
    if (ent_map_get(&r->persons, t->lhash) >= 0) return true;
    if (mixed_case(r, i)) return true;
    if (t->lower_len < 3 || ent_map_get(&r->small, t->lhash) >= 0) return false;
    if (ent_map_get(&r->inside, t->lhash) >= 0) return true;
    if (i + 1 >= r->w->doc->tokens.n || !r->dictionary.slots || t->flags & SS_ALLCAPS) return false;
    ss_word word = {.low = t->lhash};
    ss_tagdict_apply(&r->dictionary, &word, 1);
    const ss_token *next = tok(r, i + 1);
    return word.amb == 0 && (ent_is_finite_tag(next->tag) || next->tag == SS_TAG_POS);
}

/* "Emergency Management Ontario opened ...": a plain noun that opens a sentence and
 * a name or another noun in capitals, where it is no title of a person's. */
static bool opens_body(const ent_run *r, uint32_t i)
{
    const ent_lex *lex = &r->w->lex;
    const sayso_doc *doc = r->w->doc;
    const ss_token *t = tok(r, i), *next = tok(r, i + 1);
    ent_noun noun;
    bool name = ent_is_name_tag(next->tag) || (next->tag == SS_TAG_NN && next->flags & SS_CAPITAL);
    if (t->tag != SS_TAG_NN || !name || next->ner == SS_NER_PER) return false;
    if (ss_lexicon_word(lex->forenames, next) || ss_lexicon_word(lex->titles, next)) return false;
    if (ss_lexicon_match(lex->role_modifiers, doc, i, i + 1, NULL) || ss_lexicon_word(lex->demonyms, t)) return false;
    return !ent_noun_at(lex, doc, i, i, i + 2, &noun) && !ent_noun_at(lex, doc, i + 1, i + 1, i + 2, &noun);
}

/* Can the token be a word of a name? */
static bool is_name_word(const ent_run *r, uint32_t i)
{
    const ss_token *t = tok(r, i);
    if (t->flags & (SS_PUNCT | SS_SKIP) || !(t->flags & SS_ALPHA) || !(t->flags & SS_CAPITAL)) return false;
    if (t->begin + 1 < t->end && (t->lower[0] == '@' || t->lower[0] == '#')) return false;
    if (ss_lexicon_match(r->w->lex.not_names, r->w->doc, i, i + 1, NULL) && t->ner != SS_NER_PER) return false;
    if (r->heading) {
        if (r->capitals) return r->known && ent_map_get(r->known, t->lhash) >= 0;
        if (t->ner != SS_NER_NONE) return true;
        return r->known && ent_map_get(r->known, t->lhash) >= 0;
    }
    if (t->tag == SS_TAG_PRP || t->tag == SS_TAG_PRPS || t->tag == SS_TAG_DT || t->tag == SS_TAG_WP) return false;
    if (ent_is_name_tag(t->tag) || t->ner != SS_NER_NONE) return true;
    if (t->flags & SS_ALLCAPS && strchr(t->lower, '&')) return true; /* P&I, whatever its tag */
    if (opens(r, i)) {
        if (opens_with_name(r, i)) return true;
        bool noun = t->tag == SS_TAG_NN || t->tag == SS_TAG_JJ; /* “Fox News Sunday” */
        if (!noun || i + 1 >= r->w->doc->tokens.n || !(tok(r, i + 1)->flags & SS_CAPITAL)) return false;
        return !(t->flags & SS_SENT_FIRST) || opens_body(r, i);
    }
    return t->tag == SS_TAG_NN || t->tag == SS_TAG_NNS || t->tag == SS_TAG_JJ || t->tag == SS_TAG_JJR ||
           t->tag == SS_TAG_VBG || t->tag == SS_TAG_VBN || t->tag == SS_TAG_FW || t->tag == SS_TAG_CD;
}

/* -- runs ------------------------------------------------------------------------ */

/* Does an opening mark at `i` begin a nickname ("Dale “Duke” Ferris")? Where the
 * name goes on after it; 0: no. */
static uint32_t nickname_end(const ent_run *r, uint32_t i, uint32_t end)
{
    if (!(tok(r, i)->flags & SS_QUOTE_OPEN) || i + 3 >= end || i == 0 || !is_name_word(r, i - 1)) return 0;
    for (uint32_t k = i + 1; k < end && k < i + 4; k++) {
        const ss_token *t = tok(r, k);
        if (t->flags & SS_QUOTE_CLOSE)
            return k > i + 1 && k + 1 < end && (is_name_word(r, k + 1) || is_particle(r, tok(r, k + 1))) ? k + 1 : 0;
        if (!(t->flags & SS_CAPITAL) && !(ss_is(t, "the") && k == i + 1)) return 0;
    }
    return 0;
}

/* Does a word that names of bodies end with stand among the next few? */
static bool bodies_word(const ent_run *r, uint32_t i, uint32_t end)
{
    const char *value = "";
    for (uint32_t k = i; k < end && k < i + 4 && is_name_word(r, k); k++)
        if (ss_lexicon_match(r->w->lex.org_words, r->w->doc, k, end, &value) && value_allows(value, 'l')) return true;
    return false;
}

/* Length of a bridge at `i` to another name word at or after i: 0 for none. */
static uint32_t bridge(const ent_run *r, uint32_t i, uint32_t end)
{
    const ss_token *t = tok(r, i);
    if (i + 1 >= end || t->flags & SS_SKIP) return 0;
    bool next = is_name_word(r, i + 1);
    if (is_tight_hyphen(t)) return next && !(tok(r, i + 1)->flags & SS_SPACE_BEFORE);
    if (is_particle(r, t) && !next) { /* "van der Berg", "al-Rashid" */
        uint32_t n = 1;
        while (n < 4 && i + n + 1 < end && (is_particle(r, tok(r, i + n)) || is_tight_hyphen(tok(r, i + n)))) n++;
        return n > 1 && is_name_word(r, i + n) ? n : 0;
    }
    uint32_t nickname = nickname_end(r, i, end);
    if (nickname) return nickname - i;
    if (ss_is(t, "&") || ss_is(t, "and") || ss_is(t, "'s") || is_particle(r, t)) return next;
    if (t->tag == SS_TAG_POS && next && i > 0 && tok(r, i - 1)->lower[tok(r, i - 1)->lower_len - 1] == 's')
        return bodies_word(r, i + 1, end); /* "Farmers' Federation" */
    if (ss_is(t, "of") || ss_is(t, "for") || ss_is(t, "on")) {
        if (next) return 1;
        return i + 2 < end && ss_is(tok(r, i + 1), "the") && is_name_word(r, i + 2) ? 2 : 0;
    }
    if (t->flags & SS_DIGIT && (t->tag == SS_TAG_NNP || t->ner != SS_NER_NONE)) return 1;
    return 0;
}

static uint32_t run_end(const ent_run *r, uint32_t i, uint32_t end)
{
    uint32_t stop = end - i > RUN_MAX ? i + RUN_MAX : end;
    uint32_t last = ++i;
    while (i < stop) {
        if (is_name_word(r, i)) {
            last = ++i;
            continue;
        }
        uint32_t n = bridge(r, i, stop);
        if (!n) break;
        i += n;
    }
    return i < last ? last : i > stop ? stop : i;
}

/* -- titles ------------------------------------------------------------------------------- */

typedef struct {
    uint32_t last;       /* after the title; == first: none */
    uint32_t role_first; /* the office, its modifiers included; == role_last: mere form of address */
    uint32_t role_last;
    uint32_t role_key, role_head;
    char gender;
} title;

static void take_role(const ent_run *r, uint32_t first, uint32_t last, bool former, title *t)
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
static title read_title(const ent_run *r, uint32_t i, uint32_t end)
{
    const ent_lex *lex = &r->w->lex;
    const sayso_doc *doc = r->w->doc;
    title t = {i, i, i, 0, 0, 0};
    bool former = false;
    uint32_t modifier = UINT32_MAX;
    while (i < end) {
        const char *value = "";
        uint32_t n = ss_lexicon_match(lex->roles, doc, i, end, &value);
        bool style = n == 1 && t.role_last > t.role_first && ss_lexicon_word(lex->titles, tok(r, i));
        if (n && !style) { /* "Foreign Minister Prince Khalid": the office is the first */
            uint32_t from = modifier != UINT32_MAX ? modifier : i;
            if (t.role_last == t.role_first) t.role_first = from;
            take_role(r, i, i + n, former, &t);
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

static ent_cand *emit(ent_run *r, uint32_t first, uint32_t nfirst, uint32_t nlast)
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
        if (is_particle(r, tok(r, i))) ent_map_put(&r->persons, ent_mix(tok(r, i)->lhash, tok(r, i + 1)->lhash), 1);
}

/* "dela Cruz said", where the text has "Tony dela Cruz": the particles are its own. */
static uint32_t with_particles(const ent_run *r, uint32_t first)
{
    while (first > 0 && tok(r, first - 1)->sent == tok(r, first)->sent && is_particle(r, tok(r, first - 1)) &&
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

static void emit_chunk(ent_run *r, uint32_t first, uint32_t last)
{
    if (is_adjective(r, first, last)) return;
    if (last - first == 1 && first > 0 && ss_is(tok(r, first - 1), ",") &&
        ss_lexicon_word(r->w->lex.postnominals, tok(r, first)))
        return; /* "Jane Roe, R.N.," */
    uint32_t all = last; /* letters after the name included */
    last = without_letters(r, first, last);
    ent_cand *c = emit(r, first, first, last);
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
    while (last < r->end && last - first < 4 && is_name_word(r, last)) last++;
    if (last < r->end && is_tight_hyphen(tok(r, last))) return at; /* "of the Dakar-based Institute" */
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
        if (ss_is(t, "-") || (is_particle(r, t) && i + 1 < r->end && is_name_word(r, i + 1))) {
            i += 2;
            continue;
        }
        uint32_t n = bridge(r, i, r->end);
        if (n && (is_particle(r, t) || t->flags & SS_QUOTE_OPEN)) {
            i += n;
            continue;
        }
        if (!is_name_word(r, i)) break;
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
static const char *demonym_before(const ent_run *r, uint32_t at, uint32_t *first)
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
static bool is_portfolio(const ent_run *r, const ent_cand *before, const title *t)
{
    if (before->nlast - before->nfirst > 2 || before->first != before->nfirst) return false;
    if (before->trust > 2 || before->kind == SAYSO_ENTITY_OUTLET) return false;
    if (!(tok(r, t->role_first)->flags & SS_CAPITAL) && !opens(r, before->nfirst)) return false;
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
static bool opens_title(const ent_run *r, uint32_t i, const title *t)
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
static void affiliate(ent_run *r, ent_cand *holder, int32_t body, uint32_t first, uint32_t last)
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

static uint32_t emit_person(ent_run *r, uint32_t first, const title *t, uint32_t name)
{
    ent_work *w = r->w;
    const ent_cand *before = affiliation_before(r, first);
    uint32_t all = person_end(r, name), last = without_letters(r, name, all), start = first;
    const char *affiliation = NULL;
    int32_t body = -1;
    bool office = t->role_last > t->role_first;
    uint32_t role_first = office ? t->role_first : first;
    if (before && office && before->last == first && is_portfolio(r, before, t)) { /* "Transport Secretary" */
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
    if (!before && office) affiliation = demonym_before(r, start, &start);
    uint32_t place = affiliation_after(r, last);
    last = with_suffix(r, last);
    ent_cand *c = emit(r, start, name, last);
    if (all > last) c->last = all;
    ent_settle(c, SAYSO_ENTITY_PERSON, 4, "title");
    c->gender = t->gender;
    if (office) {
        c->role = ent_text(&w->doc->arena, w->doc, role_first, t->role_last);
        c->role_key = t->role_key;
        c->role_head = t->role_head;
        if (former) { /* "Former Ohio Gov. Jane Roe" */
            title again = *t;
            take_role(r, t->role_first, t->role_last, true, &again);
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
    if (body >= 0 && !affiliation) affiliate(r, c, body, t->role_first, t->role_last);
    if (!c->affiliation && office) c->affiliation = party_in(r, role_first, t->role_last);
    const char *value = "";
    if (!c->gender && last - name > 1 && ent_run_forename(r, name, &value)) c->gender = *value;
    c->head = ent_head_of(w->doc, c->first, c->last, ent_head_of(w->doc, name, last, last - 1));
    learn_person(r, c);
    return last;
}

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
        if (address && ent_value_gender(address)) return false; /* "Ms Roe", whatever the tagger says */
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
    while (last < r->end && is_name_word(r, last)) last++;
    const ss_token *left = tok(r, k - 1), *right = tok(r, k + 1);
    if (left->ner == SS_NER_PER || right->ner == SS_NER_PER) return false;
    if (ent_run_listed(r, r->w->lex.places, k + 1, last, NULL)) return false;
    for (uint32_t i = first; i < k; i++) /* "Department of Health and Human Services" */
        if ((ss_is(tok(r, i), "of") || ss_is(tok(r, i), "for")) && ent_run_has_head(r, first, i))
            return !(right->flags & SS_NER_BEGIN) || right->ner == SS_NER_NONE ||
                   (right->ner != SS_NER_LOC && !bodies_word(r, k + 1, r->end)); /* Education and Skills */
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
    if (ss_is(t, "-") || is_particle(r, t) || nickname_end(r, k, r->end)) return false;
    if (t->flags & SS_QUOTE_CLOSE) return false; /* of a nickname */
    if (t->flags & SS_DIGIT) return t->ner == SS_NER_NONE && t->tag != SS_TAG_NNP;
    if (ss_is(t, "and") || ss_is(t, "&")) return !and_joins(r, first, k);
    if (t->tag == SS_TAG_POS && !ss_is(t, "'s")) return !bodies_word(r, k + 1, r->end);
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
        if (!is_name_word(r, k)) {
            if (bridge_breaks(r, first, k)) break;
            k++;
            continue;
        }
        bool after_of = ss_is(tok(r, k - 1), "of") || ss_is(tok(r, k - 1), "the") || ss_is(tok(r, k - 1), "for");
        uint32_t role = ss_lexicon_match(r->w->lex.roles, r->w->doc, k, r->end, NULL);
        if (!role && ss_lexicon_match(r->w->lex.role_modifiers, r->w->doc, k, r->end, NULL)) {
            title t2 = read_title(r, k, r->end);
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
    while (k > first + 1 && !is_name_word(r, k - 1) && !(tok(r, k - 1)->flags & SS_DIGIT)) k--;
    return k;
}

/* "Secretary of Homeland Security Alejandro Mayorkas": where the name begins
 * after a role and its "of" phrase; 0: nowhere. */
static uint32_t name_after_of(const ent_run *r, uint32_t of)
{
    if (of + 2 >= r->end || !(ss_is(tok(r, of), "of") || ss_is(tok(r, of), "for"))) return 0;
    for (uint32_t i = of + 2; i < r->end && i < of + 8; i++) {
        if (!is_name_word(r, i)) continue;
        const ss_token *t = tok(r, i);
        if (t->ner == SS_NER_PER && t->flags & SS_NER_BEGIN) return i;
        if (t->ner == SS_NER_NONE && ent_run_forename(r, i, NULL) && i + 1 < r->end && is_name_word(r, i + 1) &&
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
            emit_chunk(r, p, p + n);
            return p + n;
        }
    }
    title t = read_title(r, p, r->end);
    if (t.last > p && office_of(r, t.last)) { /* "Attorney General's Office" */
        uint32_t end = office_of(r, t.last);
        emit_chunk(r, p, end);
        return end;
    }
    bool surname = t.last == p + 1 && (t.last == r->end || !is_name_word(r, t.last)) &&
                   (p == 0 || tok(r, p - 1)->tag != SS_TAG_DT) &&
                   (tok(r, p)->ner == SS_NER_PER || ent_map_get(&r->persons, tok(r, p)->lhash) >= 0);
    if (t.last > p && !surname && !role_is_name(r, p, t.last)) {
        if (t.last < r->end && is_name_word(r, t.last)) {
            const char *value = "";
            bool org = (ss_lexicon_match(r->w->lex.org_words, r->w->doc, t.last, r->end, &value) ||
                        ss_lexicon_match(r->w->lex.place_words, r->w->doc, t.last, r->end, &value)) &&
                       tok(r, t.last)->ner != SS_NER_PER;
            if (!org) return emit_person(r, p, &t, t.last);
        } else {
            uint32_t name = t.role_last > t.role_first ? name_after_of(r, t.last) : 0;
            if (name) {
                uint32_t of = t.last + 1 + ss_is(tok(r, t.last + 1), "the");
                char *affiliation = ent_text(&r->w->doc->arena, r->w->doc, of, name);
                emit_chunk(r, of, name);
                r->before = -1;
                uint32_t last = emit_person(r, p, &t, name);
                ent_cand *c = &r->w->cands.at[r->w->cands.n - 1];
                if (!c->affiliation) c->affiliation = affiliation;
                return last;
            }
            return t.last; /* an office alone: the nominals' affair */
        }
    }
    uint32_t last = chunk_end(r, p);
    emit_chunk(r, with_particles(r, p), last);
    return last;
}

static void read_run(ent_run *r, uint32_t first)
{
    uint32_t p = first;
    while (p < r->end) {
        if (is_name_word(r, p))
            p = cut(r, p);
        else
            p++;
    }
}

/* -- titles in small letters, definitions of acronyms ----------------------------------------------------- */

/* "state attorney general Bill Smith": the start of a title that ends at `at`. */
static title title_before(ent_run *r, uint32_t begin, uint32_t at)
{
    const ent_lex *lex = &r->w->lex;
    const sayso_doc *doc = r->w->doc;
    title t = {at, at, at, 0, 0, 0};
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
        bool noun = (m->tag == SS_TAG_NN && m->rel == SS_REL_compound) && !(m->flags & SS_CAPITAL);
        bool dash = ss_is(m, "-") && k > begin && !(m->flags & SS_SPACE_BEFORE);
        if (!noun && !dash && !ss_lexicon_match(lex->role_modifiers, doc, k, k + 1, NULL)) break;
        if (m->flags & SS_CAPITAL && r->w->name_of[k] >= 0) break;
        former |= ss_is(m, "former") || ss_is(m, "ex") || ss_is(m, "then");
        t.role_first = k;
    }
    take_role(r, found, at, former, &t);
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
        title t = title_before(r, begin, c->first); /* "co-founder Dr. Jane Roe" */
        if (person && t.gender && !c->gender) c->gender = t.gender;
        if (t.role_last == t.role_first) continue;
        if (is_tight_hyphen(tok(r, t.role_first))) continue; /* "Boeing-rival Acme" */
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
        if (!c->affiliation) c->affiliation = demonym_before(r, k, &c->first);
        if (k > begin && ss_is(tok(r, k - 1), "'s")) k--;
        int32_t before = k > begin ? w->name_of[k - 1] : -1;
        if (before >= 0 && before != (int32_t)i && w->cands.at[before].last == t.role_first &&
            is_portfolio(r, &w->cands.at[before], &t)) { /* "City engineer Jane Roe" */
            c->first = w->cands.at[before].first;
            c->role = ent_text(&w->doc->arena, w->doc, c->first, t.role_last);
            w->cands.at[before].dropped = true;
            for (k = c->first; k < t.role_first; k++) w->name_of[k] = (int32_t)i;
        } else if (before >= 0 && before != (int32_t)i) {
            const ent_cand *b = &w->cands.at[before];
            affiliate(r, c, before, t.role_first, t.role_last);
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
        if (!is_name_word(r, i)) {
            i++;
            continue;
        }
        r->end = run_end(r, i, last);
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
    if (first >= last || last - first > RUN_MAX) return;
    for (uint32_t i = first; i < last; i++)
        if (r->w->name_of[i] >= 0) return;
    r->end = last;
    r->before = -1;
    title t = read_title(r, first, last);
    uint32_t name = t.last < last ? t.last : first;
    if (name == first) t = (title){first, first, first, 0, 0, 0};
    ent_cand *c = emit(r, first, name, last);
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
            else if (!opens(r, i) && ent_is_name_tag(t->tag))
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
