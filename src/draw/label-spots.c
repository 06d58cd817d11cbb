/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "draw/fonts.h"
#include "draw/label.h"

#define PAD_PX 3.0
/* Beside its own mark, less than the gap to it. */
#define MARK_PAD_PX 2.0
#define MAX_TEXT_PX 220.0
#define GAP_PX 4.0
/* Areas in several pieces carry one name; marked sites of one name may stand side by side. */
#define REPEAT_AREA_PX 300.0
#define REPEAT_SITE_PX 24.0

/* Marks come before all names but those of places: a name never hides a neighbour's mark. */
#define MARK_TIER 11

typedef enum
{
  SIDE_CENTRE,
  SIDE_RIGHT,
  SIDE_LEFT,
} Side;

static const guint8 tiers[HT_N_SPOTS] = {
  [HT_SPOT_CITY] = 0,      [HT_SPOT_DISTRICT] = 4,         [HT_SPOT_TOWN] = 10,
  [HT_SPOT_STATION] = 12,  [HT_SPOT_STATION_SPECIAL] = 12, [HT_SPOT_STATION_LOGISTICS] = 12,
  [HT_SPOT_HOSPITAL] = 20, [HT_SPOT_SUBURB] = 18,          [HT_SPOT_TRANSIT] = 22,
  [HT_SPOT_WATER] = 26,    [HT_SPOT_VILLAGE] = 28,         [HT_SPOT_SHELTER] = 32,
  [HT_SPOT_DEPOT] = 32,    [HT_SPOT_CHEMICAL] = 32,        [HT_SPOT_PARK] = 36,
  [HT_SPOT_QUARTER] = 44,  [HT_SPOT_SCHOOL] = 46,          [HT_SPOT_BUILDING] = 50,
  [HT_SPOT_THING] = 52,    [HT_SPOT_ADDRESS] = 60,         [HT_SPOT_AMBULANCE] = 21,
  [HT_SPOT_POLICE] = 23,
};

typedef struct
{
  HtLabelMaker *maker;
  const HtItem *item;
  guint32 number;
  HtSpotKind kind;
  const HtSpotLook *look;
  const char *name;
  double x, y, text_width, text_height;
} Spot;

static void
measure (Spot *self)
{
  int width, height;
  g_autoptr (PangoLayout) layout = ht_fonts_new_layout (self->name, self->look->size_px, self->look->bold);
  pango_layout_get_size (layout, &width, &height);
  self->text_width = MIN ((double) width / PANGO_SCALE, MAX_TEXT_PX);
  self->text_height = (double) height / PANGO_SCALE;
}

static HtLabel *
new_label (const Spot *self, guint32 name, guint variant)
{
  HtLabel *label = ht_label_new (name, self->number, variant);
  label->x = self->x;
  label->y = self->y;
  label->color = self->look->color;
  label->size_px = self->look->size_px;
  label->bold = self->look->bold;
  label->is_site = ht_spot_is_site (self->kind);
  label->is_station = ht_spot_is_station (self->kind);
  return label;
}

/* The mark alone; borrowed from the maker's list. */
static HtLabel *
add_mark (const Spot *self)
{
  HtLabel *label = new_label (self, 0, 0);
  double half = self->look->symbol_px / 2 + 1.5;
  label->symbol = self->look->symbol;
  label->symbol_px = self->look->symbol_px;
  ht_label_add_box (label, &(HtRect){ self->x - half, self->y - half, self->x + half, self->y + half });
  ht_label_set_rank (label, self->name, MARK_TIER, tiers[self->kind]);
  g_ptr_array_add (self->maker->labels, label);
  return label;
}

static void
add_text (const Spot *self, Side side, HtLabel *mark)
{
  HtLabel *label = new_label (self, self->item->name, (guint) side + 1);
  double reach = self->look->symbol_px / 2 + GAP_PX;
  double left = side == SIDE_CENTRE  ? self->x - self->text_width / 2
                : side == SIDE_RIGHT ? self->x + reach
                                     : self->x - reach - self->text_width;
  label->mark = mark != NULL ? ht_label_ref (mark) : NULL;
  label->repeat_px = mark != NULL ? REPEAT_SITE_PX : REPEAT_AREA_PX;
  label->has_text = TRUE;
  label->text_x = round (left);
  label->text_y = round (self->y - self->text_height / 2);
  /* The line box is taller than its characters; half the spare is enough room above and below. */
  double spare = MAX (0, self->text_height - self->look->size_px * 1.15) / 2;
  double pad = mark != NULL ? MARK_PAD_PX : PAD_PX;
  ht_label_add_box (label, &(HtRect){ label->text_x - pad, label->text_y + spare - PAD_PX / 2,
                                      label->text_x + self->text_width + pad,
                                      label->text_y + self->text_height - spare + PAD_PX / 2 });
  guint quality = (guint) (ht_spot_style_get_min_zoom (self->item->style) * 64) + (guint) side;
  ht_label_set_rank (label, self->name, tiers[self->kind], quality);
  g_ptr_array_add (self->maker->labels, label);
}

static void
add_spot (HtLabelMaker *maker, const HtPack *pack, guint32 number)
{
  guint n;
  Spot self = { .maker = maker, .item = ht_pack_item (pack, number), .number = number };
  const HtFixed *point = ht_pack_part (pack, self.item->first_part, &n);
  self.kind = ht_spot_style_get_kind (self.item->style);
  self.look = ht_spot_get_look (self.kind);
  self.name = ht_scene_get_name (maker->scene, self.item->name);
  self.x = round (point->x * maker->px_per_unit);
  self.y = round (point->y * maker->px_per_unit);
  if (!ht_label_maker_owns (maker, self.x, self.y) || maker->zoom >= self.look->max_zoom
      || maker->zoom < ht_spot_style_get_min_zoom (self.item->style))
    return;
  HtLabel *mark = self.look->symbol != HT_N_SYMBOLS ? add_mark (&self) : NULL;
  if (self.item->name == 0)
    return;
  measure (&self);
  add_text (&self, mark != NULL ? SIDE_RIGHT : SIDE_CENTRE, mark);
  if (mark != NULL)
    add_text (&self, SIDE_LEFT, mark);
}

void
ht_label_maker_add_spots (HtLabelMaker *maker)
{
  const HtPack *pack = maker->scene->packs[HT_PACK_SPOT][HT_N_DETAILS - 1];
  if (pack == NULL)
    return;
  g_autoptr (GArray) found = ht_label_maker_query (maker, pack);
  for (guint i = 0; i < found->len; i++)
    add_spot (maker, pack, g_array_index (found, guint32, i));
}
