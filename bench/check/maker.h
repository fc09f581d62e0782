/* maker.h - between make.c, which chooses spans, and edits.c, which changes them. */
#ifndef CHECK_MAKER_H
#define CHECK_MAKER_H

#include "bench.h"

enum { LONGEST = 400 };

typedef struct {
    const texts *all;
    uint64_t state;
    char **lower; /* words that the texts have in lower case, sorted */
    uint32_t n_lower;
    const char **names;
    uint32_t n_names;
    char *paraphrases, *fabricated; /* what is left of the files */
} maker;

/* A quotation in the making: chunks between blanks, as in the text. */
typedef struct {
    const text *t;
    const turn *who;
    const char *w[LONGEST];
    bool touched[LONGEST]; /* edited, or beside an edit */
    uint32_t n;
    item *it;
} draft;

#define V(name) (1u << SAYSO_VERDICT_##name)
#define M(name) (1u << SAYSO_MATERIAL_##name)

/* ------------------------------------------------------------------ edits.c */

uint32_t below(maker *m, uint32_t n); /* a random number below n */
bool alnum(char c);
/* The word inside a chunk, without marks around it: UTF-8 marks count as letters,
 * which only makes such chunks unfit for an edit. */
word core(const char *w);
bool is(word c, const char *s);
bool any_of(word c, const char *const *words);
bool is_name(const maker *m, const draft *d, uint32_t i);
void worse(draft *d, sayso_verdict v); /* the label, where it is more serious */
void want(draft *d, uint32_t flags);   /* one of these flags must be there */
const char *ellipsis(maker *m);        /* one of its marks */

/* An edit changes the draft and its label, or says that this span does not allow it. */
typedef bool edit(maker *m, draft *d);
edit fold, recase, other_end, abridge, bracket, spell, inflect, modal, quantify, bracket_modal,
    unit, currency, drop, insert, replace, capital, number, bracket_number, number_form, date, name,
    negate, swallow_negation, swallow_number, swallow_condition, swallow_modal, swallow_quantifier,
    swallow_date;

#endif
