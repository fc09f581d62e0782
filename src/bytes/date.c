/* date.c - see date.h.
 *
 * A hand-written recogniser for the forms of datelines, headers and metadata:
 *   2021-03-03   2021/03/03   20210303   2021-03-03T10:00:00Z (the date of it)
 *   March 3, 2021   Mar. 3rd 2021   Wednesday, March 3, 2021
 *   3 March 2021   3rd of March, 2021   03-Mar-2021   Wed, 03 Mar 2021
 *   3.3.2021 (day first)   14/3/2021 and 3/14/2021, where one part is over 12
 * Years 1800 to 2199. Cost: constant for scan, linear for find.
 */
#include "bytes/date.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

static size_t number(const char *s, size_t len, size_t most, int *value)
{
    size_t n = 0;
    *value = 0;
    while (n < len && n < most && isdigit((unsigned char)s[n])) *value = *value * 10 + s[n++] - '0';
    if (n < len && isdigit((unsigned char)s[n])) return 0;
    return n;
}

static size_t blanks(const char *s, size_t len)
{
    size_t n = 0;
    while (n < len && (s[n] == ' ' || s[n] == '\t')) n++;
    return n;
}

/* One of the names, whole or cut ("Sept", "Thu"), with a full stop or not. */
static size_t name(const char *s, size_t len, const char *const *names, int count, int *index)
{
    size_t n = 0;
    while (n < len && isalpha((unsigned char)s[n])) n++;
    if (n < 3) return 0;
    for (int i = 0; i < count; i++) {
        size_t whole = strlen(names[i]);
        if (n > whole || strncasecmp(s, names[i], n)) continue;
        if (n != whole && n > 5) continue;
        *index = i;
        return n < len && s[n] == '.' && n != whole ? n + 1 : n;
    }
    return 0;
}

static size_t month_name(const char *s, size_t len, int *month)
{
    static const char *const months[] = {"January",   "February", "March",    "April",
                                         "May",       "June",     "July",     "August",
                                         "September", "October",  "November", "December"};
    int i;
    size_t n = name(s, len, months, 12, &i);
    *month = n ? i + 1 : 0;
    return n;
}

static size_t weekday_name(const char *s, size_t len)
{
    static const char *const days[] = {"Monday", "Tuesday",  "Wednesday", "Thursday",
                                       "Friday", "Saturday", "Sunday"};
    int i;
    return name(s, len, days, 7, &i);
}

static size_t ordinal(const char *s, size_t len)
{
    static const char *const ends[] = {"st", "nd", "rd", "th"};
    for (int i = 0; i < 4; i++)
        if (len >= 2 && !strncasecmp(s, ends[i], 2) && (len == 2 || !isalnum((unsigned char)s[2])))
            return 2;
    return 0;
}

static bool write_iso(int year, int month, int day, char iso[11])
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    if (year < 1800 || year > 2199 || month < 1 || month > 12 || day < 1) return false;
    bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    if (day > days[month - 1] + (month == 2 && leap)) return false;
    snprintf(iso, 11, "%04u-%02u-%02u", (unsigned)year % 10000, (unsigned)month % 100,
             (unsigned)day % 100);
    return true;
}

/* 2021-03-03, 2021/3/3, 20210303 */
static size_t year_first(const char *s, size_t len, char iso[11])
{
    int y, m, d;
    if (number(s, len, 4, &y) == 4 && len > 5 && (s[4] == '-' || s[4] == '/' || s[4] == '.')) {
        size_t i = 5, n = number(s + i, len - i, 2, &m);
        i += n;
        if (!n || i >= len || s[i] != s[4]) return 0;
        i++;
        n = number(s + i, len - i, 2, &d);
        return n && write_iso(y, m, d, iso) ? i + n : 0;
    }
    if (number(s, len, 8, &y) == 8 && write_iso(y / 10000, y / 100 % 100, y % 100, iso)) return 8;
    return 0;
}

/* 3.3.2021, 14/3/2021, 3/14/2021 */
static size_t digits(const char *s, size_t len, char iso[11])
{
    int a, b, y;
    size_t n = number(s, len, 2, &a), i = n;
    if (!n || i >= len || !strchr("./-", s[i])) return 0;
    char mark = s[i++];
    n = number(s + i, len - i, 2, &b);
    i += n;
    if (!n || i >= len || s[i] != mark) return 0;
    i++;
    if (number(s + i, len - i, 4, &y) != 4) return 0;
    i += 4;
    bool day_first = mark == '.' || a > 12, month_first = mark != '.' && (b > 12 || a == b);
    if (day_first == month_first && a != b) return 0;
    return write_iso(y, month_first ? a : b, month_first ? b : a, iso) ? i : 0;
}

static size_t comma_year(const char *s, size_t len, int *year)
{
    size_t i = blanks(s, len);
    if (i < len && s[i] == ',') i++;
    i += blanks(s + i, len - i);
    if (i == 0) return 0;
    return number(s + i, len - i, 4, year) == 4 ? i + 4 : 0;
}

/* March 3, 2021 */
static size_t month_first(const char *s, size_t len, char iso[11])
{
    int m, d, y;
    size_t i = month_name(s, len, &m);
    if (!i) return 0;
    i += blanks(s + i, len - i);
    size_t n = number(s + i, len - i, 2, &d);
    if (!n) return 0;
    i += n;
    i += ordinal(s + i, len - i);
    n = comma_year(s + i, len - i, &y);
    return n && write_iso(y, m, d, iso) ? i + n : 0;
}

/* 3 March 2021, 3rd of March, 2021, 03-Mar-2021 */
static size_t day_first(const char *s, size_t len, char iso[11])
{
    int m, d, y;
    size_t n = number(s, len, 2, &d), i = n;
    if (!n) return 0;
    i += ordinal(s + i, len - i);
    if (i < len && s[i] == '-') {
        n = month_name(s + i + 1, len - i - 1, &m);
        i += 1 + n;
        if (!n || i >= len || s[i] != '-' || number(s + i + 1, len - i - 1, 4, &y) != 4) return 0;
        return write_iso(y, m, d, iso) ? i + 5 : 0;
    }
    i += blanks(s + i, len - i);
    if (len - i > 3 && !strncasecmp(s + i, "of ", 3)) i += 3;
    n = month_name(s + i, len - i, &m);
    if (!n) return 0;
    i += n;
    n = comma_year(s + i, len - i, &y);
    return n && write_iso(y, m, d, iso) ? i + n : 0;
}

size_t ss_date_scan(const char *s, size_t len, char iso[11])
{
    size_t at = weekday_name(s, len), n;
    if (at) {
        at += blanks(s + at, len - at);
        if (at < len && s[at] == ',') at++;
        at += blanks(s + at, len - at);
    }
    if (at >= len) return 0;
    s += at;
    len -= at;
    if ((n = month_first(s, len, iso)) || (n = day_first(s, len, iso)) ||
        (n = year_first(s, len, iso)) || (n = digits(s, len, iso)))
        return at + n;
    return 0;
}

size_t ss_date_find(const char *s, size_t len, size_t *begin, char iso[11])
{
    bool fresh = true; /* at the start of a word */
    for (size_t i = 0; i < len; i++) {
        bool word = isalnum((unsigned char)s[i]) || (unsigned char)s[i] >= 0x80;
        if (word && fresh) {
            size_t n = ss_date_scan(s + i, len - i < 64 ? len - i : 64, iso);
            if (n) {
                if (begin) *begin = i;
                return i + n;
            }
        }
        fresh = !word;
    }
    return 0;
}

size_t ss_clock_scan(const char *s, size_t len)
{
    int h, m;
    size_t i = len && (s[0] == 'T' || s[0] == 't') ? 1 : 0;
    /* "0200 AEDT": four digits are a time where a zone follows them. */
    bool military = number(s + i, len - i, 4, &h) == 4 && h / 100 <= 24 && h % 100 < 60;
    size_t n = military ? 4 : number(s + i, len - i, 2, &h);
    if (!n || (!military && h > 24)) return 0;
    i += n;
    bool minutes = i + 2 < len && (s[i] == ':' || s[i] == '.') &&
                   number(s + i + 1, len - i - 1, 2, &m) == 2;
    if (minutes) i += 3;
    if (minutes && i + 2 < len && s[i] == ':' && number(s + i + 1, len - i - 1, 2, &m) == 2) i += 3;
    if (minutes && i + 1 < len && s[i] == '.' && isdigit((unsigned char)s[i + 1]))
        for (i++; i < len && isdigit((unsigned char)s[i]); i++) continue;
    size_t after = i + blanks(s + i, len - i);
    bool half = false;
    if (after + 1 < len && strchr("aApP", s[after])) {
        size_t k = after + 1;
        if (s[k] == '.') k++;
        if (k < len && (s[k] == 'm' || s[k] == 'M') &&
            (k + 1 == len || !isalpha((unsigned char)s[k + 1]))) {
            i = k + 1;
            if (i < len && s[i] == '.') i++;
            half = true;
        }
    }
    if (!minutes && !half && !military) return 0;
    if (!military && i < len && s[i] == 'Z') return i + 1;
    after = i + blanks(s + i, len - i);
    if (!military && after < len && (s[after] == '+' || s[after] == '-') && after + 4 < len &&
        isdigit((unsigned char)s[after + 1])) {
        for (i = after + 1; i < len && (isdigit((unsigned char)s[i]) || s[i] == ':'); i++) continue;
        return i;
    }
    size_t zone = 0;
    while (after + zone < len && isupper((unsigned char)s[after + zone])) zone++;
    if (zone >= 2 && zone <= 4 && strchr("TC", s[after + zone - 1]))
        return after + zone; /* EST, UTC, ET */
    return military ? 0 : i;
}
