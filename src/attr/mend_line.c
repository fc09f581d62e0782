/* mend_line.c - a part of mend.c: days, hours, figures and pictures on the line of a report.
 *
 *   credit          "Photo: | Paul Hay": no speaker
 *   time-stamp      "8:50 a.m. ET — | “Do not drive,” the sheriff says": the stamp of an entry
 *   cue-time        "wrote | on 2 October", "said | Thursday": when is no part of the cue
 *   source-time     "14:10 | Police chief Ana Rook: ...", "31 hours | nobody told": nor of who
 *   who-behind      "contradicted by the fire chief, | who | said": the noun before "who"
 *   ends-at-figure  "According to the union | 90 percent walked out"
 *   figure-behind   "estimate it | at 9 percent"; figure-at-end: "that it will cost | £4m"
 *   under-heading   "18:40 / The bill passes / | The bill has passed"
 *   over-brackets   "Kestrel AB (STO: | KEST) | announced"
 *   before-colon    "tells the crowd | outside: | “You ...”"
 *   whom            "told | the inquiry into the fire | that", "he | was told | that"
 *   label           "The minister, | in February: ..."
 *   half-word       "forward-|looking": no cue
 *   under-picture   "wrote “X” | under a picture of the gate"
 *
 * Cost: a bounded look around each cue.
 */
#include "attr/mend.h"
#include "attr/shapes.h"

/* "Photo: | Paul Hay": a credit, not a speaker. */
static bool credit(const ss_drafting *d, const ss_draft *draft)
{
    const ss_token *tok = d->doc->tokens.at;
    uint32_t at = draft->cue.first;
    if (draft->cue.last != at + 1 || !ss_is(&tok[at], ":") || at == 0 || tok[at - 1].sent != tok[at].sent) return false;
    if (ss_lexicon_value_has(ss_lexicon_word(d->rules, &tok[at - 1]), "credit")) return true;
    uint32_t first = sentence_first(d, at); /* "Quote of the day: “...” — Piotr Zych" */
    return (ss_is(&tok[first], "quote") || ss_is(&tok[first], "quotes")) && at - first < 6;
}

/* "8:50 a.m. ET — | “Do not drive,” the sheriff says": the stamp of an entry is not said. */
static void time_stamp(ss_drafting *d, ss_draft *draft)
{
    const ss_token *tok = d->doc->tokens.at;
    if (!draft->content.n) return;
    uint32_t at = draft->content.at[0].first, last = draft->content.at[0].last, first = sentence_first(d, at);
    if (at != first ||
        d->doc->sentences.at[tok[at].sent].first !=
            d->doc->sentences.at[d->doc->paragraphs.at[d->doc->sentences.at[tok[at].sent].para].first].first)
        return;
    while (at < last && (in_time(d->doc, at, at + 1) || clock(&tok[at]))) at++;
    if (at == first || at >= last) return;
    bool mark = ss_is(&tok[at], ":") || ss_is(&tok[at], "-") || ss_is(&tok[at], "\xE2\x80\x93") ||
                ss_is(&tok[at], "\xE2\x80\x94");
    if (mark) ss_ranges_cut(d->ctx->scratch, &draft->content, first, at + 1);
}

/* "wrote on 5 | March that two": a content does not begin in the middle of a time. */
static void middle_of_time(ss_drafting *d, ss_draft *draft)
{
    for (uint32_t i = 0; i < draft->content.n; i++) {
        ss_range r = draft->content.at[i];
        uint32_t at = r.first;
        if (at < draft->cue.last || at == 0 || at > draft->cue.last + 4 || !in_time(d->doc, at - 1, at)) continue;
        while (at + 1 < r.last && in_time(d->doc, at, at + 1)) at++;
        if (at > r.first) ss_ranges_cut(d->ctx->scratch, &draft->content, r.first, at);
        return;
    }
}

void ss_mend_stamps(ss_drafting *d, ss_draft *draft)
{
    const ss_token *tok = d->doc->tokens.at;
    middle_of_time(d, draft);
    if (credit(d, draft)) {
        draft->dropped = true;
        ss_range c = draft->content.n ? draft->content.at[0] : (ss_range){0, 0};
        for (uint32_t q = c.first < c.last ? ss_quotes_before(d->doc, tok[c.first].begin) : d->doc->quotes.n;
             q < d->doc->quotes.n; q++) {
            if (d->doc->quotes.at[q].outer.begin >= tok[c.last - 1].end) break;
            d->claimed[q] = 0; /* whose it is may stand behind it */
        }
        return;
    }
    time_stamp(d, draft);
}

/* "wrote | on 2 October", "said | Thursday": when it was said is no part of the cue. */
void ss_mend_cue_time(ss_drafting *d, ss_draft *draft)
{
    const ss_token *tok = d->doc->tokens.at;
    uint32_t last = draft->cue.last, head = draft->cue.head;
    while (last > head + 1 && in_time(d->doc, last - 1, last)) last--;
    bool before = last < draft->cue.last ||
                  (last < d->doc->tokens.n && tok[last].sent == tok[head].sent && in_time(d->doc, last, last + 1));
    if (last > head + 3 && ss_is(&tok[last - 1], "words") && ss_is(&tok[last - 2], "the") &&
        ss_is(&tok[last - 3], "with"))
        last = head + 1; /* "posted a picture with the words" */
    const ss_token *by = &tok[last - 1];
    if (before && last > head + 1 &&
        (ss_is(by, "on") || ss_is(by, "in") || ss_is(by, "at") || ss_is(by, "since") || ss_is(by, "during")))
        last--;
    draft->cue.last = last;
    bool on = last > head + 1 && (ss_is(by, "on") || ss_is(by, "in") || ss_is(by, "via")) &&
              last < d->doc->tokens.n; /* "wrote | on LinkedIn" */
    if (on && draft->cue.last == last &&
        (ss_lexicon_lemma(d->media, &tok[last]) || ss_lexicon_has(d->media, tok[last].lower)))
        draft->cue.last--;
}

void ss_mend_label(ss_drafting *d, ss_draft *draft)
{
    const ss_token *tok = d->doc->tokens.at;
    if (draft->source.n != 1 || draft->source.at[0].last > draft->cue.first) return;
    ss_range r = draft->source.at[0];
    for (uint32_t i = r.first + 1; i + 1 < r.last; i++) {
        if (!ss_is(&tok[i], "in") && !ss_is(&tok[i], "on") && !ss_is(&tok[i], "at")) continue;
        bool medium = false;
        for (uint32_t k = i + 1; k < r.last && k < i + 5 && !medium; k++)
            medium = noun(&tok[k]) && !(tok[k].flags & SS_CAPITAL) && ss_lexicon_lemma(d->media, &tok[k]);
        if (!medium && !in_time(d->doc, i + 1, i + 2)) continue;
        uint32_t last = ss_is(&tok[i - 1], ",") ? i - 1 : i;
        if (last == r.first) return;
        ss_draft_source(d, draft, r.first, last);
        ss_explain(d, draft, "label", 0, (ss_range){last, r.last}, "in what and when it was said are no part of who");
        return;
    }
}

/* Does a line end between the token and the one before it? */
static bool breaks(const sayso_doc *doc, uint32_t token)
{
    uint32_t from = doc->tokens.at[token - 1].end, to = doc->tokens.at[token].begin;
    return memchr(doc->text + from, '\n', to - from) != NULL;
}

/* "18:40 / The bill passes / The bill has passed": a short line above is a heading, no part of
 * what stands under it. */
static void under_heading(ss_drafting *d, ss_draft *draft)
{
    enum { SHORT_LINE = 45, LINES = 3 };
    const sayso_doc *doc = d->doc;
    const ss_token *tok = doc->tokens.at;
    ss_range_list *lists[] = {&draft->source, &draft->content};
    uint32_t behind = draft->content.n ? draft->content.at[0].first : 0;
    if (behind == draft->cue.last && breaks(doc, behind) && !(tok[behind - 1].flags & SS_PUNCT) &&
        (tok[behind].flags & SS_CAPITAL)) {
        uint32_t line = behind - 1;
        while (line > sentence_first(d, line) && !breaks(doc, line)) line--;
        draft->dropped = tok[behind - 1].end - tok[line].begin <=
                         SHORT_LINE; /* "The bill passes / The bill has passed": no report */
        if (draft->dropped) return;
    }
    for (int k = 0; k < 2; k++) {
        if (!lists[k]->n) continue;
        ss_range r = lists[k]->at[0];
        uint32_t from = r.first, line = r.first;
        const ss_paragraph *p = &doc->paragraphs.at[doc->sentences.at[tok[r.first].sent].para];
        if (r.first != doc->sentences.at[p->first].first && !breaks(doc, r.first) && k == 1) continue;
        for (uint32_t i = r.first + 1; i < r.last && i < r.first + REACH; i++) {
            if (k == 1 && (tok[i - 1].flags & (SS_QUOTE_OPEN | SS_IN_QUOTE))) break;
            if (!breaks(doc, i)) continue;
            uint32_t begin = line;
            while (begin > doc->sentences.at[p->first].first && !breaks(doc, begin)) begin--;
            if (tok[i - 1].end - tok[begin].begin > SHORT_LINE ||
                ((tok[i - 1].flags & SS_PUNCT) && !ss_is(&tok[i - 1], "\"") && !(tok[i - 1].flags & SS_QUOTE_CLOSE)) ||
                !(tok[i].flags & SS_CAPITAL))
                break;
            from = line = i;
        }
        if (from == r.first || from + 1 > r.last) continue;
        if (k == 0)
            ss_draft_source(d, draft, from, r.last);
        else
            ss_ranges_cut(d->ctx->scratch, &draft->content, r.first, from);
    }
}

/* "14:10 | Police chief Ana Rook: ...": the stamp of an entry is not who, nor a time in front. */
void ss_mend_source_time(ss_drafting *d, ss_draft *draft)
{
    const ss_token *tok = d->doc->tokens.at;
    under_heading(d, draft);
    if (draft->source.n != 1 || draft->dropped) return;
    ss_range r = draft->source.at[0];
    uint32_t at = r.first;
    while (at + 1 < r.last && clock(&tok[at])) at++;
    bool phrase = at > sentence_first(d, at) && tok[at - 1].tag == SS_TAG_IN; /* "for 31 hours | nobody told" */
    uint32_t to = at;
    while (phrase && to + 1 < r.last && in_time(d->doc, to, to + 1)) to++;
    if (to > at && !noun(&tok[to]) && tok[to].tag != SS_TAG_POS && tok[to].tag != SS_TAG_IN)
        at = to;
    else if (to > at && noun(&tok[to]) && ss_is(&tok[to], "nobody"))
        at = to;
    if (at > r.first) ss_draft_source(d, draft, at, r.last);
}

/* "The mayor was contradicted by the fire chief, | who | said": the noun before "who" alone. */
static void who_behind(ss_drafting *d, ss_draft *draft)
{
    const ss_token *tok = d->doc->tokens.at;
    if (draft->source.n != 1) return;
    ss_range whole = draft->source.at[0];
    if (whole.last > whole.first + 2 && tok[whole.last - 1].tag == SS_TAG_WP && ss_is(&tok[whole.last - 2], ","))
        ss_draft_source(d, draft, whole.first, whole.last - 2);
    uint32_t at = draft->cue.first, first = draft->source.at[0].first, verbs = 0;
    while (at > first && draft->cue.first - at < 3 && tok[at - 1].tag != SS_TAG_WP) at--;
    if (at == draft->cue.first && at > draft->source.at[0].last + 3 && ss_is(&tok[at - 1], "which") &&
        ss_is(&tok[at - 2], ",") && noun(&tok[at - 3]) &&
        !in_time(d->doc, at - 3, at - 2)) { /* "minutes of the Ledger, | which | cited them" */
        ss_draft_source(d, draft, phrase_start(d, at - 3), at - 2);
        return;
    }
    if (at < first + 4 || tok[at - 1].tag != SS_TAG_WP || !ss_is(&tok[at - 2], ",") || !noun(&tok[at - 3])) return;
    if (draft->source.at[0].last != at - 2 && draft->source.at[0].last != at - 1 && draft->source.at[0].last != at)
        return;
    uint32_t begin = phrase_start(d, at - 3);
    for (uint32_t i = first; i < begin; i++) verbs += ss_finite_verb(&tok[i]);
    if (begin <= first || !verbs) return;
    ss_draft_source(d, draft, begin, at - 2);
    ss_explain(d, draft, "who-behind", 0, (ss_range){begin, at}, "\"who\" stands for the noun before it");
}

/* "According to the union | 90 percent walked out": without a comma who ends where a figure begins. */
static void ends_at_figure(ss_drafting *d, ss_draft *draft)
{
    const ss_token *tok = d->doc->tokens.at;
    if (draft->source.n != 1 || draft->source.at[0].first != draft->cue.last ||
        !ss_is(&tok[draft->cue.first], "according"))
        return;
    ss_range r = draft->source.at[0];
    if (draft->cue.first > sentence_first(d, draft->cue.first)) return;
    for (uint32_t i = r.first + 1; i + 2 < r.last; i++) {
        if (tok[i].flags & SS_PUNCT) return;
        if (tok[i].tag != SS_TAG_CD || !noun(&tok[i - 1]) ||
            !(noun(&tok[i + 1]) || ss_is(&tok[i + 1], "of") || ss_is(&tok[i + 1], "%")))
            continue;
        uint32_t last = ss_clause_end(d->doc, i), to = i;
        while (to < last && !ss_is(&tok[to], ",")) to++;
        ss_draft_source(d, draft, r.first, i);
        draft->content = (ss_range_list){0};
        ss_ranges_add(d->ctx->scratch, &draft->content, i, to);
        ss_ranges_tidy(d, &draft->content);
        ss_explain(d, draft, "ends-at-figure", 0, (ss_range){r.first, i}, "who is named ends where a figure begins");
        return;
    }
}

/* "estimate it | at 9 percent": the figure is what is estimated. */
static void figure_behind(ss_drafting *d, ss_draft *draft)
{
    const ss_token *tok = d->doc->tokens.at;
    if (draft->content.n != 1 || draft->content.at[0].first < draft->cue.last ||
        !ss_figure_frame(d->doc, d->tree, draft->cue.head))
        return;
    if (draft->content.at[0].first > draft->cue.last &&
        draft->content.at[0].first < draft->cue.last + 6) /* "put | the figure at | “well below” $50 million" */
        ss_ranges_add(d->ctx->scratch, &draft->content, draft->cue.last, draft->content.at[0].first);
    if (draft->content.at[0].first != draft->cue.last) return;
    uint32_t last = draft->content.at[0].last, end = sentence_last(d, draft->cue.head), to = last;
    if (last >= end || (!ss_is(&tok[last], "at") && !ss_is(&tok[last], "as"))) return;
    while (to < end && to < last + 6 && tok[to].tag != SS_TAG_CD &&
           !(tok[to].flags & SS_PUNCT && !ss_is(&tok[to], "$")))
        to++;
    if (to >= end || tok[to].tag != SS_TAG_CD) return;
    while (to < end && (tok[to].tag == SS_TAG_CD || ss_is(&tok[to], "percent") || ss_is(&tok[to], "%") ||
                        ss_is(&tok[to], "per") || ss_is(&tok[to], "cent")))
        to++;
    ss_ranges_add(d->ctx->scratch, &draft->content, last, to);
}

/* "that the wall will cost | £4m": a figure that ends a line without a full stop. */
static void figure_at_end(ss_drafting *d, ss_draft *draft)
{
    const ss_token *tok = d->doc->tokens.at;
    if (!draft->content.n) return;
    uint32_t last = draft->content.at[draft->content.n - 1].last, end = sentence_last(d, draft->cue.head), digits = 0;
    if (last <= draft->cue.last || last >= end || end - last > 3) return;
    for (uint32_t i = last; i < end; i++) {
        bool sign = (tok[i].flags & SS_PUNCT) && ((tok[i].lower[0] & 0x80) || ss_is(&tok[i], "$")) && i + 1 < end &&
                    (tok[i + 1].flags & SS_DIGIT);
        if (!(tok[i].flags & SS_DIGIT) && tok[i].tag != SS_TAG_CD && !sign) return;
        digits += (tok[i].flags & SS_DIGIT) != 0;
    }
    if (digits && !in_time(d->doc, last, end)) ss_ranges_add(d->ctx->scratch, &draft->content, last, end);
}

/* wrote “X” | under a picture of the gate: where the words stand is not said. */
static void under_picture(ss_drafting *d, ss_draft *draft)
{
    const ss_token *tok = d->doc->tokens.at;
    for (uint32_t i = 0; i < draft->content.n; i++) {
        ss_range r = draft->content.at[i];
        if (r.first < draft->cue.last || !(tok[r.first].flags & SS_QUOTE_OPEN)) continue;
        uint32_t level = tok[draft->cue.head].depth, at = r.first + 1;
        while (at < r.last && !((tok[at].flags & SS_QUOTE_CLOSE) && tok[at].depth <= level + 1)) at++;
        if (++at + 1 >= r.last || tok[at].depth != level) continue;
        static const char *const places[] = {"under", "beneath", "below", "above", "alongside", "beside", "underneath"};
        bool picture = false, medium = false;
        for (size_t k = 0; k < sizeof places / sizeof *places; k++) picture |= !strcmp(tok[at].lower, places[k]);
        for (uint32_t k = at + 1; k < r.last && k < at + 6 && (tok[at].tag == SS_TAG_IN) && !picture; k++)
            medium |= ss_lexicon_lemma(d->media, &tok[k]) != NULL && noun(&tok[k]);
        const ss_token *stop = &tok[at - 2]; /* “Take the dog first.” | He said: a sentence that its mark ends */
        bool ended = (ss_is(stop, ".") || ss_is(stop, "!") || ss_is(stop, "?")) && (tok[at].flags & SS_CAPITAL);
        bool joined = ss_is(stop, ",") && tok[at].tag == SS_TAG_CC && at + 1 < r.last &&
                      ss_finite_verb(&tok[at + 1]); /* “I'm leaving,” | and left */
        bool what = draft->source.n && draft->source.at[0].first > 0 &&
                    ss_is(&tok[draft->source.at[0].first - 1], "what"); /* what he called “the blob” | had won */
        if (!picture && !medium && !ended && !joined && !what) continue;
        for (uint32_t k = at; k < r.last; k++) /* and no more of what was said */
            if (tok[k].depth != level || (!ended && !joined && !what && k > at + 3 && ss_finite_verb(&tok[k]))) return;
        ss_ranges_cut(d->ctx->scratch, &draft->content, at, r.last);
        ss_explain(d, draft, "under-picture", 0, (ss_range){at, r.last}, "where the words stand is no part of them");
        return;
    }
}

/* "first reported by the Ledger | and later obtained by the AP": who ends before the next participle. */
static void ends_at_participle(ss_drafting *d, ss_draft *draft)
{
    const ss_token *tok = d->doc->tokens.at;
    if (draft->source.n != 1 || draft->source.at[0].first == 0 || !ss_is(&tok[draft->source.at[0].first - 1], "by"))
        return;
    ss_range r = draft->source.at[0];
    for (uint32_t i = r.first + 1; i + 2 < r.last; i++) {
        if (!ss_is(&tok[i], "and") && !ss_is(&tok[i], "but")) continue;
        uint32_t at = i + 1 + (tok[i + 1].tag == SS_TAG_RB || tok[i + 1].tag == SS_TAG_RBR);
        if (at + 1 >= r.last || (tok[at].tag != SS_TAG_VBN && tok[at].tag != SS_TAG_VBD) || !ss_is(&tok[at + 1], "by"))
            continue;
        ss_draft_source(d, draft, r.first, i);
        return;
    }
}

/* "Its claim that the battery charges in seconds | was met with doubt": what the noun says ends
 * before the verb whose subject the noun is. */
static void ends_at_own_verb(ss_drafting *d, ss_draft *draft)
{
    const ss_token *tok = d->doc->tokens.at;
    uint32_t head = draft->cue.head, finite = 0;
    if (!noun(&tok[head]) || draft->content.n != 1 || draft->content.at[0].first < draft->cue.last) return;
    if (!ss_is(&tok[draft->content.at[0].first], "that")) return;
    ss_range r = draft->content.at[0];
    for (uint32_t i = r.first + 1; i < r.last; i++) {
        bool joins = tok[i].tag == SS_TAG_CC || tok[i].tag == SS_TAG_WDT || tok[i].tag == SS_TAG_WP ||
                     tok[i].tag == SS_TAG_WRB || ss_is(&tok[i], "that") ||
                     (tok[i].flags & (SS_QUOTE_OPEN | SS_IN_QUOTE)) || ss_is(&tok[i], ",");
        if (joins) return;
        bool verb_here = ss_finite_verb(&tok[i]) || tok[i].tag == SS_TAG_MD;
        bool helps = verb_here && i > r.first + 1 && (tok[i - 1].tag == SS_TAG_MD || ss_finite_verb(&tok[i - 1]));
        if (!verb_here || helps) continue;
        if (finite && i > finite + 1) {
            ss_ranges_cut(d->ctx->scratch, &draft->content, i, r.last);
            return;
        }
        if (finite) return;
        finite = i;
    }
}

/* "Kestrel AB (STO: | KEST) | announced": what stands in brackets belongs to the name before them. */
static void over_brackets(ss_drafting *d, ss_draft *draft)
{
    const ss_token *tok = d->doc->tokens.at;
    if (draft->source.n != 1 || draft->source.at[0].last > draft->cue.first) return;
    ss_range r = draft->source.at[0];
    uint32_t close = r.first, first = sentence_first(d, r.first);
    while (close < r.last && tok[close].tag != SS_TAG_RRB && tok[close].tag != SS_TAG_LRB) close++;
    if (close > r.first && close < r.last && tok[close].tag == SS_TAG_LRB && tok[r.last - 1].tag == SS_TAG_RRB &&
        close + 2 < r.last && ss_is(&tok[close + 2], ":")) {
        ss_draft_source(d, draft, r.first, close); /* a ticker at its end */
        return;
    }
    if (close >= r.last || tok[close].tag != SS_TAG_RRB) return;
    uint32_t open = close;
    while (open > first && close - open < 8 && tok[open].tag != SS_TAG_LRB) open--;
    if (tok[open].tag != SS_TAG_LRB || open < first + 1 || !noun(&tok[open - 1])) return;
    uint32_t begin = phrase_start(d, open - 1);
    ss_draft_source(d, draft, begin, close + 1 == r.last ? open : r.last);
    ss_ranges_cut(d->ctx->scratch, &draft->content, begin, draft->cue.first);
    ss_explain(d, draft, "over-brackets", 0, (ss_range){begin, close + 1},
               "what stands in brackets belongs to the name before them");
}

/* "tells the crowd | outside: | “You have woken the street.”": what stands before the colon is not said. */
static void before_colon(ss_drafting *d, ss_draft *draft)
{
    const ss_token *tok = d->doc->tokens.at;
    if (!draft->content.n) return;
    ss_range r = draft->content.at[0];
    if (r.first < draft->cue.last || (tok[r.first].flags & SS_QUOTE_OPEN)) return;
    for (uint32_t i = r.first; i + 2 < r.last && i < r.first + 4; i++) {
        if (ss_finite_verb(&tok[i]) || (tok[i].flags & SS_IN_QUOTE)) return;
        if (!ss_is(&tok[i], ":")) continue;
        if (tok[i + 1].flags & SS_QUOTE_OPEN) ss_ranges_cut(d->ctx->scratch, &draft->content, r.first, i + 1);
        return;
    }
}

/* "told | the inquiry into the fire | that he had warned": whom, then what. */
static void whom_that(ss_drafting *d, ss_draft *draft)
{
    const ss_token *tok = d->doc->tokens.at;
    const char *frame = ss_lexicon_lemma(d->addressed, &tok[draft->cue.head]);
    if (!frame || !strchr(frame, 'o') || !draft->content.n) return;
    ss_range r = draft->content.at[0], to = draft->addressee;
    if (to.first < to.last) { /* "told the inquiry into | the fire that he had warned" */
        bool goes_on = to.first == draft->cue.last && tok[to.last].tag == SS_TAG_IN && !ss_is(&tok[to.last], "that") &&
                       (r.first == to.last || r.first == to.last + 1);
        for (uint32_t i = r.first; goes_on && i < r.last && i < r.first + SS_SHAPE_LONGEST_SUBJECT / 2; i++) {
            if ((tok[i].flags & SS_PUNCT) || tok[i].tag == SS_TAG_TO || in_time(d->doc, i, i + 1)) return;
            if (!ss_is(&tok[i], "that") || tok[i].tag == SS_TAG_DT) continue;
            draft->addressee.last = i;
            ss_ranges_cut(d->ctx->scratch, &draft->content, r.first, i);
            return;
        }
        return;
    }
    bool left_out = r.first > draft->cue.last && ss_is(&tok[r.first], "that") &&
                    tok[r.first].sent == tok[draft->cue.head].sent; /* its words are in neither */
    if (left_out) r = (ss_range){draft->cue.last, r.first + 1};
    if (r.first != draft->cue.last || ss_is(&tok[r.first], "that")) return;
    if (left_out && tok[r.first].tag != SS_TAG_DT && tok[r.first].tag != SS_TAG_PRPS && !noun(&tok[r.first])) return;
    for (uint32_t i = r.first; i < r.last && i < r.first + SS_SHAPE_LONGEST_SUBJECT; i++) {
        if (i > r.first && ss_is(&tok[i], "that") && tok[i].tag != SS_TAG_DT) {
            draft->addressee = (ss_range){r.first, i};
            ss_ranges_cut(d->ctx->scratch, &draft->content, r.first, i);
            return;
        }
        bool verbal = (ss_finite_verb(&tok[i]) || tok[i].tag == SS_TAG_MD) && i + 1 < d->doc->tokens.n &&
                      !ss_is(&tok[i + 1], "that") && !noun(&tok[i + 1]); /* not "mill fire", whatever its tag */
        bool mark = (tok[i].flags & SS_PUNCT) && tok[i].tag != SS_TAG_HYPH;
        if (verbal || mark || tok[i].tag == SS_TAG_TO || in_time(d->doc, i, i + 1)) return;
    }
}

/* "he | was told | each time that it was on order": who is told stands before a passive. */
static void told_passive(ss_drafting *d, ss_draft *draft)
{
    const ss_token *tok = d->doc->tokens.at;
    uint32_t head = draft->cue.head;
    if (draft->content.n == 2 && !draft->source.n && tok[head].tag == SS_TAG_VBN && head > 0 &&
        !strcmp(tok[head - 1].lemma, "be") &&
        draft->content.at[0].last + ss_is(&tok[draft->cue.first - 1], ",") == draft->cue.first &&
        draft->content.at[1].first >= draft->cue.last) {
        const char *frame =
            ss_lexicon_lemma(d->addressed, &tok[head]); /* "The owners | have been advised | to keep them indoors" */
        ss_range who = draft->content.at[0];
        if (!frame || !strchr(frame, 'o') || who.last - who.first > SS_SHAPE_LONGEST_SUBJECT) return;
        draft->addressee = who;
        ss_ranges_cut(d->ctx->scratch, &draft->content, who.first, who.last);
        draft->asked = true;
        return;
    }
    if (draft->content.n != 1 || draft->content.at[0].last > draft->cue.first || tok[head].tag != SS_TAG_VBN) return;
    ss_range r = draft->content.at[0];
    uint32_t that = ss_told_passive(d->addressed, d->doc, draft->cue.head);
    if (!that || r.last != draft->cue.first || r.last - r.first > SS_SHAPE_LONGEST_SUBJECT) return;
    draft->addressee = r;
    draft->source = (ss_range_list){0};
    draft->source_head = UINT32_MAX;
    draft->asked = true;
    draft->content = (ss_range_list){0};
    ss_ranges_add(d->ctx->scratch, &draft->content, that, ss_clause_end(d->doc, that));
    ss_ranges_tidy(d, &draft->content);
    draft->dropped = !draft->content.n;
}

/* "forward-|looking statements": half a word is no cue. */
static bool half_word(const ss_drafting *d, const ss_draft *draft)
{
    const ss_token *tok = d->doc->tokens.at;
    uint32_t at = draft->cue.first;
    return at > 1 && ss_is(&tok[at - 1], "-") && tok[at - 1].end == tok[at].begin &&
           tok[at - 2].end == tok[at - 1].begin;
}

/* "the pay | talks | were a farce", "whatever the Argus | says": no report. */
static bool no_report(const ss_drafting *d, const ss_draft *draft)
{
    const ss_token *tok = d->doc->tokens.at;
    uint32_t head = draft->cue.head, end = sentence_last(d, head);
    bool one = draft->cue.last == draft->cue.first + 1 && tok[head].tag == SS_TAG_VBZ;
    ss_range said = draft->content.n == 1 ? draft->content.at[0] : (ss_range){0, 0};
    /* "The operator was warned": who was warned is not what */
    if (tok[head].tag == SS_TAG_VBN && head > 0 && !strcmp(tok[head - 1].lemma, "be") &&
        said.last == draft->cue.first && said.last > said.first && !draft->source.n &&
        !ss_told_passive(d->addressed, d->doc, head) && ss_lexicon_lemma(d->addressed, &tok[head]) &&
        said.last - said.first < SS_SHAPE_LONGEST_SUBJECT && !ss_finite_verb(&tok[said.last - 1]))
        return true;
    /* "a group | called | “Cash Only” has": a name */
    if (draft->content.n == 2 && !draft->source.n) said = draft->content.at[1];
    bool called = draft->cue.last == head + 1 && !strcmp(tok[head].lemma, "call") && head > 0 && noun(&tok[head - 1]) &&
                  said.first == draft->cue.last;
    if (called && (tok[said.first].flags & SS_QUOTE_OPEN) && (tok[said.first + 1].flags & SS_CAPITAL) &&
        said.last < end && said.last - said.first < 7 &&
        (ss_finite_verb(&tok[said.last]) || tok[said.last].tag == SS_TAG_MD))
        return true;
    if (one && head + 1 < end &&
        (ss_is(&tok[head + 1], "were") || ss_is(&tok[head + 1], "are") || ss_is(&tok[head + 1], "have")))
        return true;
    if (said.last > said.first && said.first == sentence_first(d, head) && said.last <= draft->cue.first &&
        (ss_is(&tok[said.first], "asked") || ss_is(&tok[said.first], "pressed")) && said.last > said.first + 2 &&
        !ss_lexicon_lemma(d->negative, &tok[head]) &&
        ss_verb_class(ss_lexicon_get(d->ctx->model, "cue_verbs"), &tok[head])[0] == 'm')
        return true; /* "Asked if he would run, Moss | laughed" */
    bool subject = !draft->source.n && said.first < said.last && said.last == draft->cue.first &&
                   draft->cue.last > draft->cue.first + 1; /* "the minister | had known" */
    if (subject && !strcmp(tok[draft->cue.first].lemma, "have") && strcmp(tok[head - 1].lemma, "be") != 0 &&
        noun(&tok[said.last - 1]))
        return true;
    if (draft->source.n != 1 || draft->source.at[0].last > draft->cue.first) return false;
    ss_range who = draft->source.at[0]; /* "Who said what on the tunnel" asks */
    if (who.last == who.first + 1 && tok[who.first].tag == SS_TAG_WP && who.first == sentence_first(d, head))
        return true;
    if (who.first == sentence_first(d, who.first)) return false;
    const ss_token *opener = &tok[who.first - 1]; /* "it depends on whom you ask" */
    return ss_is(opener, "whatever") ||
           (said.first < said.last && said.last <= who.first && (ss_is(opener, "whom") || ss_is(opener, "who")));
}

/* "can be heard | saying | on a recording": who hears it is not told, the verb of saying alone reports. */
static void heard_saying(ss_drafting *d, ss_draft *draft)
{
    const ss_token *tok = d->doc->tokens.at;
    uint32_t said = draft->cue.last - 1;
    if (said == draft->cue.first || tok[said].tag != SS_TAG_VBG || tok[said - 1].tag != SS_TAG_VBN) return;
    const char *sense = tok[said - 1].lemma;
    if (strcmp(sense, "hear") != 0 && strcmp(sense, "see") != 0 && strcmp(sense, "film") != 0 &&
        strcmp(sense, "record") != 0)
        return;
    draft->cue.first = draft->cue.head = said;
}

/* "“Our kids are ...” — AG Jo Fordham | (@JoFordham) October 12": what a network writes behind a name. */
static void ends_at_handle(ss_drafting *d, ss_draft *draft)
{
    const ss_token *tok = d->doc->tokens.at;
    if (draft->source.n != 1) return;
    ss_range r = draft->source.at[0];
    for (uint32_t i = r.first + 1; i + 1 < r.last; i++) {
        if (!ss_is(&tok[i], "(") || tok[i + 1].lower[0] != '@') continue;
        ss_draft_source(d, draft, r.first, i);
        return;
    }
}

/* "a line that | pupils | can recite | : “X”": what is told of a noun in front of the colon is no report of its own;
 * who does what leads to the colon says it. */
static void led_to_quote(ss_drafting *d, ss_draft *draft)
{
    const ss_token *tok = d->doc->tokens.at;
    if (draft->source.n != 1 || draft->content.n < 2) return;
    ss_range who = draft->source.at[0], led = draft->content.at[0], said = draft->content.at[draft->content.n - 1];
    uint32_t colon = said.first - 1, first = sentence_first(d, who.first), i = first;
    if (said.first == 0 || led.last != who.first || who.last != draft->cue.first || colon < draft->cue.last) return;
    if (!ss_is(&tok[colon], ":") || !(tok[said.first].flags & SS_QUOTE_OPEN) || tok[led.last - 1].tag == SS_TAG_IN)
        return;
    while (i < led.first && !ss_finite_verb(&tok[i])) i++;
    if (i == first || i >= led.first) return;
    draft->cue = (ss_cue){.first = colon, .last = colon + 1, .head = colon, .score = draft->cue.score};
    ss_draft_source(d, draft, first, i);
    draft->content = (ss_range_list){0};
    ss_ranges_add(d->ctx->scratch, &draft->content, said.first, said.last);
    ss_explain(d, draft, "led-to-quote", 0, (ss_range){colon, said.last},
               "the clause that leads to the colon is the teller's");
}

/* "concluded | otherwise | in an internal study": what stands for the words is the content, not where they stand. */
static void stands_for_words(ss_drafting *d, ss_draft *draft)
{
    const ss_token *tok = d->doc->tokens.at;
    uint32_t at = draft->cue.last;
    if (draft->content.n != 1 || at + 2 >= sentence_last(d, draft->cue.head) || tok[at + 1].tag != SS_TAG_IN) return;
    uint32_t first = draft->content.at[0].first;
    if (!ss_is(&tok[at], "otherwise") || (first != at + 1 && first != at + 2)) return;
    draft->content = (ss_range_list){0};
    ss_ranges_add(d->ctx->scratch, &draft->content, at, at + 1);
}

/* "said Tomo Kralj, | and showed how": what somebody does is no part of who. */
static void ends_at_deed(ss_drafting *d, ss_draft *draft)
{
    const ss_token *tok = d->doc->tokens.at;
    if (draft->source.n != 1 || draft->source.at[0].first < draft->cue.last) return;
    ss_range r = draft->source.at[0];
    for (uint32_t i = r.first + 1; i + 2 < r.last; i++) {
        if (!ss_is(&tok[i], ",") || (!ss_is(&tok[i + 1], "and") && !ss_is(&tok[i + 1], "but")) ||
            !ss_finite_verb(&tok[i + 2]))
            continue;
        ss_draft_source(d, draft, r.first, i);
        return;
    }
}

/* "He says he is no hero; the neighbours say | otherwise": behind the semicolon, not before it. */
static void behind_semicolon(ss_drafting *d, ss_draft *draft)
{
    const ss_token *tok = d->doc->tokens.at;
    if (draft->source.n != 1 || !draft->content.n || draft->source.at[0].first == 0 ||
        draft->source.at[0].last > draft->cue.first)
        return;
    ss_range c = draft->content.at[0];
    if (c.first > draft->cue.last && ss_is(&tok[c.first - 1], ";") &&
        c.first - 1 <= draft->cue.last + 1) { /* "says he | knew; | they say": another's clause */
        draft->dropped = true;
        return;
    }
    if (!ss_is(&tok[draft->source.at[0].first - 1], ";") ||
        draft->content.at[draft->content.n - 1].last > draft->cue.first)
        return;
    uint32_t last = draft->cue.last, end = sentence_last(d, draft->cue.head);
    while (last < end && last < draft->cue.last + LONGEST_CLAUSE && !ss_is(&tok[last], ";")) last++;
    draft->content = (ss_range_list){0};
    if (last > draft->cue.last) ss_ranges_add(d->ctx->scratch, &draft->content, draft->cue.last, last);
    ss_ranges_tidy(d, &draft->content);
    draft->dropped = !draft->content.n;
}

/* "The beatings began, he says, | on the second night": the clause goes on behind the commas. */
static void goes_on_behind(ss_drafting *d, ss_draft *draft)
{
    const ss_token *tok = d->doc->tokens.at;
    uint32_t at = draft->cue.last, end = sentence_last(d, draft->cue.head), last = at + 1;
    if (draft->source.n != 1 || !draft->content.n || at + 3 >= end || !ss_is(&tok[at], ",") ||
        tok[at + 1].tag != SS_TAG_IN)
        return;
    ss_range who = draft->source.at[0], c = draft->content.at[draft->content.n - 1];
    if (who.last != draft->cue.first || who.first == 0 || !ss_is(&tok[who.first - 1], ",") || c.last + 1 != who.first)
        return;
    if (tok[c.first].flags & SS_QUOTE_OPEN || tok[c.last - 1].flags & SS_QUOTE_CLOSE) return;
    bool named = false;
    while (last < end && last < at + SS_SHAPE_LONGEST_SUBJECT && !(tok[last].flags & (SS_PUNCT | SS_QUOTE_OPEN))) {
        const ss_token *t = &tok[last];
        if ((!ss_nominal(t) && t->tag != SS_TAG_TO) || t->tag == SS_TAG_VBG || ss_lexicon_lemma(d->media, t) ||
            ss_lexicon_has(d->media, t->lower))
            return;
        if (t->tag == SS_TAG_IN && (ss_is(t, "as") || ss_is(t, "because") || ss_is(t, "while") || ss_is(t, "although")))
            return;
        named |= noun(t);
        last++;
    }
    if (!named || last + 1 < end || !ss_is(&tok[last], ".")) return;
    ss_ranges_add(d->ctx->scratch, &draft->content, at + 1, last);
    ss_explain(d, draft, "goes-on", 0, (ss_range){at + 1, last}, "the clause goes on behind the commas");
}

/* "the deputy, whom she | declined | to name, | had been put on leave": a relative clause ends at its comma. */
void ss_mend_relative_end(ss_drafting *d, ss_draft *draft)
{
    const ss_token *tok = d->doc->tokens.at;
    if (draft->source.n != 1 || draft->content.n != 1 || draft->source.at[0].first < 2 ||
        draft->source.at[0].last > draft->cue.first)
        return;
    uint32_t who = draft->source.at[0].first;
    ss_range r = draft->content.at[0];
    bool whose =
        tok[who].tag == SS_TAG_WPS && ss_is(&tok[who - 1], ","); /* "whose office had said he was ill, | was seen" */
    if ((!whose && !((ss_is(&tok[who - 1], "whom") || ss_is(&tok[who - 1], "which")) && ss_is(&tok[who - 2], ","))) ||
        r.first < draft->cue.last)
        return;
    for (uint32_t i = r.first + 1; i + 1 < r.last && i < r.first + REACH; i++) {
        if (!ss_is(&tok[i], ",") || (!ss_finite_verb(&tok[i + 1]) && tok[i + 1].tag != SS_TAG_MD)) continue;
        ss_ranges_cut(d->ctx->scratch, &draft->content, i, r.last);
        return;
    }
}

/* "Combs | at the time | blamed": when is no part of who. */
static void free_of_then(ss_drafting *d, ss_draft *draft)
{
    const ss_token *tok = d->doc->tokens.at;
    if (draft->source.n != 1 || draft->source.at[0].last != draft->cue.first ||
        draft->source.at[0].last < draft->source.at[0].first + 4)
        return;
    uint32_t last = draft->source.at[0].last;
    if (ss_is(&tok[last - 3], "at") && ss_is(&tok[last - 2], "the") && ss_is(&tok[last - 1], "time"))
        ss_draft_source(d, draft, draft->source.at[0].first, last - 3);
}

/* "branded | the plan “madness”", "has called | the design “a crime”": what is called so is said. */
static void object_before_quote(ss_drafting *d, ss_draft *draft)
{
    const ss_token *tok = d->doc->tokens.at;
    uint32_t head = draft->cue.head, to = head + 1, last = draft->cue.last;
    if (last < to + 2 || !draft->content.n || draft->content.at[0].first != last || !(tok[last].flags & SS_QUOTE_OPEN))
        return;
    if (!verb(&tok[head]) || (tok[to].tag != SS_TAG_DT && tok[to].tag != SS_TAG_PRPS) ||
        ss_lexicon_lemma(d->issuing, &tok[head]))
        return;
    for (uint32_t i = to; i < last; i++)
        if (!premodifier(&tok[i]) || ss_lexicon_lemma(d->media, &tok[i]) || ss_lexicon_lemma(d->documents, &tok[i]))
            return;
    if (ss_lexicon_lemma(d->addressed, &tok[head]) && strcmp(tok[head].lemma, "call") != 0)
        return; /* "told the court “...”" */
    draft->cue.last = to;
    ss_ranges_add(d->ctx->scratch, &draft->content, to, last);
    ss_explain(d, draft, "object", 0, (ss_range){to, last}, "what is called so is part of what was said");
}

/* "To quote the late senator, Bo Lind, “X”": whose words they are stands behind the verb. */
static void to_quote(ss_drafting *d, ss_draft *draft)
{
    const ss_token *tok = d->doc->tokens.at;
    uint32_t head = draft->cue.head, first = sentence_first(d, head);
    if (draft->source.n || strcmp(tok[head].lemma, "quote") != 0 || head != first + 1 || tok[first].tag != SS_TAG_TO ||
        draft->content.n != 1)
        return;
    ss_range r = draft->content.at[0];
    for (uint32_t i = r.first + 1; i + 1 < r.last && i < r.first + SS_SHAPE_LONGEST_SUBJECT; i++) {
        if (!ss_is(&tok[i], ",") || !(tok[i + 1].flags & SS_QUOTE_OPEN)) continue;
        ss_draft_source(d, draft, r.first, i);
        ss_ranges_cut(d->ctx->scratch, &draft->content, r.first, i + 1);
        return;
    }
}

/* "wrote that it had learned, | prompting one user to reply": what a report brought about is not said. */
static void ends_at_effect(ss_drafting *d, ss_draft *draft)
{
    const ss_token *tok = d->doc->tokens.at;
    if (!draft->content.n) return;
    ss_range r = draft->content.at[draft->content.n - 1];
    if (r.first < draft->cue.last) return;
    for (uint32_t i = r.first + 2; i + 1 < r.last && i < r.first + REACH; i++) {
        bool mark = ss_is(&tok[i], ",") && tok[i].depth == tok[draft->cue.head].depth;
        if (!mark || tok[i + 1].tag != SS_TAG_VBG ||
            !ss_lexicon_value_has(ss_lexicon_lemma(d->rules, &tok[i + 1]), "effect"))
            continue;
        ss_ranges_cut(d->ctx->scratch, &draft->content, i, r.last);
        return;
    }
}

/* "As a child | she | said little", "the things | he | said", "In another | he | says": the pronoun alone. */
static void pronoun_alone(ss_drafting *d, ss_draft *draft)
{
    const ss_token *tok = d->doc->tokens.at;
    if (draft->source.n != 1) return;
    ss_range r = draft->source.at[0];
    const ss_token *last = &tok[r.last - 1];
    bool subject =
        ss_is(last, "he") || ss_is(last, "she") || ss_is(last, "they") || ss_is(last, "i") || ss_is(last, "we");
    if (!subject || r.last != draft->cue.first || r.last < r.first + 2) return;
    if (!noun(&tok[r.last - 2]) && tok[r.first].tag != SS_TAG_IN) return;
    uint32_t said = draft->cue.last - 1; /* "Engineers | we spoke to | said" */
    if (said > draft->cue.first + 1 && ss_finite_verb(&tok[said]) &&
        (tok[said - 1].tag == SS_TAG_IN || tok[said - 1].tag == SS_TAG_TO)) {
        draft->cue.first = draft->cue.head = said;
        ss_draft_source(d, draft, phrase_start(d, r.last - 2), r.last - 1);
        return;
    }
    ss_draft_source(d, draft, r.last - 1, r.last);
}

/* "a person briefed on it, | who asked not to be named": why is no part of who. */
static void ends_at_why(ss_drafting *d, ss_draft *draft)
{
    const ss_token *tok = d->doc->tokens.at;
    if (draft->source.n != 1) return;
    ss_range r = draft->source.at[0];
    const ss_lexicon *unnamed = ss_lexicon_get(d->ctx->model, "unnamed");
    for (uint32_t i = r.first + 1; i + 2 < r.last; i++) {
        if (!ss_is(&tok[i], ",") || tok[i + 1].tag != SS_TAG_WP) continue;
        for (uint32_t k = i + 2; k < r.last; k++)
            if (ss_lexicon_match(unnamed, d->doc, k, r.last, NULL)) {
                ss_draft_source(d, draft, r.first, i);
                return;
            }
        return;
    }
}

/* "wrote on Facebook on Sunday night | : | “...”": the verb, not the colon, reports. */
static void colon_verb(ss_drafting *d, ss_draft *draft)
{
    const ss_token *tok = d->doc->tokens.at;
    uint32_t colon = draft->cue.first, first = sentence_first(d, colon);
    if (draft->source.n || draft->asked || draft->cue.last != colon + 1 || !ss_is(&tok[colon], ":")) return;
    for (uint32_t i = colon; i-- > first + 1 && colon - i < SS_SHAPE_LONGEST_SUBJECT;) {
        if (tok[i].depth != tok[colon].depth) return;
        if (!ss_finite_verb(&tok[i])) continue;
        const char *class = ss_verb_class(ss_lexicon_get(d->ctx->model, "cue_verbs"), &tok[i]);
        if (class[0] != 's' && class[0] != 'w') return;
        uint32_t last = i - ss_is(&tok[i - 1], ","), begin = last;
        while (begin > first && last - begin < SS_SHAPE_LONGEST_SUBJECT &&
               (premodifier(&tok[begin - 1]) || tok[begin - 1].tag == SS_TAG_PRP || binding(&tok[begin - 1]) ||
                ss_is(&tok[begin - 1], ",")))
            begin--;
        while (begin < last && (tok[begin].flags & SS_PUNCT)) begin++;
        if (begin == last) return;
        draft->cue = (ss_cue){.first = i, .last = i + 1, .head = i, .score = draft->cue.score};
        ss_draft_source(d, draft, begin, last);
        ss_explain(d, draft, "colon-verb", 0, (ss_range){i, colon + 1}, "the verb before the colon reports");
        return;
    }
}

void ss_mend_line(ss_drafting *d, ss_draft *draft)
{
    if (half_word(d, draft) || no_report(d, draft)) {
        draft->dropped = true;
        return;
    }
    free_of_then(d, draft);
    object_before_quote(d, draft);
    to_quote(d, draft);
    ends_at_why(d, draft);
    colon_verb(d, draft);
    stands_for_words(d, draft);
    heard_saying(d, draft);
    ends_at_handle(d, draft);
    led_to_quote(d, draft);
    pronoun_alone(d, draft);
    ends_at_effect(d, draft);
    ends_at_deed(d, draft);
    behind_semicolon(d, draft);
    if (draft->dropped) return;
    over_brackets(d, draft);
    before_colon(d, draft);
    whom_that(d, draft);
    told_passive(d, draft);
    ends_at_participle(d, draft);
    ends_at_own_verb(d, draft);
    who_behind(d, draft);
    ends_at_figure(d, draft);
    figure_behind(d, draft);
    figure_at_end(d, draft);
    goes_on_behind(d, draft);
    under_picture(d, draft);
}
