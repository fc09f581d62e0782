/* corpus_cases.h - for tests: cases in prose, run through the public API.
 *
 * A file of tests/corpus holds cases:
 *
 *     ## title of the case
 *     date: 2021-02-19          (optional)
 *
 *     The text, on one or more lines.
 *     ---
 *     first column | second | ...
 *
 * up to the next `##` or the end. Lines before the first `##` explain the file.
 * The expected lines are all there is to find, in text order; "none" where there
 * is nothing. Columns left out at the end are not compared.
 */
#ifndef SS_CORPUS_CASES_H
#define SS_CORPUS_CASES_H

#include <sayso.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { CASE_LINES = 24, CASE_COLUMNS = 8, CASE_TEXT = 4096 };

typedef struct {
    char title[160], date[16], text[CASE_TEXT];
    char expected[CASE_LINES][256];
    int n;
} corpus_case;

/* What one reading found, as lines of columns: fills `found`, returns how many. */
typedef int (*corpus_render)(const sayso_doc *doc, char found[CASE_LINES][256]);

static inline void corpus_trim(char *s)
{
    size_t n = strlen(s), skip = strspn(s, " \t\r\n");
    while (n > skip && strchr(" \t\r\n", s[n - 1])) n--;
    memmove(s, s + skip, n - skip);
    s[n - skip] = '\0';
}

/* Reads the next case; false at the end. */
static inline bool corpus_next(FILE *file, corpus_case *c)
{
    char line[1024];
    bool expecting = false, any = false;
    *c = (corpus_case){0};
    long at = ftell(file);
    while (fgets(line, sizeof line, file)) {
        if (!strncmp(line, "## ", 3)) {
            if (any) {
                fseek(file, at, SEEK_SET);
                return true;
            }
            any = true;
            snprintf(c->title, sizeof c->title, "%.150s", line + 3);
            corpus_trim(c->title);
        } else if (!any) {
            ; /* what explains the file */
        } else if (!strncmp(line, "---", 3)) {
            expecting = true;
        } else if (expecting) {
            corpus_trim(line);
            if (*line && strcmp(line, "none") != 0) {
                assert_true(c->n < CASE_LINES);
                snprintf(c->expected[c->n++], sizeof c->expected[0], "%.250s", line);
            }
        } else if (!strncmp(line, "date: ", 6) && !*c->text) {
            corpus_trim(line);
            snprintf(c->date, sizeof c->date, "%.15s", line + 6);
        } else {
            size_t n = strlen(c->text);
            snprintf(c->text + n, sizeof c->text - n, "%s", line);
        }
        at = ftell(file);
    }
    return any;
}

/* Compares column by column as far as `expected` has columns. */
static inline bool corpus_line_matches(const char *expected, const char *found)
{
    char a[256], b[256], *save_a, *save_b;
    snprintf(a, sizeof a, "%.255s", expected);
    snprintf(b, sizeof b, "%.255s", found);
    char *x = strtok_r(a, "|", &save_a), *y = strtok_r(b, "|", &save_b);
    while (x) {
        if (!y) return false;
        corpus_trim(x);
        corpus_trim(y);
        if (strcmp(x, y) != 0) return false;
        x = strtok_r(NULL, "|", &save_a);
        y = strtok_r(NULL, "|", &save_b);
    }
    return true;
}

static inline bool corpus_check(sayso_reader *reader, corpus_case *c, corpus_render render)
{
    sayso_error err;
    corpus_trim(c->text);
    sayso_record record = {
        .data = c->text, .len = strlen(c->text), .kind = SAYSO_KIND_TEXT, .date = *c->date ? c->date : NULL};
    sayso_doc *doc = sayso_read(reader, &record, NULL, &err);
    if (!doc) {
        print_error("%s: %s\n", c->title, err.message);
        return false;
    }
    static char found[CASE_LINES][256];
    int n = render(doc, found);
    bool good = n == c->n;
    for (int i = 0; good && i < n; i++) good = corpus_line_matches(c->expected[i], found[i]);
    if (!good) {
        print_error("## %s\n%s\n", c->title, c->text);
        for (int i = 0; i < c->n; i++) print_error("  expected: %s\n", c->expected[i]);
        for (int i = 0; i < n; i++) print_error("  found:    %s\n", found[i]);
    }
    sayso_doc_free(doc);
    return good;
}

/* Runs every case of tests/corpus/NAME; fails where one does or where there are
 * fewer than `least`. */
static inline void corpus_run(const char *name, int least, corpus_render render)
{
    const char *source = getenv("SAYSO_SOURCE_DIR"), *model_path = getenv("SAYSO_MODEL");
    if (!source || !model_path) {
        print_message("skipped: SAYSO_SOURCE_DIR or SAYSO_MODEL is not set\n");
        skip();
    }
    char path[1024];
    snprintf(path, sizeof path, "%s/tests/corpus/%s", source, name);
    FILE *file = fopen(path, "r");
    assert_non_null(file);
    sayso_error err;
    sayso_model *model = sayso_model_open(model_path, NULL, &err);
    assert_non_null(model);
    sayso_reader *reader = sayso_reader_new(model, &err);
    assert_non_null(reader);
    int cases = 0, failed = 0;
    static corpus_case c;
    while (corpus_next(file, &c)) {
        cases++;
        if (!corpus_check(reader, &c, render)) failed++;
    }
    fclose(file);
    sayso_reader_free(reader);
    sayso_model_close(model);
    print_message("%s: %d cases, %d failed\n", name, cases, failed);
    assert_int_equal(failed, 0);
    assert_true(cases >= least);
}

#endif
