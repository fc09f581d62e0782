/* polnear.c - see polnear.h. Offsets in the annotation are code points; tokens that a
 * span touches belong to it. Of several annotators' files the first by name is read. */
#include "common/polnear.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>

#include "reader.h"

enum { MOST_SPANS = 4096 };

void polnear_die(const char *what, const char *which)
{
    fprintf(stderr, "%s %s\n", what, which);
    exit(1);
}

void *polnear_need(void *p)
{
    if (!p) polnear_die("out of", "memory");
    return p;
}

static char *slurp(const char *path, size_t *len)
{
    FILE *f = fopen(path, "rb");
    if (!f) return NULL;
    char *bytes = NULL;
    size_t cap = 0;
    *len = 0;
    for (;;) {
        if (*len + 1 >= cap) bytes = polnear_need(realloc(bytes, cap = cap ? cap * 2 : 1 << 16));
        size_t n = fread(bytes + *len, 1, cap - *len - 1, f);
        if (n == 0) break;
        *len += n;
    }
    bytes[*len] = '\0';
    fclose(f);
    return bytes;
}

/* Code point offsets to byte offsets. */
static uint32_t *char_map(const char *text, uint32_t len, uint32_t *n_chars)
{
    uint32_t *map = polnear_need(malloc((len + 2) * sizeof *map)), n = 0;
    for (uint32_t i = 0; i < len; i++)
        if (((unsigned char)text[i] & 0xC0) != 0x80) map[n++] = i;
    map[n] = len;
    *n_chars = n;
    return map;
}

typedef struct {
    char id[16];
    char role; /* S, C(ue) as 'Q', content as 'C' */
    char where[2000];
} span_line;

/* Marks the tokens of "b e;b e" with a label. */
static void mark(const sayso_doc *doc, const uint32_t *map, uint32_t n_chars, const char *where,
                 uint8_t *label, uint8_t value)
{
    for (const char *p = where; *p;) {
        char *end;
        unsigned long b = strtoul(p, &end, 10), e = strtoul(end, &end, 10);
        if (b < e && e <= n_chars)
            for (uint32_t i = ss_token_at(doc, map[b]); i < doc->tokens.n && doc->tokens.at[i].begin < map[e]; i++)
                label[i] = value;
        p = *end == ';' ? end + 1 : end + strlen(end);
    }
}

static void read_gold(article *a, const char *ann)
{
    const sayso_doc *doc = a->doc;
    uint32_t n = doc->tokens.n, n_chars, n_spans = 0, cap = 64;
    uint32_t *map = char_map(doc->text, doc->len, &n_chars);
    span_line *spans = polnear_need(calloc(MOST_SPANS, sizeof *spans));
    a->gold = polnear_need(calloc(cap, sizeof *a->gold));
    a->cue = polnear_need(calloc(n + 1, 1));
    a->masked = polnear_need(calloc(n + 1, 1));
    char *copy = polnear_need(strdup(ann)), *save = NULL;
    for (char *line = strtok_r(copy, "\n", &save); line; line = strtok_r(NULL, "\n", &save)) {
        char id[16], type[32];
        int at = 0;
        if (line[0] == 'T' && sscanf(line, "%15s %31s %n", id, type, &at) >= 2 && at && n_spans < MOST_SPANS) {
            span_line *s = &spans[n_spans++];
            snprintf(s->id, sizeof s->id, "%s", id);
            s->role = !strcmp(type, "Source") ? 'S' : !strcmp(type, "Cue") ? 'Q' : !strcmp(type, "Content") ? 'C' : 0;
            size_t k = strcspn(line + at, "\t");
            snprintf(s->where, sizeof s->where, "%.*s", (int)k, line + at);
        } else if (line[0] == 'E') {
            if (a->n_gold == cap) a->gold = polnear_need(realloc(a->gold, (cap *= 2) * sizeof *a->gold));
            gold_attribution g = {.label = polnear_need(calloc(n + 1, 1))};
            uint8_t *cue = polnear_need(calloc(n + 1, 1));
            for (int pass = 0; pass < 2; pass++)
                for (char *p = line; (p = strchr(p, ':')) != NULL; p++) {
                    char ref[16];
                    if (sscanf(p + 1, "%15s", ref) != 1) continue;
                    for (uint32_t k = 0; k < n_spans; k++) {
                        if (strcmp(spans[k].id, ref)) continue;
                        if (spans[k].role == 'Q') mark(doc, map, n_chars, spans[k].where, cue, 1);
                        if (pass == 0 && spans[k].role == 'S')
                            mark(doc, map, n_chars, spans[k].where, g.label, SS_ROLE_SOURCE);
                        if (pass == 1 && spans[k].role == 'C')
                            mark(doc, map, n_chars, spans[k].where, g.label, SS_ROLE_CONTENT);
                    }
                }
            g.cue.first = UINT32_MAX;
            for (uint32_t i = 0; i < n; i++)
                if (cue[i]) {
                    if (g.cue.first == UINT32_MAX) g.cue.first = i;
                    g.cue.last = i + 1;
                    g.label[i] = 3;
                }
            free(cue);
            if (g.cue.first == UINT32_MAX || g.cue.last - g.cue.first > 30) {
                free(g.label);
                continue;
            }
            g.cue.head = ss_range_head(doc, g.cue.first, g.cue.last);
            a->gold[a->n_gold++] = g;
        }
    }
    for (uint32_t k = 0; k < a->n_gold; k++)
        for (uint32_t i = 0; i < n; i++)
            if (a->gold[k].label[i] == SS_ROLE_CONTENT) a->masked[i] = 1;
    for (uint32_t k = 0; k < a->n_gold; k++) {
        const ss_cue *c = &a->gold[k].cue;
        for (uint32_t i = c->first; i < c->last; i++) {
            a->cue[i] = i == c->first ? SS_CUE_BEGIN : SS_CUE_INSIDE;
            a->masked[i] = 0;
        }
    }
    free(copy);
    free(spans);
    free(map);
}

static char *find_annotation(const char *dir, const char *stem, size_t *len)
{
    DIR *d = opendir(dir);
    if (!d) polnear_die("cannot open", dir);
    char best[512] = "";
    size_t k = strlen(stem);
    for (struct dirent *e; (e = readdir(d));)
        if (!strncmp(e->d_name, stem, k) && e->d_name[k] == '_' && !strchr(e->d_name + k + 1, '_') &&
            (!*best || strcmp(e->d_name, best) < 0))
            snprintf(best, sizeof best, "%s", e->d_name);
    closedir(d);
    if (!*best) return NULL;
    char path[1024];
    snprintf(path, sizeof path, "%s/%s", dir, best);
    return slurp(path, len);
}

static int by_name(const struct dirent **a, const struct dirent **b)
{
    return strcmp((*a)->d_name, (*b)->d_name);
}

article *polnear_read(const sayso_model *model, const char *root, const char *split, sayso_effort effort, uint32_t *n_out)
{
    static const sayso_options options[] = {
        [SAYSO_EFFORT_AUTO] = {.effort = SAYSO_EFFORT_AUTO},
        [SAYSO_EFFORT_FAST] = {.effort = SAYSO_EFFORT_FAST},
        [SAYSO_EFFORT_ACCURATE] = {.effort = SAYSO_EFFORT_ACCURATE},
    };
    char dir[512];
    snprintf(dir, sizeof dir, "%s/%s/text", root, split);
    struct dirent **list;
    int n = scandir(dir, &list, NULL, by_name);
    if (n < 0) polnear_die("cannot read", dir);
    article *all = polnear_need(calloc((size_t)n + 1, sizeof *all));
    uint32_t count = 0;
    for (int i = 0; i < n; i++) {
        char path[1024], stem[256];
        size_t len, k = strlen(list[i]->d_name), ann_len;
        if (k < 5 || k > 250 || strcmp(list[i]->d_name + k - 4, ".txt")) continue;
        snprintf(stem, sizeof stem, "%.*s", (int)(k - 4), list[i]->d_name);
        snprintf(path, sizeof path, "%s/%s", dir, list[i]->d_name);
        char *text = slurp(path, &len);
        char annotations[600];
        snprintf(annotations, sizeof annotations, "%s/%s/attributions", root, split);
        char *ann = find_annotation(annotations, stem, &ann_len);
        if (!text || !ann) continue;
        article *a = &all[count];
        snprintf(a->name, sizeof a->name, "%s", stem);
        ss_arena arena;
        ss_arena_init(&arena, NULL, &a->oom);
        ss_arena_init(&a->scratch, NULL, &a->oom);
        if (setjmp(a->oom)) polnear_die("out of memory at", stem);
        a->doc = ss_zalloc(&arena, sizeof *a->doc);
        a->doc->arena = arena;
        a->ctx = (ss_ctx){model, &options[effort], &a->scratch, a->doc};
        sayso_error err;
        sayso_record record = {.data = text, .len = len, .kind = SAYSO_KIND_TEXT};
        if (ss_read_language(&a->ctx, &record, &err)) polnear_die(stem, err.message);
        a->tree = ss_tree_build(&a->ctx);
        read_gold(a, ann);
        free(text);
        free(ann);
        count++;
        free(list[i]);
    }
    *n_out = count;
    return all;
}
