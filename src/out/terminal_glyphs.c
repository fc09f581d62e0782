/* terminal_glyphs.c - styled characters in columns: see terminal.h.
 *
 * Widths are utf8proc's (East Asian wide is two, combining marks none). What a
 * hostile text could do to a terminal is undone here, for every string alike:
 * C0 and C1 controls, DEL, and the overrides and isolates that reorder a line
 * ("Trojan Source", Boucher & Anderson 2021) become blanks; a mark that combines
 * is dropped after the fourth on one character.
 */
#include "out/terminal.h"

#include <stdio.h>
#include <utf8proc.h>

enum { PALETTE = 12, MARKS_MAX = 4 };

uint8_t ss_voice_color(uint32_t rank)
{
    return (uint8_t)(1 + rank % PALETTE);
}

static bool may_not_pass(utf8proc_int32_t code)
{
    return code < 0x20 || (code >= 0x7F && code < 0xA0) || code == 0x200E || code == 0x200F || code == 0x061C ||
           (code >= 0x2028 && code <= 0x202E) || (code >= 0x2060 && code <= 0x206F) || code == 0xFEFF ||
           code >= 0xE0000;
}

uint32_t ss_glyph_read(const char *s, size_t n, ss_glyph *glyph)
{
    utf8proc_int32_t code;
    utf8proc_ssize_t len = utf8proc_iterate((const utf8proc_uint8_t *)s, (utf8proc_ssize_t)n, &code);
    *glyph = (ss_glyph){.s = " ", .len = 1, .columns = 1};
    if (len <= 0) return 1;
    if (may_not_pass(code)) return (uint32_t)len;
    int columns = utf8proc_charwidth(code);
    glyph->s = s;
    glyph->len = (uint8_t)len;
    glyph->columns = (uint8_t)(columns < 0 ? 0 : columns);
    return (uint32_t)len;
}

static bool is_blank(const ss_glyph *g)
{
    return g->len == 1 && *g->s == ' ';
}

bool ss_glyph_heaps_up(const ss_glyphs *list, const ss_glyph *glyph)
{
    if (glyph->columns > 0 || list->n < MARKS_MAX) return false;
    for (uint32_t i = list->n - MARKS_MAX; i < list->n; i++)
        if (list->at[i].columns > 0) return false;
    return true;
}

void ss_glyphs_add(ss_arena *arena, ss_glyphs *list, const char *s, ss_style style)
{
    size_t n = strlen(s);
    for (size_t i = 0; i < n;) {
        ss_glyph glyph;
        i += ss_glyph_read(s + i, n - i, &glyph);
        glyph.style = style;
        if (!ss_glyph_heaps_up(list, &glyph)) *ss_push(arena, list) = glyph;
    }
}

uint32_t ss_glyphs_fit(const ss_glyph *g, uint32_t n, uint32_t columns, uint32_t *next)
{
    uint32_t used = 0, blank = 0;
    for (uint32_t i = 0; i < n; i++) {
        if (i && is_blank(&g[i])) blank = i;
        used += g[i].columns;
        if (used <= columns) continue;
        uint32_t end = blank ? blank : i ? i : 1;
        *next = blank ? blank + 1 : end;
        while (end && is_blank(&g[end - 1])) end--;
        return end;
    }
    *next = n;
    while (n && is_blank(&g[n - 1])) n--;
    return n;
}

static void put_style(ss_out *out, ss_style style)
{
    /* Most words first gets the first colour. Blue and red come late: they are
     * hard to read on black and too loud. */
    static const char *const palette[PALETTE] = {"36", "33", "35", "32", "34", "31",
                                                 "96", "93", "95", "92", "94", "91"};
    ss_puts(out, "\x1b[0");
    if (style.flags & SS_BOLD) ss_puts(out, ";1");
    if (style.flags & SS_DIM) ss_puts(out, ";2");
    if (style.flags & SS_ITALIC) ss_puts(out, ";3");
    if (style.flags & SS_UNDERLINE) ss_puts(out, ";4");
    if (style.color) {
        ss_putc(out, ';');
        ss_puts(out, palette[style.color - 1]);
    }
    ss_putc(out, 'm');
}

uint32_t ss_glyphs_put(ss_out *out, const ss_glyph *g, uint32_t n, bool color)
{
    ss_style now = {0};
    uint32_t columns = 0;
    for (uint32_t i = 0; i < n; i++) {
        if (color && (g[i].style.flags != now.flags || g[i].style.color != now.color)) {
            now = g[i].style;
            put_style(out, now);
        }
        ss_put(out, g[i].s, g[i].len);
        columns += g[i].columns;
    }
    if (now.flags || now.color) ss_puts(out, "\x1b[0m");
    return columns;
}

void ss_glyphs_put_wrapped(ss_out *out, const ss_glyphs *list, uint32_t columns, uint32_t indent, uint32_t hang,
                           bool color)
{
    uint32_t room = columns > indent + 10 ? columns - indent : 10;
    for (uint32_t from = 0; from < list->n;) {
        uint32_t next, left = from ? 0 : hang;
        uint32_t n = ss_glyphs_fit(list->at + from, list->n - from, room + left, &next);
        ss_put_repeated(out, " ", indent - left);
        ss_glyphs_put(out, list->at + from, n, color);
        ss_putc(out, '\n');
        from += next;
        while (from < list->n && is_blank(&list->at[from])) from++;
    }
}
