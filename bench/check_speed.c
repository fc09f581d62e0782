/* check_speed.c - what a check costs, beside memcpy and `grep -F -f` in the same run.
 *
 *   make bench-check
 *   sayso-bench-check [FOLDER [BYTES]]
 *
 * The sources are made of the sentences of the texts in FOLDER (bench/check/texts),
 * every second longer word exchanged for another of them, by a generator with a
 * fixed seed: English enough that quotations and sources share their words, and no
 * two sentences alike. Quotations that are there are cut out of the sources;
 * those that are not are made the same way from another seed, so that each has
 * thousands of near misses. BYTES (1e9) is the size of the largest run.
 *
 * Times are the processor's. Memory is what the library allocated at most, counted by its allocator: the
 * sources themselves are mapped files. Nothing is asserted; ratios to grep and
 * memcpy are what can be compared between machines.
 */
#include <fcntl.h>
#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <sayso.h>

enum { PART = 100 * 1000 * 1000, ROUNDS = 5 };

static void die(const char *what)
{
    perror(what);
    exit(1);
}

/* Time of the processor: other programs of a shared machine do not count. */
static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* --------------------------------------------------------------- the memory */

typedef struct {
    size_t now, most;
} counter;

static void *resize(void *ctx, void *old, size_t old_size, size_t new_size)
{
    counter *c = ctx;
    void *p = realloc(old, new_size);
    if (!p) return NULL;
    c->now += new_size - old_size;
    if (c->now > c->most) c->most = c->now;
    return p;
}

static void release(void *ctx, void *old, size_t old_size)
{
    ((counter *)ctx)->now -= old_size;
    free(old);
}

/* ----------------------------------------------------------------- the text */

typedef struct {
    const char **words; /* of all sentences, one after the other; NULL ends one */
    size_t n, cap;
    size_t *sentences, n_sentences;
    const char **longer;
    size_t n_longer;
} stock;

static void add_word(stock *s, const char *w)
{
    if (s->n == s->cap) {
        s->cap = s->cap ? 2 * s->cap : 65536;
        s->words = realloc(s->words, s->cap * sizeof *s->words);
        if (!s->words) die("memory");
    }
    s->words[s->n++] = w;
}

static stock load(const char *folder)
{
    stock s = {0};
    glob_t found;
    char pattern[4096];
    snprintf(pattern, sizeof pattern, "%s/*.txt", folder);
    if (glob(pattern, 0, NULL, &found)) die(pattern);
    for (size_t i = 0; i < found.gl_pathc; i++) {
        FILE *f = fopen(found.gl_pathv[i], "rb");
        static char text[1 << 20];
        size_t n = f ? fread(text, 1, sizeof text - 1, f) : 0;
        if (f) fclose(f);
        text[n] = '\0';
        char *copy = strdup(text);
        if (!copy) die("memory");
        for (char *save, *w = strtok_r(copy, " \n", &save); w; w = strtok_r(NULL, " \n", &save)) {
            add_word(&s, w);
            if (strchr(".?!", w[strlen(w) - 1])) add_word(&s, NULL);
        }
    }
    globfree(&found);
    add_word(&s, NULL);
    s.sentences = calloc(s.n, sizeof *s.sentences);
    s.longer = calloc(s.n, sizeof *s.longer);
    if (!s.sentences || !s.longer) die("memory");
    for (size_t i = 0, from = 0; i < s.n; i++) {
        if (s.words[i] && strlen(s.words[i]) > 4 && strspn(s.words[i], "abcdefghijklmnopqrstuvwxyz") == strlen(s.words[i]))
            s.longer[s.n_longer++] = s.words[i];
        if (s.words[i]) continue;
        if (i > from + 8 && i < from + 40) s.sentences[s.n_sentences++] = from;
        from = i + 1;
    }
    return s;
}

static uint32_t next(uint64_t *seed)
{
    *seed = *seed * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(*seed >> 33);
}

/* One sentence; returns its length. `to` holds 4096 bytes. `changed` (or NULL): how many words. */
static size_t sentence(const stock *s, uint64_t *seed, char *to, uint32_t *changed)
{
    size_t n = 0;
    if (changed) *changed = 0;
    for (size_t i = s->sentences[next(seed) % s->n_sentences]; s->words[i]; i++) {
        const char *w = s->words[i];
        bool longer = strlen(w) > 4 && strspn(w, "abcdefghijklmnopqrstuvwxyz") == strlen(w);
        if (longer && next(seed) % 2) {
            w = s->longer[next(seed) % s->n_longer];
            if (changed) ++*changed;
        }
        n += (size_t)snprintf(to + n, 4096 - n, "%s%s", n ? " " : "", w);
    }
    return n;
}

/* A mapped file of so many bytes. */
static char *make_source(const stock *s, const char *path, size_t size, uint64_t seed)
{
    FILE *f = fopen(path, "wb");
    if (!f) die(path);
    char line[4200];
    for (size_t n = 0, k = 0; n < size; k++) {
        size_t m = sentence(s, &seed, line, NULL);
        line[m++] = k % 6 == 5 ? '\n' : ' ';
        if (k % 6 == 5) line[m++] = '\n';
        if (m > size - n) m = size - n;
        if (fwrite(line, 1, m, f) != m) die(path);
        n += m;
    }
    if (fclose(f)) die(path);
    int fd = open(path, O_RDONLY);
    char *at = fd < 0 ? MAP_FAILED : mmap(NULL, size, PROT_READ, MAP_PRIVATE | MAP_POPULATE, fd, 0);
    if (at == MAP_FAILED) die(path);
    close(fd);
    return at;
}

typedef struct {
    sayso_quote *at;
    uint32_t n;
} quotes;

/* Sentences out of the sources (spread evenly), or of another seed. */
static quotes make_quotes(const stock *s, uint32_t n, char **parts, size_t n_parts, size_t size, bool there)
{
    quotes q = {calloc(n, sizeof *q.at), n};
    if (!q.at) die("memory");
    uint64_t seed = 977;
    for (uint32_t i = 0; i < n; i++) {
        char line[4200];
        if (there) {
            size_t at = (size_t)((double)size * n_parts / n * (i + 0.3)), part = at / size;
            at %= size;
            if (at > size - 1000) at = size - 1000;
            const char *p = parts[part] + at;
            while (strncmp(p, ". ", 2)) p++;
            p += 2;
            const char *e = p + 40;
            while (!(*e == '.' && strchr(" \n", e[1])) && e < p + 300) e++;
            while (*e != '.' && *e != ' ') e++;
            snprintf(line, sizeof line, "%.*s", (int)(e - p), p);
        } else {
            uint32_t changed;
            do line[sentence(s, &seed, line, &changed)] = '\0';
            while (changed < 3);
        }
        q.at[i] = (sayso_quote){.quote = strdup(line), .line = i + 1};
    }
    return q;
}

/* -------------------------------------------------------------------- costs */

typedef struct {
    double add, check;
    size_t memory;
    uint32_t found;
} cost;

static cost run(const char *model_path, char **parts, size_t n_parts, size_t size, quotes q, int rounds)
{
    counter c = {0};
    sayso_error err;
    sayso_allocator counting = {resize, release, &c};
    sayso_model *model = sayso_model_open(model_path, &counting, &err);
    if (!model) {
        fprintf(stderr, "%s: %s\n", model_path, err.message);
        exit(1);
    }
    cost best = {1e9, 1e9, 0, 0};
    for (int r = 0; r < rounds; r++) {
        double began = now();
        sayso_sources *sources = sayso_sources_new(model, &err);
        for (size_t i = 0; i < n_parts; i++) {
            char id[32];
            snprintf(id, sizeof id, "part%zu.txt", i);
            if (sayso_sources_add(sources, &(sayso_record){.data = parts[i], .len = size, .id = id}, &err)) die(err.message);
        }
        double added = now();
        sayso_check *check = sayso_check_quotes(sources, "bench", q.at, q.n, &err);
        double done = now();
        if (!check) die(err.message);
        uint32_t n;
        const sayso_finding *f = sayso_check_findings(check, &n);
        best.found = 0;
        for (uint32_t i = 0; i < n; i++) best.found += f[i].verdict == SAYSO_VERDICT_VERBATIM;
        if (added - began < best.add) best.add = added - began;
        if (done - added < best.check) best.check = done - added;
        sayso_check_free(check);
        sayso_sources_free(sources);
    }
    sayso_model_close(model);
    best.memory = c.most;
    return best;
}

static double grep_seconds(const char *patterns, const char *path, int rounds)
{
    double best = 1e9;
    for (int r = 0; r < rounds; r++) {
        pid_t pid = fork();
        if (!pid) {
            int null = open("/dev/null", O_WRONLY);
            dup2(null, 1);
            setenv("LC_ALL", "C", 1);
            execlp("grep", "grep", "-F", "-c", "-f", patterns, path, (char *)NULL);
            _exit(127);
        }
        int status;
        struct rusage usage;
        if (wait4(pid, &status, 0, &usage) < 0) die("grep");
        double spent = (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec)
                       + (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
        if (spent < best) best = spent;
    }
    return best;
}

static double copy_seconds(const char *at, size_t size)
{
    char *to = malloc(size);
    if (!to) die("memory");
    memcpy(to, at, size);
    double began = now();
    memcpy(to, at, size);
    double spent = now() - began;
    volatile char seen = to[size / 2];
    (void)seen;
    free(to);
    return spent;
}

static void write_patterns(const char *path, quotes q)
{
    FILE *f = fopen(path, "wb");
    if (!f) die(path);
    for (uint32_t i = 0; i < q.n; i++) fprintf(f, "%s\n", q.at[i].quote);
    fclose(f);
}

static void line(const char *what, cost c, size_t bytes, uint32_t n)
{
    printf("  %-34s %9.1f ms %9.1f ms %9.0f MB/s %5u of %u %8.1f MiB\n", what, c.add * 1000, c.check * 1000,
           (double)bytes / 1e6 / (c.add + c.check), c.found, n, (double)c.memory / 1048576);
}

int main(int argc, char **argv)
{
    const char *folder = argc > 1 ? argv[1] : BENCH_CHECK_TEXTS;
    size_t most = argc > 2 ? (size_t)strtod(argv[2], NULL) : 1000 * 1000 * 1000;
    stock s = load(folder);
    char scratch[] = "/tmp/sayso-bench-XXXXXX", path[64], patterns[64];
    if (!mkdtemp(scratch)) die(scratch);
    snprintf(path, sizeof path, "%s/source.txt", scratch);
    snprintf(patterns, sizeof patterns, "%s/patterns", scratch);
    size_t ten = 10 * 1000 * 1000;
    char *source = make_source(&s, path, ten, 1);
    char **parts = &source;

    printf("20 quotations, 10 MB, one core, best of %d\n", ROUNDS);
    printf("  %-34s %12s %12s %14s %9s %12s\n", "", "open", "check", "both", "verbatim", "memory");
    quotes there = make_quotes(&s, 20, parts, 1, ten, true), absent = make_quotes(&s, 20, parts, 1, ten, false);
    line("all there", run(BENCH_MODEL, parts, 1, ten, there, ROUNDS), ten, 20);
    line("none there", run(BENCH_MODEL, parts, 1, ten, absent, ROUNDS), ten, 20);
    write_patterns(patterns, there);
    double g = grep_seconds(patterns, path, ROUNDS), m = copy_seconds(source, ten);
    printf("  %-34s %25.1f ms %9.0f MB/s\n", "grep -F -f, the same 20", g * 1000, (double)ten / 1e6 / g);
    printf("  %-34s %25.1f ms %9.0f MB/s\n\n", "memcpy", m * 1000, (double)ten / 1e6 / m);

    puts("growth in quotations, 10 MB");
    for (uint32_t n = 10; n <= 1000; n *= 10) {
        char what[64];
        for (int t = 1; t >= 0; t--) {
            quotes q = make_quotes(&s, n, parts, 1, ten, t);
            snprintf(what, sizeof what, "%u quotations, %s", n, t ? "there" : "not there");
            line(what, run(BENCH_MODEL, parts, 1, ten, q, n < 1000 ? 3 : 1), ten, n);
        }
    }
    munmap(source, ten);
    puts("growth in sources, 20 quotations");
    for (size_t size = ten / 10; size <= 10 * ten; size *= 10) {
        char what[64];
        source = make_source(&s, path, size, 1);
        for (int t = 1; t >= 0; t--) {
            quotes q = make_quotes(&s, 20, parts, 1, size, t);
            snprintf(what, sizeof what, "%.0f MB, %s", (double)size / 1e6, t ? "there" : "not there");
            line(what, run(BENCH_MODEL, parts, 1, size, q, size < 10 * ten ? 3 : 1), size, 20);
        }
        munmap(source, size);
    }
    unlink(path);
    if (most >= PART) {
        size_t n = most / PART;
        char **large = calloc(n, sizeof *large), name[64];
        if (!large) die("memory");
        printf("1,000 quotations, %.0f MB in %zu files\n", (double)(n * PART) / 1e6, n);
        for (size_t i = 0; i < n; i++) {
            snprintf(name, sizeof name, "%s/part%zu.txt", scratch, i);
            large[i] = make_source(&s, name, PART, 100 + i);
            unlink(name);
        }
        for (int t = 1; t >= 0; t--) {
            quotes q = make_quotes(&s, 1000, large, n, PART, t);
            line(t ? "all there" : "none there", run(BENCH_MODEL, large, n, PART, q, 1), n * PART, 1000);
        }
    }
    unlink(patterns);
    rmdir(scratch);
    return 0;
}
