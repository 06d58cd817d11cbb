/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "city.h"

#include <math.h>
#include <string.h>

#include "base/cbor.h"

static HtGround *ground;
static Things small, full;
static GHashTable *road_cells; /* gint64 of a cell → GArray of HtPoint */

HtGround *
things_ground (void)
{
  if (ground != NULL)
    return ground;
  g_autoptr (GError) error = NULL;
  ground = ht_ground_build (1, THINGS_SCALE, NULL, &error);
  g_assert_no_error (error);
  ht_demo_things_furnish (ground);
  return ground;
}

/* --- taking layers --- */

static gboolean
keep (const HtLayerContent *content, gpointer data, GError **error)
{
  Things *things = data;
  GPtrArray *features = g_ptr_array_new_with_free_func ((GDestroyNotify) ht_feature_unref);
  for (guint i = 0; i < content->features->len; i++)
    {
      HtFeature *feature = ht_feature_ref (content->features->pdata[i]);
      g_ptr_array_add (features, feature);
      /* No two things of any tables have one id. */
      g_assert_true (g_hash_table_insert (things->by_id, &feature->id, feature));
    }
  g_assert_true (g_hash_table_insert (things->tables, (gpointer) content->info.table, features));
  return TRUE;
}

/* The ground stays as it is; what is made on it is of another seed and of other numbers. */
static void
build_on (guint64 seed, double scale, HtDemoTake take, gpointer data)
{
  g_autoptr (GError) error = NULL;
  HtGround as_other = *things_ground ();
  as_other.seed = seed;
  as_other.scale = scale;
  ht_demo_things_build (&as_other, take, data, NULL, &error);
  g_assert_no_error (error);
}

static const Things *
get_things (Things *things, double scale)
{
  if (things->tables != NULL)
    return things;
  things->tables = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) g_ptr_array_unref);
  things->by_id = g_hash_table_new (ht_uuid_hash, ht_uuid_equal);
  build_on (1, scale, keep, things);
  return things;
}

const Things *
things_small (void)
{
  return get_things (&small, THINGS_SCALE);
}

const Things *
things_full (void)
{
  return get_things (&full, 1);
}

static gboolean
add_to_sum (const HtLayerContent *content, gpointer data, GError **error)
{
  for (guint i = 0; i < content->features->len; i++)
    {
      const HtFeature *feature = content->features->pdata[i];
      g_autoptr (GBytes) attributes = ht_cbor_encode (feature->attributes);
      g_autoptr (GBytes) shape = ht_geometry_to_ewkb (feature->geometry);
      g_checksum_update (data, feature->id.bytes, sizeof feature->id.bytes);
      g_checksum_update (data, (const guchar *) (feature->name != NULL ? feature->name : ""), -1);
      g_checksum_update (data, g_bytes_get_data (attributes, NULL), (gssize) g_bytes_get_size (attributes));
      g_checksum_update (data, g_bytes_get_data (shape, NULL), (gssize) g_bytes_get_size (shape));
    }
  return TRUE;
}

char *
things_sum (guint64 seed, double scale)
{
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);
  build_on (seed, scale, add_to_sum, sum);
  return g_strdup (g_checksum_get_string (sum));
}

static void
things_clear (Things *things)
{
  g_clear_pointer (&things->by_id, g_hash_table_unref);
  g_clear_pointer (&things->tables, g_hash_table_unref);
}

void
things_end (void)
{
  things_clear (&small);
  things_clear (&full);
  g_clear_pointer (&road_cells, g_hash_table_unref);
  g_clear_pointer (&ground, ht_ground_free);
}

/* --- looking --- */

const GPtrArray *
things_of (const Things *things, const char *table)
{
  const GPtrArray *features = g_hash_table_lookup (things->tables, g_intern_string (table));
  if (features == NULL || features->len == 0)
    g_error ("the city has no %s", table);
  return features;
}

const HtFeature *
things_get (const GPtrArray *features, guint index)
{
  g_assert_cmpuint (index, <, features->len);
  return features->pdata[index];
}

const HtFeature *
things_find (const Things *things, const char *table, const char *id)
{
  HtUuid uuid;
  const GPtrArray *of_ground = ht_map_data_get_features (things_ground ()->map, table);
  g_assert_true (ht_uuid_parse (id, &uuid, NULL));
  const HtFeature *feature = g_hash_table_lookup (things->by_id, &uuid);
  if (feature != NULL)
    return g_str_equal (feature->table, table) ? feature : NULL;
  for (guint i = 0; of_ground != NULL && i < of_ground->len; i++)
    if (ht_uuid_equal (&((HtFeature *) of_ground->pdata[i])->id, &uuid))
      return of_ground->pdata[i];
  return NULL;
}

static HtValue *
member (const HtFeature *feature, const char *key)
{
  HtValue *value = ht_value_get_member (feature->attributes, key);
  if (value == NULL)
    g_error ("%s “%s” has no %s", feature->table, feature->name, key);
  return value;
}

const char *
thing_text (const HtFeature *feature, const char *key)
{
  const char *text = ht_value_get_text (member (feature, key), NULL);
  g_assert_nonnull (text);
  return text;
}

gint64
thing_int (const HtFeature *feature, const char *key)
{
  g_assert_cmpint (ht_value_get_kind (member (feature, key)), ==, HT_VALUE_INT);
  return ht_value_get_int (member (feature, key), 0);
}

double
thing_real (const HtFeature *feature, const char *key)
{
  double value = ht_value_get_real (member (feature, key), NAN);
  g_assert_true (isfinite (value));
  return value;
}

gboolean
thing_bool (const HtFeature *feature, const char *key)
{
  g_assert_cmpint (ht_value_get_kind (member (feature, key)), ==, HT_VALUE_BOOL);
  return ht_value_get_bool (member (feature, key), FALSE);
}

gboolean
thing_has (const HtFeature *feature, const char *key)
{
  return ht_value_get_member (feature->attributes, key) != NULL;
}

gboolean
thing_is (const HtFeature *feature, const char *key, const char *value)
{
  return g_str_equal (thing_text (feature, key), value);
}

guint
things_count (const GPtrArray *features, const char *key, const char *value)
{
  guint n = 0;
  for (guint i = 0; i < features->len; i++)
    n += thing_is (features->pdata[i], key, value);
  return n;
}

double
things_total (const GPtrArray *features, const char *key)
{
  double sum = 0;
  for (guint i = 0; i < features->len; i++)
    sum += thing_real (features->pdata[i], key);
  return sum;
}

static int
compare_doubles (gconstpointer a, gconstpointer b)
{
  double x = *(const double *) a, y = *(const double *) b;
  return (x > y) - (x < y);
}

double
things_median (const GPtrArray *features, const char *key)
{
  g_autofree double *values = g_new (double, features->len);
  for (guint i = 0; i < features->len; i++)
    values[i] = thing_real (features->pdata[i], key);
  qsort (values, features->len, sizeof *values, compare_doubles);
  return values[features->len / 2];
}

GHashTable *
things_tally (const GPtrArray *features, const char *key)
{
  GHashTable *tally = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; i < features->len; i++)
    {
      const char *text = thing_text (features->pdata[i], key);
      g_hash_table_insert (tally, (gpointer) text, GUINT_TO_POINTER (things_tallied (tally, text) + 1));
    }
  return tally;
}

guint
things_tallied (GHashTable *tally, const char *text)
{
  return GPOINTER_TO_UINT (g_hash_table_lookup (tally, text));
}

/* --- where --- */

#define CELL 0.01

static gint64
cell_of (gint64 row, gint64 col)
{
  return row * 100000 + col;
}

static void
list_roads (void)
{
  const GArray *nodes = things_ground ()->map->network->nodes;
  road_cells = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, (GDestroyNotify) g_array_unref);
  for (guint i = 0; i < nodes->len; i++)
    {
      HtPoint at = g_array_index (nodes, HtRoadNode, i).at;
      gint64 key = cell_of ((gint64) floor (at.lat / CELL), (gint64) floor (at.lon / CELL));
      GArray *cell = g_hash_table_lookup (road_cells, &key);
      if (cell == NULL)
        {
          cell = g_array_new (FALSE, FALSE, sizeof (HtPoint));
          g_hash_table_insert (road_cells, g_memdup2 (&key, sizeof key), cell);
        }
      g_array_append_val (cell, at);
    }
}

double
things_to_road_m (HtPoint at)
{
  double best = 5000;
  gint64 row = (gint64) floor (at.lat / CELL), col = (gint64) floor (at.lon / CELL);
  if (road_cells == NULL)
    list_roads ();
  for (int r = -5; r <= 5; r++)
    for (int c = -6; c <= 6; c++)
      {
        gint64 key = cell_of (row + r, col + c);
        const GArray *cell = g_hash_table_lookup (road_cells, &key);
        for (guint i = 0; cell != NULL && i < cell->len; i++)
          best = MIN (best, ht_kit_distance (at, g_array_index (cell, HtPoint, i)));
      }
  return best < 5000 ? best : INFINITY;
}

guint
things_district (HtPoint at)
{
  const GArray *areas = things_ground ()->areas[HT_GROUND_DISTRICT];
  for (guint i = 0; i < areas->len; i++)
    if (ht_geometry_contains (g_array_index (areas, HtGroundArea, i).geometry, &at))
      return i;
  return G_MAXUINT;
}

gboolean
things_dry (HtPoint at)
{
  const GPtrArray *water = ht_map_data_get_features (things_ground ()->map, "water");
  for (guint i = 0; i < water->len; i++)
    {
      const HtFeature *feature = water->pdata[i];
      const HtBox *box = &feature->geometry->box;
      if (feature->geometry->kind != HT_GEOMETRY_POLYGON || at.lon < box->min_lon || at.lon > box->max_lon
          || at.lat < box->min_lat || at.lat > box->max_lat)
        continue;
      if (ht_geometry_contains (feature->geometry, &at))
        return FALSE;
    }
  return TRUE;
}
