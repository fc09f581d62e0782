/* regions.c - the parts of a text that are not its story.
 *
 * Finders run over the paragraphs one after the other: embedded posts, the head
 * (metadata, byline, dateline), phrases (captions, boilerplate), then the kinds
 * of paragraphs. Each proposes spans; where two overlap, the more telling kind
 * stays (a post over a byline over boilerplate). What the markup of a page
 * already showed is kept as it is.
 *
 * The rules are lay-out grammars of newspapers and agencies; their words are in
 * data/lexicon/ (boilerplate, metadata_keys, agencies, dateline_not, byline_roles, text_words).
 * What is marked is not read for statements, so a rule fires only where nothing
 * of the story can be in its span.
 *
 * Cost: linear; from each anchor ("(@", "(", a paragraph's start) a bounded
 * stretch is looked at. Without a model there are no word lists, and only the
 * rules of pure lay-out fire.
 *
 * Known failures: boilerplate of other languages; a post without a handle, date
 * or link; an inline header whose title is not set off from the story.
 */
#include "text/regions.h"

#include <ctype.h>
#include <stdlib.h>
#include <strings.h>

uint32_t ss_skip_blanks(const char *text, uint32_t begin, uint32_t end)
{
    while (begin < end) {
        if (text[begin] == ' ' || (text[begin] >= 9 && text[begin] <= 13))
            begin++;
        else if (end - begin >= 2 && text[begin] == '\xC2' && text[begin + 1] == '\xA0')
            begin += 2;
        else
            break;
    }
    return begin;
}

uint32_t ss_trim_blanks(const char *text, uint32_t begin, uint32_t end)
{
    while (begin < end) {
        if (text[end - 1] == ' ' || (text[end - 1] >= 9 && text[end - 1] <= 13))
            end--;
        else if (end - begin >= 2 && text[end - 2] == '\xC2' && text[end - 1] == '\xA0')
            end -= 2;
        else
            break;
    }
    return end;
}

uint32_t ss_dash_at(const char *text, uint32_t at, uint32_t end)
{
    if (at < end && text[at] == '-') return at + 1 < end && text[at + 1] == '-' ? 2 : 1;
    if (end - at >= 3 && text[at] == '\xE2' && text[at + 1] == '\x80' && text[at + 2] >= '\x92' &&
        text[at + 2] <= '\x95')
        return 3;
    return 0;
}

bool ss_begins(const char *text, uint32_t at, uint32_t end, const char *word)
{
    size_t n = strlen(word);
    return at <= end && end - at >= n && !strncasecmp(text + at, word, n);
}

uint32_t ss_seek(const char *text, uint32_t begin, uint32_t end, const char *word)
{
    int low = tolower((unsigned char)*word), high = toupper((unsigned char)*word);
    for (; begin < end; begin++)
        if ((text[begin] == low || text[begin] == high) && ss_begins(text, begin, end, word))
            return begin;
    return end;
}

uint32_t ss_seek_class(const ss_lexicon *words, const char *class, const char *text, uint32_t begin, uint32_t end, uint32_t *len)
{
    uint32_t first = end, slot = 0;
    const char *value;
    for (const char *word; (word = ss_lexicon_next(words, &slot, &value));) {
        if (!ss_lexicon_value_has(value, class)) continue;
        uint32_t at = ss_seek(text, begin, end, word);
        if (at >= first) continue;
        first = at;
        if (len) *len = (uint32_t)strlen(word);
    }
    return first;
}

uint32_t ss_begins_class(const ss_lexicon *words, const char *class, const char *text, uint32_t at, uint32_t end)
{
    uint32_t longest = 0, slot = 0;
    const char *value;
    for (const char *word; (word = ss_lexicon_next(words, &slot, &value));) {
        uint32_t n = (uint32_t)strlen(word);
        if (n > longest && ss_begins(text, at, end, word) && ss_lexicon_value_has(value, class)) longest = n;
    }
    return longest;
}

static bool word_byte(const char *text, uint32_t at, uint32_t end)
{
    unsigned char c = (unsigned char)text[at];
    if (isalnum(c) || c == '&' || c == '@' || c == '\'') return true;
    if (c < 0x80) return false;
    if (c == 0xC2 && at + 1 < end && (unsigned char)text[at + 1] == 0xA9)
        return true; /* (c) sign */
    return c != 0xC2 && c != 0xE2 && (c >= 0xC0 || at == 0 || word_byte(text, at - 1, end));
}

void ss_opening_read(ss_opening *o, const char *text, uint32_t begin, uint32_t end)
{
    uint32_t k = 0, at = begin;
    o->n = 0;
    while (o->n < SS_OPENING_WORDS && at < end && at - begin < 200) {
        bool curly = end - at >= 3 && !memcmp(text + at, "\xE2\x80\x99", 3);
        if (!word_byte(text, at, end) && !(curly && k && o->key[k - 1] != ' ')) {
            at++;
            continue;
        }
        if (k + 2 >= sizeof o->key) return;
        if (k) o->key[k++] = ' ';
        while (at < end) {
            curly = end - at >= 3 && !memcmp(text + at, "\xE2\x80\x99", 3);
            if (!curly && !word_byte(text, at, end)) break;
            if (k + 1 >= sizeof o->key) return;
            o->key[k++] = curly ? '\'' : (char)tolower((unsigned char)text[at]);
            at += curly ? 3 : 1;
        }
        o->key_end[o->n] = k;
        o->text_end[o->n++] = at;
    }
}

bool ss_opening_may(const ss_regions *r, const ss_lexicon *lex, uint32_t at, uint32_t end)
{
    if (!lex) return false;
    uint32_t hash = SS_HASH_EMPTY;
    for (bool curly; at < end; at += curly ? 3 : 1) {
        curly = end - at >= 3 && !memcmp(r->text + at, "\xE2\x80\x99", 3);
        if (!curly && !word_byte(r->text, at, end)) break;
        char c = curly ? '\'' : (char)tolower((unsigned char)r->text[at]);
        hash = (hash ^ (unsigned char)c) * 16777619u;
    }
    return !(ss_lexicon_unlisted(r->ctx->model, hash) & lex->bit) && ss_lexicon_begins(lex, hash);
}

const char *ss_opening_find(const ss_opening *o, const ss_lexicon *lex, uint32_t *words)
{
    const char *longest = NULL;
    uint32_t hash = SS_HASH_EMPTY, at = 0;
    for (uint32_t n = 0; n < o->n; n++) {
        for (; at < o->key_end[n]; at++) hash = (hash ^ (unsigned char)o->key[at]) * 16777619u;
        const char *value = ss_lexicon_find_hashed(lex, o->key, at, hash);
        if (value) {
            longest = value;
            *words = n + 1;
        }
        if (!ss_lexicon_goes_on(lex, hash)) break;
    }
    return longest;
}

sayso_region *ss_regions_add(ss_regions *r, sayso_region_kind kind, uint32_t begin, uint32_t end,
                             const char *label)
{
    sayso_region *region = ss_push(r->ctx->scratch, &r->found);
    *region = (sayso_region){.kind = kind, .span = {begin, end}, .label = label};
    return region;
}

void ss_regions_date(ss_regions *r, const char *iso, int rank)
{
    sayso_meta *meta = &r->ctx->doc->meta;
    if (meta->date && r->date_rank == 0) return;
    if (rank <= r->date_rank) return;
    r->date_rank = rank;
    meta->date = ss_strdup(&r->ctx->doc->arena, iso);
    meta->date_from = "text";
}

static int rank(const sayso_region *region)
{
    switch (region->kind) {
    case SAYSO_REGION_POST: return 5;
    case SAYSO_REGION_METADATA: return 4;
    case SAYSO_REGION_BYLINE: return 3;
    case SAYSO_REGION_CAPTION: return 2;
    case SAYSO_REGION_BOILERPLATE: return 1;
    }
    return 0;
}

static int by_begin(const void *a, const void *b)
{
    const sayso_region *x = a, *y = b;
    if (x->span.begin != y->span.begin) return x->span.begin < y->span.begin ? -1 : 1;
    int d = rank(y) - rank(x);
    return d ? d : (x->span.end > y->span.end) - (x->span.end < y->span.end);
}

/* Sorted, without overlaps, into the document. */
static void settle(ss_regions *r)
{
    sayso_doc *doc = r->ctx->doc;
    for (uint32_t i = 0; i < doc->regions.n; i++)
        *ss_push(r->ctx->scratch, &r->found) = doc->regions.at[i];
    if (r->found.n) qsort(r->found.at, r->found.n, sizeof *r->found.at, by_begin);
    doc->regions.n = 0;
    for (uint32_t i = 0; i < r->found.n; i++) {
        const sayso_region *next = &r->found.at[i];
        sayso_region *last = doc->regions.n ? &doc->regions.at[doc->regions.n - 1] : NULL;
        if (next->span.begin >= next->span.end) continue;
        if (!last || next->span.begin >= last->span.end)
            *ss_push(&doc->arena, &doc->regions) = *next;
        else if (rank(next) > rank(last))
            *last = *next;
    }
}

/* Paragraphs that the markup already gave to a region. */
static void mark_taken(ss_regions *r)
{
    const sayso_doc *doc = r->ctx->doc;
    uint32_t k = 0;
    for (uint32_t i = 0; i < doc->paragraphs.n; i++) {
        sayso_span p = doc->paragraphs.at[i].span;
        while (k < doc->regions.n && doc->regions.at[k].span.end <= p.begin) k++;
        if (k < doc->regions.n && doc->regions.at[k].span.begin <= p.begin &&
            doc->regions.at[k].span.end >= p.end)
            r->taken[i] = 1;
    }
}

ss_regions ss_regions_open(ss_ctx *ctx, const char *text, uint32_t len)
{
    ss_regions r = {.ctx = ctx, .text = text, .len = len};
    if (ctx->model) {
        r.phrases = ss_lexicon_get(ctx->model, "boilerplate");
        r.keys = ss_lexicon_get(ctx->model, "metadata_keys");
        r.agencies = ss_lexicon_get(ctx->model, "agencies");
        r.places_not = ss_lexicon_get(ctx->model, "dateline_not");
        r.roles = ss_lexicon_get(ctx->model, "byline_roles");
        r.words = ss_lexicon_get(ctx->model, "text_words");
    }
    return r;
}

void ss_text_regions(ss_ctx *ctx)
{
    sayso_doc *doc = ctx->doc;
    ss_regions r = ss_regions_open(ctx, doc->text, doc->len);
    r.taken = ss_zalloc(ctx->scratch, doc->paragraphs.n + 1);
    if (doc->regions.n > 1)
        qsort(doc->regions.at, doc->regions.n, sizeof *doc->regions.at, by_begin);
    mark_taken(&r);
    ss_regions_posts(&r);
    ss_regions_head(&r);
    ss_regions_phrases(&r);
    settle(&r);
    ss_regions_kinds(&r);
}
