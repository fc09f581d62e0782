/* times_units.c - times told in units: "last week", "two days ago", "every Monday".
 *
 * The other half of the grammar of times_scan.c, tried where no date begins.
 * A unit takes a relative word ("last", "the same"), a count ("two", "several",
 * "a") or an ordinal ("the third quarter of 2023"), and a tail says which way
 * it points ("ago", "later"). A count and a unit without a tail are a duration;
 * ages ("23-year-old", "6 weeks of age") are left to the quantities. Bounded
 * look-ahead.
 */
#include "attr/when.h"

#include <stdlib.h>

static const ss_atom *before(const ss_atoms *a, uint32_t i)
{
    return i ? ss_at(a, i - 1) : &ss_atom_none;
}

/* The unit's code as a static string, NULL where the atom is no unit. */
static const char *unit_of(const ss_atom *x)
{
    static const char *const codes[] = {"TS", "TM", "H", "D", "WE", "W", "FN", "M", "Q", "Y", "DE", "CE", "ML"};
    if (x->tclass != SS_TC_unit && x->tclass != SS_TC_units) return NULL;
    for (size_t i = 0; i < sizeof codes / sizeof *codes; i++) {
        size_t n = strlen(codes[i]);
        if (!strncmp(x->targ, codes[i], n) && (x->targ[n] == '\0' || x->targ[n] == ' ')) return codes[i];
    }
    return NULL;
}

static bool is_unit(const char *unit, const char *code)
{
    return unit && !strcmp(unit, code);
}

bool ss_over_time(const ss_atoms *a, uint32_t i, uint32_t last)
{
    if (i == 0 || last == 0 || !ss_atom_is(ss_at(a, i - 1), "over") || ss_at(a, last - 1)->tclass != SS_TC_units)
        return false;
    return !ss_atom_in(before(a, i - 1), "for after in within just well little slightly by than last lasts lasted lasting take "
                                         "takes took taken taking wait waited waits spent spend is was were be been of and ");
}

/* Adjectives between a count or relative word and its unit. */
static uint32_t skip_adjectives(const ss_atoms *a, uint32_t k, bool *fiscal)
{
    for (int n = 0; n < 2; n++) {
        const ss_atom *x = ss_at(a, k);
        if (!ss_atom_in(x, "fiscal financial calendar trading business working school academic full entire whole "
                           "straight consecutive successive long short solid more additional other extra "))
            break;
        if (fiscal && ss_atom_in(x, "fiscal financial ")) *fiscal = true;
        k++;
    }
    return k;
}

/* -------------------------------------------------------------------- tails */

/* "of 2023", "of last year", "2023", "last year" after a quarter, season or half. */
static uint32_t of_year(const ss_atoms *a, uint32_t k, ss_when *w)
{
    int year;
    uint32_t m = k;
    if (ss_atom_in(ss_at(a, m), "of in ")) m++;
    if (ss_at_mark(a, m, ",")) m++;
    if (ss_atom_is(ss_at(a, m), "the")) m++;
    bool fiscal = false;
    uint32_t after = skip_adjectives(a, m, &fiscal);
    if (fiscal && ss_atom_is(ss_at(a, after), "year")) after++;
    const ss_atom *n = ss_at(a, m), *era = ss_at(a, m + 1);
    if (m > k && ss_atom_whole(n) && n->digits <= 4 && n->number >= 1 && era->flags & SS_AT_ALLCAPS &&
        ss_atom_in(era, "bc bce ")) {
        w->date.year = -(int)n->number;
        return m + 2;
    }
    if (ss_times_year_at(a, after, &year)) {
        w->date.year = year;
        w->fiscal |= fiscal;
        return after + 1;
    }
    const ss_atom *x = ss_at(a, m);
    if (x->tclass == SS_TC_rel && ss_atom_is(ss_at(a, m + 1), "year")) {
        if (ss_atom_in(x, "last previous past "))
            w->shift = -1;
        else if (ss_atom_in(x, "next following coming "))
            w->shift = 1;
        else
            w->shift = 0;
        w->rel = SS_REL_THIS;
        return m + 2;
    }
    if (m > k && ss_atom_is(ss_at(a, after), "year") && ss_atom_is(ss_at(a, after - 1 - (after > m)), "the")) {
        w->rel = SS_REL_THIS;
        return after + 1;
    }
    return k;
}

/* ---------------------------------------------------------- relative words */

static uint8_t rel_of(const ss_atom *x, bool the)
{
    if (ss_atom_is(x, "this")) return SS_REL_THIS;
    if (ss_atom_in(x, "that same ")) return SS_REL_SAME;
    if (!strcmp(x->targ, "last")) return SS_REL_LAST;
    if (!strcmp(x->targ, "past")) return SS_REL_LAST;
    if (!strcmp(x->targ, "before")) return SS_REL_BEFORE;
    if (!strcmp(x->targ, "after")) return SS_REL_AFTER;
    if (!strcmp(x->targ, "next")) return the && ss_atom_is(x, "next") ? SS_REL_AFTER : SS_REL_NEXT;
    return SS_REL_OPEN;
}

static uint32_t ordinal_at(const ss_atoms *a, uint32_t i, int *n)
{
    const ss_atom *x = ss_at(a, i);
    if (x->nclass == SS_NC_ORDINAL) {
        *n = (int)x->number;
        return i + 1;
    }
    if (ss_atom_whole(x) && x->digits <= 2 && ss_at(a, i + 1)->flags & SS_AT_GLUED &&
        ss_atom_in(ss_at(a, i + 1), "st nd rd th ")) {
        *n = (int)x->number;
        return i + 2;
    }
    if (ss_atom_in(x, "final latter ")) {
        *n = ss_atom_is(x, "final") ? 4 : 2;
        return i + 1;
    }
    return 0;
}

/* Quarters and halves: "third quarter", "Q3", "the first half of 2014". */
static uint32_t quarter_at(const ss_atoms *a, uint32_t i, ss_when *w)
{
    const ss_atom *x = ss_at(a, i), *next = ss_at(a, i + 1);
    int n = 0;
    uint32_t k;
    bool q = ss_atom_is(x, "q") && x->flags & SS_AT_CAPITAL && ss_atom_whole(next) && next->flags & SS_AT_GLUED;
    if (q) {
        if (next->digits != 1) return 0;
        n = (int)next->number;
        k = i + 2;
    } else {
        k = ordinal_at(a, i, &n);
        if (!k) return 0;
        if (ss_at_mark(a, k, "-")) k++;
        bool fiscal = false;
        k = skip_adjectives(a, k, &fiscal);
        w->fiscal = fiscal;
        if (ss_atom_is(ss_at(a, k), "half") && n <= 2) {
            w->kind = SS_WHEN_HALF;
            w->ordinal = (uint8_t)n;
            uint32_t end = of_year(a, k + 1, w); /* "the first half" alone is a match's */
            return end > k + 1 ? end : 0;
        }
        if (!ss_atom_in(ss_at(a, k), "quarter quarters ")) return 0;
        k++;
    }
    if (n < 1 || n > 4) return 0;
    w->kind = SS_WHEN_QUARTER;
    w->ordinal = (uint8_t)n;
    return of_year(a, k, w);
}

/* A season; the word "fall" and the name "Spring" ask for more around them. */
static uint32_t season_at(const ss_atoms *a, uint32_t i, ss_when *w, bool led)
{
    const ss_atom *x = ss_at(a, i), *prior = before(a, i);
    if (x->tclass != SS_TC_season) return 0;
    w->kind = SS_WHEN_SEASON;
    w->code = x->targ;
    uint32_t end = of_year(a, i + 1, w);
    bool dated = end > i + 1;
    if (dated || led) return end;
    uint8_t tag = a->doc->tokens.at[x->token].tag;
    if (x->flags & SS_AT_CAPITAL && !(x->flags & SS_AT_FIRST)) return 0;
    if (tag != SS_TAG_NN && tag != SS_TAG_NNP && !ss_atom_in(prior, "in by since until the ")) return 0;
    if (ss_atom_in(x, "fall spring ")) {
        if (ss_atom_in(prior, "the ") && ss_atom_is(ss_at(a, i + 1), "of")) return 0;
        if (!ss_atom_in(prior, "in by since until early late mid ") &&
            !(ss_atom_is(prior, "the") && ss_atom_in(before(a, i - 1), "in by during since until for ")))
            return 0;
    }
    return end;
}

static bool over_preposition(const ss_atom *x)
{
    return ss_atom_in(x, "over during in within for throughout of ");
}

/* "the past year and a half": one past it, or `k`. */
static uint32_t and_a_half(const ss_atoms *a, uint32_t k, ss_when *w)
{
    if (!ss_atom_is(ss_at(a, k), "and") || !ss_atom_is(ss_at(a, k + 1), "a") || !ss_atom_is(ss_at(a, k + 2), "half"))
        return k;
    w->count += 0.5;
    return k + 3;
}

/* A noun or what goes before one; numbers too. */
static bool is_nominal(const ss_atoms *a, const ss_atom *x)
{
    if (x->kind == SS_ATOM_NUMBER || ss_atom_is(x, "-")) return true;
    if (x->kind != SS_ATOM_WORD) return false;
    uint8_t tag = a->doc->tokens.at[x->token].tag;
    return tag == SS_TAG_NN || tag == SS_TAG_NNS || tag == SS_TAG_NNP || tag == SS_TAG_NNPS || tag == SS_TAG_JJ ||
           tag == SS_TAG_CD || tag == SS_TAG_JJR || tag == SS_TAG_JJS;
}

/* Is this count and unit an age? */
static bool age_follows(const ss_atoms *a, uint32_t k)
{
    if (ss_at_mark(a, k, "-")) k++;
    return ss_atom_in(ss_at(a, k), "old olds ") ||
           (ss_atom_is(ss_at(a, k), "of") && ss_atom_is(ss_at(a, k + 1), "age"));
}

/* last, next, the same ... and what follows. `i` is at the relative word. */
static uint32_t relative_at(const ss_atoms *a, uint32_t i, bool the, uint32_t first, ss_when *w)
{
    const ss_atom *x = ss_at(a, i);
    if (x->tclass != SS_TC_rel) return 0;
    uint32_t k = i + 1;
    uint8_t rel = rel_of(x, the);
    if (ss_atom_in(x, "this that ") && ss_atom_in(ss_at(a, k), "same very past coming ")) {
        if (ss_atom_is(ss_at(a, k), "same"))
            rel = SS_REL_SAME;
        else if (ss_atom_is(ss_at(a, k), "past"))
            rel = SS_REL_LAST;
        else if (ss_atom_is(ss_at(a, k), "coming"))
            rel = SS_REL_NEXT;
        k++;
    }
    bool fiscal = false, several = false;
    if (ss_atom_in(ss_at(a, k), "several few many couple ")) {
        several = true;
        if (ss_atom_is(ss_at(a, k), "couple") && ss_atom_is(ss_at(a, k + 1), "of")) k++;
        k++;
    }
    ss_numeral n = several ? (ss_numeral){.last = 0} : ss_numeral_at(a, k, false);
    if (n.last && !n.article) {
        k = n.last;
        ss_numeral m = ss_numeral_at(a, k + 1, false); /* "the next two to three years" */
        if ((ss_atom_in(ss_at(a, k), "to or ") || ss_at_mark(a, k, "-")) && m.last && m.value > n.value &&
            unit_of(ss_at(a, m.last)))
            n = m, k = m.last;
    }
    if (ss_at_mark(a, k, "-")) k++;
    k = skip_adjectives(a, k, &fiscal);
    const ss_atom *h = ss_at(a, k);
    const char *unit = unit_of(h);
    w->rel = rel;
    w->fiscal = fiscal;
    if (unit && n.last && age_follows(a, k + 1)) return 0; /* "that 16-year-old" */
    if (unit && (h->tclass == SS_TC_units || n.last || several || ss_atom_is(x, "past")) &&
        !(is_unit(unit, "TS") && !n.last)) {
        if (h->tclass == SS_TC_units && !n.last && !several && rel == SS_REL_SAME) return 0;
        w->kind = SS_WHEN_DURATION;
        w->unit = unit;
        w->count = n.last && !n.article ? n.value : 1;
        if (!(w->count < 1e10)) return 0;
        w->vague_count = !n.last && h->tclass == SS_TC_units;
        return n.last || w->vague_count ? k + 1 : and_a_half(a, k + 1, w);
    }
    if (n.last || several) return 0;
    if (unit) {
        if (is_unit(unit, "TS") || is_unit(unit, "TM") || is_unit(unit, "ML")) return 0;
        if (ss_atom_is(x, "final")) return 0;
        if (the && ss_atom_in(x, "last past ") && over_preposition(before(a, first)) && !is_unit(unit, "Q")) {
            w->kind = SS_WHEN_DURATION;
            w->unit = unit;
            w->count = 1;
            return and_a_half(a, k + 1, w);
        }
        if (is_unit(unit, "Q") && rel == SS_REL_LAST && ss_atom_is(ss_at(a, k + 1), "of")) { /* "the last quarter of 2012" */
            w->kind = SS_WHEN_QUARTER;
            w->ordinal = 4;
            w->rel = SS_REL_OPEN;
            uint32_t end = of_year(a, k + 1, w);
            if (end > k + 1) return end;
            w->rel = rel;
        }
        if (is_unit(unit, "D") && !the && ss_atom_is(x, "next")) w->rel = SS_REL_AFTER;
        w->kind = SS_WHEN_UNIT;
        w->unit = unit;
        if (ss_atom_is(h, "weekday")) return 0;
        return k + 1;
    }
    int month =
        h->tclass == SS_TC_month && (h->flags & SS_AT_CAPITAL || !ss_atom_in(h, "may march ")) ? atoi(h->targ) : 0;
    if (month && rel != SS_REL_OPEN) {
        w->kind = SS_WHEN_DATE;
        w->date.month = month;
        w->open_year = true;
        const ss_atom *d = ss_at(a, k + 1);
        if (ss_atom_whole(d) && d->digits <= 2 && d->number >= 1 && d->number <= 31) {
            w->date.day = (int)d->number;
            return k + 2;
        }
        return k + 1;
    }
    if (h->tclass == SS_TC_weekday && !(h->flags & SS_AT_ABBR)) {
        w->kind = SS_WHEN_WEEKDAY;
        w->weekday = (uint8_t)atoi(h->targ);
        return k + 1;
    }
    if (h->tclass == SS_TC_season && rel != SS_REL_OPEN) return season_at(a, k, w, true);
    if (h->tclass == SS_TC_part && h->s[h->len - 1] != 's') {
        if (fiscal || ss_atom_in(x, "past final ")) return 0;
        w->kind = SS_WHEN_DAYS;
        w->code = h->targ;
        w->shift = rel == SS_REL_LAST || rel == SS_REL_BEFORE ? -1 : rel == SS_REL_NEXT || rel == SS_REL_AFTER ? 1 : 0;
        return k + 1;
    }
    if (ss_atom_is(x, "past") && the && ss_atom_in(before(a, first), "in from of ") && !is_nominal(a, h)) {
        w->kind = SS_WHEN_VAGUE;
        w->text = "PAST_REF";
        return k;
    }
    return 0;
}

/* ------------------------------------------------------------------- counts */

/* A count before a unit; *count and *vague say what it is. */
static uint32_t count_at(const ss_atoms *a, uint32_t i, double *count, bool *vague, bool *article)
{
    const ss_atom *x = ss_at(a, i), *next = ss_at(a, i + 1);
    *vague = *article = false;
    *count = 1;
    if (ss_atom_in(x, "a an ")) {
        if (ss_atom_in(next, "few ")) {
            *vague = true;
            return i + 2;
        }
        if (ss_atom_in(next, "couple ")) {
            *count = 2;
            return ss_atom_is(ss_at(a, i + 2), "of") ? i + 3 : i + 2;
        }
        if (ss_atom_in(next, "number handful matter ") && ss_atom_is(ss_at(a, i + 2), "of")) {
            *vague = true;
            return i + 3;
        }
        if (ss_atom_is(next, "single")) return i + 2;
    }
    if (ss_atom_in(x, "several few many numerous some countless recent dozens hundreds thousands ")) {
        *vague = true;
        return ss_atom_is(next, "of") ? i + 2 : i + 1;
    }
    if (ss_atom_is(x, "single")) return i + 1;
    if (ss_atom_is(x, "another")) { /* "another month", "another two weeks" */
        ss_numeral m = ss_numeral_at(a, i + 1, false);
        if (m.last) *count = m.value;
        return m.last ? m.last : ss_at(a, i + 1)->tclass == SS_TC_unit ? i + 1 : 0;
    }
    ss_numeral n = ss_numeral_at(a, i, false);
    if (n.last) {
        *count = n.value;
        uint32_t k = n.last;
        if (n.fraction && ss_atom_in(ss_at(a, k), "a an of ")) k++;
        if (n.fraction && ss_atom_in(ss_at(a, k), "a an ")) k++;
        /* "two to three years": the second count stands */
        bool between = ss_atom_is(before(a, i), "between") && ss_atom_is(ss_at(a, k), "and");
        if ((ss_atom_in(ss_at(a, k), "to or ") || ss_at_mark(a, k, "-") || between) && !n.fraction) {
            ss_numeral m = ss_numeral_at(a, k + 1, false);
            if (m.last && m.value > n.value && unit_of(ss_at(a, m.last))) {
                *count = m.value;
                k = m.last;
            }
        }
        return k;
    }
    if (ss_atom_in(x, "a an ")) {
        *article = true;
        return i + 1;
    }
    return 0;
}

/* ago, earlier, later ...: 1 past its end; *back says which way and from where. */
static uint32_t direction_at(const ss_atoms *a, uint32_t k, int *sign, uint8_t *rel)
{
    const ss_atom *x = ss_at(a, k), *next = ss_at(a, k + 1);
    if (ss_at_mark(a, k, "-") && ss_atom_in(next, "ago earlier ")) {
        *sign = -1;
        *rel = SS_REL_OPEN;
        return k + 2;
    }
    if (ss_atom_is(x, "ago")) {
        *sign = -1;
        *rel = SS_REL_OPEN;
        return k + 1;
    }
    bool ends = next->kind != SS_ATOM_WORD || ss_atom_in(next, "and but when that it he she they ");
    if (ss_atom_in(x, "earlier previously ") || (ss_atom_in(x, "before prior ") && ends)) {
        if (ss_atom_is(next, "than")) return 0;
        *sign = -1;
        *rel = SS_REL_BEFORE;
        return k + 1;
    }
    if (ss_atom_in(x, "later afterwards afterward ") || (ss_atom_is(x, "after") && next->kind == SS_ATOM_MARK)) {
        if (ss_atom_is(next, "than")) return 0;
        *sign = 1;
        *rel = SS_REL_AFTER;
        return k + 1;
    }
    if (ss_atom_is(x, "from") && ss_atom_in(next, "now today ")) {
        *sign = 1;
        *rel = SS_REL_OPEN;
        return k + 2;
    }
    return 0;
}

/* A rate: "$5 a day", "twice a week". */
static bool rate_before(const ss_atoms *a, uint32_t i)
{
    const ss_atom *p = before(a, i);
    if (ss_atom_in(p, "once twice thrice times dollars euros cents barrels percent % tons tonnes hours people "))
        return true;
    return p->kind == SS_ATOM_NUMBER || p->nclass == SS_NC_SCALE;
}

static uint32_t counted_at(const ss_atoms *a, uint32_t i, ss_when *w)
{
    double count;
    bool vague, article, fiscal = false;
    uint32_t k = count_at(a, i, &count, &vague, &article);
    if (!k) return 0;
    if (ss_at(a, i)->kind == SS_ATOM_NUMBER && ss_at(a, i)->flags & SS_AT_GLUED &&
        !ss_atom_in(before(a, i), "( \" ' - -- / "))
        return 0;
    if (ss_atom_in(before(a, i), "$ £ € ¥ # ")) return 0;
    bool dashed = ss_at_mark(a, k, "-");
    if (dashed) k++;
    k = skip_adjectives(a, k, &fiscal);
    const ss_atom *h = ss_at(a, k);
    const char *unit = unit_of(h);
    if (!unit || !(count < 1e10)) return 0;
    bool plural = h->tclass == SS_TC_units;
    if (h->len == 1) return 0;
    if (vague && (!plural || ss_atom_is(before(a, i), "as"))) return 0; /* "the third in as many months" */
    if (article && plural) return 0;
    if (is_unit(unit, "TS") && (article || ss_atom_is(ss_at(a, i), "one") || (!plural && !dashed))) return 0;
    if (ss_atom_is(ss_at(a, i), "another") && unit && is_unit(unit, "TS")) return 0;
    if (is_unit(unit, "Q") && (article || count == 3 || count == 1 || !plural)) return 0;
    if (is_unit(unit, "Q") && ss_atom_is(ss_at(a, k + 1), "of")) return 0;
    if (is_unit(unit, "WE") && article) return 0;
    if (is_unit(unit, "D") && ss_atom_is(ss_at(a, i), "some") && !plural) return 0;
    k++;
    if (age_follows(a, k)) return 0;
    if (plural && ss_atom_is(ss_at(a, k), "and") && ss_atom_is(ss_at(a, k + 1), "counting")) return 0;
    w->unit = unit;
    w->count = count;
    if (article) k = and_a_half(a, k, w);
    count = w->count;
    w->vague_count = vague;
    w->fiscal = fiscal;
    int sign;
    uint32_t end = direction_at(a, k, &sign, &w->rel);
    if (end) {
        w->kind = SS_WHEN_OFFSET;
        w->count = sign * count;
        return end;
    }
    w->kind = SS_WHEN_DURATION;
    if (article && ss_atom_in(ss_at(a, i), "a an ") && rate_before(a, i)) w->kind = SS_WHEN_SET;
    if (ss_at_mark(a, k, "-") && ss_atom_is(ss_at(a, k + 1), "long")) return k + 2;
    if (!plural && ss_atom_is(ss_at(a, k), "period")) return k + 1; /* "a sixty-day period" */
    return k;
}

/* "years ago", "for months", "decades later". */
static uint32_t bare_plural_at(const ss_atoms *a, uint32_t i, ss_when *w)
{
    const ss_atom *x = ss_at(a, i), *p = before(a, i);
    const char *unit = unit_of(x);
    if (!unit || x->tclass != SS_TC_units || is_unit(unit, "Q") || x->flags & SS_AT_ABBR) return 0;
    if (ss_atom_is(p, "many") && i > 1 && ss_atom_is(ss_at(a, i - 2), "as")) return 0; /* "in as many months" */
    int sign;
    w->unit = unit;
    w->vague_count = true;
    w->count = 1;
    uint32_t end = direction_at(a, i + 1, &sign, &w->rel);
    if (end) {
        w->kind = SS_WHEN_OFFSET;
        w->count = sign;
        return end;
    }
    if (!ss_atom_in(p, "for in over after within of many take takes took taken last lasted spent spend "
                       "recent coming through "))
        return 0;
    if (is_unit(unit, "WE") || ss_atom_is(p, "in")) {
        if (!ss_atom_in(p, "for in ")) return 0;
    }
    w->kind = SS_WHEN_DURATION;
    return i + 1;
}

/* "every day", "each Monday", "every two years", "per week", "Mondays". */
static uint32_t set_at(const ss_atoms *a, uint32_t i, ss_when *w)
{
    const ss_atom *x = ss_at(a, i);
    w->count = 1;
    if (x->tclass == SS_TC_set) {
        if (x->flags & SS_AT_CAPITAL && !(x->flags & SS_AT_FIRST)) return 0; /* "the Daily Mail" */
        if (ss_atom_is(x, "daily") && ss_at(a, i + 1)->flags & SS_AT_CAPITAL && x->flags & SS_AT_CAPITAL) return 0;
        w->kind = SS_WHEN_SET;
        w->text = x->targ;
        return i + 1;
    }
    if (x->tclass == SS_TC_weekdays && x->flags & SS_AT_CAPITAL) {
        w->kind = SS_WHEN_SET;
        w->weekday = (uint8_t)atoi(x->targ);
        return i + 1;
    }
    bool per = ss_atom_is(x, "per");
    if (!per && !ss_atom_in(x, "every each ")) return 0;
    uint32_t k = i + 1;
    if (!per) {
        ss_numeral n = ss_numeral_at(a, k, false);
        if (ss_atom_is(ss_at(a, k), "other"))
            w->count = 2, k++;
        else if (ss_atom_in(ss_at(a, k), "single few "))
            w->vague_count = ss_atom_is(ss_at(a, k), "few"), k++;
        else if (n.last && n.value < 1e10)
            w->count = n.value, k = n.last;
    }
    const ss_atom *h = ss_at(a, k);
    w->kind = SS_WHEN_SET;
    w->unit = unit_of(h);
    if (w->unit) return k + 1;
    if (per) return 0;
    if (h->tclass == SS_TC_weekday) {
        w->weekday = (uint8_t)atoi(h->targ);
        return k + 1;
    }
    if (h->tclass == SS_TC_month && h->flags & SS_AT_CAPITAL) {
        w->date.month = atoi(h->targ);
        return k + 1;
    }
    if (h->tclass == SS_TC_part || (h->tclass == SS_TC_season && !ss_atom_is(h, "fall"))) {
        w->code = h->targ;
        w->ordinal = h->tclass == SS_TC_season;
        return k + 1;
    }
    return 0;
}

/* --------------------------------------------------------- words on their own */

static uint32_t vague_at(const ss_atoms *a, uint32_t i, ss_when *w)
{
    const ss_atom *x = ss_at(a, i), *next = ss_at(a, i + 1);
    w->kind = SS_WHEN_VAGUE;
    if (x->tclass == SS_TC_vague) {
        w->text = x->targ;
        if (ss_atom_is(x, "recent")) {
            const char *unit = unit_of(next);
            if (unit && next->tclass == SS_TC_units) { /* "recent weeks" */
                *w = (ss_when){.kind = SS_WHEN_DURATION, .unit = unit, .count = 1, .vague_count = true, .hour = -1};
                return i + 2;
            }
        }
        if (ss_atom_is(x, "current") && (unit_of(next) || next->tclass == SS_TC_season)) {
            *w = (ss_when){.kind = SS_WHEN_UNIT, .rel = SS_REL_THIS, .unit = unit_of(next), .hour = -1};
            return w->unit ? i + 2 : 0;
        }
        return i + 1;
    }
    if (ss_atom_is(x, "that") && ss_atom_is(next, "time") &&
        ss_atom_in(before(a, i), "at by since until till before after from ")) {
        *w = (ss_when){.kind = SS_WHEN_UNIT, .unit = "THEN", .rel = SS_REL_SAME, .hour = -1, .minute = -1};
        return i + 2;
    }
    if (ss_atom_in(x, "these those ") && unit_of(next) && next->tclass == SS_TC_units) {
        w->text = ss_atom_is(x, "these") ? "PRESENT_REF" : "PAST_REF";
        return ss_atom_is(next, "days") ? i + 2 : 0;
    }
    uint32_t k = i;
    if (ss_atom_is(x, "the")) k++;
    if (ss_atom_in(ss_at(a, k), "near foreseeable immediate distant ")) k++;
    if (ss_atom_is(ss_at(a, k), "future") && (k > i || ss_atom_is(before(a, i), "in"))) {
        const ss_token *t = &a->doc->tokens.at[ss_at(a, k)->token];
        if (k == i + 1 && ss_atom_is(x, "the") && t->tag == SS_TAG_JJ && t->rel == SS_REL_amod) return 0;
        w->text = "FUTURE_REF";
        return k + 1;
    }
    return 0;
}

/* "right now": TimeML takes both words. */
static uint32_t right_now_at(const ss_atoms *a, uint32_t i, ss_when *w)
{
    if (!ss_atom_is(ss_at(a, i), "right") || !ss_atom_is(ss_at(a, i + 1), "now")) return 0;
    w->kind = SS_WHEN_VAGUE;
    w->text = ss_at(a, i + 1)->targ;
    return i + 2;
}

static uint32_t day_word_at(const ss_atoms *a, uint32_t i, ss_when *w)
{
    const ss_atom *x = ss_at(a, i);
    if (x->tclass != SS_TC_day) return 0;
    if (x->flags & SS_AT_ALLCAPS && ss_at(a, i - 1)->flags & SS_AT_ALLCAPS) return 0; /* USA TODAY */
    if (ss_atom_is(x, "today") && x->flags & SS_AT_CAPITAL && i && ss_atom_in(before(a, i), "usa russia psychology "))
        return 0;
    /* The "Today" programme */
    if (x->flags & SS_AT_CAPITAL && ss_atom_in(ss_at(a, i + 1), "programme program show ")) return 0;
    w->kind = SS_WHEN_DAYS;
    w->shift = atoi(x->targ);
    const char *part = strchr(x->targ, ' ');
    if (part) w->code = part + 1;
    return i + 1;
}

/* "the same quarter a year earlier", "the same period of last year", "the same month in
 * 2012": one time, a year or more from the one at hand. */
static uint32_t same_in_year_at(const ss_atoms *a, uint32_t i, ss_when *w)
{
    uint32_t k = i + ss_atom_is(ss_at(a, i), "the");
    if (!ss_atom_in(ss_at(a, k), "same year-earlier ")) return 0;
    const ss_atom *x = ss_at(a, k + 1);
    if (!ss_atom_in(x, "period quarter month week time day ")) return 0;
    k += 2;
    if (ss_atom_in(ss_at(a, k), "of in from ")) k++;
    int year;
    if (ss_times_year_at(a, k, &year)) {
        w->date.year = year;
        k++;
    } else if (ss_atom_in(ss_at(a, k), "a one ") && ss_atom_is(ss_at(a, k + 1), "year") &&
               ss_atom_in(ss_at(a, k + 2), "earlier ago before ")) {
        w->shift = -1;
        k += 3;
    } else {
        k += ss_atom_is(ss_at(a, k), "the");
        if (!ss_atom_in(ss_at(a, k), "last previous prior ") || !ss_atom_is(ss_at(a, k + 1), "year")) return 0;
        w->shift = -1;
        k += 2;
    }
    w->kind = SS_WHEN_UNIT;
    w->rel = SS_REL_SAME;
    w->unit = ss_atom_is(x, "quarter") ? "Q" : ss_atom_in(x, "month ") ? "M" : ss_atom_is(x, "week") ? "W"
              : ss_atom_is(x, "day") ? "D" : "Y";
    return k;
}

/* "up from 40 the week before": the unit before the one last mentioned. */
static uint32_t unit_before_at(const ss_atoms *a, uint32_t i, ss_when *w)
{
    const ss_atom *x = ss_at(a, i + 1), *way = ss_at(a, i + 2), *next = ss_at(a, i + 3);
    const char *unit = x->tclass == SS_TC_unit ? unit_of(x) : NULL;
    if (!unit || !ss_atom_in(way, "before previous earlier after ")) return 0;
    if (!is_unit(unit, "W") && !is_unit(unit, "M") && !is_unit(unit, "Y") && !is_unit(unit, "Q") && !is_unit(unit, "D"))
        return 0;
    if (next->kind == SS_ATOM_WORD && !ss_atom_in(next, "and but when as ")) return 0; /* "the day before the vote" */
    w->kind = SS_WHEN_UNIT;
    w->unit = unit;
    w->rel = ss_atom_is(way, "after") ? SS_REL_AFTER : SS_REL_BEFORE;
    return i + 3;
}

/* "the day before yesterday", "the day after tomorrow". */
static uint32_t day_beyond_at(const ss_atoms *a, uint32_t i, ss_when *w)
{
    if (!ss_atom_is(ss_at(a, i), "the") || !ss_atom_is(ss_at(a, i + 1), "day")) return 0;
    const ss_atom *way = ss_at(a, i + 2), *day = ss_at(a, i + 3);
    bool back = ss_atom_is(way, "before") && ss_atom_is(day, "yesterday");
    if (!back && !(ss_atom_is(way, "after") && ss_atom_is(day, "tomorrow"))) return 0;
    w->kind = SS_WHEN_DAYS;
    w->shift = back ? -2 : 2;
    return i + 4;
}

static uint32_t feast_at(ss_clock *clock, const ss_atoms *a, uint32_t i, ss_when *w)
{
    const ss_atom *x = ss_at(a, i);
    uint8_t rel = SS_REL_OPEN;
    if (ss_atom_in(x, "last this next ") && ss_at(a, i + 1)->flags & SS_AT_CAPITAL) {
        rel = rel_of(x, false);
        x = ss_at(a, ++i);
    }
    if (!(x->flags & SS_AT_CAPITAL) && x->kind != SS_ATOM_NUMBER) return 0;
    if (x->kind == SS_ATOM_NUMBER && !ss_at_mark(a, i + 1, "/")) return 0;
    const char *rule;
    uint32_t n = ss_atoms_match(a, i, clock->feasts, &rule);
    if (!n) return 0;
    uint32_t k = i + n;
    if (ss_atom_in(ss_at(a, k), "island islands carol tree party lights parade market ")) return 0;
    int year;
    w->kind = SS_WHEN_FEAST;
    w->text = rule;
    w->rel = rel;
    uint32_t m = k;
    if (ss_at_mark(a, m, ",") || ss_atom_is(ss_at(a, m), "of")) m++;
    if (ss_times_year_at(a, m, &year)) {
        w->date.year = year;
        return m + 1;
    }
    return k;
}

static uint32_t weekday_at(const ss_atoms *a, uint32_t i, ss_when *w)
{
    const ss_atom *x = ss_at(a, i);
    if (x->tclass != SS_TC_weekday) return 0;
    if (x->flags & SS_AT_ABBR) {
        if (!(x->flags & SS_AT_DOTTED) || !(x->flags & SS_AT_CAPITAL) || ss_atom_in(x, "sun sat mon ")) return 0;
    }
    const ss_atom *prior = before(a, i), *next = ss_at(a, i + 1);
    if (ss_atom_is(prior, "the") && next->flags & SS_AT_CAPITAL && ss_lexicon_has(ss_lexicon_get(a->model, "outlet_words"), next->s))
        return 0; /* "the Sunday Courier" */
    if (ss_atom_in(prior, "bloody black ") && prior->flags & SS_AT_CAPITAL) return 0;
    if (ss_atom_is(prior, "super") || (ss_atom_is(prior, "ash"))) return 0;
    if (ss_atom_in(next, "times herald telegraph mirror ") && next->flags & SS_AT_CAPITAL) return 0;
    w->kind = SS_WHEN_WEEKDAY;
    w->weekday = (uint8_t)atoi(x->targ);
    w->until = ss_atom_in(prior, "until till ");
    return i + 1;
}

static uint32_t part_of_day_at(const ss_atoms *a, uint32_t i, ss_when *w)
{
    const ss_atom *x = ss_at(a, i), *next = ss_at(a, i + 1);
    if (!ss_atom_is(x, "the") || next->tclass != SS_TC_part || next->s[next->len - 1] == 's') return 0;
    w->kind = SS_WHEN_DAYS;
    w->code = next->targ;
    w->rel = SS_REL_SAME;
    if (ss_atom_is(ss_at(a, i + 2), "of")) return 0;
    return i + 2;
}

static uint32_t fiscal_year_at(const ss_atoms *a, uint32_t i, ss_when *w)
{
    const ss_atom *x = ss_at(a, i), *next = ss_at(a, i + 1);
    int year;
    uint32_t k = i + 1;
    if (ss_atom_is(x, "fy") && next->flags & SS_AT_GLUED && ss_atom_whole(next)) {
        if (next->digits == 2) {
            w->date.year = 2000 + (int)next->number;
            k = i + 2;
        } else if (ss_times_year_at(a, k, &year)) {
            w->date.year = year;
            k = i + 2;
        } else {
            return 0;
        }
    } else {
        if (!ss_atom_in(x, "fiscal financial ") && !(x->flags & SS_AT_ALLCAPS && ss_atom_is(x, "fy"))) return 0;
        if (ss_atom_is(ss_at(a, k), "year")) k++;
        if (!ss_times_year_at(a, k, &year)) return 0;
        w->date.year = year;
        k++;
    }
    w->kind = SS_WHEN_DATE;
    w->fiscal = true;
    return k;
}

uint32_t ss_times_units_at(ss_clock *clock, const ss_atoms *a, uint32_t i, ss_when *w)
{
    const ss_when clean = *w;
    const ss_atom *x = ss_at(a, i);
    uint32_t end;
    bool the = ss_atom_is(x, "the");
#define TRY(call)                                                                                                      \
    if ((end = (call))) return end;                                                                                    \
    *w = clean
    if (x->flags & SS_AT_CAPITAL || x->kind == SS_ATOM_NUMBER || ss_atom_in(x, "last this next ")) {
        TRY(feast_at(clock, a, i, w));
    }
    if (the) {
        TRY(day_beyond_at(a, i, w));
        TRY(unit_before_at(a, i, w));
        TRY(same_in_year_at(a, i, w));
        TRY(relative_at(a, i + 1, true, i, w));
        TRY(quarter_at(a, i + 1, w));
        TRY(part_of_day_at(a, i, w));
        TRY(vague_at(a, i, w));
        if (ss_at(a, i + 1)->tclass == SS_TC_season) {
            TRY(season_at(a, i + 1, w, false));
        }
        /* "the two days", "the first six months" */
        int nth;
        uint32_t k = ordinal_at(a, i + 1, &nth);
        if (ss_at(a, i + 1)->kind == SS_ATOM_NUMBER || ss_at(a, i + 1)->nclass == SS_NC_CARDINAL ||
            (k && (ss_at(a, k)->nclass == SS_NC_CARDINAL || ss_at(a, k)->kind == SS_ATOM_NUMBER ||
                   ss_atom_is(ss_at(a, k), "few")))) {
            uint32_t at = k ? k : i + 1;
            end = counted_at(a, at, w);
            bool qualifies = end && w->kind == SS_WHEN_DURATION && ss_at(a, end - 1)->tclass == SS_TC_unit &&
                             end >= at + 2 && ss_at_mark(a, end - 2, "-");
            if (end && !qualifies) return end; /* "the 46-day battle": the article is the battle's */
            *w = clean;
        }
        return 0;
    }
    TRY(weekday_at(a, i, w));
    TRY(day_word_at(a, i, w));
    TRY(relative_at(a, i, false, i, w));
    TRY(set_at(a, i, w));
    TRY(fiscal_year_at(a, i, w));
    TRY(quarter_at(a, i, w));
    TRY(season_at(a, i, w, false));
    TRY(vague_at(a, i, w));
    TRY(right_now_at(a, i, w));
    TRY(counted_at(a, i, w));
    if (x->tclass == SS_TC_unit && ss_at_mark(a, i + 1, "-")) { /* "the year-ago quarter", "year-earlier" */
        int sign;
        w->unit = unit_of(x);
        end = direction_at(a, i + 1, &sign, &w->rel);
        if (end) {
            w->kind = SS_WHEN_OFFSET;
            w->rel = SS_REL_OPEN;
            w->count = sign;
            return end;
        }
        *w = clean;
    }
    TRY(bare_plural_at(a, i, w));
#undef TRY
    return 0;
}
