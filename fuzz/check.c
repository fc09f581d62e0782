/* check.c - fuzz target: quotations against a source, through the public API.
 *
 * The first line of the input is the quotation, the rest the source. Checked
 * beside the sanitizers: spans lie in their texts, the edits' words are what their
 * spans hold, counts and scores are in range; and where the evidence is one
 * passage, the edit list turns its words into the quotation's: letters and digits
 * alone are compared, folded, for typography, contractions and case of the first
 * letter are no edits.
 */
#include "check/fold.h"
#include "fuzz.h"

#include <string.h>
#include <utf8proc.h>

typedef struct {
    char *at;
    size_t n;
} letters;

/* Appends the letters and digits of s[0..n), folded, in lower case. */
static void add(ss_arena *arena, letters *to, const char *s, uint32_t n)
{
    ss_fold f;
    ss_fold_make(arena, s, n, &f);
    for (uint32_t i = 0; i < f.n;) {
        utf8proc_int32_t c;
        utf8proc_ssize_t w = utf8proc_iterate((const utf8proc_uint8_t *)f.at + i, (utf8proc_ssize_t)(f.n - i), &c);
        if (w <= 0) {
            i++;
            continue;
        }
        i += (uint32_t)w;
        switch (utf8proc_category(c)) {
        case UTF8PROC_CATEGORY_LU: case UTF8PROC_CATEGORY_LL: case UTF8PROC_CATEGORY_LT: case UTF8PROC_CATEGORY_LM:
        case UTF8PROC_CATEGORY_LO: case UTF8PROC_CATEGORY_MN: case UTF8PROC_CATEGORY_MC: case UTF8PROC_CATEGORY_ND:
        case UTF8PROC_CATEGORY_NO:
            to->n += (size_t)utf8proc_encode_char(utf8proc_tolower(c), (utf8proc_uint8_t *)to->at + to->n);
            break;
        default: break;
        }
    }
}

static bool applies(const sayso_finding *f)
{
    if (f->kind != SAYSO_FINDING_QUOTATION || f->verdict > SAYSO_VERDICT_SPLICED || !f->evidence.n || f->source < 0) return false;
    if (f->notes >> SAYSO_NOTE_CONTRACTED & 1) return false; /* "it's" and "it is": no edit */
    for (uint32_t i = 0; i < f->n_edits; i++)
        if (f->edits[i].type == SAYSO_EDIT_MOVED) return false;
    return true;
}

/* The evidence with its edits applied is the quotation. */
static void apply(const char *quote, const char *source, size_t source_len, const sayso_finding *f)
{
    ss_arena arena;
    jmp_buf oom;
    ss_arena_init(&arena, NULL, &oom);
    if (!setjmp(oom)) {
        size_t room = (source_len + strlen(quote) * 2) * 3 + 64;
        letters got = {ss_alloc(&arena, room), 0}, want = {ss_alloc(&arena, room), 0};
        uint32_t at = f->evidence.at[0].begin, end = f->evidence.at[f->evidence.n - 1].end;
        bool ordered = true;
        for (uint32_t i = 0; i < f->n_edits && ordered; i++) {
            const sayso_edit *e = &f->edits[i];
            ordered = e->source.begin >= at || e->source.end <= at;
            if (e->source.begin > at) add(&arena, &got, source + at, e->source.begin - at);
            add(&arena, &got, quote + e->article.begin, e->article.end - e->article.begin);
            if (e->source.end > at) at = e->source.end;
        }
        if (at < end) add(&arena, &got, source + at, end - at);
        add(&arena, &want, quote, (uint32_t)strlen(quote));
        require(ordered);
        bool same = got.n == want.n && !memcmp(got.at, want.at, got.n);
        if (!same) fprintf(stderr, "%s\nmakes %.*s\nnot   %.*s\n", f->reason, (int)got.n, got.at, (int)want.n, want.at);
        require(same);
    }
    ss_arena_free(&arena);
}

static void check_finding(const char *quote, const sayso_sources *sources, const sayso_finding *f)
{
    size_t quote_len = strlen(quote), len = 0;
    const char *source = f->source >= 0 ? sayso_sources_text(sources, (uint32_t)f->source, &len) : "";
    require(f->score >= 0 && f->score <= 1 && f->reason && *f->reason);
    for (uint32_t i = 0; i < f->evidence.n; i++) {
        require(f->evidence.at[i].begin < f->evidence.at[i].end && f->evidence.at[i].end <= len);
        require(i == 0 || f->evidence.at[i - 1].end <= f->evidence.at[i].begin);
    }
    for (uint32_t i = 0; i < f->n_edits; i++) {
        const sayso_edit *e = &f->edits[i];
        require(e->article.begin <= e->article.end && e->article.end <= quote_len);
        require(e->source.begin <= e->source.end && e->source.end <= len);
        require(e->type == SAYSO_EDIT_OMITTED || e->article.begin < e->article.end || e->source.begin < e->source.end);
        require(i == 0 || f->edits[i - 1].article.end <= e->article.begin);
    }
    if (applies(f)) apply(quote, source, len, f);
}

static bool well_formed(const char *s)
{
    size_t n = strlen(s);
    for (size_t i = 0; i < n;) {
        utf8proc_int32_t c;
        utf8proc_ssize_t w = utf8proc_iterate((const utf8proc_uint8_t *)s + i, (utf8proc_ssize_t)(n - i), &c);
        if (w <= 0) return false;
        i += (size_t)w;
    }
    return true;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const sayso_model *model = fuzz_model(false);
    sayso_error err;
    if (size > 1 << 18) return 0;
    const uint8_t *nl = memchr(data, '\n', size);
    size_t n = nl ? (size_t)(nl - data) : size;
    char *quote = malloc(n + 1);
    require(quote);
    memcpy(quote, data, n);
    quote[n] = '\0';
    const char *rest = nl ? (const char *)nl + 1 : "";
    sayso_sources *sources = sayso_sources_new(model, &err);
    require(sources != NULL);
    if (sayso_sources_add(sources, &(sayso_record){.data = rest, .len = nl ? size - n - 1 : 0, .id = "s", .kind = SAYSO_KIND_TEXT},
                          &err) == SAYSO_OK &&
        well_formed(quote)) {
        sayso_check *check = sayso_check_quotes(sources, "q", &(sayso_quote){.quote = quote, .speaker = "Jane Roe"}, 1, &err);
        require(check != NULL);
        uint32_t count;
        const sayso_finding *f = sayso_check_findings(check, &count);
        require(count == 1);
        check_finding(quote, sources, f);
        sayso_check_free(check);
    }
    sayso_sources_free(sources);
    free(quote);
    return 0;
}
