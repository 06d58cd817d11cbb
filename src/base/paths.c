/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/paths.h"

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>

#include "base/error.h"

static char *
dup_root (void)
{
  const char *set = g_getenv ("HT_DATA_DIR");
  if (set != NULL && *set != '\0')
    return g_strdup (set);
  if (g_file_test (HT_SOURCE_DATA_DIR "/sql", G_FILE_TEST_IS_DIR))
    return g_strdup (HT_SOURCE_DATA_DIR);
  return g_strdup (HT_DATA_DIR);
}

char *
ht_paths_dup_data (const char *relative)
{
  g_autofree char *root = dup_root ();
  return g_build_filename (root, relative, NULL);
}

static int
compare_paths (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

GStrv
ht_paths_list_data (const char *folder, const char *suffix, GError **error)
{
  g_autofree char *path = ht_paths_dup_data (folder);
  g_autoptr (GError) local = NULL;
  g_autoptr (GDir) dir = g_dir_open (path, 0, &local);
  if (dir == NULL)
    {
      g_set_error (error, HT_BASE_ERROR, HT_BASE_ERROR_FAILED,
                   "%s: cannot be listed: %s; reinstall Haitang or set HT_DATA_DIR", path, local->message);
      return NULL;
    }
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  for (const char *name = g_dir_read_name (dir); name != NULL; name = g_dir_read_name (dir))
    if (g_str_has_suffix (name, suffix))
      g_ptr_array_add (names, g_build_filename (path, name, NULL));
  g_ptr_array_sort (names, compare_paths);
  g_ptr_array_add (names, NULL);
  return (GStrv) g_ptr_array_steal (names, NULL);
}

gboolean
ht_paths_write_whole (const char *path, const char *data, gsize size, GError **error)
{
  g_autoptr (GError) local = NULL;
  if (g_file_set_contents_full (path, data, (gssize) size,
                                G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0644, &local))
    return TRUE;
  g_set_error (error, HT_BASE_ERROR, HT_BASE_ERROR_FAILED,
               "%s: cannot be written: %s; free space or choose another folder", path, local->message);
  return FALSE;
}
