/* check_corpus_test.c - cases in prose against what `sayso check` finds, through the public API.
 *
 *   check_corpus_test [-v] FILE...
 *
 * A file is prose up to its first case. A case is
 *
 *   ## What it shows
 *   source: minutes.txt                   (optional; opens another source each time)
 *   MR VENN: The channel has not silted up.
 *   ---
 *   speaker: Mr Venn                      (optional; also `from: NAME`, the source it is claimed of)
 *   The channel has silted up.
 *   ---
 *   altered | material=negation | edit=dropped: not | speaker=Mr Venn
 *
 * First the sources (none: those of the case before), then what is checked, then what must
 * be found. `unreadable: NAME | REASON` is a source that could not be read. What is checked is one quotation; or, with a
 * first line `article` or `article: 2026-03-05`, an article, and then each line of the
 * third part names a finding, and findings that are not named are no matter:
 *
 *   quotation: has silted up | altered | ...
 *   figure: 40 | figure_differs
 *   none: silted                          nothing with this in it was checked
 *   passed: silted | reason=TEXT          it stands in marks, and was passed over for this reason
 *
 * After the verdict (a/b: either):
 *
 *   material=A,B  context=A,B             all of them, and no others; none where not written
 *   material=any  context=any             left open; A/B: either
 *   notes=A,B                             all of them, and no others; left open where not written
 *   edit=TYPE: FROM > TO                  in this order and, where one is written, no others, but
 *                                         those of punctuation, whitespace and case, which are
 *                                         only compared where written. "…" stands for anything.
 *   edits=none                            none, those three sorts excepted
 *   speaker=NAME                          who says it in the source; "-": nobody is known
 *   source=NAME  evidence=TEXT            where it was found; what the evidence has in it
 *   reason=TEXT                           what the reason has in it
 *   severity=N
 *
 * A case that fails prints what was expected and what was found.
 */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <sayso.h>

enum { SOURCES = 16, LINES = 32, PARTS = 24 };

static bool verbose;

static char *slurp(const char *path)
{
    FILE *f = fopen(path, "rb");
    if (!f || fseek(f, 0, SEEK_END)) {
        perror(path);
        exit(2);
    }
    long n = ftell(f);
    char *s = malloc((size_t)n + 1);
    rewind(f);
    if (!s || fread(s, 1, (size_t)n, f) != (size_t)n) {
        perror(path);
        exit(2);
    }
    s[n] = '\0';
    fclose(f);
    return s;
}

static char *trim(char *s)
{
    while (isspace((unsigned char)*s)) s++;
    char *e = s + strlen(s);
    while (e > s && isspace((unsigned char)e[-1])) e--;
    *e = '\0';
    return s;
}

/* What stands after `key` at the start of s, or NULL. */
static char *after(char *s, const char *key)
{
    size_t n = strlen(key);
    return strncmp(s, key, n) ? NULL : trim(s + n);
}

/* --------------------------------------------------------- one case's parts */

typedef struct {
    const char *name, *reason; /* reason: it is unreadable */
    char *text;
} part;

/* Sources open at lines `source:` and `unreadable:`; text before the first has no name. */
static int parts_of(char *s, part *into)
{
    int n = 0;
    char *from = s;
    for (char *line = s; line;) {
        char *next = strchr(line, '\n');
        bool opens = !strncmp(line, "source: ", 8) || !strncmp(line, "unreadable: ", 12);
        if (opens || !next) {
            if (opens && line > from) line[-1] = '\0';
            if (n ? !into[n - 1].text : line > from || !opens) {
                if (!n) into[n++] = (part){"source.txt", NULL, NULL};
                into[n - 1].text = from;
            }
        }
        if (opens) {
            if (next) *next = '\0';
            char *name = after(line, "source: ");
            part p = {name, NULL, NULL};
            if (!name) {
                p.name = after(line, "unreadable: ");
                char *bar = strstr(line, " | ");
                p.reason = bar ? bar + 3 : "unreadable";
                if (bar) *bar = '\0';
            }
            if (n == SOURCES) exit(2);
            into[n++] = p;
            from = next ? next + 1 : line + strlen(line);
            if (!next) into[n - 1].text = from;
        }
        line = next ? next + 1 : NULL;
    }
    return n;
}

/* --------------------------------------------------------------- comparing */

/* Blanks count as one, "…" stands for anything; `whole`: else somewhere in it. */
static bool like(const char *pattern, const char *s, bool whole)
{
    if (!*pattern) return !whole || !*s;
    if (!strncmp(pattern, "…", strlen("…"))) {
        for (const char *rest = pattern + strlen("…");; s++) {
            if (like(rest, s, whole)) return true;
            if (!*s) return false;
        }
    }
    if (isspace((unsigned char)*pattern)) {
        if (!isspace((unsigned char)*s)) return false;
        while (isspace((unsigned char)*s)) s++;
        return like(pattern + 1, s, whole);
    }
    return *pattern == *s && like(pattern + 1, s + 1, whole);
}

static bool within(const char *pattern, const char *s)
{
    for (; s; s++) {
        if (like(pattern, s, false)) return true;
        if (!*s) break;
    }
    return false;
}

/* The words without blanks and marks around them. */
static char *words_of(const char *s, char *into, size_t size)
{
    while (*s && strchr(" \n.,;:!?\"'", *s)) s++;
    snprintf(into, size, "%s", s);
    char *e = into + strlen(into);
    while (e > into && strchr(" \n.,;:!?\"'", e[-1])) *--e = '\0';
    return into;
}

static bool edit_like(char *want, const sayso_edit *e)
{
    char type[32] = "", a[1024], b[1024];
    char *colon = strstr(want, ":");
    size_t n = colon ? (size_t)(colon - want) : strlen(want);
    snprintf(type, sizeof type, "%.*s", (int)n, want);
    if (strcmp(trim(type), sayso_edit_type_name(e->type))) return false;
    if (!colon) return true;
    char copy[1024];
    snprintf(copy, sizeof copy, "%s", colon + 1);
    char *to = strstr(copy, " >"); /* "not >": nothing in its place */
    if (to) *to = '\0', to += 2;
    const char *from = trim(copy);
    if (e->type == SAYSO_EDIT_ADDED && !to) to = copy, from = ""; /* added: WORDS */
    words_of(from, a, sizeof a);
    words_of(e->from, b, sizeof b);
    if (!like(a, b, true)) return false;
    if (!to) return true;
    words_of(trim(to), a, sizeof a);
    words_of(e->to, b, sizeof b);
    return like(a, b, true);
}

static bool quiet(sayso_edit_type t)
{
    return t == SAYSO_EDIT_PUNCTUATION || t == SAYSO_EDIT_WHITESPACE || t == SAYSO_EDIT_CASE;
}

static void name_bits(char *into, size_t size, uint32_t bits, int what)
{
    into[0] = '\0';
    for (int b = 0; b < 12; b++)
        if (bits >> b & 1) {
            const char *name = what == 0   ? sayso_note_name((sayso_note)b)
                               : what == 1 ? sayso_material_name((sayso_material)b)
                                           : sayso_context_name((sayso_context)b);
            snprintf(into + strlen(into), size - strlen(into), "%s%s", into[0] ? "," : "", name);
        }
}

/* Are the comma-separated names those of the bits, in any order? A/B: either. */
static bool same_bits(const char *want, uint32_t bits, int what)
{
    char have[256], copy[256];
    const char *slash = strchr(want, '/');
    if (slash) {
        snprintf(copy, sizeof copy, "%.*s", (int)(slash - want), want);
        if (same_bits(copy, bits, what)) return true;
        return same_bits(slash + 1, bits, what);
    }
    if (!strcmp(want, "any")) return true;
    name_bits(have, sizeof have, bits, what);
    if (!strcmp(want, "none")) return !*have;
    int wanted = 0, had = *have != '\0';
    for (const char *p = have; *p; p++) had += *p == ',';
    snprintf(copy, sizeof copy, "%s", want);
    for (char *save, *w = strtok_r(copy, ",", &save); w; w = strtok_r(NULL, ",", &save), wanted++) {
        char *at = strstr(have, trim(w));
        if (!at) return false;
    }
    return wanted == had;
}

static bool verdict_like(char *want, sayso_verdict v)
{
    char copy[128];
    snprintf(copy, sizeof copy, "%s", want);
    for (char *save, *w = strtok_r(copy, "/", &save); w; w = strtok_r(NULL, "/", &save))
        if (!strcmp(trim(w), sayso_verdict_name(v))) return true;
    return false;
}

static bool edits_like(char **keys, int n, const sayso_finding *f)
{
    bool listed[SAYSO_EDIT_COUNT] = {false}, any = false;
    for (int k = 0; k < n; k++) {
        char *e = after(keys[k], "edit=");
        if (!e && !strcmp(keys[k], "edits=none")) any = true;
        if (!e) continue;
        any = true;
        for (int t = 0; t < SAYSO_EDIT_COUNT; t++)
            if (!strncmp(e, sayso_edit_type_name((sayso_edit_type)t), strlen(sayso_edit_type_name((sayso_edit_type)t)))) listed[t] = true;
    }
    if (!any) return true;
    uint32_t at = 0;
    for (int k = 0; k < n; k++) {
        char *e = after(keys[k], "edit=");
        if (!e) continue;
        while (at < f->n_edits && quiet(f->edits[at].type) && !listed[f->edits[at].type]) at++;
        if (at == f->n_edits || !edit_like(e, &f->edits[at])) return false;
        at++;
    }
    while (at < f->n_edits && quiet(f->edits[at].type) && !listed[f->edits[at].type]) at++;
    return at == f->n_edits;
}

static bool finding_like(char **keys, int n, const sayso_finding *f, const sayso_sources *sources)
{
    bool material = false, context = false;
    if (!verdict_like(keys[0], f->verdict)) return false;
    for (int k = 1; k < n; k++) {
        char *v;
        if ((v = after(keys[k], "material="))) {
            material = true;
            if (!same_bits(v, f->material, 1)) return false;
        } else if ((v = after(keys[k], "context="))) {
            context = true;
            if (!same_bits(v, f->context, 2)) return false;
        } else if ((v = after(keys[k], "notes="))) {
            if (!same_bits(v, f->notes, 0)) return false;
        } else if ((v = after(keys[k], "speaker="))) {
            if (!strcmp(v, "-") ? f->evidence_speaker != NULL : !f->evidence_speaker || !strcasestr(f->evidence_speaker, v)) return false;
        } else if ((v = after(keys[k], "evidence="))) {
            if (!f->evidence_text || !within(v, f->evidence_text)) return false;
        } else if ((v = after(keys[k], "source="))) {
            if (f->source == SAYSO_NONE || !strstr(sayso_sources_info(sources, (uint32_t)f->source)->id, v)) return false;
        } else if ((v = after(keys[k], "reason="))) {
            if (!f->reason || !within(v, f->reason)) return false;
        } else if ((v = after(keys[k], "severity="))) {
            if (sayso_finding_severity(f) != (unsigned)atoi(v)) return false;
        } else if (strncmp(keys[k], "edit", 4)) {
            fprintf(stderr, "no such expectation: %s\n", keys[k]);
            exit(2);
        }
    }
    return (material || !f->material) && (context || !f->context) && edits_like(keys + 1, n - 1, f);
}

static void print_finding(const sayso_finding *f, const sayso_sources *sources)
{
    char b[256];
    printf("    %s: %s | %s", sayso_finding_kind_name(f->kind), f->text ? f->text : "", sayso_verdict_name(f->verdict));
    name_bits(b, sizeof b, f->material, 1);
    if (*b) printf(" | material=%s", b);
    name_bits(b, sizeof b, f->context, 2);
    if (*b) printf(" | context=%s", b);
    name_bits(b, sizeof b, f->notes, 0);
    if (*b) printf(" | notes=%s", b);
    for (uint32_t i = 0; i < f->n_edits; i++)
        printf(" | edit=%s: %s > %s", sayso_edit_type_name(f->edits[i].type), f->edits[i].from, f->edits[i].to);
    if (f->evidence_speaker) printf(" | speaker=%s", f->evidence_speaker);
    if (f->source != SAYSO_NONE) printf(" | source=%s", sayso_sources_info(sources, (uint32_t)f->source)->id);
    printf("\n      %s\n", f->reason ? f->reason : "(no reason)");
}

static int split(char *line, char **keys)
{
    int n = 0;
    for (char *p = line; p && n < PARTS;) {
        char *bar = strstr(p, " | ");
        if (bar) *bar = '\0';
        keys[n++] = trim(p);
        p = bar ? bar + 3 : NULL;
    }
    return n;
}

/* Does each expectation hold? Lines that do not are printed. */
static bool judge(char *expected, const sayso_check *check, const sayso_sources *sources, bool article)
{
    uint32_t n;
    const sayso_finding *f = sayso_check_findings(check, &n);
    bool good = true;
    char *keys[PARTS];
    for (char *line = expected, *next; line; line = next) {
        next = strchr(line, '\n');
        if (next) *next++ = '\0';
        line = trim(line);
        if (!*line) continue;
        char shown[2048];
        snprintf(shown, sizeof shown, "%s", line);
        int k = split(line, keys);
        bool found = false;
        char *not = after(keys[0], "none:"), *passed = after(keys[0], "passed:");
        if (!article) {
            found = n == 1 && finding_like(keys, k, &f[0], sources);
        } else if (not) {
            found = true;
            for (uint32_t i = 0; i < n; i++)
                if (within(not, f[i].text)) found = false;
        } else if (passed) {
            uint32_t many;
            const sayso_passed *p = sayso_check_passed(check, &many);
            const char *reason = k > 1 ? after(keys[1], "reason=") : NULL;
            for (uint32_t i = 0; i < many && reason; i++)
                found |= within(passed, p[i].text) && within(reason, p[i].reason);
        } else {
            char *text = NULL;
            sayso_finding_kind kind = SAYSO_FINDING_QUOTATION;
#define X(code, name)                      \
    if (after(keys[0], #name ":"))         \
        text = after(keys[0], #name ":"), kind = SAYSO_FINDING_##code;
            SAYSO_FINDING_KINDS(X)
#undef X
            for (uint32_t i = 0; text && i < n && !found; i++)
                found = f[i].kind == kind && within(text, f[i].text) && k > 1 && finding_like(keys + 1, k - 1, &f[i], sources);
        }
        if (found) continue;
        if (good) printf("    expected\n");
        printf("    %s\n", shown);
        good = false;
    }
    if (!good) printf("    found%s\n", n ? "" : " nothing");
    for (uint32_t i = 0; i < n && (!good || verbose); i++) print_finding(&f[i], sources);
    return good;
}

/* -------------------------------------------------------------------- cases */

static bool run_case(const sayso_model *model, sayso_reader *reader, char *source_part, char *checked, char *expected)
{
    sayso_error err = {0};
    part parts[SOURCES];
    int n = parts_of(source_part, parts);
    sayso_sources *sources = sayso_sources_new(model, &err);
    if (!sources) return printf("    %s\n", err.message), false;
    for (int i = 0; i < n; i++) {
        if (parts[i].reason) {
            sayso_sources_add_unreadable(sources, parts[i].name, parts[i].reason, &err);
            continue;
        }
        sayso_record r = {.data = parts[i].text, .len = strlen(parts[i].text), .id = parts[i].name};
        if (sayso_sources_add(sources, &r, &err)) return printf("    %s: %s\n", parts[i].name, err.message), false;
    }
    const char *speaker = NULL, *from = NULL, *date = NULL;
    bool article = false;
    checked = trim(checked);
    for (char *next, *v;; checked = next) {
        next = strchr(checked, '\n');
        if (!next) break;
        *next++ = '\0';
        if ((v = after(checked, "speaker: "))) speaker = v;
        else if ((v = after(checked, "from: "))) from = v;
        else if (!strcmp(checked, "article")) article = true;
        else if ((v = after(checked, "article: "))) article = true, date = v;
        else {
            next[-1] = '\n';
            break;
        }
    }
    sayso_doc *doc = NULL;
    sayso_check *check;
    if (article) {
        doc = sayso_read(reader, &(sayso_record){.data = checked, .len = strlen(checked), .date = date}, NULL, &err);
        check = doc ? sayso_check_doc(sources, doc, &err) : NULL;
    } else {
        check = sayso_check_quotes(sources, "list", &(sayso_quote){.quote = checked, .speaker = speaker, .source = from, .line = 1}, 1, &err);
    }
    bool good = check && judge(expected, check, sources, article);
    if (!check) printf("    %s\n", err.message);
    sayso_check_free(check);
    sayso_doc_free(doc);
    sayso_sources_free(sources);
    return good;
}

int main(int argc, char **argv)
{
    const char *path = getenv("SAYSO_MODEL");
    sayso_error err;
    sayso_model *model = sayso_model_open(path ? path : "sayso-en.model", NULL, &err);
    sayso_reader *reader = model ? sayso_reader_new(model, &err) : NULL;
    if (!reader) {
        fprintf(stderr, "%s\n", err.message);
        return 2;
    }
    unsigned cases = 0, failed = 0;
    for (int i = 1; i < argc; i++) {
        if (!strcmp(argv[i], "-v")) {
            verbose = true;
            continue;
        }
        char *file = slurp(argv[i]), *at = strstr(file, "\n## "), *before = NULL;
        while (at) {
            char *title = at + 4, *body = strchr(title, '\n'), *next = strstr(title, "\n## ");
            if (next) *next = '\0';
            char *one = body ? strstr(body, "\n---\n") : NULL, *two = one ? strstr(one + 4, "\n---\n") : NULL;
            if (!two) {
                fprintf(stderr, "%s: a case has three parts: %.60s\n", argv[i], title);
                return 2;
            }
            *body = *one = *two = '\0';
            if (one > body) { /* else those of the case before */
                free(before);
                before = strdup(body + 1);
            }
            char *sources = strdup(before ? before : "");
            char line[256];
            snprintf(line, sizeof line, "%s", title);
            cases++;
            if (verbose) printf("  %s\n", line);
            if (!run_case(model, reader, sources, one + 5, two + 5)) {
                printf("  FAILED %s: %s\n", argv[i], line);
                failed++;
            }
            free(sources);
            at = next;
        }
        free(before);
        free(file);
    }
    printf("%u of %u cases hold\n", cases - failed, cases);
    sayso_reader_free(reader);
    sayso_model_close(model);
    return failed || !cases;
}
