/* options.c - a command line against an option table.
 *
 * GNU's way: options and other arguments in any order, `--` ends the options,
 * `--name=value` and `--name value`, `-nvalue` and `-n value`, letters of flags
 * joined (`-qx`), a long name cut short where only one begins so. A lone `-` is
 * an argument. An option given twice: the last one holds. A list takes the words
 * after it up to the next option, and grows where it is given twice.
 */
#include "cli.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

const char *const cli_option_json[] = {"format", "json", NULL};
const char *const cli_option_colors[] = {"auto", "always", "never", NULL};

static bool takes_value(const cli_option *o)
{
    return o->kind == CLI_STRING || o->kind == CLI_NUMBER || o->kind == CLI_CHOICE || o->kind == CLI_LIST;
}

static const cli_option *find_letter(const cli_command *command, char letter)
{
    for (const cli_option *o = command->options; o->name; o++)
        if (o->letter == letter) return o;
    return NULL;
}

/* Exact, or the only one that begins so. *n: how many begin so. */
static const cli_option *find_name(const cli_command *command, const char *name, size_t len, int *n)
{
    const cli_option *found = NULL;
    *n = 0;
    for (const cli_option *o = command->options; o->name; o++) {
        if (strncmp(o->name, name, len)) continue;
        if (o->name[len] == '\0') {
            *n = 1;
            return o;
        }
        found = o;
        ++*n;
    }
    return *n == 1 ? found : NULL;
}

static void list_choices(const cli_option *o, cli_bytes *to)
{
    for (size_t i = 0; o->choices[i]; i++) cli_printf(to, "%s%s", i ? ", " : "", o->choices[i]);
    cli_append(to, "", 1);
}

static bool set_choice(const cli_command *command, const cli_option *o, const char *value,
                       unsigned *to)
{
    for (unsigned i = 0; o->choices[i]; i++)
        if (!strcmp(o->choices[i], value)) {
            *to = i;
            return true;
        }
    cli_bytes all = {0};
    list_choices(o, &all);
    cli_usage(command, "--%s: \"%s\" is none of %s", o->name, value, all.failed ? "them" : all.at);
    cli_bytes_free(&all);
    return false;
}

static bool set_number(const cli_command *command, const cli_option *o, const char *value,
                       unsigned *to)
{
    char *end;
    errno = 0;
    unsigned long n = strtoul(value, &end, 10);
    if (*value < '0' || *value > '9' || *end || errno || n < o->low || n > o->high) {
        cli_usage(command, "--%s: \"%s\" is no number from %u to %u", o->name, value, o->low, o->high);
        return false;
    }
    *to = (unsigned)n;
    return true;
}

static bool set(const cli_command *command, const cli_option *o, const char *value, void *settings)
{
    void *to = (char *)settings + o->offset;
    switch (o->kind) {
    case CLI_FLAG: *(bool *)to = true; return true;
    case CLI_STRING: *(const char **)to = value; return true;
    case CLI_LIST: {
        cli_list *list = to;
        list->at[list->n++] = value;
        return true;
    }
    case CLI_NUMBER: return set_number(command, o, value, to);
    case CLI_CHOICE: return set_choice(command, o, value, to);
    case CLI_SYNONYM: {
        int n;
        const cli_option *meant = find_name(command, o->choices[0], strlen(o->choices[0]), &n);
        return meant && set(command, meant, o->choices[1], settings);
    }
    case CLI_HELP: return true;
    }
    return false;
}

/* A long option at argv[*i]; *i moves on where its value is the next word. */
static cli_parsed parse_long(const cli_command *command, int argc, char **argv, int *i, void *settings)
{
    const char *word = argv[*i] + 2, *equals = strchr(word, '=');
    size_t len = equals ? (size_t)(equals - word) : strlen(word);
    int n;
    const cli_option *o = len ? find_name(command, word, len, &n) : (n = 0, NULL);
    if (!o) {
        cli_nearest nearest = {.typed = word, .len = len};
        for (const cli_option *all = command->options; all->name && !n; all++) cli_offer(&nearest, all->name);
        if (n)
            cli_usage(command, "--%.*s could be several options", (int)len, word);
        else if (nearest.best)
            cli_usage(command, "there is no option --%.*s: did you mean --%s?", (int)len, word, nearest.best);
        else
            cli_usage(command, "there is no option --%.*s", (int)len, word);
        return CLI_PARSE_WRONG;
    }
    if (o->kind == CLI_HELP) return CLI_PARSE_HELP;
    const char *value = equals ? equals + 1 : NULL;
    if (value && !takes_value(o)) {
        cli_usage(command, "--%s takes no value", o->name);
        return CLI_PARSE_WRONG;
    }
    if (!value && takes_value(o)) {
        if (*i + 1 >= argc) {
            cli_usage(command, "--%s needs a value: %s", o->name, o->value);
            return CLI_PARSE_WRONG;
        }
        value = argv[++*i];
    }
    if (!set(command, o, value, settings)) return CLI_PARSE_WRONG;
    while (o->kind == CLI_LIST && *i + 1 < argc && (argv[*i + 1][0] != '-' || !argv[*i + 1][1]))
        if (!set(command, o, argv[++*i], settings)) return CLI_PARSE_WRONG;
    return CLI_PARSE_GO;
}

static cli_parsed parse_letters(const cli_command *command, int argc, char **argv, int *i,
                                void *settings)
{
    for (const char *at = argv[*i] + 1; *at; at++) {
        const cli_option *o = find_letter(command, *at);
        if (!o) {
            cli_usage(command, "there is no option -%c", *at);
            return CLI_PARSE_WRONG;
        }
        if (o->kind == CLI_HELP) return CLI_PARSE_HELP;
        const char *value = NULL;
        if (takes_value(o)) {
            value = at[1] ? at + 1 : *i + 1 < argc ? argv[++*i] : NULL;
            if (!value) {
                cli_usage(command, "-%c needs a value: %s", *at, o->value);
                return CLI_PARSE_WRONG;
            }
        }
        if (!set(command, o, value, settings)) return CLI_PARSE_WRONG;
        if (value) break;
    }
    return CLI_PARSE_GO;
}

cli_parsed cli_parse(const cli_command *command, int argc, char **argv, void *settings, int *n)
{
    *n = 0;
    bool options = true;
    for (int i = 1; i < argc; i++) {
        const char *word = argv[i];
        if (!options || word[0] != '-' || !word[1]) {
            argv[(*n)++] = argv[i];
        } else if (!strcmp(word, "--")) {
            options = false;
        } else {
            cli_parsed parsed = word[1] == '-' ? parse_long(command, argc, argv, &i, settings)
                                               : parse_letters(command, argc, argv, &i, settings);
            if (parsed != CLI_PARSE_GO) return parsed;
        }
    }
    return CLI_PARSE_GO;
}
