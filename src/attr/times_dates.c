/* times_dates.c - dates: numeric, written, years, decades, centuries.
 *
 * Productions of the grammar of times_scan.c, each tried at an atom; the first that
 * holds says where it ends. Those that say more come first: numeric dates, month and
 * day, decades and centuries, then a year alone, which needs words around it that mean
 * a time. Look-ahead is bounded. Not read: dates written wholly in words ("the third
 * of May nineteen eighteen"), Roman numerals.
 */
#include "attr/when.h"

#include <stdio.h>
#include <stdlib.h>

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
uint32_t ss_times_day_at(const ss_atoms *a, uint32_t i, bool words, int *day)
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
    if (words && x->nclass == SS_NC_CARDINAL && (x->number == 20 || x->number == 30) && ss_at_mark(a, i + 1, "-") &&
        ss_at(a, i + 2)->nclass == SS_NC_ORDINAL && ss_at(a, i + 2)->number + x->number <= 31) { /* "twenty-first" */
        *day = (int)(x->number + ss_at(a, i + 2)->number);
        return i + 3;
    }
    return 0;
}

/* May this atom be a month at all? Names that are words need their capital. */
int ss_times_month_of(const ss_atom *x)
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
    const ss_token *t = ss_atom_token(a, x);
    if (t->tag == SS_TAG_MD || t->ner == SS_NER_PER) return false;
    if (ss_atom_in(x, "may march ") || (x->flags & SS_AT_ABBR && !(x->flags & SS_AT_DOTTED)))
        return time_preposition(before) || (ss_at_mark(a, i - 1, "-") && i > 1);
    if (ss_atom_in(x, "april june august ") && next->kind == SS_ATOM_WORD && next->flags & SS_AT_CAPITAL &&
        !time_preposition(before) && next->tclass == SS_TC_none)
        return false; /* a forename */
    if (ss_atom_in(x, "april june august ") && ss_atom_in(before, "and or ") && i > 1 && next->kind == SS_ATOM_WORD &&
        next->flags & SS_AT_CAPITAL && next->tclass == SS_TC_none && ss_at(a, i - 2)->tclass == SS_TC_none &&
        ss_at(a, i - 2)->kind == SS_ATOM_WORD && ss_at(a, i - 2)->flags & SS_AT_CAPITAL)
        return false; /* "Ed Jones and June Carter" */
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
        if (ss_at_mark(a, i + 1, ",")) next = ss_at(a, i + 2);
        bool dated = next->tclass == SS_TC_month || next->kind == SS_ATOM_NUMBER;
        if (!dated && (!(x->flags & SS_AT_DOTTED) || ss_atom_in(x, "sun sat mon "))) return false;
    }
    *weekday = atoi(x->targ);
    return true;
}

/* ", 2014", "2014", "of 2014", "'14" after a month: the atom after it, or 0. */
uint32_t ss_times_year_tail(const ss_atoms *a, uint32_t i, int *year)
{
    const ss_atom *n = ss_at(a, i + (ss_atom_is(ss_at(a, i), "of") || ss_at_mark(a, i, ",")));
    if (ss_atom_whole(n) && n->digits <= 4 && n->number >= 1) { /* "April 480 BC" */
        uint32_t era = i + 1 + (n != ss_at(a, i));
        if (ss_at(a, era)->flags & SS_AT_ALLCAPS && ss_atom_in(ss_at(a, era), "bc bce ")) {
            *year = (int)n->number;
            return era;
        }
    }
    if (ss_times_year_at(a, i, year)) return i + 1;
    if ((ss_at_mark(a, i, ",") || ss_atom_is(ss_at(a, i), "of")) && ss_times_year_at(a, i + 1, year)) {
        const ss_atom *next = ss_at(a, i + 2);
        if (next->tclass == SS_TC_units || next->nclass == SS_NC_SCALE) return 0;
        return i + 2;
    }
    const ss_atom *y = ss_at(a, i + 1);
    if (ss_at_mark(a, i, "'") && y->flags & SS_AT_GLUED && ss_atom_whole(y) && y->digits == 2) {
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
    if (!ss_atom_is(ss_at(a, k), "t") || !ss_at_glued(a, k) || !ss_at_glued(a, k + 1) || !ss_atom_whole(h) ||
        h->digits != 2 || !ss_at_mark(a, k + 2, ":") || !ss_atom_whole(m) || h->number > 24 || m->number > 59)
        return k;
    w->hour = (int)h->number;
    w->minute = (int)m->number;
    k += 4;
    if (ss_at_mark(a, k, ":") && ss_at_glued(a, k) && ss_at(a, k + 1)->kind == SS_ATOM_NUMBER) k += 2;
    if (ss_atom_is(ss_at(a, k), "z") && ss_at_glued(a, k)) {
        w->utc = true;
        return k + 1;
    }
    bool offset =
        (ss_at_mark(a, k, "+") || ss_at_mark(a, k, "-")) && ss_at_glued(a, k) && ss_atom_whole(ss_at(a, k + 1));
    return !offset ? k : ss_at_mark(a, k + 2, ":") ? k + 4 : k + 2;
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
    if (!ss_atom_whole(x) || !ss_atom_whole(y) || !ss_at_glued(a, i + 1) || !ss_at_glued(a, i + 2)) return 0;
    if (i > 0 && ss_at_glued(a, i) && ss_at(a, i - 1)->kind != SS_ATOM_MARK) return 0;
    if (s1->kind != SS_ATOM_MARK || !ss_atom_in(s1, "- / ")) return 0;
    bool three = ss_atom_is(s2, s1->s) && ss_at_glued(a, i + 3) && ss_at_glued(a, i + 4) && ss_atom_whole(z);
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
    if (!ss_atom_is(ss_at(a, k), "year") || (ss_at_glued(a, k + 1) && ss_atom_in(ss_at(a, k + 1), "'s ' "))) return i;
    w->of_year = same                    ? SS_REL_SAME
                 : ss_atom_is(x, "this") ? SS_REL_THIS
                 : ss_atom_is(x, "last") ? SS_REL_LAST
                                         : SS_REL_NEXT;
    return k + 1;
}

/* "Oct. 3, 2014", "October 2014", "October": from the month on. */
static uint32_t month_first(const ss_atoms *a, uint32_t i, ss_when *w)
{
    int month = ss_times_month_of(ss_at(a, i)), day, year = 0;
    if (!month) return 0;
    uint32_t k = i + 1, end = ss_times_year_tail(a, k, &year);
    if (end && era_tail(a, end, &year) > end) { /* before a number is taken for a day */
        w->date = (ss_date){year, month, 0};
        return end + 1;
    }
    year = 0;
    if (ss_atom_is(ss_at(a, k), "the") && ss_times_day_at(a, k + 1, true, &day)) k++;
    end = ss_times_day_at(a, k, true, &day);
    if (end && ss_at(a, k)->kind == SS_ATOM_NUMBER && ss_at(a, end)->nclass == SS_NC_SCALE) end = 0;
    if (end && day <= ss_month_length(2000, month)) {
        w->date = (ss_date){0, month, day};
        uint32_t tail = ss_times_year_tail(a, end, &year);
        if (tail) {
            w->date.year = year;
            tail = era_tail(a, tail, &w->date.year);
        }
        w->open_year = !tail;
        return tail ? tail : of_same_year(a, end, w);
    }
    k = i + 1;
    end = ss_times_year_tail(a, k, &year);
    if (!end && ss_at_mark(a, k, "-")) end = ss_times_year_tail(a, k + 1, &year);
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
uint32_t ss_times_day_first(const ss_atoms *a, uint32_t i, ss_when *w)
{
    int day, year;
    uint32_t k = ss_times_day_at(a, i, true, &day);
    if (!k) return 0;
    bool ordinal = k > i + 1 || ss_at(a, i)->nclass == SS_NC_ORDINAL;
    if (ss_atom_is(ss_at(a, k), "of") && ordinal) k++;
    if (ss_at_mark(a, k, "-") && ss_at_glued(a, k)) k++; /* "3-Oct-2014" */
    int month = ss_times_month_of(ss_at(a, k));
    if (!month || day > ss_month_length(2000, month)) return 0;
    w->date = (ss_date){0, month, day};
    uint32_t end = k + 1;
    if (ss_at_mark(a, end, "-") && ss_at_glued(a, end) && ss_times_year_at(a, end + 1, &year)) end++;
    uint32_t tail = ss_times_year_tail(a, end, &year);
    w->open_year = !tail;
    if (!tail) return of_same_year(a, end, w);
    w->date.year = year;
    return era_tail(a, tail, &w->date.year);
}

/* A decade: "1990s", "'90s", "the nineties". */
static uint32_t decade_at(const ss_atoms *a, uint32_t i, ss_when *w)
{
    const ss_atom *x = ss_at(a, i), *s = ss_at(a, i + 1);
    bool plural = ss_at_glued(a, i + 1) && ss_atom_in(s, "s 's ");
    if (ss_atom_whole(x) && x->digits == 4 && plural && (int)x->number % 10 == 0 && x->number >= 1000) {
        int year = (int)x->number;
        bool decade = year % 100 || year == 2000; /* "the 2000s" are ten years in news */
        w->kind = decade ? SS_WHEN_DECADE : SS_WHEN_CENTURY;
        w->date.year = decade ? year : year / 100 + 1;
        return i + 2;
    }
    bool elided = ss_at_mark(a, i, "'");
    if (elided)
        x = s, s = ss_at(a, i + 2), plural = ss_at_glued(a, i + 1) && ss_at_glued(a, i + 2) && ss_atom_in(s, "s 's ");
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
    if (ss_atom_whole(x) && x->digits <= 2 && ss_at_glued(a, i + 1) && ss_atom_in(ss_at(a, i + 1), "st nd rd th "))
        n = (int)x->number, k = i + 2;
    else if (x->nclass == SS_NC_ORDINAL && x->number <= 20)
        n = (int)x->number, k = i + 1;
    else if (ss_atom_is(x, "twenty") && ss_at_mark(a, i + 1, "-") && ss_atom_is(ss_at(a, i + 2), "first"))
        n = 21, k = i + 3;
    if (n < 1) return 0;
    if (ss_at_mark(a, k, "-")) k++;
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
    if (ss_at_mark(a, i, "'") && ss_at_glued(a, i + 1) && !ss_at_glued(a, i) && ss_atom_whole(next) &&
        next->digits == 2 && !ss_at_glued(a, i + 2) &&
        (time_preposition(before) || before->tclass == SS_TC_season || ss_atom_is(before, "the"))) {
        /* "the class of '98" */
        w->date.year = (int)next->number + (next->number < 50 ? 2000 : 1900);
        return i + 2;
    }
    if (!ss_times_year_at(a, i, &year)) return 0;
    if (ss_at_glued(a, i) && !(before->kind == SS_ATOM_MARK && ss_atom_in(before, "- -- ( [ \" ' / , "))) return 0;
    if (ss_at_glued(a, i) && ss_at_mark(a, i - 1, "-") && i >= 2 && ss_at_glued(a, i - 1)) {
        const ss_atom *word = ss_at(a, i - 2); /* "mid-2014", "pre-2008"; not "F-2000" */
        if (word->kind == SS_ATOM_WORD && word->flags & SS_AT_CAPITAL && word->tclass == SS_TC_none) return 0;
        if (word->kind == SS_ATOM_NUMBER && word->digits != 4) return 0;
    }
    if (ss_atom_in(before, "$ £ € ¥ # no number route flight room highway usd eur gbp ")) return 0;
    if (next->nclass == SS_NC_SCALE || next->tclass == SS_TC_units || next->tclass == SS_TC_unit) return 0;
    if (ss_atom_in(next, "percent per pct people degrees meters metres miles km feet tons tonnes kilometers "
                         "kilometres troops soldiers men women hp mph square cubic pounds dollars euros points "))
        return 0;
    if (ss_at_mark(a, i + 1, ":") && ss_at_glued(a, i + 1) && ss_at_glued(a, i + 2)) return 0;
    bool placed = time_preposition(before) || ss_atom_in(before, "the , ( 's ");
    bool plural = next->kind == SS_ATOM_WORD && ss_atom_token(a, next)->tag == SS_TAG_NNS;
    bool ranged = (ss_at_mark(a, i + 1, "-") || ss_at_mark(a, i + 1, "--")) && ss_times_year_at(a, i + 2, &(int){0});
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
        if (ss_at_mark(a, k, ",")) k++;
        if (ss_atom_is(ss_at(a, k), "the")) k++;
        ss_when inner = *w;
        end = month_first(a, k, &inner);
        if (!end || !inner.date.day) end = ss_times_day_first(a, k, &inner);
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
        if ((end = ss_times_day_first(a, i, w))) return end;
        if ((end = decade_at(a, i, w))) return end;
        if ((end = century_at(a, i, w))) return end;
        w->kind = SS_WHEN_DATE;
        return bare_year(clock, a, i, w);
    }
    if (x->nclass == SS_NC_ORDINAL || x->nclass == SS_NC_CARDINAL) {
        if ((end = century_at(a, i, w))) return end;
        w->kind = SS_WHEN_DATE;
        return x->nclass == SS_NC_ORDINAL || ss_atom_in(x, "twenty thirty ") ? ss_times_day_first(a, i, w) : 0;
    }
    if (x->tclass == SS_TC_decade || ss_at_mark(a, i, "'")) {
        if ((end = decade_at(a, i, w))) return end;
        w->kind = SS_WHEN_DATE;
        return bare_year(clock, a, i, w);
    }
    if (ss_atom_is(x, "ad")) return bare_year(clock, a, i, w);
    return 0;
}
