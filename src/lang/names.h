/* names.h - names of persons, organisations, places and others in a document.
 *
 * Greedy BILOU labels from left to right, with the document as context: which
 * words it also writes in lower case, and how the same word was labelled before.
 * Labels: 0 outside; 1 + 4 * (ner - 1) + { 0 begin, 1 inside, 2 last, 3 unit }.
 */
#ifndef SS_NAMES_H
#define SS_NAMES_H

#include "lang/gazetteer.h"
#include "lang/linear.h"
#include "lang/word.h"

enum { SS_NAME_LABELS = 17, SS_NAME_FEATURES = 64 };

typedef struct {
    ss_linear linear;
    ss_smallmap gaz;
} ss_names;

/* What is remembered of the document so far; tables are direct-mapped: two words
 * that share a place share their memory. */
typedef struct {
    uint8_t *lower, *capital; /* times a word was seen in lower case, and capitalised inside a sentence */
    uint8_t (*label)[4];      /* times it was part of each kind of name */
    uint8_t *outside;         /* ... capitalised and of none */
    uint8_t *around;          /* sets of what stood around it, anywhere in the document */
    uint32_t mask;
} ss_name_memory;

/* Context of one token beside its ss_word. */
typedef struct {
    uint32_t gaz;                 /* hash of its marks */
    uint32_t noun;                /* what the word may mean */
    uint32_t def, def_noun;       /* "is a NOUN", ", a NOUN" behind the run: the noun, its meanings */
    uint32_t last_noun, before_noun, after_noun; /* meanings at the run's end and around it */
    uint32_t run_first, run_last; /* ends of the run of capitalised words around it */
    uint32_t before, after;       /* words outside that run */
    uint8_t run_len, run_at;
    uint8_t seen;                 /* what the document does with its capitals */
    bool scored;                  /* false: cannot begin a name */
} ss_name_context;

bool ss_names_open(ss_names *names, const sayso_model *model);

/* Memory for a document of so many tokens, in scratch; counts its capitals. */
void ss_name_memory_init(ss_name_memory *m, ss_arena *scratch, const ss_names *names, const sayso_doc *doc,
                         uint32_t first, uint32_t last);
/* The contexts of one sentence of n tokens; room for n. `words` is padded as for the tagger. */
void ss_names_prepare(const ss_names *names, const ss_name_memory *m, const ss_token *tokens,
                      const ss_word *words, uint32_t n, ss_name_context *context);
/* The features of token i; t1, t2: labels of the two words before. */
uint32_t ss_name_features(const ss_name_memory *m, const ss_token *tokens, const ss_word *words,
                          const ss_name_context *context, uint32_t n, uint32_t i, uint32_t t1, uint32_t t2,
                          uint32_t *f);
/* Bit l is set where label l may follow t1 at token i of n. */
uint32_t ss_name_valid(const ss_token *tokens, uint32_t t1, uint32_t i, uint32_t n);
void ss_name_remember(ss_name_memory *m, const ss_token *token, uint32_t label);
static inline bool ss_name_open_label(uint32_t label)
{
    return label && (label - 1) % 4 < 2;
}

/* Labels one sentence; its tags are set. Sets ner and SS_NER_BEGIN. */
void ss_names_run(const ss_names *names, ss_name_memory *m, ss_token *tokens, const ss_word *words,
                  uint32_t n, ss_name_context *context);

#endif
