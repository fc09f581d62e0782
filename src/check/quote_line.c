/* quote_line.c - one line of a list of quotations.
 *
 * Parsed with jansson, whose tree keeps the strings, as bytes/line.c does for
 * records. An `id` may be a number; null is the same as absent.
 */
#include "check/check.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>

struct sayso_quote_line {
    json_t *root;
    sayso_quote quote;
    char id[32]; /* of a number */
};

static bool member(const json_t *root, const char *key, const char **value, sayso_error *err)
{
    const json_t *v = json_object_get(root, key);
    *value = NULL;
    if (!v || json_is_null(v)) return true;
    if (json_is_string(v)) {
        *value = json_string_value(v);
        return true;
    }
    ss_fail(err, SAYSO_JSON, 0, "\"%s\" is not a string", key);
    return false;
}

sayso_quote_line *sayso_quote_line_parse(const char *line, size_t len, sayso_error *err)
{
    sayso_quote_line *out = calloc(1, sizeof *out);
    if (!out || (!line && len)) {
        free(out);
        ss_fail(err, line || !len ? SAYSO_MEMORY : SAYSO_ARGUMENT, 0, line || !len ? "out of memory" : "a line is needed");
        return NULL;
    }
    json_error_t error;
    out->root = json_loadb(line ? line : "", len, JSON_REJECT_DUPLICATES, &error);
    bool good = false;
    if (!out->root) {
        ss_fail(err, SAYSO_JSON, error.position > 0 ? (size_t)error.position - 1 : 0, "bad JSON: %s", error.text);
    } else if (!json_is_object(out->root)) {
        ss_fail(err, SAYSO_JSON, 0, "a line of the list is not a JSON object");
    } else if (member(out->root, "quote", &out->quote.quote, err) && member(out->root, "speaker", &out->quote.speaker, err) &&
               member(out->root, "source", &out->quote.source, err)) {
        const json_t *id = json_object_get(out->root, "id");
        if (json_is_integer(id)) {
            snprintf(out->id, sizeof out->id, "%" JSON_INTEGER_FORMAT, json_integer_value(id));
            out->quote.id = out->id;
            good = true;
        } else {
            good = member(out->root, "id", &out->quote.id, err);
        }
        if (good && !out->quote.quote) {
            ss_fail(err, SAYSO_JSON, 0, "the object has no \"quote\"");
            good = false;
        }
    }
    if (good) return out;
    sayso_quote_line_free(out);
    return NULL;
}

const sayso_quote *sayso_quote_line_quote(const sayso_quote_line *line)
{
    return &line->quote;
}

void sayso_quote_line_free(sayso_quote_line *line)
{
    if (!line) return;
    json_decref(line->root);
    free(line);
}
