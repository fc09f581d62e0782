/* meantime.h - the named entities of MEANTIME (Minard et al. 2016), Wikinews in XML. */
#ifndef MEANTIME_H
#define MEANTIME_H

#include "common/treebank.h"

/* Reads all *.xml of a folder, in the order of their names: the sentences that have any
 * annotation, with their names. False: errno says why. */
bool meantime_read(treebank *bank, const char *dir);

#endif
