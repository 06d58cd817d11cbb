/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Turn restrictions over ways between: the one way through them, as sections. */
#include "base/i18n.h"
#include "geo/osm-stock.h"

#define MAX_STEPS 24 /* sections of one path */
#define MAX_POOL 128 /* sections of all the ways between */
#define MAX_TRIES 20000

/* A search for the chains of sections from the road in, over every way between, to the road out. */
typedef struct
{
  const HtNetwork *network;
  const HtOsmBan *ban;
  const gint64 *via_ways;
  guint32 pool[MAX_POOL], n_pool; /* sections of the ways between */
  guint32 steps[MAX_STEPS], n_steps;
  guint32 from, start; /* of the chain being tried */
  HtTurnPath path;     /* the first found; sections in found */
  guint32 found[MAX_STEPS];
  guint n_found, n_ambiguous, n_tries;
} Walk;

static const HtSection *
section_at (const Walk *walk, guint32 index)
{
  return &g_array_index (walk->network->sections, HtSection, index);
}

static int
compare_way (gconstpointer a, gconstpointer b)
{
  const HtSection *x = a, *y = b;
  return (x->way_id > y->way_id) - (x->way_id < y->way_id);
}

/* A member may be written twice. */
static gboolean
names_before (const Walk *walk, guint index)
{
  for (guint i = 0; i < index; i++)
    if (walk->via_ways[i] == walk->via_ways[index])
      return TRUE;
  return FALSE;
}

/* FALSE where a way is not there or there are too many sections. */
static gboolean
fill_pool (Walk *walk)
{
  GArray *sections = walk->network->sections;
  for (guint i = 0; i < walk->ban->n_via_ways; i++)
    {
      const HtSection key = { .way_id = walk->via_ways[i] };
      guint at;
      if (names_before (walk, i))
        continue;
      if (!g_array_binary_search (sections, &key, compare_way, &at))
        return FALSE;
      while (at > 0 && section_at (walk, at - 1)->way_id == key.way_id)
        at--;
      for (; at < sections->len && section_at (walk, at)->way_id == key.way_id; at++)
        {
          if (walk->n_pool == MAX_POOL)
            return FALSE;
          walk->pool[walk->n_pool++] = at;
        }
    }
  return TRUE;
}

static gboolean
is_used (const Walk *walk, guint32 section)
{
  for (guint i = 0; i < walk->n_steps; i++)
    if (walk->steps[i] == section)
      return TRUE;
  return FALSE;
}

static gboolean
uses_every_way (const Walk *walk)
{
  for (guint i = 0; i < walk->ban->n_via_ways; i++)
    {
      guint k = 0;
      while (k < walk->n_steps && section_at (walk, walk->steps[k])->way_id != walk->via_ways[i])
        k++;
      if (k == walk->n_steps)
        return FALSE;
    }
  return TRUE;
}

/* The chain has come to @node over every way: does the road out begin here? */
static void
try_end (Walk *walk, guint32 node)
{
  guint32 to;
  guint n
      = uses_every_way (walk) ? ht_osm_find_sections (walk->network, walk->ban->to_way, node, FALSE, &to) : 0;
  if (n == 0)
    return;
  walk->n_ambiguous += n > 1;
  if (walk->n_found++ > 0)
    return;
  for (guint i = 0; i < walk->n_steps; i++)
    walk->found[i] = walk->steps[i];
  walk->found[walk->n_steps] = to;
  walk->path = (HtTurnPath){
    .from = walk->from, .via = walk->start, .n = walk->n_steps + 1, .only = walk->ban->only
  };
}

/* Each section once, only the way it is driven; ends early once two chains are known. */
static void
walk_on (Walk *walk, guint32 node)
{
  try_end (walk, node);
  for (guint i = 0; i < walk->n_pool && walk->n_found < 2 && walk->n_tries < MAX_TRIES; i++)
    {
      const HtSection *next = section_at (walk, walk->pool[i]);
      gboolean ahead = next->from == node && (next->flags & HT_SECTION_FORWARD);
      gboolean against = next->to == node && (next->flags & HT_SECTION_BACKWARD);
      /* The last place is for the road out. */
      if ((!ahead && !against) || is_used (walk, walk->pool[i]) || walk->n_steps == MAX_STEPS - 1)
        continue;
      walk->n_tries++;
      walk->steps[walk->n_steps++] = walk->pool[i];
      walk_on (walk, ahead ? next->to : next->from);
      walk->n_steps--;
    }
}

/* Begins at both ends of each section of the ways between, each node once. */
static void
walk_from_everywhere (Walk *walk)
{
  g_autoptr (GHashTable) begun = g_hash_table_new (NULL, NULL);
  for (guint i = 0; i < 2 * walk->n_pool && walk->n_found < 2; i++)
    {
      const HtSection *section = section_at (walk, walk->pool[i / 2]);
      guint32 node = i % 2 == 0 ? section->from : section->to;
      if (!g_hash_table_add (begun, GUINT_TO_POINTER (node)))
        continue;
      guint n = ht_osm_find_sections (walk->network, walk->ban->from_way, node, TRUE, &walk->from);
      guint before = walk->n_found;
      walk->start = node;
      if (n > 0)
        walk_on (walk, node);
      walk->n_ambiguous += n > 1 && walk->n_found > before;
    }
}

const char *
ht_osm_stock_add_turn_path (const HtOsmStock *stock, const HtOsmBan *ban, HtNetwork *network)
{
  Walk walk = { .network = network,
                .ban = ban,
                .via_ways = &g_array_index (stock->ban_ways, gint64, ban->first_via) };
  if (fill_pool (&walk))
    walk_from_everywhere (&walk);
  if (walk.n_found == 0 && walk.n_tries < MAX_TRIES)
    return N_ ("turn restriction whose roads are not in the file or not driven that way");
  if (walk.n_found != 1 || walk.n_ambiguous > 0 || walk.n_tries == MAX_TRIES)
    return N_ ("turn restriction over roads between that can be driven in more than one way");
  ht_network_add_path (network, &walk.path, walk.found);
  return NULL;
}
