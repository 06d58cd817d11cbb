/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "cli/bench-map.h"
#include "cli/bench.h"

char *
ht_bench_dup_extract (void)
{
  const char *set = g_getenv ("HT_BENCH_OSM"), *shared = g_getenv ("HT_SHARED");
  if (set != NULL)
    return g_strdup (set);
  g_autofree char *path
      = shared != NULL ? g_build_filename (shared, "data", "osm", "liechtenstein.osm.pbf", NULL) : NULL;
  if (path != NULL && g_file_test (path, G_FILE_TEST_EXISTS))
    return g_steal_pointer (&path);
  ht_bench_note ("no extract to measure with: name one in HT_BENCH_OSM");
  return NULL;
}

/* Runs @words; seconds, or NaN where the program is not installed or fails. @out: what it printed. */
static double
time_command (const char *const *words, char **out)
{
  int status = 0;
  g_autofree char *program = g_find_program_in_path (words[0]);
  double began = ht_bench_now ();
  if (program == NULL
      || !g_spawn_sync (NULL, (char **) words, NULL, G_SPAWN_SEARCH_PATH | G_SPAWN_STDERR_TO_DEV_NULL, NULL,
                        NULL, out, NULL, &status, NULL)
      || status != 0)
    return NAN;
  return ht_bench_now () - began;
}

/* osmium decodes every element; it builds nothing, so it is the floor for any reader. */
static void
against_osmium (HtBench *bench, const char *path, const HtMapData *data, double ours)
{
  g_autofree char *out = NULL, *copied = NULL;
  const char *const cat[]
      = { "osmium", "cat", "--no-progress", "-f", "opl", "-o", "/dev/null", "-O", path, NULL };
  const char *const info[]
      = { "osmium", "fileinfo", "--no-progress", "-e", "-g", "data.count.nodes", path, NULL };
  double theirs = time_command (cat, &copied);
  ht_bench_row ("osm_import", ours, "s", ours / theirs, isfinite (theirs) ? "osmium_cat_opl" : NULL);
  if (isfinite (time_command (info, &out)) && out != NULL)
    {
      double nodes = g_ascii_strtod (out, NULL);
      if (nodes > (double) data->report->read)
        ht_bench_differs (bench, "elements read (at least the nodes)", (double) data->report->read, nodes);
    }
}

/* GDAL's reader makes features of every layer: nearest to what the import does. */
static void
against_gdal (const char *path, double ours)
{
  g_autofree char *out = NULL;
  const char *const words[]
      = { "ogr2ogr", "-f", "CSV", "/vsimem/all.csv", path, "lines", "-lco", "GEOMETRY=AS_WKT", NULL };
  double theirs = time_command (words, &out);
  ht_bench_row ("osm_import_gdal", ours, "s", ours / theirs, isfinite (theirs) ? "ogr2ogr_lines" : NULL);
}

gboolean
ht_bench_import (HtBench *bench, GError **error)
{
  g_autofree char *path = ht_bench_dup_extract ();
  if (path == NULL)
    return TRUE;
  double began = ht_bench_now ();
  g_autoptr (HtMapData) data = ht_osm_read (path, HT_OSM_ALL, bench->cli->cancellable, error);
  double ours = ht_bench_now () - began;
  if (data == NULL)
    return FALSE;
  g_autofree char *name = g_path_get_basename (path);
  ht_bench_note ("%s: %" G_GUINT64_FORMAT " elements, %u nodes and %u arcs of road", name, data->report->read,
                 data->report->nodes, data->report->arcs);
  against_osmium (bench, path, data, ours);
  against_gdal (path, ours);
  return TRUE;
}
