/* token_test.c - tokens and sentences: own examples, and invariants on odd input. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "doc/doc.h"

typedef struct {
    sayso_model *model;
    sayso_reader *reader;
} fixture;

static int set_up(void **state)
{
    fixture *f = calloc(1, sizeof *f);
    sayso_error err;
    f->model = sayso_model_open(getenv("SAYSO_MODEL"), NULL, &err);
    if (!f->model) {
        fprintf(stderr, "SAYSO_MODEL: %s\n", err.message);
        free(f);
        return -1;
    }
    f->reader = sayso_reader_new(f->model, &err);
    *state = f;
    return f->reader ? 0 : -1;
}

static int tear_down(void **state)
{
    fixture *f = *state;
    if (!f) return 0;
    sayso_reader_free(f->reader);
    sayso_model_close(f->model);
    free(f);
    return 0;
}

static sayso_doc *read_text(fixture *f, const char *text, size_t len)
{
    sayso_error err = {0};
    sayso_record record = {.data = text, .len = len, .kind = SAYSO_KIND_TEXT};
    sayso_doc *doc = sayso_read(f->reader, &record, NULL, &err);
    if (!doc) fail_msg("%s", err.message);
    return doc;
}

/* Tokens joined by spaces, sentences by " | ". */
static char *show(const sayso_doc *doc)
{
    uint32_t n_sentences, n_tokens;
    const sayso_span *sentences = sayso_doc_sentences(doc, &n_sentences);
    const sayso_span *tokens = sayso_doc_tokens(doc, &n_tokens);
    size_t len;
    const char *text = sayso_doc_text(doc, &len);
    char *out = calloc(1, len * 3 + 16), *o = out;
    for (uint32_t s = 0, t = 0; s < n_sentences; s++) {
        if (s) o += sprintf(o, " |");
        for (; t < n_tokens && tokens[t].end <= sentences[s].end; t++)
            o += sprintf(o, "%s%.*s", o == out ? "" : " ", (int)(tokens[t].end - tokens[t].begin),
                         text + tokens[t].begin);
    }
    return out;
}

static void expect(fixture *f, const char *text, const char *wanted)
{
    sayso_doc *doc = read_text(f, text, strlen(text));
    char *got = show(doc);
    if (strcmp(got, wanted)) fail_msg("\n  text   %s\n  wanted %s\n  got    %s", text, wanted, got);
    free(got);
    sayso_doc_free(doc);
}

static void clitics_and_hyphens(void **state)
{
    expect(*state, "They don't know the mayor's 23-year-old son.",
           "They do n't know the mayor 's 23 - year - old son .");
    expect(*state, "im late and theyre gone, said Im and Ive.", "i m late and they re gone , said Im and Ive .");
    expect(*state, "Write to Ann\"<ann@example.org>.", "Write to Ann \" < ann@example.org > .");
    expect(*state, "We cannot re-open; it\xE2\x80\x99s closed.", "We can not re-open ; it \xE2\x80\x99s closed .");
    expect(*state, "O'Neill's co-workers won't.", "O'Neill 's co-workers wo n't .");
}

static void figures(void **state)
{
    expect(*state, "It cost $1,234.56, up 2.5% since 1/2/2019 (10:30).",
           "It cost $ 1,234.56 , up 2.5 % since 1/2/2019 ( 10:30 ) .");
    expect(*state, "Call 555-0199 in 2014-18.", "Call 555-0199 in 2014 - 18 .");
}

static void addresses(void **state)
{
    expect(*state, "See https://a.example/x?y=1, or ask @mayor_tran (press@city.example).",
           "See https://a.example/x?y=1 , or ask @mayor_tran ( press@city.example ) .");
}

/* As people write to each other. */
static void letters(void **state)
{
    expect(*state, "Thanks :-) b/c it didnt open :)", "Thanks :-) b/c it did nt open :)");
    expect(*state, "(He wrote this:) The file minutes.pdf is on alt.city.news.", "( He wrote this : ) The file minutes.pdf is on alt.city.news .");
    expect(*state, "Mail \"Ana Roy\"<ana@roy.example> now.", "Mail \" Ana Roy \" < ana@roy.example > now .");
}

static void abbreviations(void **state)
{
    expect(*state, "Mr. Tran met Gov. Lee at 5 p.m. in St. Paul. He left.",
           "Mr. Tran met Gov. Lee at 5 p.m. in St. Paul . | He left .");
    expect(*state, "It is made in the U.S. The plant is new.", "It is made in the U.S. | The plant is new .");
    expect(*state, "The U.S. Senate voted no. Nobody spoke.", "The U.S. Senate voted no . | Nobody spoke .");
    expect(*state, "It sank on Oct. 3. No. 4 won.", "It sank on Oct. 3 . | No. 4 won .");
    expect(*state, "J. K. Olsen of Acme Inc. spoke.", "J. K. Olsen of Acme Inc. spoke .");
}

static void sentences_and_marks(void **state)
{
    expect(*state, "\xE2\x80\x9CWhy us?\xE2\x80\x9D Lopez asked. \xE2\x80\x9CNo idea.\xE2\x80\x9D He left.",
           "\xE2\x80\x9C Why us ? \xE2\x80\x9D Lopez asked . | \xE2\x80\x9C No idea . \xE2\x80\x9D | He left .");
    expect(*state, "He paused... then spoke. (Nobody heard.) It rained!",
           "He paused ... then spoke . | ( Nobody heard . ) | It rained !");
    expect(*state, "One\n\nTwo", "One | Two");
}

/* Tokens in order, disjoint, covering all that is no blank; sentences likewise. */
static void check_invariants(const sayso_doc *doc)
{
    uint32_t n, n_sentences, at = 0;
    size_t len;
    const char *text = sayso_doc_text(doc, &len);
    const sayso_span *tokens = sayso_doc_tokens(doc, &n), *sentences = sayso_doc_sentences(doc, &n_sentences);
    for (uint32_t i = 0; i < n; i++) {
        assert_true(tokens[i].begin >= at && tokens[i].end > tokens[i].begin && tokens[i].end <= len);
        for (; at < tokens[i].begin; at++)
            if ((unsigned char)text[at] > ' ' && (unsigned char)text[at] < 0x7F) fail_msg("byte %u is in no token", at);
        at = tokens[i].end;
    }
    for (uint32_t i = 1; i < n_sentences; i++) assert_true(sentences[i].begin >= sentences[i - 1].end);
}

static void odd_input(void **state)
{
    static const char alphabet[][5] = {"a", "B", " ", "\n", ".", ",", "'", "\"", "-", "1", "(", ")", "@", "#", "/",
                                       ":", "\xE2\x80\x9C", "\xE2\x80\x9D", "\xE2\x80\x99", "\xC3\xA9", "\xC2\xA0",
                                       "$", "%", "&", "_", "\xF0\x9F\x98\x80"};
    uint32_t random = 1;
    for (int round = 0; round < 400; round++) {
        char text[1600] = "x";
        size_t len = 1;
        for (int i = 0; i < 300; i++) {
            random = random * 1664525u + 1013904223u;
            const char *piece = alphabet[(random >> 16) % (sizeof alphabet / sizeof *alphabet)];
            memcpy(text + len, piece, strlen(piece));
            len += strlen(piece);
        }
        sayso_doc *doc = read_text(*state, text, len);
        check_invariants(doc);
        sayso_doc_free(doc);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(clitics_and_hyphens), cmocka_unit_test(figures),
        cmocka_unit_test(addresses),           cmocka_unit_test(abbreviations),
        cmocka_unit_test(sentences_and_marks), cmocka_unit_test(odd_input),
        cmocka_unit_test(letters),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
