/* polnear.h - PolNeAR's articles with their annotation on sayso's tokens, for the
 * tools that train and fit. Everything lives until the program ends; errors end it.
 */
#ifndef POLNEAR_H
#define POLNEAR_H

#include "attr/roles.h"

typedef struct {
    uint8_t *label; /* [tokens of the document] ss_role of this attribution, 3: cue */
    ss_cue cue;
} gold_attribution;

typedef struct {
    char name[256];
    ss_arena scratch;
    sayso_doc *doc;
    ss_ctx ctx;
    const ss_tree *tree;
    gold_attribution *gold;
    uint32_t n_gold;
    uint8_t *cue;    /* [tokens] gold cue label */
    uint8_t *masked; /* [tokens] inside a gold content, no gold cue */
    ss_cue_list all; /* of the trainer: gold and predicted cues */
    uint32_t *cue_features, *cue_at; /* of the trainer: features of token i: [cue_at[i], cue_at[i + 1]) */
    jmp_buf oom;
} article;

/* Reads ROOT/SPLIT/text/STEM.txt with ROOT/SPLIT/attributions/STEM_*.ann through all
 * stages up to the tree, with the tags of this effort. */
article *polnear_read(const sayso_model *model, const char *root, const char *split, sayso_effort effort, uint32_t *n_out);
void polnear_die(const char *what, const char *which);
/* The pointer, or the end of the program where it is NULL. */
void *polnear_need(void *p);

#endif
