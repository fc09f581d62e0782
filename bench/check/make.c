/* make.c - true spans of texts, edited in known ways: quotations with their labels.
 *
 * Each kind of edit is a function that takes a span and changes it, or says that
 * this span does not allow it; another is then tried. Spans, positions and choices
 * come from one generator (splitmix64) that starts afresh from the seed for every
 * kind, so that a kind's quotations do not depend on the others.
 *
 * The label follows from what was done, by the precedence of the verdicts: the
 * most serious edit wins. Only edits whose label is beyond argument are made: what
 * an honest ellipsis leaves out holds no number, name, negation, modal, quantifier
 * or condition; a dropped word is never at an end, where the quotation would
 * merely be shorter; a splice leaves out at least eight words; a span that stands
 * twice in the texts is not used.
 */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "maker.h"

enum { TRIES = 400 };

/* -------------------------------------------------------------------- spans */

static bool once(const maker *m, const char *from, size_t n)
{
    uint32_t seen = 0;
    for (uint32_t i = 0; i < m->all->n; i++) {
        const text *t = &m->all->texts[i];
        for (const char *p = t->text; (p = memmem(p, t->len - (size_t)(p - t->text), from, n)); p++) seen++;
    }
    return seen == 1;
}

static void push(draft *d, const text *t, uint32_t first, uint32_t n)
{
    for (uint32_t i = 0; i < n && d->n < LONGEST; i++)
        d->w[d->n++] = format("%.*s", (int)t->words[first + i].len, t->words[first + i].at);
}

static bool plain(const text *t, uint32_t first, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) {
        word w = t->words[first + i];
        if (memchr(w.at, '"', w.len) || memchr(w.at, '[', w.len) || memmem(w.at, w.len, "..", 2)) return false;
        if (memchr(w.at, '(', w.len) || memchr(w.at, ')', w.len) || memmem(w.at, w.len, "\xe2\x80", 2)) return false;
        if (w.len == 1 && !alnum(w.at[0])) return false;
    }
    const char *b = t->words[first].at, *e = t->words[first + n - 1].at + t->words[first + n - 1].len;
    return !memchr(b, '\n', (size_t)(e - b)) && t->words[first + n - 1].at[t->words[first + n - 1].len - 1] != '?';
}

/* Does the span begin or end inside "10 April" or "91 per cent"? */
static bool cuts_value(const text *t, uint32_t first, uint32_t n)
{
    word a = t->words[first], z = t->words[first + n - 1];
    bool digits = false;
    for (uint32_t i = 0; i < z.len; i++) digits |= isdigit((unsigned char)z.at[i]) != 0;
    if (first)
        for (uint32_t i = 0; i < t->words[first - 1].len; i++) digits |= isdigit((unsigned char)t->words[first - 1].at[i]) != 0;
    return digits || is(a, "cent") || is(z, "per") || (first && isdigit((unsigned char)a.at[0]));
}

static void say(draft *d)
{
    d->it->speaker = d->who->name && !d->who->role ? d->who->name : NULL;
    d->it->from = d->t->id;
}

/* A span of `least` to `most` words out of one turn: a sentence, two, or a part of one. */
static bool span(maker *m, draft *d, uint32_t least, uint32_t most, bool whole)
{
    for (int tries = 0; tries < 200; tries++) {
        const text *t = &m->all->texts[below(m, m->all->n)];
        if (!t->n_sentences) continue;
        uint32_t s = below(m, t->n_sentences), first = t->sentences[s].first, n = t->sentences[s].n;
        uint32_t how = below(m, 4);
        if (how == 0 && s + 1 < t->n_sentences && t->sentences[s + 1].turn == t->sentences[s].turn) n += t->sentences[s + 1].n;
        if (!whole && how == 1 && n > least + 4) {
            uint32_t cut = below(m, n - least - 2);
            first += cut;
            n -= cut;
            n -= below(m, n - least);
        }
        if (n < least || n > most || !plain(t, first, n) || cuts_value(t, first, n)) continue;
        const char *b = t->words[first].at, *e = t->words[first + n - 1].at + t->words[first + n - 1].len;
        if (!once(m, b, (size_t)(e - b))) continue;
        d->n = 0;
        memset(d->touched, 0, sizeof d->touched);
        d->t = t;
        d->who = &t->turns[t->sentences[s].turn];
        push(d, t, first, n);
        say(d);
        return true;
    }
    return false;
}

/* ----------------------------------------- spans of more than one place */

static bool fit(maker *m, const text *t, uint32_t s, uint32_t least)
{
    sentence a = t->sentences[s];
    if (a.n < least || a.n > 40 || !plain(t, a.first, a.n)) return false;
    const char *b = t->words[a.first].at, *e = t->words[a.first + a.n - 1].at + t->words[a.first + a.n - 1].len;
    return once(m, b, (size_t)(e - b));
}

/* Two sentences of one turn, the second at least `gap` words after the first. */
static bool two(maker *m, draft *d, uint32_t gap, uint32_t *a, uint32_t *b)
{
    for (int tries = 0; tries < 300; tries++) {
        const text *t = &m->all->texts[below(m, m->all->n)];
        if (t->n_sentences < 3) continue;
        *a = below(m, t->n_sentences);
        *b = *a + 1 + below(m, 6);
        if (*b >= t->n_sentences || t->sentences[*a].turn != t->sentences[*b].turn) continue;
        if (!fit(m, t, *a, 6) || !fit(m, t, *b, 6)) continue;
        if (t->sentences[*b].first - t->sentences[*a].first - t->sentences[*a].n < gap) continue;
        d->t = t;
        d->who = &t->turns[t->sentences[*a].turn];
        d->n = 0;
        memset(d->touched, 0, sizeof d->touched);
        say(d);
        return true;
    }
    return false;
}

static bool splice(maker *m, draft *d)
{
    uint32_t a, b;
    if (!two(m, d, 8, &a, &b)) return false;
    sentence x = d->t->sentences[a], y = d->t->sentences[b];
    uint32_t cut = below(m, 2) && x.n > 9 ? 1 + below(m, x.n - 8) : 0, skip = cut && y.n > 9 ? below(m, y.n - 8) : 0;
    push(d, d->t, x.first, x.n - cut);
    d->touched[d->n - 1] = true;
    push(d, d->t, y.first + skip, y.n - skip);
    worse(d, SAYSO_VERDICT_SPLICED);
    d->it->any_material = true;
    return true;
}

static bool swap(maker *m, draft *d)
{
    uint32_t a, b;
    if (!two(m, d, 0, &a, &b)) return false;
    push(d, d->t, d->t->sentences[b].first, d->t->sentences[b].n);
    if (below(m, 2)) d->w[d->n++] = ellipsis(m);
    push(d, d->t, d->t->sentences[a].first, d->t->sentences[a].n);
    worse(d, SAYSO_VERDICT_REORDERED);
    d->it->any_material = true;
    return true;
}

/* Sentences of one turn in a row, 70 to 200 words of them. */
static bool lengthy(maker *m, draft *d)
{
    for (int tries = 0; tries < 400; tries++) {
        const text *t = &m->all->texts[below(m, m->all->n)];
        if (!t->n_sentences) continue;
        uint32_t s = below(m, t->n_sentences), n = 0, first = t->sentences[s].first, of = t->sentences[s].turn;
        while (n < 70 && s < t->n_sentences && t->sentences[s].turn == of) n += t->sentences[s++].n;
        if (n < 70 || n > 200 || !plain(t, first, n)) continue;
        d->t = t;
        d->who = &t->turns[of];
        d->n = 0;
        memset(d->touched, 0, sizeof d->touched);
        say(d);
        push(d, t, first, n);
        return true;
    }
    return false;
}

/* A sentence that quotes, with its inner marks made single, as inside other marks. */
static bool inner_marks(maker *m, draft *d)
{
    for (int tries = 0; tries < 3000; tries++) {
        const text *t = &m->all->texts[below(m, m->all->n)];
        uint32_t s = t->n_sentences ? below(m, t->n_sentences) : 0;
        if (!t->n_sentences || t->sentences[s].n < 8 || t->sentences[s].n > 50) continue;
        const char *b = t->words[t->sentences[s].first].at;
        word last = t->words[t->sentences[s].first + t->sentences[s].n - 1];
        uint32_t marks = 0;
        for (const char *p = b; p < last.at + last.len; p++) marks += *p == '"';
        if (marks != 2 || *b == '"' || last.at[last.len - 1] != '.' || !once(m, b, (size_t)(last.at + last.len - b))) continue;
        d->t = t;
        d->who = &t->turns[t->sentences[s].turn];
        d->n = 1;
        char *q = format("%.*s", (int)(last.at + last.len - b), b);
        for (char *p = q; *p; p++)
            if (*p == '"') *p = '\'';
        d->w[0] = q;
        say(d);
        return true;
    }
    return false;
}

/* Three to five words. */
static bool few(maker *m, draft *d)
{
    return span(m, d, 3, 5, true);
}

/* An ellipsis from before a question to after it: in one turn, or over another's question. */
static bool cross(maker *m, draft *d)
{
    for (int tries = 0; tries < 3000; tries++) {
        const text *t = &m->all->texts[below(m, m->all->n)];
        if (t->n_sentences < 3) continue;
        uint32_t a = below(m, t->n_sentences - 2), b = a + 2;
        const turn *x = &t->turns[t->sentences[a].turn];
        if (t->sentences[b].turn != t->sentences[a].turn) { /* the last of one answer, the first of the next */
            if (t->sentences[a].turn + 2 >= t->n_turns || !x->label || x->role) continue;
            a = x->first_sentence + x->n_sentences - 1;
            const turn *y = x + 2;
            if (!y->label || strcmp(x->label, y->label) || !y->n_sentences) continue;
            b = y->first_sentence;
        }
        sentence q = t->sentences[b - 1];
        word last = t->words[q.first + q.n - 1];
        if (!memchr(last.at, '?', last.len) || !fit(m, t, a, 5) || !fit(m, t, b, 5)) continue;
        d->t = t;
        d->who = x;
        d->n = 0;
        memset(d->touched, 0, sizeof d->touched);
        say(d);
        push(d, t, t->sentences[a].first, t->sentences[a].n);
        d->touched[d->n] = true;
        d->w[d->n++] = ellipsis(m);
        push(d, t, t->sentences[b].first, t->sentences[b].n);
        worse(d, SAYSO_VERDICT_ABRIDGED);
        want(d, M(QUESTION));
        return true;
    }
    return false;
}

/* To somebody else of the same text, or of another. */
static bool move(maker *m, draft *d)
{
    if (!d->who->name || d->who->role) return false; /* a role could be anybody's */
    for (int tries = 0; tries < 80; tries++) {
        const text *t = below(m, 3) ? d->t : &m->all->texts[below(m, m->all->n)];
        const turn *other = &t->turns[below(m, t->n_turns)];
        if (!other->name || other->role || !strcmp(other->name, d->who->name)) continue;
        const char *last = strrchr(d->who->name, ' ');
        if (strstr(other->name, last ? last + 1 : d->who->name)) continue;
        d->it->says = d->who->name;
        d->it->speaker = other->name;
        worse(d, SAYSO_VERDICT_MISATTRIBUTED);
        return true;
    }
    return false;
}

/* ---------------------------------------------- true words, lost context */

static uint32_t find(const draft *d, const char *w)
{
    uint32_t i = 0;
    while (i < d->n && !is(core(d->w[i]), w)) i++;
    return i;
}

static void keep(draft *d, uint32_t first, uint32_t n)
{
    memmove(d->w, d->w + first, n * sizeof *d->w);
    d->n = n;
}

static bool condition_lost(maker *m, draft *d)
{
    (void)m;
    uint32_t at = find(d, "unless");
    if (at < d->n) {
        if (at < 6) return false;
        d->n = at;
    } else {
        if (!is(core(d->w[0]), "if") || memchr(d->w[d->n - 1], '?', strlen(d->w[d->n - 1]))) return false;
        uint32_t i = 0;
        while (i < d->n && !strchr(",.?!", d->w[i][strlen(d->w[i]) - 1])) i++;
        if (i == d->n || d->w[i][strlen(d->w[i]) - 1] != ',') return false;
        if (i + 7 > d->n || find(d, "then") < d->n) return false;
        keep(d, i + 1, d->n - i - 1);
        for (uint32_t k = 0; k + 1 < d->n; k++)
            if (strchr(".?!", d->w[k][strlen(d->w[k]) - 1])) return false;
    }
    d->it->context = 1u << SAYSO_CONTEXT_CONDITIONAL;
    return true;
}

static bool negation_lost(maker *m, draft *d)
{
    static const char *const verbs[] = {"say", "think", "believe", "claim", "suggest", "find", "true", "imagine", "expect",
                                        "pretend", "follow", "know", NULL};
    static const char *const nots[] = {"not", "don't", "doesn't", "didn't", "cannot", "can't", "won't", NULL};
    (void)m;
    uint32_t at = 0;
    while (at < d->n && !any_of(core(d->w[at]), nots)) at++;
    if (at + 8 > d->n || !any_of(core(d->w[at + 1]), verbs)) return false;
    bool that = is(core(d->w[at + 2]), "that");
    if (!that && !is(core(d->w[at + 1]), "think")) return false;
    keep(d, at + 2 + that, d->n - at - 2 - that);
    for (uint32_t k = 0; k + 1 < d->n; k++)
        if (strchr(".?!", d->w[k][strlen(d->w[k]) - 1])) return false;
    d->it->context = 1u << SAYSO_CONTEXT_NEGATED;
    return true;
}

static bool question_lost(maker *m, draft *d)
{
    for (int tries = 0; tries < 400; tries++) {
        const text *t = &m->all->texts[below(m, m->all->n)];
        if (!t->n_sentences) continue;
        uint32_t s = below(m, t->n_sentences);
        sentence a = t->sentences[s];
        word last = t->words[a.first + a.n - 1];
        if (a.n < 10 || last.at[last.len - 1] != '?' || !plain(t, a.first, a.n - 1)) continue;
        uint32_t cut = 1 + below(m, 3);
        const char *b = t->words[a.first + cut].at;
        if (!once(m, b, (size_t)(last.at - b))) continue;
        d->t = t;
        d->who = &t->turns[a.turn];
        d->n = 0;
        memset(d->touched, 0, sizeof d->touched);
        say(d);
        push(d, t, a.first + cut, a.n - cut - 1);
        d->it->context = 1u << SAYSO_CONTEXT_QUESTION;
        return true;
    }
    return false;
}

static bool voice_lost(maker *m, draft *d)
{
    for (int tries = 0; tries < 2000; tries++) {
        const text *t = &m->all->texts[below(m, m->all->n)];
        uint32_t i = t->n_words ? below(m, t->n_words) : 0;
        if (!t->n_words || t->words[i].at[0] != '"') continue;
        uint32_t j = i;
        while (j + 1 < t->n_words && j < i + 40 && !memchr(t->words[j].at + (j == i), '"', t->words[j].len - (j == i))) j++;
        if (j < i + 5 || j >= i + 40) continue;
        const char *b = t->words[i].at + 1, *e = memchr(t->words[j].at, '"', t->words[j].len);
        while (e > b && strchr(".,?!", e[-1])) e--;
        if (!once(m, b, (size_t)(e - b)) || memchr(b, '\n', (size_t)(e - b))) continue;
        uint32_t s = 0;
        while (s + 1 < t->n_sentences && t->sentences[s + 1].first <= i) s++;
        d->t = t;
        d->who = &t->turns[t->sentences[s].turn];
        d->n = 1;
        d->w[0] = format("%.*s", (int)(e - b), b);
        d->it->from = t->id;
        d->it->context = 1u << SAYSO_CONTEXT_QUOTING_ANOTHER;
        return true;
    }
    return false;
}

/* ------------------------------------------------------- words of nobody */

static char *line_of(char **file)
{
    while (*file && **file) {
        char *line = *file, *next = strchr(line, '\n');
        *file = next ? next + 1 : NULL;
        if (next) *next = '\0';
        if (*line && *line != '#') return line;
    }
    return NULL;
}

static bool fabricate(maker *m, draft *d)
{
    char *line = line_of(&m->fabricated);
    if (!line) return false;
    d->n = 1;
    d->w[0] = line;
    worse(d, SAYSO_VERDICT_NOT_FOUND);
    d->it->any_material = true;
    return true;
}

/* By hand where the texts are the benchmark's own; of others the content words of a
 * sentence, its second half first, with other words between. */
static bool paraphrase(maker *m, draft *d)
{
    for (char *line; (line = line_of(&m->paraphrases));) {
        char *speaker = strstr(line, " | "), *words = speaker ? strstr(speaker + 3, " | ") : NULL;
        if (!words) continue;
        *speaker = *words = '\0';
        for (uint32_t i = 0; i < m->all->n; i++)
            if (!strcmp(m->all->texts[i].id, line)) {
                d->n = 1;
                d->w[0] = words + 3;
                d->it->speaker = speaker + 3;
                d->it->from = m->all->texts[i].id;
                worse(d, SAYSO_VERDICT_NOT_VERBATIM);
                d->it->any_material = true;
                return true;
            }
    }
    for (uint32_t i = 0; i < m->all->n; i++)
        if (!strcmp(m->all->texts[i].id, "harbour-council.txt")) return false;
    static const char *const glue[] = {"with what is", "because of", "as to how", "so much about", "given our"};
    if (!span(m, d, 16, 40, true)) return false;
    const char *kept[LONGEST];
    uint32_t n = 0;
    for (uint32_t i = 0; i < d->n; i++)
        if (core(d->w[i]).len >= 5) kept[n++] = format("%.*s", (int)core(d->w[i]).len, core(d->w[i]).at);
    if (n < 7) return false;
    d->n = 0;
    for (uint32_t i = 0; i < n; i++) {
        d->w[d->n++] = kept[(i + n / 2) % n];
        if (i % 2 && i + 1 < n) d->w[d->n++] = glue[i / 2 % 5];
    }
    worse(d, SAYSO_VERDICT_NOT_VERBATIM);
    d->it->verdicts |= V(NOT_FOUND);
    d->it->any_material = true;
    return true;
}

static bool unread(maker *m, draft *d)
{
    static const char *const ids[] = {"scan.pdf", "blank.txt", "spanish.txt"};
    d->it->source = ids[below(m, 3)];
    d->it->speaker = NULL;
    worse(d, SAYSO_VERDICT_UNCHECKABLE);
    d->it->any_material = true;
    return true;
}

/* -------------------------------------------------------------------- kinds */

/* What is done, in turn, to a span of at least so many words; those of `alone`
 * find their own. `recase` and `fold` come last: they change what others look at. */
static const struct {
    const char *name;
    uint32_t least;
    bool whole, alone;
    edit *edits[3];
} kinds[] = {
    {"verbatim", 6, false, false, {NULL}},
    {"typography", 8, false, false, {fold}},
    {"first letter recased", 6, false, false, {recase}},
    {"full stop or comma moved", 6, false, false, {other_end}},
    {"few words", 0, false, true, {few}},
    {"many words", 0, false, true, {lengthy}},
    {"inner marks", 0, false, true, {inner_marks}},
    {"ellipsis", 16, true, false, {abridge}},
    {"two ellipses", 26, true, false, {abridge, abridge}},
    {"bracket", 8, false, false, {bracket}},
    {"ellipsis, typography", 16, true, false, {abridge, fold}},
    {"ellipsis, bracket", 18, true, false, {abridge, bracket}},
    {"bracket, recased", 8, false, false, {bracket, recase}},
    {"context: condition", 10, true, false, {condition_lost}},
    {"context: negation", 8, true, false, {negation_lost}},
    {"context: question", 0, false, true, {question_lost}},
    {"context: another's words", 0, false, true, {voice_lost}},
    {"other form of a value", 8, false, false, {number_form}},
    {"spelling", 8, false, false, {spell}},
    {"inflection", 8, false, false, {inflect}},
    {"dropped", 11, false, false, {drop}},
    {"added", 11, false, false, {insert}},
    {"replaced", 10, false, false, {replace}},
    {"case inside", 8, false, false, {capital}},
    {"dropped, ellipsis", 20, true, false, {abridge, drop}},
    {"inflection, spelling", 12, false, false, {spell, inflect}},
    {"replaced, typography", 10, false, false, {replace, fold}},
    {"ellipsis eats negation", 14, true, false, {swallow_negation}},
    {"ellipsis eats number", 14, true, false, {swallow_number}},
    {"ellipsis eats condition", 14, true, false, {swallow_condition}},
    {"ellipsis eats modal", 14, true, false, {swallow_modal}},
    {"ellipsis eats quantifier", 14, true, false, {swallow_quantifier}},
    {"ellipsis eats date", 14, true, false, {swallow_date}},
    {"ellipsis over a question", 0, false, true, {cross}},
    {"bracket turns modality", 8, false, false, {bracket_modal}},
    {"bracket turns number", 8, false, false, {bracket_number}},
    {"number", 8, false, false, {number}},
    {"unit", 8, false, false, {unit}},
    {"currency", 8, false, false, {currency}},
    {"date", 8, false, false, {date}},
    {"name", 8, false, false, {name}},
    {"negation", 8, false, false, {negate}},
    {"modality", 8, false, false, {modal}},
    {"quantifier", 8, false, false, {quantify}},
    {"number, ellipsis", 20, true, false, {abridge, number}},
    {"negation, recased", 8, false, false, {negate, recase}},
    {"number, name", 10, false, false, {number, name}},
    {"modality, bracket", 10, false, false, {bracket, modal}},
    {"date, dropped", 14, false, false, {date, drop}},
    {"many words, number", 0, false, true, {lengthy, number}},
    {"many words, negation", 0, false, true, {lengthy, negate}},
    {"many words, unit", 0, false, true, {lengthy, unit}},
    {"negation, number", 12, false, false, {negate, number}},
    {"modality, quantifier", 12, false, false, {modal, quantify}},
    {"spelling, replaced", 12, false, false, {spell, replace}},
    {"splice", 0, false, true, {splice}},
    {"splice, number", 0, false, true, {splice, number}},
    {"parts reordered", 0, false, true, {swap}},
    {"moved to another", 8, false, false, {move}},
    {"moved, ellipsis", 16, true, false, {move, abridge}},
    {"moved, number", 10, false, false, {move, number}},
    {"paraphrase", 0, false, true, {paraphrase}},
    {"fabricated", 0, false, true, {fabricate}},
    {"source unreadable", 8, false, false, {unread}},
};

static const char *join(const draft *d)
{
    char *s = format("%s", d->w[0]);
    for (uint32_t i = 1; i < d->n; i++) s = format("%s %s", s, d->w[i]);
    return s;
}

static bool known(const items *all, const item *it)
{
    for (uint32_t i = all->n; i-- && all->at[i].kind == it->kind;)
        if (!strcmp(all->at[i].quote, it->quote)) return true;
    return false;
}

static int by_bytes(const void *a, const void *b)
{
    return strcasecmp(*(char *const *)a, *(char *const *)b);
}

static void know_words(maker *m)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < m->all->n; i++) n += m->all->texts[i].n_words;
    m->lower = need(n * sizeof *m->lower);
    m->names = need(n * sizeof *m->names);
    for (uint32_t i = 0; i < m->all->n; i++)
        for (uint32_t w = 0; w < m->all->texts[i].n_words; w++) {
            word x = m->all->texts[i].words[w], c = core(format("%.*s", (int)x.len, x.at));
            if (c.len && islower((unsigned char)c.at[0])) m->lower[m->n_lower++] = format("%.*s", (int)c.len, c.at);
        }
    qsort(m->lower, m->n_lower, sizeof *m->lower, by_bytes);
    draft d;
    for (uint32_t i = 0; i < m->all->n; i++)
        for (uint32_t s = 0; s < m->all->texts[i].n_sentences; s++) {
            d.n = 0;
            push(&d, &m->all->texts[i], m->all->texts[i].sentences[s].first, m->all->texts[i].sentences[s].n);
            for (uint32_t w = 0; w < d.n; w++) {
                if (!is_name(m, &d, w)) continue;
                word c = core(d.w[w]);
                m->names[m->n_names++] = format("%.*s", (int)c.len, c.at);
            }
        }
}

items make_items(const texts *t, const char *here, uint64_t seed, uint32_t each)
{
    items all = {0};
    maker m = {.all = t};
    know_words(&m);
    all.at = need(each * sizeof kinds / sizeof *kinds * sizeof *all.at);
    m.paraphrases = slurp(format("%s/paraphrases.txt", here), NULL);
    m.fabricated = slurp(format("%s/fabricated.txt", here), NULL);
    for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++) {
        m.state = seed * 1000 + k;
        uint32_t made = 0;
        for (uint32_t tries = 0; tries < TRIES * each && made < each; tries++) {
            item it = {.kind = kinds[k].name, .label = SAYSO_VERDICT_VERBATIM};
            draft d = {.it = &it};
            bool done = kinds[k].alone || span(&m, &d, kinds[k].least, 60, kinds[k].whole);
            for (int e = 0; e < 3 && kinds[k].edits[e] && done; e++) done = kinds[k].edits[e](&m, &d);
            if (!done || !d.n) continue;
            it.verdicts |= 1u << it.label;
            it.honest = it.label <= SAYSO_VERDICT_EDITED && !it.n_material;
            it.quote = join(&d);
            if (known(&all, &it)) continue;
            all.at[all.n++] = it;
            made++;
        }
    }
    return all;
}
