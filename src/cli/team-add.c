/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "cli/city.h"
#include "cli/verbs.h"
#include "model/establishment.h"
#include "model/station.h"
#include "plan/capability.h"
#include "store/op.h"

typedef struct
{
  char *name, *kind, *station;
  char **can;
  int crew, turnout_s;
} Options;

static void
options_clear (Options *options)
{
  g_free (options->name);
  g_free (options->kind);
  g_free (options->station);
  g_strfreev (options->can);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

/* By name or id. */
static HtStation *
find_station (HtCity *city, const char *what)
{
  GListModel *stations = ht_city_get_stations (city);
  for (guint i = 0; i < g_list_model_get_n_items (stations); i++)
    {
      g_autoptr (HtStation) station = g_list_model_get_item (stations, i);
      if (g_strcmp0 (ht_station_get_name (station), what) == 0
          || strcmp (ht_station_get_id_text (station), what) == 0)
        return station;
    }
  return NULL;
}

/* What was said, or else what such a team can do as a rule: one that can do nothing would never be advised.
 */
static HtValue *
dup_capabilities (const Options *options, GError **error)
{
  if (options->can == NULL)
    {
      g_autoptr (HtEstablishment) establishment = ht_establishment_load (NULL, error);
      if (establishment == NULL)
        return NULL;
      HtValue *usual = ht_establishment_get_usual (establishment, options->kind);
      return usual != NULL ? ht_value_ref (usual) : ht_value_new_array ();
    }
  HtValue *can = ht_value_new_array ();
  for (guint i = 0; options->can[i] != NULL; i++)
    ht_value_add (can, ht_value_new_text (options->can[i]));
  return can;
}

/* @can is taken. */
static HtValue *
fields_of (const Options *options, HtStation *station, HtValue *can)
{
  HtValue *fields = ht_value_new_map ();
  ht_value_set_text (fields, "name", options->name);
  ht_value_set_text (fields, "kind", options->kind);
  ht_value_set (fields, "capabilities", can);
  ht_value_set_int (fields, "crew", options->crew);
  ht_value_set_uuid (fields, "station", ht_station_get_id (station));
  ht_value_set_text (fields, "status", "at_station");
  ht_value_set_int (fields, "turnout_s", options->turnout_s);
  ht_value_set_bool (fields, "assumed", FALSE);
  return fields;
}

static HtExit
check_options (HtCli *cli, const Options *options)
{
  HtCapability capability;
  if (options->name == NULL || options->kind == NULL || options->station == NULL)
    return ht_cli_usage_error (cli, _ ("--name, --kind and --station are needed"));
  if (!g_utf8_validate (options->name, -1, NULL) || *options->name == '\0')
    return ht_cli_usage_error (cli, _ ("--name wants a text in UTF-8"));
  if (options->crew < 0 || options->crew > 100 || options->turnout_s < 0 || options->turnout_s > 3600)
    return ht_cli_usage_error (cli, _ ("--crew wants 0 to 100 people, --turnout 0 to 3600 seconds"));
  for (guint i = 0; options->can != NULL && options->can[i] != NULL; i++)
    if (!ht_capability_parse (options->can[i], &capability))
      return ht_cli_usage_error (cli, _ ("--can: “%s” is no capability; data/runcards/README.md lists them"),
                                 options->can[i]);
  return HT_EXIT_DONE;
}

/* TRUE: the id of the new team is printed. */
static HtExit
add_team (HtCli *cli, HtCity *city, const Options *options)
{
  HtStation *station = find_station (city, options->station);
  if (station == NULL)
    return ht_cli_complain (HT_EXIT_INPUT, _ ("%s: there is no station “%s”; import stations first"),
                            ht_city_get_path (city), options->station);
  HtUuid id = ht_uuid_random ();
  HtAuthor author = { .role = "system" };
  g_autoptr (GPtrArray) drafts = ht_op_new_drafts ();
  g_autoptr (GError) error = NULL;
  HtValue *can = dup_capabilities (options, &error);
  if (can == NULL)
    return ht_cli_fail (cli, ht_city_get_path (city), error);
  g_ptr_array_add (drafts, ht_op_draft_create ("team", &id, fields_of (options, station, can)));
  if (!ht_store_append (ht_city_get_store (city), &author, drafts, NULL, &error))
    return ht_cli_fail (cli, ht_city_get_path (city), error);
  g_autofree char *text = ht_uuid_dup_text (&id);
  if (cli->json)
    {
      HtValue *answer = ht_value_new_map ();
      ht_value_set_text (answer, "id", text);
      ht_cli_print_json (answer);
    }
  else
    puts (text);
  return HT_EXIT_DONE;
}

HtExit
ht_cli_team_add (HtCli *cli, int argc, char **argv)
{
  HtExit status;
  const char *path;
  g_auto (Options) options = { .crew = 6, .turnout_s = 60 };
  const GOptionEntry entries[] = { { "name", 0, 0, G_OPTION_ARG_FILENAME, &options.name, NULL, NULL },
                                   { "kind", 0, 0, G_OPTION_ARG_FILENAME, &options.kind, NULL, NULL },
                                   { "station", 0, 0, G_OPTION_ARG_FILENAME, &options.station, NULL, NULL },
                                   { "can", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &options.can, NULL, NULL },
                                   { "crew", 0, 0, G_OPTION_ARG_INT, &options.crew, NULL, NULL },
                                   { "turnout", 0, 0, G_OPTION_ARG_INT, &options.turnout_s, NULL, NULL },
                                   { NULL } };
  if ((status = ht_cli_parse (cli, argc, argv, entries, 1, &path)) != HT_EXIT_DONE
      || (status = check_options (cli, &options)) != HT_EXIT_DONE)
    return status;

  g_autoptr (HtCity) city = ht_cli_open_city (cli, path, HT_CITY_NONE, &status);
  if (city == NULL)
    return status;
  status = add_team (cli, city, &options);
  ht_city_close (city);
  return status;
}
