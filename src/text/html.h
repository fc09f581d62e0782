/* html.h - inside src/text: a page as a flat array of nodes, and what is made of it.
 *
 * Nodes stand in document order; the descendants of node i are the nodes
 * i+1 ... end-1. So every walk over a subtree is a loop, and a page nested
 * 100,000 deep costs what a flat one of its size does.
 */
#ifndef SS_HTML_H
#define SS_HTML_H

#include "text/text.h"

/* What kinds of elements do in parsing and extraction. */
enum {
    SS_H_VOID = 1,     /* has no content */
    SS_H_INLINE = 2,   /* stands inside a paragraph; all others break it */
    SS_H_RAW = 4,      /* its content is not markup */
    SS_H_DROP = 8,     /* never article text */
    SS_H_SCOPE = 16,   /* end tags inside do not close elements outside */
    SS_H_HEADING = 32
};

#define SS_HTML_TAGS(X) \
    X(a, SS_H_INLINE) X(abbr, SS_H_INLINE) X(acronym, SS_H_INLINE) X(address, 0) \
    X(applet, SS_H_DROP) X(area, SS_H_VOID) X(article, 0) X(aside, 0) X(audio, SS_H_DROP) \
    X(b, SS_H_INLINE) X(base, SS_H_VOID) X(bdi, SS_H_INLINE) X(bdo, SS_H_INLINE) \
    X(big, SS_H_INLINE) X(blockquote, 0) X(body, 0) X(br, SS_H_VOID) X(button, SS_H_DROP) \
    X(canvas, SS_H_DROP) X(caption, SS_H_SCOPE) X(center, 0) X(cite, SS_H_INLINE) \
    X(code, SS_H_INLINE) X(col, SS_H_VOID) X(colgroup, 0) X(data, SS_H_INLINE) \
    X(datalist, SS_H_DROP) X(dd, 0) X(del, SS_H_INLINE) X(details, 0) X(dfn, SS_H_INLINE) \
    X(dialog, SS_H_DROP) X(dir, 0) X(div, 0) X(dl, 0) X(dt, 0) X(em, SS_H_INLINE) \
    X(embed, SS_H_VOID) X(fieldset, 0) X(figcaption, 0) X(figure, 0) X(font, SS_H_INLINE) \
    X(footer, 0) X(form, 0) X(frame, SS_H_VOID) X(frameset, 0) X(h1, SS_H_HEADING) \
    X(h2, SS_H_HEADING) X(h3, SS_H_HEADING) X(h4, SS_H_HEADING) X(h5, SS_H_HEADING) \
    X(h6, SS_H_HEADING) X(head, 0) X(header, 0) X(hgroup, 0) X(hr, SS_H_VOID) X(html, 0) \
    X(i, SS_H_INLINE) X(iframe, SS_H_RAW | SS_H_DROP) X(img, SS_H_VOID) X(input, SS_H_VOID) \
    X(ins, SS_H_INLINE) X(kbd, SS_H_INLINE) X(label, SS_H_INLINE | SS_H_DROP) \
    X(legend, SS_H_DROP) X(li, 0) X(link, SS_H_VOID) X(main, 0) X(map, SS_H_DROP) \
    X(mark, SS_H_INLINE) X(math, SS_H_DROP) X(menu, SS_H_DROP) X(meta, SS_H_VOID) \
    X(nav, SS_H_DROP) X(nobr, SS_H_INLINE) X(noembed, SS_H_RAW | SS_H_DROP) \
    X(noframes, SS_H_RAW | SS_H_DROP) X(noscript, SS_H_DROP) X(object, SS_H_DROP | SS_H_SCOPE) \
    X(ol, 0) X(optgroup, SS_H_DROP) X(option, SS_H_DROP) X(p, 0) X(param, SS_H_VOID) \
    X(picture, SS_H_INLINE) X(pre, 0) X(progress, SS_H_DROP) X(q, SS_H_INLINE) X(rp, SS_H_DROP) \
    X(rt, SS_H_DROP) X(ruby, SS_H_INLINE) X(s, SS_H_INLINE) X(samp, SS_H_INLINE) \
    X(script, SS_H_RAW | SS_H_DROP) X(section, 0) X(select, SS_H_DROP) X(slot, SS_H_INLINE) \
    X(small, SS_H_INLINE) X(source, SS_H_VOID) X(span, SS_H_INLINE) X(strike, SS_H_INLINE) \
    X(strong, SS_H_INLINE) X(style, SS_H_RAW | SS_H_DROP) X(sub, SS_H_INLINE) X(summary, 0) \
    X(sup, SS_H_INLINE) X(svg, SS_H_DROP) X(table, SS_H_SCOPE) X(tbody, 0) X(td, SS_H_SCOPE) \
    X(template, SS_H_DROP | SS_H_SCOPE) X(textarea, SS_H_RAW | SS_H_DROP) X(tfoot, 0) \
    X(th, SS_H_SCOPE) X(thead, 0) X(time, SS_H_INLINE) X(title, SS_H_RAW | SS_H_DROP) X(tr, 0) \
    X(track, SS_H_VOID) X(tt, SS_H_INLINE) X(u, SS_H_INLINE) X(ul, 0) X(var, SS_H_INLINE) \
    X(video, SS_H_DROP) X(wbr, SS_H_VOID) X(xmp, SS_H_RAW)

#define SS_HTML_ATTRS(X) \
    X(id, "id") X(class, "class") X(href, "href") X(rel, "rel") X(role, "role") X(type, "type") \
    X(name, "name") X(property, "property") X(itemprop, "itemprop") X(content, "content") \
    X(datetime, "datetime") X(style, "style") X(hidden, "hidden") X(lang, "lang") \
    X(data_component, "data-component") X(data_testid, "data-testid")

typedef enum {
    SS_HTML_TEXT, /* a run of text, no element */
#define X(name, flags) SS_HTML_##name,
    SS_HTML_TAGS(X)
#undef X
    SS_HTML_TAG_COUNT
} ss_html_tag;

typedef enum {
#define X(name, text) SS_ATTR_##name,
    SS_HTML_ATTRS(X)
#undef X
    SS_ATTR_COUNT
} ss_html_attr_name;

typedef struct {
    uint32_t begin, end; /* of the decoded text; of an element: 0 */
    uint32_t parent;     /* the root (node 0) is its own */
    uint32_t stop;       /* one past the last descendant */
    uint32_t attrs;      /* first of its attributes */
    uint16_t n_attrs;
    uint8_t tag;
    uint8_t dropped;     /* no article text, nor below */
} ss_html_node;

typedef struct {
    uint32_t begin, end; /* of its decoded value */
    uint8_t name;
} ss_html_attr;

/* From `at` of the decoded text on, up to the next of them, it is the page's bytes from
 * `from` on; or, where `named`, one character that those up to `to` name. */
typedef struct {
    uint32_t at, from, to;
    bool named;
} ss_html_source;

typedef struct {
    ss_arena *scratch;
    char *text; /* decoded characters of text nodes and attributes */
    SS_VEC(ss_html_node) nodes; /* nodes.at[0] is an `html` around everything */
    SS_VEC(ss_html_attr) attrs;
    SS_VEC(ss_html_source) sources; /* of text nodes, by `at` */
} ss_html;

uint8_t ss_html_flags(unsigned tag);
/* Parses a page. Never fails: anything is a page. O(len). */
void ss_html_parse(ss_html *page, ss_arena *scratch, const char *s, size_t len);
/* An attribute's value in page->text; NULL where the element has none. */
const char *ss_html_attr_get(const ss_html *page, uint32_t node, ss_html_attr_name name,
                             size_t *len);
/* Does the attribute hold this word (blank-separated, any case)? */
bool ss_html_attr_has(const ss_html *page, uint32_t node, ss_html_attr_name name, const char *word);
/* The text below a node, blanks squeezed, in scratch. */
char *ss_html_text_of(const ss_html *page, ss_arena *scratch, uint32_t node, size_t most);

/* Title, date, publisher, URL, language into doc->meta where unset. `body`: the
 * article's text as JSON-LD states it, tags and all, or NULL. */
typedef struct {
    const char *title, *body;
} ss_html_facts;
void ss_html_meta(ss_ctx *ctx, const ss_html *page, ss_html_facts *facts);

/* "twitter", "instagram" ... where the element is an embedded post, else NULL. */
const char *ss_html_post_label(const ss_html *page, uint32_t node);
/* Marks what is no article text (node.dropped) and returns the element that
 * holds the article. */
uint32_t ss_html_choose(ss_ctx *ctx, ss_html *page);
/* Writes the article's blocks under `root` into the document. */
void ss_html_write(ss_ctx *ctx, const ss_html *page, uint32_t root, const ss_html_facts *facts);

#endif
