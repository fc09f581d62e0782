/* model_format.h - the bytes of a model file, for the library and for sayso-pack.
 *
 * header (64 bytes), section table (64 bytes each), sections (64-byte aligned).
 * All numbers are little-endian as the machine writes them; the endianness mark
 * refuses a file from a machine of the other kind. docs/model-format.md says
 * every field in prose.
 */
#ifndef SS_MODEL_FORMAT_H
#define SS_MODEL_FORMAT_H

#include <stddef.h>
#include <stdint.h>

#define SS_MODEL_MAGIC "\x89sayso\r\n" /* 8 bytes; \r\n shows a transfer in text mode */

enum {
    SS_MODEL_VERSION = 1,
    SS_MODEL_ENDIAN = 0x01020304,
    SS_MODEL_ALIGN = 64,
    SS_MODEL_SECTIONS_MAX = 4096,
    SS_LEXICON_MAGIC = 0x3158454c, /* "LEX1" */
    SS_LEXICON_LOG2_MAX = 26,
    SS_WORDS_MAGIC = 0x31445257, /* "WRD1" */
    SS_WORDS_LOG2 = 15           /* as written; up to 24 can be read */
};

typedef struct {
    char magic[8];
    uint32_t version;
    uint32_t endian;
    uint64_t len;      /* of the whole file */
    uint64_t checksum; /* XXH3 64 of the bytes from `lang` to the end of the file */
    char lang[8];      /* "en", NUL-padded */
    char date[16];     /* of the weights, ISO 8601, NUL-padded */
    uint32_t sections;
    uint32_t reserved; /* 0 */
} ss_model_header;

typedef struct {
    char name[48]; /* NUL-padded, at least one NUL */
    uint64_t offset, len;
} ss_model_entry;

/* A word list section: this, then 1 << log2 slots, then `strings` bytes.
 * A string is "key\0value\0"; offset 0 holds an unused NUL, and the last two
 * bytes are NUL, so that any offset below strings - 1 reads two strings that end. */
typedef struct {
    uint32_t magic;
    uint32_t log2;    /* of the slot count */
    uint32_t entries;
    uint32_t strings; /* bytes */
} ss_lexicon_header;

/* Open addressing by linear probing from hash >> (32 - log2) of the mixed hash.
 * ref == 0: empty. ref >> 1: offset of the string, 0 where the slot is only a
 * prefix; ref & 1: the key, and a space, begins a longer entry. */
typedef struct ss_lexicon_slot {
    uint32_t hash; /* ss_hash_bytes of the key */
    uint32_t ref;
} ss_lexicon_slot;

static inline uint32_t ss_lexicon_home(uint32_t hash, uint32_t log2)
{
    return log2 ? (hash * 2654435769u) >> (32 - log2) : 0;
}

/* Section "words": this, then 1 << log2 sets of 64 bits. Set ss_lexicon_home(hash
 * of a word) has bit k % 64 where the word is, or begins, an entry of the k-th word
 * list of the file. Words that share a place share their bits: a set bit means
 * "look", a clear one "not there". A file may lack the section. */
typedef struct {
    uint32_t magic; /* SS_WORDS_MAGIC */
    uint32_t log2;
    uint32_t reserved[14]; /* 0; the sets are aligned to cache lines */
} ss_words_header;

/* The checksum that belongs into a file of these bytes (len >= header). */
uint64_t ss_model_checksum(const void *bytes, size_t len);

#endif
