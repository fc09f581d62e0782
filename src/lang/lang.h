/* lang.h - tags, tree, lemmas and names of every sentence.
 *
 * Fills token.tag, head, rel, lemma and ner (with SS_NER_BEGIN). Tokens marked
 * SS_SKIP are analysed too. Cost: about 1 microsecond a token.
 */
#ifndef SS_LANG_H
#define SS_LANG_H

#include "lang/model.h"

void ss_lang_analyze(ss_ctx *ctx);

#endif
