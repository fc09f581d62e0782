/* reader.c - the pipeline: one record in, one reading out.
 *
 * Owns the order of the stages and the two arenas (see base/arena.h); all out
 * of memory ends here. The result's arena becomes the document; the scratch is
 * emptied for the next one and keeps at most 16 MiB, so that memory stays flat
 * over millions of documents.
 */
#include "reader.h"

#include "attr/attr.h"
#include "bytes/bytes.h"
#include "lang/lang.h"
#include "text/text.h"
#include "token/token.h"

enum { SCRATCH_KEPT = 16 * 1024 * 1024 };
static const size_t LARGEST = (size_t)1 << 30;

struct sayso_reader {
    const sayso_model *model;
    ss_arena scratch;
};

const char *sayso_version(void)
{
    return "0.1.0";
}

sayso_reader *sayso_reader_new(const sayso_model *model, sayso_error *err)
{
    if (!model) {
        ss_fail(err, SAYSO_ARGUMENT, 0, "a reader needs a model");
        return NULL;
    }
    const sayso_allocator *allocator = ss_model_allocator(model);
    sayso_reader *reader = allocator->resize(allocator->ctx, NULL, 0, sizeof *reader);
    if (!reader) {
        ss_fail(err, SAYSO_MEMORY, 0, "out of memory");
        return NULL;
    }
    reader->model = model;
    ss_arena_init(&reader->scratch, allocator, NULL);
    return reader;
}

void sayso_reader_free(sayso_reader *reader)
{
    if (!reader) return;
    const sayso_allocator *allocator = reader->scratch.allocator;
    ss_arena_free(&reader->scratch);
    allocator->release(allocator->ctx, reader, sizeof *reader);
}

static bool valid_date(const char *s)
{
    static const char shape[] = "dddd-dd-dd";
    for (int i = 0; shape[i]; i++)
        if (shape[i] == 'd' ? s[i] < '0' || s[i] > '9' : s[i] != '-') return false;
    int month = (s[5] - '0') * 10 + s[6] - '0', day = (s[8] - '0') * 10 + s[9] - '0';
    return month >= 1 && month <= 12 && day >= 1 && day <= 31 &&
           (s[10] == '\0' || s[10] == 'T' || s[10] == ' ');
}

static const char *copy_or_null(sayso_doc *doc, const char *s)
{
    return s && *s ? ss_strdup(&doc->arena, s) : NULL;
}

/* Byte length of what the accessors hand out beyond the stages' own arrays. */
static void finish(ss_ctx *ctx)
{
    sayso_doc *doc = ctx->doc;
    doc->n_tokens = doc->tokens.n;
    doc->token_spans = ss_alloc(&doc->arena, doc->tokens.n * sizeof(sayso_span));
    for (uint32_t i = 0; i < doc->tokens.n; i++)
        doc->token_spans[i] = (sayso_span){doc->tokens.at[i].begin, doc->tokens.at[i].end};
    doc->sentence_spans = ss_alloc(&doc->arena, doc->sentences.n * sizeof(sayso_span));
    for (uint32_t i = 0; i < doc->sentences.n; i++) {
        const ss_sentence *s = &doc->sentences.at[i];
        doc->sentence_spans[i] = (sayso_span){doc->tokens.at[s->first].begin, doc->tokens.at[s->last - 1].end};
    }
    doc->paragraph_spans = ss_alloc(&doc->arena, doc->paragraphs.n * sizeof(sayso_span));
    for (uint32_t i = 0; i < doc->paragraphs.n; i++) doc->paragraph_spans[i] = doc->paragraphs.at[i].span;
    uint32_t blocks = doc->len / 256 + 1, chars = 0;
    doc->char_index = ss_alloc(&doc->arena, blocks * sizeof(uint32_t));
    for (uint32_t i = 0; i < doc->len; i++) {
        if (i % 256 == 0) doc->char_index[i / 256] = chars;
        chars += ((unsigned char)doc->text[i] & 0xC0) != 0x80;
    }
    if (doc->len % 256 == 0) doc->char_index[doc->len / 256] = chars;
    /* Tokens lived in scratch. */
    doc->tokens.at = NULL;
    doc->tokens.n = doc->tokens.cap = 0;
}

sayso_code ss_read_language(ss_ctx *ctx, const sayso_record *record, sayso_error *err)
{
    sayso_doc *doc = ctx->doc;
    const char *utf8;
    size_t len;
    sayso_code code = ss_bytes_decode(ctx, record, &utf8, &len, err);
    if (code) return code;
    doc->source_kept = utf8 >= record->data && utf8 <= record->data + record->len;
    doc->source_base = doc->source_kept ? (size_t)(utf8 - record->data) : 0;
    doc->meta.id = ss_strdup(&doc->arena, record->id ? record->id : "-");
    doc->meta.url = copy_or_null(doc, record->url);
    doc->meta.title = copy_or_null(doc, record->title);
    doc->meta.publisher = copy_or_null(doc, record->publisher);
    const char *date = record->date && *record->date ? record->date : NULL;
    doc->meta.date_from = date ? "record" : NULL;
    if (ctx->options->date) {
        date = ctx->options->date;
        doc->meta.date_from = "option";
    }
    if (date && !valid_date(date)) {
        if (ctx->options->date)
            return ss_fail(err, SAYSO_ARGUMENT, 0, "\"%.40s\" is no ISO 8601 date", date);
        ss_warn(doc, 0, "the record's date \"%.40s\" is no ISO 8601 date: passed over", date);
        doc->meta.date_from = NULL;
        date = NULL;
    }
    doc->meta.date = date ? ss_strndup(&doc->arena, date, 10) : NULL;

    bool html = record->kind == SAYSO_KIND_HTML ||
                (record->kind == SAYSO_KIND_AUTO && ss_bytes_is_html(utf8, len));
    if (html) {
        doc->meta.from_html = true;
        code = ss_text_html(ctx, utf8, len, err);
        if (code) return code;
    } else {
        ss_text_plain(ctx, utf8, len);
    }
    ss_text_regions(ctx);
    ss_text_quotes(ctx);
    ss_tokenize(ctx);
    if (doc->tokens.n == 0)
        return ss_fail(err, SAYSO_EMPTY, 0, html ? "the page has no text" : "there is no text");
    ss_lang_analyze(ctx);
    return SAYSO_OK;
}

static sayso_code read_stages(ss_ctx *ctx, const sayso_record *record, sayso_error *err)
{
    sayso_code code = ss_read_language(ctx, record, err);
    if (code) return code;
    const ss_tree *tree = ss_tree_build(ctx);
    ss_entities_find(ctx, tree);
    ss_times_find(ctx, tree);
    ss_quantities_find(ctx, tree);
    ss_attributions_find(ctx, tree);
    ss_entities_resolve(ctx, tree);
    ss_quantities_vouch(ctx);
    finish(ctx);
    return SAYSO_OK;
}

sayso_doc *sayso_read(sayso_reader *reader, const sayso_record *record, const sayso_options *options,
                      sayso_error *err)
{
    static const sayso_options defaults = {0};
    if (!reader || !record || (!record->data && record->len)) {
        ss_fail(err, SAYSO_ARGUMENT, 0, "a reader and a record are needed");
        return NULL;
    }
    if (record->len > LARGEST) {
        ss_fail(err, SAYSO_LIMIT, LARGEST, "the document is larger than 1 GiB");
        return NULL;
    }
    ss_arena arena; /* of the result, until it lives inside itself */
    sayso_doc *volatile doc = NULL;
    jmp_buf oom;
    ss_arena_init(&arena, ss_model_allocator(reader->model), &oom);
    reader->scratch.oom = &oom;
    if (setjmp(oom)) {
        ss_fail(err, SAYSO_MEMORY, 0, "out of memory");
        if (doc) arena = doc->arena;
        goto failed;
    }
    doc = ss_zalloc(&arena, sizeof *doc);
    doc->arena = arena;
    ss_ctx ctx = {reader->model, options ? options : &defaults, &reader->scratch, doc};
    sayso_code code = read_stages(&ctx, record, err);
    ss_arena_reset(&reader->scratch, SCRATCH_KEPT);
    if (code == SAYSO_OK) {
        doc->arena.oom = NULL;
        return doc;
    }
    arena = doc->arena;
failed:
    ss_arena_reset(&reader->scratch, SCRATCH_KEPT);
    ss_arena_free(&arena);
    return NULL;
}

void sayso_doc_free(sayso_doc *doc)
{
    if (!doc) return;
    ss_arena arena = doc->arena; /* the doc lies inside what is freed */
    ss_arena_free(&arena);
}
