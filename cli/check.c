/* check.c - `sayso check`: did they really say it?
 *
 * Opens the sources once, then checks each article, or the list of quotations,
 * against them. Documents travel one after another: what costs is the reading of
 * the sources, which all share.
 */
#include "check.h"

#include <stdlib.h>
#include <string.h>

typedef struct {
    cli_list against;
    const char *quotes, *date, *model;
    unsigned format, fail_on, color, width;
    bool quiet;
} settings_of_check;

static const char *const formats[] = {"terminal", "json", "jsonl", "csv", "github", "sarif", "html", NULL};
static const char *const levels[] = {"altered", "abridged", "edited", "spliced", "reordered", "misattributed",
                                     "not_verbatim", "not_found", "uncheckable", "never", NULL};
static const sayso_verdict level_verdicts[] = {
    SAYSO_VERDICT_ALTERED, SAYSO_VERDICT_ABRIDGED, SAYSO_VERDICT_EDITED, SAYSO_VERDICT_SPLICED, SAYSO_VERDICT_REORDERED,
    SAYSO_VERDICT_MISATTRIBUTED, SAYSO_VERDICT_NOT_VERBATIM, SAYSO_VERDICT_NOT_FOUND, SAYSO_VERDICT_UNCHECKABLE};

#define AT(member) offsetof(settings_of_check, member)
static const cli_option options[] = {
    {'a', "against", CLI_LIST, AT(against), "SOURCE", NULL, 0, 0,
     "What to check against: files and folders of text, pages, JSON Lines, transcripts (\"NAME: ...\"), SRT and WebVTT "
     "captions, PDF where pdftotext is installed. Takes all words up to the next option."},
    {'Q', "quotes", CLI_STRING, AT(quotes), "FILE", NULL, 0, 0,
     "Check a list in place of an article: JSON Lines of {\"quote\", and optionally \"id\", \"speaker\", \"source\"}; "
     "- is stdin."},
    {'f', "format", CLI_CHOICE, AT(format), "FORMAT", formats, 0, 0,
     "What is printed: the texts side by side for people, JSON, JSON on one line, a table, marks for a code review "
     "(GitHub's workflow commands, SARIF 2.1.0), or a page."},
    CLI_OPTION_JSON,
    {'F', "fail-on", CLI_CHOICE, AT(fail_on), "VERDICT", levels, 0, 0,
     "End with code 1 where something this serious is found, or more serious. A material flag counts as altered."},
    {'d', "date", CLI_STRING, AT(date), "DATE", NULL, 0, 0, "When the article was published, YYYY-MM-DD."},
    CLI_OPTIONS_COMMON,
    {0},
};

/* ------------------------------------------------------------------ checking */

typedef struct {
    const settings_of_check *settings;
    const sayso_sources *sources;
    sayso_reader *reader;
    sayso_render_options render;
    bool failed_check, failed_input, defect;
    size_t shown;
} session;

static bool write_stdout(void *ctx, const char *data, size_t len)
{
    (void)ctx;
    return fwrite(data, 1, len, stdout) == len;
}

static void show(session *s, sayso_check *check, const sayso_error *err)
{
    if (!check) {
        s->defect = true;
        cli_say("%s", err->message);
        return;
    }
    uint32_t n;
    const sayso_finding *findings = sayso_check_findings(check, &n);
    bool never = s->settings->fail_on == sizeof level_verdicts / sizeof *level_verdicts;
    for (uint32_t i = 0; i < n && !never; i++)
        if (sayso_finding_severity(&findings[i]) >= sayso_verdict_severity(level_verdicts[s->settings->fail_on]))
            s->failed_check = true;
    if (s->shown && s->settings->format == SAYSO_CHECK_TERMINAL) putchar('\n');
    s->render.header = !s->shown++;
    sayso_error wrong = {0};
    if (sayso_check_render(check, (sayso_check_format)s->settings->format, &s->render, write_stdout, NULL, &wrong) != SAYSO_OK) {
        s->defect = true;
        cli_say("%s", wrong.message);
    }
    if (!n && !s->settings->quiet) cli_say("%s: no quotation, and no attributed figure, to check", sayso_check_id(check));
    sayso_check_free(check);
}

static void check_record(session *s, const sayso_record *record)
{
    sayso_error err = {0};
    sayso_options read = {.date = s->settings->date};
    sayso_doc *doc = sayso_read(s->reader, record, &read, &err);
    if (!doc) {
        s->defect |= err.code == SAYSO_MEMORY || err.code == SAYSO_INTERNAL;
        s->failed_input = true;
        cli_say("%s: %s", strcmp(record->id, "-") ? record->id : "stdin", err.message);
        return;
    }
    sayso_check *check = sayso_check_doc(s->sources, doc, &err);
    show(s, check, &err);
    sayso_doc_free(doc);
}

/* A record of JSON; `number` names it where it has no name. */
static void check_line(session *s, const char *path, size_t number, const cli_bytes *bytes)
{
    sayso_error err = {0};
    sayso_line *line = sayso_line_parse(bytes->at, bytes->n, &err);
    if (!line) {
        s->failed_input = true;
        s->defect |= err.code == SAYSO_MEMORY;
        cli_say("%s:%zu:%zu: %s", path, number, err.offset + 1, err.message);
        return;
    }
    sayso_record record = *sayso_line_record(line);
    char place[4200];
    snprintf(place, sizeof place, "%s:%zu", path, number);
    if (!record.id) record.id = record.url ? record.url : place;
    check_record(s, &record);
    sayso_line_free(line);
}

static void say_of(session *s, const cli_job *job)
{
    if (job->says.n) fwrite(job->says.at, 1, job->says.n, stderr);
    s->failed_input |= job->failed;
    s->defect |= job->defect;
}

static void check_article(session *s, const char *path)
{
    cli_job job = {.path = path};
    cli_stream *stream = cli_stream_open(path, &job);
    if (stream) {
        bool one_json = false;
        cli_input_kind kind = cli_path_kind(path, &one_json);
        cli_shape shape = cli_stream_shape(stream, &job);
        if (kind == CLI_INPUT_AUTO && shape != CLI_SHAPE_OTHER) {
            kind = CLI_INPUT_JSONL;
            one_json = shape == CLI_SHAPE_OBJECT;
        } else if (one_json && shape == CLI_SHAPE_LINES) {
            one_json = !cli_stream_several(stream);
        }
        if (kind == CLI_INPUT_JSONL && !one_json) {
            for (size_t line = 1; cli_stream_line(stream, &job); line++) {
                if (job.bytes.n && !job.defect) check_line(s, path, line, &job.bytes);
                job.bytes.n = 0;
            }
        } else if (cli_stream_all(stream, &job) || job.bytes.n) {
            if (kind == CLI_INPUT_JSONL)
                check_line(s, path, 1, &job.bytes);
            else
                check_record(s, &(sayso_record){.data = job.bytes.at ? job.bytes.at : "", .len = job.bytes.n, .id = path,
                                                .kind = kind == CLI_INPUT_TEXT ? SAYSO_KIND_TEXT
                                                        : kind == CLI_INPUT_HTML ? SAYSO_KIND_HTML : SAYSO_KIND_AUTO});
        }
        cli_stream_close(stream);
    }
    say_of(s, &job);
    cli_job_free(&job);
}

/* ---------------------------------------------------------------------- lists */

typedef struct {
    sayso_quote *at;
    sayso_quote_line **lines;
    size_t n, cap;
} quote_list;

static bool add_quote(quote_list *list, sayso_quote_line *line, size_t number)
{
    if (list->n == list->cap) {
        size_t cap = list->cap ? list->cap * 2 : 64;
        sayso_quote *at = realloc(list->at, cap * sizeof *at);
        if (at) list->at = at;
        sayso_quote_line **lines = at ? realloc(list->lines, cap * sizeof *lines) : NULL;
        if (!lines) return false;
        list->lines = lines;
        list->cap = cap;
    }
    list->lines[list->n] = line;
    list->at[list->n] = *sayso_quote_line_quote(line);
    list->at[list->n++].line = (uint32_t)number;
    return true;
}

static void check_list(session *s, const char *path)
{
    cli_job job = {.path = path};
    cli_stream *stream = cli_stream_open(path, &job);
    quote_list list = {0};
    for (size_t number = 1; stream && !s->defect && cli_stream_line(stream, &job); number++) {
        bool blank = true;
        for (size_t i = 0; i < job.bytes.n && blank; i++) blank = strchr(" \t\r", job.bytes.at[i]) && job.bytes.at[i];
        sayso_error err = {0};
        sayso_quote_line *line = blank ? NULL : sayso_quote_line_parse(job.bytes.at, job.bytes.n, &err);
        if (!blank && !line) {
            s->failed_input = true;
            cli_say("%s:%zu:%zu: %s", strcmp(path, "-") ? path : "stdin", number, err.offset + 1, err.message);
        } else if (line && !add_quote(&list, line, number)) {
            sayso_quote_line_free(line);
            s->defect = true;
            cli_say("out of memory");
        }
        job.bytes.n = 0;
    }
    cli_stream_close(stream);
    say_of(s, &job);
    cli_job_free(&job);
    if (stream && !s->defect) {
        sayso_error err = {0};
        show(s, sayso_check_quotes(s->sources, path, list.at, (uint32_t)list.n, &err), &err);
    }
    for (size_t i = 0; i < list.n; i++) sayso_quote_line_free(list.lines[i]);
    free(list.lines);
    free(list.at);
}

/* ----------------------------------------------------------------------- run */

static cli_exit check_all(const settings_of_check *settings, const sayso_model *model, char **articles, int n)
{
    cli_sources *sources = cli_sources_open(model, &settings->against);
    if (!sources) return CLI_INTERNAL;
    sayso_error err = {0};
    session s = {.settings = settings, .sources = cli_sources_get(sources), .reader = sayso_reader_new(model, &err),
                 .render = {.color = cli_colored(settings->color, false),
                            .width = settings->width ? settings->width : cli_terminal_width()}};
    s.failed_input = cli_sources_failed(sources);
    if (!s.reader) {
        s.defect = true;
        cli_say("%s", err.message);
    }
    if (s.reader && settings->quotes) check_list(&s, settings->quotes);
    for (int i = 0; s.reader && i < n && !s.defect; i++) check_article(&s, articles[i]);
    sayso_reader_free(s.reader);
    cli_sources_close(sources);
    return s.defect ? CLI_INTERNAL : s.failed_check ? CLI_CHECK : s.failed_input ? CLI_INPUT : CLI_DONE;
}

static cli_exit run(const cli_command *self, int argc, char **argv)
{
    settings_of_check settings = {0};
    int n;
    settings.against.at = calloc((size_t)argc + 1, sizeof *settings.against.at);
    if (!settings.against.at) {
        cli_say("out of memory");
        return CLI_INTERNAL;
    }
    cli_exit code = CLI_USAGE;
    switch (cli_parse(self, argc, argv, &settings, &n)) {
    case CLI_PARSE_HELP:
        cli_help_command(self, stdout);
        code = CLI_DONE;
        break;
    case CLI_PARSE_WRONG: break;
    case CLI_PARSE_GO:
        if (!settings.against.n) {
            cli_usage(self, "name the sources: --against SOURCE...");
        } else if (!n && !settings.quotes) {
            cli_usage(self, "name an article before --against, - for stdin, or a list with --quotes");
        } else if (n > 1 && (settings.format == SAYSO_CHECK_SARIF || settings.format == SAYSO_CHECK_HTML)) {
            cli_usage(self, "--format %s is one file an article: name one", formats[settings.format]);
        } else if (n && settings.quotes) {
            cli_usage(self, "an article, or a list with --quotes: not both");
        } else {
            sayso_model *model = cli_model_open(settings.model);
            code = model ? check_all(&settings, model, argv, n) : CLI_INTERNAL;
            sayso_model_close(model);
        }
    }
    free(settings.against.at);
    return code;
}

static const char *const about[] = {
    "Looks up every quotation of an article, and every figure that it gives as somebody's, in the sources, and says what "
    "those show: verbatim, cut or changed with a mark, altered (each edit with its type), spliced from two places, put in "
    "another order, another's words, a paraphrase in quotation marks, not found, or not to be checked.",
    "Beside the verdict stand what a person should weigh: edits that may turn the meaning (a negation, number, unit, date, "
    "name, modal verb or quantifier), and what the sentence around it does (negates it, makes it depend on a condition, "
    "quotes somebody else). sayso compares words; whether a change matters is for people to judge.",
    "A source that cannot be read makes what is not in the others uncheckable, never not found.",
    NULL,
};

static const cli_example examples[] = {
    {"sayso check --fail-on never examples/check/article.txt --against examples/check/sources/hearing.txt",
     "What an article quotes, against the transcript of the hearing."},
    {"sayso check --json --fail-on never examples/check/article.txt --against examples/check/sources", "The same as JSON, against a folder."},
    {"sayso check --fail-on never -Q examples/check/quotes.list --against examples/check/sources",
     "A list of quotations, such as those in a text that a machine wrote."},
    {0},
};

const cli_command cli_check = {
    "check", "[ARTICLE|-]... --against SOURCE...", "check quotations against their sources: did they really say it?",
    about, options, examples, run,
};
