/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/demo/things/streets.h"

#include <math.h>

static gboolean
is_street (const HtSection *section)
{
  return section->name != 0 && section->road_class < HT_ROAD_PATH
         && !(section->flags & (HT_SECTION_LINK | HT_SECTION_FERRY));
}

/* Counting sort by name: sections keep their order. */
HtStreets *
ht_streets_new (const HtNetwork *network)
{
  guint n_names = network->names->len, at = 0;
  g_autofree guint *starts = g_new0 (guint, n_names + 1);
  HtStreets *streets = g_new0 (HtStreets, 1);
  streets->network = network;
  streets->order = g_array_new (FALSE, TRUE, sizeof (guint32));
  streets->streets = g_array_new (FALSE, FALSE, sizeof (HtStreet));
  for (guint i = 0; i < network->sections->len; i++)
    {
      const HtSection *section = &g_array_index (network->sections, HtSection, i);
      starts[section->name] += is_street (section);
    }
  for (guint name = 0; name < n_names; name++)
    {
      guint n = starts[name];
      starts[name] = at;
      if (n > 0)
        {
          HtStreet street = { network->names->pdata[name], at, n, HT_N_ROAD_CLASSES, 0 };
          g_array_append_val (streets->streets, street);
        }
      at += n;
    }
  g_array_set_size (streets->order, at);
  for (guint32 i = 0; i < network->sections->len; i++)
    {
      const HtSection *section = &g_array_index (network->sections, HtSection, i);
      if (is_street (section))
        g_array_index (streets->order, guint32, starts[section->name]++) = i;
    }
  for (guint k = 0; k < streets->streets->len; k++)
    {
      HtStreet *street = &g_array_index (streets->streets, HtStreet, k);
      for (guint i = 0; i < street->n; i++)
        {
          const HtSection *section = ht_streets_section (streets, street->first + i);
          street->length_m += section->length_m;
          street->road_class = MIN (street->road_class, (HtRoadClass) section->road_class);
        }
    }
  return streets;
}

void
ht_streets_free (HtStreets *streets)
{
  if (streets == NULL)
    return;
  g_array_unref (streets->order);
  g_array_unref (streets->streets);
  g_free (streets);
}

const HtSection *
ht_streets_section (const HtStreets *streets, guint index)
{
  return &g_array_index (streets->network->sections, HtSection,
                         g_array_index (streets->order, guint32, index));
}

const HtStreet *
ht_streets_get (const HtStreets *streets, guint index)
{
  return &g_array_index (streets->streets, HtStreet, index);
}

static const HtPoint *
points_of (const HtNetwork *network, const HtSection *section)
{
  return &g_array_index (network->points, HtPoint, section->first_point);
}

/* To the right of the direction of travel at point @i. */
static HtPoint
move_aside (const HtPoint *points, guint n, guint i, double offset_m)
{
  HtPoint a = points[i > 0 ? i - 1 : 0], b = points[MIN (i + 1, n - 1)];
  double bearing = ht_geo_bearing_deg (&a, &b) * G_PI / 180;
  return ht_kit_shift (points[i], offset_m * cos (bearing), -offset_m * sin (bearing));
}

HtGeometry *
ht_streets_line (const HtStreets *streets, const HtStreet *street, const HtRun *sections, double offset_m,
                 gboolean all_points)
{
  g_autoptr (GArray) points = g_array_new (FALSE, FALSE, sizeof (HtPoint));
  g_autoptr (GArray) starts = g_array_new (FALSE, FALSE, sizeof (guint));
  for (guint k = sections->first; k < MIN (sections->first + sections->n, street->n); k++)
    {
      const HtSection *section = ht_streets_section (streets, street->first + k);
      const HtPoint *line = points_of (streets->network, section);
      g_array_append_val (starts, points->len);
      for (guint i = 0; i < section->n_points; i++)
        {
          if (!all_points && i > 0 && i + 1 < section->n_points)
            continue;
          HtPoint point = offset_m != 0 ? move_aside (line, section->n_points, i, offset_m) : line[i];
          g_array_append_val (points, point);
        }
    }
  guint n = starts->len;
  g_array_append_val (starts, points->len);
  g_autofree guint8 *outer = g_new (guint8, n);
  for (guint i = 0; i < n; i++)
    outer[i] = 1;
  return ht_geometry_new_parts (HT_GEOMETRY_LINE, (const HtPoint *) points->data,
                                (const guint *) starts->data, outer, n);
}

HtPoint
ht_section_along (const HtNetwork *network, const HtSection *section, double share)
{
  const HtPoint *points = points_of (network, section);
  double left = CLAMP (share, 0, 1) * section->length_m;
  for (guint i = 1; i < section->n_points; i++)
    {
      double step = ht_kit_distance (points[i - 1], points[i]);
      if (left <= step && step > 0)
        return (HtPoint){ points[i - 1].lon + (points[i].lon - points[i - 1].lon) * left / step,
                          points[i - 1].lat + (points[i].lat - points[i - 1].lat) * left / step };
      left -= step;
    }
  return points[section->n_points - 1];
}

HtGeometry *
ht_section_piece (const HtNetwork *network, const HtSection *section, double share, double length_m)
{
  double half = 0.5 * length_m / MAX (section->length_m, 1);
  HtPoint ends[2] = { ht_section_along (network, section, share - half),
                      ht_section_along (network, section, share + half) };
  if (ht_kit_distance (ends[0], ends[1]) < 1)
    ends[1] = ht_kit_shift (ends[0], length_m, 0);
  return ht_geometry_new_line (ends, 2);
}
