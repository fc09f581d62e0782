/* html_meta.c - what a page says of itself: title, authors, date, publisher, URL, language.
 *
 * Order of trust: JSON-LD of an article (schema.org), then meta tags (OpenGraph,
 * Dublin Core and the names in data/lexicon/html_meta.txt), then microdata, links
 * and classes of authors and dates, <time>, <title>, and a date in the page's own
 * address. JSON-LD is parsed with jansson after raw control characters, which pages
 * have in strings, are blanked; where it is no JSON its members are looked for as
 * text. Publishers that are only named by "@id" are resolved. The site's name is
 * taken off the title. Only what is still unset in doc->meta is filled.
 *
 * Cost: one pass over the nodes; JSON-LD is looked at three levels deep, 64
 * organisations at most are kept.
 */
#include "text/html.h"

#include <ctype.h>
#include <jansson.h>
#include <strings.h>

#include "bytes/date.h"

enum { MOST_ORGS = 64, LONGEST_BYLINE = 200 };

typedef struct {
    ss_ctx *ctx;
    const ss_html *page;
    const ss_lexicon *words;
    const char *title, *date, *publisher, *url, *byline;
    int title_rank, date_rank, publisher_rank, url_rank, byline_rank; /* of what is held; higher is better */
    const char *body;
    size_t body_len;
    const char *site;                                /* og:site_name, for the title's end */
    struct { const char *id, *name; } orgs[MOST_ORGS]; /* of JSON-LD */
    uint32_t n_orgs;
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
    bool found = ss_date_find(s, len, NULL, iso) && strncmp(iso, "1970-01-01", 10) != 0 && iso[0] != '0';
    return found ? ss_strdup(ctx->scratch, iso) : NULL;
}

static bool address(const char *s)
{
    return !strncasecmp(s, "http:", 5) || !strncasecmp(s, "https:", 6) || !strncmp(s, "//", 2) || s[0] == '#' ||
           (strchr(s, '/') && !strchr(s, ' '));
}

/* A publisher's name, NULL where the value is none. */
static const char *publisher_name(const char *s)
{
    if (s && *s == '@') s++; /* an account's name */
    if (!s || !*s || address(s) || strlen(s) > 120) return NULL;
    return !strcasecmp(s, "blogger") || !strcasecmp(s, "wordpress") || !strcasecmp(s, "wordpress.com") ? NULL : s;
}

/* Authors' names without "By", NULL where the value is none. */
static const char *author_name(const char *s)
{
    if (!s) return NULL;
    if (!strncasecmp(s, "posted ", 7)) s += 7;
    if (!strncasecmp(s, "by ", 3)) s += 3;
    while (*s == ' ') s++;
    bool letters = false;
    for (const char *at = s; *at; at++) letters |= isalpha((unsigned char)*at) || (unsigned char)*at >= 0x80;
    if (!letters || address(s) || strlen(s) >= LONGEST_BYLINE || strchr(s, '{') || strchr(s, '<')) return NULL;
    return !strcasecmp(s, "admin") || !strcasecmp(s, "administrator") || !strcasecmp(s, "null") ? NULL : s;
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
        const json_t *name = json_object_get(v, "name"), *id = json_object_get(v, "@id");
        for (uint32_t i = 0; !name && i < f->n_orgs && json_is_string(id); i++)
            if (!strcmp(f->orgs[i].id, json_string_value(id))) {
                *len = strlen(f->orgs[i].name);
                return f->orgs[i].name;
            }
        v = name;
        if (json_is_array(v)) v = json_array_get(v, 0);
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

/* The names of one author or several, "A, B and C". */
static const char *authors_of(facts *f, const json_t *v)
{
    if (!json_is_array(v)) {
        size_t n;
        const char *s = v ? string_of(f, v, &n) : NULL;
        return s ? author_name(squeezed(f->ctx, s, n)) : NULL;
    }
    char all[LONGEST_BYLINE];
    size_t n = 0, count = json_array_size(v), len;
    for (size_t i = 0; i < count && i < 8; i++) {
        const char *s = string_of(f, json_array_get(v, i), &len);
        s = s ? author_name(squeezed(f->ctx, s, len)) : NULL;
        const char *link = !n ? "" : i + 1 == count ? " and " : ", ";
        if (!s || n + strlen(link) + strlen(s) + 1 > sizeof all) continue;
        n += (size_t)snprintf(all + n, sizeof all - n, "%s%s", link, s);
    }
    return n ? ss_strndup(f->ctx->scratch, all, n) : NULL;
}

/* Organisations that others name by their "@id". */
static void take_organization(facts *f, const json_t *v)
{
    const char *id = json_string_value(json_object_get(v, "@id"));
    const char *name = json_string_value(json_object_get(v, "name"));
    if (!id || !name || f->n_orgs == MOST_ORGS) return;
    f->orgs[f->n_orgs].id = ss_strdup(f->ctx->scratch, id);
    f->orgs[f->n_orgs++].name = ss_strdup(f->ctx->scratch, name);
}

/* `rank`: how sure it is that this is the page's article. */
static void take_article(facts *f, const json_t *article, int rank)
{
    size_t n;
    const char *s = string_of(f, json_object_get(article, "headline"), &n);
    if (s) keep(&f->title, &f->title_rank, rank ? 4 : 2, squeezed(f->ctx, s, n));
    s = string_of(f, json_object_get(article, "datePublished"), &n);
    if (s) keep(&f->date, &f->date_rank, rank ? 6 : 4, iso_date(f->ctx, s, n));
    s = string_of(f, json_object_get(article, "publisher"), &n);
    if (s) keep(&f->publisher, &f->publisher_rank, rank ? 3 : 1, publisher_name(squeezed(f->ctx, s, n)));
    keep(&f->byline, &f->byline_rank, rank ? 5 : 3, authors_of(f, json_object_get(article, "author")));
    s = string_of(f, json_object_get(article, "url"), &n);
    if (s) keep(&f->url, &f->url_rank, 1, s);
    s = string_of(f, json_object_get(article, "articleBody"), &n);
    if (s && n > f->body_len) {
        f->body = s;
        f->body_len = n;
    }
}

/* Before the articles of a graph that point at them. */
static void look_for_names(facts *f, const json_t *graph)
{
    size_t i;
    const json_t *item;
    if (!json_is_array(graph)) return;
    json_array_foreach ((json_t *)(uintptr_t)graph, i, item) take_organization(f, item);
}

static void look(facts *f, const json_t *v, int depth)
{
    size_t i;
    const json_t *item;
    if (depth > 3) return;
    if (json_is_array(v)) {
        json_array_foreach ((json_t *)(uintptr_t)v, i, item) look(f, item, depth + 1);
    } else if (json_is_object(v)) {
        if (depth <= 1) look_for_names(f, json_object_get(v, "@graph"));
        if (type_is_article(json_object_get(v, "@type")))
            take_article(f, v, 1);
        else if (json_object_get(v, "datePublished"))
            take_article(f, v, 0); /* "MedicalWebPage" and the like */
        look(f, json_object_get(v, "@graph"), depth + 1);
        look(f, json_object_get(v, "mainEntity"), depth + 1);
    }
}

/* The string member `key` of text that is nearly JSON; NULL: none. */
static const char *loose_member(facts *f, const char *s, size_t len, const char *key)
{
    char name[40];
    size_t n = (size_t)snprintf(name, sizeof name, "\"%s\"", key);
    for (size_t i = 0; i + n < len; i++) {
        if (s[i] != '"' || memcmp(s + i, name, n) != 0) continue;
        for (i += n; i < len && strchr(" :\t", s[i]); i++) continue;
        if (i == len || s[i] != '"') return NULL;
        size_t from = ++i;
        while (i < len && i - from < 600 && !(s[i] == '"' && s[i - 1] != '\\')) i++;
        return squeezed(f->ctx, s + from, i - from);
    }
    return NULL;
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
    if (*holder) {
        look(f, *holder, 0);
        return;
    }
    const char *date = loose_member(f, s + at, len - at, "datePublished");
    if (date) keep(&f->date, &f->date_rank, 5, iso_date(f->ctx, date, strlen(date)));
    keep(&f->title, &f->title_rank, 2, date ? loose_member(f, s + at, len - at, "headline") : NULL);
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
    if (!strcmp(name, "og:site_name")) f->site = squeezed(f->ctx, content, len);
    if (!strcmp(what, "title"))
        keep(&f->title, &f->title_rank, 3, squeezed(f->ctx, content, len));
    else if (!strcmp(what, "date"))
        keep(&f->date, &f->date_rank, 4, iso_date(f->ctx, content, len));
    else if (!strcmp(what, "weak date"))
        keep(&f->date, &f->date_rank, 1, iso_date(f->ctx, content, len));
    else if (!strcmp(what, "publisher"))
        keep(&f->publisher, &f->publisher_rank, 2, publisher_name(squeezed(f->ctx, content, len)));
    else if (!strcmp(what, "author"))
        keep(&f->byline, &f->byline_rank, 4, author_name(squeezed(f->ctx, content, len)));
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

/* Names of classes that begin or end a word with one of this class of data/lexicon/text_words.txt:
 * "byline", "article-author". */
static bool class_says(const facts *f, uint32_t node, const char *class)
{
    size_t n;
    const char *v = ss_html_attr_get(f->page, node, SS_ATTR_class, &n), *value;
    if (!v) return false;
    uint32_t slot = 0;
    for (const char *word; (word = ss_lexicon_next(f->words, &slot, &value));) {
        size_t len = strlen(word);
        if (!ss_lexicon_value_has(value, class)) continue;
        for (size_t i = 0; i + len <= n; i++) {
            if (strncasecmp(v + i, word, len) != 0) continue;
            bool left = i == 0 || !islower((unsigned char)v[i - 1]) || !islower((unsigned char)v[i]);
            bool right = i + len == n || !islower((unsigned char)v[i + len]);
            if (left && right) return true;
        }
    }
    return false;
}

/* Authors and dates by microdata, links and classes. */
static void marked_element(facts *f, uint32_t i)
{
    const ss_html_node *node = &f->page->nodes.at[i];
    if (!node->n_attrs || node->stop - i > 60 || class_says(f, i, "form")) return;
    bool of_page = node->tag == SS_HTML_a && ss_html_attr_has(f->page, i, SS_ATTR_rel, "author");
    bool item = ss_html_attr_has(f->page, i, SS_ATTR_itemprop, "author");
    if (f->byline_rank < 3 && (of_page || item || class_says(f, i, "byline"))) {
        char *all = ss_html_text_of(f->page, f->ctx->scratch, i, LONGEST_BYLINE), iso[11];
        size_t first;
        if (ss_date_find(all, strlen(all), &first, iso)) all[first] = '\0'; /* "Jane Doe November 15, 2019" */
        all[strcspn(all, "|*")] = '\0';
        const char *s = author_name(squeezed(f->ctx, all, strlen(all)));
        bool named = s && isupper((unsigned char)*s) && strlen(s) <= 60 && strchr(s, ' ');
        if (named) keep(&f->byline, &f->byline_rank, of_page || item ? 3 : 2, s);
    }
    if (f->date_rank < 3 && (ss_html_attr_has(f->page, i, SS_ATTR_itemprop, "datePublished") || class_says(f, i, "date"))) {
        const char *s = ss_html_text_of(f->page, f->ctx->scratch, i, 120);
        keep(&f->date, &f->date_rank, 3, iso_date(f->ctx, s, strlen(s)));
    }
}

/* The date in an address: "/2019/11/20/", "/2019/nov/18/", "2019-11-20". */
static const char *address_date(facts *f, const char *url)
{
    static const char months[] = "janfebmaraprmayjunjulaugsepoctnovdec";
    if (strlen(url) > 500) return NULL; /* no address of a page; and sscanf measures what it is given */
    for (const char *at = url; at && (at = strpbrk(at, "/-_")); at++) {
        int y, m = 0, d, n = 0;
        char name[4] = "";
        if (sscanf(at + 1, "%4d%*1[/-]%2d%*1[/-]%2d%n", &y, &m, &d, &n) == 3 ||
            sscanf(at + 1, "%4d/%3[a-z]/%2d%n", &y, name, &d, &n) == 3) {
            for (int k = 0; *name && k < 12; k++)
                if (!strncmp(name, months + 3 * k, 3)) m = k + 1;
            if (y > 1990 && y < 2100 && m >= 1 && m <= 12 && d >= 1 && d <= 31 && !isdigit((unsigned char)at[1 + n]))
                return ss_printf(f->ctx->scratch, "%04d-%02d-%02d", y, m, d);
        }
    }
    return NULL;
}

/* Letters and digits of a name, in small letters. */
static size_t bare_name(const char *s, char *out, size_t room)
{
    size_t n = 0;
    for (; *s && n + 1 < room; s++)
        if (isalnum((unsigned char)*s) || (unsigned char)*s >= 0x80) out[n++] = (char)tolower((unsigned char)*s);
    out[n] = '\0';
    return n;
}

/* A title without the name of its site at the end. */
static const char *without_site(facts *f, const char *title)
{
    static const char *const marks[] = {" | ", " - ", " \xE2\x80\x93 ", " \xE2\x80\x94 ", " \xC2\xBB ", " :: "};
    const char *names[] = {f->publisher, f->site};
    char end[80], name[80];
    for (size_t i = 0; title && i < sizeof marks / sizeof *marks; i++) {
        const char *last = NULL;
        for (const char *at = title; (at = strstr(at, marks[i])); at++) last = at;
        if (!last || last == title) continue;
        size_t n = bare_name(last + strlen(marks[i]), end, sizeof end);
        for (size_t k = 0; k < 2; k++) {
            size_t m = names[k] ? bare_name(names[k], name, sizeof name) : 0;
            const char *host = f->url ? strstr(f->url, "//") : NULL;
            bool in_host = n > 3 && host && !strchr(last + strlen(marks[i]), ' ') && strstr(host, end);
            if ((m && n && !strcmp(end, name)) || in_host)
                return ss_strndup(f->ctx->scratch, title, (size_t)(last - title));
        }
    }
    return title;
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
    facts f = {.ctx = ctx, .page = page, .words = ctx->model ? ss_lexicon_get(ctx->model, "text_words") : NULL};
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
        default: marked_element(&f, i); break;
        }
    }
    const char *urls[] = {f.url, ctx->doc->meta.url};
    for (size_t k = 0; k < 2; k++)
        if (urls[k]) keep(&f.date, &f.date_rank, 3, address_date(&f, urls[k]));
    if (f.publisher && f.title && !strcmp(f.publisher, f.title)) f.publisher = publisher_name(f.site);
    f.title = without_site(&f, f.title);
    sayso_meta *meta = &ctx->doc->meta;
    ss_arena *arena = &ctx->doc->arena;
    size_t n;
    const char *lang = ss_html_attr_get(page, 0, SS_ATTR_lang, &n);
    if (!meta->lang && lang && n > 1 && n < 12) meta->lang = ss_strndup(arena, lang, n);
    fill(&meta->title, arena, f.title);
    fill(&meta->publisher, arena, f.publisher);
    fill(&meta->byline, arena, f.byline);
    fill(&meta->url, arena, f.url);
    if (!meta->date && f.date) {
        meta->date = ss_strdup(arena, f.date);
        meta->date_from = "html";
    }
    out->title = f.title;
    out->body = f.body;
}
