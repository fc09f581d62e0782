/* backward.c - sentences that point back at what was said before them.
 *
 *   "That is the view of Carla Munro."       "Those were the words of the skipper."
 *   "So says Aldo Ferri."                    "That's according to a survey."
 *   "The words are those of Senator Vance."  "That was how Morag Bain put it."
 *   "These were the words with which the minister opened the dam."
 *
 *   "As the coroner put it, nobody was looking."
 *
 * The source stands in such a sentence, the content before it: the quotation that ends
 * there, else the paragraph before where the sentence opens its own, else the sentences
 * before it in its paragraph (LONGEST at most). Not where the content is somebody's
 * already, nor in a heading; what the models read in the sentence itself goes.
 *
 * Cost: one look at each sentence's first words. Not for flat readings.
 */
#include "attr/ent_kind.h"
#include "attr/mend.h"
#include "attr/shapes.h"

enum { LONGEST = 6, OPENING = 14, FAR = 40 };

typedef struct {
    ss_range cue, source;
} pointer;

typedef struct {
    ss_drafting *d;
    const ss_token *tok;
    const ss_lexicon *nouns, *verbs;
    ss_draft_index drafts;
    const uint32_t *held; /* [tokens] the draft with a source in whose content it is, plus one; 0: none */
} search;

static bool is_be(const ss_token *t)
{
    return ss_is(t, "is") || ss_is(t, "was") || ss_is(t, "are") || ss_is(t, "were") || ss_is(t, "'s");
}

static bool points(const ss_token *t)
{
    return ss_is(t, "that") || ss_is(t, "this") || ss_is(t, "those") || ss_is(t, "these") || ss_is(t, "such");
}

static bool in_medium(const search *s, uint32_t at, uint32_t end)
{
    if (!ss_is(&s->tok[at], "in") && !ss_is(&s->tok[at], "on") && !ss_is(&s->tok[at], "at")) return false;
    for (uint32_t i = at + 1; i < end && i < at + 5 && ss_nominal(&s->tok[i]); i++)
        if (noun(&s->tok[i]) && ss_lexicon_lemma(s->d->media, &s->tok[i])) return true;
    return false;
}

/* The end of the name or phrase that begins at `from`: its clause's first verb or mark,
 * but for an apposition behind a comma. */
static uint32_t phrase_end(const search *s, uint32_t from, uint32_t end)
{
    uint32_t at = from;
    while (at < end && at < from + FAR && !(s->tok[at].flags & (SS_QUOTE_OPEN | SS_QUOTE_CLOSE))) {
        const ss_token *t = &s->tok[at];
        if (t->tag == SS_TAG_HYPH || t->tag == SS_TAG_POS) {
            at++;
            continue;
        }
        if (ss_is(t, ",") && at + 1 < end) { /* "Ruth Hale, a retired inspector", "who ran it" */
            const ss_token *next = &s->tok[at + 1];
            bool apposed = next->tag == SS_TAG_DT || next->tag == SS_TAG_PRPS || next->tag == SS_TAG_CD ||
                           next->tag == SS_TAG_NN || next->tag == SS_TAG_NNP || next->tag == SS_TAG_JJ;
            if (!apposed) break;
        } else if (t->tag == SS_TAG_IN && at > from &&
                   (in_time(s->d->doc, at + 1 < end ? at + 1 : at, at + 2 < end ? at + 2 : end) ||
                    in_medium(s, at, end))) {
            break; /* when and in what */
        } else if ((t->flags & SS_PUNCT) && !ss_is(t, "\"") && !ss_is(t, "&")) {
            break;
        }
        at++;
    }
    return at;
}

/* "... of Carla Munro", "... with which minister Karl Lund opened the dam": who. */
static bool holder(const search *s, uint32_t at, uint32_t end, ss_range *source)
{
    if (at + 1 < end && (ss_is(&s->tok[at], "with") || ss_is(&s->tok[at], "in")) && ss_is(&s->tok[at + 1], "which")) {
        uint32_t last = at + 2;
        while (last < end && ss_nominal(&s->tok[last]) && !ss_finite_verb(&s->tok[last])) last++;
        *source = (ss_range){at + 2, last};
        return last > at + 2 && last < end && ss_finite_verb(&s->tok[last]);
    }
    if (at >= end || (!ss_is(&s->tok[at], "of") && !ss_is(&s->tok[at], "from"))) return false;
    if (at + 1 < end && s->tok[at + 1].tag == SS_TAG_VBG) return false; /* "the answer of leaving" */
    *source = (ss_range){at + 1, phrase_end(s, at + 1, end)};
    return source->last > source->first;
}

/* Past "at least", "also", "in any case" between commas or not. */
static uint32_t past_adverbs(const search *s, uint32_t at, uint32_t end)
{
    uint32_t from = at;
    while (at < end && at < from + 5) {
        const ss_token *t = &s->tok[at];
        bool small = t->tag == SS_TAG_RB || t->tag == SS_TAG_RBS || t->tag == SS_TAG_JJS || ss_is(t, ",") ||
                     ss_is(t, "at") || ss_is(t, "least") || ss_is(t, "any") || ss_is(t, "rate");
        if (!small) break;
        at++;
    }
    return at;
}

static bool somebody(const search *s, ss_range r)
{
    for (uint32_t i = r.first; i < r.last; i++) {
        uint8_t tag = s->tok[i].tag;
        if (tag == SS_TAG_NNP || tag == SS_TAG_NNPS || tag == SS_TAG_PRP || tag == SS_TAG_NN || tag == SS_TAG_NNS ||
            tag == SS_TAG_CD)
            return true;
    }
    return false;
}

/* "So says Aldo Ferri", "Thus spoke the minister". */
static bool so_says(const search *s, uint32_t first, uint32_t end, pointer *p)
{
    if (!ss_is(&s->tok[first], "so") && !ss_is(&s->tok[first], "thus")) return false;
    uint32_t verb = first + 1;
    const char *class = ss_verb_class(s->verbs, &s->tok[verb]);
    bool speaks = (class[0] == 's' || class[0] == 'w' || class[0] == 'b') && ss_finite_verb(&s->tok[verb]);
    if (!speaks && strcmp(s->tok[verb].lemma, "speak")) return false;
    p->cue = (ss_range){verb, verb + 1};
    p->source = (ss_range){verb + 1, phrase_end(s, verb + 1, end)};
    return somebody(s, p->source);
}

/* "how Morag Bain, the postmistress, put it", "what the inspectors believe". */
static bool how_put(const search *s, uint32_t at, uint32_t end, bool back, pointer *p)
{
    bool how = ss_is(&s->tok[at], "how"),
         what = ss_is(&s->tok[at], "what") && back; /* "This is what she said" points ahead */
    if (!how && !what) return false;
    uint32_t verb = at + 1;
    while (verb < end && verb < at + OPENING + 4 && !ss_finite_verb(&s->tok[verb]) &&
           strcmp(s->tok[verb].lemma, "put") != 0)
        verb++;
    if (verb >= end || verb >= at + OPENING + 4 || verb == at + 1) return false;
    bool put = !strcmp(s->tok[verb].lemma, "put") && verb + 1 < end && ss_is(&s->tok[verb + 1], "it");
    bool described = how && (!strcmp(s->tok[verb].lemma, "describe") || !strcmp(s->tok[verb].lemma, "see")) &&
                     verb + 1 < end && ss_is(&s->tok[verb + 1], "it");
    const char *class = ss_verb_class(s->verbs, &s->tok[verb]);
    bool says = what && (class[0] == 's' || class[0] == 'b' || class[0] == 'w');
    if (says && verb + 1 < end && !(s->tok[verb + 1].flags & SS_PUNCT) && s->tok[verb + 1].tag != SS_TAG_IN &&
        s->tok[verb + 1].tag != SS_TAG_RB)
        return false;
    if (!put && !described && !says) return false;
    uint32_t last = verb;
    while (last > at + 1 && (s->tok[last - 1].flags & SS_PUNCT)) last--;
    p->cue = (ss_range){verb, verb + 1 + (put || described)};
    p->source = (ss_range){at + 1, last};
    return somebody(s, p->source);
}

static bool points_back(const search *s, uint32_t first, uint32_t end, pointer *p)
{
    const ss_token *tok = s->tok;
    if (end < first + 3) return false;
    if (ss_is(&tok[first], "or") || ss_is(&tok[first], "and") || ss_is(&tok[first], "but")) first++;
    if (end < first + 3) return false;
    if (so_says(s, first, end, p)) return true;
    uint32_t at;
    if (points(&tok[first])) {
        at = past_adverbs(s, first + 1, end);
        if (at >= end || !is_be(&tok[at])) return false;
        at = past_adverbs(s, at + 1, end);
        if (at + 2 < end && ss_is(&tok[at], "according") && ss_is(&tok[at + 1], "to")) {
            p->cue = (ss_range){at, at + 2};
            p->source = (ss_range){at + 2, phrase_end(s, at + 2, end)};
            return somebody(s, p->source);
        }
        if (at + 2 < end && how_put(s, at, end, !ss_is(&tok[first], "this"), p)) return true;
        if (at >= end || (!ss_is(&tok[at], "the") && !ss_is(&tok[at], "a"))) return false;
    } else if (ss_is(&tok[first], "the") && first + 3 < end && ss_lexicon_lemma(s->nouns, &tok[first + 1]) &&
               is_be(&tok[first + 2])) {
        if (!ss_is(&tok[first + 3], "those") && !ss_is(&tok[first + 3], "that"))
            return false; /* "The words are those of" */
        p->cue = (ss_range){first + 1, first + 2};
        return holder(s, first + 4, end, &p->source) && somebody(s, p->source);
    } else {
        return false;
    }
    for (uint32_t noun = at + 1; noun < end && noun < at + 5; noun++) {
        if ((tok[noun].flags & SS_PUNCT) || ss_finite_verb(&tok[noun])) return false;
        if (!ss_lexicon_lemma(s->nouns, &tok[noun])) continue;
        p->cue = (ss_range){noun, noun + 1};
        return holder(s, noun + 1, end, &p->source) && somebody(s, p->source);
    }
    return false;
}

/* What stands before the sentence; empty: nothing that is nobody's. */
static ss_range before(const search *s, uint32_t sent)
{
    const sayso_doc *doc = s->d->doc;
    ss_range none = {0, 0};
    if (sent == 0) return none;
    const ss_sentence *own = &doc->sentences.at[sent], *one = own - 1;
    uint32_t last = one->last, first = one->first;
    if (s->tok[last - 1].flags & SS_SKIP) return none;
    bool opens = own->para != one->para;
    if (opens && own->para != one->para + 1) return none;
    const ss_paragraph *para = &doc->paragraphs.at[one->para];
    if (para->kind == SS_PARA_HEADING || para->kind == SS_PARA_TURN) return none;
    for (uint32_t q = ss_quotes_before(doc, s->tok[last - 1].end), looked = 0; q-- > 0 && looked < LONGEST; looked++) {
        const ss_quote *quote = &doc->quotes.at[q];
        if (quote->depth != 1 || quote->outer.end < s->tok[last - 1].begin) continue;
        uint32_t begin = ss_token_at(doc, quote->outer.begin);
        if (begin < last && doc->tokens.at[begin].sent + LONGEST > sent) {
            ss_range r = {begin, last};
            return r;
        }
    }
    for (uint32_t k = one - doc->sentences.at, n = 0; k > para->first && n < LONGEST; n++) {
        k--;
        if (doc->sentences.at[k].para != one->para) break;
        first = doc->sentences.at[k].first;
    }
    if (opens && first > doc->sentences.at[para->first].first) return none; /* too long a paragraph */
    return (ss_range){first, last};
}

static const uint32_t *held_map(const ss_drafting *d)
{
    uint32_t *map = ss_zalloc(d->ctx->scratch, (d->doc->tokens.n + 1) * sizeof *map);
    for (uint32_t k = 0; k < d->drafts.n; k++) {
        const ss_draft *draft = &d->drafts.at[k];
        if (draft->dropped || draft->weak || !draft->source.n) continue;
        const ss_token *who = &d->doc->tokens.at[draft->source.at[0].first];
        if (ss_is(who, "nobody") || ss_is(who, "no") || ss_is(who, "none") || ss_is(who, "everybody") ||
            ss_is(who, "everyone"))
            continue;
        for (uint32_t i = 0; i < draft->content.n; i++)
            for (uint32_t t = draft->content.at[i].first; t < draft->content.at[i].last; t++) map[t] = k + 1;
    }
    return map;
}

/* "the view from the tower", "the question of the day": nobody's. */
static bool known_source(const ss_drafting *d, ss_range r)
{
    uint32_t head = ss_source_head(d->doc, r.first, r.last, ss_range_head(d->doc, r.first, r.last));
    if (ss_source_kind(d->ctx, d->tree, r.first, r.last, head) != SAYSO_SOURCE_UNKNOWN) return true;
    for (uint32_t i = r.first; i < r.last && i < r.first + FAR; i++)
        if (d->doc->tokens.at[i].tag == SS_TAG_NNP || d->doc->tokens.at[i].tag == SS_TAG_PRP ||
            ss_is(&d->doc->tokens.at[i], "many"))
            return true;
    return false;
}

static void add(ss_drafting *d, const search *s, uint32_t sent, pointer p)
{
    const ss_sentence *own = &d->doc->sentences.at[sent];
    ss_range said = before(s, sent);
    if (said.first >= said.last) return;
    uint32_t held = 0;
    for (uint32_t i = said.first; i < said.last; i++) { /* but for what the models made of the sentence itself */
        const ss_draft *by = s->held[i] ? &d->drafts.at[s->held[i] - 1] : NULL;
        held += by && !(by->has_cue && by->cue.first >= own->first && by->cue.first < own->last);
    }
    bool taken = held * 2 > said.last - said.first || !known_source(d, p.source); /* somebody's already, or nobody's */
    uint32_t until = p.cue.last > p.source.first ? p.cue.last : p.source.first;
    for (uint32_t i = own->first; i < until; i++) /* what the models made of the sentence */
        for (int32_t k = s->drafts.at[i]; k >= 0; k = s->drafts.next[k])
            d->drafts.at[k].dropped |= d->drafts.at[k].has_cue;
    for (uint32_t i = said.first; i < said.last && !taken; i++) /* and what was guessed */
        for (int32_t k = s->drafts.at[i]; k >= 0; k = s->drafts.next[k])
            d->drafts.at[k].dropped |= d->drafts.at[k].weak;
    if (taken) return;
    ss_draft *draft = ss_draft_new(d);
    draft->has_cue = true;
    draft->by_rule = true;
    draft->cue = (ss_cue){.first = p.cue.first, .last = p.cue.last, .head = p.cue.first};
    ss_draft_source(d, draft, p.source.first, p.source.last);
    ss_ranges_add(d->ctx->scratch, &draft->content, said.first, said.last);
    ss_ranges_tidy(d, &draft->content);
    draft->dropped = !draft->content.n;
    for (uint32_t q = ss_quotes_before(d->doc, d->doc->tokens.at[said.first].begin);
         q < d->doc->quotes.n && d->doc->quotes.at[q].outer.begin < d->doc->tokens.at[said.last - 1].end; q++)
        if (ss_ranges_hold(&draft->content, ss_token_at(d->doc, d->doc->quotes.at[q].outer.begin))) d->claimed[q] = 1;
    ss_explain(d, draft, "points-back", 0, (ss_range){own->first, p.source.last},
               "the sentence names whose words or view stand before it");
}

/* "As the coroner put it, “nobody was looking”", "“X,” as the coroner put it": the clause beside it. */
static void as_put(ss_drafting *d, const search *s, uint32_t as)
{
    const ss_token *tok = s->tok;
    const ss_sentence *own = &d->doc->sentences.at[tok[as].sent];
    uint32_t put = as + 1, from = 0;
    for (; put < own->last && put < as + OPENING && !from; put++) {
        bool used = ss_is(&tok[put], "used") && put + 2 < own->last &&
                    tok[put + 1].tag == SS_TAG_TO; /* "As my aunt used to say," */
        uint32_t verb = used ? put + 2 : put;
        bool says = put > as + 1 && strcmp(tok[verb].lemma, "speak") != 0 && strcmp(tok[verb].lemma, "talk") != 0 &&
                    (used || ss_finite_verb(&tok[verb])) && verb + 1 < own->last &&
                    ss_verb_class(s->verbs, &tok[verb])[0] == 's' && ss_is(&tok[verb + 1], ",") && as == own->first;
        if (!strcmp(tok[put].lemma, "put") && put + 1 < own->last && ss_is(&tok[put + 1], "it"))
            from = put + 2;
        else if (says)
            from = verb + 1;
        else if (!ss_nominal(&tok[put]) && tok[put].tag != SS_TAG_HYPH)
            return;
    }
    if (!from || --put <= as + 1) return;
    uint32_t last = own->last;
    for (uint32_t i = as; i < from && strcmp(tok[put].lemma, "put") != 0; i++) /* what the models have is theirs */
        for (int32_t k = s->drafts.at[i]; k >= 0; k = s->drafts.next[k])
            if (!d->drafts.at[k].dropped && d->drafts.at[k].has_cue) return;
    ss_range said;
    if (as == own->first && from + 2 < last && (ss_is(&tok[from], ",") || ss_is(&tok[from], ":"))) {
        said = (ss_range){from + 1, last};
    } else if (as > own->first + 2 && (ss_is(&tok[as - 1], ",") || (tok[as - 1].flags & SS_QUOTE_CLOSE))) {
        uint32_t begin = as;
        for (uint32_t i = as; i-- > own->first && as - i < FAR && (tok[as - 1].flags & (SS_QUOTE_CLOSE | SS_PUNCT));)
            if (tok[i].flags & SS_QUOTE_OPEN) {
                begin = i;
                break;
            }
        said = (ss_range){begin < as ? begin : own->first, as};
    } else {
        return;
    }
    for (uint32_t i = said.first; i < said.last; i++)
        if (s->held[i]) return;
    for (uint32_t i = as; i < from; i++)
        for (int32_t k = s->drafts.at[i]; k >= 0; k = s->drafts.next[k])
            d->drafts.at[k].dropped |= d->drafts.at[k].has_cue;
    ss_draft *draft = ss_draft_new(d);
    draft->has_cue = true;
    draft->by_rule = true;
    draft->cue = (ss_cue){.first = put, .last = from, .head = from - 1 > put + 1 ? from - 1 : put};
    ss_draft_source(d, draft, as + 1, put);
    ss_ranges_add(d->ctx->scratch, &draft->content, said.first, said.last);
    ss_ranges_tidy(d, &draft->content);
    draft->dropped = !draft->content.n;
    if (!draft->content.n) return;
    for (uint32_t q = ss_quotes_before(d->doc, tok[said.first].begin);
         q < d->doc->quotes.n && d->doc->quotes.at[q].outer.begin < tok[said.last - 1].end; q++)
        d->claimed[q] = 1;
    ss_explain(d, draft, "as-put", 0, (ss_range){as, put + 2}, "whose words stand beside it");
}

void ss_backward_add(ss_drafting *d)
{
    const sayso_doc *doc = d->doc;
    search s = {.d = d,
                .tok = doc->tokens.at,
                .nouns = ss_lexicon_get(d->ctx->model, "opinion_nouns"),
                .verbs = ss_lexicon_get(d->ctx->model, "cue_verbs")};
    for (uint32_t i = 0; i + 3 < doc->tokens.n; i++) {
        if (!ss_is(&s.tok[i], "as") || (s.tok[i].flags & (SS_SKIP | SS_IN_QUOTE))) continue;
        if (!s.held) {
            s.held = held_map(d);
            s.drafts = ss_drafts_by_token(d);
        }
        as_put(d, &s, i);
    }
    for (uint32_t k = 1; k < doc->sentences.n; k++) {
        const ss_sentence *own = &doc->sentences.at[k];
        pointer p;
        if (doc->tokens.at[own->first].flags & (SS_SKIP | SS_IN_QUOTE)) continue;
        if (!points_back(&s, own->first, own->last, &p)) continue;
        if (!s.held) {
            s.held = held_map(d);
            s.drafts = ss_drafts_by_token(d);
        }
        add(d, &s, k, p);
    }
}
