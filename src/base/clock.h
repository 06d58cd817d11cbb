/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Wall clock in microseconds since 1970 UTC. Tests and the simulator replace the source; NULL restores the
 * system's. */
typedef gint64 (*HtClockFunc) (gpointer user_data);
gint64 ht_clock_now_us (void);
void ht_clock_set_source (HtClockFunc func, gpointer user_data);

/*
 * Hybrid logical clock (Kulkarni et al. 2014): 48 bits of milliseconds since 1970, 16 bits of counter.
 * It only breaks ties; causality is the base[] of an operation.
 */
#define HT_HLC_MAX_AHEAD_MS 60000
/* The next stamp after @last at wall time @now_us; never less than or equal to @last. */
guint64 ht_hlc_next (guint64 last, gint64 now_us);
/* @last after having seen @remote; a remote clock over 60 s ahead of @now_us is not merged (returns @last).
 */
guint64 ht_hlc_merge (guint64 last, guint64 remote, gint64 now_us);
gint64 ht_hlc_get_ms (guint64 hlc);

G_END_DECLS
