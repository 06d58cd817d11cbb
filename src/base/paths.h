/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * A file of data/ by its path there ("runcards/fire.json"): $HT_DATA_DIR, then the source tree of this build,
 * then the installed place. Never NULL; the file may be missing, which its reader says.
 */
char *ht_paths_dup_data (const char *relative);
/* Sorted full paths of the files in data/FOLDER that end in @suffix. */
GStrv ht_paths_list_data (const char *folder, const char *suffix, GError **error);

/* Writes @size bytes to @path so that a reader sees all or nothing (temporary file, fsync, rename). */
gboolean ht_paths_write_whole (const char *path, const char *data, gsize size, GError **error);

G_END_DECLS
