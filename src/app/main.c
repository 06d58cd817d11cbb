/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/application.h"
#include "app/watch.h"
#include "base/i18n.h"

int
main (int argc, char **argv)
{
  HtStart start = { 0 };
  const GOptionEntry entries[] = {
    { "city", 0, 0, G_OPTION_ARG_FILENAME, &start.city, N_ ("Open this city file"), N_ ("FILE") },
    { "drill", 0, 0, G_OPTION_ARG_NONE, &start.drill,
      N_ ("Exercise: everything is marked, nothing real is sent"), NULL },
    { "desk", 0, 0, G_OPTION_ARG_STRING, &start.desk, N_ ("Name of this desk's preferences"), N_ ("NAME") },
    { "lang", 0, 0, G_OPTION_ARG_STRING, &start.language, N_ ("Language: zh_CN or en"), N_ ("LANG") },
    { 0 },
  };
  ht_watch_start ();
  ht_i18n_init ();
  /* The locale is chosen by then; GTK must not go back to the environment's. */
  gtk_disable_setlocale ();
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  g_autoptr (GError) error = NULL;
  if (!g_option_context_parse (context, &argc, &argv, &error))
    {
      g_message ("%s", error->message);
      return 2;
    }
  g_autoptr (HtApplication) application = ht_application_new (&start);
  return g_application_run (G_APPLICATION (application), 1, argv);
}
