/* ent_resolve.h - shared by the files of resolution (entities.c, ent_pronouns.c, ent_speakers.c). */
#ifndef SS_ENT_RESOLVE_H
#define SS_ENT_RESOLVE_H

#include "attr/ent.h"

typedef enum { ENT_PRO_NONE, ENT_PRO_HE, ENT_PRO_SHE, ENT_PRO_THEY, ENT_PRO_IT, ENT_PRO_I, ENT_PRO_WE } ent_pronoun;
ent_pronoun ent_pronoun_of(const ss_token *t);

/* Features of a candidate for a pronoun: indices into the weights, each worth 1,
 * and three with values of their own. */
enum {
    ENT_ROLES = 7,     /* subject, object, possessor, oblique, of a noun, apposition, other */
    ENT_DISTANCES = 5, /* same sentence, one back, two, three, more */
    ENT_FEATURES_MAX = 40
};
#define ENT_SINGLE_FEATURES(X)                                                                                       \
    X(governing_subject) X(own_subject) X(name) X(full_name) X(nominal) X(same_pronoun) X(last_same_pronoun)         \
    X(both_sources) X(quote_mismatch) X(gender_known) X(opens_sentence) X(same_paragraph) X(heading) X(ahead)        \
    X(subject_owner) X(nearest) X(sentence_topic) X(other_kind) X(in_brackets) X(conjoined) X(after_subject)         \
    X(fronted) X(first_person_named) X(other_clause) X(total) X(between) X(frequency) X(share) X(they_person)        \
    X(they_organization) X(they_group) X(it_organization) X(it_document) X(it_place) X(threshold_they)               \
    X(threshold_it) X(rival) X(holds_clause) X(named_after) X(main_subject) X(first_of_sentence)                     \
    X(joined_verb) X(words_between) X(guess_agrees) X(guess_differs) X(latest_source) X(clause_doer)                 \
    X(joined_object) X(holds_argument) X(parallel_preposition)
enum {
#define X(name) ENT_F_##name,
    ENT_SINGLE_FEATURES(X)
#undef X
        ENT_F_ROLE,                                      /* [role][distance] */
    ENT_F_PAIR = ENT_F_ROLE + ENT_ROLES * ENT_DISTANCES, /* [pronoun's role: 3][role] */
    ENT_N_FEATURES = ENT_F_PAIR + 3 * ENT_ROLES,
    ENT_N_WEIGHTS = 2 * ENT_N_FEATURES /* of he and she; of it and they */
};
/* The name under which a weight stands in data/lexicon/pronoun_weights.txt. */
void ent_weight_name(uint32_t feature, char out[40]);

typedef struct {
    uint16_t at[ENT_FEATURES_MAX];
    float value[ENT_FEATURES_MAX];
    uint32_t n;
    uint32_t mention; /* UINT32_MAX: a plain noun, no mention */
    uint32_t token;   /* its head; UINT32_MAX: the choice that nothing here is meant */
} ent_features;

/* Sees every choice that is made: the candidates, and which won. For training. */
typedef struct ent_resolver ent_resolver;
typedef struct {
    void (*see)(void *arg, const ent_resolver *r, uint32_t pronoun, const ent_features *candidates, uint32_t n);
    void *arg;
} ent_trace;

struct ent_resolver {
    ss_ctx *ctx;
    sayso_doc *doc;
    const ss_tree *tree;
    ent_lex lex;
    int32_t *said_in; /* [tokens] innermost attribution whose direct words hold the token; -1 */
    bool *is_source;  /* [mentions] stands as a source */
    uint32_t *count;  /* [entities] mentions linked so far */
    uint32_t *total;  /* [entities] mentions by name in the whole document */
    uint32_t n_count;
    int32_t first_person; /* the person named first; -1 */
    int32_t latest_source; /* the entity that spoke last before the pronoun; -1 */
    bool *unsure;          /* [entities] a place or body that may be a person after all */
    char *guess;           /* [entities] gender that pronouns gave; 0 none */
    float *weights;        /* [ENT_N_WEIGHTS] NAN: not read yet; see ent_weight() */
    const ent_trace *trace; /* NULL: nobody looks */
};

/* No weight is read yet: most documents need few of them. */
void ent_weights_init(ent_resolver *r);
/* The weight of a feature, read from the word list when it is first asked for. */
float ent_weight(const ent_resolver *r, uint32_t feature);

/* ss_entities_resolve, watched; trace may be NULL. */
void ent_resolve(ss_ctx *ctx, const ss_tree *tree, const ent_trace *trace);

/* Links third-person pronouns whose token is (`quoted`) or is not in direct words
 * to the best-ranked entity. Linear: a window of mentions is looked at for each. */
void ent_pronouns_resolve(ent_resolver *r, bool quoted);

/* ent_speakers.c: gives the labels of an interview their entities. Leaves doc->mentions unsorted. */
void ent_speakers_settle(ent_resolver *r);
/* Is the attribution a turn: a paragraph that begins with its speaker's label? */
bool ent_is_turn(const sayso_doc *doc, const sayso_attribution *a);

#endif
