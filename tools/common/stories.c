/* stories.c - see stories.h. */
#include "common/stories.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/corpus.h"

static FILE *need(FILE *f, const char *path)
{
    if (f) return f;
    fprintf(stderr, "%s: %s\n", path, strerror(errno));
    exit(1);
}

static story open_story(const char *path)
{
    FILE *f = need(fopen(path, "r"), path);
    size_t cap = 1 << 20;
    story a = {.text = allocate(cap, 1)};
    a.len = fread(a.text, 1, cap - 1, f);
    fclose(f);
    a.begins = allocate(a.len + 1, 1);
    a.byte_of = allocate(a.len + 1, sizeof *a.byte_of);
    for (size_t i = 0; i < a.len; i++)
        if (((unsigned char)a.text[i] & 0xC0) != 0x80) a.byte_of[a.characters++] = (uint32_t)i;
    return a;
}

static void close_story(story *a)
{
    free(a->text);
    free(a->begins);
    free(a->byte_of);
    *a = (story){0};
}

void stories_read(const char *dir, const char *split, void (*with)(void *self, const story *), void *self)
{
    char path[4200];
    snprintf(path, sizeof path, "%s/polnear/%s/corenlp.tsv.xz", dir, split);
    bool piped;
    FILE *f = need(treebank_open(path, &piped), path);
    char *line = NULL;
    size_t cap = 0;
    story a = {0};
    while (getline(&line, &cap, f) > 0) {
        char *c[9];
        if (!strncmp(line, "# doc ", 6)) {
            line[strcspn(line, "\r\n")] = '\0';
            if (a.text) with(self, &a);
            close_story(&a);
            snprintf(path, sizeof path, "%s/polnear/%s/text/%s.txt", dir, split, line + 6);
            a = open_story(path);
        } else if (line[0] != '#' && treebank_columns(line, c, 9, "\t") == 9 && !strcmp(c[0], "1")) {
            uint32_t at = (uint32_t)atol(c[7]); /* in characters */
            if (at < a.characters) a.begins[a.byte_of[at]] = 1;
        }
    }
    if (a.text) with(self, &a);
    close_story(&a);
    free(line);
    treebank_close(f, piped);
}
