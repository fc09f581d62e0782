/* mend.h - what the parts of mend.c share: words by their tags, phrases on the line. */
#ifndef SS_MEND_H
#define SS_MEND_H

#include "attr/draft.h"

enum { REACH = 40, LONGEST_CLAUSE = 200, NEIGHBOURS = 4, WIDEST_GAP = 3, WIDEST_SUBJECT = 10 };

static inline bool noun(const ss_token *t)
{
    return t->tag == SS_TAG_NN || t->tag == SS_TAG_NNS || t->tag == SS_TAG_NNP || t->tag == SS_TAG_NNPS;
}

static inline bool verb(const ss_token *t)
{
    return t->tag == SS_TAG_VB || t->tag == SS_TAG_VBD || t->tag == SS_TAG_VBZ || t->tag == SS_TAG_VBP ||
           t->tag == SS_TAG_VBG || t->tag == SS_TAG_VBN || t->tag == SS_TAG_MD;
}

/* What stands before a noun and belongs to it. */
static inline bool premodifier(const ss_token *t)
{
    return noun(t) || t->tag == SS_TAG_DT || t->tag == SS_TAG_JJ || t->tag == SS_TAG_JJS || t->tag == SS_TAG_JJR ||
           t->tag == SS_TAG_CD || t->tag == SS_TAG_PRPS || t->tag == SS_TAG_POS || t->tag == SS_TAG_HYPH || t->tag == SS_TAG_AFX;
}

static inline bool binding(const ss_token *t)
{
    return ss_is(t, "of") || ss_is(t, "for") || ss_is(t, "from") || ss_is(t, "at") || ss_is(t, "with") || ss_is(t, "in");
}

static inline uint32_t sentence_first(const ss_drafting *d, uint32_t token)
{
    return d->doc->sentences.at[d->doc->tokens.at[token].sent].first;
}

static inline uint32_t sentence_last(const ss_drafting *d, uint32_t token)
{
    return d->doc->sentences.at[d->doc->tokens.at[token].sent].last;
}

/* First token of the noun phrase that goes on at `at`, over "of" and "for" to the left. */
static inline uint32_t phrase_start(const ss_drafting *d, uint32_t at)
{
    const ss_token *tok = d->doc->tokens.at;
    uint32_t first = sentence_first(d, at), begin = at;
    while (begin > first && at - begin < REACH) {
        const ss_token *t = &tok[begin - 1];
        if (t->flags & (SS_SKIP | SS_QUOTE_CLOSE | SS_QUOTE_OPEN)) break;
        bool opened = tok[begin].tag == SS_TAG_DT || tok[begin].tag == SS_TAG_PRPS;
        if (binding(t) && begin >= first + 2 && (noun(&tok[begin - 2]))) {
            begin--;
        } else if (t->tag == SS_TAG_POS) {
            begin--;
        } else if (!opened && !binding(&tok[begin]) && premodifier(t)) {
            begin--;
        } else if (binding(&tok[begin]) && noun(t)) {
            begin--;
        } else if (!opened && t->tag == SS_TAG_VBN && begin >= first + 2 && (noun(&tok[begin]) || tok[begin].tag == SS_TAG_JJ) &&
                   (tok[begin - 2].tag == SS_TAG_DT || tok[begin - 2].tag == SS_TAG_POS || tok[begin - 2].tag == SS_TAG_JJ)) {
            begin--; /* the registered agent */
        } else if (!opened && t->tag == SS_TAG_VBG && (noun(&tok[begin]) || tok[begin].tag == SS_TAG_JJ) &&
                   (begin < first + 2 || (tok[begin - 2].flags & (SS_QUOTE_CLOSE | SS_PUNCT)))) {
            begin--; /* ” building superintendent Gus Price */
        } else {
            break;
        }
    }
    while (begin < at && binding(&tok[begin])) begin++;
    return begin;
}

static inline bool in_time(const sayso_doc *doc, uint32_t first, uint32_t last)
{
    uint32_t begin = doc->tokens.at[first].begin, end = doc->tokens.at[last - 1].end, lo = 0, hi = doc->times.n;
    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        if (doc->times.at[mid].spans.n && doc->times.at[mid].spans.at[doc->times.at[mid].spans.n - 1].end <= begin)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo < doc->times.n && doc->times.at[lo].spans.n && doc->times.at[lo].spans.at[0].begin < end;
}

static inline bool is_dash(const ss_token *t)
{
    return ss_is(t, "-") || ss_is(t, "--") || ss_is(t, "\xE2\x80\x93") || ss_is(t, "\xE2\x80\x94") ||
           ss_is(t, "\xE2\x80\x95");
}

/* "14:10", "9.15am": the stamp of an entry, which no zone makes a time. */
static inline bool clock(const ss_token *t)
{
    return (t->flags & SS_DIGIT) && strspn(t->lower, "0123456789:.apmh") == t->lower_len && strpbrk(t->lower, ":.");
}

static inline bool nominal_words(const ss_drafting *d, uint32_t first, uint32_t last)
{
    for (uint32_t i = first; i < last; i++)
        if (!premodifier(&d->doc->tokens.at[i]) && !binding(&d->doc->tokens.at[i])) return false;
    return true;
}

/* mend_line.c: days, hours, figures and pictures on the line of a report. */
void ss_mend_stamps(ss_drafting *d, ss_draft *draft);
void ss_mend_cue_time(ss_drafting *d, ss_draft *draft);
void ss_mend_source_time(ss_drafting *d, ss_draft *draft);
void ss_mend_line(ss_drafting *d, ss_draft *draft);
/* "The minister, in February: “...”": the label of a quotation without when and in what. */
void ss_mend_label(ss_drafting *d, ss_draft *draft);
void ss_mend_relative_end(ss_drafting *d, ss_draft *draft);
/* mend_source.c: what is too much in the source of a report. */
void ss_mend_source(ss_drafting *d, ss_draft *draft);
void ss_mend_source_last(ss_drafting *d);
/* mend_trees.c: subjects, participles and times that the line of words makes plain. */
void ss_mend_line_of_words(ss_drafting *d, ss_draft *draft);
void ss_mend_quotation_end(ss_drafting *d, ss_draft *draft);
/* mend_pairs.c: what one draft tells of another in its sentence. */
void ss_mend_pairs(ss_drafting *d);
/* mend_reach.c: how far each report reaches. */
void ss_mend_reach(ss_drafting *d);

#endif
