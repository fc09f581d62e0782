/* parser.c - see parser.h.
 *
 * Arc-hybrid transitions (Kuhlmann, Gomez-Rodriguez and Satta 2011), features
 * after Zhang and Nivre 2011 as far as the system has them (no heads on the
 * stack), with what news needs beside them: quotation marks, commas and verbs
 * between two words. Relations are named when an arc is made: the dependent is
 * complete then, the head is not. What training found always to go one way (an
 * article before a noun waits; it is its det) is looked up, not scored.
 *
 * Sentences do not depend on each other, so a few of them are parsed side by side:
 * one goes on while the rows of the others' decisions, and what is known of them, are
 * fetched.
 *
 * Cost: two decisions a word over rows of 8 bytes and a label over two lines;
 * about half of both are sure and cost one look.
 * Known failures: crossing arcs cannot be built; an early mistake is not undone.
 */
#include "lang/parser.h"

bool ss_parser_open(ss_parser *parser, const sayso_model *model)
{
    size_t len;
    const void *at = ss_model_section(model, "w:actions", &len);
    if (!ss_linear_open(&parser->actions, at, len) || parser->actions.classes != SS_ACTIONS) return false;
    at = ss_model_section(model, "w:labels", &len);
    if (!ss_linear_open(&parser->labels, at, len) || parser->labels.classes != SS_REL_COUNT) return false;
    at = ss_model_section(model, "w:sure", &len);
    ss_smallmap_open(&parser->sure, at, len);
    return true;
}

static void clear_node(ss_node *node, uint32_t w)
{
    *node = (ss_node){.w = w, .p = w, .wp = w, .suf = w, .low = w, .head = -1, .rel = SS_REL_COUNT,
                      .tag = SS_TAG_COUNT};
}

static bool is_quote_tag(uint8_t tag)
{
    return tag == SS_TAG_OPENQ || tag == SS_TAG_CLOSEQ;
}

static bool is_finite(uint8_t tag)
{
    return tag == SS_TAG_VBD || tag == SS_TAG_VBZ || tag == SS_TAG_VBP || tag == SS_TAG_MD;
}

void ss_parse_init(ss_parse *s, const ss_word *words, const uint8_t *tags, uint32_t n)
{
    uint8_t quotes = 0, commas = 0, verbs = 0;
    clear_node(&s->nodes[0], 0x51u);
    for (uint32_t i = 0; i < n; i++) {
        ss_node *node = &s->nodes[i + 1];
        clear_node(node, words[i].low);
        node->p = ss_mix(0x7461u, tags[i] + 1u);
        node->wp = ss_mix(words[i].low, node->p);
        node->suf = words[i].suf3;
        node->tag = tags[i];
        node->class_ = words[i].class_;
        node->quotes = quotes;
        node->commas = commas;
        node->verbs = verbs;
        quotes = (uint8_t)(quotes + is_quote_tag(tags[i]));
        commas = (uint8_t)(commas + (tags[i] == SS_TAG_COMMA));
        verbs = (uint8_t)(verbs + is_finite(tags[i]));
    }
    for (uint32_t i = n + 1; i < n + 4; i++) {
        clear_node(&s->nodes[i], 0x52u);
        s->nodes[i].quotes = quotes;
        s->nodes[i].commas = commas;
        s->nodes[i].verbs = verbs;
    }
    s->n = n;
    s->depth = 0;
    s->next = 1;
}

static void add_child(ss_node *nodes, uint32_t head, uint32_t child, ss_rel rel)
{
    ss_node *h = &nodes[head];
    nodes[child].head = (int32_t)head;
    nodes[child].rel = (uint8_t)rel;
    uint32_t set = ss_mix(0x5e7u, rel + 1u);
    if (child < head) {
        h->l2 = h->l1;
        h->l1 = child;
        h->lset += set;
        h->lv = (uint16_t)(h->lv < 5 ? h->lv + 1 : 5);
    } else {
        h->r2 = h->r1;
        h->r1 = child;
        h->rset += set;
        h->rv = (uint16_t)(h->rv < 5 ? h->rv + 1 : 5);
    }
}

void ss_parse_do(ss_parse *s, int action, ss_rel rel)
{
    if (action == SS_SHIFT) {
        s->stack[s->depth++] = s->next++;
        return;
    }
    uint32_t head, dependent;
    ss_parse_arc(s, action, &head, &dependent);
    add_child(s->nodes, head, dependent, rel);
    s->depth--;
}

static inline uint32_t distance(uint32_t a, uint32_t b)
{
    uint32_t d = b - a;
    return d < 5 ? d : d < 8 ? 5 : d < 13 ? 6 : d < 21 ? 7 : 8;
}

/* What stands between two words: quotation marks open or not, commas, verbs. */
static inline uint32_t between(const ss_node *a, const ss_node *b)
{
    uint32_t q = (uint8_t)(b->quotes - a->quotes), c = (uint8_t)(b->commas - a->commas),
             v = (uint8_t)(b->verbs - a->verbs);
    return (q < 3 ? q : 3) | (c < 3 ? c : 3) << 2 | (v < 3 ? v : 3) << 4;
}

#define F1(a) SS_MIXED1(v, n, a)
#define F2(a, b) SS_MIXED2(v, n, a, b)
#define F3(a, b, c) SS_MIXED3(v, n, a, b, c)
#define F4(a, b, c, d) SS_MIXED4(v, n, a, b, c, d)

uint32_t ss_action_features(const ss_parse *s, uint32_t *f)
{
    const ss_node *nodes = s->nodes;
    ss_mixed_values v;
    uint32_t n = 0;
    uint32_t i0 = s->depth ? s->stack[s->depth - 1] : 0, i1 = s->depth > 1 ? s->stack[s->depth - 2] : 0,
             i2 = s->depth > 2 ? s->stack[s->depth - 3] : 0;
    const ss_node *s0 = &nodes[i0], *s1 = &nodes[i1], *s2 = &nodes[i2];
    const ss_node *b0 = &nodes[s->next], *b1 = b0 + 1, *b2 = b0 + 2;
    const ss_node *s0l = &nodes[s0->l1], *s0r = &nodes[s0->r1], *s0l2 = &nodes[s0->l2],
                  *s0r2 = &nodes[s0->r2], *s1l = &nodes[s1->l1], *s1r = &nodes[s1->r1],
                  *s1r2 = &nodes[s1->r2], *b0l = &nodes[b0->l1], *b0l2 = &nodes[b0->l2];
    uint32_t d = distance(i0, s->next), d1 = distance(i1, i0);
    uint32_t gap = between(s0, b0), gap1 = between(s1, s0);

    /* single words */
    F1(s0->w); F1(s0->p); F1(s0->wp);
    F1(b0->w); F1(b0->p); F1(b0->wp);
    F1(b1->w); F1(b1->p); F1(b1->wp);
    F1(b2->w); F1(b2->p);
    F1(s1->w); F1(s1->p); F1(s1->wp);
    F1(s2->p); F1(s2->wp);
    /* pairs */
    F2(s0->wp, b0->wp); F2(s0->wp, b0->w); F2(s0->w, b0->wp); F2(s0->wp, b0->p); F2(s0->p, b0->wp);
    F2(s0->w, b0->w); F2(s0->p, b0->p);
    F2(s1->wp, s0->wp); F2(s1->wp, s0->p); F2(s1->p, s0->wp); F2(s1->w, s0->w); F2(s1->p, s0->p);
    F2(b0->p, b1->p); F2(b0->wp, b1->p); F2(b0->w, b1->w); F2(s1->wp, b0->p); F2(s1->p, b0->wp);
    /* triples */
    F3(b0->p, b1->p, b2->p); F3(s0->p, b0->p, b1->p); F3(s1->p, s0->p, b0->p); F3(s2->p, s1->p, s0->p);
    F3(s0->wp, b0->p, b1->p); F3(s1->p, s0->wp, b0->p); F3(s1->p, s0->p, b0->wp); F3(s1->wp, s0->p, b0->p);
    F3(s0->p, s0l->p, b0->p); F3(s0->p, s0r->p, b0->p); F3(s0->p, b0->p, b0l->p);
    F3(s1->p, s1r->p, s0->p); F3(s1->p, s1l->p, s0->p); F3(s1->p, s0->p, s0l->p); F3(s1->p, s0->p, s0r->p);
    F4(s1->p, s0->p, b0->p, b1->p);
    /* distance and what stands between */
    F2(s0->w, d); F2(s0->p, d); F2(b0->w, d); F2(b0->p, d); F3(s0->p, b0->p, d);
    F3(s1->p, s0->p, d1); F3(s0->p, b0->p, gap); F3(s1->p, s0->p, gap1); F4(s0->w, b0->w, gap, 0);
    F3(s1->w, s0->p, gap1);
    /* children */
    F3(s0->w, s0->lv, s0->rv); F3(s0->p, s0->lv, s0->rv); F2(b0->w, b0->lv); F2(b0->p, b0->lv);
    F3(s1->w, s1->lv, s1->rv); F3(s1->p, s1->lv, s1->rv);
    F2(s0l->w, s0l->rel); F2(s0r->w, s0r->rel); F2(b0l->w, b0l->rel); F2(s1r->w, s1r->rel);
    F2(s1l->w, s1l->rel); F2(s0l2->p, s0l2->rel); F2(s0r2->p, s0r2->rel); F2(b0l2->p, b0l2->rel);
    F3(s0->p, s0l->p, s0l2->p); F3(s0->p, s0r->p, s0r2->p); F3(b0->p, b0l->p, b0l2->p);
    F3(s1->p, s1r->p, s1r2->p);
    F2(s0->w, s0->rset); F2(s0->p, s0->rset); F2(s0->w, s0->lset); F2(s0->p, s0->lset);
    F2(b0->w, b0->lset); F2(b0->p, b0->lset); F2(s1->w, s1->rset); F3(s1->p, s1->lset, s1->rset);
    /* classes of words */
    F2(s0->class_, b0->class_); F2(s1->class_, s0->class_); F3(s0->class_, b0->p, d); F3(s1->class_, s0->p, b0->p);
    F3(s0->p, b0->class_, d);
    ss_mixed_features(&v, n, 1, f);
    return n;
}

uint32_t ss_label_features(const ss_parse *s, uint32_t head, uint32_t dependent, uint32_t *f)
{
    const ss_node *nodes = s->nodes, *h = &nodes[head], *c = &nodes[dependent];
    ss_mixed_values v;
    uint32_t n = 0;
    uint32_t right = dependent > head;
    const ss_node *l = &nodes[c->l1], *l2 = &nodes[c->l2], *r = &nodes[c->r1];
    const ss_node *before = c - 1, *after = c + 1, *hbefore = h - 1, *hafter = h + 1;
    uint32_t d = right ? distance(head, dependent) : 16 + distance(dependent, head);
    uint32_t gap = right ? between(h, c) : between(c, h);
    /* the child of the head on this side that stands next to the dependent */
    const ss_node *sib = &nodes[right ? h->r1 : h->l1];

    F2(h->w, right); F2(h->p, right); F2(c->w, right); F2(c->wp, right); F2(c->p, d);
    F3(h->w, c->w, right); F3(h->p, c->p, d); F3(h->p, c->w, right); F3(h->w, c->p, right);
    F3(h->wp, c->p, d); F3(h->p, c->p, gap); F3(c->suf, h->p, right); F3(h->suf, c->p, right);
    F4(h->p, c->p, l->low, right); F4(h->p, c->p, l->rel, right); F3(c->p, l->rel, l2->rel);
    F4(c->p, c->lset, c->rset, right); F4(h->p, c->p, c->lset, right); F3(c->w, l->low, right);
    F4(c->p, r->low, r->rel, right); F3(h->w, l->low, right); F4(h->p, h->lset, c->p, right);
    F4(h->w, h->lset, c->p, right); F4(h->p, h->rset, c->p, right); F4(h->w, h->rset, c->p, right);
    F4(h->p, c->p, sib->rel, right); F4(h->w, c->p, sib->low, right);
    F4(c->p, before->p, h->p, right); F4(c->p, after->p, h->p, right);
    F4(h->p, hbefore->p, c->p, right); F4(h->p, hafter->p, c->p, right);
    F3(before->low, c->p, right); F3(after->low, c->p, right); F2(l->w, h->suf);
    F3(h->class_, c->class_, right); F3(h->class_, c->p, right); F3(h->p, c->class_, right);
    F3(c->class_, l->low, right);
    ss_mixed_features(&v, n, 1001, f);
    return n;
}

uint32_t ss_action_key(const ss_parse *s)
{
    const ss_node *s0 = &s->nodes[s->depth ? s->stack[s->depth - 1] : 0],
                  *s1 = &s->nodes[s->depth > 1 ? s->stack[s->depth - 2] : 0], *b0 = &s->nodes[s->next];
    return ss_mix(ss_feature(3000, s1->p, s0->p, b0->p), b0[1].p);
}

uint32_t ss_label_key(const ss_parse *s, uint32_t head, uint32_t dependent, bool by_word)
{
    const ss_node *h = &s->nodes[head], *d = &s->nodes[dependent];
    return ss_feature(by_word ? 3001 : 3002, h->p, by_word ? d->wp : d->p, dependent > head);
}

/* What a sentence on its way waits for: what is known of its next action, the rows of the
 * actions, what is known of the relation of the arc, the tags of the relations' rows, the rows. */
typedef enum { LOOK_ACTION, SCORE_ACTION, LOOK_RELATION, SEEK_RELATION, SCORE_RELATION } stage;

typedef struct {
    ss_parse *s;
    uint32_t valid;           /* the actions possible */
    uint32_t head, dependent; /* of the arc to be named */
    uint32_t keys[2];         /* under which the decision may be known */
    int action;
    stage stage;
    ss_linear_batch batch;
} lane;

static int best_action(const ss_parser *parser, const lane *l)
{
    int32_t scores[SS_LINEAR_CLASSES], best = INT32_MIN;
    int action = SS_SHIFT;
    ss_linear_end(&parser->actions, &l->batch, scores);
    for (int a = 0; a < SS_ACTIONS; a++)
        if ((l->valid >> a & 1) && scores[a] > best) best = scores[action = a];
    return action;
}

static ss_rel best_relation(const ss_parser *parser, const lane *l)
{
    int32_t scores[SS_LINEAR_CLASSES];
    ss_linear_end(&parser->labels, &l->batch, scores);
    scores[SS_REL_root] = INT32_MIN;
    return (ss_rel)ss_linear_best(&parser->labels, scores);
}

/* The relation that the arc is known to have, or -1. */
static int sure_relation(const ss_parser *parser, const lane *l)
{
    uint32_t sure = ss_smallmap_find(&parser->sure, l->keys[0]);
    if (!sure) sure = ss_smallmap_find(&parser->sure, l->keys[1]);
    return sure && sure <= SS_REL_COUNT && sure - 1 != SS_REL_root ? (int)sure - 1 : -1;
}

/* The action that is known to be taken, or -1. */
static int sure_action(const ss_parser *parser, const lane *l)
{
    uint32_t sure = ss_smallmap_find(&parser->sure, l->keys[0]);
    return sure && sure <= SS_ACTIONS && (l->valid >> (sure - 1) & 1) ? (int)sure - 1 : -1;
}

/* The action makes an arc: on to its relation. */
static void join(const ss_parser *parser, lane *l, int action)
{
    ss_parse_arc(l->s, action, &l->head, &l->dependent);
    l->action = action;
    for (int by_word = 0; by_word < 2; by_word++) {
        l->keys[by_word] = ss_label_key(l->s, l->head, l->dependent, by_word);
        ss_smallmap_prefetch(&parser->sure, l->keys[by_word]);
    }
    l->stage = LOOK_RELATION;
}

/* On to the next action; false: the sentence is done. */
static bool proceed(const ss_parser *parser, lane *l)
{
    while (!ss_parse_done(l->s)) {
        l->valid = ss_parse_valid(l->s);
        if (l->valid & (l->valid - 1)) { /* else there is nothing to decide */
            l->keys[0] = ss_action_key(l->s);
            ss_smallmap_prefetch(&parser->sure, l->keys[0]);
            l->stage = LOOK_ACTION;
            return true;
        }
        if (l->valid == 1u << SS_RIGHT) {
            join(parser, l, SS_RIGHT);
            return true;
        }
        ss_parse_do(l->s, SS_SHIFT, (ss_rel)0);
    }
    if (l->s->n) l->s->nodes[l->s->stack[0]].rel = SS_REL_root;
    return false;
}

static bool take(const ss_parser *parser, lane *l, int action)
{
    if (action != SS_SHIFT) {
        join(parser, l, action);
        return true;
    }
    ss_parse_do(l->s, action, (ss_rel)0);
    return proceed(parser, l);
}

static bool name(const ss_parser *parser, lane *l, ss_rel rel)
{
    ss_parse_do(l->s, l->action, rel);
    return proceed(parser, l);
}

/* Looks at what the lane waited for, and goes on to the next wait; false: the sentence is done. */
static bool step(const ss_parser *parser, lane *l)
{
    uint32_t f[SS_ACTION_FEATURES > SS_LABEL_FEATURES ? SS_ACTION_FEATURES : SS_LABEL_FEATURES];
    int sure;
    switch (l->stage) {
    case LOOK_ACTION:
        if ((sure = sure_action(parser, l)) >= 0) return take(parser, l, sure);
        ss_linear_begin(&parser->actions, f, ss_action_features(l->s, f), &l->batch);
        l->stage = SCORE_ACTION;
        return true;
    case SCORE_ACTION: return take(parser, l, best_action(parser, l));
    case LOOK_RELATION:
        if ((sure = sure_relation(parser, l)) >= 0) return name(parser, l, (ss_rel)sure);
        ss_linear_hash(&parser->labels, f, ss_label_features(l->s, l->head, l->dependent, f), &l->batch);
        l->stage = SEEK_RELATION;
        return true;
    case SEEK_RELATION:
        ss_linear_find(&parser->labels, &l->batch);
        l->stage = SCORE_RELATION;
        return true;
    default: return name(parser, l, best_relation(parser, l));
    }
}

void ss_parser_run_all(const ss_parser *parser, ss_parse *sentences, uint32_t n)
{
    lane lanes[SS_PARSER_LANES];
    uint32_t active = 0, next = 0;
    for (;;) {
        while (active < SS_PARSER_LANES && next < n) {
            lanes[active].s = &sentences[next++];
            active += proceed(parser, &lanes[active]);
        }
        if (!active) return;
        for (uint32_t k = 0; k < active;) {
            if (step(parser, &lanes[k]))
                k++;
            else if (k < --active)
                lanes[k] = lanes[active];
        }
    }
}

void ss_parser_run(const ss_parser *parser, ss_parse *s)
{
    ss_parser_run_all(parser, s, 1);
}
