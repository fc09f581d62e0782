/** @file sayso.h
 *  sayso: who said it, to whom, when, in what, on whose authority.
 *
 *  The whole public API. Its kinds of object:
 *
 *    sayso_model    what was learned, and the word lists. Immutable; mapped
 *                   from one file; shared by any number of threads.
 *    sayso_reader   the working memory of one thread, reused from document to
 *                   document. Not to be shared.
 *    sayso_doc      one document's reading. Owns everything it points to,
 *                   its text included; one sayso_doc_free() releases all.
 *    sayso_record   one document still unread: bytes and what is known of
 *                   them (id, date, title ...).
 *    sayso_sources  texts that quotations are checked against.
 *    sayso_check    what those show of each quotation.
 *
 *  A reading in four lines:
 *
 *      sayso_error err;
 *      sayso_model  *model  = sayso_model_open("sayso-en.model", NULL, &err);
 *      sayso_reader *reader = sayso_reader_new(model, &err);
 *      sayso_doc    *doc    = sayso_read(reader, &(sayso_record){
 *                                 .data = text, .len = strlen(text)}, NULL, &err);
 *
 *  Conventions. Functions that can fail take a `sayso_error *` (NULL: not
 *  wanted) and return NULL or a code other than SAYSO_OK. Freeing NULL is
 *  harmless. NULL options mean the defaults. The library never prints, exits
 *  or aborts and has no global state. Positions are byte offsets into the
 *  document's UTF-8 text, end exclusive (sayso_doc_char() turns them into the
 *  code points that the JSON uses). Strings are UTF-8; every `const char *`
 *  in a result ends in NUL and lives as long as the sayso_doc.
 */
#ifndef SAYSO_H
#define SAYSO_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#if defined(__GNUC__)
#define SAYSO_API __attribute__((visibility("default")))
#else
#define SAYSO_API
#endif

#define SAYSO_VERSION_MAJOR 0
#define SAYSO_VERSION_MINOR 1
#define SAYSO_VERSION_PATCH 0

/** "0.1.0": the version of the library that runs. */
SAYSO_API const char *sayso_version(void);

/* ------------------------------------------------------------------ errors */

/** What can go wrong: code, name, meaning. */
#define SAYSO_CODES(X)                                                       \
    X(OK, "ok", "no error")                                                  \
    X(MEMORY, "memory", "out of memory")                                     \
    X(ARGUMENT, "argument", "a call's arguments contradict each other")      \
    X(IO, "io", "reading or writing failed")                                 \
    X(EMPTY, "empty", "there is no text")                                    \
    X(BINARY, "binary", "the bytes are not text")                            \
    X(JSON, "json", "not the JSON record that is wanted")                    \
    X(MODEL, "model", "the model file is damaged, foreign or of another version") \
    X(LIMIT, "limit", "the document is larger than 1 GiB")                   \
    X(INTERNAL, "internal", "a defect in sayso")

typedef enum {
#define X(code, name, text) SAYSO_##code,
    SAYSO_CODES(X)
#undef X
} sayso_code;

/** Filled by the function that failed. `offset` is the byte of the input that
 *  it concerns (0 where none does). */
typedef struct {
    sayso_code code;
    size_t offset;
    char message[240];
} sayso_error;

/** "memory", "json" ...: a static string. */
SAYSO_API const char *sayso_code_name(sayso_code code);

/* --------------------------------------------------------------- allocator */

/** Where the library gets its memory. All three members are set, or the whole
 *  pointer is NULL (the C library's). `resize(ctx, NULL, 0, n)` allocates.
 *  Must be thread-safe when used by several threads. */
typedef struct {
    void *(*resize)(void *ctx, void *old, size_t old_size, size_t new_size);
    void (*release)(void *ctx, void *old, size_t old_size);
    void *ctx;
} sayso_allocator;

/* ------------------------------------------------------------------- model */

typedef struct sayso_model sayso_model;

/** Maps a model file, checks its checksum and version. The file must not change
 *  while open. `allocator` NULL: the C library's; otherwise borrowed as long as
 *  anything made with this model lives. NULL on failure. */
SAYSO_API sayso_model *sayso_model_open(const char *path, const sayso_allocator *allocator,
                                        sayso_error *err);
SAYSO_API void sayso_model_close(sayso_model *model);
/** "en 2026-11-23 ...": language, date and checksum of the model, for records. */
SAYSO_API const char *sayso_model_describe(const sayso_model *model);

/* ------------------------------------------------------------------- input */

typedef enum {
    SAYSO_KIND_AUTO, /**< HTML where the bytes look like it, else text */
    SAYSO_KIND_TEXT,
    SAYSO_KIND_HTML
} sayso_kind;

/** One document, unread. All memory is the caller's and is only needed during
 *  the call that takes the record. NULL strings: unknown. */
typedef struct {
    const char *data; /**< UTF-8, UTF-16 with a mark, or Windows-1252 */
    size_t len;
    sayso_kind kind;
    const char *id;        /**< a path or URL; NULL: "-" */
    const char *url;
    const char *title;
    const char *date;      /**< publication date, ISO 8601 */
    const char *publisher;
    const char *charset;   /**< as declared by who delivered the bytes */
} sayso_record;

typedef struct sayso_line sayso_line;

/** Takes one line of JSON Lines apart: an object with `text` or `html`, and
 *  optionally `id url title date publisher`. The line is copied where needed.
 *  NULL on failure (err->offset: the byte in the line). */
SAYSO_API sayso_line *sayso_line_parse(const char *line, size_t len, sayso_error *err);
/** The record inside; lives as long as the line. */
SAYSO_API const sayso_record *sayso_line_record(const sayso_line *line);
SAYSO_API void sayso_line_free(sayso_line *line);

/* ----------------------------------------------------------------- reading */

typedef struct sayso_reader sayso_reader;
typedef struct sayso_doc sayso_doc;

/** Which models find attributions: recurrent networks, or linear models that are
 *  four to five times as fast and less accurate (docs/scores.md has both). */
typedef enum {
    SAYSO_EFFORT_AUTO,    /**< accurate, but fast for texts over 256 KiB */
    SAYSO_EFFORT_FAST,
    SAYSO_EFFORT_ACCURATE /**< a model file without networks is read fast all the same */
} sayso_effort;

typedef struct {
    bool explain;     /**< keep reasons and refused candidates */
    bool flat;        /**< each token in at most one attribution (PolNeAR's way) */
    const char *date; /**< publication date where the record has none */
    sayso_effort effort;
} sayso_options;

/** A reader for one thread. The model must outlive it. */
SAYSO_API sayso_reader *sayso_reader_new(const sayso_model *model, sayso_error *err);
SAYSO_API void sayso_reader_free(sayso_reader *reader);

/** Reads one document. Thread-safe in different readers. The result is
 *  independent of the reader and of the record. NULL on failure: SAYSO_EMPTY,
 *  SAYSO_BINARY, SAYSO_LIMIT, SAYSO_MEMORY, SAYSO_ARGUMENT (a date that is none). */
SAYSO_API sayso_doc *sayso_read(sayso_reader *reader, const sayso_record *record,
                                const sayso_options *options, sayso_error *err);
SAYSO_API void sayso_doc_free(sayso_doc *doc);

/* ----------------------------------------------------------- what was read */

/** Bytes [begin, end) of the document's text. */
typedef struct {
    uint32_t begin, end;
} sayso_span;

/** A thing in one or several pieces, in text order. `n` 0: nothing. */
typedef struct {
    const sayso_span *at;
    uint32_t n;
} sayso_spans;

/** No such index. */
#define SAYSO_NONE (-1)

#define SAYSO_REGION_KINDS(X) \
    X(METADATA, metadata) X(BYLINE, byline) X(CAPTION, caption) \
    X(BOILERPLATE, boilerplate) X(POST, post)
#define SAYSO_SOURCE_KINDS(X) \
    X(UNKNOWN, unknown) X(PERSON, person) X(GROUP, group) X(ORGANIZATION, organization) \
    X(OUTLET, outlet) X(DOCUMENT, document) X(UNNAMED, unnamed) X(AUTHOR, author)
#define SAYSO_FORMS(X) \
    X(INDIRECT, indirect) X(DIRECT, direct) X(MIXED, mixed) X(POST, post)
#define SAYSO_ENTITY_KINDS(X) \
    X(OTHER, other) X(PERSON, person) X(ORGANIZATION, organization) X(PLACE, place) \
    X(DOCUMENT, document) X(OUTLET, outlet) X(GROUP, group) X(EVENT, event)
#define SAYSO_TIME_TYPES(X) X(DATE, date) X(TIME, time) X(DURATION, duration) X(SET, set)
#define SAYSO_MODIFIERS(X) \
    X(NONE, none) X(MORE_THAN, more_than) X(LESS_THAN, less_than) X(AT_LEAST, at_least) \
    X(AT_MOST, at_most) X(UP_TO, up_to) X(ABOUT, about) X(NEARLY, nearly)
#define SAYSO_CHANGES(X) X(NONE, none) X(UP, up) X(DOWN, down)

#define X(code, name) SAYSO_REGION_##code,
typedef enum { SAYSO_REGION_KINDS(X) } sayso_region_kind;
#undef X
#define X(code, name) SAYSO_SOURCE_##code,
typedef enum { SAYSO_SOURCE_KINDS(X) } sayso_source_kind;
#undef X
#define X(code, name) SAYSO_FORM_##code,
typedef enum { SAYSO_FORMS(X) } sayso_form;
#undef X
#define X(code, name) SAYSO_ENTITY_##code,
typedef enum { SAYSO_ENTITY_KINDS(X) } sayso_entity_kind;
#undef X
#define X(code, name) SAYSO_TIME_##code,
typedef enum { SAYSO_TIME_TYPES(X) } sayso_time_type;
#undef X
#define X(code, name) SAYSO_MODIFIER_##code,
typedef enum { SAYSO_MODIFIERS(X) } sayso_modifier;
#undef X
#define X(code, name) SAYSO_CHANGE_##code,
typedef enum { SAYSO_CHANGES(X) } sayso_change;
#undef X

/** A part that is not the story. `handle` and `date` for posts, where seen. */
typedef struct {
    sayso_region_kind kind;
    sayso_span span;
    const char *label;  /**< what it is, finer: "dateline", "related", "advertisement" ... */
    const char *handle; /**< of a post, without the @; or NULL */
    sayso_span author;  /**< of a post: the name that signs it; empty: none */
    sayso_span content; /**< of a post: its own words; empty for other kinds */
    sayso_span date;    /**< of a post: its date; empty: none */
} sayso_region;

/** Why something was decided: a rule or a score, and where its evidence is. */
typedef struct {
    const char *rule;    /**< short name: "cue", "quote-continues" ... */
    const char *text;    /**< one sentence a person can read */
    double score;        /**< the model's score; 0 where a rule decided */
    sayso_span evidence; /**< empty: none */
} sayso_reason;

typedef struct {
    /* source */
    sayso_spans source;
    sayso_source_kind source_kind;
    int32_t source_entity; /**< index into entities, or SAYSO_NONE */
    uint32_t source_count; /**< members of a group; 0: not said */
    const char *handle;    /**< of a social account, without the @; or NULL */
    /* cue */
    sayso_spans cue;
    const char *lemma; /**< of the cue's head word; NULL: no cue */
    bool negated;
    /* content */
    sayso_spans content;
    sayso_form form;
    /* circumstances */
    sayso_spans addressee;
    int32_t addressee_entity;
    sayso_spans medium;
    int32_t medium_entity;
    sayso_spans time;
    const char *time_value; /**< TIMEX3 value, or NULL */
    /* standing */
    int32_t inside; /**< index of the attribution in whose content this stands, or SAYSO_NONE */
    double confidence;
    const sayso_reason *reasons; /**< with sayso_options.explain */
    uint32_t n_reasons;
} sayso_attribution;

typedef struct {
    sayso_span span;
    const char *why_linked; /**< the rule that made it a mention of this entity */
} sayso_mention;

typedef struct {
    const char *name; /**< the fullest */
    sayso_entity_kind kind;
    const char *role;        /**< or NULL */
    const char *affiliation; /**< or NULL */
    const char *const *aliases;
    uint32_t n_aliases;
    const sayso_mention *mentions;
    uint32_t n_mentions;
    char gender; /**< 'f', 'm' from pronouns, titles and forenames; 0 unknown */
} sayso_entity;

typedef struct sayso_time {
    sayso_spans spans;
    sayso_time_type type;
    const char *value;     /**< TIMEX3; NULL for a range */
    const char *from, *to; /**< of a range, else NULL */
    const struct sayso_time *parts; /**< the ends of a range */
    uint32_t n_parts;
    const char *modifier;  /**< "approx", "start", "end" ... or NULL */
} sayso_time;

typedef struct {
    sayso_spans spans;
    bool range; /**< then min and max, else value */
    double value, min, max;
    sayso_modifier modifier;
    sayso_change change;
    const char *unit; /**< "percent", "USD", "year" ... or NULL */
    const char *of;   /**< what is counted, or NULL */
    const char *per;  /**< of a rate, what each is of: "100,000 people", "day"; or NULL */
    const char *period_from, *period_to; /**< TIMEX3, or NULL */
    int32_t attribution; /**< the innermost that vouches for it, or SAYSO_NONE */
} sayso_quantity;

/** Seen and not attributed: a quotation without a speaker, or a statement in
 *  the author's own voice. */
typedef struct {
    sayso_span span;
    bool quotation;
    const char *reason;
    bool term; /**< of a quotation: a term, title or nickname in marks rather than speech */
} sayso_unattributed;

/** A candidate that was refused (with sayso_options.explain). */
typedef struct {
    sayso_span span;
    const char *what; /**< "cue", "quotation", "source" */
    const char *reason;
    double score;
} sayso_refusal;

/** Something the user should know of the input: what was converted, repaired
 *  or doubtful. `offset` is into the input bytes. */
typedef struct {
    const char *message;
    size_t offset;
} sayso_warning;

typedef struct {
    const char *id, *url, *title, *date, *publisher, *lang;
    const char *byline; /**< a page's authors, as it names them; NULL: not said */
    char sha256[65];
    bool from_html;  /**< the text was extracted, not given */
    const char *date_from; /**< where the date was found: "option", "record", "html", "text"; or NULL */
} sayso_meta;

/** The parts of a reading. Pointers live as long as the doc; counts go where
 *  `n` points (never NULL). Arrays are in text order. */
SAYSO_API const sayso_meta *sayso_doc_meta(const sayso_doc *doc);
SAYSO_API const char *sayso_doc_text(const sayso_doc *doc, size_t *len);
SAYSO_API const sayso_region *sayso_doc_regions(const sayso_doc *doc, uint32_t *n);
SAYSO_API const sayso_span *sayso_doc_paragraphs(const sayso_doc *doc, uint32_t *n);
SAYSO_API const sayso_span *sayso_doc_sentences(const sayso_doc *doc, uint32_t *n);
SAYSO_API const sayso_span *sayso_doc_tokens(const sayso_doc *doc, uint32_t *n);
SAYSO_API const sayso_attribution *sayso_doc_attributions(const sayso_doc *doc, uint32_t *n);
SAYSO_API const sayso_entity *sayso_doc_entities(const sayso_doc *doc, uint32_t *n);
SAYSO_API const sayso_time *sayso_doc_times(const sayso_doc *doc, uint32_t *n);
SAYSO_API const sayso_quantity *sayso_doc_quantities(const sayso_doc *doc, uint32_t *n);
SAYSO_API const sayso_unattributed *sayso_doc_unattributed(const sayso_doc *doc, uint32_t *n);
SAYSO_API const sayso_refusal *sayso_doc_refusals(const sayso_doc *doc, uint32_t *n);
SAYSO_API const sayso_warning *sayso_doc_warnings(const sayso_doc *doc, uint32_t *n);

/** The code point that starts at byte `offset` (0 <= offset <= length). O(log n). */
SAYSO_API uint32_t sayso_doc_char(const sayso_doc *doc, uint32_t offset);
/** Where a span of the text stands in the bytes that were given: in a page, from
 *  its first character to its last, markup between them included. False where it
 *  cannot be said: the span is empty or outside, the bytes were converted from
 *  another encoding, or the text is what the page's own data says of it.
 *  O(log n + the stretches of markup in the span). */
SAYSO_API bool sayso_doc_source(const sayso_doc *doc, sayso_span span, size_t *begin, size_t *end);

/** The names the JSON uses: "metadata", "person", "direct", ... Static strings. */
SAYSO_API const char *sayso_region_kind_name(sayso_region_kind kind);
SAYSO_API const char *sayso_source_kind_name(sayso_source_kind kind);
SAYSO_API const char *sayso_form_name(sayso_form form);
SAYSO_API const char *sayso_entity_kind_name(sayso_entity_kind kind);
SAYSO_API const char *sayso_time_type_name(sayso_time_type type);
SAYSO_API const char *sayso_modifier_name(sayso_modifier modifier);
SAYSO_API const char *sayso_change_name(sayso_change change);

/* ---------------------------------------------------------------- renderings */

typedef enum {
    SAYSO_FORMAT_TERMINAL, /**< for people at a terminal */
    SAYSO_FORMAT_JSON,     /**< one object, indented */
    SAYSO_FORMAT_JSONL,    /**< one object on one line */
    SAYSO_FORMAT_CSV,      /**< one row an attribution */
    SAYSO_FORMAT_BRAT,     /**< brat standoff */
    SAYSO_FORMAT_HTML,     /**< a self-contained page */
    SAYSO_FORMAT_TEXT      /**< the article's text alone */
} sayso_format;

/** Takes `len` bytes; returns false to stop (then rendering fails with SAYSO_IO). */
typedef bool (*sayso_sink)(void *ctx, const char *data, size_t len);

typedef struct {
    bool color;     /**< terminal: ANSI colours */
    unsigned width; /**< terminal: columns; 0: 80 */
    bool explain;   /**< terminal, html: show reasons and refusals (json has them whenever they were kept) */
    bool header;    /**< csv: begin with the column names */
} sayso_render_options;

/** Writes the reading in a format. Deterministic: the same reading gives the
 *  same bytes. */
SAYSO_API sayso_code sayso_render(const sayso_doc *doc, sayso_format format,
                                  const sayso_render_options *options, sayso_sink sink,
                                  void *ctx, sayso_error *err);

/* ------------------------------------------------- did they really say it? */

/** Sources: the texts that quotations are looked for in. Built by one thread
 *  (new, add, add ...); from the first check on only read, and then shared by
 *  any number of threads. The model must outlive it. */
typedef struct sayso_sources sayso_sources;

SAYSO_API sayso_sources *sayso_sources_new(const sayso_model *model, sayso_error *err);
SAYSO_API void sayso_sources_free(sayso_sources *sources);
/** Adds one source: plain text, a page, a transcript ("NAME: ..." turns), SRT or
 *  WebVTT captions. `record->data` is not copied: the caller keeps the bytes as
 *  they are until sayso_sources_free(), so that a mapped file of any size costs
 *  no memory; strings of the record are copied. Bytes that are no readable text
 *  make a source of status unreadable or empty, with the reason, and no error:
 *  what is claimed of it becomes `uncheckable`. Fails for want of memory, or
 *  where the record is larger than 1 GiB (SAYSO_LIMIT). */
SAYSO_API sayso_code sayso_sources_add(sayso_sources *sources, const sayso_record *record, sayso_error *err);
/** Adds a source that the caller could not read: "no such file", "no pdftotext". */
SAYSO_API sayso_code sayso_sources_add_unreadable(sayso_sources *sources, const char *id, const char *reason,
                                                  sayso_error *err);

#define SAYSO_SOURCE_STATUSES(X) X(READ, read) X(UNREADABLE, unreadable) X(EMPTY, empty)
#define X(code, name) SAYSO_STATUS_##code,
typedef enum { SAYSO_SOURCE_STATUSES(X) } sayso_source_status;
#undef X

typedef struct {
    const char *id;
    sayso_source_status status;
    const char *reason; /**< why it is unreadable, empty, or in another language; else NULL */
    uint64_t words;
    bool foreign; /**< read, but not in the model's language: nothing is looked for in it */
    const char *speaker; /**< whose words the whole is, where its head says so; else NULL */
} sayso_source_info;

SAYSO_API uint32_t sayso_sources_count(const sayso_sources *sources);
SAYSO_API const sayso_source_info *sayso_sources_info(const sayso_sources *sources, uint32_t index);
/** The source's text, which spans of evidence point into: the record's own bytes
 *  where those were UTF-8 text. "" where it is not read. */
SAYSO_API const char *sayso_sources_text(const sayso_sources *sources, uint32_t index, size_t *len);
/** The code point that starts at byte `offset` of that text. O(4096). */
SAYSO_API uint32_t sayso_sources_char(const sayso_sources *sources, uint32_t index, uint32_t offset);

/** Least to most serious. The last three are those of figures, dates and names,
 *  with NOT_FOUND and UNCHECKABLE. */
#define SAYSO_VERDICTS(X) \
    X(VERBATIM, verbatim) X(ABRIDGED, abridged) X(EDITED, edited) X(ALTERED, altered) \
    X(SPLICED, spliced) X(REORDERED, reordered) X(MISATTRIBUTED, misattributed) \
    X(NOT_VERBATIM, not_verbatim) X(NOT_FOUND, not_found) X(UNCHECKABLE, uncheckable) \
    X(AGREES, agrees) X(SCOPE_DIFFERS, scope_differs) X(FIGURE_DIFFERS, figure_differs)
#define SAYSO_FINDING_KINDS(X) X(QUOTATION, quotation) X(FIGURE, figure) X(DATE, date) X(NAME, name)
#define SAYSO_EDIT_TYPES(X) \
    X(CASE, case) X(PUNCTUATION, punctuation) X(WHITESPACE, whitespace) X(SPELLING, spelling) \
    X(INFLECTION, inflection) X(DROPPED, dropped) X(ADDED, added) X(REPLACED, replaced) X(NUMBER, number) \
    X(UNIT, unit) X(DATE, date) X(NAME, name) X(NEGATION, negation) X(MODALITY, modality) \
    X(QUANTIFIER, quantifier) X(MOVED, moved) X(OMITTED, omitted) X(BRACKETED, bracketed)
/** Bit sets: 1 << SAYSO_MATERIAL_... and so on. */
#define SAYSO_NOTES(X) X(FOLDED, folded) X(RECASED, recased) X(CONTRACTED, contracted)
#define SAYSO_MATERIALS(X) \
    X(NEGATION, negation) X(NUMBER, number) X(UNIT, unit) X(DATE, date) X(NAME, name) \
    X(MODALITY, modality) X(QUANTIFIER, quantifier) X(QUESTION, question) X(CONDITION, condition)
#define SAYSO_CONTEXTS(X) \
    X(NEGATED, negated) X(CONDITIONAL, conditional) X(QUOTING_ANOTHER, quoting_another) X(QUESTION, question)

#define X(code, name) SAYSO_VERDICT_##code,
typedef enum { SAYSO_VERDICTS(X) SAYSO_VERDICT_COUNT } sayso_verdict;
#undef X
#define X(code, name) SAYSO_FINDING_##code,
typedef enum { SAYSO_FINDING_KINDS(X) } sayso_finding_kind;
#undef X
#define X(code, name) SAYSO_EDIT_##code,
typedef enum { SAYSO_EDIT_TYPES(X) SAYSO_EDIT_COUNT } sayso_edit_type;
#undef X
#define X(code, name) SAYSO_NOTE_##code,
typedef enum { SAYSO_NOTES(X) SAYSO_NOTE_COUNT } sayso_note;
#undef X
#define X(code, name) SAYSO_MATERIAL_##code,
typedef enum { SAYSO_MATERIALS(X) SAYSO_MATERIAL_COUNT } sayso_material;
#undef X
#define X(code, name) SAYSO_CONTEXT_##code,
typedef enum { SAYSO_CONTEXTS(X) SAYSO_CONTEXT_COUNT } sayso_context;
#undef X

/** One difference between the article's words and the source's. Where words were
 *  dropped, `article` is the empty span between its neighbours; where words were
 *  added, `source` is. Edits of one finding are in the article's order, and do
 *  not overlap in it. */
typedef struct {
    sayso_edit_type type;
    sayso_span article; /**< bytes of the article's text, or of the quote of a list */
    sayso_span source;  /**< bytes of the text of the finding's source */
    const char *from;   /**< the source's words; "" where added */
    const char *to;     /**< the article's words; "" where dropped */
    uint32_t material;  /**< bit set: what this edit may turn */
} sayso_edit;

/** What the sources show of one quotation, figure, date or name. */
typedef struct {
    const char *id; /**< "c1" ..., or the id that the list gives */
    sayso_finding_kind kind;
    uint32_t line;        /**< of the list, from 1; 0: of an article */
    sayso_spans spans;    /**< in the article's text, or in the quote of the list */
    const char *text;     /**< what the article has, without its outer quotation marks */
    int32_t attribution;  /**< index into the reading's attributions, or SAYSO_NONE */
    const char *speaker;  /**< to whom the article gives it; or NULL */
    sayso_verdict verdict;
    uint32_t notes, material, context; /**< bit sets */
    int32_t source;       /**< of the best evidence, or SAYSO_NONE */
    sayso_spans evidence; /**< bytes of that source's text, in the order of the text */
    const char *evidence_text;
    const char *evidence_speaker; /**< who says it there, where that shows; or NULL */
    const sayso_edit *edits;
    uint32_t n_edits;
    double score;       /**< 0 to 1: share of its words that the evidence holds in order */
    const char *reason; /**< one sentence a person can read */
} sayso_finding;

/** Something of an article that stands in quotation marks and was not checked. */
typedef struct {
    sayso_span span;    /**< in the article's text, without the marks */
    const char *text;   /**< the words there */
    const char *reason; /**< why: one sentence a person can read */
} sayso_passed;

/** One line of a list of quotations. NULL: not said. */
typedef struct {
    const char *id, *quote, *speaker;
    const char *source; /**< id of the source that it is claimed to come from, or its last part ("letter.txt") */
    uint32_t line;      /**< from 1 */
} sayso_quote;

typedef struct sayso_quote_line sayso_quote_line;

/** Takes one line of a list apart: a JSON object with `quote`, and optionally `id`,
 *  `speaker`, `source`. NULL on failure (err->offset: the byte in the line). */
SAYSO_API sayso_quote_line *sayso_quote_line_parse(const char *line, size_t len, sayso_error *err);
/** The quote inside; lives as long as the line. Its `line` is 0. */
SAYSO_API const sayso_quote *sayso_quote_line_quote(const sayso_quote_line *line);
SAYSO_API void sayso_quote_line_free(sayso_quote_line *line);

typedef struct sayso_check sayso_check;

/** Checks the quotations, and the attributed figures, dates and names, of an
 *  article. Thread-safe. The result refers to `doc` and `sources`: both must
 *  outlive it. NULL on failure (SAYSO_MEMORY, SAYSO_ARGUMENT). */
SAYSO_API sayso_check *sayso_check_doc(const sayso_sources *sources, const sayso_doc *doc, sayso_error *err);
/** Checks a list: one finding a quote, in order. `id` names the list. What the
 *  quotes point to is copied. A quote that is NULL counts as empty. */
SAYSO_API sayso_check *sayso_check_quotes(const sayso_sources *sources, const char *id, const sayso_quote *quotes,
                                          uint32_t n, sayso_error *err);
SAYSO_API void sayso_check_free(sayso_check *check);
SAYSO_API const sayso_finding *sayso_check_findings(const sayso_check *check, uint32_t *n);
/** What stands in quotation marks and was passed over, in text order; of a list: nothing. */
SAYSO_API const sayso_passed *sayso_check_passed(const sayso_check *check, uint32_t *n);
/** Id of the article or list; the article's reading, NULL for a list; the sources. */
SAYSO_API const char *sayso_check_id(const sayso_check *check);
SAYSO_API const sayso_doc *sayso_check_article(const sayso_check *check);
SAYSO_API const sayso_sources *sayso_check_sources(const sayso_check *check);
/** How serious: 0 (as it was said, or agrees) to 9 (uncheckable). The verdicts of figures
 *  count as ALTERED (figure_differs) and EDITED (scope_differs); whatever carries a
 *  material flag is at least ALTERED. */
SAYSO_API unsigned sayso_finding_severity(const sayso_finding *finding);
/** The same of a verdict alone, to compare with. */
SAYSO_API unsigned sayso_verdict_severity(sayso_verdict verdict);

/** "verbatim", "quotation", "dropped", "folded", "negation", "negated", "read": the names
 *  the JSON uses. Static strings. */
SAYSO_API const char *sayso_verdict_name(sayso_verdict verdict);
SAYSO_API const char *sayso_finding_kind_name(sayso_finding_kind kind);
SAYSO_API const char *sayso_edit_type_name(sayso_edit_type type);
SAYSO_API const char *sayso_note_name(sayso_note note);
SAYSO_API const char *sayso_material_name(sayso_material material);
SAYSO_API const char *sayso_context_name(sayso_context context);
SAYSO_API const char *sayso_source_status_name(sayso_source_status status);

/** Formats of a check: for people, and as docs/output.md has them. */
typedef enum {
    SAYSO_CHECK_TERMINAL,
    SAYSO_CHECK_JSON,  /**< one object, indented */
    SAYSO_CHECK_JSONL, /**< one object on one line */
    SAYSO_CHECK_CSV,   /**< one row a finding, RFC 4180 */
    SAYSO_CHECK_GITHUB, /**< workflow commands that mark the article's lines under review */
    SAYSO_CHECK_SARIF, /**< a log of SARIF 2.1.0 */
    SAYSO_CHECK_HTML   /**< one self-contained page */
} sayso_check_format;

/** Writes the check in a format. Deterministic. */
SAYSO_API sayso_code sayso_check_render(const sayso_check *check, sayso_check_format format,
                                        const sayso_render_options *options, sayso_sink sink, void *ctx,
                                        sayso_error *err);

#ifdef __cplusplus
}
#endif
#endif
