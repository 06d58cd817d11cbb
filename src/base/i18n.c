/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/i18n.h"

#include <locale.h>
#include <string.h>

void
ht_i18n_init (void)
{
  setlocale (LC_ALL, "");
  /* Numbers in files and operations never follow the locale; shown ones are formatted by format.h. */
  setlocale (LC_NUMERIC, "C");
  gboolean in_build = g_file_test (HT_BUILD_LOCALE_DIR "/zh_CN/LC_MESSAGES/haitang.mo", G_FILE_TEST_EXISTS);
  bindtextdomain (GETTEXT_PACKAGE, in_build ? HT_BUILD_LOCALE_DIR : HT_LOCALE_DIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
}

void
ht_i18n_set_language (const char *language)
{
  if (language == NULL)
    return;
  g_setenv ("LANGUAGE", language, TRUE);
  /* gettext ignores LANGUAGE in the C locale, so any real one must be active; a bare machine has only
     C.UTF-8, which glibc's gettext takes as a real one. */
  const char *current = setlocale (LC_MESSAGES, NULL);
  if (current == NULL || strcmp (current, "C") == 0 || strcmp (current, "POSIX") == 0)
    if (setlocale (LC_MESSAGES, "C.UTF-8") == NULL)
      setlocale (LC_MESSAGES, "en_US.UTF-8");
  setlocale (LC_CTYPE, "C.UTF-8");
  /* Tells gettext that catalogues may have changed (its manual, section 11.2.7). */
  extern int _nl_msg_cat_cntr;
  ++_nl_msg_cat_cntr;
}

const char *
ht_i18n_get_language (void)
{
  const char *const *names = g_get_language_names_with_category ("LC_MESSAGES");
  return names[0] != NULL && g_str_has_prefix (names[0], "zh") ? "zh_CN" : "en";
}
