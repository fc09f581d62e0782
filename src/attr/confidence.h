/* confidence.h - how sure a reading is of an attribution: a logistic regression.
 *
 * confidence = 1 / (1 + exp(-w.x)) with the features below and the coefficients of
 * data/lexicon/confidence.txt, fitted by tools/fit-confidence.c. What rules alone
 * found has fixed values, in the same file.
 */
#ifndef SS_CONFIDENCE_H
#define SS_CONFIDENCE_H

#include "lang/model.h"

enum { SS_CONFIDENCE_FEATURES = 9 };

/* "bias", "margin" ...: the entry of feature k in the file; "net-bias" ... of the networks. */
const char *ss_confidence_name(int k, bool by_net);
/* `margin` of the cue and `sure` of the roles: of linear models mean margins a token; of
 * networks log-odds, a mean for the cue and the least certain token's for the roles. */
void ss_confidence_features(double margin, double sure, sayso_form form, bool sourced, bool inside, bool by_net, double *x);
/* The value of an entry of data/lexicon/confidence.txt, 0 where it is not there. */
double ss_confidence_entry(const ss_lexicon *table, const char *name);
/* With the coefficients of the networks ("net-bias", "net-margin" ...) or of the linear models. */
double ss_confidence(const ss_lexicon *table, const double *x, bool by_net);

#endif
