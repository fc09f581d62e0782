/* text.h - UTF-8 to the document's text with its regions, paragraphs and quotation marks. */
#ifndef SS_TEXT_H
#define SS_TEXT_H

#include "lang/model.h"

/* Plain text is taken as it stands. Fills text, paragraphs. */
void ss_text_plain(ss_ctx *ctx, const char *utf8, size_t len);
/* HTML: extracts the article's text into doc->text (paragraphs separated by an
 * empty line), meta (title, date, publisher, url, lang) where still unset, and
 * regions that the markup shows (posts, captions, bylines). Fills paragraphs. */
sayso_code ss_text_html(ss_ctx *ctx, const char *utf8, size_t len, sayso_error *err);
/* Regions from the wording: metadata header, byline, dateline, caption,
 * boilerplate, advertisement, posts; publication date from the header; headings
 * and speaker turns among the paragraphs. */
void ss_text_regions(ss_ctx *ctx);
/* Quotation marks into doc->quotes. */
void ss_text_quotes(ss_ctx *ctx);

#endif
