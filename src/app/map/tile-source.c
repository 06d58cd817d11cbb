/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/map/tile-source.h"

#include <math.h>

#include "app/map/picture.h"
#include "draw/projection.h"

#define MAX_ZOOM 20
#define MAX_THREADS 4

struct _HtTileSource
{
  ShumateMapSource parent_instance;
  HtTileLook look;
  GCancellable *closed;
};

G_DEFINE_TYPE (HtTileSource, ht_tile_source, SHUMATE_TYPE_MAP_SOURCE)

/* One tile on its way: made on the main thread, drawn by a worker, finished on the main thread. */
typedef struct
{
  GTask *task;
  ShumateTile *tile;
  GCancellable *closed;
  HtScene *scene;
  HtCoverage *coverage;
  GPtrArray *things;
  const HtTheme *theme;
  HtTile what;
  int scale;
  guint64 serial;
  HtPicture *picture;
} Job;

static GThreadPool *pool;
static guint64 last_serial;
static guint n_drawn_total;
static gint64 drawn_us_total;

static void
job_free (Job *job)
{
  g_object_unref (job->task);
  g_object_unref (job->tile);
  g_object_unref (job->closed);
  g_clear_pointer (&job->scene, ht_scene_unref);
  g_clear_pointer (&job->coverage, ht_coverage_unref);
  g_clear_pointer (&job->things, g_ptr_array_unref);
  g_clear_object (&job->picture);
  g_free (job);
}

static gboolean
job_is_stale (Job *job)
{
  return g_cancellable_is_cancelled (job->closed)
         || g_cancellable_is_cancelled (g_task_get_cancellable (job->task));
}

static gboolean
finish_on_main (gpointer data)
{
  Job *job = data;
  if (job->picture == NULL || job_is_stale (job))
    {
      g_task_return_new_error (job->task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "tile not wanted any more");
      job_free (job);
      return G_SOURCE_REMOVE;
    }
  shumate_tile_set_paintable (job->tile, GDK_PAINTABLE (job->picture));
  shumate_tile_set_fade_in (job->tile, FALSE);
  shumate_tile_set_state (job->tile, SHUMATE_STATE_DONE);
  g_task_return_boolean (job->task, TRUE);
  job_free (job);
  return G_SOURCE_REMOVE;
}

static void
draw_on_worker (gpointer data, gpointer user_data)
{
  Job *job = data;
  if (!job_is_stale (job))
    {
      gint64 begin_us = g_get_monotonic_time ();
      cairo_surface_t *surface
          = job->coverage != NULL ? ht_draw_coverage_tile (job->scene, job->theme, job->coverage, &job->what)
                                  : ht_draw_tile (job->scene, job->theme, &job->what);
      job->picture = ht_picture_new (surface, job->scale);
      gint64 took_us = g_get_monotonic_time () - begin_us;
      g_atomic_int_inc (&n_drawn_total);
      g_atomic_pointer_add (&drawn_us_total, took_us);
    }
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE - 20, finish_on_main, job, NULL);
}

/* Newest first: what is under the eye now was asked for last. */
static int
compare_jobs (gconstpointer a, gconstpointer b, gpointer user_data)
{
  guint64 first = ((const Job *) a)->serial, second = ((const Job *) b)->serial;
  return first > second ? -1 : first < second;
}

static GThreadPool *
get_pool (void)
{
  if (pool == NULL)
    {
      int n_threads = CLAMP ((int) g_get_num_processors () - 1, 1, MAX_THREADS);
      pool = g_thread_pool_new (draw_on_worker, NULL, n_threads, FALSE, NULL);
      g_thread_pool_set_sort_function (pool, compare_jobs, NULL);
    }
  return pool;
}

static void
ht_tile_source_fill_tile_async (ShumateMapSource *source, ShumateTile *tile, GCancellable *cancellable,
                                GAsyncReadyCallback callback, gpointer user_data)
{
  HtTileSource *self = HT_TILE_SOURCE (source);
  Job *job = g_new0 (Job, 1);
  job->task = g_task_new (self, cancellable, callback, user_data);
  job->tile = g_object_ref (tile);
  job->closed = g_object_ref (self->closed);
  job->scene = self->look.scene != NULL ? ht_scene_ref (self->look.scene) : NULL;
  job->coverage = self->look.coverage != NULL ? ht_coverage_ref (self->look.coverage) : NULL;
  job->theme = self->look.theme;
  job->what = HT_TILE ((int) shumate_tile_get_zoom_level (tile), shumate_tile_get_x (tile),
                       shumate_tile_get_y (tile));
  job->what.scale = self->look.scale * self->look.text_scale;
  job->scale = self->look.scale;
  job->what.hidden = self->look.hidden;
  if (self->look.things != NULL)
    {
      job->things = g_ptr_array_ref (self->look.things);
      job->what.things = (HtThings *const *) job->things->pdata;
      job->what.n_things = job->things->len;
    }
  job->serial = ++last_serial;
  shumate_tile_set_state (tile, SHUMATE_STATE_LOADING);
  g_thread_pool_push (get_pool (), job, NULL);
}

static gboolean
ht_tile_source_fill_tile_finish (ShumateMapSource *source, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
ht_tile_source_finalize (GObject *object)
{
  HtTileSource *self = HT_TILE_SOURCE (object);
  g_cancellable_cancel (self->closed);
  g_clear_object (&self->closed);
  g_clear_pointer (&self->look.scene, ht_scene_unref);
  g_clear_pointer (&self->look.coverage, ht_coverage_unref);
  g_clear_pointer (&self->look.things, g_ptr_array_unref);
  G_OBJECT_CLASS (ht_tile_source_parent_class)->finalize (object);
}

static void
ht_tile_source_class_init (HtTileSourceClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ht_tile_source_finalize;
  ShumateMapSourceClass *source_class = SHUMATE_MAP_SOURCE_CLASS (klass);
  source_class->fill_tile_async = ht_tile_source_fill_tile_async;
  source_class->fill_tile_finish = ht_tile_source_fill_tile_finish;
}

static void
ht_tile_source_init (HtTileSource *self)
{
  static guint n_made;
  self->closed = g_cancellable_new ();
  ShumateMapSource *source = SHUMATE_MAP_SOURCE (self);
  g_autofree char *id = g_strdup_printf ("haitang-%u", ++n_made);
  shumate_map_source_set_id (source, id);
  shumate_map_source_set_name (source, "Haitang");
  shumate_map_source_set_min_zoom_level (source, 0);
  shumate_map_source_set_max_zoom_level (source, MAX_ZOOM);
  shumate_map_source_set_projection (source, SHUMATE_MAP_PROJECTION_MERCATOR);
}

HtTileSource *
ht_tile_source_new (const HtTileLook *look)
{
  HtTileSource *self = g_object_new (HT_TYPE_TILE_SOURCE, NULL);
  self->look = *look;
  shumate_map_source_set_tile_size (SHUMATE_MAP_SOURCE (self), (guint) round (HT_TILE_PX * look->text_scale));
  if (look->scene != NULL)
    ht_scene_ref (look->scene);
  if (look->coverage != NULL)
    ht_coverage_ref (look->coverage);
  if (look->things != NULL)
    g_ptr_array_ref (look->things);
  return self;
}

void
ht_tile_source_close (HtTileSource *self)
{
  g_return_if_fail (HT_IS_TILE_SOURCE (self));
  g_cancellable_cancel (self->closed);
}

void
ht_tile_source_get_stats (guint *n_drawn, double *mean_ms)
{
  *n_drawn = (guint) g_atomic_int_get (&n_drawn_total);
  gint64 total_us = (gint64) (gintptr) g_atomic_pointer_get ((gpointer *) &drawn_us_total);
  *mean_ms = *n_drawn > 0 ? (double) total_us / 1000.0 / *n_drawn : 0;
}
