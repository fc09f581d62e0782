/* score-entities.c - how well entities are told apart, on data made by people.
 *
 * usage: sayso-score-entities MODEL gap FILE.tsv
 *        sayso-score-entities MODEL pronouns ANNOTATION.tsv FOLDER
 *        sayso-score-entities MODEL coref FILE.conllu[.xz]
 *        -v before the model prints what is wrong (coref: every mention)
 *
 * gap       GAP (Webster et al. 2018): F1 over both names of each text, whether the
 *           pronoun stands for it, in all, of he and of she, and their ratio (bias).
 * pronouns  lines "stem, begin, end, begin, end" in code points: a pronoun and a
 *           mention of what it means; FOLDER/stem.txt is read. Share that is right.
 * coref     UD English-GUM with entities in MISC: of gold mentions of people and
 *           organisations that are names or pronouns of the third person, B-cubed
 *           (Bagga and Baldwin 1998) and F1 over pairs. A gold mention is in the entity of our smallest
 *           mention that holds its head; what none holds stands alone.
 *
 * All through the public API: what is scored is what users get. Cost: one reading a
 * text; coref is quadratic in the mentions of one document.
 */
#include <sayso.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/coref.h"
#include "common/treebank.h"

static bool verbose;

static void *need(void *p)
{
    if (p) return p;
    fprintf(stderr, "score-entities: out of memory\n");
    exit(1);
}

static FILE *open_file(const char *path)
{
    FILE *f = fopen(path, "r");
    if (!f) {
        perror(path);
        exit(1);
    }
    return f;
}

static sayso_doc *read_text(sayso_reader *reader, const char *text, size_t len)
{
    sayso_error err;
    sayso_doc *doc = sayso_read(reader, &(sayso_record){.data = text, .len = len, .kind = SAYSO_KIND_TEXT}, NULL, &err);
    if (!doc) fprintf(stderr, "score-entities: %s\n", err.message);
    return doc;
}

/* The byte at which the code point with this number begins. */
static uint32_t byte_of(const char *text, long chars)
{
    uint32_t i = 0;
    for (; text[i] && chars > 0; i++)
        if (((unsigned char)text[i + 1] & 0xC0) != 0x80) chars--;
    return i;
}

/* The entity of the smallest mention that meets the span; -1: none. */
static int32_t entity_at(const sayso_doc *doc, sayso_span span)
{
    uint32_t n, least = UINT32_MAX;
    int32_t found = -1;
    const sayso_entity *e = sayso_doc_entities(doc, &n);
    for (uint32_t i = 0; i < n; i++) {
        for (uint32_t k = 0; k < e[i].n_mentions; k++) {
            sayso_span m = e[i].mentions[k].span;
            if (m.begin >= span.end || m.end <= span.begin || m.end - m.begin >= least) continue;
            least = m.end - m.begin;
            found = (int32_t)i;
        }
    }
    return found;
}

static const char *name_of(const sayso_doc *doc, int32_t entity)
{
    uint32_t n;
    const sayso_entity *e = sayso_doc_entities(doc, &n);
    return entity < 0 ? "nothing" : e[entity].name;
}

static bool entity_meets(const sayso_doc *doc, int32_t entity, sayso_span span)
{
    uint32_t n;
    const sayso_entity *e = sayso_doc_entities(doc, &n);
    for (uint32_t k = 0; entity >= 0 && k < e[entity].n_mentions; k++)
        if (e[entity].mentions[k].span.begin < span.end && e[entity].mentions[k].span.end > span.begin) return true;
    return false;
}

/* -- GAP ------------------------------------------------------------------------------ */

typedef struct {
    size_t right, said, gold; /* true positives, positives of ours, of the data */
} counts;

static double f1(counts c)
{
    return c.said + c.gold ? 200.0 * (double)c.right / (double)(c.said + c.gold) : 0;
}

static void print_f1(const char *name, counts c)
{
    printf("%-10s F1 %.1f  P %.1f  R %.1f  (%zu)\n", name, f1(c), c.said ? 100.0 * (double)c.right / (double)c.said : 0,
           c.gold ? 100.0 * (double)c.right / (double)c.gold : 0, c.gold);
}

/* Prints one wrong answer, and what the name itself was read as. */
static void explain(const sayso_doc *doc, char *const *column, int k, bool gold, int32_t entity, sayso_span name)
{
    uint32_t n;
    const sayso_entity *e = sayso_doc_entities(doc, &n);
    int32_t own = entity_at(doc, name);
    char gender = own >= 0 ? e[own].gender : 0;
    printf("%s %s: %s is %s, read as %s; the name as %s, %s %c\n", column[0], column[2], column[4 + 3 * k],
           gold ? "meant" : "not meant", name_of(doc, entity), name_of(doc, own),
           own >= 0 ? sayso_entity_kind_name(e[own].kind) : "no entity", gender ? gender : '-');
}

static void score_gap(sayso_reader *reader, const char *path)
{
    enum { COLUMNS = 10 };
    FILE *f = open_file(path);
    char *line = NULL, *column[COLUMNS];
    size_t cap = 0;
    counts all[2] = {{0}};
    while (getline(&line, &cap, f) > 0) {
        if (treebank_columns(line, column, COLUMNS, "\t") < COLUMNS || !strcmp(column[0], "ID")) continue;
        const char *text = column[1];
        sayso_doc *doc = read_text(reader, text, strlen(text));
        if (!doc) continue;
        uint32_t at = byte_of(text, atol(column[3]));
        int32_t entity = entity_at(doc, (sayso_span){at, at + (uint32_t)strlen(column[2])});
        counts *c = &all[column[2][0] == 's' || column[2][0] == 'S' || !strncasecmp(column[2], "her", 3)];
        for (int k = 0; k < 2; k++) {
            uint32_t begin = byte_of(text, atol(column[5 + 3 * k]));
            sayso_span name = {begin, begin + (uint32_t)strlen(column[4 + 3 * k])};
            bool gold = !strcmp(column[6 + 3 * k], "TRUE"), said = entity_meets(doc, entity, name);
            c->right += gold && said;
            c->said += said;
            c->gold += gold;
            if (verbose && gold != said)
                explain(doc, column, k, gold, entity, name);
        }
        sayso_doc_free(doc);
    }
    free(line);
    fclose(f);
    counts sum = {all[0].right + all[1].right, all[0].said + all[1].said, all[0].gold + all[1].gold};
    print_f1("all", sum);
    print_f1("he", all[0]);
    print_f1("she", all[1]);
    printf("bias       %.3f (she to he)\n", f1(all[0]) > 0 ? f1(all[1]) / f1(all[0]) : 0);
}

/* -- pronouns ---------------------------------------------------------------------------- */

static char *read_whole(const char *folder, const char *stem, size_t *len)
{
    char path[4096];
    snprintf(path, sizeof path, "%s/%s.txt", folder, stem);
    FILE *f = open_file(path);
    fseek(f, 0, SEEK_END);
    *len = (size_t)ftell(f);
    rewind(f);
    char *text = need(malloc(*len + 1));
    if (fread(text, 1, *len, f) != *len) {
        perror(path);
        exit(1);
    }
    text[*len] = '\0';
    fclose(f);
    return text;
}

static void score_pronouns(sayso_reader *reader, const char *path, const char *folder)
{
    enum { COLUMNS = 5 };
    FILE *f = open_file(path);
    char *line = NULL, *column[COLUMNS], *text = NULL, stem[512] = "";
    size_t cap = 0, right = 0, n = 0, len = 0;
    sayso_doc *doc = NULL;
    while (getline(&line, &cap, f) > 0) {
        if (*line == '#' || treebank_columns(line, column, COLUMNS, "\t") < COLUMNS) continue;
        if (strcmp(stem, column[0]) != 0) {
            if (doc) sayso_doc_free(doc);
            free(text);
            snprintf(stem, sizeof stem, "%s", column[0]);
            text = read_whole(folder, stem, &len);
            doc = read_text(reader, text, len);
            if (!doc) exit(1);
        }
        uint32_t at[4];
        for (int k = 0; k < 4; k++) at[k] = byte_of(text, atol(column[1 + k]));
        int32_t entity = entity_at(doc, (sayso_span){at[0], at[1]});
        bool good = entity_meets(doc, entity, (sayso_span){at[2], at[3]});
        n++;
        right += good;
        if (verbose && !good)
            printf("%s %s %.*s: %.*s, read as %s\n", stem, column[1], (int)(at[1] - at[0]), text + at[0],
                   (int)(at[3] - at[2]), text + at[2], name_of(doc, entity));
    }
    if (doc) sayso_doc_free(doc);
    free(text);
    free(line);
    fclose(f);
    printf("pronouns that are sources: %.1f %% of %zu right\n", n ? 100.0 * (double)right / (double)n : 0, n);
}

/* -- coreference ------------------------------------------------------------------------------ */

typedef struct {
    sayso_reader *reader;
    double precision, recall; /* sums over mentions */
    size_t mentions;
    counts pairs;
} coref_score;

/* Our entity of a gold mention; -1: none. False: a mention that is not scored. */
static bool read_mention(const sayso_doc *doc, const coref_doc *g, const coref_mention *m, int32_t *found)
{
    uint32_t head = coref_head(g, m);
    if (!g->word[head] || (strcmp(m->kind, "person") != 0 && strcmp(m->kind, "organization") != 0)) return false;
    *found = entity_at(doc, g->span[head]);
    if (verbose)
        printf("%s\t%.*s\t%s\n", m->id, (int)(g->span[m->last - 1].end - g->span[m->first].begin),
               g->text + g->span[m->first].begin, name_of(doc, *found));
    return true;
}

static void score_document(void *arg, coref_doc *g)
{
    coref_score *s = arg;
    sayso_doc *doc = read_text(s->reader, g->text, g->len);
    if (!doc) return;
    uint32_t n = 0;
    int32_t *found = need(malloc((g->n_mentions + 1) * sizeof *found));
    for (uint32_t i = 0; i < g->n_mentions; i++)
        if (read_mention(doc, g, &g->mentions[i], &found[n])) g->mentions[n++] = g->mentions[i];
    for (uint32_t i = 0; i < n; i++) {
        size_t gold = 0, ours = 0, both = 0;
        for (uint32_t k = 0; k < n; k++) {
            bool a = !strcmp(g->mentions[i].id, g->mentions[k].id);
            bool b = i == k || (found[i] >= 0 && found[i] == found[k]); /* what is not found stands alone */
            gold += a;
            ours += b;
            both += a && b;
        }
        s->precision += (double)both / (double)ours;
        s->recall += (double)both / (double)gold;
        s->mentions++;
        s->pairs.right += both - 1;
        s->pairs.said += ours - 1;
        s->pairs.gold += gold - 1;
    }
    free(found);
    sayso_doc_free(doc);
}

static void score_coref(sayso_reader *reader, const char *path)
{
    coref_score s = {.reader = reader};
    coref_read(path, score_document, &s);
    double p = s.mentions ? s.precision / (double)s.mentions : 0, r = s.mentions ? s.recall / (double)s.mentions : 0;
    printf("B-cubed    F1 %.1f  P %.1f  R %.1f  (%zu mentions)\n", p + r > 0 ? 200 * p * r / (p + r) : 0, 100 * p,
           100 * r, s.mentions);
    print_f1("pairs", s.pairs);
}

int main(int argc, char **argv)
{
    if (argc > 1 && !strcmp(argv[1], "-v")) {
        verbose = true;
        argv++;
        argc--;
    }
    bool gap = argc == 4 && !strcmp(argv[2], "gap"), coref = argc == 4 && !strcmp(argv[2], "coref");
    bool pronouns = argc == 5 && !strcmp(argv[2], "pronouns");
    if (!gap && !coref && !pronouns) {
        fprintf(stderr, "usage: sayso-score-entities [-v] MODEL gap FILE.tsv\n"
                        "       sayso-score-entities [-v] MODEL pronouns ANNOTATION.tsv FOLDER\n"
                        "       sayso-score-entities [-v] MODEL coref FILE.conllu[.xz]\n");
        return 2;
    }
    sayso_error err;
    sayso_model *model = sayso_model_open(argv[1], NULL, &err);
    sayso_reader *reader = model ? sayso_reader_new(model, &err) : NULL;
    if (!reader) {
        fprintf(stderr, "score-entities: %s\n", err.message);
        return 1;
    }
    if (gap) score_gap(reader, argv[3]);
    if (pronouns) score_pronouns(reader, argv[3], argv[4]);
    if (coref) score_coref(reader, argv[3]);
    sayso_reader_free(reader);
    sayso_model_close(model);
    return 0;
}
