/* html_test.c - pages made up for it: what is kept, dropped, known of them, and
 * hostile ones. The word lists come from the model that SAYSO_MODEL names. */
#include "text/html.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
/* cmocka wants the four above first. */
#include <cmocka.h>

typedef struct {
    ss_arena scratch;
    sayso_doc doc;
    sayso_options options;
    ss_ctx ctx;
    sayso_error err;
    jmp_buf oom;
} bench;

static sayso_model *model;

static sayso_code read_page(bench *b, const char *page, size_t len)
{
    memset(b, 0, sizeof *b);
    ss_arena_init(&b->scratch, NULL, &b->oom);
    ss_arena_init(&b->doc.arena, NULL, &b->oom);
    b->ctx = (ss_ctx){model, &b->options, &b->scratch, &b->doc};
    return ss_text_html(&b->ctx, page, len, &b->err);
}

static void done(bench *b)
{
    ss_arena_free(&b->scratch);
    ss_arena_free(&b->doc.arena);
}

static void expect(const char *page, const char *want)
{
    bench b;
    assert_int_equal(read_page(&b, page, strlen(page)), SAYSO_OK);
    assert_string_equal(b.doc.text, want);
    done(&b);
}

#define FIRST \
    "The county closed the bridge on Monday after an inspector found two cracks, its clerk said."
#define SECOND \
    "\xE2\x80\x9CWe had no choice,\xE2\x80\x9D said Jo Lee, who runs the county\xE2\x80\x99s " \
    "roads, in an interview."
#define THIRD \
    "Drivers will have to take the longer road through the valley until the spring, she added."

static void furniture_is_dropped(void **state)
{
    (void)state;
    expect(
        "<html><head><title>T</title><style>p{}</style></head><body>"
        "<nav><a href=/>Home</a> <a href=/n>News</a></nav><header><h1>Bridge closed</h1></header>"
        "<article><p class=byline>By Ana Ruiz</p><p>" FIRST
        "</p><script>var x = '<p>no</p>';</script>"
        "<div class=\"related-stories\"><p>Another story that is long enough to look like a "
        "paragraph, it seems.</p></div>"
        "<figure><img src=x><figcaption>The bridge, seen from the north bank on a summer "
        "day.</figcaption></figure>"
        "<p>" SECOND "</p><aside><p>Sign up for our newsletter, which has all the news of the "
                     "valley in it.</p></aside>"
        "<p>" THIRD "</p></article>"
        "<div id=comments><p>I never liked that bridge, to be honest, and neither did my father, "
        "who built it.</p></div>"
        "<footer><p>Copyright 2020 Valley Courier, all rights reserved, do not copy this "
        "page.</p></footer></body></html>",
        FIRST "\n\n" SECOND "\n\n" THIRD);
}

static void blocks_are_kept(void **state)
{
    (void)state;
    expect("<div class=entry-content><p>" FIRST
           "</p><h2>What it costs</h2><ul><li>Two million for steel</li>"
           "<li>One million for work</li></ul><blockquote><p>" SECOND "</p></blockquote><p>" THIRD
           "</p><h3>More</h3></div>",
           FIRST "\n\nWhat it costs\n\nTwo million for steel\n\nOne million for work\n\n" SECOND
                 "\n\n" THIRD);
    bench b;
    static const char page[] =
        "<p>" FIRST
        "</p><h2>What it costs</h2><ul><li>Two million for steel and for the road</ul><p>" THIRD;
    assert_int_equal(read_page(&b, page, sizeof page - 1), SAYSO_OK);
    assert_int_equal(b.doc.paragraphs.n, 4);
    assert_int_equal(b.doc.paragraphs.at[1].kind, SS_PARA_HEADING);
    assert_int_equal(b.doc.paragraphs.at[2].kind, SS_PARA_LIST);
    for (uint32_t i = 0; i < b.doc.paragraphs.n; i++)
        assert_true(b.doc.text[b.doc.paragraphs.at[i].span.begin] > ' ');
    done(&b);
}

static void double_breaks_part_paragraphs(void **state)
{
    (void)state;
    expect("<div>" FIRST "<br><br>" SECOND "<br/>\n<br/>" THIRD "</div>",
           FIRST "\n\n" SECOND "\n\n" THIRD);
}

static void characters_are_decoded(void **state)
{
    (void)state;
    expect("<p>&ldquo;We had no choice,&rdquo; said Jo Lee&#8217;s aide &#x2014; twice &amp; "
           "loudly, AT&T&nbsp;heard&#46;&#147;</p>",
           "\xE2\x80\x9CWe had no choice,\xE2\x80\x9D said Jo Lee\xE2\x80\x99s aide \xE2\x80\x94 "
           "twice & loudly, AT&T heard.\xE2\x80\x9C");
}

static void broken_markup_is_read(void **state)
{
    (void)state;
    expect("<p>" FIRST "<p>" SECOND "</span></b><div>" THIRD, FIRST "\n\n" SECOND "\n\n" THIRD);
    expect("<p>" FIRST "</p><!-- <p>no</p> --><p a='<p>'>" SECOND "</p><unknown-tag x=y><p>" THIRD
           "</unknown-tag>",
           FIRST "\n\n" SECOND "\n\n" THIRD);
    expect("<p>1 < 2 and 3 > 2, the clerk wrote on the board, and no one said a word to that.</p>",
           "1 < 2 and 3 > 2, the clerk wrote on the board, and no one said a word to that.");
}

/* The page's bytes that the first `text` of what was extracted was made of. */
static void stands_for(const char *page, const char *text, const char *want)
{
    bench b;
    assert_int_equal(read_page(&b, page, strlen(page)), SAYSO_OK);
    b.doc.meta.from_html = b.doc.source_kept = true;
    const char *at = strstr(b.doc.text, text);
    assert_non_null(at);
    uint32_t begin = (uint32_t)(at - b.doc.text);
    size_t from, to;
    assert_true(sayso_doc_source(&b.doc, (sayso_span){begin, begin + (uint32_t)strlen(text)}, &from, &to));
    assert_int_equal(to - from, strlen(want));
    assert_memory_equal(page + from, want, to - from);
    done(&b);
}

static void text_stands_for_bytes(void **state)
{
    (void)state;
    static const char page[] = "<nav>Menu</nav><article><p class=lead id=x>&ldquo;We&#8217;re  <b>all</b>\n tired,&rdquo; said "
                               "Jo&nbsp;Lee, who runs the county's roads.</p><!-- no --><p>" FIRST "</p><p>AT&T heard &amp; "
                               "answered, as it had to do by the law of the county.</p></article>";
    stands_for(page, "\xE2\x80\x9CWe", "&ldquo;We");
    stands_for(page, "We\xE2\x80\x99re all tired", "We&#8217;re  <b>all</b>\n tired");
    stands_for(page, "tired,\xE2\x80\x9D", "tired,&rdquo;");
    stands_for(page, "\xE2\x80\x99re", "&#8217;re");
    stands_for(page, "Jo Lee", "Jo&nbsp;Lee");
    stands_for(page, FIRST, FIRST);
    stands_for(page, "AT&T heard & answered", "AT&T heard &amp; answered");
    bench b; /* every word, alone */
    assert_int_equal(read_page(&b, page, sizeof page - 1), SAYSO_OK);
    b.doc.meta.from_html = b.doc.source_kept = true;
    for (uint32_t i = 0, from; i < b.doc.len; i = from) {
        while (i < b.doc.len && (b.doc.text[i] == ' ' || b.doc.text[i] == '\n')) i++;
        for (from = i; from < b.doc.len && b.doc.text[from] != ' ' && b.doc.text[from] != '\n';) from++;
        size_t x, y;
        if (from == i) break;
        assert_true(sayso_doc_source(&b.doc, (sayso_span){i, from}, &x, &y));
        assert_true(y <= sizeof page - 1);
        if (!memchr(b.doc.text + i, 0xE2, from - i) && !memchr(b.doc.text + i, '&', from - i))
            assert_memory_equal(b.doc.text + i, page + x, from - i);
    }
    size_t x, y;
    assert_false(sayso_doc_source(&b.doc, (sayso_span){3, 3}, &x, &y));
    assert_false(sayso_doc_source(&b.doc, (sayso_span){0, b.doc.len + 1}, &x, &y));
    b.doc.source_kept = false;
    assert_false(sayso_doc_source(&b.doc, (sayso_span){0, 3}, &x, &y));
    done(&b);
    /* what the page's own data says has no place in the page's markup */
    static const char stated[] = "<script type='application/ld+json'>{\"@type\": \"Article\", \"articleBody\": \"" FIRST
                                 " " THIRD " " THIRD "\"}</script><div id=app>Loading</div>";
    assert_int_equal(read_page(&b, stated, sizeof stated - 1), SAYSO_OK);
    b.doc.meta.from_html = b.doc.source_kept = true;
    assert_false(sayso_doc_source(&b.doc, (sayso_span){0, 5}, &x, &y));
    done(&b);
}

static void facts_of_the_page(void **state)
{
    (void)state;
    bench b;
    static const char page[] =
        "<html lang=en-US><head><title>Bridge closed for good | Valley Courier</title>"
        "<meta property=og:site_name content='Valley Courier'><link rel=canonical "
        "href=https://example.org/bridge>"
        "<script type=\"application/ld+json\">[{\"@graph\": [{\"@type\": \"NewsArticle\", "
        "\"headline\": \"Bridge\nclosed\", "
        "\"datePublished\": \"2020-05-04T06:00:00Z\"}]}]</script></head><body><p>" FIRST
        "</p></body></html>";
    assert_int_equal(read_page(&b, page, sizeof page - 1), SAYSO_OK);
    assert_string_equal(b.doc.meta.title, "Bridge closed");
    assert_string_equal(b.doc.meta.date, "2020-05-04");
    assert_string_equal(b.doc.meta.date_from, "html");
    assert_string_equal(b.doc.meta.publisher, "Valley Courier");
    assert_string_equal(b.doc.meta.url, "https://example.org/bridge");
    assert_string_equal(b.doc.meta.lang, "en-US");
    done(&b);
    static const char plain[] = "<title>Bridge closed for good | Valley Courier</title><time "
                                "datetime=2020-05-04>May 4</time><p>" FIRST;
    assert_int_equal(read_page(&b, plain, sizeof plain - 1), SAYSO_OK);
    assert_string_equal(b.doc.meta.title, "Bridge closed for good");
    assert_string_equal(b.doc.meta.date, "2020-05-04");
    done(&b);
}

static const char *meta_of(const char *page, const char *sayso_meta_field)
{
    static char copy[256];
    bench b;
    assert_int_equal(read_page(&b, page, strlen(page)), SAYSO_OK);
    const char *value = !strcmp(sayso_meta_field, "byline")      ? b.doc.meta.byline
                        : !strcmp(sayso_meta_field, "publisher") ? b.doc.meta.publisher
                        : !strcmp(sayso_meta_field, "date")      ? b.doc.meta.date
                                                                 : b.doc.meta.title;
    snprintf(copy, sizeof copy, "%s", value ? value : "-");
    done(&b);
    return copy;
}

static void publishers_and_authors(void **state)
{
    (void)state;
    /* named by "@id" elsewhere in the graph */
    static const char graph[] =
        "<script type='application/ld+json'>{\"@graph\": [{\"@type\": \"Article\", \"headline\": \"Bridge\", "
        "\"publisher\": {\"@id\": \"https://x.org/#org\"}, \"author\": [{\"name\": \"Ana Ruiz\"}, "
        "{\"@id\": \"#lee\"}]}, {\"@type\": \"Organization\", \"@id\": \"https://x.org/#org\", \"name\": "
        "\"Valley Courier\"}, {\"@id\": \"#lee\", \"name\": \"Jo Lee\"}]}</script><p>" FIRST;
    assert_string_equal(meta_of(graph, "publisher"), "Valley Courier");
    assert_string_equal(meta_of(graph, "byline"), "Ana Ruiz and Jo Lee");
    /* addresses and accounts are no names */
    assert_string_equal(meta_of("<meta property=og:site_name content='https://x.org/'><p>" FIRST, "publisher"), "-");
    assert_string_equal(meta_of("<meta property=og:site_name content='@courier'><p>" FIRST, "publisher"), "courier");
    assert_string_equal(meta_of("<meta name=author content='By Ana Ruiz'><p>" FIRST, "byline"), "Ana Ruiz");
    assert_string_equal(meta_of("<meta property=article:author content='https://fb.com/ana'><p>" FIRST, "byline"), "-");
    assert_string_equal(meta_of("<div class=article-byline>By Ana Ruiz | May 4, 2020</div><p>" FIRST, "byline"),
                        "Ana Ruiz");
    assert_string_equal(meta_of("<p class=comment-form-author>Full Name</p><p>" FIRST, "byline"), "-");
    /* the site's name is no part of the title, other ends are */
    assert_string_equal(meta_of("<meta property=og:title content='Bridge closed - The Courier'><meta "
                                "property=og:site_name content='The Courier'><p>" FIRST,
                                "title"),
                        "Bridge closed");
    assert_string_equal(meta_of("<meta property=og:title content='Bridge closed - again'><p>" FIRST, "title"),
                        "Bridge closed - again");
}

static void dates_of_pages(void **state)
{
    (void)state;
    /* JSON that is nearly JSON */
    static const char loose[] = "<script type='application/ld+json'>{\"tags\": [\"a\",], \"headline\": \"Bridge\", "
                                "\"datePublished\": \"2020-05-04T06:00:00Z\"}</script><p>" FIRST;
    assert_string_equal(meta_of(loose, "date"), "2020-05-04");
    assert_string_equal(meta_of(loose, "title"), "Bridge");
    assert_string_equal(meta_of("<link rel=canonical href='https://x.org/2020/05/04/bridge'><p>" FIRST, "date"),
                        "2020-05-04");
    assert_string_equal(meta_of("<link rel=canonical href='https://x.org/2020/may/04/bridge'><p>" FIRST, "date"),
                        "2020-05-04");
    assert_string_equal(meta_of("<link rel=canonical href='https://x.org/2020/13/04/bridge'><p>" FIRST, "date"), "-");
    assert_string_equal(meta_of("<span class=article-publish-date>May 4, 2020, 9 AM</span><p>" FIRST, "date"),
                        "2020-05-04");
    /* a date that no page has */
    static const char zero[] = "<script type='application/ld+json'>{\"@type\": \"Article\", \"datePublished\": "
                               "\"0001-01-01T00:00:00Z\"}</script><p>" FIRST;
    assert_string_equal(meta_of(zero, "date"), "-");
}

static void clipped_pages_are_told(void **state)
{
    (void)state;
    static const struct {
        const char *page;
        uint32_t warnings;
    } cases[] = {{"<html><body><p>" FIRST "</p></body></html>", 0},
                 {"<html><body><p>" FIRST "</p><p>" SECOND, 1},
                 {"<html><body><p>" FIRST "</p><p cla", 1},
                 {"<div><p>" FIRST "</p></div>", 0}}; /* a fragment */
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        bench b;
        assert_int_equal(read_page(&b, cases[i].page, strlen(cases[i].page)), SAYSO_OK);
        assert_int_equal(b.doc.warnings.n, cases[i].warnings);
        if (cases[i].warnings) assert_int_equal(b.doc.warnings.at[0].offset, strlen(cases[i].page));
        done(&b);
    }
}

static void stated_body_is_a_last_resort(void **state)
{
    (void)state;
    expect("<script type='application/ld+json'>{\"@type\": \"Article\", \"articleBody\": \"" FIRST
           "\\n\\n" THIRD " " THIRD "\"}</script><div id=app>Loading</div>",
           FIRST "\n\n" THIRD " " THIRD);
}

static void embedded_posts_become_regions(void **state)
{
    (void)state;
    bench b;
    static const char page[] =
        "<article><p>" FIRST
        "</p><blockquote class=\"twitter-tweet\"><p lang=en>We counted every crack. <a "
        "href=https://t.co/x>pic.twitter.com/Xy1</a></p>&mdash; County Clerk Jo Lee (@ClerkJoLee) "
        "<a "
        "href=https://twitter.com/x>February 3, 2021</a></blockquote><p>" SECOND "</p></article>";
    assert_int_equal(read_page(&b, page, sizeof page - 1), SAYSO_OK);
    assert_int_equal(b.doc.regions.n, 1);
    const sayso_region *r = &b.doc.regions.at[0];
    assert_int_equal(r->kind, SAYSO_REGION_POST);
    assert_string_equal(r->handle, "ClerkJoLee");
    const struct {
        sayso_span span;
        const char *want;
    } parts[] = {{r->content, "We counted every crack."},
                 {r->author, "County Clerk Jo Lee"},
                 {r->date, "February 3, 2021"},
                 {r->span, "We counted every crack. pic.twitter.com/Xy1 \xE2\x80\x94 County Clerk "
                           "Jo Lee (@ClerkJoLee) "
                           "February 3, 2021"}};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        assert_int_equal(parts[i].span.end - parts[i].span.begin, strlen(parts[i].want));
        assert_memory_equal(b.doc.text + parts[i].span.begin, parts[i].want, strlen(parts[i].want));
    }
    ss_text_regions(&b.ctx);
    assert_int_equal(b.doc.regions.n, 1);
    done(&b);
}

static void empty_pages_are_refused(void **state)
{
    (void)state;
    bench b;
    assert_int_equal(read_page(&b, "<html><body><script>x</script></body></html>", 44),
                     SAYSO_EMPTY);
    done(&b);
}

/* Seconds that a page of `n` repeated parts takes. */
static double cost(const char *head, const char *part, const char *tail, size_t n)
{
    size_t h = strlen(head), p = strlen(part), t = strlen(tail);
    char *page = malloc(h + p * n + t), *at = page;
    memcpy(at, head, h);
    at += h;
    for (size_t i = 0; i < n; i++, at += p) memcpy(at, part, p);
    memcpy(at, tail, t);
    bench b;
    clock_t start = clock();
    read_page(&b, page, h + p * n + t);
    double spent = (double)(clock() - start) / CLOCKS_PER_SEC;
    done(&b);
    free(page);
    return spent;
}

static void hostile_pages_cost_what_their_length_says(void **state)
{
    (void)state;
    static const struct {
        const char *head, *part, *tail;
    } cases[] = {
        {"<body>", "<div>", FIRST},
        {"<body><b><div>", "<span>", FIRST},
        {"<body>", "<div class=comments>", "<h1>x</h1>" FIRST},
        {"<body><div><table><tr><td>", "</div></i></b></p>", FIRST},
        {"<body>", "<a href=x><p></b>", FIRST},
        {"<body>", "<table><tr><td>", FIRST},
        {"<body>" FIRST, "<!--", ""},
        {"<body>" FIRST, "<script></scrip", ""},
        {"<body>" FIRST, "<a b=\"", ""},
        {"<body>", "<p>x y. ", FIRST},
        {"<body><p ", "class=x ", ">" FIRST},
        {"<script type=application/ld+json>", "[", "</script>" FIRST},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        double small = cost(cases[i].head, cases[i].part, cases[i].tail, 25000);
        double large = cost(cases[i].head, cases[i].part, cases[i].tail, 100000);
        /* Four times the input; a quadratic step would make it sixteen. */
        if (large > 10 * small + 0.1) print_message("case %zu: %f s, then %f s\n", i, small, large);
        assert_true(large <= 10 * small + 0.1);
    }
}

static void any_bytes_are_a_page(void **state)
{
    (void)state;
    static const char *const bits[] = {"<p>",
                                       "</p>",
                                       "<div class=\"comment\">",
                                       "</div>",
                                       "<b",
                                       ">",
                                       "=",
                                       "\"",
                                       "'",
                                       "<!--",
                                       "-->",
                                       "<script>",
                                       "</script>",
                                       "<table>",
                                       "<td>",
                                       "</td>",
                                       "&#8220;",
                                       "&",
                                       "<br>",
                                       "<h2>",
                                       "</h2>",
                                       "The mayor said so, twice, to all who would listen to him. ",
                                       "<a href=x>",
                                       "</a>",
                                       "<blockquote class=twitter-tweet>",
                                       "</blockquote>",
                                       "<li>",
                                       "(@x) May 3, 2021",
                                       "<title>",
                                       "<ul>"};
    unsigned seed = 11;
    for (int round = 0; round < 3000; round++) {
        char page[4096] = "";
        for (int k = 0; k < 40; k++) {
            seed = seed * 1103515245u + 12345u;
            strcat(page, bits[(seed >> 16) % (sizeof bits / sizeof *bits)]);
        }
        bench b;
        if (read_page(&b, page, strlen(page)) == SAYSO_OK) {
            ss_text_regions(&b.ctx);
            uint32_t last = 0;
            for (uint32_t i = 0; i < b.doc.paragraphs.n; i++) {
                sayso_span p = b.doc.paragraphs.at[i].span;
                assert_true(p.begin >= last && p.begin < p.end && p.end <= b.doc.len);
                last = p.end;
            }
        }
        done(&b);
    }
}

static int open_model(void **state)
{
    (void)state;
    sayso_error err;
    model = sayso_model_open(getenv("SAYSO_MODEL"), NULL, &err);
    return model ? 0 : -1;
}

static int close_model(void **state)
{
    (void)state;
    sayso_model_close(model);
    return 0;
}

int main(void)
{
    if (!getenv("SAYSO_MODEL")) {
        print_message("skipped: SAYSO_MODEL is not set\n");
        return 0;
    }
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(furniture_is_dropped),
        cmocka_unit_test(blocks_are_kept),
        cmocka_unit_test(double_breaks_part_paragraphs),
        cmocka_unit_test(characters_are_decoded),
        cmocka_unit_test(broken_markup_is_read),
        cmocka_unit_test(text_stands_for_bytes),
        cmocka_unit_test(facts_of_the_page),
        cmocka_unit_test(publishers_and_authors),
        cmocka_unit_test(dates_of_pages),
        cmocka_unit_test(clipped_pages_are_told),
        cmocka_unit_test(stated_body_is_a_last_resort),
        cmocka_unit_test(embedded_posts_become_regions),
        cmocka_unit_test(empty_pages_are_refused),
        cmocka_unit_test(hostile_pages_cost_what_their_length_says),
        cmocka_unit_test(any_bytes_are_a_page),
    };
    return cmocka_run_group_tests(tests, open_model, close_model);
}
