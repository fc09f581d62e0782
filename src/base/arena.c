/* arena.c - see arena.h.
 *
 * Blocks double from 64 KiB to 4 MiB; a request larger than that gets a block
 * of its own. ss_grow() extends the newest allocation in place where the block
 * has room, so a vector that grows alone in an arena is never copied.
 */
#include "base/arena.h"

#include <stdio.h>
#include <stdlib.h>

enum { ALIGN = 16, FIRST_BLOCK = 64 * 1024, LARGEST_BLOCK = 4 * 1024 * 1024 };

struct ss_block {
    ss_block *next;
    size_t size, used; /* of the bytes that follow the header */
};

struct ss_cleanup {
    ss_cleanup *next;
    void (*fn)(void *);
    void *arg;
};

#define HEADER ((sizeof(ss_block) + ALIGN - 1) / ALIGN * ALIGN)

static void *libc_resize(void *ctx, void *old, size_t old_size, size_t new_size)
{
    (void)ctx;
    (void)old_size;
    return realloc(old, new_size);
}

static void libc_release(void *ctx, void *old, size_t old_size)
{
    (void)ctx;
    (void)old_size;
    free(old);
}

const sayso_allocator *ss_default_allocator(void)
{
    static const sayso_allocator libc = {libc_resize, libc_release, NULL};
    return &libc;
}

void ss_arena_init(ss_arena *arena, const sayso_allocator *allocator, jmp_buf *oom)
{
    *arena = (ss_arena){.allocator = allocator ? allocator : ss_default_allocator(), .oom = oom};
}

static void run_cleanups(ss_arena *arena)
{
    for (ss_cleanup *c = arena->cleanups; c; c = c->next) c->fn(c->arg);
    arena->cleanups = NULL;
}

void ss_arena_reset(ss_arena *arena, size_t keep)
{
    run_cleanups(arena);
    ss_block **link = &arena->first;
    size_t kept = 0;
    while (*link) {
        ss_block *b = *link;
        if (kept + b->size > keep) {
            *link = b->next;
            arena->allocator->release(arena->allocator->ctx, b, HEADER + b->size);
        } else {
            kept += b->size;
            b->used = 0;
            link = &b->next;
        }
    }
    arena->current = arena->first;
}

void ss_arena_free(ss_arena *arena)
{
    ss_arena_reset(arena, 0);
}

static void *try_alloc(ss_block *b, size_t size)
{
    if (!b || b->size - b->used < size) return NULL;
    void *p = (char *)b + HEADER + b->used;
    b->used += size;
    return p;
}

void *ss_alloc(ss_arena *arena, size_t size)
{
    if (size > SIZE_MAX / 4) longjmp(*arena->oom, 1);
    size = size ? (size + ALIGN - 1) / ALIGN * ALIGN : ALIGN;
    void *p = try_alloc(arena->current, size);
    if (p) return p;
    /* A kept block may follow the current one. */
    while (arena->current && arena->current->next) {
        arena->current = arena->current->next;
        if ((p = try_alloc(arena->current, size))) return p;
    }
    size_t want = arena->current ? arena->current->size * 2 : FIRST_BLOCK;
    if (want > LARGEST_BLOCK) want = LARGEST_BLOCK;
    if (want < size) want = size;
    ss_block *b = arena->allocator->resize(arena->allocator->ctx, NULL, 0, HEADER + want);
    if (!b) longjmp(*arena->oom, 1);
    *b = (ss_block){.size = want};
    if (arena->current)
        arena->current->next = b;
    else
        arena->first = b;
    arena->current = b;
    return try_alloc(b, size);
}

void *ss_zalloc(ss_arena *arena, size_t size)
{
    return memset(ss_alloc(arena, size), 0, size);
}

void *ss_grow(ss_arena *arena, void *old, size_t old_size, size_t new_size)
{
    if (new_size > SIZE_MAX / 4) longjmp(*arena->oom, 1);
    ss_block *b = arena->current;
    size_t o = old_size ? (old_size + ALIGN - 1) / ALIGN * ALIGN : ALIGN;
    size_t n = (new_size + ALIGN - 1) / ALIGN * ALIGN;
    if (old && b && b->used >= o && (char *)old == (char *)b + HEADER + b->used - o && n >= o &&
        n - o <= b->size - b->used) {
        b->used += n - o;
        return old;
    }
    void *p = ss_alloc(arena, new_size);
    if (old) memcpy(p, old, old_size < new_size ? old_size : new_size);
    return p;
}

void *ss_vec_grow(ss_arena *arena, void *at, uint32_t *cap, size_t item)
{
    if (*cap > UINT32_MAX / 2) longjmp(*arena->oom, 1);
    uint32_t want = *cap ? *cap * 2 : 8;
    at = ss_grow(arena, at, *cap * item, want * item);
    *cap = want;
    return at;
}

char *ss_strndup(ss_arena *arena, const char *s, size_t n)
{
    char *p = ss_alloc(arena, n + 1);
    memcpy(p, s, n);
    p[n] = '\0';
    return p;
}

char *ss_strdup(ss_arena *arena, const char *s)
{
    return ss_strndup(arena, s, strlen(s));
}

char *ss_printf(ss_arena *arena, const char *format, ...)
{
    va_list args, again;
    va_start(args, format);
    va_copy(again, args);
    int n = vsnprintf(NULL, 0, format, args);
    va_end(args);
    char *p = ss_alloc(arena, (size_t)(n < 0 ? 0 : n) + 1);
    if (n >= 0)
        vsnprintf(p, (size_t)n + 1, format, again);
    else
        *p = '\0';
    va_end(again);
    return p;
}

void ss_defer(ss_arena *arena, void (*fn)(void *), void *arg)
{
    ss_cleanup *c = ss_alloc(arena, sizeof *c);
    *c = (ss_cleanup){arena->cleanups, fn, arg};
    arena->cleanups = c;
}

sayso_code ss_fail(sayso_error *err, sayso_code code, size_t offset, const char *format, ...)
{
    if (err) {
        err->code = code;
        err->offset = offset;
        va_list args;
        va_start(args, format);
        vsnprintf(err->message, sizeof err->message, format, args);
        va_end(args);
    }
    return code;
}
