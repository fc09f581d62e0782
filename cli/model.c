/* model.c - where the model file is.
 *
 * In this order: --model, $SAYSO_MODEL, beside the program (a build tree), in
 * ../share/sayso of the program's folder (an installation that was moved), and
 * where it was installed. A file that was named and is not there is an error:
 * no other is taken in its place.
 */
#include "cli.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define MODEL_FILE "sayso-en.model"
#ifndef SAYSO_DATA_DIR
#define SAYSO_DATA_DIR "/usr/local/share/sayso"
#endif

static sayso_model *open_named(const char *path, const char *named_by)
{
    sayso_error err = {0};
    sayso_model *model = sayso_model_open(path, NULL, &err);
    if (!model) cli_say("%s (%s)", err.message, named_by);
    return model;
}

/* The folder of the running program, with its slash; "" where unknown. */
static void program_folder(char *to, size_t size)
{
    ssize_t n = readlink("/proc/self/exe", to, size - 1);
    to[n > 0 ? n : 0] = '\0';
    char *slash = strrchr(to, '/');
    if (slash)
        slash[1] = '\0';
    else
        to[0] = '\0';
}

sayso_model *cli_model_open(const char *given)
{
    if (given) return open_named(given, "named by --model");
    const char *env = getenv("SAYSO_MODEL");
    if (env && *env) return open_named(env, "named by SAYSO_MODEL");

    char folder[4096];
    program_folder(folder, sizeof folder);
    const char *const places[][2] = {
        {folder, MODEL_FILE}, {folder, "../share/sayso/" MODEL_FILE}, {SAYSO_DATA_DIR "/", MODEL_FILE}};
    cli_bytes tried = {0};
    for (size_t i = folder[0] ? 0 : 2; i < sizeof places / sizeof *places; i++) {
        char path[sizeof folder + 64];
        snprintf(path, sizeof path, "%s%s", places[i][0], places[i][1]);
        if (access(path, F_OK) == 0) {
            cli_bytes_free(&tried);
            return open_named(path, "found there");
        }
        cli_printf(&tried, "%s%s", tried.n ? ", " : "", path);
    }
    cli_append(&tried, "", 1);
    cli_say("no model file: name one with --model or SAYSO_MODEL (looked for %s)",
            tried.failed ? MODEL_FILE : tried.at);
    cli_bytes_free(&tried);
    return NULL;
}
