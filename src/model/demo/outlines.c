/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Outlines of areas: the edges between faces of different areas, joined to rings. */
#include <math.h>

#include "model/demo/survey.h"

typedef struct
{
  guint32 area;
  GArray *points; /* HtPoint, closed */
  double signed_m2;
  HtSpot inner; /* a corner of it */
} Ring;

static guint32
area_of (const HtSurvey *survey, guint32 half, HtGroundLevel level)
{
  const HtFace *face = ht_survey_face (survey, ht_mesh_half (survey->mesh, half)->face);
  return level == HT_GROUND_DISTRICT      ? face->district
         : level == HT_GROUND_SUBDISTRICT ? face->subdistrict
                                          : face->neighbourhood;
}

static void
ring_clear (gpointer data)
{
  g_array_unref (((Ring *) data)->points);
}

/* Along the area's edge to where it began. */
static Ring
walk (const HtSurvey *survey, guint32 first, HtGroundLevel level, gboolean *seen)
{
  const HtMesh *mesh = survey->mesh;
  Ring ring = { area_of (survey, first, level), g_array_new (FALSE, FALSE, sizeof (HtPoint)), 0,
                ht_mesh_origin (mesh, first) };
  guint32 at = first;
  do
    {
      seen[at] = TRUE;
      ht_survey_trace (survey, at, ring.points);
      ring.signed_m2 += ht_spot_turn (ring.inner, ht_mesh_origin (mesh, at), ht_mesh_end (mesh, at)) / 2;
      at = ht_mesh_half (mesh, at)->next;
      while (area_of (survey, at ^ 1, level) == ring.area)
        at = ht_mesh_half (mesh, at ^ 1)->next;
    }
  while (at != first);
  HtPoint start = g_array_index (ring.points, HtPoint, 0);
  g_array_append_val (ring.points, start);
  return ring;
}

static int
compare_rings (gconstpointer a, gconstpointer b)
{
  const Ring *x = a, *y = b;
  if (x->area != y->area)
    return x->area < y->area ? -1 : 1;
  return (x->signed_m2 < y->signed_m2) - (x->signed_m2 > y->signed_m2);
}

static gboolean
holds (const Ring *outer, const Ring *hole)
{
  HtPoint p = ht_plane_to_earth (hole->inner);
  gboolean inside = FALSE;
  for (guint i = 0; i + 1 < outer->points->len; i++)
    {
      HtPoint a = g_array_index (outer->points, HtPoint, i),
              b = g_array_index (outer->points, HtPoint, i + 1);
      if ((a.lat > p.lat) != (b.lat > p.lat)
          && p.lon < (b.lon - a.lon) * (p.lat - a.lat) / (b.lat - a.lat) + a.lon)
        inside = !inside;
    }
  return inside;
}

/* @rings: those of one area, outer ones first. */
static HtGeometry *
join_rings (const Ring *rings, guint n)
{
  g_autoptr (GArray) points = g_array_new (FALSE, FALSE, sizeof (HtPoint));
  g_autoptr (GArray) starts = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (GArray) outer = g_array_new (FALSE, FALSE, sizeof (guint8));
  for (guint i = 0; i < n && rings[i].signed_m2 > 0; i++)
    for (guint k = i; k < n; k++)
      {
        guint8 is_outer = k == i;
        if (!is_outer && (rings[k].signed_m2 > 0 || !holds (&rings[i], &rings[k])))
          continue;
        g_array_append_val (starts, points->len);
        g_array_append_val (outer, is_outer);
        g_array_append_vals (points, rings[k].points->data, rings[k].points->len);
      }
  g_array_append_val (starts, points->len);
  return ht_geometry_new_parts (HT_GEOMETRY_POLYGON, (const HtPoint *) points->data,
                                (const guint *) starts->data, (const guint8 *) outer->data, outer->len);
}

void
ht_survey_outline_areas (HtSurvey *survey, HtGroundLevel level)
{
  guint32 n = survey->mesh->halves->len;
  g_autofree gboolean *seen = g_new0 (gboolean, n);
  g_autoptr (GArray) rings = g_array_new (FALSE, FALSE, sizeof (Ring));
  g_array_set_clear_func (rings, ring_clear);
  for (guint32 h = 0; h < n; h++)
    {
      guint32 area = area_of (survey, h, level);
      if (seen[h] || area == HT_NO_AREA || area_of (survey, h ^ 1, level) == area)
        continue;
      Ring ring = walk (survey, h, level, seen);
      g_array_append_val (rings, ring);
    }
  g_array_sort (rings, compare_rings);
  const Ring *all = (const Ring *) rings->data;
  for (guint first = 0, last; first < rings->len; first = last)
    {
      for (last = first; last < rings->len && all[last].area == all[first].area; last++)
        ;
      HtGroundArea *area = ht_ground_get_area (survey->ground, level, all[first].area);
      area->geometry = join_rings (all + first, last - first);
      area->centre = ht_geometry_label_point (area->geometry);
    }
}
