/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/map/chips.h"

#include <math.h>

#include "app/map/textures.h"
#include "base/clock.h"
#include "base/format.h"
#include "model/incident.h"

#define GAP_PX 6
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
}

void
ht_chip_rack_block (HtChipRack *rack, const HtPlaced *place)
{
  float side = (float) place->mark->size_px;
  graphene_rect_t body
      = GRAPHENE_RECT_INIT ((float) place->x - side / 2, (float) place->y - side / 2, side, side);
  g_array_append_val (rack->taken, body);
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
  g_autofree char *key = g_strdup_printf ("%s\t%s\t%d\t%d\t%d\t%d", mark->label, clock != NULL ? clock : "",
                                          state, rack->scale, theme->kind, mark->symbol.selected);
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

void
ht_chip_rack_add (HtChipRack *rack, GtkSnapshot *snapshot, const HtPlaced *place)
{
  const Picture *picture = get_picture (rack, place->mark);
  float w = picture->size.width, h = picture->size.height;
  float x = roundf ((float) place->x), y = roundf ((float) place->y);
  float reach = (float) place->mark->size_px / 2 + GAP_PX;
  const graphene_rect_t spots[] = {
    GRAPHENE_RECT_INIT (x + reach, y - roundf (h / 2), w, h),
    GRAPHENE_RECT_INIT (x - reach - w, y - roundf (h / 2), w, h),
    GRAPHENE_RECT_INIT (x - roundf (w / 2), y + reach, w, h),
    GRAPHENE_RECT_INIT (x - roundf (w / 2), y - reach - h, w, h),
    GRAPHENE_RECT_INIT (x + reach, y + GAP_PX, w, h),
    GRAPHENE_RECT_INIT (x - reach - w, y - GAP_PX - h, w, h),
  };
  for (guint i = 0; i < G_N_ELEMENTS (spots); i++)
    if (is_free (rack, &spots[i]))
      {
        g_array_append_val (rack->taken, spots[i]);
        gtk_snapshot_append_texture (snapshot, picture->texture, &spots[i]);
        return;
      }
}
