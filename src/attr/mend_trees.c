/* mend_trees.c - a part of mend.c: what a tree gone astray leaves of a report.
 *
 *   negated end    "can | not": a verb keeps its "not"
 *   plea           "pleaded | not guilty": the plea is what was said
 *   accused        "accused | his opponent of spreading “lies”": the charge begins behind the verb
 *   first clause   "Odera flew over the valley and | declared": who flew declared
 *   participle     "One, published by others, | concluded": who concluded stands before the comma
 *   that           "that the agency | expected": the noun between is the subject
 *   inverted       "Not so fast, | says | a commentary": what follows the verb is its subject
 *   apposition     "According to Roth, a historian at the university, X"
 *   words of       "in the words of its chief engineer, Moira Stone, “X”"
 *   line           "X, figures from the office | show.": the subject is the line's
 *   subordinate    "X, Roe said, | after inspectors | found cracks": inspectors found cracks
 *   joined         "said Pell, an engineer, | and they have grown": Pell's phrase ends before
 *   briefed        "An aide | briefed | on the call said it was short": the aide says
 *   source-ends    "Officials | there | blamed", "The man accused | of theft | told", "a report tabled | on Monday"
 *   by-whom        "records reviewed by | the Ledger | show": the records show
 *   gerund         "described | sleeping on floors": what the verb of saying governs is said
 *   through        "The mayor, through his lawyer, Jo Roe, | denied": the mayor denied
 *   used-to        "My aunt | used to say": who stands before "used"
 *   over-clause    "Ada Grant, who was to have sung, | tweeted": who stands before the relative clause;
 *                  "after hundreds of nurses | threatened to quit": who stands behind the conjunction
 *   referring      "replied, “Yes,” | apparently referring to X": no part of what was said
 *   told-between   "The seats, Roe told us, | would be grey": the seats are in what he told
 *   set-time       "said | in July would save": when is no part of what would
 *
 * Cost: a bounded look around each cue.
 */
#include "attr/mend.h"
#include "attr/shapes.h"

enum { NEAR = 12, FAR = 40 };

static const ss_token *tokens(const ss_drafting *d)
{
    return d->doc->tokens.at;
}

static bool is_finite(const ss_token *t)
{
    return ss_finite_verb(t) || t->tag == SS_TAG_MD;
}

static uint32_t first_of(const ss_drafting *d, uint32_t token)
{
    return d->doc->sentences.at[tokens(d)[token].sent].first;
}

static uint32_t last_of(const ss_drafting *d, uint32_t token)
{
    return d->doc->sentences.at[tokens(d)[token].sent].last;
}

static bool all_nominal(const ss_drafting *d, uint32_t first, uint32_t last)
{
    for (uint32_t i = first; i < last; i++)
        if (!ss_nominal(&tokens(d)[i])) return false;
    return first < last;
}

static void negated_end(ss_drafting *d, ss_draft *draft)
{
    const ss_token *tok = tokens(d);
    if (!draft->content.n) return;
    uint32_t last = draft->content.at[draft->content.n - 1].last;
    if (last >= last_of(d, last - 1) || (tok[last - 1].tag != SS_TAG_MD && !is_finite(&tok[last - 1]))) return;
    if (!ss_is(&tok[last], "not") && !ss_is(&tok[last], "n't")) return;
    ss_ranges_add(d->ctx->scratch, &draft->content, last, last + 1);
}

static void plea(ss_drafting *d, ss_draft *draft)
{
    uint32_t to = draft->cue.head + 1, last = draft->cue.last;
    if (strcmp(tokens(d)[draft->cue.head].lemma, "plead") || last <= to || !ss_is(&tokens(d)[last - 1], "guilty"))
        return;
    draft->cue.last = to;
    ss_ranges_add(d->ctx->scratch, &draft->content, to, last);
}

static void accused(ss_drafting *d, ss_draft *draft)
{
    const ss_token *tok = tokens(d);
    const char *lemma = tok[draft->cue.head].lemma;
    if ((strcmp(lemma, "accuse") && strcmp(lemma, "suspect")) || draft->content.n != 1) return;
    uint32_t to = draft->content.at[0].first, of = UINT32_MAX;
    if (to <= draft->cue.last || to > draft->cue.last + NEAR || !(tok[to].flags & SS_QUOTE_OPEN)) return;
    for (uint32_t i = draft->cue.last; i < to; i++) {
        if (tok[i].flags & SS_PUNCT && tok[i].tag != SS_TAG_HYPH) return;
        if (ss_is(&tok[i], "of") && i + 1 < to && tok[i + 1].tag == SS_TAG_VBG) of = i;
    }
    if (of == UINT32_MAX) return;
    ss_ranges_add(d->ctx->scratch, &draft->content, draft->cue.last, to);
}

static void first_clause(ss_drafting *d, ss_draft *draft)
{
    const ss_token *tok = tokens(d);
    if (draft->source.n != 1) return;
    ss_range r = draft->source.at[0];
    uint32_t cue = draft->cue.first;
    if (r.last + 1 != cue || (!ss_is(&tok[r.last], "and") && !ss_is(&tok[r.last], "but"))) return;
    for (uint32_t i = r.first + 1; i < r.last && i < r.first + NEAR; i++) {
        if (!is_finite(&tok[i])) {
            if (!ss_nominal(&tok[i])) return;
            continue;
        }
        ss_draft_source(d, draft, r.first, i);
        ss_explain(d, draft, "first-clause", 0, (ss_range){r.first, i}, "the subject of the verb joined before it");
        return;
    }
}

static void participle(ss_drafting *d, ss_draft *draft)
{
    const ss_token *tok = tokens(d);
    if (draft->source.n != 1 || !is_finite(&tok[draft->cue.first])) return;
    ss_range r = draft->source.at[0];
    if (r.last > draft->cue.first || r.last + 1 < draft->cue.first) return;
    for (uint32_t i = r.first + 1; i + 1 < r.last && i < r.first + NEAR; i++) {
        if (!ss_is(&tok[i], ",")) {
            if (!ss_nominal(&tok[i])) return;
            continue;
        }
        if (tok[i + 1].tag == SS_TAG_VBN || tok[i + 1].tag == SS_TAG_VBG) ss_draft_source(d, draft, r.first, i);
        return;
    }
}

static void that_subject(ss_drafting *d, ss_draft *draft)
{
    const ss_token *tok = tokens(d), *cue = &tok[draft->cue.first];
    if (draft->source.n || draft->asked || draft->content.n < 2 || draft->cue.first != draft->cue.head) return;
    if (!ss_finite_verb(cue) && cue->tag != SS_TAG_VBN) return;
    for (uint32_t i = 0; i + 1 < draft->content.n; i++) {
        ss_range r = draft->content.at[i];
        if (r.last != draft->cue.first || !ss_is(&tok[r.first], "that") || r.last - r.first > NEAR ||
            r.last < r.first + 2)
            continue;
        if (!all_nominal(d, r.first + 1, r.last)) return;
        ss_draft_source(d, draft, r.first + 1, r.last);
        ss_ranges_cut(d->ctx->scratch, &draft->content, r.first, r.last);
        return;
    }
}

static void inverted(ss_drafting *d, ss_draft *draft)
{
    const ss_token *tok = tokens(d);
    uint32_t cue = draft->cue.first, first = first_of(d, cue);
    if (draft->source.n || draft->asked || draft->content.n != 1 || strcmp(tok[draft->cue.head].lemma, "say")) return;
    ss_range r = draft->content.at[0];
    if (r.first != draft->cue.last || cue < first + 3 || !ss_is(&tok[cue - 1], ",") || tok[r.first].tag != SS_TAG_DT)
        return;
    if (!all_nominal(d, r.first, r.last)) return;
    for (uint32_t i = first; i + 1 < cue; i++)
        if (tok[i].flags & (SS_IN_QUOTE | SS_QUOTE_OPEN)) return;
    ss_draft_source(d, draft, r.first, r.last);
    draft->content = (ss_range_list){0};
    ss_ranges_add(d->ctx->scratch, &draft->content, first, cue - 1);
    ss_explain(d, draft, "inverted", 0, r, "what follows the verb says what stands before it");
}

static void apposition(ss_drafting *d, ss_draft *draft)
{
    const ss_token *tok = tokens(d);
    if (!ss_is(&tok[draft->cue.first], "according") || draft->source.n != 1 || !draft->content.n) return;
    ss_range r = draft->source.at[0];
    uint32_t from = r.last + 1, end = last_of(d, draft->cue.first);
    if (r.first != draft->cue.last || from + 1 >= end || !ss_is(&tok[r.last], ",") ||
        draft->content.at[0].first != from)
        return;
    if (!ss_is(&tok[from], "a") && !ss_is(&tok[from], "an")) return;
    uint32_t comma = from + 1;
    while (comma < end && comma < from + NEAR && !ss_is(&tok[comma], ",")) comma++;
    if (comma + 2 >= end || !ss_is(&tok[comma], ",") || !all_nominal(d, from, comma)) return;
    ss_draft_source(d, draft, r.first, comma);
    ss_ranges_cut(d->ctx->scratch, &draft->content, from, comma + 1);
}

/* "A ministry official reached by | telephone | said": a way to speak is nobody. */
static void by_telephone(ss_drafting *d, ss_draft *draft)
{
    const ss_token *tok = tokens(d);
    if (draft->source.n != 1) return;
    uint32_t at = draft->source.at[0].first, first = first_of(d, at), from = at;
    bool way = ss_is(&tok[at], "telephone") || ss_is(&tok[at], "phone") || ss_is(&tok[at], "email");
    if (!way || draft->source.at[0].last != at + 1 || at + 1 != draft->cue.first || at < first + 3) return;
    if (!ss_is(&tok[at - 1], "by") || tok[at - 2].tag != SS_TAG_VBN) return;
    while (from > first && at - from < NEAR && ss_nominal(&tok[from - 1]) && !(tok[from - 1].flags & SS_PUNCT)) from--;
    if (from + 2 < at) ss_draft_source(d, draft, from, at + 1);
}

static void words_of(ss_drafting *d, ss_draft *draft)
{
    const ss_token *tok = tokens(d);
    uint32_t cue = draft->cue.first, at = draft->cue.last, end = last_of(d, cue);
    if (draft->cue.last < cue + 3 || !ss_is(&tok[cue], "in") || !ss_is(&tok[draft->cue.last - 1], "of")) return;
    if (!ss_is(&tok[draft->cue.last - 2], "words") || !draft->source.n || draft->source.at[0].first < at) return;
    if (cue >= first_of(d, cue) + 3 &&
        ((tok[cue - 1].flags & SS_QUOTE_CLOSE) ||
         (ss_is(&tok[cue - 1], ",") &&
          (tok[cue - 2].flags & SS_QUOTE_CLOSE)))) { /* “a little,” in the words of its negotiator, Ewa Lis */
        uint32_t shut = cue - 1, open = shut, last = at;
        if (!(tok[shut].flags & SS_QUOTE_CLOSE)) open = --shut;
        while (open > first_of(d, cue) && shut - open < FAR && !(tok[open].flags & SS_QUOTE_OPEN)) open--;
        while (last < end && last < at + NEAR &&
               (tok[last].tag == SS_TAG_POS || tok[last].tag == SS_TAG_HYPH || ss_nominal(&tok[last])))
            last++;
        if (!(tok[open].flags & SS_QUOTE_OPEN) || last == at) return;
        while (last > at + 1 && ((tok[last - 1].flags & SS_PUNCT) || tok[last - 1].tag == SS_TAG_IN)) last--;
        draft->content = (ss_range_list){0};
        ss_ranges_add(d->ctx->scratch, &draft->content, open, shut + 1);
        ss_draft_source(d, draft, at, last);
        if (last + 2 < end && ss_is(&tok[last], ",") &&
            (tok[last + 1].flags & SS_QUOTE_OPEN)) { /* “Water,” in the words of the miller, “has no manners.” */
            uint32_t stop = last + 2;
            while (stop < end && stop < last + FAR && !(tok[stop].flags & SS_QUOTE_CLOSE)) stop++;
            if (stop < end && (tok[stop].flags & SS_QUOTE_CLOSE))
                ss_ranges_add(d->ctx->scratch, &draft->content, last + 1, stop + 1);
        }
        return;
    }
    uint32_t comma = at; /* "In the words of one diplomat, who asked not to be named, the talks were “a funeral”" */
    while (comma < end && comma < at + NEAR && ss_nominal(&tok[comma]) && !ss_is(&tok[comma], ",")) comma++;
    if (comma > at && comma + 3 < end && ss_is(&tok[comma], ",") &&
        (tok[comma + 1].tag == SS_TAG_WP || tok[comma + 1].tag == SS_TAG_WDT)) {
        uint32_t next = comma + 1;
        while (next < end && next < comma + FAR && !ss_is(&tok[next], ",")) next++;
        if (next + 2 < end && ss_is(&tok[next], ",")) {
            ss_draft_source(d, draft, at, comma);
            draft->content = (ss_range_list){0};
            ss_ranges_add(d->ctx->scratch, &draft->content, next + 1,
                          end - next > SS_SHAPE_LONGEST_CLAUSE ? next + SS_SHAPE_LONGEST_CLAUSE : end);
            ss_ranges_tidy(d, &draft->content);
            return;
        }
    }
    uint32_t quote = at;
    while (quote < end && quote < at + NEAR && !(tok[quote].flags & SS_QUOTE_OPEN)) quote++;
    if (quote >= end || quote < at + 2 || !(tok[quote].flags & SS_QUOTE_OPEN) || !ss_is(&tok[quote - 1], ",")) return;
    if (!all_nominal(d, at, quote - 1)) return;
    ss_draft_source(d, draft, at, quote - 1);
    ss_ranges_cut(d->ctx->scratch, &draft->content, first_of(d, cue), quote);
}

static void line(ss_drafting *d, ss_draft *draft)
{
    const ss_token *tok = tokens(d);
    uint32_t head = draft->cue.head, end = last_of(d, head);
    if (draft->cue.last != head + 1 || head + 1 >= end || !ss_is(&tok[head + 1], ".") || draft->cue.first != head)
        return;
    uint32_t from = ss_parenthetical_line(d->doc, head);
    if (!from || from >= head || draft->source.n > 1) return;
    if (draft->source.n && (draft->source.at[0].first <= from || draft->source.at[0].last != head)) return;
    ss_draft_source(d, draft, from, head);
    ss_ranges_cut(d->ctx->scratch, &draft->content, from - 1, head);
}

static bool subordinates(const ss_token *t)
{
    return t->tag == SS_TAG_IN &&
           (ss_is(t, "after") || ss_is(t, "before") || ss_is(t, "because") || ss_is(t, "although") ||
            ss_is(t, "though") || ss_is(t, "while") || ss_is(t, "until"));
}

/* "X, Roe said, hours | after inspectors | found cracks": the conjunction is no part of the
 * source, and a clause behind the main one reports nothing of it. */
static void subordinate(ss_drafting *d, ss_draft *draft)
{
    const ss_token *tok = tokens(d);
    if (draft->source.n != 1 || !is_finite(&tok[draft->cue.head])) return;
    ss_range r = draft->source.at[0];
    uint32_t at = r.first;
    while (at < r.last && at < r.first + 3 &&
           (tok[at].tag == SS_TAG_NNS || tok[at].tag == SS_TAG_NN || tok[at].tag == SS_TAG_CD ||
            tok[at].tag == SS_TAG_RB || tok[at].tag == SS_TAG_DT))
        at++;
    if (at + 1 >= r.last || !subordinates(&tok[at]) || (tok[at].flags & SS_CAPITAL) || r.last > draft->cue.first)
        return;
    if (at > r.first && !(r.first > 0 && ss_is(&tok[r.first - 1], ","))) return;
    ss_draft_source(d, draft, at + 1, r.last);
    ss_ranges_cut(d->ctx->scratch, &draft->content, r.first, r.last);
    if (at == first_of(d, at)) return; /* "After inspectors found cracks, X" */
    ss_ranges_cut(d->ctx->scratch, &draft->content, first_of(d, at), r.first);
    uint32_t from = draft->cue.last, end = from;
    while (end < last_of(d, at) && end < from + FAR && !(tok[end].flags & SS_PUNCT)) end++;
    if (!draft->content.n && end > from) ss_ranges_add(d->ctx->scratch, &draft->content, from, end);
    ss_ranges_tidy(d, &draft->content);
    ss_explain(d, draft, "subordinate", 0, (ss_range){at, r.last},
               "the clause behind the conjunction has its own subject");
}

/* "said Raymond Pell, who led the inspection, and they have grown": no clause in a name's phrase. */
static void joined(ss_drafting *d, ss_draft *draft)
{
    const ss_token *tok = tokens(d);
    if (draft->source.n != 1 || draft->source.at[0].first < draft->cue.last) return;
    ss_range r = draft->source.at[0];
    for (uint32_t i = r.first + 1; i + 3 < r.last; i++)
        if (ss_is(&tok[i], ",") && tok[i + 1].tag == SS_TAG_CC && tok[i + 2].tag == SS_TAG_PRP &&
            is_finite(&tok[i + 3])) {
            ss_draft_source(d, draft, r.first, i);
            return;
        }
}

void ss_mend_trees(ss_drafting *d, ss_draft *draft)
{
    subordinate(d, draft);
    joined(d, draft);
    negated_end(d, draft);
    plea(d, draft);
    accused(d, draft);
    first_clause(d, draft);
    participle(d, draft);
    that_subject(d, draft);
    inverted(d, draft);
    apposition(d, draft);
    by_telephone(d, draft);
    words_of(d, draft);
    line(d, draft);
}

static const char *class_of(const ss_drafting *d, uint32_t token)
{
    const char *class = ss_lexicon_lemma(ss_lexicon_get(d->ctx->model, "cue_verbs"), &tokens(d)[token]);
    return class ? class : "";
}

/* "A Western diplomat | briefed | on the call said both were right": a participle of the subject is
 * no report where a finite verb of saying stands behind its phrase. */
static void briefed(ss_drafting *d, ss_draft *draft)
{
    const ss_token *tok = tokens(d);
    uint32_t head = draft->cue.first, end = last_of(d, head), at = head + 1;
    if (draft->cue.last > at + (tok[at].tag == SS_TAG_IN) ||
        (tok[head].tag != SS_TAG_VBN && tok[head].tag != SS_TAG_VBD))
        return;
    if (draft->source.n != 1 || draft->source.at[0].last != draft->cue.first || draft->content.n != 1) return;
    ss_range r = draft->content.at[0];
    if (r.first != draft->cue.last || tok[at].tag != SS_TAG_IN || ss_is(&tok[at], "that")) return;
    while (at < end && at < head + NEAR && ss_nominal(&tok[at]) && !(tok[at].flags & SS_PUNCT)) at++;
    if (at < head + 3 || at + 2 >= r.last || !noun(&tok[at - 1])) return;
    if ((tok[at].tag != SS_TAG_VBD && tok[at].tag != SS_TAG_VBZ && tok[at].tag != SS_TAG_VBP) ||
        class_of(d, at)[0] != 's')
        return;
    for (uint32_t k = (uint32_t)(draft - d->drafts.at) + 1;
         k < d->drafts.n && k <= (uint32_t)(draft - d->drafts.at) + NEIGHBOURS; k++)
        if (!d->drafts.at[k].dropped && d->drafts.at[k].has_cue &&
            d->drafts.at[k].cue.first == at) { /* the models have it already */
            ss_draft_source(d, &d->drafts.at[k], draft->source.at[0].first, at);
            draft->dropped = true;
            return;
        }
    ss_draft_source(d, draft, draft->source.at[0].first, at);
    draft->cue = (ss_cue){.first = at, .last = at + 1, .head = at};
    ss_ranges_cut(d->ctx->scratch, &draft->content, r.first, at + 1);
    ss_ranges_tidy(d, &draft->content);
    ss_explain(d, draft, "briefed", 0, (ss_range){at, at + 1}, "the participle tells which, the finite verb reports");
}

static void source_ends(ss_drafting *d, ss_draft *draft)
{
    const ss_token *tok = tokens(d);
    if (draft->source.n != 1) return;
    ss_range r = draft->source.at[0];
    uint32_t end = last_of(d, r.first);
    if (r.last + 1 == draft->cue.first && noun(&tok[r.last - 1]) &&
        (ss_is(&tok[r.last], "there") || ss_is(&tok[r.last], "here"))) {
        ss_draft_source(d, draft, r.first, r.last + 1);
        return;
    }
    /* "records reviewed by | the Ledger | show": what stands before the participle */
    uint32_t by = r.first - (tok[r.first].tag != SS_TAG_DT && r.first > 2 && tok[r.first - 1].tag == SS_TAG_DT);
    if (r.last == draft->cue.first && *class_of(d, draft->cue.head) && by >= first_of(d, r.first) + 3 &&
        ss_is(&tok[by - 1], "by") && tok[by - 2].tag == SS_TAG_VBN && noun(&tok[by - 3])) {
        uint32_t start = phrase_start(d, by - 3);
        if (!ss_ranges_hold(&draft->content, start)) ss_draft_source(d, draft, start, r.last);
        return;
    }
    /* "The man accused | of murdering a diver | has told a jury that" */
    if (draft->content.n > 1 && tok[r.last - 1].tag == SS_TAG_VBN && draft->content.at[0].first == r.last &&
        draft->content.at[0].last == draft->cue.first && tok[r.last].tag == SS_TAG_IN) {
        ss_ranges_cut(d->ctx->scratch, &draft->content, r.last, draft->cue.first);
        ss_draft_source(d, draft, r.first, draft->cue.first);
        return;
    }
    uint32_t gap = r.last + 1; /* "The man | accused of murdering a diver | has told" */
    if ((tok[r.last].tag == SS_TAG_VBN || (tok[r.last].tag == SS_TAG_VBD && is_finite(&tok[draft->cue.head]))) &&
        noun(&tok[r.last - 1]) && r.last + 2 < draft->cue.first) {
        while (gap < draft->cue.first && gap < r.last + NEAR && !is_finite(&tok[gap]) && tok[gap].tag != SS_TAG_CC &&
               !(tok[gap].flags & SS_PUNCT) && !ss_ranges_hold(&draft->content, gap))
            gap++;
        if (gap == draft->cue.first && tok[r.last + 1].tag == SS_TAG_IN) {
            ss_draft_source(d, draft, r.first, gap);
            return;
        }
    }
    /* "according to a report tabled in the House | on Tuesday" */
    if (!ss_is(&tok[draft->cue.first], "according") || r.first != draft->cue.last || r.last + 1 >= end ||
        tok[r.last].tag != SS_TAG_IN)
        return;
    if (!draft->content.n || draft->content.at[draft->content.n - 1].first >= draft->cue.first) return;
    bool tabled = false;
    for (uint32_t i = r.first + 1; i < r.last; i++) tabled |= tok[i].tag == SS_TAG_VBN;
    uint32_t last = r.last + 1;
    while (last < end && in_time(d->doc, last, last + 1)) last++;
    if (tabled && last > r.last + 1 && last < end && (tok[last].flags & SS_PUNCT))
        ss_draft_source(d, draft, r.first, last);
}

/* "have described | sleeping on floors" */
static void gerund(ss_drafting *d, ss_draft *draft)
{
    const ss_token *tok = tokens(d);
    uint32_t last = draft->cue.last - 1;
    if (last <= draft->cue.first || tok[last].tag != SS_TAG_VBG || *class_of(d, last)) return;
    if (!verb(&tok[last - 1]) || class_of(d, last - 1)[0] != 's' || !ss_ranges_hold(&draft->content, last + 1)) return;
    draft->cue.last = last;
    draft->cue.head = last - 1;
    ss_ranges_add(d->ctx->scratch, &draft->content, last, last + 1);
}

/* "But Mr Poe, through his director, Ms Ann Roe, | accused": who speaks through another */
static void through(ss_drafting *d, ss_draft *draft)
{
    const ss_token *tok = tokens(d);
    if (draft->source.n != 1 || !is_finite(&tok[draft->cue.head]) || draft->source.at[0].last > draft->cue.first)
        return;
    if (draft->cue.first == 0 || !ss_is(&tok[draft->cue.first - 1], ",")) return;
    uint32_t first = first_of(d, draft->cue.head), at = draft->cue.first - 1;
    while (at > first + 1 && draft->cue.first - at < 2 * NEAR && !ss_is(&tok[at], "through") && !ss_is(&tok[at], "via"))
        if (is_finite(&tok[--at])) return;
    if (at <= first + 1 || !ss_is(&tok[at - 1], ",") || !(ss_is(&tok[at], "through") || ss_is(&tok[at], "via")) ||
        (draft->source.at[0].first < at && draft->source.at[0].last <= at))
        return;
    while (first + 1 < at - 1 && (tok[first].tag == SS_TAG_CC || tok[first].tag == SS_TAG_RB)) first++;
    if (!nominal_words(d, first, at - 1)) return;
    ss_draft_source(d, draft, first, at - 1);
    ss_explain(d, draft, "through", 0, (ss_range){at, draft->cue.first},
               "who speaks through another stands before the commas");
}

/* Who stands before "used to say", and before a relative clause that the tree lost. */
static void subject_on_line(ss_drafting *d, ss_draft *draft)
{
    const ss_token *tok = tokens(d);
    if (draft->source.n || draft->asked || !draft->content.n) return;
    ss_range r = draft->content.at[0];
    bool taken = r.first < draft->cue.first && r.last == draft->cue.first &&
                 draft->content.n > 1; /* the subject among what is said */
    if (r.first < draft->cue.last && !taken) return;
    uint32_t head = draft->cue.head, from = first_of(d, head), to = draft->cue.first;
    if (tok[head].tag == SS_TAG_VB) {
        while (to + 2 > head && to > from && (tok[to].tag == SS_TAG_VB || ss_is(&tok[to], "to"))) to--;
        if (to + 2 != head || !ss_is(&tok[to], "used") || !ss_is(&tok[to + 1], "to")) return;
    } else {
        if ((tok[head].tag != SS_TAG_VBD && tok[head].tag != SS_TAG_VBZ && tok[head].tag != SS_TAG_VBP &&
             tok[head].tag != SS_TAG_VBN) ||
            to != head)
            return;
        if (to < from + 4) return;
        if (ss_is(&tok[to - 1], ",")) {
            uint32_t comma = to - 1;
            for (to = comma; to > from + 1 && comma - to < 2 * NEAR && !ss_is(&tok[to - 1], ",");) to--;
            if (to <= from + 1 || !ss_is(&tok[to - 1], ",") || (!ss_is(&tok[to], "who") && !ss_is(&tok[to], "which")) ||
                to + 1 >= comma)
                return;
            to--;
        }
    }
    uint32_t at = to;
    while (at > from && to - at < NEAR && !(tok[at - 1].flags & (SS_QUOTE_OPEN | SS_QUOTE_CLOSE)) &&
           (premodifier(&tok[at - 1]) || binding(&tok[at - 1]) || tok[at - 1].tag == SS_TAG_PRP))
        at--;
    bool behind = to == head && at > from && subordinates(&tok[at - 1]) &&
                  tok[at].tag != SS_TAG_NNP; /* "after hundreds of nurses | threatened to quit" */
    if (at == to || (to == head && !behind) || (at > from && !behind && !(tok[at - 1].flags & SS_PUNCT))) return;
    if (taken && (!behind || at != r.first)) return;
    if (taken) ss_ranges_cut(d->ctx->scratch, &draft->content, at, to);
    ss_draft_source(d, draft, at, to);
    ss_explain(d, draft, "subject-line", 0, (ss_range){at, to}, "the noun phrase before the verb on the line of words");
}

/* "a step that it | said | in July would save $40 million" */
static void set_time(ss_drafting *d, ss_draft *draft)
{
    const ss_token *tok = tokens(d);
    uint32_t at = draft->cue.last, last;
    if (!draft->content.n || at + 2 >= d->doc->tokens.n) return;
    uint32_t front = draft->content.at[draft->content.n - 1]
                         .last; /* "a step that | it said in July | would save": a relative clause goes on */
    bool relative = draft->source.n == 1 && front == draft->source.at[0].first &&
                    draft->source.at[0].last == draft->cue.first && front > 1 &&
                    (ss_is(&tok[front - 1], "that") || ss_is(&tok[front - 1], "which")) && noun(&tok[front - 2]);
    if (relative) {
        uint32_t verb = at + (tok[at].tag == SS_TAG_IN);
        while (verb < last_of(d, at) && verb < at + NEAR && in_time(d->doc, verb, verb + 1)) verb++;
        if (is_finite(&tok[verb])) ss_ranges_add(d->ctx->scratch, &draft->content, verb, ss_clause_end(d->doc, verb));
        return;
    }
    if (!ss_ranges_hold(&draft->content, at)) return;
    last = at + (tok[at].tag == SS_TAG_IN);
    uint32_t from = last;
    while (last < last_of(d, at) && last < at + NEAR && in_time(d->doc, last, last + 1)) last++;
    if (last > from && ss_ranges_hold(&draft->content, last) && is_finite(&tok[last]))
        ss_ranges_cut(d->ctx->scratch, &draft->content, at, last);
}

/* "The hall's 1,450 seats, | Roe once told the Scotsman, | would be grey": the subject of what is told */
static void told_between(ss_drafting *d, ss_draft *draft)
{
    const ss_token *tok = tokens(d);
    if (draft->source.n != 1 || draft->content.n != 1 || draft->source.at[0].last > draft->cue.first) return;
    uint32_t who = draft->source.at[0].first, from = first_of(d, who), at = draft->content.at[0].first;
    if (who < from + 2 || at < draft->cue.last + 1 || at > draft->cue.last + NEAR || !is_finite(&tok[at])) return;
    if (!ss_is(&tok[who - 1], ",") || !ss_is(&tok[at - 1], ",") || !nominal_words(d, from, who - 1) ||
        tok[from].sent != tok[at].sent)
        return;
    ss_ranges_add(d->ctx->scratch, &draft->content, from, who - 1);
    ss_explain(d, draft, "told-between", 0, (ss_range){from, who - 1},
               "the subject of what is told stands before the comma");
}

/* "replied, “Same here,” | apparently referring to his dispute": what one does while speaking */
void ss_mend_quotation_end(ss_drafting *d, ss_draft *draft)
{
    const ss_token *tok = tokens(d);
    if (draft->content.n != 1 || draft->content.at[0].first < draft->cue.last ||
        !(tok[draft->content.at[0].first].flags & SS_QUOTE_OPEN))
        return;
    ss_range r = draft->content.at[0];
    uint32_t at = r.last, depth = tok[r.first].depth;
    while (at > r.first + 2 && r.last - at < FAR && !(tok[at - 1].flags & SS_QUOTE_CLOSE)) at--;
    if (at <= r.first + 2 || at + 1 >= r.last || !(tok[at - 1].flags & SS_QUOTE_CLOSE) || tok[at - 1].depth != depth ||
        tok[at].sent != tok[at - 1].sent)
        return;
    uint32_t verb = at + (ss_is(&tok[at], ",") && at + 1 < r.last);
    while (verb < r.last && tok[verb].tag == SS_TAG_RB) verb++;
    if (verb >= r.last || tok[verb].tag != SS_TAG_VBG || !(ss_is(&tok[at], ",") || ss_is(&tok[at - 2], ","))) return;
    ss_ranges_cut(d->ctx->scratch, &draft->content, at, r.last);
    ss_explain(d, draft, "referring", 0, (ss_range){at, verb + 1},
               "a participle behind the quotation tells what its speaker does");
}

void ss_mend_line_of_words(ss_drafting *d, ss_draft *draft)
{
    told_between(d, draft);
    briefed(d, draft);
    source_ends(d, draft);
    gerund(d, draft);
    through(d, draft);
    subject_on_line(d, draft);
    set_time(d, draft);
}
