/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/demo/things/kit.h"

G_BEGIN_DECLS

/* Where things stand: blocks, areas, distances, and drawing of spots. */

const HtGroundBlock *ht_kit_block (const HtKit *kit, guint block);
guint ht_kit_n_areas (const HtKit *kit, HtGroundLevel level);
/* Index of the area of @level that a block lies in. */
guint ht_kit_area_of (const HtKit *kit, guint block, HtGroundLevel level);
/* So many metres east and north. */
HtPoint ht_kit_shift (HtPoint at, double east_m, double north_m);
/* Plane distance on a sphere, metres: for choosing, not for measuring. */
double ht_kit_distance (HtPoint a, HtPoint b);
/* A ring of @n corners around a place, for an area that fits in its block. */
HtGeometry *ht_kit_ring (HtPoint at, double radius_m, guint n, HtDemoDice *dice);
/* Shares @total out by @weights, whole numbers that add up (largest remainders). Free it. */
guint *ht_kit_share (const double *weights, guint n, guint total);

typedef enum
{
  HT_BY_AREA,
  HT_BY_NIGHT,
  HT_BY_DAY,
  HT_BY_BOTH, /* people by day and night */
} HtPickBasis;

/* Draws blocks with a chance that grows with weight of use × basis. */
typedef struct
{
  const HtKit *kit;
  double *sums;
} HtPick;

#define HT_PICK_MAX_USES 6
typedef struct
{
  HtPickBasis by;
  double power; /* of the basis; 0: 1 */
  struct
  {
    HtGroundUse use;
    double weight;
  } uses[HT_PICK_MAX_USES]; /* weight 0 ends */
} HtPickRule;

extern const HtPickRule ht_pick_anywhere_by_people;

HtPick *ht_pick_new (const HtKit *kit, const HtPickRule *rule);
void ht_pick_free (HtPick *pick);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HtPick, ht_pick_free)
/* A spot in a block of the run; NULL run: the city. FALSE where none has weight. */
gboolean ht_pick_draw (const HtPick *pick, const HtRun *run, HtDemoDice *dice, HtGroundSpot *spot);
/* As above, anywhere in the city where the run has none: a ground has blocks. */
HtGroundSpot ht_pick_draw_or_city (const HtPick *pick, const HtRun *run, HtDemoDice *dice);
double ht_pick_weight (const HtPick *pick, const HtRun *run);
const HtRun *ht_kit_run (const HtKit *kit, HtGroundLevel level, guint area);

/* One of a list of words with shares that need not add up to one; ends with a NULL key. */
typedef struct
{
  double share;
  const char *key, *word, *word_en;
} HtKindShare;
const HtKindShare *ht_kit_draw_kind (const HtKindShare *kinds, HtDemoDice *dice);
/* A point where @pick draws one, of a kind drawn from @kinds, named by both and @number; its attributes, with
 * "kind". */
HtValue *ht_kit_add_drawn (HtKit *kit, const HtPick *pick, const HtKindShare *kinds, guint number);

G_END_DECLS
