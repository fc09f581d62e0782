/* train-pronouns.c - fits the weights by which pronouns are resolved.
 *
 * usage: sayso-train-pronouns MODEL GAP.tsv... GUM.conllu.xz... > data/lexicon/pronoun_weights.txt
 *
 * Files are in the format of GAP (Webster et al. 2018: text, a pronoun, two names
 * and whether it stands for either) or of UD English-GUM with its coreference.
 * Each text goes through the whole pipeline with a trace on the resolver; where the
 * traced pronoun is one that is known, its candidates are an example. A log-linear
 * ranker (the candidates of the right entity against the rest) is fitted by AdaGrad
 * with an L2 penalty. Pronouns whose antecedent is no candidate are passed over.
 * Weights that no example has keep the model's values, and so does latest_source:
 * neither GAP nor GUM is news, where who spoke last is who "he said" means. Prints the share of examples
 * ranked right in five-fold cross-validation to standard error. Fixed order, one
 * thread: the same input gives the same bytes.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "attr/ent_resolve.h"
#include "common/coref.h"
#include "reader.h"

enum { EPOCHS = 60, FOLDS = 5, COLUMNS = 10 };
static const double RATE = 0.2, PENALTY = 0.002;

typedef struct {
    ent_features *at;
    bool *right;
    uint32_t n;
    bool gap; /* of GAP; else of GUM */
} example;

typedef struct {
    const sayso_model *model;
    example *at;
    size_t n, cap;
    uint32_t pronoun;   /* byte offset that is asked for */
    sayso_span name[2]; /* bytes */
    bool right[2];
    const coref_doc *gold; /* of GUM; NULL while GAP is read */
    float weights[ENT_N_WEIGHTS]; /* of the model */
    size_t asked, seen;
} training;

static void *need(void *p)
{
    if (p) return p;
    fprintf(stderr, "train-pronouns: out of memory\n");
    exit(1);
}

/* -- collecting ------------------------------------------------------------------- */

/* The entity that a name's span belongs to; -1: none. */
static int32_t entity_at(const sayso_doc *doc, sayso_span span)
{
    int32_t found = -1;
    uint32_t most = 0;
    for (uint32_t i = 0; i < doc->mentions.n; i++) {
        const ss_mention *m = &doc->mentions.at[i];
        if (m->type == SS_MENTION_PRONOUN || m->entity < 0) continue;
        uint32_t begin = doc->tokens.at[m->first].begin, end = doc->tokens.at[m->last - 1].end;
        if (begin < span.begin) begin = span.begin;
        if (end > span.end) end = span.end;
        if (end <= begin || end - begin <= most) continue;
        most = end - begin;
        found = m->entity;
    }
    return found;
}

/* GAP: does the candidate's entity bear the name that is meant? */
static bool gap_right(const training *t, const sayso_doc *doc, int32_t entity)
{
    for (int k = 0; k < 2; k++)
        if (t->right[k] && entity == entity_at(doc, t->name[k])) return true;
    return false;
}

/* The chain of the smallest gold mention whose head begins at the byte; NULL. */
static const char *chain_at(const coref_doc *g, uint32_t byte)
{
    const char *found = NULL;
    uint32_t least = UINT32_MAX;
    for (uint32_t i = 0; i < g->n_mentions; i++) {
        const coref_mention *m = &g->mentions[i];
        if (m->last - m->first >= least || g->span[coref_head(g, m)].begin != byte) continue;
        least = m->last - m->first;
        found = m->id;
    }
    return found;
}

static void see(void *arg, const ent_resolver *r, uint32_t pronoun, const ent_features *candidates, uint32_t n)
{
    training *t = arg;
    const sayso_doc *doc = r->doc;
    for (uint32_t k = 0; k < ENT_N_WEIGHTS; k++) t->weights[k] = ent_weight(r, k);
    uint32_t byte = doc->tokens.at[doc->mentions.at[pronoun].first].begin;
    const char *chain = t->gold ? chain_at(t->gold, byte) : NULL;
    bool thing = n > 0 && candidates[n - 1].token == UINT32_MAX; /* then nothing may be right */
    if ((t->gold ? !chain && !thing : byte != t->pronoun) || n < 2) return;
    example e = {need(malloc(n * sizeof *e.at)), need(calloc(n, sizeof *e.right)), n, !t->gold};
    memcpy(e.at, candidates, n * sizeof *e.at);
    uint32_t rights = 0;
    for (uint32_t i = 0; i < n; i++) {
        uint32_t token = candidates[i].token, mention = candidates[i].mention;
        const char *own = t->gold && token != UINT32_MAX ? chain_at(t->gold, doc->tokens.at[token].begin) : NULL;
        if (t->gold)
            e.right[i] = token == UINT32_MAX ? rights == 0 : own && chain && !strcmp(own, chain);
        else
            e.right[i] = mention != UINT32_MAX && gap_right(t, doc, doc->mentions.at[mention].entity);
        rights += e.right[i];
    }
    t->seen++;
    if (rights == 0 || rights == n) {
        free(e.at);
        free(e.right);
        return;
    }
    if (t->n == t->cap) t->at = need(realloc(t->at, (t->cap = t->cap * 2 + 256) * sizeof *t->at));
    t->at[t->n++] = e;
}

static void read_text(training *t, const char *text, size_t len)
{
    jmp_buf oom;
    ss_arena scratch;
    sayso_doc *doc = need(calloc(1, sizeof *doc));
    if (setjmp(oom)) need(NULL);
    ss_arena_init(&scratch, NULL, &oom);
    ss_arena_init(&doc->arena, NULL, &oom);
    sayso_options options = {0};
    ss_ctx ctx = {t->model, &options, &scratch, doc};
    sayso_error err;
    if (ss_read_language(&ctx, &(sayso_record){.data = text, .len = len, .kind = SAYSO_KIND_TEXT}, &err) == SAYSO_OK) {
        const ss_tree *tree = ss_tree_build(&ctx);
        ss_entities_find(&ctx, tree);
        ss_attributions_find(&ctx, tree);
        ent_resolve(&ctx, tree, &(ent_trace){see, t});
    }
    ss_arena_free(&scratch);
    ss_arena_free(&doc->arena);
    free(doc);
}

/* The byte of the code point with this number. */
static uint32_t byte_of(const char *text, long chars)
{
    uint32_t i = 0;
    for (; text[i] && chars > 0; i++)
        if (((unsigned char)text[i + 1] & 0xC0) != 0x80) chars--;
    return i;
}

static void read_file(training *t, const char *path)
{
    FILE *f = fopen(path, "r");
    if (!f) {
        perror(path);
        exit(1);
    }
    char *line = NULL;
    size_t cap = 0;
    for (ssize_t n; (n = getline(&line, &cap, f)) > 0;) {
        char *column[COLUMNS], *p = line;
        int columns = 0;
        for (; columns < COLUMNS && p; columns++) {
            column[columns] = p;
            p = strchr(p, '\t');
            if (p) *p++ = '\0';
        }
        if (columns < COLUMNS || !strcmp(column[0], "ID")) continue;
        const char *text = column[1];
        t->pronoun = byte_of(text, atol(column[3]));
        for (int k = 0; k < 2; k++) {
            uint32_t begin = byte_of(text, atol(column[5 + 3 * k]));
            t->name[k] = (sayso_span){begin, begin + (uint32_t)strlen(column[4 + 3 * k])};
            t->right[k] = !strcmp(column[6 + 3 * k], "TRUE");
        }
        t->asked++;
        read_text(t, text, strlen(text));
    }
    free(line);
    fclose(f);
}

static void read_gum(void *arg, coref_doc *doc)
{
    training *t = arg;
    t->gold = doc;
    for (uint32_t i = 0; i < doc->n; i++) t->asked += doc->word[i] == 'P';
    read_text(t, doc->text, doc->len);
    t->gold = NULL;
}

/* -- fitting -------------------------------------------------------------------------- */

static double score(const ent_features *f, const double *w)
{
    double sum = 0;
    for (uint32_t k = 0; k < f->n; k++) sum += w[f->at[k]] * (double)f->value[k];
    return sum;
}

static void step(const example *e, double *w, double *squares, double *p)
{
    double most = -1e30, all = 0, right = 0;
    for (uint32_t i = 0; i < e->n; i++) {
        p[i] = score(&e->at[i], w);
        if (p[i] > most) most = p[i];
    }
    for (uint32_t i = 0; i < e->n; i++) {
        p[i] = exp(p[i] - most);
        all += p[i];
        if (e->right[i]) right += p[i];
    }
    double gradient[ENT_N_WEIGHTS] = {0};
    for (uint32_t i = 0; i < e->n; i++) {
        double g = (e->right[i] ? p[i] / (right + 1e-12) : 0) - p[i] / all;
        for (uint32_t k = 0; k < e->at[i].n; k++) gradient[e->at[i].at[k]] += g * (double)e->at[i].value[k];
    }
    for (uint32_t k = 0; k < ENT_N_WEIGHTS; k++) {
        if (gradient[k] == 0 || k == ENT_F_latest_source) continue;
        double g = gradient[k] - PENALTY * w[k];
        squares[k] += g * g;
        w[k] += RATE * g / sqrt(squares[k] + 1e-8);
    }
}

/* Fits on the examples whose number modulo FOLDS is not `out` (-1: on all). */
static void fit(const training *t, long out, double *w)
{
    double squares[ENT_N_WEIGHTS] = {0}, p[256];
    for (uint32_t k = 0; k < ENT_N_WEIGHTS; k++) w[k] = (double)t->weights[k];
    for (int epoch = 0; epoch < EPOCHS; epoch++)
        for (size_t i = 0; i < t->n; i++)
            if ((long)(i % FOLDS) != out && t->at[i].n <= sizeof p / sizeof *p) step(&t->at[i], w, squares, p);
}

static size_t count_right(const training *t, long fold, bool gap, const double *w, size_t *of)
{
    size_t right = 0;
    for (size_t i = 0; i < t->n; i++) {
        if (t->at[i].gap != gap || (fold >= 0 && (long)(i % FOLDS) != fold)) continue;
        uint32_t best = 0;
        for (uint32_t k = 1; k < t->at[i].n; k++)
            if (score(&t->at[i].at[k], w) > score(&t->at[i].at[best], w)) best = k;
        right += t->at[i].right[best];
        ++*of;
    }
    return right;
}

static void write_weights(const double *w)
{
    printf("# Weights of the features by which src/attr/ent_pronouns.c ranks what a pronoun may\n"
           "# stand for; the highest sum wins. It and they have weights of their own. Fitted by\n"
           "# sayso-train-pronouns on GAP development (Webster et al. 2018, Apache-2.0) and on\n"
           "# pronouns of UD English-GUM train (CC BY 4.0); latest_source is set by hand.\n");
    for (uint32_t k = 0; k < ENT_N_WEIGHTS; k++) {
        char name[40];
        ent_weight_name(k, name);
        printf("%s\t%.3f\n", name, w[k]);
    }
}

int main(int argc, char **argv)
{
    if (argc < 3) {
        fprintf(stderr, "usage: sayso-train-pronouns MODEL GAP.tsv... GUM.conllu.xz...\n");
        return 2;
    }
    sayso_error err;
    sayso_model *model = sayso_model_open(argv[1], NULL, &err);
    if (!model) {
        fprintf(stderr, "%s\n", err.message);
        return 1;
    }
    training t = {.model = model};
    for (int i = 2; i < argc; i++) {
        if (strstr(argv[i], ".conllu"))
            coref_read(argv[i], read_gum, &t);
        else
            read_file(&t, argv[i]);
    }
    fprintf(stderr, "%zu pronouns asked for, %zu found, %zu with a choice to learn from\n", t.asked, t.seen, t.n);
    double w[ENT_N_WEIGHTS];
    size_t right[2] = {0}, of[2] = {0};
    for (long fold = 0; fold < FOLDS; fold++) {
        fit(&t, fold, w);
        for (int gap = 0; gap < 2; gap++) right[gap] += count_right(&t, fold, gap, w, &of[gap]);
    }
    for (int gap = 0; gap < 2; gap++)
        fprintf(stderr, "%s, held out: %.1f%% of %zu ranked right\n", gap ? "GAP" : "GUM",
                100.0 * (double)right[gap] / (double)(of[gap] ? of[gap] : 1), of[gap]);
    fit(&t, -1, w);
    write_weights(w);
    for (size_t i = 0; i < t.n; i++) {
        free(t.at[i].at);
        free(t.at[i].right);
    }
    free(t.at);
    sayso_model_close(model);
    return 0;
}
