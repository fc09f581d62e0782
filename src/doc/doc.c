/* doc.c - what all stages share: names of tags and relations, the tree's
 * extents, positions, and the public accessors. See doc.h.
 */
#include "doc/doc.h"

#include <stdio.h>

const char *ss_tag_name(ss_tag tag)
{
    static const char *const names[] = {
#define X(code, name) name,
        SS_TAGS(X)
#undef X
    };
    return (unsigned)tag < SS_TAG_COUNT ? names[tag] : "?";
}

const char *ss_rel_name(ss_rel rel)
{
    static const char *const names[] = {
#define X(name) #name,
        SS_RELS(X)
#undef X
    };
    static const char *const subtyped[SS_REL_COUNT] = {
        [SS_REL_nmod_poss] = "nmod:poss",         [SS_REL_acl_relcl] = "acl:relcl",
        [SS_REL_aux_pass] = "aux:pass",           [SS_REL_nsubj_pass] = "nsubj:pass",
        [SS_REL_obl_unmarked] = "obl:unmarked",   [SS_REL_nmod_unmarked] = "nmod:unmarked",
        [SS_REL_compound_prt] = "compound:prt",   [SS_REL_nmod_desc] = "nmod:desc",
        [SS_REL_obl_agent] = "obl:agent",         [SS_REL_nsubj_outer] = "nsubj:outer",
        [SS_REL_det_predet] = "det:predet",       [SS_REL_advcl_relcl] = "advcl:relcl",
        [SS_REL_cc_preconj] = "cc:preconj",       [SS_REL_csubj_pass] = "csubj:pass",
    };
    if ((unsigned)rel >= SS_REL_COUNT) return "?";
    return subtyped[rel] ? subtyped[rel] : names[rel];
}

int ss_tag_from_name(const char *name, size_t len)
{
    for (int i = 0; i < SS_TAG_COUNT; i++) {
        const char *s = ss_tag_name((ss_tag)i);
        if (strlen(s) == len && !memcmp(s, name, len)) return i;
    }
    return -1;
}

int ss_rel_from_name(const char *name, size_t len)
{
    for (;;) {
        for (int i = 0; i < SS_REL_COUNT; i++) {
            const char *s = ss_rel_name((ss_rel)i);
            if (strlen(s) == len && !memcmp(s, name, len)) return i;
        }
        const char *colon = memchr(name, ':', len);
        if (!colon) return -1;
        len = (size_t)(colon - name);
    }
}

uint32_t ss_token_at(const sayso_doc *doc, uint32_t at)
{
    uint32_t lo = 0, hi = doc->tokens.n;
    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        if (doc->tokens.at[mid].end <= at)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo;
}

/* Extents flow from the leaves to the root: a token hands its own to its head when
 * all its children have done so. Each arc is walked once. */
const ss_tree *ss_tree_build(ss_ctx *ctx)
{
    const sayso_doc *doc = ctx->doc;
    uint32_t n = doc->tokens.n;
    ss_tree *tree = ss_alloc(ctx->scratch, sizeof *tree);
    tree->left = ss_alloc(ctx->scratch, n * sizeof(uint32_t));
    tree->right = ss_alloc(ctx->scratch, n * sizeof(uint32_t));
    tree->kid = ss_alloc(ctx->scratch, n * sizeof(uint32_t));
    tree->sib = ss_alloc(ctx->scratch, n * sizeof(uint32_t));
    for (uint32_t i = 0; i < n; i++) {
        tree->left[i] = i;
        tree->right[i] = i + 1;
        tree->kid[i] = tree->sib[i] = UINT32_MAX;
    }
    for (uint32_t i = n; i-- > 0;) {
        int32_t head = doc->tokens.at[i].head;
        if (head < 0) continue;
        tree->sib[i] = tree->kid[head];
        tree->kid[head] = i;
    }
    uint32_t *waiting = ss_zalloc(ctx->scratch, (n + 1) * sizeof *waiting); /* children to come */
    for (uint32_t i = 0; i < n; i++)
        if (doc->tokens.at[i].head >= 0) waiting[doc->tokens.at[i].head]++;
    for (uint32_t i = 0; i < n; i++) {
        /* From a leaf up, as long as this was the last child of the one above. */
        if (tree->kid[i] != UINT32_MAX) continue;
        uint32_t at = i;
        for (int32_t head; (head = doc->tokens.at[at].head) >= 0; at = (uint32_t)head) {
            if (tree->left[head] > tree->left[at]) tree->left[head] = tree->left[at];
            if (tree->right[head] < tree->right[at]) tree->right[head] = tree->right[at];
            if (--waiting[head]) break;
        }
    }
    return tree;
}

int32_t ss_child(const sayso_doc *doc, const ss_tree *tree, uint32_t head, ss_rel rel)
{
    for (uint32_t k = tree->kid[head]; k != UINT32_MAX; k = tree->sib[k])
        if (doc->tokens.at[k].rel == rel) return (int32_t)k;
    return -1;
}

sayso_spans ss_spans_copy(ss_arena *arena, const sayso_span *at, uint32_t n)
{
    sayso_span *copy = ss_alloc(arena, n * sizeof *copy);
    memcpy(copy, at, n * sizeof *copy);
    return (sayso_spans){copy, n};
}

sayso_spans ss_span_one(ss_arena *arena, uint32_t begin, uint32_t end)
{
    sayso_span one = {begin, end};
    return ss_spans_copy(arena, &one, 1);
}

void ss_warn(sayso_doc *doc, size_t offset, const char *format, ...)
{
    enum { MOST = 100 };
    char message[300];
    va_list args;
    if (doc->warnings.n > MOST) return;
    if (doc->warnings.n == MOST) {
        *ss_push(&doc->arena, &doc->warnings) =
            (sayso_warning){"there were more warnings: they are not listed", offset};
        return;
    }
    va_start(args, format);
    vsnprintf(message, sizeof message, format, args);
    va_end(args);
    *ss_push(&doc->arena, &doc->warnings) = (sayso_warning){ss_strdup(&doc->arena, message), offset};
}
