/* bench.h - what the parts of the benchmark of `sayso check` share.
 *
 * texts.c  a folder of plain texts to turns, sentences and words
 * make.c   true spans of them, edited in known ways: quotations with their labels
 * peers.c  the rules of other matchers, re-implemented, for comparison
 * bench.c  runs sayso over the quotations and counts
 *
 * Nothing is freed: the program makes its quotations, counts and ends.
 */
#ifndef CHECK_BENCH_H
#define CHECK_BENCH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <sayso.h>

/* ------------------------------------------------------------------ texts.c */

/** Words are what stands between blanks, marks and all. */
typedef struct {
    const char *at;
    uint32_t len;
} word;

typedef struct {
    uint32_t first, n; /**< words of the text */
    uint32_t turn;
} sentence;

typedef struct {
    const char *label; /**< "MR VENN" as the text has it; NULL: nobody's */
    const char *name;  /**< "Mr Venn", as an article would write it */
    bool role;         /**< "REPORTER": nobody who could be told from others */
    uint32_t first_sentence, n_sentences;
} turn;

typedef struct {
    const char *id; /**< name of the file */
    const char *text;
    size_t len;
    word *words;
    sentence *sentences;
    turn *turns;
    uint32_t n_words, n_sentences, n_turns;
} text;

typedef struct {
    text *texts;
    uint32_t n;
} texts;

/** A list of edits.txt: FROM > TO, or single words (`to` NULL). */
typedef struct {
    struct pair { const char *from, *to; } *pairs;
    uint32_t n;
} list;

enum {
    L_SPELLING, L_INFLECTION, L_MODALITY, L_QUANTIFIER, L_NEGATION, L_UNIT, L_BRACKET, L_ADDED, L_CONTENT, L_ROLES,
    L_COUNT
};
extern list lists[L_COUNT];

void load_lists(const char *path);
texts load_texts(const char *folder);
char *slurp(const char *path, size_t *len);
void *need(size_t bytes); /* zeroed, released at the end; ends the program where there is none */
char *format(const char *pattern, ...) __attribute__((format(printf, 1, 2)));

/* ------------------------------------------------------------------- make.c */

enum { MANY = 4 };

typedef struct {
    const char *kind;     /**< which edit made it */
    const char *quote;
    const char *speaker;  /**< NULL: the article names nobody */
    const char *source;   /**< NULL: the article names none */
    uint32_t verdicts;    /**< bit set of the right ones, the first being the label */
    sayso_verdict label;
    uint32_t material[MANY]; /**< each set must be met by one of its flags */
    uint32_t n_material;
    uint32_t also;        /**< flags that may be there besides */
    uint32_t context;     /**< must all be there */
    const char *says;     /**< who said it in truth, where it was given to another */
    bool honest;
    bool any_material;    /**< flags are neither required nor wrong */
    const char *from;     /**< file it was taken from; NULL: from none */
} item;

typedef struct {
    item *at;
    uint32_t n, cap;
} items;

/** `each` quotations of every kind that the texts allow. `here`: folder with
 *  paraphrases.txt and fabricated.txt. */
items make_items(const texts *t, const char *here, uint64_t seed, uint32_t each);

/* ------------------------------------------------------------------ peers.c */

#define PEERS(X)                                              \
    X(IN_ORDER, "substring, parts in order")                  \
    X(ANY_ORDER, "substring, any order, brackets stripped")   \
    X(OVERLAP, "token overlap, 75% coverage, density 1/3")    \
    X(RATIO, "partial ratio at 80")
typedef enum {
#define X(code, name) PEER_##code,
    PEERS(X)
#undef X
    PEER_COUNT
} peer;

/** Does the rule accept the quotation? */
bool peer_accepts(peer which, const texts *t, const item *it);

#endif
