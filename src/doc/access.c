/* access.c - the public view of a finished document: see sayso.h. */
#include "doc/doc.h"

const sayso_meta *sayso_doc_meta(const sayso_doc *doc)
{
    return &doc->meta;
}

const char *sayso_doc_text(const sayso_doc *doc, size_t *len)
{
    *len = doc->len;
    return doc->text;
}

#define LIST(type, name)                                             \
    const type *sayso_doc_##name(const sayso_doc *doc, uint32_t *n)  \
    {                                                                \
        *n = doc->name.n;                                            \
        return doc->name.at;                                         \
    }
LIST(sayso_region, regions)
LIST(sayso_attribution, attributions)
LIST(sayso_entity, entities)
LIST(sayso_time, times)
LIST(sayso_quantity, quantities)
LIST(sayso_unattributed, unattributed)
LIST(sayso_refusal, refusals)
LIST(sayso_warning, warnings)

const sayso_span *sayso_doc_paragraphs(const sayso_doc *doc, uint32_t *n)
{
    *n = doc->paragraphs.n;
    return doc->paragraph_spans;
}

const sayso_span *sayso_doc_sentences(const sayso_doc *doc, uint32_t *n)
{
    *n = doc->sentences.n;
    return doc->sentence_spans;
}

const sayso_span *sayso_doc_tokens(const sayso_doc *doc, uint32_t *n)
{
    *n = doc->n_tokens;
    return doc->token_spans;
}

uint32_t sayso_doc_char(const sayso_doc *doc, uint32_t offset)
{
    if (offset > doc->len) offset = doc->len;
    uint32_t chars = doc->char_index[offset / 256];
    for (uint32_t i = offset / 256 * 256; i < offset; i++)
        chars += ((unsigned char)doc->text[i] & 0xC0) != 0x80;
    return chars;
}

bool sayso_doc_source(const sayso_doc *doc, sayso_span span, size_t *begin, size_t *end)
{
    if (!doc->source_kept || span.begin >= span.end || span.end > doc->len) return false;
    if (!doc->meta.from_html) {
        *begin = doc->source_base + span.begin;
        *end = doc->source_base + span.end;
        return true;
    }
    uint32_t lo = 0, hi = doc->origins.n; /* the first stretch that ends after the span's begin */
    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        if (doc->origins.at[mid].end <= span.begin)
            lo = mid + 1;
        else
            hi = mid;
    }
    uint32_t last = lo;
    while (last < doc->origins.n && doc->origins.at[last].end < span.end) last++;
    if (last == doc->origins.n) return false;
    const ss_origin *a = &doc->origins.at[lo], *b = &doc->origins.at[last];
    if (a->begin > span.begin || b->begin >= span.end) return false;
    bool plain_a = a->end - a->begin == a->to - a->from, plain_b = b->end - b->begin == b->to - b->from;
    *begin = doc->source_base + a->from + (plain_a ? span.begin - a->begin : 0);
    *end = doc->source_base + (plain_b ? b->from + (span.end - b->begin) : b->to);
    return *begin < *end;
}

const char *sayso_code_name(sayso_code code)
{
    static const char *const names[] = {
#define X(id, name, text) name,
        SAYSO_CODES(X)
#undef X
    };
    return (unsigned)code < sizeof names / sizeof *names ? names[code] : "unknown";
}

#define NAMES(function, type, LIST_X)                                                  \
    const char *function(type value)                                                   \
    {                                                                                  \
        static const char *const names[] = {LIST_X(NAME_ITEM)};                        \
        return (unsigned)value < sizeof names / sizeof *names ? names[value] : "unknown"; \
    }
#define NAME_ITEM(code, name) #name,
NAMES(sayso_region_kind_name, sayso_region_kind, SAYSO_REGION_KINDS)
NAMES(sayso_source_kind_name, sayso_source_kind, SAYSO_SOURCE_KINDS)
NAMES(sayso_form_name, sayso_form, SAYSO_FORMS)
NAMES(sayso_entity_kind_name, sayso_entity_kind, SAYSO_ENTITY_KINDS)
NAMES(sayso_time_type_name, sayso_time_type, SAYSO_TIME_TYPES)
NAMES(sayso_modifier_name, sayso_modifier, SAYSO_MODIFIERS)
NAMES(sayso_change_name, sayso_change, SAYSO_CHANGES)
