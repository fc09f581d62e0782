/* terminal.h - styled characters in columns: the lower half of the terminal view. */
#ifndef SS_TERMINAL_H
#define SS_TERMINAL_H

#include "out/out.h"

enum { SS_BOLD = 1, SS_DIM = 2, SS_ITALIC = 4, SS_UNDERLINE = 8 };

/* What a character of the article is, as the gutter tells it. */
typedef enum {
    SS_LINE_NEUTRAL, /* source, cue, heading */
    SS_LINE_ASIDE,   /* not the story */
    SS_LINE_OWN,     /* the author's own voice */
    SS_LINE_VOUCHED, /* said by somebody */
    SS_LINE_THROUGH, /* said by somebody, as somebody else has it */
    SS_LINE_NOBODY,  /* a quotation without a speaker */
    SS_LINE_CLASSES
} ss_line_class;

typedef struct {
    uint8_t flags; /* SS_BOLD ... */
    uint8_t color; /* 0: the terminal's own; else 1 + a voice's rank, modulo the palette */
} ss_style;

/* One code point, and how it is shown. `s` points into the document or an arena. */
typedef struct {
    const char *s;
    uint8_t len, columns;
    ss_style style;
    uint8_t line_class;
    uint32_t at; /* byte of the text, where it is of the text */
} ss_glyph;

typedef SS_VEC(ss_glyph) ss_glyphs;

/* The colour of the voice of this rank. */
uint8_t ss_voice_color(uint32_t rank);
/* Reads one code point at s (n > 0) into *glyph, which is a blank for what may not
 * reach a terminal: control characters, bidirectional overrides, bytes that are no
 * UTF-8. Returns the bytes read. */
uint32_t ss_glyph_read(const char *s, size_t n, ss_glyph *glyph);
/* Is this one combining mark too many for the character that the list ends in? */
bool ss_glyph_heaps_up(const ss_glyphs *list, const ss_glyph *glyph);
/* Appends a string in one style. */
void ss_glyphs_add(ss_arena *arena, ss_glyphs *list, const char *s, ss_style style);
/* How many of g[0..n) make the next line of `columns`; *next is where the one
 * after begins. Breaks at a blank, and inside a word only where it must. */
uint32_t ss_glyphs_fit(const ss_glyph *g, uint32_t n, uint32_t columns, uint32_t *next);
/* Writes them; returns the columns used. Escape codes only where `color`. */
uint32_t ss_glyphs_put(ss_out *out, const ss_glyph *g, uint32_t n, bool color);
/* Wrapped, every line after `indent` columns, the first `hang` further left. */
void ss_glyphs_put_wrapped(ss_out *out, const ss_glyphs *list, uint32_t columns, uint32_t indent, uint32_t hang,
                           bool color);

#endif
