/* ent_run.h - a run of capitalised words and what its words tell: shared by
 * ent_words.c, which says what a run is made of, ent_names.c, which cuts runs into
 * names, ent_titles.c, which makes candidates of them, and ent_classify.c, which
 * says what each is.
 */
#ifndef SS_ENT_RUN_H
#define SS_ENT_RUN_H

#include "attr/ent.h"
#include "lang/tagger.h"

enum { ENT_RUN_MAX = 32 }; /* tokens */

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

/* -- ent_words.c: words of names, by their token ----------------------------------- */

/* A small word inside names ("van"); a hyphen without a space before it. */
bool ent_run_particle(const ent_run *r, const ss_token *t);
bool ent_run_tight_hyphen(const ss_token *t);
/* Would the token be written with a capital whatever it is? */
bool ent_run_opens(const ent_run *r, uint32_t i);
bool ent_run_name_word(const ent_run *r, uint32_t i);
/* Does an opening mark at `i` begin a nickname ("Dale “Duke” Ferris")? Where the
 * name goes on after it; 0: no. */
uint32_t ent_run_nickname_end(const ent_run *r, uint32_t i, uint32_t end);
/* Does a word that names of bodies end with stand among the next few? */
bool ent_run_bodies_word(const ent_run *r, uint32_t i, uint32_t end);
/* Length of a bridge at `i` to another name word at or after i: 0 for none. */
uint32_t ent_run_bridge(const ent_run *r, uint32_t i, uint32_t end);
/* Where the run that begins at `i` ends. */
uint32_t ent_run_stop(const ent_run *r, uint32_t i, uint32_t end);

/* -- ent_titles.c: titles, and candidates ------------------------------------------- */

typedef struct {
    uint32_t last;       /* after the title; == first: none */
    uint32_t role_first; /* the office, its modifiers included; == role_last: mere form of address */
    uint32_t role_last;
    uint32_t role_key, role_head;
    char gender;
} ent_title;
/* Reads forms of address and offices from `i`, as far as they go. */
ent_title ent_title_read(const ent_run *r, uint32_t i, uint32_t end);
/* Takes [first, last) for the title's office. */
void ent_title_role(const ent_run *r, uint32_t first, uint32_t last, bool former, ent_title *t);
/* Adds a candidate: from `first` on its mention, [nfirst, nlast) its name. */
ent_cand *ent_run_emit(ent_run *r, uint32_t first, uint32_t nfirst, uint32_t nlast);
/* Adds the name [first, last), which has no title, if it names anything. */
void ent_run_emit_chunk(ent_run *r, uint32_t first, uint32_t last);
/* Adds the person whose title begins at `first` and whose name at `name`: the name's end. */
uint32_t ent_run_emit_person(ent_run *r, uint32_t first, const ent_title *t, uint32_t name);
/* "dela Cruz said", where the text has "Tony dela Cruz": where the particles begin. */
uint32_t ent_run_with_particles(const ent_run *r, uint32_t first);
/* "Chinese Foreign Minister Wang Yi": the country, and where its adjective begins; NULL: none. */
const char *ent_run_demonym_before(const ent_run *r, uint32_t at, uint32_t *first);
/* Is the name before an office a part of it: "Transport Secretary", "City engineer"? */
bool ent_run_portfolio(const ent_run *r, const ent_cand *before, const ent_title *t);
/* The name before an office [first, last) as its holder's affiliation. */
void ent_run_affiliate(ent_run *r, ent_cand *holder, int32_t body, uint32_t first, uint32_t last);

#endif
