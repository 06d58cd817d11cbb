/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "town.h"

#include <math.h>
#include <stdlib.h>

#include "draw/projection.h"

/* Where street corner (i, k) lies. The wander is a fixed function: the town is the same in every run. */
static HtPoint
corner (const TownOptions *options, guint i, guint k)
{
  double middle = (options->streets - 1) / 2.0;
  double x = (double) i - middle + options->bend * sin (i * 1.7 + k * 0.9);
  double y = (double) k - middle + options->bend * cos (i * 0.8 - k * 1.3);
  return (HtPoint){ TOWN_LON + x * TOWN_BLOCK_DEG, TOWN_LAT + y * TOWN_BLOCK_DEG };
}

static guint8
class_of (guint street)
{
  return street % 16 == 0  ? HT_ROAD_TRUNK
         : street % 8 == 0 ? HT_ROAD_PRIMARY
         : street % 4 == 0 ? HT_ROAD_SECONDARY
         : street % 2 == 0 ? HT_ROAD_TERTIARY
                           : HT_ROAD_RESIDENTIAL;
}

/* Special sections of a rich town, by street and block. */
static guint32
flags_of (const TownOptions *options, guint street, guint block)
{
  guint32 flags = HT_SECTION_FORWARD | HT_SECTION_BACKWARD;
  if (!options->rich)
    return flags;
  if (street % 5 == 1)
    flags = HT_SECTION_FORWARD;
  if (street % 6 == 2 && block % 5 == 2)
    flags |= HT_SECTION_BRIDGE;
  if (street % 7 == 3 && block % 6 == 3)
    flags |= HT_SECTION_TUNNEL;
  return flags;
}

static void
add_section (HtNetwork *network, HtSection *section, const HtPoint *a, const HtPoint *b)
{
  HtPoint middle = { (a->lon * 2 + b->lon) / 3, (a->lat * 2 + b->lat) / 3 };
  HtPoint points[3] = { *a, middle, *b };
  section->first_point = network->points->len;
  section->n_points = 3;
  section->length_m = (float) ht_geo_distance_m (a, b);
  section->layer = section->flags & HT_SECTION_BRIDGE ? 1 : section->flags & HT_SECTION_TUNNEL ? -1 : 0;
  g_array_append_vals (network->points, points, 3);
  g_array_append_val (network->sections, *section);
}

/* Sections along one street; @across: it runs east, else north. */
static void
add_street (HtNetwork *network, const TownOptions *options, guint street, gboolean across)
{
  guint n = options->streets;
  g_ptr_array_add (network->names, g_strdup_printf (across ? "东西%u路" : "南北%u街", street));
  for (guint block = 0; block + 1 < n; block++)
    {
      guint i = across ? block : street, k = across ? street : block;
      HtSection section = { .from = i * n + k,
                            .to = across ? (i + 1) * n + k : i * n + k + 1,
                            .way_id = (gint64) network->sections->len + 1,
                            .flags = flags_of (options, street, block),
                            .road_class = class_of (street),
                            .speed_kmh = 40,
                            .name = network->names->len - 1 };
      HtPoint a = corner (options, i, k), b = corner (options, across ? i + 1 : i, across ? k : k + 1);
      add_section (network, &section, &a, &b);
    }
}

HtNetwork *
town_new_network (const TownOptions *options)
{
  HtNetwork *network = ht_network_new ();
  for (guint i = 0; i < options->streets; i++)
    for (guint k = 0; k < options->streets; k++)
      {
        HtRoadNode node = { (gint64) i * options->streets + k, corner (options, i, k) };
        g_array_append_val (network->nodes, node);
      }
  for (guint street = 0; street < options->streets; street++)
    {
      add_street (network, options, street, TRUE);
      add_street (network, options, street, FALSE);
    }
  return network;
}

HtFeature *
town_feature (const char *table, const char *kind, const char *name, HtGeometry *geometry)
{
  HtUuid id = ht_uuid_random ();
  HtValue *attributes = ht_value_new_map ();
  if (kind != NULL)
    ht_value_set_text (attributes, "kind", kind);
  return ht_feature_new (g_intern_string (table), &id, name, attributes, geometry);
}

HtGeometry *
town_rectangle (double lon, double lat, double width, double height)
{
  double w = width / 2, h = height / 2;
  HtPoint ring[5] = { { lon - w, lat - h },
                      { lon + w, lat - h },
                      { lon + w, lat + h },
                      { lon - w, lat + h },
                      { lon - w, lat - h } };
  const guint starts[2] = { 0, 5 };
  const guint8 outer = 1;
  return ht_geometry_new_parts (HT_GEOMETRY_POLYGON, ring, starts, &outer, 1);
}

HtGeometry *
town_line (const HtPoint *points, guint n)
{
  return ht_geometry_new_line (points, n);
}

static void
add (HtSceneBuilder *builder, HtFeature *feature)
{
  g_assert_true (ht_scene_builder_add (builder, feature));
  ht_feature_unref (feature);
}

static void
add_buildings (HtSceneBuilder *builder, const TownOptions *options)
{
  double size = TOWN_BLOCK_DEG * 0.2;
  for (guint i = 0; i + 1 < options->streets; i++)
    for (guint k = 0; k + 1 < options->streets; k++)
      for (guint b = 0; b < options->buildings; b++)
        {
          HtPoint at = corner (options, i, k);
          double lon = at.lon + TOWN_BLOCK_DEG * (0.22 + 0.28 * (b % 3));
          double lat = at.lat + TOWN_BLOCK_DEG * (0.22 + 0.28 * (b / 3));
          add (builder, town_feature ("building", NULL, (i + k + b) % 7 == 0 ? "和平大厦" : NULL,
                                      town_rectangle (lon, lat, size, size)));
        }
}

static void
add_sites (HtSceneBuilder *builder)
{
  static const struct
  {
    const char *table, *kind, *name;
  } sites[] = {
    { "station", "ordinary", "曲阳消防救援站" },
    { "station", "special", "天目特勤站" },
    { "station", "logistics", "战勤保障站" },
    { "hospital", NULL, "第一人民医院" },
    { "shelter", NULL, "鲁迅公园避难场所" },
    { "depot", NULL, "彭浦储备库" },
    { "school", NULL, "复兴中学" },
    { "chemical_site", NULL, NULL },
    { "place", "suburb", "江湾" },
    { "place", "subway", "大世界" },
    { "place", "city", "海塘市" },
  };
  for (guint i = 0; i < G_N_ELEMENTS (sites); i++)
    add (builder, town_feature (sites[i].table, sites[i].kind, sites[i].name,
                                ht_geometry_new_point (TOWN_LON + 0.0017 * (i % 4) - 0.0029,
                                                       TOWN_LAT + 0.0019 * (double) (i / 4) - 0.0023)));
}

static void
add_surroundings (HtSceneBuilder *builder)
{
  HtPoint creek[4] = { { TOWN_LON - 0.01, TOWN_LAT + 0.0031 },
                       { TOWN_LON - 0.002, TOWN_LAT + 0.0038 },
                       { TOWN_LON + 0.003, TOWN_LAT + 0.0033 },
                       { TOWN_LON + 0.01, TOWN_LAT + 0.0042 } };
  HtPoint rail[2] = { { TOWN_LON - 0.01, TOWN_LAT - 0.009 }, { TOWN_LON + 0.01, TOWN_LAT + 0.008 } };
  add (builder, town_feature ("water", "river", "苏州河", town_line (creek, 4)));
  add (builder, town_feature ("water", "lake", "明珠湖",
                              town_rectangle (TOWN_LON + 0.006, TOWN_LAT - 0.005, 0.004, 0.003)));
  add (builder, town_feature ("green", NULL, "人民公园",
                              town_rectangle (TOWN_LON - 0.005, TOWN_LAT - 0.004, 0.003, 0.003)));
  add (builder, town_feature ("railway", NULL, NULL, town_line (rail, 2)));
  add (builder,
       town_feature ("district", NULL, "虹口区", town_rectangle (TOWN_LON - 0.01, TOWN_LAT, 0.02, 0.04)));
  add (builder,
       town_feature ("district", NULL, "杨浦区", town_rectangle (TOWN_LON + 0.01, TOWN_LAT, 0.02, 0.04)));
  add (builder, town_feature ("subdistrict", NULL, "曲阳路街道",
                              town_rectangle (TOWN_LON - 0.01, TOWN_LAT, 0.02, 0.02)));
  add (builder,
       town_feature ("neighbourhood", NULL, "玉田居委", town_rectangle (TOWN_LON, TOWN_LAT, 0.004, 0.004)));
}

HtScene *
town_new_scene (const TownOptions *options)
{
  HtSceneBuilder *builder = ht_scene_builder_new ();
  HtNetwork *network = town_new_network (options);
  ht_scene_builder_set_network (builder, network);
  ht_network_unref (network);
  add_buildings (builder, options);
  if (options->rich)
    {
      add_sites (builder);
      add_surroundings (builder);
    }
  return ht_scene_builder_finish (builder);
}

HtTile
town_tile_at (int z, double lon, double lat)
{
  double n = exp2 (z);
  return HT_TILE (z, (gint64) floor (ht_mercator_x (lon) * n), (gint64) floor (ht_mercator_y (lat) * n));
}

guint
town_count_differences (cairo_surface_t *a, cairo_surface_t *b, int tolerance)
{
  int width = cairo_image_surface_get_width (a), height = cairo_image_surface_get_height (a);
  guint n = 0;
  g_assert_cmpint (width, ==, cairo_image_surface_get_width (b));
  g_assert_cmpint (height, ==, cairo_image_surface_get_height (b));
  for (int y = 0; y < height; y++)
    for (int x = 0; x < width; x++)
      {
        guint32 p = town_pixel (a, x, y), q = town_pixel (b, x, y);
        int worst = 0;
        for (int shift = 0; shift < 32; shift += 8)
          worst = MAX (worst, abs ((int) (p >> shift & 255) - (int) (q >> shift & 255)));
        n += worst > tolerance;
      }
  return n;
}

guint
town_count_ink (cairo_surface_t *surface)
{
  int width = cairo_image_surface_get_width (surface), height = cairo_image_surface_get_height (surface);
  guint32 first = town_pixel (surface, 0, 0);
  guint n = 0;
  for (int y = 0; y < height; y++)
    for (int x = 0; x < width; x++)
      n += town_pixel (surface, x, y) != first;
  return n;
}

guint32
town_pixel (cairo_surface_t *surface, int x, int y)
{
  const guint8 *data = cairo_image_surface_get_data (surface);
  return *(const guint32 *) (const void *) (data
                                            + (gsize) y * (gsize) cairo_image_surface_get_stride (surface)
                                            + 4 * (gsize) x);
}

guint32
town_color (const HtTheme *theme, HtColorRole role)
{
  const HtColor *c = &theme->colors[role];
  return 255u << 24 | (guint32) lround (c->red * 255) << 16 | (guint32) lround (c->green * 255) << 8
         | (guint32) lround (c->blue * 255);
}
