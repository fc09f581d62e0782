/* main.c - the commands, and which one is meant. */
#include "cli.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

extern const cli_command cli_read, cli_check;

/* -------------------------------------------------------------------- help */

static const cli_option help_options[] = {
    {'h', "help", CLI_HELP, 0, NULL, NULL, 0, 0, "Print this and stop."},
    {0},
};
static const char *const help_about[] = {
    "Prints the help of a command, or of the program.",
    "sayso help man [COMMAND] prints the manual page in mdoc, and sayso help completion bash|zsh|fish "
    "the completions of a shell: both are made from the tables that the program itself goes by.",
    NULL,
};
static const cli_example help_examples[] = {
    {"sayso help read", "The options of sayso read."},
    {"sayso help completion bash > sayso.bash", "Completions, to be sourced by bash."},
    {0},
};

/* `where`: the command that was asked for another, or NULL. */
static cli_exit no_command(const cli_command *where, const char *word)
{
    if (!where && !access(word, F_OK)) return cli_usage(where, "there is no command \"%s\": to read that file, sayso read %s", word, word);
    cli_nearest nearest = {.typed = word, .len = strlen(word)};
    for (const cli_command *const *c = cli_commands; *c; c++) cli_offer(&nearest, (*c)->name);
    if (nearest.best) return cli_usage(where, "there is no command \"%s\": did you mean %s?", word, nearest.best);
    return cli_usage(where, "there is no command \"%s\"", word);
}

static cli_exit run_help(const cli_command *self, int argc, char **argv)
{
    int n;
    char none;
    switch (cli_parse(self, argc, argv, &none, &n)) {
    case CLI_PARSE_HELP: cli_help_command(self, stdout); return CLI_DONE;
    case CLI_PARSE_WRONG: return CLI_USAGE;
    case CLI_PARSE_GO: break;
    }
    if (n == 0) {
        cli_help_program(stdout);
        return CLI_DONE;
    }
    if (!strcmp(argv[0], "completion")) {
        if (n == 2 && cli_completion(argv[1], stdout)) return CLI_DONE;
        return cli_usage(self, "completions are for bash, zsh or fish");
    }
    bool man = !strcmp(argv[0], "man");
    if (man && n == 1) {
        cli_man(NULL, stdout);
        return CLI_DONE;
    }
    const cli_command *command = n == 1 + man ? cli_command_find(argv[man]) : NULL;
    if (!command) return no_command(self, argv[n - 1]);
    if (man)
        cli_man(command, stdout);
    else
        cli_help_command(command, stdout);
    return CLI_DONE;
}

static const cli_command help = {
    "help", "[COMMAND]", "say how to use sayso", help_about, help_options, help_examples, run_help,
};

/* ----------------------------------------------------------------- version */

static const cli_option version_options[] = {
    {'m', "model", CLI_STRING, 0, "FILE", NULL, 0, 0, "The model to describe."},
    {'h', "help", CLI_HELP, 0, NULL, NULL, 0, 0, "Print this and stop."},
    {0},
};
static const char *const version_about[] = {
    "Prints the version of sayso, and of the model that it would read with.", NULL,
};
static const cli_example version_examples[] = {
    {"sayso version", "Two lines: the program, the model."},
    {0},
};

static cli_exit run_version(const cli_command *self, int argc, char **argv)
{
    const char *path = NULL;
    int n;
    switch (cli_parse(self, argc, argv, &path, &n)) {
    case CLI_PARSE_HELP: cli_help_command(self, stdout); return CLI_DONE;
    case CLI_PARSE_WRONG: return CLI_USAGE;
    case CLI_PARSE_GO: break;
    }
    if (n) return cli_usage(self, "\"%s\" is one word too many", argv[0]);
    printf("sayso %s\n", sayso_version());
    sayso_model *model = cli_model_open(path);
    if (!model) return CLI_INTERNAL;
    printf("model %s\n", sayso_model_describe(model));
    sayso_model_close(model);
    return CLI_DONE;
}

static const cli_command version = {
    "version", "", "print the version of the program and of its model",
    version_about, version_options, version_examples, run_version,
};

/* -------------------------------------------------------------------- main */

const cli_command *const cli_commands[] = {&cli_read, &cli_check, &help, &version, NULL};

const cli_command *cli_command_find(const char *name)
{
    for (const cli_command *const *c = cli_commands; *c; c++)
        if (!strcmp((*c)->name, name)) return *c;
    return NULL;
}

static cli_exit run(int argc, char **argv)
{
    if (argc < 2) {
        cli_help_program(stderr);
        return CLI_USAGE;
    }
    const char *word = argv[1];
    if (!strcmp(word, "--help") || !strcmp(word, "-h")) {
        cli_help_program(stdout);
        return CLI_DONE;
    }
    if (!strcmp(word, "--version") || !strcmp(word, "-V")) {
        printf("sayso %s\n", sayso_version());
        return CLI_DONE;
    }
    const cli_command *command = cli_command_find(word);
    if (!command && *word == '-') return cli_usage(NULL, "there is no option %s here", word);
    if (!command) return no_command(NULL, word);
    return command->run(command, argc - 1, argv + 1);
}

int main(int argc, char **argv)
{
    cli_exit code = run(argc, argv);
    if ((fflush(stdout) || ferror(stdout)) && code == CLI_DONE) {
        cli_say("stdout: %s", strerror(errno));
        code = CLI_INTERNAL;
    }
    return code;
}
