/* check.h - the parts of `sayso check` that are not its options.
 *
 *   sources.c  files, folders, PDFs -> sayso_sources, and the bytes that those borrow
 *   check.c    articles and lists against them
 */
#ifndef CLI_CHECK_H
#define CLI_CHECK_H

#include "read.h"

/* Sources, and what must stay as long as they do. */
typedef struct cli_sources cli_sources;

/* NULL: no memory, said. What cannot be read is said, and becomes a source that could not be
 * read. */
cli_sources *cli_sources_open(const sayso_model *model, const cli_list *names);
const sayso_sources *cli_sources_get(const cli_sources *sources);
/* Was there something that could not be read? */
bool cli_sources_failed(const cli_sources *sources);
void cli_sources_close(cli_sources *sources);

#endif
