/* sift.c - the grammar that learned cues and roles must keep.
 *
 * Cue tagger and role labeller are models over words: now and then they take
 * an adverb for a cue, an article for its end, an apposition for content. Each rule
 * here says what cannot be, whatever the score, and trims or drops:
 *
 *   cue-words     a cue has a verb, a noun of saying, "according to", or a mark
 *   cue-article   an article at the cue's end opens what follows
 *   source-verbs  a source is no run of verbs
 *   reflexive     "Jones has himself claimed": the subject is the source
 *   day, time     "Acme today announced", "told a year ago that": neither who nor what
 *   according     "According to FDA data, complaints rose": the source ends at the comma
 *   apposition    what stands in commas between source and cue is the source's
 *   joined        "A said X, and B said Y": X is not B's
 *   person        "I believed him": no content
 *   to come       "it would recall its bars": an act, no words
 *   told          "Ministers were told that": they are addressed
 *   thing         "knew of the defect": no statement
 *   amount        "revenue declined 3 percent": no statement
 *   pronoun       "asks | her: 'Who ...'": whom it was said to
 *   object        "described | the report as": the object is content
 *   subject       "what the council | asks": a verb does not report its subject
 *   requested     "asked it to explain why": nothing has been explained
 *   participle    "a militia backed by the government": it is described, not told
 *   thing joined  "A blames B, and C did D": C is not A's
 *   twin          two cues for one content: the one without a source goes
 *   fate          "His claim that X | drew | applause": what became of a claim is no statement
 *   adjective     "pleaded | not guilty to", "found him | guilty of": part of what the verb says
 *
 * Not applied to flat readings, which keep to PolNeAR's annotation. What is dropped
 * is listed among the refusals. Cost: a constant number of looks at each draft and
 * its neighbours in the sentence.
 */
#include "attr/draft.h"
#include "attr/shapes.h"

enum { NEIGHBOURS = 6 };

static void refuse(ss_drafting *d, ss_draft *draft, const char *why)
{
    draft->dropped = true;
    if (!d->ctx->options->explain) return;
    const ss_token *tok = d->doc->tokens.at;
    *ss_push(&d->doc->arena, &d->doc->refusals) =
        (sayso_refusal){.span = {tok[draft->cue.first].begin, tok[draft->cue.last - 1].end},
                        .what = "cue",
                        .reason = why,
                        .score = draft->margin};
}

static bool verbal(uint8_t tag)
{
    return tag == SS_TAG_VB || tag == SS_TAG_VBD || tag == SS_TAG_VBG || tag == SS_TAG_VBN || tag == SS_TAG_VBP ||
           tag == SS_TAG_VBZ;
}

static bool is_a_noun(uint8_t tag)
{
    return tag == SS_TAG_NN || tag == SS_TAG_NNS || tag == SS_TAG_NNP || tag == SS_TAG_NNPS;
}

/* "building superintendent Gus Price wrote": a participle that stands before its noun. */
static bool before_noun(const ss_drafting *d, const ss_draft *draft)
{
    const ss_token *tok = d->doc->tokens.at;
    uint32_t at = draft->cue.first;
    if (draft->cue.last != at + 1 || tok[at].tag != SS_TAG_VBG || at + 1 >= d->doc->tokens.n ||
        (!is_a_noun(tok[at + 1].tag) && tok[at + 1].tag != SS_TAG_JJ))
        return false;
    bool marked = at == 0 || (tok[at - 1].flags & (SS_QUOTE_CLOSE | SS_PUNCT));
    return marked && !ss_lexicon_lemma(ss_lexicon_get(d->ctx->model, "cue_verbs"), &tok[at]);
}

/* Does the cue have a word that can report? */
static bool can_report(const ss_drafting *d, const ss_draft *draft)
{
    const ss_lexicon *verbs = ss_lexicon_get(d->ctx->model, "cue_verbs");
    bool noun = false, adjective = false;
    for (uint32_t i = draft->cue.first; i < draft->cue.last; i++) {
        const ss_token *t = &d->doc->tokens.at[i];
        if (verbal(t->tag) || ss_is(t, "according") || ss_is(t, "per") || ss_is(t, "via")) return true;
        const char *class = ss_lexicon_lemma(verbs, t);
        if ((t->flags & SS_PUNCT) || (class && (!is_a_noun(t->tag) || *class == 'n'))) return true;
        noun |= is_a_noun(t->tag);
        adjective |= t->tag == SS_TAG_JJ;
    }
    if (adjective && !noun &&
        draft->cue.last < d->doc->tokens.n) { /* "adamant that", "critical of"; not "not guilty" */
        const ss_token *next = &d->doc->tokens.at[draft->cue.last], *last = next - 1;
        adjective = ss_is(next, "that") || ss_is(next, "about") || ss_is(next, "of") || ss_is(next, "to") ||
                    ss_is(next, "if") || ss_is(next, "whether") || (next->flags & SS_QUOTE_OPEN) ||
                    ss_is(last, "that") || ss_is(last, "about") || ss_is(last, "of");
    }
    return (noun || adjective) && draft->source.n > 0;
}

/* "described | the report as": what is described is content. */
static void free_object(ss_drafting *d, ss_draft *draft)
{
    const ss_token *tok = d->doc->tokens.at;
    uint32_t after = draft->cue.head + 1, last = draft->cue.last;
    if (last < after + 3 || !ss_is(&tok[last - 1], "as") || !verbal(tok[draft->cue.head].tag)) return;
    if (!ss_ranges_hold(&draft->content, last)) return;
    draft->cue.last = after;
    ss_ranges_add(d->ctx->scratch, &draft->content, after, last);
}

/* "asks | her: 'Who else ...'": a pronoun between cue and colon is whom it was said to. */
static void free_pronoun(ss_drafting *d, ss_draft *draft)
{
    const ss_token *tok = d->doc->tokens.at;
    uint32_t at = draft->cue.last;
    if (at + 1 >= d->doc->tokens.n || (tok[at].tag != SS_TAG_PRP && tok[at].tag != SS_TAG_PRPS) ||
        !ss_is(&tok[at + 1], ":"))
        return;
    if (!verbal(tok[draft->cue.head].tag)) return;
    if (!ss_ranges_hold(&draft->content, at)) { /* "In one, he asks her: 'X'": where he asks is not what */
        bool front = draft->content.n == 1 && draft->source.n &&
                     draft->content.at[0].last <= draft->source.at[0].first &&
                     tok[draft->content.at[0].first].tag == SS_TAG_IN;
        if (!front || at + 2 >= d->doc->tokens.n || !(tok[at + 2].flags & SS_QUOTE_OPEN)) return;
        draft->content = (ss_range_list){0};
    }
    draft->addressee = (ss_range){at, at + 1};
    ss_ranges_cut(d->ctx->scratch, &draft->content, at, at + 2);
    for (uint32_t q = 0; q < d->doc->quotes.n && !draft->content.n && at + 2 < d->doc->tokens.n; q++) {
        if (d->doc->quotes.at[q].outer.begin != tok[at + 2].begin) continue;
        ss_ranges_add(d->ctx->scratch, &draft->content, at + 2, ss_token_at(d->doc, d->doc->quotes.at[q].outer.end));
        d->claimed[q] = 1;
    }
}

/* "what the council | asks": the words before an active verb are its subject. */
static bool eats_subject(const ss_drafting *d, const ss_draft *draft)
{
    const ss_token *tok = d->doc->tokens.at, *t = &tok[draft->cue.head];
    bool finite = t->tag == SS_TAG_VBZ || t->tag == SS_TAG_VBD || t->tag == SS_TAG_VBP;
    if (draft->source.n || !finite || draft->cue.last != draft->cue.first + 1 || draft->content.n != 1) return false;
    return draft->content.at[0].last == draft->cue.first && !(tok[draft->cue.first - 1].flags & SS_PUNCT);
}

/* "described the | report as", "told an | aide" */
static void free_article(ss_drafting *d, ss_draft *draft)
{
    while (draft->cue.last > draft->cue.first + 1 && draft->cue.last - 1 > draft->cue.head) {
        const ss_token *t = &d->doc->tokens.at[draft->cue.last - 1];
        if (t->tag != SS_TAG_DT && t->tag != SS_TAG_PRPS) return;
        uint32_t at = --draft->cue.last;
        if (ss_ranges_hold(&draft->content, at + 1)) ss_ranges_add(d->ctx->scratch, &draft->content, at, at + 1);
        if (draft->addressee.first == at + 1 && draft->addressee.last > at + 1) draft->addressee.first = at;
    }
}

static bool only_verbs(const ss_drafting *d, const ss_range_list *source)
{
    /* "..., study | suggests": no bare verb stands between a comma and a finite one. */
    if (source->n == 1 && source->at[0].last == source->at[0].first + 1 && source->at[0].first > 0 &&
        d->doc->tokens.at[source->at[0].first].tag != SS_TAG_VBD &&
        ss_is(&d->doc->tokens.at[source->at[0].first - 1], ",") &&
        ss_finite_verb(&d->doc->tokens.at[source->at[0].last]))
        return false;
    for (uint32_t i = 0; i < source->n; i++)
        for (uint32_t k = source->at[i].first; k < source->at[i].last; k++) {
            const ss_token *t = &d->doc->tokens.at[k];
            if ((t->flags & SS_CAPITAL) && !(t->flags & SS_SENT_FIRST) &&
                !(d->doc->tokens.at[source->at[i].last].flags & SS_CAPITAL))
                return false; /* "Reed wrote": a name */
            if (!verbal(t->tag) && t->tag != SS_TAG_MD && t->tag != SS_TAG_RB && t->tag != SS_TAG_TO) return false;
        }
    return source->n > 0;
}

/* "Schmitt | argues in | the letter": the source is one phrase, that which has the head. */
static void one_source(ss_drafting *d, ss_draft *draft)
{
    if (draft->source.n < 2) return;
    for (uint32_t i = 0; i < draft->source.n; i++) {
        ss_range r = draft->source.at[i];
        if (draft->source_head < r.first || draft->source_head >= r.last) continue;
        ss_draft_source(d, draft, r.first, r.last);
        return;
    }
}

/* "Jones has himself claimed that": the source is the verb's subject. */
static void reflexive(ss_drafting *d, ss_draft *draft)
{
    const ss_token *tok = d->doc->tokens.at;
    if (draft->source.n != 1 || draft->source.at[0].last != draft->source.at[0].first + 1) return;
    uint32_t at = draft->source.at[0].first;
    size_t n = tok[at].lower_len;
    bool self = (n > 4 && !memcmp(tok[at].lower + n - 4, "self", 4)) || ss_is(&tok[at], "themselves");
    int32_t subject = self ? ss_child(d->doc, d->tree, draft->cue.head, SS_REL_nsubj) : -1;
    const ss_sentence *s = &d->doc->sentences.at[tok[at].sent];
    if (subject == (int32_t)at) subject = -1;
    for (uint32_t i = at; self && subject < 0 && i-- > s->first && at - i < 5;) /* a parse gone astray */
        if (tok[i].tag == SS_TAG_NNP || tok[i].tag == SS_TAG_NN || tok[i].tag == SS_TAG_NNS) subject = (int32_t)i;
    if (subject < 0 || (uint32_t)subject >= draft->cue.first) return;
    uint32_t last = d->tree->right[subject] < draft->cue.first ? d->tree->right[subject] : draft->cue.first;
    ss_draft_source(d, draft, d->tree->left[subject], last);
    bool behind = false;
    for (uint32_t i = 0; i < draft->content.n; i++) behind |= draft->content.at[i].first >= draft->cue.last;
    if (behind) ss_ranges_cut(d->ctx->scratch, &draft->content, d->tree->left[subject], draft->cue.first);
}

/* "Acme today | announced": a day is no part of who. */
static void day_in_source(ss_drafting *d, ss_draft *draft)
{
    if (draft->source.n != 1 || draft->source.at[0].last != draft->cue.first) return;
    ss_range r = draft->source.at[0];
    const ss_token *t = &d->doc->tokens.at[r.last - 1];
    bool day = ss_is(t, "today") || ss_is(t, "yesterday") || ss_is(t, "tonight");
    size_t n = t->lower_len;
    day |= t->tag == SS_TAG_NNP && n >= 6 && !memcmp(t->lower + n - 3, "day", 3) &&
           ss_is(&d->doc->tokens.at[r.last - 2 + (r.last < 2)], "on");
    if (day && r.last > r.first + 1) ss_ranges_cut(d->ctx->scratch, &draft->source, r.last - 1, r.last);
}

/* "told | more than a year ago that": a time in front of the clause is not said. */
static void time_in_front(ss_drafting *d, ss_draft *draft)
{
    const sayso_doc *doc = d->doc;
    for (uint32_t i = 0; i < draft->content.n; i++) {
        ss_range r = draft->content.at[i];
        if (r.first != draft->cue.last) continue;
        for (uint32_t k = r.first + 1; k < r.last && k < r.first + 8; k++) {
            if (!ss_is(&doc->tokens.at[k], "that")) continue;
            uint32_t begin = doc->tokens.at[r.first].begin, end = doc->tokens.at[k].begin;
            for (uint32_t t = 0; t < doc->times.n; t++) {
                sayso_spans spans = doc->times.at[t].spans;
                if (!spans.n || spans.at[0].begin < begin || spans.at[0].begin >= end) continue;
                ss_ranges_cut(d->ctx->scratch, &draft->content, r.first, k);
                return;
            }
            return;
        }
        return;
    }
}

/* A comma in the source of "According to" that no second comma closes ends it. */
static void according(ss_drafting *d, ss_draft *draft)
{
    const sayso_doc *doc = d->doc;
    if (!ss_is(&doc->tokens.at[draft->cue.first], "according") || draft->source.n != 1) return;
    const ss_sentence *s = &doc->sentences.at[doc->tokens.at[draft->cue.first].sent];
    ss_range r = draft->source.at[0];
    if (r.first < draft->cue.last || r.last >= s->last) return;
    if (draft->cue.first > s->first + 1) return;
    if (ss_is(&doc->tokens.at[r.last], ",")) return;
    for (uint32_t i = r.first + 1; i + 1 < r.last; i++) {
        if (!ss_is(&doc->tokens.at[i], ",")) continue;
        ss_draft_source(d, draft, r.first, i);
        ss_ranges_add(d->ctx->scratch, &draft->content, i + 1, r.last);
        ss_ranges_tidy(d, &draft->content);
        ss_explain(d, draft, "according", 0, (ss_range){r.first, i}, "a phrase in front ends at its comma");
        return;
    }
}

/* "X, according to A." and "X, A said.": X is the clause from its beginning. */
static void from_beginning(ss_drafting *d, ss_draft *draft)
{
    const sayso_doc *doc = d->doc;
    if (!draft->content.n || !draft->source.n) return;
    const ss_sentence *s = &doc->sentences.at[doc->tokens.at[draft->cue.first].sent];
    ss_range c = draft->content.at[draft->content.n - 1];
    uint32_t block = draft->source.at[0].first < draft->cue.first ? draft->source.at[0].first : draft->cue.first;
    if (c.last > block || c.first < s->first || block - c.last > 2 || block == 0) return;
    if (!ss_is(&doc->tokens.at[block - 1], ",") || (doc->tokens.at[c.first].flags & (SS_QUOTE_OPEN | SS_IN_QUOTE)))
        return;
    uint32_t first = draft->content.at[0].first;
    if (first < s->first) return;
    while (first > s->first && !(doc->tokens.at[first - 1].flags & (SS_PUNCT | SS_SKIP | SS_IN_QUOTE)) &&
           doc->tokens.at[first - 1].tag != SS_TAG_CC)
        first--;
    if (first < draft->content.at[0].first)
        ss_ranges_add(d->ctx->scratch, &draft->content, first, draft->content.at[0].first);
}

/* "X | and": what joins the next clause is not said. */
static void loose_conjunction(ss_drafting *d, ss_draft *draft)
{
    if (!draft->content.n) return;
    ss_range c = draft->content.at[draft->content.n - 1];
    if (c.last > c.first + 1 && d->doc->tokens.at[c.last - 1].tag == SS_TAG_CC)
        ss_ranges_cut(d->ctx->scratch, &draft->content, c.last - 1, c.last);
}

/* "..." said Jones, 58, whose bakery burned: a clause about the source is not said. */
static void about_source(ss_drafting *d, ss_draft *draft)
{
    const ss_token *tok = d->doc->tokens.at;
    if (!draft->source.n || draft->source.at[0].first < draft->cue.last) return;
    uint32_t behind = draft->source.at[draft->source.n - 1].last;
    for (uint32_t i = draft->content.n; i-- > 0 && draft->content.n > 1;) {
        ss_range r = draft->content.at[i];
        uint8_t tag = tok[r.first].tag;
        if (r.first < behind || r.first > behind + 4 || (tok[r.first].flags & SS_QUOTE_OPEN)) continue;
        if (tag != SS_TAG_WP && tag != SS_TAG_WDT && tag != SS_TAG_WPS) continue;
        uint32_t last = r.first;
        while (last < r.last && !(tok[last].flags & SS_QUOTE_OPEN)) last++;
        ss_ranges_cut(d->ctx->scratch, &draft->content, r.first, last);
    }
}

/* "said of | the mayor, “...": whom it is about stands between cue and words. */
static void about_whom(ss_drafting *d, ss_draft *draft)
{
    const ss_token *tok = d->doc->tokens.at;
    if (!ss_is(&tok[draft->cue.last - 1], "of") || draft->cue.last < draft->cue.first + 2) return;
    for (uint32_t i = 0; i < draft->content.n; i++) {
        ss_range r = draft->content.at[i];
        if (r.first != draft->cue.last || (tok[r.first].flags & SS_QUOTE_OPEN)) continue;
        uint32_t mark = r.first;
        while (mark < r.last && mark < r.first + NEIGHBOURS && !(tok[mark].flags & SS_QUOTE_OPEN)) mark++;
        bool quoted = mark < r.last ? (tok[mark].flags & SS_QUOTE_OPEN) != 0 : draft->content.n > 1;
        if (quoted) ss_ranges_cut(d->ctx->scratch, &draft->content, r.first, mark);
        return;
    }
}

/* "His claim that X | drew applause": the clause of a noun ends where the noun's verb begins. */
static void before_main_verb(ss_drafting *d, ss_draft *draft)
{
    const ss_token *tok = d->doc->tokens.at, *noun = &tok[draft->cue.head];
    bool owned = draft->cue.first > 0 && tok[draft->cue.first - 1].tag == SS_TAG_PRPS;
    if (noun->tag != SS_TAG_NN && noun->tag != SS_TAG_NNS && !owned) return;
    for (uint32_t i = 0; i < draft->content.n; i++) {
        ss_range r = draft->content.at[i];
        if (r.first < draft->cue.last || !ss_is(&tok[r.first], "that")) continue;
        for (uint32_t k = r.first + 2; k < r.last; k++) {
            /* a rare verb behind a mark may be taken for a noun */
            bool finite = tok[k].tag == SS_TAG_VBD || tok[k].tag == SS_TAG_VBZ || tok[k].tag == SS_TAG_VBP ||
                          tok[k].tag == SS_TAG_MD || tok[k].tag == SS_TAG_NN;
            bool governs = noun->rel == SS_REL_nsubj && noun->head == (int32_t)k;
            if (!governs && !(finite && (tok[k - 1].flags & SS_QUOTE_CLOSE))) continue;
            while (
                k > r.first + 1 && tok[k - 1].head == noun->head &&
                (tok[k - 1].rel == SS_REL_aux || tok[k - 1].rel == SS_REL_aux_pass || tok[k - 1].rel == SS_REL_advmod))
                k--;
            ss_ranges_cut(d->ctx->scratch, &draft->content, k, r.last);
            return;
        }
    }
}

/* "that the mayor | had lied": a clause that was opened and has no verb yet goes on. */
static void whole_clause(ss_drafting *d, ss_draft *draft)
{
    const ss_token *tok = d->doc->tokens.at;
    if (!draft->content.n) return;
    ss_range c = draft->content.at[draft->content.n - 1];
    if (!ss_is(&tok[c.first], "that") || c.first < draft->cue.last) return;
    const ss_sentence *s = &d->doc->sentences.at[tok[c.first].sent];
    for (uint32_t i = c.first; i < c.last; i++)
        if (verbal(tok[i].tag) || tok[i].tag == SS_TAG_MD || (tok[i].flags & SS_IN_QUOTE)) return;
    uint32_t last = c.last;
    while (last < s->last && !(tok[last].flags & (SS_PUNCT | SS_SKIP))) last++;
    ss_ranges_add(d->ctx->scratch, &draft->content, c.last, last);
}

/* "A blames B, and | C did D": of a verb that reports things, the content ends where a
 * clause is joined to the verb. */
static void thing_joined(ss_drafting *d, ss_draft *draft)
{
    const ss_token *tok = d->doc->tokens.at;
    const char *class = ss_lexicon_lemma(ss_lexicon_get(d->ctx->model, "cue_verbs"), &tok[draft->cue.head]);
    if (!class || !strstr(class, " thing") || draft->content.n != 1) return;
    ss_range r = draft->content.at[0];
    if (r.first != draft->cue.last) return;
    for (uint32_t i = r.first + 1; i + 2 < r.last; i++) {
        if (verbal(tok[i].tag) || tok[i].tag == SS_TAG_MD || tok[i].flags & (SS_IN_QUOTE | SS_QUOTE_OPEN)) return;
        if (tok[i].tag != SS_TAG_CC || !ss_is(&tok[i - 1], ",")) continue;
        for (uint32_t k = i + 1; k < r.last; k++) {
            if (!verbal(tok[k].tag) || tok[k].rel != SS_REL_conj || tok[k].head != (int32_t)draft->cue.head) continue;
            ss_ranges_cut(d->ctx->scratch, &draft->content, i - 1, r.last);
            return;
        }
        return;
    }
}

static void apposition(ss_drafting *d, ss_draft *draft)
{
    if (!draft->source.n || draft->content.n < 2) return;
    uint32_t from = draft->source.at[draft->source.n - 1].last;
    for (uint32_t i = draft->content.n; i-- > 0;) {
        ss_range r = draft->content.at[i];
        if (r.first < from || r.last > draft->cue.first) continue;
        bool commas =
            r.first > 0 && ss_is(&d->doc->tokens.at[r.first - 1], ",") && ss_is(&d->doc->tokens.at[r.last], ",");
        if (commas) ss_ranges_cut(d->ctx->scratch, &draft->content, r.first, r.last);
    }
}

/* "and | a spokesman": the conjunction is no part of a source; what stands before it
 * is not this one's where it has a clause of its own. */
static void joined(ss_drafting *d, uint32_t index)
{
    const sayso_doc *doc = d->doc;
    ss_draft *draft = &d->drafts.at[index];
    if (!draft->source.n) return;
    ss_range r = draft->source.at[0];
    if (doc->tokens.at[r.first].tag == SS_TAG_CC && r.last > r.first + 1) {
        ss_ranges_cut(d->ctx->scratch, &draft->source, r.first, r.first + 1);
        r.first++;
    }
    if (r.first == 0 || doc->tokens.at[r.first - 1].tag != SS_TAG_CC || r.first >= draft->cue.first) return;
    bool own = false, before = false;
    for (uint32_t i = 0; i < draft->content.n; i++) {
        own |= draft->content.at[i].first >= draft->cue.last;
        before |= draft->content.at[i].last < r.first;
    }
    if (!own || !before) return;
    for (uint32_t k = index; k-- > 0 && index - k <= NEIGHBOURS;) {
        const ss_draft *other = &d->drafts.at[k];
        if (other->dropped || !other->has_cue || !ss_ranges_hold(&other->content, draft->content.at[0].first)) continue;
        ss_ranges_cut(d->ctx->scratch, &draft->content, draft->content.at[0].first, r.first);
        ss_ranges_tidy(d, &draft->content);
        ss_explain(d, draft, "joined", 0, r, "what stands before the conjunction has its own source");
        return;
    }
}

static bool requested(const ss_drafting *d, uint32_t index)
{
    const ss_draft *draft = &d->drafts.at[index];
    const ss_token *tok = d->doc->tokens.at;
    bool from =
        tok[draft->cue.head].tag == SS_TAG_VBG && draft->cue.first > 0 && ss_is(&tok[draft->cue.first - 1], "from");
    if (tok[draft->cue.head].tag != SS_TAG_VB && !from) return false;
    for (uint32_t k = index; k-- > 0 && index - k <= NEIGHBOURS;) {
        const ss_draft *other = &d->drafts.at[k];
        if (other->dropped || !other->has_cue ||
            !ss_lexicon_find(d->addressed, tok[other->cue.head].lemma, strlen(tok[other->cue.head].lemma)))
            continue;
        for (uint32_t i = 0; i < other->content.n; i++) {
            uint32_t to = other->content.at[i].first;
            if (tok[to].tag == SS_TAG_TO && to >= other->cue.last && draft->cue.head > to &&
                (draft->cue.head <= to + 3 || (from && draft->cue.head < other->content.at[i].last)))
                return true; /* "asked her to bar them from telling jurors that" */
        }
    }
    return false;
}

/* The innermost quotation that holds the token is a term or a title. */
static bool in_title(const ss_drafting *d, uint32_t token)
{
    const sayso_doc *doc = d->doc;
    uint32_t begin = doc->tokens.at[token].begin, lo = ss_quotes_before(doc, begin + 1);
    return lo > 0 && doc->quotes.at[lo - 1].scare && doc->quotes.at[lo - 1].outer.end > begin;
}

static bool has_words(const ss_drafting *d, const ss_draft *draft)
{
    const ss_token *tok = d->doc->tokens.at;
    uint32_t head = draft->cue.head;
    for (uint32_t k = d->tree->kid[head]; k != UINT32_MAX; k = d->tree->sib[k])
        if (tok[k].rel == SS_REL_ccomp || tok[k].rel == SS_REL_xcomp || tok[k].rel == SS_REL_parataxis) {
            bool around = ss_is(&tok[d->tree->left[k]], ",") &&
                          !ss_ranges_hold(&draft->content, k); /* "City knew of lead, memo | reveals" */
            if (!around) return true;
        }
    for (uint32_t i = 0; i < draft->content.n; i++)
        for (uint32_t k = draft->content.at[i].first; k < draft->content.at[i].last; k++)
            if ((tok[k].depth > tok[head].depth && !in_title(d, k)) || ss_is(&tok[k], "that") ||
                tok[k].tag == SS_TAG_WRB || tok[k].tag == SS_TAG_WP || tok[k].tag == SS_TAG_VBD ||
                tok[k].tag == SS_TAG_VBZ || tok[k].tag == SS_TAG_VBP)
                return true;
    return false;
}

/* "The council advised residents to boil water": who is told between the word and
 * "to": no participle has an object of its own. */
static bool tells_to(const ss_drafting *d, const ss_draft *draft)
{
    const ss_token *tok = d->doc->tokens.at;
    uint32_t next = draft->cue.last;
    if (draft->content.n != 1 || draft->content.at[0].first <= next || draft->content.at[0].first > next + 8)
        return false;
    uint32_t to = draft->content.at[0].first;
    if (!ss_is(&tok[to], "to") || draft->content.at[0].last <= to + 1 || tok[to + 1].tag != SS_TAG_VB) return false;
    if (tok[next].tag == SS_TAG_IN || tok[next].flags & SS_PUNCT) return false;
    for (uint32_t k = next; k < to; k++)
        if (verbal(tok[k].tag)) return false;
    return true;
}

/* A participle hung on its noun, which is all its content. */
static bool participle(const ss_drafting *d, const ss_draft *draft)
{
    const ss_token *t = &d->doc->tokens.at[draft->cue.head];
    bool own = draft->source.n == 1 && t->head >= (int32_t)draft->source.at[0].first &&
               t->head < (int32_t)draft->source.at[0].last;
    if (own && t->tag == SS_TAG_VBN && (t->rel == SS_REL_acl || t->rel == SS_REL_amod) && !has_words(d, draft) &&
        !tells_to(d, draft))
        return true; /* "rains expected" */
    if (t->tag != SS_TAG_VBN && t->tag != SS_TAG_VBD) return false;
    if (draft->cue.last >= d->doc->tokens.n || draft->cue.last - draft->cue.first > 2) return false;
    bool by = ss_is(&d->doc->tokens.at[draft->cue.last], "by") || ss_is(&d->doc->tokens.at[draft->cue.last - 1], "by");
    if (!by || draft->content.n != 1 || draft->content.at[0].last != draft->cue.first) return false;
    if (t->rel != SS_REL_acl && t->rel != SS_REL_acl_relcl && t->rel != SS_REL_amod) return false;
    for (uint32_t k = draft->content.at[0].first; k < draft->content.at[0].last; k++)
        if (verbal(d->doc->tokens.at[k].tag) || (d->doc->tokens.at[k].flags & SS_IN_QUOTE)) return false;
    return true;
}

/* "I believed him": a person is no content of a belief. */
static bool of_a_person(const ss_drafting *d, const ss_draft *draft)
{
    const ss_token *tok = d->doc->tokens.at;
    const char *class = ss_lexicon_lemma(ss_lexicon_get(d->ctx->model, "cue_verbs"), &tok[draft->cue.head]);
    if (!class || (*class != 'b' && *class != 'k' && *class != 'f') || draft->content.n != 1) return false;
    ss_range r = draft->content.at[0];
    const ss_token *t = &tok[r.first];
    return r.last == r.first + 1 && t->tag == SS_TAG_PRP && !ss_is(t, "it") && !ss_is(t, "so");
}

/* "The company reports its earnings": a thing of its own, no statement. */
static bool own_thing(const ss_drafting *d, const ss_draft *draft)
{
    const ss_token *tok = d->doc->tokens.at;
    if (strcmp(tok[draft->cue.head].lemma, "report") != 0 || draft->content.n != 1 ||
        draft->content.at[0].first != draft->cue.last)
        return false;
    return (tok[draft->cue.last].tag == SS_TAG_PRPS || ss_is(&tok[draft->cue.last], "its")) && !has_words(d, draft);
}

/* "it would recall its bars": an act to come, without words. */
static bool act_to_come(const ss_drafting *d, const ss_draft *draft)
{
    const ss_token *tok = d->doc->tokens.at;
    uint32_t head = draft->cue.head;
    if (tok[head].tag != SS_TAG_VB || tok[draft->cue.first].tag != SS_TAG_MD) return false;
    return !has_words(d, draft);
}

/* "Ministers were told that": the subject of a passive of telling was told. */
static void told_subject(ss_drafting *d, ss_draft *draft)
{
    const ss_token *tok = d->doc->tokens.at;
    const char *frame = ss_lexicon_lemma(d->addressed, &tok[draft->cue.head]);
    bool as_source = draft->source.n == 1;
    if (!frame || !strchr(frame, 'o') || (as_source ? !draft->content.n : draft->source.n || draft->content.n < 2))
        return;
    ss_range r = as_source ? draft->source.at[0] : draft->content.at[0];
    if ((as_source ? r.last > draft->cue.first : r.last != draft->cue.first) ||
        strcmp(tok[draft->cue.first].lemma, "be") || r.last - r.first > 8)
        return;
    if (as_source && tok[draft->cue.head].tag != SS_TAG_VBN) return;
    draft->addressee = r;
    if (as_source) {
        draft->source = (ss_range_list){0};
        draft->source_head = UINT32_MAX;
    }
    ss_ranges_cut(d->ctx->scratch, &draft->content, r.first, r.last);
    ss_explain(d, draft, "addressee", 0, r, "the subject of a passive of telling was told");
}

static bool studies(const ss_drafting *d, uint32_t who)
{
    const ss_token *t = &d->doc->tokens.at[who];
    return ss_lexicon_value_has(ss_lexicon_lemma(d->rules, t), "find") ||
           ss_lexicon_value_has(ss_lexicon_word(d->rules, t), "find");
}

/* "knew of the defect": to know a thing is to say nothing of it. */
static bool knows_a_thing(const ss_drafting *d, const ss_draft *draft)
{
    const ss_token *t = &d->doc->tokens.at[draft->cue.head];
    const char *class = ss_lexicon_lemma(ss_lexicon_get(d->ctx->model, "cue_verbs"), t);
    /* "The unit found 1,306 people": a find, no finding, but for those who study */
    bool find = class && *class == 'k' && verbal(t->tag) && draft->kind != SAYSO_SOURCE_DOCUMENT &&
                draft->source_head != UINT32_MAX && draft->kind != SAYSO_SOURCE_UNNAMED &&
                !studies(d, draft->source_head);
    uint32_t head = draft->cue.head, end = d->doc->sentences.at[t->sent].last;
    bool closes = head + 1 == end || (head + 2 == end && ss_is(t + 1, "."));
    if (closes && !t->depth && ss_parenthetical_line(d->doc, head))
        return false; /* "Firm ‘preyed on’ miners, watchdog finds" */
    return class && (strstr(class, " clause") || find) && !has_words(d, draft);
}

/* "Revenue declined 3 percent", "charged its clients up to £40": an amount, no statement. */
static bool mere_amount(const ss_drafting *d, const ss_draft *draft)
{
    const ss_token *tok = d->doc->tokens.at;
    const char *lemma = tok[draft->cue.head].lemma;
    bool moves = !strcmp(lemma, "decline"), costs = !strcmp(lemma, "charge");
    if ((!moves && !costs) || draft->content.n != 1 || draft->content.at[0].first < draft->cue.last) return false;
    bool figure = false;
    for (uint32_t i = draft->content.at[0].first; i < draft->content.at[0].last; i++) {
        if (verbal(tok[i].tag) || ss_is(&tok[i], "with") || ss_is(&tok[i], "that") || (tok[i].flags & SS_IN_QUOTE))
            return false;
        figure |= tok[i].tag == SS_TAG_CD;
    }
    return figure;
}

/* Of two cues for one content in one sentence, the one without a source. */
static bool twin(const ss_drafting *d, uint32_t index)
{
    const ss_draft *draft = &d->drafts.at[index];
    if (draft->source.n || draft->asked) return false;
    uint32_t sent = d->doc->tokens.at[draft->cue.head].sent, words = ss_ranges_count(&draft->content);
    uint32_t from = index > NEIGHBOURS ? index - NEIGHBOURS : 0;
    for (uint32_t k = from; k < d->drafts.n && k <= index + NEIGHBOURS; k++) {
        const ss_draft *other = &d->drafts.at[k];
        if (k == index || other->dropped || !other->has_cue || !other->source.n) continue;
        if (d->doc->tokens.at[other->cue.head].sent != sent) continue;
        /* "Ministers were told X, a memo says": told stands inside, its teller unknown. */
        if (ss_ranges_hold(&other->content, draft->cue.head) && verbal(d->doc->tokens.at[draft->cue.head].tag))
            continue;
        uint32_t shared = 0;
        for (uint32_t i = 0; i < draft->content.n; i++)
            for (uint32_t t = draft->content.at[i].first; t < draft->content.at[i].last; t++)
                shared += ss_ranges_hold(&other->content, t);
        if (shared * 5 >= words * 4) return true;
    }
    return false;
}

/* "His claim that the city gambled | drew | applause": the claim is reported by its own cue,
 * and what became of it is no statement. */
static bool fate_of_a_claim(const ss_drafting *d, uint32_t index)
{
    const ss_draft *draft = &d->drafts.at[index];
    if (draft->source.n != 1 || has_words(d, draft)) return false;
    if (ss_lexicon_lemma(ss_lexicon_get(d->ctx->model, "cue_verbs"), &d->doc->tokens.at[draft->cue.head])) return false;
    ss_range r = draft->source.at[0];
    uint32_t from = index > NEIGHBOURS ? index - NEIGHBOURS : 0;
    for (uint32_t k = from; k < d->drafts.n && k <= index + NEIGHBOURS; k++) {
        const ss_draft *other = &d->drafts.at[k];
        if (k == index || other->dropped || !other->has_cue || other->content.n != 1) continue;
        if (other->cue.first >= r.first && other->content.at[0].first >= other->cue.last &&
            other->content.at[0].last <= r.last)
            return true;
    }
    return false;
}

/* The same, where the source is only "His claim" and the clause behind it is taken for what became of it. */
static void fate_without_clause(ss_drafting *d, uint32_t index)
{
    ss_draft *draft = &d->drafts.at[index];
    if (draft->source.n != 1 || draft->content.n < 2) return;
    if (ss_lexicon_lemma(ss_lexicon_get(d->ctx->model, "cue_verbs"), &d->doc->tokens.at[draft->cue.head])) return;
    ss_range r = draft->source.at[0];
    uint32_t from = index > NEIGHBOURS ? index - NEIGHBOURS : 0;
    for (uint32_t k = from; k < d->drafts.n && k <= index + NEIGHBOURS; k++) {
        const ss_draft *other = &d->drafts.at[k];
        if (k == index || other->dropped || !other->has_cue || other->content.n != 1 || other->cue.last != r.last)
            continue;
        ss_range c = other->content.at[0];
        if (c.first != r.last || c.last > draft->cue.first || !is_a_noun(d->doc->tokens.at[other->cue.head].tag))
            continue;
        ss_ranges_cut(d->ctx->scratch, &draft->content, c.first, draft->cue.first);
        ss_draft_source(d, draft, r.first, c.last);
        return;
    }
}

/* "pleaded | not guilty | to nine counts": an adjective right behind another cue's verb belongs to what that one says.
 */
static bool adjective_of_cue(const ss_drafting *d, uint32_t index)
{
    const ss_draft *draft = &d->drafts.at[index];
    const ss_token *tok = d->doc->tokens.at;
    if (tok[draft->cue.head].tag != SS_TAG_JJ) return false;
    if (draft->source.n == 1 && draft->source.at[0].last == draft->cue.first &&
        tok[draft->cue.first - 1].tag == SS_TAG_PRP && draft->cue.head == draft->cue.first)
        return true; /* "found | him | guilty of fraud" */
    uint32_t from = index > NEIGHBOURS ? index - NEIGHBOURS : 0;
    for (uint32_t k = from; k < index; k++) {
        const ss_draft *other = &d->drafts.at[k];
        if (other->has_cue && !other->dropped && other->cue.last == draft->cue.first &&
            verbal(tok[other->cue.head].tag))
            return true;
    }
    return false;
}

/* "the firm blamed “structural decline”": a verb of blaming or praising before marks is no participle. */
static bool before_marks(const ss_drafting *d, const ss_draft *draft)
{
    const ss_token *tok = d->doc->tokens.at;
    const ss_lexicon *rules = ss_lexicon_get(d->ctx->model, "rule_words");
    return draft->cue.last < d->doc->tokens.n && (tok[draft->cue.last].flags & SS_QUOTE_OPEN) &&
           draft->cue.head == draft->cue.first &&
           ss_lexicon_value_has(ss_lexicon_lemma(rules, &tok[draft->cue.head]), "blame");
}

void ss_sift(ss_drafting *d)
{
    for (uint32_t k = 0; k < d->drafts.n; k++) {
        ss_draft *draft = &d->drafts.at[k];
        if (draft->dropped || !draft->has_cue) continue;
        if (only_verbs(d, &draft->source)) {
            draft->source = (ss_range_list){0};
            draft->source_head = UINT32_MAX;
            if (!draft->by_rule) refuse(d, draft, "its source would be a run of verbs");
        } else if (!can_report(d, draft)) {
            refuse(d, draft, "no word of it can report");
        } else if (before_noun(d, draft)) {
            refuse(d, draft, "a participle stands before its noun");
        } else if (participle(d, draft) && !ss_appeals(d->doc, draft->cue.head) && !before_marks(d, draft)) {
            refuse(d, draft, "a participle describes its noun");
        } else if (of_a_person(d, draft)) {
            refuse(d, draft, "a person is believed, nothing said");
        } else if (act_to_come(d, draft)) {
            refuse(d, draft, "an act to come, without words");
        } else if (own_thing(d, draft)) {
            refuse(d, draft, "a thing of its own is reported, no statement");
        } else if (knows_a_thing(d, draft)) {
            refuse(d, draft, "a thing is known, nothing said of it");
        } else if (mere_amount(d, draft)) {
            refuse(d, draft, "an amount is told, no statement");
        } else if (eats_subject(d, draft)) {
            refuse(d, draft, "what it would report is its own subject");
        } else if (requested(d, k)) {
            refuse(d, draft, "what is asked for has not been said");
        }
        if (draft->dropped) continue;
        free_article(d, draft);
        free_object(d, draft);
        free_pronoun(d, draft);
        one_source(d, draft);
        reflexive(d, draft);
        day_in_source(d, draft);
        time_in_front(d, draft);
        told_subject(d, draft);
        according(d, draft);
        from_beginning(d, draft);
        whole_clause(d, draft);
        before_main_verb(d, draft);
        about_source(d, draft);
        about_whom(d, draft);
        thing_joined(d, draft);
        loose_conjunction(d, draft);
        apposition(d, draft);
        joined(d, k);
        for (uint32_t i = 0; i < draft->source.n; i++)
            ss_ranges_cut(d->ctx->scratch, &draft->content, draft->source.at[i].first, draft->source.at[i].last);
        ss_ranges_tidy(d, &draft->content);
        if (!draft->content.n) draft->dropped = true;
    }
    for (uint32_t k = 0; k < d->drafts.n; k++)
        if (!d->drafts.at[k].dropped && d->drafts.at[k].has_cue && twin(d, k))
            refuse(d, &d->drafts.at[k], "another cue has the same content, and a source");
        else if (!d->drafts.at[k].dropped && d->drafts.at[k].has_cue && adjective_of_cue(d, k))
            refuse(d, &d->drafts.at[k], "it belongs to what the verb before it says");
        else if (!d->drafts.at[k].dropped && d->drafts.at[k].has_cue) {
            fate_without_clause(d, k);
            if (fate_of_a_claim(d, k)) refuse(d, &d->drafts.at[k], "its source is a claim that is reported already");
        }
}
