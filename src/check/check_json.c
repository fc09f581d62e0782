/* check_json.c - a check as JSON: docs/output.md has the fields.
 *
 * Positions are code points; the sources' are counted from their index, so that
 * a place deep in a large source costs no more than one near its beginning.
 */
#include "check/check.h"

typedef struct {
    const sayso_check *check;
    ss_out *out;
    bool pretty, first;
    uint32_t depth;
} writer;

static void line_break(writer *w)
{
    if (!w->pretty) return;
    ss_putc(w->out, '\n');
    ss_put_repeated(w->out, "  ", w->depth);
}

static void item(writer *w, const char *key)
{
    if (!w->first) ss_putc(w->out, ',');
    if (key)
        line_break(w);
    else if (!w->first && w->pretty)
        ss_putc(w->out, ' ');
    w->first = false;
    if (!key) return;
    ss_put_json(w->out, key, strlen(key));
    ss_puts(w->out, w->pretty ? ": " : ":");
}

static void open(writer *w, const char *key, char bracket)
{
    if (!key && bracket == '{') { /* objects of a list begin on lines of their own */
        if (!w->first) ss_putc(w->out, ',');
        line_break(w);
    } else {
        item(w, key);
    }
    ss_putc(w->out, bracket);
    w->depth++;
    w->first = true;
}

static void close(writer *w, char bracket, bool broken)
{
    w->depth--;
    if (broken && !w->first) line_break(w);
    ss_putc(w->out, bracket);
    w->first = false;
}

static void string(writer *w, const char *key, const char *s)
{
    if (!s) return;
    item(w, key);
    ss_put_json(w->out, s, strlen(s));
}

static void number(writer *w, const char *key, uint32_t value)
{
    item(w, key);
    ss_put_u32(w->out, value);
}

static void pair(writer *w, const char *key, uint32_t begin, uint32_t end)
{
    item(w, key);
    ss_putc(w->out, '[');
    ss_put_u32(w->out, begin);
    ss_puts(w->out, w->pretty ? ", " : ",");
    ss_put_u32(w->out, end);
    ss_putc(w->out, ']');
}

static uint32_t chars(const char *s, uint32_t n)
{
    uint32_t k = 0;
    for (uint32_t i = 0; i < n; i++) k += ((unsigned char)s[i] & 0xC0) != 0x80;
    return k;
}

static uint32_t article_char(const writer *w, uint32_t finding, uint32_t at)
{
    return w->check->doc ? sayso_doc_char(w->check->doc, at) : chars(ss_check_text(w->check, finding), at);
}

static void article_pair(writer *w, const char *key, uint32_t finding, sayso_span s)
{
    pair(w, key, article_char(w, finding, s.begin), article_char(w, finding, s.end));
}

static void source_pair(writer *w, const char *key, int32_t source, sayso_span s)
{
    pair(w, key, sayso_sources_char(w->check->sources, (uint32_t)source, s.begin),
         sayso_sources_char(w->check->sources, (uint32_t)source, s.end));
}

static void names(writer *w, const char *key, uint32_t bits, unsigned count, const char *(*name)(unsigned))
{
    open(w, key, '[');
    for (unsigned i = 0; i < count; i++)
        if (bits >> i & 1) {
            if (!w->first) ss_puts(w->out, w->pretty ? ", " : ",");
            w->first = false;
            ss_put_json(w->out, name(i), strlen(name(i)));
        }
    close(w, ']', false);
}

static const char *note(unsigned i)
{
    return sayso_note_name((sayso_note)i);
}
static const char *material(unsigned i)
{
    return sayso_material_name((sayso_material)i);
}
static const char *context(unsigned i)
{
    return sayso_context_name((sayso_context)i);
}

static void edits(writer *w, uint32_t index, const sayso_finding *f)
{
    open(w, "edits", '[');
    for (uint32_t i = 0; i < f->n_edits; i++) {
        const sayso_edit *e = &f->edits[i];
        open(w, NULL, '{');
        string(w, "type", sayso_edit_type_name(e->type));
        article_pair(w, "article", index, e->article);
        source_pair(w, "source", f->source, e->source);
        string(w, "from", e->from);
        string(w, "to", e->to);
        if (e->material) names(w, "material", e->material, SAYSO_MATERIAL_COUNT, material);
        close(w, '}', true);
    }
    close(w, ']', true);
}

static void finding(writer *w, uint32_t index)
{
    const sayso_finding *f = &w->check->findings.at[index];
    open(w, NULL, '{');
    string(w, "id", f->id);
    if (f->line) number(w, "line", f->line);
    string(w, "kind", sayso_finding_kind_name(f->kind));
    string(w, "text", f->text);
    open(w, "spans", '[');
    for (uint32_t i = 0; i < f->spans.n; i++) article_pair(w, NULL, index, f->spans.at[i]);
    close(w, ']', false);
    if (f->attribution >= 0) {
        item(w, "attribution");
        ss_puts(w->out, "\"a");
        ss_put_u32(w->out, (uint32_t)f->attribution + 1);
        ss_putc(w->out, '"');
    }
    string(w, "speaker", f->speaker);
    string(w, "verdict", sayso_verdict_name(f->verdict));
    names(w, "notes", f->notes, SAYSO_NOTE_COUNT, note);
    names(w, "material", f->material, SAYSO_MATERIAL_COUNT, material);
    names(w, "context", f->context, SAYSO_CONTEXT_COUNT, context);
    if (f->source >= 0) {
        open(w, "source", '{');
        string(w, "id", sayso_sources_info(w->check->sources, (uint32_t)f->source)->id);
        open(w, "spans", '[');
        for (uint32_t i = 0; i < f->evidence.n; i++) source_pair(w, NULL, f->source, f->evidence.at[i]);
        close(w, ']', false);
        string(w, "text", f->evidence_text);
        string(w, "speaker", f->evidence_speaker);
        close(w, '}', true);
    }
    edits(w, index, f);
    item(w, "score");
    ss_put_confidence(w->out, f->score);
    string(w, "reason", f->reason);
    close(w, '}', true);
}

void ss_check_json(const sayso_check *check, bool pretty, ss_out *out)
{
    writer w = {check, out, pretty, true, 0};
    ss_putc(out, '{');
    w.depth++;
    string(&w, "article", check->id);
    open(&w, "sources", '[');
    for (uint32_t i = 0; i < check->sources->v.n; i++) {
        const sayso_source_info *info = &check->sources->v.at[i].info;
        open(&w, NULL, '{');
        string(&w, "id", info->id);
        string(&w, "status", sayso_source_status_name(info->status));
        string(&w, "reason", info->reason);
        item(&w, "words");
        ss_put_number(out, (double)info->words);
        string(&w, "speaker", info->speaker);
        close(&w, '}', true);
    }
    close(&w, ']', true);
    open(&w, "results", '[');
    for (uint32_t i = 0; i < check->findings.n; i++) finding(&w, i);
    close(&w, ']', true);
    open(&w, "passed", '[');
    for (uint32_t i = 0; i < check->passed.n; i++) {
        const sayso_passed *p = &check->passed.at[i];
        open(&w, NULL, '{');
        string(&w, "text", p->text);
        article_pair(&w, "span", 0, p->span);
        string(&w, "reason", p->reason);
        close(&w, '}', true);
    }
    close(&w, ']', true);
    close(&w, '}', true);
    ss_putc(out, '\n');
}
