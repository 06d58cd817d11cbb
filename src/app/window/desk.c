/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/window/desk.h"

#include "app/later.h"
#include "app/panels/queue-panel.h"
#include "app/symbols.h"
#include "base/i18n.h"
#include "model/desk-state.h"
#include "model/map-content.h"
#include "model/routing.h"

#define LIMIT_S 300
#define COVER_SETTLE_MS 800
#define LEFT_PX 310
#define RIGHT_PX 420
#define TABLES_SHARE 0.26
#define QUEUE_SHARE 0.5
#define FIRST_ZOOM 14

#define LEAST_WIDTH_PX 900

struct _HtDesk
{
  GtkWidget parent_instance;
  GtkWidget *rows, *left_split, *right_split, *left, *queue, *layers, *map, *detail, *tables;
  HtCity *city;
  HtSelection *selection;
  GCancellable *cover_question;
  guint cover_id;
  gboolean cover_shown, restored, panes_placed;
};

G_DEFINE_TYPE (HtDesk, ht_desk, GTK_TYPE_WIDGET)

enum
{
  SIGNAL_VIEW_CHANGED,
  SIGNAL_COVER_CHANGED,
  SIGNAL_READY,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static HtDeskState *
get_state (HtDesk *self)
{
  return ht_city_get_desk_state (self->city);
}

void
ht_desk_save_panes (HtDesk *self)
{
  if (!self->restored)
    return;
  int width = gtk_widget_get_width (self->right_split), height = gtk_widget_get_height (self->rows);
  if (width <= 0 || height <= 0)
    return;
  HtValue *panes = ht_value_new_map ();
  ht_value_set_int (panes, "left", gtk_paned_get_position (GTK_PANED (self->left_split)));
  ht_value_set_int (panes, "right", width - gtk_paned_get_position (GTK_PANED (self->right_split)));
  ht_value_set_int (panes, "tables", height - gtk_paned_get_position (GTK_PANED (self->rows)));
  ht_value_set_int (panes, "queue", gtk_paned_get_position (GTK_PANED (self->left)));
  ht_desk_state_set (get_state (self), "panes", panes);
}

static void
save_selection (HtDesk *self)
{
  if (!self->restored)
    return;
  GObject *object = ht_selection_get (self->selection);
  ht_desk_state_set_text (get_state (self), "selection", object != NULL ? ht_symbols_get_id (object) : NULL);
}

static void
on_view_changed (HtDesk *self)
{
  HtPoint centre = ht_map_pane_get_centre (HT_MAP_PANE (self->map));
  HtBox box = ht_map_pane_get_box (HT_MAP_PANE (self->map));
  ht_tables_panel_set_view (HT_TABLES_PANEL (self->tables), &box);
  ht_incident_form_set_near (ht_detail_pane_get_form (HT_DETAIL_PANE (self->detail)), &centre);
  g_signal_emit (self, signals[SIGNAL_VIEW_CHANGED], 0);
  if (!self->restored)
    return;
  HtValue *view = ht_value_new_map ();
  ht_value_set_real (view, "lon", centre.lon);
  ht_value_set_real (view, "lat", centre.lat);
  ht_value_set_real (view, "zoom", ht_map_pane_get_zoom (HT_MAP_PANE (self->map)));
  ht_desk_state_set (get_state (self), "map", view);
}

static void
on_cover (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HtDesk) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (HtCover) cover = ht_routing_coverage_finish (HT_ROUTING (source), result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || !self->cover_shown || self->city == NULL)
    return;
  ht_map_pane_set_cover (HT_MAP_PANE (self->map), cover);
  ht_layers_panel_set_cover_text (HT_LAYERS_PANEL (self->layers),
                                  cover != NULL ? ht_cover_get_sentence (cover) : error->message);
}

static void
ask_cover (HtDesk *self)
{
  g_cancellable_cancel (self->cover_question);
  g_clear_object (&self->cover_question);
  self->cover_question = g_cancellable_new ();
  ht_routing_coverage_async (ht_city_get_routing (self->city), NULL, LIMIT_S, self->cover_question, on_cover,
                             g_object_ref (self));
}

static gboolean
ask_cover_settled (gpointer user_data)
{
  HtDesk *self = user_data;
  self->cover_id = 0;
  ask_cover (self);
  return G_SOURCE_REMOVE;
}

/* Teams that leave or come back, and closed roads, change what is covered. */
static void
on_city_changed (HtDesk *self)
{
  if (self->cover_shown && self->cover_id == 0)
    self->cover_id = g_timeout_add (COVER_SETTLE_MS, ask_cover_settled, self);
}

void
ht_desk_set_cover_shown (HtDesk *self, gboolean shown)
{
  g_return_if_fail (HT_IS_DESK (self));
  if (self->cover_shown == shown)
    return;
  self->cover_shown = shown;
  ht_desk_state_set (get_state (self), "cover", ht_value_new_bool (shown));
  if (shown)
    {
      ht_layers_panel_set_cover_text (HT_LAYERS_PANEL (self->layers), _ ("Computing…"));
      ask_cover (self);
    }
  else
    {
      ht_map_pane_set_cover (HT_MAP_PANE (self->map), NULL);
      ht_layers_panel_set_cover_text (HT_LAYERS_PANEL (self->layers), NULL);
    }
  g_signal_emit (self, signals[SIGNAL_COVER_CHANGED], 0);
}

gboolean
ht_desk_get_cover_shown (HtDesk *self)
{
  return self->cover_shown;
}

static void
on_layers_changed (HtDesk *self)
{
  ht_map_pane_set_hidden (HT_MAP_PANE (self->map),
                          ht_layers_panel_get_hidden (HT_LAYERS_PANEL (self->layers)));
}

static void
on_proposal_changed (HtDesk *self)
{
  HtAdviceCard *advice = ht_detail_pane_get_advice (HT_DETAIL_PANE (self->detail));
  ht_map_pane_set_proposal (HT_MAP_PANE (self->map), ht_advice_card_get_proposal (advice));
}

static void
on_looked_at (HtDesk *self, int side)
{
  ht_map_pane_set_matter_side (HT_MAP_PANE (self->map), side);
}

static void
on_form_placed (HtDesk *self, double lon, double lat)
{
  HtPoint at = { lon, lat };
  ht_map_pane_set_place (HT_MAP_PANE (self->map), &at, _ ("new incident"));
  ht_map_pane_bring_into_view (HT_MAP_PANE (self->map), &at);
}

static void
on_created (HtDesk *self, HtIncident *incident)
{
  ht_map_pane_set_place (HT_MAP_PANE (self->map), NULL, NULL);
  ht_desk_set_form_shown (self, FALSE);
  ht_selection_set (self->selection, G_OBJECT (incident));
  ht_detail_pane_focus_later (HT_DETAIL_PANE (self->detail));
}

void
ht_desk_set_form_shown (HtDesk *self, gboolean shown)
{
  g_return_if_fail (HT_IS_DESK (self));
  ht_detail_pane_set_form_shown (HT_DETAIL_PANE (self->detail), shown);
  ht_desk_state_set (get_state (self), "form", ht_value_new_bool (shown));
  if (shown)
    ht_incident_form_start (ht_detail_pane_get_form (HT_DETAIL_PANE (self->detail)));
}

void
ht_desk_move_focus (HtDesk *self, int step)
{
  GtkWidget *panes[] = { self->queue, self->map, self->detail, self->tables, self->layers };
  const int n = G_N_ELEMENTS (panes);
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = gtk_root_get_focus (root);
  int present = -1;
  for (int i = 0; i < n; i++)
    if (focus != NULL && (focus == panes[i] || gtk_widget_is_ancestor (focus, panes[i])))
      present = i;
  if (present < 0)
    present = step > 0 ? -1 : 0;
  for (int i = 1; i <= n; i++)
    {
      GtkWidget *pane = panes[((present + step * i) % n + n) % n];
      if (gtk_widget_grab_focus (pane) || gtk_widget_child_focus (pane, GTK_DIR_TAB_FORWARD))
        return;
    }
}

static void
on_first_drawn (HtMapContent *content, GParamSpec *spec, HtDesk *self)
{
  g_signal_handlers_disconnect_by_func (content, on_first_drawn, self);
  ht_map_pane_fit (HT_MAP_PANE (self->map));
}

/* A city never seen before is shown whole, as soon as it is known how far it reaches. */
static void
fit_when_drawn (HtDesk *self)
{
  HtMapContent *content = ht_city_get_map_content (self->city);
  if (ht_map_content_get_version (content) > 0)
    ht_map_pane_fit (HT_MAP_PANE (self->map));
  else
    g_signal_connect_object (content, "notify::scene-version", G_CALLBACK (on_first_drawn), self, 0);
}

static void
restore_view (HtDesk *self)
{
  HtMapPane *map = HT_MAP_PANE (self->map);
  HtValue *view = ht_desk_state_get (get_state (self), "map");
  HtPoint centre;
  if (view != NULL)
    {
      centre = (HtPoint){ ht_value_member_real (view, "lon", 0), ht_value_member_real (view, "lat", 0) };
      ht_map_pane_go_to (map, &centre, ht_value_member_real (view, "zoom", FIRST_ZOOM));
    }
  else if (ht_city_get_named_centre (self->city, &centre))
    ht_map_pane_go_to (map, &centre, FIRST_ZOOM);
  else
    fit_when_drawn (self);
}

/* Side panes grow with the text, half as fast, so that the map keeps its place. */
static int
scale_pane (int width_px)
{
  int dpi = 0;
  g_object_get (gtk_settings_get_default (), "gtk-xft-dpi", &dpi, NULL);
  double scale = dpi > 0 ? dpi / (96.0 * PANGO_SCALE) : 1;
  return (int) (width_px * (1 + (MAX (scale, 1) - 1) / 2));
}

/* The right side is placed last: its paned gets its width only when the left one has its own. */
static void
restore_right (HtDesk *self)
{
  HtValue *panes = ht_desk_state_get (get_state (self), "panes");
  int right = (int) ht_value_member_int (panes, "right", scale_pane (RIGHT_PX));
  int width = gtk_widget_get_width (self->right_split);
  gtk_paned_set_position (GTK_PANED (self->right_split), MAX (width - right, 200));
}

static void
restore_panes (HtDesk *self, int height)
{
  HtValue *panes = ht_desk_state_get (get_state (self), "panes");
  int tables = (int) ht_value_member_int (panes, "tables", (gint64) (height * TABLES_SHARE));
  gtk_paned_set_position (GTK_PANED (self->left_split),
                          (int) ht_value_member_int (panes, "left", scale_pane (LEFT_PX)));
  gtk_paned_set_position (GTK_PANED (self->rows), MAX (height - tables - 8, 200));
  int queue = (int) ((height - tables) * QUEUE_SHARE);
  gtk_paned_set_position (GTK_PANED (self->left), (int) ht_value_member_int (panes, "queue", queue));
}

/* Once the size is known. */
static void
restore (HtDesk *self)
{
  int width = gtk_widget_get_width (self->rows), height = gtk_widget_get_height (self->rows);
  if (self->restored || width <= 0)
    return;
  if (!self->panes_placed)
    {
      restore_panes (self, height);
      self->panes_placed = TRUE;
      return;
    }
  restore_right (self);
  restore_view (self);
  HtDeskState *state = get_state (self);
  ht_tables_panel_show (HT_TABLES_PANEL (self->tables), ht_desk_state_get_text (state, "table", "teams"));
  const char *id = ht_desk_state_get_text (state, "selection", NULL);
  if (id != NULL)
    ht_selection_set (self->selection, ht_city_find (self->city, id));
  self->restored = TRUE;
  if (ht_value_get_bool (ht_desk_state_get (state, "cover"), FALSE))
    ht_desk_set_cover_shown (self, TRUE);
  if (ht_value_get_bool (ht_desk_state_get (state, "form"), FALSE))
    ht_desk_set_form_shown (self, TRUE);
}

static gboolean
restore_when_sized (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  restore (HT_DESK (widget));
  return HT_DESK (widget)->restored ? G_SOURCE_REMOVE : G_SOURCE_CONTINUE;
}

static void
ht_desk_dispose (GObject *object)
{
  HtDesk *self = HT_DESK (object);
  g_clear_handle_id (&self->cover_id, g_source_remove);
  g_cancellable_cancel (self->cover_question);
  g_clear_object (&self->cover_question);
  self->restored = FALSE;
  self->detail = NULL;
  g_clear_object (&self->city);
  g_clear_object (&self->selection);
  g_clear_pointer (&self->rows, gtk_widget_unparent);
  G_OBJECT_CLASS (ht_desk_parent_class)->dispose (object);
}

/* --- size --- */

/* Texts that wrap make panes higher where they are narrow. The desk as a whole has one least size, so that
 * the window, which looks for the smallest it may have, finds none below what its panes ask for. */
static void
ht_desk_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                 int *minimum_baseline, int *natural_baseline)
{
  int least = orientation == GTK_ORIENTATION_HORIZONTAL ? LEAST_WIDTH_PX : 0;
  gtk_widget_measure (HT_DESK (widget)->rows, orientation, -1, minimum, natural, NULL, NULL);
  *minimum = MAX (*minimum, least);
  *natural = MAX (*natural, least);
}

static GtkSizeRequestMode
ht_desk_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_CONSTANT_SIZE;
}

static void
ht_desk_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  gtk_widget_allocate (HT_DESK (widget)->rows, width, height, baseline, NULL);
}

static void
ht_desk_class_init (HtDeskClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  G_OBJECT_CLASS (klass)->dispose = ht_desk_dispose;
  widget_class->measure = ht_desk_measure;
  widget_class->get_request_mode = ht_desk_get_request_mode;
  widget_class->size_allocate = ht_desk_size_allocate;
  gtk_widget_class_set_template_from_resource (widget_class, "/org/haitang/Haitang/desk.ui");
  gtk_widget_class_bind_template_child (widget_class, HtDesk, rows);
  gtk_widget_class_bind_template_child (widget_class, HtDesk, left_split);
  gtk_widget_class_bind_template_child (widget_class, HtDesk, right_split);
  gtk_widget_class_bind_template_child (widget_class, HtDesk, left);
  signals[SIGNAL_VIEW_CHANGED]
      = g_signal_new ("view-changed", HT_TYPE_DESK, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_READY]
      = g_signal_new ("ready", HT_TYPE_DESK, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_COVER_CHANGED]
      = g_signal_new ("cover-changed", HT_TYPE_DESK, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
ht_desk_init (HtDesk *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->selection = ht_selection_new ();
}

static void
connect_parts (HtDesk *self)
{
  GtkWidget *splits[] = { self->rows, self->left_split, self->right_split, self->left };
  for (guint i = 0; i < G_N_ELEMENTS (splits); i++)
    g_signal_connect_object (splits[i], "notify::position", G_CALLBACK (ht_desk_save_panes), self,
                             G_CONNECT_SWAPPED);
  g_signal_connect_object (self->selection, "notify::object", G_CALLBACK (save_selection), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->map, "view-changed", G_CALLBACK (on_view_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->city, "changed", G_CALLBACK (on_city_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (ht_city_get_routing (self->city), "changed", G_CALLBACK (on_city_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->layers, "visibility-changed", G_CALLBACK (on_layers_changed), self,
                           G_CONNECT_SWAPPED);
  HtDetailPane *detail = HT_DETAIL_PANE (self->detail);
  g_signal_connect_object (ht_detail_pane_get_advice (detail), "notify::proposal",
                           G_CALLBACK (on_proposal_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (ht_detail_pane_get_matter (detail), "looked-at", G_CALLBACK (on_looked_at), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (ht_detail_pane_get_form (detail), "created", G_CALLBACK (on_created), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (ht_detail_pane_get_form (detail), "placed", G_CALLBACK (on_form_placed), self,
                           G_CONNECT_SWAPPED);
}

/* --- the parts, each built and filled in a turn of its own --- */

static void
build_queue (gpointer object)
{
  HtDesk *self = object;
  self->queue = g_object_new (HT_TYPE_QUEUE_PANEL, NULL);
  gtk_paned_set_start_child (GTK_PANED (self->left), self->queue);
}

static void
fill_queue (gpointer object)
{
  HtDesk *self = object;
  ht_queue_panel_set_city (HT_QUEUE_PANEL (self->queue), self->city, self->selection);
}

static void
build_layers (gpointer object)
{
  HtDesk *self = object;
  self->layers = g_object_new (HT_TYPE_LAYERS_PANEL, NULL);
  gtk_paned_set_end_child (GTK_PANED (self->left), self->layers);
}

static void
fill_layers (gpointer object)
{
  HtDesk *self = object;
  ht_layers_panel_set_city (HT_LAYERS_PANEL (self->layers), self->city);
}

static void
build_map (gpointer object)
{
  HtDesk *self = object;
  self->map = g_object_new (HT_TYPE_MAP_PANE, NULL);
  gtk_paned_set_start_child (GTK_PANED (self->right_split), self->map);
}

static void
fill_map (gpointer object)
{
  HtDesk *self = object;
  ht_map_pane_set_city (HT_MAP_PANE (self->map), self->city, self->selection);
}

static void
build_detail (gpointer object)
{
  HtDesk *self = object;
  self->detail = g_object_new (HT_TYPE_DETAIL_PANE, NULL);
  gtk_paned_set_end_child (GTK_PANED (self->right_split), self->detail);
}

static void
fill_detail (gpointer object)
{
  HtDesk *self = object;
  ht_detail_pane_set_city (HT_DETAIL_PANE (self->detail), self->city, self->selection);
}

static void
build_tables (gpointer object)
{
  HtDesk *self = object;
  self->tables = g_object_new (HT_TYPE_TABLES_PANEL, NULL);
  gtk_paned_set_end_child (GTK_PANED (self->rows), self->tables);
}

static void
fill_tables (gpointer object)
{
  HtDesk *self = object;
  ht_tables_panel_set_city (HT_TABLES_PANEL (self->tables), self->city, self->selection);
}

static void
finish (gpointer object)
{
  HtDesk *self = object;
  on_layers_changed (self);
  connect_parts (self);
  gtk_widget_add_tick_callback (GTK_WIDGET (self), restore_when_sized, NULL, NULL);
  g_signal_emit (self, signals[SIGNAL_READY], 0);
}

HtDesk *
ht_desk_new (HtCity *city)
{
  static const HtPiece parts[] = { build_queue,  fill_queue,  build_layers, fill_layers, build_map, fill_map,
                                   build_detail, fill_detail, build_tables, fill_tables, finish,    NULL };
  HtDesk *self = g_object_new (HT_TYPE_DESK, NULL);
  self->city = g_object_ref (city);
  ht_later_all (self, parts);
  return self;
}

HtCity *
ht_desk_get_city (HtDesk *self)
{
  return self->city;
}

HtSelection *
ht_desk_get_selection (HtDesk *self)
{
  return self->selection;
}

HtMapPane *
ht_desk_get_map (HtDesk *self)
{
  return HT_MAP_PANE (self->map);
}

HtDetailPane *
ht_desk_get_detail (HtDesk *self)
{
  return HT_DETAIL_PANE (self->detail);
}

HtTablesPanel *
ht_desk_get_tables (HtDesk *self)
{
  return HT_TABLES_PANEL (self->tables);
}

GtkWidget *
ht_desk_get_layers (HtDesk *self)
{
  return self->layers;
}
