/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "geo/vector-sink.h"

#include <math.h>
#include <string.h>

#include "base/i18n.h"
#include "geo/osm-stock.h"

/* Lines of a file become ways of a stock whose nodes are named by their positions, so that lines meet where
   their points are the same, and then the network is built as from OSM. */
struct _HtVectorRoads
{
  HtOsmStock *stock;
};

HtVectorRoads *
ht_vector_roads_new (HtImportReport *report)
{
  HtVectorRoads *roads = g_new0 (HtVectorRoads, 1);
  roads->stock = ht_osm_stock_new (HT_OSM_ROADS, report);
  return roads;
}

void
ht_vector_roads_free (HtVectorRoads *roads)
{
  ht_osm_stock_free (roads->stock);
  g_free (roads);
}

/* 32 bits of longitude and 31 of latitude in 1e-7 degree, made negative: no OSM node has such an id. */
static gint64
id_of (const HtPoint *point)
{
  guint64 lon = (guint64) llround ((point->lon + 180.0) * 1e7),
          lat = (guint64) llround ((point->lat + 90.0) * 1e7);
  return -1 - (gint64) (lon << 31 | lat);
}

static HtOsmPlace
place_of (gint64 id)
{
  guint64 bits = (guint64) (-1 - id);
  return (HtOsmPlace){ (gint32) ((gint64) (bits >> 31) - 1800000000),
                       (gint32) ((gint64) (bits & 0x7fffffff) - 900000000) };
}

/* The first word of "['primary', 'secondary']", in lower case, which is how OSMnx writes merged roads. */
static char *
dup_word (const char *text)
{
  text += strspn (text, "[' \"");
  char *word = g_strndup (text, strcspn (text, "]'\","));
  for (char *p = word; *p != '\0'; p++)
    *p = g_ascii_tolower (*p);
  if (g_str_equal (word, "true"))
    memcpy (word, "yes", sizeof "yes");
  return word;
}

static void
read_road (HtVectorRoads *roads, const HtValue *attributes, HtOsmRoad *road)
{
  static const char *const keys[] = { "highway", "oneway", "maxspeed", "junction",  "access",
                                      "bridge",  "tunnel", "layer",    "maxheight", "maxweight" };
  HtOsmTag tags[G_N_ELEMENTS (keys)];
  g_autoptr (GPtrArray) words = g_ptr_array_new_with_free_func (g_free);
  HtImportReport *report = roads->stock->report;
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      const char *text = ht_value_member_text (attributes, keys[i], NULL);
      if (text == NULL)
        continue;
      char *word = dup_word (text);
      g_ptr_array_add (words, word);
      tags[words->len - 1] = (HtOsmTag){ keys[i], word };
    }
  const HtOsmTags all = { tags, words->len };
  if (ht_osm_road_read (&all, road, report))
    return;
  const HtOsmTag plain = { "highway", "unclassified" };
  ht_import_report_repair (report, N_ ("road without a known class: taken as unclassified"), 1);
  ht_osm_road_read (&(HtOsmTags){ &plain, 1 }, road, report);
}

/* The source's own number where it is one, else the order in the file. */
static gint64
way_id_of (const HtVectorRoads *roads, const char *id)
{
  guint64 number;
  if (id != NULL && g_ascii_string_to_unsigned (id, 10, 1, G_MAXINT64, &number, NULL))
    return (gint64) number;
  return -1 - (gint64) roads->stock->ways->len;
}

void
ht_vector_roads_add (HtVectorRoads *roads, const HtVectorRequest *request, const HtVectorFeature *line)
{
  HtOsmStock *stock = roads->stock;
  HtOsmRoad road;
  char *name;
  g_autoptr (HtValue) attributes = ht_vector_map_columns (request, "road", line->properties, &name);
  read_road (roads, attributes, &road);
  g_array_append_val (stock->roads, road);
  guint32 name_index = ht_osm_stock_intern_name (stock, name);
  const HtGeometry *geometry = line->geometry;
  for (guint part = 0; part < geometry->n_parts; part++)
    {
      HtOsmWay way = { .id = way_id_of (roads, geometry->n_parts == 1 ? line->id : NULL),
                       .first_ref = stock->refs->len,
                       .road = stock->roads->len,
                       .name = name_index };
      for (guint i = geometry->part_start[part]; i < geometry->part_start[part + 1]; i++)
        {
          gint64 ref = id_of (&geometry->points[i]);
          g_array_append_val (stock->refs, ref);
        }
      way.n_refs = stock->refs->len - way.first_ref;
      g_array_append_val (stock->ways, way);
    }
}

HtNetwork *
ht_vector_roads_build (HtVectorRoads *roads)
{
  HtOsmStock *stock = roads->stock;
  ht_osm_stock_settle (stock);
  for (guint i = 0; i < stock->node_ids->len; i++)
    stock->places[i] = place_of (g_array_index (stock->node_ids, gint64, i));
  return ht_osm_stock_build_network (stock);
}
