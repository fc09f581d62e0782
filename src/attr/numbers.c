/* numbers.c - numerals in digits and words, to their values.
 *
 * "19,752", "2.5 million", "1 1/2", "two and a half million", "a hundred and
 * twenty-three thousand", "half a dozen", "two-thirds". A grammar by recursive
 * descent over the atoms: units and tens add up in a group, "hundred" and
 * "dozen" multiply the group, the greater scales close it. Constant look-ahead;
 * linear in the numeral. Not read: "nineteen ninety-eight" (a year in words),
 * "twelve hundred" is.
 */
#include "attr/when.h"

static bool dash(const ss_atom *x)
{
    return x->kind == SS_ATOM_MARK && ss_atom_is(x, "-");
}

static uint32_t skip_dash(const ss_atoms *a, uint32_t i)
{
    return dash(ss_at(a, i)) ? i + 1 : i;
}

/* "1.5m people", "20m cubic feet": million, where a plural is counted; "a 20m wave"
 * and "20m long" are metres. */
static bool counts_plural(const ss_atoms *a, uint32_t k)
{
    for (uint32_t n = 0; n < 3; n++, k++) {
        const ss_atom *x = ss_at(a, k);
        if (x->kind != SS_ATOM_WORD || ss_atom_is(x, "hurdles")) return false;
        uint8_t tag = a->doc->tokens.at[x->token].tag;
        if (tag == SS_TAG_NNS || tag == SS_TAG_NNPS) return true;
        if (tag != SS_TAG_JJ && tag != SS_TAG_NN && tag != SS_TAG_NNP && tag != SS_TAG_VBN && tag != SS_TAG_JJR)
            return false;
    }
    return false;
}

/* 4.1 million is 4100000, though 4.1 is no sum of powers of two. */
static double scaled(double value, double scale)
{
    double product = value * scale;
    if (product < 0 || product > 9e15) return product;
    double whole = (double)(int64_t)(product + 0.5), off = product > whole ? product - whole : whole - product;
    return off <= product * 1e-12 ? whole : product;
}

/* A scale word after the numeral that ends at `i`; 1 for none. Single letters
 * count only where they touch digits. */
static double scale_at(const ss_atoms *a, uint32_t *i, bool digits, bool money)
{
    uint32_t k = *i;
    const ss_atom *x = ss_at(a, k);
    if (dash(x) && x->flags & SS_AT_GLUED && ss_at(a, k + 1)->nclass == SS_NC_SCALE && ss_at(a, k + 1)->len > 3)
        x = ss_at(a, ++k);
    if (x->nclass != SS_NC_SCALE) return 1;
    bool glued = x->flags & SS_AT_GLUED && k == *i;
    if (x->len == 1) {
        if (!digits || !glued) return 1;
        const ss_atom *n = ss_at(a, k - 1), *next = ss_at(a, k + 1);
        bool screen = ss_atom_is(x, "k") && x->flags & SS_AT_CAPITAL && (n->number == 4 || n->number == 8);
        if (screen && next->kind == SS_ATOM_WORD && a->doc->tokens.at[next->token].tag == SS_TAG_NN)
            return 1; /* "4K video" */
        if (!money && !ss_atom_is(x, "k") && !(x->flags & SS_AT_CAPITAL && ss_atom_in(x, "m b ")) &&
            !(ss_atom_is(x, "m") && counts_plural(a, k + 1)))
            return 1;
    }
    if (x->len == 2 && !digits) return 1;
    *i = k + 1;
    return x->number;
}

/* "N/M" where both touch the stroke and make a fraction. */
static double stroke_at(const ss_atoms *a, uint32_t i)
{
    const ss_atom *n = ss_at(a, i), *s = ss_at(a, i + 1), *m = ss_at(a, i + 2);
    if (!ss_atom_whole(n) || !ss_atom_is(s, "/") || !ss_atom_whole(m)) return 0;
    if (!(s->flags & SS_AT_GLUED) || !(m->flags & SS_AT_GLUED)) return 0;
    if (ss_atom_is(ss_at(a, i + 3), "/") && ss_at(a, i + 3)->flags & SS_AT_GLUED) return 0;
    if (n->number < 1 || n->number >= m->number || m->number > 100 || n->flags & SS_AT_ZERO) return 0;
    return n->number / m->number;
}

/* A denominator after the numeral `count` that ends at `i`: "thirds", "- quarter". */
static double denominator_at(const ss_atoms *a, uint32_t i, double count, uint32_t *last)
{
    uint32_t k = skip_dash(a, i);
    const ss_atom *x = ss_at(a, k);
    if (x->nclass == SS_NC_FRACTION) {
        bool plural = x->s[x->len - 1] == 's';
        if ((count == 1) == plural && !ss_atom_is(x, "half")) return 0;
        *last = k + 1;
        return x->number;
    }
    /* "one-fifth", "one fifth": the ordinal serves as a fraction after "one" */
    if (count == 1 && x->nclass == SS_NC_ORDINAL && x->number >= 3 && x->number <= 20) {
        *last = k + 1;
        return 1 / x->number;
    }
    return 0;
}

/* "and a half", "and three-quarters" after a whole number: what they add; 0: nothing. */
static double and_part(const ss_atoms *a, uint32_t *last)
{
    uint32_t k = skip_dash(a, *last);
    if (!ss_atom_is(ss_at(a, k), "and")) return 0;
    if (dash(ss_at(a, k + 1)) && ss_atom_is(ss_at(a, k + 2), "a") && dash(ss_at(a, k + 3)) &&
        ss_atom_is(ss_at(a, k + 4), "half")) { /* "two-and-a-half" */
        *last = k + 5;
        return 0.5;
    }
    const ss_atom *count = ss_at(a, k + 1), *name = ss_at(a, k + 2);
    double n = ss_atom_is(count, "a") ? 1 : count->nclass == SS_NC_CARDINAL && count->number < 10 ? count->number : 0;
    if (n == 0) return 0;
    uint32_t end;
    double part = denominator_at(a, k + 2, n, &end);
    if (part == 0 || part * n >= 1) return 0;
    if (ss_atom_is(count, "a") && name->nclass == SS_NC_ORDINAL && ss_at(a, end)->kind == SS_ATOM_WORD &&
        ss_at(a, end)->nclass != SS_NC_SCALE)
        return 0; /* "two and a third man" */
    *last = end;
    return part * n;
}

static ss_numeral digits_at(const ss_atoms *a, uint32_t i, bool money)
{
    const ss_atom *x = ss_at(a, i);
    ss_numeral n = {.last = i + 1, .value = x->number, .digits = true, .scale = 1};
    double part = stroke_at(a, i);
    if (part > 0) {
        n.value = part;
        n.fraction = true;
        n.last = i + 3;
    } else if (ss_atom_whole(x)) {
        const ss_atom *next = ss_at(a, i + 1);
        if (next->flags & SS_AT_VULGAR) {
            n.value += next->number;
            n.last = i + 2;
        } else if (next->kind == SS_ATOM_NUMBER && !(next->flags & SS_AT_GLUED) &&
                   (part = stroke_at(a, i + 1)) > 0) { /* "2 1/2" */
            n.value += part;
            n.last = i + 4;
        } else if (dash(next) && next->flags & SS_AT_GLUED && (part = stroke_at(a, i + 2)) > 0) {
            n.value += part;
            n.last = i + 5;
        }
    } else if (x->flags & SS_AT_VULGAR) {
        n.fraction = true;
    }
    if (!n.fraction) n.value += and_part(a, &n.last);
    for (int twice = 0; twice < 2; twice++) { /* "5 hundred thousand" */
        double scale = scale_at(a, &n.last, twice == 0, money);
        if (scale == 1) break;
        n.value = scaled(n.value, scale);
        n.scale *= scale;
        n.scaled = true;
        if (n.fraction && n.value >= 1) n.fraction = false;
    }
    if (n.scaled && ss_atom_is(ss_at(a, n.last), "and") && ss_atom_is(ss_at(a, n.last + 1), "a") &&
        ss_atom_is(ss_at(a, n.last + 2), "half") && !ss_atom_is(ss_at(a, n.last + 3), "of")) {
        n.value += n.scale / 2; /* "3 million and a half" */
        n.last += 3;
    }
    return n;
}

/* "half", "half a million", "half-dozen", "half of". */
static ss_numeral half_at(const ss_atoms *a, uint32_t i)
{
    ss_numeral n = {.last = i + 1, .value = 0.5, .fraction = true, .scale = 1};
    uint32_t k = skip_dash(a, i + 1);
    if (ss_atom_in(ss_at(a, k), "a an ")) k++;
    if (ss_at(a, k)->nclass == SS_NC_SCALE && ss_at(a, k)->len > 3) {
        n.scale = ss_at(a, k)->number;
        n.value *= n.scale;
        n.scaled = true;
        n.fraction = false;
        n.last = k + 1;
    }
    return n;
}

/* The group below a thousand and its scales; `n->last` 0 where there is none. */
static void words_at(const ss_atoms *a, uint32_t i, ss_numeral *n)
{
    double total = 0, group = n->article ? 1 : 0, last_scale = 1e18;
    bool open = !n->article; /* may a unit or ten follow? */
    double floor = 100;      /* what may be added must be below */
    uint32_t at = i;
    bool any = false;
    for (;;) {
        uint32_t k = at;
        const ss_atom *x = ss_at(a, k);
        bool and_before = false;
        if (any && ss_atom_is(x, "and") && (group >= 100 || total > 0) && ss_at(a, k + 1)->nclass == SS_NC_CARDINAL &&
            n->scaled) {
            x = ss_at(a, ++k);
            and_before = true;
        } else if (any && dash(x) && ss_at(a, k + 1)->nclass && ss_at(a, k + 1)->nclass <= SS_NC_SCALE) {
            x = ss_at(a, ++k);
        }
        if (x->nclass == SS_NC_CARDINAL) {
            if (!open || x->number >= floor) break;
            group += x->number;
            floor = x->number >= 20 && (int)x->number % 10 == 0 ? 10 : 0;
            open = floor > 0;
        } else if (x->nclass == SS_NC_SCALE && x->len > 3 && (any || n->article) && !and_before) {
            double scale = x->number;
            if (scale < 1000) {
                if (group >= 100 || group == 0) break;
                group *= scale;
                floor = 100;
                open = scale == 100;
            } else {
                if (scale >= last_scale && group == 0) break;
                if (group == 0) { /* "million million" */
                    break;
                }
                total += group * scale;
                group = 0;
                last_scale = scale;
                floor = 1000;
                open = true;
            }
            n->scaled = true;
            n->scale = scale;
        } else {
            break;
        }
        any = true;
        at = k + 1;
    }
    if (!any) return;
    n->last = at;
    n->value = total + group;
}

static ss_numeral spelled_at(const ss_atoms *a, uint32_t i)
{
    ss_numeral n = {.scale = 1};
    uint32_t k = i;
    const ss_atom *x = ss_at(a, i);
    if (ss_atom_is(x, "half")) return half_at(a, i);
    if (ss_atom_in(x, "a an ")) {
        const ss_atom *next = ss_at(a, i + 1);
        if (ss_atom_is(next, "half")) {
            n = half_at(a, i + 1);
            n.article = true;
            return n;
        }
        double part = denominator_at(a, i + 1, 1, &n.last);
        if (part > 0 && ss_at(a, i + 1)->nclass == SS_NC_FRACTION && !dash(ss_at(a, i + 1))) {
            n.value = part;
            n.fraction = n.article = true;
            double scale = scale_at(a, &n.last, false, false); /* "a quarter million" */
            if (scale > 100) {
                n.value *= scale;
                n.scale = scale;
                n.fraction = false;
                n.scaled = true;
            }
            return n;
        }
        bool part_of = ss_atom_in(ss_at(a, i + 2), "of as ") || (i && ss_atom_is(ss_at(a, i - 1), "by"));
        if (next->nclass == SS_NC_ORDINAL && next->number >= 3 && next->number <= 10 && part_of) {
            /* "a third of", "a tenth as bright", "fell by a fifth" */
            n = (ss_numeral){.last = i + 2, .value = 1 / next->number, .fraction = true, .article = true, .scale = 1};
            return n;
        }
        if (next->nclass != SS_NC_SCALE || next->len <= 3) return (ss_numeral){.last = 0};
        n.article = true;
        k = i + 1;
    }
    words_at(a, k, &n);
    if (!n.last) return n;
    double part = n.article || n.scaled ? 0 : denominator_at(a, n.last, n.value, &n.last);
    if (part > 0) {
        n.value *= part;
        n.fraction = n.value < 1;
        double scale = scale_at(a, &n.last, false, false);
        if (scale > 1) n.value *= scale, n.fraction = false, n.scaled = true;
        return n;
    }
    if ((part = and_part(a, &n.last)) > 0) { /* "two and a half million", "two million and a half" */
        n.value += n.scaled ? n.scale * part : part;
        double scale = n.scaled ? 1 : scale_at(a, &n.last, false, false);
        if (scale > 1) n.value *= scale, n.scaled = true, n.scale = scale;
    } else if (ss_atom_is(ss_at(a, n.last), "point") && ss_at(a, n.last + 1)->nclass == SS_NC_CARDINAL &&
               ss_at(a, n.last + 1)->number < 10) { /* "two point five" */
        double place = 1;
        for (n.last++; ss_at(a, n.last)->nclass == SS_NC_CARDINAL && ss_at(a, n.last)->number < 10; n.last++)
            n.value += (place /= 10) * ss_at(a, n.last)->number;
        double scale = scale_at(a, &n.last, false, false);
        if (scale > 1) n.value *= scale, n.scaled = true;
    }
    return n;
}

ss_numeral ss_numeral_at(const ss_atoms *a, uint32_t i, bool money)
{
    const ss_atom *x = ss_at(a, i);
    if (x->kind == SS_ATOM_NUMBER) return digits_at(a, i, money);
    if (x->kind != SS_ATOM_WORD) return (ss_numeral){.last = 0};
    if (x->nclass == SS_NC_CARDINAL || ss_atom_in(x, "a an half ")) return spelled_at(a, i);
    return (ss_numeral){.last = 0};
}
