/* SPDX-License-Identifier: GPL-3.0-or-later */
/* haitangctl: everything without a screen. Finds the verb, hears Ctrl+C, and ends with the verb's status. */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <glib-unix.h>

#include "base/i18n.h"
#include "cli/verbs.h"

static const HtCliVerb verbs[] = {
  { "demo", "CITY [--town] [--scale S] [--seed N]", N_ ("make the demo city"), ht_cli_demo },
  { "city info", "CITY", N_ ("count what a city holds"), ht_cli_city_info },
  { "dump", "--canonical CITY",
    N_ ("print the state of a city, byte for byte the same at every post in step"), ht_cli_dump },
  { "audit", "CITY [--fold]",
    N_ ("verify the hash chains of all operations; --fold: and fold them again from nothing, in a copy"),
    ht_cli_audit },
  { "import", "FILE --into CITY --as LAYER [--datum D] [--map COLUMN=FIELD]…",
    N_ ("take a map file into a city, made if absent"), ht_cli_import },
  { "scenario run", "FILE --city CITY --out DIR",
    N_ ("play a scripted shift and write map, report and figures"), ht_cli_scenario_run },
  { "route", "CITY --from LAT,LON --to LAT,LON", N_ ("find the quickest way by road"), ht_cli_route },
  { "coverage", "CITY [--limit SECONDS]", N_ ("tell how much road the staffed stations reach in time"),
    ht_cli_coverage },
  { "dispatch", "CITY (--incident CODE | --at LAT,LON --type TYPE [--level 1..4])",
    N_ ("advise which teams to send"), ht_cli_dispatch },
  { "people add", "CITY --name NAME --role ROLE --pin-file FILE", N_ ("add a person who can sign in"),
    ht_cli_people_add },
  { "team add",
    "CITY --name NAME --kind KIND --station STATION [--crew N] [--turnout SECONDS] [--can CAPABILITY]…",
    N_ ("add a team"), ht_cli_team_add },
  { "bench", "[NAME]", N_ ("measure this machine: operations, import, roads, tiles"), ht_cli_bench },
};

static void
print_usage (FILE *out)
{
  fprintf (out, "%s\n\n", _ ("usage: haitangctl VERB [ARGUMENTS] [--json] [--lang zh_CN|en]"));
  for (guint i = 0; i < G_N_ELEMENTS (verbs); i++)
    fprintf (out, "  %s %s\n      %s\n", verbs[i].name, verbs[i].usage, _ (verbs[i].summary));
  fprintf (out, "\n%s\n",
           _ ("Exit status: 0 done or yes, 1 the answer is no, 2 usage, 3 bad input, 4 unavailable."));
}

static gboolean
on_signal (HtCli *cli, int number)
{
  cli->signal = number;
  if (cli->only_reads)
    {
      signal (number, SIG_DFL);
      raise (number);
    }
  g_cancellable_cancel (cli->cancellable);
  return G_SOURCE_CONTINUE;
}

static gboolean
on_interrupt (gpointer user_data)
{
  return on_signal (user_data, SIGINT);
}

static gboolean
on_terminate (gpointer user_data)
{
  return on_signal (user_data, SIGTERM);
}

/* Takes --json, --lang, --help and --version from anywhere. FALSE: told; the call is wrong. */
static gboolean
parse_common (HtCli *cli, int *argc, char ***argv, gboolean *help, gboolean *version)
{
  g_autofree char *language = NULL;
  g_autoptr (GError) error = NULL;
  const GOptionEntry entries[] = { { "json", 0, 0, G_OPTION_ARG_NONE, &cli->json, NULL, NULL },
                                   { "lang", 0, 0, G_OPTION_ARG_FILENAME, &language, NULL, NULL },
                                   { "help", 'h', 0, G_OPTION_ARG_NONE, help, NULL, NULL },
                                   { "version", 0, 0, G_OPTION_ARG_NONE, version, NULL, NULL },
                                   { NULL } };
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_option_context_add_main_entries (context, entries, NULL);
  g_option_context_set_help_enabled (context, FALSE);
  g_option_context_set_ignore_unknown_options (context, TRUE);
  if (!g_option_context_parse (context, argc, argv, &error))
    ht_cli_complain (HT_EXIT_USAGE, _ ("%s; see haitangctl --help"), error->message);
  else if (language != NULL && strcmp (language, "zh_CN") != 0 && strcmp (language, "en") != 0)
    ht_cli_complain (HT_EXIT_USAGE, _ ("--lang wants zh_CN or en, not “%s”; see haitangctl --help"),
                     language);
  else
    {
      ht_i18n_set_language (language);
      return TRUE;
    }
  return FALSE;
}

/* The verb that the arguments begin with; @n_words of them are its name. */
static const HtCliVerb *
find_verb (int argc, char **argv, int *n_words)
{
  g_autofree char *two = argc > 2 ? g_strdup_printf ("%s %s", argv[1], argv[2]) : NULL;
  for (guint i = 0; i < G_N_ELEMENTS (verbs); i++)
    {
      *n_words = strchr (verbs[i].name, ' ') != NULL ? 2 : 1;
      if (g_strcmp0 (verbs[i].name, *n_words == 2 ? two : argv[1]) == 0)
        return &verbs[i];
    }
  return NULL;
}

static HtExit
run (HtCli *cli, int argc, char **argv)
{
  gboolean help = FALSE, version = FALSE;
  int n_words = 0;
  if (!parse_common (cli, &argc, &argv, &help, &version))
    return HT_EXIT_USAGE;
  if (version)
    {
      puts ("haitangctl " HT_VERSION);
      return HT_EXIT_DONE;
    }
  if (argc < 2 || strcmp (argv[1], "help") == 0)
    {
      help = help || argc > 1;
      print_usage (help ? stdout : stderr);
      return help ? HT_EXIT_DONE : HT_EXIT_USAGE;
    }
  cli->verb = find_verb (argc, argv, &n_words);
  if (cli->verb == NULL)
    return ht_cli_complain (HT_EXIT_USAGE, _ ("there is no verb “%s”; haitangctl --help lists them"),
                            argv[1]);
  if (help)
    {
      printf ("%s %s %s\n    %s\n", "haitangctl", cli->verb->name, cli->verb->usage, _ (cli->verb->summary));
      return HT_EXIT_DONE;
    }
  return cli->verb->run (cli, argc - n_words, argv + n_words);
}

int
main (int argc, char **argv)
{
  HtCli cli = { .cancellable = g_cancellable_new (), .loop = g_main_loop_new (NULL, FALSE) };
  ht_i18n_init ();
  /* A vanished reader of a pipe is told by the failing write. */
  signal (SIGPIPE, SIG_IGN);
  g_unix_signal_add (SIGINT, on_interrupt, &cli);
  g_unix_signal_add (SIGTERM, on_terminate, &cli);

  g_autofree char **words = g_memdup2 (argv, ((gsize) argc + 1) * sizeof *argv);
  HtExit status = run (&cli, argc, words);
  if (fflush (stdout) != 0 || ferror (stdout))
    status = ht_cli_complain (HT_EXIT_UNAVAILABLE,
                              _ ("standard output cannot be written: %s; free space or mend the pipe"),
                              g_strerror (errno));

  g_clear_object (&cli.result);
  g_main_loop_unref (cli.loop);
  g_object_unref (cli.cancellable);
  /* What was done before the signal could stop it is done. */
  if (cli.signal != 0 && status != HT_EXIT_DONE)
    {
      signal (cli.signal, SIG_DFL);
      raise (cli.signal);
    }
  return (int) status;
}
