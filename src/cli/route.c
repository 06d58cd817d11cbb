/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>

#include "base/format.h"
#include "base/i18n.h"
#include "cli/city.h"
#include "cli/verbs.h"
#include "model/routing.h"

/* [[longitude, latitude], …], as GeoJSON has it; null where there is no way. */
static HtValue *
value_of_line (const HtGeometry *line)
{
  if (line == NULL)
    return ht_value_new_null ();
  HtValue *points = ht_value_new_array ();
  for (guint i = 0; i < line->n_points; i++)
    {
      HtValue *pair = ht_value_new_array ();
      ht_value_add (pair, ht_value_new_real (line->points[i].lon));
      ht_value_add (pair, ht_value_new_real (line->points[i].lat));
      ht_value_add (points, pair);
    }
  return points;
}

static void
print_way (HtCli *cli, const HtWay *way)
{
  gboolean found = way->seconds >= 0;
  if (cli->json)
    {
      HtValue *answer = ht_value_new_map ();
      ht_value_set (answer, "minutes",
                    found ? ht_value_new_real ((double) way->seconds / 60) : ht_value_new_null ());
      ht_value_set (answer, "length_m", found ? ht_value_new_real (way->length_m) : ht_value_new_null ());
      ht_value_set (answer, "line", value_of_line (way->geometry));
      ht_value_set_text (answer, "reason", way->reason);
      ht_cli_print_json (answer);
      return;
    }
  if (!found)
    {
      puts (way->reason != NULL ? way->reason : _ ("there is no way by road"));
      return;
    }
  g_autofree char *duration = ht_format_duration (way->seconds);
  g_autofree char *distance = ht_format_distance (way->length_m);
  printf ("%s, %s\n", duration, distance);
}

HtExit
ht_cli_route (HtCli *cli, int argc, char **argv)
{
  HtExit status;
  HtPoint from, to;
  const char *path;
  g_autofree char *from_text = NULL, *to_text = NULL;
  const GOptionEntry entries[] = { { "from", 0, 0, G_OPTION_ARG_FILENAME, &from_text, NULL, NULL },
                                   { "to", 0, 0, G_OPTION_ARG_FILENAME, &to_text, NULL, NULL },
                                   { NULL } };
  if ((status = ht_cli_parse (cli, argc, argv, entries, 1, &path)) != HT_EXIT_DONE)
    return status;
  if (!ht_cli_parse_place (cli, "--from", from_text, &from.lat, &from.lon)
      || !ht_cli_parse_place (cli, "--to", to_text, &to.lat, &to.lon))
    return HT_EXIT_USAGE;

  g_autoptr (HtCity) city = ht_cli_open_city (cli, path, HT_CITY_READ_ONLY, &status);
  if (city == NULL || !ht_cli_wait_for_roads (cli, city, &status))
    return status;
  g_autoptr (GError) error = NULL;
  HtRouting *routing = ht_city_get_routing (city);
  ht_routing_route_async (routing, &from, &to, cli->cancellable, ht_cli_ready, cli);
  g_autoptr (GAsyncResult) result = ht_cli_await (cli, _ ("searching"));
  g_autoptr (HtWay) way = ht_routing_route_finish (routing, result, &error);
  if (way == NULL)
    return ht_cli_fail (cli, path, error);
  print_way (cli, way);
  return way->seconds >= 0 ? HT_EXIT_DONE : HT_EXIT_NO;
}
