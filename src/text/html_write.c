/* html_write.c - the blocks of the article to text, paragraphs and posts.
 *
 * Walks the chosen element, leaves out what was dropped, and cuts the rest into
 * blocks at element boundaries and at double line breaks. A block mostly of
 * links, a caption-sized block before the first or after the last paragraph, a
 * heading that nothing follows, the title said again, and a data table's cells
 * are left out. Blanks are squeezed; quotation marks and letters stay as they are.
 *
 * Embedded posts (blockquote.twitter-tweet and its like) become one paragraph,
 * words and signature, and a SAYSO_REGION_POST with the parts. Captions and
 * bylines are no part of the text.
 *
 * Cost: linear in the nodes under the chosen element.
 */
#include "text/html.h"

#include <ctype.h>
#include <strings.h>

#include "bytes/date.h"
#include "text/regions.h"

typedef struct {
    uint32_t begin, end; /* in the writer's buffer */
    uint32_t chars, linked;
    uint8_t kind;  /* ss_para_kind */
    uint8_t level; /* of a heading: 2 to 6 */
    bool table;    /* in a table's cell */
    bool item;     /* in a list */
    bool post;
    bool away; /* boilerplate by its words */
    bool keep;
    sayso_span content; /* of a post */
    const char *label;  /* of a post: its network */
} block;

/* A stretch of what was written that is as it stands in the page's decoded text. */
typedef struct {
    uint32_t begin, end; /* in the writer's buffer */
    uint32_t from;       /* in page->text */
} copied;

typedef struct {
    ss_ctx *ctx;
    const ss_html *page;
    char *text;
    uint32_t len, cap;
    SS_VEC(copied) copies;
    SS_VEC(block) blocks;
    block now;       /* the block being written */
    bool gap, line;  /* a blank, a line break is due before the next character */
} writer;

/* What the elements around a node make of its text. */
typedef struct {
    uint8_t kind, level;
    bool link, table, item, quote;
} state;

static void put(writer *w, const char *s, uint32_t n)
{
    if (w->cap - w->len < n + 1) {
        uint32_t cap = (w->cap + n) * 2 + 1024;
        w->text = ss_grow(w->ctx->scratch, w->text, w->cap, cap);
        w->cap = cap;
    }
    memcpy(w->text + w->len, s, n);
    w->len += n;
}

static void flush(writer *w)
{
    w->gap = w->line = false;
    if (w->len > w->now.begin) {
        w->now.end = w->len;
        *ss_push(w->ctx->scratch, &w->blocks) = w->now;
        put(w, "\n\n", 2);
    }
    w->now = (block){.begin = w->len};
}

/* Bytes of a blank at s[i], 0: none. U+00A0 and zero-width blanks are blanks. */
static uint32_t blank_at(const char *s, uint32_t i, uint32_t end)
{
    if (s[i] == ' ' || (s[i] >= 9 && s[i] <= 13)) return 1;
    if (i + 1 < end && s[i] == '\xC2' && s[i + 1] == '\xA0') return 2;
    if (i + 2 < end && s[i] == '\xE2' && s[i + 1] == '\x80' &&
        (s[i + 2] == '\x8B' || s[i + 2] == '\xA8'))
        return 3;
    if (i + 2 < end && s[i] == '\xEF' && s[i + 1] == '\xBB' && s[i + 2] == '\xBF') return 3;
    return 0;
}

/* Words with one blank between them, here as there, are one stretch. */
static void note_copy(writer *w, const char *s, uint32_t from, uint32_t n)
{
    if (s != w->page->text) return;
    copied *last = w->copies.n ? &w->copies.at[w->copies.n - 1] : NULL;
    if (last && w->len - last->end <= 1 && from - last->from == w->len - last->begin)
        last->end = w->len + n;
    else
        *ss_push(w->ctx->scratch, &w->copies) = (copied){w->len, w->len + n, from};
}

static void write_text(writer *w, const char *s, uint32_t begin, uint32_t end, const state *st)
{
    for (uint32_t i = begin; i < end;) {
        uint32_t n = blank_at(s, i, end);
        if (n) {
            w->gap = w->gap || s[i] != '\xE2'; /* a zero-width blank parts nothing */
            i += n;
            continue;
        }
        bool started = w->len > w->now.begin;
        if (started && w->line)
            put(w, "\n", 1);
        else if (started && w->gap)
            put(w, " ", 1);
        if (!started) {
            w->now.kind = st->kind;
            w->now.level = st->level;
            w->now.table = st->table;
            w->now.item = st->item;
            if (st->quote && st->kind == SS_PARA_TEXT) w->now.kind = SS_PARA_BLOCKQUOTE;
        }
        w->gap = w->line = false;
        uint32_t from = i;
        while (i < end && !blank_at(s, i, end)) i++;
        note_copy(w, s, from, i - from);
        put(w, s + from, i - from);
        w->now.chars += i - from;
        if (st->link) w->now.linked += i - from;
    }
}

/* A line break: the second in a row, or one after a whole paragraph, ends the block. */
static void line_break(writer *w)
{
    if (w->len == w->now.begin) return;
    char last = w->text[w->len - 1];
    bool sentence = strchr(".!?\"", last) || (unsigned char)last >= 0x80;
    if (w->line || (sentence && w->len - w->now.begin > 120))
        flush(w);
    else
        w->line = true;
}

static state enter(const state *outer, uint8_t tag)
{
    state in = *outer;
    switch (tag) {
    case SS_HTML_a: in.link = true; break;
    case SS_HTML_td:
    case SS_HTML_th: in.table = true; break;
    case SS_HTML_li:
    case SS_HTML_dd:
        in.item = true;
        in.kind = SS_PARA_LIST;
        break;
    case SS_HTML_blockquote: in.quote = true; break;
    case SS_HTML_p:
        if (in.kind == SS_PARA_HEADING) in.kind = SS_PARA_TEXT;
        break;
    case SS_HTML_h2:
    case SS_HTML_h3:
    case SS_HTML_h4:
    case SS_HTML_h5:
    case SS_HTML_h6:
        in.kind = SS_PARA_HEADING;
        in.level = (uint8_t)(tag - SS_HTML_h1 + 1);
        break;
    default: break;
    }
    return in;
}

/* -- posts ----------------------------------------------------------------------- */

const char *ss_html_post_label(const ss_html *page, uint32_t node)
{
    static const struct {
        const char *class, *label;
    } kinds[] = {{"twitter-tweet", "twitter"},     {"twitter-video", "twitter"},
                 {"instagram-media", "instagram"}, {"fb-post", "facebook"},
                 {"tiktok-embed", "tiktok"},       {"truthsocial-embed", "truth social"},
                 {"mastodon-embed", "mastodon"},   {"bluesky-embed", "bluesky"},
                 {"reddit-card", "reddit"},        {"reddit-embed-bq", "reddit"},
                 {"text-post-media", "threads"},   {"twitter-tweet-rendered", "twitter"}};
    uint8_t tag = page->nodes.at[node].tag;
    if (!page->nodes.at[node].n_attrs || (tag != SS_HTML_blockquote && tag != SS_HTML_div))
        return NULL;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (ss_html_attr_has(page, node, SS_ATTR_class, kinds[i].class)) return kinds[i].label;
    return NULL;
}

/* Writes what stands in [from, to) as part of the current block; breaks are lines. */
static void write_flat(writer *w, uint32_t from, uint32_t to)
{
    static const state plain = {.kind = SS_PARA_TEXT};
    for (uint32_t i = from; i < to; i++) {
        const ss_html_node *node = &w->page->nodes.at[i];
        if (ss_html_flags(node->tag) & SS_H_DROP)
            i = node->stop - 1;
        else if (node->tag == SS_HTML_TEXT)
            write_text(w, w->page->text, node->begin, node->end, &plain);
        else if (node->tag == SS_HTML_br)
            w->line = w->len > w->now.begin;
        else if (!(ss_html_flags(node->tag) & SS_H_INLINE))
            w->gap = true;
    }
}

/* A post's words stand in its <p>s, the signature after the last of them. */
static void write_post(writer *w, uint32_t node, const char *label)
{
    const ss_html_node *at = w->page->nodes.at;
    uint32_t stop = at[node].stop, last = node + 1;
    for (uint32_t i = node + 1; i < stop; i++)
        if (at[i].tag == SS_HTML_p) {
            last = at[i].stop;
            i = last - 1;
        }
    flush(w);
    w->now.post = true;
    w->now.label = label;
    write_flat(w, node + 1, last);
    w->now.content = (sayso_span){w->now.begin, w->len};
    w->gap = true;
    write_flat(w, last, stop);
    flush(w);
}

/* Author, handle and date of a post from its signature "- Name (@handle) date". */
static void add_post_region(ss_ctx *ctx, uint32_t begin, uint32_t end, sayso_span content,
                            const char *label)
{
    sayso_doc *doc = ctx->doc;
    const char *text = doc->text;
    sayso_region *post = ss_push(&doc->arena, &doc->regions);
    *post = (sayso_region){.kind = SAYSO_REGION_POST, .span = {begin, end}, .label = label};
    uint32_t at = ss_seek(text, content.end, end, "(@");
    if (at < end) {
        uint32_t name = ss_skip_blanks(text, content.end, at), close = at + 2;
        name = ss_skip_blanks(text, name + ss_dash_at(text, name, at), at);
        if (ss_begins(text, name, at, "A post shared by ")) name += 17;
        while (close < end && text[close] != ')') close++;
        post->author = (sayso_span){name, ss_trim_blanks(text, name, at)};
        post->handle = ss_strndup(&doc->arena, text + at + 2, close - at - 2);
        char iso[11];
        size_t first, n = ss_date_find(text + close, end - close, &first, iso);
        if (n) post->date = (sayso_span){close + (uint32_t)first, close + (uint32_t)n};
    }
    content.end = ss_without_links(text, content.begin, content.end);
    if (content.begin < content.end) post->content = content;
}

/* -- the walk -------------------------------------------------------------------- */

static void walk(writer *w, uint32_t root)
{
    const ss_html_node *at = w->page->nodes.at;
    uint32_t n = at[root].stop - root;
    /* The state inside each element; a node's is that of its parent. */
    state *inside = ss_alloc(w->ctx->scratch, n * sizeof *inside);
    uint32_t *ends = ss_alloc(w->ctx->scratch, (n + 1) * sizeof *ends), depth = 0; /* open blocks */
    inside[0] = (state){.kind = SS_PARA_TEXT};
    for (uint32_t i = root + 1; i < at[root].stop; i++) {
        const ss_html_node *node = &at[i];
        while (depth && ends[depth - 1] <= i) {
            depth--;
            flush(w);
        }
        const state *outer = &inside[node->parent - root];
        if (node->dropped) {
            if (!(ss_html_flags(node->tag) & SS_H_INLINE) && node->tag != SS_HTML_TEXT &&
                node->tag != SS_HTML_script)
                flush(w);
            i = node->stop - 1;
            continue;
        }
        if (node->tag == SS_HTML_TEXT) {
            write_text(w, w->page->text, node->begin, node->end, outer);
            continue;
        }
        inside[i - root] = enter(outer, node->tag);
        if (node->tag == SS_HTML_br) {
            line_break(w);
            continue;
        }
        if (ss_html_flags(node->tag) & SS_H_INLINE || node->tag == SS_HTML_wbr ||
            node->tag == SS_HTML_img)
            continue;
        const char *label = ss_html_post_label(w->page, i);
        flush(w);
        if (label) {
            write_post(w, i, label);
            i = node->stop - 1;
        } else if (node->stop > i + 1) {
            ends[depth++] = node->stop;
        }
    }
    flush(w);
}

/* -- which blocks stay -------------------------------------------------------------- */

static bool ends_sentence(const writer *w, const block *b)
{
    char last = w->text[b->end - 1];
    return strchr(".!?\":)", last) || (unsigned char)last >= 0x80;
}

/* Reads like a paragraph of the story. */
static bool solid(const writer *w, const block *b)
{
    if (b->post) return true;
    return b->chars >= 50 && b->linked * 4 <= b->chars * 3 && b->chars - b->linked >= 18 &&
           ends_sentence(w, b);
}

/* Boilerplate by its wording, of the kinds that no reader misses. */
static bool worded_away(ss_regions *r, const block *b, bool last)
{
    static const char *const labels[] = {"related",  "video",     "link",          "follow",
                                         "contact",  "subscribe", "advertisement", "share",
                                         "comments", "copyright", "photo",         "caption"};
    r->found.n = 0;
    if (!ss_regions_block_phrase(r, b->begin, b->end, last) || !r->found.n) return false;
    for (size_t i = 0; i < sizeof labels / sizeof *labels; i++)
        if (!strcmp(r->found.at[0].label, labels[i])) return true;
    return false;
}

static bool one_link(const writer *w, const block *b)
{
    return ss_begins(w->text, b->begin, b->end, "http") &&
           !memchr(w->text + b->begin, ' ', b->end - b->begin);
}

static bool says_title(const writer *w, const block *b, const char *title)
{
    size_t n = title ? strlen(title) : 0;
    return n > 10 && b->end - b->begin == n && !strncasecmp(w->text + b->begin, title, n);
}

static void judge(writer *w, const char *title)
{
    uint32_t first = w->blocks.n, last = 0;
    ss_regions r = ss_regions_open(w->ctx, w->text, w->len);
    for (uint32_t i = 0; i < w->blocks.n; i++) {
        block *b = &w->blocks.at[i];
        b->away = !b->post && b->kind != SS_PARA_HEADING && worded_away(&r, b, i + 4 > w->blocks.n);
        if (b->away || !solid(w, b)) continue;
        if (first == w->blocks.n) first = i;
        last = i;
    }
    bool any = first < w->blocks.n;
    for (uint32_t i = 0; i < w->blocks.n; i++) {
        block *b = &w->blocks.at[i];
        b->keep = true;
        if (b->post) continue;
        bool outside = any && (i < first || i > last);
        bool good = solid(w, b);
        if (b->away || (outside && one_link(w, b))) b->keep = false;
        if (b->linked * 10 > b->chars * 7 && !good) b->keep = false;
        bool listed = i > last && b->kind == SS_PARA_LIST && !b->linked && b->chars >= 8;
        if (outside && !good && !listed && (b->chars < 60 || b->linked * 2 > b->chars))
            b->keep = false;
        if (b->table && !good) b->keep = false;
        if (says_title(w, b, title)) b->keep = false;
        bool letters = false;
        for (uint32_t k = b->begin; k < b->end && !letters; k++)
            letters = isalnum((unsigned char)w->text[k]) || w->text[k] == '_' ||
                      (unsigned char)w->text[k] >= 0xC0;
        if (!letters) b->keep = false;
    }
    /* A heading stays where text of its section does. */
    bool followed = false;
    for (uint32_t i = w->blocks.n; i-- > 0;) {
        block *b = &w->blocks.at[i];
        if (b->kind == SS_PARA_HEADING) {
            if (!followed) b->keep = false;
        } else if (b->keep) {
            followed = true;
        }
    }
}

/* Of which bytes of the page the block was made that begins at `at` in the text. The
 * copies and the page's stretches are walked once, for all blocks. */
static void trace(writer *w, const block *b, uint32_t at, uint32_t *copy, uint32_t *source)
{
    sayso_doc *doc = w->ctx->doc;
    const ss_html *page = w->page;
    while (*copy < w->copies.n && w->copies.at[*copy].end <= b->begin) ++*copy;
    for (; *copy < w->copies.n && w->copies.at[*copy].begin < b->end; ++*copy) {
        const copied *c = &w->copies.at[*copy];
        uint32_t end = c->from + (c->end - c->begin);
        while (*source + 1 < page->sources.n && page->sources.at[*source + 1].at <= c->from) ++*source;
        for (uint32_t from = c->from; from < end && *source < page->sources.n;) {
            const ss_html_source *s = &page->sources.at[*source];
            bool more = *source + 1 < page->sources.n && page->sources.at[*source + 1].at < end;
            uint32_t to = more ? s[1].at : end, into = from - s->at;
            uint32_t begin = at + (c->begin - b->begin) + (from - c->from);
            ss_origin *out = ss_push(&doc->arena, &doc->origins);
            *out = (ss_origin){begin, begin + (to - from), s->from + into, s->from + into + (to - from)};
            if (s->named) out->from = s->from, out->to = s->to;
            from = to;
            if (more) ++*source;
        }
    }
}

static void finish(writer *w)
{
    sayso_doc *doc = w->ctx->doc;
    char *out = ss_alloc(&doc->arena, w->len + 1);
    uint32_t n = 0, copy = 0, source = 0;
    doc->text = out;
    for (uint32_t i = 0; i < w->blocks.n; i++) {
        block *b = &w->blocks.at[i];
        if (!b->keep) continue;
        if (n) {
            out[n++] = '\n';
            out[n++] = '\n';
        }
        uint32_t begin = n;
        trace(w, b, begin, &copy, &source);
        memcpy(out + n, w->text + b->begin, b->end - b->begin);
        n += b->end - b->begin;
        *ss_push(&doc->arena, &doc->paragraphs) = (ss_paragraph){.span = {begin, n},
                                                                 .kind = b->kind};
        if (b->post) {
            uint32_t shift = b->begin - begin;
            add_post_region(w->ctx, begin, n,
                            (sayso_span){b->content.begin - shift, b->content.end - shift},
                            b->label);
        }
    }
    out[n] = '\0';
    doc->len = n;
}

static uint32_t kept(const writer *w)
{
    uint32_t chars = 0;
    for (uint32_t i = 0; i < w->blocks.n; i++)
        if (w->blocks.at[i].keep) chars += w->blocks.at[i].chars;
    return chars;
}

/* The article's text as the page's JSON-LD has it, where the page itself shows little. */
static void write_stated(writer *w, const char *body)
{
    static const state plain = {.kind = SS_PARA_TEXT};
    ss_html inner;
    ss_html_parse(&inner, w->ctx->scratch, body, strlen(body));
    w->blocks.n = 0;
    w->now = (block){.begin = w->len};
    for (uint32_t i = 1; i < inner.nodes.n; i++) {
        const ss_html_node *node = &inner.nodes.at[i];
        if (ss_html_flags(node->tag) & SS_H_DROP)
            i = node->stop - 1;
        else if (node->tag == SS_HTML_TEXT)
            for (uint32_t from = node->begin; from < node->end;) {
                const char *nl = memchr(inner.text + from, '\n', node->end - from);
                uint32_t to = nl ? (uint32_t)(nl - inner.text) : node->end;
                write_text(w, inner.text, from, to, &plain);
                if (nl) flush(w);
                from = to + 1;
            }
        else if (!(ss_html_flags(node->tag) & SS_H_INLINE))
            flush(w);
    }
    flush(w);
    for (uint32_t i = 0; i < w->blocks.n; i++) w->blocks.at[i].keep = true;
}

void ss_html_write(ss_ctx *ctx, const ss_html *page, uint32_t root, const ss_html_facts *facts)
{
    writer w = {.ctx = ctx, .page = page};
    put(&w, "", 0);
    walk(&w, root);
    judge(&w, facts->title);
    if (facts->body && strlen(facts->body) > 200 && (size_t)kept(&w) * 3 < strlen(facts->body))
        write_stated(&w, facts->body);
    finish(&w);
}
