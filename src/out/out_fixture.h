/* out_fixture.h - what the tests of the renderers share: a document filled by hand,
 * rendering into memory, and checks on what comes out. Included once a program.
 */
#ifndef SS_OUT_FIXTURE_H
#define SS_OUT_FIXTURE_H

#include "out/out.h"

#include <jansson.h>
#include <libxml/HTMLparser.h>
#include <stdio.h>
#include <stdlib.h>
#include <utf8proc.h>

#include <setjmp.h> /* cmocka wants these before it */
#include <cmocka.h>

/* A test program need not use all of it. */
#pragma GCC diagnostic ignored "-Wunused-function"

/* -- a document by hand ------------------------------------------------------- */

static sayso_doc *new_doc(const char *text, size_t len)
{
    static jmp_buf no_memory;
    if (setjmp(no_memory)) abort();
    sayso_doc *doc = calloc(1, sizeof *doc);
    ss_arena_init(&doc->arena, NULL, &no_memory);
    doc->text = ss_strndup(&doc->arena, text, len);
    doc->len = (uint32_t)len;
    doc->meta.id = "invented/ärtikel.txt";
    strcpy(doc->meta.sha256, "00ff");
    uint32_t chars = 0;
    doc->char_index = ss_alloc(&doc->arena, (len / 256 + 1) * sizeof(uint32_t));
    for (uint32_t i = 0; i <= len; i++) {
        if (i % 256 == 0) doc->char_index[i / 256] = chars;
        if (i < len) chars += ((unsigned char)text[i] & 0xC0) != 0x80;
    }
    return doc;
}

/* Paragraphs at empty lines; words as tokens. */
static void cut(sayso_doc *doc)
{
    for (uint32_t i = 0; i < doc->len;) {
        while (i < doc->len && doc->text[i] == '\n') i++;
        uint32_t begin = i;
        while (i < doc->len && !(doc->text[i] == '\n' && doc->text[i + 1] == '\n')) i++;
        if (begin < i) *ss_push(&doc->arena, &doc->paragraphs) = (ss_paragraph){.span = {begin, i}};
    }
    SS_VEC(sayso_span) words = {0};
    for (uint32_t i = 0; i < doc->len;) {
        while (i < doc->len && strchr(" \n.,", doc->text[i])) i++;
        uint32_t begin = i;
        while (i < doc->len && !strchr(" \n.,", doc->text[i])) i++;
        if (begin < i) *ss_push(&doc->arena, &words) = (sayso_span){begin, i};
    }
    doc->token_spans = words.at;
    doc->n_tokens = words.n;
}

static void free_doc(sayso_doc *doc)
{
    ss_arena_free(&doc->arena);
    free(doc);
}

/* Where `piece` stands, from the place where `after` stands. */
static sayso_span find(const sayso_doc *doc, const char *after, const char *piece)
{
    const char *from = strstr(doc->text, after);
    assert_non_null(from);
    const char *at = strstr(from, piece);
    assert_non_null(at);
    uint32_t begin = (uint32_t)(at - doc->text);
    return (sayso_span){begin, begin + (uint32_t)strlen(piece)};
}

static sayso_spans one(sayso_doc *doc, const char *after, const char *piece)
{
    sayso_span s = find(doc, after, piece);
    return ss_spans_copy(&doc->arena, &s, 1);
}

static sayso_spans two(sayso_doc *doc, const char *after, const char *first, const char *second)
{
    sayso_span s[2] = {find(doc, after, first), find(doc, first, second)};
    return ss_spans_copy(&doc->arena, s, 2);
}

static sayso_attribution *attribute(sayso_doc *doc)
{
    sayso_attribution *a = ss_push(&doc->arena, &doc->attributions);
    *a = (sayso_attribution){.source_entity = SAYSO_NONE,
                             .addressee_entity = SAYSO_NONE,
                             .medium_entity = SAYSO_NONE,
                             .inside = SAYSO_NONE,
                             .confidence = 0.5};
    return a;
}

static const char ARTICLE[] = "date 2024-05-03\n"
                              "\n"
                              "Zoë Øster, mayor of Bürgel, warned residents in a letter Tuesday that “the dyke won’t "
                              "hold”, the Küstenbote reported.\n"
                              "\n"
                              "“We measured 19,752 leaks,” the letter said, “and\nbetween 5% and 12.5% are new.” "
                              "The dyke was built in 1962.\n"
                              "\n"
                              "(Related: Ten dykes you must see)\n"
                              "\n"
                              "No comment from us today 🌊 \"really\" — Harbour Board (@harbour) May 2, 2024\n"
                              "\n"
                              "The board did not say that, from May to July, half the pumps were off.\n";

static const char *const ALIASES[] = {"Øster", "the mayor"};

static void add_entities(sayso_doc *doc)
{
    sayso_mention *mentions = ss_alloc(&doc->arena, 2 * sizeof *mentions);
    mentions[0] = (sayso_mention){find(doc, "Zo", "Zoë Øster"), "name"};
    mentions[1] = (sayso_mention){find(doc, "Zo", "mayor of Bürgel"), "apposition"};
    *ss_push(&doc->arena, &doc->entities) = (sayso_entity){.name = "Zoë Øster",
                                                           .kind = SAYSO_ENTITY_PERSON,
                                                           .role = "mayor",
                                                           .affiliation = "Bürgel",
                                                           .aliases = ALIASES,
                                                           .n_aliases = 2,
                                                           .mentions = mentions,
                                                           .n_mentions = 2,
                                                           .gender = 'f'};
    *ss_push(&doc->arena, &doc->entities) = (sayso_entity){.name = "letter", .kind = SAYSO_ENTITY_DOCUMENT};
    *ss_push(&doc->arena, &doc->entities) = (sayso_entity){.name = "Küstenbote", .kind = SAYSO_ENTITY_OUTLET};
}

static void add_attributions(sayso_doc *doc)
{
    sayso_reason *reasons = ss_alloc(&doc->arena, 2 * sizeof *reasons);
    reasons[0] = (sayso_reason){"cue", "“reported” is a verb of saying", 0, find(doc, "Küst", "reported")};
    reasons[1] = (sayso_reason){"relay", "the sentence before it ends in a comma", -1.25, {0, 0}};
    sayso_attribution *a = attribute(doc); /* a1: the paper reports ... */
    a->source = one(doc, "hold", "the Küstenbote");
    a->source_kind = SAYSO_SOURCE_OUTLET;
    a->source_entity = 2;
    a->cue = one(doc, "Küst", "reported");
    a->lemma = "report";
    a->content = one(doc, "Zo",
                     "Zoë Øster, mayor of Bürgel, warned residents in a letter Tuesday "
                     "that “the dyke won’t hold”");
    a->reasons = reasons;
    a->n_reasons = 2;
    a->confidence = 0.9306;
    a = attribute(doc); /* a2: ... that the mayor warned */
    a->source = one(doc, "Zo", "Zoë Øster, mayor of Bürgel");
    a->source_kind = SAYSO_SOURCE_PERSON;
    a->source_entity = 0;
    a->cue = one(doc, "Zo", "warned");
    a->lemma = "warn";
    a->content = one(doc, "warned", "that “the dyke won’t hold”");
    a->form = SAYSO_FORM_MIXED;
    a->addressee = one(doc, "warned", "residents");
    a->medium = one(doc, "warned", "a letter");
    a->medium_entity = 1;
    a->time = one(doc, "warned", "Tuesday");
    a->time_value = "2024-04-30";
    a->inside = 0;
    a = attribute(doc); /* a3: in two pieces, over a line end */
    a->content = two(doc, "“We", "“We measured 19,752 leaks,”", "“and\nbetween 5% and 12.5% are new.”");
    a->source = one(doc, "leaks", "the letter");
    a->source_kind = SAYSO_SOURCE_DOCUMENT;
    a->source_entity = 1;
    a->cue = one(doc, "leaks", "said");
    a->lemma = "say";
    a->form = SAYSO_FORM_DIRECT;
    a->confidence = 1;
    a = attribute(doc); /* a4: the post; no cue */
    a->source = one(doc, "🌊", "Harbour Board");
    a->source_kind = SAYSO_SOURCE_ORGANIZATION;
    a->handle = "harbour";
    a->content = one(doc, "No comment", "No comment from us today 🌊 \"really\"");
    a->form = SAYSO_FORM_POST;
    a = attribute(doc); /* a5: negated */
    a->source = one(doc, "The board", "The board");
    a->source_kind = SAYSO_SOURCE_GROUP;
    a->source_count = 7;
    a->cue = one(doc, "The board", "did not say");
    a->lemma = "say";
    a->negated = true;
    a->content = one(doc, "did not say", "that, from May to July, half the pumps were off");
}

static void add_times_and_quantities(sayso_doc *doc)
{
    sayso_time *parts = ss_zalloc(&doc->arena, 2 * sizeof *parts);
    parts[0] = (sayso_time){.spans = one(doc, "from May", "May"), .value = "2024-05"};
    parts[1] = (sayso_time){.spans = one(doc, "from May", "July"), .value = "2024-07"};
    *ss_push(&doc->arena, &doc->times) = (sayso_time){.spans = one(doc, "Tuesday", "Tuesday"), .value = "2024-04-30"};
    *ss_push(&doc->arena, &doc->times) =
        (sayso_time){.spans = one(doc, "1962", "1962"), .value = "1962", .modifier = "start"};
    *ss_push(&doc->arena, &doc->times) = (sayso_time){.spans = one(doc, "from May", "from May to July"),
                                                      .from = "2024-05",
                                                      .to = "2024-07",
                                                      .parts = parts,
                                                      .n_parts = 2,
                                                      .type = SAYSO_TIME_DURATION};
    *ss_push(&doc->arena, &doc->quantities) =
        (sayso_quantity){.spans = one(doc, "19,", "19,752"), .value = 19752, .of = "leaks", .attribution = 2};
    *ss_push(&doc->arena, &doc->quantities) = (sayso_quantity){.spans = one(doc, "between", "between 5% and 12.5%"),
                                                               .range = true,
                                                               .min = 5,
                                                               .max = 12.5,
                                                               .unit = "percent",
                                                               .change = SAYSO_CHANGE_UP,
                                                               .attribution = 2};
    *ss_push(&doc->arena, &doc->quantities) = (sayso_quantity){.spans = one(doc, "half", "half"),
                                                               .value = 0.5,
                                                               .of = "the pumps",
                                                               .modifier = SAYSO_MODIFIER_ABOUT,
                                                               .period_from = "2024-05",
                                                               .period_to = "2024-07",
                                                               .attribution = SAYSO_NONE};
}

static sayso_doc *article(void)
{
    sayso_doc *doc = new_doc(ARTICLE, sizeof ARTICLE - 1);
    cut(doc);
    doc->meta.date = "2024-05-03";
    doc->meta.date_from = "text";
    doc->meta.title = "The dyke & the <letter>";
    doc->meta.url = "https://news.example/dyke?a=1&b=2";
    doc->meta.lang = "en";
    *ss_push(&doc->arena, &doc->warnings) = (sayso_warning){"read as Windows-1252", 12};
    *ss_push(&doc->arena, &doc->regions) =
        (sayso_region){.kind = SAYSO_REGION_METADATA, .span = find(doc, "date", "date 2024-05-03"), .label = "date"};
    *ss_push(&doc->arena, &doc->regions) =
        (sayso_region){.kind = SAYSO_REGION_BOILERPLATE,
                       .span = find(doc, "(Rel", "(Related: Ten dykes you must see)"),
                       .label = "related"};
    *ss_push(&doc->arena, &doc->regions) =
        (sayso_region){.kind = SAYSO_REGION_POST,
                       .span = find(doc, "No comment",
                                    "No comment from us today 🌊 \"really\" — Harbour Board "
                                    "(@harbour) May 2, 2024"),
                       .handle = "harbour",
                       .author = find(doc, "🌊", "Harbour Board"),
                       .content = find(doc, "No comment", "No comment from us today 🌊 \"really\""),
                       .date = find(doc, "🌊", "May 2, 2024")};
    add_entities(doc);
    add_attributions(doc);
    add_times_and_quantities(doc);
    *ss_push(&doc->arena, &doc->unattributed) =
        (sayso_unattributed){find(doc, "The dyke was", "The dyke was built in 1962."), false, "no cue in the sentence", false};
    *ss_push(&doc->arena, &doc->refusals) =
        (sayso_refusal){find(doc, "really", "really"), "quotation", "one word: a scare quote", 0.25};
    return doc;
}

/* -- rendering into memory ---------------------------------------------------- */

typedef struct {
    char *at;
    size_t n, cap, limit;
} memory;

static bool keep(void *ctx, const char *data, size_t len)
{
    memory *m = ctx;
    if (m->limit && m->n + len > m->limit) return false;
    if (m->n + len + 1 > m->cap) {
        m->cap = (m->n + len + 1) * 2;
        m->at = realloc(m->at, m->cap);
    }
    memcpy(m->at + m->n, data, len);
    m->n += len;
    m->at[m->n] = '\0';
    return true;
}

static char *render(const sayso_doc *doc, sayso_format format, sayso_render_options options)
{
    memory m = {0};
    sayso_error err = {0};
    assert_int_equal(sayso_render(doc, format, &options, keep, &m, &err), SAYSO_OK);
    return m.at ? m.at : calloc(1, 1);
}

static char *render_plainly(const sayso_doc *doc, sayso_format format)
{
    return render(doc, format, (sayso_render_options){0});
}

/* Bytes [begin, end) of the text for code points [begin, end). */
static sayso_span slice(const char *text, json_t *pair)
{
    json_int_t begin = json_integer_value(json_array_get(pair, 0));
    json_int_t end = json_integer_value(json_array_get(pair, 1));
    assert_true(json_array_size(pair) == 2 && begin <= end);
    sayso_span s = {0, 0};
    json_int_t at = 0;
    uint32_t i = 0;
    for (;; i++) {
        bool starts = ((unsigned char)text[i] & 0xC0) != 0x80;
        if (starts && at == begin) s.begin = i;
        if (starts && at == end) s.end = i;
        if (!text[i]) break;
        at += starts;
        if (at > end + 1) break;
    }
    return s;
}

/* -- checks -------------------------------------------------------------------- */

static json_t *parse(const char *s)
{
    json_error_t err;
    json_t *root = json_loads(s, JSON_REJECT_DUPLICATES, &err);
    if (!root) fail_msg("line %d: %s", err.line, err.text);
    return root;
}

static void same_string(json_t *object, const char *key, const char *want)
{
    const char *got = json_string_value(json_object_get(object, key));
    if (!want)
        assert_null(json_object_get(object, key));
    else
        assert_string_equal(got ? got : "(none)", want);
}

static int columns_of(const char *line, size_t n)
{
    int columns = 0;
    for (size_t i = 0; i < n;) {
        utf8proc_int32_t code;
        utf8proc_ssize_t len = utf8proc_iterate((const utf8proc_uint8_t *)line + i, (utf8proc_ssize_t)(n - i), &code);
        assert_true(len > 0);
        columns += utf8proc_charwidth(code);
        i += (size_t)len;
    }
    return columns;
}

static void assert_fits(const char *s, unsigned width)
{
    for (const char *line = s; *line;) {
        size_t n = strcspn(line, "\n");
        if (columns_of(line, n) > (int)width)
            fail_msg("%d columns of %u: %.*s", columns_of(line, n), width, (int)n, line);
        line += n + (line[n] == '\n');
    }
}

static void assert_printable(const char *s)
{
    for (; *s; s++) {
        assert_true((unsigned char)*s >= 0x20 || *s == '\n');
        assert_false(*s == 0x7F || !strncmp(s, "\xC2\x9B", 2) || !strncmp(s, "\xE2\x80\xAE", 3));
    }
}

/* Every tag closed, in order; returns the deepest nesting. */
static int assert_balanced(const char *html)
{
    static const char *const empty[] = {"meta", "!DOCTYPE"};
    char stack[64][16];
    int depth = 0, deepest = 0;
    for (const char *c = html; (c = strchr(c, '<')); c++) {
        bool closes = c[1] == '/';
        char name[16];
        size_t n = strcspn(c + 1 + closes, " >\n");
        if (n == 0 || n >= sizeof name) fail_msg("at %.20s", c);
        memcpy(name, c + 1 + closes, n);
        name[n] = '\0';
        bool alone = false;
        for (size_t i = 0; i < sizeof empty / sizeof *empty; i++) alone |= !strcmp(name, empty[i]);
        if (alone) continue;
        if (closes) {
            assert_true(depth > 0);
            assert_string_equal(stack[--depth], name);
        } else {
            assert_true(depth < 64);
            strcpy(stack[depth++], name);
            if (depth > deepest) deepest = depth;
        }
        if (!strcmp(name, "style") || !strcmp(name, "script")) {
            c = strstr(c, closes ? "" : !strcmp(name, "style") ? "</style" : "</script");
            assert_non_null(c);
            if (!closes) c--;
        }
    }
    assert_int_equal(depth, 0);
    return deepest;
}

/* Does libxml2 find an element `name` (NULL: any) with the attribute `key`? */
static int count_elements(xmlNodePtr node, const char *name, const char *key)
{
    int n = 0;
    while (node) {
        if (node->type == XML_ELEMENT_NODE && (!name || !strcmp((const char *)node->name, name)) &&
            (!key || xmlHasProp(node, (const xmlChar *)key)))
            n++;
        if (node->children) {
            node = node->children;
            continue;
        }
        while (node && !node->next) node = node->parent;
        if (node) node = node->next;
    }
    return n;
}

static int bad_markup(const char *html)
{
    htmlDocPtr page = htmlReadMemory(html, (int)strlen(html), NULL, "utf-8",
                                     HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET);
    assert_non_null(page);
    xmlNodePtr root = xmlDocGetRootElement(page);
    int bad = count_elements(root, "img", NULL) + count_elements(root, NULL, "onerror") +
              count_elements(root, NULL, "onload") + count_elements(root, "link", NULL) +
              count_elements(root, NULL, "src") + (count_elements(root, "script", NULL) != 1) +
              (count_elements(root, "style", NULL) != 1);
    xmlFreeDoc(page);
    return bad;
}

#endif
