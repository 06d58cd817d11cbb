/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/digest.h"
#include "base/uuid.h"

G_BEGIN_DECLS

/*
 * HtDb: one connection to a city file, foreign keys on. One thread uses it at a time. Connections that write
 * have SpatiaLite loaded, as its triggers need it; those that read have not, which makes them cheap to open
 * (geometry is read in C: spatial.h). Every error is HT_STORE_ERROR and names the file, what was being done
 * and the cure.
 */
typedef struct _HtDb HtDb;
typedef struct _HtStatement HtStatement;

typedef enum
{
  HT_DB_READ,      /* reads only; sees what writers commit */
  HT_DB_WRITE,     /* an existing file; synchronous=FULL */
  HT_DB_CREATE,    /* a file that must not exist yet; WAL from then on */
  HT_DB_IMMUTABLE, /* reads a file in a place that cannot be written, where WAL is impossible */
} HtDbMode;

HtDb *ht_db_open (const char *path, HtDbMode mode, GError **error);
void ht_db_free (HtDb *db);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HtDb, ht_db_free)
const char *ht_db_get_path (const HtDb *db);
/* SpatiaLite's functions on a reading connection too (30 ms). */
gboolean ht_db_load_spatial (HtDb *db, GError **error);
/* The sqlite3 * itself, for the few calls that need it (backup, interrupt, serialize). */
gpointer ht_db_get_handle (HtDb *db);

/* One or more statements without parameters. */
gboolean ht_db_exec (HtDb *db, const char *sql, GError **error);
/* BEGIN IMMEDIATE; a transaction must not be open. */
gboolean ht_db_begin (HtDb *db, GError **error);
/* A consistent view over several reads (BEGIN); end it with commit. */
gboolean ht_db_begin_read (HtDb *db, GError **error);
/* FALSE when the file is no longer where it was opened: what is written then would be lost with the last
 * handle. */
gboolean ht_db_check_place (HtDb *db, GError **error);
gboolean ht_db_commit (HtDb *db, GError **error);
void ht_db_rollback (HtDb *db);
gboolean ht_db_in_transaction (HtDb *db);
gint64 ht_db_get_last_rowid (HtDb *db);
gint64 ht_db_get_changes (HtDb *db);
/* First column of the first row; @value is 0 where there is no row or it is NULL. */
gboolean ht_db_query_int (HtDb *db, const char *sql, gint64 *value, GError **error);

/*
 * A prepared statement from the connection's cache (keyed by text). Release it, best as g_autoptr, before the
 * connection is freed; an unreleased one that has stepped holds its read transaction open.
 */
HtStatement *ht_db_prepare (HtDb *db, const char *sql, GError **error);
void ht_statement_release (HtStatement *statement);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HtStatement, ht_statement_release)

/* Parameters count from 1. Text and bytes are borrowed until the statement is reset or released. NULL text,
 * bytes, uuid bind NULL. A nil uuid is bound as 16 zero bytes. */
void ht_statement_bind_null (HtStatement *statement, int index);
void ht_statement_bind_int (HtStatement *statement, int index, gint64 value);
void ht_statement_bind_real (HtStatement *statement, int index, double value);
void ht_statement_bind_text (HtStatement *statement, int index, const char *text);
void ht_statement_bind_bytes (HtStatement *statement, int index, gconstpointer data, gsize size);
void ht_statement_bind_uuid (HtStatement *statement, int index, const HtUuid *uuid);
void ht_statement_bind_digest (HtStatement *statement, int index, const HtDigest *digest);

typedef enum
{
  HT_STEP_ERROR,
  HT_STEP_DONE,
  HT_STEP_ROW,
} HtStep;

HtStep ht_statement_step (HtStatement *statement, GError **error);
/* Steps to the end and resets; bindings stay, so that a loop rebinds only what changes. */
gboolean ht_statement_run (HtStatement *statement, GError **error);
void ht_statement_reset (HtStatement *statement);

/* Columns count from 0; borrowed until the next step. Text and bytes are NULL where the column is. */
gboolean ht_statement_is_null (HtStatement *statement, int column);
gint64 ht_statement_get_int (HtStatement *statement, int column);
double ht_statement_get_real (HtStatement *statement, int column);
const char *ht_statement_get_text (HtStatement *statement, int column);
const guint8 *ht_statement_get_bytes (HtStatement *statement, int column, gsize *size);
/* FALSE (and nil) where the column is not 16 bytes; for digests 32. */
gboolean ht_statement_get_uuid (HtStatement *statement, int column, HtUuid *uuid);
gboolean ht_statement_get_digest (HtStatement *statement, int column, HtDigest *digest);

G_END_DECLS
