/* words.c - text to the words that are compared.
 *
 * The text is folded (fold.c) and cut into words: letters and digits with inner
 * apostrophes, clitics apart ("do" "n't"), abbreviations with their dots ("u.s."),
 * numbers with their commas, points and scale. Then phrases that mean one value
 * become one word: "£41.2m" and "41.2 million pounds", "twenty-three", "March 3,
 * 2021". A word has its form, its canonical form (spelling), its possible lemmas
 * and its classes, so that comparing two is comparing hashes.
 *
 * In a quotation "...", "[...]" and "[the mayor]" are marks. In captions, lines of
 * numbers and times are passed over; so are lone page numbers anywhere, for a
 * page or caption break inside a quotation is no edit.
 *
 * Linear. Known failures: "May" is a month only before a day or a year; a number
 * in words above the scales of number_words.txt is two numbers.
 */
#include "check/check.h"
#include "lang/lemma.h"

#include <stdlib.h>
#include <utf8proc.h>

ss_word_lists ss_word_lists_of(const sayso_model *m)
{
    ss_word_lists lists = {.model = m, .classes = ss_lexicon_get(m, "check_words"),
                           .spelling = ss_lexicon_get(m, "check_spelling"), .numbers = ss_lexicon_get(m, "number_words"),
                           .times = ss_lexicon_get(m, "time_words"), .units = ss_lexicon_get(m, "measure_units"),
                           .currencies = ss_lexicon_get(m, "currencies"), .lemmas = ss_lexicon_get(m, "lemmas"),
                           .titles = ss_lexicon_get(m, "titles")};
    size_t len;
    const void *at = ss_model_section(m, "w:tagdict", &len);
    ss_tagdict_open(&lists.dictionary, at, len);
    return lists;
}

typedef struct {
    ss_arena *arena;
    const ss_word_lists *lists;
    const char *text;
    uint32_t from; /* offset of the folded text in `text` */
    ss_fold fold;
    int how;
    ss_cwords *out;
    char punct[8];
    bool space, question, start;
} cutter;

/* ------------------------------------------------------------- characters */

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_ascii_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* Length of the word character at s, 0 where it is none. */
static uint32_t word_char(const char *s, uint32_t n)
{
    if (n == 0) return 0;
    if (!(*s & 0x80)) return is_digit(*s) || is_ascii_letter(*s) ? 1 : 0;
    utf8proc_int32_t c;
    utf8proc_ssize_t w = utf8proc_iterate((const utf8proc_uint8_t *)s, (utf8proc_ssize_t)n, &c);
    if (w <= 0) return 0;
    switch (utf8proc_category(c)) {
    case UTF8PROC_CATEGORY_LU: case UTF8PROC_CATEGORY_LL: case UTF8PROC_CATEGORY_LT: case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO: case UTF8PROC_CATEGORY_MN: case UTF8PROC_CATEGORY_MC: case UTF8PROC_CATEGORY_ND:
    case UTF8PROC_CATEGORY_NO: return (uint32_t)w;
    default: return 0;
    }
}

/* Lower case into the arena. */
static const char *lower_form(ss_arena *arena, const char *s, uint32_t n, uint32_t *len)
{
    char *out = ss_alloc(arena, (size_t)n * 2 + 8);
    uint32_t k = 0;
    for (uint32_t i = 0; i < n;) {
        if (!(s[i] & 0x80)) {
            out[k++] = s[i] >= 'A' && s[i] <= 'Z' ? (char)(s[i] | 32) : s[i];
            i++;
            continue;
        }
        utf8proc_int32_t c;
        utf8proc_ssize_t w = utf8proc_iterate((const utf8proc_uint8_t *)s + i, (utf8proc_ssize_t)(n - i), &c);
        if (w <= 0) {
            out[k++] = s[i++];
            continue;
        }
        k += (uint32_t)utf8proc_encode_char(utf8proc_tolower(c), (utf8proc_uint8_t *)out + k);
        i += (uint32_t)w;
    }
    out[k] = '\0';
    *len = k;
    return out;
}

/* -------------------------------------------------------------- one word */

/* "organise", "colour", "centre": the American form, where a rule or the list says so. */
static uint32_t canonical(cutter *c, const char *form, uint32_t len)
{
    const char *listed = ss_lexicon_find(c->lists->spelling, form, len);
    if (listed && *listed) return ss_hash_bytes(listed, strlen(listed));
    char plain[64];
    uint32_t n = 0;
    for (uint32_t i = 0; i < len && n < sizeof plain - 2; i++) {
        if ((unsigned char)form[i] == 0xCC || (unsigned char)form[i] == 0xCD) { /* combining marks */
            i++;
            continue;
        }
        plain[n++] = form[i];
    }
    static const char *const endings[][2] = {
        {"isation", "ization"}, {"isations", "izations"}, {"ising", "izing"}, {"ised", "ized"}, {"ises", "izes"},
        {"ise", "ize"}, {"yse", "yze"}, {"ysed", "yzed"}, {"ysing", "yzing"}, {"elling", "eling"}, {"elled", "eled"},
        {"eller", "eler"}, {"ellers", "elers"}, {NULL, NULL}};
    for (uint32_t i = 0; endings[i][0] && n > 6; i++) {
        uint32_t k = (uint32_t)strlen(endings[i][0]);
        if (n > k + 2 && n < sizeof plain - 2 && !memcmp(plain + n - k, endings[i][0], k)) {
            uint32_t to = (uint32_t)strlen(endings[i][1]);
            memcpy(plain + n - k, endings[i][1], to);
            n = n - k + to;
            break;
        }
    }
    return ss_hash_bytes(plain, n);
}

static uint32_t lemma_of(cutter *c, const ss_cword *w, ss_tag tag, const char *suffix, bool *irregular)
{
    char key[96];
    memcpy(key, w->form, w->len);
    strcpy(key + w->len, suffix);
    const char *found = ss_lexicon_find(c->lists->lemmas, key, w->len + strlen(suffix));
    if (found) {
        *irregular = true;
        return ss_hash_bytes(found, strlen(found));
    }
    uint32_t n = ss_lemma_rule(w->form, w->len, tag, key);
    return n ? ss_hash_bytes(key, n) : w->hash;
}

static void lemmas(cutter *c, ss_cword *w)
{
    for (int i = 0; i < SS_LEMMAS; i++) w->lemma[i] = w->hash;
    if (w->len < 2 || w->len > 40 || w->flags & SS_CW_NUMBER) return;
    if (w->classes & SS_WC_FUNC) { /* the list of exceptions has slips for these ("it" for "is") */
        static const char *const verbs[][2] = {{"has", "have"}, {"had", "have"}, {"does", "do"}, {"did", "do"}, {NULL, NULL}};
        for (uint32_t i = 0; verbs[i][0]; i++)
            if (!strcmp(w->form, verbs[i][0])) {
                w->lemma[1] = ss_hash_bytes(verbs[i][1], strlen(verbs[i][1]));
                w->flags |= SS_CW_IRREGULAR;
            }
        return;
    }
    bool irregular = false;
    w->lemma[1] = lemma_of(c, w, SS_TAG_NNS, " nns", &irregular);
    w->lemma[2] = lemma_of(c, w, SS_TAG_VBD, " vbd", &irregular);
    w->lemma[3] = lemma_of(c, w, SS_TAG_VBG, " vbg", &irregular);
    bool third = false;
    uint32_t vbz = lemma_of(c, w, SS_TAG_VBZ, " vbz", &third);
    bool participle = false;
    uint32_t vbn = lemma_of(c, w, SS_TAG_VBN, " vbn", &participle);
    if (third) w->lemma[1] = vbz;
    if (participle && w->lemma[2] == w->hash) w->lemma[2] = vbn;
    w->lemma[4] = lemma_of(c, w, SS_TAG_JJR, " jjr", &irregular);
    if (w->lemma[4] == w->hash) w->lemma[4] = lemma_of(c, w, SS_TAG_JJS, " jjs", &irregular);
    if (w->lemma[4] == w->hash) w->lemma[4] = lemma_of(c, w, SS_TAG_VBP, " vbp", &irregular);
    if (irregular || third || participle) w->flags |= SS_CW_IRREGULAR;
}

static uint32_t classes_of(const char *value)
{
    static const struct {
        const char *name;
        uint32_t bit;
    } names[] = {
#define X(code, name) {#name, SS_WC_##code},
        SS_WORD_CLASSES(X)
#undef X
    };
    uint32_t bits = 0;
    while (value && *value) {
        size_t n = strcspn(value, " ");
        for (size_t i = 0; i < sizeof names / sizeof *names; i++)
            if (strlen(names[i].name) == n && !memcmp(names[i].name, value, n)) bits |= names[i].bit;
        value += n;
        while (*value == ' ') value++;
    }
    return bits;
}

/* Months and weekdays, by their number. */
static void describe_time(ss_cword *w, const char *time)
{
    bool weekday = time[0] == 'w';
    int number = 0;
    for (const char *d = time + (weekday ? 8 : 6); is_digit(*d); d++) number = number * 10 + *d - '0';
    if (!strcmp(w->form, "may")) {
        if (w->flags & SS_CW_START) return;
        w->classes = 0; /* no modal verb */
    }
    w->flags |= SS_CW_DATE;
    w->value = weekday ? number : number * 100;
    char key[16] = {weekday ? 'W' : 'M', (char)('a' + number)};
    w->canon = ss_hash_bytes(key, 2);
}

/* What the lists say of the form. */
static void look_up(cutter *c, ss_cword *w)
{
    w->canon = canonical(c, w->form, w->len);
    w->classes |= classes_of(ss_lexicon_find(c->lists->classes, w->form, w->len));
    const char *unit = ss_lexicon_find(c->lists->units, w->form, w->len);
    if (unit) {
        w->classes |= SS_WC_UNIT;
        w->canon = ss_hash_bytes(unit, strlen(unit));
    }
    const char *money = ss_lexicon_find(c->lists->currencies, w->form, w->len);
    if (money && !strncmp(money, "word", 4)) w->classes |= SS_WC_UNIT;
    const char *time = ss_lexicon_find(c->lists->times, w->form, w->len);
    if (time && !strncmp(time, "unit", 4)) w->classes |= SS_WC_UNIT;
    if (!strcmp(w->form, "a.m.") || !strcmp(w->form, "p.m.")) w->canon = ss_hash_bytes(w->form[0] == 'a' ? "am" : "pm", 2);
    ss_word word = {.low = w->hash};
    if (c->lists->dictionary.slots) ss_tagdict_apply(&c->lists->dictionary, &word, 1);
    if (!word.amb || word.sure == SS_TAG_NNP + 1 || word.sure == SS_TAG_NNPS + 1) w->flags |= SS_CW_LIKE_NAME;
    lemmas(c, w);
}

/* Fills what follows from the form. */
static void describe(cutter *c, ss_cword *w)
{
    w->hash = ss_hash_bytes(w->form, w->len);
    ss_known_word *known = c->lists->known && w->len && w->len < sizeof known->form ? &c->lists->known[(w->hash * 0x9E3779B1u) >> (32 - SS_KNOWN_LOG2)] : NULL;
    if (known && known->hash == w->hash && known->len == w->len && !memcmp(known->form, w->form, w->len)) {
        w->canon = known->canon;
        w->classes |= known->classes;
        w->flags |= known->flags;
        memcpy(w->lemma, known->lemma, sizeof w->lemma);
    } else {
        uint32_t classes = w->classes, flags = w->flags;
        look_up(c, w);
        if (known) {
            *known = (ss_known_word){.len = w->len, .hash = w->hash, .canon = w->canon, .classes = w->classes & ~classes,
                                     .flags = w->flags & ~flags};
            memcpy(known->form, w->form, w->len);
            memcpy(known->lemma, w->lemma, sizeof w->lemma);
        }
    }
    if (w->classes & SS_WC_DAY) {
        const char *day = ss_lexicon_find(c->lists->times, w->form, w->len);
        if (day && !strncmp(day, "day ", 4)) w->value = atoi(day + 4);
    }
    if (!(w->flags & SS_CW_CAPITAL)) return;
    const char *time = ss_lexicon_find(c->lists->times, w->form, w->len);
    if (time && (!strncmp(time, "month ", 6) || !strncmp(time, "weekday ", 8))) describe_time(w, time);
}

static ss_cword *push_word(cutter *c, uint32_t at, uint32_t end, uint32_t flags)
{
    ss_cword *w = ss_push(c->arena, &c->out->v);
    memset(w, 0, sizeof *w);
    w->begin = c->from + ss_fold_begin(&c->fold, at);
    w->end = c->from + ss_fold_end(&c->fold, end);
    w->flags = flags;
    memcpy(w->punct, c->punct, sizeof w->punct);
    w->spoken = !(flags & (SS_CW_CLITIC | SS_CW_ELLIPSIS));
    if (c->space) w->flags |= SS_CW_SPACE;
    if (c->question) w->flags |= SS_CW_QUESTION;
    if (c->start) w->flags |= SS_CW_START;
    if (w->end - w->begin != end - at || memcmp(c->text + w->begin, c->fold.at + at, end - at))
        w->flags |= SS_CW_FOLDED;
    memset(c->punct, 0, sizeof c->punct);
    c->space = c->question = c->start = false;
    return w;
}

static ss_cword *push_form(cutter *c, uint32_t at, uint32_t end, uint32_t flags)
{
    ss_cword *w = push_word(c, at, end, flags);
    w->form = lower_form(c->arena, c->fold.at + at, end - at, &w->len);
    w->cased = ss_hash_bytes(c->fold.at + at, end - at);
    char first = c->fold.at[at];
    utf8proc_int32_t point = (unsigned char)first;
    if (first & 0x80) utf8proc_iterate((const utf8proc_uint8_t *)c->fold.at + at, (utf8proc_ssize_t)(end - at), &point);
    if (point != utf8proc_tolower(point)) w->flags |= SS_CW_CAPITAL;
    uint32_t upper = 0;
    for (uint32_t i = at; i < end; i++) {
        if (c->fold.at[i] >= 'A' && c->fold.at[i] <= 'Z') upper++;
        else if (c->fold.at[i] >= 'a' && c->fold.at[i] <= 'z') upper = 0, i = end;
    }
    if (upper >= 2) w->flags |= SS_CW_CAPS;
    return w;
}

/* Where the clitic of the word s[0..n) begins: "do|n't", "she|'s", "can|not"; 0: it has none. */
static uint32_t clitic_at(const char *s, uint32_t n)
{
    const char *mark = memchr(s, '\'', n);
    if (mark) {
        uint32_t tail = (uint32_t)(s + n - mark);
        if (tail == 2 && n > 3 && (s[n - 1] | 32) == 't' && (s[n - 3] | 32) == 'n') return n - 3;
        return tail <= 3 && mark > s ? (uint32_t)(mark - s) : 0;
    }
    static const char cannot[] = "cannot";
    if (n != 6) return 0;
    for (uint32_t i = 0; i < 6; i++)
        if ((s[i] | 32) != cannot[i]) return 0;
    return 3;
}

/* The form before a clitic ("wo" n't), in full. */
static void full_verb(ss_cword *w)
{
    static const char *const verbs[][2] = {{"wo", "will"}, {"ca", "can"}, {"sha", "shall"}, {NULL, NULL}};
    for (uint32_t i = 0; verbs[i][0]; i++)
        if (!strcmp(w->form, verbs[i][0])) {
            w->form = verbs[i][1];
            w->len = (uint32_t)strlen(verbs[i][1]);
            w->cased = ss_hash_bytes(w->form, w->len);
            if (w->flags & SS_CW_CAPITAL) w->cased = (w->cased ^ 'C') * 16777619u;
        }
}

static void push_clitic(cutter *c, uint32_t at, uint32_t end)
{
    ss_cword *clitic = push_form(c, at, end, SS_CW_CLITIC);
    static const char *const full[][2] = {{"n't", "not"}, {"'re", "are"}, {"'ve", "have"}, {"'ll", "will"}, {"'m", "am"},
                                          {NULL, NULL}};
    for (uint32_t i = 0; full[i][0]; i++)
        if (!strcmp(clitic->form, full[i][0])) {
            clitic->form = full[i][1];
            clitic->len = (uint32_t)strlen(full[i][1]);
            clitic->cased = ss_hash_bytes(clitic->form, clitic->len);
        }
    describe(c, clitic);
    if (!strcmp(clitic->form, "'d")) clitic->classes |= SS_WC_MODAL;
}

/* A word of letters, its clitic apart. */
static void push_letters(cutter *c, uint32_t at, uint32_t end)
{
    uint32_t cut = clitic_at(c->fold.at + at, end - at);
    ss_cword *w = push_form(c, at, cut ? at + cut : end, 0);
    if (cut) full_verb(w);
    describe(c, w);
    for (uint32_t i = 1; i < w->len; i++)
        if (is_digit(w->form[i])) w->flags |= SS_CW_NAMED_NUMBER;
    if (cut) {
        push_clitic(c, at + cut, end);
    } else if (w->flags & SS_CW_CAPS && w->len <= 5) { /* US and U.S. */
        char dotted[16];
        uint32_t k = 0;
        for (uint32_t i = 0; i < w->len && i < 5; i++) dotted[k++] = w->form[i], dotted[k++] = '.';
        w->canon = ss_hash_bytes(dotted, k);
    }
}

static double power_of(char letter, char next)
{
    switch (letter | 32) {
    case 'k': return 1e3;
    case 'm': return (next | 32) == 'n' || !is_ascii_letter(next) ? 1e6 : 0;
    case 'b': return (next | 32) == 'n' || !is_ascii_letter(next) ? 1e9 : 0;
    case 't': return (next | 32) == 'n' ? 1e12 : 0;
    default: return 0;
    }
}

/* A number in digits with what is glued to it: "1,200", "41.2m", "3rd", "1990s". Returns its end. */
static uint32_t push_digits(cutter *c, uint32_t at)
{
    const char *s = c->fold.at;
    uint32_t i = at, n = c->fold.n;
    double value = 0, place = 0;
    while (i < n) {
        if (is_digit(s[i])) {
            if (place > 0) {
                value += place * (s[i] - '0');
                place /= 10;
            } else {
                value = value * 10 + (s[i] - '0');
            }
            i++;
        } else if (s[i] == ',' && place == 0 && i + 3 < n && is_digit(s[i + 1]) && is_digit(s[i + 2]) &&
                   is_digit(s[i + 3]) && !(i + 4 < n && is_digit(s[i + 4]))) {
            i++;
        } else if (s[i] == '.' && place == 0 && i + 1 < n && is_digit(s[i + 1])) {
            place = 0.1;
            i++;
        } else if (s[i] == ' ' && false) {
            i++;
        } else {
            break;
        }
    }
    uint32_t digits = i - at, letters = i;
    while (letters < n && is_ascii_letter(s[letters])) letters++;
    uint32_t glued = letters - i;
    double scale = 0;
    bool ordinal = false, word = false;
    if (glued == 1 || (glued == 2 && (s[i + 1] | 32) == 'n')) scale = power_of(s[i], glued > 1 ? s[i + 1] : ' ');
    if (scale > 0) {
        i = letters;
        value *= scale;
    } else if (glued == 2) {
        char a = (char)(s[i] | 32), b = (char)(s[i + 1] | 32);
        ordinal = (a == 's' && b == 't') || (a == 'n' && b == 'd') || (a == 'r' && b == 'd') || (a == 't' && b == 'h');
        if (ordinal) i = letters;
    } else if (glued == 1 && (s[i] | 32) == 's') {
        i = letters;
        word = true; /* the 1990s */
    }
    ss_cword *w = push_form(c, at, i, 0);
    describe(c, w);
    w->flags |= SS_CW_NUMBER;
    w->value = word ? value + 0.5 : value;
    if (ordinal) w->flags |= SS_CW_ORDINAL;
    if (digits == 4 && !ordinal && scale == 0 && value >= 1500 && value <= 2100 && place == 0) w->flags |= SS_CW_YEAR;
    return i;
}

/* ---------------------------------------------------------------- marks */

static void add_punct(cutter *c, char mark)
{
    for (uint32_t i = 0; i + 1 < sizeof c->punct; i++)
        if (!c->punct[i]) {
            c->punct[i] = mark;
            return;
        }
}

/* "...", ". . .", of at least three dots; its length or 0. */
static uint32_t dots_at(const char *s, uint32_t n)
{
    uint32_t i = 0, dots = 0, end = 0;
    while (i < n && (s[i] == '.' || (s[i] == ' ' && dots))) {
        if (s[i] == '.') {
            dots++;
            end = i + 1;
        } else if (i + 1 >= n || s[i + 1] != '.') {
            break;
        }
        i++;
    }
    return dots >= 3 ? end : 0;
}

/* An ellipsis in brackets, or dots; its length or 0. */
static uint32_t ellipsis_at(const char *s, uint32_t n)
{
    if (n && (*s == '[' || *s == '(')) {
        uint32_t i = 1;
        while (i < n && s[i] == ' ') i++;
        uint32_t dots = dots_at(s + i, n - i);
        if (!dots) return 0;
        i += dots;
        while (i < n && s[i] == ' ') i++;
        return i < n && (s[i] == ']' || s[i] == ')') ? i + 1 : 0;
    }
    return dots_at(s, n);
}

/* Is the line at s one that breaks a text without being of it: a caption's number and
 * times, a page number? Its length with its end, or 0. `blank_before`: after an empty line
 * or a form feed. */
static uint32_t break_line(const char *s, uint32_t n, bool captions, bool apart)
{
    const char *nl = memchr(s, '\n', n);
    uint32_t len = nl ? (uint32_t)(nl - s) : n, i = 0, digits = 0, letters = 0, others = 0;
    if (len > 80) return 0;
    bool arrow = false;
    for (i = 0; i < len; i++) {
        if (is_digit(s[i])) digits++;
        else if (is_ascii_letter(s[i]) || s[i] & 0x80) letters++;
        else if (s[i] == '>' && i > 1 && s[i - 1] == '-' && s[i - 2] == '-') arrow = true;
        else if (s[i] != ' ' && s[i] != '\r' && s[i] != '\t' && s[i] != '-') others++;
    }
    if (captions && arrow && digits >= 8) return len + 1 > n ? n : len + 1;
    if (digits && digits <= 4 && !letters && !others && *s == '-' && len > 4 && strchr("- \r", s[len - 1]) && s[1] == ' ')
        return len + 1 > n ? n : len + 1; /* "- 14 -" */
    if (apart && digits && !captions) { /* "11. We find": the number of a paragraph */
        for (i = 0; i < len && i < 4 && is_digit(s[i]); i++) {}
        if (i && i + 1 < len && (s[i] == '.' || s[i] == ')') && s[i + 1] == ' ' && letters) return i + 2;
    }
    if (digits == 0 || digits > 6) return 0;
    if (letters == 0 && others == 0 && (captions || apart)) return len + 1 > n ? n : len + 1;
    if (apart) {
        for (i = 0; i < len && (s[i] == ' ' || s[i] == '-' || s[i] == '['); i++) {}
        if (len - i > 5 && (s[i] | 32) == 'p' && (s[i + 1] | 32) == 'a' && (s[i + 2] | 32) == 'g' &&
            (s[i + 3] | 32) == 'e' && s[i + 4] == ' ' && is_digit(s[i + 5]) && letters <= 6)
            return len + 1 > n ? n : len + 1;
    }
    return 0;
}

/* A WebVTT tag at s, "<v Jane Roe>", "</i>": its length or 0. */
static uint32_t tag_at(const char *s, uint32_t n)
{
    if (n < 3 || *s != '<') return 0;
    const char *end = memchr(s, '>', n < 80 ? n : 80);
    if (!end || !(is_ascii_letter(s[1]) || s[1] == '/' || is_digit(s[1]))) return 0;
    return (uint32_t)(end - s) + 1;
}

/* End of the word at `at`. */
static uint32_t end_of_word(const cutter *c, uint32_t at)
{
    const char *s = c->fold.at;
    uint32_t n = c->fold.n, i = at, w;
    while (i < n) {
        if ((w = word_char(s + i, n - i))) {
            i += w;
        } else if (s[i] == '\'' && (i > at || (at && s[at - 1] == ']')) && word_char(s + i + 1, n - i - 1)) {
            i++;
        } else {
            break;
        }
    }
    return i;
}

/* -------------------------------------------------------------- brackets */

static void cut_folded(cutter *c, uint32_t at, uint32_t end);

/* A bracket of a quotation at s[at]; returns its end, or 0 where it is none. */
static uint32_t push_bracket(cutter *c, uint32_t at)
{
    const char *s = c->fold.at;
    uint32_t n = c->fold.n;
    const char *close = memchr(s + at, ']', n - at < 400 ? n - at : 400);
    if (!close) return 0;
    uint32_t inner = at + 1, inner_end = (uint32_t)(close - s), end = inner_end + 1;
    uint32_t word_end = word_char(s + end, n - end) || (end + 1 < n && s[end] == '\'' && word_char(s + end + 1, n - end - 1))
                            ? end_of_word(c, end) : end;
    bool letter = inner_end == inner + word_char(s + inner, inner_end - inner) && inner_end > inner &&
                  (word_end > end || (s[inner] | 32) == 'a');
    /* "work[ed]": the word before was cut already; it is taken back. */
    ss_cword *before = c->out->v.n && !c->space && !c->punct[0] ? &c->out->v.at[c->out->v.n - 1] : NULL;
    bool glued_before = before && at > 0 && word_char(s + at - 1, 1);
    if (glued_before && !(before->flags & (SS_CW_BRACKET | SS_CW_ELLIPSIS))) {
        uint32_t n_form = before->len + (inner_end - inner) + (word_end - end);
        char *whole = ss_alloc(c->arena, n_form + 1);
        memcpy(whole, before->form, before->len);
        memcpy(whole + before->len, s + inner, inner_end - inner);
        memcpy(whole + before->len + (inner_end - inner), s + end, word_end - end);
        whole[n_form] = '\0';
        uint32_t len;
        before->form = lower_form(c->arena, whole, n_form, &len);
        before->len = len;
        before->end = c->from + ss_fold_end(&c->fold, word_end);
        before->flags |= SS_CW_BRACKET;
        before->inner_first = c->out->inner.n;
        describe(c, before);
        ss_cword copy = *before;
        *ss_push(c->arena, &c->out->inner) = copy;
        c->out->v.at[c->out->v.n - 1].inner_last = c->out->inner.n;
        return word_end;
    }
    if (letter || word_end > end) {
        uint32_t n_form = (inner_end - inner) + (word_end - end);
        char *whole = ss_alloc(c->arena, n_form + 1);
        memcpy(whole, s + inner, inner_end - inner);
        memcpy(whole + (inner_end - inner), s + end, word_end - end);
        whole[n_form] = '\0';
        uint32_t cut = letter ? clitic_at(whole, n_form) : 0; /* "[D]on't" */
        if (cut && cut < inner_end - inner) cut = 0;
        uint32_t clitic = cut ? end + cut - (inner_end - inner) : 0;
        ss_cword *w = push_word(c, at, cut ? clitic : word_end, letter ? SS_CW_LETTER_BRACKET : SS_CW_BRACKET);
        w->form = lower_form(c->arena, whole, cut ? cut : n_form, &w->len);
        w->cased = ss_hash_bytes(whole, cut ? cut : n_form);
        if (cut) full_verb(w);
        if (whole[0] >= 'A' && whole[0] <= 'Z') w->flags |= SS_CW_CAPITAL;
        describe(c, w);
        w->inner_first = c->out->inner.n;
        if (!letter) {
            ss_cword copy = *w;
            *ss_push(c->arena, &c->out->inner) = copy;
        }
        c->out->v.at[c->out->v.n - 1].inner_last = c->out->inner.n;
        if (cut) push_clitic(c, clitic, word_end);
        return word_end;
    }
    ss_cword *w = push_word(c, at, end, SS_CW_BRACKET);
    w->form = lower_form(c->arena, s + at, end - at, &w->len);
    w->hash = w->canon = w->cased = ss_hash_bytes(w->form, w->len);
    uint32_t index = c->out->v.n - 1, first = c->out->inner.n, before_n = c->out->v.n;
    int how = c->how;
    c->how &= ~(SS_CUT_ELLIPSES | SS_CUT_BRACKETS);
    cut_folded(c, inner, inner_end);
    c->how = how;
    for (uint32_t i = before_n; i < c->out->v.n; i++) {
        ss_cword copy = c->out->v.at[i];
        *ss_push(c->arena, &c->out->inner) = copy;
    }
    c->out->v.n = before_n;
    c->out->v.at[index].inner_first = first;
    c->out->v.at[index].inner_last = c->out->inner.n;
    memset(c->punct, 0, sizeof c->punct);
    c->space = c->question = c->start = false;
    return end;
}

/* -------------------------------------------------------------- the text */

/* "U.S.", "a.m.": single letters with dots; the end, or 0. */
static uint32_t dotted_end(const cutter *c, uint32_t at)
{
    const char *s = c->fold.at;
    uint32_t i = at, letters = 0;
    while (i + 1 < c->fold.n && is_ascii_letter(s[i]) && s[i + 1] == '.') i += 2, letters++;
    if (letters < 2 || (i < c->fold.n && word_char(s + i, c->fold.n - i))) return 0;
    return i;
}

static void cut_folded(cutter *c, uint32_t at, uint32_t end)
{
    const char *s = c->fold.at;
    bool line_start = at > 0 ? s[at - 1] == '\n' : c->from == 0 || c->text[c->from - 1] == '\n', apart = line_start;
    for (uint32_t i = at; i < end;) {
        char ch = s[i];
        if (line_start && !(c->how & SS_CUT_ARTICLE)) {
            uint32_t skip = break_line(s + i, end - i, c->how & SS_CUT_CAPTIONS, apart);
            if (skip) {
                i += skip;
                c->space = true;
                continue;
            }
        }
        if (ch == ' ' || ch == '\t' || ch == '\r' || ch == '\n' || ch == '\f' || ch == '\v') {
            if (ch == '\n' || ch == '\f') {
                apart = ch == '\f' || line_start;
                if (apart) c->start = true; /* a paragraph */
                line_start = true;
            }
            c->space = true;
            i++;
            continue;
        }
        line_start = false;
        uint32_t skip;
        if (c->how & SS_CUT_CAPTIONS && (skip = tag_at(s + i, end - i))) {
            i += skip;
            continue;
        }
        if ((ch == '.' || ch == '[' || ch == '(') && (skip = ellipsis_at(s + i, end - i))) {
            if (c->how & SS_CUT_ELLIPSES) {
                ss_cword *w = push_word(c, i, i + skip, SS_CW_ELLIPSIS);
                w->form = "...";
                w->len = 3;
                w->hash = w->canon = w->cased = ss_hash_bytes("...", 3);
            } else {
                add_punct(c, '~');
            }
            i += skip;
            continue;
        }
        if (ch == '[' && c->how & SS_CUT_BRACKETS && (skip = push_bracket(c, i))) {
            i = skip;
            continue;
        }
        if (is_digit(ch)) {
            i = push_digits(c, i);
            if (i < end && s[i] == '%') {
                c->out->v.at[c->out->v.n - 1].unit = '%';
                c->out->v.at[c->out->v.n - 1].end = c->from + ss_fold_end(&c->fold, i + 1);
                i++;
            }
            continue;
        }
        if (word_char(s + i, end - i)) {
            uint32_t stop = is_ascii_letter(ch) ? dotted_end(c, i) : 0;
            if (stop) {
                describe(c, push_form(c, i, stop, 0));
            } else {
                stop = end_of_word(c, i);
                push_letters(c, i, stop);
            }
            i = stop;
            continue;
        }
        if (ch == '?' || ch == '!' || ch == '.') c->start = true;
        if (ch == '?') c->question = true;
        if (ch == '\'' || ch == '"' || ch == '`') {
            i++;
            continue;
        }
        if (ch == '$' || (unsigned char)ch == 0xC2 || (unsigned char)ch == 0xE2) { /* currencies */
            uint32_t w = ch == '$' ? 1 : (unsigned char)ch == 0xC2 ? 2 : 3;
            const char *money = i + w <= end ? ss_lexicon_find(c->lists->currencies, s + i, w) : NULL;
            if (money && c->how & SS_CUT_BRACKETS && i + w + 1 < end && s[i + w] == '[' && is_digit(s[i + w + 1]) &&
                (skip = push_bracket(c, i + w))) { /* "$[15] million" */
                ss_cword *bracket = &c->out->v.at[c->out->v.n - 1];
                bracket->begin = c->from + ss_fold_begin(&c->fold, i);
                const char *code = strrchr(money, ' ');
                for (uint32_t k = bracket->inner_first; k < bracket->inner_last; k++)
                    c->out->inner.at[k].unit = ss_hash_bytes(code ? code + 1 : money, strlen(code ? code + 1 : money));
                i = skip;
                continue;
            }
            if (money && i + w < end && is_digit(s[i + w])) {
                uint32_t mark = i;
                i = push_digits(c, i + w);
                ss_cword *number = &c->out->v.at[c->out->v.n - 1];
                const char *code = strrchr(money, ' ');
                number->unit = ss_hash_bytes(code ? code + 1 : money, strlen(code ? code + 1 : money));
                number->begin = c->from + ss_fold_begin(&c->fold, mark);
                number->flags &= ~(uint32_t)SS_CW_YEAR;
                continue;
            }
            if (w > 1) {
                add_punct(c, '*');
                i += w;
                continue;
            }
        }
        if (!(ch & 0x80) || ((unsigned char)ch & 0xC0) == 0xC0) add_punct(c, ch & 0x80 ? '*' : ch);
        i++;
    }
}

/* "No. 5", "No 10": no negation, but the word "number"; the dot is the abbreviation's. Without a
 * dot only in capitals and inside a sentence ("There is no 5 there", "No 5 people agree"). */
static void name_numbers(cutter *c, ss_cword *at, uint32_t n)
{
    for (uint32_t i = 0; i + 1 < n; i++) {
        ss_cword *w = &at[i], *number = &at[i + 1];
        bool plural = !strcmp(w->form, "nos");
        if ((!plural && strcmp(w->form, "no")) || !(number->flags & SS_CW_NUMBER) || number->unit) continue;
        if (w->flags & (SS_CW_BRACKET | SS_CW_ELLIPSIS | SS_CW_CLITIC) || number->flags & SS_CW_QUESTION) continue;
        bool dot = number->punct[0] == '.' && !number->punct[1];
        if (!dot && (plural || number->punct[0] || (w->flags & (SS_CW_CAPITAL | SS_CW_START)) != SS_CW_CAPITAL)) continue;
        uint32_t kept = w->flags & ~(uint32_t)(SS_CW_CAPITAL | SS_CW_CAPS);
        w->form = plural ? "numbers" : "number";
        w->len = (uint32_t)strlen(w->form);
        w->classes = 0;
        w->flags = kept | SS_CW_FOLDED | SS_CW_ABBREVIATED;
        describe(c, w);
        w->cased = w->hash;
        if (dot) number->punct[0] = 0, number->flags &= ~(uint32_t)SS_CW_START;
    }
}

void ss_cwords_cut(ss_arena *arena, const ss_word_lists *lists, const char *text, uint32_t begin, uint32_t end,
                   int how, ss_cwords *words)
{
    cutter c = {.arena = arena, .lists = lists, .text = text, .from = begin, .how = how, .out = words, .start = true};
    ss_fold_make(arena, text + begin, end - begin, &c.fold);
    uint32_t first = words->v.n;
    cut_folded(&c, 0, c.fold.n);
    memcpy(words->tail, c.punct, sizeof words->tail);
    uint32_t n = words->v.n - first;
    ss_cword *at = words->v.at + first;
    name_numbers(&c, at, n);
    for (uint32_t i = 0; i < n && words->inner.n; i++) {
        if (!(at[i].flags & SS_CW_BRACKET)) continue;
        uint32_t inner = at[i].inner_last - at[i].inner_first;
        ss_cwords_join(arena, lists, words->inner.at + at[i].inner_first, &inner, SS_PHRASE_NUMBERS, words);
        at[i].inner_last = at[i].inner_first + inner;
    }
    ss_cwords_join(arena, lists, at, &n, SS_PHRASE_NUMBERS, words);
    ss_cwords_join(arena, lists, at, &n, SS_PHRASE_DATES, words);
    for (uint32_t i = 0; i < n && how & SS_CUT_ARTICLE; i++) {
        if (i == 0 || at[i - 1].flags & SS_CW_ELLIPSIS) at[i].flags |= SS_CW_FIRST;
        if (i + 1 == n || at[i + 1].flags & SS_CW_ELLIPSIS) at[i].flags |= SS_CW_LAST;
    }
    if (how & SS_CUT_BRACKETS) ss_cwords_join(arena, lists, at, &n, SS_PHRASE_BRACKETS, words);
    words->v.n = first + n;
}

ss_cwords ss_cwords_around(ss_arena *arena, const ss_word_lists *lists, const ss_source *source, uint32_t begin,
                           uint32_t end)
{
    enum { AROUND = 400 };
    uint32_t from = begin > AROUND ? begin - AROUND : 0;
    uint32_t to = source->len - end > AROUND ? end + AROUND : source->len;
    while (from > 0 && from < begin && !strchr(" \n", source->text[from - 1])) from++;
    while (to < source->len && to > end && !strchr(" \n", source->text[to])) to--;
    ss_cwords words = {0};
    ss_cwords_cut(arena, lists, source->text, from, to, source->captions ? SS_CUT_CAPTIONS : 0, &words);
    return words;
}

bool ss_cwords_have(const ss_cwords *words, uint32_t first, uint32_t last, const ss_cword *w)
{
    for (uint32_t i = first; i < last; i++)
        if (ss_cwords_alike(w, &words->v.at[i]) <= SS_SAME_LEMMA) return true;
    return false;
}
