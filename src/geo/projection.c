/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "geo/projection.h"

#include <math.h>
#include <proj.h>

typedef PJ Projection;
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Projection, proj_destroy)

static void
free_context (gpointer context)
{
  proj_context_destroy (context);
}
static GPrivate context_key = G_PRIVATE_INIT (free_context);

/* PROJ contexts belong to one thread each. */
static PJ_CONTEXT *
get_context (void)
{
  PJ_CONTEXT *context = g_private_get (&context_key);
  if (context == NULL)
    {
      context = proj_context_create ();
      proj_log_level (context, PJ_LOG_NONE);
      g_private_set (&context_key, context);
    }
  return context;
}

static gboolean
forward (const char *definition, const HtPoint *point, HtGridPoint *grid)
{
  g_autoptr (Projection) projection = proj_create (get_context (), definition);
  if (projection == NULL || !ht_point_is_valid (point))
    return FALSE;
  PJ_COORD out
      = proj_trans (projection, PJ_FWD, proj_coord (proj_torad (point->lon), proj_torad (point->lat), 0, 0));
  *grid = (HtGridPoint){ out.xy.x, out.xy.y };
  return isfinite (out.xy.x) && isfinite (out.xy.y);
}

static gboolean
inverse (const char *definition, const HtGridPoint *grid, HtPoint *point)
{
  g_autoptr (Projection) projection = proj_create (get_context (), definition);
  if (projection == NULL || !isfinite (grid->east_m) || !isfinite (grid->north_m))
    return FALSE;
  PJ_COORD out = proj_trans (projection, PJ_INV, proj_coord (grid->east_m, grid->north_m, 0, 0));
  *point = (HtPoint){ proj_todeg (out.lp.lam), proj_todeg (out.lp.phi) };
  return ht_point_is_valid (point);
}

static gboolean
write_utm (guint zone, char *definition, gsize size)
{
  g_snprintf (definition, size, "+proj=utm +zone=%u +ellps=WGS84", zone);
  return zone >= 1 && zone <= 60;
}

static gboolean
write_gauss (guint zone, char *definition, gsize size)
{
  g_snprintf (definition, size, "+proj=tmerc +lat_0=0 +lon_0=%u +k=1 +x_0=500000 +y_0=0 +ellps=GRS80",
              zone * 3);
  return zone >= 25 && zone <= 45;
}

gboolean
ht_projection_to_utm (guint zone, const HtPoint *point, HtGridPoint *grid)
{
  char definition[120];
  return write_utm (zone, definition, sizeof definition) && forward (definition, point, grid);
}

gboolean
ht_projection_from_utm (guint zone, const HtGridPoint *grid, HtPoint *point)
{
  char definition[120];
  return write_utm (zone, definition, sizeof definition) && inverse (definition, grid, point);
}

gboolean
ht_projection_to_gauss (guint zone, const HtPoint *point, HtGridPoint *grid)
{
  char definition[120];
  return write_gauss (zone, definition, sizeof definition) && forward (definition, point, grid);
}

gboolean
ht_projection_from_gauss (guint zone, const HtGridPoint *grid, HtPoint *point)
{
  char definition[120];
  return write_gauss (zone, definition, sizeof definition) && inverse (definition, grid, point);
}

guint
ht_projection_get_utm_zone (const HtPoint *point)
{
  double lon = point->lon, lat = point->lat;
  if (!ht_point_is_valid (point) || lat < -80.0 || lat > 84.0)
    return 0;
  if (lat >= 56.0 && lat < 64.0 && lon >= 3.0 && lon < 12.0)
    return 32;
  if (lat >= 72.0 && lon >= 0.0 && lon < 42.0)
    return lon < 9.0 ? 31 : lon < 21.0 ? 33 : lon < 33.0 ? 35 : 37;
  return (guint) (fmin (floor ((lon + 180.0) / 6.0), 59.0)) + 1;
}
