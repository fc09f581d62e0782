/* regions.c - regions of any text are sorted, apart and inside it. Word lists come
 * from the model that SAYSO_MODEL names; without one only lay-out rules run. */
#include "fuzz.h"

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

static void stage(ss_ctx *ctx, const char *utf8, size_t len)
{
    ss_text_plain(ctx, utf8, len);
    ss_text_regions(ctx);
    check(ctx->doc);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzz_stage(data, size, SAYSO_KIND_TEXT, stage);
    return 0;
}
