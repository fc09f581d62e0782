/* bytes_test.c - encodings, refusals, sniffing, dates, and lines of JSON. */
#include "bytes/bytes.h"
#include "bytes/date.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
/* cmocka wants the four above first. */
#include <cmocka.h>

typedef struct {
    ss_arena scratch;
    sayso_doc doc;
    ss_ctx ctx;
    sayso_options options;
    sayso_error err;
    const char *out;
    size_t len;
    jmp_buf oom;
} bench;

static sayso_code decode_as(bench *b, const char *bytes, size_t n, sayso_kind kind,
                            const char *charset)
{
    memset(b, 0, sizeof *b);
    ss_arena_init(&b->scratch, NULL, &b->oom);
    ss_arena_init(&b->doc.arena, NULL, &b->oom);
    b->ctx = (ss_ctx){NULL, &b->options, &b->scratch, &b->doc};
    sayso_record record = {.data = bytes, .len = n, .kind = kind, .charset = charset};
    return ss_bytes_decode(&b->ctx, &record, &b->out, &b->len, &b->err);
}

static void done(bench *b)
{
    ss_arena_free(&b->scratch);
    ss_arena_free(&b->doc.arena);
}

#define DECODE(b, bytes) decode_as(&(b), bytes, sizeof(bytes) - 1, SAYSO_KIND_AUTO, NULL)

static void expect(bench *b, const char *want)
{
    assert_int_equal(b->len, strlen(want));
    assert_memory_equal(b->out, want, b->len);
}

static void utf8_is_taken_as_it_is(void **state)
{
    (void)state;
    bench b;
    static const char text[] =
        "Zo\xC3\xAB said:\r\n\xE2\x80\x9Cyes\xE2\x80\x9D \xF0\x9F\x99\x82\r\n";
    assert_int_equal(DECODE(b, text), SAYSO_OK);
    assert_ptr_equal(b.out, text);
    assert_int_equal(b.len, sizeof text - 1);
    assert_int_equal(b.doc.warnings.n, 0);
    done(&b);
    assert_int_equal(DECODE(b, "\xEF\xBB\xBFhello"), SAYSO_OK);
    expect(&b, "hello");
    done(&b);
}

static void hash_is_of_the_input(void **state)
{
    (void)state;
    bench b;
    assert_int_equal(DECODE(b, "abc"), SAYSO_OK);
    assert_string_equal(b.doc.meta.sha256,
                        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    done(&b);
}

static void utf16_with_a_mark(void **state)
{
    (void)state;
    bench b;
    assert_int_equal(DECODE(b, "\xFF\xFEH\0\xE9\0\x3D\xD8\x42\xDE!\0"), SAYSO_OK);
    expect(&b, "H\xC3\xA9\xF0\x9F\x99\x82!");
    assert_int_equal(b.doc.warnings.n, 1);
    done(&b);
    assert_int_equal(DECODE(b, "\xFE\xFF\0H\0i\xD8\x3D\0!"), SAYSO_OK);
    expect(&b, "Hi\xEF\xBF\xBD!");
    assert_int_equal(b.doc.warnings.n, 2);
    assert_int_equal(b.doc.warnings.at[1].offset, 6);
    done(&b);
    assert_int_equal(DECODE(b, "\xFF\xFEH\0i\0x"), SAYSO_OK);
    expect(&b, "Hi\xEF\xBF\xBD");
    done(&b);
}

static void utf16_without_a_mark_is_refused(void **state)
{
    (void)state;
    bench b;
    assert_int_equal(DECODE(b, "T\0h\0e\0 \0m\0a\0y\0o\0r\0"), SAYSO_BINARY);
    assert_int_equal(b.err.offset, 1);
    assert_non_null(strstr(b.err.message, "UTF-16"));
    done(&b);
}

static void windows_1252_is_detected(void **state)
{
    (void)state;
    bench b;
    assert_int_equal(DECODE(b, "The caf\xE9 owner said \x93no\x94 \x96 twice"), SAYSO_OK);
    expect(&b, "The caf\xC3\xA9 owner said \xE2\x80\x9Cno\xE2\x80\x9D \xE2\x80\x93 twice");
    assert_int_equal(b.doc.warnings.n, 1);
    assert_non_null(strstr(b.doc.warnings.at[0].message, "Windows-1252"));
    assert_int_equal(b.doc.warnings.at[0].offset, 7);
    done(&b);
    assert_int_equal(DECODE(b, "It ends in caf\xE9"), SAYSO_OK);
    expect(&b, "It ends in caf\xC3\xA9");
    done(&b);
}

static void damaged_utf8_is_repaired(void **state)
{
    (void)state;
    bench b;
    assert_int_equal(DECODE(b, "\xE2\x80\x9Cyes\xE2\x80\x9D and \xE9 here"), SAYSO_OK);
    expect(&b, "\xE2\x80\x9Cyes\xE2\x80\x9D and \xEF\xBF\xBD here");
    assert_int_equal(b.doc.warnings.n, 1);
    assert_int_equal(b.doc.warnings.at[0].offset, 14);
    assert_non_null(strstr(b.doc.warnings.at[0].message, "offset 14"));
    done(&b);
    /* Cut off in the middle of a mark: damaged UTF-8, not Windows-1252. */
    assert_int_equal(DECODE(b, "cut off \xE2\x80"), SAYSO_OK);
    expect(&b, "cut off \xEF\xBF\xBD");
    done(&b);
    /* Overlong forms, surrogates, beyond Unicode. */
    assert_int_equal(
        DECODE(b, "\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9 \xC0\xAF \xED\xA0\x80"),
        SAYSO_OK);
    expect(&b, "\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9 \xEF\xBF\xBD\xEF\xBF\xBD "
               "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD");
    done(&b);
}

static void declared_charsets_count_where_bytes_are_not_utf8(void **state)
{
    (void)state;
    bench b;
    static const char page[] = "<html><meta charset=\"windows-1250\"><p>Havl\xEDk \xF8"
                               "ekl</p>";
    assert_int_equal(DECODE(b, page), SAYSO_OK);
    assert_non_null(strstr(b.out, "Havl\xC3\xADk \xC5\x99"
                                  "ekl"));
    done(&b);
    static const char koi[] = "\xF0\xD2\xC9\xD7\xC5\xD4";
    assert_int_equal(decode_as(&b, koi, sizeof koi - 1, SAYSO_KIND_TEXT, "koi8-r"), SAYSO_OK);
    expect(&b, "\xD0\x9F\xD1\x80\xD0\xB8\xD0\xB2\xD0\xB5\xD1\x82");
    done(&b);
    static const char sound[] = "Zo\xC3\xAB";
    assert_int_equal(decode_as(&b, sound, sizeof sound - 1, SAYSO_KIND_TEXT, "latin1"), SAYSO_OK);
    expect(&b, "Zo\xC3\xAB");
    done(&b);
    assert_int_equal(decode_as(&b, "caf\xE9 x", 6, SAYSO_KIND_TEXT, "no-such-charset"), SAYSO_OK);
    expect(&b, "caf\xC3\xA9 x");
    assert_int_equal(b.doc.warnings.n, 2);
    done(&b);
}

static void binaries_are_refused_by_name(void **state)
{
    (void)state;
    bench b;
    assert_int_equal(DECODE(b, "%PDF-1.7\n%\xE2\xE3"), SAYSO_BINARY);
    assert_non_null(strstr(b.err.message, "PDF"));
    done(&b);
    assert_int_equal(DECODE(b, "PK\x03\x04\x14"), SAYSO_BINARY);
    assert_non_null(strstr(b.err.message, "ZIP"));
    done(&b);
    assert_int_equal(DECODE(b, "a word\0and more words after it, long enough"), SAYSO_BINARY);
    assert_int_equal(b.err.offset, 6);
    done(&b);
    assert_int_equal(DECODE(b, "ab\x01\x02\x03\x04\x05\x06zz"), SAYSO_BINARY);
    assert_int_equal(b.err.offset, 2);
    done(&b);
    assert_int_equal(DECODE(b, "one stray \x01 control in a sentence is no binary"), SAYSO_OK);
    done(&b);
}

static void nothing_is_empty(void **state)
{
    (void)state;
    bench b;
    assert_int_equal(DECODE(b, ""), SAYSO_EMPTY);
    done(&b);
    assert_int_equal(DECODE(b, " \r\n\t\xC2\xA0\xE2\x80\x8B"), SAYSO_EMPTY);
    done(&b);
    assert_int_equal(DECODE(b, "\xFF\xFE \0"), SAYSO_EMPTY);
    done(&b);
}

static bool html(const char *s)
{
    return ss_bytes_is_html(s, strlen(s));
}

static void pages_are_told_from_prose(void **state)
{
    (void)state;
    assert_true(html("<!DOCTYPE html><title>x</title>"));
    assert_true(html("\n <!-- saved -->\n<HTML lang=en>"));
    assert_true(html("<?xml version=\"1.0\"?><html xmlns='x'>"));
    assert_true(html("<h1>Vote delayed</h1><p>The council met.</p><p>It left.</p>"));
    assert_false(html("The <p> tag, the mayor said, was never closed. The <div> was."));
    assert_false(html("<b"));
    assert_false(html("Prices < 5 and > 3"));
    assert_false(html("<headline>Not a page</headline>"));
}

static void dates_are_read(void **state)
{
    (void)state;
    static const struct {
        const char *text, *iso;
    } cases[] = {
        {"2021-03-03", "2021-03-03"},
        {"2021-03-03T10:00:00+01:00", "2021-03-03"},
        {"March 3, 2021", "2021-03-03"},
        {"Mar. 3rd 2021", "2021-03-03"},
        {"Sept. 9, 2019", "2019-09-09"},
        {"Wednesday, March 3, 2021", "2021-03-03"},
        {"Wed, 03 Mar 2021 10:00", "2021-03-03"},
        {"3rd of March, 2021", "2021-03-03"},
        {"03-Mar-2021", "2021-03-03"},
        {"3.12.2021", "2021-12-03"},
        {"3/14/2021", "2021-03-14"},
        {"14/3/2021", "2021-03-14"},
        {"3/4/2021", NULL},
        {"February 30, 2021", NULL},
        {"29 February 2020", "2020-02-29"},
        {"March 2021", NULL},
        {"Marching 3, 2021", NULL},
        {"20210303", "2021-03-03"},
        {"120210303", NULL},
        {"", NULL},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char iso[11] = "";
        size_t n = ss_date_scan(cases[i].text, strlen(cases[i].text), iso);
        if ((n != 0) != (cases[i].iso != NULL)) print_message("%s\n", cases[i].text);
        assert_int_equal(n != 0, cases[i].iso != NULL);
        if (n) assert_string_equal(iso, cases[i].iso);
    }
    char iso[11];
    size_t begin;
    static const char line[] = "Updated 9:14 a.m. on 4 May 2020, by staff";
    assert_int_equal(ss_date_find(line, sizeof line - 1, &begin, iso), 31);
    assert_int_equal(begin, 21);
    assert_int_equal(ss_clock_scan("9:14 a.m. EST, said", 19), 13);
    assert_int_equal(ss_clock_scan("T10:00:00.000Z", 14), 14);
    assert_int_equal(ss_clock_scan("9 people", 8), 0);
    assert_int_equal(ss_clock_scan("0200 AEDT Thursday", 18), 9);
    assert_int_equal(ss_clock_scan("2019 people", 11), 0);
    assert_int_equal(ss_clock_scan("2019 -2021", 10), 0);
}

static sayso_error failed(const char *line)
{
    sayso_error err = {0};
    assert_null(sayso_line_parse(line, strlen(line), &err));
    return err;
}

static void lines_become_records(void **state)
{
    (void)state;
    static const char line[] =
        "\xEF\xBB\xBF{\"id\": 17, \"text\": \"Hi \\u201cthere\\u201d\", \"date\": "
        "\"March 3, 2021\", \"title\": null, \"tags\": [1, {\"text\": 2}]}";
    sayso_error err;
    sayso_line *l = sayso_line_parse(line, sizeof line - 1, &err);
    assert_non_null(l);
    const sayso_record *r = sayso_line_record(l);
    assert_string_equal(r->data, "Hi \xE2\x80\x9Cthere\xE2\x80\x9D");
    assert_int_equal(r->kind, SAYSO_KIND_TEXT);
    assert_string_equal(r->id, "17");
    assert_string_equal(r->date, "2021-03-03");
    assert_null(r->title);
    sayso_line_free(l);
    static const char both[] =
        "{\"text\": \"  \", \"html\": \"<p>x\", \"url\": \"https://example.org/a\"}";
    l = sayso_line_parse(both, sizeof both - 1, &err);
    assert_non_null(l);
    assert_int_equal(sayso_line_record(l)->kind, SAYSO_KIND_HTML);
    assert_string_equal(sayso_line_record(l)->id, "https://example.org/a");
    sayso_line_free(l);
    sayso_line_free(NULL);
}

static void bad_lines_are_refused_with_an_offset(void **state)
{
    (void)state;
    assert_int_equal(failed("").code, SAYSO_JSON);
    assert_int_equal(failed("[1]").code, SAYSO_JSON);
    assert_int_equal(failed("{\"title\": \"x\"}").code, SAYSO_JSON);
    sayso_error err = failed("{\"a\": {\"text\": 1}, \"text\": 5}");
    assert_int_equal(err.code, SAYSO_JSON);
    assert_int_equal(err.offset, 27);
    assert_int_equal(failed("{\"text\": \"a\", \"text\": \"b\"}").code, SAYSO_JSON);
    assert_int_equal(failed("{\"text\": \"a\\u0000b\"}").code, SAYSO_JSON);
    err = failed("{\"text\": \"a\" \"b\"}");
    assert_int_equal(err.code, SAYSO_JSON);
    assert_true(err.offset >= 12 && err.offset <= 17);
    size_t deep = 100000;
    char *s = malloc(deep + 1);
    memset(s, '[', deep);
    s[deep] = '\0';
    assert_int_equal(failed(s).code, SAYSO_JSON);
    free(s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(utf8_is_taken_as_it_is),
        cmocka_unit_test(hash_is_of_the_input),
        cmocka_unit_test(utf16_with_a_mark),
        cmocka_unit_test(utf16_without_a_mark_is_refused),
        cmocka_unit_test(windows_1252_is_detected),
        cmocka_unit_test(damaged_utf8_is_repaired),
        cmocka_unit_test(declared_charsets_count_where_bytes_are_not_utf8),
        cmocka_unit_test(binaries_are_refused_by_name),
        cmocka_unit_test(nothing_is_empty),
        cmocka_unit_test(pages_are_told_from_prose),
        cmocka_unit_test(dates_are_read),
        cmocka_unit_test(lines_become_records),
        cmocka_unit_test(bad_lines_are_refused_with_an_offset),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
