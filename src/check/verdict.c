/* verdict.c - edits to a verdict, what the sentence around does to it, and why.
 *
 * The verdict is the first of docs/output.md's list that applies. Whether the
 * quotation was found at all is decided by the share of its words that the source
 * has in order, and the longest run of them. No score outvotes an edit: below the
 * floor it only says that there is nothing to compare, and nearest.c is asked.
 */
#include "check/check.h"

/* Edits of more than letters: how many. */
static uint32_t stretches_of(const ss_finding *f)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < f->edits.n; i++) {
        sayso_edit_type t = f->edits.at[i].type;
        n += t != SAYSO_EDIT_OMITTED && t != SAYSO_EDIT_BRACKETED && t != SAYSO_EDIT_PUNCTUATION &&
             t != SAYSO_EDIT_CASE && t != SAYSO_EDIT_SPELLING && t != SAYSO_EDIT_WHITESPACE;
    }
    return n;
}

static bool close_enough(const ss_finding *f)
{
    uint32_t n = f->counted, hit = f->matched, stretches = stretches_of(f);
    if (!n) return false;
    if (hit == n && stretches * 4 < n) return true;
    if (n <= 3) return hit == n || (n == 3 && hit == 2 && f->content_matched);
    if (n <= 5) return hit * 10 >= n * 6 && f->content_matched > 0;
    if (stretches >= 4 && stretches * 4 >= n) return false; /* an edit every few words: said anew */
    if (hit * 100 >= n * 72) return true;
    /* much is missing: then in one or two places, and the rest holds together */
    return hit * 100 >= n * 50 && f->longest_run >= 4 && f->longest_run * 10 >= n * 3 && stretches <= 2;
}

sayso_verdict ss_verdict_of(const ss_finding *f)
{
    if (f->source == SAYSO_NONE || !close_enough(f)) return SAYSO_VERDICT_NOT_FOUND; /* or not_verbatim: nearest.c */
    if (f->reordered) return SAYSO_VERDICT_REORDERED;
    if (f->spliced) return SAYSO_VERDICT_SPLICED;
    bool omitted = false, bracketed = f->brackets;
    for (uint32_t i = 0; i < f->edits.n; i++) omitted |= f->edits.at[i].type == SAYSO_EDIT_OMITTED;
    if (f->changed) return SAYSO_VERDICT_ALTERED;
    if (bracketed) return SAYSO_VERDICT_EDITED;
    return omitted ? SAYSO_VERDICT_ABRIDGED : SAYSO_VERDICT_VERBATIM;
}

/* ------------------------------------------------------------------- context */

enum { SENTENCE_REACH = 600 };

static bool ends_sentence(const char *s, uint32_t at, uint32_t n)
{
    if (s[at] == '\n') return at + 1 < n && (s[at + 1] == '\n' || s[at + 1] == '\r');
    if (s[at] != '.' && s[at] != '!' && s[at] != '?') return false;
    uint32_t k = at + 1;
    while (k < n && strchr("\"')", s[k])) k++;
    while (k + 2 < n && (unsigned char)s[k] == 0xE2 && (unsigned char)s[k + 1] == 0x80) k += 3;
    if (k < n && !strchr(" \n\r\t", s[k])) return false;
    while (k < n && strchr(" \n\r\t", s[k])) k++;
    if (s[at] != '.' || k >= n) return true;
    if (s[k] >= 'a' && s[k] <= 'z') return false;
    uint32_t w = at; /* "Mr. Roe", "J. Roe" */
    while (w > 0 && ((s[w - 1] | 32) >= 'a' && (s[w - 1] | 32) <= 'z')) w--;
    bool title = at - w <= 3 && s[w] >= 'A' && s[w] <= 'Z' && at > w;
    return !title;
}

/* The sentence that holds [begin, end). */
sayso_span ss_sentence_of(const ss_source *source, uint32_t begin, uint32_t end)
{
    uint32_t from = begin, to = end, least = begin > SENTENCE_REACH ? begin - SENTENCE_REACH : 0;
    uint32_t most = source->len - end > SENTENCE_REACH ? end + SENTENCE_REACH : source->len;
    while (from > least && !ends_sentence(source->text, from - 1, source->len)) from--;
    while (to < most && !ends_sentence(source->text, to, source->len)) to++;
    while (from < begin && ((unsigned char)source->text[from] & 0xC0) == 0x80) from++;
    while (to < source->len && ((unsigned char)source->text[to] & 0xC0) == 0x80) to++;
    return (sayso_span){from, to};
}

/* Does a negation in the words before reach what follows them? Right before it ("will not
 * raise taxes"), or as the claim that it is in ("it is not true that", "I never said"). */
static bool negation_reaches(const ss_cwords *before)
{
    uint32_t n = before->v.n;
    for (uint32_t i = n; i-- > 0;) {
        const ss_cword *w = &before->v.at[i];
        uint32_t away = n - 1 - i;
        if (away > 8) break;
        if (w->classes & SS_WC_NEG && away <= 2) return true;
        if (w->classes & SS_WC_DENY && away <= 4) return true; /* "it is wrong to say that" */
        if (w->classes & SS_WC_NEG)
            for (uint32_t k = i + 1; k < n; k++)
                if (before->v.at[k].classes & SS_WC_HEDGE) return true;
        if (i + 1 < n && before->v.at[i + 1].punct[0] && before->v.at[i + 1].punct[0] != '-' && away > 2) break;
    }
    return false;
}

uint32_t ss_context_of(const ss_word_lists *lists, ss_arena *scratch, const ss_source *source, const ss_finding *f)
{
    if (!f->evidence.n) return 0;
    uint32_t begin = f->evidence.at[0].begin, end = f->evidence.at[0].end, context = 0;
    sayso_span sentence = ss_sentence_of(source, begin, end);
    ss_cwords before = {0}, after = {0};
    int how = source->captions ? SS_CUT_CAPTIONS : 0;
    ss_cwords_cut(scratch, lists, source->text, sentence.begin, begin, how, &before);
    ss_cwords_cut(scratch, lists, source->text, end, sentence.end, how, &after);
    if (!before.tail[0] && negation_reaches(&before)) context |= 1u << SAYSO_CONTEXT_NEGATED;
    for (uint32_t i = 0; i < before.v.n; i++)
        if (before.v.at[i].classes & SS_WC_COND) context |= 1u << SAYSO_CONTEXT_CONDITIONAL;
    for (uint32_t i = 0; i < after.v.n; i++)
        if (after.v.at[i].classes & SS_WC_COND) context |= 1u << SAYSO_CONTEXT_CONDITIONAL;
    sayso_span last = sentence;
    if (f->evidence.n > 1)
        last = ss_sentence_of(source, f->evidence.at[f->evidence.n - 1].begin, f->evidence.at[f->evidence.n - 1].end);
    bool asked = last.end < source->len && source->text[last.end] == '?';
    bool kept = strchr(f->words.tail, '?') != NULL;
    for (uint32_t i = 0; i < f->words.v.n; i++) kept |= strchr(f->words.v.at[i].punct, '?') != NULL;
    if (asked && !kept) context |= 1u << SAYSO_CONTEXT_QUESTION;
    return context;
}

/* -------------------------------------------------------------------- reason */

static const char *cut_to(ss_arena *arena, const char *s, uint32_t most)
{
    uint32_t n = (uint32_t)strlen(s);
    if (n <= most) return s;
    while (most && ((unsigned char)s[most] & 0xC0) == 0x80) most--;
    return ss_printf(arena, "%.*s\xE2\x80\xA6", (int)most, s);
}

static const char *say_edit(ss_arena *arena, const sayso_edit *e)
{
    const char *from = cut_to(arena, e->from, 60), *to = cut_to(arena, e->to, 60),
               *name = sayso_edit_type_name(e->type);
    if (e->type == SAYSO_EDIT_OMITTED) return ss_printf(arena, "the ellipsis stands for \"%s\"", from);
    if (e->type == SAYSO_EDIT_BRACKETED)
        return *from ? ss_printf(arena, "\"%s\" stands for \"%s\"", to, from)
                     : ss_printf(arena, "\"%s\" is put in", to);
    if (e->type == SAYSO_EDIT_MOVED) return ss_printf(arena, "\"%s\" stands elsewhere in the source", to);
    if (e->type == SAYSO_EDIT_PUNCTUATION || e->type == SAYSO_EDIT_WHITESPACE)
        return ss_printf(arena, "%s differs", name);
    if (*from && *to) return ss_printf(arena, "%s: the source has \"%s\", the article \"%s\"", name, from, to);
    return *from ? ss_printf(arena, "%s: \"%s\" is left out", name, from)
                 : ss_printf(arena, "%s: \"%s\" is not in the source", name, to);
}

/* The edit that matters most: one with a flag, else the first. */
static const sayso_edit *first_edit(const ss_finding *f, bool marked_too)
{
    const sayso_edit *best = NULL;
    for (uint32_t i = 0; i < f->edits.n; i++) {
        const sayso_edit *e = &f->edits.at[i];
        bool marked = e->type == SAYSO_EDIT_OMITTED || e->type == SAYSO_EDIT_BRACKETED;
        if (marked && !marked_too && !e->material) continue;
        if (!best || (!best->material && e->material)) best = e;
    }
    return best;
}

const char *ss_reason_of(ss_arena *arena, const sayso_sources *sources, const ss_finding *f, const sayso_finding *out)
{
    const char *where = out->source >= 0 ? sources->v.at[out->source].info.id : "";
    const sayso_edit *e = first_edit(f, out->verdict == SAYSO_VERDICT_EDITED || out->verdict == SAYSO_VERDICT_ABRIDGED);
    const char *what = e ? say_edit(arena, e) : "";
    uint32_t more = f->edits.n > 1 ? f->edits.n - 1 : 0;
    const uint32_t contracted = 1u << SAYSO_NOTE_CONTRACTED;
    const char *rest = more == 1 ? ", and one more edit" : more ? ss_printf(arena, ", and %u more edits", more) : "";
    switch (out->verdict) {
    case SAYSO_VERDICT_VERBATIM:
        return ss_printf(arena, "%s has these words%s%s.", where,
                         out->notes & ~contracted ? " but for typography or the first letter" : "",
                         !(out->notes & contracted) ? ""
                         : out->notes & ~contracted ? ", and a contraction"
                                                    : " but for a contraction");
    case SAYSO_VERDICT_ABRIDGED: return ss_printf(arena, "Cut with a mark: %s%s.", what, rest);
    case SAYSO_VERDICT_EDITED: return ss_printf(arena, "Changed with a mark: %s%s.", what, rest);
    case SAYSO_VERDICT_ALTERED: return ss_printf(arena, "Changed without a mark: %s%s.", what, rest);
    case SAYSO_VERDICT_SPLICED:
        if (f->several_sources) return "Words of two sources are joined without a mark.";
        return ss_printf(arena, "Two places of %s, %u words apart, are joined without a mark.", where,
                         f->unmarked_gap ? f->unmarked_gap : f->distance);
    case SAYSO_VERDICT_REORDERED: return ss_printf(arena, "The parts stand in another order in %s.", where);
    case SAYSO_VERDICT_MISATTRIBUTED:
        return out->evidence_speaker
                   ? ss_printf(arena, "These are words of %s in %s, not of %s.", out->evidence_speaker, where,
                               out->speaker ? out->speaker : "whom the article names")
                   : ss_printf(arena, "The words stand in %s, not where they are said to.", where);
    case SAYSO_VERDICT_NOT_VERBATIM:
        return ss_printf(arena, "%s says something like it, but not in these words.", where);
    case SAYSO_VERDICT_NOT_FOUND:
        return out->source >= 0 ? ss_printf(arena, "No source has it; the nearest is in %s.", where)
                                : "No source has anything like it.";
    default: return "It cannot be checked.";
    }
}
