/* reader.h - the first half of the pipeline, for the tools that train the second. */
#ifndef SS_READER_H
#define SS_READER_H

#include "doc/doc.h"

/* Bytes to tags, trees and names: all stages before src/attr. ctx->doc is an
 * empty document whose arena is set up, ctx->scratch likewise. */
sayso_code ss_read_language(ss_ctx *ctx, const sayso_record *record, sayso_error *err);

#endif
