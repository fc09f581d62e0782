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

typedef struct ss_lexicon ss_lexicon;
/* NULL where there is none; the functions below take NULL as an empty list. */
const ss_lexicon *ss_lexicon_get(const sayso_model *model, const char *name);
/* The value of an entry, "" where it has none, NULL where it is not there. */
const char *ss_lexicon_find(const ss_lexicon *lex, const char *key, size_t len);
/* The longest entry that begins at token `at` and ends at or before `end`:
 * its length in tokens, 0 for none; *value as above. */
uint32_t ss_lexicon_match(const ss_lexicon *lex, const sayso_doc *doc, uint32_t at, uint32_t end,
                          const char **value);
/* The same on one token's lower form / lemma. */
bool ss_lexicon_has(const ss_lexicon *lex, const char *word);

#endif
