/* atoms.c - cuts text into words, numbers and marks, and looks up their classes.
 *
 * One pass over the bytes of a stretch of tokens; each word costs a hash and one
 * look at which lists have it. Words are runs of letters; dots inside an abbreviation of
 * single letters ("p.m.", "U.S.") and after a listed abbreviation ("Oct.") are
 * taken in and dropped from `s`. Numbers take grouping commas ("19,752", three
 * digits each) and one decimal point; digits with two points ("10.3.2014") are
 * a word, for they are no number. Linear. Letters outside ASCII are kept as
 * they are; digits of other scripts are letters here.
 */
#include "attr/when.h"

#include <stdlib.h>

const ss_atom ss_atom_none = {.kind = SS_ATOM_END, .s = "", .targ = ""};

void ss_atoms_init(ss_atoms *a, ss_ctx *ctx)
{
    *a = (ss_atoms){.doc = ctx->doc, .model = ctx->model, .arena = ctx->scratch};
    a->time_words = ss_lexicon_get(ctx->model, "time_words");
    a->number_words = ss_lexicon_get(ctx->model, "number_words");
}

uint32_t ss_atoms_stretch(const sayso_doc *doc, uint32_t first)
{
    uint32_t last = doc->sentences.at[doc->tokens.at[first].sent].last;
    return last - first > SS_ATOMS_MOST ? first + SS_ATOMS_MOST : last;
}

/* Does the list of n bytes have the atom at `at`, where its first letter is? */
static bool has_word(const ss_atom *x, const char *list, size_t n, size_t at)
{
    return (at == 0 || list[at - 1] == ' ') && n - at > x->len && list[at + x->len] == ' ' &&
           !memcmp(list + at, x->s, x->len);
}

/* Most words of a list differ in their first letter: eight bytes are looked at together for
 * that letter behind a blank. */
bool ss_atom_among(const ss_atom *x, const char *list, size_t n)
{
    if (x->len == 0) return false;
    const uint64_t each = 0x0101010101010101u, first = each * (unsigned char)x->s[0], blanks = each * ' ';
    size_t at = 0;
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
    for (uint64_t before = ' '; at + 8 <= n; at += 8) {
        uint64_t bytes;
        memcpy(&bytes, list + at, 8);
        uint64_t other = (bytes ^ first) | ((bytes << 8 | before) ^ blanks); /* a zero byte: both hold */
        before = bytes >> 56;
        for (uint64_t hits = (other - each) & ~other & each << 7; hits; hits &= hits - 1)
            if (has_word(x, list, n, at + (size_t)__builtin_ctzll(hits) / 8)) return true;
    }
#endif
    for (; at < n; at++)
        if (list[at] == x->s[0] && has_word(x, list, n, at)) return true;
    return false;
}

uint32_t ss_atoms_match(const ss_atoms *a, uint32_t i, const ss_lexicon *lex, const char **value)
{
    enum { MOST = 6 };
    char key[96];
    size_t n = 0;
    uint32_t best = 0;
    if (!lex || (i < a->v.n && a->v.at[i].unlisted & lex->bit)) return 0;
    for (uint32_t k = 0; k < MOST && i + k < a->v.n; k++) {
        const ss_atom *x = &a->v.at[i + k];
        if (n + x->len + 2 > sizeof key || x->len == 0) break;
        if (k) key[n++] = ' ';
        memcpy(key + n, x->s, x->len);
        n += x->len;
        key[n] = '\0';
        const char *v = ss_lexicon_find(lex, key, n);
        if (v) {
            best = k + 1;
            if (value) *value = v;
        }
    }
    return best;
}

/* ----------------------------------------------------------------- cutting */

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_ascii_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* Length of the UTF-8 sequence at p, never past end. */
static uint32_t sequence(const char *p, const char *end)
{
    unsigned char c = (unsigned char)*p;
    uint32_t n = c < 0x80 ? 1 : c < 0xE0 ? 2 : c < 0xF0 ? 3 : 4;
    return n > (size_t)(end - p) ? (uint32_t)(end - p) : n;
}

/* A sign of more than one byte that the grammars know, as what they call it;
 * *value for vulgar fractions. NULL: another. */
static const char *sign(const char *p, uint32_t n, double *value)
{
    static const struct {
        char bytes[4];
        const char *name;
        double value;
    } signs[] = {
        {"\xE2\x80\x90", "-", 0},
        {"\xE2\x80\x91", "-", 0},
        {"\xE2\x80\x92", "-", 0},
        {"\xE2\x80\x93", "-", 0},
        {"\xE2\x80\x94", "--", 0},
        {"\xE2\x80\x95", "--", 0},
        {"\xE2\x88\x92", "-", 0},
        {"\xE2\x80\x98", "'", 0},
        {"\xE2\x80\x99", "'", 0},
        {"\xE2\x80\x9C", "\"", 0},
        {"\xE2\x80\x9D", "\"", 0},
        {"\xC2\xBD", "1/2", 0.5},
        {"\xC2\xBC", "1/4", 0.25},
        {"\xC2\xBE", "3/4", 0.75},
        {"\xE2\x85\x93", "1/3", 1 / 3.0},
        {"\xE2\x85\x94", "2/3", 2 / 3.0},
        {"\xE2\x85\x95", "1/5", 0.2},
        {"\xE2\x85\x96", "2/5", 0.4},
        {"\xE2\x85\x97", "3/5", 0.6},
        {"\xE2\x85\x98", "4/5", 0.8},
        {"\xE2\x85\x99", "1/6", 1 / 6.0},
        {"\xE2\x85\x9A", "5/6", 5 / 6.0},
        {"\xE2\x85\x9B", "1/8", 0.125},
        {"\xE2\x85\x9C", "3/8", 0.375},
        {"\xE2\x85\x9D", "5/8", 0.625},
        {"\xE2\x85\x9E", "7/8", 0.875},
        {"\xC2\xA3", "\xC2\xA3", 0},
        {"\xC2\xA5", "\xC2\xA5", 0},
        {"\xC2\xA2", "\xC2\xA2", 0},
        {"\xC2\xA7", "\xC2\xA7", 0},
        {"\xC2\xA0", " ", 0},
        {"\xC2\xB0", "\xC2\xB0", 0},
    };
    if (n < 2 || n > 3) return NULL;
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
        if (strlen(signs[i].bytes) == n && !memcmp(signs[i].bytes, p, n)) {
            *value = signs[i].value;
            return signs[i].name;
        }
    if (n == 3 && !memcmp(p, "\xE2\x82", 2)) return ""; /* currency signs: by their bytes */
    if (n == 3 && !memcmp(p, "\xE2\x80", 2)) return ""; /* other punctuation */
    return NULL;
}

/* Is there a letter at p, a byte of a letter outside ASCII included? */
static uint32_t letter(const char *p, const char *end)
{
    double value;
    if (p >= end) return 0;
    if (is_ascii_letter(*p)) return 1;
    if ((unsigned char)*p < 0x80) return 0;
    uint32_t n = sequence(p, end);
    return sign(p, n, &value) ? 0 : n;
}

typedef struct {
    const char *p, *end;
    char *out;
} cutter;

/* The bytes of a grouping mark at p that three digits, and no fourth, follow; 0: none. */
static uint32_t group_mark(const cutter *c, const char *p)
{
    uint32_t n = c->end - p >= 4 && *p == ',' ? 1 : 0;
    if (c->end - p >= 6 && (!memcmp(p, "\xE2\x80\xAF", 3) || !memcmp(p, "\xE2\x80\x89", 3))) n = 3; /* thin blanks */
    if (!n || !is_digit(p[n]) || !is_digit(p[n + 1]) || !is_digit(p[n + 2])) return 0;
    return c->end - p > n + 3 && is_digit(p[n + 3]) ? 0 : n;
}

/* Indian grouping, "12,34,567": two digits between commas, three at the last. */
static bool lakh_groups(const cutter *c, const char *p)
{
    for (int n = 0; n < 4 && c->end - p >= 7 && *p == ',' && is_digit(p[1]) && is_digit(p[2]) && p[3] == ','; n++) {
        p += 3;
        if (group_mark(c, p)) return true;
    }
    return false;
}

static void cut_number(cutter *c, ss_atom *x)
{
    const char *p = c->p, *begin = p;
    int points = 0;
    double whole = 0, place = 1;
    while (p < c->end && is_digit(*p)) whole = whole * 10 + (*p++ - '0');
    size_t digits = (size_t)(p - begin);
    if (digits > 1 && *begin == '0') x->flags |= SS_AT_ZERO;
    if (digits >= 1 && digits <= 3) {
        while (digits <= 2 + (x->flags & SS_AT_COMMA ? 9 : 0) && lakh_groups(c, p)) {
            whole = whole * 100 + (p[1] - '0') * 10 + (p[2] - '0');
            p += 3;
            digits += 2;
            x->flags |= SS_AT_COMMA;
        }
        for (uint32_t n; (n = group_mark(c, p)) > 0;) {
            whole = whole * 1000 + (p[n] - '0') * 100 + (p[n + 1] - '0') * 10 + (p[n + 2] - '0');
            p += n + 3;
            digits += 3;
            x->flags |= SS_AT_COMMA;
        }
    }
    while (c->end - p >= 2 && *p == '.' && is_digit(p[1])) {
        points++;
        for (p++; p < c->end && is_digit(*p); p++) {
            place /= 10;
            if (points == 1) whole += place * (*p - '0');
        }
    }
    x->kind = SS_ATOM_NUMBER;
    x->digits = (uint8_t)(digits > 255 ? 255 : digits);
    if (points == 1) { /* exact where decimal is: 2.1, not 2.1000000000000001 more */
        char copy[64];
        size_t n = 0;
        for (const char *q = begin; q < p && n + 1 < sizeof copy; q++)
            if (*q != ',') copy[n++] = *q;
        copy[n] = '\0';
        if (n + 1 < sizeof copy) whole = strtod(copy, NULL);
        x->flags |= SS_AT_POINT;
    }
    x->number = whole;
    if (points > 1) x->kind = SS_ATOM_WORD;
    memcpy(c->out, begin, (size_t)(p - begin));
    c->out += p - begin;
    c->p = p;
}

static void cut_word(cutter *c, ss_atom *x)
{
    const char *p = c->p;
    uint32_t n, letters = 0, capitals = 0, run = 0;
    if (*p >= 'A' && *p <= 'Z') x->flags |= SS_AT_CAPITAL;
    for (;;) {
        if ((n = letter(p, c->end)) > 0) {
            for (uint32_t k = 0; k < n; k++) *c->out++ = (char)(p[k] >= 'A' && p[k] <= 'Z' ? p[k] + 32 : p[k]);
            capitals += *p >= 'A' && *p <= 'Z';
            letters++;
            run++;
            p += n;
        } else if (run == 1 && p < c->end && *p == '.' && (x->flags & SS_AT_DOTTED || letter(p + 1, c->end))) {
            /* "p.m.": a dot after each single letter */
            uint32_t one = letter(p + 1, c->end);
            if (one && letter(p + 1 + one, c->end)) break; /* "A.Smith" */
            x->flags |= SS_AT_DOTTED;
            p++;
            run = 0;
            if (!one) break;
        } else {
            break;
        }
    }
    if (letters > 1 && capitals == letters) x->flags |= SS_AT_ALLCAPS;
    x->kind = SS_ATOM_WORD;
    c->p = p;
}

static void cut_mark(cutter *c, ss_atom *x)
{
    uint32_t n = sequence(c->p, c->end);
    double value = 0;
    const char *name = n > 1 ? sign(c->p, n, &value) : NULL;
    x->kind = SS_ATOM_MARK;
    if (name && *name) {
        size_t len = strlen(name);
        memcpy(c->out, name, len);
        c->out += len;
    } else {
        memcpy(c->out, c->p, n);
        c->out += n;
    }
    if (value > 0) {
        x->kind = SS_ATOM_NUMBER;
        x->number = value;
        x->flags |= SS_AT_VULGAR | SS_AT_POINT;
    }
    c->p += n;
    /* "'s" and "s'" are endings of their own */
    if (name ? !strcmp(name, "'") : c->p[-1] == '\'') {
        if (c->p < c->end && (*c->p == 's' || *c->p == 'S') && !letter(c->p + 1, c->end) &&
            !(c->p + 1 < c->end && is_digit(c->p[1]))) {
            *c->out++ = 's';
            c->p++;
        }
    }
}

/* ------------------------------------------------------------- classifying */

static void classify_time(ss_atom *x, const char *value)
{
    static const char *const names[] = {
#define X(name) #name,
        SS_TIME_CLASSES(X)
#undef X
    };
    const char *blank = strchr(value, ' ');
    size_t n = blank ? (size_t)(blank - value) : strlen(value);
    for (size_t i = 1; i < sizeof names / sizeof *names; i++) {
        if (strlen(names[i]) != n || memcmp(names[i], value, n) != 0) continue;
        x->tclass = (uint8_t)i;
        x->targ = blank ? blank + 1 : "";
        if (strstr(x->targ, "abbr")) x->flags |= SS_AT_ABBR;
        return;
    }
}

static void classify_number(ss_atom *x, const char *value)
{
    static const char *const names[] = {"", "cardinal", "scale", "ordinal", "fraction"};
    const char *blank = strchr(value, ' ');
    if (!blank) return;
    for (uint8_t i = 1; i < sizeof names / sizeof *names; i++)
        if (strlen(names[i]) == (size_t)(blank - value) && !memcmp(names[i], value, (size_t)(blank - value))) {
            x->nclass = i;
            char *end;
            x->number = strtod(blank + 1, &end);
            if (*end == '/') x->number /= strtod(end + 1, NULL);
            return;
        }
}

static const char *find(const ss_lexicon *lex, const ss_atom *x)
{
    return lex && !(x->unlisted & lex->bit) ? ss_lexicon_find_hashed(lex, x->s, x->len, x->hash) : NULL;
}

static void classify(ss_atoms *a, cutter *c, ss_atom *x)
{
    if (x->kind != SS_ATOM_WORD || x->len > 24) return;
    const ss_token *t = &a->doc->tokens.at[x->token];
    bool token = t->lower_len == x->len && !memcmp(t->lower, x->s, x->len); /* as mostly */
    x->hash = token ? t->lhash : ss_hash_bytes(x->s, x->len);
    x->unlisted = token ? t->unlisted : ss_lexicon_unlisted(a->model, x->hash);
    const char *value = find(a->time_words, x);
    if (value) classify_time(x, value);
    value = find(a->number_words, x);
    if (value) classify_number(x, value);
    if (x->flags & SS_AT_ABBR && c->p < c->end && *c->p == '.') {
        x->flags |= SS_AT_DOTTED;
        c->p++;
    }
}

void ss_atoms_cut(ss_atoms *a, uint32_t first, uint32_t last)
{
    const sayso_doc *doc = a->doc;
    const ss_token *tokens = doc->tokens.at;
    a->v.n = 0;
    if (first >= last) return;
    uint32_t begin = tokens[first].begin, end = tokens[last - 1].end;
    size_t need = ((size_t)end - begin) * 2 + 16; /* each atom adds a NUL, a sign at most a byte more */
    if (need > a->chars_cap) {
        a->chars_cap = need + need / 2;
        a->chars = ss_alloc(a->arena, a->chars_cap);
    }
    cutter c = {doc->text + begin, doc->text + end, a->chars};
    uint32_t token = first;
    bool glued = false;
    while (c.p < c.end) {
        uint32_t at = (uint32_t)(c.p - doc->text);
        if ((unsigned char)*c.p <= ' ' || (*c.p == '\xC2' && c.end - c.p > 1 && c.p[1] == '\xA0')) {
            c.p += *c.p == '\xC2' ? 2 : 1;
            glued = false;
            continue;
        }
        while (token + 1 < last && tokens[token].end <= at) token++;
        ss_atom x = {.begin = at, .token = token, .s = c.out, .targ = ""};
        if (glued) x.flags |= SS_AT_GLUED;
        if (a->v.n == 0) x.flags |= SS_AT_FIRST;
        if (tokens[token].flags & SS_SKIP) x.flags |= SS_AT_SKIP;
        if (tokens[token].flags & SS_IN_POST) x.flags |= SS_AT_POST;
        if (is_digit(*c.p) || (*c.p == '.' && !glued && c.end - c.p > 1 && is_digit(c.p[1])))
            cut_number(&c, &x);
        else if (letter(c.p, c.end))
            cut_word(&c, &x);
        else
            cut_mark(&c, &x);
        size_t len = (size_t)(c.out - x.s);
        x.len = (uint16_t)(len > 65535 ? 65535 : len);
        *c.out++ = '\0';
        classify(a, &c, &x);
        x.end = (uint32_t)(c.p - doc->text);
        *ss_push(a->arena, &a->v) = x;
        glued = true;
    }
}
