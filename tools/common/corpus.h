/* corpus.h - a treebank with the words that the models see, and small things
 * that all trainers of src/lang need. Each ends the program where it fails. */
#ifndef CORPUS_H
#define CORPUS_H

#include "common/perceptron.h"
#include "common/treebank.h"
#include "lang/tagger.h"

typedef struct {
    treebank bank;
    ss_word *words; /* sentence s begins at words_of(c, s), with padding on both sides */
    uint8_t *tags;  /* by token: what the tagger said */
} corpus;

static inline ss_word *words_of(const corpus *c, uint32_t s)
{
    return c->words + c->bank.doc.sentences.at[s].first + 2 + 4 * (size_t)s;
}
static inline uint32_t first_of(const corpus *c, uint32_t s)
{
    return c->bank.doc.sentences.at[s].first;
}
static inline uint32_t length_of(const corpus *c, uint32_t s)
{
    return c->bank.doc.sentences.at[s].last - c->bank.doc.sentences.at[s].first;
}

void *allocate(size_t n, size_t size); /* zeroed */
double cpu_seconds(void);
/* Fills words once the bank is complete. */
void corpus_words(corpus *c);
/* Sets amb and sure of all words. */
void corpus_dictionary(corpus *c, const ss_tagger *tagger);
/* Tags all sentences: c->tags, and tag of the document's tokens. */
void corpus_tag(corpus *c, const ss_tagger *tagger);
/* Reads DIR/NAME with one of the treebank readers. */
void corpus_load(corpus *c, bool (*reader)(treebank *, const char *), const char *dir, const char *name);
void save_bytes(const char *dir, const char *name, const void *bytes, size_t len);
void save_table(const char *dir, const char *name, const perceptron *p);

#endif
