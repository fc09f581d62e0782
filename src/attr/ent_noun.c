/* ent_noun.c - reads common nouns: is it an office, a person, a group, a document?
 *
 * A noun is looked up in five word lists, as written and in the singular, alone
 * and with up to three words on either side ("attorney general" from either of
 * its words); the longest entry wins, on a tie the list that comes first. Cost:
 * at most 4 x 4 keys of five lists a noun, but the bits of the tokens and of the
 * lists' entries rule nearly all of them out beforehand.
 * Known failures: irregular plurals beyond those in singular_into().
 */
#include "attr/ent.h"

void ent_lex_load(ent_lex *lex, const sayso_model *model)
{
    lex->titles = ss_lexicon_get(model, "titles");
    lex->roles = ss_lexicon_get(model, "roles");
    lex->role_modifiers = ss_lexicon_get(model, "role_modifiers");
    lex->persons = ss_lexicon_get(model, "person_nouns");
    lex->groups = ss_lexicon_get(model, "group_nouns");
    lex->documents = ss_lexicon_get(model, "document_nouns");
    lex->unnamed = ss_lexicon_get(model, "unnamed");
    lex->outlets = ss_lexicon_get(model, "outlets");
    lex->outlet_words = ss_lexicon_get(model, "outlet_words");
    lex->org_words = ss_lexicon_get(model, "org_words");
    lex->event_words = ss_lexicon_get(model, "event_words");
    lex->document_words = ss_lexicon_get(model, "document_words");
    lex->places = ss_lexicon_get(model, "places");
    lex->place_words = ss_lexicon_get(model, "place_words");
    lex->demonyms = ss_lexicon_get(model, "demonyms");
    lex->acronyms = ss_lexicon_get(model, "acronyms");
    lex->forenames = ss_lexicon_get(model, "forenames");
    lex->nicknames = ss_lexicon_get(model, "nicknames");
    lex->counts = ss_lexicon_get(model, "counts");
    lex->not_names = ss_lexicon_get(model, "not_names");
    lex->person_followers = ss_lexicon_get(model, "person_followers");
    lex->making_verbs = ss_lexicon_get(model, "making_verbs");
    lex->heading_verbs = ss_lexicon_get(model, "heading_verbs");
    lex->parties = ss_lexicon_get(model, "parties");
    lex->portfolios = ss_lexicon_get(model, "portfolios");
    lex->lesser_offices = ss_lexicon_get(model, "lesser_offices");
    lex->company_roles = ss_lexicon_get(model, "company_roles");
    lex->bodies = ss_lexicon_get(model, "bodies");
    lex->postnominals = ss_lexicon_get(model, "postnominals");
    lex->particles = ss_lexicon_get(model, "name_particles");
    lex->rules = ss_lexicon_get(model, "rule_words");
    lex->weights = ss_lexicon_get(model, "pronoun_weights");
    lex->model = model;
}

char ent_value_gender(const char *value)
{
    if (!value || (value[0] != 'f' && value[0] != 'm')) return 0;
    return value[1] == '\0' || value[1] == ' ' ? value[0] : 0;
}

const char *ent_value_canon(const char *value)
{
    const char *equals = value ? strchr(value, '=') : NULL;
    return equals ? equals + 1 : NULL;
}

/* -- keys ----------------------------------------------------------------------- */

enum { KEY_MAX = 64 };

/* Does the word read as a plural? Its singular goes to `out` (room for len + 1). */
static bool singular_into(const ss_token *t, char *out, uint32_t *len)
{
    const char *s = t->lower;
    uint32_t n = t->lower_len;
    memcpy(out, s, n);
    *len = n;
    if (n >= 3 && !memcmp(s + n - 3, "men", 3)) { /* spokesmen, women */
        out[n - 2] = 'a';
        return true;
    }
    if (ss_is(t, "people") && n == 6) return memcpy(out, "person", 6), true;
    if (n > 6 && !memcmp(s + n - 6, "people", 6)) return memcpy(out + n - 6, "person", 6), true;
    if (ss_is(t, "children")) return *len = 5, true;
    if (ss_is(t, "wives")) return memcpy(out, "wife", 4), *len = 4, true;
    if (n < 4 || s[n - 1] != 's' || s[n - 2] == 's' || s[n - 2] == '\'') return false;
    if (n > 4 && !memcmp(s + n - 3, "ies", 3)) {
        out[n - 3] = 'y';
        *len = n - 2;
    } else if (!memcmp(s + n - 4, "sses", 4) || !memcmp(s + n - 4, "ches", 4) || !memcmp(s + n - 4, "shes", 4)) {
        *len = n - 2;
    } else {
        *len = n - 1;
    }
    return true;
}

/* The tokens joined by blanks, plurals as they are or singular. 0: too long. */
static uint32_t key_of(const sayso_doc *doc, uint32_t first, uint32_t last, bool singular, char *key, bool *changed)
{
    uint32_t n = 0;
    *changed = false;
    for (uint32_t i = first; i < last; i++) {
        const ss_token *t = &doc->tokens.at[i];
        if (n + t->lower_len + 2 > KEY_MAX) return 0;
        if (i > first) key[n++] = ' ';
        uint32_t len = t->lower_len;
        if (!singular || t->tag == SS_TAG_JJ || !singular_into(t, key + n, &len))
            memcpy(key + n, t->lower, t->lower_len);
        else
            *changed = true;
        n += len;
    }
    key[n] = '\0';
    return n;
}

static void fill(ent_noun *noun, ent_noun_class class, const char *value, const char *key, uint32_t len, bool plural)
{
    noun->class = (uint8_t) class;
    noun->plural = plural;
    noun->sort = "";
    noun->gender = ent_value_gender(value);
    noun->canon = ent_value_canon(value);
    noun->canon_len = noun->canon ? (uint32_t)strlen(noun->canon) : 0;
    noun->key = noun->canon ? ss_hash_bytes(noun->canon, noun->canon_len) : ss_hash_bytes(key, len);
}

/* Looks [first, last) up in all lists. */
static bool look_up(const ent_lex *lex, const sayso_doc *doc, uint32_t first, uint32_t last, ent_noun *noun)
{
    char key[KEY_MAX];
    bool changed;
    const char *value;
    uint32_t n = key_of(doc, first, last, false, key, &changed);
    if (!n) return false;
    uint32_t hash = ss_hash_bytes(key, n);
    if ((value = ss_lexicon_find_hashed(lex->groups, key, n, hash))) {
        ent_noun_class class = *value == 'o' ? ENT_NOUN_ORG : *value == 'm' ? ENT_NOUN_MASS : ENT_NOUN_PEOPLE;
        fill(noun, class, NULL, key, n, class == ENT_NOUN_PEOPLE);
        const char *sort = class == ENT_NOUN_ORG ? strchr(value, ' ') : NULL;
        noun->sort = sort ? sort + 1 : "";
        if (class == ENT_NOUN_PEOPLE && (n = key_of(doc, first, last, true, key, &changed)))
            noun->key = ss_hash_bytes(key, n);
        return true;
    }
    for (int singular = 0; singular < 2; singular++) {
        if (singular) {
            n = key_of(doc, first, last, true, key, &changed);
            if (!n || !changed) return false;
            hash = ss_hash_bytes(key, n);
        }
        if ((value = ss_lexicon_find_hashed(lex->documents, key, n, hash)))
            return fill(noun, ENT_NOUN_DOCUMENT, value, key, n, singular), true;
        if ((value = ss_lexicon_find_hashed(lex->roles, key, n, hash)))
            return fill(noun, singular ? ENT_NOUN_PEOPLE : ENT_NOUN_ROLE, value, key, n, singular), true;
        if ((value = ss_lexicon_find_hashed(lex->persons, key, n, hash)))
            return fill(noun, singular ? ENT_NOUN_PEOPLE : ENT_NOUN_PERSON, value, key, n, singular), true;
    }
    return false;
}

/* How many words, up to `most`, an entry may have that begins at `first`, its plurals as
 * they are or in the singular; 0: none begins there. Most tokens say so by their bits
 * (ss_token.unlisted), the others by what the lists know of entries that go on. */
static uint32_t reach(const ent_lex *lex, const sayso_doc *doc, uint32_t first, uint32_t most, bool singular)
{
    const ss_lexicon *lists[] = {lex->documents, lex->roles, lex->persons, singular ? NULL : lex->groups};
    uint32_t hash = SS_HASH_EMPTY;
    for (uint32_t k = 0; k < most; k++) {
        const ss_token *t = &doc->tokens.at[first + k];
        char word[KEY_MAX + 8];
        uint32_t len = t->lower_len;
        bool changed = singular && len <= KEY_MAX && t->tag != SS_TAG_JJ && singular_into(t, word, &len);
        if (k) hash = (hash ^ ' ') * 16777619u;
        for (uint32_t i = 0; i < len; i++) hash = (hash ^ (unsigned char)(changed ? word : t->lower)[i]) * 16777619u;
        uint64_t unlisted = k ? 0 : changed ? ss_lexicon_unlisted(lex->model, hash) : t->unlisted;
        bool begun = k > 0, on = false;
        for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
            if (!lists[i]) continue;
            if (unlisted & lists[i]->bit) {
                lists[i] = NULL;
                continue;
            }
            begun = true;
            if (ss_lexicon_goes_on(lists[i], hash))
                on = true;
            else
                lists[i] = NULL;
        }
        if (!on) return k + begun;
    }
    return most;
}

bool ent_noun_at(const ent_lex *lex, const sayso_doc *doc, uint32_t lo, uint32_t head, uint32_t hi, ent_noun *noun)
{
    if (head < lo || head >= hi) return false;
    uint32_t from = head - lo > 3 ? head - 3 : lo, to = hi - head > 3 ? head + 3 : hi;
    uint32_t longest[4], most = 0; /* [from, head] */
    for (uint32_t i = from; i <= head; i++) {
        uint32_t plain = reach(lex, doc, i, to - i, false), single = reach(lex, doc, i, to - i, true);
        longest[i - from] = plain > single ? plain : single;
        if (i + longest[i - from] <= head) longest[i - from] = 0; /* ends before the noun */
        if (longest[i - from] > most) most = longest[i - from];
    }
    for (uint32_t len = most; len > 0; len--) {
        for (uint32_t first = from; first <= head; first++) {
            if (first + len <= head || len > longest[first - from]) continue;
            if (!look_up(lex, doc, first, first + len, noun)) continue;
            noun->first = first;
            noun->last = first + len;
            return true;
        }
    }
    return false;
}

uint32_t ent_role_head(const ent_lex *lex, const sayso_doc *doc, const ent_noun *noun, bool former)
{
    ent_noun head;
    if (noun->last - noun->first < 2 || ss_lexicon_word(lex->lesser_offices, &doc->tokens.at[noun->first])) return 0;
    if (!ent_noun_at(lex, doc, noun->last - 1, noun->last - 1, noun->last, &head)) return 0;
    return head.class == ENT_NOUN_ROLE ? ent_role_key(&head, former) : 0;
}

/* "Columbia's Denise Ortiz": a parse that hangs her on Columbia is not believed. */
static uint32_t past_possessor(const sayso_doc *doc, uint32_t last, uint32_t head)
{
    const ss_token *tokens = doc->tokens.at;
    if (head + 2 >= last || tokens[head + 1].flags & SS_CAPITAL || tokens[head + 1].lower_len > 4) return head;
    bool owns = tokens[head + 1].tag == SS_TAG_POS || ss_is(&tokens[head + 1], "'s");
    bool joined = ss_is(&tokens[head + 1], "-") && !(tokens[head + 1].flags & SS_SPACE_BEFORE) &&
                  !(tokens[head + 2].flags & SS_CAPITAL); /* "Boeing-rival Acme" */
    if (!owns && !joined) return head;
    uint32_t found = head;
    for (uint32_t i = head + 2; i < last && ent_is_noun_tag(tokens[i].tag); i++) found = i;
    return found;
}

uint32_t ss_source_head(const sayso_doc *doc, uint32_t first, uint32_t last, uint32_t head)
{
    return head >= first && head < last ? past_possessor(doc, last, head) : head;
}

uint32_t ent_phrase_head(const sayso_doc *doc, uint32_t first, uint32_t last, uint32_t head)
{
    const ss_token *tokens = doc->tokens.at;
    if (head >= first && head < last) {
        head = past_possessor(doc, last, head);
        uint8_t tag = tokens[head].tag;
        if (ent_is_noun_tag(tag) || tag == SS_TAG_PRP || tag == SS_TAG_WP || tag == SS_TAG_WDT) return head;
    }
    uint32_t found = UINT32_MAX;
    for (uint32_t i = first; i < last; i++) {
        uint8_t tag = tokens[i].tag;
        if (ent_is_noun_tag(tag) || tag == SS_TAG_PRP || tag == SS_TAG_WP || tag == SS_TAG_WDT)
            found = i;
        else if (found != UINT32_MAX &&
                 (tag == SS_TAG_IN || tag == SS_TAG_COMMA || (ent_is_verb_tag(tag) && tag != SS_TAG_VBN)))
            break;
    }
    if (found != UINT32_MAX) return found;
    return head >= first && head < last ? head : first;
}

uint32_t ent_portfolio_end(const ent_lex *lex, const sayso_doc *doc, uint32_t at, uint32_t end)
{
    enum { LONGEST = 8 };
    uint32_t last = at;
    for (uint32_t k = at; k < end && k < at + LONGEST; k++) {
        const ss_token *t = &doc->tokens.at[k];
        if (t->flags & SS_CAPITAL && ss_lexicon_word(lex->portfolios, t))
            last = k + 1;
        else if (last != k || (!ss_is(t, "and") && !ss_is(t, "&") && !ss_is(t, ",")))
            break;
    }
    return last;
}
