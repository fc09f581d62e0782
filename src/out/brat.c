/* brat.c - brat standoff, in the shape of PolNeAR's annotation.
 *
 * T lines for source, cue and content, an E line an attribution. Offsets are
 * code points. An event of brat needs a trigger: the cue, and where there is
 * none the content, else the source. Covered text has blanks for line ends and
 * tabs, as brat writes it, so it keeps its length. O(n) in the output.
 *
 * Known limits: brat has no nesting of attributions, no times, no quantities;
 * the JSON has.
 */
#include "out/out.h"

static void put_covered(ss_out *out, const char *s, uint32_t n)
{
    uint32_t from = 0;
    for (uint32_t i = 0; i < n; i++) {
        if ((unsigned char)s[i] >= 0x20) continue;
        ss_put(out, s + from, i - from);
        ss_putc(out, ' ');
        from = i + 1;
    }
    ss_put(out, s + from, n - from);
}

/* Returns the number of the T line, or 0 where there is nothing to mark. */
static uint32_t put_mark(ss_rend *r, uint32_t *next, const char *role, sayso_spans where)
{
    ss_out *out = r->out;
    bool any = false;
    for (uint32_t i = 0; i < where.n; i++) {
        sayso_span s = where.at[i];
        if (s.begin >= s.end) continue;
        if (!any) {
            ss_putc(out, 'T');
            ss_put_u32(out, *next);
            ss_putc(out, '\t');
            ss_puts(out, role);
        }
        ss_putc(out, any ? ';' : ' ');
        ss_put_u32(out, ss_chars(r, s.begin));
        ss_putc(out, ' ');
        ss_put_u32(out, ss_chars(r, s.end));
        any = true;
    }
    if (!any) return 0;
    ss_putc(out, '\t');
    any = false;
    for (uint32_t i = 0; i < where.n; i++) {
        sayso_span s = where.at[i];
        if (s.begin >= s.end) continue;
        if (any) ss_putc(out, ' ');
        put_covered(out, r->doc->text + s.begin, s.end - s.begin);
        any = true;
    }
    ss_putc(out, '\n');
    return (*next)++;
}

static void put_slot(ss_out *out, const char *role, uint32_t mark)
{
    if (!mark) return;
    ss_puts(out, role);
    ss_puts(out, ":T");
    ss_put_u32(out, mark);
}

void ss_render_brat(ss_rend *r)
{
    ss_out *out = r->out;
    uint32_t mark = 1, event = 1;
    for (uint32_t i = 0; i < r->doc->attributions.n; i++) {
        const sayso_attribution *a = &r->doc->attributions.at[i];
        uint32_t source = put_mark(r, &mark, "Source", a->source);
        uint32_t cue = put_mark(r, &mark, "Cue", a->cue);
        uint32_t content = put_mark(r, &mark, "Content", a->content);
        if (!source && !cue && !content) continue;
        ss_putc(out, 'E');
        ss_put_u32(out, event++);
        ss_putc(out, '\t');
        put_slot(out, "Attribution", cue ? cue : content ? content : source);
        put_slot(out, " Cue", cue);
        put_slot(out, " Source", source);
        put_slot(out, " Content", content);
        ss_putc(out, '\n');
    }
}
