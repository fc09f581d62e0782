/* check.c - the public calls: items in, findings out.
 *
 * The items (quotations of a reading or a list, figures) are cut at their
 * ellipses into queries, all of which go through one scan of the sources
 * (scan.c). Then each item by itself: the places found become a field of words,
 * the item is aligned with it, and edits, verdict, flags and speaker follow. Two
 * things can make it look twice: a jump that hangs on two or three common words
 * (aligned again without jumps), and words that stand in several places, of which
 * the speaker's or the claimed source's own is meant (the others are barred).
 *
 * Memory: the result's arena, a scratch arena emptied after each item, a reader
 * where the source itself quotes. Out of memory ends here (base/arena.h).
 */
#include "check/check.h"

#include <stdlib.h>

enum {
    SCRATCH_KEPT = 4 << 20,
    FIELD_PLACES = 12,
    FEW_WORDS = 3,
    MANY_WORDS = 5,
    NEARLY_NOTHING = 5,
    LIKE_PERCENT = 36,
    FIELD_BYTES = 48 << 20
};

typedef SS_VEC(ss_query) ss_queries;

typedef struct {
    const sayso_sources *sources;
    sayso_check *check;
    ss_arena *arena, *scratch;
    ss_word_lists lists;
    ss_items items;
    ss_queries queries;
    sayso_reader **reader;
    bool all_unreadable, some_unreadable;
    const char *unreadable; /* the first of those */
} checker;

/* ------------------------------------------------------------------ queries */

/* Pieces of a longer stretch, so that each place of a splice is looked for by itself. */
static void add_chunks(checker *c, const char *s, uint32_t begin, uint32_t end, ss_queries *v)
{
    enum { CHUNK = 56, LONGEST = 4000 };
    if (end - begin < CHUNK * 3 / 2 || end - begin > LONGEST) return;
    uint32_t n = (end - begin + CHUNK / 2) / CHUNK, from = begin;
    for (uint32_t i = 1; i <= n; i++) {
        uint32_t to = i == n ? end : begin + (end - begin) / n * i;
        while (to < end && s[to] != ' ' && s[to] != '\n') to++;
        if (to > from) *ss_push(c->scratch, v) = (ss_query){.text = s, .begin = from, .end = to, .few = true};
        from = to;
    }
}

/* Of very many stretches the longest: each is asked at every word of the sources that it
 * shares, so that a quotation of nothing but "the ... the ..." would cost their product. */
static void keep_longest(ss_queries *v)
{
    enum { MOST = 64, LENGTHS = 256 };
    if (v->n <= MOST) return;
    uint32_t of[LENGTHS] = {0}, kept = 0, n = 0, least = LENGTHS;
    for (uint32_t i = 0; i < v->n; i++) {
        uint32_t len = v->at[i].end - v->at[i].begin;
        of[len < LENGTHS ? len : LENGTHS - 1]++;
    }
    while (least > 0 && n + of[least - 1] <= MOST) n += of[--least];
    uint32_t spare = MOST - n; /* of the next shorter, the first ones */
    for (uint32_t i = 0; i < v->n; i++) {
        uint32_t len = v->at[i].end - v->at[i].begin;
        if (len >= LENGTHS) len = LENGTHS - 1;
        bool next = len + 1 == least && spare > 0;
        if (next) spare--;
        if (len >= least || next) v->at[kept++] = v->at[i];
    }
    v->n = kept;
}

/* Stretches of an item between its ellipses, and pieces of those, as queries. */
static void cut_queries(checker *c, ss_item *item)
{
    const char *s = item->text;
    bool quotation = item->kind == SAYSO_FINDING_QUOTATION; /* else the clause is looked for */
    uint32_t from = quotation ? item->begin : item->clause.begin, at = from;
    uint32_t end = quotation ? item->end : item->clause.end;
    ss_queries v = {0};
    while (at <= end) {
        uint32_t mark = 0;
        if (quotation && end - at >= 3) {
            if (!memcmp(s + at, "\xE2\x80\xA6", 3) || !memcmp(s + at, "...", 3)) mark = 3;
            if (end - at >= 5 && !memcmp(s + at, ". . .", 5)) mark = 5;
        }
        if (mark || at == end) {
            if (at > from) *ss_push(c->scratch, &v) = (ss_query){.text = s, .begin = from, .end = at};
            from = at + mark;
        }
        at += mark ? mark : 1;
    }
    keep_longest(&v);
    uint32_t stretches = v.n;
    for (uint32_t i = 0; quotation && i < stretches; i++) add_chunks(c, v.at[i].text, v.at[i].begin, v.at[i].end, &v);
    item->first_query = c->queries.n;
    item->n_queries = v.n;
    for (uint32_t i = 0; i < v.n; i++) *ss_push(c->arena, &c->queries) = v.at[i];
}

/* -------------------------------------------------------------------- field */

static int by_place(const void *a, const void *b)
{
    const ss_place *x = a, *y = b;
    if (x->source != y->source) return x->source < y->source ? -1 : 1;
    return x->begin < y->begin ? -1 : x->begin > y->begin;
}

static int by_score(const void *a, const void *b)
{
    const ss_place *x = a, *y = b;
    if (x->score != y->score) return x->score < y->score ? 1 : -1;
    return by_place(a, b);
}

static bool blank(char c)
{
    return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

/* Widens a place by `by` bytes each way, to word ends. */
static void widen(const ss_source *source, ss_place *p, uint32_t by)
{
    p->begin = p->begin > by ? p->begin - by : 0;
    p->end = source->len - p->end > by ? p->end + by : source->len;
    for (int i = 0; i < 64 && p->begin > 0 && !blank(source->text[p->begin - 1]); i++) p->begin--;
    for (int i = 0; i < 64 && p->end < source->len && !blank(source->text[p->end]); i++) p->end++;
    while (p->begin > 0 && ((unsigned char)source->text[p->begin] & 0xC0) == 0x80) p->begin--;
    while (p->end < source->len && ((unsigned char)source->text[p->end] & 0xC0) == 0x80) p->end++;
}

static void make_field(checker *c, const ss_item *item, ss_field *field)
{
    SS_VEC(ss_place) places = {0};
    for (uint32_t q = 0; q < item->n_queries; q++) {
        const ss_query *query = &c->queries.at[item->first_query + q];
        for (uint32_t i = 0; i < query->places.n; i++) *ss_push(c->scratch, &places) = query->places.at[i];
    }
    if (!places.n) return;
    qsort(places.at, places.n, sizeof *places.at, by_score);
    uint32_t length = item->end - item->begin, most = FIELD_PLACES + 3 * item->n_queries;
    if (places.n > most) places.n = most;
    if ((uint64_t)length * 3 * places.n > FIELD_BYTES) places.n = 1 + FIELD_BYTES / (length * 3);
    if (length > 20000 && places.n > 4) places.n = 4;
    for (uint32_t i = 0; i < places.n; i++) widen(&c->sources->v.at[places.at[i].source], &places.at[i], length + 120);
    qsort(places.at, places.n, sizeof *places.at, by_place);
    uint32_t kept = 0;
    for (uint32_t i = 0; i < places.n; i++) {
        ss_place *p = &places.at[i], *last = kept ? &places.at[kept - 1] : NULL;
        if (last && last->source == p->source && p->begin <= last->end) {
            if (p->end > last->end) last->end = p->end;
        } else {
            places.at[kept++] = *p;
        }
    }
    for (uint32_t i = 0; i < kept; i++) {
        const ss_place *p = &places.at[i];
        const ss_source *source = &c->sources->v.at[p->source];
        uint32_t first = field->words.v.n;
        if (i) {
            ss_cword *edge = ss_push(c->scratch, &field->words.v);
            memset(edge, 0, sizeof *edge);
            edge->flags = SS_CW_EDGE;
            edge->form = "";
            edge->begin = edge->end = p->begin;
        }
        ss_cwords_cut(c->scratch, &c->lists, source->text, p->begin, p->end, source->captions ? SS_CUT_CAPTIONS : 0,
                      &field->words);
        *ss_push(c->scratch, &field->parts) = (ss_field_part){p->source, first, field->words.v.n};
    }
    field->part_of = ss_alloc(c->scratch, (field->words.v.n + 1) * sizeof *field->part_of);
    for (uint32_t i = 0; i < field->parts.n; i++)
        for (uint32_t w = field->parts.at[i].first; w < field->parts.at[i].last; w++) field->part_of[w] = i;
}

/* ------------------------------------------------------------------ aligning */

/* Does every stretch that an unmarked jump ends or begins hold enough to be more than chance:
 * two content words among three, or many words and no other? */
static bool jumps_hold(const ss_finding *f)
{
    const ss_op *ops = f->alignment.ops;
    uint32_t n = f->words.v.n, hits = 0, content = 0, all = 0;
    bool unmarked = false; /* the stretch began with a jump that nothing marks */
    for (uint32_t i = 0; i <= n; i++) {
        bool mark = i > 0 && f->words.v.at[i - 1].flags & SS_CW_ELLIPSIS;
        bool jump = i < n && ops[i].at >= 0 && ops[i].jump;
        if (mark || jump || i == n) {
            bool enough = (hits >= FEW_WORDS && content >= 2) || (hits >= MANY_WORDS && hits == all);
            if (((jump && !mark) || unmarked) && !enough) return false;
            hits = content = all = 0;
            unmarked = jump && !mark;
        }
        if (i == n || f->words.v.at[i].flags & (SS_CW_BRACKET | SS_CW_ELLIPSIS)) continue;
        all++;
        if (ops[i].at < 0) continue;
        ss_likeness like = ss_cwords_alike(&f->words.v.at[i], &f->field->words.v.at[ops[i].at]);
        if (like <= SS_NEAR_SPELLING) hits++, content += !(f->words.v.at[i].classes & SS_WC_FUNC);
    }
    return true;
}

static void align(checker *c, ss_finding *f)
{
    ss_align(c->scratch, &f->words, f->field, true, &f->alignment);
    if (!jumps_hold(f)) ss_align(c->scratch, &f->words, f->field, false, &f->alignment);
}

/* Fills f from the item; `barred` may bar words of the field. */
static sayso_verdict look(checker *c, const ss_item *item, ss_field *field, ss_finding *f)
{
    *f = (ss_finding){.text = item->text, .begin = item->begin, .end = item->end, .field = field, .source = SAYSO_NONE};
    ss_cwords_cut(c->scratch, &c->lists, item->text, item->begin, item->end, SS_CUT_QUOTE, &f->words);
    align(c, f);
    uint32_t marks = 0;
    for (uint32_t i = 0; i < f->words.v.n; i++) marks |= f->words.v.at[i].flags & (SS_CW_BRACKET | SS_CW_ELLIPSIS);
    ss_edits_make(c->scratch, &c->lists, c->sources, f);
    /* The source may have the very brackets, and dots: read as they stand first. */
    static const int ways[] = {SS_CUT_ARTICLE, SS_CUT_ARTICLE | SS_CUT_ELLIPSES};
    for (uint32_t i = 0; marks && i < 2; i++) {
        if (i == 1 && !(marks & SS_CW_BRACKET)) break;
        ss_finding literal = {
            .text = item->text, .begin = item->begin, .end = item->end, .field = field, .source = SAYSO_NONE};
        ss_cwords_cut(c->scratch, &c->lists, item->text, item->begin, item->end, ways[i], &literal.words);
        align(c, &literal);
        if (literal.alignment.cost >= (i ? f->alignment.cost : NEARLY_NOTHING)) continue;
        ss_edits_make(c->scratch, &c->lists, c->sources, &literal);
        if (ss_verdict_of(&literal) > (i ? SAYSO_VERDICT_ABRIDGED : SAYSO_VERDICT_VERBATIM)) continue;
        *f = literal;
        break;
    }
    return ss_verdict_of(f);
}

/* -------------------------------------------------------------- claimed source */

static bool is_source(const ss_source *source, const char *claimed)
{
    const char *id = source->info.id;
    size_t n = strlen(id), m = strlen(claimed);
    if (!strcmp(id, claimed)) return true;
    if (n > m && id[n - m - 1] == '/' && !strcmp(id + n - m, claimed)) return true;
    const char *base = strrchr(id, '/');
    base = base ? base + 1 : id;
    size_t stem = strcspn(base, ".");
    return stem == m && !memcmp(base, claimed, m);
}

/* The index of the source that is claimed, or SAYSO_NONE. */
static int32_t claimed_source(const checker *c, const ss_item *item)
{
    if (!item->claimed_source) return SAYSO_NONE;
    for (uint32_t i = 0; i < c->sources->v.n; i++)
        if (is_source(&c->sources->v.at[i], item->claimed_source)) return (int32_t)i;
    return SAYSO_NONE;
}

static void bar_all_but(checker *c, ss_field *field, int32_t source)
{
    if (!field->words.v.n) return;
    field->barred = ss_zalloc(c->scratch, field->words.v.n);
    for (uint32_t i = 0; i < field->words.v.n; i++)
        field->barred[i] = field->parts.at[field->part_of[i]].source != (uint32_t)source;
}

/* Bars the words that others say. False: nobody near is the claimed speaker. */
static bool bar_others(checker *c, ss_field *field, const ss_item *item)
{
    bool any = false;
    uint8_t *barred = ss_zalloc(c->scratch, field->words.v.n + 1);
    ss_turn turn = {0};
    uint32_t source = UINT32_MAX;
    bool own = false;
    for (uint32_t i = 0; i < field->words.v.n; i++) {
        uint32_t part = field->part_of[i], at = field->words.v.at[i].begin;
        if (field->parts.at[part].source != source || !turn.found || at >= turn.end || at < turn.label.begin) {
            source = field->parts.at[part].source;
            turn = ss_turn_at(&c->sources->v.at[source], at);
            const char *name = turn.found ? ss_turn_name(c->scratch, &c->sources->v.at[source], turn)
                                          : c->sources->v.at[source].info.speaker;
            own =
                ss_speakers_match(c->scratch, c->sources->model, item->speaker, item->entity, name) == SS_SPEAKER_SAME;
            if (!turn.found) turn = (ss_turn){{at, at}, at, at + 4096, true};
        }
        barred[i] = !own;
        any |= own;
    }
    field->barred = barred;
    return any;
}

/* ------------------------------------------------------------------ findings */

static bool is_found(sayso_verdict v)
{
    return v < SAYSO_VERDICT_NOT_VERBATIM;
}

static void uncheckable(sayso_finding *out, const char *reason)
{
    out->verdict = SAYSO_VERDICT_UNCHECKABLE;
    out->reason = reason;
    out->source = SAYSO_NONE;
    out->evidence = (sayso_spans){0};
    out->score = 0;
}

/* Joins stretches of evidence with an ellipsis. */
static const char *evidence_text(ss_arena *arena, const ss_source *source, sayso_spans spans)
{
    const char *all = "";
    for (uint32_t i = 0; i < spans.n && i < 64; i++) {
        const char *one = ss_strndup(arena, source->text + spans.at[i].begin, spans.at[i].end - spans.at[i].begin);
        all = i ? ss_printf(arena, "%s \xE2\x80\xA6 %s", all, one) : one;
    }
    return all;
}

static int by_begin(const void *a, const void *b)
{
    const sayso_span *x = a, *y = b;
    return x->begin < y->begin ? -1 : x->begin > y->begin;
}

/* Makes the public copy. */
static void publish(checker *c, const ss_finding *f, sayso_finding *out)
{
    out->source = f->source;
    out->notes = f->notes;
    out->material = f->material;
    out->score = f->counted ? (double)f->matched / f->counted : 0;
    if (f->source == SAYSO_NONE) return;
    const ss_source *source = &c->sources->v.at[f->source];
    if (f->evidence.n) {
        sayso_span *spans = ss_alloc(c->arena, f->evidence.n * sizeof *spans);
        memcpy(spans, f->evidence.at, f->evidence.n * sizeof *spans);
        qsort(spans, f->evidence.n, sizeof *spans, by_begin);
        uint32_t kept = 0;
        for (uint32_t i = 0; i < f->evidence.n; i++) {
            if (kept && spans[i].begin <= spans[kept - 1].end) {
                if (spans[i].end > spans[kept - 1].end) spans[kept - 1].end = spans[i].end;
            } else {
                spans[kept++] = spans[i];
            }
        }
        out->evidence = (sayso_spans){spans, kept};
        out->evidence_text = evidence_text(c->arena, source, out->evidence);
    }
    sayso_edit *edits = ss_alloc(c->arena, f->edits.n * sizeof *edits + 1);
    for (uint32_t i = 0; i < f->edits.n; i++) {
        edits[i] = f->edits.at[i];
        edits[i].from = ss_strdup(c->arena, f->edits.at[i].from);
        edits[i].to = ss_strdup(c->arena, f->edits.at[i].to);
    }
    out->edits = edits;
    out->n_edits = f->edits.n;
}

/* Who says it there, against who says it here. */
static void compare_speakers(checker *c, const ss_item *item, ss_finding *f, sayso_finding *out)
{
    ss_voice_there there = ss_voice_of(c->scratch, c->sources, c->reader, f);
    const sayso_model *model = c->sources->model;
    if (there.quoting) f->context |= 1u << SAYSO_CONTEXT_QUOTING_ANOTHER;
    const char *name = there.quoted ? there.quoted : there.turn;
    out->evidence_speaker = name ? ss_strdup(c->arena, name) : NULL;
    if (!item->speaker || !is_found(out->verdict)) return;
    ss_speaker_match inner = ss_speakers_match(c->scratch, model, item->speaker, item->entity, there.quoted);
    ss_speaker_match outer = ss_speakers_match(c->scratch, model, item->speaker, item->entity, there.turn);
    if (inner == SS_SPEAKER_SAME || outer == SS_SPEAKER_SAME) return;
    const ss_source *source = &c->sources->v.at[f->source];
    if (outer == SS_SPEAKER_UNKNOWN && there.turn && f->evidence.n && inner != SS_SPEAKER_OTHER &&
        ss_speaks_nearby(c->scratch, model, source, f->evidence.at[0].begin, item->speaker, item->entity))
        outer = SS_SPEAKER_OTHER; /* "the moderator", where the one who is named has turns of his own */
    if (outer == SS_SPEAKER_OTHER || (inner == SS_SPEAKER_OTHER && !there.turn))
        out->verdict = SAYSO_VERDICT_MISATTRIBUTED;
}

static bool better(sayso_verdict a, sayso_verdict b)
{
    return sayso_verdict_severity(a) <= sayso_verdict_severity(b);
}

/* No source has the words: is there a passage that says something like it? That passage is
 * the evidence, also where it says nothing like it. */
static void find_nearest(checker *c, const ss_item *item, ss_field *field, ss_finding *f, sayso_finding *out)
{
    uint32_t first = 0, last = 0, words = 0;
    double share = item->n_queries ? ss_nearest(c->scratch, field, &f->words, &c->queries.at[item->first_query], &first,
                                                &last, &words)
                                   : 0;
    f->edits.n = f->evidence.n = 0;
    f->material = f->notes = 0;
    f->source = SAYSO_NONE;
    bool like = share * 100 >= LIKE_PERCENT && words >= 2 && f->counted > FEW_WORDS;
    out->verdict = like ? SAYSO_VERDICT_NOT_VERBATIM : SAYSO_VERDICT_NOT_FOUND;
    if (last <= first || share <= 0) return;
    f->source = (int32_t)field->parts.at[field->part_of[first]].source;
    const ss_source *source = &c->sources->v.at[f->source];
    sayso_span s = ss_sentence_of(source, field->words.v.at[first].begin, field->words.v.at[last - 1].end);
    while (s.begin < s.end && blank(source->text[s.begin])) s.begin++;
    while (s.end > s.begin && blank(source->text[s.end - 1])) s.end--;
    *ss_push(c->scratch, &f->evidence) = s;
}

static void check_quotation(checker *c, const ss_item *item, sayso_finding *out)
{
    int32_t claimed = claimed_source(c, item);
    if (item->claimed_source && claimed == SAYSO_NONE && item->speaker == NULL && c->sources->v.n == 0) {
        uncheckable(out, "There are no sources.");
        return;
    }
    if (claimed != SAYSO_NONE) {
        const sayso_source_info *info = &c->sources->v.at[claimed].info;
        if (info->status != SAYSO_STATUS_READ || info->foreign) {
            uncheckable(out, ss_printf(c->arena, "%s, which it is said to come from, cannot be compared: %s.", info->id,
                                       info->reason ? info->reason : "it was not read"));
            return;
        }
    }
    if (c->all_unreadable) {
        uncheckable(out, c->sources->v.n ? "None of the sources could be read." : "There are no sources.");
        return;
    }
    ss_field field = {0};
    make_field(c, item, &field);
    ss_finding f;
    sayso_verdict verdict;
    bool elsewhere = false;
    if (claimed != SAYSO_NONE) {
        bar_all_but(c, &field, claimed);
        verdict = look(c, item, &field, &f);
        if (!is_found(verdict)) {
            ss_finding other;
            field.barred = NULL;
            sayso_verdict v = look(c, item, &field, &other);
            if (is_found(v)) {
                f = other;
                verdict = v;
                elsewhere = f.source != claimed;
            }
        }
    } else {
        verdict = look(c, item, &field, &f);
    }
    out->verdict = verdict;
    f.context = 0;
    if (is_found(verdict)) {
        compare_speakers(c, item, &f, out);
        if (out->verdict == SAYSO_VERDICT_MISATTRIBUTED && bar_others(c, &field, item)) {
            ss_finding own; /* perhaps the speaker said it too, elsewhere */
            sayso_verdict v = look(c, item, &field, &own);
            if (is_found(v) && better(v, verdict)) {
                sayso_finding again = *out;
                again.verdict = v;
                own.context = 0;
                compare_speakers(c, item, &own, &again);
                if (again.verdict != SAYSO_VERDICT_MISATTRIBUTED) {
                    f = own;
                    *out = again;
                }
            }
        }
        if (elsewhere) out->verdict = SAYSO_VERDICT_MISATTRIBUTED;
        f.context |= ss_context_of(&c->lists, c->scratch, &c->sources->v.at[f.source], &f);
    } else {
        find_nearest(c, item, &field, &f, out);
    }
    out->context = f.context;
    publish(c, &f, out);
    if (out->verdict == SAYSO_VERDICT_NOT_FOUND && c->some_unreadable) {
        uncheckable(out, ss_printf(c->arena, "It is not in the sources that could be read, but %s could not be.",
                                   c->unreadable));
        return;
    }
    uint64_t words;
    if (!is_found(out->verdict) &&
        ss_text_foreign(c->sources->model, item->text + item->begin, item->end - item->begin, &words)) {
        uncheckable(out, "The quotation is not in the language of the sources.");
        return;
    }
    out->reason = ss_reason_of(c->arena, c->sources, &f, out);
}

/* --------------------------------------------------------------------- stage */

static void run(checker *c)
{
    c->lists = ss_word_lists_of(c->sources->model);
    c->lists.known = ss_zalloc(c->arena, sizeof *c->lists.known << SS_KNOWN_LOG2);
    uint32_t good = 0;
    for (uint32_t i = 0; i < c->sources->v.n; i++) {
        const sayso_source_info *info = &c->sources->v.at[i].info;
        if (info->status == SAYSO_STATUS_READ && !info->foreign) {
            good++;
        } else if (!c->some_unreadable) {
            c->some_unreadable = true;
            c->unreadable = info->id;
        }
    }
    c->all_unreadable = good == 0;
    for (uint32_t i = 0; i < c->items.n; i++) cut_queries(c, &c->items.at[i]);
    if (!c->all_unreadable) ss_scan(c->arena, c->scratch, c->sources, c->queries.at, c->queries.n);
    ss_arena_reset(c->scratch, SCRATCH_KEPT);
    for (uint32_t i = 0; i < c->items.n; i++) {
        const ss_item *item = &c->items.at[i];
        sayso_finding *out = ss_push(c->arena, &c->check->findings);
        *out = (sayso_finding){.id = item->id ? item->id : ss_printf(c->arena, "c%u", c->check->findings.n),
                               .kind = item->kind,
                               .line = item->line,
                               .attribution = item->attribution,
                               .speaker = item->speaker,
                               .source = SAYSO_NONE,
                               .reason = "",
                               .evidence_text = ""};
        out->spans = (sayso_spans){item->spans.at, item->spans.n};
        out->text = ss_strndup(c->arena, item->text + item->begin, item->end - item->begin);
        bool kept = true;
        if (item->kind == SAYSO_FINDING_QUOTATION)
            check_quotation(c, item, out);
        else if (c->all_unreadable)
            uncheckable(out, "None of the sources could be read.");
        else if (item->kind == SAYSO_FINDING_NAME)
            kept = ss_name_check(c->arena, &c->lists, c->sources, c->check->doc, item,
                                 &c->queries.at[item->first_query], out);
        else
            ss_figure_check(c->arena, &c->lists, c->sources, c->check->doc, item, &c->queries.at[item->first_query],
                            out);
        if (!kept) c->check->findings.n--;
        ss_arena_reset(c->scratch, SCRATCH_KEPT);
    }
}

/* What both calls share: memory, and what goes wrong. `prepare` fills the items. */
typedef struct {
    const sayso_doc *doc;
    const char *id;
    const sayso_quote *quotes;
    uint32_t n;
} task;

static void prepare_list(checker *c, const task *t)
{
    c->check->texts = ss_alloc(c->arena, (t->n + 1) * sizeof *c->check->texts);
    for (uint32_t i = 0; i < t->n; i++) {
        const sayso_quote *q = &t->quotes[i];
        const char *text = ss_strdup(c->arena, q->quote ? q->quote : "");
        uint32_t n = (uint32_t)strlen(text), begin = 0;
        c->check->texts[i] = text;
        while (begin < n && blank(text[begin])) begin++;
        while (n > begin && blank(text[n - 1])) n--;
        ss_item item = {.kind = SAYSO_FINDING_QUOTATION,
                        .text = text,
                        .begin = begin,
                        .end = n,
                        .attribution = SAYSO_NONE,
                        .line = q->line ? q->line : i + 1,
                        .quantity = -1,
                        .time = -1};
        if (q->id) item.id = ss_strdup(c->arena, q->id);
        if (q->speaker && *q->speaker) item.speaker = ss_strdup(c->arena, q->speaker);
        if (q->source && *q->source) item.claimed_source = ss_strdup(c->arena, q->source);
        *ss_push(c->arena, &item.spans) = (sayso_span){begin, n};
        *ss_push(c->arena, &c->items) = item;
    }
}

static int by_item(const void *a, const void *b)
{
    const ss_item *x = a, *y = b;
    if (x->begin != y->begin) return x->begin < y->begin ? -1 : 1;
    return x->kind < y->kind ? -1 : x->kind > y->kind;
}

static sayso_check *check_task(const sayso_sources *sources, const task *t, sayso_error *err)
{
    ss_arena arena, scratch;
    sayso_check *volatile check = NULL;
    sayso_reader *reader = NULL;
    jmp_buf oom;
    ss_arena_init(&arena, sources->arena.allocator, &oom);
    ss_arena_init(&scratch, sources->arena.allocator, &oom);
    sayso_reader *volatile *kept = (sayso_reader *volatile *)&reader;
    if (setjmp(oom)) {
        ss_fail(err, SAYSO_MEMORY, 0, "out of memory");
        if (check) arena = check->arena;
        ss_arena_free(&scratch);
        ss_arena_free(&arena);
        sayso_reader_free(*kept);
        return NULL;
    }
    check = ss_zalloc(&arena, sizeof *check);
    check->arena = arena;
    checker c = {.sources = sources, .check = check, .arena = &check->arena, .scratch = &scratch, .reader = &reader};
    check->sources = sources;
    check->doc = t->doc;
    check->id = ss_strdup(c.arena, t->id ? t->id : "-");
    if (t->doc) {
        ss_items_of_doc(c.arena, t->doc, &c.items, &check->passed);
        ss_figures_of_doc(c.arena, t->doc, &c.items);
        ss_names_of_doc(c.arena, t->doc, &c.items);
        if (c.items.n) qsort(c.items.at, c.items.n, sizeof *c.items.at, by_item);
    } else {
        prepare_list(&c, t);
    }
    run(&c);
    ss_arena_free(&scratch);
    sayso_reader_free(reader);
    check->arena.oom = NULL;
    return check;
}

sayso_check *sayso_check_doc(const sayso_sources *sources, const sayso_doc *doc, sayso_error *err)
{
    if (!sources || !doc) {
        ss_fail(err, SAYSO_ARGUMENT, 0, "a check needs sources and a reading");
        return NULL;
    }
    return check_task(sources, &(task){.doc = doc, .id = doc->meta.id}, err);
}

sayso_check *sayso_check_quotes(const sayso_sources *sources, const char *id, const sayso_quote *quotes, uint32_t n,
                                sayso_error *err)
{
    if (!sources || (!quotes && n)) {
        ss_fail(err, SAYSO_ARGUMENT, 0, "a check needs sources and quotes");
        return NULL;
    }
    return check_task(sources, &(task){.id = id, .quotes = quotes, .n = n}, err);
}

void sayso_check_free(sayso_check *check)
{
    if (!check) return;
    ss_arena arena = check->arena; /* the check lies inside what is freed */
    ss_arena_free(&arena);
}

/* -------------------------------------------------------------------- access */

const sayso_finding *sayso_check_findings(const sayso_check *check, uint32_t *n)
{
    *n = check->findings.n;
    return check->findings.at;
}

const sayso_passed *sayso_check_passed(const sayso_check *check, uint32_t *n)
{
    *n = check->passed.n;
    return check->passed.at;
}

const char *sayso_check_id(const sayso_check *check)
{
    return check->id;
}

const sayso_doc *sayso_check_article(const sayso_check *check)
{
    return check->doc;
}

const sayso_sources *sayso_check_sources(const sayso_check *check)
{
    return check->sources;
}

const char *ss_check_text(const sayso_check *check, uint32_t finding)
{
    return check->doc ? check->doc->text : check->texts[finding];
}

unsigned sayso_verdict_severity(sayso_verdict verdict)
{
    switch (verdict) {
    case SAYSO_VERDICT_AGREES: return 0;
    case SAYSO_VERDICT_SCOPE_DIFFERS: return SAYSO_VERDICT_EDITED;
    case SAYSO_VERDICT_FIGURE_DIFFERS: return SAYSO_VERDICT_ALTERED;
    default: return (unsigned)verdict;
    }
}

unsigned sayso_finding_severity(const sayso_finding *finding)
{
    unsigned severity = sayso_verdict_severity(finding->verdict);
    return finding->material && severity < SAYSO_VERDICT_ALTERED ? SAYSO_VERDICT_ALTERED : severity;
}

#define NAMES(type, name, list)                                                                                        \
    const char *sayso_##name##_name(type value)                                                                        \
    {                                                                                                                  \
        static const char *const names[] = {list};                                                                     \
        return (unsigned)value < sizeof names / sizeof *names ? names[value] : "";                                     \
    }
#define X(code, name) #name,
NAMES(sayso_verdict, verdict, SAYSO_VERDICTS(X))
NAMES(sayso_finding_kind, finding_kind, SAYSO_FINDING_KINDS(X))
NAMES(sayso_edit_type, edit_type, SAYSO_EDIT_TYPES(X))
NAMES(sayso_note, note, SAYSO_NOTES(X))
NAMES(sayso_material, material, SAYSO_MATERIALS(X))
NAMES(sayso_context, context, SAYSO_CONTEXTS(X))
NAMES(sayso_source_status, source_status, SAYSO_SOURCE_STATUSES(X))
#undef X
