/* model.h - the model file: named sections, mapped read-only.
 *
 * A model is one file of named sections: weights ("w:tagger", "w:parser",
 * "w:names", "w:cue", "w:role" ...) and word lists ("lex:NAME", one for each
 * data/lexicon/NAME.txt). `sayso-pack` writes it at build time from
 * data/weights/ and data/lexicon/; docs/model-format.md says it field by field.
 *
 * A word list file: `#` lines say what it is and where it comes from; every
 * other line is an entry, lower case, words separated by one space, optionally
 * a tab and a value. Entries are matched on ss_token.lower joined by spaces
 * ("attorney general", "according to"; a hyphen inside a word is three tokens:
 * "vice - president").
 */
#ifndef SS_MODEL_H
#define SS_MODEL_H

#include "doc/doc.h"

/* Bytes of a section, 64-byte aligned in the mapping; NULL: no such section. */
const void *ss_model_section(const sayso_model *model, const char *name, size_t *len);
/* A model that lies in memory, 64-byte aligned, and outlives what is returned;
 * the same checks as sayso_model_open. For tests and fuzzing. */
sayso_model *ss_model_from_memory(const void *bytes, size_t len, const sayso_allocator *allocator,
                                  sayso_error *err);
/* The allocator that was given when the model was opened. */
const sayso_allocator *ss_model_allocator(const sayso_model *model);

/* A word list: where it lies in the mapping, and its bit in ss_token.unlisted. */
typedef struct {
    const struct ss_lexicon_slot *slots;
    const char *strings, *name;
    uint64_t bit;
    uint32_t log2, n_strings;
} ss_lexicon;
/* NULL where there is none; the functions below take NULL as an empty list. */
const ss_lexicon *ss_lexicon_get(const sayso_model *model, const char *name);
/* The lists in which no entry is, or begins with, the word of this hash: for ss_token.unlisted. */
uint64_t ss_lexicon_unlisted(const sayso_model *model, uint32_t hash);
/* The value of an entry, "" where it has none, NULL where it is not there. */
const char *ss_lexicon_find(const ss_lexicon *lex, const char *key, size_t len);
/* The same where the key's ss_hash_bytes is known. */
const char *ss_lexicon_find_hashed(const ss_lexicon *lex, const char *key, size_t len, uint32_t hash);
/* The same of a token's lower form: nearly free where no list has it. */
static inline const char *ss_lexicon_word(const ss_lexicon *lex, const ss_token *t)
{
    return lex && !(t->unlisted & lex->bit) ? ss_lexicon_find_hashed(lex, t->lower, t->lower_len, t->lhash) : NULL;
}
/* The same of its lemma. */
static inline const char *ss_lexicon_lemma(const ss_lexicon *lex, const ss_token *t)
{
    if (t->lemma == t->lower) return ss_lexicon_word(lex, t);
    return ss_lexicon_find_hashed(lex, t->lemma, strlen(t->lemma), t->lemma_hash);
}
/* Is there an entry that is, or begins with, the words of this hash? (As below.) */
bool ss_lexicon_begins(const ss_lexicon *lex, uint32_t hash);
/* Does an entry of several words begin with the words of this hash? (Other words that
 * hash alike may make it say yes.) */
bool ss_lexicon_goes_on(const ss_lexicon *lex, uint32_t hash);
/* The longest entry that begins at token `at` and ends at or before `end`:
 * its length in tokens, 0 for none; *value as above. */
uint32_t ss_lexicon_match(const ss_lexicon *lex, const sayso_doc *doc, uint32_t at, uint32_t end,
                          const char **value);
/* The same on one token's lower form / lemma. */
bool ss_lexicon_has(const ss_lexicon *lex, const char *word);
/* Is `class` among the words of an entry's value ("seek question")? No value has none. */
bool ss_lexicon_value_has(const char *value, const char *class);
/* The entries one by one, in no order; *at is 0 at first. NULL: no more. */
const char *ss_lexicon_next(const ss_lexicon *lex, uint32_t *at, const char **value);

#endif
