/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/bench.h"

#include <math.h>
#include <stdio.h>
#include <string.h>
#include <sys/utsname.h>
#include <glib/gstdio.h>

#include "base/i18n.h"
#include "cli/verbs.h"

static const struct
{
  const char *name, *what;
  gboolean (*run) (HtBench *bench, GError **error);
} benches[] = {
  { "ops", "operations appended and folded, durable, against bare SQLite inserts of the same rows",
    ht_bench_ops },
  { "import", "an OpenStreetMap extract read into a network and features, against osmium and GDAL",
    ht_bench_import },
  { "roads", "nearest-station search over a street grid, against a textbook Dijkstra and memory speed",
    ht_bench_roads },
  { "tiles", "map tiles drawn from the scene of that extract", ht_bench_tiles },
};

double
ht_bench_now (void)
{
  return (double) g_get_monotonic_time () / G_USEC_PER_SEC;
}

void
ht_bench_row (const char *name, double value, const char *unit, double ratio, const char *peer)
{
  printf ("%s\t%.6g\t%s\t", name, value, unit);
  if (isfinite (ratio))
    printf ("%.3g\t", ratio);
  else
    fputs ("-\t", stdout);
  puts (peer != NULL ? peer : "-");
  fflush (stdout);
}

void
ht_bench_note (const char *format, ...)
{
  va_list arguments;
  va_start (arguments, format);
  g_autofree char *text = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  printf ("# %s\n", text);
}

void
ht_bench_differs (HtBench *bench, const char *what, double ours, double theirs)
{
  ht_bench_note ("%s differs: ours %.17g, theirs %.17g", what, ours, theirs);
  bench->differs = TRUE;
}

static void
note_machine (void)
{
  struct utsname system;
  g_autofree char *cpu = NULL, *model = NULL;
  if (g_file_get_contents ("/proc/cpuinfo", &cpu, NULL, NULL))
    {
      const char *at = strstr (cpu, "model name");
      const char *colon = at != NULL ? strchr (at, ':') : NULL;
      if (colon != NULL)
        model = g_strndup (colon + 2, strcspn (colon + 2, "\n"));
    }
  if (uname (&system) == 0)
    ht_bench_note ("haitangctl %s, %s %s, %u × %s", HT_VERSION, system.sysname, system.release,
                   g_get_num_processors (), model != NULL ? model : system.machine);
}

static void
remove_folder (const char *path)
{
  g_autoptr (GDir) folder = g_dir_open (path, 0, NULL);
  for (const char *name = folder != NULL ? g_dir_read_name (folder) : NULL; name != NULL;
       name = g_dir_read_name (folder))
    {
      g_autofree char *file = g_build_filename (path, name, NULL);
      g_unlink (file);
    }
  g_rmdir (path);
}

typedef struct
{
  HtBench bench;
  guint index;
} Job;

static gboolean
run_one (gpointer data, GError **error)
{
  Job *job = data;
  job->bench.folder = g_dir_make_tmp ("haitang-bench-XXXXXX", error);
  if (job->bench.folder == NULL)
    return FALSE;
  ht_bench_note ("%s: %s", benches[job->index].name, benches[job->index].what);
  gboolean done = benches[job->index].run (&job->bench, error);
  remove_folder (job->bench.folder);
  g_clear_pointer (&job->bench.folder, g_free);
  return done;
}

static gboolean
is_known (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (benches); i++)
    if (strcmp (benches[i].name, name) == 0)
      return TRUE;
  return FALSE;
}

HtExit
ht_cli_bench (HtCli *cli, int argc, char **argv)
{
  HtExit status;
  const char *name = NULL;
  if ((status = ht_cli_parse (cli, argc, argv, NULL, argc > 1 ? 1 : 0, &name)) != HT_EXIT_DONE)
    return status;
  if (name != NULL && !is_known (name))
    return ht_cli_usage_error (cli, _ ("there is ops, import, roads and tiles, not “%s”"), name);

  puts ("# name\tvalue\tunit\tratio\tpeer");
  note_machine ();
  for (guint i = 0; i < G_N_ELEMENTS (benches); i++)
    {
      Job job = { { .cli = cli }, i };
      g_autoptr (GError) error = NULL;
      if (name != NULL && strcmp (name, benches[i].name) != 0)
        continue;
      if (!ht_cli_read (cli, NULL, run_one, &job, &error))
        return ht_cli_fail (cli, benches[i].name, error);
      if (job.bench.differs)
        status = HT_EXIT_NO;
    }
  return status;
}
