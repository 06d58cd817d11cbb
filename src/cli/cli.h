/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "base/value.h"

G_BEGIN_DECLS

/* Exit statuses that scripts rely on. */
typedef enum
{
  HT_EXIT_DONE = 0,        /* done, or yes */
  HT_EXIT_NO = 1,          /* the answer is no */
  HT_EXIT_USAGE = 2,       /* the call itself is wrong */
  HT_EXIT_INPUT = 3,       /* a file or value is bad; nothing was changed */
  HT_EXIT_UNAVAILABLE = 4, /* disk, permission or something else that is needed */
} HtExit;

typedef struct _HtCli HtCli;

/* One verb; its file has a function that fills @run's options and does the work. */
typedef struct
{
  const char *name;    /* "city info" */
  const char *usage;   /* what follows the name */
  const char *summary; /* one sentence, English; shown translated */
  HtExit (*run) (HtCli *cli, int argc, char **argv);
} HtCliVerb;

struct _HtCli
{
  const HtCliVerb *verb;
  gboolean json;             /* --json */
  GCancellable *cancellable; /* cancelled by SIGINT and SIGTERM */
  int signal;                /* the signal that did, or 0 */
  gboolean only_reads;       /* a signal may end the process at once */
  GMainLoop *loop;
  GAsyncResult *result;
};

/*
 * Parses what follows the verb by @entries (its own, NULL-terminated; may be NULL) and takes exactly @n
 * positional arguments into @arguments (borrowed from @argv). HT_EXIT_DONE to go on; else the call has been
 * told what is wrong. After --help, which is answered here, the program ends by itself.
 */
HtExit ht_cli_parse (HtCli *cli, int argc, char **argv, const GOptionEntry *entries, guint n,
                     const char **arguments);
/* Tells what is wrong with the call and where its help is; HT_EXIT_USAGE. */
HtExit ht_cli_usage_error (HtCli *cli, const char *format, ...) G_GNUC_PRINTF (2, 3);

/* Prints "haitangctl: SUBJECT: message" on one line; @subject may be NULL. The status fits the error. */
HtExit ht_cli_fail (HtCli *cli, const char *subject, const GError *error);
/* The same for a sentence of the verb's own. */
HtExit ht_cli_complain (HtExit status, const char *format, ...) G_GNUC_PRINTF (2, 3);
/* FALSE, and told, where @path is not a file that can be read. */
gboolean ht_cli_need_file (const char *path, HtExit *status);

/* Waits for an asynchronous call that got ht_cli_ready and @cli; on a terminal @doing and the seconds are
 * shown meanwhile. The result is owned by the caller. */
void ht_cli_ready (GObject *source, GAsyncResult *result, gpointer cli);
GAsyncResult *ht_cli_await (HtCli *cli, const char *doing);

/* Runs @work (data, &error) on a thread and waits. It must only read: Ctrl+C ends the process in the middle.
 */
typedef gboolean (*HtCliWork) (gpointer data, GError **error);
gboolean ht_cli_read (HtCli *cli, const char *doing, HtCliWork work, gpointer data, GError **error);

/* Prints @value to standard output as indented JSON; takes ownership. */
void ht_cli_print_json (HtValue *value);
/* A value for JSON: null where @number is not finite. */
HtValue *ht_cli_value_of (double number);

/* "31.2275,121.4760", latitude first. FALSE, and told with @option named, where it is not a place on earth.
 */
gboolean ht_cli_parse_place (HtCli *cli, const char *option, const char *text, double *lat, double *lon);

G_END_DECLS
