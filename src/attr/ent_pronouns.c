/* ent_pronouns.c - what he, she, they and it stand for.
 *
 * Candidates are the entities mentioned in the last SENTENCES sentences (at most
 * WINDOW mentions back) and the subjects of governing clauses that follow. Kind,
 * number and gender rule out; so do binding (two arguments of one verb differ)
 * and, inside a quotation, its speaker. The rest are ranked by a weighted sum of
 * syntactic role, distance, parallelism, frequency and whether both stand as
 * sources (weights: data/lexicon/pronoun_weights.txt), after the salience factors
 * of Lappin and Leass (1994). A person of unknown gender takes the pronoun's.
 *
 * "It" and "they" stay unlinked where a plain noun near by ranks higher (it is no
 * mention, but it is a rival), or where nothing outranks a threshold.
 *
 * Cost: O(WINDOW) a pronoun. Known failures: "it" for a clause is told from "it"
 * for a thing by score alone; "they" for two persons named apart.
 */
#include "attr/ent_resolve.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

enum { WINDOW = 64, SENTENCES = 5, AHEAD = 12, CLIMB = 12, RIVAL_WINDOW = 60, AFTER = 8 };
enum { CANDIDATES = WINDOW + AHEAD + 24 };

void ent_weight_name(uint32_t feature, char out[40])
{
    static const char *const singles[] = {
#define X(name) #name,
        ENT_SINGLE_FEATURES(X)
#undef X
    };
    static const char *const roles[] = {"subject", "object", "possessor", "oblique", "modifier", "apposition", "other"};
    static const char *const distances[] = {"here", "one_back", "two_back", "three_back", "farther"};
    static const char *const own[] = {"subject", "object", "possessor"};
    const char *set = feature < ENT_N_FEATURES ? "" : "it: ";
    feature %= ENT_N_FEATURES;
    if (feature < ENT_F_ROLE)
        snprintf(out, 40, "%s%s", set, singles[feature]);
    else if (feature < ENT_F_PAIR)
        snprintf(out, 40, "%s%s %s", set, roles[(feature - ENT_F_ROLE) / ENT_DISTANCES],
                 distances[(feature - ENT_F_ROLE) % ENT_DISTANCES]);
    else
        snprintf(out, 40, "%s%s after %s", set, own[(feature - ENT_F_PAIR) / ENT_ROLES],
                 roles[(feature - ENT_F_PAIR) % ENT_ROLES]);
}

void ent_weights_init(ent_resolver *r)
{
    r->weights = ss_alloc(r->ctx->scratch, ENT_N_WEIGHTS * sizeof *r->weights);
    for (uint32_t i = 0; i < ENT_N_WEIGHTS; i++) r->weights[i] = NAN;
}

float ent_weight(const ent_resolver *r, uint32_t feature)
{
    float *weight = &r->weights[feature];
    if (!isnan(*weight)) return *weight;
    char name[40];
    ent_weight_name(feature, name);
    const char *value = ss_lexicon_find(r->lex.weights, name, strlen(name));
    return *weight = value ? strtof(value, NULL) : 0;
}

ent_pronoun ent_pronoun_of(const ss_token *t)
{
    static const struct {
        const char *word;
        ent_pronoun pronoun;
    } table[] = {{"he", ENT_PRO_HE},
                 {"him", ENT_PRO_HE},
                 {"his", ENT_PRO_HE},
                 {"himself", ENT_PRO_HE},
                 {"she", ENT_PRO_SHE},
                 {"her", ENT_PRO_SHE},
                 {"hers", ENT_PRO_SHE},
                 {"herself", ENT_PRO_SHE},
                 {"they", ENT_PRO_THEY},
                 {"them", ENT_PRO_THEY},
                 {"their", ENT_PRO_THEY},
                 {"theirs", ENT_PRO_THEY},
                 {"themselves", ENT_PRO_THEY},
                 {"it", ENT_PRO_IT},
                 {"its", ENT_PRO_IT},
                 {"itself", ENT_PRO_IT},
                 {"i", ENT_PRO_I},
                 {"me", ENT_PRO_I},
                 {"my", ENT_PRO_I},
                 {"mine", ENT_PRO_I},
                 {"myself", ENT_PRO_I},
                 {"we", ENT_PRO_WE},
                 {"us", ENT_PRO_WE},
                 {"our", ENT_PRO_WE},
                 {"ours", ENT_PRO_WE},
                 {"ourselves", ENT_PRO_WE}};
    for (size_t i = 0; i < sizeof table / sizeof *table; i++)
        if (!strcmp(t->lower, table[i].word)) return table[i].pronoun;
    return ENT_PRO_NONE;
}

typedef enum {
    ROLE_SUBJECT,
    ROLE_OBJECT,
    ROLE_POSSESSOR,
    ROLE_OBLIQUE,
    ROLE_MODIFIER,
    ROLE_APPOSITION,
    ROLE_OTHER
} role;

static role role_of(const sayso_doc *doc, uint32_t token)
{
    for (int up = 0; up < 3; up++) {
        const ss_token *t = &doc->tokens.at[token];
        switch (t->rel) {
        case SS_REL_nsubj:
        case SS_REL_nsubj_pass:
        case SS_REL_nsubj_outer: return ROLE_SUBJECT;
        case SS_REL_obj:
        case SS_REL_iobj: return ROLE_OBJECT;
        case SS_REL_nmod_poss: return ROLE_POSSESSOR;
        case SS_REL_obl:
        case SS_REL_obl_agent: return ROLE_OBLIQUE;
        case SS_REL_nmod: return ROLE_MODIFIER;
        case SS_REL_appos: return ROLE_APPOSITION;
        case SS_REL_conj:
        case SS_REL_flat:
        case SS_REL_nmod_desc:
        case SS_REL_compound:
            if (t->head < 0) return ROLE_OTHER;
            token = (uint32_t)t->head;
            continue;
        default: return ROLE_OTHER;
        }
    }
    return ROLE_OTHER;
}

/* Does `verb` stand above `token`, and how many steps up? 0: no. */
static int climbs_to(const sayso_doc *doc, uint32_t token, int32_t verb)
{
    int32_t at = doc->tokens.at[token].head;
    for (int up = 1; up <= CLIMB && at >= 0; up++, at = doc->tokens.at[at].head)
        if (at == verb) return up;
    return 0;
}

/* The first child with the relation; few are looked at, however many there are. */
static int32_t child_of(const ent_resolver *r, int32_t head, ss_rel rel)
{
    enum { KIDS = 24 };
    uint32_t k = r->tree->kid[head];
    for (int steps = 0; k != UINT32_MAX && steps < KIDS; steps++, k = r->tree->sib[k])
        if (r->doc->tokens.at[k].rel == rel) return (int32_t)k;
    return -1;
}

/* Who does what the verb says: its subject; that of the verb it is joined to; of
 * "urged Roe to leave", Roe; of "Roe, who left", Roe. -1: not known. */
static int32_t doer_of(const ent_resolver *r, int32_t verb)
{
    const ss_token *tokens = r->doc->tokens.at;
    for (int up = 0; verb >= 0 && up < CLIMB; up++) {
        int32_t subject = child_of(r, verb, SS_REL_nsubj);
        if (subject < 0) subject = child_of(r, verb, SS_REL_nsubj_pass);
        uint8_t rel = tokens[verb].rel;
        bool relative = subject >= 0 && (tokens[subject].tag == SS_TAG_WP || tokens[subject].tag == SS_TAG_WDT);
        if (relative || (subject < 0 && (rel == SS_REL_acl || rel == SS_REL_acl_relcl)))
            return rel == SS_REL_acl || rel == SS_REL_acl_relcl ? tokens[verb].head : -1;
        if (subject >= 0) return subject;
        int32_t head = tokens[verb].head;
        int32_t object = rel == SS_REL_xcomp && head >= 0 ? child_of(r, head, SS_REL_obj) : -1;
        if (object >= 0) return object;
        if (rel != SS_REL_xcomp && rel != SS_REL_conj && rel != SS_REL_advcl) return -1;
        verb = head;
    }
    return -1;
}

typedef struct {
    const ent_resolver *r;
    uint32_t index; /* of the pronoun's mention */
    uint32_t token;
    ent_pronoun pronoun;
    role role;
    bool possessive, reflexive;
    int32_t verb;         /* that governs it, or what it owns; -1 */
    int32_t doer;         /* token: who does what `verb` says; -1 */
    int32_t speaker;      /* entity that cannot be meant; -1 */
    int32_t last_same;    /* entity that the same pronoun stood for last; -1 */
    int32_t after[AFTER]; /* entities named after a pronoun that governs them: not meant */
    uint32_t n_after;
} query;

/* Persons, and names of which only a guess says that they are not. */
static bool may_be_person(const ent_resolver *r, const sayso_entity *e)
{
    if (e->name[0] && (!e->name[1] || (e->name[1] == '.' && !e->name[2])))
        return false; /* "Q", "A.": a label, nobody's name */
    return e->kind == SAYSO_ENTITY_PERSON || e->kind == SAYSO_ENTITY_OTHER || r->unsure[e - r->doc->entities.at];
}

static bool kind_fits(const query *q, const sayso_entity *e)
{
    switch (q->pronoun) {
    case ENT_PRO_HE: return may_be_person(q->r, e) && e->gender != 'f';
    case ENT_PRO_SHE: return may_be_person(q->r, e) && e->gender != 'm';
    case ENT_PRO_THEY:
        return e->kind == SAYSO_ENTITY_GROUP || e->kind == SAYSO_ENTITY_ORGANIZATION ||
               e->kind == SAYSO_ENTITY_OUTLET || e->kind == SAYSO_ENTITY_PERSON;
    case ENT_PRO_IT: return e->kind != SAYSO_ENTITY_PERSON && e->kind != SAYSO_ENTITY_GROUP;
    default: return false;
    }
}

static void add_value(ent_features *f, uint32_t feature, float value)
{
    if (f->n == ENT_FEATURES_MAX) return;
    f->at[f->n] = (uint16_t)feature;
    f->value[f->n++] = value;
}

static void add(ent_features *f, uint32_t feature, bool holds)
{
    if (holds) add_value(f, feature, 1);
}

static void add_kind(const query *q, const sayso_entity *e, ent_features *f)
{
    bool person = e->kind == SAYSO_ENTITY_PERSON, group = e->kind == SAYSO_ENTITY_GROUP;
    bool body = e->kind == SAYSO_ENTITY_ORGANIZATION || e->kind == SAYSO_ENTITY_OUTLET;
    if (q->pronoun == ENT_PRO_THEY) {
        add(f, ENT_F_they_group, group);
        add(f, ENT_F_they_person, person);
        add(f, ENT_F_they_organization, body);
    } else if (q->pronoun == ENT_PRO_IT) {
        add(f, ENT_F_it_document, e->kind == SAYSO_ENTITY_DOCUMENT);
        add(f, ENT_F_it_place, e->kind == SAYSO_ENTITY_PLACE);
        add(f, ENT_F_it_organization, body);
    } else {
        char guess = q->r->guess[e - q->r->doc->entities.at], own = q->pronoun == ENT_PRO_HE ? 'm' : 'f';
        add(f, ENT_F_gender_known, e->gender != 0);
        add(f, ENT_F_guess_agrees, !e->gender && guess == own);
        add(f, ENT_F_guess_differs, !e->gender && guess && guess != own);
        add(f, ENT_F_other_kind, !person);
    }
}

/* Two arguments of one verb are two things, unless the pronoun is reflexive. */
static bool bound_apart(const query *q, const ss_mention *m)
{
    const ss_token *tokens = q->r->doc->tokens.at;
    if (m->first <= q->token && q->token < m->last) return true;
    if (q->possessive) { /* "her sister Amy": neither the noun nor its name */
        int32_t owned = tokens[q->token].head;
        uint8_t rel = tokens[m->head].rel;
        if (owned >= 0 && tokens[owned].rel == SS_REL_appos && tokens[owned].head == (int32_t)m->head) return true;
        return owned >= 0 &&
               ((int32_t)m->head == owned || (tokens[m->head].head == owned &&
                                              (rel == SS_REL_appos || rel == SS_REL_flat || rel == SS_REL_nmod_desc)));
    }
    if (q->reflexive) return false;
    if (q->role != ROLE_SUBJECT && q->doer >= 0 && (int32_t)m->head == q->doer) return true;
    return tokens[q->token].head >= 0 && tokens[m->head].head == tokens[q->token].head &&
           tokens[m->head].rel != SS_REL_conj && tokens[m->head].rel != SS_REL_nmod_poss;
}

/* May the pronoun point ahead to the mention: is it the subject of a clause that
 * holds the pronoun's own clause? */
static bool may_be_ahead(const query *q, const ss_mention *m)
{
    const sayso_doc *doc = q->r->doc;
    uint32_t subject = m->head; /* "In his later years Roe's problems grew": the owner will do */
    if (q->possessive && doc->tokens.at[subject].rel == SS_REL_nmod_poss && doc->tokens.at[subject].head >= 0)
        subject = (uint32_t)doc->tokens.at[subject].head;
    if (role_of(doc, subject) != ROLE_SUBJECT) return false;
    int32_t verb = doc->tokens.at[subject].head;
    int steps = verb >= 0 ? climbs_to(doc, q->token, verb) : 0;
    return steps > 1;
}

static float log_of(uint32_t n)
{
    float log = 0;
    for (n++; n > 1; n >>= 1) log++;
    return log;
}

static bool in_brackets(const sayso_doc *doc, const ss_mention *m)
{
    return m->first > 0 && doc->tokens.at[m->first - 1].tag == SS_TAG_LRB;
}

static void add_syntax(const query *q, const ss_mention *m, role r, uint32_t distance, ent_features *f)
{
    const sayso_doc *doc = q->r->doc;
    const ss_token *tokens = doc->tokens.at, *h = &tokens[m->head];
    uint32_t own = q->role == ROLE_SUBJECT ? 0 : q->role == ROLE_POSSESSOR ? 2 : 1;
    add_value(f, ENT_F_ROLE + r * ENT_DISTANCES + (distance < ENT_DISTANCES ? distance : ENT_DISTANCES - 1), 1);
    add_value(f, ENT_F_PAIR + own * ENT_ROLES + r, 1);
    if (r == ROLE_SUBJECT && distance == 0 && h->head >= 0) {
        int steps = climbs_to(doc, q->token, h->head);
        bool near = q->possessive && steps <= 3;
        add(f, near ? ENT_F_own_subject : ENT_F_governing_subject, steps > 1);
        add(f, ENT_F_after_subject, steps <= 1);
    }
    if (r == ROLE_POSSESSOR && h->head >= 0)
        add(f, ENT_F_subject_owner, role_of(doc, (uint32_t)h->head) == ROLE_SUBJECT);
    if (distance == 0 && m->first < q->token) { /* "Raised by Roe, she left" */
        int32_t verb = tokens[q->token].head;
        if (q->possessive && verb >= 0) verb = tokens[verb].head;
        int steps = verb >= 0 ? climbs_to(doc, m->head, verb) : 0;
        add(f, ENT_F_fronted, q->role == ROLE_SUBJECT && steps > 0);
        add(f, ENT_F_other_clause, q->possessive && steps > 1);
    }
    if (r == ROLE_SUBJECT && h->head >= 0) {
        const ss_token *verb = &tokens[h->head];
        add(f, ENT_F_main_subject, verb->head < 0);
        bool joined = q->verb >= 0 && tokens[q->verb].rel == SS_REL_conj;
        add(f, ENT_F_joined_verb, joined && tokens[q->verb].head == h->head);
    }
    if (r == ROLE_OBJECT && q->verb >= 0 && q->role == ROLE_OBJECT)
        add(f, ENT_F_joined_object, tokens[q->verb].rel == SS_REL_conj && tokens[q->verb].head == h->head);
    if (distance == 0 && q->doer >= 0 && (int32_t)m->head == q->doer) add(f, ENT_F_clause_doer, q->possessive);
    if (distance == 0 && climbs_to(doc, q->token, (int32_t)m->head) > 0)
        add(f, q->possessive || q->role == ROLE_SUBJECT ? ENT_F_holds_clause : ENT_F_holds_argument, true);
    if (q->role >= ROLE_OBLIQUE && r >= ROLE_OBLIQUE && q->token > 0 && m->first > 0)
        add(f, ENT_F_parallel_preposition, tokens[q->token - 1].lhash == tokens[m->first - 1].lhash);
    add_value(f, ENT_F_words_between, log_of(q->token > m->head ? q->token - m->head : m->head - q->token));
    add(f, ENT_F_conjoined, h->rel == SS_REL_conj);
    add(f, ENT_F_in_brackets, in_brackets(doc, m));
}

static void describe(const query *q, uint32_t index, uint32_t between, ent_features *f)
{
    const sayso_doc *doc = q->r->doc;
    const ss_token *tokens = doc->tokens.at;
    const ss_mention *m = &doc->mentions.at[index];
    const ss_token *p = &tokens[q->token], *h = &tokens[m->head];
    const ss_sentence *ps = &doc->sentences.at[p->sent], *hs = &doc->sentences.at[h->sent];
    uint32_t distance = p->sent > h->sent ? p->sent - h->sent : 0;
    role r = role_of(doc, m->head);
    f->n = 0;
    f->mention = index;
    f->token = m->head;
    add_syntax(q, m, r, distance, f);
    add_kind(q, &doc->entities.at[m->entity], f);
    add(f, ENT_F_ahead, index > q->index);
    add(f, ENT_F_name, m->type == SS_MENTION_NAME);
    add(f, ENT_F_full_name, m->type == SS_MENTION_NAME && m->last - m->first > 1);
    add(f, ENT_F_nominal, m->type == SS_MENTION_NOMINAL);
    bool same = m->type == SS_MENTION_PRONOUN && ent_pronoun_of(&tokens[m->first]) == q->pronoun;
    add(f, ENT_F_same_pronoun, same);
    add(f, ENT_F_last_same_pronoun, m->entity == q->last_same);
    add(f, ENT_F_both_sources, q->r->is_source[q->index] && q->r->is_source[index]);
    add(f, ENT_F_quote_mismatch, ((p->flags ^ h->flags) & (SS_IN_QUOTE | SS_IN_POST)) != 0);
    add(f, ENT_F_opens_sentence, m->first == hs->first);
    add(f, ENT_F_sentence_topic, m->first == hs->first && r == ROLE_SUBJECT);
    add(f, ENT_F_same_paragraph, ps->para == hs->para);
    add(f, ENT_F_heading, doc->paragraphs.at[hs->para].kind == SS_PARA_HEADING);
    add(f, ENT_F_nearest, between == 0 && index < q->index);
    add_value(f, ENT_F_between, log_of(between));
    add_value(f, ENT_F_frequency, log_of(q->r->count[m->entity]));
    add_value(f, ENT_F_total, log_of(q->r->total[m->entity]));
    add(f, ENT_F_first_person_named, m->entity == q->r->first_person);
    add(f, ENT_F_first_of_sentence, index == 0 || doc->tokens.at[doc->mentions.at[index - 1].head].sent != h->sent);
    add(f, ENT_F_latest_source, q->r->is_source[q->index] && m->entity == q->r->latest_source);
    for (uint32_t k = 0; k < q->n_after; k++)
        if (q->after[k] == m->entity) {
            add(f, ENT_F_named_after, true);
            break;
        }
    add_value(f, ENT_F_share, (float)q->r->count[m->entity] / (float)(q->index + 1));
}

/* Entities that binding rules out everywhere: arguments of the pronoun's own verb. */
static int32_t sibling_argument(const query *q)
{
    const sayso_doc *doc = q->r->doc;
    if (q->possessive || q->reflexive) return -1;
    for (uint32_t i = q->index, steps = 0; i-- > 0 && steps < 8; steps++) {
        const ss_mention *m = &doc->mentions.at[i];
        if (doc->tokens.at[m->head].sent != doc->tokens.at[q->token].sent) break;
        if (m->entity >= 0 && bound_apart(q, m) && !(m->first <= q->token && q->token < m->last)) return m->entity;
    }
    return -1;
}

/* "She said Roe left": who is named in what a subject governs is not the subject. */
static void find_named_after(query *q)
{
    const sayso_doc *doc = q->r->doc;
    int32_t verb = doc->tokens.at[q->token].head;
    q->n_after = 0;
    if (q->role != ROLE_SUBJECT || verb < 0) return;
    for (uint32_t i = q->index + 1; i < doc->mentions.n && i <= q->index + 2 * AHEAD && q->n_after < AFTER; i++) {
        const ss_mention *m = &doc->mentions.at[i];
        if (doc->tokens.at[m->head].sent != doc->tokens.at[q->token].sent) break;
        if (m->type == SS_MENTION_NAME && m->entity >= 0 && climbs_to(doc, m->head, verb))
            q->after[q->n_after++] = m->entity;
    }
}

static float score_of(const ent_resolver *r, const ent_features *f)
{
    float sum = 0;
    for (uint32_t k = 0; k < f->n; k++) sum += ent_weight(r, f->at[k]) * f->value[k];
    return sum;
}

typedef struct {
    ent_features at[CANDIDATES];
    uint32_t n;
} candidates;

/* “The doctor told her so,” he said: who is spoken of in quotations alone, is not who spoke. */
static bool only_quoted(const query *q, uint32_t index)
{
    const sayso_doc *doc = q->r->doc;
    const ss_mention *m = &doc->mentions.at[index];
    if (doc->tokens.at[q->token].flags & SS_IN_QUOTE || !q->r->is_source[q->index] ||
        !(doc->tokens.at[m->head].flags & SS_IN_QUOTE))
        return false;
    uint32_t from = index > WINDOW ? index - WINDOW : 0;
    for (uint32_t i = from; i < q->index; i++)
        if (doc->mentions.at[i].entity == m->entity && !(doc->tokens.at[doc->mentions.at[i].head].flags & SS_IN_QUOTE))
            return false;
    return true;
}

static void consider(const query *q, uint32_t index, uint32_t between, candidates *c)
{
    const ss_mention *m = &q->r->doc->mentions.at[index];
    if (m->entity < 0 || m->entity == q->speaker || c->n == CANDIDATES) return;
    if (!kind_fits(q, &q->r->doc->entities.at[m->entity])) return;
    if (bound_apart(q, m) || only_quoted(q, index)) return;
    describe(q, index, between, &c->at[c->n++]);
}

static void collect(const query *q, candidates *c)
{
    const sayso_doc *doc = q->r->doc;
    int32_t sibling = sibling_argument(q);
    uint32_t sent = doc->tokens.at[q->token].sent, between = 0;
    for (uint32_t i = q->index, steps = 0; i-- > 0 && steps < WINDOW; steps++) {
        const ss_mention *m = &doc->mentions.at[i];
        if (doc->tokens.at[m->head].sent + SENTENCES < sent) break;
        if (m->entity >= 0 && m->entity == sibling) continue;
        consider(q, i, between, c);
        between += m->entity >= 0 && kind_fits(q, &doc->entities.at[m->entity]);
    }
    for (uint32_t i = q->index + 1; i < doc->mentions.n && i <= q->index + AHEAD; i++) {
        const ss_mention *m = &doc->mentions.at[i];
        if (doc->tokens.at[m->head].sent != sent) break;
        if (m->type != SS_MENTION_PRONOUN && m->entity >= 0 && may_be_ahead(q, m)) consider(q, i, 0, c);
    }
}

/* A plain noun may be what "it" or "they" stands for, though it is no mention: one
 * that is as near as the candidates. Nouns do not speak, so a pronoun that is a
 * source has no such rivals. */
static void collect_rivals(const query *q, candidates *c)
{
    const sayso_doc *doc = q->r->doc;
    const ss_token *tokens = doc->tokens.at, *p = &tokens[q->token];
    uint32_t between = 0;
    for (uint32_t i = q->token, steps = 0; i-- > 0 && steps < RIVAL_WINDOW && c->n < CANDIDATES; steps++) {
        const ss_token *t = &tokens[i];
        if (t->sent + 2 < p->sent) break;
        if (t->tag != (q->pronoun == ENT_PRO_THEY ? SS_TAG_NNS : SS_TAG_NN) || t->rel == SS_REL_compound) continue;
        ss_mention m = {i, i + 1, i, -1, SS_MENTION_NOMINAL, NULL};
        if (bound_apart(q, &m) || ss_mention_at(doc, i) >= 0) continue;
        role r = role_of(doc, i);
        if (r == ROLE_OTHER) continue;
        ent_features *f = &c->at[c->n++];
        *f = (ent_features){.mention = UINT32_MAX, .token = i};
        add_syntax(q, &m, r, p->sent - t->sent, f);
        add(f, ENT_F_nominal, true);
        add(f, ENT_F_rival, true);
        add(f, ENT_F_same_paragraph, doc->sentences.at[p->sent].para == doc->sentences.at[t->sent].para);
        add_value(f, ENT_F_between, log_of(between++));
    }
}

static const ent_features *best_of(const ent_resolver *r, const candidates *c, float *score)
{
    const ent_features *best = NULL;
    for (uint32_t i = 0; i < c->n; i++) {
        float sum = score_of(r, &c->at[i]);
        if (best && sum <= *score) continue;
        best = &c->at[i];
        *score = sum;
    }
    return best;
}

/* "Her mother, she said, ...": in a parenthesis right behind the phrase that its own possessive opens, "she" is whose
 * mother it is. The possessive's mention, or -1. */
static int32_t owner_in_front(const sayso_doc *doc, uint32_t token, ent_pronoun pronoun)
{
    enum { LONGEST = 6 };
    const ss_token *tok = doc->tokens.at;
    if (token < 3 || !ss_is(&tok[token - 1], ",") || token + 2 >= doc->tokens.n ||
        !ent_is_finite_tag(tok[token + 1].tag))
        return -1;
    if (!ss_is(&tok[token + 2], ",")) return -1;
    for (uint32_t i = token - 1; i-- > 0 && token - i <= LONGEST && tok[i].sent == tok[token].sent;) {
        if (tok[i].tag == SS_TAG_PRPS)
            return !(tok[i].flags & SS_SENT_FIRST)      ? -1
                   : ent_pronoun_of(&tok[i]) == pronoun ? ss_mention_at(doc, i)
                                                        : -1;
        if (!ent_is_noun_tag(tok[i].tag) && tok[i].tag != SS_TAG_JJ) return -1;
    }
    return -1;
}

static void resolve(ent_resolver *r, candidates *c, int32_t *last_same, uint32_t index)
{
    sayso_doc *doc = r->doc;
    ss_mention *m = &doc->mentions.at[index];
    const ss_token *t = &doc->tokens.at[m->first];
    query q = {.r = r, .index = index, .token = m->first, .pronoun = ent_pronoun_of(t), .speaker = -1};
    if (t->rel == SS_REL_expl) return;
    int32_t owner = owner_in_front(doc, m->first, q.pronoun);
    if (owner >= 0 && doc->mentions.at[owner].entity >= 0) {
        m->entity = doc->mentions.at[owner].entity;
        last_same[q.pronoun] = m->entity;
        m->rule = "pronoun: as its possessive before";
        return;
    }
    q.last_same = last_same[q.pronoun];
    q.role = role_of(doc, m->first);
    q.possessive =
        t->tag == SS_TAG_PRPS || t->rel == SS_REL_nmod_poss || ss_is(t, "his") || ss_is(t, "its") || ss_is(t, "their");
    if (q.possessive) q.role = ROLE_POSSESSOR;
    q.reflexive = t->lower_len > 5 && (strstr(t->lower, "sel") != NULL);
    q.verb = t->head;
    if (q.possessive)
        for (int up = 0; up < 3 && q.verb >= 0 && !ent_is_verb_tag(doc->tokens.at[q.verb].tag); up++)
            q.verb = doc->tokens.at[q.verb].head;
    else if (q.role == ROLE_MODIFIER && q.verb >= 0)
        q.verb = doc->tokens.at[q.verb].head;
    q.doer = doer_of(r, q.verb);
    if (r->said_in[m->first] >= 0) q.speaker = doc->attributions.at[r->said_in[m->first]].source_entity;
    uint32_t at = m->first,
             sent = doc->sentences.at[t->sent].first; /* "The girl and her family, she said, were welcome" */
    bool aside = at > sent + 1 && at + 2 < doc->tokens.n && ss_is(&doc->tokens.at[at - 1], ",") &&
                 ent_is_finite_tag(doc->tokens.at[at + 1].tag) && ss_is(&doc->tokens.at[at + 2], ",");
    int32_t subject = aside ? ss_mention_at(doc, sent) : -1;
    if (subject < 0 && aside) subject = ss_mention_at(doc, sent + 1);
    if (subject >= 0 && q.speaker < 0 && doc->mentions.at[subject].type != SS_MENTION_PRONOUN)
        q.speaker = doc->mentions.at[subject].entity;
    float score = 0;
    c->n = 0;
    find_named_after(&q);
    collect(&q, c);
    bool thing = q.pronoun == ENT_PRO_THEY || q.pronoun == ENT_PRO_IT;
    if (thing && !r->is_source[index]) collect_rivals(&q, c);
    if (thing && c->n < CANDIDATES) { /* or nothing that is here */
        ent_features *nothing = &c->at[c->n++];
        *nothing = (ent_features){.mention = UINT32_MAX, .token = UINT32_MAX};
        add(nothing, q.pronoun == ENT_PRO_THEY ? ENT_F_threshold_they : ENT_F_threshold_it, true);
    }
    for (uint32_t i = 0; thing && i < c->n; i++) /* they have weights of their own */
        for (uint32_t k = 0; k < c->at[i].n; k++) c->at[i].at[k] = (uint16_t)(c->at[i].at[k] + ENT_N_FEATURES);
    if (r->trace) r->trace->see(r->trace->arg, r, index, c->at, c->n);
    const ent_features *best = best_of(r, c, &score);
    if (!best || best->mention == UINT32_MAX) return;
    const ss_mention *antecedent = &doc->mentions.at[best->mention];
    m->entity = antecedent->entity;
    last_same[q.pronoun] = m->entity;
    m->rule = ss_printf(&doc->arena, "pronoun: ranked %.1f, nearest \"%.60s\"", (double)score,
                        ent_text(r->ctx->scratch, doc, antecedent->first, antecedent->last));
    sayso_entity *e = &doc->entities.at[m->entity];
    if (!thing && e->kind != SAYSO_ENTITY_PERSON) e->kind = SAYSO_ENTITY_PERSON; /* who "she" is, is one */
    if (!e->gender && !r->guess[m->entity] && e->kind == SAYSO_ENTITY_PERSON) {
        if (q.pronoun == ENT_PRO_HE) r->guess[m->entity] = 'm';
        if (q.pronoun == ENT_PRO_SHE) r->guess[m->entity] = 'f';
    }
}

void ent_pronouns_resolve(ent_resolver *r, bool quoted)
{
    sayso_doc *doc = r->doc;
    memset(r->count, 0, r->n_count * sizeof *r->count);
    r->latest_source = -1;
    int32_t last_same[ENT_PRO_WE + 1];
    for (size_t i = 0; i < sizeof last_same / sizeof *last_same; i++) last_same[i] = -1;
    candidates *c = ss_alloc(r->ctx->scratch, sizeof *c);
    for (uint32_t i = 0; i < doc->mentions.n; i++) {
        ss_mention *m = &doc->mentions.at[i];
        if (m->type == SS_MENTION_PRONOUN) {
            ent_pronoun p = ent_pronoun_of(&doc->tokens.at[m->first]);
            bool third = p >= ENT_PRO_HE && p <= ENT_PRO_IT;
            if (m->entity >= 0)
                last_same[p] = m->entity;
            else if (third && (r->said_in[m->first] >= 0) == quoted)
                resolve(r, c, last_same, i);
        }
        if (m->entity >= 0) r->count[m->entity]++;
        if (m->entity >= 0 && r->is_source[i]) r->latest_source = m->entity;
    }
}
