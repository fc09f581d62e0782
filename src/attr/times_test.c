/* times_test.c - the calendar, and tests/corpus/times.txt through the public API. */
#include "attr/when.h"
#include "attr/corpus_cases.h"

static void days_and_weeks(void **state)
{
    (void)state;
    assert_int_equal(ss_date_days((ss_date){1970, 1, 1}), 0);
    assert_int_equal(ss_date_days((ss_date){2000, 3, 1}), 11017);
    for (long d = -800000; d < 800000; d += 37) {
        ss_date date = ss_days_date(d);
        assert_true(ss_date_valid(date.year, date.month, date.day));
        assert_int_equal(ss_date_days(date), d);
    }
    assert_int_equal(ss_days_weekday(ss_date_days((ss_date){2021, 2, 19})), 5);
    int year, week;
    ss_days_week(ss_date_days((ss_date){2021, 1, 3}), &year, &week);
    assert_int_equal(year, 2020);
    assert_int_equal(week, 53);
    ss_days_week(ss_date_days((ss_date){2018, 12, 31}), &year, &week);
    assert_int_equal(year, 2019);
    assert_int_equal(week, 1);
}

static void months(void **state)
{
    (void)state;
    ss_date d = ss_date_add_months((ss_date){2020, 1, 31}, 1);
    assert_int_equal(d.month, 2);
    assert_int_equal(d.day, 29);
    d = ss_date_add_months((ss_date){2020, 1, 15}, -2);
    assert_int_equal(d.year, 2019);
    assert_int_equal(d.month, 11);
    assert_false(ss_date_valid(2019, 2, 29));
    assert_true(ss_date_parse("2020-02-29T10:00", &d));
    assert_false(ss_date_parse("2019-02-29", &d));
    assert_false(ss_date_parse("2019-2-9", &d));
    assert_false(ss_date_parse(NULL, &d));
}

static void feast_is(const char *rule, int year, int month, int day)
{
    ss_date d;
    assert_true(ss_feast(rule, year, &d));
    assert_int_equal(d.month, month);
    assert_int_equal(d.day, day);
}

static void feasts(void **state)
{
    (void)state;
    ss_date d;
    feast_is("easter+0", 2024, 3, 31);
    feast_is("easter-2", 2019, 4, 19);
    feast_is("nov-4-4", 2023, 11, 23);
    feast_is("may-last-1", 2022, 5, 30);
    feast_is("nov-1-1+1", 2016, 11, 8);
    feast_is("12-25", 1999, 12, 25);
    assert_false(ss_feast("nov-", 2020, &d));
    assert_false(ss_feast("13-01", 2020, &d));
    assert_false(ss_feast("sometime", 2020, &d));
}

static int line_of(const sayso_doc *doc, const sayso_time *t, char line[256])
{
    size_t len;
    const char *text = sayso_doc_text(doc, &len);
    uint32_t begin = t->spans.at[0].begin, end = t->spans.at[t->spans.n - 1].end;
    char value[128];
    if (t->from)
        snprintf(value, sizeof value, "%.60s..%.60s", t->from, t->to);
    else
        snprintf(value, sizeof value, "%.100s", t->value);
    return snprintf(line, 256, "%.*s | %s | %s | %s", (int)(end - begin), text + begin, value,
                    sayso_time_type_name(t->type), t->modifier ? t->modifier : "-");
}

static int render(const sayso_doc *doc, char found[CASE_LINES][256])
{
    uint32_t n;
    const sayso_time *times = sayso_doc_times(doc, &n);
    for (uint32_t i = 0; i < n && i < CASE_LINES; i++) {
        line_of(doc, &times[i], found[i]);
        for (uint32_t k = 1; k < times[i].n_parts; k++) /* parts lie inside, in order */
            assert_true(times[i].parts[k - 1].spans.at[0].end <= times[i].parts[k].spans.at[0].begin);
    }
    return (int)n;
}

static void corpus(void **state)
{
    (void)state;
    corpus_run("times.txt", 80, render);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(days_and_weeks),
        cmocka_unit_test(months),
        cmocka_unit_test(feasts),
        cmocka_unit_test(corpus),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
