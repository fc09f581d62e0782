/* work.c - one job: from bytes to rendered bytes and messages.
 *
 * Everything that can go wrong with one document ends here, in words that name
 * the input and the place in it; nothing of it stops the others.
 */
#include "read.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

enum { BUFFER_KEPT = 1024 * 1024 };

static void empty(cli_bytes *bytes)
{
    if (bytes->cap > BUFFER_KEPT || bytes->failed)
        cli_bytes_free(bytes);
    else
        bytes->n = 0;
}

void cli_job_clear(cli_job *job)
{
    cli_bytes bytes = job->bytes, rendered = job->rendered, says = job->says, id = job->id;
    empty(&bytes);
    empty(&rendered);
    empty(&says);
    empty(&id);
    *job = (cli_job){.bytes = bytes, .rendered = rendered, .says = says, .id = id};
}

void cli_job_free(cli_job *job)
{
    cli_bytes_free(&job->bytes);
    cli_bytes_free(&job->rendered);
    cli_bytes_free(&job->says);
    cli_bytes_free(&job->id);
}

const char *cli_job_name(const cli_job *job)
{
    return strcmp(job->path, "-") ? job->path : "stdin";
}

void cli_job_say(cli_job *job, const char *format, ...)
{
    char text[1024];
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    if (job->line)
        cli_printf(&job->says, "sayso: %s:%zu: %s\n", cli_job_name(job), job->line, text);
    else
        cli_printf(&job->says, "sayso: %s: %s\n", cli_job_name(job), text);
}

/* Says where: line and column of a text, or line and byte of JSON Lines, from 1.
 * Columns count code points. */
static void say_at(cli_job *job, size_t offset, const char *text)
{
    if (job->line) {
        cli_printf(&job->says, "sayso: %s:%zu:%zu: %s\n", cli_job_name(job), job->line, offset + 1, text);
        return;
    }
    size_t line = 1, column = 1, end = offset < job->bytes.n ? offset : job->bytes.n;
    const char *begin = job->bytes.at;
    for (const char *at = begin, *nl; at && (nl = memchr(at, '\n', end - (size_t)(at - job->bytes.at)));
         at = begin = nl + 1)
        line++;
    for (const char *at = begin; at && at < job->bytes.at + end; at++)
        column += ((unsigned char)*at & 0xC0) != 0x80;
    cli_printf(&job->says, "sayso: %s:%zu:%zu: %s\n", cli_job_name(job), line, column, text);
}

static void fail(cli_job *job, const sayso_error *err)
{
    job->failed = true;
    job->defect = err->code == SAYSO_MEMORY || err->code == SAYSO_INTERNAL || err->code == SAYSO_MODEL;
    if (err->offset || err->code == SAYSO_BINARY || err->code == SAYSO_JSON)
        say_at(job, err->offset, err->message);
    else
        cli_job_say(job, "%s", err->message);
}

static bool append_rendered(void *ctx, const char *data, size_t len)
{
    return cli_append(ctx, data, len);
}

/* An empty result says why. */
static void explain_nothing(cli_job *job, const sayso_doc *doc)
{
    uint32_t found, sentences, left, regions, quotations = 0;
    sayso_doc_attributions(doc, &found);
    if (found) return;
    sayso_doc_sentences(doc, &sentences);
    sayso_doc_regions(doc, &regions);
    const sayso_unattributed *all = sayso_doc_unattributed(doc, &left);
    for (uint32_t i = 0; i < left; i++) quotations += all[i].quotation;
    if (quotations)
        cli_job_say(job, "no statement with a source found in %u sentence%s; %u quotation%s without a speaker",
                    sentences, sentences == 1 ? "" : "s", quotations, quotations == 1 ? "" : "s");
    else
        cli_job_say(job, "no statement found in %u sentence%s: no word of saying with a source, and no "
                    "quotation%s", sentences, sentences == 1 ? "" : "s",
                    regions ? " (parts that are not the story are passed over)" : "");
}

static void render(const cli_work *work, cli_job *job, const sayso_doc *doc)
{
    sayso_error err = {0};
    sayso_code code = sayso_render(doc, (sayso_format)work->settings->format, &work->render,
                                   append_rendered, &job->rendered, &err);
    if (code != SAYSO_OK) {
        job->failed = job->defect = true;
        cli_job_say(job, "%s", job->rendered.failed ? "out of memory" : err.message);
        return;
    }
    job->read = true;
    cli_append(&job->id, sayso_doc_meta(doc)->id, strlen(sayso_doc_meta(doc)->id) + 1);
    if (work->settings->quiet) return;
    uint32_t n;
    const sayso_warning *warnings = sayso_doc_warnings(doc, &n);
    for (uint32_t i = 0; i < n; i++) {
        char text[1024];
        snprintf(text, sizeof text, "warning: %s", warnings[i].message);
        if (warnings[i].offset && !job->line)
            say_at(job, warnings[i].offset, text);
        else
            cli_job_say(job, "%s", text);
    }
    explain_nothing(job, doc);
}

static void read_record(const cli_work *work, sayso_reader *reader, cli_job *job,
                        const sayso_record *record)
{
    sayso_error err = {0};
    sayso_doc *doc = sayso_read(reader, record, &work->options, &err);
    if (doc)
        render(work, job, doc);
    else
        fail(job, &err);
    sayso_doc_free(doc);
}

void cli_work_on(const cli_work *work, sayso_reader *reader, cli_job *job)
{
    if (job->kind == CLI_JOB_MESSAGE) return;
    if (job->kind == CLI_JOB_DOCUMENT) {
        read_record(work, reader, job,
                    &(sayso_record){.data = job->bytes.at ? job->bytes.at : "", .len = job->bytes.n,
                                    .kind = job->as, .id = job->path});
        return;
    }
    sayso_error err = {0};
    sayso_line *line = sayso_line_parse(job->bytes.at, job->bytes.n, &err);
    if (!line) {
        fail(job, &err);
        return;
    }
    sayso_record record = *sayso_line_record(line);
    char place[32];
    cli_bytes id = {0};
    if (!record.id && !record.url) { /* the place in the file is at least distinct */
        snprintf(place, sizeof place, ":%zu", job->line);
        cli_append(&id, job->path, strlen(job->path));
        cli_append(&id, place, strlen(place) + 1);
        record.id = id.failed ? job->path : id.at;
    }
    if (!record.id) record.id = record.url;
    read_record(work, reader, job, &record);
    cli_bytes_free(&id);
    sayso_line_free(line);
}
