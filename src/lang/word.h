/* word.h - what the models see of a token, computed once.
 *
 * Everything is a 32-bit hash, so that features are arithmetic. Typography is
 * normalised first, for the treebanks are plain ASCII and news is not: curly and
 * straight quotation marks, dashes and ellipses are each one word; digits are all
 * one digit. Case is only as telling as the sentence lets it be: `mode` says
 * whether it is a headline in capitals, one in Title Case, or all lower case, and
 * is part of the shape; in capitals, `form` is the lower-case form.
 */
#ifndef SS_WORD_H
#define SS_WORD_H

#include "doc/doc.h"

typedef enum { SS_CASE_NORMAL, SS_CASE_UPPER, SS_CASE_TITLE, SS_CASE_LOWER } ss_case_mode;

typedef struct {
    uint32_t form, low;  /* normalised, case kept; lower case */
    uint32_t shape;      /* Xx, XX, d.d, x-x, with the mode */
    uint32_t suf2, suf3, suf4, pre2, pre3; /* of the lower-case form, in bytes */
    uint32_t amb;        /* its tags in the tag dictionary, as a hash; 0: unknown */
    uint8_t class_;      /* of words in like company, from the same; 0: unknown */
    uint8_t sure;        /* 1 + the tag that it always has, or 0 */
    uint8_t mode;        /* ss_case_mode of its sentence */
} ss_word;

/* Fills words[0..last-first) for the tokens of one sentence; amb and sure are 0. */
void ss_words_fill(const sayso_doc *doc, uint32_t first, uint32_t last, ss_word *words);

/* What stands before and after a sentence. */
extern const ss_word ss_word_before, ss_word_after;

#endif
