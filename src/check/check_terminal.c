/* check_terminal.c - a check for a person at a terminal (first form). */
#include "check/check.h"

void ss_check_terminal(const sayso_check *check, const sayso_render_options *options, ss_arena *arena, ss_out *out)
{
    (void)options;
    for (uint32_t i = 0; i < check->findings.n; i++) {
        const sayso_finding *f = &check->findings.at[i];
        ss_puts(out, ss_printf(arena, "%s  %s  \"%s\"\n      %s\n", f->id, sayso_verdict_name(f->verdict), f->text, f->reason));
    }
}
