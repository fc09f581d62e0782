/* calendar.c - civil dates, ISO weeks and feasts.
 *
 * Days are counted from 1970-01-01 by Hinnant's algorithm ("chrono-compatible
 * low-level date algorithms"), Easter by the anonymous Gregorian algorithm.
 * Everything is proleptic Gregorian; Julian dates of old texts are not turned.
 */
#include "attr/when.h"

#include <stdlib.h>

static bool leap(int y)
{
    return (y % 4 == 0 && y % 100 != 0) || y % 400 == 0;
}

int ss_month_length(int year, int month)
{
    static const signed char days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    if (month < 1 || month > 12) return 0;
    return month == 2 && leap(year) ? 29 : days[month - 1];
}

bool ss_date_valid(int year, int month, int day)
{
    return month >= 1 && month <= 12 && day >= 1 && day <= ss_month_length(year, month);
}

bool ss_date_parse(const char *iso, ss_date *date)
{
    int part[3], at = 0;
    static const int width[] = {4, 2, 2};
    if (!iso) return false;
    for (int p = 0; p < 3; p++) {
        part[p] = 0;
        for (int i = 0; i < width[p]; i++, at++) {
            if (iso[at] < '0' || iso[at] > '9') return false;
            part[p] = part[p] * 10 + iso[at] - '0';
        }
        if (p < 2 && iso[at++] != '-') return false;
    }
    *date = (ss_date){part[0], part[1], part[2]};
    return part[0] > 0 && ss_date_valid(part[0], part[1], part[2]);
}

long ss_date_days(ss_date d)
{
    long y = d.month <= 2 ? d.year - 1L : d.year;
    long era = (y >= 0 ? y : y - 399) / 400;
    long of_era = y - era * 400;
    long of_year = (153L * (d.month + (d.month > 2 ? -3 : 9)) + 2) / 5 + d.day - 1;
    return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
}

ss_date ss_days_date(long days)
{
    long z = days + 719468;
    long era = (z >= 0 ? z : z - 146096) / 146097;
    long doe = z - era * 146097;
    long yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
    long doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    long mp = (5 * doy + 2) / 153;
    int month = (int)(mp < 10 ? mp + 3 : mp - 9);
    return (ss_date){(int)(yoe + era * 400 + (month <= 2)), month, (int)(doy - (153 * mp + 2) / 5 + 1)};
}

int ss_days_weekday(long days)
{
    return (int)(((days + 3) % 7 + 7) % 7) + 1; /* 1970-01-01 was a Thursday */
}

void ss_days_week(long days, int *year, int *week)
{
    long thursday = days + 4 - ss_days_weekday(days); /* the week is that of its Thursday */
    ss_date d = ss_days_date(thursday);
    *year = d.year;
    *week = (int)((thursday - ss_date_days((ss_date){d.year, 1, 1})) / 7) + 1;
}

ss_date ss_date_add_months(ss_date d, long months)
{
    long index = d.year * 12L + d.month - 1 + months;
    long year = (index >= 0 ? index : index - 11) / 12;
    int month = (int)(index - year * 12) + 1, most = ss_month_length((int)year, month);
    return (ss_date){(int)year, month, d.day > most ? most : d.day};
}

static ss_date easter(int y)
{
    int a = y % 19, b = y / 100, c = y % 100;
    int h = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
    int l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7;
    int m = (a + 11 * h + 22 * l) / 451, n = h + l - 7 * m + 114;
    return (ss_date){y, n / 31, n % 31 + 1};
}

/* "nov-4-4": the fourth Thursday of November; "may-last-1"; "nov-2+1" is not needed:
 * Election Day is "nov-1-1+1", the day after the first Monday. */
bool ss_feast(const char *rule, int year, ss_date *date)
{
    static const char months[] = "janfebmaraprmayjunjulaugsepoctnovdec";
    if (!strncmp(rule, "easter", 6)) {
        *date = ss_days_date(ss_date_days(easter(year)) + strtol(rule + 6, NULL, 10));
        return true;
    }
    if (rule[0] >= '0' && rule[0] <= '9') {
        char *end;
        long first = strtol(rule, &end, 10);
        if (*end != '-') return false;
        long second = strtol(end + 1, &end, 10);
        if (*end == '-') { /* a day of one year: "2001-09-11" */
            *date = (ss_date){(int)first, (int)second, (int)strtol(end + 1, NULL, 10)};
            return true;
        }
        *date = (ss_date){year, (int)first, (int)second};
        return ss_date_valid(year, date->month, date->day);
    }
    for (int m = 0; m < 12; m++) {
        if (strncmp(rule, months + 3 * m, 3) != 0 || rule[3] != '-') continue;
        const char *at = rule + 4;
        bool last = !strncmp(at, "last", 4);
        char *end = (char *)(at + 4);
        long nth = last ? 0 : strtol(at, &end, 10);
        if (*end != '-') return false;
        long weekday = strtol(end + 1, &end, 10), more = *end == '+' ? strtol(end + 1, NULL, 10) : 0;
        if (weekday < 1 || weekday > 7) return false;
        long day;
        if (last) {
            day = ss_date_days((ss_date){year, m + 1, ss_month_length(year, m + 1)});
            day -= (ss_days_weekday(day) - weekday + 7) % 7;
        } else {
            day = ss_date_days((ss_date){year, m + 1, 1});
            day += (weekday - ss_days_weekday(day) + 7) % 7 + 7 * (nth - 1);
        }
        *date = ss_days_date(day + more);
        return true;
    }
    return false;
}
