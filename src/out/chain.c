/* chain.c - who an attribution's source is, and through whom it reaches us.
 *
 * A chain is walked along `inside`, and never further than SS_CHAIN_MAX links,
 * so a document nested a thousand deep costs no more than its size, and a
 * circle (which the reader never makes) ends.
 */
#include "out/out.h"

#include <stdlib.h>

enum { SPEAKER_BYTES = 160 };

static bool is_space(unsigned char c)
{
    return c <= 0x20 || c == 0x7F;
}

/* Appends the words of s to line[*n], one blank for each run of blanks; stops at
 * `max` bytes. Returns false where it stopped. */
static bool squeeze(char *line, uint32_t *n, uint32_t max, const char *s, uint32_t len)
{
    bool pending = false, any = false;
    for (uint32_t i = 0; i < len; i++) {
        if (is_space((unsigned char)s[i])) {
            pending = any;
            continue;
        }
        if (*n + 1 + pending > max) {
            if (((unsigned char)s[i] & 0xC0) == 0x80) { /* drop the character that is cut */
                while (*n && ((unsigned char)line[*n - 1] & 0xC0) == 0x80) (*n)--;
                if (*n) (*n)--;
            }
            return false;
        }
        if (pending) line[(*n)++] = ' ';
        line[(*n)++] = s[i];
        pending = false;
        any = true;
    }
    return true;
}

const char *ss_words(ss_rend *r, ss_arena *arena, sayso_spans where, const char *join, uint32_t max)
{
    static const char ellipsis[] = "\xE2\x80\xA6";
    size_t joint = strlen(join), size = 0;
    for (uint32_t i = 0; i < where.n; i++) size += where.at[i].end - where.at[i].begin + joint;
    if (max && size > max) size = max;
    if (size > UINT32_MAX - 16) size = UINT32_MAX - 16;
    char *line = ss_alloc(arena, size + sizeof ellipsis);
    uint32_t n = 0;
    bool whole = true;
    for (uint32_t i = 0; i < where.n && whole; i++) {
        if (i && n + joint <= size) {
            memcpy(line + n, join, joint);
            n += (uint32_t)joint;
        }
        sayso_span s = where.at[i];
        whole = squeeze(line, &n, (uint32_t)size, r->doc->text + s.begin, s.end - s.begin);
    }
    if (!whole) {
        memcpy(line + n, ellipsis, sizeof ellipsis - 1);
        n += sizeof ellipsis - 1;
    }
    line[n] = '\0';
    return line;
}

/* A document is called by a common noun ("letter"): in a sentence it wants "the". */
static const char *with_article(ss_rend *r, const sayso_entity *e)
{
    bool common = e->kind == SAYSO_ENTITY_DOCUMENT && *e->name >= 'a' && *e->name <= 'z';
    bool has = !strncmp(e->name, "the ", 4) || !strncmp(e->name, "a ", 2) || !strncmp(e->name, "an ", 3);
    return common && !has ? ss_printf(r->arena, "the %s", e->name) : e->name;
}

static const char *speaker(ss_rend *r, const sayso_attribution *a)
{
    if (a->source_entity >= 0 && (uint32_t)a->source_entity < r->doc->entities.n) {
        const sayso_entity *e = &r->doc->entities.at[a->source_entity];
        if (e->name && *e->name) return with_article(r, e);
    }
    const char *words = ss_words(r, r->arena, a->source, " ", SPEAKER_BYTES);
    if (*words) return words;
    if (a->handle && *a->handle) return ss_printf(r->arena, "@%s", a->handle);
    switch (a->source_kind) {
    case SAYSO_SOURCE_AUTHOR: return "the author";
    case SAYSO_SOURCE_PERSON: return "a person";
    case SAYSO_SOURCE_GROUP: return "a group";
    case SAYSO_SOURCE_ORGANIZATION: return "an organization";
    case SAYSO_SOURCE_OUTLET: return "a news outlet";
    case SAYSO_SOURCE_DOCUMENT: return "a document";
    case SAYSO_SOURCE_UNNAMED:
    case SAYSO_SOURCE_UNKNOWN: break;
    }
    return "someone unnamed";
}

const char *const *ss_speakers(ss_rend *r)
{
    const sayso_doc *doc = r->doc;
    const char **names = ss_alloc(r->arena, doc->attributions.n * sizeof *names);
    for (uint32_t i = 0; i < doc->attributions.n; i++) names[i] = speaker(r, &doc->attributions.at[i]);
    return names;
}

bool ss_cue_leads(const sayso_attribution *a, const char *cue)
{
    static const char *const prepositions[] = {"to", "of", "by", "from", "in", "per", "with"};
    if (a->cue.n == 0 || (a->source.n && a->source.at[0].begin < a->cue.at[0].begin)) return false;
    const char *blank = strrchr(cue, ' '), *last = blank ? blank + 1 : cue;
    for (size_t i = 0; i < sizeof prepositions / sizeof *prepositions; i++)
        if (!strcmp(last, prepositions[i])) return true;
    return false;
}

bool ss_medium_apart(const sayso_attribution *a)
{
    if (!a->medium.n) return false;
    for (uint32_t i = 0; i < a->cue.n; i++)
        if (a->medium.at[0].begin >= a->cue.at[i].begin && a->medium.at[0].end <= a->cue.at[i].end) return false;
    return true;
}

int32_t ss_outer(const sayso_doc *doc, int32_t attribution)
{
    int32_t outer = doc->attributions.at[attribution].inside;
    return outer < 0 || outer == attribution || (uint32_t)outer >= doc->attributions.n ? SAYSO_NONE : outer;
}

const char *ss_score(ss_arena *arena, double score)
{
    double size = score < 0 ? -score : score;
    if (!(size > 0)) return "";
    if (size > 1e6) return score < 0 ? " (-inf)" : " (inf)";
    unsigned hundredths = (unsigned)(size * 100 + 0.5);
    return ss_printf(arena, " (%s%u.%02u)", score < 0 ? "-" : "", hundredths / 100, hundredths % 100);
}

const uint32_t *ss_depths(ss_rend *r)
{
    const sayso_doc *doc = r->doc;
    uint32_t n = doc->attributions.n;
    const uint32_t UNKNOWN = UINT32_MAX, ON_PATH = UINT32_MAX - 1;
    uint32_t *depth = ss_alloc(r->arena, n * sizeof *depth);
    int32_t *path = ss_alloc(r->arena, n * sizeof *path);
    for (uint32_t i = 0; i < n; i++) depth[i] = UNKNOWN;
    for (uint32_t i = 0; i < n; i++) {
        uint32_t steps = 0;
        int32_t at = (int32_t)i;
        while (at >= 0 && depth[at] == UNKNOWN) {
            depth[at] = ON_PATH;
            path[steps++] = at;
            at = ss_outer(doc, at);
        }
        uint32_t next = at < 0 || depth[at] == ON_PATH ? 0 : depth[at] + 1;
        while (steps > 0) depth[path[--steps]] = next++;
    }
    return depth;
}

static int by_anchor(const void *a, const void *b)
{
    const ss_note *x = a, *y = b;
    if (x->at != y->at) return x->at < y->at ? -1 : 1;
    if (x->depth != y->depth) return x->depth < y->depth ? -1 : 1;
    if (x->nobody != y->nobody) return x->nobody ? 1 : -1;
    return x->index < y->index ? -1 : x->index > y->index;
}

static void lower(uint32_t *at, sayso_spans where)
{
    if (where.n && where.at[0].begin < *at) *at = where.at[0].begin;
}

const ss_note *ss_notes(ss_rend *r, uint32_t *n)
{
    const sayso_doc *doc = r->doc;
    const uint32_t *depth = ss_depths(r);
    ss_note *notes = ss_alloc(r->arena, (doc->attributions.n + doc->unattributed.n) * sizeof *notes);
    *n = 0;
    for (uint32_t i = 0; i < doc->attributions.n; i++) {
        const sayso_attribution *a = &doc->attributions.at[i];
        ss_note note = {doc->len, depth[i], i, false};
        lower(&note.at, a->content);
        lower(&note.at, a->cue);
        lower(&note.at, a->source);
        notes[(*n)++] = note;
    }
    for (uint32_t i = 0; i < doc->unattributed.n; i++)
        if (doc->unattributed.at[i].quotation && !doc->unattributed.at[i].term) /* a term needs no speaker */
            notes[(*n)++] = (ss_note){doc->unattributed.at[i].span.begin, 0, i, true};
    if (*n) qsort(notes, *n, sizeof *notes, by_anchor);
    return notes;
}
