/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/clock.h"

#define COUNTER_BITS 16

static HtClockFunc source;
static gpointer source_data;

gint64
ht_clock_now_us (void)
{
  return source != NULL ? source (source_data) : g_get_real_time ();
}

void
ht_clock_set_source (HtClockFunc func, gpointer user_data)
{
  source_data = user_data;
  source = func;
}

guint64
ht_hlc_next (guint64 last, gint64 now_us)
{
  guint64 now = (guint64) (MAX (now_us, 0) / 1000) << COUNTER_BITS;
  /* A full counter simply carries into the milliseconds: the stamp runs ahead of the wall until that catches
   * up. */
  return now > last ? now : last + 1;
}

guint64
ht_hlc_merge (guint64 last, guint64 remote, gint64 now_us)
{
  if (ht_hlc_get_ms (remote) > now_us / 1000 + HT_HLC_MAX_AHEAD_MS)
    return last;
  return MAX (last, remote);
}

gint64
ht_hlc_get_ms (guint64 hlc)
{
  return (gint64) (hlc >> COUNTER_BITS);
}
