/* stories.h - PolNeAR's texts with where CoreNLP begins their sentences. */
#ifndef STORIES_H
#define STORIES_H

#include <stddef.h>
#include <stdint.h>

typedef struct {
    char *text; /* UTF-8, NUL-terminated */
    size_t len;
    uint8_t *begins;    /* [len] 1 at the byte where a sentence begins */
    uint32_t *byte_of;  /* of each character */
    uint32_t characters;
} story;

/* Calls with(self, ...) for each article of DIR/polnear/SPLIT; ends the program where
 * they cannot be read. */
void stories_read(const char *dir, const char *split, void (*with)(void *self, const story *), void *self);

#endif
