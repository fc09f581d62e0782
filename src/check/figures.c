/* figures.c - numbers and dates in indirect speech, looked for in the sources.
 *
 * A figure is looked for by the statement that it stands in (scan.c), and in the
 * sentences found, by what is said around it: the content words that both share,
 * the thing that is counted above all. The same value there agrees; another value
 * of the same thing differs. Where the values agree, the article's own
 * restrictions of what is counted ("in migrant communities") are looked for: one
 * of which the source has no word makes the scope differ. Known failure: a
 * restriction said in other words ("abroad" for "in other countries").
 */
#include "check/check.h"

#include <stdlib.h>
#include <strings.h>

enum { SCOPE_WORDS = 14 };

bool ss_in_quotation(const sayso_doc *doc, uint32_t at)
{
    uint32_t low = 0, high = doc->quotes.n; /* the last that begins at or before it, and its parents */
    while (low < high) {
        uint32_t middle = (low + high) / 2;
        if (doc->quotes.at[middle].outer.begin <= at)
            low = middle + 1;
        else
            high = middle;
    }
    for (uint32_t i = low, looked = 0; i-- > 0 && looked < 16; looked++)
        if (doc->quotes.at[i].inner.begin <= at && doc->quotes.at[i].inner.end > at) return true;
    return false;
}

/* The sentence around a place of the article. */
static sayso_span sentence_at(const sayso_doc *doc, uint32_t at)
{
    uint32_t low = 0, high = doc->sentences.n;
    while (low + 1 < high) {
        uint32_t middle = (low + high) / 2;
        if (doc->sentence_spans[middle].begin <= at)
            low = middle;
        else
            high = middle;
    }
    return doc->sentences.n ? doc->sentence_spans[low] : (sayso_span){at, at};
}

static bool plain_one(const sayso_doc *doc, sayso_span s)
{
    return s.end - s.begin <= 3 && !strncasecmp(doc->text + s.begin, "one", s.end - s.begin);
}

void ss_arounds_add(ss_arena *arena, sayso_spans spans, int32_t attribution, ss_arounds *v)
{
    for (uint32_t i = 0; i < spans.n; i++) *ss_push(arena, v) = (ss_around){spans.at[i], 0, attribution};
}

static int by_begin(const void *a, const void *b)
{
    const ss_around *x = a, *y = b;
    if (x->span.begin != y->span.begin) return x->span.begin < y->span.begin ? -1 : 1;
    if (x->span.end != y->span.end) return x->span.end < y->span.end ? -1 : 1;
    return (x->attribution > y->attribution) - (x->attribution < y->attribution);
}

void ss_arounds_sort(ss_arounds *v)
{
    if (v->n) qsort(v->at, v->n, sizeof *v->at, by_begin);
    for (uint32_t i = 0, farthest = 0; i < v->n; i++) {
        if (v->at[i].span.end > farthest) farthest = v->at[i].span.end;
        v->at[i].farthest = farthest;
    }
}

uint32_t ss_arounds_before(const ss_arounds *v, uint32_t at)
{
    uint32_t low = 0, high = v->n;
    while (low < high) {
        uint32_t middle = (low + high) / 2;
        if (v->at[middle].span.begin <= at)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

ss_arounds ss_contents_of(ss_arena *arena, const sayso_doc *doc)
{
    ss_arounds v = {0};
    for (uint32_t i = 0; i < doc->attributions.n; i++)
        ss_arounds_add(arena, doc->attributions.at[i].content, (int32_t)i, &v);
    ss_arounds_sort(&v);
    return v;
}

/* The innermost attribution whose content has all of s, which is not its own time; or none. */
int32_t ss_vouched(const sayso_doc *doc, const ss_arounds *contents, sayso_span s)
{
    int32_t best = SAYSO_NONE;
    uint32_t best_size = UINT32_MAX;
    for (uint32_t i = ss_arounds_before(contents, s.begin); i-- > 0 && contents->at[i].farthest >= s.end;) {
        const ss_around *c = &contents->at[i];
        if (s.end - c->span.begin > best_size) break; /* what begins earlier is larger */
        uint32_t size = c->span.end - c->span.begin;
        if (c->span.end < s.end || size > best_size || (size == best_size && c->attribution > best)) continue;
        best = c->attribution;
        best_size = size;
    }
    if (best < 0) return best;
    sayso_spans time = doc->attributions.at[best].time;
    return time.n && time.at[0].begin <= s.begin && time.at[0].end >= s.end ? SAYSO_NONE : best;
}

static bool has_digit(const sayso_doc *doc, sayso_span s)
{
    for (uint32_t i = s.begin; i < s.end; i++)
        if (doc->text[i] >= '0' && doc->text[i] <= '9') return true;
    return false;
}

ss_item *ss_add_item(ss_arena *arena, const sayso_doc *doc, sayso_finding_kind kind, sayso_spans spans,
                     int32_t attribution, ss_items *items)
{
    ss_item *item = ss_push(arena, items);
    *item = (ss_item){.kind = kind,
                      .text = doc->text,
                      .begin = spans.at[0].begin,
                      .end = spans.at[spans.n - 1].end,
                      .attribution = attribution,
                      .quantity = -1,
                      .time = -1};
    item->clause = sentence_at(doc, item->begin);
    item->speaker = ss_item_speaker(arena, doc, attribution, &item->entity);
    for (uint32_t k = 0; k < spans.n; k++) *ss_push(arena, &item->spans) = spans.at[k];
    return item;
}

void ss_figures_of_doc(ss_arena *arena, const sayso_doc *doc, ss_items *items)
{
    for (uint32_t i = 0; i < doc->quantities.n; i++) {
        const sayso_quantity *q = &doc->quantities.at[i];
        if (q->attribution < 0 || !q->spans.n || ss_in_quotation(doc, q->spans.at[0].begin)) continue;
        if (plain_one(doc, q->spans.at[0])) continue;
        ss_add_item(arena, doc, SAYSO_FINDING_FIGURE, q->spans, q->attribution, items)->quantity = (int32_t)i;
    }
    ss_arounds contents = ss_contents_of(arena, doc);
    for (uint32_t i = 0; i < doc->times.n; i++) {
        const sayso_time *t = &doc->times.at[i];
        if (t->type != SAYSO_TIME_DATE || !t->spans.n || ss_in_quotation(doc, t->spans.at[0].begin)) continue;
        if (!has_digit(doc, t->spans.at[0])) continue; /* "last week" is counted from elsewhere there */
        int32_t attribution = ss_vouched(doc, &contents, t->spans.at[0]);
        if (attribution < 0) continue;
        ss_add_item(arena, doc, SAYSO_FINDING_DATE, t->spans, attribution, items)->time = (int32_t)i;
    }
}

/* ------------------------------------------------------------------ judging */

typedef struct {
    uint32_t source, word;
    double score, share;       /* all in all; of the content words */
    bool same, counted, units; /* the value; the thing counted; percent or not */
    sayso_span sentence;
    ss_cwords words; /* of the sentences around */
} candidate;

static bool content_word(const ss_cword *w)
{
    return !(w->classes & (SS_WC_FUNC | SS_WC_MODAL | SS_WC_NEG)) && w->len > 2 &&
           !(w->flags & (SS_CW_NUMBER | SS_CW_DATE));
}

/* The sentence of words around word `at`: [*first, *last). */
static void sentence_words(const ss_cwords *words, uint32_t at, uint32_t *first, uint32_t *last)
{
    *first = at;
    *last = at + 1;
    while (*first > 0 && !(words->v.at[*first].flags & SS_CW_START)) (*first)--;
    while (*last < words->v.n && !(words->v.at[*last].flags & SS_CW_START)) (*last)++;
}

static bool same_value(const sayso_quantity *q, const ss_cword *w)
{
    double low = q->range ? q->min : q->value, high = q->range ? q->max : q->value;
    double slack = 1e-9 * (high < 0 ? -high : high);
    return (w->value >= low - slack && w->value <= low + slack) ||
           (w->value >= high - slack && w->value <= high + slack);
}

/* A word of the article's that restricts what is counted, and none of which the source has. */
static bool scope_missing(const ss_cwords *article, uint32_t number, const ss_cwords *there, uint32_t first,
                          uint32_t last, uint32_t stop, sayso_span *phrase)
{
    static const char *const scoping[] = {"in",      "among", "within", "across",  "at", "for",
                                          "between", "under", "over",   "outside", NULL};
    uint32_t end = number + 1 + SCOPE_WORDS < article->v.n ? number + 1 + SCOPE_WORDS : article->v.n;
    for (uint32_t i = number + 1; i < end; i++) {
        const ss_cword *w = &article->v.at[i];
        if (w->flags & SS_CW_START || w->begin >= stop) break;
        bool opens = false;
        for (const char *const *s = scoping; *s; s++) opens |= !strcmp(w->form, *s);
        if (!opens) continue;
        const ss_cword *next = i + 1 < end ? &article->v.at[i + 1] : w;
        if (next->len > 5 && !strcmp(next->form + next->len - 3, "ing")) continue; /* "in urging" */
        uint32_t content = 0, found = 0, k = i + 1, last_end = w->end;
        for (; k < end && !article->v.at[k].punct[0] && !(article->v.at[k].flags & SS_CW_START); k++) {
            const ss_cword *x = &article->v.at[k];
            if (x->classes & SS_WC_FUNC && !(x->classes & SS_WC_DET)) break;
            if (x->flags & (SS_CW_NUMBER | SS_CW_DATE) || x->classes & SS_WC_UNIT) {
                content = found = 1; /* a time: compared as a date, not here */
                break;
            }
            if (!content_word(x) || content >= 3) continue;
            content++;
            if (content <= 2) last_end = x->end; /* what is shown: the preposition and two words */
            found += ss_cwords_have(there, first, last, x);
        }
        if (content && !found) {
            *phrase = (sayso_span){w->begin, last_end};
            return true;
        }
    }
    return false;
}

/* Where the statement that the figure stands in ends: its own circumstances ("in a letter")
 * restrict nothing. */
static uint32_t content_end(const sayso_doc *doc, const ss_item *item)
{
    const sayso_attribution *a = &doc->attributions.at[item->attribution];
    for (uint32_t i = 0; i < a->content.n; i++)
        if (a->content.at[i].begin <= item->begin && a->content.at[i].end >= item->end) {
            uint32_t end = a->content.at[i].end;
            for (uint32_t k = 0; k < a->medium.n; k++)
                if (a->medium.at[k].begin > item->end && a->medium.at[k].begin < end) end = a->medium.at[k].begin;
            return end;
        }
    return UINT32_MAX;
}

/* Year, month and day of a date or a year; 0: not said. */
static void date_parts(const ss_cword *w, int parts[3])
{
    int value = (int)w->value;
    bool date = w->flags & SS_CW_DATE;
    parts[0] = date ? value / 10000 : value;
    parts[1] = date ? value / 100 % 100 : 0;
    parts[2] = date ? value % 100 : 0;
}

static bool is_date(const ss_cword *w)
{
    return w->flags & SS_CW_YEAR || (w->flags & SS_CW_DATE && w->value >= 100);
}

/* Can both be the same day, as far as both say? `shared`: they say something in common. */
static bool dates_agree(const ss_cword *a, const ss_cword *b, bool *shared)
{
    int x[3], y[3];
    date_parts(a, x);
    date_parts(b, y);
    *shared = false;
    for (int i = 0; i < 3; i++) {
        if (!x[i] || !y[i]) continue;
        *shared = true;
        if (x[i] != y[i]) return false;
    }
    return true;
}

/* The whole that the number at `i` is a part of, in its sentence: the 1,200 of "241 of 1,200
 * samples" and of "Of 1,200 samples, 241 had mould"; NULL: not said. */
static const ss_cword *whole_of(const ss_cwords *words, uint32_t i, uint32_t first, uint32_t last)
{
    enum { BETWEEN = 4 };
    uint32_t k = i + 1;
    if (k < last && !strcmp(words->v.at[k].form, "out")) k++;
    if (k + 1 < last && !strcmp(words->v.at[k].form, "of")) {
        if (!strcmp(words->v.at[k + 1].form, "the")) k++;
        if (k + 1 < last && words->v.at[k + 1].flags & SS_CW_NUMBER) return &words->v.at[k + 1];
    }
    for (k = i; k-- > first && i - k <= BETWEEN;)
        if (words->v.at[k].flags & SS_CW_NUMBER) {
            uint32_t before = k > first && !strcmp(words->v.at[k - 1].form, "the") ? k - 1 : k;
            return before > first && !strcmp(words->v.at[before - 1].form, "of") ? &words->v.at[k] : NULL;
        }
    return NULL;
}

/* Is the number at `i` a part of a whole of this size? */
static bool part_of_the_same(const ss_cword *whole, const ss_cwords *there, uint32_t i, uint32_t first, uint32_t last)
{
    const ss_cword *y = whole_of(there, i, first, last);
    return y && whole->value == y->value && whole->unit == y->unit;
}

/* Looks at one word of a source: is it the figure, or another of the same thing? */
static void weigh_candidate(const ss_item *item, const sayso_quantity *q, const ss_cwords *article, uint32_t number,
                            const ss_cword *thing, uint32_t total, const ss_cwords *there, uint32_t i, uint32_t source,
                            candidate *best)
{
    const ss_cword *w = &there->v.at[i], *own = number < article->v.n ? &article->v.at[number] : NULL;
    candidate c = {.source = source, .word = i, .units = true};
    if (item->kind == SAYSO_FINDING_DATE) {
        bool shared;
        if (!own || !is_date(own) || !is_date(w)) return;
        c.same = dates_agree(own, w, &shared);
        if (!shared) return;
    } else {
        if (!(w->flags & SS_CW_NUMBER) || w->flags & SS_CW_ORDINAL) return;
        c.same = same_value(q, w);
        if (w->flags & SS_CW_YEAR && !c.same) return;
        c.units = own && (own->unit == '%') == (w->unit == '%');
    }
    const ss_cword *whole = q && own ? whole_of(article, number, 0, article->v.n) : NULL;
    if (whole && !c.same && whole->value == w->value) return; /* what it is a part of, not what it is */
    uint32_t first, last, shared = 0;
    sentence_words(there, i, &first, &last);
    for (uint32_t k = 0; k < article->v.n; k++)
        if (content_word(&article->v.at[k]) && ss_cwords_have(there, first, last, &article->v.at[k])) shared++;
    c.counted = (thing && ss_cwords_have(there, i + 1, i + 6 < last ? i + 6 : last, thing)) ||
                (whole && part_of_the_same(whole, there, i, first, last));
    c.share = total ? (double)shared / total : 0;
    c.score = c.share + (c.same ? 0.6 : 0) + (c.counted ? 0.25 : 0) + (c.units ? 0.1 : 0);
    if (c.score <= best->score) return;
    c.sentence = (sayso_span){there->v.at[first].begin, there->v.at[last - 1].end};
    c.words = *there;
    *best = c;
}

/* The best of all places. */
static candidate find_candidate(ss_arena *arena, const ss_word_lists *lists, const sayso_sources *sources,
                                const ss_item *item, const sayso_quantity *q, const ss_query *query,
                                const ss_cwords *article, uint32_t number)
{
    uint32_t total = 0;
    for (uint32_t i = 0; i < article->v.n; i++) total += content_word(&article->v.at[i]);
    const ss_cword *thing = NULL; /* what is counted: the first content word after the number */
    for (uint32_t i = number + 1; i < article->v.n && i < number + 5 && !thing; i++)
        if (content_word(&article->v.at[i]) && !(article->v.at[i].classes & SS_WC_UNIT)) thing = &article->v.at[i];
    candidate best = {.score = -1};
    for (uint32_t p = 0; p < query->places.n; p++) {
        const ss_place *place = &query->places.at[p];
        const ss_source *source = &sources->v.at[place->source];
        ss_cwords there = ss_cwords_around(arena, lists, source, place->begin, place->end);
        for (uint32_t i = 0; i < there.v.n; i++)
            weigh_candidate(item, q, article, number, thing, total, &there, i, place->source, &best);
    }
    return best;
}

void ss_figure_check(ss_arena *arena, const ss_word_lists *lists, const sayso_sources *sources, const sayso_doc *doc,
                     const ss_item *item, const ss_query *query, sayso_finding *out)
{
    const sayso_quantity *q = item->quantity >= 0 ? &doc->quantities.at[item->quantity] : NULL;
    bool date = item->kind == SAYSO_FINDING_DATE;
    ss_cwords article = {0};
    ss_cwords_cut(arena, lists, doc->text, item->clause.begin, item->clause.end, 0, &article);
    uint32_t number = 0;
    while (number < article.v.n &&
           (article.v.at[number].end <= item->begin || /* "more than", "from" */
            !(date ? is_date(&article.v.at[number]) : article.v.at[number].flags & SS_CW_NUMBER)))
        number++;
    candidate best = find_candidate(arena, lists, sources, item, q, query, &article, number);
    bool distinctive = q && q->value >= 100 && !q->range;
    bool agrees = best.score > 0 && best.same &&
                  (best.share >= 0.3 || (!date && (best.share >= 0.2 || best.counted || distinctive)));
    bool same_thing =
        date           ? best.share >= 0.5
        : best.counted ? best.share >= 0.35
                       : best.units && best.share >= 0.45 && number < article.v.n && article.v.at[number].unit == '%';
    bool differs = best.score > 0 && !best.same && same_thing;
    if (!agrees && !differs) {
        out->verdict = SAYSO_VERDICT_NOT_FOUND;
        out->reason =
            date ? "No source gives this date for the same thing." : "No source gives this figure for the same thing.";
        return;
    }
    out->source = (int32_t)best.source;
    out->evidence = ss_span_one(arena, best.sentence.begin, best.sentence.end);
    const ss_source *source = &sources->v.at[best.source];
    out->evidence_text = ss_strndup(arena, source->text + best.sentence.begin, best.sentence.end - best.sentence.begin);
    out->score = best.share > 1 ? 1 : best.share;
    const ss_cword *w = &best.words.v.at[best.word];
    const char *there = ss_strndup(arena, source->text + w->begin, w->end - w->begin);
    if (differs) {
        sayso_edit *e = ss_alloc(arena, sizeof *e);
        *e = (sayso_edit){date ? SAYSO_EDIT_DATE : SAYSO_EDIT_NUMBER,
                          {item->begin, item->end},
                          {w->begin, w->end},
                          there,
                          out->text,
                          1u << (date ? SAYSO_MATERIAL_DATE : SAYSO_MATERIAL_NUMBER)};
        out->edits = e;
        out->n_edits = 1;
        out->material = e->material;
        out->verdict = SAYSO_VERDICT_FIGURE_DIFFERS;
        out->reason = ss_printf(arena, "%s has \"%s\" there, the article \"%s\".", source->info.id, there, out->text);
        return;
    }
    uint32_t first, last;
    sentence_words(&best.words, best.word, &first, &last);
    sayso_span phrase;
    if (!date && scope_missing(&article, number, &best.words, first, last, content_end(doc, item), &phrase)) {
        out->verdict = SAYSO_VERDICT_SCOPE_DIFFERS;
        out->reason = ss_printf(arena, "%s has the same figure, but not \"%.*s\": \"%s\".", source->info.id,
                                (int)(phrase.end - phrase.begin), doc->text + phrase.begin, out->evidence_text);
        return;
    }
    out->verdict = SAYSO_VERDICT_AGREES;
    out->reason = ss_printf(arena, "%s has the same %s.", source->info.id, date ? "date" : "figure");
}
