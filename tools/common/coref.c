/* coref.c - reads GUM's coreference; see coref.h. */
#include "common/coref.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/treebank.h"

static void *need(void *p)
{
    if (p) return p;
    fprintf(stderr, "coref: out of memory\n");
    exit(1);
}

static void put(coref_doc *g, const char *s)
{
    size_t n = strlen(s);
    if (g->len + n + 1 > g->cap) g->text = need(realloc(g->text, g->cap = (g->len + n + 1) * 2));
    memcpy(g->text + g->len, s, n + 1);
    g->len += n;
}

static void begin_mention(coref_doc *g, const char *id, size_t len, uint32_t token)
{
    if (g->n_mentions == COREF_MENTIONS || len >= sizeof g->mentions[0].id) return;
    coref_mention *m = &g->mentions[g->n_mentions++];
    *m = (coref_mention){.first = token};
    memcpy(m->id, id, len);
    if (id[len] == '-') snprintf(m->kind, sizeof m->kind, "%.*s", (int)strcspn(id + len + 1, "-()|"), id + len + 1);
}

static void end_mention(coref_doc *g, const char *id, size_t len, uint32_t token)
{
    for (uint32_t i = g->n_mentions; i-- > 0;) {
        coref_mention *m = &g->mentions[i];
        if (m->closed || strlen(m->id) != len || memcmp(m->id, id, len) != 0) continue;
        m->last = token + 1;
        m->closed = true;
        return;
    }
}

/* "(3-person-giv:act-... (5-place-... 5)3)": mentions that begin and end at the token. */
static void read_brackets(coref_doc *g, const char *p, uint32_t token)
{
    while (*p && *p != '|') {
        bool opens = *p == '(';
        p += opens;
        size_t len = strcspn(p, "-()|"), all = strcspn(p, "()|");
        if (opens) begin_mention(g, p, len, token);
        bool closes = p[all] == ')';
        if (closes) end_mention(g, p, len, token);
        p += all + (closes || all == 0);
    }
}

static char word_kind(char *const *column)
{
    if (!strcmp(column[3], "PROPN")) return 'N';
    return !strncmp(column[4], "PRP", 3) && strstr(column[5], "Person=3") ? 'P' : '\0';
}

static void finish(coref_doc *g, void (*each)(void *arg, coref_doc *doc), void *arg)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < g->n_mentions; i++)
        if (g->mentions[i].closed) g->mentions[n++] = g->mentions[i];
    g->n_mentions = n;
    if (g->n) each(arg, g);
    g->n = g->n_mentions = 0;
    g->len = 0;
}

void coref_read(const char *path, void (*each)(void *arg, coref_doc *doc), void *arg)
{
    enum { COLUMNS = 10 };
    bool piped, space = false;
    FILE *f = treebank_open(path, &piped);
    if (!f) {
        perror(path);
        exit(1);
    }
    coref_doc *g = need(calloc(1, sizeof *g));
    char *line = NULL, *column[COLUMNS];
    size_t cap = 0;
    uint32_t first = 0; /* token of the sentence */
    while (getline(&line, &cap, f) > 0) {
        if (!strncmp(line, "# newdoc", 8)) finish(g, each, arg), space = false;
        if (!strncmp(line, "# newpar", 8) && line[8] != '_' && g->n) put(g, "\n\n"), space = false;
        if (!strncmp(line, "# sent_id", 9)) first = g->n;
        if (*line == '#' || treebank_columns(line, column, COLUMNS, "\t") < COLUMNS || g->n == COREF_TOKENS) continue;
        if (strpbrk(column[0], "-.")) continue; /* words that share a form, empty nodes */
        if (space) put(g, " ");
        uint32_t begin = (uint32_t)g->len;
        put(g, column[1]);
        g->span[g->n] = (sayso_span){begin, (uint32_t)g->len};
        long head = atol(column[6]);
        g->head[g->n] = head > 0 ? (int32_t)(first + (uint32_t)head - 1) : -1;
        g->word[g->n] = word_kind(column);
        const char *entity = strstr(column[9], "Entity=");
        if (entity && (entity == column[9] || entity[-1] == '|')) read_brackets(g, entity + 7, g->n);
        g->n++;
        space = !strstr(column[9], "SpaceAfter=No");
    }
    finish(g, each, arg);
    free(line);
    free(g->text);
    free(g);
    if (!treebank_close(f, piped)) {
        fprintf(stderr, "%s: cannot be read to its end\n", path);
        exit(1);
    }
}

uint32_t coref_head(const coref_doc *doc, const coref_mention *mention)
{
    for (uint32_t i = mention->first; i < mention->last; i++)
        if (doc->head[i] < (int32_t)mention->first || doc->head[i] >= (int32_t)mention->last) return i;
    return mention->last - 1;
}
