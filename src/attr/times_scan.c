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
 * (times_value.c); times of day are in times_clock.c. Dates are in
 * times_dates.c.
 */
#include "attr/when.h"

#include <stdio.h>
#include <stdlib.h>

/* ---------------------------------------------------------- the expression */

/* "the end of the year": a bare unit that only stands after such a prefix. */
static uint32_t definite_unit(const ss_atoms *a, uint32_t i, ss_when *w);
/* "over the weekend", "for the quarter", "in the week": said of the one at hand. */
static uint32_t unit_at_hand(const ss_atoms *a, uint32_t i, ss_when *w);

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
    if (ss_at_mark(a, k, ",")) k++;
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
            if (!ss_at_mark(a, k + 1, "-")) return 0;
        }
        *mod = x->targ;
        return k + 2;
    }
    if (!adjective) return 0;
    *mod = x->targ;
    k++;
    if (ss_at_mark(a, k, "-")) k++;
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
    bool placed = ss_atom_in(p, "on until till ") || ss_at_mark(a, i - 1, ",");
    if (!i || !ss_atom_is(ss_at(a, i), "the") || !placed || !ss_atom_whole(n) || n->digits > 2) return 0;
    if (n->number < 1 || n->number > 31 || !ss_at_glued(a, i + 2) || !ss_atom_in(ss_at(a, i + 2), "st nd rd th ")) return 0;
    if (ss_at_mark(a, i - 1, ",") && (i < 2 || ss_at(a, i - 2)->tclass != SS_TC_weekday)) return 0;
    bool of_month = ss_atom_is(next, "of") && ss_atom_in(ss_at(a, i + 4), "that this the ") &&
                    ss_atom_is(ss_at(a, i + 5), "month");
    if (!of_month && next->kind == SS_ATOM_WORD && !ss_atom_in(next, "and but to he she it they in at that when a "))
        return 0;
    if (ss_at_mark(a, i + 3, "-")) return 0;
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
            !ss_at_mark(a, i + 2, "-"))
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
        uint8_t tag = ss_atom_token(a, next)->tag;
        if (tag == SS_TAG_NN || tag == SS_TAG_NNS || tag == SS_TAG_JJ || tag == SS_TAG_CD || tag == SS_TAG_NNP) return 0;
        if (ss_atom_in(next, "to of that which through until when ")) return 0;
    }
    if (ss_at_mark(a, i + 2, "-") || ss_atom_is(next, "'s")) return 0;
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
    bool dash = ss_at_mark(a, k, "-") || ss_at_mark(a, k, "--");
    if (!dash && !ss_atom_in(ss_at(a, k), "to through and ")) return 0;
    if (w->kind != SS_WHEN_DATE || w->hour >= 0) return 0;
    const ss_atom *x = ss_at(a, k + 1);
    if (!ss_atom_whole(x) || x->digits > 4) return 0;
    int day, year;
    *to = (ss_when){.kind = SS_WHEN_DATE, .hour = -1, .minute = -1};
    if (w->date.day && w->date.month && x->digits <= 2) {
        bool between = w->first && ss_atom_is(ss_at(a, w->first - 1), "between");
        if (ss_atom_is(ss_at(a, k), "and") && !between) return 0;
        uint32_t end = ss_times_day_at(a, k + 1, false, &day);
        if (!end || day <= w->date.day || ss_times_month_of(ss_at(a, end))) return 0;
        to->date = (ss_date){w->date.year, w->date.month, day};
        to->open_year = w->open_year;
        uint32_t tail = w->open_year ? ss_times_year_tail(a, end, &year) : 0;
        if (tail) to->date.year = year, to->open_year = false;
        return tail ? tail : end;
    }
    if (w->date.year && !w->date.month && dash && ss_at_glued(a, k) && ss_at_glued(a, k + 1) && x->digits <= 2 &&
        w->date.year > 1000 && (!ss_at_glued(a, k + 2) || (ss_at(a, k + 2)->kind == SS_ATOM_MARK && !ss_at_mark(a, k + 2, "-")))) {
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
    uint32_t k = ss_times_day_at(a, i, false, &day);
    if (!k) return 0;
    bool list = ss_atom_in(ss_at(a, k), "and or ") || ss_at_mark(a, k, "/");
    if (!list && !ss_at_mark(a, k, "-") && !ss_at_mark(a, k, "--") && !ss_atom_is(ss_at(a, k), "to")) return 0;
    *to = (ss_when){.kind = SS_WHEN_DATE, .hour = -1, .minute = -1};
    (void)clock;
    uint32_t end = ss_times_day_first(a, k + 1, to);
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
