/* out.h - what the renderers share: a buffered sink, positions in code points,
 * names of voices and chains, and a sweep over marked text.
 *
 *   sink.c      bytes out, numbers, JSON and HTML escapes
 *   chain.c     who an attribution's source is, and through whom it reaches us
 *   marks.c     the text cut at every edge of a mark, with what is active there
 *   voices.c    the voices of a document, and how many words are each one's
 *   NAME.c      one renderer a format
 *
 * Invariant of all renderers: they never write to the document, their output
 * is a function of the document and the options alone, and time and memory
 * are O(n log n) in the text and the marks: chains are cut at SS_CHAIN_MAX
 * links and layers at SS_LAYERS_MAX, however deep the nesting.
 */
#ifndef SS_OUT_H
#define SS_OUT_H

#include "doc/doc.h"

enum {
    SS_CHAIN_MAX = 12, /* links of a chain that are written out */
    SS_LAYERS_MAX = 6, /* contents around a place that are marked, innermost first */
    SS_SCRATCH_KEPT = 1024 * 1024
};

/* -- the sink (sink.c) -------------------------------------------------------- */

/* Buffers what goes to the caller's sink. Once that has refused, `failed` stays
 * set and everything is dropped: renderers need not look until the end. */
typedef struct {
    sayso_sink sink;
    void *ctx;
    bool failed;
    size_t used;
    char buffer[16 * 1024];
} ss_out;

void ss_put(ss_out *out, const char *s, size_t n);
void ss_puts(ss_out *out, const char *s);
void ss_putc(ss_out *out, char c);
void ss_put_repeated(ss_out *out, const char *s, uint32_t times);
void ss_put_u32(ss_out *out, uint32_t value);
/* With three decimals, held to 0..1. */
void ss_put_confidence(ss_out *out, double value);
/* The shortest decimal that reads back as the same double, without an exponent
 * below 1e21; the same in every locale. NaN and infinities: "null". */
void ss_put_number(ss_out *out, double value);
/* The two below take any bytes: texts are well-formed UTF-8, but ids may be file
 * names and need not be; what is not comes out as U+FFFD.
 *
 * With its quotation marks. Escapes the marks, backslashes, control characters
 * (U+007F to U+009F among them), U+2028 and U+2029. */
void ss_put_json(ss_out *out, const char *s, size_t n);
/* For HTML text and double-quoted attributes. Characters that HTML forbids
 * become U+FFFD. */
void ss_put_html(ss_out *out, const char *s, size_t n);
void ss_flush(ss_out *out);

/* -- one rendering ------------------------------------------------------------ */

typedef struct {
    const sayso_doc *doc;
    const sayso_render_options *options; /* never NULL */
    ss_out *out;
    ss_arena *arena;           /* released when the rendering ends */
    ss_arena *scratch;         /* emptied by the renderer between rows, paragraphs ... */
    uint32_t at_byte, at_char; /* ss_chars() remembers where it was */
} ss_rend;

/* Code points before byte `offset`. Walking forward is O(1) amortised, any
 * other order O(256 bytes). */
uint32_t ss_chars(ss_rend *r, uint32_t offset);

/* -- voices and chains (chain.c) ---------------------------------------------- */

/* The words of `where` as one line: blanks squeezed, pieces joined by `join`,
 * cut at a code point after `max` bytes with an ellipsis (0: never cut). */
const char *ss_words(ss_rend *r, ss_arena *arena, sayso_spans where, const char *join, uint32_t max);
/* For each attribution, who its source is: the entity's name, else the source's
 * own words, else the handle, else the kind in words. Never empty; in r->arena. */
const char *const *ss_speakers(ss_rend *r);
/* Is there a medium that the cue's own words ("said in a statement") do not name? */
bool ss_medium_apart(const sayso_attribution *a);
/* Does the cue read better before the name: "according to Smith", "a statement by
 * Smith"? So it does where it stands there and ends in a preposition. */
bool ss_cue_leads(const sayso_attribution *a, const char *cue);
/* The attribution around this one, or SAYSO_NONE; never itself. */
int32_t ss_outer(const sayso_doc *doc, int32_t attribution);

/* " (-1.25)": two decimals, the same in every locale; "" for 0 and NaN. */
const char *ss_score(ss_arena *arena, double score);
/* For each attribution, how many stand around it. In r->arena. */
const uint32_t *ss_depths(ss_rend *r);
/* What is said in the margin, from which place of the text on: a note for each
 * attribution (where its first piece begins) and for each quotation without a
 * speaker. By place, the outer before the inner. O(n log n). */
typedef struct {
    uint32_t at, depth, index;
    bool nobody; /* `index` is into unattributed, else into attributions */
} ss_note;
const ss_note *ss_notes(ss_rend *r, uint32_t *n);

/* -- marked text (marks.c) ---------------------------------------------------- */

/* What can be marked; on one edge of the text, earlier kinds open first. */
typedef enum {
    SS_MARK_REGION, /* index into doc->regions, and so on */
    SS_MARK_UNATTRIBUTED,
    SS_MARK_CONTENT,
    SS_MARK_SOURCE, /* of attribution `index` */
    SS_MARK_CUE,
    SS_MARK_QUANTITY,
    SS_MARK_TIME,
    SS_MARK_KINDS
} ss_mark_kind;

typedef struct {
    uint32_t at, end, index, depth;
    uint8_t kind;
    bool opens;
} ss_edge;

/* The text as a row of pieces with the same marks throughout. */
typedef struct {
    const sayso_doc *doc;
    ss_edge *edges;
    uint32_t n, next;
    uint32_t base[SS_MARK_KINDS + 1]; /* a mark's number: base[kind] + index */
    uint32_t *open;                   /* [marks] how many of its spans are open */
    int32_t *before, *after;          /* [marks] the open marks of a kind as a list ... */
    int32_t last[SS_MARK_KINDS];      /* ... whose newest is here, or SAYSO_NONE */
    uint32_t begin, end;              /* the piece */
} ss_marks;

/* O(n log n) in the marks. */
void ss_marks_start(ss_rend *r, ss_marks *m);
/* The next piece, the first at the first call; false at the end of the text. */
bool ss_marks_next(ss_marks *m);
/* The innermost mark of a kind that covers the piece, or SAYSO_NONE. */
int32_t ss_marks_top(const ss_marks *m, ss_mark_kind kind);
/* The contents that cover the piece, outermost first; of more than
 * SS_LAYERS_MAX the innermost. Returns how many. */
uint32_t ss_marks_contents(const ss_marks *m, int32_t stack[SS_LAYERS_MAX]);
/* Does the piece stand in a region that is not the story? */
bool ss_marks_aside(const ss_marks *m);

/* -- voices (voices.c) -------------------------------------------------------- */

typedef struct {
    const char *name;
    const char *role, *affiliation; /* or NULL */
    sayso_source_kind kind;
    uint32_t statements;
    uint32_t words; /* of which it is the innermost source */
} ss_voice;

typedef struct {
    ss_voice *at; /* most words first, then most statements, then by name */
    uint32_t n;
    uint32_t *of;        /* [attributions] index into `at` */
    uint32_t words, own; /* of the story, but for what only attributes: all, and the author's */
} ss_voices;

/* Two attributions are one voice's where their sources are the same entity or,
 * without one, the same words (ASCII case aside). O(n log n). */
const ss_voices *ss_voices_find(ss_rend *r, const char *const *speakers);

/* Renderers. All fill r->out and return nothing: see ss_out. */
void ss_render_json(ss_rend *r, bool pretty);
void ss_render_text(ss_rend *r);
void ss_render_csv(ss_rend *r);
void ss_render_brat(ss_rend *r);
void ss_render_html(ss_rend *r);
void ss_render_terminal(ss_rend *r);

#endif
