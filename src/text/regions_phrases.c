/* regions_phrases.c - captions and boilerplate, by how they begin and end.
 *
 * data/lexicon/boilerplate.txt gives phrases with a label and a shape; a phrase
 * counts where it opens a paragraph, a bracket, or the last sentences of a
 * paragraph, and the passage has the shape:
 *   whole    nothing but the phrase
 *   colon    a colon (after capitals, a dash) follows it; at most 300 bytes
 *   capitals it is in capitals and a dash or colon follows; at most 600 bytes
 *   open     at most 220 bytes (or the number given: "open=120")
 *   social   at most 200 bytes, with an @, or a network's name
 *   credit   in brackets, or with a semicolon, or short and last
 *   sign     stands anywhere in one of the last paragraphs, of at most 400 bytes
 *            ("Jane Doe contributed reporting")
 *   tail     is among the last five words of a paragraph of at most 700 ("/Getty Images)")
 *   photo    opens a caption: followed by a colon, dash or "by"; at most 600 bytes
 *   picture  " photo", " image" ... within 90 bytes; at most 600 bytes
 * A passage that opens with a quotation mark is never boilerplate.
 *
 * Cost: a few look-ups for each paragraph and bracket, one a word in the last
 * paragraphs.
 */
#include "text/regions.h"

#include <ctype.h>
#include <stdlib.h>

typedef struct {
    const char *label; /* in the lexicon's value: ends at a blank */
    uint32_t words;
    const char *shapes;
} phrase;

static bool find_phrase(const ss_regions *r, const ss_opening *o, phrase *p)
{
    const char *value = ss_opening_find(o, r->phrases, &p->words);
    if (!value) return false;
    p->label = value;
    p->shapes = strchr(value, ' ');
    return p->shapes != NULL;
}

/* Has the value this shape? *number is what follows its "=". */
static bool shape(const phrase *p, const char *name, uint32_t *number)
{
    size_t n = strlen(name);
    for (const char *at = p->shapes; (at = strstr(at, name)); at += n) {
        if (at[-1] != ' ' || (at[n] && at[n] != ' ' && at[n] != '=')) continue;
        if (at[n] == '=') *number = (uint32_t)strtoul(at + n + 1, NULL, 10);
        return true;
    }
    return false;
}

static const char *label_of(ss_regions *r, const phrase *p)
{
    return ss_strndup(&r->ctx->doc->arena, p->label, (size_t)(p->shapes - p->label));
}

static bool is_caption(const phrase *p)
{
    return !strncmp(p->label, "caption", 7) || !strncmp(p->label, "photo", 5);
}

/* Names of networks and the like, which may stand in brackets in a story. */
static bool is_name(const phrase *p)
{
    return !strncmp(p->label, "share ", 6) || !strncmp(p->label, "comments ", 9);
}

static void add(ss_regions *r, const phrase *p, uint32_t begin, uint32_t end)
{
    ss_regions_add(r, is_caption(p) ? SAYSO_REGION_CAPTION : SAYSO_REGION_BOILERPLATE, begin, end,
                   label_of(r, p));
}

static bool quote_opens(const char *text, uint32_t at, uint32_t end)
{
    return at < end &&
           (text[at] == '"' || text[at] == '\'' || ss_begins(text, at, end, "\xE2\x80\x9C") ||
            ss_begins(text, at, end, "\xE2\x80\x98"));
}

static bool in_capitals(const char *text, uint32_t begin, uint32_t end)
{
    for (uint32_t i = begin; i < end; i++)
        if (islower((unsigned char)text[i])) return false;
    return true;
}

/* Does a word begin there that speaks of a picture? */
static bool pictures(const ss_regions *r, uint32_t begin, uint32_t end)
{
    for (uint32_t at = begin; (at = ss_seek_class(r->words, "picture", r->text, at, end, NULL)) < end; at++)
        if (at > begin && r->text[at - 1] == ' ') return true;
    return false;
}

/* Are all words capitalised, but for those that join names in a byline? */
static bool names(const ss_regions *r, uint32_t begin, uint32_t end)
{
    for (uint32_t i = begin; i < end; i++) {
        if (!islower((unsigned char)r->text[i]) || (i > begin && r->text[i - 1] != ' ')) continue;
        uint32_t stop = i;
        while (stop < end && islower((unsigned char)r->text[stop])) stop++;
        if (!ss_lexicon_find(r->roles, r->text + i, stop - i)) return false;
    }
    return true;
}

/* Does [begin, end), which opens with the phrase, have one of its shapes?
 * `bracket`: it stands in brackets; `last`: in the document's last paragraphs. */
static bool fits(const ss_regions *r, const phrase *p, const ss_opening *o, uint32_t begin,
                 uint32_t end, bool bracket, bool last)
{
    const char *text = r->text;
    uint32_t len = end - begin, most = 0, after = o->text_end[p->words - 1];
    uint32_t next = ss_skip_blanks(text, after, end);
    uint32_t rest = next;
    while (rest < end && (unsigned char)text[rest] < 0x80 && !isalnum((unsigned char)text[rest]))
        rest++;
    if (shape(p, "whole", &most) && (rest == end || o->n == p->words) && len <= 120) return true;
    bool capitals = in_capitals(text, begin, after), dash = ss_dash_at(text, next, end) > 0;
    bool colon = next < end && (text[next] == ':' || text[next] == '|' || text[next] == '>' ||
                                (capitals && dash));
    if (shape(p, "capitals", &most) && capitals && colon && len <= 600) return true;
    if (shape(p, "colon", &most) && colon && len <= 300) return true;
    if (shape(p, "photo", &most) && len <= 600 &&
        (colon || bracket || ss_begins(text, next, end, "by ") || next == end || text[next] == '.'))
        return true;
    if (shape(p, "picture", &most) && len <= 600 &&
        pictures(r, after, end - after > 90 ? after + 90 : end))
        return true;
    if (shape(p, "social", &most) && len <= 200 && ss_seek_class(r->words, "social", text, begin, end, NULL) < end) return true;
    if (shape(p, "credit", &most) && len <= 500 &&
        (bracket || memchr(text + begin, ';', len) || (last && len <= 110 && names(r, after, end))))
        return true;
    most = 220;
    return shape(p, "open", &most) && len <= most;
}

static bool sentence_end(const char *text, uint32_t at, uint32_t begin)
{
    while (at > begin && (text[at - 1] == '"' || text[at - 1] == ')' || text[at - 1] == ']' ||
                          text[at - 1] == '\''))
        at--;
    if (at - begin >= 3 && (unsigned char)text[at - 3] == 0xE2 &&
        (unsigned char)text[at - 2] == 0x80)
        return true;
    return at > begin && strchr(".!?\n", text[at - 1]);
}

static bool story_below(const char *text, uint32_t begin, uint32_t end)
{
    while (begin < end) {
        const char *nl = memchr(text + begin, '\n', end - begin);
        uint32_t stop = nl ? (uint32_t)(nl - text) : end;
        if (stop - begin > 80 && sentence_end(text, ss_trim_blanks(text, begin, stop), begin))
            return true;
        begin = stop + 1;
    }
    return false;
}

bool ss_regions_block_phrase(ss_regions *r, uint32_t begin, uint32_t end, bool last)
{
    uint32_t at = begin;
    while (at < end && strchr("([*>-_ ", r->text[at])) at++;
    if (quote_opens(r->text, at, end)) return false;
    ss_opening o;
    phrase p;
    ss_opening_read(&o, r->text, at, end);
    bool bracket = (r->text[begin] == '(' || r->text[begin] == '[') &&
                   strchr(")].", r->text[end - 1]);
    if (!find_phrase(r, &o, &p) || !fits(r, &p, &o, at, end, bracket, last)) return false;
    /* "(Related: one) And the story goes on." is no paragraph of boilerplate. */
    if (r->text[begin] == '(' || r->text[begin] == '[') {
        const char *close = memchr(r->text + begin, r->text[begin] == '(' ? ')' : ']', end - begin);
        if (close && (uint32_t)(close - r->text) + 3 < end) return false;
    }
    /* A line of boilerplate above lines of the story is a line. */
    const char *nl = memchr(r->text + begin, '\n', end - begin);
    if (nl && !bracket && story_below(r->text, (uint32_t)(nl - r->text) + 1, end)) {
        add(r, &p, begin, ss_trim_blanks(r->text, begin, (uint32_t)(nl - r->text)));
        return false;
    }
    add(r, &p, begin, end);
    return true;
}

/* Brackets inside the paragraph that hold boilerplate. */
static void brackets(ss_regions *r, uint32_t begin, uint32_t end)
{
    for (uint32_t i = begin; i < end; i++) {
        char open = r->text[i];
        if (open != '(' && open != '[') continue;
        uint32_t word = i + 1;
        while (word < end && word - i < 4 && r->text[word] == ' ') word++;
        if (word >= end ||
            (!isalnum((unsigned char)r->text[word]) && (unsigned char)r->text[word] < 0x80))
            continue;
        char close = open == '(' ? ')' : ']';
        uint32_t limit = end - i > 420 ? i + 420 : end, stop = i + 1, depth = 1;
        ss_opening o;
        phrase p;
        ss_opening_read(&o, r->text, i + 1, limit);
        if (!find_phrase(r, &o, &p) || is_name(&p)) continue;
        for (; stop < limit; stop++) {
            if (r->text[stop] == open) depth++;
            if (r->text[stop] == close && --depth == 0) break;
        }
        if (stop == limit || !fits(r, &p, &o, i + 1, stop, true, false)) continue;
        add(r, &p, i, stop + 1);
        i = stop;
    }
}

static bool closes_quote(const char *text, uint32_t begin, uint32_t end)
{
    return memchr(text + begin, '"', end - begin) ||
           ss_seek(text, begin, end, "\xE2\x80\x9D") < end;
}

/* The last sentences of a paragraph: "... he said. RELATED: Another story". */
static void tail(ss_regions *r, uint32_t begin, uint32_t end, bool last)
{
    uint32_t from = end - begin > 300 ? end - 300 : begin + 1;
    for (uint32_t i = from; i < end; i++) {
        unsigned char c = (unsigned char)r->text[i];
        if (!isupper(c)) continue;
        uint32_t gap = ss_trim_blanks(r->text, begin, i);
        if (gap == i || gap == begin || !sentence_end(r->text, gap, begin)) continue;
        ss_opening o;
        phrase p;
        ss_opening_read(&o, r->text, i, end);
        if (!find_phrase(r, &o, &p) || is_caption(&p)) continue;
        if (!fits(r, &p, &o, i, end, false, last) || closes_quote(r->text, i, end)) continue;
        if (p.words == 1 && o.n == 1 && !in_capitals(r->text, i, end)) continue;
        add(r, &p, i, end);
        return;
    }
}

/* Does a phrase of this shape stand at `at`? */
static bool sign_at(ss_regions *r, const char *name, uint32_t at, uint32_t begin, uint32_t end)
{
    ss_opening o;
    phrase p;
    uint32_t most = 0;
    if (!ss_opening_may(r, r->phrases, at, end)) return false;
    ss_opening_read(&o, r->text, at, end - at > 100 ? at + 100 : end);
    if (!find_phrase(r, &o, &p) || !shape(&p, name, &most)) return false;
    add(r, &p, begin, end);
    return true;
}

/* An agency: a short name in capitals, a long one begins with one. */
static bool signs_pictures(const ss_regions *r, uint32_t begin, uint32_t end)
{
    if (begin == end || !isupper((unsigned char)r->text[begin])) return false;
    if (end - begin <= 4 && !in_capitals(r->text, begin, end)) return false;
    return ss_begins_class(r->words, "credit", r->text, begin, end) == end - begin;
}

/* "... in Boise. REUTERS/Lee Ito", "Photo: Lee Ito / AFP": a picture's credit, an agency
 * in capitals beside a stroke, at the end. */
static bool agency_credit(const ss_regions *r, uint32_t begin, uint32_t end)
{
    const char *text = r->text;
    uint32_t from = end - begin > 60 ? end - 60 : begin;
    if (begin == end || strchr(".?!", text[end - 1])) return false;
    for (uint32_t i = from; i < end; i++) {
        if (text[i] != '/') continue;
        uint32_t right = i + 1 < end && text[i + 1] == ' ' ? i + 2 : i + 1;
        uint32_t left = i > begin && text[i - 1] == ' ' ? i - 1 : i;
        uint32_t word = left, stop = right;
        while (word > begin && isalnum((unsigned char)text[word - 1])) word--;
        while (stop < end && isalnum((unsigned char)text[stop])) stop++;
        if (signs_pictures(r, right, stop) || (word > begin && signs_pictures(r, word, left))) return true;
    }
    return false;
}

/* Phrases that tell what a short paragraph is wherever they stand in it. */
static bool signs(ss_regions *r, uint32_t begin, uint32_t end, bool late)
{
    if (end - begin > 700 || quote_opens(r->text, begin, end)) return false;
    if (agency_credit(r, begin, end)) {
        ss_regions_add(r, SAYSO_REGION_CAPTION, begin, end, "photo");
        return true;
    }
    uint32_t words = 0;
    bool tails = true;
    for (uint32_t i = end; i-- > begin && (tails || (late && end - begin <= 400));) {
        bool word = isalnum((unsigned char)r->text[i]),
             before = i > begin && isalnum((unsigned char)r->text[i - 1]);
        if (!word || before) continue;
        if (tails && sign_at(r, "tail", i, begin, end)) return true;
        tails = tails && ++words < 5;
        if (late && end - begin <= 400 && sign_at(r, "sign", i, begin, end)) return true;
    }
    return false;
}

/* "___", "* * *", "-30-", "###": rules and end marks. */
static bool rule_line(const char *text, uint32_t begin, uint32_t end)
{
    uint32_t marks = 0;
    if (end - begin > 60) return false;
    for (uint32_t i = begin; i < end; i++) {
        if (strchr("_*#=-~.", text[i]))
            marks += text[i] != '.';
        else if (text[i] != ' ' && !(text[i] == '3' || text[i] == '0'))
            return false;
    }
    return marks >= 2;
}

/* Style sheets and scripts that came along with a text: "padding-top:20px;", ".bio {", "}". */
static bool code_line(const char *text, uint32_t begin, uint32_t end)
{
    if (end - begin >= 2 && text[end - 1] == '.' && text[end - 2] == '}') end--;
    char last = text[end - 1];
    if (end - begin > 200 || !strchr("{};", last)) return false;
    if (last != ';') return end - begin <= 80 && (end - begin == 1 || strchr(".#@}{", text[begin]));
    uint32_t at = begin; /* a property, a colon, a value without blanks before a capital */
    while (at < end && (islower((unsigned char)text[at]) || text[at] == '-')) at++;
    if (at == begin || at == end || text[at] != ':') return false;
    bool hyphen = memchr(text + begin, '-', at - begin); /* no word of a story has "font-family:" */
    for (; at < end && !hyphen; at++)
        if (text[at] == '"' || (text[at] == ' ' && isupper((unsigned char)text[at + 1]))) return false;
    return true;
}

static bool code(const char *text, uint32_t begin, uint32_t end)
{
    uint32_t most = begin + 4000;
    for (uint32_t at = begin; at < end && at < most;) {
        const char *nl = memchr(text + at, '\n', end - at);
        uint32_t stop = nl ? (uint32_t)(nl - text) : end;
        uint32_t from = ss_skip_blanks(text, at, stop), to = ss_trim_blanks(text, from, stop);
        if (from < to && !code_line(text, from, to)) return false;
        at = stop + 1;
    }
    return end <= most;
}

void ss_regions_phrases(ss_regions *r)
{
    sayso_doc *doc = r->ctx->doc;
    uint32_t left = 0; /* paragraphs after this one that are text */
    for (uint32_t i = doc->paragraphs.n; i-- > 0;) {
        if (r->taken[i]) continue;
        sayso_span p = doc->paragraphs.at[i].span;
        if (p.begin >= p.end) continue;
        bool last = left < 3;
        bool address = ss_begins(r->text, p.begin, p.end, "http") &&
                       !memchr(r->text + p.begin, ' ', p.end - p.begin);
        bool program = strchr("{};.", r->text[p.end - 1]) && code(r->text, p.begin, p.end);
        if (address || program || rule_line(r->text, p.begin, p.end)) {
            ss_regions_add(r, SAYSO_REGION_BOILERPLATE, p.begin, p.end, address ? "link" : program ? "code" : "rule");
            r->taken[i] = 1;
        } else if (r->phrases) {
            if (ss_regions_block_phrase(r, p.begin, p.end, last) ||
                signs(r, p.begin, p.end, left < 6)) {
                r->taken[i] = 1;
            } else {
                brackets(r, p.begin, p.end);
                tail(r, p.begin, p.end, last);
                left++;
            }
        }
    }
}
