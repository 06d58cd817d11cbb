/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "geo/vector.h"

#include <string.h>

#include "base/i18n.h"
#include "geo/error.h"
#include "geo/geometry-mend.h"
#include "geo/vector-sink.h"

static const struct
{
  const char *name, *table;
  gboolean points, lines, areas; /* forms the table takes; points also from areas */
} layers[] = { [HT_VECTOR_ROADS] = { "roads", NULL, FALSE, TRUE, FALSE },
               [HT_VECTOR_BUILDINGS] = { "buildings", "building", FALSE, FALSE, TRUE },
               [HT_VECTOR_WATER] = { "water", "water", FALSE, TRUE, TRUE },
               [HT_VECTOR_STATIONS] = { "stations", "station", TRUE, FALSE, FALSE },
               [HT_VECTOR_HOSPITALS] = { "hospitals", "hospital", TRUE, FALSE, FALSE },
               [HT_VECTOR_SHELTERS] = { "shelters", "shelter", TRUE, FALSE, FALSE },
               [HT_VECTOR_SENSORS] = { "sensors", "sensor", TRUE, FALSE, FALSE },
               [HT_VECTOR_AREAS] = { "areas", "area", FALSE, FALSE, TRUE },
               [HT_VECTOR_LINES] = { "lines", "line", FALSE, TRUE, FALSE },
               [HT_VECTOR_POINTS] = { "points", "point", TRUE, FALSE, FALSE } };

gboolean
ht_vector_layer_parse (const char *name, HtVectorLayer *layer)
{
  g_return_val_if_fail (name != NULL && layer != NULL, FALSE);
  for (guint i = 0; i < G_N_ELEMENTS (layers); i++)
    if (g_str_equal (name, layers[i].name))
      {
        *layer = (HtVectorLayer) i;
        return TRUE;
      }
  return FALSE;
}

const char *
ht_vector_layer_get_table (HtVectorLayer layer)
{
  g_return_val_if_fail (layer >= 0 && layer < G_N_ELEMENTS (layers), NULL);
  return layers[layer].table;
}

void
ht_vector_sink_read (HtVectorSink *sink)
{
  sink->data->report->read++;
}

void
ht_vector_sink_drop (HtVectorSink *sink, const char *why)
{
  ht_import_report_drop (sink->data->report, why, 1);
}

/* A copy with the datum undone and coordinates quantised; NULL where a position is not on the earth. */
static HtGeometry *
to_wgs84 (const HtGeometry *geometry, HtDatum datum)
{
  g_autofree HtPoint *points = g_new (HtPoint, geometry->n_points);
  for (guint i = 0; i < geometry->n_points; i++)
    {
      if (!ht_point_is_valid (&geometry->points[i]))
        return NULL;
      points[i] = ht_datum_to_wgs84 (datum, geometry->points[i]);
      points[i] = (HtPoint){ ht_geo_quantise (points[i].lon), ht_geo_quantise (points[i].lat) };
      if (!ht_point_is_valid (&points[i]))
        return NULL;
    }
  return ht_geometry_new_parts (geometry->kind, points, geometry->part_start, geometry->outer,
                                geometry->n_parts);
}

/* The geometry in a form the layer takes (takes ownership), or NULL with the reason counted. */
static HtGeometry *
fit_form (HtVectorSink *sink, HtGeometry *geometry)
{
  HtVectorLayer layer = sink->request->layer;
  gboolean mended = FALSE;
  if (geometry->kind == HT_GEOMETRY_POLYGON)
    {
      geometry = ht_geometry_mend (geometry, &mended);
      ht_import_report_repair (sink->data->report, N_ ("outline that crosses or touches itself: untangled"),
                               mended);
      if (geometry == NULL)
        {
          ht_vector_sink_drop (sink, N_ ("outline that encloses nothing"));
          return NULL;
        }
    }
  if ((geometry->kind == HT_GEOMETRY_POINT && layers[layer].points)
      || (geometry->kind == HT_GEOMETRY_LINE && layers[layer].lines)
      || (geometry->kind == HT_GEOMETRY_POLYGON && layers[layer].areas))
    return geometry;
  if (geometry->kind == HT_GEOMETRY_POLYGON && layers[layer].points)
    {
      HtPoint at = ht_geometry_label_point (geometry);
      ht_geometry_unref (geometry);
      ht_import_report_note (sink->data->report, N_ ("area: taken as a point on it"), 1);
      return ht_geometry_new_point (ht_geo_quantise (at.lon), ht_geo_quantise (at.lat));
    }
  ht_geometry_unref (geometry);
  ht_vector_sink_drop (sink, N_ ("geometry of another form (point, line, area) than the layer takes"));
  return NULL;
}

/* What tells the feature apart for ever: the field given for it, the file's own id, or its place in the file.
 */
static char *
dup_source_id (HtVectorSink *sink, const HtVectorFeature *feature)
{
  const HtValue *field = ht_vector_find_field (sink->request, "id", feature->properties);
  const char *text = ht_value_get_text (field, NULL);
  char *id = field != NULL && text == NULL && ht_value_get_kind (field) == HT_VALUE_INT
                 ? g_strdup_printf ("%" G_GINT64_FORMAT, ht_value_get_int (field, 0))
             : text != NULL && *text != '\0' ? g_strdup (text)
             : feature->id != NULL           ? g_strdup (feature->id)
                                   : g_strdup_printf ("#%" G_GUINT64_FORMAT, sink->data->report->read);
  if (!g_hash_table_contains (sink->seen, id))
    {
      g_hash_table_add (sink->seen, g_strdup (id));
      return id;
    }
  ht_import_report_repair (sink->data->report,
                           N_ ("identifier used twice: told apart by its place in the file"), 1);
  char *told_apart = g_strdup_printf ("%s#%" G_GUINT64_FORMAT, id, sink->data->report->read);
  g_free (id);
  return told_apart;
}

static HtUuid
make_uuid (const HtVectorSink *sink, const char *source_id)
{
  static const HtUuid name_space = { { 0x2a, 0x91, 0xc8, 0x07, 0x55, 0xe3, 0x4b, 0x60, 0xa4, 0x1c, 0x9d, 0x3e,
                                       0x77, 0x08, 0xf2, 0x5b } };
  g_autofree char *name
      = g_strdup_printf ("vector/%s/%s/%s", layers[sink->request->layer].name, sink->base_name, source_id);
  return ht_uuid_from_name (&name_space, name);
}

void
ht_vector_sink_take (HtVectorSink *sink, const HtVectorFeature *feature)
{
  HtGeometry *geometry = to_wgs84 (feature->geometry, sink->request->datum);
  if (geometry == NULL)
    {
      ht_vector_sink_drop (sink, N_ ("coordinate that is no number within ±180, ±90 degrees"));
      return;
    }
  geometry = fit_form (sink, geometry);
  if (geometry == NULL)
    return;
  g_autofree char *source_id = dup_source_id (sink, feature);
  if (sink->roads != NULL)
    {
      const HtVectorFeature line = { geometry, feature->properties, source_id };
      ht_vector_roads_add (sink->roads, sink->request, &line);
      ht_geometry_unref (geometry);
      return;
    }
  const HtUuid uuid = make_uuid (sink, source_id);
  g_autofree char *name = NULL;
  const char *table = layers[sink->request->layer].table;
  HtValue *attributes = ht_vector_map_columns (sink->request, table, feature->properties, &name);
  if (sink->request->layer == HT_VECTOR_STATIONS && ht_value_get_member (attributes, "kind") == NULL)
    ht_value_set_text (attributes, "kind", "ordinary");
  ht_map_data_add (sink->data, ht_feature_new (table, &uuid, name, attributes, geometry));
}

static gboolean
check_not_empty (const HtVectorSink *sink, GError **error)
{
  const HtImportReport *report = sink->data->report;
  const char *path = sink->request->path;
  gboolean any = sink->data->network != NULL ? sink->data->network->sections->len > 0
                                             : g_hash_table_size (sink->data->features) > 0;
  if (any)
    return TRUE;
  if (report->dropped->len > 0)
    g_set_error (error, HT_GEO_ERROR, HT_GEO_ERROR_INVALID,
                 "%s:0: none of its %" G_GUINT64_FORMAT " features can be taken as %s: %s", path,
                 report->read, layers[sink->request->layer].name,
                 _ (g_array_index (report->dropped, HtReason, 0).why));
  else
    g_set_error (error, HT_GEO_ERROR, HT_GEO_ERROR_INVALID, "%s:0: holds no feature", path);
  return FALSE;
}

static gboolean
read_into (HtVectorSink *sink, GError **error)
{
  gboolean is_json;
  if (!ht_geojson_is_json (sink->request->path, &is_json, error)
      || !(is_json ? ht_geojson_read : ht_vector_gdal_read) (sink, error))
    return FALSE;
  if (sink->roads != NULL)
    sink->data->network = ht_vector_roads_build (sink->roads);
  if (sink->request->datum != HT_DATUM_WGS84)
    sink->data->report->datum = g_intern_string (ht_datum_get_name (sink->request->datum));
  ht_map_data_count (sink->data);
  return check_not_empty (sink, error);
}

HtMapData *
ht_vector_read (const HtVectorRequest *request, GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (request != NULL && request->path != NULL, NULL);
  g_autoptr (HtMapData) data = ht_map_data_new ();
  HtVectorSink sink = { .request = request,
                        .cancellable = cancellable,
                        .data = data,
                        .base_name = g_path_get_basename (request->path),
                        .seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL) };
  if (request->layer == HT_VECTOR_ROADS)
    sink.roads = ht_vector_roads_new (data->report);
  gboolean good = read_into (&sink, error);
  g_clear_pointer (&sink.roads, ht_vector_roads_free);
  g_hash_table_unref (sink.seen);
  g_free (sink.base_name);
  return good ? g_steal_pointer (&data) : NULL;
}
