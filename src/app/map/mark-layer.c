/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/map/mark-layer.h"

#include <math.h>

#include "app/map/chips.h"
#include "app/map/textures.h"
#include "app/ticker.h"
#include "base/i18n.h"
#include "draw/projection.h"
#include "model/incident.h"

#define MARGIN_PX 40
#define LINE_PX 3.0
#define CASING_PX 6.0
#define LADDER_PX 5.0
#define DASH_PX 7.0
#define CLUSTER_SIZE_PX 20

struct _HtMarkLayer
{
  ShumateLayer parent_instance;
  GPtrArray *marks; /* HtMark */
  GArray *lines;    /* Line */
  HtMarkIndex *index;
  GArray *placed; /* HtPlaced of the last snapshot */
  HtChipRack *chips;
  GObject *hovered;
  gboolean crosshair;
};

/* A way on the unit square. */
typedef struct
{
  HtViewLineKind kind;
  GArray *points; /* cairo points as pairs of double; parts end with NAN */
  double min_x, min_y, max_x, max_y;
} Line;

G_DEFINE_TYPE (HtMarkLayer, ht_mark_layer, SHUMATE_TYPE_LAYER)

enum
{
  SIGNAL_ACTIVATED,
  SIGNAL_PRESSED,
  SIGNAL_HOVERED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static void
line_clear (gpointer data)
{
  g_array_unref (((Line *) data)->points);
}

static void
trace_line (const Line *line, const HtMapFrame *frame, cairo_t *cr)
{
  gboolean pen_down = FALSE;
  for (guint i = 0; i + 1 < line->points->len; i += 2)
    {
      double x = g_array_index (line->points, double, i), y = g_array_index (line->points, double, i + 1);
      if (isnan (x))
        {
          pen_down = FALSE;
          continue;
        }
      double px = x * frame->world_px - frame->window.x, py = y * frame->world_px - frame->window.y;
      if (pen_down)
        cairo_line_to (cr, px, py);
      else
        cairo_move_to (cr, px, py);
      pen_down = TRUE;
    }
}

static void
stroke_line (const Line *line, const HtMapFrame *frame, cairo_t *cr)
{
  const HtTheme *theme = ht_textures_get_theme ();
  const double dashes[] = { DASH_PX, DASH_PX };
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
  trace_line (line, frame, cr);
  ht_theme_set_source (theme, cr, line->kind == HT_VIEW_CLOSED ? HT_COLOR_INK_GROUND : HT_COLOR_HALO);
  cairo_set_line_width (cr, CASING_PX);
  cairo_stroke_preserve (cr);
  if (line->kind == HT_VIEW_CLOSED)
    {
      const double ladder[] = { LADDER_PX, LADDER_PX };
      cairo_set_line_cap (cr, CAIRO_LINE_CAP_BUTT);
      cairo_set_dash (cr, ladder, 2, 0);
    }
  if (line->kind == HT_VIEW_LEFT)
    cairo_set_dash (cr, dashes, 2, 0);
  ht_theme_set_source (theme, cr,
                       line->kind == HT_VIEW_CLOSED ? HT_COLOR_INK
                       : line->kind == HT_VIEW_LEFT ? HT_COLOR_SECONDARY
                                                    : HT_COLOR_ACCENT);
  cairo_set_line_width (cr, LINE_PX);
  cairo_stroke (cr);
  cairo_set_dash (cr, NULL, 0, 0);
}

/* Only as much of the widget as the ways touch is handed to cairo: the rest would be uploaded for nothing. */
static void
snapshot_lines (HtMarkLayer *self, GtkSnapshot *snapshot, const HtMapFrame *frame)
{
  double left = G_MAXDOUBLE, top = G_MAXDOUBLE, right = -G_MAXDOUBLE, bottom = -G_MAXDOUBLE;
  for (guint i = 0; i < self->lines->len; i++)
    {
      const Line *line = &g_array_index (self->lines, Line, i);
      left = fmin (left, line->min_x * frame->world_px - frame->window.x - CASING_PX);
      top = fmin (top, line->min_y * frame->world_px - frame->window.y - CASING_PX);
      right = fmax (right, line->max_x * frame->world_px - frame->window.x + CASING_PX);
      bottom = fmax (bottom, line->max_y * frame->world_px - frame->window.y + CASING_PX);
    }
  left = floor (fmax (left, 0));
  top = floor (fmax (top, 0));
  right = ceil (fmin (right, frame->window.width));
  bottom = ceil (fmin (bottom, frame->window.height));
  if (right <= left || bottom <= top)
    return;
  graphene_rect_t bounds
      = GRAPHENE_RECT_INIT ((float) left, (float) top, (float) (right - left), (float) (bottom - top));
  cairo_t *cr = gtk_snapshot_append_cairo (snapshot, &bounds);
  for (guint i = 0; i < self->lines->len; i++)
    stroke_line (&g_array_index (self->lines, Line, i), frame, cr);
  cairo_destroy (cr);
}

static void
snapshot_mark (HtMarkLayer *self, GtkSnapshot *snapshot, const HtPlaced *place)
{
  HtSymbol symbol = place->mark->symbol;
  double size_px = place->mark->size_px;
  if (place->count > 1)
    {
      symbol = (HtSymbol){ .kind = HT_SYMBOL_CLUSTER, .count = place->count };
      size_px = CLUSTER_SIZE_PX;
    }
  size_px *= ht_textures_get_text_scale ();
  int scale = gtk_widget_get_scale_factor (GTK_WIDGET (self));
  GdkTexture *texture = ht_textures_get_symbol (&symbol, size_px, scale);
  float side = (float) gdk_texture_get_width (texture) / (float) scale;
  gtk_snapshot_append_texture (snapshot, texture,
                               &GRAPHENE_RECT_INIT ((float) round (place->x) - side / 2,
                                                    (float) round (place->y) - side / 2, side, side));
}

static void
snapshot_chips (HtMarkLayer *self, GtkSnapshot *snapshot)
{
  int scale = gtk_widget_get_scale_factor (GTK_WIDGET (self));
  graphene_rect_t area = GRAPHENE_RECT_INIT (0, 0, (float) gtk_widget_get_width (GTK_WIDGET (self)),
                                             (float) gtk_widget_get_height (GTK_WIDGET (self)));
  ht_chip_rack_begin (self->chips, &area, scale);
  /* The gravest first, so that it gets the best place. */
  for (guint i = self->placed->len; i-- > 0;)
    {
      const HtPlaced *place = &g_array_index (self->placed, HtPlaced, i);
      if (place->count == 1
          && (place->mark->pinned || place->mark->symbol.selected || HT_IS_INCIDENT (place->mark->object)))
        ht_chip_rack_block (self->chips, place);
    }
  for (guint i = self->placed->len; i-- > 0;)
    {
      const HtPlaced *place = &g_array_index (self->placed, HtPlaced, i);
      gboolean looked_at
          = place->mark->symbol.selected || (place->mark->object == self->hovered && self->hovered != NULL);
      if (place->count > 1 || place->mark->label == NULL || !(place->mark->pinned || looked_at)
          || !graphene_rect_contains_point (&area, &GRAPHENE_POINT_INIT ((float) place->x, (float) place->y)))
        continue;
      if (looked_at && place->mark->members != NULL)
        ht_chip_rack_add_members (self->chips, snapshot, place);
      else
        ht_chip_rack_add (self->chips, snapshot, place);
    }
}

static void
snapshot_crosshair (HtMarkLayer *self, GtkSnapshot *snapshot)
{
  float x = floorf ((float) gtk_widget_get_width (GTK_WIDGET (self)) / 2);
  float y = floorf ((float) gtk_widget_get_height (GTK_WIDGET (self)) / 2);
  GdkRGBA color = ht_textures_get_color (HT_COLOR_ACCENT);
  gtk_snapshot_append_color (snapshot, &color, &GRAPHENE_RECT_INIT (x - 12, y - 1, 9, 2));
  gtk_snapshot_append_color (snapshot, &color, &GRAPHENE_RECT_INIT (x + 3, y - 1, 9, 2));
  gtk_snapshot_append_color (snapshot, &color, &GRAPHENE_RECT_INIT (x - 1, y - 12, 2, 9));
  gtk_snapshot_append_color (snapshot, &color, &GRAPHENE_RECT_INIT (x - 1, y + 3, 2, 9));
}

static void
ht_mark_layer_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  HtMarkLayer *self = HT_MARK_LAYER (widget);
  HtMapFrame frame;
  if (!ht_map_frame_get (shumate_layer_get_viewport (SHUMATE_LAYER (self)), widget, &frame))
    return;
  if (self->index == NULL || ht_mark_index_get_world_px (self->index) != frame.world_px)
    {
      g_clear_pointer (&self->index, ht_mark_index_free);
      self->index = ht_mark_index_new (self->marks, frame.world_px);
    }
  ht_mark_index_place (self->index, &frame.window, MARGIN_PX, self->placed);
  if (self->lines->len > 0)
    snapshot_lines (self, snapshot, &frame);
  for (guint i = 0; i < self->placed->len; i++)
    snapshot_mark (self, snapshot, &g_array_index (self->placed, HtPlaced, i));
  snapshot_chips (self, snapshot);
  if (self->crosshair)
    snapshot_crosshair (self, snapshot);
}

static void
set_hovered (HtMarkLayer *self, GObject *object)
{
  if (object == self->hovered)
    return;
  self->hovered = object;
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), object != NULL ? "pointer" : NULL);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_signal_emit (self, signals[SIGNAL_HOVERED], 0, object);
}

static void
on_motion (GtkEventControllerMotion *controller, double x, double y, HtMarkLayer *self)
{
  const HtPlaced *place = ht_mark_index_hit (self->placed, x, y);
  set_hovered (self, place != NULL ? place->mark->object : NULL);
}

static void
on_leave (GtkEventControllerMotion *controller, HtMarkLayer *self)
{
  set_hovered (self, NULL);
}

static void
zoom_into (HtMarkLayer *self, const HtPlaced *place)
{
  ShumateViewport *viewport = shumate_layer_get_viewport (SHUMATE_LAYER (self));
  shumate_location_set_location (SHUMATE_LOCATION (viewport), place->mark->at.lat, place->mark->at.lon);
  shumate_viewport_set_zoom_level (viewport, floor (shumate_viewport_get_zoom_level (viewport)) + 2);
}

static void
on_released (GtkGestureClick *gesture, int n_press, double x, double y, HtMarkLayer *self)
{
  guint button = gtk_gesture_single_get_current_button (GTK_GESTURE_SINGLE (gesture));
  const HtPlaced *place = ht_mark_index_hit (self->placed, x, y);
  if (place != NULL && button == GDK_BUTTON_PRIMARY)
    {
      if (place->count > 1)
        zoom_into (self, place);
      else
        g_signal_emit (self, signals[SIGNAL_ACTIVATED], 0, place->mark->object);
      return;
    }
  HtMapFrame frame;
  if (!ht_map_frame_get (shumate_layer_get_viewport (SHUMATE_LAYER (self)), GTK_WIDGET (self), &frame))
    return;
  HtPoint at = ht_map_frame_unproject (&frame, x, y);
  GdkModifierType state = gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (gesture));
  g_signal_emit (self, signals[SIGNAL_PRESSED], 0, at.lon, at.lat, button, (guint) state);
}

static void
on_viewport_changed (HtMarkLayer *self)
{
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
on_tick (GtkWidget *widget, gint64 now_us)
{
  gtk_widget_queue_draw (widget);
}

static void
ht_mark_layer_constructed (GObject *object)
{
  HtMarkLayer *self = HT_MARK_LAYER (object);
  G_OBJECT_CLASS (ht_mark_layer_parent_class)->constructed (object);
  ShumateViewport *viewport = shumate_layer_get_viewport (SHUMATE_LAYER (self));
  g_signal_connect_object (viewport, "notify", G_CALLBACK (on_viewport_changed), self, G_CONNECT_SWAPPED);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  ht_ticker_attach (GTK_WIDGET (self), on_tick);
}

static void
ht_mark_layer_finalize (GObject *object)
{
  HtMarkLayer *self = HT_MARK_LAYER (object);
  g_clear_pointer (&self->index, ht_mark_index_free);
  g_ptr_array_unref (self->marks);
  g_array_unref (self->lines);
  g_array_unref (self->placed);
  ht_chip_rack_free (self->chips);
  G_OBJECT_CLASS (ht_mark_layer_parent_class)->finalize (object);
}

static void
ht_mark_layer_class_init (HtMarkLayerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  object_class->constructed = ht_mark_layer_constructed;
  object_class->finalize = ht_mark_layer_finalize;
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  widget_class->snapshot = ht_mark_layer_snapshot;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
  signals[SIGNAL_ACTIVATED] = g_signal_new ("activated", HT_TYPE_MARK_LAYER, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                            NULL, G_TYPE_NONE, 1, G_TYPE_OBJECT);
  signals[SIGNAL_PRESSED]
      = g_signal_new ("pressed", HT_TYPE_MARK_LAYER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 4,
                      G_TYPE_DOUBLE, G_TYPE_DOUBLE, G_TYPE_UINT, G_TYPE_UINT);
  signals[SIGNAL_HOVERED] = g_signal_new ("hovered", HT_TYPE_MARK_LAYER, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                          NULL, G_TYPE_NONE, 1, G_TYPE_OBJECT);
}

static void
ht_mark_layer_init (HtMarkLayer *self)
{
  self->marks = g_ptr_array_new_with_free_func ((GDestroyNotify) ht_mark_free);
  self->lines = g_array_new (FALSE, FALSE, sizeof (Line));
  g_array_set_clear_func (self->lines, line_clear);
  self->placed = g_array_new (FALSE, FALSE, sizeof (HtPlaced));
  self->chips = ht_chip_rack_new (GTK_WIDGET (self));
  GtkEventController *motion = gtk_event_controller_motion_new ();
  g_signal_connect (motion, "motion", G_CALLBACK (on_motion), self);
  g_signal_connect (motion, "leave", G_CALLBACK (on_leave), self);
  gtk_widget_add_controller (GTK_WIDGET (self), motion);
  GtkGesture *click = gtk_gesture_click_new ();
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), 0);
  g_signal_connect (click, "released", G_CALLBACK (on_released), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Marks on the map; the list In view names each"), -1);
}

HtMarkLayer *
ht_mark_layer_new (ShumateViewport *viewport)
{
  return g_object_new (HT_TYPE_MARK_LAYER, "viewport", viewport, NULL);
}

void
ht_mark_layer_set_marks (HtMarkLayer *self, GPtrArray *marks)
{
  g_return_if_fail (HT_IS_MARK_LAYER (self));
  set_hovered (self, NULL);
  /* The index and the placed marks point into the old array. */
  g_clear_pointer (&self->index, ht_mark_index_free);
  g_array_set_size (self->placed, 0);
  g_ptr_array_unref (self->marks);
  self->marks = marks;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

GPtrArray *
ht_mark_layer_get_marks (HtMarkLayer *self)
{
  return self->marks;
}

void
ht_mark_layer_clear_lines (HtMarkLayer *self)
{
  g_array_set_size (self->lines, 0);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
ht_mark_layer_add_line (HtMarkLayer *self, HtViewLineKind kind, const HtGeometry *geometry)
{
  g_return_if_fail (HT_IS_MARK_LAYER (self) && geometry != NULL);
  if (geometry->n_points == 0)
    return;
  Line line = { .kind = kind, .points = g_array_new (FALSE, FALSE, sizeof (double)) };
  const double gap[] = { NAN, NAN };
  for (guint part = 0; part < geometry->n_parts; part++)
    {
      for (guint i = geometry->part_start[part]; i < geometry->part_start[part + 1]; i++)
        {
          double at[] = { ht_mercator_x (geometry->points[i].lon), ht_mercator_y (geometry->points[i].lat) };
          g_array_append_vals (line.points, at, 2);
        }
      g_array_append_vals (line.points, gap, 2);
    }
  line.min_x = ht_mercator_x (geometry->box.min_lon);
  line.max_x = ht_mercator_x (geometry->box.max_lon);
  line.min_y = ht_mercator_y (geometry->box.max_lat);
  line.max_y = ht_mercator_y (geometry->box.min_lat);
  g_array_append_val (self->lines, line);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
ht_mark_layer_set_crosshair (HtMarkLayer *self, gboolean shown)
{
  self->crosshair = shown;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
