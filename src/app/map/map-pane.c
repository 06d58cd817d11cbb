/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/map/map-pane.h"

#include <adwaita.h>
#include <math.h>
#include <shumate/shumate.h>

#include "app/map/mark-layer.h"
#include "app/map/marks.h"
#include "app/map/news.h"
#include "app/map/picture.h"
#include "app/map/scale-bar.h"
#include "app/map/symbol-image.h"
#include "app/map/textures.h"
#include "app/map/tile-source.h"
#include "app/map/ways.h"
#include "app/symbols.h"
#include "base/format.h"
#include "base/i18n.h"
#include "draw/projection.h"
#include "model/layer.h"
#include "model/map-content.h"
#include "model/map-things.h"

#define PAN_SHARE 0.15
#define FURNITURE_PX 60
#define OLD_LAYER_MS 700
#define THING_REACH_PX 10
#define GO_TO_ZOOM 15

struct _HtMapPane
{
  GtkWidget parent_instance;
  GtkWidget *overlay, *news_button, *news_label, *notice, *legend, *attribution;
  GtkWidget *position_label, *scale_label, *scale_bar, *extent, *legend_card, *position_card;
  ShumateMap *map;
  ShumateViewport *viewport;
  HtTileSource *base_source, *cover_source;
  ShumateLayer *base_layer, *cover_layer;
  HtMarkLayer *marks;
  HtWays *ways;
  HtNews *news;
  HtCity *city;
  HtSelection *selection;
  HtProposal *proposal;
  HtCover *cover;
  guint hidden, refresh_id, view_id;
  int stack_below_px; /* width under which the scale bar stands below the position */
  gboolean base_ready;
  int matter_side;
  HtPoint before_fit;
  double zoom_before_fit; /* 0: nothing to return to */
  HtPoint pointer;
  double pointer_x, pointer_y; /* NAN: nowhere yet */
  gboolean pointer_inside;     /* and it has been moved since the view was set by other means */
  GObject *place;              /* stands for the searched place among the marks */
  HtPoint place_at;
  char *place_title;
};

G_DEFINE_TYPE (HtMapPane, ht_map_pane, GTK_TYPE_WIDGET)

enum
{
  SIGNAL_PRESSED,
  SIGNAL_VIEW_CHANGED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

/* A layer being replaced stays below until the new one has had time to draw. */
typedef struct
{
  ShumateMap *map;
  ShumateLayer *layer;
} OldLayer;

static gboolean
remove_old_layer (gpointer user_data)
{
  OldLayer *old = user_data;
  if (gtk_widget_get_parent (GTK_WIDGET (old->layer)) == GTK_WIDGET (old->map))
    shumate_map_remove_layer (old->map, old->layer);
  return G_SOURCE_REMOVE;
}

static void
old_layer_free (gpointer data)
{
  OldLayer *old = data;
  g_object_unref (old->map);
  g_object_unref (old->layer);
  g_free (old);
}

static void
retire_layer (HtMapPane *self, ShumateLayer *layer, guint after_ms)
{
  OldLayer *old = g_new0 (OldLayer, 1);
  old->map = g_object_ref (self->map);
  old->layer = g_object_ref (layer);
  g_timeout_add_full (G_PRIORITY_LOW, after_ms, remove_old_layer, old, old_layer_free);
}

static HtTileLook
get_look (HtMapPane *self)
{
  HtScene *scene
      = self->city != NULL ? ht_map_content_get_scene (ht_city_get_map_content (self->city)) : NULL;
  return (HtTileLook){ .scene = scene,
                       .theme = ht_textures_get_theme (),
                       /* The layer of marks shows stations itself, as they are now. */
                       .hidden = self->hidden | HT_MAP_STATION_MARK,
                       .scale = gtk_widget_get_scale_factor (GTK_WIDGET (self)),
                       .text_scale = ht_textures_get_text_scale () };
}

static void
rebuild_cover (HtMapPane *self)
{
  if (self->cover_layer != NULL)
    {
      ht_tile_source_close (self->cover_source);
      retire_layer (self, self->cover_layer, self->cover != NULL ? OLD_LAYER_MS : 0);
      self->cover_layer = NULL;
      g_clear_object (&self->cover_source);
    }
  HtTileLook look = get_look (self);
  if (self->cover == NULL || look.scene == NULL)
    return;
  look.coverage = ht_cover_get_drawing (self->cover);
  self->cover_source = ht_tile_source_new (&look);
  self->cover_layer
      = SHUMATE_LAYER (shumate_map_layer_new (SHUMATE_MAP_SOURCE (self->cover_source), self->viewport));
  shumate_map_insert_layer_behind (self->map, self->cover_layer, SHUMATE_LAYER (self->marks));
}

static void
rebuild_base (HtMapPane *self)
{
  HtTileLook look = get_look (self);
  g_autoptr (GPtrArray) things
      = self->city != NULL ? ht_map_things_dup_shown (ht_city_get_map_things (self->city)) : NULL;
  look.things = things;
  g_autoptr (HtTileSource) old_source = g_steal_pointer (&self->base_source);
  ShumateLayer *old_layer = self->base_layer;
  self->base_source = ht_tile_source_new (&look);
  shumate_map_set_map_source (self->map, SHUMATE_MAP_SOURCE (self->base_source));
  self->base_layer
      = SHUMATE_LAYER (shumate_map_layer_new (SHUMATE_MAP_SOURCE (self->base_source), self->viewport));
  ShumateLayer *above = self->cover_layer != NULL ? self->cover_layer : SHUMATE_LAYER (self->marks);
  if (old_layer != NULL)
    shumate_map_insert_layer_above (self->map, self->base_layer, old_layer);
  else
    shumate_map_insert_layer_behind (self->map, self->base_layer, above);
  if (old_source != NULL)
    {
      ht_tile_source_close (old_source);
      retire_layer (self, old_layer, OLD_LAYER_MS);
    }
  rebuild_cover (self);
}

static void
refresh_news (HtMapPane *self)
{
  guint n = self->news != NULL ? ht_news_count (self->news) : 0;
  gtk_widget_set_visible (self->news_button, n > 0);
  g_autofree char *text
      = g_strdup_printf (ngettext ("%u change outside the view", "%u changes outside the view", n), n);
  gtk_label_set_text (GTK_LABEL (self->news_label), text);
}

static void
refresh_position (HtMapPane *self)
{
  HtPoint at = self->pointer_inside ? self->pointer : ht_map_pane_get_centre (self);
  g_autofree char *text = ht_format_position (at.lat, at.lon);
  gtk_label_set_text (GTK_LABEL (self->position_label), text);
}

/* On a narrow map the legend gives way to the position and the scale. */
static void
fit_furniture (HtMapPane *self)
{
  int legend = 0, position = 0, width = gtk_widget_get_width (GTK_WIDGET (self->map));
  gtk_widget_measure (self->legend, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &legend, NULL, NULL);
  gtk_widget_measure (self->position_card, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &position, NULL, NULL);
  gtk_widget_set_visible (self->legend_card, legend + position + FURNITURE_PX < width);
  /* On a very narrow one the scale bar goes below the position. */
  gboolean stacked
      = gtk_orientable_get_orientation (GTK_ORIENTABLE (self->position_card)) == GTK_ORIENTATION_VERTICAL;
  if (!stacked && position + FURNITURE_PX / 2 > width)
    {
      self->stack_below_px = position + FURNITURE_PX;
      gtk_orientable_set_orientation (GTK_ORIENTABLE (self->position_card), GTK_ORIENTATION_VERTICAL);
    }
  else if (stacked && width >= self->stack_below_px)
    gtk_orientable_set_orientation (GTK_ORIENTABLE (self->position_card), GTK_ORIENTATION_HORIZONTAL);
}

static gboolean
on_view_settled (gpointer user_data)
{
  HtMapPane *self = user_data;
  self->view_id = 0;
  fit_furniture (self);
  HtPoint centre = ht_map_pane_get_centre (self);
  double zoom = ht_map_pane_get_zoom (self);
  double metres
      = shumate_map_source_get_meters_per_pixel (shumate_viewport_get_reference_map_source (self->viewport),
                                                 zoom, centre.lat, centre.lon);
  ht_scale_bar_set_metres_per_px (HT_SCALE_BAR (self->scale_bar), metres);
  /* Two significant digits: the screen's pixel is not known better. */
  double denominator
      = ht_mercator_scale_denominator (centre.lat, zoom + log2 (ht_textures_get_text_scale ()));
  double unit = pow (10, floor (log10 (fmax (denominator, 1))) - 1);
  g_autofree char *count = ht_format_count ((gint64) (round (denominator / unit) * unit));
  g_autofree char *text = g_strdup_printf ("WGS 84 · 1:%s", count);
  gtk_label_set_text (GTK_LABEL (self->scale_label), text);
  refresh_position (self);
  if (self->news != NULL)
    {
      HtBox box = ht_map_pane_get_box (self);
      ht_news_see (self->news, &box);
      refresh_news (self);
    }
  g_signal_emit (self, signals[SIGNAL_VIEW_CHANGED], 0);
  return G_SOURCE_REMOVE;
}

static void
on_viewport_changed (HtMapPane *self)
{
  if (self->view_id == 0)
    self->view_id = g_timeout_add (80, on_view_settled, self);
}

static void
add_place_mark (HtMapPane *self, GPtrArray *marks)
{
  if (self->place == NULL)
    return;
  HtSymbol symbol = { .kind = HT_SYMBOL_PLACE };
  HtMark *mark = ht_mark_new (self->place, &self->place_at, &symbol, g_strdup (self->place_title));
  mark->size_px = 20;
  mark->rank = 9;
  mark->pinned = self->place_title != NULL && *self->place_title != '\0';
  g_ptr_array_add (marks, mark);
}

/* Things are drawn in the tiles; the selected one is marked over them. */
static void
add_thing_mark (HtMapPane *self, GPtrArray *marks, GObject *selected)
{
  HtPoint at;
  if (!HT_IS_THING (selected))
    return;
  ht_thing_get_position (HT_THING (selected), &at);
  HtSymbol symbol = { .kind = HT_SYMBOL_PLACE, .selected = TRUE };
  HtMark *mark = ht_mark_new (selected, &at, &symbol, g_strdup (ht_thing_get_name (HT_THING (selected))));
  mark->size_px = 14;
  mark->rank = 9;
  mark->pinned = TRUE;
  g_ptr_array_add (marks, mark);
}

static gboolean
refresh_now (gpointer user_data)
{
  HtMapPane *self = user_data;
  self->refresh_id = 0;
  if (self->city == NULL)
    return G_SOURCE_REMOVE;
  GObject *selected = ht_selection_get (self->selection);
  HtMarksLook look = { .selected = selected,
                       .proposal = self->proposal,
                       .side = self->matter_side,
                       .no_stations = (self->hidden & HT_MAP_STATION) != 0 };
  GPtrArray *marks = ht_marks_of_city (self->city, &look);
  add_place_mark (self, marks);
  add_thing_mark (self, marks, selected);
  ht_mark_layer_set_marks (self->marks, marks);
  ht_ways_set_matter (self->ways, HT_IS_MATTER (selected) ? HT_MATTER (selected) : NULL, self->matter_side);
  ht_ways_show (self->ways, ht_selection_get_incident (self->selection), self->proposal);
  return G_SOURCE_REMOVE;
}

void
ht_map_pane_refresh (HtMapPane *self)
{
  g_return_if_fail (HT_IS_MAP_PANE (self));
  if (self->refresh_id == 0)
    self->refresh_id = g_idle_add_full (G_PRIORITY_HIGH_IDLE, refresh_now, self, NULL);
}

static void
on_city_changed (HtMapPane *self)
{
  HtBox box = ht_map_pane_get_box (self);
  ht_news_look (self->news, &box);
  refresh_news (self);
  ht_map_pane_refresh (self);
}

/* Sources of what is on the map, each once. */
static void
refresh_attribution (HtMapPane *self)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);
  GListModel *layers = ht_city_get_layers (self->city);
  guint n = g_list_model_get_n_items (layers);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (HtLayer) layer = g_list_model_get_item (layers, i);
      const char *licence = ht_layer_get_licence (layer);
      if (*licence != '\0' && !g_ptr_array_find_with_equal_func (lines, licence, g_str_equal, NULL))
        g_ptr_array_add (lines, g_strdup (licence));
    }
  if (ht_city_is_synthetic (self->city))
    g_ptr_array_add (lines, g_strdup (_ ("Synthetic town: nothing on it is real")));
  g_ptr_array_add (lines, NULL);
  g_autofree char *text = g_strjoinv (" · ", (char **) lines->pdata);
  gtk_label_set_text (GTK_LABEL (self->attribution), text);
  gtk_widget_set_tooltip_text (self->attribution, *text != '\0' ? text : NULL);
  gtk_widget_set_visible (self->attribution, *text != '\0');
}

static void
refresh_notice (HtMapPane *self)
{
  gboolean empty = g_list_model_get_n_items (ht_city_get_layers (self->city)) == 0;
  gboolean drawn = ht_map_content_get_version (ht_city_get_map_content (self->city)) > 0;
  gtk_label_set_text (GTK_LABEL (self->notice),
                      empty ? _ ("This city has no map yet: import a map file (Ctrl O).")
                            : _ ("The map is being prepared."));
  gtk_widget_set_visible (self->notice, empty || !drawn);
}

static void
on_scene_changed (HtMapPane *self)
{
  rebuild_base (self);
  refresh_attribution (self);
  refresh_notice (self);
}

static void
add_legend (HtMapPane *self, const HtSymbol *symbol, HtSwatch swatch, const char *text)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 4);
  GtkWidget *image = ht_symbol_image_new (11);
  if (symbol != NULL)
    ht_symbol_image_set_symbol (HT_SYMBOL_IMAGE (image), symbol, text);
  else
    ht_symbol_image_set_swatch (HT_SYMBOL_IMAGE (image), swatch);
  gtk_box_append (GTK_BOX (box), image);
  gtk_box_append (GTK_BOX (box), gtk_label_new (text));
  gtk_box_append (GTK_BOX (self->legend), box);
}

static void
fill_legend (HtMapPane *self)
{
  GtkWidget *child;
  while ((child = gtk_widget_get_first_child (self->legend)) != NULL)
    gtk_box_remove (GTK_BOX (self->legend), child);
  HtSymbol station = { .kind = HT_SYMBOL_STATION };
  HtSymbol moving = { .kind = HT_SYMBOL_TEAM_EN_ROUTE, .heading_deg = 90 };
  HtSymbol there = { .kind = HT_SYMBOL_TEAM_ON_SCENE };
  if (self->cover != NULL)
    {
      add_legend (self, NULL, HT_SWATCH_COVERED, _ ("within 5 min"));
      add_legend (self, NULL, HT_SWATCH_UNCOVERED, _ ("beyond"));
    }
  add_legend (self, &station, 0, _ ("station"));
  add_legend (self, &moving, 0, _ ("en route"));
  add_legend (self, &there, 0, _ ("on scene"));
  add_legend (self, NULL, HT_SWATCH_ROUTE, _ ("way"));
}

static void
on_mark_activated (HtMarkLayer *layer, GObject *object, HtMapPane *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self));
  if (object != self->place)
    ht_selection_set (self->selection, object);
}

/* What was under the pointer is known now: it is selected unless something else was meanwhile. */
static void
on_thing_loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HtMapPane) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (HtThing) thing = ht_map_things_load_finish (HT_MAP_THINGS (source), result, &error);
  if (thing == NULL)
    g_message ("%s", error->message);
  else if (self->selection != NULL)
    ht_selection_set (self->selection, G_OBJECT (thing));
}

/* TRUE where a layer that is switched on has something at @at. */
static gboolean
select_thing (HtMapPane *self, const HtPoint *at)
{
  const char *table;
  HtUuid id;
  HtMapThings *things = ht_city_get_map_things (self->city);
  double zoom = shumate_viewport_get_zoom_level (self->viewport);
  if (!ht_map_things_hit (things, at, zoom, THING_REACH_PX, &table, &id))
    return FALSE;
  ht_map_things_load_async (things, table, &id, NULL, on_thing_loaded, g_object_ref (self));
  return TRUE;
}

static void
on_ground_pressed (HtMarkLayer *layer, double lon, double lat, guint button, guint state, HtMapPane *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self));
  if (button == GDK_BUTTON_PRIMARY && state == 0 && self->city != NULL
      && select_thing (self, &(HtPoint){ lon, lat }))
    return;
  g_signal_emit (self, signals[SIGNAL_PRESSED], 0, lon, lat, button, state);
}

static void
on_motion (GtkEventControllerMotion *controller, double x, double y, HtMapPane *self)
{
  HtMapFrame frame;
  /* GTK tells of a pointer that rests too, when what is under it changes. */
  gboolean moved = !isnan (self->pointer_x) && (x != self->pointer_x || y != self->pointer_y);
  self->pointer_x = x;
  self->pointer_y = y;
  if (!moved || !ht_map_frame_get (self->viewport, GTK_WIDGET (self->map), &frame))
    return;
  self->pointer = ht_map_frame_unproject (&frame, x, y);
  self->pointer_inside = TRUE;
  refresh_position (self);
}

static void
on_leave (GtkEventControllerMotion *controller, HtMapPane *self)
{
  self->pointer_inside = FALSE;
  self->pointer_x = NAN;
  refresh_position (self);
}

static void
pan (HtMapPane *self, double share_x, double share_y)
{
  HtMapFrame frame;
  if (!ht_map_frame_get (self->viewport, GTK_WIDGET (self->map), &frame))
    return;
  HtPoint at = ht_map_frame_unproject (&frame, frame.window.width * (0.5 + share_x),
                                       frame.window.height * (0.5 + share_y));
  shumate_location_set_location (SHUMATE_LOCATION (self->viewport), at.lat, at.lon);
}

static gboolean
on_key_pressed (GtkEventControllerKey *controller, guint keyval, guint keycode, GdkModifierType state,
                HtMapPane *self)
{
  if (state & (GDK_CONTROL_MASK | GDK_ALT_MASK))
    return GDK_EVENT_PROPAGATE;
  HtPoint centre = ht_map_pane_get_centre (self);
  switch (keyval)
    {
    case GDK_KEY_Left:
      pan (self, -PAN_SHARE, 0);
      return GDK_EVENT_STOP;
    case GDK_KEY_Right:
      pan (self, PAN_SHARE, 0);
      return GDK_EVENT_STOP;
    case GDK_KEY_Up:
      pan (self, 0, -PAN_SHARE);
      return GDK_EVENT_STOP;
    case GDK_KEY_Down:
      pan (self, 0, PAN_SHARE);
      return GDK_EVENT_STOP;
    case GDK_KEY_Menu:
      g_signal_emit (self, signals[SIGNAL_PRESSED], 0, centre.lon, centre.lat, GDK_BUTTON_SECONDARY, 0);
      return GDK_EVENT_STOP;
    case GDK_KEY_Return:
      g_signal_emit (self, signals[SIGNAL_PRESSED], 0, centre.lon, centre.lat, GDK_BUTTON_PRIMARY,
                     (guint) GDK_SHIFT_MASK);
      return GDK_EVENT_STOP;
    default:
      return GDK_EVENT_PROPAGATE;
    }
}

static void
on_focus (HtMapPane *self, GParamSpec *pspec, GtkEventController *controller)
{
  gboolean inside = gtk_event_controller_focus_contains_focus (GTK_EVENT_CONTROLLER_FOCUS (controller));
  ht_mark_layer_set_crosshair (self->marks, inside);
}

static void
add_controllers (HtMapPane *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  g_signal_connect (keys, "key-pressed", G_CALLBACK (on_key_pressed), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  GtkEventController *focus = gtk_event_controller_focus_new ();
  g_signal_connect_swapped (focus, "notify::contains-focus", G_CALLBACK (on_focus), self);
  gtk_widget_add_controller (GTK_WIDGET (self), focus);
  GtkEventController *motion = gtk_event_controller_motion_new ();
  g_signal_connect (motion, "motion", G_CALLBACK (on_motion), self);
  g_signal_connect (motion, "leave", G_CALLBACK (on_leave), self);
  gtk_widget_add_controller (GTK_WIDGET (self->map), motion);
}

static void
ht_map_pane_dispose (GObject *object)
{
  HtMapPane *self = HT_MAP_PANE (object);
  g_clear_handle_id (&self->refresh_id, g_source_remove);
  g_clear_handle_id (&self->view_id, g_source_remove);
  if (self->city != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->city, self);
      g_signal_handlers_disconnect_by_data (ht_city_get_map_content (self->city), self);
      g_signal_handlers_disconnect_by_data (ht_city_get_map_things (self->city), self);
      g_signal_handlers_disconnect_by_data (self->selection, self);
    }
  g_clear_pointer (&self->ways, ht_ways_free);
  g_clear_pointer (&self->news, ht_news_free);
  if (self->base_source != NULL)
    ht_tile_source_close (self->base_source);
  g_clear_object (&self->base_source);
  g_clear_object (&self->cover_source);
  g_clear_object (&self->city);
  g_clear_object (&self->selection);
  g_clear_object (&self->proposal);
  g_clear_object (&self->cover);
  g_clear_object (&self->place);
  g_clear_pointer (&self->place_title, g_free);
  g_clear_pointer (&self->overlay, gtk_widget_unparent);
  G_OBJECT_CLASS (ht_map_pane_parent_class)->dispose (object);
}

static void
ht_map_pane_class_init (HtMapPaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  G_OBJECT_CLASS (klass)->dispose = ht_map_pane_dispose;
  g_type_ensure (HT_TYPE_SCALE_BAR);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/haitang/Haitang/map-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, HtMapPane, overlay);
  gtk_widget_class_bind_template_child (widget_class, HtMapPane, news_button);
  gtk_widget_class_bind_template_child (widget_class, HtMapPane, news_label);
  gtk_widget_class_bind_template_child (widget_class, HtMapPane, notice);
  gtk_widget_class_bind_template_child (widget_class, HtMapPane, legend);
  gtk_widget_class_bind_template_child (widget_class, HtMapPane, attribution);
  gtk_widget_class_bind_template_child (widget_class, HtMapPane, position_label);
  gtk_widget_class_bind_template_child (widget_class, HtMapPane, scale_label);
  gtk_widget_class_bind_template_child (widget_class, HtMapPane, scale_bar);
  gtk_widget_class_bind_template_child (widget_class, HtMapPane, extent);
  gtk_widget_class_bind_template_child (widget_class, HtMapPane, legend_card);
  gtk_widget_class_bind_template_child (widget_class, HtMapPane, position_card);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  signals[SIGNAL_PRESSED]
      = g_signal_new ("pressed", HT_TYPE_MAP_PANE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 4,
                      G_TYPE_DOUBLE, G_TYPE_DOUBLE, G_TYPE_UINT, G_TYPE_UINT);
  signals[SIGNAL_VIEW_CHANGED] = g_signal_new ("view-changed", HT_TYPE_MAP_PANE, G_SIGNAL_RUN_LAST, 0, NULL,
                                               NULL, NULL, G_TYPE_NONE, 0);
}

static void
ht_map_pane_init (HtMapPane *self)
{
  self->pointer_x = NAN;
  self->matter_side = -1;
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  self->map = shumate_map_new ();
  gtk_widget_set_focusable (GTK_WIDGET (self->map), FALSE);
  shumate_map_set_animate_zoom (self->map, FALSE);
  shumate_map_set_zoom_on_double_click (self->map, FALSE);
  self->viewport = shumate_map_get_viewport (self->map);
  shumate_viewport_set_min_zoom_level (self->viewport, 2);
  shumate_viewport_set_max_zoom_level (self->viewport, 19);
  gtk_overlay_set_child (GTK_OVERLAY (self->overlay), GTK_WIDGET (self->map));
  self->marks = ht_mark_layer_new (self->viewport);
  shumate_map_add_layer (self->map, SHUMATE_LAYER (self->marks));
  g_signal_connect (self->marks, "activated", G_CALLBACK (on_mark_activated), self);
  g_signal_connect (self->marks, "pressed", G_CALLBACK (on_ground_pressed), self);
  rebuild_base (self);
  g_signal_connect_object (self->viewport, "notify", G_CALLBACK (on_viewport_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (adw_style_manager_get_default (), "notify::dark", G_CALLBACK (rebuild_base), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (gtk_settings_get_default (), "notify::gtk-xft-dpi", G_CALLBACK (rebuild_base),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_swapped (self->extent, "resize", G_CALLBACK (on_viewport_changed), self);
  g_signal_connect_after (self, "realize", G_CALLBACK (ht_picture_use_renderer), NULL);
  g_signal_connect (self, "notify::scale-factor", G_CALLBACK (rebuild_base), NULL);
  add_controllers (self);
  fill_legend (self);
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Map"), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
      _ ("Arrow keys move it, + and − zoom, Enter reports an incident at the cross"), -1);
}

void
ht_map_pane_set_city (HtMapPane *self, HtCity *city, HtSelection *selection)
{
  g_return_if_fail (HT_IS_MAP_PANE (self) && HT_IS_CITY (city) && self->city == NULL);
  self->city = g_object_ref (city);
  self->selection = g_object_ref (selection);
  self->ways = ht_ways_new (city, self->marks);
  self->news = ht_news_new (city);
  g_signal_connect_swapped (city, "changed", G_CALLBACK (on_city_changed), self);
  g_signal_connect_swapped (ht_city_get_map_content (city), "changed", G_CALLBACK (on_scene_changed), self);
  g_signal_connect_swapped (ht_city_get_map_things (city), "changed", G_CALLBACK (rebuild_base), self);
  g_signal_connect_swapped (selection, "notify::object", G_CALLBACK (ht_map_pane_refresh), self);
  on_scene_changed (self);
  ht_map_pane_refresh (self);
}

void
ht_map_pane_set_proposal (HtMapPane *self, HtProposal *proposal)
{
  g_return_if_fail (HT_IS_MAP_PANE (self));
  if (g_set_object (&self->proposal, proposal))
    ht_map_pane_refresh (self);
}

void
ht_map_pane_set_cover (HtMapPane *self, HtCover *cover)
{
  g_return_if_fail (HT_IS_MAP_PANE (self));
  if (!g_set_object (&self->cover, cover))
    return;
  rebuild_cover (self);
  fill_legend (self);
}

void
ht_map_pane_set_hidden (HtMapPane *self, guint hidden)
{
  g_return_if_fail (HT_IS_MAP_PANE (self));
  if (self->hidden == hidden)
    return;
  self->hidden = hidden;
  rebuild_base (self);
  ht_map_pane_refresh (self);
}

HtPoint
ht_map_pane_get_centre (HtMapPane *self)
{
  ShumateLocation *location = SHUMATE_LOCATION (self->viewport);
  return (HtPoint){ shumate_location_get_longitude (location), shumate_location_get_latitude (location) };
}

double
ht_map_pane_get_zoom (HtMapPane *self)
{
  return shumate_viewport_get_zoom_level (self->viewport);
}

HtBox
ht_map_pane_get_box (HtMapPane *self)
{
  HtMapFrame frame;
  if (!ht_map_frame_get (self->viewport, GTK_WIDGET (self->map), &frame))
    return ht_box_empty ();
  return ht_map_frame_get_box (&frame);
}

void
ht_map_pane_go_to (HtMapPane *self, const HtPoint *at, double zoom)
{
  g_return_if_fail (HT_IS_MAP_PANE (self));
  if (zoom > 0)
    shumate_viewport_set_zoom_level (self->viewport, zoom);
  shumate_location_set_location (SHUMATE_LOCATION (self->viewport), at->lat, at->lon);
  /* What was under the pointer is elsewhere now: the middle is told until it moves. */
  self->pointer_inside = FALSE;
}

void
ht_map_pane_zoom_by (HtMapPane *self, int steps)
{
  double zoom = shumate_viewport_get_zoom_level (self->viewport);
  shumate_viewport_set_zoom_level (self->viewport, round (zoom) + steps);
}

gboolean
ht_map_pane_fit (HtMapPane *self)
{
  HtPoint centre;
  HtBox box;
  g_return_val_if_fail (HT_IS_MAP_PANE (self), FALSE);
  if (self->city == NULL || !ht_city_get_box (self->city, &box))
    return FALSE;
  double zoom = ht_map_frame_zoom_for (&box, MAX (gtk_widget_get_width (GTK_WIDGET (self)), 400),
                                       MAX (gtk_widget_get_height (GTK_WIDGET (self)), 300));
  centre.lon = (box.min_lon + box.max_lon) / 2;
  centre.lat = ht_mercator_lat ((ht_mercator_y (box.min_lat) + ht_mercator_y (box.max_lat)) / 2);
  ht_map_pane_go_to (self, &centre, zoom);
  return TRUE;
}

void
ht_map_pane_toggle_fit (HtMapPane *self)
{
  g_return_if_fail (HT_IS_MAP_PANE (self));
  if (self->zoom_before_fit > 0)
    {
      ht_map_pane_go_to (self, &self->before_fit, self->zoom_before_fit);
      self->zoom_before_fit = 0;
      return;
    }
  HtPoint centre = ht_map_pane_get_centre (self);
  double zoom = ht_map_pane_get_zoom (self);
  if (!ht_map_pane_fit (self))
    return;
  self->before_fit = centre;
  self->zoom_before_fit = zoom;
}

void
ht_map_pane_bring_into_view (HtMapPane *self, const HtPoint *at)
{
  g_return_if_fail (HT_IS_MAP_PANE (self));
  HtBox box = ht_map_pane_get_box (self);
  if (at->lon >= box.min_lon && at->lon <= box.max_lon && at->lat >= box.min_lat && at->lat <= box.max_lat)
    return;
  self->before_fit = ht_map_pane_get_centre (self);
  self->zoom_before_fit = ht_map_pane_get_zoom (self);
  ht_map_pane_go_to (self, at, MAX (self->zoom_before_fit, GO_TO_ZOOM));
}

void
ht_map_pane_go_to_news (HtMapPane *self)
{
  GObject *first = self->news != NULL ? ht_news_first (self->news) : NULL;
  HtPoint at;
  if (first == NULL || !ht_symbols_get_position (first, &at))
    return;
  self->before_fit = ht_map_pane_get_centre (self);
  self->zoom_before_fit = ht_map_pane_get_zoom (self);
  ht_map_pane_go_to (self, &at, MAX (self->zoom_before_fit, GO_TO_ZOOM));
  ht_selection_set (self->selection, first);
}

void
ht_map_pane_set_matter_side (HtMapPane *self, int side)
{
  g_return_if_fail (HT_IS_MAP_PANE (self));
  if (self->matter_side == side)
    return;
  self->matter_side = side;
  ht_map_pane_refresh (self);
}

void
ht_map_pane_set_place (HtMapPane *self, const HtPoint *at, const char *title)
{
  g_clear_object (&self->place);
  g_clear_pointer (&self->place_title, g_free);
  if (at != NULL)
    {
      self->place = g_object_new (G_TYPE_OBJECT, NULL);
      self->place_at = *at;
      self->place_title = g_strdup (title);
    }
  ht_map_pane_refresh (self);
}
