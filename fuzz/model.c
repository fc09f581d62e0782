/* model.c - fuzz target: arbitrary bytes as a model file.
 *
 * The first byte chooses whether length and checksum are put right, so that the
 * checks behind the checksum are reached. A model that opens is then used: word
 * lists are searched, and a short text is analysed and its cues looked for with
 * whatever weights and networks there are. Nothing may crash, hang or read outside.
 */
#include <setjmp.h>
#include <stdlib.h>

#include "attr/nets.h"
#include "lang/lang.h"
#include "lang/model_format.h"
#include "text/text.h"
#include "token/token.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void analyze(const sayso_model *model)
{
    static const char text[] = "\"The mayor of Weston,\" Ann Lee said, \"will not resign.\" "
                               "WESTON VOTES ON FRIDAY. He told the Weston Herald that 3 people had left.";
    jmp_buf oom;
    sayso_options options = {0};
    ss_arena scratch;
    sayso_doc doc = {0};
    ss_arena_init(&scratch, NULL, &oom);
    ss_arena_init(&doc.arena, NULL, &oom);
    ss_ctx ctx = {model, &options, &scratch, &doc};
    if (!setjmp(oom)) {
        ss_text_plain(&ctx, text, sizeof text - 1);
        ss_text_quotes(&ctx);
        ss_tokenize(&ctx);
        ss_lang_analyze(&ctx);
        const ss_tree *tree = ss_tree_build(&ctx);
        ss_nets nets;
        ss_cue_list cues = {0};
        if (ss_nets_open(&nets, &ctx)) {
            ss_nets_cues(&nets, &ctx, tree, &cues);
            ss_nets_roles(&nets, &ctx, tree, &cues);
        }
    }
    ss_arena_free(&scratch);
    ss_arena_free(&doc.arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < 2) return 0;
    bool repair = data[0] & 1;
    size_t len = size - 1;
    unsigned char *bytes = aligned_alloc(64, (len + 63) / 64 * 64);
    if (!bytes) return 0;
    memcpy(bytes, data + 1, len);
    if (repair && len >= sizeof(ss_model_header)) {
        ss_model_header h;
        memcpy(&h, bytes, sizeof h);
        memcpy(h.magic, SS_MODEL_MAGIC, sizeof h.magic);
        h.version = SS_MODEL_VERSION;
        h.endian = SS_MODEL_ENDIAN;
        h.len = len;
        memcpy(bytes, &h, sizeof h);
        h.checksum = ss_model_checksum(bytes, len);
        memcpy(bytes, &h, sizeof h);
    }
    sayso_error err;
    sayso_model *model = ss_model_from_memory(bytes, len, NULL, &err);
    if (model) {
        const ss_lexicon *lex = ss_lexicon_get(model, "a");
        ss_lexicon_has(lex, "mayor of weston");
        ss_lexicon_find(lex, (const char *)data, size < 40 ? size : 40);
        analyze(model);
    }
    sayso_model_close(model);
    free(bytes);
    return 0;
}
