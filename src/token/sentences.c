/* sentences.c - see sentences.h.
 *
 * By rule, sentences end at . ! ? … and the marks and brackets that close after them,
 * where what follows can begin a sentence; an abbreviation's own full stop ends one by
 * its class in data/lexicon/abbreviations.txt and the next word. A paragraph always
 * ends one, and what is metadata is no part of a statement.
 *
 * What the rules say is one feature among others of an averaged perceptron, which
 * decides wherever a sentence could end: after a mark, before a capital, at a line
 * break. It knows text that rules do not: lower case after full stops, lines without
 * any, lists and letters (Read et al. 2012 on how much that matters outside of news).
 * Without its weights the rules decide alone.
 *
 * Cost: linear; about a fifth of the words are scored, with 24 rows of 8 bytes each.
 * Known failures: "U.S. President" against "U.S. Presidents ...".
 */
#include "token/sentences.h"

static bool is_end_mark(const ss_token *t)
{
    char c = t->lower[0];
    return (t->flags & SS_PUNCT) &&
           (c == '.' || c == '!' || c == '?' || !strcmp(t->lower, "\xE2\x80\xA6") ||
            !strcmp(t->lower, "\xE3\x80\x82"));
}

static bool is_closer(const ss_token *t)
{
    return (t->flags & SS_QUOTE_CLOSE) || ss_is(t, ")") || ss_is(t, "]") ||
           ((t->flags & SS_PUNCT) && !(t->flags & (SS_QUOTE_OPEN | SS_SPACE_BEFORE)) &&
            (t->lower[0] == '"' || t->lower[0] == '\''));
}

/* "?” Smith said": a name and a verb of saying after a question or exclamation. */
static bool reporting_follows(const ss_splitter *s, uint32_t at)
{
    static const char *const others[] = {"in", "on",    "at", "when", "but",   "after", "before",
                                         "asked", "and", "as", "while", "if", "for", "by"};
    for (size_t k = 0; k < sizeof others / sizeof *others; k++) /* "?” In another he says": a sentence of its own */
        if (!strcmp(s->doc->tokens.at[at].lower, others[k])) return false;
    uint32_t n = s->doc->tokens.n < at + 5 ? s->doc->tokens.n : at + 5;
    for (uint32_t i = at; i < n; i++) {
        const ss_token *t = &s->doc->tokens.at[i];
        if (t->flags & (SS_PUNCT | SS_QUOTE_OPEN)) return false;
        if (i > at && ss_lexicon_word(s->say, t)) return true;
    }
    return false;
}

/* Does a sentence end after token i - 1, with token i the next? `mark` is the
 * token whose full stop (or other end mark) it would be; closers lie between. */
static bool boundary(const ss_splitter *s, uint32_t mark, uint32_t i)
{
    const ss_token *m = &s->doc->tokens.at[mark], *next = &s->doc->tokens.at[i];
    if (!(next->flags & SS_SPACE_BEFORE)) return false;
    bool capital = next->flags & (SS_CAPITAL | SS_DIGIT);
    bool opens = (next->flags & SS_QUOTE_OPEN) || ss_is(next, "(") || ss_is(next, "[");
    if (opens && i + 1 < s->doc->tokens.n) {
        const ss_token *inner = &s->doc->tokens.at[i + 1];
        capital = inner->flags & (SS_CAPITAL | SS_DIGIT | SS_PUNCT);
    }
    bool handle = (next->lower[0] == '@' || next->lower[0] == '#') && next->lower_len > 1;
    bool dash = ss_is(next, "-") || ss_is(next, "--") || ss_is(next, "\xE2\x80\x94") ||
                ss_is(next, "\xE2\x80\xA2");
    if (is_end_mark(m)) {
        if (!capital && !handle && !(dash && m->lower[0] == '.' && m->lower_len == 1)) return false;
        if (m->lower[0] != '.' && mark + 1 < i && reporting_follows(s, i)) return false;
        if (m->lower_len > 1 && m->lower[0] == '.' && !(next->flags & SS_CAPITAL) && !opens) return false;
        return !(dash && !capital && (next->flags & SS_IN_QUOTE));
    }
    /* An abbreviation's own full stop. */
    if (!capital) return false;
    const char *value = ss_lexicon_word(s->abbreviations, m);
    if (value && (!strcmp(value, "title") || !strcmp(value, "mid"))) return false;
    if (value && (!strcmp(value, "num") || !strcmp(value, "fig"))) return !(next->flags & SS_DIGIT) && mark + 1 == i && !opens &&
                                               ss_lexicon_word(s->openers, next);
    if (mark + 1 < i) return true; /* closing marks stand between */
    if (opens) return next->flags & SS_QUOTE_OPEN;
    if (!value && m->lower_len == 2) return false; /* an initial */
    return ss_lexicon_word(s->openers, next) != NULL;
}

static void add_sentence(sayso_doc *doc, uint32_t para, uint32_t first, uint32_t last)
{
    if (first == last) return;
    for (uint32_t i = first; i < last; i++) doc->tokens.at[i].sent = doc->sentences.n;
    doc->tokens.at[first].flags |= SS_SENT_FIRST;
    *ss_push(&doc->arena, &doc->sentences) = (ss_sentence){first, last, para};
}

/* Regions cut sentences too: what is metadata is no part of a statement. */
static bool region_edge(const ss_token *a, const ss_token *b)
{
    return (a->flags & (SS_SKIP | SS_IN_POST)) != (b->flags & (SS_SKIP | SS_IN_POST));
}

/* -- the score --------------------------------------------------------------------- */

enum { SCAN = 400 }; /* tokens of a paragraph that its style is taken from */
/* A doubt about a mark or the end of a line is an end: two sentences in one cost more
 * than one in two (chosen on dev). In units of training updates. */
#define EAGER 4.0f

/* What a token is to its neighbours: its first character and case. */
static uint32_t kind_of(const ss_token *t)
{
    if (t->flags & SS_PUNCT) return 16u + (unsigned char)t->lower[0] + (t->lower_len > 1 ? 256u : 0);
    uint32_t k = t->flags & SS_ALLCAPS ? 3 : t->flags & SS_CAPITAL ? 2 : t->flags & SS_ALPHA ? 1 : 0;
    if (t->flags & SS_DIGIT) k |= 4;
    if (t->lower_len == 1) k |= 8;
    if (t->lower_len > 1 && t->lower[t->lower_len - 1] == '.') k |= 512;
    if (memchr(t->lower, '@', t->lower_len) || memchr(t->lower, '/', t->lower_len)) k |= 1024;
    return k;
}

static uint32_t bucket(uint32_t n)
{
    return n < 4 ? n : n < 6 ? 4 : n < 10 ? 5 : n < 16 ? 6 : n < 30 ? 7 : n < 60 ? 8 : 9;
}

/* How the paragraph is written: does it use capitals, full stops? */
static uint32_t style_of(const ss_token *t, uint32_t n)
{
    uint32_t stops = 0, small = 0, marks = 0, words = 0, capital = 0;
    for (uint32_t i = 0; i < n && i < SCAN; i++) {
        if (t[i].flags & SS_ALPHA) {
            words++;
            capital += (t[i].flags & SS_CAPITAL) != 0;
        }
        if (!is_end_mark(&t[i])) continue;
        marks++;
        if (i + 1 < n && (t[i + 1].flags & SS_ALPHA)) stops++, small += !(t[i + 1].flags & SS_CAPITAL);
    }
    uint32_t lower = stops == 0 ? 3 : small * 2 > stops ? 2 : small > 0 ? 1 : 0;
    uint32_t dense = words == 0 ? 4 : capital == 0 ? 3 : capital * 2 > words ? 2 : capital * 5 > words ? 1 : 0;
    return lower | dense << 2 | (marks == 0 ? 0u : marks * 40 < n ? 1u : 2u) << 5;
}

static bool line_break(const ss_splitter *s, uint32_t i)
{
    uint32_t from = s->doc->tokens.at[i - 1].end, to = s->doc->tokens.at[i].begin;
    return memchr(s->doc->text + from, '\n', to - from) != NULL;
}

#define F(t, a, b, c) f[n++] = ss_feature(4000 + (t), a, b, c)

/* Of the gap before token i of the sentence that begins at `begin` and of the paragraph
 * [first, last). */
static uint32_t features_of(const ss_splitter *s, uint32_t first, uint32_t last, uint32_t begin, uint32_t mark,
                            uint32_t i, bool rule, bool broken, uint32_t *f)
{
    const ss_token *t = s->doc->tokens.at;
    const uint32_t none = 2048, n_tokens = s->doc->tokens.n;
    uint32_t n = 0, a = kind_of(&t[i - 1]), b = kind_of(&t[i]), style = s->style;
    uint32_t a2 = i >= begin + 2 ? kind_of(&t[i - 2]) : none, b2 = i + 1 < last ? kind_of(&t[i + 1]) : none;
    uint32_t m = mark < n_tokens ? kind_of(&t[mark]) : none, closed = mark < n_tokens && mark + 1 < i;
    uint32_t before = closed ? t[mark].lhash : t[i - 1].lhash, word = mark < n_tokens && mark > begin ? t[mark - 1].lhash : 0;
    uint32_t done = bucket(i - begin), left = bucket(last - i);
    uint32_t r = rule | (uint32_t)broken << 1 | closed << 2;
    bool opener = s->openers && ss_lexicon_word(s->openers, &t[i]), quoted = t[i].flags & SS_IN_QUOTE,
         opens = t[i].flags & SS_QUOTE_OPEN;
    F(0, r, m, b);
    F(1, r, style, m);
    F(2, r, before, b);
    F(3, r, m, t[i].lhash);
    F(4, a, b, style);
    F(5, a, b, a2);
    F(6, a, b, b2);
    F(7, before, t[i].lhash, 0);
    F(8, t[i].lhash, a, 0);
    F(9, before, word, r);
    F(10, r, done, m);
    F(11, r, left, m);
    F(12, done, left, a);
    F(13, opener, m, b);
    F(14, opener, a, style);
    F(15, r, opener | (uint32_t)quoted << 1 | (uint32_t)opens << 2, m);
    F(16, t[i].lhash, style, r);
    F(17, i + 1 < last ? t[i + 1].lhash : 1, b, m);
    F(18, word, m, b);
    F(19, b, b2, m);
    F(20, style, done, b);
    F(21, style, m, b);
    F(22, a, a2, r);
    F(23, i == first + 1, a, b);
    return n;
}

static bool decide(const ss_splitter *s, uint32_t first, uint32_t last, uint32_t begin, uint32_t mark, uint32_t i,
                   bool rule, bool broken)
{
    uint32_t f[SS_SPLIT_FEATURES];
    if (s->teacher) {
        uint32_t n = features_of(s, first, last, begin, mark, i, rule, broken, f);
        return s->teacher->tell(s->teacher->self, i, rule, f, n);
    }
    if (!s->scored) return rule;
    int32_t score[SS_LINEAR_CLASSES];
    ss_linear_scores(&s->linear, f, features_of(s, first, last, begin, mark, i, rule, broken, f), score);
    return (float)(score[1] - score[0]) * s->linear.scale > (mark == UINT32_MAX && !broken && !(s->style & 3) ? 0 : -EAGER);
}

/* Could a sentence end before token i without any mark? */
static bool worth_asking(const ss_token *t, uint32_t i, bool broken)
{
    const ss_token *a = &t[i - 1], *b = &t[i];
    if (broken) return true;
    if (ss_is(a, ",")) return false;
    if ((a->flags & SS_PUNCT) && !(a->flags & SS_QUOTE_OPEN) && !ss_is(a, "(") && !ss_is(a, "[")) return true;
    return (b->flags & SS_CAPITAL) || !(b->flags & SS_ALPHA);
}

/* "Thanks :-) b/c it": an emoticon with a small letter behind it stands inside a
 * sentence, in a paragraph that has capitals. `i` is the token after the gap. */
static bool smiles(const ss_splitter *s, uint32_t i, uint32_t last)
{
    const ss_token *t = s->doc->tokens.at;
    uint32_t face = strchr(":;=", t[i].lower[0]) ? i : i - 1;
    const ss_token *e = &t[face], *word = e + 1;
    if (face + 1 >= last || !(e->flags & SS_PUNCT) || e->lower_len < 2 || !strchr(":;=", e->lower[0])) return false;
    if (e->lower[1] == e->lower[0] || !(word->flags & SS_SPACE_BEFORE) || (s->style >> 2 & 7) >= 3) return false;
    return word->lower[0] >= 'a' && word->lower[0] <= 'z' && !(word->flags & SS_CAPITAL);
}

/* Where the rules' no stands: "?” Lopez asked", and an abbreviation inside a line. */
static bool settled(const ss_splitter *s, uint32_t mark, uint32_t next, bool marked, bool rule, bool broken)
{
    const ss_token *m = &s->doc->tokens.at[mark];
    if (!marked || rule) return false;
    const ss_token *t = &s->doc->tokens.at[next];
    /* "?” inquired the judge": small letters, in a paragraph that has capitals */
    bool goes_on = t->flags & SS_ALPHA && !(t->flags & SS_CAPITAL) && !broken && (s->style >> 2 & 7) < 3;
    if (is_end_mark(m)) return m->lower[0] != '.' && mark + 1 < next && (goes_on || reporting_follows(s, next));
    return !broken && mark + 1 == next;
}

/* -- all of a paragraph ------------------------------------------------------------- */

ss_splitter ss_splitter_new(ss_ctx *ctx, const ss_split_teacher *teacher)
{
    ss_splitter s = {.doc = ctx->doc,
                     .teacher = teacher,
                     .abbreviations = ss_lexicon_get(ctx->model, "abbreviations"),
                     .openers = ss_lexicon_get(ctx->model, "sentence_openers"),
                     .say = ss_lexicon_get(ctx->model, "say_forms")};
    size_t len;
    const void *at = ss_model_section(ctx->model, "w:sentences", &len);
    s.scored = ss_linear_open(&s.linear, at, len) && s.linear.classes == 2;
    return s;
}

void ss_split_sentences(ss_splitter *s, uint32_t para, uint32_t first, uint32_t last)
{
    const ss_token *tok = s->doc->tokens.at;
    const uint32_t no_mark = UINT32_MAX;
    uint32_t begin = first;
    if (s->scored || s->teacher) s->style = style_of(tok + first, last - first);
    for (uint32_t i = first; i < last;) {
        if (i > begin && region_edge(&tok[i - 1], &tok[i])) {
            add_sentence(s->doc, para, begin, i);
            begin = i;
        }
        bool marked = is_end_mark(&tok[i]) ||
                      (tok[i].lower_len > 1 && tok[i].lower[tok[i].lower_len - 1] == '.');
        uint32_t next = i + 1;
        if (marked) {
            while (next < last && is_closer(&tok[next]) && !region_edge(&tok[i], &tok[next])) next++;
            while (next < last && is_end_mark(&tok[next]) && !(tok[next].flags & SS_SPACE_BEFORE)) next++;
        }
        if (next < last && (tok[next].flags & SS_SPACE_BEFORE)) {
            bool rule = marked && boundary(s, i, next), broken = line_break(s, next);
            bool inside = !s->teacher && !marked && !broken && smiles(s, next, last); /* training sees what people did */
            if (!inside && !settled(s, i, next, marked, rule, broken) && (marked || worth_asking(tok, next, broken)) &&
                decide(s, first, last, begin, marked ? i : no_mark, next, rule, broken)) {
                add_sentence(s->doc, para, begin, next);
                begin = next;
            }
        }
        i = next;
    }
    add_sentence(s->doc, para, begin, last);
}
