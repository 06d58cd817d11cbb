/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/city.h"

G_BEGIN_DECLS

/* Figures of a played shift; see interfaces.md, "scenario run". */
typedef struct
{
  guint incidents, assignments;
  double mean_minutes;     /* order to arrival over arrived assignments; NaN where none arrived */
  guint late;              /* arrivals after the expected time or the limit of their state */
  double uncovered_people; /* at the end; NaN without population figures */
  guint64 operations;      /* appended by the run */
  double seconds;          /* real time the run took */
} HtScenarioSummary;

/* HtScenario: a scripted shift (data/schemas/scenario.schema.json), played through the services operators
 * use, under a virtual clock. Immutable. */
#define HT_TYPE_SCENARIO (ht_scenario_get_type ())
G_DECLARE_FINAL_TYPE (HtScenario, ht_scenario, HT, SCENARIO, GObject)

/* Checks the whole file first. Errors: HT_MODEL_ERROR_INVALID "FILE:PLACE: what is wrong; what to do". */
HtScenario *ht_scenario_load (const char *path, GError **error);
const char *ht_scenario_get_title (HtScenario *self);
guint ht_scenario_get_n_steps (HtScenario *self);

/* Plays into @city and writes map.png, report.pdf and summary.json to folder @out (made if missing). The
 * process's clock is virtual meanwhile (ht_clock_set_source), so nothing else may run. Errors name the step.
 */
void ht_scenario_run_async (HtScenario *self, HtCity *city, const char *out, GCancellable *cancellable,
                            GAsyncReadyCallback callback, gpointer user_data);
gboolean ht_scenario_run_finish (HtScenario *self, GAsyncResult *result, HtScenarioSummary *summary,
                                 GError **error);

G_END_DECLS
