/* check_csv.c - one row a finding, RFC 4180: CRLF, marks doubled.
 *
 * Cells are the words themselves; blanks and line ends inside a cell are one
 * blank, so a row is a line. Positions are code points.
 */
#include "check/report.h"

static void cell(ss_out *out, const char *s, bool first)
{
    if (!first) ss_putc(out, ',');
    if (!s) return;
    bool marks = s[strcspn(s, "\",\r\n\t")] != '\0';
    if (marks) ss_putc(out, '"');
    for (bool blank = false; *s; s++) {
        bool white = strchr(" \t\r\n", *s) != NULL;
        if (white && blank) continue;
        blank = white;
        if (*s == '"') ss_putc(out, '"');
        ss_putc(out, white ? ' ' : *s);
    }
    if (marks) ss_putc(out, '"');
}

static void number(ss_out *out, uint32_t value)
{
    ss_putc(out, ',');
    ss_put_u32(out, value);
}

static void row(const sayso_check *check, uint32_t index, ss_arena *arena, ss_out *out)
{
    const sayso_finding *f = &check->findings.at[index];
    cell(out, check->id, true);
    cell(out, f->id, false);
    cell(out, sayso_finding_kind_name(f->kind), false);
    cell(out, f->text, false);
    cell(out, f->speaker, false);
    cell(out, sayso_verdict_name(f->verdict), false);
    cell(out, ss_bit_names(arena, f->material, SAYSO_MATERIAL_COUNT, " ", ss_material_bit), false);
    cell(out, ss_bit_names(arena, f->context, SAYSO_CONTEXT_COUNT, " ", ss_context_bit), false);
    cell(out, ss_bit_names(arena, f->notes, SAYSO_NOTE_COUNT, " ", ss_note_bit), false);
    const char *edits = "";
    for (uint32_t i = 0; i < f->n_edits; i++)
        edits = ss_printf(arena, "%s%s%s", edits, i ? "; " : "", ss_edit_words(arena, &f->edits[i]));
    cell(out, edits, false);
    cell(out, f->source >= 0 ? sayso_sources_info(check->sources, (uint32_t)f->source)->id : NULL, false);
    cell(out, f->evidence_speaker, false);
    cell(out, f->evidence_text, false);
    ss_putc(out, ',');
    ss_put_confidence(out, f->score);
    cell(out, f->reason, false);
    if (f->line)
        number(out, f->line);
    else
        ss_putc(out, ',');
    sayso_span at = ss_reach(f->spans);
    number(out, ss_article_char(check, index, at.begin));
    number(out, ss_article_char(check, index, at.end));
    ss_puts(out, "\r\n");
}

void ss_check_csv(const sayso_check *check, const sayso_render_options *options, ss_arena *arena, ss_out *out)
{
    if (options->header)
        ss_puts(out, "article,id,kind,text,speaker,verdict,material,context,notes,edits,source,source_speaker,evidence,"
                     "score,reason,line,begin,end\r\n");
    for (uint32_t i = 0; i < check->findings.n && !out->failed; i++) row(check, i, arena, out);
}
