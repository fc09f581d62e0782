/* fuzz.h - what fuzz targets share: the model that SAYSO_MODEL names, a reader, what
 * must hold, a text taken through the first stages. libFuzzer calls from one thread.
 */
#ifndef FUZZ_H
#define FUZZ_H

#include "bytes/bytes.h"
#include "text/text.h"

#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define require(holds) require_at(holds, __FILE__, __LINE__)

static inline void require_at(bool holds, const char *file, int line)
{
    if (holds) return;
    fprintf(stderr, "%s:%d: does not hold\n", file, line);
    abort();
}

/* The model, opened once; NULL where `or_none` and SAYSO_MODEL is not set. */
static inline sayso_model *fuzz_model(bool or_none)
{
    static sayso_model *model;
    const char *path = getenv("SAYSO_MODEL");
    if (model || (or_none && !path)) return model;
    sayso_error err;
    model = sayso_model_open(path ? path : "sayso-en.model", NULL, &err);
    require(model != NULL);
    return model;
}

/* Reads a document whole, and checks it where it could be read. */
static inline void fuzz_read(const sayso_record *record, const sayso_options *options, void (*check)(const sayso_doc *doc))
{
    static sayso_reader *reader;
    sayso_error err;
    if (!reader) reader = sayso_reader_new(fuzz_model(false), &err);
    require(reader != NULL);
    sayso_doc *doc = sayso_read(reader, record, options, &err);
    if (doc) check(doc);
    sayso_doc_free(doc);
}

/* Decodes the bytes and calls `stage` on them, with a document and arenas that are
 * released afterwards. */
static inline void fuzz_stage(const uint8_t *data, size_t size, sayso_kind kind, void (*stage)(ss_ctx *ctx, const char *utf8, size_t len))
{
    sayso_model *model = fuzz_model(true);
    jmp_buf oom;
    ss_arena scratch, arena;
    ss_arena_init(&scratch, NULL, &oom);
    ss_arena_init(&arena, NULL, &oom);
    if (setjmp(oom) == 0) {
        sayso_options options = {0};
        sayso_doc *doc = ss_zalloc(&scratch, sizeof *doc);
        doc->arena = arena;
        ss_ctx ctx = {model, &options, &scratch, doc};
        sayso_record record = {.data = (const char *)data, .len = size, .kind = kind};
        const char *utf8;
        size_t len;
        if (ss_bytes_decode(&ctx, &record, &utf8, &len, NULL) == SAYSO_OK) stage(&ctx, utf8, len);
        arena = doc->arena;
    }
    ss_arena_free(&arena);
    ss_arena_free(&scratch);
}

#endif
