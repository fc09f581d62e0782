/* treebank.c - see treebank.h. */
#include "common/treebank.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <utf8proc.h>

static void *resize(void *p, size_t size)
{
    p = realloc(p, size);
    if (!p) {
        fprintf(stderr, "out of memory\n");
        exit(1);
    }
    return p;
}

static char *copy(const char *s)
{
    return strcpy(resize(NULL, strlen(s) + 1), s);
}

void treebank_free(treebank *bank)
{
    for (uint32_t i = 0; i < bank->doc.tokens.n; i++) {
        free((char *)bank->doc.tokens.at[i].lower);
        free((char *)bank->gold[i].lemma);
    }
    free(bank->doc.tokens.at);
    free(bank->doc.sentences.at);
    free((char *)bank->doc.text);
    free(bank->gold);
    free(bank->doc_first.at);
    *bank = (treebank){0};
}

/* -- building --------------------------------------------------------------- */

void treebank_sentence(treebank *bank)
{
    sayso_doc *doc = &bank->doc;
    if (doc->sentences.n && doc->sentences.at[doc->sentences.n - 1].first == doc->tokens.n) return;
    if (doc->sentences.n == doc->sentences.cap) {
        doc->sentences.cap = doc->sentences.cap * 2 + 64;
        doc->sentences.at = resize(doc->sentences.at, doc->sentences.cap * sizeof *doc->sentences.at);
    }
    doc->sentences.at[doc->sentences.n++] = (ss_sentence){doc->tokens.n, doc->tokens.n, 0};
}

void treebank_document(treebank *bank)
{
    treebank_sentence(bank);
    uint32_t first = bank->doc.sentences.n - 1;
    if (bank->doc_first.n && bank->doc_first.at[bank->doc_first.n - 1] == first) return;
    if (bank->doc_first.n == bank->doc_first.cap) {
        bank->doc_first.cap = bank->doc_first.cap * 2 + 64;
        bank->doc_first.at = resize(bank->doc_first.at, bank->doc_first.cap * sizeof(uint32_t));
    }
    bank->doc_first.at[bank->doc_first.n++] = first;
}

/* As describe() of src/token/token.c. */
static void describe(ss_token *t, const char *form)
{
    size_t n = strlen(form);
    uint32_t letters = 0, upper = 0;
    char *low = resize(NULL, n * 2 + 8), *o = low;
    const utf8proc_uint8_t *p = (const utf8proc_uint8_t *)form, *end = p + n;
    for (bool first = true; p < end; first = false) {
        utf8proc_int32_t c;
        utf8proc_ssize_t len = utf8proc_iterate(p, end - p, &c);
        if (len <= 0) break;
        p += len;
        if (c == 0x2019 || c == 0x2018) {
            *o++ = '\'';
            continue;
        }
        utf8proc_category_t k = utf8proc_category(c);
        utf8proc_int32_t l = utf8proc_tolower(c);
        if (k >= UTF8PROC_CATEGORY_LU && k <= UTF8PROC_CATEGORY_ME) {
            letters++;
            if (l != c) {
                upper++;
                if (first) t->flags |= SS_CAPITAL;
            }
        } else if (k >= UTF8PROC_CATEGORY_ND && k <= UTF8PROC_CATEGORY_NO) {
            t->flags |= SS_DIGIT;
        }
        if (o - low + 4 < (long)(n * 2 + 8)) o += utf8proc_encode_char(l, (utf8proc_uint8_t *)o);
    }
    *o = '\0';
    t->lower = low;
    t->lower_len = (uint16_t)(o - low);
    t->lhash = ss_hash_bytes(low, t->lower_len);
    t->hash = upper ? ss_hash_bytes(form, n) : t->lhash;
    if (letters) t->flags |= SS_ALPHA;
    if (letters > 1 && upper == letters) t->flags |= SS_ALLCAPS;
    if (!letters && !(t->flags & SS_DIGIT)) t->flags |= SS_PUNCT;
}

void treebank_token(treebank *bank, const char *form, bool space_before, gold_token gold)
{
    sayso_doc *doc = &bank->doc;
    if (!doc->sentences.n) treebank_document(bank);
    if (doc->tokens.n == doc->tokens.cap) {
        doc->tokens.cap = doc->tokens.cap * 2 + 1024;
        doc->tokens.at = resize(doc->tokens.at, doc->tokens.cap * sizeof *doc->tokens.at);
        bank->gold = resize(bank->gold, doc->tokens.cap * sizeof *bank->gold);
    }
    size_t n = strlen(form);
    if (doc->len + n + 3 > bank->text_cap) {
        bank->text_cap = (doc->len + n + 3) * 2;
        doc->text = resize((char *)doc->text, bank->text_cap);
    }
    char *text = (char *)doc->text;
    if (bank->paragraph && doc->len) {
        memcpy(text + doc->len, "\n\n", 2);
        doc->len += 2;
    } else if (space_before && doc->len) {
        text[doc->len++] = ' ';
    }
    bank->paragraph = false;
    memcpy(text + doc->len, form, n + 1);
    ss_sentence *s = &doc->sentences.at[doc->sentences.n - 1];
    ss_token t = {.begin = doc->len, .end = doc->len + (uint32_t)n, .head = -1, .sent = doc->sentences.n - 1};
    doc->len += (uint32_t)n;
    if (space_before) t.flags |= SS_SPACE_BEFORE;
    if (s->first == s->last) t.flags |= SS_SENT_FIRST;
    describe(&t, form);
    if (!gold.lemma) gold.lemma = t.lower;
    gold.lemma = copy(gold.lemma);
    bank->gold[doc->tokens.n] = gold;
    doc->tokens.at[doc->tokens.n++] = t;
    s->last = doc->tokens.n;
}

/* -- reading ---------------------------------------------------------------- */

FILE *treebank_open(const char *path, bool *piped)
{
    size_t n = strlen(path);
    *piped = n > 3 && !strcmp(path + n - 3, ".xz");
    if (!*piped) return fopen(path, "r");
    char command[4200];
    if (strchr(path, '\'')) return NULL;
    FILE *probe = fopen(path, "r");
    if (!probe) return NULL;
    fclose(probe);
    snprintf(command, sizeof command, "xz -dc '%s'", path);
    return popen(command, "r");
}

bool treebank_close(FILE *f, bool piped)
{
    return piped ? pclose(f) == 0 : fclose(f) == 0;
}

int treebank_columns(char *line, char **at, int max, const char *separators)
{
    int n = 0;
    line[strcspn(line, "\r\n")] = '\0';
    while (n < max) {
        at[n++] = line;
        line += strcspn(line, separators);
        if (!*line) break;
        *line++ = '\0';
    }
    return n;
}

/* GUM's Entity= brackets that open or close at a token: names only. */
typedef struct {
    int id;
    uint32_t first;
    uint8_t ner;
} open_entity;

static uint8_t gum_type(const char *s, size_t n)
{
    static const struct {
        const char *name;
        uint8_t ner;
    } types[] = {{"person", SS_NER_PER}, {"organization", SS_NER_ORG}, {"place", SS_NER_LOC},
                 {"event", SS_NER_MISC}, {"object", SS_NER_MISC},      {"abstract", SS_NER_MISC},
                 {"substance", SS_NER_MISC}};
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if (strlen(types[i].name) == n && !memcmp(types[i].name, s, n)) return types[i].ner;
    return SS_NER_NONE;
}

static bool is_title(const char *low)
{
    static const char *const titles[] = {"mr.", "mrs.", "ms.", "mr", "mrs", "dr.", "dr", "president",
                                         "sen.", "rep.", "gov.", "sir", "lord", "lady", "king", "queen",
                                         "prince", "princess", "pope", "professor", "prof.", "st.",
                                         "senator", "captain", "general", "judge", "mayor"};
    for (size_t i = 0; i < sizeof titles / sizeof *titles; i++)
        if (!strcmp(low, titles[i])) return true;
    return false;
}

/* May this word stand inside a name of this kind, between proper nouns? */
static bool may_link(const treebank *bank, uint32_t i, uint8_t ner)
{
    const char *low = bank->doc.tokens.at[i].lower;
    uint8_t tag = bank->gold[i].tag;
    if (tag == SS_TAG_HYPH) return true;
    if (ner == SS_NER_PER) return tag == SS_TAG_OPENQ || tag == SS_TAG_CLOSEQ;
    return !strcmp(low, "of") || !strcmp(low, "the") || !strcmp(low, "and") || !strcmp(low, "for") ||
           !strcmp(low, "&") || tag == SS_TAG_CD;
}

/* The word that a mention hangs by. */
static uint32_t head_of(const treebank *bank, uint32_t first, uint32_t last)
{
    const gold_token *g = bank->gold;
    for (uint32_t i = first; i < last; i++)
        if (g[i].head < (int32_t)first || g[i].head >= (int32_t)last) return i;
    return first;
}

/* Of an entity's span, the first run of proper nouns is a name, if the mention hangs
 * by one of them ("Hong Kong residents" does not). An outer name takes in the ones
 * inside it. */
static void mark_name(treebank *bank, uint32_t first, uint32_t last, uint8_t ner)
{
    const gold_token *g = bank->gold;
    const uint32_t from = first;
    while (first < last && g[first].tag != SS_TAG_NNP && g[first].tag != SS_TAG_NNPS) first++;
    while (ner == SS_NER_PER && first + 1 < last && is_title(bank->doc.tokens.at[first].lower)) first++;
    uint32_t end = first;
    for (uint32_t i = first; i < last; i++) {
        if (g[i].tag == SS_TAG_NNP || g[i].tag == SS_TAG_NNPS)
            end = i + 1;
        else if (!may_link(bank, i, ner))
            break;
    }
    uint32_t head = head_of(bank, from, last);
    if (head < first || head >= end) return;
    for (uint32_t i = first; i < end; i++) {
        bank->gold[i].ner = ner;
        bank->gold[i].begin = i == first;
    }
    if (end > first && end < bank->doc.tokens.n && g[end].ner && !g[end].begin) bank->gold[end].begin = true;
}

static void gum_entities(treebank *bank, const char *misc, open_entity *open, int *n_open)
{
    const char *s = strstr(misc, "Entity=");
    uint32_t at = bank->doc.tokens.n - 1;
    for (s = s ? s + 7 : ""; *s && *s != '|';) {
        if (*s == '(') {
            open_entity e = {atoi(++s), at, 0};
            const char *type = s + strcspn(s, "-");
            if (*type) e.ner = gum_type(type + 1, strcspn(type + 1, "-"));
            s += strcspn(s, "()|");
            if (*n_open < 32) open[(*n_open)++] = e;
            if (*s != ')') continue;
            s++;
            if (*n_open) {
                e = open[--*n_open];
                if (e.ner) mark_name(bank, e.first, at + 1, e.ner);
            }
        } else if (isdigit((unsigned char)*s)) {
            int id = atoi(s);
            s += strcspn(s, "()|");
            if (*s == ')') s++;
            for (int i = *n_open - 1; i >= 0; i--) {
                if (open[i].id != id) continue;
                if (open[i].ner) mark_name(bank, open[i].first, at + 1, open[i].ner);
                memmove(open + i, open + i + 1, (size_t)(--*n_open - i) * sizeof *open);
                break;
            }
        } else {
            s++;
        }
    }
}

bool treebank_read(treebank *bank, const char *path)
{
    bool piped;
    FILE *f = treebank_open(path, &piped);
    if (!f) return false;
    char *line = NULL;
    size_t cap = 0;
    bool space = true, joined_after = true;
    int joined = 0; /* the last of words written together */
    uint32_t first = 0;
    open_entity open[32];
    int n_open = 0;
    while (getline(&line, &cap, f) > 0) {
        if (!strncmp(line, "# newdoc", 8)) treebank_document(bank);
        if (!strncmp(line, "# newdoc", 8) || !strncmp(line, "# newpar", 8)) bank->paragraph = true;
        if (line[0] == '#') continue;
        char *c[10];
        int n = treebank_columns(line, c, 10, "\t");
        if (n < 10) {
            treebank_sentence(bank);
            n_open = joined = 0;
            continue;
        }
        if (!isdigit((unsigned char)c[0][0]) || strchr(c[0], '.')) continue;
        const bool after = !strstr(c[9], "SpaceAfter=No");
        if (strchr(c[0], '-')) { /* "3-4 it's": words written together */
            joined = atoi(strchr(c[0], '-') + 1);
            joined_after = after;
            continue;
        }
        const int id = atoi(c[0]);
        if (id == 1) {
            first = bank->doc.tokens.n;
            space = true;
        }
        int tag = ss_tag_from_name(c[4], strlen(c[4])), rel = ss_rel_from_name(c[7], strlen(c[7]));
        gold_token g = {.tag = (uint8_t)(tag < 0 ? SS_TAG_NN : tag),
                        .rel = (uint8_t)(rel < 0 ? SS_REL_dep : rel),
                        .head = atoi(c[6]) ? (int32_t)(first + (uint32_t)atoi(c[6]) - 1) : -1,
                        .lemma = c[2]};
        treebank_token(bank, c[1], space, g);
        space = id < joined ? false : id == joined ? joined_after : after;
        if (id >= joined) joined = 0;
        gum_entities(bank, c[9], open, &n_open);
    }
    free(line);
    return treebank_close(f, piped);
}

/* -- names ------------------------------------------------------------------ */

uint8_t treebank_name_type(const char *s)
{
    static const struct {
        const char *prefix;
        uint8_t ner;
    } types[] = {{"PER", SS_NER_PER},      {"person", SS_NER_PER},   {"ORG", SS_NER_ORG},
                 {"corporation", SS_NER_ORG}, {"group", SS_NER_ORG}, {"LOC", SS_NER_LOC},
                 {"location", SS_NER_LOC}, {"MISC", SS_NER_MISC},    {"creative", SS_NER_MISC},
                 {"product", SS_NER_MISC}};
    if ((s[0] == 'B' || s[0] == 'I') && s[1] == '-') s += 2;
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if (!strncmp(s, types[i].prefix, strlen(types[i].prefix))) return types[i].ner;
    return SS_NER_NONE;
}

void treebank_split(treebank *bank, char *form, bool space, gold_token g)
{
    const gold_token whole = g;
    for (char *p = form + 1; *p && p[1]; p++) {
        bool a = isalnum((unsigned char)p[-1]) || (unsigned char)p[-1] >= 0x80;
        bool b = isalnum((unsigned char)p[1]) || (unsigned char)p[1] >= 0x80;
        if (*p != '-' || !a || !b || (isdigit((unsigned char)p[-1]) && isdigit((unsigned char)p[1]))) continue;
        *p = '\0';
        g.tag = GOLD_NO_TAG;
        g.head = GOLD_NO_HEAD;
        treebank_token(bank, form, space, g);
        g.begin = false;
        g.tag = SS_TAG_HYPH;
        treebank_token(bank, "-", false, g);
        form = p + 1;
        space = false;
    }
    if (!space && g.head == GOLD_NO_HEAD) { /* the last part stands for the whole */
        bool noun = whole.tag == SS_TAG_NN || whole.tag == SS_TAG_NNS || whole.tag == SS_TAG_NNP;
        g.tag = noun ? whole.tag : GOLD_NO_TAG;
        g.head = whole.head;
    }
    treebank_token(bank, form, space, g);
}

const char *treebank_unescape(const char *form)
{
    static const char *const pairs[][2] = {{"-LRB-", "("}, {"-RRB-", ")"}, {"-LSB-", "["}, {"-RSB-", "]"},
                                           {"-LCB-", "{"}, {"-RCB-", "}"}, {"``", "\""},   {"''", "\""}};
    for (int i = 0; i < 8; i++)
        if (!strcmp(form, pairs[i][0])) return pairs[i][1];
    return form;
}

bool treebank_read_names(treebank *bank, const char *path)
{
    bool piped;
    FILE *f = treebank_open(path, &piped);
    if (!f) return false;
    char *line = NULL;
    size_t cap = 0;
    uint8_t last = SS_NER_NONE;
    treebank_document(bank);
    while (getline(&line, &cap, f) > 0) {
        char *c[2], form[512];
        int n = treebank_columns(line, c, 2, " \t");
        if (n < 2 || !c[0][0]) {
            treebank_sentence(bank);
            last = SS_NER_NONE;
            continue;
        }
        if (!strcmp(c[0], "-DOCSTART-")) {
            treebank_document(bank);
            continue;
        }
        uint8_t ner = treebank_name_type(c[1]);
        gold_token g = {.tag = SS_TAG_NN, .rel = SS_REL_dep, .head = -1, .ner = ner,
                        .begin = ner && (ner != last || c[1][0] == 'B')};
        last = ner;
        snprintf(form, sizeof form, "%s", treebank_unescape(c[0]));
        treebank_split(bank, form, true, g);
    }
    free(line);
    return treebank_close(f, piped);
}

/* -- other typography ------------------------------------------------------- */

static void vary_form(char *form, const ss_token *t, variation how, gold_token g, bool first)
{
    if (how == VARY_UPPER) {
        for (char *p = form; *p; p++) *p = (char)toupper((unsigned char)*p);
    } else if (how == VARY_LOWER) {
        for (char *p = form; *p; p++) *p = (char)tolower((unsigned char)*p);
    } else if (how == VARY_TITLE) {
        bool small = t->lower_len < 4 && (g.tag == SS_TAG_IN || g.tag == SS_TAG_DT || g.tag == SS_TAG_CC ||
                                          g.tag == SS_TAG_TO);
        if (!small || first) form[0] = (char)toupper((unsigned char)form[0]);
    } else if (how == VARY_CURLY) {
        if (g.tag == SS_TAG_OPENQ && t->lower_len == 1) strcpy(form, form[0] == '"' ? "\xE2\x80\x9C" : "\xE2\x80\x98");
        if (g.tag == SS_TAG_CLOSEQ && t->lower_len == 1) strcpy(form, form[0] == '"' ? "\xE2\x80\x9D" : "\xE2\x80\x99");
        if (!strcmp(form, "--") || (!strcmp(form, "-") && g.tag != SS_TAG_HYPH && (t->flags & SS_SPACE_BEFORE)))
            strcpy(form, "\xE2\x80\x94");
    }
}

uint32_t treebank_vary(treebank *bank, uint32_t sentence, variation how)
{
    ss_sentence s = bank->doc.sentences.at[sentence];
    uint32_t last = s.last;
    if (how == VARY_NO_STOP && last - s.first > 2 && bank->gold[last - 1].tag == SS_TAG_PERIOD) last--;
    for (uint32_t i = s.first; i < last; i++) /* the stop must be a leaf */
        if (bank->gold[i].head >= (int32_t)last) return sentence;
    treebank_sentence(bank);
    const uint32_t made = bank->doc.sentences.n - 1;
    uint32_t first = bank->doc.tokens.n;
    for (uint32_t i = s.first; i < last; i++) {
        ss_token t = bank->doc.tokens.at[i];
        gold_token g = bank->gold[i];
        char form[2100];
        snprintf(form, 2048, "%.*s", (int)(t.end - t.begin), bank->doc.text + t.begin);
        vary_form(form, &t, how, g, i == s.first);
        if (g.head >= 0) g.head += (int32_t)first - (int32_t)s.first;
        treebank_token(bank, form, (t.flags & SS_SPACE_BEFORE) != 0, g);
        bank->doc.tokens.at[bank->doc.tokens.n - 1].flags |= t.flags & (SS_QUOTE_OPEN | SS_QUOTE_CLOSE);
    }
    treebank_sentence(bank);
    return made;
}
