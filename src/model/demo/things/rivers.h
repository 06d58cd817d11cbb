/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/demo/things/places.h"

G_BEGIN_DECLS

/* A place on the middle of a river of the ground, with its banks. */
typedef struct
{
  HtPoint at, left, right;
  double width_m;
  const char *name; /* of the water feature */
  gboolean begins;  /* the first of a stretch */
} HtRiverSpot;

/* Fills kit->rivers from the water features of kind "river": rings that go down one bank and up the other.
 */
void ht_kit_find_rivers (HtKit *kit);
/* A random one, or NULL where the ground has no river. */
const HtRiverSpot *ht_kit_draw_river (const HtKit *kit, HtDemoDice *dice);
const HtRiverSpot *ht_kit_nearest_river (const HtKit *kit, HtPoint at);
/* The block nearest to a place, of any use. */
guint ht_kit_block_near (const HtKit *kit, HtPoint at);

G_END_DECLS
