/* ent_words.c - which words a name may be made of, and how far a run of them goes.
 *
 * A capital tells little where a sentence opens, in a heading, on a nationality or
 * on a common noun of a title: the tagger's tag and label, the word lists and what
 * the rest of the text writes small decide. Small words ("of", "and", "de", a
 * nickname between marks) bridge to another word of a name.
 *
 * Cost: a constant number of look-ups a word; a bridge looks at a few words.
 * Known failures: a noun that opens a sentence and that the tagger has for a name.
 */
#include "attr/ent_run.h"

bool ent_run_particle(const ent_run *r, const ss_token *t)
{
    return ss_lexicon_value_has(ss_lexicon_word(r->w->lex.particles, t), "run");
}

bool ent_run_tight_hyphen(const ss_token *t)
{
    return ss_is(t, "-") && !(t->flags & SS_SPACE_BEFORE);
}

/* Would the token be written with a capital whatever it is? */
bool ent_run_opens(const ent_run *r, uint32_t i)
{
    if (i == 0 || tok(r, i)->flags & SS_SENT_FIRST) return true;
    const ss_token *before = tok(r, i - 1);
    return before->flags & SS_QUOTE_OPEN || before->tag == SS_TAG_COLON || before->tag == SS_TAG_OPENQ;
}

/* "MetService": a capital inside. */
static bool mixed_case(const ent_run *r, uint32_t i)
{
    const ss_token *t = tok(r, i);
    uint32_t capitals = 0, smalls = 0;
    for (uint32_t k = t->begin; k < t->end; k++) {
        capitals += r->w->doc->text[k] >= 'A' && r->w->doc->text[k] <= 'Z';
        smalls += r->w->doc->text[k] >= 'a' && r->w->doc->text[k] <= 'z';
    }
    return capitals > 1 && smalls > 1 && !(t->flags & SS_PUNCT);
}

/* Is the word that opens a sentence a name: one elsewhere, or a word that no
 * dictionary has, in the place of a subject? */
static bool opens_with_name(const ent_run *r, uint32_t i)
{
    const ss_token *t = tok(r, i);
    if (ent_map_get(&r->persons, t->lhash) >= 0) return true;
    if (mixed_case(r, i)) return true;
    if (t->lower_len < 3 || ent_map_get(&r->small, t->lhash) >= 0) return false;
    if (ent_map_get(&r->inside, t->lhash) >= 0) return true;
    if (i + 1 >= r->w->doc->tokens.n || !r->dictionary.slots || t->flags & SS_ALLCAPS) return false;
    ss_word word = {.low = t->lhash};
    ss_tagdict_apply(&r->dictionary, &word, 1);
    const ss_token *next = tok(r, i + 1);
    bool aside = ss_is(next, ",") && i + 2 < r->w->doc->tokens.n && /* "Whitlow, now chief executive, ..." */
                 (ss_is(tok(r, i + 2), "now") || ss_is(tok(r, i + 2), "then") || ss_is(tok(r, i + 2), "who") ||
                  ss_is(tok(r, i + 2), "whose"));
    return word.amb == 0 && (ent_is_finite_tag(next->tag) || next->tag == SS_TAG_POS || aside);
}

/* "Emergency Management Ontario opened ...": a plain noun that opens a sentence and
 * a name or another noun in capitals, where it is no title of a person's. */
static bool opens_body(const ent_run *r, uint32_t i)
{
    const ent_lex *lex = &r->w->lex;
    const sayso_doc *doc = r->w->doc;
    const ss_token *t = tok(r, i), *next = tok(r, i + 1);
    ent_noun noun;
    bool name = ent_is_name_tag(next->tag) || (next->tag == SS_TAG_NN && next->flags & SS_CAPITAL);
    if (t->tag != SS_TAG_NN || !name || next->ner == SS_NER_PER) return false;
    if (ss_lexicon_word(lex->forenames, next) || ss_lexicon_word(lex->titles, next)) return false;
    if (ss_lexicon_match(lex->role_modifiers, doc, i, i + 1, NULL) || ss_lexicon_word(lex->demonyms, t)) return false;
    return !ent_noun_at(lex, doc, i, i, i + 2, &noun) && !ent_noun_at(lex, doc, i + 1, i + 1, i + 2, &noun);
}

/* "the Commissioner for Health, Jane Roe": is the token of the field of an office, and no name behind it? */
static bool of_portfolio(const ent_run *r, uint32_t i)
{
    const sayso_doc *doc = r->w->doc;
    const ent_lex *lex = &r->w->lex;
    if (!ss_lexicon_word(lex->portfolios, tok(r, i))) return false;
    uint32_t end = doc->sentences.at[tok(r, i)->sent].last, first = doc->sentences.at[tok(r, i)->sent].first, at = i;
    while (at > first && i - at < 6 && !ss_is(tok(r, at - 1), "of") && !ss_is(tok(r, at - 1), "for")) at--;
    if (at < first + 2 || ent_portfolio_end(lex, doc, at, end) <= i) return false;
    uint32_t stop = ent_portfolio_end(lex, doc, at, end);
    if (stop < end && (tok(r, stop)->flags & SS_CAPITAL) && (tok(r, stop)->flags & SS_ALPHA)) return false;
    return ent_run_ends_with(r, lex->roles, at - 1 - first > 3 ? at - 4 : first, at - 1, NULL) < at - 1;
}

/* "People Before Profit TD Jo Roe": is the token a word of a party's name of several words? */
static bool of_party(const ent_run *r, uint32_t i)
{
    enum { LONGEST = 4 };
    uint32_t first = i < LONGEST ? 0 : i - LONGEST + 1;
    for (uint32_t k = first; k <= i; k++) {
        uint32_t n = ss_lexicon_match(r->w->lex.parties, r->w->doc, k, r->w->doc->tokens.n, NULL);
        if (n > 1 && k + n > i && tok(r, k)->flags & SS_CAPITAL && tok(r, k + n - 1)->flags & SS_CAPITAL) return true;
    }
    return false;
}

/* Can the token be a word of a name? */
bool ent_run_name_word(const ent_run *r, uint32_t i)
{
    const ss_token *t = tok(r, i);
    if (t->flags & (SS_PUNCT | SS_SKIP) || !(t->flags & SS_ALPHA) || !(t->flags & SS_CAPITAL)) return false;
    if (t->begin + 1 < t->end && (t->lower[0] == '@' || t->lower[0] == '#')) return false;
    /* "the Sunday Courier": a day in the name of a newspaper */
    bool paper = i + 1 < r->w->doc->tokens.n && i > 0 && ss_is(tok(r, i - 1), "the") &&
                 (tok(r, i + 1)->flags & SS_CAPITAL) && ss_lexicon_word(r->w->lex.outlet_words, tok(r, i + 1));
    const char *always = "";
    if (ss_lexicon_match(r->w->lex.not_names, r->w->doc, i, i + 1, &always) && (t->ner != SS_NER_PER || *always) &&
        !paper)
        return false;
    if (of_portfolio(r, i)) return false;
    if (r->heading) {
        if (r->capitals) return r->known && ent_map_get(r->known, t->lhash) >= 0;
        if (t->ner != SS_NER_NONE) return true;
        return r->known && ent_map_get(r->known, t->lhash) >= 0;
    }
    if (of_party(r, i)) return true;
    if (t->tag == SS_TAG_PRP || t->tag == SS_TAG_PRPS || t->tag == SS_TAG_DT || t->tag == SS_TAG_WP) return false;
    if (ent_is_name_tag(t->tag) || t->ner != SS_NER_NONE) return true;
    if (t->flags & SS_ALLCAPS && strchr(t->lower, '&')) return true; /* P&I, whatever its tag */
    if (ent_run_opens(r, i)) {
        if (opens_with_name(r, i)) return true;
        if (i + 2 < r->w->doc->tokens.n && ss_is(tok(r, i + 1), "&") && tok(r, i + 2)->flags & SS_CAPITAL)
            return true;                                        /* “Marks & Hart” */
        bool noun = t->tag == SS_TAG_NN || t->tag == SS_TAG_JJ; /* “Fox News Sunday” */
        if (!noun || i + 1 >= r->w->doc->tokens.n || !(tok(r, i + 1)->flags & SS_CAPITAL)) return false;
        return !(t->flags & SS_SENT_FIRST) || opens_body(r, i);
    }
    return t->tag == SS_TAG_NN || t->tag == SS_TAG_NNS || t->tag == SS_TAG_JJ || t->tag == SS_TAG_JJR ||
           t->tag == SS_TAG_VBG || t->tag == SS_TAG_VBN || t->tag == SS_TAG_FW || t->tag == SS_TAG_CD;
}

/* -- runs ------------------------------------------------------------------------ */

/* Does an opening mark at `i` begin a nickname ("Dale “Duke” Ferris")? Where the
 * name goes on after it; 0: no. */
uint32_t ent_run_nickname_end(const ent_run *r, uint32_t i, uint32_t end)
{
    if (!(tok(r, i)->flags & SS_QUOTE_OPEN) || i + 3 >= end || i == 0 || !ent_run_name_word(r, i - 1)) return 0;
    for (uint32_t k = i + 1; k < end && k < i + 4; k++) {
        const ss_token *t = tok(r, k);
        if (t->flags & SS_QUOTE_CLOSE)
            return k > i + 1 && k + 1 < end && (ent_run_name_word(r, k + 1) || ent_run_particle(r, tok(r, k + 1)))
                       ? k + 1
                       : 0;
        if (!(t->flags & SS_CAPITAL) && !(ss_is(t, "the") && k == i + 1)) return 0;
    }
    return 0;
}

/* Does a word that names of bodies end with stand among the next few? */
bool ent_run_bodies_word(const ent_run *r, uint32_t i, uint32_t end)
{
    const char *value = "";
    for (uint32_t k = i; k < end && k < i + 4 && ent_run_name_word(r, k); k++)
        if (ss_lexicon_match(r->w->lex.org_words, r->w->doc, k, end, &value) && value_allows(value, 'l')) return true;
    return false;
}

/* Length of a bridge at `i` to another name word at or after i: 0 for none. */
uint32_t ent_run_bridge(const ent_run *r, uint32_t i, uint32_t end)
{
    const ss_token *t = tok(r, i);
    if (i + 1 >= end || t->flags & SS_SKIP) return 0;
    bool next = ent_run_name_word(r, i + 1);
    if (ent_run_tight_hyphen(t)) return next && !(tok(r, i + 1)->flags & SS_SPACE_BEFORE);
    if (ent_run_particle(r, t) && !next) { /* "van der Berg", "al-Rashid" */
        uint32_t n = 1;
        while (n < 4 && i + n + 1 < end && (ent_run_particle(r, tok(r, i + n)) || ent_run_tight_hyphen(tok(r, i + n))))
            n++;
        return n > 1 && ent_run_name_word(r, i + n) ? n : 0;
    }
    uint32_t nickname = ent_run_nickname_end(r, i, end);
    if (nickname) return nickname - i;
    if (ss_is(t, "&") || ss_is(t, "and") || ss_is(t, "'s") || ent_run_particle(r, t)) return next;
    if (t->tag == SS_TAG_POS && next && i > 0 && tok(r, i - 1)->lower[tok(r, i - 1)->lower_len - 1] == 's')
        return ent_run_bodies_word(r, i + 1, end); /* "Farmers' Federation" */
    if (ss_is(t, "of") || ss_is(t, "for") || ss_is(t, "on")) {
        if (next) return 1;
        return i + 2 < end && ss_is(tok(r, i + 1), "the") && ent_run_name_word(r, i + 2) ? 2 : 0;
    }
    if (t->flags & SS_DIGIT && (t->tag == SS_TAG_NNP || t->ner != SS_NER_NONE)) return 1;
    return 0;
}

uint32_t ent_run_stop(const ent_run *r, uint32_t i, uint32_t end)
{
    uint32_t stop = end - i > ENT_RUN_MAX ? i + ENT_RUN_MAX : end;
    uint32_t last = ++i;
    while (i < stop) {
        if (ent_run_name_word(r, i)) {
            last = ++i;
            continue;
        }
        uint32_t n = ent_run_bridge(r, i, stop);
        if (!n) break;
        i += n;
    }
    return i < last ? last : i > stop ? stop : i;
}
