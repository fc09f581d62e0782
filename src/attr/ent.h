/* ent.h - what the files of the entity stages share (private to src/attr/ent_*.c).
 *
 * Stages, in order:
 *   ent_words.c, ent_names.c, ent_titles.c   capitalised names with their titles -> candidates
 *   ent_classify.c   what each name is (ent_run.h)
 *   ent_lands.c      which names are lands, by the words for their people
 *   ent_nominals.c   nouns that can be sources; pronouns     -> candidates
 *   ent_roles.c      roles and affiliations around names     -> candidates' role, affiliation
 *   ent_bodies.c     one-word names: bodies by what the document tells of them
 *   ent_link.c       names -> groups -> doc->entities, doc->mentions
 *   ent_link_nominals.c  noun phrases -> groups
 *   ent_pronouns.c   third-person pronouns, by ranking
 *   ent_speakers.c   whom "Q", "A" and "JD" mean in an interview
 *   ent_noun.c, ent_kind.c, ent_base.c  what nouns and phrases are; small tools
 *   entities.c       the two entry points; sources, addressees, media; "I" and "we"
 */
#ifndef SS_ENT_H
#define SS_ENT_H

#include "attr/attr.h"
#include "attr/ent_kind.h"

/* The word lists (data/lexicon), looked up once a stage. */
typedef struct {
    const ss_lexicon *titles, *roles, *role_modifiers, *persons, *groups, *documents, *unnamed, *outlets, *outlet_words,
        *org_words, *event_words, *document_words, *places, *place_words, *demonyms, *acronyms, *forenames, *nicknames,
        *counts, *not_names, *person_followers, *making_verbs, *heading_verbs,
        *parties, *portfolios, *lesser_offices, *postnominals, *bodies, *company_roles, *particles, *rules, *weights;
    const sayso_model *model;
} ent_lex;
void ent_lex_load(ent_lex *lex, const sayso_model *model);

/* What a common noun (or an office) is. */
typedef enum {
    ENT_NOUN_NONE,
    ENT_NOUN_ROLE,    /* mayor, attorney general */
    ENT_NOUN_PERSON,  /* woman, neighbour */
    ENT_NOUN_PEOPLE,  /* officials, attorneys general */
    ENT_NOUN_MASS,    /* police */
    ENT_NOUN_ORG,     /* company */
    ENT_NOUN_DOCUMENT /* letter */
} ent_noun_class;

typedef struct {
    uint32_t first, last; /* the tokens of the noun itself, end exclusive */
    uint8_t class;        /* ent_noun_class */
    bool plural;
    char gender;       /* 'f', 'm', 0 */
    const char *canon; /* the form under which variants are one; NUL-terminated, or NULL */
    uint32_t canon_len;
    uint32_t key;     /* hash of canon, or of the singular form */
    const char *sort; /* of an organisation: "company", "agency", "outlet", "any" or "" */
} ent_noun;

/* Reads the noun that covers token `head`, looking at [lo, hi) only: the longest
 * entry of the lists wins. false: no such noun. */
bool ent_noun_at(const ent_lex *lex, const sayso_doc *doc, uint32_t lo, uint32_t head, uint32_t hi, ent_noun *noun);

/* "Health and Social Care" of data/lexicon/portfolios.txt at `at`, with capitals: one past it, or `at`. */
uint32_t ent_portfolio_end(const ent_lex *lex, const sayso_doc *doc, uint32_t at, uint32_t end);

/* 'f' or 'm' where a lexicon value says so, else 0. */
char ent_value_gender(const char *value);
/* The "=form" of a lexicon value, or NULL. */
const char *ent_value_canon(const char *value);

/* The head of a noun phrase [first, last): `head` where it is a noun or pronoun,
 * else the last noun before the first preposition, comma, verb or relative. */
uint32_t ent_phrase_head(const sayso_doc *doc, uint32_t first, uint32_t last, uint32_t head);

/* -- a hash table from 32-bit keys to numbers, in an arena ---------------------------- */

typedef struct {
    struct ent_slot {
        uint32_t key, value; /* value + 1; 0: free */
    } * slots;
    uint32_t log2, n;
    ss_arena *arena;
} ent_map;

/* The number under the key, or -1. */
int64_t ent_map_get(const ent_map *map, uint32_t key);
void ent_map_put(ent_map *map, uint32_t key, uint32_t value);
/* Mixes a hash into another, order counts. */
static inline uint32_t ent_mix(uint32_t h, uint32_t x)
{
    h = (h ^ x) * 0x9E3779B1u;
    return h ^ h >> 15;
}

/* -- candidates ------------------------------------------------------------------ */

typedef enum { ENT_BARE, ENT_INDEFINITE, ENT_DEFINITE, ENT_POSSESSED } ent_det;

enum { ENT_MODS = 4 };
#define ENT_KEY_AGED 0x4A47ED01u /* the key of "the 29-year-old" */

/* A mention on its way to an entity. */
typedef struct {
    uint32_t first, last, head; /* the mention, its title and affiliation included */
    uint32_t nfirst, nlast;     /* the name alone, or the noun phrase without determiner */
    const char *role;           /* as written; or NULL */
    const char *affiliation;    /* or NULL */
    int32_t affiliate;          /* candidate that the affiliation is; -1: only its text is known */
    uint32_t role_key;          /* of the role's noun; 0: none. See ent_role_key() */
    uint32_t role_head;         /* the same of its last word alone; 0: it would mean another office */
    uint32_t key;               /* of the name's words, or of the noun */
    uint32_t former_of;         /* of "former mayor": the key of "mayor"; else 0 */
    uint32_t mods[ENT_MODS];    /* of a nominal: hashes of its modifiers and its owner */
    uint32_t owner;             /* of a nominal: hash of the possessor's head; 0: none */
    int32_t same_as;            /* candidate that is the same thing by apposition or definition; -1 */
    int32_t entity;             /* set by linking; -1 */
    uint8_t type;               /* ss_mention_type */
    uint8_t kind;               /* sayso_entity_kind */
    uint8_t trust;              /* of the kind: 0 a guess ... 4 certain */
    uint8_t det;                /* ent_det, of nominals */
    uint8_t class;              /* ent_noun_class, of nominals */
    uint8_t n_mods;
    char gender;
    bool plural, heading;
    bool acronym;     /* short for same_as, which is spelled out beside it */
    bool defined;     /* spelled out beside its acronym */
    bool described;   /* the noun beside it says what it is: "grocery chain Acme" */
    bool dropped;     /* it turned out to be part of a title */
    const char *sort; /* of an organisation nominal */
    const char *rule;
} ent_cand;

typedef struct {
    ss_ctx *ctx;
    sayso_doc *doc;
    const ss_tree *tree;
    ent_lex lex;
    SS_VEC(ent_cand) cands;
    int32_t *name_of; /* [n_tokens] the name candidate whose name holds the token; -1 */
} ent_work;

/* Gives a candidate its affiliation: another candidate, by name or noun. */
void ent_affiliate(ent_work *w, ent_cand *c, int32_t body);
/* Adds a candidate with sound defaults. The pointer holds until the next. */
ent_cand *ent_add(ent_work *w, ss_mention_type type, uint32_t first, uint32_t last);
/* The names of the document, with titles; in no order. */
void ent_names_find(ent_work *w);
/* Roles and affiliations from what stands around the names. */
void ent_roles_find(ent_work *w);
/* Noun phrases and pronouns. Needs the names. */
void ent_nominals_find(ent_work *w);
/* Names of one word that are bodies by what the document tells of them. Candidates in text order. */
void ent_bodies_settle(ent_work *w);
/* Names of one word that are countries, by the words for their people (ent_lands.c); before bodies. */
void ent_lands_settle(ent_work *w);
/* Candidates (in text order) to doc->mentions and doc->entities. */
void ent_link(ent_work *w);

/* The key under which an office is found again: of its noun, and of "former". */
uint32_t ent_role_key(const ent_noun *noun, bool former);
/* The same for the last word of an office in several ("police commissioner"); 0 where
 * that would be another office ("vice president"). */
uint32_t ent_role_head(const ent_lex *lex, const sayso_doc *doc, const ent_noun *noun, bool former);
/* The tokens' text, blanks between them made single. */
char *ent_text(ss_arena *arena, const sayso_doc *doc, uint32_t first, uint32_t last);
/* The token of [first, last) whose head lies outside; `otherwise` where none does. */
uint32_t ent_head_of(const sayso_doc *doc, uint32_t first, uint32_t last, uint32_t otherwise);
/* Is every word of the sentence capitalised, as headlines are? */
bool ent_is_headline(const sayso_doc *doc, const ss_sentence *s);

/* -- entities in the making (ent_link.c, ent_nominal_link.c) --------------------------- */

typedef struct {
    int32_t name_cand; /* whose name it bears */
    uint32_t name_words;
    uint32_t surname, forename; /* hashes of the words of a person's name; 0: none */
    int32_t last;               /* candidate that mentioned it last; -1 */
    int32_t last_subject; /* its last mention as a subject outside quotations; -1 */
    uint32_t owner, mods[ENT_MODS];
    const char *role, *affiliation, *sort;
    int32_t affiliate; /* candidate, as in ent_cand */
    int32_t merged;    /* group that it turned out to be; -1 */
    int32_t types; /* first of its name types, -1 */
    uint8_t kind, n_mods, class;
    char gender;
    bool named, titled, plural;
    bool alone; /* the surname alone has meant this person */
} ent_group;

/* Groups under a key, newest first. */
typedef struct {
    uint32_t group;
    int32_t next;
} ent_node;

typedef struct {
    ent_map map;
    SS_VEC(ent_node) nodes;
} ent_lists;

typedef struct {
    ent_work *w;
    SS_VEC(ent_group) groups;
    ent_lists surnames, forenames, roles, formers, nouns;
    ent_lists heads; /* of offices in several words, by the last: "the commissioner" */
} ent_linker;

void ent_lists_add(ent_lists *lists, ss_arena *arena, uint32_t key, uint32_t group);
/* The first node of a key, or -1. */
int32_t ent_lists_first(const ent_lists *lists, uint32_t key);
uint32_t ent_group_new(ent_linker *l, int32_t cand);
/* Gives the nominal candidates, in text order, their groups. Names have theirs. */
void ent_link_nominals(ent_linker *l);

/* Tag classes. */
static inline bool ent_is_name_tag(uint8_t tag)
{
    return tag == SS_TAG_NNP || tag == SS_TAG_NNPS;
}
static inline bool ent_is_noun_tag(uint8_t tag)
{
    return tag == SS_TAG_NN || tag == SS_TAG_NNS || ent_is_name_tag(tag);
}
static inline bool ent_is_finite_tag(uint8_t tag)
{
    return tag == SS_TAG_VBD || tag == SS_TAG_VBZ || tag == SS_TAG_VBP || tag == SS_TAG_MD;
}
static inline bool ent_is_verb_tag(uint8_t tag)
{
    return tag == SS_TAG_VB || tag == SS_TAG_VBD || tag == SS_TAG_VBG || tag == SS_TAG_VBN || tag == SS_TAG_VBP ||
           tag == SS_TAG_VBZ || tag == SS_TAG_MD;
}

#endif
