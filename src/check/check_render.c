/* check_render.c - sayso_check_render(): one renderer a format, as out/render.c is for readings. */
#include "check/report.h"

sayso_code sayso_check_render(const sayso_check *check, sayso_check_format format, const sayso_render_options *options,
                              sayso_sink sink, void *ctx, sayso_error *err)
{
    static const sayso_render_options defaults = {0};
    if (!check || !sink || (unsigned)format > SAYSO_CHECK_HTML)
        return ss_fail(err, SAYSO_ARGUMENT, 0, "rendering needs a check, a format and a sink");
    ss_arena arena;
    jmp_buf oom;
    ss_out out;
    out.sink = sink;
    out.ctx = ctx;
    out.failed = false;
    out.used = 0;
    ss_arena_init(&arena, check->arena.allocator, &oom);
    if (setjmp(oom)) {
        ss_arena_free(&arena);
        return ss_fail(err, SAYSO_MEMORY, 0, "out of memory");
    }
    switch (format) {
    case SAYSO_CHECK_TERMINAL: ss_check_terminal(check, options ? options : &defaults, &arena, &out); break;
    case SAYSO_CHECK_JSON: ss_check_json(check, true, &out); break;
    case SAYSO_CHECK_JSONL: ss_check_json(check, false, &out); break;
    case SAYSO_CHECK_CSV: ss_check_csv(check, options ? options : &defaults, &arena, &out); break;
    case SAYSO_CHECK_GITHUB: ss_check_github(check, &arena, &out); break;
    case SAYSO_CHECK_SARIF: ss_check_sarif(check, &arena, &out); break;
    case SAYSO_CHECK_HTML: ss_check_html(check, &arena, &out); break;
    }
    ss_flush(&out);
    ss_arena_free(&arena);
    if (out.failed) return ss_fail(err, SAYSO_IO, 0, "the output could not be written");
    return SAYSO_OK;
}
