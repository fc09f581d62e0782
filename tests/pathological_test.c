/* pathological_test.c - hostile inputs cost no more than harmless ones of their size.
 *
 *   pathological_test PART [accurate]
 *
 * Each part makes an input of size n and one of 4n, reads and renders both, and
 * compares: processor time may grow by RATIO_TIME at most (4 is linear, 16 is
 * quadratic), the most memory held by RATIO_MEMORY. No clock is compared with a
 * constant, so a slow machine fails no test; the better of several runs is taken,
 * so neither does a busy one. Inputs are read fast, as any of their size, or
 * accurately, at a sixteenth of the size.
 */
#include "test.h"

#include <time.h>

static const double RATIO_TIME = 8, RATIO_MEMORY = 8;
enum { RUNS = 3, TRIES = 3 };

/* ------------------------------------------------------------------- inputs */

static void repeat(test_bytes *b, const char *s, size_t n)
{
    size_t len = strlen(s);
    for (size_t i = 0; i < n; i++) test_collect(b, s, len);
}

static void words(test_bytes *b, size_t n) { repeat(b, "The mayor said the bridge would close. ", n / 39); }
static void quotes_open(test_bytes *b, size_t n) { repeat(b, "\xe2\x80\x9c", n / 3); }
static void quotes_pairs(test_bytes *b, size_t n) { repeat(b, "\"a\" ", n / 4); }
static void quotes_single(test_bytes *b, size_t n) { repeat(b, "'a ", n / 3); }
static void brackets(test_bytes *b, size_t n) { repeat(b, "(Related: [", n / 11); }
static void sentence_long(test_bytes *b, size_t n) { repeat(b, "and the mayor said that he ", n / 27); }
static void line_long(test_bytes *b, size_t n) { repeat(b, "aaaaaaaaaaaaaaaa", n / 16); }
static void paragraphs(test_bytes *b, size_t n) { repeat(b, "\"So he said.\n\n", n / 14); }
static void verbs(test_bytes *b, size_t n) { repeat(b, "said ", n / 5); }
static void invalid_utf8(test_bytes *b, size_t n) { repeat(b, "caf\xc3\xa9 \xff\xfe said \xe2\x82 ", n / 17); }
static void posts(test_bytes *b, size_t n) { repeat(b, "\xe2\x80\x94 A (@a) May 1, 2026 ", n / 24); }
static void numbers(test_bytes *b, size_t n) { repeat(b, "1,000 to 2 million in May 2019 ", n / 31); }

static void nested_html(test_bytes *b, size_t n)
{
    test_collect(b, "<html><body>", 12);
    repeat(b, "<div>", n / 11);
    repeat(b, "He said so.", 1);
    repeat(b, "</div>", n / 11);
}

static void attributes_html(test_bytes *b, size_t n)
{
    test_collect(b, "<html><body><p ", 15);
    repeat(b, "a='\"' ", n / 6);
    test_collect(b, "<<<<", 4);
    repeat(b, "&amp", n / 40);
}

static const struct {
    const char *name;
    void (*make)(test_bytes *b, size_t n);
    size_t n; /* bytes of the smaller input */
} parts[] = {
    {"words", words, 200000},
    {"quotes-open", quotes_open, 750000}, /* a million marks in the larger one */
    {"quotes-pairs", quotes_pairs, 200000},
    {"quotes-single", quotes_single, 200000},
    {"brackets", brackets, 200000},
    {"sentence-long", sentence_long, 200000},
    {"line-long", line_long, 25000000}, /* 100 MB in the larger one */
    {"nested-html", nested_html, 275000}, /* 100,000 levels in the larger one */
    {"attributes-html", attributes_html, 400000},
    {"paragraphs", paragraphs, 200000},
    {"verbs", verbs, 200000},
    {"invalid-utf8", invalid_utf8, 200000},
    {"posts", posts, 200000},
    {"numbers", numbers, 200000},
};

/* -------------------------------------------------------------------- costs */

typedef struct {
    double seconds;
    size_t bytes;
} cost;

static double processor_seconds(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static bool count_only(void *ctx, const char *data, size_t len)
{
    (void)data;
    *(size_t *)ctx += len;
    return true;
}

static cost once(const test_bytes *input, sayso_effort effort)
{
    test_memory memory = {0};
    sayso_allocator allocator = {test_resize, test_release, &memory};
    sayso_error err = {0};
    sayso_model *model = sayso_model_open(test_model_path(), &allocator, &err);
    sayso_reader *reader = sayso_reader_new(model, &err);
    CHECK(reader);
    double began = processor_seconds();
    sayso_doc *doc = sayso_read(reader, &(sayso_record){.data = input->at, .len = input->n},
                                &(sayso_options){.date = "2026-03-05", .effort = effort}, &err);
    if (!doc) CHECK(err.code == SAYSO_EMPTY || err.code == SAYSO_BINARY);
    for (int f = SAYSO_FORMAT_TERMINAL; doc && f <= SAYSO_FORMAT_TEXT; f++) {
        size_t written = 0;
        CHECK(sayso_render(doc, (sayso_format)f, NULL, count_only, &written, &err) == SAYSO_OK);
    }
    cost c = {processor_seconds() - began, memory.most};
    sayso_doc_free(doc);
    sayso_reader_free(reader);
    sayso_model_close(model);
    CHECK(memory.owed == 0);
    return c;
}

static cost best(const test_bytes *input, sayso_effort effort)
{
    cost least = once(input, effort);
    for (int i = 1; i < RUNS && least.seconds < 2; i++) {
        cost c = once(input, effort);
        if (c.seconds < least.seconds) least.seconds = c.seconds;
    }
    return least;
}

int main(int argc, char **argv)
{
    CHECK(argc == 2 || (argc == 3 && !strcmp(argv[2], "accurate")));
    sayso_effort effort = argc == 3 ? SAYSO_EFFORT_ACCURATE : SAYSO_EFFORT_FAST;
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        if (strcmp(parts[i].name, argv[1])) continue;
        test_bytes small = {0}, large = {0};
        size_t n = argc == 3 ? parts[i].n / 16 : parts[i].n;
        parts[i].make(&small, n);
        parts[i].make(&large, n * 4);
        bool linear = false;
        for (int attempt = 0; attempt < TRIES && !linear; attempt++) {
            cost one = best(&small, effort), four = best(&large, effort);
            printf("%zu bytes: %.3f s, %.1f MB held; %zu bytes: %.3f s, %.1f MB held\n", small.n,
                   one.seconds, (double)one.bytes / 1e6, large.n, four.seconds, (double)four.bytes / 1e6);
            CHECK((double)four.bytes <= RATIO_MEMORY * (double)one.bytes);
            linear = four.seconds <= RATIO_TIME * one.seconds + 0.01;
        }
        CHECK(linear);
        free(small.at);
        free(large.at);
        return 0;
    }
    printf("no part %s\n", argv[1]);
    return 1;
}
