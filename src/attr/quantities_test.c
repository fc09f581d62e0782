/* quantities_test.c - tests/corpus/quantities.txt and quantities-news.txt through the public API.
 *
 * Columns: the text; the value, or the ends of a range; the modifier, else the
 * change, else "-"; what is counted; the unit; the period; whose word vouches for it; of a
 * rate, what each is of.
 */
#include "attr/corpus_cases.h"

/* The words of the source that vouches for a quantity, or "-". */
static void vouching(const sayso_doc *doc, const sayso_quantity *q, char out[64])
{
    uint32_t n;
    size_t len;
    const char *text = sayso_doc_text(doc, &len);
    const sayso_attribution *all = sayso_doc_attributions(doc, &n);
    snprintf(out, 64, "-");
    if (q->attribution == SAYSO_NONE) return;
    assert_true((uint32_t)q->attribution < n);
    sayso_spans source = all[q->attribution].source;
    if (source.n) snprintf(out, 64, "%.*s", (int)(source.at[0].end - source.at[0].begin), text + source.at[0].begin);
}

static int render(const sayso_doc *doc, char found[CASE_LINES][256])
{
    uint32_t n;
    size_t len;
    const char *text = sayso_doc_text(doc, &len);
    const sayso_quantity *list = sayso_doc_quantities(doc, &n);
    for (uint32_t i = 0; i < n && i < CASE_LINES; i++) {
        const sayso_quantity *q = &list[i];
        uint32_t begin = q->spans.at[0].begin, end = q->spans.at[q->spans.n - 1].end;
        char value[64], period[64] = "-", by[64];
        vouching(doc, q, by);
        if (q->range)
            snprintf(value, sizeof value, "%.15g to %.15g", q->min, q->max);
        else
            snprintf(value, sizeof value, "%.15g", q->value);
        if (q->period_from && strcmp(q->period_from, q->period_to) != 0)
            snprintf(period, sizeof period, "%.28s..%.28s", q->period_from, q->period_to);
        else if (q->period_from)
            snprintf(period, sizeof period, "%.60s", q->period_from);
        snprintf(found[i], 256, "%.*s | %s | %s | %.70s | %s | %s | %s | %.24s", (int)(end - begin), text + begin, value,
                 q->modifier ? sayso_modifier_name(q->modifier)
                 : q->change ? sayso_change_name(q->change)
                             : "-",
                 q->of ? q->of : "-", q->unit ? q->unit : "-", period, by, q->per ? q->per : "-");
    }
    return (int)n;
}

static void corpus(void **state)
{
    (void)state;
    corpus_run("quantities.txt", 80, render);
}

static void news(void **state)
{
    (void)state;
    corpus_run("quantities-news.txt", 120, render);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(corpus), cmocka_unit_test(news)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
