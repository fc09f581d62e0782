/* input.c - files, directories, stdin, gzip and zstd: bytes and lines.
 *
 * A stream is read through one buffer of 256 KiB; compressed files are told by
 * their first bytes, not by their names, and may hold several members. A file
 * that ends inside a member gives what was decompressed before, and then says
 * at which byte the damage is. Lines are of any length: one longer than a
 * document may be (1 GiB) is cut there, and the library refuses it.
 */
#include "read.h"

#include <errno.h>
#include <fcntl.h>
#include <fts.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>
#include <zstd.h>

enum { BUFFER = 256 * 1024 };
static const size_t LARGEST = ((size_t)1 << 30) + 1; /* one byte more than the library takes */

/* ------------------------------------------------------------------- paths */

static const struct {
    const char *extension;
    cli_input_kind kind;
    bool one_json;
    bool source; /* of a check alone */
} known[] = {
    {".txt", CLI_INPUT_TEXT, false, false},     {".htm", CLI_INPUT_HTML, false, false},
    {".html", CLI_INPUT_HTML, false, false},    {".jsonl", CLI_INPUT_JSONL, false, false},
    {".ndjson", CLI_INPUT_JSONL, false, false}, {".json", CLI_INPUT_JSONL, true, false},
    {".md", CLI_INPUT_TEXT, false, true},       {".srt", CLI_INPUT_TEXT, false, true},
    {".vtt", CLI_INPUT_TEXT, false, true},      {".pdf", CLI_INPUT_AUTO, false, true},
};

static size_t without(const char *path, size_t len, const char *extension)
{
    size_t n = strlen(extension);
    return len > n && !strncasecmp(path + len - n, extension, n) ? len - n : len;
}

static int find_extension(const char *path)
{
    size_t len = without(path, without(path, strlen(path), ".gz"), ".zst");
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (without(path, len, known[i].extension) < len) return (int)i;
    return -1;
}

cli_input_kind cli_path_kind(const char *path, bool *one_json)
{
    int i = find_extension(path);
    *one_json = i >= 0 && known[i].one_json;
    return i < 0 ? CLI_INPUT_AUTO : known[i].kind;
}

size_t cli_path_stem(const char *name)
{
    size_t len = without(name, without(name, strlen(name), ".gz"), ".zst");
    for (size_t i = len; i > 1; i--)
        if (name[i - 1] == '.') return i - 1;
    return len;
}

static bool add_path(cli_paths *paths, const char *path, uint64_t bytes)
{
    if (paths->n == paths->cap) {
        size_t cap = paths->cap ? paths->cap * 2 : 16;
        char **at = realloc(paths->at, cap * sizeof *at);
        if (!at) return false;
        paths->at = at;
        paths->cap = cap;
    }
    char *copy = strdup(path);
    if (!copy) return false;
    paths->at[paths->n++] = copy;
    paths->bytes += bytes;
    return true;
}

static int by_name(const FTSENT **a, const FTSENT **b)
{
    return strcmp((*a)->fts_name, (*b)->fts_name);
}

static bool is_wanted(const cli_paths *paths, const char *name)
{
    int i = find_extension(name);
    return i >= 0 && (paths->sources || !known[i].source);
}

static bool walk_entry(cli_paths *paths, FTS *fts, FTSENT *e)
{
    if (e->fts_level > 0 && e->fts_name[0] == '.') {
        fts_set(fts, e, FTS_SKIP);
        return true;
    }
    switch (e->fts_info) {
    case FTS_F:
        return !is_wanted(paths, e->fts_name) ||
               add_path(paths, e->fts_path, (uint64_t)e->fts_statp->st_size);
    case FTS_DNR:
    case FTS_ERR:
    case FTS_NS:
        cli_say("%s: %s", e->fts_path, strerror(e->fts_errno));
        paths->failed = true;
        return true;
    case FTS_SLNONE:
        if (!is_wanted(paths, e->fts_name)) return true;
        cli_say("%s: a link to nothing", e->fts_path);
        paths->failed = true;
        return true;
    default: return true; /* directories, cycles, sockets ... */
    }
}

static bool walk(cli_paths *paths, const char *folder)
{
    char *roots[] = {(char *)folder, NULL};
    FTS *fts = fts_open(roots, FTS_LOGICAL | FTS_NOCHDIR, by_name);
    if (!fts) return false;
    size_t before = paths->n;
    bool failed_before = paths->failed, good = true;
    for (FTSENT *e; good && (e = fts_read(fts));) good = walk_entry(paths, fts, e);
    fts_close(fts);
    if (good && paths->n == before && paths->failed == failed_before) {
        cli_say("%s: no documents in this folder (.txt .htm .html .jsonl .ndjson .json%s, "
                "also with .gz or .zst)", folder, paths->sources ? " .md .srt .vtt .pdf" : "");
        paths->failed = true;
    }
    return good;
}

bool cli_paths_add(cli_paths *paths, const char *name)
{
    struct stat st;
    if (strcmp(name, "-") && !stat(name, &st)) {
        if (S_ISDIR(st.st_mode)) return walk(paths, name);
        return add_path(paths, name, S_ISREG(st.st_mode) ? (uint64_t)st.st_size : 0);
    }
    return add_path(paths, name, 0);
}

void cli_paths_free(cli_paths *paths)
{
    for (size_t i = 0; i < paths->n; i++) free(paths->at[i]);
    free(paths->at);
    *paths = (cli_paths){0};
}

/* ----------------------------------------------------------------- streams */

typedef enum { PLAIN, GZIP, ZSTD_FRAMES } packing;

struct cli_stream {
    int fd;
    packing packing;
    bool ended;         /* the file has no more bytes */
    bool inside;        /* between the first and the last byte of a member */
    bool damaged;       /* nothing more can be read; said once */
    uint64_t taken;     /* bytes of the file read into `raw` */
    size_t raw_at, raw_n, at, n; /* used and filled of each buffer */
    z_stream zlib;
    ZSTD_DStream *zstd;
    unsigned char raw[BUFFER]; /* compressed */
    char buffer[BUFFER];       /* plain */
};

static void damage(cli_stream *s, cli_job *job, const char *what)
{
    s->damaged = true;
    job->failed = true;
    cli_job_say(job, "%s at byte %llu of the file (what comes before it is read)", what,
                (unsigned long long)(s->taken - (s->raw_n - s->raw_at)));
}

/* Reads from the file into `to`; 0 at its end or on an error (said). */
static size_t read_file(cli_stream *s, void *to, size_t size, cli_job *job)
{
    ssize_t n;
    do n = read(s->fd, to, size);
    while (n < 0 && errno == EINTR);
    if (n < 0) damage(s, job, strerror(errno));
    if (n <= 0) s->ended = true;
    if (n > 0) s->taken += (uint64_t)n;
    return n > 0 ? (size_t)n : 0;
}

static void inflate_some(cli_stream *s, cli_job *job)
{
    s->zlib.next_in = s->raw + s->raw_at;
    s->zlib.avail_in = (uInt)(s->raw_n - s->raw_at);
    s->zlib.next_out = (unsigned char *)s->buffer;
    s->zlib.avail_out = BUFFER;
    if (!s->inside) {
        /* Between members: another one, or padding that gzip(1) passes over too. */
        if (s->raw[s->raw_at] != 0x1f) {
            s->raw_at = s->raw_n;
            return;
        }
        inflateReset(&s->zlib);
        s->inside = true;
    }
    int code = inflate(&s->zlib, Z_NO_FLUSH);
    s->raw_at = s->raw_n - s->zlib.avail_in;
    s->n = BUFFER - s->zlib.avail_out;
    if (code == Z_STREAM_END)
        s->inside = false;
    else if (code != Z_OK && code != Z_BUF_ERROR)
        damage(s, job, code == Z_MEM_ERROR ? "out of memory for gzip" : "damaged gzip data");
}

static void unzstd_some(cli_stream *s, cli_job *job)
{
    ZSTD_inBuffer in = {s->raw, s->raw_n, s->raw_at};
    ZSTD_outBuffer out = {s->buffer, BUFFER, 0};
    size_t code = ZSTD_decompressStream(s->zstd, &out, &in);
    s->raw_at = in.pos;
    s->n = out.pos;
    s->inside = code != 0;
    if (ZSTD_isError(code)) damage(s, job, "damaged zstd data");
}

/* Fills the empty buffer; false at the end. */
static bool fill(cli_stream *s, cli_job *job)
{
    s->at = s->n = 0;
    while (s->n == 0 && !s->damaged) {
        if (s->packing == PLAIN) {
            if (s->ended) return false;
            s->n = read_file(s, s->buffer, BUFFER, job);
            continue;
        }
        if (s->raw_at == s->raw_n) {
            s->raw_at = s->raw_n = 0;
            if (!s->ended) s->raw_n = read_file(s, s->raw, sizeof s->raw, job);
            if (s->raw_n == 0) {
                if (s->inside && !s->damaged)
                    damage(s, job, s->packing == GZIP ? "truncated gzip data: it ends"
                                                      : "truncated zstd data: it ends");
                return false;
            }
        }
        if (s->packing == GZIP)
            inflate_some(s, job);
        else
            unzstd_some(s, job);
    }
    return s->n > 0;
}

/* The first bytes decide; they are then in the buffer that they belong to. */
static bool start(cli_stream *s, cli_job *job)
{
    while (s->raw_n < 4 && !s->ended)
        s->raw_n += read_file(s, s->raw + s->raw_n, sizeof s->raw - s->raw_n, job);
    if (s->raw_n >= 3 && s->raw[0] == 0x1f && s->raw[1] == 0x8b && s->raw[2] == 8) {
        s->packing = GZIP;
        if (inflateInit2(&s->zlib, 15 + 16) != Z_OK) return false;
    } else if (s->raw_n >= 4 && !memcmp(s->raw, "\x28\xb5\x2f\xfd", 4)) {
        s->packing = ZSTD_FRAMES;
        if (!(s->zstd = ZSTD_createDStream())) return false;
    } else {
        memcpy(s->buffer, s->raw, s->raw_n);
        s->n = s->raw_n;
        s->raw_n = 0;
    }
    return true;
}

cli_stream *cli_stream_open(const char *path, cli_job *job)
{
    bool stdin_meant = !strcmp(path, "-");
    int fd = stdin_meant ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) {
        job->failed = true;
        cli_job_say(job, "%s", strerror(errno));
        return NULL;
    }
    cli_stream *s = malloc(sizeof *s);
    if (s) {
        memset(s, 0, offsetof(cli_stream, raw));
        s->fd = fd;
    }
    if (!s || !start(s, job)) {
        job->failed = job->defect = true;
        cli_job_say(job, "out of memory");
        if (s)
            cli_stream_close(s);
        else if (!stdin_meant)
            close(fd);
        return NULL;
    }
    return s;
}

static bool append(cli_stream *s, cli_job *job, const char *from, size_t n)
{
    if (cli_append(&job->bytes, from, n)) return true;
    s->damaged = true;
    job->failed = job->defect = true;
    cli_job_say(job, "out of memory");
    return false;
}

bool cli_stream_all(cli_stream *s, cli_job *job)
{
    do {
        size_t n = s->n - s->at, room = LARGEST - job->bytes.n;
        if (!append(s, job, s->buffer + s->at, n < room ? n : room)) return false;
        s->at = s->n;
    } while (job->bytes.n < LARGEST && fill(s, job));
    return !s->damaged;
}

bool cli_stream_line(cli_stream *s, cli_job *job)
{
    bool any = false;
    for (;;) {
        if (s->at == s->n && !fill(s, job)) return any;
        any = true;
        const char *from = s->buffer + s->at, *end = memchr(from, '\n', s->n - s->at);
        size_t n = end ? (size_t)(end - from) : s->n - s->at, room = LARGEST - job->bytes.n;
        if (!append(s, job, from, n < room ? n : room)) return true;
        s->at += n + (end != NULL);
        if (end) return true;
    }
}

static const char *pass_blanks(const char *at, const char *end)
{
    while (at < end && (*at == ' ' || *at == '\t' || *at == '\r' || *at == '\n')) at++;
    return at;
}

/* A brace that closes at the end of a line and one that opens the next: never
 * inside one JSON value. */
static bool several_objects(const char *at, const char *end)
{
    for (const char *close; (close = memchr(at, '}', (size_t)(end - at))); at = close + 1) {
        const char *next = pass_blanks(close + 1, end);
        if (next < end && *next == '{' && memchr(close, '\n', (size_t)(next - close))) return true;
    }
    return false;
}

bool cli_stream_several(const cli_stream *s)
{
    return several_objects(s->buffer + s->at, s->buffer + s->n);
}

cli_shape cli_stream_shape(cli_stream *s, cli_job *job)
{
    if (s->at == s->n && !fill(s, job)) return CLI_SHAPE_OTHER;
    const char *at = s->buffer + s->at, *end = s->buffer + s->n;
    if (end - at >= 3 && !memcmp(at, "\xef\xbb\xbf", 3)) at += 3;
    at = pass_blanks(at, end);
    if (at == end || *at != '{') return CLI_SHAPE_OTHER;
    const char *key = pass_blanks(at + 1, end);
    if (key == end || (*key != '"' && *key != '}')) return CLI_SHAPE_OTHER;
    if (several_objects(at, end)) return CLI_SHAPE_LINES;
    return memchr(at, '\n', (size_t)(key - at)) ? CLI_SHAPE_OBJECT : CLI_SHAPE_LINES;
}

bool cli_stream_is_plain(const cli_stream *s)
{
    return s->packing == PLAIN;
}

uint64_t cli_stream_taken(const cli_stream *s)
{
    return s->taken;
}

void cli_stream_close(cli_stream *s)
{
    if (!s) return;
    if (s->packing == GZIP) inflateEnd(&s->zlib);
    if (s->zstd) ZSTD_freeDStream(s->zstd);
    if (s->fd != STDIN_FILENO) close(s->fd);
    free(s);
}
