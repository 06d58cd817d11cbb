/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/city-file.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gio.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "store/error.h"
#include "store/migrate.h"

/* SQLite's file format, section 1.3. */
#define HEADER_SIZE 100
#define AT_PAGE_SIZE 16
#define AT_PAGE_COUNT 28
#define AT_APPLICATION_ID 68
static const char magic[16] = "SQLite format 3";

static gboolean
refuse (GError **error, HtStoreError code, const char *path, const char *sentence)
{
  g_set_error (error, HT_STORE_ERROR, (int) code, "%s: %s", path, sentence);
  return FALSE;
}

static gboolean
check_kind (const char *path, GError **error)
{
  struct stat info;
  if (g_stat (path, &info) != 0)
    {
      if (errno == ENOENT || errno == ENOTDIR)
        return refuse (error, HT_STORE_ERROR_UNAVAILABLE, path,
                       _ ("there is no such file: check the path, or make a new city"));
      g_set_error (error, HT_STORE_ERROR, HT_STORE_ERROR_UNAVAILABLE,
                   _ ("%s: cannot be looked at: %s; check the permission of its folder"), path,
                   g_strerror (errno));
      return FALSE;
    }
  if (S_ISDIR (info.st_mode))
    return refuse (error, HT_STORE_ERROR_CORRUPT, path, _ ("this is a folder: choose a city file in it"));
  if (!S_ISREG (info.st_mode))
    return refuse (error, HT_STORE_ERROR_CORRUPT, path,
                   _ ("this is a device, not a city file: choose another"));
  return TRUE;
}

static gboolean
read_header (const char *path, guint8 *header, gsize *size, GError **error)
{
  int fd = g_open (path, O_RDONLY | O_CLOEXEC, 0);
  if (fd < 0)
    {
      g_set_error (error, HT_STORE_ERROR, HT_STORE_ERROR_UNAVAILABLE,
                   _ ("%s: cannot be read: %s; ask its owner for permission or choose another"), path,
                   g_strerror (errno));
      return FALSE;
    }
  gssize got = read (fd, header, HEADER_SIZE);
  int saved = errno;
  close (fd);
  if (got >= 0)
    {
      *size = (gsize) got;
      return TRUE;
    }
  g_set_error (error, HT_STORE_ERROR, HT_STORE_ERROR_UNAVAILABLE,
               _ ("%s: the disk refused to read it: %s; check the disk"), path, g_strerror (saved));
  return FALSE;
}

static guint32
read_be (const guint8 *at, guint n)
{
  guint32 value = 0;
  for (guint i = 0; i < n; i++)
    value = value << 8 | at[i];
  return value;
}

/* Fewer bytes than the head counts. SQLite itself takes a missing piece of the last page for zeros. While
 * there is a log beside it the rest may be in there. */
static gboolean
is_cut_short (const char *path, const guint8 *header)
{
  GStatBuf info, log_info;
  g_autofree char *log = g_strconcat (path, "-wal", NULL);
  guint32 page_size = read_be (header + AT_PAGE_SIZE, 2);
  if (g_stat (log, &log_info) == 0 && log_info.st_size > 0)
    return FALSE;
  if (page_size == 1)
    page_size = 65536;
  return g_stat (path, &info) == 0
         && info.st_size < (goffset) page_size * read_be (header + AT_PAGE_COUNT, 4);
}

gboolean
ht_city_file_check (const char *path, GError **error)
{
  guint8 header[HEADER_SIZE];
  gsize size = 0;
  if (!check_kind (path, error) || !read_header (path, header, &size, error))
    return FALSE;
  if (size == 0)
    return refuse (error, HT_STORE_ERROR_CORRUPT, path,
                   _ ("the file is empty: restore a backup of it, or make a new city under another name"));
  if (memcmp (header, magic, MIN (size, sizeof magic)) != 0)
    {
      g_autofree char *type = g_content_type_guess (NULL, header, size, NULL);
      g_set_error (error, HT_STORE_ERROR, HT_STORE_ERROR_CORRUPT,
                   _ ("%s: this is not a city file (its content looks like %s): choose another"), path, type);
      return FALSE;
    }
  if (size < HEADER_SIZE
      || (read_be (header + AT_APPLICATION_ID, 4) == HT_CITY_APPLICATION_ID && is_cut_short (path, header)))
    return refuse (error, HT_STORE_ERROR_CORRUPT, path, _ ("the file is cut short: restore a backup of it"));
  if (read_be (header + AT_APPLICATION_ID, 4) != HT_CITY_APPLICATION_ID)
    return refuse (error, HT_STORE_ERROR_CORRUPT, path,
                   _ ("this is a database of another program, not a city file: choose another"));
  return TRUE;
}

HtDbMode
ht_city_file_choose_mode (const char *path, char **why)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *log = g_strconcat (path, "-wal", NULL);
  *why = NULL;
  if (g_access (path, W_OK) != 0)
    *why = g_strdup_printf (_ ("%s: the file cannot be written (%s), so it is open for reading only"), path,
                            g_strerror (errno));
  else if (g_access (folder, W_OK | X_OK) != 0)
    *why = g_strdup_printf (_ ("%s: its folder cannot be written (%s), so it is open for reading only"), path,
                            g_strerror (errno));
  if (*why == NULL)
    return HT_DB_WRITE;
  /* A log beside it may hold commits, and somebody else may be writing: only then is it read through. */
  return g_file_test (log, G_FILE_TEST_EXISTS) ? HT_DB_READ : HT_DB_IMMUTABLE;
}

gboolean
ht_city_file_check_folder (const char *path, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  if (!g_file_test (folder, G_FILE_TEST_IS_DIR))
    return refuse (error, HT_STORE_ERROR_UNAVAILABLE, path,
                   _ ("its folder does not exist: make it first or choose another"));
  if (g_access (folder, W_OK | X_OK) == 0)
    return TRUE;
  g_set_error (error, HT_STORE_ERROR, HT_STORE_ERROR_READ_ONLY,
               _ ("%s: its folder cannot be written: %s; choose another"), path, g_strerror (errno));
  return FALSE;
}

static gboolean
sync_folder (const char *path, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  int fd = g_open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0);
  gboolean done = fd >= 0 && fsync (fd) == 0;
  if (!done)
    g_set_error (error, HT_STORE_ERROR, HT_STORE_ERROR_UNAVAILABLE,
                 _ ("%s: its folder cannot be saved: %s; check the disk"), path, g_strerror (errno));
  if (fd >= 0)
    close (fd);
  return done;
}

gboolean
ht_city_file_publish (const char *from, const char *to, GError **error)
{
  int result = renameat2 (AT_FDCWD, from, AT_FDCWD, to, RENAME_NOREPLACE);
  if (result != 0 && errno == EINVAL)
    {
      /* File systems without it (FAT): the test and the rename are two steps there. */
      errno = EEXIST;
      result = g_file_test (to, G_FILE_TEST_EXISTS) ? -1 : g_rename (from, to);
    }
  if (result == 0)
    return sync_folder (to, error);
  g_set_error (error, HT_STORE_ERROR, HT_STORE_ERROR_UNAVAILABLE,
               _ ("%s: cannot be given its name: %s; choose another name or folder"), to, g_strerror (errno));
  return FALSE;
}

void
ht_city_file_discard (const char *path)
{
  static const char *const suffixes[] = { "", "-wal", "-shm", "-journal" };
  for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++)
    {
      g_autofree char *name = g_strconcat (path, suffixes[i], NULL);
      if (g_unlink (name) != 0 && errno != ENOENT)
        g_warning ("%s: cannot be removed: %s", name, g_strerror (errno));
    }
}
