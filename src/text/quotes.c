/* quotes.c - which marks are quotation marks, and which belong together.
 *
 * One pass over each paragraph with a stack of open marks. Directed marks
 * (“ ” « » „ ‹ ›) say themselves what they are; straight ones open after a
 * blank, a bracket, a dash or another opening mark, and close otherwise. A
 * single mark (' or ’) is an apostrophe unless it opens at the edge of a word
 * and a partner is found ahead. An inner quotation takes whatever glyph
 * differs from the one around it; where the same directed glyph opens twice,
 * the counts of the paragraph say whether it nests or was left open.
 *
 * By the newspapers' convention a quotation that goes on in the next paragraph
 * is not closed in this one and opened anew in the next: such pieces are
 * chained (prev, next). A mark left open without that ends with its paragraph,
 * which is reported as a warning.
 *
 * Invariants: pairs nest properly; inner lies inside outer; doc->quotes is
 * sorted by outer.begin. Cost: linear (the look-ahead for a single mark is
 * bounded, the stack is at most MAX_DEPTH deep; deeper marks are passed over).
 * Known failures: inch and minute marks in tables; an apostrophe that drops
 * letters at a word's start and ends a word ('em ... boys') inside one sentence.
 */
#include "text/text.h"

enum { MAX_DEPTH = 16, LOOK_AHEAD = 3000 };

typedef enum { GLYPH_NONE, GLYPH_DOUBLE, GLYPH_SINGLE, GLYPH_ANGLE, GLYPH_LOW } glyph_family;
typedef enum { OPENS = 1, CLOSES = 2 } glyph_side;

typedef struct {
    glyph_family family;
    int side;     /* OPENS | CLOSES: what the glyph itself allows */
    uint32_t len; /* bytes */
} glyph;

typedef struct {
    const char *s;
    uint32_t begin, end; /* of the paragraph */
} window;

static glyph glyph_at(const window *w, uint32_t at)
{
    const unsigned char *p = (const unsigned char *)w->s + at;
    uint32_t left = w->end - at;
    if (p[0] == '"') return (glyph){GLYPH_DOUBLE, OPENS | CLOSES, 1};
    if (p[0] == '\'') {
        if (left > 1 && p[1] == '\'') return (glyph){GLYPH_DOUBLE, CLOSES, 2};
        return (glyph){GLYPH_SINGLE, OPENS | CLOSES, 1};
    }
    if (p[0] == '`') {
        if (left > 1 && p[1] == '`') return (glyph){GLYPH_DOUBLE, OPENS, 2};
        return (glyph){GLYPH_SINGLE, OPENS, 1};
    }
    if (p[0] == 0xC2 && left > 1) {
        if (p[1] == 0xAB) return (glyph){GLYPH_ANGLE, OPENS, 2};
        if (p[1] == 0xBB) return (glyph){GLYPH_ANGLE, CLOSES, 2};
    }
    if (p[0] == 0xE2 && left > 2 && p[1] == 0x80) {
        switch (p[2]) {
        case 0x98: return (glyph){GLYPH_SINGLE, OPENS, 3};
        case 0x99: return (glyph){GLYPH_SINGLE, CLOSES, 3};
        case 0x9C: return (glyph){GLYPH_DOUBLE, OPENS | 4, 3}; /* also the German closer */
        case 0x9D: return (glyph){GLYPH_DOUBLE, CLOSES, 3};
        case 0x9E: return (glyph){GLYPH_LOW, OPENS, 3};
        case 0xB9: return (glyph){GLYPH_ANGLE, OPENS, 3};
        case 0xBA: return (glyph){GLYPH_ANGLE, CLOSES, 3};
        default: break;
        }
    }
    return (glyph){GLYPH_NONE, 0, 1};
}

/* The first byte at or after `at` that can begin a mark, or the paragraph's end. */
static inline uint32_t next_mark(const window *w, uint32_t at)
{
    for (; at < w->end; at++) {
        unsigned char c = (unsigned char)w->s[at];
        if (c == '"' || c == '\'' || c == '`' || c == 0xC2 || c == 0xE2) break;
    }
    return at;
}

static bool ascii_alnum(unsigned char c)
{
    return (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z');
}

static bool blank_byte(unsigned char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

/* A letter or digit ends right before / begins at this byte. Bytes of other
 * scripts count as letters; general punctuation (E2 80 xx) and C2 xx do not. */
static bool word_before(const window *w, uint32_t at)
{
    if (at == w->begin) return false;
    unsigned char c = (unsigned char)w->s[at - 1];
    if (c < 0x80) return ascii_alnum(c);
    if (at - w->begin >= 3 && (unsigned char)w->s[at - 3] == 0xE2) return false;
    return !(at - w->begin >= 2 && (unsigned char)w->s[at - 2] == 0xC2);
}

static bool word_after(const window *w, uint32_t at)
{
    if (at >= w->end) return false;
    unsigned char c = (unsigned char)w->s[at];
    return c < 0x80 ? ascii_alnum(c) : c != 0xE2 && c != 0xC2;
}

static bool nonblank_after(const window *w, uint32_t at)
{
    if (at >= w->end) return false;
    unsigned char c = (unsigned char)w->s[at];
    if (c == 0xC2 && at + 1 < w->end && (unsigned char)w->s[at + 1] == 0xA0) return false;
    return !blank_byte(c);
}

/* May a mark open here, by what stands before it? */
static bool open_context(const window *w, uint32_t at)
{
    if (at == w->begin) return true;
    unsigned char c = (unsigned char)w->s[at - 1];
    if (blank_byte(c) || c == '(' || c == '[' || c == '{' || c == '-' || c == '/' || c == '"' ||
        c == '\'' || c == '`' || c == ':' || c == '*')
        return true;
    if (at - w->begin >= 2 && (unsigned char)w->s[at - 2] == 0xC2 && c == 0xA0) return true;
    if (at - w->begin >= 3 && (unsigned char)w->s[at - 3] == 0xE2 &&
        (unsigned char)w->s[at - 2] == 0x80)
        return c == 0x93 || c == 0x94 || c == 0x95 || c == 0x9C || c == 0x98 || c == 0x9E ||
               c == 0x89 || c == 0x8A || c == 0xA6 || c == 0x82 || c == 0x83;
    return false;
}

/* 'em, 'tis, 'til, '90s ...: a letter was dropped, nothing opens. */
static bool elision(const window *w, uint32_t after)
{
    static const char *const words[] = {"em", "tis", "til", "twas", "cause", "bout", "round", "n"};
    if (after < w->end && w->s[after] >= '0' && w->s[after] <= '9')
        return after + 1 < w->end && w->s[after + 1] >= '0' && w->s[after + 1] <= '9';
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        uint32_t n = (uint32_t)strlen(words[i]);
        if (w->end - after >= n && !strncasecmp(w->s + after, words[i], n) && !word_after(w, after + n))
            return true;
    }
    return false;
}

/* Does this single mark look like the end of a quotation? Better where a mark
 * of punctuation stands before it: then 2, else 1, else 0. */
static int single_closes(const window *w, uint32_t at, uint32_t len)
{
    if (word_after(w, at + len)) return 0;
    if (at == w->begin || blank_byte((unsigned char)w->s[at - 1])) return 0;
    unsigned char c = (unsigned char)w->s[at - 1];
    if (c == '.' || c == ',' || c == '!' || c == '?' || c == ';') return 2;
    return 1;
}

/* An s' inside a single quotation: possessive where a surer closing mark follows. */
static bool possessive_inside(const window *w, uint32_t at, uint32_t len)
{
    unsigned char c = (unsigned char)w->s[at - 1];
    if (c != 's' && c != 'S') return false;
    uint32_t limit = w->end - at > 400 ? at + 400 : w->end;
    for (uint32_t i = at + len; i < limit;) {
        glyph g = glyph_at(w, i);
        if (g.family == GLYPH_SINGLE) {
            if ((g.side & OPENS) && open_context(w, i) && word_after(w, i + g.len)) return false;
            if (single_closes(w, i, g.len) == 2) return true;
        }
        if (g.family == GLYPH_DOUBLE) return false;
        i += g.len;
    }
    return false;
}

typedef struct {
    uint32_t quote; /* index in doc->quotes */
    glyph_family family;
} open_mark;

typedef struct {
    ss_ctx *ctx;
    window w;
    uint32_t para;
    open_mark stack[MAX_DEPTH];
    uint32_t depth;
    uint32_t ahead_open, ahead_close; /* directed double marks still to come */
    uint32_t searched; /* no partner for a single mark before here ... */
    bool walled;       /* ... nor beyond: a closing double mark stands there */
} scanner;

/* From an opening single mark: is there a partner ahead? What was searched in
 * vain is remembered, so that all searches of a paragraph cost one pass. */
static bool single_has_partner(scanner *sc, uint32_t from)
{
    const window *w = &sc->w;
    uint32_t limit = w->end - from > LOOK_AHEAD ? from + LOOK_AHEAD : w->end;
    if (from < sc->searched) {
        if (sc->walled) return false;
        from = sc->searched;
    }
    sc->walled = false;
    for (uint32_t at = from; at < limit;) {
        glyph g = glyph_at(w, at);
        if (g.family == GLYPH_SINGLE && (g.side & CLOSES) && single_closes(w, at, g.len)) return true;
        if (g.family == GLYPH_DOUBLE && (g.side & 7) == CLOSES) {
            sc->walled = true;
            limit = at;
            break;
        }
        at += g.len;
    }
    if (limit > sc->searched) sc->searched = limit;
    return false;
}

static void open_quote(scanner *sc, uint32_t at, glyph g)
{
    sayso_doc *doc = sc->ctx->doc;
    if (sc->depth == MAX_DEPTH) return;
    sc->stack[sc->depth] = (open_mark){doc->quotes.n, g.family};
    *ss_push(&doc->arena, &doc->quotes) =
        (ss_quote){.outer = {at, sc->w.end},
                   .inner = {at + g.len, sc->w.end},
                   .parent = sc->depth ? (int32_t)sc->stack[sc->depth - 1].quote : -1,
                   .prev = -1,
                   .next = -1,
                   .para = sc->para,
                   .depth = (uint8_t)(sc->depth + 1),
                   .single = g.family == GLYPH_SINGLE};
    sc->depth++;
}

/* Closes the quotation at stack position `level` and all inside it. */
static void close_quote(scanner *sc, uint32_t level, uint32_t at, uint32_t len)
{
    sayso_doc *doc = sc->ctx->doc;
    while (sc->depth > level) {
        ss_quote *q = &doc->quotes.at[sc->stack[--sc->depth].quote];
        q->inner.end = at;
        q->outer.end = sc->depth == level ? at + len : at;
        q->closed = sc->depth == level && len > 0;
    }
}

static int find_open(const scanner *sc, glyph_family family)
{
    for (uint32_t i = sc->depth; i-- > 0;) {
        glyph_family f = sc->stack[i].family;
        if (f == family || (family == GLYPH_DOUBLE && f == GLYPH_LOW)) return (int)i;
    }
    return -1;
}

static uint32_t open_doubles(const scanner *sc)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < sc->depth; i++) n += sc->stack[i].family == GLYPH_DOUBLE;
    return n;
}

static void on_double(scanner *sc, uint32_t at, glyph g)
{
    int level = find_open(sc, GLYPH_DOUBLE);
    bool after_digit = at > sc->w.begin && sc->w.s[at - 1] >= '0' && sc->w.s[at - 1] <= '9';
    if ((g.side & 4) && level >= 0 && sc->stack[level].family == GLYPH_LOW) {
        close_quote(sc, (uint32_t)level, at, g.len); /* „ ... “ */
        return;
    }
    int side = g.side & 3;
    if (side == (OPENS | CLOSES)) {
        if (level >= 0)
            side = open_context(&sc->w, at) && nonblank_after(&sc->w, at + g.len) &&
                           at > sc->w.begin && sc->w.s[at - 1] != '-' &&
                           word_after(&sc->w, at + g.len)
                       ? OPENS
                       : CLOSES;
        else
            side = !after_digit && (open_context(&sc->w, at) || word_after(&sc->w, at + g.len)) &&
                           nonblank_after(&sc->w, at + g.len)
                       ? OPENS
                       : CLOSES;
        if (side == OPENS && level >= 0) close_quote(sc, (uint32_t)level, at, 0); /* was left open */
    } else if (side == OPENS) {
        sc->ahead_open -= sc->ahead_open > 0;
        /* It nests if enough closing marks are still to come, else one was left open. */
        if (level >= 0 && sc->ahead_close < sc->ahead_open + 1 + open_doubles(sc))
            close_quote(sc, (uint32_t)level, at, 0);
    } else {
        sc->ahead_close -= sc->ahead_close > 0;
        /* A closing mark typed for an opening one: nothing is open, and a word begins. */
        if (level < 0 && open_context(&sc->w, at) && word_after(&sc->w, at + g.len)) side = OPENS;
    }
    if (side == OPENS)
        open_quote(sc, at, g);
    else if (level >= 0)
        close_quote(sc, (uint32_t)level, at, g.len);
}

static void on_single(scanner *sc, uint32_t at, glyph g)
{
    const window *w = &sc->w;
    int level = find_open(sc, GLYPH_SINGLE);
    if (word_before(w, at) && word_after(w, at + g.len)) return; /* don't */
    if ((g.side & CLOSES) && level >= 0 && single_closes(w, at, g.len) &&
        !possessive_inside(w, at, g.len)) {
        close_quote(sc, (uint32_t)level, at, g.len);
        return;
    }
    if (level < 0 && (g.side & OPENS) && open_context(w, at) && nonblank_after(w, at + g.len) &&
        !elision(w, at + g.len) && single_has_partner(sc, at + g.len))
        open_quote(sc, at, g);
}

static void count_directed(scanner *sc)
{
    sc->ahead_open = sc->ahead_close = 0;
    for (uint32_t at = sc->w.begin; (at = next_mark(&sc->w, at)) < sc->w.end;) {
        glyph g = glyph_at(&sc->w, at);
        if (g.family == GLYPH_DOUBLE && (g.side & 3) == OPENS) sc->ahead_open++;
        if (g.family == GLYPH_DOUBLE && (g.side & 3) == CLOSES) sc->ahead_close++;
        at += g.len;
    }
}

static void trim(const char *s, sayso_span *span)
{
    while (span->end > span->begin && blank_byte((unsigned char)s[span->end - 1])) span->end--;
}

static bool small_word(const char *p, uint32_t n)
{
    static const char *const words[] = {"of", "the", "and", "a", "an", "in", "on", "to", "for", "at", "with", "from", "or"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strlen(words[i]) == n && !memcmp(p, words[i], n)) return true;
    return false;
}

/* "Face the Nation,": each word but the small ones has a capital. */
static bool title_case(const char *p, uint32_t n)
{
    uint32_t words = 0, capitals = 0;
    for (uint32_t i = 0; i < n;) {
        if (blank_byte((unsigned char)p[i])) {
            i++;
            continue;
        }
        uint32_t end = i;
        while (end < n && !blank_byte((unsigned char)p[end])) end++;
        bool capital = p[i] >= 'A' && p[i] <= 'Z';
        if (!capital && !small_word(p + i, end - i)) return false;
        words++;
        capitals += capital;
        i = end;
    }
    return words >= 2 && words <= 8 && capitals >= 2;
}

/* A term, a title or a nickname rather than speech: few words, no sentence mark,
 * or the capitals of a title. */
static bool looks_scare(const char *s, const ss_quote *q)
{
    uint32_t words = 0, n = q->inner.end - q->inner.begin;
    if (n == 0) return true;
    if (n > 60 || !q->closed) return false;
    const char *p = s + q->inner.begin;
    bool in_word = false;
    if (title_case(p, n)) return true;
    for (uint32_t i = 0; i < n; i++) {
        bool blank = blank_byte((unsigned char)p[i]);
        if (!blank && !in_word) words++;
        in_word = !blank;
    }
    char last = p[n - 1];
    return words <= 4 && last != '.' && last != '!' && last != '?' && last != ',';
}

static void scan_paragraph(scanner *sc)
{
    const window *w = &sc->w;
    count_directed(sc);
    for (uint32_t at = w->begin; (at = next_mark(w, at)) < w->end;) {
        glyph g = glyph_at(w, at);
        if (g.family == GLYPH_DOUBLE)
            on_double(sc, at, g);
        else if (g.family == GLYPH_SINGLE)
            on_single(sc, at, g);
        else if (g.family != GLYPH_NONE) {
            int level = find_open(sc, g.family);
            if (g.side & OPENS)
                open_quote(sc, at, g);
            else if (level >= 0)
                close_quote(sc, (uint32_t)level, at, g.len);
        }
        at += g.len;
    }
    close_quote(sc, 0, w->end, 0);
}

/* Chains a quotation left open with one that opens the next paragraph. */
static void chain_paragraphs(sayso_doc *doc)
{
    uint32_t j = 0; /* the first quotation of a later paragraph */
    for (uint32_t i = 0; i < doc->quotes.n; i++) {
        ss_quote *q = &doc->quotes.at[i];
        trim(doc->text, &q->inner);
        trim(doc->text, &q->outer);
        q->scare = looks_scare(doc->text, q);
        if (q->closed || q->depth != 1) continue;
        if (j <= i) j = i + 1;
        while (j < doc->quotes.n && doc->quotes.at[j].para == q->para) j++;
        bool goes_on = j < doc->quotes.n && doc->quotes.at[j].para == q->para + 1 &&
                       doc->quotes.at[j].outer.begin ==
                           doc->paragraphs.at[q->para + 1].span.begin;
        if (goes_on) {
            q->next = (int32_t)j;
            doc->quotes.at[j].prev = (int32_t)i;
        } else {
            ss_warn(doc, q->outer.begin, "a quotation mark is not closed in its paragraph");
        }
    }
}

void ss_text_quotes(ss_ctx *ctx)
{
    sayso_doc *doc = ctx->doc;
    for (uint32_t i = 0; i < doc->paragraphs.n; i++) {
        scanner sc = {.ctx = ctx,
                      .w = {doc->text, doc->paragraphs.at[i].span.begin, doc->paragraphs.at[i].span.end},
                      .para = i};
        scan_paragraph(&sc);
    }
    chain_paragraphs(doc);
}
