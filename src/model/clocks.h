/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/types.h"

G_BEGIN_DECLS

/* What an incident or team is waiting for. */
typedef enum
{
  HT_PHASE_VERIFYING,
  HT_PHASE_GRADING,
  HT_PHASE_ASSIGNING,
  HT_PHASE_ACKNOWLEDGING,
  HT_PHASE_TURNING_OUT,
  HT_PHASE_ARRIVING,
  HT_PHASE_WORKING,
  HT_PHASE_CLOSING,
  HT_PHASE_RETURNING,
  HT_PHASE_STANDING_BY,
  HT_PHASE_READY,
  HT_PHASE_OUT_OF_SERVICE,
  HT_PHASE_OVER,
  HT_N_PHASES,
} HtPhase;

/*
 * Reads the limits of all phases (data/clocks.json; @path NULL). Main thread, before the first
 * ht_clocks_fill; a second call replaces them. Errors: HT_MODEL_ERROR_INVALID with file and place; then the
 * former limits stay.
 */
gboolean ht_clocks_load (const char *path, GError **error);

/* @limit_s: overrides the phase's own where positive (an expected arrival). A @since_us in the future counts
 * as now. */
void ht_clocks_fill (HtPhase phase, gint64 since_us, gint64 now_us, gint64 limit_s, HtElapsed *elapsed);

G_END_DECLS
