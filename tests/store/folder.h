/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <glib/gstdio.h>

/* A folder of a test's own. */
typedef struct
{
  char *path;
} Folder;

static inline char *
folder_dup (const Folder *folder, const char *name)
{
  return g_build_filename (folder->path, name, NULL);
}

static inline void
folder_set_up (Folder *folder, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  folder->path = g_dir_make_tmp ("haitang-store-XXXXXX", &error);
  g_assert_no_error (error);
}

/* Names in the folder, sorted and joined by a space. */
static inline char *
folder_dup_names (const Folder *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder->path, 0, NULL);
  g_autoptr (GList) names = NULL;
  g_assert_nonnull (dir);
  for (const char *name = g_dir_read_name (dir); name != NULL; name = g_dir_read_name (dir))
    names = g_list_insert_sorted (names, (gpointer) name, (GCompareFunc) g_strcmp0);
  GString *text = g_string_new (NULL);
  for (GList *at = names; at != NULL; at = at->next)
    g_string_append_printf (text, "%s%s", text->len > 0 ? " " : "", (char *) at->data);
  return g_string_free (text, FALSE);
}

static inline void
folder_tear_down (Folder *folder, gconstpointer unused)
{
  g_autoptr (GDir) dir = g_dir_open (folder->path, 0, NULL);
  for (const char *name = g_dir_read_name (dir); name != NULL; name = g_dir_read_name (dir))
    {
      g_autofree char *path = folder_dup (folder, name);
      if (g_remove (path) != 0)
        g_error ("%s stays: %s", path, g_strerror (errno));
    }
  g_assert_cmpint (g_rmdir (folder->path), ==, 0);
  g_free (folder->path);
}

static inline char *
read_whole (const char *path, gsize *size)
{
  g_autoptr (GError) error = NULL;
  char *data = NULL;
  g_file_get_contents (path, &data, size, &error);
  g_assert_no_error (error);
  return data;
}

static inline void
write_whole (const char *path, const char *data, gsize size)
{
  g_autoptr (GError) error = NULL;
  g_file_set_contents (path, data, (gssize) size, &error);
  g_assert_no_error (error);
}

#define add_folder_test(path, function)                                                                      \
  g_test_add (path, Folder, NULL, folder_set_up, function, folder_tear_down)
