/* regions_head.c - the head of a text: metadata, byline; and datelines.
 *
 * The head is read line by line from the top. A line of it is
 *   - front matter between lines "---";
 *   - "Key: value" with a key of data/lexicon/metadata_keys.txt;
 *   - a date alone, or with a verb of publishing before and a time after;
 *   - "By Name", "By NAME and NAME, Staff Writers | March 3, 2021";
 *   - a title: one line, no full stop, within the first lines.
 * It ends at the first line that is none of these. One that begins with a date
 * and goes on with the story ("date 2021-02-19 Eighteen states ...") loses only
 * the date. Publication date, title, URL and publisher go to doc->meta where
 * they are unset.
 *
 * A dateline is PLACE[, State][, March 3[, 2021]][ (AGENCY or date)] and a dash at a
 * paragraph's start: in capitals, or in any case with a known agency.
 *
 * Cost: the head is at most 24 lines; datelines look at 120 bytes a paragraph.
 * Known failures: a dateline in small letters without an agency ("Moscow - ...")
 * stays text, as it cannot be told from a sentence with a dash.
 */
#include "text/regions.h"

#include <ctype.h>
#include <strings.h>

#include "bytes/date.h"

enum { HEAD_LINES = 24, LONGEST_DATELINE = 120, LONGEST_BYLINE = 160 };

static bool upper_at(const char *text, uint32_t at, uint32_t end)
{
    if (at >= end) return false;
    unsigned char c = (unsigned char)text[at];
    return isupper(c) || (c == 0xC3 && at + 1 < end && (unsigned char)text[at + 1] >= 0x80 &&
                          (unsigned char)text[at + 1] <= 0x9E);
}

/* -- dates ------------------------------------------------------------------- */

/* Blanks, separators and times of day after a date. */
static uint32_t after_date(const char *text, uint32_t at, uint32_t end)
{
    for (int turn = 0; turn < 4; turn++) {
        uint32_t next = ss_skip_blanks(text, at, end);
        if (ss_begins(text, next, end, "at ")) next += 3;
        uint32_t dash = ss_dash_at(text, next, end);
        if (next < end && strchr(",|/", text[next])) dash = 1;
        if (ss_begins(text, next, end, "\xC2\xB7")) dash = 2;
        if (dash) next = ss_skip_blanks(text, next + dash, end);
        uint32_t room = end - next < 40 ? end - next : 40;
        size_t clock = ss_clock_scan(text + next, room);
        if (!clock) break;
        at = next + (uint32_t)clock;
    }
    return at;
}

/* "Published: ", "date ", "Updated on" ... at the start of a dated line: its end, and
 * how good a date it announces (2: of publication, 1: of change). */
static uint32_t date_word(const ss_regions *r, uint32_t at, uint32_t end, int *rank)
{
    const char *text = r->text;
    static const char *const classes[] = {"updated", "created", "published"};
    for (int i = 2; i >= 0; i--) {
        uint32_t next = at + ss_begins_class(r->words, classes[i], text, at, end);
        if (next == at || (next < end && isalnum((unsigned char)text[next]))) continue;
        *rank = i + 1;
        next = ss_skip_blanks(text, next, end);
        if (next < end && text[next] == ':') next = ss_skip_blanks(text, next + 1, end);
        if (ss_begins(text, next, end, "on ")) next = ss_skip_blanks(text, next + 3, end);
        if (ss_begins(text, next, end, "at ")) next = ss_skip_blanks(text, next + 3, end);
        size_t clock = ss_clock_scan(text + next, end - next < 40 ? end - next : 40);
        if (clock) {
            next = ss_skip_blanks(text, next + (uint32_t)clock, end);
            if (next < end && text[next] == ',') next = ss_skip_blanks(text, next + 1, end);
            if (ss_begins(text, next, end, "on ")) next += 3;
        }
        return next;
    }
    *rank = 0;
    return at;
}

/* A dated header at `at`: its end with times and separators, 0: none. `bare`:
 * the date has no word of publishing before it. */
static uint32_t dated(const ss_regions *r, uint32_t at, uint32_t end, char iso[11], int *rank,
                      bool *bare)
{
    const char *text = r->text;
    uint32_t date = date_word(r, at, end, rank);
    size_t n = ss_date_scan(text + date, end - date < 64 ? end - date : 64, iso);
    if (!n) return 0;
    *bare = date == at;
    if (*bare) *rank = 2;
    return after_date(text, date + (uint32_t)n, end);
}

/* Can the story begin here, straight after an inline header? */
static bool story_begins(const char *text, uint32_t at, uint32_t end)
{
    if (upper_at(text, at, end) || (at < end && strchr("\"'(", text[at]))) return true;
    return ss_begins(text, at, end, "\xE2\x80\x9C") || ss_begins(text, at, end, "\xE2\x80\x98");
}

/* Header date at the line's start. Returns the offset that it ends at; 0: none. */
static bool byline(ss_regions *r, uint32_t begin, uint32_t end);

static uint32_t date_header(ss_regions *r, uint32_t begin, uint32_t end)
{
    const char *text = r->text;
    char iso[11];
    int rank;
    bool bare;
    uint32_t at = dated(r, begin, end, iso, &rank, &bare);
    if (!at) return 0;
    uint32_t next = ss_skip_blanks(text, at, end);
    if (next < end) {
        /* The rest is a second date ("Updated ..."), a mark that sets it off, or the story. */
        char other[11];
        int other_rank;
        bool other_bare;
        uint32_t mark = next;
        if (strchr("|;/(-", text[mark]))
            mark++;
        else if (ss_begins(text, mark, end, "\xC2\xB7"))
            mark += 2;
        else if (ss_begins(text, mark, end, "\xE2\x80\xA2"))
            mark += 3;
        else
            mark += ss_dash_at(text, mark, end);
        bool set_off = mark > next;
        mark = ss_skip_blanks(text, mark, end);
        uint32_t more = mark < end ? dated(r, mark, end, other, &other_rank, &other_bare) : 0;
        bool digits_first = isdigit((unsigned char)text[begin]) && text[begin + 4] == '-';
        if (more && !other_bare) {
            at = more;
            if (at < end && text[at] == ')') at++;
            next = ss_skip_blanks(text, at, end);
            if (next < end && !story_begins(text, next, end)) return 0;
        } else if (!bare && ss_begins(text, next, end, "by ") && byline(r, next, end)) {
            at = next; /* "Posted on March 9, 2017 by Jane Doe" */
            next = end;
        } else if (!bare && ss_begins(text, next, end, "by the ") && end - next <= 50 && text[end - 1] != '.') {
            at = next = end; /* "Published on 2022-08-21 by The Lakeland Sentinel" */
        } else if (bare && !digits_first && !set_off) {
            return 0;
        } else if (!story_begins(text, mark, end) &&
                   (bare || !isdigit((unsigned char)text[mark]))) {
            return 0;
        }
    }
    ss_regions_add(r, SAYSO_REGION_METADATA, begin, ss_trim_blanks(text, begin, at), "date");
    ss_regions_date(r, iso, rank);
    return next == end ? end : at;
}

/* -- keys -------------------------------------------------------------------- */

static void take_value(ss_regions *r, const char *what, uint32_t begin, uint32_t end)
{
    sayso_doc *doc = r->ctx->doc;
    if (begin >= end) return;
    while (begin < end && (r->text[begin] == '"' || r->text[begin] == '\'')) begin++;
    while (end > begin && (r->text[end - 1] == '"' || r->text[end - 1] == '\'')) end--;
    char iso[11];
    const char **slot = !strcmp(what, "title")       ? &doc->meta.title
                        : !strcmp(what, "url")       ? &doc->meta.url
                        : !strcmp(what, "publisher") ? &doc->meta.publisher
                                                     : NULL;
    if (slot && !*slot && end - begin <= 400)
        *slot = ss_strndup(&doc->arena, r->text + begin, end - begin);
    bool published = !strcmp(what, "date"), updated = !strcmp(what, "updated");
    if ((published || updated) &&
        ss_date_find(r->text + begin, end - begin < 100 ? end - begin : 100, NULL, iso))
        ss_regions_date(r, iso, published ? 3 : 1);
}

/* "Key: value", a key of the list: its value's kind, *value where the value begins. */
static const char *key_line(const ss_regions *r, uint32_t begin, uint32_t end, uint32_t *value)
{
    uint32_t limit = end - begin > 40 ? begin + 40 : end, colon = begin, words;
    while (colon < limit && r->text[colon] != ':') colon++;
    if (colon == limit) return NULL;
    char key[48];
    uint32_t k = 0;
    for (uint32_t i = begin; i < colon; i++) {
        char c = r->text[i];
        key[k++] = c == '-' || c == '_' ? ' ' : (char)tolower((unsigned char)c);
    }
    ss_opening o;
    ss_opening_read(&o, key, 0, k);
    const char *what = ss_opening_find(&o, r->keys, &words);
    if (!what || words != o.n) return NULL;
    *value = ss_skip_blanks(r->text, colon + 1, end);
    return what;
}

/* -- bylines ----------------------------------------------------------------- */

typedef struct {
    uint32_t begin, end;
} word;

static bool next_word(const char *text, uint32_t *at, uint32_t end, word *w)
{
    while (*at < end &&
           (text[*at] == ' ' || text[*at] == ',' || text[*at] == ';' || text[*at] == '\t'))
        (*at)++;
    w->begin = *at;
    while (*at < end && text[*at] != ' ' && text[*at] != ',' && text[*at] != ';' &&
           text[*at] != '\t')
        (*at)++;
    w->end = *at;
    return w->end > w->begin;
}

static bool in_list(const ss_regions *r, const ss_lexicon *lex, word w)
{
    ss_opening o;
    ss_opening_read(&o, r->text, w.begin, w.end);
    return o.n == 1 && ss_lexicon_find(lex, o.key, o.key_end[0]);
}

static bool calendar_word(const char *text, word w)
{
    static const char *const names[] = {"monday",    "tuesday", "wednesday", "thursday", "friday",
                                        "saturday",  "sunday",  "january",   "february", "march",
                                        "april",     "may",     "june",      "july",     "august",
                                        "september", "october", "november",  "december"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (w.end - w.begin == strlen(names[i]) &&
            !strncasecmp(text + w.begin, names[i], w.end - w.begin))
            return true;
    return false;
}

/* "By Banning Books ...": a headline, not a name. */
static bool gerund(const char *text, word w)
{
    return w.end - w.begin > 6 && ss_begins(text, w.end - 3, w.end, "ing");
}

static bool bar_at(const char *text, uint32_t at, uint32_t end, uint32_t *n)
{
    *n = 0;
    if (text[at] == '|' || text[at] == '\n')
        *n = 1;
    else if (ss_begins(text, at, end, "\xC2\xB7"))
        *n = 2;
    else if (ss_begins(text, at, end, "\xE2\x80\xA2"))
        *n = 3;
    return *n > 0;
}

/* "By Jane Doe and JOHN ROE, Staff Writers" up to `end`: names and roles, nothing else. */
static bool names_only(const ss_regions *r, uint32_t at, uint32_t end)
{
    uint32_t words = 0, names = 0, run = 0;
    bool article = ss_begins(r->text, at, end, "the "), role = false;
    word w;
    while (next_word(r->text, &at, end, &w)) {
        if (++words > 18) return false;
        if (words == 1 && (calendar_word(r->text, w) || gerund(r->text, w))) return false;
        if (w.begin > 0 && strchr(",;", r->text[w.begin - 1])) run = 0;
        if (isdigit((unsigned char)r->text[w.begin])) return false;
        if (in_list(r, r->roles, w)) {
            if (words == 1 && !article && !upper_at(r->text, w.begin, w.end)) return false;
            role = !article || words > 1;
            run = 0;
            continue;
        }
        if (++run > 5) return false;
        if (upper_at(r->text, w.begin, w.end))
            names++;
        else if (r->text[w.begin] != '@' && r->text[w.begin] != '(' && r->text[w.begin] != '&' &&
                 !memchr(r->text + w.begin, '@', w.end - w.begin))
            return false;
    }
    if ((!names && words < 2 && !role) || (article && !role)) return false;
    char last = r->text[end - 1];
    return last != '!' && last != '?' && last != ':';
}

/* "From Jane Doe, Lagos", "From Jane Doe in Lagos" below the first line: two to four
 * names, then a place. */
static bool from_correspondent(const char *text, uint32_t begin, uint32_t end)
{
    if (!begin || !ss_begins(text, begin, end, "from ")) return false;
    uint32_t at = begin + 5, names = 0, places = 0;
    bool place = false;
    word w;
    while (next_word(text, &at, end, &w)) {
        bool comma = names >= 2 && text[w.begin - 1] == ' ' && text[w.begin - 2] == ',';
        bool in = names >= 2 && ss_begins(text, w.begin, w.end, "in") && w.end - w.begin == 2;
        place = place || comma || in;
        if (in) continue;
        if (!upper_at(text, w.begin, w.end) || calendar_word(text, w)) return false;
        *(place ? &places : &names) += 1;
    }
    return names >= 2 && names <= 4 && places >= 1 && places <= 3;
}

/* A byline that fills [begin, end) but for a date after it. */
static bool byline(ss_regions *r, uint32_t begin, uint32_t end)
{
    const char *text = r->text;
    if (end - begin > LONGEST_BYLINE || end - begin < 5) return false;
    uint32_t at = begin;
    if (ss_begins(text, begin, end, "by "))
        at += 3;
    else if (ss_begins(text, begin, end, "by: ") || ss_begins(text, begin, end, "written by "))
        at = ss_seek(text, begin, end, " ") + (text[begin] == 'w' || text[begin] == 'W' ? 4 : 1);
    else if (ss_begins(text, begin, end, "byline:"))
        at = ss_skip_blanks(text, begin + 7, end);
    else if (from_correspondent(text, begin, end))
        at += 5;
    else
        return false;
    if (text[begin] == 'b' && text[begin + 1] == 'y' && text[begin + 2] == ' ' && !r->roles)
        return false;
    uint32_t stop = end, bar;
    for (uint32_t i = at; i < end; i++)
        if (bar_at(text, i, end, &bar)) {
            stop = i;
            break;
        }
    char iso[11];
    int rank;
    bool bare;
    uint32_t rest = end;
    if (stop == end) { /* "By Jane Doe, March 3, 2021", "By Jane Doe Published 5 May 2020" */
        for (uint32_t i = at + 3; i < end && rest == end; i++)
            if ((text[i - 1] == ' ' || text[i - 1] == ',') &&
                dated(r, i, end, iso, &rank, &bare))
                stop = rest = i;
    } else {
        rest = ss_skip_blanks(text, stop + bar, end);
    }
    stop = ss_trim_blanks(text, at, stop);
    while (stop > at && (text[stop - 1] == ',' || text[stop - 1] == '-'))
        stop = ss_trim_blanks(text, at, stop - 1);
    bool sentence = stop > at && text[stop - 1] == '.' && stop - at > 40;
    if (stop == at || sentence || !names_only(r, at, stop)) return false;
    if (rest < end) {
        uint32_t after = dated(r, rest, end, iso, &rank, &bare);
        for (uint32_t i = rest; i < end && !after; i++) /* "By Jane Doe | City desk | 3 March 2022" */
            if (bar_at(text, i, end, &bar)) after = dated(r, ss_skip_blanks(text, i + bar, end), end, iso, &rank, &bare);
        if (after)
            ss_regions_date(r, iso, rank);
        else if (end - rest > 60)
            return false;
        ss_regions_add(r, SAYSO_REGION_METADATA, rest, end, after ? "date" : "header");
    }
    ss_regions_add(r, SAYSO_REGION_BYLINE, begin, stop, "byline");
    return true;
}

/* "Jane Doe reports from Lima." as a paragraph of its own. */
static bool reports_from(ss_regions *r, uint32_t begin, uint32_t end)
{
    if (end - begin > 120 || !upper_at(r->text, begin, end)) return false;
    uint32_t len = 0, verb = ss_seek_class(r->words, "filed", r->text, begin, end, &len), at = verb + len, stop = end;
    if (verb == end || verb == begin || r->text[verb - 1] != ' ' || at >= end || r->text[at] != ' ') return false;
    while (stop > at && r->text[stop - 1] == '.') stop--;
    if (!names_only(r, begin, verb - 1) || !names_only(r, at + 1, stop)) return false;
    ss_regions_add(r, SAYSO_REGION_BYLINE, begin, end, "byline");
    return true;
}

/* -- datelines --------------------------------------------------------------- */

static bool all_capitals(const char *text, word w)
{
    uint32_t letters = 0;
    for (uint32_t i = w.begin; i < w.end; i++) {
        unsigned char c = (unsigned char)text[i];
        if (islower(c)) return false;
        letters += isupper(c) || c >= 0x80;
    }
    return letters > 0;
}

/* Letters, and the marks that names of places have. */
static bool place_word(const char *text, word w)
{
    for (uint32_t i = w.begin; i < w.end; i++) {
        unsigned char c = (unsigned char)text[i];
        if (!isalpha(c) && !strchr(".'-/", c) && (c < 0x80 || c == 0xE2 || c == 0xC2)) return false;
    }
    return true;
}

/* The agency in brackets at `at` ("(AP)", "/PRNewswire/"): end, 0: none. */
static uint32_t agency(const ss_regions *r, uint32_t at, uint32_t end, bool *known)
{
    char close = at < end && r->text[at] == '(' ? ')' : at < end && r->text[at] == '/' ? '/' : 0;
    if (!close) return 0;
    uint32_t limit = end - at > 40 ? at + 40 : end, i = at + 1;
    while (i < limit && r->text[i] != close) i++;
    if (i == limit || i - at < 3) return 0;
    ss_opening o;
    uint32_t words;
    ss_opening_read(&o, r->text, at + 1, i);
    *known = ss_opening_find(&o, r->agencies, &words) && words == o.n;
    return *known || close == ')' ? i + 1 : 0;
}

/* A dateline being read. */
typedef struct {
    uint32_t at;       /* where the next part begins */
    uint32_t capitals; /* words of the place in capitals */
    bool comma;        /* behind the place's first comma */
    bool bracket;      /* behind the agency */
    bool known;        /* which is on the list */
    bool day;          /* behind what may be a month */
    char iso[11];      /* a full date, "" where none was seen */
} dateline_state;

static bool short_month(const char *text, word w)
{
    static const char months[] = "jan feb mar apr jun jul aug sep oct nov dec sept ";
    if (w.end - w.begin != 3 && w.end - w.begin != 4) return false;
    for (const char *at = months; *at; at = strchr(at, ' ') + 1)
        if ((size_t)(strchr(at, ' ') - at) == w.end - w.begin && !strncasecmp(at, text + w.begin, w.end - w.begin))
            return true;
    return false;
}

/* One word of a dateline's place, state or date; false: no such thing. */
static bool dateline_word(const ss_regions *r, dateline_state *d, uint32_t end)
{
    const char *text = r->text;
    word w = {d->at, d->at};
    while (w.end < end && text[w.end] != ' ' && text[w.end] != ',' && text[w.end] != '\n') w.end++;
    if (w.end == w.begin || w.end >= end || text[w.end] == '\n') return false;
    bool upper = upper_at(text, w.begin, end);
    if (isdigit((unsigned char)text[w.begin])) {
        if (!d->day) return false;
    } else if (d->comma) {
        if (!upper) return false;
        /* "Sept." or "Miss.": either may be, and a number after it tells. */
        d->day = d->day || calendar_word(text, w) || short_month(text, w) ||
                 (w.end - w.begin >= 4 && text[w.end - 1] == '.');
    } else {
        bool city = d->capitals && ss_begins(text, w.begin, w.end, "city"); /* "SALT LAKE CITY" */
        if ((in_list(r, r->places_not, w) && !city) || !place_word(text, w)) return false;
        if (all_capitals(text, w))
            d->capitals++;
        else if (!upper && !ss_begins(text, w.begin, end, "de ") && !ss_begins(text, w.begin, end, "of "))
            return false;
    }
    d->at = w.end;
    if (text[d->at] == ',') {
        d->comma = true;
        d->at++;
    } else if (!d->comma && w.end - w.begin > 4 && text[w.end - 1] == '.' && all_capitals(text, w)) {
        d->comma = true; /* "MOSCOW. May 16 (Interfax) -" */
    }
    return true;
}

/* The next part of a dateline: agency, date or word. */
static bool dateline_part(const ss_regions *r, dateline_state *d, uint32_t end)
{
    if (r->text[d->at] == '(') { /* "MILWAUKEE (Nov. 3, 2021) -" */
        uint32_t in = d->at + 1;
        size_t n = ss_date_scan(r->text + in, end - in < 48 ? end - in : 48, d->iso);
        if (n && in + n < end && r->text[in + n] == ')') {
            d->bracket = d->known = true;
            d->at = in + (uint32_t)n + 1;
            return true;
        }
    }
    uint32_t close = agency(r, d->at, end, &d->known);
    if (close) {
        d->bracket = true;
        d->at = close + (close < end && r->text[close] == ',');
        return true;
    }
    if (d->bracket) return false;
    size_t date = ss_date_scan(r->text + d->at, end - d->at < 48 ? end - d->at : 48, d->iso);
    if (!date) return dateline_word(r, d, end);
    d->day = true;
    d->at += (uint32_t)date;
    return true;
}

/* The end of a dateline's dash, 0: no dateline here. */
static uint32_t dateline(ss_regions *r, uint32_t begin, uint32_t end)
{
    const char *text = r->text;
    if (end - begin > LONGEST_DATELINE) end = begin + LONGEST_DATELINE;
    if (!upper_at(text, begin, end)) return 0;
    dateline_state d = {.at = begin};
    uint32_t parts = 0, first = begin;
    for (; parts < 9; parts++) {
        d.at = ss_skip_blanks(text, d.at, end);
        if (ss_dash_at(text, d.at, end)) break;
        if (!dateline_part(r, &d, end)) return 0;
    }
    uint32_t at = d.at, dash = ss_dash_at(text, at, end);
    if (!dash || !parts) return 0;
    while (first < end && text[first] != ' ' && text[first] != ',') first++;
    bool capital_place = d.capitals > 0 && d.capitals <= 4 && first - begin >= 3 &&
                         all_capitals(text, (word){begin, first});
    if (!capital_place && !(d.bracket && d.known)) return 0;
    bool left = text[at - 1] == ' ' || dash > 1;
    bool alone = ss_skip_blanks(text, at + dash, end) == end; /* a paragraph of its own */
    bool right = at + dash < end && (text[at + dash] == ' ' || text[at + dash] == '\n' || dash == 3);
    if (!left || !(right || alone)) return 0;
    uint32_t next = ss_skip_blanks(text, at + dash, end);
    if (alone) {
        if (!d.iso[0] && !d.known) return 0;
    } else if (!d.bracket && !story_begins(text, next, end) && !isdigit((unsigned char)text[next])) return 0;
    if (d.iso[0]) ss_regions_date(r, d.iso, 1);
    /* "BOISE, Idaho - March 4, 2020 - " */
    uint32_t rest = ss_skip_blanks(text, at + dash, end);
    size_t date = d.iso[0] ? 0 : ss_date_scan(text + rest, end - rest < 48 ? end - rest : 48, d.iso);
    if (date) {
        uint32_t second = ss_skip_blanks(text, rest + (uint32_t)date, end), more = ss_dash_at(text, second, end);
        if (more) {
            ss_regions_date(r, d.iso, 1);
            return second + more;
        }
    }
    return at + dash;
}

/* "(CNN)", "(CNN) - " at the start of the story: its end, 0: none. */
static uint32_t agency_alone(const ss_regions *r, uint32_t begin, uint32_t end)
{
    bool known = false;
    uint32_t at = r->agencies && begin < end && r->text[begin] == '(' ? agency(r, begin, end, &known) : 0;
    if (!at || !known) return 0;
    uint32_t next = ss_skip_blanks(r->text, at, end), dash = ss_dash_at(r->text, next, end);
    if (next == at && !dash) return 0;
    uint32_t story = ss_skip_blanks(r->text, next + dash, end);
    return story_begins(r->text, story, end) ? next + dash : 0;
}

/* -- the head ---------------------------------------------------------------- */

/* "SKETCH", "Analysis": one word above the title says what sort of piece it is. */
static bool kicker(const char *text, uint32_t begin, uint32_t end)
{
    if (end - begin > 20 || end - begin < 4 || !upper_at(text, begin, end)) return false;
    for (uint32_t i = begin; i < end; i++)
        if (!isalpha((unsigned char)text[i]) && text[i] != '-') return false;
    return true;
}

/* "Jane Doe", "Jane Doe at Fenner Park" on the line above a date: a byline without "By". */
static void bare_byline(ss_regions *r, uint32_t begin, uint32_t end)
{
    word w;
    uint32_t at = begin, words = 0, names = 0;
    bool started = false;
    while (next_word(r->text, &at, end, &w)) {
        bool upper = upper_at(r->text, w.begin, w.end);
        if (gerund(r->text, w) && !words) return;
        started = started || !upper;
        names += upper && !started;
        words++;
    }
    if (names < 2 || names > 4 || words > 7 || strchr("?!:.", r->text[end - 1])) return;
    if (names_only(r, begin, end)) ss_regions_add(r, SAYSO_REGION_BYLINE, begin, end, "byline");
}

/* One line, no full stop, not long: may be a title. Some ask a question. */
static bool title_like(const char *text, uint32_t begin, uint32_t end)
{
    if (end - begin > 200 || end == begin) return false;
    return !strchr(".:;,", text[end - 1]) && memchr(text + begin, ' ', end - begin);
}

/* "---", then keys, then "---" at the very top. Returns its end, 0: none. */
static uint32_t front_matter(ss_regions *r)
{
    const char *text = r->text;
    uint32_t begin = ss_skip_blanks(text, 0, r->len), at = begin;
    if (!ss_begins(text, at, r->len, "---")) return 0;
    for (at += 3; at < r->len && strchr(" \t\r", text[at]); at++) continue;
    if (at == r->len || text[at] != '\n') return 0;
    for (int line = 0; line < 60; line++) {
        const char *nl = memchr(text + at, '\n', r->len - at);
        if (!nl) return 0;
        at = (uint32_t)(nl - text) + 1;
        uint32_t end = at;
        while (end < r->len && text[end] != '\n') end++;
        end = ss_trim_blanks(text, at, end);
        if (end - at == 3 && !memcmp(text + at, "---", 3)) {
            ss_regions_add(r, SAYSO_REGION_METADATA, begin, end, "front matter");
            return end;
        }
        uint32_t value;
        const char *what = key_line(r, at, end, &value);
        if (what) take_value(r, what, value, end);
    }
    return 0;
}

/* "The Associated Press", "Staff Writer" under a byline. */
static bool byline_goes_on(ss_regions *r, uint32_t begin, uint32_t end)
{
    if (!r->found.n || end - begin > 60) return false;
    const sayso_region *last = &r->found.at[r->found.n - 1];
    if (last->kind != SAYSO_REGION_BYLINE ||
        ss_skip_blanks(r->text, last->span.end, begin) != begin)
        return false;
    ss_opening o;
    uint32_t words, at = begin;
    ss_opening_read(&o, r->text, begin, end);
    bool all = ss_opening_find(&o, r->agencies, &words) && words == o.n;
    word w;
    if (!all)
        for (all = true; all && next_word(r->text, &at, end, &w);) all = in_list(r, r->roles, w);
    if (all) ss_regions_add(r, SAYSO_REGION_BYLINE, begin, end, "byline");
    return all;
}

/* "FOR IMMEDIATE RELEASE": a line of a press release's head. */
static bool release_line(ss_regions *r, uint32_t begin, uint32_t end)
{
    uint32_t n = ss_begins_class(r->words, "release", r->text, begin, end);
    if (!n || end - begin > n + 2) return false;
    ss_regions_add(r, SAYSO_REGION_METADATA, begin, end, "header");
    return true;
}

/* "R. Doe | Lagos | Updated: January 12, 2023, 21:40 IST": parts between bars, one of them a
 * date that fills it; the first may be a name. */
static bool barred_line(ss_regions *r, uint32_t begin, uint32_t end)
{
    const char *text = r->text;
    if (end - begin > LONGEST_BYLINE || !upper_at(text, begin, end)) return false;
    uint32_t bar = 0, first = 0, dates = 0, at = begin;
    char iso[11];
    int rank;
    bool bare, dashed = false;
    for (uint32_t i = begin; i <= end; i++) {
        if (i < end && !bar_at(text, i, end, &bar)) { /* or "Nairobi — Wednesday, February 14, 2018" */
            bar = i > begin && text[i - 1] == ' ' ? ss_dash_at(text, i, end) : 0;
            dashed |= bar > 0;
            if (!bar || i + bar >= end || text[i + bar] != ' ') continue;
        }
        uint32_t stop = ss_trim_blanks(text, at, i);
        if (!first) first = stop;
        if (stop - at > 60 || (i == end && first == stop)) return false;
        uint32_t after = at < stop && dates < 2 ? dated(r, at, stop, iso, &rank, &bare) : 0;
        bool whole = after && ss_skip_blanks(text, after, stop) == stop;
        if (dashed && i == end && !whole) return false; /* "BOISE - March 4, 2020 - The bridge closed." */
        if (whole && (!dashed || i == end)) {
            ss_regions_date(r, iso, rank);
            dates++;
        }
        if (i < end) at = ss_skip_blanks(text, i + bar, end);
        i = i < end ? i + bar - 1 : i;
    }
    if (!dates) return false;
    word w;
    uint32_t names = 0, k = begin;
    bool name = true;
    while (next_word(text, &k, first, &w)) name &= upper_at(text, w.begin, w.end) && ++names < 6;
    name = name && names > 1 && names_only(r, begin, first);
    uint32_t rest = name ? first : begin;
    while (name && rest < end && (text[rest] == ' ' || bar_at(text, rest, end, &bar))) rest += text[rest] == ' ' ? 1 : bar;
    if (name) ss_regions_add(r, SAYSO_REGION_BYLINE, begin, first, "byline");
    ss_regions_add(r, SAYSO_REGION_METADATA, rest, end, "date");
    return true;
}

/* "GENEVA, 7 October 2022", "KUTUPALI, Bangladesh, Sept 27, 2018", "5:00am, Aug 7, 2015": a line of its own. */
static bool place_and_date(ss_regions *r, uint32_t begin, uint32_t end)
{
    enum { LONGEST = 80 };
    const char *text = r->text;
    if (end - begin > LONGEST || end - begin < 10) return false;
    uint32_t at = begin, words = 0, clock = (uint32_t)ss_clock_scan(text + begin, end - begin < 40 ? end - begin : 40);
    if (clock) {
        at = ss_skip_blanks(text, begin + clock, end);
        if (at >= end || text[at] != ',') return false;
        at = ss_skip_blanks(text, at + 1, end);
    } else if (!upper_at(text, begin, end)) {
        return false;
    }
    char iso[11];
    int rank;
    bool bare;
    for (word w; at < end && words < 6; words++) {
        uint32_t after = (clock || (words && text[at - 1] == ' ' && text[at - 2] == ',')) ? dated(r, at, end, iso, &rank, &bare) : 0;
        if (after && bare && ss_skip_blanks(text, after, end) == end) {
            ss_regions_date(r, iso, rank);
            ss_regions_add(r, SAYSO_REGION_METADATA, begin, end, "date");
            return true;
        }
        uint32_t next = at;
        if (clock || !next_word(text, &next, end, &w) || w.begin != at) return false;
        if (!upper_at(text, w.begin, w.end) && !ss_begins(text, w.begin, w.end, "de") && !ss_begins(text, w.begin, w.end, "of")) return false;
        at = next;
        if (at < end && text[at] == ',') at++;
        at = ss_skip_blanks(text, at, end);
    }
    return false;
}

typedef enum { LINE_STORY, LINE_HEAD, LINE_TITLE, LINE_PART } line_kind;

/* "Newspaper: Minister resigned in March" is a headline. A key whose value could be
 * anything counts where the value is short and no sentence, or a header line went before. */
static bool sure_key(const ss_regions *r, const char *what, uint32_t value, uint32_t end)
{
    if (strcmp(what, "publisher") && strcmp(what, "header")) return true;
    for (uint32_t i = 0; i < r->found.n; i++)
        if (r->found.at[i].kind == SAYSO_REGION_METADATA) return true;
    return end - value <= 50 && value < end && r->text[end - 1] != '.';
}

/* "5 min read" */
static bool reading_time(const char *text, uint32_t begin, uint32_t end)
{
    uint32_t at = begin;
    while (at < end && isdigit((unsigned char)text[at])) at++;
    if (at == begin || at - begin > 3) return false;
    at = ss_skip_blanks(text, at, end);
    if (text[at] == '-') at++;
    if (!ss_begins(text, at, end, "min")) return false;
    return end - at <= 16 && ss_begins(text, end - 4, end, "read");
}

static line_kind head_line(ss_regions *r, uint32_t begin, uint32_t end, uint32_t *after)
{
    uint32_t value;
    if (byline(r, begin, end) || reports_from(r, begin, end) || byline_goes_on(r, begin, end) ||
        release_line(r, begin, end))
        return LINE_HEAD;
    const char *what = key_line(r, begin, end, &value);
    if (what && end - begin <= 600 && sure_key(r, what, value, end)) {
        bool name = !strcmp(what, "byline");
        ss_regions_add(r, name ? SAYSO_REGION_BYLINE : SAYSO_REGION_METADATA, begin, end, what);
        take_value(r, what, value, end);
        return LINE_HEAD;
    }
    if (reading_time(r->text, begin, end)) {
        ss_regions_add(r, SAYSO_REGION_METADATA, begin, end, "header");
        return LINE_HEAD;
    }
    uint32_t date = date_header(r, begin, end);
    if (!date && (barred_line(r, begin, end) || place_and_date(r, begin, end))) return LINE_HEAD;
    if (date) {
        *after = date;
        return ss_skip_blanks(r->text, date, end) == end ? LINE_HEAD : LINE_PART;
    }
    return title_like(r->text, begin, end) ? LINE_TITLE : LINE_STORY;
}

/* "By Jane Doe WASHINGTON (AP) - ": a byline that runs into a dateline. */
static uint32_t byline_before_dateline(ss_regions *r, uint32_t begin, uint32_t end)
{
    if (!ss_begins(r->text, begin, end, "by ")) return begin;
    uint32_t at = begin + 3;
    word w;
    for (int n = 0; n < 6 && next_word(r->text, &at, end, &w); n++) {
        if (n >= 2 && all_capitals(r->text, w)) {
            uint32_t stop = dateline(r, w.begin, end);
            if (stop) {
                ss_regions_add(r, SAYSO_REGION_BYLINE, begin,
                               ss_trim_blanks(r->text, begin, w.begin), "byline");
                return w.begin;
            }
        }
        if (!upper_at(r->text, w.begin, w.end) && !in_list(r, r->roles, w)) break;
    }
    return begin;
}

static void datelines(ss_regions *r)
{
    const sayso_doc *doc = r->ctx->doc;
    for (uint32_t i = 0; i < doc->paragraphs.n; i++) {
        if (r->taken[i]) continue;
        sayso_span p = doc->paragraphs.at[i].span;
        uint32_t begin = p.begin;
        for (uint32_t k = r->found.n;
             k-- > 0 && r->found.n - k < 4;) /* an inline header before it */
            if (r->found.at[k].span.begin == p.begin && r->found.at[k].span.end < p.end)
                begin = ss_skip_blanks(r->text, r->found.at[k].span.end, p.end);
        if (i <= r->story) begin = byline_before_dateline(r, begin, p.end);
        uint32_t stop = dateline(r, begin, p.end);
        if (!stop && i <= r->story) stop = ss_trim_blanks(r->text, begin, agency_alone(r, begin, p.end));
        if (stop > begin) ss_regions_add(r, SAYSO_REGION_METADATA, begin, stop, "dateline");
    }
}

void ss_regions_head(ss_regions *r)
{
    const sayso_doc *doc = r->ctx->doc;
    uint32_t top = front_matter(r), lines = 0, titles = 0, i = 0, title_begin = 0, title_end = 0;
    for (; i < doc->paragraphs.n; i++) {
        sayso_span p = doc->paragraphs.at[i].span;
        if (p.end <= top) r->taken[i] = 1;
        if (r->taken[i]) continue;
        bool story = false, whole = true;
        uint32_t at = p.begin < top ? top : p.begin;
        while (at < p.end && !story) {
            const char *nl = memchr(r->text + at, '\n', p.end - at);
            uint32_t stop = nl ? (uint32_t)(nl - r->text) : p.end, after = 0;
            uint32_t begin = ss_skip_blanks(r->text, at, stop),
                     end = ss_trim_blanks(r->text, begin, stop);
            line_kind kind = begin == end ? LINE_HEAD : head_line(r, begin, end, &after);
            if (kind == LINE_STORY && !lines && !titles && stop < r->len && kicker(r->text, begin, end)) {
                lines++;
                whole = false;
                at = stop + 1;
                continue;
            }
            /* A name on the line above a date that fills its own line. */
            if (kind == LINE_HEAD && title_end && begin == title_end + 1 && after && titles > 1)
                bare_byline(r, title_begin, title_end);
            title_begin = kind == LINE_TITLE ? begin : 0;
            title_end = kind == LINE_TITLE ? end : 0;
            story = kind == LINE_STORY || kind == LINE_PART ||
                    (kind == LINE_TITLE && ++titles > 3) || ++lines > HEAD_LINES;
            whole = whole && kind == LINE_HEAD;
            if (kind == LINE_TITLE && titles == 1 && !r->ctx->doc->meta.title &&
                i + 1 < doc->paragraphs.n)
                r->ctx->doc->meta.title = ss_strndup(&r->ctx->doc->arena, r->text + begin,
                                                     end - begin);
            at = stop + 1;
        }
        if (story) break;
        r->taken[i] = whole;
    }
    r->story = i;
    /* Bylines and dates may follow the first sentences of a summary. */
    for (uint32_t k = i + 1; k < doc->paragraphs.n && k < i + 4; k++) {
        sayso_span p = doc->paragraphs.at[k].span;
        if (r->taken[k] || p.end - p.begin > LONGEST_BYLINE) continue;
        uint32_t after;
        r->taken[k] = byline(r, p.begin, p.end) || byline_goes_on(r, p.begin, p.end) ||
                      ((after = date_header(r, p.begin, p.end)) &&
                       ss_skip_blanks(r->text, after, p.end) == p.end);
    }
    datelines(r);
}
