/* quantities_of.c - what an amount counts, of what it is a rate, and whether it rose or fell.
 *
 * Counted is the noun phrase that follows the amount, to its head in the tree
 * and over one "of" phrase ("cases of human trafficking"); of shares and
 * measures the phrase after "of" ("12% of voters"). Where none follows ("the
 * number of cases rose to 500"), the phrase after "number of" in the subject.
 * Change is read from the word before ("up 5%"), the noun after ("a 5% drop"),
 * or the verb of which the amount is the object or the measure ("fell 5%").
 * At most 24 tokens are looked at.
 */
#include "attr/when.h"

enum { REACH = 24 };

static const ss_token *at(const sayso_doc *doc, uint32_t i)
{
    return &doc->tokens.at[i];
}

static bool is_noun(uint8_t tag)
{
    return tag == SS_TAG_NN || tag == SS_TAG_NNS || tag == SS_TAG_NNP || tag == SS_TAG_NNPS;
}

static bool is_premodifier(const ss_token *t)
{
    switch (t->tag) {
    case SS_TAG_JJ:
    case SS_TAG_JJR:
    case SS_TAG_JJS:
    case SS_TAG_VBN:
    case SS_TAG_VBG:
    case SS_TAG_RBS:
    case SS_TAG_HYPH:
    case SS_TAG_AFX:
    case SS_TAG_POS:
    case SS_TAG_RB:
    case SS_TAG_CD: return true;
    default: return is_noun(t->tag);
    }
}

/* One past the noun phrase that begins at `i`; `i` where there is none. */
static uint32_t noun_phrase(const ss_measure *m, uint32_t i, uint32_t end)
{
    const sayso_doc *doc = m->ctx->doc;
    uint32_t last = i;
    bool noun = false;
    for (uint32_t k = i; k < end && k < i + REACH; k++) {
        const ss_token *t = at(doc, k);
        if (t->flags & (SS_QUOTE_OPEN | SS_QUOTE_CLOSE) || ss_is(t, "versus") || ss_is(t, "vs.")) break;
        bool plural = k == i && t->tag == SS_TAG_VBZ && k + 1 < end && ss_tag_is_verb(at(doc, k + 1)->tag);
        if (plural) { /* "400 nurses came", with the noun tagged as a verb */
            last = k + 1;
            noun = true;
            continue;
        }
        if (!is_premodifier(t)) {
            uint32_t group = ss_lexicon_match(m->groups, doc, k, end, NULL);
            if (group) { /* "attorneys general", however it was tagged */
                noun = true;
                last = k + group;
                k = last - 1;
                continue;
            }
            /* "dead and missing people": and between modifiers */
            bool joins = !noun && k > i && (t->tag == SS_TAG_CC || t->tag == SS_TAG_COMMA) && k + 1 < end &&
                         is_premodifier(at(doc, k + 1));
            if (joins) continue;
            break;
        }
        bool after_hyphen = k > i && at(doc, k - 1)->tag == SS_TAG_HYPH;
        if (is_noun(t->tag)) {
            noun = true;
            last = k + 1;
        } else if (noun && t->tag != SS_TAG_HYPH && t->tag != SS_TAG_POS && !after_hyphen) {
            /* an adjective or participle after the noun belongs to the phrase only
             * where the phrase goes on to another noun before its head */
            if (ss_is(t, "general") || ss_is(t, "elect")) { /* "attorneys general" */
                last = k + 1;
                continue;
            }
            int32_t head = t->head;
            bool clause = t->tag == SS_TAG_VBN && k == last && at(doc, k - 1)->tag == SS_TAG_NNS; /* "14 counties closed schools" */
            if (clause || head <= (int32_t)k || (t->rel != SS_REL_amod && t->rel != SS_REL_compound)) break;
        }
    }
    return noun ? last : i;
}

/* Takes in "of ..." after a phrase, twice at most. */
static uint32_t over_of(const ss_measure *m, uint32_t i, uint32_t end)
{
    const sayso_doc *doc = m->ctx->doc;
    for (int n = 0; n < 2 && i + 1 < end && ss_is(at(doc, i), "of"); n++) {
        uint32_t k = i + 1;
        if (at(doc, k)->tag == SS_TAG_DT || at(doc, k)->tag == SS_TAG_PRPS) k++;
        uint32_t stop = noun_phrase(m, k, end);
        if (stop == k) break;
        i = stop;
    }
    return i;
}

static const char *text_between(const ss_measure *m, uint32_t first, uint32_t last)
{
    sayso_doc *doc = m->ctx->doc;
    uint32_t begin = at(doc, first)->begin, end = at(doc, last - 1)->end;
    char *copy = ss_strndup(&doc->arena, doc->text + begin, end - begin);
    for (char *p = copy; *p; p++)
        if (*p == '\n' || *p == '\t' || *p == '\r') *p = ' ';
    return copy;
}

/* "the number of cases rose to 500": the phrase after "number of", right before a verb. */
static const char *from_subject(const ss_measure *m, uint32_t token)
{
    const sayso_doc *doc = m->ctx->doc;
    uint32_t first = doc->sentences.at[at(doc, token)->sent].first;
    uint32_t from = token > first + REACH ? token - REACH : first;
    for (uint32_t k = token; k-- > from;) {
        if (!ss_is(at(doc, k), "of") || k == first) continue;
        const ss_token *n = at(doc, k - 1);
        if (!ss_is(n, "number") && !ss_is(n, "numbers") && !ss_is(n, "total")) continue;
        uint32_t i = k + 1;
        if (at(doc, i)->tag == SS_TAG_DT) i++;
        uint32_t last = noun_phrase(m, i, token);
        last = over_of(m, last, token);
        return last > i && last < token && ss_tag_is_verb(at(doc, last)->tag) ? text_between(m, i, last) : NULL;
    }
    return NULL;
}

static bool is_time_unit(const char *unit)
{
    static const char *const units[] = {"second", "minute", "hour", "day", "week", "month", "year", "decade"};
    for (size_t i = 0; unit && i < sizeof units / sizeof *units; i++)
        if (!strcmp(unit, units[i])) return true;
    return false;
}

/* "0.4% month on month": a word of time is not counted. */
static bool names_time(const ss_measure *m, uint32_t first, uint32_t last)
{
    const char *value = last == first + 1 ? ss_lexicon_word(m->time_words, at(m->ctx->doc, first)) : NULL;
    return value && !strncmp(value, "unit", 4);
}

const char *ss_amount_of(const ss_measure *m, const ss_atoms *a, const ss_amount *q)
{
    const sayso_doc *doc = m->ctx->doc;
    uint32_t end = doc->sentences.at[at(doc, q->token)->sent].last;
    for (uint32_t k = q->last; k < a->v.n && k < q->last + REACH; k++)
        if (m->taken[k] &&
            at(doc, ss_at(a, k)->token)->tag != SS_TAG_JJ) { /* "900 ships last year"; not "two recent polls" */
            if (ss_at(a, k)->token < end) end = ss_at(a, k)->token;
            break;
        }
    uint32_t i = ss_at(a, q->last - 1)->token + 1;
    if (i >= end) return from_subject(m, q->token);
    if (q->age) return NULL;
    bool share = q->fraction || (q->unit && !q->money);
    if (at(doc, i)->tag == SS_TAG_HYPH || ss_is(at(doc, i), "-")) i++;
    if (i < end && (ss_is(at(doc, i), "per") || ss_is(at(doc, i), "'s"))) return NULL;
    if (i < end && (ss_is(at(doc, i), "versus") || ss_is(at(doc, i), "vs.") || ss_is(at(doc, i), "vs"))) return NULL;
    if (i < end && ss_is(at(doc, i), "of")) {
        i++;
    } else if (q->money) {
        if (i >= end || !ss_is(at(doc, i), "in")) return NULL;
        i++;
        if (i < end && at(doc, i)->flags & SS_DIGIT) return NULL;
    } else if (share) {
        /* "a 5 percent increase": what changes is not what is counted */
        bool hyphen = i > 0 && (at(doc, i - 1)->tag == SS_TAG_HYPH || ss_is(at(doc, i - 1), "-"));
        if (i >= end || !(is_noun(at(doc, i)->tag) || hyphen) || is_time_unit(q->unit)) return NULL;
    } else if (i < end && at(doc, i)->tag == SS_TAG_DT && !ss_is(at(doc, i), "more")) {
        return from_subject(m, q->token); /* "28,000 the week before" */
    }
    while (i < end &&
           (at(doc, i)->tag == SS_TAG_DT || at(doc, i)->tag == SS_TAG_PDT || at(doc, i)->tag == SS_TAG_PRPS ||
            ss_is(at(doc, i), "more") || ss_is(at(doc, i), "fewer") || ss_is(at(doc, i), "additional")))
        i++;
    uint32_t last = i < end ? noun_phrase(m, i, end) : i;
    if (last == i) return from_subject(m, q->token);
    /* the tree may know a head further on */
    const ss_token *t = at(doc, q->token);
    if (t->rel == SS_REL_nummod && t->head >= (int32_t)last && t->head < (int32_t)(i + 6) && (uint32_t)t->head < end &&
        is_noun(at(doc, (uint32_t)t->head)->tag))
        last = (uint32_t)t->head + 1;
    bool measured = q->unit || q->fraction;
    if (measured && last == i + 1 && ss_lexicon_find(m->changes, at(doc, i)->lower, at(doc, i)->lower_len)) return NULL;
    if (names_time(m, i, last)) return NULL;
    last = over_of(m, last, end);
    return text_between(m, i, last);
}

/* -------------------------------------------------------------------- rate */

/* What prices are of, beside units of time and measure: "$71 a barrel", "40 cents a share". */
static bool is_priced(const ss_atom *x)
{
    return ss_atom_in(x, "share head piece person pupil student ticket night unit bottle bag box seat vote copy ");
}

const char *ss_amount_per(const ss_measure *m, const ss_atoms *a, const ss_amount *q)
{
    const sayso_doc *doc = m->ctx->doc;
    uint32_t k = q->last;
    for (uint32_t n = 0; n < 3; n++, k++) { /* "40,000 cars each year" */
        const ss_atom *noun = ss_at(a, k);
        if (noun->kind != SS_ATOM_WORD || ss_atom_in(noun, "per a an each every ") || m->taken[k]) break;
        if (!is_premodifier(at(doc, noun->token)) || at(doc, noun->token)->tag == SS_TAG_RB) break;
    }
    const ss_atom *link = ss_at(a, k), *x = ss_at(a, k + 1);
    if (link->kind != SS_ATOM_WORD || q->age) return NULL;
    if (ss_atom_is(link, "per")) { /* "per 100,000 inhabitants", "per barrel" */
        ss_numeral n = ss_numeral_at(a, k + 1, false);
        uint32_t from = k + 1, to = n.last ? n.last : k + 1 + (x->nclass == SS_NC_SCALE);
        for (uint32_t steps = 0; steps < 3 && ss_at(a, to)->kind == SS_ATOM_WORD; steps++, to++) {
            bool noun = is_noun(at(doc, ss_at(a, to)->token)->tag);
            if (!noun && at(doc, ss_at(a, to)->token)->tag != SS_TAG_JJ) break;
            if (noun && !is_noun(at(doc, ss_at(a, to + 1)->token)->tag)) {
                to++;
                break;
            }
        }
        return to > from ? ss_strndup(&m->ctx->doc->arena, doc->text + ss_at(a, from)->begin,
                                      ss_at(a, to - 1)->end - ss_at(a, from)->begin)
                         : NULL;
    }
    if (!ss_atom_in(link, "a an each every ")) return NULL;
    if (k > q->last && q->unit) return NULL;
    bool time = x->tclass == SS_TC_unit && !ss_atom_is(x, "second");
    bool measure = q->money && (is_priced(x) || (x->kind == SS_ATOM_WORD && ss_lexicon_has(m->units, x->s)));
    if (!time && !measure && !(q->unit && !strcmp(q->unit, "cent") && (is_priced(x) || ss_lexicon_has(m->units, x->s))))
        return NULL;
    if (time && (ss_atom_in(ss_at(a, k + 2), "ago earlier later before after old ") || ss_at(a, k + 2)->tclass == SS_TC_units))
        return NULL; /* "40 a year ago" */
    return ss_strndup(&m->ctx->doc->arena, doc->text + x->begin, x->end - x->begin);
}

/* ------------------------------------------------------------------ change */

static sayso_change change_of(const ss_measure *m, const char *word, size_t len)
{
    const char *value = ss_lexicon_find(m->changes, word, len);
    return !value ? SAYSO_CHANGE_NONE : value[0] == 'u' ? SAYSO_CHANGE_UP : SAYSO_CHANGE_DOWN;
}

/* `to`: the amount is what something came to, "lost 5 percent, to 7.24". */
static sayso_change from_verb(const ss_measure *m, uint32_t token, bool to)
{
    const sayso_doc *doc = m->ctx->doc;
    int32_t i = (int32_t)token;
    for (int step = 0; step < 4 && i >= 0; step++) {
        const ss_token *t = at(doc, (uint32_t)i);
        if (step && ss_tag_is_verb(t->tag)) return change_of(m, t->lower, t->lower_len);
        bool path = t->rel == SS_REL_nummod || t->rel == SS_REL_obj || t->rel == SS_REL_obl ||
                    t->rel == SS_REL_compound || t->rel == SS_REL_obl_unmarked || t->rel == SS_REL_amod ||
                    t->rel == SS_REL_advmod || t->rel == SS_REL_nmod_unmarked ||
                    (to && t->rel == SS_REL_nmod);
        if (!path) break;
        i = t->head;
    }
    return SAYSO_CHANGE_NONE;
}

sayso_change ss_amount_change(const ss_measure *m, const ss_atoms *a, const ss_amount *q)
{
    sayso_change change;
    if (q->age) return SAYSO_CHANGE_NONE;
    const ss_atom *before = q->first ? ss_at(a, q->first - 1) : &ss_atom_none;
    if (ss_atom_is(before, "from")) return SAYSO_CHANGE_NONE; /* where it started */
    if (ss_atom_is(before, "over") && q->unit && is_time_unit(q->unit)) return SAYSO_CHANGE_NONE; /* "a raise over three years" */
    if (ss_atom_in(before, "raise raises raised raising recovered ") && (!q->unit || q->money))
        return SAYSO_CHANGE_NONE; /* "raised $5 million from investors" */
    if (ss_atom_is(before, "off") && q->unit && ss_tag_is_verb(at(m->ctx->doc, ss_at(a, q->first - 2)->token)->tag))
        return SAYSO_CHANGE_DOWN; /* "were off 30 percent" */
    if (ss_atom_is(before, "of") && q->first > 1 && ss_atom_in(ss_at(a, q->first - 2), "rate pace "))
        return from_verb(m, ss_at(a, q->first - 2)->token, false); /* "grew at a rate of 3%" */
    for (uint32_t n = 1; n <= 4 && n <= q->first; n++) {
        const ss_atom *x = ss_at(a, q->first - n);
        if ((change = change_of(m, x->s, x->len))) return change;
        if (!ss_atom_in(x, "by of to another a an as just only further some the more further sharply ")) break;
    }
    uint32_t k = q->last;
    for (uint32_t n = 0; n < 2; n++, k++) {
        const ss_atom *x = ss_at(a, k);
        if (ss_atom_in(x, "- ")) continue;
        if (ss_atom_in(x,
                       "increase rise jump gain drop decline fall decrease cut reduction surge growth hike boost dip "
                       "slump plunge spike uptick increases cuts higher lower raise slide expansion contraction "))
            return change_of(m, x->s, x->len);
        break;
    }
    if (ss_atom_is(before, "to") && q->first > 2) { /* "up from $7.25 to $10.10" */
        for (k = q->first - 1; k > 0 && k + 8 > q->first; k--)
            if (ss_atom_is(ss_at(a, k - 1), "from")) {
                if (k > 1 && (change = change_of(m, ss_at(a, k - 2)->s, ss_at(a, k - 2)->len))) return change;
                break;
            }
    }
    change = from_verb(m, q->token, ss_atom_is(before, "to"));
    if (change == SAYSO_CHANGE_NONE && q->first &&
        ss_atom_is(ss_at(a, q->first - 1), "by")) { /* "cut its rate by 25" */
        for (k = q->first - 1; k > 0 && k + 9 > q->first && !change; k--)
            if (ss_at(a, k - 1)->kind == SS_ATOM_WORD) change = change_of(m, ss_at(a, k - 1)->s, ss_at(a, k - 1)->len);
    }
    return change;
}
