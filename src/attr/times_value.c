/* times_value.c - from an expression to its TIMEX3 value.
 *
 * Three points of reference: the anchor (the document's date; inside a post,
 * the post's), the date last mentioned (for "the same day", "two weeks later"),
 * and the tense of the clause, which chooses between the Thursday before and
 * after. A document that tells of another time than its own - many years, few
 * weekdays and no "today" - is a narrative: there the date last mentioned takes
 * the place of the anchor. (Strotgen and Gertz 2010 separate the two kinds by
 * hand.) Constant time per expression, but for the walk up the tree.
 */
#include "attr/when.h"

#include <math.h>
#include <stdlib.h>

#define PRINT(...) ss_printf(&clock->ctx->doc->arena, __VA_ARGS__)

static const char *year_text(ss_clock *clock, int year)
{
    return year < 0 ? PRINT("BC%04d", -year) : PRINT("%04d", year);
}

/* A date with as much of it as is there. */
static const char *date_text(ss_clock *clock, ss_date d)
{
    const char *y = d.year ? year_text(clock, d.year) : "XXXX";
    if (!d.month) return y;
    if (!d.day) return PRINT("%s-%02d", y, d.month);
    return PRINT("%s-%02d-%02d", y, d.month, d.day);
}

/* Adds the hour or the part of the day. */
static const char *with_time(ss_clock *clock, const ss_when *w, const char *date)
{
    if (w->hour >= 0) return PRINT("%sT%02d:%02d%s", date, w->hour, w->minute < 0 ? 0 : w->minute, w->utc ? "Z" : "");
    if (w->code) return PRINT("%sT%s", date, w->code);
    return date;
}

static bool is_unit(const ss_when *w, const char *code)
{
    return w->unit && !strcmp(w->unit, code);
}

static bool whole(ss_date d)
{
    return d.year > 0 && d.month && d.day;
}

/* The anchor for an expression; false: there is none. */
static bool base_of(const ss_clock *clock, const ss_when *w, ss_date *base)
{
    if (w->post && clock->in_post) {
        *base = clock->post;
        return true;
    }
    *base = clock->anchor;
    if (!clock->anchored) {
        *base = clock->ref;
        return whole(clock->ref);
    }
    return true;
}

static int tense(const ss_clock *clock, const ss_when *w)
{
    return ss_tense_at(clock->ctx, clock->tree, clock->ahead, w->token);
}

static void refer(ss_clock *clock, ss_date d)
{
    if (!d.year) return;
    clock->ref = d;
    if (whole(d)) clock->day = d;
    clock->fresh = true;
}

/* The day that "two days later" counts from where the date last mentioned is coarser. */
static bool day_of(const ss_clock *clock, const ss_when *w, ss_date *base)
{
    if (!whole(clock->day)) return base_of(clock, w, base);
    *base = clock->day;
    return true;
}

/* Does a year that stands alone date its clause, or only a thing in it ("the 1976
 * offensive", "the treaty of 1814")? */
static bool dates_clause(const ss_clock *clock, const ss_when *w)
{
    const ss_token *t = &clock->ctx->doc->tokens.at[w->token];
    return t->rel == SS_REL_obl || t->rel == SS_REL_obl_unmarked || t->rel == SS_REL_root || t->rel == SS_REL_advmod ||
           t->head < 0;
}

/* The years of a story run on: a written date moves its thread, but one that lies
 * far off ("in 2005 it was revealed ...") only where a second one follows it there. */
static void follow_thread(ss_clock *clock, const ss_when *w)
{
    enum { NEAR = 2, HOLDS = 3 };
    ss_date d = w->date, *thread = &clock->thread;
    if (!clock->narrative || !d.year) return;
    int apart = abs(d.year - thread->year);
    if (thread->year && !d.month && (apart == 0 || !dates_clause(clock, w))) return;
    if (thread->year && apart > NEAR && clock->thread_length >= HOLDS && abs(d.year - clock->aside.year) > NEAR) {
        clock->aside = d;
        return;
    }
    clock->thread_length = apart > NEAR ? 1 : clock->thread_length + 1;
    clock->aside = (ss_date){0};
    *thread = d;
}

/* ------------------------------------------------------------------- dates */

/* The year for a month (and day) without one, near the reference date. */
static int year_near(ss_date ref, ss_date d, bool forward)
{
    if (!ref.month) return ref.year;
    int apart = d.month - ref.month;
    if (forward) return apart < 0 || (apart == 0 && d.day && ref.day && d.day < ref.day) ? ref.year + 1 : ref.year;
    if (apart < -6) return ref.year + 1;
    if (apart > 8) return ref.year - 1;
    return ref.year;
}

static int year_open(ss_clock *clock, const ss_when *w, bool *known)
{
    ss_date base;
    *known = true;
    if (w->of_year == SS_REL_SAME && clock->ref.year) return clock->ref.year;
    if (w->of_year && base_of(clock, w, &base))
        return base.year + (w->of_year == SS_REL_NEXT) - (w->of_year == SS_REL_LAST);
    if (w->range == SS_RANGE_TO && clock->ref.year) return year_near(clock->ref, w->date, true);
    if (w->rel == SS_REL_OPEN && !w->post) {
        if (clock->narrative && clock->thread.year) return year_near(clock->thread, w->date, false);
        if ((clock->narrative || !clock->anchored) && clock->ref.year) return year_near(clock->ref, w->date, false);
    }
    if (!base_of(clock, w, &base)) {
        *known = false;
        return 0;
    }
    bool later = w->date.month > base.month || (w->date.month == base.month && w->date.day > base.day);
    bool earlier = w->date.month < base.month || (w->date.month == base.month && w->date.day && w->date.day < base.day);
    switch (w->rel) {
    case SS_REL_THIS: return base.year;
    case SS_REL_LAST:
    case SS_REL_BEFORE: return later || w->date.month == base.month ? base.year - 1 : base.year;
    case SS_REL_NEXT:
    case SS_REL_AFTER: return earlier || w->date.month == base.month ? base.year + 1 : base.year;
    default: break;
    }
    int way = tense(clock, w);
    /* A tense that would move the date by nearly a year from a day close by was
     * read from the wrong verb. */
    int ahead = w->date.month - base.month;
    if (way < 0 && later && ahead > (w->date.day ? 1 : 0)) return base.year - 1;
    if (way < 0) return base.year;
    if (way > 0 && earlier && ahead < -1) return base.year + 1;
    if (way > 0) return base.year;
    /* unsaid: the past, but for what is only a season ahead */
    int months = (w->date.month - base.month + 12) % 12;
    if (later) return months <= 3 ? base.year : base.year - 1;
    return earlier && months >= 1 && months <= 2 ? base.year + 1 : base.year;
}

static const char *resolve_date(ss_clock *clock, ss_when *w)
{
    if (w->open_year && !w->date.month) { /* "on the 5th" */
        ss_date base;
        bool anchored = base_of(clock, w, &base);
        if ((clock->narrative || clock->fresh || !anchored) && clock->ref.month) base = clock->ref, anchored = true;
        if (!anchored) return PRINT("XXXX-XX-%02d", w->date.day);
        bool later = base.day && w->date.day > base.day;
        long move = clock->narrative || !base.day ? 0 : later && tense(clock, w) < 0 ? -1 : !later && tense(clock, w) > 0;
        ss_date m = ss_date_add_months((ss_date){base.year, base.month, 1}, w->date.day == base.day ? 0 : move);
        w->date.year = m.year;
        w->date.month = m.month;
    } else if (w->open_year) {
        bool known;
        int year = year_open(clock, w, &known);
        if (known) w->date.year = year;
    }
    if (w->fiscal && !w->date.month) return PRINT("FY%s", year_text(clock, w->date.year));
    if (w->date.year > 0 && w->date.day && !ss_date_valid(w->date.year, w->date.month, w->date.day))
        w->date.day = 0; /* 29 February of a year without one */
    refer(clock, w->date);
    follow_thread(clock, w);
    return with_time(clock, w, date_text(clock, w->date));
}

static const char *resolve_weekday(ss_clock *clock, ss_when *w)
{
    ss_date base;
    bool known = base_of(clock, w, &base);
    bool of_ref = w->rel >= SS_REL_SAME || (clock->narrative && !w->post) || w->range == SS_RANGE_TO;
    if (of_ref && whole(clock->ref)) base = clock->ref, known = true;
    if (!known) return with_time(clock, w, PRINT("XXXX-WXX-%d", w->weekday));
    long day = ss_date_days(base);
    long back = (ss_days_weekday(day) - w->weekday + 7) % 7, ahead = (7 - back) % 7;
    bool forward;
    switch (w->rel) {
    case SS_REL_LAST:
    case SS_REL_BEFORE:
        if (back == 0) back = 7;
        forward = false;
        break;
    case SS_REL_NEXT:
    case SS_REL_AFTER:
        if (ahead == 0) ahead = 7;
        forward = true;
        break;
    case SS_REL_SAME: forward = false; break;
    case SS_REL_THIS: forward = tense(clock, w) >= 0; break;
    default:
        if (w->range == SS_RANGE_TO) {
            forward = true;
            if (ahead == 0) ahead = 7;
        } else {
            forward = of_ref || w->until || tense(clock, w) > 0;
        }
    }
    ss_date d = ss_days_date(forward ? day + ahead : day - back);
    refer(clock, d);
    return with_time(clock, w, date_text(clock, d));
}

static const char *week_text(ss_clock *clock, ss_date d, bool weekend)
{
    int year, week;
    ss_days_week(ss_date_days(d), &year, &week);
    if (year < 1) return "XXXX-WXX";
    return PRINT("%04d-W%02d%s", year, week, weekend ? "-WE" : "");
}

/* The unit that holds date `d`, moved by `shift` of them. */
static const char *unit_text(ss_clock *clock, const ss_when *w, ss_date d, long shift)
{
    if (is_unit(w, "CE")) return PRINT(d.year < 0 ? "BC%02d" : "%02d", abs(d.year + (int)shift * 100) / 100 % 100);
    if (is_unit(w, "DE")) return PRINT(d.year < 0 ? "BC%03d" : "%03d", abs(d.year + (int)shift * 10) / 10 % 1000);
    if (is_unit(w, "Y")) {
        ss_date y = {d.year + (int)shift, 0, 0};
        if (d.year < 0 && y.year >= 0) y.year++;
        refer(clock, y);
        return w->fiscal ? PRINT("FY%s", year_text(clock, y.year)) : date_text(clock, y);
    }
    if (!d.month)
        return is_unit(w, "M")                       ? "XXXX-XX"
               : is_unit(w, "W") || is_unit(w, "WE") ? "XXXX-WXX"
               : is_unit(w, "Q")                     ? PRINT("%s-QX", year_text(clock, d.year))
                                                     : "XXXX-XX-XX";
    if (is_unit(w, "M")) {
        ss_date m = ss_date_add_months((ss_date){d.year, d.month, 1}, shift);
        m.day = 0;
        refer(clock, m);
        return date_text(clock, m);
    }
    if (is_unit(w, "Q")) {
        ss_date m = ss_date_add_months((ss_date){d.year, d.month, 1}, shift * 3);
        return PRINT("%s-Q%d", year_text(clock, m.year), (m.month - 1) / 3 + 1);
    }
    if (!d.day) return is_unit(w, "D") ? PRINT("%s-XX", date_text(clock, d)) : "XXXX-WXX";
    if (d.year < 0) return date_text(clock, d);
    long step = is_unit(w, "D") ? 1 : is_unit(w, "FN") ? 14 : 7;
    ss_date moved = ss_days_date(ss_date_days(d) + shift * step);
    refer(clock, moved);
    if (is_unit(w, "D")) return with_time(clock, w, date_text(clock, moved));
    return week_text(clock, moved, is_unit(w, "WE"));
}

static const char *resolve_unit(ss_clock *clock, ss_when *w)
{
    ss_date base;
    bool known = base_of(clock, w, &base);
    bool of_ref = w->rel >= SS_REL_SAME || (w->rel == SS_REL_OPEN && clock->narrative);
    if (of_ref && clock->ref.year) base = clock->ref, known = true;
    if (!known) {
        base = clock->ref;
        if (!base.year)
            return is_unit(w, "THEN") ? "PAST_REF" : is_unit(w, "Y") ? "XXXX" : is_unit(w, "M") ? "XXXX-XX" : is_unit(w, "D") ? "XXXX-XX-XX" : "XXXX-WXX";
    }
    if (w->shift || w->date.year) { /* "the same month a year ago" */
        int year = w->date.year ? w->date.year : base.year + w->shift;
        if (is_unit(w, "Q") && clock->quarter)
            return PRINT("%04d-Q%d", w->date.year ? year : clock->quarter_year + w->shift, clock->quarter);
        if (!base.month && !is_unit(w, "Y")) base_of(clock, w, &base);
        base.year = year;
        if (base.day && !ss_date_valid(base.year, base.month, base.day)) base.day = 28;
    }
    if (is_unit(w, "THEN")) return date_text(clock, base); /* "by that time" */
    if (is_unit(w, "H")) return PRINT("%sT", date_text(clock, base));
    long shift = 0;
    if (w->rel == SS_REL_LAST || w->rel == SS_REL_BEFORE) shift = -1;
    if (w->rel == SS_REL_NEXT || w->rel == SS_REL_AFTER) shift = 1;
    if (w->rel == SS_REL_OPEN && is_unit(w, "WE") && whole(base) && !clock->narrative) /* "over the weekend" */
        shift = ss_days_weekday(ss_date_days(base)) < 6 && tense(clock, w) < 0 ? -1 : 0;
    if (w->rel >= SS_REL_SAME && !clock->narrative && !base.day && !is_unit(w, "Y") && !(is_unit(w, "M") && base.month))
        day_of(clock, w, &base);
    return unit_text(clock, w, base, shift);
}

static const char *resolve_offset(ss_clock *clock, ss_when *w)
{
    ss_date base;
    bool known = base_of(clock, w, &base);
    bool of_ref = w->rel >= SS_REL_SAME || clock->narrative;
    if (of_ref && clock->ref.year) base = clock->ref, known = true;
    if (of_ref && known && !base.day && !clock->narrative && (is_unit(w, "D") || is_unit(w, "W")))
        known = day_of(clock, w, &base); /* "two days later", after a mere year */
    if (w->vague_count || !known || !(fabs(w->count) < 1e5) || w->count != (double)(long)w->count)
        return w->count < 0 ? "PAST_REF" : "FUTURE_REF";
    long n = (long)w->count;
    if (is_unit(w, "H") || is_unit(w, "TM") || is_unit(w, "TS")) return PRINT("%sTXX:XX", date_text(clock, base));
    long years = is_unit(w, "Y")    ? n
                 : is_unit(w, "DE") ? 10 * n
                 : is_unit(w, "CE") ? 100 * n
                 : is_unit(w, "ML") ? 1000 * n
                                    : 0;
    if (years) {
        ss_date d = {base.year + (int)years, 0, 0};
        if (base.year < 0 && d.year >= 0) d.year++;
        if (base.year > 0 && d.year <= 0) d.year--;
        if (w->rel >= SS_REL_SAME && clock->anchored && !clock->narrative &&
            base.month) { /* as fine as what it refers to */
            d.month = base.month;
            if (clock->ref.year == 0) d.month = 0;
        }
        refer(clock, d);
        return date_text(clock, d);
    }
    if (is_unit(w, "Q")) return unit_text(clock, w, base, n);
    return unit_text(clock, w, base, n);
}

static const char *resolve_days(ss_clock *clock, ss_when *w)
{
    ss_date base;
    bool known = base_of(clock, w, &base);
    bool of_ref = w->rel == SS_REL_SAME && (clock->narrative || clock->fresh);
    if ((of_ref || (clock->narrative && w->code)) && whole(clock->ref)) base = clock->ref, known = true;
    if (!known || !base.day) return with_time(clock, w, "XXXX-XX-XX");
    ss_date d = ss_days_date(ss_date_days(base) + w->shift);
    refer(clock, d);
    return with_time(clock, w, date_text(clock, d));
}

/* ------------------------------------------------- seasons, quarters, feasts */

/* The year of a stretch of months [first, last] that is named without one. */
static int year_of_stretch(ss_clock *clock, const ss_when *w, int first, int last, bool *known)
{
    ss_date base;
    *known = true;
    if (w->date.year) return w->date.year;
    if (w->rel == SS_REL_OPEN && clock->narrative && clock->ref.year && !w->post)
        return clock->thread.year ? clock->thread.year : clock->ref.year;
    if ((w->rel >= SS_REL_SAME || clock->narrative) && clock->ref.month) { /* "the next spring" of a story */
        int year = clock->ref.year, month = clock->ref.month;
        if (w->rel == SS_REL_AFTER || w->rel == SS_REL_NEXT) return month < first ? year : year + 1;
        if (w->rel == SS_REL_BEFORE || w->rel == SS_REL_LAST) return month > last ? year : year - 1;
    }
    if (!base_of(clock, w, &base)) {
        *known = clock->ref.year != 0;
        return clock->ref.year;
    }
    switch (w->rel) {
    case SS_REL_THIS: return base.year + w->shift;
    case SS_REL_LAST:
    case SS_REL_BEFORE: return base.month > last ? base.year : base.year - 1;
    case SS_REL_NEXT:
    case SS_REL_AFTER: return base.month < first ? base.year : base.year + 1;
    case SS_REL_SAME: return clock->ref.year ? clock->ref.year : base.year;
    default: break;
    }
    if (tense(clock, w) > 0) return base.month > last ? base.year + 1 : base.year;
    return base.month < first ? base.year - 1 : base.year;
}

static const char *resolve_season(ss_clock *clock, ss_when *w)
{
    static const struct {
        const char *code;
        int first;
    } seasons[] = {{"SP", 3}, {"SU", 6}, {"FA", 9}, {"WI", 12}};
    int first = 3;
    for (int i = 0; i < 4; i++)
        if (!strcmp(seasons[i].code, w->code)) first = seasons[i].first;
    bool known;
    int year = year_of_stretch(clock, w, first, first == 12 ? 12 : first + 2, &known);
    if (!known) return PRINT("XXXX-%s", w->code);
    refer(clock, (ss_date){year, 0, 0});
    return PRINT("%s-%s", year_text(clock, year), w->code);
}

static const char *resolve_part_of_year(ss_clock *clock, ss_when *w, char letter, int months)
{
    bool known;
    int first = (w->ordinal - 1) * months + 1;
    int year = year_of_stretch(clock, w, first, first + months - 1, &known);
    if (!known) return PRINT("XXXX-%c%d", letter, w->ordinal);
    if (letter == 'Q') clock->quarter = w->ordinal, clock->quarter_year = year;
    return PRINT("%s%s-%c%d", w->fiscal ? "FY" : "", year_text(clock, year), letter, w->ordinal);
}

static const char *resolve_feast(ss_clock *clock, ss_when *w)
{
    ss_date base, d, other;
    bool known = base_of(clock, w, &base);
    if (clock->narrative && clock->ref.year) base = clock->ref, known = true;
    int year = w->date.year ? w->date.year : known ? base.year : 2000;
    if (!ss_feast(w->text, year, &d)) return "XXXX-XX-XX";
    bool fixed = d.year != year && !w->date.year;
    if (w->rel != SS_REL_OPEN && known && !fixed && whole(base)) { /* "last Christmas", "this Easter" */
        long at = ss_date_days(base), here = ss_date_days(d);
        int move = w->rel == SS_REL_LAST && here >= at ? -1 : w->rel == SS_REL_NEXT && here <= at ? 1 : 0;
        if (move && ss_feast(w->text, year + move, &other)) d = other;
        refer(clock, d);
        return with_time(clock, w, date_text(clock, d));
    }
    if (!known && !w->date.year && !fixed) return with_time(clock, w, PRINT("XXXX-%02d-%02d", d.month, d.day));
    if (!w->date.year && !fixed && whole(base) && !clock->narrative) {
        long at = ss_date_days(base), here = ss_date_days(d);
        int way = tense(clock, w);
        int move = way < 0 && here > at ? -1 : way > 0 && here < at ? 1 : 0;
        if (way == 0) move = here - at > 183 ? -1 : at - here > 183 ? 1 : 0;
        if (move && ss_feast(w->text, year + move, &other)) d = other;
    }
    refer(clock, d);
    return with_time(clock, w, date_text(clock, d));
}

/* ------------------------------------------------------- amounts, sets, rest */

static const char *amount_text(ss_clock *clock, const ss_when *w)
{
    double n = w->count;
    const char *unit = w->unit, *t = "";
    if (is_unit(w, "DE") && !w->vague_count)
        n *= 10, unit = "Y";
    else if (is_unit(w, "CE") && !w->vague_count)
        n *= 100, unit = "Y";
    else if (is_unit(w, "ML") && !w->vague_count)
        n *= 1000, unit = "Y";
    else if (is_unit(w, "FN"))
        n *= 2, unit = "W";
    else if (is_unit(w, "H"))
        t = "T";
    else if (is_unit(w, "TM"))
        t = "T", unit = "M";
    else if (is_unit(w, "TS"))
        t = "T", unit = "S";
    if (w->vague_count) return PRINT("P%sX%s", t, unit);
    if (n == 0.5 && is_unit(w, "H")) return "PT30M";
    if (n == 0.5 && is_unit(w, "Y")) return "P6M";
    if (n == 0.5 && is_unit(w, "D")) return "PT12H";
    return PRINT("P%s%.10g%s", t, n, unit);
}

static const char *set_text(ss_clock *clock, const ss_when *w)
{
    if (w->text) return w->text;
    if (w->unit) return amount_text(clock, w);
    if (w->weekday) return PRINT("XXXX-WXX-%d", w->weekday);
    if (w->date.month) return PRINT("XXXX-%02d", w->date.month);
    if (w->ordinal) return PRINT("XXXX-%s", w->code);
    return PRINT("XXXX-XX-XXT%s", w->code);
}

static const char *century_text(ss_clock *clock, const ss_when *w)
{
    return w->date.year < 0 ? PRINT("BC%02d", -w->date.year - 1) : PRINT("%02d", w->date.year - 1);
}

static const char *resolve_clock(ss_clock *clock, ss_when *w)
{
    ss_date base;
    bool known = base_of(clock, w, &base);
    if ((clock->fresh || clock->narrative) && whole(clock->ref)) base = clock->ref, known = true;
    return with_time(clock, w, known && base.day ? date_text(clock, base) : "XXXX-XX-XX");
}

void ss_times_resolve(ss_clock *clock, ss_when *w)
{
    switch (w->kind) {
    case SS_WHEN_DATE: w->value = resolve_date(clock, w); break;
    case SS_WHEN_WEEKDAY: w->value = resolve_weekday(clock, w); break;
    case SS_WHEN_UNIT: w->value = resolve_unit(clock, w); break;
    case SS_WHEN_OFFSET: w->value = resolve_offset(clock, w); break;
    case SS_WHEN_DAYS: w->value = resolve_days(clock, w); break;
    case SS_WHEN_DURATION: w->value = amount_text(clock, w); break;
    case SS_WHEN_SET: w->value = set_text(clock, w); break;
    case SS_WHEN_VAGUE: w->value = w->text; break;
    case SS_WHEN_DECADE: w->value = PRINT("%03d", w->date.year / 10); break;
    case SS_WHEN_CENTURY: w->value = century_text(clock, w); break;
    case SS_WHEN_SEASON: w->value = resolve_season(clock, w); break;
    case SS_WHEN_QUARTER: w->value = resolve_part_of_year(clock, w, 'Q', 3); break;
    case SS_WHEN_HALF: w->value = resolve_part_of_year(clock, w, 'H', 6); break;
    case SS_WHEN_FEAST: w->value = resolve_feast(clock, w); break;
    case SS_WHEN_CLOCK: w->value = resolve_clock(clock, w); break;
    default: w->value = "XXXX"; break;
    }
}
