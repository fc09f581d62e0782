/* lang_test.c - trees are trees whatever the words; with trained weights a few
 * plain sentences are read right; the rules of lemmas. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

#include "lang/lang.h"
#include "lang/lemma.h"
#include "lang/relative.h"
#include "text/text.h"
#include "token/token.h"

typedef struct {
    sayso_model *model;
    ss_arena scratch;
    jmp_buf oom;
    sayso_options options;
    sayso_doc doc;
    ss_ctx ctx;
} fixture;

static sayso_model *built_model(void)
{
    const char *path = getenv("SAYSO_MODEL");
    return path && !access(path, R_OK) ? sayso_model_open(path, NULL, NULL) : NULL;
}

static void analyze(fixture *f, const char *text)
{
    if (setjmp(f->oom)) fail_msg("out of memory");
    ss_text_plain(&f->ctx, text, strlen(text));
    ss_text_regions(&f->ctx);
    ss_text_quotes(&f->ctx);
    ss_tokenize(&f->ctx);
    ss_lang_analyze(&f->ctx);
}

static fixture *begin(const char *text)
{
    fixture *f = calloc(1, sizeof *f);
    f->model = built_model();
    if (!f->model) {
        free(f);
        return NULL;
    }
    ss_arena_init(&f->scratch, NULL, &f->oom);
    ss_arena_init(&f->doc.arena, NULL, &f->oom);
    f->ctx = (ss_ctx){f->model, &f->options, &f->scratch, &f->doc};
    analyze(f, text);
    return f;
}

static void end(fixture *f)
{
    ss_arena_free(&f->scratch);
    ss_arena_free(&f->doc.arena);
    sayso_model_close(f->model);
    free(f);
}

/* Every sentence: one root, heads inside, no circles. */
static void check_trees(const sayso_doc *doc)
{
    for (uint32_t i = 0; i < doc->sentences.n; i++) {
        const ss_sentence *s = &doc->sentences.at[i];
        uint32_t roots = 0;
        for (uint32_t k = s->first; k < s->last; k++) {
            int32_t h = doc->tokens.at[k].head;
            roots += h == -1;
            assert_true(h == -1 || (h >= (int32_t)s->first && h < (int32_t)s->last));
            uint32_t steps = 0;
            for (int32_t at = (int32_t)k; at >= 0; at = doc->tokens.at[at].head)
                assert_true(steps++ < s->last - s->first);
            assert_non_null(doc->tokens.at[k].lemma);
            assert_true(doc->tokens.at[k].tag < SS_TAG_COUNT);
            assert_true(doc->tokens.at[k].rel < SS_REL_COUNT);
        }
        assert_int_equal(roots, 1);
    }
}

static void test_trees(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "The mayor said the bridge would open on Friday.",
        "a", ".", "\"\" '' (( ,,", "NO", "the the the the the the the the the",
        "He \"never, ever, said (or wrote) it\" -- no. Yes!\n\nWHAT NOW\n\n1 2 3\n\n@a #b http://x.y/z",
        "\xE4\xB8\xAD\xE6\x96\x87 \xF0\x9F\x98\x80 \xC3\xA9t\xC3\xA9 \xE2\x80\x9Cok\xE2\x80\x9D \xE2\x80\x94 \xE2\x80\xA6",
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        fixture *f = begin(texts[i]);
        if (!f) skip();
        check_trees(&f->doc);
        end(f);
    }
}

static void test_long_sentence(void **state)
{
    (void)state;
    enum { WORDS = 20000 };
    char *text = calloc(WORDS, 5);
    for (int i = 0; i < WORDS; i++) memcpy(text + i * 4, i % 3 ? "and " : "cat ", 5);
    fixture *f = begin(text);
    free(text);
    if (!f) skip();
    assert_int_equal(f->doc.tokens.n, WORDS);
    check_trees(&f->doc);
    end(f);
}

static bool trained(const fixture *f)
{
    size_t len;
    return ss_model_section(f->model, "w:tagger", &len) && ss_model_section(f->model, "w:actions", &len);
}

static const ss_token *find(const fixture *f, const char *word)
{
    for (uint32_t i = 0; i < f->doc.tokens.n; i++)
        if (!strcmp(f->doc.tokens.at[i].lower, word)) return &f->doc.tokens.at[i];
    fail_msg("no token %s", word);
    return NULL;
}

static void check(const fixture *f, const char *word, const char *tag, const char *head, const char *rel,
                  const char *lemma)
{
    const ss_token *t = find(f, word);
    assert_string_equal(ss_tag_name((ss_tag)t->tag), tag);
    assert_string_equal(t->head < 0 ? "" : f->doc.tokens.at[t->head].lower, head);
    assert_string_equal(ss_rel_name((ss_rel)t->rel), rel);
    assert_string_equal(t->lemma, lemma);
}

static void test_plain_sentence(void **state)
{
    (void)state;
    fixture *f = begin("The old mayor said that her lawyers had written two letters about Paul Weber.");
    if (!f) skip();
    if (trained(f)) {
        check(f, "the", "DT", "mayor", "det", "the");
        check(f, "mayor", "NN", "said", "nsubj", "mayor");
        check(f, "said", "VBD", "", "root", "say");
        check(f, "that", "IN", "written", "mark", "that");
        check(f, "lawyers", "NNS", "written", "nsubj", "lawyer");
        check(f, "written", "VBN", "said", "ccomp", "write");
        check(f, "letters", "NNS", "written", "obj", "letter");
        check(f, "paul", "NNP", "letters", "nmod", "Paul");
    }
    end(f);
}

static void test_capitals(void **state)
{
    (void)state;
    fixture *f = begin("MAYOR SAYS THE BRIDGE WILL OPEN ON FRIDAY");
    if (!f) skip();
    if (trained(f)) {
        check(f, "says", "VBZ", "", "root", "say");
        check(f, "will", "MD", "open", "aux", "will");
        check(f, "the", "DT", "bridge", "det", "the");
    }
    end(f);
}

static void test_lemma_rules(void **state)
{
    (void)state;
    static const struct {
        const char *form;
        ss_tag tag;
        const char *lemma;
    } cases[] = {
        {"letters", SS_TAG_NNS, "letter"},   {"cities", SS_TAG_NNS, "city"},    {"churches", SS_TAG_NNS, "church"},
        {"classes", SS_TAG_NNS, "class"},    {"says", SS_TAG_VBZ, "say"},       {"denies", SS_TAG_VBZ, "deny"},
        {"goes", SS_TAG_VBZ, "go"},          {"stopped", SS_TAG_VBD, "stop"},   {"decided", SS_TAG_VBD, "decide"},
        {"denied", SS_TAG_VBD, "deny"},      {"walked", SS_TAG_VBN, "walk"},    {"changing", SS_TAG_VBG, "change"},
        {"asking", SS_TAG_VBG, "ask"},       {"noted", SS_TAG_VBD, "note"},     {"claimed", SS_TAG_VBD, "claim"},
        {"warning", SS_TAG_VBG, "warn"},     {"arguing", SS_TAG_VBG, "argue"},  {"larger", SS_TAG_JJR, "large"},
        {"biggest", SS_TAG_JJS, "big"},      {"earlier", SS_TAG_JJR, "early"},  {"bring", SS_TAG_VB, NULL},
        {"thing", SS_TAG_VBG, NULL},         {"s", SS_TAG_NNS, NULL},           {"crisis", SS_TAG_NNS, NULL},
        {"announced", SS_TAG_VBD, "announce"}, {"telling", SS_TAG_VBG, "tell"}, {"added", SS_TAG_VBD, "add"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char out[64];
        uint32_t n = ss_lemma_rule(cases[i].form, (uint32_t)strlen(cases[i].form), cases[i].tag, out);
        out[n] = '\0';
        assert_string_equal(n ? out : "(same)", cases[i].lemma ? cases[i].lemma : "(same)");
    }
}

/* "The agency, which must review it, declined": a parse that took the clause between the
 * commas for the main one is put right; what was right, or no such sentence, is left. */
static void test_relative(void **state)
{
    (void)state;
    static const struct {
        const char *word;
        ss_tag tag;
        int32_t head, right;
        ss_rel rel;
    } words[] = {{"the", SS_TAG_DT, 1, 1, SS_REL_det},      {"agency", SS_TAG_NN, 5, 8, SS_REL_obl},
                 {",", SS_TAG_COMMA, 1, 1, SS_REL_punct},   {"which", SS_TAG_WDT, 5, 5, SS_REL_nsubj},
                 {"must", SS_TAG_MD, 5, 5, SS_REL_aux},     {"review", SS_TAG_VB, -1, 1, SS_REL_root},
                 {"it", SS_TAG_PRP, 5, 5, SS_REL_obj},      {",", SS_TAG_COMMA, 8, 8, SS_REL_punct},
                 {"declined", SS_TAG_VBD, 5, -1, SS_REL_conj}, {".", SS_TAG_PERIOD, 5, 8, SS_REL_punct}};
    enum { N = sizeof words / sizeof *words };
    ss_token t[N];
    for (uint32_t i = 0; i < N; i++)
        t[i] = (ss_token){.lower = words[i].word, .lower_len = (uint16_t)strlen(words[i].word),
                          .lhash = ss_hash_bytes(words[i].word, strlen(words[i].word)),
                          .tag = (uint8_t)words[i].tag, .head = words[i].head, .rel = (uint8_t)words[i].rel};
    for (int again = 0; again < 2; again++) {
        ss_relative_mend(t, 0, N);
        for (uint32_t i = 0; i < N; i++) assert_int_equal(t[i].head, words[i].right);
        assert_int_equal(t[1].rel, SS_REL_nsubj);
        assert_int_equal(t[5].rel, SS_REL_acl_relcl);
        assert_int_equal(t[8].rel, SS_REL_root);
    }
    t[3].tag = SS_TAG_PRP; /* "The agency, it must review it, declined" */
    t[1].head = 5;
    ss_relative_mend(t, 0, N);
    assert_int_equal(t[1].head, 5);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_relative),
        cmocka_unit_test(test_trees),          cmocka_unit_test(test_long_sentence),
        cmocka_unit_test(test_plain_sentence), cmocka_unit_test(test_capitals),
        cmocka_unit_test(test_lemma_rules),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
