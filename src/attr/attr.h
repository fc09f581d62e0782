/* attr.h - the stages that answer: who, what, when, how many, on whose say-so.
 *
 * In this order (reader.c): ss_entities_find, ss_times_find, ss_quantities_find,
 * ss_attributions_find, ss_entities_resolve, ss_quantities_vouch.
 */
#ifndef SS_ATTR_H
#define SS_ATTR_H

#include "lang/model.h"

/* Entities from names and from nouns that can be sources (the letter, the
 * mayor, officials): doc->entities and doc->mentions with names linked: full
 * name, role, affiliation, aliases, acronyms. Pronouns are mentions with
 * entity -1. */
void ss_entities_find(ss_ctx *ctx, const ss_tree *tree);
/* TIMEX3 values into doc->times. */
void ss_times_find(ss_ctx *ctx, const ss_tree *tree);
/* doc->quantities, all but `attribution`. */
void ss_quantities_find(ss_ctx *ctx, const ss_tree *tree);
/* doc->attributions, unattributed, refusals; source_entity where a mention's
 * head stands in the source. */
void ss_attributions_find(ss_ctx *ctx, const ss_tree *tree);
/* Pronouns, "I" and "we" in quotations, titles used alone; fills source_entity,
 * addressee_entity and medium_entity; writes entity.mentions. */
void ss_entities_resolve(ss_ctx *ctx, const ss_tree *tree);
/* Links each quantity with the innermost attribution whose content holds it. */
void ss_quantities_vouch(ss_ctx *ctx);

#endif
