/* out_test.c - every format, on a document filled by hand.
 *
 * The fixture is one invented article with all that a reading can hold: nested
 * and split attributions, a post, ranges, text beyond ASCII, reasons. What is
 * written is read back with another program's parser (jansson, libxml2) and
 * compared with the document it came from.
 */
#include "out/out_fixture.h"

#include <math.h>

/* -- JSON --------------------------------------------------------------------- */

static void same_spans(const sayso_doc *doc, json_t *object, sayso_spans want)
{
    json_t *got = json_object_get(object, "spans");
    assert_int_equal(json_array_size(got), want.n);
    for (uint32_t i = 0; i < want.n; i++) {
        sayso_span s = slice(doc->text, json_array_get(got, i));
        assert_int_equal(s.begin, want.at[i].begin);
        assert_int_equal(s.end, want.at[i].end);
    }
}

static void same_attribution(const sayso_doc *doc, json_t *got, const sayso_attribution *want)
{
    json_t *source = json_object_get(got, "source"), *cue = json_object_get(got, "cue");
    json_t *content = json_object_get(got, "content");
    same_spans(doc, source, want->source);
    same_string(source, "kind", sayso_source_kind_name(want->source_kind));
    same_string(source, "handle", want->handle);
    assert_int_equal(json_integer_value(json_object_get(source, "count")), want->source_count);
    same_spans(doc, cue, want->cue);
    same_string(cue, "lemma", want->lemma);
    assert_int_equal(json_is_true(json_object_get(cue, "negated")), want->negated);
    same_spans(doc, content, want->content);
    same_string(content, "form", sayso_form_name(want->form));
    same_spans(doc, json_object_get(got, "addressee"), want->addressee);
    same_spans(doc, json_object_get(got, "medium"), want->medium);
    same_spans(doc, json_object_get(got, "time"), want->time);
    same_string(json_object_get(got, "time"), "value", want->time_value);
    assert_int_equal(json_array_size(json_object_get(got, "reasons")), want->n_reasons);
    assert_true(fabs(json_number_value(json_object_get(got, "confidence")) - want->confidence) < 0.001);
}

static void json_says_what_the_document_holds(void **state)
{
    (void)state;
    sayso_doc *doc = article();
    char *s = render_plainly(doc, SAYSO_FORMAT_JSON);
    json_t *root = parse(s), *list = json_object_get(root, "attributions");
    assert_int_equal(json_array_size(list), doc->attributions.n);
    for (uint32_t i = 0; i < doc->attributions.n; i++)
        same_attribution(doc, json_array_get(list, i), &doc->attributions.at[i]);
    same_string(json_array_get(list, 1), "id", "a2");
    same_string(json_array_get(list, 1), "inside", "a1");
    same_string(json_array_get(list, 0), "inside", NULL);
    same_string(json_object_get(json_array_get(list, 1), "medium"), "entity", "e2");
    same_string(json_object_get(json_array_get(list, 3), "source"), "entity", NULL);

    json_t *document = json_object_get(root, "document");
    same_string(document, "id", doc->meta.id);
    same_string(document, "date", "2024-05-03");
    same_string(document, "date_from", "text");
    same_string(document, "title", doc->meta.title);
    same_string(document, "publisher", NULL);
    same_string(document, "text", NULL);
    json_t *regions = json_object_get(root, "regions");
    assert_int_equal(json_array_size(regions), 3);
    for (uint32_t i = 0; i < 3; i++)
        same_spans(doc, json_array_get(regions, i), (sayso_spans){&doc->regions.at[i].span, 1});
    same_string(json_array_get(regions, 0), "kind", "metadata");
    same_spans(doc, json_object_get(json_array_get(regions, 2), "date"), (sayso_spans){&doc->regions.at[2].date, 1});

    json_t *mayor = json_array_get(json_object_get(root, "entities"), 0);
    same_string(mayor, "name", "Zoë Øster");
    same_string(mayor, "gender", "f");
    assert_int_equal(json_array_size(json_object_get(mayor, "aliases")), 2);
    json_t *mention = json_array_get(json_object_get(mayor, "mentions"), 1);
    assert_int_equal(slice(doc->text, mention).begin, doc->entities.at[0].mentions[1].span.begin);
    assert_null(json_object_get(mayor, "mention_reasons"));

    json_t *range = json_array_get(json_object_get(root, "times"), 2);
    same_string(range, "from", "2024-05");
    same_string(range, "value", NULL);
    same_string(range, "type", "duration");
    json_t *part = json_array_get(json_object_get(range, "parts"), 1);
    same_string(part, "value", "2024-07");
    same_spans(doc, part, doc->times.at[2].parts[1].spans);
    json_t *numbers = json_object_get(root, "quantities");
    assert_true(json_number_value(json_object_get(json_array_get(numbers, 0), "value")) == 19752);
    same_string(json_array_get(numbers, 0), "attribution", "a3");
    assert_true(json_number_value(json_object_get(json_array_get(numbers, 1), "max")) == 12.5);
    assert_null(json_object_get(json_array_get(numbers, 1), "value"));
    same_string(json_array_get(numbers, 1), "change", "up");
    same_string(json_array_get(numbers, 2), "modifier", "about");
    same_string(json_object_get(json_array_get(numbers, 2), "period"), "to", "2024-07");
    same_string(json_array_get(json_object_get(root, "unattributed"), 0), "kind", "statement");
    same_string(json_array_get(json_object_get(root, "refused"), 0), "what", "quotation");
    same_string(json_array_get(json_object_get(root, "warnings"), 0), "message", "read as Windows-1252");
    json_decref(root);
    free(s);
    free_doc(doc);
}

static void json_lines_are_the_same_on_one_line(void **state)
{
    (void)state;
    sayso_doc *doc = article();
    doc->meta.from_html = true;
    char *pretty = render_plainly(doc, SAYSO_FORMAT_JSON);
    char *line = render_plainly(doc, SAYSO_FORMAT_JSONL);
    assert_ptr_equal(strchr(line, '\n'), line + strlen(line) - 1);
    json_t *a = parse(pretty), *b = parse(line);
    assert_true(json_equal(a, b));
    same_string(json_object_get(b, "document"), "text", ARTICLE);
    json_decref(a);
    json_decref(b);
    free(pretty);
    free(line);
    free_doc(doc);
}

static void json_escapes_what_needs_it(void **state)
{
    (void)state;
    static const char text[] = "a\x01\x1f\x7f\b\f\r\t\"\\/ \xC2\x85\xC2\xA0 \xE2\x80\xA8\xE2\x80\xA9 "
                               "\xE2\x80\x9Cé\xF0\x9F\x8C\x8A\xEF\xBB\xBF</script>";
    sayso_doc *doc = new_doc(text, sizeof text - 1);
    doc->meta.from_html = true;
    char *s = render_plainly(doc, SAYSO_FORMAT_JSONL);
    for (const char *c = s; c[1]; c++) assert_true((unsigned char)*c >= 0x20 && *c != 0x7F);
    assert_null(strstr(s, "\xE2\x80\xA8"));
    assert_null(strstr(s, "\xC2\x85"));
    assert_non_null(strstr(s, "\\u0001\\u001f\\u007f\\b\\f\\r\\t\\\"\\\\/ \\u0085\xC2\xA0 \\u2028\\u2029"));
    json_t *root = parse(s);
    same_string(json_object_get(root, "document"), "text", text);
    json_decref(root);
    free(s);
    free_doc(doc);
}

static void an_empty_reading_has_its_lists(void **state)
{
    (void)state;
    sayso_doc *doc = new_doc("", 0);
    char *s = render_plainly(doc, SAYSO_FORMAT_JSONL);
    assert_string_equal(s, "{\"document\":{\"id\":\"invented/ärtikel.txt\",\"sha256\":\"00ff\"},"
                           "\"attributions\":[],\"entities\":[]}\n");
    free(s);
    free_doc(doc);
}

static void numbers_are_shortest_decimals(void **state)
{
    (void)state;
    static const struct {
        double value;
        const char *want;
    } cases[] = {{19752, "19752"},
                 {0.3333, "0.3333"},
                 {1.2e9, "1200000000"},
                 {-4, "-4"},
                 {0.5, "0.5"},
                 {12.5, "12.5"},
                 {1e15, "1000000000000000"},
                 {123456789012.75, "123456789012.75"},
                 {0.1 + 0.2, "0.30000000000000004"},
                 {2.0 / 3, "0.6666666666666666"},
                 {1e-3, "0.001"},
                 {1e-7, "0.0000001"},
                 {1e21, "1e21"},
                 {1.5e300, "1.5e300"},
                 {5e-324, "4.94065645841247e-324"},
                 {0, "0"},
                 {-0.25, "-0.25"},
                 {9007199254740993.0, "9007199254740992"},
                 {NAN, "null"},
                 {INFINITY, "null"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        memory m = {0};
        ss_out out = {.sink = keep, .ctx = &m};
        ss_put_number(&out, cases[i].value);
        ss_flush(&out);
        assert_string_equal(m.at, cases[i].want);
        if (isfinite(cases[i].value)) assert_true(strtod(m.at, NULL) == cases[i].value);
        free(m.at);
    }
}

static void positions_agree_in_any_order(void **state)
{
    (void)state;
    sayso_doc *doc = article();
    jmp_buf *oom = doc->arena.oom;
    ss_arena arena;
    ss_arena_init(&arena, NULL, oom);
    ss_rend r = {.doc = doc, .arena = &arena};
    uint32_t at = 0;
    for (int i = 0; i < 2000; i++) {
        at = (at * 1103515245u + 12345u) % (doc->len + 1);
        assert_int_equal(ss_chars(&r, at), sayso_doc_char(doc, at));
    }
    for (at = 0; at <= doc->len; at += 3) assert_int_equal(ss_chars(&r, at), sayso_doc_char(doc, at));
    free_doc(doc);
}

/* -- text --------------------------------------------------------------------- */

static void text_is_the_article_alone(void **state)
{
    (void)state;
    sayso_doc *doc = article();
    char *s = render_plainly(doc, SAYSO_FORMAT_TEXT);
    assert_null(strstr(s, "date 2024"));
    assert_null(strstr(s, "Related"));
    assert_non_null(strstr(s, "reported.\n\n“We measured"));
    assert_non_null(strstr(s, "in 1962.\n\nNo comment"));
    assert_true(s[strlen(s) - 1] == '\n' && s[strlen(s) - 2] == '.');
    free(s);
    /* a region inside a paragraph */
    static const char inner[] = "One. (Read more) Two.\n";
    free_doc(doc);
    doc = new_doc(inner, sizeof inner - 1);
    cut(doc);
    *ss_push(&doc->arena, &doc->regions) =
        (sayso_region){.kind = SAYSO_REGION_BOILERPLATE, .span = find(doc, "(", "(Read more)")};
    s = render_plainly(doc, SAYSO_FORMAT_TEXT);
    assert_string_equal(s, "One. Two.\n");
    free(s);
    free_doc(doc);
}

/* -- CSV ---------------------------------------------------------------------- */

/* Reads one cell at *s (RFC 4180) into `cell`; returns what ended it: ',', '\n', 0. */
static char read_cell(const char **s, char *cell, size_t size)
{
    size_t n = 0;
    const char *c = *s;
    if (*c == '"') {
        for (c++; *c && (*c != '"' || c[1] == '"'); c++) {
            if (*c == '"') c++;
            if (n + 1 < size) cell[n++] = *c;
        }
        assert_int_equal(*c++, '"');
    } else {
        for (; *c && *c != ',' && *c != '\r' && *c != '\n'; c++) {
            assert_int_not_equal(*c, '"');
            if (n + 1 < size) cell[n++] = *c;
        }
    }
    cell[n] = '\0';
    char end = *c;
    if (end == '\r') {
        assert_int_equal(c[1], '\n');
        c++;
        end = '\n';
    }
    *s = end ? c + 1 : c;
    return end;
}

static void csv_has_a_row_an_attribution(void **state)
{
    (void)state;
    enum { COLUMNS = 19 };
    sayso_doc *doc = article();
    doc->meta.id = "a \"b\", c.txt";
    char *csv = render(doc, SAYSO_FORMAT_CSV, (sayso_render_options){.header = true});
    char cells[6][COLUMNS][400];
    const char *s = csv;
    for (int row = 0; row < 6; row++)
        for (int column = 0; column < COLUMNS; column++)
            assert_int_equal(read_cell(&s, cells[row][column], 400), column + 1 < COLUMNS ? ',' : '\n');
    assert_int_equal(*s, '\0');
    assert_string_equal(cells[0][0], "document");
    assert_string_equal(cells[0][18], "end");
    assert_string_equal(cells[2][0], "a \"b\", c.txt");
    assert_string_equal(cells[2][2], "a2");
    assert_string_equal(cells[2][3], "Zoë Øster, mayor of Bürgel");
    assert_string_equal(cells[2][6], "mayor");
    assert_string_equal(cells[2][13], "2024-04-30");
    assert_string_equal(cells[2][14], "a1");
    assert_string_equal(cells[2][15], "Zoë Øster < Küstenbote");
    assert_string_equal(cells[3][10], "“We measured 19,752 leaks,” ... “and between 5% and 12.5% are new.”");
    assert_string_equal(cells[3][5], "the letter");
    assert_string_equal(cells[3][16], "1.000");
    assert_string_equal(cells[4][10], "No comment from us today 🌊 \"really\"");
    assert_string_equal(cells[5][8], "true");
    free(csv);
    csv = render_plainly(doc, SAYSO_FORMAT_CSV);
    assert_null(strstr(csv, "source_kind"));
    free(csv);
    free_doc(doc);
}

/* -- brat --------------------------------------------------------------------- */

static void brat_offsets_cover_their_text(void **state)
{
    (void)state;
    sayso_doc *doc = article();
    char *ann = render_plainly(doc, SAYSO_FORMAT_BRAT);
    int marks = 0, events = 0;
    for (char *line = strtok(ann, "\n"); line; line = strtok(NULL, "\n")) {
        if (*line == 'E') {
            events++;
            assert_non_null(strstr(line, "\tAttribution:T"));
            continue;
        }
        char role[20], covered[400] = "";
        int number, used;
        assert_int_equal(sscanf(line, "T%d\t%19s %n", &number, role, &used), 2);
        assert_int_equal(number, ++marks);
        const char *at = line + used;
        for (;;) {
            int begin, end, more;
            assert_int_equal(sscanf(at, "%d %d%n", &begin, &end, &more), 2);
            json_t *pair = json_pack("[i,i]", begin, end);
            sayso_span s = slice(doc->text, pair);
            json_decref(pair);
            if (*covered) strcat(covered, " ");
            strncat(covered, doc->text + s.begin, s.end - s.begin);
            at += more;
            if (*at != ';') break;
            at++;
        }
        for (char *c = covered; *c; c++)
            if (*c == '\n') *c = ' ';
        assert_string_equal(at + 1, covered);
    }
    assert_int_equal(marks, 14);
    assert_int_equal(events, 5);
    free(ann);
    ann = render_plainly(doc, SAYSO_FORMAT_BRAT);
    assert_non_null(strstr(ann, "\nE4\tAttribution:T11 Source:T10 Content:T11\n"));
    assert_non_null(strstr(ann, "\nT9\tContent 136 163;181 216\t“We"));
    free(ann);
    free_doc(doc);
}

/* -- terminal ----------------------------------------------------------------- */

static void terminal_keeps_its_width(void **state)
{
    (void)state;
    sayso_doc *doc = article();
    for (unsigned width = 24; width <= 220; width += 7) {
        char *s = render(doc, SAYSO_FORMAT_TERMINAL, (sayso_render_options){.width = width, .explain = true});
        assert_fits(s, width);
        assert_printable(s);
        free(s);
    }
    free_doc(doc);
}

static void terminal_says_who_through_whom(void **state)
{
    (void)state;
    sayso_doc *doc = article();
    char *s = render(doc, SAYSO_FORMAT_TERMINAL, (sayso_render_options){.width = 200, .explain = true});
    assert_non_null(strstr(s, "2 Zoë Øster warned → residents, in a letter"));
    assert_non_null(strstr(s, "as Küstenbote reported"));
    assert_non_null(strstr(s, "~ (Related"));
    assert_non_null(strstr(s, "Harbour Board in a post (@harbour)"));
    assert_non_null(strstr(s, "relay: the sentence before it ends in a comma (-1.25)"));
    assert_non_null(strstr(s, "quotation “really”: one word: a scare quote (0.25)"));
    assert_null(strchr(s, '\x1b'));
    free(s);
    s = render(doc, SAYSO_FORMAT_TERMINAL, (sayso_render_options){.color = true});
    assert_non_null(strstr(s, "\x1b["));
    free(s);
    free_doc(doc);
}

static void the_shares_are_the_story(void **state)
{
    (void)state;
    sayso_doc *doc = article();
    ss_arena arena;
    ss_arena_init(&arena, NULL, doc->arena.oom);
    ss_rend r = {.doc = doc, .arena = &arena, .scratch = &arena};
    const ss_voices *voices = ss_voices_find(&r, ss_speakers(&r));
    uint32_t words = voices->own;
    for (uint32_t i = 0; i < voices->n; i++) words += voices->at[i].words;
    assert_int_equal(words, voices->words);
    assert_string_equal(voices->at[0].name,
                        "the letter"); /* in two pieces; the fixture cuts words at commas and stops */
    assert_int_equal(voices->at[0].words, 13);
    assert_int_equal(voices->at[0].statements, 1);
    assert_int_equal(voices->of[2], 0);
    /* "The dyke was built in 1962" and the tail of the post; not "the letter said" */
    assert_int_equal(voices->own, 6 + 4);
    ss_arena_free(&arena);
    free_doc(doc);
}

/* -- HTML --------------------------------------------------------------------- */

static void the_page_is_sound(void **state)
{
    (void)state;
    sayso_doc *doc = article();
    char *s = render(doc, SAYSO_FORMAT_HTML, (sayso_render_options){.explain = true});
    assert_balanced(s);
    assert_int_equal(bad_markup(s), 0);
    assert_non_null(strstr(s, "<h1 dir=\"auto\">The dyke &amp; the &lt;letter&gt;</h1>"));
    assert_non_null(strstr(s, "href=\"https://news.example/dyke?a=1&amp;b=2\""));
    for (uint32_t i = 1; i <= doc->attributions.n; i++) { /* each has a place, a note, an entry */
        char wanted[40];
        snprintf(wanted, sizeof wanted, " id=\"t%u\" tabindex=\"0\"", i);
        assert_non_null(strstr(s, wanted));
        snprintf(wanted, sizeof wanted, "<li id=\"a%u\"", i);
        assert_non_null(strstr(s, wanted));
        snprintf(wanted, sizeof wanted, "<a href=\"#a%u\" class=\"note", i);
        assert_non_null(strstr(s, wanted));
    }
    assert_non_null(strstr(s, "data-tip=\"up 5 to 12.5 percent"));
    assert_non_null(strstr(s, "class=\"aside\">(Related"));
    free(s);
    free_doc(doc);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(json_says_what_the_document_holds),
        cmocka_unit_test(json_lines_are_the_same_on_one_line),
        cmocka_unit_test(json_escapes_what_needs_it),
        cmocka_unit_test(an_empty_reading_has_its_lists),
        cmocka_unit_test(numbers_are_shortest_decimals),
        cmocka_unit_test(positions_agree_in_any_order),
        cmocka_unit_test(text_is_the_article_alone),
        cmocka_unit_test(csv_has_a_row_an_attribution),
        cmocka_unit_test(brat_offsets_cover_their_text),
        cmocka_unit_test(terminal_keeps_its_width),
        cmocka_unit_test(the_shares_are_the_story),
        cmocka_unit_test(terminal_says_who_through_whom),
        cmocka_unit_test(the_page_is_sound),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
