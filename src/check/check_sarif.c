/* check_sarif.c - a check as SARIF 2.1.0 (OASIS, 2020), for code review.
 *
 * One log with one run. A rule for every verdict and for every kind of change that
 * can turn a meaning; a result for every finding that is not as it was said, and
 * one more for every flag, at the edit that raised it. Regions have lines and
 * columns (`columnKind` unicodeCodePoints) and offsets in code points of the
 * article's text; a page's text is not its file's, so there the region has offsets
 * alone. A result of a list stands at the list's line. The evidence is a related
 * location. Sources that could not be read are notifications of the invocation.
 *
 * `partialFingerprints` hash rule, words and speaker: they outlive a moved line.
 */
#include <xxhash.h>

#include "check/report.h"

typedef struct {
    const sayso_check *check;
    ss_arena *arena;
    ss_out *out;
    ss_lines lines;
    bool text_is_file, any;
} writer;

static const char *const verdict_help[] = {
    [SAYSO_VERDICT_VERBATIM] = "The source has these words.",
    [SAYSO_VERDICT_ABRIDGED] = "Words are left out, with a mark.",
    [SAYSO_VERDICT_EDITED] = "Words are changed, in brackets.",
    [SAYSO_VERDICT_ALTERED] = "Words are changed without a mark.",
    [SAYSO_VERDICT_SPLICED] = "Two places are joined without a mark.",
    [SAYSO_VERDICT_REORDERED] = "Parts stand in another order than in the source.",
    [SAYSO_VERDICT_MISATTRIBUTED] = "The words are somebody else's.",
    [SAYSO_VERDICT_NOT_VERBATIM] = "The source says something like it, in other words.",
    [SAYSO_VERDICT_NOT_FOUND] = "No source has it.",
    [SAYSO_VERDICT_UNCHECKABLE] = "What would show it cannot be read.",
    [SAYSO_VERDICT_AGREES] = "The source has the same.",
    [SAYSO_VERDICT_SCOPE_DIFFERS] = "The source has the figure, of something else.",
    [SAYSO_VERDICT_FIGURE_DIFFERS] = "The source has another figure of the same."};

static void string(writer *w, const char *s)
{
    ss_put_json(w->out, s, strlen(s));
}

static void text(writer *w, const char *s)
{
    ss_puts(w->out, "{\"text\":");
    string(w, s);
    ss_putc(w->out, '}');
}

static const char *level_name(ss_level level)
{
    static const char *const names[] = {"none", "note", "warning", "error"};
    return names[level];
}

/* An id as a URI reference: paths stay paths, odd bytes are escaped. */
static void uri(writer *w, const char *id)
{
    static const char plain[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/";
    bool web = !strncmp(id, "http://", 7) || !strncmp(id, "https://", 8);
    ss_puts(w->out, "{\"uri\":\"");
    if (!strcmp(id, "-")) id = "stdin";
    if (*id == '/') ss_puts(w->out, "file://");
    for (; *id; id++) {
        if (strchr(plain, *id) || (web && strchr(":?#[]@!$&()*+,;=%", *id))) {
            ss_putc(w->out, *id);
        } else {
            static const char hex[] = "0123456789ABCDEF";
            ss_putc(w->out, '%');
            ss_putc(w->out, hex[(unsigned char)*id >> 4]);
            ss_putc(w->out, hex[*id & 15]);
        }
    }
    ss_puts(w->out, "\"}");
}

static void number(writer *w, const char *key, uint32_t value)
{
    ss_puts(w->out, ",\"");
    ss_puts(w->out, key);
    ss_puts(w->out, "\":");
    ss_put_u32(w->out, value);
}

static void rule(writer *w, const char *id, const char *help, ss_level level)
{
    if (w->any) ss_putc(w->out, ',');
    w->any = true;
    ss_puts(w->out, "\n{\"id\":");
    string(w, id);
    ss_puts(w->out, ",\"shortDescription\":");
    text(w, help);
    ss_puts(w->out, ",\"defaultConfiguration\":{\"level\":");
    string(w, level_name(level));
    ss_puts(w->out, "}}");
}

static void rules(writer *w)
{
    for (unsigned v = 0; v < SAYSO_VERDICT_COUNT; v++)
        rule(w, sayso_verdict_name((sayso_verdict)v), verdict_help[v],
             ss_level_of(&(sayso_finding){.verdict = (sayso_verdict)v}));
    for (unsigned m = 0; m < SAYSO_MATERIAL_COUNT; m++)
        rule(w, ss_printf(w->arena, "material-%s", ss_material_bit(m)),
             ss_printf(w->arena, "A change of this kind can turn the meaning: %s.", ss_material_bit(m)), SS_LEVEL_ERROR);
}

static void region(writer *w, uint32_t index, sayso_span where)
{
    const sayso_finding *f = &w->check->findings.at[index];
    ss_puts(w->out, "\"region\":{");
    if (f->line) {
        ss_puts(w->out, "\"startLine\":");
        ss_put_u32(w->out, f->line);
    } else {
        uint32_t begin = ss_article_char(w->check, index, where.begin), end = ss_article_char(w->check, index, where.end);
        ss_puts(w->out, "\"charOffset\":");
        ss_put_u32(w->out, begin);
        number(w, "charLength", end - begin);
        if (w->text_is_file) {
            ss_lines_to(&w->lines, where.begin);
            number(w, "startLine", w->lines.line);
            number(w, "startColumn", w->lines.column);
            ss_lines_to(&w->lines, where.end);
            number(w, "endLine", w->lines.line);
            number(w, "endColumn", w->lines.column);
        }
    }
    ss_putc(w->out, '}');
}

static void evidence(writer *w, const sayso_finding *f)
{
    if (f->source < 0 || !f->evidence.n) return;
    uint32_t source = (uint32_t)f->source;
    sayso_span where = ss_reach(f->evidence);
    uint32_t begin = sayso_sources_char(w->check->sources, source, where.begin);
    ss_puts(w->out, ",\"relatedLocations\":[{\"id\":1,\"message\":");
    const char *said = f->evidence_speaker ? ss_printf(w->arena, "%s: %s", f->evidence_speaker, f->evidence_text) : f->evidence_text;
    text(w, said ? said : "");
    ss_puts(w->out, ",\"physicalLocation\":{\"artifactLocation\":");
    uri(w, sayso_sources_info(w->check->sources, source)->id);
    ss_puts(w->out, ",\"region\":{\"charOffset\":");
    ss_put_u32(w->out, begin);
    number(w, "charLength", sayso_sources_char(w->check->sources, source, where.end) - begin);
    ss_puts(w->out, "}}}]");
}

static void result(writer *w, uint32_t index, const char *id, uint32_t rule_index, ss_level level, const char *message,
                   sayso_span where, bool whole)
{
    const sayso_finding *f = &w->check->findings.at[index];
    if (w->any) ss_putc(w->out, ',');
    w->any = true;
    ss_puts(w->out, "\n{\"ruleId\":");
    string(w, id);
    number(w, "ruleIndex", rule_index);
    ss_puts(w->out, ",\"level\":");
    string(w, level_name(level));
    ss_puts(w->out, ",\"message\":");
    text(w, message);
    ss_puts(w->out, ",\"locations\":[{\"physicalLocation\":{\"artifactLocation\":");
    uri(w, w->check->id);
    ss_putc(w->out, ',');
    region(w, index, where);
    ss_puts(w->out, "}}]");
    evidence(w, f);
    const char *key = ss_printf(w->arena, "%s\n%s\n%s", id, f->text ? f->text : "", f->speaker ? f->speaker : "");
    ss_puts(w->out, ",\"partialFingerprints\":{\"sayso/v1\":");
    string(w, ss_printf(w->arena, "%016llx", (unsigned long long)XXH3_64bits(key, strlen(key))));
    ss_puts(w->out, "},\"properties\":{\"finding\":");
    string(w, f->id);
    ss_puts(w->out, ",\"kind\":");
    string(w, sayso_finding_kind_name(f->kind));
    if (f->speaker) {
        ss_puts(w->out, ",\"speaker\":");
        string(w, f->speaker);
    }
    if (whole) {
        ss_puts(w->out, ",\"material\":");
        string(w, ss_bit_names(w->arena, f->material, SAYSO_MATERIAL_COUNT, ",", ss_material_bit));
        ss_puts(w->out, ",\"context\":");
        string(w, ss_bit_names(w->arena, f->context, SAYSO_CONTEXT_COUNT, ",", ss_context_bit));
        ss_puts(w->out, ",\"edits\":[");
        for (uint32_t i = 0; i < f->n_edits; i++) {
            if (i) ss_putc(w->out, ',');
            string(w, ss_edit_words(w->arena, &f->edits[i]));
        }
        ss_puts(w->out, "],\"score\":");
        ss_put_confidence(w->out, f->score);
    }
    ss_puts(w->out, "}}");
}

static void flags(writer *w, uint32_t index)
{
    const sayso_finding *f = &w->check->findings.at[index];
    for (unsigned m = 0; m < SAYSO_MATERIAL_COUNT; m++) {
        if (!(f->material >> m & 1)) continue;
        const sayso_edit *by = NULL;
        for (uint32_t i = 0; i < f->n_edits && !by; i++)
            if (f->edits[i].material >> m & 1) by = &f->edits[i];
        sayso_span where = by && by->article.end > by->article.begin ? by->article : ss_reach(f->spans);
        const char *message = by ? ss_edit_words(w->arena, by) : f->reason;
        result(w, index, ss_printf(w->arena, "material-%s", ss_material_bit(m)), SAYSO_VERDICT_COUNT + m, SS_LEVEL_ERROR,
               message ? message : "", where, false);
    }
}

static void unread(writer *w)
{
    uint32_t n = sayso_sources_count(w->check->sources);
    w->any = false;
    for (uint32_t i = 0; i < n; i++) {
        const sayso_source_info *info = sayso_sources_info(w->check->sources, i);
        if (info->status == SAYSO_STATUS_READ && !info->foreign) continue;
        if (w->any) ss_putc(w->out, ',');
        w->any = true;
        ss_puts(w->out, "\n{\"level\":\"warning\",\"message\":");
        text(w, ss_printf(w->arena, "%s is not checked against: %s", info->id,
                          info->reason ? info->reason : sayso_source_status_name(info->status)));
        ss_putc(w->out, '}');
    }
}

void ss_check_sarif(const sayso_check *check, ss_arena *arena, ss_out *out)
{
    writer w = {.check = check, .arena = arena, .out = out};
    w.text_is_file = check->doc && !sayso_doc_meta(check->doc)->from_html;
    ss_lines_start(&w.lines, ss_article_text(check));
    ss_puts(out, "{\"$schema\":\"https://json.schemastore.org/sarif-2.1.0.json\",\"version\":\"2.1.0\",\"runs\":[{\n"
                 "\"tool\":{\"driver\":{\"name\":\"sayso check\",\"semanticVersion\":");
    string(&w, sayso_version());
    ss_puts(out, ",\"rules\":[");
    rules(&w);
    ss_puts(out, "]}},\n\"columnKind\":\"unicodeCodePoints\",\n"
                 "\"invocations\":[{\"executionSuccessful\":true,\"toolExecutionNotifications\":[");
    unread(&w);
    ss_puts(out, "]}],\n\"results\":[");
    w.any = false;
    for (uint32_t i = 0; i < check->findings.n && !out->failed; i++) {
        const sayso_finding *f = &check->findings.at[i];
        ss_level level = ss_level_of(f);
        if (level == SS_LEVEL_NONE) continue;
        result(&w, i, sayso_verdict_name(f->verdict), (uint32_t)f->verdict, level,
               ss_printf(arena, "\"%s\": %s", f->text ? f->text : "", f->reason ? f->reason : ""), ss_reach(f->spans), true);
        flags(&w, i);
    }
    ss_puts(out, "]}]}\n");
}
