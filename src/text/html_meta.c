/* html_meta.c - what a page says of itself: title, date, publisher, URL, language.
 *
 * Order of trust: JSON-LD of an article (schema.org), then meta tags (OpenGraph,
 * Dublin Core and the names in data/lexicon/html_meta.txt), then microdata and
 * <time>, then <title> without the site's name. JSON-LD is parsed with jansson
 * after raw control characters, which pages have in strings, are blanked.
 * Only what is still unset in doc->meta is filled.
 *
 * Cost: one pass over the nodes; JSON-LD is looked at three levels deep.
 */
#include "text/html.h"

#include <ctype.h>
#include <jansson.h>
#include <strings.h>

#include "bytes/date.h"

typedef struct {
    ss_ctx *ctx;
    const ss_html *page;
    const char *title, *date, *publisher, *url;
    int title_rank, date_rank, publisher_rank, url_rank; /* of what is held; higher is better */
    const char *body;
    size_t body_len;
} facts;

static void keep(const char **slot, int *held, int rank, const char *value)
{
    if (!value || !*value || *held >= rank) return;
    *slot = value;
    *held = rank;
}

/* Blanks squeezed, into scratch. */
static char *squeezed(ss_ctx *ctx, const char *s, size_t len)
{
    char *out = ss_alloc(ctx->scratch, len + 1);
    size_t n = 0;
    for (size_t i = 0; i < len; i++) {
        bool blank = s[i] == ' ' || (s[i] >= 9 && s[i] <= 13);
        if (blank && (!n || out[n - 1] == ' ')) continue;
        out[n++] = blank ? ' ' : s[i];
    }
    while (n && out[n - 1] == ' ') n--;
    out[n] = '\0';
    return out;
}

static const char *iso_date(ss_ctx *ctx, const char *s, size_t len)
{
    char iso[11];
    if (len > 200) len = 200;
    return ss_date_find(s, len, NULL, iso) ? ss_strdup(ctx->scratch, iso) : NULL;
}

/* -- JSON-LD ------------------------------------------------------------------- */

static void release_json(void *holder)
{
    json_decref(*(json_t **)holder);
}

static const char *string_of(facts *f, const json_t *v, size_t *len)
{
    if (json_is_array(v)) v = json_array_get(v, 0);
    if (json_is_object(v)) {
        const json_t *name = json_object_get(v, "name");
        v = name ? name : json_object_get(v, "@id");
    }
    if (!json_is_string(v)) return NULL;
    *len = json_string_length(v);
    return ss_strndup(f->ctx->scratch, json_string_value(v), *len);
}

static bool type_is_article(const json_t *type)
{
    static const char *const kinds[] = {"Article", "BlogPosting", "Report", "Posting", "Review"};
    if (json_is_array(type)) type = json_array_get(type, 0);
    const char *s = json_string_value(type);
    for (size_t i = 0; s && i < sizeof kinds / sizeof *kinds; i++)
        if (strstr(s, kinds[i])) return true;
    return false;
}

static void take_article(facts *f, const json_t *article)
{
    size_t n;
    const char *s = string_of(f, json_object_get(article, "headline"), &n);
    if (s) keep(&f->title, &f->title_rank, 4, squeezed(f->ctx, s, n));
    s = string_of(f, json_object_get(article, "datePublished"), &n);
    if (s) keep(&f->date, &f->date_rank, 5, iso_date(f->ctx, s, n));
    s = string_of(f, json_object_get(article, "publisher"), &n);
    if (s) keep(&f->publisher, &f->publisher_rank, 3, squeezed(f->ctx, s, n));
    s = string_of(f, json_object_get(article, "url"), &n);
    if (s) keep(&f->url, &f->url_rank, 1, s);
    s = string_of(f, json_object_get(article, "articleBody"), &n);
    if (s && n > f->body_len) {
        f->body = s;
        f->body_len = n;
    }
}

static void look(facts *f, const json_t *v, int depth)
{
    size_t i;
    const json_t *item;
    if (depth > 3) return;
    if (json_is_array(v)) {
        json_array_foreach ((json_t *)(uintptr_t)v, i, item) look(f, item, depth + 1);
    } else if (json_is_object(v)) {
        if (type_is_article(json_object_get(v, "@type"))) take_article(f, v);
        look(f, json_object_get(v, "@graph"), depth + 1);
        look(f, json_object_get(v, "mainEntity"), depth + 1);
    }
}

static void json_ld(facts *f, uint32_t script)
{
    const ss_html_node *node = &f->page->nodes.at[script];
    if (node->stop != script + 2) return;
    const ss_html_node *text = node + 1;
    size_t len = text->end - text->begin, at = 0;
    char *s = ss_strndup(f->ctx->scratch, f->page->text + text->begin, len);
    while (at < len && s[at] != '{' && s[at] != '[') at++;
    for (size_t i = at; i < len; i++)
        if ((unsigned char)s[i] < 0x20) s[i] = ' ';
    /* The holder is registered first: nothing allocates while the tree is unowned. */
    json_t **holder = ss_zalloc(f->ctx->scratch, sizeof(json_t *));
    ss_defer(f->ctx->scratch, release_json, holder);
    *holder = json_loadb(s + at, len - at, JSON_DISABLE_EOF_CHECK, NULL);
    if (*holder) look(f, *holder, 0);
}

/* -- meta tags, microdata, <time>, <title> ---------------------------------------- */

static void meta_tag(facts *f, const ss_lexicon *names, uint32_t node)
{
    size_t n, len;
    const char *key = ss_html_attr_get(f->page, node, SS_ATTR_property, &n);
    if (!key) key = ss_html_attr_get(f->page, node, SS_ATTR_name, &n);
    if (!key) key = ss_html_attr_get(f->page, node, SS_ATTR_itemprop, &n);
    const char *content = ss_html_attr_get(f->page, node, SS_ATTR_content, &len);
    char name[48];
    if (!key || !content || n >= sizeof name || len > 2000) return;
    for (size_t i = 0; i < n; i++) name[i] = (char)tolower((unsigned char)key[i]);
    const char *what = ss_lexicon_find(names, name, n);
    if (!what) return;
    if (!strcmp(what, "title"))
        keep(&f->title, &f->title_rank, 3, squeezed(f->ctx, content, len));
    else if (!strcmp(what, "date"))
        keep(&f->date, &f->date_rank, 4, iso_date(f->ctx, content, len));
    else if (!strcmp(what, "weak date"))
        keep(&f->date, &f->date_rank, 1, iso_date(f->ctx, content, len));
    else if (!strcmp(what, "publisher"))
        keep(&f->publisher, &f->publisher_rank, 2, squeezed(f->ctx, content, len));
    else if (!strcmp(what, "url"))
        keep(&f->url, &f->url_rank, 2, squeezed(f->ctx, content, len));
}

static void time_tag(facts *f, uint32_t node)
{
    size_t n;
    const char *s = ss_html_attr_get(f->page, node, SS_ATTR_datetime, &n);
    int rank = ss_html_attr_has(f->page, node, SS_ATTR_itemprop, "datePublished") ? 3 : 2;
    if (s) keep(&f->date, &f->date_rank, rank, iso_date(f->ctx, s, n));
}

/* "Bridge to close | Valley Courier" without the last part, where enough is left. */
static const char *page_title(facts *f, uint32_t node)
{
    char *s = ss_html_text_of(f->page, f->ctx->scratch, node, 500);
    static const char *const marks[] = {" | ",        " - ", " \xE2\x80\x93 ", " \xE2\x80\x94 ",
                                        " \xC2\xBB ", " :: "};
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        char *last = NULL;
        for (char *at = s; (at = strstr(at, marks[i])); at++) last = at;
        if (last && last - s >= 15) {
            *last = '\0';
            break;
        }
    }
    return s;
}

static void fill(const char **slot, ss_arena *arena, const char *value)
{
    if (!*slot && value) *slot = ss_strdup(arena, value);
}

void ss_html_meta(ss_ctx *ctx, const ss_html *page, ss_html_facts *out)
{
    facts f = {.ctx = ctx, .page = page};
    const ss_lexicon *names = ctx->model ? ss_lexicon_get(ctx->model, "html_meta") : NULL;
    uint32_t headings = 0;
    for (uint32_t i = 0; i < page->nodes.n; i++) {
        const ss_html_node *node = &page->nodes.at[i];
        size_t n;
        const char *href;
        switch (node->tag) {
        case SS_HTML_script:
            if (ss_html_attr_has(page, i, SS_ATTR_type, "application/ld+json")) json_ld(&f, i);
            break;
        case SS_HTML_meta: meta_tag(&f, names, i); break;
        case SS_HTML_time: time_tag(&f, i); break;
        case SS_HTML_link:
            href = ss_html_attr_get(page, i, SS_ATTR_href, &n);
            if (href && ss_html_attr_has(page, i, SS_ATTR_rel, "canonical"))
                keep(&f.url, &f.url_rank, 3, squeezed(ctx, href, n));
            break;
        case SS_HTML_title:
            if (page->nodes.at[node->parent].tag != SS_HTML_svg)
                keep(&f.title, &f.title_rank, 1, page_title(&f, i));
            break;
        case SS_HTML_h1:
            if (headings++ == 0)
                keep(&f.title, &f.title_rank, 2, ss_html_text_of(page, ctx->scratch, i, 400));
            break;
        default: break;
        }
    }
    sayso_meta *meta = &ctx->doc->meta;
    ss_arena *arena = &ctx->doc->arena;
    size_t n;
    const char *lang = ss_html_attr_get(page, 0, SS_ATTR_lang, &n);
    if (!meta->lang && lang && n > 1 && n < 12) meta->lang = ss_strndup(arena, lang, n);
    fill(&meta->title, arena, f.title);
    fill(&meta->publisher, arena, f.publisher);
    fill(&meta->url, arena, f.url);
    if (!meta->date && f.date) {
        meta->date = ss_strdup(arena, f.date);
        meta->date_from = "html";
    }
    out->title = f.title;
    out->body = f.body;
}
