/* report.c - what the reports of a check share: see report.h. */
#include "check/report.h"

ss_level ss_level_of(const sayso_finding *f)
{
    if (f->material) return SS_LEVEL_ERROR;
    switch (f->verdict) {
    case SAYSO_VERDICT_VERBATIM:
    case SAYSO_VERDICT_AGREES: return SS_LEVEL_NONE;
    case SAYSO_VERDICT_ABRIDGED:
    case SAYSO_VERDICT_EDITED: return SS_LEVEL_NOTE;
    case SAYSO_VERDICT_ALTERED:
    case SAYSO_VERDICT_SCOPE_DIFFERS:
    case SAYSO_VERDICT_UNCHECKABLE: return SS_LEVEL_WARNING;
    case SAYSO_VERDICT_NOT_FOUND: /* of a figure: the source may say it otherwise */
        return f->kind == SAYSO_FINDING_QUOTATION ? SS_LEVEL_ERROR : SS_LEVEL_WARNING;
    default: return SS_LEVEL_ERROR;
    }
}

void ss_lines_start(ss_lines *l, const char *text)
{
    *l = (ss_lines){text, 0, 1, 1};
}

void ss_lines_to(ss_lines *l, uint32_t offset)
{
    if (offset < l->at) ss_lines_start(l, l->text);
    for (; l->at < offset && l->text[l->at]; l->at++) {
        if (l->text[l->at] == '\n') {
            l->line++;
            l->column = 1;
        } else {
            l->column += ((unsigned char)l->text[l->at] & 0xC0) != 0x80;
        }
    }
}

const char *ss_article_text(const sayso_check *check)
{
    size_t len;
    return check->doc ? sayso_doc_text(check->doc, &len) : "";
}

uint32_t ss_article_char(const sayso_check *check, uint32_t finding, uint32_t offset)
{
    if (check->doc) return sayso_doc_char(check->doc, offset);
    const char *s = ss_check_text(check, finding);
    uint32_t n = 0;
    for (uint32_t i = 0; i < offset && s[i]; i++) n += ((unsigned char)s[i] & 0xC0) != 0x80;
    return n;
}

const char *ss_note_bit(unsigned bit)
{
    return sayso_note_name((sayso_note)bit);
}

const char *ss_material_bit(unsigned bit)
{
    return sayso_material_name((sayso_material)bit);
}

const char *ss_context_bit(unsigned bit)
{
    return sayso_context_name((sayso_context)bit);
}

const char *ss_bit_names(ss_arena *arena, uint32_t bits, unsigned count, const char *join,
                         const char *(*name)(unsigned bit))
{
    const char *s = "";
    for (unsigned b = 0; b < count; b++)
        if (bits >> b & 1) s = ss_printf(arena, "%s%s%s", s, *s ? join : "", name(b));
    return s;
}

const char *ss_edit_words(ss_arena *arena, const sayso_edit *e)
{
    const char *type = sayso_edit_type_name(e->type);
    if (!*e->to) return ss_printf(arena, "%s: \"%s\" left out", type, e->from);
    if (!*e->from) return ss_printf(arena, "%s: \"%s\" put in", type, e->to);
    return ss_printf(arena, "%s: \"%s\" became \"%s\"", type, e->from, e->to);
}

sayso_span ss_reach(sayso_spans spans)
{
    if (!spans.n) return (sayso_span){0, 0};
    sayso_span s = spans.at[0];
    for (uint32_t i = 1; i < spans.n; i++) {
        if (spans.at[i].begin < s.begin) s.begin = spans.at[i].begin;
        if (spans.at[i].end > s.end) s.end = spans.at[i].end;
    }
    return s;
}
