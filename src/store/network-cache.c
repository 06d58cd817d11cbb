/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/network-cache.h"

#include "store/network-rows.h"

/* How often who waits looks whether it was cancelled. */
#define LOOK_US (50 * G_TIME_SPAN_MILLISECOND)

struct _HtNetworkCache
{
  GMutex lock;
  GCond changed;
  gboolean loading; /* by some thread */
  char *state;      /* of the layers the network was loaded from */
  HtNetwork *network;
};

HtNetworkCache *
ht_network_cache_new (void)
{
  HtNetworkCache *cache = g_new0 (HtNetworkCache, 1);
  g_mutex_init (&cache->lock);
  g_cond_init (&cache->changed);
  return cache;
}

void
ht_network_cache_free (HtNetworkCache *cache)
{
  if (cache == NULL)
    return;
  g_clear_pointer (&cache->network, ht_network_unref);
  g_free (cache->state);
  g_cond_clear (&cache->changed);
  g_mutex_clear (&cache->lock);
  g_free (cache);
}

/* What a change of the rows cannot leave as it is: every road layer and its content. */
static char *
dup_state (HtDb *db, GError **error)
{
  g_autoptr (HtStatement) rows
      = ht_db_prepare (db, "SELECT fid, id, digest FROM layer WHERE table_name = 'road_arc' ORDER BY fid",
                       error);
  g_autoptr (GString) state = g_string_new (NULL);
  HtStep step = rows != NULL ? HT_STEP_ROW : HT_STEP_ERROR;
  while (step == HT_STEP_ROW && (step = ht_statement_step (rows, error)) == HT_STEP_ROW)
    {
      const char *digest = ht_statement_get_text (rows, 2);
      g_string_append_printf (state, "%" G_GINT64_FORMAT " %s %s\n", ht_statement_get_int (rows, 0),
                              ht_statement_get_text (rows, 1), digest != NULL ? digest : "");
    }
  return step == HT_STEP_DONE ? g_string_free (g_steal_pointer (&state), FALSE) : NULL;
}

/* Under the lock. Returns the network where it is there, NULL where the caller is to load it (or an error).
 */
static HtNetwork *
wait_for_turn (HtNetworkCache *cache, const char *state, GCancellable *cancellable, GError **error)
{
  for (;;)
    {
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return NULL;
      if (cache->network != NULL && g_str_equal (cache->state, state))
        return ht_network_ref (cache->network);
      if (!cache->loading)
        return NULL;
      g_cond_wait_until (&cache->changed, &cache->lock, g_get_monotonic_time () + LOOK_US);
    }
}

HtNetwork *
ht_network_cache_get (HtNetworkCache *cache, HtDb *db, GCancellable *cancellable, GError **error)
{
  GError *local = NULL;
  g_autofree char *state = dup_state (db, error);
  if (state == NULL)
    return NULL;
  g_mutex_lock (&cache->lock);
  HtNetwork *network = wait_for_turn (cache, state, cancellable, &local);
  cache->loading |= network == NULL && local == NULL;
  g_mutex_unlock (&cache->lock);
  if (network != NULL || local != NULL)
    {
      if (local != NULL)
        g_propagate_error (error, local);
      return network;
    }
  network = ht_network_rows_load (db, cancellable, error);
  g_mutex_lock (&cache->lock);
  cache->loading = FALSE;
  if (network != NULL)
    {
      g_clear_pointer (&cache->network, ht_network_unref);
      cache->network = ht_network_ref (network);
      g_free (cache->state);
      cache->state = g_steal_pointer (&state);
    }
  g_cond_broadcast (&cache->changed);
  g_mutex_unlock (&cache->lock);
  return network;
}

void
ht_network_cache_clear (HtNetworkCache *cache)
{
  g_mutex_lock (&cache->lock);
  g_clear_pointer (&cache->network, ht_network_unref);
  g_mutex_unlock (&cache->lock);
}
