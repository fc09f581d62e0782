/* mend_source.c - a part of mend.c: what is too much in the source of a report.
 *
 *   quoted-tail  “The tax,” said Senator Hale, | “is a tax”: who said it ends before the
 *                quotation that goes on behind
 *   according    "According to the union | 90 percent walked out": a figure behind the
 *                noun begins the clause
 *   whom-we      "Engineers | we spoke to | said": the relative clause without "that"
 *   front-place  "In New York, | the agency's deputy, Amara Diallo,": the place in front
 *   bare-mark    "- | Mayor: “X”": a mark is nobody; who stands between it and the colon
 *   one-of       "one of its authors, | Dr. Lena Marsh,": the name
 *   asked-to     "asked | the Treasury | to exempt them": whom, then what
 *   in-front     "Her brother, | she said, | used to say so"; "for want of" behind "she said,"
 *   verb-behind  "The council, | they said, | should resign": its verb
 *   title        He sang "The Miller's Last Song" twice: no speech
 *   scrap        a content that is a lone auxiliary ("Can | he tell") reports nothing
 *
 * Cost: one look at each word of a source and REACH tokens behind it.
 */
#include "attr/mend.h"
#include "attr/shapes.h"

/* “The tax,” said Senator Hale, | “is a tax on the sick.” */
static void quoted_tail(ss_drafting *d, ss_draft *draft)
{
    const ss_token *tok = d->doc->tokens.at;
    if (draft->source.n != 1 || !draft->content.n || draft->source.at[0].first < draft->cue.last) return;
    ss_range r = draft->source.at[0], front = draft->content.at[0];
    if (front.last > draft->cue.first || !(tok[front.last - 1].flags & SS_QUOTE_CLOSE))
        return; /* a nickname stands behind a plain clause */
    for (uint32_t i = r.first + 1; i + 2 < r.last && i < r.first + REACH; i++) {
        if (!(tok[i + 1].flags & SS_QUOTE_OPEN) || !(tok[i].flags & SS_PUNCT) || tok[i].tag == SS_TAG_HYPH) continue;
        uint32_t close = i + 2, end = sentence_last(d, i);
        if (end - i > LONGEST_CLAUSE) end = i + LONGEST_CLAUSE;
        while (close < end && !((tok[close].flags & SS_QUOTE_CLOSE) && tok[close].depth <= tok[i + 1].depth)) close++;
        if (close >= end) return;
        bool clause = false; /* not “the Bear” of the senate */
        for (uint32_t k = i + 2; k < close; k++) clause |= ss_finite_verb(&tok[k]) || tok[k].tag == SS_TAG_MD;
        if (close + 1 < r.last && (!clause || tok[close + 1].tag == SS_TAG_WP || tok[close + 1].tag == SS_TAG_WDT))
            return;
        ss_draft_source(d, draft, r.first, i);
        ss_ranges_add(d->ctx->scratch, &draft->content, i + 1, close + 1);
        ss_explain(d, draft, "quoted-tail", 0, (ss_range){i + 1, close + 1},
                   "a quotation behind the source goes on with what was said");
        return;
    }
}

/* "According to the union | 90 percent walked out, but ..." */
static void according_figure(ss_drafting *d, ss_draft *draft)
{
    const ss_token *tok = d->doc->tokens.at;
    uint32_t first = sentence_first(d, draft->cue.first), end = sentence_last(d, draft->cue.first);
    if (draft->source.n != 1 || draft->cue.first != first || !ss_is(&tok[first], "according")) return;
    ss_range r = draft->source.at[0];
    if (r.first != draft->cue.last) return;
    uint32_t at = r.first + 1;
    while (at < r.last && !((tok[at].tag == SS_TAG_CD || (tok[at].flags & SS_DIGIT)) && noun(&tok[at - 1]))) at++;
    if (at >= r.last || at + 1 >= end || in_time(d->doc, at, at + 1)) return;
    bool name = tok[at - 1].tag == SS_TAG_NNP || tok[at - 1].tag == SS_TAG_NNPS;
    if (name && tok[at].lower_len == 1 && (tok[at].flags & SS_DIGIT)) return; /* "Channel 4 ministers" may be either */
    uint32_t verb_at = at + 1, last;
    while (verb_at < end && verb_at < at + WIDEST_SUBJECT && (premodifier(&tok[verb_at]) || binding(&tok[verb_at])))
        verb_at++;
    if (verb_at >= end || verb_at == at + 1 || !(ss_finite_verb(&tok[verb_at]) || tok[verb_at].tag == SS_TAG_MD))
        return;
    for (last = verb_at; last + 1 < end && last < at + LONGEST_CLAUSE; last++)
        if (ss_is(&tok[last], ";") ||
            (ss_is(&tok[last], ",") && (ss_is(&tok[last + 1], "but") || ss_is(&tok[last + 1], "while"))))
            break;
    ss_draft_source(d, draft, r.first, at);
    draft->content = (ss_range_list){0};
    ss_ranges_add(d->ctx->scratch, &draft->content, at, last);
    ss_ranges_tidy(d, &draft->content);
    ss_explain(d, draft, "according", 0, (ss_range){at, last}, "a figure behind the noun begins the clause");
}

static bool subject_pronoun(const ss_token *t)
{
    return t->tag == SS_TAG_PRP &&
           (ss_is(t, "i") || ss_is(t, "we") || ss_is(t, "they") || ss_is(t, "he") || ss_is(t, "she"));
}

/* "Engineers | we spoke to | said" */
static void whom_we(ss_drafting *d, ss_draft *draft)
{
    const ss_token *tok = d->doc->tokens.at;
    if (draft->source.n != 1 || draft->source.at[0].last > draft->cue.first) return;
    ss_range r = draft->source.at[0];
    for (uint32_t i = r.first + 1; i < r.last && i < r.first + REACH; i++) {
        if (!subject_pronoun(&tok[i]) || !noun(&tok[i - 1]) ||
            !(ss_finite_verb(&tok[i + 1]) || tok[i + 1].tag == SS_TAG_VBN))
            continue;
        if (i + 1 == draft->cue.first) { /* "Engineers we | spoke to said": two verbs, the last reports */
            uint32_t last = draft->cue.last - 1;
            if (last < draft->cue.first + 1 || !ss_finite_verb(&tok[last])) return;
            draft->cue.first = draft->cue.head = last;
        }
        ss_draft_source(d, draft, r.first, i);
        ss_explain(d, draft, "whom-we", 0, (ss_range){i, i + 2},
                   "a relative clause without its pronoun tells of the noun before it");
        return;
    }
}

/* "In | New York, the agency's deputy, Amara Diallo, | appealed" */
static void front_place(ss_drafting *d, ss_draft *draft)
{
    const ss_token *tok = d->doc->tokens.at;
    if (draft->source.n != 1 || draft->source.at[0].first == 0 || draft->source.at[0].last > draft->cue.first) return;
    ss_range r = draft->source.at[0];
    if (r.first != sentence_first(d, r.first) + 1 || tok[r.first - 1].tag != SS_TAG_IN || !binding(&tok[r.first - 1]))
        return;
    uint32_t comma = r.first;
    while (comma < r.last && (tok[comma].tag == SS_TAG_NNP || tok[comma].tag == SS_TAG_NNPS)) comma++;
    if (comma == r.first || comma + 1 >= r.last || !ss_is(&tok[comma], ",")) return;
    if (tok[comma + 1].tag != SS_TAG_DT && tok[comma + 1].tag != SS_TAG_PRPS) return;
    ss_draft_source(d, draft, comma + 1, r.last);
    ss_explain(d, draft, "front-place", 0, (ss_range){r.first - 1, comma},
               "the place in front of the sentence is nobody");
}

/* "- | Mayor: “We have no choice”" */
static void bare_mark(ss_drafting *d, ss_draft *draft)
{
    const ss_token *tok = d->doc->tokens.at;
    if (!draft->source.n && !draft->asked && ss_is(&tok[draft->cue.head], ":")) {
        uint32_t to_colon = draft->cue.first, from = to_colon, first = sentence_first(d, draft->cue.head);
        while (from > first && to_colon - from < WIDEST_SUBJECT && premodifier(&tok[from - 1]) &&
               !(tok[from - 1].flags & SS_PUNCT))
            from--;
        if (from < to_colon && noun(&tok[to_colon - 1]) && (from == first || (tok[from - 1].flags & SS_PUNCT)))
            ss_draft_source(d, draft, from, to_colon);
        return;
    }
    if (draft->source.n != 1) return;
    ss_range r = draft->source.at[0];
    for (uint32_t i = r.first; i < r.last; i++)
        if (!(tok[i].flags & SS_PUNCT)) return;
    uint32_t to = draft->cue.first;
    if (r.last < to && to - r.last < WIDEST_SUBJECT && noun(&tok[to - 1]) && nominal_words(d, r.last, to)) {
        ss_draft_source(d, draft, r.last, to);
        ss_ranges_cut(d->ctx->scratch, &draft->content, r.first, to);
        return;
    }
    draft->source = (ss_range_list){0};
    draft->source_head = UINT32_MAX;
}

/* "one of its authors, | Dr. Lena Marsh, | acknowledged": the name tells who. */
static void one_of(ss_drafting *d, ss_draft *draft)
{
    const ss_token *tok = d->doc->tokens.at;
    if (draft->source.n != 1) return;
    ss_range r = draft->source.at[0];
    if (r.first + 4 >= r.last || r.last > draft->cue.first || !ss_is(&tok[r.first], "one") ||
        !ss_is(&tok[r.first + 1], "of"))
        return;
    uint32_t name = r.last;
    while (name > r.first && (tok[name - 1].tag == SS_TAG_NNP || tok[name - 1].tag == SS_TAG_HYPH)) name--;
    if (name == r.last || name == r.first || !ss_is(&tok[name - 1], ",")) return;
    ss_draft_source(d, draft, name, r.last);
    ss_explain(d, draft, "one-of", 0, (ss_range){r.first, r.last}, "of the many the name tells who");
}

/* "asked | the Treasury | to exempt them": whom, then to do what. */
static void asked_to(ss_drafting *d, ss_draft *draft)
{
    const ss_token *tok = d->doc->tokens.at;
    const char *frame = ss_lexicon_lemma(d->addressed, &tok[draft->cue.head]);
    if (!frame || !strchr(frame, 'o') || draft->addressee.first < draft->addressee.last || !draft->content.n) return;
    ss_range r = draft->content.at[0];
    if (r.first != draft->cue.last || draft->cue.last != draft->cue.head + 1 || !ss_finite_verb(&tok[draft->cue.head]))
        return;
    uint32_t to = r.first;
    while (to + 1 < r.last && to < r.first + WIDEST_SUBJECT &&
           (premodifier(&tok[to]) || (to > r.first && ss_is(&tok[to], "of"))))
        to++;
    if (to == r.first || !noun(&tok[to - 1]) || !ss_is(&tok[to], "to")) return;
    uint8_t next = to + 2 < r.last ? tok[to + 2].tag : SS_TAG_VB; /* "to exempt 14": a verb taken for an adjective */
    bool object = next == SS_TAG_CD || next == SS_TAG_DT || next == SS_TAG_PRPS || next == SS_TAG_PRP;
    if (tok[to + 1].tag != SS_TAG_VB && !(object && (tok[to + 1].tag == SS_TAG_JJ || tok[to + 1].tag == SS_TAG_NN)))
        return;
    draft->addressee = (ss_range){r.first, to};
    ss_ranges_cut(d->ctx->scratch, &draft->content, r.first, to);
    ss_explain(d, draft, "asked-to", 0, draft->addressee, "who is to do it is addressed");
}

/* "Her brother, | she said, | used to say so": the subject in front of a parenthesis. */
static void subject_in_front(ss_drafting *d, ss_draft *draft)
{
    const ss_token *tok = d->doc->tokens.at;
    if (draft->source.n != 1 || draft->content.n != 1) return;
    uint32_t first = draft->source.at[0].first, begin = sentence_first(d, draft->cue.head),
             at = draft->content.at[0].first;
    if (first < begin + 2 || first - begin > REACH || draft->source.at[0].last != draft->cue.first ||
        !ss_is(&tok[first - 1], ","))
        return;
    if (at != draft->cue.last + 1 || !ss_is(&tok[draft->cue.last], ",") ||
        !(ss_finite_verb(&tok[at]) || tok[at].tag == SS_TAG_MD || tok[at].tag == SS_TAG_VBN))
        return;
    uint32_t comma = first - 1;
    if (!nominal_words(d, begin, comma) || !noun(&tok[comma - 1]) || tok[begin].tag == SS_TAG_IN ||
        in_time(d->doc, begin, comma))
        return;
    ss_ranges_add(d->ctx->scratch, &draft->content, begin, comma);
    ss_explain(d, draft, "subject-in-front", 0, (ss_range){begin, comma},
               "a verb behind the parenthesis has its subject before it");
}

/* "The council, | they said, | should resign": no subject alone is what was said. */
static void verb_behind(ss_drafting *d, ss_draft *draft)
{
    const ss_token *tok = d->doc->tokens.at;
    if (draft->source.n != 1 || draft->content.n != 1 || draft->source.at[0].last != draft->cue.first) return;
    uint32_t first = draft->source.at[0].first, begin = sentence_first(d, draft->cue.head), at = draft->cue.last + 1;
    if (first < begin + 2 || first - begin > REACH || !ss_is(&tok[first - 1], ",") ||
        at + 1 >= sentence_last(d, first) || !ss_is(&tok[at - 1], ","))
        return;
    ss_range c = draft->content.at[0];
    if (c.first != begin || c.last + 1 < first || c.last > first ||
        !(ss_finite_verb(&tok[at]) || tok[at].tag == SS_TAG_MD))
        return;
    if (!nominal_words(d, begin, first - 1) || !noun(&tok[first - 2]) || tok[begin].tag == SS_TAG_IN) return;
    ss_ranges_add(d->ctx->scratch, &draft->content, at, ss_clause_end(d->doc, at));
    ss_ranges_tidy(d, &draft->content);
    ss_explain(d, draft, "verb-behind", 0, (ss_range){at, at + 1},
               "a subject before the parenthesis has its verb behind it");
}

/* "The road was closed, the council said, | for want of salt" */
static void for_want_of(ss_drafting *d, ss_draft *draft)
{
    const ss_token *tok = d->doc->tokens.at;
    if (draft->source.n != 1 || draft->content.n != 1 || draft->source.at[0].last != draft->cue.first) return;
    uint32_t first = draft->source.at[0].first, at = draft->cue.last, end = sentence_last(d, at - 1);
    if (first == 0 || (draft->content.at[0].last + 1 != first && draft->content.at[0].last != first) ||
        !ss_is(&tok[first - 1], ","))
        return;
    if (at + 4 >= end || !ss_is(&tok[at], ",") || !ss_is(&tok[at + 1], "for") ||
        !(noun(&tok[at + 2]) || ss_is(&tok[at + 2], "want")) || !ss_is(&tok[at + 3], "of"))
        return;
    uint32_t last = at + 4;
    while (last < end && last < at + REACH && !(tok[last].flags & SS_PUNCT)) last++;
    ss_ranges_add(d->ctx->scratch, &draft->content, at + 1, last);
    ss_explain(d, draft, "for-want-of", 0, (ss_range){at + 1, last},
               "the reason goes on with the clause before the parenthesis");
}

/* He sang "The Miller's Last Song" twice: a title between marks is no speech of who sings,
 * plays or reads it. */
static bool title_of_work(const ss_drafting *d, const ss_draft *draft)
{
    const ss_token *tok = d->doc->tokens.at;
    const char *class = ss_lexicon_lemma(ss_lexicon_get(d->ctx->model, "cue_verbs"), &tok[draft->cue.head]);
    if ((class && strcmp(class, "m clause") != 0) || /* not "shouted" */
        draft->content.n != 1 || !verb(&tok[draft->cue.head]))
        return false;
    ss_range r = draft->content.at[0];
    if (r.first != draft->cue.last || !(tok[r.first].flags & SS_QUOTE_OPEN)) return false;
    uint32_t close = r.first + 1, words = 0;
    for (; close < r.last && close < r.first + REACH / 2 && !(tok[close].flags & SS_QUOTE_CLOSE); close++) {
        if (!(tok[close].flags & SS_ALPHA)) continue;
        if (!(tok[close].flags & SS_CAPITAL) && tok[close].lower_len > 3) return false;
        words += (tok[close].flags & SS_CAPITAL) != 0;
    }
    return words >= 2 && close + 1 < r.last && (tok[close].flags & SS_QUOTE_CLOSE) &&
           !(tok[close - 1].flags & SS_PUNCT);
}

/* "The cull angered traditional owners": a verb that reports nothing, and a thing it was done to. */
static bool thing_done(const ss_drafting *d, const ss_draft *draft)
{
    const ss_token *tok = d->doc->tokens.at;
    uint32_t head = draft->cue.head;
    if (!ss_finite_verb(&tok[head]) || draft->cue.first != head || draft->cue.last != head + 1 || draft->content.n != 1)
        return false;
    ss_range r = draft->content.at[0];
    if (r.first != draft->cue.last || r.last - r.first > WIDEST_SUBJECT || !nominal_words(d, r.first, r.last) ||
        (tok[r.first].flags & SS_QUOTE_OPEN))
        return false;
    for (uint32_t i = r.first; i < r.last; i++)
        if (tok[i].flags & (SS_IN_QUOTE | SS_QUOTE_OPEN)) return false;
    return tok[r.last - 1].tag == SS_TAG_NNS && r.last + 1 < sentence_last(d, head) && ss_is(&tok[r.last], ",") &&
           tok[r.last + 1].tag == SS_TAG_WP &&
           !ss_lexicon_lemma(ss_lexicon_get(d->ctx->model, "cue_verbs"), &tok[head]);
}

/* “Can he tell us which half?”: an auxiliary alone is not what he tells. */
static bool scrap(const ss_drafting *d, const ss_draft *draft)
{
    const ss_token *tok = d->doc->tokens.at;
    if (draft->content.n != 1 || draft->content.at[0].last != draft->content.at[0].first + 1) return false;
    uint32_t at = draft->content.at[0].first;
    bool auxiliary = tok[at].tag == SS_TAG_MD || !strcmp(tok[at].lemma, "do") || !strcmp(tok[at].lemma, "have") ||
                     !strcmp(tok[at].lemma, "be");
    return auxiliary && at < draft->cue.first && draft->source.n && draft->source.at[0].first == at + 1;
}

void ss_mend_source(ss_drafting *d, ss_draft *draft)
{
    draft->dropped = scrap(d, draft) || title_of_work(d, draft);
    quoted_tail(d, draft);
    according_figure(d, draft);
    whom_we(d, draft);
    front_place(d, draft);
    bare_mark(d, draft);
    subject_in_front(d, draft);
    verb_behind(d, draft);
    for_want_of(d, draft);
}

/* “A tax,” explained Jane Hale, who voted against it, | “is a tax.”: what stands behind the
 * source is not said in the clause that tells of it. */
static void clause_of_source(ss_drafting *d, uint32_t index)
{
    ss_draft *inner = &d->drafts.at[index];
    const ss_token *tok = d->doc->tokens.at;
    if (!inner->content.n) return;
    for (uint32_t k = index > NEIGHBOURS ? index - NEIGHBOURS : 0; k < d->drafts.n && k <= index + NEIGHBOURS; k++) {
        const ss_draft *outer = &d->drafts.at[k];
        if (k == index || outer->dropped || !outer->has_cue || outer->source.n != 1 ||
            outer->source.at[0].first < outer->cue.last)
            continue;
        if (!outer->content.n || outer->content.at[0].last > outer->cue.first ||
            !(tok[outer->content.at[0].first].flags & SS_QUOTE_OPEN))
            continue;
        ss_range r = outer->source.at[0], c = inner->content.at[inner->content.n - 1];
        if (inner->cue.first <= r.first || inner->cue.first > r.last || tok[r.first].sent != tok[inner->cue.first].sent)
            continue;
        for (uint32_t i = r.last > c.first ? r.last : c.first; i < c.last && i < r.last + REACH; i++) {
            if (!(tok[i].flags & SS_QUOTE_OPEN) || !ss_ranges_hold(&outer->content, i)) continue;
            ss_ranges_cut(d->ctx->scratch, &inner->content, i, c.last);
            ss_ranges_tidy(d, &inner->content);
            inner->dropped = !inner->content.n;
            return;
        }
    }
}

void ss_mend_source_last(ss_drafting *d)
{
    for (uint32_t k = 0; k < d->drafts.n; k++) {
        ss_draft *draft = &d->drafts.at[k];
        if (draft->dropped || !draft->has_cue) continue;
        one_of(d, draft);
        asked_to(d, draft);
        draft->dropped = thing_done(d, draft);
        if (!draft->dropped) clause_of_source(d, k);
    }
}
