/* names.c - see names.h.
 *
 * An averaged perceptron over BILOU labels with the features that Ratinov and
 * Roth 2009 found to matter: words, affixes and shapes around, the two labels
 * before, gazetteers, and what the document says elsewhere. For names never seen:
 * what the common nouns beside a run of capitals, at its end and in "X is a village"
 * may mean, and what stood around the same word anywhere in the document (context
 * aggregation, from one pass over the tokens before any label). Words without a
 * capital outside a name are not scored, so that running text costs little: about
 * a fifth of its words take 60 rows of one cache line.
 *
 * Known failures: names that begin in lower case where nothing capital follows;
 * headlines in capitals rest on gazetteers and memory alone.
 */
#include "lang/names.h"

bool ss_names_open(ss_names *names, const sayso_model *model)
{
    size_t len;
    const void *at = ss_model_section(model, "w:gazetteer", &len);
    ss_smallmap_open(&names->gaz, at, len);
    at = ss_model_section(model, "w:names", &len);
    return ss_linear_open(&names->linear, at, len) && names->linear.classes == SS_NAME_LABELS;
}

/* -- what the document says ----------------------------------------------------- */

static inline uint32_t place(const ss_name_memory *m, const ss_token *t)
{
    return (t->lhash * 0x9E3779B1u >> 7) & m->mask;
}

static inline void count(uint8_t *n)
{
    if (*n < 255) ++*n;
}

/* What stands around a run of capitalised words, as a set; tags are not yet known. */
static uint8_t surroundings(const ss_smallmap *gaz, const ss_token *t, uint32_t first, uint32_t end, uint32_t from,
                            uint32_t to)
{
    uint8_t set = 0;
    if (first > from) {
        const ss_token *b = &t[first - 1];
        uint32_t noun = ss_gazetteer_noun(gaz, b->lhash);
        if (ss_is(b, "in") || ss_is(b, "at") || ss_is(b, "from") || ss_is(b, "near")) set |= 1;
        if (ss_is(b, "the")) set |= 2;
        if (noun & SS_NOUN_PERSON) set |= 4;
        if (noun & (SS_NOUN_GROUP | SS_NOUN_WORK | SS_NOUN_PRODUCT)) set |= 8;
    }
    if (end < to) {
        const ss_token *a = &t[end];
        if (ss_is(a, "said") || ss_is(a, "says") || ss_is(a, "who") || ss_is(a, "told")) set |= 16;
        if (ss_gazetteer_noun(gaz, a->lhash) & (SS_NOUN_PERSON | SS_NOUN_GROUP)) set |= 32;
    }
    for (uint32_t i = first; i < end; i++) {
        if (i + 1 < end && i == first && (ss_smallmap_find(gaz, t[i].lhash) & SS_GAZ_FORENAME)) set |= 64;
        if (i > first && (ss_gazetteer_noun(gaz, t[i].lhash) & (SS_NOUN_GROUP | SS_NOUN_STRUCTURE))) set |= 128;
    }
    return set;
}

void ss_name_memory_init(ss_name_memory *m, ss_arena *scratch, const ss_names *names, const sayso_doc *doc,
                         uint32_t first, uint32_t last)
{
    const ss_token *tok = doc->tokens.at;
    uint32_t size = 1024;
    while (size < (last - first) * 4 && size < 1u << 20) size *= 2;
    m->mask = size - 1;
    m->lower = ss_zalloc(scratch, size);
    m->capital = ss_zalloc(scratch, size);
    m->outside = ss_zalloc(scratch, size);
    m->around = ss_zalloc(scratch, size);
    m->label = ss_zalloc(scratch, size * sizeof *m->label);
    for (uint32_t i = first; i < last; i++) {
        const ss_token *t = &tok[i];
        if (!(t->flags & SS_ALPHA)) continue;
        if (!(t->flags & SS_CAPITAL)) {
            count(&m->lower[place(m, t)]);
            continue;
        }
        if (!(t->flags & (SS_SENT_FIRST | SS_ALLCAPS))) count(&m->capital[place(m, t)]);
        if (i > first && (t[-1].flags & SS_CAPITAL) && !(t->flags & SS_SENT_FIRST)) continue;
        uint32_t end = i + 1;
        while (end < last && (tok[end].flags & SS_CAPITAL) && !(tok[end].flags & SS_SENT_FIRST)) end++;
        if (end - i > 4) continue;
        uint8_t set = surroundings(&names->gaz, tok, i, end, first, last);
        for (uint32_t k = i; k < end; k++) m->around[place(m, &tok[k])] |= set;
    }
}

void ss_name_remember(ss_name_memory *m, const ss_token *t, uint32_t label)
{
    if (!(t->flags & SS_CAPITAL)) return;
    if (label)
        count(&m->label[place(m, t)][(label - 1) / 4]);
    else
        count(&m->outside[place(m, t)]);
}

/* The kind that the word had most often so far, 1 ... 4, 5 for outside, 0: new;
 * times two, plus one where it never was anything else. */
static uint32_t recalled(const ss_name_memory *m, const ss_token *t)
{
    uint32_t at = place(m, t), best = 4, most = m->outside[at], sum = most;
    for (uint32_t k = 0; k < 4; k++) {
        sum += m->label[at][k];
        if (m->label[at][k] > most) most = m->label[at][best = k];
    }
    return sum ? (best + 1) * 2 + (sum == most) : 0;
}

/* -- the sentence ----------------------------------------------------------------- */

static bool is_capital(const ss_token *t)
{
    return (t->flags & SS_CAPITAL) || (t->hash != t->lhash && (t->flags & SS_ALPHA));
}

/* May a name begin here? Capitals and figures may; so may a small word that no
 * rule knows and a capital follows ("de Blasio", "al - Qaeda"). */
static bool may_begin(const ss_token *t, const ss_word *w, uint32_t i, uint32_t n)
{
    if (is_capital(t)) return true;
    if ((t->flags & SS_PUNCT) || w->sure) return false;
    if (w->mode == SS_CASE_LOWER) return w->amb == 0;
    if (t->flags & SS_DIGIT) return i + 1 < n && is_capital(t + 1);
    return (i + 1 < n && is_capital(t + 1)) || (i + 2 < n && ss_is(t + 1, "-") && is_capital(t + 2));
}

static uint32_t seen(const ss_name_memory *m, const ss_token *t)
{
    uint32_t at = place(m, t), low = m->lower[at], cap = m->capital[at];
    return (low < 2 ? low : 2) * 4 + (cap < 3 ? cap : 3);
}

/* "Marks & Hart" is one run. */
static bool joins(const ss_token *t, uint32_t first, uint32_t i, uint32_t n)
{
    return i > first && i + 1 < n && is_capital(&t[i - 1]) && is_capital(&t[i + 1]) &&
           ss_is(&t[i], "&");
}

static bool is_noun(const ss_token *t)
{
    return t->tag == SS_TAG_NN || t->tag == SS_TAG_NNS;
}

/* The noun that tells what a name ending before `at` is: "X (1920) is a village", "X, a
 * British band", or n. */
static uint32_t definition(const ss_token *t, uint32_t at, uint32_t n)
{
    if (at < n && ss_is(&t[at], "(")) {
        uint32_t end = at + 1;
        while (end < n && end < at + 24 && !ss_is(&t[end], ")")) end++;
        if (end == n || !ss_is(&t[end], ")")) return n;
        at = end + 1;
    }
    if (at + 2 >= n) return n;
    if (ss_is(&t[at], ",")) {
        if (t[at + 1].tag != SS_TAG_DT) return n;
    } else if (!ss_is(&t[at], "is") && !ss_is(&t[at], "was") && !ss_is(&t[at], "are") && !ss_is(&t[at], "were")) {
        return n;
    } else if (t[at + 1].tag != SS_TAG_DT && !ss_is(&t[at + 1], "one")) {
        return n;
    }
    for (uint32_t i = at + 1; i < n && i < at + 14; i++) {
        if (is_noun(&t[i]) && (i + 1 == n || (!is_noun(&t[i + 1]) && t[i + 1].tag != SS_TAG_HYPH))) return i;
        if (ss_is(&t[i], ",") && t[i - 1].tag != SS_TAG_JJ) return n;
    }
    return n;
}

void ss_names_prepare(const ss_names *names, const ss_name_memory *m, const ss_token *tokens,
                      const ss_word *words, uint32_t n, ss_name_context *context)
{
    for (uint32_t i = 0; i < n; i++)
        context[i].noun = tokens[i].flags & SS_ALPHA ? ss_gazetteer_noun(&names->gaz, tokens[i].lhash) : 0;
    for (uint32_t i = 0; i < n;) {
        uint32_t end = i;
        while (end < n && (is_capital(&tokens[end]) || joins(tokens, i, end, n))) end++;
        if (end == i) end++;
        bool run = is_capital(&tokens[i]);
        uint32_t def = run ? definition(tokens, end, n) : n;
        for (uint32_t k = i; k < end; k++) {
            context[k] = (ss_name_context){
                .noun = context[k].noun,
                .def = def < n ? words[def].low : 0,
                .def_noun = def < n ? context[def].noun + 1 : 0,
                .last_noun = run ? context[end - 1].noun : 0,
                .before_noun = i ? context[i - 1].noun : 0,
                .after_noun = end < n ? context[end].noun : 0,
                .run_first = run ? words[i].low : 0,
                .run_last = run ? words[end - 1].low : 0,
                .before = i ? words[i - 1].low : ss_word_before.low,
                .after = end < n ? words[end].low : ss_word_after.low,
                .run_len = (uint8_t)(run ? end - i < 6 ? end - i : 6 : 0),
                .run_at = (uint8_t)(k - i < 6 ? k - i : 6),
                .seen = (uint8_t)seen(m, &tokens[k]),
                .scored = may_begin(&tokens[k], &words[k], k, n)};
        }
        i = end;
    }
    /* A window at a time. */
    for (uint32_t from = 0; from < n;) {
        ss_gazetteer_marks marks[264];
        uint32_t to = n - from > 256 ? from + 256 : n;
        ss_gazetteer_mark(&names->gaz, tokens + from, to - from, marks);
        for (uint32_t i = from; i < to; i++) {
            const ss_gazetteer_marks *g = &marks[i - from];
            uint32_t alone = g->alone, parts = ss_mix(g->first | (uint32_t)g->inside << 16, g->last);
            context[i].gaz = g->first | g->inside | g->last ? ss_mix(parts, alone) : alone;
        }
        from = to;
    }
}

uint32_t ss_name_valid(const ss_token *tokens, uint32_t t1, uint32_t i, uint32_t n)
{
    const uint32_t ends = 1u << 3 | 1u << 7 | 1u << 11 | 1u << 15; /* labels 3, 7, 11, 15: last */
    bool joined = joins(tokens, i, i + 1, n); /* no name ends before "& Hart" */
    if (ss_name_open_label(t1)) {
        uint32_t kind = (t1 - 1) / 4 * 4;
        uint32_t inside = 1u << (2 + kind), last = 1u << (3 + kind);
        return i + 1 == n ? last : joined ? inside : inside | last;
    }
    uint32_t begins = ends >> 2, units = ends << 1;
    return 1u | (joined ? 0 : units) | (i + 1 < n ? begins : 0);
}

#define F(t, a, b, c) f[k++] = ss_feature(2000 + (t), a, b, c)

uint32_t ss_name_features(const ss_name_memory *m, const ss_token *tokens, const ss_word *words,
                          const ss_name_context *context, uint32_t n, uint32_t i, uint32_t t1, uint32_t t2,
                          uint32_t *f)
{
    const ss_token *t = &tokens[i];
    const ss_word *w = &words[i];
    const ss_name_context *c = &context[i];
    uint32_t k = 0, tag = t->tag, left = i ? tokens[i - 1].tag : 60, right = i + 1 < n ? tokens[i + 1].tag : 61;
    uint32_t first = i == 0, gaz = c->gaz, gaz1 = i + 1 < n ? context[i + 1].gaz : 0,
             gaz0 = i ? context[i - 1].gaz : 0;
    uint32_t around = m->around[place(m, t)], mem = recalled(m, t), mem1 = i + 1 < n ? recalled(m, t + 1) : 0;

    F(1, w->form, 0, 0);
    F(2, w->low, 0, 0);
    F(3, w->low, t1, 0);
    F(4, w->shape, first, 0);
    F(5, w->shape, t1, 0);
    F(6, w->suf3, 0, 0);
    F(7, w->suf4, 0, 0);
    F(8, w->pre3, 0, 0);
    F(9, tag, t1, 0);
    F(10, tag, left, right);
    F(11, t1, t2, tag);
    F(12, w[-1].low, 0, 0);
    F(13, w[1].low, 0, 0);
    F(14, w[-2].low, 0, 0);
    F(15, w[2].low, 0, 0);
    F(16, w[-1].low, t1, 0);
    F(17, w[1].low, t1, 0);
    F(18, w[-1].low, w->low, 0);
    F(19, w->low, w[1].low, 0);
    F(20, w[-1].shape, w->shape, w[1].shape);
    F(21, w[1].suf3, w[1].shape, t1);
    F(22, gaz, t1, 0);
    F(23, gaz, gaz1, t1);
    F(24, gaz0, gaz, t1);
    F(25, gaz, c->run_len, c->run_at);
    F(26, mem, t1, 0);
    F(27, mem, mem1, t1);
    F(28, mem, c->run_len, c->run_at);
    F(29, c->seen, first, tag);
    F(30, c->seen, w->shape, t1);
    F(31, c->run_last, t1, c->run_at + 1 == c->run_len);
    F(32, c->run_first, c->run_at, t1);
    F(33, c->before, c->run_len, t1);
    F(34, c->after, c->run_len, t1);
    F(35, c->before, c->after, t1);
    F(36, c->run_len, c->run_at, t1);
    F(37, w[-2].low, w[-1].low, t1);
    F(38, w[1].low, w[2].low, t1);
    F(39, c->before, c->run_last, 0);
    F(40, gaz, tag, w->mode);
    F(41, w->amb, t1, 0);
    F(42, mem, gaz, c->run_len);
    F(43, w[-1].low, gaz, t1);
    F(44, c->run_last, c->run_len, gaz);
    F(45, w->class_, t1, 0);
    F(46, w[-1].class_, w->class_, w[1].class_);
    F(47, w[-1].class_, gaz, t1);
    F(48, w[1].class_, w->shape, t1);
    F(49, c->noun, t1, c->run_at + 1 == c->run_len);
    F(50, c->last_noun, c->run_at + 1 == c->run_len, t1);
    F(51, c->before_noun, c->run_len, t1);
    F(52, c->after_noun, c->run_len, t1);
    F(53, c->def, t1, 0);
    F(54, c->def_noun, c->run_len, t1);
    F(55, c->def_noun, c->last_noun, 0);
    F(56, i ? context[i - 1].noun : 0, i + 1 < n ? context[i + 1].noun : 0, t1);
    F(57, c->def_noun, mem, 0);
    F(58, c->before_noun, gaz, c->last_noun);
    F(59, around, t1, 0);
    F(60, around, c->run_len, c->run_at);
    F(61, around, gaz, 0);
    F(62, around, mem, 0);
    return k;
}

static void set_name(ss_token *t, uint32_t label)
{
    t->ner = (uint8_t)(label ? (label - 1) / 4 + 1 : SS_NER_NONE);
    t->flags &= (uint16_t)~SS_NER_BEGIN;
    if (label && ((label - 1) % 4 == 0 || (label - 1) % 4 == 3)) t->flags |= SS_NER_BEGIN;
}

void ss_names_run(const ss_names *names, ss_name_memory *m, ss_token *tokens, const ss_word *words,
                  uint32_t n, ss_name_context *context)
{
    uint32_t t1 = 0, t2 = 0, f[SS_NAME_FEATURES];
    int32_t scores[SS_LINEAR_CLASSES];
    ss_names_prepare(names, m, tokens, words, n, context);
    for (uint32_t i = 0; i < n; i++) {
        uint32_t label = 0;
        if (context[i].scored || ss_name_open_label(t1)) {
            uint32_t valid = ss_name_valid(tokens, t1, i, n);
            uint32_t k = ss_name_features(m, tokens, words, context, n, i, t1, t2, f);
            ss_linear_scores(&names->linear, f, k, scores);
            int32_t best = INT32_MIN;
            for (uint32_t l = 0; l < SS_NAME_LABELS; l++)
                if ((valid >> l & 1) && scores[l] > best) best = scores[label = l];
        }
        set_name(&tokens[i], label);
        ss_name_remember(m, &tokens[i], label);
        t2 = t1;
        t1 = label;
    }
}
