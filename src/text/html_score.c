/* html_score.c - which part of a page is the article.
 *
 * Text is cut into runs: what stands between two block boundaries. A run weighs
 * its characters outside links where it reads like a paragraph: long enough, few
 * of its characters in links (Kohlschuetter, Fankhauser, Nejdl, Boilerplate
 * Detection using Shallow Text Features, WSDM 2010, find these two features
 * nearly sufficient). Elements are dropped by tag, by visibility, by role and by
 * words of their class and id (data/lexicon/html_class.txt), unless the guard
 * says that they hold the article. Each run's weight counts for its parent and,
 * halved, for the one above (as Readability does); the heaviest element is taken
 * and widened to the ancestor that says it is the article.
 *
 * Weights of subtrees are differences of running sums over the node array, so
 * all of it is linear.
 *
 * Known failures: pages whose paragraphs are all shorter than 40 bytes; several
 * articles on one page, of which the heaviest is taken.
 */
#include "text/html.h"

#include <ctype.h>
#include <strings.h>

typedef struct {
    ss_ctx *ctx;
    ss_html *page;
    const ss_lexicon *words;
    uint32_t *block;  /* [node] nearest ancestor that is no inline element */
    uint8_t *linked;  /* [node] inside an <a> */
    uint64_t *weight; /* [node+1] running sum of run weights, at each run's first node */
    uint32_t *heads;  /* [node+1] running count of h1 and of itemprop=articleBody */
    uint32_t *posts;  /* [node+1] running count of embedded posts */
    double *score;    /* [node] */
} scorer;

enum { HARD = 2, SOFT = 1 };

static bool blank(char c)
{
    return c == ' ' || (c >= 9 && c <= 13);
}

static void find_blocks(scorer *s)
{
    const ss_html_node *at = s->page->nodes.at;
    for (uint32_t i = 1; i < s->page->nodes.n; i++) {
        uint32_t parent = at[i].parent;
        bool inside = (ss_html_flags(at[parent].tag) & SS_H_INLINE) && parent;
        bool head = at[i].tag == SS_HTML_h1 ||
                    ss_html_attr_has(s->page, i, SS_ATTR_itemprop, "articleBody");
        s->heads[i + 1] = s->heads[i] + head;
        s->posts[i + 1] = s->posts[i] + (ss_html_post_label(s->page, i) != NULL);
        s->block[i] = inside ? s->block[parent] : parent;
        s->linked[i] = at[i].tag == SS_HTML_a || s->linked[parent];
    }
}

/* One past the last node of the run of text that begins at text node i. */
static uint32_t run_end(const scorer *s, uint32_t i)
{
    const ss_html_node *at = s->page->nodes.at;
    uint32_t k = i + 1, block = s->block[i];
    for (; k < s->page->nodes.n; k++) {
        if (at[k].tag != SS_HTML_TEXT && !(ss_html_flags(at[k].tag) & SS_H_INLINE)) break;
        if (s->block[k] != block || at[k].dropped) break;
    }
    return k;
}

typedef struct {
    uint32_t chars, linked;
    bool sentence;
} measure;

static measure measure_run(const scorer *s, uint32_t from, uint32_t to)
{
    measure m = {0};
    char last = 0;
    for (uint32_t i = from; i < to; i++) {
        const ss_html_node *node = &s->page->nodes.at[i];
        if (node->tag != SS_HTML_TEXT) continue;
        for (uint32_t k = node->begin; k < node->end; k++) {
            char c = s->page->text[k];
            if (blank(c)) continue;
            m.chars++;
            m.linked += s->linked[i];
            last = c;
        }
    }
    m.sentence = last == '.' || last == '!' || last == '?' || last == '"' || last == ':' ||
                 (unsigned char)last >= 0x80;
    return m;
}

static uint32_t weigh(const measure *m)
{
    if (m->chars < 40 || m->linked * 2 > m->chars) return 0;
    if (m->chars < 80 && !m->sentence) return 0;
    return m->chars - m->linked;
}

/* Runs' weights, as running sums. */
static void sum_up(scorer *s)
{
    const ss_html *page = s->page;
    uint32_t n = page->nodes.n, run = 0;
    uint64_t weight = 0;
    for (uint32_t i = 0; i < n; i++) {
        const ss_html_node *node = &page->nodes.at[i];
        s->weight[i] = weight;
        if (node->tag != SS_HTML_TEXT || node->dropped) continue;
        if (i < run) continue;
        run = run_end(s, i);
        measure m = measure_run(s, i, run);
        weight += weigh(&m);
    }
    s->weight[n] = weight;
}

static uint64_t weight_of(const scorer *s, uint32_t i)
{
    return s->weight[s->page->nodes.at[i].stop] - s->weight[i];
}

/* -- what is no article ---------------------------------------------------------- */

/* The strongest word of one class or id: 'h' hard drop, 's' soft drop, 'b' body, 0. */
static char class_word(const scorer *s, const char *name, size_t len)
{
    char key[96];
    uint32_t starts[8], n = 0, k = 0;
    char found = 0;
    for (size_t i = 0; i < len && k + 2 < sizeof key; i++) {
        unsigned char c = (unsigned char)name[i];
        bool hump = isupper(c) && i && islower((unsigned char)name[i - 1]);
        if (!isalnum(c)) {
            if (k && key[k - 1] != ' ') key[k++] = ' ';
            continue;
        }
        if (hump && k && key[k - 1] != ' ') key[k++] = ' ';
        key[k++] = (char)tolower(c);
    }
    while (k && key[k - 1] == ' ') k--;
    for (uint32_t i = 0; i < k && n < 8; i++)
        if (i == 0 || key[i - 1] == ' ') starts[n++] = i;
    for (uint32_t from = 0; from < n; from++) {
        for (uint32_t words = 1; words <= 3 && from + words <= n; words++) {
            uint32_t end = from + words < n ? starts[from + words] - 1 : k;
            const char *value = ss_lexicon_find(s->words, key + starts[from], end - starts[from]);
            if (!value) continue;
            if (*value == 'b' && n > 1 + words && found) continue;
            if (*value == 'k') return 0; /* keep: says nothing */
            if (found != 'h') found = *value;
        }
    }
    return found;
}

static char classes(const scorer *s, uint32_t node)
{
    static const ss_html_attr_name names[] = {SS_ATTR_class, SS_ATTR_id, SS_ATTR_data_component,
                                              SS_ATTR_data_testid};
    char found = 0;
    for (size_t a = 0; a < sizeof names / sizeof *names; a++) {
        size_t len;
        const char *v = ss_html_attr_get(s->page, node, names[a], &len);
        for (size_t i = 0; v && i < len;) {
            while (i < len && blank(v[i])) i++;
            size_t from = i;
            while (i < len && !blank(v[i])) i++;
            if (i == from) break;
            /* WordPress writes an article's tags and categories into its classes. */
            if (i - from > 4 &&
                (!strncasecmp(v + from, "tag-", 4) || !strncasecmp(v + from, "cat-", 4)))
                continue;
            if (i - from > 9 && !strncasecmp(v + from, "category-", 9)) continue;
            char one = class_word(s, v + from, i - from);
            if (one == 'h' || !found) found = one ? one : found;
            if (one == 's' && found == 'b') found = 's';
        }
    }
    return found;
}

static bool invisible(const scorer *s, uint32_t i)
{
    size_t n;
    const char *style = ss_html_attr_get(s->page, i, SS_ATTR_style, &n);
    if (ss_html_attr_get(s->page, i, SS_ATTR_hidden, &n)) return true;
    if (!style) return false;
    style = ss_html_attr_get(s->page, i, SS_ATTR_style, &n);
    for (size_t k = 0; k + 8 <= n; k++) {
        if (tolower((unsigned char)style[k]) == 'd' && !strncasecmp(style + k, "display:", 8)) {
            for (k += 8; k < n && blank(style[k]); k++) continue;
            if (n - k >= 4 && !strncasecmp(style + k, "none", 4)) return true;
        }
    }
    return false;
}

static bool has_role(const scorer *s, uint32_t i)
{
    static const char *const roles[] = {
        "navigation", "contentinfo", "complementary", "search",  "dialog", "alert",
        "menu",       "menubar",     "toolbar",       "tablist", "button", "alertdialog"};
    size_t n;
    if (!ss_html_attr_get(s->page, i, SS_ATTR_role, &n)) return false;
    for (size_t k = 0; k < sizeof roles / sizeof *roles; k++)
        if (ss_html_attr_has(s->page, i, SS_ATTR_role, roles[k])) return true;
    return false;
}

/* HARD: drop whatever it weighs. SOFT: drop where it is a small part. 0: keep. */
static int verdict(const scorer *s, uint32_t i)
{
    const ss_html_node *node = &s->page->nodes.at[i];
    if (ss_html_flags(node->tag) & SS_H_DROP) return HARD;
    if (node->tag == SS_HTML_figcaption || node->tag == SS_HTML_h1) return HARD;
    if (node->tag == SS_HTML_html || node->tag == SS_HTML_body || node->tag == SS_HTML_main)
        return 0;
    if (invisible(s, i)) return SOFT;
    if (has_role(s, i)) return SOFT;
    if (node->tag == SS_HTML_footer || node->tag == SS_HTML_aside || node->tag == SS_HTML_header ||
        node->tag == SS_HTML_figure || node->tag == SS_HTML_address || node->tag == SS_HTML_form)
        return SOFT;
    if (!node->n_attrs) return 0;
    char word = classes(s, i);
    if (word == 'h') return node->tag == SS_HTML_article ? SOFT : HARD;
    return word == 's' ? SOFT : 0;
}

static void drop(ss_html *page, uint32_t i)
{
    for (uint32_t k = i; k < page->nodes.at[i].stop; k++) page->nodes.at[k].dropped = 1;
}

/* How many of the surest signs of an article stand here or below? */
static uint32_t signs_of_article(const scorer *s, uint32_t i)
{
    return s->heads[s->page->nodes.at[i].stop] - s->heads[i];
}

static void mark_dropped(scorer *s)
{
    ss_html *page = s->page;
    for (uint32_t i = 1; i < page->nodes.n; i++)
        if (ss_html_flags(page->nodes.at[i].tag) & SS_H_DROP) {
            drop(page, i);
            i = page->nodes.at[i].stop - 1;
        }
    sum_up(s);
    uint64_t all = s->weight[page->nodes.n];
    for (uint32_t i = 1; i < page->nodes.n; i++) {
        if (page->nodes.at[i].dropped || page->nodes.at[i].tag == SS_HTML_TEXT) continue;
        int v = verdict(s, i);
        uint64_t part = weight_of(s, i);
        if (v == SOFT && (part * 10 > all * 4 || s->posts[page->nodes.at[i].stop] > s->posts[i]))
            v = 0;
        if (v == HARD && part * 10 > all * 4 && page->nodes.at[i].tag != SS_HTML_h1 &&
            signs_of_article(s, i))
            v = 0;
        if (!v) continue;
        drop(page, i);
        i = page->nodes.at[i].stop - 1;
    }
    sum_up(s);
}

/* -- what is the article ------------------------------------------------------------ */

/* How surely an element says that it is the article: a factor for its weight, 1: not at all. */
static double says_article(const scorer *s, uint32_t i)
{
    if (ss_html_attr_has(s->page, i, SS_ATTR_itemprop, "articleBody")) return 4;
    if (classes(s, i) == 'b') return 1.6;
    return s->page->nodes.at[i].tag == SS_HTML_article ? 1.3 : 1;
}

static void score_runs(scorer *s)
{
    const ss_html_node *at = s->page->nodes.at;
    for (uint32_t i = 1; i < s->page->nodes.n; i++) {
        if (at[i].tag != SS_HTML_TEXT || at[i].dropped) continue;
        uint32_t end = run_end(s, i);
        measure m = measure_run(s, i, end);
        uint32_t w = weigh(&m), block = s->block[i];
        i = end - 1;
        if (!w) continue;
        bool leaf = at[block].tag == SS_HTML_p || at[block].tag == SS_HTML_li ||
                    at[block].tag == SS_HTML_blockquote || at[block].tag == SS_HTML_pre ||
                    at[block].tag == SS_HTML_td || at[block].tag == SS_HTML_dd;
        uint32_t owner = leaf ? at[block].parent : block;
        double part = w;
        for (int up = 0; up < 4; up++) {
            s->score[owner] += part;
            part /= 2;
            if (!owner) break;
            owner = at[owner].parent;
        }
    }
}

static uint32_t heaviest(const scorer *s)
{
    uint32_t best = 0;
    double most = 0;
    for (uint32_t i = 0; i < s->page->nodes.n; i++) {
        if (s->score[i] <= 0) continue;
        double score = s->score[i] * (i ? says_article(s, i) : 1);
        if (score > most) {
            most = score;
            best = i;
        }
    }
    return best;
}

/* Up to the ancestor that says it is the article; or that holds more of it. */
static uint32_t widen(const scorer *s, uint32_t best)
{
    const ss_html_node *at = s->page->nodes.at;
    uint64_t own = weight_of(s, best);
    uint32_t chosen = best;
    for (uint32_t i = best, steps = 0; i && steps < 8; i = at[i].parent, steps++) {
        uint64_t here = weight_of(s, i);
        if (here > own * 3) break;
        if (says_article(s, i) > 1) {
            chosen = i;
            own = here;
        }
    }
    return chosen;
}

uint32_t ss_html_choose(ss_ctx *ctx, ss_html *page)
{
    uint32_t n = page->nodes.n;
    scorer s = {.ctx = ctx,
                .page = page,
                .words = ctx->model ? ss_lexicon_get(ctx->model, "html_class") : NULL};
    s.block = ss_zalloc(ctx->scratch, n * sizeof *s.block);
    s.linked = ss_zalloc(ctx->scratch, n);
    s.weight = ss_alloc(ctx->scratch, (n + 1) * sizeof *s.weight);
    s.heads = ss_zalloc(ctx->scratch, (n + 1) * sizeof *s.heads);
    s.posts = ss_zalloc(ctx->scratch, (n + 1) * sizeof *s.posts);
    s.score = ss_zalloc(ctx->scratch, n * sizeof *s.score);
    find_blocks(&s);
    mark_dropped(&s);
    score_runs(&s);
    uint32_t best = heaviest(&s);
    return best ? widen(&s, best) : 0;
}
