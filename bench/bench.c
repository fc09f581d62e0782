/* bench.c - what a reading costs, beside memcpy and `wc -w` in the same run.
 *
 *   make bench
 *   sayso-bench [FOLDER [PAGES]]
 *
 * The text is made of the articles (.txt) in FOLDER, by default those in examples/:
 * the paragraphs of an article in another order and with other digits, by a
 * generator with a fixed seed, so that every run reads the same bytes and no two
 * documents are alike. The first line says how many articles there were: a
 * single one, read again and again, stays in the caches and flatters. The pages are
 * the .html files in PAGES, or, without it, the articles with a site around them.
 *
 * Absolute figures belong to one machine at one hour; the ratios to memcpy and
 * wc are what can be compared. Nothing here is asserted.
 */
#include <fcntl.h>
#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <sayso.h>

#include "stages.h"

enum { DOCUMENTS = 10000, IN_MEMORY = 500, STARTS = 20, ROUNDS = 3 };

static void die(const char *what)
{
    perror(what);
    exit(1);
}

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* --------------------------------------------------------------------- text */

typedef struct {
    char *at;
    size_t n, cap;
} bytes;

static void add(bytes *b, const char *s, size_t n)
{
    if (b->n + n + 1 > b->cap) {
        b->cap = (b->n + n + 1) * 2;
        if (!(b->at = realloc(b->at, b->cap))) die("memory");
    }
    if (n) memcpy(b->at + b->n, s, n);
    b->n += n;
    b->at[b->n] = '\0';
}

static void adds(bytes *b, const char *s)
{
    add(b, s, strlen(s));
}

static bytes load(const char *path)
{
    FILE *f = fopen(path, "rb");
    if (!f) die(path);
    bytes b = {0};
    char some[65536];
    for (size_t n; (n = fread(some, 1, sizeof some, f)) > 0;) add(&b, some, n);
    fclose(f);
    return b;
}

static uint32_t next(uint32_t *seed)
{
    return (*seed = *seed * 1664525u + 1013904223u) >> 8;
}

enum { PARAGRAPHS = 64 };

/* An article's paragraphs, the first in its place, the others in any order. */
static void vary(const bytes *article, uint32_t seed, bytes *to)
{
    const char *at[PARAGRAPHS];
    size_t len[PARAGRAPHS], n = 0;
    for (const char *p = article->at; p && *p && n < PARAGRAPHS;) {
        const char *gap = strstr(p, "\n\n");
        at[n] = p;
        len[n++] = gap ? (size_t)(gap - p) : strlen(p);
        p = gap ? gap + 2 : NULL;
    }
    to->n = 0;
    for (size_t i = 0; i < n; i++) {
        size_t k = i ? i + next(&seed) % (n - i) : 0;
        const char *p = at[k];
        size_t l = len[k];
        at[k] = at[i];
        len[k] = len[i];
        size_t begin = to->n;
        if (i) add(to, "\n\n", 2);
        add(to, p, l);
        /* Figures change, dates stay dates. */
        for (size_t c = begin + 1; i && c < to->n; c++)
            if (to->at[c] >= '3' && to->at[c] <= '9' && to->at[c - 1] >= '0' && to->at[c - 1] <= '9')
                to->at[c] = (char)('3' + next(&seed) % 7);
    }
    add(to, "\n", 1);
}

static void add_json(bytes *to, const bytes *text, unsigned id)
{
    char head[64];
    add(to, head, (size_t)snprintf(head, sizeof head, "{\"id\":\"%u\",\"text\":\"", id));
    for (size_t i = 0; i < text->n; i++) {
        char c = text->at[i];
        if (c == '\n')
            add(to, "\\n", 2);
        else if (c == '"' || c == '\\')
            add(to, (char[]){'\\', c}, 2);
        else
            add(to, &c, 1);
    }
    add(to, "\"}\n", 3);
}

static size_t load_all(const char *folder, const char *names, bytes *articles, size_t most)
{
    glob_t found;
    char pattern[4096];
    snprintf(pattern, sizeof pattern, "%s/%s", folder, names);
    if (glob(pattern, 0, NULL, &found)) {
        fprintf(stderr, "sayso-bench: no %s\n", pattern);
        exit(1);
    }
    size_t n = 0;
    for (; n < found.gl_pathc && n < most; n++) articles[n] = load(found.gl_pathv[n]);
    globfree(&found);
    return n;
}

/* ----------------------------------------------------------------- processes */

typedef struct {
    double seconds;
    double mebibytes; /* the most that was resident */
} cost;

/* Runs a program, its output thrown away. */
static cost run(char *const argv[])
{
    double began = now();
    pid_t pid = fork();
    if (pid < 0) die("fork");
    if (pid == 0) {
        int null = open("/dev/null", O_WRONLY);
        dup2(null, STDOUT_FILENO);
        dup2(null, STDERR_FILENO);
        execvp(argv[0], argv);
        _exit(127);
    }
    int status;
    struct rusage usage;
    if (wait4(pid, &status, 0, &usage) < 0) die("wait4");
    if (!WIFEXITED(status) || WEXITSTATUS(status)) {
        fprintf(stderr, "%s ended with status %d\n", argv[0], status);
        exit(1);
    }
    return (cost){now() - began, (double)usage.ru_maxrss / 1024};
}

static cost read_file(const char *path, const char *jobs)
{
    return run((char *[]){BENCH_PROGRAM, "read", "-q", "--effort", "fast", "--format", "jsonl", "--jobs", (char *)jobs,
                          (char *)path, NULL});
}

/* --------------------------------------------------------------------- parts */

static bool count(void *ctx, const char *data, size_t len)
{
    (void)data;
    *(size_t *)ctx += len;
    return true;
}

typedef struct {
    double seconds;
    size_t bytes, tokens, written;
} reading;

static reading read_once(const bytes *texts, size_t n, sayso_effort effort)
{
    sayso_error err = {0};
    sayso_model *model = sayso_model_open(BENCH_MODEL, NULL, &err);
    sayso_reader *reader = model ? sayso_reader_new(model, &err) : NULL;
    if (!reader) {
        fprintf(stderr, "%s\n", err.message);
        exit(1);
    }
    reading r = {0};
    double began = now();
    for (size_t i = 0; i < n; i++) {
        sayso_doc *doc = sayso_read(reader, &(sayso_record){.data = texts[i].at, .len = texts[i].n},
                                    &(sayso_options){.effort = effort}, &err);
        uint32_t tokens;
        if (!doc || sayso_render(doc, SAYSO_FORMAT_JSON, NULL, count, &r.written, &err)) {
            fprintf(stderr, "%s\n", err.message);
            exit(1);
        }
        sayso_doc_tokens(doc, &tokens);
        r.tokens += tokens;
        r.bytes += texts[i].n;
        sayso_doc_free(doc);
    }
    r.seconds = now() - began;
    sayso_reader_free(reader);
    sayso_model_close(model);
    return r;
}

/* The best of several rounds. */
static reading read_in_memory(const bytes *texts, size_t n, sayso_effort effort)
{
    reading r = read_once(texts, n, effort);
    for (int i = 1; i < ROUNDS; i++) {
        reading again = read_once(texts, n, effort);
        if (again.seconds < r.seconds) r = again;
    }
    return r;
}

static double copy_speed(const bytes *all)
{
    char *to = malloc(all->n);
    if (!to) die("memory");
    memcpy(to, all->at, all->n);
    double began = now(), spent;
    size_t copied = 0;
    volatile char seen;
    do {
        memcpy(to, all->at, all->n);
        seen = to[copied % all->n];
        copied += all->n;
    } while ((spent = now() - began) < 0.3);
    (void)seen;
    free(to);
    return (double)copied / 1e6 / spent;
}

static double count_speed(const char *path, size_t size)
{
    cost best = run((char *[]){"wc", "-w", (char *)path, NULL});
    for (int i = 0; i < 4; i++) {
        cost c = run((char *[]){"wc", "-w", (char *)path, NULL});
        if (c.seconds < best.seconds) best = c;
    }
    return (double)size / 1e6 / best.seconds;
}

static void write_file(const char *path, const bytes *b)
{
    FILE *f = fopen(path, "wb");
    if (!f || fwrite(b->at, 1, b->n, f) != b->n || fclose(f)) die(path);
}

static void speed(const bytes *articles, size_t n_articles, const char *path)
{
    bytes *texts = calloc(IN_MEMORY, sizeof *texts), all = {0};
    if (!texts) die("memory");
    for (uint32_t i = 0; i < IN_MEMORY; i++) {
        vary(&articles[i % n_articles], i + 1, &texts[i]);
        add(&all, texts[i].at, texts[i].n);
    }
    bytes large = {0}; /* so that wc counts longer than it starts */
    while (large.n < 64000000) add(&large, all.at, all.n);
    write_file(path, &large);
    reading r = read_in_memory(texts, IN_MEMORY, SAYSO_EFFORT_FAST);
    reading accurate = read_in_memory(texts, IN_MEMORY, SAYSO_EFFORT_ACCURATE);
    double copy = copy_speed(&large), wc = count_speed(path, large.n), mine = (double)r.bytes / 1e6 / r.seconds;
    printf("sayso %s, text to JSON on one core: %d documents of %zu articles, %.1f MB, best of %d\n", sayso_version(),
           IN_MEMORY, n_articles, (double)r.bytes / 1e6, ROUNDS);
    printf("  %-22s %10.2f MB/s %12.0f tokens/s\n", "fast", mine, (double)r.tokens / r.seconds);
    printf("  %-22s %10.2f MB/s %12.0f tokens/s\n", "accurate", (double)accurate.bytes / 1e6 / accurate.seconds,
           (double)accurate.tokens / accurate.seconds);
    printf("  %-22s %10.0f MB/s %12.0f times as fast\n", "wc -w", wc, wc / mine);
    printf("  %-22s %10.0f MB/s %12.0f times as fast\n\n", "memcpy", copy, copy / mine);
    bench_text *views = calloc(IN_MEMORY, sizeof *views);
    if (!views) die("memory");
    for (int i = 0; i < IN_MEMORY; i++) views[i] = (bench_text){texts[i].at, texts[i].n};
    bench_stages(BENCH_MODEL, views, IN_MEMORY);
    free(views);
    for (int i = 0; i < IN_MEMORY; i++) free(texts[i].at);
    free(texts);
    free(all.at);
    free(large.at);
}

static void growth(const bytes *articles, size_t n_articles, const char *path)
{
    puts("sayso read --effort fast --format jsonl --jobs 1, a file of so many documents");
    puts("   documents         MB    seconds  ms a document   most resident, MiB");
    bytes lines = {0}, text = {0};
    uint32_t made = 0;
    for (unsigned n = 1; n <= DOCUMENTS; n *= 10) {
        for (; made < n; made++) {
            vary(&articles[made % n_articles], made + 1, &text);
            add_json(&lines, &text, made);
        }
        write_file(path, &lines);
        cost c = read_file(path, "1");
        printf("  %10u %10.2f %10.3f %14.2f %20.1f\n", n, (double)lines.n / 1e6, c.seconds,
               c.seconds * 1000 / n, c.mebibytes);
        if (n == DOCUMENTS / 10) {
            cost two = read_file(path, "2");
            printf("  %10u %10.2f %10.3f %14.2f %20.1f   --jobs 2: %.2f times as fast\n", n,
                   (double)lines.n / 1e6, two.seconds, two.seconds * 1000 / n, two.mebibytes,
                   c.seconds / two.seconds);
        }
    }
    free(lines.at);
    free(text.at);
}

static void start(const char *path)
{
    bytes text = {0}, line = {0};
    add(&text, "The mayor said so.", 18);
    add_json(&line, &text, 0);
    write_file(path, &line);
    double least[2] = {1e9, 1e9}, resident = 0;
    for (int i = 0; i < STARTS; i++) {
        cost version = run((char *[]){BENCH_PROGRAM, "--version", NULL});
        cost one = read_file(path, "1");
        if (version.seconds < least[0]) least[0] = version.seconds;
        if (one.seconds < least[1]) least[1] = one.seconds;
        resident = one.mebibytes;
    }
    printf("\nStart-up, best of %d: a process %.1f ms; model opened and one sentence read %.1f ms, %.1f MiB\n",
           STARTS, least[0] * 1000, least[1] * 1000, resident);
    free(text.at);
    free(line.at);
}

/* An article with what sites put around it: scripts, menus, teasers, comments. */
static void add_page(bytes *to, const bytes *article)
{
    char some[512];
    adds(to, "<!DOCTYPE html><html lang=en><head><title>An article</title>");
    for (int i = 0; i < 40; i++)
        add(to, some, (size_t)snprintf(some, sizeof some,
                                       "<meta property=\"og:tag%d\" content=\"value &amp; more\">\n"
                                       "<script>window.q=window.q||[];if(q<%d){q.push({\"id\":\"%d\",\"on\":function(e)"
                                       "{return e&&e.target!=='a'?1:0;}});}</script>\n",
                                       i, i, i * 7));
    adds(to, "</head><body><nav class=menu><ul>");
    for (int i = 0; i < 80; i++)
        add(to, some, (size_t)snprintf(some, sizeof some,
                                       "<li class=\"menu-item menu-item-%d\"><a href=\"/section/%d\">Section %d</a></li>\n",
                                       i, i, i));
    adds(to, "</ul></nav><main><article class=\"story story-body\"><h1>An article</h1>");
    for (const char *p = article->at; p && *p;) {
        const char *gap = strstr(p, "\n\n");
        adds(to, "<p class=\"body-copy\" data-id=\"4711\">");
        add(to, p, gap ? (size_t)(gap - p) : strlen(p));
        adds(to, "</p>\n");
        p = gap ? gap + 2 : NULL;
    }
    adds(to, "</article></main><section id=comments>");
    for (int i = 0; i < 60; i++)
        add(to, some, (size_t)snprintf(some, sizeof some,
                                       "<div class=\"comment depth-%d\"><span>Reader %d</span><p>I have never heard the like of "
                                       "it, &ldquo;no choice&rdquo; indeed; someone should look into that.</p></div>\n",
                                       i % 4, i));
    adds(to, "</section></body></html>");
}

static void pages(const bytes *articles, size_t n, const char *folder)
{
    enum { MOST = 256 };
    static bytes page[MOST];
    static bench_text at[MOST];
    if (folder) n = load_all(folder, "*.html", page, MOST);
    for (size_t i = 0; i < n; i++) {
        if (!folder) add_page(&page[i], &articles[i]);
        at[i] = (bench_text){page[i].at, page[i].n};
    }
    printf("\n");
    bench_pages(BENCH_MODEL, at, n);
    for (size_t i = 0; i < n; i++) free(page[i].at);
}

int main(int argc, char **argv)
{
    enum { MOST = 256 };
    static bytes articles[MOST];
    size_t n = load_all(argc > 1 ? argv[1] : BENCH_ARTICLES, "*.txt", articles, MOST);
    char path[] = "/tmp/sayso-bench-XXXXXX.jsonl";
    setvbuf(stdout, NULL, _IOLBF, 0);
    int fd = mkstemps(path, 6);
    if (fd < 0) die(path);
    close(fd);
    speed(articles, n, path);
    growth(articles, n, path);
    start(path);
    pages(articles, n, argc > 2 ? argv[2] : NULL);
    remove(path);
    for (size_t i = 0; i < n; i++) free(articles[i].at);
    return 0;
}
