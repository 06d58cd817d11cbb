/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/cli.h"

#include <math.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/error.h"
#include "base/i18n.h"
#include "base/json.h"
#include "geo/error.h"
#include "model/error.h"
#include "store/error.h"

/* --- arguments --- */

static char *
dup_usage (const HtCliVerb *verb)
{
  return g_strdup_printf ("haitangctl %s %s", verb->name, verb->usage);
}

HtExit
ht_cli_usage_error (HtCli *cli, const char *format, ...)
{
  va_list arguments;
  va_start (arguments, format);
  g_autofree char *why = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_autofree char *usage = dup_usage (cli->verb);
  fprintf (stderr, _ ("haitangctl: %s: %s; usage: %s\n"), cli->verb->name, why, usage);
  return HT_EXIT_USAGE;
}

HtExit
ht_cli_parse (HtCli *cli, int argc, char **argv, const GOptionEntry *entries, guint n, const char **arguments)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_option_context_set_help_enabled (context, FALSE);
  if (entries != NULL)
    g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error))
    return ht_cli_usage_error (cli, "%s", error->message);
  if (argc > 1 && strcmp (argv[1], "--") == 0)
    {
      argv++;
      argc--;
    }
  if ((guint) argc - 1 != n)
    return ht_cli_usage_error (cli,
                               ngettext ("it takes %u argument, not %d", "it takes %u arguments, not %d", n),
                               n, argc - 1);
  for (guint i = 0; i < n; i++)
    arguments[i] = argv[i + 1];
  return HT_EXIT_DONE;
}

gboolean
ht_cli_parse_place (HtCli *cli, const char *option, const char *text, double *lat, double *lon)
{
  char *end = NULL;
  *lat = text != NULL ? g_ascii_strtod (text, &end) : NAN;
  if (end != NULL && end != text && *end == ',')
    {
      const char *second = end + 1;
      *lon = g_ascii_strtod (second, &end);
      if (end != second && *end == '\0' && fabs (*lat) <= 90 && fabs (*lon) <= 180)
        return TRUE;
    }
  ht_cli_usage_error (cli, _ ("%s wants LATITUDE,LONGITUDE in degrees, such as 31.2275,121.4760, not “%s”"),
                      option, text != NULL ? text : "");
  return FALSE;
}

/* --- errors --- */

/* The message on one line, and with @subject before it unless it names that already. */
static void
tell (const char *subject, const char *message)
{
  g_autofree char *line = g_strdup (message);
  for (char *p = line; *p != '\0'; p++)
    if (*p == '\n' || *p == '\r' || *p == '\t')
      *p = ' ';
  g_strchomp (line);
  g_autofree char *name = subject != NULL ? g_path_get_basename (subject) : NULL;
  gsize n = name != NULL ? strlen (name) : 0;
  if (subject == NULL || strstr (line, subject) != NULL)
    fprintf (stderr, "haitangctl: %s\n", line);
  else if (strncmp (line, name, n) == 0 && line[n] == ':')
    fprintf (stderr, "haitangctl: %s%s\n", subject, line + n);
  else
    fprintf (stderr, "haitangctl: %s: %s\n", subject, line);
}

static HtExit
status_of (const GError *error)
{
  if (error->domain == HT_STORE_ERROR)
    return error->code == HT_STORE_ERROR_INVALID || error->code == HT_STORE_ERROR_CORRUPT
               ? HT_EXIT_INPUT
               : HT_EXIT_UNAVAILABLE;
  if (error->domain == HT_MODEL_ERROR)
    return error->code == HT_MODEL_ERROR_INVALID || error->code == HT_MODEL_ERROR_NEEDS_REASON
               ? HT_EXIT_INPUT
               : HT_EXIT_UNAVAILABLE;
  if (error->domain == HT_BASE_ERROR)
    return error->code == HT_BASE_ERROR_FAILED ? HT_EXIT_UNAVAILABLE : HT_EXIT_INPUT;
  if (error->domain == HT_GEO_ERROR)
    return HT_EXIT_INPUT;
  return HT_EXIT_UNAVAILABLE;
}

HtExit
ht_cli_fail (HtCli *cli, const char *subject, const GError *error)
{
  /* Interrupted by the person at the keyboard: main ends the process by the same signal, no need to explain.
   */
  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || cli->signal == 0)
    tell (subject, error->message);
  return status_of (error);
}

HtExit
ht_cli_complain (HtExit status, const char *format, ...)
{
  va_list arguments;
  va_start (arguments, format);
  g_autofree char *why = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  tell (NULL, why);
  return status;
}

gboolean
ht_cli_need_file (const char *path, HtExit *status)
{
  if (g_file_test (path, G_FILE_TEST_IS_DIR))
    *status = ht_cli_complain (HT_EXIT_INPUT, _ ("%s: it is a folder; name a file"), path);
  else if (!g_file_test (path, G_FILE_TEST_EXISTS))
    *status = ht_cli_complain (HT_EXIT_INPUT, _ ("%s: there is no such file; check the path"), path);
  else if (access (path, R_OK) != 0)
    *status = ht_cli_complain (HT_EXIT_INPUT, _ ("%s: you may not read it; ask for the permission"), path);
  else
    return TRUE;
  return FALSE;
}

/* --- waiting --- */

typedef struct
{
  const char *doing;
  gint64 began_us;
  gboolean shown;
} Progress;

static gboolean
show_progress (gpointer user_data)
{
  Progress *progress = user_data;
  progress->shown = TRUE;
  fprintf (stderr, "\r%s … %d s ", progress->doing,
           (int) ((g_get_monotonic_time () - progress->began_us) / G_USEC_PER_SEC));
  return G_SOURCE_CONTINUE;
}

void
ht_cli_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  HtCli *cli = user_data;
  g_set_object (&cli->result, result);
  g_main_loop_quit (cli->loop);
}

GAsyncResult *
ht_cli_await (HtCli *cli, const char *doing)
{
  Progress progress = { doing, g_get_monotonic_time (), FALSE };
  guint timer
      = doing != NULL && isatty (STDERR_FILENO) ? g_timeout_add_seconds (1, show_progress, &progress) : 0;
  while (cli->result == NULL)
    g_main_loop_run (cli->loop);
  if (timer != 0)
    g_source_remove (timer);
  if (progress.shown)
    fputs ("\r\033[K", stderr);
  return g_steal_pointer (&cli->result);
}

typedef struct
{
  HtCliWork work;
  gpointer data;
} Job;

static void
work_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Job *job = task_data;
  GError *error = NULL;
  if (job->work (job->data, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

gboolean
ht_cli_read (HtCli *cli, const char *doing, HtCliWork work, gpointer data, GError **error)
{
  Job job = { work, data };
  g_autoptr (GTask) task = g_task_new (NULL, NULL, ht_cli_ready, cli);
  g_task_set_task_data (task, &job, NULL);
  cli->only_reads = TRUE;
  g_task_run_in_thread (task, work_thread);
  g_autoptr (GAsyncResult) result = ht_cli_await (cli, doing);
  cli->only_reads = FALSE;
  return g_task_propagate_boolean (G_TASK (result), error);
}

/* --- output --- */

void
ht_cli_print_json (HtValue *value)
{
  g_autoptr (HtValue) owned = value;
  g_autofree char *text = ht_json_dup_pretty (owned);
  fputs (text, stdout);
}

HtValue *
ht_cli_value_of (double number)
{
  return isfinite (number) ? ht_value_new_real (number) : ht_value_new_null ();
}
