/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "draw/theme.h"

G_BEGIN_DECLS

/* How the clock of a chip is set: readable without colour. */
typedef enum
{
  HT_CLOCK_PLAIN,
  HT_CLOCK_NEAR, /* framed: nearly due */
  HT_CLOCK_OVER, /* inverted: over */
} HtClockState;

/* The label beside a mark on the map: "曲阳站 2 车  4 分 15 秒". Strings are borrowed; @clock may be NULL. */
typedef struct
{
  const char *title;
  const char *clock;
  HtClockState state;
  gboolean stale;       /* grey, dashed border */
  gboolean highlighted; /* accent border */
} HtChip;

void ht_chip_measure (const HtChip *chip, double *width_px, double *height_px);
/* Top left corner at @x, @y. */
void ht_chip_draw (cairo_t *cr, const HtTheme *theme, const HtChip *chip, double x, double y);
cairo_surface_t *ht_chip_render (const HtChip *chip, const HtTheme *theme, double scale);

G_END_DECLS
