/* scan.c - where in the sources could a quotation stand?
 *
 * One pass over all sources for all quotations together, as a seed filter: words
 * are cut from the raw bytes with vector compares, hashed with two loads, and
 * looked up in a bitmap of the words that any quotation has. What hits is looked
 * up as a seed: a rare word, or a pair of neighbouring words. Each quotation keeps
 * a window of its last hits; where the weight of the different seeds in it (their
 * inverse document frequency, sampled from the sources themselves) is at a peak,
 * there is a place. The best few of each are kept, so that memory does not depend
 * on the sources. align.c then looks at the places.
 *
 * The words here are coarser than those of words.c: runs of ASCII letters and
 * digits, caseless, and of other bytes that are no general punctuation. A word
 * that is folded otherwise there (a ligature, a hyphen at a line end) is one seed
 * less here, no more.
 *
 * Cost: about 1 GB/s where little hits; one step a hit. Known failure: a quotation
 * of common words only, none of them next to each other in the source.
 */
#include "check/check.h"

#include <math.h>
#include <stdlib.h>
#ifdef __SSE2__
#include <emmintrin.h>
#endif

enum {
    BITMAP_LOG2 = 17,
    RING = 48,
    SAMPLE_BYTES = 1 << 18,
    UNIGRAMS = 16, /* rare words of a quotation that are seeds */
    FEWEST = 5,    /* of those, however common they are */
    LONGEST_SEEDED = 4096 /* words of a quotation that make seeds */
};

/* ------------------------------------------------------------- raw words */

static uint32_t mix64(uint64_t a, uint64_t b, uint32_t n)
{
    uint64_t h = (a ^ (b * 0x9E3779B97F4A7C15u) ^ n) * 0xD6E8FEB86659FD93u;
    h ^= h >> 32;
    h *= 0xD6E8FEB86659FD93u;
    return (uint32_t)(h >> 32);
}

/* Hash of the word s[0..n): its first 16 bytes and its length, letters caseless. `room`:
 * bytes that may be read from s on. */
static inline uint32_t word_hash(const char *s, uint32_t n, size_t room)
{
    uint64_t a = 0, b = 0;
    if (room >= 16) {
        memcpy(&a, s, 8);
        if (n > 8) memcpy(&b, s + 8, 8);
    } else {
        memcpy(&a, s, n < 8 ? n : 8);
        if (n > 8) memcpy(&b, s + 8, n < 16 ? n - 8 : 8);
    }
    if (n < 8) a &= ~0ull >> (64 - 8 * n);
    if (n > 8 && n < 16) b &= ~0ull >> (64 - 8 * (n - 8));
    uint64_t low = 0x2020202020202020u;
    a |= n < 8 ? low & (~0ull >> (64 - 8 * n)) : low;
    if (n > 8) b |= n < 16 ? low & (~0ull >> (64 - 8 * (n - 8))) : low;
    return mix64(a, b, n);
}

/* A bit for each of 64 bytes at s: is it of a word? `room` bytes may be read. Punctuation
 * beyond ASCII is told by its first byte: C2 (Latin signs) and E2 80..81 are none. */
static uint64_t word_bits(const char *s, size_t room, unsigned *pending)
{
    char pad[64];
    if (room < 64) {
        memset(pad, 0, sizeof pad);
        memcpy(pad, s, room);
        s = pad;
    }
    uint64_t bits = 0, high = 0;
#ifdef __SSE2__
    for (int k = 0; k < 4; k++) {
        __m128i v = _mm_loadu_si128((const __m128i *)(const void *)(s + 16 * k));
        __m128i low = _mm_or_si128(v, _mm_set1_epi8(0x20));
        __m128i letters = _mm_and_si128(_mm_cmpgt_epi8(low, _mm_set1_epi8('a' - 1)), _mm_cmplt_epi8(low, _mm_set1_epi8('z' + 1)));
        __m128i digits = _mm_and_si128(_mm_cmpgt_epi8(v, _mm_set1_epi8('0' - 1)), _mm_cmplt_epi8(v, _mm_set1_epi8('9' + 1)));
        bits |= (uint64_t)(uint32_t)_mm_movemask_epi8(_mm_or_si128(letters, digits)) << (16 * k);
        high |= (uint64_t)(uint32_t)_mm_movemask_epi8(v) << (16 * k);
    }
#else
    for (int k = 0; k < 64; k++) {
        unsigned char c = (unsigned char)s[k], l = c | 0x20;
        bits |= (uint64_t)((c >= '0' && c <= '9') || (l >= 'a' && l <= 'z')) << k;
        high |= (uint64_t)(c >> 7) << k;
    }
#endif
    if (!high && !*pending) return bits;
    for (int k = 0; k < 64; k++) {
        unsigned char c = (unsigned char)s[k];
        if (*pending) {
            --*pending;
            if (c & 0x80) continue;
            *pending = 0;
        }
        if (!(c & 0x80)) continue;
        unsigned char next = k < 63 ? (unsigned char)s[k + 1] : room > 64 ? (unsigned char)s[64] : 0;
        if (c == 0xC2)
            *pending = 1;
        else if (c == 0xE2 && (next == 0x80 || next == 0x81))
            *pending = 2;
        else
            bits |= 1ull << k;
    }
    return bits;
}

typedef void word_taker(void *to, uint32_t hash, uint32_t begin, uint32_t end);

/* Calls `take` for each word of s[from, to), in order. Inlined into each user. */
static inline __attribute__((always_inline)) void each_word(const char *s, uint32_t from, uint32_t to, size_t all,
                                                            word_taker *take, void *ctx)
{
    unsigned pending = 0;
    uint32_t open = UINT32_MAX; /* where the word that reaches into this block began */
    for (uint32_t at = from; at < to; at += 64) {
        uint64_t bits = word_bits(s + at, to - at, &pending);
        uint64_t edges = bits ^ (bits << 1 | (open != UINT32_MAX));
        while (edges) {
            uint32_t place = at + (uint32_t)__builtin_ctzll(edges);
            edges &= edges - 1;
            if (open == UINT32_MAX) {
                open = place;
            } else {
                take(ctx, word_hash(s + open, place - open, all - open), open, place);
                open = UINT32_MAX;
            }
        }
    }
    if (open != UINT32_MAX) take(ctx, word_hash(s + open, to - open, all - open), open, to);
}

/* -------------------------------------------------------------- the seeds */

typedef struct {
    uint32_t seed;    /* within its query */
    uint32_t position; /* words from the beginning of the source */
    uint32_t begin;   /* bytes */
    float weight;
} hit;

typedef struct ss_seeker {
    uint32_t *words; /* hashes */
    float *rarity;   /* of each: its inverse document frequency */
    uint32_t n_words, reach; /* words of a window */
    uint32_t source;
    hit ring[RING];
    uint32_t first, n;        /* the ring holds hits number first ... first + n - 1, each at its number % RING */
    uint32_t *latest;         /* [seeds] number of the last hit of each + 1; of hits long gone as well */
    float sum, total; /* of the window; of all seeds */
    uint32_t open;    /* place that the window is in, or UINT32_MAX */
    float floor;
} ss_seeker;

/* Hash table from a hash to what it is of: words (with counts), seeds. */
typedef struct {
    uint32_t key;
    uint32_t count;        /* words: how often in the sample */
    uint32_t first;        /* seeds: index into postings, or UINT32_MAX */
} slot;

typedef struct {
    uint32_t query, seed, next;
    float weight;
} posting;

typedef struct {
    uint32_t mask;
    slot *slots;
    uint64_t *bits;   /* of the words of all queries */
    uint64_t *single, *pair; /* of the seeds that are one word, and two */
    SS_VEC(posting) postings;
    uint64_t sampled;
    /* the scan's state */
    ss_query *queries;
    uint32_t source, position, previous, previous_begin;
    bool previous_known;
    ss_arena *arena;
} scanner;

static uint32_t bit_of(uint32_t hash)
{
    return hash >> (32 - BITMAP_LOG2);
}

static slot *slot_of(const scanner *s, uint32_t key)
{
    for (uint32_t i = key * 0x9E3779B1u >> 7;; i++) {
        slot *at = &s->slots[i & s->mask];
        if (at->key == key || at->key == 0) return at;
    }
}

static inline bool has_bit(const uint64_t *bits, uint32_t hash)
{
    return bits[bit_of(hash) / 64] >> (bit_of(hash) % 64) & 1;
}

static void set_bit(uint64_t *bits, uint32_t hash)
{
    bits[bit_of(hash) / 64] |= 1ull << (bit_of(hash) % 64);
}

static uint32_t pair_hash(uint32_t a, uint32_t b)
{
    uint32_t h = (a ^ (b * 0x85EBCA6Bu + 0x9E3779B9u)) * 0xC2B2AE35u;
    h ^= h >> 15;
    return h ? h : 1;
}

static void take_sample(void *to, uint32_t hash, uint32_t begin, uint32_t end)
{
    scanner *s = to;
    (void)begin;
    (void)end;
    s->sampled++;
    if (!has_bit(s->bits, hash)) return;
    slot *at = slot_of(s, hash ? hash : 1);
    if (at->key) at->count++;
}

static void add_posting(scanner *s, uint32_t key, uint32_t query, uint32_t seed, float weight)
{
    slot *at = slot_of(s, key);
    if (at->key == 0) *at = (slot){key, 0, UINT32_MAX};
    posting *p = ss_push(s->arena, &s->postings);
    *p = (posting){query, seed, at->first, weight};
    at->first = s->postings.n - 1;
}

/* ---------------------------------------------------------------- windows */

static int by_score(const void *a, const void *b)
{
    const ss_place *x = a, *y = b;
    if (x->score != y->score) return x->score < y->score ? 1 : -1;
    if (x->source != y->source) return x->source < y->source ? -1 : 1;
    return x->begin < y->begin ? -1 : x->begin > y->begin;
}

/* The window of a query is worth keeping: as the place it is in, or as a new one. */
static void keep_place(scanner *s, ss_query *q, uint32_t end)
{
    ss_seeker *k = q->seeker;
    uint32_t begin = k->ring[k->first % RING].begin;
    if (k->open != UINT32_MAX) {
        ss_place *p = &q->places.at[k->open];
        if (p->source == s->source && begin <= p->end) {
            if (k->sum > p->score) {
                p->score = k->sum;
                p->begin = begin;
                p->end = end;
            }
            return;
        }
    }
    uint32_t most = q->few ? SS_FEW_PLACES : SS_PLACES;
    if (q->places.n < most) {
        k->open = q->places.n;
        *ss_push(s->arena, &q->places) = (ss_place){s->source, begin, end, k->sum};
    } else {
        uint32_t worst = 0;
        for (uint32_t i = 1; i < q->places.n; i++)
            if (q->places.at[i].score < q->places.at[worst].score) worst = i;
        if (q->places.at[worst].score >= k->sum) {
            k->open = UINT32_MAX;
            return;
        }
        q->places.at[worst] = (ss_place){s->source, begin, end, k->sum};
        k->open = worst;
    }
    if (q->places.n == most) {
        float least = q->places.at[0].score;
        for (uint32_t i = 1; i < q->places.n; i++)
            if (q->places.at[i].score < least) least = q->places.at[i].score;
        k->floor = least;
    }
}

static void drop_first(ss_seeker *k)
{
    k->sum -= k->ring[k->first % RING].weight;
    k->first++;
    k->n--;
    if (k->n == 0) k->sum = 0;
}

static void take_hit(scanner *s, const posting *p, uint32_t begin, uint32_t end)
{
    ss_query *q = &s->queries[p->query];
    ss_seeker *k = q->seeker;
    if (k->source != s->source) {
        k->source = s->source;
        k->first += k->n;
        k->n = 0;
        k->sum = 0;
        k->open = UINT32_MAX;
    }
    while (k->n && k->ring[k->first % RING].position + k->reach < s->position) drop_first(k);
    if (k->n == RING) drop_first(k);
    uint32_t before = k->latest[p->seed] - 1;
    if (before - k->first < k->n) { /* a seed counts once: the later one */
        hit *h = &k->ring[before % RING];
        k->sum -= h->weight;
        h->weight = 0;
        while (k->n && k->ring[k->first % RING].weight == 0) drop_first(k);
    }
    if (k->n == 0) k->sum = 0;
    k->ring[(k->first + k->n) % RING] = (hit){p->seed, s->position, begin, p->weight};
    k->latest[p->seed] = k->first + ++k->n;
    k->sum += p->weight;
    if (k->sum > k->floor) keep_place(s, q, end);
}

static void take_seed(scanner *s, uint32_t key, uint32_t begin, uint32_t end)
{
    const slot *at = slot_of(s, key);
    if (!at->key) return;
    for (uint32_t i = at->first; i != UINT32_MAX; i = s->postings.at[i].next) take_hit(s, &s->postings.at[i], begin, end);
}

static inline void take_word(void *to, uint32_t hash, uint32_t begin, uint32_t end)
{
    scanner *s = to;
    s->position++;
    bool known = has_bit(s->bits, hash);
    if (known) {
        if (has_bit(s->single, hash)) take_seed(s, hash ? hash : 1, begin, end);
        if (s->previous_known) {
            uint32_t pair = pair_hash(s->previous, hash);
            if (has_bit(s->pair, pair)) take_seed(s, pair, s->previous_begin, end);
        }
        s->previous = hash;
        s->previous_begin = begin;
    }
    s->previous_known = known;
}

/* --------------------------------------------------------------- the stage */

typedef struct {
    ss_arena *arena;
    SS_VEC(uint32_t) v;
} hash_list;

static void take_own(void *to, uint32_t hash, uint32_t begin, uint32_t end)
{
    hash_list *list = to;
    (void)begin;
    (void)end;
    if (list->v.n < LONGEST_SEEDED) *ss_push(list->arena, &list->v) = hash;
}

static void sample(scanner *s, const sayso_sources *sources)
{
    uint64_t all = 0;
    for (uint32_t i = 0; i < sources->v.n; i++) all += sources->v.at[i].len;
    for (uint32_t i = 0; i < sources->v.n; i++) {
        const ss_source *source = &sources->v.at[i];
        if (source->info.foreign || !source->len) continue;
        uint64_t share = all > SAMPLE_BYTES ? (uint64_t)SAMPLE_BYTES * source->len / all : source->len;
        if (share < 256) share = source->len < 256 ? source->len : 256;
        uint32_t pieces = share > 65536 ? 8 : 1;
        for (uint32_t k = 0; k < pieces; k++) {
            uint32_t size = (uint32_t)(share / pieces), from = (uint32_t)((uint64_t)(source->len - size) * k / pieces);
            if (from + size > source->len) size = source->len - from;
            each_word(source->text, from, from + size, source->len, take_sample, s);
        }
    }
}

static float idf(const scanner *s, uint32_t hash)
{
    const slot *at = slot_of(s, hash ? hash : 1);
    return log2f(((float)s->sampled + 64) / ((float)(at->key ? at->count : 0) + 1));
}

static int by_weight(const void *a, const void *b)
{
    const posting *x = a, *y = b;
    if (x->weight != y->weight) return x->weight < y->weight ? 1 : -1;
    return x->seed < y->seed ? -1 : x->seed > y->seed;
}

/* The seeds of one query: all pairs but of two very common words, and the rarest words. */
static void seed(scanner *s, uint32_t index, uint32_t n_queries, ss_arena *scratch)
{
    ss_seeker *k = s->queries[index].seeker;
    uint32_t n = k->n_words;
    k->rarity = ss_alloc(s->arena, (n + 1) * sizeof *k->rarity);
    for (uint32_t i = 0; i < n; i++) k->rarity[i] = idf(s, k->words[i]);
    SS_VEC(posting) singles = {0};
    /* Of many queries, each has rarer seeds, so that hits grow more slowly than they. */
    const float more = n_queries > 64 ? 0.5F * log2f((float)n_queries / 64) : 0, common = 6 + more / 2, rare = 8.5F + more;
    for (uint32_t i = 0; i < n; i++) {
        float w = k->rarity[i];
        if (w >= 6 || n <= 4)
            *ss_push(scratch, &singles) = (posting){k->words[i] ? k->words[i] : 1, i, 0, w};
        if (i + 1 < n) {
            float next = k->rarity[i + 1];
            if (n > 8 && w < common && next < common && s->sampled >= 20000) continue;
            float weight = (w + next) * 0.25F;
            uint32_t pair = pair_hash(k->words[i], k->words[i + 1]);
            set_bit(s->pair, pair);
            add_posting(s, pair, index, n + i, weight);
            k->total += weight;
        }
    }
    if (singles.n) qsort(singles.at, singles.n, sizeof *singles.at, by_weight);
    uint32_t most = n > UNIGRAMS * 8 ? n / 8 : UNIGRAMS;
    for (uint32_t i = 0; i < singles.n && i < most; i++) {
        if (i >= FEWEST && singles.at[i].weight < rare && n > 4 && s->sampled >= 20000) break;
        bool twice = false;
        for (uint32_t j = 0; j < i && !twice && i < 64; j++) twice = singles.at[j].query == singles.at[i].query;
        if (twice) continue;
        set_bit(s->single, singles.at[i].query);
        add_posting(s, singles.at[i].query, index, singles.at[i].seed, singles.at[i].weight);
        k->total += singles.at[i].weight;
    }
}

void ss_scan(ss_arena *arena, ss_arena *scratch, const sayso_sources *sources, ss_query *queries, uint32_t n)
{
    scanner s = {.arena = arena, .queries = queries};
    uint64_t words = 0;
    for (uint32_t i = 0; i < n; i++) {
        hash_list own = {.arena = arena};
        each_word(queries[i].text, queries[i].begin, queries[i].end, queries[i].end, take_own, &own);
        ss_seeker *k = ss_zalloc(arena, sizeof *k);
        k->words = own.v.at;
        k->n_words = own.v.n;
        k->reach = own.v.n + own.v.n / 2 + 12;
        k->source = UINT32_MAX;
        k->latest = ss_zalloc(arena, (own.v.n * 2 + 2) * sizeof *k->latest);
        queries[i].seeker = k;
        words += own.v.n;
    }
    uint64_t size = 1024; /* more slots than memory has end in SAYSO_MEMORY */
    while (size < words * 6) size *= 2;
    s.mask = (uint32_t)(size - 1);
    s.slots = ss_zalloc(arena, size * sizeof *s.slots);
    s.bits = ss_zalloc(arena, 3 * (sizeof(uint64_t) << (BITMAP_LOG2 - 6)));
    s.single = s.bits + (1u << (BITMAP_LOG2 - 6));
    s.pair = s.single + (1u << (BITMAP_LOG2 - 6));
    for (uint32_t i = 0; i < n; i++)
        for (uint32_t k = 0; k < queries[i].seeker->n_words; k++) {
            uint32_t hash = queries[i].seeker->words[k];
            set_bit(s.bits, hash);
            slot *at = slot_of(&s, hash ? hash : 1);
            if (at->key == 0) *at = (slot){hash ? hash : 1, 0, UINT32_MAX};
        }
    sample(&s, sources);
    for (uint32_t i = 0; i < n; i++) seed(&s, i, n, scratch);
    for (uint32_t i = 0; i < sources->v.n; i++) {
        const ss_source *source = &sources->v.at[i];
        if (source->info.foreign || !source->len) continue;
        s.source = i;
        s.position = 0;
        s.previous_known = false;
        each_word(source->text, 0, source->len, source->len, take_word, &s);
    }
    for (uint32_t i = 0; i < n; i++) {
        ss_query *q = &queries[i];
        for (uint32_t k = 0; k < q->places.n; k++)
            q->places.at[k].score = q->seeker->total > 0 ? q->places.at[k].score / q->seeker->total : 0;
        if (q->places.n) qsort(q->places.at, q->places.n, sizeof *q->places.at, by_score);
    }
}

float ss_scan_rarity(const ss_query *query, const char *form, uint32_t len)
{
    const ss_seeker *k = query->seeker;
    uint32_t hash = word_hash(form, len, len);
    for (uint32_t i = 0; k && i < k->n_words; i++)
        if (k->words[i] == hash) return k->rarity ? k->rarity[i] : 0;
    return 0;
}
