/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/window/window-private.h"

#include "app/dialogs/import-dialog.h"
#include "app/dialogs/shortcuts.h"
#include "app/dialogs/welcome-page.h"
#include "app/keys.h"
#include "app/symbols.h"
#include "base/clock.h"
#include "base/i18n.h"
#include "model/map-things.h"
#include "model/desk-state.h"
#include "model/incident.h"
#include "model/layer.h"
#include "model/matter.h"
#include "model/session.h"

#define GO_TO_ZOOM 16

static void
on_command (GSimpleAction *action, GVariant *target, gpointer user_data)
{
  HtWindow *self = user_data;
  if (self->desk != NULL)
    ht_command_box_open (HT_COMMAND_BOX (self->command_box));
}

static void
on_dismiss (GSimpleAction *action, GVariant *target, gpointer user_data)
{
  HtWindow *self = user_data;
  if (ht_modal_host_dismiss (HT_MODAL_HOST (self->host)) || self->desk == NULL)
    return;
  if (ht_command_box_close (HT_COMMAND_BOX (self->command_box)))
    return;
  if (ht_detail_pane_is_form_shown (ht_desk_get_detail (self->desk)))
    {
      ht_desk_set_form_shown (self->desk, FALSE);
      ht_map_pane_set_place (ht_desk_get_map (self->desk), NULL, NULL);
      gtk_widget_grab_focus (GTK_WIDGET (ht_desk_get_map (self->desk)));
      return;
    }
  /* Out of a text field, so that single keys work again. */
  gtk_widget_grab_focus (GTK_WIDGET (ht_desk_get_map (self->desk)));
}

static void
on_next_pane (GSimpleAction *action, GVariant *target, gpointer user_data)
{
  HtWindow *self = user_data;
  if (self->desk != NULL)
    ht_desk_move_focus (self->desk, 1);
}

static void
on_previous_pane (GSimpleAction *action, GVariant *target, gpointer user_data)
{
  HtWindow *self = user_data;
  if (self->desk != NULL)
    ht_desk_move_focus (self->desk, -1);
}

static void
on_table (GSimpleAction *action, GVariant *target, gpointer user_data)
{
  HtWindow *self = user_data;
  g_simple_action_set_state (action, target);
  if (self->desk == NULL)
    return;
  HtTablesPanel *tables = ht_desk_get_tables (self->desk);
  GListModel *matters = ht_city_get_matters (self->city);
  HtSelection *selection = ht_desk_get_selection (self->desk);
  /* Who asks for the conflicts has the first one open. */
  if (g_str_equal (g_variant_get_string (target, NULL), "matters") && g_list_model_get_n_items (matters) > 0
      && !HT_IS_MATTER (ht_selection_get (selection)))
    {
      g_autoptr (GObject) first = g_list_model_get_item (matters, 0);
      ht_selection_set (selection, first);
    }
  ht_tables_panel_show (tables, g_variant_get_string (target, NULL));
  ht_desk_state_set_text (ht_city_get_desk_state (self->city), "table", g_variant_get_string (target, NULL));
  gtk_widget_grab_focus (GTK_WIDGET (tables));
}

static void
on_filter (GSimpleAction *action, GVariant *target, gpointer user_data)
{
  HtWindow *self = user_data;
  if (self->desk != NULL)
    ht_tables_panel_focus_filter (ht_desk_get_tables (self->desk));
}

static void
on_layers (GSimpleAction *action, GVariant *target, gpointer user_data)
{
  HtWindow *self = user_data;
  if (self->desk != NULL)
    gtk_widget_child_focus (ht_desk_get_layers (self->desk), GTK_DIR_TAB_FORWARD);
}

static void
on_log_entry (GSimpleAction *action, GVariant *target, gpointer user_data)
{
  HtWindow *self = user_data;
  if (self->desk == NULL)
    return;
  g_action_group_change_action_state (G_ACTION_GROUP (self), "table", g_variant_new_string ("log"));
  ht_tables_panel_write_note (ht_desk_get_tables (self->desk));
}

static void
on_import (GSimpleAction *action, GVariant *target, gpointer user_data)
{
  HtWindow *self = user_data;
  if (self->city != NULL)
    ht_modal_host_present (HT_MODAL_HOST (self->host), ht_import_dialog_new (self->city, NULL), TRUE);
}

static void
on_welcome (GSimpleAction *action, GVariant *target, gpointer user_data)
{
  HtWindow *self = user_data;
  if (self->desk == NULL)
    return;
  GtkWidget *page = ht_welcome_page_new (ht_preferences_get_recent (self->preferences), NULL);
  ht_modal_host_present (HT_MODAL_HOST (self->host), page, TRUE);
}

static void
on_shortcuts (GSimpleAction *action, GVariant *target, gpointer user_data)
{
  HtWindow *self = user_data;
  ht_modal_host_present (HT_MODAL_HOST (self->host), ht_shortcuts_new (), TRUE);
}

static void
on_sign_in (GSimpleAction *action, GVariant *target, gpointer user_data)
{
  ht_window_sign_in (user_data, g_variant_get_string (target, NULL));
}

static void
on_sign_out (GSimpleAction *action, GVariant *target, gpointer user_data)
{
  HtWindow *self = user_data;
  if (self->city == NULL)
    return;
  ht_session_sign_out (ht_city_get_session (self->city));
  ht_window_sign_in (self, NULL);
}

static void
on_lock (GSimpleAction *action, GVariant *target, gpointer user_data)
{
  HtWindow *self = user_data;
  if (self->city == NULL)
    return;
  ht_session_lock (ht_city_get_session (self->city));
  ht_window_sign_in (self, NULL);
}

static void
on_fullscreen (GSimpleAction *action, GVariant *target, gpointer user_data)
{
  GtkWindow *window = user_data;
  if (gtk_window_is_fullscreen (window))
    gtk_window_unfullscreen (window);
  else
    gtk_window_fullscreen (window);
}

static void
on_menu (GSimpleAction *action, GVariant *target, gpointer user_data)
{
  gtk_menu_button_popup (GTK_MENU_BUTTON (((HtWindow *) user_data)->menu_button));
}

static void
on_fit (GSimpleAction *action, GVariant *target, gpointer user_data)
{
  HtWindow *self = user_data;
  if (self->desk != NULL)
    ht_map_pane_toggle_fit (ht_desk_get_map (self->desk));
}

static void
on_go_selected (GSimpleAction *action, GVariant *target, gpointer user_data)
{
  HtWindow *self = user_data;
  HtPoint at;
  GObject *object = self->desk != NULL ? ht_selection_get (ht_desk_get_selection (self->desk)) : NULL;
  if (object != NULL && ht_symbols_get_position (object, &at))
    ht_map_pane_go_to (ht_desk_get_map (self->desk), &at, 0);
}

static void
on_go_news (GSimpleAction *action, GVariant *target, gpointer user_data)
{
  HtWindow *self = user_data;
  if (self->desk != NULL)
    ht_map_pane_go_to_news (ht_desk_get_map (self->desk));
}

static void
on_zoom (GSimpleAction *action, GVariant *target, gpointer user_data)
{
  HtWindow *self = user_data;
  if (self->desk != NULL)
    ht_map_pane_zoom_by (ht_desk_get_map (self->desk), g_variant_get_int32 (target));
}

static void
on_go_to (GSimpleAction *action, GVariant *target, gpointer user_data)
{
  HtWindow *self = user_data;
  HtPoint at;
  const char *title = NULL;
  if (self->desk == NULL)
    return;
  g_variant_get (target, "(dd&s)", &at.lon, &at.lat, &title);
  HtMapPane *map = ht_desk_get_map (self->desk);
  ht_map_pane_go_to (map, &at, MAX (ht_map_pane_get_zoom (map), GO_TO_ZOOM));
  ht_map_pane_set_place (map, &at, title);
  gtk_widget_grab_focus (GTK_WIDGET (map));
}

/* It is selected when its facts are here, unless another city is by then. */
static void
on_thing_loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HtWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (HtThing) thing = ht_map_things_load_finish (HT_MAP_THINGS (source), result, &error);
  if (self->desk == NULL || ht_city_get_map_things (self->city) != HT_MAP_THINGS (source))
    return;
  if (thing == NULL)
    ht_window_complain (self, error);
  else
    ht_selection_set (ht_desk_get_selection (self->desk), G_OBJECT (thing));
}

/* A feature of a layer that was found: its facts are shown beside the map. */
static void
on_go_to_thing (GSimpleAction *action, GVariant *target, gpointer user_data)
{
  HtWindow *self = user_data;
  const char *table = NULL, *id_text = NULL;
  HtPoint at;
  HtUuid id;
  if (self->desk == NULL)
    return;
  g_variant_get (target, "(dd&s&s)", &at.lon, &at.lat, &table, &id_text);
  HtMapPane *map = ht_desk_get_map (self->desk);
  ht_map_pane_set_place (map, NULL, NULL);
  ht_map_pane_go_to (map, &at, MAX (ht_map_pane_get_zoom (map), GO_TO_ZOOM));
  gtk_widget_grab_focus (GTK_WIDGET (map));
  if (ht_uuid_parse (id_text, &id, NULL))
    ht_map_things_load_async (ht_city_get_map_things (self->city), table, &id, NULL, on_thing_loaded,
                              g_object_ref (self));
}

/* Something named by the command box or a button: it is selected and brought into view, as was asked for. */
static void
on_select (GSimpleAction *action, GVariant *target, gpointer user_data)
{
  HtWindow *self = user_data;
  const char *kind = NULL, *id = NULL;
  HtPoint at;
  if (self->desk == NULL)
    return;
  g_variant_get (target, "(&s&s)", &kind, &id);
  GObject *object = ht_city_find (self->city, id);
  if (object == NULL)
    return;
  ht_selection_set (ht_desk_get_selection (self->desk), object);
  if (ht_symbols_get_position (object, &at))
    ht_map_pane_go_to (ht_desk_get_map (self->desk), &at, 0);
  ht_detail_pane_focus_later (ht_desk_get_detail (self->desk));
}

static void
on_toggle_coverage (GSimpleAction *action, GVariant *target, gpointer user_data)
{
  HtWindow *self = user_data;
  if (self->desk == NULL)
    return;
  gboolean shown = !ht_desk_get_cover_shown (self->desk);
  g_action_group_change_action_state (G_ACTION_GROUP (self), "cover-shown", g_variant_new_boolean (shown));
}

static void
on_cover_shown (GSimpleAction *action, GVariant *state, gpointer user_data)
{
  HtWindow *self = user_data;
  g_simple_action_set_state (action, state);
  if (self->desk != NULL)
    ht_desk_set_cover_shown (self->desk, g_variant_get_boolean (state));
}

static void
on_toggle_layer (GSimpleAction *action, GVariant *target, gpointer user_data)
{
  HtWindow *self = user_data;
  GObject *layer = self->city != NULL ? ht_city_find (self->city, g_variant_get_string (target, NULL)) : NULL;
  if (HT_IS_LAYER (layer))
    ht_layer_set_visible (HT_LAYER (layer), !ht_layer_get_visible (HT_LAYER (layer)));
}

/* The next incident of the queue whose clock is over its limit. */
static void
on_next_overdue (GSimpleAction *action, GVariant *target, gpointer user_data)
{
  HtWindow *self = user_data;
  if (self->desk == NULL)
    return;
  HtSelection *selection = ht_desk_get_selection (self->desk);
  GObject *present = ht_selection_get (selection);
  GListModel *queue = ht_city_get_queue (self->city);
  guint n = g_list_model_get_n_items (queue), start = 0;
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GObject) item = g_list_model_get_item (queue, i);
      if (item == present)
        start = i + 1;
    }
  guint n_matters = g_list_model_get_n_items (ht_city_get_matters (self->city));
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (HtIncident) incident = g_list_model_get_item (queue, (start + i) % n);
      HtElapsed elapsed = { 0 };
      ht_incident_get_clock (incident, ht_clock_now_us (), &elapsed);
      if (elapsed.due != HT_DUE_OVER)
        continue;
      ht_selection_set (selection, G_OBJECT (incident));
      return;
    }
  if (n_matters > 0)
    g_action_group_change_action_state (G_ACTION_GROUP (self), "table", g_variant_new_string ("matters"));
  else
    ht_window_say (self, _ ("No clock is over its limit and no conflict waits for a decision."), FALSE);
}

static void
on_modal_changed (HtWindow *self)
{
  ht_keys_set_modal (GTK_WINDOW (self), ht_modal_host_get_dialog (HT_MODAL_HOST (self->host)) != NULL);
}

void
ht_window_add_view_actions (HtWindow *self)
{
  static const GActionEntry entries[] = {
    { .name = "command", .activate = on_command },
    { .name = "dismiss", .activate = on_dismiss },
    { .name = "next-pane", .activate = on_next_pane },
    { .name = "previous-pane", .activate = on_previous_pane },
    { .name = "table", .parameter_type = "s", .state = "'teams'", .change_state = on_table },
    { .name = "filter", .activate = on_filter },
    { .name = "layers", .activate = on_layers },
    { .name = "log-entry", .activate = on_log_entry },
    { .name = "import", .activate = on_import },
    { .name = "welcome", .activate = on_welcome },
    { .name = "shortcuts", .activate = on_shortcuts },
    { .name = "sign-in", .parameter_type = "s", .activate = on_sign_in },
    { .name = "sign-out", .activate = on_sign_out },
    { .name = "lock", .activate = on_lock },
    { .name = "fullscreen", .activate = on_fullscreen },
    { .name = "menu", .activate = on_menu },
    { .name = "fit", .activate = on_fit },
    { .name = "go-selected", .activate = on_go_selected },
    { .name = "go-news", .activate = on_go_news },
    { .name = "zoom", .parameter_type = "i", .activate = on_zoom },
    { .name = "go-to-thing", .parameter_type = "(ddss)", .activate = on_go_to_thing },
    { .name = "go-to", .parameter_type = "(dds)", .activate = on_go_to },
    { .name = "select", .parameter_type = "(ss)", .activate = on_select },
    { .name = "toggle-coverage", .activate = on_toggle_coverage },
    { .name = "cover-shown", .state = "false", .change_state = on_cover_shown },
    { .name = "toggle-layer", .parameter_type = "s", .activate = on_toggle_layer },
    { .name = "next-overdue", .activate = on_next_overdue },
  };
  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  g_signal_connect_object (self->host, "notify::modal", G_CALLBACK (on_modal_changed), self,
                           G_CONNECT_SWAPPED);
}
