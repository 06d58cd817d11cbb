/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/i18n.h"

#include <locale.h>
#include <string.h>

static gboolean
is_plain (const char *locale)
{
  return locale == NULL || strcmp (locale, "C") == 0 || strcmp (locale, "POSIX") == 0
         || g_str_has_prefix (locale, "C.");
}

/*
 * gettext follows LANGUAGE only under a real locale: not in C, and on Debian 13 not in C.UTF-8 either. Any
 * real one will do, as LANGUAGE has the last word. ./bootstrap makes these two.
 */
static void
leave_plain_locale (void)
{
  static const char *const real[] = { "zh_CN.UTF-8", "en_US.UTF-8", "C.UTF-8" };
  if (!is_plain (setlocale (LC_MESSAGES, NULL)))
    return;
  for (guint i = 0; i < G_N_ELEMENTS (real); i++)
    if (setlocale (LC_MESSAGES, real[i]) != NULL)
      return;
}

/* Tells gettext that catalogues may have changed (its manual, section 11.2.7). */
static void
forget_catalogues (void)
{
  extern int _nl_msg_cat_cntr;
  ++_nl_msg_cat_cntr;
}

/*
 * GLib decides once, at its first look-up, whether a program is translated at all, by whether the language of
 * that moment has a catalogue; texts of widget templates and options then stay English for ever. Let it look
 * while the language is one that has: the language may be chosen, and chosen again, later.
 */
static void
let_glib_translate (void)
{
  g_autofree char *language = g_strdup (g_getenv ("LANGUAGE"));
  g_autofree char *locale = g_strdup (setlocale (LC_MESSAGES, NULL));
  g_setenv ("LANGUAGE", "zh_CN", TRUE);
  leave_plain_locale ();
  (void) g_dgettext (GETTEXT_PACKAGE, "Haitang");
  setlocale (LC_MESSAGES, locale);
  if (language != NULL)
    g_setenv ("LANGUAGE", language, TRUE);
  else
    g_unsetenv ("LANGUAGE");
  forget_catalogues ();
}

void
ht_i18n_init (void)
{
  /* An environment that names a locale this machine lacks must not end in ASCII. */
  if (setlocale (LC_ALL, "") == NULL || strcmp (setlocale (LC_CTYPE, NULL), "C") == 0)
    setlocale (LC_CTYPE, "C.UTF-8");
  /* Numbers in files and operations never follow the locale; shown ones are formatted by format.h. */
  setlocale (LC_NUMERIC, "C");
  gboolean in_build = g_file_test (HT_BUILD_LOCALE_DIR "/zh_CN/LC_MESSAGES/haitang.mo", G_FILE_TEST_EXISTS);
  bindtextdomain (GETTEXT_PACKAGE, in_build ? HT_BUILD_LOCALE_DIR : HT_LOCALE_DIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  let_glib_translate ();
}

void
ht_i18n_set_language (const char *language)
{
  if (language == NULL)
    return;
  g_setenv ("LANGUAGE", language, TRUE);
  leave_plain_locale ();
  forget_catalogues ();
}

const char *
ht_i18n_get_language (void)
{
  const char *const *names = g_get_language_names_with_category ("LC_MESSAGES");
  return names[0] != NULL && g_str_has_prefix (names[0], "zh") ? "zh_CN" : "en";
}
