/* decode.c - decides what encoding the bytes are in, converts them, says so.
 *
 * Order of evidence: a byte order mark; being well-formed UTF-8 (text in
 * another encoding is so by accident only where it is ASCII, so this outranks
 * what a server or page declares); the charset declared by whoever delivered
 * the bytes, then by the page itself; at last the tally of well-formed against
 * malformed sequences, which separates damaged UTF-8 from Windows-1252.
 *
 * Text is never normalised: line ends, controls and compositions stay, so that
 * offsets slice back into the user's own bytes. The one exception is a mark at
 * the start: it is no part of the text, and offsets are counted after it.
 *
 * Cost: one pass to look, one to convert where needed; ASCII goes eight bytes
 * a step.
 *
 * Known failures. UTF-16 without a mark is refused, not guessed. ISO-2022 and
 * HZ are ASCII to this module. An undeclared 8-bit encoding other than
 * Windows-1252 (Latin-2, KOI8) is taken for it.
 */
#include "bytes/bytes.h"

#include <ctype.h>
#include <nettle/sha2.h>
#include <strings.h>

static const struct {
    const char *bytes;
    size_t len;
    const char *what;
} signatures[] = {
#define SIGNATURE(bytes, what) \
    { \
        bytes, sizeof(bytes) - 1, what \
    }
    SIGNATURE("%PDF-", "a PDF document"),
    SIGNATURE("PK\x03\x04", "a ZIP archive (or a .docx, .odt, .epub)"),
    SIGNATURE("\x89PNG\r\n\x1a\n", "a PNG image"),
    SIGNATURE("\xFF\xD8\xFF", "a JPEG image"),
    SIGNATURE("GIF87a", "a GIF image"),
    SIGNATURE("GIF89a", "a GIF image"),
    SIGNATURE("\x1F\x8B", "gzip-compressed"),
    SIGNATURE("\x28\xB5\x2F\xFD", "zstd-compressed"),
    SIGNATURE("\xFD"
              "7zXZ\0",
              "xz-compressed"),
    SIGNATURE("BZh91AY&SY", "bzip2-compressed"),
    SIGNATURE("7z\xBC\xAF\x27\x1C", "a 7z archive"),
    SIGNATURE("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "an old Office document"),
    SIGNATURE("{\\rtf", "an RTF document"),
    SIGNATURE("\x7F"
              "ELF",
              "a program"),
    SIGNATURE("SQLite format 3\0", "an SQLite database"),
#undef SIGNATURE
};

static void hash_input(sayso_meta *meta, const char *data, size_t len)
{
    static const char hex[] = "0123456789abcdef";
    struct sha256_ctx state;
    uint8_t digest[SHA256_DIGEST_SIZE];
    sha256_init(&state);
    sha256_update(&state, len, (const uint8_t *)data);
    sha256_digest(&state, sizeof digest, digest);
    for (int i = 0; i < SHA256_DIGEST_SIZE; i++) {
        meta->sha256[2 * i] = hex[digest[i] >> 4];
        meta->sha256[2 * i + 1] = hex[digest[i] & 15];
    }
    meta->sha256[64] = '\0';
}

static const char *signature(const unsigned char *s, size_t len)
{
    for (size_t i = 0; i < sizeof signatures / sizeof *signatures; i++)
        if (len >= signatures[i].len && !memcmp(s, signatures[i].bytes, signatures[i].len))
            return signatures[i].what;
    return NULL;
}

/* Blanks of ASCII and of Unicode, zero-width ones included. */
static bool is_blank(const char *text, size_t len)
{
    const unsigned char *s = (const unsigned char *)text;
    for (size_t i = 0; i < len;) {
        if (s[i] == ' ' || (s[i] >= 9 && s[i] <= 13)) {
            i++;
        } else if (i + 1 < len && s[i] == 0xC2 && (s[i + 1] == 0xA0 || s[i + 1] == 0x85)) {
            i += 2;
        } else if (i + 2 < len && ((s[i] == 0xE2 && s[i + 1] == 0x80 &&
                                    (s[i + 2] <= 0x8F || s[i + 2] == 0xA8 || s[i + 2] == 0xA9 ||
                                     s[i + 2] == 0xAF)) ||
                                   (s[i] == 0xE3 && s[i + 1] == 0x80 && s[i + 2] == 0x80) ||
                                   (s[i] == 0xEF && s[i + 1] == 0xBB && s[i + 2] == 0xBF))) {
            i += 3;
        } else {
            return false;
        }
    }
    return true;
}

/* NULs at every second byte, and nearly nowhere else. */
static bool like_utf16(const unsigned char *s, size_t len)
{
    size_t look = len < 512 ? len & ~(size_t)1 : 512, at[2] = {0, 0};
    for (size_t i = 0; i < look; i++) at[i & 1] += s[i] == 0;
    size_t most = at[0] > at[1] ? at[0] : at[1], least = at[0] + at[1] - most;
    return look >= 4 && most * 4 > look && least * 8 < most;
}

static sayso_code refuse_binary(const unsigned char *s, size_t len, const ss_bytes_survey *look,
                                size_t base, sayso_error *err)
{
    if (look->nul) {
        size_t at = base + look->first_nul;
        if (like_utf16(s, len))
            return ss_fail(err, SAYSO_BINARY, at,
                           "UTF-16 without a byte order mark? There is a NUL byte at offset %zu",
                           at);
        return ss_fail(err, SAYSO_BINARY, at, "not text: there is a NUL byte at offset %zu", at);
    }
    if (look->controls > 4 && look->controls * 20 > len) {
        size_t at = base + look->first_control;
        return ss_fail(err, SAYSO_BINARY, at,
                       "not text: %zu of %zu bytes are control characters, the first at offset %zu",
                       look->controls, len, at);
    }
    return SAYSO_OK;
}

static void warn_replaced(sayso_doc *doc, size_t bad, size_t first, const char *as)
{
    if (bad)
        ss_warn(doc, first, "%zu invalid byte%s in %s replaced by U+FFFD, the first at offset %zu",
                bad, bad == 1 ? "" : "s", as, first);
}

static bool is_1252_label(const char *name)
{
    static const char *const labels[] = {"windows-1252", "cp1252",     "x-cp1252", "iso-8859-1",
                                         "iso8859-1",    "iso_8859-1", "latin1",   "l1",
                                         "us-ascii",     "ascii"};
    for (size_t i = 0; i < sizeof labels / sizeof *labels; i++)
        if (!strcasecmp(name, labels[i])) return true;
    return false;
}

/* A name that is safe and useful to hand to iconv. */
static bool is_other_label(const char *name)
{
    size_t n = strlen(name);
    if (n == 0 || n >= 40) return false;
    for (size_t i = 0; i < n; i++)
        if (!isalnum((unsigned char)name[i]) && !strchr("-_.:", name[i])) return false;
    return strncasecmp(name, "utf", 3) != 0;
}

/* By the tally: more malformed than well-formed sequences, and what is
 * malformed makes sense as Windows-1252. */
static bool like_1252(const ss_bytes_survey *look)
{
    return !look->cut && look->bad > look->good && look->odd * 10 <= look->bad;
}

/* Not UTF-8: converts by what is declared, or by the tally. */
static char *convert(ss_ctx *ctx, const unsigned char *s, size_t len, const ss_bytes_survey *look,
                     const char *declared, size_t *out_len)
{
    size_t bad = 0, first = 0;
    char *out;
    if (declared && !is_1252_label(declared) && is_other_label(declared)) {
        out = ss_bytes_from_charset(ctx->scratch, declared, s, len, out_len, &bad, &first);
        if (out) {
            ss_warn(ctx->doc, look->first_bad, "converted from %s", declared);
            warn_replaced(ctx->doc, bad, first, declared);
            return out;
        }
        ss_warn(ctx->doc, 0, "the declared charset \"%s\" is not known: passed over", declared);
    }
    if ((declared && is_1252_label(declared) && look->bad > look->good) || like_1252(look)) {
        ss_warn(ctx->doc, look->first_bad,
                "converted from Windows-1252 (the first byte that is no UTF-8 is at offset %zu)",
                look->first_bad);
        return ss_bytes_from_1252(ctx->scratch, s, len, out_len);
    }
    out = ss_bytes_repair(ctx->scratch, s, len, out_len, &bad, &first);
    warn_replaced(ctx->doc, bad, first, "UTF-8");
    return out;
}

static sayso_code decode_utf16(ss_ctx *ctx, const unsigned char *s, size_t len, bool big_endian,
                               size_t base, const char **utf8, size_t *out_len, sayso_error *err)
{
    const char *name = big_endian ? "UTF-16BE" : "UTF-16LE";
    size_t bad = 0, first = 0;
    char *out = ss_bytes_from_utf16(ctx->scratch, s, len, big_endian, out_len, &bad, &first);
    ss_bytes_survey look = ss_bytes_look((const unsigned char *)out, *out_len);
    if (look.nul || (look.controls > 4 && look.controls * 20 > *out_len))
        return ss_fail(err, SAYSO_BINARY, base, "not text: %s with NULs or control characters",
                       name);
    ss_warn(ctx->doc, 0, "converted from %s", name);
    warn_replaced(ctx->doc, bad, base + first, name);
    *utf8 = out;
    return SAYSO_OK;
}

static sayso_code decode_8bit(ss_ctx *ctx, const sayso_record *record, const unsigned char *s,
                              size_t len, const char **utf8, size_t *out_len, sayso_error *err)
{
    size_t base = 0;
    if (len >= 3 && !memcmp(s, "\xEF\xBB\xBF", 3)) base = 3;
    s += base;
    len -= base;
    ss_bytes_survey look = ss_bytes_look(s, len);
    sayso_code code = refuse_binary(s, len, &look, base, err);
    if (code) return code;
    *utf8 = (const char *)s;
    *out_len = len;
    if (!look.bad) return SAYSO_OK;
    if (base) {
        size_t bad, first;
        *utf8 = ss_bytes_repair(ctx->scratch, s, len, out_len, &bad, &first);
        warn_replaced(ctx->doc, bad, base + first, "UTF-8");
        return SAYSO_OK;
    }
    char meta[40];
    const char *declared = record->charset && *record->charset ? record->charset : NULL;
    if (!declared && record->kind != SAYSO_KIND_TEXT && ss_bytes_meta_charset(s, len, meta) &&
        (record->kind == SAYSO_KIND_HTML || ss_bytes_is_html((const char *)s, len)))
        declared = meta;
    *utf8 = convert(ctx, s, len, &look, declared, out_len);
    return SAYSO_OK;
}

sayso_code ss_bytes_decode(ss_ctx *ctx, const sayso_record *record, const char **utf8, size_t *len,
                           sayso_error *err)
{
    const unsigned char *s = (const unsigned char *)record->data;
    size_t n = record->len;
    const char *charset = record->charset;
    hash_input(&ctx->doc->meta, record->data, n);
    if (n == 0) return ss_fail(err, SAYSO_EMPTY, 0, "there is no text: the input is empty");
    const char *what = signature(s, n);
    if (what)
        return ss_fail(err, SAYSO_BINARY, 0, "not text: this is %s (by the bytes at offset 0)",
                       what);

    sayso_code code;
    bool big_endian = charset && !strcasecmp(charset, "utf-16be");
    if (n >= 2 && ((s[0] == 0xFF && s[1] == 0xFE) || (s[0] == 0xFE && s[1] == 0xFF)))
        code = decode_utf16(ctx, s + 2, n - 2, s[0] == 0xFE, 2, utf8, len, err);
    else if (charset && !strncasecmp(charset, "utf-16", 6))
        code = decode_utf16(ctx, s, n, big_endian, 0, utf8, len, err);
    else
        code = decode_8bit(ctx, record, s, n, utf8, len, err);
    if (code) return code;
    if (is_blank(*utf8, *len)) return ss_fail(err, SAYSO_EMPTY, 0, "there is no text: only blanks");
    return SAYSO_OK;
}
