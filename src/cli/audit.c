/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>

#include "base/i18n.h"
#include "cli/city.h"
#include "cli/verbs.h"

typedef struct
{
  HtStore *store;
  char *first_break; /* NULL: the chains are whole */
} Audit;

static gboolean
audit (gpointer data, GError **error)
{
  Audit *job = data;
  g_autoptr (GError) local = NULL;
  if (ht_store_audit (job->store, &job->first_break, &local))
    return TRUE;
  if (local == NULL)
    return job->first_break != NULL;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

static void
print_answer (HtCli *cli, const char *first_break)
{
  if (cli->json)
    {
      HtValue *answer = ht_value_new_map ();
      ht_value_set_bool (answer, "whole", first_break == NULL);
      ht_value_set_text (answer, "first_break", first_break);
      ht_cli_print_json (answer);
    }
  else
    puts (first_break != NULL ? first_break : _ ("all chains whole"));
}

HtExit
ht_cli_audit (HtCli *cli, int argc, char **argv)
{
  HtExit status;
  const char *path;
  if ((status = ht_cli_parse (cli, argc, argv, NULL, 1, &path)) != HT_EXIT_DONE)
    return status;

  g_autoptr (HtStore) store = ht_cli_open_store (cli, path, &status);
  g_autoptr (GError) error = NULL;
  if (store == NULL)
    return status;
  Audit job = { store, NULL };
  if (!ht_cli_read (cli, _ ("verifying"), audit, &job, &error))
    return ht_cli_fail (cli, path, error);
  print_answer (cli, job.first_break);
  status = job.first_break == NULL ? HT_EXIT_DONE : HT_EXIT_NO;
  g_free (job.first_break);
  return status;
}
