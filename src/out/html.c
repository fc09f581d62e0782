/* html.c - the reading as one page for a person: head, frame and small parts.
 *
 * The page needs nothing but itself: style and script are inlined, fonts are
 * the reader's own, and its content security policy forbids the network. It is
 * whole without script: statements are marked, the margin says who says what
 * through whom, and links lead to the list of statements below, which has the
 * details. The script adds cards (the same details, shown beside the statement),
 * the picking out of one voice, and the choice of light or dark.
 *
 * A hue is a voice, a style is a role (source, cue, content). Everything that
 * comes from outside passes through ss_put_html(); ids and classes are made of
 * numbers alone, and no such text stands in style or script.
 *
 * Cost: O(n log n); layers are cut at SS_LAYERS_MAX and chains at SS_CHAIN_MAX.
 */
#include "out/html.h"

enum { HUES = 8 };

void ss_page_text(ss_page *p, const char *s)
{
    if (s) ss_put_html(p->out, s, strlen(s));
}

void ss_page_tie(ss_page *p, const char *classes, uint32_t attribution)
{
    uint32_t voice = p->voices->of[attribution];
    ss_puts(p->out, " class=\"");
    ss_puts(p->out, classes);
    ss_puts(p->out, " v");
    ss_put_u32(p->out, voice < HUES ? voice + 1 : 0);
    ss_puts(p->out, "\" data-a=\"");
    ss_put_u32(p->out, attribution + 1);
    ss_puts(p->out, "\" data-v=\"");
    ss_put_u32(p->out, voice + 1);
    ss_putc(p->out, '"');
}

void ss_page_name(ss_page *p, uint32_t attribution)
{
    uint32_t voice = p->voices->of[attribution];
    ss_puts(p->out, "<bdi class=\"name v");
    ss_put_u32(p->out, voice < HUES ? voice + 1 : 0);
    ss_puts(p->out, "\">");
    ss_page_text(p, p->speakers[attribution]);
    ss_puts(p->out, "</bdi>");
}

void ss_page_claim(ss_page *p, uint32_t attribution, const char *before)
{
    const sayso_attribution *a = &p->r->doc->attributions.at[attribution];
    const char *cue = ss_words(p->r, p->r->scratch, a->cue, " ", 80);
    bool leads = ss_cue_leads(a, cue);
    if (!leads) ss_puts(p->out, before);
    if (!leads) ss_page_name(p, attribution);
    if (*cue) {
        ss_puts(p->out, leads || *cue == ':' ? "<bdi>" : " <bdi>");
        ss_page_text(p, cue);
        ss_puts(p->out, leads ? "</bdi> " : "</bdi>");
    }
    if (leads) ss_page_name(p, attribution);
}

/* "more_than" as "more than". */
static void put_words_of(ss_page *p, const char *name)
{
    for (; *name; name++) ss_putc(p->out, *name == '_' ? ' ' : *name);
}

static void put_range(ss_page *p, const char *from, const char *to)
{
    ss_page_text(p, from && *from ? from : "\xE2\x80\xA6");
    if (from && to && !strcmp(from, to)) return;
    ss_puts(p->out, " to ");
    ss_page_text(p, to && *to ? to : "\xE2\x80\xA6");
}

void ss_page_quantity(ss_page *p, const sayso_quantity *q)
{
    if (q->change) {
        ss_puts(p->out, sayso_change_name(q->change));
        ss_putc(p->out, ' ');
    }
    if (q->modifier) {
        put_words_of(p, sayso_modifier_name(q->modifier));
        ss_putc(p->out, ' ');
    }
    ss_put_number(p->out, q->range ? q->min : q->value);
    if (q->range) {
        ss_puts(p->out, " to ");
        ss_put_number(p->out, q->max);
    }
    if (q->unit) {
        ss_putc(p->out, ' ');
        ss_page_text(p, q->unit);
    }
    if (q->of) {
        ss_puts(p->out, q->unit ? " of " : " ");
        ss_page_text(p, q->of);
    }
    if (q->period_from || q->period_to) {
        ss_puts(p->out, ", ");
        put_range(p, q->period_from, q->period_to);
    }
}

void ss_page_time(ss_page *p, const sayso_time *t)
{
    static const char *const vague[][2] = {
        {"PAST_REF", "the past"}, {"PRESENT_REF", "the present"}, {"FUTURE_REF", "the future"}};
    const char *value = t->value;
    for (size_t i = 0; value && i < sizeof vague / sizeof *vague; i++)
        if (!strcmp(value, vague[i][0])) value = vague[i][1];
    if (value)
        ss_page_text(p, value);
    else
        put_range(p, t->from, t->to);
    if (t->modifier) {
        ss_puts(p->out, " (");
        ss_page_text(p, t->modifier);
        ss_putc(p->out, ')');
    }
}

/* The title, else the first heading, else the id without its folders. */
static void put_title(ss_page *p)
{
    const sayso_doc *doc = p->r->doc;
    if (doc->meta.title && *doc->meta.title) {
        ss_page_text(p, doc->meta.title);
        return;
    }
    for (uint32_t i = 0; i < doc->paragraphs.n && i < 4; i++) {
        sayso_span s = doc->paragraphs.at[i].span;
        if (doc->paragraphs.at[i].kind != SS_PARA_HEADING) continue;
        ss_page_text(p, ss_words(p->r, p->r->scratch, (sayso_spans){&s, 1}, " ", 200));
        return;
    }
    const char *file = strrchr(doc->meta.id, '/');
    ss_page_text(p, file && file[1] ? file + 1 : doc->meta.id);
}

static void put_head(ss_page *p)
{
    const sayso_meta *meta = &p->r->doc->meta;
    ss_puts(p->out, "<!DOCTYPE html>\n<html lang=\"");
    ss_page_text(p, meta->lang ? meta->lang : "en");
    ss_puts(p->out, "\">\n<head>\n<meta charset=\"utf-8\">\n"
                    "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
                    "style-src 'unsafe-inline'; script-src 'unsafe-inline'; base-uri 'none'; "
                    "form-action 'none'\">\n"
                    "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                    "<meta name=\"color-scheme\" content=\"light dark\">\n"
                    "<meta name=\"generator\" content=\"sayso\">\n<title>");
    put_title(p);
    ss_puts(p->out, " \xC2\xB7 who says so</title>\n<style>\n");
    ss_puts(p->out, ss_html_style);
    ss_puts(p->out, "</style>\n</head>\n");
}

static void put_count(ss_page *p, uint32_t n, const char *one, const char *many)
{
    ss_put_u32(p->out, n);
    ss_putc(p->out, ' ');
    ss_puts(p->out, n == 1 ? one : many);
}

/* A link only to where a page may lead without harm. */
static void put_url(ss_page *p, const char *url)
{
    bool web = !strncmp(url, "https://", 8) || !strncmp(url, "http://", 7);
    if (web) {
        ss_puts(p->out, "<a rel=\"noopener noreferrer nofollow\" href=\"");
        ss_page_text(p, url);
        ss_puts(p->out, "\">");
    }
    ss_puts(p->out, "<bdi>");
    ss_page_text(p, url);
    ss_puts(p->out, web ? "</bdi></a>" : "</bdi>");
}

static void put_masthead(ss_page *p)
{
    const sayso_doc *doc = p->r->doc;
    const sayso_meta *meta = &doc->meta;
    ss_puts(p->out, "<header class=\"top\">\n<p class=\"kicker\">");
    if (meta->publisher) {
        ss_puts(p->out, "<span>");
        ss_page_text(p, meta->publisher);
        ss_puts(p->out, "</span> ");
    }
    if (meta->date) {
        ss_puts(p->out, "<time>");
        ss_page_text(p, meta->date);
        ss_puts(p->out, "</time> ");
    }
    ss_puts(p->out, "<span class=\"where\">");
    put_url(p, meta->url ? meta->url : meta->id);
    ss_puts(p->out, "</span></p>\n<h1 dir=\"auto\">");
    put_title(p);
    ss_puts(p->out, "</h1>\n<p class=\"sum\">");
    put_count(p, doc->attributions.n, "statement", "statements");
    ss_puts(p->out, " by ");
    put_count(p, p->voices->n, "voice", "voices");
    if (p->voices->words) {
        ss_puts(p->out, "; ");
        ss_put_u32(p->out, (uint32_t)((uint64_t)p->voices->own * 100 / p->voices->words));
        ss_puts(p->out, "% of the words rest on the author alone");
    }
    ss_puts(p->out, ".</p>\n<button type=\"button\" id=\"theme\" hidden>Light or dark</button>\n");
    if (doc->warnings.n) {
        ss_puts(p->out, "<ul class=\"warnings\">\n");
        for (uint32_t i = 0; i < doc->warnings.n; i++) {
            ss_puts(p->out, "<li>");
            ss_page_text(p, doc->warnings.at[i].message);
            ss_puts(p->out, "</li>\n");
        }
        ss_puts(p->out, "</ul>\n");
    }
    ss_puts(p->out, "</header>\n");
}

static void put_foot(ss_page *p)
{
    ss_puts(p->out, "<footer>\n<p>Read by sayso ");
    ss_puts(p->out, sayso_version());
    ss_puts(p->out, ", a program: it errs, and a confidence is its own estimate. "
                    "That somebody said a thing does not make it so.</p>\n");
    if (p->r->doc->meta.sha256[0]) {
        ss_puts(p->out, "<p class=\"sha\">SHA-256 of the input: <code>");
        ss_page_text(p, p->r->doc->meta.sha256);
        ss_puts(p->out, "</code></p>\n");
    }
    ss_puts(p->out, "</footer>\n<div id=\"card\" role=\"tooltip\" hidden></div>\n<script>\n");
    ss_puts(p->out, ss_html_script);
    ss_puts(p->out, "</script>\n</body>\n</html>\n");
}

void ss_render_html(ss_rend *r)
{
    ss_page p = {.r = r, .out = r->out};
    p.speakers = ss_speakers(r);
    p.voices = ss_voices_find(r, p.speakers);
    p.anchored = ss_zalloc(r->arena, r->doc->attributions.n * sizeof *p.anchored);
    put_head(&p);
    ss_puts(p.out, "<body>\n<a class=\"skip\" href=\"#article\">To the article</a>\n");
    put_masthead(&p);
    ss_puts(p.out, "<div class=\"frame\">\n");
    ss_page_voices(&p);
    ss_puts(p.out, "<main>\n");
    ss_page_article(&p);
    ss_page_statements(&p);
    ss_page_figures(&p);
    if (r->options->explain) ss_page_refusals(&p);
    ss_puts(p.out, "</main>\n</div>\n");
    put_foot(&p);
}
