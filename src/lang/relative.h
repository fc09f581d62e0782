/* relative.h - trees of sentences with a clause set off by commas, put right. */
#ifndef SS_RELATIVE_H
#define SS_RELATIVE_H

#include "lang/model.h"

/* "The agency, which must review it, declined": tokens [first, last) are a sentence with
 * tags and heads; what stands before the first comma becomes the subject of the verb
 * behind the second, the clause between hangs on it. Heads stay a tree. */
void ss_relative_mend(ss_token *tokens, uint32_t first, uint32_t last);

#endif
