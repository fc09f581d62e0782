/* corpus_test.c - cases in prose against the reading that the public API gives.
 *
 *   corpus_test [-u] [-v] [-f] FILE...
 *
 * A file is prose up to its first case. A case is
 *
 *   ## What it shows
 *   date: 2026-03-05                          (optional; also `input: html`, `flat`)
 *   "We will appeal," said the minister.
 *   ---
 *   the minister | said | "We will appeal," | form=direct
 *
 * What stands under the rule is expected, in text order:
 *
 *   SOURCE | CUE | CONTENT | KEY=VALUE | ...  an attribution; - for no source or cue
 *       form kind negated=yes inside=SOURCE addressee medium time count entity handle
 *       not=TEXT (the content does not have it)
 *   none                                     there is no attribution
 *   unattributed: TEXT                       nobody vouches for a passage with this in it
 *   region KIND: TEXT                        a part that is not the story
 *   time: TEXT | VALUE | type= from= to= mod=
 *   quantity: TEXT | VALUE | min= max= unit= of= modifier= change= from= to= by=SOURCE
 *   entity: NAME | KIND | role= affiliation= alias= mentions=N (at least)
 *
 * Blanks count as one; pieces are joined by " … ", and "…" in an expectation
 * stands for anything. Where a case has a line of one of the first, the times or
 * the quantities, all of that sort must be listed; the rest must merely be there.
 * A case that fails prints what was expected and what was read. -u writes what
 * was read into the file in its place, for a person to look over; -f reads fast, with
 * the linear models, instead of as by default.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <sayso.h>

/* -------------------------------------------------------- strings that last */

typedef struct kept {
    struct kept *next;
    char text[];
} kept;
static kept *all_kept;

static char *keep(const char *s, size_t n)
{
    kept *k = malloc(sizeof *k + n + 1);
    if (!k) abort();
    memcpy(k->text, s, n);
    k->text[n] = '\0';
    k->next = all_kept;
    all_kept = k;
    return k->text;
}

typedef struct {
    char *at;
    size_t n, cap;
} buffer;

static void add(buffer *b, const char *s, size_t n)
{
    if (b->n + n + 1 > b->cap) {
        b->cap = (b->n + n + 1) * 2;
        if (!(b->at = realloc(b->at, b->cap))) abort();
    }
    if (n) memcpy(b->at + b->n, s, n);
    b->n += n;
    b->at[b->n] = '\0';
}

static void adds(buffer *b, const char *s)
{
    add(b, s, strlen(s));
}

static char *finish(buffer *b)
{
    char *s = keep(b->at ? b->at : "", b->n);
    free(b->at);
    *b = (buffer){0};
    return s;
}

/* Blanks at the ends gone, others one. */
static char *squeeze(const char *s, size_t n)
{
    buffer b = {0};
    for (size_t i = 0; i < n; i++) {
        bool blank = strchr(" \t\r\n", s[i]) && s[i];
        if (!blank)
            add(&b, s + i, 1);
        else if (b.n && b.at[b.n - 1] != ' ')
            add(&b, " ", 1);
    }
    if (b.n && b.at[b.n - 1] == ' ') b.n--;
    return finish(&b);
}

/* "…" in the pattern stands for anything; the first fit of each part is taken,
 * the last part at the end. */
static bool fits(const char *pattern, const char *text)
{
    static const char dots[] = "…";
    const char *gap = strstr(pattern, dots);
    if (!gap) return !strcmp(pattern, text);
    size_t n = (size_t)(gap - pattern);
    if (strncmp(pattern, text, n)) return false;
    text += n;
    for (;;) {
        pattern = gap + sizeof dots - 1;
        while (*pattern == ' ') pattern++;
        gap = strstr(pattern, dots);
        if (!gap) {
            size_t rest = strlen(pattern), left = strlen(text);
            return rest <= left && !strcmp(text + left - rest, pattern);
        }
        n = (size_t)(gap - pattern);
        while (n && pattern[n - 1] == ' ') n--;
        char *part = keep(pattern, n);
        const char *found = strstr(text, part);
        if (!found) return false;
        text = found + n;
    }
}

/* ------------------------------------------------------- what was read, as rows */

enum { FIELDS = 16 };
typedef struct {
    const char *sort;           /* "said", "time", "quantity" */
    const char *key[FIELDS], *value[FIELDS];
    int n;
} row;

static void put(row *r, const char *key, const char *value)
{
    if (value && r->n < FIELDS) {
        r->key[r->n] = key;
        r->value[r->n++] = value;
    }
}

static const char *get(const row *r, const char *key)
{
    for (int i = 0; i < r->n; i++)
        if (!strcmp(r->key[i], key)) return r->value[i];
    return NULL;
}

static const char *words_of(const sayso_doc *doc, sayso_spans spans)
{
    if (!spans.n) return NULL;
    size_t len;
    const char *text = sayso_doc_text(doc, &len);
    buffer b = {0};
    for (uint32_t i = 0; i < spans.n; i++) {
        if (i) adds(&b, " … ");
        adds(&b, squeeze(text + spans.at[i].begin, spans.at[i].end - spans.at[i].begin));
    }
    return finish(&b);
}

static const char *number(double value)
{
    char text[40];
    int n = snprintf(text, sizeof text, "%.10g", value);
    return keep(text, (size_t)n);
}

static row said_row(const sayso_doc *doc, const sayso_attribution *all, uint32_t i)
{
    const sayso_attribution *a = &all[i];
    uint32_t n;
    const sayso_entity *entities = sayso_doc_entities(doc, &n);
    row r = {.sort = "said"};
    const char *source = words_of(doc, a->source), *cue = words_of(doc, a->cue);
    put(&r, "source", source ? source : "-");
    put(&r, "cue", cue ? cue : "-");
    put(&r, "content", words_of(doc, a->content));
    put(&r, "form", sayso_form_name(a->form));
    put(&r, "kind", sayso_source_kind_name(a->source_kind));
    put(&r, "negated", a->negated ? "yes" : NULL);
    if (a->inside != SAYSO_NONE) {
        const char *outer = words_of(doc, all[a->inside].source);
        put(&r, "inside", outer ? outer : "-");
    }
    put(&r, "addressee", words_of(doc, a->addressee));
    put(&r, "medium", words_of(doc, a->medium));
    put(&r, "time", a->time_value);
    put(&r, "count", a->source_count ? number(a->source_count) : NULL);
    put(&r, "entity", a->source_entity != SAYSO_NONE ? entities[a->source_entity].name : NULL);
    put(&r, "handle", a->handle);
    return r;
}

static row time_row(const sayso_doc *doc, const sayso_time *t)
{
    row r = {.sort = "time"};
    put(&r, "text", words_of(doc, t->spans));
    put(&r, "value", t->value ? t->value : "-");
    put(&r, "type", sayso_time_type_name(t->type));
    put(&r, "from", t->from);
    put(&r, "to", t->to);
    put(&r, "mod", t->modifier);
    return r;
}

static row quantity_row(const sayso_doc *doc, const sayso_quantity *q)
{
    uint32_t n;
    const sayso_attribution *all = sayso_doc_attributions(doc, &n);
    row r = {.sort = "quantity"};
    put(&r, "text", words_of(doc, q->spans));
    put(&r, "value", q->range ? "-" : number(q->value));
    if (q->range) {
        put(&r, "min", number(q->min));
        put(&r, "max", number(q->max));
    }
    put(&r, "unit", q->unit);
    put(&r, "of", q->of);
    put(&r, "modifier", q->modifier ? sayso_modifier_name(q->modifier) : NULL);
    put(&r, "change", q->change ? sayso_change_name(q->change) : NULL);
    put(&r, "from", q->period_from);
    put(&r, "to", q->period_to);
    put(&r, "by", q->attribution != SAYSO_NONE ? words_of(doc, all[q->attribution].source) : NULL);
    return r;
}

/* The fields that stand without a key, by sort. */
static const char *const said_fields[] = {"source", "cue", "content", NULL};
static const char *const value_fields[] = {"text", "value", NULL};

static const char *const *plain_fields(const row *r)
{
    return strcmp(r->sort, "said") ? value_fields : said_fields;
}

static char *show(const row *r)
{
    buffer b = {0};
    if (strcmp(r->sort, "said")) {
        adds(&b, r->sort);
        adds(&b, ": ");
    }
    const char *const *plain = plain_fields(r);
    for (int i = 0; i < r->n; i++) {
        bool bare = false;
        for (int k = 0; plain[k]; k++) bare |= !strcmp(plain[k], r->key[i]);
        if (b.n && i) adds(&b, " | ");
        if (!bare) {
            if (!strcmp(r->key[i], "entity") && !strcmp(r->value[i], get(r, "source"))) {
                b.n -= 3;
                b.at[b.n] = '\0';
                continue;
            }
            adds(&b, r->key[i]);
            adds(&b, "=");
        }
        adds(&b, r->value[i]);
    }
    return finish(&b);
}

/* ------------------------------------------------------------------ expectation */

static row parse_row(const char *sort, const char *line)
{
    row r = {.sort = sort};
    const char *const *plain = plain_fields(&r);
    int field = 0;
    for (const char *at = line; at;) {
        const char *bar = strstr(at, " | ");
        char *cell = squeeze(at, bar ? (size_t)(bar - at) : strlen(at));
        at = bar ? bar + 3 : NULL;
        if (plain[field]) {
            put(&r, plain[field++], cell);
        } else {
            char *equals = strchr(cell, '=');
            if (!equals) {
                put(&r, cell, "yes");
            } else {
                *equals = '\0';
                put(&r, cell, equals + 1);
            }
        }
    }
    return r;
}

static bool row_holds(const row *want, const row *have)
{
    for (int i = 0; i < want->n; i++) {
        if (!strcmp(want->key[i], "not")) {
            if (strstr(get(have, "content") ? get(have, "content") : "", want->value[i])) return false;
            continue;
        }
        const char *value = get(have, want->key[i]);
        if (!strcmp(want->value[i], "no") && !value) continue;
        if (!value || !fits(want->value[i], value)) return false;
    }
    return true;
}

/* ------------------------------------------------------------------------ cases */

typedef struct {
    const char *title, *text, *date;
    size_t begin, end; /* of the expectation, in the file */
    bool html, flat;
    size_t line;
} test_case;

typedef struct {
    row *at;
    int n;
} rows;

static void add_row(rows *to, row r)
{
    to->at = realloc(to->at, (size_t)(to->n + 1) * sizeof *to->at);
    if (!to->at) abort();
    to->at[to->n++] = r;
}

static bool has_entity(const sayso_doc *doc, const row *want)
{
    uint32_t n;
    const sayso_entity *all = sayso_doc_entities(doc, &n);
    for (uint32_t i = 0; i < n; i++) {
        const sayso_entity *e = &all[i];
        row have = {.sort = "entity"};
        put(&have, "text", e->name);
        put(&have, "value", sayso_entity_kind_name(e->kind));
        put(&have, "role", e->role);
        put(&have, "affiliation", e->affiliation);
        const char *mentions = get(want, "mentions"), *alias = get(want, "alias");
        if (mentions && (uint32_t)atoi(mentions) > e->n_mentions) continue;
        bool found = !alias;
        for (uint32_t k = 0; k < e->n_aliases && !found; k++) found = fits(alias, e->aliases[k]);
        put(&have, "mentions", mentions);
        put(&have, "alias", found ? alias : NULL);
        if (row_holds(want, &have)) return true;
    }
    return false;
}

static bool span_has(const sayso_doc *doc, sayso_span span, const char *words)
{
    return strstr(words_of(doc, (sayso_spans){&span, 1}), words) != NULL;
}

static bool has_unattributed(const sayso_doc *doc, const char *words)
{
    uint32_t n;
    const sayso_unattributed *all = sayso_doc_unattributed(doc, &n);
    for (uint32_t i = 0; i < n; i++)
        if (span_has(doc, all[i].span, words)) return true;
    return false;
}

/* "kind: text" */
static bool has_region(const sayso_doc *doc, const char *line)
{
    const char *colon = strchr(line, ':');
    if (!colon) return false;
    uint32_t n;
    const sayso_region *all = sayso_doc_regions(doc, &n);
    for (uint32_t i = 0; i < n; i++) {
        const char *kind = sayso_region_kind_name(all[i].kind);
        if (strlen(kind) == (size_t)(colon - line) && !strncmp(kind, line, strlen(kind)) &&
            span_has(doc, all[i].span, squeeze(colon + 1, strlen(colon + 1))))
            return true;
    }
    return false;
}

static const char *after(const char *line, const char *prefix)
{
    size_t n = strlen(prefix);
    return strncmp(line, prefix, n) ? NULL : line + n;
}

/* Compares two lists of one sort; says where they part. */
static bool same(const rows *want, const rows *have, buffer *report)
{
    bool good = want->n == have->n;
    for (int i = 0; i < want->n || i < have->n; i++) {
        const row *w = i < want->n ? &want->at[i] : NULL, *h = i < have->n ? &have->at[i] : NULL;
        bool holds = w && h && row_holds(w, h);
        good &= holds;
        if (w && !holds) {
            adds(report, "  - ");
            adds(report, show(w));
            adds(report, "\n");
        }
        if (h) {
            adds(report, holds ? "    " : "  + ");
            adds(report, show(h));
            adds(report, "\n");
        }
    }
    return good;
}

static void missing(buffer *report, const char *line)
{
    adds(report, "  - ");
    adds(report, line);
    adds(report, "\n");
}

typedef struct {
    rows said, times, quantities;
    bool any_said, any_time, any_quantity;
} lists;

static bool check_line(const sayso_doc *doc, const char *line, lists *want, buffer *report)
{
    const char *rest;
    bool good = true;
    if ((rest = after(line, "time: "))) {
        add_row(&want->times, parse_row("time", rest));
        want->any_time = true;
    } else if ((rest = after(line, "quantity: "))) {
        add_row(&want->quantities, parse_row("quantity", rest));
        want->any_quantity = true;
    } else if ((rest = after(line, "entity: "))) {
        row r = parse_row("entity", rest);
        good = has_entity(doc, &r);
    } else if ((rest = after(line, "unattributed: "))) {
        good = has_unattributed(doc, rest);
    } else if ((rest = after(line, "region "))) {
        good = has_region(doc, rest);
    } else {
        want->any_said = true;
        if (strcmp(line, "none")) add_row(&want->said, parse_row("said", line));
    }
    if (!good) missing(report, line);
    return good;
}

/* What was read, as it would stand under the rule; kept lines first. */
static void rewrite(const lists *have, const lists *want, const char *others, buffer *to)
{
    const rows *sorts[] = {&have->said, &have->times, &have->quantities};
    bool listed[] = {want->any_said, want->any_time, want->any_quantity};
    for (int s = 0; s < 3; s++) {
        if (!listed[s]) continue;
        if (!sorts[s]->n && s == 0) adds(to, "none\n");
        for (int i = 0; i < sorts[s]->n; i++) {
            adds(to, show(&sorts[s]->at[i]));
            adds(to, "\n");
        }
    }
    adds(to, others);
    adds(to, "\n");
}

static lists read_lists(const sayso_doc *doc)
{
    lists have = {0};
    uint32_t n;
    const sayso_attribution *said = sayso_doc_attributions(doc, &n);
    for (uint32_t i = 0; i < n; i++) add_row(&have.said, said_row(doc, said, i));
    const sayso_time *times = sayso_doc_times(doc, &n);
    for (uint32_t i = 0; i < n; i++) add_row(&have.times, time_row(doc, &times[i]));
    const sayso_quantity *quantities = sayso_doc_quantities(doc, &n);
    for (uint32_t i = 0; i < n; i++) add_row(&have.quantities, quantity_row(doc, &quantities[i]));
    return have;
}

static void free_lists(lists *l)
{
    free(l->said.at);
    free(l->times.at);
    free(l->quantities.at);
}

/* `replacement` gets the new expectation where the case fails. */
static bool run_case(sayso_reader *reader, sayso_effort effort, const char *path, const char *file, const test_case *c,
                     buffer *replacement)
{
    sayso_error err = {0};
    sayso_doc *doc = sayso_read(
        reader, &(sayso_record){.data = c->text, .len = strlen(c->text),
                                .kind = c->html ? SAYSO_KIND_HTML : SAYSO_KIND_TEXT, .id = c->title},
        &(sayso_options){.date = c->date, .flat = c->flat, .effort = effort}, &err);
    if (!doc) {
        printf("%s:%zu: %s: %s\n", path, c->line, c->title, err.message);
        return false;
    }
    lists have = read_lists(doc), want = {0};
    buffer report = {0}, others = {0};
    bool good = true;
    int lines = 0;
    for (const char *at = file + c->begin; at < file + c->end;) {
        const char *nl = memchr(at, '\n', (size_t)(file + c->end - at));
        char *line = squeeze(at, (size_t)((nl ? nl : file + c->end) - at));
        at = nl ? nl + 1 : file + c->end;
        if (!*line) continue;
        lines++;
        good &= check_line(doc, line, &want, &report);
        if (after(line, "entity: ") || after(line, "unattributed: ") || after(line, "region ")) {
            adds(&others, line);
            adds(&others, "\n");
        }
    }
    if (want.any_said) good &= same(&want.said, &have.said, &report);
    if (want.any_time) good &= same(&want.times, &have.times, &report);
    if (want.any_quantity) good &= same(&want.quantities, &have.quantities, &report);
    if (!lines) {
        good = false;
        want.any_said = true;
        adds(&report, "  nothing is expected under the rule\n");
    }
    char *said = finish(&report), *kept_lines = finish(&others);
    if (!good) {
        printf("%s:%zu: %s\n  %s\n%s", path, c->line, c->title, squeeze(c->text, strlen(c->text)), said);
        rewrite(&have, &want, kept_lines, replacement);
    }
    free_lists(&have);
    free_lists(&want);
    sayso_doc_free(doc);
    return good;
}

/* ------------------------------------------------------------------------ files */

static char *read_file(const char *path)
{
    FILE *f = fopen(path, "rb");
    if (!f) return NULL;
    buffer b = {0};
    char some[65536];
    for (size_t n; (n = fread(some, 1, sizeof some, f)) > 0;) add(&b, some, n);
    fclose(f);
    return finish(&b);
}

static const char *line_end(const char *at)
{
    const char *nl = strchr(at, '\n');
    return nl ? nl + 1 : at + strlen(at);
}

/* The case at `at`, which is its "## " line; NULL and said: it has no rule. */
static const char *parse_case(const char *path, const char *file, const char *at, size_t line, test_case *c)
{
    *c = (test_case){.line = line};
    const char *next = line_end(at);
    c->title = squeeze(at + 3, (size_t)(next - at - 3));
    for (at = next;; at = next) {
        next = line_end(at);
        char *head = squeeze(at, (size_t)(next - at));
        const char *rest = after(head, "date: ");
        if (rest)
            c->date = rest;
        else if (!strcmp(head, "input: html"))
            c->html = true;
        else if (!strcmp(head, "flat"))
            c->flat = true;
        else
            break;
    }
    const char *rule = !strncmp(at, "---\n", 4) ? at : strstr(at, "\n---\n");
    const char *following = strstr(at, "\n## ");
    if (!rule || (following && following < rule)) {
        printf("%s:%zu: %s: there is no --- under the text\n", path, line, c->title);
        return NULL;
    }
    c->text = keep(at, (size_t)(rule - at));
    const char *begin = rule == at ? rule + 4 : rule + 5;
    following = strstr(begin - 1, "\n## ");
    c->begin = (size_t)(begin - file);
    c->end = following ? (size_t)(following + 1 - file) : strlen(file);
    return file + c->end;
}

/* Returns how many cases failed; counts all in *n. */
static int run_file(sayso_reader *reader, sayso_effort effort, const char *path, bool update, bool verbose, int *n)
{
    char *file = read_file(path);
    if (!file) {
        printf("%s: cannot be read\n", path);
        return 1;
    }
    int failed = 0, before = *n;
    buffer updated = {0};
    size_t copied = 0;
    const char *at = !strncmp(file, "## ", 3) ? file : strstr(file, "\n## ");
    if (at && at != file) at++;
    while (at && *at) {
        size_t line = 1;
        for (const char *p = file; p < at; p++) line += *p == '\n';
        test_case c;
        if (!(at = parse_case(path, file, at, line, &c))) return failed + 1;
        ++*n;
        buffer replacement = {0};
        bool good = run_case(reader, effort, path, file, &c, &replacement);
        failed += !good;
        if (verbose && good) printf("%s:%zu: %s: holds\n", path, c.line, c.title);
        add(&updated, file + copied, c.begin - copied);
        if (good)
            add(&updated, file + c.begin, c.end - c.begin);
        else
            adds(&updated, replacement.at ? replacement.at : "");
        copied = c.end;
        free(replacement.at);
    }
    if (*n == before) {
        printf("%s: there is no case in it\n", path);
        failed++;
    }
    if (update && failed) {
        add(&updated, file + copied, strlen(file) - copied);
        FILE *to = fopen(path, "wb");
        if (!to || fwrite(updated.at, 1, updated.n, to) != updated.n || fclose(to))
            printf("%s: cannot be written\n", path);
    }
    free(updated.at);
    return failed;
}

int main(int argc, char **argv)
{
    bool update = false, verbose = false;
    sayso_effort effort = SAYSO_EFFORT_AUTO;
    int i = 1, failed = 0, n = 0;
    for (; i < argc && argv[i][0] == '-'; i++) {
        update |= !strcmp(argv[i], "-u");
        verbose |= !strcmp(argv[i], "-v");
        if (!strcmp(argv[i], "-f")) effort = SAYSO_EFFORT_FAST;
    }
    const char *path = getenv("SAYSO_MODEL");
    sayso_error err = {0};
    sayso_model *model = path ? sayso_model_open(path, NULL, &err) : NULL;
    sayso_reader *reader = model ? sayso_reader_new(model, &err) : NULL;
    if (!reader) {
        printf("SAYSO_MODEL: %s\n", path ? err.message : "not set");
        return 1;
    }
    for (; i < argc; i++) failed += run_file(reader, effort, argv[i], update, verbose, &n);
    printf("%d of %d cases hold\n", n - failed, n);
    sayso_reader_free(reader);
    sayso_model_close(model);
    for (kept *k = all_kept, *next; k; k = next) {
        next = k->next;
        free(k);
    }
    return failed || !n ? 1 : 0;
}
