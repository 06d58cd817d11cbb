/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/panels/incident-form.h"

#include "app/later.h"
#include "app/panels/buttons.h"
#include "app/panels/key-cap.h"
#include "base/format.h"
#include "base/i18n.h"
#include "model/desk-state.h"
#include "model/dispatch.h"
#include "model/finder.h"
#include "model/incident-type.h"
#include "model/routing.h"
#include "model/run-cards.h"

#define DRAFT_KEY "draft.incident"
#define SETTLE_MS 120
#define MAX_FOUND 6
#define TYPES_A_TURN 3
#define MAX_TRAPPED 100000

struct _HtIncidentForm
{
  GtkBox parent_instance;
  GtkWidget *place_entry, *place_caption, *found_list, *place_label, *types, *level_slot, *title_entry;
  GtkWidget *trapped_entry, *unverified_check, *notes_entry, *error_label, *create_button;
  GtkWidget *levels;
  HtCity *city;
  GListModel *found;
  GCancellable *search;
  guint search_id;
  HtPoint near, at;
  guint n_types;
  gboolean has_near, has_place, restoring, busy;
  gboolean enter_waits, create_waits; /* for the answer to what was typed before them */
  char *address;
  int level;
};

G_DEFINE_TYPE (HtIncidentForm, ht_incident_form, GTK_TYPE_BOX)

enum
{
  SIGNAL_CREATED,
  SIGNAL_PLACED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static void
set_error (HtIncidentForm *self, const char *text)
{
  gtk_label_set_text (GTK_LABEL (self->error_label), text != NULL ? text : "");
  gtk_widget_set_visible (self->error_label, text != NULL);
}

static const char *
get_text (GtkWidget *entry)
{
  return gtk_editable_get_text (GTK_EDITABLE (entry));
}

static const char *
get_type_name (HtIncidentForm *self)
{
  g_autoptr (GList) chosen = gtk_flow_box_get_selected_children (GTK_FLOW_BOX (self->types));
  return chosen != NULL ? g_object_get_data (chosen->data, "type") : NULL;
}

static void
save_draft (HtIncidentForm *self)
{
  if (self->city == NULL || self->restoring)
    return;
  g_autoptr (HtValue) draft = ht_value_new_map ();
  ht_value_set_text (draft, "place", get_text (self->place_entry));
  ht_value_set_text (draft, "title", get_text (self->title_entry));
  ht_value_set_text (draft, "trapped", get_text (self->trapped_entry));
  ht_value_set_text (draft, "notes", get_text (self->notes_entry));
  ht_value_set_text (draft, "type", get_type_name (self));
  ht_value_set_int (draft, "level", self->level);
  ht_value_set_bool (draft, "unverified",
                     gtk_check_button_get_active (GTK_CHECK_BUTTON (self->unverified_check)));
  if (self->has_place)
    {
      ht_value_set_real (draft, "lon", self->at.lon);
      ht_value_set_real (draft, "lat", self->at.lat);
      ht_value_set_text (draft, "address", self->address);
    }
  ht_desk_state_set (ht_city_get_desk_state (self->city), DRAFT_KEY, g_steal_pointer (&draft));
}

static void
on_edited (HtIncidentForm *self)
{
  set_error (self, NULL);
  save_draft (self);
}

static void
refresh_place (HtIncidentForm *self)
{
  if (!self->has_place)
    {
      gtk_label_set_text (GTK_LABEL (self->place_label), _ ("No place yet"));
      gtk_widget_add_css_class (self->place_label, "secondary");
      return;
    }
  g_autofree char *position = ht_format_position (self->at.lat, self->at.lon);
  g_autofree char *text = g_strdup_printf ("%s%s%s", self->address != NULL ? self->address : "",
                                           self->address != NULL ? " · " : "", position);
  gtk_label_set_text (GTK_LABEL (self->place_label), text);
  gtk_widget_remove_css_class (self->place_label, "secondary");
}

static void
on_described (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HtIncidentForm) self = user_data;
  g_autofree char *address = ht_routing_describe_finish (HT_ROUTING (source), result, NULL);
  if (address == NULL || *address == '\0' || !self->has_place || self->address != NULL)
    return;
  self->address = g_steal_pointer (&address);
  refresh_place (self);
  save_draft (self);
}

void
ht_incident_form_set_place (HtIncidentForm *self, const HtPoint *at, const char *address)
{
  g_return_if_fail (HT_IS_INCIDENT_FORM (self));
  self->at = *at;
  self->has_place = TRUE;
  g_free (self->address);
  self->address = address != NULL && *address != '\0' ? g_strdup (address) : NULL;
  gtk_widget_set_visible (self->found_list, FALSE);
  refresh_place (self);
  on_edited (self);
  if (self->address == NULL && self->city != NULL)
    ht_routing_describe_async (ht_city_get_routing (self->city), at, NULL, on_described, g_object_ref (self));
  g_signal_emit (self, signals[SIGNAL_PLACED], 0, at->lon, at->lat);
}

static void
take_found (HtIncidentForm *self, guint index)
{
  g_autoptr (HtFound) found = g_list_model_get_item (self->found, index);
  if (found == NULL)
    return;
  HtPoint at;
  ht_found_get_position (found, &at);
  self->enter_waits = FALSE;
  gboolean named = ht_found_get_kind (found) != HT_FOUND_POSITION;
  self->restoring = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (self->place_entry), ht_found_get_title (found));
  self->restoring = FALSE;
  ht_incident_form_set_place (self, &at, named ? ht_found_get_title (found) : NULL);
  ht_incident_form_start (self);
}

static void
on_found_activated (GtkListBox *list, GtkListBoxRow *row, HtIncidentForm *self)
{
  take_found (self, (guint) gtk_list_box_row_get_index (row));
}

static GtkWidget *
new_found_row (HtFound *found)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  gtk_widget_add_css_class (box, "one-line");
  const char *texts[] = { ht_found_get_title (found), ht_found_get_detail (found) };
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      GtkWidget *label = gtk_label_new (texts[i]);
      gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
      gtk_label_set_xalign (GTK_LABEL (label), i == 0 ? 0 : 1);
      gtk_widget_set_hexpand (label, i == 0);
      gtk_widget_add_css_class (label, i == 0 ? "strong" : "secondary");
      gtk_box_append (GTK_BOX (box), label);
    }
  GtkWidget *row = gtk_list_box_row_new ();
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  g_autofree char *name = g_strdup_printf ("%s, %s", texts[0], texts[1]);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  return row;
}

static void
show_found (HtIncidentForm *self)
{
  GtkListBox *list = GTK_LIST_BOX (self->found_list);
  GtkListBoxRow *row;
  while ((row = gtk_list_box_get_row_at_index (list, 0)) != NULL)
    gtk_list_box_remove (list, GTK_WIDGET (row));
  guint n = g_list_model_get_n_items (self->found);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (HtFound) found = g_list_model_get_item (self->found, i);
      gtk_list_box_append (list, new_found_row (found));
    }
  if (n > 0)
    gtk_list_box_select_row (list, gtk_list_box_get_row_at_index (list, 0));
  gtk_widget_set_visible (self->found_list, n > 0);
}

/* What was pressed before the answer came: the place is taken and the incident created, or the field has the
   focus again. */
static void
settle_waiting (HtIncidentForm *self, gboolean none)
{
  gboolean creates = self->create_waits;
  self->create_waits = FALSE;
  if (!self->enter_waits)
    return;
  self->enter_waits = FALSE;
  if (!none)
    take_found (self, 0);
  else
    gtk_widget_grab_focus (self->place_entry);
  if (creates)
    ht_incident_form_create (self);
}

static void
on_searched (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HtIncidentForm) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GListModel) found = ht_finder_query_finish (HT_FINDER (source), result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_clear_object (&self->search);
  if (found != NULL)
    {
      g_set_object (&self->found, found);
      show_found (self);
    }
  gboolean none = found == NULL || g_list_model_get_n_items (found) == 0;
  if (found != NULL && none && *get_text (self->place_entry) != '\0')
    gtk_label_set_text (GTK_LABEL (self->place_label), _ ("Nothing of that name is known here"));
  settle_waiting (self, none);
  if (found == NULL)
    set_error (self, error->message);
}

static gboolean
search_now (gpointer user_data)
{
  HtIncidentForm *self = user_data;
  self->search_id = 0;
  g_cancellable_cancel (self->search);
  g_clear_object (&self->search);
  self->search = g_cancellable_new ();
  ht_finder_query_async (ht_city_get_finder (self->city), get_text (self->place_entry),
                         self->has_near ? &self->near : NULL, MAX_FOUND, self->search, on_searched,
                         g_object_ref (self));
  return G_SOURCE_REMOVE;
}

static void
on_place_changed (HtIncidentForm *self)
{
  if (self->restoring || self->city == NULL)
    return;
  self->has_place = self->enter_waits = self->create_waits = FALSE;
  g_clear_pointer (&self->address, g_free);
  g_clear_object (&self->found);
  refresh_place (self);
  on_edited (self);
  g_clear_handle_id (&self->search_id, g_source_remove);
  g_cancellable_cancel (self->search);
  if (*get_text (self->place_entry) == '\0')
    gtk_widget_set_visible (self->found_list, FALSE);
  else
    self->search_id = g_timeout_add (SETTLE_MS, search_now, self);
}

static void
focus_types (HtIncidentForm *self)
{
  g_autoptr (GList) chosen = gtk_flow_box_get_selected_children (GTK_FLOW_BOX (self->types));
  if (chosen != NULL)
    gtk_widget_grab_focus (chosen->data);
}

/* Enter takes the marked answer, also when it comes before the answer: the field is left at once, so that the
   key after it is the level and no further digit of the coordinates. */
static void
on_place_activated (HtIncidentForm *self)
{
  if (self->has_place)
    {
      ht_incident_form_start (self);
      return;
    }
  GtkListBoxRow *row = gtk_list_box_get_selected_row (GTK_LIST_BOX (self->found_list));
  if (self->found != NULL && row != NULL)
    take_found (self, (guint) gtk_list_box_row_get_index (row));
  else if (self->search_id != 0 || self->search != NULL)
    {
      self->enter_waits = TRUE;
      focus_types (self);
    }
}

/* Up and Down in the place field choose among the answers without leaving it. */
static gboolean
on_place_key (GtkEventControllerKey *controller, guint keyval, guint keycode, GdkModifierType state,
              HtIncidentForm *self)
{
  int step = keyval == GDK_KEY_Down ? 1 : keyval == GDK_KEY_Up ? -1 : 0;
  if (step == 0 || !gtk_widget_get_visible (self->found_list))
    return GDK_EVENT_PROPAGATE;
  GtkListBox *list = GTK_LIST_BOX (self->found_list);
  GtkListBoxRow *row = gtk_list_box_get_selected_row (list);
  int index = row != NULL ? gtk_list_box_row_get_index (row) + step : 0;
  GtkListBoxRow *next = gtk_list_box_get_row_at_index (list, MAX (index, 0));
  if (next != NULL)
    gtk_list_box_select_row (list, next);
  return GDK_EVENT_STOP;
}

void
ht_incident_form_set_type (HtIncidentForm *self, const char *type)
{
  for (GtkWidget *child = gtk_widget_get_first_child (self->types); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (g_strcmp0 (g_object_get_data (G_OBJECT (child), "type"), type) == 0)
      gtk_flow_box_select_child (GTK_FLOW_BOX (self->types), GTK_FLOW_BOX_CHILD (child));
}

void
ht_incident_form_set_level (HtIncidentForm *self, int level)
{
  g_return_if_fail (HT_IS_INCIDENT_FORM (self));
  self->level = level;
  ht_buttons_set_level (self->levels, level);
  on_edited (self);
}

void
ht_incident_form_set_near (HtIncidentForm *self, const HtPoint *near)
{
  self->near = *near;
  self->has_near = TRUE;
}

void
ht_incident_form_start (HtIncidentForm *self)
{
  g_return_if_fail (HT_IS_INCIDENT_FORM (self));
  if (!self->has_place)
    {
      gtk_widget_grab_focus (self->place_entry);
      return;
    }
  focus_types (self);
}

static void
clear_form (HtIncidentForm *self)
{
  self->restoring = TRUE;
  GtkWidget *entries[] = { self->place_entry, self->title_entry, self->trapped_entry, self->notes_entry };
  for (guint i = 0; i < G_N_ELEMENTS (entries); i++)
    gtk_editable_set_text (GTK_EDITABLE (entries[i]), "");
  gtk_check_button_set_active (GTK_CHECK_BUTTON (self->unverified_check), FALSE);
  ht_incident_form_set_level (self, HT_LEVEL_UNGRADED);
  GtkFlowBoxChild *first = gtk_flow_box_get_child_at_index (GTK_FLOW_BOX (self->types), 0);
  if (first != NULL)
    gtk_flow_box_select_child (GTK_FLOW_BOX (self->types), first);
  self->has_place = FALSE;
  g_clear_pointer (&self->address, g_free);
  g_clear_object (&self->found);
  gtk_widget_set_visible (self->found_list, FALSE);
  refresh_place (self);
  self->restoring = FALSE;
  ht_desk_state_set (ht_city_get_desk_state (self->city), DRAFT_KEY, NULL);
}

static void
on_created (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HtIncidentForm) self = user_data;
  g_autoptr (GError) error = NULL;
  HtIncident *incident = ht_dispatch_create_finish (HT_DISPATCH (source), result, &error);
  self->busy = FALSE;
  gtk_widget_set_sensitive (self->create_button, TRUE);
  if (incident == NULL)
    {
      set_error (self, error->message);
      return;
    }
  clear_form (self);
  g_signal_emit (self, signals[SIGNAL_CREATED], 0, incident);
}

/* TRUE with -1 for an empty field. */
static gboolean
parse_trapped (HtIncidentForm *self, int *trapped)
{
  const char *text = get_text (self->trapped_entry);
  guint64 number = 0;
  *trapped = -1;
  if (*text == '\0')
    return TRUE;
  if (!g_ascii_string_to_unsigned (text, 10, 0, MAX_TRAPPED, &number, NULL))
    return FALSE;
  *trapped = (int) number;
  return TRUE;
}

void
ht_incident_form_create (HtIncidentForm *self)
{
  g_return_if_fail (HT_IS_INCIDENT_FORM (self));
  HtIncidentDraft draft;
  ht_incident_draft_init (&draft);
  if (self->busy)
    return;
  self->create_waits = self->enter_waits;
  if (self->create_waits)
    return;
  if (!self->has_place)
    {
      set_error (self,
                 _ ("Say where it is: a street, a name, coordinates, or Shift with a click on the map."));
      gtk_widget_grab_focus (self->place_entry);
      return;
    }
  if (!parse_trapped (self, &draft.trapped))
    {
      set_error (self, _ ("People trapped is a number from 0 to 100,000, or nothing."));
      gtk_widget_grab_focus (self->trapped_entry);
      return;
    }
  draft.type = get_type_name (self);
  draft.level = self->level;
  draft.position = self->at;
  draft.title = *get_text (self->title_entry) != '\0' ? get_text (self->title_entry) : NULL;
  draft.notes = *get_text (self->notes_entry) != '\0' ? get_text (self->notes_entry) : NULL;
  draft.address = self->address;
  draft.unverified = gtk_check_button_get_active (GTK_CHECK_BUTTON (self->unverified_check));
  self->busy = TRUE;
  gtk_widget_set_sensitive (self->create_button, FALSE);
  ht_dispatch_create_async (ht_city_get_dispatch (self->city), &draft, NULL, on_created, g_object_ref (self));
}

static void
restore_draft (HtIncidentForm *self)
{
  HtValue *draft = ht_desk_state_get (ht_city_get_desk_state (self->city), DRAFT_KEY);
  if (draft == NULL)
    return;
  self->restoring = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (self->place_entry), ht_value_member_text (draft, "place", ""));
  gtk_editable_set_text (GTK_EDITABLE (self->title_entry), ht_value_member_text (draft, "title", ""));
  gtk_editable_set_text (GTK_EDITABLE (self->trapped_entry), ht_value_member_text (draft, "trapped", ""));
  gtk_editable_set_text (GTK_EDITABLE (self->notes_entry), ht_value_member_text (draft, "notes", ""));
  gtk_check_button_set_active (GTK_CHECK_BUTTON (self->unverified_check),
                               ht_value_member_bool (draft, "unverified", FALSE));
  ht_incident_form_set_type (self, ht_value_member_text (draft, "type", NULL));
  ht_incident_form_set_level (self, (int) ht_value_member_int (draft, "level", HT_LEVEL_UNGRADED));
  self->has_place = ht_value_get_member (draft, "lon") != NULL;
  self->at.lon = ht_value_member_real (draft, "lon", 0);
  self->at.lat = ht_value_member_real (draft, "lat", 0);
  g_free (self->address);
  self->address = g_strdup (ht_value_member_text (draft, "address", NULL));
  refresh_place (self);
  self->restoring = FALSE;
}

static GtkWidget *
new_type (HtIncidentType *type)
{
  GtkWidget *label = gtk_label_new (ht_incident_type_get_label (type));
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_tooltip_text (label, ht_incident_type_get_label (type));
  GtkWidget *child = gtk_flow_box_child_new ();
  gtk_flow_box_child_set_child (GTK_FLOW_BOX_CHILD (child), label);
  gtk_widget_add_css_class (child, "type");
  g_object_set_data_full (G_OBJECT (child), "type", g_strdup (ht_incident_type_get_name (type)), g_free);
  gtk_accessible_update_property (GTK_ACCESSIBLE (child), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  ht_incident_type_get_label (type), -1);
  return child;
}

static void
fill (gpointer object)
{
  HtIncidentForm *self = object;
  GtkFlowBoxChild *first = gtk_flow_box_get_child_at_index (GTK_FLOW_BOX (self->types), 0);
  if (first != NULL)
    gtk_flow_box_select_child (GTK_FLOW_BOX (self->types), first);
  refresh_place (self);
  self->restoring = FALSE;
  restore_draft (self);
}

/* A few more of the types; after the last what is set is set. */
static void
add_types (gpointer object)
{
  HtIncidentForm *self = object;
  GListModel *types = ht_run_cards_get_types (ht_city_get_run_cards (self->city));
  guint n = g_list_model_get_n_items (types), end = MIN (self->n_types + TYPES_A_TURN, n);
  for (; self->n_types < end; self->n_types++)
    {
      g_autoptr (HtIncidentType) type = g_list_model_get_item (types, self->n_types);
      gtk_flow_box_append (GTK_FLOW_BOX (self->types), new_type (type));
    }
  ht_later (self, end < n ? add_types : fill);
}

void
ht_incident_form_set_city (HtIncidentForm *self, HtCity *city)
{
  g_return_if_fail (HT_IS_INCIDENT_FORM (self) && self->city == NULL);
  self->city = g_object_ref (city);
  self->restoring = TRUE;
  ht_later (self, add_types);
}

static void
ht_incident_form_dispose (GObject *object)
{
  HtIncidentForm *self = HT_INCIDENT_FORM (object);
  g_clear_handle_id (&self->search_id, g_source_remove);
  g_cancellable_cancel (self->search);
  g_clear_object (&self->search);
  g_clear_object (&self->found);
  g_clear_object (&self->city);
  g_clear_pointer (&self->address, g_free);
  G_OBJECT_CLASS (ht_incident_form_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, HtIncidentForm, place_entry);
  gtk_widget_class_bind_template_child (widget_class, HtIncidentForm, place_caption);
  gtk_widget_class_bind_template_child (widget_class, HtIncidentForm, found_list);
  gtk_widget_class_bind_template_child (widget_class, HtIncidentForm, place_label);
  gtk_widget_class_bind_template_child (widget_class, HtIncidentForm, types);
  gtk_widget_class_bind_template_child (widget_class, HtIncidentForm, level_slot);
  gtk_widget_class_bind_template_child (widget_class, HtIncidentForm, title_entry);
  gtk_widget_class_bind_template_child (widget_class, HtIncidentForm, trapped_entry);
  gtk_widget_class_bind_template_child (widget_class, HtIncidentForm, unverified_check);
  gtk_widget_class_bind_template_child (widget_class, HtIncidentForm, notes_entry);
  gtk_widget_class_bind_template_child (widget_class, HtIncidentForm, error_label);
  gtk_widget_class_bind_template_child (widget_class, HtIncidentForm, create_button);
}

static void
ht_incident_form_class_init (HtIncidentFormClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  G_OBJECT_CLASS (klass)->dispose = ht_incident_form_dispose;
  g_type_ensure (HT_TYPE_KEY_CAP);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/haitang/Haitang/incident-form.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, on_place_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_place_activated);
  gtk_widget_class_bind_template_callback (widget_class, on_found_activated);
  gtk_widget_class_bind_template_callback (widget_class, on_edited);
  signals[SIGNAL_CREATED] = g_signal_new ("created", HT_TYPE_INCIDENT_FORM, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                          NULL, G_TYPE_NONE, 1, G_TYPE_OBJECT);
  signals[SIGNAL_PLACED] = g_signal_new ("placed", HT_TYPE_INCIDENT_FORM, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                         NULL, G_TYPE_NONE, 2, G_TYPE_DOUBLE, G_TYPE_DOUBLE);
}

static void
ht_incident_form_init (HtIncidentForm *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->levels = ht_buttons_new_levels ();
  gtk_widget_set_hexpand (self->levels, TRUE);
  gtk_box_append (GTK_BOX (self->level_slot), self->levels);
  ht_buttons_set_level (self->levels, HT_LEVEL_UNGRADED);
  GtkEventController *keys = gtk_event_controller_key_new ();
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (on_place_key), self);
  gtk_widget_add_controller (self->place_entry, keys);
}
