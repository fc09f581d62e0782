/* treebank.h - CoNLL-U files as the documents that the library sees.
 *
 * Forms are laid out as text (one blank between words but where SpaceAfter=No, an
 * empty line before "# newpar" and "# newdoc") and described as the token stage describes them; the gold analysis is kept
 * beside, by token index.
 */
#ifndef TREEBANK_H
#define TREEBANK_H

#include <stdio.h>

#include "doc/doc.h"

enum { GOLD_NO_TAG = 255, GOLD_NO_HEAD = -2 }; /* not known: nothing is learned from it */

typedef struct {
    uint8_t tag, rel;
    int32_t head;      /* token index in the document, or -1 at the root */
    uint8_t ner;       /* ss_ner, with `begin` at the first token of a name */
    bool begin;
    const char *lemma;
} gold_token;

typedef struct {
    sayso_doc doc;
    gold_token *gold; /* [doc.tokens.cap] */
    size_t text_cap;
    SS_VEC(uint32_t) doc_first; /* first sentence of each document */
    bool paragraph;             /* the next token begins one: an empty line before it */
} treebank;

/* Reads a file (or FILE.xz through xz) and adds its sentences. False: errno. */
bool treebank_read(treebank *bank, const char *path);
/* Adds columns: a word and, blank- or tab-separated, a last column with its name
 * tag (I-PER, B-location, PERSON, O ...). For names alone: heads are -1. */
bool treebank_read_names(treebank *bank, const char *path);
/* PolNeAR's silver columns, turned into the treebanks' conventions: silver.c. */
bool treebank_read_silver(treebank *bank, const char *path);
void treebank_free(treebank *bank);

/* Appends one token to the last sentence; `form` NUL-terminated. */
void treebank_token(treebank *bank, const char *form, bool space_before, gold_token gold);
/* The same for a word that may hold hyphens: cut at those between letters or
 * digits, as our tokens are. Changes `form`. */
void treebank_split(treebank *bank, char *form, bool space_before, gold_token gold);
void treebank_sentence(treebank *bank); /* begins a sentence */
void treebank_document(treebank *bank); /* ... and a document */

typedef enum { VARY_UPPER, VARY_TITLE, VARY_NO_STOP, VARY_CURLY, VARY_LOWER } variation;
/* Appends a copy of a sentence in another typography and returns its index; where
 * none can be made, the sentence's own. */
uint32_t treebank_vary(treebank *bank, uint32_t sentence, variation how);

/* What the readers share. */
FILE *treebank_open(const char *path, bool *piped);
bool treebank_close(FILE *f, bool piped);
int treebank_columns(char *line, char **at, int max, const char *separators);
uint8_t treebank_name_type(const char *s);
const char *treebank_unescape(const char *form); /* -LRB- to ( ... */

#endif
