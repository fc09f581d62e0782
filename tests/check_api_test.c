/* check_api_test.c - what sayso.h promises of a check, through sayso.h alone.
 *
 *   memory   every allocation may fail: SAYSO_MEMORY, nothing owed, and the next works
 *   threads  one set of sources, many threads, the same bytes
 *   errors   every refusal has its code; unreadable and empty sources their status
 *   bounded  the memory of eight times as many quotations: eight times as much
 *   scaling  long quotations, a source of one repeated word: time in proportion
 */
#include "test.h"

#include <pthread.h>
#include <time.h>

static const char hearing[] =
    "THE CHAIR: Will the ferry be repaired this year?\n\n"
    "MS LINDQVIST: We will not close the Tarn crossing this winter. The surveyor found 14 cracked frames, and \xe2\x80\x9cnobody "
    "had looked,\xe2\x80\x9d the harbour master told me. Repairs will cost about \xc2\xa3""1.2 million, and they should take eleven "
    "weeks.\n\n"
    "MS ABARA: Nobody asked us. The timetable was changed in a single night.\n";
static const char page[] = "<html><body><article><h1>Ferry</h1><p>The hull was surveyed in January, and it was sound. The "
                           "committee was told so twice by the people who had looked at it.</p></article></body></html>";
static const char article[] =
    "\xe2\x80\x9cWe will close the Tarn crossing this winter,\xe2\x80\x9d Anna Lindqvist said. \xe2\x80\x9cRepairs will cost about "
    "\xc2\xa3""1.2 million \xe2\x80\xa6 eleven weeks,\xe2\x80\x9d she said. Lindqvist said that the surveyor found 24 cracked frames.";
static const sayso_quote quotes[] = {
    {.quote = "The timetable was changed [twice] in a single night", .speaker = "Anna Lindqvist", .id = "a"},
    {.quote = "nobody had looked", .speaker = "Anna Lindqvist"},
    {.quote = "We are going to need a bigger boat than that one", .source = "hearing.txt"},
    {.quote = NULL},
};
enum { QUOTES = sizeof quotes / sizeof *quotes };

/* One whole use; what it renders is appended. The code of the first thing that failed. */
static sayso_code use(const sayso_allocator *allocator, test_bytes *out)
{
    sayso_error err = {0};
    sayso_reader *reader = NULL;
    sayso_doc *doc = NULL;
    sayso_sources *sources = NULL;
    sayso_check *checks[2] = {NULL, NULL};
    sayso_model *model = sayso_model_open(test_model_path(), allocator, &err);
    if (model) sources = sayso_sources_new(model, &err);
    if (sources &&
        !sayso_sources_add(sources, &(sayso_record){.data = hearing, .len = sizeof hearing - 1, .id = "hearing.txt"}, &err) &&
        !sayso_sources_add(sources, &(sayso_record){.data = page, .len = sizeof page - 1, .id = "page.html"}, &err) &&
        !sayso_sources_add_unreadable(sources, "scan.pdf", "a scan", &err))
        reader = sayso_reader_new(model, &err);
    if (reader) doc = sayso_read(reader, &(sayso_record){.data = article, .len = sizeof article - 1, .id = "article"}, NULL, &err);
    if (doc) checks[0] = sayso_check_doc(sources, doc, &err);
    if (checks[0]) checks[1] = sayso_check_quotes(sources, "list", quotes, QUOTES, &err);
    for (int i = 0; checks[1] && i < 2; i++)
        for (int f = SAYSO_CHECK_TERMINAL; f <= SAYSO_CHECK_JSONL && err.code == SAYSO_OK; f++)
            sayso_check_render(checks[i], (sayso_check_format)f, NULL, test_collect, out, &err);
    sayso_check_free(checks[1]);
    sayso_check_free(checks[0]);
    sayso_doc_free(doc);
    sayso_reader_free(reader);
    sayso_sources_free(sources);
    sayso_model_close(model);
    return err.code;
}

static void memory(void)
{
    test_bytes want = {0};
    CHECK(use(NULL, &want) == SAYSO_OK && want.n > 1000);
    for (int for_good = 0; for_good < 2; for_good++) {
        size_t failures = 0;
        for (size_t n = 1;; n += 1 + n / 150) {
            test_memory m = {.fail_at = n, .for_good = for_good};
            sayso_allocator allocator = {test_resize, test_release, &m};
            test_bytes got = {0};
            sayso_code code = use(&allocator, &got);
            CHECK(m.owed == 0);
            bool done = m.calls < n;
            if (done) CHECK(code == SAYSO_OK && got.n == want.n && !memcmp(got.at, want.at, want.n));
            if (!done) CHECK(code == SAYSO_MEMORY);
            failures += !done;
            free(got.at);
            if (done) break;
        }
        CHECK(failures > 20);
    }
    free(want.at);
}

/* ------------------------------------------------------------------- threads */

typedef struct {
    const sayso_sources *sources;
    test_bytes out;
} worker;

static void *work(void *arg)
{
    worker *w = arg;
    for (int i = 0; i < 20; i++) {
        w->out.n = 0;
        sayso_check *check = sayso_check_quotes(w->sources, "list", quotes, QUOTES, NULL);
        CHECK(check);
        CHECK(sayso_check_render(check, SAYSO_CHECK_JSON, NULL, test_collect, &w->out, NULL) == SAYSO_OK);
        sayso_check_free(check);
    }
    return NULL;
}

static sayso_sources *open_sources(const sayso_model *model)
{
    sayso_sources *sources = sayso_sources_new(model, NULL);
    CHECK(sources);
    CHECK(!sayso_sources_add(sources, &(sayso_record){.data = hearing, .len = sizeof hearing - 1, .id = "hearing.txt"}, NULL));
    return sources;
}

static void threads(const sayso_model *model)
{
    enum { N = 4 };
    sayso_sources *sources = open_sources(model);
    worker workers[N] = {{0}};
    pthread_t ids[N];
    for (int i = 0; i < N; i++) {
        workers[i].sources = sources;
        CHECK(!pthread_create(&ids[i], NULL, work, &workers[i]));
    }
    for (int i = 0; i < N; i++) CHECK(!pthread_join(ids[i], NULL));
    for (int i = 1; i < N; i++)
        CHECK(workers[i].out.n == workers[0].out.n && !memcmp(workers[i].out.at, workers[0].out.at, workers[0].out.n));
    for (int i = 0; i < N; i++) free(workers[i].out.at);
    sayso_sources_free(sources);
}

/* -------------------------------------------------------------------- errors */

static sayso_source_status status_of(sayso_sources *sources, const char *data, size_t len, sayso_kind kind)
{
    CHECK(!sayso_sources_add(sources, &(sayso_record){.data = data, .len = len, .kind = kind, .id = "x"}, NULL));
    const sayso_source_info *info = sayso_sources_info(sources, sayso_sources_count(sources) - 1);
    CHECK(info->status == SAYSO_STATUS_READ || (info->reason && *info->reason));
    return info->status;
}

static void errors(const sayso_model *model)
{
    sayso_error err = {0};
    CHECK(!sayso_sources_new(NULL, &err) && err.code == SAYSO_ARGUMENT);
    CHECK(!sayso_check_quotes(NULL, "q", quotes, 1, &err) && err.code == SAYSO_ARGUMENT);
    CHECK(!sayso_quote_line_parse("[1]", 3, &err) && err.code == SAYSO_JSON);
    CHECK(!sayso_quote_line_parse("{\"id\": 1}", 9, &err) && err.code == SAYSO_JSON);
    sayso_sources *sources = sayso_sources_new(model, &err);
    CHECK(status_of(sources, "", 0, SAYSO_KIND_AUTO) == SAYSO_STATUS_EMPTY);
    CHECK(status_of(sources, " \n--\n", 5, SAYSO_KIND_TEXT) == SAYSO_STATUS_EMPTY);
    CHECK(status_of(sources, "PK\3\4\0\0\0\0binary\0\1\2", 18, SAYSO_KIND_AUTO) == SAYSO_STATUS_UNREADABLE);
    CHECK(status_of(sources, "<html><body><script>x</script></body></html>", 44, SAYSO_KIND_HTML) != SAYSO_STATUS_READ);
    sayso_check *check = sayso_check_quotes(sources, "q", &(sayso_quote){.quote = "Nobody asked us about it."}, 1, &err);
    uint32_t n;
    CHECK(check && sayso_check_findings(check, &n)[0].verdict == SAYSO_VERDICT_UNCHECKABLE);
    sayso_check_free(check);
    /* Not there, where not all could be read: it cannot be said that no source has it. */
    CHECK(status_of(sources, hearing, sizeof hearing - 1, SAYSO_KIND_TEXT) == SAYSO_STATUS_READ);
    check = sayso_check_quotes(sources, "q", &(sayso_quote){.quote = "We sold the boats to a museum in the capital."}, 1, &err);
    CHECK(check && sayso_check_findings(check, &n)[0].verdict == SAYSO_VERDICT_UNCHECKABLE);
    sayso_check_free(check);
    sayso_sources_free(sources);
    /* In Windows-1252, the text is converted, and spans are of the converted text. */
    sources = sayso_sources_new(model, &err);
    static const char latin[] = "The caf\xe9 on the quay will not be closed, she said, and nobody had thought that it would be.";
    CHECK(status_of(sources, latin, sizeof latin - 1, SAYSO_KIND_TEXT) == SAYSO_STATUS_READ);
    check = sayso_check_quotes(sources, "q", &(sayso_quote){.quote = "The caf\xc3\xa9 on the quay will not be closed"}, 1, &err);
    const sayso_finding *f = sayso_check_findings(check, &n);
    CHECK(f->verdict == SAYSO_VERDICT_VERBATIM && f->evidence.n == 1 && f->evidence.at[0].begin == 0);
    CHECK(sayso_sources_char(sources, 0, f->evidence.at[0].end) == f->evidence.at[0].end - 1);
    sayso_check_free(check);
    sayso_sources_free(sources);
}

/* ------------------------------------------------------------------- bounded */

/* Bytes that a check of a list of n quotations has at once. */
static size_t bytes_of(const sayso_sources *sources, test_memory *memory, uint32_t n)
{
    sayso_quote *many = calloc(n, sizeof *many);
    CHECK(many);
    for (uint32_t i = 0; i < n; i++) many[i] = quotes[i % 3];
    size_t before = memory->owed;
    memory->most = before;
    sayso_check *check = sayso_check_quotes(sources, "list", many, n, NULL);
    CHECK(check);
    size_t most = memory->most - before;
    sayso_check_free(check);
    free(many);
    return most;
}

static void bounded(void)
{
    test_memory memory = {0};
    sayso_allocator allocator = {test_resize, test_release, &memory};
    sayso_model *model = sayso_model_open(test_model_path(), &allocator, NULL);
    CHECK(model);
    sayso_sources *sources = sayso_sources_new(model, NULL);
    CHECK(sources && !sayso_sources_add(sources, &(sayso_record){.data = hearing, .len = sizeof hearing - 1, .id = "hearing.txt"}, NULL));
    size_t few = bytes_of(sources, &memory, 500), many = bytes_of(sources, &memory, 4000);
    printf("500 quotations: %zu bytes, 4000: %zu\n", few, many);
    CHECK(many < few * 12);
    sayso_sources_free(sources);
    sayso_model_close(model);
    CHECK(memory.owed == 0);
}

/* ------------------------------------------------------------------- scaling */

static double seconds(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

/* Words that differ: "wabc wabd ..." from a generator. */
static void varied(test_bytes *b, size_t words, uint32_t seed)
{
    for (size_t i = 0; i < words; i++) {
        seed = seed * 1664525u + 1013904223u;
        char word[16];
        int n = snprintf(word, sizeof word, "the w%u ", seed >> 20);
        test_collect(b, word, (size_t)n);
    }
}

static void same(test_bytes *b, size_t words, uint32_t seed)
{
    (void)seed;
    for (size_t i = 0; i < words; i++) test_collect(b, "buffalo ", 8);
}

static void marked(test_bytes *b, size_t words, uint32_t seed)
{
    (void)seed;
    for (size_t i = 0; i < words; i++) test_collect(b, i % 2 ? "[a] " : "... ", 4);
}

static double time_of(const sayso_model *model, void (*quote)(test_bytes *, size_t, uint32_t), size_t quote_words,
                      void (*source)(test_bytes *, size_t, uint32_t), size_t source_words)
{
    test_bytes q = {0}, s = {0};
    quote(&q, quote_words, 1);
    source(&s, source_words, 1);
    double best = 1e9;
    for (int run = 0; run < 2; run++) {
        double began = seconds();
        sayso_sources *sources = sayso_sources_new(model, NULL);
        CHECK(!sayso_sources_add(sources, &(sayso_record){.data = s.at, .len = s.n, .id = "s", .kind = SAYSO_KIND_TEXT}, NULL));
        sayso_check *check = sayso_check_quotes(sources, "q", &(sayso_quote){.quote = q.at}, 1, NULL);
        CHECK(check);
        sayso_check_free(check);
        sayso_sources_free(sources);
        double took = seconds() - began;
        if (took < best) best = took;
    }
    free(q.at);
    free(s.at);
    return best;
}

/* Four times the words may cost eight times as much, or next to nothing at all. */
static void scaling(const sayso_model *model)
{
    static const struct {
        const char *name;
        void (*quote)(test_bytes *, size_t, uint32_t), (*source)(test_bytes *, size_t, uint32_t);
        size_t quote_words, source_words, by_quote, by_source;
    } parts[] = {
        {"a long quotation that is there", varied, varied, 12500, 12500, 4, 4},
        {"a long quotation of one word, a source of it", same, same, 12500, 12500, 4, 4},
        {"a quotation, a source of one word", same, same, 20, 50000, 1, 4},
        {"nothing but marks", marked, varied, 5000, 5000, 4, 1},
        {"a large source", varied, varied, 20, 100000, 1, 4},
    };
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        double small = time_of(model, parts[i].quote, parts[i].quote_words, parts[i].source, parts[i].source_words);
        double large = time_of(model, parts[i].quote, parts[i].quote_words * parts[i].by_quote, parts[i].source,
                               parts[i].source_words * parts[i].by_source);
        printf("%s: %.3f s, %.3f s\n", parts[i].name, small, large);
        CHECK(large < small * 8 + 0.1);
    }
}

int main(int argc, char **argv)
{
    const char *part = argc > 1 ? argv[1] : "";
    if (!strcmp(part, "memory")) {
        memory();
        return 0;
    }
    if (!strcmp(part, "bounded")) {
        bounded();
        return 0;
    }
    sayso_model *model = sayso_model_open(test_model_path(), NULL, NULL);
    CHECK(model);
    if (!strcmp(part, "threads"))
        threads(model);
    else if (!strcmp(part, "errors"))
        errors(model);
    else if (!strcmp(part, "scaling"))
        scaling(model);
    else
        CHECK(!"usage: check_api_test memory|threads|errors|bounded|scaling");
    sayso_model_close(model);
    return 0;
}
