/* nets.h - cues and roles by recurrent networks (lang/net.h): the `accurate` reading. */
#ifndef SS_NETS_H
#define SS_NETS_H

#include "attr/roles.h"
#include "lang/net.h"

/* Classes of "w:net-cue": cues where others may stand in a content; cues where none may;
 * roles of words. */
enum { SS_CUE_NET_NESTED = 0, SS_CUE_NET_FLAT = 3, SS_CUE_NET_ROLES = 6, SS_CUE_NET_CLASSES = 10, SS_CUE_NET_WINDOW = 256 };

/* Networks of one task, trained from different beginnings: their scores are averaged. */
enum { SS_NETS_MEMBERS = 2 };
typedef struct {
    uint32_t n;
    ss_net member[SS_NETS_MEMBERS];
    ss_net_space space[SS_NETS_MEMBERS];
    int32_t steps[SS_NET_OUT * SS_NET_OUT];
} ss_net_team;

/* Both tasks and the memory for a window. */
typedef struct {
    ss_net_team cue, role;
    uint32_t *features;
    int32_t *scores, *more;
    uint8_t *labels, *room;
    bool *only;
    uint64_t budget; /* tokens of role windows that may still be read */
} ss_nets;

/* False where the options or the text's size ask for the linear models, or the model has
 * no networks. */
bool ss_nets_open(ss_nets *nets, ss_ctx *ctx);
/* As ss_cues_find. */
void ss_nets_cues(ss_nets *nets, ss_ctx *ctx, const ss_tree *tree, ss_cue_list *cues);
/* What the networks say of a cue's window (roles.h). */
typedef struct {
    const uint8_t *labels; /* NULL: not read, for the cue is not theirs or the text has used up its share of time */
    float sure;            /* log-odds of the least certain word */
} ss_role_reading;
/* Of all cues, in scratch. */
const ss_role_reading *ss_nets_roles(ss_nets *nets, ss_ctx *ctx, const ss_tree *tree, const ss_cue_list *cues);

/* PolNeAR's annotators take into cues whom a request goes to ("urged the ministry to say")
 * and reflexives; in a full reading those have places of their own. *rest: where what is left
 * of the cue behind its object begins ("to say"; the old end where there is none). False:
 * what stands there is no cue, but a silence ("referred questions to", silence.c). */
bool ss_nets_narrow(ss_ctx *ctx, const ss_tree *tree, ss_cue *cue, uint32_t *rest);

/* For the trainer. The window that begins at token `at`: as many paragraphs as have room, or as
 * many sentences of one, or as much of a sentence; returns its end. */
uint32_t ss_cue_net_end(const sayso_doc *doc, uint32_t at);
/* Features of the tokens [first, last): SS_CUE_NET_FEATURES each. */
void ss_cue_net_window(ss_cue_scope *scope, uint32_t first, uint32_t last, uint32_t *out);

#endif
