/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "draw/projection.h"
#include "draw/things-private.h"

typedef struct
{
  HtThings *things;
  HtPacker packer;
  HtPack *raw[HT_N_THING_SHAPES];
} Builder;

static guint32
keep_name (HtThings *things, const char *name)
{
  if (name == NULL || *name == '\0' || !g_utf8_validate (name, -1, NULL))
    return 0;
  guint32 offset = things->names->len;
  g_byte_array_append (things->names, (const guint8 *) name, (guint) strlen (name) + 1);
  return offset;
}

static void
add_feature (Builder *self, const HtFeature *feature)
{
  const HtGeometry *geometry = feature->geometry;
  guint number = self->things->ids->len;
  gboolean taken;
  if (geometry == NULL || geometry->n_points == 0)
    return;
  guint32 name = keep_name (self->things, feature->name);
  if (geometry->kind == HT_GEOMETRY_POINT || self->things->kind->shape == HT_SHAPE_POINT)
    {
      HtPoint at = ht_geometry_label_point (geometry);
      taken = ht_packer_add_point (&self->packer, self->raw[HT_THING_POINT], &at, number, name);
    }
  else
    {
      HtThingShape shape = geometry->kind == HT_GEOMETRY_LINE ? HT_THING_LINE : HT_THING_AREA;
      taken = ht_packer_add (&self->packer, self->raw[shape], geometry, number, name);
    }
  if (taken)
    g_array_append_val (self->things->ids, feature->id);
}

/* A line or area under a pixel long is not seen. */
static gboolean
keep_item (const HtItem *item, gpointer per_px)
{
  double side = MAX ((double) item->box.max_x - item->box.min_x, (double) item->box.max_y - item->box.min_y);
  return side >= *(double *) per_px;
}

static void
pack_shape (Builder *self, HtThingShape shape)
{
  HtPack *full = g_steal_pointer (&self->raw[shape]);
  ht_pack_finish (full);
  if (full->items->len == 0)
    {
      ht_pack_free (full);
      return;
    }
  self->things->packs[shape][HT_N_DETAILS - 1] = full;
  for (guint detail = 0; shape != HT_THING_POINT && detail < HT_N_DETAILS - 1; detail++)
    {
      double per_px = ht_fixed_per_px (ht_detail_zoom[detail]);
      if (ht_detail_zoom[detail] >= ht_things_get_min_zoom (self->things->kind))
        self->things->packs[shape][detail]
            = ht_pack_simplify (full, 0.4 * per_px, shape == HT_THING_AREA, keep_item, &per_px);
    }
}

HtThings *
ht_things_new (const HtFeatureKind *kind, const GPtrArray *features)
{
  g_return_val_if_fail (kind != NULL && features != NULL, NULL);
  HtThings *things = g_new0 (HtThings, 1);
  Builder self = { .things = things };
  g_atomic_ref_count_init (&things->refs);
  things->kind = kind;
  things->ids = g_array_sized_new (FALSE, FALSE, sizeof (HtUuid), features->len);
  things->names = g_byte_array_new ();
  g_byte_array_append (things->names, (const guint8 *) "", 1);
  ht_packer_init (&self.packer);
  for (guint shape = 0; shape < HT_N_THING_SHAPES; shape++)
    self.raw[shape] = ht_pack_new ();
  for (guint i = 0; i < features->len; i++)
    add_feature (&self, g_ptr_array_index (features, i));
  for (guint shape = 0; shape < HT_N_THING_SHAPES; shape++)
    pack_shape (&self, shape);
  ht_packer_clear (&self.packer);
  return things;
}

HtThings *
ht_things_ref (HtThings *self)
{
  g_atomic_ref_count_inc (&self->refs);
  return self;
}

void
ht_things_unref (HtThings *self)
{
  if (!g_atomic_ref_count_dec (&self->refs))
    return;
  for (guint shape = 0; shape < HT_N_THING_SHAPES; shape++)
    for (guint detail = 0; detail < HT_N_DETAILS; detail++)
      g_clear_pointer (&self->packs[shape][detail], ht_pack_free);
  g_array_unref (self->ids);
  g_byte_array_unref (self->names);
  g_free (self);
}

const HtFeatureKind *
ht_things_get_kind (const HtThings *self)
{
  return self->kind;
}

guint
ht_things_get_count (const HtThings *self)
{
  return self->ids->len;
}

gsize
ht_things_get_size_bytes (const HtThings *self)
{
  gsize size = sizeof *self + self->ids->len * sizeof (HtUuid) + self->names->len;
  for (guint shape = 0; shape < HT_N_THING_SHAPES; shape++)
    for (guint detail = 0; detail < HT_N_DETAILS; detail++)
      if (self->packs[shape][detail] != NULL)
        size += ht_pack_size_bytes (self->packs[shape][detail]);
  return size;
}

const HtPack *
ht_things_get_pack (const HtThings *self, HtThingShape shape, double zoom)
{
  guint detail = 0;
  while (zoom > ht_detail_zoom[detail])
    detail++;
  return self->packs[shape][shape == HT_THING_POINT ? HT_N_DETAILS - 1 : detail];
}

double
ht_things_get_min_zoom (const HtFeatureKind *kind)
{
  /* Points are dots until there is room for marks: a layer just switched on is never invisible. */
  return kind->shape == HT_SHAPE_POINT ? 0 : kind->zoom;
}

/* --- what is under the pointer --- */

typedef struct
{
  const HtThings *things;
  double x, y;  /* fixed units */
  double reach; /* fixed units */
  double best;  /* squared distance so far */
  const HtUuid *id;
} Hit;

static double
distance2_to_segment (const Hit *hit, const HtFixed *a, const HtFixed *b)
{
  double dx = (double) b->x - a->x, dy = (double) b->y - a->y, px = hit->x - a->x, py = hit->y - a->y;
  double length2 = dx * dx + dy * dy;
  double t = length2 > 0 ? CLAMP ((px * dx + py * dy) / length2, 0, 1) : 0;
  return pow (px - t * dx, 2) + pow (py - t * dy, 2);
}

/* TRUE where a ray to the east crosses the edge (half-open in y, so a corner counts once). */
static gboolean
crosses (const Hit *hit, const HtFixed *a, const HtFixed *b)
{
  if (((double) a->y > hit->y) == ((double) b->y > hit->y))
    return FALSE;
  double t = (hit->y - a->y) / ((double) b->y - a->y);
  return hit->x < a->x + t * ((double) b->x - a->x);
}

static double
distance2_to_item (const Hit *hit, const HtPack *pack, const HtItem *item, HtThingShape shape)
{
  double best = G_MAXDOUBLE;
  gboolean inside = FALSE;
  for (guint k = 0; k < item->n_parts; k++)
    {
      guint n;
      const HtFixed *p = ht_pack_part (pack, item->first_part + k, &n);
      best = MIN (best, distance2_to_segment (hit, &p[0], &p[0]));
      for (guint i = 0; i + 1 < n; i++)
        {
          best = MIN (best, distance2_to_segment (hit, &p[i], &p[i + 1]));
          inside ^= shape == HT_THING_AREA && crosses (hit, &p[i], &p[i + 1]);
        }
    }
  return inside ? 0 : best;
}

static void
hit_shape (Hit *hit, HtThingShape shape, GArray *found)
{
  const HtPack *pack = hit->things->packs[shape][HT_N_DETAILS - 1];
  if (pack == NULL)
    return;
  HtFixedBox box = { (guint32) CLAMP (hit->x - hit->reach, 0, G_MAXUINT32),
                     (guint32) CLAMP (hit->y - hit->reach, 0, G_MAXUINT32),
                     (guint32) CLAMP (hit->x + hit->reach, 0, G_MAXUINT32),
                     (guint32) CLAMP (hit->y + hit->reach, 0, G_MAXUINT32) };
  g_array_set_size (found, 0);
  ht_index_query (pack->index, &box, found);
  for (guint i = 0; i < found->len; i++)
    {
      const HtItem *item = ht_pack_item (pack, g_array_index (found, guint32, i));
      const HtUuid *id = &g_array_index (hit->things->ids, HtUuid, item->style);
      double distance2 = distance2_to_item (hit, pack, item, shape);
      gboolean nearer = distance2 < hit->best
                        || (distance2 == hit->best && hit->id != NULL && ht_uuid_compare (id, hit->id) < 0);
      if (distance2 > hit->reach * hit->reach || !nearer)
        continue;
      hit->best = distance2;
      hit->id = id;
    }
}

gboolean
ht_things_hit (const HtThings *self, const HtPoint *at, double zoom, double reach_px, HtUuid *id)
{
  g_return_val_if_fail (self != NULL && at != NULL && id != NULL, FALSE);
  HtFixed fixed = ht_fixed_from_point (at);
  Hit hit = { .things = self, .x = fixed.x, .y = fixed.y, .best = G_MAXDOUBLE };
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (guint32));
  hit.reach = reach_px * ht_fixed_per_px (zoom);
  for (guint shape = 0; shape < HT_N_THING_SHAPES; shape++)
    hit_shape (&hit, shape, found);
  if (hit.id != NULL)
    *id = *hit.id;
  return hit.id != NULL;
}
