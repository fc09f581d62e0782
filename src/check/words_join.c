/* words_join.c - several words that mean one value become one word.
 *
 * Numbers in words ("one hundred and twenty-three"), with their scale, currency or
 * percent sign ("41.2 million pounds", "28 per cent"), dates ("3 March 2021"), and
 * what stands around a bracket that holds part of a number ("$[15] million"). The
 * joined word keeps all forms with blanks between, so that a quotation which
 * begins or ends inside it can be told. Linear: a join looks a few words ahead.
 */
#include "check/check.h"

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Words [i, last) become one: word i. */
static void merge(ss_arena *arena, ss_cwords *words, uint32_t i, uint32_t last)
{
    if (last <= i + 1) return;
    uint32_t len = 0;
    for (uint32_t k = i; k < last; k++) len += words->v.at[k].len + 1;
    char *form = ss_alloc(arena, len + 1); /* the forms with a blank between */
    len = 0;
    for (uint32_t k = i; k < last; k++) {
        memcpy(form + len, words->v.at[k].form, words->v.at[k].len);
        len += words->v.at[k].len;
        form[len++] = ' ';
    }
    form[--len] = '\0';
    ss_cword *w = &words->v.at[i];
    w->end = words->v.at[last - 1].end;
    w->form = form;
    w->len = len;
    for (uint32_t k = i + 1; k < last; k++) {
        w->hash = w->hash * 0x9E3779B1u + words->v.at[k].hash;
        w->cased = w->cased * 0x9E3779B1u + words->v.at[k].cased;
        w->spoken += words->v.at[k].spoken;
    }
    w->canon = w->hash;
    memmove(&words->v.at[i + 1], &words->v.at[last], (words->v.n - last) * sizeof *words->v.at);
    words->v.n -= last - i - 1;
}

/* The currency that a word after a number is, as a hash of its code; 0: none. A pound is one
 * of money here: "41.2 million pounds" is what is compared, not pounds of weight with others. */
static uint32_t currency_word(const ss_word_lists *lists, const ss_cword *w)
{
    if (!strcmp(w->form, "pounds") || !strcmp(w->form, "pound")) return ss_hash_bytes("GBP", 3);
    const char *money = w->len > 2 ? ss_lexicon_find(lists->currencies, w->form, w->len) : NULL;
    if (!money || strncmp(money, "word", 4)) return 0;
    const char *code = strrchr(money, ' ');
    return code ? ss_hash_bytes(code + 1, strlen(code + 1)) : 0;
}

static double number_word(const ss_word_lists *lists, const ss_cword *w, char *kind)
{
    *kind = 0;
    if (w->flags & (SS_CW_NUMBER | SS_CW_BRACKET | SS_CW_ELLIPSIS)) return 0;
    if (w->len < 2) return 0;
    const char *v = ss_lexicon_find(lists->numbers, w->form, strcspn(w->form, " "));
    if (!v) return 0;
    const char *blank = strchr(v, ' ');
    if (!blank) return 0;
    *kind = v[0] == 'c' ? 'c' : v[0] == 's' ? 's' : v[0] == 'o' ? 'o' : v[0] == 'f' ? 'f' : 0;
    double value = 0, place = 0, power = 1;
    for (const char *d = blank + 1; *d; d++) {
        if (*d == '.') place = 0.1;
        else if (*d == 'e' || *d == 'E') {
            int e = 0;
            for (d++; is_digit(*d); d++) e = e * 10 + *d - '0';
            while (e-- > 0) power *= 10;
            break;
        } else if (is_digit(*d) && place > 0) value += place * (*d - '0'), place /= 10;
        else if (is_digit(*d)) value = value * 10 + (*d - '0');
        else if (*d == '/') {
            double below = 0;
            for (d++; is_digit(*d); d++) below = below * 10 + *d - '0';
            if (below > 0) value /= below;
            break;
        }
    }
    return value * power;
}

/* A number in words, or a scale after digits, from word i on. */
static void merge_number(ss_arena *arena, const ss_word_lists *lists, ss_cwords *words, uint32_t i, const ss_cword *before)
{
    ss_cword *w = words->v.at;
    uint32_t n = words->v.n;
    char kind = 0, next = 0;
    double value = w[i].flags & SS_CW_NUMBER ? w[i].value : number_word(lists, &w[i], &kind);
    bool digits = w[i].flags & SS_CW_NUMBER;
    if (!digits && !kind) return;
    if (kind == 'o' || kind == 'f') {
        if (kind == 'f' && !(before && (before->flags & SS_CW_NUMBER || !strcmp(before->form, "a") || !strcmp(before->form, "one"))))
            return; /* "the lower quarters" */
        if (kind == 'o' && (w[i].classes & SS_WC_UNIT || !strcmp(w[i].form, "second"))) return;
        w[i].flags |= SS_CW_NUMBER | (kind == 'o' ? SS_CW_ORDINAL : 0);
        w[i].value = value;
        return;
    }
    if (w[i].flags & SS_CW_ORDINAL) return;
    double total = 0, group = value;
    uint32_t at = i + 1;
    if (kind == 's') group = value, at = i + 1;
    while (at < n && at < i + 12) {
        if (w[at].punct[0] && !(w[at].punct[0] == '-' && !w[at].punct[1])) break;
        uint32_t k = at;
        if (!strcmp(w[k].form, "and") && k + 1 < n && kind && (group >= 100 || total > 0)) k++;
        double more = number_word(lists, &w[k], &next);
        if (next == 'c' && kind && k < n) {
            if (k > at && group < 100 && total == 0) break;
            double open = group == 0 ? 1e18 : (uint64_t)group % 100 == 0 ? 100 : (uint64_t)group % 10 == 0 && group >= 20 ? 10 : 0;
            if (more >= open) break;
            group += more;
        } else if (next == 's' && k == at) {
            if (more < 1000) {
                if (!kind) break;
                group *= more;
            } else {
                total += group * more;
                group = 0;
            }
        } else {
            break;
        }
        at = k + 1;
    }
    value = total + group;
    if (at + 2 < n && !strcmp(w[at].form, "and") && !strcmp(w[at + 1].form, "a") && !strcmp(w[at + 2].form, "half") &&
        !w[at].punct[0]) { /* "six and a half percent", "two and a half million" */
        value += 0.5;
        at += 3;
        double scale = at < n ? number_word(lists, &w[at], &next) : 0;
        if (scale >= 100 && next == 's') {
            value *= scale;
            at++;
        }
    }
    w[i].flags |= SS_CW_NUMBER;
    w[i].value = value;
    if (at > i + 1) w[i].flags &= ~(uint32_t)SS_CW_YEAR;
    /* "a half", "and a half" are left alone. A currency or "percent" after it belongs to it. */
    if (at < n && !w[at].punct[0] && !w[i].unit) {
        uint32_t money = currency_word(lists, &w[at]);
        if (!strcmp(w[at].form, "percent")) {
            w[i].unit = '%';
            at++;
        } else if (!strcmp(w[at].form, "per") && at + 1 < n && !strcmp(w[at + 1].form, "cent")) {
            w[i].unit = '%';
            at += 2;
        } else if (money) {
            w[i].unit = money;
            w[i].flags &= ~(uint32_t)SS_CW_YEAR;
            at++;
        }
    }
    merge(arena, words, i, at);
}

static bool month_word(const ss_word_lists *lists, const ss_cword *w, int *month)
{
    if (!(w->flags & SS_CW_CAPITAL)) return false;
    const char *time = ss_lexicon_find(lists->times, w->form, w->len);
    if (!time || strncmp(time, "month ", 6)) return false;
    *month = 0;
    for (const char *d = time + 6; is_digit(*d); d++) *month = *month * 10 + *d - '0';
    return *month > 0;
}

static bool is_day(const ss_cword *w)
{
    return w->flags & SS_CW_NUMBER && w->value >= 1 && w->value <= 31 && w->value == (int)w->value && !w->unit &&
           is_digit(w->form[0]);
}

static bool soft(const ss_cword *w, const char *allowed)
{
    return !w->punct[0] || (strchr(allowed, w->punct[0]) && !w->punct[1]);
}

/* "March 3, 2021", "3 March", "Oct. 2014" from word i on. */
static void merge_date(ss_arena *arena, const ss_word_lists *lists, ss_cwords *words, uint32_t i)
{
    ss_cword *w = words->v.at;
    uint32_t n = words->v.n, at = i;
    int month = 0, day = 0, year = 0;
    if (month_word(lists, &w[i], &month)) {
        at = i + 1;
        if (at < n && is_day(&w[at]) && soft(&w[at], ".")) day = (int)w[at++].value;
        if (at < n && w[at].flags & SS_CW_YEAR && soft(&w[at], day ? "," : ".,")) year = (int)w[at++].value;
        if (!day && !year) return;
    } else if (is_day(&w[i]) && i + 1 < n && month_word(lists, &w[i + 1], &month) && !w[i + 1].punct[0]) {
        day = (int)w[i].value;
        at = i + 2;
        if (at < n && w[at].flags & SS_CW_YEAR && soft(&w[at], ".,")) year = (int)w[at++].value;
    } else {
        return;
    }
    w[i].flags = (w[i].flags & ~(uint32_t)(SS_CW_NUMBER | SS_CW_ORDINAL)) | SS_CW_DATE;
    w[i].value = year * 10000.0 + month * 100 + day;
    w[i].classes = 0;
    merge(arena, words, i, at);
}

static void merge_units(ss_arena *arena, const ss_word_lists *lists, ss_cwords *words, uint32_t i)
{
    ss_cword *w = words->v.at;
    if (i + 1 < words->v.n && !strcmp(w[i].form, "per") && !strcmp(w[i + 1].form, "cent") && !w[i + 1].punct[0]) {
        const char *unit = ss_lexicon_find(lists->units, "percent", 7);
        merge(arena, words, i, i + 2);
        w[i].classes |= SS_WC_UNIT;
        w[i].canon = unit ? ss_hash_bytes(unit, strlen(unit)) : w[i].hash;
    }
}

/* A bracket that holds a number, and what belongs to the number around it: "[7] percent",
 * "nine [million]": the bracket becomes all of it. */
static void merge_bracket(ss_arena *arena, const ss_word_lists *lists, ss_cwords *words, uint32_t i, ss_cwords *all)
{
    ss_cword *w = words->v.at;
    bool here = w[i].flags & SS_CW_BRACKET && w[i].inner_last == w[i].inner_first + 1;
    bool next = i + 1 < words->v.n && w[i].flags & SS_CW_NUMBER && w[i + 1].flags & SS_CW_BRACKET && !w[i + 1].punct[0] &&
                w[i + 1].inner_last == w[i + 1].inner_first + 1;
    if (next) {
        ss_cword *inner = &all->inner.at[w[i + 1].inner_first];
        char kind;
        double scale = number_word(lists, inner, &kind);
        if (inner->flags & SS_CW_NUMBER) scale = inner->value, kind = scale >= 100 ? 's' : 0;
        if (kind != 's') return;
        inner->flags |= SS_CW_NUMBER;
        inner->value = w[i].value * scale;
        inner->unit = w[i].unit;
        ss_cword bracket = w[i + 1];
        bracket.begin = w[i].begin;
        memcpy(bracket.punct, w[i].punct, sizeof bracket.punct);
        bracket.flags |= w[i].flags & (SS_CW_SPACE | SS_CW_START | SS_CW_QUESTION);
        merge(arena, words, i, i + 2);
        bracket.end = w[i].end;
        w[i] = bracket;
        here = true;
    }
    while (here && all->inner.at[w[i].inner_first].flags & SS_CW_NUMBER && i + 1 < words->v.n && !w[i + 1].punct[0]) {
        ss_cword *inner = &all->inner.at[w[i].inner_first];
        const ss_cword *after = &w[i + 1];
        char kind;
        ss_cword bare = *after;
        bare.flags = 0;
        double scale = number_word(lists, &bare, &kind);
        uint32_t money = currency_word(lists, after);
        if (kind == 's') {
            inner->value *= scale;
            if (after->unit) inner->unit = after->unit;
        } else if (!strcmp(after->form, "percent") || !strcmp(after->form, "per cent")) {
            inner->unit = '%';
        } else if (money && !inner->unit) {
            inner->unit = money;
        } else {
            break;
        }
        ss_cword bracket = w[i];
        merge(arena, words, i, i + 2);
        bracket.end = w[i].end;
        w[i] = bracket;
    }
}

/* Makes one word of each phrase that means one value. A merge looks ahead a few words, so it
 * works on a view of those, and what it leaves is moved back to stand before what follows:
 * linear, where moving all that follows would not be. */
void ss_cwords_join(ss_arena *arena, const ss_word_lists *lists, ss_cword *at, uint32_t *count, ss_phrase what,
                    ss_cwords *all)
{
    enum { AHEAD = 16 };
    uint32_t kept = 0, n = *count;
    for (uint32_t i = 0; i < n;) {
        ss_cwords view = {0};
        view.v.at = at + i;
        view.v.n = n - i < AHEAD ? n - i : AHEAD;
        uint32_t had = view.v.n;
        switch (what) {
        case SS_PHRASE_NUMBERS:
            merge_units(arena, lists, &view, 0);
            merge_number(arena, lists, &view, 0, kept ? &at[kept - 1] : NULL);
            break;
        case SS_PHRASE_DATES: merge_date(arena, lists, &view, 0); break;
        case SS_PHRASE_BRACKETS: merge_bracket(arena, lists, &view, 0, all); break;
        }
        uint32_t taken = had - view.v.n;
        if (taken) {
            memmove(at + i + 1 + taken, at + i + 1, (view.v.n - 1) * sizeof *at);
            at[i + taken] = at[i];
            i += taken;
        }
        ss_cword done = at[i++];
        at[kept++] = done;
    }
    *count = kept;
}
