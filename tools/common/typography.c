/* typography.c - see typography.h. One sentence in eight keeps its marks as they are. */
#include "common/typography.h"

#include "common/perceptron.h"

void direct_quotes(treebank *bank, uint64_t *random)
{
    for (uint32_t s = 0; s < bank->doc.sentences.n; s++) {
        if (perceptron_random(random) % 8 == 0) continue;
        for (uint32_t i = bank->doc.sentences.at[s].first; i < bank->doc.sentences.at[s].last; i++) {
            if (bank->gold[i].tag == SS_TAG_OPENQ) bank->doc.tokens.at[i].flags |= SS_QUOTE_OPEN;
            if (bank->gold[i].tag == SS_TAG_CLOSEQ) bank->doc.tokens.at[i].flags |= SS_QUOTE_CLOSE;
        }
    }
}

void augment(treebank *bank, uint32_t n, uint32_t *origin, uint64_t *random)
{
    static const struct {
        uint32_t below; /* percent */
        variation how;
    } shares[] = {{6, VARY_UPPER}, {12, VARY_TITLE}, {16, VARY_NO_STOP}, {17, VARY_LOWER}};
    for (uint32_t s = 0; s < n; s++) {
        uint32_t draw = perceptron_random(random) % 100;
        if (bank->doc.sentences.at[s].last - bank->doc.sentences.at[s].first < 3) continue;
        for (size_t k = 0; k < sizeof shares / sizeof *shares; k++) {
            if (draw >= shares[k].below) continue;
            origin[treebank_vary(bank, s, shares[k].how)] = s;
            break;
        }
    }
}
