/* rows_test.c - whole articles against what a careful reader gets out of them.
 *
 *   rows_test [-u] [-v] DIR [NAME...]
 *
 * DIR holds NAME.txt, an invented article, and NAME.json, its rows: what one must find
 * (attributions, quantities, times, entities, regions) and what one must not claim
 * (statements in the author's own voice). A row of NAME.json holds where one thing of
 * the reading (docs/output.md) has all that the row names:
 *
 *   attributions  source, cue, content, addressee, medium: the text has the string (any
 *                 case); source_kind, source_count, handle, form, time, negated: equal;
 *                 inside_source: one on the way up has this source; contains_cue: one
 *                 that stands inside has this cue; resolves_to: the entity's name
 *   unattributed  the passage touches no content
 *   excluded      a region of this kind covers the text
 *   quantities    text; value, modifier, unit; of; from, to; on_authority_of
 *   times         text; value, from, to
 *   entities      name or alias; kind, role, affiliation, alias, mentions_at_least
 *
 * DIR/RECORD has a line for each article: its name, how many rows hold, how many there
 * are. The test fails where fewer rows hold in all than recorded, or where one article
 * lost more than two; -u writes the record anew, -v prints each row that does not hold.
 * Rows are written before the reading is seen and stay as a careful reader wrote them.
 */
#include "test.h"

#include <ctype.h>
#include <dirent.h>
#include <jansson.h>

enum { MOST_ARTICLES = 200, MOST_LOST = 2 };

typedef struct {
    const char *name, *text; /* UTF-8 */
    size_t len, *offset;     /* [points + 1] byte offset of each code point */
    size_t points;
    json_t *want, *got;
    int held, rows;
    bool verbose;
} article;

/* Is `needle` in `text`, whatever the case of ASCII letters? */
static bool has(const char *text, const char *needle)
{
    size_t n = strlen(needle);
    for (; *text || n == 0; text++) {
        size_t i = 0;
        while (i < n && text[i] && tolower((unsigned char)text[i]) == tolower((unsigned char)needle[i])) i++;
        if (i == n) return true;
        if (!*text) break;
    }
    return false;
}

static const char *string(const json_t *object, const char *key)
{
    return json_string_value(json_object_get(object, key));
}

/* The words of a thing's spans, joined by " … ". The caller frees. */
static char *words(const article *a, const json_t *thing)
{
    const json_t *spans = json_object_get(thing, "spans");
    size_t cap = 1, n = 0, i;
    json_t *span;
    json_array_foreach(spans, i, span) cap += 4 * (size_t)json_integer_value(json_array_get(span, 1)) + 8;
    char *out = malloc(cap);
    if (!out) abort();
    json_array_foreach(spans, i, span)
    {
        size_t b = (size_t)json_integer_value(json_array_get(span, 0)), e = (size_t)json_integer_value(json_array_get(span, 1));
        CHECK(b <= e && e <= a->points);
        if (i) n += (size_t)sprintf(out + n, " … ");
        memcpy(out + n, a->text + a->offset[b], a->offset[e] - a->offset[b]);
        n += a->offset[e] - a->offset[b];
    }
    out[n] = '\0';
    return out;
}

static bool has_words(const article *a, const json_t *thing, const char *needle)
{
    char *text = words(a, thing);
    bool found = has(text, needle);
    free(text);
    return found;
}

/* Has `thing` the string that the row wants under `key`? */
static bool same_string(const json_t *row, const char *key, const json_t *thing, const char *there)
{
    const char *want = string(row, key), *have = string(thing, there);
    return !want || (have && !strcmp(want, have));
}

static bool same_number(const json_t *row, const char *key, const json_t *thing, const char *there)
{
    const json_t *want = json_object_get(row, key), *have = json_object_get(thing, there);
    return !want || (json_is_number(have) && json_number_value(want) == json_number_value(have));
}

static const json_t *by_id(const json_t *list, const char *id)
{
    size_t i;
    json_t *one;
    json_array_foreach(list, i, one) if (id && !strcmp(string(one, "id"), id)) return one;
    return NULL;
}

static bool attribution_holds(const article *a, const json_t *row, const json_t *att)
{
    static const char *const texts[] = {"source", "cue", "content", "addressee", "medium"};
    const json_t *all = json_object_get(a->got, "attributions"), *source = json_object_get(att, "source");
    for (size_t k = 0; k < sizeof texts / sizeof *texts; k++) {
        const char *want = string(row, texts[k]);
        if (want && *want && !has_words(a, json_object_get(att, texts[k]), want)) return false;
    }
    if (!same_string(row, "source_kind", source, "kind") || !same_number(row, "source_count", source, "count")) return false;
    const char *handle = string(row, "handle"), *have = string(source, "handle");
    if (handle && (!have || strcmp(handle, have + (*have == '@')) != 0)) return false;
    if (!same_string(row, "form", json_object_get(att, "content"), "form")) return false;
    if (!same_string(row, "time", json_object_get(att, "time"), "value")) return false;
    const json_t *negated = json_object_get(row, "negated");
    if (negated && json_is_true(negated) != json_is_true(json_object_get(json_object_get(att, "cue"), "negated"))) return false;
    const char *outer = string(row, "inside_source");
    if (outer) {
        bool found = false;
        size_t steps = 0, most = json_array_size(all);
        for (const json_t *up = by_id(all, string(att, "inside")); up && !found && steps++ <= most; up = by_id(all, string(up, "inside")))
            found = has_words(a, json_object_get(up, "source"), outer);
        if (!found) return false;
    }
    const char *inner = string(row, "contains_cue");
    if (inner) {
        bool found = false;
        size_t i;
        json_t *one;
        json_array_foreach(all, i, one)
        {
            const char *inside = string(one, "inside");
            found |= inside && !strcmp(inside, string(att, "id")) && has_words(a, json_object_get(one, "cue"), inner);
        }
        if (!found) return false;
    }
    const char *entity = string(row, "resolves_to");
    if (entity) {
        const json_t *e = by_id(json_object_get(a->got, "entities"), string(source, "entity"));
        if (!e || !has(string(e, "name"), entity)) return false;
    }
    return true;
}

static bool quantity_holds(const article *a, const json_t *row, const json_t *q)
{
    char *text = words(a, q);
    bool same = strstr(text, string(row, "text")) != NULL;
    free(text);
    if (!same || !same_number(row, "value", q, "value") || !same_string(row, "modifier", q, "modifier") ||
        !same_string(row, "unit", q, "unit"))
        return false;
    const char *of = string(row, "of"), *voucher = string(row, "on_authority_of");
    if (of && (!string(q, "of") || !has(string(q, "of"), of))) return false;
    const json_t *period = json_object_get(q, "period");
    if (!same_string(row, "from", period, "from") || !same_string(row, "to", period, "to")) return false;
    if (!voucher) return true;
    const json_t *att = by_id(json_object_get(a->got, "attributions"), string(q, "attribution"));
    return att && has_words(a, json_object_get(att, "source"), voucher);
}

static bool time_holds(const article *a, const json_t *row, const json_t *t)
{
    return has_words(a, t, string(row, "text")) && same_string(row, "value", t, "value") && same_string(row, "from", t, "from") &&
           same_string(row, "to", t, "to");
}

static bool named(const json_t *entity, const char *name)
{
    size_t i;
    json_t *alias;
    if (has(string(entity, "name"), name)) return true;
    json_array_foreach(json_object_get(entity, "aliases"), i, alias) if (has(json_string_value(alias), name)) return true;
    return false;
}

static bool entity_holds(const article *a, const json_t *row, const json_t *e)
{
    (void)a;
    const char *role = string(row, "role"), *of = string(row, "affiliation"), *alias = string(row, "alias");
    if (!named(e, string(row, "name")) || !same_string(row, "kind", e, "kind")) return false;
    if (role && (!string(e, "role") || !has(string(e, "role"), role))) return false;
    if (of && (!string(e, "affiliation") || !has(string(e, "affiliation"), of))) return false;
    if (alias && !named(e, alias)) return false;
    return (json_int_t)json_array_size(json_object_get(e, "mentions")) >=
           json_integer_value(json_object_get(row, "mentions_at_least"));
}

/* First code point of `needle` in the article; aborts where the row is misspelt. */
static size_t place(const article *a, const json_t *row, const char *needle)
{
    const char *found = strstr(a->text, needle);
    if (!found) {
        fprintf(stderr, "%s: row %s is not in the text: %s\n", a->name, string(row, "row"), needle);
        exit(1);
    }
    size_t at = 0;
    while (a->offset[at] < (size_t)(found - a->text)) at++;
    return at;
}

static size_t length_in_points(const char *s)
{
    size_t n = 0;
    for (; *s; s++) n += ((unsigned char)*s & 0xC0) != 0x80;
    return n;
}

static bool excluded_holds(const article *a, const json_t *row, const json_t *region)
{
    size_t b = place(a, row, string(row, "text")), e = b + length_in_points(string(row, "text")), i;
    json_t *span;
    if (!same_string(row, "kind", region, "kind")) return false;
    json_array_foreach(json_object_get(region, "spans"), i, span)
    {
        json_int_t x = json_integer_value(json_array_get(span, 0)), y = json_integer_value(json_array_get(span, 1));
        if (x <= (json_int_t)b && (json_int_t)e <= y) return true;
    }
    return false;
}

static bool own_voice(const article *a, const json_t *row)
{
    size_t b = place(a, row, string(row, "content")), e = b + length_in_points(string(row, "content")), i, k;
    json_t *att, *span;
    json_array_foreach(json_object_get(a->got, "attributions"), i, att)
    {
        json_array_foreach(json_object_get(json_object_get(att, "content"), "spans"), k, span)
        {
            json_int_t x = json_integer_value(json_array_get(span, 0)), y = json_integer_value(json_array_get(span, 1));
            if (x < (json_int_t)e && y > (json_int_t)b) return false;
        }
    }
    return true;
}

static void count(article *a, const char *group, const json_t *row, bool holds)
{
    a->rows++;
    a->held += holds;
    if (!holds && a->verbose) printf("%s: %s/%s does not hold\n", a->name, group, string(row, "row"));
}

static void check_article(article *a)
{
    static const struct {
        const char *want, *got;
        bool (*holds)(const article *, const json_t *, const json_t *);
    } groups[] = {{"attributions", "attributions", attribution_holds},
                  {"excluded", "regions", excluded_holds},
                  {"quantities", "quantities", quantity_holds},
                  {"times", "times", time_holds},
                  {"entities", "entities", entity_holds}};
    size_t i, k;
    json_t *row, *one;
    const char *date = string(json_object_get(a->want, "document"), "date");
    if (date) {
        const char *have = string(json_object_get(a->got, "document"), "date");
        json_t *said = json_pack("{s:s}", "row", "date");
        count(a, "document", said, have && !strcmp(have, date));
        json_decref(said);
    }
    for (size_t g = 0; g < sizeof groups / sizeof *groups; g++) {
        json_array_foreach(json_object_get(a->want, groups[g].want), i, row)
        {
            bool holds = false;
            json_array_foreach(json_object_get(a->got, groups[g].got), k, one) holds = holds || groups[g].holds(a, row, one);
            count(a, groups[g].want, row, holds);
        }
    }
    json_array_foreach(json_object_get(a->want, "unattributed"), i, row) count(a, "unattributed", row, own_voice(a, row));
}

/* Reads and checks one article: how many rows hold, of how many. */
static void run_article(sayso_reader *reader, const char *dir, article *a)
{
    char path[4096];
    snprintf(path, sizeof path, "%s/%s.txt", dir, a->name);
    test_bytes bytes = test_read_file(path);
    char *text = bytes.at;
    a->len = bytes.n;
    snprintf(path, sizeof path, "%s/%s.json", dir, a->name);
    json_error_t json_err;
    a->want = json_load_file(path, 0, &json_err);
    if (!text || !a->want) {
        fprintf(stderr, "%s: %s\n", path, a->want ? "the article is empty" : json_err.text);
        exit(1);
    }
    a->text = text;
    a->offset = malloc((a->len + 2) * sizeof *a->offset);
    if (!a->offset) abort();
    a->points = 0;
    for (size_t i = 0; i < a->len; i++)
        if (((unsigned char)text[i] & 0xC0) != 0x80) a->offset[a->points++] = i;
    a->offset[a->points] = a->len;

    sayso_error err = {0};
    sayso_record record = {.data = text, .len = a->len, .kind = SAYSO_KIND_TEXT, .id = a->name};
    sayso_doc *doc = sayso_read(reader, &record, NULL, &err);
    test_bytes json = {0};
    if (!doc || sayso_render(doc, SAYSO_FORMAT_JSON, NULL, test_collect, &json, &err) != SAYSO_OK) {
        fprintf(stderr, "%s: %s\n", a->name, err.message);
        exit(1);
    }
    a->got = json_loadb(json.at, json.n, 0, &json_err);
    CHECK(a->got != NULL);
    check_article(a);
    json_decref(a->want);
    json_decref(a->got);
    sayso_doc_free(doc);
    free(json.at);
    free(text);
    free(a->offset);
}

static int by_name(const void *x, const void *y)
{
    return strcmp(*(char *const *)x, *(char *const *)y);
}

/* Names of the articles of a folder, sorted. */
static size_t list_articles(const char *path, char **names)
{
    DIR *dir = opendir(path);
    size_t n = 0;
    for (struct dirent *entry; dir && (entry = readdir(dir)) && n < MOST_ARTICLES;) {
        size_t len = strlen(entry->d_name);
        if (len > 5 && !strcmp(entry->d_name + len - 5, ".json")) names[n++] = strndup(entry->d_name, len - 5);
    }
    if (dir) closedir(dir);
    qsort(names, n, sizeof *names, by_name);
    return n;
}

/* The recorded number of an article; -1: none. */
static int recorded(const char *record, const char *name)
{
    size_t n = strlen(name);
    for (const char *line = record; line && *line; line = strchr(line, '\n'), line += line != NULL)
        if (!strncmp(line, name, n) && line[n] == ' ') return atoi(line + n);
    return -1;
}

int main(int argc, char **argv)
{
    bool update = false, verbose = false;
    int at = 1;
    for (; at < argc && argv[at][0] == '-'; at++) {
        update |= !strcmp(argv[at], "-u");
        verbose |= !strcmp(argv[at], "-v");
    }
    const char *model_path = getenv("SAYSO_MODEL");
    if (at >= argc || !model_path) {
        fprintf(stderr, "usage: SAYSO_MODEL=FILE rows_test [-u] [-v] DIR [NAME...]\n");
        return 2;
    }
    const char *dir = argv[at++];
    char *names[MOST_ARTICLES], path[4096];
    size_t n = at < argc ? 0 : list_articles(dir, names);
    while (at < argc && n < MOST_ARTICLES) names[n++] = strdup(argv[at++]);
    CHECK(n > 0);
    snprintf(path, sizeof path, "%s/RECORD", dir);
    char *record = update ? NULL : test_read_file(path).at;
    sayso_error err = {0};
    sayso_model *model = sayso_model_open(model_path, NULL, &err);
    sayso_reader *reader = model ? sayso_reader_new(model, &err) : NULL;
    CHECK(reader != NULL);
    FILE *out = update ? fopen(path, "w") : NULL;
    CHECK(!update || out);
    int held = 0, rows = 0, was = 0, worst = 0;
    for (size_t i = 0; i < n; i++) {
        article a = {.name = names[i], .verbose = verbose};
        run_article(reader, dir, &a);
        int before = recorded(record, names[i]);
        if (out) fprintf(out, "%s %d %d\n", names[i], a.held, a.rows);
        if (before >= 0 && a.held != before)
            printf("%s: %d of %d rows hold, %d were recorded%s\n", names[i], a.held, a.rows, before,
                   a.held > before ? " (record it: rows_test -u)" : "");
        held += a.held;
        rows += a.rows;
        was += before >= 0 ? before : 0;
        if (before - a.held > worst) worst = before - a.held;
        free(names[i]);
    }
    if (out) fclose(out);
    sayso_reader_free(reader);
    sayso_model_close(model);
    free(record);
    printf("%d of %d rows hold (%.1f %%), %d recorded\n", held, rows, 100.0 * held / rows, was);
    return !update && (held < was || worst > MOST_LOST);
}
