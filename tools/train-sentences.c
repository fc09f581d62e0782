/* train-sentences.c - sayso-train-sentences MODEL SHARED_DATA_DIR OUT_DIR
 *
 * Trains where sentences end (src/token/sentences.c) and writes OUT_DIR/sentences.bin:
 * on the treebanks' texts, laid out as they were, and on PolNeAR's articles where
 * CoreNLP's splitter and our rules agree (where they do not, neither is trusted).
 * Deterministic.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

#include "common/corpus.h"
#include "common/stories.h"
#include "text/text.h"
#include "token/token.h"

enum { LOG2 = 14, EPOCHS = 6, PRUNED_EPOCHS = 2 };

typedef struct {
    uint32_t *features; /* SS_SPLIT_FEATURES each */
    uint8_t *n, *gold;
    uint32_t count, cap;
} examples;

typedef struct {
    const sayso_model *model;
    examples *out;
    const ss_token *const *tokens; /* of the document at hand */
    const uint8_t *begins;         /* [bytes of text] does a sentence begin here? */
    bool agreed;                   /* learn only where the rules say the same */
} lesson;

static bool tell(void *self, uint32_t i, bool rule, const uint32_t *features, uint32_t n)
{
    lesson *l = self;
    examples *e = l->out;
    bool gold = l->begins[(*l->tokens)[i].begin];
    if (l->agreed && gold != rule) return rule;
    if (e->count == e->cap) {
        e->cap = e->cap * 2 + 65536;
        e->features = realloc(e->features, (size_t)e->cap * SS_SPLIT_FEATURES * sizeof *e->features);
        e->n = realloc(e->n, e->cap);
        e->gold = realloc(e->gold, e->cap);
        if (!e->features || !e->n || !e->gold) exit(1);
    }
    memcpy(e->features + (size_t)e->count * SS_SPLIT_FEATURES, features, n * sizeof *features);
    e->n[e->count] = (uint8_t)n;
    e->gold[e->count++] = gold;
    return gold;
}

static void learn_text(lesson *l, const char *text, size_t len, bool regions)
{
    ss_arena scratch;
    sayso_doc doc = {0};
    jmp_buf oom;
    if (setjmp(oom)) exit(1);
    ss_arena_init(&scratch, NULL, &oom);
    ss_arena_init(&doc.arena, NULL, &oom);
    sayso_options options = {0};
    ss_ctx ctx = {l->model, &options, &scratch, &doc};
    const ss_token *const *tokens = (const ss_token *const *)&doc.tokens.at;
    l->tokens = tokens;
    ss_split_teacher teacher = {tell, l};
    ss_text_plain(&ctx, text, len);
    if (regions) ss_text_regions(&ctx);
    ss_text_quotes(&ctx);
    ss_tokenize_taught(&ctx, &teacher);
    ss_arena_free(&scratch);
    ss_arena_free(&doc.arena);
}

static void learn_treebank(lesson *l, const char *dir, const char *name)
{
    corpus c = {0};
    corpus_load(&c, treebank_read, dir, name);
    const sayso_doc *doc = &c.bank.doc;
    uint8_t *begins = allocate(doc->len + 1, 1);
    for (uint32_t s = 0; s < doc->sentences.n; s++)
        if (doc->sentences.at[s].first < doc->sentences.at[s].last)
            begins[doc->tokens.at[doc->sentences.at[s].first].begin] = 1;
    l->begins = begins;
    l->agreed = false;
    learn_text(l, doc->text, doc->len, false);
    free(begins);
    treebank_free(&c.bank);
}

static void learn_story(void *self, const story *a)
{
    lesson *l = self;
    l->begins = a->begins;
    l->agreed = true;
    learn_text(l, a->text, a->len, true);
}

int main(int argc, char **argv)
{
    if (argc != 4) {
        fprintf(stderr, "usage: sayso-train-sentences MODEL SHARED_DATA_DIR OUT_DIR\n");
        return 2;
    }
    sayso_error err;
    sayso_model *model = sayso_model_open(argv[1], NULL, &err);
    if (!model) {
        fprintf(stderr, "%s\n", err.message);
        return 1;
    }
    examples e = {0};
    lesson l = {.model = model, .out = &e};
    learn_treebank(&l, argv[2], "ud/ewt-train.conllu.xz");
    learn_treebank(&l, argv[2], "ud/gum-train.conllu.xz");
    stories_read(argv[2], "train", learn_story, &l);
    sayso_model_close(model);

    perceptron *p = perceptron_new(2, LOG2, 5);
    uint32_t *order = allocate(e.count, sizeof *order);
    for (uint32_t i = 0; i < e.count; i++) order[i] = i;
    uint64_t random = 23;
    for (int epoch = 0; epoch < EPOCHS; epoch++) {
        uint32_t wrong = 0;
        if (epoch == EPOCHS - PRUNED_EPOCHS) perceptron_prune(p);
        perceptron_shuffle(order, e.count, &random);
        for (uint32_t k = 0; k < e.count; k++) {
            const uint32_t *f = e.features + (size_t)order[k] * SS_SPLIT_FEATURES, n = e.n[order[k]];
            float score[SS_LINEAR_CLASSES];
            perceptron_scores(p, f, n, score);
            uint32_t guess = score[1] > score[0], gold = e.gold[order[k]];
            if (guess != gold) {
                perceptron_update(p, f, n, gold, 1);
                perceptron_update(p, f, n, guess, -1);
                wrong++;
            }
            perceptron_tick(p);
        }
        printf("epoch %d: %u of %u wrong  %.0f s\n", epoch + 1, wrong, e.count, cpu_seconds());
    }
    save_table(argv[3], "sentences", p);
    perceptron_free(p);
    return 0;
}
