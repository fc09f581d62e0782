/* mend_pairs.c - a part of mend.c: what one draft tells of another in its sentence.
 *
 * A clause ends where the main verb of its subject reports; a second verb has the first
 * one's subject; a participle behind a statement has its speaker; what is relayed ends
 * where the relay is named; an aside between two pieces of a quotation has no words.
 *
 * Cost: each draft looks at NEIGHBOURS drafts on either side.
 */
#include "attr/mend.h"
#include "attr/shapes.h"

/* "nurses who oppose the mandate | say": one subject's clause ends where its main verb reports. */
static void stops_at_main(ss_drafting *d, uint32_t index)
{
    ss_draft *draft = &d->drafts.at[index];
    const ss_token *tok = d->doc->tokens.at;
    if (draft->source.n != 1 || !draft->content.n) return;
    uint32_t first = draft->source.at[0].first;
    if (draft->cue.first == 0 ||
        (tok[draft->cue.first - 1].tag != SS_TAG_WP && tok[draft->cue.first - 1].tag != SS_TAG_WDT))
        return;
    for (uint32_t k = index + 1; k < d->drafts.n && k <= index + NEIGHBOURS; k++) {
        const ss_draft *main = &d->drafts.at[k];
        if (main->dropped || !main->has_cue || !main->source.n || main->source.at[0].first != first) continue;
        if (main->cue.first <= draft->cue.last || !ss_ranges_hold(&draft->content, main->cue.first)) continue;
        ss_ranges_cut(d->ctx->scratch, &draft->content, main->cue.first, d->doc->tokens.n);
        ss_ranges_tidy(d, &draft->content);
        draft->dropped = !draft->content.n;
        if (draft->content.n == 1 && draft->content.at[0].last == main->cue.first) /* with the clause that says which */
            ss_draft_source(d, &d->drafts.at[k], first, main->cue.first);
        return;
    }
}

/* "acknowledged X but | said Y": a second verb without a subject has the first one's. */
static void shares_subject(ss_drafting *d, uint32_t index)
{
    ss_draft *draft = &d->drafts.at[index];
    const ss_token *tok = d->doc->tokens.at;
    uint8_t tag = tok[draft->cue.head].tag;
    if (draft->source.n || draft->asked || draft->cue.first == 0 || tok[draft->cue.first - 1].tag != SS_TAG_CC) return;
    uint32_t opens = sentence_first(d, draft->cue.head), ends = opens;
    if (tag != SS_TAG_VBD && tag != SS_TAG_VBZ && tag != SS_TAG_VBP) return;
    for (uint32_t k = index; k-- > 0 && index - k <= NEIGHBOURS;) {
        const ss_draft *one = &d->drafts.at[k];
        if (one->dropped || !one->has_cue || one->source.n != 1 || tok[one->cue.head].sent != tok[draft->cue.head].sent)
            continue;
        if (tok[one->cue.head].depth != tok[draft->cue.head].depth || one->source.at[0].last > one->cue.first) continue;
        ss_draft_source(d, draft, one->source.at[0].first, one->source.at[0].last);
        ss_explain(d, draft, "shared", 0, one->source.at[0], "a second verb of the same subject");
        return;
    }
    /* "The memo, first reported by the Ledger, is dated Jan. 9 and | says": the phrase that opens the sentence */
    if (tok[opens].tag != SS_TAG_DT && tok[opens].tag != SS_TAG_NNP) return;
    while (ends < draft->cue.first && ends < opens + WIDEST_SUBJECT && (premodifier(&tok[ends]) || binding(&tok[ends])))
        ends++;
    bool clause = false; /* another verb stands before the conjunction */
    for (uint32_t i = ends; i + 1 < draft->cue.first && i < ends + REACH; i++) {
        if (tok[i].depth != tok[draft->cue.head].depth || ss_is(&tok[i], ";")) return;
        clause |= ss_finite_verb(&tok[i]);
    }
    if (ends == opens || !clause || ss_ranges_hold(&draft->content, opens) ||
        !(ss_is(&tok[ends], ",") || ss_finite_verb(&tok[ends])))
        return;
    ss_draft_source(d, draft, opens, ends);
    ss_explain(d, draft, "shared", 0, (ss_range){opens, ends}, "a second verb of the subject that opens the sentence");
}

/* "discussing figures, | said that": what another verb of the same subject says. */
static void stops_at_verb(ss_drafting *d, uint32_t index)
{
    ss_draft *draft = &d->drafts.at[index];
    const ss_token *tok = d->doc->tokens.at;
    if (tok[draft->cue.head].tag != SS_TAG_VBG || !draft->content.n || ss_is(&tok[draft->cue.first], "according"))
        return;
    for (uint32_t k = index + 1; k < d->drafts.n && k <= index + NEIGHBOURS; k++) {
        const ss_draft *other = &d->drafts.at[k];
        if (other->dropped || !other->has_cue || !other->source.n || other->source.at[0].first >= draft->cue.first)
            continue;
        if (other->cue.first < draft->cue.last + 1 || !ss_is(&tok[other->cue.first - 1], ",") ||
            !ss_ranges_hold(&draft->content, other->cue.first))
            continue;
        ss_ranges_cut(d->ctx->scratch, &draft->content, other->cue.first - 1, d->doc->tokens.n);
        ss_ranges_tidy(d, &draft->content);
        draft->dropped = !draft->content.n;
        return;
    }
}

/* "According to papers seen by the Post, X": X is what the papers say, whatever the
 * labeller took, and the phrase is nobody's content. */
static void according_front(ss_drafting *d, uint32_t index)
{
    ss_draft *draft = &d->drafts.at[index];
    const ss_token *tok = d->doc->tokens.at;
    if (!ss_is(&tok[draft->cue.first], "according") || draft->source.n != 1 ||
        draft->source.at[0].first != draft->cue.last)
        return;
    bool parted = draft->cue.first > 0 && ss_is(&tok[draft->cue.first - 1], ";");
    if (draft->cue.first > sentence_first(d, draft->cue.first) + 1 && !parted) return;
    uint32_t from = draft->source.at[0].last, end = sentence_last(d, draft->cue.first);
    if (from + 2 >= end || !ss_is(&tok[from], ",")) return;
    uint32_t who =
        from + 1 + (tok[from + 1].tag == SS_TAG_CC && from + 3 < end); /* ", and who asked not to be named, X" */
    if (tok[who].tag == SS_TAG_WP || tok[who].tag == SS_TAG_WDT ||
        (tok[from + 1].tag == SS_TAG_VBG &&
         ss_cites(d->doc, from + 1))) { /* "two linemen, who asked not to be named, X" */
        uint32_t next = from + 1;
        while (next < end && next < from + REACH && !ss_is(&tok[next], ",")) next++;
        if (next + 2 >= end || !ss_is(&tok[next], ",")) return;
        from = next;
    }
    ss_ranges_cut(d->ctx->scratch, &draft->content, parted ? sentence_first(d, draft->cue.first) : draft->cue.first,
                  from);
    ss_ranges_tidy(d, &draft->content);
    bool behind = false;
    for (uint32_t i = 0; i < draft->content.n; i++) behind |= draft->content.at[i].last > from + 1;
    if (!behind) {
        draft->content = (ss_range_list){0};
        ss_ranges_add(d->ctx->scratch, &draft->content, from + 1,
                      end - from > LONGEST_CLAUSE ? from + LONGEST_CLAUSE : end);
        ss_ranges_tidy(d, &draft->content);
        draft->dropped = !draft->content.n;
    } else if (draft->content.at[0].first > from + 1 && draft->content.at[0].first <= from + 1 + WIDEST_SUBJECT &&
               nominal_words(d, from + 1,
                             draft->content.at[0].first)) { /* "one of the crew | now says": its subject is in it */
        ss_ranges_add(d->ctx->scratch, &draft->content, from + 1, draft->content.at[0].first);
    }
    for (uint32_t k = index + 1; k < d->drafts.n && k <= index + NEIGHBOURS; k++) {
        ss_draft *other = &d->drafts.at[k];
        if (other->dropped || !other->has_cue || other->cue.first < from ||
            tok[other->cue.head].sent != tok[draft->cue.head].sent)
            continue;
        ss_ranges_cut(d->ctx->scratch, &other->content, draft->cue.first, from);
        ss_ranges_tidy(d, &other->content);
        uint32_t start = other->content.n ? 0 : ss_control_start(d->doc, other->cue.last);
        if (start) { /* "supervisors told crews | to close them": what the labeller overlooked */
            other->addressee = (ss_range){other->cue.last, start};
            ss_ranges_add(d->ctx->scratch, &other->content, start, ss_clause_end(d->doc, start));
            ss_ranges_tidy(d, &other->content);
        }
        other->dropped |= !other->content.n;
    }
}

/* "asks her: “X?”": the colon is no cue beside a verb of saying that has the same words. */
static bool colon_twin(const ss_drafting *d, uint32_t index)
{
    const ss_draft *draft = &d->drafts.at[index];
    const ss_token *tok = d->doc->tokens.at;
    if (draft->cue.last != draft->cue.first + 1 || !ss_is(&tok[draft->cue.first], ":") || !draft->content.n)
        return false;
    uint32_t from = index > NEIGHBOURS ? index - NEIGHBOURS : 0;
    for (uint32_t k = from; k < d->drafts.n && k <= index + NEIGHBOURS; k++) {
        const ss_draft *other = &d->drafts.at[k];
        if (k == index || other->dropped || !other->has_cue || !other->content.n ||
            other->cue.first >= draft->cue.first)
            continue;
        if (tok[other->cue.head].sent == tok[draft->cue.head].sent && draft->cue.first - other->cue.last < 6 &&
            ss_ranges_hold(&other->content, draft->content.at[0].first))
            return true;
    }
    return false;
}

/* "told them that A, and that B | expected C" */
static void clause_goes_on(ss_drafting *d, uint32_t index)
{
    ss_draft *draft = &d->drafts.at[index];
    const ss_token *tok = d->doc->tokens.at;
    if (!draft->content.n) return;
    ss_range c = draft->content.at[draft->content.n - 1];
    if (c.first < draft->cue.last || c.last >= sentence_last(d, draft->cue.head) || c.last < c.first + 2) return;
    for (uint32_t k = index + 1; k < d->drafts.n && k <= index + NEIGHBOURS; k++) {
        const ss_draft *in = &d->drafts.at[k];
        if (in->dropped || !in->has_cue || in->source.n != 1 || !in->content.n) continue;
        if (tok[in->cue.head].sent != tok[draft->cue.head].sent || in->source.at[0].last > in->cue.first) continue;
        uint32_t said = in->content.at[0].first; /* "show that A told B in May | that work would start" */
        bool at_whom = in->source.at[0].first >= c.first && in->cue.last <= c.last && c.last <= said &&
                       said - c.last <= REACH / 4 && in->content.n == 1 && said > in->cue.last &&
                       ss_is(&tok[said], "that");
        for (uint32_t i = c.last; at_whom && i < said; i++)
            at_whom = !(tok[i].flags & SS_PUNCT) && !ss_finite_verb(&tok[i]);
        if (at_whom) {
            ss_ranges_add(d->ctx->scratch, &draft->content, c.last, in->content.at[0].last);
            ss_explain(d, draft, "clause-goes-on", 0, (ss_range){c.last, in->content.at[0].last},
                       "a clause is not cut before what is told in it");
            return;
        }
        if (in->source.at[0].first > c.last || in->source.at[0].first < c.first + 1 || in->cue.first < c.last) continue;
        if (in->source.at[0].last < c.last) continue;
        /* its subject is in the clause: behind "that" or a conjunction, not behind a mark */
        const ss_token *before = &tok[in->source.at[0].first - 1];
        if (!ss_is(before, "that") && before->tag != SS_TAG_CC && !ss_is(before, "which")) continue;
        uint32_t last = in->content.at[in->content.n - 1].last;
        if (last <= c.last) continue;
        ss_ranges_add(d->ctx->scratch, &draft->content, c.last, last);
        ss_explain(d, draft, "clause-goes-on", 0, (ss_range){c.last, last}, "a clause is not cut in its subject");
        return;
    }
}

/* Does the source of a draft near `index` begin here? */
static bool passed_on(const ss_drafting *d, uint32_t index, uint32_t token)
{
    for (uint32_t k = index + 1; k < d->drafts.n && k <= index + NEIGHBOURS; k++)
        if (!d->drafts.at[k].dropped && d->drafts.at[k].source.n && d->drafts.at[k].source.at[0].first == token &&
            d->drafts.at[k].source.at[0].last == d->drafts.at[k].cue.first)
            return true;
    return false;
}

/* "X,” the suit claims": the words behind a quotation that name who relays it. */
static void relayed_tail(ss_drafting *d, uint32_t index)
{
    ss_draft *draft = &d->drafts.at[index];
    const ss_token *tok = d->doc->tokens.at;
    for (uint32_t k = index + 1; k < d->drafts.n && k <= index + NEIGHBOURS; k++) {
        const ss_draft *relay = &d->drafts.at[k];
        if (relay->dropped || !relay->has_cue || relay->source.n != 1 || !relay->content.n) continue;
        ss_range who = relay->source.at[0];
        if (tok[relay->cue.head].sent != tok[draft->cue.head].sent || who.last != relay->cue.first ||
            who.first <= draft->cue.last)
            continue;
        if (who.first < 2 || !(tok[who.first - 1].flags & SS_PUNCT) || relay->content.at[0].first >= who.first)
            continue;
        uint32_t end = sentence_last(d, relay->cue.head), rest = relay->cue.last;
        while (rest < end && (tok[rest].flags & SS_PUNCT)) rest++;
        bool again = rest < end && (ss_is(&tok[rest], "according") || passed_on(d, k, rest)); /* a second relay */
        if ((rest < end && !again) || !ss_ranges_hold(&draft->content, relay->cue.head)) continue;
        ss_ranges_cut(d->ctx->scratch, &draft->content, who.first, end);
        ss_ranges_tidy(d, &draft->content);
        return;
    }
}

/* "wrote that “X,” | according to the letter, which the Post obtained": as much of one that is named behind the marks.
 */
static void according_tail(ss_drafting *d, uint32_t index)
{
    ss_draft *draft = &d->drafts.at[index];
    const ss_token *tok = d->doc->tokens.at;
    for (uint32_t k = index + 1; k < d->drafts.n && k <= index + NEIGHBOURS; k++) {
        const ss_draft *relay = &d->drafts.at[k];
        if (relay->dropped || !relay->has_cue || relay->source.n != 1 || !ss_is(&tok[relay->cue.first], "according"))
            continue;
        uint32_t at = relay->cue.first, last = relay->source.at[0].last, end = sentence_last(d, at);
        if (tok[at].sent != tok[draft->cue.head].sent || at < draft->cue.last + 3 ||
            !(tok[at - 1].flags & SS_QUOTE_CLOSE))
            continue;
        if (relay->source.at[0].first != relay->cue.last || tok[at].depth != tok[draft->cue.head].depth ||
            !ss_ranges_hold(&draft->content, at))
            continue;
        if (last < end && !(tok[last].flags & SS_PUNCT)) continue;
        ss_ranges_cut(d->ctx->scratch, &draft->content, at, end);
        ss_ranges_tidy(d, &draft->content);
        return;
    }
}

/* “Well, sir,” Hill said, holding up his hand, | “no.”: the aside has no words; who
 * spoke before it goes on. */
static void aside(ss_drafting *d, uint32_t index)
{
    ss_draft *draft = &d->drafts.at[index];
    const ss_token *tok = d->doc->tokens.at;
    uint32_t first = draft->cue.first;
    if (tok[draft->cue.head].tag != SS_TAG_VBG || first == 0 || !ss_is(&tok[first - 1], ",") || !draft->content.n)
        return;
    const char *class = ss_lexicon_lemma(ss_lexicon_get(d->ctx->model, "cue_verbs"), &tok[draft->cue.head]);
    if (class && !strstr(class, " clause")) return;
    uint32_t open = UINT32_MAX;
    for (uint32_t i = 0; i < draft->content.n && open == UINT32_MAX; i++)
        for (uint32_t k = draft->content.at[i].first;
             k < draft->content.at[i].last && k < draft->content.at[i].first + REACH; k++)
            if (tok[k].flags & SS_QUOTE_OPEN) {
                open = k;
                break;
            }
    if (open == UINT32_MAX || open < draft->cue.last) return;
    for (uint32_t k = index; k-- > 0 && index - k <= NEIGHBOURS;) {
        ss_draft *said = &d->drafts.at[k];
        if (said->dropped || !said->has_cue || tok[said->cue.head].sent != tok[draft->cue.head].sent ||
            !said->content.n)
            continue;
        if (!(tok[said->content.at[0].first].flags & SS_QUOTE_OPEN)) continue;
        ss_ranges_add(d->ctx->scratch, &said->content, open, draft->content.at[draft->content.n - 1].last);
        draft->dropped = true;
        return;
    }
}

/* "A said that B had left, | adding that ...": who adds is who said, not whom it was about. */
static void adds(ss_drafting *d, uint32_t index)
{
    ss_draft *draft = &d->drafts.at[index];
    const ss_token *tok = d->doc->tokens.at;
    uint32_t first = draft->cue.first;
    if (tok[draft->cue.head].tag != SS_TAG_VBG || first == 0 || draft->asked || ss_is(&tok[first], "according")) return;
    if (!ss_is(&tok[first - 1], ",") && !(tok[first - 1].flags & SS_QUOTE_CLOSE)) return;
    for (uint32_t k = index; k-- > 0 && index - k <= NEIGHBOURS;) {
        const ss_draft *said = &d->drafts.at[k];
        if (said->dropped || !said->has_cue || said->source.n != 1 ||
            tok[said->cue.head].sent != tok[draft->cue.head].sent)
            continue;
        uint8_t tag = tok[said->cue.head].tag;
        if ((tag != SS_TAG_VBD && tag != SS_TAG_VBZ && tag != SS_TAG_VBP) ||
            tok[said->cue.head].depth != tok[draft->cue.head].depth)
            continue;
        bool inner = false; /* said inside what another said */
        for (uint32_t o = k; o-- > 0 && k - o <= NEIGHBOURS;)
            inner |= !d->drafts.at[o].dropped && d->drafts.at[o].has_cue && d->drafts.at[o].source.n &&
                     tok[d->drafts.at[o].cue.head].sent == tok[draft->cue.head].sent &&
                     ss_ranges_hold(&d->drafts.at[o].content, said->cue.head);
        if (inner) continue;
        if (draft->source.n && !ss_ranges_hold(&said->content, draft->source.at[0].first)) return;
        ss_draft_source(d, draft, said->source.at[0].first, said->source.at[0].last);
        ss_explain(d, draft, "adds", 0, said->source.at[0], "a participle behind a statement has its speaker");
        return;
    }
}

/* "She worried, | she told me by telephone, | that it would rise": what is told between the
 * commas is the whole sentence, and what she worried about is what stands behind them. */
static void parenthesis(ss_drafting *d, uint32_t index)
{
    ss_draft *told = &d->drafts.at[index];
    const ss_token *tok = d->doc->tokens.at;
    uint32_t begin = sentence_first(d, told->cue.head), end = sentence_last(d, told->cue.head);
    if (told->source.n != 1) return;
    uint32_t first = told->source.at[0].first < told->cue.first ? told->source.at[0].first : told->cue.first;
    uint32_t close = told->source.at[0].last > told->cue.last ? told->source.at[0].last : told->cue.last;
    while (close < end && close < first + REACH / 2 && !ss_is(&tok[close], ",")) close++;
    if (first < begin + 3 || !ss_is(&tok[first - 1], ",") || close + 2 >= end || !ss_is(&tok[close], ",")) return;
    if ((!ss_is(&tok[close + 1], "that") || tok[close + 1].tag == SS_TAG_DT) && tok[close + 1].tag != SS_TAG_TO &&
        !(ss_is(&tok[close + 1], "about") && ss_finite_verb(&tok[first - 2])))
        return;
    uint32_t comma = first - 1, last = ss_clause_end(d->doc, close + 1);
    bool clause = false; /* in front: one with a verb, and no mark before it */
    for (uint32_t i = begin; i < comma; i++) {
        if (tok[i].flags & (SS_PUNCT | SS_IN_QUOTE | SS_SKIP)) return;
        clause |= ss_finite_verb(&tok[i]);
    }
    if (!clause || tok[begin].tag == SS_TAG_IN || tok[begin].tag == SS_TAG_WRB) return;
    told->content = (ss_range_list){0};
    ss_ranges_add(d->ctx->scratch, &told->content, begin, comma);
    ss_ranges_add(d->ctx->scratch, &told->content, close + 1, last);
    ss_ranges_tidy(d, &told->content);
    ss_explain(d, told, "parenthesis", 0, (ss_range){comma, close + 1},
               "what is told between two commas is the sentence around them");
    for (uint32_t k = index; k-- > 0 && index - k <= NEIGHBOURS;) {
        ss_draft *draft = &d->drafts.at[k];
        if (draft->dropped || !draft->has_cue || draft->cue.last != comma) continue;
        draft->content = (ss_range_list){0};
        ss_ranges_add(d->ctx->scratch, &draft->content, close + 1, last);
        ss_ranges_tidy(d, &draft->content);
        draft->dropped = !draft->content.n;
        return;
    }
    if (!ss_finite_verb(&tok[comma - 1]) ||
        !ss_lexicon_lemma(ss_lexicon_get(d->ctx->model, "cue_verbs"), &tok[comma - 1]))
        return;
    ss_draft *inner = ss_draft_new(d); /* what the models passed over */
    inner->has_cue = true;
    inner->by_rule = true;
    inner->cue = (ss_cue){.first = comma - 1, .last = comma, .head = comma - 1};
    ss_draft_source(d, inner, begin, comma - 1);
    ss_ranges_add(d->ctx->scratch, &inner->content, close + 1, last);
    ss_ranges_tidy(d, &inner->content);
    inner->dropped = !inner->content.n;
    ss_explain(d, inner, "parenthesis", 0, (ss_range){comma - 1, comma}, "the clause behind the commas is its object");
}

/* "A said 2,000 marched, | while B claimed 15,000", "A said X; | B put it at 8": what stands
 * behind the conjunction has its own source. */
static void own_clause(ss_drafting *d, uint32_t index)
{
    ss_draft *draft = &d->drafts.at[index];
    const ss_token *tok = d->doc->tokens.at;
    for (uint32_t k = 0; k < d->drafts.n && k <= index + NEIGHBOURS; k++) {
        if (k + NEIGHBOURS < index) k = index - NEIGHBOURS;
        const ss_draft *other = &d->drafts.at[k];
        if (k == index || other->dropped || !other->has_cue || other->source.n != 1) continue;
        bool according = ss_is(&tok[other->cue.first], "according") && other->cue.first > 0 &&
                         ss_is(&tok[other->cue.first - 1], ";");
        if (!according && other->source.at[0].last > other->cue.first) continue;
        uint32_t at = according ? other->cue.first : other->source.at[0].first,
                 last = sentence_last(d, draft->cue.head);
        if (!according && at > draft->cue.last + 3 && ss_is(&tok[at - 1], ",")) /* "one of its authors, | Jo Marsh," */
            for (uint32_t i = at - 1, k0 = 0; k0 < 8 && i > draft->cue.last + 3; k0++, i--)
                if (ss_is(&tok[i - 1], "one") && ss_is(&tok[i], "of")) at = i - 1;
        if (at < draft->cue.last + 3 || at >= last || !ss_ranges_hold(&draft->content, at - 2) ||
            tok[at].depth != tok[draft->cue.head].depth)
            continue;
        const ss_token *joint = &tok[at - 1];
        bool comma = ss_is(&tok[at - 2], ",");
        bool parts = ss_is(joint, ";") || ss_is(joint, "while") || ss_is(joint, "whereas") ||
                     (comma && (ss_is(joint, "but") || ss_is(joint, "although") || ss_is(joint, "though") ||
                                ss_is(joint, "yet")));
        if (!parts && ss_is(joint, "and") && !according && (tok[at - 2].flags & SS_QUOTE_CLOSE) &&
            ss_is(&tok[at - 3], ",")) { /* said the study “was poor,” and one of its authors, Jo Marsh, acknowledged */
            parts = ss_finite_verb(&tok[other->cue.head]) && other->source.at[0].last + 1 >= other->cue.first;
        } else if (!parts &&
                   ss_is(joint, "and")) { /* "reported 12 deaths and B confirmed nine": a thing, then a clause */
            parts = draft->content.n == 1 && draft->content.at[0].first == draft->cue.last;
            for (uint32_t i = draft->cue.last; i < at && parts; i++)
                parts = !verb(&tok[i]) && !ss_is(&tok[i], "that") && tok[i].tag != SS_TAG_TO;
        }
        if (!parts) continue;
        uint32_t from = ss_is(joint, ";") || !comma ? at - 1 : at - 2;
        ss_ranges_cut(d->ctx->scratch, &draft->content, from, last);
        ss_ranges_tidy(d, &draft->content);
        draft->dropped = !draft->content.n;
        ss_explain(d, draft, "own-clause", 0, (ss_range){at - 1, other->cue.last},
                   "what stands behind the conjunction has its own source");
        return;
    }
}

/* "Weller said the owner, Ronan Hale, | had been warned that": who is warned is in what Weller
 * said, and who warned him is not told. */
static void passive_inside(ss_drafting *d, uint32_t index)
{
    ss_draft *draft = &d->drafts.at[index];
    const ss_token *tok = d->doc->tokens.at;
    uint32_t head = draft->cue.head;
    if (tok[head].tag != SS_TAG_VBN || draft->source.n != 1 || !draft->content.n || head < 2) return;
    const char *frame = ss_lexicon_lemma(d->addressed, &tok[head]);
    if (!frame || !strchr(frame, 'o') || strcmp(tok[head - 1].lemma, "be") != 0 || draft->content.at[0].first < head ||
        ss_is(&tok[head + 1], "by"))
        return;
    for (uint32_t k = index; k-- > 0 && index - k <= NEIGHBOURS;) {
        ss_draft *said = &d->drafts.at[k];
        if (said->dropped || !said->has_cue || said->source.n != 1 || !said->content.n ||
            tok[said->cue.head].sent != tok[head].sent)
            continue;
        bool same = said->source.at[0].first == draft->source.at[0].first;
        bool between = draft->source.at[0].first >= said->cue.last && draft->source.at[0].last <= draft->cue.first;
        if ((!same && !between) || said->content.at[0].first < said->cue.last) continue;
        uint32_t from = said->content.at[0].first, last = draft->content.at[draft->content.n - 1].last, to = from;
        if (from >= draft->cue.first || draft->cue.first - from > REACH / 2) continue;
        while (to < draft->cue.first && tok[to].tag != SS_TAG_MD && strcmp(tok[to].lemma, "have") != 0 &&
               strcmp(tok[to].lemma, "be") != 0)
            to++;
        while (to > from + 1 && (tok[to - 1].flags & SS_PUNCT)) to--;
        draft->source = (ss_range_list){0};
        draft->source_head = UINT32_MAX;
        draft->asked = true;
        draft->addressee = (ss_range){from + (ss_is(&tok[from], "that") && from + 1 < to), to};
        ss_ranges_add(d->ctx->scratch, &said->content, from, last);
        ss_explain(d, draft, "passive-inside", 0, (ss_range){from, to}, "who is told stands before a passive");
        return;
    }
}

/* "according to a person briefed on it, who | asked not to be named": no statement. Nor is
 * "Asking nicely | is over". */
static bool nameless_clause(const ss_drafting *d, const ss_draft *draft)
{
    const ss_token *tok = d->doc->tokens.at;
    uint32_t first = sentence_first(d, draft->cue.head), at = draft->cue.first,
             last = sentence_last(d, draft->cue.head);
    bool opens = at == first || (tok[at - 1].flags & SS_QUOTE_OPEN); /* "Asking nicely is over": a subject, no cue */
    if (opens && tok[draft->cue.head].tag == SS_TAG_VBG &&
        (!draft->source.n || draft->source.at[0].first > draft->cue.last + 1) && !ss_is(&tok[at], "according"))
        for (uint32_t i = draft->cue.last; i < last && i < draft->cue.last + 4 && !(tok[i].flags & SS_PUNCT); i++)
            if (ss_finite_verb(&tok[i]) && tok[i - 1].tag != SS_TAG_PRP && !noun(&tok[i - 1])) return true;
    for (uint32_t i = at; i-- > first && at - i < REACH / 2 &&
                          !ss_is(&tok[i], ",");) /* "... of anonymity because she feared for her job" */
        if (ss_is(&tok[i], "anonymity") || ss_is(&tok[i], "anonymously")) return true;
    while (at > first && draft->cue.first - at < 3 && tok[at - 1].tag != SS_TAG_WP) at--;
    if (at <= first + 1 || tok[at - 1].tag != SS_TAG_WP) return false;
    for (uint32_t i = draft->cue.first; i < last && i < draft->cue.last + 4; i++)
        if (ss_lexicon_match(ss_lexicon_get(d->ctx->model, "unnamed"), d->doc, i, last, NULL) > 1) return true;
    return false;
}

/* "Moss told the inquiry that | in his view | nobody had to die": what is said inside what
 * another said has none of the words that tell who that other is. */
static void inside_only(ss_drafting *d, uint32_t index)
{
    ss_draft *draft = &d->drafts.at[index];
    const ss_token *tok = d->doc->tokens.at;
    if (!draft->content.n || draft->content.at[0].first >= draft->cue.first) return;
    for (uint32_t k = index; k-- > 0 && index - k <= NEIGHBOURS;) {
        const ss_draft *outer = &d->drafts.at[k];
        if (outer->dropped || !outer->has_cue || !outer->source.n ||
            tok[outer->cue.head].sent != tok[draft->cue.head].sent)
            continue;
        if (!ss_ranges_hold(&outer->content, draft->cue.head) || ss_ranges_hold(&outer->content, outer->cue.head))
            continue;
        if (!ss_ranges_hold(&draft->content, outer->cue.head) || outer->source.at[0].last > outer->cue.first ||
            outer->cue.first > draft->cue.first)
            continue;
        if (!noun(&tok[draft->cue.head])) continue;
        uint32_t from = outer->content.at[0].first;
        ss_ranges_cut(d->ctx->scratch, &draft->content, outer->source.at[0].first,
                      from > outer->cue.last ? from : outer->cue.last);
        ss_range piece = draft->content.n > 1 ? draft->content.at[0] : (ss_range){0, 0};
        if (piece.last == piece.first + 1 && ss_is(&tok[piece.first], "that"))
            ss_ranges_cut(d->ctx->scratch, &draft->content, piece.first, piece.last);
        ss_ranges_tidy(d, &draft->content);
        draft->dropped = !draft->content.n;
        return;
    }
}

/* "According to a | report | in the Guardian": a noun in who is named is no cue of its own,
 * nor one in what a verb beside it says. */
static bool noun_in_source(const ss_drafting *d, uint32_t index)
{
    const ss_draft *draft = &d->drafts.at[index];
    const ss_token *tok = d->doc->tokens.at;
    if (tok[draft->cue.head].tag == SS_TAG_VBN && draft->cue.first == draft->cue.head && draft->source.n == 1 &&
        ss_is(&tok[draft->source.at[0].first], "according") &&
        draft->source.at[0].last == draft->cue.first) /* "according to messages | quoted | in an affidavit" */
        return true;
    if (!noun(&tok[draft->cue.head])) return false;
    for (uint32_t k = index > NEIGHBOURS ? index - NEIGHBOURS : 0; k < index + NEIGHBOURS && k < d->drafts.n; k++) {
        const ss_draft *other = &d->drafts.at[k];
        if (k == index || other->dropped || !other->has_cue || other->source.n != 1) continue;
        bool twin =
            verb(&tok[other->cue.head]) && other->content.n && draft->content.n &&
            draft->cue.first > other->cue.first &&
            other->content.at[other->content.n - 1].last == draft->content.at[draft->content.n - 1].last &&
            other->content.at[0].first == draft->content.at[0].first; /* "has said in past | interviews | that" */
        if (twin) return true;
        if (!ss_is(&tok[other->cue.first], "according")) continue;
        if (draft->cue.first >= other->source.at[0].first && draft->cue.last <= other->source.at[0].last) return true;
    }
    return false;
}

/* "The ship sank, | TASS quoted an official as saying": the official says what stands in
 * front, and TASS passes it on. */
static void quoted_behind(ss_drafting *d, uint32_t index)
{
    ss_draft *draft = &d->drafts.at[index];
    const ss_token *tok = d->doc->tokens.at;
    uint32_t verb = draft->cue.head, first = sentence_first(d, verb), end = sentence_last(d, verb), as = verb + 1;
    if ((strcmp(tok[verb].lemma, "quote") != 0 && strcmp(tok[verb].lemma, "cite") != 0) || draft->source.n != 1) return;
    uint32_t who = draft->source.at[0].first;
    if (who < first + 3 || draft->source.at[0].last > draft->cue.first ||
        !(ss_is(&tok[who - 1], ",") || (tok[who - 1].flags & SS_QUOTE_CLOSE)))
        return;
    while (as + 1 < end && as < verb + REACH / 2 && !ss_is(&tok[as], "as")) as++;
    if (as + 1 >= end || as == verb + 1 || !ss_is(&tok[as], "as") || !ss_is(&tok[as + 1], "saying")) return;
    if (as + 2 < end && !(tok[as + 2].flags & SS_PUNCT) && !in_time(d->doc, as + 2, as + 3) &&
        tok[as + 2].tag != SS_TAG_IN)
        return;
    draft->content = (ss_range_list){0};
    ss_ranges_add(d->ctx->scratch, &draft->content, first, ss_is(&tok[who - 1], ",") ? who - 1 : who);
    ss_ranges_tidy(d, &draft->content);
    if (draft->cue.last > verb + 1) draft->cue.last = verb + 1;
    ss_draft *said = ss_draft_new(d);
    draft = &d->drafts.at[index];
    said->has_cue = true;
    said->by_rule = true;
    said->cue = (ss_cue){.first = as + 1, .last = as + 2, .head = as + 1};
    ss_draft_source(d, said, verb + 1, as);
    for (uint32_t i = 0; i < draft->content.n; i++)
        ss_ranges_add(d->ctx->scratch, &said->content, draft->content.at[i].first, draft->content.at[i].last);
    said->inside = (int32_t)index;
    said->dropped = draft->dropped = !draft->content.n;
    ss_explain(d, said, "quoted-as", 0, (ss_range){verb, as + 2}, "who is quoted as saying it says it");
}

void ss_mend_pairs(ss_drafting *d)
{
    for (uint32_t k = 0; k < d->drafts.n; k++) {
        if (d->drafts.at[k].dropped || !d->drafts.at[k].has_cue) continue;
        if (nameless_clause(d, &d->drafts.at[k]) || noun_in_source(d, k)) {
            d->drafts.at[k].dropped = true;
            continue;
        }
        according_front(d, k);
        if (colon_twin(d, k)) {
            d->drafts.at[k].dropped = true;
            continue;
        }
        quoted_behind(d, k);
        parenthesis(d, k);
        stops_at_main(d, k);
        shares_subject(d, k);
        stops_at_verb(d, k);
        if (d->drafts.at[k].dropped) continue;
        clause_goes_on(d, k);
        own_clause(d, k);
        passive_inside(d, k);
        inside_only(d, k);
        if (d->drafts.at[k].dropped) continue;
        adds(d, k);
        relayed_tail(d, k);
        according_tail(d, k);
        aside(d, k);
        ss_mend_relative_end(d, &d->drafts.at[k]);
    }
}
