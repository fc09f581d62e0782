/* progress.c - how far, how long yet, on a terminal alone.
 *
 * Bytes done of bytes to do, both of the files as they lie on disk. What is
 * left is estimated from the speed since the beginning, and is not shown before
 * there is something to estimate from: a second, and a hundredth of the work.
 */
#include "read.h"

#include <time.h>
#include <unistd.h>

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

void cli_progress_begin(cli_progress *p, uint64_t total_bytes, bool wanted)
{
    *p = (cli_progress){.on = wanted && total_bytes && isatty(STDERR_FILENO), .total = total_bytes};
    if (p->on) p->began = p->said = now();
}

void cli_progress_at(cli_progress *p, uint64_t done_bytes)
{
    p->documents++;
    if (!p->on) return;
    double t = now(), spent = t - p->began;
    p->done = done_bytes < p->total ? done_bytes : p->total;
    if (spent < 1 || t - p->said < 0.2) return;
    p->said = t;
    p->shown = true;
    double share = (double)p->done / (double)p->total;
    fprintf(stderr, "\r\033[Ksayso: %zu documents, %.0f%%, %.1f MB/s", p->documents, share * 100,
            (double)p->done / 1e6 / spent);
    if (share >= 0.01) {
        unsigned left = (unsigned)(spent / share - spent + 0.5);
        if (left >= 3600)
            fprintf(stderr, ", %u h %02u min left", left / 3600, left / 60 % 60);
        else if (left >= 60)
            fprintf(stderr, ", %u min %02u s left", left / 60, left % 60);
        else
            fprintf(stderr, ", %u s left", left);
    }
    fflush(stderr);
}

void cli_progress_clear(cli_progress *p)
{
    if (!p->shown) return;
    p->shown = false;
    fputs("\r\033[K", stderr);
}
