/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>

#include "base/i18n.h"
#include "cli/city.h"
#include "cli/verbs.h"
#include "model/cover.h"
#include "model/routing.h"

static void
print_cover (HtCli *cli, HtCover *cover)
{
  double people_in = 0, people_out = 0, length_m = ht_cover_get_length_m (cover);
  gboolean people = ht_cover_get_people (cover, &people_in, &people_out);
  if (!cli->json)
    {
      puts (ht_cover_get_sentence (cover));
      return;
    }
  HtValue *answer = ht_value_new_map ();
  ht_value_set_int (answer, "limit_s", ht_cover_get_limit_s (cover));
  ht_value_set_int (answer, "stations", ht_cover_get_n_stations (cover));
  ht_value_set_real (answer, "length_m", length_m);
  ht_value_set_real (answer, "length_in_m", ht_cover_get_length_in_m (cover));
  ht_value_set (answer, "share",
                length_m > 0 ? ht_value_new_real (ht_cover_get_length_in_m (cover) / length_m)
                             : ht_value_new_null ());
  ht_value_set (answer, "people_in", people ? ht_value_new_real (people_in) : ht_value_new_null ());
  ht_value_set (answer, "people_out", people ? ht_value_new_real (people_out) : ht_value_new_null ());
  ht_cli_print_json (answer);
}

HtExit
ht_cli_coverage (HtCli *cli, int argc, char **argv)
{
  HtExit status;
  int limit_s = 300;
  const char *path;
  const GOptionEntry entries[] = { { "limit", 0, 0, G_OPTION_ARG_INT, &limit_s, NULL, NULL }, { NULL } };
  if ((status = ht_cli_parse (cli, argc, argv, entries, 1, &path)) != HT_EXIT_DONE)
    return status;
  if (limit_s < 1 || limit_s > 86400)
    return ht_cli_usage_error (cli, _ ("--limit wants 1 to 86400 seconds"));

  g_autoptr (HtCity) city = ht_cli_open_city (cli, path, HT_CITY_READ_ONLY, &status);
  if (city == NULL || !ht_cli_wait_for_roads (cli, city, &status))
    return status;
  g_autoptr (GError) error = NULL;
  HtRouting *routing = ht_city_get_routing (city);
  ht_routing_coverage_async (routing, NULL, limit_s, cli->cancellable, ht_cli_ready, cli);
  g_autoptr (GAsyncResult) result = ht_cli_await (cli, _ ("computing"));
  g_autoptr (HtCover) cover = ht_routing_coverage_finish (routing, result, &error);
  if (cover == NULL)
    return ht_cli_fail (cli, path, error);
  print_cover (cli, cover);
  return HT_EXIT_DONE;
}
