/* html.c - a page to the text of its article; see html.h for the steps: parse,
 * metadata, choice of the article, writing.
 */
#include "text/html.h"

sayso_code ss_text_html(ss_ctx *ctx, const char *utf8, size_t len, sayso_error *err)
{
    ss_html page;
    ss_html_facts facts = {0};
    ss_html_parse(&page, ctx->scratch, utf8, len);
    ss_html_meta(ctx, &page, &facts);
    uint32_t root = ss_html_choose(ctx, &page);
    ss_html_write(ctx, &page, root, &facts);
    if (ctx->doc->len == 0) return ss_fail(err, SAYSO_EMPTY, 0, "the page has no text");
    return SAYSO_OK;
}
