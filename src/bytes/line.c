/* line.c - one line of JSON Lines to a sayso_record.
 *
 * The object is parsed with jansson; strings are borrowed from its tree, which
 * the line keeps. `text` wins over `html` where both are there and the text is
 * not blank: who offers both extracted the text already. `null` is the same as
 * absent; an `id` may be a number. Dates are turned to ISO 8601 where their
 * meaning is certain ("March 3, 2021"), else passed on as they are, and the
 * reader says what it thinks of them. Other members are passed over.
 *
 * Refused with the byte offset: bad JSON, nesting deeper than jansson's 2,048,
 * a member given twice, a string with NUL in it, a member of another type.
 *
 * Memory is the C library's: there is no model yet, hence no allocator.
 */
#include "bytes/bytes.h"
#include "bytes/date.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>

struct sayso_line {
    json_t *root;
    sayso_record record;
    char id[32];   /* of a number */
    char date[11]; /* normalised */
};

/* Byte offset of the value of a member of the outermost object, 0 where it is
 * not found. The line is known to be sound JSON. */
static size_t offset_of(const char *s, size_t len, const char *key)
{
    size_t depth = 0, n = strlen(key);
    bool name = false; /* a string here would be a member's name */
    for (size_t i = 0; i < len; i++) {
        char c = s[i];
        if (c == '"') {
            size_t begin = i + 1;
            for (i++; i < len && s[i] != '"'; i++)
                if (s[i] == '\\') i++;
            if (depth == 1 && name && i < len && i - begin == n && !memcmp(s + begin, key, n)) {
                for (i++; i < len && (s[i] == ' ' || s[i] == '\t' || s[i] == ':'); i++) continue;
                return i;
            }
            name = false;
        } else if (c == '{' || c == '[') {
            name = ++depth == 1 && c == '{';
        } else if (c == '}' || c == ']') {
            depth--;
        } else if (c == ',') {
            name = depth == 1;
        }
    }
    return 0;
}

static const char *type_name(const json_t *value)
{
    switch (json_typeof(value)) {
    case JSON_OBJECT: return "an object";
    case JSON_ARRAY: return "an array";
    case JSON_STRING: return "a string";
    case JSON_INTEGER:
    case JSON_REAL: return "a number";
    case JSON_TRUE:
    case JSON_FALSE: return "true or false";
    case JSON_NULL: return "null";
    }
    return "?";
}

static bool blank(const char *s, size_t len)
{
    for (size_t i = 0; i < len; i++)
        if (s[i] != ' ' && (s[i] < 9 || s[i] > 13)) return false;
    return true;
}

/* The string of a member; NULL where absent. False: it is something else. */
static bool member(const sayso_line *out, const char *key, const char **value, const char *line,
                   size_t len, sayso_error *err)
{
    const json_t *v = json_object_get(out->root, key);
    *value = NULL;
    if (!v || json_is_null(v)) return true;
    if (json_is_string(v)) {
        *value = json_string_value(v);
        return true;
    }
    ss_fail(err, SAYSO_JSON, offset_of(line, len, key), "\"%s\" is %s, not a string", key,
            type_name(v));
    return false;
}

static bool take_id(sayso_line *out, const char *line, size_t len, sayso_error *err)
{
    const json_t *id = json_object_get(out->root, "id");
    if (json_is_integer(id)) {
        snprintf(out->id, sizeof out->id, "%" JSON_INTEGER_FORMAT, json_integer_value(id));
        out->record.id = out->id;
        return true;
    }
    return member(out, "id", &out->record.id, line, len, err);
}

static bool take_body(sayso_line *out, const char *line, size_t len, sayso_error *err)
{
    const char *text, *html;
    if (!member(out, "text", &text, line, len, err) || !member(out, "html", &html, line, len, err))
        return false;
    if (!text && !html) {
        ss_fail(err, SAYSO_JSON, 0, "the object has neither \"text\" nor \"html\"");
        return false;
    }
    size_t n = text ? json_string_length(json_object_get(out->root, "text")) : 0;
    if (text && (!html || !blank(text, n))) {
        out->record.data = text;
        out->record.len = n;
        out->record.kind = SAYSO_KIND_TEXT;
    } else {
        out->record.data = html;
        out->record.len = json_string_length(json_object_get(out->root, "html"));
        out->record.kind = SAYSO_KIND_HTML;
    }
    out->record.charset = "utf-8";
    return true;
}

static bool take_members(sayso_line *out, const char *line, size_t len, sayso_error *err)
{
    sayso_record *r = &out->record;
    if (!take_body(out, line, len, err) || !take_id(out, line, len, err) ||
        !member(out, "url", &r->url, line, len, err) ||
        !member(out, "title", &r->title, line, len, err) ||
        !member(out, "date", &r->date, line, len, err) ||
        !member(out, "publisher", &r->publisher, line, len, err))
        return false;
    if (!r->id) r->id = r->url;
    if (r->date) {
        size_t n = strlen(r->date), lead = strspn(r->date, " \t");
        if (ss_date_scan(r->date + lead, n - lead, out->date)) r->date = out->date;
    }
    return true;
}

sayso_line *sayso_line_parse(const char *line, size_t len, sayso_error *err)
{
    if (!line) {
        ss_fail(err, SAYSO_ARGUMENT, 0, "a line is needed");
        return NULL;
    }
    size_t mark = len >= 3 && !memcmp(line, "\xEF\xBB\xBF", 3) ? 3 : 0;
    line += mark;
    len -= mark;
    sayso_line *out = calloc(1, sizeof *out);
    if (!out) {
        ss_fail(err, SAYSO_MEMORY, 0, "out of memory");
        return NULL;
    }
    json_error_t trouble;
    sayso_error inner = {0};
    out->root = json_loadb(line, len, JSON_REJECT_DUPLICATES, &trouble);
    if (!out->root) {
        if (json_error_code(&trouble) == json_error_out_of_memory)
            ss_fail(&inner, SAYSO_MEMORY, 0, "out of memory");
        else
            ss_fail(&inner, SAYSO_JSON, (size_t)(trouble.position > 0 ? trouble.position : 0), "%s",
                    trouble.text);
    } else if (!json_is_object(out->root)) {
        ss_fail(&inner, SAYSO_JSON, 0, "the line is %s, not an object", type_name(out->root));
    } else {
        take_members(out, line, len, &inner);
    }
    if (inner.code == SAYSO_OK) return out;
    inner.offset += mark;
    if (err) *err = inner;
    sayso_line_free(out);
    return NULL;
}

const sayso_record *sayso_line_record(const sayso_line *line)
{
    return line ? &line->record : NULL;
}

void sayso_line_free(sayso_line *line)
{
    if (!line) return;
    json_decref(line->root);
    free(line);
}
