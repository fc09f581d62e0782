/* sources.c - files, folders and PDFs as sources of a check.
 *
 * A plain file is mapped, and the library looks at it where it lies: memory stays
 * flat whatever its size. Compressed files, stdin and the lines of JSON Lines are
 * read into memory. A PDF goes through pdftotext(1), started without a shell;
 * where that is not installed, or finds no text, the source is one that could not
 * be read, which the check then says of what was claimed to be in it.
 */
#include "check.h"

#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

typedef struct {
    void *at;
    size_t n;
    enum { HELD_MAP, HELD_BYTES, HELD_LINE } kind;
} held;

struct cli_sources {
    sayso_sources *sources;
    held *at; /* what the sources borrow */
    size_t n, cap;
    bool failed;
};

/* Takes over what is held, also where there is no memory to remember it: then it is
 * released and false comes back. */
static bool hold(cli_sources *s, held what)
{
    if (s->n == s->cap) {
        size_t cap = s->cap ? s->cap * 2 : 16;
        held *at = realloc(s->at, cap * sizeof *at);
        if (!at) return false;
        s->at = at;
        s->cap = cap;
    }
    s->at[s->n++] = what;
    return true;
}

static void release(held *h)
{
    switch (h->kind) {
    case HELD_MAP: munmap(h->at, h->n); break;
    case HELD_BYTES: free(h->at); break;
    case HELD_LINE: sayso_line_free(h->at); break;
    }
}

static bool no_memory(void)
{
    cli_say("out of memory");
    return false;
}

static bool unreadable(cli_sources *s, const char *id, const char *reason)
{
    s->failed = true;
    cli_say("%s: %s", id, reason);
    return sayso_sources_add_unreadable(s->sources, id, reason, NULL) == SAYSO_OK || no_memory();
}

/* Adds a record whose bytes are held. */
static bool add(cli_sources *s, const sayso_record *record)
{
    sayso_error err = {0};
    sayso_code code = sayso_sources_add(s->sources, record, &err);
    if (code == SAYSO_LIMIT) return unreadable(s, record->id, err.message);
    if (code != SAYSO_OK) return no_memory();
    const sayso_source_info *info = sayso_sources_info(s->sources, sayso_sources_count(s->sources) - 1);
    if (info->status != SAYSO_STATUS_READ) {
        s->failed = true;
        cli_say("%s: %s", info->id, info->reason);
    } else if (info->reason) {
        cli_say("%s: %s: nothing is looked for in it", info->id, info->reason);
    }
    return true;
}

/* ------------------------------------------------------------------- lines */

static bool add_line(cli_sources *s, const char *path, size_t number, const char *at, size_t n)
{
    sayso_error err = {0};
    sayso_line *line = sayso_line_parse(at, n, &err);
    char place[4200];
    snprintf(place, sizeof place, "%s:%zu", path, number);
    if (!line) return err.code == SAYSO_MEMORY ? no_memory() : unreadable(s, place, err.message);
    if (!hold(s, (held){line, 0, HELD_LINE})) {
        sayso_line_free(line);
        return no_memory();
    }
    sayso_record record = *sayso_line_record(line);
    if (!record.id) record.id = record.url ? record.url : place;
    return add(s, &record);
}

static bool blank(const char *at, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (at[i] != ' ' && at[i] != '\t' && at[i] != '\r') return false;
    return true;
}

static bool add_lines(cli_sources *s, const char *path, const char *at, size_t n)
{
    for (size_t line = 1; n; line++) {
        const char *nl = memchr(at, '\n', n);
        size_t len = nl ? (size_t)(nl - at) : n;
        if (!blank(at, len) && !add_line(s, path, line, at, len)) return false;
        at += len + (nl != NULL);
        n -= len + (nl != NULL);
    }
    return true;
}

/* --------------------------------------------------------------------- PDF */

static bool is_pdf(const char *at, size_t n)
{
    return n >= 5 && !memcmp(at, "%PDF-", 5);
}

/* What pdftotext prints of the file; the reason why there is nothing, else NULL. */
static const char *pdf_text(const char *path, cli_bytes *to)
{
    int ends[2];
    if (pipe2(ends, O_CLOEXEC)) return strerror(errno);
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
    char *const words[] = {"pdftotext", "-q", "-enc", "UTF-8", "--", (char *)path, "-", NULL};
    pid_t child;
    int error = posix_spawnp(&child, "pdftotext", &actions, NULL, words, environ);
    posix_spawn_file_actions_destroy(&actions);
    close(ends[1]);
    if (error) {
        close(ends[0]);
        return error == ENOENT ? "a PDF, and pdftotext is not installed (Debian: poppler-utils)" : strerror(error);
    }
    char some[65536];
    for (;;) {
        ssize_t n = read(ends[0], some, sizeof some);
        if (n < 0 && errno == EINTR) continue;
        if (n <= 0 || to->n > ((size_t)1 << 30)) break;
        cli_append(to, some, (size_t)n);
    }
    close(ends[0]);
    int status = 0;
    while (waitpid(child, &status, 0) < 0 && errno == EINTR) {}
    if (to->failed) return "out of memory";
    if (!WIFEXITED(status) || WEXITSTATUS(status)) return "a PDF that pdftotext cannot read";
    bool text = false; /* each page ends in a form feed */
    for (size_t i = 0; i < to->n && !text; i++) text = !strchr(" \f\n\r\t", to->at[i]);
    return text ? NULL : "a PDF without text (a scan?)";
}

static bool add_pdf(cli_sources *s, const char *path)
{
    cli_bytes text = {0};
    const char *fault = pdf_text(path, &text);
    if (fault) {
        cli_bytes_free(&text);
        return unreadable(s, path, fault);
    }
    if (!hold(s, (held){text.at, text.n, HELD_BYTES})) {
        cli_bytes_free(&text);
        return no_memory();
    }
    return add(s, &(sayso_record){.data = text.at, .len = text.n, .kind = SAYSO_KIND_TEXT, .id = path});
}

/* ------------------------------------------------------------------- files */

static bool add_bytes(cli_sources *s, const char *path, const char *at, size_t n, cli_shape shape)
{
    bool one_json = false;
    cli_input_kind kind = cli_path_kind(path, &one_json);
    if (kind == CLI_INPUT_AUTO && shape != CLI_SHAPE_OTHER) {
        kind = CLI_INPUT_JSONL;
        one_json = shape == CLI_SHAPE_OBJECT;
    }
    if (one_json && shape == CLI_SHAPE_LINES) one_json = false;
    if (kind == CLI_INPUT_JSONL && one_json) return add_line(s, path, 1, at, n);
    if (kind == CLI_INPUT_JSONL) return add_lines(s, path, at, n);
    return add(s, &(sayso_record){.data = at, .len = n, .id = path,
                                  .kind = kind == CLI_INPUT_TEXT ? SAYSO_KIND_TEXT
                                          : kind == CLI_INPUT_HTML ? SAYSO_KIND_HTML : SAYSO_KIND_AUTO});
}

/* Through a stream: compressed files, pipes, stdin. */
static bool add_stream(cli_sources *s, const char *path, cli_stream *stream, cli_job *job)
{
    cli_shape shape = cli_stream_shape(stream, job);
    if (shape == CLI_SHAPE_LINES && !cli_stream_several(stream)) shape = CLI_SHAPE_OBJECT;
    cli_stream_all(stream, job);
    if (job->says.n) {
        fwrite(job->says.at, 1, job->says.n, stderr);
        s->failed = true;
    }
    if (job->defect) return false;
    if (is_pdf(job->bytes.at, job->bytes.n))
        return unreadable(s, path, "a PDF is read from a file alone, not compressed and not through a pipe");
    char *at = job->bytes.at;
    size_t n = job->bytes.n;
    job->bytes = (cli_bytes){0};
    if (!hold(s, (held){at, n, HELD_BYTES})) {
        free(at);
        return no_memory();
    }
    return add_bytes(s, path, at ? at : "", n, shape);
}

static bool add_path(cli_sources *s, const char *path)
{
    cli_job job = {.path = path};
    cli_stream *stream = cli_stream_open(path, &job);
    if (!stream) {
        bool good = !job.defect;
        if (good) { /* "sayso: PATH: REASON" was made for stderr; the reason is wanted alone */
            good = unreadable(s, path, strerror(errno));
        } else {
            fwrite(job.says.at, 1, job.says.n, stderr);
        }
        cli_job_free(&job);
        return good;
    }
    struct stat st;
    bool good;
    void *at = MAP_FAILED;
    int fd = strcmp(path, "-") ? open(path, O_RDONLY | O_CLOEXEC) : -1;
    if (cli_stream_is_plain(stream) && fd >= 0 && !fstat(fd, &st) && S_ISREG(st.st_mode) && st.st_size > 0)
        at = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
    if (fd >= 0) close(fd);
    if (at == MAP_FAILED) {
        good = add_stream(s, path, stream, &job);
    } else if (is_pdf(at, (size_t)st.st_size)) {
        munmap(at, (size_t)st.st_size);
        good = add_pdf(s, path);
    } else if (!hold(s, (held){at, (size_t)st.st_size, HELD_MAP})) {
        munmap(at, (size_t)st.st_size);
        good = no_memory();
    } else {
        cli_shape shape = cli_stream_shape(stream, &job);
        if (shape == CLI_SHAPE_LINES && !cli_stream_several(stream)) shape = CLI_SHAPE_OBJECT;
        good = add_bytes(s, path, at, (size_t)st.st_size, shape);
    }
    cli_stream_close(stream);
    cli_job_free(&job);
    return good;
}

cli_sources *cli_sources_open(const sayso_model *model, const cli_list *names)
{
    cli_sources *s = calloc(1, sizeof *s);
    if (s) s->sources = sayso_sources_new(model, NULL);
    cli_paths paths = {.sources = true};
    bool good = s && s->sources;
    if (!good) cli_say("out of memory");
    for (size_t i = 0; good && i < names->n; i++) good = cli_paths_add(&paths, names->at[i]) || no_memory();
    for (size_t i = 0; good && i < paths.n; i++) good = add_path(s, paths.at[i]);
    if (good && paths.failed) s->failed = true;
    cli_paths_free(&paths);
    if (good) return s;
    cli_sources_close(s);
    return NULL;
}

const sayso_sources *cli_sources_get(const cli_sources *s)
{
    return s->sources;
}

bool cli_sources_failed(const cli_sources *s)
{
    return s->failed;
}

void cli_sources_close(cli_sources *s)
{
    if (!s) return;
    sayso_sources_free(s->sources);
    for (size_t i = 0; i < s->n; i++) release(&s->at[i]);
    free(s->at);
    free(s);
}
