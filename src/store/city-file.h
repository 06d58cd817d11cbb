/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/db.h"

G_BEGIN_DECLS

/*
 * Is @path a city file, judged from its first bytes and without SQLite, which would change other databases or
 * take an empty file for a new one? One sentence for each kind of bad file; damage further in is found when
 * the file is read.
 */
gboolean ht_city_file_check (const char *path, GError **error);

/* HT_DB_WRITE where the file and its folder can be written (SQLite keeps its log beside the file); otherwise
 * the mode to read with, and why in @why (owned by the caller). */
HtDbMode ht_city_file_choose_mode (const char *path, char **why);

/* Can a file be made beside @path? A sentence where not. */
gboolean ht_city_file_check_folder (const char *path, GError **error);
/* Gives the finished @from its name @to, unless something of that name exists by now; durable on return. */
gboolean ht_city_file_publish (const char *from, const char *to, GError **error);
/* Removes a file and SQLite's logs beside it. */
void ht_city_file_discard (const char *path);

G_END_DECLS
