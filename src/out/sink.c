/* sink.c - bytes out: see out.h.
 *
 * Strings are scanned with a table of the bytes that need care, and the runs
 * between are copied whole; the text of a document is almost all such runs.
 */
#include "bytes/bytes.h"
#include "out/out.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

void ss_flush(ss_out *out)
{
    if (out->used && !out->failed && !out->sink(out->ctx, out->buffer, out->used)) out->failed = true;
    out->used = 0;
}

void ss_put(ss_out *out, const char *s, size_t n)
{
    if (n > sizeof out->buffer - out->used) {
        ss_flush(out);
        if (n >= sizeof out->buffer) {
            if (!out->failed && !out->sink(out->ctx, s, n)) out->failed = true;
            return;
        }
    }
    memcpy(out->buffer + out->used, s, n);
    out->used += n;
}

void ss_puts(ss_out *out, const char *s)
{
    ss_put(out, s, strlen(s));
}

void ss_putc(ss_out *out, char c)
{
    if (out->used == sizeof out->buffer) ss_flush(out);
    out->buffer[out->used++] = c;
}

void ss_put_repeated(ss_out *out, const char *s, uint32_t times)
{
    size_t n = strlen(s);
    while (times-- > 0) ss_put(out, s, n);
}

void ss_put_u32(ss_out *out, uint32_t value)
{
    char digits[10];
    int n = 0;
    do digits[n++] = (char)('0' + value % 10);
    while (value /= 10);
    while (n-- > 0) ss_putc(out, digits[n]);
}

void ss_put_confidence(ss_out *out, double value)
{
    if (!(value > 0)) value = 0; /* NaN too */
    if (value > 1) value = 1;
    uint32_t thousandths = (uint32_t)(value * 1000 + 0.5);
    ss_putc(out, (char)('0' + thousandths / 1000));
    ss_putc(out, '.');
    ss_putc(out, (char)('0' + thousandths / 100 % 10));
    ss_putc(out, (char)('0' + thousandths / 10 % 10));
    ss_putc(out, (char)('0' + thousandths % 10));
}

/* Significant digits of |value| with trailing zeros gone; returns how many, and
 * in *exponent the power of ten of the first. printf's decimal point is the
 * locale's, and the only thing between the digits: it is passed over. */
static int shortest_digits(double value, char digits[20], int *exponent)
{
    char printed[64];
    for (int precision = 14; precision <= 16; precision++) {
        snprintf(printed, sizeof printed, "%.*e", precision, value);
        if (strtod(printed, NULL) == value) break;
    }
    int n = 0;
    const char *s = printed;
    for (; *s && *s != 'e'; s++)
        if (*s >= '0' && *s <= '9') digits[n++] = *s;
    *exponent = *s ? atoi(s + 1) : 0;
    while (n > 1 && digits[n - 1] == '0') n--;
    return n;
}

void ss_put_number(ss_out *out, double value)
{
    if (!isfinite(value)) {
        ss_puts(out, "null");
        return;
    }
    if (value < 0) ss_putc(out, '-');
    value = fabs(value);
    if (value < 4294967296.0 && value == (double)(uint32_t)value) {
        ss_put_u32(out, (uint32_t)value);
        return;
    }
    char digits[20], power[16];
    int exponent, n = shortest_digits(value, digits, &exponent);
    if (exponent >= 21 || exponent < -9) {
        ss_putc(out, digits[0]);
        if (n > 1) ss_putc(out, '.');
        ss_put(out, digits + 1, (size_t)n - 1);
        ss_put(out, power, (size_t)snprintf(power, sizeof power, "e%d", exponent));
    } else if (exponent < 0) {
        ss_puts(out, "0.");
        ss_put_repeated(out, "0", (uint32_t)(-exponent - 1));
        ss_put(out, digits, (size_t)n);
    } else if (n <= exponent + 1) {
        ss_put(out, digits, (size_t)n);
        ss_put_repeated(out, "0", (uint32_t)(exponent + 1 - n));
    } else {
        ss_put(out, digits, (size_t)exponent + 1);
        ss_putc(out, '.');
        ss_put(out, digits + exponent + 1, (size_t)(n - exponent - 1));
    }
}

/* The code point at s, of a sequence of `width` bytes; only those that either
 * escape asks for need be right: up to U+FFFF. */
static unsigned code_point(const char *s, uint32_t width)
{
    const unsigned char *u = (const unsigned char *)s;
    if (width == 2) return (u[0] & 0x1Fu) << 6 | (u[1] & 0x3Fu);
    if (width == 3) return (u[0] & 0x0Fu) << 12 | (u[1] & 0x3Fu) << 6 | (u[2] & 0x3Fu);
    return width == 1 ? u[0] : 0x10000;
}

static const char REPLACEMENT[] = "\xEF\xBF\xBD";

void ss_put_json(ss_out *out, const char *s, size_t n)
{
    static const char hex[] = "0123456789abcdef";
    ss_putc(out, '"');
    size_t from = 0;
    for (size_t i = 0; i < n; i++) {
        unsigned char c = (unsigned char)s[i];
        if (c >= 0x20 && c < 0x7F && c != '"' && c != '\\') continue;
        uint32_t width = ss_utf8_length((const unsigned char *)s + i, n - i);
        unsigned code = width ? code_point(s + i, width) : 0xFFFD;
        if (code >= 0xA0 && width && code != 0x2028 && code != 0x2029) {
            i += width - 1;
            continue;
        }
        if (!width) width = 1;
        ss_put(out, s + from, i - from);
        static const char *const shorts[] = {['"'] = "\\\"", ['\\'] = "\\\\", ['\n'] = "\\n", ['\r'] = "\\r",
                                             ['\t'] = "\\t", ['\b'] = "\\b",  ['\f'] = "\\f"};
        if (code < sizeof shorts / sizeof *shorts && shorts[code]) {
            ss_puts(out, shorts[code]);
        } else {
            char escape[6] = {'\\', 'u', hex[code >> 12], hex[code >> 8 & 15], hex[code >> 4 & 15], hex[code & 15]};
            ss_put(out, escape, sizeof escape);
        }
        i += width - 1;
        from = i + 1;
    }
    ss_put(out, s + from, n - from);
    ss_putc(out, '"');
}

void ss_put_html(ss_out *out, const char *s, size_t n)
{
    size_t from = 0;
    for (size_t i = 0; i < n; i++) {
        unsigned char c = (unsigned char)s[i];
        const char *instead = NULL;
        uint32_t width = 1;
        if (c == '&') {
            instead = "&amp;";
        } else if (c == '<') {
            instead = "&lt;";
        } else if (c == '>') {
            instead = "&gt;";
        } else if (c == '"') {
            instead = "&quot;";
        } else if (c == '\'') {
            instead = "&#39;";
        } else if (c < 0x20 || c == 0x7F) {
            if (c != '\n' && c != '\t') instead = REPLACEMENT;
        } else if (c >= 0x80) {
            width = ss_utf8_length((const unsigned char *)s + i, n - i);
            unsigned code = code_point(s + i, width);
            if (!width || code < 0xA0 || code == 0xFFFE || code == 0xFFFF) instead = REPLACEMENT;
            if (!width) width = 1;
        }
        if (!instead) {
            i += width - 1;
            continue;
        }
        ss_put(out, s + from, i - from);
        ss_puts(out, instead);
        i += width - 1;
        from = i + 1;
    }
    ss_put(out, s + from, n - from);
}

/* Near moves are walked, far ones looked up in the document's index. */
uint32_t ss_chars(ss_rend *r, uint32_t offset)
{
    if (offset > r->doc->len) offset = r->doc->len;
    if (offset < r->at_byte || offset - r->at_byte > 512) {
        r->at_char = sayso_doc_char(r->doc, offset);
    } else {
        for (uint32_t i = r->at_byte; i < offset; i++) r->at_char += ((unsigned char)r->doc->text[i] & 0xC0) != 0x80;
    }
    r->at_byte = offset;
    return r->at_char;
}
