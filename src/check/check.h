/* check.h - what the parts of the check share.
 *
 * A quotation goes this way:
 *
 *   sources.c    bytes of sources to texts; which is read, empty, foreign
 *   fold.c       typography folded away, with a map back
 *   words.c, words_join.c, words_alike.c   text to words with their classes and values; phrases; likeness
 *   scan.c       where in the sources could it stand? (one pass for all quotations)
 *   align.c      words of the quotation against words of the places found
 *   edits.c      the alignment as typed edits
 *   verdict.c    edits to a verdict, flags, a reason
 *   turns.c      who speaks at a place of a source
 *   speakers.c   is that who the article says it is?
 *   figures.c    numbers and dates in indirect speech
 *   names.c      names in indirect speech
 *   nearest.c    which passage says something like it
 *   quotes.c     the quotations of a reading; quote_line.c: one of a list
 *   check.c      the public calls; owns memory
 *   check_*.c    one renderer a format (check_render.c chooses), over report.c
 *
 * Units of cost are hundredths of a word.
 */
#ifndef SS_CHECK_H
#define SS_CHECK_H

#include "check/fold.h"
#include "lang/model.h"
#include "lang/tagger.h"
#include "out/out.h"

/* ------------------------------------------------------------------ sources */

typedef struct {
    sayso_source_info info;
    const sayso_model *model;
    const char *text;     /* NUL need not follow */
    uint32_t len;
    uint32_t *char_index; /* code points before each 4096th byte */
    bool captions;        /* SRT or WebVTT: lines of numbers and times are no words */
} ss_source;

struct sayso_sources {
    const sayso_model *model;
    ss_arena arena;
    SS_VEC(ss_source) v;
    SS_VEC(sayso_doc *) docs; /* that own texts of pages and converted bytes */
};

/* Is most of this English? Words that are, of how many; see sources.c. */
bool ss_text_foreign(const sayso_model *model, const char *s, uint32_t n, uint64_t *words);

/* -------------------------------------------------------------------- words */

/* Classes of words that can turn a meaning: data/lexicon/check_words.txt. */
#define SS_WORD_CLASSES(X) \
    X(NEG, neg) X(MODAL, modal) X(QUANT, quant) X(UNIT, unit) X(COND, cond) X(FUNC, func) X(WEAK, weak) X(BE, be) \
    X(HEDGE, hedge) X(PRON, pron) X(DET, det) X(DENY, deny) X(SOFT, soft) X(DAY, day)
#define X(code, name) SS_WC_BIT_##code,
enum { SS_WORD_CLASSES(X) SS_WC_BITS };
#undef X
#define X(code, name) SS_WC_##code = 1 << SS_WC_BIT_##code,
enum { SS_WORD_CLASSES(X) };
#undef X

enum {
    SS_CW_CAPITAL = 1,  /* first letter */
    SS_CW_CAPS = 2,     /* two letters or more, all capitals */
    SS_CW_NUMBER = 4,   /* has a value */
    SS_CW_DATE = 8,     /* value: year * 10000 + month * 100 + day; weekdays 1 to 7 */
    SS_CW_ELLIPSIS = 16, /* of a quotation */
    SS_CW_BRACKET = 32, /* of a quotation: a group in square brackets, or a word with one inside */
    SS_CW_START = 64,   /* first of a sentence */
    SS_CW_SPACE = 128,  /* blank before it */
    SS_CW_IRREGULAR = 256, /* a lemma came from the list of exceptions */
    SS_CW_LETTER_BRACKET = 512, /* "[T]he": the bracket is about case alone */
    SS_CW_CLITIC = 1024, /* "n't", "'s": glued to the word before */
    SS_CW_YEAR = 2048,  /* a number that reads as a year */
    SS_CW_QUESTION = 4096, /* a question mark stands between the word before and this */
    SS_CW_FOLDED = 8192, /* the original is not the folded bytes */
    SS_CW_ORDINAL = 16384,
    SS_CW_FIRST = 65536, /* of a quotation, or after an ellipsis */
    SS_CW_LAST = 131072,
    SS_CW_NAMED_NUMBER = 262144, /* "ML3", "F-35": letters and digits */
    SS_CW_LIKE_NAME = 524288, /* the dictionary has it as a name, or not at all */
    SS_CW_ABBREVIATED = 1048576, /* "No." before a figure: its form is "number" */
    SS_CW_EDGE = 32768 /* of a field: between two places; like no word */
};

enum { SS_LEMMAS = 5 };

typedef struct {
    uint32_t begin, end;  /* bytes of the text */
    const char *form;     /* lower case, folded, NUL-terminated */
    uint32_t len;
    uint32_t hash;        /* of form */
    uint32_t cased;       /* of the folded bytes as they stand */
    uint32_t canon;       /* of the form that variants of spelling share */
    uint32_t lemma[SS_LEMMAS];
    uint32_t flags, classes;
    double value;
    uint32_t unit;        /* currency or %; 0: none */
    uint32_t spoken;      /* words as a person counts them: merged ones all, clitics none */
    char punct[8];        /* punctuation since the word before, but for quotation marks */
    uint32_t inner_first, inner_last; /* of a bracket: its words, in ss_cwords.inner */
} ss_cword;

typedef struct {
    SS_VEC(ss_cword) v;
    SS_VEC(ss_cword) inner; /* words inside brackets */
    char tail[8];           /* punctuation after the last word */
} ss_cwords;

/* What the lists say of a form, kept for the next time that it comes. */
typedef struct {
    char form[24];
    uint32_t len, hash, canon, classes, flags, lemma[SS_LEMMAS]; /* len 0: nothing kept */
} ss_known_word;
enum { SS_KNOWN_LOG2 = 13 };

typedef struct {
    const sayso_model *model;
    ss_known_word *known; /* [1 << SS_KNOWN_LOG2], or NULL: a later word takes the place of an earlier */
    ss_tagger dictionary; /* its tag dictionary alone */
    const ss_lexicon *classes, *spelling, *numbers, *times, *units, *currencies, *lemmas, *titles;
} ss_word_lists;

ss_word_lists ss_word_lists_of(const sayso_model *model);
enum {
    SS_CUT_ELLIPSES = 1, /* are marks */
    SS_CUT_BRACKETS = 2, /* are marks */
    SS_CUT_CAPTIONS = 4, /* lines of numbers and times are no words */
    SS_CUT_ARTICLE = 8,  /* no page numbers and the like */
    SS_CUT_QUOTE = SS_CUT_ELLIPSES | SS_CUT_BRACKETS | SS_CUT_ARTICLE
};
/* Words of text[begin, end), added to `words`; offsets are those of `text`. Linear. */
void ss_cwords_cut(ss_arena *arena, const ss_word_lists *lists, const char *text, uint32_t begin, uint32_t end,
                  int how, ss_cwords *words);
/* The words within some 400 bytes of bytes [begin, end) of a source, cut at blanks. */
ss_cwords ss_cwords_around(ss_arena *arena, const ss_word_lists *lists, const ss_source *source, uint32_t begin,
                           uint32_t end);
/* Makes one word of each phrase that means one value; used by ss_cwords_cut. */
typedef enum { SS_PHRASE_NUMBERS, SS_PHRASE_DATES, SS_PHRASE_BRACKETS } ss_phrase;
void ss_cwords_join(ss_arena *arena, const ss_word_lists *lists, ss_cword *at, uint32_t *count, ss_phrase what,
                    ss_cwords *all);
/* The same value, name or word in another form, or an inflection of it? */
typedef enum { SS_SAME, SS_SAME_FORM, SS_SAME_SPELLING, SS_SAME_LEMMA, SS_NEAR_SPELLING, SS_SAME_CLASS, SS_OTHER } ss_likeness;
ss_likeness ss_cwords_alike(const ss_cword *a, const ss_cword *b);
/* Is one of words [first, last) the same as `w`, or a form of it? */
bool ss_cwords_have(const ss_cwords *words, uint32_t first, uint32_t last, const ss_cword *w);

/* --------------------------------------------------------------------- scan */

/* A place where a quotation may stand. */
typedef struct {
    uint32_t source, begin, end; /* bytes */
    float score;                 /* share of the weight of its words, 0 to 1 */
} ss_place;

typedef struct {
    const char *text; /* what is looked for */
    uint32_t begin, end;
    bool few;                /* a piece of a longer one: its best places alone */
    SS_VEC(ss_place) places; /* best first */
    /* scan.c's own */
    struct ss_seeker *seeker;
} ss_query;

enum { SS_PLACES = 8, SS_FEW_PLACES = 3 };
/* Fills `places` of all queries in one pass over all sources (two over a sample). */
void ss_scan(ss_arena *arena, ss_arena *scratch, const sayso_sources *sources, ss_query *queries, uint32_t n);

/* How rare a word of the query is in the sources: log2 of one in how many. 0: it is no word of
 * the query as the scan cuts them. O(words). */
float ss_scan_rarity(const ss_query *query, const char *form, uint32_t len);

/* -------------------------------------------------------------------- align */

/* The words of the places, one after the other, with an edge between two. */
typedef struct {
    uint32_t source, first, last; /* words [first, last) of ss_field.words */
} ss_field_part;

typedef struct {
    ss_cwords words;
    SS_VEC(ss_field_part) parts; /* by source, then place: they do not overlap */
    uint32_t *part_of;           /* [words] */
    uint8_t *barred;             /* [words] not to be used; or NULL */
} ss_field;

enum { SS_OP_NONE = -1 };
/* For each word of the quotation: the word of the field it stands for, or -1;
 * `jump`: it does not go on where the word before left off. A joined word ("health
 * care" for "healthcare") has `joined` set on what is swallowed. */
typedef struct {
    int32_t at;
    bool jump;
    bool joined;         /* this word and the one before are one word there */
    uint8_t takes;       /* words there, where this one is two of theirs; else 1 */
} ss_op;

typedef struct {
    ss_op *ops; /* [quote words] */
    int32_t cost;
    bool bounded; /* too long to align in full: between anchors only */
} ss_alignment;

void ss_align(ss_arena *arena, const ss_cwords *quote, const ss_field *field, bool jumps, ss_alignment *out);

/* -------------------------------------------------------------------- edits */

/* What the comparison of one quotation found, before it is made public. */
typedef struct {
    const char *text;   /* the article's */
    uint32_t begin, end; /* of the quotation in it */
    ss_cwords words;
    const ss_field *field;
    ss_alignment alignment;
    SS_VEC(sayso_edit) edits;
    SS_VEC(sayso_span) evidence;
    int32_t source;
    uint32_t notes, material, context;
    uint32_t counted, matched; /* words that count, and that the source has in order */
    uint32_t longest_run;      /* words in a row that are the source's own */
    uint32_t content, content_matched;
    uint32_t parts;            /* stretches of the source, unmarked jumps between them */
    uint32_t unmarked_gap;     /* the longest, in words */
    bool spliced, reordered, several_sources, ellipses, brackets, changed;
    uint32_t distance;         /* words between the two places of a splice */
} ss_finding;

/* The stretch of the field, about as long as the quotation, that has most of its content
 * words, whatever their order: words [*first, *last), how many it has, and the share of their weight. */
double ss_nearest(ss_arena *scratch, const ss_field *field, const ss_cwords *quote, const ss_query *query, uint32_t *first,
                  uint32_t *last, uint32_t *words_shared);
void ss_edits_make(ss_arena *arena, const ss_word_lists *lists, const sayso_sources *sources, ss_finding *f);
sayso_verdict ss_verdict_of(const ss_finding *f);
/* The sentence of a source that holds [begin, end), as far as 600 bytes each way. */
sayso_span ss_sentence_of(const ss_source *source, uint32_t begin, uint32_t end);
/* Flags of the sentence around the evidence. */
uint32_t ss_context_of(const ss_word_lists *lists, ss_arena *scratch, const ss_source *source, const ss_finding *f);
const char *ss_reason_of(ss_arena *arena, const sayso_sources *sources, const ss_finding *f, const sayso_finding *out);

/* -------------------------------------------------------------------- turns */

typedef struct {
    sayso_span label;    /* of the speaker; empty: none */
    uint32_t begin, end; /* of the turn's words */
    bool found;
} ss_turn;

/* The turn around byte `at` of a source that is a transcript. Looks 64 KiB each way. */
ss_turn ss_turn_at(const ss_source *source, uint32_t at);
/* The label on the line of `at`, where `at` stands in or before it; else an empty span. */
sayso_span ss_turn_label(const ss_source *source, uint32_t at);
/* The label as a name, in arena. */
const char *ss_turn_name(ss_arena *arena, const ss_source *source, ss_turn turn);

/* ----------------------------------------------------------------- speakers */

typedef enum { SS_SPEAKER_UNKNOWN, SS_SPEAKER_SAME, SS_SPEAKER_OTHER } ss_speaker_match;
/* Can `claimed` (with the article's entity, or NULL) be the person that the source calls
 * `label`? Unknown where one of them is no person's name. */
ss_speaker_match ss_speakers_match(ss_arena *scratch, const sayso_model *model, const char *claimed,
                                   const sayso_entity *entity, const char *label);

/* Who says it in the source. */
typedef struct {
    const char *turn;   /* label of the turn, or whose the whole source is; NULL: does not show */
    const char *quoted; /* whom the source itself quotes there; NULL: nobody, or unnamed */
    bool quoting;       /* the source quotes somebody */
} ss_voice_there;

/* `reader` is used for the neighbourhood of the evidence, where that looks like a quotation
 * or report. */
ss_voice_there ss_voice_of(ss_arena *arena, const sayso_sources *sources, sayso_reader **reader, const ss_finding *f);
/* Does a turn near the evidence carry this speaker's label? */
bool ss_speaks_nearby(ss_arena *scratch, const sayso_model *model, const ss_source *source, uint32_t at,
                      const char *claimed, const sayso_entity *entity);

/* ------------------------------------------------------------------- quotes */

/* What is to be checked. */
typedef struct {
    sayso_finding_kind kind;
    const char *text; /* that `begin` and `end` are offsets of */
    uint32_t begin, end;
    const char *id, *speaker, *claimed_source;
    const sayso_entity *entity; /* of the speaker, or NULL */
    int32_t attribution;
    uint32_t line;
    uint32_t first_query, n_queries;
    SS_VEC(sayso_span) spans;
    /* of figures */
    sayso_span clause; /* the statement that it stands in */
    int32_t quantity, time;
} ss_item;

typedef SS_VEC(ss_item) ss_items;

/* The quotations of a reading that are speech, in text order. */
const char *ss_item_speaker(ss_arena *arena, const sayso_doc *doc, int32_t attribution, const sayso_entity **entity);
typedef SS_VEC(sayso_passed) ss_passed;
/* Also what stands in marks and is not checked. */
void ss_items_of_doc(ss_arena *arena, const sayso_doc *doc, ss_items *items, ss_passed *passed);

/* ------------------------------------------------------------------ figures */

/* The figures, dates and names that the article gives in indirect speech. */
void ss_figures_of_doc(ss_arena *arena, const sayso_doc *doc, ss_items *items);
/* Judges one against the places found. */
void ss_figure_check(ss_arena *arena, const ss_word_lists *lists, const sayso_sources *sources, const sayso_doc *doc,
                     const ss_item *item, const ss_query *query, sayso_finding *out);

/* Spans of attributions by their beginnings, to find those around a place without asking all. */
typedef struct {
    sayso_span span;
    uint32_t farthest; /* end of this and all before */
    int32_t attribution;
} ss_around;
typedef SS_VEC(ss_around) ss_arounds;
void ss_arounds_add(ss_arena *arena, sayso_spans spans, int32_t attribution, ss_arounds *v);
void ss_arounds_sort(ss_arounds *v);
/* How many of them begin at or before the place. */
uint32_t ss_arounds_before(const ss_arounds *v, uint32_t at);

/* Helpers that figures.c and names.c share: is the place inside quotation marks; the contents of
 * all attributions; the innermost of them that has all of s, or none; one more item, its
 * sentence as its clause. */
bool ss_in_quotation(const sayso_doc *doc, uint32_t at);
ss_arounds ss_contents_of(ss_arena *arena, const sayso_doc *doc);
int32_t ss_vouched(const sayso_doc *doc, const ss_arounds *contents, sayso_span s);
ss_item *ss_add_item(ss_arena *arena, const sayso_doc *doc, sayso_finding_kind kind, sayso_spans spans, int32_t attribution,
                     ss_items *items);
void ss_names_of_doc(ss_arena *arena, const sayso_doc *doc, ss_items *items);
/* False: nothing to compare it with. */
bool ss_name_check(ss_arena *arena, const ss_word_lists *lists, const sayso_sources *sources, const sayso_doc *doc,
                   const ss_item *item, const ss_query *query, sayso_finding *out);

/* -------------------------------------------------------------------- check */

struct sayso_check {
    ss_arena arena;
    const sayso_sources *sources;
    const sayso_doc *doc; /* NULL: of a list */
    const char *id;
    SS_VEC(sayso_finding) findings;
    ss_passed passed;
    const char **texts; /* of a list: what each finding's spans point into */
};

/* What a finding's article spans point into. */
const char *ss_check_text(const sayso_check *check, uint32_t finding);

/* Renderers: they only write. `arena` is released when the rendering ends. */
void ss_check_json(const sayso_check *check, bool pretty, ss_out *out);
void ss_check_terminal(const sayso_check *check, const sayso_render_options *options, ss_arena *arena, ss_out *out);

#endif
