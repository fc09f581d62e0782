/* headlines.c - who speaks in a headline, where grammar is thin and marks are thick.
 *
 *   label     "Police: Suspect fled across the river"     the words before the colon
 *   reversed  "Bridge unsafe: engineers"                  a short phrase behind it
 *   dash      "Dam was unsafe for years — inspectors"     a short phrase behind the dash
 *   inverted  "Tax cut will come in June, says premier"   the phrase behind the verb
 *   told      "Driver saw smoke, inquiry told"            the inquiry is told, by nobody named
 *   about     "Ivers on the merger: ‘It was fair’"        "on the merger" is no part of who
 *
 * A label is a person, a group, a body or a document, no place and no rubric ("Opinion:",
 * "Live:"); what it says has a verb and is no question ("what we know so far"). Models
 * that took a rubric or a place for a speaker are overruled. Not for flat readings.
 * Cost: one look at each heading, and at each draft.
 */
#include "attr/ent_kind.h"
#include "attr/mend.h"
#include "attr/shapes.h"

enum { LONGEST_HEADING = 30, LONGEST_LABEL = 8, LONGEST_TAIL = 5 };

/* A heading, or a line at the top without a full stop. */
static bool heading(const sayso_doc *doc, uint32_t index, ss_range *r)
{
    const ss_paragraph *p = &doc->paragraphs.at[index];
    if (p->first >= p->last) return false;
    *r = (ss_range){doc->sentences.at[p->first].first, doc->sentences.at[p->last - 1].last};
    if (r->last - r->first > LONGEST_HEADING || r->last < r->first + 3 || (doc->tokens.at[r->first].flags & SS_SKIP))
        return false;
    for (uint32_t i = r->first; i + 1 < r->last; i++)
        if (ss_is(&doc->tokens.at[i], ".")) return false; /* a caption */
    if (p->kind == SS_PARA_HEADING) return true;
    return p->kind == SS_PARA_TEXT && index < 2 && doc->paragraphs.n > index + 1 &&
           !ss_is(&doc->tokens.at[r->last - 1], ".");
}

/* Words of a name or noun phrase alone. */
static bool phrase(const ss_drafting *d, uint32_t first, uint32_t last)
{
    const ss_token *tok = d->doc->tokens.at;
    bool named = false;
    for (uint32_t i = first; i < last; i++) {
        if (!premodifier(&tok[i]) && !binding(&tok[i]) && tok[i].tag != SS_TAG_JJ) return false;
        named |= noun(&tok[i]) || (tok[i].flags & SS_ALPHA);
    }
    return named && first < last;
}

static bool speaker(const ss_drafting *d, uint32_t first, uint32_t last)
{
    if (!phrase(d, first, last)) return false;
    const ss_lexicon *rubrics = ss_lexicon_get(d->ctx->model, "dateline_not");
    const char *lower = d->doc->tokens.at[first].lower;
    bool document = ss_lexicon_has(d->documents, lower) && ss_lexicon_has(d->people, lower);
    if (ss_lexicon_match(rubrics, d->doc, first, last, NULL) == last - first &&
        !ss_is(&d->doc->tokens.at[first], "report"))
        return document;
    uint32_t head = ss_source_head(d->doc, first, last, ss_range_head(d->doc, first, last));
    int32_t m = ss_mention_at(d->doc, head);
    int32_t e = m >= 0 ? d->doc->mentions.at[m].entity : -1;
    if (e >= 0 &&
        (d->doc->entities.at[e].kind == SAYSO_ENTITY_PLACE || d->doc->entities.at[e].kind == SAYSO_ENTITY_EVENT))
        return false;
    return ss_source_kind(d->ctx, d->tree, first, last, head) != SAYSO_SOURCE_UNKNOWN;
}

/* A clause that may be said: a verb outside relative clauses, and no question word in front. */
static bool clause(const ss_drafting *d, uint32_t first, uint32_t last)
{
    const ss_token *tok = d->doc->tokens.at;
    if (last < first + 3 || tok[first].tag == SS_TAG_WP || tok[first].tag == SS_TAG_WRB || tok[first].tag == SS_TAG_WDT)
        return false;
    bool relative = false, figure = false, place = false; /* "UN: two million at risk": headlines leave verbs out */
    for (uint32_t i = first; i < last; i++) {
        figure |= tok[i].tag == SS_TAG_CD;
        place |= tok[i].tag == SS_TAG_IN && figure;
        if (tok[i].flags & SS_IN_QUOTE) return true;
        if (tok[i].tag == SS_TAG_WP || tok[i].tag == SS_TAG_WDT) relative = true;
        bool past = tok[i].tag == SS_TAG_VBN && i > first && noun(&tok[i - 1]) && i + 1 < last &&
                    !ss_is(&tok[i + 1], "by"); /* "Suspect fled" */
        bool finite = past || ss_finite_verb(&tok[i]) || tok[i].tag == SS_TAG_MD ||
                      (tok[i].tag == SS_TAG_VB && i > first && tok[i - 1].tag == SS_TAG_TO);
        if (finite && !relative && i > first) return true;
        if (finite) relative = false;
    }
    return place && last > first + 4;
}

/* "Exclusive – Minister lied": a rubric in front is not said. */
static void free_of_rubric(ss_drafting *d, const ss_draft_index *index, ss_range r)
{
    const ss_token *tok = d->doc->tokens.at;
    uint32_t words = ss_lexicon_match(ss_lexicon_get(d->ctx->model, "dateline_not"), d->doc, r.first, r.last, NULL),
             at = r.first + words;
    if (!words || at + 2 >= r.last || !(is_dash(&tok[at]) || ss_is(&tok[at], ":") || ss_is(&tok[at], "|"))) return;
    for (uint32_t i = at + 1; i < r.last; i++)
        for (int32_t k = index->at[i]; k >= 0; k = index->next[k])
            if (d->drafts.at[k].content.n && d->drafts.at[k].content.at[0].first == r.first)
                ss_ranges_cut(d->ctx->scratch, &d->drafts.at[k].content, r.first, at + 1);
}

static void drop_at(ss_drafting *d, const ss_draft_index *index, uint32_t at)
{
    for (int32_t k = index->at[at]; k >= 0; k = index->next[k])
        if (d->drafts.at[k].has_cue && d->drafts.at[k].cue.last == at + 1) d->drafts.at[k].dropped = true;
}

static void add(ss_drafting *d, const ss_draft_index *index, uint32_t mark, ss_range source, ss_range content,
                const char *why)
{
    drop_at(d, index, mark);
    ss_draft *draft = ss_draft_new(d);
    draft->has_cue = true;
    draft->by_rule = true;
    draft->cue = (ss_cue){.first = mark, .last = mark + 1, .head = mark};
    ss_draft_source(d, draft, source.first, source.last);
    ss_ranges_add(d->ctx->scratch, &draft->content, content.first, content.last);
    ss_ranges_tidy(d, &draft->content);
    draft->dropped = !draft->content.n;
    ss_explain(d, draft, "headline", 0, source, "%s", why);
}

/* "“We will wait”: an island holds out": what stands behind the colon tells nothing of who said it,
 * unless with a verb of saying. */
static void quoted_label(ss_drafting *d, const ss_draft_index *index, ss_range r, uint32_t at)
{
    const ss_lexicon *verbs = ss_lexicon_get(d->ctx->model, "cue_verbs");
    for (uint32_t i = at + 1; i < r.last; i++)
        for (int32_t k = index->at[i]; k >= 0; k = index->next[k]) {
            ss_draft *draft = &d->drafts.at[k];
            const char *class = draft->has_cue ? ss_lexicon_lemma(verbs, &d->doc->tokens.at[draft->cue.head]) : "s";
            if (!class && draft->content.n && draft->content.at[0].first < at) draft->dropped = true;
        }
}

static void colon(ss_drafting *d, const ss_draft_index *index, ss_range r, uint32_t at)
{
    const ss_token *tok = d->doc->tokens.at;
    uint32_t last = r.last, label = at;
    if (tok[at - 1].flags & SS_QUOTE_CLOSE) return quoted_label(d, index, r, at);
    if (tok[at + 1].flags & SS_QUOTE_OPEN) { /* marks.c has it; "Ivers on the merger" is Ivers */
        for (uint32_t i = r.first + 1; i + 1 < at && label == at; i++)
            if (ss_is(&tok[i], "on") || ss_is(&tok[i], "about") || ss_is(&tok[i], "to")) label = i;
        for (int32_t k = label < at ? index->at[at] : -1; k >= 0; k = index->next[k])
            if (d->drafts.at[k].has_cue && d->drafts.at[k].source.n && d->drafts.at[k].source.at[0].first == r.first) {
                ss_draft_source(d, &d->drafts.at[k], r.first, label);
                if (ss_is(&tok[label], "to"))
                    d->drafts.at[k].addressee = (ss_range){label + 1, at}; /* "Trump to Kern: ‘Make a deal’" */
            }
        return;
    }
    bool label_speaks = at - r.first <= LONGEST_LABEL && speaker(d, r.first, at), said = clause(d, at + 1, last);
    if (label_speaks && said) {
        add(d, index, at, (ss_range){r.first, at}, (ss_range){at + 1, last},
            "the label of a headline, and what it says");
    } else if (last - at - 1 <= LONGEST_TAIL && last > at + 1 && clause(d, r.first, at) && speaker(d, at + 1, last)) {
        add(d, index, at, (ss_range){at + 1, last}, (ss_range){r.first, at}, "a headline ends with who says it");
    } else {
        drop_at(d, index, at);
    }
}

/* "..., says premier", "..., inquiry told". */
static void tail(ss_drafting *d, const ss_draft_index *index, ss_range r)
{
    const ss_token *tok = d->doc->tokens.at;
    uint32_t comma = r.last;
    while (comma > r.first + 2 && r.last - comma < LONGEST_TAIL + 2 && !ss_is(&tok[comma - 1], ",") &&
           !(tok[comma - 1].flags & SS_QUOTE_CLOSE))
        comma--;
    bool mark = ss_is(&tok[comma - 1], ",") || (tok[comma - 1].flags & SS_QUOTE_CLOSE);
    if (comma <= r.first + 2 || !mark || comma + 2 > r.last) return;
    if (ss_is(&tok[comma], ",")) comma++;
    const char *class = ss_verb_class(ss_lexicon_get(d->ctx->model, "cue_verbs"), &tok[comma]);
    uint32_t said = ss_is(&tok[comma - 1], ",") ? comma - 1 : comma, verb = r.last - 1;
    bool told = ss_is(&tok[verb], "told") || ss_is(&tok[verb], "hears") || ss_is(&tok[verb], "heard");
    if (class[0] == 's' && tok[comma].tag == SS_TAG_VBZ && phrase(d, comma + 1, r.last)) {
        for (int32_t k = index->at[comma]; k >= 0; k = index->next[k]) {
            ss_draft *draft = &d->drafts.at[k];
            if (draft->dropped || !draft->has_cue) continue;
            draft->content = (ss_range_list){0};
            ss_ranges_add(d->ctx->scratch, &draft->content, r.first, said);
            ss_ranges_tidy(d, &draft->content);
            ss_draft_source(d, draft, comma + 1, r.last);
            draft->dropped = !draft->content.n;
            ss_explain(d, draft, "headline", 0, (ss_range){comma + 1, r.last},
                       "the phrase behind the verb of a headline");
        }
    } else if (told && verb > comma && phrase(d, comma, verb)) {
        drop_at(d, index, verb);
        ss_draft *draft = ss_draft_new(d);
        draft->has_cue = true;
        draft->by_rule = true;
        draft->asked = true; /* who told it is not said */
        draft->cue = (ss_cue){.first = verb, .last = verb + 1, .head = verb};
        draft->addressee = (ss_range){comma, verb};
        ss_ranges_add(d->ctx->scratch, &draft->content, r.first, said);
        ss_ranges_tidy(d, &draft->content);
        draft->dropped = !draft->content.n;
        ss_explain(d, draft, "headline", 0, (ss_range){comma, r.last}, "a headline that names only who was told");
    }
}

void ss_headlines_add(ss_drafting *d)
{
    const sayso_doc *doc = d->doc;
    ss_draft_index index = ss_drafts_by_token(d);
    for (uint32_t p = 0; p < doc->paragraphs.n; p++) {
        ss_range r;
        if (!heading(doc, p, &r)) continue;
        free_of_rubric(d, &index, r);
        uint32_t mark = 0, dash = 0;
        for (uint32_t i = r.first + 1; i + 1 < r.last; i++) {
            if (ss_is(&doc->tokens.at[i], ":") && !mark) mark = i;
            bool apart = is_dash(&doc->tokens.at[i]) && doc->tokens.at[i].begin > doc->tokens.at[i - 1].end &&
                         doc->tokens.at[i + 1].begin > doc->tokens.at[i].end;
            if (apart) dash = i;
        }
        if (mark)
            colon(d, &index, r, mark);
        else if (dash && r.last - dash - 1 <= LONGEST_TAIL && clause(d, r.first, dash) && speaker(d, dash + 1, r.last))
            add(d, &index, dash, (ss_range){dash + 1, r.last}, (ss_range){r.first, dash},
                "a headline ends with who says it");
        else
            tail(d, &index, r);
    }
}
