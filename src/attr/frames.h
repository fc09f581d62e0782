/* frames.h - what the grammar of a verb of saying tells beyond the learned models. */
#ifndef SS_FRAMES_H
#define SS_FRAMES_H

#include "attr/draft.h"

/* Adds cues that the tagger passed over but whose verb and frame are plain: a
 * finite verb of speech with a subject and a clause, a quotation, or a place at
 * the sentence's end behind a comma. PolNeAR's flat annotation teaches the tagger
 * to keep one of two nested cues; the reading keeps both. */
void ss_frames_complete(ss_ctx *ctx, const ss_tree *tree, ss_cue_list *cues);
/* A content from the grammar for a draft that has none. */
void ss_frames_supply(ss_drafting *d, ss_draft *draft);
/* "in the words of NAME, X" and "X, in the words of NAME": a quotation behind the name,
 * else the clause in front. */
void ss_frames_words(ss_drafting *d, ss_draft *draft);
/* "in his view, X" and "X, in his view": holder and clause. */
void ss_frames_view(ss_drafting *d, ss_draft *draft);
/* "X, the jury was told", "jurors were told X": content and addressee; true where it is that. */
bool ss_frames_told(ss_drafting *d, ss_draft *draft);
/* Amends source and content of one draft: "urged X to do Y" has X as addressee
 * and "to do Y" as content; "argues in the letter that ..." begins at "that"; the
 * subject of "joined X in urging ..." is that of "joined". Acts that are no
 * statements ("implemented the plan") are dropped. */
void ss_frames_amend(ss_drafting *d, ss_draft *draft);
/* "said at the time that": the clause behind "that", where nothing else was found. */
void ss_frames_supply_that(ss_drafting *d, ss_draft *draft);

#endif
