/* shapes.c - see shapes.h. Word classes come from data/lexicon/cue_verbs.txt and
 * addressed_verbs.txt; the shapes look at tree and line, for parses of long lists
 * go astray. Cost: bounded scans (SS_SHAPE_REACH) for each verb.
 * Known failures: objects with relative clauses of more than that many words.
 */
#include "attr/shapes.h"

enum { LONGEST_REST = 12, SHORTEST_CLAUSE = 8 }; /* tokens */

const char *ss_verb_class(const ss_lexicon *verbs, const ss_token *t)
{
    const char *value = ss_lexicon_lemma(verbs, t);
    return value ? value : "";
}

bool ss_finite_verb(const ss_token *t)
{
    return t->tag == SS_TAG_VBD || t->tag == SS_TAG_VBZ || t->tag == SS_TAG_VBP;
}

bool ss_parenthetical(const sayso_doc *doc, const ss_tree *tree, uint32_t verb, uint32_t subject)
{
    const ss_sentence *s = &doc->sentences.at[doc->tokens.at[verb].sent];
    uint32_t first = tree->left[subject] < verb ? tree->left[subject] : verb;
    if (subject > verb) first = verb;
    if (first <= s->first + 2 || !(doc->tokens.at[first - 1].flags & SS_PUNCT)) return false;
    uint32_t rest = 0, from = (subject > verb ? tree->right[subject] : verb + 1);
    for (uint32_t i = from; i < s->last && rest <= 10; i++) rest += !(doc->tokens.at[i].flags & SS_PUNCT);
    return rest <= 10;
}

bool ss_nominal(const ss_token *t)
{
    switch (t->tag) {
    case SS_TAG_NN:
    case SS_TAG_NNS:
    case SS_TAG_NNP:
    case SS_TAG_NNPS:
    case SS_TAG_DT:
    case SS_TAG_PDT:
    case SS_TAG_JJ:
    case SS_TAG_JJR:
    case SS_TAG_JJS:
    case SS_TAG_CD:
    case SS_TAG_PRP:
    case SS_TAG_PRPS:
    case SS_TAG_POS:
    case SS_TAG_CC:
    case SS_TAG_COMMA:
    case SS_TAG_LRB:
    case SS_TAG_RRB:
    case SS_TAG_IN:
    case SS_TAG_HYPH:
    case SS_TAG_VBN:
    case SS_TAG_VBG:
    case SS_TAG_FW:
    case SS_TAG_AFX:
    case SS_TAG_RB: return true;
    default: return false;
    }
}

uint32_t ss_control_start(const sayso_doc *doc, uint32_t from)
{
    const ss_sentence *s = &doc->sentences.at[doc->tokens.at[from - 1].sent];
    uint32_t end = s->last - from > SS_SHAPE_REACH ? from + SS_SHAPE_REACH : s->last;
    uint32_t nouns = 0;
    for (uint32_t i = from; i < end; i++) {
        const ss_token *t = &doc->tokens.at[i];
        uint32_t next =
            i + 1 < end && (doc->tokens.at[i + 1].flags & SS_QUOTE_OPEN) ? i + 2 : i + 1; /* asked her to “find” it */
        if (t->tag == SS_TAG_TO && next < end &&
            (doc->tokens.at[next].tag == SS_TAG_VB || doc->tokens.at[next].tag == SS_TAG_RB))
            return nouns ? i : 0;
        if ((ss_is(t, "that") || ss_is(t, "whether") || ss_is(t, "how") || ss_is(t, "why") || ss_is(t, "where") ||
             ss_is(t, "when") || ss_is(t, "if") || ss_is(t, "not")) &&
            nouns && t->tag != SS_TAG_DT)
            return i;
        if ((t->flags & SS_QUOTE_OPEN) && nouns) return i;
        bool nominative = ss_is(t, "he") || ss_is(t, "she") || ss_is(t, "they") || ss_is(t, "we") || ss_is(t, "i");
        if (nominative && nouns && !(doc->tokens.at[i - 1].flags & SS_PUNCT) && doc->tokens.at[i - 1].tag != SS_TAG_CC)
            return i; /* told a friend | she would */
        if (ss_is(t, "what") && nouns && !(doc->tokens.at[i - 1].flags & SS_PUNCT)) return i;
        if (t->tag == SS_TAG_WP || !ss_nominal(t)) return 0;
        nouns += t->tag == SS_TAG_NN || t->tag == SS_TAG_NNS || t->tag == SS_TAG_NNP || t->tag == SS_TAG_NNPS ||
                 t->tag == SS_TAG_PRP || (ss_is(t, "her") && i == from);
    }
    return 0;
}

uint32_t ss_bare_start(const sayso_doc *doc, uint32_t from)
{
    const ss_sentence *s = &doc->sentences.at[doc->tokens.at[from - 1].sent];
    if (from + 2 >= s->last) return 0;
    uint8_t opens = doc->tokens.at[from].tag;
    if (opens == SS_TAG_DT || opens == SS_TAG_PRPS) { /* "assured the airline | the update was safe" */
        while (from + 2 < s->last &&
               (doc->tokens.at[from + 1].tag == SS_TAG_NN || doc->tokens.at[from + 1].tag == SS_TAG_NNS ||
                doc->tokens.at[from + 1].tag == SS_TAG_JJ || doc->tokens.at[from + 1].tag == SS_TAG_NNP))
            from++;
        uint8_t begins = doc->tokens.at[from + 1].tag;
        if (doc->tokens.at[from].tag == SS_TAG_JJ ||
            (begins != SS_TAG_DT && begins != SS_TAG_PRP && begins != SS_TAG_PRPS))
            return 0;
    } else if (opens != SS_TAG_PRP) {
        return 0;
    }
    const ss_token *next = &doc->tokens.at[from + 1];
    if (next->tag != SS_TAG_DT && next->tag != SS_TAG_PRP && next->tag != SS_TAG_PRPS && next->tag != SS_TAG_NNP &&
        next->tag != SS_TAG_NNS && next->tag != SS_TAG_NN)
        return 0;
    for (uint32_t i = from + 2;
         i < s->last && i < from + SS_SHAPE_LONGEST_SUBJECT && !(doc->tokens.at[i].flags & SS_PUNCT); i++)
        if (ss_finite_verb(&doc->tokens.at[i]) || doc->tokens.at[i].tag == SS_TAG_MD ||
            doc->tokens.at[i].tag == SS_TAG_VBN)
            return from + 1;
    return 0;
}

bool ss_told_frame(const sayso_doc *doc, uint32_t verb)
{
    const ss_sentence *s = &doc->sentences.at[doc->tokens.at[verb].sent];
    uint8_t tag = doc->tokens.at[verb].tag;
    if (tag == SS_TAG_VBP || tag == SS_TAG_VBZ || tag == SS_TAG_VBG) {
        if (verb == s->first) return false;
        const ss_token *before = &doc->tokens.at[verb - 1];
        bool ongoing = tag == SS_TAG_VBG && (!strcmp(before->lemma, "keep") || !strcmp(before->lemma, "be"));
        bool subject = tag != SS_TAG_VBG && (before->tag == SS_TAG_PRP || before->tag == SS_TAG_NN ||
                                             before->tag == SS_TAG_NNS || before->tag == SS_TAG_NNP);
        if (!ongoing && !subject) return false;
        return verb + 1 < s->last && doc->tokens.at[verb + 1].tag != SS_TAG_IN &&
               (ss_control_start(doc, verb + 1) > 0 || ss_bare_start(doc, verb + 1) > 0);
    }
    for (uint32_t i = verb; i-- > s->first && verb - i <= 3;) {
        const char *lemma = doc->tokens.at[i].lemma;
        if (!strcmp(lemma, "be") || !strcmp(lemma, "get")) return false;
        if (!(doc->tokens.at[i].tag == SS_TAG_RB)) break;
    }
    if (verb == s->first || verb + 1 >= s->last || doc->tokens.at[verb + 1].tag == SS_TAG_IN) return false;
    return ss_control_start(doc, verb + 1) > 0 || ss_bare_start(doc, verb + 1) > 0;
}

bool ss_noun_frame(const sayso_doc *doc, const ss_tree *tree, uint32_t noun)
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

bool ss_withholds(const ss_lexicon *negative, const sayso_doc *doc, uint32_t verb)
{
    const ss_sentence *s = &doc->sentences.at[doc->tokens.at[verb].sent];
    if (verb == s->first || verb + 2 >= s->last || !ss_lexicon_lemma(negative, &doc->tokens.at[verb])) return false;
    const ss_token *before = &doc->tokens.at[verb - 1];
    bool subject = before->tag == SS_TAG_NN || before->tag == SS_TAG_NNS || before->tag == SS_TAG_NNP ||
                   before->tag == SS_TAG_NNPS || before->tag == SS_TAG_PRP || before->tag == SS_TAG_RB ||
                   before->tag == SS_TAG_COMMA || before->tag == SS_TAG_CC || before->tag == SS_TAG_JJ ||
                   !strcmp(before->lemma, "have");
    return subject && doc->tokens.at[verb + 1].tag == SS_TAG_TO && doc->tokens.at[verb + 2].tag == SS_TAG_VB;
}

uint32_t ss_in_view(const ss_lexicon *rules, const sayso_doc *doc, uint32_t noun)
{
    const ss_token *tok = doc->tokens.at;
    const ss_sentence *s = &doc->sentences.at[tok[noun].sent];
    bool one = ss_lexicon_value_has(ss_lexicon_word(rules, &tok[noun]), "view");
    if (!one || noun < s->first + 2 || noun + 1 >= s->last || !(tok[noun + 1].flags & SS_PUNCT)) return 0;
    bool owned = tok[noun - 1].tag == SS_TAG_POS || tok[noun - 1].tag == SS_TAG_PRPS || ss_is(&tok[noun - 1], "its");
    for (uint32_t i = noun - 1; owned && i-- > s->first && noun - i < 7;) {
        if (ss_is(&tok[i], "in")) return i + 1;
        if (!ss_nominal(&tok[i])) return 0;
    }
    return 0;
}

bool ss_tags_quotation(const sayso_doc *doc, uint32_t verb)
{
    const ss_token *tok = doc->tokens.at;
    if (!strcmp(tok[verb].lemma, "be") || !strcmp(tok[verb].lemma, "have") || !strcmp(tok[verb].lemma, "do"))
        return false;
    if (verb + 1 >= doc->tokens.n || !ss_is(&tok[verb + 1], ".")) return false;
    uint32_t from = ss_parenthetical_line(doc, verb);
    return from > 1 && (tok[from - 1].flags & SS_QUOTE_CLOSE) &&
           (ss_is(&tok[from - 2], ",") || ss_is(&tok[from - 2], "?") || ss_is(&tok[from - 2], "!"));
}

uint32_t ss_told_passive(const ss_lexicon *addressed, const sayso_doc *doc, uint32_t verb)
{
    const ss_token *tok = doc->tokens.at;
    const char *frame = ss_lexicon_lemma(addressed, &tok[verb]);
    const ss_sentence *s = &doc->sentences.at[tok[verb].sent];
    if (!frame || !strchr(frame, 'o') || tok[verb].tag != SS_TAG_VBN || verb < s->first + 2 ||
        strcmp(tok[verb - 1].lemma, "be") != 0)
        return 0;
    for (uint32_t i = verb + 1; i + 1 < s->last && i < verb + SS_SHAPE_LONGEST_SUBJECT; i++) {
        if (ss_is(&tok[i], "that") && tok[i].tag != SS_TAG_DT) return i;
        if (!ss_nominal(&tok[i]) || ss_is(&tok[i], "by")) break;
    }
    /* "jurors were told | the valve was open": a clause without "that" */
    uint32_t i = verb + 1;
    bool noun = false;
    while (i < s->last && i < verb + SS_SHAPE_LONGEST_SUBJECT && ss_nominal(&tok[i]) && tok[i].tag != SS_TAG_IN) {
        noun |=
            tok[i].tag == SS_TAG_NN || tok[i].tag == SS_TAG_NNS || tok[i].tag == SS_TAG_NNP || tok[i].tag == SS_TAG_PRP;
        i++;
    }
    bool opens =
        verb + 1 < s->last && tok[verb + 1].tag != SS_TAG_IN && (tok[verb + 1].tag != SS_TAG_NNP || i > verb + 2);
    bool finite = i < s->last && (tok[i].tag == SS_TAG_VBD || tok[i].tag == SS_TAG_VBZ || tok[i].tag == SS_TAG_MD);
    return noun && opens && finite && !strcmp(tok[verb].lemma, "tell") ? verb + 1 : 0;
}

uint32_t ss_appeals(const sayso_doc *doc, uint32_t verb)
{
    const ss_token *tok = doc->tokens.at;
    const ss_sentence *s = &doc->sentences.at[tok[verb].sent];
    const char *lemma = tok[verb].lemma;
    bool one =
        !strcmp(lemma, "appeal") || !strcmp(lemma, "plead") || !strcmp(lemma, "pray") || !strcmp(lemma, "signal");
    if (!one || verb + 4 >= s->last || (!ss_is(&tok[verb + 1], "to") && !ss_is(&tok[verb + 1], "with"))) return 0;
    for (uint32_t i = verb + 2; i + 1 < s->last && i < verb + SS_SHAPE_LONGEST_SUBJECT; i++) {
        if (tok[i].tag == SS_TAG_TO || ss_is(&tok[i], "to")) return i > verb + 2 && tok[i + 1].tag == SS_TAG_VB ? i : 0;
        if (!ss_nominal(&tok[i])) return 0;
    }
    return 0;
}

uint32_t ss_told_behind(const sayso_doc *doc, uint32_t verb)
{
    const ss_token *tok = doc->tokens.at;
    const ss_sentence *s = &doc->sentences.at[tok[verb].sent];
    if (!ss_is(&tok[verb], "told") || verb < s->first + 5 || strcmp(tok[verb - 1].lemma, "be") != 0) return 0;
    if (verb + 1 < s->last && !(tok[verb + 1].flags & SS_PUNCT) && !ss_is(&tok[verb + 1], "on")) return 0;
    uint32_t from = verb - 1, nouns = 0;
    while (from > s->first && verb - from < SS_SHAPE_LONGEST_SUBJECT && ss_nominal(&tok[from - 1]) &&
           !(tok[from - 1].flags & SS_PUNCT)) {
        nouns += tok[from - 1].tag == SS_TAG_NN || tok[from - 1].tag == SS_TAG_NNS || tok[from - 1].tag == SS_TAG_NNP ||
                 tok[from - 1].tag == SS_TAG_PRP;
        from--;
    }
    if (!nouns || from < s->first + 3 || (!ss_is(&tok[from - 1], ",") && !(tok[from - 1].flags & SS_QUOTE_CLOSE)))
        return 0;
    for (uint32_t i = s->first; i + 1 < from; i++)
        if (ss_finite_verb(&tok[i]) || tok[i].tag == SS_TAG_MD) return from;
    return 0;
}

bool ss_cites(const sayso_doc *doc, uint32_t verb)
{
    const ss_token *tok = doc->tokens.at;
    if (tok[verb].tag != SS_TAG_VBG || (strcmp(tok[verb].lemma, "cite") != 0 && strcmp(tok[verb].lemma, "quote") != 0))
        return false;
    return verb > doc->sentences.at[tok[verb].sent].first && ss_is(&tok[verb - 1], ",") && verb + 1 < doc->tokens.n &&
           ss_nominal(&tok[verb + 1]) && tok[verb + 1].tag != SS_TAG_IN;
}

int32_t ss_thing(const sayso_doc *doc, const ss_tree *tree, uint32_t verb)
{
    int32_t object = ss_child(doc, tree, verb, SS_REL_obj);
    if (object < 0) object = ss_child(doc, tree, verb, SS_REL_obl_unmarked); /* "declared three days of mourning" */
    return object > (int32_t)verb && tree->left[object] <= verb + 2 ? object : -1;
}

bool ss_plain_frame(ss_ctx *ctx, const ss_tree *tree, const ss_lexicon *addressed, uint32_t verb)
{
    const sayso_doc *doc = ctx->doc;
    const ss_token *t = &doc->tokens.at[verb];
    int32_t subject = ss_child(doc, tree, verb, SS_REL_nsubj);
    bool shared = subject < 0 && t->rel == SS_REL_conj && t->head >= 0 && ss_finite_verb(&doc->tokens.at[t->head]);
    if (shared)
        subject =
            ss_child(doc, tree, (uint32_t)t->head, SS_REL_nsubj); /* "complained ... and ordered the station to" */
    if (subject < 0 || ss_is(&doc->tokens.at[subject], "it") || ss_is(&doc->tokens.at[subject], "which")) return false;
    if (ss_child(doc, tree, verb, SS_REL_ccomp) >= 0) return true;
    const char *frame = ss_lexicon_lemma(addressed, t);
    bool infinitive = ss_child(doc, tree, verb, SS_REL_xcomp) >= 0;
    if (frame && strchr(frame, 'o') && infinitive) return true;
    if (infinitive && ss_lexicon_lemma(ss_lexicon_get(ctx->model, "negative_cues"), t)) return true;
    if (infinitive && strstr(ss_verb_class(ss_lexicon_get(ctx->model, "cue_verbs"), t), " to"))
        return true; /* "threatened to quit" */
    int32_t object = ss_child(doc, tree, verb, SS_REL_obj);
    const char *class = ss_lexicon_lemma(ss_lexicon_get(ctx->model, "cue_verbs"), t);
    if (class && strstr(class, " thing") && ss_thing(doc, tree, verb) >= 0) return true; /* "denied the charge" */
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
    return ss_parenthetical(doc, tree, verb, (uint32_t)subject);
}

uint32_t ss_parenthetical_line(const sayso_doc *doc, uint32_t verb)
{
    const ss_sentence *s = &doc->sentences.at[doc->tokens.at[verb].sent];
    uint32_t from = verb, nouns = 0;
    if (from > s->first && !strcmp(doc->tokens.at[from - 1].lemma, "have")) from--; /* "..., the Post has learned" */
    while (from > s->first && verb - from < SS_SHAPE_LONGEST_SUBJECT &&
           (!(doc->tokens.at[from - 1].flags & SS_PUNCT) || doc->tokens.at[from - 1].tag == SS_TAG_HYPH)) {
        const ss_token *t = &doc->tokens.at[from - 1];
        bool first = from >= s->first + 2 &&
                     (doc->tokens.at[from - 2].flags & SS_PUNCT); /* ” building superintendent Gus Price */
        bool title = from == verb && (t->flags & SS_CAPITAL) &&
                     (doc->tokens.at[verb].flags & SS_CAPITAL);                             /* "..., Filing Says" */
        bool bare = from == verb && first && (t->tag == SS_TAG_VB || t->tag == SS_TAG_VBP); /* ", study suggests" */
        const ss_token *behind = &doc->tokens.at[from];
        bool onto = t->tag == SS_TAG_TO &&
                    (behind->tag == SS_TAG_DT || behind->tag == SS_TAG_NNP || behind->tag == SS_TAG_PRPS);
        bool modifies = behind->tag == SS_TAG_NN || behind->tag == SS_TAG_NNS || ss_is(behind, "by") ||
                        ss_is(behind, "to"); /* "leaked emails show", "a memo seen by the Post shows" */
        bool past = t->tag == SS_TAG_VBD && first && modifies &&
                    from < verb; /* "..., leaked emails suggest", taken for a past tense */
        if ((!ss_nominal(t) && !bare && !onto && !past) || (t->tag == SS_TAG_VBG && !first && !title) ||
            (t->tag == SS_TAG_VBN && !modifies))
            return 0;
        nouns += bare || t->tag == SS_TAG_NN || t->tag == SS_TAG_NNS || t->tag == SS_TAG_NNP || t->tag == SS_TAG_NNPS ||
                 t->tag == SS_TAG_PRP;
        from--;
    }
    if (!nouns || from < s->first + 3 || (from == s->first + 3 && verb + 1 < s->last) ||
        doc->tokens.at[from].tag == SS_TAG_CC)
        return 0;
    const ss_token *mark = &doc->tokens.at[from - 1];
    if (!ss_is(mark, ",") && !(mark->flags & SS_QUOTE_CLOSE)) return 0;
    bool clause = verb + 1 == s->last; /* headlines leave verbs out; a participle may be a past tense taken wrongly */
    for (uint32_t i = s->first; i + 1 < from; i++) {
        const ss_token *t = &doc->tokens.at[i];
        clause |=
            ss_finite_verb(t) || t->tag == SS_TAG_MD || (t->tag == SS_TAG_VBN && from - s->first > SHORTEST_CLAUSE);
    }
    if (!clause) return 0;
    bool second = false;
    for (uint32_t i = verb + 1; i < s->last; i++) {
        const ss_token *t = &doc->tokens.at[i];
        if (i > verb + LONGEST_REST && second) return from;
        if (ss_finite_verb(t) && !second && i > verb + 2 && ss_is(&doc->tokens.at[verb + 1], ",")) {
            second = true; /* "..., the institute estimates, he said in the letter" */
            continue;
        }
        if (i > verb + LONGEST_REST || ss_finite_verb(t) || t->tag == SS_TAG_MD || ss_is(t, "that") ||
            (t->flags & SS_QUOTE_OPEN))
            return 0;
        if (!second && i > verb + 1 && ss_is(&doc->tokens.at[verb + 1], ",") && !ss_nominal(t) &&
            !(t->flags & SS_PUNCT))
            return 0;
    }
    return from;
}

uint32_t ss_inserted_line(const sayso_doc *doc, uint32_t verb)
{
    const ss_token *tok = doc->tokens.at;
    const ss_sentence *s = &doc->sentences.at[tok[verb].sent];
    uint32_t from = verb, nouns = 0;
    if (!ss_finite_verb(&tok[verb]) || verb + 4 >= s->last || !ss_is(&tok[verb + 1], ",")) return 0;
    while (from > s->first && verb - from < SS_SHAPE_LONGEST_SUBJECT && !(tok[from - 1].flags & SS_QUOTE_CLOSE) &&
           tok[from - 1].tag != SS_TAG_COMMA) {
        const ss_token *t = &tok[from - 1];
        if (!ss_nominal(t) || t->tag == SS_TAG_VBN || t->tag == SS_TAG_VBG || t->tag == SS_TAG_CC) return 0;
        nouns += t->tag == SS_TAG_NN || t->tag == SS_TAG_NNS || t->tag == SS_TAG_NNP || t->tag == SS_TAG_PRP;
        from--;
    }
    if (!nouns || from <= s->first + 1 || tok[from - 1].tag != SS_TAG_COMMA || tok[from].tag == SS_TAG_IN) return 0;
    for (uint32_t i = s->first; i + 1 < from; i++) /* nothing but a phrase of place or time in front */
        if (!ss_nominal(&tok[i]) || (tok[i].tag == SS_TAG_COMMA) || i > s->first + SS_SHAPE_LONGEST_SUBJECT) return 0;
    uint8_t next = tok[verb + 2].tag;
    if (next != SS_TAG_PRP && next != SS_TAG_DT && next != SS_TAG_NN && next != SS_TAG_NNS && next != SS_TAG_NNP &&
        next != SS_TAG_PRPS && next != SS_TAG_EX)
        return 0;
    for (uint32_t i = verb + 3; i < s->last && i < verb + SS_SHAPE_LONGEST_SUBJECT && tok[i].tag != SS_TAG_COMMA; i++)
        if (ss_finite_verb(&tok[i]) || tok[i].tag == SS_TAG_MD) return from;
    return 0;
}

bool ss_that_line(const sayso_doc *doc, uint32_t verb)
{
    const ss_sentence *s = &doc->sentences.at[doc->tokens.at[verb].sent];
    if (verb == s->first) return false;
    const ss_token *before = &doc->tokens.at[verb - 1];
    bool subject = before->tag == SS_TAG_NN || before->tag == SS_TAG_NNS || before->tag == SS_TAG_NNP ||
                   before->tag == SS_TAG_NNPS || before->tag == SS_TAG_PRP || before->tag == SS_TAG_RB ||
                   before->tag == SS_TAG_COMMA || !strcmp(before->lemma, "have") || ss_is(before, "but");
    if (!subject || ss_is(before, "it")) return false;
    bool asks = !strcmp(doc->tokens.at[verb].lemma, "ask") || !strcmp(doc->tokens.at[verb].lemma, "wonder");
    for (uint32_t i = verb + 1; i < s->last && i <= verb + 4 + 2 * asks; i++) {
        const ss_token *t = &doc->tokens.at[i];
        if (asks && i > verb + 1 && (ss_is(t, "if") || ss_is(t, "whether")))
            return true;        /* "asked in one of them if" */
        if (ss_is(t, "that")) { /* behind a day the tagger may take it for a relative pronoun */
            uint8_t next = i + 1 < s->last ? doc->tokens.at[i + 1].tag : SS_TAG_MD;
            return t->tag == SS_TAG_IN ||
                   (t->tag == SS_TAG_WDT && !ss_finite_verb(&doc->tokens.at[i + 1]) && next != SS_TAG_MD);
        }
        if (t->tag == SS_TAG_COMMA && i == verb + 1 && i + 3 < s->last && doc->tokens.at[i + 1].tag == SS_TAG_RB &&
            doc->tokens.at[i + 2].tag == SS_TAG_COMMA && ss_is(&doc->tokens.at[i + 3], "that"))
            return true; /* "caution, however, that" */
        bool time = (asks && t->tag == SS_TAG_PRP) || (t->tag == SS_TAG_DT && doc->tokens.at[i - 1].tag == SS_TAG_IN) ||
                    t->tag == SS_TAG_NNP || t->tag == SS_TAG_IN || t->tag == SS_TAG_NN || t->tag == SS_TAG_RB ||
                    t->tag == SS_TAG_JJ || t->tag == SS_TAG_CD;
        if (!time) return false;
    }
    return false;
}

uint32_t ss_figure_relative(const sayso_doc *doc, uint32_t verb)
{
    const ss_token *tok = doc->tokens.at;
    const ss_sentence *s = &doc->sentences.at[tok[verb].sent];
    bool put =
        !strcmp(tok[verb].lemma, "put") || !strcmp(tok[verb].lemma, "estimate") || !strcmp(tok[verb].lemma, "place");
    if (!put || verb + 2 >= s->last || !ss_is(&tok[verb + 1], "at")) return 0;
    for (uint32_t i = verb; i-- > s->first + 1 && verb - i < SS_SHAPE_LONGEST_SUBJECT;) {
        if ((ss_is(&tok[i], "that") || ss_is(&tok[i], "which")) && i + 1 < verb) return i;
        if (!ss_nominal(&tok[i])) return 0;
    }
    return 0;
}

bool ss_figure_frame(const sayso_doc *doc, const ss_tree *tree, uint32_t verb)
{
    const ss_token *t = &doc->tokens.at[verb];
    bool as = !strcmp(t->lemma, "give"); /* "gave the toll as 14" */
    bool at = !strcmp(t->lemma, "put") || !strcmp(t->lemma, "estimate") || !strcmp(t->lemma, "place");
    if ((!as && !at) || verb == 0) return false;
    const ss_token *before = &doc->tokens.at[verb - 1];
    bool subject = ss_child(doc, tree, verb, SS_REL_nsubj) >= 0 || before->tag == SS_TAG_COMMA ||
                   before->tag == SS_TAG_NNP || before->tag == SS_TAG_NN || before->tag == SS_TAG_NNS ||
                   (verb > 1 && (!strcmp(before->lemma, "have") ||
                                 !strcmp(doc->tokens.at[verb - 2].lemma, "have"))); /* "had earlier put" */
    const ss_sentence *s = &doc->sentences.at[t->sent];
    if (!subject) return false;
    bool relative = ss_figure_relative(doc, verb) > 0;
    for (uint32_t i = verb + 2 - relative; i + 1 < s->last && i < verb + SS_SHAPE_LONGEST_SUBJECT; i++) {
        if (as ? ss_is(&doc->tokens.at[i], "as") : ss_is(&doc->tokens.at[i], "at"))
            for (uint32_t k = i + 1;
                 k < s->last && k <= i + 5 &&
                 !(!as && (ss_is(&doc->tokens.at[i + 1], "least") || ss_is(&doc->tokens.at[i + 1], "most")));
                 k++) {
                uint8_t tag = doc->tokens.at[k].tag;
                if (tag == SS_TAG_CD || tag == SS_TAG_DOLLAR) return true;
                if (tag == SS_TAG_COMMA) break;
            }
        if (!ss_nominal(&doc->tokens.at[i])) return false;
    }
    return false;
}

bool ss_verb_in_disguise(const sayso_doc *doc, uint32_t at)
{
    const ss_token *t = &doc->tokens.at[at];
    const ss_sentence *s = &doc->sentences.at[t->sent];
    if ((t->tag != SS_TAG_NN && t->tag != SS_TAG_NNS && t->tag != SS_TAG_VB) || at == s->first || at + 2 >= s->last)
        return false;
    const ss_token *before = &doc->tokens.at[at - 1]; /* "They caution, however, that" */
    if ((ss_is(before, "they") || ss_is(before, "we") || ss_is(before, "i")) && ss_is(&doc->tokens.at[at + 1], ",") &&
        at + 5 < s->last && doc->tokens.at[at + 2].tag == SS_TAG_RB && ss_is(&doc->tokens.at[at + 3], ",") &&
        ss_is(&doc->tokens.at[at + 4], "that"))
        return true;
    if (!ss_is(&doc->tokens.at[at + 1], "that") || doc->tokens.at[at + 2].tag == SS_TAG_VBZ ||
        doc->tokens.at[at + 2].tag == SS_TAG_VBD || doc->tokens.at[at + 2].tag == SS_TAG_MD)
        return false;
    uint32_t i = at, nouns = 0;
    while (i > s->first && at - i < SS_SHAPE_LONGEST_SUBJECT &&
           (!(doc->tokens.at[i - 1].flags & SS_PUNCT) || doc->tokens.at[i - 1].tag == SS_TAG_HYPH)) {
        const ss_token *w = &doc->tokens.at[i - 1];
        bool opens = (ss_is(w, "the") || ss_is(w, "a")) && !(i >= s->first + 2 && ss_is(&doc->tokens.at[i - 2], "by"));
        if (!ss_nominal(w) || w->tag == SS_TAG_VBG || opens) break;
        nouns += w->tag == SS_TAG_NNS || w->tag == SS_TAG_NNPS || ss_is(w, "they") || ss_is(w, "we");
        i--;
    }
    for (uint32_t k = at; k-- > s->first && at - k < SS_SHAPE_REACH;) /* "the report that he": a noun behind a verb */
        if (ss_finite_verb(&doc->tokens.at[k]) || doc->tokens.at[k].tag == SS_TAG_MD) return false;
    return nouns > 0 && doc->tokens.at[at - 1].tag != SS_TAG_JJ && doc->tokens.at[at - 1].tag != SS_TAG_IN;
}

bool ss_ruling_that(const sayso_doc *doc, uint32_t verb)
{
    return doc->tokens.at[verb].tag == SS_TAG_VBG && verb + 1 < doc->tokens.n &&
           ss_is(&doc->tokens.at[verb + 1], "that") && verb > doc->sentences.at[doc->tokens.at[verb].sent].first &&
           (ss_is(&doc->tokens.at[verb - 1], ",") || (doc->tokens.at[verb - 1].flags & SS_QUOTE_CLOSE));
}

int32_t ss_found_thing(const ss_ctx *ctx, const ss_tree *tree, uint32_t verb)
{
    const sayso_doc *doc = ctx->doc;
    const ss_token *t = &doc->tokens.at[verb];
    int32_t subject = ss_child(doc, tree, verb, SS_REL_nsubj), object = ss_child(doc, tree, verb, SS_REL_obj);
    if (subject < 0 || subject > (int32_t)verb || object < (int32_t)verb ||
        (!ss_finite_verb(t) && t->tag != SS_TAG_VB &&
         !(t->tag == SS_TAG_VBN && !strcmp(doc->tokens.at[verb - 1].lemma, "have"))))
        return -1;
    const ss_token *s = &doc->tokens.at[subject];
    bool studies = ss_lexicon_value_has(ss_lexicon_lemma(ss_lexicon_get(ctx->model, "rule_words"), s), "study");
    if (!studies && !ss_lexicon_lemma(ss_lexicon_get(ctx->model, "document_nouns"), s)) return -1;
    return object;
}

uint32_t ss_asks_for(const ss_lexicon *rules, const sayso_doc *doc, uint32_t verb)
{
    bool one = ss_lexicon_value_has(ss_lexicon_lemma(rules, &doc->tokens.at[verb]), "seek");
    const ss_sentence *s = &doc->sentences.at[doc->tokens.at[verb].sent];
    if (!one || verb + 2 >= s->last || !ss_is(&doc->tokens.at[verb + 1], "for")) return 0;
    return verb + 2;
}

uint32_t ss_asked_end(const sayso_doc *doc, uint32_t from)
{
    uint32_t last = doc->sentences.at[doc->tokens.at[from].sent].last, i = from;
    while (i < last && i < from + SS_SHAPE_REACH) {
        const ss_token *t = &doc->tokens.at[i];
        if (t->flags & SS_QUOTE_OPEN && i > from &&
            !(doc->tokens.at[i - 1].flags & SS_PUNCT)) { /* "donations of “cash, not clothes”" */
            while (i < last && i < from + SS_SHAPE_REACH && !(doc->tokens.at[i].flags & SS_QUOTE_CLOSE)) i++;
            i += i < last;
            continue;
        }
        if ((t->flags & SS_PUNCT && !ss_is(t, "$") && !ss_is(t, "-") && !ss_is(t, "%")) || ss_is(t, "because") ||
            ss_is(t, "after") || ss_is(t, "before") || ss_is(t, "when") || ss_is(t, "while"))
            break;
        i++;
    }
    return i;
}

bool ss_complains(const ss_lexicon *rules, const sayso_doc *doc, const ss_tree *tree, uint32_t verb)
{
    bool one = ss_lexicon_value_has(ss_lexicon_lemma(rules, &doc->tokens.at[verb]), "topic");
    const ss_sentence *s = &doc->sentences.at[doc->tokens.at[verb].sent];
    if (!one || verb == s->first) return false;
    const ss_token *before = &doc->tokens.at[verb - 1];
    bool subject =
        ss_child(doc, tree, verb, SS_REL_nsubj) >= 0 || before->tag == SS_TAG_PRP || !strcmp(before->lemma, "have");
    for (uint32_t i = verb + 1; subject && i + 1 < s->last && i < verb + SS_SHAPE_LONGEST_SUBJECT; i++) {
        if (ss_is(&doc->tokens.at[i], "about") || ss_is(&doc->tokens.at[i], "of")) return true;
        if (!ss_nominal(&doc->tokens.at[i]) && doc->tokens.at[i].tag != SS_TAG_TO) return false;
    }
    return false;
}

uint32_t ss_clause_end(const sayso_doc *doc, uint32_t from)
{
    uint32_t last = doc->sentences.at[doc->tokens.at[from].sent].last, level = doc->tokens.at[from].depth;
    if (last - from > SS_SHAPE_LONGEST_CLAUSE) last = from + SS_SHAPE_LONGEST_CLAUSE;
    for (uint32_t i = from; i < last; i++)
        if (doc->tokens.at[i].depth < level) return i;
    return last;
}
