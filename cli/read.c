/* read.c - `sayso read`: its options, and how inputs become jobs.
 *
 * The caller's thread reads the inputs, one after another, and cuts them into
 * jobs; the pool does the rest. What goes wrong while reading an input becomes
 * a job as well, so that it is said in its place.
 */
#include "read.h"

#include <sched.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char *const formats[] = {"terminal", "json", "jsonl", "csv", "brat", "html", "text", NULL};
static const char *const inputs[] = {"auto", "text", "html", "jsonl", NULL};
static const char *const efforts[] = {"auto", "fast", "accurate", NULL};

#define AT(member) offsetof(cli_read_settings, member)
static const cli_option options[] = {
    {'f', "format", CLI_CHOICE, AT(format), "FORMAT", formats, 0, 0,
     "What is printed: the marked article for people, JSON (one indented object a document), JSON "
     "Lines, a table of attributions, brat standoff, a page, or the article's text alone."},
    CLI_OPTION_JSON,
    {'o', "out", CLI_STRING, AT(out), "DIR", NULL, 0, 0,
     "Write one file a document into DIR, named after the document; DIR is made where missing."},
    {'d', "date", CLI_STRING, AT(date), "DATE", NULL, 0, 0,
     "When the documents were published, YYYY-MM-DD: what \"Thursday\" is counted from. It goes "
     "before a date that the document itself gives."},
    {'i', "input", CLI_CHOICE, AT(input), "KIND", inputs, 0, 0,
     "What the inputs are; by itself it goes by the extension, then by the first bytes."},
    {'x', "explain", CLI_FLAG, AT(explain), NULL, NULL, 0, 0,
     "Say for each attribution which rule or score decided on which evidence, and what was refused."},
    {0, "flat", CLI_FLAG, AT(flat), NULL, NULL, 0, 0,
     "Let each word stand in one attribution at most, as in the PolNeAR corpus."},
    {'e', "effort", CLI_CHOICE, AT(effort), "EFFORT", efforts, 0, 0,
     "Which models find attributions: accurate ones (recurrent networks), or fast ones (linear). By itself "
     "accurate, but fast where the inputs are more than 1000 files or 4 MB, and for a document over 256 KB."},
    {'j', "jobs", CLI_NUMBER, AT(jobs), "N", NULL, 1, 1024,
     "Read on N threads; by itself on all cores. The output is the same for every N."},
    CLI_OPTIONS_COMMON,
    {0},
};

/* -------------------------------------------------------- inputs into jobs */

typedef struct {
    const cli_read_settings *settings;
    cli_pool *pool;
    uint64_t before; /* bytes of the inputs that are done */
} feeder;

static cli_job *new_job(feeder *f, const char *path)
{
    cli_job *job = cli_pool_job(f->pool);
    if (job) {
        job->kind = CLI_JOB_MESSAGE;
        job->path = path;
    }
    return job;
}

static void submit(feeder *f, cli_job *job, const cli_stream *stream)
{
    job->done_bytes = f->before + (stream ? cli_stream_taken(stream) : 0);
    cli_pool_submit(f->pool, job);
}

static bool blank(const cli_bytes *bytes)
{
    for (size_t i = 0; i < bytes->n; i++)
        if (!strchr(" \t\r", bytes->at[i]) || !bytes->at[i]) return false;
    return true;
}

/* `job` is the first of as many as there are lines that are not blank. */
static bool feed_lines(feeder *f, cli_stream *stream, cli_job *job)
{
    const char *path = job->path;
    for (size_t line = 1;; line++) {
        bool more = cli_stream_line(stream, job);
        if (more && line == 1 && job->bytes.n >= 3 && !memcmp(job->bytes.at, "\xef\xbb\xbf", 3)) {
            job->bytes.n -= 3;
            memmove(job->bytes.at, job->bytes.at + 3, job->bytes.n);
        }
        if (more && blank(&job->bytes)) {
            job->bytes.n = 0;
            if (!job->failed) continue;
            more = false;
        }
        job->kind = more && !job->defect ? CLI_JOB_LINE : CLI_JOB_MESSAGE;
        job->line = more ? line : 0;
        submit(f, job, stream);
        if (!more) return true;
        if (!(job = new_job(f, path))) return false;
    }
}

static void feed_whole(feeder *f, cli_stream *stream, cli_job *job, cli_job_kind kind, sayso_kind as)
{
    bool whole = cli_stream_all(stream, job);
    job->as = as;
    job->kind = job->defect || (!whole && !job->bytes.n) ? CLI_JOB_MESSAGE : kind;
    submit(f, job, stream);
}

/* False: stop, nothing more can be written. */
static bool feed(feeder *f, const char *path)
{
    cli_job *job = new_job(f, path);
    if (!job) return false;
    cli_stream *stream = cli_stream_open(path, job);
    if (!stream) {
        submit(f, job, NULL);
        return true;
    }
    bool one_json = false, go_on = true;
    cli_input_kind kind = (cli_input_kind)f->settings->input;
    if (kind == CLI_INPUT_AUTO) kind = cli_path_kind(path, &one_json);
    cli_shape shape = cli_stream_shape(stream, job);
    if (kind == CLI_INPUT_AUTO && shape != CLI_SHAPE_OTHER) {
        kind = CLI_INPUT_JSONL;
        one_json = shape == CLI_SHAPE_OBJECT;
    } else if (one_json && shape == CLI_SHAPE_LINES) {
        one_json = !cli_stream_several(stream);
    }
    if (kind == CLI_INPUT_JSONL && !one_json)
        go_on = feed_lines(f, stream, job);
    else if (kind == CLI_INPUT_JSONL)
        feed_whole(f, stream, job, CLI_JOB_LINE, SAYSO_KIND_AUTO);
    else
        feed_whole(f, stream, job, CLI_JOB_DOCUMENT,
                   kind == CLI_INPUT_TEXT ? SAYSO_KIND_TEXT
                   : kind == CLI_INPUT_HTML ? SAYSO_KIND_HTML : SAYSO_KIND_AUTO);
    f->before += cli_stream_taken(stream);
    cli_stream_close(stream);
    return go_on;
}

/* ----------------------------------------------------------------- settings */

static unsigned cores(void)
{
    cpu_set_t set;
    int n = sched_getaffinity(0, sizeof set, &set) ? 1 : CPU_COUNT(&set);
    return n > 0 ? (unsigned)n : 1;
}

/* No more threads than documents, where their number is known. */
static unsigned threads_for(const cli_read_settings *settings, const cli_paths *paths)
{
    unsigned n = settings->jobs ? settings->jobs : cores();
    for (size_t i = 0; i < paths->n; i++) {
        bool one_json;
        cli_input_kind kind = cli_path_kind(paths->at[i], &one_json);
        if (kind == CLI_INPUT_AUTO || kind == CLI_INPUT_JSONL) return n;
    }
    if (settings->input == CLI_INPUT_JSONL) return n;
    return paths->n < n ? (unsigned)(paths->n ? paths->n : 1) : n;
}

/* The library says what a date is; asked once, before anything is read. */
static bool date_is_good(const cli_command *self, const cli_work *work)
{
    if (!work->options.date) return true;
    sayso_error err = {0};
    sayso_reader *reader = sayso_reader_new(work->model, &err);
    sayso_record record = {.data = "x", .len = 1, .kind = SAYSO_KIND_TEXT};
    sayso_doc *doc = reader ? sayso_read(reader, &record, &work->options, &err) : NULL;
    bool good = doc || err.code != SAYSO_ARGUMENT;
    if (!good) cli_usage(self, "--date: %s", err.message);
    sayso_doc_free(doc);
    sayso_reader_free(reader);
    return good;
}

static cli_exit read_all(const cli_command *self, const cli_work *work, const cli_paths *paths)
{
    if (!date_is_good(self, work)) return CLI_USAGE;
    cli_output *output = cli_output_new(work->settings, paths);
    if (!output) return CLI_INTERNAL;
    feeder f = {.settings = work->settings};
    f.pool = cli_pool_new(work, threads_for(work->settings, paths), output);
    for (size_t i = 0; f.pool && i < paths->n; i++)
        if (!feed(&f, paths->at[i])) break;
    cli_pool_free(f.pool);
    cli_exit code = cli_output_end(output);
    return f.pool ? code : CLI_INTERNAL;
}

static cli_exit run(const cli_command *self, int argc, char **argv)
{
    cli_read_settings settings = {0};
    int n;
    switch (cli_parse(self, argc, argv, &settings, &n)) {
    case CLI_PARSE_HELP: cli_help_command(self, stdout); return CLI_DONE;
    case CLI_PARSE_WRONG: return CLI_USAGE;
    case CLI_PARSE_GO: break;
    }
    if (n == 0 && isatty(STDIN_FILENO)) return cli_usage(self, "no input: name a file, a folder, or - for stdin");
    bool one_only = settings.format == SAYSO_FORMAT_BRAT || settings.format == SAYSO_FORMAT_HTML;
    cli_paths paths = {0};
    bool good = n || cli_paths_add(&paths, "-");
    for (int i = 0; good && i < n; i++) good = cli_paths_add(&paths, argv[i]);
    bool many = paths.n > CLI_FEW_DOCUMENTS || paths.bytes > CLI_FEW_BYTES;
    if (settings.effort == SAYSO_EFFORT_AUTO && many) settings.effort = SAYSO_EFFORT_FAST;
    cli_exit code = CLI_INTERNAL;
    cli_work work = {
        .settings = &settings,
        .options = {.explain = settings.explain, .flat = settings.flat, .date = settings.date, .effort = (sayso_effort)settings.effort},
        .render = {.color = cli_colored(settings.color, settings.out != NULL), .explain = settings.explain, .header = true,
                   .width = settings.width ? settings.width : cli_terminal_width()},
    };
    if (!good)
        cli_say("out of memory");
    else if (one_only && !settings.out && paths.n > 1)
        code = cli_usage(self, "--format %s holds one document: give --out DIR for several", formats[settings.format]);
    else if ((work.model = cli_model_open(settings.model)))
        code = read_all(self, &work, &paths);
    sayso_model_close((sayso_model *)work.model);
    cli_paths_free(&paths);
    return code;
}

static const char *const about[] = {
    "Reads news articles and answers for every statement who said it, to whom, when, in what, and on "
    "whose authority.",
    "Inputs are plain text, HTML pages, and JSON Lines (objects with text or html, and optionally id, "
    "url, title, date, publisher), in UTF-8, UTF-16 with a mark, or Windows-1252, and the same "
    "compressed with gzip or zstd. A folder is walked: all its documents of a known extension (.txt "
    ".htm .html .jsonl .ndjson .json), sorted by name, nothing hidden. - is stdin, as is no input.",
    "Readings go to stdout and messages to stderr, each naming the input and the place in it. What "
    "cannot be read never stops the rest.",
    NULL,
};

static const cli_example examples[] = {
    {"sayso read examples/article.txt", "The article, marked, with a margin of who says what."},
    {"sayso read --json examples/article.txt", "The same as JSON."},
    {"sayso read --format jsonl examples", "Every document of a folder, one line each."},
    {"sayso read --format html --out report examples/article.txt", "A page to look at: report/article.html."},
    {"sayso read --explain --date 2026-03-05 - < examples/article.txt", "Why each attribution was made."},
    {0},
};

const cli_command cli_read = {
    "read", "[FILE|DIR|-]...", "read articles: who said what, on whose authority",
    about, options, examples, run,
};
