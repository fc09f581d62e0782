/* html_lists.c - what stands around the article: voices, statements in full,
 * figures and dates, refusals.
 *
 * The list of statements is also where the script takes its cards from, so what
 * a card says is in the page for readers without script, and on paper.
 */
#include "out/html.h"

enum { QUOTED_BYTES = 320, HUES = 8 };

static void put_percent(ss_page *p, uint32_t words)
{
    uint32_t all = p->voices->words ? p->voices->words : 1;
    uint32_t tenths = (uint32_t)(((uint64_t)words * 1000 + all / 2) / all);
    ss_put_u32(p->out, tenths / 10);
    ss_putc(p->out, '.');
    ss_put_u32(p->out, tenths % 10);
}

static void put_share(ss_page *p, uint32_t words)
{
    ss_puts(p->out, "<span class=\"bar\" style=\"--w:");
    put_percent(p, words);
    ss_puts(p->out, "%\"></span><span class=\"share\">");
    uint32_t all = p->voices->words ? p->voices->words : 1;
    ss_put_u32(p->out, (uint32_t)(((uint64_t)words * 100 + all / 2) / all));
    ss_puts(p->out, "%</span>");
}

static void put_voice(ss_page *p, uint32_t i)
{
    const ss_voice *voice = &p->voices->at[i];
    ss_puts(p->out, "<li><button type=\"button\" aria-pressed=\"false\" class=\"voice v");
    ss_put_u32(p->out, i < HUES ? i + 1 : 0);
    ss_puts(p->out, "\" data-v=\"");
    ss_put_u32(p->out, i + 1);
    ss_puts(p->out, "\"><bdi class=\"who\">");
    ss_page_text(p, voice->name);
    ss_puts(p->out, "</bdi>");
    put_share(p, voice->words);
    ss_puts(p->out, "<span class=\"what\">");
    if (voice->role) {
        ss_page_text(p, voice->role);
        ss_puts(p->out, ", ");
    }
    if (voice->affiliation) {
        ss_page_text(p, voice->affiliation);
        ss_puts(p->out, ", ");
    }
    ss_puts(p->out, sayso_source_kind_name(voice->kind));
    ss_puts(p->out, " \xC2\xB7 ");
    ss_put_u32(p->out, voice->statements);
    ss_puts(p->out, voice->statements == 1 ? " statement" : " statements");
    ss_puts(p->out, "</span></button></li>\n");
}

void ss_page_voices(ss_page *p)
{
    ss_puts(p->out, "<aside class=\"side\" aria-label=\"Voices\">\n<h2>Voices</h2>\n"
                    "<p class=\"hint\">by their share of the words</p>\n<ol class=\"voices\">\n");
    for (uint32_t i = 0; i < p->voices->n; i++) put_voice(p, i);
    ss_puts(p->out, "<li><div class=\"voice own\"><span class=\"who\">The author\xE2\x80\x99s own "
                    "voice</span>");
    put_share(p, p->voices->own);
    ss_puts(p->out, "<span class=\"what\">nobody is named for it</span></div></li>\n</ol>\n"
                    "<div class=\"legend\"><h2>Marks</h2>\n<p><span class=\"s v1\">source</span> "
                    "<span class=\"q v1\">cue</span> <span class=\"c h0 v1\">what is said</span></p>\n"
                    "<p><span class=\"c h1 v2\">said, <span class=\"c h0 v1\">through another</span></span>"
                    "</p>\n<p><span class=\"own\">the author\xE2\x80\x99s own voice</span></p>\n"
                    "<p><span class=\"nobody\">\xE2\x80\x9C"
                    "a quotation without a speaker\xE2\x80\x9D</span>"
                    "</p>\n<p><span class=\"f\" data-tip=\"what it means\">figures and dates</span></p>\n"
                    "<p><span class=\"aside\">not the story</span></p></div>\n</aside>\n");
}

static void put_words(ss_page *p, sayso_spans where, uint32_t max)
{
    ss_puts(p->out, "<bdi>");
    ss_page_text(p, ss_words(p->r, p->r->scratch, where, " \xE2\x80\xA6 ", max));
    ss_puts(p->out, "</bdi>");
}

static void put_link(ss_page *p, uint32_t index)
{
    const sayso_attribution *a = &p->r->doc->attributions.at[index];
    ss_puts(p->out, "<li>");
    ss_page_claim(p, index, "");
    if (a->cue.n == 0 && a->form == SAYSO_FORM_POST) ss_puts(p->out, " in a post");
    ss_puts(p->out, "</li>");
}

/* What is said, then from who said it outward to who told us. */
static void put_chain(ss_page *p, uint32_t index)
{
    const sayso_doc *doc = p->r->doc;
    const sayso_attribution *a = &doc->attributions.at[index];
    if (a->content.n) {
        ss_puts(p->out, "<p class=\"said\" dir=\"auto\">");
        put_words(p, a->content, QUOTED_BYTES);
        ss_puts(p->out, "</p>");
    }
    ss_puts(p->out, "<ol class=\"chain\">");
    put_link(p, index);
    int32_t outer = ss_outer(doc, (int32_t)index);
    for (int links = 1; outer >= 0; links++, outer = ss_outer(doc, outer)) {
        if (links == SS_CHAIN_MAX) {
            ss_puts(p->out, "<li>\xE2\x80\xA6</li>");
            break;
        }
        put_link(p, (uint32_t)outer);
    }
    ss_puts(p->out, "</ol>\n");
}

static void put_fact(ss_page *p, const char *name, sayso_spans where, const char *value)
{
    if (where.n == 0 && !(value && *value)) return;
    ss_puts(p->out, "<div><dt>");
    ss_puts(p->out, name);
    ss_puts(p->out, "</dt><dd>");
    if (where.n) put_words(p, where, 160);
    if (value && *value) {
        if (where.n) ss_puts(p->out, " <span class=\"value\">");
        ss_page_text(p, value);
        if (where.n) ss_puts(p->out, "</span>");
    }
    ss_puts(p->out, "</dd></div>\n");
}

static const char *form_in_words(const sayso_attribution *a)
{
    switch (a->form) {
    case SAYSO_FORM_DIRECT: return "a direct quotation";
    case SAYSO_FORM_MIXED: return "partly quoted";
    case SAYSO_FORM_POST: return "a post on a social network";
    case SAYSO_FORM_INDIRECT: break;
    }
    return "reported speech";
}

static void put_facts(ss_page *p, const sayso_attribution *a)
{
    const sayso_doc *doc = p->r->doc;
    sayso_spans none = {0};
    ss_puts(p->out, "<dl>");
    ss_puts(p->out, "<div><dt>Source</dt><dd>");
    ss_puts(p->out, sayso_source_kind_name(a->source_kind));
    if (a->source_count) {
        ss_puts(p->out, " of ");
        ss_put_u32(p->out, a->source_count);
    }
    if (a->handle) {
        ss_puts(p->out, " @");
        ss_page_text(p, a->handle);
    }
    if (a->source_entity >= 0 && (uint32_t)a->source_entity < doc->entities.n) {
        const sayso_entity *who = &doc->entities.at[a->source_entity];
        const char *more[] = {who->role, who->affiliation};
        for (size_t i = 0; i < 2; i++) {
            if (!more[i]) continue;
            ss_puts(p->out, ", ");
            ss_page_text(p, more[i]);
        }
    }
    ss_puts(p->out, "</dd></div>\n");
    put_fact(p, "To", a->addressee, NULL);
    put_fact(p, "In", a->medium, NULL);
    put_fact(p, "When", a->time, a->time_value);
    put_fact(p, "Form", none, a->content.n ? form_in_words(a) : NULL);
    put_fact(p, "Negated", none, a->negated ? "denied, doubted or not said" : NULL);
    double sure = a->confidence > 0 ? a->confidence < 1 ? a->confidence : 1 : 0;
    ss_puts(p->out, "<div><dt>Confidence</dt><dd><span class=\"meter\" style=\"--w:");
    ss_put_u32(p->out, (uint32_t)(sure * 100 + 0.5));
    ss_puts(p->out, "%\"></span> ");
    ss_put_u32(p->out, (uint32_t)(sure * 100 + 0.5));
    ss_puts(p->out, "%</dd></div></dl>\n");
}

static void put_reasons(ss_page *p, const sayso_attribution *a)
{
    if (!p->r->options->explain || a->n_reasons == 0) return;
    ss_puts(p->out, "<ul class=\"why\">\n");
    for (uint32_t i = 0; i < a->n_reasons; i++) {
        ss_puts(p->out, "<li><code>");
        ss_page_text(p, a->reasons[i].rule);
        ss_puts(p->out, "</code> ");
        ss_page_text(p, a->reasons[i].text);
        ss_puts(p->out, ss_score(p->r->scratch, a->reasons[i].score));
        ss_puts(p->out, "</li>\n");
    }
    ss_puts(p->out, "</ul>\n");
}

void ss_page_statements(ss_page *p)
{
    const sayso_doc *doc = p->r->doc;
    if (doc->attributions.n == 0) return;
    ss_puts(p->out, "<section id=\"statements\" class=\"list\">\n<h2>Every statement</h2>\n<ol>\n");
    for (uint32_t i = 0; i < doc->attributions.n && !p->out->failed; i++) {
        const sayso_attribution *a = &doc->attributions.at[i];
        ss_puts(p->out, "<li id=\"a");
        ss_put_u32(p->out, i + 1);
        ss_putc(p->out, '"');
        ss_page_tie(p, "st", i);
        ss_puts(p->out, ">");
        ss_puts(p->out, p->anchored[i] ? "<a class=\"no\" href=\"#t" : "<span class=\"no\">");
        if (p->anchored[i]) {
            ss_put_u32(p->out, i + 1);
            ss_puts(p->out, "\" title=\"to its place in the article\">");
        }
        ss_put_u32(p->out, i + 1);
        ss_puts(p->out, p->anchored[i] ? "</a><div class=\"body\">" : "</span><div class=\"body\">");
        put_chain(p, i);
        put_facts(p, a);
        put_reasons(p, a);
        ss_puts(p->out, "</div></li>\n");
        ss_arena_reset(p->r->scratch, SS_SCRATCH_KEPT);
    }
    ss_puts(p->out, "</ol>\n</section>\n");
}

static void begin_row(ss_page *p, sayso_spans where)
{
    ss_puts(p->out, "<tr><td>");
    put_words(p, where, 120);
    ss_puts(p->out, "</td><td>");
}

void ss_page_figures(ss_page *p)
{
    const sayso_doc *doc = p->r->doc;
    if (doc->quantities.n == 0 && doc->times.n == 0) return;
    ss_puts(p->out, "<section id=\"figures\" class=\"list\">\n<h2>Figures and dates</h2>\n<table>\n"
                    "<thead><tr><th scope=\"col\">In the text</th><th scope=\"col\">Means</th>"
                    "<th scope=\"col\">Says</th></tr></thead>\n<tbody>\n");
    for (uint32_t i = 0; i < doc->quantities.n && !p->out->failed; i++) {
        const sayso_quantity *q = &doc->quantities.at[i];
        begin_row(p, q->spans);
        ss_page_quantity(p, q);
        ss_puts(p->out, "</td><td>");
        if (q->attribution >= 0 && (uint32_t)q->attribution < doc->attributions.n) {
            ss_puts(p->out, "<a href=\"#a");
            ss_put_u32(p->out, (uint32_t)q->attribution + 1);
            ss_puts(p->out, "\">");
            ss_page_name(p, (uint32_t)q->attribution);
            ss_puts(p->out, "</a>");
        } else {
            ss_puts(p->out, "<span class=\"own\">nobody named</span>");
        }
        ss_puts(p->out, "</td></tr>\n");
        ss_arena_reset(p->r->scratch, SS_SCRATCH_KEPT);
    }
    for (uint32_t i = 0; i < doc->times.n && !p->out->failed; i++) {
        begin_row(p, doc->times.at[i].spans);
        ss_page_time(p, &doc->times.at[i]);
        ss_puts(p->out, "</td><td></td></tr>\n");
        ss_arena_reset(p->r->scratch, SS_SCRATCH_KEPT);
    }
    ss_puts(p->out, "</tbody>\n</table>\n</section>\n");
}

void ss_page_refusals(ss_page *p)
{
    const sayso_doc *doc = p->r->doc;
    if (doc->refusals.n == 0) return;
    ss_puts(p->out, "<section id=\"refused\" class=\"list\">\n<h2>Refused</h2>\n<p class=\"hint\">"
                    "Candidates that were looked at and not taken.</p>\n<ul>\n");
    for (uint32_t i = 0; i < doc->refusals.n && !p->out->failed; i++) {
        const sayso_refusal *x = &doc->refusals.at[i];
        ss_puts(p->out, "<li><code>");
        ss_page_text(p, x->what);
        ss_puts(p->out, "</code> \xE2\x80\x9C");
        put_words(p, (sayso_spans){&x->span, x->span.begin < x->span.end}, 120);
        ss_puts(p->out, "\xE2\x80\x9D: ");
        ss_page_text(p, x->reason);
        ss_puts(p->out, "</li>\n");
        ss_arena_reset(p->r->scratch, SS_SCRATCH_KEPT);
    }
    ss_puts(p->out, "</ul>\n</section>\n");
}
