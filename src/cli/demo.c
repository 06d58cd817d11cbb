/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>

#include "base/i18n.h"
#include "cli/city.h"
#include "cli/verbs.h"
#include "model/demo-write.h"

/* No --scale was given. Until everything that stands in the whole city is made too, the small town, which is
 * complete, is what people get who ask for no size. */
#define NO_SCALE (-G_MAXDOUBLE)

typedef struct
{
  const char *path;
  guint64 seed;
  double scale;
  gboolean town;
} Making;

static void
make_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  const Making *making = task_data;
  GError *error = NULL;
  gboolean done = making->town
                      ? ht_demo_write (making->path, making->seed, cancellable, &error)
                      : ht_demo_write_city (making->path, making->seed, making->scale, cancellable, &error);
  if (done)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static gboolean
make (HtCli *cli, Making *making, GError **error)
{
  g_autoptr (GTask) task = g_task_new (NULL, cli->cancellable, ht_cli_ready, cli);
  g_task_set_task_data (task, making, NULL);
  g_task_run_in_thread (task, make_thread);
  g_autoptr (GAsyncResult) result = ht_cli_await (cli, _ ("making the demo city"));
  return g_task_propagate_boolean (G_TASK (result), error);
}

HtExit
ht_cli_demo (HtCli *cli, int argc, char **argv)
{
  HtExit status;
  const char *path;
  gint64 seed = 1;
  double scale = NO_SCALE;
  gboolean town = FALSE;
  g_autoptr (GError) error = NULL;
  const GOptionEntry entries[] = { { "scale", 0, 0, G_OPTION_ARG_DOUBLE, &scale, NULL, NULL },
                                   { "seed", 0, 0, G_OPTION_ARG_INT64, &seed, NULL, NULL },
                                   { "town", 0, 0, G_OPTION_ARG_NONE, &town, NULL, NULL },
                                   { NULL } };
  if ((status = ht_cli_parse (cli, argc, argv, entries, 1, &path)) != HT_EXIT_DONE)
    return status;
  if (scale == NO_SCALE)
    {
      town = TRUE;
      scale = 1;
    }
  if (!(scale > 0 && scale <= 1) || seed < 0)
    return ht_cli_usage_error (cli, _ ("--scale wants a number above 0 and at most 1, --seed one from 0 on"));
  if (town && scale != 1)
    return ht_cli_complain (HT_EXIT_INPUT,
                            _ ("--scale: the demo town has one size, 1; leave the option out"));
  if (g_file_test (path, G_FILE_TEST_EXISTS))
    return ht_cli_complain (HT_EXIT_INPUT, _ ("%s: it is there already; choose another name"), path);

  g_autofree char *made = ht_cli_new_city_path (path, &error);
  if (made == NULL)
    return ht_cli_fail (cli, path, error);
  Making making = { made, (guint64) seed, scale, town };
  if (!make (cli, &making, &error))
    {
      ht_cli_drop_new_city (made);
      return ht_cli_fail (cli, path, error);
    }
  if (!ht_cli_keep_new_city (made, path, &error))
    return ht_cli_fail (cli, path, error);
  if (!cli->json)
    printf (town ? _ ("%s: a made-up town; its people sign in with the PINs 1111 (dispatcher) to 5555\n")
                 : _ ("%s: a made-up city on the ground of Shanghai; its people sign in with the PINs 1111 "
                      "(dispatcher) to 5555\n"),
            path);
  return HT_EXIT_DONE;
}
