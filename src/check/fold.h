/* fold.h - typography folded away, with a map back to every byte. */
#ifndef SS_FOLD_H
#define SS_FOLD_H

#include "base/arena.h"

/* Folded bytes [folded, that of the next piece) come from the original bytes
 * [original, that of the next piece): one to one where `copied`, else as a whole
 * (a ligature and its letters; a soft hyphen and nothing). */
typedef struct {
    uint32_t folded, original;
    bool copied;
} ss_fold_piece;

typedef struct {
    char *at; /* NUL-terminated */
    uint32_t n, original_n;
    SS_VEC(ss_fold_piece) pieces; /* by folded, then original; one more at the end: the lengths */
} ss_fold;

/* Folds s[0..n), n < 1 GiB, well-formed UTF-8. See fold.c for what is folded. Linear. */
void ss_fold_make(ss_arena *arena, const char *s, uint32_t n, ss_fold *fold);
/* Where the folded byte `at` comes from: the first byte of its original. O(log pieces). */
uint32_t ss_fold_begin(const ss_fold *fold, uint32_t at);
/* One past the last original byte of what ends at the folded byte `at`. */
uint32_t ss_fold_end(const ss_fold *fold, uint32_t at);

#endif
