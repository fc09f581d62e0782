/* check_html.c - a check as one page: the article left, the evidence right, verdict and
 * reason between.
 *
 * Self-contained: no script, no request (the Content-Security-Policy forbids both).
 * A paragraph of the article stands beside what was found of it; its quotations and
 * figures are links to their findings, so that the page is walked with Tab and
 * Enter. Words that differ are <ins> in the article and <del> in the evidence; a
 * caret shows where words are missing. Nothing depends on colour alone.
 *
 * Cost: O(n log n) in the output. Of a finding with more than SHOWN edits the first
 * are marked; of evidence longer than WIDE bytes the ends are shown.
 */
#include <stdlib.h>

#include "check/report.h"

enum { SHOWN = 400, WIDE = 2400, AROUND = 140, GAP = 400 };

typedef struct {
    const sayso_check *check;
    ss_arena *arena;
    ss_out *out;
} page;

static void text(page *p, const char *s, uint32_t n)
{
    ss_put_html(p->out, s, n);
}

static void words(page *p, const char *s)
{
    if (s) text(p, s, (uint32_t)strlen(s));
}

static void id(page *p, uint32_t index)
{
    ss_putc(p->out, 'f');
    ss_put_u32(p->out, index + 1);
}

/* "not_found" as "not found". */
static void name(page *p, const char *s)
{
    for (; *s; s++) ss_putc(p->out, *s == '_' ? ' ' : *s);
}

static const char *level_class(const sayso_finding *f)
{
    static const char *const classes[] = {"ok", "note", "warn", "bad"};
    return classes[ss_level_of(f)];
}

static const char *level_sign(const sayso_finding *f)
{
    static const char *const signs[] = {"\u2713", "\u2026", "~", "\u2717"};
    return f->verdict == SAYSO_VERDICT_UNCHECKABLE ? "?" : signs[ss_level_of(f)];
}

/* --------------------------------------------------------------- the article */

/* What stands at [begin, end) of the article inside a finding, with its edits. */
static void said(page *p, uint32_t index, const char *s, uint32_t begin, uint32_t end)
{
    const sayso_finding *f = &p->check->findings.at[index];
    uint32_t at = begin;
    for (uint32_t i = 0; i < f->n_edits && i < SHOWN; i++) {
        const sayso_edit *e = &f->edits[i];
        if (e->article.begin < at || e->article.end > end) continue;
        text(p, s + at, e->article.begin - at);
        if (e->article.end > e->article.begin) {
            ss_puts(p->out, e->type == SAYSO_EDIT_OMITTED || e->type == SAYSO_EDIT_BRACKETED ? "<ins class=\"marked\"" : "<ins");
            if (e->material) ss_puts(p->out, " data-m");
            ss_puts(p->out, " title=\"");
            words(p, ss_edit_words(p->arena, e));
            ss_puts(p->out, "\">");
            text(p, s + e->article.begin, e->article.end - e->article.begin);
            ss_puts(p->out, "</ins>");
        } else {
            ss_puts(p->out, e->material ? "<span class=\"gap\" data-m title=\"" : "<span class=\"gap\" title=\"");
            words(p, ss_edit_words(p->arena, e));
            ss_puts(p->out, "\">\u2038</span>");
        }
        at = e->article.end;
    }
    text(p, s + at, end - at);
}

static void linked(page *p, uint32_t index, const char *s, uint32_t begin, uint32_t end)
{
    ss_puts(p->out, "<a class=\"f ");
    ss_puts(p->out, level_class(&p->check->findings.at[index]));
    ss_puts(p->out, "\" href=\"#");
    id(p, index);
    ss_puts(p->out, "\">");
    said(p, index, s, begin, end);
    ss_puts(p->out, "</a>");
}

/* -------------------------------------------------------------- the evidence */

static int by_source(const void *a, const void *b)
{
    const sayso_edit *x = *(const sayso_edit *const *)a, *y = *(const sayso_edit *const *)b;
    if (x->source.begin != y->source.begin) return x->source.begin < y->source.begin ? -1 : 1;
    return x < y ? -1 : x > y;
}

static bool inside_letter(char c)
{
    return ((unsigned char)c & 0xC0) == 0x80;
}

/* A stretch of the source around the evidence, on its line and at a blank. */
static void around(page *p, const char *s, uint32_t len, uint32_t at, bool before)
{
    uint32_t to = at;
    if (before)
        while (to > 0 && at - to < AROUND && s[to - 1] != '\n') to--;
    else
        while (to < len && to - at < AROUND && s[to] != '\n') to++;
    if (to == at) return;
    if (before)
        while (to < at && to > 0 && s[to - 1] != '\n' && s[to - 1] != ' ') to++;
    else
        while (to > at && to < len && s[to] != '\n' && s[to] != ' ') to--;
    while (before && to < at && inside_letter(s[to])) to++;
    while (!before && to > at && inside_letter(s[to])) to--;
    if (to == at) return;
    ss_puts(p->out, "<span class=\"around\">");
    if (before)
        text(p, s + to, at - to);
    else
        text(p, s + at, to - at);
    ss_puts(p->out, "</span>");
}

/* Of what lies between two pieces of evidence and is too long, the ends. */
static void between(page *p, const char *s, uint32_t begin, uint32_t end)
{
    ss_puts(p->out, "<span class=\"around\">");
    if (end - begin <= GAP) {
        text(p, s + begin, end - begin);
    } else {
        uint32_t a = begin + GAP / 3, b = end - GAP / 3;
        while (a > begin && inside_letter(s[a])) a--;
        while (b < end && inside_letter(s[b])) b++;
        text(p, s + begin, a - begin);
        ss_puts(p->out, " [\u2026] ");
        text(p, s + b, end - b);
    }
    ss_puts(p->out, "</span>");
}

static void evidence(page *p, const sayso_finding *f)
{
    size_t size;
    const char *s = sayso_sources_text(p->check->sources, (uint32_t)f->source, &size);
    uint32_t len = (uint32_t)size, n = 0;
    sayso_span reach = ss_reach(f->evidence);
    const sayso_edit **edits = ss_alloc(p->arena, (f->n_edits + 1) * sizeof *edits);
    for (uint32_t i = 0; i < f->n_edits && n < SHOWN; i++)
        if (f->edits[i].source.end > f->edits[i].source.begin) edits[n++] = &f->edits[i];
    if (n) qsort(edits, n, sizeof *edits, by_source);
    ss_puts(p->out, "<blockquote>");
    around(p, s, len, reach.begin, true);
    uint32_t at = reach.begin, piece = 0, next = 0;
    while (at < reach.end) {
        while (piece < f->evidence.n && f->evidence.at[piece].end <= at) piece++;
        while (next < n && edits[next]->source.begin < at) next++;
        uint32_t stop = reach.end;
        bool evident = piece < f->evidence.n && f->evidence.at[piece].begin <= at;
        if (piece < f->evidence.n) stop = evident ? f->evidence.at[piece].end : f->evidence.at[piece].begin;
        if (next < n && edits[next]->source.begin == at) {
            const sayso_edit *e = edits[next++];
            stop = e->source.end < reach.end ? e->source.end : reach.end;
            ss_puts(p->out, e->type == SAYSO_EDIT_OMITTED || e->type == SAYSO_EDIT_BRACKETED ? "<del class=\"marked\"" : "<del");
            ss_puts(p->out, e->material ? " data-m>" : ">");
            if (stop - at > WIDE)
                between(p, s, at, stop);
            else
                text(p, s + at, stop - at);
            ss_puts(p->out, "</del>");
        } else {
            if (next < n && edits[next]->source.begin < stop) stop = edits[next]->source.begin;
            if (evident && stop - at <= WIDE)
                text(p, s + at, stop - at);
            else
                between(p, s, at, stop);
        }
        at = stop;
    }
    around(p, s, len, reach.end, false);
    ss_puts(p->out, "</blockquote>");
}

/* ---------------------------------------------------------------- a finding */

static void chips(page *p, uint32_t bits, unsigned count, const char *(*of)(unsigned), const char *class)
{
    for (unsigned b = 0; b < count; b++) {
        if (!(bits >> b & 1)) continue;
        ss_puts(p->out, " <span class=\"");
        ss_puts(p->out, class);
        ss_puts(p->out, "\">");
        name(p, of(b));
        ss_puts(p->out, "</span>");
    }
}

static void finding(page *p, uint32_t index)
{
    const sayso_finding *f = &p->check->findings.at[index];
    ss_puts(p->out, "<section class=\"finding ");
    ss_puts(p->out, level_class(f));
    ss_puts(p->out, "\" id=\"");
    id(p, index);
    ss_puts(p->out, "\">\n<div class=\"judged\"><h2><span class=\"sign\" aria-hidden=\"true\">");
    ss_puts(p->out, level_sign(f));
    ss_puts(p->out, "</span> ");
    name(p, sayso_verdict_name(f->verdict));
    ss_puts(p->out, "</h2>");
    if (f->material || f->context || f->notes) {
        ss_puts(p->out, "<p class=\"chips\">");
        chips(p, f->material, SAYSO_MATERIAL_COUNT, ss_material_bit, "chip material");
        chips(p, f->context, SAYSO_CONTEXT_COUNT, ss_context_bit, "chip");
        chips(p, f->notes, SAYSO_NOTE_COUNT, ss_note_bit, "chip quiet");
        ss_puts(p->out, "</p>");
    }
    ss_puts(p->out, "<p>");
    words(p, f->reason);
    ss_puts(p->out, "</p><p class=\"of\">");
    words(p, f->id);
    if (f->kind != SAYSO_FINDING_QUOTATION) {
        ss_puts(p->out, " \u00b7 ");
        ss_puts(p->out, sayso_finding_kind_name(f->kind));
        ss_puts(p->out, " \u201c");
        words(p, f->text);
        ss_puts(p->out, "\u201d");
    }
    if (f->speaker) {
        ss_puts(p->out, " \u00b7 here: <bdi>");
        words(p, f->speaker);
        ss_puts(p->out, "</bdi>");
    }
    ss_puts(p->out, "</p></div>\n<div class=\"shown\">");
    if (f->source >= 0 && f->evidence.n) {
        evidence(p, f);
        ss_puts(p->out, "<p class=\"of\">");
        if (f->evidence_speaker) {
            ss_puts(p->out, "<bdi class=\"who\">");
            words(p, f->evidence_speaker);
            ss_puts(p->out, "</bdi> \u00b7 ");
        }
        if (f->verdict == SAYSO_VERDICT_NOT_FOUND) ss_puts(p->out, "the nearest \u00b7 ");
        ss_puts(p->out, "<bdi>");
        words(p, sayso_sources_info(p->check->sources, (uint32_t)f->source)->id);
        ss_puts(p->out, "</bdi></p>");
    } else {
        ss_puts(p->out, "<p class=\"of\">No passage to show.</p>");
    }
    ss_puts(p->out, "</div>\n</section>\n");
}

/* ------------------------------------------------------------------ the page */

static void paragraphs(page *p)
{
    uint32_t n, first = 0;
    const sayso_span *paragraph = sayso_doc_paragraphs(p->check->doc, &n);
    const char *s = ss_article_text(p->check);
    uint32_t total = p->check->findings.n;
    const sayso_finding *f = p->check->findings.at;
    for (uint32_t i = 0; i < n && !p->out->failed; i++) {
        uint32_t at = paragraph[i].begin, end = paragraph[i].end;
        while (first < total && ss_reach(f[first].spans).end <= at) first++;
        ss_puts(p->out, "<div class=\"row\">\n<p class=\"said\" dir=\"auto\">");
        for (uint32_t k = first; k < total && ss_reach(f[k].spans).begin < end; k++)
            for (uint32_t j = 0; j < f[k].spans.n; j++) {
                sayso_span x = f[k].spans.at[j];
                if (x.begin < at || x.end > end) continue; /* inside another, or of another paragraph */
                text(p, s + at, x.begin - at);
                linked(p, k, s, x.begin, x.end);
                at = x.end;
            }
        text(p, s + at, end - at);
        ss_puts(p->out, "</p>\n<div class=\"found\">\n");
        for (uint32_t k = first; k < total && ss_reach(f[k].spans).begin < end; k++)
            if (ss_reach(f[k].spans).begin >= paragraph[i].begin) finding(p, k);
        ss_puts(p->out, "</div>\n</div>\n");
    }
}

static void list(page *p)
{
    for (uint32_t i = 0; i < p->check->findings.n && !p->out->failed; i++) {
        const sayso_finding *f = &p->check->findings.at[i];
        ss_puts(p->out, "<div class=\"row\">\n<p class=\"said\" dir=\"auto\">");
        const char *s = ss_check_text(p->check, i);
        sayso_span x = ss_reach(f->spans);
        if (s) text(p, s, x.begin);
        if (s) linked(p, i, s, x.begin, x.end);
        if (s) words(p, s + x.end);
        ss_puts(p->out, "</p>\n<div class=\"found\">\n");
        finding(p, i);
        ss_puts(p->out, "</div>\n</div>\n");
    }
}

static void summary(page *p)
{
    uint32_t of[SAYSO_VERDICT_COUNT] = {0}, flagged = 0;
    for (uint32_t i = 0; i < p->check->findings.n; i++) {
        of[p->check->findings.at[i].verdict]++;
        flagged += p->check->findings.at[i].material != 0;
    }
    ss_puts(p->out, "<p class=\"sum\">");
    ss_put_u32(p->out, p->check->findings.n);
    ss_puts(p->out, " checked");
    for (unsigned v = 0; v < SAYSO_VERDICT_COUNT; v++) {
        if (!of[v]) continue;
        ss_puts(p->out, " \u00b7 ");
        ss_put_u32(p->out, of[v]);
        ss_putc(p->out, ' ');
        name(p, sayso_verdict_name((sayso_verdict)v));
    }
    if (flagged) {
        ss_puts(p->out, " \u00b7 <strong>");
        ss_put_u32(p->out, flagged);
        ss_puts(p->out, " with a change that can turn the meaning</strong>");
    }
    ss_puts(p->out, "</p>\n");
}

static void coverage(page *p)
{
    ss_puts(p->out, "<ul class=\"sources\">\n");
    for (uint32_t i = 0, n = sayso_sources_count(p->check->sources); i < n; i++) {
        const sayso_source_info *info = sayso_sources_info(p->check->sources, i);
        bool read = info->status == SAYSO_STATUS_READ && !info->foreign;
        ss_puts(p->out, read ? "<li><bdi>" : "<li class=\"unread\"><bdi>");
        words(p, info->id);
        ss_puts(p->out, "</bdi> ");
        if (read) {
            ss_put_number(p->out, (double)info->words);
            ss_puts(p->out, info->words == 1 ? " word" : " words");
        } else {
            ss_puts(p->out, "not checked against: ");
            words(p, info->reason ? info->reason : sayso_source_status_name(info->status));
        }
        ss_puts(p->out, "</li>\n");
    }
    ss_puts(p->out, "</ul>\n");
}

/* What stands in marks and is not checked. */
static void passed(page *p)
{
    if (!p->check->passed.n) return;
    ss_puts(p->out, "<section class=\"passed\">\n<h2>In quotation marks, and not checked</h2>\n<ul>\n");
    for (uint32_t i = 0; i < p->check->passed.n && !p->out->failed; i++) {
        ss_puts(p->out, "<li><q>");
        words(p, p->check->passed.at[i].text);
        ss_puts(p->out, "</q> ");
        words(p, p->check->passed.at[i].reason);
        ss_puts(p->out, "</li>\n");
    }
    ss_puts(p->out, "</ul>\n</section>\n");
}

static void title(page *p)
{
    const sayso_meta *meta = p->check->doc ? sayso_doc_meta(p->check->doc) : NULL;
    words(p, meta && meta->title && *meta->title ? meta->title : p->check->id);
}

void ss_check_html(const sayso_check *check, ss_arena *arena, ss_out *out)
{
    page p = {check, arena, out};
    ss_puts(out, "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                 "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; "
                 "base-uri 'none'; form-action 'none'\">\n"
                 "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                 "<meta name=\"color-scheme\" content=\"light dark\">\n<meta name=\"generator\" content=\"sayso\">\n<title>");
    title(&p);
    ss_puts(out, " \u00b7 did they say it?</title>\n<style>\n");
    ss_puts(out, ss_check_style);
    ss_puts(out, "</style>\n</head>\n<body>\n<a class=\"skip\" href=\"#findings\">To the findings</a>\n<header>\n"
                 "<p class=\"kicker\">Did they really say it?</p>\n<h1 dir=\"auto\">");
    title(&p);
    ss_puts(out, "</h1>\n");
    summary(&p);
    coverage(&p);
    ss_puts(out, "</header>\n<main id=\"findings\">\n<div class=\"row heads\" aria-hidden=\"true\"><p>The article</p>"
                 "<div class=\"found\"><p>What was found</p><p>The evidence</p></div></div>\n");
    if (check->doc)
        paragraphs(&p);
    else
        list(&p);
    passed(&p);
    ss_puts(out, "</main>\n<footer>\n<p>Checked by sayso ");
    ss_puts(out, sayso_version());
    ss_puts(out, ", a program: it compares words. Whether a change matters is for people to judge, and what is not found "
                 "in these sources may be in others.</p>\n</footer>\n</body>\n</html>\n");
}
