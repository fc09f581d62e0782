/* best_of.h - one function for all machines of a kind, at its best on each.
 *
 * SS_BEST_OF before a function has it compiled for several generations of x86-64; the
 * loader picks one. Everything in it is integer arithmetic, so all give the same. Where
 * that is not to be had (other machines, clang, sanitizers) it means nothing.
 */
#ifndef SS_BEST_OF_H
#define SS_BEST_OF_H

#include <stddef.h>

#if defined(__x86_64__) && defined(__GLIBC__) && !defined(__clang__) && !defined(__SANITIZE_ADDRESS__) && \
    !defined(__SANITIZE_THREAD__)
#define SS_BEST_OF __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#else
#define SS_BEST_OF
#endif

#endif
