/* text.c - the article's text alone.
 *
 * Paragraph by paragraph, an empty line between, a line feed at the end. What
 * is not the story (metadata, byline, caption, boilerplate) is left out, be it
 * a paragraph or a part of one; posts stay. One walk over paragraphs and
 * regions, both in text order: O(n).
 */
#include "out/out.h"

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* Writes [begin, end) without the blanks at its edges, after an empty line where
 * it begins a paragraph, a blank where it goes on. Returns whether it wrote. */
static bool put_piece(ss_rend *r, uint32_t begin, uint32_t end, bool goes_on, bool first)
{
    const char *text = r->doc->text;
    while (begin < end && is_blank(text[begin])) begin++;
    while (begin < end && is_blank(text[end - 1])) end--;
    if (begin == end) return false;
    if (goes_on)
        ss_putc(r->out, ' ');
    else if (!first)
        ss_puts(r->out, "\n\n");
    ss_put(r->out, text + begin, end - begin);
    return true;
}

void ss_render_text(ss_rend *r)
{
    const sayso_doc *doc = r->doc;
    uint32_t region = 0;
    bool any = false;
    for (uint32_t i = 0; i < doc->paragraphs.n; i++) {
        sayso_span p = doc->paragraphs.at[i].span;
        uint32_t at = p.begin;
        bool goes_on = false;
        while (region < doc->regions.n && doc->regions.at[region].span.end <= p.begin) region++;
        for (uint32_t k = region; k < doc->regions.n && doc->regions.at[k].span.begin < p.end; k++) {
            const sayso_region *out = &doc->regions.at[k];
            if (out->kind == SAYSO_REGION_POST || out->span.end <= at) continue;
            if (out->span.begin > at && put_piece(r, at, out->span.begin, goes_on, !any)) goes_on = any = true;
            at = out->span.end;
        }
        if (at < p.end && put_piece(r, at, p.end, goes_on, !any)) any = true;
    }
    if (any) ss_putc(r->out, '\n');
}
