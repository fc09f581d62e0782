/* ent_bodies.c - which names of one word are bodies' rather than persons'.
 *
 * "Northbank said" may be anybody. What the document tells of the name decides, each
 * thing once for each place it stands: what it owns ("Northbank's shares", "the chief
 * executive of Northbank"), the pronoun of what it said ("said it had cut", "said he
 * would"), relatives ("which", "who"), an age, and the noun that takes the name up in the
 * next sentence ("The bank"). Points for a body and against it are summed for each name;
 * LEAST make it one. Names that are a part of a person's full name, or have a title or
 * an office, are left alone, as are those that a list has placed.
 *
 * Cost: a constant number of looks at each name, and one at the sentence behind it.
 * Known failures: a body of which the document tells nothing.
 */
#include "attr/ent.h"

enum { LEAST = 2, SURE = 2, AGAINST = -3, SETTLED = -1000, LOOK = 3, NEIGHBOURS = 16 };

typedef struct {
    ent_work *w;
    const ss_lexicon *words, *speech;
    ent_map index; /* name's hash -> scores */
    ent_map parts; /* words of persons' full names */
    SS_VEC(int32_t) scores;
} bodies;

static const ss_token *tok(const bodies *b, uint32_t i)
{
    return &b->w->doc->tokens.at[i];
}

static bool owns(const bodies *b, uint32_t at, const char *class)
{
    char key[96];
    const sayso_doc *doc = b->w->doc;
    for (uint32_t n = LOOK; n > 0; n--) { /* the longest entry, its last word as a lemma */
        size_t len = 0;
        if (at + n > doc->tokens.n) continue;
        for (uint32_t i = at; i < at + n; i++) {
            const char *word = i + 1 < at + n ? tok(b, i)->lower : tok(b, i)->lemma;
            size_t more = strlen(word);
            if (len + more + 2 > sizeof key) return false;
            if (i > at) key[len++] = ' ';
            memcpy(key + len, word, more);
            len += more;
        }
        const char *value = ss_lexicon_find(b->words, key, len);
        if (value) return !strcmp(value, class);
    }
    return false;
}

/* A noun that only a body has, or only a person: within a few words behind "'s". */
static int possession(const bodies *b, uint32_t at)
{
    for (uint32_t i = at; i < at + LOOK && i < b->w->doc->tokens.n; i++) {
        if (tok(b, i)->flags & SS_PUNCT) return 0;
        if (owns(b, i, "owns")) return SURE;
        if (owns(b, i, "person")) return AGAINST;
        uint8_t tag = tok(b, i)->tag;
        if (ent_is_noun_tag(tag) && !ent_is_noun_tag(tok(b, i + (i + 1 < b->w->doc->tokens.n))->tag)) return 0;
    }
    return 0;
}

static bool is_be(const ss_token *t)
{
    return !strcmp(t->lemma, "be");
}

/* "it had cut", "its plants", "he would": the pronoun of what the name said. */
static int pronoun(const bodies *b, uint32_t at, uint32_t end)
{
    const ss_token *t = tok(b, at);
    if (ss_is(t, "he") || ss_is(t, "she")) return AGAINST;
    if (ss_is(t, "its")) return SURE;
    if (!ss_is(t, "it") || at + 2 >= end) return 0;
    uint32_t verb = at + 1;
    bool helped = tok(b, verb)->tag == SS_TAG_MD || !strcmp(tok(b, verb)->lemma, "have") || is_be(tok(b, verb));
    while (verb < end && verb < at + 4 &&
           (tok(b, verb)->tag == SS_TAG_MD || tok(b, verb)->tag == SS_TAG_RB || tok(b, verb)->tag == SS_TAG_TO ||
            !strcmp(tok(b, verb)->lemma, "have") || is_be(tok(b, verb))))
        verb++;
    if (verb >= end || (helped && is_be(tok(b, verb - 1)) == (tok(b, verb)->tag != SS_TAG_VBG))) return 0;
    uint8_t tag = tok(b, verb)->tag;
    bool does = !helped ? ent_is_finite_tag(tag)
                        : tag == SS_TAG_VB || tag == SS_TAG_VBN || tag == SS_TAG_VBD || tag == SS_TAG_VBG;
    const char *value = ss_lexicon_lemma(b->words, tok(b, verb));
    if (!does || (value && !strcmp(value, "does"))) return 0;
    return 1;
}

/* What the sentence of the name tells, behind it. */
static int behind(const bodies *b, const ent_cand *c, uint32_t end)
{
    uint32_t at = c->nlast;
    if (at + 1 >= end) return 0;
    const ss_token *t = tok(b, at);
    if (ss_is(t, ":")) return AGAINST; /* a speaker's label, as often as not */
    if (t->tag == SS_TAG_POS) return possession(b, at + 1);
    if (ss_is(t, ",")) {
        const ss_token *next = tok(b, at + 1);
        if (ss_is(next, "which") || ss_is(next, "whose")) return ss_is(next, "which") ? SURE : 0;
        if (ss_is(next, "based") || ss_is(next, "headquartered")) return SURE;
        ent_noun noun; /* "Nimbo, a start-up in Oslo", "Brandt, a lawyer" */
        for (uint32_t i = at + 2; (next->tag == SS_TAG_DT || next->tag == SS_TAG_PRPS) && i < end && i < at + 6 &&
                                  !(tok(b, i)->flags & SS_CAPITAL);
             i++) {
            if ((tok(b, i)->flags & SS_PUNCT) && tok(b, i)->tag != SS_TAG_HYPH) break;
            if (!ent_noun_at(&b->w->lex, b->w->doc, i, i, end, &noun) || noun.plural ||
                (noun.last < end && ent_is_noun_tag(tok(b, noun.last)->tag)))
                continue;
            if (noun.class == ENT_NOUN_ORG) return SURE;
            return noun.class == ENT_NOUN_ROLE || noun.class == ENT_NOUN_PERSON ? AGAINST : 0;
        }
        return ss_is(next, "who") || (next->tag == SS_TAG_CD && next->lower_len <= 2) ? AGAINST : 0;
    }
    if (ent_is_noun_tag(t->tag) && !(t->flags & SS_CAPITAL) && owns(b, at, "owns"))
        return SURE - 1; /* "Northbank shares" */
    if (!ent_is_finite_tag(t->tag)) return 0;
    const char *value = ss_lexicon_lemma(b->words, t);
    if (value && !strcmp(value, "acts")) return 1;
    uint32_t whom =
        at + 1 +
        (at + 2 < end && (ss_is(tok(b, at + 1), "its") || ss_is(tok(b, at + 1), "the"))); /* "told staff that" */
    if (owns(b, whom, "owns") || owns(b, whom, "hears")) return 1;
    for (uint32_t i = at + 1; i < end && i < at + 12; i++) { /* "said", "told the Post that" */
        if (tok(b, i)->flags & (SS_PUNCT | SS_QUOTE_OPEN)) return 0;
        int points = pronoun(b, i, end);
        if (points) return points;
        if (i > at + 1 && ent_is_finite_tag(tok(b, i)->tag)) return 0;
    }
    return 0;
}

/* "the chief executive of", "shares in" before the name. */
static int before(const bodies *b, const ent_cand *c, uint32_t first)
{
    uint32_t at = c->nfirst;
    if (at < first + 2) return 0;
    const ss_token *by = tok(b, at - 1);
    if (!ss_is(by, "of") && !ss_is(by, "in") && !ss_is(by, "at") && !ss_is(by, "for")) return 0;
    uint32_t noun = at - 2;
    bool held = owns(b, noun, "owns") || (noun > first && owns(b, noun - 1, "owns"));
    if (!held) return owns(b, noun, "speaks") && ss_is(by, "for") ? 1 : 0;
    return ss_is(by, "for") || ss_is(by, "at") ? 1 : SURE;
}

/* "The bank has", "Its shares": what a sentence calls the name's bearer. */
static int taken_up_in(const bodies *b, const ss_sentence *s)
{
    const ss_token *t = tok(b, s->first);
    if (s->last < s->first + 3 || (t->flags & SS_SKIP)) return 0;
    if (ss_is(t, "its")) return 1;
    if (ss_is(t, "it") &&
        ent_is_finite_tag(tok(b, s->first + 1)->tag)) { /* "It expects to ship": what speaks or thinks */
        uint32_t verb = s->first + 1;                   /* "It did not say" */
        while (verb + 1 < s->last && verb < s->first + 4 &&
               (tok(b, verb)->tag == SS_TAG_MD || tok(b, verb)->tag == SS_TAG_RB ||
                !strcmp(tok(b, verb)->lemma, "do") || !strcmp(tok(b, verb)->lemma, "have")))
            verb++;
        const char *class = ss_lexicon_lemma(b->speech, tok(b, verb));
        return class && (*class == 's' || *class == 'b' || *class == 'w') ? SURE : 0;
    }
    if (!ss_is(t, "the")) return 0;
    ent_noun noun;
    for (uint32_t i = s->first + 1; i < s->first + LOOK && i < s->last; i++) {
        if (tok(b, i)->flags & SS_CAPITAL) return 0;
        if (!ent_noun_at(&b->w->lex, b->w->doc, i, i, s->last, &noun) || noun.plural) continue;
        uint8_t after = noun.last < s->last ? tok(b, noun.last)->tag : SS_TAG_PERIOD;
        return noun.class == ENT_NOUN_ORG && *noun.sort != 'o' && !ent_is_noun_tag(after) ? SURE : 0;
    }
    return 0;
}

/* The same of the two sentences behind the name's, up to the next name. */
static int taken_up(const bodies *b, uint32_t index)
{
    const ent_work *w = b->w;
    const ss_sentence *own = &w->doc->sentences.at[tok(b, w->cands.at[index].nfirst)->sent];
    uint32_t stop = UINT32_MAX; /* the next name that may be what is meant */
    for (uint32_t k = index + 1; k < w->cands.n && k < index + NEIGHBOURS && stop == UINT32_MAX; k++) {
        const ent_cand *c = &w->cands.at[k];
        bool other = c->type == SS_MENTION_NAME && c->kind != SAYSO_ENTITY_PLACE && c->kind != SAYSO_ENTITY_EVENT;
        if (other && tok(b, c->nfirst)->lhash != tok(b, w->cands.at[index].nfirst)->lhash) stop = c->first;
    }
    for (uint32_t k = index, steps = 0; k-- > 0 && w->cands.at[k].first >= own->first; steps++)
        if (steps == NEIGHBOURS ||
            (w->cands.at[k].type == SS_MENTION_NAME && w->cands.at[k].kind != SAYSO_ENTITY_PLACE))
            return 0;
    int points = 0;
    for (uint32_t k = 1; k <= 2 && own + k < w->doc->sentences.at + w->doc->sentences.n; k++) {
        const ss_sentence *s = own + k;
        if (s->para > own->para + 1 || s->first > stop) break;
        points += taken_up_in(b, s);
    }
    return points > SURE ? SURE : points;
}

static bool one_word(const ent_cand *c)
{
    return c->type == SS_MENTION_NAME && !c->dropped && c->nlast == c->nfirst + 1;
}

/* May evidence change what the name was taken for? */
static bool open_to_doubt(const bodies *b, const ent_cand *c)
{
    const ss_token *t = tok(b, c->nfirst);
    bool place = c->kind == SAYSO_ENTITY_PLACE && c->trust < 3;
    if (c->kind != SAYSO_ENTITY_PERSON && c->kind != SAYSO_ENTITY_OTHER && !place) return false;
    if (c->trust >= 4 || c->role || c->gender) return false;
    const char *value = ss_lexicon_word(b->w->lex.forenames, t);
    return !(value && *value) && (t->flags & SS_CAPITAL);
}

void ent_bodies_settle(ent_work *w)
{
    bodies b = {.w = w,
                .words = ss_lexicon_get(w->ctx->model, "body_words"),
                .speech = ss_lexicon_get(w->ctx->model, "cue_verbs")};
    b.index.arena = b.parts.arena = w->ctx->scratch;
    if (!b.words) return;
    const sayso_doc *doc = w->doc;
    for (uint32_t i = 0; i < w->cands.n; i++) {
        const ent_cand *c = &w->cands.at[i];
        if (c->type != SS_MENTION_NAME || c->kind != SAYSO_ENTITY_PERSON || c->nlast < c->nfirst + 2) continue;
        for (uint32_t k = c->nfirst; k < c->nlast; k++) ent_map_put(&b.parts, tok(&b, k)->lhash, 1);
    }
    for (uint32_t i = 0; i < w->cands.n; i++) {
        const ent_cand *c = &w->cands.at[i];
        if (!one_word(c)) continue;
        const ss_token *t = tok(&b, c->nfirst);
        if (ent_map_get(&b.parts, t->lhash) >= 0) continue;
        int64_t at = ent_map_get(&b.index, t->lhash);
        if (at < 0) {
            at = b.scores.n;
            *ss_push(w->ctx->scratch, &b.scores) = 0;
            ent_map_put(&b.index, t->lhash, (uint32_t)at);
        }
        if (!open_to_doubt(&b, c)) {
            if (c->kind == SAYSO_ENTITY_PERSON || c->kind == SAYSO_ENTITY_PLACE) b.scores.at[at] += SETTLED;
            continue;
        }
        const ss_sentence *s = &doc->sentences.at[t->sent];
        int points = behind(&b, c, s->last) + before(&b, c, s->first);
        points += taken_up(&b, i);
        points += t->ner == SS_NER_ORG;
        b.scores.at[at] += points;
    }
    for (uint32_t i = 0; i < w->cands.n; i++) {
        ent_cand *c = &w->cands.at[i];
        if (!one_word(c) || !open_to_doubt(&b, c)) continue;
        int64_t at = ent_map_get(&b.index, tok(&b, c->nfirst)->lhash);
        int least = c->kind == SAYSO_ENTITY_PLACE ? LEAST + 1 : LEAST; /* towns have employees too */
        if (at < 0 || b.scores.at[at] < least) continue;
        c->kind = SAYSO_ENTITY_ORGANIZATION;
        c->trust = 3;
        c->rule = "body-evidence";
    }
}
