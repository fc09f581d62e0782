/* convert.c - UTF-8: survey and repair; UTF-16, Windows-1252 and others to UTF-8.
 *
 * Well-formedness is table 3-7 of the Unicode standard: no overlong forms, no
 * surrogates, nothing above U+10FFFF. Repair replaces each maximal part of an
 * ill-formed sequence by one U+FFFD (the practice that Unicode and WHATWG
 * recommend). Cost: linear; output buffers are allocated once, before anything
 * is opened, so that running out of memory leaks nothing.
 */
#include "bytes/bytes.h"

#include <errno.h>
#include <iconv.h>

static const char replacement[] = "\xEF\xBF\xBD";

/* Bytes of the sequence at s that are right so far; *whole says if it is complete. */
static unsigned sequence(const unsigned char *s, size_t len, bool *whole)
{
    unsigned need;
    unsigned char low = 0x80, high = 0xBF, c = s[0];
    *whole = false;
    if (c < 0x80) {
        *whole = true;
        return 1;
    }
    if (c >= 0xC2 && c <= 0xDF)
        need = 2;
    else if (c >= 0xE0 && c <= 0xEF) {
        need = 3;
        if (c == 0xE0) low = 0xA0;
        if (c == 0xED) high = 0x9F;
    } else if (c >= 0xF0 && c <= 0xF4) {
        need = 4;
        if (c == 0xF0) low = 0x90;
        if (c == 0xF4) high = 0x8F;
    } else
        return 1;
    unsigned n = 1;
    while (n < need && n < len && s[n] >= low && s[n] <= high) {
        low = 0x80;
        high = 0xBF;
        n++;
    }
    *whole = n == need;
    return n;
}

unsigned ss_utf8_length(const unsigned char *s, size_t len)
{
    bool whole;
    if (len == 0) return 0;
    unsigned n = sequence(s, len, &whole);
    return whole ? n : 0;
}

unsigned ss_utf8_put(char *out, uint32_t code)
{
    if (code < 0x80) {
        out[0] = (char)code;
        return 1;
    }
    if (code < 0x800) {
        out[0] = (char)(0xC0 | code >> 6);
        out[1] = (char)(0x80 | (code & 63));
        return 2;
    }
    if (code < 0x10000) {
        out[0] = (char)(0xE0 | code >> 12);
        out[1] = (char)(0x80 | (code >> 6 & 63));
        out[2] = (char)(0x80 | (code & 63));
        return 3;
    }
    out[0] = (char)(0xF0 | code >> 18);
    out[1] = (char)(0x80 | (code >> 12 & 63));
    out[2] = (char)(0x80 | (code >> 6 & 63));
    out[3] = (char)(0x80 | (code & 63));
    return 4;
}

/* Length of the run of printable ASCII at s, eight bytes a step. */
static size_t plain_run(const unsigned char *s, size_t len)
{
    const uint64_t ones = UINT64_C(0x0101010101010101), tops = ones << 7;
    size_t i = 0;
    while (i + 8 <= len) {
        uint64_t w;
        memcpy(&w, s + i, 8);
        if ((w | ((w - ones * 0x20) & ~w)) & tops) break;
        i += 8;
    }
    return i;
}

ss_bytes_survey ss_bytes_look(const unsigned char *s, size_t len)
{
    ss_bytes_survey found = {.first_bad = len, .first_nul = len, .first_control = len};
    for (size_t i = 0; i < len;) {
        i += plain_run(s + i, len - i);
        if (i == len) break;
        unsigned char c = s[i];
        if (c >= 0x80) {
            bool whole;
            unsigned n = sequence(s + i, len - i, &whole);
            if (whole) {
                found.good++;
            } else {
                found.cut = found.bad == 0 && n >= 2 && i + n == len;
                if (!found.bad) found.first_bad = i;
                for (unsigned k = 0; k < n; k++, found.bad++)
                    found.odd += s[i + k] >= 0xFE || s[i + k] == 0x81 || s[i + k] == 0x8D ||
                                 s[i + k] == 0x8F || s[i + k] == 0x90 || s[i + k] == 0x9D;
            }
            i += n;
            continue;
        }
        if (c == 0) {
            if (!found.nul++) found.first_nul = i;
        } else if ((c < 0x20 && c != '\x1b' && !(c >= 8 && c <= 13)) || c == 0x7F) {
            if (!found.controls++) found.first_control = i;
        }
        i++;
    }
    return found;
}

char *ss_bytes_repair(ss_arena *scratch, const unsigned char *s, size_t len, size_t *out_len,
                      size_t *bad, size_t *first)
{
    char *out = ss_alloc(scratch, len * 3 + 1);
    size_t o = 0;
    *bad = 0;
    *first = 0;
    for (size_t i = 0; i < len;) {
        bool whole;
        unsigned n = sequence(s + i, len - i, &whole);
        if (whole) {
            memcpy(out + o, s + i, n);
            o += n;
        } else {
            if (!*bad) *first = i;
            *bad += n;
            memcpy(out + o, replacement, 3);
            o += 3;
        }
        i += n;
    }
    out[o] = '\0';
    *out_len = o;
    return out;
}

char *ss_bytes_from_utf16(ss_arena *scratch, const unsigned char *s, size_t len, bool big_endian,
                          size_t *out_len, size_t *bad, size_t *first)
{
    char *out = ss_alloc(scratch, len / 2 * 3 + 4);
    size_t o = 0, i = 0;
    *bad = 0;
    *first = 0;
    while (i + 1 < len) {
        uint32_t unit = big_endian ? (uint32_t)s[i] << 8 | s[i + 1]
                                   : (uint32_t)s[i + 1] << 8 | s[i];
        size_t at = i;
        i += 2;
        if (unit >= 0xD800 && unit < 0xE000) {
            uint32_t next = 0;
            if (i + 1 < len)
                next = big_endian ? (uint32_t)s[i] << 8 | s[i + 1] : (uint32_t)s[i + 1] << 8 | s[i];
            if (unit < 0xDC00 && next >= 0xDC00 && next < 0xE000) {
                unit = 0x10000 + ((unit - 0xD800) << 10) + (next - 0xDC00);
                i += 2;
            } else {
                if (!*bad) *first = at;
                *bad += 2;
                unit = 0xFFFD;
            }
        }
        o += ss_utf8_put(out + o, unit);
    }
    if (i < len) {
        if (!*bad) *first = i;
        (*bad)++;
        o += ss_utf8_put(out + o, 0xFFFD);
    }
    out[o] = '\0';
    *out_len = o;
    return out;
}

char *ss_bytes_from_1252(ss_arena *scratch, const unsigned char *s, size_t len, size_t *out_len)
{
    /* 0x80 to 0x9F; the five undefined ones are the C1 controls, as WHATWG has it. */
    static const uint16_t high[32] = {
        0x20AC, 0x81,   0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
        0x2039, 0x0152, 0x8D,   0x017D, 0x8F,   0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
        0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,   0x017E, 0x0178};
    size_t more = 0;
    for (size_t i = 0; i < len; i++) more += s[i] >= 0x80;
    char *out = ss_alloc(scratch, len + more * 2 + 1);
    size_t o = 0;
    for (size_t i = 0; i < len; i++)
        o += ss_utf8_put(out + o, s[i] >= 0x80 && s[i] < 0xA0 ? high[s[i] - 0x80] : s[i]);
    out[o] = '\0';
    *out_len = o;
    return out;
}

char *ss_bytes_from_charset(ss_arena *scratch, const char *charset, const unsigned char *s,
                            size_t len, size_t *out_len, size_t *bad, size_t *first)
{
    iconv_t known = iconv_open("UTF-8", charset);
    if (known == (iconv_t)-1) return NULL;
    iconv_close(known); /* nothing may be open across an allocation */
    /* No charset that iconv knows needs more than 4 bytes of UTF-8 for one of its own. */
    size_t left = len * 4 + 16, room = left;
    char *out = ss_alloc(scratch, left + 1), *o = out, *in = (char *)(uintptr_t)s;
    *bad = 0;
    *first = 0;
    iconv_t to = iconv_open("UTF-8", charset);
    if (to == (iconv_t)-1) return NULL;
    size_t rest = len;
    while (rest) {
        if (iconv(to, &in, &rest, &o, &left) != (size_t)-1) break;
        if (errno == E2BIG || left < 4) break;
        if (!*bad) *first = len - rest;
        (*bad)++;
        memcpy(o, replacement, 3);
        o += 3;
        left -= 3;
        in++;
        rest--;
    }
    if (left > 8) iconv(to, NULL, NULL, &o, &left);
    iconv_close(to);
    *out_len = room - left;
    out[*out_len] = '\0';
    return out;
}
