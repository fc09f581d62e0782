/* message.c - everything that is said on stderr, bytes that grow, and what the terminal can do.
 *
 * Each message leaves in one write, so that messages of several processes on
 * one terminal do not mix within a line.
 */
#include "cli.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

bool cli_append(cli_bytes *bytes, const char *data, size_t n)
{
    if (bytes->failed) return false;
    if (n > bytes->cap - bytes->n) {
        size_t cap = bytes->cap ? bytes->cap : 256;
        while (cap - bytes->n < n && cap <= SIZE_MAX / 2) cap *= 2;
        char *at = cap - bytes->n < n ? NULL : realloc(bytes->at, cap);
        if (!at) {
            bytes->failed = true;
            return false;
        }
        bytes->at = at;
        bytes->cap = cap;
    }
    if (n) memcpy(bytes->at + bytes->n, data, n);
    bytes->n += n;
    return true;
}

static void append_format(cli_bytes *bytes, const char *format, va_list args)
{
    va_list again;
    va_copy(again, args);
    char small[512];
    int n = vsnprintf(small, sizeof small, format, args);
    if (n >= 0 && (size_t)n < sizeof small) {
        cli_append(bytes, small, (size_t)n);
    } else if (n >= 0) {
        char *large = malloc((size_t)n + 1);
        if (large) {
            vsnprintf(large, (size_t)n + 1, format, again);
            cli_append(bytes, large, (size_t)n);
            free(large);
        } else {
            bytes->failed = true;
        }
    }
    va_end(again);
}

void cli_printf(cli_bytes *bytes, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    append_format(bytes, format, args);
    va_end(args);
}

void cli_bytes_free(cli_bytes *bytes)
{
    free(bytes->at);
    *bytes = (cli_bytes){0};
}

void cli_say(const char *format, ...)
{
    cli_bytes line = {0};
    va_list args;
    va_start(args, format);
    cli_append(&line, "sayso: ", 7);
    append_format(&line, format, args);
    va_end(args);
    cli_append(&line, "\n", 1);
    fwrite(line.at, 1, line.n, stderr);
    cli_bytes_free(&line);
}

cli_exit cli_usage(const cli_command *command, const char *format, ...)
{
    cli_bytes line = {0};
    va_list args;
    va_start(args, format);
    append_format(&line, format, args);
    va_end(args);
    cli_append(&line, "", 1);
    cli_say("%s (see: sayso help%s%s)", line.failed ? "wrong usage" : line.at, command ? " " : "",
            command ? command->name : "");
    cli_bytes_free(&line);
    return CLI_USAGE;
}

bool cli_colored(unsigned color, bool elsewhere)
{
    if (color != CLI_COLOR_AUTO) return color == CLI_COLOR_ALWAYS;
    const char *no = getenv("NO_COLOR"), *term = getenv("TERM");
    return !elsewhere && isatty(STDOUT_FILENO) && !(no && *no) && !(term && !strcmp(term, "dumb"));
}

unsigned cli_terminal_width(void)
{
    struct winsize size;
    if (!ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) && size.ws_col >= 40) return size.ws_col;
    return 80;
}
