/* corpus.c - see corpus.h. */
#include "common/corpus.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

void *allocate(size_t n, size_t size)
{
    void *p = calloc(n ? n : 1, size);
    if (!p) {
        fprintf(stderr, "out of memory\n");
        exit(1);
    }
    return p;
}

double cpu_seconds(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

void corpus_words(corpus *c)
{
    const sayso_doc *doc = &c->bank.doc;
    c->words = allocate(doc->tokens.n + 4 * (size_t)doc->sentences.n, sizeof *c->words);
    c->tags = allocate(doc->tokens.n, 1);
    for (uint32_t s = 0; s < doc->sentences.n; s++) {
        ss_word *w = words_of(c, s);
        uint32_t n = length_of(c, s);
        w[-2] = w[-1] = ss_word_before;
        w[n] = w[n + 1] = ss_word_after;
        ss_words_fill(doc, first_of(c, s), first_of(c, s) + n, w);
    }
}

void corpus_dictionary(corpus *c, const ss_tagger *tagger)
{
    for (uint32_t s = 0; s < c->bank.doc.sentences.n; s++)
        ss_tagdict_apply(tagger, words_of(c, s), length_of(c, s));
}

void corpus_tag(corpus *c, const ss_tagger *tagger)
{
    for (uint32_t s = 0; s < c->bank.doc.sentences.n; s++)
        ss_tagger_run(tagger, words_of(c, s), length_of(c, s), c->tags + first_of(c, s));
    for (uint32_t i = 0; i < c->bank.doc.tokens.n; i++) c->bank.doc.tokens.at[i].tag = c->tags[i];
}

void corpus_load(corpus *c, bool (*reader)(treebank *, const char *), const char *dir, const char *name)
{
    char path[4096];
    snprintf(path, sizeof path, "%s/%s", dir, name);
    if (!reader(&c->bank, path)) {
        fprintf(stderr, "%s: %s\n", path, strerror(errno));
        exit(1);
    }
}

void save_bytes(const char *dir, const char *name, const void *bytes, size_t len)
{
    char path[4096];
    snprintf(path, sizeof path, "%s/%s.bin", dir, name);
    FILE *f = fopen(path, "wb");
    if (!f || fwrite(bytes, 1, len, f) != len || fclose(f)) {
        fprintf(stderr, "%s: %s\n", path, strerror(errno));
        exit(1);
    }
}

void save_table(const char *dir, const char *name, const perceptron *p)
{
    char path[4096];
    snprintf(path, sizeof path, "%s/%s.bin", dir, name);
    if (!perceptron_write(p, path)) {
        fprintf(stderr, "%s: %s\n", path, strerror(errno));
        exit(1);
    }
}
