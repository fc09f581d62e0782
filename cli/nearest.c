/* nearest.c - which known word was meant by one that is mistyped.
 *
 * Damerau's distance (a letter put in, taken out, changed, or two swapped), over
 * candidates offered one after the other; near enough is one slip in four letters.
 */
#include "cli.h"

#include <string.h>

/* O(length of a * length of b), for words of a command line; longer ones are far from all. */
static unsigned slips(const char *a, size_t n, const char *b, size_t m)
{
    unsigned char rows[3][CLI_LONGEST_WORD + 1];
    if (n > CLI_LONGEST_WORD || m > CLI_LONGEST_WORD) return CLI_LONGEST_WORD;
    for (size_t k = 0; k <= m; k++) rows[0][k] = (unsigned char)k;
    for (size_t i = 1; i <= n; i++) {
        unsigned char *now = rows[i % 3], *up = rows[(i + 2) % 3], *above = rows[(i + 1) % 3];
        now[0] = (unsigned char)i;
        for (size_t k = 1; k <= m; k++) {
            unsigned best = up[k - 1] + (a[i - 1] != b[k - 1]);
            if (up[k] + 1u < best) best = up[k] + 1u;
            if (now[k - 1] + 1u < best) best = now[k - 1] + 1u;
            if (i > 1 && k > 1 && a[i - 1] == b[k - 2] && a[i - 2] == b[k - 1] && above[k - 2] + 1u < best)
                best = above[k - 2] + 1u;
            now[k] = (unsigned char)best;
        }
    }
    return rows[n % 3][m];
}

void cli_offer(cli_nearest *nearest, const char *candidate)
{
    unsigned n = slips(nearest->typed, nearest->len, candidate, strlen(candidate));
    unsigned most = nearest->len < 4 ? 1 : (unsigned)(nearest->len + 3) / 4;
    if (n > most || (nearest->best && n >= nearest->slips)) return;
    nearest->best = candidate;
    nearest->slips = n;
}
