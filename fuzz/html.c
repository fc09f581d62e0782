/* html.c - any bytes are a page: paragraphs and regions of its text are in order, and
 * every word of it stands for bytes of the page, or for none. */
#include "bytes/bytes.h"
#include "text/text.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

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
        sayso_record record = {.data = (const char *)data, .len = size, .kind = SAYSO_KIND_HTML};
        const char *utf8;
        size_t len;
        if (ss_bytes_decode(&ctx, &record, &utf8, &len, NULL) == SAYSO_OK &&
            ss_text_html(&ctx, utf8, len, NULL) == SAYSO_OK) {
            ss_text_regions(&ctx);
            uint32_t last = 0;
            for (uint32_t i = 0; i < doc->paragraphs.n; i++) {
                sayso_span p = doc->paragraphs.at[i].span;
                if (p.begin < last || p.begin >= p.end || p.end > doc->len) abort();
                last = p.end;
            }
            doc->meta.from_html = doc->source_kept = true;
            for (uint32_t i = 0; i < doc->origins.n; i++) {
                const ss_origin *o = &doc->origins.at[i];
                if (o->begin >= o->end || o->end > doc->len || o->from >= o->to || o->to > len) abort();
                if (i && o->begin < o[-1].end) abort();
            }
            for (uint32_t i = 0; i < doc->len; i++) {
                size_t from, to;
                if (sayso_doc_source(doc, (sayso_span){i, i + 1}, &from, &to) && (from >= to || to > len)) abort();
            }
            last = 0;
            for (uint32_t i = 0; i < doc->regions.n; i++) {
                sayso_span p = doc->regions.at[i].span;
                if (p.begin < last || p.begin >= p.end || p.end > doc->len) abort();
                last = p.end;
            }
        }
        arena = doc->arena;
    }
    ss_arena_free(&arena);
    ss_arena_free(&scratch);
    return 0;
}
