/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "draw/fonts.h"
#include "draw/label.h"
#include "draw/style.h"

#define PAD_PX 2.0
#define END_ROOM_PX 6.0
#define LETTER_SPACE_PX 0.8
#define REPEAT_PX 400.0
#define MAX_CLUSTERS 40
#define WATER_LABEL_ZOOM 11
/* Neighbouring characters may turn this much, the whole name that much (radians). */
#define MAX_TURN 0.45
#define MAX_BEND 1.1
/* Steeper than this, Chinese is set upright from the top down: 50°, as tangent. */
#define STEEP 1.19

typedef struct
{
  guint16 offset, length;
  double advance;
} Cluster;

/* One named line at one zoom. */
typedef struct
{
  HtLabelMaker *maker;
  const HtItem *item;
  guint32 number;
  const char *name;
  double size_px;
  GArray *x, *y, *along; /* double: points and length up to each */
  double length, width;  /* of the line and the name */
  Cluster clusters[MAX_CLUSTERS];
  guint n_clusters;
  gboolean wide; /* all characters are East Asian squares */
} Line;

/* Cuts the name into characters with the marks that combine with them; FALSE when it is too long. */
static gboolean
split_name (Line *self)
{
  self->n_clusters = 0;
  self->width = 0;
  self->wide = TRUE;
  for (const char *p = self->name; *p != '\0';)
    {
      const char *next = g_utf8_next_char (p);
      self->wide = self->wide && g_unichar_iswide (g_utf8_get_char (p));
      while (*next != '\0' && g_unichar_iszerowidth (g_utf8_get_char (next)))
        next = g_utf8_next_char (next);
      if (self->n_clusters == MAX_CLUSTERS || next - self->name > G_MAXUINT16)
        return FALSE;
      double advance = ht_fonts_get_glyph (p, (gsize) (next - p), self->size_px)->advance;
      self->clusters[self->n_clusters++]
          = (Cluster){ (guint16) (p - self->name), (guint16) (next - p), advance };
      self->width += advance + (self->wide ? LETTER_SPACE_PX : 0);
      p = next;
    }
  return self->n_clusters > 0 && self->width <= 2 * HT_LABEL_REACH_PX - 80;
}

static void
load_points (Line *self, const HtFixed *points, guint n)
{
  self->length = 0;
  g_array_set_size (self->x, n);
  g_array_set_size (self->y, n);
  g_array_set_size (self->along, n);
  double *x = (double *) self->x->data, *y = (double *) self->y->data, *along = (double *) self->along->data;
  for (guint i = 0; i < n; i++)
    {
      x[i] = points[i].x * self->maker->px_per_unit;
      y[i] = points[i].y * self->maker->px_per_unit;
      if (i > 0)
        self->length += hypot (x[i] - x[i - 1], y[i] - y[i - 1]);
      along[i] = self->length;
    }
}

/* The point at @at pixels along the line. */
static void
point_at (const Line *self, double at, double xy[2])
{
  const double *x = (double *) self->x->data, *y = (double *) self->y->data;
  const double *along = (double *) self->along->data;
  guint low = 0, high = self->along->len - 1;
  while (high - low > 1)
    {
      guint middle = (low + high) / 2;
      if (along[middle] <= at)
        low = middle;
      else
        high = middle;
    }
  double step = along[high] - along[low], t = step > 0 ? CLAMP ((at - along[low]) / step, 0, 1) : 0;
  xy[0] = x[low] + t * (x[high] - x[low]);
  xy[1] = y[low] + t * (y[high] - y[low]);
}

static double
turn_between (double a, double b)
{
  double d = fabs (a - b);
  return d > G_PI ? 2 * G_PI - d : d;
}

/* Which way to read along the line: 1 with its points, -1 against them; @upright: set from the top down. */
static int
reading_direction (const Line *self, double centre, gboolean *upright)
{
  double a[2], b[2];
  point_at (self, centre - self->width / 2, a);
  point_at (self, centre + self->width / 2, b);
  double dx = b[0] - a[0], dy = b[1] - a[1];
  *upright = self->wide && fabs (dy) > STEEP * fabs (dx);
  if (*upright)
    return dy >= 0 ? 1 : -1;
  /* Straight up or down, Latin reads upwards. */
  return dx > 0 || (dx == 0 && dy < 0) ? 1 : -1;
}

/* Sets each character on the chord under it. Returns the whole bend, or -1 where the line turns too much. */
static double
set_glyphs (const Line *self, double centre, HtLabelGlyph *glyphs)
{
  gboolean upright;
  int direction = reading_direction (self, centre, &upright);
  double at = centre - direction * self->width / 2, least = 0, most = 0, turned = 0;
  for (guint i = 0; i < self->n_clusters; i++)
    {
      double step = self->clusters[i].advance + (self->wide ? LETTER_SPACE_PX : 0), a[2], b[2];
      point_at (self, at, a);
      at += direction * step;
      point_at (self, at, b);
      double angle = atan2 (b[1] - a[1], b[0] - a[0]);
      glyphs[i] = (HtLabelGlyph){ (a[0] + b[0]) / 2, (a[1] + b[1]) / 2, upright ? angle - G_PI / 2 : angle,
                                  self->clusters[i].offset, self->clusters[i].length };
      if (i == 0)
        continue;
      double turn = turn_between (glyphs[i].angle, glyphs[i - 1].angle);
      if (turn > MAX_TURN)
        return -1;
      turned += remainder (glyphs[i].angle - glyphs[i - 1].angle, 2 * G_PI);
      least = MIN (least, turned);
      most = MAX (most, turned);
    }
  return most - least <= MAX_BEND ? most - least : -1;
}

static guint
tier_of (guint32 style)
{
  static const guint8 tiers[] = {
    [HT_ROAD_MOTORWAY] = 16,    [HT_ROAD_TRUNK] = 16,         [HT_ROAD_PRIMARY] = 17,
    [HT_ROAD_SECONDARY] = 24,   [HT_ROAD_TERTIARY] = 30,      [HT_ROAD_UNCLASSIFIED] = 40,
    [HT_ROAD_RESIDENTIAL] = 40, [HT_ROAD_LIVING_STREET] = 48, [HT_ROAD_SERVICE] = 48,
    [HT_ROAD_TRACK] = 49,       [HT_ROAD_PATH] = 49,          [HT_ROAD_FERRY] = 34,
    [HT_LINE_WATER] = 25,
  };
  return tiers[MIN (style, HT_LINE_WATER)];
}

static void
add_boxes (const Line *self, HtLabel *label)
{
  for (guint i = 0; i < label->n_glyphs; i++)
    {
      const HtLabelGlyph *g = &label->glyphs[i];
      double half_width = MAX (self->clusters[i].advance, self->size_px * 0.5) / 2, half = self->size_px / 2;
      double c = fabs (cos (g->angle)), s = fabs (sin (g->angle));
      double rx = half_width * c + half * s + PAD_PX, ry = half_width * s + half * c + PAD_PX;
      ht_label_add_box (label, &(HtRect){ g->x - rx, g->y - ry, g->x + rx, g->y + ry });
    }
}

static void
add_candidate (const Line *self, double centre, guint variant)
{
  HtLabelGlyph glyphs[MAX_CLUSTERS];
  double xy[2];
  point_at (self, centre, xy);
  if (!ht_label_maker_owns (self->maker, xy[0], xy[1]))
    return;
  double bend = set_glyphs (self, centre, glyphs);
  if (bend < 0)
    return;
  HtLabel *label = ht_label_new (self->item->name, self->number, variant);
  label->x = xy[0];
  label->y = xy[1];
  label->color = self->item->style == HT_LINE_WATER ? HT_COLOR_WATER_LABEL : HT_COLOR_ROAD_LABEL;
  label->size_px = self->size_px;
  label->has_text = TRUE;
  label->repeat_px = REPEAT_PX;
  label->n_glyphs = self->n_clusters;
  label->glyphs = g_memdup2 (glyphs, self->n_clusters * sizeof *glyphs);
  add_boxes (self, label);
  /* The straightest stretch first. */
  ht_label_set_rank (label, self->name, tier_of (self->item->style), (guint) (bend * 10));
  g_ptr_array_add (self->maker->labels, label);
}

static void
add_line (Line *self, const HtPack *pack)
{
  guint n;
  gboolean water = self->item->style == HT_LINE_WATER;
  double min_zoom = water ? WATER_LABEL_ZOOM : ht_road_label_min_zoom ((guint8) self->item->style);
  if (self->maker->zoom < min_zoom)
    return;
  self->name = ht_scene_get_name (self->maker->scene, self->item->name);
  self->size_px = water ? 12 : ht_road_label_size_px ((guint8) self->item->style, self->maker->zoom);
  const HtFixed *points = ht_pack_part (pack, self->item->first_part, &n);
  load_points (self, points, n);
  /* Cheaper than measuring: no name is narrower than half a character. */
  if (self->length < self->size_px || !split_name (self) || self->length < self->width + 2 * END_ROOM_PX)
    return;
  guint count = MAX (1, (guint) (self->length / MAX (self->width * 1.5, 110)));
  for (guint i = 0; i < count; i++)
    add_candidate (self, (i + 0.5) * self->length / count, i);
}

void
ht_label_maker_add_lines (HtLabelMaker *maker)
{
  const HtPack *pack = ht_scene_get_pack (maker->scene, HT_PACK_LINE_NAME, maker->zoom);
  if (pack == NULL)
    return;
  g_autoptr (GArray) found = ht_label_maker_query (maker, pack);
  Line line = { .maker = maker };
  line.x = g_array_new (FALSE, FALSE, sizeof (double));
  line.y = g_array_new (FALSE, FALSE, sizeof (double));
  line.along = g_array_new (FALSE, FALSE, sizeof (double));
  for (guint i = 0; i < found->len; i++)
    {
      line.number = g_array_index (found, guint32, i);
      line.item = ht_pack_item (pack, line.number);
      add_line (&line, pack);
    }
  g_array_unref (line.x);
  g_array_unref (line.y);
  g_array_unref (line.along);
}
