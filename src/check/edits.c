/* edits.c - an alignment as typed edits, with what each may turn.
 *
 * The alignment is laid out in columns: a word of the quotation, a word of the
 * source, or both. Columns that are equal are checked for case, punctuation and
 * typography; those of one word in two forms are an edit each; what else differs
 * is grouped into stretches, each one edit: dropped, added or replaced, or, where
 * it is short and its classes say so, negation, number, modality and so on. What
 * an edit may turn (`material`) is a comparison of the classes on both sides, so a
 * "not" counts whatever stands around it. Words dropped here and added there are
 * `moved`. Linear in the alignment.
 */
#include "check/check.h"

enum { LONGEST_TEXT = 4096, SHORT_STRETCH = 3, NEAR_GAP = 60 };

typedef struct {
    int32_t q, s;  /* words; -1: none */
    uint8_t like;  /* ss_likeness, where both */
    bool jump;     /* the source does not go on here */
    bool marked;   /* ... under an ellipsis */
    bool two, one; /* two words there are one here; this and the next here are one there */
} column;

typedef SS_VEC(column) columns;

typedef struct {
    ss_arena *arena;
    const ss_word_lists *lists;
    const sayso_sources *sources;
    ss_finding *f;
    const ss_cword *q, *s;
    columns c;
    bool capitals; /* the source is all in capitals there, or the quotation is */
} editor;

/* --------------------------------------------------------------- columns */

static void lay_out(editor *e)
{
    const ss_finding *f = e->f;
    int32_t next = -1; /* the word of the source that would go on */
    bool marked = false, part_before = false;
    for (uint32_t i = 0; i < f->words.v.n; i++) {
        const ss_op *op = &f->alignment.ops[i];
        if (e->q[i].flags & SS_CW_ELLIPSIS) {
            *ss_push(e->arena, &e->c) = (column){(int32_t)i, -1, SS_OTHER, false, false, false, false};
            marked = true;
            continue;
        }
        if (op->at < 0) {
            *ss_push(e->arena, &e->c) = (column){(int32_t)i, -1, SS_OTHER, false, false, false, false};
            continue;
        }
        ss_likeness like = ss_cwords_alike(&e->q[i], &e->s[op->at]);
        bool part = like == SS_SAME && e->q[i].hash != e->s[op->at].hash; /* of a phrase */
        bool jump = next >= 0 && (op->jump || marked) && (op->at != next || part || part_before);
        if (next >= 0 && !jump && !op->joined)
            for (; next < op->at; next++)
                *ss_push(e->arena, &e->c) = (column){-1, next, SS_OTHER, false, false, false, false};
        column col = {(int32_t)i, op->at, (uint8_t)like, jump, jump && marked, op->takes == 2, false};
        if (col.two) col.like = SS_SAME_SPELLING;
        if (op->joined && e->c.n) {
            column *before = &e->c.at[e->c.n - 1];
            before->one = true;
            before->like = SS_SAME_SPELLING;
            col.like = SS_SAME_SPELLING;
        }
        *ss_push(e->arena, &e->c) = col;
        next = op->at + op->takes;
        part_before = part;
        marked = false;
    }
}

/* ------------------------------------------------------------------ texts */

static const char *squeezed(ss_arena *arena, const char *s, uint32_t n)
{
    char *out = ss_alloc(arena, (n < LONGEST_TEXT ? n : LONGEST_TEXT) + 8);
    uint32_t k = 0;
    bool blank = false;
    for (uint32_t i = 0; i < n; i++) {
        if (k >= LONGEST_TEXT) {
            while (k && ((unsigned char)out[k - 1] & 0xC0) == 0x80) k--;
            if (k && out[k - 1] & 0x80) k--;
            memcpy(out + k, "\xE2\x80\xA6", 3);
            k += 3;
            break;
        }
        if (s[i] == ' ' || s[i] == '\n' || s[i] == '\t' || s[i] == '\r' || s[i] == '\f') {
            blank = k > 0;
            continue;
        }
        if (blank) out[k++] = ' ';
        blank = false;
        out[k++] = s[i];
    }
    out[k] = '\0';
    return out;
}

static const char *source_text(const editor *e)
{
    return e->sources->v.at[e->f->source].text;
}

static void push_edit(editor *e, sayso_edit_type type, sayso_span article, sayso_span source, uint32_t material)
{
    sayso_edit *edit = ss_push(e->arena, &e->f->edits);
    *edit = (sayso_edit){type,
                         article,
                         source,
                         squeezed(e->arena, source_text(e) + source.begin, source.end - source.begin),
                         squeezed(e->arena, e->f->text + article.begin, article.end - article.begin),
                         material};
    e->f->material |= material;
}

/* --------------------------------------------------------------- material */

typedef struct {
    uint32_t neg, modal, quant, cond, unit, name, hedge;
    uint32_t modal_sum, quant_sum, unit_sum, name_sum, cond_sum, neg_sum;
    uint32_t numbers, dates, days;
    double number_sum, date_sum, day_sum;
    bool question;
} weight_of_words;

/* `replaced`: another word stands in its place, so that one that begins a sentence can be told
 * by what the dictionary says of it. */
static bool is_name(const ss_cword *w, bool replaced)
{
    if (!(w->flags & SS_CW_CAPITAL) || w->flags & (SS_CW_NUMBER | SS_CW_DATE | SS_CW_CLITIC)) return false;
    if (w->flags & SS_CW_START && !(replaced && w->flags & SS_CW_LIKE_NAME)) return false;
    if (w->len < 2 || w->classes & (SS_WC_FUNC | SS_WC_NEG | SS_WC_MODAL | SS_WC_QUANT | SS_WC_COND)) return false;
    return true;
}

/* WEIGH_CORE: only those that turn a meaning wherever they stand ("all", "may"; not "more"). */
typedef enum { WEIGH_REPLACED, WEIGH_ALONE, WEIGH_CORE } weighing;

static void weigh(weight_of_words *x, const ss_cword *w, bool loud, weighing how)
{
    if (w->flags & (SS_CW_ELLIPSIS | SS_CW_EDGE)) return;
    if (how == WEIGH_CORE && w->classes & SS_WC_SOFT && !(w->flags & (SS_CW_NUMBER | SS_CW_DATE))) return;
    if (w->classes & SS_WC_NEG) x->neg++, x->neg_sum += w->canon;
    if (w->classes & SS_WC_MODAL) x->modal++, x->modal_sum += w->canon;
    if (w->classes & SS_WC_QUANT) x->quant++, x->quant_sum += w->canon;
    if (w->classes & SS_WC_COND) x->cond++, x->cond_sum += w->canon;
    if (w->classes & SS_WC_UNIT && !(w->flags & SS_CW_NUMBER)) x->unit++, x->unit_sum += w->canon;
    if (w->flags & SS_CW_NUMBER) x->numbers++, x->number_sum += w->value + w->unit % 1000 * 0.001;
    if (w->flags & SS_CW_NAMED_NUMBER) x->numbers++, x->number_sum += w->hash;
    if (w->flags & SS_CW_DATE) x->dates++, x->date_sum += w->value;
    if (w->classes & SS_WC_DAY) x->days++, x->day_sum += w->value;
    if (is_name(w, how == WEIGH_REPLACED) && !loud) x->name++, x->name_sum += w->canon;
    if (w->flags & SS_CW_QUESTION) x->question = true;
}

#define BIT(name) (1u << SAYSO_MATERIAL_##name)

/* What is turned between the words of two sides. A unit, and a day ("yesterday"), counts only
 * where both sides have one. */
static uint32_t turned(const weight_of_words *a, const weight_of_words *b)
{
    uint32_t m = 0;
    if (a->neg != b->neg) m |= BIT(NEGATION);
    if (a->modal_sum != b->modal_sum || a->modal != b->modal) m |= BIT(MODALITY);
    if (a->quant_sum != b->quant_sum || a->quant != b->quant) m |= BIT(QUANTIFIER);
    if (a->cond_sum != b->cond_sum || a->cond != b->cond) m |= BIT(CONDITION);
    if (a->unit && b->unit && a->unit_sum != b->unit_sum) m |= BIT(UNIT);
    if (a->numbers != b->numbers || a->number_sum != b->number_sum) m |= BIT(NUMBER);
    if (a->dates != b->dates || a->date_sum != b->date_sum) m |= BIT(DATE);
    if (a->days && b->days && a->day_sum != b->day_sum) m |= BIT(DATE); /* "today" left out says little */
    if (a->name_sum != b->name_sum) m |= BIT(NAME);
    return m;
}

/* "possible", "impossible": a prefix that turns a word round. */
static bool opposite(const ss_cword *a, const ss_cword *b)
{
    static const char *const prefixes[] = {"un", "im", "in", "il", "ir", "dis", "non", "anti", "de", "mis", NULL};
    if (a->len > b->len) {
        const ss_cword *c = a;
        a = b;
        b = c;
    }
    for (const char *const *p = prefixes; *p; p++) {
        uint32_t k = (uint32_t)strlen(*p);
        if (a->len >= 4 && b->len == a->len + k && !memcmp(b->form, *p, k) && !memcmp(b->form + k, a->form, a->len))
            return true;
    }
    return false;
}

/* ----------------------------------------------------- one word, two forms */

static uint32_t edit_of_pair(const ss_cword *q, const ss_cword *s, ss_likeness like, bool loud, sayso_edit_type *type)
{
    weight_of_words a = {0}, b = {0};
    switch (like) {
    case SS_SAME_FORM:
        *type = (q->flags | s->flags) & SS_CW_DATE     ? SAYSO_EDIT_DATE
                : (q->flags | s->flags) & SS_CW_NUMBER ? SAYSO_EDIT_NUMBER
                                                       : SAYSO_EDIT_SPELLING;
        return 0;
    case SS_SAME_SPELLING: *type = SAYSO_EDIT_SPELLING; return 0;
    case SS_NEAR_SPELLING:
        *type = SAYSO_EDIT_SPELLING;
        if (opposite(q, s)) {
            *type = SAYSO_EDIT_NEGATION;
            return BIT(NEGATION);
        }
        if (is_name(q, true) && is_name(s, true) && !loud) {
            *type = SAYSO_EDIT_NAME;
            return BIT(NAME);
        }
        return 0;
    case SS_SAME_LEMMA: *type = SAYSO_EDIT_INFLECTION; return 0;
    default: break;
    }
    weigh(&a, s, loud, WEIGH_REPLACED);
    weigh(&b, q, loud, WEIGH_REPLACED);
    uint32_t m = turned(&a, &b);
    if (opposite(q, s)) m |= BIT(NEGATION);
    *type = SAYSO_EDIT_REPLACED;
    uint32_t both = q->flags & s->flags;
    if (both & SS_CW_DATE) {
        *type = SAYSO_EDIT_DATE;
        return BIT(DATE);
    }
    if (both & SS_CW_NUMBER) {
        bool years = both & SS_CW_YEAR;
        if (years) {
            *type = SAYSO_EDIT_DATE;
            return BIT(DATE);
        }
        if (q->value == s->value && q->unit != s->unit) {
            *type = SAYSO_EDIT_UNIT;
            return BIT(UNIT);
        }
        *type = SAYSO_EDIT_NUMBER;
        return BIT(NUMBER) | (q->unit != s->unit ? BIT(UNIT) : 0u);
    }
    return m;
}

static sayso_edit_type type_of(uint32_t material, sayso_edit_type plain)
{
    if (material & BIT(NEGATION)) return SAYSO_EDIT_NEGATION;
    if (material & BIT(NUMBER)) return SAYSO_EDIT_NUMBER;
    if (material & BIT(UNIT)) return SAYSO_EDIT_UNIT;
    if (material & BIT(DATE)) return SAYSO_EDIT_DATE;
    if (material & BIT(MODALITY)) return SAYSO_EDIT_MODALITY;
    if (material & BIT(QUANTIFIER)) return SAYSO_EDIT_QUANTIFIER;
    if (material & BIT(NAME)) return SAYSO_EDIT_NAME;
    return plain;
}

/* --------------------------------------------------------------- stretches */

static bool differs(const editor *e, uint32_t i)
{
    const column *c = &e->c.at[i];
    if (c->q >= 0 && e->q[c->q].flags & (SS_CW_ELLIPSIS | SS_CW_BRACKET)) return false;
    return c->q < 0 || c->s < 0 || c->like == SS_OTHER;
}

static uint32_t place_before(const editor *e, uint32_t i, bool source)
{
    while (i-- > 0) {
        int32_t w = source ? e->c.at[i].s : e->c.at[i].q;
        if (w >= 0) return source ? e->s[w + (e->c.at[i].two ? 1 : 0)].end : e->q[w].end;
    }
    return UINT32_MAX;
}

static uint32_t place_after(const editor *e, uint32_t i, bool source)
{
    for (; i < e->c.n; i++) {
        int32_t w = source ? e->c.at[i].s : e->c.at[i].q;
        if (w >= 0) return source ? e->s[w].begin : e->q[w].begin;
    }
    return UINT32_MAX;
}

/* The span of one side of columns [first, last); empty where it has no words. */
static sayso_span side(const editor *e, uint32_t first, uint32_t last, bool source)
{
    sayso_span span = {UINT32_MAX, 0};
    for (uint32_t i = first; i < last; i++) {
        int32_t w = source ? e->c.at[i].s : e->c.at[i].q;
        if (w < 0) continue;
        const ss_cword *word = source ? &e->s[w] : &e->q[w];
        if (span.begin == UINT32_MAX) span.begin = word->begin;
        span.end = source && e->c.at[i].two ? e->s[w + 1].end : word->end;
    }
    if (span.begin != UINT32_MAX) return span;
    uint32_t at = place_before(e, first, source);
    if (at == UINT32_MAX) at = place_after(e, last, source);
    if (at == UINT32_MAX) at = source ? 0 : e->f->begin;
    return (sayso_span){at, at};
}

/* Does column `i` begin with a clitic of one side, whose verb before it is written otherwise
 * there ("ca" n't, "can")? */
static bool contraction(const editor *e, uint32_t i)
{
    const column *c = &e->c.at[i], *before = &e->c.at[i - 1];
    if (before->q < 0 || before->s < 0 || before->like != SS_SAME) return false;
    if (!((c->q >= 0 && e->q[c->q].flags & SS_CW_CLITIC) || (c->s >= 0 && e->s[c->s].flags & SS_CW_CLITIC)))
        return false;
    const ss_cword *q = &e->q[before->q], *s = &e->s[before->s];
    return q->end - q->begin != s->end - s->begin;
}

static void stretch(editor *e, uint32_t first, uint32_t last)
{
    weight_of_words from = {0}, to = {0};
    uint32_t here = 0, there = 0, spoken = 0;
    bool turned_word = false;
    for (uint32_t i = first; i < last; i++) here += e->c.at[i].q >= 0, there += e->c.at[i].s >= 0;
    weighing how = here && there ? WEIGH_REPLACED : WEIGH_ALONE;
    for (uint32_t i = first; i < last; i++) {
        const column *c = &e->c.at[i];
        if (c->q >= 0) weigh(&to, &e->q[c->q], e->capitals, how);
        if (c->s >= 0) spoken += e->s[c->s].spoken, weigh(&from, &e->s[c->s], e->capitals, how);
        if (c->q >= 0 && c->s >= 0 && opposite(&e->q[c->q], &e->s[c->s])) turned_word = true;
    }
    uint32_t material = turned(&from, &to);
    if (turned_word) material |= BIT(NEGATION);
    sayso_edit_type type = here && there ? SAYSO_EDIT_REPLACED : here ? SAYSO_EDIT_ADDED : SAYSO_EDIT_DROPPED;
    if (here <= SHORT_STRETCH && there <= SHORT_STRETCH) type = type_of(material, type);
    if (!here && spoken > e->f->unmarked_gap) e->f->unmarked_gap = spoken;
    if (first && contraction(e, first)) first--; /* "can't" for "can", not "n't" for nothing */
    push_edit(e, type, side(e, first, last, false), side(e, first, last, true), material);
    e->f->changed = true;
}

/* ---------------------------------------------------------------- ellipses */

/* Where the words of the source in column `i` stand: where the quotation begins or ends inside
 * a phrase ("percent" of "38 percent"), its part alone. */
static void words_there(const editor *e, uint32_t i, uint32_t *begin, uint32_t *end)
{
    const column *c = &e->c.at[i];
    const ss_cword *s = &e->s[c->s], *q = c->q >= 0 ? &e->q[c->q] : NULL;
    *begin = s->begin;
    *end = c->two ? e->s[c->s + 1].end : s->end;
    if (!q || c->like != SS_SAME || c->two || s->hash == q->hash || s->len <= q->len || s->flags & SS_CW_FOLDED) return;
    uint32_t bytes = q->end - q->begin;
    if (bytes >= *end - *begin) return;
    if (q->flags & SS_CW_FIRST && !memcmp(s->form + s->len - q->len, q->form, q->len))
        *begin = *end - bytes;
    else
        *end = *begin + bytes;
}

/* Is the column a word that has no edit of its own? */
static bool untouched(const editor *e, uint32_t i)
{
    const column *c = &e->c.at[i];
    if (c->q < 0 || c->s < 0 || c->like != SS_SAME || c->two || c->one) return false;
    const ss_cword *q = &e->q[c->q], *s = &e->s[c->s];
    return q->cased == s->cased && !(q->flags & (SS_CW_BRACKET | SS_CW_ELLIPSIS)) &&
           (!c->jump ? !memcmp(q->punct, s->punct, sizeof q->punct) : true);
}

/* The source between column `i`'s word and the one before it, which an ellipsis stands for,
 * or nothing marks. */
static void gap(editor *e, uint32_t i, uint32_t mark)
{
    const column *c = &e->c.at[i];
    uint32_t before = i;
    while (before > 0 && e->c.at[before - 1].s < 0) before--;
    if (before-- == 0) return;
    uint32_t from_begin, from_end, to_begin, to_end;
    words_there(e, before, &from_begin, &from_end);
    words_there(e, i, &to_begin, &to_end);
    sayso_span where = {from_end, to_begin};
    sayso_span here = c->marked && mark != UINT32_MAX ? (sayso_span){e->q[mark].begin, e->q[mark].end}
                                                      : (sayso_span){e->q[c->q].begin, e->q[c->q].begin};
    if (where.end < where.begin) {
        e->f->reordered = true;
        sayso_span moved = {e->s[c->s].begin, e->s[c->s].end}, article = {e->q[c->q].begin, e->q[c->q].end};
        /* as far as it is the source's own: edits do not overlap */
        for (uint32_t k = i; k < e->c.n && (k == i || !e->c.at[k].jump) && untouched(e, k); k++) {
            moved.end = e->s[e->c.at[k].s].end;
            article.end = e->q[e->c.at[k].q].end;
        }
        if (!untouched(e, i)) article.end = article.begin;
        push_edit(e, SAYSO_EDIT_MOVED, article, moved, 0);
        return;
    }
    ss_cwords between = {0};
    uint32_t most = 16384;
    uint32_t end = where.end - where.begin > most ? where.begin + most : where.end, field_end = where.end;
    const ss_source *source = &e->sources->v.at[e->f->source];
    while (end < where.end && ((unsigned char)source->text[end] & 0xC0) == 0x80) end++;
    ss_cwords_cut(e->arena, e->lists, source->text, where.begin, end, source->captions ? SS_CUT_CAPTIONS : 0, &between);
    weight_of_words from = {0}, none = {0};
    uint32_t label_end = 0, spoken = 0;
    /* a question that the quotation ends before its ellipsis is no question left out */
    bool asked_here = c->marked && mark != UINT32_MAX && strchr(e->q[mark].punct, '?');
    for (uint32_t k = 0; k < between.v.n; k++) {
        if (k == 0) between.v.at[k].flags &= ~(uint32_t)SS_CW_START;
        if (between.v.at[k].flags & SS_CW_START && between.v.at[k].punct[0] == 0 && k)
            between.v.at[k].flags &= ~(uint32_t)SS_CW_START;
        if (between.v.at[k].begin < label_end) continue;
        sayso_span label = ss_turn_label(source, between.v.at[k].begin);
        if (label.end > label.begin) {
            label_end = label.end;
            if (between.v.at[k].flags & SS_CW_QUESTION) from.question = true;
            continue;
        }
        if (k == 0 && asked_here) between.v.at[k].flags &= ~(uint32_t)SS_CW_QUESTION;
        spoken += between.v.at[k].spoken;
        weigh(&from, &between.v.at[k], e->capitals, c->marked ? WEIGH_CORE : WEIGH_ALONE);
    }
    uint32_t words = between.v.n, material = turned(&from, &none);
    if (!words) return;
    bool crossed = from.question || strchr(between.tail, '?') || e->s[c->s].flags & SS_CW_QUESTION;
    ss_turn a = ss_turn_at(source, where.begin ? where.begin - 1 : 0), b = ss_turn_at(source, where.end);
    if (a.found && b.found && a.label.begin != b.label.begin) crossed = true;
    if (crossed) material |= BIT(QUESTION);
    if (c->marked) {
        where = (sayso_span){between.v.at[0].begin, between.v.at[words - 1].end};
        if (end < field_end) where.end = field_end;
        push_edit(e, SAYSO_EDIT_OMITTED, here, where, material);
        return;
    }
    if (spoken > e->f->unmarked_gap) e->f->unmarked_gap = spoken;
    e->f->distance = spoken;
    push_edit(e, SAYSO_EDIT_DROPPED, here, where, words <= NEAR_GAP || crossed ? material : 0);
    e->f->changed = true;
}

/* ---------------------------------------------------------------- brackets */

/* A bracket in column i: what it stands for reaches over the columns after it that only the
 * source has. Returns the column after. */
static uint32_t bracket(editor *e, uint32_t i)
{
    const ss_cword *w = &e->q[e->c.at[i].q];
    uint32_t last = i + 1;
    while (last < e->c.n && e->c.at[last].q < 0) last++;
    weight_of_words from = {0}, to = {0};
    uint32_t there = 0;
    for (uint32_t k = i; k < last; k++)
        if (e->c.at[k].s >= 0) there++, weigh(&from, &e->s[e->c.at[k].s], true, WEIGH_ALONE);
    for (uint32_t k = w->inner_first; k < w->inner_last; k++) weigh(&to, &e->f->words.inner.at[k], true, WEIGH_ALONE);
    if (from.numbers == 0 || to.numbers == 0) from.numbers = to.numbers = 0, from.number_sum = to.number_sum = 0;
    from.dates = to.dates = 0, from.date_sum = to.date_sum = 0;
    e->f->brackets = true;
    sayso_span article = {w->begin, w->end};
    push_edit(e, SAYSO_EDIT_BRACKETED, article, side(e, i, last, true), turned(&from, &to));
    return last;
}

/* ------------------------------------------------------------ equal words */

static void dashes_once(const char *from, char to[8])
{
    uint32_t k = 0;
    for (uint32_t i = 0; i < 8 && from[i]; i++)
        if (!(from[i] == '-' && k && to[k - 1] == '-')) to[k++] = from[i];
    while (k < 8) to[k++] = 0;
}

/* Blanks in a row count as one; are the bytes the same otherwise? */
static bool same_bytes(const char *a, uint32_t n, const char *b, uint32_t m)
{
    uint32_t i = 0, k = 0;
    while (i < n || k < m) {
        bool x = i < n && strchr(" \n\r\t", a[i]), y = k < m && strchr(" \n\r\t", b[k]);
        if (x && y) {
            while (i < n && strchr(" \n\r\t", a[i])) i++;
            while (k < m && strchr(" \n\r\t", b[k])) k++;
            continue;
        }
        if (i >= n || k >= m || a[i] != b[k]) return false;
        i++;
        k++;
    }
    return true;
}

/* One is a clitic or an abbreviation, the other the full word. */
static bool contracted(const ss_cword *q, const ss_cword *s)
{
    return (q->flags ^ s->flags) & (SS_CW_CLITIC | SS_CW_ABBREVIATED);
}

static void typography(editor *e, uint32_t i)
{
    const column *c = &e->c.at[i], *before = i ? &e->c.at[i - 1] : NULL;
    const ss_cword *q = &e->q[c->q], *s = &e->s[c->s];
    const char *text = source_text(e);
    if (contracted(q, s)) return;
    if (c->like == SS_SAME && q->cased == s->cased && q->hash == s->hash && (q->flags | s->flags) & SS_CW_FOLDED &&
        !same_bytes(e->f->text + q->begin, q->end - q->begin, text + s->begin, s->end - s->begin) &&
        !(q->flags & SS_CW_LETTER_BRACKET))
        e->f->notes |= 1u << SAYSO_NOTE_FOLDED;
    if (!before || before->q < 0 || before->s < 0 || c->jump || before->two || before->one) return;
    const ss_cword *pq = &e->q[before->q], *ps = &e->s[before->s];
    if (before->s + 1 != c->s || (pq->flags | q->flags) & (SS_CW_ELLIPSIS | SS_CW_BRACKET)) return;
    char x[8], y[8];
    dashes_once(q->punct, x);
    dashes_once(s->punct, y);
    if (memcmp(x, y, 8)) {
        uint32_t material = strchr(y, '?') && !strchr(x, '?') ? BIT(QUESTION) : 0;
        sayso_span here = {pq->end, q->begin}, there = {ps->end, s->begin};
        push_edit(e, SAYSO_EDIT_PUNCTUATION, here, there, material);
        e->f->changed = true;
        return;
    }
    if (pq->end <= q->begin && ps->end <= s->begin &&
        !same_bytes(e->f->text + pq->end, q->begin - pq->end, text + ps->end, s->begin - ps->end))
        e->f->notes |= 1u << SAYSO_NOTE_FOLDED;
}

static void equal(editor *e, uint32_t i)
{
    const column *c = &e->c.at[i];
    const ss_cword *q = &e->q[c->q], *s = &e->s[c->s];
    typography(e, i);
    sayso_span here = {q->begin, q->end}, there = {s->begin, s->end};
    if (c->one) { /* two words here, one there: said at the second */
        return;
    }
    if (c->two || (i && e->c.at[i - 1].one && e->c.at[i - 1].s == c->s)) {
        if (c->two)
            there.end = e->s[c->s + 1].end;
        else
            here.begin = e->q[e->c.at[i - 1].q].begin;
        const char *a = e->f->text + here.begin, *b = source_text(e) + there.begin;
        bool hyphen = memchr(a, '-', here.end - here.begin) || memchr(b, '-', there.end - there.begin);
        bool line = memchr(b, '\n', there.end - there.begin);
        if (hyphen && line) { /* "well-" at the end of a line, "known" on the next */
            e->f->notes |= 1u << SAYSO_NOTE_FOLDED;
            return;
        }
        push_edit(e, hyphen ? SAYSO_EDIT_PUNCTUATION : SAYSO_EDIT_WHITESPACE, here, there, 0);
        e->f->changed = true;
        return;
    }
    if (c->like <= SS_SAME_FORM && contracted(q, s)) { /* "we'll", "we will": the same words */
        e->f->notes |= 1u << SAYSO_NOTE_CONTRACTED;
        return;
    }
    if (c->like == SS_SAME) {
        if (q->cased == s->cased || q->hash != s->hash) { /* the latter: part of a phrase */
            if (q->flags & SS_CW_LETTER_BRACKET) e->f->notes |= 1u << SAYSO_NOTE_RECASED;
            return;
        }
        bool first = q->flags & SS_CW_LETTER_BRACKET;
        uint32_t k = i;
        while (k > 0 && e->c.at[k - 1].q < 0) k--;
        if (k == 0 || (e->c.at[k - 1].q >= 0 && e->q[e->c.at[k - 1].q].flags & SS_CW_ELLIPSIS)) first = true;
        if (first || e->capitals) {
            e->f->notes |= 1u << SAYSO_NOTE_RECASED;
            return;
        }
        push_edit(e, SAYSO_EDIT_CASE, here, there, 0);
        e->f->changed = true;
        return;
    }
    sayso_edit_type type;
    uint32_t material = edit_of_pair(q, s, (ss_likeness)c->like, e->capitals, &type);
    if (type == SAYSO_EDIT_REPLACED) type = type_of(material, type);
    push_edit(e, type, here, there, material);
    e->f->changed = true;
}

/* ------------------------------------------------------------------ moved */

static bool same_text(const sayso_edit *a, const sayso_edit *b)
{
    const char *x = a->from, *y = b->to;
    if (!*x) return false;
    for (; *x && *y; x++, y++) {
        char p = *x >= 'A' && *x <= 'Z' ? (char)(*x | 32) : *x, q = *y >= 'A' && *y <= 'Z' ? (char)(*y | 32) : *y;
        if (p != q) return false;
    }
    return !*x && !*y;
}

/* What was dropped in one place and added in another was moved. */
static void find_moved(ss_finding *f)
{
    enum { LOOKED_AT = 64 };
    if (f->edits.n > LOOKED_AT) return;
    for (uint32_t i = 0; i < f->edits.n; i++) {
        sayso_edit *d = &f->edits.at[i];
        if (*d->to || !*d->from || d->type == SAYSO_EDIT_OMITTED || d->type == SAYSO_EDIT_MOVED) continue;
        for (uint32_t k = 0; k < f->edits.n; k++) {
            sayso_edit *a = &f->edits.at[k];
            if (k == i || *a->from || !*a->to || a->type == SAYSO_EDIT_BRACKETED || !same_text(d, a)) continue;
            uint32_t keep = (1u << SAYSO_MATERIAL_NEGATION) | (1u << SAYSO_MATERIAL_QUANTIFIER);
            a->type = SAYSO_EDIT_MOVED;
            a->source = d->source;
            a->from = d->from;
            a->material &= keep;
            for (uint32_t j = i; j + 1 < f->edits.n; j++) f->edits.at[j] = f->edits.at[j + 1];
            f->edits.n--;
            i--;
            break;
        }
    }
    f->material = 0;
    for (uint32_t i = 0; i < f->edits.n; i++) f->material |= f->edits.at[i].material;
}

/* By place in the article. What an ellipsis stands for is only known at the word after it, so
 * neighbours may have changed places, no more: linear. */
static void sort_edits(ss_finding *f)
{
    for (uint32_t i = 1; i < f->edits.n; i++) {
        sayso_edit e = f->edits.at[i];
        uint32_t k = i;
        for (; k > 0 && f->edits.at[k - 1].article.begin > e.article.begin; k--) f->edits.at[k] = f->edits.at[k - 1];
        f->edits.at[k] = e;
    }
}

/* --------------------------------------------------------------- counting */

static void count(editor *e)
{
    ss_finding *f = e->f;
    uint32_t run = 0, capitals = 0, own = 0, matched = 0; /* in capitals there, and here */
    int32_t before = -2;
    for (uint32_t i = 0; i < e->c.n; i++) {
        const column *c = &e->c.at[i];
        if (c->q < 0) {
            run = 0;
            continue;
        }
        const ss_cword *q = &e->q[c->q];
        if (q->flags & SS_CW_ELLIPSIS) f->ellipses = true;
        if (q->flags & (SS_CW_ELLIPSIS | SS_CW_BRACKET)) continue;
        f->counted++;
        bool content = !(q->classes & SS_WC_FUNC);
        f->content += content;
        bool good = c->s >= 0 && c->like <= SS_NEAR_SPELLING;
        if (good) {
            f->matched++;
            f->content_matched += content;
            matched++;
            capitals += (e->s[c->s].flags & SS_CW_CAPS) != 0 || e->s[c->s].len == 1;
            own += (q->flags & SS_CW_CAPS) != 0 || q->len == 1;
        }
        bool exact = c->s >= 0 && c->like <= SS_SAME_SPELLING;
        run = exact && (c->s == before + 1 || run == 0) ? run + 1 : exact ? 1 : 0;
        if (run > f->longest_run) f->longest_run = run;
        before = c->s;
    }
    e->capitals = matched >= 4 && (capitals * 10 >= matched * 7 || own * 10 >= matched * 7);
}

/* Where in the source the words stand, stretch by stretch. */
static void evidence(editor *e)
{
    sayso_span *open = NULL;
    ss_finding *f = e->f;
    f->parts = 0;
    for (uint32_t i = 0; i < e->c.n; i++) {
        const column *c = &e->c.at[i];
        if (c->s < 0 || c->q < 0) continue;
        uint32_t begin, end;
        words_there(e, i, &begin, &end);
        if (open && !c->jump && begin >= open->begin) {
            if (end > open->end) open->end = end;
            continue;
        }
        open = ss_push(e->arena, &f->evidence);
        *open = (sayso_span){begin, end};
        f->parts++;
    }
}

/* The source that most of the words are from. */
static int32_t main_source(const editor *e)
{
    const ss_field *field = e->f->field;
    uint32_t best = 0, best_n = 0;
    for (uint32_t p = 0; p < field->parts.n; p++) {
        uint32_t source = field->parts.at[p].source, n = 0;
        if (p && field->parts.at[p - 1].source == source) continue;
        for (uint32_t i = 0; i < e->c.n; i++) {
            const column *c = &e->c.at[i];
            n += c->s >= 0 && c->q >= 0 && field->parts.at[field->part_of[c->s]].source == source;
        }
        if (n > best_n) {
            best_n = n;
            best = source;
        }
    }
    return best_n ? (int32_t)best : SAYSO_NONE;
}

/* Words that another source has are, to this one, added. */
static void keep_main_source(editor *e)
{
    const ss_field *field = e->f->field;
    uint32_t kept = 0;
    bool away = false, marked = false;
    for (uint32_t i = 0; i < e->c.n; i++) {
        column c = e->c.at[i];
        bool other = c.s >= 0 && field->parts.at[field->part_of[c.s]].source != (uint32_t)e->f->source;
        if (other) {
            e->f->several_sources = e->f->spliced = true;
            if (c.q < 0) continue;
            marked |= c.jump && c.marked;
            c = (column){c.q, -1, SS_OTHER, false, false, false, false};
        } else if (c.s >= 0 && away) {
            c.jump = true;
            c.marked = marked;
        }
        if (c.s >= 0 || other) away = other;
        e->c.at[kept++] = c;
    }
    e->c.n = kept;
}

void ss_edits_make(ss_arena *arena, const ss_word_lists *lists, const sayso_sources *sources, ss_finding *f)
{
    editor e = {
        .arena = arena, .lists = lists, .sources = sources, .f = f, .q = f->words.v.at, .s = f->field->words.v.at};
    lay_out(&e);
    f->source = main_source(&e);
    count(&e);
    if (f->source == SAYSO_NONE) return;
    keep_main_source(&e);
    uint32_t mark = UINT32_MAX;
    for (uint32_t i = 0; i < e.c.n;) {
        const column *c = &e.c.at[i];
        if (c->q >= 0 && e.q[c->q].flags & SS_CW_ELLIPSIS) {
            mark = (uint32_t)c->q;
            i++;
            continue;
        }
        if (c->jump) gap(&e, i, mark);
        if (c->q >= 0 && c->s >= 0) mark = UINT32_MAX;
        if (c->q >= 0 && e.q[c->q].flags & SS_CW_BRACKET) {
            i = bracket(&e, i);
            continue;
        }
        if (!differs(&e, i)) {
            equal(&e, i);
            i++;
            continue;
        }
        uint32_t last = i + 1;
        while (last < e.c.n && differs(&e, last) && !e.c.at[last].jump) last++;
        stretch(&e, i, last);
        i = last;
    }
    find_moved(f);
    sort_edits(f);
    evidence(&e);
    if (f->unmarked_gap >= 8) f->spliced = true;
}
