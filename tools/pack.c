/* pack.c - sayso-pack OUT DATADIR: word lists and weights into one model file.
 *
 * DATADIR/weights/NAME.bin becomes section "w:NAME" (of wide tables
 * the tags are added once more at the end), DATADIR/lexicon/NAME.txt
 * section "lex:NAME" as a hash table; section
 * "words" says of each word which lists to look in; DATADIR/weights/DATE, where it exists, is the
 * model's date. Files are taken in the order of their names and the output holds
 * no clock, so the same data gives the same bytes. A line of a word list that
 * cannot be used stops the build with its file and number; an entry that is there
 * twice is kept once, the first value winning, with a warning where values differ.
 */
#include <dirent.h>
#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

#include "doc/doc.h"
#include "lang/linear.h"
#include "lang/model_format.h"

typedef struct {
    char *at;
    size_t n, cap;
} bytes;

static void *checked(void *p)
{
    if (p) return p;
    fprintf(stderr, "sayso-pack: out of memory\n");
    exit(1);
}

static void append(bytes *b, const void *data, size_t n)
{
    if (b->cap - b->n < n) {
        b->cap = (b->cap + n) * 2;
        b->at = checked(realloc(b->at, b->cap));
    }
    if (n) memcpy(b->at + b->n, data, n);
    b->n += n;
}

static void append_zeros(bytes *b, size_t n)
{
    static const char zeros[256];
    for (; n > sizeof zeros; n -= sizeof zeros) append(b, zeros, sizeof zeros);
    append(b, zeros, n);
}

static bool read_file(const char *path, bytes *out)
{
    FILE *f = fopen(path, "rb");
    if (!f) return false;
    char buffer[65536];
    for (size_t n; (n = fread(buffer, 1, sizeof buffer, f)) > 0;) append(out, buffer, n);
    bool good = !ferror(f);
    fclose(f);
    return good;
}

/* -- one word list ------------------------------------------------------------ */

typedef struct {
    const char *file;
    ss_lexicon_slot *slots;
    uint32_t log2, entries;
    bytes strings;
} table;

static const char *key_of(const table *t, const ss_lexicon_slot *s)
{
    return s->ref >> 1 ? t->strings.at + (s->ref >> 1) : NULL;
}

/* The slot of an entry of this key, else a prefix slot of its hash, else an empty one. */
static ss_lexicon_slot *slot_for(table *t, uint32_t hash, const char *key, size_t len)
{
    uint32_t mask = (1u << t->log2) - 1, i = ss_lexicon_home(hash, t->log2);
    ss_lexicon_slot *prefix = NULL;
    for (;; i = (i + 1) & mask) {
        ss_lexicon_slot *s = &t->slots[i];
        if (!s->ref) return prefix ? prefix : s;
        if (s->hash != hash) continue;
        const char *k = key_of(t, s);
        if (!k)
            prefix = s;
        else if (strlen(k) == len && !memcmp(k, key, len))
            return s;
    }
}

static void add_prefixes(table *t, const char *key, size_t len)
{
    for (size_t i = 1; i + 1 < len; i++) {
        if (key[i] != ' ') continue;
        uint32_t hash = ss_hash_bytes(key, i);
        ss_lexicon_slot *s = slot_for(t, hash, key, i);
        s->hash = hash;
        s->ref |= 1;
    }
}

static void add_entry(table *t, const char *key, size_t len, const char *value, size_t vlen, int line)
{
    uint32_t hash = ss_hash_bytes(key, len);
    ss_lexicon_slot *s = slot_for(t, hash, key, len);
    const char *k = s->ref ? key_of(t, s) : NULL;
    if (k) {
        if (strlen(k + len + 1) != vlen || memcmp(k + len + 1, value, vlen))
            fprintf(stderr, "%s:%d: \"%.*s\" is there twice: the first value counts\n", t->file, line,
                    (int)len, key);
        return;
    }
    s->hash = hash;
    s->ref |= (uint32_t)t->strings.n << 1;
    append(&t->strings, key, len);
    append(&t->strings, "", 1);
    append(&t->strings, value, vlen);
    append(&t->strings, "", 1);
    t->entries++;
    add_prefixes(t, key, len);
}

static bool line_fault(const char *file, int line, const char *what)
{
    fprintf(stderr, "%s:%d: %s\n", file, line, what);
    return false;
}

static bool add_line(table *t, const char *s, size_t len, int line)
{
    while (len && (s[len - 1] == '\r' || s[len - 1] == ' ')) len--;
    if (!len || s[0] == '#') return true;
    const char *tab = memchr(s, '\t', len);
    size_t key = tab ? (size_t)(tab - s) : len;
    if (key == 0 || s[0] == ' ' || s[key - 1] == ' ')
        return line_fault(t->file, line, "an entry begins or ends with a blank");
    if (memchr(s, '\0', len)) return line_fault(t->file, line, "a NUL byte");
    for (size_t i = 0; i < key; i++) {
        if (s[i] >= 'A' && s[i] <= 'Z') return line_fault(t->file, line, "entries are lower case");
        if (s[i] == ' ' && s[i + 1] == ' ')
            return line_fault(t->file, line, "two blanks inside an entry");
    }
    add_entry(t, s, key, tab ? tab + 1 : "", tab ? len - key - 1 : 0, line);
    return true;
}

static uint32_t count_words(const bytes *text)
{
    uint32_t n = 0;
    for (size_t i = 0; i < text->n; i++) n += text->at[i] == ' ' || text->at[i] == '\n';
    return n + 2;
}

/* Word list text -> section bytes. */
static bool build_lexicon(const char *file, const bytes *text, bytes *out)
{
    table t = {.file = file};
    for (uint32_t want = count_words(text) * 2; (1u << t.log2) < want; t.log2++)
        if (t.log2 == SS_LEXICON_LOG2_MAX) return line_fault(file, 0, "too many entries");
    t.slots = checked(calloc((size_t)1 << t.log2, sizeof *t.slots));
    append(&t.strings, "", 1);
    bool good = true;
    int line = 1;
    for (size_t i = 0; i < text->n && good; line++) {
        const char *end = memchr(text->at + i, '\n', text->n - i);
        size_t len = end ? (size_t)(end - text->at) - i : text->n - i;
        good = add_line(&t, text->at + i, len, line);
        i += len + 1;
    }
    append(&t.strings, "\0", 2);
    ss_lexicon_header h = {SS_LEXICON_MAGIC, t.log2, t.entries, (uint32_t)t.strings.n};
    append(out, &h, sizeof h);
    append(out, t.slots, sizeof *t.slots << t.log2);
    append(out, t.strings.at, t.strings.n);
    free(t.slots);
    free(t.strings.at);
    return good;
}

/* Adds the first words of a list's entries to the sets of "words". Prefix slots hold
 * hashes of first words as well as of longer beginnings: those do no harm. */
static void add_words(const bytes *lexicon, uint32_t which, uint64_t *sets)
{
    const ss_lexicon_header *h = (const void *)lexicon->at;
    const ss_lexicon_slot *slots = (const void *)(h + 1);
    for (uint32_t i = 0; i < 1u << h->log2; i++)
        if (slots[i].ref) sets[ss_lexicon_home(slots[i].hash, SS_WORDS_LOG2)] |= (uint64_t)1 << which % 64;
}

/* Tags of wide rows once more after the rows, close together (lang/linear.h). */
static void add_tags(bytes *weights)
{
    ss_linear_header h;
    if (weights->n < sizeof h) return;
    memcpy(&h, weights->at, sizeof h);
    if (h.magic != SS_LINEAR_MAGIC || h.tagged != 1 || h.stride < 32 || h.log2 > SS_LINEAR_LOG2_MAX ||
        weights->n != sizeof h + ((size_t)h.stride * sizeof(int16_t) << h.log2))
        return;
    h.tagged = 2;
    memcpy(weights->at, &h, sizeof h);
    for (size_t i = 1; i <= (size_t)1 << h.log2; i++) {
        int16_t tag;
        memcpy(&tag, weights->at + sizeof h + (i * h.stride - 1) * sizeof tag, sizeof tag);
        append(weights, &tag, sizeof tag);
    }
}

/* -- the file ----------------------------------------------------------------- */

typedef struct {
    ss_model_entry entry;
    bytes data;
} section;

typedef struct {
    section *at;
    uint32_t n;
} sections;

static int by_name(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* Names in a folder that end in `suffix`, sorted. A folder that is not there is empty. */
static char **list(const char *dir, const char *suffix, size_t *n)
{
    char **names = NULL;
    *n = 0;
    DIR *d = opendir(dir);
    for (struct dirent *e; d && (e = readdir(d));) {
        size_t len = strlen(e->d_name), s = strlen(suffix);
        if (len <= s || e->d_name[0] == '.' || strcmp(e->d_name + len - s, suffix)) continue;
        names = checked(realloc(names, (*n + 1) * sizeof *names));
        names[(*n)++] = checked(strdup(e->d_name));
    }
    if (d) closedir(d);
    if (*n) qsort(names, *n, sizeof *names, by_name);
    return names;
}

/* DATADIR/FOLDER/NAME.SUFFIX -> section PREFIX:NAME. */
static bool collect(const char *datadir, const char *folder, const char *suffix, const char *prefix,
                    sections *out)
{
    char path[4096];
    snprintf(path, sizeof path, "%s/%s", datadir, folder);
    size_t n;
    char **names = list(path, suffix, &n);
    bool good = true;
    for (size_t i = 0; i < n; i++) {
        bytes text = {0};
        section s = {0};
        snprintf(path, sizeof path, "%s/%s/%s", datadir, folder, names[i]);
        if (!read_file(path, &text)) {
            fprintf(stderr, "sayso-pack: %s: %s\n", path, strerror(errno));
            exit(1);
        }
        int base = (int)(strlen(names[i]) - strlen(suffix));
        int len = snprintf(s.entry.name, sizeof s.entry.name, "%s:%.*s", prefix, base, names[i]);
        if (len >= (int)sizeof s.entry.name) good = line_fault(path, 0, "the name is too long");
        if (!strcmp(prefix, "lex")) {
            good = build_lexicon(path, &text, &s.data) && good;
            free(text.at);
        } else {
            s.data = text;
            add_tags(&s.data);
        }
        out->at = checked(realloc(out->at, (out->n + 1) * sizeof *out->at));
        out->at[out->n++] = s;
        free(names[i]);
    }
    free(names);
    return good;
}

static size_t aligned(size_t n)
{
    return (n + SS_MODEL_ALIGN - 1) / SS_MODEL_ALIGN * SS_MODEL_ALIGN;
}

static void assemble(const sections *all, const char *date, bytes *out)
{
    ss_model_header h = {.version = SS_MODEL_VERSION, .endian = SS_MODEL_ENDIAN, .lang = "en",
                         .sections = all->n};
    memcpy(h.magic, SS_MODEL_MAGIC, sizeof h.magic);
    snprintf(h.date, sizeof h.date, "%s", date);
    append(out, &h, sizeof h);
    size_t offset = aligned(sizeof h + all->n * sizeof(ss_model_entry));
    for (uint32_t i = 0; i < all->n; i++) {
        section *s = &all->at[i];
        s->entry.offset = offset;
        s->entry.len = s->data.n;
        append(out, &s->entry, sizeof s->entry);
        offset = aligned(offset + s->data.n);
    }
    for (uint32_t i = 0; i < all->n; i++) {
        append_zeros(out, (size_t)all->at[i].entry.offset - out->n);
        append(out, all->at[i].data.at, all->at[i].data.n);
    }
    h.len = out->n;
    memcpy(out->at, &h, sizeof h);
    h.checksum = ss_model_checksum(out->at, out->n);
    memcpy(out->at, &h, sizeof h);
}

/* Section "words", after the lists it is made from. */
static void add_index(sections *all)
{
    section s = {.entry.name = "words"};
    ss_words_header h = {.magic = SS_WORDS_MAGIC, .log2 = SS_WORDS_LOG2};
    uint64_t *sets = checked(calloc((size_t)1 << SS_WORDS_LOG2, sizeof *sets));
    for (uint32_t i = 0, k = 0; i < all->n; i++)
        if (!strncmp(all->at[i].entry.name, "lex:", 4)) add_words(&all->at[i].data, k++, sets);
    append(&s.data, &h, sizeof h);
    append(&s.data, sets, sizeof *sets << SS_WORDS_LOG2);
    free(sets);
    all->at = checked(realloc(all->at, (all->n + 1) * sizeof *all->at));
    all->at[all->n++] = s;
}

static void read_date(const char *datadir, char date[16])
{
    char path[4096];
    snprintf(path, sizeof path, "%s/weights/DATE", datadir);
    bytes text = {0};
    strcpy(date, "undated");
    if (read_file(path, &text) && text.n >= 10) snprintf(date, 16, "%.10s", text.at);
    free(text.at);
}

int main(int argc, char **argv)
{
    if (argc != 3) {
        fprintf(stderr, "usage: sayso-pack OUT DATADIR\n");
        return 2;
    }
    sections all = {0};
    bool good = collect(argv[2], "weights", ".bin", "w", &all);
    good = collect(argv[2], "lexicon", ".txt", "lex", &all) && good;
    if (good) add_index(&all);
    if (all.n > SS_MODEL_SECTIONS_MAX) good = line_fault(argv[2], 0, "too many files");
    if (!good) return 1;
    char date[16];
    read_date(argv[2], date);
    bytes file = {0};
    assemble(&all, date, &file);
    FILE *f = fopen(argv[1], "wb");
    bool wrote = f && fwrite(file.at, 1, file.n, f) == file.n;
    if (!f || fclose(f) || !wrote) {
        fprintf(stderr, "sayso-pack: %s: %s\n", argv[1], strerror(errno));
        return 1;
    }
    for (uint32_t i = 0; i < all.n; i++) free(all.at[i].data.at);
    free(all.at);
    free(file.at);
    return 0;
}
