/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/finder.h"

G_BEGIN_DECLS

/* Texts of one incident, team or station as they are now, for a worker. All owned. */
typedef struct
{
  HtFoundKind kind;
  char *title, *extra, *id_text;
  char *names[2]; /* to be found by beside the title */
  char *hint;     /* and, after everything that bears such a name, by this */
  HtPoint at;
} HtFinderLive;

HtFinderLive *ht_finder_live_new (HtFoundKind kind, const char *id_text, const HtPoint *at);
void ht_finder_live_free (HtFinderLive *live);

G_END_DECLS
