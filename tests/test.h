/* test.h - what the tests of the public API share: checks that hold in every
 * build, and an allocator that counts, fails at will and knows what is owed.
 */
#ifndef TEST_H
#define TEST_H

#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <sayso.h>

#define CHECK(condition)                                                             \
    do {                                                                             \
        if (!(condition)) {                                                          \
            printf("%s:%d: does not hold: %s\n", __FILE__, __LINE__, #condition);    \
            exit(1);                                                                 \
        }                                                                            \
    } while (0)

typedef struct {
    atomic_size_t calls, owed, most;
    size_t fail_at; /* this call, and all after it where `for_good`; 0: none */
    bool for_good;
} test_memory;

static inline void *test_resize(void *ctx, void *old, size_t old_size, size_t new_size)
{
    test_memory *memory = ctx;
    size_t call = ++memory->calls;
    if (memory->fail_at && (call == memory->fail_at || (memory->for_good && call > memory->fail_at)))
        return NULL;
    void *p = realloc(old, new_size);
    if (!p) return NULL;
    memory->owed -= old_size;
    size_t owed = atomic_fetch_add(&memory->owed, new_size) + new_size; /* clang 14 trips over += here */
    if (owed > memory->most) memory->most = owed;
    return p;
}

static inline void test_release(void *ctx, void *old, size_t old_size)
{
    test_memory *memory = ctx;
    if (old) memory->owed -= old_size;
    free(old);
}

/* Bytes that a rendering is collected in. */
typedef struct {
    char *at;
    size_t n, cap;
} test_bytes;

static inline bool test_collect(void *ctx, const char *data, size_t len)
{
    test_bytes *b = ctx;
    if (b->n + len + 1 > b->cap) {
        b->cap = (b->n + len + 1) * 2;
        if (!(b->at = realloc(b->at, b->cap))) abort();
    }
    if (len) memcpy(b->at + b->n, data, len);
    b->n += len;
    b->at[b->n] = '\0';
    return true;
}

static inline test_bytes test_read_file(const char *path)
{
    test_bytes b = {0};
    FILE *f = fopen(path, "rb");
    if (!f) {
        perror(path);
        exit(1);
    }
    char some[65536];
    for (size_t n; (n = fread(some, 1, sizeof some, f)) > 0;) test_collect(&b, some, n);
    fclose(f);
    return b;
}

static inline const char *test_model_path(void)
{
    const char *path = getenv("SAYSO_MODEL");
    CHECK(path);
    return path;
}

static inline test_bytes test_article(void)
{
    const char *source = getenv("SAYSO_SOURCE_DIR");
    CHECK(source);
    char path[4096];
    snprintf(path, sizeof path, "%s/examples/article.txt", source);
    return test_read_file(path);
}

#endif
