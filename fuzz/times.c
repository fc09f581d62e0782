/* times.c - fuzz target: times and quantities of any text, through the public API.
 *
 * The first byte chooses an anchor date, the rest is the text. Checked beside
 * the sanitizers: spans lie in the text and in order, values are there.
 */
#include "fuzz.h"

#include <math.h>

static void check_spans(sayso_spans spans, size_t len)
{
    require(spans.n > 0);
    for (uint32_t i = 0; i < spans.n; i++) {
        require(spans.at[i].begin < spans.at[i].end && spans.at[i].end <= len);
        require(i == 0 || spans.at[i - 1].end <= spans.at[i].begin);
    }
}

static void check(const sayso_doc *doc)
{
    uint32_t n;
    size_t len;
    sayso_doc_text(doc, &len);
    const sayso_time *times = sayso_doc_times(doc, &n);
    for (uint32_t i = 0; i < n; i++) {
        check_spans(times[i].spans, len);
        require((times[i].value != NULL) != (times[i].from && times[i].to));
        for (uint32_t k = 0; k < times[i].n_parts; k++) {
            check_spans(times[i].parts[k].spans, len);
            require(times[i].parts[k].value != NULL);
        }
        require(i == 0 || times[i - 1].spans.at[0].begin <= times[i].spans.at[0].begin);
    }
    const sayso_quantity *quantities = sayso_doc_quantities(doc, &n);
    for (uint32_t i = 0; i < n; i++) {
        check_spans(quantities[i].spans, len);
        require(isfinite(quantities[i].value) && isfinite(quantities[i].min) && isfinite(quantities[i].max));
        require(!quantities[i].range || quantities[i].min <= quantities[i].max);
        require(!quantities[i].period_from == !quantities[i].period_to);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const dates[] = {"2021-02-19", "2024-02-29", "1999-12-31", NULL, "0001-01-01", "9999-12-31"};
    if (size < 1) return 0;
    sayso_record record = {.data = (const char *)data + 1,
                           .len = size - 1,
                           .kind = SAYSO_KIND_TEXT,
                           .date = dates[data[0] % (sizeof dates / sizeof *dates)]};
    fuzz_read(&record, NULL, check);
    return 0;
}
