/* SPDX-License-Identifier: GPL-3.0-or-later */
/* GeoJSON from outside: features with finite coordinates on earth, or a refusal with a reason. */
#include "fuzz.h"

#include <glib/gstdio.h>
#include <unistd.h>

#include "geo/vector.h"

static void
check_features (GPtrArray *features)
{
  for (guint i = 0; features != NULL && i < features->len; i++)
    {
      const HtFeature *feature = features->pdata[i];
      for (guint k = 0; k < feature->geometry->n_points; k++)
        g_assert_true (ht_point_is_valid (&feature->geometry->points[k]));
    }
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  static char *path;
  if (path == NULL)
    path = g_strdup_printf ("%s/haitang-fuzz-%d.geojson", g_get_tmp_dir (), (int) getpid ());
  g_autoptr (GError) error = NULL;
  g_assert_true (g_file_set_contents_full (path, (const char *) data, (gssize) size, G_FILE_SET_CONTENTS_NONE,
                                           0600, NULL));
  const HtVectorRequest request = { .path = path, .layer = HT_VECTOR_POINTS };
  g_autoptr (HtMapData) map = ht_vector_read (&request, NULL, &error);
  g_unlink (path);
  if (map == NULL)
    g_assert_nonnull (error);
  else
    check_features (ht_map_data_get_features (map, "point"));
  return 0;
}
