/* times_clock.c - times of day: "3:30 p.m. EST", "14:28 local time", "0800 UTC", "noon".
 *
 * The part of the grammar of times_scan.c that reads hours and minutes and the
 * zone after them. Bounded look-ahead. Known failures: hours in words ("half past
 * seven"), a zone's offset is not kept in the value, only UTC is.
 */
#include "attr/when.h"

#include <stdlib.h>

static uint32_t zone_tail(const ss_atoms *a, uint32_t i, ss_when *w)
{
    const ss_atom *x = ss_at(a, i);
    bool paren = ss_at_mark(a, i, "(");
    if (paren) x = ss_at(a, i + 1);
    if (x->tclass == SS_TC_zone && x->flags & SS_AT_ALLCAPS) {
        w->utc = x->targ[0] == 'Z';
        return paren ? (ss_at_mark(a, i + 2, ")") ? i + 3 : i) : i + 1;
    }
    if (ss_atom_is(x, "local") && ss_atom_is(ss_at(a, i + 1), "time")) return i + 2;
    if (x->kind == SS_ATOM_WORD && x->flags & SS_AT_CAPITAL && x->tclass == SS_TC_none &&
        ss_atom_is(ss_at(a, i + 1), "time"))
        return i + 2; /* "Baghdad time" */
    if (x->flags & SS_AT_CAPITAL && ss_atom_in(x, "eastern central pacific mountain greenwich ")) {
        uint32_t k = i + 1;
        if (ss_atom_in(ss_at(a, k), "standard daylight mean ")) k++;
        if (ss_atom_is(ss_at(a, k), "time")) return k + 1;
        return k > i + 1 || ss_atom_in(x, "eastern pacific ") ? i + 1 : i;
    }
    return i;
}

uint32_t ss_times_clock_at(const ss_atoms *a, uint32_t i, ss_when *w)
{
    const ss_atom *x = ss_at(a, i);
    if (x->tclass == SS_TC_clock) {
        w->hour = atoi(x->targ);
        w->minute = 0;
        return zone_tail(a, i + 1, w);
    }
    if (!ss_atom_whole(x) || x->digits > 4 || (ss_at_glued(a, i) && ss_at(a, i - 1)->kind != SS_ATOM_MARK)) {
        /* "3.30pm": a point for a colon */
        const ss_atom *half = ss_at(a, i + 1); /* or "21.15 GMT" */
        bool zone = half->tclass == SS_TC_zone && half->flags & SS_AT_ALLCAPS;
        bool point = x->kind == SS_ATOM_NUMBER && x->digits <= 2 && x->flags & SS_AT_POINT &&
                     !(x->flags & (SS_AT_VULGAR | SS_AT_COMMA)) && (half->tclass == SS_TC_ampm || zone) &&
                     x->len >= 4 && x->s[x->len - 3] == '.';
        if (!point) return 0;
    }
    int hour = (int)x->number, minute = -1;
    uint32_t k = i + 1;
    if (x->flags & SS_AT_POINT) minute = atoi(x->s + x->len - 2);
    const ss_atom *m = ss_at(a, i + 2);
    if (x->digits <= 2 && ss_at_mark(a, k, ":") && ss_at_glued(a, k) && ss_at_glued(a, k + 1) && ss_atom_whole(m) && m->digits == 2 &&
        m->number < 60) {
        minute = (int)m->number;
        k += 2;
        if (ss_at_mark(a, k, ":") && ss_at_glued(a, k) && ss_atom_whole(ss_at(a, k + 1)) && ss_at_glued(a, k + 1)) k += 2;
    }
    const ss_atom *half = ss_at(a, k);
    if (half->tclass == SS_TC_ampm && x->digits <= 2 && hour >= 1 && hour <= 12) {
        /* "I am": the dots or the touching digits say that it is the hour */
        if (!(half->flags & (SS_AT_DOTTED | SS_AT_GLUED | SS_AT_ALLCAPS)) && ss_atom_is(half, "am") && minute < 0)
            return 0;
        w->hour = hour % 12 + (ss_atom_is(half, "pm") ? 12 : 0);
        w->minute = minute < 0 ? 0 : minute;
        return zone_tail(a, k + 1, w);
    }
    if (ss_atom_is(half, "o") && ss_at_mark(a, k + 1, "'") && ss_atom_is(ss_at(a, k + 2), "clock")) {
        w->hour = hour;
        w->minute = 0;
        return hour <= 24 ? k + 3 : 0;
    }
    ss_when zone = *w;
    uint32_t end = zone_tail(a, k, &zone);
    if (minute >= 0 && hour < 24) {
        const ss_atom *before = i ? ss_at(a, i - 1) : &ss_atom_none;
        if (end == k && !ss_atom_in(before, "at by from until since around about before after to between - , ( "))
            return 0;
        if (k > i + 3) return 0; /* a running time */
        *w = zone;
        w->hour = hour;
        w->minute = minute;
        if (ss_atom_is(ss_at(a, end), "hours") || ss_atom_is(ss_at(a, end), "hrs")) end++;
        return end;
    }
    if (minute < 0 && x->digits == 4 && hour % 100 < 60 && hour < 2400) { /* "0800 UTC" */
        bool hours = ss_atom_in(ss_at(a, k), "hours hrs ");
        if (end == k && !hours) return 0;
        if (hours && !(x->flags & SS_AT_ZERO)) return 0;
        *w = zone;
        w->hour = hour / 100;
        w->minute = hour % 100;
        return hours ? zone_tail(a, k + 1, w) : end;
    }
    return 0;
}
