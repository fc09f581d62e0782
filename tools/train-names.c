/* train-names.c - sayso-train-names SHARED_DATA_DIR MODEL OUT_DIR [all|none]
 *
 * Writes OUT_DIR/gazetteer.bin from the name lists, those in tools/data and
 * data/lexicon (it runs at the top of the sources), and trains OUT_DIR/names.bin
 * on WikiGold, MEANTIME, the entities of GUM, WNUT17 and PolNeAR's silver columns,
 * tagged by the tagger of MODEL: the mean of several averaged perceptrons. A sixth of
 * the documents of WikiGold and of MEANTIME is held out and scored; with `all` they
 * are trained on too; with `none` no part of WikiGold is.
 *
 * The corpora differ in what a name is: see mark_peoples().
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <strings.h>

#include "common/corpus.h"
#include "common/mapmaker.h"
#include "common/meantime.h"
#include "lang/names.h"

enum { NAMES_LOG2 = 15, EPOCHS = 6, RUNS = 4 };

/* -- gazetteer --------------------------------------------------------------------- */

enum { GAZ_LOG2 = 18 };

/* Lower case as the token stage makes it, with hyphens apart; longer names by their words. */
static void add_name(mapmaker *t, const char *name, uint32_t sets)
{
    treebank bank = {0};
    char form[300], key[400];
    snprintf(form, sizeof form, "%s", name);
    uint32_t n = 0;
    for (char *word = strtok(form, " "); word; word = strtok(NULL, " ")) {
        treebank_split(&bank, word, true, (gold_token){.head = -1});
    }
    for (uint32_t i = 0; i < bank.doc.tokens.n; i++) {
        const ss_token *token = &bank.doc.tokens.at[i];
        if (n + token->lower_len + 2u > sizeof key) break;
        if (i) {
            mapmaker_add(t, ss_hash_bytes(key, n), SS_GAZ_PREFIX);
            key[n++] = ' ';
        }
        memcpy(key + n, token->lower, token->lower_len);
        n += token->lower_len;
    }
    if (n > 1) mapmaker_add(t, ss_hash_bytes(key, n), sets);
    treebank_free(&bank);
}

static FILE *open_list(const char *dir, const char *name)
{
    char path[4096];
    snprintf(path, sizeof path, "%s/%s", dir, name);
    FILE *f = fopen(path, "r");
    if (!f) {
        fprintf(stderr, "%s: %s\n", path, strerror(errno));
        exit(1);
    }
    return f;
}

static void add_list(mapmaker *t, const char *dir, const char *name, uint32_t sets)
{
    FILE *f = open_list(dir, name);
    char *line = NULL;
    size_t cap = 0;
    while (getline(&line, &cap, f) > 0) {
        line[strcspn(line, "\t\r\n")] = '\0';
        const char *s = line;
        if (!strncmp(s, "\xEF\xBB\xBF", 3)) s += 3;
        if (*s && *s != '#') add_name(t, s, sets);
    }
    free(line);
    fclose(f);
}

static void add_cities(mapmaker *t, const char *dir)
{
    FILE *f = open_list(dir, "names/world-cities.csv");
    char *line = NULL, *c[3];
    size_t cap = 0;
    while (getline(&line, &cap, f) > 0) {
        if (strchr(line, '"') || !strncmp(line, "name,", 5)) continue;
        char *p = line;
        int n = 0;
        while (n < 3) {
            c[n++] = p;
            p += strcspn(p, ",\r\n");
            if (!*p) break;
            *p++ = '\0';
        }
        if (n < 3) continue;
        add_name(t, c[0], SS_GAZ_CITY);
        add_name(t, c[1], SS_GAZ_REGION);
        if (*c[2]) add_name(t, c[2], SS_GAZ_REGION);
    }
    free(line);
    fclose(f);
}

static void add_legislators(mapmaker *t, const char *dir)
{
    FILE *f = open_list(dir, "names/legislators-current.yaml");
    char *line = NULL, first[200] = "", name[500];
    size_t cap = 0;
    while (getline(&line, &cap, f) > 0) {
        line[strcspn(line, "\r\n")] = '\0';
        const char *p;
        if ((p = strstr(line, "    first: ")) == line) snprintf(first, sizeof first, "%s", p + 11);
        if ((p = strstr(line, "    last: ")) == line) {
            snprintf(name, sizeof name, "%s %s", first, p + 10);
            add_name(t, name, SS_GAZ_PERSON);
            add_name(t, p + 10, SS_GAZ_LEGISLATOR);
        }
        if ((p = strstr(line, "    official_full: ")) == line) add_name(t, p + 19, SS_GAZ_PERSON);
    }
    free(line);
    fclose(f);
}

static void add_known_name(mapmaker *m, const char *name, const char *classes)
{
    static const char letters[] = "PLONWC";
    static const uint32_t sets[] = {SS_GAZ_PERSON, SS_GAZ_PLACE, SS_GAZ_GROUP, SS_GAZ_PEOPLE, SS_GAZ_OTHER, SS_GAZ_GROUP};
    uint32_t set = 0;
    for (; *classes; classes++) set |= sets[strchr(letters, *classes) - letters];
    add_name(m, name, set);
}

/* The noun and its plural. */
static void add_noun(mapmaker *m, const char *noun, const char *classes)
{
    static const char letters[] = "pogsnwev"; /* SS_NOUN_PERSON ... SS_NOUN_PRODUCT */
    char plural[100];
    size_t n = strlen(noun);
    uint32_t set = 0;
    for (; *classes; classes++) set |= 1u << (strchr(letters, *classes) - letters);
    if (n < 2 || n + 3 > sizeof plural) return;
    bool sibilant = strchr("sx", noun[n - 1]) || (noun[n - 1] == 'h' && strchr("cs", noun[n - 2]));
    if (noun[n - 1] == 'y' && !strchr("aeou", noun[n - 2]))
        snprintf(plural, sizeof plural, "%.*sies", (int)n - 1, noun);
    else
        snprintf(plural, sizeof plural, "%s%s", noun, sibilant ? "es" : "s");
    mapmaker_add(m, ss_gazetteer_noun_key(ss_hash_bytes(noun, n)), set);
    mapmaker_add(m, ss_gazetteer_noun_key(ss_hash_bytes(plural, strlen(plural))), set);
}

/* Files of classes in brackets and names parted by semicolons. */
static void add_classes(mapmaker *m, const char *name, const char *letters,
                        void (*add)(mapmaker *, const char *, const char *))
{
    FILE *f = open_list("tools/data", name);
    char *line = NULL, classes[20] = "";
    size_t cap = 0;
    while (getline(&line, &cap, f) > 0) {
        if (line[0] == '#') continue;
        if (line[0] == '[') {
            snprintf(classes, sizeof classes, "%.*s", (int)strcspn(line + 1, "]\n"), line + 1);
            if (classes[strspn(classes, letters)]) {
                fprintf(stderr, "tools/data/%s: [%s] has letters other than %s\n", name, classes, letters);
                exit(1);
            }
            continue;
        }
        for (char *at = line, *end; *at; at = end) {
            size_t n = strcspn(at, ";\n");
            end = at + n + (at[n] != '\0');
            at[n] = '\0';
            if (n) add(m, at, classes);
        }
    }
    free(line);
    fclose(f);
}

static void *make_gazetteer(const char *data, const char *out, size_t *len)
{
    mapmaker m = mapmaker_new(GAZ_LOG2);
    add_list(&m, data, "names/forenames-us.txt", SS_GAZ_FORENAME);
    add_list(&m, data, "names/forenames-all.txt", SS_GAZ_FORENAME_RARE);
    add_list(&m, data, "names/surnames-all.txt", SS_GAZ_SURNAME);
    add_cities(&m, data);
    add_legislators(&m, data);
    add_classes(&m, "known-names.txt", "PLONWC", add_known_name);
    add_classes(&m, "noun-meanings.txt", "pogsnwev", add_noun);
    add_list(&m, "data", "lexicon/outlets.txt", SS_GAZ_GROUP);
    add_list(&m, "data", "lexicon/bodies.txt", SS_GAZ_GROUP);
    add_list(&m, "data", "lexicon/acronyms.txt", SS_GAZ_GROUP);
    mapmaker_seal(&m);
    save_bytes(out, "gazetteer", m.bytes, m.len);
    printf("gazetteer: %u names and prefixes\n", m.entries);
    *len = m.len;
    return m.bytes;
}

/* -- documents --------------------------------------------------------------------- */

typedef struct {
    const corpus *c;
    uint32_t first, last; /* sentences */
    uint8_t times;        /* passes in an epoch */
    bool partial;         /* proper nouns without a name are not known to have none */
} document;

typedef struct {
    document *at;
    uint32_t n, cap;
} documents;

static void add_documents(documents *d, const corpus *c, uint8_t times, bool partial, int modulo, bool inverse)
{
    const treebank *b = &c->bank;
    for (uint32_t i = 0; i < b->doc_first.n; i++) {
        bool held = i % 6 == 5;
        if (modulo && held != inverse) continue;
        if (d->n == d->cap) {
            d->cap = d->cap * 2 + 256;
            d->at = realloc(d->at, d->cap * sizeof *d->at);
            if (!d->at) exit(1);
        }
        uint32_t last = i + 1 < b->doc_first.n ? b->doc_first.at[i + 1] : b->doc.sentences.n;
        d->at[d->n++] = (document){c, b->doc_first.at[i], last, times, partial};
    }
}

static uint32_t gold_label(const corpus *c, uint32_t s, uint32_t i)
{
    const gold_token *g = c->bank.gold + first_of(c, s);
    uint32_t n = length_of(c, s);
    if (!g[i].ner) return 0;
    bool begin = i == 0 || g[i].begin || g[i - 1].ner != g[i].ner;
    bool end = i + 1 == n || g[i + 1].begin || g[i + 1].ner != g[i].ner;
    return 1 + 4 * (g[i].ner - 1u) + (begin ? end ? 3 : 0 : end ? 2 : 1);
}

/* Peoples, languages, religions and their adjectives are names of the fourth kind in
 * WikiGold and in news; the other corpora say nothing of them, or take them for people
 * or places. */
static void mark_peoples(const ss_smallmap *gaz, corpus *c)
{
    for (uint32_t s = 0; s < c->bank.doc.sentences.n; s++) {
        for (uint32_t i = 0; i < length_of(c, s); i++) {
            const ss_token *t = &c->bank.doc.tokens.at[first_of(c, s) + i];
            gold_token *g = &c->bank.gold[first_of(c, s) + i];
            uint32_t sets = ss_smallmap_find(gaz, t->lhash), label = gold_label(c, s, i);
            if (!(t->flags & SS_CAPITAL) || !(sets & SS_GAZ_PEOPLE) || (sets & SS_GAZ_REGION)) continue;
            bool alone = label && (label - 1) % 4 == 3;
            bool many = t->tag == SS_TAG_NNPS || t->tag == SS_TAG_NNS, adjective = t->tag == SS_TAG_JJ;
            if (label ? !alone || !(many || adjective) : !many && !adjective && t->tag != SS_TAG_NNP) continue;
            g->ner = SS_NER_MISC;
            g->begin = true;
        }
    }
}

/* -- training ---------------------------------------------------------------------- */

typedef struct {
    ss_names names; /* the gazetteer; the table too where scoring */
    perceptron *p;  /* NULL: scoring */
    ss_arena scratch;
    jmp_buf oom;
    uint32_t right, guessed, gold, kind[5][3];
} trainer;

static uint32_t best_of(const float *scores, uint32_t valid)
{
    int best = -1;
    for (int l = 0; l < SS_NAME_LABELS; l++)
        if ((valid >> l & 1) && (best < 0 || scores[l] > scores[best])) best = l;
    return (uint32_t)best;
}

static void train_sentence(trainer *t, const document *d, uint32_t s, ss_name_memory *m)
{
    const corpus *c = d->c;
    uint32_t n = length_of(c, s), t1 = 0, t2 = 0, f[SS_NAME_FEATURES];
    const ss_token *tokens = c->bank.doc.tokens.at + first_of(c, s);
    ss_name_context *context = ss_alloc(&t->scratch, n * sizeof *context);
    ss_names_prepare(&t->names, m, tokens, words_of(c, s), n, context);
    for (uint32_t i = 0; i < n; i++) {
        uint32_t label = 0, gold = gold_label(c, s, i);
        if (context[i].scored || ss_name_open_label(t1)) {
            float scores[SS_LINEAR_CLASSES];
            uint32_t valid = ss_name_valid(tokens, t1, i, n);
            uint32_t k = ss_name_features(m, tokens, words_of(c, s), context, n, i, t1, t2, f);
            perceptron_scores(t->p, f, k, scores);
            label = best_of(scores, valid);
            bool unknown = d->partial && !gold && (tokens[i].tag == SS_TAG_NNP || tokens[i].tag == SS_TAG_NNPS);
            if (label != gold && !unknown && (valid >> gold & 1)) {
                perceptron_update(t->p, f, k, gold, 1);
                perceptron_update(t->p, f, k, label, -1);
            }
            perceptron_tick(t->p);
        }
        ss_name_remember(m, &tokens[i], label);
        t2 = t1;
        t1 = label;
    }
}

static void count_names(trainer *t, const corpus *c, uint32_t s)
{
    uint32_t n = length_of(c, s);
    const ss_token *tokens = c->bank.doc.tokens.at + first_of(c, s);
    for (uint32_t i = 0; i < n; i++) {
        uint32_t gold = gold_label(c, s, i), place = gold ? (gold - 1) % 4 : 9;
        bool g = place == 0 || place == 3, p = (tokens[i].flags & SS_NER_BEGIN) != 0;
        uint32_t ge = i + 1, pe = i + 1;
        while (g && ge < n && gold_label(c, s, ge) && ((gold_label(c, s, ge) - 1) % 4 == 1 || (gold_label(c, s, ge) - 1) % 4 == 2)) ge++;
        while (p && pe < n && tokens[pe].ner && !(tokens[pe].flags & SS_NER_BEGIN)) pe++;
        uint8_t kind = c->bank.gold[first_of(c, s) + i].ner;
        bool same = g && p && ge == pe && kind == tokens[i].ner;
        t->gold += g;
        t->guessed += p;
        t->right += same;
        if (g) t->kind[kind][0]++;
        if (p) t->kind[tokens[i].ner][1]++;
        if (same) t->kind[kind][2]++;
    }
}

static void run_document(trainer *t, const document *d)
{
    const corpus *c = d->c;
    ss_name_memory m;
    uint32_t first = first_of(c, d->first), last = c->bank.doc.sentences.at[d->last - 1].last;
    ss_name_memory_init(&m, &t->scratch, &t->names, &c->bank.doc, first, last);
    for (uint32_t s = d->first; s < d->last; s++) {
        if (t->p) {
            train_sentence(t, d, s, &m);
        } else {
            ss_name_context *context = ss_alloc(&t->scratch, length_of(c, s) * sizeof *context);
            ss_names_run(&t->names, &m, c->bank.doc.tokens.at + first_of(c, s), words_of(c, s), length_of(c, s), context);
            count_names(t, c, s);
        }
    }
    ss_arena_reset(&t->scratch, 1 << 20);
}

static void report(trainer *t, const char *name, const documents *d)
{
    t->right = t->guessed = t->gold = 0;
    memset(t->kind, 0, sizeof t->kind);
    for (uint32_t i = 0; i < d->n; i++) run_document(t, &d->at[i]);
    double p = t->guessed ? 100.0 * t->right / t->guessed : 0, r = t->gold ? 100.0 * t->right / t->gold : 0;
    printf("%-10s P %.1f R %.1f F %.1f  ", name, p, r, p + r > 0 ? 2 * p * r / (p + r) : 0);
    for (int k = 1; k < 5; k++)
        printf(" %.0f", t->kind[k][0] + t->kind[k][1] ? 200.0 * t->kind[k][2] / (t->kind[k][0] + t->kind[k][1]) : 0);
    printf("\n");
}

/* One averaged perceptron, by a seed. */
static perceptron *train(trainer *t, const documents *d, uint32_t seed)
{
    perceptron *p = perceptron_new(SS_NAME_LABELS, NAMES_LOG2, 4);
    uint32_t n = 0, all = 0;
    for (uint32_t i = 0; i < d->n; i++) all += d->at[i].times;
    uint32_t *order = allocate(all, sizeof *order);
    for (uint32_t i = 0; i < d->n; i++)
        for (int k = 0; k < d->at[i].times; k++) order[n++] = i;
    uint64_t random = 99 + seed;
    t->p = p;
    for (int e = 0; e < EPOCHS; e++) {
        if (e + 2 == EPOCHS) perceptron_prune(p);
        perceptron_shuffle(order, n, &random);
        for (uint32_t i = 0; i < n; i++) run_document(t, &d->at[order[i]]);
    }
    t->p = NULL;
    free(order);
    return p;
}

int main(int argc, char **argv)
{
    if (argc < 4) {
        fprintf(stderr, "usage: sayso-train-names SHARED_DATA_DIR MODEL OUT_DIR [all|none]\n");
        return 2;
    }
    const char *data = argv[1], *mode = argc > 4 ? argv[4] : "";
    sayso_error err;
    sayso_model *model = sayso_model_open(argv[2], NULL, &err);
    ss_tagger tagger;
    if (!model || !ss_tagger_open(&tagger, model)) {
        fprintf(stderr, "%s: no model with a tagger\n", argv[2]);
        return 1;
    }
    size_t len;
    void *gaz = make_gazetteer(data, argv[3], &len);
    static corpus wiki, wnut, wnut_dev, gum, gum_dev, mean, silver, silver_dev;
    corpus_load(&wiki, treebank_read_names, data, "ner/wikigold.conll");
    corpus_load(&wnut, treebank_read_names, data, "ner/wnut17-train.conll");
    corpus_load(&wnut_dev, treebank_read_names, data, "ner/wnut17-dev.conll");
    corpus_load(&gum, treebank_read, data, "ud/gum-train.conllu.xz");
    corpus_load(&gum_dev, treebank_read, data, "ud/gum-dev.conllu.xz");
    corpus_load(&mean, meantime_read, data, "meantime");
    corpus_load(&silver, treebank_read_silver, data, "polnear/train/corenlp.tsv.xz");
    corpus_load(&silver_dev, treebank_read_silver, data, "polnear/dev/corenlp.tsv.xz");
    corpus *all[] = {&wiki, &wnut, &wnut_dev, &gum, &gum_dev, &mean, &silver, &silver_dev};
    for (int i = 0; i < 8; i++) {
        corpus_words(all[i]);
        corpus_dictionary(all[i], &tagger);
        corpus_tag(all[i], &tagger);
    }
    static trainer t;
    if (setjmp(t.oom)) return 1;
    ss_arena_init(&t.scratch, NULL, &t.oom);
    ss_smallmap_open(&t.names.gaz, gaz, len);
    mark_peoples(&t.names.gaz, &gum);
    mark_peoples(&t.names.gaz, &wnut);
    mark_peoples(&t.names.gaz, &mean);

    const bool whole = !strcmp(mode, "all"), none = !strcmp(mode, "none");
    documents docs = {0}, held = {0}, held_mean = {0}, out_wnut = {0}, out_gum = {0}, out_silver = {0};
    if (!none) add_documents(&docs, &wiki, 3, false, !whole, false);
    add_documents(&docs, &wnut, 1, false, 0, false);
    add_documents(&docs, &gum, 3, true, 0, false);
    add_documents(&docs, &mean, 1, true, !whole, false);
    add_documents(&docs, &silver, 1, false, 0, false);
    add_documents(&held, &wiki, 1, false, !none, true);
    add_documents(&held_mean, &mean, 1, false, 1, true);
    add_documents(&out_wnut, &wnut_dev, 1, false, 0, false);
    add_documents(&out_gum, &gum_dev, 1, false, 0, false);
    add_documents(&out_silver, &silver_dev, 1, false, 0, false);
    printf("%u documents\n", docs.n);

    perceptron *mean_of = perceptron_new(SS_NAME_LABELS, NAMES_LOG2, 4);
    for (uint32_t run = 0; run < RUNS; run++) {
        perceptron *p = train(&t, &docs, run);
        perceptron_absorb(mean_of, p, 1.0f / RUNS);
        perceptron_free(p);
    }
    void *bytes;
    t.names.linear = perceptron_finish(mean_of, &bytes);
    printf("%d runs of %d epochs  %.0f s\n", RUNS, EPOCHS, cpu_seconds());
    report(&t, "wikigold", &held);
    report(&t, "meantime", &held_mean);
    report(&t, "gum", &out_gum);
    report(&t, "wnut", &out_wnut);
    report(&t, "silver", &out_silver);
    save_table(argv[3], "names", mean_of);
    free(bytes);
    perceptron_free(mean_of);
    return 0;
}
