/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/map/chips.h"

#include <math.h>

#include "app/map/textures.h"
#include "base/clock.h"
#include "base/format.h"
#include "model/incident.h"

#define GAP_PX 6
#define ROW_GAP_PX 2
#define MAX_KEPT 128

typedef struct
{
  GdkTexture *texture;
  graphene_size_t size;
} Picture;

struct _HtChipRack
{
  GHashTable *pictures; /* char * → Picture */
  GArray *taken;        /* graphene_rect_t */
  graphene_rect_t area;
  int scale;
  double text_scale;
};

static void
picture_free (gpointer data)
{
  g_object_unref (((Picture *) data)->texture);
  g_free (data);
}

HtChipRack *
ht_chip_rack_new (void)
{
  HtChipRack *rack = g_new0 (HtChipRack, 1);
  rack->pictures = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, picture_free);
  rack->taken = g_array_new (FALSE, FALSE, sizeof (graphene_rect_t));
  return rack;
}

void
ht_chip_rack_free (HtChipRack *rack)
{
  g_hash_table_unref (rack->pictures);
  g_array_unref (rack->taken);
  g_free (rack);
}

void
ht_chip_rack_begin (HtChipRack *rack, const graphene_rect_t *area, int scale)
{
  g_array_set_size (rack->taken, 0);
  rack->area = *area;
  rack->scale = scale;
  rack->text_scale = ht_textures_get_text_scale ();
}

/* What of a mark no label may cover: of an incident the ring too. */
static double
get_body (HtChipRack *rack, const HtPlaced *place)
{
  double size_px = place->mark->size_px * rack->text_scale;
  return HT_IS_INCIDENT (place->mark->object) ? ht_symbol_get_extent (size_px) : size_px;
}

void
ht_chip_rack_block (HtChipRack *rack, const HtPlaced *place)
{
  float side = (float) get_body (rack, place);
  graphene_rect_t rect
      = GRAPHENE_RECT_INIT ((float) place->x - side / 2, (float) place->y - side / 2, side, side);
  g_array_append_val (rack->taken, rect);
}

/* Text and clock of the chip, from the mark or, for an incident, its clock now. */
static char *
dup_clock (const HtMark *mark, HtClockState *state)
{
  *state = HT_CLOCK_PLAIN;
  if (mark->note != NULL)
    return g_strdup (mark->note);
  if (!HT_IS_INCIDENT (mark->object))
    return NULL;
  HtElapsed elapsed = { 0 };
  ht_incident_get_clock (HT_INCIDENT (mark->object), ht_clock_now_us (), &elapsed);
  if (elapsed.due == HT_DUE_SOON)
    *state = HT_CLOCK_NEAR;
  else if (elapsed.due == HT_DUE_OVER)
    *state = HT_CLOCK_OVER;
  return ht_format_clock (elapsed.seconds);
}

static const Picture *
get_picture (HtChipRack *rack, const HtMark *mark)
{
  HtClockState state;
  g_autofree char *clock = dup_clock (mark, &state);
  const HtTheme *theme = ht_textures_get_theme ();
  g_autofree char *key
      = g_strdup_printf ("%s\t%s\t%d\t%d\t%.2f\t%d\t%d", mark->label, clock != NULL ? clock : "", state,
                         rack->scale, rack->text_scale, theme->kind, mark->symbol.selected);
  Picture *picture = g_hash_table_lookup (rack->pictures, key);
  if (picture != NULL)
    return picture;
  if (g_hash_table_size (rack->pictures) >= MAX_KEPT)
    g_hash_table_remove_all (rack->pictures);
  HtChip chip = { .title = mark->label,
                  .clock = clock,
                  .state = state,
                  .stale = mark->symbol.stale,
                  .highlighted = mark->symbol.selected };
  picture = g_new0 (Picture, 1);
  picture->texture = ht_textures_new_chip (&chip, rack->scale, &picture->size);
  g_hash_table_insert (rack->pictures, g_steal_pointer (&key), picture);
  return picture;
}

static gboolean
is_free (HtChipRack *rack, const graphene_rect_t *spot)
{
  if (!graphene_rect_contains_rect (&rack->area, spot))
    return FALSE;
  for (guint i = 0; i < rack->taken->len; i++)
    if (graphene_rect_intersection (&g_array_index (rack->taken, graphene_rect_t, i), spot, NULL))
      return FALSE;
  return TRUE;
}

/* Where a label of @size goes: beside the mark if there is room, else a row higher or lower, where it is
   still seen to belong to it. */
static gboolean
find_spot (HtChipRack *rack, const HtPlaced *place, const graphene_size_t *size, graphene_rect_t *spot)
{
  float w = size->width, h = size->height, x = roundf ((float) place->x), y = roundf ((float) place->y);
  float reach = (float) get_body (rack, place) / 2 + GAP_PX;
  const float right = x + reach, left = x - reach - w, middle = x - roundf (w / 2);
  const graphene_point_t corners[] = {
    { right, y - roundf (h / 2) }, { left, y - roundf (h / 2) },  { middle, y + reach },
    { middle, y - reach - h },     { right, y + GAP_PX },         { left, y - GAP_PX - h },
    { right, y - GAP_PX - h },     { left, y + GAP_PX },          { right, y + reach + h },
    { left, y - reach - 2 * h },   { right, y - reach - 2 * h },  { left, y + reach + h },
    { middle, y + reach + h },     { middle, y - reach - 2 * h },
  };
  for (guint i = 0; i < G_N_ELEMENTS (corners); i++)
    {
      *spot = GRAPHENE_RECT_INIT (corners[i].x, corners[i].y, w, h);
      if (is_free (rack, spot))
        return TRUE;
    }
  return FALSE;
}

void
ht_chip_rack_add (HtChipRack *rack, GtkSnapshot *snapshot, const HtPlaced *place)
{
  const Picture *picture = get_picture (rack, place->mark);
  graphene_rect_t spot;
  if (!find_spot (rack, place, &picture->size, &spot))
    return;
  g_array_append_val (rack->taken, spot);
  gtk_snapshot_append_texture (snapshot, picture->texture, &spot);
}

void
ht_chip_rack_add_members (HtChipRack *rack, GtkSnapshot *snapshot, const HtPlaced *place)
{
  GPtrArray *members = place->mark->members;
  graphene_size_t size = { 0, 0 };
  graphene_rect_t spot;
  for (guint i = 0; i < members->len; i++)
    {
      const Picture *picture = get_picture (rack, members->pdata[i]);
      size.width = MAX (size.width, picture->size.width);
      size.height += picture->size.height + (i > 0 ? ROW_GAP_PX : 0);
    }
  if (!find_spot (rack, place, &size, &spot))
    {
      ht_chip_rack_add (rack, snapshot, place);
      return;
    }
  g_array_append_val (rack->taken, spot);
  gboolean to_the_left = spot.origin.x + size.width < place->x;
  float y = spot.origin.y;
  for (guint i = 0; i < members->len; i++)
    {
      const Picture *picture = get_picture (rack, members->pdata[i]);
      float x = spot.origin.x + (to_the_left ? size.width - picture->size.width : 0);
      gtk_snapshot_append_texture (snapshot, picture->texture,
                                   &GRAPHENE_RECT_INIT (x, y, picture->size.width, picture->size.height));
      y += picture->size.height + ROW_GAP_PX;
    }
}
