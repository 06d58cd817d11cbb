/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whatever ht_geometry_from_ewkb takes is valid and finite, and is written as EWKB that reads back the same.
 */
#include "fuzz.h"

#include <math.h>

#include "geo/geometry.h"

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HtGeometry) geometry = ht_geometry_from_ewkb (data, size, &error);
  if (geometry == NULL)
    {
      g_assert_nonnull (error);
      return 0;
    }
  for (guint i = 0; i < geometry->n_points; i++)
    g_assert_true (isfinite (geometry->points[i].lon) && isfinite (geometry->points[i].lat));
  g_autoptr (GBytes) once = ht_geometry_to_ewkb (geometry);
  g_autoptr (HtGeometry) back
      = ht_geometry_from_ewkb (g_bytes_get_data (once, NULL), g_bytes_get_size (once), &error);
  g_assert_no_error (error);
  g_autoptr (GBytes) twice = ht_geometry_to_ewkb (back);
  g_assert_true (g_bytes_equal (once, twice));
  if (geometry->kind == HT_GEOMETRY_POLYGON)
    g_assert_true (ht_geometry_area_m2 (geometry) >= 0);
  ht_geometry_label_point (geometry);
  return 0;
}
