/* fold_test.c - the fold, its map, and the words that are cut from it. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdlib.h>

#include "check/check.h"

typedef struct {
    ss_arena arena;
    jmp_buf oom;
    sayso_model *model;
    ss_word_lists lists;
} bench;

static int set_up(void **state)
{
    bench *b = calloc(1, sizeof *b);
    if (!b) return 1;
    ss_arena_init(&b->arena, NULL, &b->oom);
    b->model = sayso_model_open(getenv("SAYSO_MODEL"), NULL, NULL);
    b->lists = ss_word_lists_of(b->model);
    *state = b;
    return !b->model;
}

static int tear_down(void **state)
{
    bench *b = *state;
    ss_arena_free(&b->arena);
    sayso_model_close(b->model);
    free(b);
    return 0;
}

static void folds(bench *b, const char *from, const char *to)
{
    ss_fold f;
    ss_fold_make(&b->arena, from, (uint32_t)strlen(from), &f);
    assert_string_equal(f.at, to);
    assert_int_equal(f.n, strlen(to));
}

static void typography(void **state)
{
    bench *b = *state;
    folds(b, "", "");
    folds(b, "plain text, of more than sixteen bytes - and a hyphen", "plain text, of more than sixteen bytes - and a hyphen");
    folds(b, "\xE2\x80\x9CIt\xE2\x80\x99s\xE2\x80\x9D", "\"It's\"");
    folds(b, "a\xC2\xA0""b\xE2\x80\x89""c", "a b c");
    folds(b, "1939\xE2\x80\x93""45 \xE2\x80\x94 \xE2\x80\xA6", "1939-45 - ...");
    folds(b, "of\xEF\xAC\x81""ce \xEF\xAC\x83", "office ffi");
    folds(b, "exam\xC2\xAD""ple", "example");
    folds(b, "exam-\nple", "example");
    folds(b, "exam\xC2\xAD\nple", "example");
    folds(b, "the A-\nTeam", "the A-\nTeam"); /* a capital goes on: the hyphen is one */
    folds(b, "Zo\xC3\xAB", "Zoe\xCC\x88");
}

static void maps_back(void **state)
{
    bench *b = *state;
    const char *s = "of\xEF\xAC\x81""ce exam-\nple \xE2\x80\x9Cx\xE2\x80\x9D";
    ss_fold f;
    ss_fold_make(&b->arena, s, (uint32_t)strlen(s), &f);
    assert_string_equal(f.at, "office example \"x\"");
    assert_int_equal(ss_fold_begin(&f, 2), 2); /* the ligature as a whole */
    assert_int_equal(ss_fold_begin(&f, 3), 2);
    assert_int_equal(ss_fold_end(&f, 4), 5);
    assert_int_equal(ss_fold_begin(&f, 4), 5);
    assert_int_equal(ss_fold_begin(&f, 7), 8);
    assert_int_equal(ss_fold_end(&f, 11), 12); /* before the hyphen */
    assert_int_equal(ss_fold_begin(&f, 11), 14); /* after the line end */
    assert_int_equal(ss_fold_begin(&f, f.n), strlen(s));
}

static ss_cwords cut(bench *b, const char *s, int how)
{
    ss_cwords words = {0};
    ss_cwords_cut(&b->arena, &b->lists, s, 0, (uint32_t)strlen(s), how, &words);
    return words;
}

static void alike(bench *b, const char *x, const char *y, ss_likeness how)
{
    ss_cwords p = cut(b, x, SS_CUT_ARTICLE), q = cut(b, y, SS_CUT_ARTICLE);
    assert_int_equal(p.v.n, 1);
    assert_int_equal(q.v.n, 1);
    if (ss_cwords_alike(&p.v.at[0], &q.v.at[0]) != how) fail_msg("%s, %s", x, y);
    assert_int_equal(ss_cwords_alike(&q.v.at[0], &p.v.at[0]), how);
}

static void values(void **state)
{
    bench *b = *state;
    alike(b, "12", "twelve", SS_SAME_FORM);
    alike(b, "28%", "28 per cent", SS_SAME_FORM);
    alike(b, "28 percent", "twenty-eight per cent", SS_SAME_FORM);
    alike(b, "\xC2\xA3""41.2m", "41.2 million pounds", SS_SAME_FORM);
    alike(b, "$5bn", "five billion dollars", SS_SAME_FORM);
    alike(b, "1,200", "1200", SS_SAME_FORM);
    alike(b, "3 March 2021", "March 3, 2021", SS_SAME_FORM);
    alike(b, "Oct. 2014", "October 2014", SS_SAME_FORM);
    alike(b, "1,200", "1,500", SS_SAME_CLASS);
    alike(b, "$5m", "\xC2\xA3""5m", SS_SAME_CLASS);
    alike(b, "third", "three", SS_SAME_CLASS);
}

static void forms(void **state)
{
    bench *b = *state;
    alike(b, "colour", "color", SS_SAME_SPELLING);
    alike(b, "organised", "organized", SS_SAME_SPELLING);
    alike(b, "US", "U.S.", SS_SAME_SPELLING);
    alike(b, "crises", "crisis", SS_SAME_LEMMA);
    alike(b, "is", "was", SS_SAME_LEMMA);
    alike(b, "went", "go", SS_SAME_LEMMA);
    alike(b, "may", "will", SS_SAME_CLASS);
    alike(b, "harbour", "barbour", SS_OTHER);
}

static void marks(void **state)
{
    bench *b = *state;
    ss_cwords w = cut(b, "[T]he work[ed] of [the mayor] ... don't", SS_CUT_QUOTE);
    assert_int_equal(w.v.n, 7);
    assert_true(w.v.at[0].flags & SS_CW_LETTER_BRACKET);
    assert_string_equal(w.v.at[0].form, "the");
    assert_true(w.v.at[1].flags & SS_CW_BRACKET);
    assert_string_equal(w.v.at[1].form, "worked");
    assert_true(w.v.at[3].flags & SS_CW_BRACKET);
    assert_int_equal(w.v.at[3].inner_last - w.v.at[3].inner_first, 2);
    assert_true(w.v.at[4].flags & SS_CW_ELLIPSIS);
    assert_string_equal(w.v.at[6].form, "not");
    assert_true(w.v.at[6].classes & SS_WC_NEG);
}

static void breaks(void **state)
{
    bench *b = *state;
    ss_cwords w = cut(b, "1\n00:00:01,000 --> 00:00:02,000\n<v Jane Roe>Good\n\n2\n00:00:02,000 --> 00:00:03,000\nmorning", SS_CUT_CAPTIONS);
    assert_int_equal(w.v.n, 2);
    w = cut(b, "the end of\n\n- 14 -\n\nthe page\n\f\n15\n\nand on", 0);
    assert_int_equal(w.v.n, 7);
    w = cut(b, "He paid\n14 geese", 0); /* a number that begins a line of a paragraph is of the text */
    assert_int_equal(w.v.n, 4);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(typography), cmocka_unit_test(maps_back), cmocka_unit_test(values),
        cmocka_unit_test(forms), cmocka_unit_test(marks), cmocka_unit_test(breaks),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
