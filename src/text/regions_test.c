/* regions_test.c - every kind of region, in texts made up for it, and what must
 * stay text. Needs the model's word lists: skipped where SAYSO_MODEL is not set. */
#include "text/text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
/* cmocka wants the four above first. */
#include <cmocka.h>

typedef struct {
    ss_arena scratch;
    sayso_doc doc;
    sayso_options options;
    ss_ctx ctx;
    jmp_buf oom;
} bench;

static sayso_model *model;

static void read_text(bench *b, const char *text, size_t len)
{
    memset(b, 0, sizeof *b);
    ss_arena_init(&b->scratch, NULL, &b->oom);
    ss_arena_init(&b->doc.arena, NULL, &b->oom);
    b->ctx = (ss_ctx){model, &b->options, &b->scratch, &b->doc};
    ss_text_plain(&b->ctx, text, len);
    ss_text_regions(&b->ctx);
}

static void done(bench *b)
{
    ss_arena_free(&b->scratch);
    ss_arena_free(&b->doc.arena);
}

/* "kind/label|text" of region i. */
static void expect(bench *b, uint32_t i, const char *want)
{
    char got[2000] = "none";
    if (i < b->doc.regions.n) {
        const sayso_region *r = &b->doc.regions.at[i];
        snprintf(got, sizeof got, "%s/%s|%.*s", sayso_region_kind_name(r->kind), r->label,
                 (int)(r->span.end - r->span.begin), b->doc.text + r->span.begin);
    }
    assert_string_equal(got, want);
}

static void expect_span(bench *b, sayso_span span, const char *want)
{
    char got[2000];
    snprintf(got, sizeof got, "%.*s", (int)(span.end - span.begin), b->doc.text + span.begin);
    assert_string_equal(got, want);
}

/* The only region of a text. NULL: there is none. */
static void only(const char *text, const char *want)
{
    bench b;
    read_text(&b, text, strlen(text));
    if (b.doc.regions.n != (want != NULL)) print_message("in: %s\n", text);
    if (want) expect(&b, 0, want);
    assert_int_equal(b.doc.regions.n, want != NULL);
    done(&b);
}

#define STORY "\n\nThe council met on Monday and voted, its clerk said.\n\nIt will meet again."

static void dates_at_the_head(void **state)
{
    (void)state;
    static const struct {
        const char *text, *region, *date;
    } cases[] = {
        {" date 2020-05-04 Twelve mayors asked for help." STORY, "metadata/date|date 2020-05-04",
         "2020-05-04"},
        {"Published: May 4, 2020 at 9:30 a.m. EST" STORY,
         "metadata/date|Published: May 4, 2020 at 9:30 a.m. EST", "2020-05-04"},
        {"Monday, May 4, 2020" STORY, "metadata/date|Monday, May 4, 2020", "2020-05-04"},
        {"2020-05-04 | Twelve mayors asked for help." STORY, "metadata/date|2020-05-04",
         "2020-05-04"},
        {"Updated 4 May 2020, 10:15 BST" STORY, "metadata/date|Updated 4 May 2020, 10:15 BST",
         "2020-05-04"},
        {"Published May 4, 2020 | Updated May 6, 2020" STORY,
         "metadata/date|Published May 4, 2020 | Updated May 6, 2020", "2020-05-04"},
        {"May 4, 2020, was a cold day in the valley." STORY, NULL, NULL},
        {"May 4, 2020 protests were calm, the police said." STORY, NULL, NULL},
        {"Dated May 4, 2020, the memo names no one." STORY, NULL, NULL},
        {"Date palms die, farmers say." STORY, NULL, NULL},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        bench b;
        read_text(&b, cases[i].text, strlen(cases[i].text));
        if (b.doc.regions.n != (cases[i].region != NULL)) print_message("in: %s\n", cases[i].text);
        assert_int_equal(b.doc.regions.n, cases[i].region != NULL);
        if (cases[i].region) expect(&b, 0, cases[i].region);
        if (cases[i].date) {
            assert_string_equal(b.doc.meta.date, cases[i].date);
            assert_string_equal(b.doc.meta.date_from, "text");
        } else {
            assert_null(b.doc.meta.date);
        }
        done(&b);
    }
}

static void keys_at_the_head(void **state)
{
    (void)state;
    bench b;
    static const char text[] = "Title: Bridge to close\nAuthor: Ana Ruiz\nSource: Valley Courier\n"
                               "Date: 3/14/2021\nURL: https://example.org/bridge\n\n"
                               "The bridge will close, the county said.\n\nIt is old.";
    read_text(&b, text, sizeof text - 1);
    assert_int_equal(b.doc.regions.n, 5);
    expect(&b, 0, "metadata/title|Title: Bridge to close");
    expect(&b, 1, "byline/byline|Author: Ana Ruiz");
    expect(&b, 4, "metadata/url|URL: https://example.org/bridge");
    assert_string_equal(b.doc.meta.title, "Bridge to close");
    assert_string_equal(b.doc.meta.publisher, "Valley Courier");
    assert_string_equal(b.doc.meta.url, "https://example.org/bridge");
    assert_string_equal(b.doc.meta.date, "2021-03-14");
    done(&b);
    static const char yaml[] =
        "--- \ntitle: \"Bridge to close\"\ndate: 2021-03-14\n---\n\nThe bridge will close." STORY;
    read_text(&b, yaml, sizeof yaml - 1);
    assert_int_equal(b.doc.regions.n, 1);
    assert_string_equal(b.doc.regions.at[0].label, "front matter");
    assert_string_equal(b.doc.meta.title, "Bridge to close");
    assert_string_equal(b.doc.meta.date, "2021-03-14");
    done(&b);
    only("Newspaper: Clerk kept two sets of books for years." STORY, NULL);
}

static void more_datelines(void **state)
{
    (void)state;
    only("NEW YORK (AP) - The bridge closed." STORY, "metadata/dateline|NEW YORK (AP) -");
    only("NEW YORK/LONDON (Reuters) - The bridge closed." STORY, "metadata/dateline|NEW YORK/LONDON (Reuters) -");
    only("SALT LAKE CITY - The bridge closed." STORY, "metadata/dateline|SALT LAKE CITY -");
    only("GENEVA, Nov 3 (Reuters) - The bridge closed." STORY, "metadata/dateline|GENEVA, Nov 3 (Reuters) -");
    only("MOSCOW. May 16 (Interfax) - The bridge closed." STORY, "metadata/dateline|MOSCOW. May 16 (Interfax) -");
    only("BOISE, Idaho - March 4, 2020 - The bridge closed." STORY, "metadata/dateline|BOISE, Idaho - March 4, 2020 -");
    only("(CNN) - The bridge closed." STORY, "metadata/dateline|(CNN) -");
    only("(CNN) The bridge closed." STORY, "metadata/dateline|(CNN)");
    only("BREAKING NEWS - The bridge closed." STORY, NULL);
    only("(Or so) the bridge closed." STORY, NULL);
}

static void credits_and_code(void **state)
{
    (void)state;
    only("The bridge in March." STORY "\n\nThe bridge, seen from the north bank. REUTERS/Lee Ito" STORY,
         "caption/photo|The bridge, seen from the north bank. REUTERS/Lee Ito");
    only("The bridge in March." STORY "\n\nThe bridge. Photo: Lee Ito / AFP" STORY,
         "caption/photo|The bridge. Photo: Lee Ito / AFP");
    only("The bridge in March." STORY "\n\nHe told the and/or paper." STORY, NULL);
    only("The bridge in March." STORY "\n\n.bio {\npadding-top:20px;\ncolor:red;\n}" STORY,
         "boilerplate/code|.bio {\npadding-top:20px;\ncolor:red;\n}");
    only("The bridge in March." STORY "\n\nThey came: all of them;" STORY, NULL);
}

static void bylines(void **state)
{
    (void)state;
    only("Bridge to close\n\nBy ANA RUIZ and Tom O\xE2\x80\x99Neil, Staff Writers" STORY,
         "byline/byline|By ANA RUIZ and Tom O\xE2\x80\x99Neil, Staff Writers");
    only("By Ana Ruiz" STORY, "byline/byline|By Ana Ruiz");
    only("By the Valley Courier staff" STORY, "byline/byline|By the Valley Courier staff");
    only("Ana Ruiz reports from Lima." STORY, "byline/byline|Ana Ruiz reports from Lima.");
    only("By Thursday the water was gone, farmers said." STORY, NULL);
    only("By Closing Bridges, County Saves Millions" STORY, NULL);
    only("By then, the mayor had left." STORY, NULL);
    only("FOR IMMEDIATE RELEASE" STORY, "metadata/header|FOR IMMEDIATE RELEASE");
    bench b;
    static const char agency[] = "By Ana Ruiz\n\nThe Associated Press" STORY;
    read_text(&b, agency, sizeof agency - 1);
    assert_int_equal(b.doc.regions.n, 2);
    expect(&b, 1, "byline/byline|The Associated Press");
    done(&b);
    static const char text[] = "By Ana Ruiz | May 4, 2020" STORY;
    read_text(&b, text, sizeof text - 1);
    expect(&b, 0, "byline/byline|By Ana Ruiz");
    expect(&b, 1, "metadata/date|May 4, 2020");
    assert_string_equal(b.doc.meta.date, "2020-05-04");
    done(&b);
}

static void datelines(void **state)
{
    (void)state;
    only("LIMA (AP) \xE2\x80\x94 The council met." STORY,
         "metadata/dateline|LIMA (AP) \xE2\x80\x94");
    only("LIMA, March 3 (Reuters) - The council met." STORY,
         "metadata/dateline|LIMA, March 3 (Reuters) -");
    only("CEDAR FALLS, Iowa -- The council met." STORY, "metadata/dateline|CEDAR FALLS, Iowa --");
    only("ST. PAUL, Minn., May 4, 2020 /PRNewswire/ -- Acme said." STORY,
         "metadata/dateline|ST. PAUL, Minn., May 4, 2020 /PRNewswire/ --");
    only("Bogot\xC3\xA1, March 3 (AFP) \xE2\x80\x93 The council met." STORY,
         "metadata/dateline|Bogot\xC3\xA1, March 3 (AFP) \xE2\x80\x93");
    only("NATO - the alliance - met, its chief said." STORY, NULL);
    only("UPDATE \xE2\x80\x94 The council met again." STORY, NULL);
    only("Senator Jo Lee (R-Iowa) - a farmer - said no." STORY, NULL);
    only("Tom Ruiz \xE2\x80\x94 The man who said no." STORY, NULL);
}

static void captions(void **state)
{
    (void)state;
    only("The clerk waves. (Photo by Lee Marsh/Getty Images)" STORY,
         "caption/photo|The clerk waves. (Photo by Lee Marsh/Getty Images)");
    only("FILE - In this May 4, 2019 file photo, the clerk waves." STORY,
         "caption/caption|FILE - In this May 4, 2019 file photo, the clerk waves.");
    only("Photo: Lee Marsh" STORY, "caption/photo|Photo: Lee Marsh");
    only("File a complaint first, the clerk said." STORY, NULL);
    only("Photos of the clerk were shown to the jury, which took a day to decide." STORY, NULL);
}

static void boilerplate(void **state)
{
    (void)state;
#define AFTER "The council met on Monday, its clerk said. "
    only(AFTER "(Related: Clerk Calls Vote Unlawful)" STORY,
         "boilerplate/related|(Related: Clerk Calls Vote Unlawful)");
    only(AFTER "[RELATED: Clerk Calls (Some) Votes Unlawful] It left early." STORY,
         "boilerplate/related|[RELATED: Clerk Calls (Some) Votes Unlawful]");
    only(AFTER "READ ALSO: Clerk calls vote unlawful" STORY,
         "boilerplate/related|READ ALSO: Clerk calls vote unlawful");
    only(AFTER STORY "\n\nFollow Ana Ruiz on Twitter @anaruiz.",
         "boilerplate/follow|Follow Ana Ruiz on Twitter @anaruiz.");
    only(AFTER "\n\nAdvertisement" STORY, "boilerplate/advertisement|Advertisement");
    only(AFTER "\n\nStory continues below" STORY,
         "boilerplate/advertisement|Story continues below");
    only(AFTER STORY "\n\nSign up for our morning newsletter here.",
         "boilerplate/subscribe|Sign up for our morning newsletter here.");
    only(AFTER STORY "\n\n(Reporting by Ana Ruiz in Lima; editing by Lee Marsh)",
         "boilerplate/credit|(Reporting by Ana Ruiz in Lima; editing by Lee Marsh)");
    only(AFTER STORY "\n\nLee Marsh in Quito contributed to this report.",
         "boilerplate/credit|Lee Marsh in Quito contributed to this report.");
    only(AFTER STORY "\n\nCopyright 2020 Valley Courier. All rights reserved.",
         "boilerplate/copyright|Copyright 2020 Valley Courier. All rights reserved.");
    only(AFTER STORY "\n\n___", "boilerplate/rule|___");
    only("Follow the money, the clerk told the council." STORY, NULL);
    only("Sign up for health insurance, the clerk told them." STORY, NULL);
    only("Reporting by the Courier found that the bridge was unsafe." STORY, NULL);
    only("Video shot by a neighbor \xE2\x80\x94 who asked not to be named \xE2\x80\x94 shows "
         "smoke." STORY,
         NULL);
    only("\xE2\x80\x9C"
         "Follow us on Twitter,\xE2\x80\x9D the clerk said." STORY,
         NULL);
    only("The firm (Facebook) declined to comment." STORY, NULL);
    only("Rain contributed to this year's harvest, farmers said." STORY, NULL);
}

static void a_post_in_one_paragraph(void **state)
{
    (void)state;
    bench b;
    static const char text[] =
        "The clerk answered online.\n\nWe counted every vote, twice. https://t.co/abc "
        "pic.twitter.com/Xy1 "
        "\xE2\x80\x94 County Clerk Jo Lee (@ClerkJoLee) February 3, 2021\n\nThe council met.";
    read_text(&b, text, sizeof text - 1);
    assert_int_equal(b.doc.regions.n, 1);
    const sayso_region *post = &b.doc.regions.at[0];
    assert_int_equal(post->kind, SAYSO_REGION_POST);
    assert_string_equal(post->handle, "ClerkJoLee");
    expect_span(&b, post->content, "We counted every vote, twice.");
    expect_span(&b, post->author, "County Clerk Jo Lee");
    expect_span(&b, post->date, "February 3, 2021");
    expect_span(&b, post->span,
                "We counted every vote, twice. https://t.co/abc pic.twitter.com/Xy1 "
                "\xE2\x80\x94 County Clerk Jo Lee (@ClerkJoLee) February 3, 2021");
    done(&b);
}

static void posts_of_other_shapes(void **state)
{
    (void)state;
    static const struct {
        const char *text, *content, *author, *handle, *date;
    } cases[] = {
        /* signature in a paragraph of its own */
        {"The clerk answered:\n\nWe counted every vote.\n\n- Jo Lee (@jolee) February 3, "
         "2021\n\nThe council met.",
         "We counted every vote.", "Jo Lee", "jolee", "February 3, 2021"},
        /* several paragraphs, known by the lead-in */
        {"The clerk answered in a post on Twitter:\n\nWe counted.\n\nWe counted again. "
         "pic.twitter.com/q "
         "\xE2\x80\x94 Jo Lee (@jolee) Feb. 3, 2021\n\nThe council met.",
         "We counted.\n\nWe counted again.", "Jo Lee", "jolee", "Feb. 3, 2021"},
        /* a lead-in in the same paragraph, no date */
        {"The clerk tweeted: We counted every vote. \xE2\x80\x94 Jo Lee (@jo_lee)\n\nThe council "
         "met.",
         "We counted every vote.", "Jo Lee", "jo_lee", ""},
        /* no dash, after a link */
        {"We counted every vote. https://t.co/abc Jo Lee (@jolee) February 3, 2021\n\nThe council "
         "met.",
         "We counted every vote.", "Jo Lee", "jolee", "February 3, 2021"},
        /* all of it in quotation marks */
        {"\xE2\x80\x9CWe counted every vote. \xE2\x80\x94 Jo Lee (@jolee) February 3, "
         "2021\xE2\x80\x9D\n\nThe council met.",
         "We counted every vote.", "Jo Lee", "jolee", "February 3, 2021"},
        /* another network */
        {"We counted every vote. \xE2\x80\x94 Jo Lee (@jolee) on Truth Social, 3 February "
         "2024\n\nThe council met.",
         "We counted every vote.", "Jo Lee", "jolee", "3 February 2024"},
        {"View this post on Instagram\n\nWe counted every vote.\n\nA post shared by Jo Lee "
         "(@jo.lee) on Feb 3, 2021 at "
         "5:00pm PST\n\nThe council met.",
         "We counted every vote.", "Jo Lee", "jo.lee", "Feb 3, 2021"},
        {"We counted every vote. Posted by Jo Lee on Wednesday, February 3, 2021\n\nThe council "
         "met.",
         "We counted every vote.", "Jo Lee", NULL, "Wednesday, February 3, 2021"},
        {"The clerk answered.\n\nJo Lee\n\n@jolee\n\nWe counted every vote.\n\n10:30 AM \xC2\xB7 "
         "Feb 3, 2021\n\nThe council met.",
         "We counted every vote.", "Jo Lee", "jolee", "Feb 3, 2021"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        bench b;
        read_text(&b, cases[i].text, strlen(cases[i].text));
        if (b.doc.regions.n != 1) print_message("in: %s\n", cases[i].text);
        assert_int_equal(b.doc.regions.n, 1);
        const sayso_region *post = &b.doc.regions.at[0];
        assert_int_equal(post->kind, SAYSO_REGION_POST);
        expect_span(&b, post->content, cases[i].content);
        expect_span(&b, post->author, cases[i].author);
        expect_span(&b, post->date, cases[i].date);
        if (cases[i].handle)
            assert_string_equal(post->handle, cases[i].handle);
        else
            assert_null(post->handle);
        done(&b);
    }
    only("The reporter Jo Lee (@jolee) said on May 4, 2020, that he left.\n\nThe council met.",
         NULL);
    only("The clerk \xE2\x80\x94 Jo Lee (@jolee) \xE2\x80\x94 said no.\n\nThe council met.", NULL);
}

static void two_posts_in_a_row(void **state)
{
    (void)state;
    bench b;
    static const char text[] =
        "We counted. \xE2\x80\x94 Jo Lee (@jolee) May 3, 2021 They did not. \xE2\x80\x94 Al "
        "Roe (@alroe) May 4, 2021\n\nThe council met.";
    read_text(&b, text, sizeof text - 1);
    assert_int_equal(b.doc.regions.n, 2);
    expect_span(&b, b.doc.regions.at[0].content, "We counted.");
    expect_span(&b, b.doc.regions.at[1].content, "They did not.");
    done(&b);
}

static uint8_t kind_of(bench *b, uint32_t i)
{
    assert_true(i < b->doc.paragraphs.n);
    return b->doc.paragraphs.at[i].kind;
}

static void kinds_of_paragraphs(void **state)
{
    (void)state;
    bench b;
    static const char talk[] =
        "Clerk defends count\n\nThe interview was edited.\n\nRUIZ: Did you count?\n\n"
        "LEE: We did.\n\nRUIZ: Twice?\n\nLEE: Yes.\n\n- a bullet\n\nIt ended there.";
    read_text(&b, talk, sizeof talk - 1);
    assert_int_equal(kind_of(&b, 0), SS_PARA_HEADING);
    assert_int_equal(kind_of(&b, 1), SS_PARA_TEXT);
    for (uint32_t i = 2; i < 6; i++) assert_int_equal(kind_of(&b, i), SS_PARA_TURN);
    assert_int_equal(kind_of(&b, 6), SS_PARA_LIST);
    done(&b);
    static const char pair[] =
        "The clerk spoke to us.\n\nQ. Did you count?\n\nA. We did.\n\nIt ended there.";
    read_text(&b, pair, sizeof pair - 1);
    assert_int_equal(kind_of(&b, 1), SS_PARA_TURN);
    assert_int_equal(kind_of(&b, 2), SS_PARA_TURN);
    done(&b);
    static const char headline[] = "Lee: We counted every vote.\n\nThe clerk spoke.\n\nPOLL: Most "
                                   "want a recount.\n\nIt ended.";
    read_text(&b, headline, sizeof headline - 1);
    assert_int_equal(kind_of(&b, 0), SS_PARA_TEXT);
    assert_int_equal(kind_of(&b, 2), SS_PARA_TEXT);
    done(&b);
}

static void regions_are_sorted_and_apart(void **state)
{
    (void)state;
    static const char *const bits[] = {"(Related: x) ",
                                       "\n\n",
                                       " \xE2\x80\x94 A B (@ab) May 3, 2021",
                                       "By Jo Lee\n",
                                       "LIMA (AP) \xE2\x80\x94 ",
                                       "(Photo by A/Getty Images)",
                                       "Q: ",
                                       "A post shared by X (@y)",
                                       "@abc\n",
                                       "The clerk said so. ",
                                       "((((",
                                       "date 2020-01-01 ",
                                       "Share",
                                       "View this post on"};
    unsigned seed = 7;
    for (int round = 0; round < 3000; round++) {
        char text[1024] = "";
        for (int k = 0; k < 20; k++) {
            seed = seed * 1103515245u + 12345u;
            strcat(text, bits[(seed >> 16) % (sizeof bits / sizeof *bits)]);
        }
        bench b;
        read_text(&b, text, strlen(text));
        uint32_t last = 0;
        for (uint32_t i = 0; i < b.doc.regions.n; i++) {
            const sayso_region *r = &b.doc.regions.at[i];
            assert_true(r->span.begin >= last && r->span.begin < r->span.end &&
                        r->span.end <= b.doc.len);
            if (r->content.end)
                assert_true(r->content.begin >= r->span.begin && r->content.end <= r->span.end);
            if (r->author.end)
                assert_true(r->author.begin >= r->span.begin && r->author.end <= r->span.end);
            last = r->span.end;
        }
        done(&b);
    }
}

static int open_model(void **state)
{
    (void)state;
    const char *path = getenv("SAYSO_MODEL");
    sayso_error err;
    if (!path) return 0;
    model = sayso_model_open(path, NULL, &err);
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
        cmocka_unit_test(dates_at_the_head),
        cmocka_unit_test(keys_at_the_head),
        cmocka_unit_test(bylines),
        cmocka_unit_test(credits_and_code),
        cmocka_unit_test(more_datelines),
        cmocka_unit_test(datelines),
        cmocka_unit_test(captions),
        cmocka_unit_test(boilerplate),
        cmocka_unit_test(a_post_in_one_paragraph),
        cmocka_unit_test(posts_of_other_shapes),
        cmocka_unit_test(two_posts_in_a_row),
        cmocka_unit_test(kinds_of_paragraphs),
        cmocka_unit_test(regions_are_sorted_and_apart),
    };
    return cmocka_run_group_tests(tests, open_model, close_model);
}
