/* lang.c - see lang.h: runs tagger, parser, lemmas and names over a document,
 * sentence by sentence. A model that lacks a part's weights leaves that part
 * plain: tags NN, each word the head of the next, lemmas lower case, no names.
 */
#include "lang/lang.h"

#include "lang/lemma.h"
#include "lang/names.h"
#include "lang/parser.h"
#include "lang/tagger.h"

typedef struct {
    ss_ctx *ctx;
    ss_tagger tagger;
    ss_parser parser;
    ss_names names;
    ss_name_memory memory;
    ss_name_context *contexts;
    bool has_tagger, has_parser, has_names;
    const ss_lexicon *lemmas;
    ss_word *words; /* of the sentence at hand; two of padding on both sides */
    uint8_t *tags;
    ss_parse state;
} analysis;

static void tag(analysis *a, const ss_sentence *s)
{
    uint32_t n = s->last - s->first;
    ss_token *tokens = a->ctx->doc->tokens.at + s->first;
    ss_words_fill(a->ctx->doc, s->first, s->last, a->words);
    a->words[n] = a->words[n + 1] = ss_word_after;
    ss_tagdict_apply(&a->tagger, a->words, n);
    ss_tagger_run(&a->tagger, a->words, n, a->tags);
    for (uint32_t i = 0; i < n; i++) tokens[i].tag = a->tags[i];
}

static void parse(analysis *a, const ss_sentence *s)
{
    uint32_t n = s->last - s->first;
    ss_token *tokens = a->ctx->doc->tokens.at + s->first;
    ss_parse_init(&a->state, a->words, a->tags, n);
    ss_parser_run(&a->parser, &a->state);
    for (uint32_t i = 0; i < n; i++) {
        const ss_node *node = &a->state.nodes[i + 1];
        tokens[i].head = node->head < 0 ? -1 : (int32_t)s->first + node->head - 1;
        tokens[i].rel = node->rel;
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

static uint32_t longest(const sayso_doc *doc)
{
    uint32_t most = 0;
    for (uint32_t i = 0; i < doc->sentences.n; i++) {
        uint32_t n = doc->sentences.at[i].last - doc->sentences.at[i].first;
        if (n > most) most = n;
    }
    return most;
}

void ss_lang_analyze(ss_ctx *ctx)
{
    sayso_doc *doc = ctx->doc;
    analysis a = {.ctx = ctx, .lemmas = ss_lexicon_get(ctx->model, "lemmas")};
    a.has_tagger = ss_tagger_open(&a.tagger, ctx->model);
    a.has_parser = a.has_tagger && ss_parser_open(&a.parser, ctx->model);
    a.has_names = a.has_tagger && ss_names_open(&a.names, ctx->model);
    if (!doc->sentences.n) return;
    if (a.has_names)
        ss_name_memory_init(&a.memory, ctx->scratch, doc, doc->sentences.at[0].first,
                            doc->sentences.at[doc->sentences.n - 1].last);
    uint32_t room = longest(doc) + 4;
    a.words = ss_alloc(ctx->scratch, room * sizeof *a.words);
    *a.words++ = ss_word_before;
    *a.words++ = ss_word_before;
    a.tags = ss_alloc(ctx->scratch, room);
    a.contexts = ss_alloc(ctx->scratch, room * sizeof *a.contexts);
    a.state.nodes = ss_alloc(ctx->scratch, room * sizeof *a.state.nodes);
    a.state.stack = ss_alloc(ctx->scratch, room * sizeof *a.state.stack);
    for (uint32_t i = 0; i < doc->sentences.n; i++) {
        const ss_sentence *s = &doc->sentences.at[i];
        if (a.has_tagger) tag(&a, s);
        if (a.has_parser)
            parse(&a, s);
        else
            plain(doc->tokens.at, s);
        if (a.has_names)
            ss_names_run(&a.names, &a.memory, doc->tokens.at + s->first, a.words, s->last - s->first, a.contexts);
        for (uint32_t k = s->first; k < s->last; k++)
            lemmatize(&a, &doc->tokens.at[k]);
    }
}
