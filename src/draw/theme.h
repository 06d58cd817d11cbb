/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <cairo.h>
#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  double red, green, blue, alpha;
} HtColor;

/* What a colour is for. Red, orange, yellow and blue mean the four levels and nothing else. */
typedef enum
{
  HT_COLOR_SEA,
  HT_COLOR_LAND,
  HT_COLOR_OUTSIDE,
  HT_COLOR_GREEN,
  HT_COLOR_BUILDING,
  HT_COLOR_BUILDING_EDGE,
  HT_COLOR_ROAD,
  HT_COLOR_ROAD_MINOR,
  HT_COLOR_EXPRESSWAY,
  HT_COLOR_CASING,
  HT_COLOR_METRO,
  HT_COLOR_BOUNDARY,
  HT_COLOR_PLACE_LABEL,
  HT_COLOR_ROAD_LABEL,
  HT_COLOR_WATER_LABEL,
  HT_COLOR_HALO,
  HT_COLOR_COVERAGE,
  HT_COLOR_ACCENT, /* selection, routes, teams */
  HT_COLOR_CARD,   /* ground of chips and legends */
  HT_COLOR_CARD_EDGE,
  HT_COLOR_TEXT,
  HT_COLOR_SECONDARY,
  HT_COLOR_STALE,
  HT_COLOR_CONFLICT,
  HT_COLOR_INK,        /* strong neutral: rings, closed roads */
  HT_COLOR_INK_GROUND, /* what INK is seen against */
  HT_COLOR_LEVEL_0,    /* ungraded */
  HT_COLOR_LEVEL_1,
  HT_COLOR_LEVEL_2,
  HT_COLOR_LEVEL_3,
  HT_COLOR_LEVEL_4,
  HT_COLOR_ON_LEVEL_0,
  HT_COLOR_ON_LEVEL_1,
  HT_COLOR_ON_LEVEL_2,
  HT_COLOR_ON_LEVEL_3,
  HT_COLOR_ON_LEVEL_4,
  HT_N_COLORS,
} HtColorRole;

typedef enum
{
  HT_THEME_DARK,
  HT_THEME_LIGHT, /* also the one for paper */
  HT_N_THEMES,
} HtThemeKind;

/* A palette. Constant and shared by all threads. */
typedef struct
{
  HtThemeKind kind;
  HtColor colors[HT_N_COLORS];
} HtTheme;

const HtTheme *ht_theme_get (HtThemeKind kind);
void ht_theme_set_source (const HtTheme *theme, cairo_t *cr, HtColorRole role);
/* WCAG 2.1 contrast ratio, 1 to 21; alphas are ignored. */
double ht_color_contrast (const HtColor *a, const HtColor *b);

G_END_DECLS
