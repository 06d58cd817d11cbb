/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "draw/chains.h"
#include "draw/scene-private.h"
#include "draw/style.h"

typedef struct
{
  HtSceneBuilder *builder;
  const HtNetwork *network;
  const guint32 *names;  /* network name → scene name */
  const HtFixed *points; /* of the network, projected once */
  GArray *line;          /* HtFixed; of one thread */
} Roads;

static const HtSection *
section_at (const Roads *self, guint i)
{
  return &g_array_index (self->network->sections, HtSection, i);
}

static gboolean
section_is_sound (const Roads *self, const HtSection *s)
{
  return s->n_points >= 2 && s->n_points <= self->network->points->len
         && s->first_point <= self->network->points->len - s->n_points && s->from < self->network->nodes->len
         && s->to < self->network->nodes->len;
}

static void
append_section (Roads *self, const HtSection *s, gboolean reversed)
{
  const HtPoint *points = &g_array_index (self->network->points, HtPoint, s->first_point);
  const HtFixed *projected = &self->points[s->first_point];
  for (guint i = 0; i < s->n_points; i++)
    {
      guint at = reversed ? s->n_points - 1 - i : i;
      if (!isfinite (points[at].lon) || !isfinite (points[at].lat))
        continue;
      HtFixed fixed = projected[at];
      const HtFixed *last
          = self->line->len > 0 ? &g_array_index (self->line, HtFixed, self->line->len - 1) : NULL;
      if (last == NULL || last->x != fixed.x || last->y != fixed.y)
        g_array_append_val (self->line, fixed);
    }
}

static void
add_line (Roads *self, HtPackKind kind, guint32 style, guint32 name)
{
  HtPack *pack = self->builder->raw[kind];
  if (self->line->len < 2)
    return;
  ht_pack_begin (pack, style, name);
  ht_pack_add_part (pack, (HtFixed *) self->line->data, self->line->len);
  ht_pack_end (pack);
}

static void
join_points (Roads *self, const HtLink *links, guint n)
{
  g_array_set_size (self->line, 0);
  for (guint i = 0; i < n; i++)
    append_section (self, section_at (self, links[i].section), links[i].reversed);
}

static guint32
style_of (const HtSection *s)
{
  return ht_road_style (s->road_class, s->flags, s->layer);
}

static void
take_road (const HtLink *links, guint n, gpointer user_data)
{
  Roads *self = user_data;
  join_points (self, links, n);
  add_line (self, HT_PACK_ROAD, style_of (section_at (self, links[0].section)), 0);
}

/* A named line counts as the best class it has: a bridge's approach does not lower a trunk road. */
static void
take_named (const HtLink *links, guint n, gpointer user_data)
{
  Roads *self = user_data;
  guint32 best = HT_N_ROAD_CLASSES - 1;
  join_points (self, links, n);
  for (guint i = 0; i < n; i++)
    best = MIN (best, ht_road_style_get_class (style_of (section_at (self, links[i].section))));
  add_line (self, HT_PACK_LINE_NAME, best, self->names[section_at (self, links[0].section)->name]);
}

static void
add_sections (Roads *self)
{
  for (guint i = 0; i < self->network->sections->len; i++)
    {
      const HtSection *s = section_at (self, i);
      if (!section_is_sound (self, s))
        continue;
      guint32 ways = s->flags & (HT_SECTION_FORWARD | HT_SECTION_BACKWARD);
      g_array_set_size (self->line, 0);
      append_section (self, s, FALSE);
      add_line (self, HT_PACK_SECTION, style_of (s) | ways << 16, i);
    }
}

/* Keys of equal looks, or of equal names where @by_name; 0 leaves a section out. */
static guint32 *
make_keys (const Roads *self, gboolean by_name)
{
  guint n = self->network->sections->len;
  guint32 *keys = g_new0 (guint32, MAX (n, 1));
  for (guint i = 0; i < n; i++)
    {
      const HtSection *s = section_at (self, i);
      if (!section_is_sound (self, s))
        continue;
      if (!by_name)
        keys[i] = style_of (s) + 1;
      else if (s->name < self->network->names->len)
        keys[i] = self->names[s->name];
    }
  return keys;
}

/* Projects every point, and widens the box by those that sections use. */
static HtFixed *
project (HtSceneBuilder *builder, const HtNetwork *network)
{
  const HtPoint *points = (const HtPoint *) network->points->data;
  HtFixed *projected = g_new (HtFixed, (gsize) network->points->len + 1);
  const Roads roads = { .network = network };
  for (guint i = 0; i < network->points->len; i++)
    projected[i] = ht_fixed_from_point (&points[i]);
  for (guint i = 0; i < network->sections->len; i++)
    {
      const HtSection *s = section_at (&roads, i);
      for (guint k = s->first_point; section_is_sound (&roads, s) && k < s->first_point + s->n_points; k++)
        {
          HtPoint inside = { CLAMP (points[k].lon, -180, 180), CLAMP (points[k].lat, -90, 90) };
          if (isfinite (points[k].lon) && isfinite (points[k].lat))
            ht_box_add (&builder->road_box, &inside);
        }
    }
  return projected;
}

/* The three passes fill a pack each and share only what none changes, so they run side by side. */
static gpointer
chain_looks (gpointer data)
{
  Roads *self = data;
  g_autofree guint32 *looks = make_keys (self, FALSE);
  ht_chains_each (self->network, looks, take_road, self);
  return NULL;
}

static gpointer
chain_names (gpointer data)
{
  Roads *self = data;
  g_autofree guint32 *names = make_keys (self, TRUE);
  ht_chains_each (self->network, names, take_named, self);
  return NULL;
}

void
ht_scene_builder_set_network (HtSceneBuilder *builder, const HtNetwork *network)
{
  g_return_if_fail (builder->n_sections == 0);
  guint n_names = network->names->len;
  g_autofree guint32 *numbers = g_new0 (guint32, MAX (n_names, 1));
  for (guint i = 0; i < n_names; i++)
    numbers[i] = ht_scene_builder_intern (builder, g_ptr_array_index (network->names, i));
  g_autofree HtFixed *points = project (builder, network);
  Roads passes[3];
  builder->n_sections = network->sections->len;
  for (guint i = 0; i < G_N_ELEMENTS (passes); i++)
    passes[i] = (Roads){ builder, network, numbers, points, g_array_new (FALSE, FALSE, sizeof (HtFixed)) };
  ht_pack_reserve (builder->raw[HT_PACK_SECTION], network->sections->len, network->points->len);
  ht_pack_reserve (builder->raw[HT_PACK_ROAD], network->sections->len / 2, network->points->len);
  GThread *looks = g_thread_new ("ht-scene-looks", chain_looks, &passes[0]);
  chain_names (&passes[1]);
  add_sections (&passes[2]);
  g_thread_join (looks);
  for (guint i = 0; i < G_N_ELEMENTS (passes); i++)
    g_array_unref (passes[i].line);
}
