/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>
#include <glib/gstdio.h>

#include "base/i18n.h"
#include "cli/city.h"
#include "cli/verbs.h"
#include "store/db.h"
#include "store/migrate.h"

typedef struct
{
  HtStore *store;
  const char *path;
  char *first_break; /* NULL: the chains are whole */
  gboolean fold;     /* wanted */
  gboolean same;     /* what it gave */
} Audit;

static GBytes *
dump (HtStore *store, GError **error)
{
  g_autoptr (GOutputStream) out = g_memory_output_stream_new_resizable ();
  if (!ht_store_dump (store, out, NULL, error) || !g_output_stream_close (out, NULL, error))
    return NULL;
  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (out));
}

/* A whole copy of a file others may be writing to: SQLite makes it, as a file copy could be torn. */
static gboolean
copy_city (const char *path, const char *copy, GError **error)
{
  g_autoptr (HtDb) db = ht_db_open (path, HT_DB_READ, error);
  return db != NULL && ht_migrate_backup (db, copy, error);
}

static gboolean
fold_copy (const char *copy, gboolean *same, GError **error)
{
  g_autoptr (HtStore) store = ht_store_open (copy, HT_STORE_OPEN, error);
  g_autoptr (GBytes) before = store != NULL ? dump (store, error) : NULL;
  if (before == NULL || !ht_store_refold (store, error))
    return FALSE;
  g_autoptr (GBytes) after = dump (store, error);
  *same = after != NULL && g_bytes_equal (before, after);
  ht_store_close (store);
  return after != NULL;
}

static gboolean
fold (Audit *job, GError **error)
{
  g_autofree char *folder = g_dir_make_tmp ("haitang-audit-XXXXXX", error);
  if (folder == NULL)
    return FALSE;
  g_autofree char *copy = g_build_filename (folder, "copy.city", NULL);
  gboolean done = copy_city (job->path, copy, error) && fold_copy (copy, &job->same, error);
  ht_cli_drop_new_city (copy);
  return done;
}

static gboolean
audit (gpointer data, GError **error)
{
  Audit *job = data;
  g_autoptr (GError) local = NULL;
  if (ht_store_audit (job->store, &job->first_break, &local))
    return !job->fold || fold (job, error);
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

static void
print_answer (HtCli *cli, const Audit *job)
{
  gboolean whole = job->first_break == NULL, folded = whole && job->fold;
  if (cli->json)
    {
      HtValue *answer = ht_value_new_map ();
      ht_value_set_bool (answer, "whole", whole);
      ht_value_set_text (answer, "first_break", job->first_break);
      ht_value_set (answer, "fold_same", folded ? ht_value_new_bool (job->same) : ht_value_new_null ());
      ht_cli_print_json (answer);
      return;
    }
  puts (whole ? _ ("all chains whole") : job->first_break);
  if (folded)
    puts (job->same ? _ ("folding from nothing gives the same state")
                    : _ ("folding from nothing gives another state than the file shows"));
}

HtExit
ht_cli_audit (HtCli *cli, int argc, char **argv)
{
  HtExit status;
  const char *path;
  gboolean fold_too = FALSE;
  const GOptionEntry entries[] = { { "fold", 0, 0, G_OPTION_ARG_NONE, &fold_too, NULL, NULL }, { NULL } };
  if ((status = ht_cli_parse (cli, argc, argv, entries, 1, &path)) != HT_EXIT_DONE)
    return status;

  g_autoptr (HtStore) store = ht_cli_open_store (cli, path, &status);
  g_autoptr (GError) error = NULL;
  if (store == NULL)
    return status;
  Audit job = { .store = store, .path = path, .fold = fold_too };
  if (!ht_cli_read (cli, _ ("verifying"), audit, &job, &error))
    return ht_cli_fail (cli, path, error);
  print_answer (cli, &job);
  status = job.first_break == NULL && (!job.fold || job.same) ? HT_EXIT_DONE : HT_EXIT_NO;
  g_free (job.first_break);
  return status;
}
