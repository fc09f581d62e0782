/* times_scan.c - finds time expressions: dates, years, clock times, ranges.
 *
 * A hand-written grammar by recursive descent over the atoms, tried at each
 * atom from left to right; the first production that holds takes its atoms.
 * The order of productions is the order of how much they say (full dates
 * before months before years). Look-ahead is bounded, so the scan is linear.
 * Extents follow TimeML: without the preposition, with determiner and
 * modifier ("the past two years", "early June"). Expressions in terms of units
 * ("last week", "two days ago") are in times_units.c. What is found is not
 * resolved yet: that takes the anchor, the tense and the dates before
 * (times_value.c); times of day are in times_clock.c. Not read: dates written wholly in words ("the third of May
 * nineteen eighteen"), Roman numerals.
 */
#include "attr/when.h"

#include <stdio.h>
#include <stdlib.h>

static bool mark(const ss_atoms *a, uint32_t i, const char *s)
{
    const ss_atom *x = ss_at(a, i);
    return x->kind == SS_ATOM_MARK && ss_atom_is(x, s);
}

static bool glued(const ss_atoms *a, uint32_t i)
{
    return ss_at(a, i)->flags & SS_AT_GLUED;
}

static const ss_token *token_of(const ss_atoms *a, const ss_atom *x)
{
    return &a->doc->tokens.at[x->token];
}

/* Words that can stand before a month or year that is meant as one. */
static bool time_preposition(const ss_atom *x)
{
    return ss_atom_in(x, "in since by of from until till during before after through to between and "
                         "for or circa around about around last next this mid early late ");
}

/* ------------------------------------------------------------------ pieces */

bool ss_times_year_at(const ss_atoms *a, uint32_t i, int *year)
{
    const ss_atom *x = ss_at(a, i);
    if (!ss_atom_whole(x) || x->digits != 4 || x->flags & SS_AT_ZERO) return false;
    if (x->number < 1000 || x->number > 2199) return false;
    const ss_atom *next = ss_at(a, i + 1);
    if (next->flags & SS_AT_GLUED && (next->kind != SS_ATOM_MARK || ss_atom_in(next, "% ° "))) return false;
    *year = (int)x->number;
    return true;
}

/* A day of the month, its ending taken in: "3", "3rd", "third" (words only where
 * `words`). */
static uint32_t day_at(const ss_atoms *a, uint32_t i, bool words, int *day)
{
    const ss_atom *x = ss_at(a, i);
    if (ss_atom_whole(x) && x->digits <= 2 && x->number >= 1 && x->number <= 31) {
        const ss_atom *next = ss_at(a, i + 1);
        *day = (int)x->number;
        if (!(next->flags & SS_AT_GLUED)) return i + 1;
        if (ss_atom_in(next, "st nd rd th ")) return i + 2;
        if (next->kind == SS_ATOM_MARK && !ss_atom_in(next, "% : / $ ° ")) return i + 1;
        return 0;
    }
    if (words && x->nclass == SS_NC_ORDINAL && x->number <= 31) {
        *day = (int)x->number;
        return i + 1;
    }
    if (words && x->nclass == SS_NC_CARDINAL && (x->number == 20 || x->number == 30) && mark(a, i + 1, "-") &&
        ss_at(a, i + 2)->nclass == SS_NC_ORDINAL && ss_at(a, i + 2)->number + x->number <= 31) { /* "twenty-first" */
        *day = (int)(x->number + ss_at(a, i + 2)->number);
        return i + 3;
    }
    return 0;
}

/* "the end of the year": a bare unit that only stands after such a prefix. */
static uint32_t definite_unit(const ss_atoms *a, uint32_t i, ss_when *w);
/* "over the weekend", "for the quarter", "in the week": said of the one at hand. */
static uint32_t unit_at_hand(const ss_atoms *a, uint32_t i, ss_when *w);

/* May this atom be a month at all? Names that are words need their capital. */
static int month_of(const ss_atom *x)
{
    if (x->tclass != SS_TC_month) return 0;
    bool word = ss_atom_in(x, "may march mar dec sep jan ");
    if ((word || x->flags & SS_AT_ABBR) && !(x->flags & SS_AT_CAPITAL)) return 0;
    return atoi(x->targ);
}

/* A month standing alone: what is around must say that it is one. */
static bool month_alone(const ss_atoms *a, uint32_t i)
{
    const ss_atom *x = ss_at(a, i), *before = ss_at(a, i - 1), *next = ss_at(a, i + 1);
    if (i == 0) before = &ss_atom_none;
    const ss_token *t = token_of(a, x);
    if (t->tag == SS_TAG_MD || t->ner == SS_NER_PER) return false;
    if (ss_atom_in(x, "may march ") || (x->flags & SS_AT_ABBR && !(x->flags & SS_AT_DOTTED)))
        return time_preposition(before) || (mark(a, i - 1, "-") && i > 1);
    if (ss_atom_in(x, "april june august ") && next->kind == SS_ATOM_WORD && next->flags & SS_AT_CAPITAL &&
        !time_preposition(before) && next->tclass == SS_TC_none)
        return false; /* a forename */
    if (before->flags & SS_AT_CAPITAL && before->kind == SS_ATOM_WORD && i > 1 && ss_atom_in(x, "april june august ") &&
        before->tclass == SS_TC_none && !time_preposition(before))
        return false;
    return !(x->flags & SS_AT_ABBR) || x->flags & SS_AT_DOTTED;
}

static bool weekday_of(const ss_atoms *a, uint32_t i, int *weekday)
{
    const ss_atom *x = ss_at(a, i), *next = ss_at(a, i + 1);
    if (x->tclass != SS_TC_weekday) return false;
    if (x->flags & SS_AT_ABBR) {
        if (!(x->flags & SS_AT_CAPITAL)) return false;
        if (mark(a, i + 1, ",")) next = ss_at(a, i + 2);
        bool dated = next->tclass == SS_TC_month || next->kind == SS_ATOM_NUMBER;
        if (!dated && (!(x->flags & SS_AT_DOTTED) || ss_atom_in(x, "sun sat mon "))) return false;
    }
    *weekday = atoi(x->targ);
    return true;
}

/* ", 2014", "2014", "of 2014", "'14" after a month: the atom after it, or 0. */
static uint32_t year_tail(const ss_atoms *a, uint32_t i, int *year)
{
    const ss_atom *n = ss_at(a, i + (ss_atom_is(ss_at(a, i), "of") || mark(a, i, ",")));
    if (ss_atom_whole(n) && n->digits <= 4 && n->number >= 1) { /* "April 480 BC" */
        uint32_t era = i + 1 + (n != ss_at(a, i));
        if (ss_at(a, era)->flags & SS_AT_ALLCAPS && ss_atom_in(ss_at(a, era), "bc bce ")) {
            *year = (int)n->number;
            return era;
        }
    }
    if (ss_times_year_at(a, i, year)) return i + 1;
    if ((mark(a, i, ",") || ss_atom_is(ss_at(a, i), "of")) && ss_times_year_at(a, i + 1, year)) {
        const ss_atom *next = ss_at(a, i + 2);
        if (next->tclass == SS_TC_units || next->nclass == SS_NC_SCALE) return 0;
        return i + 2;
    }
    const ss_atom *y = ss_at(a, i + 1);
    if (mark(a, i, "'") && y->flags & SS_AT_GLUED && ss_atom_whole(y) && y->digits == 2) {
        *year = (int)y->number + (y->number < 50 ? 2000 : 1900);
        return i + 2;
    }
    return 0;
}

/* BC, AD after a year. */
static uint32_t era_tail(const ss_atoms *a, uint32_t i, int *year)
{
    const ss_atom *x = ss_at(a, i);
    if (!(x->flags & SS_AT_CAPITAL)) return i;
    if (ss_atom_in(x, "bc bce ")) {
        *year = -*year;
        return i + 1;
    }
    return ss_atom_in(x, "ad ce ") && x->flags & SS_AT_ALLCAPS ? i + 1 : i;
}

/* ---------------------------------------------------------- numeric dates */

/* "T12:00", "T12:00:00Z", "T12:00:00+02:00" after a date: one past it, or `k`. */
static uint32_t iso_clock(const ss_atoms *a, uint32_t k, ss_when *w)
{
    const ss_atom *h = ss_at(a, k + 1), *m = ss_at(a, k + 3);
    if (!ss_atom_is(ss_at(a, k), "t") || !glued(a, k) || !glued(a, k + 1) || !ss_atom_whole(h) || h->digits != 2 ||
        !mark(a, k + 2, ":") || !ss_atom_whole(m) || h->number > 24 || m->number > 59)
        return k;
    w->hour = (int)h->number;
    w->minute = (int)m->number;
    k += 4;
    if (mark(a, k, ":") && glued(a, k) && ss_at(a, k + 1)->kind == SS_ATOM_NUMBER) k += 2;
    if (ss_atom_is(ss_at(a, k), "z") && glued(a, k)) {
        w->utc = true;
        return k + 1;
    }
    bool offset = (mark(a, k, "+") || mark(a, k, "-")) && glued(a, k) && ss_atom_whole(ss_at(a, k + 1));
    return !offset ? k : mark(a, k + 2, ":") ? k + 4 : k + 2;
}

static uint32_t numeric_date(const ss_atoms *a, uint32_t i, ss_when *w)
{
    const ss_atom *x = ss_at(a, i), *s1 = ss_at(a, i + 1), *y = ss_at(a, i + 2), *s2 = ss_at(a, i + 3),
                  *z = ss_at(a, i + 4);
    if (x->kind == SS_ATOM_WORD && x->digits && x->digits <= 2) { /* "23.04.2022" */
        int d, m, n;
        char tail;
        if (sscanf(x->s, "%2d.%2d.%4d%c", &d, &m, &n, &tail) == 3 && n > 999 && ss_date_valid(n, m, d)) {
            w->date = (ss_date){n, m, d};
            return i + 1;
        }
        return 0;
    }
    if (!ss_atom_whole(x) || !ss_atom_whole(y) || !glued(a, i + 1) || !glued(a, i + 2)) return 0;
    if (i > 0 && glued(a, i) && ss_at(a, i - 1)->kind != SS_ATOM_MARK) return 0;
    if (s1->kind != SS_ATOM_MARK || !ss_atom_in(s1, "- / ")) return 0;
    bool three = ss_atom_is(s2, s1->s) && glued(a, i + 3) && glued(a, i + 4) && ss_atom_whole(z);
    int p = (int)(x->number < 9999 ? x->number : 0), q = (int)(y->number < 99 ? y->number : 0),
        r = three ? (int)(z->number < 9999 ? z->number : 0) : 0;
    if (x->digits == 4 && p >= 1000 && three && z->digits <= 2 && ss_date_valid(p, q, r)) {
        w->date = (ss_date){p, q, r};
        /* "2014-10-03T12:00" */
        return iso_clock(a, i + 5, w);
    }
    if (x->digits == 4 && p >= 1000 && !three && y->digits == 2 && q >= 1 && q <= 12 && ss_atom_is(s1, "-") &&
        s1->end - s1->begin == 1 && y->flags & SS_AT_ZERO && q != (p + 1) % 100) { /* "2007-08" is two years */
        w->date = (ss_date){p, q, 0};
        return i + 3;
    }
    if (three && x->digits <= 2 && (z->digits == 4 || z->digits == 2)) {
        int year = z->digits == 4 ? r : r < 50 ? 2000 + r : 1900 + r;
        if (ss_date_valid(year, p, q))
            w->date = (ss_date){year, p, q}; /* American order first */
        else if (ss_date_valid(year, q, p))
            w->date = (ss_date){year, q, p};
        else
            return 0;
        return i + 5;
    }
    return 0;
}

/* ----------------------------------------------------------------- written */

/* "of that year", "last year" after a month or day: one past it, or `i`. */
static uint32_t of_same_year(const ss_atoms *a, uint32_t i, ss_when *w)
{
    uint32_t k = i + ss_atom_is(ss_at(a, i), "of");
    k += ss_atom_is(ss_at(a, k), "the");
    const ss_atom *x = ss_at(a, k);
    bool same = ss_atom_in(x, "same that ");
    if (!same && !ss_atom_in(x, "this last next ")) return i;
    k += 1 + (ss_atom_is(x, "that") && ss_atom_is(ss_at(a, k + 1), "same"));
    if (!ss_atom_is(ss_at(a, k), "year") || (glued(a, k + 1) && ss_atom_in(ss_at(a, k + 1), "'s ' "))) return i;
    w->of_year = same ? SS_REL_SAME : ss_atom_is(x, "this") ? SS_REL_THIS : ss_atom_is(x, "last") ? SS_REL_LAST : SS_REL_NEXT;
    return k + 1;
}

/* "Oct. 3, 2014", "October 2014", "October": from the month on. */
static uint32_t month_first(const ss_atoms *a, uint32_t i, ss_when *w)
{
    int month = month_of(ss_at(a, i)), day, year = 0;
    if (!month) return 0;
    uint32_t k = i + 1, end = year_tail(a, k, &year);
    if (end && era_tail(a, end, &year) > end) { /* before a number is taken for a day */
        w->date = (ss_date){year, month, 0};
        return end + 1;
    }
    year = 0;
    if (ss_atom_is(ss_at(a, k), "the") && day_at(a, k + 1, true, &day)) k++;
    end = day_at(a, k, true, &day);
    if (end && ss_at(a, k)->kind == SS_ATOM_NUMBER && ss_at(a, end)->nclass == SS_NC_SCALE) end = 0;
    if (end && day <= ss_month_length(2000, month)) {
        w->date = (ss_date){0, month, day};
        uint32_t tail = year_tail(a, end, &year);
        if (tail) {
            w->date.year = year;
            tail = era_tail(a, tail, &w->date.year);
        }
        w->open_year = !tail;
        return tail ? tail : of_same_year(a, end, w);
    }
    k = i + 1;
    end = year_tail(a, k, &year);
    if (!end && mark(a, k, "-")) end = year_tail(a, k + 1, &year);
    if (end) {
        w->date = (ss_date){year, month, 0};
        return era_tail(a, end, &w->date.year);
    }
    if (!month_alone(a, i)) return 0;
    w->date = (ss_date){0, month, 0};
    w->open_year = true;
    return of_same_year(a, i + 1, w);
}

/* "3 October 2014", "the 3rd of October". */
static uint32_t day_first(const ss_atoms *a, uint32_t i, ss_when *w)
{
    int day, year;
    uint32_t k = day_at(a, i, true, &day);
    if (!k) return 0;
    bool ordinal = k > i + 1 || ss_at(a, i)->nclass == SS_NC_ORDINAL;
    if (ss_atom_is(ss_at(a, k), "of") && ordinal) k++;
    if (mark(a, k, "-") && glued(a, k)) k++; /* "3-Oct-2014" */
    int month = month_of(ss_at(a, k));
    if (!month || day > ss_month_length(2000, month)) return 0;
    w->date = (ss_date){0, month, day};
    uint32_t end = k + 1;
    if (mark(a, end, "-") && glued(a, end) && ss_times_year_at(a, end + 1, &year)) end++;
    uint32_t tail = year_tail(a, end, &year);
    w->open_year = !tail;
    if (!tail) return of_same_year(a, end, w);
    w->date.year = year;
    return era_tail(a, tail, &w->date.year);
}

/* A decade: "1990s", "'90s", "the nineties". */
static uint32_t decade_at(const ss_atoms *a, uint32_t i, ss_when *w)
{
    const ss_atom *x = ss_at(a, i), *s = ss_at(a, i + 1);
    bool plural = glued(a, i + 1) && ss_atom_in(s, "s 's ");
    if (ss_atom_whole(x) && x->digits == 4 && plural && (int)x->number % 10 == 0 && x->number >= 1000) {
        int year = (int)x->number;
        bool decade = year % 100 || year == 2000; /* "the 2000s" are ten years in news */
        w->kind = decade ? SS_WHEN_DECADE : SS_WHEN_CENTURY;
        w->date.year = decade ? year : year / 100 + 1;
        return i + 2;
    }
    bool elided = mark(a, i, "'");
    if (elided) x = s, s = ss_at(a, i + 2), plural = glued(a, i + 1) && glued(a, i + 2) && ss_atom_in(s, "s 's ");
    if (ss_atom_whole(x) && x->digits == 2 && plural && (int)x->number % 10 == 0 && x->number >= 20) {
        const ss_atom *before = i ? ss_at(a, i - 1) : &ss_atom_none;
        if (!elided && !ss_atom_in(before, "the early late mid - ")) return 0;
        w->kind = SS_WHEN_DECADE;
        w->date.year = 1900 + (int)x->number;
        return i + 2 + elided;
    }
    if (x->tclass == SS_TC_decade && !elided && i && ss_atom_in(ss_at(a, i - 1), "the early late mid - ") &&
        !(i > 1 && ss_atom_in(ss_at(a, i - 2), "his her their my its "))) {
        w->kind = SS_WHEN_DECADE;
        w->date.year = 1900 + atoi(x->targ);
        return i + 1;
    }
    return 0;
}

static uint32_t century_at(const ss_atoms *a, uint32_t i, ss_when *w)
{
    const ss_atom *x = ss_at(a, i);
    uint32_t k = i;
    int n = 0;
    if (ss_atom_whole(x) && x->digits <= 2 && glued(a, i + 1) && ss_atom_in(ss_at(a, i + 1), "st nd rd th "))
        n = (int)x->number, k = i + 2;
    else if (x->nclass == SS_NC_ORDINAL && x->number <= 20)
        n = (int)x->number, k = i + 1;
    else if (ss_atom_is(x, "twenty") && mark(a, i + 1, "-") && ss_atom_is(ss_at(a, i + 2), "first"))
        n = 21, k = i + 3;
    if (n < 1) return 0;
    if (mark(a, k, "-")) k++;
    if (!ss_atom_in(ss_at(a, k), "century centuries ")) return 0;
    w->kind = SS_WHEN_CENTURY;
    w->date.year = n;
    return era_tail(a, k + 1, &w->date.year);
}

/* A year standing alone. News writes counts with a comma, so four digits are a
 * year unless what is around says otherwise. */
static uint32_t bare_year(const ss_clock *clock, const ss_atoms *a, uint32_t i, ss_when *w)
{
    const ss_atom *x = ss_at(a, i), *before = i ? ss_at(a, i - 1) : &ss_atom_none, *next = ss_at(a, i + 1);
    int year;
    if (ss_atom_whole(x) && x->digits >= 1 && x->digits <= 4 && x->number >= 1) { /* with an era */
        if (next->flags & SS_AT_ALLCAPS && ss_atom_in(next, "bc bce ad ce ")) {
            year = (int)x->number;
            uint32_t end = era_tail(a, i + 1, &year);
            w->date.year = year;
            return end;
        }
    }
    if (ss_atom_is(x, "ad") && x->flags & SS_AT_ALLCAPS && ss_atom_whole(next) && next->digits <= 4) {
        w->date.year = (int)next->number;
        return next->number >= 1 ? i + 2 : 0;
    }
    if (mark(a, i, "'") && glued(a, i + 1) && !glued(a, i) && ss_atom_whole(next) && next->digits == 2 &&
        !glued(a, i + 2) && (time_preposition(before) || before->tclass == SS_TC_season || ss_atom_is(before, "the"))) {
        /* "the class of '98" */
        w->date.year = (int)next->number + (next->number < 50 ? 2000 : 1900);
        return i + 2;
    }
    if (!ss_times_year_at(a, i, &year)) return 0;
    if (glued(a, i) && !(before->kind == SS_ATOM_MARK && ss_atom_in(before, "- -- ( [ \" ' / , "))) return 0;
    if (glued(a, i) && mark(a, i - 1, "-") && i >= 2 && glued(a, i - 1)) {
        const ss_atom *word = ss_at(a, i - 2); /* "mid-2014", "pre-2008"; not "F-2000" */
        if (word->kind == SS_ATOM_WORD && word->flags & SS_AT_CAPITAL && word->tclass == SS_TC_none) return 0;
        if (word->kind == SS_ATOM_NUMBER && word->digits != 4) return 0;
    }
    if (ss_atom_in(before, "$ £ € ¥ # no number route flight room highway usd eur gbp ")) return 0;
    if (next->nclass == SS_NC_SCALE || next->tclass == SS_TC_units || next->tclass == SS_TC_unit) return 0;
    if (ss_atom_in(next, "percent per pct people degrees meters metres miles km feet tons tonnes kilometers "
                         "kilometres troops soldiers men women hp mph square cubic pounds dollars euros points "))
        return 0;
    if (mark(a, i + 1, ":") && glued(a, i + 1) && glued(a, i + 2)) return 0;
    bool placed = time_preposition(before) || ss_atom_in(before, "the , ( 's ");
    bool plural = next->kind == SS_ATOM_WORD && token_of(a, next)->tag == SS_TAG_NNS;
    bool ranged = (mark(a, i + 1, "-") || mark(a, i + 1, "--")) && ss_times_year_at(a, i + 2, &(int){0});
    if ((year < 1900 || year > 2099) && clock->narrative && !plural && clock->thread.year &&
        abs(year - clock->thread.year) <= 30 && (placed || ranged)) {
        w->date.year = year;
        return i + 1;
    }
    if (year < 1900 || year > 2099) {
        if (!time_preposition(before) && !ss_atom_in(before, "( - , ")) return 0;
        if (plural || ss_atom_in(before, "for to about around of , ")) {
            if (plural || !(year >= 1500 && year < 1900)) return 0;
        }
    } else if (plural && !placed && year % 100 == 0) {
        return 0;
    } else if (ss_atom_in(before, "than nearly almost some least over ")) {
        return 0;
    }
    w->date.year = year;
    return i + 1;
}

uint32_t ss_times_date_at(ss_clock *clock, const ss_atoms *a, uint32_t i, ss_when *w)
{
    (void)clock;
    const ss_atom *x = ss_at(a, i);
    uint32_t end = 0;
    int weekday;
    w->kind = SS_WHEN_DATE;
    if (weekday_of(a, i, &weekday)) { /* "Thursday, Feb. 18" */
        uint32_t k = i + 1;
        if (mark(a, k, ",")) k++;
        if (ss_atom_is(ss_at(a, k), "the")) k++;
        ss_when inner = *w;
        end = month_first(a, k, &inner);
        if (!end || !inner.date.day) end = day_first(a, k, &inner);
        if (end) {
            *w = inner;
            w->weekday = (uint8_t)weekday;
            return end;
        }
        return 0;
    }
    if (x->tclass == SS_TC_month) return month_first(a, i, w);
    if (x->kind == SS_ATOM_NUMBER || x->digits) {
        if ((end = numeric_date(a, i, w))) return end;
        if ((end = day_first(a, i, w))) return end;
        if ((end = decade_at(a, i, w))) return end;
        if ((end = century_at(a, i, w))) return end;
        w->kind = SS_WHEN_DATE;
        return bare_year(clock, a, i, w);
    }
    if (x->nclass == SS_NC_ORDINAL || x->nclass == SS_NC_CARDINAL) {
        if ((end = century_at(a, i, w))) return end;
        w->kind = SS_WHEN_DATE;
        return x->nclass == SS_NC_ORDINAL || ss_atom_in(x, "twenty thirty ") ? day_first(a, i, w) : 0;
    }
    if (x->tclass == SS_TC_decade || mark(a, i, "'")) {
        if ((end = decade_at(a, i, w))) return end;
        w->kind = SS_WHEN_DATE;
        return bare_year(clock, a, i, w);
    }
    if (ss_atom_is(x, "ad")) return bare_year(clock, a, i, w);
    return 0;
}

/* ---------------------------------------------------------- the expression */

static bool day_sized(const ss_when *w)
{
    return w->kind == SS_WHEN_WEEKDAY || w->kind == SS_WHEN_DAYS || w->kind == SS_WHEN_FEAST ||
           (w->kind == SS_WHEN_DATE && w->date.day) || (w->kind == SS_WHEN_UNIT && w->unit && !strcmp(w->unit, "D"));
}

/* "Thursday morning", "Thursday at 3 p.m.", "Oct. 3, 2014, at noon". */
static uint32_t with_clock(const ss_atoms *a, uint32_t end, ss_when *w)
{
    if (!day_sized(w) || w->hour >= 0 || w->code) return end;
    const ss_atom *x = ss_at(a, end);
    if (x->tclass == SS_TC_part && x->s[x->len - 1] != 's') {
        w->code = x->targ;
        return end + 1;
    }
    uint32_t k = end;
    if (mark(a, k, ",")) k++;
    if (ss_atom_in(ss_at(a, k), "at around about by ")) k++;
    ss_when clock = *w;
    uint32_t last = ss_times_clock_at(a, k, &clock);
    if (last) {
        *w = clock;
        return last;
    }
    return end;
}

static uint32_t core_at(ss_clock *clock, const ss_atoms *a, uint32_t i, ss_when *w)
{
    static const ss_when blank = {.hour = -1, .minute = -1};
    uint32_t end;
    *w = blank;
    if ((end = ss_times_clock_at(a, i, w))) { /* "3 p.m. Thursday" */
        uint32_t k = end;
        if (ss_atom_is(ss_at(a, k), "on")) k++;
        ss_when day = blank;
        uint32_t last = ss_times_date_at(clock, a, k, &day);
        if (!last || !day_sized(&day)) {
            day = blank;
            last = ss_times_units_at(clock, a, k, &day);
        }
        if (last && day_sized(&day) && !day.code) {
            day.hour = w->hour;
            day.minute = w->minute;
            day.utc = w->utc;
            *w = day;
            return last;
        }
        w->kind = SS_WHEN_CLOCK;
        return end;
    }
    *w = blank;
    end = ss_times_date_at(clock, a, i, w);
    if (!end) {
        *w = blank;
        end = ss_times_units_at(clock, a, i, w);
    }
    if (!end) return 0;
    return with_clock(a, end, w);
}

/* Early, late, "the end of": the atom after it and what it means. */
static uint32_t prefix_at(const ss_atoms *a, uint32_t i, const char **mod)
{
    uint32_t k = i;
    bool the = ss_atom_is(ss_at(a, k), "the");
    if (the) k++;
    if (ss_atom_is(ss_at(a, k), "very")) k++;
    const ss_atom *x = ss_at(a, k);
    if (ss_atom_in(x, "rest remainder ") && ss_atom_is(ss_at(a, k + 1), "of")) { /* "the rest of the year" */
        *mod = NULL;
        return k + 2;
    }
    if (x->tclass != SS_TC_mod) return 0;
    bool adjective = ss_atom_in(x, "early late mid ");
    if (ss_atom_in(x, "early late ") && ss_atom_is(ss_at(a, k + 1), "part") && ss_atom_is(ss_at(a, k + 2), "of")) {
        *mod = x->targ;
        return k + 3;
    }
    if (ss_atom_in(x, "end beginning start middle close ")) {
        if (!ss_atom_is(ss_at(a, k + 1), "of")) {
            if (the || !ss_atom_is(x, "end")) return 0;
            if (!mark(a, k + 1, "-")) return 0;
        }
        *mod = x->targ;
        return k + 2;
    }
    if (!adjective) return 0;
    *mod = x->targ;
    k++;
    if (mark(a, k, "-")) k++;
    if (ss_atom_in(ss_at(a, k), "in on ") && !ss_atom_is(x, "mid")) {
        const ss_atom *next = ss_at(a, k + 1); /* "late in the year", "early on Monday" */
        if (ss_atom_is(next, "the") || next->tclass == SS_TC_weekday || next->tclass == SS_TC_month ||
            ss_atom_whole(next))
            return k + 1;
        return 0;
    }
    return k;
}

static bool takes_prefix(const ss_when *w)
{
    switch (w->kind) {
    case SS_WHEN_DATE:
    case SS_WHEN_UNIT:
    case SS_WHEN_WEEKDAY:
    case SS_WHEN_DAYS:
    case SS_WHEN_DECADE:
    case SS_WHEN_CENTURY:
    case SS_WHEN_SEASON:
    case SS_WHEN_QUARTER: return true;
    default: return false;
    }
}

static bool leads_definite(const ss_when *w)
{
    return w->kind == SS_WHEN_DECADE || w->kind == SS_WHEN_CENTURY || w->kind == SS_WHEN_SEASON ||
           w->kind == SS_WHEN_QUARTER || w->kind == SS_WHEN_HALF;
}

/* "on the 5th", "until the 18th": a day of the month at hand. */
static uint32_t lone_day(const ss_atoms *a, uint32_t i, ss_when *w)
{
    const ss_atom *p = i ? ss_at(a, i - 1) : &ss_atom_none, *n = ss_at(a, i + 1), *next = ss_at(a, i + 3);
    bool placed = ss_atom_in(p, "on until till ") || mark(a, i - 1, ",");
    if (!i || !ss_atom_is(ss_at(a, i), "the") || !placed || !ss_atom_whole(n) || n->digits > 2) return 0;
    if (n->number < 1 || n->number > 31 || !glued(a, i + 2) || !ss_atom_in(ss_at(a, i + 2), "st nd rd th ")) return 0;
    if (mark(a, i - 1, ",") && (i < 2 || ss_at(a, i - 2)->tclass != SS_TC_weekday)) return 0;
    bool of_month = ss_atom_is(next, "of") && ss_atom_in(ss_at(a, i + 4), "that this the ") &&
                    ss_atom_is(ss_at(a, i + 5), "month");
    if (!of_month && next->kind == SS_ATOM_WORD && !ss_atom_in(next, "and but to he she it they in at that when a "))
        return 0;
    if (mark(a, i + 3, "-")) return 0;
    *w = (ss_when){.kind = SS_WHEN_DATE, .date = {.day = (int)n->number}, .open_year = true, .hour = -1, .minute = -1};
    return of_month ? i + 6 : i + 3;
}

/* "the night of 20 June 1791", "on the morning of Oct. 3". */
static uint32_t part_of_date(ss_clock *clock, const ss_atoms *a, uint32_t i, ss_when *w)
{
    uint32_t k = i + ss_atom_is(ss_at(a, i), "the");
    const ss_atom *x = ss_at(a, k);
    if (ss_atom_in(x, "early late ")) x = ss_at(a, ++k);
    if (x->tclass != SS_TC_part || ss_atom_is(x, "lunchtime")) return 0;
    const char *code = x->targ;
    k++;
    if (ss_atom_is(ss_at(a, k), "hours")) k++;
    if (!ss_atom_in(ss_at(a, k), "of on ")) return 0;
    uint32_t end = core_at(clock, a, k + 1, w);
    if (!end || !day_sized(w) || w->code || w->hour >= 0) return 0;
    w->code = code;
    return end;
}

static uint32_t expression_at(ss_clock *clock, const ss_atoms *a, uint32_t i, ss_when *w)
{
    const char *mod = NULL;
    uint32_t k, end = part_of_date(clock, a, i, w);
    if (end || (end = lone_day(a, i, w))) return end;
    k = prefix_at(a, i, &mod);
    if (k) {
        end = core_at(clock, a, k, w);
        if (!end || !takes_prefix(w)) {
            uint32_t m = k;
            if (ss_atom_is(ss_at(a, m), "the")) m++;
            end = m > k ? core_at(clock, a, m, w) : 0;
            if (!end || !takes_prefix(w)) end = definite_unit(a, k, w);
        }
        if (end) {
            w->mod = mod;
            return end;
        }
    }
    const ss_atom *x = ss_at(a, i);
    if (ss_atom_in(x, "earlier later ")) { /* "earlier this year", "later that day" */
        k = i + 1;
        if (ss_atom_in(ss_at(a, k), "in on ")) k++;
        const ss_atom *next = ss_at(a, k);
        if (next->tclass == SS_TC_day || next->tclass == SS_TC_weekday || ss_atom_in(next, "this that the same ") ||
            (k > i + 1 && (next->tclass == SS_TC_month || ss_atom_whole(next)))) {
            end = core_at(clock, a, k, w);
            if (!end && ss_atom_is(next, "the")) end = definite_unit(a, k, w);
            if (end && takes_prefix(w)) {
                w->mod = ss_atom_is(x, "earlier") ? "start" : "end";
                return end;
            }
        }
        return 0;
    }
    end = core_at(clock, a, i, w);
    if (end) return end;
    if (ss_atom_is(x, "the")) { /* "the 1990s", "the spring of 1776", "the 24 February" */
        end = core_at(clock, a, i + 1, w);
        if (end && leads_definite(w)) return end;
        if (end && w->kind == SS_WHEN_DATE && w->date.day && w->date.month &&
            (ss_at(a, i + 1)->kind == SS_ATOM_NUMBER || ss_at(a, i + 1)->nclass == SS_NC_ORDINAL))
            return end;
        *w = (ss_when){.kind = SS_WHEN_NONE};
        if ((end = unit_at_hand(a, i, w))) return end;
        /* "closed the day at 1,723", "earlier in the day" */
        const ss_atom *next = ss_at(a, i + 2), *p = i ? ss_at(a, i - 1) : &ss_atom_none;
        if (ss_atom_is(ss_at(a, i + 1), "day") && !ss_atom_in(p, "of by carry carried save saved won win ") &&
            (next->kind != SS_ATOM_WORD || ss_atom_in(next, "at with as and up down on but in by ")) &&
            !mark(a, i + 2, "-"))
            return definite_unit(a, i, w);
    }
    return 0;
}

/* "over the weekend", "for the quarter", "in the week": said of the one at hand. */
static uint32_t unit_at_hand(const ss_atoms *a, uint32_t i, ss_when *w)
{
    const ss_atom *p = i ? ss_at(a, i - 1) : &ss_atom_none, *x = ss_at(a, i + 1), *next = ss_at(a, i + 2);
    int year;
    if (ss_atom_is(x, "year") && ss_times_year_at(a, i + 2, &year)) { /* "the year 2000" */
        *w = (ss_when){.kind = SS_WHEN_DATE, .date = {.year = year}, .hour = -1, .minute = -1};
        return i + 3;
    }
    bool weekend = ss_atom_is(x, "weekend");
    bool placed = weekend ? ss_atom_in(p, "over during at on through throughout for of in until before after this ")
                          : ss_atom_in(p, "for during in throughout ") && ss_atom_in(x, "quarter year week month ");
    if (!placed) return 0;
    if (next->kind == SS_ATOM_WORD) { /* "for the quarter rose"; not "in the year to June", "the week that" */
        uint8_t tag = token_of(a, next)->tag;
        if (tag == SS_TAG_NN || tag == SS_TAG_NNS || tag == SS_TAG_JJ || tag == SS_TAG_CD || tag == SS_TAG_NNP) return 0;
        if (ss_atom_in(next, "to of that which through until when ")) return 0;
    }
    if (mark(a, i + 2, "-") || ss_atom_is(next, "'s")) return 0;
    uint32_t end = definite_unit(a, i, w);
    if (weekend) {
        *w = (ss_when){.kind = SS_WHEN_UNIT, .unit = "WE", .hour = -1, .minute = -1};
        end = i + 2;
    }
    return end;
}

static uint32_t definite_unit(const ss_atoms *a, uint32_t i, ss_when *w)
{
    static const struct {
        const char *word, *code;
    } units[] = {{"year", "Y"},    {"month", "M"},    {"week", "W"},   {"day", "D"},
                 {"decade", "DE"}, {"century", "CE"}, {"quarter", "Q"}};
    uint32_t k = i;
    if (!ss_atom_is(ss_at(a, k), "the")) return 0;
    k++;
    bool fiscal = ss_atom_in(ss_at(a, k), "fiscal financial ");
    if (fiscal || ss_atom_in(ss_at(a, k), "calendar school trading ")) k++;
    for (size_t u = 0; u < sizeof units / sizeof *units; u++)
        if (ss_atom_is(ss_at(a, k), units[u].word)) {
            *w = (ss_when){.kind = SS_WHEN_UNIT, .unit = units[u].code, .hour = -1, .minute = -1};
            w->fiscal = fiscal;
            return k + 1;
        }
    return 0;
}

/* ------------------------------------------------------------------ ranges */

static void place(const ss_atoms *a, ss_when *w, uint32_t first, uint32_t last)
{
    w->first = first;
    w->last = last;
    w->begin = ss_at(a, first)->begin;
    w->end = ss_at(a, last - 1)->end;
    w->token = ss_at(a, last - 1)->token;
    w->post = ss_at(a, first)->flags & SS_AT_POST;
}

/* After "Sept. 16" or "2014": "-19", "-18", " to 19". The second end goes to `to`. */
static uint32_t short_range(const ss_atoms *a, const ss_when *w, ss_when *to)
{
    uint32_t k = w->last;
    bool dash = mark(a, k, "-") || mark(a, k, "--");
    if (!dash && !ss_atom_in(ss_at(a, k), "to through and ")) return 0;
    if (w->kind != SS_WHEN_DATE || w->hour >= 0) return 0;
    const ss_atom *x = ss_at(a, k + 1);
    if (!ss_atom_whole(x) || x->digits > 4) return 0;
    int day, year;
    *to = (ss_when){.kind = SS_WHEN_DATE, .hour = -1, .minute = -1};
    if (w->date.day && w->date.month && x->digits <= 2) {
        bool between = w->first && ss_atom_is(ss_at(a, w->first - 1), "between");
        if (ss_atom_is(ss_at(a, k), "and") && !between) return 0;
        uint32_t end = day_at(a, k + 1, false, &day);
        if (!end || day <= w->date.day || month_of(ss_at(a, end))) return 0;
        to->date = (ss_date){w->date.year, w->date.month, day};
        to->open_year = w->open_year;
        uint32_t tail = w->open_year ? year_tail(a, end, &year) : 0;
        if (tail) to->date.year = year, to->open_year = false;
        return tail ? tail : end;
    }
    if (w->date.year && !w->date.month && dash && glued(a, k) && glued(a, k + 1) && x->digits <= 2 &&
        w->date.year > 1000 && (!glued(a, k + 2) || (ss_at(a, k + 2)->kind == SS_ATOM_MARK && !mark(a, k + 2, "-")))) {
        /* "2014-18", "2008-9" */
        int unit = x->digits == 2 ? 100 : 10;
        if (x->number <= w->date.year % unit) return 0;
        to->date.year = w->date.year / unit * unit + (int)x->number;
        return k + 2;
    }
    return 0;
}

/* "16-19 September 1940": the first number takes month and year of the date that follows. */
static uint32_t days_before(ss_clock *clock, const ss_atoms *a, uint32_t i, ss_when *from, ss_when *to)
{
    int day;
    uint32_t k = day_at(a, i, false, &day);
    if (!k) return 0;
    bool list = ss_atom_in(ss_at(a, k), "and or ") || mark(a, k, "/");
    if (!list && !mark(a, k, "-") && !mark(a, k, "--") && !ss_atom_is(ss_at(a, k), "to")) return 0;
    *to = (ss_when){.kind = SS_WHEN_DATE, .hour = -1, .minute = -1};
    (void)clock;
    uint32_t end = day_first(a, k + 1, to);
    if (!end || to->date.day <= day) return 0;
    *from = *to;
    from->date.day = day;
    place(a, from, i, k);
    place(a, to, k + 1, end);
    bool between = i && ss_atom_is(ss_at(a, i - 1), "between");
    if (!list || between) from->range = SS_RANGE_FROM, to->range = SS_RANGE_TO;
    return end;
}

static bool spans_calendar(const ss_when *w)
{
    switch (w->kind) {
    case SS_WHEN_DATE:
    case SS_WHEN_WEEKDAY:
    case SS_WHEN_UNIT:
    case SS_WHEN_DAYS:
    case SS_WHEN_DECADE:
    case SS_WHEN_CENTURY:
    case SS_WHEN_SEASON:
    case SS_WHEN_QUARTER:
    case SS_WHEN_FEAST:
    case SS_WHEN_CLOCK:
    case SS_WHEN_OFFSET: return true;
    case SS_WHEN_VAGUE: return true;
    default: return false;
    }
}

/* Are v and w the ends of one range? They stand side by side in the text. */
static bool is_range(const ss_atoms *a, const ss_when *v, const ss_when *w)
{
    if (v->range || !spans_calendar(v) || !spans_calendar(w) || w->first != v->last + 1) return false;
    if (v->kind == SS_WHEN_VAGUE) return false;
    const ss_atom *link = ss_at(a, v->last), *before = v->first ? ss_at(a, v->first - 1) : &ss_atom_none;
    bool from = ss_atom_is(before, "from"), between = ss_atom_is(before, "between");
    if (between) return ss_atom_is(link, "and") && w->kind != SS_WHEN_VAGUE;
    if (from && ss_atom_in(link, "to until till through - -- ")) return true;
    if (w->kind == SS_WHEN_VAGUE) return false;
    if (ss_atom_in(link, "through thru ")) return true;
    bool same = v->kind == w->kind && (v->kind != SS_WHEN_DATE || (!v->date.day == !w->date.day));
    if (link->kind == SS_ATOM_MARK && ss_atom_in(link, "- -- "))
        return same && (link->flags & SS_AT_GLUED || ss_atom_is(link, "-"));
    return ss_atom_is(link, "to") && same && !ss_atom_in(before, "moved postponed delayed changed ");
}

static void mark_range(const ss_atoms *a, ss_when *v, ss_when *w)
{
    v->range = SS_RANGE_FROM;
    w->range = SS_RANGE_TO;
    if (v->kind == SS_WHEN_DATE && w->kind == SS_WHEN_DATE && v->open_year && !w->open_year && w->date.year &&
        v->date.month) { /* "from May to June 2014" */
        v->date.year = w->date.year - (v->date.month > w->date.month && w->date.month);
        v->open_year = false;
    }
    if (v->kind == SS_WHEN_DATE && w->kind == SS_WHEN_DATE && v->open_year && w->open_year && w->of_year && !v->of_year) {
        v->of_year = w->of_year; /* "between August 25 and September 10 of last year" */
        w->of_year = SS_REL_SAME;
    }
    (void)a;
}

static void finish_range(const ss_atoms *a, ss_when *v, const ss_when *w)
{
    const ss_atom *before = v->first ? ss_at(a, v->first - 1) : &ss_atom_none;
    v->range_begin = ss_atom_in(before, "from between ") ? before->begin : v->begin;
    v->range_end = w->end;
}

/* ------------------------------------------------------------------- scan */

/* Can an expression begin with this atom? Most words cannot: a quick no. */
static bool can_begin(const ss_clock *clock, const ss_atom *x)
{
    if (x->kind == SS_ATOM_NUMBER || x->tclass || x->nclass || x->digits) return true;
    if (x->kind == SS_ATOM_MARK) return x->s[0] == '\'';
    if (x->flags & SS_AT_CAPITAL && (!clock->feasts || !(x->unlisted & clock->feasts->bit) ||
                                     ss_atom_in(x, "q fy ad latter numerous countless dozens hundreds thousands ")))
        return true; /* feasts, "Q3" */
    return ss_atom_in(x, "the a an several few many some every each per earlier later half these those "
                         "fiscal single right former formerly future rest remainder another ");
}

/* "about", "more than" right before a duration or a date belong to it. */
static uint32_t take_modifier(ss_clock *clock, const ss_atoms *a, uint32_t i, ss_when *w)
{
    if (w->mod || (w->kind != SS_WHEN_DURATION && w->kind != SS_WHEN_OFFSET && w->kind != SS_WHEN_DATE &&
                   w->kind != SS_WHEN_CLOCK))
        return i;
    bool amount = w->kind == SS_WHEN_DURATION || w->kind == SS_WHEN_OFFSET;
    if (ss_over_time(a, i, w->last)) return i; /* "over three years" */
    if (ss_atom_is(ss_at(a, i), "the") || ss_at(a, i)->tclass == SS_TC_rel) return i; /* "over the past year" */
    for (uint32_t n = i < 4 ? i : 4; n > 0; n--) {
        const char *value = NULL;
        const ss_atom *x = ss_at(a, i - n);
        if (x->kind != SS_ATOM_WORD || ss_atoms_match(a, i - n, clock->modifiers, &value) != n) continue;
        if (ss_atom_in(x, "under below above beyond as up some ") || ss_at(a, i - 1)->flags & SS_AT_SKIP) continue;
        bool compares = n == 2 && ss_atom_is(ss_at(a, i - 1), "than"); /* "12 percent more than a year ago" */
        if (compares && w->kind == SS_WHEN_OFFSET &&
            (!ss_atom_in(x, "more less ") || ss_atom_in(i > n ? ss_at(a, i - n - 1) : &ss_atom_none, "% percent cent points ")))
            continue;
        if (!amount && strcmp(value, "about") != 0) continue;
        if (ss_atom_is(x, "about") && !amount) continue; /* "about 2014" is mostly "concerning" */
        w->mod = !strcmp(value, "about")      ? "approx"
                 : !strcmp(value, "nearly")   ? "less_than"
                 : !strcmp(value, "at_least") ? "equal_or_more"
                 : !strcmp(value, "at_most")  ? "equal_or_less"
                                              : value;
        return i - n;
    }
    return i;
}

void ss_times_scan(ss_clock *clock, const ss_atoms *a, ss_whens *out)
{
    out->n = 0;
    for (uint32_t i = 0; i < a->v.n;) {
        const ss_atom *x = ss_at(a, i);
        if (x->flags & SS_AT_SKIP || !can_begin(clock, x)) {
            i++;
            continue;
        }
        ss_when w, to;
        uint32_t end = 0;
        if (x->kind == SS_ATOM_NUMBER && (end = days_before(clock, a, i, &w, &to))) {
            *ss_push(clock->ctx->scratch, out) = w;
            *ss_push(clock->ctx->scratch, out) = to;
            i = end;
            continue;
        }
        end = expression_at(clock, a, i, &w);
        if (!end && clock->narrative) {
            w = (ss_when){.hour = -1, .minute = -1};
            end = ss_times_story_at(a, i, &w);
        }
        if (!end) {
            i++;
            continue;
        }
        uint32_t floor = out->n ? out->at[out->n - 1].last : 0;
        w.last = end;
        uint32_t begin = take_modifier(clock, a, i, &w);
        if (w.kind == SS_WHEN_DURATION && begin == i && i && ss_atom_is(ss_at(a, end - 1), "period") &&
            ss_atom_in(ss_at(a, i - 1), "a an "))
            begin--; /* "a sixty-day period" */
        place(a, &w, begin < floor ? i : begin, end);
        uint32_t second = short_range(a, &w, &to);
        ss_when *last = out->n ? &out->at[out->n - 1] : NULL;
        if (second) {
            w.range = SS_RANGE_FROM;
            if (!to.open_year && w.open_year) w.date.year = to.date.year, w.open_year = false;
            *ss_push(clock->ctx->scratch, out) = w;
            place(a, &to, end + 1, second);
            to.range = SS_RANGE_TO;
            *ss_push(clock->ctx->scratch, out) = to;
            end = second;
        } else {
            if (last && is_range(a, last, &w)) mark_range(a, last, &w);
            *ss_push(clock->ctx->scratch, out) = w;
        }
        i = end;
    }
    for (uint32_t i = 0; i + 1 < out->n; i++)
        if (out->at[i].range == SS_RANGE_FROM) finish_range(a, &out->at[i], &out->at[i + 1]);
}
