/* plain.c - plain text to paragraphs.
 *
 * The text is taken as it stands: a paragraph is a range of it. Empty lines
 * separate paragraphs. Whether a single line break does so too is decided once
 * for the document: where most of the lines that are followed by another line
 * of their block end like a sentence, or no line is longer than a screen and
 * there is no empty line at all, each line is a paragraph; else line breaks are
 * soft (text wrapped at a column). A line that begins with a speaker's label in
 * capitals or with a bullet always begins a paragraph.
 *
 * Cost: two passes. Known failure: a poem, or a table, is cut into lines or run
 * together.
 */
#include "text/text.h"

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' || c == '\v';
}

/* A line's last byte is of one of the marks that end a sentence or a quotation
 * (the curly and angled marks end in these bytes). */
static bool ends_sentence(const char *s, uint32_t begin, uint32_t end)
{
    while (end > begin && is_blank(s[end - 1])) end--;
    if (end == begin) return false;
    char c = s[end - 1];
    if (c == '.' || c == '!' || c == '?' || c == '"' || c == ')' || c == ':') return true;
    return end - begin >= 3 && ((unsigned char)s[end - 3] == 0xE2 && (unsigned char)s[end - 2] == 0x80);
}

/* "SMITH:", "MR. O'NEIL:", "Q.", "- item", "* item": 200 bytes at most are looked at. */
static bool begins_paragraph(const char *s, uint32_t begin, uint32_t end)
{
    if (end - begin >= 2 && (s[begin] == '-' || s[begin] == '*') && s[begin + 1] == ' ') return true;
    if (end - begin >= 3 && !memcmp(s + begin, "\xE2\x80\xA2", 3)) return true;
    uint32_t i = begin, letters = 0;
    while (i < end && i - begin < 40) {
        char c = s[i];
        if (c >= 'A' && c <= 'Z')
            letters++;
        else if (c == ':' || (letters == 1 && i == begin + 1 && c == '.'))
            return letters > 0 && i + 1 < end && is_blank(s[i + 1]);
        else if (c != ' ' && c != '.' && c != '\'' && c != '-' && c != ',')
            return false;
        i++;
    }
    return false;
}

static uint32_t line_end(const char *s, uint32_t at, uint32_t len)
{
    const char *p = memchr(s + at, '\n', len - at);
    return p ? (uint32_t)(p - s) : len;
}

static bool blank_line(const char *s, uint32_t begin, uint32_t end)
{
    while (begin < end && is_blank(s[begin])) begin++;
    return begin == end;
}

/* Is a single line break a paragraph break in this document? */
static bool lines_are_paragraphs(const char *s, uint32_t len)
{
    uint32_t inner = 0, ending = 0, gaps = 0, longest = 0;
    for (uint32_t at = 0; at < len;) {
        uint32_t end = line_end(s, at, len);
        if (end - at > longest) longest = end - at;
        if (blank_line(s, at, end)) {
            gaps++;
        } else if (end < len) {
            uint32_t next = line_end(s, end + 1, len);
            if (!blank_line(s, end + 1, next)) {
                inner++;
                ending += ends_sentence(s, at, end);
            }
        }
        at = end + 1;
    }
    if (inner == 0) return false;
    return ending * 2 > inner || (gaps == 0 && longest > 200);
}

static void add_paragraph(ss_ctx *ctx, uint32_t begin, uint32_t end)
{
    const char *s = ctx->doc->text;
    while (begin < end && is_blank(s[begin])) begin++;
    while (end > begin && is_blank(s[end - 1])) end--;
    if (begin < end)
        *ss_push(&ctx->doc->arena, &ctx->doc->paragraphs) = (ss_paragraph){.span = {begin, end}};
}

void ss_text_plain(ss_ctx *ctx, const char *utf8, size_t len)
{
    sayso_doc *doc = ctx->doc;
    doc->text = ss_strndup(&doc->arena, utf8, len);
    doc->len = (uint32_t)len;
    const char *s = doc->text;
    bool hard = lines_are_paragraphs(s, doc->len);
    uint32_t begin = 0;
    for (uint32_t at = 0; at < doc->len;) {
        uint32_t end = line_end(s, at, doc->len);
        if (hard || blank_line(s, at, end) || begins_paragraph(s, at, end)) {
            add_paragraph(ctx, begin, at);
            begin = at;
        }
        at = end + 1;
    }
    add_paragraph(ctx, begin, doc->len);
}
