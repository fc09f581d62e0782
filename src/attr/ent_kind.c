/* ent_kind.c - the kind of a source and the size of a group; see ent_kind.h.
 *
 * Order of the evidence: words that withhold a name ("on condition of
 * anonymity"), pronouns, the entity of the mention at the head, coordination,
 * the outlet list, the noun lists, the name tags. Known failures: "people" and
 * "a person" count as unnamed only where words like "familiar with" follow in
 * the same clause.
 */
#include "attr/ent.h"

#include <stdlib.h>

enum { CLAUSE_REACH = 30 }; /* tokens after the phrase in which a name may be withheld */

uint32_t ss_mentions_until(const sayso_doc *doc, uint32_t token)
{
    uint32_t lo = 0, hi = doc->mentions.n;
    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        if (doc->mentions.at[mid].first <= token)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo;
}

int32_t ss_mention_at(const sayso_doc *doc, uint32_t token)
{
    int32_t found = -1, named = -1; /* a name that holds the token, where none has it as head */
    uint32_t widest = 0;
    for (uint32_t i = ss_mentions_until(doc, token), steps = 0; i-- > 0 && steps < 16; steps++) {
        const ss_mention *m = &doc->mentions.at[i];
        if (m->type == SS_MENTION_NAME && m->last > token && named < 0) named = (int32_t)i;
        if (m->head != token || m->last - m->first < widest) continue;
        found = (int32_t)i;
        widest = m->last - m->first;
    }
    return found >= 0 ? found : named;
}

sayso_source_kind ss_source_kind_of_entity(sayso_entity_kind kind)
{
    switch (kind) {
    case SAYSO_ENTITY_PERSON: return SAYSO_SOURCE_PERSON;
    case SAYSO_ENTITY_ORGANIZATION: return SAYSO_SOURCE_ORGANIZATION;
    case SAYSO_ENTITY_PLACE: return SAYSO_SOURCE_ORGANIZATION; /* "Moscow said" */
    case SAYSO_ENTITY_DOCUMENT: return SAYSO_SOURCE_DOCUMENT;
    case SAYSO_ENTITY_OUTLET: return SAYSO_SOURCE_OUTLET;
    case SAYSO_ENTITY_GROUP: return SAYSO_SOURCE_GROUP;
    case SAYSO_ENTITY_EVENT:
    case SAYSO_ENTITY_OTHER: return SAYSO_SOURCE_UNKNOWN;
    }
    return SAYSO_SOURCE_UNKNOWN;
}

/* Is a name withheld in the tokens [first, last)? */
static bool withheld(const ent_lex *lex, const sayso_doc *doc, uint32_t first, uint32_t last, uint32_t head)
{
    const char *value = "";
    const ss_token *h = &doc->tokens.at[head];
    if (ss_lexicon_match(lex->unnamed, doc, head, head + 1, &value) && !strcmp(value, "noun") &&
        !(h->flags & SS_CAPITAL && ent_is_name_tag(h->tag)))
        return true;
    for (uint32_t i = first; i < last; i++)
        if (ss_lexicon_match(lex->unnamed, doc, i, last, &value) && !strcmp(value, "phrase")) return true;
    return false;
}

/* "outlet" from the list or from its last word: the phrase around `head`. */
static bool is_outlet(const ent_lex *lex, const sayso_doc *doc, uint32_t first, uint32_t last, uint32_t head)
{
    const ss_token *tokens = doc->tokens.at;
    if (!(tokens[head].flags & SS_CAPITAL)) return false;
    uint32_t from = head, to = head + 1;
    while (from > first && tokens[from - 1].flags & SS_CAPITAL) from--;
    while (to < last && tokens[to].flags & SS_CAPITAL) to++;
    bool the = ss_is(&tokens[from], "the");
    from += the && from < head;
    the |= from > 0 && ss_is(&tokens[from - 1], "the");
    if (ss_lexicon_match(lex->outlets, doc, from, to, NULL) == to - from) return true;
    const char *value = "";
    for (uint32_t i = from + 1; i < to; i++) {
        if (ss_lexicon_match(lex->outlet_words, doc, i, to, &value) != to - i) continue;
        if (*value == '\0') return true;
        return the && ss_lexicon_match(lex->places, doc, from, i, NULL) == i - from;
    }
    return false;
}

static sayso_source_kind kind_of_pronoun(const ss_token *t)
{
    static const char *const first_person[] = {"i",  "me", "my",  "mine", "myself",
                                               "we", "us", "our", "ours", "ourselves"};
    static const char *const singular[] = {"he", "she", "him", "her", "his", "hers", "himself", "herself"};
    for (size_t i = 0; i < sizeof first_person / sizeof *first_person; i++) {
        if (strcmp(t->lower, first_person[i])) continue;
        if (t->flags & (SS_IN_QUOTE | SS_IN_POST)) return i < 5 ? SAYSO_SOURCE_PERSON : SAYSO_SOURCE_UNKNOWN;
        return SAYSO_SOURCE_AUTHOR;
    }
    for (size_t i = 0; i < sizeof singular / sizeof *singular; i++)
        if (!strcmp(t->lower, singular[i])) return SAYSO_SOURCE_PERSON;
    return SAYSO_SOURCE_UNKNOWN;
}

/* Is another noun phrase joined to `head` by "and" inside the phrase? */
static bool is_coordinated(const sayso_doc *doc, const ss_tree *tree, uint32_t last, uint32_t head)
{
    int32_t other = ss_child(doc, tree, head, SS_REL_conj);
    if (other < 0 || (uint32_t)other >= last || ss_child(doc, tree, (uint32_t)other, SS_REL_cc) < 0) return false;
    return ent_is_noun_tag(doc->tokens.at[other].tag) || doc->tokens.at[other].tag == SS_TAG_PRP;
}

static sayso_source_kind kind_of_words(const ent_lex *lex, const sayso_doc *doc, uint32_t first, uint32_t last,
                                       uint32_t head)
{
    const ss_token *h = &doc->tokens.at[head];
    if (is_outlet(lex, doc, first, last, head)) return SAYSO_SOURCE_OUTLET;
    if (h->ner == SS_NER_PER) return SAYSO_SOURCE_PERSON;
    ent_noun noun;
    if (ent_noun_at(lex, doc, first, head, last, &noun)) {
        switch (noun.class) {
        case ENT_NOUN_ROLE:
        case ENT_NOUN_PERSON: return SAYSO_SOURCE_PERSON;
        case ENT_NOUN_PEOPLE:
        case ENT_NOUN_MASS: return SAYSO_SOURCE_GROUP;
        case ENT_NOUN_ORG: return SAYSO_SOURCE_ORGANIZATION;
        case ENT_NOUN_DOCUMENT: return SAYSO_SOURCE_DOCUMENT;
        default: break;
        }
    }
    if (h->ner == SS_NER_ORG || h->ner == SS_NER_LOC) return SAYSO_SOURCE_ORGANIZATION;
    if (ent_is_name_tag(h->tag)) {
        if (ss_lexicon_match(lex->org_words, doc, head, head + 1, NULL) || h->flags & SS_ALLCAPS)
            return SAYSO_SOURCE_ORGANIZATION;
        if (h->tag == SS_TAG_NNPS) return SAYSO_SOURCE_GROUP;
        return SAYSO_SOURCE_PERSON;
    }
    static const char *const several[] = {"some", "many", "others", "most", "few", "several", "both"};
    for (size_t i = 0; i < sizeof several / sizeof *several; i++)
        if (!strcmp(h->lower, several[i])) return SAYSO_SOURCE_GROUP;
    return SAYSO_SOURCE_UNKNOWN;
}

/* `steps`: relative pronouns followed so far; a wrong tree can lead in circles. */
static sayso_source_kind kind_at(const ss_ctx *ctx, const ss_tree *tree, uint32_t first, uint32_t last, uint32_t head,
                                 int steps)
{
    enum { STEPS_MOST = 8 };
    const sayso_doc *doc = ctx->doc;
    if (first >= last || last > doc->tokens.n) return SAYSO_SOURCE_UNKNOWN;
    ent_lex lex;
    ent_lex_load(&lex, ctx->model);
    head = ent_phrase_head(doc, first, last, head);
    const ss_token *h = &doc->tokens.at[head];

    if (h->tag == SS_TAG_WP || h->tag == SS_TAG_WDT) { /* "X, who said": what X is */
        int32_t verb = h->head;
        for (int up = 0; up < 3 && verb >= 0; up++) {
            if (doc->tokens.at[verb].rel == SS_REL_acl_relcl) break;
            verb = doc->tokens.at[verb].head;
        }
        int32_t noun = verb < 0 ? -1 : doc->tokens.at[verb].head;
        if (noun < 0 || doc->tokens.at[noun].tag == SS_TAG_WP || doc->tokens.at[noun].tag == SS_TAG_WDT)
            return SAYSO_SOURCE_UNKNOWN;
        uint32_t from = tree->left[noun], to = (uint32_t)noun + 1;
        return steps < STEPS_MOST ? kind_at(ctx, tree, from, to, (uint32_t)noun, steps + 1) : SAYSO_SOURCE_UNKNOWN;
    }
    if (h->tag == SS_TAG_PRP || h->tag == SS_TAG_PRPS) return kind_of_pronoun(h);

    int32_t mention = ss_mention_at(doc, head);
    bool named = mention >= 0 && doc->mentions.at[mention].type == SS_MENTION_NAME;
    if (!named && h->ner != SS_NER_PER) {
        uint32_t reach = tree->right[head], end = doc->sentences.at[h->sent].last;
        if (reach < last) reach = last;
        if (reach > last + CLAUSE_REACH) reach = last + CLAUSE_REACH;
        if (reach > end) reach = end;
        if (withheld(&lex, doc, first, reach, head)) return SAYSO_SOURCE_UNNAMED;
    }
    sayso_source_kind kind = SAYSO_SOURCE_UNKNOWN;
    if (mention >= 0 && doc->mentions.at[mention].entity >= 0)
        kind = ss_source_kind_of_entity(doc->entities.at[doc->mentions.at[mention].entity].kind);
    if (mention >= 0 && doc->mentions.at[mention].entity >= 0 && kind == SAYSO_SOURCE_UNKNOWN &&
        doc->entities.at[doc->mentions.at[mention].entity].kind == SAYSO_ENTITY_EVENT)
        return kind; /* "Operation Lantern showed": nobody */
    if (kind == SAYSO_SOURCE_UNKNOWN) kind = kind_of_words(&lex, doc, first, last, head);
    if (kind == SAYSO_SOURCE_PERSON && is_coordinated(doc, tree, last, head)) kind = SAYSO_SOURCE_GROUP;
    return kind;
}

sayso_source_kind ss_source_kind(const ss_ctx *ctx, const ss_tree *tree, uint32_t first, uint32_t last, uint32_t head)
{
    return kind_at(ctx, tree, first, last, head, 0);
}

/* -- how many ----------------------------------------------------------------------- */

/* Digits, with or without thousands separators; 0: not a whole number. */
static uint32_t digits_of(const ss_token *t)
{
    uint64_t n = 0;
    for (uint32_t i = 0; i < t->lower_len; i++) {
        char c = t->lower[i];
        if (c == ',') continue;
        if (c < '0' || c > '9') return 0;
        n = n * 10 + (uint64_t)(c - '0');
        if (n > 1000000000u) return 0;
    }
    return (uint32_t)n;
}

uint32_t ss_source_count(const ss_ctx *ctx, const ss_tree *tree, uint32_t first, uint32_t last, uint32_t head)
{
    (void)tree;
    const sayso_doc *doc = ctx->doc;
    if (first >= last || last > doc->tokens.n) return 0;
    const ss_lexicon *counts = ss_lexicon_get(ctx->model, "counts");
    head = ent_phrase_head(doc, first, last, head);
    uint64_t total = 0;
    bool running = false;
    for (uint32_t i = first; i <= head && i < last; i++) {
        const ss_token *t = &doc->tokens.at[i];
        const char *value = ss_lexicon_word(counts, t);
        uint32_t n = digits_of(t);
        bool counter =
            n || (value && (t->tag == SS_TAG_CD || t->tag == SS_TAG_NN || t->tag == SS_TAG_NNS || t->tag == SS_TAG_DT ||
                            t->tag == SS_TAG_PDT || t->tag == SS_TAG_JJ || i == first));
        if (counter && !n && *value == 'x') {
            uint64_t factor = strtoul(value + 1, NULL, 10);
            total = (total ? total : 1) * factor;
        } else if (counter) {
            if (!n) n = (uint32_t)strtoul(value, NULL, 10);
            total = running ? total + n : n;
        } else if (running && !ss_is(t, "-") && !ss_is(t, "and") && !ss_is(t, "of")) {
            break;
        }
        running |= counter;
        if (total > UINT32_MAX) return 0;
        /* "a 45-year-old man": an age, not a count. */
        if (counter && i + 2 < doc->tokens.n && ss_is(&doc->tokens.at[i + 1], "-") &&
            !ss_lexicon_find(counts, doc->tokens.at[i + 2].lower, doc->tokens.at[i + 2].lower_len))
            total = 0, running = false;
        if (counter && total == 1 && i + 1 < last && ss_is(&doc->tokens.at[i + 1], "of")) return 0;
    }
    return total > 1 ? (uint32_t)total : 0;
}
