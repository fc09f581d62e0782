/* pool.c - jobs on threads, results in the order of submission.
 *
 * A ring of slots. `submitted`, `taken` and `written` are running counts:
 *
 *     written <= taken <= submitted <= written + slots
 *
 * so slot i % slots belongs to exactly one job at a time: to the caller until
 * it is submitted, to one worker until it is done, then to the writer. The
 * writer is whichever worker finds the oldest job done and nobody writing; it
 * writes on as long as the next one is done too. So results wait only for an
 * older one, output is the same for any number of threads, and what is held is
 * bounded by the slots and by HELD bytes of input (one larger document alone
 * may pass it).
 *
 * With one thread there is no other: the caller works and writes itself.
 */
#include "read.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

enum { SLOTS_A_THREAD = 8 };
static const size_t HELD = 64 * 1024 * 1024;

typedef struct {
    cli_job job;
    size_t bytes; /* of input, counted in `held` */
    bool done;
} slot;

struct cli_pool {
    const cli_work *work;
    cli_output *output;
    sayso_reader **readers; /* [threads] */
    pthread_t *threads;     /* [started] */
    unsigned n_threads, started;
    pthread_mutex_t lock;
    pthread_cond_t waiting; /* a job waits to be taken, or `closed` */
    pthread_cond_t room;    /* a job was written */
    slot *slots;
    size_t n_slots, held;
    uint64_t submitted, taken, written;
    bool writing, closed, stopped;
    unsigned next_reader;
};

/* With the lock held; gives it up while it writes. */
static void write_done(cli_pool *pool)
{
    if (pool->writing) return;
    pool->writing = true;
    while (pool->written < pool->taken) {
        slot *s = &pool->slots[pool->written % pool->n_slots];
        if (!s->done) break;
        bool stopped = pool->stopped;
        pthread_mutex_unlock(&pool->lock);
        if (!stopped) stopped = !cli_output_take(pool->output, &s->job);
        cli_job_clear(&s->job);
        pthread_mutex_lock(&pool->lock);
        pool->stopped = stopped;
        pool->held -= s->bytes;
        s->done = false;
        pool->written++;
        pthread_cond_signal(&pool->room);
    }
    pool->writing = false;
}

static void *run_worker(void *arg)
{
    cli_pool *pool = arg;
    pthread_mutex_lock(&pool->lock);
    sayso_reader *reader = pool->readers[pool->next_reader++];
    for (;;) {
        while (pool->taken == pool->submitted && !pool->closed)
            pthread_cond_wait(&pool->waiting, &pool->lock);
        if (pool->taken == pool->submitted) break;
        slot *s = &pool->slots[pool->taken++ % pool->n_slots];
        bool stopped = pool->stopped;
        pthread_mutex_unlock(&pool->lock);
        if (!stopped) cli_work_on(pool->work, reader, &s->job);
        pthread_mutex_lock(&pool->lock);
        s->done = true;
        write_done(pool);
    }
    pthread_mutex_unlock(&pool->lock);
    return NULL;
}

static bool start(cli_pool *pool)
{
    pool->slots = calloc(pool->n_slots, sizeof *pool->slots);
    pool->readers = calloc(pool->n_threads, sizeof *pool->readers);
    pool->threads = calloc(pool->n_threads, sizeof *pool->threads);
    if (!pool->slots || !pool->readers || !pool->threads) {
        cli_say("out of memory");
        return false;
    }
    for (unsigned i = 0; i < pool->n_threads; i++) {
        sayso_error err = {0};
        if (!(pool->readers[i] = sayso_reader_new(pool->work->model, &err))) {
            cli_say("%s", err.message);
            return false;
        }
    }
    if (pool->n_threads == 1) return true;
    for (; pool->started < pool->n_threads; pool->started++) {
        int code = pthread_create(&pool->threads[pool->started], NULL, run_worker, pool);
        if (code) {
            cli_say("thread %u: %s", pool->started + 1, strerror(code));
            return pool->started > 0; /* fewer threads do the same work */
        }
    }
    return true;
}

cli_pool *cli_pool_new(const cli_work *work, unsigned threads, cli_output *output)
{
    cli_pool *pool = calloc(1, sizeof *pool);
    if (!pool) {
        cli_say("out of memory");
        return NULL;
    }
    pool->work = work;
    pool->output = output;
    pool->n_threads = threads;
    pool->n_slots = threads == 1 ? 1 : (size_t)threads * SLOTS_A_THREAD;
    pthread_mutex_init(&pool->lock, NULL);
    pthread_cond_init(&pool->waiting, NULL);
    pthread_cond_init(&pool->room, NULL);
    if (start(pool)) return pool;
    cli_pool_free(pool);
    return NULL;
}

cli_job *cli_pool_job(cli_pool *pool)
{
    if (pool->n_threads == 1) return pool->stopped ? NULL : &pool->slots[0].job;
    pthread_mutex_lock(&pool->lock);
    while (!pool->stopped && (pool->submitted - pool->written == pool->n_slots ||
                              (pool->held > HELD && pool->submitted > pool->written)))
        pthread_cond_wait(&pool->room, &pool->lock);
    cli_job *job = pool->stopped ? NULL : &pool->slots[pool->submitted % pool->n_slots].job;
    pthread_mutex_unlock(&pool->lock);
    return job;
}

void cli_pool_submit(cli_pool *pool, cli_job *job)
{
    if (pool->n_threads == 1) {
        cli_work_on(pool->work, pool->readers[0], job);
        pool->stopped = !cli_output_take(pool->output, job);
        cli_job_clear(job);
        return;
    }
    pthread_mutex_lock(&pool->lock);
    slot *s = &pool->slots[pool->submitted % pool->n_slots];
    s->bytes = job->bytes.n;
    pool->held += s->bytes;
    pool->submitted++;
    pthread_cond_signal(&pool->waiting);
    pthread_mutex_unlock(&pool->lock);
}

void cli_pool_free(cli_pool *pool)
{
    if (!pool) return;
    pthread_mutex_lock(&pool->lock);
    pool->closed = true;
    pthread_cond_broadcast(&pool->waiting);
    pthread_mutex_unlock(&pool->lock);
    for (unsigned i = 0; i < pool->started; i++) pthread_join(pool->threads[i], NULL);
    for (size_t i = 0; pool->slots && i < pool->n_slots; i++) cli_job_free(&pool->slots[i].job);
    for (unsigned i = 0; pool->readers && i < pool->n_threads; i++) sayso_reader_free(pool->readers[i]);
    pthread_cond_destroy(&pool->room);
    pthread_cond_destroy(&pool->waiting);
    pthread_mutex_destroy(&pool->lock);
    free(pool->slots);
    free(pool->readers);
    free(pool->threads);
    free(pool);
}
