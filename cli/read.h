/* read.h - the parts of `sayso read`: how one document travels.
 *
 *   input.c  bytes of a document, or a line of JSON Lines  -> job
 *   pool.c   job -> a worker, and in order of submission to the writer
 *   work.c   job -> what is printed of it, what is said of it
 *   output.c job -> stdout or a file
 *
 * A job is reused for document after document, its buffers with it, so that
 * memory is flat over millions of them.
 */
#ifndef CLI_READ_H
#define CLI_READ_H

#include "cli.h"

/* ---------------------------------------------------------------- settings */

typedef enum { CLI_INPUT_AUTO, CLI_INPUT_TEXT, CLI_INPUT_HTML, CLI_INPUT_JSONL } cli_input_kind;
/* Inputs of more bytes or documents than these are read fast unless told otherwise. */
enum { CLI_FEW_BYTES = 4000000, CLI_FEW_DOCUMENTS = 1000 };

typedef struct {
    unsigned format; /* sayso_format, once settled */
    unsigned input;  /* cli_input_kind */
    unsigned color;  /* cli_color */
    unsigned effort; /* sayso_effort */
    unsigned width, jobs;
    bool flat, explain, quiet;
    const char *date, *out, *model;
} cli_read_settings;

/* --------------------------------------------------------------------- job */

typedef enum { CLI_JOB_MESSAGE, CLI_JOB_DOCUMENT, CLI_JOB_LINE } cli_job_kind;

typedef struct {
    /* in */
    cli_job_kind kind;
    const char *path;   /* as given; "-" is stdin; outlives the job */
    size_t line;        /* of JSON Lines: its number, from 1 */
    sayso_kind as;
    cli_bytes bytes;
    uint64_t done_bytes; /* of all inputs, for progress */
    /* out */
    cli_bytes rendered;
    cli_bytes says;     /* whole lines for stderr */
    cli_bytes id;       /* of the document, NUL-terminated */
    bool failed;        /* counts as an unreadable input */
    bool defect;        /* sayso's own fault, or no memory: exit 5 */
    bool read;          /* a reading was rendered */
} cli_job;

/* Empties it for another document; gives large buffers back. */
void cli_job_clear(cli_job *job);
void cli_job_free(cli_job *job);
/* "sayso: NAME[:LINE]: TEXT" into job->says. */
void cli_job_say(cli_job *job, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* How messages name the input: its path, or "stdin". */
const char *cli_job_name(const cli_job *job);

/* ------------------------------------------------------------------- input */

/* Paths of all documents, in order. */
typedef struct {
    char **at;
    size_t n, cap;
    uint64_t bytes;  /* of all regular files */
    bool failed;     /* something named was not there: said on stderr */
    bool sources;    /* .md, .srt, .vtt and .pdf as well */
} cli_paths;

/* Walks directories (sorted; known extensions; nothing hidden; cycles once). */
bool cli_paths_add(cli_paths *paths, const char *name);
void cli_paths_free(cli_paths *paths);
/* What the extension says, .gz and .zst put aside; AUTO where it says nothing. */
cli_input_kind cli_path_kind(const char *path, bool *one_json);
/* Length of a file's name without its extension, and .gz or .zst after it. */
size_t cli_path_stem(const char *name);

typedef struct cli_stream cli_stream;
/* Bytes of a file or stdin, decompressed where they are gzip or zstd. NULL: see job->says. */
cli_stream *cli_stream_open(const char *path, cli_job *job);
/* Everything that is left, up to just over 1 GiB. False: no memory, or the file
 * ends in a damaged place (both said; what could be read is there). */
bool cli_stream_all(cli_stream *stream, cli_job *job);
/* The next line without its end; false at the end or on damage (said). */
bool cli_stream_line(cli_stream *stream, cli_job *job);
/* What the beginning looks like, as far as one buffer holds it: no JSON, one object over several
 * lines, or an object a line. */
typedef enum { CLI_SHAPE_OTHER, CLI_SHAPE_OBJECT, CLI_SHAPE_LINES } cli_shape;
cli_shape cli_stream_shape(cli_stream *stream, cli_job *job);
/* An object ends and another begins on the next line. */
bool cli_stream_several(const cli_stream *stream);
/* Is it as it lies in the file, not compressed? */
bool cli_stream_is_plain(const cli_stream *stream);
/* Bytes of the file (compressed ones) that were taken. */
uint64_t cli_stream_taken(const cli_stream *stream);
void cli_stream_close(cli_stream *stream);

/* -------------------------------------------------------------------- work */

typedef struct {
    const sayso_model *model;
    const cli_read_settings *settings;
    sayso_options options;
    sayso_render_options render;
} cli_work;

/* Reads and renders. Thread-safe in different readers. */
void cli_work_on(const cli_work *work, sayso_reader *reader, cli_job *job);

/* ------------------------------------------------------------------ output */

typedef struct cli_output cli_output;
cli_output *cli_output_new(const cli_read_settings *settings, const cli_paths *inputs);
/* Writes what was rendered and what is said. False: writing failed, stop. */
bool cli_output_take(cli_output *output, cli_job *job);
/* Flushes; the exit code of it all. */
cli_exit cli_output_end(cli_output *output);

/* -------------------------------------------------------------------- pool */

typedef struct cli_pool cli_pool;
/* NULL: said on stderr. One thread: the caller's own. */
cli_pool *cli_pool_new(const cli_work *work, unsigned threads, cli_output *output);
/* An empty job to fill; waits for room. NULL: stop, writing failed. */
cli_job *cli_pool_job(cli_pool *pool);
void cli_pool_submit(cli_pool *pool, cli_job *job);
/* Waits for all. */
void cli_pool_free(cli_pool *pool);

/* ---------------------------------------------------------------- progress */

typedef struct {
    bool on, shown;
    uint64_t total, done;
    size_t documents;
    double began, said;
} cli_progress;

void cli_progress_begin(cli_progress *progress, uint64_t total_bytes, bool wanted);
void cli_progress_at(cli_progress *progress, uint64_t done_bytes);
/* Takes the line away, before anything else is written to the terminal. */
void cli_progress_clear(cli_progress *progress);

#endif
