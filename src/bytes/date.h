/* date.h - calendar dates as publishers write them, to ISO 8601. */
#ifndef SS_DATE_H
#define SS_DATE_H

#include <stdbool.h>
#include <stddef.h>

/* Reads a full date (day, month and year) at the very start of s: its length in
 * bytes, the value in iso ("2021-03-03"); 0 where there is none. A weekday
 * before it is taken along, a time after it is not. "3/4/2021" is ambiguous and
 * is none; "3/14/2021" is one. */
size_t ss_date_scan(const char *s, size_t len, char iso[11]);
/* The first date in s, passing over whole words only. Returns its end, 0: none;
 * *begin (where not NULL) is its start. */
size_t ss_date_find(const char *s, size_t len, size_t *begin, char iso[11]);
/* Like ss_date_scan for a time of day: "10:30 p.m. EST", "T10:30:00Z". */
size_t ss_clock_scan(const char *s, size_t len);

#endif
