/* html.h - the parts of the page. */
#ifndef SS_HTML_H
#define SS_HTML_H

#include "out/out.h"

extern const char ss_html_style[], ss_html_script[]; /* html_assets.c */

typedef struct {
    ss_rend *r;
    ss_out *out;
    const char *const *speakers;
    const ss_voices *voices;
    bool *anchored; /* [attributions] the article has an element with its id */
} ss_page;

/* Escaped; NULL writes nothing. */
void ss_page_text(ss_page *p, const char *s);
/* The class and data attributes that tie an element to an attribution. */
void ss_page_tie(ss_page *p, const char *classes, uint32_t attribution);
/* Whole element: a voice's name in its colour. */
void ss_page_name(ss_page *p, uint32_t attribution);
/* "Smith said", after `before`; or "according to Smith", where "as" would be wrong. */
void ss_page_claim(ss_page *p, uint32_t attribution, const char *before);
/* What a figure or date means, for an attribute or a table cell. */
void ss_page_quantity(ss_page *p, const sayso_quantity *q);
void ss_page_time(ss_page *p, const sayso_time *t);

void ss_page_article(ss_page *p); /* html_article.c */
void ss_page_voices(ss_page *p);  /* html_lists.c, as the rest */
void ss_page_statements(ss_page *p);
void ss_page_figures(ss_page *p);
void ss_page_refusals(ss_page *p);

#endif
