/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <errno.h>
#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

#include "base/clock.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/paths.h"
#include "model/city-private.h"
#include "model/error.h"
#include "model/map-content.h"
#include "model/printer.h"
#include "model/routing.h"
#include "model/scenario-private.h"

#define COVER_LIMIT_S 300

/* The virtual clock. The store's writer thread reads it too. */
static GMutex clock_lock;
static gint64 clock_us;

static gint64
read_clock (gpointer unused)
{
  g_mutex_lock (&clock_lock);
  gint64 now_us = clock_us;
  g_mutex_unlock (&clock_lock);
  return now_us;
}

static void
set_clock (gint64 now_us)
{
  g_mutex_lock (&clock_lock);
  clock_us = now_us;
  g_mutex_unlock (&clock_lock);
}

static void
run_free (HtScenarioRun *run)
{
  ht_clock_set_source (NULL, NULL);
  g_signal_handler_disconnect (run->city->store, run->on_changed);
  g_object_unref (run->scenario);
  g_object_unref (run->city);
  g_object_unref (run->task);
  g_clear_error (&run->failure);
  g_hash_table_unref (run->incidents);
  g_hash_table_unref (run->roads);
  g_free (run->out);
  g_free (run);
}

static void
fail (HtScenarioRun *run, GError *error)
{
  g_task_return_error (run->task, error);
  run_free (run);
}

static void
on_store_changed (HtStore *store, HtChange *change, HtScenarioRun *run)
{
  run->summary.operations += change->ops->len;
}

/* --- the end: papers and figures --- */

static HtValue *
real_or_null (double value)
{
  return isfinite (value) ? ht_value_new_real (value) : ht_value_new_null ();
}

static gboolean
write_summary (HtScenarioRun *run, GError **error)
{
  const HtScenarioSummary *summary = &run->summary;
  g_autoptr (HtValue) map = ht_value_new_map ();
  ht_value_set_int (map, "incidents", summary->incidents);
  ht_value_set_int (map, "assignments", summary->assignments);
  ht_value_set (map, "mean_minutes", real_or_null (summary->mean_minutes));
  ht_value_set_int (map, "late", summary->late);
  ht_value_set (map, "uncovered_people", real_or_null (summary->uncovered_people));
  ht_value_set_int (map, "operations", (gint64) summary->operations);
  ht_value_set_real (map, "seconds", summary->seconds);
  g_autofree char *text = ht_json_dup_pretty (map);
  g_autofree char *path = g_build_filename (run->out, "summary.json", NULL);
  return ht_paths_write_whole (path, text, strlen (text), error);
}

static void
finish (HtScenarioRun *run)
{
  GError *error = NULL;
  guint n_assignments = g_list_model_get_n_items (ht_city_get_assignments (run->city));
  run->summary.assignments = n_assignments - run->n_assignments_before;
  run->summary.mean_minutes = run->n_arrived > 0 ? run->arrived_s / run->n_arrived / 60 : NAN;
  run->summary.seconds = (double) (g_get_monotonic_time () - run->began_us) / G_USEC_PER_SEC;
  if (!write_summary (run, &error))
    {
      fail (run, error);
      return;
    }
  g_task_return_pointer (run->task, g_memdup2 (&run->summary, sizeof run->summary), g_free);
  run_free (run);
}

static void
on_report_written (GObject *source, GAsyncResult *result, gpointer data)
{
  HtScenarioRun *run = data;
  GError *error = NULL;
  if (ht_printer_write_finish (HT_PRINTER (source), result, &error))
    finish (run);
  else
    fail (run, error);
}

static void
on_map_written (GObject *source, GAsyncResult *result, gpointer data)
{
  HtScenarioRun *run = data;
  GError *error = NULL;
  if (!ht_printer_write_finish (HT_PRINTER (source), result, &error))
    {
      fail (run, error);
      return;
    }
  g_autofree char *path = g_build_filename (run->out, "report.pdf", NULL);
  ht_printer_write_situation_async (HT_PRINTER (source), NULL, path, NULL, on_report_written, run);
}

static void
on_covered (GObject *source, GAsyncResult *result, gpointer data)
{
  HtScenarioRun *run = data;
  g_autoptr (HtCover) cover = ht_routing_coverage_finish (HT_ROUTING (source), result, NULL);
  double in, out;
  /* Without stations, roads or people there is no figure: null, as interfaces promise. */
  if (cover != NULL && ht_cover_get_people (cover, &in, &out))
    run->summary.uncovered_people = out;
  HtMapRequest request = { .box = ht_box_empty (), .title = ht_scenario_get_title (run->scenario) };
  g_autofree char *path = g_build_filename (run->out, "map.png", NULL);
  ht_printer_write_map_async (run->city->printer, &request, path, NULL, on_map_written, run);
}

/* --- the shift --- */

static void next_step (HtScenarioRun *run);

static void
fail_step (HtScenarioRun *run, GError *error)
{
  HtValue *step = ht_value_get_item (ht_scenario_get_steps (run->scenario), run->next - 1);
  g_prefix_error (&error, "steps[%u] (%s): ", run->next - 1, ht_value_member_text (step, "do", ""));
  fail (run, error);
}

void
ht_scenario_run_done (HtScenarioRun *run, GError *error)
{
  if (error != NULL && run->failure == NULL)
    run->failure = error;
  else
    g_clear_error (&error);
  if (--run->pending > 0)
    return;
  if (run->failure != NULL)
    fail_step (run, g_steal_pointer (&run->failure));
  else
    next_step (run);
}

static void
next_step (HtScenarioRun *run)
{
  HtValue *steps = ht_scenario_get_steps (run->scenario);
  GError *error = NULL;
  if (g_task_return_error_if_cancelled (run->task))
    {
      run_free (run);
      return;
    }
  int begun = 0;
  while (begun == 0 && run->next < ht_value_get_length (steps))
    {
      HtValue *step = ht_value_get_item (steps, run->next++);
      double at = ht_value_member_real (step, "at", 0);
      set_clock (ht_scenario_get_starts_us (run->scenario) + (gint64) (at * G_USEC_PER_SEC));
      ht_city_tick (run->city, ht_clock_now_us ());
      begun = ht_scenario_run_begin_step (run, step, &error);
      /* Answers come from the main loop, never before this returns. */
      run->pending = (guint) MAX (begun, 0);
    }
  if (begun < 0)
    fail_step (run, error);
  else if (begun == 0)
    ht_routing_coverage_async (run->city->routing, NULL, COVER_LIMIT_S, NULL, on_covered, run);
}

static void
on_map_ready (GObject *source, GAsyncResult *result, gpointer data)
{
  HtScenarioRun *run = data;
  GError *error = NULL;
  if (!ht_map_content_wait_finish (HT_MAP_CONTENT (source), result, &error))
    {
      fail (run, error);
      return;
    }
  ht_clock_set_source (read_clock, NULL);
  next_step (run);
}

static void
on_roads_ready (GObject *source, GAsyncResult *result, gpointer data)
{
  HtScenarioRun *run = data;
  /* A city without roads is played too: advice is then by straight line and says so. */
  ht_routing_wait_finish (HT_ROUTING (source), result, NULL);
  ht_map_content_wait_async (run->city->map_content, NULL, on_map_ready, run);
}

void
ht_scenario_run_async (HtScenario *self, HtCity *city, const char *out, GCancellable *cancellable,
                       GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (HT_IS_SCENARIO (self));
  g_return_if_fail (HT_IS_CITY (city));
  g_return_if_fail (out != NULL);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  GError *error = NULL;
  g_task_set_source_tag (task, ht_scenario_run_async);
  if (!ht_city_check_writable (city, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  if (g_mkdir_with_parents (out, 0755) != 0)
    {
      g_task_return_new_error (task, HT_MODEL_ERROR, HT_MODEL_ERROR_UNAVAILABLE,
                               _ ("%s: the folder cannot be made (%s); choose another."), out,
                               g_strerror (errno));
      return;
    }
  HtScenarioRun *run = g_new0 (HtScenarioRun, 1);
  run->scenario = g_object_ref (self);
  run->city = g_object_ref (city);
  run->out = g_strdup (out);
  run->task = g_steal_pointer (&task);
  run->incidents = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  run->roads = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  run->began_us = g_get_monotonic_time ();
  run->summary.uncovered_people = NAN;
  run->n_assignments_before = g_list_model_get_n_items (ht_city_get_assignments (city));
  run->on_changed = g_signal_connect (city->store, "changed", G_CALLBACK (on_store_changed), run);
  set_clock (ht_scenario_get_starts_us (self));
  ht_session_act_as_service (city->session, ht_scenario_get_role (self));
  ht_routing_wait_async (city->routing, cancellable, on_roads_ready, run);
}

gboolean
ht_scenario_run_finish (HtScenario *self, GAsyncResult *result, HtScenarioSummary *summary, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, ht_scenario_run_async), FALSE);
  g_autofree HtScenarioSummary *got = g_task_propagate_pointer (G_TASK (result), error);
  if (got == NULL)
    return FALSE;
  if (summary != NULL)
    *summary = *got;
  return TRUE;
}
