/* regions_posts.c - embedded social posts, as copied articles spell them out.
 *
 * A post is known by how it is signed; its words stand before the signature:
 *
 *   <words> [pic.twitter.com/x] - Name (@handle) February 18, 2021
 *   <words> [pic.twitter.com/x] - Name (@handle)                    at a paragraph's end
 *   <words> Posted by Name on Thursday, February 18, 2021
 *   View this post on Instagram / <words> / A post shared by Name (@handle) on Jan 3, 2021
 *   Name / @handle / <words> / 10:30 AM - Feb 18, 2021              in lines or paragraphs
 *
 * The words begin with the paragraph, after a lead-in ("Landry tweeted:"), or
 * after the post before; where the signature is a paragraph of its own, with the
 * paragraph above, or with the lead-in's next where one stands at most four above.
 *
 * Cost: linear; "(@", "posted by", "a post shared by" and lone "@handle" lines
 * anchor looks at bounded stretches. Known failures: a story's sentence in front
 * of a post in one paragraph, without a colon between, is taken for the post's.
 */
#include "text/regions.h"

#include <ctype.h>

#include "bytes/date.h"

enum { LONGEST_NAME = 100, LONGEST_POST = 1200 };

static bool handle_byte(char c)
{
    return isalnum((unsigned char)c) || c == '_' || c == '.';
}

static uint32_t handle_end(const char *text, uint32_t at, uint32_t end)
{
    uint32_t i = at;
    while (i < end && i - at < 40 && handle_byte(text[i])) i++;
    while (i > at && text[i - 1] == '.') i--;
    return i;
}

static bool link_at(const char *text, uint32_t at, uint32_t end)
{
    return ss_begins(text, at, end, "http://") || ss_begins(text, at, end, "https://") ||
           ss_begins(text, at, end, "pic.twitter.com/") || ss_begins(text, at, end, "pic.x.com/") ||
           ss_begins(text, at, end, "t.co/");
}

static uint32_t word_start(const char *text, uint32_t begin, uint32_t end)
{
    while (end > begin && text[end - 1] != ' ' && !(text[end - 1] >= 9 && text[end - 1] <= 13))
        end--;
    return end;
}

uint32_t ss_without_links(const char *text, uint32_t begin, uint32_t end)
{
    for (;;) {
        end = ss_trim_blanks(text, begin, end);
        if (end == begin) return end;
        uint32_t word = word_start(text, begin, end);
        if (end - word > 200) return end;
        if (!link_at(text, word, end)) {
            /* "decision.https://t.co/x": the blank was lost. */
            uint32_t glued = ss_seek(text, word, end, "https://t.co/");
            if (glued == end) glued = ss_seek(text, word, end, "pic.twitter.com/");
            if (glued == end || glued == word) return end;
            word = glued;
        }
        end = word;
    }
}

/* Only links, hashtags, handles: no words of its own. */
static bool only_links(const char *text, uint32_t begin, uint32_t end)
{
    uint32_t at = ss_skip_blanks(text, begin, end);
    while (at < end) {
        if (text[at] != '#' && text[at] != '@' && !link_at(text, at, end)) return false;
        while (at < end && text[at] != ' ' && text[at] != '\n') at++;
        at = ss_skip_blanks(text, at, end);
    }
    return true;
}

/* A paragraph that announces a post: ends in a colon and names one. */
static bool leads_in(const ss_regions *r, sayso_span p)
{
    const char *text = r->text;
    uint32_t end = ss_trim_blanks(text, p.begin, p.end);
    if (end == p.begin || text[end - 1] != ':') return false;
    uint32_t begin = end - p.begin > 300 ? end - 300 : p.begin;
    return ss_seek_class(r->words, "post", text, begin, end, NULL) < end;
}

/* Begin of the words inside the paragraph: after "... tweeted: " where there is such a lead-in. */
static uint32_t after_lead_in(const ss_regions *r, uint32_t begin, uint32_t end)
{
    const char *text = r->text;
    uint32_t limit = end - begin > 250 ? begin + 250 : end;
    for (uint32_t i = begin; i + 1 < limit; i++) {
        if (text[i] != ':' || text[i + 1] != ' ') continue;
        if (i > begin && isdigit((unsigned char)text[i - 1]) && isdigit((unsigned char)text[i + 1]))
            continue;
        uint32_t from = i - begin > 60 ? i - 60 : begin;
        if (ss_seek_class(r->words, "posted", text, from, i, NULL) < i) return ss_skip_blanks(text, i + 1, end);
    }
    return begin;
}

/* A date at `at`, after blanks, "on", the network's name and commas. Returns its
 * end (a time of day included), 0: none. */
static uint32_t date_after(const ss_regions *r, uint32_t at, uint32_t end, sayso_span *date)
{
    static const char *const fillers[] = {"on ", "x ", "via ", "at ", "\xC2\xB7", "|", ",", "posted "};
    const char *text = r->text;
    for (int turn = 0; turn < 6; turn++) {
        char iso[11];
        at = ss_skip_blanks(text, at, end);
        uint32_t room = end - at < 48 ? end - at : 48;
        size_t n = ss_date_scan(text + at, room, iso);
        if (n) {
            *date = (sayso_span){at, at + (uint32_t)n};
            return date->end;
        }
        uint32_t before = at;
        uint32_t clock = (uint32_t)ss_clock_scan(text + at, room);
        if (clock)
            at += clock;
        else
            for (size_t k = 0; k < sizeof fillers / sizeof *fillers && at == before; k++)
                if (ss_begins(text, at, end, fillers[k])) at += (uint32_t)strlen(fillers[k]);
        if (at == before) at += ss_begins_class(r->words, "network", text, at, end);
        if (at == before) at += ss_dash_at(text, at, end);
        if (at == before) return 0;
    }
    return 0;
}

/* A run of capitalised words that ends at `end` and follows a sentence's end or a link. */
static uint32_t capitalised_back(const char *text, uint32_t begin, uint32_t end)
{
    uint32_t at = end, words = 0;
    if (end - begin > 2 * LONGEST_NAME) begin = end - 2 * LONGEST_NAME;
    while (at > begin && words < 6) {
        uint32_t stop = ss_trim_blanks(text, begin, at), word = word_start(text, begin, stop);
        if (stop == word) break;
        if (!isupper((unsigned char)text[word]) && (unsigned char)text[word] < 0xC3) break;
        if (link_at(text, word, stop)) break;
        bool sentence_end = strchr(".!?", text[stop - 1]) && stop - word > 3;
        if (words && sentence_end) break;
        at = word;
        words++;
    }
    if (!words) return end;
    uint32_t before = ss_trim_blanks(text, begin, at);
    if (before == begin) return at;
    uint32_t word = word_start(text, begin, before);
    if (link_at(text, word, before) || strchr(".!?\"", text[before - 1]) ||
        (unsigned char)text[before - 1] >= 0x80 || text[word] == '#')
        return at;
    return end;
}

/* Where the name that `(@` follows begins; *cut is where the words before it
 * end (the dash left out). `paren` when no name is there. */
static uint32_t name_before(const char *text, uint32_t begin, uint32_t paren, uint32_t *cut)
{
    uint32_t end = ss_trim_blanks(text, begin, paren),
             low = end - begin > LONGEST_NAME ? end - LONGEST_NAME : begin;
    for (uint32_t i = end; i-- > low;) {
        uint32_t dash = ss_dash_at(text, i, end);
        if (!dash || (text[i] == '-' && i > begin && text[i - 1] == '-')) continue;
        bool single = dash == 1; /* a hyphen unless blanks surround it */
        bool left = i == begin || text[i - 1] == ' ' || text[i - 1] == '\n' ||
                    text[i - 1] == '\xA0';
        if (single && !(left && i + dash < end && text[i + dash] == ' ')) continue;
        uint32_t name = ss_skip_blanks(text, i + dash, end);
        if (name == end) break;
        *cut = i;
        return name;
    }
    uint32_t name = capitalised_back(text, begin, end);
    *cut = name;
    return name < end ? name : paren;
}

typedef struct {
    uint32_t para;     /* the signature's paragraph */
    uint32_t begin;    /* of what is left of that paragraph */
    uint32_t cut, end; /* the words end before cut; the signature ends at end */
    sayso_span name, handle, date;
} signature;

static void add_post(ss_regions *r, const signature *s, uint32_t from, uint32_t begin, uint32_t end,
                     const char *label)
{
    if (begin < end && r->text[begin] == '<') { /* markup that a converter left */
        const char *close = memchr(r->text + begin, '>', end - begin < 300 ? end - begin : 300);
        if (close) begin = ss_skip_blanks(r->text, (uint32_t)(close - r->text) + 1, end);
    }
    if (ss_begins(r->text, begin, end, "\xE2\x80\x9C") &&
        ss_seek(r->text, begin, end, "\xE2\x80\x9D") == end)
        begin += 3; /* the whole post, signature and all, stands in quotation marks */
    end = ss_without_links(r->text, begin, end);
    sayso_region *post = ss_regions_add(r, SAYSO_REGION_POST, from, s->end, label);
    post->author = s->name;
    post->date = s->date;
    if (begin < end) post->content = (sayso_span){begin, end};
    if (s->handle.end > s->handle.begin)
        post->handle = ss_strndup(&r->ctx->doc->arena, r->text + s->handle.begin,
                                  s->handle.end - s->handle.begin);
}

/* The first paragraph of a post whose signature is a paragraph of its own:
 * `para` itself where none above can be it. */
static uint32_t first_paragraph(const ss_regions *r, uint32_t para, uint32_t lowest)
{
    const ss_paragraph *p = r->ctx->doc->paragraphs.at;
    for (uint32_t back = 1; back <= 5 && para >= lowest + back; back++) {
        uint32_t i = para - back;
        if (r->taken[i]) break;
        if (leads_in(r, p[i].span) && p[para].span.begin - p[i].span.end <= LONGEST_POST)
            return i + 1;
    }
    uint32_t i = para;
    while (i > lowest && !r->taken[i - 1] && para - i < 3) {
        sayso_span above = p[i - 1].span;
        if (above.end - above.begin > 600) break;
        i--;
        if (!only_links(r->text, above.begin, above.end)) break;
    }
    return i;
}

/* Finds the words that a signature signs and adds the post. */
static void sign(ss_regions *r, const signature *s, uint32_t *next_para, const char *label)
{
    const sayso_doc *doc = r->ctx->doc;
    const ss_paragraph *paras = doc->paragraphs.at;
    sayso_span p = paras[s->para].span;
    uint32_t begin = s->begin, cut = s->cut;
    if (!only_links(r->text, begin, cut)) {
        uint32_t words = after_lead_in(r, begin, cut);
        /* Does it go on from above? Only where a lead-in says so. */
        if (begin == p.begin && words == begin)
            for (uint32_t back = 1; back <= 4 && s->para >= *next_para + back; back++) {
                uint32_t i = s->para - back;
                if (r->taken[i]) break;
                if (leads_in(r, paras[i].span)) {
                    if (back > 1 && p.begin - paras[i + 1].span.begin <= 600) {
                        words = paras[i + 1].span.begin;
                        for (uint32_t k = i + 1; k < s->para; k++) r->taken[k] = 1;
                    }
                    break;
                }
            }
        add_post(r, s, words, words, cut, label);
    } else {
        uint32_t first = begin == p.begin ? first_paragraph(r, s->para, *next_para) : s->para;
        uint32_t from = first < s->para ? paras[first].span.begin : begin;
        uint32_t end = first < s->para ? (cut > begin ? cut : p.begin) : cut;
        for (uint32_t k = first; k < s->para; k++) r->taken[k] = 1;
        if (first == s->para && !s->handle.end) return; /* a signature of nothing */
        add_post(r, s, from, from, end, label);
    }
    if (s->end >= ss_trim_blanks(r->text, p.begin, p.end)) r->taken[s->para] = 1;
    *next_para = s->para + 1;
}

/* "Name (@handle) date" from the parenthesis at `paren`. */
static bool read_signature(const ss_regions *r, uint32_t para, uint32_t begin, uint32_t paren,
                           signature *s)
{
    const char *text = r->text;
    uint32_t end = r->ctx->doc->paragraphs.at[para].span.end;
    uint32_t close = handle_end(text, paren + 2, end);
    if (close == paren + 2 || close >= end || text[close] != ')') return false;
    *s = (signature){.para = para, .begin = begin, .end = close + 1, .handle = {paren + 2, close}};
    uint32_t name = name_before(text, begin, paren, &s->cut);
    if (name == paren) return false;
    s->name = (sayso_span){name, ss_trim_blanks(text, name, paren)};
    uint32_t after = date_after(r, s->end, end, &s->date);
    if (after) {
        s->end = after;
        return true;
    }
    /* Without a date: at the paragraph's end, behind a dash. */
    uint32_t rest = ss_skip_blanks(text, s->end, end);
    if (rest < end && text[rest] == '.') rest = ss_skip_blanks(text, rest + 1, end);
    return rest == end && s->cut < name;
}

/* "Posted by Name on Thursday, February 18, 2021" at a paragraph's end. */
static bool read_posted_by(const ss_regions *r, uint32_t para, uint32_t begin, uint32_t at,
                           signature *s)
{
    const char *text = r->text;
    uint32_t end = r->ctx->doc->paragraphs.at[para].span.end;
    uint32_t name = ss_skip_blanks(text, at + 10, end),
             limit = end - name > LONGEST_NAME ? name + LONGEST_NAME : end;
    uint32_t on = ss_seek(text, name, limit, " on ");
    if (on == limit || !isupper((unsigned char)text[name])) return false;
    *s = (signature){.para = para, .begin = begin, .cut = at, .name = {name, on}};
    uint32_t after = date_after(r, on, end, &s->date);
    if (!after) return false;
    s->end = after;
    return ss_skip_blanks(text, after + (after < end && text[after] == '.'), end) == end;
}

/* "A post shared by Name (@handle) on Jan 3, 2021 at 5:00pm PST" */
static bool read_shared_by(const ss_regions *r, uint32_t para, uint32_t begin, uint32_t at,
                           signature *s)
{
    const char *text = r->text;
    uint32_t end = r->ctx->doc->paragraphs.at[para].span.end;
    uint32_t name = ss_skip_blanks(text, at + 16, end),
             limit = end - name > LONGEST_NAME ? name + LONGEST_NAME : end;
    uint32_t paren = ss_seek(text, name, limit, "(@");
    if (paren == limit) return false;
    uint32_t close = handle_end(text, paren + 2, end);
    if (close >= end || text[close] != ')') return false;
    *s = (signature){.para = para,
                     .begin = begin,
                     .cut = at,
                     .end = close + 1,
                     .handle = {paren + 2, close},
                     .name = {name, ss_trim_blanks(text, name, paren)}};
    uint32_t after = date_after(r, s->end, end, &s->date);
    if (after) s->end = after;
    return true;
}

/* The words of a shared post stand under "View this post on Instagram". */
static void shared_post(ss_regions *r, signature *s, uint32_t *next_para)
{
    const ss_paragraph *p = r->ctx->doc->paragraphs.at;
    static const char view[] = "view this post on";
    for (uint32_t back = 1; back <= 5 && s->para >= *next_para + back; back++) {
        uint32_t i = s->para - back;
        if (!ss_begins(r->text, p[i].span.begin, p[i].span.end, view)) continue;
        for (uint32_t k = i; k <= s->para; k++) r->taken[k] = 1;
        uint32_t begin = back > 1 ? p[i + 1].span.begin : s->cut;
        add_post(r, s, p[i].span.begin, begin, s->cut, "instagram");
        *next_para = s->para + 1;
        return;
    }
    if (s->begin == s->cut || only_links(r->text, s->begin, s->cut)) {
        ss_regions_add(r, SAYSO_REGION_BOILERPLATE, s->begin, s->end, "post");
        return;
    }
    uint32_t begin = s->begin;
    if (ss_begins(r->text, begin, s->cut, view)) {
        begin = ss_skip_blanks(r->text, begin + (uint32_t)sizeof view - 1, s->cut);
        while (begin < s->cut && isalpha((unsigned char)r->text[begin])) begin++;
        begin = ss_skip_blanks(r->text, begin, s->cut);
    }
    add_post(r, s, s->begin, begin, s->cut, "instagram");
}

/* Name, @handle, words, "10:30 AM - Feb 18, 2021": each a line or a paragraph.
 * `at` is the start of a line that is a handle alone. */
static bool stacked_post(ss_regions *r, uint32_t para, uint32_t at, uint32_t *next_para)
{
    const ss_paragraph *paras = r->ctx->doc->paragraphs.at;
    const char *text = r->text;
    uint32_t n = r->ctx->doc->paragraphs.n, first = para > *next_para ? para - 1 : para;
    uint32_t low = at == paras[para].span.begin ? paras[first].span.begin : paras[para].span.begin;
    uint32_t name_end = ss_trim_blanks(text, low, at), name = name_end;
    while (name > low && text[name - 1] != '\n') name--;
    if (name_end - name > 60 || name_end == name) return false;
    if (at == paras[para].span.begin && name != low) return false;
    uint32_t handle = at + 1, last = para + 5 < n ? para + 5 : n - 1;
    signature s = {.para = para,
                   .handle = {handle, handle_end(text, handle, paras[para].span.end)},
                   .name = {name, name_end}};
    uint32_t begin = ss_skip_blanks(text, s.handle.end, r->len), stop = paras[last].span.end;
    if (stop - begin > LONGEST_POST) stop = begin + LONGEST_POST;
    /* The closing line is a date, maybe a time before it, and little else. */
    for (uint32_t line = begin; line < stop;) {
        const char *nl = memchr(text + line, '\n', stop - line);
        uint32_t end = nl ? (uint32_t)(nl - text) : stop;
        uint32_t after = end - line < 80 ? date_after(r, line, end, &s.date) : 0;
        if (after && line > begin) {
            s.end = ss_trim_blanks(text, line, end);
            while (last > para && paras[last].span.begin >= s.end) last--;
            for (uint32_t k = name < paras[para].span.begin ? first : para; k <= last; k++)
                r->taken[k] = paras[k].span.end <= s.end;
            add_post(r, &s, name, begin, line, "post");
            *next_para = last + 1;
            return true;
        }
        line = end + 1;
    }
    return false;
}

static bool handle_line(const char *text, uint32_t at, uint32_t end)
{
    uint32_t stop = handle_end(text, at + 1, end);
    if (stop - at < 3) return false;
    uint32_t rest = stop;
    while (rest < end && (text[rest] == ' ' || text[rest] == '\r' || text[rest] == '\t')) rest++;
    return rest == end || text[rest] == '\n';
}

static void in_paragraph(ss_regions *r, uint32_t para, uint32_t *next_para)
{
    const char *text = r->text;
    sayso_span p = r->ctx->doc->paragraphs.at[para].span;
    uint32_t begin = p.begin;
    for (uint32_t i = p.begin; i < p.end; i++) {
        signature s;
        if (text[i] == '(' && i + 1 < p.end && text[i + 1] == '@') {
            if (!read_signature(r, para, begin, i, &s)) continue;
            sign(r, &s, next_para, "post");
        } else if (text[i] == '@' && (i == p.begin || text[i - 1] == '\n') &&
                   handle_line(text, i, p.end)) {
            if (stacked_post(r, para, i, next_para)) return;
            continue;
        } else if ((text[i] == 'P' || text[i] == 'p') && ss_begins(text, i, p.end, "posted by ")) {
            if (!read_posted_by(r, para, begin, i, &s)) continue;
            sign(r, &s, next_para, "facebook");
        } else if (text[i] == 'A' && ss_begins(text, i, p.end, "A post shared by")) {
            if (!read_shared_by(r, para, begin, i, &s)) continue;
            shared_post(r, &s, next_para);
            r->taken[para] = 1;
        } else {
            continue;
        }
        begin = ss_skip_blanks(text, s.end, p.end);
        i = s.end - 1;
    }
}

void ss_regions_posts(ss_regions *r)
{
    uint32_t next_para = 0; /* paragraphs before it belong to posts or to the story for good */
    for (uint32_t i = 0; i < r->ctx->doc->paragraphs.n; i++)
        if (!r->taken[i] && i >= next_para) in_paragraph(r, i, &next_para);
}
