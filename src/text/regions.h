/* regions.h - inside src/text: what the finders of regions share. */
#ifndef SS_REGIONS_H
#define SS_REGIONS_H

#include "text/text.h"

/* The first words of a passage, lower case, joined by single spaces, without
 * punctuation ("Sign-up for our" is "sign up for our"). */
enum { SS_OPENING_WORDS = 8 };
typedef struct {
    char key[160];
    uint32_t n;
    uint32_t key_end[SS_OPENING_WORDS];  /* length of the key of the first k+1 words */
    uint32_t text_end[SS_OPENING_WORDS]; /* text offset after word k+1 */
} ss_opening;

/* State of one run over one document. */
typedef struct {
    ss_ctx *ctx;
    const char *text;
    uint32_t len;
    const ss_lexicon *phrases, *keys, *agencies, *places_not, *roles, *words;
    uint8_t *taken; /* [paragraphs] 1: wholly a region */
    uint32_t story; /* first paragraph of the story: those before are the head */
    int date_rank;  /* how good the source of meta.date is; see ss_regions_date */
    SS_VEC(sayso_region) found;
} ss_regions;

/* -- finders, in the order in which they run; each adds to r->found --------- */
void ss_regions_posts(ss_regions *r);
void ss_regions_head(ss_regions *r);
void ss_regions_phrases(ss_regions *r);
/* Headings, list items and speaker turns among the paragraphs; adds no region. */
void ss_regions_kinds(ss_regions *r);

/* Is this passage boilerplate or a caption by its wording? Then it is the newest of r->found. */
bool ss_regions_block_phrase(ss_regions *r, uint32_t begin, uint32_t end, bool last);
/* A run over a text, with its word lists and nothing found. */
ss_regions ss_regions_open(ss_ctx *ctx, const char *text, uint32_t len);

/* -- shared helpers ---------------------------------------------------------- */
sayso_region *ss_regions_add(ss_regions *r, sayso_region_kind kind, uint32_t begin, uint32_t end,
                             const char *label);
/* A publication date was seen; the best rank wins (3: said to be published, 2: a bare
 * date of the header, 1: updated or in a dateline). Options and records outrank all. */
void ss_regions_date(ss_regions *r, const char *iso, int rank);

/* Blanks include U+00A0. Both keep within [begin, end). */
uint32_t ss_skip_blanks(const char *text, uint32_t begin, uint32_t end);
uint32_t ss_trim_blanks(const char *text, uint32_t begin, uint32_t end);
/* Length in bytes of a dash (-, --, en, em, horizontal bar) at `at`, 0: none. */
uint32_t ss_dash_at(const char *text, uint32_t at, uint32_t end);
/* Does the text at `at` begin with this, in any case? */
bool ss_begins(const char *text, uint32_t at, uint32_t end, const char *word);
/* First place of `word` (any case) in the range, or `end`. */
uint32_t ss_seek(const char *text, uint32_t begin, uint32_t end, const char *word);
/* First place in the range of a word of this class (data/lexicon/text_words.txt), or
 * `end`. *len is its length; it may be NULL. */
uint32_t ss_seek_class(const ss_lexicon *words, const char *class, const char *text, uint32_t begin, uint32_t end, uint32_t *len);
/* Length of the longest word of this class that the text at `at` begins with, or 0. */
uint32_t ss_begins_class(const ss_lexicon *words, const char *class, const char *text, uint32_t at, uint32_t end);
/* Cuts links and blanks from the end of a post's words: the new end. */
uint32_t ss_without_links(const char *text, uint32_t begin, uint32_t end);
void ss_opening_read(ss_opening *o, const char *text, uint32_t begin, uint32_t end);
/* The longest run of first words that the list has: its value; *words its length. */
/* False where no entry of the list begins with the word at `at`: a quick look before
 * the opening is read. `at` stands on a letter or digit. */
bool ss_opening_may(const ss_regions *r, const ss_lexicon *lex, uint32_t at, uint32_t end);
const char *ss_opening_find(const ss_opening *o, const ss_lexicon *lex, uint32_t *words);

#endif
