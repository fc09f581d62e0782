/* frames.c - see frames.h. Word classes come from data/lexicon/cue_verbs.txt and
 * addressed_verbs.txt; the rules look at tree and line, for parses of long lists
 * go astray. Cost: constant for each verb, bounded scans (REACH) for each cue.
 * Known failures: objects with relative clauses of more than REACH words.
 */
#include "attr/frames.h"

#include <stdlib.h>

enum { REACH = 60, LONGEST_TERM = 6 /* tokens, with marks */, LONGEST_SUBJECT = 12, LONGEST_REST = 12, SHORTEST_CLAUSE = 8,
       LONGEST_CLAUSE = 200 };

static const char *class_of(const ss_lexicon *verbs, const ss_token *t)
{
    const char *value = ss_lexicon_lemma(verbs, t);
    return value ? value : "";
}

static bool finite_verb(const ss_token *t)
{
    return t->tag == SS_TAG_VBD || t->tag == SS_TAG_VBZ || t->tag == SS_TAG_VBP;
}

/* The sentence up to the verb: ", SUBJECT verb" or "” SUBJECT verb", and after it
 * nothing but a short rest. */
static bool parenthetical(const sayso_doc *doc, const ss_tree *tree, uint32_t verb, uint32_t subject)
{
    const ss_sentence *s = &doc->sentences.at[doc->tokens.at[verb].sent];
    uint32_t first = tree->left[subject] < verb ? tree->left[subject] : verb;
    if (subject > verb) first = verb;
    if (first <= s->first + 2 || !(doc->tokens.at[first - 1].flags & SS_PUNCT)) return false;
    uint32_t rest = 0, from = (subject > verb ? tree->right[subject] : verb + 1);
    for (uint32_t i = from; i < s->last && rest <= 10; i++) rest += !(doc->tokens.at[i].flags & SS_PUNCT);
    return rest <= 10;
}

/* Words of which a noun phrase, a list of them, or a phrase of place or time is made. */
static bool nominal(const ss_token *t)
{
    switch (t->tag) {
    case SS_TAG_NN: case SS_TAG_NNS: case SS_TAG_NNP: case SS_TAG_NNPS: case SS_TAG_DT: case SS_TAG_PDT:
    case SS_TAG_JJ: case SS_TAG_JJR: case SS_TAG_JJS: case SS_TAG_CD: case SS_TAG_PRP: case SS_TAG_PRPS:
    case SS_TAG_POS: case SS_TAG_CC: case SS_TAG_COMMA: case SS_TAG_LRB: case SS_TAG_RRB: case SS_TAG_IN:
    case SS_TAG_HYPH: case SS_TAG_VBN: case SS_TAG_VBG: case SS_TAG_FW: case SS_TAG_AFX: case SS_TAG_RB: return true;
    default: return false;
    }
}

/* Where the content of "VERB somebody [in a letter] [Thursday] to / that / “" begins:
 * 0 where the line does not have that shape. */
static uint32_t control_start(const sayso_doc *doc, uint32_t from)
{
    const ss_sentence *s = &doc->sentences.at[doc->tokens.at[from - 1].sent];
    uint32_t end = s->last - from > REACH ? from + REACH : s->last;
    uint32_t nouns = 0;
    for (uint32_t i = from; i < end; i++) {
        const ss_token *t = &doc->tokens.at[i];
        uint32_t next = i + 1 < end && (doc->tokens.at[i + 1].flags & SS_QUOTE_OPEN) ? i + 2 : i + 1; /* asked her to “find” it */
        if (t->tag == SS_TAG_TO && next < end &&
            (doc->tokens.at[next].tag == SS_TAG_VB || doc->tokens.at[next].tag == SS_TAG_RB))
            return nouns ? i : 0;
        if ((ss_is(t, "that") || ss_is(t, "whether") || ss_is(t, "how") || ss_is(t, "why") || ss_is(t, "not")) && nouns &&
            t->tag != SS_TAG_DT)
            return i;
        if ((t->flags & SS_QUOTE_OPEN) && nouns) return i;
        bool nominative = ss_is(t, "he") || ss_is(t, "she") || ss_is(t, "they") || ss_is(t, "we") || ss_is(t, "i");
        if (nominative && nouns) return i; /* told a friend | she would */
        if (ss_is(t, "what") && nouns && !(doc->tokens.at[i - 1].flags & SS_PUNCT)) return i;
        if (t->tag == SS_TAG_WP || !nominal(t)) return 0;
        nouns += t->tag == SS_TAG_NN || t->tag == SS_TAG_NNS || t->tag == SS_TAG_NNP || t->tag == SS_TAG_NNPS ||
                 t->tag == SS_TAG_PRP || (ss_is(t, "her") && i == from);
    }
    return 0;
}

/* "told me | the bridge had held": the clause behind a pronoun without "that". 0: none. */
static uint32_t bare_start(const sayso_doc *doc, uint32_t from)
{
    const ss_sentence *s = &doc->sentences.at[doc->tokens.at[from - 1].sent];
    if (from + 2 >= s->last) return 0;
    uint8_t opens = doc->tokens.at[from].tag;
    if (opens == SS_TAG_DT || opens == SS_TAG_PRPS) { /* "assured the airline | the update was safe" */
        while (from + 2 < s->last && (doc->tokens.at[from + 1].tag == SS_TAG_NN || doc->tokens.at[from + 1].tag == SS_TAG_NNS ||
                                      doc->tokens.at[from + 1].tag == SS_TAG_JJ || doc->tokens.at[from + 1].tag == SS_TAG_NNP))
            from++;
        uint8_t begins = doc->tokens.at[from + 1].tag;
        if (doc->tokens.at[from].tag == SS_TAG_JJ || (begins != SS_TAG_DT && begins != SS_TAG_PRP && begins != SS_TAG_PRPS)) return 0;
    } else if (opens != SS_TAG_PRP) {
        return 0;
    }
    const ss_token *next = &doc->tokens.at[from + 1];
    if (next->tag != SS_TAG_DT && next->tag != SS_TAG_PRP && next->tag != SS_TAG_PRPS && next->tag != SS_TAG_NNP &&
        next->tag != SS_TAG_NNS && next->tag != SS_TAG_NN)
        return 0;
    for (uint32_t i = from + 2; i < s->last && i < from + LONGEST_SUBJECT && !(doc->tokens.at[i].flags & SS_PUNCT); i++)
        if (finite_verb(&doc->tokens.at[i]) || doc->tokens.at[i].tag == SS_TAG_MD || doc->tokens.at[i].tag == SS_TAG_VBN) return from + 1;
    return 0;
}

/* "told an inquiry on Monday that ...", whatever the tree says of it: no auxiliary
 * of the passive before the verb, then somebody, then the clause. */
static bool told_frame(const sayso_doc *doc, uint32_t verb)
{
    const ss_sentence *s = &doc->sentences.at[doc->tokens.at[verb].sent];
    uint8_t tag = doc->tokens.at[verb].tag;
    if (tag == SS_TAG_VBP || tag == SS_TAG_VBZ || tag == SS_TAG_VBG) {
        if (verb == s->first) return false;
        const ss_token *before = &doc->tokens.at[verb - 1];
        bool ongoing = tag == SS_TAG_VBG && (!strcmp(before->lemma, "keep") || !strcmp(before->lemma, "be"));
        bool subject = tag != SS_TAG_VBG && (before->tag == SS_TAG_PRP || before->tag == SS_TAG_NN || before->tag == SS_TAG_NNS ||
                                             before->tag == SS_TAG_NNP);
        if (!ongoing && !subject) return false;
        return verb + 1 < s->last && doc->tokens.at[verb + 1].tag != SS_TAG_IN &&
               (control_start(doc, verb + 1) > 0 || bare_start(doc, verb + 1) > 0);
    }
    for (uint32_t i = verb; i-- > s->first && verb - i <= 3;) {
        const char *lemma = doc->tokens.at[i].lemma;
        if (!strcmp(lemma, "be") || !strcmp(lemma, "get")) return false;
        if (!(doc->tokens.at[i].tag == SS_TAG_RB)) break;
    }
    if (verb == s->first || verb + 1 >= s->last || doc->tokens.at[verb + 1].tag == SS_TAG_IN) return false;
    return control_start(doc, verb + 1) > 0 || bare_start(doc, verb + 1) > 0;
}

/* "a warning from the fire marshal that ...", "the mayor's claim that ..." */
static bool noun_frame(const sayso_doc *doc, const ss_tree *tree, uint32_t noun)
{
    bool clause = false, holder = false;
    for (uint32_t k = tree->kid[noun]; k != UINT32_MAX; k = tree->sib[k]) {
        const ss_token *t = &doc->tokens.at[k];
        if ((t->rel == SS_REL_acl || t->rel == SS_REL_ccomp || t->rel == SS_REL_acl_relcl) && k > noun) {
            int32_t mark = ss_child(doc, tree, k, SS_REL_mark);
            clause |= mark >= 0 && ss_is(&doc->tokens.at[mark], "that");
        }
        if (t->rel == SS_REL_nmod_poss) holder = true;
        if (t->rel == SS_REL_nmod && k > noun) {
            int32_t by = ss_child(doc, tree, k, SS_REL_case);
            holder |= by >= 0 && (ss_is(&doc->tokens.at[by], "from") || ss_is(&doc->tokens.at[by], "by") ||
                                  ss_is(&doc->tokens.at[by], "of"));
        }
    }
    return clause && holder;
}

static bool plain_frame(ss_ctx *ctx, const ss_tree *tree, const ss_lexicon *addressed, uint32_t verb)
{
    const sayso_doc *doc = ctx->doc;
    const ss_token *t = &doc->tokens.at[verb];
    int32_t subject = ss_child(doc, tree, verb, SS_REL_nsubj);
    bool shared = subject < 0 && t->rel == SS_REL_conj && t->head >= 0 && finite_verb(&doc->tokens.at[t->head]);
    if (shared) subject = ss_child(doc, tree, (uint32_t)t->head, SS_REL_nsubj); /* "complained ... and ordered the station to" */
    if (subject < 0 || ss_is(&doc->tokens.at[subject], "it") || ss_is(&doc->tokens.at[subject], "which")) return false;
    if (ss_child(doc, tree, verb, SS_REL_ccomp) >= 0) return true;
    const char *frame = ss_lexicon_lemma(addressed, t);
    bool infinitive = ss_child(doc, tree, verb, SS_REL_xcomp) >= 0;
    if (frame && strchr(frame, 'o') && infinitive) return true;
    if (infinitive && ss_lexicon_lemma(ss_lexicon_get(ctx->model, "negative_cues"), t)) return true;
    int32_t object = ss_child(doc, tree, verb, SS_REL_obj);
    const char *class = ss_lexicon_lemma(ss_lexicon_get(ctx->model, "cue_verbs"), t);
    if (object > (int32_t)verb && class && strstr(class, " thing")) return true; /* "denied the charge" */
    if (object > (int32_t)verb) { /* "rejected claims that ..." */
        const char *noun = ss_lexicon_find(ss_lexicon_get(ctx->model, "cue_verbs"), doc->tokens.at[object].lemma,
                                           strlen(doc->tokens.at[object].lemma));
        bool clause = ss_child(doc, tree, (uint32_t)object, SS_REL_acl) > object ||
                      ss_child(doc, tree, (uint32_t)object, SS_REL_ccomp) > object ||
                      ss_child(doc, tree, (uint32_t)object, SS_REL_acl_relcl) > object;
        if (noun && clause) return true;
    }
    uint32_t next = verb + 1;
    if (next < doc->tokens.n && ss_is(&doc->tokens.at[next], ",")) next++;
    if (next < doc->tokens.n && (doc->tokens.at[next].flags & SS_QUOTE_OPEN)) return true;
    return parenthetical(doc, tree, verb, (uint32_t)subject);
}

/* "..., UN investigators said in a report Thursday.": a comma or closing mark, a noun
 * phrase, the verb, and no clause behind it; a clause in front. Returns the token
 * behind the comma, 0 where the line does not have that shape. */
static uint32_t parenthetical_line(const sayso_doc *doc, uint32_t verb)
{
    const ss_sentence *s = &doc->sentences.at[doc->tokens.at[verb].sent];
    uint32_t from = verb, nouns = 0;
    while (from > s->first && verb - from < LONGEST_SUBJECT && !(doc->tokens.at[from - 1].flags & SS_PUNCT)) {
        const ss_token *t = &doc->tokens.at[from - 1];
        if (!nominal(t) || t->tag == SS_TAG_VBG || t->tag == SS_TAG_VBN) return 0;
        nouns += t->tag == SS_TAG_NN || t->tag == SS_TAG_NNS || t->tag == SS_TAG_NNP || t->tag == SS_TAG_NNPS ||
                 t->tag == SS_TAG_PRP;
        from--;
    }
    if (!nouns || from <= s->first + 3 || doc->tokens.at[from].tag == SS_TAG_CC) return 0;
    const ss_token *mark = &doc->tokens.at[from - 1];
    if (!ss_is(mark, ",") && !(mark->flags & SS_QUOTE_CLOSE)) return 0;
    bool clause = false; /* a participle may be a past tense taken wrongly */
    for (uint32_t i = s->first; i + 1 < from; i++) {
        const ss_token *t = &doc->tokens.at[i];
        clause |= finite_verb(t) || t->tag == SS_TAG_MD || (t->tag == SS_TAG_VBN && from - s->first > SHORTEST_CLAUSE);
    }
    if (!clause) return 0;
    for (uint32_t i = verb + 1; i < s->last; i++) {
        const ss_token *t = &doc->tokens.at[i];
        if (i > verb + LONGEST_REST || finite_verb(t) || t->tag == SS_TAG_MD || ss_is(t, "that") || (t->flags & SS_QUOTE_OPEN))
            return 0;
    }
    return from;
}

/* "ruled on Wednesday that": the verb, at most a short phrase, and the conjunction. */
static bool that_line(const sayso_doc *doc, uint32_t verb)
{
    const ss_sentence *s = &doc->sentences.at[doc->tokens.at[verb].sent];
    if (verb == s->first) return false;
    const ss_token *before = &doc->tokens.at[verb - 1];
    bool subject = before->tag == SS_TAG_NN || before->tag == SS_TAG_NNS || before->tag == SS_TAG_NNP ||
                   before->tag == SS_TAG_NNPS || before->tag == SS_TAG_PRP || before->tag == SS_TAG_RB ||
                   before->tag == SS_TAG_COMMA || !strcmp(before->lemma, "have");
    if (!subject || ss_is(before, "it")) return false;
    for (uint32_t i = verb + 1; i < s->last && i <= verb + 4; i++) {
        const ss_token *t = &doc->tokens.at[i];
        if (ss_is(t, "that")) { /* behind a day the tagger may take it for a relative pronoun */
            uint8_t next = i + 1 < s->last ? doc->tokens.at[i + 1].tag : SS_TAG_MD;
            return t->tag == SS_TAG_IN || (t->tag == SS_TAG_WDT && !finite_verb(&doc->tokens.at[i + 1]) && next != SS_TAG_MD);
        }
        bool time = t->tag == SS_TAG_NNP || t->tag == SS_TAG_IN || t->tag == SS_TAG_NN || t->tag == SS_TAG_RB ||
                    t->tag == SS_TAG_JJ || t->tag == SS_TAG_CD;
        if (!time) return false;
    }
    return false;
}

/* "put the toll at more than 40": a figure is given by its subject. */
static bool figure_frame(const sayso_doc *doc, const ss_tree *tree, uint32_t verb)
{
    const ss_token *t = &doc->tokens.at[verb];
    if (strcmp(t->lemma, "put") || verb == 0) return false;
    const ss_token *before = &doc->tokens.at[verb - 1];
    bool subject = ss_child(doc, tree, verb, SS_REL_nsubj) >= 0 || before->tag == SS_TAG_COMMA ||
                   before->tag == SS_TAG_NNP || before->tag == SS_TAG_NN || before->tag == SS_TAG_NNS;
    const ss_sentence *s = &doc->sentences.at[t->sent];
    if (!subject) return false;
    for (uint32_t i = verb + 2; i + 1 < s->last && i < verb + LONGEST_SUBJECT; i++) {
        if (ss_is(&doc->tokens.at[i], "at"))
            for (uint32_t k = i + 1; k < s->last && k <= i + 5; k++) {
                uint8_t tag = doc->tokens.at[k].tag;
                if (tag == SS_TAG_CD || tag == SS_TAG_DOLLAR) return true;
                if (tag == SS_TAG_COMMA) break;
            }
        if (!nominal(&doc->tokens.at[i])) return false;
    }
    return false;
}

/* ", ruling that ...": a participle behind a comma, with its clause. */
static bool ruling_that(const sayso_doc *doc, uint32_t verb)
{
    return doc->tokens.at[verb].tag == SS_TAG_VBG && verb + 1 < doc->tokens.n && ss_is(&doc->tokens.at[verb + 1], "that") &&
           verb > doc->sentences.at[doc->tokens.at[verb].sent].first &&
           (ss_is(&doc->tokens.at[verb - 1], ",") || (doc->tokens.at[verb - 1].flags & SS_QUOTE_CLOSE));
}

/* "The study did not find a link": what a document or its authors found or did not.
 * The object, or -1. */
static int32_t found_thing(const ss_ctx *ctx, const ss_tree *tree, uint32_t verb)
{
    const sayso_doc *doc = ctx->doc;
    const ss_token *t = &doc->tokens.at[verb];
    int32_t subject = ss_child(doc, tree, verb, SS_REL_nsubj), object = ss_child(doc, tree, verb, SS_REL_obj);
    if (subject < 0 || subject > (int32_t)verb || object < (int32_t)verb || (!finite_verb(t) && t->tag != SS_TAG_VB)) return -1;
    const ss_token *s = &doc->tokens.at[subject];
    if (!ss_lexicon_lemma(ss_lexicon_get(ctx->model, "document_nouns"), s) && strcmp(s->lemma, "researcher") &&
        strcmp(s->lemma, "scientist") && strcmp(s->lemma, "author") && strcmp(s->lemma, "investigator") &&
        strcmp(s->lemma, "auditor") && strcmp(s->lemma, "inspector"))
        return -1;
    return object;
}

/* "had complained to the city about the trucks": what follows "about" was said. */
static bool complains(const sayso_doc *doc, const ss_tree *tree, uint32_t verb)
{
    static const char *const verbs[] = {"complain", "boast", "brag", "joke", "testify", "rant", "gripe", "grumble"};
    bool one = false;
    for (size_t k = 0; k < sizeof verbs / sizeof *verbs; k++) one |= !strcmp(doc->tokens.at[verb].lemma, verbs[k]);
    const ss_sentence *s = &doc->sentences.at[doc->tokens.at[verb].sent];
    if (!one || verb == s->first) return false;
    const ss_token *before = &doc->tokens.at[verb - 1];
    bool subject = ss_child(doc, tree, verb, SS_REL_nsubj) >= 0 || before->tag == SS_TAG_PRP || !strcmp(before->lemma, "have");
    for (uint32_t i = verb + 1; subject && i + 1 < s->last && i < verb + LONGEST_SUBJECT; i++) {
        if (ss_is(&doc->tokens.at[i], "about") || ss_is(&doc->tokens.at[i], "of")) return true;
        if (!nominal(&doc->tokens.at[i]) && doc->tokens.at[i].tag != SS_TAG_TO) return false;
    }
    return false;
}

static int by_first(const void *x, const void *y)
{
    const ss_cue *a = x, *b = y;
    return a->first < b->first ? -1 : a->first > b->first;
}

void ss_frames_complete(ss_ctx *ctx, const ss_tree *tree, ss_cue_list *cues)
{
    const sayso_doc *doc = ctx->doc;
    const ss_lexicon *verbs = ss_lexicon_get(ctx->model, "cue_verbs"),
                     *addressed = ss_lexicon_get(ctx->model, "addressed_verbs");
    uint32_t n = cues->n, k = 0;
    for (uint32_t i = 0; i < doc->tokens.n; i++) {
        while (k < n && cues->at[k].last <= i) k++;
        if (k < n && cues->at[k].first <= i) continue;
        const ss_token *t = &doc->tokens.at[i];
        if (t->flags & SS_SKIP) continue;
        const char *value = class_of(verbs, t);
        if (ss_is(t, "according") && i + 2 < doc->tokens.n && ss_is(&doc->tokens.at[i + 1], "to") &&
            doc->tokens.at[i + 2].sent == t->sent) {
            *ss_push(ctx->scratch, cues) = (ss_cue){.first = i, .last = i + 2, .head = i};
            continue;
        }
        if (ss_is(t, "words") && i >= 2 && i + 2 < doc->tokens.n && ss_is(&doc->tokens.at[i - 1], "the") &&
            ss_is(&doc->tokens.at[i - 2], "in") && ss_is(&doc->tokens.at[i + 1], "of") && doc->tokens.at[i + 2].sent == t->sent &&
            (k == 0 || cues->at[k - 1].last <= i - 2)) {
            *ss_push(ctx->scratch, cues) = (ss_cue){.first = i - 2, .last = i + 2, .head = i};
            continue;
        }
        if (finite_verb(t) && figure_frame(doc, tree, i)) {
            *ss_push(ctx->scratch, cues) = (ss_cue){.first = i, .last = i + 1, .head = i};
            continue;
        }
        if (value[0] == 'n' && (t->tag == SS_TAG_NN || t->tag == SS_TAG_NNS)) {
            if (noun_frame(doc, tree, i))
                *ss_push(ctx->scratch, cues) = (ss_cue){.first = i, .last = i + 1, .head = i};
            continue;
        }
        /* "..., the figures show.": of showing and finding only the parenthesis is plain. */
        bool plural = (t->tag == SS_TAG_NNS || t->tag == SS_TAG_NN || t->tag == SS_TAG_VB || t->tag == SS_TAG_VBN) &&
                      i + 1 < doc->tokens.n && ss_is(&doc->tokens.at[i + 1], "."); /* "a memo shows." */
        bool known = (value[0] == 'k' ? finite_verb(t) || plural : value[0] == 's' && plural) && parenthetical_line(doc, i) > 0;
        bool decided = value[0] == 'd' && that_line(doc, i); /* "ruled on Wednesday that" */
        const char *frame = ss_lexicon_lemma(addressed, t);
        bool verbal = finite_verb(t) || t->tag == SS_TAG_VBN || t->tag == SS_TAG_VBG;
        bool told = frame && strchr(frame, 'o') && verbal && told_frame(doc, i);
        bool finds = value[0] == 'k' && found_thing(ctx, tree, i) >= 0;
        if (value[0] != 's' && value[0] != 'w' && value[0] != 'b' && !known && !decided && !finds && !(value[0] == 'd' && (told || ruling_that(doc, i)))) continue;
        /* "used to say that", "He would say that" */
        bool habit = t->tag == SS_TAG_VB && value[0] == 's' && i > doc->sentences.at[t->sent].first + 1 &&
                     ss_is(&doc->tokens.at[i - 1], "to") && ss_is(&doc->tokens.at[i - 2], "used");
        bool participle = (value[0] == 's' || value[0] == 'd' || value[0] == 'w') && ruling_that(doc, i);
        bool topic = value[0] == 's' && (finite_verb(t) || t->tag == SS_TAG_VBN) && complains(doc, tree, i);
        bool perfect = t->tag == SS_TAG_VBN && i > 0 && !strcmp(doc->tokens.at[i - 1].lemma, "have");
        bool plain = finite_verb(t) && (plain_frame(ctx, tree, addressed, i) || parenthetical_line(doc, i));
        /* "A judge ruled on Wednesday that": a past tense that was taken for a participle */
        bool taken = t->tag == SS_TAG_VBN && i > 0 && nominal(&doc->tokens.at[i - 1]) && that_line(doc, i) &&
                     doc->tokens.at[i - 1].tag != SS_TAG_RB;
        perfect |= taken;
        plain |= known;
        if (!told && !plain && !habit && !topic && !finds && !participle && !((finite_verb(t) || perfect) && that_line(doc, i))) continue;
        uint32_t first = i;
        while (first > 0 && doc->tokens.at[first - 1].head == (int32_t)i && doc->tokens.at[first - 1].sent == t->sent &&
               (doc->tokens.at[first - 1].rel == SS_REL_aux || doc->tokens.at[first - 1].rel == SS_REL_advmod) &&
               !(k > 0 && first - 1 < cues->at[k - 1].last))
            first--;
        *ss_push(ctx->scratch, cues) = (ss_cue){.first = first, .last = i + 1, .head = i};
    }
    if (cues->n > n) qsort(cues->at, cues->n, sizeof *cues->at, by_first);
}

/* ------------------------------------------------------------------ amendments */

/* The first noun phrase after the cue is the addressee: up to the medium's
 * preposition, a time, or the content. */
static void cut_addressee(ss_drafting *d, ss_draft *draft, uint32_t start)
{
    const sayso_doc *doc = d->doc;
    uint32_t last = draft->cue.last;
    while (last < start) {
        const ss_token *t = &doc->tokens.at[last];
        if (t->tag == SS_TAG_IN && last > draft->cue.last) {
            bool medium = false;
            for (uint32_t k = last + 1; k < start && k < last + 8; k++)
                medium |= ss_lexicon_has(d->media, doc->tokens.at[k].lemma);
            if (!ss_is(t, "of") && (medium || last > draft->cue.last)) break;
        }
        last++;
    }
    /* "President Joe Biden in a letter Thursday": a time at the end is not part of it. */
    for (uint32_t k = 0; k < doc->times.n; k++) {
        uint32_t at = ss_token_at(doc, doc->times.at[k].spans.at[0].begin);
        if (at > draft->cue.last && at < last) last = at;
        if (at >= last) break;
    }
    while (last > draft->cue.last && (doc->tokens.at[last - 1].flags & SS_PUNCT) && !ss_is(&doc->tokens.at[last - 1], ")"))
        last--;
    /* "warned in a report that": a phrase of place is nobody */
    if (last > draft->cue.last && doc->tokens.at[draft->cue.last].tag != SS_TAG_IN) draft->addressee = (ss_range){draft->cue.last, last};
}

static bool held_or_near(const ss_draft *draft, uint32_t from, uint32_t start)
{
    for (uint32_t i = 0; i < draft->content.n; i++)
        if (draft->content.at[i].first <= start + LONGEST_SUBJECT && draft->content.at[i].last >= from) return true;
    return false;
}

static void control_frame(ss_drafting *d, ss_draft *draft)
{
    const sayso_doc *doc = d->doc;
    const char *frame = ss_lexicon_find(d->addressed, doc->tokens.at[draft->cue.head].lemma,
                                        strlen(doc->tokens.at[draft->cue.head].lemma));
    if (!frame || draft->cue.head >= draft->cue.last) return;
    uint32_t after = draft->cue.last;
    bool on = strchr(frame, 'n') && after < doc->tokens.n && (ss_is(&doc->tokens.at[after], "on") || ss_is(&doc->tokens.at[after], "upon"));
    bool held_on = strchr(frame, 'n') && draft->cue.last > draft->cue.head + 1 && ss_is(&doc->tokens.at[after - 1], "on");
    if (!strchr(frame, 'o') && !on && !held_on) return;
    uint32_t start = control_start(doc, after + on);
    if (!start && !on && strchr(frame, 'o')) start = bare_start(doc, after);
    if (on && start) { /* "called on | the minister to" */
        draft->cue.last++;
        ss_ranges_cut(d->ctx->scratch, &draft->content, after, after + 1);
    }
    if (!start || !held_or_near(draft, draft->cue.last, start)) return;
    /* Does the content go on behind the start? If the labeller stopped at the object,
     * the clause is the rest of the sentence. */
    bool beyond = false;
    for (uint32_t i = 0; i < draft->content.n; i++) beyond |= draft->content.at[i].last > start + 1;
    cut_addressee(d, draft, start);
    ss_ranges_cut(d->ctx->scratch, &draft->content, draft->cue.last, start);
    if (!beyond) {
        const ss_sentence *s = &doc->sentences.at[doc->tokens.at[draft->cue.head].sent];
        ss_ranges_add(d->ctx->scratch, &draft->content, start, s->last);
    } else {
        uint32_t to = start + 1; /* no hole between the start and what the labeller took */
        for (uint32_t i = 0; i < draft->content.n; i++)
            if (draft->content.at[i].first > start && draft->content.at[i].first <= start + LONGEST_SUBJECT && to == start + 1)
                to = draft->content.at[i].first;
        ss_ranges_add(d->ctx->scratch, &draft->content, start, to);
    }
    ss_ranges_tidy(d, &draft->content);
    ss_explain(d, draft, "addressee", 0, draft->addressee, "the verb addresses its object; what follows is the content");
}

/* "argues in the letter that ...": the content begins at "that" or at the mark. */
static void medium_in_front(ss_drafting *d, ss_draft *draft)
{
    const sayso_doc *doc = d->doc;
    if (!draft->content.n) return;
    ss_range r = {0, 0};
    for (uint32_t i = 0; i < draft->content.n && r.first == 0; i++)
        if (draft->content.at[i].first >= draft->cue.last) r = draft->content.at[i];
    if (r.first == 0 || doc->tokens.at[r.first].tag != SS_TAG_IN || ss_is(&doc->tokens.at[r.first], "that")) return;
    bool medium = false;
    for (uint32_t i = r.first; i < r.last && i < r.first + 14; i++) {
        const ss_token *t = &doc->tokens.at[i];
        if (i > r.first && medium && (ss_is(t, "that") || (t->flags & SS_QUOTE_OPEN))) {
            ss_ranges_cut(d->ctx->scratch, &draft->content, r.first, i);
            ss_ranges_tidy(d, &draft->content);
            return;
        }
        medium |= ss_lexicon_lemma(d->media, t) != NULL;
        if (i > r.first && !nominal(t)) return;
    }
}

/* "joined 18 states in urging ...", "..., calling it false": who urges is who joined. */
static void gerund_subject(ss_drafting *d, ss_draft *draft)
{
    const sayso_doc *doc = d->doc;
    uint32_t head = draft->cue.head;
    if (doc->tokens.at[head].tag != SS_TAG_VBG || draft->cue.first == 0) return;
    const ss_token *before = &doc->tokens.at[draft->cue.first - 1];
    bool participle = !draft->source.n && ss_is(before, ",");
    if (!participle && !ss_is(before, "in") && !ss_is(before, "by") && !ss_is(before, "after") && !ss_is(before, "before") &&
        !ss_is(before, "while") && !ss_is(before, "without") && !(strcmp(before->lemma, "keep") == 0 && !draft->source.n))
        return;
    /* The nearest finite verb to the left with a subject; for a participle behind a
     * comma the first of the sentence. */
    const ss_sentence *s = &doc->sentences.at[doc->tokens.at[head].sent];
    for (uint32_t i = draft->cue.first; i-- > s->first && draft->cue.first - i < REACH;) {
        if (!finite_verb(&doc->tokens.at[i])) continue;
        int32_t subject = ss_child(doc, d->tree, i, SS_REL_nsubj);
        if (participle && i > s->first) {
            for (uint32_t k = s->first; k < i && k < s->first + REACH; k++)
                if (doc->tokens.at[k].rel == SS_REL_nsubj && doc->tokens.at[k].head > (int32_t)k) {
                    subject = (int32_t)k;
                    break;
                }
        }
        if (subject < 0 || (uint32_t)subject > i) return;
        uint32_t first = d->tree->left[subject], last = d->tree->right[subject];
        if (last > i) last = i;
        ss_draft_source(d, draft, first, last);
        ss_explain(d, draft, "subject", 0, (ss_range){first, last}, "the subject of the verb that governs the gerund");
        return;
    }
}

/* An infinitive counts only for verbs that are known to take what is said or meant. */
static bool has_clause(const ss_drafting *d, uint32_t verb, bool known)
{
    for (uint32_t k = d->tree->kid[verb]; k != UINT32_MAX; k = d->tree->sib[k]) {
        uint8_t rel = d->doc->tokens.at[k].rel;
        if (rel == SS_REL_ccomp || rel == SS_REL_parataxis || (rel == SS_REL_xcomp && known)) return true;
    }
    return false;
}

/* Only a term or nickname in marks: "known as “Shorty”". */
static bool only_a_term(const ss_drafting *d, const ss_draft *draft)
{
    const sayso_doc *doc = d->doc;
    uint32_t lo = 0, hi = doc->quotes.n, begin = doc->tokens.at[draft->content.at[0].first].begin;
    if (draft->content.n != 1) return false;
    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        if (doc->quotes.at[mid].outer.begin < begin)
            lo = mid + 1;
        else
            hi = mid;
    }
    if (lo == doc->quotes.n || doc->quotes.at[lo].outer.begin != begin || ss_ranges_count(&draft->content) > LONGEST_TERM)
        return false;
    return draft->content.at[0].last <= ss_token_at(doc, doc->quotes.at[lo].outer.end);
}

static bool has_marks(const ss_drafting *d, const ss_draft *draft)
{
    uint32_t level = d->doc->tokens.at[draft->cue.head].depth;
    for (uint32_t i = 0; i < draft->content.n; i++)
        for (uint32_t k = draft->content.at[i].first; k < draft->content.at[i].last; k++)
            if (d->doc->tokens.at[k].depth > level) return true;
    return false;
}

/* Holder and clause of a noun of saying. */
static void supply_noun(ss_drafting *d, ss_draft *draft)
{
    const sayso_doc *doc = d->doc;
    uint32_t noun = draft->cue.head;
    for (uint32_t k = d->tree->kid[noun]; k != UINT32_MAX; k = d->tree->sib[k]) {
        const ss_token *t = &doc->tokens.at[k];
        int32_t by = ss_child(doc, d->tree, k, SS_REL_case);
        if ((t->rel == SS_REL_acl || t->rel == SS_REL_ccomp || t->rel == SS_REL_acl_relcl) && k > noun)
            ss_ranges_add(d->ctx->scratch, &draft->content, d->tree->left[k], d->tree->right[k]);
        else if (!draft->source.n && t->rel == SS_REL_nmod_poss)
            ss_draft_source(d, draft, d->tree->left[k], d->tree->right[k]);
        else if (!draft->source.n && t->rel == SS_REL_nmod && k > noun && by >= 0 && (uint32_t)by < k)
            ss_draft_source(d, draft, (uint32_t)by + 1, d->tree->right[k]);
    }
    for (uint32_t i = 0; i < draft->source.n; i++)
        ss_ranges_cut(d->ctx->scratch, &draft->content, draft->source.at[i].first, draft->source.at[i].last);
    ss_ranges_tidy(d, &draft->content);
}

/* "said in the letter that": the clause may hang on the letter in the tree. 0: none. */
static uint32_t that_behind(const ss_drafting *d, const ss_draft *draft)
{
    const sayso_doc *doc = d->doc;
    const ss_sentence *s = &doc->sentences.at[doc->tokens.at[draft->cue.head].sent];
    bool medium = false;
    for (uint32_t i = draft->cue.first; i < s->last && i < draft->cue.last + LONGEST_SUBJECT; i++) {
        const ss_token *t = &doc->tokens.at[i];
        medium |= ss_lexicon_has(d->media, t->lemma);
        if (i < draft->cue.last) continue;
        if (medium && ss_is(t, "that") && t->tag != SS_TAG_DT) return i + 2 < s->last ? i : 0;
        if (!nominal(t)) return 0;
    }
    return 0;
}

/* "According to X, Y" and "Y, according to X". */
static void supply_according(ss_drafting *d, ss_draft *draft)
{
    const sayso_doc *doc = d->doc;
    const ss_sentence *s = &doc->sentences.at[doc->tokens.at[draft->cue.first].sent];
    uint32_t from = draft->cue.last, comma = from;
    while (comma < s->last && !(doc->tokens.at[comma].flags & SS_PUNCT)) comma++;
    if (draft->cue.first <= s->first + 1) {
        if (comma + 1 >= s->last) return;
        ss_ranges_add(d->ctx->scratch, &draft->content, comma + 1, s->last);
    } else {
        ss_ranges_add(d->ctx->scratch, &draft->content, s->first, draft->cue.first);
    }
    ss_ranges_tidy(d, &draft->content);
    if (!draft->source.n && comma > from) ss_draft_source(d, draft, from, comma);
    if (draft->content.n)
        ss_explain(d, draft, "clause", 0, draft->content.at[0], "the clause beside the phrase that names its source");
}

/* "in the words of NAME, X" and "X, in the words of NAME": a quotation behind the name,
 * else the clause in front. */
static void supply_words(ss_drafting *d, ss_draft *draft)
{
    const sayso_doc *doc = d->doc;
    const ss_sentence *s = &doc->sentences.at[doc->tokens.at[draft->cue.first].sent];
    uint32_t from = draft->cue.last, open = from, comma = from;
    while (open < s->last && open < from + REACH && !(doc->tokens.at[open].flags & SS_QUOTE_OPEN)) open++;
    while (comma < s->last && comma < open && !(doc->tokens.at[comma].flags & SS_PUNCT)) comma++;
    if (open < s->last && !(doc->tokens.at[open].flags & SS_QUOTE_OPEN)) open = s->last;
    uint32_t end = open < s->last ? open : comma;
    while (end > from && (doc->tokens.at[end - 1].flags & SS_PUNCT)) end--;
    if (end == from) return;
    if (open < s->last) {
        uint32_t last = open + 1;
        while (last < s->last && last < open + LONGEST_CLAUSE && !(doc->tokens.at[last - 1].flags & SS_QUOTE_CLOSE)) last++;
        ss_ranges_add(d->ctx->scratch, &draft->content, open, last);
    } else if (draft->cue.first > s->first + 2) {
        ss_ranges_add(d->ctx->scratch, &draft->content, s->first, draft->cue.first);
    } else if (comma + 1 < s->last) {
        ss_ranges_add(d->ctx->scratch, &draft->content, comma + 1, s->last);
    }
    ss_ranges_tidy(d, &draft->content);
    ss_draft_source(d, draft, from, end);
    if (draft->content.n) ss_explain(d, draft, "clause", 0, draft->content.at[0], "what is given in somebody's words");
}

/* The end of the sentence, or of the quotation that `from` stands in. */
static uint32_t end_of_clause(const sayso_doc *doc, uint32_t from)
{
    uint32_t last = doc->sentences.at[doc->tokens.at[from].sent].last, level = doc->tokens.at[from].depth;
    if (last - from > LONGEST_CLAUSE) last = from + LONGEST_CLAUSE;
    for (uint32_t i = from; i < last; i++)
        if (doc->tokens.at[i].depth < level) return i;
    return last;
}

/* Where the labeller gave no content: the infinitive inside the cue, the clause in front of a parenthetical
 * report, or the clause that the verb takes. */
void ss_frames_supply(ss_drafting *d, ss_draft *draft)
{
    const sayso_doc *doc = d->doc;
    uint32_t verb = draft->cue.head;
    /* "declined to comment", all of it taken for the cue. */
    for (uint32_t i = draft->cue.first + 1; i + 1 < draft->cue.last; i++)
        if (doc->tokens.at[i].tag == SS_TAG_TO) {
            ss_ranges_add(d->ctx->scratch, &draft->content, i, draft->cue.last);
            draft->cue.last = i;
            draft->cue.head = ss_range_head(doc, draft->cue.first, i);
            return;
        }
    if (ss_is(&doc->tokens.at[verb], "words") && draft->cue.last == draft->cue.first + 4) {
        supply_words(d, draft);
        return;
    }
    uint8_t tag = doc->tokens.at[verb].tag;
    bool shows = class_of(ss_lexicon_get(d->ctx->model, "cue_verbs"), &doc->tokens.at[verb])[0] != 'n'; /* "a memo shows." */
    if ((tag == SS_TAG_NN || tag == SS_TAG_NNS) && !(shows && parenthetical_line(doc, verb))) {
        supply_noun(d, draft);
        return;
    }
    const char *frame = ss_lexicon_lemma(d->addressed, &doc->tokens.at[verb]);
    bool told = frame && strchr(frame, 'o') && told_frame(doc, verb);
    uint32_t start = told ? control_start(doc, draft->cue.last) : 0;
    if (told && !start) start = bare_start(doc, draft->cue.last);
    if (start) {
        ss_ranges_add(d->ctx->scratch, &draft->content, start, end_of_clause(doc, start));
        ss_ranges_tidy(d, &draft->content);
        return;
    }
    uint32_t that = ruling_that(doc, verb) ? draft->cue.last : that_behind(d, draft);
    if (that) {
        ss_ranges_add(d->ctx->scratch, &draft->content, that, end_of_clause(doc, that));
        ss_ranges_tidy(d, &draft->content);
        ss_explain(d, draft, "clause", 0, draft->content.at[0], "the clause behind the medium");
        return;
    }
    if (ss_is(&doc->tokens.at[draft->cue.first], "according")) {
        supply_according(d, draft);
        return;
    }
    int32_t thing = found_thing(d->ctx, d->tree, verb);
    if (thing >= 0 && ss_child(doc, d->tree, verb, SS_REL_ccomp) < 0) {
        int32_t subject = ss_child(doc, d->tree, verb, SS_REL_nsubj);
        ss_ranges_add(d->ctx->scratch, &draft->content, draft->cue.last, d->tree->right[thing]);
        ss_ranges_tidy(d, &draft->content);
        if (!draft->source.n) ss_draft_source(d, draft, d->tree->left[subject], d->tree->right[subject]);
        return;
    }
    if (complains(doc, d->tree, verb)) {
        const ss_sentence *s = &doc->sentences.at[doc->tokens.at[verb].sent];
        uint32_t about = verb + 1, last;
        while (about < s->last && about < verb + LONGEST_SUBJECT && !ss_is(&doc->tokens.at[about], "about") && !ss_is(&doc->tokens.at[about], "of")) about++;
        for (last = about; last < s->last && last < about + REACH && !(doc->tokens.at[last].flags & SS_PUNCT);) last++;
        ss_ranges_add(d->ctx->scratch, &draft->content, about, last);
        ss_ranges_tidy(d, &draft->content);
        return;
    }
    if (figure_frame(doc, d->tree, verb)) {
        uint32_t last = verb + 1;
        while (last < doc->sentences.at[doc->tokens.at[verb].sent].last && doc->tokens.at[last].tag != SS_TAG_CD) last++;
        ss_ranges_add(d->ctx->scratch, &draft->content, draft->cue.last, last + 1);
        ss_ranges_tidy(d, &draft->content);
        return;
    }
    uint32_t named = parenthetical_line(doc, verb);
    if (named) {
        ss_ranges_add(d->ctx->scratch, &draft->content, doc->sentences.at[doc->tokens.at[verb].sent].first, named);
        ss_ranges_tidy(d, &draft->content);
        ss_draft_source(d, draft, named, draft->cue.first);
        ss_explain(d, draft, "clause", 0, draft->content.at[0], "the clause in front of who said it");
        return;
    }
    if (!finite_verb(&doc->tokens.at[verb])) return;
    uint32_t open = draft->cue.last + (draft->cue.last < doc->tokens.n && ss_is(&doc->tokens.at[draft->cue.last], ","));
    if (open < doc->tokens.n && (doc->tokens.at[open].flags & SS_QUOTE_OPEN)) { /* He said “not today” and left. */
        uint32_t last = open + 1, end = doc->sentences.at[doc->tokens.at[verb].sent].last;
        while (last < end && last < open + LONGEST_CLAUSE && !((doc->tokens.at[last - 1].flags & SS_QUOTE_CLOSE) && doc->tokens.at[last - 1].depth == doc->tokens.at[open].depth)) last++;
        ss_ranges_add(d->ctx->scratch, &draft->content, open, last);
        ss_explain(d, draft, "clause", 0, draft->content.at[0], "the quotation that the verb of speech introduces");
        return;
    }
    int32_t subject = ss_child(doc, d->tree, verb, SS_REL_nsubj);
    if (subject < 0) return;
    const ss_sentence *s = &doc->sentences.at[doc->tokens.at[verb].sent];
    int32_t clause = ss_child(doc, d->tree, verb, SS_REL_ccomp);
    if (clause < 0) clause = ss_child(doc, d->tree, verb, SS_REL_xcomp);
    const char *class = ss_lexicon_lemma(ss_lexicon_get(d->ctx->model, "cue_verbs"), &doc->tokens.at[verb]);
    if (clause < 0 && class && strstr(class, " thing")) clause = ss_child(doc, d->tree, verb, SS_REL_obj);
    if (parenthetical(doc, d->tree, verb, (uint32_t)subject)) {
        uint32_t left = d->tree->left[subject] < verb && (uint32_t)subject < verb ? d->tree->left[subject] : verb;
        /* A subject phrase that swallowed the clause before it is cut at its comma. */
        for (uint32_t i = (uint32_t)subject < verb ? (uint32_t)subject : verb; i-- > left;)
            if (ss_is(&doc->tokens.at[i], ",") || (doc->tokens.at[i].flags & SS_QUOTE_CLOSE)) {
                left = i + 1;
                break;
            }
        ss_ranges_add(d->ctx->scratch, &draft->content, s->first, left);
    } else if (clause > (int32_t)verb) {
        ss_ranges_add(d->ctx->scratch, &draft->content, draft->cue.last, d->tree->right[clause]);
    }
    ss_ranges_tidy(d, &draft->content);
    if (!draft->content.n) return;
    if (!draft->source.n) {
        uint32_t first = d->tree->left[subject], last = d->tree->right[subject];
        if ((uint32_t)subject < verb && last > draft->cue.first) last = draft->cue.first;
        while (first < (uint32_t)subject && ss_ranges_hold(&draft->content, first)) first++;
        while (first < (uint32_t)subject && (doc->tokens.at[first].flags & SS_PUNCT)) first++;
        ss_draft_source(d, draft, first, last);
    }
    ss_explain(d, draft, "clause", 0, draft->content.at[0], "the clause that the verb of speech reports");
}

/* Acts reported as acts: "implemented the plan", "appointed a judge". PolNeAR counts
 * decrees and approvals as attributions; a reading of who said what does not, unless
 * words are given. */
static bool mere_act(const ss_drafting *d, const ss_draft *draft)
{
    bool copula = true, known = false;
    const ss_token *t = &d->doc->tokens.at[draft->cue.head];
    bool verb = t->tag == SS_TAG_VBD || t->tag == SS_TAG_VBZ || t->tag == SS_TAG_VBP || t->tag == SS_TAG_VB ||
                t->tag == SS_TAG_VBG || t->tag == SS_TAG_VBN;
    if (!verb || draft->cue.last - draft->cue.first > 3) return false;
    for (uint32_t i = draft->cue.first; i < draft->cue.last; i++) {
        const ss_token *w = &d->doc->tokens.at[i];
        char c = class_of(ss_lexicon_get(d->ctx->model, "cue_verbs"), w)[0];
        if (c && c != 'd') return false;
        known |= c != 0;
        copula &= !strcmp(w->lemma, "be") || !strcmp(w->lemma, "have") || !strcmp(w->lemma, "do");
    }
    if (copula) return true;
    if (figure_frame(d->doc, d->tree, draft->cue.head) || (known && that_line(d->doc, draft->cue.head))) return false;
    if (known && (told_frame(d->doc, draft->cue.head) || ruling_that(d->doc, draft->cue.head))) return false; /* "ordered the station to" */
    if (!known && only_a_term(d, draft)) return true;
    return !has_clause(d, draft->cue.head, known) && !has_marks(d, draft);
}

/* "a decision that Tran called ...": a noun with a relative clause, no speaker. */
static bool mere_noun(const ss_drafting *d, const ss_draft *draft)
{
    /* "messages about a contract": a topic, no statement. */
    if (draft->cue.last == draft->cue.first + 1 && ss_is(&d->doc->tokens.at[draft->cue.first], "about")) return true;
    uint8_t tag = d->doc->tokens.at[draft->cue.head].tag;
    if ((tag != SS_TAG_NN && tag != SS_TAG_NNS) || draft->source.n || !draft->content.n) return false;
    return d->doc->tokens.at[draft->content.at[0].first].tag == SS_TAG_WDT;
}

/* "It ... is said that ...": the empty subject is no content. */
static void drop_expletive(ss_drafting *d, ss_draft *draft)
{
    for (uint32_t i = 0; i < draft->content.n; i++) {
        ss_range r = draft->content.at[i];
        const ss_token *t = &d->doc->tokens.at[r.first];
        if (r.last == r.first + 1 && r.last <= draft->cue.first && (ss_is(t, "it") || ss_is(t, "there")) &&
            draft->content.n > 1) {
            ss_ranges_cut(d->ctx->scratch, &draft->content, r.first, r.last);
            return;
        }
    }
}

/* "who" and "that" stand for the noun before their clause: that is the source. */
static void relative_source(ss_drafting *d, ss_draft *draft)
{
    const sayso_doc *doc = d->doc;
    if (draft->source.n != 1 || draft->source.at[0].last != draft->source.at[0].first + 1) return;
    uint32_t at = draft->source.at[0].first;
    if (doc->tokens.at[at].tag != SS_TAG_WP && doc->tokens.at[at].tag != SS_TAG_WDT) return;
    int32_t clause = doc->tokens.at[at].head;
    while (clause >= 0 && doc->tokens.at[clause].rel != SS_REL_acl_relcl) clause = doc->tokens.at[clause].head;
    uint32_t noun = clause >= 0 && doc->tokens.at[clause].head >= 0 ? (uint32_t)doc->tokens.at[clause].head : at;
    if (noun >= at) { /* a parse gone astray: the subject in front, else the noun before the comma */
        uint32_t begin = doc->sentences.at[doc->tokens.at[at].sent].first;
        for (uint32_t i = begin; i < at && i < begin + REACH && noun >= at; i++)
            if (doc->tokens.at[i].rel == SS_REL_nsubj && doc->tokens.at[i].head >= (int32_t)at) noun = i;
        if (noun >= at && at > begin + 1) noun = at - (ss_is(&doc->tokens.at[at - 1], ",") ? 2 : 1);
        if (noun >= at) return;
    }
    uint32_t first = d->tree->left[noun], last = at;
    while (last > noun + 1 && (doc->tokens.at[last - 1].flags & SS_PUNCT)) last--;
    while (first < noun && ((doc->tokens.at[first].flags & SS_PUNCT) || doc->tokens.at[first].rel == SS_REL_case)) first++;
    ss_draft_source(d, draft, first, last);
    ss_explain(d, draft, "relative", 0, (ss_range){first, last}, "the noun that the relative pronoun stands for");
}

/* "Asked whether ..., Marsh said no": she was asked. */
static void asked(ss_drafting *d, ss_draft *draft)
{
    const sayso_doc *doc = d->doc;
    const ss_token *t = &doc->tokens.at[draft->cue.head];
    const char *frame = ss_lexicon_lemma(d->addressed, t);
    bool initial = draft->cue.first == doc->sentences.at[t->sent].first || ss_is(&doc->tokens.at[draft->cue.first - 1], "when");
    if (!frame || !strchr(frame, 'o') || !initial || (t->tag != SS_TAG_VBN && t->tag != SS_TAG_VBD) ||
        ss_child(doc, d->tree, draft->cue.head, SS_REL_nsubj) >= 0 || draft->source.n > 1)
        return;
    if (draft->source.n) {
        draft->addressee = draft->source.at[0];
    } else {
        int32_t subject = t->head >= 0 ? ss_child(doc, d->tree, (uint32_t)t->head, SS_REL_nsubj) : -1;
        if (subject < 0 || (uint32_t)subject < draft->cue.last) return;
        draft->addressee = (ss_range){d->tree->left[subject], d->tree->right[subject]};
    }
    draft->source = (ss_range_list){0};
    draft->source_head = UINT32_MAX;
    draft->asked = true;
    if (draft->addressee.first > draft->cue.last) {
        ss_ranges_cut(d->ctx->scratch, &draft->content, draft->addressee.first, doc->tokens.n);
        ss_ranges_tidy(d, &draft->content);
        if (!draft->content.n) draft->dropped = true;
    }
    ss_explain(d, draft, "asked", 0, draft->addressee, "a participle without a subject: the person named was addressed");
}

/* No source, no clause, no speech: "was considering charges", "known as “Shorty”". */
static bool hollow(const ss_drafting *d, const ss_draft *draft)
{
    const ss_token *t = &d->doc->tokens.at[draft->cue.head];
    if (draft->source.n) return false;
    bool verb = t->tag == SS_TAG_VBG || t->tag == SS_TAG_VBN || t->tag == SS_TAG_VB;
    if (!verb) return false;
    if (only_a_term(d, draft)) return true;
    return !has_clause(d, draft->cue.head, true) && !has_marks(d, draft);
}

/* A cue between quotation marks has its source and content between them too. */
static void stay_in_quotation(ss_drafting *d, ss_draft *draft)
{
    const sayso_doc *doc = d->doc;
    const ss_token *cue = &doc->tokens.at[draft->cue.head];
    if (!(cue->flags & SS_IN_QUOTE)) return;
    uint32_t lo = 0, hi = doc->quotes.n;
    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        if (doc->quotes.at[mid].outer.begin <= cue->begin)
            lo = mid + 1;
        else
            hi = mid;
    }
    uint32_t q = UINT32_MAX;
    for (uint32_t k = lo, looked = 0; k-- > 0 && looked < 40; looked++)
        if (doc->quotes.at[k].inner.begin <= cue->begin && doc->quotes.at[k].inner.end > cue->begin) {
            q = k;
            break;
        }
    if (q == UINT32_MAX) return;
    while (doc->quotes.at[q].parent >= 0) q = (uint32_t)doc->quotes.at[q].parent;
    uint32_t first = ss_token_at(doc, doc->quotes.at[q].inner.begin), last = ss_token_at(doc, doc->quotes.at[q].inner.end);
    ss_range_list *lists[] = {&draft->content, &draft->source};
    for (int k = 0; k < 2; k++) {
        ss_ranges_cut(d->ctx->scratch, lists[k], 0, first);
        ss_ranges_cut(d->ctx->scratch, lists[k], last, doc->tokens.n);
    }
    ss_ranges_tidy(d, &draft->content);
    if (!draft->source.n) draft->source_head = UINT32_MAX;
}

/* "argues in | the letter that ...": the preposition belongs to the medium. */
static void free_preposition(ss_drafting *d, ss_draft *draft)
{
    const sayso_doc *doc = d->doc;
    uint32_t last = draft->cue.last - 1;
    if (last == draft->cue.first || last == draft->cue.head) return;
    const ss_token *t = &doc->tokens.at[last];
    if (!ss_is(t, "in") && !ss_is(t, "on") && !ss_is(t, "at") && !ss_is(t, "during")) return;
    const ss_sentence *s = &doc->sentences.at[t->sent];
    for (uint32_t i = last + 1; i < s->last && i < last + 8; i++) {
        if (!nominal(&doc->tokens.at[i])) return;
        if (!ss_lexicon_has(d->media, doc->tokens.at[i].lemma)) continue;
        draft->cue.last = last;
        if (!ss_ranges_hold(&draft->content, last + 1)) return;
        if (ss_ranges_hold(&draft->content, i + 1)) /* the content goes on behind the medium */
            ss_ranges_add(d->ctx->scratch, &draft->content, last, last + 1);
        else
            ss_ranges_cut(d->ctx->scratch, &draft->content, last, i + 1);
        return;
    }
}

/* "according to | a letter": what follows is the source, whatever it was taken for. */
static void according_source(ss_drafting *d, ss_draft *draft)
{
    const sayso_doc *doc = d->doc;
    if (!ss_is(&doc->tokens.at[draft->cue.first], "according") || draft->source.n) return;
    for (uint32_t i = 0; i < draft->content.n; i++) {
        ss_range r = draft->content.at[i];
        if (r.first != draft->cue.last) continue;
        uint32_t comma = r.first;
        while (comma < r.last && !(doc->tokens.at[comma].flags & SS_PUNCT)) comma++;
        ss_draft_source(d, draft, r.first, comma);
        ss_ranges_cut(d->ctx->scratch, &draft->content, r.first, comma);
        ss_ranges_tidy(d, &draft->content);
        return;
    }
}

/* "A judge | ruled on Wednesday that": a past tense taken for a participle leaves its
 * subject among the contents. */
static void subject_in_content(ss_drafting *d, ss_draft *draft)
{
    const sayso_doc *doc = d->doc;
    uint32_t verb = draft->cue.head;
    if (draft->source.n || draft->content.n < 2 || !that_line(doc, verb)) return;
    ss_range r = draft->content.at[0];
    if (r.last != draft->cue.first || !strcmp(doc->tokens.at[r.last - 1].lemma, "be")) return;
    for (uint32_t i = r.first; i < r.last; i++)
        if (!nominal(&doc->tokens.at[i])) return;
    ss_draft_source(d, draft, r.first, r.last);
    ss_ranges_cut(d->ctx->scratch, &draft->content, r.first, r.last);
    ss_ranges_tidy(d, &draft->content);
    ss_explain(d, draft, "subject", 0, r, "the noun in front of a verb that a clause with \"that\" follows");
}

/* "X, a memo shows. “Y,” ...": what is reported stands in front, not in the next sentence. */
static void clause_in_front(ss_drafting *d, ss_draft *draft)
{
    const sayso_doc *doc = d->doc;
    uint32_t verb = draft->cue.head, named = parenthetical_line(doc, verb);
    const ss_sentence *s = &doc->sentences.at[doc->tokens.at[verb].sent];
    if (!named) return;
    bool front = false;
    for (uint32_t i = 0; i < draft->content.n; i++)
        front |= draft->content.at[i].first < named && draft->content.at[i].last > s->first;
    if (front) {
        if (draft->source.n || draft->cue.first <= named) return;
        ss_ranges_cut(d->ctx->scratch, &draft->content, named, s->last);
        ss_draft_source(d, draft, named, draft->cue.first);
        return;
    }
    draft->content = (ss_range_list){0};
    ss_ranges_add(d->ctx->scratch, &draft->content, s->first, named);
    ss_ranges_tidy(d, &draft->content);
    if (draft->cue.first > named) ss_draft_source(d, draft, named, draft->cue.first);
    ss_explain(d, draft, "clause", 0, (ss_range){s->first, named}, "the clause in front of who said it");
}

void ss_frames_amend(ss_drafting *d, ss_draft *draft)
{
    clause_in_front(d, draft);
    subject_in_content(d, draft);
    according_source(d, draft);
    if (!draft->source.n && ss_is(&d->doc->tokens.at[draft->cue.head], "words") && draft->cue.last == draft->cue.first + 4) {
        draft->content = (ss_range_list){0};
        supply_words(d, draft);
    }
    stay_in_quotation(d, draft);
    free_preposition(d, draft);
    if (!draft->content.n) {
        draft->dropped = true;
        return;
    }
    gerund_subject(d, draft);
    if (mere_noun(d, draft) || hollow(d, draft)) {
        draft->dropped = true;
        return;
    }
    if (mere_act(d, draft)) {
        draft->dropped = true;
        if (d->ctx->options->explain)
            *ss_push(&d->doc->arena, &d->doc->refusals) = (sayso_refusal){
                .span = {d->doc->tokens.at[draft->cue.first].begin, d->doc->tokens.at[draft->cue.last - 1].end},
                .what = "cue",
                .reason = "an act is reported, no statement",
                .score = draft->margin};
        return;
    }
    drop_expletive(d, draft);
    relative_source(d, draft);
    control_frame(d, draft);
    medium_in_front(d, draft);
    asked(d, draft);
}
