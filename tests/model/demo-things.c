/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the demo city has on its ground: numbers, sums, types, places, and that the same ground gives the
 * same. */
#include <math.h>
#include <glib/gstdio.h>

#include "base/cbor.h"
#include "geo/feature-kind.h"
#include "model/demo/things.h"
#include "model/demo/things/subjects.h"

#define SCALE 0.05

static HtGround *ground;

/* --- taking layers --- */

typedef struct
{
  GHashTable *counts; /* table (interned) → number of features */
  GHashTable *ids;    /* HtUuid of all */
  GChecksum *sum;
  const char *keep;    /* table whose features are kept */
  GPtrArray *features; /* of it */
  gboolean check;
} Taken;

static void
taken_clear (Taken *taken)
{
  g_hash_table_unref (taken->counts);
  g_hash_table_unref (taken->ids);
  g_checksum_free (taken->sum);
  g_ptr_array_unref (taken->features);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Taken, taken_clear)

static Taken
taken_new (const char *keep)
{
  return (Taken){ .counts = g_hash_table_new (NULL, NULL),
                  .ids = g_hash_table_new_full (ht_uuid_hash, ht_uuid_equal, g_free, NULL),
                  .sum = g_checksum_new (G_CHECKSUM_SHA256),
                  .keep = g_intern_string (keep),
                  .features = g_ptr_array_new_with_free_func ((GDestroyNotify) ht_feature_unref) };
}

static gboolean
fits_column (const HtFeatureColumn *column, const HtValue *value)
{
  HtValueKind kind = ht_value_get_kind (value);
  switch (column->kind)
    {
    case HT_COLUMN_TEXT:
      return kind == HT_VALUE_TEXT;
    case HT_COLUMN_INT:
      return kind == HT_VALUE_INT;
    case HT_COLUMN_REAL:
      return kind == HT_VALUE_REAL || kind == HT_VALUE_INT;
    case HT_COLUMN_BOOL:
      return kind == HT_VALUE_BOOL;
    case HT_COLUMN_BYTES:
    default:
      return kind == HT_VALUE_BYTES;
    }
}

static void
check_feature (const HtFeature *feature, const HtFeatureKind *kind)
{
  static const HtGeometryKind shapes[] = { HT_GEOMETRY_POINT, HT_GEOMETRY_LINE, HT_GEOMETRY_POLYGON };
  const HtBox *box = &feature->geometry->box;
  g_assert_cmpint (feature->geometry->kind, ==, shapes[kind->shape]);
  for (guint i = 0; i < ht_value_get_length (feature->attributes); i++)
    {
      HtValue *value;
      const HtFeatureColumn *column
          = ht_feature_kind_get_column (kind, ht_value_get_key (feature->attributes, i, &value));
      if (column != NULL && !fits_column (column, value))
        g_error ("%s.%s has a value of another type", kind->table, column->name);
    }
  g_assert_true (ht_value_member_bool (feature->attributes, "synthetic", FALSE)
                 || ht_value_member_bool (feature->attributes, "sketched", FALSE));
  /* Teams of the neighbours are at home; tiles of heights reach beyond the shore. */
  if (g_str_equal (kind->table, "aid_team") || g_str_equal (kind->table, "elevation"))
    return;
  g_assert_cmpfloat (box->min_lon, >, 120.8);
  g_assert_cmpfloat (box->max_lon, <, 122.1);
  g_assert_cmpfloat (box->min_lat, >, 30.6);
  g_assert_cmpfloat (box->max_lat, <, 31.95);
}

static void
add_to_sum (Taken *taken, const HtFeature *feature)
{
  g_autoptr (GBytes) attributes = ht_cbor_encode (feature->attributes);
  g_autoptr (GBytes) shape = ht_geometry_to_ewkb (feature->geometry);
  gsize size;
  const guint8 *bytes = g_bytes_get_data (attributes, &size);
  g_checksum_update (taken->sum, bytes, (gssize) size);
  bytes = g_bytes_get_data (shape, &size);
  g_checksum_update (taken->sum, bytes, (gssize) size);
  g_checksum_update (taken->sum, feature->id.bytes, sizeof feature->id.bytes);
}

static gboolean
take (const HtLayerContent *content, gpointer data, GError **error)
{
  Taken *taken = data;
  const HtFeatureKind *kind = ht_feature_kind_find (content->info.table);
  g_assert_nonnull (kind);
  for (guint i = 0; i < content->features->len; i++)
    {
      HtFeature *feature = content->features->pdata[i];
      g_assert_cmpstr (feature->table, ==, content->info.table);
      if (taken->check)
        {
          check_feature (feature, kind);
          add_to_sum (taken, feature);
          g_assert_true (g_hash_table_add (taken->ids, ht_uuid_copy (&feature->id)));
        }
      if (kind->table == taken->keep)
        g_ptr_array_add (taken->features, ht_feature_ref (feature));
    }
  g_hash_table_insert (taken->counts, (gpointer) kind->table, GUINT_TO_POINTER (content->features->len));
  return TRUE;
}

static void
build (Taken *taken, double scale, guint64 seed)
{
  g_autoptr (GError) error = NULL;
  double old_scale = ground->scale;
  guint64 old_seed = ground->seed;
  ground->scale = scale;
  ground->seed = seed;
  ht_demo_things_build (ground, take, taken, NULL, &error);
  g_assert_no_error (error);
  ground->scale = old_scale;
  ground->seed = old_seed;
}

static guint
count_where (const Taken *taken, const char *key, const char *value)
{
  guint n = 0;
  for (guint i = 0; i < taken->features->len; i++)
    {
      const HtFeature *feature = taken->features->pdata[i];
      n += g_strcmp0 (ht_value_member_text (feature->attributes, key, NULL), value) == 0;
    }
  return n;
}

static double
sum_of (const Taken *taken, const char *key)
{
  double sum = 0;
  for (guint i = 0; i < taken->features->len; i++)
    sum += ht_value_member_real (((HtFeature *) taken->features->pdata[i])->attributes, key, 0);
  return sum;
}

/* --- tests --- */

/* Everything at full numbers, crowded on the small ground: counts do not depend on it. */
static void
test_counts (void)
{
  static const struct
  {
    const char *table;
    guint n;
  } exact[] = { { "station", 174 + 30 },    { "hospital", 430 },     { "shelter", 117 },
                { "complex", 306 },         { "old_quarter", 3500 }, { "building_site", 8000 },
                { "chemical_site", 17000 }, { "sensor", 5000 },      { "observation", 120000 },
                { "tide_station", 13 },     { "hydrant", 60000 },    { "expert", 600 } };
  g_auto (Taken) taken = taken_new ("depot");
  build (&taken, 1, 1);
  for (guint i = 0; i < G_N_ELEMENTS (exact); i++)
    {
      guint n = GPOINTER_TO_UINT (g_hash_table_lookup (taken.counts, g_intern_string (exact[i].table)));
      if (n != exact[i].n)
        g_error ("%u of %s, not %u", n, exact[i].table, exact[i].n);
    }
  const GPtrArray *entered = ht_map_data_get_features (ground->map, "bridge");
  guint bridges = GPOINTER_TO_UINT (g_hash_table_lookup (taken.counts, g_intern_string ("bridge")));
  g_assert_cmpuint (bridges + entered->len, ==, 14274);
  g_assert_cmpuint (count_where (&taken, "kind", "joint"), ==, 5);
  g_assert_cmpuint (count_where (&taken, "kind", "industry"), ==, 8);
  g_assert_cmpuint (count_where (&taken, "kind", "district"), ==, 11);
  g_assert_cmpuint (count_where (&taken, "kind", "point"), ==, 400);
  static const char *const tiers[] = { "city", "district", "subdistrict", "neighbourhood", "household" };
  for (guint i = 0; i < G_N_ELEMENTS (tiers); i++)
    g_assert_cmpuint (count_where (&taken, "tier", tiers[i]), >, 0);
}

static void
test_valid (void)
{
  guint n_kinds;
  const HtFeatureKind *kinds = ht_feature_kind_list (&n_kinds);
  static const char *const ground_has[]
      = { "area",   "line",       "point",         "land",     "land_use",    "railway",
          "tunnel", "metro_line", "metro_station", "district", "subdistrict", "neighbourhood",
          "place",  "water",      "green",         "building" };
  g_auto (Taken) taken = taken_new ("station");
  taken.check = TRUE;
  build (&taken, SCALE, 1);
  for (guint i = 0; i < n_kinds; i++)
    {
      gboolean elsewhere = FALSE;
      for (guint k = 0; k < G_N_ELEMENTS (ground_has); k++)
        elsewhere |= g_str_equal (ground_has[k], kinds[i].table);
      if (!elsewhere && g_hash_table_lookup (taken.counts, kinds[i].table) == NULL)
        g_error ("the city has no %s", kinds[i].table);
    }
}

/* Areas stay within what the class of a station allows, and each class has its own limit. */
static void
test_stations (void)
{
  static const struct
  {
    const char *name;
    double limit_km2;
  } classes[] = { { "1", 7 }, { "2", 4 }, { "small", 2 }, { "suburban", 15 } };
  g_auto (Taken) taken = taken_new ("station");
  build (&taken, 1, 1);
  guint known = 0;
  for (guint i = 0; i < taken.features->len; i++)
    for (guint k = 0; k < G_N_ELEMENTS (classes); k++)
      {
        const HtValue *attributes = ((HtFeature *) taken.features->pdata[i])->attributes;
        if (g_strcmp0 (ht_value_member_text (attributes, "class", NULL), classes[k].name) != 0)
          continue;
        known++;
        g_assert_cmpfloat (ht_value_member_real (attributes, "area_km2", -1), <=, classes[k].limit_km2);
        g_assert_cmpfloat (ht_value_member_real (attributes, "area_km2", -1), >=, 0);
      }
  g_assert_cmpuint (known, ==, 204);
  g_assert_cmpuint (count_where (&taken, "kind", "special"), ==, 20);
  g_assert_cmpuint (count_where (&taken, "kind", "logistics"), ==, 6);
  g_assert_cmpuint (count_where (&taken, "kind", "amphibious"), ==, 1);
}

static void
test_sums (void)
{
  static const struct
  {
    const char *table, *key;
    double sum, within;
  } sums[] = { { "pipe", "length_m", 118600e3, 1e3 },
               { "chemical_site", "storage_t", 30e6, 1 },
               { "hospital", "beds", 160000, 1 },
               { "incident_rate", "per_year", 92000, 10 } };
  for (guint i = 0; i < G_N_ELEMENTS (sums); i++)
    {
      double scale = g_str_equal (sums[i].key, "per_year") ? 1 : SCALE;
      g_auto (Taken) taken = taken_new (sums[i].table);
      build (&taken, SCALE, 1);
      g_assert_cmpfloat_with_epsilon (sum_of (&taken, sums[i].key), scale * sums[i].sum, sums[i].within);
      if (i > 0)
        continue;
      g_autoptr (GHashTable) classes = g_hash_table_new (g_str_hash, g_str_equal);
      g_autoptr (GHashTable) kinds = g_hash_table_new (g_str_hash, g_str_equal);
      for (guint k = 0; k < taken.features->len; k++)
        {
          HtValue *attributes = ((HtFeature *) taken.features->pdata[k])->attributes;
          g_hash_table_add (classes, (gpointer) ht_value_member_text (attributes, "class", ""));
          g_hash_table_add (kinds, (gpointer) ht_value_member_text (attributes, "kind", ""));
        }
      g_assert_cmpuint (g_hash_table_size (classes), ==, 7);
      g_assert_cmpuint (g_hash_table_size (kinds), ==, 23);
    }
}

static void
test_same_again (void)
{
  g_auto (Taken) first = taken_new ("none");
  g_auto (Taken) second = taken_new ("none");
  g_auto (Taken) other = taken_new ("none");
  first.check = second.check = other.check = TRUE;
  build (&first, SCALE, 1);
  build (&second, SCALE, 1);
  build (&other, SCALE, 2);
  g_assert_cmpstr (g_checksum_get_string (first.sum), ==, g_checksum_get_string (second.sum));
  g_assert_cmpstr (g_checksum_get_string (first.sum), !=, g_checksum_get_string (other.sum));
}

/* --- dependencies --- */

static guint
index_of (GHashTable *nodes, const char *id)
{
  gpointer index;
  if (g_hash_table_lookup_extended (nodes, id, NULL, &index))
    return GPOINTER_TO_UINT (index);
  guint n = g_hash_table_size (nodes);
  g_hash_table_insert (nodes, g_strdup (id), GUINT_TO_POINTER (n));
  return n;
}

static guint
find_root (guint *parents, guint i)
{
  while (parents[i] != i)
    i = parents[i] = parents[parents[i]];
  return i;
}

/* No cycle (Kahn 1962) and one piece. */
static void
test_dependencies (void)
{
  g_auto (Taken) taken = taken_new ("dependency");
  build (&taken, SCALE, 1);
  guint n_edges = taken.features->len, done = 0, pieces = 0;
  g_autoptr (GHashTable) nodes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autofree guint *from = g_new (guint, n_edges), *to = g_new (guint, n_edges);
  for (guint i = 0; i < n_edges; i++)
    {
      const HtValue *attributes = ((HtFeature *) taken.features->pdata[i])->attributes;
      from[i] = index_of (nodes, ht_value_member_text (attributes, "from_id", ""));
      to[i] = index_of (nodes, ht_value_member_text (attributes, "to_id", ""));
    }
  guint n = g_hash_table_size (nodes);
  g_assert_cmpuint (n_edges, >, 100);
  g_autofree guint *waiting = g_new0 (guint, n), *parents = g_new (guint, n), *queue = g_new (guint, n);
  guint n_queue = 0;
  for (guint i = 0; i < n; i++)
    parents[i] = i;
  for (guint i = 0; i < n_edges; i++)
    {
      waiting[to[i]]++;
      parents[find_root (parents, from[i])] = find_root (parents, to[i]);
    }
  for (guint i = 0; i < n; i++)
    {
      pieces += find_root (parents, i) == i;
      if (waiting[i] == 0)
        queue[n_queue++] = i;
    }
  for (; done < n_queue; done++)
    for (guint i = 0; i < n_edges; i++)
      if (from[i] == queue[done] && --waiting[to[i]] == 0)
        queue[n_queue++] = to[i];
  g_assert_cmpuint (done, ==, n);
  g_assert_cmpuint (pieces, ==, 1);
}

static void
test_elevation (void)
{
  g_auto (Taken) taken = taken_new ("elevation");
  build (&taken, SCALE, 1);
  guint land = 0;
  int highest = -32768;
  g_assert_cmpuint (taken.features->len, >, 10);
  for (guint i = 0; i < taken.features->len; i++)
    {
      gsize size;
      const HtValue *attributes = ((HtFeature *) taken.features->pdata[i])->attributes;
      const guint8 *bytes = ht_value_get_bytes (ht_value_get_member (attributes, "heights_cm"), &size);
      g_assert_cmpuint (size, ==, 2 * 256 * 256);
      g_assert_cmpstr (ht_value_member_text (attributes, "datum", NULL), ==, "吴淞高程");
      for (gsize k = 0; k < size; k += 2)
        {
          int height = (gint16) (bytes[k] | bytes[k + 1] << 8);
          if (height == -32768)
            continue;
          land++;
          highest = MAX (highest, height);
          g_assert_cmpint (height, >, 100);
        }
    }
  /* 100 m cells of 6,340 km2, within what the drawn outlines allow; the top of Sheshan. */
  g_assert_cmpuint (land, >, 540000);
  g_assert_cmpuint (land, <, 800000);
  g_assert_cmpint (highest, >, 8500);
  g_assert_cmpint (highest, <, 10500);
}

/* --- buildings, metro, writing --- */

static void
test_furnish (void)
{
  gint64 lifts = 0, riders = 0;
  double length_m = 0;
  const GPtrArray *buildings = ht_map_data_get_features (ground->map, "building");
  const GPtrArray *stations = ht_map_data_get_features (ground->map, "metro_station");
  const GPtrArray *lines = ht_map_data_get_features (ground->map, "metro_line");
  for (guint i = 0; i < buildings->len; i++)
    {
      const HtValue *attributes = ((HtFeature *) buildings->pdata[i])->attributes;
      lifts += ht_value_member_int (attributes, "lifts", 0);
      g_assert_cmpint (ht_value_member_int (attributes, "year", 0), >, 1900);
      g_assert_cmpint (ht_value_member_int (attributes, "people", -1), >=, 0);
    }
  for (guint i = 0; i < stations->len; i++)
    riders += ht_value_member_int (((HtFeature *) stations->pdata[i])->attributes, "riders_day", 0);
  for (guint i = 0; i < lines->len; i++)
    length_m += ht_value_member_real (((HtFeature *) lines->pdata[i])->attributes, "length_m", 0);
  g_assert_cmpfloat_with_epsilon ((double) lifts, 275000 * SCALE, 1);
  g_assert_cmpint (riders, ==, 13290000);
  g_assert_cmpfloat_with_epsilon (length_m, 729000, 1);
}

static void
test_teams (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("haitang-things-XXXXXX", &error);
  g_autofree char *path = g_build_filename (folder, "city.haitang", NULL);
  g_autoptr (HtStore) store = ht_store_open (path, HT_STORE_CREATE, &error);
  g_assert_no_error (error);
  ht_demo_things_write (store, ground, NULL, &error);
  g_assert_no_error (error);
  g_autoptr (GPtrArray) teams = ht_store_load_records (store, "team", NULL, &error);
  g_autoptr (GPtrArray) stock = ht_store_load_records (store, "stock", NULL, &error);
  g_autoptr (HtValue) counts = ht_store_load_counts (store, &error);
  g_assert_cmpuint (teams->len, ==, 600 * SCALE);
  g_assert_cmpuint (stock->len, >, 60);
  for (guint i = 0; i < teams->len; i++)
    {
      g_assert_nonnull (ht_record_get_text (teams->pdata[i], "name", NULL));
      g_assert_cmpint (ht_record_get_int (teams->pdata[i], "crew", 0), >, 2);
    }
  for (guint i = 0; i < stock->len; i++)
    g_assert_cmpint (ht_record_get_int (stock->pdata[i], "quantity", 0), >, 0);
  g_assert_cmpint (ht_value_member_int (counts, "observation", 0), ==, 5000 * SCALE * 24);
  ht_store_close (store);
  static const char *const ends[] = { "", "-wal", "-shm", "-lock" };
  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    {
      g_autofree char *file = g_strconcat (path, ends[i], NULL);
      g_remove (file);
    }
  g_rmdir (folder);
}

static gboolean
refuse (const HtLayerContent *content, gpointer data, GError **error)
{
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE, content->info.table);
  return FALSE;
}

static void
test_ends_early (void)
{
  g_autoptr (GError) error = NULL;
  g_assert_false (ht_demo_things_build (ground, refuse, NULL, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE);
  g_clear_error (&error);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_cancellable_cancel (cancellable);
  g_assert_false (ht_demo_things_build (ground, refuse, NULL, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_autoptr (GError) error = NULL;
  ground = ht_ground_build (1, SCALE, NULL, &error);
  g_assert_no_error (error);
  ht_demo_things_furnish (ground);
  g_test_add_func ("/model/demo-things/counts", test_counts);
  g_test_add_func ("/model/demo-things/valid", test_valid);
  g_test_add_func ("/model/demo-things/stations", test_stations);
  g_test_add_func ("/model/demo-things/sums", test_sums);
  g_test_add_func ("/model/demo-things/same", test_same_again);
  g_test_add_func ("/model/demo-things/dependencies", test_dependencies);
  g_test_add_func ("/model/demo-things/elevation", test_elevation);
  g_test_add_func ("/model/demo-things/furnish", test_furnish);
  g_test_add_func ("/model/demo-things/teams", test_teams);
  g_test_add_func ("/model/demo-things/ends-early", test_ends_early);
  int status = g_test_run ();
  ht_ground_free (ground);
  return status;
}
