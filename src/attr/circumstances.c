/* circumstances.c - around a cue: to whom, in what, when; and whether it is negated.
 *
 * Addressee: the object of verbs that address somebody (data/lexicon/
 * addressed_verbs.txt: tell, urge, warn ...), or a "to" phrase that names people
 * ("said to reporters", "wrote to the board"). Medium: a noun of data/lexicon/
 * media_nouns.txt behind "in", "on", "at", "during", "via" ... that depends on the
 * cue. Time: the time nearest to the cue in its sentence, outside content and
 * source and not beyond another cue. All are read off the dependency tree with a
 * fallback on the line of words for parses gone astray.
 * Cost: a walk over the sentence of each cue, bounded by SPAN tokens.
 */
#include "attr/draft.h"

enum { SPAN = 60, NEIGHBOURS = 6 };

static bool belongs(const ss_draft *draft, uint32_t token)
{
    return ss_ranges_hold(&draft->content, token) || ss_ranges_hold(&draft->source, token) ||
           (draft->has_cue && token >= draft->cue.first && token < draft->cue.last);
}

static bool is_person_like(const ss_drafting *d, uint32_t i)
{
    const ss_token *t = &d->doc->tokens.at[i];
    if (t->ner == SS_NER_PER || t->ner == SS_NER_ORG) return true;
    if (t->tag == SS_TAG_PRP) return !ss_is(t, "it");
    if (t->tag == SS_TAG_NNP || t->tag == SS_TAG_NNPS) return true;
    size_t n = strlen(t->lemma);
    return ss_lexicon_find(d->people, t->lemma, n) || ss_lexicon_word(d->groups, t) ||
           ss_lexicon_find(d->groups, t->lemma, n) ||
           ss_lexicon_find(ss_lexicon_get(d->ctx->model, "roles"), t->lemma, n);
}

/* The noun phrase of `head` without what hangs on it far behind: relative clauses,
 * participles and prepositional phrases that name a medium or a time. */
static ss_range noun_phrase(const ss_drafting *d, const ss_draft *draft, uint32_t head)
{
    const sayso_doc *doc = d->doc;
    ss_range r = {d->tree->left[head], d->tree->right[head]};
    for (uint32_t k = d->tree->kid[head]; k != UINT32_MAX; k = d->tree->sib[k]) {
        const ss_token *t = &doc->tokens.at[k];
        if (k < head) {
            if ((t->rel == SS_REL_case || t->rel == SS_REL_mark) && d->tree->right[k] > r.first)
                r.first = d->tree->right[k];
            continue;
        }
        bool clause = t->rel == SS_REL_acl || t->rel == SS_REL_acl_relcl || t->rel == SS_REL_advcl ||
                      t->rel == SS_REL_parataxis || t->rel == SS_REL_xcomp || t->rel == SS_REL_ccomp;
        bool medium = (t->rel == SS_REL_nmod || t->rel == SS_REL_obl) && ss_lexicon_lemma(d->media, t);
        bool when = t->rel == SS_REL_nmod_unmarked || t->rel == SS_REL_obl_unmarked;
        if ((clause || medium || when) && d->tree->left[k] < r.last && d->tree->left[k] > head)
            r.last = d->tree->left[k];
    }
    /* "a statement to investors last week": the time is not part of it. */
    for (uint32_t i = head + 1; i < r.last; i++)
        if (d->time_map[i]) {
            r.last = i;
            break;
        }
    for (uint32_t i = head; i < r.last; i++)
        if (i != head && (belongs(draft, i) || i - head > SPAN)) {
            r.last = i;
            break;
        }
    for (uint32_t i = head; i-- > r.first;)
        if (belongs(draft, i) || head - i > SPAN) {
            r.first = i + 1;
            break;
        }
    bool open = false; /* "an interview on “Face the Nation,”": marks that were opened are closed */
    for (uint32_t i = r.first; i < r.last; i++)
        open = doc->tokens.at[i].flags & SS_QUOTE_OPEN ? true : doc->tokens.at[i].flags & SS_QUOTE_CLOSE ? false : open;
    for (uint32_t i = r.last; open && i < doc->tokens.n && i < r.last + 3; i++)
        if (doc->tokens.at[i].flags & SS_QUOTE_CLOSE) {
            r.last = i + 1;
            return r;
        }
    while (r.last > head + 1 && !ss_is(&doc->tokens.at[r.last - 1], ")") &&
           !(doc->tokens.at[r.last - 1].flags & SS_QUOTE_CLOSE) &&
           ((doc->tokens.at[r.last - 1].flags & SS_PUNCT) || doc->tokens.at[r.last - 1].tag == SS_TAG_IN ||
            doc->tokens.at[r.last - 1].tag == SS_TAG_VBN))
        r.last--;
    while (r.first < head && (doc->tokens.at[r.first].flags & SS_PUNCT)) r.first++;
    return r;
}

/* "an interview with The Quarterly", "a letter sent to the mayor on Friday", wherever the
 * tree hangs the phrase. */
static void behind_medium(ss_drafting *d, ss_draft *draft)
{
    const ss_token *tok = d->doc->tokens.at;
    if (draft->medium.first >= draft->medium.last) return;
    uint32_t last = d->doc->sentences.at[tok[draft->cue.head].sent].last, at = draft->medium.last;
    if (at + 1 < last && tok[at].tag == SS_TAG_VBN) at++; /* sent, addressed, written */
    if (at + 1 >= last || (!ss_is(&tok[at], "to") && !ss_is(&tok[at], "with"))) return;
    uint32_t end = at + 1, head = UINT32_MAX;
    for (; end < last && end < at + 8 && !belongs(draft, end) && !d->time_map[end]; end++) {
        const ss_token *t = &tok[end];
        bool noun = t->tag == SS_TAG_NN || t->tag == SS_TAG_NNS || t->tag == SS_TAG_NNP || t->tag == SS_TAG_NNPS;
        if (!noun && t->tag != SS_TAG_DT && t->tag != SS_TAG_JJ && t->tag != SS_TAG_PRPS && t->tag != SS_TAG_POS &&
            t->tag != SS_TAG_CD && !ss_is(t, "of"))
            break;
        if (noun) head = end;
    }
    if (head == UINT32_MAX || !is_person_like(d, head)) return;
    draft->addressee = (ss_range){at + 1, head + 1};
    ss_explain(d, draft, "addressee", 0, draft->addressee, "the phrase behind the medium names whom it went to");
}

static void find_addressee(ss_drafting *d, ss_draft *draft)
{
    const sayso_doc *doc = d->doc;
    if (draft->addressee.first < draft->addressee.last && d->time_map[draft->addressee.first] &&
        d->time_map[draft->addressee.last - 1])
        draft->addressee = (ss_range){0, 0};                    /* "warned Monday that" */
    if (draft->addressee.first < draft->addressee.last) return; /* its frame told */
    uint32_t verb = draft->cue.head;
    const char *frame = ss_lexicon_find(d->addressed, doc->tokens.at[verb].lemma, strlen(doc->tokens.at[verb].lemma));
    bool passive = doc->tokens.at[verb].tag == SS_TAG_VBN &&
                   !strcmp(doc->tokens.at[draft->cue.first].lemma, "be"); /* "jurors were told the valve was open" */
    for (uint32_t k = d->tree->kid[verb]; k != UINT32_MAX; k = d->tree->sib[k]) {
        const ss_token *t = &doc->tokens.at[k];
        bool object = !passive && (t->rel == SS_REL_obj || t->rel == SS_REL_iobj) && frame && strchr(frame, 'o');
        bool to = false;
        if ((t->rel == SS_REL_obl || t->rel == SS_REL_nmod) &&
            !(k < verb &&
              (ss_lexicon_lemma(d->media, t) || ss_lexicon_has(d->media, t->lower)))) { /* not "On X, she called it" */
            int32_t by = ss_child(doc, d->tree, k, SS_REL_case);
            if (by >= 0)
                to = (ss_is(&doc->tokens.at[by], "to") && !(k < verb && ss_lexicon_has(d->media, t->lower)) &&
                      !(frame && strchr(frame, 'x'))) ||
                     (ss_is(&doc->tokens.at[by], "with") && frame && strchr(frame, 'w')) ||
                     (ss_is(&doc->tokens.at[by], "on") && frame && strchr(frame, 'n') &&
                      !ss_lexicon_has(d->media, t->lower)); /* not "called it a crime on X" */
        }
        if ((!object && !to) || ss_ranges_hold(&draft->source, k) || d->time_map[k])
            continue; /* not "called me on a Sunday" */
        if (ss_ranges_hold(&draft->content, k)) {
            /* The labeller may have taken the addressee into the content's front. */
            if (!object || !is_person_like(d, k) || k < draft->cue.last) continue;
            ss_range r = noun_phrase(d, &(ss_draft){0}, k);
            bool front = draft->content.n && draft->content.at[0].first >= r.first &&
                         draft->content.at[0].first <= r.last && draft->content.at[0].last > r.last;
            bool clause = ss_child(doc, d->tree, verb, SS_REL_xcomp) > (int32_t)k ||
                          ss_child(doc, d->tree, verb, SS_REL_ccomp) > (int32_t)k;
            if (!front || !clause) continue;
            ss_ranges_cut(d->ctx->scratch, &draft->content, r.first, r.last);
            ss_ranges_tidy(d, &draft->content);
        }
        if (!object && !is_person_like(d, k)) continue;
        if (ss_is(t, "that") || ss_is(t, "this") || ss_is(t, "it") || ss_is(t, "so")) continue;
        draft->addressee = noun_phrase(d, draft, k);
        bool whose = t->tag == SS_TAG_PRPS ||
                     (ss_is(t, "her") && k + 1 < doc->tokens.n && doc->tokens.at[k + 1].tag == SS_TAG_CD);
        if (whose && draft->addressee.last == k + 1) { /* "told her | 22 million followers" */
            uint32_t end = doc->sentences.at[t->sent].last, at = k + 1;
            while (at < end && at < k + 6 && !belongs(draft, at) &&
                   (doc->tokens.at[at].tag == SS_TAG_CD || doc->tokens.at[at].tag == SS_TAG_JJ ||
                    doc->tokens.at[at].tag == SS_TAG_NN || doc->tokens.at[at].tag == SS_TAG_NNS))
                at++;
            draft->addressee.last = at;
        }
        ss_explain(d, draft, "addressee", 0, draft->addressee,
                   object ? "object of a verb that addresses" : "the phrase names whom it was said to");
        return;
    }
    /* "in a letter to Biden": the addressee hangs on the medium. */
    if (draft->medium.first < draft->medium.last)
        for (uint32_t i = draft->medium.first; i < draft->medium.last; i++)
            for (uint32_t k = d->tree->kid[i]; k != UINT32_MAX; k = d->tree->sib[k]) {
                int32_t by = ss_child(doc, d->tree, k, SS_REL_case);
                if (by < 0 || k < i || !is_person_like(d, k) || ss_lexicon_has(d->media, doc->tokens.at[k].lower))
                    continue; /* not "posted to TikTok" */
                if (ss_is(&doc->tokens.at[by], "to") || ss_is(&doc->tokens.at[by], "with")) {
                    draft->addressee = noun_phrase(d, draft, k);
                    ss_explain(d, draft, "addressee", 0, draft->addressee, "the medium names whom it went to");
                    return;
                }
            }
    behind_medium(d, draft);
}

/* Whom a pronoun that opens a report stands for: "the company says | it ...". */
static ss_range reporter_of(const ss_drafting *d, const ss_draft *draft, uint32_t pronoun)
{
    const ss_draft *from = draft - d->drafts.at > NEIGHBOURS ? draft - NEIGHBOURS : d->drafts.at;
    for (const ss_draft *other = from; other < draft; other++) {
        if (other->dropped || other->source.n != 1 || !other->content.n || other->content.at[0].first != pronoun)
            continue;
        if (other->source.at[0].last <= pronoun) return other->source.at[0];
    }
    return (ss_range){pronoun, pronoun + 1};
}

/* "investors, who were told", "says it hired engineers and was told": the subject of a
 * passive of telling. */
static void told_in_passive(ss_drafting *d, ss_draft *draft)
{
    const ss_token *tok = d->doc->tokens.at;
    uint32_t verb = draft->cue.head;
    const char *frame = ss_lexicon_lemma(d->addressed, &tok[verb]);
    if (draft->addressee.first < draft->addressee.last || !frame || !strchr(frame, 'o') || tok[verb].tag != SS_TAG_VBN)
        return;
    if (!ss_passive_cue(d->doc, draft->cue.first, verb) || draft->source.n) return;
    int32_t who = -1, clause = (int32_t)verb;
    for (int up = 0; up < 2 && who < 0 && clause >= 0; up++) { /* its own, or that of the verb it is joined to */
        who = ss_child(d->doc, d->tree, (uint32_t)clause, SS_REL_nsubj_pass);
        if (who < 0) who = ss_child(d->doc, d->tree, (uint32_t)clause, SS_REL_nsubj);
        if (who < 0 && tok[clause].rel != SS_REL_conj) return;
        if (who < 0) clause = tok[clause].head;
    }
    if (who < 0 || (uint32_t)who >= draft->cue.first) return;
    if (tok[who].tag == SS_TAG_WP || tok[who].tag == SS_TAG_WDT) { /* "investors, who": what the clause hangs on */
        who = tok[clause].rel == SS_REL_acl_relcl ? tok[clause].head : -1;
        if (who < 0 || (uint32_t)who >= draft->cue.first) return;
    }
    draft->addressee =
        tok[who].tag == SS_TAG_PRP ? reporter_of(d, draft, (uint32_t)who) : noun_phrase(d, draft, (uint32_t)who);
    ss_explain(d, draft, "addressee", 0, draft->addressee, "the subject of a passive of telling was told");
}

/* "Speaking to reporters in Lima, he said": whom the sentence's first words address. */
static void speaking_to(ss_drafting *d, ss_draft *draft)
{
    const ss_token *tok = d->doc->tokens.at;
    const ss_sentence *s = &d->doc->sentences.at[tok[draft->cue.head].sent];
    uint32_t at = s->first;
    if (at + 4 >= s->last || draft->cue.first < at + 4 || draft->asked) return;
    const char *opens = ss_lexicon_word(d->rules, &tok[at]);
    bool object = ss_lexicon_value_has(opens, "briefing"); /* "Briefing newsmen in Lagos, he said" */
    if (!object && !ss_lexicon_value_has(opens, "speaking")) return;
    at += 1 + !object;
    if (!object && !ss_is(&tok[at - 1], "to") && !ss_is(&tok[at - 1], "with")) return;
    uint32_t last = at;
    while (last < draft->cue.first && last < at + 6 && tok[last].tag != SS_TAG_IN && !(tok[last].flags & SS_PUNCT) &&
           !d->time_map[last])
        last++;
    if (last == at || !is_person_like(d, last - 1)) return;
    for (uint32_t k = at; k < last; k++)
        if (belongs(draft, k)) return;
    draft->addressee = (ss_range){at, last};
    ss_explain(d, draft, "addressee", 0, draft->addressee, "the sentence begins with whom he spoke to");
}

static bool medium_preposition(const ss_token *t)
{
    return ss_is(t, "in") || ss_is(t, "on") || ss_is(t, "at") || ss_is(t, "during") || ss_is(t, "via") ||
           ss_is(t, "through") || ss_is(t, "by") || ss_is(t, "from") || ss_is(t, "over");
}

/* Does the token depend on the cue without a content or another cue between? */
static bool hangs_on(const ss_drafting *d, const ss_draft *draft, uint32_t token, const uint8_t *cue_map)
{
    int32_t at = (int32_t)token;
    for (int steps = 0; steps < 5 && at >= 0; steps++) {
        at = d->doc->tokens.at[at].head;
        if (at < 0) return false;
        if ((uint32_t)at >= draft->cue.first && (uint32_t)at < draft->cue.last) return true;
        if (cue_map[at] || ss_ranges_hold(&draft->content, (uint32_t)at)) return false;
    }
    return false;
}

/* "wrote in | an email": the labeller took the medium for a piece of the content. */
static void free_medium(ss_drafting *d, ss_draft *draft)
{
    const sayso_doc *doc = d->doc;
    for (uint32_t i = 0; i < draft->content.n && draft->content.n > 1; i++) {
        ss_range r = draft->content.at[i];
        if (r.first != draft->cue.last || r.last - r.first > 4) continue;
        const ss_token *t = &doc->tokens.at[r.last - 1];
        if (ss_lexicon_lemma(d->media, t) && medium_preposition(&doc->tokens.at[r.first - 1])) {
            ss_ranges_cut(d->ctx->scratch, &draft->content, r.first, r.last);
            return;
        }
    }
}

/* The first token of the sentence, but for "but" and "and". */
static bool opens_sentence(const ss_drafting *d, uint32_t token)
{
    const ss_token *tok = d->doc->tokens.at;
    uint32_t first = d->doc->sentences.at[tok[token].sent].first;
    return token == first || (token == first + 1 && tok[first].tag == SS_TAG_CC);
}

/* Does no other cue but a participle's or a relative clause's stand between? */
static bool first_report(const ss_drafting *d, const ss_draft *draft, uint32_t from, const uint8_t *cue_map)
{
    const ss_token *tok = d->doc->tokens.at;
    for (uint32_t k = from; k < draft->cue.first; k++)
        if ((cue_map[k] && (tok[k].tag == SS_TAG_VBD || tok[k].tag == SS_TAG_VBZ || tok[k].tag == SS_TAG_VBP)) ||
            (tok[k].flags & (SS_QUOTE_OPEN | SS_IN_QUOTE)))
            return false;
    return true;
}

static bool medium_noun(const ss_drafting *d, uint32_t i)
{
    const ss_token *t = &d->doc->tokens.at[i];
    return (t->tag == SS_TAG_NN || t->tag == SS_TAG_NNS) &&
           (ss_lexicon_lemma(d->media, t) || ss_lexicon_has(d->media, t->lower));
}

/* "an email in which a manager replied": the noun that "which" stands for. */
static uint32_t around_which(const ss_drafting *d, const ss_draft *draft)
{
    const ss_token *tok = d->doc->tokens.at;
    if (!draft->source.n || draft->source.at[0].last > draft->cue.first) return UINT32_MAX;
    uint32_t at = draft->source.at[0].first, first = d->doc->sentences.at[tok[draft->cue.head].sent].first;
    if (at < first + 3 || !ss_is(&tok[at - 1], "which") || !medium_preposition(&tok[at - 2])) return UINT32_MAX;
    for (uint32_t i = at - 2; i-- > first && at - i < 12;) { /* "a letter dated November 3, 2017, in which" */
        if (tok[i].flags & SS_PUNCT && !ss_is(&tok[i], ",")) return UINT32_MAX;
        if (medium_noun(d, i)) return i;
    }
    return UINT32_MAX;
}

/* "admitted that he had lied, in a letter of resignation": right behind the content. */
static uint32_t behind_content(const ss_drafting *d, const ss_draft *draft)
{
    const ss_token *tok = d->doc->tokens.at;
    if (!draft->content.n) return UINT32_MAX;
    uint32_t at = draft->content.at[draft->content.n - 1].last,
             last = d->doc->sentences.at[tok[draft->cue.head].sent].last;
    if (at <= draft->cue.last || at + 2 >= last) return UINT32_MAX;
    at += ss_is(&tok[at], ",");
    if (!ss_is(&tok[at], "in") && !ss_is(&tok[at], "on") && !ss_is(&tok[at], "at")) return UINT32_MAX;
    for (uint32_t i = at + 1; i < last && i < at + 7 && (!(tok[i].flags & SS_PUNCT) || tok[i].tag == SS_TAG_HYPH); i++)
        if (medium_noun(d, i)) return i;
    return UINT32_MAX;
}

static void find_medium(ss_drafting *d, ss_draft *draft, const uint8_t *cue_map)
{
    const sayso_doc *doc = d->doc;
    const ss_sentence *s = &doc->sentences.at[doc->tokens.at[draft->cue.head].sent];
    uint32_t lo = draft->cue.first - s->first > SPAN ? draft->cue.first - SPAN : s->first;
    uint32_t hi = s->last - draft->cue.last > SPAN ? draft->cue.last + SPAN : s->last;
    uint32_t best = UINT32_MAX, best_distance = UINT32_MAX;
    for (uint32_t i = lo; i < hi; i++) {
        const ss_token *t = &doc->tokens.at[i];
        if (ss_ranges_hold(&draft->content, i) || ss_ranges_hold(&draft->source, i)) continue;
        bool inside_cue = i >= draft->cue.first && i < draft->cue.last;
        if (i == draft->cue.head) continue; /* "in his opinion" */
        bool op_ed =
            ss_is(t, "ed") && i >= 2 && ss_is(&doc->tokens.at[i - 1], "-") && ss_is(&doc->tokens.at[i - 2], "op");
        bool e_mail =
            ss_is(t, "mail") && i >= 2 && ss_is(&doc->tokens.at[i - 1], "-") && ss_is(&doc->tokens.at[i - 2], "e");
        if (!op_ed && !e_mail && !ss_lexicon_lemma(d->media, t) && !ss_lexicon_has(d->media, t->lower)) continue;
        int32_t by = ss_child(doc, d->tree, i, SS_REL_case);
        uint8_t next = i + 1 < s->last ? doc->tokens.at[i + 1].tag : SS_TAG_PERIOD;
        if (by < 0 && i > s->first && medium_preposition(&doc->tokens.at[i - 1]) && next != SS_TAG_NN &&
            next != SS_TAG_NNS && next != SS_TAG_NNP)
            by = (int32_t)i - 1; /* "on Instagram late Monday", whatever the tree hangs "on" from */
        /* not "the commander in chief forum" */
        bool phrase = by >= 0 && medium_preposition(&doc->tokens.at[by]) && !ss_is(&doc->tokens.at[by + 1], "chief");
        phrase &=
            !(by >= 0 && ss_is(&doc->tokens.at[by], "by") && t->tag == SS_TAG_NNP); /* "reviewed by the Dispatch" */
        /* "issued a statement saying": the statement is the cue's, or its object. */
        bool object = t->rel == SS_REL_obj && (t->tag == SS_TAG_NN || t->tag == SS_TAG_NNS) && i < draft->cue.first &&
                      doc->tokens.at[draft->cue.head].rel == SS_REL_acl &&
                      doc->tokens.at[draft->cue.head].head == (int32_t)i;
        bool issued = inside_cue && t->rel == SS_REL_obj && t->head >= 0 &&
                      ss_lexicon_has(d->issuing, doc->tokens.at[t->head].lemma);
        if (!phrase && !object && !issued) continue;
        uint32_t distance = i < draft->cue.first ? draft->cue.first - i : inside_cue ? 0 : i - draft->cue.last + 1;
        bool opens = by >= 0 && opens_sentence(d, (uint32_t)by) && i < draft->cue.first;
        /* "Posting on Instagram late Monday, she told her followers" */
        const ss_token *first = by > 0 ? &doc->tokens.at[by - 1] : NULL;
        opens |= first && i < draft->cue.first && opens_sentence(d, (uint32_t)by - 1) && first->lower_len > 4 &&
                 !strcmp(first->lower + first->lower_len - 3, "ing");
        /* "In a letter to the board dated July 28, she warned": the phrase that opens the sentence */
        if (opens && first_report(d, draft, i, cue_map)) {
            best = i;
            break;
        }
        if (!inside_cue && !object && !hangs_on(d, draft, i, cue_map)) {
            /* A parse gone astray: near, and no other cue between. */
            if (distance > 8) continue;
            bool other = false;
            uint32_t a = i < draft->cue.first ? i : draft->cue.last, b = i < draft->cue.first ? draft->cue.first : i;
            for (uint32_t k = a; k < b && !other; k++) other = cue_map[k] || ss_ranges_hold(&draft->content, k);
            if (other) continue;
        }
        if (distance < best_distance) best = i, best_distance = distance;
    }
    if (best == UINT32_MAX) best = around_which(d, draft);
    if (best == UINT32_MAX) best = behind_content(d, draft);
    if (best == UINT32_MAX) return;
    draft->medium = noun_phrase(d, &(ss_draft){.content = draft->content, .source = draft->source}, best);
    ss_explain(d, draft, "medium", 0, draft->medium, "the phrase names in what it was said");
}

/* First and last token of a time. */
static ss_range time_tokens(const sayso_doc *doc, const sayso_time *t)
{
    return (ss_range){ss_token_at(doc, t->spans.at[0].begin),
                      ss_token_at(doc, t->spans.at[t->spans.n - 1].end - 1) + 1};
}

/* "Lykke, who took over in 2021, said", "fell on Wednesday after the firm said": a time in
 * front that is another clause's. */
static bool time_of_other(const ss_drafting *d, const ss_draft *draft, ss_range r)
{
    const ss_token *tok = d->doc->tokens.at;
    for (uint32_t i = draft->cue.last + 1; i < r.first; i++) /* "told Radio Lund, which broadcast it on Friday, that" */
        if ((tok[i].tag == SS_TAG_WDT || tok[i].tag == SS_TAG_WP) && ss_is(&tok[i - 1], ",")) return true;
    if (r.last > draft->cue.first || !draft->source.n) return false;
    uint32_t first = d->doc->sentences.at[tok[r.first].sent].first, who = draft->source.at[0].first;
    if (r.last <= who && who > first) {
        static const char *const joins[] = {"after", "before", "because", "as",  "when", "while",
                                            "since", "until",  "once",    "how", "that", "whether"};
        for (size_t k = 0; k < sizeof joins / sizeof *joins; k++)
            if (!strcmp(tok[who - 1].lower, joins[k])) return true;
        return false;
    }
    bool closed = false; /* a relative clause that a comma ends before the cue */
    for (uint32_t i = r.last; i < draft->cue.first && !closed; i++) closed = ss_is(&tok[i], ",");
    for (uint32_t i = r.first; closed && i-- > first && r.first - i < 12;) {
        if (tok[i].tag == SS_TAG_WP || tok[i].tag == SS_TAG_WDT || tok[i].tag == SS_TAG_WPS) return true;
        if (ss_is(&tok[i], ","))
            return draft->kind == SAYSO_SOURCE_PERSON &&
                   (tok[i + 1].tag == SS_TAG_VBN || tok[i + 1].tag == SS_TAG_VBG); /* "Obi, dropped in March, posted" */
    }
    return false;
}

static void find_time(ss_drafting *d, ss_draft *draft, const uint8_t *cue_map, uint32_t *from)
{
    const sayso_doc *doc = d->doc;
    const ss_sentence *s = &doc->sentences.at[doc->tokens.at[draft->cue.head].sent];
    uint32_t begin = doc->tokens.at[s->first].begin, end = doc->tokens.at[s->last - 1].end;
    while (*from > 0 && doc->times.at[*from - 1].spans.at[0].begin >= begin) (*from)--;
    while (*from < doc->times.n && doc->times.at[*from].spans.at[0].begin < begin) (*from)++;
    uint32_t best_distance = UINT32_MAX, looked = 0;
    for (uint32_t k = *from; k < doc->times.n && doc->times.at[k].spans.at[0].begin < end && looked < SPAN;
         k++, looked++) {
        const sayso_time *time = &doc->times.at[k];
        if (time->type == SAYSO_TIME_DURATION || time->type == SAYSO_TIME_SET || !time->value) continue;
        ss_range r = time_tokens(doc, time);
        bool in_cue = r.first >= draft->cue.first && r.last <= draft->cue.last; /* "said last year" */
        if (in_cue) {
            best_distance = 0;
            draft->time = (int32_t)k;
            break;
        }
        bool named = draft->kind == SAYSO_SOURCE_DOCUMENT &&
                     ss_ranges_hold(&draft->source, r.first); /* "a study in 2017 found" */
        if (named && best_distance == UINT32_MAX && draft->time < 0) draft->time = (int32_t)k;
        if (belongs(draft, r.first) || belongs(draft, r.last - 1)) continue;
        if (!d->ctx->options->flat && time_of_other(d, draft, r)) continue;
        uint32_t distance = r.first >= draft->cue.last ? r.first - draft->cue.last : draft->cue.first - r.last;
        bool hangs = hangs_on(d, draft, ss_range_head(doc, r.first, r.last), cue_map);
        bool parts = false; /* "accused his rival | on Tuesday | of lying": it parts what was said */
        for (uint32_t i = 0; i + 1 < draft->content.n; i++)
            parts |= draft->content.at[i].first == draft->cue.last && draft->content.at[i].last <= r.first &&
                     draft->content.at[i + 1].first == r.last;
        if (distance > (hangs || parts ? 25u : 8u)) continue;
        uint32_t a = r.first >= draft->cue.last ? draft->cue.last : r.last;
        uint32_t b = r.first >= draft->cue.last ? r.first : draft->cue.first;
        bool other = false;
        for (uint32_t i = a; i < b && !other; i++)
            other = cue_map[i] || (!hangs && !parts && ss_ranges_hold(&draft->content, i));
        if (other) continue;
        if (!hangs) distance += 10;
        if (distance < best_distance) {
            best_distance = distance;
            draft->time = (int32_t)k;
        }
    }
    if (draft->time >= 0)
        ss_explain(d, draft, "time", 0, time_tokens(doc, &doc->times.at[draft->time]), "when it was said");
}

static void find_negation(ss_drafting *d, ss_draft *draft)
{
    const sayso_doc *doc = d->doc;
    const ss_token *head = &doc->tokens.at[draft->cue.head];
    if (ss_lexicon_lemma(d->negative, head)) draft->negated = true;
    for (uint32_t i = draft->cue.first; i < draft->cue.last; i++) {
        const ss_token *t = &doc->tokens.at[i];
        if (ss_is(t, "not") || ss_is(t, "n't") || ss_is(t, "never") || ss_is(t, "no") || ss_is(t, "neither") ||
            ss_is(t, "without") || ss_lexicon_lemma(d->negative, t))
            draft->negated = true;
    }
    if (draft->source.n && draft->source.at[0].first < draft->cue.first) { /* "Neither company would say" */
        const ss_token *t = &doc->tokens.at[draft->source.at[0].first];
        if (ss_is(t, "neither") || ss_is(t, "nobody") || ss_is(t, "none") || ss_is(t, "no")) draft->negated = true;
    }
    for (uint32_t k = d->tree->kid[draft->cue.head]; k != UINT32_MAX; k = d->tree->sib[k]) {
        const ss_token *t = &doc->tokens.at[k];
        if (ss_is(t, "not") || ss_is(t, "n't") || ss_is(t, "never")) draft->negated = true;
    }
}

/* "according to" as a whole; else the lemma of the head word. */
static const char *lemma_of(ss_drafting *d, const ss_draft *draft)
{
    const sayso_doc *doc = d->doc;
    const ss_token *first = &doc->tokens.at[draft->cue.first];
    if (ss_is(first, "according")) return "according to";
    return ss_strdup(&d->doc->arena, doc->tokens.at[draft->cue.head].lemma);
}

/* "The Paris | Quarterly", "public | radio": a name goes on, and an adjective belongs to its noun. */
static void whole_addressee(ss_drafting *d, ss_draft *draft)
{
    const ss_token *tok = d->doc->tokens.at;
    ss_range *r = &draft->addressee;
    if (r->first >= r->last) return;
    uint32_t end = d->doc->sentences.at[tok[r->first].sent].last;
    while (r->last < end && tok[r->last].tag == SS_TAG_NNP && tok[r->last - 1].tag == SS_TAG_NNP &&
           !belongs(draft, r->last) && !d->time_map[r->last])
        r->last++;
    if (r->first != draft->cue.last + 1 || tok[r->first].flags & SS_CAPITAL) return;
    const ss_token *before = &tok[r->first - 1];
    bool noun = tok[r->first].tag == SS_TAG_NN || tok[r->first].tag == SS_TAG_NNS;
    if (noun && (before->tag == SS_TAG_JJ || before->tag == SS_TAG_NN) && !belongs(draft, r->first - 1)) r->first--;
}

void ss_circumstances_find(ss_drafting *d)
{
    uint8_t *cue_map = ss_zalloc(d->ctx->scratch, d->doc->tokens.n + 1);
    for (uint32_t k = 0; k < d->drafts.n; k++)
        if (!d->drafts.at[k].dropped && d->drafts.at[k].has_cue)
            memset(cue_map + d->drafts.at[k].cue.first, 1, d->drafts.at[k].cue.last - d->drafts.at[k].cue.first);
    d->time_map = ss_zalloc(d->ctx->scratch, d->doc->tokens.n + 1);
    for (uint32_t k = 0; k < d->doc->times.n; k++) {
        if (!d->doc->times.at[k].spans.n) continue;
        ss_range r = time_tokens(d->doc, &d->doc->times.at[k]);
        if (r.first < r.last) memset(d->time_map + r.first, 1, r.last - r.first);
    }
    uint32_t from = 0;
    for (uint32_t k = 0; k < d->drafts.n; k++) {
        ss_draft *draft = &d->drafts.at[k];
        if (draft->dropped || !draft->has_cue) continue;
        draft->lemma = lemma_of(d, draft);
        find_negation(d, draft);
        if (!d->ctx->options->flat) free_medium(d, draft);
        find_medium(d, draft, cue_map);
        find_addressee(d, draft);
        if (!d->ctx->options->flat) told_in_passive(d, draft);
        if (draft->addressee.first >= draft->addressee.last && !d->ctx->options->flat) speaking_to(d, draft);
        if (!d->ctx->options->flat) whole_addressee(d, draft);
        if (draft->time < 0) find_time(d, draft, cue_map, &from);
    }
}
