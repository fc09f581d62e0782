/* sentences.h - the tokens of a paragraph to sentences; a part of the token stage.
 */
#ifndef SS_SENTENCES_H
#define SS_SENTENCES_H

#include "lang/linear.h"
#include "lang/model.h"

enum { SS_SPLIT_FEATURES = 32 };

/* Whoever trains is asked instead of the weights: does a sentence begin at token i?
 * `rule` is what the rules say, features[0..n) what the score would be made of. */
typedef struct {
    bool (*tell)(void *self, uint32_t i, bool rule, const uint32_t *features, uint32_t n);
    void *self;
} ss_split_teacher;

typedef struct {
    sayso_doc *doc;
    const ss_split_teacher *teacher; /* NULL but in training */
    const ss_lexicon *abbreviations, *openers, *say;
    ss_linear linear;
    bool scored;    /* there are weights; else rules decide */
    uint32_t style; /* of the paragraph at hand */
} ss_splitter;

ss_splitter ss_splitter_new(ss_ctx *ctx, const ss_split_teacher *teacher);
/* Adds the sentences of tokens [first, last), paragraph `para`, to the document and
 * sets the tokens' sent and SS_SENT_FIRST. */
void ss_split_sentences(ss_splitter *s, uint32_t para, uint32_t first, uint32_t last);

#endif
