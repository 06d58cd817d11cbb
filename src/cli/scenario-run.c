/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <stdio.h>

#include "base/format.h"
#include "base/i18n.h"
#include "cli/city.h"
#include "cli/verbs.h"
#include "model/scenario.h"

static HtValue *
value_of (const HtScenarioSummary *summary)
{
  HtValue *map = ht_value_new_map ();
  ht_value_set_int (map, "incidents", summary->incidents);
  ht_value_set_int (map, "assignments", summary->assignments);
  ht_value_set (map, "mean_minutes", ht_cli_value_of (summary->mean_minutes));
  ht_value_set_int (map, "late", summary->late);
  ht_value_set (map, "uncovered_people", ht_cli_value_of (summary->uncovered_people));
  ht_value_set_int (map, "operations", (gint64) summary->operations);
  ht_value_set_real (map, "seconds", summary->seconds);
  return map;
}

static void
print_summary (HtCli *cli, const HtScenarioSummary *summary, const char *out)
{
  if (cli->json)
    {
      ht_cli_print_json (value_of (summary));
      return;
    }
  g_autofree char *operations = ht_format_count ((gint64) summary->operations);
  printf (_ ("%u incidents, %u assignments, %s operations in %.1f s\n"), summary->incidents,
          summary->assignments, operations, summary->seconds);
  if (isfinite (summary->mean_minutes))
    printf (_ ("mean time from order to arrival %.1f min, %u late\n"), summary->mean_minutes, summary->late);
  printf (_ ("written: %s/map.png, report.pdf, summary.json\n"), out);
}

HtExit
ht_cli_scenario_run (HtCli *cli, int argc, char **argv)
{
  HtExit status;
  const char *file;
  g_autofree char *path = NULL, *out = NULL;
  g_autoptr (GError) error = NULL;
  const GOptionEntry entries[] = { { "city", 0, 0, G_OPTION_ARG_FILENAME, &path, NULL, NULL },
                                   { "out", 0, 0, G_OPTION_ARG_FILENAME, &out, NULL, NULL },
                                   { NULL } };
  if ((status = ht_cli_parse (cli, argc, argv, entries, 1, &file)) != HT_EXIT_DONE)
    return status;
  if (path == NULL || out == NULL)
    return ht_cli_usage_error (cli, _ ("--city and --out are needed"));
  if (!ht_cli_need_file (file, &status))
    return status;

  g_autoptr (HtScenario) scenario = ht_scenario_load (file, &error);
  if (scenario == NULL)
    return ht_cli_fail (cli, file, error);
  g_autoptr (HtCity) city = ht_cli_open_city (cli, path, HT_CITY_NONE, &status);
  if (city == NULL)
    return status;
  HtScenarioSummary summary = { 0 };
  ht_scenario_run_async (scenario, city, out, cli->cancellable, ht_cli_ready, cli);
  g_autoptr (GAsyncResult) result = ht_cli_await (cli, _ ("playing"));
  if (ht_scenario_run_finish (scenario, result, &summary, &error))
    print_summary (cli, &summary, out);
  else
    status = ht_cli_fail (cli, file, error);
  ht_city_close (city);
  return status;
}
