/* confidence.c - see confidence.h. Margins have long tails: their logarithm is used, and of
 * log-odds what lies within bounds. */
#include "attr/confidence.h"

#include <math.h>
#include <stdlib.h>

const char *ss_confidence_name(int k, bool by_net)
{
    static const char *const names[SS_CONFIDENCE_FEATURES] = {
        "net-bias",       "net-margin", "net-sure",        "net-direct",       "net-mixed",
        "net-sourceless", "net-inside", "net-margin-sure", "net-direct-margin"};
    return k >= 0 && k < SS_CONFIDENCE_FEATURES ? names[k] + (by_net ? 0 : strlen("net-")) : "";
}

void ss_confidence_features(double margin, double sure, sayso_form form, bool sourced, bool inside, bool by_net, double *x)
{
    double m = log1p(margin > 0 ? margin : 0), s = log1p(sure > 0 ? sure : 0);
    if (by_net) m = margin < 0 ? 0 : margin > 8 ? 8 : margin, s = sure < -2 ? -2 : sure > 4 ? 4 : sure;
    x[0] = 1;
    x[1] = m;
    x[2] = s;
    x[3] = form == SAYSO_FORM_DIRECT;
    x[4] = form == SAYSO_FORM_MIXED;
    x[5] = !sourced;
    x[6] = inside;
    x[7] = m * s;
    x[8] = x[3] * m;
}

double ss_confidence_entry(const ss_lexicon *table, const char *name)
{
    const char *value = ss_lexicon_find(table, name, strlen(name));
    return value ? strtod(value, NULL) : 0;
}

double ss_confidence(const ss_lexicon *table, const double *x, bool by_net)
{
    double z = 0;
    for (int k = 0; k < SS_CONFIDENCE_FEATURES; k++) z += x[k] * ss_confidence_entry(table, ss_confidence_name(k, by_net));
    return 1 / (1 + exp(-z));
}
