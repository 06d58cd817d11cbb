/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "base/secret.h"
#include "cli/city.h"
#include "cli/verbs.h"
#include "model/person.h"
#include "model/session.h"

static const char *const roles[]
    = { HT_ROLE_VIEWER, HT_ROLE_DISPATCHER, HT_ROLE_COMMANDER, HT_ROLE_PLANNER, HT_ROLE_ADMINISTRATOR, NULL };

/* The first line of @path, "-" for standard input: a PIN has no place in a command line others can list. */
static char *
read_pin (const char *path, HtExit *status)
{
  char line[64] = "";
  FILE *in = stdin;
  if (strcmp (path, "-") != 0)
    {
      if (!ht_cli_need_file (path, status) || (in = fopen (path, "re")) == NULL)
        return NULL;
    }
  char *got = fgets (line, sizeof line, in);
  if (in != stdin)
    fclose (in);
  g_autoptr (GError) error = NULL;
  if (ht_secret_check_pin (got != NULL ? g_strchomp (line) : "", &error))
    return g_strdup (line);
  *status = ht_cli_complain (HT_EXIT_INPUT, "%s: %s", path, error->message);
  return NULL;
}

typedef struct
{
  char *name, *role, *pin_file;
} Options;

static void
options_clear (Options *options)
{
  g_free (options->name);
  g_free (options->role);
  g_free (options->pin_file);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

static HtExit
check_options (HtCli *cli, const Options *options)
{
  if (options->name == NULL || options->role == NULL || options->pin_file == NULL)
    return ht_cli_usage_error (cli, _ ("--name, --role and --pin-file are needed"));
  if (!g_utf8_validate (options->name, -1, NULL) || *options->name == '\0')
    return ht_cli_usage_error (cli, _ ("--name wants a text in UTF-8"));
  if (g_strv_contains (roles, options->role))
    return HT_EXIT_DONE;
  g_autofree char *known = g_strjoinv (", ", (char **) roles);
  return ht_cli_usage_error (cli, _ ("--role knows %s, not “%s”"), known, options->role);
}

static void
print_person (HtCli *cli, HtPerson *person)
{
  if (cli->json)
    {
      HtValue *answer = ht_value_new_map ();
      ht_value_set_text (answer, "id", ht_entity_get_id_text (HT_ENTITY (person)));
      ht_value_set_text (answer, "name", ht_person_get_name (person));
      ht_value_set_text (answer, "role", ht_person_get_role (person));
      ht_cli_print_json (answer);
    }
  else
    puts (ht_entity_get_id_text (HT_ENTITY (person)));
}

HtExit
ht_cli_people_add (HtCli *cli, int argc, char **argv)
{
  HtExit status;
  const char *path;
  g_auto (Options) options = { 0 };
  const GOptionEntry entries[] = { { "name", 0, 0, G_OPTION_ARG_FILENAME, &options.name, NULL, NULL },
                                   { "role", 0, 0, G_OPTION_ARG_FILENAME, &options.role, NULL, NULL },
                                   { "pin-file", 0, 0, G_OPTION_ARG_FILENAME, &options.pin_file, NULL, NULL },
                                   { NULL } };
  if ((status = ht_cli_parse (cli, argc, argv, entries, 1, &path)) != HT_EXIT_DONE
      || (status = check_options (cli, &options)) != HT_EXIT_DONE)
    return status;
  g_autofree char *pin = read_pin (options.pin_file, &status);
  if (pin == NULL)
    return status;

  g_autoptr (HtCity) city = ht_cli_open_city (cli, path, HT_CITY_NONE, &status);
  if (city == NULL)
    return status;
  g_autoptr (GError) error = NULL;
  HtSession *session = ht_city_get_session (city);
  if (ht_session_needs_first_officer (session) && strcmp (options.role, HT_ROLE_ADMINISTRATOR) != 0)
    return ht_cli_complain (
        HT_EXIT_INPUT, _ ("%s: the first person of a city is its administrator; say --role administrator"),
        path);
  ht_session_add_person_async (session, options.name, options.role, pin, cli->cancellable, ht_cli_ready, cli);
  g_autoptr (GAsyncResult) result = ht_cli_await (cli, NULL);
  HtPerson *person = ht_session_add_person_finish (session, result, &error);
  if (person != NULL)
    print_person (cli, person);
  else
    status = ht_cli_fail (cli, path, error);
  ht_city_close (city);
  return status;
}
