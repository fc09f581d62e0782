/* net.c - fuzz target: a network whose weights are arbitrary bytes.
 *
 * The bytes as they are must be refused or run; then sizes are taken from the first of
 * them and a section of the right length is filled with the rest, over and over, its
 * tables put within bounds, so that it opens. It is run and decoded, with and without
 * vector instructions, which must agree. Nothing may crash, overflow or read outside.
 */
#include <stdlib.h>

#include "lang/net.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { TOKENS = 6, FEATURES = 3, ROWS = 20 };

static void try_section(const void *section, size_t len)
{
    ss_net net;
    if (!ss_net_open(&net, section, len, NULL)) return;
    ss_arena scratch;
    jmp_buf oom;
    ss_arena_init(&scratch, NULL, &oom);
    if (!setjmp(oom)) {
        ss_net_space space;
        ss_net_space_init(&space, &scratch, &net, TOKENS);
        uint32_t n = TOKENS * net.features, *features = ss_alloc(&scratch, n * sizeof *features);
        for (uint32_t i = 0; i < n; i++) features[i] = net.hashes[i % (1u << net.log2)];
        int32_t scores[3][TOKENS * SS_NET_OUT];
        uint8_t room[4 * TOKENS], labels[TOKENS];
        for (int most = SS_NET_PORTABLE; most <= SS_NET_AVX512; most++) {
            net.most = (ss_net_machine)most;
            ss_net_run(&net, &space, features, (const uint32_t[]){TOKENS - 2, 2}, 2, scores[most]);
        }
        if (memcmp(scores[0], scores[1], sizeof scores[0]) || memcmp(scores[0], scores[2], sizeof scores[0])) abort();
        ss_net_decode(net.steps, scores[0], TOKENS, 0, net.classes < 4 ? net.classes : 4, NULL, room, labels);
    }
    ss_arena_free(&scratch);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < 4) return 0;
    unsigned char *copy = aligned_alloc(64, (size + 63) / 64 * 64);
    if (!copy) return 0;
    memcpy(copy, data, size);
    try_section(copy, size);
    free(copy);

    ss_net_header h = {.magic = SS_NET_MAGIC, .width = 16u * (1 + data[0] % 3), .state = 16u * (1 + data[1] % 3),
                       .classes = 1u + data[2] % SS_NET_OUT, .rows = ROWS, .log2 = 5, .places = 1u + data[3] % SS_NET_PLACES,
                       .features = FEATURES};
    size_t len = ss_net_size(&h);
    unsigned char *bytes = aligned_alloc(64, (len + 63) / 64 * 64);
    if (!bytes) return 0;
    memcpy(bytes, &h, sizeof h);
    for (size_t i = sizeof h, k = 4; i < len; i++, k++) bytes[i] = data[k % size];
    int16_t *tables = (int16_t *)(bytes + sizeof h);
    for (int i = 0; i < SS_NET_SIGMOID + SS_NET_TANH; i++)
        tables[i] = (int16_t)((tables[i] & 0x0FFF) - (i < SS_NET_SIGMOID ? 0 : tables[i] & 0x1000));
    uint32_t *hashes = (uint32_t *)(tables + SS_NET_SIGMOID + SS_NET_TANH);
    uint16_t *row = (uint16_t *)(hashes + 32);
    for (uint32_t i = 0; i < 32; i++) {
        if (i >= ROWS) hashes[i] = 0;
        row[i] %= ROWS;
    }
    try_section(bytes, len);
    free(bytes);
    return 0;
}
