/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "draw/pack.h"

G_BEGIN_DECLS

/* Puts geometry in degrees into packs: only what is finite, clamped to the square, rings turned so that many
 * areas can be filled at once by the winding rule. @box: all that was taken. */
typedef struct
{
  GArray *line; /* HtFixed scratch */
  HtBox box;
} HtPacker;

void ht_packer_init (HtPacker *packer);
void ht_packer_clear (HtPacker *packer);
/* FALSE where nothing of @geometry is of use: nothing is added then. */
gboolean ht_packer_add (HtPacker *packer, HtPack *pack, const HtGeometry *geometry, guint32 style,
                        guint32 name);
gboolean ht_packer_add_point (HtPacker *packer, HtPack *pack, const HtPoint *point, guint32 style,
                              guint32 name);

G_END_DECLS
