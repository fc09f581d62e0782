/* sniff.c - is it an HTML page, and what charset does it declare?
 *
 * A page is known by how it begins (a doctype or one of the tags that can open
 * a page, after blanks, comments and processing instructions) or by how many
 * tags of text markup it has: three or more, and one for every 400 bytes or
 * denser, with closing tags among them. An article that mentions "<p>" in prose
 * passes neither. Cost: the first 4 KiB for the one, 16 KiB for the other.
 */
#include "bytes/bytes.h"

#include <ctype.h>
#include <strings.h>

static bool starts(const char *s, size_t len, const char *word)
{
    size_t n = strlen(word);
    return len >= n && !strncasecmp(s, word, n);
}

/* A tag's name at s, followed by what can end it. */
static bool tag(const char *s, size_t len, const char *name)
{
    size_t n = strlen(name);
    return starts(s, len, name) && n < len &&
           (s[n] == '>' || s[n] == '/' || isspace((unsigned char)s[n]));
}

static size_t past(const char *s, size_t at, size_t len, const char *end)
{
    const char *found = memmem(s + at, len - at, end, strlen(end));
    return found ? (size_t)(found - s) + strlen(end) : len;
}

static bool opens_a_page(const char *s, size_t len)
{
    static const char *const openers[] = {"<html", "<head", "<body", "<title", "<meta", "<article"};
    size_t i = 0;
    for (;;) {
        while (i < len && isspace((unsigned char)s[i])) i++;
        if (starts(s + i, len - i, "<!--"))
            i = past(s, i, len, "-->");
        else if (starts(s + i, len - i, "<?xml"))
            i = past(s, i, len, "?>");
        else
            break;
    }
    if (starts(s + i, len - i, "<!doctype html")) return true;
    for (size_t k = 0; k < sizeof openers / sizeof *openers; k++)
        if (tag(s + i, len - i, openers[k])) return true;
    return false;
}

static bool dense_in_tags(const char *s, size_t len)
{
    static const char *const marks[] = {"<p",  "<div", "<br", "<a",  "<span",   "<h1",
                                        "<h2", "<li",  "<ul", "<em", "<strong", "<table"};
    static const char *const ends[] = {"</p", "</div", "</a", "</span", "</h1", "</h2", "</li"};
    size_t tags = 0, closing = 0;
    for (const char *at = s; (at = memchr(at, '<', len - (size_t)(at - s))); at++) {
        size_t rest = len - (size_t)(at - s);
        for (size_t k = 0; k < sizeof marks / sizeof *marks; k++) tags += tag(at, rest, marks[k]);
        for (size_t k = 0; k < sizeof ends / sizeof *ends; k++) closing += tag(at, rest, ends[k]);
    }
    return tags >= 3 && closing >= 2 && (tags + closing) * 400 >= len;
}

bool ss_bytes_is_html(const char *utf8, size_t len)
{
    enum { HEAD = 4096, BODY = 16384 };
    if (opens_a_page(utf8, len < HEAD ? len : HEAD)) return true;
    return dense_in_tags(utf8, len < BODY ? len : BODY);
}

bool ss_bytes_meta_charset(const unsigned char *bytes, size_t len, char name[40])
{
    const char *s = (const char *)bytes;
    if (len > 4096) len = 4096;
    for (const char *at = s; (at = memchr(at, '<', len - (size_t)(at - s))); at++) {
        size_t rest = len - (size_t)(at - s);
        if (!tag(at, rest, "<meta")) continue;
        const char *close = memchr(at, '>', rest);
        if (!close) return false;
        for (const char *c = at; c + 8 < close; c++) {
            if (strncasecmp(c, "charset=", 8)) continue;
            c += 8;
            while (c < close && (*c == '"' || *c == '\'' || *c == ' ')) c++;
            size_t n = 0;
            for (; c < close && n < 39 && (isalnum((unsigned char)*c) || strchr("-_.:", *c)); c++)
                name[n++] = (char)tolower((unsigned char)*c);
            name[n] = '\0';
            return n > 0;
        }
    }
    return false;
}
