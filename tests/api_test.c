/* api_test.c - what sayso.h promises, through sayso.h alone.
 *
 *   slices   every span lies in the text, on code points; the JSON says the same
 *   memory   every allocation may fail: SAYSO_MEMORY, nothing owed, and the next works
 *   lines    JSON Lines, good and bad
 *   threads  one model, many threads, the same bytes
 *   errors   every refusal has its code
 */
#include "test.h"

#include <jansson.h>
#include <pthread.h>

static const sayso_format formats[] = {SAYSO_FORMAT_TERMINAL, SAYSO_FORMAT_JSON, SAYSO_FORMAT_JSONL,
                                       SAYSO_FORMAT_CSV, SAYSO_FORMAT_BRAT, SAYSO_FORMAT_HTML,
                                       SAYSO_FORMAT_TEXT};
enum { FORMATS = sizeof formats / sizeof *formats };

static test_bytes render(const sayso_doc *doc, sayso_format format)
{
    test_bytes b = {0};
    sayso_error err = {0};
    sayso_render_options options = {.explain = true, .header = true};
    CHECK(sayso_render(doc, format, &options, test_collect, &b, &err) == SAYSO_OK);
    return b;
}

/* ------------------------------------------------------------------- slices */

static void check_span(const char *text, size_t len, sayso_span s)
{
    CHECK(s.begin < s.end && s.end <= len);
    CHECK(((unsigned char)text[s.begin] & 0xC0) != 0x80);
    CHECK(s.end == len || ((unsigned char)text[s.end] & 0xC0) != 0x80);
    CHECK(!strchr(" \n", text[s.begin]) && !strchr(" \n", text[s.end - 1]));
}

static void check_spans(const char *text, size_t len, sayso_spans spans)
{
    for (uint32_t i = 0; i < spans.n; i++) {
        check_span(text, len, spans.at[i]);
        CHECK(i == 0 || spans.at[i - 1].end <= spans.at[i].begin);
    }
}

static void check_order(const char *text, size_t len, const sayso_span *at, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) {
        check_span(text, len, at[i]);
        CHECK(i == 0 || at[i - 1].end <= at[i].begin);
    }
}

/* The JSON's [[b,e], ...] are these spans in code points. */
static void same_spans(const sayso_doc *doc, const json_t *holder, sayso_spans spans)
{
    const json_t *list = json_object_get(holder, "spans");
    CHECK(json_array_size(list) == spans.n);
    for (uint32_t i = 0; i < spans.n; i++) {
        const json_t *pair = json_array_get(list, i);
        CHECK(json_integer_value(json_array_get(pair, 0)) == sayso_doc_char(doc, spans.at[i].begin));
        CHECK(json_integer_value(json_array_get(pair, 1)) == sayso_doc_char(doc, spans.at[i].end));
    }
}

static void check_json(const sayso_doc *doc)
{
    test_bytes pretty = render(doc, SAYSO_FORMAT_JSON), line = render(doc, SAYSO_FORMAT_JSONL);
    json_t *json = json_loadb(pretty.at, pretty.n, 0, NULL), *same = json_loadb(line.at, line.n, 0, NULL);
    CHECK(json && same && json_equal(json, same));
    CHECK(memchr(line.at, '\n', line.n) == line.at + line.n - 1);
    uint32_t n;
    const sayso_attribution *a = sayso_doc_attributions(doc, &n);
    const json_t *list = json_object_get(json, "attributions");
    CHECK(json_array_size(list) == n);
    for (uint32_t i = 0; i < n; i++) {
        const json_t *j = json_array_get(list, i);
        if (a[i].source.n) same_spans(doc, json_object_get(j, "source"), a[i].source);
        if (a[i].cue.n) same_spans(doc, json_object_get(j, "cue"), a[i].cue);
        same_spans(doc, json_object_get(j, "content"), a[i].content);
    }
    const sayso_time *times = sayso_doc_times(doc, &n);
    list = json_object_get(json, "times");
    CHECK(json_array_size(list) == n);
    for (uint32_t i = 0; i < n; i++) same_spans(doc, json_array_get(list, i), times[i].spans);
    const sayso_quantity *quantities = sayso_doc_quantities(doc, &n);
    list = json_object_get(json, "quantities");
    CHECK(json_array_size(list) == n);
    for (uint32_t i = 0; i < n; i++) same_spans(doc, json_array_get(list, i), quantities[i].spans);
    json_decref(json);
    json_decref(same);
    free(pretty.at);
    free(line.at);
}

static void check_doc(const sayso_doc *doc)
{
    size_t len;
    const char *text = sayso_doc_text(doc, &len);
    uint32_t n, all;
    const sayso_span *spans = sayso_doc_tokens(doc, &n);
    CHECK(n > 0);
    check_order(text, len, spans, n);
    spans = sayso_doc_sentences(doc, &n);
    check_order(text, len, spans, n);
    spans = sayso_doc_paragraphs(doc, &n);
    check_order(text, len, spans, n);
    const sayso_attribution *a = sayso_doc_attributions(doc, &all);
    for (uint32_t i = 0; i < all; i++) {
        check_spans(text, len, a[i].source);
        check_spans(text, len, a[i].cue);
        check_spans(text, len, a[i].content);
        check_spans(text, len, a[i].addressee);
        check_spans(text, len, a[i].medium);
        CHECK(a[i].content.n > 0);
        CHECK(a[i].confidence >= 0 && a[i].confidence <= 1);
        CHECK(a[i].inside == SAYSO_NONE || ((uint32_t)a[i].inside < all && (uint32_t)a[i].inside != i));
        uint32_t steps = 0; /* a chain of authority ends */
        for (int32_t up = a[i].inside; up != SAYSO_NONE; up = a[up].inside) CHECK(++steps <= all);
    }
    const sayso_entity *e = sayso_doc_entities(doc, &n);
    for (uint32_t i = 0; i < n; i++)
        for (uint32_t k = 0; k < e[i].n_mentions; k++) check_span(text, len, e[i].mentions[k].span);
    const sayso_time *t = sayso_doc_times(doc, &n);
    for (uint32_t i = 0; i < n; i++) check_spans(text, len, t[i].spans);
    const sayso_quantity *q = sayso_doc_quantities(doc, &n);
    for (uint32_t i = 0; i < n; i++) {
        check_spans(text, len, q[i].spans);
        CHECK(q[i].attribution == SAYSO_NONE || (uint32_t)q[i].attribution < all);
    }
    check_json(doc);
}

static sayso_doc *read_text(sayso_reader *reader, const char *data, size_t len, sayso_kind kind)
{
    sayso_error err = {0};
    sayso_doc *doc = sayso_read(reader, &(sayso_record){.data = data, .len = len, .kind = kind},
                                &(sayso_options){.explain = true}, &err);
    if (!doc) printf("%s\n", err.message);
    CHECK(doc);
    return doc;
}

static void slices(const sayso_model *model)
{
    static const char page[] =
        "<html><head><title>A bridge</title><meta name=date content=2026-03-05></head><body><article>"
        "<h1>A bridge closes</h1><p>The bridge is \xe2\x80\x9cunsafe\xe2\x80\x9d &mdash; caf\xc3\xa9 owner "
        "Zo\xc3\xab Br\xc3\xbcll said on Monday.</p><p>\xf0\x9f\x8c\x89 It cost &pound;4m, she added.</p>"
        "</article></body></html>";
    sayso_reader *reader = sayso_reader_new(model, NULL);
    test_bytes article = test_article();
    sayso_doc *doc = read_text(reader, article.at, article.n, SAYSO_KIND_AUTO);
    uint32_t n;
    sayso_doc_attributions(doc, &n);
    CHECK(n >= 10);
    check_doc(doc);
    sayso_doc_free(doc);
    doc = read_text(reader, page, sizeof page - 1, SAYSO_KIND_AUTO);
    CHECK(sayso_doc_meta(doc)->from_html);
    check_doc(doc);
    sayso_doc_free(doc);
    /* Cut anywhere, it is still a document, or refused. */
    for (size_t cut = 1; cut < article.n; cut += 97) {
        doc = sayso_read(reader, &(sayso_record){.data = article.at + cut, .len = article.n - cut}, NULL, NULL);
        if (doc) check_doc(doc);
        sayso_doc_free(doc);
    }
    free(article.at);
    sayso_reader_free(reader);
}

/* ------------------------------------------------------------------- memory */

/* One whole use; the code of the first thing that failed. */
static sayso_code use(const sayso_allocator *allocator, const test_bytes *article)
{
    sayso_error err = {0};
    sayso_reader *reader = NULL;
    sayso_doc *doc = NULL;
    sayso_model *model = sayso_model_open(test_model_path(), allocator, &err);
    if (model) reader = sayso_reader_new(model, &err);
    if (reader)
        doc = sayso_read(reader, &(sayso_record){.data = article->at, .len = article->n},
                         &(sayso_options){.explain = true}, &err);
    for (int i = 0; doc && i < FORMATS && err.code == SAYSO_OK; i++) {
        test_bytes b = {0};
        sayso_render(doc, formats[i], NULL, test_collect, &b, &err);
        free(b.at);
    }
    sayso_doc_free(doc);
    sayso_reader_free(reader);
    sayso_model_close(model);
    return err.code;
}

static void memory_at_every_call(const test_bytes *article, bool for_good)
{
    size_t failures = 0;
    for (size_t n = 1;; n++) {
        test_memory memory = {.fail_at = n, .for_good = for_good};
        sayso_allocator allocator = {test_resize, test_release, &memory};
        sayso_code code = use(&allocator, article);
        CHECK(memory.owed == 0);
        if (memory.calls < n) {
            CHECK(code == SAYSO_OK);
            break;
        }
        CHECK(code == SAYSO_MEMORY);
        failures++;
    }
    CHECK(failures >= 4); /* model, reader, two arenas */
    printf("%zu allocations failed in turn\n", failures);
}

/* A reader that ran out of memory reads the next document as if nothing had been. */
static void memory_recovers(const test_bytes *article)
{
    test_memory memory = {0};
    sayso_allocator allocator = {test_resize, test_release, &memory};
    sayso_model *model = sayso_model_open(test_model_path(), &allocator, NULL);
    sayso_reader *reader = sayso_reader_new(model, NULL);
    sayso_record record = {.data = article->at, .len = article->n};
    memory.fail_at = memory.calls + 2;
    sayso_error err = {0};
    CHECK(!sayso_read(reader, &record, NULL, &err) && err.code == SAYSO_MEMORY);
    memory.fail_at = 0;
    sayso_doc *doc = sayso_read(reader, &record, NULL, &err);
    CHECK(doc);
    sayso_doc_free(doc);
    sayso_reader_free(reader);
    sayso_model_close(model);
    CHECK(memory.owed == 0);
}

static void memory(const sayso_model *model)
{
    (void)model;
    test_bytes article = test_article();
    memory_at_every_call(&article, false);
    memory_at_every_call(&article, true);
    memory_recovers(&article);
    free(article.at);
}

/* -------------------------------------------------------------------- lines */

static void good_line(void)
{
    static const char line[] = "{\"text\":\"caf\\u00e9\",\"id\":\"x1\",\"date\":\"2026-01-02\",\"more\":[1]}";
    sayso_error err = {0};
    sayso_line *l = sayso_line_parse(line, sizeof line - 1, &err);
    CHECK(l);
    const sayso_record *r = sayso_line_record(l);
    CHECK(r->len == 5 && !memcmp(r->data, "caf\xc3\xa9", 5));
    CHECK(!strcmp(r->id, "x1") && !strcmp(r->date, "2026-01-02") && !r->title && !r->url);
    CHECK(r->kind != SAYSO_KIND_HTML);
    sayso_line_free(l);
    static const char page[] = "{\"html\":\"<p>He said so.\",\"url\":\"u\"}";
    CHECK((l = sayso_line_parse(page, sizeof page - 1, &err)));
    CHECK(sayso_line_record(l)->kind == SAYSO_KIND_HTML);
    sayso_line_free(l);
}

static void lines(const sayso_model *model)
{
    (void)model;
    good_line();
    static const char *const bad[] = {"", "{", "[]", "7", "null", "{\"text\":1}", "{\"id\":\"a\"}",
                                      "{\"text\":\"a\"} x", "{\"text\":\"\\ud800\"}", "\xff{}",
                                      "{\"text\":\"a\",}"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        sayso_error err = {0};
        CHECK(!sayso_line_parse(bad[i], strlen(bad[i]), &err));
        CHECK(err.code == SAYSO_JSON && err.message[0] && err.offset <= strlen(bad[i]));
    }
    sayso_line_free(NULL);
}

/* ------------------------------------------------------------------ threads */

typedef struct {
    const sayso_model *model;
    const test_bytes *article, *expected;
} thread_work;

static void *read_often(void *arg)
{
    const thread_work *w = arg;
    sayso_reader *reader = sayso_reader_new(w->model, NULL);
    for (int round = 0; round < 3; round++)
        for (int i = 0; i < FORMATS; i++) {
            sayso_doc *doc = read_text(reader, w->article->at, w->article->n, SAYSO_KIND_AUTO);
            test_bytes b = render(doc, formats[i]);
            CHECK(b.n == w->expected[i].n && !memcmp(b.at, w->expected[i].at, b.n));
            free(b.at);
            sayso_doc_free(doc);
        }
    sayso_reader_free(reader);
    return NULL;
}

static void threads(const sayso_model *model)
{
    test_bytes article = test_article(), expected[FORMATS];
    sayso_reader *reader = sayso_reader_new(model, NULL);
    sayso_doc *doc = read_text(reader, article.at, article.n, SAYSO_KIND_AUTO);
    for (int i = 0; i < FORMATS; i++) expected[i] = render(doc, formats[i]);
    sayso_doc_free(doc);
    sayso_reader_free(reader);
    thread_work work = {model, &article, expected};
    pthread_t all[4];
    for (int i = 0; i < 4; i++) CHECK(!pthread_create(&all[i], NULL, read_often, &work));
    for (int i = 0; i < 4; i++) pthread_join(all[i], NULL);
    for (int i = 0; i < FORMATS; i++) free(expected[i].at);
    free(article.at);
}

/* ------------------------------------------------------------------- errors */

static sayso_code code_of(sayso_reader *reader, const char *data, size_t len, const char *date)
{
    sayso_error err = {0};
    sayso_doc *doc = sayso_read(reader, &(sayso_record){.data = data, .len = len},
                                &(sayso_options){.date = date}, &err);
    CHECK((doc == NULL) == (err.code != SAYSO_OK));
    CHECK(doc || err.message[0]);
    sayso_doc_free(doc);
    return err.code;
}

static void refuse_model(const char *path, const char *data, size_t len)
{
    FILE *f = fopen(path, "wb");
    CHECK(f && fwrite(data, 1, len, f) == len && !fclose(f));
    sayso_error err = {0};
    CHECK(!sayso_model_open(path, NULL, &err));
    CHECK(err.code == SAYSO_MODEL && err.message[0]);
}

static void damaged_models(void)
{
    test_bytes model = test_read_file(test_model_path());
    char path[] = "/tmp/sayso-test-XXXXXX";
    int fd = mkstemp(path);
    CHECK(fd >= 0);
    refuse_model(path, "", 0);
    refuse_model(path, "not a model at all", 18);
    refuse_model(path, model.at, model.n / 2);
    refuse_model(path, model.at, model.n - 1);
    model.at[model.n / 2] ^= 1;
    refuse_model(path, model.at, model.n);
    remove(path);
    free(model.at);
    sayso_error err = {0};
    CHECK(!sayso_model_open("/nonexistent/model", NULL, &err) && err.code == SAYSO_IO);
}

static bool refuse(void *ctx, const char *data, size_t len)
{
    (void)ctx;
    (void)data;
    (void)len;
    return false;
}

static void errors(const sayso_model *model)
{
    sayso_reader *reader = sayso_reader_new(model, NULL);
    CHECK(code_of(reader, "", 0, NULL) == SAYSO_EMPTY);
    CHECK(code_of(reader, " \n\t ", 4, NULL) == SAYSO_EMPTY);
    CHECK(code_of(reader, "\x7f" "ELF\x02\x01\x01\0\0\0\0\0\0\0\0\0\x03\0\x3e\0", 20, NULL) == SAYSO_BINARY);
    CHECK(code_of(reader, "He said so.", 11, "last week") == SAYSO_ARGUMENT);
    CHECK(code_of(reader, "He said so.", 11, "2026-13-01") == SAYSO_ARGUMENT);
    CHECK(code_of(reader, "He said so.", 11, "2026-03-05") == SAYSO_OK);
    CHECK(code_of(reader, NULL, 5, NULL) == SAYSO_ARGUMENT);
    CHECK(!sayso_reader_new(NULL, NULL));
    damaged_models();
    static const char reported[] = "\"We will not go,\" Mayor Ellen Tran said.";
    sayso_doc *doc = read_text(reader, reported, sizeof reported - 1, SAYSO_KIND_TEXT);
    for (int i = 0; i < FORMATS; i++) {
        sayso_error err = {0};
        CHECK(sayso_render(doc, formats[i], NULL, refuse, NULL, &err) == SAYSO_IO && err.code == SAYSO_IO);
    }
    sayso_doc_free(doc);
    sayso_reader_free(reader);
    sayso_doc_free(NULL);
    sayso_reader_free(NULL);
    sayso_model_close(NULL);
    CHECK(!strcmp(sayso_code_name(SAYSO_JSON), "json"));
    char version[32];
    snprintf(version, sizeof version, "%d.%d.%d", SAYSO_VERSION_MAJOR, SAYSO_VERSION_MINOR, SAYSO_VERSION_PATCH);
    CHECK(!strcmp(version, sayso_version()));
}

int main(int argc, char **argv)
{
    static const struct {
        const char *name;
        void (*run)(const sayso_model *model);
    } parts[] = {{"slices", slices}, {"memory", memory}, {"lines", lines}, {"threads", threads}, {"errors", errors}};
    CHECK(argc == 2);
    sayso_error err = {0};
    sayso_model *model = sayso_model_open(test_model_path(), NULL, &err);
    if (!model) printf("%s\n", err.message);
    CHECK(model);
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (!strcmp(parts[i].name, argv[1])) {
            parts[i].run(model);
            sayso_model_close(model);
            return 0;
        }
    printf("no part %s\n", argv[1]);
    return 1;
}
