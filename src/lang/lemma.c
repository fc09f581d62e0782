/* lemma.c - see lemma.h.
 *
 * A table of exceptions first (irregular forms, and every form of the treebanks
 * that the rules get wrong), then rules that take an ending off and guess from
 * the letters before it whether a doubled consonant was single ("stopped") and
 * whether an e is missing ("made" is irregular, "decided" is not). Names keep
 * their form and their capitals. Known failure: "pasting" (paste) and "fasting"
 * (fast) look alike; unknown verbs in -ting, -ning, -ring are guessed.
 */
#include "lang/lemma.h"

static bool is_vowel(char c)
{
    return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u';
}

static bool has_vowel(const char *s, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++)
        if (is_vowel(s[i]) || s[i] == 'y') return true;
    return false;
}

static bool ends(const char *s, uint32_t n, const char *with)
{
    uint32_t k = (uint32_t)strlen(with);
    return n >= k && !memcmp(s + n - k, with, k);
}

static bool ends_any(const char *s, uint32_t n, const char *const *with)
{
    for (; *with; with++)
        if (ends(s, n, *with)) return true;
    return false;
}

/* Does a verb whose -ed or -ing was taken off end in e? */
static bool wants_e(const char *s, uint32_t n)
{
    static const char *const yes[] = {"v", "dg", "ng", "rg", "lg", "iz", "yz", "bl", "pl", "tl", "dl", "gl",
                                      "fl", "cl", "kl", "zl", "nc", "rc", "uc", "ic", "ac", "rs", "ns", "ps",
                                      "au", "gu", "su", "tu", "cu", NULL};
    static const char *const no[] = {"ing", "ong", "ang", "eng", "focus", NULL};
    if (n < 2) return false;
    if (ends_any(s, n, no) && !ends(s, n, "chang") && !ends(s, n, "rang") && !ends(s, n, "veng"))
        return false;
    if (ends_any(s, n, yes)) return true;
    char last = s[n - 1], vowel = s[n - 2], before = n > 2 ? s[n - 3] : 'x';
    if (!is_vowel(vowel) || is_vowel(last) || last == 'w' || last == 'x' || last == 'y') return false;
    if (is_vowel(before) && !(before == 'u' && n > 3 && s[n - 4] == 'q'))
        return last == 's' && vowel != 's'; /* raise, cause */
    switch (last) {
    case 's': return true;
    case 'z': return true;
    case 'r': return vowel != 'e' && !(vowel == 'o' && n > 5);
    case 'n': return vowel == 'i' || (vowel == 'o' && !ends(s, n, "ion") && !ends(s, n, "son"));
    case 'l': return vowel != 'e' && n < 6;
    case 't': return vowel != 'e' && !(vowel == 'i' && n > 4 && !ends(s, n, "cit") && !ends(s, n, "nit")) &&
                     !(vowel == 'o' && n > 5 && !ends(s, n, "mot"));
    case 'd': return vowel != 'e';
    case 'm': return vowel != 'e' && vowel != 'i';
    case 'k': return vowel != 'e';
    case 'p': return vowel != 'e' && n < 6;
    case 'b': return true;
    case 'g': return vowel == 'a' && n < 7;
    case 'c': return true;
    default: return false;
    }
}

/* The verb or adjective that is left when an ending was taken off. */
static uint32_t restore(char *s, uint32_t n, bool verb)
{
    if (n > 2 && s[n - 1] == s[n - 2] && !is_vowel(s[n - 1])) {
        char c = s[n - 1];
        bool kept = c == 's' || c == 'l' || c == 'z' || c == 'f' || n < 4;
        return kept && !(verb && c == 'l' && n > 6) ? n : n - 1;
    }
    if (verb ? wants_e(s, n) : n > 2 && (ends(s, n, "g") || ends(s, n, "c") || ends(s, n, "v") || ends(s, n, "s") ||
                                         ends(s, n, "id") || ends(s, n, "ut") || ends(s, n, "at") ||
                                         ends(s, n, "bl") || ends(s, n, "mpl") || ends(s, n, "fin") ||
                                         ends(s, n, "ar") || ends(s, n, "af")))
        s[n++] = 'e';
    return n;
}

static uint32_t take_s(char *s, uint32_t n)
{
    static const char *const es[] = {"sses", "shes", "ches", "xes", "zzes", "oes", NULL};
    if (n < 3 || s[n - 1] != 's' || ends(s, n, "ss") || ends(s, n, "us") || ends(s, n, "is")) return 0;
    if (ends(s, n, "ies") && n > 4) {
        s[n - 3] = 'y';
        return n - 2;
    }
    return ends_any(s, n, es) ? n - 2 : n - 1;
}

uint32_t ss_lemma_rule(const char *low, uint32_t len, ss_tag tag, char *out)
{
    uint32_t n = len, cut = 0;
    memcpy(out, low, len);
    switch (tag) {
    case SS_TAG_NNS:
    case SS_TAG_VBZ: return take_s(out, n);
    case SS_TAG_VBG: cut = ends(out, n, "ing") ? 3 : 0; break;
    case SS_TAG_VBD:
    case SS_TAG_VBN:
        if (ends(out, n, "ied") && n > 4) {
            out[n - 3] = 'y';
            return n - 2;
        }
        cut = ends(out, n, "ed") ? 2 : 0;
        break;
    case SS_TAG_JJR:
    case SS_TAG_RBR: cut = ends(out, n, "er") ? 2 : 0; break;
    case SS_TAG_JJS:
    case SS_TAG_RBS: cut = ends(out, n, "est") ? 3 : 0; break;
    default: return 0;
    }
    if (!cut || n < cut + 2 || !has_vowel(out, n - cut)) return 0;
    bool verb = tag == SS_TAG_VBG || tag == SS_TAG_VBD || tag == SS_TAG_VBN;
    n -= cut;
    if (!verb && out[n - 1] == 'i') {
        out[n - 1] = 'y';
        return n;
    }
    return restore(out, n, verb);
}

bool ss_lemma_inflects(ss_tag tag)
{
    switch (tag) {
    case SS_TAG_NNS: case SS_TAG_VBZ: case SS_TAG_VBG: case SS_TAG_VBD: case SS_TAG_VBN: case SS_TAG_VBP:
    case SS_TAG_JJR: case SS_TAG_JJS: case SS_TAG_RBR: case SS_TAG_RBS: case SS_TAG_MD: case SS_TAG_PRP:
    case SS_TAG_PRPS: case SS_TAG_RB: case SS_TAG_DT: case SS_TAG_VB: return true;
    default: return false;
    }
}

const char *ss_lemma(ss_arena *scratch, const ss_lexicon *exceptions, const sayso_doc *doc,
                     const ss_token *t)
{
    ss_tag tag = (ss_tag)t->tag;
    if ((tag == SS_TAG_NNP || tag == SS_TAG_NNPS) && (t->flags & SS_ALPHA))
        return t->flags & SS_CAPITAL ? ss_strndup(scratch, doc->text + t->begin, t->end - t->begin) : t->lower;
    char key[96];
    if (!ss_lemma_inflects(tag) || t->lower_len > 64) return t->lower;
    uint32_t n = t->lower_len;
    memcpy(key, t->lower, n);
    key[n++] = ' ';
    for (const char *name = ss_tag_name(tag); *name; name++)
        key[n++] = *name >= 'A' && *name <= 'Z' ? (char)(*name | 32) : *name;
    bool listed = exceptions && !(t->unlisted & exceptions->bit); /* some entry begins with the word */
    const char *found = listed ? ss_lexicon_find(exceptions, key, n) : NULL;
    if (found) return found;
    n = ss_lemma_rule(t->lower, t->lower_len, tag, key);
    return n ? ss_strndup(scratch, key, n) : t->lower;
}
