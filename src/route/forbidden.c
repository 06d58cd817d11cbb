/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "route/forbidden.h"

#define ROOT 0
#define NOT_LONG G_MAXUINT32

/* A prefix of some chain. */
typedef struct
{
  guint32 arc, depth;
  guint32 fall;       /* the longest shorter prefix that ends the same way */
  guint32 index;      /* among the long ones, or NOT_LONG */
  gboolean forbidden; /* a whole chain, or ends with one */
  gboolean demands;   /* an "only" path goes on from here */
} Prefix;

struct _HtForbidden
{
  GArray *prefixes;  /* Prefix; those after the root in order of making */
  GHashTable *steps; /* gint64 key → prefix */
  GArray *longs;     /* guint32: prefixes by the node they end at */
};

typedef struct
{
  HtForbidden *forbidden;
  const HtGraph *graph;
  HtLeaving leaving;
  GHashTable *wanted; /* gint64 keys of the ways "only" paths go on */
} Maker;

static Prefix *
prefix_at (const HtForbidden *forbidden, guint32 index)
{
  return &g_array_index (forbidden->prefixes, Prefix, index);
}

static gint64
key_of (guint32 prefix, guint32 arc)
{
  return (gint64) ((guint64) prefix << 32 | arc);
}

/* 0 where no chain goes on so. */
static guint32
find_step (const HtForbidden *forbidden, guint32 prefix, guint32 arc)
{
  gint64 key = key_of (prefix, arc);
  return GPOINTER_TO_UINT (g_hash_table_lookup (forbidden->steps, &key));
}

static guint32
make_step (HtForbidden *forbidden, guint32 prefix, guint32 arc)
{
  guint32 found = find_step (forbidden, prefix, arc);
  if (found != 0)
    return found;
  gint64 key = key_of (prefix, arc);
  Prefix made = { .arc = arc, .depth = prefix_at (forbidden, prefix)->depth + 1, .index = NOT_LONG };
  found = forbidden->prefixes->len;
  g_array_append_val (forbidden->prefixes, made);
  g_hash_table_insert (forbidden->steps, g_memdup2 (&key, sizeof key), GUINT_TO_POINTER (found));
  return found;
}

/* The arc of @section that leaves @node; of a loop the direction that is driven. */
static guint32
arc_from (const HtGraph *graph, guint32 section, guint32 node)
{
  guint32 ahead = 2 * section;
  if (graph->sections[section].from != node)
    return ahead + 1;
  gboolean loop = graph->sections[section].to == node;
  return loop && !ht_graph_arc_is_drivable (graph, ahead) ? ahead + 1 : ahead;
}

guint32
ht_forbidden_first_arc (const HtGraph *graph, const HtRoutePath *path)
{
  return arc_from (graph, path->from, path->via) ^ 1;
}

/* A chain that cannot be driven forbids nothing; an "only" binds as far as it can be driven. */
static void
maker_add_path (Maker *maker, const HtRoutePath *path, const guint32 *sections)
{
  guint32 arc = ht_forbidden_first_arc (maker->graph, path), node = path->via;
  guint32 prefix = ROOT;
  for (guint i = 0; i <= path->n; i++)
    {
      if (i > 0)
        {
          arc = arc_from (maker->graph, sections[i - 1], node);
          node = ht_graph_arc_head (maker->graph, arc);
        }
      if (path->only && i >= 2)
        {
          gint64 key = key_of (prefix, arc);
          prefix_at (maker->forbidden, prefix)->demands = TRUE;
          g_hash_table_add (maker->wanted, g_memdup2 (&key, sizeof key));
        }
      if (!ht_graph_arc_is_drivable (maker->graph, arc) || (path->only && i == path->n))
        return;
      prefix = make_step (maker->forbidden, prefix, arc);
    }
  prefix_at (maker->forbidden, prefix)->forbidden = TRUE;
}

/* Where an "only" path goes on, all other ways on end a forbidden chain. */
static void
maker_forbid_others (Maker *maker)
{
  guint n = maker->forbidden->prefixes->len;
  for (guint32 i = 1; i < n; i++)
    {
      const Prefix *prefix = prefix_at (maker->forbidden, i);
      if (!prefix->demands)
        continue;
      guint32 node = ht_graph_arc_head (maker->graph, prefix->arc);
      for (guint32 k = maker->leaving.start[node]; k < maker->leaving.start[node + 1]; k++)
        {
          gint64 key = key_of (i, maker->leaving.arcs[k]);
          if (!g_hash_table_contains (maker->wanted, &key))
            {
              guint32 end = make_step (maker->forbidden, i, maker->leaving.arcs[k]);
              prefix_at (maker->forbidden, end)->forbidden = TRUE;
            }
        }
    }
}

typedef struct
{
  guint32 parent, prefix;
} Link;

static int
compare_depth (gconstpointer a, gconstpointer b, gpointer user_data)
{
  const HtForbidden *forbidden = user_data;
  guint32 x = prefix_at (forbidden, ((const Link *) a)->prefix)->depth;
  guint32 y = prefix_at (forbidden, ((const Link *) b)->prefix)->depth;
  return (x > y) - (x < y);
}

/* Falls from the short to the long, as each needs those of shorter ones. */
static void
link_prefixes (HtForbidden *forbidden)
{
  g_autoptr (GArray) links = g_array_new (FALSE, FALSE, sizeof (Link));
  GHashTableIter iter;
  gpointer key, value;
  g_hash_table_iter_init (&iter, forbidden->steps);
  while (g_hash_table_iter_next (&iter, &key, &value))
    {
      Link link = { (guint32) ((guint64) * (gint64 *) key >> 32), GPOINTER_TO_UINT (value) };
      g_array_append_val (links, link);
    }
  g_array_sort_with_data (links, compare_depth, forbidden);
  for (guint i = 0; i < links->len; i++)
    {
      const Link *link = &g_array_index (links, Link, i);
      Prefix *prefix = prefix_at (forbidden, link->prefix);
      guint32 fall = link->parent;
      while (fall != ROOT && prefix->fall == ROOT)
        {
          fall = prefix_at (forbidden, fall)->fall;
          prefix->fall = find_step (forbidden, fall, prefix->arc);
        }
      prefix->forbidden |= prefix_at (forbidden, prefix->fall)->forbidden;
    }
}

typedef struct
{
  const HtForbidden *forbidden;
  const HtGraph *graph;
} Order;

static int
compare_places (gconstpointer a, gconstpointer b, gpointer user_data)
{
  const Order *order = user_data;
  guint32 x = *(const guint32 *) a, y = *(const guint32 *) b;
  guint32 at_x = ht_graph_arc_head (order->graph, prefix_at (order->forbidden, x)->arc);
  guint32 at_y = ht_graph_arc_head (order->graph, prefix_at (order->forbidden, y)->arc);
  if (at_x != at_y)
    return at_x < at_y ? -1 : 1;
  return (x > y) - (x < y);
}

static void
list_longs (HtForbidden *forbidden, const HtGraph *graph)
{
  for (guint32 i = 1; i < forbidden->prefixes->len; i++)
    if (prefix_at (forbidden, i)->depth >= 2 && !prefix_at (forbidden, i)->forbidden)
      g_array_append_val (forbidden->longs, i);
  Order order = { forbidden, graph };
  g_array_sort_with_data (forbidden->longs, compare_places, &order);
  for (guint i = 0; i < forbidden->longs->len; i++)
    prefix_at (forbidden, g_array_index (forbidden->longs, guint32, i))->index = i;
}

HtForbidden *
ht_forbidden_new (const HtGraph *graph, const HtGraphInput *input, HtLeaving leaving)
{
  HtForbidden *forbidden = g_new0 (HtForbidden, 1);
  const Prefix root = { .index = NOT_LONG };
  forbidden->prefixes = g_array_new (FALSE, FALSE, sizeof (Prefix));
  forbidden->steps = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  forbidden->longs = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_array_append_val (forbidden->prefixes, root);
  g_autoptr (GHashTable) wanted = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  Maker maker = { forbidden, graph, leaving, wanted };
  for (guint i = 0; i < input->n_paths; i++)
    maker_add_path (&maker, &input->paths[i], input->path_sections + input->paths[i].first);
  maker_forbid_others (&maker);
  link_prefixes (forbidden);
  list_longs (forbidden, graph);
  return forbidden;
}

void
ht_forbidden_free (HtForbidden *forbidden)
{
  if (forbidden == NULL)
    return;
  g_array_unref (forbidden->prefixes);
  g_hash_table_unref (forbidden->steps);
  g_array_unref (forbidden->longs);
  g_free (forbidden);
}

guint32
ht_forbidden_begin (const HtForbidden *forbidden, guint32 arc)
{
  return find_step (forbidden, ROOT, arc);
}

gboolean
ht_forbidden_step (const HtForbidden *forbidden, guint32 prefix, guint32 arc, guint32 *next)
{
  *next = find_step (forbidden, prefix, arc);
  while (*next == ROOT && prefix != ROOT)
    {
      prefix = prefix_at (forbidden, prefix)->fall;
      *next = find_step (forbidden, prefix, arc);
    }
  return !prefix_at (forbidden, *next)->forbidden;
}

guint
ht_forbidden_count (const HtForbidden *forbidden)
{
  return forbidden->longs->len;
}

guint32
ht_forbidden_get_prefix (const HtForbidden *forbidden, guint index)
{
  return g_array_index (forbidden->longs, guint32, index);
}

guint32
ht_forbidden_get_arc (const HtForbidden *forbidden, guint index)
{
  return prefix_at (forbidden, ht_forbidden_get_prefix (forbidden, index))->arc;
}

guint32
ht_forbidden_get_index (const HtForbidden *forbidden, guint32 prefix)
{
  return prefix_at (forbidden, prefix)->index;
}
