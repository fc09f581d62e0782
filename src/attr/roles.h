/* roles.h - for one cue: which words are its source, which its content. */
#ifndef SS_ROLES_H
#define SS_ROLES_H

#include "attr/cues.h"

enum { SS_ROLE_OUT, SS_ROLE_SOURCE, SS_ROLE_CONTENT, SS_ROLE_LABELS };
enum { SS_ROLE_FEATURES = 64, SS_ROLE_EDGE_FEATURES = 24 };
/* Features of a token for the network, and how many of them, the first, are words. */
enum { SS_ROLE_NET_FEATURES = 36, SS_ROLE_NET_WORDS = 10 };
/* Tokens looked at before and after the cue, inside its paragraph. */
enum { SS_ROLE_BEFORE = 120, SS_ROLE_AFTER = 160, SS_ROLE_WINDOW = SS_ROLE_BEFORE + SS_ROLE_AFTER + 64 };

/* All that the features of one cue's window share. */
typedef struct {
    ss_ctx *ctx;
    const ss_tree *tree;
    const ss_lexicon *people;
    ss_cue cue;
    uint32_t first, last;               /* the window: tokens */
    uint8_t climb[SS_ROLE_WINDOW];      /* steps from the cue's head up to where the paths meet */
    uint8_t depth[SS_ROLE_WINDOW];      /* steps from the token up to there */
    uint32_t branch[SS_ROLE_WINDOW];    /* the last token before they meet */
    uint32_t path[SS_ROLE_WINDOW];      /* hash of the relations on the token's way up */
    uint8_t commas[SS_ROLE_WINDOW];     /* commas between token and cue, up to 3 */
    uint8_t quote[SS_ROLE_WINDOW];      /* quotation state relative to the cue */
    bool rival[SS_ROLE_WINDOW];         /* another cue stands between */
    uint32_t cue_lemma, cue_words, cue_up, cue_frame;
    uint32_t place;
} ss_role_scope;

/* `cues` are all cues of the document, `which` the one at hand. */
void ss_role_scope_init(ss_role_scope *scope, ss_ctx *ctx, const ss_tree *tree,
                        const ss_cue_list *cues, uint32_t which);
/* The SS_ROLE_NET_FEATURES features of token `i` for the network. */
void ss_role_net_features(const ss_role_scope *scope, uint32_t i, uint32_t *out);
/* Features of token `i` for its label; of the step from i - 1 to i. */
uint32_t ss_role_features(const ss_role_scope *scope, uint32_t i, uint32_t *out);
uint32_t ss_role_edge_features(const ss_role_scope *scope, uint32_t i, uint32_t *out);

/* Best labels by dynamic programming (Viterbi). emission[n][3], edge[n][9] with
 * edge[i][before * 3 + label]; edge[0] counts from SS_ROLE_OUT. */
void ss_role_decode(uint32_t n, const float (*emission)[3], const float (*edge)[9], uint8_t *labels);

typedef struct {
    ss_linear label, edge;
} ss_role_model;
bool ss_role_model_open(ss_role_model *model, const sayso_model *file);
/* Labels of the window of one cue; returns the sum of the margins of its content
 * and source words over "outside", a measure of how sure the model is. */
float ss_role_label(const ss_role_model *model, const ss_role_scope *scope, uint8_t *labels);

#endif
