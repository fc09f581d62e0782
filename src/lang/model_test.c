/* model_test.c - a sound model opens and its words are found; every kind of
 * unsound one is refused with SAYSO_MODEL and a message that says why. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

#include "lang/model.h"
#include "lang/model_format.h"

enum { LOG2 = 4, SLOTS = 1 << LOG2 };

/* A model of one word list, made by hand: what sayso-pack would write. */
typedef struct {
    ss_model_header header;
    ss_model_entry entry;
    struct {
        ss_lexicon_header header;
        ss_lexicon_slot slots[SLOTS];
        char strings[128];
    } lex;
} tiny;

static void put(tiny *t, uint32_t *used, const char *key, const char *value, bool prefix)
{
    uint32_t hash = ss_hash_bytes(key, strlen(key)), i = ss_lexicon_home(hash, LOG2);
    while (t->lex.slots[i].ref) i = (i + 1) % SLOTS;
    t->lex.slots[i] = (ss_lexicon_slot){hash, prefix};
    if (!value) return;
    t->lex.slots[i].ref |= *used << 1;
    *used += (uint32_t)sprintf(t->lex.strings + *used, "%s%c%s", key, 0, value) + 1;
}

static void seal(tiny *t)
{
    t->header.checksum = ss_model_checksum(t, sizeof *t);
}

static tiny *make(void)
{
    tiny *t = aligned_alloc(64, (sizeof *t + 63) / 64 * 64);
    memset(t, 0, sizeof *t);
    t->header = (ss_model_header){.version = SS_MODEL_VERSION, .endian = SS_MODEL_ENDIAN,
                                  .len = sizeof *t, .lang = "en", .date = "2026-01-02", .sections = 1};
    memcpy(t->header.magic, SS_MODEL_MAGIC, 8);
    t->entry = (ss_model_entry){"lex:offices", offsetof(tiny, lex), sizeof t->lex};
    t->lex.header = (ss_lexicon_header){SS_LEXICON_MAGIC, LOG2, 4, sizeof t->lex.strings};
    uint32_t used = 1;
    put(t, &used, "attorney", "law", true);
    put(t, &used, "attorney general", "", false);
    put(t, &used, "vice", NULL, true);
    put(t, &used, "vice -", NULL, true);
    put(t, &used, "vice - president", "deputy", false);
    put(t, &used, "mayor", "town", false);
    seal(t);
    return t;
}

static void test_find(void **state)
{
    (void)state;
    tiny *t = make();
    sayso_error err;
    sayso_model *m = ss_model_from_memory(t, sizeof *t, NULL, &err);
    assert_non_null(m);
    const ss_lexicon *lex = ss_lexicon_get(m, "offices");
    assert_non_null(lex);
    assert_null(ss_lexicon_get(m, "office"));
    assert_string_equal(ss_lexicon_find(lex, "mayor", 5), "town");
    assert_string_equal(ss_lexicon_find(lex, "attorney general", 16), "");
    assert_null(ss_lexicon_find(lex, "vice", 4));
    assert_null(ss_lexicon_find(lex, "may", 3));
    assert_null(ss_lexicon_find(lex, "mayors", 6));
    assert_null(ss_lexicon_find(lex, "", 0));
    assert_true(ss_lexicon_has(lex, "vice - president"));
    assert_false(ss_lexicon_has(lex, "president"));
    assert_null(ss_lexicon_find(NULL, "mayor", 5));
    assert_string_equal(ss_lexicon_find(lex, "mayor of x", 5), "town");
    assert_true(ss_lexicon_value_has("seek question", "seek") && ss_lexicon_value_has("seek question", "question"));
    assert_false(ss_lexicon_value_has("seek question", "quest") || ss_lexicon_value_has("", "seek") || ss_lexicon_value_has(NULL, "seek"));
    uint32_t at = 0, entries = 0;
    const char *value;
    for (const char *key; (key = ss_lexicon_next(lex, &at, &value)); entries++)
        assert_ptr_equal(value, ss_lexicon_find(lex, key, strlen(key)));
    assert_int_equal(entries, t->lex.header.entries);
    at = 0;
    assert_null(ss_lexicon_next(NULL, &at, &value));
    char want[64];
    snprintf(want, sizeof want, "en 2026-01-02 xxh3:%016llx", (unsigned long long)t->header.checksum);
    assert_string_equal(sayso_model_describe(m), want);
    size_t len = 1;
    assert_null(ss_model_section(m, "w:tagger", &len));
    assert_int_equal(len, 0);
    assert_ptr_equal(ss_model_section(m, "lex:offices", &len), &t->lex);
    assert_int_equal(len, sizeof t->lex);
    sayso_model_close(m);
    free(t);
}

static void test_match(void **state)
{
    (void)state;
    tiny *t = make();
    sayso_model *m = ss_model_from_memory(t, sizeof *t, NULL, NULL);
    const ss_lexicon *lex = ss_lexicon_get(m, "offices");
    const char *words[] = {"the", "attorney", "general", "vice", "-", "president", "vice", "-", "mayor"};
    enum { N = sizeof words / sizeof *words };
    ss_token tokens[N] = {0};
    for (int i = 0; i < N; i++) {
        tokens[i].lower = words[i];
        tokens[i].lower_len = (uint16_t)strlen(words[i]);
        tokens[i].lhash = ss_hash_bytes(words[i], strlen(words[i]));
    }
    sayso_doc doc = {.tokens = {tokens, N, N}};
    const char *value = NULL;
    assert_int_equal(ss_lexicon_match(lex, &doc, 0, N, &value), 0);
    assert_int_equal(ss_lexicon_match(lex, &doc, 1, N, &value), 2);
    assert_string_equal(value, "");
    assert_int_equal(ss_lexicon_match(lex, &doc, 1, 2, &value), 1);
    assert_string_equal(value, "law");
    assert_int_equal(ss_lexicon_match(lex, &doc, 3, N, &value), 3);
    assert_string_equal(value, "deputy");
    assert_int_equal(ss_lexicon_match(lex, &doc, 3, 5, &value), 0);
    assert_int_equal(ss_lexicon_match(lex, &doc, 6, N, &value), 0);
    assert_int_equal(ss_lexicon_match(lex, &doc, 8, N, NULL), 1);
    assert_int_equal(ss_lexicon_match(lex, &doc, 8, 8, NULL), 0);
    assert_int_equal(ss_lexicon_match(NULL, &doc, 8, N, NULL), 0);
    sayso_model_close(m);
    free(t);
}

static void refused(const tiny *t, size_t len, const char *word)
{
    sayso_error err = {0};
    assert_null(ss_model_from_memory(t, len, NULL, &err));
    assert_int_equal(err.code, SAYSO_MODEL);
    assert_non_null(strstr(err.message, word));
}

static void test_refused(void **state)
{
    (void)state;
    tiny *t = make();
    for (size_t len = 0; len < sizeof *t; len++) refused(t, len, len ? "truncated" : "empty");
    for (size_t i = offsetof(ss_model_header, checksum); i < sizeof *t; i++) {
        ((char *)t)[i] ^= 1;
        refused(t, sizeof *t, "damaged");
        ((char *)t)[i] ^= 1;
    }
    t->header.magic[0] ^= 1;
    refused(t, sizeof *t, "not a sayso model");
    t->header.magic[0] ^= 1;
    t->header.version++;
    refused(t, sizeof *t, "newer version");
    t->header.version = 0;
    refused(t, sizeof *t, "older version");
    t->header.version = SS_MODEL_VERSION;
    t->header.endian = 0x04030201;
    refused(t, sizeof *t, "byte order");
    t->header.endian = SS_MODEL_ENDIAN;
    t->header.len--;
    refused(t, sizeof *t, "after its end");
    free(t);
}

/* Bounds are checked even where the checksum matches. */
static void test_unsound(void **state)
{
    (void)state;
    static const struct {
        size_t at, size;
        uint64_t value;
        const char *word;
    } cases[] = {
        {offsetof(tiny, header.sections), 4, 1u << 30, "section table"},
        {offsetof(tiny, header.sections), 4, 100, "section table"},
        {offsetof(tiny, entry.offset), 8, 1u << 20, "outside"},
        {offsetof(tiny, entry.offset), 8, 0, "outside"},
        {offsetof(tiny, entry.offset), 8, 129, "aligned"},
        {offsetof(tiny, entry.len), 8, UINT64_MAX, "outside"},
        {offsetof(tiny, entry.len), 8, 8, "word list"},
        {offsetof(tiny, lex.header.magic), 4, 7, "word list"},
        {offsetof(tiny, lex.header.log2), 4, 31, "word list"},
        {offsetof(tiny, lex.header.log2), 4, LOG2 + 1, "word list"},
        {offsetof(tiny, lex.header.strings), 4, UINT32_MAX, "word list"},
        {sizeof(tiny) - 1, 1, 'x', "word list"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        tiny *t = make();
        memcpy((char *)t + cases[i].at, &cases[i].value, cases[i].size);
        seal(t);
        refused(t, sizeof *t, cases[i].word);
        free(t);
    }
    tiny *t = make();
    memset(t->entry.name, 'x', sizeof t->entry.name);
    seal(t);
    refused(t, sizeof *t, "name");
    free(t);
}

/* A full table and wild offsets: lookups end and stay inside. */
static void test_wild_slots(void **state)
{
    (void)state;
    tiny *t = make();
    uint32_t hash = ss_hash_bytes("mayor", 5);
    for (int i = 0; i < SLOTS; i++) t->lex.slots[i] = (ss_lexicon_slot){hash, UINT32_MAX - (uint32_t)i};
    seal(t);
    sayso_model *m = ss_model_from_memory(t, sizeof *t, NULL, NULL);
    assert_non_null(m);
    assert_null(ss_lexicon_find(ss_lexicon_get(m, "offices"), "mayor", 5));
    sayso_model_close(m);
    free(t);
}

static void test_files(void **state)
{
    (void)state;
    char path[] = "/tmp/sayso-model-test-XXXXXX";
    int fd = mkstemp(path);
    assert_true(fd >= 0);
    sayso_error err = {0};
    assert_null(sayso_model_open(path, NULL, &err));
    assert_int_equal(err.code, SAYSO_MODEL);
    assert_non_null(strstr(err.message, "empty"));
    tiny *t = make();
    assert_int_equal(write(fd, t, sizeof *t), sizeof *t);
    sayso_model *m = sayso_model_open(path, NULL, &err);
    assert_non_null(m);
    assert_true(ss_lexicon_has(ss_lexicon_get(m, "offices"), "mayor"));
    sayso_model_close(m);
    assert_int_equal(ftruncate(fd, sizeof *t - 1), 0);
    assert_null(sayso_model_open(path, NULL, &err));
    assert_int_equal(err.code, SAYSO_MODEL);
    assert_non_null(strstr(err.message, path));
    close(fd);
    unlink(path);
    assert_null(sayso_model_open(path, NULL, &err));
    assert_int_equal(err.code, SAYSO_IO);
    assert_null(sayso_model_open("/tmp", NULL, &err));
    assert_int_equal(err.code, SAYSO_MODEL);
    assert_null(sayso_model_open(NULL, NULL, &err));
    assert_int_equal(err.code, SAYSO_ARGUMENT);
    sayso_model_close(NULL);
    free(t);
}

/* The model that the build made, where there is one. */
static void test_built(void **state)
{
    (void)state;
    const char *path = getenv("SAYSO_MODEL");
    if (!path || access(path, R_OK)) skip();
    sayso_error err = {0};
    sayso_model *m = sayso_model_open(path, NULL, &err);
    assert_non_null(m);
    assert_memory_equal(sayso_model_describe(m), "en ", 3);
    sayso_model_close(m);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_find),    cmocka_unit_test(test_match),
        cmocka_unit_test(test_refused), cmocka_unit_test(test_unsound),
        cmocka_unit_test(test_wild_slots), cmocka_unit_test(test_files),
        cmocka_unit_test(test_built),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
