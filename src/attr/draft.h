/* draft.h - attributions while they are being put together, in tokens.
 *
 * cues.c and roles.c propose; quotations.c, posts.c, chains.c and circumstances.c
 * amend; attributions.c turns drafts into the public arrays. All memory is
 * scratch but for reasons. Ranges are sorted, disjoint, end exclusive.
 */
#ifndef SS_DRAFT_H
#define SS_DRAFT_H

#include "attr/roles.h"

typedef struct {
    uint32_t first, last;
} ss_range;

typedef SS_VEC(ss_range) ss_range_list;
typedef SS_VEC(sayso_reason) ss_reason_list;

typedef struct {
    bool has_cue;
    bool dropped;
    bool relay;       /* a parenthetical at the sentence's end: "..., Fox News reported" */
    ss_cue cue;
    ss_range_list source, content;
    uint32_t source_head;  /* token; UINT32_MAX: no source */
    sayso_source_kind kind;
    sayso_form form;
    int32_t region;        /* of a post: index into doc->regions; else -1 */
    int32_t inside;        /* index of a draft, or -1 */
    bool negated;
    const char *lemma;
    ss_range addressee, medium; /* empty: none */
    int32_t time;               /* index into doc->times, or -1 */
    float margin;   /* of the cue */
    float sure;     /* of the roles, a word */
    bool by_net;    /* both are log-odds of the networks (sure: of the least certain word) */
    bool asked;     /* its source is left empty: the person named was addressed */
    bool weak;      /* a guess of last resort */
    bool by_rule;   /* found or completed by a rule rather than the models */
    ss_reason_list reasons;
} ss_draft;

typedef SS_VEC(ss_draft) ss_draft_list;

typedef struct {
    ss_ctx *ctx;
    sayso_doc *doc;
    const ss_tree *tree;
    ss_draft_list drafts;
    uint8_t *claimed; /* [quotes] 1: in the content of a draft; 2: refused as speech */
    uint8_t *time_map; /* [tokens] 1 in a time; set by ss_circumstances_find */
    const ss_lexicon *people, *groups, *documents, *media, *addressed, *negative, *issuing, *rules;
} ss_drafting;

/* -- range lists (draft.c) -- */
bool ss_ranges_hold(const ss_range_list *list, uint32_t token);
uint32_t ss_ranges_count(const ss_range_list *list);
/* Adds a range, merging with what it touches; keeps the list sorted. */
void ss_ranges_add(ss_arena *scratch, ss_range_list *list, uint32_t first, uint32_t last);
/* Takes [first, last) out. */
void ss_ranges_cut(ss_arena *scratch, ss_range_list *list, uint32_t first, uint32_t last);
/* Drops commas and other loose marks at the edges of each range and joins ranges
 * that only such marks part; keeps quotation marks. */
void ss_ranges_tidy(ss_drafting *d, ss_range_list *list);
/* A reason, kept only where the options ask for an explanation. */
void ss_explain(ss_drafting *d, ss_draft *draft, const char *rule, double score, ss_range evidence,
                const char *format, ...) __attribute__((format(printf, 6, 7)));
ss_draft *ss_draft_new(ss_drafting *d);
/* "was told", "had been told": a form of "be" first, or behind "have". */
static inline bool ss_passive_cue(const sayso_doc *doc, uint32_t first, uint32_t head)
{
    const ss_token *tok = doc->tokens.at;
    return !strcmp(tok[first].lemma, "be") || (first + 1 < head && !strcmp(tok[first].lemma, "have") && !strcmp(tok[first + 1].lemma, "be"));
}
/* Sets source range, head and kind. */
void ss_draft_source(ss_drafting *d, ss_draft *draft, uint32_t first, uint32_t last);

/* Which drafts have a cue, or without one a content, that begins at a token. Made once, it
 * does not know drafts that come later. */
typedef struct {
    int32_t *at;   /* [tokens] the last such draft, or -1 */
    int32_t *next; /* [drafts] the one before it at the same token, or -1 */
} ss_draft_index;
ss_draft_index ss_drafts_by_token(const ss_drafting *d);
/* How many quotations begin before the byte. O(log n). */
uint32_t ss_quotes_before(const sayso_doc *doc, uint32_t byte);

/* -- amendments -- */

/* quotations.c: contents snap to quotation marks; quotations that go on in the
 * next sentence or paragraph join; the rest is left in d->claimed as 0. */
void ss_quotations_settle(ss_drafting *d);
/* sift.c: what grammar refuses of the models' proposals; not for flat readings. */
void ss_sift(ss_drafting *d);
/* mend.c: what the models leave half done; not for flat readings. */
void ss_mend_trees(ss_drafting *d, ss_draft *draft); /* mend_trees.c: of one draft */
void ss_mend(ss_drafting *d);
/* posts.c: embedded social posts; turns of a transcript. */
void ss_posts_add(ss_drafting *d);
void ss_turns_add(ss_drafting *d);
/* marks.c: colon and dash forms of quotations that no cue has claimed. */
/* Of a draft whose cue is a dash: does the quotation have a dash and a name of its own behind it? */
bool ss_marks_signed(const ss_drafting *d, uint32_t quote, const ss_draft *draft);
void ss_marks_add(ss_drafting *d);
/* questions.c: interviews without labels. Not for flat readings. */
void ss_questions_add(ss_drafting *d);
/* headlines.c: "Police: Suspect fled", "Dam was unsafe — inspectors". Not for flat readings. */
void ss_headlines_add(ss_drafting *d);
/* backward.c: "That is the view of Carla Munro.", "So says Aldo Ferri." Not for flat readings. */
void ss_backward_add(ss_drafting *d);
/* silence.c: "did not respond to a request for comment". */
void ss_silences_add(ss_drafting *d);
/* chains.c: `inside`, relays, what was seen by whom. */
void ss_chains_link(ss_drafting *d);
/* chains.c: each token in one attribution at most. */
void ss_chains_flatten(ss_drafting *d);
/* kinds.c: the kind of each source from phrase and cue. */
void ss_kinds_settle(ss_drafting *d);
/* circumstances.c: addressee, medium, time, negation, lemma. */
void ss_circumstances_find(ss_drafting *d);

#endif
