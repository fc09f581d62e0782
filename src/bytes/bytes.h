/* bytes.h - raw input to UTF-8. */
#ifndef SS_BYTES_H
#define SS_BYTES_H

#include "doc/doc.h"

/* Converts the record's bytes to valid UTF-8 in scratch (the record's own bytes
 * where they already are), with what was converted or repaired in doc->warnings,
 * and fills doc->meta.sha256. Detects: BOMs, UTF-8, UTF-16 with a mark,
 * Windows-1252 else; NUL bytes and other controls: SAYSO_BINARY. Invalid UTF-8
 * in otherwise valid UTF-8 becomes U+FFFD, the first offset is named. */
sayso_code ss_bytes_decode(ss_ctx *ctx, const sayso_record *record, const char **utf8, size_t *len,
                           sayso_error *err);
/* True where the bytes look like an HTML page. */
bool ss_bytes_is_html(const char *utf8, size_t len);

/* -- inside src/bytes ------------------------------------------------------- */

/* What one pass over the bytes finds. Offsets are `len` where there is none. */
typedef struct {
    size_t good; /* well-formed sequences of two bytes or more */
    size_t bad;  /* bytes that begin no well-formed sequence */
    size_t first_bad;
    size_t nul, first_nul;
    size_t controls, first_control; /* C0 other than blanks, backspace and escape */
    bool cut;                       /* the only bad bytes are a sequence cut off by the end */
    size_t odd;                     /* bad bytes that Windows-1252 leaves undefined, or FE and FF */
} ss_bytes_survey;

ss_bytes_survey ss_bytes_look(const unsigned char *s, size_t len);
/* Length of the well-formed UTF-8 sequence at s (1 to 4), 0 where there is none. */
unsigned ss_utf8_length(const unsigned char *s, size_t len);
/* Writes a code point, returns its 1 to 4 bytes. */
unsigned ss_utf8_put(char *out, uint32_t code);

/* Each returns a copy in scratch, its length in *out_len; *bad counts what had
 * to be replaced by U+FFFD and *first is the input offset of the first of it. */
char *ss_bytes_repair(ss_arena *scratch, const unsigned char *s, size_t len, size_t *out_len,
                      size_t *bad, size_t *first);
char *ss_bytes_from_utf16(ss_arena *scratch, const unsigned char *s, size_t len, bool big_endian,
                          size_t *out_len, size_t *bad, size_t *first);
char *ss_bytes_from_1252(ss_arena *scratch, const unsigned char *s, size_t len, size_t *out_len);
/* Through iconv(3); NULL where the C library does not know the charset. */
char *ss_bytes_from_charset(ss_arena *scratch, const char *charset, const unsigned char *s,
                            size_t len, size_t *out_len, size_t *bad, size_t *first);

/* The charset that <meta charset=...> or <meta ... content="...charset=..."> in
 * the first 4 KiB declares, lower case, into name; false where none does. */
bool ss_bytes_meta_charset(const unsigned char *s, size_t len, char name[40]);

#endif
