/* report.h - what the reports of a check (CSV, annotations, SARIF, a page) share. */
#ifndef SS_CHECK_REPORT_H
#define SS_CHECK_REPORT_H

#include "check/check.h"

/* How loudly a finding is told: by what it says of the article, where
 * sayso_finding_severity() ranks by how far the words are from the source's. */
typedef enum { SS_LEVEL_NONE, SS_LEVEL_NOTE, SS_LEVEL_WARNING, SS_LEVEL_ERROR } ss_level;
/* none: as it was said. note: changed with a mark. warning: changed without one, another
 * scope, or not to be checked. error: all else, and whatever carries a flag. */
ss_level ss_level_of(const sayso_finding *f);

/* Lines and columns of a text, in code points from 1. Positions that rise cost their
 * distance; one that falls starts anew. */
typedef struct {
    const char *text;
    uint32_t at, line, column;
} ss_lines;
void ss_lines_start(ss_lines *l, const char *text);
void ss_lines_to(ss_lines *l, uint32_t offset);
/* The article's text, "" of a list. */
const char *ss_article_text(const sayso_check *check);
/* Code points before byte `offset` of what the finding's article spans point into. */
uint32_t ss_article_char(const sayso_check *check, uint32_t finding, uint32_t offset);
/* "negation,number": names of a bit set, joined; "" where none is set. */
const char *ss_bit_names(ss_arena *arena, uint32_t bits, unsigned count, const char *join,
                         const char *(*name)(unsigned bit));
const char *ss_note_bit(unsigned bit);
const char *ss_material_bit(unsigned bit);
const char *ss_context_bit(unsigned bit);
/* `negation: "not" dropped`, `number: "1,200" became "1,500"`: one edit in words. */
const char *ss_edit_words(ss_arena *arena, const sayso_edit *e);
/* The spans from first to last: where a finding stands. */
sayso_span ss_reach(sayso_spans spans);

void ss_check_csv(const sayso_check *check, const sayso_render_options *options, ss_arena *arena, ss_out *out);
void ss_check_github(const sayso_check *check, ss_arena *arena, ss_out *out);
void ss_check_sarif(const sayso_check *check, ss_arena *arena, ss_out *out);
void ss_check_html(const sayso_check *check, ss_arena *arena, ss_out *out);

extern const char ss_check_style[]; /* check_html_style.c */

#endif
