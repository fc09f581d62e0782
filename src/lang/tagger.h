/* tagger.h - part-of-speech tags (Penn, as the UD treebanks use them).
 *
 * Greedy from left to right; words that always have one tag are not scored.
 */
#ifndef SS_TAGGER_H
#define SS_TAGGER_H

#include "lang/linear.h"
#include "lang/model.h"
#include "lang/word.h"

/* The tag dictionary, section "w:tagdict": this, then 1 << log2 slots; open
 * addressing by linear probing. An empty slot has hash 0. */
typedef struct {
    uint32_t magic; /* "TAG1" */
    uint32_t log2;
} ss_tagdict_header;
enum { SS_TAGDICT_MAGIC = 0x31474154 };
typedef struct {
    uint32_t hash;  /* ss_word.low */
    uint16_t amb;   /* hash of the set of its tags, 0: none known */
    uint8_t sure;   /* 1 + tag, or 0 */
    uint8_t class_; /* of words that stand in like company, or 0 */
} ss_tagdict_slot;

typedef struct {
    ss_linear linear;
    const ss_tagdict_slot *slots; /* NULL: no dictionary */
    uint32_t mask;
} ss_tagger;

/* False where the model has no (sound) tagger. */
bool ss_tagger_open(ss_tagger *tagger, const sayso_model *model);
/* Opens the dictionary alone. */
bool ss_tagdict_open(ss_tagger *tagger, const void *section, size_t len);
/* Sets amb, class_ and sure of each word. */
void ss_tagdict_apply(const ss_tagger *tagger, ss_word *words, uint32_t n);

/* Tags words[0..n). words[-2..-1] and words[n..n+1] must be ss_word_before, ss_word_after. */
void ss_tagger_run(const ss_tagger *tagger, const ss_word *words, uint32_t n, uint8_t *tags);

/* The same for many sentences, which is faster than one by one. */
enum { SS_TAGGER_LANES = 4 };
typedef struct {
    const ss_word *words;
    uint8_t *tags;
    uint32_t n;
} ss_tagging;
void ss_tagger_run_all(const ss_tagger *tagger, const ss_tagging *sentences, uint32_t n);

/* The features of word w[0], its neighbours at w[-2..2]; t1, t2: 1 + the tags of
 * the word before and the one before that, 0 at the edge. Returns their number. */
enum { SS_TAGGER_FEATURES = 32 };
uint32_t ss_tagger_features(const ss_word *w, uint32_t t1, uint32_t t2, uint32_t *f);

#endif
