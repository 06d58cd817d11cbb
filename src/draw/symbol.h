/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "draw/theme.h"

G_BEGIN_DECLS

typedef enum
{
  HT_SYMBOL_INCIDENT, /* by @level: octagon I, diamond II, square III, circle IV; hollow circle ungraded */
  HT_SYMBOL_TEAM_AT_STATION,     /* hollow square */
  HT_SYMBOL_TEAM_ASSIGNED,       /* filled square: told, not yet moving */
  HT_SYMBOL_TEAM_EN_ROUTE,       /* filled triangle pointing to @heading_deg */
  HT_SYMBOL_TEAM_ON_SCENE,       /* filled circle */
  HT_SYMBOL_TEAM_RETURNING,      /* hollow triangle pointing to @heading_deg */
  HT_SYMBOL_TEAM_STANDBY,        /* hollow diamond */
  HT_SYMBOL_TEAM_OUT_OF_SERVICE, /* cross */
  HT_SYMBOL_STATION,             /* fire station, ordinary: house outline */
  HT_SYMBOL_STATION_SPECIAL,
  HT_SYMBOL_STATION_LOGISTICS,
  HT_SYMBOL_STATION_AMBULANCE,
  HT_SYMBOL_STATION_POLICE,
  HT_SYMBOL_HOSPITAL,
  HT_SYMBOL_SHELTER,
  HT_SYMBOL_DEPOT,
  HT_SYMBOL_SCHOOL,
  HT_SYMBOL_CHEMICAL_SITE,
  HT_SYMBOL_CLOSED_ROAD,
  HT_SYMBOL_CLUSTER, /* disc with @count */
  HT_SYMBOL_PLACE,   /* where a search went */
  HT_N_SYMBOLS,
} HtSymbolKind;

/* A mark. Zero what is not used: a heading of 0 is north. */
typedef struct
{
  HtSymbolKind kind;
  int level;           /* incident: 1 to 4, 0 ungraded */
  double heading_deg;  /* clockwise from north */
  guint count;         /* cluster */
  gboolean stale;      /* grey and dashed: the position or state is old */
  gboolean selected;   /* ring around */
  gboolean unverified; /* incident: dashed, hollow */
  gboolean quiet;      /* part of the base map: in the colour of its labels */
} HtSymbol;

/* Draws the mark centred at @x, @y; its body is @size_px across (a selection ring lies outside that). */
void ht_symbol_draw (cairo_t *cr, const HtTheme *theme, const HtSymbol *symbol, double x, double y,
                     double size_px);
/* A square ARGB32 picture with room for the ring: side ht_symbol_get_extent (size_px), device scale set. */
cairo_surface_t *ht_symbol_render (const HtSymbol *symbol, const HtTheme *theme, double size_px,
                                   double scale);
double ht_symbol_get_extent (double size_px);
/* The symbol of a station.kind, or of a table ("hospital" …); HT_N_SYMBOLS when there is none. */
HtSymbolKind ht_symbol_kind_for_table (const char *table, const char *kind);

G_END_DECLS
