/* help.c - what the option tables say, as help, as manual pages in mdoc, and as
 * completions for bash, zsh and fish. Nothing is written down a second time.
 */
#include "cli.h"

#include <string.h>

enum { WIDTH = 80, MDOC_WIDTH = 72 };

/* When the manual was last changed; moves with the version. */
static const char manual_date[] = "November 30, 2026";

/* ---------------------------------------------------------------- help text */

/* Words of `text` from column `at` on, further lines from `indent` on. */
static void wrap(FILE *to, const char *text, int at, int indent)
{
    for (bool first = true; *text; first = false) {
        while (*text == ' ') text++;
        int n = (int)strcspn(text, " ");
        if (!first && at + 1 + n > WIDTH) {
            fprintf(to, "\n%*s", indent, "");
            at = indent;
        } else if (!first) {
            fputc(' ', to);
            at++;
        }
        fprintf(to, "%.*s", n, text);
        at += n;
        text += n;
    }
    fputc('\n', to);
}

static bool lists_choices(const cli_option *o)
{
    return o->kind == CLI_CHOICE;
}

static void help_option(const cli_option *o, FILE *to)
{
    char head[64];
    int n = snprintf(head, sizeof head, "  %c%c%c --%s%s%s", o->letter ? '-' : ' ', o->letter ? o->letter : ' ',
                     o->letter ? ',' : ' ', o->name, o->value ? " " : "", o->value ? o->value : "");
    fprintf(to, "%-24s", head);
    if (n >= 24) fprintf(to, "\n%24s", "");
    wrap(to, o->help, 24, 24);
    if (!lists_choices(o)) return;
    cli_bytes all = {0};
    for (size_t i = 0; o->choices[i]; i++)
        cli_printf(&all, "%s%s%s", i ? ", " : "", o->choices[i], i ? "" : " (default)");
    cli_append(&all, "", 1);
    fprintf(to, "%24s", "");
    wrap(to, all.failed ? "" : all.at, 24, 24);
    cli_bytes_free(&all);
}

static void help_exits(FILE *to)
{
    fputs("\nExit codes:\n", to);
#define X(code, name, text) fprintf(to, "  %d  %s\n", code, text);
    CLI_EXITS(X)
#undef X
    fputs("Where several hold, 5 goes before 1, and 1 before 3.\n", to);
}

void cli_help_command(const cli_command *command, FILE *to)
{
    fprintf(to, "Usage: sayso %s [OPTION]...%s%s\n", command->name, *command->arguments ? " " : "",
            command->arguments);
    for (const char *const *paragraph = command->about; *paragraph; paragraph++) {
        fputc('\n', to);
        wrap(to, *paragraph, 0, 0);
    }
    fputs("\nOptions:\n", to);
    for (const cli_option *o = command->options; o->name; o++) help_option(o, to);
    fputs("\nExamples:\n", to);
    for (const cli_example *e = command->examples; e->command; e++)
        fprintf(to, "  %s\n      %s\n", e->command, e->says);
    help_exits(to);
}

void cli_help_program(FILE *to)
{
    fputs("Usage: sayso COMMAND [OPTION]... [ARGUMENT]...\n\n"
          "Reads news and answers, for every statement: who said it, to whom, when,\n"
          "in what, on whose authority, and did they really say it.\n\nCommands:\n", to);
    for (const cli_command *const *c = cli_commands; *c; c++)
        fprintf(to, "  %-10s%s\n", (*c)->name, (*c)->summary);
    fputs("\nsayso COMMAND --help says what a command takes, with examples.\n", to);
    help_exits(to);
}

/* ------------------------------------------------------------- manual pages */

static void mdoc_word(FILE *to, const char *word, int n, bool line_start)
{
    if (line_start && (*word == '.' || *word == '\'')) fputs("\\&", to);
    for (int i = 0; i < n; i++) {
        if (word[i] == '\\')
            fputs("\\e", to);
        else if (word[i] == '-' && (i == 0 || word[i - 1] == '-'))
            fputs("\\-", to);
        else
            fputc(word[i], to);
    }
}

/* Text for mdoc: lines below 80 columns, each sentence on a line of its own. */
static void mdoc_text(FILE *to, const char *text)
{
    for (int at = 0; *text;) {
        int n = (int)strcspn(text, " ");
        if (at && at + 1 + n > MDOC_WIDTH) {
            fputc('\n', to);
            at = 0;
        } else if (at) {
            fputc(' ', to);
        }
        mdoc_word(to, text, n, at == 0);
        at += n + 1;
        bool ends = text[n - 1] == '.' && text[n];
        text += n;
        while (*text == ' ') text++;
        if (ends && ((*text >= 'A' && *text <= 'Z') || *text == '-')) {
            fputc('\n', to);
            at = 0;
        }
    }
    fputc('\n', to);
}

static void man_option(const cli_option *o, FILE *to)
{
    fputs(".It", to);
    if (o->letter) fprintf(to, " Fl %c", o->letter);
    if (o->letter && o->value) fprintf(to, " Ar %s", o->value);
    fprintf(to, "%s Fl \\-%s", o->letter ? " ," : "", o->name);
    if (o->value) fprintf(to, " Ar %s", o->value);
    fputc('\n', to);
    mdoc_text(to, o->help);
    if (!lists_choices(o)) return;
    fputs("One of\n", to);
    for (size_t i = 0; o->choices[i]; i++)
        fprintf(to, ".Cm %s%s\n", o->choices[i], !o->choices[i + 1] ? " ." : " ,");
    fputs("The first is the default.\n", to);
}

static void man_head(const cli_command *command, FILE *to)
{
    fputs(".\\\" Made by `make man` from the program's own tables: sayso help man", to);
    fprintf(to, "%s%s\n.Dd %s\n.Dt SAYSO%s", command ? " " : "", command ? command->name : "",
            manual_date, command ? "-" : "");
    for (const char *at = command ? command->name : ""; *at; at++) fputc(*at - 32, to);
    fprintf(to, " 1\n.Os\n.Sh NAME\n.Nm sayso%s%s\n.Nd ", command ? "-" : "", command ? command->name : "");
}

static void man_exits(FILE *to)
{
    fputs(".Sh EXIT STATUS\n.Bl -tag -width 2n\n", to);
#define X(code, name, text) fprintf(to, ".It %d\n%s\n", code, text);
    CLI_EXITS(X)
#undef X
    fputs(".El\n.Pp\nWhere several hold, 5 goes before 1, and 1 before 3.\n", to);
}

static void man_command(const cli_command *command, FILE *to)
{
    man_head(command, to);
    fprintf(to, "%s\n.Sh SYNOPSIS\n.Nm sayso %s\n.Op Ar option ...\n", command->summary, command->name);
    if (*command->arguments) fprintf(to, ".Ar %s\n", command->arguments);
    fputs(".Sh DESCRIPTION\n", to);
    for (const char *const *paragraph = command->about; *paragraph; paragraph++) {
        if (paragraph != command->about) fputs(".Pp\n", to);
        mdoc_text(to, *paragraph);
    }
    fputs(".Pp\nThe options are:\n.Bl -tag -width Ds\n", to);
    for (const cli_option *o = command->options; o->name; o++) man_option(o, to);
    fputs(".El\n", to);
    man_exits(to);
    fputs(".Sh EXAMPLES\n", to);
    for (const cli_example *e = command->examples; e->command; e++) {
        if (e != command->examples) fputs(".Pp\n", to);
        mdoc_text(to, e->says);
        fputs(".Pp\n.Dl ", to);
        mdoc_word(to, e->command, (int)strlen(e->command), false);
        fputc('\n', to);
    }
    fputs(".Sh SEE ALSO\n.Xr sayso 1 ,\n.Xr sayso 3\n", to);
}

static void man_program(FILE *to)
{
    man_head(NULL, to);
    fputs("who said it, to whom, when, in what, on whose authority\n"
          ".Sh SYNOPSIS\n.Nm\n.Ar command\n.Op Ar option ...\n.Op Ar argument ...\n"
          ".Sh DESCRIPTION\n"
          "Reads news and answers, for every statement: who said it, to whom, when,\n"
          "in what, on whose authority, and did they really say it.\nThe commands are:\n.Bl -tag -width Ds\n", to);
    for (const cli_command *const *c = cli_commands; *c; c++)
        fprintf(to, ".It Cm %s\n%s; see\n.Nm\n.Cm %s Fl \\-help .\n", (*c)->name, (*c)->summary, (*c)->name);
    fputs(".El\n.Sh ENVIRONMENT\n.Bl -tag -width SAYSO_MODEL\n"
          ".It Ev SAYSO_MODEL\nThe model file, where\n.Fl \\-model\nis not given.\n"
          ".It Ev NO_COLOR\nNo colours, unless\n.Fl \\-color\nasks for them.\n.El\n", to);
    man_exits(to);
    fputs(".Sh SEE ALSO\n.Xr sayso-check 1 ,\n.Xr sayso-read 1 ,\n.Xr sayso 3\n", to);
}

void cli_man(const cli_command *command, FILE *to)
{
    if (command)
        man_command(command, to);
    else
        man_program(to);
}

/* -------------------------------------------------------------- completions */

static void bash_completion(FILE *to)
{
    fputs("# bash completion for sayso, made by: sayso help completion bash\n"
          "_sayso()\n{\n"
          "    local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]}\n"
          "    COMPREPLY=()\n"
          "    if [ \"$COMP_CWORD\" -eq 1 ]; then\n        COMPREPLY=($(compgen -W '", to);
    for (const cli_command *const *c = cli_commands; *c; c++) fprintf(to, "%s ", (*c)->name);
    fputs("--help --version' -- \"$word\"))\n        return\n    fi\n"
          "    case ${COMP_WORDS[1]}:$before in\n", to);
    for (const cli_command *const *c = cli_commands; *c; c++)
        for (const cli_option *o = (*c)->options; o->name; o++) {
            if (!o->value) continue;
            fprintf(to, "    %s:--%s", (*c)->name, o->name);
            if (o->letter) fprintf(to, "|%s:-%c", (*c)->name, o->letter);
            fputs(")", to);
            if (lists_choices(o)) {
                fputs("\n        COMPREPLY=($(compgen -W '", to);
                for (size_t i = 0; o->choices[i]; i++) fprintf(to, "%s%s", i ? " " : "", o->choices[i]);
                fputs("' -- \"$word\"))", to);
            } else if (!strcmp(o->value, "DIR")) {
                fputs("\n        COMPREPLY=($(compgen -d -- \"$word\"))", to);
            } else if (!strcmp(o->value, "FILE")) {
                fputs("\n        COMPREPLY=($(compgen -f -- \"$word\"))", to);
            }
            fputs("\n        return ;;\n", to);
        }
    fputs("    esac\n    case ${COMP_WORDS[1]}:$word in\n", to);
    for (const cli_command *const *c = cli_commands; *c; c++) {
        fprintf(to, "    %s:-*) COMPREPLY=($(compgen -W '", (*c)->name);
        for (const cli_option *o = (*c)->options; o->name; o++)
            fprintf(to, "%s--%s", o == (*c)->options ? "" : " ", o->name);
        fputs("' -- \"$word\")) ;;\n", to);
    }
    fputs("    *) COMPREPLY=($(compgen -f -- \"$word\")) ;;\n    esac\n}\n"
          "complete -o filenames -F _sayso sayso\n", to);
}

/* For single quotes of a shell. */
static void quoted(FILE *to, const char *text, const char *protect)
{
    for (; *text; text++) {
        if (*text == '\'')
            fputs("'\\''", to);
        else if (strchr(protect, *text))
            fprintf(to, "\\%c", *text);
        else
            fputc(*text, to);
    }
}

static void zsh_completion(FILE *to)
{
    fputs("#compdef sayso\n# zsh completion for sayso, made by: sayso help completion zsh\n"
          "_sayso() {\n  local -a commands\n  commands=(\n", to);
    for (const cli_command *const *c = cli_commands; *c; c++) {
        fprintf(to, "    '%s:", (*c)->name);
        quoted(to, (*c)->summary, "");
        fputs("'\n", to);
    }
    fputs("  )\n  if (( CURRENT == 2 )); then\n    _describe command commands\n    return\n  fi\n"
          "  local command=$words[2]\n  shift words\n  (( CURRENT-- ))\n  case $command in\n", to);
    for (const cli_command *const *c = cli_commands; *c; c++) {
        fprintf(to, "    %s)\n      _arguments -s", (*c)->name);
        for (const cli_option *o = (*c)->options; o->name; o++) {
            fputs(" \\\n        ", to);
            if (o->letter)
                fprintf(to, "'(-%c --%s)'{-%c,--%s}'[", o->letter, o->name, o->letter, o->name);
            else
                fprintf(to, "'--%s[", o->name);
            quoted(to, o->help, "[]:");
            fputc(']', to);
            if (lists_choices(o)) {
                fprintf(to, ":%s:(", o->value);
                for (size_t i = 0; o->choices[i]; i++) fprintf(to, "%s%s", i ? " " : "", o->choices[i]);
                fputc(')', to);
            } else if (o->value) {
                fprintf(to, ":%s:%s", o->value, !strcmp(o->value, "DIR") ? "_directories"
                                                : !strcmp(o->value, "FILE") ? "_files" : "");
            }
            fputc('\'', to);
        }
        fputs(" \\\n        '*:input:_files'\n      ;;\n", to);
    }
    fputs("  esac\n}\n_sayso \"$@\"\n", to);
}

static void fish_completion(FILE *to)
{
    fputs("# fish completion for sayso, made by: sayso help completion fish\n", to);
    for (const cli_command *const *c = cli_commands; *c; c++) {
        fprintf(to, "complete -c sayso -n __fish_use_subcommand -f -a %s -d '", (*c)->name);
        quoted(to, (*c)->summary, "");
        fputs("'\n", to);
    }
    for (const cli_command *const *c = cli_commands; *c; c++)
        for (const cli_option *o = (*c)->options; o->name; o++) {
            fprintf(to, "complete -c sayso -n '__fish_seen_subcommand_from %s' -l %s", (*c)->name, o->name);
            if (o->letter) fprintf(to, " -s %c", o->letter);
            if (lists_choices(o)) {
                fputs(" -x -a '", to);
                for (size_t i = 0; o->choices[i]; i++) fprintf(to, "%s%s", i ? " " : "", o->choices[i]);
                fputc('\'', to);
            } else if (o->value) {
                fputs(" -r", to);
            }
            fputs(" -d '", to);
            quoted(to, o->help, "");
            fputs("'\n", to);
        }
}

bool cli_completion(const char *shell, FILE *to)
{
    if (!strcmp(shell, "bash"))
        bash_completion(to);
    else if (!strcmp(shell, "zsh"))
        zsh_completion(to);
    else if (!strcmp(shell, "fish"))
        fish_completion(to);
    else
        return false;
    return true;
}
