/* decode.c - any bytes become well-formed UTF-8 or are refused. */
#include "bytes/bytes.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const charsets[] = {NULL, "windows-1252", "utf-16le", "shift_jis"};
    if (size == 0) return 0;
    jmp_buf oom;
    ss_arena scratch, arena;
    ss_arena_init(&scratch, NULL, &oom);
    ss_arena_init(&arena, NULL, &oom);
    if (setjmp(oom) == 0) {
        sayso_options options = {0};
        sayso_doc *doc = ss_zalloc(&arena, sizeof *doc);
        ss_arena_init(&doc->arena, NULL, &oom);
        ss_ctx ctx = {NULL, &options, &scratch, doc};
        sayso_record record = {.data = (const char *)data + 1,
                               .len = size - 1,
                               .kind = (sayso_kind)(data[0] % 3),
                               .charset = charsets[data[0] / 3 % 4]};
        const char *utf8;
        size_t len;
        if (ss_bytes_decode(&ctx, &record, &utf8, &len, NULL) == SAYSO_OK)
            for (size_t i = 0; i < len;) {
                unsigned n = ss_utf8_length((const unsigned char *)utf8 + i, len - i);
                if (n == 0) abort();
                i += n;
            }
        ss_arena_free(&doc->arena);
    }
    ss_arena_free(&scratch);
    ss_arena_free(&arena);
    return 0;
}
