/* jsonl.c - any line is a record or a refusal with an offset inside the line. */
#include "sayso.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    sayso_error err = {0};
    sayso_line *line = sayso_line_parse((const char *)data, size, &err);
    if (line ? !sayso_line_record(line)->data : err.offset > size) abort();
    sayso_line_free(line);
    return 0;
}
