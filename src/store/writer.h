/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "store/change.h"
#include "store/db.h"

G_BEGIN_DECLS

/* HtWriter: the thread that owns the one writing connection, and its queue. */
typedef struct _HtWriter HtWriter;

/* Runs in a transaction; fills @change. */
typedef gboolean (*HtWriterWork) (HtDb *db, gpointer data, HtChange *change, GError **error);
/* After the commit or rollback, on the writer thread. @change is NULL where it failed, @error (borrowed)
 * where it did not. */
typedef void (*HtWriterDone) (HtChange *change, const GError *error, gpointer data);

typedef struct
{
  HtWriterWork work;
  HtWriterDone done;
  gpointer data;
} HtWriterJob;

/* Takes @db. */
HtWriter *ht_writer_new (HtDb *db);
/* FALSE where the writer has been stopped; @job is copied. */
gboolean ht_writer_push (HtWriter *writer, const HtWriterJob *job);
/* Ends after the queue, closes the connection. Not from the writer thread. */
void ht_writer_stop (HtWriter *writer);
void ht_writer_free (HtWriter *writer);

G_END_DECLS
