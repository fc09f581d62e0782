/* token.h - text to sentences and tokens, in the manner of the English UD treebanks.
 *
 * Needs text, paragraphs, regions and quotes; fills tokens (begin, end, hash,
 * lhash, lower, flags, depth, sent) and sentences. Linear in the text.
 */
#ifndef SS_TOKEN_H
#define SS_TOKEN_H

#include "token/sentences.h"

void ss_tokenize(ss_ctx *ctx);
/* The same, with sentences as the teacher says (NULL: none): for training. */
void ss_tokenize_taught(ss_ctx *ctx, const ss_split_teacher *teacher);

#endif
