/* texts.c - a folder of plain texts to turns, sentences and words.
 *
 * A paragraph that opens with a label in capitals, or of at most five words each
 * with a capital, and a colon ("MR VENN: I can, Chair.") is a turn; one without a
 * label in a text that has turns belongs to the turn before. A text with fewer
 * than four labels is a document, whose paragraphs are turns of nobody.
 * Sentences end at . ? ! before a blank and a capital, abbreviations excepted;
 * where that errs, a span is cut elsewhere than a reader would cut it, and its
 * label stays true.
 */
#include <ctype.h>
#include <glob.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bench.h"

list lists[L_COUNT];
static const char *const list_names[L_COUNT] = {
    [L_SPELLING] = "spelling", [L_INFLECTION] = "inflection", [L_MODALITY] = "modality",
    [L_QUANTIFIER] = "quantifier", [L_NEGATION] = "negation", [L_UNIT] = "unit", [L_BRACKET] = "bracket",
    [L_ADDED] = "added", [L_CONTENT] = "content", [L_ROLES] = "roles"};

static void die(const char *what)
{
    perror(what);
    exit(2);
}

/* All that a run makes is needed until its end: one chain, released there. */
typedef struct block {
    struct block *before;
    max_align_t bytes[];
} block;
static block *newest;

static void release_all(void)
{
    for (block *b = newest, *before; b; b = before) before = b->before, free(b);
    for (int k = 0; k < L_COUNT; k++) free(lists[k].pairs);
}

void *need(size_t bytes)
{
    if (!newest) atexit(release_all);
    block *b = calloc(1, sizeof *b + bytes);
    if (!b) die("memory");
    b->before = newest;
    newest = b;
    return b->bytes;
}

char *format(const char *pattern, ...)
{
    va_list args, again;
    va_start(args, pattern);
    va_copy(again, args);
    int n = vsnprintf(NULL, 0, pattern, args);
    va_end(args);
    char *s = need((size_t)n + 1);
    vsnprintf(s, (size_t)n + 1, pattern, again);
    va_end(again);
    return s;
}

char *slurp(const char *path, size_t *len)
{
    FILE *f = fopen(path, "rb");
    if (!f || fseek(f, 0, SEEK_END)) die(path);
    long n = ftell(f);
    rewind(f);
    char *s = need((size_t)n + 1);
    if (fread(s, 1, (size_t)n, f) != (size_t)n) die(path);
    fclose(f);
    if (len) *len = (size_t)n;
    return s;
}

void load_lists(const char *path)
{
    list *into = NULL;
    for (char *line = slurp(path, NULL), *next; line; line = next) {
        next = strchr(line, '\n');
        if (next) *next++ = '\0';
        if (!*line || *line == '#') continue;
        if (*line == '[') {
            into = NULL;
            for (int i = 0; i < L_COUNT; i++)
                if (!strncmp(line + 1, list_names[i], strlen(list_names[i]))) into = &lists[i];
            continue;
        }
        if (!into) continue;
        char *to = strstr(line, " > ");
        if (to) *to = '\0', to += 3;
        into->pairs = realloc(into->pairs, (into->n + 1) * sizeof *into->pairs);
        if (!into->pairs) die("memory");
        into->pairs[into->n++] = (struct pair){line, to};
    }
}

/* -------------------------------------------------------------------- turns */

static bool is_label(const char *p, const char *end, const char **colon)
{
    uint32_t words = 1, n = 0;
    for (const char *q = p; q < end && q - p < 48; q++) {
        if (*q == ':') {
            *colon = q;
            return n && q + 1 < end && q[1] == ' ';
        }
        bool starts = q == p || q[-1] == ' ';
        if (*q == ' ') words++;
        if (words > 5 || (starts && (unsigned char)*q < 0x80 && !isupper((unsigned char)*q))) return false;
        if (!isalpha((unsigned char)*q) && !strchr(" .-'", *q) && (unsigned char)*q < 0x80) return false;
        n++;
    }
    return false;
}

static bool in_list(int which, const char *w, size_t n)
{
    for (uint32_t i = 0; i < lists[which].n; i++)
        if (strlen(lists[which].pairs[i].from) == n && !strncasecmp(lists[which].pairs[i].from, w, n)) return true;
    return false;
}

/* "MR HALLORAN SC" to "Mr Halloran": as an article would write it. */
static void name_of(turn *t)
{
    char *s = format("%s", t->label);
    size_t n = strlen(s);
    if (n > 3 && s[n - 3] == ' ' && isupper((unsigned char)s[n - 1]) && isupper((unsigned char)s[n - 2])) s[n - 3] = '\0';
    bool upper = true, role = true;
    for (char *p = s; *p; p++)
        if (islower((unsigned char)*p)) upper = false;
    for (char *p = s; *p;) {
        size_t k = strcspn(p, " .");
        if (k && !in_list(L_ROLES, p, k)) role = false;
        p += k;
        p += strspn(p, " .");
    }
    if (upper)
        for (char *p = s + 1; *p; p++)
            if (isalpha((unsigned char)p[-1])) *p = (char)tolower((unsigned char)*p);
    t->name = s;
    t->role = role;
}

static bool ends_sentence(const text *t, uint32_t w)
{
    static const char *const never[] = {"mr.", "mrs.", "ms.", "dr.", "st.", "no.", "v.", "hon.", "rev.", "prof.", "jr.", "sr.",
                                        "gen.", "col.", "lt.", "sgt.", "gov.", "sen.", "rep.", "u.s.", "a.m.", "p.m.",
                                        "e.g.", "i.e.", "vs.", "etc.", NULL};
    word a = t->words[w];
    const char *end = a.at + a.len;
    while (end > a.at && strchr("\"')]", end[-1])) end--;
    if (end == a.at || !strchr(".?!", end[-1])) return false;
    if (end - a.at == 2 && isupper((unsigned char)a.at[0])) return false; /* an initial */
    for (int i = 0; never[i]; i++)
        if ((size_t)(end - a.at) == strlen(never[i]) && !strncasecmp(a.at, never[i], strlen(never[i]))) return false;
    if (w + 1 == t->n_words) return true;
    const char *next = t->words[w + 1].at;
    while (strchr("\"'(", *next) && *next) next++;
    return !islower((unsigned char)*next);
}

static void take_apart(text *t)
{
    uint32_t labels = 0;
    const char *end = t->text + t->len, *colon;
    for (const char *p = t->text; p < end;) {
        const char *stop = memchr(p, '\n', (size_t)(end - p));
        if (!stop) stop = end;
        labels += stop > p && is_label(p, stop, &colon);
        p = stop + 1;
    }
    uint32_t cap = (uint32_t)t->len / 2 + 2;
    t->words = need(cap * sizeof *t->words);
    t->sentences = need(cap * sizeof *t->sentences);
    t->turns = need(cap * sizeof *t->turns);
    for (const char *p = t->text; p < end;) {
        const char *stop = memchr(p, '\n', (size_t)(end - p));
        if (!stop) stop = end;
        const char *from = p, *to = stop;
        p = stop + 1;
        if (from == to) continue;
        bool labelled = labels >= 4 && is_label(from, to, &colon);
        if (labelled || labels < 4 || !t->n_turns) {
            turn *now = &t->turns[t->n_turns++];
            now->first_sentence = t->n_sentences;
            if (labelled) {
                now->label = format("%.*s", (int)(colon - from), from);
                name_of(now);
                from = colon + 2;
            }
        }
        uint32_t first = t->n_words, before = t->n_words;
        for (const char *q = from; q < to;) {
            while (q < to && *q == ' ') q++;
            const char *w = q;
            while (q < to && *q != ' ') q++;
            if (q > w) t->words[t->n_words++] = (word){w, (uint32_t)(q - w)};
        }
        for (uint32_t w = before; w < t->n_words; w++)
            if (w + 1 == t->n_words || ends_sentence(t, w)) {
                t->sentences[t->n_sentences++] = (sentence){first, w + 1 - first, t->n_turns - 1};
                first = w + 1;
            }
        t->turns[t->n_turns - 1].n_sentences = t->n_sentences - t->turns[t->n_turns - 1].first_sentence;
    }
}

texts load_texts(const char *folder)
{
    texts all = {0};
    glob_t found;
    if (glob(format("%s/*.txt", folder), 0, NULL, &found)) {
        fprintf(stderr, "check-bench: no .txt in %s\n", folder);
        exit(2);
    }
    all.texts = need(found.gl_pathc * sizeof *all.texts);
    for (size_t i = 0; i < found.gl_pathc; i++) {
        text *t = &all.texts[all.n++];
        t->text = slurp(found.gl_pathv[i], &t->len);
        const char *slash = strrchr(found.gl_pathv[i], '/');
        t->id = format("%s", slash ? slash + 1 : found.gl_pathv[i]);
        take_apart(t);
    }
    globfree(&found);
    return all;
}
