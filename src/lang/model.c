/* model.c - opens a model file and looks words up in it; see model.h.
 *
 * The file is mapped read-only and never copied: processes share its pages.
 * Opening checks magic, version, endianness, length, the XXH3 checksum of all
 * that follows, and then every offset, so that a file that passes can be used
 * without further checks of its structure: section bounds here, word lists by
 * lexicon_valid(), weights by whoever opens them (ss_linear_open and others).
 * A checksum only tells damage; bounds are checked even where it matches.
 *
 * Cost of opening: one pass of XXH3 over the file, about 2 ms for 20 MB in the
 * page cache. A word list is found by the hash of its name. A lookup is one probe,
 * about 10 ns in cache; most words of a text are in no list, which one bit of the
 * token says (ss_lexicon_unlisted, section "words").
 *
 * Known failure: a file that another process truncates while it is mapped
 * ends the process with SIGBUS, as with any mapped file.
 */
#include "lang/model.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include <xxhash.h>

#include "lang/model_format.h"

struct sayso_model {
    const unsigned char *bytes;
    size_t len;
    const ss_model_entry *sections;
    uint32_t n_sections;
    bool mapped; /* bytes are ours to unmap */
    const sayso_allocator *allocator;
    const uint64_t *words; /* NULL: the file has no such section */
    uint32_t words_log2;
    char describe[64];
    uint32_t lexicons_mask;
    ss_lexicon lexicons[]; /* open addressing by the hash of the name; slots NULL: free */
};

uint64_t ss_model_checksum(const void *bytes, size_t len)
{
    size_t from = offsetof(ss_model_header, lang);
    return XXH3_64bits((const char *)bytes + from, len - from);
}

/* -- opening ------------------------------------------------------------------ */

static bool lexicon_valid(const unsigned char *at, size_t len)
{
    ss_lexicon_header h;
    if (len < sizeof h) return false;
    memcpy(&h, at, sizeof h);
    if (h.magic != SS_LEXICON_MAGIC || h.log2 > SS_LEXICON_LOG2_MAX || h.strings < 3) return false;
    if (len != sizeof h + (sizeof(ss_lexicon_slot) << h.log2) + h.strings) return false;
    return at[len - 1] == '\0' && at[len - 2] == '\0';
}

static const char *section_fault(const ss_model_entry *e, const unsigned char *bytes, size_t len,
                                 size_t data)
{
    if (!memchr(e->name, '\0', sizeof e->name)) return "a section's name does not end";
    if (e->offset % SS_MODEL_ALIGN) return "a section is not aligned";
    if (e->offset < data || e->offset > len || e->len > len - e->offset)
        return "a section lies outside the file";
    if (!strncmp(e->name, "lex:", 4) && !lexicon_valid(bytes + e->offset, e->len))
        return "a word list is malformed";
    return NULL;
}

/* NULL where the bytes are a sound model, else what is wrong with them. */
static const char *model_fault(const unsigned char *bytes, size_t len)
{
    ss_model_header h;
    if (len == 0) return "the file is empty";
    size_t magic = len < sizeof h.magic ? len : sizeof h.magic;
    if (memcmp(bytes, SS_MODEL_MAGIC, magic)) return "this is not a sayso model";
    if (len < sizeof h) return "the file is truncated";
    memcpy(&h, bytes, sizeof h);
    if (h.endian != SS_MODEL_ENDIAN) return "the model is for machines of the other byte order";
    if (h.version != SS_MODEL_VERSION)
        return h.version > SS_MODEL_VERSION ? "the model needs a newer version of sayso"
                                            : "the model is from an older version of sayso";
    if (h.len > len) return "the file is truncated";
    if (h.len < len) return "the file has bytes after its end";
    if (h.checksum != ss_model_checksum(bytes, len)) return "the file is damaged: checksum mismatch";
    if (!memchr(h.lang, '\0', sizeof h.lang) || !memchr(h.date, '\0', sizeof h.date))
        return "the header is malformed";
    if (h.sections > SS_MODEL_SECTIONS_MAX ||
        h.sections * sizeof(ss_model_entry) > len - sizeof h)
        return "the section table is malformed";
    size_t data = sizeof h + h.sections * sizeof(ss_model_entry);
    for (uint32_t i = 0; i < h.sections; i++) {
        ss_model_entry e;
        memcpy(&e, bytes + sizeof h + i * sizeof e, sizeof e);
        const char *fault = section_fault(&e, bytes, len, data);
        if (fault) return fault;
    }
    return NULL;
}

static size_t model_size(const sayso_model *m)
{
    return sizeof *m + ((size_t)m->lexicons_mask + 1) * sizeof *m->lexicons;
}

/* Enters the word lists of the file; their sections have been checked. */
static void enter_lexicons(sayso_model *m)
{
    memset(m->lexicons, 0, ((size_t)m->lexicons_mask + 1) * sizeof *m->lexicons);
    for (uint32_t i = 0, k = 0; i < m->n_sections; i++) {
        const ss_model_entry *e = &m->sections[i];
        if (strncmp(e->name, "lex:", 4)) continue;
        const ss_lexicon_header *h = (const void *)(m->bytes + e->offset);
        const ss_lexicon_slot *slots = (const void *)(h + 1);
        uint32_t at = ss_hash_bytes(e->name + 4, strlen(e->name + 4));
        while (m->lexicons[at & m->lexicons_mask].slots) at++;
        m->lexicons[at & m->lexicons_mask] = (ss_lexicon){.slots = slots,
                                                          .strings = (const char *)(slots + ((size_t)1 << h->log2)),
                                                          .name = e->name + 4,
                                                          .bit = (uint64_t)1 << k++ % 64,
                                                          .log2 = h->log2,
                                                          .n_strings = h->strings};
    }
}

static void enter_words(sayso_model *m)
{
    size_t len;
    const void *at = ss_model_section(m, "words", &len);
    ss_words_header h;
    if (!at || len < sizeof h) return;
    memcpy(&h, at, sizeof h);
    if (h.magic != SS_WORDS_MAGIC || h.log2 < 1 || h.log2 > 24 || len != sizeof h + (sizeof(uint64_t) << h.log2)) return;
    m->words = (const void *)((const char *)at + sizeof h);
    m->words_log2 = h.log2;
}

static sayso_model *model_new(const void *bytes, size_t len, bool mapped,
                              const sayso_allocator *allocator, sayso_error *err)
{
    if (!allocator) allocator = ss_default_allocator();
    const ss_model_entry *sections = (const void *)((const char *)bytes + sizeof(ss_model_header));
    uint32_t n_sections = ((const ss_model_header *)bytes)->sections, places = 2;
    for (uint32_t i = 0, n = 0; i < n_sections; i++)
        if (!strncmp(sections[i].name, "lex:", 4) && ++n * 2 > places) places *= 2;
    sayso_model *m = allocator->resize(allocator->ctx, NULL, 0, sizeof *m + places * sizeof *m->lexicons);
    if (!m) {
        ss_fail(err, SAYSO_MEMORY, 0, "out of memory");
        return NULL;
    }
    ss_model_header h;
    memcpy(&h, bytes, sizeof h);
    *m = (sayso_model){.bytes = bytes,
                       .len = len,
                       .sections = sections,
                       .n_sections = n_sections,
                       .lexicons_mask = places - 1,
                       .mapped = mapped,
                       .allocator = allocator};
    snprintf(m->describe, sizeof m->describe, "%s %s xxh3:%016llx", h.lang, h.date,
             (unsigned long long)h.checksum);
    enter_lexicons(m);
    enter_words(m);
    return m;
}

sayso_model *ss_model_from_memory(const void *bytes, size_t len, const sayso_allocator *allocator,
                                  sayso_error *err)
{
    const char *fault = model_fault(bytes, len);
    if (fault) {
        ss_fail(err, SAYSO_MODEL, 0, "%s", fault);
        return NULL;
    }
    return model_new(bytes, len, false, allocator, err);
}

/* Maps the file; MAP_FAILED with *err filled where that cannot be. */
static void *map_file(const char *path, size_t *len, sayso_error *err)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (fd < 0) {
        ss_fail(err, SAYSO_IO, 0, "%.120s: %s", path, strerror(errno));
        return MAP_FAILED;
    }
    struct stat st;
    void *bytes = MAP_FAILED;
    if (fstat(fd, &st)) {
        ss_fail(err, SAYSO_IO, 0, "%.120s: %s", path, strerror(errno));
    } else if (!S_ISREG(st.st_mode)) {
        ss_fail(err, SAYSO_MODEL, 0, "%.120s: a model is a regular file", path);
    } else if (st.st_size == 0) {
        ss_fail(err, SAYSO_MODEL, 0, "%.120s: the file is empty", path);
    } else {
        *len = (size_t)st.st_size;
        bytes = mmap(NULL, *len, PROT_READ, MAP_SHARED | MAP_POPULATE, fd, 0);
        if (bytes == MAP_FAILED) ss_fail(err, SAYSO_IO, 0, "%.120s: %s", path, strerror(errno));
    }
    close(fd);
    return bytes;
}

sayso_model *sayso_model_open(const char *path, const sayso_allocator *allocator, sayso_error *err)
{
    if (!path) {
        ss_fail(err, SAYSO_ARGUMENT, 0, "the path of a model is needed");
        return NULL;
    }
    size_t len = 0;
    void *bytes = map_file(path, &len, err);
    if (bytes == MAP_FAILED) return NULL;
    const char *fault = model_fault(bytes, len);
    sayso_model *model = NULL;
    if (fault)
        ss_fail(err, SAYSO_MODEL, 0, "%.120s: %s", path, fault);
    else
        model = model_new(bytes, len, true, allocator, err);
    if (!model) munmap(bytes, len);
    return model;
}

void sayso_model_close(sayso_model *m)
{
    if (!m) return;
    const sayso_allocator *allocator = m->allocator;
    if (m->mapped) munmap((void *)m->bytes, m->len);
    allocator->release(allocator->ctx, m, model_size(m));
}

const char *sayso_model_describe(const sayso_model *m)
{
    return m ? m->describe : "";
}

const sayso_allocator *ss_model_allocator(const sayso_model *m)
{
    return m->allocator;
}

const void *ss_model_section(const sayso_model *m, const char *name, size_t *len)
{
    for (uint32_t i = 0; m && i < m->n_sections; i++) {
        if (strcmp(m->sections[i].name, name)) continue;
        *len = (size_t)m->sections[i].len;
        return m->bytes + m->sections[i].offset;
    }
    *len = 0;
    return NULL;
}

/* -- word lists --------------------------------------------------------------- */

const ss_lexicon *ss_lexicon_get(const sayso_model *m, const char *name)
{
    if (!m) return NULL;
    for (uint32_t at = ss_hash_bytes(name, strlen(name));; at++) {
        const ss_lexicon *lex = &m->lexicons[at & m->lexicons_mask];
        if (!lex->slots) return NULL;
        if (!strcmp(lex->name, name)) return lex;
    }
}

uint64_t ss_lexicon_unlisted(const sayso_model *m, uint32_t hash)
{
    return m && m->words ? ~m->words[ss_lexicon_home(hash, m->words_log2)] : 0;
}

/* The next slot at or after *at (a probe count, 0 at first) that has this hash. */
static const ss_lexicon_slot *probe(const ss_lexicon *lex, uint32_t hash, uint32_t *at)
{
    uint32_t slots = 1u << lex->log2, home = ss_lexicon_home(hash, lex->log2);
    while (*at < slots) {
        const ss_lexicon_slot *s = &lex->slots[(home + (*at)++) & (slots - 1)];
        if (s->ref == 0) break;
        if (s->hash == hash) return s;
    }
    *at = slots;
    return NULL;
}

/* The key of a slot, or NULL where it is a mere prefix. */
static const char *slot_key(const ss_lexicon *lex, const ss_lexicon_slot *s)
{
    uint32_t offset = s->ref >> 1;
    return offset && offset < lex->n_strings - 1 ? lex->strings + offset : NULL;
}

/* Keys are short and of no zero bytes: faster than to call for their length. */
static bool same_key(const char *k, const char *key, size_t len)
{
    for (size_t i = 0; i < len; i++)
        if (k[i] != key[i] || k[i] == '\0') return false;
    return k[len] == '\0';
}

const char *ss_lexicon_find_hashed(const ss_lexicon *lex, const char *key, size_t len, uint32_t hash)
{
    if (!lex || !len) return NULL;
    uint32_t at = 0;
    for (const ss_lexicon_slot *s; (s = probe(lex, hash, &at));) {
        const char *k = slot_key(lex, s);
        if (k && same_key(k, key, len)) return k + len + 1;
    }
    return NULL;
}

const char *ss_lexicon_find(const ss_lexicon *lex, const char *key, size_t len)
{
    return lex && len ? ss_lexicon_find_hashed(lex, key, len, ss_hash_bytes(key, len)) : NULL;
}

bool ss_lexicon_has(const ss_lexicon *lex, const char *word)
{
    return lex && ss_lexicon_find(lex, word, strlen(word));
}

bool ss_lexicon_value_has(const char *value, const char *class)
{
    size_t n = strlen(class);
    for (const char *at = value; at && *at; at += *at == ' ') {
        size_t len = strcspn(at, " ");
        if (len == n && !memcmp(at, class, n)) return true;
        at += len;
    }
    return false;
}

const char *ss_lexicon_next(const ss_lexicon *lex, uint32_t *at, const char **value)
{
    while (lex && *at < 1u << lex->log2) {
        const char *key = slot_key(lex, &lex->slots[(*at)++]);
        if (!key) continue;
        *value = key + strlen(key) + 1;
        return key;
    }
    return NULL;
}

bool ss_lexicon_begins(const ss_lexicon *lex, uint32_t hash)
{
    uint32_t at = 0;
    return lex && probe(lex, hash, &at);
}

bool ss_lexicon_goes_on(const ss_lexicon *lex, uint32_t hash)
{
    uint32_t at = 0;
    for (const ss_lexicon_slot *s; lex && (s = probe(lex, hash, &at));)
        if (s->ref & 1) return true;
    return false;
}

/* Is `key` the tokens [at, last], joined by spaces? Then its value. */
static const char *spells(const char *key, const ss_token *tokens, uint32_t at, uint32_t last)
{
    for (uint32_t i = at; i <= last; i++) {
        for (uint32_t k = 0; k < tokens[i].lower_len; k++, key++)
            if (*key == '\0' || *key != tokens[i].lower[k]) return NULL;
        if (*key++ != (i < last ? ' ' : '\0')) return NULL;
    }
    return key;
}

uint32_t ss_lexicon_match(const ss_lexicon *lex, const sayso_doc *doc, uint32_t at, uint32_t end,
                          const char **value)
{
    uint32_t longest = 0;
    if (!lex || at >= end) return 0;
    const ss_token *tokens = doc->tokens.at;
    if (tokens[at].unlisted & lex->bit) return 0;
    uint32_t hash = tokens[at].lhash;
    for (uint32_t i = at; i < end; i++) {
        if (i > at) {
            hash = (hash ^ ' ') * 16777619u;
            for (uint32_t k = 0; k < tokens[i].lower_len; k++)
                hash = (hash ^ (unsigned char)tokens[i].lower[k]) * 16777619u;
        }
        bool more = false;
        uint32_t tries = 0;
        for (const ss_lexicon_slot *s; (s = probe(lex, hash, &tries));) {
            more |= s->ref & 1;
            const char *key = slot_key(lex, s), *found = key ? spells(key, tokens, at, i) : NULL;
            if (!found) continue;
            longest = i - at + 1;
            if (value) *value = found;
        }
        if (!more) break;
    }
    return longest;
}
