/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/demo/things/places.h"

G_BEGIN_DECLS

/* Places for services among people: neighbourhoods are the demand. */
typedef struct
{
  HtPoint at;
  guint block;    /* the block it stands in */
  double land_m2; /* of the neighbourhoods that are nearest to it */
  double people;  /* by night, of those */
} HtSite;

/*
 * @n places (Lloyd 1982, begun as Arthur and Vassilvitskii 2007) with a density that grows with that of
 * people to the power of (1 + @density) / 2. Array of HtSite in no order.
 */
GArray *ht_kit_spread (const HtKit *kit, guint n, double density, HtDemoDice *dice);
/* @n more places, one after another where most people are farthest from the nearest of @sites. */
GArray *ht_kit_spread_more (const HtKit *kit, const GArray *sites, guint n);

/* The block nearest to a place that is not field, park or port; G_MAXUINT: none. */
guint ht_kit_find_block (const HtKit *kit, HtPoint at);

G_END_DECLS
