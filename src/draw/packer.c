/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "draw/packer.h"

#include <math.h>

void
ht_packer_init (HtPacker *self)
{
  self->line = g_array_new (FALSE, FALSE, sizeof (HtFixed));
  self->box = ht_box_empty ();
}

void
ht_packer_clear (HtPacker *self)
{
  g_clear_pointer (&self->line, g_array_unref);
}

/* Finite points of one part into the scratch line; equal neighbours once. */
static void
take_points (HtPacker *self, const HtPoint *points, guint n)
{
  g_array_set_size (self->line, 0);
  for (guint i = 0; i < n; i++)
    {
      if (!isfinite (points[i].lon) || !isfinite (points[i].lat))
        continue;
      HtPoint inside = { CLAMP (points[i].lon, -180, 180), CLAMP (points[i].lat, -90, 90) };
      HtFixed fixed = ht_fixed_from_point (&inside);
      const HtFixed *last
          = self->line->len > 0 ? &g_array_index (self->line, HtFixed, self->line->len - 1) : NULL;
      ht_box_add (&self->box, &inside);
      if (last == NULL || last->x != fixed.x || last->y != fixed.y)
        g_array_append_val (self->line, fixed);
    }
}

/* Twice the signed area of the scratch ring. */
static double
ring_area (const GArray *line)
{
  double sum = 0;
  const HtFixed *p = (const HtFixed *) line->data;
  for (guint i = 0; i + 1 < line->len; i++)
    sum += ((double) p[i].x - p[0].x) * ((double) p[i + 1].y - p[0].y)
           - ((double) p[i + 1].x - p[0].x) * ((double) p[i].y - p[0].y);
  return sum;
}

/* Outer rings one way, holes the other: so many areas can be filled at once by the winding rule. */
static void
turn_ring (GArray *line, gboolean outer)
{
  if ((ring_area (line) >= 0) == outer)
    return;
  HtFixed *p = (HtFixed *) line->data;
  for (guint i = 0, k = line->len - 1; i < k; i++, k--)
    {
      HtFixed t = p[i];
      p[i] = p[k];
      p[k] = t;
    }
}

gboolean
ht_packer_add (HtPacker *self, HtPack *pack, const HtGeometry *geometry, guint32 style, guint32 name)
{
  guint least = geometry->kind == HT_GEOMETRY_POLYGON ? 4 : geometry->kind == HT_GEOMETRY_LINE ? 2 : 1;
  ht_pack_begin (pack, style, name);
  for (guint i = 0; i < geometry->n_parts; i++)
    {
      guint first = geometry->part_start[i];
      take_points (self, &geometry->points[first], geometry->part_start[i + 1] - first);
      if (self->line->len < least)
        continue;
      if (geometry->kind == HT_GEOMETRY_POLYGON)
        turn_ring (self->line, geometry->outer[i]);
      ht_pack_add_part (pack, (HtFixed *) self->line->data, self->line->len);
    }
  return ht_pack_end (pack);
}

gboolean
ht_packer_add_point (HtPacker *self, HtPack *pack, const HtPoint *point, guint32 style, guint32 name)
{
  take_points (self, point, 1);
  if (self->line->len == 0)
    return FALSE;
  ht_pack_begin (pack, style, name);
  ht_pack_add_part (pack, (HtFixed *) self->line->data, 1);
  return ht_pack_end (pack);
}
