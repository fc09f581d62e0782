/* tagnet.h - part-of-speech tags by a recurrent network: the `accurate` reading.
 *
 * The tags of tagger.h, by a network (net.h) over the words of a sentence instead of
 * the linear model from left to right. Trained by tools/train-tags.c.
 */
#ifndef SS_TAGNET_H
#define SS_TAGNET_H

#include "lang/gazetteer.h"
#include "lang/net.h"
#include "lang/tagger.h"

/* Features of a word: the first SS_TAGNET_WORDS tell the word itself, which the trainer
 * hides at times, for a text has words that the training had not. */
enum { SS_TAGNET_WORDS = 11, SS_TAGNET_FEATURES = 30, SS_TAGNET_WINDOW = 256 };
/* What one of the linear model's scores counts beside the network's, and the lead from which
 * the network's best tag needs no second opinion (both with SS_NET_PLACES binary places). */
enum { SS_TAGNET_LINEAR = 100, SS_TAGNET_SURE = 5 << SS_NET_PLACES };

typedef struct {
    ss_net net;
    ss_net_space space;
    ss_smallmap gaz;
    uint32_t *features;
    ss_gazetteer_marks *marks;
    int32_t *scores;
} ss_tagnet;

/* False where options or the text's size ask for the linear models, or the model has no
 * such network. */
bool ss_tagnet_open(ss_tagnet *tagnet, ss_ctx *ctx);
/* Tags the sentence that begins at the document's token `first`, as ss_tagger_run. */
void ss_tagnet_run(ss_tagnet *tagnet, const ss_tagger *tagger, const sayso_doc *doc, uint32_t first, const ss_tagging *sentence);

/* Of the token t and its word w[0], neighbours at w[-2..2]; mark: what the gazetteer says of it. */
void ss_tagnet_features(const ss_token *t, const ss_word *w, const ss_gazetteer_marks *mark, uint32_t *f);

#endif
