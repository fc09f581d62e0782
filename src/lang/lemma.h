/* lemma.h - the dictionary form of a word with its tag. */
#ifndef SS_LEMMA_H
#define SS_LEMMA_H

#include "lang/model.h"

/* By rule alone: writes the lemma into out[0..cap) and returns its length, or 0
 * where the lemma is the lower-case form itself. cap > len. */
uint32_t ss_lemma_rule(const char *low, uint32_t len, ss_tag tag, char *out);

/* Can a word of this tag differ from its lemma? */
bool ss_lemma_inflects(ss_tag tag);

/* The lemma of a token whose tag is set; `exceptions` is the word list "lemmas"
 * (entries "word tag", as "went vbd", with the lemma as value) or NULL. */
const char *ss_lemma(ss_arena *scratch, const ss_lexicon *exceptions, const sayso_doc *doc,
                     const ss_token *token);

#endif
