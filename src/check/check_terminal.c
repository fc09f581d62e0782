/* check_terminal.c - a check for a person at a terminal.
 *
 *     c1  ALTERED  negation                                  Anna Lindqvist
 *       article   We will       close the Tarn crossing this winter
 *       source    We will {not} close the Tarn crossing this winter
 *                 hearing.txt · COMMISSIONER LINDQVIST
 *       Changed without a mark: negation: "not" is left out.
 *
 * The two texts stand one above the other and are wrapped together, so that what
 * is the same is in the same column; what differs is in braces, and in colour:
 * what the article has red, what the source has green, what a mark stands for dim.
 * What was said as it stands takes one line. At the end come the counts, and which
 * sources could not be read. Memory is one finding's.
 */
#include "check/check.h"
#include "out/terminal.h"

enum { NAME_COLUMNS = 10, NARROWEST = 24, LONGEST = 600 };

typedef struct {
    const sayso_check *check;
    const sayso_render_options *options;
    ss_arena *arena;
    ss_out *out;
    uint32_t width;
} view;

static void style(const view *v, const char *code)
{
    if (v->options->color) ss_puts(v->out, code);
}

static const char *color_of(const sayso_finding *f)
{
    unsigned severity = sayso_finding_severity(f);
    return severity < SAYSO_VERDICT_ALTERED         ? "\033[32m"
           : severity < SAYSO_VERDICT_MISATTRIBUTED ? "\033[33m"
                                                    : "\033[31m";
}

/* Characters of s, blanks squeezed, nothing that could steer a terminal. */
static void add(view *v, ss_glyphs *list, const char *s, size_t n, ss_style how)
{
    for (size_t i = 0; i < n;) {
        ss_glyph glyph = {0};
        i += ss_glyph_read(s + i, n - i, &glyph);
        if (ss_glyph_heaps_up(list, &glyph)) continue;
        bool blank = glyph.len == 1 && (*glyph.s == ' ' || *glyph.s == '\n');
        if (blank && list->n && *list->at[list->n - 1].s == ' ') continue;
        glyph.style = how;
        *ss_push(v->arena, list) = glyph;
    }
}

static uint32_t columns(const ss_glyphs *list)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < list->n; i++) n += list->at[i].columns;
    return n;
}

/* Blanks until both lists are as wide. */
static void even(view *v, ss_glyphs *a, ss_glyphs *b)
{
    uint32_t x = columns(a), y = columns(b);
    ss_glyphs *shorter = x < y ? a : b;
    ss_glyph blank = {.s = " ", .len = 1, .columns = 1};
    for (uint32_t i = x < y ? y - x : x - y; i > 0; i--) *ss_push(v->arena, shorter) = blank;
}

static void braced(view *v, ss_glyphs *list, const char *s, size_t n, uint8_t flags, uint8_t color)
{
    ss_style how = {flags, color};
    if (!n) return;
    add(v, list, "{", 1, how);
    add(v, list, s, n, how);
    add(v, list, "}", 1, how);
}

static void put_line(view *v, const char *name, const ss_glyphs *list, uint32_t from, uint32_t to)
{
    ss_puts(v->out, "  ");
    style(v, "\033[2m");
    ss_puts(v->out, name);
    style(v, "\033[0m");
    ss_put_repeated(v->out, " ", NAME_COLUMNS - (uint32_t)strlen(name));
    while (to > from && *list->at[to - 1].s == ' ' && list->at[to - 1].style.color == 0) to--;
    ss_glyphs_put(v->out, list->at + from, to - from, v->options->color);
    ss_putc(v->out, '\n');
}

/* Where a line that begins at `from` ends: the last place where both have a blank. */
static uint32_t fit_both(const ss_glyphs *a, const ss_glyphs *b, uint32_t from, uint32_t most)
{
    uint32_t n = a->n < b->n ? a->n : b->n, used = 0, at = from, cut = 0;
    for (; at < n && used + a->at[at].columns <= most; at++) {
        used += a->at[at].columns;
        if (*a->at[at].s == ' ' && *b->at[at].s == ' ') cut = at + 1;
    }
    return at >= n ? n : cut > from ? cut : at;
}

/* The two texts as glyphs in the same columns. False: the edits are not in order, or too long. */
static bool lay_out(view *v, const sayso_finding *f, uint32_t index, ss_glyphs *article, ss_glyphs *source)
{
    const char *text = ss_check_text(v->check, index);
    size_t len;
    const char *there = sayso_sources_text(v->check->sources, (uint32_t)f->source, &len);
    uint32_t a = f->spans.at[0].begin, s = f->evidence.at[0].begin, end = f->spans.at[f->spans.n - 1].end;
    if (end - a > LONGEST) return false;
    for (uint32_t i = 0; i < f->n_edits; i++) {
        const sayso_edit *e = &f->edits[i];
        if (e->type == SAYSO_EDIT_MOVED || e->source.begin < s || e->article.begin < a ||
            e->source.end - e->source.begin > LONGEST)
            return false;
        add(v, article, text + a, e->article.begin - a, (ss_style){0, 0});
        add(v, source, there + s, e->source.begin - s, (ss_style){0, 0});
        even(v, article, source);
        bool marked = e->type == SAYSO_EDIT_OMITTED || e->type == SAYSO_EDIT_BRACKETED;
        braced(v, article, text + e->article.begin, e->article.end - e->article.begin, marked ? SS_DIM : SS_BOLD,
               marked ? 0 : 1);
        braced(v, source, there + e->source.begin, e->source.end - e->source.begin, marked ? SS_DIM : SS_BOLD,
               marked ? 0 : 2);
        even(v, article, source);
        a = e->article.end;
        s = e->source.end;
    }
    uint32_t last = f->evidence.at[f->evidence.n - 1].end;
    add(v, article, text + a, end > a ? end - a : 0, (ss_style){0, 0});
    add(v, source, there + s, last > s ? last - s : 0, (ss_style){0, 0});
    even(v, article, source);
    return article->n == source->n; /* wide characters may put them apart */
}

static void plain_text(view *v, const char *name, const char *s)
{
    ss_glyphs list = {0};
    size_t n = strlen(s), most = LONGEST;
    if (n > most)
        while (most && ((unsigned char)s[most] & 0xC0) == 0x80) most--;
    add(v, &list, s, n < most ? n : most, (ss_style){0, 0});
    if (n > most) add(v, &list, "\xE2\x80\xA6", 3, (ss_style){0, 0});
    uint32_t room = v->width > NAME_COLUMNS + 2 + NARROWEST ? v->width - NAME_COLUMNS - 2 : NARROWEST;
    for (uint32_t at = 0; at < list.n;) {
        uint32_t next, k = ss_glyphs_fit(list.at + at, list.n - at, room, &next);
        put_line(v, at ? "" : name, &list, at, at + k);
        if (!next) break;
        at += next;
    }
}

static void texts(view *v, const sayso_finding *f, uint32_t index)
{
    ss_glyphs article = {0}, source = {0};
    uint32_t room = v->width > NAME_COLUMNS + 2 + NARROWEST ? v->width - NAME_COLUMNS - 2 : NARROWEST;
    if (f->n_edits && f->evidence.n && f->kind == SAYSO_FINDING_QUOTATION && lay_out(v, f, index, &article, &source)) {
        for (uint32_t at = 0; at < article.n;) {
            uint32_t to = fit_both(&article, &source, at, room);
            put_line(v, "article", &article, at, to);
            put_line(v, "source", &source, at, to);
            at = to > at ? to : at + 1;
        }
        return;
    }
    plain_text(v, "article", f->text);
    if (f->source >= 0 && f->evidence_text)
        plain_text(v, f->verdict == SAYSO_VERDICT_NOT_FOUND ? "nearest" : "source", f->evidence_text);
}

static void flags(view *v, uint32_t bits, unsigned count, const char *(*name)(unsigned), const char *before)
{
    for (unsigned i = 0; i < count; i++)
        if (bits >> i & 1) {
            ss_puts(v->out, before);
            ss_puts(v->out, name(i));
        }
}

static const char *material(unsigned i)
{
    return sayso_material_name((sayso_material)i);
}
static const char *context(unsigned i)
{
    return sayso_context_name((sayso_context)i);
}

static void safe(view *v, const char *s)
{
    ss_glyphs list = {0};
    add(v, &list, s, strlen(s), (ss_style){0, 0});
    ss_glyphs_put(v->out, list.at, list.n, false);
}

static void finding(view *v, uint32_t index)
{
    const sayso_finding *f = &v->check->findings.at[index];
    style(v, "\033[2m");
    safe(v, f->id);
    style(v, "\033[0m");
    ss_puts(v->out, "  ");
    style(v, "\033[1m");
    style(v, color_of(f));
    ss_puts(v->out, sayso_verdict_name(f->verdict));
    style(v, "\033[0m");
    style(v, "\033[31m");
    flags(v, f->material, SAYSO_MATERIAL_COUNT, material, "  !");
    style(v, "\033[0m");
    flags(v, f->context, SAYSO_CONTEXT_COUNT, context, "  context:");
    if (f->speaker) {
        ss_puts(v->out, "  ");
        style(v, "\033[2m");
        safe(v, f->speaker);
        style(v, "\033[0m");
    }
    ss_putc(v->out, '\n');
    bool short_form = sayso_finding_severity(f) == 0 && !f->context;
    if (short_form)
        plain_text(v, "article", f->text);
    else
        texts(v, f, index);
    if (f->source >= 0 && !short_form) {
        const char *id = sayso_sources_info(v->check->sources, (uint32_t)f->source)->id;
        plain_text(v, "in", f->evidence_speaker ? ss_printf(v->arena, "%s, %s", id, f->evidence_speaker) : id);
    }
    plain_text(v, "", f->reason);
}

static void totals(view *v)
{
    uint32_t counts[SAYSO_VERDICT_COUNT] = {0};
    const sayso_check *check = v->check;
    for (uint32_t i = 0; i < check->findings.n; i++) counts[check->findings.at[i].verdict]++;
    ss_put_u32(v->out, check->findings.n);
    ss_puts(v->out, " checked");
    for (unsigned i = 0; i < SAYSO_VERDICT_COUNT; i++)
        if (counts[i]) ss_puts(v->out, ss_printf(v->arena, ", %u %s", counts[i], sayso_verdict_name((sayso_verdict)i)));
    uint32_t read = 0;
    uint64_t words = 0;
    for (uint32_t i = 0; i < check->sources->v.n; i++) {
        const sayso_source_info *info = &check->sources->v.at[i].info;
        if (info->status != SAYSO_STATUS_READ || info->foreign) continue;
        read++;
        words += info->words;
    }
    ss_puts(v->out, ss_printf(v->arena, "; against %u of %u sources, %llu words\n", read, check->sources->v.n,
                              (unsigned long long)words));
}

/* What stands in marks and is not checked, a line each. */
static void passed(view *v)
{
    for (uint32_t i = 0; i < v->check->passed.n; i++) {
        const sayso_passed *p = &v->check->passed.at[i];
        style(v, "\033[2m");
        ss_puts(v->out, "not checked");
        style(v, "\033[0m");
        ss_putc(v->out, '\n');
        plain_text(v, "article", p->text);
        plain_text(v, "", p->reason);
        ss_arena_reset(v->arena, 1 << 16);
    }
    if (v->check->passed.n) ss_putc(v->out, '\n');
}

void ss_check_terminal(const sayso_check *check, const sayso_render_options *options, ss_arena *arena, ss_out *out)
{
    view v = {check, options, arena, out, options->width ? options->width : 80};
    for (uint32_t i = 0; i < check->findings.n; i++) {
        finding(&v, i);
        ss_putc(out, '\n');
        ss_arena_reset(arena, 1 << 16);
    }
    passed(&v);
    totals(&v);
}
