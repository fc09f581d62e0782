/* fold.c - fuzz target: the folding map of a check inverts.
 *
 * The input is repaired to UTF-8 and folded. Checked: the pieces cover both texts
 * in order and without gaps; copied runs are equal bytes; every place of a run
 * maps to its original and back; beginnings and ends never go backwards.
 */
#include "bytes/bytes.h"
#include "check/fold.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool holds)
{
    if (!holds) abort();
}

static void check(const ss_fold *f, const char *original, uint32_t n)
{
    require(f->original_n == n && f->pieces.n >= 1);
    require(f->pieces.at[0].folded == 0 && f->pieces.at[0].original == 0);
    const ss_fold_piece *last = &f->pieces.at[f->pieces.n - 1];
    require(last->folded == f->n && last->original == n);
    for (uint32_t i = 0; i + 1 < f->pieces.n; i++) {
        ss_fold_piece p = f->pieces.at[i], next = f->pieces.at[i + 1];
        require(p.folded <= next.folded && p.original <= next.original);
        if (!p.copied) continue;
        uint32_t run = next.folded - p.folded;
        require(next.original - p.original == run);
        require(!memcmp(f->at + p.folded, original + p.original, run));
        for (uint32_t k = 0; k < run; k += 1 + run / 8) {
            require(ss_fold_begin(f, p.folded + k) == p.original + k);
            require(ss_fold_end(f, p.folded + k + 1) == p.original + k + 1);
        }
    }
    uint32_t begin = 0, end = 0;
    for (uint32_t at = 0; at < f->n; at++) {
        uint32_t b = ss_fold_begin(f, at), e = ss_fold_end(f, at + 1);
        require(b >= begin && e >= end && b <= e && e <= n);
        begin = b;
        end = e;
    }
    require(ss_fold_begin(f, f->n) == n && ss_fold_end(f, 0) == 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size > 1 << 20) return 0;
    ss_arena arena;
    jmp_buf oom;
    ss_arena_init(&arena, NULL, &oom);
    if (!setjmp(oom)) {
        size_t n, bad, first;
        const char *text = ss_bytes_repair(&arena, data, size, &n, &bad, &first);
        ss_fold fold;
        ss_fold_make(&arena, text, (uint32_t)n, &fold);
        check(&fold, text, (uint32_t)n);
    }
    ss_arena_free(&arena);
    return 0;
}
