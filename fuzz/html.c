/* html.c - any bytes are a page: paragraphs and regions of its text are in order, and
 * every word of it stands for bytes of the page, or for none. */
#include "fuzz.h"

static void stage(ss_ctx *ctx, const char *utf8, size_t len)
{
    sayso_doc *doc = ctx->doc;
    if (ss_text_html(ctx, utf8, len, NULL) != SAYSO_OK) return;
    ss_text_regions(ctx);
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

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzz_stage(data, size, SAYSO_KIND_HTML, stage);
    return 0;
}
