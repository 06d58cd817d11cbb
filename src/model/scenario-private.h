/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/value.h"
#include "model/scenario.h"

G_BEGIN_DECLS

/* The checked file; borrowed. */
HtValue *ht_scenario_get_steps (HtScenario *self);
gint64 ht_scenario_get_starts_us (HtScenario *self);
const char *ht_scenario_get_role (HtScenario *self);

/* Every step's keys, types, order and names (scenario-check.c). Errors: HT_MODEL_ERROR_INVALID with file and
 * place. */
gboolean ht_scenario_check_steps (const char *file, HtValue *steps, GError **error);

/* One step's calls: begins them all, returns how many; each ends in @done with the run. -1 with error where
 * the step is impossible in this city. */
typedef struct _HtScenarioRun HtScenarioRun;
int ht_scenario_run_begin_step (HtScenarioRun *run, HtValue *step, GError **error);

struct _HtScenarioRun
{
  HtScenario *scenario;
  HtCity *city;
  char *out;
  GTask *task;
  guint next, pending;
  GError *failure;
  GHashTable *incidents; /* name → char * id text */
  GHashTable *roads;     /* name → char * id text */
  guint n_arrived;
  double arrived_s;
  guint n_assignments_before;
  gint64 began_us; /* monotonic */
  gulong on_changed;
  HtScenarioSummary summary;
};

/* A call of the present step is done; @error (taken) NULL for success. */
void ht_scenario_run_done (HtScenarioRun *run, GError *error);

G_END_DECLS
