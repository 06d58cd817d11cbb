/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/writer.h"

#include "store/conflict.h"
#include "store/op.h"

struct _HtWriter
{
  HtDb *db;
  GThread *thread;
  GAsyncQueue *jobs; /* HtWriterJob; one with a NULL work ends the thread */
  GMutex lock;
  gboolean stopped;
};

static HtChange *
run (HtDb *db, const HtWriterJob *job, GError **error)
{
  g_autoptr (HtChange) change
      = ht_change_new ((GDestroyNotify) ht_op_unref, (GDestroyNotify) ht_conflict_unref);
  if (!ht_db_check_place (db, error) || !ht_db_begin (db, error))
    return NULL;
  if (!job->work (db, job->data, change, error))
    {
      ht_db_rollback (db);
      return NULL;
    }
  if (!ht_db_commit (db, error))
    return NULL;
  return g_steal_pointer (&change);
}

static gpointer
main_of_thread (gpointer data)
{
  HtWriter *writer = data;
  for (;;)
    {
      g_autofree HtWriterJob *job = g_async_queue_pop (writer->jobs);
      if (job->work == NULL)
        break;
      g_autoptr (GError) error = NULL;
      g_autoptr (HtChange) change = run (writer->db, job, &error);
      job->done (change, error, job->data);
    }
  g_clear_pointer (&writer->db, ht_db_free);
  return NULL;
}

HtWriter *
ht_writer_new (HtDb *db)
{
  HtWriter *writer = g_new0 (HtWriter, 1);
  writer->db = db;
  writer->jobs = g_async_queue_new_full (g_free);
  g_mutex_init (&writer->lock);
  writer->thread = g_thread_new ("ht-writer", main_of_thread, writer);
  return writer;
}

gboolean
ht_writer_push (HtWriter *writer, const HtWriterJob *job)
{
  g_mutex_lock (&writer->lock);
  gboolean open = !writer->stopped;
  if (open)
    g_async_queue_push (writer->jobs, g_memdup2 (job, sizeof *job));
  g_mutex_unlock (&writer->lock);
  return open;
}

void
ht_writer_stop (HtWriter *writer)
{
  g_return_if_fail (g_thread_self () != writer->thread);
  g_mutex_lock (&writer->lock);
  gboolean open = !writer->stopped;
  if (open)
    g_async_queue_push (writer->jobs, g_new0 (HtWriterJob, 1));
  writer->stopped = TRUE;
  g_mutex_unlock (&writer->lock);
  if (open)
    g_thread_join (writer->thread);
}

void
ht_writer_free (HtWriter *writer)
{
  if (writer == NULL)
    return;
  ht_writer_stop (writer);
  g_async_queue_unref (writer->jobs);
  g_mutex_clear (&writer->lock);
  g_free (writer);
}
