/* json.c - the reading as JSON: docs/output.md documents every field.
 *
 * Written straight to the sink. A reading is about ten times the size of its
 * text; to build a tree of values first (as jansson would have it) costs an
 * allocation a number and more time than the reading itself. The writer below
 * knows only where a comma is due and how deep it stands; that the result is
 * well formed is checked by parsing it in the tests.
 *
 * Indented, an object or array that lies three levels down or deeper stands on
 * one line, so that a person can read a span list and a diff shows one thing a
 * line. O(n) in the output.
 */
#include "out/out.h"

enum { BROKEN_LEVELS = 3 };

typedef struct {
    ss_rend *r;
    ss_out *out;
    bool pretty, explain;
    bool first; /* nothing stands before in this object or array */
    unsigned depth;
} writer;

static void line_break(writer *w)
{
    ss_putc(w->out, '\n');
    for (unsigned i = 0; i < w->depth; i++) ss_puts(w->out, "  ");
}

/* Comma, new line and key, as they are due. `key` NULL: in an array. */
static void item(writer *w, const char *key)
{
    if (!w->first) ss_putc(w->out, ',');
    if (w->pretty && w->depth > 0) {
        if (w->depth <= BROKEN_LEVELS)
            line_break(w);
        else if (!w->first)
            ss_putc(w->out, ' ');
    }
    w->first = false;
    if (!key) return;
    ss_putc(w->out, '"');
    ss_puts(w->out, key);
    ss_puts(w->out, w->pretty ? "\": " : "\":");
}

static void open_as(writer *w, const char *key, char bracket)
{
    item(w, key);
    ss_putc(w->out, bracket);
    w->depth++;
    w->first = true;
}

static void close_as(writer *w, char bracket)
{
    bool empty = w->first;
    w->depth--;
    if (w->pretty && !empty && w->depth < BROKEN_LEVELS) line_break(w);
    ss_putc(w->out, bracket);
    w->first = false;
}

static void open_object(writer *w, const char *key)
{
    open_as(w, key, '{');
}
static void close_object(writer *w)
{
    close_as(w, '}');
}
static void open_array(writer *w, const char *key)
{
    open_as(w, key, '[');
}
static void close_array(writer *w)
{
    close_as(w, ']');
}

/* -- values; each leaves itself out where it has nothing to say --------------- */

static void string(writer *w, const char *key, const char *value)
{
    if (!value || !*value) return;
    item(w, key);
    ss_put_json(w->out, value, strlen(value));
}

static void number(writer *w, const char *key, double value)
{
    item(w, key);
    ss_put_number(w->out, value);
}

/* "a3", "e12": ids count from one. */
static void id(writer *w, const char *key, char letter, int32_t index)
{
    if (index < 0) return;
    item(w, key);
    ss_putc(w->out, '"');
    ss_putc(w->out, letter);
    ss_put_u32(w->out, (uint32_t)index + 1);
    ss_putc(w->out, '"');
}

static void span(writer *w, sayso_span s)
{
    item(w, NULL);
    ss_putc(w->out, '[');
    ss_put_u32(w->out, ss_chars(w->r, s.begin));
    ss_puts(w->out, w->pretty ? ", " : ",");
    ss_put_u32(w->out, ss_chars(w->r, s.end));
    ss_putc(w->out, ']');
}

static void spans(writer *w, sayso_spans list)
{
    if (list.n == 0) return;
    open_array(w, "spans");
    for (uint32_t i = 0; i < list.n; i++) span(w, list.at[i]);
    close_array(w);
}

static void one_span(writer *w, sayso_span s)
{
    if (s.begin < s.end) spans(w, (sayso_spans){&s, 1});
}

/* An object of one span, as the parts of a post are. */
static void spanned(writer *w, const char *key, sayso_span s)
{
    if (s.begin >= s.end) return;
    open_object(w, key);
    one_span(w, s);
    close_object(w);
}

/* -- the parts of a reading --------------------------------------------------- */

/* [begin, end, from, to]: of the text, in code points; of the page, in bytes. */
static void origins(writer *w)
{
    const sayso_doc *doc = w->r->doc;
    if (!w->explain || !doc->source_kept || doc->origins.n == 0) return;
    open_array(w, "origins");
    for (uint32_t i = 0; i < doc->origins.n; i++) {
        const ss_origin *o = &doc->origins.at[i];
        uint32_t base = (uint32_t)doc->source_base;
        uint32_t numbers[] = {ss_chars(w->r, o->begin), ss_chars(w->r, o->end), base + o->from, base + o->to};
        item(w, NULL);
        for (size_t k = 0; k < 4; k++) {
            ss_putc(w->out, k ? ',' : '[');
            ss_put_u32(w->out, numbers[k]);
        }
        ss_putc(w->out, ']');
    }
    close_array(w);
}

static void document(writer *w)
{
    const sayso_doc *doc = w->r->doc;
    const sayso_meta *meta = &doc->meta;
    open_object(w, "document");
    string(w, "id", meta->id);
    string(w, "date", meta->date);
    string(w, "date_from", meta->date ? meta->date_from : NULL);
    string(w, "title", meta->title);
    string(w, "byline", meta->byline);
    string(w, "publisher", meta->publisher);
    string(w, "url", meta->url);
    string(w, "lang", meta->lang);
    string(w, "sha256", meta->sha256);
    if (meta->from_html) {
        item(w, "text");
        ss_put_json(w->out, doc->text, doc->len);
        origins(w);
    }
    close_object(w);
}

static void warnings(writer *w)
{
    const sayso_doc *doc = w->r->doc;
    if (doc->warnings.n == 0) return;
    open_array(w, "warnings");
    for (uint32_t i = 0; i < doc->warnings.n; i++) {
        open_object(w, NULL);
        string(w, "message", doc->warnings.at[i].message);
        number(w, "offset", (double)doc->warnings.at[i].offset);
        close_object(w);
    }
    close_array(w);
}

static void regions(writer *w)
{
    const sayso_doc *doc = w->r->doc;
    if (doc->regions.n == 0) return;
    open_array(w, "regions");
    for (uint32_t i = 0; i < doc->regions.n; i++) {
        const sayso_region *region = &doc->regions.at[i];
        open_object(w, NULL);
        one_span(w, region->span);
        string(w, "kind", sayso_region_kind_name(region->kind));
        string(w, "label", region->label);
        string(w, "handle", region->handle);
        spanned(w, "author", region->author);
        spanned(w, "content", region->content);
        spanned(w, "date", region->date);
        close_object(w);
    }
    close_array(w);
}

static void source(writer *w, const sayso_attribution *a)
{
    if (a->source.n == 0 && a->source_entity < 0 && a->source_kind == SAYSO_SOURCE_UNKNOWN && !a->handle) return;
    open_object(w, "source");
    spans(w, a->source);
    string(w, "kind", sayso_source_kind_name(a->source_kind));
    id(w, "entity", 'e', a->source_entity);
    if (a->source_count) number(w, "count", a->source_count);
    string(w, "handle", a->handle);
    close_object(w);
}

static void cue(writer *w, const sayso_attribution *a)
{
    if (a->cue.n == 0 && !a->lemma && !a->negated) return;
    open_object(w, "cue");
    spans(w, a->cue);
    string(w, "lemma", a->lemma);
    if (a->negated) {
        item(w, "negated");
        ss_puts(w->out, "true");
    }
    close_object(w);
}

static void content(writer *w, const sayso_attribution *a)
{
    if (a->content.n == 0) return;
    open_object(w, "content");
    spans(w, a->content);
    string(w, "form", sayso_form_name(a->form));
    close_object(w);
}

static void party(writer *w, const char *key, sayso_spans where, int32_t entity)
{
    if (where.n == 0 && entity < 0) return;
    open_object(w, key);
    spans(w, where);
    id(w, "entity", 'e', entity);
    close_object(w);
}

static void said_when(writer *w, const sayso_attribution *a)
{
    if (a->time.n == 0 && !a->time_value) return;
    open_object(w, "time");
    spans(w, a->time);
    string(w, "value", a->time_value);
    close_object(w);
}

static void reasons(writer *w, const sayso_attribution *a)
{
    if (a->n_reasons == 0) return;
    open_array(w, "reasons");
    for (uint32_t i = 0; i < a->n_reasons; i++) {
        const sayso_reason *reason = &a->reasons[i];
        open_object(w, NULL);
        string(w, "rule", reason->rule);
        string(w, "text", reason->text);
        if (reason->score != 0) number(w, "score", reason->score);
        one_span(w, reason->evidence);
        close_object(w);
    }
    close_array(w);
}

static void attributions(writer *w)
{
    const sayso_doc *doc = w->r->doc;
    open_array(w, "attributions");
    for (uint32_t i = 0; i < doc->attributions.n; i++) {
        const sayso_attribution *a = &doc->attributions.at[i];
        open_object(w, NULL);
        id(w, "id", 'a', (int32_t)i);
        source(w, a);
        cue(w, a);
        content(w, a);
        party(w, "addressee", a->addressee, a->addressee_entity);
        party(w, "medium", a->medium, a->medium_entity);
        said_when(w, a);
        id(w, "inside", 'a', a->inside);
        item(w, "confidence");
        ss_put_confidence(w->out, a->confidence);
        reasons(w, a);
        close_object(w);
    }
    close_array(w);
}

static void entities(writer *w)
{
    const sayso_doc *doc = w->r->doc;
    open_array(w, "entities");
    for (uint32_t i = 0; i < doc->entities.n; i++) {
        const sayso_entity *e = &doc->entities.at[i];
        open_object(w, NULL);
        id(w, "id", 'e', (int32_t)i);
        item(w, "name"); /* readers count on it: written even when empty */
        ss_put_json(w->out, e->name ? e->name : "", e->name ? strlen(e->name) : 0);
        string(w, "kind", sayso_entity_kind_name(e->kind));
        string(w, "role", e->role);
        string(w, "affiliation", e->affiliation);
        if (e->gender) string(w, "gender", (char[]){e->gender, '\0'});
        if (e->n_aliases) {
            open_array(w, "aliases");
            for (uint32_t k = 0; k < e->n_aliases; k++) string(w, NULL, e->aliases[k]);
            close_array(w);
        }
        if (e->n_mentions) {
            open_array(w, "mentions");
            for (uint32_t k = 0; k < e->n_mentions; k++) span(w, e->mentions[k].span);
            close_array(w);
        }
        if (e->n_mentions && w->explain) {
            open_array(w, "mention_reasons");
            for (uint32_t k = 0; k < e->n_mentions; k++) {
                const char *why = e->mentions[k].why_linked;
                item(w, NULL);
                ss_put_json(w->out, why ? why : "", why ? strlen(why) : 0);
            }
            close_array(w);
        }
        close_object(w);
    }
    close_array(w);
}

/* The parts of a range are times themselves, and have no parts. */
static void one_time(writer *w, const sayso_time *t)
{
    open_object(w, NULL);
    spans(w, t->spans);
    string(w, "type", sayso_time_type_name(t->type));
    string(w, "value", t->value);
    string(w, "from", t->from);
    string(w, "to", t->to);
    string(w, "modifier", t->modifier);
}

static void times(writer *w)
{
    const sayso_doc *doc = w->r->doc;
    if (doc->times.n == 0) return;
    open_array(w, "times");
    for (uint32_t i = 0; i < doc->times.n; i++) {
        const sayso_time *t = &doc->times.at[i];
        one_time(w, t);
        if (t->n_parts) {
            open_array(w, "parts");
            for (uint32_t k = 0; k < t->n_parts; k++) {
                one_time(w, &t->parts[k]);
                close_object(w);
            }
            close_array(w);
        }
        close_object(w);
    }
    close_array(w);
}

static void quantities(writer *w)
{
    const sayso_doc *doc = w->r->doc;
    if (doc->quantities.n == 0) return;
    open_array(w, "quantities");
    for (uint32_t i = 0; i < doc->quantities.n; i++) {
        const sayso_quantity *q = &doc->quantities.at[i];
        open_object(w, NULL);
        spans(w, q->spans);
        if (q->range) {
            number(w, "min", q->min);
            number(w, "max", q->max);
        } else {
            number(w, "value", q->value);
        }
        if (q->modifier) string(w, "modifier", sayso_modifier_name(q->modifier));
        if (q->change) string(w, "change", sayso_change_name(q->change));
        string(w, "unit", q->unit);
        string(w, "per", q->per);
        string(w, "of", q->of);
        if (q->period_from || q->period_to) {
            open_object(w, "period");
            string(w, "from", q->period_from);
            string(w, "to", q->period_to);
            close_object(w);
        }
        id(w, "attribution", 'a', q->attribution);
        close_object(w);
    }
    close_array(w);
}

static void unattributed(writer *w)
{
    const sayso_doc *doc = w->r->doc;
    if (doc->unattributed.n == 0) return;
    open_array(w, "unattributed");
    for (uint32_t i = 0; i < doc->unattributed.n; i++) {
        const sayso_unattributed *u = &doc->unattributed.at[i];
        open_object(w, NULL);
        one_span(w, u->span);
        string(w, "kind", u->quotation ? "quotation" : "statement");
        string(w, "reason", u->reason);
        close_object(w);
    }
    close_array(w);
}

static void refused(writer *w)
{
    const sayso_doc *doc = w->r->doc;
    if (doc->refusals.n == 0) return;
    open_array(w, "refused");
    for (uint32_t i = 0; i < doc->refusals.n; i++) {
        const sayso_refusal *x = &doc->refusals.at[i];
        open_object(w, NULL);
        one_span(w, x->span);
        string(w, "what", x->what);
        string(w, "reason", x->reason);
        if (x->score != 0) number(w, "score", x->score);
        close_object(w);
    }
    close_array(w);
}

void ss_render_json(ss_rend *r, bool pretty)
{
    writer w = {r, r->out, pretty, r->options->explain, true, 0};
    open_object(&w, NULL);
    document(&w);
    warnings(&w);
    regions(&w);
    attributions(&w);
    entities(&w);
    times(&w);
    quantities(&w);
    unattributed(&w);
    refused(&w);
    close_object(&w);
    ss_putc(w.out, '\n');
}
