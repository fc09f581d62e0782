/* html_parse.c - a page's bytes to a flat array of nodes; see html.h.
 *
 * A tokeniser after WHATWG's (HTML, section 13.2.5), with the states that pages
 * use: text, tags, attributes in three quotings, comments, declarations, raw
 * text. The tree follows its insertion rules as far as extraction needs them:
 * end tags that are implied (p, li, dt, dd, tr, td, option), end tags that match
 * nothing are passed over, formatting does not close blocks. Elements that HTML
 * does not know are passed over, their content stays.
 *
 * Why not libxml2's parser: it builds with malloc outside the arenas, keeps
 * HTML 4's rules, and searches its stack of open elements for each end tag,
 * which 100,000 open elements make quadratic. From libxml2 comes the table of
 * named characters.
 *
 * Invariant: for each tag, `open` is its innermost open element; whether an end
 * tag matches is looked up there, never searched, and each element is closed
 * once. So cost is linear in any input.
 */
#include "text/html.h"

#include <ctype.h>
#include <libxml/HTMLparser.h>
#include <strings.h>

#include "bytes/bytes.h"

enum { NONE = 0, LONGEST_NAME = 24, MOST_ATTRS = 64 };
#define NO_NODE UINT32_MAX

typedef struct {
    ss_html *page;
    const char *s;
    size_t at, len;
    uint32_t out;                     /* written to page->text */
    uint32_t current;                 /* innermost open element */
    uint32_t open[SS_HTML_TAG_COUNT]; /* innermost open of each tag; NONE: none */
    uint32_t *same;                   /* [node] the open element of its tag that it hides */
    uint32_t *block;                  /* [node] nearest ancestor that is no inline element */
    uint32_t same_cap;
} parser;

static const struct {
    const char *name;
    uint8_t flags;
} tags[] = {{"", 0},
#define X(name, flags) {#name, flags},
            SS_HTML_TAGS(X)
#undef X
};

uint8_t ss_html_flags(unsigned tag)
{
    return tag < SS_HTML_TAG_COUNT ? tags[tag].flags : 0;
}

/* -- names ------------------------------------------------------------------- */

static ss_html_tag tag_from(const char *name)
{
    unsigned lo = 1, hi = SS_HTML_TAG_COUNT;
    while (lo < hi) {
        unsigned mid = (lo + hi) / 2;
        int c = strcmp(name, tags[mid].name);
        if (c == 0) return (ss_html_tag)mid;
        if (c < 0)
            hi = mid;
        else
            lo = mid + 1;
    }
    return SS_HTML_TEXT;
}

static int attr_from(const char *s, size_t n)
{
    static const char *const names[] = {
#define X(name, text) text,
        SS_HTML_ATTRS(X)
#undef X
    };
    for (int i = 0; i < SS_ATTR_COUNT; i++)
        if (strlen(names[i]) == n && !strncasecmp(names[i], s, n)) return i;
    return -1;
}

static bool blank(char c)
{
    return c == ' ' || (c >= 9 && c <= 13);
}

/* -- characters -------------------------------------------------------------- */

/* WHATWG's reading of the numbers of Windows-1252's controls. */
static uint32_t repaired(uint32_t code)
{
    static const uint16_t high[32] = {
        0x20AC, 0x81,   0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
        0x2039, 0x0152, 0x8D,   0x017D, 0x8F,   0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
        0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,   0x017E, 0x0178};
    if (code >= 0x80 && code < 0xA0) return high[code - 0x80];
    if (code == 0 || code > 0x10FFFF || (code >= 0xD800 && code < 0xE000)) return 0xFFFD;
    return code;
}

/* "&#8220;" or "&ldquo;" at s: bytes used, 0: a plain ampersand. */
static size_t reference(const char *s, size_t len, uint32_t *code)
{
    if (len < 3) return 0;
    if (s[1] == '#') {
        bool hex = s[2] == 'x' || s[2] == 'X';
        size_t i = hex ? 3 : 2, first = i;
        uint32_t n = 0;
        for (; i < len && (hex ? isxdigit((unsigned char)s[i]) : isdigit((unsigned char)s[i]));
             i++) {
            int c = tolower((unsigned char)s[i]);
            if (n <= 0x10FFFF)
                n = n * (hex ? 16 : 10) + (uint32_t)(c >= 'a' ? c - 'a' + 10 : c - '0');
        }
        if (i == first) return 0;
        *code = repaired(n);
        return i < len && s[i] == ';' ? i + 1 : i;
    }
    char name[12];
    size_t n = 0;
    while (n + 1 < len && n < sizeof name - 1 && isalnum((unsigned char)s[n + 1])) {
        name[n] = s[n + 1];
        n++;
    }
    name[n] = '\0';
    bool closed = n + 1 < len && s[n + 1] == ';';
    if (n < 2 || (!closed && strcmp(name, "amp") && strcmp(name, "nbsp") && strcmp(name, "quot")))
        return 0;
    if (!strcmp(name, "apos")) {
        *code = '\'';
        return n + 2;
    }
    const htmlEntityDesc *entity = htmlEntityLookup((const xmlChar *)name);
    if (!entity) return 0;
    *code = entity->value;
    return n + 1 + closed;
}

static void made_of(parser *p, bool trace, size_t from, size_t to, bool named)
{
    if (trace)
        *ss_push(p->page->scratch, &p->page->sources) =
            (ss_html_source){p->out, (uint32_t)from, (uint32_t)to, named};
}

/* Decodes [from, to) into page->text; no character grows. `trace`: says of what. */
static void decode(parser *p, bool trace, size_t from, size_t to, uint32_t *begin, uint32_t *end)
{
    char *out = p->page->text;
    *begin = p->out;
    while (from < to) {
        const char *amp = memchr(p->s + from, '&', to - from);
        size_t plain = amp ? (size_t)(amp - p->s) - from : to - from;
        if (plain) made_of(p, trace, from, from + plain, false);
        memcpy(out + p->out, p->s + from, plain);
        p->out += (uint32_t)plain;
        from += plain;
        if (from == to) break;
        uint32_t code = 0;
        size_t used = reference(p->s + from, to - from, &code);
        made_of(p, trace, from, from + (used ? used : 1), used > 0);
        if (used) {
            p->out += ss_utf8_put(out + p->out, code);
            from += used;
        } else {
            out[p->out++] = '&';
            from++;
        }
    }
    *end = p->out;
}

/* -- the tree ---------------------------------------------------------------- */

static uint32_t add_node(parser *p, ss_html_tag tag)
{
    ss_html *page = p->page;
    uint32_t i = page->nodes.n;
    ss_html_node *node = ss_push(page->scratch, &page->nodes);
    *node = (ss_html_node){
        .parent = p->current, .stop = i + 1, .attrs = page->attrs.n, .tag = (uint8_t)tag};
    if (page->nodes.cap > p->same_cap) {
        p->same = ss_grow(page->scratch, p->same, p->same_cap * sizeof *p->same,
                          page->nodes.cap * sizeof *p->same);
        p->block = ss_grow(page->scratch, p->block, p->same_cap * sizeof *p->block,
                           page->nodes.cap * sizeof *p->block);
        p->same_cap = page->nodes.cap;
    }
    p->same[i] = p->block[i] = NONE;
    return i;
}

static void open_element(parser *p, uint32_t i)
{
    const ss_html_node *node = &p->page->nodes.at[i];
    const ss_html_node *parent = &p->page->nodes.at[node->parent];
    p->block[i] = ss_html_flags(parent->tag) & SS_H_INLINE ? p->block[node->parent] : node->parent;
    p->same[i] = p->open[node->tag];
    p->open[node->tag] = i;
    p->current = i;
}

static void close_current(parser *p)
{
    ss_html_node *node = &p->page->nodes.at[p->current];
    p->open[node->tag] = p->same[p->current];
    node->stop = p->page->nodes.n;
    p->current = node->parent;
}

static void close_to(parser *p, uint32_t element)
{
    while (p->current > element) close_current(p);
    if (p->current == element && element) close_current(p);
}

/* The innermost open element that bounds what end tags reach. */
static uint32_t scope(const parser *p)
{
    static const uint8_t bounds[] = {SS_HTML_td,      SS_HTML_th,     SS_HTML_table,
                                     SS_HTML_caption, SS_HTML_object, SS_HTML_template};
    uint32_t most = 0;
    for (size_t i = 0; i < sizeof bounds; i++)
        if (p->open[bounds[i]] > most) most = p->open[bounds[i]];
    return most;
}

/* Closes an open element of this tag where it is above `bound`. */
static void close_within(parser *p, ss_html_tag tag, uint32_t bound)
{
    uint32_t element = p->open[tag];
    if (element && element > bound) close_to(p, element);
}

static uint32_t later(uint32_t a, uint32_t b)
{
    return a > b ? a : b;
}

/* End tags that a start tag implies. */
static void imply_ends(parser *p, ss_html_tag tag)
{
    uint32_t bound = scope(p);
    uint32_t list = later(p->open[SS_HTML_ul], later(p->open[SS_HTML_ol], bound));
    switch (tag) {
    case SS_HTML_li: close_within(p, SS_HTML_li, list); break;
    case SS_HTML_dt:
    case SS_HTML_dd:
        close_within(p, SS_HTML_dt, later(p->open[SS_HTML_dl], bound));
        close_within(p, SS_HTML_dd, later(p->open[SS_HTML_dl], bound));
        break;
    case SS_HTML_option: close_within(p, SS_HTML_option, bound); break;
    case SS_HTML_td:
    case SS_HTML_th:
        close_within(p, SS_HTML_td, p->open[SS_HTML_table]);
        close_within(p, SS_HTML_th, p->open[SS_HTML_table]);
        break;
    case SS_HTML_tr:
    case SS_HTML_tbody:
    case SS_HTML_thead:
    case SS_HTML_tfoot: close_within(p, SS_HTML_tr, p->open[SS_HTML_table]); break;
    case SS_HTML_body: close_within(p, SS_HTML_head, bound); break;
    default: break;
    }
    if (!(ss_html_flags(tag) & (SS_H_INLINE | SS_H_VOID | SS_H_RAW)) && tag != SS_HTML_noscript &&
        tag != SS_HTML_svg && tag != SS_HTML_button && tag != SS_HTML_video && tag != SS_HTML_audio)
        close_within(p, SS_HTML_p, bound);
    if (tag == SS_HTML_a) close_within(p, SS_HTML_a, later(p->block[p->current], bound));
}

static void end_tag(parser *p, ss_html_tag tag)
{
    uint32_t element = p->open[tag], bound = scope(p);
    if (!element || tag == SS_HTML_html || tag == SS_HTML_body) return;
    uint8_t flags = ss_html_flags(tag);
    if (element < bound && !(flags & SS_H_SCOPE) && tag != SS_HTML_tr && tag != SS_HTML_tbody &&
        tag != SS_HTML_thead)
        return;
    if (flags & SS_H_INLINE) { /* formatting does not close blocks */
        bool inside = ss_html_flags(p->page->nodes.at[p->current].tag) & SS_H_INLINE;
        uint32_t wall = inside ? p->block[p->current] : p->current;
        if (element < wall) return;
    }
    close_to(p, element);
}

/* -- the tokeniser ------------------------------------------------------------ */

static void text_node(parser *p, size_t from, size_t to)
{
    if (from >= to) return;
    uint32_t begin, end;
    decode(p, true, from, to, &begin, &end);
    uint32_t i = add_node(p, SS_HTML_TEXT);
    p->page->nodes.at[i].begin = begin;
    p->page->nodes.at[i].end = end;
}

static size_t find(const parser *p, size_t from, const char *what)
{
    const char *at = from < p->len ? memmem(p->s + from, p->len - from, what, strlen(what)) : NULL;
    return at ? (size_t)(at - p->s) : p->len;
}

/* Comment, doctype, processing instruction or CDATA at p->at. */
static void declaration(parser *p)
{
    const char *s = p->s + p->at;
    size_t left = p->len - p->at, end;
    if (left >= 4 && !memcmp(s, "<!--", 4)) {
        end = find(p, p->at + 2, "-->");
        p->at = end == p->len ? end : end + 3;
    } else if (left >= 9 && !memcmp(s, "<![CDATA[", 9)) {
        end = find(p, p->at, "]]>");
        text_node(p, p->at + 9, end);
        p->at = end == p->len ? end : end + 3;
    } else {
        end = find(p, p->at, ">");
        p->at = end == p->len ? end : end + 1;
    }
}

/* Reads attributes up to the end of the tag; adds those that are known. */
static void attributes(parser *p, uint32_t node, bool *self_closed)
{
    ss_html *page = p->page;
    const char *s = p->s;
    *self_closed = false;
    while (p->at < p->len && s[p->at] != '>') {
        if (blank(s[p->at]) || s[p->at] == '/') {
            *self_closed = s[p->at] == '/';
            p->at++;
            continue;
        }
        size_t name = p->at;
        while (p->at < p->len && !blank(s[p->at]) && s[p->at] != '=' && s[p->at] != '>' &&
               s[p->at] != '/')
            p->at++;
        size_t name_end = p->at, from = p->at, to = p->at;
        if (name_end == name) p->at = ++name_end; /* a stray "=" */
        while (p->at < p->len && blank(s[p->at])) p->at++;
        if (p->at < p->len && s[p->at] == '=') {
            p->at++;
            while (p->at < p->len && blank(s[p->at])) p->at++;
            if (p->at < p->len && (s[p->at] == '"' || s[p->at] == '\'')) {
                const char *close = memchr(s + p->at + 1, s[p->at], p->len - p->at - 1);
                from = p->at + 1;
                to = close ? (size_t)(close - s) : p->len;
                p->at = close ? to + 1 : to;
            } else {
                from = p->at;
                while (p->at < p->len && !blank(s[p->at]) && s[p->at] != '>') p->at++;
                to = p->at;
            }
        }
        *self_closed = false;
        int known = attr_from(s + name, name_end - name);
        if (known < 0 || node == NO_NODE || page->nodes.at[node].n_attrs >= MOST_ATTRS) continue;
        ss_html_attr *attr = ss_push(page->scratch, &page->attrs);
        attr->name = (uint8_t)known;
        decode(p, false, from, to, &attr->begin, &attr->end);
        page->nodes.at[node].n_attrs++;
    }
    if (p->at < p->len) p->at++;
}

/* Content of script, style, title ...: up to its end tag. */
static void raw_text(parser *p, ss_html_tag tag)
{
    const char *name = tags[tag].name;
    size_t n = strlen(name), at = p->at;
    for (;;) {
        const char *lt = at < p->len ? memchr(p->s + at, '<', p->len - at) : NULL;
        if (!lt) {
            at = p->len;
            break;
        }
        at = (size_t)(lt - p->s);
        if (p->len - at > n + 2 && lt[1] == '/' && !strncasecmp(lt + 2, name, n) &&
            (lt[n + 2] == '>' || lt[n + 2] == '/' || blank(lt[n + 2])))
            break;
        at++;
    }
    text_node(p, p->at, at);
    size_t end = find(p, at, ">");
    p->at = end == p->len ? end : end + 1;
}

static void tag(parser *p)
{
    bool end = p->s[p->at + 1] == '/';
    size_t at = p->at + 1 + end, n = 0;
    char name[LONGEST_NAME];
    while (at < p->len && !blank(p->s[at]) && p->s[at] != '>' && p->s[at] != '/') {
        if (n + 1 < sizeof name) name[n++] = (char)tolower((unsigned char)p->s[at]);
        at++;
    }
    name[n] = '\0';
    p->at = at;
    ss_html_tag known = tag_from(name);
    bool self_closed;
    if (end || known == SS_HTML_TEXT) {
        attributes(p, NO_NODE, &self_closed);
        if (end && known != SS_HTML_TEXT) end_tag(p, known);
        return;
    }
    if (known == SS_HTML_html) {
        bool first = p->page->nodes.at[0].n_attrs == 0;
        if (first) p->page->nodes.at[0].attrs = p->page->attrs.n;
        attributes(p, first ? 0 : NO_NODE, &self_closed);
        return;
    }
    imply_ends(p, known);
    uint32_t node = add_node(p, known);
    attributes(p, node, &self_closed);
    uint8_t flags = ss_html_flags(known);
    if (flags & SS_H_VOID) return;
    open_element(p, node);
    if (self_closed && (known == SS_HTML_svg || known == SS_HTML_iframe)) {
        close_current(p);
        return;
    }
    if (flags & SS_H_RAW) {
        raw_text(p, known);
        close_to(p, node);
    }
}

void ss_html_parse(ss_html *page, ss_arena *scratch, const char *s, size_t len)
{
    memset(page, 0, sizeof *page);
    page->scratch = scratch;
    page->text = ss_alloc(scratch, len + 1);
    parser p = {.page = page, .s = s, .len = len};
    add_node(&p, SS_HTML_html);
    while (p.at < len) {
        const char *lt = memchr(s + p.at, '<', len - p.at);
        size_t stop = lt ? (size_t)(lt - s) : len;
        text_node(&p, p.at, stop);
        p.at = stop;
        if (stop == len) break;
        char next = stop + 1 < len ? s[stop + 1] : 0, after = stop + 2 < len ? s[stop + 2] : 0;
        if (next == '!' || next == '?') {
            declaration(&p);
        } else if (isalpha((unsigned char)next) || (next == '/' && isalpha((unsigned char)after))) {
            tag(&p);
        } else {
            text_node(&p, stop, stop + 1);
            p.at = stop + 1;
        }
    }
    while (p.current) close_current(&p);
    page->nodes.at[0].stop = page->nodes.n;
}

/* -- looking at nodes ---------------------------------------------------------- */

const char *ss_html_attr_get(const ss_html *page, uint32_t node, ss_html_attr_name name,
                             size_t *len)
{
    const ss_html_node *n = &page->nodes.at[node];
    for (uint32_t i = 0; i < n->n_attrs; i++) {
        const ss_html_attr *a = &page->attrs.at[n->attrs + i];
        if (a->name != name) continue;
        *len = a->end - a->begin;
        return page->text + a->begin;
    }
    *len = 0;
    return NULL;
}

bool ss_html_attr_has(const ss_html *page, uint32_t node, ss_html_attr_name name, const char *word)
{
    size_t len, n = strlen(word);
    const char *s = ss_html_attr_get(page, node, name, &len);
    for (size_t i = 0; s && i + n <= len; i++) {
        if (i && !blank(s[i - 1])) continue;
        if (!strncasecmp(s + i, word, n) && (i + n == len || blank(s[i + n]))) return true;
    }
    return false;
}

char *ss_html_text_of(const ss_html *page, ss_arena *scratch, uint32_t node, size_t most)
{
    size_t need = 0;
    const ss_html_node *root = &page->nodes.at[node];
    for (uint32_t i = node; i < root->stop && need < most; i++)
        if (page->nodes.at[i].tag == SS_HTML_TEXT)
            need += page->nodes.at[i].end - page->nodes.at[i].begin + 1;
    if (need > most) need = most;
    char *out = ss_alloc(scratch, need + 1);
    size_t n = 0;
    bool gap = false;
    for (uint32_t i = node; i < root->stop && n < need; i++) {
        const ss_html_node *text = &page->nodes.at[i];
        if (text->tag != SS_HTML_TEXT) {
            gap = gap || (n && !(ss_html_flags(text->tag) & SS_H_INLINE));
            continue;
        }
        for (uint32_t k = text->begin; k < text->end && n < need; k++) {
            char c = page->text[k];
            if (blank(c)) {
                gap = n > 0;
                continue;
            }
            if (gap && n + 1 < need) out[n++] = ' ';
            gap = false;
            out[n++] = c;
        }
    }
    while (n && ((unsigned char)out[n - 1] & 0xC0) == 0x80 && n == need)
        n--; /* no half character */
    if (n == need && n && (unsigned char)out[n - 1] >= 0xC0) n--;
    out[n] = '\0';
    return out;
}
