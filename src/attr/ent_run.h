/* ent_run.h - a run of capitalised words and what its words tell: shared by
 * ent_names.c, which cuts runs into names, and ent_classify.c, which says what
 * each is.
 */
#ifndef SS_ENT_RUN_H
#define SS_ENT_RUN_H

#include "attr/ent.h"
#include "lang/tagger.h"

typedef struct {
    ent_work *w;
    uint32_t end;   /* of the run */
    int32_t before; /* the candidate emitted before, or -1 */
    bool heading;
    bool capitals; /* a headline in which all words have them: only known names are seen */
    const ent_map *known; /* words of names of the story; NULL while reading it */
    ent_map persons;      /* words of the names of persons read so far */
    ent_map inside;       /* words written as names where nothing but a name has a capital */
    ent_map small;        /* words written small */
    ss_tagger dictionary; /* for words that are known; without slots where the model has none */
} ent_run;

/* The token. */
static inline const ss_token *tok(const ent_run *r, uint32_t i)
{
    return &r->w->doc->tokens.at[i];
}

/* Is the token one of the words (NULL ends them)? */
static inline bool word_is(const ss_token *t, const char *const *words)
{
    for (; *words; words++)
        if (t->lower[0] == **words && !strcmp(t->lower, *words)) return true;
    return false;
}

/* Is [first, last) an entry of the list? Its value goes to `value`, which may be NULL. */
bool ent_run_listed(const ent_run *r, const ss_lexicon *lex, uint32_t first, uint32_t last, const char **value);
/* The longest entry of the list that ends exactly at `last`: its start, or `last`. */
uint32_t ent_run_ends_with(const ent_run *r, const ss_lexicon *lex, uint32_t first, uint32_t last, const char **value);
/* Has [first, last) a word that names of bodies begin with ("Department of")? */
bool ent_run_has_head(const ent_run *r, uint32_t first, uint32_t last);
/* Is the token a forename? Its gender goes to `value`, which may be NULL. */
bool ent_run_forename(const ent_run *r, uint32_t i, const char **value);
bool ent_run_outlet(const ent_run *r, uint32_t first, uint32_t last);
/* Sets kind, trust and rule of the candidate whose name is [first, last). */
void ent_run_classify(const ent_run *r, uint32_t first, uint32_t last, ent_cand *c);
void ent_settle(ent_cand *c, sayso_entity_kind kind, int trust, const char *rule);
/* A value of org_words and the like: may the word stand first ('f') or last ('l')? */
static inline bool value_allows(const char *value, char side)
{
    return value[0] == side || value[0] == 'b';
}

#endif
