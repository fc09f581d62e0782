/* ent_speakers.c - whom the labels of an interview mean: "Q", "A", "JD", "Interviewer".
 *
 * A label that is a name is linked as any name. A letter or a role is not: who answers is
 * the person whom the lines before the first turn speak of, who is neither in the byline
 * nor a reporter nor whom that person "spoke to"; who asks is the reporter or newspaper
 * that is named there, else the author of the byline. Initials are the person's, the newspaper's or the
 * author's who has them. Inside a turn "I" is its speaker.
 *
 * Cost: one look at each mention before the first turn, and one at each turn.
 * Known failures: two who answer under one "A"; an interviewee whom the head does not name.
 */
#include "attr/ent_resolve.h"

#include <ctype.h>

enum { NOBODY = -1, AUTHOR = -2, REACH = 14, MOST_INITIALS = 32 };

typedef struct {
    ent_resolver *r;
    const ss_lexicon *words;
    uint32_t first; /* token of the first turn */
    int32_t answers, asks;
    bool signed_;              /* there is a byline */
    ent_map known;             /* initials that were looked up */
    SS_VEC(ss_mention) labels; /* new mentions */
    bool *gone;                /* [entities] was only a label: a "JD" that was taken for a body */
} interview;

static const ss_token *tok(const interview *v, uint32_t i)
{
    return &v->r->doc->tokens.at[i];
}

bool ent_is_turn(const sayso_doc *doc, const sayso_attribution *a)
{
    if (!a->source.n || a->form != SAYSO_FORM_DIRECT) return false;
    if (!a->cue.n && a->content.n &&
        a->content.at[0].begin > a->source.at[0].end) { /* the answer to a question that stands alone (questions.c) */
        uint32_t from = ss_token_at(doc, a->content.at[0].begin);
        if (from >= doc->tokens.n) return false;
        const ss_paragraph *own = &doc->paragraphs.at[doc->sentences.at[doc->tokens.at[from].sent].para];
        return from == doc->sentences.at[own->first].first && !(doc->tokens.at[from].flags & SS_QUOTE_OPEN) &&
               own->kind == SS_PARA_TEXT;
    }
    uint32_t at = ss_token_at(doc, a->source.at[0].begin);
    if (at >= doc->tokens.n) return false;
    const ss_paragraph *para = &doc->paragraphs.at[doc->sentences.at[doc->tokens.at[at].sent].para];
    if (para->kind != SS_PARA_TURN || para->first >= para->last) return false;
    uint32_t first = doc->sentences.at[para->first].first;
    while (first < at && (doc->tokens.at[first].flags & SS_PUNCT)) first++; /* "**Reporter:**" */
    return at == first || (at == first + 1 && ss_is(&doc->tokens.at[first], "from"));
}

static bool has_role(const interview *v, const char *role)
{
    for (const char *p = role; p && *p;) {
        size_t n = strcspn(p, " ");
        char word[24];
        if (n < sizeof word) {
            for (size_t i = 0; i < n; i++) word[i] = (char)tolower((unsigned char)p[i]);
            const char *value = ss_lexicon_find(v->words, word, n);
            if (value && (!strcmp(value, "press") || !strcmp(value, "asks"))) return true;
        }
        p += n + (p[n] == ' ');
    }
    return false;
}

/* "She spoke to Petra Stein", "in an interview with the Times": is what is named at `at`
 * whom somebody spoke to? */
static bool spoken_to(const interview *v, uint32_t at)
{
    uint32_t first = v->r->doc->sentences.at[tok(v, at)->sent].first;
    while (at > first &&
           (tok(v, at - 1)->tag == SS_TAG_DT || tok(v, at - 1)->tag == SS_TAG_JJ || tok(v, at - 1)->tag == SS_TAG_NN))
        at--;
    if (at < first + 2 || !(ss_is(tok(v, at - 1), "to") || ss_is(tok(v, at - 1), "with"))) return false;
    for (uint32_t i = at - 1; i-- > first && at - i < REACH;) {
        const char *value = ss_lexicon_lemma(v->words, tok(v, i));
        bool talks = value && !strcmp(value, "talks"), talk = value && !strcmp(value, "talk");
        if (!talk && !talks) continue;
        for (uint32_t k = i; k-- > first;) { /* by a person: else "The Post spoke to Jane Roe" */
            if (tok(v, k)->tag == SS_TAG_PRP) return !ss_is(tok(v, k), "we") && !ss_is(tok(v, k), "i");
            int32_t m = ss_mention_at(v->r->doc, k);
            int32_t e = m >= 0 ? v->r->doc->mentions.at[m].entity : -1;
            if (e >= 0 && v->r->doc->entities.at[e].kind == SAYSO_ENTITY_PERSON) return true;
            if (e >= 0 && v->r->doc->entities.at[e].kind == SAYSO_ENTITY_OUTLET) return false;
        }
        return talks && v->r->doc->mentions.n > 0; /* "In an interview with the Times, ..." */
    }
    return false;
}

static bool is_person(const interview *v, int32_t e)
{
    return e >= 0 && v->r->doc->entities.at[e].kind == SAYSO_ENTITY_PERSON;
}

/* Who answers and who asks, from the lines before the first turn. */
static void read_head(interview *v)
{
    const sayso_doc *doc = v->r->doc;
    uint32_t *count = ss_zalloc(v->r->ctx->scratch, (doc->entities.n + 1) * sizeof *count);
    for (uint32_t i = 0; i < doc->mentions.n && doc->mentions.at[i].first < v->first; i++) {
        const ss_mention *m = &doc->mentions.at[i];
        if (m->type != SS_MENTION_NAME || m->entity < 0 || (tok(v, m->first)->flags & SS_SKIP)) continue;
        const sayso_entity *e = &doc->entities.at[m->entity];
        bool person = e->kind == SAYSO_ENTITY_PERSON,
             outlet = e->kind == SAYSO_ENTITY_OUTLET || e->kind == SAYSO_ENTITY_ORGANIZATION;
        const char *verb = m->last < doc->tokens.n ? ss_lexicon_lemma(v->words, tok(v, m->last)) : NULL;
        bool speaks = outlet && verb && !strcmp(verb, "talk"); /* "The Post spoke with Sheriff Hurst" */
        if ((person && has_role(v, e->role)) || speaks || ((person || outlet) && spoken_to(v, m->first))) {
            if (v->asks == NOBODY || (person && !is_person(v, v->asks))) v->asks = m->entity;
            continue;
        }
        if (!person) continue;
        count[m->entity]++;
        if (v->answers == NOBODY || count[m->entity] > count[v->answers]) v->answers = m->entity;
    }
    if (v->answers == v->asks) v->asks = NOBODY;
}

/* Do the first letters of the name's words make the label, dots aside? */
static bool initials_of(const char *name, const char *label)
{
    const char *l = label;
    for (const char *p = name; *p;) {
        if (isupper((unsigned char)*p)) {
            while (*l == '.' || *l == ' ') l++;
            if (*l != *p) return false;
            l++;
        }
        while (*p && *p != ' ' && *p != '-') p++;
        while (*p == ' ' || *p == '-') p++;
    }
    while (*l == '.') l++;
    return *l == '\0' && l != label;
}

static bool is_initials(const char *label)
{
    uint32_t letters = 0;
    for (const char *p = label; *p; p++) {
        if (*p != '.' && !isupper((unsigned char)*p)) return false;
        letters += *p != '.';
    }
    return letters >= 2 && letters <= 4;
}

/* The words of a byline without "By". */
static bool in_byline(const interview *v, const char *label)
{
    sayso_doc *doc = v->r->doc;
    for (uint32_t i = 0; i < doc->regions.n; i++) {
        const sayso_region *region = &doc->regions.at[i];
        if (region->kind != SAYSO_REGION_BYLINE) continue;
        char *name =
            ss_strndup(v->r->ctx->scratch, doc->text + region->span.begin, region->span.end - region->span.begin);
        if (!strncasecmp(name, "by ", 3)) name += 3;
        if (initials_of(name, label)) return true;
    }
    return false;
}

static int32_t bearer(const interview *v, const char *label)
{
    const sayso_doc *doc = v->r->doc;
    for (int pass = 0; pass < 2; pass++)
        for (uint32_t i = 0; i < doc->entities.n; i++) {
            const sayso_entity *e = &doc->entities.at[i];
            bool body = e->kind == SAYSO_ENTITY_OUTLET || e->kind == SAYSO_ENTITY_ORGANIZATION;
            if (pass ? !body : e->kind != SAYSO_ENTITY_PERSON) continue;
            if (strcmp(e->name, label) && strchr(e->name, ' ') && initials_of(e->name, label)) return (int32_t)i;
        }
    return in_byline(v, label) ? AUTHOR : NOBODY;
}

/* The same, each initials once; after MOST_INITIALS of them it is no interview. */
static int32_t known_bearer(interview *v, const char *label)
{
    uint32_t key = ss_hash_bytes(label, strlen(label));
    int64_t at = ent_map_get(&v->known, key);
    if (at < 0 && v->known.n >= MOST_INITIALS) return NOBODY;
    if (at < 0) ent_map_put(&v->known, key, (uint32_t)(at = bearer(v, label) - AUTHOR));
    return (int32_t)at + AUTHOR;
}

static int32_t meant_by(interview *v, const char *label, const char *lower)
{
    const char *value = ss_lexicon_find(v->words, lower, strlen(lower));
    if (value && !strcmp(value, "asks")) return v->asks == NOBODY && v->signed_ ? AUTHOR : v->asks;
    if (value && !strcmp(value, "answers")) return v->answers;
    return is_initials(label) ? known_bearer(v, label) : NOBODY;
}

static void name_label(interview *v, sayso_attribution *a)
{
    sayso_doc *doc = v->r->doc;
    uint32_t first = ss_token_at(doc, a->source.at[0].begin), last = first + 1;
    while (last < doc->tokens.n && doc->tokens.at[last].begin < a->source.at[0].end) last++;
    if (last > first + 2) return;
    char *label = ent_text(v->r->ctx->scratch, doc, first, last);
    int32_t meant = meant_by(v, label, doc->tokens.at[first].lower);
    if (meant == NOBODY) return;
    int32_t m = ss_mention_at(doc, first);
    if (m >= 0) {
        int32_t was = doc->mentions.at[m].entity;
        if (was >= 0 && was != meant && !strcmp(doc->entities.at[was].name, label)) v->gone[was] = true;
        doc->mentions.at[m].entity = meant >= 0 ? meant : -1;
    }
    if (meant == AUTHOR) {
        a->source_kind = SAYSO_SOURCE_AUTHOR;
        return;
    }
    a->source_kind = ss_source_kind_of_entity(doc->entities.at[meant].kind);
    if (m < 0)
        *ss_push(v->r->ctx->scratch, &v->labels) =
            (ss_mention){first, last, first, meant, SS_MENTION_NOMINAL, "interview-label"};
}

/* "I" and "we" in a turn are no author's, but in the author's own. */
static void first_persons(interview *v)
{
    sayso_doc *doc = v->r->doc;
    for (uint32_t i = 0, turn = 0; i < doc->attributions.n; i++) {
        sayso_attribution *a = &doc->attributions.at[i];
        if (ent_is_turn(doc, a)) turn = i;
        if (a->source_kind != SAYSO_SOURCE_AUTHOR || !a->source.n || ent_is_turn(doc, a)) continue;
        const sayso_attribution *in = &doc->attributions.at[turn];
        if (!ent_is_turn(doc, in) || in->source_kind == SAYSO_SOURCE_AUTHOR) continue;
        for (uint32_t k = 0; k < in->content.n; k++)
            if (a->source.at[0].begin >= in->content.at[k].begin && a->source.at[0].begin < in->content.at[k].end) {
                const ss_token *t = &doc->tokens.at[ss_token_at(doc, a->source.at[0].begin)];
                a->source_kind =
                    ss_is(t, "we") || ss_is(t, "our") || ss_is(t, "us") ? SAYSO_SOURCE_UNKNOWN : SAYSO_SOURCE_PERSON;
            }
    }
}

void ent_speakers_settle(ent_resolver *r)
{
    sayso_doc *doc = r->doc;
    interview v = {.r = r,
                   .words = ss_lexicon_get(r->ctx->model, "interview"),
                   .first = UINT32_MAX,
                   .answers = NOBODY,
                   .asks = NOBODY};
    v.known.arena = r->ctx->scratch;
    uint32_t turns = 0;
    for (uint32_t i = 0; i < doc->attributions.n; i++) {
        const sayso_attribution *a = &doc->attributions.at[i];
        if (!ent_is_turn(doc, a)) continue;
        turns++;
        uint32_t at = ss_token_at(doc, a->source.at[0].begin);
        const char *value = ss_lexicon_word(v.words, &doc->tokens.at[at]);
        if (at < v.first && value && (!strcmp(value, "asks") || !strcmp(value, "answers"))) v.first = at;
    }
    if (turns < 2) return;
    v.gone = ss_zalloc(r->ctx->scratch, doc->entities.n + 1);
    for (uint32_t i = 0; i < doc->regions.n; i++) v.signed_ |= doc->regions.at[i].kind == SAYSO_REGION_BYLINE;
    if (v.first < UINT32_MAX) read_head(&v);
    for (uint32_t i = 0; i < doc->attributions.n; i++)
        if (ent_is_turn(doc, &doc->attributions.at[i])) name_label(&v, &doc->attributions.at[i]);
    for (uint32_t i = 0; i < v.labels.n; i++) *ss_push(&doc->arena, &doc->mentions) = v.labels.at[i];
    for (uint32_t i = 0; i < doc->mentions.n; i++) {
        ss_mention *m = &doc->mentions.at[i];
        if (m->entity >= 0 && m->type == SS_MENTION_NOMINAL && v.gone[m->entity])
            m->entity = -1; /* "the ministry" was not JD */
    }
    first_persons(&v);
}
