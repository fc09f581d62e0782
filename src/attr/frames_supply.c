/* frames_supply.c - contents (and sources) from the grammar of a cue where the labeller
 * gave none; see frames.h and shapes.h. Cost: bounded scans for each cue. */
#include "attr/frames.h"
#include "attr/shapes.h"

/* Holder and clause of a noun of saying. */
static void supply_noun(ss_drafting *d, ss_draft *draft)
{
    const sayso_doc *doc = d->doc;
    uint32_t noun = draft->cue.head;
    for (uint32_t k = d->tree->kid[noun]; k != UINT32_MAX; k = d->tree->sib[k]) {
        const ss_token *t = &doc->tokens.at[k];
        int32_t by = ss_child(doc, d->tree, k, SS_REL_case);
        if ((t->rel == SS_REL_acl || t->rel == SS_REL_ccomp || t->rel == SS_REL_acl_relcl) && k > noun)
            ss_ranges_add(d->ctx->scratch, &draft->content, d->tree->left[k], d->tree->right[k]);
        else if (!draft->source.n && t->rel == SS_REL_nmod_poss)
            ss_draft_source(d, draft, d->tree->left[k], d->tree->right[k]);
        else if (!draft->source.n && t->rel == SS_REL_nmod && k > noun && by >= 0 && (uint32_t)by < k)
            ss_draft_source(d, draft, (uint32_t)by + 1, d->tree->right[k]);
    }
    for (uint32_t i = 0; i < draft->source.n; i++)
        ss_ranges_cut(d->ctx->scratch, &draft->content, draft->source.at[i].first, draft->source.at[i].last);
    ss_ranges_tidy(d, &draft->content);
}

/* "said in the letter that": the clause may hang on the letter in the tree. 0: none. */
static uint32_t that_behind(const ss_drafting *d, const ss_draft *draft)
{
    const sayso_doc *doc = d->doc;
    const ss_sentence *s = &doc->sentences.at[doc->tokens.at[draft->cue.head].sent];
    bool medium = false;
    for (uint32_t i = draft->cue.first; i < s->last && i < draft->cue.last + SS_SHAPE_LONGEST_SUBJECT; i++) {
        const ss_token *t = &doc->tokens.at[i];
        medium |= ss_lexicon_has(d->media, t->lemma);
        if (i < draft->cue.last) continue;
        if (medium && ss_is(t, "that") && t->tag != SS_TAG_DT) return i + 2 < s->last ? i : 0;
        if (!ss_nominal(t)) return 0;
    }
    return 0;
}

/* "According to X, Y" and "Y, according to X". */
static void supply_according(ss_drafting *d, ss_draft *draft)
{
    const sayso_doc *doc = d->doc;
    const ss_sentence *s = &doc->sentences.at[doc->tokens.at[draft->cue.first].sent];
    uint32_t from = draft->cue.last, comma = from;
    while (comma < s->last && !(doc->tokens.at[comma].flags & SS_PUNCT)) comma++;
    if (draft->cue.first <= s->first + 1) {
        if (comma + 1 >= s->last) return;
        ss_ranges_add(d->ctx->scratch, &draft->content, comma + 1, s->last);
    } else {
        ss_ranges_add(d->ctx->scratch, &draft->content, s->first, draft->cue.first);
    }
    ss_ranges_tidy(d, &draft->content);
    if (!draft->source.n && comma > from) ss_draft_source(d, draft, from, comma);
    if (draft->content.n)
        ss_explain(d, draft, "clause", 0, draft->content.at[0], "the clause beside the phrase that names its source");
}

/* "none were found, the ship's owner, Delmar Lines of Piraeus, | said in a statement." */
static bool supply_apposed(ss_drafting *d, ss_draft *draft)
{
    const sayso_doc *doc = d->doc;
    const ss_token *tok = doc->tokens.at;
    uint32_t verb = draft->cue.head, first = doc->sentences.at[tok[verb].sent].first, at = draft->cue.first, comma[3],
             n = 0;
    if (!ss_finite_verb(&tok[verb]) || at < first + 6 || !ss_is(&tok[at - 1], ",")) return false;
    for (; n < 3 && at > first && draft->cue.first - at < 2 * SS_SHAPE_LONGEST_SUBJECT; at--) {
        if (ss_is(&tok[at - 1], ","))
            comma[n++] = at - 1;
        else if (!ss_nominal(&tok[at - 1]) || ss_finite_verb(&tok[at - 1]))
            return false;
    }
    if (n < 3 || comma[0] < comma[1] + 2 || comma[1] < comma[2] + 3 || tok[comma[2] + 1].tag != SS_TAG_DT) return false;
    bool clause = false;
    for (at = comma[2]; at > first && comma[2] - at < SS_SHAPE_REACH && !ss_is(&tok[at - 1], ";"); at--)
        clause |= ss_finite_verb(&tok[at - 1]);
    if (!clause) return false;
    ss_ranges_add(d->ctx->scratch, &draft->content, at, comma[2]);
    ss_ranges_tidy(d, &draft->content);
    ss_draft_source(d, draft, comma[2] + 1, comma[0]);
    ss_explain(d, draft, "clause", 0, (ss_range){at, comma[2]},
               "the clause in front of who said it and the name beside it");
    return draft->content.n > 0;
}

void ss_frames_words(ss_drafting *d, ss_draft *draft)
{
    const sayso_doc *doc = d->doc;
    const ss_sentence *s = &doc->sentences.at[doc->tokens.at[draft->cue.first].sent];
    uint32_t from = draft->cue.last, open = from, comma = from;
    while (open < s->last && open < from + SS_SHAPE_REACH && !(doc->tokens.at[open].flags & SS_QUOTE_OPEN)) open++;
    while (comma < s->last && comma < open && !(doc->tokens.at[comma].flags & SS_PUNCT)) comma++;
    if (open < s->last && !(doc->tokens.at[open].flags & SS_QUOTE_OPEN)) open = s->last;
    uint32_t end = open < s->last ? open : comma;
    while (end > from && (doc->tokens.at[end - 1].flags & SS_PUNCT)) end--;
    if (end == from) return;
    if (open < s->last) {
        uint32_t last = open + 1;
        while (last < s->last && last < open + SS_SHAPE_LONGEST_CLAUSE &&
               !(doc->tokens.at[last - 1].flags & SS_QUOTE_CLOSE))
            last++;
        ss_ranges_add(d->ctx->scratch, &draft->content, open, last);
    } else if (draft->cue.first > s->first + 2) {
        ss_ranges_add(d->ctx->scratch, &draft->content, s->first, draft->cue.first);
    } else if (comma + 1 < s->last) {
        ss_ranges_add(d->ctx->scratch, &draft->content, comma + 1, s->last);
    }
    ss_ranges_tidy(d, &draft->content);
    ss_draft_source(d, draft, from, end);
    if (draft->content.n) ss_explain(d, draft, "clause", 0, draft->content.at[0], "what is given in somebody's words");
}

void ss_frames_view(ss_drafting *d, ss_draft *draft)
{
    const sayso_doc *doc = d->doc;
    uint32_t noun = draft->cue.head;
    const ss_sentence *s = &doc->sentences.at[doc->tokens.at[noun].sent];
    uint32_t left = ss_in_view(d->rules, doc, noun), right = noun;
    if (doc->tokens.at[right - 1].tag == SS_TAG_POS && right > left + 1) right--;
    draft->content = (ss_range_list){0};
    draft->cue.first = noun;
    draft->cue.last = noun + 1;
    if (left <= s->first + 2)
        ss_ranges_add(d->ctx->scratch, &draft->content, noun + 1, ss_clause_end(doc, noun + 1));
    else
        ss_ranges_add(d->ctx->scratch, &draft->content, s->first, left - 1);
    if (left > s->first + 2) ss_ranges_add(d->ctx->scratch, &draft->content, noun + 1, ss_clause_end(doc, noun + 1));
    ss_ranges_tidy(d, &draft->content);
    ss_draft_source(d, draft, left, right);
    if (draft->content.n) ss_explain(d, draft, "clause", 0, draft->content.at[0], "what holds in somebody's view");
}

/* "X, the jury was told" and "jurors were told [that] X": who told is not said, who was told is. */
bool ss_frames_told(ss_drafting *d, ss_draft *draft)
{
    const sayso_doc *doc = d->doc;
    uint32_t verb = draft->cue.head, behind = ss_told_behind(doc, verb),
             start = behind ? 0 : ss_told_passive(d->addressed, doc, verb);
    if (behind) {
        draft->content = (ss_range_list){0};
        ss_ranges_add(d->ctx->scratch, &draft->content, doc->sentences.at[doc->tokens.at[verb].sent].first, behind - 1);
        draft->addressee = (ss_range){behind, verb - 1};
    } else if (start) {
        draft->content = (ss_range_list){0};
        ss_ranges_add(d->ctx->scratch, &draft->content, start, ss_clause_end(doc, start));
        int32_t who = ss_child(doc, d->tree, verb, SS_REL_nsubj_pass);
        if (who >= 0 && (uint32_t)who < verb) draft->addressee = (ss_range){d->tree->left[who], d->tree->right[who]};
    } else {
        return false;
    }
    ss_ranges_tidy(d, &draft->content);
    draft->source = (ss_range_list){0};
    draft->source_head = UINT32_MAX;
    draft->asked = true;
    return true;
}

/* Where the labeller gave no content: the infinitive inside the cue, the clause in front of a parenthetical
 * report, or the clause that the verb takes. */
void ss_frames_supply(ss_drafting *d, ss_draft *draft)
{
    const sayso_doc *doc = d->doc;
    uint32_t verb = draft->cue.head;
    /* "declined to comment", all of it taken for the cue. */
    for (uint32_t i = draft->cue.first + 1; i + 1 < draft->cue.last; i++)
        if (doc->tokens.at[i].tag == SS_TAG_TO) {
            ss_ranges_add(d->ctx->scratch, &draft->content, i, draft->cue.last);
            draft->cue.last = i;
            draft->cue.head = ss_range_head(doc, draft->cue.first, i);
            return;
        }
    if (ss_in_view(d->rules, doc, verb)) {
        ss_frames_view(d, draft);
        return;
    }
    const char *takes = ss_verb_class(ss_lexicon_get(d->ctx->model, "cue_verbs"), &doc->tokens.at[verb]);
    if (strstr(takes, " thing") && draft->cue.last > verb + 1 && ss_nominal(&doc->tokens.at[draft->cue.last - 1])) {
        ss_ranges_add(d->ctx->scratch, &draft->content, verb + 1, draft->cue.last); /* "expressed | regret" */
        draft->cue.last = verb + 1;
        return;
    }
    if (ss_is(&doc->tokens.at[verb], "words") && draft->cue.last == draft->cue.first + 4) {
        ss_frames_words(d, draft);
        return;
    }
    uint8_t tag = ss_verb_in_disguise(doc, verb) ? SS_TAG_VBP : doc->tokens.at[verb].tag;
    bool shows = ss_verb_class(ss_lexicon_get(d->ctx->model, "cue_verbs"), &doc->tokens.at[verb])[0] !=
                 'n'; /* "a memo shows." */
    if ((tag == SS_TAG_NN || tag == SS_TAG_NNS) && !(shows && ss_parenthetical_line(doc, verb))) {
        supply_noun(d, draft);
        return;
    }
    const char *frame = ss_lexicon_lemma(d->addressed, &doc->tokens.at[verb]);
    bool told = frame && strchr(frame, 'o') && ss_told_frame(doc, verb);
    uint32_t start = told ? ss_control_start(doc, draft->cue.last) : 0;
    if (told && !start) start = ss_bare_start(doc, draft->cue.last);
    if (start) {
        ss_ranges_add(d->ctx->scratch, &draft->content, start, ss_clause_end(doc, start));
        ss_ranges_tidy(d, &draft->content);
        return;
    }
    if (ss_frames_told(d, draft)) return;
    uint32_t appeal = ss_appeals(doc, verb);
    if (appeal) {
        draft->addressee = (ss_range){verb + 2, appeal};
        ss_ranges_add(d->ctx->scratch, &draft->content, appeal, ss_clause_end(doc, appeal));
        ss_ranges_tidy(d, &draft->content);
        return;
    }
    if (ss_cites(doc, verb)) { /* who is cited; chains.c makes it the source */
        const ss_sentence *s = &doc->sentences.at[doc->tokens.at[verb].sent];
        uint32_t last = verb + 1;
        while (last < s->last && last < verb + SS_SHAPE_LONGEST_SUBJECT && ss_nominal(&doc->tokens.at[last]) &&
               !ss_is(&doc->tokens.at[last], ","))
            last++;
        ss_ranges_add(d->ctx->scratch, &draft->content, verb + 1, last);
        ss_ranges_tidy(d, &draft->content);
        return;
    }
    if (ss_withholds(d->negative, doc, verb)) {
        ss_ranges_add(d->ctx->scratch, &draft->content, verb + 1, ss_asked_end(doc, verb + 1));
        ss_ranges_tidy(d, &draft->content);
        return;
    }
    if (ss_asks_for(d->rules, doc, verb)) {
        ss_ranges_add(d->ctx->scratch, &draft->content, verb + 2, ss_asked_end(doc, verb + 2));
        ss_ranges_tidy(d, &draft->content);
        return;
    }
    if (ss_that_line(doc, verb)) { /* "show | that", "asked in one of them | if" */
        uint32_t at = draft->cue.last;
        while (at < draft->cue.last + 6 && at < doc->tokens.n && !ss_is(&doc->tokens.at[at], "that") &&
               !ss_is(&doc->tokens.at[at], "if") && !ss_is(&doc->tokens.at[at], "whether"))
            at++;
        if (at < draft->cue.last + 6 && at + 1 < doc->tokens.n &&
            doc->tokens.at[at].sent == doc->tokens.at[verb].sent) {
            ss_ranges_add(d->ctx->scratch, &draft->content, at, ss_clause_end(doc, at));
            ss_ranges_tidy(d, &draft->content);
            if (draft->content.n) return;
        }
    }
    uint32_t that =
        ss_ruling_that(doc, verb) || ss_verb_in_disguise(doc, verb) ? draft->cue.last : that_behind(d, draft);
    if (that) {
        ss_ranges_add(d->ctx->scratch, &draft->content, that, ss_clause_end(doc, that));
        ss_ranges_tidy(d, &draft->content);
        ss_explain(d, draft, "clause", 0, draft->content.at[0], "the clause behind the medium");
        return;
    }
    if (ss_is(&doc->tokens.at[draft->cue.first], "according")) {
        supply_according(d, draft);
        return;
    }
    int32_t thing = ss_found_thing(d->ctx, d->tree, verb);
    if (thing >= 0 && ss_child(doc, d->tree, verb, SS_REL_ccomp) < 0) {
        int32_t subject = ss_child(doc, d->tree, verb, SS_REL_nsubj);
        ss_ranges_add(d->ctx->scratch, &draft->content, draft->cue.last, d->tree->right[thing]);
        ss_ranges_tidy(d, &draft->content);
        if (!draft->source.n) ss_draft_source(d, draft, d->tree->left[subject], d->tree->right[subject]);
        return;
    }
    if (ss_complains(d->rules, doc, d->tree, verb)) {
        const ss_sentence *s = &doc->sentences.at[doc->tokens.at[verb].sent];
        uint32_t about = verb + 1, last;
        while (about < s->last && about < verb + SS_SHAPE_LONGEST_SUBJECT && !ss_is(&doc->tokens.at[about], "about") &&
               !ss_is(&doc->tokens.at[about], "of"))
            about++;
        for (last = about; last < s->last && last < about + SS_SHAPE_REACH && !(doc->tokens.at[last].flags & SS_PUNCT);)
            last++;
        ss_ranges_add(d->ctx->scratch, &draft->content, about, last);
        ss_ranges_tidy(d, &draft->content);
        return;
    }
    if (ss_figure_frame(doc, d->tree, verb)) {
        uint32_t last = verb + 1;
        while (last < doc->sentences.at[doc->tokens.at[verb].sent].last && doc->tokens.at[last].tag != SS_TAG_CD)
            last++;
        ss_ranges_add(d->ctx->scratch, &draft->content, draft->cue.last, last + 1);
        ss_ranges_tidy(d, &draft->content);
        return;
    }
    uint32_t named = ss_parenthetical_line(doc, verb);
    if (named) {
        ss_ranges_add(d->ctx->scratch, &draft->content, doc->sentences.at[doc->tokens.at[verb].sent].first, named);
        ss_ranges_tidy(d, &draft->content);
        ss_draft_source(d, draft, named, draft->cue.first);
        ss_explain(d, draft, "clause", 0, draft->content.at[0], "the clause in front of who said it");
        return;
    }
    if (supply_apposed(d, draft)) return;
    int32_t claimed = doc->tokens.at[verb].tag == SS_TAG_VBG ? ss_thing(doc, d->tree, verb) : -1;
    if (claimed >= 0 && draft->cue.first > 0 &&
        ss_is(&doc->tokens.at[draft->cue.first - 1], ",")) { /* ", claiming privilege" */
        ss_ranges_add(d->ctx->scratch, &draft->content, draft->cue.last, d->tree->right[claimed]);
        ss_ranges_tidy(d, &draft->content);
        return;
    }
    if (!ss_finite_verb(&doc->tokens.at[verb])) return;
    uint32_t open = draft->cue.last + (draft->cue.last < doc->tokens.n && ss_is(&doc->tokens.at[draft->cue.last], ","));
    if (open < doc->tokens.n && (doc->tokens.at[open].flags & SS_QUOTE_OPEN)) { /* He said “not today” and left. */
        uint32_t last = open + 1, end = doc->sentences.at[doc->tokens.at[verb].sent].last;
        while (last < end && last < open + SS_SHAPE_LONGEST_CLAUSE &&
               !((doc->tokens.at[last - 1].flags & SS_QUOTE_CLOSE) &&
                 doc->tokens.at[last - 1].depth == doc->tokens.at[open].depth))
            last++;
        ss_ranges_add(d->ctx->scratch, &draft->content, open, last);
        ss_explain(d, draft, "clause", 0, draft->content.at[0], "the quotation that the verb of speech introduces");
        return;
    }
    int32_t subject = ss_child(doc, d->tree, verb, SS_REL_nsubj);
    const ss_token *t = &doc->tokens.at[verb];
    if (subject < 0 && t->rel == SS_REL_conj && t->head >= 0)
        subject = ss_child(doc, d->tree, (uint32_t)t->head, SS_REL_nsubj);
    if (subject < 0) return;
    const ss_sentence *s = &doc->sentences.at[doc->tokens.at[verb].sent];
    int32_t clause = ss_child(doc, d->tree, verb, SS_REL_ccomp);
    if (clause < 0) clause = ss_child(doc, d->tree, verb, SS_REL_xcomp);
    const char *class = ss_lexicon_lemma(ss_lexicon_get(d->ctx->model, "cue_verbs"), &doc->tokens.at[verb]);
    if (clause < 0 && class && strstr(class, " thing")) clause = ss_thing(doc, d->tree, verb);
    if (ss_parenthetical(doc, d->tree, verb, (uint32_t)subject)) {
        uint32_t left = d->tree->left[subject] < verb && (uint32_t)subject < verb ? d->tree->left[subject] : verb;
        /* A subject phrase that swallowed the clause before it is cut at its comma. */
        for (uint32_t i = (uint32_t)subject < verb ? (uint32_t)subject : verb; i-- > left;)
            if (ss_is(&doc->tokens.at[i], ",") || (doc->tokens.at[i].flags & SS_QUOTE_CLOSE)) {
                left = i + 1;
                break;
            }
        ss_ranges_add(d->ctx->scratch, &draft->content, s->first, left);
    } else if (clause > (int32_t)verb) {
        ss_ranges_add(d->ctx->scratch, &draft->content, draft->cue.last, d->tree->right[clause]);
    }
    ss_ranges_tidy(d, &draft->content);
    if (!draft->content.n) return;
    if (!draft->source.n) {
        uint32_t first = d->tree->left[subject], last = d->tree->right[subject];
        if ((uint32_t)subject < verb && last > draft->cue.first) last = draft->cue.first;
        while (first < (uint32_t)subject && ss_ranges_hold(&draft->content, first)) first++;
        while (first < (uint32_t)subject && (doc->tokens.at[first].flags & SS_PUNCT)) first++;
        ss_draft_source(d, draft, first, last);
    }
    ss_explain(d, draft, "clause", 0, draft->content.at[0], "the clause that the verb of speech reports");
}

void ss_frames_supply_that(ss_drafting *d, ss_draft *draft)
{
    const ss_token *tok = d->doc->tokens.at;
    uint32_t verb = draft->cue.head, end = d->doc->sentences.at[tok[verb].sent].last, that = verb + 1;
    uint32_t inserted = ss_inserted_line(d->doc, verb);
    if (inserted) {
        ss_draft_source(d, draft, inserted, draft->cue.first);
        ss_ranges_add(d->ctx->scratch, &draft->content, d->doc->sentences.at[tok[verb].sent].first, inserted - 1);
        ss_ranges_add(d->ctx->scratch, &draft->content, verb + 2, ss_clause_end(d->doc, verb + 2));
        ss_ranges_tidy(d, &draft->content);
        ss_explain(d, draft, "clause", 0, (ss_range){inserted, verb + 1},
                   "the clause around what stands between commas");
        return;
    }
    if (!ss_finite_verb(&tok[verb]) || !ss_that_line(d->doc, verb)) return;
    while (that < end && !ss_is(&tok[that], "that")) that++;
    if (that + 2 >= end) return;
    ss_ranges_add(d->ctx->scratch, &draft->content, that, ss_clause_end(d->doc, that));
    ss_ranges_tidy(d, &draft->content);
    if (draft->content.n) ss_explain(d, draft, "clause", 0, draft->content.at[0], "the clause behind \"that\"");
}
