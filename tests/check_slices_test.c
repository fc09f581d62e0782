/* check_slices_test.c - places of findings, and the reports made of them, through sayso.h alone.
 *
 *   slices   evidence and edits lie in the texts, on code points; the JSON says the same
 *   reports  every format, whichever allocation fails, whoever refuses the bytes, and of nothing
 *   growth   hostile quotations and sources of four times the size cost about four times as much
 */
#include "test.h"

#include <jansson.h>
#include <time.h>

static const sayso_check_format formats[] = {SAYSO_CHECK_TERMINAL, SAYSO_CHECK_JSON, SAYSO_CHECK_JSONL, SAYSO_CHECK_CSV,
                                             SAYSO_CHECK_GITHUB, SAYSO_CHECK_SARIF, SAYSO_CHECK_HTML};
enum { FORMATS = sizeof formats / sizeof *formats };

static const char hearing[] =
    "CHAIR: Order, please. Who painted the café's door?\n\n"
    "MR ÅBERG: I did, on 3 May 2024, with 12 litres of paint. I wouldn’t do it again — not for £1.2m.\n\n"
    "MS OTIENO: It may dry by Friday, if the rain stops. My uncle said, \"A wet door is an open door.\" 🚪 So it is.\n\n"
    "MR ÅBERG: Nobody asked the neighbours, and some of them have left.\n";
static const char captions[] =
    "1\n00:00:01,000 --> 00:00:03,000\nThe ferry never\n\n2\n00:00:03,100 --> 00:00:06,000\nleft the harbour in March.\n";
static const char letter[] =
    "Letter of Agnes Doyle to the council\n\nThe pump is old; it was made in 1931 in Leeds. We do not ask for a new one. "
    "We ask for the key of the cellar, which your clerk has kept since the flood.\n";
static const char article[] =
    "The council met on Tuesday.\n\n\"I did, on 4 May 2024, with 12 litres of paint,\" Mr Åberg said. Ms Otieno told "
    "reporters: “It will dry by Friday … A wet door is an open door.”\n\nDoyle wrote that the pump was made in 1913. "
    "“We do … ask for a new one,” she wrote. “Penguins run the cellar.”\n";

static const sayso_quote quotes[] = {
    {.id = "q1", .quote = "I would do it again — not for £1.5m.", .speaker = "Mr Åberg", .line = 1},
    {.id = "q2", .quote = "[Everybody] asked the neighbors, and all of them have left", .line = 2},
    {.id = "q3", .quote = "The ferry left the harbour in March.", .line = 3},
    {.id = "q4", .quote = "We ask for the key of the cellar ... in Leeds. 🚪", .line = 4},
    {.id = "q5", .quote = "", .line = 5},
    {.id = "q6", .quote = "Who painted the cafe\u0301’s door", .speaker = "MS OTIENO", .line = 6},
    {.id = "q7", .quote = "[...] … ... [sic]", .line = 7},
    {.id = "q8", .quote = "The gate was shut.", .source = "scan.pdf", .line = 8},
    {.id = "q9", .quote = NULL, .line = 9},
};
enum { QUOTES = sizeof quotes / sizeof *quotes };

static sayso_sources *open_sources(const sayso_model *model, sayso_error *err)
{
    sayso_sources *s = sayso_sources_new(model, err);
    if (!s) return NULL;
    if (sayso_sources_add(s, &(sayso_record){.data = hearing, .len = sizeof hearing - 1, .id = "hearing.txt"}, err)
        || sayso_sources_add(s, &(sayso_record){.data = captions, .len = sizeof captions - 1, .id = "talk.srt"}, err)
        || sayso_sources_add(s, &(sayso_record){.data = letter, .len = sizeof letter - 1, .id = "letter.txt"}, err)
        || sayso_sources_add_unreadable(s, "scan.pdf", "no text in its pages", err)) {
        sayso_sources_free(s);
        return NULL;
    }
    return s;
}

static test_bytes render(const sayso_check *check, sayso_check_format format)
{
    test_bytes b = {0};
    sayso_error err = {0};
    CHECK(sayso_check_render(check, format, &(sayso_render_options){.header = true, .explain = true}, test_collect, &b, &err)
          == SAYSO_OK);
    return b;
}

/* ------------------------------------------------------------------- slices */

static void on_code_points(const char *text, size_t len, sayso_span s)
{
    CHECK(s.begin <= s.end && s.end <= len);
    CHECK(s.begin == len || ((unsigned char)text[s.begin] & 0xC0) != 0x80);
    CHECK(s.end == len || ((unsigned char)text[s.end] & 0xC0) != 0x80);
}

static size_t chars(const char *s, size_t n)
{
    size_t k = 0;
    for (size_t i = 0; i < n; i++) k += ((unsigned char)s[i] & 0xC0) != 0x80;
    return k;
}

static void same_pair(const json_t *pair, const char *text, sayso_span s)
{
    CHECK(json_integer_value(json_array_get(pair, 0)) == (json_int_t)chars(text, s.begin));
    CHECK(json_integer_value(json_array_get(pair, 1)) == (json_int_t)chars(text, s.end));
}

/* `text`: what the article spans of the finding point into. */
static void finding_slices(const sayso_sources *sources, const sayso_finding *f, const char *text, const json_t *j)
{
    size_t len = strlen(text), n = 0;
    const char *there = f->source >= 0 ? sayso_sources_text(sources, (uint32_t)f->source, &n) : "";
    CHECK(f->reason && *f->reason && f->id && f->score >= 0 && f->score <= 1);
    CHECK(!strcmp(json_string_value(json_object_get(j, "verdict")), sayso_verdict_name(f->verdict)));
    for (uint32_t i = 0; i < f->spans.n; i++) {
        on_code_points(text, len, f->spans.at[i]);
        same_pair(json_array_get(json_object_get(j, "spans"), i), text, f->spans.at[i]);
    }
    for (uint32_t i = 0; i < f->evidence.n; i++) {
        on_code_points(there, n, f->evidence.at[i]);
        CHECK(f->evidence.at[i].begin < f->evidence.at[i].end);
        same_pair(json_array_get(json_object_get(json_object_get(j, "source"), "spans"), i), there, f->evidence.at[i]);
    }
    CHECK(json_array_size(json_object_get(j, "edits")) == f->n_edits);
    for (uint32_t i = 0; i < f->n_edits; i++) {
        const sayso_edit *e = &f->edits[i];
        const json_t *je = json_array_get(json_object_get(j, "edits"), i);
        on_code_points(text, len, e->article);
        on_code_points(there, n, e->source);
        CHECK(i == 0 || f->edits[i - 1].article.end <= e->article.begin);
        CHECK((e->article.end > e->article.begin) == (*e->to != '\0'));
        CHECK((e->source.end > e->source.begin) == (*e->from != '\0'));
        CHECK(!(e->material & ~f->material));
        same_pair(json_object_get(je, "article"), text, e->article);
        same_pair(json_object_get(je, "source"), there, e->source);
    }
}

static void slices_of(const sayso_check *check, const char *whole)
{
    test_bytes b = render(check, SAYSO_CHECK_JSON), line = render(check, SAYSO_CHECK_JSONL);
    json_t *json = json_loadb(b.at, b.n, 0, NULL), *same = json_loadb(line.at, line.n, 0, NULL);
    CHECK(json && same && json_equal(json, same));
    uint32_t n;
    const sayso_finding *f = sayso_check_findings(check, &n);
    CHECK(n && json_array_size(json_object_get(json, "results")) == n);
    for (uint32_t i = 0; i < n; i++)
        finding_slices(sayso_check_sources(check), &f[i], whole ? whole : quotes[i].quote ? quotes[i].quote : "",
                       json_array_get(json_object_get(json, "results"), i));
    test_bytes sarif = render(check, SAYSO_CHECK_SARIF);
    json_t *log = json_loadb(sarif.at, sarif.n, 0, NULL);
    CHECK(log && !strcmp(json_string_value(json_object_get(log, "version")), "2.1.0"));
    json_decref(log);
    json_decref(json);
    json_decref(same);
    free(b.at);
    free(line.at);
    free(sarif.at);
}

static void slices(const sayso_model *model)
{
    sayso_error err = {0};
    sayso_sources *s = open_sources(model, &err);
    CHECK(s && sayso_sources_count(s) == 4);
    sayso_check *list = sayso_check_quotes(s, "list", quotes, QUOTES, &err);
    CHECK(list && !sayso_check_article(list) && !strcmp(sayso_check_id(list), "list"));
    slices_of(list, NULL);
    uint32_t n;
    const sayso_finding *f = sayso_check_findings(list, &n);
    CHECK(n == QUOTES);
    for (uint32_t i = 0; i < n; i++) CHECK(!strcmp(f[i].id, quotes[i].id) && f[i].line == quotes[i].line);
    CHECK(f[7].verdict == SAYSO_VERDICT_UNCHECKABLE);
    CHECK(f[2].material & 1u << SAYSO_MATERIAL_NEGATION);
    sayso_reader *reader = sayso_reader_new(model, &err);
    sayso_doc *doc = sayso_read(reader, &(sayso_record){.data = article, .len = sizeof article - 1}, NULL, &err);
    sayso_check *check = doc ? sayso_check_doc(s, doc, &err) : NULL;
    CHECK(check && sayso_check_article(check) == doc);
    slices_of(check, article);
    sayso_check_free(check);
    sayso_doc_free(doc);
    sayso_reader_free(reader);
    sayso_check_free(list);
    sayso_sources_free(s);
}

/* ------------------------------------------------------------------ reports */

static sayso_code render_all(const sayso_check *check, sayso_error *err)
{
    for (int i = 0; check && i < FORMATS && err->code == SAYSO_OK; i++) {
        test_bytes b = {0};
        sayso_check_render(check, formats[i], NULL, test_collect, &b, err);
        free(b.at);
    }
    return err->code;
}

/* One whole use; the code of the first thing that failed. */
static sayso_code use(const sayso_allocator *allocator)
{
    sayso_error err = {0};
    sayso_model *model = sayso_model_open(test_model_path(), allocator, &err);
    sayso_sources *s = model ? open_sources(model, &err) : NULL;
    sayso_check *list = s ? sayso_check_quotes(s, "list", quotes, QUOTES, &err) : NULL;
    sayso_reader *reader = list && render_all(list, &err) == SAYSO_OK ? sayso_reader_new(model, &err) : NULL;
    sayso_doc *doc = reader ? sayso_read(reader, &(sayso_record){.data = article, .len = sizeof article - 1}, NULL, &err) : NULL;
    sayso_check *check = doc ? sayso_check_doc(s, doc, &err) : NULL;
    if (check) render_all(check, &err);
    sayso_check_free(check);
    sayso_doc_free(doc);
    sayso_reader_free(reader);
    sayso_check_free(list);
    sayso_sources_free(s);
    sayso_model_close(model);
    return err.code;
}

static void memory(void)
{
    for (int for_good = 0; for_good < 2; for_good++) {
        size_t failures = 0;
        for (size_t n = 1;; n += 1 + n / 100) {
            test_memory m = {.fail_at = n, .for_good = for_good};
            sayso_code code = use(&(sayso_allocator){test_resize, test_release, &m});
            CHECK(m.owed == 0);
            if (m.calls < n) {
                CHECK(code == SAYSO_OK);
                break;
            }
            CHECK(code == SAYSO_MEMORY);
            failures++;
        }
        CHECK(failures >= 6);
        printf("%zu allocations failed in turn\n", failures);
    }
}

static bool refuse(void *ctx, const char *data, size_t len)
{
    (void)ctx;
    (void)data;
    (void)len;
    return false;
}

static void reports(const sayso_model *model)
{
    memory();
    sayso_error err = {0};
    sayso_sources *s = open_sources(model, &err);
    sayso_check *none = sayso_check_quotes(s, "none", NULL, 0, &err), *list = sayso_check_quotes(s, "list", quotes, QUOTES, &err);
    CHECK(none && list);
    for (int i = 0; i < FORMATS; i++) {
        test_bytes b = render(none, formats[i]); /* nothing found is no error */
        free(b.at);
        CHECK(sayso_check_render(list, formats[i], NULL, refuse, NULL, &err) == SAYSO_IO && err.code == SAYSO_IO);
    }
    CHECK(sayso_check_render(list, (sayso_check_format)FORMATS, NULL, refuse, NULL, &err) == SAYSO_ARGUMENT);
    sayso_check_free(list);
    sayso_check_free(none);
    sayso_sources_free(s);
}

/* ------------------------------------------------------------------- growth */

static void repeat(test_bytes *b, const char *s, size_t bytes)
{
    for (size_t n = 0, len = strlen(s); n < bytes; n += len) test_collect(b, s, len);
}

/* Words that hardly repeat, among small ones so that it counts as English. */
static void various(test_bytes *b, size_t bytes, uint32_t seed)
{
    for (size_t n = 0; n < bytes;) {
        char word[24];
        seed = seed * 1664525u + 1013904223u;
        static const char *const small[] = {"the", "of", "and", "in", "is", "a", "it", "was"};
        int len = snprintf(word, sizeof word, "%s %c%c%c%c ", small[(seed >> 28) % 8], 'a' + (seed >> 8) % 26,
                           'a' + (seed >> 13) % 26, 'a' + (seed >> 18) % 26, 'a' + (seed >> 23) % 26);
        test_collect(b, word, (size_t)len);
        n += (size_t)len;
    }
}

typedef struct {
    const char *name;
    size_t n; /* bytes of the smaller */
    void (*make)(size_t n, test_bytes *quote, test_bytes *source);
} hostile;

static void one_word(size_t n, test_bytes *q, test_bytes *s) { repeat(q, "said ", n); repeat(s, "said ", n); }
static void long_true(size_t n, test_bytes *q, test_bytes *s) { various(q, n, 1); various(s, 2 * n, 1); }
static void long_false(size_t n, test_bytes *q, test_bytes *s) { various(q, n, 1); various(s, 2 * n, 2); }
static void swapped(size_t n, test_bytes *q, test_bytes *s)
{
    various(q, n / 2, 3);
    various(q, n / 2, 4);
    various(s, n / 2, 4);
    various(s, n / 2, 3);
}
static void ellipses(size_t n, test_bytes *q, test_bytes *s) { repeat(q, "the ... ", n); repeat(s, "the pier and ", n); }
static void brackets(size_t n, test_bytes *q, test_bytes *s) { repeat(q, "[[a] b ", n); repeat(s, "a b [ ", n); }
static void turns(size_t n, test_bytes *q, test_bytes *s)
{
    repeat(q, "I did not say so. ", 40);
    repeat(s, "MR A: I did not.\n\nMS B: I did say so.\n\n", n);
}
static void common(size_t n, test_bytes *q, test_bytes *s)
{
    repeat(q, "it was not that it was in the way of it ", 80);
    repeat(s, "it was in the way, and it was not that of it. ", n);
}
static void half(size_t n, test_bytes *q, test_bytes *s)
{
    test_bytes a = {0};
    various(&a, n, 5);
    bool kept = true;
    for (size_t i = 0; i < a.n; i++) { /* every second pair of words */
        if (kept) test_collect(q, a.at + i, 1);
        if (a.at[i] == ' ' && i > 5 && a.at[i - 5] == ' ') kept = !kept;
    }
    test_collect(s, a.at, a.n);
    free(a.at);
}

static const hostile inputs[] = {
    {"one word", 60000, one_word}, {"long and there", 60000, long_true}, {"long and not there", 60000, long_false},
    {"halves swapped", 60000, swapped}, {"ellipses", 160000, ellipses}, {"brackets", 160000, brackets},
    {"turns", 500000, turns}, {"common words", 500000, common}, {"every second word", 60000, half}};

static double cost(const sayso_model *model, const hostile *h, size_t n)
{
    test_bytes q = {0}, s = {0};
    h->make(n, &q, &s);
    double best = 1e9;
    for (int run = 0; run < 2; run++) {
        struct timespec a, b;
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &a);
        sayso_error err = {0};
        sayso_sources *sources = sayso_sources_new(model, &err);
        CHECK(!sayso_sources_add(sources, &(sayso_record){.data = s.at, .len = s.n, .id = "s", .kind = SAYSO_KIND_TEXT}, &err));
        sayso_check *check = sayso_check_quotes(sources, "list", &(sayso_quote){.quote = q.at, .speaker = "Ms B", .line = 1}, 1, &err);
        CHECK(check);
        for (int i = 0; i < FORMATS; i++) {
            test_bytes out = render(check, formats[i]);
            free(out.at);
        }
        sayso_check_free(check);
        sayso_sources_free(sources);
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &b);
        double spent = (double)(b.tv_sec - a.tv_sec) + (double)(b.tv_nsec - a.tv_nsec) / 1e9;
        if (spent < best) best = spent;
    }
    free(q.at);
    free(s.at);
    return best;
}

static void growth(const sayso_model *model)
{
    for (size_t i = 0; i < sizeof inputs / sizeof *inputs; i++) {
        double ratio = 0;
        for (int tries = 0; tries < 3; tries++) { /* another program may have had the caches */
            double a = cost(model, &inputs[i], inputs[i].n), b = cost(model, &inputs[i], 4 * inputs[i].n);
            ratio = b / (a > 0.002 ? a : 0.002);
            printf("%-20s %8.1f ms, four times as much %8.1f ms: %.1f\n", inputs[i].name, a * 1000, b * 1000, ratio);
            if (ratio < 8) break;
        }
        CHECK(ratio < 8);
    }
}

int main(int argc, char **argv)
{
    static const struct {
        const char *name;
        void (*run)(const sayso_model *model);
    } parts[] = {{"slices", slices}, {"reports", reports}, {"growth", growth}};
    CHECK(argc == 2);
    sayso_error err = {0};
    sayso_model *model = sayso_model_open(test_model_path(), NULL, &err);
    if (!model) printf("%s\n", err.message);
    CHECK(model);
    bool ran = false;
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (!strcmp(parts[i].name, argv[1])) {
            parts[i].run(model);
            ran = true;
        }
    sayso_model_close(model);
    CHECK(ran);
    return 0;
}
