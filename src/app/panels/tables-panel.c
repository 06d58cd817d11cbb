/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/panels/tables-panel.h"

#include "app/drip.h"
#include "app/later.h"
#include "app/panels/key-cap.h"
#include "app/panels/tables.h"
#include "app/selection-link.h"
#include "app/symbols.h"
#include "base/format.h"
#include "base/i18n.h"
#include "base/pinyin.h"
#include "model/desk-state.h"
#include "model/incident.h"
#include "model/station.h"
#include "store/refused.h"
#include "model/team.h"

#define NOTE_DRAFT "draft.note"
#define ROWS_A_TURN 2
#define ROWS_MADE 200 /* a list view makes no more */

struct _HtTablesPanel
{
  GtkBox parent_instance;
  GtkWidget *teams_tab, *log_tab, *view_tab, *matters_tab, *filter_entry, *summary, *stack;
  GtkWidget *teams_view, *log_view, *view_view, *matters_view, *no_matters, *matters_scroll,
      *refused_expander, *refused;
  GtkWidget *note_target, *note_entry;
  GtkFilter *text_filter, *view_filter;
  GListModel *in_view;
  HtCity *city;
  HtSelection *selection;
  char *needle; /* folded */
  HtBox view;
  gboolean restoring;
};

G_DEFINE_TYPE (HtTablesPanel, ht_tables_panel, GTK_TYPE_BOX)

static gboolean
matches_text (gpointer item, gpointer user_data)
{
  HtTablesPanel *self = user_data;
  if (self->needle == NULL || *self->needle == '\0')
    return TRUE;
  g_autofree char *haystack = ht_tables_dup_haystack (item);
  return strstr (haystack, self->needle) != NULL;
}

static gboolean
is_in_view (gpointer item, gpointer user_data)
{
  HtTablesPanel *self = user_data;
  HtPoint at;
  if (HT_IS_INCIDENT (item) && ht_incident_get_status (item) == HT_INCIDENT_CLOSED)
    return FALSE;
  return ht_symbols_get_position (item, &at) && at.lon >= self->view.min_lon && at.lon <= self->view.max_lon
         && at.lat >= self->view.min_lat && at.lat <= self->view.max_lat;
}

static void
refresh_tab (GtkWidget *tab, const char *title, guint count)
{
  g_autofree char *number = ht_format_count (count);
  g_autofree char *text = g_strdup_printf ("%s %s", title, number);
  gtk_button_set_label (GTK_BUTTON (tab), text);
}

/* "At station 38 · En route 6": how many teams are in each state. */
static char *
dup_team_summary (HtTablesPanel *self)
{
  guint counts[HT_TEAM_ON_SCENE + 1] = { 0 };
  GListModel *teams = ht_city_get_teams (self->city);
  guint n = g_list_model_get_n_items (teams);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (HtTeam) team = g_list_model_get_item (teams, i);
      counts[MIN (ht_team_get_state (team), HT_TEAM_ON_SCENE)]++;
    }
  GString *text = g_string_new (NULL);
  for (guint state = 0; state <= HT_TEAM_ON_SCENE; state++)
    if (counts[state] > 0)
      g_string_append_printf (text, "%s%s %u", text->len > 0 ? " · " : "",
                              ht_team_state_get_label ((HtTeamState) state), counts[state]);
  return g_string_free (text, FALSE);
}

static void
refresh_heads (gpointer object)
{
  HtTablesPanel *self = object;
  refresh_tab (self->teams_tab, _ ("Teams"), g_list_model_get_n_items (ht_city_get_teams (self->city)));
  refresh_tab (self->log_tab, _ ("Log"), g_list_model_get_n_items (ht_city_get_log (self->city)));
  refresh_tab (self->view_tab, _ ("In view"), g_list_model_get_n_items (self->in_view));
  guint n_matters = g_list_model_get_n_items (ht_city_get_matters (self->city));
  refresh_tab (self->matters_tab, _ ("Conflicts"), n_matters);
  gtk_widget_set_visible (self->no_matters, n_matters == 0);
  gtk_widget_set_visible (self->matters_scroll, n_matters > 0);
  if (n_matters > 0)
    gtk_widget_add_css_class (self->matters_tab, "conflict");
  else
    gtk_widget_remove_css_class (self->matters_tab, "conflict");
  g_autofree char *summary = dup_team_summary (self);
  gtk_label_set_text (GTK_LABEL (self->summary), summary);
}

/* What came from elsewhere and could not be taken, with the reason: it is neither lost nor believed. */
static void
show_refused (HtTablesPanel *self)
{
  GPtrArray *refused = ht_city_get_refused (self->city);
  gtk_widget_set_visible (self->refused_expander, refused->len > 0);
  g_autofree char *title
      = g_strdup_printf (ngettext ("%u operation kept apart", "%u operations kept apart", refused->len),
                         refused->len);
  gtk_expander_set_label (GTK_EXPANDER (self->refused_expander), title);
  for (guint i = 0; i < refused->len; i++)
    {
      const HtRefused *one = refused->pdata[i];
      g_autofree char *at = ht_format_date_time (one->received_us);
      g_autofree char *text
          = one->fork ? g_strdup_printf (_ ("%s · a second operation in the same place: %s"), at, one->reason)
                      : g_strdup_printf ("%s · %s", at, one->reason);
      GtkWidget *label = gtk_label_new (text);
      gtk_label_set_xalign (GTK_LABEL (label), 0);
      gtk_label_set_wrap (GTK_LABEL (label), TRUE);
      gtk_label_set_selectable (GTK_LABEL (label), TRUE);
      gtk_box_append (GTK_BOX (self->refused), label);
    }
}

static void
on_filter_changed (HtTablesPanel *self)
{
  g_free (self->needle);
  self->needle = ht_pinyin_fold (gtk_editable_get_text (GTK_EDITABLE (self->filter_entry)));
  gtk_filter_changed (self->text_filter, GTK_FILTER_CHANGE_DIFFERENT);
}

static void
on_note_changed (HtTablesPanel *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->note_entry));
  if (!self->restoring)
    ht_desk_state_set_text (ht_city_get_desk_state (self->city), NOTE_DRAFT, *text != '\0' ? text : NULL);
}

static void
on_note_activated (HtTablesPanel *self)
{
  HtIncident *incident = ht_selection_get_incident (self->selection);
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->note_entry));
  if (*text == '\0')
    return;
  gtk_widget_activate_action (GTK_WIDGET (self), "win.note", "(ss)",
                              incident != NULL ? ht_entity_get_id_text (HT_ENTITY (incident)) : "", text);
  gtk_editable_set_text (GTK_EDITABLE (self->note_entry), "");
}

static void
on_selection_changed (HtTablesPanel *self)
{
  HtIncident *incident = ht_selection_get_incident (self->selection);
  const char *code = incident != NULL ? ht_incident_get_code (incident) : _ ("Shift");
  gtk_label_set_text (GTK_LABEL (self->note_target), code);
}

/* Wraps @model (taken) in filter, sorter and selection for @view. */
static GListModel *
set_up_view (HtTablesPanel *self, GtkWidget *view, GListModel *model, gboolean selects)
{
  GtkColumnView *columns = GTK_COLUMN_VIEW (view);
  GtkFilterListModel *filtered = gtk_filter_list_model_new (model, g_object_ref (self->text_filter));
  /* A long log is filtered a piece at a time, between events. */
  gtk_filter_list_model_set_incremental (filtered, TRUE);
  GtkSorter *sorter = gtk_column_view_get_sorter (columns);
  GtkSortListModel *sorted
      = gtk_sort_list_model_new (G_LIST_MODEL (filtered), sorter != NULL ? g_object_ref (sorter) : NULL);
  GListModel *shown = ht_drip_new (g_object_ref (G_LIST_MODEL (sorted)), ROWS_A_TURN, ROWS_MADE);
  g_autoptr (GtkSelectionModel) selection = NULL;
  if (selects)
    {
      GtkSingleSelection *single = gtk_single_selection_new (shown);
      ht_selection_link (self->selection, single, view);
      selection = GTK_SELECTION_MODEL (single);
    }
  else
    selection = GTK_SELECTION_MODEL (gtk_no_selection_new (shown));
  gtk_column_view_set_model (columns, selection);
  return G_LIST_MODEL (sorted);
}

static GListModel *
new_everything (HtTablesPanel *self)
{
  GListStore *lists = g_list_store_new (G_TYPE_LIST_MODEL);
  g_list_store_append (lists, ht_city_get_incidents (self->city));
  g_list_store_append (lists, ht_city_get_teams (self->city));
  g_list_store_append (lists, ht_city_get_stations (self->city));
  GtkFlattenListModel *all = gtk_flatten_list_model_new (G_LIST_MODEL (lists));
  return G_LIST_MODEL (gtk_filter_list_model_new (G_LIST_MODEL (all), g_object_ref (self->view_filter)));
}

/* --- what is filled and refreshed in turns of its own --- */

static void
fill_teams (gpointer object)
{
  HtTablesPanel *self = object;
  set_up_view (self, self->teams_view, g_object_ref (ht_city_get_teams (self->city)), TRUE);
}

static void
fill_log (gpointer object)
{
  HtTablesPanel *self = object;
  set_up_view (self, self->log_view, g_object_ref (ht_city_get_log (self->city)), FALSE);
  ht_list_follow_newest (self->log_view, ht_city_get_log (self->city));
}

static void
fill_matters (gpointer object)
{
  HtTablesPanel *self = object;
  set_up_view (self, self->matters_view, g_object_ref (ht_city_get_matters (self->city)), TRUE);
  show_refused (self);
}

static void
fill_in_view (gpointer object)
{
  HtTablesPanel *self = object;
  self->in_view = g_object_ref (set_up_view (self, self->view_view, new_everything (self), TRUE));
}

static void
refilter (gpointer object)
{
  gtk_filter_changed (HT_TABLES_PANEL (object)->view_filter, GTK_FILTER_CHANGE_DIFFERENT);
}

static void
on_city_changed (HtTablesPanel *self)
{
  static const HtPiece parts[] = { refilter, refresh_heads, NULL };
  ht_later_all (self, parts);
}

void
ht_tables_panel_set_city (HtTablesPanel *self, HtCity *city, HtSelection *selection)
{
  static const HtPiece views[] = { fill_teams, fill_log, fill_matters, fill_in_view, NULL };
  g_return_if_fail (HT_IS_TABLES_PANEL (self) && self->city == NULL);
  self->city = g_object_ref (city);
  self->selection = g_object_ref (selection);
  ht_later_all (self, views);
  g_signal_connect_object (city, "changed", G_CALLBACK (on_city_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (selection, "notify::object", G_CALLBACK (on_selection_changed), self,
                           G_CONNECT_SWAPPED);
  self->restoring = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (self->note_entry),
                         ht_desk_state_get_text (ht_city_get_desk_state (city), NOTE_DRAFT, ""));
  self->restoring = FALSE;
  on_selection_changed (self);
  ht_later (self, refresh_heads);
}

void
ht_tables_panel_show (HtTablesPanel *self, const char *table)
{
  g_return_if_fail (HT_IS_TABLES_PANEL (self));
  if (gtk_stack_get_child_by_name (GTK_STACK (self->stack), table) != NULL)
    gtk_stack_set_visible_child_name (GTK_STACK (self->stack), table);
  if (g_str_equal (table, "log"))
    ht_list_scroll_to (self->log_view, 0);
}

const char *
ht_tables_panel_get_shown (HtTablesPanel *self)
{
  return gtk_stack_get_visible_child_name (GTK_STACK (self->stack));
}

void
ht_tables_panel_focus_filter (HtTablesPanel *self)
{
  gtk_widget_grab_focus (self->filter_entry);
}

void
ht_tables_panel_write_note (HtTablesPanel *self)
{
  ht_tables_panel_show (self, "log");
  gtk_widget_grab_focus (self->note_entry);
}

void
ht_tables_panel_set_view (HtTablesPanel *self, const HtBox *view)
{
  self->view = *view;
  on_city_changed (self);
}

static gboolean
ht_tables_panel_grab_focus (GtkWidget *widget)
{
  HtTablesPanel *self = HT_TABLES_PANEL (widget);
  const char *shown = ht_tables_panel_get_shown (self);
  GtkWidget *view = g_str_equal (shown, "log")       ? self->log_view
                    : g_str_equal (shown, "view")    ? self->view_view
                    : g_str_equal (shown, "matters") ? self->matters_view
                                                     : self->teams_view;
  return gtk_widget_grab_focus (view) || gtk_widget_grab_focus (self->filter_entry);
}

static void
ht_tables_panel_dispose (GObject *object)
{
  HtTablesPanel *self = HT_TABLES_PANEL (object);
  /* The models may outlive the panel for a moment. */
  if (self->text_filter != NULL)
    gtk_custom_filter_set_filter_func (GTK_CUSTOM_FILTER (self->text_filter), NULL, NULL, NULL);
  if (self->view_filter != NULL)
    gtk_custom_filter_set_filter_func (GTK_CUSTOM_FILTER (self->view_filter), NULL, NULL, NULL);
  g_clear_object (&self->city);
  g_clear_object (&self->selection);
  g_clear_object (&self->in_view);
  g_clear_object (&self->text_filter);
  g_clear_object (&self->view_filter);
  g_clear_pointer (&self->needle, g_free);
  G_OBJECT_CLASS (ht_tables_panel_parent_class)->dispose (object);
}

static void
ht_tables_panel_class_init (HtTablesPanelClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  G_OBJECT_CLASS (klass)->dispose = ht_tables_panel_dispose;
  widget_class->grab_focus = ht_tables_panel_grab_focus;
  g_type_ensure (HT_TYPE_KEY_CAP);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/haitang/Haitang/tables-panel.ui");
  gtk_widget_class_bind_template_child (widget_class, HtTablesPanel, teams_tab);
  gtk_widget_class_bind_template_child (widget_class, HtTablesPanel, log_tab);
  gtk_widget_class_bind_template_child (widget_class, HtTablesPanel, view_tab);
  gtk_widget_class_bind_template_child (widget_class, HtTablesPanel, filter_entry);
  gtk_widget_class_bind_template_child (widget_class, HtTablesPanel, summary);
  gtk_widget_class_bind_template_child (widget_class, HtTablesPanel, stack);
  gtk_widget_class_bind_template_child (widget_class, HtTablesPanel, teams_view);
  gtk_widget_class_bind_template_child (widget_class, HtTablesPanel, log_view);
  gtk_widget_class_bind_template_child (widget_class, HtTablesPanel, view_view);
  gtk_widget_class_bind_template_child (widget_class, HtTablesPanel, matters_tab);
  gtk_widget_class_bind_template_child (widget_class, HtTablesPanel, matters_view);
  gtk_widget_class_bind_template_child (widget_class, HtTablesPanel, matters_scroll);
  gtk_widget_class_bind_template_child (widget_class, HtTablesPanel, no_matters);
  gtk_widget_class_bind_template_child (widget_class, HtTablesPanel, refused_expander);
  gtk_widget_class_bind_template_child (widget_class, HtTablesPanel, refused);
  gtk_widget_class_bind_template_child (widget_class, HtTablesPanel, note_target);
  gtk_widget_class_bind_template_child (widget_class, HtTablesPanel, note_entry);
  gtk_widget_class_bind_template_callback (widget_class, on_filter_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_note_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_note_activated);
}

typedef const HtColumn *(*GetColumns) (guint *n);

static void
build (GtkWidget *view, GetColumns get_columns)
{
  guint n;
  const HtColumn *columns = get_columns (&n);
  ht_columns_build (GTK_COLUMN_VIEW (view), columns, n, ht_tables_dup_row_name);
}

static void
build_teams (gpointer object)
{
  build (HT_TABLES_PANEL (object)->teams_view, ht_tables_get_team_columns);
}

static void
build_log (gpointer object)
{
  build (HT_TABLES_PANEL (object)->log_view, ht_tables_get_log_columns);
}

static void
build_in_view (gpointer object)
{
  build (HT_TABLES_PANEL (object)->view_view, ht_tables_get_view_columns);
}

static void
build_matters (gpointer object)
{
  build (HT_TABLES_PANEL (object)->matters_view, ht_tables_get_matter_columns);
}

static void
ht_tables_panel_init (HtTablesPanel *self)
{
  static const HtPiece tables[] = { build_teams, build_log, build_in_view, build_matters, NULL };
  gtk_widget_init_template (GTK_WIDGET (self));
  self->view = ht_box_empty ();
  self->text_filter = GTK_FILTER (gtk_custom_filter_new (matches_text, self, NULL));
  self->view_filter = GTK_FILTER (gtk_custom_filter_new (is_in_view, self, NULL));
  ht_later_all (self, tables);
}
