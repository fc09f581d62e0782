/* silver.c - an automatic analysis in the older conventions, made usable.
 *
 * PolNeAR comes with CoreNLP's parses: Universal Dependencies version 1 over Penn
 * tokens. They are news, where the treebanks are mostly not, so they are worth
 * converting to what EWT and GUM do today:
 *   - names of relations (dobj, nsubjpass, mwe, neg ...); nmod of a predicate is obl
 *   - cc, and the comma before it, hang on the conjunct that follows
 *   - a person's name hangs on its first word (flat), titles on the name (nmod:desc)
 *   - words with hyphens are cut, and what their parts do is left open
 *   - "to" before a noun is IN
 * What has no sure counterpart is left unknown: dep, the heads of punctuation (they
 * follow other rules today), and the relations of words inside names (an adjective is
 * amod there too) and of the one who is told something.
 */
#include <ctype.h>
#include <stdlib.h>

#include "common/treebank.h"

enum { LONGEST = 400 };

typedef struct {
    char form[200], pos[12], rel[24];
    int head; /* 1-based; 0: root; GOLD_NO_HEAD */
    uint8_t ner;
    bool space;
} word;

typedef struct {
    word w[LONGEST + 1];
    int n;
} sentence;

static bool is(const word *w, const char *rel)
{
    return !strcmp(w->rel, rel);
}

static void set(word *w, const char *rel)
{
    size_t n = strlen(rel);
    if (n >= sizeof w->rel) n = sizeof w->rel - 1;
    memmove(w->rel, rel, n); /* may be another word's, or its own */
    w->rel[n] = '\0';
}

static bool has_child(const sentence *s, int head, const char *rel, const char *form)
{
    for (int i = 1; i <= s->n; i++)
        if (s->w[i].head == head && is(&s->w[i], rel) && (!form || !strcmp(s->w[i].form, form))) return true;
    return false;
}

static bool is_predicate(const sentence *s, int i)
{
    const char *pos = s->w[i].pos;
    return i && (pos[0] == 'V' || pos[0] == 'J' || !strncmp(pos, "RB", 2) ||
                 (has_child(s, i, "cop", NULL) && pos[0] != 'N'));
}

static void rename_relations(sentence *s)
{
    static const char *const names[][2] = {
        {"dobj", "obj"}, {"nsubjpass", "nsubj:pass"}, {"csubjpass", "csubj:pass"}, {"auxpass", "aux:pass"},
        {"mwe", "fixed"}};
    for (int i = 1; i <= s->n; i++) {
        word *w = &s->w[i];
        if (is(w, "dep") || (is(w, "punct") && w->pos[0] != ',')) w->head = GOLD_NO_HEAD;
        if (is(w, "neg")) set(w, !strcmp(w->pos, "DT") ? "det" : "advmod");
        for (size_t k = 0; k < sizeof names / sizeof *names; k++)
            if (is(w, names[k][0])) set(w, names[k][1]);
        bool clause = w->head > 0 && is_predicate(s, w->head);
        if (is(w, "nmod:tmod") || is(w, "nmod:npmod")) set(w, clause ? "obl:unmarked" : "nmod:unmarked");
        if (is(w, "nmod") && clause) {
            bool passive = has_child(s, w->head, "auxpass", NULL) || has_child(s, w->head, "aux:pass", NULL) ||
                           (is(&s->w[w->head], "acl") && !strcmp(s->w[w->head].pos, "VBN"));
            set(w, passive && has_child(s, i, "case", "by") ? "obl:agent" : "obl");
        }
        if (!strcmp(w->pos, "TO") && is(w, "case")) strcpy(w->pos, "IN");
    }
}

/* Coordinators and commas go to the conjunct after them. */
static void hang_coordinators(sentence *s)
{
    for (int i = 1; i <= s->n; i++) {
        word *w = &s->w[i];
        if (w->head <= 0 || !(is(w, "cc") || (is(w, "punct") && !strcmp(w->pos, ",")))) continue;
        const int head = w->head;
        if (is(w, "punct")) w->head = GOLD_NO_HEAD;
        for (int k = i + 1; k <= s->n; k++) {
            if (s->w[k].head != head) continue;
            if (is(&s->w[k], "conj")) {
                w->head = k;
                break;
            }
            if (!is(&s->w[k], "cc") && !is(&s->w[k], "punct") && is(w, "punct")) break;
        }
    }
}

/* Relations of which nothing is said: the arc alone is learned from. */
static void leave_open(sentence *s)
{
    for (int i = 1; i <= s->n; i++) {
        word *w = &s->w[i];
        if (w->head <= 0) continue;
        bool name = is(w, "compound") && !strncmp(w->pos, "NNP", 3);
        bool told = is(w, "obj") && (has_child(s, w->head, "ccomp", NULL) || has_child(s, w->head, "xcomp", NULL));
        if (name || told) set(w, "root");
    }
}

static void move_children(sentence *s, int from, int to)
{
    for (int i = 1; i <= s->n; i++)
        if (s->w[i].head == from && i != to) s->w[i].head = to;
}

/* A run of words of a person's name whose last is the head: its first becomes it. */
static void hang_names(sentence *s)
{
    for (int last = 1; last <= s->n; last++) {
        word *w = &s->w[last];
        if (w->ner != SS_NER_PER || strncmp(w->pos, "NNP", 3) || is(w, "compound")) continue;
        int first = last;
        while (first > 1 && s->w[first - 1].head == last && is(&s->w[first - 1], "compound") &&
               s->w[first - 1].ner == SS_NER_PER)
            first--;
        if (first < last) {
            s->w[first].head = w->head;
            set(&s->w[first], w->rel);
            move_children(s, last, first);
            for (int i = first + 1; i <= last; i++) {
                s->w[i].head = first;
                set(&s->w[i], "flat");
            }
        }
        int title = first - 1;
        if (title < 1 || s->w[title].head != first || !is(&s->w[title], "compound")) continue;
        set(&s->w[title], "nmod:desc");
        for (int i = title - 1; i >= 1 && s->w[i].head == first && is(&s->w[i], "compound"); i--)
            s->w[i].head = title;
    }
}

static void emit(treebank *bank, sentence *s)
{
    if (!s->n) return;
    rename_relations(s);
    hang_coordinators(s);
    hang_names(s);
    leave_open(s);
    treebank_sentence(bank);
    int32_t index[LONGEST + 1];
    uint32_t start = bank->doc.tokens.n;
    for (int i = 1; i <= s->n; i++) {
        word *w = &s->w[i];
        int tag = ss_tag_from_name(w->pos, strlen(w->pos)), rel = ss_rel_from_name(w->rel, strlen(w->rel));
        gold_token g = {.tag = tag < 0 ? GOLD_NO_TAG : (uint8_t)tag,
                        .rel = (uint8_t)(rel < 0 ? SS_REL_dep : rel),
                        .head = rel < 0 ? GOLD_NO_HEAD : w->head, /* 1-based until all are there */
                        .ner = w->ner,
                        .begin = w->ner && (i == 1 || s->w[i - 1].ner != w->ner)};
        treebank_split(bank, w->form, w->space, g);
        index[i] = (int32_t)bank->doc.tokens.n - 1;
    }
    for (uint32_t i = start; i < bank->doc.tokens.n; i++) {
        int32_t *h = &bank->gold[i].head;
        if (*h == 0)
            *h = -1;
        else if (*h > 0)
            *h = index[*h];
    }
    s->n = 0;
}

bool treebank_read_silver(treebank *bank, const char *path)
{
    bool piped;
    FILE *f = treebank_open(path, &piped);
    if (!f) return false;
    sentence *s = calloc(1, sizeof *s);
    char *line = NULL;
    size_t cap = 0;
    long end = -1;
    while (s && getline(&line, &cap, f) > 0) {
        if (!strncmp(line, "# sent", 6) || !strncmp(line, "# doc", 5)) emit(bank, s);
        if (!strncmp(line, "# doc", 5)) {
            treebank_document(bank);
            end = -1;
        }
        if (line[0] == '#' && line[1] == ' ') continue;
        char *c[9];
        if (treebank_columns(line, c, 9, "\t") < 9 || s->n == LONGEST) continue;
        word *w = &s->w[++s->n];
        *w = (word){.head = atoi(c[5]), .space = atol(c[7]) != end};
        snprintf(w->form, sizeof w->form, "%s", treebank_unescape(c[1]));
        snprintf(w->pos, sizeof w->pos, "%s", c[3]);
        snprintf(w->rel, sizeof w->rel, "%s", c[6]);
        w->ner = strcmp(c[4], "O") ? treebank_name_type(c[4]) : SS_NER_NONE;
        end = atol(c[8]);
    }
    if (s) emit(bank, s);
    free(s);
    free(line);
    return treebank_close(f, piped);
}
