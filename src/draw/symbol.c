/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "draw/symbol.h"

#include <math.h>
#include <string.h>

#include "draw/fonts.h"

/* Whole picture over body: leaves room for the ring and its ticks. */
#define EXTENT 2.1
#define RING 0.78 /* radius over size */

/* A symbol being drawn: unit coordinates, the body from -0.5 to 0.5, y down. */
typedef struct
{
  cairo_t *cr;
  const HtTheme *theme;
  const HtSymbol *symbol;
  double size_px;
  HtColorRole color;
} Pen;

typedef void (*Shape) (cairo_t *cr);

static void
polygon (cairo_t *cr, const double (*points)[2], guint n)
{
  for (guint i = 0; i < n; i++)
    cairo_line_to (cr, points[i][0], points[i][1]);
  cairo_close_path (cr);
}

static void
shape_octagon (cairo_t *cr)
{
  for (int i = 0; i < 8; i++)
    cairo_line_to (cr, 0.52 * cos ((i + 0.5) * G_PI / 4), 0.52 * sin ((i + 0.5) * G_PI / 4));
  cairo_close_path (cr);
}

static void
shape_diamond (cairo_t *cr)
{
  static const double points[][2] = { { 0, -0.6 }, { 0.6, 0 }, { 0, 0.6 }, { -0.6, 0 } };
  polygon (cr, points, G_N_ELEMENTS (points));
}

static void
shape_small_diamond (cairo_t *cr)
{
  static const double points[][2] = { { 0, -0.48 }, { 0.48, 0 }, { 0, 0.48 }, { -0.48, 0 } };
  polygon (cr, points, G_N_ELEMENTS (points));
}

static void
shape_square (cairo_t *cr)
{
  cairo_rectangle (cr, -0.44, -0.44, 0.88, 0.88);
}

static void
shape_small_square (cairo_t *cr)
{
  cairo_rectangle (cr, -0.36, -0.36, 0.72, 0.72);
}

static void
shape_circle (cairo_t *cr)
{
  cairo_new_sub_path (cr);
  cairo_arc (cr, 0, 0, 0.48, 0, 2 * G_PI);
  cairo_close_path (cr);
}

static void
shape_small_circle (cairo_t *cr)
{
  cairo_new_sub_path (cr);
  cairo_arc (cr, 0, 0, 0.4, 0, 2 * G_PI);
  cairo_close_path (cr);
}

/* Points north; narrow enough that the heading reads at 12 px. */
static void
shape_triangle (cairo_t *cr)
{
  static const double points[][2] = { { 0, -0.52 }, { 0.42, 0.42 }, { -0.42, 0.42 } };
  polygon (cr, points, G_N_ELEMENTS (points));
}

static void
shape_cross (cairo_t *cr)
{
  cairo_move_to (cr, -0.34, -0.34);
  cairo_line_to (cr, 0.34, 0.34);
  cairo_move_to (cr, 0.34, -0.34);
  cairo_line_to (cr, -0.34, 0.34);
}

static void
shape_house (cairo_t *cr)
{
  static const double points[][2]
      = { { 0, -0.5 }, { 0.44, -0.1 }, { 0.44, 0.44 }, { -0.44, 0.44 }, { -0.44, -0.1 } };
  polygon (cr, points, G_N_ELEMENTS (points));
}

static void
shape_tent (cairo_t *cr)
{
  static const double points[][2] = { { 0, -0.42 }, { 0.52, 0.42 }, { -0.52, 0.42 } };
  polygon (cr, points, G_N_ELEMENTS (points));
}

static void
shape_hexagon (cairo_t *cr)
{
  for (int i = 0; i < 6; i++)
    cairo_line_to (cr, 0.5 * cos ((i + 0.5) * G_PI / 3), 0.5 * sin ((i + 0.5) * G_PI / 3));
  cairo_close_path (cr);
}

/* A drop that stands on its point. */
static void
shape_pin (cairo_t *cr)
{
  cairo_new_sub_path (cr);
  cairo_arc (cr, 0, -0.12, 0.36, G_PI * 0.85, G_PI * 2.15);
  cairo_line_to (cr, 0, 0.5);
  cairo_close_path (cr);
}

static void
detail_cross (cairo_t *cr)
{
  cairo_move_to (cr, 0, -0.24);
  cairo_line_to (cr, 0, 0.24);
  cairo_move_to (cr, -0.24, 0);
  cairo_line_to (cr, 0.24, 0);
}

static void
detail_small_cross (cairo_t *cr)
{
  cairo_move_to (cr, 0, -0.1);
  cairo_line_to (cr, 0, 0.3);
  cairo_move_to (cr, -0.2, 0.1);
  cairo_line_to (cr, 0.2, 0.1);
}

/* A police shield. */
static void
shape_shield (cairo_t *cr)
{
  cairo_move_to (cr, 0, -0.5);
  cairo_line_to (cr, 0.42, -0.34);
  cairo_line_to (cr, 0.42, 0.04);
  cairo_curve_to (cr, 0.42, 0.26, 0.2, 0.42, 0, 0.52);
  cairo_curve_to (cr, -0.2, 0.42, -0.42, 0.26, -0.42, 0.04);
  cairo_line_to (cr, -0.42, -0.34);
  cairo_close_path (cr);
}

static void
detail_dot (cairo_t *cr)
{
  cairo_new_sub_path (cr);
  cairo_arc (cr, 0, 0.1, 0.08, 0, 2 * G_PI);
}

static void
detail_bars (cairo_t *cr)
{
  cairo_move_to (cr, -0.22, 0.06);
  cairo_line_to (cr, 0.22, 0.06);
  cairo_move_to (cr, -0.22, 0.24);
  cairo_line_to (cr, 0.22, 0.24);
}

static void
detail_door (cairo_t *cr)
{
  cairo_move_to (cr, -0.14, 0.42);
  cairo_line_to (cr, 0, 0.02);
  cairo_line_to (cr, 0.14, 0.42);
}

static void
detail_parcel (cairo_t *cr)
{
  cairo_move_to (cr, -0.44, -0.14);
  cairo_line_to (cr, 0.44, -0.14);
  cairo_move_to (cr, 0, -0.44);
  cairo_line_to (cr, 0, -0.14);
}

/* An open book. */
static void
shape_book (cairo_t *cr)
{
  static const double points[][2]
      = { { 0, -0.2 }, { 0.48, -0.36 }, { 0.48, 0.28 }, { 0, 0.44 }, { -0.48, 0.28 }, { -0.48, -0.36 } };
  polygon (cr, points, G_N_ELEMENTS (points));
}

static void
detail_spine (cairo_t *cr)
{
  cairo_move_to (cr, 0, -0.2);
  cairo_line_to (cr, 0, 0.44);
}

static void
detail_slash (cairo_t *cr)
{
  cairo_move_to (cr, -0.22, -0.22);
  cairo_line_to (cr, 0.22, 0.22);
  cairo_move_to (cr, 0.22, -0.22);
  cairo_line_to (cr, -0.22, 0.22);
}

/* How each kind looks; what is not in here is drawn by a function of its own. */
typedef struct
{
  Shape shape, detail;
  gboolean filled, open, turns; /* open: strokes without an inside */
  HtColorRole color;
} Look;

static const Look looks[HT_N_SYMBOLS] = {
  [HT_SYMBOL_TEAM_AT_STATION] = { shape_small_square, NULL, FALSE, FALSE, FALSE, HT_COLOR_ACCENT },
  [HT_SYMBOL_TEAM_ASSIGNED] = { shape_small_square, NULL, TRUE, FALSE, FALSE, HT_COLOR_ACCENT },
  [HT_SYMBOL_TEAM_EN_ROUTE] = { shape_triangle, NULL, TRUE, FALSE, TRUE, HT_COLOR_ACCENT },
  [HT_SYMBOL_TEAM_ON_SCENE] = { shape_small_circle, NULL, TRUE, FALSE, FALSE, HT_COLOR_ACCENT },
  [HT_SYMBOL_TEAM_RETURNING] = { shape_triangle, NULL, FALSE, FALSE, TRUE, HT_COLOR_ACCENT },
  [HT_SYMBOL_TEAM_STANDBY] = { shape_small_diamond, NULL, FALSE, FALSE, FALSE, HT_COLOR_ACCENT },
  [HT_SYMBOL_TEAM_OUT_OF_SERVICE] = { shape_cross, NULL, FALSE, TRUE, FALSE, HT_COLOR_SECONDARY },
  [HT_SYMBOL_STATION] = { shape_house, NULL, FALSE, FALSE, FALSE, HT_COLOR_SECONDARY },
  [HT_SYMBOL_STATION_SPECIAL] = { shape_house, detail_dot, FALSE, FALSE, FALSE, HT_COLOR_SECONDARY },
  [HT_SYMBOL_STATION_LOGISTICS] = { shape_house, detail_bars, FALSE, FALSE, FALSE, HT_COLOR_SECONDARY },
  [HT_SYMBOL_STATION_AMBULANCE]
  = { shape_house, detail_small_cross, FALSE, FALSE, FALSE, HT_COLOR_SECONDARY },
  [HT_SYMBOL_STATION_POLICE] = { shape_shield, detail_dot, FALSE, FALSE, FALSE, HT_COLOR_SECONDARY },
  [HT_SYMBOL_HOSPITAL] = { shape_square, detail_cross, FALSE, FALSE, FALSE, HT_COLOR_SECONDARY },
  [HT_SYMBOL_SHELTER] = { shape_tent, detail_door, FALSE, FALSE, FALSE, HT_COLOR_SECONDARY },
  [HT_SYMBOL_DEPOT] = { shape_square, detail_parcel, FALSE, FALSE, FALSE, HT_COLOR_SECONDARY },
  [HT_SYMBOL_SCHOOL] = { shape_book, detail_spine, FALSE, FALSE, FALSE, HT_COLOR_SECONDARY },
  [HT_SYMBOL_CHEMICAL_SITE] = { shape_hexagon, detail_dot, FALSE, FALSE, FALSE, HT_COLOR_SECONDARY },
  [HT_SYMBOL_CLOSED_ROAD] = { shape_circle, detail_slash, FALSE, FALSE, FALSE, HT_COLOR_INK },
  [HT_SYMBOL_PLACE] = { shape_pin, NULL, TRUE, FALSE, FALSE, HT_COLOR_ACCENT },
};

static void
set_color (const Pen *self, HtColorRole role, double alpha)
{
  const HtColor *c = &self->theme->colors[role];
  cairo_set_source_rgba (self->cr, c->red, c->green, c->blue, alpha);
}

/* Line width of @px logical pixels in unit coordinates, or a share of the body where that is less. */
static void
set_width (const Pen *self, double px)
{
  cairo_set_line_width (self->cr, px / self->size_px);
}

/* Thicker as the mark grows, never under 1.3 px. */
static double
edge_px (const Pen *self)
{
  return MAX (1.3, self->size_px * 0.1);
}

static void
set_stale_dash (const Pen *self)
{
  double dashes[2] = { 2.6 / self->size_px, 2.2 / self->size_px };
  cairo_set_dash (self->cr, dashes, 2, 0);
}

/* A rim in the ground's colour keeps the mark apart from whatever it lies on. */
static void
draw_rim (const Pen *self, Shape shape)
{
  cairo_new_path (self->cr);
  shape (self->cr);
  set_color (self, self->symbol->quiet ? HT_COLOR_HALO : HT_COLOR_INK_GROUND, 0.85);
  set_width (self, edge_px (self) + 2.2);
  cairo_stroke (self->cr);
}

static void
draw_body (const Pen *self, const Look *look)
{
  draw_rim (self, look->shape);
  look->shape (self->cr);
  if (!look->open)
    {
      HtColorRole ground = self->symbol->quiet ? HT_COLOR_HALO : HT_COLOR_INK_GROUND;
      set_color (self, look->filled ? self->color : ground, look->filled && self->symbol->stale ? 0.35 : 1);
      cairo_fill_preserve (self->cr);
    }
  if (self->symbol->stale)
    set_stale_dash (self);
  set_color (self, self->color, 1);
  set_width (self, edge_px (self) * (look->open ? 1.4 : 1));
  cairo_stroke (self->cr);
  cairo_set_dash (self->cr, NULL, 0, 0);
  if (look->detail == NULL)
    return;
  look->detail (self->cr);
  set_width (self, MAX (1.1, self->size_px * 0.09));
  cairo_stroke (self->cr);
}

/* Bars and a V: sharper at 14 px than any font's, and the same everywhere. */
static void
path_numeral (cairo_t *cr, int level)
{
  static const double bars[5][4] = { { 0 }, { 0 }, { -0.085, 0.085 }, { -0.16, 0, 0.16 }, { -0.2 } };
  static const int n_bars[5] = { 0, 1, 2, 3, 1 };
  const double half = 0.17;
  for (int i = 0; i < n_bars[level]; i++)
    {
      cairo_move_to (cr, bars[level][i], -half);
      cairo_line_to (cr, bars[level][i], half);
    }
  if (level != 4)
    return;
  cairo_move_to (cr, -0.06, -half);
  cairo_line_to (cr, 0.09, half);
  cairo_line_to (cr, 0.24, -half);
}

static void
draw_incident (const Pen *self)
{
  static const Shape shapes[5] = { shape_circle, shape_octagon, shape_diamond, shape_square, shape_circle };
  int level = CLAMP (self->symbol->level, 0, 4);
  gboolean hollow = level == 0 || self->symbol->unverified;
  HtColorRole color = self->symbol->stale ? HT_COLOR_STALE : HT_COLOR_LEVEL_0 + (guint) level;
  draw_rim (self, shapes[level]);
  shapes[level](self->cr);
  set_color (self, hollow ? HT_COLOR_INK_GROUND : color, 1);
  cairo_fill_preserve (self->cr);
  if (self->symbol->unverified || self->symbol->stale)
    set_stale_dash (self);
  set_color (self, color, 1);
  set_width (self, hollow ? edge_px (self) : 1);
  cairo_stroke (self->cr);
  cairo_set_dash (self->cr, NULL, 0, 0);
  path_numeral (self->cr, level);
  cairo_set_line_cap (self->cr, CAIRO_LINE_CAP_BUTT);
  set_color (self, hollow ? color : HT_COLOR_ON_LEVEL_0 + (guint) level, 1);
  set_width (self, MAX (1.2, self->size_px * 0.095));
  cairo_stroke (self->cr);
}

static void
draw_cluster (const Pen *self)
{
  static const Look disc = { shape_circle, NULL, TRUE, FALSE, FALSE, HT_COLOR_CARD };
  char text[16];
  Pen pen = *self;
  int width, height;
  pen.color = HT_COLOR_CARD;
  draw_body (&pen, &disc);
  shape_circle (self->cr);
  set_color (self, self->symbol->stale ? HT_COLOR_STALE : HT_COLOR_INK, 1);
  set_width (self, edge_px (self) * 0.8);
  cairo_stroke (self->cr);
  if (self->symbol->count < 1000)
    g_snprintf (text, sizeof text, "%u", self->symbol->count);
  else
    g_snprintf (text, sizeof text, "%uk", MIN (self->symbol->count / 1000, 99));
  g_autoptr (PangoLayout) layout
      = ht_fonts_new_layout (text, self->size_px * (strlen (text) > 2 ? 0.36 : 0.46), TRUE);
  pango_layout_get_size (layout, &width, &height);
  cairo_scale (self->cr, 1 / self->size_px, 1 / self->size_px);
  cairo_move_to (self->cr, -0.5 * width / PANGO_SCALE, -0.5 * height / PANGO_SCALE);
  set_color (self, HT_COLOR_TEXT, 1);
  pango_cairo_show_layout (self->cr, layout);
}

static void
draw_ring (const Pen *self)
{
  cairo_t *cr = self->cr;
  for (int pass = 0; pass < 2; pass++)
    {
      cairo_new_path (cr);
      cairo_arc (cr, 0, 0, RING, 0, 2 * G_PI);
      for (int i = 0; i < 4; i++)
        {
          double c = cos (i * G_PI / 2), s = sin (i * G_PI / 2);
          cairo_move_to (cr, RING * c, RING * s);
          cairo_line_to (cr, (RING + 0.16) * c, (RING + 0.16) * s);
        }
      set_color (self, pass == 0 ? HT_COLOR_INK_GROUND : HT_COLOR_INK, pass == 0 ? 0.8 : 1);
      set_width (self, pass == 0 ? 4 : 2);
      cairo_stroke (cr);
    }
}

void
ht_symbol_draw (cairo_t *cr, const HtTheme *theme, const HtSymbol *symbol, double x, double y, double size_px)
{
  g_return_if_fail (symbol->kind < HT_N_SYMBOLS && size_px > 0);
  const Look *look = &looks[symbol->kind];
  Pen pen = { cr, theme, symbol, size_px, look->color };
  if (symbol->quiet)
    pen.color = HT_COLOR_ROAD_LABEL;
  if (symbol->stale)
    pen.color = HT_COLOR_STALE;
  cairo_save (cr);
  cairo_translate (cr, x, y);
  cairo_scale (cr, size_px, size_px);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_MITER);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_BUTT);
  cairo_set_dash (cr, NULL, 0, 0);
  cairo_new_path (cr);
  if (symbol->selected)
    draw_ring (&pen);
  if (look->turns)
    cairo_rotate (cr, symbol->heading_deg * G_PI / 180);
  if (symbol->kind == HT_SYMBOL_INCIDENT)
    draw_incident (&pen);
  else if (symbol->kind == HT_SYMBOL_CLUSTER)
    draw_cluster (&pen);
  else
    draw_body (&pen, look);
  cairo_new_path (cr);
  cairo_restore (cr);
}

double
ht_symbol_get_extent (double size_px)
{
  return ceil (size_px * EXTENT);
}

cairo_surface_t *
ht_symbol_render (const HtSymbol *symbol, const HtTheme *theme, double size_px, double scale)
{
  g_return_val_if_fail (size_px > 0 && size_px <= 512 && scale > 0 && scale <= 8, NULL);
  double side = ht_symbol_get_extent (size_px);
  int pixels = (int) ceil (side * scale);
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, pixels, pixels);
  cairo_surface_set_device_scale (surface, scale, scale);
  cairo_t *cr = cairo_create (surface);
  ht_symbol_draw (cr, theme, symbol, side / 2, side / 2, size_px);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  return surface;
}

HtSymbolKind
ht_symbol_kind_for_table (const char *table, const char *kind)
{
  static const struct
  {
    const char *table, *kind;
    HtSymbolKind symbol;
  } rules[] = {
    { "station", "special", HT_SYMBOL_STATION_SPECIAL },
    { "station", "logistics", HT_SYMBOL_STATION_LOGISTICS },
    { "station", "ambulance", HT_SYMBOL_STATION_AMBULANCE },
    { "station", "police", HT_SYMBOL_STATION_POLICE },
    { "station", NULL, HT_SYMBOL_STATION },
    { "hospital", NULL, HT_SYMBOL_HOSPITAL },
    { "shelter", NULL, HT_SYMBOL_SHELTER },
    { "depot", NULL, HT_SYMBOL_DEPOT },
    { "school", NULL, HT_SYMBOL_SCHOOL },
    { "chemical_site", NULL, HT_SYMBOL_CHEMICAL_SITE },
    { "place", NULL, HT_SYMBOL_PLACE },
  };
  for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
    if (g_strcmp0 (rules[i].table, table) == 0
        && (rules[i].kind == NULL || g_strcmp0 (rules[i].kind, kind) == 0))
      return rules[i].symbol;
  return HT_N_SYMBOLS;
}
