/* when.h - what the readers of times and of quantities share.
 *
 *   atoms.c        text to atoms: words, numbers, marks, with their classes
 *   calendar.c     civil dates, ISO weeks, feasts
 *   numbers.c      numerals in digits and words
 *   tense.c        does the clause look back or ahead?
 *   times_scan.c, times_dates.c, times_units.c, times_clock.c, times_story.c
 *                  atoms to unresolved time expressions
 *   times_value.c  unresolved expressions to TIMEX3 values
 *   times.c        the stage: contexts, ranges, results
 *   quantities_scan.c   numerals in context: units, money, percentages, ranges
 *   quantities_of.c     what is counted, change, period
 *   quantities.c   the stage
 *
 * Atoms are cut from the characters, not from the tokens, so that the grammars
 * do not depend on how "2014-10-03" or "$1.2bn" was tokenised. They are made
 * for one sentence at a time and reused: memory stays flat.
 */
#ifndef SS_WHEN_H
#define SS_WHEN_H

#include "lang/model.h"

/* ------------------------------------------------------------------- atoms */

typedef enum { SS_ATOM_END, SS_ATOM_WORD, SS_ATOM_NUMBER, SS_ATOM_MARK } ss_atom_kind;

enum {
    SS_AT_GLUED = 1,   /* no blank before it */
    SS_AT_CAPITAL = 2, /* a word that begins with a capital */
    SS_AT_ALLCAPS = 4,
    SS_AT_COMMA = 8,    /* a number with grouping commas */
    SS_AT_POINT = 16,   /* a number with a decimal point */
    SS_AT_DOTTED = 32,  /* a word whose dots were dropped: "p.m.", "Oct." */
    SS_AT_SKIP = 64,    /* in a region that is not read */
    SS_AT_VULGAR = 128, /* a number that is one character, as one half */
    SS_AT_POST = 256,   /* in an embedded post */
    SS_AT_FIRST = 512,  /* first of its sentence */
    SS_AT_ZERO = 1024,  /* a number that begins with 0 and has more digits */
    SS_AT_ABBR = 2048   /* an abbreviation in the word list, dot or not */
};

/* Classes of the words of time: see data/lexicon/time_words.txt. */
#define SS_TIME_CLASSES(X)                                                                                             \
    X(none)                                                                                                            \
    X(month) X(weekday) X(weekdays) X(unit) X(units) X(part) X(clock) X(season) X(day) X(vague) X(set) X(rel) X(zone)  \
        X(mod) X(ampm) X(nameword) X(decade)
#define X(name) SS_TC_##name,
typedef enum { SS_TIME_CLASSES(X) } ss_time_class;
#undef X

/* Classes of number words: see data/lexicon/number_words.txt. */
typedef enum { SS_NC_NONE, SS_NC_CARDINAL, SS_NC_SCALE, SS_NC_ORDINAL, SS_NC_FRACTION } ss_number_class;

typedef struct {
    uint32_t begin, end; /* bytes of the text */
    uint32_t token;      /* the document token it begins in */
    uint16_t flags;
    uint8_t kind;     /* ss_atom_kind */
    uint8_t digits;   /* of a number, before the point (255: more) */
    uint8_t tclass;   /* ss_time_class */
    uint8_t nclass;   /* ss_number_class */
    uint16_t len;     /* of s; 65535: longer */
    const char *s;    /* lower case, NUL-terminated; dashes are "-", apostrophes "'" */
    const char *targ; /* the argument of the time class, "" where none */
    double number;    /* of a number or number word */
    uint32_t hash;     /* of s; 0: not worked out */
    uint64_t unlisted; /* word lists without an entry that is or begins with s; 0: not known */
} ss_atom;

typedef struct {
    const sayso_doc *doc;
    const sayso_model *model;
    const ss_lexicon *time_words, *number_words;
    ss_arena *arena;
    SS_VEC(ss_atom) v;
    char *chars; /* storage of the atoms' strings */
    size_t chars_cap;
} ss_atoms;

void ss_atoms_init(ss_atoms *a, ss_ctx *ctx);
/* Replaces the atoms by those of the tokens [first, last). Linear. */
void ss_atoms_cut(ss_atoms *a, uint32_t first, uint32_t last);
/* The longest stretch of tokens that is cut at once. */
enum { SS_ATOMS_MOST = 4096 };
/* The tokens of the stretch that begins at `first`: the rest of its sentence, at
 * most SS_ATOMS_MOST. */
uint32_t ss_atoms_stretch(const sayso_doc *doc, uint32_t first);

extern const ss_atom ss_atom_none; /* what lies before the first and after the last */
static inline const ss_atom *ss_at(const ss_atoms *a, uint32_t i)
{
    return i < a->v.n ? &a->v.at[i] : &ss_atom_none;
}
static inline bool ss_atom_is(const ss_atom *x, const char *word)
{
    size_t n = strlen(word); /* known when it is compiled, mostly */
    return x->len == n && !memcmp(x->s, word, n);
}
static inline bool ss_at_mark(const ss_atoms *a, uint32_t i, const char *s)
{
    return ss_at(a, i)->kind == SS_ATOM_MARK && ss_atom_is(ss_at(a, i), s);
}
/* No blank before it. */
static inline bool ss_at_glued(const ss_atoms *a, uint32_t i)
{
    return ss_at(a, i)->flags & SS_AT_GLUED;
}
static inline const ss_token *ss_atom_token(const ss_atoms *a, const ss_atom *x)
{
    return &a->doc->tokens.at[x->token];
}
/* One of the words in a list "a b c " of n bytes (each followed by one blank)? */
bool ss_atom_among(const ss_atom *x, const char *list, size_t n);
static inline bool ss_atom_in(const ss_atom *x, const char *list)
{
    return ss_atom_among(x, list, strlen(list));
}
/* The longest entry of `lex` that begins at atom `i`, its words joined by one
 * blank: its length in atoms (at most 6), 0 for none. */
uint32_t ss_atoms_match(const ss_atoms *a, uint32_t i, const ss_lexicon *lex, const char **value);
/* "a raise over three years": is the word before `i`, an amount of time that ends at
 * `last`, the preposition and not "more than"? */
bool ss_over_time(const ss_atoms *a, uint32_t i, uint32_t last);
/* Is it a whole number, written without comma or point, of `digits` digits? */
static inline bool ss_atom_whole(const ss_atom *x)
{
    return x->kind == SS_ATOM_NUMBER && !(x->flags & (SS_AT_COMMA | SS_AT_POINT | SS_AT_VULGAR));
}

/* ---------------------------------------------------------------- calendar */

/* A day, month or year; 0: not said. Years before Christ are negative: 1 BC is
 * year 0 astronomically and -1 here. */
typedef struct {
    int year, month, day;
} ss_date;

bool ss_date_parse(const char *iso, ss_date *date); /* "2021-02-19", longer is fine */
bool ss_date_valid(int year, int month, int day);
int ss_month_length(int year, int month);
/* Days since 1970-01-01 in the proleptic Gregorian calendar, and back. */
long ss_date_days(ss_date date);
ss_date ss_days_date(long days);
int ss_days_weekday(long days);                        /* Monday 1 ... Sunday 7 */
void ss_days_week(long days, int *year, int *week);    /* ISO 8601 */
ss_date ss_date_add_months(ss_date date, long months); /* the day is clipped */
/* The feast that a word list names: "12-25", "easter-2", "nov-4-4" (the fourth
 * Thursday of November), "may-last-1". False: the rule is not understood. */
bool ss_feast(const char *rule, int year, ss_date *date);

/* ----------------------------------------------------------------- numbers */

typedef struct {
    uint32_t last; /* one past its last atom; 0: none */
    double value;
    bool digits;   /* begins with digits */
    bool fraction; /* a fraction in words or signs, below one: "two-thirds" */
    bool scaled;   /* has a scale word: "million" */
    double scale;  /* that scale, else 1 */
    bool article;  /* begins with "a": "a hundred" */
    bool vague;    /* "several", "a few", "dozens": no value (only where asked for) */
} ss_numeral;

/* The longest numeral at atom `i`. `money`: "m", "b" and "t" after digits are scales. */
ss_numeral ss_numeral_at(const ss_atoms *a, uint32_t i, bool money);

/* ------------------------------------------------------------------- tense */

/* Where does the clause around the token look? -1 back, 1 ahead, 0 cannot say. */
int ss_tense_at(const ss_ctx *ctx, const ss_tree *tree, const ss_lexicon *ahead, uint32_t token);
/* The verb that governs the token, or -1. */
int32_t ss_governor(const sayso_doc *doc, uint32_t token);
static inline bool ss_tag_is_verb(uint8_t tag)
{
    return tag == SS_TAG_VB || tag == SS_TAG_VBD || tag == SS_TAG_VBP || tag == SS_TAG_VBZ || tag == SS_TAG_VBN ||
           tag == SS_TAG_VBG || tag == SS_TAG_MD;
}

/* ------------------------------------------------------------------- times */

typedef enum {
    SS_WHEN_NONE,
    SS_WHEN_DATE,     /* year, month, day: at least one */
    SS_WHEN_WEEKDAY,  /* weekday; rel says last, this, next or nothing */
    SS_WHEN_UNIT,     /* rel + unit: "last week", "the same day" */
    SS_WHEN_OFFSET,   /* count units before or after: "two weeks ago" */
    SS_WHEN_DAYS,     /* shift days from the anchor: "yesterday" */
    SS_WHEN_DURATION, /* count units */
    SS_WHEN_SET,      /* text */
    SS_WHEN_VAGUE,    /* text */
    SS_WHEN_DECADE,   /* year: its first year; month: 1 where the century is open */
    SS_WHEN_CENTURY,  /* year: its number */
    SS_WHEN_SEASON,   /* code; rel, year */
    SS_WHEN_QUARTER,  /* ordinal of a year; rel, year */
    SS_WHEN_HALF,
    SS_WHEN_FEAST, /* text: the rule; rel, year */
    SS_WHEN_CLOCK  /* a time of day on the day it is said of */
} ss_when_kind;

typedef enum {
    SS_REL_OPEN, /* not said: tense decides */
    SS_REL_THIS,
    SS_REL_LAST,
    SS_REL_NEXT,
    SS_REL_SAME, /* from here on: of the date last mentioned */
    SS_REL_BEFORE,
    SS_REL_AFTER
} ss_when_rel;

enum { SS_RANGE_NONE, SS_RANGE_FROM, SS_RANGE_TO };

typedef struct {
    uint32_t first, last; /* atoms, end exclusive */
    uint32_t begin, end;  /* bytes of the expression */
    uint32_t token;       /* whose place in the tree says the tense */
    uint8_t kind, rel;
    uint8_t range;   /* SS_RANGE_FROM: the next one is its end */
    uint8_t ordinal; /* quarter, half */
    uint8_t of_year; /* of a month: whose year, "of that year"; 0: not said */
    uint8_t weekday;
    bool vague_count; /* PXW */
    bool fiscal, post, utc;
    bool open_year; /* only month and day are written */
    bool until;     /* "until Friday" */
    ss_date date;
    int shift;                       /* days: 0 today, -1 yesterday; years, of "of last year" */
    double count;                    /* of units; negative: before */
    const char *unit;                /* "D", "W", "M", "Y", "DE", "CE", "H", "TM", "TS", "WE", "Q", "FN", "THEN" */
    const char *code;                /* season "SP", part of day "MO" */
    const char *text;                /* of sets and vague ones, feasts' rules */
    const char *mod;                 /* "start", "end", "approx" ... or NULL */
    int hour, minute;                /* -1: not said */
    uint32_t range_begin, range_end; /* bytes, of the range that begins here */
    const char *value;               /* once resolved */
} ss_when;

/* The lexicons and the arena that scanning needs. */
typedef struct {
    ss_ctx *ctx;
    const ss_tree *tree;
    const ss_lexicon *feasts, *modifiers, *ahead;
    bool anchored;
    ss_date anchor; /* the document's date */
    ss_date post;   /* the date of the post that is being read */
    bool in_post;
    ss_date ref;    /* the date last mentioned; year 0: none */
    ss_date day;    /* the day last mentioned; year 0: none */
    int quarter, quarter_year; /* last mentioned, 0: none */
    bool fresh;     /* ref was mentioned in this stretch */
    ss_date thread; /* of a narrative: where its story has got to */
    ss_date aside;  /* a date far from it, mentioned once */
    uint32_t thread_length; /* dates that kept to it */
    bool narrative; /* tells of a past time, not of the news of the anchor */
} ss_clock;

typedef SS_VEC(ss_when) ss_whens;

/* Expressions among the atoms, in order, unresolved; ranges marked. */
void ss_times_scan(ss_clock *clock, const ss_atoms *a, ss_whens *out);
/* An expression of units, relative words and counts that begins at `i`, or 0
 * (times_units.c): one past its last atom. */
uint32_t ss_times_units_at(ss_clock *clock, const ss_atoms *a, uint32_t i, ss_when *w);
/* One that only a narrative marks: the same (times_story.c). */
uint32_t ss_times_story_at(const ss_atoms *a, uint32_t i, ss_when *w);
/* A date, year, clock time: the same (times_dates.c, times_clock.c). */
uint32_t ss_times_date_at(ss_clock *clock, const ss_atoms *a, uint32_t i, ss_when *w);
uint32_t ss_times_clock_at(const ss_atoms *a, uint32_t i, ss_when *w);
bool ss_times_year_at(const ss_atoms *a, uint32_t i, int *year);
/* Pieces of dates: a day of the month, its ending taken in ("3rd"; words only where `words`);
 * the month of a word, or 0; a year behind a month or day, with its comma; "3 March". */
uint32_t ss_times_day_at(const ss_atoms *a, uint32_t i, bool words, int *day);
int ss_times_month_of(const ss_atom *x);
uint32_t ss_times_year_tail(const ss_atoms *a, uint32_t i, int *year);
uint32_t ss_times_day_first(const ss_atoms *a, uint32_t i, ss_when *w);
/* Fills w->value and moves clock->ref. */
void ss_times_resolve(ss_clock *clock, ss_when *w);

/* -------------------------------------------------------------- quantities */

/* A quantity in the making. */
typedef struct {
    uint32_t first, last;   /* atoms of the whole: modifier, sign, number, unit */
    uint32_t number, after; /* atoms of the numeral, or of the whole range */
    uint32_t token;         /* the numeral's document token */
    bool range, fraction, money, age;
    double value, min, max;
    const char *unit;
    sayso_modifier modifier;
    sayso_change change;
} ss_amount;

typedef SS_VEC(ss_amount) ss_amounts;

typedef struct {
    ss_ctx *ctx;
    const ss_tree *tree;
    const ss_lexicon *units, *currencies, *modifiers, *labels, *changes, *groups, *time_words, *persons, *roles;
    const bool *taken; /* atoms that belong to times */
} ss_measure;

/* Amounts among the atoms, in order, with value, unit and modifier. */
void ss_amounts_scan(const ss_measure *m, const ss_atoms *a, ss_amounts *out);
/* Up or down, from the words around and the governing verb. */
sayso_change ss_amount_change(const ss_measure *m, const ss_atoms *a, const ss_amount *q);
/* Of a rate, what each is of, as written; NULL: no rate. */
const char *ss_amount_per(const ss_measure *m, const ss_atoms *a, const ss_amount *q);
/* What is counted, as written; NULL: not said. */
const char *ss_amount_of(const ss_measure *m, const ss_atoms *a, const ss_amount *q);

#endif
