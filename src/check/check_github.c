/* check_github.c - workflow commands: what a job of GitHub Actions prints to mark
 * lines of a file under review.
 *
 *   ::warning file=news/ferry.txt,line=5,col=2,endLine=5,endColumn=60,title=altered::reason
 *
 * What was said as it stands is not marked. Values escape %, CR and LF, and in
 * properties : and , as well (actions/toolkit, command.ts). Columns are code
 * points. A list's line is that of the list; of a page, whose text is not its
 * file's, only the file is named.
 */
#include "check/report.h"

static void escaped(ss_out *out, const char *s, bool property)
{
    for (; *s; s++) {
        switch (*s) {
        case '%': ss_puts(out, "%25"); break;
        case '\r': ss_puts(out, "%0D"); break;
        case '\n': ss_puts(out, "%0A"); break;
        case ':': ss_puts(out, property ? "%3A" : ":"); break;
        case ',': ss_puts(out, property ? "%2C" : ","); break;
        default: ss_putc(out, *s);
        }
    }
}

static void property(ss_out *out, const char *name, uint32_t value)
{
    ss_putc(out, ',');
    ss_puts(out, name);
    ss_putc(out, '=');
    ss_put_u32(out, value);
}

void ss_check_github(const sayso_check *check, ss_arena *arena, ss_out *out)
{
    static const char *const levels[] = {"", "::notice", "::warning", "::error"};
    bool lines_hold = check->doc && !sayso_doc_meta(check->doc)->from_html;
    ss_lines at;
    ss_lines_start(&at, ss_article_text(check));
    for (uint32_t i = 0; i < check->findings.n && !out->failed; i++) {
        const sayso_finding *f = &check->findings.at[i];
        ss_level level = ss_level_of(f);
        if (level == SS_LEVEL_NONE) continue;
        ss_puts(out, levels[level]);
        ss_puts(out, " file=");
        escaped(out, check->id, true);
        if (f->line) property(out, "line", f->line);
        if (lines_hold && f->spans.n) {
            sayso_span where = ss_reach(f->spans);
            ss_lines_to(&at, where.begin);
            property(out, "line", at.line);
            property(out, "col", at.column);
            ss_lines_to(&at, where.end);
            property(out, "endLine", at.line);
            property(out, "endColumn", at.column);
        }
        ss_puts(out, ",title=");
        escaped(out, sayso_verdict_name(f->verdict), true);
        if (f->material) {
            escaped(out, ": ", true);
            escaped(out, ss_bit_names(arena, f->material, SAYSO_MATERIAL_COUNT, ", ", ss_material_bit), true);
        }
        ss_puts(out, "::");
        escaped(out, ss_printf(arena, "\"%s\": %s", f->text ? f->text : "", f->reason ? f->reason : ""), false);
        ss_putc(out, '\n');
    }
}
