/* meantime.c - see meantime.h.
 *
 * Mentions are spans of any kind; those whose syntactic type is NAM or PRE.NAM and that
 * refer to an entity of a type are taken, cut to their words from the first capital
 * without an article to the last, unless words in lower case stand between ("the
 * country's largest maker Northbank"). Inner mentions win. PRO (products) and FIN
 * (indices, currencies) are names of the fourth kind.
 */
#include "common/meantime.h"

#include <ctype.h>
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>

enum { TOKENS = 4000, MARKABLES = 2000 };

typedef struct {
    char form[100];
    int sentence;
    uint8_t ner;
    bool begin;
} word;

typedef struct {
    int id, first, last; /* tokens, from 1; last inclusive */
    bool name;
    uint8_t ner;         /* of what it refers to */
} markable;

typedef struct {
    word w[TOKENS + 1];
    markable m[MARKABLES];
    bool annotated[TOKENS + 1]; /* by sentence */
    int words, markables, id, sentence; /* the last two: of the token at hand */
} story;

static int number(const char *line, const char *attribute)
{
    const char *at = strstr(line, attribute);
    return at ? atoi(at + strlen(attribute)) : 0;
}

static markable *find(story *s, int id)
{
    for (int i = 0; i < s->markables; i++)
        if (s->m[i].id == id) return &s->m[i];
    return NULL;
}

static uint8_t type_of(const char *line)
{
    static const struct {
        const char *attribute;
        uint8_t ner;
    } types[] = {{"ent_type=\"PER", SS_NER_PER}, {"ent_type=\"ORG", SS_NER_ORG}, {"ent_type=\"LOC", SS_NER_LOC},
                 {"ent_type=\"PRO", SS_NER_MISC}, {"ent_type=\"FIN", SS_NER_MISC}};
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if (strstr(line, types[i].attribute)) return types[i].ner;
    return SS_NER_NONE;
}

static void unescape(char *form)
{
    static const char *const names[][2] = {{"&amp;", "&"}, {"&quot;", "\""}, {"&lt;", "<"}, {"&gt;", ">"}, {"&apos;", "'"}};
    for (int k = 0; k < 5; k++)
        for (char *at; (at = strstr(form, names[k][0]));) {
            *at = names[k][1][0];
            memmove(at + 1, at + strlen(names[k][0]), strlen(at + strlen(names[k][0])) + 1);
        }
}

static void read_form(story *s, const char *text)
{
    if (s->id < 1 || s->id > TOKENS) return;
    word *w = &s->w[s->id];
    snprintf(w->form, sizeof w->form, "%.*s", (int)strcspn(text, "<"), text);
    unescape(w->form);
    w->sentence = s->sentence;
    if (s->id > s->words) s->words = s->id;
}

/* One element, or the text before its end with that. */
static void read_element(story *s, const char *at)
{
    markable *last = s->markables ? &s->m[s->markables - 1] : NULL;
    if (strstr(at, "<token ")) {
        s->id = number(at, "t_id=\"");
        s->sentence = number(at, "sentence=\"");
    } else if (strstr(at, "</token>")) {
        read_form(s, at);
    } else if (strstr(at, "m_id=\"") && !strstr(at, "<source") && !strstr(at, "<target")) {
        if (s->markables == MARKABLES) return;
        s->m[s->markables++] = (markable){.id = number(at, "m_id=\""), .ner = strstr(at, "<ENTITY ") ? type_of(at) : 0,
                                          .name = strstr(at, "<ENTITY_MENTION") && strstr(at, "NAM\"")};
    } else if (strstr(at, "<token_anchor") && last) {
        int id = number(at, "t_id=\"");
        if (id < 1 || id > TOKENS) return;
        if (!last->first || id < last->first) last->first = id;
        if (id > last->last) last->last = id;
        if (s->w[id].sentence >= 0 && s->w[id].sentence <= TOKENS) s->annotated[s->w[id].sentence] = true;
    }
}

/* REFERS_TO: sources are mentions, the target the entity; one of the latter ends the list. */
static void read_relation(story *s, const char *line, int *sources, int *n)
{
    if (strstr(line, "<REFERS_TO")) *n = 0;
    if (strstr(line, "<source") && *n >= 0 && *n < 200) sources[(*n)++] = number(line, "m_id=\"");
    if (!strstr(line, "<target") || *n < 0) return;
    const markable *target = find(s, number(line, "m_id=\""));
    for (int i = 0; i < *n; i++) {
        markable *m = find(s, sources[i]);
        if (m && target && target->ner) m->ner = target->ner;
    }
    *n = -1;
}

static bool is_high(const char *form)
{
    return isupper((unsigned char)form[0]) || isdigit((unsigned char)form[0]);
}

static void mark(story *s, const markable *m)
{
    static const char *const links[] = {"of", "and", "&", "-", "for", "the", "."};
    int first = m->first, last = m->last;
    while (first <= last && !is_high(s->w[first].form)) first++;
    while (last > first && !is_high(s->w[last].form)) last--;
    if (first < last && (!strcmp(s->w[first].form, "The") || !strcmp(s->w[first].form, "A"))) first++;
    if (first > last || !isupper((unsigned char)s->w[first].form[0])) return;
    for (int i = first; i <= last; i++) {
        bool link = false;
        for (size_t k = 0; k < sizeof links / sizeof *links; k++) link |= !strcmp(s->w[i].form, links[k]);
        if (!link && !is_high(s->w[i].form)) return;
    }
    for (int i = first; i <= last; i++) {
        s->w[i].ner = m->ner;
        s->w[i].begin = i == first;
    }
    if (last < s->words && s->w[last + 1].ner) s->w[last + 1].begin = true;
}

static int longest_first(const void *a, const void *b)
{
    const markable *x = a, *y = b;
    int nx = x->last - x->first, ny = y->last - y->first;
    return nx != ny ? (nx < ny ? 1 : -1) : (x->first > y->first) - (x->first < y->first);
}

static bool read_story(treebank *bank, const char *path, story *s)
{
    memset(s, 0, sizeof *s);
    FILE *f = fopen(path, "r");
    if (!f) return false;
    char *line = NULL;
    size_t cap = 0;
    int sources[200], n = -1;
    while (getdelim(&line, &cap, '>', f) > 0) {
        read_relation(s, line, sources, &n);
        read_element(s, line);
    }
    free(line);
    fclose(f);
    qsort(s->m, (size_t)s->markables, sizeof *s->m, longest_first);
    for (int i = 0; i < s->markables; i++)
        if (s->m[i].name && s->m[i].ner && s->m[i].first) mark(s, &s->m[i]);
    treebank_document(bank);
    for (int i = 1, sentence = -1; i <= s->words; i++) {
        word *w = &s->w[i];
        if (!w->form[0] || w->sentence < 0 || w->sentence > TOKENS || !s->annotated[w->sentence]) continue;
        if (w->sentence != sentence) treebank_sentence(bank);
        sentence = w->sentence;
        treebank_split(bank, w->form, true, (gold_token){.tag = SS_TAG_NN, .rel = SS_REL_dep, .head = -1, .ner = w->ner, .begin = w->begin});
    }
    return true;
}

bool meantime_read(treebank *bank, const char *dir)
{
    struct dirent **files;
    int n = scandir(dir, &files, NULL, alphasort);
    if (n < 0) return false;
    story *s = malloc(sizeof *s);
    bool good = s != NULL;
    for (int i = 0; i < n; i++) {
        char path[4096];
        size_t len = strlen(files[i]->d_name);
        snprintf(path, sizeof path, "%s/%s", dir, files[i]->d_name);
        if (good && len > 4 && !strcmp(files[i]->d_name + len - 4, ".xml")) good = read_story(bank, path, s);
        free(files[i]);
    }
    free(files);
    free(s);
    return good;
}
