/* html_article.c - the article with its marks, and the notes in its margin.
 *
 * HTML nests, spans need not: at every edge the marks of the piece (outermost
 * content first, then source, cue, figure) are compared with the elements that
 * are open; what differs is closed and opened anew. A piece has at most
 * SS_LAYERS_MAX + 5 marks, so an edge costs O(1) and the page nests no deeper.
 */
#include "out/html.h"

enum { PATH_MAX_MARKS = SS_LAYERS_MAX + 5 };

typedef struct {
    ss_mark_kind kind;
    int32_t index;
} layer;

typedef struct {
    ss_page *p;
    ss_out *out;
    ss_marks marks;
    bool more;
    layer open[PATH_MAX_MARKS];
    uint32_t n_open;
    uint8_t *height; /* [attributions] layers of content inside it, at most 2 */
    bool own;        /* the paragraph has words that are nobody's */
    const ss_note *notes;
    uint32_t n_notes, next_note;
} article;

/* A descendant at two removes gives its ancestors all the height they can have. */
static void find_heights(article *a)
{
    const sayso_doc *doc = a->p->r->doc;
    a->height = ss_zalloc(a->p->r->arena, doc->attributions.n);
    for (uint32_t i = 0; i < doc->attributions.n; i++) {
        int32_t outer = ss_outer(doc, (int32_t)i);
        for (uint8_t h = 1; h <= 2 && outer >= 0; h++, outer = ss_outer(doc, outer))
            if (a->height[outer] < h) a->height[outer] = h;
    }
}

static uint32_t path_of_piece(article *a, layer path[PATH_MAX_MARKS])
{
    const ss_marks *m = &a->marks;
    uint32_t n = 0;
    if (ss_marks_aside(m)) {
        path[n++] = (layer){SS_MARK_REGION, ss_marks_top(m, SS_MARK_REGION)};
        return n;
    }
    int32_t contents[SS_LAYERS_MAX];
    uint32_t layers = ss_marks_contents(m, contents);
    for (uint32_t i = 0; i < layers; i++) path[n++] = (layer){SS_MARK_CONTENT, contents[i]};
    int32_t nobody = ss_marks_top(m, SS_MARK_UNATTRIBUTED);
    if (layers == 0 && nobody >= 0) {
        path[n++] = (layer){SS_MARK_UNATTRIBUTED, nobody};
        if (!m->doc->unattributed.at[nobody].quotation || m->doc->unattributed.at[nobody].term) a->own = true;
    }
    static const ss_mark_kind rest[] = {SS_MARK_SOURCE, SS_MARK_CUE, SS_MARK_QUANTITY, SS_MARK_TIME};
    for (size_t i = 0; i < sizeof rest / sizeof *rest; i++) {
        int32_t top = ss_marks_top(m, rest[i]);
        if (top >= 0) path[n++] = (layer){rest[i], top};
    }
    return n;
}

/* The first element of an attribution can be linked to and reached by keyboard. */
static void put_anchor(article *a, uint32_t index)
{
    if (a->p->anchored[index]) return;
    a->p->anchored[index] = true;
    ss_puts(a->out, " id=\"t");
    ss_put_u32(a->out, index + 1);
    ss_puts(a->out, "\" tabindex=\"0\"");
}

static void put_figure(article *a, layer l)
{
    const sayso_doc *doc = a->marks.doc;
    ss_puts(a->out, "<span class=\"f\" data-tip=\"");
    if (l.kind == SS_MARK_TIME) {
        ss_page_time(a->p, &doc->times.at[l.index]);
    } else {
        const sayso_quantity *q = &doc->quantities.at[l.index];
        ss_page_quantity(a->p, q);
        bool vouched = q->attribution >= 0 && (uint32_t)q->attribution < doc->attributions.n;
        ss_puts(a->out, vouched ? " \xC2\xB7 says " : " \xC2\xB7 nobody is named for it");
        if (vouched) ss_page_text(a->p, a->p->speakers[q->attribution]);
    }
    ss_puts(a->out, "\">");
}

static void open_layer(article *a, layer l)
{
    static const char *const heights[] = {"c h0", "c h1", "c h2"};
    const sayso_doc *doc = a->marks.doc;
    uint32_t index = (uint32_t)l.index;
    switch (l.kind) {
    case SS_MARK_REGION: ss_puts(a->out, "<span class=\"aside\">"); break;
    case SS_MARK_UNATTRIBUTED:
        ss_puts(a->out, doc->unattributed.at[index].quotation && !doc->unattributed.at[index].term ? "<span class=\"nobody\">" : "<span class=\"own\">");
        break;
    case SS_MARK_CONTENT:
        ss_puts(a->out, "<span");
        ss_page_tie(a->p, heights[a->height[index]], index);
        put_anchor(a, index);
        ss_putc(a->out, '>');
        break;
    case SS_MARK_SOURCE:
    case SS_MARK_CUE:
        ss_puts(a->out, "<span");
        ss_page_tie(a->p, l.kind == SS_MARK_SOURCE ? "s" : "q", index);
        if (doc->attributions.at[index].content.n == 0) put_anchor(a, index);
        ss_putc(a->out, '>');
        break;
    default: put_figure(a, l);
    }
}

static void move_to(article *a, const layer *path, uint32_t n)
{
    uint32_t same = 0;
    while (same < n && same < a->n_open && path[same].kind == a->open[same].kind &&
           path[same].index == a->open[same].index)
        same++;
    for (; a->n_open > same; a->n_open--) ss_puts(a->out, "</span>");
    for (; a->n_open < n; a->n_open++) {
        a->open[a->n_open] = path[a->n_open];
        open_layer(a, path[a->n_open]);
    }
}

static void put_note(article *a, const ss_note *note)
{
    ss_page *p = a->p;
    const sayso_doc *doc = p->r->doc;
    if (note->nobody) {
        ss_puts(p->out, "<li class=\"note nobody\">? nobody is named for this</li>\n");
        return;
    }
    const sayso_attribution *x = &doc->attributions.at[note->index];
    ss_puts(p->out, "<li><a href=\"#a");
    ss_put_u32(p->out, note->index + 1);
    ss_putc(p->out, '"');
    ss_page_tie(p, "note", note->index);
    ss_puts(p->out, "><sup>");
    ss_put_u32(p->out, note->index + 1);
    ss_puts(p->out, "</sup>");
    ss_page_claim(p, note->index, "");
    if (x->addressee.n) {
        ss_puts(p->out, " \xE2\x86\x92 <bdi>");
        ss_page_text(p, ss_words(p->r, p->r->scratch, x->addressee, " ", 60));
        ss_puts(p->out, "</bdi>");
    }
    if (x->form == SAYSO_FORM_POST) ss_puts(p->out, " in a post");
    if (ss_medium_apart(x)) {
        ss_puts(p->out, " in <bdi>");
        ss_page_text(p, ss_words(p->r, p->r->scratch, x->medium, " ", 60));
        ss_puts(p->out, "</bdi>");
    }
    int32_t outer = ss_outer(doc, (int32_t)note->index);
    for (int links = 0; outer >= 0 && links < 2; links++, outer = ss_outer(doc, outer)) {
        ss_puts(p->out, "<span class=\"via\">, ");
        ss_page_claim(p, (uint32_t)outer, "as ");
        ss_puts(p->out, "</span>");
    }
    ss_puts(p->out, outer >= 0 ? ", \xE2\x80\xA6</a></li>\n" : "</a></li>\n");
    ss_arena_reset(p->r->scratch, SS_SCRATCH_KEPT);
}

static void put_notes(article *a, uint32_t end)
{
    bool any = a->next_note < a->n_notes && a->notes[a->next_note].at < end;
    if (!any && !a->own) return;
    ss_puts(a->out, "<ul class=\"notes\">\n");
    while (a->next_note < a->n_notes && a->notes[a->next_note].at < end) put_note(a, &a->notes[a->next_note++]);
    if (a->own) ss_puts(a->out, "<li class=\"note own\">the author\xE2\x80\x99s own voice</li>\n");
    ss_puts(a->out, "</ul>\n");
}

static const char *class_of(const article *a, const ss_paragraph *para)
{
    int32_t region = ss_marks_top(&a->marks, SS_MARK_REGION);
    if (a->more && region >= 0 && a->marks.doc->regions.at[region].kind == SAYSO_REGION_POST) return "post";
    switch (para->kind) {
    case SS_PARA_HEADING: return "heading";
    case SS_PARA_LIST: return "item";
    case SS_PARA_BLOCKQUOTE: return "block";
    case SS_PARA_TURN: return "turn";
    default: return "p";
    }
}

static void put_paragraph(article *a, const ss_paragraph *para)
{
    const sayso_doc *doc = a->p->r->doc;
    const char *element = para->kind == SS_PARA_HEADING ? "h2" : "p";
    while (a->more && a->marks.end <= para->span.begin) a->more = ss_marks_next(&a->marks);
    ss_puts(a->out, "<div class=\"row\"><");
    ss_puts(a->out, element);
    ss_puts(a->out, " dir=\"auto\" class=\"");
    ss_puts(a->out, class_of(a, para));
    ss_puts(a->out, "\">");
    a->own = false;
    for (; a->more && a->marks.begin < para->span.end; a->more = ss_marks_next(&a->marks)) {
        uint32_t begin = a->marks.begin > para->span.begin ? a->marks.begin : para->span.begin;
        uint32_t end = a->marks.end < para->span.end ? a->marks.end : para->span.end;
        layer path[PATH_MAX_MARKS];
        move_to(a, path, path_of_piece(a, path));
        ss_put_html(a->out, doc->text + begin, end - begin);
        if (a->marks.end > para->span.end) break;
    }
    move_to(a, NULL, 0);
    ss_puts(a->out, "</");
    ss_puts(a->out, element);
    ss_puts(a->out, ">\n");
    put_notes(a, para->span.end);
    ss_puts(a->out, "</div>\n");
}

void ss_page_article(ss_page *p)
{
    const sayso_doc *doc = p->r->doc;
    article a = {.p = p, .out = p->out};
    find_heights(&a);
    a.notes = ss_notes(p->r, &a.n_notes);
    ss_marks_start(p->r, &a.marks);
    a.more = ss_marks_next(&a.marks);
    ss_puts(p->out, "<article id=\"article\">\n");
    for (uint32_t i = 0; i < doc->paragraphs.n && !p->out->failed; i++) put_paragraph(&a, &doc->paragraphs.at[i]);
    ss_puts(p->out, "</article>\n");
}
