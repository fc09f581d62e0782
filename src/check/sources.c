/* sources.c - the texts that quotations are looked for in.
 *
 * UTF-8 text is used where it lies: one pass finds that it is, and counts code
 * points every 4096 bytes. Pages, and bytes in other encodings, are read by the
 * stages below (bytes, text) into a document of their own, whose text it then is.
 * What is no text, or in another language, is kept with its reason.
 *
 * Which language: of the words in samples from the whole text, what share is a
 * function word of English (data/lexicon/check_words.txt, class func)? Prose has
 * two in five; other languages of the Latin script share "a", "in", "on" with it.
 * Short texts are given the benefit of the doubt. Linear, some GB/s.
 */
#include "bytes/bytes.h"
#include "check/check.h"
#include "text/text.h"

#include <strings.h>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

enum { INDEX = 4096, SAMPLE = 4096, SAMPLES = 4, FEWEST_WORDS = 12 };
static const size_t LARGEST = (size_t)1 << 30;

sayso_sources *sayso_sources_new(const sayso_model *model, sayso_error *err)
{
    if (!model) {
        ss_fail(err, SAYSO_ARGUMENT, 0, "sources need a model");
        return NULL;
    }
    const sayso_allocator *allocator = ss_model_allocator(model);
    sayso_sources *sources = allocator->resize(allocator->ctx, NULL, 0, sizeof *sources);
    if (!sources) {
        ss_fail(err, SAYSO_MEMORY, 0, "out of memory");
        return NULL;
    }
    memset(sources, 0, sizeof *sources);
    sources->model = model;
    ss_arena_init(&sources->arena, allocator, NULL);
    return sources;
}

void sayso_sources_free(sayso_sources *sources)
{
    if (!sources) return;
    const sayso_allocator *allocator = sources->arena.allocator;
    for (uint32_t i = 0; i < sources->docs.n; i++) sayso_doc_free(sources->docs.at[i]);
    ss_arena_free(&sources->arena);
    allocator->release(allocator->ctx, sources, sizeof *sources);
}

/* ------------------------------------------------------------------ language */

static bool letter(unsigned char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c >= 0x80;
}

static void count_functions(const ss_lexicon *classes, const char *s, uint32_t n, uint32_t *words, uint32_t *ours)
{
    char low[16];
    for (uint32_t i = 0; i < n;) {
        while (i < n && !letter((unsigned char)s[i])) i++;
        uint32_t from = i;
        while (i < n && letter((unsigned char)s[i])) i++;
        uint32_t len = i - from;
        if (!len) break;
        (*words)++;
        if (len >= sizeof low) continue;
        for (uint32_t k = 0; k < len; k++) low[k] = (char)(s[from + k] & 0x80 ? s[from + k] : s[from + k] | 32);
        const char *value = ss_lexicon_find(classes, low, len);
        if (value && strstr(value, "func")) (*ours)++;
    }
}

bool ss_text_foreign(const sayso_model *model, const char *s, uint32_t n, uint64_t *words)
{
    const ss_lexicon *classes = ss_lexicon_get(model, "check_words");
    uint32_t seen = 0, ours = 0, bytes = 0;
    if (n <= SAMPLE * SAMPLES) {
        count_functions(classes, s, n, &seen, &ours);
        bytes = n;
    } else {
        for (uint32_t i = 0; i < SAMPLES; i++)
            count_functions(classes, s + (uint64_t)(n - SAMPLE) * i / (SAMPLES - 1), SAMPLE, &seen, &ours);
        bytes = SAMPLE * SAMPLES;
    }
    *words = bytes ? (uint64_t)seen * n / bytes : 0;
    return seen >= FEWEST_WORDS && ours * 6 < seen;
}

/* --------------------------------------------------------------------- text */

/* Is s[0..n) well-formed UTF-8 without control characters that text has not? Fills the
 * index: code points that begin before each block. */
static bool survey(const char *s, uint32_t n, uint32_t *index)
{
    uint32_t chars = 0, i = 0, block = 0;
    while (i < n) {
        if (i >= block) {
            index[block / INDEX] = chars;
            block += INDEX;
        }
#ifdef __SSE2__
        const __m128i low = _mm_set1_epi8(8);
        for (; i + 16 <= block && i + 16 <= n; i += 16, chars += 16) {
            __m128i v = _mm_loadu_si128((const __m128i *)(const void *)(s + i));
            /* above ASCII, or at most 8 */
            if (_mm_movemask_epi8(_mm_or_si128(v, _mm_cmpeq_epi8(_mm_min_epu8(v, low), v)))) break;
        }
        if (i == n || i >= block) continue;
#endif
        unsigned char c = (unsigned char)s[i];
        unsigned w = c < 0x80 ? c > 8 : ss_utf8_length((const unsigned char *)s + i, n - i);
        if (!w) return false;
        i += w;
        chars++;
    }
    for (; block / INDEX <= n / INDEX; block += INDEX) index[block / INDEX] = chars;
    return true;
}

static bool looks_like_captions(const char *s, uint32_t n)
{
    uint32_t i = 0;
    if (n >= 3 && !memcmp(s, "\xEF\xBB\xBF", 3)) i = 3;
    if (n - i >= 6 && !memcmp(s + i, "WEBVTT", 6)) return true;
    while (i < n && (s[i] == ' ' || s[i] == '\n' || s[i] == '\r')) i++;
    uint32_t digits = i;
    while (i < n && s[i] >= '0' && s[i] <= '9') i++;
    if (i == digits) return false;
    while (i < n && (s[i] == ' ' || s[i] == '\r')) i++;
    if (i >= n || s[i] != '\n') return false;
    uint32_t end = n - i > 60 ? i + 60 : n;
    for (; i + 3 < end; i++)
        if (!memcmp(s + i, "-->", 3)) return true;
    return false;
}

/* Reads bytes that are a page, or not UTF-8, into a document. */
static sayso_code read_doc(sayso_sources *sources, const sayso_record *record, bool html, sayso_doc **out,
                           sayso_error *err)
{
    ss_arena arena, scratch;
    jmp_buf oom;
    sayso_doc *volatile doc = NULL;
    *out = NULL;
    ss_arena_init(&arena, sources->arena.allocator, &oom);
    ss_arena_init(&scratch, sources->arena.allocator, &oom);
    if (setjmp(oom)) {
        if (doc) arena = doc->arena;
        ss_arena_free(&arena);
        ss_arena_free(&scratch);
        return ss_fail(err, SAYSO_MEMORY, 0, "out of memory");
    }
    doc = ss_zalloc(&arena, sizeof *doc);
    doc->arena = arena;
    static const sayso_options defaults = {0};
    ss_ctx ctx = {sources->model, &defaults, &scratch, doc};
    const char *utf8;
    size_t len;
    sayso_code code = ss_bytes_decode(&ctx, record, &utf8, &len, err);
    if (code == SAYSO_OK) {
        if (html || (record->kind == SAYSO_KIND_AUTO && ss_bytes_is_html(utf8, len)))
            code = ss_text_html(&ctx, utf8, len, err);
        else
            ss_text_plain(&ctx, utf8, len);
    }
    ss_arena_free(&scratch);
    if (code != SAYSO_OK) {
        arena = doc->arena;
        ss_arena_free(&arena);
        return code;
    }
    doc->arena.oom = NULL;
    *out = doc;
    return SAYSO_OK;
}

static bool has_word(const char *s, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++)
        if (letter((unsigned char)s[i]) || (s[i] >= '0' && s[i] <= '9')) return true;
    return false;
}

/* ---------------------------------------------------------------- whose is it */

/* "Statement by Jane Roe", "Remarks of ...", in the first lines. */
static const char *headed_by(sayso_sources *sources, const char *s, uint32_t n)
{
    const ss_lexicon *heads = ss_lexicon_get(sources->model, "check_heads");
    uint32_t stop = n < 400 ? n : 400;
    for (uint32_t i = 0, line = 0; i < stop && line < 4; line++) {
        const char *nl = memchr(s + i, '\n', stop - i);
        uint32_t end = nl ? (uint32_t)(nl - s) : stop;
        char low[32];
        uint32_t k = 0, at = i;
        if (end - i > 6 && !strncasecmp(s + i, "from: ", 6)) {
            uint32_t last = i + 6;
            while (last < end && !strchr(",;(<\r", s[last])) last++;
            while (last > i + 6 && s[last - 1] == ' ') last--;
            if (last > i + 6) return ss_strndup(&sources->arena, s + i + 6, last - i - 6);
        }
        while (at < end && letter((unsigned char)s[at]) && k < sizeof low - 1) low[k++] = (char)(s[at++] | 32);
        if (k && at < end && ss_lexicon_find(heads, low, k)) {
            while (at < end && s[at] == ' ') at++;
            bool by = end - at > 3 && (s[at] | 32) == 'b' && (s[at + 1] | 32) == 'y' && s[at + 2] == ' ';
            bool of = end - at > 3 && (s[at] | 32) == 'o' && (s[at + 1] | 32) == 'f' && s[at + 2] == ' ';
            bool from = end - at > 5 && !strncmp(s + at, "from ", 5);
            at += by || of ? 3 : from ? 5 : 0;
            if (by || of || from) {
                uint32_t last = at;
                while (last < end && !strchr(",:;(", s[last])) last++;
                for (uint32_t w = at; w + 3 < last; w++) /* "Jane Roe on the budget" */
                    if (s[w] == ' ' && s[w + 1] >= 'a' && s[w + 1] <= 'z') last = w;
                while (last > at && (s[last - 1] == ' ' || s[last - 1] == '\r' || s[last - 1] == '.')) last--;
                if (last > at && s[at] >= 'A' && s[at] <= 'Z') return ss_strndup(&sources->arena, s + at, last - at);
            }
        }
        i = end + 1;
    }
    return NULL;
}

/* ------------------------------------------------------------------- adding */

static void add(sayso_sources *sources, const sayso_record *record, sayso_doc *doc, sayso_code code,
                const char *message)
{
    ss_arena *arena = &sources->arena;
    ss_source source = {.model = sources->model, .text = ""};
    source.info.id = ss_strdup(arena, record->id ? record->id : "-");
    if (code != SAYSO_OK) {
        source.info.status = code == SAYSO_EMPTY ? SAYSO_STATUS_EMPTY : SAYSO_STATUS_UNREADABLE;
        source.info.reason = ss_strdup(arena, message);
        *ss_push(arena, &sources->v) = source;
        return;
    }
    source.text = doc ? doc->text : record->data;
    source.len = doc ? doc->len : (uint32_t)record->len;
    source.char_index = ss_alloc(arena, (source.len / INDEX + 2) * sizeof(uint32_t));
    if (doc) survey(source.text, source.len, source.char_index);
    source.captions = looks_like_captions(source.text, source.len);
    source.info.foreign = ss_text_foreign(sources->model, source.text, source.len, &source.info.words);
    if (!has_word(source.text, source.len)) {
        source.info.status = SAYSO_STATUS_EMPTY;
        source.info.reason = ss_strdup(arena, doc && doc->meta.from_html ? "the page has no text" : "there is no text");
        source.len = 0;
        source.text = "";
    } else if (source.info.foreign) {
        source.info.reason = "the text is not in English";
    }
    source.info.speaker = headed_by(sources, source.text, source.len);
    *ss_push(arena, &sources->v) = source;
}

sayso_code sayso_sources_add(sayso_sources *sources, const sayso_record *record, sayso_error *err)
{
    if (!sources || !record || (!record->data && record->len))
        return ss_fail(err, SAYSO_ARGUMENT, 0, "sources and a record are needed");
    if (record->len > LARGEST) return ss_fail(err, SAYSO_LIMIT, LARGEST, "the source is larger than 1 GiB");
    jmp_buf oom;
    sayso_doc *volatile doc = NULL;
    volatile bool owned = false;
    sources->arena.oom = &oom;
    if (setjmp(oom)) {
        if (!owned) sayso_doc_free(doc);
        return ss_fail(err, SAYSO_MEMORY, 0, "out of memory");
    }
    sayso_error why = {0};
    sayso_code code = SAYSO_OK;
    uint32_t n = (uint32_t)record->len;
    bool html = record->kind == SAYSO_KIND_HTML ||
                (record->kind == SAYSO_KIND_AUTO && ss_bytes_is_html(record->data, n));
    uint32_t *index = html ? NULL : ss_alloc(&sources->arena, (n / INDEX + 2) * sizeof *index);
    bool in_place = !html && survey(record->data, n, index);
    if (!in_place && n > 0) {
        sayso_doc *made = NULL;
        code = read_doc(sources, record, html, &made, &why);
        if (code == SAYSO_MEMORY) return ss_fail(err, SAYSO_MEMORY, 0, "out of memory");
        doc = made;
        if (doc) {
            *ss_push(&sources->arena, &sources->docs) = doc;
            owned = true;
        }
    }
    if (n == 0) code = ss_fail(&why, SAYSO_EMPTY, 0, "there is no text");
    add(sources, record, doc, code, why.message);
    if (in_place && sources->v.at[sources->v.n - 1].info.status == SAYSO_STATUS_READ)
        sources->v.at[sources->v.n - 1].char_index = index;
    return SAYSO_OK;
}

sayso_code sayso_sources_add_unreadable(sayso_sources *sources, const char *id, const char *reason, sayso_error *err)
{
    if (!sources) return ss_fail(err, SAYSO_ARGUMENT, 0, "sources are needed");
    jmp_buf oom;
    sources->arena.oom = &oom;
    if (setjmp(oom)) return ss_fail(err, SAYSO_MEMORY, 0, "out of memory");
    add(sources, &(sayso_record){.id = id}, NULL, SAYSO_IO, reason ? reason : "it could not be read");
    return SAYSO_OK;
}

/* -------------------------------------------------------------------- access */

uint32_t sayso_sources_count(const sayso_sources *sources)
{
    return sources->v.n;
}

const sayso_source_info *sayso_sources_info(const sayso_sources *sources, uint32_t index)
{
    return index < sources->v.n ? &sources->v.at[index].info : NULL;
}

const char *sayso_sources_text(const sayso_sources *sources, uint32_t index, size_t *len)
{
    *len = index < sources->v.n ? sources->v.at[index].len : 0;
    return index < sources->v.n ? sources->v.at[index].text : "";
}

uint32_t sayso_sources_char(const sayso_sources *sources, uint32_t index, uint32_t offset)
{
    if (index >= sources->v.n || sources->v.at[index].len == 0) return 0;
    const ss_source *source = &sources->v.at[index];
    if (offset > source->len) offset = source->len;
    uint32_t chars = source->char_index[offset / INDEX];
    for (uint32_t i = offset / INDEX * INDEX; i < offset; i++)
        chars += ((unsigned char)source->text[i] & 0xC0) != 0x80;
    return chars;
}
