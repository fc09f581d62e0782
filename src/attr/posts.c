/* posts.c - sources that the layout shows: embedded social posts, and the turns
 * of a transcript or of questions and answers.
 *
 * A post (a region, see src/text) is an attribution of form "post": its author is
 * the source, its own words the content, its date the time. A turn begins with a
 * speaker's label ("SMITH: ...", "Q. ..."), which is the source; its content runs
 * to the next label. Neither has a cue but for a label's colon.
 * Cost: linear.
 */
#include "attr/mend.h"

void ss_posts_add(ss_drafting *d)
{
    sayso_doc *doc = d->doc;
    for (uint32_t r = 0; r < doc->regions.n; r++) {
        const sayso_region *region = &doc->regions.at[r];
        if (region->kind != SAYSO_REGION_POST || region->content.begin >= region->content.end) continue;
        uint32_t first = ss_token_at(doc, region->content.begin), last = ss_token_at(doc, region->content.end);
        if (first >= last) continue;
        ss_draft *draft = ss_draft_new(d);
        draft->region = (int32_t)r;
        draft->form = SAYSO_FORM_POST;
        draft->by_rule = true;
        draft->kind = SAYSO_SOURCE_PERSON;
        ss_ranges_add(d->ctx->scratch, &draft->content, first, last);
        if (region->author.begin < region->author.end) {
            ss_draft_source(d, draft, ss_token_at(doc, region->author.begin), ss_token_at(doc, region->author.end));
            if (draft->kind == SAYSO_SOURCE_UNKNOWN || draft->kind == SAYSO_SOURCE_UNNAMED)
                draft->kind = SAYSO_SOURCE_PERSON;
        }
        for (uint32_t t = 0; t < doc->times.n && region->date.begin < region->date.end; t++)
            if (doc->times.at[t].spans.n && doc->times.at[t].spans.at[0].begin < region->date.end &&
                doc->times.at[t].spans.at[0].end > region->date.begin)
                draft->time = (int32_t)t;
        ss_explain(d, draft, "post", 0, (ss_range){first, last},
                   "an embedded social post: its own words, signed with a name, handle or date");
    }
}

/* The colon or full stop that ends a turn's label; UINT32_MAX: none near. */
static uint32_t label_end(const sayso_doc *doc, uint32_t first, uint32_t last)
{
    for (uint32_t i = first; i < last && i < first + 12; i++) {
        const ss_token *t = &doc->tokens.at[i];
        if (ss_is(t, ":")) return i;
        if (i == first && (ss_is(t, "q.") || ss_is(t, "a."))) return i;
        if (i == first && ss_is(t, "q") && i + 1 < last && doc->tokens.at[i + 1].begin >= t->end + 2) return i; /* "Q    Governor, ..." */
        if (i == first + 1 && ss_is(t, ".") && doc->tokens.at[first].lower_len == 1) return i;
    }
    return UINT32_MAX;
}

/* Drafts of the models whose cue is a label's colon go; what others took of the
 * label goes too. `drafts` are sorted by cue; *at moves on with the turns. */
static void clear_label(ss_drafting *d, uint32_t models, uint32_t *at, uint32_t first, uint32_t mark)
{
    while (*at < models && d->drafts.at[*at].cue.first < first) (*at)++;
    for (uint32_t k = *at >= 4 ? *at - 4 : 0; k < models && k < *at + 12; k++) {
        ss_draft *draft = &d->drafts.at[k];
        if (!draft->has_cue || draft->dropped) continue;
        if (draft->cue.first >= first && draft->cue.first <= mark) draft->dropped = true;
        ss_range who = draft->source.n == 1 ? draft->source.at[0] : (ss_range){0, 0};
        if (who.first <= mark && who.first >= first && who.last > mark + 1) ss_draft_source(d, draft, mark + 1, who.last); /* "A. | I" */
        ss_ranges_cut(d->ctx->scratch, &draft->content, first, mark + 1);
        ss_ranges_tidy(d, &draft->content);
        if (!draft->content.n) draft->dropped = true;
    }
}

/* The last words of the longer labels: the speakers' surnames. */
enum { MOST_SPEAKERS = 12 };
typedef struct {
    const char *at[MOST_SPEAKERS];
    uint32_t n;
} speakers;

static speakers speakers_of(const ss_drafting *d)
{
    const sayso_doc *doc = d->doc;
    speakers found = {0};
    for (uint32_t p = 0; p < doc->paragraphs.n && found.n < MOST_SPEAKERS; p++) {
        const ss_paragraph *para = &doc->paragraphs.at[p];
        if (para->kind != SS_PARA_TURN || para->first >= para->last) continue;
        uint32_t first = doc->sentences.at[para->first].first;
        uint32_t mark = label_end(doc, first, doc->sentences.at[para->last - 1].last);
        if (mark == UINT32_MAX || mark < first + 2 || doc->tokens.at[mark - 1].lower_len < 4) continue;
        bool had = false;
        for (uint32_t k = 0; k < found.n; k++) had |= !strcmp(found.at[k], doc->tokens.at[mark - 1].lower);
        if (!had) found.at[found.n++] = doc->tokens.at[mark - 1].lower;
    }
    return found;
}

/* A paragraph that names a speaker, or speaks of this newspaper, is the writer's own. */
static bool narrated(const ss_drafting *d, const ss_paragraph *para, speakers names)
{
    const sayso_doc *doc = d->doc;
    uint32_t first = doc->sentences.at[para->first].first, last = doc->sentences.at[para->last - 1].last;
    for (uint32_t i = first; i < last; i++) {
        const ss_token *t = &doc->tokens.at[i];
        for (uint32_t k = 0; k < names.n; k++)
            if ((t->flags & SS_CAPITAL) && !strcmp(t->lower, names.at[k])) return true;
        if (i > first && ss_is(&doc->tokens.at[i - 1], "this") &&
            (ss_is(t, "newspaper") || ss_is(t, "magazine") || ss_is(t, "website") || ss_is(t, "publication")))
            return true;
    }
    return doc->tokens.at[first].flags & SS_QUOTE_OPEN; /* an answer has no marks of its own */
}

static bool is_star(const ss_token *t)
{
    return t->lower_len > 0 && strspn(t->lower, "*_") == t->lower_len;
}

void ss_turns_add(ss_drafting *d)
{
    sayso_doc *doc = d->doc;
    uint32_t models = d->drafts.n, at = 0, turns = 0, seen = 0;
    for (uint32_t p = 0; p < doc->paragraphs.n; p++) turns += doc->paragraphs.at[p].kind == SS_PARA_TURN;
    bool transcript = turns >= 3;
    speakers names = {0};
    if (transcript) names = speakers_of(d);
    for (uint32_t p = 0; p < doc->paragraphs.n; p++) {
        const ss_paragraph *para = &doc->paragraphs.at[p];
        seen += para->kind == SS_PARA_TURN;
        if (para->kind != SS_PARA_TURN || para->first >= para->last) continue;
        uint32_t first = doc->sentences.at[para->first].first, last = doc->sentences.at[para->last - 1].last;
        uint32_t mark = label_end(doc, first, last);
        if (mark == UINT32_MAX || mark + 1 >= last || ss_is(&doc->tokens.at[first], ":")) continue;
        if (!transcript && turns < 2) continue;
        clear_label(d, models, &at, first, mark);
        ss_draft *draft = ss_draft_new(d);
        draft->has_cue = true;
        draft->cue = (ss_cue){.first = mark, .last = mark + 1, .head = mark};
        draft->by_rule = true;
        draft->form = SAYSO_FORM_DIRECT;
        if (ss_is(&doc->tokens.at[first], "from") && mark > first + 1) first++; /* a press release */
        while (first < mark && (doc->tokens.at[first].flags & SS_PUNCT)) first++; /* "**Reporter:**" */
        uint32_t end = mark, from = mark + 1;
        while (end > first + 1 && (doc->tokens.at[end - 1].flags & SS_PUNCT) && !ss_is(&doc->tokens.at[end - 1], ".") && !ss_is(&doc->tokens.at[end - 1], ")")) end--;
        while (from + 1 < last && is_star(&doc->tokens.at[from])) from++;
        bool lettered = mark == first; /* "Q." is label and mark in one */
        ss_draft_source(d, draft, first, lettered ? first + 1 : end);
        if (!d->ctx->options->flat) ss_mend_label(d, draft);
        if (lettered) draft->has_cue = false;
        if (draft->kind == SAYSO_SOURCE_ORGANIZATION && ss_lexicon_has(d->people, doc->tokens.at[end - 1].lower))
            draft->kind = SAYSO_SOURCE_PERSON; /* "UNIDENTIFIED MAN" */
        if (draft->kind == SAYSO_SOURCE_UNKNOWN && mark <= first + 1 && doc->tokens.at[first].lower_len <= 2)
            draft->kind = SAYSO_SOURCE_PERSON; /* "Q", "A" */
        if (draft->kind == SAYSO_SOURCE_UNKNOWN && doc->tokens.at[first].lower_len > 2)
            draft->kind = SAYSO_SOURCE_PERSON;
        ss_ranges_add(d->ctx->scratch, &draft->content, from, last);
        /* Paragraphs without a label go on with the turn, up to a heading; behind the last
         * label the story may have begun again, so that only paragraphs between turns do. */
        while (transcript && seen < turns && p + 1 < doc->paragraphs.n && doc->paragraphs.at[p + 1].kind == SS_PARA_TEXT &&
               doc->paragraphs.at[p + 1].first < doc->paragraphs.at[p + 1].last) {
            const ss_paragraph *more = &doc->paragraphs.at[p + 1];
            uint32_t begin = doc->sentences.at[more->first].first;
            if (doc->tokens.at[begin].flags & SS_SKIP || narrated(d, more, names)) break;
            p++;
            ss_ranges_add(d->ctx->scratch, &draft->content, begin, doc->sentences.at[more->last - 1].last);
        }
        ss_explain(d, draft, "turn", 0, (ss_range){first, mark + 1},
                   "a turn of a transcript: the label names the speaker");
    }
}
