/* minimal.c - who says what in a text, in as few lines as it takes.
 *
 *   example-minimal MODEL < TEXT
 */
#include <sayso.h>
#include <stdio.h>
#include <string.h>

int main(int argc, char **argv)
{
    static char text[1 << 20];
    size_t len = fread(text, 1, sizeof text, stdin);

    sayso_error err = {0};
    sayso_model *model = sayso_model_open(argc > 1 ? argv[1] : "build/sayso-en.model", NULL, &err);
    sayso_reader *reader = sayso_reader_new(model, &err);
    sayso_doc *doc = sayso_read(reader, &(sayso_record){.data = text, .len = len}, NULL, &err);
    if (!doc) return fprintf(stderr, "%s\n", err.message), 1;

    uint32_t n;
    const char *read = sayso_doc_text(doc, &len);
    const sayso_attribution *a = sayso_doc_attributions(doc, &n);
    for (uint32_t i = 0; i < n; i++) {
        if (!a[i].source.n || !a[i].cue.n) continue;
        sayso_span who = a[i].source.at[0], says = a[i].cue.at[0], what = a[i].content.at[0];
        printf("%.*s | %.*s | %.*s\n", (int)(who.end - who.begin), read + who.begin,
               (int)(says.end - says.begin), read + says.begin, (int)(what.end - what.begin),
               read + what.begin);
    }
    sayso_doc_free(doc);
    sayso_reader_free(reader);
    sayso_model_close(model);
    return 0;
}
