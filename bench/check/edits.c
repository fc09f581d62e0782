/* edits.c - what can be done to a quotation: one function a kind of edit.
 *
 * Each takes a draft, tries places at random until one allows the edit without
 * doubt about its label, and sets the label and the flags that must follow. What
 * counts as harmless is decided by closed lists (flags_of); what could be argued
 * about is left alone.
 */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "maker.h"

static uint64_t random_bits(maker *m)
{
    uint64_t z = (m->state += 0x9e3779b97f4a7c15u);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
}

uint32_t below(maker *m, uint32_t n)
{
    return n ? (uint32_t)(random_bits(m) % n) : 0;
}

/* -------------------------------------------------------------------- words */

bool alnum(char c)
{
    return isalnum((unsigned char)c) || (unsigned char)c >= 0x80;
}

word core(const char *w)
{
    const char *b = w, *e = w + strlen(w);
    while (b < e && !alnum(*b)) b++;
    while (e > b && !alnum(e[-1])) e--;
    return (word){b, (uint32_t)(e - b)};
}

bool is(word c, const char *s)
{
    return strlen(s) == c.len && !strncasecmp(c.at, s, c.len);
}

bool any_of(word c, const char *const *words)
{
    for (; *words; words++)
        if (is(c, *words)) return true;
    return false;
}

static const char *const months[] = {"January", "February", "March", "April", "May", "June", "July", "August", "September",
                                     "October", "November", "December", NULL};
static const char *const weekdays[] = {"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday", NULL};
static const char *const numbers[] = {"two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
                                      "twelve", "fifteen", "twenty", "thirty", "forty", "fifty", "sixty", "seventy",
                                      "eighty", "ninety", "hundred", "thousand", "million", "billion", NULL};
static const char *const negations[] = {"not", "never", "nobody", "none", "nothing", "neither", "cannot", "no", NULL};
static const char *const modals[] = {"may", "might", "could", "should", "must", NULL};
static const char *const quantifiers[] = {"all", "most", "some", "many", "few", "every", "only", "everybody", NULL};
static const char *const conditions[] = {"if", "unless", NULL};
/* What an argument could be had about: never left out, dropped or replaced as harmless. */
static const char *const delicate[] = {
    "one", "once", "twice", "first", "second", "third", "half", "quarter", "double", "both", "each", "any", "anyone",
    "anybody", "anything", "several", "more", "less", "fewer", "much", "little", "least", "nearly", "almost", "about",
    "over", "under", "perhaps", "probably", "maybe", "possibly", "likely", "would", "will", "shall", "can", "ought",
    "need", "hardly", "barely", "scarcely", "without", "except", "nor", "either", "or", "but", "until", "when", "whether",
    "provided", "though", "although", "than", "today", "yesterday", "tomorrow", "tonight", "morning", "evening", "night",
    "week", "weeks", "month", "months", "year", "years", "day", "days", "hour", "hours", "minutes", "seconds", "spring",
    "summer", "autumn", "winter", "fall", "ago", "last", "next", "per", "cent", "percent", "noon", "midnight", "just",
    "even", "nowhere", "refused", "denied", "else", "dozen", "whole", "part", "certain", "majority", "always", "often",
    "sometimes", "partly", "mostly", "mainly", "largely", "exactly", "otherwise", "thirteen", "fourteen", "sixteen", "seventeen",
    "eighteen", "nineteen", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "zero", "enough", "fully",
    "everything's", "everything", "everyone", "something", "somebody", "someone", "other", "another", "others", NULL};

static bool in_sorted(const maker *m, word c)
{
    uint32_t lo = 0, hi = m->n_lower;
    while (lo < hi) {
        uint32_t mid = (lo + hi) / 2;
        int d = strncasecmp(m->lower[mid], c.at, c.len);
        if (!d) d = (int)strlen(m->lower[mid]) - (int)c.len;
        if (!d) return true;
        if (d < 0) lo = mid + 1;
        else hi = mid;
    }
    return false;
}

static bool is_year(word c)
{
    if (c.len != 4 || (strncmp(c.at, "1", 1) && strncmp(c.at, "20", 2))) return false;
    for (int i = 0; i < 4; i++)
        if (!isdigit((unsigned char)c.at[i])) return false;
    return strncmp(c.at, "15", 2) >= 0;
}

static bool opens(const draft *d, uint32_t i)
{
    if (!i) return true;
    const char *before = d->w[i - 1], *e = before + strlen(before);
    while (e > before && strchr("\"')]", e[-1])) e--;
    return e > before && strchr(".?!:", e[-1]);
}

static bool is_month(const draft *d, uint32_t i)
{
    word c = core(d->w[i]);
    return any_of(c, months) && isupper((unsigned char)c.at[0]) && !(is(c, "may") && opens(d, i));
}

/* The flags that losing this word would raise; 1u << 31: not a word to lose quietly. */
static uint32_t flags_of(const draft *d, uint32_t i)
{
    const uint32_t unclear = 1u << 31;
    word c = core(d->w[i]);
    if (!c.len) return unclear;
    if (any_of(c, negations) || (c.len > 3 && !strncasecmp(c.at + c.len - 3, "n't", 3))) return M(NEGATION);
    if (is_month(d, i) || any_of(c, weekdays) || is_year(c)) return M(DATE);
    bool beside_month = (i && is_month(d, i - 1)) || (i + 1 < d->n && is_month(d, i + 1));
    for (uint32_t k = 0; k < c.len; k++)
        if (isdigit((unsigned char)c.at[k])) return beside_month ? M(DATE) : M(NUMBER);
    if (any_of(c, numbers)) return M(NUMBER);
    if (any_of(c, modals)) return M(MODALITY);
    if (any_of(c, quantifiers)) return M(QUANTIFIER);
    if (any_of(c, conditions)) return M(CONDITION);
    if (c.len > 2 && (!strncmp(c.at + c.len - 2, "'d", 2) || !strncmp(c.at + c.len - 3, "'ll", 3))) return unclear;
    if (any_of(c, delicate) || strchr(d->w[i], '-') || strchr(d->w[i], '"') || strchr(d->w[i], '?')) return unclear;
    for (const char *p = d->w[i]; *p; p++)
        if ((unsigned char)*p >= 0x80) return unclear;
    for (uint32_t k = 0; k < lists[L_UNIT].n; k++)
        if (is(c, lists[L_UNIT].pairs[k].from)) return unclear;
    if (isupper((unsigned char)c.at[0]) && (!opens(d, i) || c.len == 1)) return unclear;
    return 0;
}

/* The chunk with another word inside, its first letter in the same case. */
static const char *with_core(const char *w, const char *now)
{
    word c = core(w);
    char *s = format("%.*s%s%s", (int)(c.at - w), w, now, c.at + c.len);
    char *first = s + (c.at - w);
    if (isupper((unsigned char)c.at[0])) *first = (char)toupper((unsigned char)*first);
    return s;
}

static bool free_at(const draft *d, uint32_t i, uint32_t margin)
{
    if (i < margin || i + margin >= d->n) return false;
    for (uint32_t k = i - 2; k <= i + 2; k++)
        if (k < d->n && d->touched[k]) return false;
    return true;
}

/* Puts `n` chunks in place of `gone` ones. */
static void put(draft *d, uint32_t at, uint32_t gone, const char *chunk)
{
    uint32_t n = chunk ? 1 : 0;
    memmove(d->w + at + n, d->w + at + gone, (d->n - at - gone) * sizeof *d->w);
    memmove(d->touched + at + n, d->touched + at + gone, d->n - at - gone);
    d->n = d->n - gone + n;
    if (chunk) d->w[at] = chunk;
    d->touched[at] = true;
    if (!chunk && at) d->touched[at - 1] = true;
}

void worse(draft *d, sayso_verdict v)
{
    if (v > d->it->label) d->it->label = v;
}

void want(draft *d, uint32_t flags)
{
    if (d->it->n_material < MANY) d->it->material[d->it->n_material++] = flags;
}

/* -------------------------------------------------- edits that are honest */

static bool all_ascii(const char *s)
{
    for (; *s; s++)
        if ((unsigned char)*s >= 0x80) return false;
    return true;
}

bool fold(maker *m, draft *d)
{
    bool done = false;
    uint32_t hyphenated = below(m, d->n);
    for (uint32_t i = 0; i < d->n; i++) {
        char *s = format("%s", ""), *p;
        for (const char *c = d->w[i]; *c; c++) {
            const char *as = NULL;
            if (*c == '\'') as = "\u2019";
            else if (*c == '-') as = below(m, 2) ? "\u2010" : "\u2011";
            else if (*c == 'f' && c[1] == 'i' && c > d->w[i]) as = "\ufb01", c++;
            p = s;
            s = as ? format("%s%s", p, as) : format("%s%c", p, *c);
            if (as) done = true;
        }
        word c = core(d->w[i]);
        if (i >= hyphenated && c.len >= 8 && all_ascii(d->w[i]) && !strchr(d->w[i], '-') && strlen(s) == strlen(d->w[i])) {
            size_t half = (size_t)(c.at - d->w[i]) + c.len / 2;
            s = format("%.*s%s%s", (int)half, s, below(m, 2) ? "\u00ad" : "-\n", s + half);
            hyphenated = d->n;
            done = true;
        }
        d->w[i] = s;
    }
    if (d->n > 4) { /* a blank that does not break */
        d->w[2] = format("%s\u00a0%s", d->w[2], d->w[3]);
        memmove(d->w + 3, d->w + 4, (d->n - 4) * sizeof *d->w);
        memmove(d->touched + 3, d->touched + 4, d->n - 4);
        d->n--;
        done = true;
    }
    return done;
}

bool recase(maker *m, draft *d)
{
    static const char *const small[] = {"the", "we", "it", "there", "this", "in", "when", "that", "they", "he", "she", "a",
                                        "you", "our", "as", "at", "on", "for", "his", "her", NULL};
    word c = core(d->w[0]);
    if (!c.len || c.at != d->w[0]) return false;
    char *s = format("%s", d->w[0]);
    if (isupper((unsigned char)*s) && any_of(c, small)) *s = (char)tolower((unsigned char)*s);
    else if (islower((unsigned char)*s)) *s = (char)toupper((unsigned char)*s);
    else return false;
    d->w[0] = below(m, 3) ? s : format("[%c]%s", *s, s + 1);
    return true;
}

bool other_end(maker *m, draft *d)
{
    char *s = format("%s", d->w[d->n - 1]);
    size_t n = strlen(s);
    if (alnum(s[n - 1])) s = format("%s%c", s, below(m, 2) ? ',' : '.');
    else if (s[n - 1] == '.') s[n - 1] = ',';
    else if (s[n - 1] == ',') s[n - 1] = '.';
    else return false;
    d->w[d->n - 1] = s;
    return true;
}

const char *ellipsis(maker *m)
{
    static const char *const marks[] = {"...", "\u2026", "[...]", ". . .", "[\u2026]"};
    return marks[below(m, 5)];
}

static bool is_title(const char *w)
{
    static const char *const titles[] = {"Mr", "Mrs", "Ms", "Dr", "Prof", "Hon", "Sir", "Mme", NULL};
    return any_of(core(w), titles);
}

/* Leaves out 2 to 12 words whose flags together are `flags` (0: harmless ones). */
static bool leave_out(maker *m, draft *d, uint32_t flags)
{
    for (int tries = 0; tries < 60; tries++) {
        uint32_t n = 2 + below(m, 11);
        if (d->n < n + 11) continue;
        uint32_t at = 5 + below(m, d->n - n - 10), seen = 0;
        bool clear = true;
        for (uint32_t i = at - 4; i < at + n + 4 && clear; i++) clear = !d->touched[i];
        for (uint32_t i = at; i < at + n; i++) seen |= flags_of(d, i);
        /* A date, a sum or a name with its title is left out whole or not at all. */
        if (is_title(d->w[at - 1])) continue;
        if ((flags_of(d, at - 1) | flags_of(d, at + n)) & (M(NUMBER) | M(DATE))) continue;
        if (is(core(d->w[at + n]), "percent") || is(core(d->w[at]), "per") || is(core(d->w[at]), "cent") || is(core(d->w[at + n]), "cent")) continue;
        if (!clear || (flags ? !(seen & flags) : seen != 0)) continue;
        put(d, at, n, ellipsis(m));
        worse(d, SAYSO_VERDICT_ABRIDGED);
        if (flags) want(d, flags & M(DATE) ? M(DATE) | M(NUMBER) : flags); /* a year may count as either */
        return true;
    }
    return false;
}

bool abridge(maker *m, draft *d)
{
    return leave_out(m, d, 0);
}

bool bracket(maker *m, draft *d)
{
    for (uint32_t tries = 0; tries < 3 * d->n; tries++) {
        uint32_t i = below(m, d->n);
        if (!free_at(d, i, 2)) continue;
        word c = core(d->w[i]);
        if (c.len != strcspn(c.at, ".,;:?!\"'")) continue;
        for (uint32_t k = 0; k < lists[L_BRACKET].n; k++) {
            const struct pair *p = &lists[L_BRACKET].pairs[k];
            if (!is(c, p->from) || isupper((unsigned char)c.at[0])) continue;
            put(d, i, 1, with_core(d->w[i], format("[%s]", p->to)));
            worse(d, SAYSO_VERDICT_EDITED);
            return true;
        }
    }
    return false;
}

/* ------------------------------------------------------ edits without a mark */

/* One word of a list changed as it says; `brackets`: and marked. */
static bool by_list(maker *m, draft *d, int which, uint32_t flags, bool brackets)
{
    for (uint32_t tries = 0; tries < 3 * d->n; tries++) {
        uint32_t i = below(m, d->n);
        if (!free_at(d, i, 2)) continue;
        word c = core(d->w[i]);
        if (which == L_UNIT && !(flags_of(d, i - 1) & M(NUMBER))) continue;
        if (which == L_QUANTIFIER && (is(core(d->w[i - 1]), "at") || is(core(d->w[i + 1]), "one"))) continue;
        for (uint32_t k = 0, turn_at = below(m, 8); k < lists[which].n; k++) {
            const struct pair *p = &lists[which].pairs[(k + turn_at) % lists[which].n];
            if (!is(c, p->from) || isupper((unsigned char)c.at[0])) continue;
            if (!strcmp(p->to, "-")) {
                if (brackets || strlen(d->w[i]) != c.len) break;
                put(d, i, 1, NULL);
            } else {
                put(d, i, 1, with_core(d->w[i], brackets ? format("[%s]", p->to) : p->to));
            }
            worse(d, brackets ? SAYSO_VERDICT_EDITED : SAYSO_VERDICT_ALTERED);
            if (flags) want(d, flags);
            if (which == L_NEGATION) d->it->also |= M(QUANTIFIER); /* "no" to "every" */
            return true;
        }
    }
    return false;
}

bool spell(maker *m, draft *d) { return by_list(m, d, L_SPELLING, 0, false); }
bool inflect(maker *m, draft *d) { return by_list(m, d, L_INFLECTION, 0, false); }
bool modal(maker *m, draft *d) { return by_list(m, d, L_MODALITY, M(MODALITY), false); }
bool quantify(maker *m, draft *d) { return by_list(m, d, L_QUANTIFIER, M(QUANTIFIER) | M(NUMBER), false); }
bool bracket_modal(maker *m, draft *d) { return by_list(m, d, L_MODALITY, M(MODALITY), true); }

/* After a figure: "days" alone is no unit. */
bool unit(maker *m, draft *d)
{
    return by_list(m, d, L_UNIT, M(UNIT) | M(NUMBER) | M(DATE), false);
}

/* The words that no edit holds yet, each once, from a place on; *k is 0 at first. */
static bool next_free(const draft *d, uint32_t from, uint32_t *k, uint32_t *i)
{
    while (*k < d->n) {
        *i = (from + (*k)++) % d->n;
        if (free_at(d, *i, 1)) return true;
    }
    return false;
}

bool currency(maker *m, draft *d)
{
    static const char *const signs[] = {"$", "£", "€"};
    for (uint32_t from = below(m, d->n), k = 0, i; next_free(d, from, &k, &i);) {
        for (int s = 0; s < 3; s++) {
            size_t n = strlen(signs[s]);
            if (strncmp(d->w[i], signs[s], n) || !isdigit((unsigned char)d->w[i][n])) continue;
            put(d, i, 1, format("%s%s", signs[(s + 1) % 3], d->w[i] + n));
            worse(d, SAYSO_VERDICT_ALTERED);
            want(d, M(UNIT) | M(NUMBER));
            return true;
        }
    }
    return false;
}

bool drop(maker *m, draft *d)
{
    for (int tries = 0; tries < 60; tries++) {
        uint32_t n = 1 + below(m, 3);
        if (d->n < n + 9) continue;
        uint32_t at = 4 + below(m, d->n - n - 8), seen = 0;
        bool clear = true;
        for (uint32_t i = at - 3; i < at + n + 3 && clear; i++) clear = !d->touched[i];
        for (uint32_t i = at; i < at + n; i++) {
            seen |= flags_of(d, i);
            if (opens(d, i) || opens(d, i + 1)) clear = false;
            if (core(d->w[i]).len != strlen(d->w[i])) clear = false; /* no marks lost with it */
        }
        /* The same word again beside the gap: which of the two went could not be told. */
        if (!clear || seen || !strcasecmp(d->w[at], d->w[at + n]) || !strcasecmp(d->w[at - 1], d->w[at + n - 1])) continue;
        for (uint32_t i = 0; i < n; i++) put(d, at, 1, NULL);
        worse(d, SAYSO_VERDICT_ALTERED);
        return true;
    }
    return false;
}

bool insert(maker *m, draft *d)
{
    for (int tries = 0; tries < 60 && d->n > 9; tries++) {
        uint32_t at = 4 + below(m, d->n - 8);
        if (is(core(d->w[at]), "cent") || !free_at(d, at, 4) || opens(d, at) || !isalpha((unsigned char)d->w[at - 1][strlen(d->w[at - 1]) - 1])) continue;
        put(d, at, 0, lists[L_ADDED].pairs[below(m, lists[L_ADDED].n)].from);
        worse(d, SAYSO_VERDICT_ALTERED);
        return true;
    }
    return false;
}

bool replace(maker *m, draft *d)
{
    static const char *const endings[] = {"ing", "ed", "ly", "s", ""};
    for (int tries = 0; tries < 80; tries++) {
        uint32_t i = below(m, d->n);
        if (!free_at(d, i, 3)) continue;
        word c = core(d->w[i]);
        if (c.len < 5 || flags_of(d, i) || opens(d, i) || memchr(c.at, '\'', c.len)) continue;
        int e = 0;
        while (c.len < strlen(endings[e]) || strncmp(c.at + c.len - strlen(endings[e]), endings[e], strlen(endings[e]))) e++;
        for (uint32_t k = 0, from = below(m, lists[L_CONTENT].n); k < lists[L_CONTENT].n; k++) {
            const char *w = lists[L_CONTENT].pairs[(from + k) % lists[L_CONTENT].n].from;
            size_t n = strlen(w), en = strlen(endings[e]);
            if (strcmp(w + n - en, endings[e]) || !strncasecmp(w, c.at, 3)) continue;
            put(d, i, 1, with_core(d->w[i], w));
            worse(d, SAYSO_VERDICT_ALTERED);
            return true;
        }
    }
    return false;
}

bool capital(maker *m, draft *d)
{
    for (int tries = 0; tries < 80; tries++) {
        uint32_t i = below(m, d->n);
        if (!free_at(d, i, 2)) continue;
        word c = core(d->w[i]);
        if (c.len < 5 || !islower((unsigned char)c.at[0]) || flags_of(d, i) || c.at != d->w[i]) continue;
        char *s = format("%s", d->w[i]);
        *s = (char)toupper((unsigned char)*s);
        put(d, i, 1, s);
        worse(d, SAYSO_VERDICT_ALTERED);
        return true;
    }
    return false;
}

/* -------------------------------------------------- numbers, dates and names */

static bool figure(maker *m, draft *d, bool brackets)
{
    for (int tries = 0; tries < 80; tries++) {
        uint32_t i = below(m, d->n);
        if (!free_at(d, i, 2) || flags_of(d, i) != M(NUMBER) || strchr(d->w[i], '-')) continue;
        /* A bracket holds a whole value. */
        if (brackets && (flags_of(d, i + 1) == M(NUMBER) || flags_of(d, i - 1) == M(NUMBER) || is(core(d->w[i + 1]), "percent")
                         || is(core(d->w[i + 1]), "per") || is(core(d->w[i + 1]), "point") || !alnum(d->w[i][0]))) continue;
        word c = core(d->w[i]);
        char *now;
        if (isdigit((unsigned char)c.at[0])) {
            now = format("%.*s", (int)c.len, c.at);
            char *p = now + c.len;
            while (p > now && (!isdigit((unsigned char)p[-1]) || p[-1] == '0')) p--;
            if (p == now) continue;
            p[-1] = (char)('1' + (p[-1] - '1' + 1 + (int)below(m, 8)) % 9);
        } else if (any_of(c, numbers)) {
            uint32_t k = 0, n = sizeof numbers / sizeof *numbers - 1;
            while (!is(c, numbers[k])) k++;
            uint32_t low = k >= 20 ? 20 : 0, count = k >= 20 ? n - 20 : 20;
            now = format("%s", numbers[low + (k - low + 1 + below(m, count - 1)) % count]);
        } else {
            continue;
        }
        put(d, i, 1, with_core(d->w[i], brackets ? format("[%s]", now) : now));
        worse(d, brackets ? SAYSO_VERDICT_EDITED : SAYSO_VERDICT_ALTERED);
        want(d, M(NUMBER) | M(DATE)); /* a time of day is both */
        d->it->also |= M(UNIT);
        return true;
    }
    return false;
}

bool number(maker *m, draft *d) { return figure(m, d, false); }
bool bracket_number(maker *m, draft *d) { return figure(m, d, true); }

/* The same value in another form. */
bool number_form(maker *m, draft *d)
{
    for (uint32_t from = below(m, d->n), k = 0, i; next_free(d, from, &k, &i);) {
        word c = core(d->w[i]);
        const char *now = NULL;
        char *w = format("%s", d->w[i]);
        for (uint32_t v = 0; v < 11 && flags_of(d, i) == M(NUMBER) && !any_of(core(d->w[i + 1]), numbers); v++) {
            if (is(c, numbers[v]) && islower((unsigned char)c.at[0])) now = with_core(w, format("%u", v + 2));
            else if (is(c, format("%u", v + 2)) && c.at == d->w[i]) now = with_core(w, numbers[v]);
        }
        char *comma = strchr(w, ',');
        if (!now && comma && isdigit((unsigned char)comma[1]) && isdigit((unsigned char)w[0]) && flags_of(d, i) == M(NUMBER)) {
            memmove(comma, comma + 1, strlen(comma));
            now = w;
        }
        if (!now && (is(c, "mr") || is(c, "mrs") || is(c, "ms") || is(c, "dr")))
            now = w[strlen(w) - 1] == '.' ? format("%.*s", (int)strlen(w) - 1, w) : format("%s.", w);
        if (!now && is(c, "percent") && strlen(w) == 7) now = "per cent";
        if (!now && i && is(c, "per") && i + 1 < d->n && is(core(d->w[i + 1]), "cent") && alnum(d->w[i - 1][strlen(d->w[i - 1]) - 1])
            && isdigit((unsigned char)d->w[i - 1][0])) {
            d->w[i - 1] = format("%s%%%s", d->w[i - 1], d->w[i + 1] + 4);
            put(d, i, 2, NULL);
            worse(d, SAYSO_VERDICT_ALTERED);
            d->it->verdicts |= V(VERBATIM);
            return true;
        }
        if (!now) continue;
        put(d, i, 1, now);
        worse(d, SAYSO_VERDICT_ALTERED);
        d->it->verdicts |= V(VERBATIM); /* whether the form counts as an edit is left open; a flag is not */
        return true;
    }
    return false;
}

bool date(maker *m, draft *d)
{
    for (uint32_t from = below(m, d->n), k = 0, i; next_free(d, from, &k, &i);) {
        word c = core(d->w[i]);
        const char *now = NULL;
        const char *const *names = is_month(d, i) ? months : any_of(c, weekdays) && isupper((unsigned char)c.at[0]) ? weekdays : NULL;
        if (names) {
            uint32_t n = 0, at = 0;
            for (; names[n]; n++)
                if (is(c, names[n])) at = n;
            now = names[(at + 1 + below(m, n - 1)) % n];
        } else if (is_year(c)) {
            char *year = format("%.*s", (int)c.len, c.at);
            year[3] = (char)('0' + (year[3] - '0' + 1 + (int)below(m, 9)) % 10);
            now = year;
        } else if (i + 1 < d->n && is_month(d, i + 1) && c.len <= 2 && isdigit((unsigned char)c.at[0])) {
            now = format("%u", ((unsigned)atoi(c.at) + 1 + below(m, 20)) % 28 + 1);
            if (is(c, now)) continue;
        }
        if (!now) continue;
        put(d, i, 1, with_core(d->w[i], now));
        worse(d, SAYSO_VERDICT_ALTERED);
        want(d, M(DATE) | (names ? 0 : M(NUMBER)));
        return true;
    }
    return false;
}

bool is_name(const maker *m, const draft *d, uint32_t i)
{
    static const char *const not[] = {"Mister", "Madam", "Judge", "Minister", "Doctor", "Professor", "Councillor", "Senator",
                                      "Governor", "Mayor", "President", "Chair", "Lord", "Lady", "Honourable", "Member",
                                      "Friend", "House", "Board", "State", "Speaker", "Christmas", "Easter", "Park",
                                      "Street", "Road", "Committee", "Court", "Lock", "Chief", "Secretary", NULL};
    word c = core(d->w[i]);
    if (c.len < 4 || opens(d, i) || !isupper((unsigned char)c.at[0]) || any_of(c, months) || any_of(c, weekdays)) return false;
    if (any_of(c, not) || in_sorted(m, c)) return false;
    for (uint32_t k = 1; k < c.len; k++)
        if (!islower((unsigned char)c.at[k])) return false;
    static const char *const peoples[] = {"ish", "ese", "ian", "ans", "ans", NULL};
    for (int k = 0; peoples[k]; k++)
        if (!strncmp(c.at + c.len - 3, peoples[k], 3)) return false;
    return true;
}

bool name(maker *m, draft *d)
{
    uint32_t from = below(m, d->n);
    for (uint32_t k = 0; k < d->n; k++) {
        uint32_t i = (from + k) % d->n;
        if (!free_at(d, i, 1) || !is_name(m, d, i)) continue;
        word c = core(d->w[i]);
        const char *now = m->names[below(m, m->n_names)];
        if (now[0] == c.at[0]) continue;
        put(d, i, 1, with_core(d->w[i], now));
        worse(d, SAYSO_VERDICT_ALTERED);
        want(d, M(NAME));
        return true;
    }
    return false;
}

bool negate(maker *m, draft *d)
{
    static const char *const auxiliaries[] = {"is", "was", "are", "were", "will", "would", "can", "could", "has", "have",
                                              "had", "should", "must", NULL};
    if (below(m, 2)) return by_list(m, d, L_NEGATION, M(NEGATION), false);
    for (int tries = 0; tries < 60; tries++) {
        uint32_t i = below(m, d->n);
        if (!free_at(d, i, 2) || i + 3 >= d->n || !any_of((word){d->w[i], (uint32_t)strlen(d->w[i])}, auxiliaries)) continue;
        bool near = false;
        for (uint32_t k = i - 1; k < i + 3; k++) near |= flags_of(d, k) == M(NEGATION);
        if (near || isupper((unsigned char)d->w[i][0])) continue;
        put(d, i + 1, 0, "not");
        worse(d, SAYSO_VERDICT_ALTERED);
        want(d, M(NEGATION));
        return true;
    }
    return false;
}

bool swallow_negation(maker *m, draft *d) { return leave_out(m, d, M(NEGATION)); }
bool swallow_number(maker *m, draft *d) { return leave_out(m, d, M(NUMBER)); }
bool swallow_condition(maker *m, draft *d) { return leave_out(m, d, M(CONDITION)); }
bool swallow_modal(maker *m, draft *d) { return leave_out(m, d, M(MODALITY)); }
bool swallow_quantifier(maker *m, draft *d) { return leave_out(m, d, M(QUANTIFIER)); }
bool swallow_date(maker *m, draft *d) { return leave_out(m, d, M(DATE)); }
