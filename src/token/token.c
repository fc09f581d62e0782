/* token.c - text to tokens and sentences.
 *
 * Tokens follow the English UD treebanks on which tagger and parser are trained:
 * clitics apart (do n't, Smith 's), hyphens apart (23 - year - old) but for a
 * list of prefixes, full stops kept on abbreviations, addresses and handles
 * whole, currency and percent signs apart. Sentences: sentences.c.
 *
 * Method: one scan a paragraph, a chunk between blanks at a time, cut first at
 * both edges and then inside. Invariants: see doc/doc.h. Cost: linear; a chunk is
 * looked at a constant number of times.
 * Known failures: words run together by mistake ("alot", "iwas").
 */
#include "token/token.h"

#include "token/sentences.h"

#include <utf8proc.h>

typedef struct {
    ss_ctx *ctx;
    sayso_doc *doc;
    const char *s;
    const ss_lexicon *abbreviations, *prefixes;
    uint32_t para;
    uint32_t region;     /* next region to look at */
    uint32_t quote;      /* next quotation to enter */
    int32_t open[20];    /* quotations around the current position */
    uint32_t n_open;
} tokenizer;

/* ------------------------------------------------------------- characters */

typedef enum { C_BLANK, C_LETTER, C_DIGIT, C_MARK, C_JOINER } char_class;

/* Decodes one code point; *len its bytes. The text is valid UTF-8. */
static uint32_t decode(const char *s, uint32_t at, uint32_t end, uint32_t *len)
{
    const unsigned char *p = (const unsigned char *)s + at;
    if (p[0] < 0x80) return *len = 1, p[0];
    uint32_t want = p[0] >= 0xF0 ? 4 : p[0] >= 0xE0 ? 3 : 2;
    if (want > end - at) want = end - at;
    *len = want;
    uint32_t c = p[0] & (0xFFu >> (want + 1));
    for (uint32_t i = 1; i < want; i++) c = c << 6 | (p[i] & 0x3F);
    return c;
}

static char_class class_of(uint32_t c)
{
    if ((c | 32) >= 'a' && (c | 32) <= 'z') return C_LETTER;
    if (c < 0x80) {
        if (c <= ' ' || c == 127) return C_BLANK;
        return c >= '0' && c <= '9' ? C_DIGIT : C_MARK;
    }
    if (c == 0xA0 || c == 0x2028 || c == 0x2029 || c == 0x3000 || (c >= 0x2000 && c <= 0x200B) ||
        c == 0x202F || c == 0x205F || c == 0xFEFF || c == 0x85)
        return C_BLANK;
    if (c == 0xAD || c == 0x200C || c == 0x200D) return C_JOINER;
    if (c >= 0x2010 && c <= 0x206F) return C_MARK;
    switch (utf8proc_category((utf8proc_int32_t)c)) {
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LL:
    case UTF8PROC_CATEGORY_LT:
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO:
    case UTF8PROC_CATEGORY_MN:
    case UTF8PROC_CATEGORY_MC:
    case UTF8PROC_CATEGORY_ME: return C_LETTER;
    case UTF8PROC_CATEGORY_ND:
    case UTF8PROC_CATEGORY_NL:
    case UTF8PROC_CATEGORY_NO: return C_DIGIT;
    case UTF8PROC_CATEGORY_ZS:
    case UTF8PROC_CATEGORY_ZL:
    case UTF8PROC_CATEGORY_ZP:
    case UTF8PROC_CATEGORY_CC: return C_BLANK;
    case UTF8PROC_CATEGORY_CF: return C_JOINER;
    default: return C_MARK;
    }
}

static bool is_word(char_class c)
{
    return c == C_LETTER || c == C_DIGIT || c == C_JOINER;
}

/* ' or ’ at this byte: its length, else 0. */
static uint32_t apostrophe(const char *s, uint32_t at, uint32_t end)
{
    if (at < end && s[at] == '\'') return 1;
    if (end - at >= 3 && !memcmp(s + at, "\xE2\x80\x99", 3)) return 3;
    return 0;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_alpha(char c)
{
    return (c | 32) >= 'a' && (c | 32) <= 'z';
}

/* ------------------------------------------------------------------ tokens */

/* Where quotations open and close around the token at [begin, end). */
static void place_in_quotes(tokenizer *tz, ss_token *t)
{
    sayso_doc *doc = tz->doc;
    while (tz->n_open && doc->quotes.at[tz->open[tz->n_open - 1]].outer.end <= t->begin) tz->n_open--;
    while (tz->quote < doc->quotes.n && doc->quotes.at[tz->quote].outer.begin <= t->begin) {
        const ss_quote *q = &doc->quotes.at[tz->quote];
        if (q->outer.end > t->begin && tz->n_open < 20) {
            while (tz->n_open && doc->quotes.at[tz->open[tz->n_open - 1]].outer.end <= q->outer.begin)
                tz->n_open--;
            tz->open[tz->n_open++] = (int32_t)tz->quote;
        }
        tz->quote++;
    }
    uint32_t depth = 0;
    for (uint32_t i = 0; i < tz->n_open; i++) {
        const ss_quote *q = &doc->quotes.at[tz->open[i]];
        if (t->begin < q->inner.begin && t->begin >= q->outer.begin)
            t->flags |= SS_QUOTE_OPEN;
        else if (t->begin >= q->inner.end)
            t->flags |= SS_QUOTE_CLOSE;
        else
            depth++;
    }
    t->depth = (uint8_t)depth;
    if (depth) t->flags |= SS_IN_QUOTE;
}

static void place_in_regions(tokenizer *tz, ss_token *t)
{
    sayso_doc *doc = tz->doc;
    while (tz->region < doc->regions.n && doc->regions.at[tz->region].span.end <= t->begin) tz->region++;
    if (tz->region == doc->regions.n) return;
    const sayso_region *r = &doc->regions.at[tz->region];
    if (r->span.begin >= t->end) return;
    if (r->kind == SAYSO_REGION_POST && t->begin >= r->content.begin && t->begin < r->content.end)
        t->flags |= SS_IN_POST;
    else if (r->kind != SAYSO_REGION_CAPTION)
        t->flags |= SS_SKIP;
}

/* Fills the lower-case form and the flags that come from the characters. */
static void describe(tokenizer *tz, ss_token *t)
{
    uint32_t n = t->end - t->begin, letters = 0, upper = 0;
    char *low = ss_alloc(tz->ctx->scratch, n * 3 + 1), *o = low;
    for (uint32_t at = t->begin; at < t->end;) {
        uint32_t len, c = decode(tz->s, at, t->end, &len);
        if (c < 0x80) {
            bool up = c >= 'A' && c <= 'Z';
            letters += up || (c >= 'a' && c <= 'z');
            upper += up;
            if (up && at == t->begin) t->flags |= SS_CAPITAL;
            if (is_digit((char)c)) t->flags |= SS_DIGIT;
            *o++ = up ? (char)(c | 32) : (char)c;
        } else if (c == 0x2019 || c == 0x2018) {
            *o++ = '\'';
        } else if (c != 0xAD) {
            int32_t l = utf8proc_tolower((utf8proc_int32_t)c);
            char_class k = class_of(c);
            if (k == C_LETTER) {
                letters++;
                if (l != (int32_t)c) {
                    upper++;
                    if (at == t->begin) t->flags |= SS_CAPITAL;
                }
            } else if (k == C_DIGIT) {
                t->flags |= SS_DIGIT;
            }
            o += utf8proc_encode_char(l, (utf8proc_uint8_t *)o);
        }
        at += len;
    }
    *o = '\0';
    t->lower = low;
    t->lower_len = (uint16_t)(o - low > UINT16_MAX ? UINT16_MAX : o - low);
    t->lhash = ss_hash_bytes(low, t->lower_len);
    t->hash = upper ? ss_hash_bytes(tz->s + t->begin, n) : t->lhash;
    if (letters) t->flags |= SS_ALPHA;
    if (letters > 1 && upper == letters) t->flags |= SS_ALLCAPS;
    if (!letters && !(t->flags & SS_DIGIT)) t->flags |= SS_PUNCT;
}

static void emit(tokenizer *tz, uint32_t begin, uint32_t end)
{
    if (begin >= end) return;
    ss_token *t = ss_push(tz->ctx->scratch, &tz->doc->tokens);
    *t = (ss_token){.begin = begin, .end = end, .head = -1};
    uint32_t n = tz->doc->tokens.n;
    if (n == 1 || tz->doc->tokens.at[n - 2].end < begin) t->flags |= SS_SPACE_BEFORE;
    place_in_quotes(tz, t);
    place_in_regions(tz, t);
    describe(tz, t);
}

/* ------------------------------------------------------------------ chunks */

static bool starts_with(const char *s, uint32_t begin, uint32_t end, const char *what)
{
    size_t n = strlen(what);
    return end - begin >= n && !strncasecmp(s + begin, what, n);
}

/* alt.animals.dogs: words in small letters with full stops between, two at least. */
static bool is_dotted(const char *s, uint32_t begin, uint32_t end)
{
    uint32_t stops = 0, run = 0;
    for (uint32_t i = begin; i < end; i++) {
        if (s[i] >= 'a' && s[i] <= 'z') {
            run++;
        } else if (s[i] == '.' && run > 1) {
            stops++;
            run = 0;
        } else if (s[i] != '-' || !run) {
            return false;
        }
    }
    return stops >= 2 && run > 1;
}

/* An address, handle, hashtag, picture link or file name: one token. */
static bool is_address(const char *s, uint32_t begin, uint32_t end)
{
    if (end - begin < 2) return false;
    if ((s[begin] == '@' || s[begin] == '#') && (is_alpha(s[begin + 1]) || is_digit(s[begin + 1]) ||
                                                 s[begin + 1] == '_'))
        return true;
    if (starts_with(s, begin, end, "http://") || starts_with(s, begin, end, "https://") ||
        starts_with(s, begin, end, "www.") || starts_with(s, begin, end, "pic.twitter.com"))
        return true;
    const char *at = memchr(s + begin, '@', end - begin);
    if (memchr(s + begin, '<', end - begin) || memchr(s + begin, '"', end - begin)) return false; /* Ann"<ann@x.org> */
    if (at && at > s + begin && memchr(at, '.', (size_t)(s + end - at))) return true;
    static const char *const domains[] = {".com", ".org", ".net", ".gov", ".edu", ".co.uk", ".tv", ".ly/"};
    for (size_t i = 0; i < sizeof domains / sizeof *domains; i++) {
        size_t n = strlen(domains[i]);
        if (end - begin > n && end - begin < 200 &&
            (!strncasecmp(s + end - n, domains[i], n) ||
             memmem(s + begin, end - begin, domains[i], n) != NULL))
            return is_alpha(s[begin]);
    }
    static const char *const files[] = {".pdf", ".doc", ".htm", ".html", ".xls", ".jpg", ".gif", ".exe", ".txt"};
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        size_t n = strlen(files[i]);
        if (end - begin > n && !strncasecmp(s + end - n, files[i], n)) return is_alpha(s[begin]);
    }
    return is_dotted(s, begin, end);
}

/* A letter followed by a full stop, one or more times: U.S., J., p.m., Ph.D. */
static bool is_initials(const char *s, uint32_t begin, uint32_t end)
{
    uint32_t n = end - begin;
    if (n < 2 || n > 12 || s[end - 1] != '.') return false;
    if (n == 2) return s[begin] >= 'A' && s[begin] <= 'Z';
    uint32_t run = 0, stops = 0;
    for (uint32_t i = begin; i < end; i++) {
        if (is_alpha(s[i])) {
            if (++run > 2) return false;
        } else if (s[i] == '.' && run) {
            run = 0;
            stops++;
        } else {
            return false;
        }
    }
    return stops >= 2;
}

static const char *abbreviation(const tokenizer *tz, uint32_t begin, uint32_t end)
{
    char low[16];
    uint32_t n = end - begin;
    if (n < 2 || n >= sizeof low) return NULL;
    for (uint32_t i = 0; i < n; i++) {
        char c = tz->s[begin + i];
        low[i] = c >= 'A' && c <= 'Z' ? (char)(c | 32) : c;
    }
    return ss_lexicon_find(tz->abbreviations, low, n);
}

static bool figure_follows(const tokenizer *tz, uint32_t at)
{
    uint32_t end = tz->doc->paragraphs.at[tz->para].span.end;
    while (at < end && (tz->s[at] == ' ' || tz->s[at] == '\n')) at++;
    return at < end && is_digit(tz->s[at]);
}

/* The last byte of an apostrophe? */
static bool is_tick(char c)
{
    return c == '\'' || c == '\x99';
}

/* Length of a clitic at the end of [begin, end), 0 for none. */
static uint32_t clitic(const char *s, uint32_t begin, uint32_t end)
{
    uint32_t n = end - begin;
    if (n < 3 || !(is_tick(s[end - 2]) || is_tick(s[end - 3]))) return 0; /* most words */
    static const char *const tails[] = {"s", "re", "ve", "ll", "d", "m"};
    for (size_t i = 0; i < sizeof tails / sizeof *tails; i++) {
        uint32_t k = (uint32_t)strlen(tails[i]);
        if (n <= k + 1 || strncasecmp(s + end - k, tails[i], k)) continue;
        for (uint32_t a = 1; a <= 3; a += 2)
            if (n > k + a && apostrophe(s, end - k - a, end) == a) return k + a;
    }
    for (uint32_t a = 1; a <= 3; a += 2) /* n't */
        if (n > a + 2 && (s[end - 1] | 32) == 't' && apostrophe(s, end - 1 - a, end) == a &&
            (s[end - 2 - a] | 32) == 'n')
            return a + 2;
    return 0;
}

/* Words written together that the treebanks take apart. Returns the cut, 0: none. */
static uint32_t fused(const char *s, uint32_t begin, uint32_t end)
{
    enum { LONGEST = 8 };
    static const struct {
        char word[LONGEST + 1];
        uint32_t cut;
        bool small; /* in small letters only: Ive and Im are names */
    } list[] = {{"cannot", 3, false}, {"gonna", 3, false}, {"gotta", 3, false}, {"wanna", 3, false}, {"lemme", 3, false},
                {"gimme", 3, false}, {"dont", 2, false}, {"cant", 2, false}, {"didnt", 3, false}, {"doesnt", 4, false},
                {"isnt", 2, false}, {"wasnt", 3, false}, {"arent", 3, false}, {"werent", 4, false}, {"hasnt", 3, false},
                {"hadnt", 3, false}, {"havent", 4, false}, {"couldnt", 5, false}, {"wouldnt", 5, false},
                {"shouldnt", 6, false}, {"thats", 4, false}, {"whats", 4, false}, {"theres", 5, false}, {"youre", 3, false},
                {"theyre", 4, false}, {"youll", 3, false}, {"alot", 1, false}, {"outta", 3, false}, {"im", 1, true},
                {"ive", 1, true}};
    char low[LONGEST + 1] = {0};
    if (end - begin < 2 || end - begin > LONGEST) return 0;
    for (uint32_t i = begin; i < end; i++) low[i - begin] = s[i] >= 'A' && s[i] <= 'Z' ? (char)(s[i] | 32) : s[i];
    const bool small = s[begin] == low[0];
    for (size_t i = 0; i < sizeof list / sizeof *list; i++)
        if (!memcmp(low, list[i].word, sizeof low)) return small || !list[i].small ? list[i].cut : 0;
    return 0;
}

/* A run of letters and digits with apostrophes: clitics apart. */
static void emit_word(tokenizer *tz, uint32_t begin, uint32_t end)
{
    uint32_t tail = clitic(tz->s, begin, end);
    uint32_t cut = fused(tz->s, begin, end - tail);
    if (cut) {
        emit(tz, begin, begin + cut);
        emit(tz, begin + cut, end - tail);
    } else {
        emit(tz, begin, end - tail);
    }
    emit(tz, end - tail, end);
}

/* The end of a figure that begins here: 1,234.56  10:30  1/2  10th  1980s  3-D,
 * dates and telephone numbers with two hyphens or the shape 555-1234. */
static uint32_t figure_end(const char *s, uint32_t at, uint32_t end)
{
    uint32_t i = at, hyphens = 0, groups[4] = {0};
    while (i < end && is_digit(s[i])) i++;
    groups[0] = i - at;
    for (uint32_t j = i; j + 1 < end && s[j] == '-' && is_digit(s[j + 1]) && hyphens < 3;) {
        uint32_t k = j + 1;
        while (k < end && is_digit(s[k])) k++;
        groups[++hyphens] = k - j - 1;
        j = k;
        if (hyphens >= 2 || (hyphens == 1 && groups[0] == 3 && groups[1] == 4)) i = j;
    }
    while (i + 1 < end && (s[i] == ',' || s[i] == '.' || s[i] == ':' || s[i] == '/') &&
           is_digit(s[i + 1])) {
        i += 2;
        while (i < end && is_digit(s[i])) i++;
    }
    /* letters that belong: th, s, m, bn ... */
    while (i < end && is_alpha(s[i])) i++;
    return i;
}

/* Is the hyphen at `at` inside one token? After a prefix of the list. */
static bool keeps_hyphen(const tokenizer *tz, uint32_t begin, uint32_t at)
{
    char low[16];
    uint32_t n = at - begin;
    if (n == 0 || n >= sizeof low) return false;
    for (uint32_t i = 0; i < n; i++) {
        if (!is_alpha(tz->s[begin + i])) return false;
        low[i] = (char)(tz->s[begin + i] | 32);
    }
    return ss_lexicon_find(tz->prefixes, low, n) != NULL;
}

/* The end of the word that begins here. */
static uint32_t word_end(const tokenizer *tz, uint32_t begin, uint32_t end)
{
    const char *s = tz->s;
    uint32_t at = begin;
    while (at < end) {
        uint32_t len, c = decode(s, at, end, &len);
        if (is_word(class_of(c))) {
            at += len;
            continue;
        }
        uint32_t next_len = 0, next = at + len < end ? decode(s, at + len, end, &next_len) : ' ';
        bool joined = is_word(class_of(next));
        uint32_t a = apostrophe(s, at, end);
        if (a && joined && at > begin) {
            at += a;
            continue;
        }
        if (c == '&' && joined && at - begin <= 2 && next < 0x80 && next < 'a') { /* AT&T, R&D */
            at += len;
            continue;
        }
        if (c == '.' && joined && at - begin == 1 && at + 2 < end && s[at + 2] == '.') { /* U.S. */
            while (at + 1 < end && s[at] == '.' && is_alpha(s[at + 1])) at += 2;
            if (at < end && s[at] == '.') at++;
            return at;
        }
        if (c == '-' && joined && keeps_hyphen(tz, begin, at)) {
            at += len;
            continue;
        }
        if (c == '_' && joined && at > begin) {
            at += len;
            continue;
        }
        break;
    }
    return at;
}

/* The length of an emoticon that begins here, or 0: :) :-( ;) :P =D. One without a nose
 * stands alone: "(as here:)" is none. */
static uint32_t emoticon(const char *s, uint32_t begin, uint32_t at, uint32_t end)
{
    if (s[at] != ':' && s[at] != ';' && s[at] != '=') return 0;
    uint32_t i = at + 1;
    bool nose = i + 1 < end && s[i] == '-';
    if (nose) i++;
    if (i >= end || (!nose && at > begin) || !strchr(")(DPp]/|*?", s[i])) return 0;
    i++;
    return i == end || !is_word(class_of((unsigned char)s[i])) ? i - at : 0;
}

/* b/c, w/, w/o: their length, else 0. */
static uint32_t slashed(const char *s, uint32_t at, uint32_t end)
{
    if (at + 2 > end || s[at + 1] != '/') return 0;
    char c = at + 2 < end ? (char)(s[at + 2] | 32) : 0, low = (char)(s[at] | 32);
    bool ends = at + 3 >= end || !is_word(class_of((unsigned char)s[at + 3]));
    if (((low == 'b' && c == 'c') || (low == 'w' && c == 'o')) && ends) return 3;
    return low == 'w' && at + 2 == end ? 2 : 0;
}

/* A run of the same mark that is one token: ... -- --- .. !! */
static uint32_t mark_run(const char *s, uint32_t at, uint32_t end, uint32_t len)
{
    char c = s[at];
    if (len == 1 && (c == '.' || c == '-' || c == '!' || c == '?' || c == '*' || c == '_' || c == '=' ||
                     c == '$' || c == '<' || c == '>' || c == '+')) {
        uint32_t i = at + 1;
        while (i < end && (s[i] == c || ((c == '!' || c == '?') && (s[i] == '!' || s[i] == '?')))) i++;
        return i;
    }
    if (len == 1 && (c == '`' || c == '\'') && at + 1 < end && s[at + 1] == c) return at + 2;
    return at + len;
}

enum { LONGEST_ADDRESS = 2000 };

/* Where an address in this chunk would end: trailing marks do not belong to it.
 * 0 where nothing in the chunk speaks for one. */
static uint32_t address_end(const char *s, uint32_t begin, uint32_t end)
{
    if (!memchr(s + begin, '.', end - begin) && !memchr(s + begin, '@', end - begin) &&
        !memchr(s + begin, '#', end - begin))
        return 0;
    for (;;) {
        if (end > begin && strchr(".,;:!?)>]\"'", s[end - 1]))
            end--;
        else if (end - begin > 3 && (unsigned char)s[end - 3] == 0xE2 && (unsigned char)s[end - 2] == 0x80)
            end -= 3;
        else
            return end;
    }
}

/* A chunk holds no blank. */
static void chunk(tokenizer *tz, uint32_t begin, uint32_t end)
{
    const char *s = tz->s;
    uint32_t at = begin, address = address_end(s, begin, end);
    while (at < end) {
        uint32_t len, c = decode(s, at, end, &len);
        char_class k = class_of(c);
        if (address > at + 3 && address - at < LONGEST_ADDRESS &&
            (k == C_LETTER || c == '@' || c == '#') &&
            (at == begin || class_of((unsigned char)s[at - 1]) == C_MARK) && is_address(s, at, address)) {
            emit(tz, at, address);
            at = address;
            continue;
        }
        uint32_t stop;
        uint32_t a = apostrophe(s, at, end);
        uint32_t special = k == C_LETTER ? at == begin ? slashed(s, at, end) : 0 : emoticon(s, begin, at, end);
        if (special) {
            stop = at + special;
            emit(tz, at, stop);
        } else if (k == C_DIGIT && c < 0x80) {
            stop = figure_end(s, at, end);
            emit(tz, at, stop);
        } else if (is_word(k) || (a && at + a < end && at > begin &&
                                  clitic(s, at - 1, word_end(tz, at + a, end)) ==
                                      word_end(tz, at + a, end) - at)) {
            stop = is_word(k) ? word_end(tz, at, end) : word_end(tz, at + a, end);
            if (stop < end && s[stop] == '.' && !(stop + 1 < end && s[stop + 1] == '.') && is_word(k)) {
                /* An abbreviation keeps its full stop. */
                const char *value = abbreviation(tz, at, stop + 1);
                if (is_initials(s, at, stop + 1) ||
                    (value && (strcmp(value, "fig") || figure_follows(tz, stop + 1))))
                    stop++;
            }
            if (stop == at) stop = at + len; /* a joiner alone */
            if (is_initials(s, at, stop) || s[stop - 1] == '.')
                emit(tz, at, stop);
            else
                emit_word(tz, at, stop);
        } else {
            stop = mark_run(s, at, end, len);
            emit(tz, at, stop);
        }
        at = stop;
    }
}

void ss_tokenize(ss_ctx *ctx)
{
    ss_tokenize_taught(ctx, NULL);
}

void ss_tokenize_taught(ss_ctx *ctx, const ss_split_teacher *teacher)
{
    sayso_doc *doc = ctx->doc;
    tokenizer tz = {.ctx = ctx,
                    .doc = doc,
                    .s = doc->text,
                    .abbreviations = ss_lexicon_get(ctx->model, "abbreviations"),
                    .prefixes = ss_lexicon_get(ctx->model, "hyphen_prefixes")};
    ss_splitter splitter = ss_splitter_new(ctx, teacher);
    for (uint32_t p = 0; p < doc->paragraphs.n; p++) {
        ss_paragraph *para = &doc->paragraphs.at[p];
        tz.para = p;
        uint32_t first = doc->tokens.n, first_sentence = doc->sentences.n;
        for (uint32_t at = para->span.begin; at < para->span.end;) {
            uint32_t len, c = decode(tz.s, at, para->span.end, &len);
            if (class_of(c) == C_BLANK) {
                at += len;
                continue;
            }
            uint32_t begin = at;
            while (at < para->span.end && class_of(c = decode(tz.s, at, para->span.end, &len)) != C_BLANK)
                at += len;
            chunk(&tz, begin, at);
        }
        for (uint32_t i = first; i < doc->tokens.n; i++) /* all at once: each waits for memory */
            doc->tokens.at[i].unlisted = ss_lexicon_unlisted(ctx->model, doc->tokens.at[i].lhash);
        ss_split_sentences(&splitter, p, first, doc->tokens.n);
        para->first = first_sentence;
        para->last = doc->sentences.n;
    }
}
