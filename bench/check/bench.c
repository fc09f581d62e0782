/* bench.c - how well `sayso check` tells what was done to a quotation.
 *
 *   script/check-bench [OPTION...] [FOLDER]
 *   sayso-check-bench HERE MODEL [OPTION...] [FOLDER]
 *
 *   --seed=N      another set of the same kinds (default 1)
 *   --each=N      quotations of every kind, where the texts allow them (60)
 *   --articles    each quotation in a short article that gives it to its speaker,
 *                 read by sayso; else as a list of quotations
 *   --failures    every quotation that was judged otherwise than its label
 *   --list        the quotations, with their labels, as JSON Lines; nothing is judged
 *   --brief       without the table by kind of edit
 *   --least=F     exit 1 where macro-F1 is below F, or an honest quotation in fifty is accused
 *
 * FOLDER holds texts (.txt), by default those beside this file. True spans of them
 * are edited (make.c); the labels follow from the edits. Printed are: precision,
 * recall and F1 of every verdict and their mean; how many of the changes that can
 * turn a meaning were flagged; how many honest quotations were; how many of the
 * quotations given to the wrong person were given back to the right one; and, by
 * kind of edit, who would have let it pass: sayso (a verdict up to `edited`, and no
 * flag) and the rules of other matchers (peers.c).
 *
 * Where a label leaves two verdicts open (another form of the same value), either
 * is right and counts as itself. Labels of splices, reordered parts and paraphrases
 * say nothing of flags.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bench.h"

typedef struct {
    int verdict; /* -1: no finding */
    uint32_t material, context;
    const char *speaker, *evidence, *reason;
} outcome;

static void fail(const char *what, const sayso_error *err)
{
    fprintf(stderr, "check-bench: %s: %s\n", what, err->message);
    exit(2);
}

static const char *copy(const char *s)
{
    return s ? format("%s", s) : NULL;
}

static outcome outcome_of(const sayso_finding *f)
{
    return (outcome){(int)f->verdict, f->material, f->context, copy(f->evidence_speaker), copy(f->evidence_text),
                     copy(f->reason)};
}

/* ------------------------------------------------------------------ sources */

static sayso_sources *sources_of(const sayso_model *model, const texts *t, bool unreadable)
{
    static const char spanish[] =
        "La ministra dijo ayer que las obras del puente no comenzarán antes del otoño, porque los vecinos han pedido "
        "otro estudio. El alcalde respondió que el pueblo lleva once años esperando y que nadie le ha explicado por qué. "
        "Los comerciantes de la plaza, que viven del paso de los camiones, piden una reunión con el gobierno regional.";
    sayso_error err;
    sayso_sources *s = sayso_sources_new(model, &err);
    if (!s) fail("sources", &err);
    for (uint32_t i = 0; i < t->n; i++)
        if (sayso_sources_add(s, &(sayso_record){.data = t->texts[i].text, .len = t->texts[i].len, .id = t->texts[i].id}, &err))
            fail(t->texts[i].id, &err);
    if (unreadable
        && (sayso_sources_add_unreadable(s, "scan.pdf", "no text in its pages", &err)
            || sayso_sources_add(s, &(sayso_record){.data = " \n", .len = 2, .id = "blank.txt"}, &err)
            || sayso_sources_add(s, &(sayso_record){.data = spanish, .len = sizeof spanish - 1, .id = "spanish.txt"}, &err)))
        fail("sources", &err);
    return s;
}

/* ------------------------------------------------------------------- checks */

static void check_list(const sayso_model *model, const texts *t, const items *all, outcome *out)
{
    for (int named = 0; named < 2; named++) { /* those of unreadable sources apart: they would excuse what is not found */
        sayso_error err;
        sayso_sources *s = sources_of(model, t, named);
        sayso_quote *quotes = need(all->n * sizeof *quotes);
        uint32_t *which = need(all->n * sizeof *which), n = 0;
        for (uint32_t i = 0; i < all->n; i++) {
            const item *it = &all->at[i];
            if ((it->source != NULL) != named) continue;
            which[n] = i;
            quotes[n] = (sayso_quote){.quote = it->quote, .speaker = it->speaker, .source = it->source, .line = n + 1};
            n++;
        }
        sayso_check *c = sayso_check_quotes(s, "bench", quotes, n, &err);
        if (!c) fail("check", &err);
        uint32_t found;
        const sayso_finding *f = sayso_check_findings(c, &found);
        for (uint32_t k = 0; k < n && k < found; k++) out[which[k]] = outcome_of(&f[k]);
        sayso_check_free(c);
        sayso_sources_free(s);
    }
}

/* The quotation as a newspaper would print it: inner marks single, a comma before "said". */
static const char *article_of(const item *it, uint32_t i)
{
    char *q = need(2 * strlen(it->quote) + 8), *o = q;
    bool open = false;
    for (const char *p = it->quote; *p; p++) {
        if (*p != '"') *o++ = *p;
        else *o++ = '\'', open = !open;
    }
    const char *who = it->speaker ? it->speaker : "the statement";
    switch (i % 3) {
    case 0:
        if (o > q && o[-1] == '.') o[-1] = ',';
        else if (o > q && !strchr(",!?", o[-1])) *o++ = ',';
        return format("\"%s\" %s said on Monday.\n\nThe meeting went on until the evening.\n", q, who);
    case 1:
        return format("The meeting was a long one. %c%s said: \"%s\"\n", *who == 't' ? 'T' : *who, who + 1, q);
    default:
        return format("It was late. According to %s, \"%s\"\n", who, q);
    }
}

static void check_articles(const sayso_model *model, const texts *t, const items *all, outcome *out)
{
    sayso_error err;
    sayso_sources *s = sources_of(model, t, false);
    sayso_reader *reader = sayso_reader_new(model, &err);
    if (!reader) fail("reader", &err);
    for (uint32_t i = 0; i < all->n; i++) {
        out[i].verdict = -1;
        if (all->at[i].source) continue;
        const char *article = article_of(&all->at[i], i);
        sayso_doc *doc = sayso_read(reader, &(sayso_record){.data = article, .len = strlen(article), .date = "2026-03-09"}, NULL, &err);
        if (!doc) fail("reading", &err);
        sayso_check *c = sayso_check_doc(s, doc, &err);
        if (!c) fail("check", &err);
        uint32_t n;
        size_t longest = 0;
        const sayso_finding *f = sayso_check_findings(c, &n);
        for (uint32_t k = 0; k < n; k++) /* the quotation, not a figure inside it */
            if (f[k].kind == SAYSO_FINDING_QUOTATION && f[k].text && strlen(f[k].text) > longest) {
                longest = strlen(f[k].text);
                out[i] = outcome_of(&f[k]);
            }
        sayso_check_free(c);
        sayso_doc_free(doc);
    }
    sayso_reader_free(reader);
    sayso_sources_free(s);
}

/* ----------------------------------------------------------------- counting */

static bool verdict_right(const item *it, const outcome *o)
{
    return o->verdict >= 0 && (it->verdicts >> o->verdict & 1);
}

static bool flags_there(const item *it, const outcome *o)
{
    for (uint32_t k = 0; k < it->n_material; k++)
        if (!(o->material & it->material[k])) return false;
    return true;
}

static bool flags_right(const item *it, const outcome *o)
{
    if (it->any_material) return flags_there(it, o);
    uint32_t expected = it->also;
    for (uint32_t k = 0; k < it->n_material; k++) expected |= it->material[k];
    /* An ellipsis may swallow more than what it was made to swallow. */
    bool more = !strncmp(it->kind, "ellipsis eats", 13) || !strcmp(it->kind, "ellipsis over a question");
    return flags_there(it, o) && (more || !(o->material & ~expected));
}

static bool says_right(const item *it, const outcome *o)
{
    if (!it->says || !o->speaker) return false;
    const char *last = strrchr(it->says, ' ');
    return strcasestr(o->speaker, last ? last + 1 : it->says) != NULL;
}

static bool accepted(const outcome *o)
{
    return o->verdict >= 0 && o->verdict <= SAYSO_VERDICT_EDITED && !o->material;
}

static double share(uint32_t a, uint32_t n)
{
    return n ? 100.0 * a / n : 0;
}

static double verdict_table(const items *all, const outcome *out, bool articles)
{
    uint32_t right[SAYSO_VERDICT_COUNT] = {0}, said[SAYSO_VERDICT_COUNT] = {0}, is[SAYSO_VERDICT_COUNT] = {0};
    for (uint32_t i = 0; i < all->n; i++) {
        if (articles && all->at[i].source) continue;
        bool ok = verdict_right(&all->at[i], &out[i]);
        is[ok ? (uint32_t)out[i].verdict : all->at[i].label]++;
        if (out[i].verdict >= 0) said[out[i].verdict]++;
        if (ok) right[out[i].verdict]++;
    }
    double sum = 0;
    uint32_t classes = 0;
    printf("%-14s %6s %10s %10s %8s\n", "verdict", "n", "precision", "recall", "F1");
    for (int v = 0; v < SAYSO_VERDICT_COUNT; v++) {
        if (!is[v]) continue;
        double p = said[v] ? (double)right[v] / said[v] : 0, r = (double)right[v] / is[v];
        double f = p + r > 0 ? 2 * p * r / (p + r) : 0;
        printf("%-14s %6u %10.3f %10.3f %8.3f\n", sayso_verdict_name((sayso_verdict)v), is[v], p, r, f);
        sum += f;
        classes++;
    }
    double macro = classes ? sum / classes : 0;
    printf("%-14s %6u %29.3f\n\n", "macro-F1", all->n, macro);
    return macro;
}

/* Returns the share of honest quotations that are accused. */
static double figures(const items *all, const outcome *out)
{
    uint32_t turned = 0, flagged = 0, honest = 0, accused = 0, harmless = 0, alarmed = 0, moved = 0, named = 0, lost = 0, told = 0;
    for (uint32_t i = 0; i < all->n; i++) {
        const item *it = &all->at[i];
        const outcome *o = &out[i];
        if (it->n_material && !it->any_material) turned++, flagged += flags_there(it, o);
        if (it->honest) honest++, accused += !accepted(o);
        if (!it->n_material && !it->any_material) harmless++, alarmed += o->material != 0;
        if (it->says) moved++, named += o->verdict == SAYSO_VERDICT_MISATTRIBUTED && says_right(it, o);
        if (it->context) lost++, told += (o->context & it->context) == it->context;
    }
    printf("%-52s %5u of %5u  %6.2f%%\n", "changes that can turn the meaning: flagged", flagged, turned, share(flagged, turned));
    printf("%-52s %5u of %5u  %6.2f%%\n", "honest quotations: accused of anything", accused, honest, share(accused, honest));
    printf("%-52s %5u of %5u  %6.2f%%\n", "changes that turn nothing: flagged as if they did", alarmed, harmless, share(alarmed, harmless));
    printf("%-52s %5u of %5u  %6.2f%%\n", "given to the wrong person: the right one named", named, moved, share(named, moved));
    printf("%-52s %5u of %5u  %6.2f%%\n\n", "context lost: said so", told, lost, share(told, lost));
    return share(accused, honest);
}

static void kinds_table(const texts *t, const items *all, const outcome *out)
{
    printf("by kind of edit: right verdict and right flags of sayso, then who lets it pass (%% of n)\n");
    printf("  A  sayso: up to `edited`, without a flag\n");
#define X(code, name) printf("  %c  %s\n", 'B' + PEER_##code, name);
    PEERS(X)
#undef X
    printf("%-26s %4s %8s %7s   %5s", "kind", "n", "verdict", "flags", "A");
    for (int p = 0; p < PEER_COUNT; p++) printf(" %5c", 'B' + p);
    printf("\n");
    uint32_t passed[2][PEER_COUNT + 1] = {{0}}, of[2] = {0};
    for (uint32_t i = 0; i < all->n;) {
        uint32_t n = 0, verdicts = 0, flags = 0, pass[PEER_COUNT + 1] = {0}, from = i;
        for (; i < all->n && all->at[i].kind == all->at[from].kind; i++, n++) {
            const item *it = &all->at[i];
            bool turned = it->n_material || it->label >= SAYSO_VERDICT_SPLICED;
            verdicts += verdict_right(it, &out[i]);
            flags += flags_right(it, &out[i]);
            for (int p = 0; p <= PEER_COUNT; p++) {
                bool passes = p ? peer_accepts((peer)(p - 1), t, it) : accepted(&out[i]);
                pass[p] += passes;
                if (it->honest || turned) passed[turned][p] += passes;
            }
            if (it->honest || turned) of[turned]++;
        }
        printf("%-26s %4u %8.1f %7.1f  ", all->at[from].kind, n, share(verdicts, n), share(flags, n));
        for (int p = 0; p <= PEER_COUNT; p++) printf(" %5.0f", share(pass[p], n));
        printf("\n");
    }
    printf("%-48s ", "honest quotations let pass (the more the better)");
    for (int p = 0; p <= PEER_COUNT; p++) printf(" %5.1f", share(passed[0][p], of[0]));
    printf("\n%-48s ", "turned, joined, moved, invented: let pass");
    for (int p = 0; p <= PEER_COUNT; p++) printf(" %5.1f", share(passed[1][p], of[1]));
    printf("\n");
}

/* ----------------------------------------------------------------- printing */

static void names(char *into, size_t size, uint32_t bits, int what)
{
    into[0] = '\0';
    for (int b = 0; b < 31; b++)
        if (bits >> b & 1) {
            const char *name = what == 0   ? sayso_verdict_name((sayso_verdict)b)
                               : what == 1 ? sayso_material_name((sayso_material)b)
                                           : sayso_context_name((sayso_context)b);
            snprintf(into + strlen(into), size - strlen(into), "%s%s", into[0] ? "|" : "", name);
        }
}

static void failures(const items *all, const outcome *out, bool articles)
{
    char a[256], b[256];
    for (uint32_t i = 0; i < all->n; i++) {
        const item *it = &all->at[i];
        const outcome *o = &out[i];
        if (articles && it->source) continue;
        bool context = (o->context & it->context) == it->context;
        if (verdict_right(it, o) && flags_right(it, o) && context && (!it->says || says_right(it, o))) continue;
        names(a, sizeof a, it->verdicts, 0);
        printf("%s: expected %s", it->kind, a);
        for (uint32_t k = 0; k < it->n_material; k++) {
            names(b, sizeof b, it->material[k], 1);
            printf(" +%s", b);
        }
        names(b, sizeof b, it->context, 2);
        if (it->context) printf(" (%s)", b);
        if (it->says) printf(" [%s]", it->says);
        names(b, sizeof b, o->material, 1);
        printf("; got %s%s%s", o->verdict < 0 ? "nothing" : sayso_verdict_name((sayso_verdict)o->verdict), o->material ? " +" : "", b);
        names(b, sizeof b, o->context, 2);
        printf("%s%s%s [%s]\n", o->context ? " (" : "", b, o->context ? ")" : "", o->speaker ? o->speaker : "-");
        printf("  %s: %s\n  source: %s\n  %s\n", it->speaker ? it->speaker : "-", it->quote, o->evidence ? o->evidence : "-",
               o->reason ? o->reason : "-");
    }
    printf("\n");
}

static void json_string(const char *s)
{
    putchar('"');
    for (; *s; s++) {
        if (*s == '"' || *s == '\\') putchar('\\');
        if (*s == '\n') fputs("\\n", stdout);
        else putchar(*s);
    }
    putchar('"');
}

static void print_list(const items *all)
{
    char b[256];
    for (uint32_t i = 0; i < all->n; i++) {
        const item *it = &all->at[i];
        printf("{\"id\":\"q%u\",\"kind\":\"%s\",\"quote\":", i + 1, it->kind);
        json_string(it->quote);
        if (it->speaker) printf(",\"speaker\":"), json_string(it->speaker);
        if (it->source) printf(",\"source\":\"%s\"", it->source);
        names(b, sizeof b, it->verdicts, 0);
        printf(",\"verdict\":\"%s\",\"material\":[", b);
        for (uint32_t k = 0; k < it->n_material; k++) {
            names(b, sizeof b, it->material[k], 1);
            printf("%s\"%s\"", k ? "," : "", b);
        }
        printf("]}\n");
    }
}

int main(int argc, char **argv)
{
    uint64_t seed = 1;
    uint32_t each = 60;
    bool articles = false, show = false, only_list = false, brief = false;
    double least = 0;
    if (argc < 3) {
        fprintf(stderr, "usage: check-bench HERE MODEL [--seed=N] [--each=N] [--articles] [--failures] [--list] [--brief] [--least=F] [FOLDER]\n");
        return 2;
    }
    const char *here = argv[1], *folder = format("%s/texts", here);
    for (int i = 3; i < argc; i++) {
        if (!strncmp(argv[i], "--seed=", 7)) seed = strtoull(argv[i] + 7, NULL, 10);
        else if (!strncmp(argv[i], "--each=", 7)) each = (uint32_t)atoi(argv[i] + 7);
        else if (!strncmp(argv[i], "--least=", 8)) least = atof(argv[i] + 8);
        else if (!strcmp(argv[i], "--articles")) articles = true;
        else if (!strcmp(argv[i], "--failures")) show = true;
        else if (!strcmp(argv[i], "--list")) only_list = true;
        else if (!strcmp(argv[i], "--brief")) brief = true;
        else if (argv[i][0] == '-') return fprintf(stderr, "check-bench: no option %s\n", argv[i]), 2;
        else folder = argv[i];
    }
    load_lists(format("%s/edits.txt", here));
    texts t = load_texts(folder);
    items all = make_items(&t, here, seed, each);
    if (only_list) return print_list(&all), 0;
    sayso_error err;
    sayso_model *model = sayso_model_open(argv[2], NULL, &err);
    if (!model) fail(argv[2], &err);
    outcome *out = need(all.n * sizeof *out);
    (articles ? check_articles : check_list)(model, &t, &all, out);
    uint32_t words = 0, turns = 0;
    for (uint32_t i = 0; i < t.n; i++) words += t.texts[i].n_words, turns += t.texts[i].n_turns;
    printf("%u texts, %u words, %u turns and paragraphs; %u quotations, %s; seed %llu\n\n", t.n, words, turns, all.n,
           articles ? "in articles" : "as a list", (unsigned long long)seed);
    if (show) failures(&all, out, articles);
    double macro = verdict_table(&all, out, articles);
    double accused = figures(&all, out);
    if (!articles && !brief) kinds_table(&t, &all, out);
    sayso_model_close(model);
    return macro < least || (least > 0 && accused > 2);
}
