/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/map/chips.h"

#include <math.h>

#include "app/map/textures.h"
#include "base/clock.h"
#include "base/format.h"
#include "draw/chip.h"
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
  GtkWidget *layer;     /* borrowed: owns the rack */
  GCancellable *closed; /* when the rack is gone */
  GHashTable *pictures; /* char * → Picture */
  GHashTable *wanted;   /* set of char *: on their way */
  GHashTable *last;     /* GObject * (only compared) → Picture: what is shown until the new one is there */
  GArray *taken;        /* graphene_rect_t */
  graphene_rect_t area;
  int scale;
  double text_scale;
};

static Picture *
picture_new (GdkTexture *texture, const graphene_size_t *size)
{
  Picture *picture = g_new0 (Picture, 1);
  picture->texture = g_object_ref (texture);
  picture->size = *size;
  return picture;
}

static void
picture_free (gpointer data)
{
  g_object_unref (((Picture *) data)->texture);
  g_free (data);
}

HtChipRack *
ht_chip_rack_new (GtkWidget *layer)
{
  HtChipRack *rack = g_new0 (HtChipRack, 1);
  rack->layer = layer;
  rack->closed = g_cancellable_new ();
  rack->pictures = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, picture_free);
  rack->wanted = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  rack->last = g_hash_table_new_full (NULL, NULL, NULL, picture_free);
  rack->taken = g_array_new (FALSE, FALSE, sizeof (graphene_rect_t));
  return rack;
}

void
ht_chip_rack_free (HtChipRack *rack)
{
  g_cancellable_cancel (rack->closed);
  g_object_unref (rack->closed);
  g_hash_table_unref (rack->pictures);
  g_hash_table_unref (rack->wanted);
  g_hash_table_unref (rack->last);
  g_array_unref (rack->taken);
  g_free (rack);
}

/* --- drawing, on a thread of its own: setting a line of Chinese takes several milliseconds --- */

typedef struct
{
  HtChipRack *rack; /* only while it is not closed */
  GCancellable *closed;
  char *key, *title, *clock;
  HtChip chip;
  const HtTheme *theme;
  int scale;
  double text_scale;
  cairo_surface_t *surface;
} Order;

static void
order_free (Order *order)
{
  g_clear_pointer (&order->surface, cairo_surface_destroy);
  g_object_unref (order->closed);
  g_free (order->key);
  g_free (order->title);
  g_free (order->clock);
  g_free (order);
}

static gboolean
take_drawn (gpointer data)
{
  Order *order = data;
  HtChipRack *rack = order->rack;
  if (g_cancellable_is_cancelled (order->closed))
    {
      order_free (order);
      return G_SOURCE_REMOVE;
    }
  float scale = (float) order->scale;
  graphene_size_t size = { (float) cairo_image_surface_get_width (order->surface) / scale,
                           (float) cairo_image_surface_get_height (order->surface) / scale };
  g_autoptr (GdkTexture) texture = ht_texture_new_for_surface (g_steal_pointer (&order->surface));
  if (g_hash_table_size (rack->pictures) >= MAX_KEPT)
    g_hash_table_remove_all (rack->pictures);
  g_hash_table_remove (rack->wanted, order->key);
  g_hash_table_insert (rack->pictures, g_steal_pointer (&order->key), picture_new (texture, &size));
  gtk_widget_queue_draw (rack->layer);
  order_free (order);
  return G_SOURCE_REMOVE;
}

static void
draw_on_worker (gpointer data, gpointer unused)
{
  Order *order = data;
  if (!g_cancellable_is_cancelled (order->closed))
    order->surface = ht_chip_render (&order->chip, order->theme, order->scale * order->text_scale);
  g_idle_add_full (G_PRIORITY_HIGH_IDLE, take_drawn, order, NULL);
}

/* @key and @clock are taken. */
static void
order_picture (HtChipRack *rack, const HtMark *mark, char *key, char *clock, HtClockState state)
{
  static GThreadPool *pool;
  if (!g_hash_table_add (rack->wanted, g_strdup (key)))
    {
      g_free (key);
      g_free (clock);
      return;
    }
  Order *order = g_new0 (Order, 1);
  order->rack = rack;
  order->closed = g_object_ref (rack->closed);
  order->key = key;
  order->title = g_strdup (mark->label);
  order->clock = clock;
  order->chip = (HtChip){ .title = order->title,
                          .clock = clock,
                          .state = state,
                          .stale = mark->symbol.stale,
                          .highlighted = mark->symbol.selected };
  order->theme = ht_textures_get_theme ();
  order->scale = rack->scale;
  order->text_scale = rack->text_scale;
  if (pool == NULL)
    pool = g_thread_pool_new (draw_on_worker, NULL, 1, FALSE, NULL);
  g_thread_pool_push (pool, order, NULL);
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

/* NULL: none yet; the layer is drawn again when it is there. */
static const Picture *
get_picture (HtChipRack *rack, const HtMark *mark)
{
  HtClockState state;
  g_autofree char *clock = dup_clock (mark, &state);
  const HtTheme *theme = ht_textures_get_theme ();
  g_autofree char *key = g_strdup_printf ("%s\t%s\t%d\t%d\t%.2f\t%d\t%d\t%d", mark->label,
                                          clock != NULL ? clock : "", state, rack->scale, rack->text_scale,
                                          theme->kind, mark->symbol.selected, mark->symbol.stale);
  Picture *picture = g_hash_table_lookup (rack->pictures, key);
  if (picture == NULL)
    {
      order_picture (rack, mark, g_steal_pointer (&key), g_steal_pointer (&clock), state);
      return g_hash_table_lookup (rack->last, mark->object);
    }
  if (g_hash_table_size (rack->last) >= MAX_KEPT)
    g_hash_table_remove_all (rack->last);
  g_hash_table_insert (rack->last, mark->object, picture_new (picture->texture, &picture->size));
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
  if (picture == NULL || !find_spot (rack, place, &picture->size, &spot))
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
      if (picture == NULL)
        return;
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
