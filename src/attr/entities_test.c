/* entities_test.c - tests/corpus/entities.txt through the public API; the kinds and
 * counts of source phrases; entities of hostile text in linear time. */
#include "attr/corpus_cases.h"

#include <time.h>

#include "attr/ent.h"
#include "reader.h"

/* -- the corpus ------------------------------------------------------------------- */

static const sayso_entity *named(const sayso_doc *doc, const char *name)
{
    uint32_t n;
    const sayso_entity *e = sayso_doc_entities(doc, &n);
    for (uint32_t i = 0; i < n; i++)
        if (!strcmp(e[i].name, name)) return &e[i];
    return NULL;
}

static void mentions_text(const sayso_doc *doc, const sayso_entity *e, char *out, size_t size)
{
    size_t len, at = 0;
    const char *text = sayso_doc_text(doc, &len);
    *out = '\0';
    for (uint32_t i = 0; i < e->n_mentions && at < size; i++) {
        sayso_span s = e->mentions[i].span;
        int n = snprintf(out + at, size - at, "%s%.*s", i ? "; " : "", (int)(s.end - s.begin), text + s.begin);
        at += n > 0 ? (size_t)n : 0;
    }
}

static bool has_alias(const sayso_entity *e, const char *alias)
{
    for (uint32_t i = 0; i < e->n_aliases; i++)
        if (!strcmp(e->aliases[i], alias)) return true;
    return false;
}

static bool column_holds(const sayso_doc *doc, const sayso_entity *e, const char *column)
{
    char mentions[1024];
    const char *value = strchr(column, '=');
    value = value ? value + 1 : "";
    if (!strncmp(column, "role=", 5)) return e->role && !strcmp(e->role, value);
    if (!strcmp(column, "no-role")) return !e->role;
    if (!strncmp(column, "affiliation=", 12)) return e->affiliation && !strcmp(e->affiliation, value);
    if (!strncmp(column, "alias=", 6)) return has_alias(e, value);
    if (!strncmp(column, "at-least=", 9)) return e->n_mentions >= strtoul(value, NULL, 10);
    if (!strncmp(column, "count=", 6)) return e->n_mentions == strtoul(value, NULL, 10);
    if (!strncmp(column, "mentions=", 9)) {
        mentions_text(doc, e, mentions, sizeof mentions);
        return !strcmp(mentions, value);
    }
    return !strcmp(column, sayso_entity_kind_name(e->kind));
}

static bool line_holds(const sayso_doc *doc, const char *expected)
{
    char line[256], *save;
    if (!strncmp(expected, "no ", 3)) return !named(doc, expected + 3);
    snprintf(line, sizeof line, "%.255s", expected);
    char *column = strtok_r(line, "|", &save);
    corpus_trim(column);
    const sayso_entity *e = named(doc, column);
    while (e && (column = strtok_r(NULL, "|", &save))) {
        corpus_trim(column);
        if (!column_holds(doc, e, column)) return false;
    }
    return e != NULL;
}

static void print_entities(const sayso_doc *doc)
{
    uint32_t n;
    const sayso_entity *e = sayso_doc_entities(doc, &n);
    for (uint32_t i = 0; i < n; i++) {
        char mentions[1024];
        mentions_text(doc, &e[i], mentions, sizeof mentions);
        print_error("  found:    %s | %s | role=%s | affiliation=%s | mentions=%s\n", e[i].name,
                    sayso_entity_kind_name(e[i].kind), e[i].role ? e[i].role : "",
                    e[i].affiliation ? e[i].affiliation : "", mentions);
    }
}

static bool case_holds(sayso_reader *reader, corpus_case *c)
{
    sayso_error err;
    corpus_trim(c->text);
    sayso_record record = {.data = c->text, .len = strlen(c->text), .kind = SAYSO_KIND_TEXT};
    sayso_doc *doc = sayso_read(reader, &record, NULL, &err);
    assert_non_null(doc);
    bool good = c->n > 0;
    for (int i = 0; i < c->n; i++) {
        if (line_holds(doc, c->expected[i])) continue;
        if (good) print_error("## %s\n%s\n", c->title, c->text);
        good = false;
        print_error("  expected: %s\n", c->expected[i]);
    }
    if (!good) print_entities(doc);
    sayso_doc_free(doc);
    return good;
}

static sayso_model *open_model(void)
{
    const char *path = getenv("SAYSO_MODEL");
    if (!path || !getenv("SAYSO_SOURCE_DIR")) {
        print_message("skipped: SAYSO_SOURCE_DIR or SAYSO_MODEL is not set\n");
        skip();
    }
    sayso_error err;
    sayso_model *model = sayso_model_open(path, NULL, &err);
    assert_non_null(model);
    return model;
}

static void run_corpus(const char *name, int least)
{
    sayso_model *model = open_model();
    char path[1024];
    snprintf(path, sizeof path, "%s/tests/corpus/%s", getenv("SAYSO_SOURCE_DIR"), name);
    FILE *file = fopen(path, "r");
    assert_non_null(file);
    sayso_error err;
    sayso_reader *reader = sayso_reader_new(model, &err);
    assert_non_null(reader);
    static corpus_case c;
    int cases = 0, failed = 0;
    while (corpus_next(file, &c)) {
        cases++;
        failed += !case_holds(reader, &c);
    }
    fclose(file);
    sayso_reader_free(reader);
    sayso_model_close(model);
    print_message("%s: %d cases, %d failed\n", name, cases, failed);
    assert_int_equal(failed, 0);
    assert_true(cases >= least);
}

static void sentences(void **state)
{
    (void)state;
    run_corpus("entities.txt", 25);
}

static void articles(void **state)
{
    (void)state;
    run_corpus("entities-news.txt", 30);
}

/* -- source phrases ------------------------------------------------------------------ */

typedef struct {
    const char *text, *phrase;
    sayso_source_kind kind;
    uint32_t count;
} phrase_case;

static void check_phrase(const sayso_model *model, const phrase_case *p)
{
    jmp_buf oom;
    ss_arena scratch;
    sayso_doc *doc = calloc(1, sizeof *doc);
    assert_non_null(doc);
    if (setjmp(oom)) fail_msg("out of memory");
    ss_arena_init(&scratch, NULL, &oom);
    ss_arena_init(&doc->arena, NULL, &oom);
    sayso_options options = {0};
    ss_ctx ctx = {model, &options, &scratch, doc};
    sayso_error err;
    sayso_record record = {.data = p->text, .len = strlen(p->text), .kind = SAYSO_KIND_TEXT};
    assert_int_equal(ss_read_language(&ctx, &record, &err), SAYSO_OK);
    const ss_tree *tree = ss_tree_build(&ctx);
    ss_entities_find(&ctx, tree);
    const char *at = strstr(doc->text, p->phrase);
    assert_non_null(at);
    uint32_t begin = (uint32_t)(at - doc->text), end = begin + (uint32_t)strlen(p->phrase);
    uint32_t first = ss_token_at(doc, begin), last = ss_token_at(doc, end - 1) + 1;
    uint32_t head = ent_head_of(doc, first, last, first);
    sayso_source_kind kind = ss_source_kind(&ctx, tree, first, last, head);
    uint32_t count = ss_source_count(&ctx, tree, first, last, head);
    if (kind != p->kind || count != p->count)
        print_error("\"%s\" in \"%s\": %s, %u\n", p->phrase, p->text, sayso_source_kind_name(kind), count);
    assert_int_equal(kind, p->kind);
    assert_int_equal(count, p->count);
    ss_arena_free(&scratch);
    ss_arena_free(&doc->arena);
    free(doc);
}

static void source_phrases(void **state)
{
    (void)state;
    static const phrase_case cases[] = {
        {"Eleven state attorneys general urged the court to wait.", "Eleven state attorneys general",
         SAYSO_SOURCE_GROUP, 11},
        {"Two dozen residents said the road was closed.", "Two dozen residents", SAYSO_SOURCE_GROUP, 24},
        {"Both women said they were tired.", "Both women", SAYSO_SOURCE_GROUP, 2},
        {"Twenty-three officials said no.", "Twenty-three officials", SAYSO_SOURCE_GROUP, 23},
        {"More than 1,200 doctors said no.", "More than 1,200 doctors", SAYSO_SOURCE_GROUP, 1200},
        {"A 45-year-old man said he fell.", "A 45-year-old man", SAYSO_SOURCE_PERSON, 0},
        {"Officials said the bridge was safe.", "Officials", SAYSO_SOURCE_GROUP, 0},
        {"A senior official who asked not to be named said so.", "A senior official who asked not to be named",
         SAYSO_SOURCE_UNNAMED, 0},
        {"Sources said the deal was dead.", "Sources", SAYSO_SOURCE_UNNAMED, 0},
        {"People briefed on the talks said they failed.", "People briefed on the talks", SAYSO_SOURCE_UNNAMED, 0},
        {"The Washington Post reported the plan.", "The Washington Post", SAYSO_SOURCE_OUTLET, 0},
        {"The Fairview Herald reported the plan.", "The Fairview Herald", SAYSO_SOURCE_OUTLET, 0},
        {"The letter said the rule was wrong.", "The letter", SAYSO_SOURCE_DOCUMENT, 0},
        {"Court papers said the man fled.", "Court papers", SAYSO_SOURCE_DOCUMENT, 0},
        {"The company said sales fell.", "The company", SAYSO_SOURCE_ORGANIZATION, 0},
        {"The mayor said nothing.", "The mayor", SAYSO_SOURCE_PERSON, 0},
        {"I said it would rain.", "I", SAYSO_SOURCE_AUTHOR, 0},
        {"She said it would rain.", "She", SAYSO_SOURCE_PERSON, 0},
        {"Police said the street was closed.", "Police", SAYSO_SOURCE_GROUP, 0},
    };
    sayso_model *model = open_model();
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) check_phrase(model, &cases[i]);
    sayso_model_close(model);
}

/* -- cost ------------------------------------------------------------------------------ */

/* Seconds for the two entity stages alone on `n` copies of the text. */
static double seconds(const sayso_model *model, const char *text, size_t n)
{
    jmp_buf oom;
    ss_arena scratch;
    size_t len = strlen(text);
    char *many = malloc(n * len + 1);
    sayso_doc *doc = calloc(1, sizeof *doc);
    assert_non_null(many);
    assert_non_null(doc);
    for (size_t i = 0; i < n; i++) memcpy(many + i * len, text, len);
    if (setjmp(oom)) fail_msg("out of memory");
    ss_arena_init(&scratch, NULL, &oom);
    ss_arena_init(&doc->arena, NULL, &oom);
    sayso_options options = {0};
    ss_ctx ctx = {model, &options, &scratch, doc};
    sayso_error err;
    sayso_record record = {.data = many, .len = n * len, .kind = SAYSO_KIND_TEXT};
    assert_int_equal(ss_read_language(&ctx, &record, &err), SAYSO_OK);
    const ss_tree *tree = ss_tree_build(&ctx);
    struct timespec a, b;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &a);
    ss_entities_find(&ctx, tree);
    ss_entities_resolve(&ctx, tree);
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &b);
    ss_arena_free(&scratch);
    ss_arena_free(&doc->arena);
    free(doc);
    free(many);
    return (double)(b.tv_sec - a.tv_sec) + (double)(b.tv_nsec - a.tv_nsec) * 1e-9;
}

/* Eight times the text may cost eight times as much, not sixty-four: 24 leaves room
 * for caches and a busy machine. */
static void linear(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "John Smith and President Mary Smith of Acme Corp. said she left. The letter said it fell. ",
        "he said, she said, they told it, ",
        "ABC (XYZ) Acme Holdings and the President of the Board of ",
        "Smith ",
    };
    sayso_model *model = open_model();
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        double small = seconds(model, texts[i], 500), large = seconds(model, texts[i], 4000);
        if (large > 0.05) assert_true(large < 24 * small + 0.05);
    }
    sayso_model_close(model);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sentences),
        cmocka_unit_test(articles),
        cmocka_unit_test(source_phrases),
        cmocka_unit_test(linear),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
