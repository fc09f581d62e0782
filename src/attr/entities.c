/* entities.c - the two entity stages: find before attribution, resolve after it.
 *
 * Finding is in the ent_*.c files (see ent.h for their order). Resolving goes from
 * the sure to the unsure: sources, addressees and media by the mention at their
 * head; third-person pronouns outside quotations; "I" and "we" inside them, which
 * are the speaker or, of a document or a group, that; pronouns inside quotations;
 * then every source that still names nothing becomes an entity of its own. Last,
 * entities that are neither named nor part of an attribution are dropped.
 *
 * Invariants: doc->mentions stays sorted by first token; entity.mentions by begin.
 * Cost: linear; overlapping contents are painted PAINT_MAX deep at most.
 */
#include "attr/ent_resolve.h"

#include <stdlib.h>

enum { PAINT_MAX = 16, DEPTH_MAX = 16 };

void ss_entities_find(ss_ctx *ctx, const ss_tree *tree)
{
    ent_work w = {.ctx = ctx, .doc = ctx->doc, .tree = tree};
    ent_lex_load(&w.lex, ctx->model);
    ent_names_find(&w);
    ent_nominals_find(&w);
    ent_roles_find(&w);
    ent_link(&w);
}

/* -- who speaks where ------------------------------------------------------------- */

typedef struct {
    uint32_t begin, end, attribution, depth;
} stretch;

static int outer_first(const void *a, const void *b)
{
    const stretch *x = a, *y = b;
    if (x->begin != y->begin) return x->begin < y->begin ? -1 : 1;
    if (x->end != y->end) return x->end > y->end ? -1 : 1;
    if (x->depth != y->depth) return x->depth < y->depth ? -1 : 1;
    return x->attribution < y->attribution ? -1 : x->attribution > y->attribution;
}

/* In how many other contents the attribution stands, as far as DEPTH_MAX. */
static uint32_t depth_of(const sayso_doc *doc, uint32_t attribution)
{
    uint32_t depth = 0;
    int32_t at = doc->attributions.at[attribution].inside;
    for (; at >= 0 && depth < DEPTH_MAX; depth++) at = doc->attributions.at[at].inside;
    return depth;
}

/* said_in: inner contents are painted over outer ones. */
static void paint_speech(ent_resolver *r)
{
    sayso_doc *doc = r->doc;
    SS_VEC(stretch) parts = {0};
    for (uint32_t i = 0; i < doc->attributions.n; i++) {
        const sayso_attribution *a = &doc->attributions.at[i];
        if (a->form == SAYSO_FORM_INDIRECT) continue;
        for (uint32_t k = 0; k < a->content.n; k++)
            *ss_push(r->ctx->scratch, &parts) =
                (stretch){a->content.at[k].begin, a->content.at[k].end, i, depth_of(doc, i)};
    }
    if (parts.n) qsort(parts.at, parts.n, sizeof *parts.at, outer_first);
    uint64_t budget = (uint64_t)doc->tokens.n * PAINT_MAX;
    for (uint32_t i = 0; i < parts.n; i++) {
        const sayso_attribution *of = &doc->attributions.at[parts.at[i].attribution];
        bool post = of->form == SAYSO_FORM_POST || ent_is_turn(doc, of); /* its words have no marks */
        for (uint32_t k = ss_token_at(doc, parts.at[i].begin); k < doc->tokens.n; k++) {
            const ss_token *t = &doc->tokens.at[k];
            if (t->begin >= parts.at[i].end || budget-- == 0) break;
            if (post || t->flags & (SS_IN_QUOTE | SS_IN_POST)) r->said_in[k] = (int32_t)parts.at[i].attribution;
        }
        if (budget > (uint64_t)doc->tokens.n * PAINT_MAX) break;
    }
}

/* -- mentions of spans ------------------------------------------------------------------ */

/* The tokens of the first piece of a span list; false: none. */
static bool tokens_of(const sayso_doc *doc, const sayso_spans *spans, uint32_t *first, uint32_t *last)
{
    if (!spans->n) return false;
    *first = ss_token_at(doc, spans->at[0].begin);
    *last = ss_token_at(doc, spans->at[0].end);
    if (*last < doc->tokens.n && doc->tokens.at[*last].begin < spans->at[0].end) (*last)++;
    return *first < *last;
}

/* The smallest mention that holds the token; -1. */
static int32_t mention_around(const sayso_doc *doc, uint32_t token)
{
    int32_t found = -1;
    for (uint32_t i = ss_mentions_until(doc, token), steps = 0; i-- > 0 && steps < 24; steps++) {
        const ss_mention *m = &doc->mentions.at[i];
        if (m->last <= token) continue;
        const ss_mention *f = found < 0 ? NULL : &doc->mentions.at[found];
        if (!f || m->last - m->first < f->last - f->first) found = (int32_t)i;
    }
    return found;
}

/* "X, who said": the token that the relative pronoun stands for. */
static uint32_t antecedent(const sayso_doc *doc, uint32_t token)
{
    uint8_t tag = doc->tokens.at[token].tag;
    if (tag != SS_TAG_WP && tag != SS_TAG_WDT) return token;
    int32_t at = (int32_t)token;
    for (int up = 0; up < 4 && at >= 0; up++) {
        int32_t head = doc->tokens.at[at].head;
        if (doc->tokens.at[at].rel == SS_REL_acl_relcl) return head >= 0 ? (uint32_t)head : token;
        at = head;
    }
    return token;
}

/* The mention that a source, addressee or medium is; -1. */
static int32_t mention_of(const sayso_doc *doc, const sayso_spans *spans)
{
    uint32_t first, last;
    if (!tokens_of(doc, spans, &first, &last)) return -1;
    uint32_t head = ent_phrase_head(doc, first, last, ent_head_of(doc, first, last, first));
    head = antecedent(doc, head);
    int32_t m = ss_mention_at(doc, head);
    if (m < 0) m = mention_around(doc, head);
    if (m >= 0) return m;
    /* The head may be misread: a mention that fills the span but for small words. */
    for (uint32_t i = first; i < last; i++) {
        m = ss_mention_at(doc, i);
        if (m >= 0 && doc->mentions.at[m].first <= first + 1 && doc->mentions.at[m].last + 1 >= last) return m;
        bool name = m >= 0 && doc->mentions.at[m].type == SS_MENTION_NAME && doc->mentions.at[m].last == last;
        uint32_t begin = name ? doc->mentions.at[m].first : 0; /* "The ranking Republican, Rep. Jane Roe" */
        if (begin > first && doc->tokens.at[begin - 1].tag == SS_TAG_COMMA) return m;
    }
    return -1;
}

/* -- entities for phrases that have none --------------------------------------------------- */

static sayso_entity_kind kind_of_source(sayso_source_kind kind)
{
    switch (kind) {
    case SAYSO_SOURCE_PERSON: return SAYSO_ENTITY_PERSON;
    case SAYSO_SOURCE_GROUP: return SAYSO_ENTITY_GROUP;
    case SAYSO_SOURCE_ORGANIZATION: return SAYSO_ENTITY_ORGANIZATION;
    case SAYSO_SOURCE_OUTLET: return SAYSO_ENTITY_OUTLET;
    case SAYSO_SOURCE_DOCUMENT: return SAYSO_ENTITY_DOCUMENT;
    default: return SAYSO_ENTITY_OTHER;
    }
}

/* A new entity for tokens [first, last); its mention is added at the end, unsorted. */
static int32_t new_entity(ent_resolver *r, uint32_t first, uint32_t last, uint32_t head, sayso_entity_kind kind,
                          const char *rule)
{
    sayso_doc *doc = r->doc;
    uint32_t core = first;
    for (; core + 1 < last; core++) {
        uint8_t tag = doc->tokens.at[core].tag;
        if (tag != SS_TAG_DT && tag != SS_TAG_PDT && tag != SS_TAG_IN && !(doc->tokens.at[core].flags & SS_PUNCT))
            break;
    }
    int32_t index = (int32_t)doc->entities.n;
    sayso_entity *e = ss_push(&doc->arena, &doc->entities);
    *e = (sayso_entity){.name = ent_text(&doc->arena, doc, core, last), .kind = kind};
    *ss_push(&doc->arena, &doc->mentions) = (ss_mention){first, last, head, index, SS_MENTION_NOMINAL, rule};
    return index;
}

/* Are two persons joined in the phrase ("Roe and Doe")? */
static bool joins_two(const ent_resolver *r, uint32_t last, uint32_t head)
{
    int32_t other = ss_child(r->doc, r->tree, head, SS_REL_conj);
    return other >= 0 && (uint32_t)other < last && ent_is_noun_tag(r->doc->tokens.at[other].tag) &&
           ss_child(r->doc, r->tree, (uint32_t)other, SS_REL_cc) >= 0;
}

/* Can the phrase name anybody? "you", "so" and the like cannot. */
static bool names_somebody(const sayso_doc *doc, uint32_t first, uint32_t last, uint32_t head)
{
    uint8_t tag = doc->tokens.at[head].tag;
    if (tag == SS_TAG_PRP || tag == SS_TAG_PRPS || tag == SS_TAG_WP || tag == SS_TAG_WDT) return false;
    for (uint32_t i = first; i < last; i++) {
        tag = doc->tokens.at[i].tag;
        if (ent_is_noun_tag(tag) || tag == SS_TAG_DT || tag == SS_TAG_CD || tag == SS_TAG_JJ || tag == SS_TAG_ADD)
            return true;
    }
    return false;
}

static uint32_t text_key(const char *text)
{
    uint32_t h = 2166136261u;
    for (; *text; text++) h = (h ^ (unsigned char)(*text >= 'A' && *text <= 'Z' ? *text + 32 : *text)) * 16777619u;
    return h;
}

/* Names and aliases of all entities; of two with one, the first has it. */
static void index_names(const ent_resolver *r, ent_map *names)
{
    const sayso_doc *doc = r->doc;
    for (uint32_t i = 0; i < doc->entities.n; i++) {
        const sayso_entity *e = &doc->entities.at[i];
        if (i < r->n_count && r->total[i] == 0) continue; /* "letter", "officials": no names */
        uint32_t key = text_key(e->name);
        if (ent_map_get(names, key) < 0) ent_map_put(names, key, i);
        for (uint32_t k = 0; k < e->n_aliases; k++)
            if (ent_map_get(names, key = text_key(e->aliases[k])) < 0) ent_map_put(names, key, i);
    }
}

/* Every source has an entity: what is left gets one that bears its name, or its
 * own; equal phrases share one. */
static void entities_for_sources(ent_resolver *r)
{
    sayso_doc *doc = r->doc;
    ent_map phrases = {.arena = r->ctx->scratch};
    index_names(r, &phrases);
    for (uint32_t i = 0; i < doc->attributions.n; i++) {
        sayso_attribution *a = &doc->attributions.at[i];
        uint32_t first, last;
        if (!tokens_of(doc, &a->source, &first, &last)) continue;
        uint32_t head = ent_phrase_head(doc, first, last, ent_head_of(doc, first, last, first));
        bool joint = a->source_kind == SAYSO_SOURCE_GROUP && a->source_entity >= 0 &&
                     doc->entities.at[a->source_entity].kind == SAYSO_ENTITY_PERSON && joins_two(r, last, head);
        if ((a->source_entity >= 0 && !joint) || a->source_kind == SAYSO_SOURCE_AUTHOR) continue;
        if (!names_somebody(doc, first, last, head)) continue;
        uint32_t key = text_key(ent_text(r->ctx->scratch, doc, first, last));
        int64_t known = ent_map_get(&phrases, key);
        if (known >= 0) {
            a->source_entity = (int32_t)known;
            *ss_push(&doc->arena, &doc->mentions) =
                (ss_mention){first, last, head, a->source_entity, SS_MENTION_NOMINAL, "same-phrase"};
            continue;
        }
        a->source_entity = new_entity(r, first, last, head, kind_of_source(a->source_kind), "source");
        ent_map_put(&phrases, key, (uint32_t)a->source_entity);
    }
}

/* -- sources --------------------------------------------------------------------------------- */

static void set_parts(ent_resolver *r)
{
    sayso_doc *doc = r->doc;
    for (uint32_t i = 0; i < doc->attributions.n; i++) {
        sayso_attribution *a = &doc->attributions.at[i];
        int32_t m = mention_of(doc, &a->source);
        if (m >= 0) {
            r->is_source[m] = true;
            const ss_mention *mention = &doc->mentions.at[m];
            a->source_entity = mention->entity;
            bool unsettled = a->source_kind == SAYSO_SOURCE_UNKNOWN ||
                             (mention->type == SS_MENTION_PRONOUN && a->source_kind != SAYSO_SOURCE_AUTHOR);
            if (mention->type == SS_MENTION_NAME && a->source_kind == SAYSO_SOURCE_ORGANIZATION && mention->entity >= 0 &&
                a->source.n == 1 && a->source.at[0].begin == doc->tokens.at[mention->first].begin &&
                a->source.at[0].end == doc->tokens.at[mention->last - 1].end)
                unsettled = doc->entities.at[mention->entity].kind == SAYSO_ENTITY_PERSON; /* "Strand said she": what "she" tells of a name */
            if (unsettled && mention->entity >= 0) {
                sayso_source_kind kind = ss_source_kind_of_entity(doc->entities.at[mention->entity].kind);
                if (kind != SAYSO_SOURCE_UNKNOWN) a->source_kind = kind;
            }
        }
        m = mention_of(doc, &a->addressee);
        if (m >= 0) a->addressee_entity = doc->mentions.at[m].entity;
        m = mention_of(doc, &a->medium);
        if (m >= 0) a->medium_entity = doc->mentions.at[m].entity;
    }
}

/* "I" is the speaker; "we" is the speaker too where that is a document, a group or
 * a body, else the body that the speaker speaks for, else the speaker. */
static void first_person(ent_resolver *r)
{
    sayso_doc *doc = r->doc;
    for (uint32_t i = 0; i < doc->mentions.n; i++) {
        ss_mention *m = &doc->mentions.at[i];
        if (m->type != SS_MENTION_PRONOUN || m->entity >= 0) continue;
        ent_pronoun p = ent_pronoun_of(&doc->tokens.at[m->first]);
        if (p != ENT_PRO_I && p != ENT_PRO_WE) continue;
        int32_t said = r->said_in[m->first];
        if (said < 0) continue;
        m->entity = doc->attributions.at[said].source_entity;
        if (m->entity >= 0)
            m->rule = p == ENT_PRO_I ? "first person: the speaker" : "first person: who speaks, or for whom";
    }
}

/* -- output ---------------------------------------------------------------------------------- */

static int by_first(const void *a, const void *b)
{
    const ss_mention *x = a, *y = b;
    if (x->first != y->first) return x->first < y->first ? -1 : 1;
    if (x->last != y->last) return x->last > y->last ? -1 : 1;
    return x->entity < y->entity ? -1 : x->entity > y->entity;
}

static void sort_mentions(sayso_doc *doc)
{
    if (doc->mentions.n) qsort(doc->mentions.at, doc->mentions.n, sizeof *doc->mentions.at, by_first);
}

/* The body named last before a mention, in its sentence or the one before; -1. */
static int32_t body_before(const ent_resolver *r, uint32_t mention)
{
    const sayso_doc *doc = r->doc;
    uint32_t sent = doc->tokens.at[doc->mentions.at[mention].first].sent;
    for (uint32_t i = mention, steps = 0; i-- > 0 && steps < 24; steps++) {
        const ss_mention *m = &doc->mentions.at[i];
        const ss_token *head = &doc->tokens.at[m->head];
        if (head->sent + 1 < sent) return -1;
        if (m->type != SS_MENTION_NAME || m->entity < 0) continue;
        sayso_entity_kind kind = doc->entities.at[m->entity].kind;
        if (kind == SAYSO_ENTITY_ORGANIZATION || kind == SAYSO_ENTITY_OUTLET) return m->entity;
    }
    return -1;
}

/* "The bank ... its governor, Jane Roe": hers is what "its" stands for. */
static void affiliations_by_pronoun(ent_resolver *r)
{
    sayso_doc *doc = r->doc;
    for (uint32_t i = 0; i + 1 < doc->mentions.n; i++) {
        const ss_mention *m = &doc->mentions.at[i], *p = &doc->mentions.at[i + 1];
        if (m->type != SS_MENTION_NOMINAL || p->type != SS_MENTION_PRONOUN || p->first != m->first) continue;
        const ss_token *t = &doc->tokens.at[p->first];
        if (m->entity >= 0 && p->entity < 0 && ss_is(t, "its") && doc->entities.at[m->entity].role)
            doc->mentions.at[i + 1].entity = body_before(r, i); /* an office has a body: the last one named */
        if (m->entity < 0 || p->entity < 0 || !(ss_is(t, "its") || ss_is(t, "their"))) continue;
        sayso_entity *e = &doc->entities.at[m->entity], *body = &doc->entities.at[p->entity];
        if ((uint32_t)p->entity >= r->n_count || !r->total[p->entity]) continue; /* of no name */
        bool is_body = body->kind == SAYSO_ENTITY_ORGANIZATION || body->kind == SAYSO_ENTITY_OUTLET;
        if (e->kind == SAYSO_ENTITY_PERSON && e->role && !e->affiliation && is_body) e->affiliation = body->name;
    }
}

/* "Acme denied it. CEO Jane Roe said": an office that opens a sentence, and the body
 * that the sentence before spoke of. */
static void affiliations_by_sentence(ent_resolver *r)
{
    sayso_doc *doc = r->doc;
    for (uint32_t i = 1; i < doc->mentions.n; i++) {
        const ss_mention *m = &doc->mentions.at[i];
        if (m->type != SS_MENTION_NAME || m->entity < 0 || !(doc->tokens.at[m->first].flags & SS_SENT_FIRST)) continue;
        sayso_entity *e = &doc->entities.at[m->entity];
        if (e->kind != SAYSO_ENTITY_PERSON || !e->role || e->affiliation) continue;
        uint32_t sent = doc->tokens.at[m->first].sent;
        bool same = sent > 0 && doc->sentences.at[sent].para == doc->sentences.at[sent - 1].para;
        if (!same || !ss_lexicon_match(r->lex.company_roles, doc, m->first, m->last, NULL)) continue;
        int32_t body = body_before(r, i);
        if (body >= 0) e->affiliation = doc->entities.at[body].name;
    }
}

static void renumber(int32_t *index, const int32_t *number)
{
    if (*index >= 0) *index = number[*index];
}

/* Drops what is neither named nor used (a name of no known kind counts from its
 * second mention), numbers the rest by first mention, and writes their mentions. */
static void write_mentions(ent_resolver *r)
{
    sayso_doc *doc = r->doc;
    ss_arena *scratch = r->ctx->scratch;
    uint32_t n = doc->entities.n;
    bool *keep = ss_zalloc(scratch, n * sizeof *keep), *named = ss_zalloc(scratch, n * sizeof *named);
    for (uint32_t i = 0; i < doc->mentions.n; i++)
        if (doc->mentions.at[i].type == SS_MENTION_NAME && doc->mentions.at[i].entity >= 0) {
            int32_t e = doc->mentions.at[i].entity;
            keep[e] |= doc->entities.at[e].kind != SAYSO_ENTITY_OTHER || named[e];
            named[e] = true;
        }
    for (uint32_t i = 0; i < doc->attributions.n; i++) {
        const sayso_attribution *a = &doc->attributions.at[i];
        if (a->source_entity >= 0) keep[a->source_entity] = true;
        if (a->addressee_entity >= 0) keep[a->addressee_entity] = true;
        if (a->medium_entity >= 0) keep[a->medium_entity] = true;
    }
    int32_t *number = ss_alloc(scratch, n * sizeof *number);
    for (uint32_t i = 0; i < n; i++) number[i] = -1;
    SS_VEC(sayso_entity) kept = {0};
    for (uint32_t i = 0; i < doc->mentions.n; i++) {
        int32_t e = doc->mentions.at[i].entity;
        if (e < 0 || !keep[e]) continue;
        if (number[e] < 0) {
            number[e] = (int32_t)kept.n;
            *ss_push(&doc->arena, &kept) = doc->entities.at[e];
        }
        kept.at[number[e]].n_mentions++;
    }
    for (uint32_t i = 0; i < doc->mentions.n; i++) renumber(&doc->mentions.at[i].entity, number);
    for (uint32_t i = 0; i < doc->attributions.n; i++) {
        renumber(&doc->attributions.at[i].source_entity, number);
        renumber(&doc->attributions.at[i].addressee_entity, number);
        renumber(&doc->attributions.at[i].medium_entity, number);
    }
    sayso_mention **to = ss_alloc(scratch, kept.n * sizeof *to);
    for (uint32_t i = 0; i < kept.n; i++) {
        to[i] = ss_alloc(&doc->arena, kept.at[i].n_mentions * sizeof(sayso_mention));
        kept.at[i].mentions = to[i];
    }
    for (uint32_t i = 0; i < doc->mentions.n; i++) {
        const ss_mention *m = &doc->mentions.at[i];
        if (m->entity < 0) continue;
        sayso_span span = {doc->tokens.at[m->first].begin, doc->tokens.at[m->last - 1].end};
        *to[m->entity]++ = (sayso_mention){span, m->rule};
    }
    doc->entities.at = kept.at;
    doc->entities.n = kept.n;
    doc->entities.cap = kept.cap;
}

/* What is known of each mention and entity before anything is resolved. */
static void begin_counts(ent_resolver *r)
{
    const sayso_doc *doc = r->doc;
    ss_arena *scratch = r->ctx->scratch;
    r->n_count = doc->entities.n;
    r->is_source = ss_zalloc(scratch, doc->mentions.n * sizeof *r->is_source);
    r->count = ss_zalloc(scratch, r->n_count * sizeof *r->count);
    r->total = ss_zalloc(scratch, r->n_count * sizeof *r->total);
    r->guess = ss_zalloc(scratch, r->n_count);
    r->first_person = -1;
    for (uint32_t i = 0; i < doc->mentions.n; i++) {
        const ss_mention *m = &doc->mentions.at[i];
        if (m->entity < 0 || m->type != SS_MENTION_NAME) continue;
        r->total[m->entity]++;
        if (r->first_person < 0 && doc->entities.at[m->entity].kind == SAYSO_ENTITY_PERSON) r->first_person = m->entity;
    }
}

/* May the name be a person's, though a list or a guess has it for a place or a
 * body? One or two words that neither "the" nor a word like "in" stands before. */
static bool may_be_person(const ent_resolver *r, const ss_mention *m)
{
    static const char *const before[] = {"the", "in", "at", "near", "into", "across", "outside", "throughout"};
    const ss_token *tokens = r->doc->tokens.at, *t = &tokens[m->first];
    uint32_t n = m->last - m->first;
    if (n > 2 || t->flags & SS_ALLCAPS || !(t->flags & SS_CAPITAL) || strchr(t->lower, '.')) return false;
    const char *value = ss_lexicon_word(r->lex.forenames, t);
    bool forename = value && *value;
    if (n == 2 && !forename) return false;
    if (!forename && ss_lexicon_match(r->lex.places, r->doc, m->first, m->last, NULL) == n) return false;
    if (ss_lexicon_match(r->lex.org_words, r->doc, m->last - 1, m->last, NULL)) return false;
    for (size_t i = 0; m->first > 0 && i < sizeof before / sizeof *before; i++)
        if (!strcmp(tokens[m->first - 1].lower, before[i])) return false;
    return true;
}

static void find_unsure(ent_resolver *r)
{
    sayso_doc *doc = r->doc;
    r->unsure = ss_alloc(r->ctx->scratch, r->n_count);
    memset(r->unsure, 1, r->n_count);
    for (uint32_t i = 0; i < doc->entities.n; i++) {
        uint8_t kind = (uint8_t)doc->entities.at[i].kind;
        if ((kind != SAYSO_ENTITY_PLACE && kind != SAYSO_ENTITY_ORGANIZATION) || !r->total[i]) r->unsure[i] = false;
    }
    for (uint32_t i = 0; i < doc->mentions.n; i++) {
        const ss_mention *m = &doc->mentions.at[i];
        if (m->entity < 0 || !r->unsure[m->entity]) continue;
        bool land = m->rule && !strcmp(m->rule, "people-word"); /* ent_lands.c */
        if (m->type == SS_MENTION_NOMINAL || land || (m->type == SS_MENTION_NAME && !may_be_person(r, m)))
            r->unsure[m->entity] = false;
    }
}

void ss_entities_resolve(ss_ctx *ctx, const ss_tree *tree)
{
    ent_resolve(ctx, tree, NULL);
}

void ent_resolve(ss_ctx *ctx, const ss_tree *tree, const ent_trace *trace)
{
    sayso_doc *doc = ctx->doc;
    ent_resolver r = {.ctx = ctx, .doc = doc, .tree = tree, .trace = trace};
    ent_lex_load(&r.lex, ctx->model);
    ent_weights_init(&r);
    r.said_in = ss_alloc(ctx->scratch, doc->tokens.n * sizeof *r.said_in);
    for (uint32_t i = 0; i < doc->tokens.n; i++) r.said_in[i] = -1;
    ent_speakers_settle(&r);
    sort_mentions(doc);
    begin_counts(&r);
    paint_speech(&r);
    set_parts(&r);
    entities_for_sources(&r); /* "show insiders said": they may be what "they" means */
    sort_mentions(doc);
    begin_counts(&r);
    find_unsure(&r);
    set_parts(&r);
    ent_pronouns_resolve(&r, false);
    set_parts(&r);
    first_person(&r);
    set_parts(&r);
    ent_pronouns_resolve(&r, true);
    first_person(&r);
    set_parts(&r);
    for (uint32_t i = 0; i < doc->entities.n; i++)
        if (!doc->entities.at[i].gender) doc->entities.at[i].gender = r.guess[i];
    entities_for_sources(&r);
    sort_mentions(doc);
    affiliations_by_pronoun(&r);
    affiliations_by_sentence(&r);
    write_mentions(&r);
}
