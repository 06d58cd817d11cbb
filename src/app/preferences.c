/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/preferences.h"

#define GROUP "desk"
#define MAX_RECENT 8

struct _HtPreferences
{
  char *path;
  GKeyFile *file;
  char *language;
  char *theme;
  GStrv recent;
};

HtPreferences *
ht_preferences_load (const char *desk)
{
  HtPreferences *preferences = g_new0 (HtPreferences, 1);
  g_autofree char *name = g_strdup_printf ("%s.ini", desk != NULL ? desk : "desk");
  g_strdelimit (name, "/", '_');
  preferences->path = g_build_filename (g_get_user_config_dir (), "haitang", name, NULL);
  preferences->file = g_key_file_new ();
  g_autoptr (GError) error = NULL;
  if (!g_key_file_load_from_file (preferences->file, preferences->path, G_KEY_FILE_KEEP_COMMENTS, &error)
      && !g_error_matches (error, G_FILE_ERROR, G_FILE_ERROR_NOENT))
    g_info ("%s: %s; starting with the usual preferences", preferences->path, error->message);
  preferences->language = g_key_file_get_string (preferences->file, GROUP, "language", NULL);
  preferences->theme = g_key_file_get_string (preferences->file, GROUP, "theme", NULL);
  preferences->recent = g_key_file_get_string_list (preferences->file, GROUP, "recent", NULL, NULL);
  return preferences;
}

void
ht_preferences_free (HtPreferences *preferences)
{
  g_free (preferences->path);
  g_free (preferences->language);
  g_free (preferences->theme);
  g_strfreev (preferences->recent);
  g_key_file_unref (preferences->file);
  g_free (preferences);
}

static void
write_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  const char *path = g_object_get_data (G_OBJECT (task), "path");
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr (GError) error = NULL;
  if (g_mkdir_with_parents (folder, 0700) != 0 || !g_file_set_contents (path, task_data, -1, &error))
    g_info ("%s: preferences are not kept: %s", path, error != NULL ? error->message : "no such folder");
  g_task_return_boolean (task, TRUE);
}

static void
save (HtPreferences *preferences)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, NULL, NULL);
  g_object_set_data_full (G_OBJECT (task), "path", g_strdup (preferences->path), g_free);
  g_task_set_task_data (task, g_key_file_to_data (preferences->file, NULL, NULL), g_free);
  g_task_run_in_thread (task, write_in_thread);
}

const char *
ht_preferences_get_language (HtPreferences *preferences)
{
  return preferences->language;
}

void
ht_preferences_set_language (HtPreferences *preferences, const char *language)
{
  g_free (preferences->language);
  preferences->language = g_strdup (language);
  g_key_file_set_string (preferences->file, GROUP, "language", language);
  save (preferences);
}

const char *
ht_preferences_get_theme (HtPreferences *preferences)
{
  return preferences->theme != NULL ? preferences->theme : "dark";
}

void
ht_preferences_set_theme (HtPreferences *preferences, const char *theme)
{
  g_free (preferences->theme);
  preferences->theme = g_strdup (theme);
  g_key_file_set_string (preferences->file, GROUP, "theme", theme);
  save (preferences);
}

int
ht_preferences_get_text_scale (HtPreferences *preferences)
{
  int percent = g_key_file_get_integer (preferences->file, GROUP, "text-scale", NULL);
  return percent == 0 ? 100 : CLAMP (percent, 100, 200);
}

void
ht_preferences_set_text_scale (HtPreferences *preferences, int percent)
{
  g_key_file_set_integer (preferences->file, GROUP, "text-scale", percent);
  save (preferences);
}

const char *const *
ht_preferences_get_recent (HtPreferences *preferences)
{
  static const char *const none[] = { NULL };
  return preferences->recent != NULL ? (const char *const *) preferences->recent : none;
}

void
ht_preferences_add_recent (HtPreferences *preferences, const char *path)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_strv_builder_add (builder, path);
  const char *const *old = ht_preferences_get_recent (preferences);
  for (guint i = 0, n = 1; old[i] != NULL && n < MAX_RECENT; i++)
    if (!g_str_equal (old[i], path))
      {
        g_strv_builder_add (builder, old[i]);
        n++;
      }
  g_strfreev (preferences->recent);
  preferences->recent = g_strv_builder_end (builder);
  g_key_file_set_string_list (preferences->file, GROUP, "recent", (const char *const *) preferences->recent,
                              g_strv_length (preferences->recent));
  save (preferences);
}
