/* csv.c - one row an attribution, RFC 4180: CRLF, marks doubled.
 *
 * Cells are the words themselves, never changed: a spreadsheet that takes a
 * cell beginning with "=" for a formula must be told not to. Blanks and line
 * ends inside a cell are squeezed into one blank, so a row is a line.
 * Cost: O(n) in the output; texts of nested contents stand in every row.
 */
#include "out/out.h"

static void put_cell(ss_out *out, const char *s)
{
    if (!s) return;
    if (!s[strcspn(s, "\",\r\n")]) {
        ss_puts(out, s);
        return;
    }
    ss_putc(out, '"');
    for (const char *mark; (mark = strchr(s, '"')); s = mark + 1) {
        ss_put(out, s, (size_t)(mark - s));
        ss_puts(out, "\"\"");
    }
    ss_puts(out, s);
    ss_putc(out, '"');
}

static void next_cell(ss_out *out, const char *s)
{
    ss_putc(out, ',');
    put_cell(out, s);
}

static void next_id(ss_out *out, int32_t index)
{
    ss_putc(out, ',');
    if (index < 0) return;
    ss_putc(out, 'a');
    ss_put_u32(out, (uint32_t)index + 1);
}

/* "the letter < Fox News": from who says it outward to who told us. */
static const char *chain(ss_rend *r, const char *const *speakers, int32_t index)
{
    SS_VEC(char) line = {0};
    for (int links = 0; index >= 0; links++, index = ss_outer(r->doc, index)) {
        const char *part = links < SS_CHAIN_MAX ? speakers[index] : "\xE2\x80\xA6";
        if (links)
            for (const char *s = " < "; *s; s++) *ss_push(r->scratch, &line) = *s;
        for (const char *s = part; *s; s++) *ss_push(r->scratch, &line) = *s;
        if (links == SS_CHAIN_MAX) break;
    }
    *ss_push(r->scratch, &line) = '\0';
    return line.at;
}

static void put_row(ss_rend *r, const char *const *speakers, int32_t index)
{
    const sayso_doc *doc = r->doc;
    const sayso_attribution *a = &doc->attributions.at[index];
    ss_out *out = r->out;
    put_cell(out, doc->meta.id);
    next_cell(out, doc->meta.date);
    next_id(out, index);
    next_cell(out, ss_words(r, r->scratch, a->source, " ", 0));
    next_cell(out, sayso_source_kind_name(a->source_kind));
    next_cell(out, speakers[index]);
    const sayso_entity *who = a->source_entity >= 0 ? &doc->entities.at[a->source_entity] : NULL;
    next_cell(out, who ? who->role : NULL);
    next_cell(out, ss_words(r, r->scratch, a->cue, " ", 0));
    next_cell(out, a->negated ? "true" : "false");
    next_cell(out, sayso_form_name(a->form));
    next_cell(out, ss_words(r, r->scratch, a->content, " ... ", 0));
    next_cell(out, ss_words(r, r->scratch, a->addressee, " ", 0));
    next_cell(out, ss_words(r, r->scratch, a->medium, " ", 0));
    next_cell(out, a->time_value ? a->time_value : ss_words(r, r->scratch, a->time, " ", 0));
    next_id(out, ss_outer(doc, index));
    next_cell(out, chain(r, speakers, index));
    ss_putc(out, ',');
    ss_put_confidence(out, a->confidence);
    ss_putc(out, ',');
    if (a->content.n) ss_put_u32(out, ss_chars(r, a->content.at[0].begin));
    ss_putc(out, ',');
    if (a->content.n) ss_put_u32(out, ss_chars(r, a->content.at[a->content.n - 1].end));
    ss_puts(out, "\r\n");
}

void ss_render_csv(ss_rend *r)
{
    if (r->options->header)
        ss_puts(r->out, "document,date,attribution,source,source_kind,speaker,role,cue,negated,form,"
                        "content,addressee,medium,time,inside,chain,confidence,begin,end\r\n");
    const char *const *speakers = ss_speakers(r);
    for (uint32_t i = 0; i < r->doc->attributions.n; i++) {
        put_row(r, speakers, (int32_t)i);
        ss_arena_reset(r->scratch, SS_SCRATCH_KEPT);
        if (r->out->failed) return;
    }
}
