/* quotes_test.c - which marks pair, on own examples. The quotations of a text are
 * shown as their outer text with the depth in front, "open" where not closed. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "doc/doc.h"

static sayso_model *model;
static sayso_reader *reader;

static int set_up(void **state)
{
    (void)state;
    sayso_error err;
    model = sayso_model_open(getenv("SAYSO_MODEL"), NULL, &err);
    if (!model) return -1;
    reader = sayso_reader_new(model, &err);
    return reader ? 0 : -1;
}

static int tear_down(void **state)
{
    (void)state;
    sayso_reader_free(reader);
    sayso_model_close(model);
    return 0;
}

static void expect(const char *text, const char *wanted)
{
    sayso_error err;
    sayso_doc *doc = sayso_read(reader, &(sayso_record){.data = text, .len = strlen(text), .kind = SAYSO_KIND_TEXT},
                                NULL, &err);
    assert_non_null(doc);
    char got[2000] = "", *o = got;
    for (uint32_t i = 0; i < doc->quotes.n; i++) {
        const ss_quote *q = &doc->quotes.at[i];
        o += sprintf(o, "%s%u%s%s[%.*s]", i ? " " : "", q->depth, q->closed ? "" : "open", q->prev >= 0 ? "+" : "",
                     (int)(q->outer.end - q->outer.begin), doc->text + q->outer.begin);
    }
    if (strcmp(got, wanted)) fail_msg("\n  text   %s\n  wanted %s\n  got    %s", text, wanted, got);
    sayso_doc_free(doc);
}

static void styles(void **state)
{
    (void)state;
    expect("\"Yes,\" she said. \xE2\x80\x9CNo.\xE2\x80\x9D", "1[\"Yes,\"] 1[\xE2\x80\x9CNo.\xE2\x80\x9D]");
    expect("He said \xC2\xABnon\xC2\xBB and \xE2\x80\x9Enein\xE2\x80\x9C.",
           "1[\xC2\xABnon\xC2\xBB] 1[\xE2\x80\x9Enein\xE2\x80\x9C]");
    expect("He said ``no'' twice.", "1[``no'']");
    expect("'I will not,' he said.", "1['I will not,']");
    expect("\xE2\x80\x98I won\xE2\x80\x99t,\xE2\x80\x99 he said.", "1[\xE2\x80\x98I won\xE2\x80\x99t,\xE2\x80\x99]");
}

static void apostrophes(void **state)
{
    (void)state;
    expect("The workers' union doesn't know what's in the '90s files of James' boss.", "");
    expect("'The workers' union won,' he said.", "1['The workers' union won,']");
    expect("Rock 'n' roll is 'em all.", "");
    expect("He is 5'10\" and the board is 6\" wide.", "");
}

static void nested(void **state)
{
    (void)state;
    expect("\"She told me 'never again' twice,\" he said.", "1[\"She told me 'never again' twice,\"] 2['never again']");
    expect("\xE2\x80\x9CThey said \xE2\x80\x9Cgo\xE2\x80\x9D and I went.\xE2\x80\x9D",
           "1[\xE2\x80\x9CThey said \xE2\x80\x9Cgo\xE2\x80\x9D and I went.\xE2\x80\x9D] 2[\xE2\x80\x9Cgo\xE2\x80\x9D]");
}

static void over_paragraphs(void **state)
{
    (void)state;
    expect("\xE2\x80\x9COne.\n\n\xE2\x80\x9CTwo.\xE2\x80\x9D\n\nThree.",
           "1open[\xE2\x80\x9COne.] 1+[\xE2\x80\x9CTwo.\xE2\x80\x9D]");
    expect("\"One.\n\n\"Two,\" he said.", "1open[\"One.] 1+[\"Two,\"]");
}

static void left_open(void **state)
{
    (void)state;
    expect("He said: \"It is late.\n\nThen he went.", "1open[\"It is late.]");
    expect("He said \xE2\x80\x9Cno and then \xE2\x80\x9Cyes.\xE2\x80\x9D Then he went.",
           "1open[\xE2\x80\x9Cno and then] 1[\xE2\x80\x9Cyes.\xE2\x80\x9D]");
    expect("Stray \xE2\x80\x9D mark.", "");
}

static void an_open_mark_is_reported(void **state)
{
    (void)state;
    sayso_error err;
    const char *text = "He said: \"It is late.";
    sayso_doc *doc = sayso_read(reader, &(sayso_record){.data = text, .len = strlen(text)}, NULL, &err);
    assert_non_null(doc);
    uint32_t n;
    const sayso_warning *w = sayso_doc_warnings(doc, &n);
    assert_int_equal(n, 1);
    assert_int_equal(w[0].offset, 9);
    sayso_doc_free(doc);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(styles),          cmocka_unit_test(apostrophes), cmocka_unit_test(nested),
        cmocka_unit_test(over_paragraphs), cmocka_unit_test(left_open),   cmocka_unit_test(an_open_mark_is_reported),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
