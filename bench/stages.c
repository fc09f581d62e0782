/* stages.c - see stages.h. The stages of src/reader.c, called one by one with a
 * look at the clock between them (about 30 ns a look), read fast; cues and roles, which lie
 * inside ss_attributions_find, are run once more on their own. The best of a few
 * rounds over all texts counts, stage by stage.
 */
#include "stages.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "attr/attr.h"
#include "attr/roles.h"
#include "bytes/bytes.h"
#include "lang/lang.h"
#include "lang/model.h"
#include "text/text.h"
#include "token/token.h"

enum { ROUNDS = 3, SCRATCH_KEPT = 16 * 1024 * 1024 };

#define STAGES(X)                                                   \
    X(BYTES, "bytes: UTF-8, SHA-256")                               \
    X(TEXT, "text: paragraphs, regions")                            \
    X(QUOTES, "text: quotation marks")                              \
    X(TOKEN, "token: tokens, sentences")                            \
    X(LANG, "lang: tags, trees, names, lemmas")                     \
    X(ENTITIES, "attr: entities")                                   \
    X(TIMES, "attr: times")                                         \
    X(QUANTITIES, "attr: quantities")                               \
    X(ATTRIBUTIONS, "attr: attributions")                           \
    X(CUES, "  of these: cues")                                     \
    X(ROLES, "  of these: roles")                                   \
    X(RESOLVE, "attr: pronouns, sources")                           \
    X(JSON, "out: JSON")
#define X(code, name) code,
enum { STAGES(X) COUNT };
#undef X
#define X(code, name) name,
static const char *const names[] = {STAGES(X)};
#undef X

typedef struct {
    double seconds[COUNT], last;
} watch;

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* What passed since the last call went into this stage. */
static void lap(watch *w, int stage)
{
    double t = now();
    w->seconds[stage] += t - w->last;
    w->last = t;
}

static void fail(const char *message)
{
    fprintf(stderr, "sayso-bench: %s\n", message);
    exit(1);
}

static void cues_and_roles(ss_ctx *ctx, const ss_tree *tree, watch *w)
{
    ss_cue_list cues = {0};
    ss_cues_find(ctx, tree, &cues);
    lap(w, CUES);
    ss_role_model roles;
    if (!ss_role_model_open(&roles, ctx->model)) return;
    for (uint32_t i = 0; i < cues.n; i++) {
        ss_role_scope scope;
        uint8_t labels[SS_ROLE_WINDOW];
        ss_role_scope_init(&scope, ctx, tree, &cues, i);
        ss_role_label(&roles, &scope, labels);
    }
    lap(w, ROLES);
}

/* One text, as in src/reader.c; returns its tokens. */
static size_t read_one(const sayso_model *model, ss_arena *scratch, const bench_text *text, watch *w)
{
    static const sayso_options options = {.effort = SAYSO_EFFORT_FAST};
    sayso_error err;
    ss_arena arena;
    ss_arena_init(&arena, NULL, scratch->oom);
    sayso_doc *doc = ss_zalloc(&arena, sizeof *doc);
    doc->arena = arena;
    ss_ctx ctx = {model, &options, scratch, doc};
    sayso_record record = {.data = text->at, .len = text->n};
    const char *utf8;
    size_t len;
    w->last = now();
    if (ss_bytes_decode(&ctx, &record, &utf8, &len, &err)) fail(err.message);
    lap(w, BYTES);
    ss_text_plain(&ctx, utf8, len);
    ss_text_regions(&ctx);
    lap(w, TEXT);
    ss_text_quotes(&ctx);
    lap(w, QUOTES);
    ss_tokenize(&ctx);
    lap(w, TOKEN);
    ss_lang_analyze(&ctx);
    const ss_tree *tree = ss_tree_build(&ctx);
    lap(w, LANG);
    ss_entities_find(&ctx, tree);
    lap(w, ENTITIES);
    ss_times_find(&ctx, tree);
    lap(w, TIMES);
    ss_quantities_find(&ctx, tree);
    lap(w, QUANTITIES);
    ss_attributions_find(&ctx, tree);
    lap(w, ATTRIBUTIONS);
    cues_and_roles(&ctx, tree, w);
    ss_entities_resolve(&ctx, tree);
    ss_quantities_vouch(&ctx);
    lap(w, RESOLVE);
    size_t tokens = doc->tokens.n;
    ss_arena_reset(scratch, SCRATCH_KEPT);
    arena = doc->arena;
    ss_arena_free(&arena);
    return tokens;
}

static bool pass_over(void *ctx, const char *data, size_t len)
{
    (void)data;
    *(size_t *)ctx += len;
    return true;
}

static void render_all(const sayso_model *model, const bench_text *texts, size_t n, watch *w)
{
    sayso_error err;
    sayso_reader *reader = sayso_reader_new(model, &err);
    if (!reader) fail(err.message);
    for (size_t i = 0; i < n; i++) {
        size_t written = 0;
        sayso_doc *doc = sayso_read(reader, &(sayso_record){.data = texts[i].at, .len = texts[i].n}, NULL, &err);
        if (!doc) fail(err.message);
        w->last = now();
        if (sayso_render(doc, SAYSO_FORMAT_JSON, NULL, pass_over, &written, &err)) fail(err.message);
        lap(w, JSON);
        sayso_doc_free(doc);
    }
    sayso_reader_free(reader);
}

void bench_stages(const char *model_path, const bench_text *texts, size_t n)
{
    sayso_error err;
    sayso_model *model = sayso_model_open(model_path, NULL, &err);
    if (!model) fail(err.message);
    ss_arena scratch;
    jmp_buf oom;
    ss_arena_init(&scratch, NULL, &oom);
    if (setjmp(oom)) fail("out of memory");
    double best[COUNT], sum = 0;
    size_t tokens = 0;
    for (int round = 0; round < ROUNDS; round++) {
        watch w = {0};
        tokens = 0;
        for (size_t i = 0; i < n; i++) tokens += read_one(model, &scratch, &texts[i], &w);
        render_all(model, texts, n, &w);
        for (int s = 0; s < COUNT; s++)
            if (!round || w.seconds[s] < best[s]) best[s] = w.seconds[s];
    }
    for (int s = 0; s < COUNT; s++)
        if (s != CUES && s != ROLES) sum += best[s];
    printf("Stage by stage, best of %d rounds\n", ROUNDS);
    for (int s = 0; s < COUNT; s++)
        printf("  %-34s %8.0f ns a token %6.1f %%\n", names[s], best[s] * 1e9 / (double)tokens, 100 * best[s] / sum);
    printf("  %-34s %8.0f ns a token\n\n", "sum", sum * 1e9 / (double)tokens);
    ss_arena_free(&scratch);
    sayso_model_close(model);
}

void bench_pages(const char *model_path, const bench_text *pages, size_t n)
{
    sayso_error err;
    static const sayso_options options = {.effort = SAYSO_EFFORT_FAST};
    sayso_model *model = sayso_model_open(model_path, NULL, &err);
    if (!model) fail(err.message);
    ss_arena scratch;
    jmp_buf oom;
    ss_arena_init(&scratch, NULL, &oom);
    if (setjmp(oom)) fail("out of memory");
    double best = 0;
    size_t bytes = 0, kept = 0;
    for (int round = 0; round < ROUNDS; round++) {
        bytes = kept = 0;
        double began = now();
        for (size_t i = 0; i < n; i++) {
            ss_arena arena;
            ss_arena_init(&arena, NULL, &oom);
            sayso_doc *doc = ss_zalloc(&arena, sizeof *doc);
            doc->arena = arena;
            ss_ctx ctx = {model, &options, &scratch, doc};
            sayso_record record = {.data = pages[i].at, .len = pages[i].n, .kind = SAYSO_KIND_HTML};
            const char *utf8;
            size_t len;
            if (ss_bytes_decode(&ctx, &record, &utf8, &len, &err)) fail(err.message);
            if (!ss_text_html(&ctx, utf8, len, &err)) kept += doc->len;
            bytes += pages[i].n;
            ss_arena_reset(&scratch, SCRATCH_KEPT);
            arena = doc->arena;
            ss_arena_free(&arena);
        }
        double seconds = now() - began;
        if (!round || seconds < best) best = seconds;
    }
    printf("Pages, HTML to text, best of %d rounds: %.0f MB/s, %.1f ms a page of %.0f KB; %.1f %% of the bytes are text\n",
           ROUNDS, (double)bytes / best / 1e6, best * 1e3 / (double)n, (double)bytes / 1e3 / (double)n,
           100 * (double)kept / (double)bytes);
    ss_arena_free(&scratch);
    sayso_model_close(model);
}
