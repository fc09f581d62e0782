/* names.c - names in indirect speech, looked for in the sources.
 *
 * "Kamara said that Dunn Brothers had replaced the roof": the sentence of a source
 * that shares most of the statement's other content words is looked for (scan.c
 * has the places). Where it shares enough and has the name, the name agrees; where
 * it has another name that the statement has not, the names differ. Where no
 * sentence shares enough there is nothing to compare, and no finding: a name that
 * is merely absent proves nothing. Known failure: a name under another form
 * ("the mayor") in the source is no name there.
 */
#include "check/check.h"

enum { FEWEST_SHARED = 3, SHARE_PERCENT = 60 };

/* Sources, addressees and media of all attributions. */
static ss_arounds frames_of(ss_arena *arena, const sayso_doc *doc)
{
    ss_arounds v = {0};
    for (uint32_t i = 0; i < doc->attributions.n; i++) {
        const sayso_attribution *a = &doc->attributions.at[i];
        ss_arounds_add(arena, a->source, (int32_t)i, &v);
        ss_arounds_add(arena, a->addressee, (int32_t)i, &v);
        ss_arounds_add(arena, a->medium, (int32_t)i, &v);
    }
    ss_arounds_sort(&v);
    return v;
}

/* Does the span stand in one of them? */
static bool in_frame(const ss_arounds *frames, sayso_span s)
{
    uint32_t n = ss_arounds_before(frames, s.begin);
    return n && frames->at[n - 1].farthest >= s.end;
}

static bool named(const sayso_entity *e)
{
    return e->kind == SAYSO_ENTITY_PERSON || e->kind == SAYSO_ENTITY_ORGANIZATION || e->kind == SAYSO_ENTITY_PLACE;
}

void ss_names_of_doc(ss_arena *arena, const sayso_doc *doc, ss_items *items)
{
    ss_arounds contents = ss_contents_of(arena, doc), frames = frames_of(arena, doc);
    for (uint32_t i = 0; i < doc->entities.n; i++) {
        const sayso_entity *e = &doc->entities.at[i];
        if (!named(e)) continue;
        int32_t before = SAYSO_NONE;
        for (uint32_t k = 0; k < e->n_mentions; k++) {
            sayso_span s = e->mentions[k].span;
            char first = doc->text[s.begin];
            if (!((first >= 'A' && first <= 'Z') || first & 0x80) || ss_in_quotation(doc, s.begin) ||
                in_frame(&frames, s))
                continue;
            int32_t attribution = ss_vouched(doc, &contents, s);
            if (attribution < 0 || attribution == before ||
                doc->attributions.at[attribution].source_entity == (int32_t)i)
                continue;
            before = attribution; /* once a statement */
            ss_add_item(arena, doc, SAYSO_FINDING_NAME, ss_span_one(arena, s.begin, s.end), attribution, items);
        }
    }
}

static bool content_word(const ss_cword *w)
{
    return !(w->classes & (SS_WC_FUNC | SS_WC_MODAL | SS_WC_NEG)) && w->len > 2;
}

static bool is_name(const ss_cword *w)
{
    if (!(w->flags & SS_CW_CAPITAL) || w->flags & (SS_CW_NUMBER | SS_CW_DATE | SS_CW_CLITIC) || w->classes & SS_WC_FUNC)
        return false;
    return !(w->flags & SS_CW_START) || w->flags & SS_CW_LIKE_NAME;
}

typedef struct {
    uint32_t source, first, last;
    double share;
    ss_cwords words;
} sentence;

/* The sentence that shares most of what the statement says beside the name. */
static sentence best_sentence(ss_arena *arena, const ss_word_lists *lists, const sayso_sources *sources,
                              const ss_item *item, const ss_query *query, const ss_cwords *statement)
{
    sentence best = {.share = 0};
    for (uint32_t p = 0; p < query->places.n; p++) {
        const ss_place *place = &query->places.at[p];
        const ss_source *source = &sources->v.at[place->source];
        ss_cwords there = ss_cwords_around(arena, lists, source, place->begin, place->end);
        for (uint32_t first = 0; first < there.v.n;) {
            uint32_t last = first + 1, all = 0, shared = 0;
            while (last < there.v.n && !(there.v.at[last].flags & SS_CW_START)) last++;
            for (uint32_t i = 0; i < statement->v.n; i++) {
                const ss_cword *w = &statement->v.at[i];
                if (!content_word(w) || (w->begin >= item->begin && w->end <= item->end)) continue;
                all++;
                shared += ss_cwords_have(&there, first, last, w);
            }
            double share = all && shared >= FEWEST_SHARED ? (double)shared / all : 0;
            if (share > best.share) best = (sentence){place->source, first, last, share, there};
            first = last;
        }
    }
    return best;
}

bool ss_name_check(ss_arena *arena, const ss_word_lists *lists, const sayso_sources *sources, const sayso_doc *doc,
                   const ss_item *item, const ss_query *query, sayso_finding *out)
{
    /* the part of the sentence that is the statement */
    sayso_span part = item->clause;
    const sayso_attribution *a = &doc->attributions.at[item->attribution];
    for (uint32_t i = 0; i < a->content.n; i++)
        if (a->content.at[i].begin <= item->begin && a->content.at[i].end >= item->end) part = a->content.at[i];
    if (part.begin < item->clause.begin) part.begin = item->clause.begin;
    if (part.end > item->clause.end) part.end = item->clause.end;
    ss_cwords statement = {0};
    ss_cwords_cut(arena, lists, doc->text, part.begin, part.end, 0, &statement);
    sentence best = best_sentence(arena, lists, sources, item, query, &statement);
    if (best.share * 100 < SHARE_PERCENT) return false;
    const ss_cword *own = NULL; /* the last word of the name */
    for (uint32_t i = 0; i < statement.v.n; i++)
        if (statement.v.at[i].begin >= item->begin && statement.v.at[i].end <= item->end && is_name(&statement.v.at[i]))
            own = &statement.v.at[i];
    if (!own) return false;
    const ss_source *source = &sources->v.at[best.source];
    const ss_cword *w = best.words.v.at;
    sayso_span s = {w[best.first].begin, w[best.last - 1].end}, other = {0, 0};
    bool there = false;
    for (uint32_t i = best.first; i < best.last && !there; i++) {
        there = ss_cwords_alike(&w[i], own) <= SS_SAME_SPELLING;
        if (there && i > best.first && is_name(&w[i - 1]) && own > statement.v.at && own[-1].begin >= item->begin &&
            is_name(&own[-1]) &&
            ss_cwords_alike(&w[i - 1], &own[-1]) > SS_SAME_SPELLING) { /* "Dunn Brothers" for "Hart Brothers" */
            there = false;
            other = (sayso_span){w[i - 1].begin, w[i].end};
            break;
        }
        bool new_name = is_name(&w[i]) && !ss_cwords_have(&statement, 0, statement.v.n, &w[i]);
        if (new_name && (other.end == 0 || (i > best.first && w[i - 1].end == other.end))) {
            if (other.end == 0) other.begin = w[i].begin;
            other.end = w[i].end;
        }
    }
    if (!there && other.end == 0) return false;
    out->source = (int32_t)best.source;
    out->evidence = ss_span_one(arena, s.begin, s.end);
    out->evidence_text = ss_strndup(arena, source->text + s.begin, s.end - s.begin);
    out->score = best.share;
    if (there) {
        out->verdict = SAYSO_VERDICT_AGREES;
        out->reason = ss_printf(arena, "%s has the same name.", source->info.id);
        return true;
    }
    const char *name = ss_strndup(arena, source->text + other.begin, other.end - other.begin);
    sayso_edit *e = ss_alloc(arena, sizeof *e);
    *e = (sayso_edit){SAYSO_EDIT_NAME, {item->begin, item->end}, other, name, out->text, 1u << SAYSO_MATERIAL_NAME};
    out->edits = e;
    out->n_edits = 1;
    out->material = e->material;
    out->verdict = SAYSO_VERDICT_FIGURE_DIFFERS;
    out->reason = ss_printf(arena, "%s has \"%s\" there, the article \"%s\".", source->info.id, name, out->text);
    return true;
}
