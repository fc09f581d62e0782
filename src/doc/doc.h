/* doc.h - the document under construction: what each stage reads and adds.
 *
 * Data flows one way; a stage only fills its own part:
 *
 *   bytes   raw input -> UTF-8, meta.sha256, warnings             src/bytes
 *   text    text, regions, paragraphs, quotes, meta.date          src/text
 *   token   tokens (begin, end, lower, flags), sentences          src/token
 *   lang    tag, head, rel, lemma, ner                            src/lang
 *   attr    names and entities, times, quantities, attributions   src/attr
 *   out     nothing: renders                                      src/out
 *   check   nothing: compares finished readings with sources      src/check
 *
 * Invariants. All offsets are bytes into `text`, on code point boundaries.
 * Tokens are in text order, do not overlap, and every non-blank byte of the
 * text outside no token is a blank. Every sentence lies in one paragraph,
 * every token in one sentence. token.head is the document index of a token of
 * the same sentence or -1 at the root; the arcs of a sentence form one tree.
 */
#ifndef SS_DOC_H
#define SS_DOC_H

#include "base/arena.h"
#include "sayso.h"

/* Penn Treebank tags as the English UD treebanks use them (XPOS). */
#define SS_TAGS(X) \
    X(NN, "NN") X(IN, "IN") X(DT, "DT") X(NNP, "NNP") X(PRP, "PRP") X(JJ, "JJ") X(RB, "RB") \
    X(PERIOD, ".") X(VB, "VB") X(NNS, "NNS") X(COMMA, ",") X(CC, "CC") X(VBD, "VBD") \
    X(VBP, "VBP") X(VBZ, "VBZ") X(CD, "CD") X(VBN, "VBN") X(VBG, "VBG") X(MD, "MD") X(TO, "TO") \
    X(PRPS, "PRP$") X(RRB, "-RRB-") X(LRB, "-LRB-") X(WDT, "WDT") X(COLON, ":") X(WRB, "WRB") \
    X(OPENQ, "``") X(CLOSEQ, "''") X(WP, "WP") X(RP, "RP") X(UH, "UH") X(POS, "POS") \
    X(HYPH, "HYPH") X(NNPS, "NNPS") X(JJR, "JJR") X(JJS, "JJS") X(EX, "EX") X(NFP, "NFP") \
    X(RBR, "RBR") X(ADD, "ADD") X(GW, "GW") X(DOLLAR, "$") X(SYM, "SYM") X(PDT, "PDT") \
    X(LS, "LS") X(FW, "FW") X(RBS, "RBS") X(AFX, "AFX") X(WPS, "WP$")

/* Universal Dependencies relations, English subtypes included; `:` is `_`.
 * A relation of the treebanks that is not here is trained as its part before
 * the colon. */
#define SS_RELS(X) \
    X(root) X(punct) X(case) X(nsubj) X(det) X(advmod) X(obj) X(amod) X(obl) X(conj) X(compound) \
    X(nmod) X(mark) X(cc) X(aux) X(cop) X(advcl) X(nmod_poss) X(xcomp) X(ccomp) X(acl_relcl) \
    X(flat) X(parataxis) X(nummod) X(appos) X(acl) X(aux_pass) X(nsubj_pass) X(obl_unmarked) \
    X(nmod_unmarked) X(discourse) X(compound_prt) X(iobj) X(list) X(expl) X(fixed) X(nmod_desc) \
    X(obl_agent) X(csubj) X(nsubj_outer) X(det_predet) X(vocative) X(advcl_relcl) X(cc_preconj) \
    X(goeswith) X(reparandum) X(orphan) X(csubj_pass) X(dislocated) X(dep)

#define X(code, name) SS_TAG_##code,
typedef enum { SS_TAGS(X) SS_TAG_COUNT } ss_tag;
#undef X
#define X(name) SS_REL_##name,
typedef enum { SS_RELS(X) SS_REL_COUNT } ss_rel;
#undef X

const char *ss_tag_name(ss_tag tag);
const char *ss_rel_name(ss_rel rel); /* "nsubj:pass" with its colon */
int ss_tag_from_name(const char *name, size_t len); /* -1: none such */
int ss_rel_from_name(const char *name, size_t len); /* falls back before the colon; -1: none */

/* What a named-entity token belongs to. */
typedef enum { SS_NER_NONE, SS_NER_PER, SS_NER_ORG, SS_NER_LOC, SS_NER_MISC } ss_ner;

/* token.flags */
enum {
    SS_SPACE_BEFORE = 1,   /* blank or text start before it */
    SS_CAPITAL = 2,        /* first letter is upper case */
    SS_ALLCAPS = 4,        /* two letters or more, all upper case */
    SS_DIGIT = 8,          /* has a digit */
    SS_ALPHA = 16,         /* has a letter */
    SS_PUNCT = 32,         /* neither letter nor digit */
    SS_QUOTE_OPEN = 64,    /* a mark that opens a quotation (see quotes) */
    SS_QUOTE_CLOSE = 128,  /* ... closes one */
    SS_IN_QUOTE = 256,     /* between marks, nested ones included; not the marks */
    SS_SKIP = 512,         /* in metadata, boilerplate, byline: not read for statements */
    SS_NER_BEGIN = 1024,   /* first token of a name */
    SS_SENT_FIRST = 2048,  /* first token of its sentence */
    SS_IN_POST = 4096      /* in the content of an embedded post */
};

typedef struct {
    uint32_t begin, end; /* bytes */
    uint32_t hash;       /* of the form, case kept */
    uint32_t lhash;      /* of `lower` */
    uint64_t unlisted;   /* word lists that have no entry that is, or begins with, `lower`
                            (a bit a list, see lang/model.h); 0: not known of any */
    const char *lower;   /* the form, lower case, ’ as ', NUL-terminated (scratch) */
    const char *lemma;   /* lower case but for names; NUL-terminated (scratch or model) */
    uint32_t lemma_hash; /* of `lemma` */
    int32_t head;        /* document index of the head; -1: root */
    uint32_t sent;       /* index into sentences */
    uint16_t lower_len;
    uint16_t flags;
    uint8_t tag;         /* ss_tag */
    uint8_t rel;         /* ss_rel */
    uint8_t ner;         /* ss_ner */
    uint8_t depth;       /* levels of quotation around it (255: more) */
} ss_token;

typedef struct {
    uint32_t first, last; /* tokens [first, last): end exclusive */
    uint32_t para;
} ss_sentence;

typedef struct {
    sayso_span span;      /* bytes, without the blanks around */
    uint32_t first, last; /* sentences [first, last), set by the token stage */
    uint8_t kind;         /* ss_para_kind */
} ss_paragraph;

typedef enum {
    SS_PARA_TEXT,
    SS_PARA_HEADING, /* title or subheading: short, no full stop; or h1-h6 in HTML */
    SS_PARA_LIST,    /* a bullet or li */
    SS_PARA_BLOCKQUOTE, /* from HTML */
    SS_PARA_TURN     /* begins with a speaker's label, "NAME: ..." or "Q." (see text/turns) */
} ss_para_kind;

/* A pair of quotation marks. A quotation that goes on over paragraphs has one
 * ss_quote a paragraph, chained by `next`. */
typedef struct {
    sayso_span outer;  /* marks included */
    sayso_span inner;  /* what stands between */
    int32_t parent;    /* index of the quotation around it, or -1 */
    int32_t prev, next; /* the same quotation in the paragraph before or after, or -1 */
    uint32_t para;
    uint8_t depth;     /* 1: outermost */
    bool closed;       /* false: no closing mark was found in its paragraph */
    bool single;       /* ' or single curly marks */
    bool scare;        /* too short, too lower-case to be speech: a term, title, nickname
                          (a hint; attribution decides) */
} ss_quote;

/* A mention of an entity, before and after resolution. */
typedef enum { SS_MENTION_NAME, SS_MENTION_NOMINAL, SS_MENTION_PRONOUN } ss_mention_type;
typedef struct {
    uint32_t first, last; /* tokens, end exclusive: the name or noun phrase core with its titles */
    uint32_t head;        /* token */
    int32_t entity;       /* index into doc->entities, or -1 */
    uint8_t type;         /* ss_mention_type */
    const char *rule;     /* why it was linked; static or arena */
} ss_mention;

/* A stretch of a page's extracted text, and the bytes of the page that it was made of.
 * Equal lengths: byte for byte, but for kinds of blanks; else a named character. */
typedef struct {
    uint32_t begin, end; /* of the text */
    uint32_t from, to;   /* of the page */
} ss_origin;

typedef struct sayso_model sayso_model;

struct sayso_doc {
    ss_arena arena;  /* the result's memory; the doc itself lives in it */
    const char *text; /* NUL-terminated copy in the arena */
    uint32_t len;
    sayso_meta meta;

    SS_VEC(ss_origin) origins;          /* of a page: in order of the text; gaps: made up or unknown */
    size_t source_base;                 /* bytes of the input before the first that is text */
    bool source_kept;                   /* the input was UTF-8: its offsets are the text's or the page's */

    SS_VEC(sayso_warning) warnings;
    SS_VEC(sayso_region) regions;       /* by span.begin; do not overlap */
    SS_VEC(ss_paragraph) paragraphs;
    SS_VEC(ss_quote) quotes;            /* by outer.begin */
    SS_VEC(ss_sentence) sentences;
    SS_VEC(ss_token) tokens;            /* scratch: gone after sayso_read */
    SS_VEC(ss_mention) mentions;        /* by first */
    SS_VEC(sayso_entity) entities;
    SS_VEC(sayso_time) times;
    SS_VEC(sayso_quantity) quantities;
    SS_VEC(sayso_attribution) attributions;
    SS_VEC(sayso_unattributed) unattributed;
    SS_VEC(sayso_refusal) refusals;

    /* made at the end, for the public accessors */
    sayso_span *sentence_spans, *token_spans, *paragraph_spans;
    uint32_t n_tokens;
    uint32_t *char_index; /* code points before each 256th byte */
};

/* What every stage gets. `scratch` is emptied after each document. */
typedef struct {
    const sayso_model *model;
    const sayso_options *options; /* never NULL */
    ss_arena *scratch;
    sayso_doc *doc;
} ss_ctx;

/* -- helpers on the text and the tree (doc.c) ------------------------------- */

/* Is the token's lower-case form exactly this? */
#define ss_is(tok, word) \
    ((tok)->lower_len == sizeof(word) - 1 && !memcmp((tok)->lower, word, sizeof(word) - 1))

/* Token that contains byte `at`, or the first after it. O(log n). */
uint32_t ss_token_at(const sayso_doc *doc, uint32_t at);
/* First and last+1 token of the subtree of `head`. Needs ss_tree (below). */
typedef struct {
    uint32_t *left, *right; /* [n_tokens] leftmost token and rightmost+1 of each subtree */
    uint32_t *kid, *sib;    /* [n_tokens] first child (leftmost) and next sibling; UINT32_MAX: none */
} ss_tree;
/* Built once, after parsing, in scratch. O(n). */
const ss_tree *ss_tree_build(ss_ctx *ctx);
/* First child of `head` with this relation, or -1. */
int32_t ss_child(const sayso_doc *doc, const ss_tree *tree, uint32_t head, ss_rel rel);
/* Adds a span to a doc array; spans are copied into the arena. */
sayso_spans ss_spans_copy(ss_arena *arena, const sayso_span *at, uint32_t n);
sayso_spans ss_span_one(ss_arena *arena, uint32_t begin, uint32_t end);
void ss_warn(sayso_doc *doc, size_t offset, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
#define SS_HASH_EMPTY 2166136261u /* ss_hash_bytes of no bytes */
/* 32-bit hash used for tokens and lexicons (FNV-1a). Static inline: hot. */
static inline uint32_t ss_hash_bytes(const char *s, size_t n)
{
    uint32_t h = SS_HASH_EMPTY;
    for (size_t i = 0; i < n; i++) h = (h ^ (unsigned char)s[i]) * 16777619u;
    return h;
}

#endif
