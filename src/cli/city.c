/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/city.h"

#include <errno.h>
#include <stdio.h>
#include <unistd.h>
#include <glib/gstdio.h>

#include "base/i18n.h"
#include "model/person.h"
#include "model/routing.h"
#include "model/session.h"
#include "store/db.h"

typedef struct
{
  const char *path;
  HtStore *store;
} Opening;

static gboolean
open_store (gpointer data, GError **error)
{
  Opening *opening = data;
  opening->store = ht_store_open (opening->path, HT_STORE_READ_ONLY, error);
  return opening->store != NULL;
}

HtStore *
ht_cli_open_store (HtCli *cli, const char *path, HtExit *status)
{
  g_autoptr (GError) error = NULL;
  Opening opening = { path, NULL };
  if (!ht_cli_need_file (path, status))
    return NULL;
  if (!ht_cli_read (cli, NULL, open_store, &opening, &error))
    *status = ht_cli_fail (cli, path, error);
  return opening.store;
}

HtCity *
ht_cli_open_city (HtCli *cli, const char *path, HtCityFlags flags, HtExit *status)
{
  g_autoptr (GError) error = NULL;
  if (!(flags & HT_CITY_CREATE) && !ht_cli_need_file (path, status))
    return NULL;
  ht_city_open_async (path, flags, cli->cancellable, ht_cli_ready, cli);
  g_autoptr (GAsyncResult) result = ht_cli_await (cli, _ ("opening the city"));
  HtCity *city = ht_city_open_finish (result, &error);
  if (city == NULL)
    *status = ht_cli_fail (cli, path, error);
  else
    ht_session_act_as_service (ht_city_get_session (city), HT_ROLE_ADMINISTRATOR);
  return city;
}

gboolean
ht_cli_wait_for_roads (HtCli *cli, HtCity *city, HtExit *status)
{
  g_autoptr (GError) error = NULL;
  HtRouting *routing = ht_city_get_routing (city);
  ht_routing_wait_async (routing, cli->cancellable, ht_cli_ready, cli);
  g_autoptr (GAsyncResult) result = ht_cli_await (cli, _ ("loading the roads"));
  if (ht_routing_wait_finish (routing, result, &error) && ht_routing_is_ready (routing, &error))
    return TRUE;
  *status = ht_cli_fail (cli, ht_city_get_path (city), error);
  return FALSE;
}

char *
ht_cli_new_city_path (const char *path, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *made = g_strdup_printf ("%s/.%s.%d.part", folder, name, (int) getpid ());
  if (g_mkdir (made, 0700) == 0)
    return g_build_filename (made, name, NULL);
  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (errno),
               _ ("%s: the folder cannot be written: %s; choose another or ask for the permission"), folder,
               g_strerror (errno));
  return NULL;
}

void
ht_cli_drop_new_city (const char *made)
{
  static const char *const endings[] = { "", "-wal", "-shm", "-journal" };
  g_autofree char *folder = g_path_get_dirname (made);
  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      g_autofree char *path = g_strconcat (made, endings[i], NULL);
      g_unlink (path);
    }
  g_rmdir (folder);
}

/* Brings all of the write-ahead log into the file. Workers of a closed city may still be reading from it;
 * SQLite waits for them. */
static gboolean
complete (const char *made, GError **error)
{
  gint64 busy = 1;
  g_autoptr (HtDb) db = ht_db_open (made, HT_DB_WRITE, error);
  if (db == NULL || !ht_db_query_int (db, "PRAGMA wal_checkpoint (TRUNCATE)", &busy, error))
    return FALSE;
  if (busy != 0)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_BUSY, _ ("%s: somebody reads the unfinished city; try again"),
                 made);
  return busy == 0;
}

gboolean
ht_cli_keep_new_city (const char *made, const char *path, GError **error)
{
  if (!complete (made, error))
    {
      ht_cli_drop_new_city (made);
      return FALSE;
    }
  /* link() fails where somebody made @path meanwhile; rename() would take that city away. */
  gboolean kept
      = link (made, path) == 0 || ((errno == EPERM || errno == ENOTSUP) && rename (made, path) == 0);
  if (!kept)
    g_set_error (error, G_IO_ERROR, g_io_error_from_errno (errno),
                 _ ("%s: cannot be written: %s; choose another name"), path, g_strerror (errno));
  ht_cli_drop_new_city (made);
  return kept;
}
