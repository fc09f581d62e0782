/* regions_kinds.c - which paragraphs are headings, list items, turns of speech.
 *
 * A turn begins with a label: "Q." and "A:", "Question:", a name in capitals or in title case
 * and a colon. One label proves nothing ("POLL: Most want it"), so a label counts
 * where it comes back in the document, where it is of a pair (Q and A), or where
 * it stands next to a turn that counts. Labels that are rubrics ("Related:",
 * "Source:", "Update:") are in the lists of boilerplate and metadata keys.
 *
 * Headings: short, no full stop, or in title case throughout. List items: a
 * bullet. HTML has said most of this by its tags already; those kinds are kept.
 *
 * Cost: one pass, a hash table of labels.
 */
#include "text/regions.h"

#include <ctype.h>

enum { LONGEST_LABEL = 48 };

typedef struct {
    uint32_t para;
    uint32_t begin, end; /* of the label, without the colon */
    uint32_t hash;
    bool capitals, pair, counts;
} label;

typedef SS_VEC(label) labels;

static bool read_pair(const char *text, uint32_t begin, uint32_t end, label *out)
{
    bool question = ss_begins(text, begin, end, "question: "), answer = ss_begins(text, begin, end, "answer: ");
    if (question || answer) {
        *out = (label){.begin = begin, .end = begin + (question ? 8 : 6), .capitals = true, .pair = true};
        return true;
    }
    char c = text[begin];
    if ((c != 'Q' && c != 'A') || end - begin < 4) return false;
    bool wide = c == 'Q' &&
                (text[begin + 1] == '\t' || (text[begin + 1] == ' ' && text[begin + 2] == ' '));
    if (!wide && text[begin + 1] != '.' && text[begin + 1] != ':') return false;
    if (!wide && text[begin + 2] != ' ') return false;
    if (text[begin + 1] == '.' && islower((unsigned char)text[begin + 3])) return false;
    *out = (label){.begin = begin, .end = begin + 1, .capitals = true, .pair = true};
    return true;
}

/* A name and a colon at the paragraph's start. */
static bool read_label(const ss_regions *r, uint32_t begin, uint32_t end, label *out)
{
    const char *text = r->text;
    uint32_t stars = 0; /* "**Reporter:** Minister, will you ..." */
    while (begin < end && stars < 3 && text[begin] == '*') begin++, stars++;
    if (read_pair(text, begin, end, out)) return true;
    uint32_t colon = begin, words = 1, lower = 0, upper = 0, brackets = 0;
    for (; colon < end && colon - begin < LONGEST_LABEL && text[colon] != ':'; colon++) {
        unsigned char c = (unsigned char)text[colon];
        bool first = colon == begin || text[colon - 1] == ' ';
        if (c == '(') brackets++;
        if (c == ' ') words++;
        if (stars && c == '*') continue;
        if (first && !brackets && !isupper(c) && c < 0xC3) return false;
        if (islower(c)) lower++;
        if (isupper(c)) upper++;
        bool numbered = brackets && isdigit(c); /* "Reporter (Channel 9):" */
        if (!isalpha(c) && c < 0x80 && !numbered && !strchr(" .'-(),", c)) return false;
    }
    if (colon >= end || text[colon] != ':' || colon == begin || words > 5) return false;
    uint32_t behind = colon + 1;
    while (stars && behind < end && text[behind] == '*') behind++;
    if (upper + lower < 2 || behind >= end || text[behind] != ' ') return false;
    uint32_t rest = ss_skip_blanks(text, behind, end);
    if (rest >= end || isdigit((unsigned char)text[rest])) return false;
    ss_opening o;
    ss_opening_read(&o, text, begin, colon);
    uint32_t n;
    /* "REPORTER: Mr. Mayor, ..." speaks; "Reporter: Jane Doe" is a field of the head. */
    const char *key = ss_opening_find(&o, r->keys, &n);
    bool speaks = key && !strcmp(key, "byline") && (lower == 0 || stars) && end - rest > 25;
    if ((key && n == o.n && !speaks) || (ss_opening_find(&o, r->phrases, &n) && n == o.n) ||
        (ss_opening_find(&o, r->places_not, &n) && n == o.n))
        return false;
    while (stars && colon > begin + 1 && text[colon - 1] == '*') colon--;
    *out = (label){
        .begin = begin, .end = colon, .capitals = lower == 0 || (upper > lower && words == 1)};
    return true;
}

static void collect(ss_regions *r, labels *all)
{
    const sayso_doc *doc = r->ctx->doc;
    for (uint32_t i = 0; i < doc->paragraphs.n; i++) {
        label one;
        sayso_span p = doc->paragraphs.at[i].span;
        if (r->taken[i] || !read_label(r, p.begin, p.end, &one)) continue;
        one.para = i;
        one.hash = ss_hash_bytes(r->text + one.begin, one.end - one.begin);
        *ss_push(r->ctx->scratch, all) = one;
    }
}

/* Labels that come back count; so do both of the pair where both are there. */
static void count_labels(ss_regions *r, labels *all)
{
    uint32_t slots = 16;
    bool question = false, answer = false; /* of a pair; a speaker who comes back answers too */
    while (slots < all->n * 2) slots *= 2;
    uint32_t *table = ss_alloc(r->ctx->scratch, slots * sizeof *table); /* label index + 1 */
    memset(table, 0, slots * sizeof *table);
    for (uint32_t i = 0; i < all->n; i++) {
        label *one = &all->at[i];
        if (one->pair) {
            question = question || r->text[one->begin] == 'Q';
            answer = answer || r->text[one->begin] == 'A';
        }
        uint32_t at = one->hash & (slots - 1);
        while (table[at] && all->at[table[at] - 1].hash != one->hash) at = (at + 1) & (slots - 1);
        if (!table[at]) {
            table[at] = i + 1;
        } else if (!one->pair) {
            one->counts = all->at[table[at] - 1].counts = true;
            answer = answer || one->capitals;
        }
    }
    for (uint32_t i = 0; i < all->n; i++)
        if (all->at[i].pair) all->at[i].counts = question && answer;
}

/* A label beside one that counts does; a second pass carries it back to the first labels. */
static void neighbours(labels *all)
{
    for (uint32_t step = 0; step < 2 * all->n; step++) {
        uint32_t i = step < all->n ? step : 2 * all->n - 1 - step;
        label *one = &all->at[i];
        label *before = i ? one - 1 : NULL, *after = i + 1 < all->n ? one + 1 : NULL;
        bool near_before = before && one->para - before->para <= 2;
        bool near_after = after && after->para - one->para <= 2;
        if (one->counts) continue;
        if ((near_before && before->counts) || (near_after && after->counts))
            one->counts = true;
        else if (near_after && after->para == one->para + 1 && one->capitals && after->capitals &&
                 one->hash != after->hash)
            one->counts = after->counts = true;
    }
}

static bool bullet(const char *text, uint32_t begin, uint32_t end)
{
    if (ss_begins(text, begin, end, "- ") || ss_begins(text, begin, end, "* ")) return true;
    if (ss_begins(text, begin, end, "\xE2\x80\xA2") ||
        ss_begins(text, begin, end, "\xE2\x97\x8F") || ss_begins(text, begin, end, "\xE2\x96\xAA"))
        return true;
    uint32_t i = begin;
    while (i < end && i - begin < 2 && isdigit((unsigned char)text[i])) i++;
    return i > begin && i + 2 < end && (text[i] == '.' || text[i] == ')') && text[i + 1] == ' ' &&
           isupper((unsigned char)text[i + 2]);
}

/* Nearly all longer words begin with a capital. */
static bool title_case(const char *text, uint32_t begin, uint32_t end)
{
    uint32_t words = 0, capital = 0;
    for (uint32_t i = begin; i < end;) {
        uint32_t stop = i;
        while (stop < end && text[stop] != ' ') stop++;
        if (stop - i >= 4 && isalpha((unsigned char)text[i])) {
            words++;
            capital += isupper((unsigned char)text[i]) != 0;
        }
        i = stop + 1;
    }
    return words >= 4 && capital * 10 >= words * 9;
}

static bool heading(const ss_regions *r, uint32_t i)
{
    const char *text = r->text;
    const sayso_doc *doc = r->ctx->doc;
    sayso_span p = doc->paragraphs.at[i].span;
    if (p.end - p.begin > 180 || p.end - p.begin < 3 || i + 1 == doc->paragraphs.n) return false;
    if (memchr(text + p.begin, '\n', p.end - p.begin)) return false;
    if (title_case(text, p.begin, p.end)) return true;
    char last = text[p.end - 1];
    if (strchr(".,;:!?\"')", last)) return false;
    if (p.end - p.begin >= 3 && (unsigned char)text[p.end - 3] == 0xE2) return false;
    if (p.end - p.begin > 140) return false;
    unsigned char c = (unsigned char)text[p.begin];
    return isupper(c) || isdigit(c) || c >= 0x80;
}

void ss_regions_kinds(ss_regions *r)
{
    sayso_doc *doc = r->ctx->doc;
    labels all = {0};
    collect(r, &all);
    count_labels(r, &all);
    neighbours(&all);
    for (uint32_t i = 0; i < all.n; i++)
        if (all.at[i].counts) doc->paragraphs.at[all.at[i].para].kind = SS_PARA_TURN;
    for (uint32_t i = 0; i < doc->paragraphs.n; i++) {
        ss_paragraph *p = &doc->paragraphs.at[i];
        if (p->kind != SS_PARA_TEXT || r->taken[i]) continue;
        if (bullet(r->text, p->span.begin, p->span.end))
            p->kind = SS_PARA_LIST;
        else if (heading(r, i))
            p->kind = SS_PARA_HEADING;
    }
}
