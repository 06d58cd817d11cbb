/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/demo/dice.h"

HtDemoDice
ht_demo_dice_for (guint64 seed, const char *subject)
{
  /* FNV-1a of the subject, stirred with the seed. */
  guint64 hash = 0xcbf29ce484222325u;
  for (const char *c = subject; *c != '\0'; c++)
    hash = (hash ^ (guint8) *c) * 0x100000001b3u;
  HtDemoDice dice = { seed * 0x9e3779b97f4a7c15u ^ hash };
  ht_demo_dice_next (&dice);
  return dice;
}

guint64
ht_demo_dice_next (HtDemoDice *dice)
{
  guint64 z = dice->state += 0x9e3779b97f4a7c15u;
  z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
  z = (z ^ z >> 27) * 0x94d049bb133111ebu;
  return z ^ z >> 31;
}

double
ht_demo_dice_between (HtDemoDice *dice, double low, double high)
{
  return low + (high - low) * (double) (ht_demo_dice_next (dice) >> 11) / 9007199254740992.0;
}

guint
ht_demo_dice_below (HtDemoDice *dice, guint n)
{
  return (guint) (ht_demo_dice_next (dice) % n);
}

gboolean
ht_demo_dice_happens (HtDemoDice *dice, double probability)
{
  return ht_demo_dice_between (dice, 0, 1) < probability;
}
