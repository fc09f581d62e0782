/* cues.h - the words that signal that something is attributed: "said", "according
 * to", "his claim", a colon before a quotation. */
#ifndef SS_CUES_H
#define SS_CUES_H

#include "attr/attr.h"
#include "lang/linear.h"

typedef struct {
    uint32_t first, last; /* tokens, end exclusive */
    uint32_t head;        /* the token of the cue whose head lies outside it */
    float score;          /* margin of the first token: label over no label */
    float rank;           /* mean margin of all its tokens */
    bool by_net;          /* margins are log-odds of a network (nets.h) */
    uint32_t plain_first, plain_last; /* the linear model's narrower words for it; else empty */
} ss_cue;

typedef SS_VEC(ss_cue) ss_cue_list;

enum { SS_CUE_OUT, SS_CUE_BEGIN, SS_CUE_INSIDE, SS_CUE_LABELS };
enum { SS_CUE_FEATURES = 80 }; /* room for one token's */
/* Features of a token for the network, and how many of them, the first, are words. */
enum { SS_CUE_NET_FEATURES = 40, SS_CUE_NET_WORDS = 12 };

/* What features look up again and again. */
typedef struct {
    ss_ctx *ctx;
    const ss_tree *tree;
    const ss_lexicon *verbs, *people, *senses;
    bool sentence_quoted; /* the sentence at hand holds a quotation mark */
} ss_cue_scope;

/* What the word speaks of, as a verb or a noun (data/lexicon/senses.txt): two hashes, of all
 * that the list says and of the first; 0: the list does not know it. */
void ss_senses(const ss_lexicon *senses, const ss_token *t, uint32_t *whole, uint32_t *first);
void ss_cue_scope_init(ss_cue_scope *scope, ss_ctx *ctx, const ss_tree *tree);
/* Turns to a sentence (before the features of its tokens are asked for). */
void ss_cue_scope_sentence(ss_cue_scope *scope, uint32_t sentence);
/* Features of token `i` that do not depend on labels; returns their number. */
uint32_t ss_cue_features(ss_cue_scope *scope, uint32_t i, uint32_t *out);
/* Those that depend on the labels of the two tokens before it. */
uint32_t ss_cue_label_features(const ss_cue_scope *scope, uint32_t i, uint32_t before,
                               uint32_t before2, uint32_t *out);
/* The SS_CUE_NET_FEATURES features of token `i` for the network. */
void ss_cue_net_features(const ss_cue_scope *scope, uint32_t i, uint32_t *out);
/* All cues, in text order; tokens marked SS_SKIP are passed over. Refused
 * near-cues go to doc->refusals where options.explain is set. */
void ss_cues_find(ss_ctx *ctx, const ss_tree *tree, ss_cue_list *cues);
/* The words of a cue end before token `last`: sets its head, makes its rank, a sum until
 * now, a mean, and settles its edges, not before token `floor`. */
void ss_cue_close(const sayso_doc *doc, ss_cue *cue, uint32_t last, uint32_t floor);
/* A near-cue, for doc->refusals. */
void ss_cue_refuse(ss_ctx *ctx, uint32_t i, float score);
/* The token of [first, last) whose head lies outside. */
uint32_t ss_range_head(const sayso_doc *doc, uint32_t first, uint32_t last);

#endif
