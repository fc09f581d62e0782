/* times_story.c - times that only a narrative marks.
 *
 * Histories and biographies place things in their own time, not in the reader's:
 * "former", "this period", "at that time", "a night attack", ages. News says the
 * same words of the present and means no time by them. The annotation of such
 * texts (WikiWars, Mazur and Dale 2010, after TIMEX2) marks them, that of news
 * (TimeBank) does not. Tried last, at each atom of a narrative; constant
 * look-ahead. Known failure: "at this time" in a narrative's quoted speech.
 */
#include "attr/when.h"

#include <stdlib.h>

static const ss_atom *before(const ss_atoms *a, uint32_t i)
{
    return i ? ss_at(a, i - 1) : &ss_atom_none;
}

static bool dash(const ss_atoms *a, uint32_t i)
{
    return ss_at(a, i)->kind == SS_ATOM_MARK && ss_atom_is(ss_at(a, i), "-");
}

/* "this period", "that time", "the same time": not "the first time", "this time they won". */
static uint32_t stretch_at(const ss_atoms *a, uint32_t i, ss_when *w)
{
    const ss_atom *p = before(a, i);
    bool the = ss_atom_is(ss_at(a, i), "the");
    uint32_t k = i + the;
    if (!ss_atom_in(ss_at(a, k), the ? "same " : "this that ")) return 0;
    const ss_atom *noun = ss_at(a, k + 1);
    if (!ss_atom_in(noun, "time period ")) return 0;
    bool placed = ss_atom_in(p, "at by during in until till from since throughout around for over ");
    if (ss_atom_is(noun, "time") && !placed) return 0;
    if (the && !placed) return 0;
    w->kind = SS_WHEN_UNIT;
    w->unit = "THEN";
    w->rel = SS_REL_SAME;
    return k + 2;
}

/* "fifteen years old", "twenty-year-old", "26 years of age": one past it, or 0. */
static uint32_t age_at(const ss_atoms *a, uint32_t i, ss_when *w)
{
    ss_numeral n = ss_numeral_at(a, i, false);
    if (!n.last || n.article || n.fraction || !(n.value < 1000)) return 0;
    uint32_t k = n.last + dash(a, n.last);
    if (!ss_atom_in(ss_at(a, k), "year years ")) return 0;
    k++;
    k += dash(a, k);
    if (ss_atom_is(ss_at(a, k), "of") && ss_atom_is(ss_at(a, k + 1), "age"))
        k++;
    else if (!ss_atom_is(ss_at(a, k), "old"))
        return 0;
    w->kind = SS_WHEN_DURATION;
    w->unit = "Y";
    w->count = n.value;
    return k + 1;
}

/* Noun phrases that "night" and "spring" qualify: "a night attack". */
static bool qualifies(const ss_atoms *a, uint32_t i)
{
    const sayso_doc *doc = a->doc;
    if (dash(a, i + 1)) i++;
    const ss_atom *next = ss_at(a, i + 1);
    if (next->kind != SS_ATOM_WORD) return false;
    uint8_t tag = doc->tokens.at[next->token].tag;
    return tag == SS_TAG_NN || tag == SS_TAG_NNS || tag == SS_TAG_JJ;
}

uint32_t ss_times_story_at(const ss_atoms *a, uint32_t i, ss_when *w)
{
    const ss_atom *x = ss_at(a, i);
    const ss_when clean = *w;
    uint32_t end;
    if ((end = stretch_at(a, i, w)) || (*w = clean, end = age_at(a, i, w))) return end;
    *w = clean;
    if (ss_atom_in(x, "former formerly ") && !ss_atom_in(before(a, i), "the ")) {
        w->kind = SS_WHEN_VAGUE;
        w->text = "PAST_REF";
        return i + 1;
    }
    if (ss_atom_is(x, "former") && qualifies(a, i)) { /* "the former capital"; not "the former" of two */
        w->kind = SS_WHEN_VAGUE;
        w->text = "PAST_REF";
        return i + 1;
    }
    if (ss_atom_is(x, "former") && ss_at(a, i + 1)->flags & SS_AT_CAPITAL) {
        w->kind = SS_WHEN_VAGUE;
        w->text = "PAST_REF";
        return i + 1;
    }
    if (ss_atom_is(x, "future") && qualifies(a, i)) {
        w->kind = SS_WHEN_VAGUE;
        w->text = "FUTURE_REF";
        return i + 1;
    }
    if (ss_atom_is(x, "night") && !(x->flags & SS_AT_CAPITAL) &&
        (ss_atom_is(before(a, i), "at") || qualifies(a, i))) {
        w->kind = SS_WHEN_SET;
        w->code = "NI";
        return i + 1;
    }
    if (x->tclass == SS_TC_season && !ss_atom_is(x, "fall") && !(x->flags & SS_AT_CAPITAL) && qualifies(a, i)) {
        w->kind = SS_WHEN_SEASON;
        w->code = x->targ;
        return i + 1;
    }
    return 0;
}
