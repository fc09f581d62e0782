/* cli.h - what the parts of the program share. The program uses nothing of the
 * library but sayso.h.
 *
 *   main.c      the commands, and which one is meant
 *   options.c   option tables: parsing
 *   help.c      option tables: help, man pages, shell completions
 *   message.c   everything that is said on stderr
 *   model.c     where the model file is
 *   input.c     files, directories, stdin, gzip and zstd: bytes and lines
 *   read.c      `sayso read`: records in, jobs, exit code
 *   check.c     `sayso check`: articles against sources
 *   sources.c   files, folders and PDFs as sources of a check
 *   work.c      one job: from bytes to rendered bytes
 *   output.c    where rendered bytes go: stdout or files
 *   pool.c      jobs on threads, results in order
 *   progress.c  how far, how long yet
 *
 * A command is added by a file with its option table and its run function, and
 * one line in main.c; help, man page and completions follow from the table.
 */
#ifndef CLI_H
#define CLI_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <sayso.h>

/* ------------------------------------------------------------- exit codes */

/* Code, name, meaning: printed by `sayso help` and in the man page. */
#define CLI_EXITS(X)                                                             \
    X(0, DONE, "done")                                                           \
    X(1, CHECK, "a check failed")                                                \
    X(2, USAGE, "the command line is wrong")                                     \
    X(3, INPUT, "some inputs could not be read; the others were")                \
    X(4, STORE, "a store could not be used")                                     \
    X(5, INTERNAL, "no model, no memory, output not writable, or a defect in sayso")

typedef enum {
#define X(code, name, text) CLI_##name = code,
    CLI_EXITS(X)
#undef X
} cli_exit;

/* ---------------------------------------------------------- option tables */

typedef enum {
    CLI_FLAG,    /* bool */
    CLI_STRING,  /* const char * */
    CLI_LIST,    /* cli_list: this word and those after it, up to the next option */
    CLI_NUMBER,  /* unsigned; `low` to `high` */
    CLI_CHOICE,  /* unsigned: the index into `choices` */
    CLI_SYNONYM, /* stands for the words in `choices`: option, value */
    CLI_HELP     /* prints the help of the command */
} cli_kind;

/* The caller gives `at` room for argc words. */
typedef struct {
    const char **at;
    size_t n;
} cli_list;

typedef struct {
    char letter;                /* 0: none */
    const char *name;           /* without the dashes */
    cli_kind kind;
    size_t offset;              /* into the command's settings */
    const char *value;          /* what its value is called; NULL: it takes none */
    const char *const *choices; /* NULL-terminated */
    unsigned low, high;         /* of a number */
    const char *help;           /* ends in a full stop */
} cli_option;

/* What several commands have alike; the command's AT(member) is the place in its settings. */
extern const char *const cli_option_json[], *const cli_option_colors[];
#define CLI_OPTION_JSON {0, "json", CLI_SYNONYM, 0, NULL, cli_option_json, 0, 0, "The same as --format json."}
#define CLI_OPTIONS_COMMON                                                                                             \
    {0, "color", CLI_CHOICE, AT(color), "WHEN", cli_option_colors, 0, 0,                                               \
     "Colours; by itself on a terminal, unless NO_COLOR is set."},                                                     \
        {'w', "width", CLI_NUMBER, AT(width), "N", NULL, 40, 1000,                                                     \
         "Columns of the terminal view; by itself the terminal's, or 80."},                                            \
        {'m', "model", CLI_STRING, AT(model), "FILE", NULL, 0, 0,                                                      \
         "The model; by itself $SAYSO_MODEL, the file beside the program, or the installed one."},                     \
        {'q', "quiet", CLI_FLAG, AT(quiet), NULL, NULL, 0, 0,                                                          \
         "Say nothing on stderr but what could not be read or written."},                                              \
        {'h', "help", CLI_HELP, 0, NULL, NULL, 0, 0, "Print this and stop."}

typedef struct {
    const char *command; /* runs as it stands in a checkout with build/ on the PATH */
    const char *says;
} cli_example;

typedef struct cli_command {
    const char *name;
    const char *arguments; /* "[FILE|DIR|-]..." */
    const char *summary;   /* one line, no full stop */
    const char *const *about; /* paragraphs, NULL-terminated */
    const cli_option *options; /* until name is NULL */
    const cli_example *examples; /* until command is NULL */
    cli_exit (*run)(const struct cli_command *self, int argc, char **argv);
} cli_command;

/* All commands, in the order of the help; until name is NULL. */
extern const cli_command *const cli_commands[];
const cli_command *cli_command_find(const char *name);

typedef enum { CLI_PARSE_GO, CLI_PARSE_HELP, CLI_PARSE_WRONG } cli_parsed;

/* Fills `settings` from argv[1..]; moves the other arguments to the front of
 * argv and counts them in *n. Wrong: said on stderr, with what was meant. */
cli_parsed cli_parse(const cli_command *command, int argc, char **argv, void *settings, int *n);

void cli_help_program(FILE *to);
void cli_help_command(const cli_command *command, FILE *to);
/* The man page of a command in mdoc; of the program where NULL. */
void cli_man(const cli_command *command, FILE *to);
/* "bash", "zsh" or "fish"; false: no such shell. */
bool cli_completion(const char *shell, FILE *to);

/* --------------------------------------------------------------- messages */

/* Which of the words offered is meant by the one typed; best is NULL where none is near. */
enum { CLI_LONGEST_WORD = 40 };
typedef struct {
    const char *typed;
    size_t len;
    const char *best;
    unsigned slips;
} cli_nearest;
void cli_offer(cli_nearest *nearest, const char *candidate);

/* "sayso: TEXT" on stderr, in one write. */
void cli_say(const char *format, ...) __attribute__((format(printf, 1, 2)));
/* The same, and "see sayso help COMMAND"; returns CLI_USAGE. */
cli_exit cli_usage(const cli_command *command, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* Bytes that grow. `failed` once memory ran out: later appends do nothing. */
typedef struct {
    char *at;
    size_t n, cap;
    bool failed;
} cli_bytes;

bool cli_append(cli_bytes *bytes, const char *data, size_t n);
void cli_printf(cli_bytes *bytes, const char *format, ...) __attribute__((format(printf, 2, 3)));
void cli_bytes_free(cli_bytes *bytes);

/* --------------------------------------------------------------- terminal */

typedef enum { CLI_COLOR_AUTO, CLI_COLOR_ALWAYS, CLI_COLOR_NEVER } cli_color;
/* Colours on stdout? `elsewhere`: the output goes to files. */
bool cli_colored(unsigned color, bool elsewhere);
/* Columns of the terminal on stdout, or 80. */
unsigned cli_terminal_width(void);

/* ------------------------------------------------------------------ model */

/* Opens `given`, or else $SAYSO_MODEL, or else the file beside the program, or
 * the installed one. NULL: said on stderr. */
sayso_model *cli_model_open(const char *given);

#endif
