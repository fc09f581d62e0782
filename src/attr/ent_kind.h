/* ent_kind.h - what kind of source a phrase names, and how many stand behind it.
 *
 * Both answer from the words, the tree and the names of the sentence, and from
 * doc->mentions where ss_entities_find has run; they change nothing. Cost: a
 * constant number of lexicon lookups for each token of the phrase.
 */
#ifndef SS_ENT_KIND_H
#define SS_ENT_KIND_H

#include "lang/model.h"

/* The kind of source that the tokens [first, last) name; `head` is the head token
 * of the phrase (one inside it; it need not be right). "I" and "we" outside
 * quotations are the author; third-person singular pronouns are persons; other
 * pronouns are unknown until resolution. A relative pronoun has the kind of its
 * antecedent. */
sayso_source_kind ss_source_kind(const ss_ctx *ctx, const ss_tree *tree, uint32_t first, uint32_t last, uint32_t head);

/* The token that the phrase [first, last) is about, where the tree says `head`. */
uint32_t ss_source_head(const sayso_doc *doc, uint32_t first, uint32_t last, uint32_t head);

/* Members of the group that the phrase names, where it says so: "Eighteen state
 * attorneys general" 18, "two dozen residents" 24, "both men" 2. 0: not said. */
uint32_t ss_source_count(const ss_ctx *ctx, const ss_tree *tree, uint32_t first, uint32_t last, uint32_t head);

/* The first mention that begins behind the token; those before it may hold it. O(log n). */
uint32_t ss_mentions_until(const sayso_doc *doc, uint32_t token);

/* The mention whose head is this token: an index into doc->mentions, or -1.
 * O(log n). The widest where several share a head. */
int32_t ss_mention_at(const sayso_doc *doc, uint32_t token);

/* The kind of source that an entity is. */
sayso_source_kind ss_source_kind_of_entity(sayso_entity_kind kind);

#endif
