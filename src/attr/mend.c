/* mend.c - what models leave half done, whichever models they are.
 *
 * Learned cues and roles are right in the main and ragged at the edges: half a noun
 * phrase for a source, a conjunction for a content, the object of "citing" for who
 * reported. Each rule here makes one such thing whole from the line of words:
 *
 *   source-whole   "A spokesman for the firm's | agent": the phrase from its beginning
 *   participle     "The Post, citing an officer, reported": who reported is the Post
 *   quoted-as      "quoted the officer as saying": the officer says
 *   own-sentence   a piece of another sentence belongs only where it is quoted
 *   headline       "Chief Lied to Auditors, Filing Says": the last phrase reports
 *   cue-medium     "wrote on X: ...": the platform is the medium, no part of the cue
 *   cue-ends       "denied | asking for money", "asked | not to be named", "explained | to a reporter"
 *   alleged        "is alleged | to have replied"; asked: "her aide, asked about it, said"
 *   aside          “Sir,” Hill said, holding up a hand, “no.”; relay: “X,” the suit claims
 *   absolute       "with each side accusing the other"; adds: "A said B left, adding that"
 *   beside-quote   "“X,” she recalled in a memoir": who, where and when are not said
 *   named-behind   "“X,” its lawyer, Jo Ray, | said": the name behind the mark is the source
 *   inverted       "X, says | the ministry": the ministry is the source
 *   from           "a warning | from the coast guard"; semicolon: "A; B wrote C": A is not B's
 *   lone-word      a content that is only "that" or "to" is the clause behind it
 *   to-whom        "complained | to the city about the trucks": the city is addressed
 *   torn-end       "that the glass | cannot": no end between subject and verb
 *   gap            "pleaded | not guilty | to nine counts": no hole behind the cue
 *   clause-goes-on "that A and that B | expected C": the clause is not cut in its subject
 *
 * Not applied to flat readings. Cost: bounded looks (REACH) at each draft and its
 * neighbours in the sentence.
 */
#include "attr/mend.h"
#include "attr/shapes.h"

/* "A spokesman for the firm's | agent" */
static void source_whole(ss_drafting *d, ss_draft *draft)
{
    if (draft->source.n != 1) return;
    ss_range r = draft->source.at[0];
    const ss_token *tok0 = d->doc->tokens.at, *t = &tok0[r.first];
    if (t->tag == SS_TAG_PRP || (t->flags & SS_SENT_FIRST)) return;
    uint32_t first = phrase_start(d, r.first);
    if (first > sentence_first(d, r.first) && ss_is(&tok0[first - 1], "neither"))
        first--; /* "Neither the hospital nor the union" */
    if (r.first >= draft->cue.last && first < draft->cue.last) first = draft->cue.last;
    if (ss_is(&tok0[r.first - 1], "in") && tok0[r.first].tag == SS_TAG_DT)
        return; /* "the mayor of B in the C" may be two phrases */
    while (first < r.first && binding(t - (r.first - first))) first++;
    if (first >= r.first || in_time(d->doc, first, r.first)) return;
    if (first > 0 && r.first - first <= 2 &&
        (tok0[first - 1].flags & SS_QUOTE_CLOSE)) /* ” building | superintendent Gus Price */
        ss_ranges_cut(d->ctx->scratch, &draft->content, first, r.first);
    for (uint32_t i = first; i < r.first; i++)
        if (ss_ranges_hold(&draft->content, i) || (i >= draft->cue.first && i < draft->cue.last)) return;
    ss_draft_source(d, draft, first, r.last);
    ss_explain(d, draft, "source-whole", 0, (ss_range){first, r.last}, "a source is its whole noun phrase");
}

/* "The Post, citing an officer, reported": who reported stands before the participle. */
static void before_participle(ss_drafting *d, ss_draft *draft)
{
    const ss_token *tok = d->doc->tokens.at;
    if (draft->source.n != 1 || draft->source.at[0].last > draft->cue.first) return;
    ss_range r = draft->source.at[0];
    uint32_t first = sentence_first(d, r.first);
    if (r.first < first + 2 || !verb(&tok[draft->cue.head]) || !ss_is(&tok[r.last], ",")) return;
    uint32_t comma = r.first;
    while (comma > first + 1 && r.first - comma < REACH / 2 && !(tok[comma - 1].flags & (SS_PUNCT | SS_QUOTE_CLOSE)))
        comma--;
    if (comma <= first + 1 || !ss_is(&tok[comma - 1], ",")) return;
    const ss_token *named = &tok[comma - 2];
    if (!noun(named) && named->tag != SS_TAG_CD && named->tag != SS_TAG_PRP && !ss_is(named, "another") &&
        !ss_is(named, "one"))
        return;
    const ss_token *opens = &tok[comma];
    bool participle = opens->tag == SS_TAG_VBG || opens->tag == SS_TAG_VBN || opens->tag == SS_TAG_VBD;
    bool relative =
        opens->tag == SS_TAG_WDT || opens->tag == SS_TAG_WP || opens->tag == SS_TAG_WRB || opens->tag == SS_TAG_WPS;
    if (!participle && !(relative && r.first > comma) && !(relative && r.last > comma + 2)) return;
    uint32_t begin = named->tag == SS_TAG_PRP ? comma - 2 : phrase_start(d, comma - 2);
    if (begin >= comma - 1) return;
    ss_draft_source(d, draft, begin, comma - 1);
    ss_ranges_cut(d->ctx->scratch, &draft->content, begin, draft->cue.first);
    ss_explain(d, draft, "participle", 0, (ss_range){begin, comma - 1},
               "what stands between commas tells of the source, which is before it");
}

static bool medium_preposition(const ss_token *t);

/* "One, published in 2021 by others, | concluded": the phrase that opens the sentence. */
static void before_aside(ss_drafting *d, ss_draft *draft)
{
    const ss_token *tok = d->doc->tokens.at;
    uint32_t first = sentence_first(d, draft->cue.head), at = draft->cue.first;
    uint8_t tag = tok[draft->cue.head].tag;
    if (draft->source.n || draft->asked || at < first + 4 || !ss_is(&tok[at - 1], ",")) return;
    if (tag != SS_TAG_VBD && tag != SS_TAG_VBZ && tag != SS_TAG_VBP) return;
    uint32_t end = first;
    while (end < at - 1 && end < first + REACH / 2 &&
           (premodifier(&tok[end]) || binding(&tok[end]) || tok[end].tag == SS_TAG_PRP))
        end++;
    if (end == first || end >= at - 1 || !ss_is(&tok[end], ",") || binding(&tok[first])) return;
    bool behind = false, whole = false; /* "The doctor, | in a letter to them, | wrote that": the subject taken for a
                                           piece of what was said */
    for (uint32_t i = 0; i < draft->content.n; i++) {
        behind |= draft->content.at[i].first >= draft->cue.last;
        whole |= draft->content.at[i].first == first && draft->content.at[i].last <= at;
    }
    if (ss_ranges_hold(&draft->content, first) && !(behind && whole && medium_preposition(&tok[end + 1]))) return;
    ss_draft_source(d, draft, first, end);
    ss_ranges_cut(d->ctx->scratch, &draft->content, first, at);
    ss_explain(d, draft, "before-aside", 0, (ss_range){first, end}, "the phrase before what stands between commas");
}

/* A piece of another sentence is this one's only where it is quoted. */
static void own_sentence(ss_drafting *d, ss_draft *draft)
{
    const ss_token *tok = d->doc->tokens.at;
    uint32_t first = sentence_first(d, draft->cue.head), last = sentence_last(d, draft->cue.head);
    bool own = false;
    for (uint32_t i = 0; i < draft->content.n; i++)
        own |= draft->content.at[i].first < last && draft->content.at[i].last > first;
    for (uint32_t i = 0; i < draft->content.n && own && draft->content.n > 1; i++) {
        ss_range r = draft->content.at[i];
        if (r.last > first && r.first < last) continue;
        if (tok[r.first].depth > tok[draft->cue.head].depth || (tok[r.first].flags & SS_QUOTE_OPEN)) continue;
        ss_ranges_cut(d->ctx->scratch, &draft->content, r.first, r.last);
        i--;
    }
}

/* "Port Chief Lied to Auditors, | Filing | Says": in a headline the last phrase reports. */
static void headline(ss_drafting *d, ss_draft *draft)
{
    const ss_token *tok = d->doc->tokens.at;
    if (!(tok[draft->cue.head].flags & SS_CAPITAL) || draft->source.n != 1 ||
        draft->source.at[0].last != draft->cue.first)
        return;
    ss_range r = draft->source.at[0];
    uint32_t comma = r.last;
    while (comma > r.first && !ss_is(&tok[comma - 1], ",")) comma--;
    if (comma <= r.first + 1 || !(tok[comma].flags & SS_CAPITAL)) return;
    ss_draft_source(d, draft, comma, r.last);
    ss_ranges_add(d->ctx->scratch, &draft->content, r.first, comma - 1);
}

/* "wrote on X: ..." */
static void cue_medium(ss_drafting *d, ss_draft *draft)
{
    const ss_token *tok = d->doc->tokens.at;
    if (draft->cue.last > draft->cue.first + 1 && draft->cue.last - 1 > draft->cue.head &&
        ss_is(&tok[draft->cue.last - 1], ":"))
        draft->cue.last--;
    for (uint32_t i = draft->cue.head + 1; i + 1 < draft->cue.last; i++) {
        if (!ss_is(&tok[i], "on") && !ss_is(&tok[i], "in") && !ss_is(&tok[i], "via") && !ss_is(&tok[i], "at")) continue;
        bool medium = false;
        for (uint32_t k = i + 1; k < draft->cue.last; k++)
            medium |= ss_lexicon_lemma(d->media, &tok[k]) || ss_lexicon_has(d->media, tok[k].lower);
        if (medium) draft->cue.last = i;
        return;
    }
}

/* "denied | asking for", "had asked | not to": what is denied or asked is content. */
static void cue_ends(ss_drafting *d, ss_draft *draft)
{
    const ss_token *tok = d->doc->tokens.at;
    uint32_t head = draft->cue.head, last = draft->cue.last;
    if (last < head + 2 || last >= d->doc->tokens.n || !verb(&tok[head])) return;
    uint32_t at = last, to = head + 1;
    /* "accused | his opponent of spreading", "expected | talks" */
    const char *class = ss_lexicon_lemma(ss_lexicon_get(d->ctx->model, "cue_verbs"), &tok[head]);
    bool object = class && (premodifier(&tok[to]) || tok[to].tag == SS_TAG_PRP);
    bool against = class && to + 1 < last && tok[to].tag == SS_TAG_IN && !ss_is(&tok[to], "as") &&
                   tok[last - 1].tag == SS_TAG_VBG; /* "warned | against blaming" */
    bool infinitive = tok[to].tag == SS_TAG_TO && to + 1 < last && tok[to + 1].tag == SS_TAG_VB;
    /* “X,” she explained | to an interviewer */
    bool quoted = draft->content.n && draft->content.at[0].last <= draft->cue.first &&
                  (tok[draft->content.at[0].first].flags & SS_QUOTE_OPEN);
    bool whom = class && *class == 's' && ss_finite_verb(&tok[head]) && quoted && last == to + 1 &&
                ss_is(&tok[to], "to") && tok[last].tag != SS_TAG_VB && !ss_ranges_hold(&draft->content, last);
    if (object && tok[head].tag != SS_TAG_VBN && !ss_lexicon_lemma(d->issuing, &tok[head]) &&
        !in_time(d->doc, to, last)) {
        at = to;
    } else if (against || whom) {
        at = to;
    } else if (ss_is(&tok[last - 1], "that") && tok[last - 1].tag != SS_TAG_DT) {
        at = last - 1;
    } else if (infinitive && (class || ss_lexicon_lemma(d->negative, &tok[head])) && tok[head].tag != SS_TAG_VBN) {
        at = to; /* "declined | to provide an update", "expect | to vote for" */
    } else if (ss_is(&tok[last - 1], "not") && tok[last].tag == SS_TAG_TO) {
        at = last - 1;
    } else if (tok[to].tag == SS_TAG_VBG && ss_lexicon_lemma(d->negative, &tok[head])) {
        at = to;
    }
    if (at == last) return;
    draft->cue.last = at;
    if (ss_ranges_hold(&draft->content, last)) ss_ranges_add(d->ctx->scratch, &draft->content, at, last);
}

/* "is alleged | to have replied": the verb of saying is part of the cue. */
static void alleged_to(ss_drafting *d, ss_draft *draft)
{
    const ss_token *tok = d->doc->tokens.at;
    uint32_t end = sentence_last(d, draft->cue.head), at = draft->cue.last;
    bool passive = tok[draft->cue.head].tag == SS_TAG_VBN && draft->cue.first < draft->cue.head;
    if (!passive || at + 1 >= end || tok[at].tag != SS_TAG_TO) return;
    at += 1 + ss_is(&tok[at + 1], "have");
    if (at >= end || !verb(&tok[at])) return;
    const char *class = ss_lexicon_lemma(ss_lexicon_get(d->ctx->model, "cue_verbs"), &tok[at]);
    if (!class || (*class != 's' && *class != 'w')) return;
    ss_ranges_cut(d->ctx->scratch, &draft->content, draft->cue.last, at + 1);
    ss_ranges_tidy(d, &draft->content);
    if (!draft->content.n) return;
    draft->cue.last = at + 1;
}

/* "with each side accusing the other of bad faith": the participle's own words. */
static void absolute(ss_drafting *d, ss_draft *draft)
{
    const ss_token *tok = d->doc->tokens.at;
    if (tok[draft->cue.head].tag != SS_TAG_VBG || draft->source.n != 1) return;
    ss_range r = draft->source.at[0];
    if (r.last != draft->cue.first || r.first == 0) return;
    bool with = ss_is(&tok[r.first], "with");
    if (!with && !ss_is(&tok[r.first - 1], "with")) return;
    if (with && r.last > r.first + 1) ss_draft_source(d, draft, r.first + 1, r.last);
    uint32_t end = sentence_last(d, draft->cue.head), last = draft->cue.last;
    while (last < end && last < draft->cue.last + REACH && !(tok[last].flags & SS_PUNCT)) last++;
    if (last <= draft->cue.last + 1) return;
    draft->content = (ss_range_list){0};
    ss_ranges_add(d->ctx->scratch, &draft->content, draft->cue.last, last);
    ss_explain(d, draft, "absolute", 0, (ss_range){draft->cue.first, last},
               "behind \"with\" the participle has its own words");
}

/* "His spokesman, asked about the call, said": he was asked. */
static void asked_aside(ss_drafting *d, ss_draft *draft)
{
    const ss_token *tok = d->doc->tokens.at;
    uint32_t at = draft->cue.first;
    const char *frame = ss_lexicon_lemma(d->addressed, &tok[draft->cue.head]);
    uint8_t tag = tok[draft->cue.head].tag;
    if (!frame || !strchr(frame, 'o') || (tag != SS_TAG_VBN && tag != SS_TAG_VBD) || at < 2 ||
        !ss_is(&tok[at - 1], ","))
        return;
    if (tok[at].sent != tok[at - 2].sent || !noun(&tok[at - 2]) || draft->cue.head != at) return;
    const ss_token *next = &tok[at + 1];
    if (!ss_is(next, "about") && !ss_is(next, "whether") && !ss_is(next, "if") && !ss_is(next, "why") &&
        !ss_is(next, "how") && !ss_is(next, "by") && !ss_is(next, "on"))
        return;
    draft->addressee = (ss_range){phrase_start(d, at - 2), at - 1};
    draft->source = (ss_range_list){0};
    draft->source_head = UINT32_MAX;
    draft->asked = true;
}

/* “X,” she recalled | in a memoir, “The Umbrella Years.” | “Y.”: what is not between
 * marks behind the cue of a quotation tells to whom, in what and when. */
static void beside_quote(ss_drafting *d, ss_draft *draft)
{
    const ss_token *tok = d->doc->tokens.at;
    if (draft->content.n < 2) return;
    ss_range before = draft->content.at[0];
    if (before.last > draft->cue.first || !(tok[before.first].flags & SS_QUOTE_OPEN) ||
        !(tok[before.last - 1].flags & SS_QUOTE_CLOSE))
        return;
    uint32_t level = tok[draft->cue.head].depth, end = sentence_last(d, draft->cue.head);
    for (uint32_t i = 1; i < draft->content.n; i++) {
        ss_range r = draft->content.at[i];
        if (r.first < draft->cue.last || r.first >= end) continue;
        if (tok[r.first].tag != SS_TAG_IN && tok[r.first].tag != SS_TAG_TO && tok[r.first - 1].tag != SS_TAG_IN &&
            tok[r.first - 1].tag != SS_TAG_TO)
            continue;
        if (tok[r.first].depth > level || (tok[r.first].flags & SS_QUOTE_OPEN)) continue;
        uint32_t stop = r.first; /* the next quotation that is speech: a whole sentence or a resumed one */
        for (; stop < r.last && stop < r.first + LONGEST_CLAUSE; stop++) {
            if (!(tok[stop].flags & SS_QUOTE_OPEN) || tok[stop].depth > level + 1) continue;
            const ss_token *mark = &tok[stop - 1];
            if (stop > r.first && (ss_is(mark, ".") || (mark->flags & SS_QUOTE_CLOSE))) break;
        }
        uint32_t to = ss_is(&tok[r.first], "to") ? r.first + 1 : r.first, last = to;
        bool people = false;
        while (last < stop && (premodifier(&tok[last]) || binding(&tok[last])) && !(tok[last].flags & SS_PUNCT)) {
            people |= ss_lexicon_lemma(d->people, &tok[last]) || ss_lexicon_lemma(d->groups, &tok[last]) ||
                      tok[last].ner == SS_NER_PER;
            last++;
        }
        if (people && ss_is(&tok[to - 1], "to") && last > to) draft->addressee = (ss_range){to, last};
        ss_ranges_cut(d->ctx->scratch, &draft->content, r.first, stop);
        ss_ranges_tidy(d, &draft->content);
        ss_explain(d, draft, "beside-quote", 0, (ss_range){r.first, stop}, "beside a quotation: not what was said");
        return;
    }
}

/* “X,” its lawyer, Jo Ray, | said: the phrase between the closing mark and the cue. */
static void named_behind(ss_drafting *d, ss_draft *draft)
{
    const ss_token *tok = d->doc->tokens.at;
    if (draft->source.n || draft->asked || !draft->content.n || !verb(&tok[draft->cue.head])) return;
    uint32_t end = draft->cue.first, first = sentence_first(d, end), begin = end;
    while (begin > first && end - begin < REACH / 2 && !(tok[begin - 1].flags & SS_QUOTE_CLOSE)) {
        const ss_token *t = &tok[begin - 1];
        bool whose =
            ss_is(t, "its") || ss_is(t, "his") || ss_is(t, "her") || ss_is(t, "their"); /* taggers slip on "its" */
        if (!premodifier(t) && !whose && !binding(t) && !ss_is(t, ",") && t->tag != SS_TAG_PRP && !ss_is(t, "and"))
            return;
        begin--;
    }
    uint32_t last = end;
    while (last > begin && (tok[last - 1].flags & SS_PUNCT)) last--;
    while (begin < last && (tok[begin].flags & SS_PUNCT)) begin++;
    if (begin <= first || begin >= last || !(tok[begin - 1].flags & (SS_QUOTE_CLOSE | SS_PUNCT))) return;
    if (!ss_ranges_hold(&draft->content, begin > first + 1 ? begin - 1 : begin) &&
        !ss_ranges_hold(&draft->content, begin))
        return;
    ss_draft_source(d, draft, begin, last);
    ss_ranges_cut(d->ctx->scratch, &draft->content, begin, end);
    ss_ranges_tidy(d, &draft->content);
    ss_explain(d, draft, "named-behind", 0, (ss_range){begin, last}, "the name between the quotation and its cue");
}

/* "The dam is safe, says | the ministry.": the phrase behind an inverted verb. */
static void inverted(ss_drafting *d, ss_draft *draft)
{
    const ss_token *tok = d->doc->tokens.at;
    if (draft->source.n || draft->asked || draft->cue.first == 0 || !draft->content.n) return;
    uint32_t head = draft->cue.head, from = draft->cue.last, end = sentence_last(d, head), last = from;
    const ss_token *before = &tok[draft->cue.first - 1];
    bool finite = tok[head].tag == SS_TAG_VBD || tok[head].tag == SS_TAG_VBZ || tok[head].tag == SS_TAG_VBP;
    if (!finite || tok[head].sent != before->sent || !(ss_is(before, ",") || (before->flags & SS_QUOTE_CLOSE))) return;
    bool named = false;
    while (last < end && last < from + REACH && !(tok[last].flags & SS_PUNCT)) {
        bool behind =
            named && (tok[last].tag == SS_TAG_VBN || tok[last].tag == SS_TAG_IN || tok[last].tag == SS_TAG_RB);
        if (!behind && !premodifier(&tok[last]) && !binding(&tok[last]) && tok[last].tag != SS_TAG_PRP) return;
        named |= noun(&tok[last]) || tok[last].tag == SS_TAG_PRP;
        last++;
    }
    if (!named || in_time(d->doc, from, last)) return;
    if (draft->content.at[0].first >= draft->cue.first) { /* "Not so, argues Dieter Haus, who ran it." */
        const char *class = ss_lexicon_lemma(ss_lexicon_get(d->ctx->model, "cue_verbs"), &tok[head]);
        if (!class || *class != 's' || strstr(class, " thing") || draft->content.at[0].first != from ||
            tok[from].tag != SS_TAG_NNP)
            return;
        draft->content = (ss_range_list){0};
        ss_ranges_add(d->ctx->scratch, &draft->content, sentence_first(d, head), draft->cue.first);
    }
    ss_draft_source(d, draft, from, last);
    ss_ranges_cut(d->ctx->scratch, &draft->content, from, last);
    ss_ranges_tidy(d, &draft->content);
    ss_explain(d, draft, "inverted", 0, (ss_range){from, last}, "the phrase behind an inverted verb of saying");
}

/* "a warning | from the coast guard": the preposition is no part of who. */
static void free_from(ss_drafting *d, ss_draft *draft)
{
    const ss_token *tok = d->doc->tokens.at;
    if (draft->source.n != 1 || draft->source.at[0].last < draft->source.at[0].first + 2) return;
    ss_range r = draft->source.at[0];
    bool of = (ss_is(&tok[r.first], "of") && noun(&tok[draft->cue.head])) || ss_is(&tok[r.first], "to");
    if (!of && !ss_is(&tok[r.first], "from") && !ss_is(&tok[r.first], "by")) return;
    ss_draft_source(d, draft, r.first + 1, r.last);
}

/* "Pressed on whether others would go, he said: “No.”": the question is not his answer. */
static void question_in_front(ss_drafting *d, ss_draft *draft)
{
    const ss_token *tok = d->doc->tokens.at;
    uint32_t first = sentence_first(d, draft->cue.head);
    bool one = ss_lexicon_value_has(ss_lexicon_lemma(d->rules, &tok[first]), "question");
    if (!one || (tok[first].tag != SS_TAG_VBN && tok[first].tag != SS_TAG_VBD) || draft->cue.first == first ||
        !draft->source.n)
        return;
    uint32_t who = draft->source.at[0].first;
    if (who <= first || who >= draft->cue.first || draft->content.n < 2) return;
    ss_ranges_cut(d->ctx->scratch, &draft->content, first, who);
    ss_ranges_tidy(d, &draft->content);
}

/* "A opposes it; B wrote to C": what a semicolon parts was said by another. */
static void semicolon(ss_drafting *d, ss_draft *draft)
{
    const ss_token *tok = d->doc->tokens.at;
    uint32_t first = sentence_first(d, draft->cue.head);
    for (uint32_t i = draft->cue.first; i-- > first && draft->cue.first - i < REACH;) {
        if (tok[i].depth != tok[draft->cue.head].depth || !ss_is(&tok[i], ";")) continue;
        bool behind = false;
        for (uint32_t k = 0; k < draft->content.n; k++) behind |= draft->content.at[k].last > draft->cue.last;
        if (!behind) return;
        ss_ranges_cut(d->ctx->scratch, &draft->content, first, i);
        ss_ranges_tidy(d, &draft->content);
        return;
    }
}

/* "that | the agency | expected | worse": a piece right before an active verb is its subject. */
static void subject_piece(ss_drafting *d, ss_draft *draft)
{
    const ss_token *tok = d->doc->tokens.at;
    uint8_t tag = tok[draft->cue.head].tag;
    bool quoted =
        draft->cue.last > draft->cue.first + 2 && ss_is(&tok[draft->cue.last - 2], "as"); /* "was quoted as saying" */
    bool perfect = !strcmp(tok[draft->cue.first].lemma, "have") && draft->cue.head <= draft->cue.first + 2 &&
                   strcmp(tok[draft->cue.head - 1].lemma, "be") != 0; /* "the institute | had forecast | a peak" */
    if (draft->source.n || draft->asked || draft->content.n < 2 ||
        (tok[draft->cue.first].tag != tag && !quoted && !perfect))
        return;
    if (perfect) tag = SS_TAG_VBD;
    if (quoted) tag = SS_TAG_VBD;
    if (tag != SS_TAG_VBD && tag != SS_TAG_VBZ && tag != SS_TAG_VBP && tag != SS_TAG_VBN) return;
    for (uint32_t i = 0; i < draft->content.n; i++) {
        ss_range r = draft->content.at[i];
        if (tag == SS_TAG_VBN && (r.first == 0 || !ss_is(&tok[r.first - 1], "that")))
            continue; /* a past tense taken wrongly */
        if (r.last != draft->cue.first || r.last - r.first > REACH / 4) continue;
        for (uint32_t k = r.first; k < r.last; k++) {
            bool living = tok[k].tag == SS_TAG_VBG && k > r.first && k + 1 < r.last && premodifier(&tok[k - 1]) &&
                          premodifier(&tok[k + 1]) && !noun(&tok[k - 1]); /* "the three living governors" */
            if (!living && !premodifier(&tok[k]) && !binding(&tok[k]) && tok[k].tag != SS_TAG_PRP) return;
        }
        ss_draft_source(d, draft, r.first, r.last);
        ss_ranges_cut(d->ctx->scratch, &draft->content, r.first, r.last);
        ss_explain(d, draft, "subject", 0, r, "the noun right before an active verb");
        return;
    }
}

/* "President Odera | flew over the valley and | declared": a clause is no part of who. */
static void free_of_clause(ss_drafting *d, ss_draft *draft)
{
    const ss_token *tok = d->doc->tokens.at;
    if (draft->source.n != 1 || draft->source.at[0].last > draft->cue.first) return;
    ss_range r = draft->source.at[0];
    bool name = false;
    for (uint32_t k = r.first; k < r.last; k++) {
        if (tok[k].tag == SS_TAG_WP || tok[k].tag == SS_TAG_WDT || tok[k].tag == SS_TAG_WPS ||
            tok[k].tag == SS_TAG_WRB || ss_is(&tok[k], "that"))
            return;
        bool finite = tok[k].tag == SS_TAG_VBD || tok[k].tag == SS_TAG_VBZ || tok[k].tag == SS_TAG_VBP;
        if (finite && name && (noun(&tok[k - 1]) || tok[k - 1].tag == SS_TAG_PRP)) {
            ss_draft_source(d, draft, r.first, k);
            return;
        }
        name |= noun(&tok[k]) || tok[k].tag == SS_TAG_PRP;
    }
}

/* "people keep | telling": the verb in front of the participle is no part of who. */
static void free_verb(ss_drafting *d, ss_draft *draft)
{
    const ss_token *tok = d->doc->tokens.at;
    if (draft->source.n != 1) return;
    ss_range r = draft->source.at[0];
    if (r.last != draft->cue.first || r.last < r.first + 2 || strcmp(tok[r.last - 1].lemma, "keep") != 0) return;
    draft->cue.first = r.last - 1;
    ss_draft_source(d, draft, r.first, r.last - 1);
}

/* "According to a paper reported by WMCR, | one of the witnesses", "quoted by the Post, |
 * one of": a phrase behind "to" or "by" ends at its comma, but for an apposition. */
static void ends_at_comma(ss_drafting *d, ss_draft *draft)
{
    const ss_token *tok = d->doc->tokens.at;
    if (draft->source.n != 1 || draft->source.at[0].first < draft->cue.last || draft->source.at[0].first == 0) return;
    ss_range r = draft->source.at[0];
    bool front =
        ss_is(&tok[draft->cue.first], "according") && draft->cue.first <= sentence_first(d, draft->cue.first) + 1;
    bool by = ss_is(&tok[r.first - 1], "by");
    if (!front && !by) return;
    for (uint32_t i = r.first + 1; i + 1 < r.last; i++) {
        if (!ss_is(&tok[i], ",")) continue;
        const ss_token *next = &tok[i + 1];
        bool apposed = ss_is(next, "a") || ss_is(next, "an") || ss_is(next, "the") || next->tag == SS_TAG_PRPS ||
                       next->tag == SS_TAG_WP || next->tag == SS_TAG_WDT || next->tag == SS_TAG_WPS ||
                       next->tag == SS_TAG_NNP || next->tag == SS_TAG_CC || (next->flags & SS_DIGIT);
        if (apposed) return;
        ss_draft_source(d, draft, r.first, i);
        if (front) ss_ranges_add(d->ctx->scratch, &draft->content, i + 1, r.last);
        ss_ranges_tidy(d, &draft->content);
        return;
    }
}

/* "Vikram Desai, | who | has left the firm, confirmed": the noun that "who" stands for. */
static void who_stands_for(ss_drafting *d, ss_draft *draft)
{
    const ss_token *tok = d->doc->tokens.at;
    if (draft->source.n != 1 || draft->source.at[0].last != draft->source.at[0].first + 1) return;
    uint32_t at = draft->source.at[0].first;
    if (!ss_is(&tok[at], "who") || at < sentence_first(d, at) + 2 || at >= draft->cue.first ||
        !ss_is(&tok[at - 1], ",") || !noun(&tok[at - 2]))
        return;
    ss_draft_source(d, draft, phrase_start(d, at - 2), at - 1);
}

static uint32_t clause_end(const ss_drafting *d, uint32_t from);

/* "the company that built it | said": the object of a relative clause is not who said it. */
static void relative_object(ss_drafting *d, ss_draft *draft)
{
    const ss_token *tok = d->doc->tokens.at;
    if (draft->source.n != 1 || draft->source.at[0].last != draft->source.at[0].first + 1) return;
    uint32_t at = draft->source.at[0].first, first = sentence_first(d, at);
    if (at + 1 != draft->cue.first || tok[at].tag != SS_TAG_PRP || at < first + 3 || !verb(&tok[at - 1]) ||
        tok[at - 1].tag == SS_TAG_MD)
        return;
    for (uint32_t i = at - 1; i-- > first + 1 && at - i < 5;) {
        bool relative =
            tok[i].tag == SS_TAG_WDT || tok[i].tag == SS_TAG_WP || (ss_is(&tok[i], "that") && noun(&tok[i - 1]));
        if (!relative) continue;
        uint32_t begin = noun(&tok[i - 1]) ? phrase_start(d, i - 1) : i;
        if (begin == i) return;
        ss_draft_source(d, draft, begin, at + 1);
        return;
    }
}

/* "investors, who were told": who stands for the noun before it. */
static void whom_it_stands_for(ss_drafting *d, ss_draft *draft)
{
    const ss_token *tok = d->doc->tokens.at;
    uint32_t at = draft->addressee.first;
    if (draft->addressee.last != at + 1 || tok[at].tag != SS_TAG_WP || at < sentence_first(d, at) + 2) return;
    at -= 1 + ss_is(&tok[at - 1], ",");
    if (noun(&tok[at])) draft->addressee = (ss_range){phrase_start(d, at), at + 1};
}

/* "accused his opponent | on Tuesday | of lying": a day in the middle is when. */
static void day_inside(ss_drafting *d, ss_draft *draft)
{
    const ss_token *tok = d->doc->tokens.at;
    if (!draft->content.n || draft->content.at[0].first != draft->cue.last) return;
    ss_range r = draft->content.at[0];
    for (uint32_t k = r.first + 1; k + 1 < r.last && k < r.first + REACH / 4; k++) {
        if (in_time(d->doc, k, k + 1)) {
            uint32_t first = k - (ss_is(&tok[k - 1], "on") || ss_is(&tok[k - 1], "in")), last = k + 1;
            while (last < r.last && in_time(d->doc, last, last + 1)) last++;
            bool goes_on = last < r.last && (ss_is(&tok[last], "of") || ss_is(&tok[last], "for")) &&
                           (first < k || (tok[k].flags & SS_CAPITAL));
            if (goes_on && first > r.first) ss_ranges_cut(d->ctx->scratch, &draft->content, first, last);
            return;
        }
        if (!premodifier(&tok[k]) && !binding(&tok[k]) && !ss_is(&tok[k], "on") && tok[k].tag != SS_TAG_PRP) return;
    }
}

/* "pleaded | not guilty last month": the plea is what was said. */
static void pleads(ss_drafting *d, ss_draft *draft)
{
    const ss_token *tok = d->doc->tokens.at;
    uint32_t head = draft->cue.head;
    if (strcmp(tok[head].lemma, "plead") != 0) return;
    for (uint32_t k = head + 1; k < head + 4 && k < sentence_last(d, head); k++) {
        if (!ss_is(&tok[k], "guilty") && !ss_is(&tok[k], "innocent")) continue;
        if (draft->cue.last > head + 1) draft->cue.last = head + 1;
        uint32_t last = k + 1;
        while (last < sentence_last(d, head) && in_time(d->doc, last, last + 1)) last++;
        ss_ranges_cut(d->ctx->scratch, &draft->content, head + 1, last);
        bool counts = k + 2 < sentence_last(d, head) && ss_is(&tok[k + 1], "to") &&
                      ss_ranges_hold(&draft->content, k + 2); /* "guilty | to | one count" */
        ss_ranges_add(d->ctx->scratch, &draft->content, head + 1, k + 1 + counts);
        draft->negated = false;
        return;
    }
}

/* "The agency, which must rule on it, declined to comment", "Residents of T, a town, said
 * by telephone that": the subject taken for what was said, the words left out. */
static void turned_round(ss_drafting *d, ss_draft *draft)
{
    const ss_token *tok = d->doc->tokens.at;
    uint32_t head = draft->cue.head, first = sentence_first(d, head), end = sentence_last(d, head), from = 0;
    if (!draft->content.n || draft->content.at[0].first >= draft->cue.first || head + 2 >= end ||
        draft->cue.first == first)
        return;
    for (uint32_t i = 0; i < draft->content.n; i++)
        if (draft->content.at[i].first > head) return;
    bool finite =
        tok[head].tag == SS_TAG_VBD || tok[head].tag == SS_TAG_VBZ || tok[head].tag == SS_TAG_VBP ||
        (tok[head].tag == SS_TAG_VBN && ss_is(&tok[draft->cue.first - 1], ",")); /* a past tense taken wrongly */
    if (!finite) return;
    if (tok[head + 1].tag == SS_TAG_TO && tok[head + 2].tag == SS_TAG_VB && ss_lexicon_lemma(d->negative, &tok[head]))
        from = head + 1;
    for (uint32_t k = head + 1; !from && k + 1 < end && k <= head + 5; k++) {
        if (ss_is(&tok[k], "that") && tok[k].tag != SS_TAG_DT) from = k;
        if (tok[k].flags & SS_PUNCT) break;
    }
    if (!from) return;
    uint32_t comma = first;
    while (comma < head && (premodifier(&tok[comma]) || binding(&tok[comma]))) comma++;
    if (comma == first || (comma < draft->cue.first && !ss_is(&tok[comma], ","))) return;
    draft->content = (ss_range_list){0};
    ss_ranges_add(d->ctx->scratch, &draft->content, from, clause_end(d, from));
    ss_ranges_tidy(d, &draft->content);
    if (draft->cue.last > from) draft->cue.last = from;
    ss_draft_source(d, draft, first, comma);
    ss_explain(d, draft, "turned-round", 0, (ss_range){first, comma},
               "the subject in front, its words behind the verb");
}

static bool lone(const ss_token *t)
{
    return ss_is(t, "that") || ss_is(t, "to") || ss_is(t, "how") || ss_is(t, "whether") || ss_is(t, "if") ||
           ss_is(t, "as") || ss_is(t, "what") || ss_is(t, "why") || t->tag == SS_TAG_WDT || t->tag == SS_TAG_WP;
}

/* "warned | the gallery | against laughing": whom, then of what. */
static void whom_about(ss_drafting *d, ss_draft *draft)
{
    const ss_token *tok = d->doc->tokens.at;
    const char *frame = ss_lexicon_lemma(d->addressed, &tok[draft->cue.head]);
    if (!frame || !strchr(frame, 'o') || draft->addressee.first < draft->addressee.last || !draft->content.n) return;
    ss_range r = draft->content.at[0];
    if (r.first != draft->cue.last) return;
    for (uint32_t k = r.first; k < r.last && k < r.first + REACH / 4; k++) {
        if (k > r.first && (ss_is(&tok[k], "against") || ss_is(&tok[k], "about"))) {
            draft->addressee = (ss_range){r.first, k};
            ss_ranges_cut(d->ctx->scratch, &draft->content, r.first, k);
            return;
        }
        if (!premodifier(&tok[k]) && tok[k].tag != SS_TAG_PRP) return;
    }
}

/* "complained | to the city about the trucks": to whom is not what. */
static void to_whom(ss_drafting *d, ss_draft *draft)
{
    const ss_token *tok = d->doc->tokens.at;
    for (uint32_t i = 0; i < draft->content.n; i++) {
        ss_range r = draft->content.at[i];
        if (r.first != draft->cue.last || !ss_is(&tok[r.first], "to")) continue;
        for (uint32_t k = r.first + 1; k < r.last && k < r.first + REACH / 4; k++) {
            if (k > r.first + 1 &&
                (ss_is(&tok[k], "about") || ss_is(&tok[k], "that") || ss_is(&tok[k], "of") || ss_is(&tok[k], "how"))) {
                if (ss_is(&tok[k], "of") && strcmp(tok[draft->cue.head].lemma, "complain") != 0) continue;
                draft->addressee = (ss_range){r.first + 1, k};
                ss_ranges_cut(d->ctx->scratch, &draft->content, r.first, k);
                return;
            }
            if (!premodifier(&tok[k]) && !binding(&tok[k]) && tok[k].tag != SS_TAG_PRP) return;
        }
        return;
    }
}

/* "that a book can lie but the glass | cannot": no clause ends between subject and verb. */
static void torn_end(ss_drafting *d, ss_draft *draft)
{
    const ss_token *tok = d->doc->tokens.at;
    if (!draft->content.n || !verb(&tok[draft->cue.head])) return;
    ss_range c = draft->content.at[draft->content.n - 1];
    uint32_t end = sentence_last(d, draft->cue.head);
    if (c.first < draft->cue.last || c.last >= end || c.last < c.first + 2 || c.last == 0) return;
    const ss_token *next = &tok[c.last], *last = &tok[c.last - 1];
    bool finite =
        next->tag == SS_TAG_MD || next->tag == SS_TAG_VBD || next->tag == SS_TAG_VBZ || next->tag == SS_TAG_VBP;
    if (!finite || !(noun(last) || last->tag == SS_TAG_PRP) || next->depth != last->depth) return;
    for (uint32_t k = 0; k < draft->source.n; k++)
        if (draft->source.at[k].first >= c.first) return;
    uint32_t to = c.last;
    while (to < end && to < c.last + LONGEST_CLAUSE && !(tok[to].flags & SS_PUNCT)) to++;
    ss_ranges_add(d->ctx->scratch, &draft->content, c.last, to);
    ss_explain(d, draft, "torn-end", 0, (ss_range){c.last, to}, "no clause ends between its subject and its verb");
}

/* "blamed the contractor, Swift Transit, | for hiring too few": what one is blamed for. */
static void blamed_for(ss_drafting *d, ss_draft *draft)
{
    const ss_token *tok = d->doc->tokens.at;
    bool one = ss_lexicon_value_has(ss_lexicon_lemma(d->rules, &tok[draft->cue.head]), "blame");
    if (!one || !draft->content.n) return;
    ss_range c = draft->content.at[draft->content.n - 1];
    uint32_t end = sentence_last(d, draft->cue.head), at = c.last;
    if (c.first < draft->cue.last || at + 2 >= end) return;
    at += ss_is(&tok[at], ",");
    if ((!ss_is(&tok[at], "for") && !ss_is(&tok[at], "of")) || tok[at + 1].tag != SS_TAG_VBG) return;
    uint32_t to = at;
    while (to < end && to < at + REACH && !(tok[to].flags & SS_PUNCT)) to++;
    ss_ranges_add(d->ctx->scratch, &draft->content, c.last, to);
}

/* The end of what goes on at `from`: the sentence's, or that of the quotation around. */
static uint32_t clause_end(const ss_drafting *d, uint32_t from)
{
    const ss_token *tok = d->doc->tokens.at;
    uint32_t last = sentence_last(d, from), level = tok[from].depth;
    if (last - from > LONGEST_CLAUSE) last = from + LONGEST_CLAUSE;
    for (uint32_t i = from; i < last; i++)
        if (tok[i].depth < level || ((tok[i].flags & SS_QUOTE_CLOSE) && tok[i].depth < level + 1 && level)) return i;
    return last;
}

/* A content that is only a conjunction. */
static void lone_word(ss_drafting *d, ss_draft *draft)
{
    const ss_token *tok = d->doc->tokens.at;
    for (uint32_t i = 0; i < draft->content.n && draft->content.n > 1; i++) { /* "that | she had asked | her to go" */
        ss_range r = draft->content.at[i];
        if (r.last != r.first + 1 || r.last > draft->cue.first || !lone(&tok[r.first])) continue;
        ss_ranges_cut(d->ctx->scratch, &draft->content, r.first, r.last);
        break;
    }
    if (draft->content.n != 1 || draft->content.at[0].last != draft->content.at[0].first + 1) return;
    uint32_t at = draft->content.at[0].first;
    if (!lone(&tok[at]) || draft->cue.last >= d->doc->tokens.n) return;
    bool behind = at >= draft->cue.last;
    if (behind && tok[at].tag == SS_TAG_DT) return; /* "dispute that" */
    uint32_t from = behind ? at : draft->cue.last, last = clause_end(d, from);
    if (tok[from].sent != tok[draft->cue.head].sent) return;
    for (uint32_t i = from + 1; i < last; i++) /* the next clause has its own subject */
        if (ss_is(&tok[i], ",") && i + 1 < last && tok[i + 1].tag == SS_TAG_CC) last = i;
    if (last < from + 1 || (tok[from].flags & SS_PUNCT)) {
        draft->dropped = !behind && (tok[at].tag == SS_TAG_WP || tok[at].tag == SS_TAG_WDT); /* "whom you ask." */
        return;
    }
    draft->content = (ss_range_list){0};
    ss_ranges_add(d->ctx->scratch, &draft->content, from, last);
    ss_ranges_tidy(d, &draft->content);
    ss_explain(d, draft, "lone-word", 0, (ss_range){from, last},
               "a conjunction alone says nothing: the clause behind it");
}

/* "pleaded | not guilty | to nine counts" */
static void gap(ss_drafting *d, ss_draft *draft)
{
    const ss_token *tok = d->doc->tokens.at;
    uint32_t first = UINT32_MAX;
    for (uint32_t i = 0; i < draft->content.n; i++) {
        if (draft->content.at[i].first < draft->cue.last) return;
        if (first == UINT32_MAX) first = draft->content.at[i].first;
    }
    if (first == UINT32_MAX || first <= draft->cue.last || draft->addressee.first < draft->addressee.last) return;
    if (tok[first].sent != tok[draft->cue.head].sent) return;
    uint32_t from = draft->cue.last;
    if (ss_is(&tok[from], "that") && tok[from].tag == SS_TAG_IN &&
        first < from + REACH) { /* "will say | that he knew | that" */
        ss_ranges_add(d->ctx->scratch, &draft->content, from, first);
        return;
    }
    if (tok[from].tag == SS_TAG_TO && ss_lexicon_lemma(d->negative, &tok[draft->cue.head]) &&
        first < from + REACH / 2) {
        ss_ranges_add(d->ctx->scratch, &draft->content, from,
                      first); /* "declined | to provide a copy of | the report" */
        return;
    }
    if (in_time(d->doc, from, from + 1)) return;
    bool clause = false; /* "said | she would bring a bill | that would": a clause left out */
    for (uint32_t i = from; i < first && i < from + REACH; i++)
        clause |=
            tok[i].tag == SS_TAG_MD || tok[i].tag == SS_TAG_VBD || tok[i].tag == SS_TAG_VBZ || tok[i].tag == SS_TAG_VBP;
    bool open = true; /* and nothing else: no source, no mark */
    for (uint32_t i = from; i < first && i < from + REACH; i++)
        open &= !ss_ranges_hold(&draft->source, i) && !(tok[i].flags & (SS_PUNCT | SS_QUOTE_OPEN));
    if (clause && open && first < from + REACH) {
        ss_ranges_add(d->ctx->scratch, &draft->content, from, first);
        return;
    }
    uint32_t words = 0;
    for (uint32_t i = from; i < first && words <= WIDEST_GAP; i++) {
        if (in_time(d->doc, i, i + 1)) break;
        bool past =
            tok[i].tag == SS_TAG_VBN && i + 1 == first && noun(&tok[first]); /* "expects | adjusted | earnings" */
        if (tok[i].tag != SS_TAG_JJ && !past && !ss_is(&tok[i], "not") && !ss_is(&tok[i], "no")) break;
        words++;
    }
    if (!words || words > WIDEST_GAP ||
        (tok[from + words - 1].tag != SS_TAG_JJ && tok[from + words - 1].tag != SS_TAG_VBN))
        return;
    ss_ranges_add(d->ctx->scratch, &draft->content, from, from + words);
    ss_ranges_tidy(d, &draft->content);
}

static bool medium_noun(const ss_drafting *d, uint32_t i)
{
    const ss_token *t = &d->doc->tokens.at[i];
    return noun(t) && (ss_lexicon_lemma(d->media, t) || ss_lexicon_has(d->media, t->lower));
}

static bool medium_preposition(const ss_token *t)
{
    return ss_is(t, "in") || ss_is(t, "on") || ss_is(t, "at") || ss_is(t, "during") || ss_is(t, "via");
}

/* "In court papers, | the company says | it hired them", "argues in | the complaint | that":
 * in what it was said is not what was said. */
static void free_of_medium(ss_drafting *d, ss_draft *draft)
{
    const ss_token *tok = d->doc->tokens.at;
    uint32_t first = sentence_first(d, draft->cue.head), cue = draft->cue.last;
    bool behind = false;
    for (uint32_t i = 0; i < draft->content.n; i++) behind |= draft->content.at[i].first >= cue;
    for (uint32_t i = 0; i < draft->content.n && behind; i++) {
        ss_range r = draft->content.at[i];
        bool front = r.last < cue && r.first <= first + 1 && draft->source.n && draft->source.at[0].first >= r.last &&
                     medium_preposition(&tok[r.first]);
        bool next = r.first >= cue && r.first <= cue + 1 && medium_preposition(&tok[r.first - 1]);
        bool opens = r.first == cue && medium_preposition(&tok[r.first]);
        if (!front && !next && !opens) continue;
        bool medium = false;
        for (uint32_t k = r.first; k < r.last && k < r.first + REACH / 2; k++) {
            if ((next || opens) && medium && (ss_is(&tok[k], "that") || (tok[k].flags & SS_QUOTE_OPEN))) {
                ss_ranges_cut(d->ctx->scratch, &draft->content, r.first, k);
                if (next && draft->cue.last == r.first && draft->cue.last > draft->cue.head + 1) draft->cue.last--;
                return;
            }
            if (tok[k].flags & (SS_QUOTE_OPEN | SS_IN_QUOTE)) break;
            medium |= medium_noun(d, k);
            if (front && medium) {
                ss_ranges_cut(d->ctx->scratch, &draft->content, r.first, r.last);
                return;
            }
        }
    }
}

/* "announced the tariffs | in a post on his network": a thing that is announced, and where. */
static void thing_in_medium(ss_drafting *d, ss_draft *draft)
{
    const ss_token *tok = d->doc->tokens.at;
    const char *class = ss_lexicon_lemma(ss_lexicon_get(d->ctx->model, "cue_verbs"), &tok[draft->cue.head]);
    if (!class || !draft->content.n || draft->content.at[0].first != draft->cue.last ||
        !strcmp(tok[draft->cue.head].lemma, "cite") || !strcmp(tok[draft->cue.head].lemma, "quote"))
        return;
    ss_range r = draft->content.at[0];
    if (ss_is(&tok[r.first], "that") || tok[r.first].tag == SS_TAG_TO || tok[r.first].tag == SS_TAG_IN) return;
    for (uint32_t i = r.first + 1; i + 1 < r.last && i < r.first + REACH / 2; i++) {
        if (verb(&tok[i]) || ss_is(&tok[i], "that") || (tok[i].flags & SS_QUOTE_OPEN)) return;
        if (!medium_preposition(&tok[i])) continue;
        for (uint32_t k = i + 1; k < r.last && k < i + 6 && !medium_preposition(&tok[k]); k++)
            if (medium_noun(d, k) && !(k == i + 1 && tok[k].tag == SS_TAG_NNS)) { /* not "sleeping on floors" */
                ss_ranges_cut(d->ctx->scratch, &draft->content, i, r.last);
                return;
            }
    }
}

/* "quoted the officer as saying that": the officer says. */
static void quoted_as(ss_drafting *d, uint32_t index)
{
    ss_draft *draft = &d->drafts.at[index];
    const ss_token *tok = d->doc->tokens.at;
    uint32_t head = draft->cue.last - 1, first = sentence_first(d, head); /* "general as | saying" */
    if (tok[head].tag != SS_TAG_VBG || head == first || !ss_is(&tok[head - 1], "as")) return;
    uint32_t as = head - 1;
    for (uint32_t i = as; i-- > first && as - i < REACH / 2;) {
        if (tok[i].flags & SS_QUOTE_CLOSE) return;
        if (!verb(&tok[i])) continue;
        bool quotes = !strcmp(tok[i].lemma, "quote") || !strcmp(tok[i].lemma, "cite");
        bool passive = i > first && (!strcmp(tok[i - 1].lemma, "be") || !strcmp(tok[i - 1].lemma, "get"));
        if (!quotes || i + 1 >= as || passive || (i >= draft->cue.first && i < draft->cue.last)) return;
        draft->cue.first = draft->cue.head = head;
        ss_draft_source(d, draft, i + 1, as);
        ss_explain(d, draft, "quoted-as", 0, (ss_range){i, as}, "who is quoted as saying it says it");
        return;
    }
}

void ss_mend(ss_drafting *d)
{
    for (uint32_t k = 0; k < d->drafts.n; k++) {
        ss_draft *draft = &d->drafts.at[k];
        if (draft->dropped || !draft->has_cue) continue;
        ss_mend_stamps(d, draft);
        if (draft->dropped) continue;
        ss_mend_source(d, draft);
        if (draft->dropped) continue;
        turned_round(d, draft);
        own_sentence(d, draft);
        pleads(d, draft);
        headline(d, draft);
        ss_mend_trees(d, draft);
        cue_medium(d, draft);
        ss_mend_cue_time(d, draft);
        cue_ends(d, draft);
        alleged_to(d, draft);
        asked_aside(d, draft);
        absolute(d, draft);
        beside_quote(d, draft);
        named_behind(d, draft);
        ends_at_comma(d, draft);
        relative_object(d, draft);
        who_stands_for(d, draft);
        ss_mend_line(d, draft);
        if (draft->dropped) continue;
        whom_it_stands_for(d, draft);
        free_verb(d, draft);
        free_of_clause(d, draft);
        inverted(d, draft);
        subject_piece(d, draft);
        free_from(d, draft);
        semicolon(d, draft);
        question_in_front(d, draft);
        before_participle(d, draft);
        before_aside(d, draft);
        quoted_as(d, k);
        source_whole(d, draft);
        ss_mend_source_time(d, draft);
        lone_word(d, draft);
        free_of_medium(d, draft);
        thing_in_medium(d, draft);
        to_whom(d, draft);
        day_inside(d, draft);
        whom_about(d, draft);
        torn_end(d, draft);
        blamed_for(d, draft);
        gap(d, draft);
        ss_mend_line_of_words(d, draft);
    }
    ss_mend_reach(d);
    ss_mend_pairs(d);
    ss_mend_source_last(d);
    for (uint32_t k = 0; k < d->drafts.n; k++)
        if (!d->drafts.at[k].dropped && d->drafts.at[k].has_cue) ss_mend_quotation_end(d, &d->drafts.at[k]);
    for (uint32_t k = 0; k < d->drafts.n; k++) /* what lost all that was said is no report */
        if (!d->drafts.at[k].content.n) d->drafts.at[k].dropped = true;
}
