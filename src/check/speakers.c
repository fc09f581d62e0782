/* speakers.c - is who says it there who the article says it is?
 *
 * Names are compared as names: titles, roles and brackets aside, the last words
 * must be the same, and forenames may not contradict (initials and short forms of
 * data/lexicon/nicknames.txt do not). A role without a name ("the mayor"), a body
 * or a document cannot be compared, which is no mismatch. Where the source itself
 * quotes or reports somebody at the evidence, that is read with the reader, on a
 * few paragraphs around it.
 */
#include "check/check.h"

#include <stdio.h>

enum { MOST_NAME_WORDS = 12, BEFORE = 1600, AFTER = 1000, LONGEST_NAME = 200 };

typedef struct {
    char words[MOST_NAME_WORDS][32];
    uint32_t n; /* words of the name */
    char role[MOST_NAME_WORDS][32];
    uint32_t n_role;
    bool body;  /* an organisation, a document, a group */
    bool asker; /* "REPORTER": somebody who is not named */
} person_name;

static bool letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c & 0x80;
}

static bool listed(const sayso_model *model, const char *list, const char *word)
{
    return ss_lexicon_has(ss_lexicon_get(model, list), word);
}

static void take_apart(const sayso_model *model, const char *s, person_name *out)
{
    memset(out, 0, sizeof *out);
    bool bracket = false, first = true, the = false;
    for (; *s;) {
        if (*s == '(' || *s == '[') bracket = true;
        if (*s == ')' || *s == ']') bracket = false;
        if (!letter(*s)) {
            if (*s == ',' && out->n) break; /* "Jane Roe, the mayor" */
            s++;
            continue;
        }
        char low[32];
        uint32_t n = 0;
        bool capital = (*s >= 'A' && *s <= 'Z') || *s & 0x80;
        while (letter(*s) || ((*s == '\'' || *s == '-') && letter(s[1]))) {
            if (n < sizeof low - 1) low[n++] = *s >= 'A' && *s <= 'Z' ? (char)(*s | 32) : *s;
            s++;
        }
        low[n] = '\0';
        if (n > 2 && !strcmp(low + n - 2, "'s")) low[n - 2] = '\0';
        bool was_first = first;
        first = false;
        if (bracket) continue;
        if (was_first && !strcmp(low, "the")) {
            the = true;
            continue;
        }
        char dotted[34];
        snprintf(dotted, sizeof dotted, "%s.", low);
        if (listed(model, "titles", low) || listed(model, "titles", dotted) || !strcmp(low, "jr") || !strcmp(low, "sr"))
            continue;
        if (listed(model, "org_words", low) || listed(model, "document_nouns", low) ||
            listed(model, "group_nouns", low))
            out->body = true;
        const char *head = ss_lexicon_find(ss_lexicon_get(model, "check_heads"), low, strlen(low));
        if (head && !strcmp(head, "asker")) out->asker = true;
        if (!strcmp(low, "of") || !strcmp(low, "and") || !strcmp(low, "for")) {
            if (!out->n) continue;
            if (out->n_role || !capital) break; /* "THE SECRETARY OF STATE", "Jane Roe of Leeds" */
        }
        bool role = listed(model, "roles", low) || listed(model, "roles", dotted) ||
                    listed(model, "check_heads", low) || listed(model, "person_nouns", low) ||
                    listed(model, "role_modifiers", low);
        if (!capital || role) {
            if (out->n_role < MOST_NAME_WORDS) strcpy(out->role[out->n_role++], low);
            continue;
        }
        if (n == 1 && *s == '.') s++; /* an initial counts as a word */
        if (out->n < MOST_NAME_WORDS) strcpy(out->words[out->n++], low);
    }
    if (out->n && listed(model, "forenames", out->words[0])) out->body = false; /* Bill, Sean Mills */
    if (the && out->n && !out->n_role) out->body = true;
}

static bool same_forename(const sayso_model *model, const char *a, const char *b)
{
    if (!strcmp(a, b)) return true;
    if (!a[1] || !b[1]) return a[0] == b[0];
    const ss_lexicon *nicknames = ss_lexicon_get(model, "nicknames");
    const char *x = ss_lexicon_find(nicknames, a, strlen(a)), *y = ss_lexicon_find(nicknames, b, strlen(b));
    x = x && *x ? x : a;
    y = y && *y ? y : b;
    return !strcmp(x, y);
}

static ss_speaker_match names_match(const sayso_model *model, const person_name *a, const person_name *b)
{
    if (!a->n || !b->n) {
        for (uint32_t i = 0; i < a->n_role; i++)
            for (uint32_t k = 0; k < b->n_role; k++)
                if (!strcmp(a->role[i], b->role[k])) return SS_SPEAKER_SAME;
        return b->asker && !b->n && a->n && !a->body ? SS_SPEAKER_OTHER : SS_SPEAKER_UNKNOWN;
    }
    if (!strcmp(a->words[a->n - 1], b->words[b->n - 1])) {
        if (a->n > 1 && b->n > 1 && !same_forename(model, a->words[0], b->words[0])) return SS_SPEAKER_OTHER;
        return SS_SPEAKER_SAME;
    }
    if (a->n == 1 || b->n == 1) { /* a forename alone, or the name turned round: "Roe, Jane" */
        const person_name *one = a->n == 1 ? a : b, *other = a->n == 1 ? b : a;
        for (uint32_t i = 0; i < other->n; i++)
            if (!strcmp(other->words[i], one->words[0])) return SS_SPEAKER_SAME;
    }
    return a->body || b->body ? SS_SPEAKER_UNKNOWN : SS_SPEAKER_OTHER;
}

ss_speaker_match ss_speakers_match(ss_arena *scratch, const sayso_model *model, const char *claimed,
                                   const sayso_entity *entity, const char *label)
{
    (void)scratch;
    if (!claimed || !label) return SS_SPEAKER_UNKNOWN;
    person_name a, b;
    take_apart(model, label, &b);
    if (!b.n && !b.n_role) return SS_SPEAKER_UNKNOWN;
    ss_speaker_match best = SS_SPEAKER_UNKNOWN;
    /* "other": a name the reading could not place, such as a bare surname. */
    bool person = !entity || entity->kind == SAYSO_ENTITY_PERSON || entity->kind == SAYSO_ENTITY_OTHER;
    uint32_t forms = 1 + (entity ? entity->n_aliases : 0);
    for (uint32_t i = 0; i < forms; i++) {
        take_apart(model, i ? entity->aliases[i - 1] : claimed, &a);
        if (entity && entity->role && !a.n_role && !a.n) take_apart(model, entity->role, &a);
        ss_speaker_match m = names_match(model, &a, &b);
        if (m == SS_SPEAKER_SAME) return m;
        if (m == SS_SPEAKER_OTHER && person) best = m;
    }
    return best;
}

/* ------------------------------------------------------- in the neighbourhood */

bool ss_speaks_nearby(ss_arena *scratch, const sayso_model *model, const ss_source *source, uint32_t at,
                      const char *claimed, const sayso_entity *entity)
{
    ss_turn turn = ss_turn_at(source, at);
    for (int up = 0; turn.found && up < 40; up++) {
        if (ss_speakers_match(scratch, model, claimed, entity, ss_turn_name(scratch, source, turn)) == SS_SPEAKER_SAME)
            return true;
        if (!turn.label.begin) break;
        turn = ss_turn_at(source, turn.label.begin - 1);
    }
    turn = ss_turn_at(source, at);
    for (int down = 0; turn.found && down < 40; down++) {
        if (ss_speakers_match(scratch, model, claimed, entity, ss_turn_name(scratch, source, turn)) == SS_SPEAKER_SAME)
            return true;
        if (turn.end + 80 >= source->len) break;
        const char *nl = memchr(source->text + turn.end, '\n', source->len - turn.end);
        uint32_t next = nl ? (uint32_t)(nl - source->text) : source->len - 1;
        ss_turn after = ss_turn_at(source, next);
        if (!after.found || after.label.begin <= turn.label.begin) break;
        turn = after;
    }
    return false;
}

/* Does the evidence stand between quotation marks of its own paragraph? Marks of a shape are
 * counted by it, straight ones by turns. */
static bool in_marks(const ss_source *source, sayso_span around, uint32_t at)
{
    uint32_t from = at;
    while (from > around.begin && source->text[from - 1] != '\n') from--;
    int open = 0;
    bool straight = false;
    for (uint32_t i = from; i < at; i++) {
        const unsigned char *s = (const unsigned char *)source->text + i;
        if (*s == '"') straight = !straight;
        if (*s != 0xE2 || i + 2 >= at || s[1] != 0x80) continue;
        open += s[2] == 0x9C || s[2] == 0x98;
        if ((s[2] == 0x9D || s[2] == 0x99) && open > 0) open -= s[2] == 0x9D || !(i + 3 < at && letter((char)s[3]));
    }
    return straight || open > 0;
}

static bool is_cue(const sayso_model *model, const char *low, uint32_t n)
{
    const ss_lexicon *says = ss_lexicon_get(model, "say_forms"), *verbs = ss_lexicon_get(model, "cue_verbs");
    const char *classes = ss_lexicon_find(ss_lexicon_get(model, "check_words"), low, n);
    if (classes && strstr(classes, "hedge")) return true;
    if (ss_lexicon_find(says, low, n) || ss_lexicon_find(verbs, low, n)) return true;
    if (n > 2 && low[n - 1] == 's' && ss_lexicon_find(verbs, low, n - 1)) return true;
    return n > 3 && !memcmp(low + n - 2, "ed", 2) &&
           (ss_lexicon_find(verbs, low, n - 2) || ss_lexicon_find(verbs, low, n - 1));
}

/* Is there anything that a quotation or a report begins with: marks around the evidence, or a
 * word of saying before it in its sentence? */
static bool worth_reading(const sayso_model *model, const ss_source *source, sayso_span around, sayso_span evidence)
{
    if (in_marks(source, around, evidence.begin)) return true;
    uint32_t from = evidence.begin > around.begin + 200 ? evidence.begin - 200 : around.begin;
    for (uint32_t i = evidence.begin; i > from + 1; i--)
        if (strchr(".!?\n", source->text[i - 1]) && strchr(" \n\"", source->text[i])) {
            from = i;
            break;
        }
    for (uint32_t i = from; i < evidence.begin;) {
        char low[32];
        uint32_t n = 0;
        while (i < evidence.begin && letter(source->text[i])) {
            if (n < sizeof low - 1) low[n++] = (char)(source->text[i] & 0x80 ? source->text[i] : source->text[i] | 32);
            i++;
        }
        if (!n) {
            i++;
            continue;
        }
        low[n] = '\0';
        if (is_cue(model, low, n)) return true;
    }
    return false;
}

/* Paragraphs around the evidence, within one turn. */
static sayso_span neighbourhood(const ss_source *source, sayso_span evidence, ss_turn turn)
{
    uint32_t from = evidence.begin > BEFORE ? evidence.begin - BEFORE : 0;
    uint32_t to = source->len - evidence.end > AFTER ? evidence.end + AFTER : source->len;
    if (turn.found && turn.begin > from && turn.begin <= evidence.begin) from = turn.begin;
    if (turn.found && turn.end < to && turn.end >= evidence.end) to = turn.end;
    if (from > 0 && !(turn.found && from == turn.begin))
        while (from < evidence.begin && source->text[from - 1] != '\n' && source->text[from - 1] != ' ') from++;
    const char *paragraph = NULL; /* begin at a paragraph where one begins */
    for (uint32_t i = from; i + 1 < evidence.begin && !paragraph; i++)
        if (source->text[i] == '\n' && from > 0) paragraph = source->text + i + 1;
    if (paragraph && from > 0 && !(turn.found && from == turn.begin)) from = (uint32_t)(paragraph - source->text);
    while (to < source->len && to > evidence.end && source->text[to] != ' ' && source->text[to] != '\n') to--;
    return (sayso_span){from, to};
}

static bool first_person(const sayso_doc *doc, const sayso_attribution *a)
{
    if (!a->source.n) return false;
    sayso_span s = a->source.at[0];
    uint32_t n = s.end - s.begin;
    const char *t = doc->text + s.begin;
    return (n == 1 && *t == 'I') || (n == 2 && (*t | 32) == 'w' && t[1] == 'e');
}

static void read_around(const sayso_doc *doc, sayso_span at, ss_voice_there *there, char *name)
{
    const sayso_attribution *best = NULL;
    uint32_t best_size = UINT32_MAX;
    for (uint32_t i = 0; i < doc->attributions.n; i++) {
        const sayso_attribution *a = &doc->attributions.at[i];
        if (first_person(doc, a)) continue;
        uint32_t inside = 0, size = 0;
        for (uint32_t k = 0; k < a->content.n; k++) {
            sayso_span c = a->content.at[k];
            uint32_t from = c.begin > at.begin ? c.begin : at.begin, to = c.end < at.end ? c.end : at.end;
            if (to > from) inside += to - from;
            size += c.end - c.begin;
        }
        if (inside * 10 < (at.end - at.begin) * 8 || size >= best_size) continue;
        if (a->form == SAYSO_FORM_INDIRECT && (a->confidence < 0.6 || !a->cue.n || a->cue.at[0].begin > at.begin))
            continue;
        if (a->cue.n && a->cue.at[0].begin >= at.begin && a->cue.at[0].end <= at.end)
            continue; /* the quotation says so itself */
        best = a;
        best_size = size;
    }
    if (!best) {
        for (uint32_t i = 0; i < doc->quotes.n; i++) {
            const ss_quote *q = &doc->quotes.at[i];
            if (q->inner.begin <= at.begin && q->inner.end >= at.end && q->inner.end - q->inner.begin > 24 && !q->scare)
                there->quoting = true;
        }
        return;
    }
    there->quoting = true;
    if (best->source_entity >= 0) {
        const sayso_entity *e = &doc->entities.at[best->source_entity];
        if (e->kind == SAYSO_ENTITY_PERSON && e->name) snprintf(name, LONGEST_NAME, "%s", e->name);
    } else if (best->source.n && best->source_kind == SAYSO_SOURCE_PERSON) {
        sayso_span s = best->source.at[0];
        snprintf(name, LONGEST_NAME, "%.*s", (int)(s.end - s.begin), doc->text + s.begin);
    }
}

ss_voice_there ss_voice_of(ss_arena *arena, const sayso_sources *sources, sayso_reader **reader, const ss_finding *f)
{
    ss_voice_there there = {0};
    if (f->source == SAYSO_NONE || !f->evidence.n) return there;
    const ss_source *source = &sources->v.at[f->source];
    sayso_span evidence = f->evidence.at[0];
    ss_turn turn = ss_turn_at(source, evidence.begin);
    there.turn = ss_turn_name(arena, source, turn);
    if (!there.turn) there.turn = source->info.speaker;
    if (source->captions) return there;
    sayso_span around = neighbourhood(source, evidence, turn);
    if (around.end <= around.begin || evidence.begin < around.begin || evidence.end > around.end) return there;
    if (!worth_reading(sources->model, source, around, evidence)) return there;
    char *name = ss_zalloc(arena, LONGEST_NAME); /* nothing is allocated while the reading is held */
    sayso_error err = {0};
    if (!*reader) *reader = sayso_reader_new(sources->model, &err);
    if (!*reader) longjmp(*arena->oom, 1);
    sayso_record record = {
        .data = source->text + around.begin, .len = around.end - around.begin, .kind = SAYSO_KIND_TEXT};
    static const sayso_options fast = {.effort = SAYSO_EFFORT_FAST};
    sayso_doc *doc = sayso_read(*reader, &record, &fast, &err);
    if (!doc) {
        if (err.code == SAYSO_MEMORY) longjmp(*arena->oom, 1);
        return there;
    }
    read_around(doc, (sayso_span){evidence.begin - around.begin, evidence.end - around.begin}, &there, name);
    sayso_doc_free(doc);
    if (*name) there.quoted = name;
    return there;
}
