/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "draw/chains.h"

#include <math.h>
#include <string.h>

#define NONE G_MAXUINT32
#define MAX_BEND (G_PI / 3)
/* A node with more ends than this is broken data; its further ends stay unjoined. */
#define MAX_DEGREE 32

/* An end of a section is numbered 2 * section + (0 first point, 1 last point). */
typedef struct
{
  const HtNetwork *network;
  const guint32 *keys;
  guint32 *mates;      /* per end: the end it is joined to, or NONE */
  guint32 *node_start; /* ends sorted by node */
  guint32 *ends;
} Joiner;

static const HtSection *
section_of (const Joiner *self, guint32 end)
{
  return &g_array_index (self->network->sections, HtSection, end / 2);
}

static guint32
node_of (const Joiner *self, guint32 end)
{
  const HtSection *section = section_of (self, end);
  return end & 1 ? section->to : section->from;
}

/* Direction in which the road leaves the node, radians; longitudes shrunk to true angles. */
static double
direction_of (const Joiner *self, guint32 end)
{
  const HtSection *s = section_of (self, end);
  const HtPoint *points = &g_array_index (self->network->points, HtPoint, s->first_point);
  const HtPoint *at = &points[end & 1 ? s->n_points - 1 : 0];
  for (guint i = 1; i < s->n_points; i++)
    {
      const HtPoint *next = &points[end & 1 ? s->n_points - 1 - i : i];
      if (next->lon != at->lon || next->lat != at->lat)
        return atan2 (next->lat - at->lat, (next->lon - at->lon) * cos (at->lat * G_PI / 180));
    }
  return 0;
}

static void
sort_ends (Joiner *self)
{
  guint n_nodes = self->network->nodes->len, n = self->network->sections->len;
  self->node_start = g_new0 (guint32, (gsize) n_nodes + 2);
  self->ends = g_new (guint32, MAX (2 * (gsize) n, 1));
  for (guint32 end = 0; end < 2 * n; end++)
    if (self->keys[end / 2] != 0)
      self->node_start[node_of (self, end) + 2]++;
  for (guint i = 2; i < n_nodes + 2; i++)
    self->node_start[i] += self->node_start[i - 1];
  for (guint32 end = 0; end < 2 * n; end++)
    if (self->keys[end / 2] != 0)
      self->ends[self->node_start[node_of (self, end) + 1]++] = end;
}

/* The straightest pair of free ends of equal key among @n; FALSE when none bends little enough. */
static gboolean
find_pair (const Joiner *self, const guint32 *ends, const double *directions, guint n, guint pair[2])
{
  double best = MAX_BEND;
  gboolean found = FALSE;
  for (guint i = 0; i < n; i++)
    for (guint k = i + 1; k < n; k++)
      {
        if (self->mates[ends[i]] != NONE || self->mates[ends[k]] != NONE
            || self->keys[ends[i] / 2] != self->keys[ends[k] / 2])
          continue;
        double bend = fabs (G_PI - fabs (directions[i] - directions[k]));
        if (bend >= best)
          continue;
        best = bend;
        pair[0] = i;
        pair[1] = k;
        found = TRUE;
      }
  return found;
}

static void
join_at_node (Joiner *self, guint node)
{
  guint32 *ends = &self->ends[self->node_start[node]];
  guint n = MIN (self->node_start[node + 1] - self->node_start[node], MAX_DEGREE);
  double directions[MAX_DEGREE];
  guint pair[2];
  if (n < 2)
    return;
  for (guint i = 0; i < n; i++)
    directions[i] = direction_of (self, ends[i]);
  while (find_pair (self, ends, directions, n, pair))
    {
      self->mates[ends[pair[0]]] = ends[pair[1]];
      self->mates[ends[pair[1]]] = ends[pair[0]];
    }
}

/* The end at which the chain through @section begins; a ring begins at @section itself. */
static guint32
find_start (const Joiner *self, guint32 section)
{
  guint32 end = 2 * section;
  while (self->mates[end] != NONE)
    {
      guint32 before = self->mates[end] ^ 1;
      if (before / 2 == section)
        return 2 * section;
      end = before;
    }
  return end;
}

static void
walk (const Joiner *self, guint32 section, guint8 *seen, GArray *links)
{
  guint32 end = find_start (self, section);
  g_array_set_size (links, 0);
  while (end != NONE && !seen[end / 2])
    {
      HtLink link = { end / 2, (end & 1) != 0 };
      seen[end / 2] = 1;
      g_array_append_val (links, link);
      end = self->mates[end ^ 1];
    }
}

void
ht_chains_each (const HtNetwork *network, const guint32 *keys, HtChainFunc func, gpointer user_data)
{
  guint n = network->sections->len;
  Joiner self = { network, keys, g_new (guint32, MAX (2 * (gsize) n, 1)), NULL, NULL };
  g_autofree guint8 *seen = g_new0 (guint8, MAX (n, 1));
  g_autoptr (GArray) links = g_array_new (FALSE, FALSE, sizeof (HtLink));
  memset (self.mates, 0xff, 2 * (gsize) n * sizeof *self.mates);
  sort_ends (&self);
  for (guint node = 0; node < network->nodes->len; node++)
    join_at_node (&self, node);
  for (guint i = 0; i < n; i++)
    {
      if (keys[i] == 0 || seen[i])
        continue;
      walk (&self, i, seen, links);
      func ((HtLink *) links->data, links->len, user_data);
    }
  g_free (self.mates);
  g_free (self.node_start);
  g_free (self.ends);
}
