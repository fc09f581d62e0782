/* quantities_scan.c - finds amounts: numerals with unit, money sign, modifier, range.
 *
 * At each atom a numeral is tried (numbers.c); what stands before and after
 * decides whether it is an amount or a name (Boeing 737, Chapter 11, Covid-19,
 * a telephone number, an ordinal, a list's number) and what it is an amount
 * of: percentages, money with its full value, ages in years, measures from the
 * word list. "between 40 and 60 million" and "$5-10 billion" share the scale
 * that stands once. Atoms that belong to times are never amounts. Bounded
 * look-around, so linear. Known failures: house numbers without a street word,
 * players' numbers, results written "21-7".
 */
#include "attr/when.h"

#include <math.h>

static bool dash(const ss_atoms *a, uint32_t i)
{
    return ss_at_mark(a, i, "-") || ss_at_mark(a, i, "--");
}

static const ss_token *token_of(const ss_atoms *a, uint32_t i)
{
    return &a->doc->tokens.at[ss_at(a, i)->token];
}

static bool taken(const ss_measure *m, const ss_atoms *a, uint32_t from, uint32_t to)
{
    for (uint32_t i = from; i < to && i < a->v.n; i++)
        if (m->taken[i]) return true;
    return false;
}

/* Nouns only: is this word likely one? */
static bool noun(const ss_atoms *a, uint32_t i)
{
    uint8_t tag = token_of(a, i)->tag;
    return ss_at(a, i)->kind == SS_ATOM_WORD &&
           (tag == SS_TAG_NN || tag == SS_TAG_NNS || tag == SS_TAG_NNP || tag == SS_TAG_NNPS);
}

static bool nominal(const ss_atoms *a, uint32_t i)
{
    uint8_t tag = token_of(a, i)->tag;
    return noun(a, i) ||
           (ss_at(a, i)->kind == SS_ATOM_WORD &&
            (tag == SS_TAG_JJ || tag == SS_TAG_JJR || tag == SS_TAG_JJS || tag == SS_TAG_VBN || tag == SS_TAG_VBG));
}

/* ------------------------------------------------------------------- money */

/* A currency sign that ends just before atom `i`: its first atom; *code. */
static uint32_t sign_before(const ss_measure *m, const ss_atoms *a, uint32_t i, const char **code)
{
    const char *value;
    for (uint32_t n = i < 3 ? i : 3; n > 0; n--) {
        uint32_t at = i - n;
        const ss_atom *x = ss_at(a, at);
        if (n > 1 && (!ss_at_glued(a, at + 1) || !(x->flags & SS_AT_CAPITAL))) continue;
        if (ss_atoms_match(a, at, m->currencies, &value) < n) continue;
        if (!strncmp(value, "symbol ", 7)) {
            *code = value + 7;
            return at;
        }
        if (!strncmp(value, "code ", 5) && (x->flags & SS_AT_ALLCAPS || ss_atom_in(x, "rs sh shs ksh ush tsh "))) {
            *code = value + 5;
            return at;
        }
        /* "N2.5bn", "R450,000": a letter is a currency before an amount that only money has */
        const ss_atom *amount = ss_at(a, i), *scale = ss_at(a, i + 1);
        bool large = amount->flags & SS_AT_COMMA || scale->nclass == SS_NC_SCALE ||
                     (scale->flags & SS_AT_GLUED && ss_atom_in(scale, "m bn tn "));
        if (n == 1 && !strncmp(value, "letter ", 7) && x->flags & SS_AT_CAPITAL && ss_at_glued(a, i) && large) {
            *code = value + 7;
            return at;
        }
    }
    return UINT32_MAX;
}

/* Words of money after the numeral that ends at `i`: one past them, or 0. */
static uint32_t money_after(const ss_measure *m, const ss_atoms *a, uint32_t i, const char **code)
{
    const char *value;
    uint32_t k = i;
    if (dash(a, k) && ss_at(a, k + 1)->kind == SS_ATOM_WORD) k++;
    if (ss_atom_is(ss_at(a, k), "of")) k++; /* "millions of dollars" */
    uint32_t n = ss_atoms_match(a, k, m->currencies, &value);
    if (ss_atom_is(ss_at(a, k), "won") && i && ss_at(a, i - 1)->nclass == SS_NC_SCALE) {
        *code = "KRW"; /* "1.02 trillion won" is no verb */
        return k + 1;
    }
    if (!n) return 0;
    if (!strncmp(value, "word ", 5)) {
        *code = value + 5;
        return k + n;
    }
    if (!strncmp(value, "code ", 5) &&
        (ss_at(a, k)->flags & SS_AT_ALLCAPS || ss_atom_in(ss_at(a, k), "usd eur gbp cny rmb "))) {
        *code = value + 5;
        return k + n;
    }
    if (!strncmp(value, "symbol ", 7) && k == i &&
        !(ss_at(a, k + n)->kind == SS_ATOM_NUMBER && ss_at_glued(a, k + n))) {
        *code = value + 7; /* "500€" */
        return ss_at_glued(a, k) || ss_atom_is(ss_at(a, k), "€") ? k + n : 0;
    }
    return 0;
}

/* -------------------------------------------------------------------- ages */

/* "23-year-old", "six weeks old", "of age": one past it, or 0. */
static uint32_t age_after(const ss_atoms *a, uint32_t i, const char **unit)
{
    static const struct {
        const char *words, *name;
    } units[] = {
        {"year years yr yrs ", "year"}, {"month months ", "month"}, {"week weeks ", "week"}, {"day days ", "day"}};
    uint32_t k = i;
    if (dash(a, k)) k++;
    for (size_t u = 0; u < sizeof units / sizeof *units; u++) {
        if (!ss_atom_in(ss_at(a, k), units[u].words)) continue;
        *unit = units[u].name;
        uint32_t o = k + 1;
        if (dash(a, o)) o++;
        if (ss_atom_in(ss_at(a, o), "old olds ")) return o + 1;
        if (ss_atom_is(ss_at(a, o), "of") && ss_atom_is(ss_at(a, o + 1), "age")) return o + 2;
        return 0;
    }
    if (ss_atom_in(ss_at(a, k), "yo ")) {
        *unit = "year";
        return k + 1;
    }
    return 0;
}

/* "aged 23", "age 23", "John Smith, 45, said". */
static bool age_before(const ss_measure *m, const ss_atoms *a, uint32_t i, uint32_t last)
{
    const ss_atom *x = ss_at(a, i), *p = ss_at(a, i - 1);
    if (ss_atom_is(p, "aged")) return true;
    if (ss_atom_is(p, "of") && ss_atom_is(ss_at(a, i - 2), "age")) return true;
    if (ss_atom_is(p, "and") && i > 2 && ss_atom_in(ss_at(a, i - 3), "aged ages ") && !nominal(a, last)) return true;
    if (!ss_atom_whole(x) || x->number > 120 || last != i + 1) return false;
    if (ss_atom_in(p, "age ages ")) return true;
    if (ss_atom_in(p, "was is turned turns 's ") && ss_atom_in(ss_at(a, i - 2), "he she who ") &&
        (ss_at(a, i + 1)->kind == SS_ATOM_MARK || ss_atom_in(ss_at(a, i + 1), "and when at on in years ")) &&
        x->number > 1)
        return !ss_atom_is(ss_at(a, i + 1), "%");
    if (ss_atom_in(p, "is was ") && ss_atom_is(ss_at(a, i - 2), "age") && x->number > 2 && !nominal(a, last))
        return true;
    if (ss_at_mark(a, i - 1, "(") && ss_at_mark(a, i + 1, ")") && x->number >= 10 && i >= 2)
        return token_of(a, i - 2)->ner == SS_NER_PER; /* "Lopez (45)" */
    if (ss_atom_is(p, "both") && x->number > 9 && ss_at(a, last)->kind == SS_ATOM_MARK && ss_at_mark(a, i - 2, ","))
        return true;
    if (i < 2 || !ss_at_mark(a, i - 1, ",") || x->number < 2) return false;
    const ss_atom *name = ss_at(a, i - 2), *next = ss_at(a, i + 1);
    bool person = name->flags & SS_AT_CAPITAL || ss_lexicon_has(m->persons, name->s) ||
                  ss_lexicon_has(m->roles, name->s); /* "the girl, 7, ..." */
    return name->kind == SS_ATOM_WORD && person && name->tclass == SS_TC_none && next->kind == SS_ATOM_MARK &&
           ss_atom_in(next, ", . ; ) ") && !ss_at_glued(a, i) &&
           !(ss_atom_is(next, ",") && ss_at(a, i + 2)->kind == SS_ATOM_NUMBER);
}

/* ------------------------------------------------------- amount or a name? */

/* A number that is part of a word, a code, a name, a list. `i` to `last` is the numeral. */
static bool is_code(const ss_measure *m, const ss_atoms *a, uint32_t i, uint32_t last)
{
    const ss_atom *x = ss_at(a, i), *p = ss_at(a, i - 1), *next = ss_at(a, last);
    if (x->digits > 18) return true;       /* no amount, and a double would not hold it */
    if (ss_atom_is(p, "per")) return true; /* "per 100,000 people": what another is counted by */
    if (x->kind != SS_ATOM_NUMBER) return false;
    if (ss_at_glued(a, i)) {
        if (p->kind == SS_ATOM_WORD || p->kind == SS_ATOM_NUMBER) return true;
        if (ss_atom_in(p, ": @ # _ . = & / % 's ")) return true;
        if (dash(a, i - 1) && ss_at_glued(a, i - 1) && ss_at(a, i - 2)->kind == SS_ATOM_WORD &&
            !ss_at_mark(a, i - 1, "--"))
            return true; /* "Covid-19" */
    }
    if (next->flags & SS_AT_GLUED) {
        if (next->kind == SS_ATOM_WORD || next->kind == SS_ATOM_NUMBER) return true; /* units are taken before */
        if (ss_atom_in(next, ": @ _ = / ") && ss_at(a, last + 1)->flags & SS_AT_GLUED) return true;
    }
    if (dash(a, last) && ss_at_glued(a, last) && ss_atom_is(ss_at(a, last + 1), "of") && dash(a, last + 2))
        return true; /* "12-of-19 shooting" */
    if (ss_atom_is(p, "of") && i > 1 && ss_at(a, i - 2)->flags & SS_AT_CAPITAL &&
        ss_atom_in(ss_at(a, i - 2), "group gang "))
        return true; /* "the Group of 20" */
    /* telephone numbers and the like: three groups or more, or 555-1234 */
    if (dash(a, last) && ss_at_glued(a, last) && ss_at_glued(a, last + 1) && ss_atom_whole(ss_at(a, last + 1))) {
        const ss_atom *second = ss_at(a, last + 1);
        if (x->digits == 3 && second->digits == 3 && second->number >= 800) return true; /* "737-800" */
        if (dash(a, last + 2) && ss_at_glued(a, last + 2) && ss_at(a, last + 3)->kind == SS_ATOM_NUMBER) return true;
        if (x->digits == 3 && second->digits == 4) return true;
        if (ss_atom_whole(x) && x->number >= second->number) return true; /* a result: "3-2" */
    }
    if (dash(a, last) && ss_at_glued(a, last) && ss_atom_is(ss_at(a, last + 1), "to") && dash(a, last + 2)) return true;
    if (dash(a, i - 1) && ss_at_glued(a, i) && ss_atom_is(ss_at(a, i - 2), "to") && dash(a, i - 3))
        return true; /* "9-to-6" */
    if (dash(a, i - 1) && ss_at_glued(a, i) && ss_at_glued(a, i - 1) && ss_at(a, i - 2)->kind == SS_ATOM_NUMBER &&
        !(ss_at(a, i - 2)->flags & SS_AT_POINT))
        return true;                                            /* the rest of such a group; ranges were taken whole */
    if (x->flags & SS_AT_ZERO && ss_atom_whole(x)) return true; /* "007" */
    if (i == 0 && x->flags & SS_AT_FIRST && (ss_at_mark(a, last, ".") || ss_at_mark(a, last, ")")) && x->number < 100 &&
        last < a->v.n - 1)
        return true; /* "1. First" */
    if (ss_at_mark(a, i - 1, "(") && ss_at_mark(a, last, ")") && ss_at_glued(a, i) && x->number <= 12 &&
        ss_at_glued(a, last))
        return true;
    if (ss_lexicon_has(m->labels, p->s) && p->len > 0 && !(x->flags & (SS_AT_COMMA | SS_AT_VULGAR))) {
        if (ss_atom_is(p, "magnitude") && x->flags & SS_AT_POINT) return false;
        bool small = ss_atom_in(p, "day p game group unit question answer point part step ");
        if (p->flags & SS_AT_CAPITAL || !nominal(a, last) || !small) return true;
    }
    if (ss_at_mark(a, i - 1, ".") && ss_at_glued(a, i - 1) &&
        ss_atom_in(ss_at(a, i - 2), "no nos sec art pp p ch vol fig "))
        return true;
    if (ss_at_mark(a, i - 1, "#") || ss_at_mark(a, i - 1, "§")) return true;
    /* an address: "1600 Pennsylvania Avenue" */
    for (uint32_t k = last; k < last + 4; k++) {
        const ss_atom *w = ss_at(a, k);
        if (w->kind != SS_ATOM_WORD || !(w->flags & SS_AT_CAPITAL)) break;
        if (ss_atom_in(w, "street avenue road boulevard ave rd blvd lane drive square parkway ") ||
            (k > last && ss_atom_is(w, "st")))
            return true;
    }
    return false;
}

/* A name before the number and nothing countable after it: "Boeing 737", "Apollo 13". */
static bool is_named(const ss_atoms *a, uint32_t i, uint32_t last)
{
    const ss_atom *x = ss_at(a, i), *p = ss_at(a, i - 1);
    bool version = x->kind == SS_ATOM_NUMBER && x->flags & SS_AT_POINT && !(x->flags & (SS_AT_COMMA | SS_AT_VULGAR));
    if ((!ss_atom_whole(x) && !version) || last != i + 1 || x->digits > 4) return false;
    if (ss_atom_is(p, "'s") && ss_atom_whole(x) && x->digits == 3 && ss_at(a, last)->kind == SS_ATOM_MARK && i > 1 &&
        ss_at(a, i - 2)->flags & SS_AT_CAPITAL && token_of(a, i - 2)->ner != SS_NER_NONE)
        return true; /* "Boeing's 747" */
    if (p->kind != SS_ATOM_WORD || !(p->flags & SS_AT_CAPITAL) || (p->flags & SS_AT_FIRST && !version)) return false;
    if (p->tclass != SS_TC_none || p->nclass) return false;
    const ss_token *t = token_of(a, i), *name = token_of(a, i - 1);
    if (name->tag != SS_TAG_NNP && name->tag != SS_TAG_NNPS && name->tag != SS_TAG_NN && name->tag != SS_TAG_JJ)
        return false;
    const ss_atom *next = ss_at(a, last);
    if (next->kind == SS_ATOM_WORD && !(next->flags & SS_AT_CAPITAL) && token_of(a, last)->tag == SS_TAG_NN &&
        x->number > 1 && !ss_atom_in(next, "people percent aircraft staff "))
        return true; /* "the FTSE 100 index": a count asks for a plural */
    if (version || (t->rel == SS_REL_nummod && t->head > (int32_t)ss_at(a, i)->token)) return false;
    if (next->kind == SS_ATOM_MARK) return true;
    return token_of(a, last)->tag != SS_TAG_NNS || (t->head >= 0 && t->head < (int32_t)ss_at(a, i)->token);
}

/* "its 777 airliner", "five new 737 aircraft", "the S&P's 500 index": a count asks for
 * a plural, and one phrase has one count. */
static bool is_model(const ss_atoms *a, uint32_t i, uint32_t last, const ss_amount *prior)
{
    const ss_atom *x = ss_at(a, i), *p = ss_at(a, i - 1);
    if (!ss_atom_whole(x) || last != i + 1 || x->digits < 2 || x->digits > 4) return false;
    if (prior && !prior->unit && prior->after < i && prior->after + 3 > i && x->digits >= 3) {
        bool modifiers = true;
        for (uint32_t k = prior->after; k < i; k++) modifiers &= token_of(a, k)->tag == SS_TAG_JJ;
        if (modifiers && noun(a, last)) return true;
    }
    const ss_atom *next = ss_at(a, last);
    if (ss_atom_in(p, "the a its new ") && x->digits == 3 && ss_atom_in(next, "\" ' ` "))
        return true; /* the 787 "Dreamliner" */
    if (ss_at_mark(a, i - 1, "'") && ss_at_glued(a, i) && !ss_at_glued(a, i - 1) && x->digits == 2)
        return true; /* "iLife '11" */
    if (next->kind != SS_ATOM_WORD || token_of(a, last)->tag != SS_TAG_NN) return false;
    if (ss_atom_in(next, "people percent aircraft ") && !ss_atom_in(p, "a first final its 's ")) return false;
    return noun(a, last) && !noun(a, last + 1) && !dash(a, last + 1) &&
           ss_atom_in(p, "a an the this that first final last new its his her their 's ");
}

/* "one" and "half" and "a quarter" are amounts only in company. */
static bool is_idle_word(const ss_atoms *a, uint32_t i, const ss_numeral *n)
{
    const ss_atom *x = ss_at(a, i), *p = ss_at(a, i - 1), *next = ss_at(a, n->last);
    if (x->kind == SS_ATOM_NUMBER) return false;
    if (x->flags & SS_AT_CAPITAL && !(x->flags & SS_AT_FIRST) && next->flags & SS_AT_CAPITAL &&
        next->kind == SS_ATOM_WORD) { /* "Three Mile Island", whatever the tagger says of "Three" */
        const ss_atom *third = ss_at(a, n->last + 1);
        bool name = third->kind == SS_ATOM_WORD && third->flags & SS_AT_CAPITAL;
        if (name || token_of(a, i)->tag == SS_TAG_NNP) return true;
    }
    bool titled = i > 1 && ss_atom_is(ss_at(a, i - 2), "the") && p->kind == SS_ATOM_WORD &&
                  !(p->flags & SS_AT_FIRST); /* "the Final Four", whatever its tag */
    if (x->flags & SS_AT_CAPITAL && !(x->flags & SS_AT_FIRST) && (titled || token_of(a, i)->tag == SS_TAG_NNP) &&
        p->flags & SS_AT_CAPITAL && !(next->flags & SS_AT_CAPITAL && next->kind == SS_ATOM_WORD))
        return true; /* "the Big Three carmakers" */
    if (ss_atom_is(x, "one") && n->last == i + 1) {
        if (ss_atom_in(p, "no the that this which any every each some another only 's last next first big great "))
            return true;
        if (dash(a, i + 1) || dash(a, i - 1)) return true;
        if (ss_atom_is(next, "of") && ss_atom_in(ss_at(a, i + 2), "the its his her their these those ") &&
            ss_at(a, i + 3)->nclass == SS_NC_CARDINAL && !ss_atom_is(ss_at(a, i + 3), "one"))
            return false; /* "one of the four suspects" */
        if (ss_atom_in(next,
                       "another day time thing way reason point hand side more of such 's who that where or and "))
            return true;
        const ss_token *t = token_of(a, i);
        if (t->tag == SS_TAG_PRP || t->tag == SS_TAG_NN) return t->rel != SS_REL_nummod;
        return !nominal(a, n->last) || token_of(a, n->last)->tag == SS_TAG_VBG;
    }
    if (n->fraction && !n->scaled) {
        bool led = ss_atom_in(p, "than nearly almost about over under roughly by only least around in as up ");
        if (ss_atom_in(p, "first second other latter last final better next third fourth top bottom ")) return true;
        if (ss_atom_in(next, "of percent per % an a ")) return false;
        if (ss_atom_is(x, "half")) {
            if (dash(a, n->last)) return true;
            if (ss_atom_in(next, "the its their his her my our those these all that this as ")) return false;
            return !led || nominal(a, n->last);
        }
        if (n->article) return !led || ss_atom_in(p, "in as up only "); /* "a quarter" may be three months */
        return false;
    }
    if (n->article && ss_atom_is(next, "or") && ss_atom_is(ss_at(a, n->last + 1), "so")) return false;
    return false;
}

/* -------------------------------------------------------------- modifiers */

/* The longest modifier that ends at atom `i`: its first atom. */
static uint32_t modifier_before(const ss_measure *m, const ss_atoms *a, uint32_t i, sayso_modifier *modifier)
{
    static const struct {
        const char *name;
        sayso_modifier code;
    } codes[] = {{"more_than", SAYSO_MODIFIER_MORE_THAN}, {"less_than", SAYSO_MODIFIER_LESS_THAN},
                 {"at_least", SAYSO_MODIFIER_AT_LEAST},   {"at_most", SAYSO_MODIFIER_AT_MOST},
                 {"up_to", SAYSO_MODIFIER_UP_TO},         {"about", SAYSO_MODIFIER_ABOUT},
                 {"nearly", SAYSO_MODIFIER_NEARLY}};
    for (uint32_t n = i < 4 ? i : 4; n > 0; n--) {
        const ss_atom *x = ss_at(a, i - n);
        const char *value;
        if (x->kind != SS_ATOM_WORD || m->taken[i - n]) continue;
        if (ss_atoms_match(a, i - n, m->modifiers, &value) < n) continue;
        if (ss_atom_in(x, "beyond above below under ") && n == 1 && ss_at(a, i)->kind != SS_ATOM_NUMBER &&
            ss_at(a, i)->kind != SS_ATOM_MARK)
            continue;
        for (size_t c = 0; c < sizeof codes / sizeof *codes; c++)
            if (!strcmp(codes[c].name, value)) *modifier = codes[c].code;
        return i - n;
    }
    return i;
}

/* "or more", "or so", "+" after an amount. */
static uint32_t modifier_after(const ss_atoms *a, uint32_t i, sayso_modifier *modifier)
{
    if (ss_at_mark(a, i, "+") && ss_at_glued(a, i)) {
        *modifier = SAYSO_MODIFIER_AT_LEAST;
        return i + 1;
    }
    if (ss_at_mark(a, i, "-") && ss_at_glued(a, i) && ss_atom_is(ss_at(a, i + 1), "plus")) { /* "1,000-plus" */
        *modifier = SAYSO_MODIFIER_AT_LEAST;
        return i + 2;
    }
    if (ss_atom_is(ss_at(a, i), "and") && ss_atom_in(ss_at(a, i + 1), "over older above up under younger ") &&
        ss_at(a, i + 2)->kind != SS_ATOM_NUMBER) { /* "aged 50 and over" */
        *modifier = ss_atom_in(ss_at(a, i + 1), "under younger ") ? SAYSO_MODIFIER_AT_MOST : SAYSO_MODIFIER_AT_LEAST;
        return i + 2;
    }
    if (!ss_atom_is(ss_at(a, i), "or")) return i;
    const ss_atom *x = ss_at(a, i + 1);
    sayso_modifier code = ss_atom_in(x, "more greater higher above older ")  ? SAYSO_MODIFIER_AT_LEAST
                          : ss_atom_in(x, "less fewer lower younger under ") ? SAYSO_MODIFIER_AT_MOST
                          : ss_atom_in(x, "so thereabouts ")                 ? SAYSO_MODIFIER_ABOUT
                                                                             : SAYSO_MODIFIER_NONE;
    if (code == SAYSO_MODIFIER_NONE) return i;
    *modifier = code;
    return i + 2;
}

/* ------------------------------------------------------------------ amounts */

/* The unit after atom `i`, percent and measures: one past it, or `i`. */
static uint32_t unit_after(const ss_measure *m, const ss_atoms *a, uint32_t i, const char **unit)
{
    const char *value;
    uint32_t k = i;
    if (dash(a, k) && ss_at_glued(a, k)) k++;
    uint32_t n = ss_atoms_match(a, k, m->units, &value);
    if (!n) return i;
    const ss_atom *x = ss_at(a, k);
    if (x->len <= 2 && x->kind == SS_ATOM_WORD && !ss_at_glued(a, k) &&
        !ss_atom_in(x, "m km kg mg cm mm ft lb oz mb gb tb mw gw pp "))
        return i;
    if (ss_atom_is(x, "g") && x->flags & SS_AT_CAPITAL) return i;                                     /* "5G" */
    if (ss_atom_is(x, "p") && (x->flags & SS_AT_CAPITAL || ss_at(a, i - 1)->number >= 240)) return i; /* "1080p" */
    if (ss_atom_in(x, "mw gw mb gb tb hp ") && !(x->flags & SS_AT_CAPITAL)) return i;
    /* "the 8 points of the plan" are counted, not measured: still points */
    *unit = value;
    return k + n;
}

static bool change_near(const ss_measure *m, const ss_atoms *a, uint32_t i)
{
    for (uint32_t k = i > 15 ? i - 15 : 0; k < i; k++)
        if (ss_lexicon_find(m->changes, ss_at(a, k)->s, ss_at(a, k)->len)) return true;
    return false;
}

/* The second end of a range whose first numeral ends at `k`. 0: no range. */
static uint32_t range_at(const ss_measure *m, const ss_atoms *a, uint32_t begin, uint32_t k, const ss_numeral *low,
                         ss_amount *q)
{
    uint32_t link = k;
    const char *code = NULL, *unit = NULL;
    bool between = ss_atom_is(ss_at(a, begin - 1), "between"), from = ss_atom_is(ss_at(a, begin - 1), "from");
    uint32_t after = unit_after(m, a, link, &unit); /* "5% to 10%" */
    bool measured = after > link && ss_atom_in(ss_at(a, after), "to and - or -- through ");
    if (measured) link = after;
    const ss_atom *x = ss_at(a, link);
    bool hyphen = dash(a, link) && ss_at_glued(a, link) && ss_at_glued(a, link + 1);
    if (dash(a, link) && !ss_at_glued(a, link) && !ss_at_glued(a, link + 1)) hyphen = !ss_at_mark(a, link, "--");
    if (!hyphen && !ss_atom_in(x, "to through ~ ") && !(between && ss_atom_is(x, "and")) && !ss_atom_is(x, "or"))
        return 0;
    if (ss_atom_is(x, "to") && from && change_near(m, a, begin)) return 0;
    uint32_t i = link + 1;
    if (ss_at(a, i)->kind == SS_ATOM_MARK || ss_atom_in(ss_at(a, i), "us ")) { /* "$5 million to $10 million" */
        for (uint32_t n = 1; n <= 2; n++)
            if (ss_at(a, i + n)->kind == SS_ATOM_NUMBER && sign_before(m, a, i + n, &code) == i) {
                i += n;
                break;
            }
        if (!code || !q->money) return 0;
    }
    ss_numeral high = ss_numeral_at(a, i, q->money);
    if (!high.last || !(high.value < 1e30) || taken(m, a, i, high.last) || high.fraction != low->fraction) return 0;
    if (measured) { /* "rose 5% to $3 million" is no range */
        const char *second = NULL;
        if (unit_after(m, a, high.last, &second) == high.last || strcmp(unit, second) != 0) return 0;
    }
    if (ss_atom_is(x, "or") && (high.value != low->value + 1 || high.scaled != low->scaled || high.value > 12))
        return 0;
    double min = low->value, max = high.value;
    if (high.scaled && !low->scaled && min < max / high.scale) min *= high.scale;
    if (min >= max || max > 1e3 * min) return 0;
    if (hyphen && (ss_at_mark(a, begin - 1, ".") || ss_lexicon_has(m->labels, ss_at(a, begin - 1)->s)))
        return 0; /* "No. 14-556" */
    if (hyphen && !q->money && ss_atom_whole(ss_at(a, begin)) && ss_at(a, begin)->digits == 3 && max >= 800 &&
        high.last == i + 1 && ss_at(a, i)->digits == 3 &&
        !(ss_at(a, high.last)->kind == SS_ATOM_WORD && token_of(a, high.last)->tag == SS_TAG_NNS))
        return 0; /* "737-800" */
    if (hyphen && !q->money &&
        ss_atom_in(ss_at(a, high.last), "win loss vote decision victory defeat draw record lead ruling margin tie vote "
                                        "majority favorite favourite odds "))
        return 0;
    if (hyphen && ss_at(a, begin)->digits == 3 && ss_atom_whole(ss_at(a, begin)) && ss_at(a, i)->digits == 4 &&
        ss_atom_whole(ss_at(a, i)))
        return 0; /* 555-1234 */
    if (hyphen && dash(a, high.last) && ss_at_glued(a, high.last) && ss_at(a, high.last + 1)->kind == SS_ATOM_NUMBER)
        return 0;
    if (hyphen && ss_at_glued(a, high.last) && ss_at(a, high.last)->kind == SS_ATOM_WORD &&
        unit_after(m, a, high.last, &unit) == high.last)
        return 0;
    q->range = true;
    q->min = min;
    q->max = max;
    if (between || (from && ss_atom_is(x, "to"))) q->first = begin - 1;
    return high.last;
}

/* "one in five", "nine out of 10": a share. */
static uint32_t share_at(const ss_atoms *a, const ss_numeral *n, double *share)
{
    uint32_t k = n->last;
    bool in = ss_atom_is(ss_at(a, k), "in"), out = ss_atom_is(ss_at(a, k), "out") && ss_atom_is(ss_at(a, k + 1), "of");
    bool of = ss_atom_is(ss_at(a, k), "of") && ss_atom_is(ss_at(a, k + 1), "every"); /* "3 of every 100" */
    if (!in && !out && !of) return 0;
    k += out ? 2 : 1;
    if (ss_atom_is(ss_at(a, k), "every")) k++;
    ss_numeral m = ss_numeral_at(a, k, false);
    if (!m.last || m.fraction || m.scaled || n->value >= m.value || m.value > 1000) return 0;
    if (in && n->value != 1 && !(m.value == 10 || m.value == 5 || m.value == 100)) return 0;
    if (ss_at(a, k)->digits == 4) return 0;
    *share = n->value / m.value;
    return m.last;
}

static void set_value(ss_amount *q, double value)
{
    q->value = fabs(value) < 1 ? round(value * 1e4) / 1e4 : value;
}

/* "-0.3%", "minus five": a sign that touches the number and nothing before it. */
static void take_sign(const ss_atoms *a, ss_amount *q)
{
    const ss_atom *x = ss_at(a, q->first - 1);
    bool sign = ss_at_mark(a, q->first - 1, "-") && ss_at_glued(a, q->first) && !ss_at_glued(a, q->first - 1);
    if (q->range || (!sign && !ss_atom_in(x, "minus negative "))) return;
    if (ss_atom_is(ss_at(a, q->first - 2), "or")) return; /* "plus or minus three points" */
    q->first--;
    q->value = -q->value;
}

/* The amount at atom `i`, if there is one. */
static uint32_t amount_at(const ss_measure *m, const ss_atoms *a, uint32_t i, const ss_amount *prior, ss_amount *q)
{
    const char *code = NULL;
    *q = (ss_amount){.first = i, .number = i, .token = ss_at(a, i)->token};
    uint32_t sign = sign_before(m, a, i, &code);
    if (sign != UINT32_MAX) {
        if (ss_at(a, i)->kind != SS_ATOM_NUMBER && !ss_atom_is(ss_at(a, sign), "$")) return 0;
        if (m->taken[sign]) return 0;
        q->first = sign;
        q->money = true;
        q->unit = code;
    }
    ss_numeral n = ss_numeral_at(a, i, q->money);
    if (!n.last || taken(m, a, i, n.last) || !(fabs(n.value) < 1e30)) return 0;
    if (ss_at(a, i)->kind == SS_ATOM_WORD && dash(a, n.last) && ss_at(a, n.last + 1)->nclass == SS_NC_ORDINAL)
        return 0; /* "twenty-first" */
    double share;
    uint32_t k = n.last, end, of_all = q->money || n.fraction ? 0 : share_at(a, &n, &share);
    if (!q->money && !of_all && is_idle_word(a, i, &n)) return 0;
    set_value(q, n.value);
    q->fraction = n.fraction;
    if ((end = range_at(m, a, q->first, n.last, &n, q))) {
        k = end;
    } else if (of_all) {
        set_value(q, share);
        q->fraction = true;
        k = of_all;
    }
    if (dash(a, k) && ss_atom_is(ss_at(a, k + 1), "foot") && dash(a, k + 2) && ss_at(a, k + 3)->kind == SS_ATOM_NUMBER)
        return 0; /* "the 6-foot-7 center" */
    q->after = k;
    uint32_t unit = k;
    if (q->money) {
        end = money_after(m, a, k, &code);
        if (end) unit = end; /* "$249 USD" */
    } else if ((end = age_after(a, k, &q->unit))) {
        q->age = true;
        unit = end;
    } else if (q->fraction && ss_atom_is(ss_at(a, k), "of") && ss_atom_in(ss_at(a, k + 1), "a an one ") &&
               (end = unit_after(m, a, k + 2, &q->unit)) > k + 2) { /* "a quarter of a percentage point" */
        unit = end;
    } else if ((unit = unit_after(m, a, k, &q->unit)) > k) {
        if (!strcmp(q->unit, "pound") && (n.scaled || ss_atom_is(ss_at(a, unit), "sterling")))
            q->unit = "GBP", q->money = true;
        if (!strcmp(q->unit, "point") && ss_atom_is(ss_at(a, k), "point") && !dash(a, k) && q->value != 1)
            unit = k, q->unit = NULL;
    } else if ((end = money_after(m, a, k, &q->unit))) {
        q->money = true;
        unit = end;
    } else if (age_before(m, a, i, k) || (q->range && ss_atom_in(ss_at(a, i - 1), "aged ages ") && q->max <= 120)) {
        q->age = true;
        q->unit = "year";
    }
    if (unit == k) {
        if (!q->money && !q->range &&
            (is_code(m, a, i, k) || (!q->age && (is_named(a, i, k) || is_model(a, i, k, prior)))))
            return 0;
        if (ss_at(a, k)->flags & SS_AT_GLUED && ss_atom_in(ss_at(a, k), "st nd rd th s 's ") && !q->money) return 0;
    } else if (ss_at_glued(a, i) && !q->money &&
               (ss_at(a, i - 1)->kind == SS_ATOM_WORD || ss_atom_in(ss_at(a, i - 1), "= & @ _ % # "))) {
        return 0;
    }
    take_sign(a, q);
    q->last = modifier_after(a, unit, &q->modifier);
    if (q->modifier == SAYSO_MODIFIER_NONE && !ss_over_time(a, q->first, unit))
        q->first = modifier_before(m, a, q->first, &q->modifier);
    if (q->modifier == SAYSO_MODIFIER_NONE && q->age && ss_atom_is(ss_at(a, q->first - 1), "of") && q->first > 3 &&
        ss_atom_is(ss_at(a, q->first - 2), "age") && ss_atom_is(ss_at(a, q->first - 3), "the"))
        (void)modifier_before(m, a, q->first - 3, &q->modifier); /* "under the age of five" */
    if (q->modifier == SAYSO_MODIFIER_NONE && ss_atom_is(ss_at(a, q->first - 1), "the") &&
        ss_atom_is(ss_at(a, q->first - 2), "than")) /* "fewer than the 99,000 expected" */
        (void)modifier_before(m, a, q->first - 1, &q->modifier);
    return q->last > i ? q->last : i + 1;
}

/* "fell 45 cents, or 0.6%, to $76.21": the step in other words, and where it led. */
static bool goes_on(const ss_atoms *a, const ss_amount *prior, const ss_amount *q)
{
    if (!prior->change || !q->first || q->first - prior->last > 2) return false;
    if (q->first - prior->last == 2 && !ss_atom_is(ss_at(a, prior->last), ",")) return false;
    const ss_atom *link = ss_at(a, q->first - 1);
    if (ss_atom_is(link, "or")) return true;
    bool counted = ss_at(a, q->last)->kind == SS_ATOM_WORD && !q->unit; /* "to 300 staff" */
    return ss_atom_is(link, "to") && prior->unit && !counted;
}

void ss_amounts_scan(const ss_measure *m, const ss_atoms *a, ss_amounts *out)
{
    out->n = 0;
    for (uint32_t i = 0; i < a->v.n;) {
        const ss_atom *x = ss_at(a, i);
        bool start = x->kind == SS_ATOM_NUMBER || x->nclass == SS_NC_CARDINAL || ss_atom_in(x, "a an half ");
        ss_amount q;
        uint32_t end = start && !(x->flags & SS_AT_SKIP) && !m->taken[i]
                           ? amount_at(m, a, i, out->n ? &out->at[out->n - 1] : NULL, &q)
                           : 0;
        if (end) {
            uint32_t floor = out->n ? out->at[out->n - 1].last : 0;
            if (q.first < floor) q.first = i;
            q.change = ss_amount_change(m, a, &q);
            const ss_amount *prior = out->n ? &out->at[out->n - 1] : NULL;
            if (prior && !q.change && goes_on(a, prior, &q)) q.change = prior->change;
            *ss_push(m->ctx->scratch, out) = q;
            i = end;
        } else if (x->kind == SS_ATOM_NUMBER || x->nclass == SS_NC_CARDINAL) {
            /* a refused numeral is refused whole, the codes glued to it included */
            ss_numeral n = ss_numeral_at(a, i, false);
            i = n.last ? n.last : i + 1;
            while (ss_at(a, i)->flags & SS_AT_GLUED &&
                   (ss_at(a, i)->kind == SS_ATOM_NUMBER ||
                    (ss_at(a, i)->kind == SS_ATOM_MARK && ss_at(a, i + 1)->kind == SS_ATOM_NUMBER &&
                     ss_at_glued(a, i + 1) && ss_atom_in(ss_at(a, i), "- / : . "))))
                i++;
        } else {
            i++;
        }
    }
}
