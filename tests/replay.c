/* replay.c - runs a fuzz target without a fuzzer: over each file named, over its
 * beginnings, and over copies of it with bytes changed in a fixed way. What a
 * fuzz target asserts is so tried in every build.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { LARGEST = 64 * 1024, VARIANTS = 8 };

static void try_all(uint8_t *data, size_t size)
{
    LLVMFuzzerTestOneInput(data, size);
    for (size_t cut = size; cut > 1; cut /= 3) LLVMFuzzerTestOneInput(data, cut - 1);
    uint32_t random = 1;
    for (int i = 0; i < VARIANTS && size; i++) {
        for (int k = 0; k < 8; k++) {
            random = random * 1664525u + 1013904223u;
            data[(random >> 8) % size] = (uint8_t)(random >> 24);
        }
        LLVMFuzzerTestOneInput(data, size);
    }
}

int main(int argc, char **argv)
{
    for (int i = 1; i < argc; i++) {
        FILE *f = fopen(argv[i], "rb");
        if (!f) {
            perror(argv[i]);
            return 1;
        }
        uint8_t *data = malloc(LARGEST);
        size_t n = data ? fread(data, 1, LARGEST, f) : 0;
        fclose(f);
        uint8_t *exact = malloc(n ? n : 1); /* a sanitizer sees reads past its end */
        if (!data || !exact) return 1;
        memcpy(exact, data, n);
        free(data);
        try_all(exact, n);
        free(exact);
    }
    printf("%d inputs\n", argc - 1);
    return argc > 1 ? 0 : 1;
}
