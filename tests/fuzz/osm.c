/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A map file from outside, XML or PBF, packed or not: read whole with a sound network, or refused with a
 * reason. */
#include "fuzz.h"

#include <glib/gstdio.h>
#include <unistd.h>

#include "geo/osm.h"

static void
check_network (const HtNetwork *network)
{
  for (guint i = 0; i < network->sections->len; i++)
    {
      const HtSection *section = &g_array_index (network->sections, HtSection, i);
      g_assert_cmpuint (section->from, <, network->nodes->len);
      g_assert_cmpuint (section->to, <, network->nodes->len);
      g_assert_cmpuint (section->n_points, >=, 2);
      g_assert_cmpuint (section->first_point + section->n_points, <=, network->points->len);
      g_assert_cmpuint (section->name, <, network->names->len);
    }
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  static char *path;
  if (path == NULL)
    path = g_strdup_printf ("%s/haitang-fuzz-%d.osm", g_get_tmp_dir (), (int) getpid ());
  g_autoptr (GError) error = NULL;
  g_assert_true (g_file_set_contents_full (path, (const char *) data, (gssize) size, G_FILE_SET_CONTENTS_NONE,
                                           0600, NULL));
  g_autoptr (HtMapData) map = ht_osm_read (path, HT_OSM_ALL, NULL, &error);
  g_unlink (path);
  if (map == NULL)
    g_assert_nonnull (error);
  else if (map->network != NULL)
    check_network (map->network);
  return 0;
}
