/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>
#include <string.h>

#include "base/format.h"
#include "base/i18n.h"
#include "cli/city.h"
#include "cli/verbs.h"
#include "model/dispatch.h"
#include "model/run-cards.h"

typedef struct
{
  char *incident, *at, *type;
  int level;
} Options;

static void
options_clear (Options *options)
{
  g_free (options->incident);
  g_free (options->at);
  g_free (options->type);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

static HtValue *
value_of_texts (const char *const *texts)
{
  HtValue *array = ht_value_new_array ();
  for (guint i = 0; texts != NULL && texts[i] != NULL; i++)
    ht_value_add (array, ht_value_new_text (texts[i]));
  return array;
}

static HtValue *
value_of_item (HtProposalItem *item)
{
  HtTeam *team = ht_proposal_item_get_team (item);
  gint64 seconds = ht_proposal_item_get_seconds (item);
  HtValue *map = ht_value_new_map ();
  ht_value_set_text (map, "id", ht_entity_get_id_text (HT_ENTITY (team)));
  ht_value_set_text (map, "name", ht_team_get_name (team));
  ht_value_set_text (map, "kind", ht_team_get_kind (team));
  ht_value_set (map, "minutes",
                seconds < 0 ? ht_value_new_null () : ht_value_new_real ((double) seconds / 60));
  ht_value_set (map, "length_m",
                seconds < 0 ? ht_value_new_null ()
                            : ht_value_new_real (ht_proposal_item_get_distance_m (item)));
  ht_value_set_text (map, "why", ht_proposal_item_get_reason (item));
  return map;
}

static HtValue *
value_of_items (GListModel *items)
{
  HtValue *array = ht_value_new_array ();
  for (guint i = 0; i < g_list_model_get_n_items (items); i++)
    {
      g_autoptr (HtProposalItem) item = g_list_model_get_item (items, i);
      ht_value_add (array, value_of_item (item));
    }
  return array;
}

/* Seconds until the last chosen team is there; -1 where nobody is sent or one has no time by road. */
static gint64
last_arrival (GListModel *items)
{
  gint64 last = -1;
  for (guint i = 0; i < g_list_model_get_n_items (items); i++)
    {
      g_autoptr (HtProposalItem) item = g_list_model_get_item (items, i);
      last = MAX (last, ht_proposal_item_get_seconds (item));
    }
  return last;
}

/* The engine's choice has the earliest last arrival there can be (see plan/advice.h), so the bound is met. */
static HtValue *
value_of_proposal (HtProposal *proposal)
{
  gint64 last = last_arrival (ht_proposal_get_items (proposal));
  HtValue *map = ht_value_new_map ();
  ht_value_set_bool (map, "optimal", TRUE);
  ht_value_set (map, "bound", last < 0 ? ht_value_new_null () : ht_value_new_int (last));
  ht_value_set_real (map, "gap", 0);
  ht_value_set (map, "shortfall", value_of_texts (ht_proposal_get_shortfalls (proposal)));
  ht_value_set_text (map, "run_card", ht_proposal_get_run_card (proposal));
  ht_value_set_text (map, "basis", ht_proposal_get_basis (proposal));
  ht_value_set (map, "teams", value_of_items (ht_proposal_get_items (proposal)));
  ht_value_set (map, "others", value_of_items (ht_proposal_get_others (proposal)));
  ht_value_set (map, "why_not", value_of_texts (ht_proposal_get_why_not (proposal)));
  return map;
}

static void
print_proposal (HtProposal *proposal)
{
  GListModel *items = ht_proposal_get_items (proposal);
  const char *const *why_not = ht_proposal_get_why_not (proposal);
  const char *const *shortfalls = ht_proposal_get_shortfalls (proposal);
  printf ("%s\n", ht_proposal_get_run_card_label (proposal));
  for (guint i = 0; i < g_list_model_get_n_items (items); i++)
    {
      g_autoptr (HtProposalItem) item = g_list_model_get_item (items, i);
      gint64 seconds = ht_proposal_item_get_seconds (item);
      g_autofree char *duration = seconds < 0 ? g_strdup ("—") : ht_format_duration (seconds);
      printf ("  %s  %s  %s\n", duration, ht_team_get_name (ht_proposal_item_get_team (item)),
              ht_proposal_item_get_reason (item));
    }
  for (guint i = 0; why_not != NULL && why_not[i] != NULL; i++)
    printf ("  %s\n", why_not[i]);
  for (guint i = 0; shortfalls != NULL && shortfalls[i] != NULL; i++)
    printf ("! %s\n", shortfalls[i]);
}

/* By code ("0398") or id. */
static HtIncident *
find_incident (HtCity *city, const char *what)
{
  GListModel *incidents = ht_city_get_incidents (city);
  for (guint i = 0; i < g_list_model_get_n_items (incidents); i++)
    {
      g_autoptr (HtIncident) incident = g_list_model_get_item (incidents, i);
      if (strcmp (ht_incident_get_code (incident), what) == 0
          || strcmp (ht_entity_get_id_text (HT_ENTITY (incident)), what) == 0)
        return incident;
    }
  return NULL;
}

/* The incident asked about, or one imagined at the place asked about; owned by the caller. NULL: told. */
static HtIncident *
choose_incident (HtCli *cli, HtCity *city, const Options *options, HtExit *status)
{
  if (options->incident != NULL)
    {
      HtIncident *incident = find_incident (city, options->incident);
      if (incident != NULL)
        return g_object_ref (incident);
      *status = ht_cli_complain (HT_EXIT_INPUT,
                                 _ ("%s: there is no incident “%s”; its code is on the desk's queue"),
                                 ht_city_get_path (city), options->incident);
      return NULL;
    }
  HtPoint at;
  if (ht_run_cards_find_type (ht_city_get_run_cards (city), options->type) == NULL)
    *status
        = ht_cli_complain (HT_EXIT_INPUT, _ ("--type: no run card knows “%s”; data/runcards has the types"),
                           options->type);
  else if (!ht_cli_parse_place (cli, "--at", options->at, &at.lat, &at.lon))
    *status = HT_EXIT_USAGE;
  else
    return ht_incident_new_imagined (options->type, options->level, &at);
  return NULL;
}

static HtExit
check_options (HtCli *cli, const Options *options)
{
  gboolean place = options->at != NULL && options->type != NULL;
  if ((options->incident != NULL) == place || (options->at != NULL) != (options->type != NULL))
    return ht_cli_usage_error (cli, _ ("say --incident CODE, or --at LAT,LON with --type TYPE"));
  if (options->level < 0 || options->level > 4)
    return ht_cli_usage_error (cli, _ ("--level wants 1 to 4, or 0 for not graded"));
  return HT_EXIT_DONE;
}

HtExit
ht_cli_dispatch (HtCli *cli, int argc, char **argv)
{
  HtExit status;
  const char *path;
  g_auto (Options) options = { 0 };
  const GOptionEntry entries[] = { { "incident", 0, 0, G_OPTION_ARG_FILENAME, &options.incident, NULL, NULL },
                                   { "at", 0, 0, G_OPTION_ARG_FILENAME, &options.at, NULL, NULL },
                                   { "type", 0, 0, G_OPTION_ARG_FILENAME, &options.type, NULL, NULL },
                                   { "level", 0, 0, G_OPTION_ARG_INT, &options.level, NULL, NULL },
                                   { NULL } };
  if ((status = ht_cli_parse (cli, argc, argv, entries, 1, &path)) != HT_EXIT_DONE
      || (status = check_options (cli, &options)) != HT_EXIT_DONE)
    return status;

  g_autoptr (HtCity) city = ht_cli_open_city (cli, path, HT_CITY_READ_ONLY, &status);
  if (city == NULL || !ht_cli_wait_for_roads (cli, city, &status))
    return status;
  g_autoptr (HtIncident) incident = choose_incident (cli, city, &options, &status);
  if (incident == NULL)
    return status;
  g_autoptr (GError) error = NULL;
  HtDispatch *dispatch = ht_city_get_dispatch (city);
  ht_dispatch_advise_async (dispatch, incident, cli->cancellable, ht_cli_ready, cli);
  g_autoptr (GAsyncResult) result = ht_cli_await (cli, _ ("weighing"));
  g_autoptr (HtProposal) proposal = ht_dispatch_advise_finish (dispatch, result, &error);
  if (proposal == NULL)
    return ht_cli_fail (cli, path, error);
  if (cli->json)
    ht_cli_print_json (value_of_proposal (proposal));
  else
    print_proposal (proposal);
  return HT_EXIT_DONE;
}
