/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>
#include <string.h>

#include "base/format.h"
#include "base/i18n.h"
#include "cli/city.h"
#include "cli/verbs.h"
#include "model/importer.h"

typedef struct
{
  char *into, *layer, *datum;
  char **map;
} Options;

static void
options_clear (Options *options)
{
  g_free (options->into);
  g_free (options->layer);
  g_free (options->datum);
  g_strfreev (options->map);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

static void
print_reasons (const char *heading, const GArray *reasons)
{
  for (guint i = 0; i < reasons->len; i++)
    {
      const HtReason *reason = &g_array_index (reasons, HtReason, i);
      printf ("%s %8" G_GUINT64_FORMAT "  %s\n", heading, reason->count, _ (reason->why));
    }
}

static void
print_report (HtCli *cli, const HtImported *imported)
{
  const HtImportReport *report = imported->report;
  if (cli->json)
    {
      HtValue *answer = ht_import_report_to_value (report);
      ht_value_set_bool (answer, "changed", imported->changed);
      ht_value_set_int (answer, "assumed_teams", imported->assumed_teams);
      ht_cli_print_json (answer);
      return;
    }
  g_autofree char *read = ht_format_count ((gint64) report->read);
  g_autofree char *repaired = ht_format_count ((gint64) ht_reasons_sum (report->repaired));
  g_autofree char *dropped = ht_format_count ((gint64) ht_reasons_sum (report->dropped));
  printf (_ ("read %s, repaired %s, dropped %s\n"), read, repaired, dropped);
  print_reasons (_ ("repaired"), report->repaired);
  print_reasons (_ ("dropped "), report->dropped);
  print_reasons (_ ("noted   "), report->noted);
  if (report->has_network)
    printf (_ ("roads: %u nodes, %u arcs, %u nodes in the largest connected part\n"), report->nodes,
            report->arcs, report->largest_scc);
  if (imported->assumed_teams > 0)
    printf (_ ("%u teams assumed for stations without any: confirm them\n"), imported->assumed_teams);
  if (!imported->changed)
    puts (_ ("nothing changed: the city held exactly this already"));
}

/* TRUE: taken and told. */
static HtExit
import (HtCli *cli, HtCity *city, const HtImportRequest *request)
{
  g_autoptr (GError) error = NULL;
  HtImporter *importer = ht_city_get_importer (city);
  ht_importer_import_async (importer, request, cli->cancellable, ht_cli_ready, cli);
  g_autoptr (GAsyncResult) result = ht_cli_await (cli, _ ("importing"));
  HtImported *imported = ht_importer_import_finish (importer, result, &error);
  if (imported == NULL)
    return ht_cli_fail (cli, request->path, error);
  print_report (cli, imported);
  ht_imported_free (imported);
  return HT_EXIT_DONE;
}

/* Into a city that is not there yet: it appears whole, or not at all. */
static HtExit
import_into_new (HtCli *cli, const char *path, const HtImportRequest *request)
{
  HtExit status;
  g_autoptr (GError) error = NULL;
  g_autofree char *made = ht_cli_new_city_path (path, &error);
  if (made == NULL)
    return ht_cli_fail (cli, path, error);
  g_autoptr (HtCity) city = ht_cli_open_city (cli, made, HT_CITY_CREATE, &status);
  if (city != NULL)
    {
      status = import (cli, city, request);
      ht_city_close (city);
    }
  if (status != HT_EXIT_DONE)
    ht_cli_drop_new_city (made);
  else if (!ht_cli_keep_new_city (made, path, &error))
    status = ht_cli_fail (cli, path, error);
  return status;
}

static HtExit
check_request (HtCli *cli, const Options *options)
{
  const char *const *layers = ht_importer_get_layers ();
  if (options->into == NULL || options->layer == NULL)
    return ht_cli_usage_error (cli, _ ("--into and --as are needed"));
  for (guint i = 0; options->map != NULL && options->map[i] != NULL; i++)
    {
      const char *equals = strchr (options->map[i], '=');
      if (equals == NULL || equals == options->map[i] || equals[1] == '\0')
        return ht_cli_usage_error (cli, _ ("--map wants COLUMN=FIELD, not “%s”"), options->map[i]);
    }
  if (g_strv_contains (layers, options->layer))
    return HT_EXIT_DONE;
  g_autofree char *known = g_strjoinv (", ", (char **) layers);
  return ht_cli_usage_error (cli, _ ("--as knows %s, not “%s”"), known, options->layer);
}

HtExit
ht_cli_import (HtCli *cli, int argc, char **argv)
{
  HtExit status;
  const char *file;
  g_auto (Options) options = { 0 };
  const GOptionEntry entries[] = { { "into", 0, 0, G_OPTION_ARG_FILENAME, &options.into, NULL, NULL },
                                   { "as", 0, 0, G_OPTION_ARG_FILENAME, &options.layer, NULL, NULL },
                                   { "datum", 0, 0, G_OPTION_ARG_FILENAME, &options.datum, NULL, NULL },
                                   { "map", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &options.map, NULL, NULL },
                                   { NULL } };
  if ((status = ht_cli_parse (cli, argc, argv, entries, 1, &file)) != HT_EXIT_DONE
      || (status = check_request (cli, &options)) != HT_EXIT_DONE || !ht_cli_need_file (file, &status))
    return status;

  HtImportRequest request = { .path = file,
                              .layer = options.layer,
                              .datum = options.datum,
                              .map = (const char *const *) options.map,
                              .assume_teams = TRUE };
  if (!g_file_test (options.into, G_FILE_TEST_EXISTS))
    return import_into_new (cli, options.into, &request);
  g_autoptr (HtCity) city = ht_cli_open_city (cli, options.into, HT_CITY_NONE, &status);
  if (city == NULL)
    return status;
  status = import (cli, city, &request);
  ht_city_close (city);
  return status;
}
