/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <unistd.h>
#include <gio/gunixoutputstream.h>

#include "base/i18n.h"
#include "cli/city.h"
#include "cli/verbs.h"

static gboolean
dump (gpointer data, GError **error)
{
  HtStore *store = data;
  g_autoptr (GOutputStream) bare = g_unix_output_stream_new (STDOUT_FILENO, FALSE);
  g_autoptr (GOutputStream) out = g_buffered_output_stream_new_sized (bare, 1 << 16);
  return ht_store_dump (store, out, NULL, error) && g_output_stream_flush (out, NULL, error);
}

HtExit
ht_cli_dump (HtCli *cli, int argc, char **argv)
{
  HtExit status;
  gboolean canonical = FALSE;
  const char *path;
  const GOptionEntry entries[]
      = { { "canonical", 0, 0, G_OPTION_ARG_NONE, &canonical, NULL, NULL }, { NULL } };
  if ((status = ht_cli_parse (cli, argc, argv, entries, 1, &path)) != HT_EXIT_DONE)
    return status;
  if (!canonical)
    return ht_cli_usage_error (cli, _ ("say --canonical: that is the only form there is"));

  g_autoptr (HtStore) store = ht_cli_open_store (cli, path, &status);
  g_autoptr (GError) error = NULL;
  if (store == NULL)
    return status;
  if (!ht_cli_read (cli, NULL, dump, store, &error))
    return ht_cli_fail (cli, path, error);
  return HT_EXIT_DONE;
}
