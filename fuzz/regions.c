/* regions.c - regions of any text are sorted, apart and inside it. Word lists come
 * from the model that SAYSO_MODEL names; without one only lay-out rules run. */
#include "bytes/bytes.h"
#include "text/text.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(const sayso_doc *doc)
{
    uint32_t last = 0;
    for (uint32_t i = 0; i < doc->regions.n; i++) {
        const sayso_region *r = &doc->regions.at[i];
        if (r->span.begin < last || r->span.begin >= r->span.end || r->span.end > doc->len) abort();
        const sayso_span parts[] = {r->content, r->author, r->date};
        for (int k = 0; k < 3; k++)
            if (parts[k].end && (parts[k].begin < r->span.begin || parts[k].end > r->span.end ||
                                 parts[k].begin > parts[k].end))
                abort();
        last = r->span.end;
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static sayso_model *model;
    const char *path = getenv("SAYSO_MODEL");
    if (!model && path) model = sayso_model_open(path, NULL, NULL);
    jmp_buf oom;
    ss_arena scratch, arena;
    ss_arena_init(&scratch, NULL, &oom);
    ss_arena_init(&arena, NULL, &oom);
    if (setjmp(oom) == 0) {
        sayso_options options = {0};
        sayso_doc *doc = ss_zalloc(&scratch, sizeof *doc);
        doc->arena = arena;
        ss_ctx ctx = {model, &options, &scratch, doc};
        sayso_record record = {.data = (const char *)data, .len = size, .kind = SAYSO_KIND_TEXT};
        const char *utf8;
        size_t len;
        if (ss_bytes_decode(&ctx, &record, &utf8, &len, NULL) == SAYSO_OK) {
            ss_text_plain(&ctx, utf8, len);
            ss_text_regions(&ctx);
            check(doc);
        }
        arena = doc->arena;
    }
    ss_arena_free(&arena);
    ss_arena_free(&scratch);
    return 0;
}
