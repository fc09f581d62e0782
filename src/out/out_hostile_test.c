/* out_hostile_test.c - the renderers against hostile text, hostile sizes, sinks that
 * refuse and memory that runs out.
 */
#include "out/out_fixture.h"

#include <time.h>

/* -- hostile text -------------------------------------------------------------- */

static const char HOSTILE[] = "<script>alert(1)</script> & \"quoted' \x1b[31mred\x1b]0;title\x07 \xC2\x9B"
                              "31m \x7F\x08\x08 "
                              "\xE2\x80\xAE"
                              "evil\xE2\x81\xA6 \xEF\xBB\xBF --> ]]> </style> \xE6\xBC\xA2\xE5\xAD\x97\r\n"
                              "a\xCC\x81\xCC\x81\xCC\x81\xCC\x81\xCC\x81\xCC\x81\xCC\x81 said he.\n";

static sayso_doc *hostile(void)
{
    static const char evil[] = "\"><img src=x onerror=alert(1)>\x1b[2J'";
    static const char *const aliases[] = {evil};
    sayso_doc *doc = new_doc(HOSTILE, sizeof HOSTILE - 1);
    cut(doc);
    doc->meta = (sayso_meta){.id = "\"onload=\"x\xFF\xC3.txt\x1b[0m",
                             .title = evil,
                             .date = evil,
                             .publisher = evil,
                             .url = "javascript:alert(1)",
                             .lang = evil};
    sayso_reason *why = ss_zalloc(&doc->arena, sizeof *why);
    why->rule = why->text = evil;
    *ss_push(&doc->arena, &doc->entities) =
        (sayso_entity){.name = evil, .role = evil, .affiliation = evil, .aliases = aliases, .n_aliases = 1};
    sayso_attribution *a = attribute(doc);
    a->source = one(doc, "he.", "he");
    a->source_entity = 0;
    a->cue = one(doc, "said", "said");
    a->lemma = a->handle = a->time_value = evil;
    sayso_span all = {0, doc->len - 10};
    a->content = ss_spans_copy(&doc->arena, &all, 1);
    a->medium = a->addressee = a->content;
    a->reasons = why;
    a->n_reasons = 1;
    *ss_push(&doc->arena, &doc->times) =
        (sayso_time){.spans = one(doc, "evil", "evil"), .value = evil, .modifier = evil};
    *ss_push(&doc->arena, &doc->quantities) =
        (sayso_quantity){.spans = one(doc, "alert", "1"), .value = 1, .unit = evil, .of = evil, .period_from = evil};
    *ss_push(&doc->arena, &doc->refusals) = (sayso_refusal){{0, 8}, evil, evil, 1};
    *ss_push(&doc->arena, &doc->warnings) = (sayso_warning){evil, 0};
    return doc;
}

static void terminal_cannot_be_injected(void **state)
{
    (void)state;
    sayso_doc *doc = hostile();
    for (unsigned width = 24; width < 140; width += 23) {
        char *s = render(doc, SAYSO_FORMAT_TERMINAL, (sayso_render_options){.width = width, .explain = true});
        assert_printable(s);
        assert_fits(s, width);
        free(s);
    }
    char *s = render(doc, SAYSO_FORMAT_TERMINAL, (sayso_render_options){.color = true, .explain = true});
    for (const char *c = s; (c = strchr(c, '\x1b')); c++) { /* only our own colours */
        assert_int_equal(c[1], '[');
        assert_int_equal(c[2], '0');
        assert_int_equal(c[2 + strspn(c + 2, "0123456789;")], 'm');
    }
    free(s);
    free_doc(doc);
}

static void hostile_ids_leave_json_well_formed(void **state)
{
    (void)state;
    sayso_doc *doc = hostile();
    char *s = render_plainly(doc, SAYSO_FORMAT_JSON);
    json_t *root = parse(s);
    same_string(json_object_get(root, "document"), "id", "\"onload=\"x\xEF\xBF\xBD\xEF\xBF\xBD.txt\x1b[0m");
    json_decref(root);
    free(s);
    free_doc(doc);
}

static void the_page_cannot_be_injected(void **state)
{
    (void)state;
    sayso_doc *doc = hostile();
    char *s = render(doc, SAYSO_FORMAT_HTML, (sayso_render_options){.explain = true});
    assert_balanced(s);
    assert_int_equal(bad_markup(s), 0);
    assert_null(strstr(s, "href=\"javascript"));
    for (const char *c = s; *c; c++) assert_true((unsigned char)*c >= 0x20 || *c == '\n' || *c == '\t');
    free(s);
    free_doc(doc);
}

/* -- hostile sizes ------------------------------------------------------------- */

/* n attributions, each in the content of the one before, on n words; with `crossing`
 * each content also leaves the one around it. */
static sayso_doc *nested(uint32_t n, bool crossing)
{
    char *text = malloc(n * 12 + 16);
    size_t len = 0;
    for (uint32_t i = 0; i < n; i++) len += (size_t)sprintf(text + len, "he says %c ", 'a' + i % 26);
    sayso_doc *doc = new_doc(text, len);
    free(text);
    cut(doc);
    for (uint32_t i = 0; i < n; i++) {
        sayso_attribution *a = attribute(doc);
        uint32_t at = i * 10, end = crossing ? at + 400 : (uint32_t)len - i;
        if (end > len) end = (uint32_t)len;
        if (end < at + 9) end = at + 9;
        sayso_span s[] = {{at, at + 2}, {at + 3, at + 7}, {at + 8, end}};
        a->source = ss_spans_copy(&doc->arena, &s[0], 1);
        a->cue = ss_spans_copy(&doc->arena, &s[1], 1);
        a->content = ss_spans_copy(&doc->arena, &s[2], 1);
        a->lemma = "say";
        a->inside = (int32_t)i - 1;
        *ss_push(&doc->arena, &doc->times) =
            (sayso_time){.spans = ss_spans_copy(&doc->arena, &s[0], 1), .value = "2024"};
    }
    return doc;
}

static void deep_nesting_stays_shallow(void **state)
{
    (void)state;
    for (int crossing = 0; crossing < 2; crossing++) {
        sayso_doc *doc = nested(1000, crossing);
        char *s = render(doc, SAYSO_FORMAT_HTML, (sayso_render_options){.explain = true});
        assert_true(assert_balanced(s) < 32);
        assert_true(strlen(s) < 4 * 1000 * 1000);
        free(s);
        s = render(doc, SAYSO_FORMAT_TERMINAL, (sayso_render_options){.width = 90});
        assert_fits(s, 90);
        free(s);
        s = render_plainly(doc, SAYSO_FORMAT_JSON);
        json_t *root = parse(s);
        assert_int_equal(json_array_size(json_object_get(root, "attributions")), 1000);
        json_decref(root);
        free(s);
        free_doc(doc);
    }
}

static void a_circle_of_sources_ends(void **state)
{
    (void)state;
    sayso_doc *doc = nested(40, false);
    doc->attributions.at[0].inside = 39;
    doc->attributions.at[5].inside = 5;
    doc->attributions.at[6].inside = 4000;
    for (int format = SAYSO_FORMAT_TERMINAL; format <= SAYSO_FORMAT_TEXT; format++)
        free(render_plainly(doc, (sayso_format)format));
    free_doc(doc);
}

static double seconds_for(const sayso_doc *doc, sayso_format format)
{
    struct timespec begin, end;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &begin);
    free(render(doc, format, (sayso_render_options){.explain = true}));
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &end);
    return (double)(end.tv_sec - begin.tv_sec) + (double)(end.tv_nsec - begin.tv_nsec) / 1e9;
}

/* Ten times the marks may cost thirty times the time, not a hundred. */
static void time_is_linear_in_the_marks(void **state)
{
    (void)state;
    static const sayso_format formats[] = {SAYSO_FORMAT_TERMINAL, SAYSO_FORMAT_JSON, SAYSO_FORMAT_JSONL,
                                           SAYSO_FORMAT_HTML, SAYSO_FORMAT_TEXT};
    sayso_doc *small = nested(3300, true), *large = nested(33000, true);
    sayso_doc *deep = nested(33000, false); /* 99,000 spans, 33,000 layers */
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++) {
        double a = seconds_for(small, formats[i]), b = seconds_for(large, formats[i]);
        double c = seconds_for(deep, formats[i]);
        if (b > 30 * (a + 0.01) || c > 30 * (a + 0.01))
            fail_msg("format %d: %.3f s, then %.3f s, nested %.3f s", formats[i], a, b, c);
    }
    free_doc(small);
    free_doc(large);
    free_doc(deep);
}

static void a_long_paragraph_needs_no_memory(void **state)
{
    (void)state;
    enum { LENGTH = 4 * 1000 * 1000 };
    char *text = malloc(LENGTH + 1);
    memset(text, 'x', LENGTH);
    sayso_doc *doc = new_doc(text, LENGTH);
    free(text);
    cut(doc);
    char *s = render(doc, SAYSO_FORMAT_TERMINAL, (sayso_render_options){.width = 80});
    assert_fits(s, 80);
    free(s);
    free_doc(doc);
}

/* -- what goes wrong ----------------------------------------------------------- */

static void a_sink_that_refuses_is_an_error(void **state)
{
    (void)state;
    sayso_doc *doc = nested(2000, true);
    for (int format = SAYSO_FORMAT_TERMINAL; format <= SAYSO_FORMAT_TEXT; format++) {
        memory m = {.limit = 17};
        sayso_error err = {0};
        assert_int_equal(sayso_render(doc, (sayso_format)format, NULL, keep, &m, &err), SAYSO_IO);
        assert_int_equal(err.code, SAYSO_IO);
        free(m.at);
    }
    sayso_error err = {0};
    assert_int_equal(sayso_render(doc, (sayso_format)99, NULL, keep, NULL, &err), SAYSO_ARGUMENT);
    assert_int_equal(sayso_render(NULL, SAYSO_FORMAT_JSON, NULL, keep, NULL, NULL), SAYSO_ARGUMENT);
    free_doc(doc);
}

typedef struct {
    int left, live;
} allowance;

static void *ration(void *ctx, void *old, size_t old_size, size_t new_size)
{
    (void)old_size;
    allowance *a = ctx;
    if (a->left-- <= 0) return NULL;
    if (!old) a->live++;
    return realloc(old, new_size);
}

static void give_back(void *ctx, void *old, size_t old_size)
{
    (void)old_size;
    ((allowance *)ctx)->live--;
    free(old);
}

static void memory_that_runs_out_is_an_error(void **state)
{
    (void)state;
    sayso_doc *doc = nested(3000, false);
    const sayso_allocator *usual = doc->arena.allocator;
    for (int format = SAYSO_FORMAT_TERMINAL; format <= SAYSO_FORMAT_TEXT; format++) {
        sayso_code code = SAYSO_MEMORY;
        for (int allowed = 0; code == SAYSO_MEMORY; allowed++) {
            allowance a = {allowed, 0};
            sayso_allocator allocator = {ration, give_back, &a};
            memory m = {0};
            sayso_error err = {0};
            doc->arena.allocator = &allocator;
            code = sayso_render(doc, (sayso_format)format, NULL, keep, &m, &err);
            doc->arena.allocator = usual;
            assert_int_equal(a.live, 0);
            assert_true(allowed < 1000);
            free(m.at);
        }
        assert_int_equal(code, SAYSO_OK);
    }
    free_doc(doc);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(terminal_cannot_be_injected),      cmocka_unit_test(hostile_ids_leave_json_well_formed),
        cmocka_unit_test(the_page_cannot_be_injected),      cmocka_unit_test(deep_nesting_stays_shallow),
        cmocka_unit_test(a_circle_of_sources_ends),         cmocka_unit_test(time_is_linear_in_the_marks),
        cmocka_unit_test(a_long_paragraph_needs_no_memory), cmocka_unit_test(a_sink_that_refuses_is_an_error),
        cmocka_unit_test(memory_that_runs_out_is_an_error),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
