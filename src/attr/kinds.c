/* kinds.c - what kind of source a draft has, from its words and its cue.
 *
 * Names and nouns alone (ent_kind.c) leave some kinds open or take them wrongly; here
 * the phrase as a whole and the way it reports decide:
 *
 *   unnamed       "a senior diplomat", "one engineer", "one of the officials"; "the
 *                 diplomat" where an earlier one was unnamed
 *   outlet        "the newspaper Le Phare", "KNOX News", "state television"; a lone name
 *                 that "reported" at a sentence's end
 *   organization  "the warehouse's owner, Desert Storage": the name beside the noun
 *   document      "minutes of the meeting"; "the paper" of an article about a journal
 *   group         a plural noun that is nothing else
 *
 * Word lists: data/lexicon/source_nouns.txt, outlet_words.txt. Cost: a look at each
 * token of a source.
 */
#include "attr/draft.h"
#include "attr/ent_kind.h"

enum { MOST_NAMELESS = 32 };

static bool name_tag(const ss_token *t)
{
    return t->tag == SS_TAG_NNP || t->tag == SS_TAG_NNPS;
}

/* A person's name in the phrase? */
static bool has_person(const sayso_doc *doc, ss_range r)
{
    for (uint32_t i = r.first; i < r.last; i++)
        if (doc->tokens.at[i].ner == SS_NER_PER) return true;
    return false;
}

static bool is_plural(const ss_token *t)
{
    return t->tag == SS_TAG_NNS || t->tag == SS_TAG_NNPS;
}

/* The last noun before what hangs on it: "a ministry official | reached by telephone". */
static uint32_t core_head(const ss_drafting *d, ss_range r)
{
    const ss_token *tok = d->doc->tokens.at;
    uint32_t at = UINT32_MAX;
    for (uint32_t i = r.first; i < r.last; i++) {
        uint8_t tag = tok[i].tag;
        bool noun = tag == SS_TAG_NN || tag == SS_TAG_NNS || name_tag(&tok[i]);
        if (noun) at = i;
        bool before = (tag == SS_TAG_VBG || tag == SS_TAG_VBN) && at != UINT32_MAX && tok[at + 1].tag == SS_TAG_POS &&
                      i + 1 < r.last &&
                      (tok[i + 1].tag == SS_TAG_JJ || tok[i + 1].tag == SS_TAG_NN ||
                       tok[i + 1].tag == SS_TAG_NNS); /* "the state's three living former governors" */
        if (before) continue;
        if (!noun && tag != SS_TAG_DT && tag != SS_TAG_JJ && tag != SS_TAG_CD && tag != SS_TAG_POS &&
            tag != SS_TAG_HYPH && tag != SS_TAG_PRPS)
            break;
    }
    return at;
}

/* "one engineer", "one of the officials" */
static bool one_of_many(const ss_drafting *d, ss_range r)
{
    const ss_token *tok = d->doc->tokens.at;
    if (!ss_is(&tok[r.first], "one") || r.last < r.first + 2) return false;
    if (!ss_is(&tok[r.first + 1], "of")) {
        uint32_t core = core_head(d, r);
        return core != UINT32_MAX && !is_plural(&tok[core]) && !has_person(d->doc, (ss_range){r.first, core + 1}) &&
               (ss_lexicon_lemma(d->people, &tok[core]) ||
                ss_lexicon_lemma(ss_lexicon_get(d->ctx->model, "roles"), &tok[core]));
    }
    const ss_token *last = &tok[r.last - 1];
    return is_plural(last) &&
           (ss_lexicon_lemma(d->people, last) || ss_lexicon_lemma(ss_lexicon_get(d->ctx->model, "roles"), last) ||
            ss_lexicon_lemma(ss_lexicon_get(d->ctx->model, "source_nouns"), last));
}

/* "... News", "The Carolina Standard", "the Varenian newspaper Le Phare" */
static bool outlet_name(const ss_drafting *d, ss_range r, uint32_t head)
{
    const sayso_doc *doc = d->doc;
    const ss_token *tok = doc->tokens.at;
    const ss_lexicon *nouns = ss_lexicon_get(d->ctx->model, "source_nouns"),
                     *words = ss_lexicon_get(d->ctx->model, "outlet_words");
    for (uint32_t i = r.first; i + 1 < r.last; i++) {
        const char *value = ss_lexicon_lemma(nouns, &tok[i]);
        bool agency =
            i > r.first && ss_is(&tok[i], "agency") && ss_is(&tok[i - 1], "news"); /* "state news agency NTA" */
        if (((value && !strcmp(value, "outlet")) || agency) && name_tag(&tok[i + 1]) && !name_tag(&tok[i])) return true;
    }
    if (!(tok[head].flags & SS_CAPITAL) || has_person(doc, (ss_range){head, head + 1})) return false;
    uint32_t from = head, to = head + 1;
    while (from > r.first && ((tok[from - 1].flags & SS_CAPITAL) || tok[from - 1].tag == SS_TAG_HYPH)) from--;
    while (to < r.last && ((tok[to].flags & SS_CAPITAL) || tok[to].tag == SS_TAG_HYPH)) to++;
    bool the = ss_is(&tok[from], "the") || (from > 0 && ss_is(&tok[from - 1], "the"));
    for (uint32_t i = from + 1; i < to; i++) {
        const char *value = NULL;
        if (ss_lexicon_match(words, doc, i, to, &value) != to - i || !strcmp(value, "first")) continue;
        return strcmp(value, "weak") != 0 || the || ss_is(&tok[to - 1], "news");
    }
    return false;
}

/* "Politica reported." behind a clause: a lone name that is nobody's surname here. */
static bool lone_reporter(const ss_drafting *d, const ss_draft *draft, ss_range r)
{
    const sayso_doc *doc = d->doc;
    const ss_token *tok = doc->tokens.at;
    if (strcmp(tok[draft->cue.head].lemma, "report") != 0 || r.last != draft->cue.first || !draft->content.n)
        return false;
    if (draft->content.at[0].first >= r.first || r.last - r.first > 2 || !name_tag(&tok[r.last - 1])) return false;
    int32_t mention = ss_mention_at(doc, r.last - 1);
    if (mention < 0 || doc->mentions.at[mention].entity < 0) return true;
    return !strchr(doc->entities.at[doc->mentions.at[mention].entity].name, ' ');
}

/* "The owner, Desert Basin Storage": a body's name behind the comma. */
static bool body_beside(const ss_drafting *d, ss_range r)
{
    const sayso_doc *doc = d->doc;
    for (uint32_t i = r.first + 1; i + 1 < r.last; i++) {
        if (!ss_is(&doc->tokens.at[i], ",")) continue;
        int32_t mention = ss_mention_at(doc, r.last - 1);
        if (mention < 0) mention = ss_mention_at(doc, i + 1);
        if (mention < 0 || doc->mentions.at[mention].entity < 0 || doc->mentions.at[mention].first <= i) return false;
        return doc->entities.at[doc->mentions.at[mention].entity].kind == SAYSO_ENTITY_ORGANIZATION;
    }
    return false;
}

/* "Hugo Blin and Sara Metz of the university": two names joined are several. */
static bool two_persons(const ss_drafting *d, ss_range r)
{
    const sayso_doc *doc = d->doc;
    for (uint32_t i = r.first + 1; i + 1 < r.last && i < r.first + 8; i++) {
        if (ss_is(&doc->tokens.at[i], ",")) return false;
        if (!ss_is(&doc->tokens.at[i], "and")) continue;
        int32_t a = ss_mention_at(doc, i - 1), b = ss_mention_at(doc, i + 1);
        if (a < 0 || b < 0 || doc->mentions.at[a].last > i || doc->mentions.at[b].first <= i) return false;
        int32_t x = doc->mentions.at[a].entity, y = doc->mentions.at[b].entity;
        return x >= 0 && y >= 0 && x != y && doc->entities.at[x].kind == SAYSO_ENTITY_PERSON &&
               doc->entities.at[y].kind == SAYSO_ENTITY_PERSON && doc->mentions.at[a].type == SS_MENTION_NAME &&
               doc->mentions.at[b].type == SS_MENTION_NAME;
    }
    return false;
}

/* "Analyst Priya Shah of Cole & Boyd": the partners of a firm do not make her several. */
static bool one_of_firm(const ss_drafting *d, ss_range r)
{
    const sayso_doc *doc = d->doc;
    bool firm = false;
    for (uint32_t i = r.first; i < r.last; i++) firm |= ss_is(&doc->tokens.at[i], "&");
    for (uint32_t i = r.first; firm && i < r.last && i < r.first + 8; i++) {
        if (ss_is(&doc->tokens.at[i], "&") || ss_is(&doc->tokens.at[i], "and") || ss_is(&doc->tokens.at[i], ","))
            return false;
        if (!ss_is(&doc->tokens.at[i], "of") && !ss_is(&doc->tokens.at[i], "at") && !ss_is(&doc->tokens.at[i], "from"))
            continue;
        int32_t m = i > r.first ? ss_mention_at(doc, i - 1) : -1;
        return m >= 0 && doc->mentions.at[m].entity >= 0 &&
               doc->entities.at[doc->mentions.at[m].entity].kind == SAYSO_ENTITY_PERSON;
    }
    return false;
}

typedef struct {
    const char *lemma[MOST_NAMELESS]; /* heads of sources that were unnamed */
    uint32_t n;
    bool journal; /* the article speaks of a journal */
} nameless;

static void settle(ss_drafting *d, ss_draft *draft, nameless *seen)
{
    const ss_token *tok = d->doc->tokens.at;
    ss_range r = {draft->source.at[0].first, draft->source.at[draft->source.n - 1].last};
    uint32_t head = draft->source_head;
    if (head == UINT32_MAX || tok[head].tag == SS_TAG_PRP || tok[head].tag == SS_TAG_WP ||
        draft->kind == SAYSO_SOURCE_AUTHOR)
        return;
    const ss_lexicon *nouns = ss_lexicon_get(d->ctx->model, "source_nouns");
    uint32_t core = core_head(d, r), last = r.last - 1;
    for (uint32_t i = r.first + 1; i + 1 < r.last && last == r.last - 1; i++) /* not "Mr Berg, who was on television" */
        if (ss_is(&tok[i], ",") && (tok[i + 1].tag == SS_TAG_WP || tok[i + 1].tag == SS_TAG_WDT)) last = i - 1;
    if (tok[last].tag == SS_TAG_NN && ss_lexicon_lemma(nouns, &tok[last]))
        head = last; /* "a Ministry of Housing source" */
    else if (core != UINT32_MAX && tok[core].tag == SS_TAG_NN && ss_lexicon_lemma(nouns, &tok[core]))
        head = core;
    /* "research published in the journal Y", "the Commissioner for Works, Dr. Roe": the noun before what hangs on it */
    if (core != UINT32_MAX && !is_plural(&tok[core])) {
        int32_t mention = ss_mention_at(d->doc, core);
        bool person = mention >= 0 && d->doc->mentions.at[mention].entity >= 0 &&
                      d->doc->entities.at[d->doc->mentions.at[mention].entity].kind == SAYSO_ENTITY_PERSON;
        bool joined = false;
        for (uint32_t i = core; i < r.last; i++) joined |= tok[i].tag == SS_TAG_CC;
        person |= has_person(d->doc, (ss_range){core, r.last});
        bool open = draft->kind == SAYSO_SOURCE_GROUP ||
                    (draft->kind == SAYSO_SOURCE_UNKNOWN && is_plural(&tok[head])); /* by "Works" */
        if (open && person && !joined) draft->kind = SAYSO_SOURCE_PERSON;
        bool hangs = core + 1 < r.last && tok[core + 1].tag == SS_TAG_VBN;
        if (draft->kind == SAYSO_SOURCE_ORGANIZATION && hangs && ss_lexicon_lemma(d->documents, &tok[core]))
            draft->kind = SAYSO_SOURCE_DOCUMENT;
    }
    if (draft->kind == SAYSO_SOURCE_PERSON && core != UINT32_MAX && core + 1 == r.last && tok[core].tag == SS_TAG_NNS &&
        !(tok[core].flags & SS_CAPITAL))
        draft->kind = SAYSO_SOURCE_GROUP; /* "the authors" */
    if (draft->kind == SAYSO_SOURCE_PERSON && two_persons(d, r)) draft->kind = SAYSO_SOURCE_GROUP;
    if (draft->kind == SAYSO_SOURCE_GROUP && one_of_firm(d, r)) draft->kind = SAYSO_SOURCE_PERSON;
    const char *noun = name_tag(&tok[head]) ? NULL : ss_lexicon_lemma(nouns, &tok[head]);
    bool single = !is_plural(&tok[head]) || !strcmp(tok[head].lemma, "minutes");
    bool named = has_person(d->doc, r);
    bool again = false;
    for (uint32_t k = 0; k < seen->n; k++)
        again |= !strcmp(seen->lemma[k], tok[head].lemma) && ss_is(&tok[r.first], "the");

    if (outlet_name(d, r, head) || (noun && !strcmp(noun, "outlet")) ||
        ((draft->kind == SAYSO_SOURCE_PERSON || draft->kind == SAYSO_SOURCE_UNKNOWN) && lone_reporter(d, draft, r)))
        draft->kind = SAYSO_SOURCE_OUTLET;
    else if (!named && ((noun && !strcmp(noun, "unnamed") && single) || one_of_many(d, r) || (again && single)))
        draft->kind = SAYSO_SOURCE_UNNAMED;
    else if (noun && !strcmp(noun, "owner") && !named && body_beside(d, r))
        draft->kind = SAYSO_SOURCE_ORGANIZATION;
    else if (noun && !strcmp(noun, "document"))
        draft->kind = SAYSO_SOURCE_DOCUMENT;
    else if (!strcmp(tok[head].lower, "paper") && seen->journal && draft->kind == SAYSO_SOURCE_ORGANIZATION)
        draft->kind = SAYSO_SOURCE_DOCUMENT;
    else if (draft->kind == SAYSO_SOURCE_UNKNOWN && noun && !strcmp(noun, "organization"))
        draft->kind = SAYSO_SOURCE_ORGANIZATION;
    else if (draft->kind == SAYSO_SOURCE_UNKNOWN && tok[head].tag == SS_TAG_NNS &&
             (!(tok[head].flags & SS_CAPITAL) || r.last > r.first + 1))
        draft->kind = SAYSO_SOURCE_GROUP;
    /* ", according to Axios": a lone word of the list of outlets, where it reports */
    const ss_lexicon *outlets = ss_lexicon_get(d->ctx->model, "outlets");
    if (r.last == r.first + 1 && tok[r.first].flags & SS_CAPITAL && ss_lexicon_word(outlets, &tok[r.first]) &&
        (ss_is(&tok[draft->cue.first], "according") || !strcmp(tok[draft->cue.head].lemma, "report")))
        draft->kind = SAYSO_SOURCE_OUTLET;
    /* "accounts filed at Companies House" */
    static const char *const made[] = {"file",   "obtain", "release", "publish", "see",
                                       "review", "leak",   "submit",  "unseal"};
    bool paper = false;
    for (size_t k = 0; k < sizeof made / sizeof *made && core != UINT32_MAX && core + 1 < r.last; k++)
        paper |= tok[core + 1].tag == SS_TAG_VBN && !strcmp(tok[core + 1].lemma, made[k]);
    if (paper && draft->kind == SAYSO_SOURCE_GROUP && is_plural(&tok[core]) &&
        !ss_lexicon_word(d->groups, &tok[core]) && !ss_lexicon_lemma(d->people, &tok[core]))
        draft->kind = SAYSO_SOURCE_DOCUMENT;
    if (draft->kind == SAYSO_SOURCE_ORGANIZATION && core != UINT32_MAX && tok[core].tag == SS_TAG_NNS &&
        ss_lexicon_lemma(ss_lexicon_get(d->ctx->model, "roles"), &tok[core]))
        draft->kind = SAYSO_SOURCE_GROUP;
    if (draft->kind == SAYSO_SOURCE_UNNAMED && single && seen->n < MOST_NAMELESS)
        seen->lemma[seen->n++] = tok[head].lemma;
}

void ss_kinds_settle(ss_drafting *d)
{
    nameless seen = {0};
    for (uint32_t i = 0; i < d->doc->tokens.n && !seen.journal; i++)
        seen.journal = ss_is(&d->doc->tokens.at[i], "journal");
    for (uint32_t k = 0; k < d->drafts.n; k++)
        if (!d->drafts.at[k].dropped && d->drafts.at[k].source.n && d->drafts.at[k].region < 0)
            settle(d, &d->drafts.at[k], &seen);
}
