/* relative.c - see relative.h.
 *
 * A greedy parser decides at the relative pronoun and cannot take it back: it likes to
 * make the clause between the commas the main one. The shape of such sentences is plain
 * from the line: a noun, a comma, a relative pronoun and a finite verb, a comma, and
 * another finite verb. Cost: one look at each token, and a bounded search where a comma
 * and a relative pronoun meet. Known failures: lists of verbs inside the clause.
 */
#include "lang/relative.h"

enum { CLAUSE = 40, TO_VERB = 8, CLIMB = 24 };

static bool is_noun(const ss_token *t)
{
    return t->tag == SS_TAG_NN || t->tag == SS_TAG_NNS || t->tag == SS_TAG_NNP || t->tag == SS_TAG_NNPS;
}

static bool is_finite(const ss_token *t)
{
    return t->tag == SS_TAG_VBD || t->tag == SS_TAG_VBZ || t->tag == SS_TAG_VBP || t->tag == SS_TAG_MD;
}

/* The verb that the auxiliary at i belongs to, before `end`; i itself where it is none. */
static uint32_t main_verb(const ss_token *t, uint32_t i, uint32_t end)
{
    int32_t head = t[i].head;
    bool helps = t[i].rel == SS_REL_aux || t[i].rel == SS_REL_aux_pass || t[i].rel == SS_REL_cop;
    return helps && head > (int32_t)i && head < (int32_t)end ? (uint32_t)head : i;
}

/* The head of the noun phrase that ends at i: up to words before it, as far as it is one. */
static uint32_t phrase_head(const ss_token *t, uint32_t i, uint32_t first)
{
    for (int step = 0; step < CLIMB; step++) {
        int32_t head = t[i].head;
        bool part = t[i].rel == SS_REL_flat || t[i].rel == SS_REL_compound || t[i].rel == SS_REL_nmod ||
                    t[i].rel == SS_REL_appos || t[i].rel == SS_REL_nmod_poss || t[i].rel == SS_REL_nmod_desc ||
                    t[i].rel == SS_REL_conj;
        if (!part || head < (int32_t)first || head >= (int32_t)i) break;
        i = (uint32_t)head;
    }
    return i;
}

static bool hangs_below(const ss_token *t, uint32_t i, uint32_t above)
{
    int32_t at = (int32_t)i;
    for (uint32_t step = 0; at >= 0 && step < 400; step++, at = t[at].head)
        if (at == (int32_t)above) return true;
    return at >= 0; /* too deep to tell: leave it */
}

/* Makes `noun` the subject of `verb` and `clause` its relative clause. */
static void rebuild(ss_token *t, uint32_t first, uint32_t last, uint32_t comma, uint32_t second, uint32_t noun,
                    uint32_t clause, uint32_t verb)
{
    uint32_t top = hangs_below(t, verb, clause) ? clause : hangs_below(t, verb, noun) ? noun : verb;
    if (top != verb) { /* the verb takes the place of what it hung on */
        if (top == noun && hangs_below(t, clause, verb)) return;
        t[verb].head = t[top].head;
        t[verb].rel = t[top].rel;
        if (t[top].head >= 0 && hangs_below(t, (uint32_t)t[top].head, verb)) return;
    }
    t[noun].head = (int32_t)verb;
    t[noun].rel = SS_REL_nsubj;
    t[clause].head = (int32_t)noun;
    t[clause].rel = SS_REL_acl_relcl;
    for (uint32_t i = first; i < last; i++) { /* what lies outside of the commas is the verb's */
        if (i == verb || i == noun || t[i].head != (int32_t)clause) continue;
        if (i < comma || i > second) t[i].head = (int32_t)verb;
    }
}

static void mend_at(ss_token *t, uint32_t first, uint32_t last, uint32_t comma)
{
    uint32_t end = last - comma > CLAUSE ? comma + CLAUSE : last, clause = comma + 2;
    while (clause < end && clause < comma + TO_VERB && !is_finite(&t[clause])) {
        if (ss_is(&t[clause], ",")) return;
        clause++;
    }
    if (clause >= end || !is_finite(&t[clause])) return;
    for (uint32_t second = clause + 1; second + 1 < end; second++) {
        if ((t[second].flags & (SS_QUOTE_OPEN | SS_QUOTE_CLOSE)) || ss_is(&t[second], ";") || ss_is(&t[second], ":")) return;
        if (!ss_is(&t[second], ",")) continue;
        uint32_t verb = second + 1;
        while (verb + 1 < end && t[verb].tag == SS_TAG_RB) verb++;
        if (!is_finite(&t[verb])) continue;
        uint32_t noun = phrase_head(t, comma - 1, first);
        clause = main_verb(t, clause, second);
        verb = main_verb(t, verb, last);
        bool subject = t[noun].rel == SS_REL_nsubj || t[noun].rel == SS_REL_nsubj_pass;
        if (t[noun].head == (int32_t)verb && subject) return;
        if (is_noun(&t[noun])) rebuild(t, first, last, comma, second, noun, clause, verb);
        return;
    }
}

void ss_relative_mend(ss_token *tokens, uint32_t first, uint32_t last)
{
    for (uint32_t i = first + 1; i + 3 < last; i++) {
        uint8_t next = tokens[i + 1].tag;
        if (!ss_is(&tokens[i], ",") || (next != SS_TAG_WDT && next != SS_TAG_WP && next != SS_TAG_WPS)) continue;
        if (is_noun(&tokens[i - 1])) mend_at(tokens, first, last, i);
    }
}
