/* coref.h - documents of UD English-GUM with their coreference, as text.
 *
 * Words are laid out as in treebank.h, paragraphs apart by an empty line. Mentions
 * are those of MISC's Entity, in the order in which they begin.
 */
#ifndef COREF_H
#define COREF_H

#include <sayso.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { COREF_TOKENS = 1 << 14, COREF_MENTIONS = 1 << 13 };

typedef struct {
    char id[16];          /* of the chain */
    char kind[16];        /* "person", "organization", "place" ... */
    uint32_t first, last; /* tokens, end exclusive */
    bool closed;
} coref_mention;

typedef struct {
    char *text;
    size_t len, cap;
    sayso_span span[COREF_TOKENS]; /* bytes of `text` */
    int32_t head[COREF_TOKENS];    /* -1: root */
    char word[COREF_TOKENS];       /* 'N' a name, 'P' a pronoun of the third person, 0 */
    uint32_t n;
    coref_mention mentions[COREF_MENTIONS];
    uint32_t n_mentions;
} coref_doc;

/* Calls `each` for every document of FILE.conllu or FILE.conllu.xz; the document
 * may be changed, and is gone after. Ends the program where it cannot read. */
void coref_read(const char *path, void (*each)(void *arg, coref_doc *doc), void *arg);
/* The token of the mention whose head lies outside it. */
uint32_t coref_head(const coref_doc *doc, const coref_mention *mention);

#endif
