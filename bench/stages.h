/* stages.h - what each stage of a reading costs, by the library's insides. */
#ifndef BENCH_STAGES_H
#define BENCH_STAGES_H

#include <stddef.h>

typedef struct {
    const char *at;
    size_t n;
} bench_text;

/* Reads the texts stage by stage, as sayso_read does, and prints a table. */
void bench_stages(const char *model_path, const bench_text *texts, size_t n);
/* Extracts the text of pages, and prints how many megabytes of HTML a second. */
void bench_pages(const char *model_path, const bench_text *pages, size_t n);

#endif
