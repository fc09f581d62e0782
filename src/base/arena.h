/* arena.h - memory for one result or one thread's working set.
 *
 * An arena hands out memory from a list of blocks and releases all of it at
 * once. Two are alive while a document is read: the result's (it becomes the
 * sayso_doc) and the reader's scratch (emptied, not freed, for each document).
 *
 * Out of memory. ss_alloc() never returns NULL: where the allocator fails, it
 * jumps (longjmp) to the point that ss_arena.oom names, set by the public
 * function that was called. So no code between has an error path for memory;
 * what it owes in return is that it holds nothing outside arenas across an
 * ss_alloc(), or has registered it with ss_defer(). sizes over SIZE_MAX/4
 * count as out of memory.
 */
#ifndef SS_ARENA_H
#define SS_ARENA_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "sayso.h"

typedef struct ss_block ss_block;
typedef struct ss_cleanup ss_cleanup;

typedef struct ss_arena {
    const sayso_allocator *allocator; /* never NULL after ss_arena_init */
    ss_block *first, *current;
    ss_cleanup *cleanups;
    jmp_buf *oom;
} ss_arena;

/* NULL allocator: the C library's. Allocates nothing yet. */
void ss_arena_init(ss_arena *arena, const sayso_allocator *allocator, jmp_buf *oom);
/* Runs the deferred cleanups, newest first, and forgets all; keeps the blocks,
 * but never more than `keep` bytes of them. */
void ss_arena_reset(ss_arena *arena, size_t keep);
void ss_arena_free(ss_arena *arena);

/* 16-byte aligned, uninitialised. */
void *ss_alloc(ss_arena *arena, size_t size);
void *ss_zalloc(ss_arena *arena, size_t size);
/* Grows `old` (which may be NULL, old_size 0); in place where it is the last. */
void *ss_grow(ss_arena *arena, void *old, size_t old_size, size_t new_size);
char *ss_strndup(ss_arena *arena, const char *s, size_t n);
char *ss_strdup(ss_arena *arena, const char *s);
char *ss_printf(ss_arena *arena, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* `fn(arg)` is run when the arena is reset or freed. */
void ss_defer(ss_arena *arena, void (*fn)(void *), void *arg);

/* An array that grows in an arena: SS_VEC(int) v = {0}; *ss_push(a, &v) = 3; */
#define SS_VEC(T)      \
    struct {           \
        T *at;         \
        uint32_t n, cap; \
    }
#define ss_push(arena, v)                                                          \
    ((v)->n == (v)->cap                                                            \
         ? ((v)->at = ss_vec_grow((arena), (v)->at, &(v)->cap, sizeof *(v)->at), 0) \
         : 0,                                                                      \
     &(v)->at[(v)->n++])
void *ss_vec_grow(ss_arena *arena, void *at, uint32_t *cap, size_t item);

/* Fills *err (where not NULL) and returns code. */
sayso_code ss_fail(sayso_error *err, sayso_code code, size_t offset, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

const sayso_allocator *ss_default_allocator(void);

#endif
