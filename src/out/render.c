/* render.c - sayso_render(): one renderer a format, one place for what goes wrong.
 *
 * A renderer's only failures are a sink that refuses and memory that runs out;
 * the first sticks in the sink, the second jumps here (see base/arena.h).
 */
#include "out/out.h"

static void dispatch(ss_rend *r, sayso_format format)
{
    switch (format) {
    case SAYSO_FORMAT_TERMINAL: ss_render_terminal(r); break;
    case SAYSO_FORMAT_JSON: ss_render_json(r, true); break;
    case SAYSO_FORMAT_JSONL: ss_render_json(r, false); break;
    case SAYSO_FORMAT_CSV: ss_render_csv(r); break;
    case SAYSO_FORMAT_BRAT: ss_render_brat(r); break;
    case SAYSO_FORMAT_HTML: ss_render_html(r); break;
    case SAYSO_FORMAT_TEXT: ss_render_text(r); break;
    }
}

sayso_code sayso_render(const sayso_doc *doc, sayso_format format, const sayso_render_options *options, sayso_sink sink,
                        void *ctx, sayso_error *err)
{
    static const sayso_render_options defaults = {0};
    if (!doc || !sink || (unsigned)format > SAYSO_FORMAT_TEXT)
        return ss_fail(err, SAYSO_ARGUMENT, 0, "rendering needs a reading, a format and a sink");
    ss_arena arena, scratch;
    jmp_buf oom;
    ss_out out;
    out.sink = sink;
    out.ctx = ctx;
    out.failed = false;
    out.used = 0;
    ss_arena_init(&arena, doc->arena.allocator, &oom);
    ss_arena_init(&scratch, doc->arena.allocator, &oom);
    if (setjmp(oom)) {
        ss_arena_free(&scratch);
        ss_arena_free(&arena);
        return ss_fail(err, SAYSO_MEMORY, 0, "out of memory");
    }
    ss_rend r = {doc, options ? options : &defaults, &out, &arena, &scratch, 0, 0};
    dispatch(&r, format);
    ss_flush(&out);
    ss_arena_free(&scratch);
    ss_arena_free(&arena);
    if (out.failed) return ss_fail(err, SAYSO_IO, 0, "the output could not be written");
    return SAYSO_OK;
}
