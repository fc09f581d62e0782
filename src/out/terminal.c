/* terminal.c - the article for a person at a terminal, and who says what in it.
 *
 *     │ The dyke won't hold, Mayor Øster warned in a     2 Zoë Øster warned → residents,
 *     │ letter, the Küstenbote reported.                   in a letter, as Küstenbote
 *     · The dyke was built in 1962.                        reported
 *
 * On the left the gutter: does somebody vouch for this line? On the right, from
 * the line where a statement begins, who says it through whom; the number is
 * that of the attribution's id. Below 56 columns the notes follow each paragraph.
 * After the article come the voices with their share of words and, where asked
 * for, the reasons and what was refused.
 *
 * The article is wrapped as it is swept (see marks.c): memory is one line, so a
 * paragraph of 100 MB is no different from others. O(n log n).
 */
#include "out/terminal.h"

#include <string.h>

enum {
    NARROWEST = 24,
    NO_MARGIN_BELOW = 56,
    TEXT_WIDEST = 92,
    GUTTER = 2,
    GAP = 2,
    NOTE_LINKS = 3, /* outer links that a note names */
    BAR = 20
};

typedef struct {
    ss_rend *r;
    ss_out *out;
    bool color;
    uint32_t width, text_columns, note_columns; /* note_columns 0: no margin */
    const char *const *speakers;
    const ss_voices *voices;
    ss_marks marks;
    bool more; /* the marks are at a piece */
    const ss_note *notes;
    uint32_t n_notes, seen, begun; /* anchors passed; notes begun */
    ss_glyphs line;                /* of the article, not yet written */
    uint32_t line_columns;
    ss_glyphs note; /* being written, from note_from on */
    uint32_t note_from;
} view;

/* -- notes: who says it through whom ------------------------------------------ */

static ss_style plain(uint8_t flags)
{
    return (ss_style){flags, 0};
}

static ss_style voice_style(const view *v, uint32_t attribution, uint8_t flags)
{
    return (ss_style){flags, ss_voice_color(v->voices->of[attribution])};
}

static void add(view *v, ss_glyphs *list, const char *s, ss_style style)
{
    ss_glyphs_add(v->r->scratch, list, s, style);
}

static void add_words(view *v, ss_glyphs *list, const char *before, sayso_spans where, ss_style style)
{
    if (where.n == 0) return;
    add(v, list, before, style);
    add(v, list, ss_words(v->r, v->r->scratch, where, " ", 80), style);
}

static const char *number(view *v, uint32_t index)
{
    return ss_printf(v->r->scratch, "%u", index + 1);
}

/* "Smith said", after `before`; or "according to Smith", where "as" would be wrong. */
static void add_claim(view *v, ss_glyphs *list, const char *before, uint32_t index, uint8_t flags)
{
    const sayso_attribution *a = &v->r->doc->attributions.at[index];
    const char *cue = ss_words(v->r, v->r->scratch, a->cue, " ", 80);
    bool leads = ss_cue_leads(a, cue);
    if (!leads) add(v, list, before, plain(0));
    if (!leads) add(v, list, v->speakers[index], voice_style(v, index, flags));
    if (*cue && *cue != ':' && !leads) add(v, list, " ", plain(0)); /* "Q:" */
    add(v, list, cue, voice_style(v, index, SS_ITALIC));
    if (leads) add(v, list, " ", plain(0));
    if (leads) add(v, list, v->speakers[index], voice_style(v, index, flags));
}

static void add_standing(view *v, ss_glyphs *list, uint32_t index)
{
    const sayso_doc *doc = v->r->doc;
    const sayso_attribution *a = &doc->attributions.at[index];
    add_claim(v, list, "", index, SS_BOLD);
    if (a->form == SAYSO_FORM_POST) add(v, list, " in a post", plain(0));
    if (a->handle) add(v, list, ss_printf(v->r->scratch, " (@%.60s)", a->handle), plain(0));
    add_words(v, list, " \xE2\x86\x92 ", a->addressee, plain(0));
    if (ss_medium_apart(a)) add_words(v, list, ", in ", a->medium, plain(0));
    if (a->time_value && a->time_value[strspn(a->time_value, "0123456789-")]) {
        add_words(v, list, ", ", a->time, plain(0)); /* "Monday evening" reads better than 2024-11-11TEV */
    } else if (a->time_value) {
        add(v, list, ", ", plain(0));
        add(v, list, a->time_value, plain(0));
    }
    int32_t outer = ss_outer(doc, (int32_t)index);
    for (int links = 0; outer >= 0; links++, outer = ss_outer(doc, outer)) {
        if (links == NOTE_LINKS) {
            add(v, list, ", \xE2\x80\xA6", plain(0));
            break;
        }
        add(v, list, ", ", plain(0));
        add_claim(v, list, "as ", (uint32_t)outer, 0);
    }
}

static void begin_note(view *v)
{
    const ss_note *n = &v->notes[v->begun++];
    ss_arena_reset(v->r->scratch, SS_SCRATCH_KEPT); /* the note before */
    v->note = (ss_glyphs){0};
    v->note_from = 0;
    if (n->nobody) {
        add(v, &v->note, "? nobody is named for this", plain(SS_DIM | SS_ITALIC));
    } else {
        add(v, &v->note, number(v, n->index), plain(SS_DIM));
        add(v, &v->note, " ", plain(0));
        add_standing(v, &v->note, n->index);
    }
}

static bool note_pending(const view *v)
{
    return v->note_from < v->note.n || v->begun < v->seen;
}

static void put_note_line(view *v)
{
    if (v->note_from >= v->note.n) begin_note(v);
    uint32_t indent = v->note_from ? 2 : 0, next;
    const ss_glyph *from = v->note.at + v->note_from;
    uint32_t n = ss_glyphs_fit(from, v->note.n - v->note_from, v->note_columns - indent, &next);
    ss_put_repeated(v->out, " ", indent);
    ss_glyphs_put(v->out, from, n, v->color);
    v->note_from += next;
}

/* -- lines: gutter, text, margin ---------------------------------------------- */

static void put_gutter(view *v, const ss_glyph *g, uint32_t n)
{
    static const char *const symbols[SS_LINE_CLASSES] = {[SS_LINE_NEUTRAL] = " ",
                                                         [SS_LINE_ASIDE] = "~",
                                                         [SS_LINE_OWN] = "\xC2\xB7",
                                                         [SS_LINE_VOUCHED] = "\xE2\x94\x82",
                                                         [SS_LINE_THROUGH] = "\xE2\x95\x91",
                                                         [SS_LINE_NOBODY] = "?"};
    uint32_t count[SS_LINE_CLASSES] = {0};
    ss_line_class line = SS_LINE_NEUTRAL;
    for (uint32_t i = 0; i < n; i++) count[g[i].line_class]++;
    for (int k = SS_LINE_ASIDE; k < SS_LINE_CLASSES; k++)
        if (count[k] && (line == SS_LINE_NEUTRAL || count[k] > count[line])) line = (ss_line_class)k;
    if (count[SS_LINE_NOBODY]) line = SS_LINE_NOBODY;
    ss_style style = plain(SS_DIM);
    for (uint32_t i = 0; i < n; i++)
        if (g[i].line_class == line && line >= SS_LINE_VOUCHED && g[i].style.color) {
            style = (ss_style){0, g[i].style.color};
            break;
        }
    ss_glyph symbol = {.s = symbols[line], .len = (uint8_t)strlen(symbols[line]), .columns = 1, .style = style};
    ss_glyphs_put(v->out, &symbol, 1, v->color);
}

static void put_line(view *v, const ss_glyph *g, uint32_t n)
{
    put_gutter(v, g, n);
    bool margin = v->note_columns && note_pending(v);
    uint32_t used = 0;
    if (n) {
        ss_putc(v->out, ' ');
        used = ss_glyphs_put(v->out, g, n, v->color);
    }
    if (margin) {
        if (!n) ss_putc(v->out, ' ');
        ss_put_repeated(v->out, " ", v->text_columns - used + GAP);
        put_note_line(v);
    }
    ss_putc(v->out, '\n');
}

/* Anchors up to here have been written, or are being. */
static void pass(view *v, uint32_t at)
{
    while (v->seen < v->n_notes && v->notes[v->seen].at <= at) v->seen++;
}

static void break_line(view *v, bool all)
{
    while (v->line.n && (all || v->line_columns > v->text_columns)) {
        uint32_t next, n = ss_glyphs_fit(v->line.at, v->line.n, v->text_columns, &next);
        if (n) {
            pass(v, v->line.at[n - 1].at);
            put_line(v, v->line.at, n);
        }
        v->line.n -= next;
        memmove(v->line.at, v->line.at + next, v->line.n * sizeof *v->line.at);
        v->line_columns = 0;
        for (uint32_t i = 0; i < v->line.n; i++) v->line_columns += v->line.at[i].columns;
    }
}

static void push_glyph(view *v, ss_glyph g)
{
    bool blank = g.len == 1 && *g.s == ' ';
    const ss_glyph *last = v->line.n ? &v->line.at[v->line.n - 1] : NULL;
    if (blank && (!last || (last->len == 1 && *last->s == ' '))) return;
    if (ss_glyph_heaps_up(&v->line, &g)) return;
    *ss_push(v->r->arena, &v->line) = g;
    v->line_columns += g.columns;
    if (v->line_columns > v->text_columns) break_line(v, false);
}

/* -- the article -------------------------------------------------------------- */

static ss_glyph look_of_piece(const view *v, bool heading)
{
    const ss_marks *m = &v->marks;
    ss_glyph g = {.style = plain(heading ? SS_BOLD : 0)};
    if (ss_marks_aside(m)) {
        g.style = plain(SS_DIM);
        g.line_class = SS_LINE_ASIDE;
        return g;
    }
    int32_t content = ss_marks_top(m, SS_MARK_CONTENT), cue = ss_marks_top(m, SS_MARK_CUE);
    int32_t source = ss_marks_top(m, SS_MARK_SOURCE), free_ = ss_marks_top(m, SS_MARK_UNATTRIBUTED);
    if (content >= 0) {
        g.style = voice_style(v, (uint32_t)content, g.style.flags);
        g.line_class = ss_outer(m->doc, content) >= 0 ? SS_LINE_THROUGH : SS_LINE_VOUCHED;
    } else if (free_ >= 0) {
        const sayso_unattributed *u = &m->doc->unattributed.at[free_];
        bool quotation = u->quotation && !u->term;
        g.line_class = quotation ? SS_LINE_NOBODY : SS_LINE_OWN;
        if (quotation) g.style.flags |= SS_ITALIC | SS_DIM;
    }
    if (cue >= 0)
        g.style = voice_style(v, (uint32_t)cue, SS_ITALIC);
    else if (source >= 0)
        g.style = voice_style(v, (uint32_t)source, SS_BOLD);
    if (ss_marks_top(m, SS_MARK_QUANTITY) >= 0 || ss_marks_top(m, SS_MARK_TIME) >= 0) g.style.flags |= SS_UNDERLINE;
    return g;
}

static void put_piece(view *v, uint32_t begin, uint32_t end, ss_glyph look)
{
    const char *text = v->r->doc->text;
    for (uint32_t i = begin; i < end;) {
        ss_glyph g;
        uint32_t len = ss_glyph_read(text + i, end - i, &g);
        g.style = look.style;
        g.line_class = look.line_class;
        g.at = i;
        push_glyph(v, g);
        i += len;
    }
}

static void put_notes_below(view *v)
{
    while (v->begun < v->seen) {
        begin_note(v);
        ss_glyphs_put_wrapped(v->out, &v->note, v->width, 6, 2, v->color);
        v->note_from = v->note.n;
    }
}

static void put_paragraph(view *v, const ss_paragraph *p)
{
    bool heading = p->kind == SS_PARA_HEADING;
    while (v->more && v->marks.end <= p->span.begin) v->more = ss_marks_next(&v->marks);
    for (; v->more && v->marks.begin < p->span.end; v->more = ss_marks_next(&v->marks)) {
        uint32_t begin = v->marks.begin > p->span.begin ? v->marks.begin : p->span.begin;
        uint32_t end = v->marks.end < p->span.end ? v->marks.end : p->span.end;
        put_piece(v, begin, end, look_of_piece(v, heading));
        if (v->marks.end > p->span.end) break;
    }
    break_line(v, true);
    pass(v, p->span.end);
    if (v->note_columns)
        while (note_pending(v)) put_line(v, NULL, 0);
    else
        put_notes_below(v);
    v->note = (ss_glyphs){0};
    v->note_from = 0;
    ss_arena_reset(v->r->scratch, SS_SCRATCH_KEPT);
    ss_putc(v->out, '\n');
}

static void put_text(view *v, const char *s, uint8_t flags, uint32_t indent, uint32_t hang)
{
    if (!s || !*s) return;
    ss_glyphs list = {0};
    add(v, &list, s, plain(flags));
    ss_glyphs_put_wrapped(v->out, &list, v->width, indent, hang, v->color);
}

static void put_head(view *v)
{
    const sayso_doc *doc = v->r->doc;
    const sayso_meta *meta = &doc->meta;
    put_text(v, meta->title, SS_BOLD, 0, 0);
    const char *parts[] = {meta->publisher, meta->date, meta->id};
    const char *line = "";
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (parts[i] && *parts[i]) line = ss_printf(v->r->scratch, "%s%s%s", line, *line ? " \xC2\xB7 " : "", parts[i]);
    put_text(v, line, SS_DIM, 0, 0);
    for (uint32_t i = 0; i < doc->warnings.n; i++)
        put_text(v, ss_printf(v->r->scratch, "note: %s", doc->warnings.at[i].message), SS_DIM, 0, 0);
    ss_putc(v->out, '\n');
    ss_arena_reset(v->r->scratch, SS_SCRATCH_KEPT);
}

/* -- after the article -------------------------------------------------------- */

static void put_share(view *v, uint32_t words, const char *label, ss_style style)
{
    uint32_t all = v->voices->words ? v->voices->words : 1;
    uint32_t bar = v->width < NO_MARGIN_BELOW ? 0 : BAR;
    uint32_t filled = (uint32_t)(((uint64_t)words * bar + all / 2) / all);
    uint32_t percent = (uint32_t)(((uint64_t)words * 100 + all / 2) / all);
    ss_glyphs list = {0};
    for (uint32_t i = 0; i < bar; i++) add(v, &list, i < filled ? "\xE2\x96\x88" : "\xE2\x96\x91", style);
    add(v, &list, ss_printf(v->r->scratch, " %3u%%  ", percent), plain(0));
    add(v, &list, label, plain(0));
    ss_glyphs_put_wrapped(v->out, &list, v->width, 2 + bar + 7, bar + 7, v->color);
    ss_arena_reset(v->r->scratch, SS_SCRATCH_KEPT);
}

static void put_voices(view *v)
{
    put_text(v, "Voices, by their share of the words", SS_BOLD, 0, 0);
    for (uint32_t i = 0; i < v->voices->n; i++) {
        const ss_voice *voice = &v->voices->at[i];
        bool role = voice->role && *voice->role, of = voice->affiliation && *voice->affiliation;
        const char *label =
            ss_printf(v->r->scratch, "%s%s%s%s%s (%s, %u statement%s)", voice->name, role ? ", " : "",
                      role ? voice->role : "", of ? ", " : "", of ? voice->affiliation : "",
                      sayso_source_kind_name(voice->kind), voice->statements, voice->statements == 1 ? "" : "s");
        put_share(v, voice->words, label, (ss_style){0, ss_voice_color(i)});
    }
    put_share(v, v->voices->own, "nobody: the author\xE2\x80\x99s own voice", plain(SS_DIM));
    ss_putc(v->out, '\n');
    put_text(v,
             "\xE2\x94\x82 said by a source   \xE2\x95\x91 said through another   "
             "\xC2\xB7 the author\xE2\x80\x99s own voice   ? a quotation without a speaker   "
             "~ not the story",
             SS_DIM, 0, 0);
    if (v->color)
        put_text(v, "bold: source   italic: cue   colour: the voice   underlined: figures and dates", SS_DIM, 0, 0);
}

static void put_reasons(view *v, uint32_t index)
{
    const sayso_attribution *a = &v->r->doc->attributions.at[index];
    ss_glyphs list = {0};
    add(v, &list, number(v, index), plain(SS_DIM));
    add(v, &list, " ", plain(0));
    add_standing(v, &list, index);
    add(v, &list, ss_printf(v->r->scratch, " (%u%% sure)", (unsigned)(a->confidence * 100 + 0.5)), plain(SS_DIM));
    ss_glyphs_put_wrapped(v->out, &list, v->width, 2, 2, v->color);
    for (uint32_t i = 0; i < a->n_reasons; i++) {
        const sayso_reason *why = &a->reasons[i];
        const char *score = ss_score(v->r->scratch, why->score);
        put_text(v, ss_printf(v->r->scratch, "%s: %s%s", why->rule ? why->rule : "", why->text ? why->text : "", score),
                 0, 6, 2);
    }
    ss_arena_reset(v->r->scratch, SS_SCRATCH_KEPT);
}

static void put_explanation(view *v)
{
    const sayso_doc *doc = v->r->doc;
    ss_putc(v->out, '\n');
    put_text(v, "Why", SS_BOLD, 0, 0);
    for (uint32_t i = 0; i < doc->attributions.n; i++) put_reasons(v, i);
    if (doc->refusals.n == 0) return;
    ss_putc(v->out, '\n');
    put_text(v, "Refused", SS_BOLD, 0, 0);
    for (uint32_t i = 0; i < doc->refusals.n; i++) {
        const sayso_refusal *x = &doc->refusals.at[i];
        sayso_spans where = {&x->span, x->span.begin < x->span.end};
        const char *score = ss_score(v->r->scratch, x->score);
        put_text(v,
                 ss_printf(v->r->scratch, "%s \xE2\x80\x9C%s\xE2\x80\x9D: %s%s", x->what ? x->what : "",
                           ss_words(v->r, v->r->scratch, where, " ", 80), x->reason ? x->reason : "", score),
                 0, 4, 2);
        ss_arena_reset(v->r->scratch, SS_SCRATCH_KEPT);
    }
}

static void lay_out(view *v)
{
    uint32_t width = v->r->options->width ? v->r->options->width : 80;
    if (width < NARROWEST) width = NARROWEST;
    if (width > 1000) width = 1000;
    v->width = width;
    v->text_columns = width - GUTTER;
    if (width >= NO_MARGIN_BELOW) {
        v->note_columns = width * 34 / 100;
        if (v->note_columns > 46) v->note_columns = 46;
        v->text_columns -= v->note_columns + GAP;
    }
    if (v->text_columns > TEXT_WIDEST) v->text_columns = TEXT_WIDEST;
}

void ss_render_terminal(ss_rend *r)
{
    view v = {.r = r, .out = r->out, .color = r->options->color};
    lay_out(&v);
    v.speakers = ss_speakers(r);
    v.voices = ss_voices_find(r, v.speakers);
    v.notes = ss_notes(r, &v.n_notes);
    ss_marks_start(r, &v.marks);
    v.more = ss_marks_next(&v.marks);
    put_head(&v);
    for (uint32_t i = 0; i < r->doc->paragraphs.n && !r->out->failed; i++) put_paragraph(&v, &r->doc->paragraphs.at[i]);
    put_voices(&v);
    if (r->options->explain) put_explanation(&v);
}
