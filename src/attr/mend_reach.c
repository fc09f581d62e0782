/* mend_reach.c - a part of mend.c: how far a report reaches, by the line of words.
 *
 *   and-that      "said that A, | and that B": the second clause is said as well
 *   opening       "Briefing newsmen in Lagos, | Dr Roe | said": who reports stands behind the comma
 *   around        "Her mother, she said, used to say": her mother used to
 *   say-to        "emailed | to say that", "liked | to recall": the verb of saying is part of the cue
 *   recited       "a sentence | that all could recite: “X”": the relative clause is the teller's
 *   inverted-piece  “Is it soup?” wondered | their spokesman |: who asks stands behind the verb
 *   document-by   "a study by the university which | found": the study found it
 *   nearest   "and one of its authors, Jo Marsh, | acknowledged": she did
 *   whom      “No,” she assured | reporters outside |
 *   before    "but not before | Banks replied, “X”": what runs into the source is not said
 *   torn      "... cases and | urged": a conjunction is no end of who urged
 *   closed    'The boat is no child.' | I went: what its own mark ends
 *   aside     "Her report, a copy of which he keeps, | says": the report says
 *   but-said  "would not comment | but said that X", "complained that X | and ordered": each verb has its own words
 *   predicate  "results fell | and have not recovered, figures show": up to the comma
 *   who       "the owners, who | say"; asked: "Asked about X, he would not deny | Y"; time: "said | last night he
 * would" whose     "the Centre, whose attorney, Jo Nkosi, | argued"; clause: it was passed | “like a recipe,” according
 * to X by-whom       "were warned | by their superiors | not to": who warned stands behind "by"
 *
 * Cost: bounded looks (REACH, LONGEST_CLAUSE) at each draft and, for `around`, at its neighbours.
 */
#include "attr/mend.h"
#include "attr/shapes.h"

/* "a study by the university which | found": who found it is the study. */
static void document_by(ss_drafting *d, ss_draft *draft)
{
    const ss_token *tok = d->doc->tokens.at;
    if (draft->source.n != 1) return;
    ss_range r = draft->source.at[0];
    uint32_t first = sentence_first(d, r.first), which = r.last;
    if (r.last > draft->cue.first || r.first < first + 2 || draft->cue.first > r.last + 2) return;
    if (which > r.first + 1 && (ss_is(&tok[which - 1], "which") || ss_is(&tok[which - 1], "that")))
        which--;
    else if (!ss_is(&tok[which], "which") && !ss_is(&tok[which], "that"))
        return;
    const ss_token *by = &tok[r.first - 1];
    if ((!ss_is(by, "by") && !ss_is(by, "from") && !ss_is(by, "of")) ||
        !ss_lexicon_lemma(d->documents, &tok[r.first - 2]) || !noun(&tok[r.first - 2]))
        return;
    ss_draft_source(d, draft, phrase_start(d, r.first - 2), which);
    ss_explain(d, draft, "document-by", 0, draft->source.at[0],
               "the document before \"by\" is what the clause tells of");
}

/* "A said the study “was poor,” and one of its authors, Jo Marsh, | acknowledged": who stands
 * right before the verb, back to the conjunction, is its subject. */
static void nearest_subject(ss_drafting *d, ss_draft *draft)
{
    const ss_token *tok = d->doc->tokens.at;
    uint8_t tag = tok[draft->cue.head].tag;
    if (draft->source.n != 1 || (tag != SS_TAG_VBD && tag != SS_TAG_VBZ && tag != SS_TAG_VBP)) return;
    uint32_t begin = draft->cue.first, first = sentence_first(d, begin);
    bool named = false;
    for (; begin > first && draft->cue.first - begin < REACH / 2; begin--) {
        const ss_token *t = &tok[begin - 1];
        if (t->tag == SS_TAG_CC || (t->flags & (SS_QUOTE_CLOSE | SS_QUOTE_OPEN)) ||
            (!premodifier(t) && !binding(t) && !ss_is(t, ",")))
            break;
        named |= noun(t);
    }
    if (!named || begin <= first + 1 || tok[begin - 1].tag != SS_TAG_CC ||
        !(tok[begin - 2].flags & (SS_QUOTE_CLOSE | SS_PUNCT)))
        return;
    if (draft->source.at[0].last >= begin || draft->cue.first - begin < 2 || !ss_is(&tok[draft->cue.first - 1], ","))
        return;
    ss_draft_source(d, draft, begin, draft->cue.first - 1);
    ss_ranges_cut(d->ctx->scratch, &draft->content, begin - 1, draft->cue.first);
    ss_ranges_tidy(d, &draft->content);
    ss_explain(d, draft, "nearest", 0, draft->source.at[0], "the phrase between the conjunction and the verb");
}

/* “No,” she assured | reporters outside |: whom an unquoted piece right behind the verb names. */
static void whom_behind(ss_drafting *d, ss_draft *draft)
{
    const ss_token *tok = d->doc->tokens.at;
    const char *frame = ss_lexicon_lemma(d->addressed, &tok[draft->cue.head]);
    uint32_t at = draft->cue.last;
    if (draft->content.n < 2 || !frame || !strchr(frame, 'o') ||
        !(tok[draft->content.at[0].first].flags & SS_QUOTE_OPEN))
        return;
    for (uint32_t i = 1; i < draft->content.n; i++) {
        ss_range r = draft->content.at[i];
        if (r.first != at || draft->content.at[0].last > draft->cue.first) continue;
        uint32_t end = at;
        while (end < r.last && end < at + 8 && premodifier(&tok[end])) end++;
        bool people = end > at && (ss_lexicon_lemma(d->people, &tok[end - 1]) ||
                                   ss_lexicon_word(d->groups, &tok[end - 1]) || tok[end - 1].ner == SS_NER_PER);
        if (!people) return;
        uint32_t stop = end;
        while (stop < r.last && !(tok[stop].flags & (SS_QUOTE_OPEN | SS_PUNCT))) stop++;
        draft->addressee = (ss_range){at, end};
        ss_ranges_cut(d->ctx->scratch, &draft->content, at, stop);
        ss_ranges_tidy(d, &draft->content);
        return;
    }
}

/* "deleted, but not before | fellow singer Ori Banks replied, “X”": what runs into the source
 * of a quotation that follows is not said. */
static void before_source(ss_drafting *d, ss_draft *draft)
{
    const ss_token *tok = d->doc->tokens.at;
    if (draft->content.n < 2 || draft->source.n != 1 || draft->source.at[0].last != draft->cue.first) return;
    uint32_t open = draft->cue.last, begin = draft->source.at[0].first;
    if (!ss_is(&tok[open], ",") || !(tok[open + 1].flags & SS_QUOTE_OPEN) || !ss_ranges_hold(&draft->content, open + 1))
        return;
    for (uint32_t i = 0; i < draft->content.n; i++) {
        ss_range r = draft->content.at[i];
        if (r.first >= begin || r.last + 2 < begin || (tok[r.last - 1].flags & (SS_QUOTE_CLOSE | SS_PUNCT)) ||
            ss_is(&tok[begin - 1], ","))
            continue;
        if (tok[r.first].sent != tok[begin].sent) continue;
        ss_ranges_cut(d->ctx->scratch, &draft->content, sentence_first(d, begin), begin);
        ss_ranges_tidy(d, &draft->content);
        return;
    }
}

/* "said it knew of cases and | urged | Congress to act": a conjunction is no end of who urged; the verb has the
 * subject of the one before it (mend_pairs.c). */
static void torn_source(ss_drafting *d, ss_draft *draft)
{
    const ss_token *tok = d->doc->tokens.at;
    if (draft->source.n != 1 || draft->source.at[0].last != draft->cue.first ||
        tok[draft->cue.first - 1].tag != SS_TAG_CC)
        return;
    uint32_t start = ss_control_start(d->doc, draft->cue.last);
    draft->source = (ss_range_list){0};
    draft->source_head = UINT32_MAX;
    ss_ranges_cut(d->ctx->scratch, &draft->content, 0, draft->cue.first);
    if (start && !draft->content.n) {
        draft->addressee = (ss_range){draft->cue.last, start};
        ss_ranges_add(d->ctx->scratch, &draft->content, start, ss_clause_end(d->doc, start));
    }
    ss_ranges_tidy(d, &draft->content);
}

/* "posted | a photograph of a fishing rod": a picture is no statement. */
static bool shows_picture(const ss_drafting *d, const ss_draft *draft)
{
    const ss_token *tok = d->doc->tokens.at;
    static const char *const verbs[] = {"post", "share", "upload", "publish", "release", "circulate"};
    static const char *const things[] = {"photograph", "photo",   "picture",    "image", "video", "clip",
                                         "selfie",     "footage", "screenshot", "meme",  "emoji"};
    bool one = false, thing = false;
    for (size_t k = 0; k < sizeof verbs / sizeof *verbs; k++) one |= !strcmp(tok[draft->cue.head].lemma, verbs[k]);
    if (!one || draft->content.n != 1 || draft->content.at[0].first < draft->cue.last) return false;
    ss_range r = draft->content.at[0];
    for (uint32_t i = r.first; i < r.last; i++) {
        if ((tok[i].flags & (SS_QUOTE_OPEN | SS_IN_QUOTE)) || ss_finite_verb(&tok[i])) return false;
        if (!premodifier(&tok[i])) break;
        for (size_t k = 0; k < sizeof things / sizeof *things; k++) thing |= !strcmp(tok[i].lemma, things[k]);
    }
    return thing;
}

/* "spoke by | telephone for 50 minutes": that people spoke is no statement. */
static bool mere_talk(const ss_drafting *d, const ss_draft *draft)
{
    const ss_token *tok = d->doc->tokens.at;
    if (shows_picture(d, draft)) return true;
    bool one = ss_lexicon_value_has(ss_lexicon_lemma(d->rules, &tok[draft->cue.head]), "talk");
    if (!one || !draft->content.n || ss_is(&tok[draft->cue.last - 1], "of") ||
        ss_is(&tok[draft->cue.last - 1], "about"))
        return false;
    for (uint32_t i = 0; i < draft->content.n; i++)
        for (uint32_t k = draft->content.at[i].first; k < draft->content.at[i].last; k++)
            if ((tok[k].flags & (SS_QUOTE_OPEN | SS_IN_QUOTE)) || ss_finite_verb(&tok[k]) || tok[k].tag == SS_TAG_MD ||
                ss_is(&tok[k], "of") || ss_is(&tok[k], "about") || ss_is(&tok[k], "against") || ss_is(&tok[k], "that"))
                return false;
    return draft->content.at[0].first >= draft->cue.last;
}

/* "It is the government that | refused | to clear it": who did it stands before "that". */
static void cleft(ss_drafting *d, ss_draft *draft)
{
    const ss_token *tok = d->doc->tokens.at;
    if (draft->source.n != 1 || draft->source.at[0].last != draft->source.at[0].first + 1) return;
    uint32_t it = draft->source.at[0].first, at = it + 2;
    if (!ss_is(&tok[it], "it") || it + 4 >= draft->cue.first + 1 || strcmp(tok[it + 1].lemma, "be") != 0) return;
    while (at < draft->cue.first && (premodifier(&tok[at]) || binding(&tok[at]))) at++;
    if (at == it + 2 || at >= draft->cue.first || (!ss_is(&tok[at], "that") && !ss_is(&tok[at], "who")) ||
        draft->cue.first - at > 3)
        return;
    ss_draft_source(d, draft, it + 2, at);
    ss_explain(d, draft, "cleft", 0, draft->source.at[0], "the phrase that \"it is\" brings forward");
}

/* "apologized to | the owner, Hector Ruiz": he is addressed. */
static void apologised_to(ss_drafting *d, ss_draft *draft)
{
    const ss_token *tok = d->doc->tokens.at;
    const char *lemma = tok[draft->cue.head].lemma;
    if (strcmp(lemma, "apologize") != 0 && strcmp(lemma, "apologise") != 0) return;
    if (draft->addressee.first < draft->addressee.last || !draft->content.n) return;
    uint32_t to = draft->content.at[0].first; /* the preposition belongs to the verb, whichever way it was labelled */
    if (to == draft->cue.last && ss_is(&tok[to], "to") && to + 2 < d->doc->tokens.n && noun(&tok[to + 2])) {
        draft->cue.last = to + 1;
        ss_ranges_cut(d->ctx->scratch, &draft->content, to, to + 1);
        if (!draft->content.n) return;
    }
    if (to == draft->cue.last + 1 && ss_is(&tok[to - 1], "to")) draft->cue.last = to;
    if (ss_is(&tok[draft->content.at[0].first - 1], "to")) {
        draft->addressee = draft->content.at[0];
        return;
    }
    uint32_t head = draft->cue.head,
             end = sentence_last(d, head); /* "apologised on Instagram to Saxby's Joe Lintern" */
    for (uint32_t i = head + 1; i + 1 < end && i < head + 5; i++) {
        if (tok[i].flags & SS_PUNCT) return;
        if ((ss_is(&tok[i], "on") || ss_is(&tok[i], "in") || ss_is(&tok[i], "via")) &&
            ss_lexicon_has(d->media, tok[i + 1].lower))
            draft->medium = (ss_range){i + 1, i + 2};
        if (!ss_is(&tok[i], "to")) continue;
        uint32_t last = i + 1;
        while (last < end && last < i + 8 && premodifier(&tok[last])) last++;
        if (last == i + 1 || !noun(&tok[last - 1])) return;
        draft->addressee = (ss_range){i + 1, last};
        if (draft->medium.first < draft->medium.last &&
            ss_ranges_hold(&draft->content, draft->medium.first)) { /* all that is said of it: to whom */
            draft->content = (ss_range_list){0};
            ss_ranges_add(d->ctx->scratch, &draft->content, i, last);
        }
        return;
    }
}

/* She said, 'The boat is not your child.' | I went: a quotation that its own mark ends is all that she said. */
static void closed(ss_drafting *d, ss_draft *draft)
{
    const ss_token *tok = d->doc->tokens.at;
    for (uint32_t i = 0; i < draft->content.n; i++) {
        ss_range r = draft->content.at[i];
        if (r.first < draft->cue.last || r.first > draft->cue.last + 1 || !(tok[r.first].flags & SS_QUOTE_OPEN))
            continue;
        uint32_t close = r.first + 1;
        while (close < r.last && !((tok[close].flags & SS_QUOTE_CLOSE) && tok[close].depth <= tok[r.first].depth))
            close++;
        if (close + 1 >= r.last || !(tok[close - 1].flags & SS_PUNCT) || ss_is(&tok[close - 1], ",") ||
            (tok[close + 1].flags & SS_QUOTE_OPEN))
            continue;
        if (tok[close + 1].sent == tok[close].sent) continue;
        ss_ranges_cut(d->ctx->scratch, &draft->content, close + 1, r.last);
        ss_explain(d, draft, "closed", 0, (ss_range){r.first, close + 1}, "the quotation is ended by its own mark");
        return;
    }
}

/* "Her report, a copy of which he keeps in his wallet, | says": the aside has its own subject. */
static void aside_which(ss_drafting *d, ss_draft *draft)
{
    const ss_token *tok = d->doc->tokens.at;
    if (draft->source.n != 1 || draft->source.at[0].last >= draft->cue.first || !ss_is(&tok[draft->cue.first - 1], ","))
        return;
    uint32_t first = sentence_first(d, draft->cue.first), comma = first, which = 0;
    while (comma < draft->cue.first && comma < first + REACH / 2 && !ss_is(&tok[comma], ",")) comma++;
    if (comma == first || comma >= draft->source.at[0].first || !nominal_words(d, first, comma) ||
        !noun(&tok[comma - 1]))
        return;
    for (uint32_t i = comma + 1; i < draft->source.at[0].first; i++)
        if (ss_is(&tok[i], "which") || ss_is(&tok[i], "whom") || ss_is(&tok[i], "whose") || ss_is(&tok[i], "where"))
            which = i;
    if (!which || draft->source.at[0].first - which > 3) return;
    ss_draft_source(d, draft, first, comma);
    ss_explain(d, draft, "aside-which", 0, draft->source.at[0], "the phrase before the relative clause between commas");
}

/* "would not comment on the report | but said that X", "complained that X | and ordered staff to go": the second verb
 * of one subject has its own words. */
static void but_said(ss_drafting *d, uint32_t index)
{
    ss_draft *draft = &d->drafts.at[index];
    const ss_token *tok = d->doc->tokens.at;
    for (uint32_t k = index + 1; k < d->drafts.n && k <= index + NEIGHBOURS; k++) {
        const ss_draft *other = &d->drafts.at[k];
        uint32_t at = other->cue.first;
        if (other->dropped || !other->has_cue || tok[at].sent != tok[draft->cue.head].sent || at <= draft->cue.last ||
            at == 0)
            continue;
        bool same = draft->source.n == 1 && other->source.n == 1 &&
                    draft->source.at[0].first == other->source.at[0].first &&
                    draft->source.at[0].last == other->source.at[0].last && ss_is(&tok[at - 1], "and");
        if ((!ss_is(&tok[at - 1], "but") && !same) || tok[at].depth != tok[draft->cue.head].depth ||
            !ss_ranges_hold(&draft->content, at))
            continue;
        if (tok[other->cue.head].tag != SS_TAG_VBD && tok[other->cue.head].tag != SS_TAG_VBZ) continue;
        if (!ss_ranges_hold(&draft->content, draft->cue.last)) continue;
        ss_ranges_cut(d->ctx->scratch, &draft->content, at - 1, d->doc->tokens.n);
        ss_ranges_tidy(d, &draft->content);
        return;
    }
}

/* "results fell by four points | and have not recovered, figures show": the clause in front of who says it
 * reaches to the comma. */
static void predicate_goes_on(ss_drafting *d, uint32_t index)
{
    ss_draft *draft = &d->drafts.at[index];
    const ss_token *tok = d->doc->tokens.at;
    if (draft->content.n != 1 || draft->source.n != 1 || draft->source.at[0].last > draft->cue.first) return;
    ss_range r = draft->content.at[0];
    uint32_t who = draft->source.at[0].first, from = r.last;
    if (from + 3 > who || who - from > REACH / 2 || r.first != sentence_first(d, who) || tok[from].tag != SS_TAG_CC ||
        !ss_is(&tok[who - 1], ","))
        return;
    bool finite = false;
    for (uint32_t i = from; i + 1 < who; i++) {
        if ((tok[i].flags & (SS_PUNCT | SS_QUOTE_OPEN)) || tok[i].depth != tok[draft->cue.head].depth) return;
        finite |= ss_finite_verb(&tok[i]) || tok[i].tag == SS_TAG_MD;
    }
    if (!finite) return;
    for (uint32_t k = index > NEIGHBOURS ? index - NEIGHBOURS : 0; k < d->drafts.n && k <= index + NEIGHBOURS; k++) {
        const ss_draft *other = &d->drafts.at[k];
        if (k != index && !other->dropped && other->has_cue && other->cue.first >= r.first && other->cue.first < who)
            return;
    }
    ss_ranges_add(d->ctx->scratch, &draft->content, from, who - 1);
    ss_explain(d, draft, "predicate", 0, (ss_range){from, who - 1},
               "the clause in front of who says it goes on to the comma");
}

/* "fury from the owners, who | say": who stands for the noun before it. */
static void who_before(ss_drafting *d, ss_draft *draft)
{
    const ss_token *tok = d->doc->tokens.at;
    uint32_t at = draft->cue.first, first = sentence_first(d, at);
    if (at < first + 3 || !ss_is(&tok[at - 1], "who") || !ss_is(&tok[at - 2], ",") || !noun(&tok[at - 3])) return;
    uint32_t begin = at - 3; /* the nearest noun phrase: "fury from | the owners, who" */
    while (begin > first && premodifier(&tok[begin - 1]) && tok[begin].tag != SS_TAG_DT &&
           tok[begin].tag != SS_TAG_PRPS)
        begin--;
    for (uint32_t i = 0; i < draft->source.n; i++)
        if (draft->source.at[i].last > begin && draft->source.at[i].first < at) return;
    if (!draft->source.n || draft->source.at[0].first > at) return;
    ss_draft_source(d, draft, begin, at - 2);
    ss_explain(d, draft, "who-before", 0, draft->source.at[0], "\"who\" stands for the noun before it");
}

/* "Asked about the letter, | Klee would neither confirm nor deny | its existence": the question is not his. */
static void asked_front(ss_drafting *d, ss_draft *draft)
{
    const ss_token *tok = d->doc->tokens.at;
    uint32_t first = sentence_first(d, draft->cue.head), at = draft->cue.last;
    if (draft->content.n != 1 || draft->source.n != 1 || strcmp(tok[first].lemma, "ask") != 0 ||
        tok[first].tag != SS_TAG_VBN)
        return;
    ss_range r = draft->content.at[0];
    if (r.first != first || r.last > draft->source.at[0].first || at + 1 >= sentence_last(d, at) ||
        (tok[at].flags & SS_PUNCT))
        return;
    draft->content = (ss_range_list){0};
    ss_ranges_add(d->ctx->scratch, &draft->content, at, ss_clause_end(d->doc, at));
    ss_ranges_tidy(d, &draft->content);
}

/* "said | last night he would appeal": when it was said is no part of it. */
static void time_in_front(ss_drafting *d, ss_draft *draft)
{
    const ss_token *tok = d->doc->tokens.at;
    if (!draft->content.n || draft->content.at[0].first != draft->cue.last) return;
    ss_range r = draft->content.at[0];
    uint32_t last = r.first;
    while (last < r.last && last < r.first + 4 && in_time(d->doc, last, last + 1)) last++;
    if (last == r.first || last + 1 >= r.last) return;
    const ss_token *next = &tok[last];
    if (next->tag != SS_TAG_PRP && next->tag != SS_TAG_DT && next->tag != SS_TAG_PRPS && !ss_is(next, "that")) return;
    ss_ranges_cut(d->ctx->scratch, &draft->content, r.first, last);
}

/* "by the Centre, whose attorney, Thandeka Nkosi, | argued": she did. */
static void whose_name(ss_drafting *d, ss_draft *draft)
{
    const ss_token *tok = d->doc->tokens.at;
    uint32_t end = draft->cue.first, first = sentence_first(d, end);
    if (end < first + 5 || !ss_is(&tok[end - 1], ",")) return;
    uint32_t name = end - 1;
    while (name > first && end - name < REACH / 4 && noun(&tok[name - 1])) name--;
    if (name == end - 1 || name <= first + 2 || !ss_is(&tok[name - 1], ",")) return;
    uint32_t at = name - 1;
    while (at > first && name - at < REACH / 4 && premodifier(&tok[at - 1]) && !ss_is(&tok[at - 1], "whose")) at--;
    if (at == name - 1 || at == first || !ss_is(&tok[at - 1], "whose")) return;
    ss_draft_source(d, draft, name, end - 1);
    ss_ranges_cut(d->ctx->scratch, &draft->content, at - 1, end);
    ss_explain(d, draft, "whose", 0, draft->source.at[0], "the name beside the noun behind \"whose\"");
}

/* The practice was passed | “like a recipe,” according to a report: the clause begins before the marks. */
static void according_clause(ss_drafting *d, uint32_t index)
{
    ss_draft *draft = &d->drafts.at[index];
    const ss_token *tok = d->doc->tokens.at;
    uint32_t first = sentence_first(d, draft->cue.first);
    if (!ss_is(&tok[draft->cue.first], "according") || draft->content.n != 1) return;
    ss_range r = draft->content.at[0];
    if (r.last > draft->cue.first || r.first < first + 3 || !(tok[r.first].flags & SS_QUOTE_OPEN) ||
        (tok[r.first - 1].flags & SS_PUNCT))
        return;
    for (uint32_t k = index > NEIGHBOURS ? index - NEIGHBOURS : 0; k < d->drafts.n && k <= index + NEIGHBOURS; k++) {
        const ss_draft *other = &d->drafts.at[k]; /* "Roe wrote that “X,” according to": the words have a writer */
        if (k != index && !other->dropped && other->has_cue && other->cue.first >= first && other->cue.first < r.first)
            return;
    }
    bool finite = false;
    for (uint32_t i = first; i < r.first; i++) finite |= ss_finite_verb(&tok[i]) && !(tok[i].flags & SS_IN_QUOTE);
    if (finite) ss_ranges_add(d->ctx->scratch, &draft->content, first, r.first);
}

/* "to pay R3 | .6 million": a point inside a number ends nothing. */
static void number_goes_on(ss_drafting *d, ss_draft *draft)
{
    const ss_token *tok = d->doc->tokens.at;
    if (!draft->content.n) return;
    uint32_t last = draft->content.at[draft->content.n - 1].last;
    if (last + 2 >= sentence_last(d, draft->cue.head) || tok[last - 1].sent != tok[draft->cue.head].sent ||
        !ss_is(&tok[last], "."))
        return;
    if ((tok[last].flags & SS_SPACE_BEFORE) || (tok[last + 1].flags & SS_SPACE_BEFORE) ||
        !(tok[last + 1].flags & SS_DIGIT))
        return;
    uint32_t to = last + 1;
    while (to < sentence_last(d, last) && to < last + REACH && !(tok[to].flags & SS_PUNCT)) to++;
    ss_ranges_add(d->ctx->scratch, &draft->content, last, to);
}

/* "said that A, | and that B": what goes on with another "that". */
static void and_that(ss_drafting *d, ss_draft *draft)
{
    const ss_token *tok = d->doc->tokens.at;
    if (!draft->content.n || draft->region >= 0) return;
    uint32_t head = draft->cue.head, at = draft->content.at[draft->content.n - 1].last, end = sentence_last(d, head);
    bool that = false;
    for (uint32_t i = 0; i < draft->content.n; i++) that |= ss_is(&tok[draft->content.at[i].first], "that");
    if (!that || at <= draft->cue.last || at + 3 >= end || at < sentence_first(d, head)) return;
    at += ss_is(&tok[at], ",");
    if (tok[at].tag != SS_TAG_CC || !ss_is(&tok[at + 1], "that") || tok[at + 1].tag == SS_TAG_DT) return;
    if (tok[at].depth != tok[head].depth || ss_finite_verb(&tok[at + 2])) return;
    ss_ranges_add(d->ctx->scratch, &draft->content, draft->content.at[draft->content.n - 1].last,
                  ss_clause_end(d->doc, at));
    ss_ranges_tidy(d, &draft->content);
    ss_explain(d, draft, "and-that", 0, (ss_range){at, at + 2}, "what was said goes on with another \"that\"");
}

/* "Briefing newsmen in Lagos on Friday, the commissioner, Dr Roe, | said" */
static void opening(ss_drafting *d, ss_draft *draft)
{
    const ss_token *tok = d->doc->tokens.at;
    if (draft->source.n != 1 || draft->source.at[0].last > draft->cue.first) return;
    ss_range r = draft->source.at[0];
    if (r.first != sentence_first(d, r.first)) return;
    const ss_token *t = &tok[r.first]; /* taggers take "Briefing newsmen" for nouns */
    bool ing = t->lower_len > 5 && !strcmp(t->lower + t->lower_len - 3, "ing") && noun(t) && noun(&tok[r.first + 1]);
    if (t->tag != SS_TAG_VBG && t->tag != SS_TAG_VBN && !ing) return;
    for (uint32_t i = r.first + 2; i + 1 < r.last && i < r.first + REACH; i++) {
        if (!ss_is(&tok[i], ",") || in_time(d->doc, i + 1, i + 2)) continue;
        const ss_token *next = &tok[i + 1];
        if (!premodifier(next) && next->tag != SS_TAG_PRP) continue;
        ss_draft_source(d, draft, i + 1, r.last);
        ss_explain(d, draft, "opening", 0, (ss_range){i + 1, r.last},
                   "the phrase behind the participle that opens the sentence");
        return;
    }
}

/* "Her mother, she said, used to say that": the parenthesis has its own subject. */
static void around(ss_drafting *d, uint32_t index)
{
    ss_draft *draft = &d->drafts.at[index];
    const ss_token *tok = d->doc->tokens.at;
    if (draft->source.n != 1 || index == 0) return;
    ss_range r = draft->source.at[0];
    for (uint32_t k = index; k-- > 0 && index - k <= NEIGHBOURS;) {
        const ss_draft *aside = &d->drafts.at[k];
        if (aside->dropped || !aside->has_cue || aside->source.n != 1 || aside->source.at[0].first != r.first) continue;
        if (aside->cue.first != r.last || aside->cue.last >= draft->cue.first || !ss_is(&tok[aside->cue.last], ","))
            continue;
        uint32_t first = sentence_first(d, r.first);
        if (r.first < first + 2 || !ss_is(&tok[r.first - 1], ",")) return;
        uint32_t begin = phrase_start(d, r.first - 2);
        if (begin != first || !noun(&tok[r.first - 2])) return;
        ss_draft_source(d, draft, begin, r.first - 1);
        ss_explain(d, draft, "around", 0, (ss_range){begin, r.first - 1},
                   "the subject of the sentence around the parenthesis");
        return;
    }
}

/* "emailed | to say the firm cared", "liked | to recall": the verb of saying is part of the cue. */
static void say_to(ss_drafting *d, ss_draft *draft)
{
    const ss_token *tok = d->doc->tokens.at;
    uint32_t at = draft->cue.last, end = sentence_last(d, draft->cue.head);
    bool one = ss_lexicon_value_has(ss_lexicon_lemma(d->rules, &tok[draft->cue.head]), "to-say");
    if (!one || at + 2 >= end) return;
    bool object = !ss_is(&tok[at], "to") && tok[at].tag == SS_TAG_PRP; /* "wrote me to say" */
    if (!ss_is(&tok[at + object], "to") || tok[at + object + 1].tag != SS_TAG_VB) return;
    const char *class = ss_lexicon_lemma(ss_lexicon_get(d->ctx->model, "cue_verbs"), &tok[at + object + 1]);
    if (!class || *class != 's') return;
    uint32_t from = at + object + 2;
    bool aside = from < end && ss_is(&tok[from], ","); /* "she liked to recall, “hid them”" */
    draft->cue.last = from;
    draft->cue.head = from - 1;
    if (draft->addressee.first >= at) draft->addressee = (ss_range){0, 0};
    ss_ranges_cut(d->ctx->scratch, &draft->content, at, from);
    if (!aside && from < end && (!draft->content.n || draft->content.at[draft->content.n - 1].last > from)) {
        if (draft->content.n && draft->content.at[0].first > from && ss_is(&tok[from], "to")) return;
        ss_ranges_add(d->ctx->scratch, &draft->content, from, ss_clause_end(d->doc, from));
    }
    ss_ranges_tidy(d, &draft->content);
    ss_explain(d, draft, "say-to", 0, (ss_range){at, from}, "the verb of saying behind \"to\"");
}

/* "ends with a sentence | that all could recite: “X”" */
static void recited(ss_drafting *d, ss_draft *draft)
{
    const ss_token *tok = d->doc->tokens.at;
    if (!draft->content.n) return;
    ss_range r = draft->content.at[0];
    bool by = r.first + 2 < r.last && r.first > 0 && ss_is(&tok[r.first + 1], ":") &&
              (tok[r.first + 2].flags & SS_QUOTE_OPEN); /* "replied by | e-mail: “X”" */
    if (by && ss_is(&tok[r.first - 1], "by") && ss_lexicon_lemma(d->media, &tok[r.first])) {
        ss_ranges_cut(d->ctx->scratch, &draft->content, r.first, r.first + 2);
        return;
    }
    if (!noun(&tok[draft->cue.last - 1])) return;
    if (r.first != draft->cue.last || (!ss_is(&tok[r.first], "that") && !ss_is(&tok[r.first], "which"))) return;
    for (uint32_t i = r.first + 1; i + 1 < r.last && i < r.first + REACH; i++) {
        if (!ss_is(&tok[i], ":") || !(tok[i + 1].flags & SS_QUOTE_OPEN)) continue;
        ss_ranges_cut(d->ctx->scratch, &draft->content, r.first, i + 1);
        ss_explain(d, draft, "recited", 0, (ss_range){r.first, i},
                   "the clause that leads to the quotation is the teller's");
        return;
    }
}

/* “Is it soup?” wondered | their spokesman |.: who stands behind an inverted verb says it. */
static void inverted_piece(ss_drafting *d, ss_draft *draft)
{
    const ss_token *tok = d->doc->tokens.at;
    uint32_t at = draft->cue.last;
    if (draft->content.n < 2 || draft->cue.first < 2 || !(tok[draft->cue.first - 1].flags & SS_QUOTE_CLOSE)) return;
    if (!(tok[draft->cue.first - 2].flags & SS_PUNCT)) return; /* "would “of course” read their letter" */
    if (draft->content.at[0].last > draft->cue.first || (draft->source.n && draft->source.at[0].first == at)) return;
    for (uint32_t i = 1; i < draft->content.n; i++) {
        ss_range r = draft->content.at[i];
        if (r.first != at || r.last - r.first > REACH / 2 || (tok[at].flags & SS_QUOTE_OPEN) ||
            !nominal_words(d, r.first, r.last))
            continue;
        ss_draft_source(d, draft, r.first, r.last);
        ss_ranges_cut(d->ctx->scratch, &draft->content, r.first, r.last);
        ss_explain(d, draft, "inverted-piece", 0, r, "the phrase behind an inverted verb that follows a quotation");
        return;
    }
}

/* "workers had been warned | by their superiors | not to talk" */
static void by_whom(ss_drafting *d, ss_draft *draft)
{
    const ss_token *tok = d->doc->tokens.at;
    uint32_t head = draft->cue.head, at = draft->cue.last, end = sentence_last(d, head);
    const char *frame = ss_lexicon_lemma(d->addressed, &tok[head]);
    bool known = draft->source.n == 1 && draft->source.at[0].first == at + 1;
    if ((draft->source.n && !known) || !frame || !strchr(frame, 'o') || tok[head].tag != SS_TAG_VBN ||
        draft->cue.first == head)
        return;
    if (at + 2 >= end || !ss_is(&tok[at], "by") || in_time(d->doc, at + 1, at + 2)) return;
    uint32_t last = at + 1;
    bool named = false;
    while (last < end && last < at + REACH / 2 &&
           (premodifier(&tok[last]) || ss_is(&tok[last], "of") || (tok[last].tag == SS_TAG_PRP && last == at + 1))) {
        named |= noun(&tok[last]) || tok[last].tag == SS_TAG_PRP;
        last++;
    }
    if (!named) return;
    ss_draft_source(d, draft, at + 1, last);
    ss_ranges_cut(d->ctx->scratch, &draft->content, at, last);
    for (uint32_t i = 0; i < draft->content.n; i++) { /* "health workers | had been warned": they were told */
        ss_range r = draft->content.at[i];
        if (r.last != draft->cue.first || draft->content.n < 2 || !nominal_words(d, r.first, r.last)) continue;
        draft->addressee = r;
        ss_ranges_cut(d->ctx->scratch, &draft->content, r.first, r.last);
        break;
    }
    ss_ranges_tidy(d, &draft->content);
    ss_explain(d, draft, "by-whom", 0, (ss_range){at + 1, last}, "who did it stands behind \"by\"");
}

void ss_mend_reach(ss_drafting *d)
{
    for (uint32_t k = 0; k < d->drafts.n; k++) {
        ss_draft *draft = &d->drafts.at[k];
        if (draft->dropped || !draft->has_cue) continue;
        if (mere_talk(d, draft)) {
            draft->dropped = true;
            continue;
        }
        opening(d, draft);
        cleft(d, draft);
        closed(d, draft);
        who_before(d, draft);
        predicate_goes_on(d, k);
        whose_name(d, draft);
        according_clause(d, k);
        number_goes_on(d, draft);
        asked_front(d, draft);
        time_in_front(d, draft);
        aside_which(d, draft);
        but_said(d, k);
        apologised_to(d, draft);
        document_by(d, draft);
        nearest_subject(d, draft);
        whom_behind(d, draft);
        before_source(d, draft);
        torn_source(d, draft);
        around(d, k);
        say_to(d, draft);
        by_whom(d, draft);
        recited(d, draft);
        inverted_piece(d, draft);
        and_that(d, draft);
        draft->dropped |= !draft->content.n;
    }
}
