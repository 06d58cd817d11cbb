/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* SplitMix64 (Steele, Lea, Flood 2014): small, and the same on every machine. */
typedef struct
{
  guint64 state;
} HtDemoDice;

/* A stream of its own for each @subject ("buildings", a code …), so that a change in one subject leaves the
 * others as they were. */
HtDemoDice ht_demo_dice_for (guint64 seed, const char *subject);
guint64 ht_demo_dice_next (HtDemoDice *dice);
double ht_demo_dice_between (HtDemoDice *dice, double low, double high);
guint ht_demo_dice_below (HtDemoDice *dice, guint n);
gboolean ht_demo_dice_happens (HtDemoDice *dice, double probability);

G_END_DECLS
