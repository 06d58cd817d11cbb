/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/db.h"

G_BEGIN_DECLS

/* "HTCY": the header mark (PRAGMA application_id) of a city file; PRAGMA user_version is its schema. */
#define HT_CITY_APPLICATION_ID 0x48544359

/* One step: SQL that takes schema @version - 1 to @version. Its SELECTs must all give 1. */
typedef struct
{
  int version;
  const char *name; /* "0001-city.sql", for messages */
  const char *sql;
} HtMigration;

/* The steps built into this program, sorted, versions 1 … length. Borrowed. */
GPtrArray *ht_migrate_get_steps (void);

/*
 * All steps above the file's version in one transaction; on error the file is as before. The caller has made
 * the backup.
 */
gboolean ht_migrate_run (HtDb *db, GPtrArray *steps, GError **error);
/* A whole copy of @db at @target (SQLite's backup interface; replaces an older copy when complete). */
gboolean ht_migrate_backup (HtDb *db, const char *target, GError **error);

/* A new city file; made under another name in the same folder and renamed when whole. */
gboolean ht_migrate_create (const char *path, GPtrArray *steps, GError **error);

typedef struct
{
  HtDbMode mode; /* how connections are to be opened: HT_DB_WRITE, _READ or _IMMUTABLE */
  int schema;
  char *notice; /* why not HT_DB_WRITE, for people; NULL where it is or reading was asked for */
} HtOpening;

void ht_opening_clear (HtOpening *opening);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (HtOpening, ht_opening_clear)

/*
 * Opens an existing city file: an older schema is backed up as PATH.backup-vN and migrated, a newer one or a
 * place that cannot be written opens for reading with a notice. Errors tell one kind of bad file from another
 * in a sentence each; nothing is changed then.
 */
HtDb *ht_migrate_open (const char *path, gboolean read_only, GPtrArray *steps, HtOpening *opening,
                       GError **error);

G_END_DECLS
