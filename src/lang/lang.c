/* lang.c - see lang.h: runs tagger, parser, lemmas and names over a document, a
 * group of sentences at a time, for tagger and parser are faster on many than on
 * one. A model that lacks a part's weights leaves that part plain: tags NN, each
 * word the head of the next, lemmas lower case, no names.
 */
#include "lang/lang.h"

#include "lang/lemma.h"
#include "lang/names.h"
#include "lang/parser.h"
#include "lang/relative.h"
#include "lang/tagger.h"
#include "lang/tagnet.h"

enum { GROUP = 32, GROUP_TOKENS = 800 }; /* sentences and tokens analysed together */

typedef struct {
    ss_ctx *ctx;
    ss_tagger tagger;
    ss_tagnet tagnet;
    ss_parser parser;
    ss_names names;
    ss_name_memory memory;
    ss_name_context *contexts;
    bool has_tagger, has_tagnet, has_parser, has_names;
    const ss_lexicon *lemmas;
    /* of the group at hand; words have two of padding on both sides of a sentence */
    ss_word *words;
    uint8_t *tags;
    ss_node *nodes;
    uint32_t *stacks;
    ss_tagging taggings[GROUP];
    ss_parse parses[GROUP];
} analysis;

/* Where the group that begins at sentence `first` ends: some hundreds of tokens. */
static uint32_t group_end(const sayso_doc *doc, uint32_t first)
{
    uint32_t end = first, from = doc->sentences.at[first].first;
    while (end < doc->sentences.n && end - first < GROUP && (end == first || doc->sentences.at[end].last - from <= GROUP_TOKENS))
        end++;
    return end;
}

/* "the farmers' union": a lone apostrophe right behind an s that opens and closes nothing. */
static void plural_possessives(const ss_token *t, uint8_t *tags, uint32_t n)
{
    for (uint32_t i = 1; i < n; i++)
        if (t[i].lower_len == 1 && t[i].lower[0] == '\'' && t[i - 1].lower[t[i - 1].lower_len - 1] == 's' &&
            !(t[i].flags & (SS_SPACE_BEFORE | SS_QUOTE_OPEN | SS_QUOTE_CLOSE)))
            tags[i] = SS_TAG_POS;
}

static void tag(analysis *a, const ss_sentence *s, uint32_t n)
{
    sayso_doc *doc = a->ctx->doc;
    ss_word *words = a->words;
    for (uint32_t i = 0; i < n; i++) {
        uint32_t len = s[i].last - s[i].first;
        *words++ = ss_word_before;
        *words++ = ss_word_before;
        ss_words_fill(doc, s[i].first, s[i].last, words);
        ss_tagdict_apply(&a->tagger, words, len);
        a->taggings[i] = (ss_tagging){words, a->tags + (s[i].first - s->first), len};
        words += len;
        *words++ = ss_word_after;
        *words++ = ss_word_after;
    }
    if (a->has_tagnet)
        for (uint32_t i = 0; i < n; i++)
            ss_tagnet_run(&a->tagnet, &a->tagger, doc, s[i].first, &a->taggings[i]);
    else
        ss_tagger_run_all(&a->tagger, a->taggings, n);
    plural_possessives(doc->tokens.at + s->first, a->tags, s[n - 1].last - s->first);
    for (uint32_t i = s->first; i < s[n - 1].last; i++) doc->tokens.at[i].tag = a->tags[i - s->first];
}

static void parse(analysis *a, const ss_sentence *s, uint32_t n)
{
    uint32_t at = 0;
    for (uint32_t i = 0; i < n; i++) {
        uint32_t len = s[i].last - s[i].first;
        a->parses[i].nodes = a->nodes + at;
        a->parses[i].stack = a->stacks + at;
        ss_parse_init(&a->parses[i], a->taggings[i].words, a->taggings[i].tags, len);
        at += len + 4;
    }
    ss_parser_run_all(&a->parser, a->parses, n);
    for (uint32_t i = 0; i < n; i++) {
        ss_token *tokens = a->ctx->doc->tokens.at + s[i].first;
        for (uint32_t k = 0; k < s[i].last - s[i].first; k++) {
            const ss_node *node = &a->parses[i].nodes[k + 1];
            tokens[k].head = node->head < 0 ? -1 : (int32_t)s[i].first + node->head - 1;
            tokens[k].rel = node->rel;
        }
    }
}

/* What is said of tokens that no model has looked at. */
static void plain(ss_token *tokens, const ss_sentence *s)
{
    for (uint32_t i = s->first; i < s->last; i++) {
        tokens[i].head = i == s->first ? -1 : (int32_t)i - 1;
        tokens[i].rel = i == s->first ? SS_REL_root : SS_REL_dep;
    }
}

static void lemmatize(const analysis *a, ss_token *t)
{
    t->lemma = ss_lemma(a->ctx->scratch, a->lemmas, a->ctx->doc, t);
    bool same = t->lemma == t->lower && t->lower_len < UINT16_MAX;
    t->lemma_hash = same ? t->lhash : ss_hash_bytes(t->lemma, strlen(t->lemma));
}

/* The most tokens of a group, and of a sentence. */
static void measure(const sayso_doc *doc, uint32_t *group, uint32_t *sentence)
{
    *group = *sentence = 0;
    for (uint32_t first = 0, end; first < doc->sentences.n; first = end) {
        end = group_end(doc, first);
        uint32_t n = doc->sentences.at[end - 1].last - doc->sentences.at[first].first;
        if (n > *group) *group = n;
        for (uint32_t i = first; i < end; i++) {
            n = doc->sentences.at[i].last - doc->sentences.at[i].first;
            if (n > *sentence) *sentence = n;
        }
    }
}

void ss_lang_analyze(ss_ctx *ctx)
{
    sayso_doc *doc = ctx->doc;
    analysis a = {.ctx = ctx, .lemmas = ss_lexicon_get(ctx->model, "lemmas")};
    a.has_tagger = ss_tagger_open(&a.tagger, ctx->model);
    a.has_parser = a.has_tagger && ss_parser_open(&a.parser, ctx->model);
    a.has_names = a.has_tagger && ss_names_open(&a.names, ctx->model);
    if (!doc->sentences.n) return;
    a.has_tagnet = a.has_tagger && ss_tagnet_open(&a.tagnet, ctx);
    if (a.has_names)
        ss_name_memory_init(&a.memory, ctx->scratch, &a.names, doc, doc->sentences.at[0].first,
                            doc->sentences.at[doc->sentences.n - 1].last);
    uint32_t group, sentence;
    measure(doc, &group, &sentence);
    uint32_t room = group + 4 * GROUP;
    a.words = ss_alloc(ctx->scratch, room * sizeof *a.words);
    a.tags = ss_alloc(ctx->scratch, room);
    a.contexts = ss_alloc(ctx->scratch, sentence * sizeof *a.contexts);
    a.nodes = ss_alloc(ctx->scratch, room * sizeof *a.nodes);
    a.stacks = ss_alloc(ctx->scratch, room * sizeof *a.stacks);
    for (uint32_t first = 0, end; first < doc->sentences.n; first = end) {
        end = group_end(doc, first);
        const ss_sentence *s = &doc->sentences.at[first];
        if (a.has_tagger) tag(&a, s, end - first);
        if (a.has_parser) parse(&a, s, end - first);
        for (uint32_t i = first; i < end; i++, s++) {
            if (a.has_parser)
                ss_relative_mend(doc->tokens.at, s->first, s->last);
            else
                plain(doc->tokens.at, s);
            if (a.has_names)
                ss_names_run(&a.names, &a.memory, doc->tokens.at + s->first, a.taggings[i - first].words,
                             s->last - s->first, a.contexts);
            for (uint32_t k = s->first; k < s->last; k++) lemmatize(&a, &doc->tokens.at[k]);
        }
    }
}
