/* frames.c - amends drafts by the grammar of their cues; see frames.h. The shapes it
 * asks for are in shapes.c. Cost: constant for each cue, bounded scans.
 */
#include "attr/frames.h"

#include "attr/shapes.h"

enum { LONGEST_TERM = 6 /* tokens, with marks */ };

/* The first noun phrase after the cue is the addressee: up to the medium's
 * preposition, a time, or the content. */
static void cut_addressee(ss_drafting *d, ss_draft *draft, uint32_t start)
{
    const sayso_doc *doc = d->doc;
    uint32_t last = draft->cue.last;
    while (last < start) {
        const ss_token *t = &doc->tokens.at[last];
        if (t->tag == SS_TAG_IN && last > draft->cue.last) {
            bool medium = false;
            for (uint32_t k = last + 1; k < start && k < last + 8; k++)
                medium |= ss_lexicon_has(d->media, doc->tokens.at[k].lemma);
            if (!ss_is(t, "of") && (medium || last > draft->cue.last)) break;
        }
        last++;
    }
    /* "President Joe Biden in a letter Thursday": a time at the end is not part of it. */
    for (uint32_t k = 0; k < doc->times.n; k++) {
        uint32_t at = ss_token_at(doc, doc->times.at[k].spans.at[0].begin);
        if (at > draft->cue.last && at < last) last = at;
        if (at >= last) break;
    }
    while (last > draft->cue.last && (doc->tokens.at[last - 1].flags & SS_PUNCT) &&
           !ss_is(&doc->tokens.at[last - 1], ")"))
        last--;
    /* "warned in a report that": a phrase of place is nobody */
    if (last > draft->cue.last && doc->tokens.at[draft->cue.last].tag != SS_TAG_IN)
        draft->addressee = (ss_range){draft->cue.last, last};
}

static bool held_or_near(const ss_draft *draft, uint32_t from, uint32_t start)
{
    for (uint32_t i = 0; i < draft->content.n; i++)
        if (draft->content.at[i].first <= start + SS_SHAPE_LONGEST_SUBJECT && draft->content.at[i].last >= from)
            return true;
    return false;
}

static void control_frame(ss_drafting *d, ss_draft *draft)
{
    const sayso_doc *doc = d->doc;
    const char *frame = ss_lexicon_find(d->addressed, doc->tokens.at[draft->cue.head].lemma,
                                        strlen(doc->tokens.at[draft->cue.head].lemma));
    if (ss_asks_for(d->rules, doc, draft->cue.head)) return;
    if (!frame || draft->cue.head >= draft->cue.last) return;
    uint32_t after = draft->cue.last;
    bool on = strchr(frame, 'n') && after < doc->tokens.n &&
              (ss_is(&doc->tokens.at[after], "on") || ss_is(&doc->tokens.at[after], "upon"));
    bool held_on =
        strchr(frame, 'n') && draft->cue.last > draft->cue.head + 1 && ss_is(&doc->tokens.at[after - 1], "on");
    if (!strchr(frame, 'o') && !on && !held_on) return;
    uint32_t start = ss_control_start(doc, after + on);
    if (!start && !on && strchr(frame, 'o')) start = ss_bare_start(doc, after);
    if (on && start) { /* "called on | the minister to" */
        draft->cue.last++;
        ss_ranges_cut(d->ctx->scratch, &draft->content, after, after + 1);
    }
    if (!start || !held_or_near(draft, draft->cue.last, start)) return;
    /* Does the content go on behind the start? If the labeller stopped at the object,
     * the clause is the rest of the sentence. */
    bool beyond = false;
    for (uint32_t i = 0; i < draft->content.n; i++) beyond |= draft->content.at[i].last > start + 1;
    cut_addressee(d, draft, start);
    ss_ranges_cut(d->ctx->scratch, &draft->content, draft->cue.last, start);
    if (!beyond) {
        const ss_sentence *s = &doc->sentences.at[doc->tokens.at[draft->cue.head].sent];
        ss_ranges_add(d->ctx->scratch, &draft->content, start, s->last);
    } else {
        uint32_t to = start + 1; /* no hole between the start and what the labeller took */
        for (uint32_t i = 0; i < draft->content.n; i++)
            if (draft->content.at[i].first > start && draft->content.at[i].first <= start + SS_SHAPE_LONGEST_SUBJECT &&
                to == start + 1)
                to = draft->content.at[i].first;
        ss_ranges_add(d->ctx->scratch, &draft->content, start, to);
    }
    ss_ranges_tidy(d, &draft->content);
    ss_explain(d, draft, "addressee", 0, draft->addressee,
               "the verb addresses its object; what follows is the content");
}

/* "argues in the letter that ...": the content begins at "that" or at the mark. */
static void medium_in_front(ss_drafting *d, ss_draft *draft)
{
    const sayso_doc *doc = d->doc;
    if (!draft->content.n) return;
    ss_range r = {0, 0};
    for (uint32_t i = 0; i < draft->content.n && r.first == 0; i++)
        if (draft->content.at[i].first >= draft->cue.last) r = draft->content.at[i];
    if (r.first == 0 || doc->tokens.at[r.first].tag != SS_TAG_IN || ss_is(&doc->tokens.at[r.first], "that")) return;
    bool medium = false;
    for (uint32_t i = r.first; i < r.last && i < r.first + 14; i++) {
        const ss_token *t = &doc->tokens.at[i];
        if (i > r.first && medium && (ss_is(t, "that") || (t->flags & SS_QUOTE_OPEN))) {
            ss_ranges_cut(d->ctx->scratch, &draft->content, r.first, i);
            ss_ranges_tidy(d, &draft->content);
            return;
        }
        medium |= ss_lexicon_lemma(d->media, t) != NULL;
        if (i > r.first && !ss_nominal(t)) return;
    }
}

/* "joined 18 states in urging ...", "..., calling it false": who urges is who joined. */
static void gerund_subject(ss_drafting *d, ss_draft *draft)
{
    const sayso_doc *doc = d->doc;
    uint32_t head = draft->cue.head;
    if (doc->tokens.at[head].tag != SS_TAG_VBG || draft->cue.first == 0) return;
    const ss_token *before = &doc->tokens.at[draft->cue.first - 1];
    bool participle = !draft->source.n && ss_is(before, ",");
    if (!participle && !ss_is(before, "in") && !ss_is(before, "by") && !ss_is(before, "after") &&
        !ss_is(before, "before") && !ss_is(before, "while") && !ss_is(before, "without") &&
        !(strcmp(before->lemma, "keep") == 0 && !draft->source.n))
        return;
    /* The nearest finite verb to the left with a subject; for a participle behind a
     * comma the first of the sentence. */
    const ss_sentence *s = &doc->sentences.at[doc->tokens.at[head].sent];
    for (uint32_t i = draft->cue.first; i-- > s->first && draft->cue.first - i < SS_SHAPE_REACH;) {
        if (!ss_finite_verb(&doc->tokens.at[i])) continue;
        int32_t subject = ss_child(doc, d->tree, i, SS_REL_nsubj);
        if (participle && i > s->first) {
            for (uint32_t k = s->first; k < i && k < s->first + SS_SHAPE_REACH; k++)
                if (doc->tokens.at[k].rel == SS_REL_nsubj && doc->tokens.at[k].head > (int32_t)k) {
                    subject = (int32_t)k;
                    break;
                }
        }
        if (subject < 0 || (uint32_t)subject > i) return;
        uint32_t first = d->tree->left[subject], last = d->tree->right[subject];
        if (last > i) last = i;
        ss_draft_source(d, draft, first, last);
        ss_explain(d, draft, "subject", 0, (ss_range){first, last}, "the subject of the verb that governs the gerund");
        return;
    }
}

/* An infinitive counts only for verbs that are known to take what is said or meant. */
static bool has_clause(const ss_drafting *d, uint32_t verb, bool known)
{
    for (uint32_t k = d->tree->kid[verb]; k != UINT32_MAX; k = d->tree->sib[k]) {
        uint8_t rel = d->doc->tokens.at[k].rel;
        if (rel == SS_REL_ccomp || rel == SS_REL_parataxis || (rel == SS_REL_xcomp && known)) return true;
    }
    return false;
}

/* Only a term or nickname in marks: "known as “Shorty”". */
static bool only_a_term(const ss_drafting *d, const ss_draft *draft)
{
    const sayso_doc *doc = d->doc;
    if (draft->content.n != 1) return false;
    uint32_t begin = doc->tokens.at[draft->content.at[0].first].begin, lo = ss_quotes_before(doc, begin);
    if (lo == doc->quotes.n || doc->quotes.at[lo].outer.begin != begin ||
        ss_ranges_count(&draft->content) > LONGEST_TERM)
        return false;
    return draft->content.at[0].last <= ss_token_at(doc, doc->quotes.at[lo].outer.end);
}

static bool has_marks(const ss_drafting *d, const ss_draft *draft)
{
    uint32_t level = d->doc->tokens.at[draft->cue.head].depth;
    for (uint32_t i = 0; i < draft->content.n; i++)
        for (uint32_t k = draft->content.at[i].first; k < draft->content.at[i].last; k++)
            if (d->doc->tokens.at[k].depth > level) return true;
    return false;
}

/* "The firm broke the law, a judge ruled on Monday": a clause, a comma, who decided, the verb. */
static bool closing(const ss_drafting *d, const ss_draft *draft)
{
    const sayso_doc *doc = d->doc;
    const char *lemma = doc->tokens.at[draft->cue.head].lemma;
    if (strcmp(lemma, "rule") != 0 && strcmp(lemma, "decide") != 0) return false; /* others' acts are mere acts */
    if (draft->source.n != 1 || draft->content.n != 1 || draft->source.at[0].last != draft->cue.first) return false;
    uint32_t first = draft->content.at[0].first, last = draft->content.at[0].last, who = draft->source.at[0].first;
    if (last > who || who - last > 1 || who == 0 || !ss_is(&doc->tokens.at[who - 1], ",")) return false;
    for (uint32_t i = first; i < last; i++) {
        uint8_t tag = doc->tokens.at[i].tag;
        if (tag == SS_TAG_VBD || tag == SS_TAG_VBZ || tag == SS_TAG_VBP || tag == SS_TAG_MD) return true;
    }
    return false;
}

/* Acts reported as acts: "implemented the plan", "appointed a judge". PolNeAR counts
 * decrees and approvals as attributions; a reading of who said what does not, unless
 * words are given. */
static bool mere_act(const ss_drafting *d, const ss_draft *draft)
{
    bool copula = true, known = false;
    const ss_token *t = &d->doc->tokens.at[draft->cue.head];
    bool verb = t->tag == SS_TAG_VBD || t->tag == SS_TAG_VBZ || t->tag == SS_TAG_VBP || t->tag == SS_TAG_VB ||
                t->tag == SS_TAG_VBG || t->tag == SS_TAG_VBN;
    if (!verb || draft->cue.last - draft->cue.first > 6) return false; /* "has not taken a position on" */
    for (uint32_t i = draft->cue.first; i < draft->cue.last; i++) {
        const ss_token *w = &d->doc->tokens.at[i];
        char c = ss_verb_class(ss_lexicon_get(d->ctx->model, "cue_verbs"), w)[0];
        if (c && c != 'd') return false;
        known |= c != 0;
        uint32_t first = draft->content.n ? draft->content.at[0].first : 0;
        if ((ss_is(w, "not") || ss_is(w, "n't")) && first == draft->cue.last &&
            (ss_is(&d->doc->tokens.at[first], "whether") || ss_is(&d->doc->tokens.at[first], "if")))
            return false; /* "would not be drawn on whether he would stand" */
        copula &= !strcmp(w->lemma, "be") || !strcmp(w->lemma, "have") || !strcmp(w->lemma, "do");
    }
    if (copula) return true;
    if (!strcmp(d->doc->tokens.at[draft->cue.head].lemma, "rule") && draft->cue.last == draft->cue.head + 2 &&
        ss_is(&d->doc->tokens.at[draft->cue.head + 1], "out"))
        return false; /* "ruled out a bailout" */
    if (ss_figure_frame(d->doc, d->tree, draft->cue.head) || (known && ss_that_line(d->doc, draft->cue.head)))
        return false;
    if (known && (ss_told_frame(d->doc, draft->cue.head) || ss_ruling_that(d->doc, draft->cue.head)))
        return false; /* "ordered the station to" */
    if (known && closing(d, draft)) return false;
    if (!known && only_a_term(d, draft)) return true;
    return !has_clause(d, draft->cue.head, known) && !has_marks(d, draft);
}

/* "a decision that Tran called ...": a noun with a relative clause, no speaker. */
static bool mere_noun(const ss_drafting *d, const ss_draft *draft)
{
    /* "messages about a contract": a topic, no statement. */
    if (draft->cue.last == draft->cue.first + 1 && ss_is(&d->doc->tokens.at[draft->cue.first], "about")) return true;
    uint8_t tag = d->doc->tokens.at[draft->cue.head].tag;
    if ((tag != SS_TAG_NN && tag != SS_TAG_NNS) || draft->source.n || !draft->content.n) return false;
    return d->doc->tokens.at[draft->content.at[0].first].tag == SS_TAG_WDT;
}

/* "It ... is said that ...": the empty subject is no content. */
static void drop_expletive(ss_drafting *d, ss_draft *draft)
{
    for (uint32_t i = 0; i < draft->content.n; i++) {
        ss_range r = draft->content.at[i];
        const ss_token *t = &d->doc->tokens.at[r.first];
        if (r.last == r.first + 1 && r.last <= draft->cue.first && (ss_is(t, "it") || ss_is(t, "there")) &&
            draft->content.n > 1) {
            ss_ranges_cut(d->ctx->scratch, &draft->content, r.first, r.last);
            return;
        }
    }
}

/* "who" and "that" stand for the noun before their clause: that is the source. */
static void relative_source(ss_drafting *d, ss_draft *draft)
{
    const sayso_doc *doc = d->doc;
    if (draft->source.n != 1 || draft->source.at[0].last != draft->source.at[0].first + 1) return;
    uint32_t at = draft->source.at[0].first;
    if (doc->tokens.at[at].tag != SS_TAG_WP && doc->tokens.at[at].tag != SS_TAG_WDT) return;
    int32_t clause = doc->tokens.at[at].head;
    while (clause >= 0 && doc->tokens.at[clause].rel != SS_REL_acl_relcl) clause = doc->tokens.at[clause].head;
    uint32_t noun = clause >= 0 && doc->tokens.at[clause].head >= 0 ? (uint32_t)doc->tokens.at[clause].head : at;
    if (noun >= at) { /* a parse gone astray: the subject in front, else the noun before the comma */
        uint32_t begin = doc->sentences.at[doc->tokens.at[at].sent].first;
        for (uint32_t i = begin; i < at && i < begin + SS_SHAPE_REACH && noun >= at; i++)
            if (doc->tokens.at[i].rel == SS_REL_nsubj && doc->tokens.at[i].head >= (int32_t)at) noun = i;
        if (noun >= at && at > begin + 1) noun = at - (ss_is(&doc->tokens.at[at - 1], ",") ? 2 : 1);
        if (noun >= at) return;
    }
    uint32_t first = d->tree->left[noun], last = at;
    while (last > noun + 1 && (doc->tokens.at[last - 1].flags & SS_PUNCT)) last--;
    while (first < noun && ((doc->tokens.at[first].flags & SS_PUNCT) || doc->tokens.at[first].rel == SS_REL_case))
        first++;
    ss_draft_source(d, draft, first, last);
    ss_explain(d, draft, "relative", 0, (ss_range){first, last}, "the noun that the relative pronoun stands for");
}

/* "Asked whether ..., Marsh said no": she was asked. */
static void asked(ss_drafting *d, ss_draft *draft)
{
    const sayso_doc *doc = d->doc;
    const ss_token *t = &doc->tokens.at[draft->cue.head];
    const char *frame = ss_lexicon_lemma(d->addressed, t);
    bool initial =
        draft->cue.first == doc->sentences.at[t->sent].first || ss_is(&doc->tokens.at[draft->cue.first - 1], "when");
    if (!frame || !strchr(frame, 'o') || !initial || (t->tag != SS_TAG_VBN && t->tag != SS_TAG_VBD) ||
        ss_child(doc, d->tree, draft->cue.head, SS_REL_nsubj) >= 0 || draft->source.n > 1)
        return;
    if (draft->source.n) {
        draft->addressee = draft->source.at[0];
    } else {
        int32_t subject = t->head >= 0 ? ss_child(doc, d->tree, (uint32_t)t->head, SS_REL_nsubj) : -1;
        if (subject < 0 || (uint32_t)subject < draft->cue.last) return;
        draft->addressee = (ss_range){d->tree->left[subject], d->tree->right[subject]};
        while (draft->addressee.first < (uint32_t)subject && (doc->tokens.at[draft->addressee.first].flags & SS_PUNCT))
            draft->addressee.first++; /* ", Marsh": the comma hangs on the subject */
    }
    draft->source = (ss_range_list){0};
    draft->source_head = UINT32_MAX;
    draft->asked = true;
    if (draft->addressee.first > draft->cue.last) {
        ss_ranges_cut(d->ctx->scratch, &draft->content, draft->addressee.first, doc->tokens.n);
        ss_ranges_tidy(d, &draft->content);
        if (!draft->content.n) draft->dropped = true;
    }
    ss_explain(d, draft, "asked", 0, draft->addressee,
               "a participle without a subject: the person named was addressed");
}

/* No source, no clause, no speech: "was considering charges", "known as “Shorty”". */
static bool hollow(const ss_drafting *d, const ss_draft *draft)
{
    const ss_token *t = &d->doc->tokens.at[draft->cue.head];
    if (draft->source.n || ss_told_passive(d->addressed, d->doc, draft->cue.head) || ss_cites(d->doc, draft->cue.head))
        return false;
    bool verb = t->tag == SS_TAG_VBG || t->tag == SS_TAG_VBN || t->tag == SS_TAG_VB;
    if (!verb) return false;
    if (only_a_term(d, draft)) return true;
    return !has_clause(d, draft->cue.head, true) && !has_marks(d, draft);
}

/* A cue between quotation marks has its source and content between them too. */
static void stay_in_quotation(ss_drafting *d, ss_draft *draft)
{
    const sayso_doc *doc = d->doc;
    const ss_token *cue = &doc->tokens.at[draft->cue.head];
    if (!(cue->flags & SS_IN_QUOTE)) return;
    uint32_t q = UINT32_MAX;
    for (uint32_t k = ss_quotes_before(doc, cue->begin + 1), looked = 0; k-- > 0 && looked < 40; looked++)
        if (doc->quotes.at[k].inner.begin <= cue->begin && doc->quotes.at[k].inner.end > cue->begin) {
            q = k;
            break;
        }
    if (q == UINT32_MAX) return;
    while (doc->quotes.at[q].parent >= 0) q = (uint32_t)doc->quotes.at[q].parent;
    uint32_t first = ss_token_at(doc, doc->quotes.at[q].inner.begin),
             last = ss_token_at(doc, doc->quotes.at[q].inner.end);
    ss_range_list *lists[] = {&draft->content, &draft->source};
    for (int k = 0; k < 2; k++) {
        ss_ranges_cut(d->ctx->scratch, lists[k], 0, first);
        ss_ranges_cut(d->ctx->scratch, lists[k], last, doc->tokens.n);
    }
    ss_ranges_tidy(d, &draft->content);
    if (!draft->source.n) draft->source_head = UINT32_MAX;
}

/* "argues in | the letter that ...": the preposition belongs to the medium. */
static void free_preposition(ss_drafting *d, ss_draft *draft)
{
    const sayso_doc *doc = d->doc;
    uint32_t last = draft->cue.last - 1;
    if (last == draft->cue.first || last == draft->cue.head) return;
    const ss_token *t = &doc->tokens.at[last];
    if (!ss_is(t, "in") && !ss_is(t, "on") && !ss_is(t, "at") && !ss_is(t, "during")) return;
    const ss_sentence *s = &doc->sentences.at[t->sent];
    for (uint32_t i = last + 1; i < s->last && i < last + 8; i++) {
        if (!ss_nominal(&doc->tokens.at[i])) return;
        if (!ss_lexicon_has(d->media, doc->tokens.at[i].lemma)) continue;
        if (draft->content.n == 1 && ss_ranges_hold(&draft->content, last + 1) && draft->content.at[0].last <= i + 1)
            return; /* "declined to comment on | the decision": the topic is all there is */
        draft->cue.last = last;
        if (!ss_ranges_hold(&draft->content, last + 1)) return;
        if (ss_ranges_hold(&draft->content, i + 1)) /* the content goes on behind the medium */
            ss_ranges_add(d->ctx->scratch, &draft->content, last, last + 1);
        else
            ss_ranges_cut(d->ctx->scratch, &draft->content, last, i + 1);
        return;
    }
}

/* "according to | a letter": what follows is the source, whatever it was taken for. */
static void according_source(ss_drafting *d, ss_draft *draft)
{
    const sayso_doc *doc = d->doc;
    if (!ss_is(&doc->tokens.at[draft->cue.first], "according") || draft->source.n) return;
    for (uint32_t i = 0; i < draft->content.n; i++) {
        ss_range r = draft->content.at[i];
        if (r.first != draft->cue.last) continue;
        uint32_t comma = r.first;
        while (comma < r.last && !(doc->tokens.at[comma].flags & SS_PUNCT)) comma++;
        ss_draft_source(d, draft, r.first, comma);
        ss_ranges_cut(d->ctx->scratch, &draft->content, r.first, comma);
        ss_ranges_tidy(d, &draft->content);
        return;
    }
}

/* "A judge | ruled on Wednesday that": a past tense taken for a participle leaves its
 * subject among the contents. */
static void subject_in_content(ss_drafting *d, ss_draft *draft)
{
    const sayso_doc *doc = d->doc;
    uint32_t verb = draft->cue.head;
    if (draft->source.n || draft->content.n < 2 || !ss_that_line(doc, verb)) return;
    ss_range r = draft->content.at[0];
    if (r.last != draft->cue.first || !strcmp(doc->tokens.at[r.last - 1].lemma, "be")) return;
    for (uint32_t i = r.first; i < r.last; i++)
        if (!ss_nominal(&doc->tokens.at[i])) return;
    ss_draft_source(d, draft, r.first, r.last);
    ss_ranges_cut(d->ctx->scratch, &draft->content, r.first, r.last);
    ss_ranges_tidy(d, &draft->content);
    ss_explain(d, draft, "subject", 0, r, "the noun in front of a verb that a clause with \"that\" follows");
}

/* "X, a memo shows. “Y,” ...": what is reported stands in front, not in the next sentence. */
static void clause_in_front(ss_drafting *d, ss_draft *draft)
{
    const sayso_doc *doc = d->doc;
    uint32_t verb = draft->cue.head, named = ss_parenthetical_line(doc, verb);
    const ss_sentence *s = &doc->sentences.at[doc->tokens.at[verb].sent];
    if (!named) return;
    bool front = false;
    for (uint32_t i = 0; i < draft->content.n; i++)
        front |= draft->content.at[i].first < named && draft->content.at[i].last > s->first;
    if (front) {
        if (draft->source.n || draft->cue.first <= named) return;
        ss_ranges_cut(d->ctx->scratch, &draft->content, named, s->last);
        ss_draft_source(d, draft, named, draft->cue.first);
        return;
    }
    draft->content = (ss_range_list){0};
    ss_ranges_add(d->ctx->scratch, &draft->content, s->first, named);
    ss_ranges_tidy(d, &draft->content);
    if (draft->cue.first > named) ss_draft_source(d, draft, named, draft->cue.first);
    ss_explain(d, draft, "clause", 0, (ss_range){s->first, named}, "the clause in front of who said it");
}

/* "to ask for | an inquiry": what is asked for stands behind "for", wherever the labeller
 * looked for it. */
static void asked_for(ss_drafting *d, ss_draft *draft)
{
    const sayso_doc *doc = d->doc;
    uint32_t from = ss_asks_for(d->rules, doc, draft->cue.head);
    bool right = ss_ranges_hold(&draft->content, from);
    for (uint32_t i = 0; i < draft->content.n; i++) right &= draft->content.at[i].first >= draft->cue.last;
    if (!from || right) return;
    uint32_t end = ss_asked_end(doc, from);
    if (end == from) return;
    draft->content = (ss_range_list){0};
    ss_ranges_add(d->ctx->scratch, &draft->content, from, end);
    ss_ranges_tidy(d, &draft->content);
    if (draft->cue.last > from) draft->cue.last = from;
    draft->addressee = (ss_range){0, 0};
}

/* "“X,” he can be heard | saying": who is heard says it. */
static void heard_saying(ss_drafting *d, ss_draft *draft)
{
    const ss_token *tok = d->doc->tokens.at;
    uint32_t head = draft->cue.head, first = d->doc->sentences.at[tok[head].sent].first;
    if (tok[head].tag != SS_TAG_VBG || head < first + 3 || !ss_is(&tok[head - 1], "heard")) return;
    uint32_t end = head - 1;
    while (end > first &&
           (!strcmp(tok[end - 1].lemma, "be") || tok[end - 1].tag == SS_TAG_MD || tok[end - 1].tag == SS_TAG_RB))
        end--;
    uint32_t begin = end;
    while (begin > first && end - begin < SS_SHAPE_LONGEST_SUBJECT &&
           (ss_nominal(&tok[begin - 1]) || tok[begin - 1].tag == SS_TAG_PRP))
        begin--;
    if (begin == end || tok[begin].tag == SS_TAG_IN) return;
    ss_draft_source(d, draft, begin, end);
    draft->cue.first = head;
    ss_ranges_cut(d->ctx->scratch, &draft->content, begin, draft->cue.last);
    if ((tok[first].flags & SS_QUOTE_OPEN) && (tok[begin - 1].flags & SS_QUOTE_CLOSE)) {
        draft->content = (ss_range_list){0};
        ss_ranges_add(d->ctx->scratch, &draft->content, first, begin);
    }
}

void ss_frames_amend(ss_drafting *d, ss_draft *draft)
{
    heard_saying(d, draft);
    uint32_t relative = ss_figure_relative(d->doc, draft->cue.head);
    if (relative && ss_figure_frame(d->doc, d->tree, draft->cue.head)) {
        uint32_t last = draft->cue.head + 1, end = d->doc->sentences.at[d->doc->tokens.at[last].sent].last;
        while (last < end && d->doc->tokens.at[last].tag != SS_TAG_CD) last++;
        draft->content = (ss_range_list){0};
        ss_ranges_add(d->ctx->scratch, &draft->content, draft->cue.head + 1, last < end ? last + 1 : end);
        ss_draft_source(d, draft, relative + 1, draft->cue.first);
        return;
    }
    uint32_t appeal = ss_appeals(d->doc, draft->cue.head);
    if (appeal && draft->content.at[draft->content.n - 1].last > draft->cue.last) {
        draft->addressee = (ss_range){draft->cue.head + 2, appeal};
        draft->content = (ss_range_list){0};
        ss_ranges_add(d->ctx->scratch, &draft->content, appeal, ss_clause_end(d->doc, appeal));
        ss_ranges_tidy(d, &draft->content);
        draft->cue.last = draft->cue.head + 1;
    }
    bool late =
        draft->content.at[0].first > draft->cue.last; /* "were told | the valve | was open": no source stands there */
    bool none = !draft->source.n || draft->source.at[0].first == draft->cue.last;
    if ((ss_told_behind(d->doc, draft->cue.head) || (late && none)) && ss_frames_told(d, draft)) return;
    clause_in_front(d, draft);
    subject_in_content(d, draft);
    according_source(d, draft);
    if (!draft->source.n && ss_is(&d->doc->tokens.at[draft->cue.head], "words") &&
        draft->cue.last == draft->cue.first + 4) {
        draft->content = (ss_range_list){0};
        ss_frames_words(d, draft);
    }
    if (ss_in_view(d->rules, d->doc, draft->cue.head)) ss_frames_view(d, draft);
    stay_in_quotation(d, draft);
    free_preposition(d, draft);
    if (!draft->content.n) {
        draft->dropped = true;
        return;
    }
    gerund_subject(d, draft);
    asked_for(d, draft);
    if (mere_noun(d, draft) || hollow(d, draft)) {
        draft->dropped = true;
        return;
    }
    if (mere_act(d, draft)) {
        draft->dropped = true;
        if (d->ctx->options->explain)
            *ss_push(&d->doc->arena, &d->doc->refusals) = (sayso_refusal){
                .span = {d->doc->tokens.at[draft->cue.first].begin, d->doc->tokens.at[draft->cue.last - 1].end},
                .what = "cue",
                .reason = "an act is reported, no statement",
                .score = draft->margin};
        return;
    }
    drop_expletive(d, draft);
    relative_source(d, draft);
    control_frame(d, draft);
    medium_in_front(d, draft);
    asked(d, draft);
}
