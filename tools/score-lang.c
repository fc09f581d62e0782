/* score-lang.c - sayso-score-lang MODEL SHARED_DATA_DIR [fast]
 *
 * What the shipped model does: tags and trees on the development parts of EWT and
 * GUM, with their own tokens and from raw text; names on WikiGold, GUM and WNUT17
 * (what of WikiGold was trained on is said by whoever trained); tokens a second,
 * the best of several runs on one core. Punctuation counts.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

#include "common/corpus.h"
#include "common/stories.h"
#include "lang/lang.h"
#include "text/text.h"
#include "token/token.h"

typedef struct {
    sayso_options options;
    sayso_model *model;
    ss_arena scratch;
    jmp_buf oom;
} scorer;

static double percent(uint32_t part, uint32_t whole)
{
    return whole ? 100.0 * part / whole : 0;
}

static double f1(uint32_t right, uint32_t guessed, uint32_t gold)
{
    return percent(2 * right, guessed + gold);
}

/* Analyses documents of the bank one by one, each with its own memory of names. */
static double analyze(scorer *s, treebank *bank)
{
    double from = cpu_seconds();
    for (uint32_t d = 0; d < bank->doc_first.n; d++) {
        sayso_doc part = bank->doc;
        uint32_t first = bank->doc_first.at[d],
                 last = d + 1 < bank->doc_first.n ? bank->doc_first.at[d + 1] : part.sentences.n;
        /* A view: tokens keep their indices, sentences are those of the document. */
        part.sentences.at += first;
        part.sentences.n = last - first;
        ss_ctx ctx = {s->model, &s->options, &s->scratch, &part};
        ss_lang_analyze(&ctx);
        ss_arena_reset(&s->scratch, 1 << 24);
    }
    return cpu_seconds() - from;
}

static void score_trees(scorer *s, treebank *bank, const char *name)
{
    double best = 1e9;
    for (int run = 0; run < 5; run++) {
        double t = analyze(s, bank);
        if (t < best) best = t;
    }
    uint32_t n = bank->doc.tokens.n, tags = 0, heads = 0, both = 0;
    for (uint32_t i = 0; i < n; i++) {
        const ss_token *t = &bank->doc.tokens.at[i];
        const gold_token *g = &bank->gold[i];
        tags += t->tag == g->tag;
        heads += t->head == g->head;
        both += t->head == g->head && t->rel == g->rel;
    }
    printf("%-10s gold tokens   XPOS %.2f  UAS %.2f  LAS %.2f   %.2f M tokens/s\n", name, percent(tags, n),
           percent(heads, n), percent(both, n), n / best / 1e6);
}

/* Tags alone, where they are known. */
static void score_tags(scorer *s, treebank *bank, const char *name)
{
    analyze(s, bank);
    uint32_t right = 0, all = 0;
    for (uint32_t i = 0; i < bank->doc.tokens.n; i++) {
        all += bank->gold[i].tag != GOLD_NO_TAG;
        right += bank->doc.tokens.at[i].tag == bank->gold[i].tag;
    }
    printf("%-10s gold tokens   XPOS %.2f\n", name, percent(right, all));
}

static void score_raw(scorer *s, treebank *bank, const char *name)
{
    sayso_doc *gold = &bank->doc, doc = {0};
    ss_arena_init(&doc.arena, NULL, &s->oom);
    ss_ctx ctx = {s->model, &s->options, &s->scratch, &doc};
    char *text = strndup(gold->text, gold->len);
    ss_text_plain(&ctx, text, gold->len);
    ss_text_quotes(&ctx);
    ss_tokenize(&ctx);
    ss_lang_analyze(&ctx);
    uint32_t same = 0, tags = 0, heads = 0, both = 0, sentences = 0;
    int32_t *match = allocate(doc.tokens.n, sizeof *match);
    for (uint32_t i = 0, k = 0; i < doc.tokens.n; i++) {
        const ss_token *t = &doc.tokens.at[i];
        while (k < gold->tokens.n && gold->tokens.at[k].begin < t->begin) k++;
        bool found = k < gold->tokens.n && gold->tokens.at[k].begin == t->begin && gold->tokens.at[k].end == t->end;
        match[i] = found ? (int32_t)k : -3;
        same += found;
    }
    for (uint32_t i = 0; i < doc.tokens.n; i++) {
        if (match[i] < 0) continue;
        const ss_token *t = &doc.tokens.at[i];
        const gold_token *g = &bank->gold[match[i]];
        bool head = (t->head < 0 ? -1 : match[t->head]) == g->head;
        tags += t->tag == g->tag;
        heads += head;
        both += head && t->rel == g->rel;
    }
    for (uint32_t i = 0, k = 0; i < doc.sentences.n; i++) {
        uint32_t b = doc.tokens.at[doc.sentences.at[i].first].begin, e = doc.tokens.at[doc.sentences.at[i].last - 1].end;
        const ss_sentence *g = gold->sentences.at;
        while (k < gold->sentences.n && gold->tokens.at[g[k].first].begin < b) k++;
        sentences += k < gold->sentences.n && g[k].last > g[k].first && gold->tokens.at[g[k].first].begin == b &&
                     gold->tokens.at[g[k].last - 1].end == e;
    }
    printf("%-10s raw text      tokens %.2f  sentences %.2f  XPOS %.2f  UAS %.2f  LAS %.2f\n", name,
           f1(same, doc.tokens.n, gold->tokens.n), f1(sentences, doc.sentences.n, gold->sentences.n),
           f1(tags, doc.tokens.n, gold->tokens.n), f1(heads, doc.tokens.n, gold->tokens.n),
           f1(both, doc.tokens.n, gold->tokens.n));
    free(match);
    free(text);
    ss_arena_reset(&s->scratch, 0);
    ss_arena_free(&doc.arena);
}

/* Sentences of PolNeAR's articles against CoreNLP's: where they begin inside of lines
 * (line ends mean nothing to it). */
typedef struct {
    scorer *s;
    uint32_t right, guessed, gold;
} prose_score;

static void score_story(void *self, const story *a)
{
    prose_score *p = self;
    sayso_doc doc = {0};
    ss_arena_init(&doc.arena, NULL, &p->s->oom);
    ss_ctx ctx = {p->s->model, &p->s->options, &p->s->scratch, &doc};
    ss_text_plain(&ctx, a->text, a->len);
    ss_text_regions(&ctx);
    ss_text_quotes(&ctx);
    ss_tokenize(&ctx);
    for (size_t i = 1; i < a->len; i++) p->gold += a->begins[i] && a->text[i - 1] != '\n';
    for (uint32_t i = 0; i < doc.sentences.n; i++) {
        uint32_t at = doc.tokens.at[doc.sentences.at[i].first].begin;
        if (at == 0 || a->text[at - 1] == '\n') continue;
        p->right += a->begins[at];
        p->guessed++;
    }
    ss_arena_reset(&p->s->scratch, 0);
    ss_arena_free(&doc.arena);
}

static void score_prose(scorer *s, const char *dir)
{
    prose_score p = {.s = s};
    stories_read(dir, "dev", score_story, &p);
    printf("%-10s raw text      sentences begun %.2f\n", "polnear", f1(p.right, p.guessed, p.gold));
}

static uint32_t name_end(const treebank *bank, uint32_t i, bool gold)
{
    const ss_token *t = bank->doc.tokens.at;
    uint32_t end = i + 1, last = bank->doc.sentences.at[t[i].sent].last;
    while (end < last && (gold ? bank->gold[end].ner && !bank->gold[end].begin
                               : t[end].ner && !(t[end].flags & SS_NER_BEGIN)))
        end++;
    return end;
}

static void score_names(scorer *s, treebank *bank, const char *name)
{
    analyze(s, bank);
    uint32_t right = 0, guessed = 0, gold = 0;
    for (uint32_t i = 0; i < bank->doc.tokens.n; i++) {
        const ss_token *t = &bank->doc.tokens.at[i];
        bool g = bank->gold[i].begin, p = (t->flags & SS_NER_BEGIN) != 0;
        gold += g;
        guessed += p;
        right += g && p && bank->gold[i].ner == t->ner && name_end(bank, i, true) == name_end(bank, i, false);
    }
    printf("%-10s names         P %.1f  R %.1f  F1 %.1f\n", name, percent(right, guessed), percent(right, gold),
           f1(right, guessed, gold));
}

static treebank read(bool (*reader)(treebank *, const char *), const char *dir, const char *name)
{
    static corpus c;
    c = (corpus){0};
    corpus_load(&c, reader, dir, name);
    return c.bank;
}

int main(int argc, char **argv)
{
    static scorer s;
    if (argc < 3 || argc > 4 || (argc == 4 && strcmp(argv[3], "fast"))) {
        fprintf(stderr, "usage: sayso-score-lang MODEL SHARED_DATA_DIR [fast]\n");
        return 2;
    }
    s.options.effort = argc == 4 ? SAYSO_EFFORT_FAST : SAYSO_EFFORT_ACCURATE;
    sayso_error err;
    s.model = sayso_model_open(argv[1], NULL, &err);
    if (!s.model) {
        fprintf(stderr, "%s\n", err.message);
        return 1;
    }
    if (setjmp(s.oom)) return 1;
    ss_arena_init(&s.scratch, NULL, &s.oom);
    treebank ewt = read(treebank_read, argv[2], "ud/ewt-dev.conllu.xz");
    treebank gum = read(treebank_read, argv[2], "ud/gum-dev.conllu.xz");
    treebank wiki = read(treebank_read_names, argv[2], "ner/wikigold.conll");
    treebank wnut = read(treebank_read_names, argv[2], "ner/wnut17-dev.conll");
    treebank silver = read(treebank_read_silver, argv[2], "polnear/dev/corenlp.tsv.xz");
    score_trees(&s, &ewt, "ewt-dev");
    score_trees(&s, &gum, "gum-dev");
    score_tags(&s, &silver, "silver-dev");
    score_raw(&s, &ewt, "ewt-dev");
    score_raw(&s, &gum, "gum-dev");
    score_prose(&s, argv[2]);
    score_names(&s, &gum, "gum-dev");
    score_names(&s, &wiki, "wikigold");
    score_names(&s, &wnut, "wnut17-dev");
    score_names(&s, &silver, "silver-dev");
    return 0;
}
