/* shapes.h - shapes of words around a verb that show a report, for frames*.c.
 *
 * All read tokens and tree and change nothing; scans are bounded. Tokens are indices
 * into doc->tokens; 0 means none where a place is returned (no shape begins at 0).
 * `rules` is data/lexicon/rule_words.txt.
 */
#ifndef SS_SHAPES_H
#define SS_SHAPES_H

#include "attr/draft.h"

enum {
    SS_SHAPE_REACH = 60,         /* tokens looked at on either side of a verb */
    SS_SHAPE_LONGEST_SUBJECT = 12,
    SS_SHAPE_LONGEST_CLAUSE = 200
};

const char *ss_verb_class(const ss_lexicon *verbs, const ss_token *t);
bool ss_finite_verb(const ss_token *t);
/* The sentence up to the verb: ", SUBJECT verb" or "” SUBJECT verb", and after it
 * nothing but a short rest. */
bool ss_parenthetical(const sayso_doc *doc, const ss_tree *tree, uint32_t verb, uint32_t subject);
/* Words of which a noun phrase, a list of them, or a phrase of place or time is made. */
bool ss_nominal(const ss_token *t);
/* Where the content of "VERB somebody [in a letter] [Thursday] to / that / “" begins:
 * 0 where the line does not have that shape. */
uint32_t ss_control_start(const sayso_doc *doc, uint32_t from);
/* "told me | the bridge had held": the clause behind a pronoun without "that". 0: none. */
uint32_t ss_bare_start(const sayso_doc *doc, uint32_t from);
/* "told an inquiry on Monday that ...", whatever the tree says of it: no auxiliary
 * of the passive before the verb, then somebody, then the clause. */
bool ss_told_frame(const sayso_doc *doc, uint32_t verb);
/* "a warning from the fire marshal that ...", "the mayor's claim that ..." */
bool ss_noun_frame(const sayso_doc *doc, const ss_tree *tree, uint32_t noun);
/* "declined to comment", "refused to say": whatever the tree makes of the subject. */
bool ss_withholds(const ss_lexicon *negative, const sayso_doc *doc, uint32_t verb);
/* "in his view, X", "X, in Smith's opinion": the noun with its holder, set off by marks.
 * The first token of the holder, or 0. */
uint32_t ss_in_view(const ss_lexicon *rules, const sayso_doc *doc, uint32_t noun);
/* “...,” the letter ended.: a finite verb behind a quotation and a noun phrase, whatever it means. */
bool ss_tags_quotation(const sayso_doc *doc, uint32_t verb);
/* "were told in a prospectus last year that": the place of "that", or 0. */
uint32_t ss_told_passive(const ss_lexicon *addressed, const sayso_doc *doc, uint32_t verb);
/* "appealed to both sides to show restraint": the second "to"; 0: no such shape. */
uint32_t ss_appeals(const sayso_doc *doc, uint32_t verb);
/* "..., the inquest in Leeds was told": the first token of whom, behind the comma; 0: no such shape. */
uint32_t ss_told_behind(const sayso_doc *doc, uint32_t verb);
/* ", citing two officers": a participle behind a comma with a noun phrase. */
bool ss_cites(const sayso_doc *doc, uint32_t verb);
/* The object right behind the verb, or -1. */
int32_t ss_thing(const sayso_doc *doc, const ss_tree *tree, uint32_t verb);
bool ss_plain_frame(ss_ctx *ctx, const ss_tree *tree, const ss_lexicon *addressed, uint32_t verb);
/* "..., UN investigators said in a report Thursday.": a comma or closing mark, a noun
 * phrase, the verb, and no clause behind it; a clause in front. Returns the token
 * behind the comma, 0 where the line does not have that shape. */
uint32_t ss_parenthetical_line(const sayso_doc *doc, uint32_t verb);
/* "Today, the prefect's office reckons, it is fewer": a noun phrase and the verb between two
 * commas, a clause behind. The first token of the phrase, or 0. */
uint32_t ss_inserted_line(const sayso_doc *doc, uint32_t verb);
/* "ruled on Wednesday that": the verb, at most a short phrase, and the conjunction. */
bool ss_that_line(const sayso_doc *doc, uint32_t verb);
/* "put the toll at more than 40": a figure is given by its subject. */
/* "a crowd that the police put at 600": the relative pronoun, 0: no such shape. */
uint32_t ss_figure_relative(const sayso_doc *doc, uint32_t verb);
bool ss_figure_frame(const sayso_doc *doc, const ss_tree *tree, uint32_t verb);
/* "researchers report that": a verb taken for a noun, with no other verb before it. */
bool ss_verb_in_disguise(const sayso_doc *doc, uint32_t at);
/* ", ruling that ...": a participle behind a comma, with its clause. */
bool ss_ruling_that(const sayso_doc *doc, uint32_t verb);
/* "The study did not find a link": what a document or its authors found or did not.
 * The object, or -1. */
int32_t ss_found_thing(const ss_ctx *ctx, const ss_tree *tree, uint32_t verb);
/* "appealed for $12 million", "asked for calm": what follows "for" is asked. The token
 * behind "for", or 0. */
uint32_t ss_asks_for(const ss_lexicon *rules, const sayso_doc *doc, uint32_t verb);
/* The end of what is asked for: a mark, a conjunction or a relative clause. */
uint32_t ss_asked_end(const sayso_doc *doc, uint32_t from);
/* "had complained to the city about the trucks": what follows "about" was said. */
bool ss_complains(const ss_lexicon *rules, const sayso_doc *doc, const ss_tree *tree, uint32_t verb);
/* The end of the sentence, or of the quotation that `from` stands in. */
uint32_t ss_clause_end(const sayso_doc *doc, uint32_t from);

#endif
