/* parser.h - dependency trees: greedy arc-hybrid transitions.
 *
 * A state is a stack and the rest of the sentence. SHIFT moves the next word to
 * the stack; LEFT makes the next word head of the top of the stack and pops it;
 * RIGHT makes the second of the stack head of the top and pops it. Where no
 * words are left, only RIGHT is possible until one word is left: the root. So
 * every sentence of n words gets one projective tree with one root in 2n - 1
 * steps. One model picks the step, another names the relation of each arc.
 *
 * The state is open to view because tools/train-lang.c explores it.
 */
#ifndef SS_PARSER_H
#define SS_PARSER_H

#include "lang/linear.h"
#include "lang/model.h"
#include "lang/smallmap.h"
#include "lang/word.h"

enum { SS_SHIFT, SS_LEFT, SS_RIGHT, SS_ACTIONS };

/* A word and what has been built below it. Node 0 stands for "none"; words are
 * nodes 1 ... n; node n + 1 ... n + 3 stand for the end. */
typedef struct {
    uint32_t w, p, wp;     /* hashes of the word, its tag, both */
    uint32_t suf, low;     /* suffix; lower-case form */
    uint32_t lset, rset;   /* the relations of its children, as a sum of hashes */
    uint32_t l1, l2, r1, r2; /* outermost and next children */
    int32_t head;          /* node, or -1 */
    uint16_t lv, rv;       /* numbers of children, cut at 5 */
    uint8_t rel, tag;
    uint8_t class_;                /* ss_word's */
    uint8_t quotes, commas, verbs; /* how many precede it in the sentence, modulo 256 */
} ss_node;

typedef struct {
    ss_node *nodes; /* [n + 4] */
    uint32_t *stack; /* [n] */
    uint32_t n, depth, next; /* next: the first word not yet shifted */
} ss_parse;

typedef struct {
    ss_linear actions, labels;
    ss_smallmap sure; /* section "w:sure": what needs no scoring; may be empty */
} ss_parser;

bool ss_parser_open(ss_parser *parser, const sayso_model *model);

/* Sets up the state of a sentence; `nodes` and `stack` have the room said above. */
void ss_parse_init(ss_parse *state, const ss_word *words, const uint8_t *tags, uint32_t n);
static inline bool ss_parse_done(const ss_parse *s)
{
    return s->next > s->n && s->depth <= 1;
}
/* Bit a is set where action a is possible. */
static inline uint32_t ss_parse_valid(const ss_parse *s)
{
    uint32_t valid = 0;
    if (s->next <= s->n) valid |= 1u << SS_SHIFT | (s->depth >= 1 ? 1u << SS_LEFT : 0);
    if (s->depth >= 2) valid |= 1u << SS_RIGHT;
    return valid;
}
/* Head and dependent of the arc that LEFT or RIGHT would make. */
static inline void ss_parse_arc(const ss_parse *s, int action, uint32_t *head, uint32_t *dependent)
{
    *dependent = s->stack[s->depth - 1];
    *head = action == SS_LEFT ? s->next : s->stack[s->depth - 2];
}
/* `rel` counts for LEFT and RIGHT only. */
void ss_parse_do(ss_parse *state, int action, ss_rel rel);

enum { SS_ACTION_FEATURES = 96, SS_LABEL_FEATURES = 48 };
uint32_t ss_action_features(const ss_parse *state, uint32_t *f);
uint32_t ss_label_features(const ss_parse *state, uint32_t head, uint32_t dependent, uint32_t *f);

/* Keys of the map of sure things: 1 + the action that a context of tags always
 * wants; 1 + the relation that a head's tag and a dependent's tag (or word) have. */
uint32_t ss_action_key(const ss_parse *state);
uint32_t ss_label_key(const ss_parse *state, uint32_t head, uint32_t dependent, bool by_word);

/* Parses to the end. nodes[i + 1].head (a node, -1 at the root) and .rel are the result. */
void ss_parser_run(const ss_parser *parser, ss_parse *state);
/* The same for many sentences, which is faster than one by one. */
enum { SS_PARSER_LANES = 4 };
void ss_parser_run_all(const ss_parser *parser, ss_parse *states, uint32_t n);

#endif
