/* output.c - where rendered bytes go: stdout, or one file a document.
 *
 * Called for one job after another, in the order of the inputs, so what is
 * written and said does not depend on the number of threads. A file is named
 * after its document: the stem of the path, or the record's id with everything
 * but letters, digits, `.`, `_` and `-` made `_`. Two documents of one name,
 * and a file that is itself an input, are refused: nothing is lost silently.
 */
#include "read.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static const char *const extensions[] = {".txt", ".json", ".jsonl", ".csv", ".ann", ".html", ".txt"};

struct cli_output {
    const cli_read_settings *settings;
    bool many;          /* more than one input: documents are told apart */
    size_t documents;   /* written so far */
    bool failed, defect, usage;
    cli_progress progress;
    char **stems;       /* [slots] open addressing; NULL: free */
    size_t n_stems, slots;
};

cli_output *cli_output_new(const cli_read_settings *settings, const cli_paths *inputs)
{
    cli_output *output = calloc(1, sizeof *output);
    if (!output) {
        cli_say("out of memory");
        return NULL;
    }
    output->settings = settings;
    output->many = inputs->n > 1;
    output->failed = inputs->failed;
    cli_progress_begin(&output->progress, inputs->bytes, !settings->quiet);
    return output;
}

/* ------------------------------------------------------------ files by name */

static size_t hash(const char *s)
{
    size_t h = 2166136261u;
    while (*s) h = (h ^ (unsigned char)*s++) * 16777619u;
    return h;
}

static bool place(char **stems, size_t slots, char *stem)
{
    size_t i = hash(stem) & (slots - 1);
    for (; stems[i]; i = (i + 1) & (slots - 1))
        if (!strcmp(stems[i], stem)) return false;
    stems[i] = stem;
    return true;
}

/* Remembers a stem. False: it was there already, or no memory (*failed). */
static bool remember(cli_output *output, const char *stem, bool *failed)
{
    *failed = false;
    if (output->n_stems * 2 >= output->slots) {
        size_t slots = output->slots ? output->slots * 2 : 64;
        char **stems = calloc(slots, sizeof *stems);
        if (!stems) return *failed = true, false;
        for (size_t i = 0; i < output->slots; i++)
            if (output->stems[i]) place(stems, slots, output->stems[i]);
        free(output->stems);
        output->stems = stems;
        output->slots = slots;
    }
    char *copy = strdup(stem);
    if (!copy) return *failed = true, false;
    if (!place(output->stems, output->slots, copy)) return free(copy), false;
    output->n_stems++;
    return true;
}

static void make_stem(const cli_job *job, cli_bytes *stem)
{
    const char *from = job->id.at, *slash = strrchr(job->path, '/');
    size_t n;
    if (job->kind == CLI_JOB_DOCUMENT) {
        from = !strcmp(job->path, "-") ? "stdin" : slash ? slash + 1 : job->path;
        n = cli_path_stem(from);
    } else {
        n = strlen(from);
        if (n > 200) n = 200;
    }
    for (size_t i = 0; i < n; i++) {
        unsigned char c = (unsigned char)from[i];
        bool plain = (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z') || c == '-' ||
                     c == '_' || (c == '.' && i > 0);
        cli_append(stem, plain || job->kind == CLI_JOB_DOCUMENT ? from + i : "_", 1);
    }
    cli_append(stem, "", 1);
}

static bool make_folder(const char *path)
{
    char part[4096];
    size_t n = strlen(path);
    if (n >= sizeof part) return errno = ENAMETOOLONG, false;
    memcpy(part, path, n + 1);
    for (size_t i = 1; i <= n; i++) {
        if (part[i] != '/' && part[i] != '\0') continue;
        char kept = part[i];
        part[i] = '\0';
        if (mkdir(part, 0777) && errno != EEXIST) return false;
        part[i] = kept;
    }
    return true;
}

static bool is_input(const cli_job *job, const char *path)
{
    struct stat in, out;
    return strcmp(job->path, "-") && !stat(job->path, &in) && !stat(path, &out) &&
           in.st_dev == out.st_dev && in.st_ino == out.st_ino;
}

static bool write_failed(cli_output *output, const char *name, int error)
{
    cli_progress_clear(&output->progress);
    cli_say("%s: %s", name, strerror(error));
    output->defect = true;
    return false;
}

static bool write_path(cli_output *output, const cli_job *job, const char *path)
{
    FILE *to = fopen(path, "wb");
    if (!to) return write_failed(output, path, errno);
    size_t n = fwrite(job->rendered.at, 1, job->rendered.n, to);
    int error = n == job->rendered.n ? 0 : errno;
    if (fclose(to) && !error) error = errno;
    return error ? write_failed(output, path, error) : true;
}

static bool write_file(cli_output *output, cli_job *job)
{
    const char *folder = output->settings->out;
    cli_bytes stem = {0}, path = {0};
    bool no_memory = false, good = true;
    make_stem(job, &stem);
    cli_printf(&path, "%s/%s%s", folder, stem.failed ? "" : stem.at, extensions[output->settings->format]);
    cli_append(&path, "", 1);
    if (path.failed || stem.failed) {
        good = write_failed(output, folder, ENOMEM);
    } else if (!make_folder(folder)) {
        good = write_failed(output, folder, errno);
    } else if (!remember(output, stem.at, &no_memory)) {
        if (no_memory) {
            good = write_failed(output, folder, ENOMEM);
        } else {
            job->failed = true;
            cli_job_say(job, "another document was already written to %s: this one is not", path.at);
        }
    } else if (is_input(job, path.at)) {
        job->failed = true;
        cli_job_say(job, "the output would overwrite this input: not written");
    } else {
        good = write_path(output, job, path.at);
    }
    cli_bytes_free(&stem);
    cli_bytes_free(&path);
    return good;
}

/* ------------------------------------------------------------------ stdout */

static bool one_only(sayso_format format)
{
    return format == SAYSO_FORMAT_BRAT || format == SAYSO_FORMAT_HTML;
}

static bool write_stdout(cli_output *output, const cli_job *job)
{
    sayso_format format = (sayso_format)output->settings->format;
    const char *at = job->rendered.at;
    size_t n = job->rendered.n;
    if (output->documents && one_only(format)) {
        cli_progress_clear(&output->progress);
        cli_say("--format %s holds one document: give --out DIR for several",
                format == SAYSO_FORMAT_HTML ? "html" : "brat");
        output->usage = true;
        return false;
    }
    if (format == SAYSO_FORMAT_CSV && output->documents) { /* the column names come once */
        const char *end = n ? memchr(at, '\n', n) : NULL;
        if (end) {
            n -= (size_t)(end + 1 - at);
            at = end + 1;
        }
    }
    bool headed = (format == SAYSO_FORMAT_TERMINAL || format == SAYSO_FORMAT_TEXT) &&
                  (output->many || job->line);
    if (headed) printf("%s==> %s <==\n", output->documents ? "\n" : "", job->id.failed ? "" : job->id.at);
    if (n) fwrite(at, 1, n, stdout);
    if (fflush(stdout) || ferror(stdout)) return write_failed(output, "stdout", errno);
    return true;
}

bool cli_output_take(cli_output *output, cli_job *job)
{
    bool good = true;
    if (job->read) {
        cli_progress_clear(&output->progress);
        good = output->settings->out ? write_file(output, job) : write_stdout(output, job);
        output->documents++;
    }
    output->failed |= job->failed;
    output->defect |= job->defect;
    if (job->says.n) {
        cli_progress_clear(&output->progress);
        fwrite(job->says.at, 1, job->says.n, stderr);
    }
    cli_progress_at(&output->progress, job->done_bytes);
    return good;
}

cli_exit cli_output_end(cli_output *output)
{
    cli_progress_clear(&output->progress);
    cli_exit code = output->usage ? CLI_USAGE : output->defect ? CLI_INTERNAL
                    : output->failed ? CLI_INPUT : CLI_DONE;
    for (size_t i = 0; i < output->slots; i++) free(output->stems[i]);
    free(output->stems);
    free(output);
    return code;
}
