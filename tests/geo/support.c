/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files, reading and looking things up, for all tests of the geo room. */
#include <glib/gstdio.h>
#include <string.h>

#include "base/json.h"
#include "sketch.h"

static char *folder;
static GPtrArray *written;

static void
remove_written (void)
{
  for (guint i = 0; i < written->len; i++)
    g_unlink (g_ptr_array_index (written, i));
  g_rmdir (folder);
  g_ptr_array_unref (written);
  g_free (folder);
}

char *
test_write (const char *name, gconstpointer data, gsize size)
{
  g_autoptr (GError) error = NULL;
  if (folder == NULL)
    {
      folder = g_dir_make_tmp ("ht-geo-XXXXXX", &error);
      g_assert_no_error (error);
      written = g_ptr_array_new_with_free_func (g_free);
      atexit (remove_written);
    }
  char *path = g_build_filename (folder, name, NULL);
  g_file_set_contents (path, data, (gssize) size, &error);
  g_assert_no_error (error);
  g_ptr_array_add (written, g_strdup (path));
  return path;
}

static HtMapData *
read_file (const char *path, HtOsmLayers layers)
{
  g_autoptr (GError) error = NULL;
  HtMapData *data = ht_osm_read (path, layers, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (data);
  return data;
}

HtMapData *
test_sketch_read (const char *sketch, HtOsmLayers layers)
{
  g_autofree char *xml = test_sketch_to_xml (sketch);
  g_autoptr (GBytes) pbf = test_sketch_to_pbf (sketch, NULL);
  g_autofree char *xml_path = test_write ("sketch.osm", xml, strlen (xml));
  g_autofree char *pbf_path
      = test_write ("sketch.osm.pbf", g_bytes_get_data (pbf, NULL), g_bytes_get_size (pbf));
  HtMapData *data = read_file (xml_path, layers);
  g_autoptr (HtMapData) other = read_file (pbf_path, layers);
  test_map_assert_equal (data, other);
  return data;
}

void
test_network_assert_equal (const HtNetwork *a, const HtNetwork *b)
{
  g_assert_cmpmem (a->nodes->data, a->nodes->len * sizeof (HtRoadNode), b->nodes->data,
                   b->nodes->len * sizeof (HtRoadNode));
  g_assert_cmpmem (a->points->data, a->points->len * sizeof (HtPoint), b->points->data,
                   b->points->len * sizeof (HtPoint));
  g_assert_cmpuint (a->sections->len, ==, b->sections->len);
  g_assert_cmpuint (a->turns->len, ==, b->turns->len);
  for (guint i = 0; i < a->sections->len; i++)
    {
      const HtSection *x = &g_array_index (a->sections, HtSection, i);
      const HtSection *y = &g_array_index (b->sections, HtSection, i);
      g_assert_cmpint (x->way_id, ==, y->way_id);
      g_assert_cmpuint (x->from, ==, y->from);
      g_assert_cmpuint (x->to, ==, y->to);
      g_assert_cmpuint (x->part, ==, y->part);
      g_assert_cmpuint (x->flags, ==, y->flags);
      g_assert_cmpuint (x->road_class, ==, y->road_class);
      g_assert_cmpfloat (x->length_m, ==, y->length_m);
      g_assert_cmpfloat (x->speed_kmh, ==, y->speed_kmh);
      g_assert_cmpstr (g_ptr_array_index (a->names, x->name), ==, g_ptr_array_index (b->names, y->name));
    }
  for (guint i = 0; i < a->turns->len; i++)
    {
      const HtTurn *x = &g_array_index (a->turns, HtTurn, i), *y = &g_array_index (b->turns, HtTurn, i);
      g_assert_true (x->from == y->from && x->via == y->via && x->to == y->to && x->only == y->only);
    }
  g_assert_cmpuint (a->turn_paths->len, ==, b->turn_paths->len);
  g_assert_cmpmem (a->turn_paths->data, a->turn_paths->len * sizeof (HtTurnPath), b->turn_paths->data,
                   b->turn_paths->len * sizeof (HtTurnPath));
  g_assert_cmpmem (a->path_sections->data, a->path_sections->len * sizeof (guint32), b->path_sections->data,
                   b->path_sections->len * sizeof (guint32));
}

static void
assert_features_equal (const HtFeature *a, const HtFeature *b)
{
  g_autoptr (GBytes) x = ht_geometry_to_ewkb (a->geometry);
  g_autoptr (GBytes) y = ht_geometry_to_ewkb (b->geometry);
  g_assert_true (ht_uuid_equal (&a->id, &b->id));
  g_assert_cmpstr (a->name, ==, b->name);
  g_assert_true (ht_value_equal (a->attributes, b->attributes));
  g_assert_true (g_bytes_equal (x, y));
}

void
test_map_assert_equal (const HtMapData *a, const HtMapData *b)
{
  g_autoptr (HtValue) x = ht_import_report_to_value (a->report);
  g_autoptr (HtValue) y = ht_import_report_to_value (b->report);
  g_autofree char *x_text = ht_json_dup_text (x);
  g_autofree char *y_text = ht_json_dup_text (y);
  g_assert_cmpstr (x_text, ==, y_text);
  if (a->network != NULL)
    test_network_assert_equal (a->network, b->network);
  g_autofree const char **tables = ht_map_data_list_tables (a);
  for (guint i = 0; tables[i] != NULL; i++)
    {
      const GPtrArray *left = ht_map_data_get_features (a, tables[i]);
      const GPtrArray *right = ht_map_data_get_features (b, tables[i]);
      g_assert_cmpuint (left->len, ==, right->len);
      for (guint k = 0; k < left->len; k++)
        assert_features_equal (g_ptr_array_index (left, k), g_ptr_array_index (right, k));
    }
}

gint64
test_node_ref (const HtNetwork *network, guint32 index)
{
  return g_array_index (network->nodes, HtRoadNode, index).ref;
}

const HtSection *
test_find_section (const HtNetwork *network, gint64 way, gint64 from, gint64 to)
{
  const HtSection *found = NULL;
  for (guint i = 0; i < network->sections->len; i++)
    {
      const HtSection *section = &g_array_index (network->sections, HtSection, i);
      if (section->way_id != way || test_node_ref (network, section->from) != from
          || test_node_ref (network, section->to) != to)
        continue;
      g_assert_null (found);
      found = section;
    }
  return found;
}

guint64
test_dropped (const HtMapData *data, const char *why)
{
  return ht_reasons_get (data->report->dropped, why);
}

guint64
test_repaired (const HtMapData *data, const char *why)
{
  return ht_reasons_get (data->report->repaired, why);
}

guint64
test_noted (const HtMapData *data, const char *why)
{
  return ht_reasons_get (data->report->noted, why);
}

guint
test_count (const HtMapData *data, const char *table, const char *kind)
{
  const GPtrArray *features = ht_map_data_get_features (data, table);
  guint n = 0;
  for (guint i = 0; features != NULL && i < features->len; i++)
    {
      const HtFeature *feature = g_ptr_array_index (features, i);
      n += kind == NULL || g_str_equal (ht_value_member_text (feature->attributes, "kind", ""), kind);
    }
  return n;
}

char *
test_shared (const char *relative)
{
  const char *shared = g_getenv ("HT_SHARED");
  g_autofree char *path = g_build_filename (shared != NULL ? shared : "", relative, NULL);
  if (shared != NULL && g_file_test (path, G_FILE_TEST_IS_REGULAR))
    return g_steal_pointer (&path);
  g_autofree char *why = g_strdup_printf ("no real data: %s is missing (set HT_SHARED)", relative);
  g_test_skip (why);
  return NULL;
}
