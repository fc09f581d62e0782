/* tagnet_test.c - the network of tags: plain sentences are read right; sentences longer than
 * its window are tagged to their end; vector instructions change nothing; long texts and fast
 * readings do without it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "lang/lang.h"
#include "lang/tagnet.h"
#include "text/text.h"
#include "token/token.h"

typedef struct {
    sayso_model *model;
    ss_arena scratch;
    jmp_buf oom;
    sayso_options options;
    sayso_doc doc;
    ss_ctx ctx;
    ss_tagnet tagnet;
} fixture;

static void end(fixture *f)
{
    ss_arena_free(&f->scratch);
    ss_arena_free(&f->doc.arena);
    sayso_model_close(f->model);
    free(f);
}

/* Tokens of a text, and the network opened; the test is skipped where the model has none. */
static fixture *begin(const char *text, sayso_effort effort)
{
    fixture *f = calloc(1, sizeof *f);
    size_t len;
    const char *path = getenv("SAYSO_MODEL");
    f->model = path ? sayso_model_open(path, NULL, NULL) : NULL;
    ss_arena_init(&f->scratch, NULL, &f->oom);
    ss_arena_init(&f->doc.arena, NULL, &f->oom);
    if (!f->model || !ss_model_section(f->model, "w:net-tag", &len)) {
        if (f->model) end(f);
        skip();
    }
    f->ctx = (ss_ctx){f->model, &f->options, &f->scratch, &f->doc};
    f->options.effort = effort;
    if (setjmp(f->oom)) fail_msg("out of memory");
    ss_text_plain(&f->ctx, text, strlen(text));
    ss_text_regions(&f->ctx);
    ss_text_quotes(&f->ctx);
    ss_tokenize(&f->ctx);
    return f;
}

static void test_sentence(void **unused)
{
    (void)unused;
    static const struct {
        const char *word;
        ss_tag tag;
    } want[] = {{"The", SS_TAG_DT}, {"harbour", SS_TAG_NN}, {"board", SS_TAG_NN}, {"said", SS_TAG_VBD}, {"Tuesday", SS_TAG_NNP},
                {"that", SS_TAG_IN}, {"it", SS_TAG_PRP}, {"had", SS_TAG_VBD}, {"closed", SS_TAG_VBN}, {"two", SS_TAG_CD},
                {"piers", SS_TAG_NNS}, {".", SS_TAG_PERIOD}};
    fixture *f = begin("The harbour board said Tuesday that it had closed two piers.", SAYSO_EFFORT_ACCURATE);
    ss_lang_analyze(&f->ctx);
    assert_int_equal(f->doc.tokens.n, sizeof want / sizeof *want);
    for (uint32_t i = 0; i < f->doc.tokens.n; i++)
        if (f->doc.tokens.at[i].tag != want[i].tag)
            fail_msg("%s: %s", want[i].word, ss_tag_name(f->doc.tokens.at[i].tag));
    end(f);
}

/* One sentence of some 900 tokens. */
static void test_long(void **unused)
{
    (void)unused;
    static const char part[] = "the mayor of Brindle said they saw older boats leave, and ";
    enum { TIMES = 75 };
    char *text = calloc(TIMES + 1, sizeof part);
    for (int i = 0; i < TIMES; i++) strcat(text, part);
    strcat(text, "left.");
    fixture *f = begin(text, SAYSO_EFFORT_ACCURATE);
    free(text);
    assert_int_equal(f->doc.sentences.n, 1);
    uint32_t n = f->doc.tokens.n;
    assert_true(n > 3 * SS_TAGNET_WINDOW);
    ss_tagger tagger;
    assert_true(ss_tagger_open(&tagger, f->model));
    assert_true(ss_tagnet_open(&f->tagnet, &f->ctx));
    ss_word *words = calloc(n + 4, sizeof *words);
    uint8_t *tags[2] = {malloc(n), malloc(n)};
    words[0] = words[1] = ss_word_before;
    words[n + 2] = words[n + 3] = ss_word_after;
    ss_words_fill(&f->doc, 0, n, words + 2);
    ss_tagdict_apply(&tagger, words + 2, n);
    for (int portable = 0; portable < 2; portable++) {
        memset(tags[portable], 255, n);
        f->tagnet.net.most = portable ? SS_NET_PORTABLE : SS_NET_AVX512;
        ss_tagnet_run(&f->tagnet, &tagger, &f->doc, 0, &(ss_tagging){words + 2, tags[portable], n});
    }
    assert_memory_equal(tags[0], tags[1], n);
    for (uint32_t i = 0; i < n; i++) {
        assert_true(tags[0][i] < SS_TAG_COUNT);
        if (words[i + 2].sure) assert_int_equal(tags[0][i], words[i + 2].sure - 1);
        if (!strcmp(f->doc.tokens.at[i].lower, "mayor")) assert_int_equal(tags[0][i], SS_TAG_NN);
        if (!strcmp(f->doc.tokens.at[i].lower, "boats")) assert_int_equal(tags[0][i], SS_TAG_NNS);
    }
    free(words), free(tags[0]), free(tags[1]);
    end(f);
}

static void test_when(void **unused)
{
    (void)unused;
    fixture *f = begin("A short text.", SAYSO_EFFORT_AUTO);
    assert_true(ss_tagnet_open(&f->tagnet, &f->ctx));
    f->options.effort = SAYSO_EFFORT_FAST;
    assert_false(ss_tagnet_open(&f->tagnet, &f->ctx));
    f->doc.len = 1 << 20; /* nothing is read here */
    f->options.effort = SAYSO_EFFORT_AUTO;
    assert_false(ss_tagnet_open(&f->tagnet, &f->ctx));
    f->options.effort = SAYSO_EFFORT_ACCURATE;
    assert_true(ss_tagnet_open(&f->tagnet, &f->ctx));
    end(f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_sentence), cmocka_unit_test(test_long), cmocka_unit_test(test_when)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
