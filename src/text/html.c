/* html.c - a page to the text of its article; see html.h for the steps: parse,
 * metadata, choice of the article, writing.
 */
#include "text/html.h"

#include <strings.h>

/* Pages that begin with <html or <body and never end it were cut off on their way, or are
 * written so: worth a word. */
static void warn_clipped(ss_ctx *ctx, const char *s, size_t len)
{
    bool begun = false;
    for (const char *at = s; (at = memchr(at, '<', len - (size_t)(at - s))); at++) {
        size_t left = len - (size_t)(at - s);
        if (left >= 6 && (!strncasecmp(at, "</html", 6) || !strncasecmp(at, "</body", 6))) return;
        begun |= left >= 5 && (!strncasecmp(at, "<html", 5) || !strncasecmp(at, "<body", 5));
        if (left == 1) break;
    }
    if (begun) ss_warn(ctx->doc, len, "the page has no end: it may have been cut off at offset %zu", len);
}

sayso_code ss_text_html(ss_ctx *ctx, const char *utf8, size_t len, sayso_error *err)
{
    ss_html page;
    ss_html_facts facts = {0};
    ss_html_parse(&page, ctx->scratch, utf8, len);
    ss_html_meta(ctx, &page, &facts);
    uint32_t root = ss_html_choose(ctx, &page);
    ss_html_write(ctx, &page, root, &facts);
    warn_clipped(ctx, utf8, len);
    if (ctx->doc->len == 0) return ss_fail(err, SAYSO_EMPTY, 0, "the page has no text");
    return SAYSO_OK;
}
