/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/window/command-box.h"

#include "app/keys.h"
#include "app/panels/key-cap.h"
#include "base/i18n.h"
#include "model/command.h"
#include "model/desk-state.h"
#include "model/incident.h"

#define DRAFT_KEY "draft.command"
#define SETTLE_MS 60
#define MAX_SHOWN 7
#define MAIN_KEY "Ctrl+Enter"

struct _HtCommandBox
{
  GtkBox parent_instance;
  GtkWidget *entry;
  GtkWidget *panel, *list, *hint; /* suggestions; the panel lives elsewhere in the window */
  HtCity *city;
  HtSelection *selection;
  GListModel *answers;
  GCancellable *question;
  guint ask_id;
  gboolean enter_waits, restoring;
  HtPoint centre;
  GtkWidget *focus_before; /* weak */
};

G_DEFINE_TYPE (HtCommandBox, ht_command_box, GTK_TYPE_BOX)

static const char *
get_text (HtCommandBox *self)
{
  return gtk_editable_get_text (GTK_EDITABLE (self->entry));
}

static gboolean
is_open (HtCommandBox *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  return focus != NULL && (focus == self->entry || gtk_widget_is_ancestor (focus, self->entry));
}

static GtkWidget *
new_label (const char *text, const char *css_class, float xalign)
{
  GtkWidget *label = gtk_label_new (text);
  gtk_label_set_xalign (GTK_LABEL (label), xalign);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (label, css_class);
  return label;
}

static GtkWidget *
new_row (HtSuggestion *suggestion, gboolean first)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);
  GtkWidget *title = new_label (ht_suggestion_get_title (suggestion), "strong", 0);
  GtkWidget *detail = new_label (ht_suggestion_get_detail (suggestion), "secondary", 0);
  gtk_label_set_width_chars (GTK_LABEL (title), 18);
  gtk_widget_set_hexpand (detail, TRUE);
  gtk_box_append (GTK_BOX (box), title);
  gtk_box_append (GTK_BOX (box), detail);
  const char *key = ht_suggestion_get_key (suggestion);
  GtkWidget *cap = NULL;
  if (g_str_equal (key, MAIN_KEY))
    cap = g_object_new (HT_TYPE_KEY_CAP, "keys", "<Control>Return", NULL);
  else if (first)
    cap = g_object_new (HT_TYPE_KEY_CAP, "keys", "Return", NULL);
  if (cap != NULL)
    gtk_box_append (GTK_BOX (box), cap);
  GtkWidget *row = gtk_list_box_row_new ();
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gboolean possible = ht_suggestion_is_possible (suggestion);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), possible);
  if (!possible)
    gtk_widget_add_css_class (title, "stale");
  g_autofree char *name = g_strdup_printf ("%s, %s", ht_suggestion_get_title (suggestion),
                                           ht_suggestion_get_detail (suggestion));
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  return row;
}

static void
show_answers (HtCommandBox *self)
{
  GtkListBox *list = GTK_LIST_BOX (self->list);
  GtkListBoxRow *row;
  while ((row = gtk_list_box_get_row_at_index (list, 0)) != NULL)
    gtk_list_box_remove (list, GTK_WIDGET (row));
  guint n = self->answers != NULL ? MIN (g_list_model_get_n_items (self->answers), MAX_SHOWN) : 0;
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (HtSuggestion) suggestion = g_list_model_get_item (self->answers, i);
      gtk_list_box_append (list, new_row (suggestion, i == 0));
    }
  if (n > 0)
    gtk_list_box_select_row (list, gtk_list_box_get_row_at_index (list, 0));
  gtk_widget_set_visible (self->panel, n > 0 && is_open (self));
}

gboolean
ht_command_box_close (HtCommandBox *self)
{
  g_return_val_if_fail (HT_IS_COMMAND_BOX (self), FALSE);
  gtk_widget_set_visible (self->panel, FALSE);
  if (!is_open (self))
    return FALSE;
  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  if (self->focus_before != NULL && gtk_widget_get_mapped (self->focus_before))
    gtk_widget_grab_focus (self->focus_before);
  else
    gtk_root_set_focus (root, NULL);
  return TRUE;
}

static void
run (HtCommandBox *self, HtSuggestion *suggestion)
{
  if (!ht_suggestion_is_possible (suggestion))
    {
      gtk_widget_error_bell (self->entry);
      return;
    }
  g_autofree char *action = g_strdup (ht_suggestion_get_action (suggestion));
  GVariant *target = ht_suggestion_get_target (suggestion);
  g_autoptr (GVariant) kept = target != NULL ? g_variant_ref (target) : NULL;
  ht_command_box_close (self);
  gtk_widget_activate_action_variant (GTK_WIDGET (self), action, kept);
}

static void
run_index (HtCommandBox *self, guint index)
{
  g_autoptr (HtSuggestion) suggestion
      = self->answers != NULL ? g_list_model_get_item (self->answers, index) : NULL;
  if (suggestion != NULL)
    run (self, suggestion);
}

gboolean
ht_command_box_run_main (HtCommandBox *self)
{
  g_return_val_if_fail (HT_IS_COMMAND_BOX (self), FALSE);
  guint n = is_open (self) && self->answers != NULL ? g_list_model_get_n_items (self->answers) : 0;
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (HtSuggestion) suggestion = g_list_model_get_item (self->answers, i);
      if (!g_str_equal (ht_suggestion_get_key (suggestion), MAIN_KEY))
        continue;
      run (self, suggestion);
      return TRUE;
    }
  return FALSE;
}

static void
on_answered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HtCommandBox) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GListModel) answers = ht_command_suggest_finish (HT_COMMAND (source), result, &error);
  if (answers == NULL || self->city == NULL)
    return;
  g_clear_object (&self->question);
  g_set_object (&self->answers, answers);
  show_answers (self);
  if (self->enter_waits)
    run_index (self, 0);
  self->enter_waits = FALSE;
}

static gboolean
ask (gpointer user_data)
{
  HtCommandBox *self = user_data;
  self->ask_id = 0;
  g_cancellable_cancel (self->question);
  g_clear_object (&self->question);
  self->question = g_cancellable_new ();
  HtCommand *command = ht_city_get_command (self->city);
  ht_command_set_context (command, ht_selection_get_incident (self->selection),
                          ht_selection_get_team (self->selection), &self->centre);
  const char *text = get_text (self);
  ht_command_suggest_async (command, *text == '/' ? text + 1 : text, self->question, on_answered,
                            g_object_ref (self));
  return G_SOURCE_REMOVE;
}

static void
on_changed (HtCommandBox *self)
{
  if (self->city == NULL)
    return;
  const char *text = get_text (self);
  ht_desk_state_set_text (ht_city_get_desk_state (self->city), DRAFT_KEY, *text != '\0' ? text : NULL);
  g_clear_object (&self->answers);
  g_clear_handle_id (&self->ask_id, g_source_remove);
  g_cancellable_cancel (self->question);
  if (*text == '\0')
    gtk_widget_set_visible (self->panel, FALSE);
  else if (!self->restoring)
    self->ask_id = g_timeout_add (SETTLE_MS, ask, self);
}

static void
on_activated (HtCommandBox *self)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (GTK_LIST_BOX (self->list));
  if (self->answers != NULL && row != NULL)
    run_index (self, (guint) gtk_list_box_row_get_index (row));
  else
    self->enter_waits = *get_text (self) != '\0';
}

static void
on_row_activated (HtCommandBox *self, GtkListBoxRow *row)
{
  run_index (self, (guint) gtk_list_box_row_get_index (row));
}

static gboolean
on_key (GtkEventControllerKey *controller, guint keyval, guint keycode, GdkModifierType state,
        HtCommandBox *self)
{
  int step = keyval == GDK_KEY_Down ? 1 : keyval == GDK_KEY_Up ? -1 : 0;
  GtkWidget *window = GTK_WIDGET (gtk_widget_get_root (GTK_WIDGET (self)));
  if (step == 0 || !gtk_widget_get_visible (self->panel) || ht_keys_is_composing (GTK_WINDOW (window)))
    return GDK_EVENT_PROPAGATE;
  GtkListBox *list = GTK_LIST_BOX (self->list);
  GtkListBoxRow *row = gtk_list_box_get_selected_row (list);
  int index = row != NULL ? gtk_list_box_row_get_index (row) + step : 0;
  GtkListBoxRow *next = gtk_list_box_get_row_at_index (list, MAX (index, 0));
  if (next != NULL)
    gtk_list_box_select_row (list, next);
  return GDK_EVENT_STOP;
}

static void
on_focus_changed (HtCommandBox *self)
{
  if (!is_open (self))
    gtk_widget_set_visible (self->panel, FALSE);
  else if (self->answers != NULL)
    show_answers (self);
  else if (*get_text (self) != '\0' && self->ask_id == 0)
    self->ask_id = g_timeout_add (SETTLE_MS, ask, self);
}

void
ht_command_box_open (HtCommandBox *self)
{
  g_return_if_fail (HT_IS_COMMAND_BOX (self));
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  if (!is_open (self))
    {
      if (self->focus_before != NULL)
        g_object_remove_weak_pointer (G_OBJECT (self->focus_before), (gpointer *) &self->focus_before);
      self->focus_before = gtk_root_get_focus (root);
      if (self->focus_before != NULL)
        g_object_add_weak_pointer (G_OBJECT (self->focus_before), (gpointer *) &self->focus_before);
    }
  gtk_widget_grab_focus (self->entry);
  gtk_editable_select_region (GTK_EDITABLE (self->entry), 0, -1);
}

void
ht_command_box_set_city (HtCommandBox *self, HtCity *city, HtSelection *selection)
{
  g_return_if_fail (HT_IS_COMMAND_BOX (self) && self->city == NULL);
  self->city = g_object_ref (city);
  self->selection = g_object_ref (selection);
  self->restoring = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (self->entry),
                         ht_desk_state_get_text (ht_city_get_desk_state (city), DRAFT_KEY, ""));
  self->restoring = FALSE;
}

GtkWidget *
ht_command_box_get_suggestions (HtCommandBox *self)
{
  return self->panel;
}

void
ht_command_box_set_centre (HtCommandBox *self, const HtPoint *centre)
{
  self->centre = *centre;
}

static void
ht_command_box_dispose (GObject *object)
{
  HtCommandBox *self = HT_COMMAND_BOX (object);
  g_clear_handle_id (&self->ask_id, g_source_remove);
  g_cancellable_cancel (self->question);
  g_clear_object (&self->question);
  g_clear_object (&self->answers);
  g_clear_object (&self->city);
  g_clear_object (&self->selection);
  g_clear_object (&self->panel);
  if (self->focus_before != NULL)
    g_object_remove_weak_pointer (G_OBJECT (self->focus_before), (gpointer *) &self->focus_before);
  self->focus_before = NULL;
  G_OBJECT_CLASS (ht_command_box_parent_class)->dispose (object);
}

static void
ht_command_box_class_init (HtCommandBoxClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  G_OBJECT_CLASS (klass)->dispose = ht_command_box_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/org/haitang/Haitang/command-box.ui");
  gtk_widget_class_bind_template_child (widget_class, HtCommandBox, entry);
  gtk_widget_class_bind_template_callback (widget_class, on_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_activated);
}

static void
make_panel (HtCommandBox *self)
{
  self->panel = g_object_ref_sink (gtk_box_new (GTK_ORIENTATION_VERTICAL, 4));
  gtk_widget_add_css_class (self->panel, "suggestions");
  self->list = gtk_list_box_new ();
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (self->list), GTK_SELECTION_BROWSE);
  gtk_widget_set_can_focus (self->list, FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Suggestions"), -1);
  g_signal_connect_swapped (self->list, "row-activated", G_CALLBACK (on_row_activated), self);
  gtk_box_append (GTK_BOX (self->panel), self->list);
  self->hint = new_label (_ ("Chinese, pinyin, codes, any notation of coordinates; ↑↓ choose, Esc closes"),
                          "secondary", 0);
  gtk_widget_set_margin_start (self->hint, 8);
  gtk_box_append (GTK_BOX (self->panel), self->hint);
  gtk_widget_set_halign (self->panel, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (self->panel, GTK_ALIGN_START);
  gtk_widget_set_size_request (self->panel, 460, -1);
  gtk_widget_set_visible (self->panel, FALSE);
}

static void
ht_command_box_init (HtCommandBox *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  make_panel (self);
  GtkEventController *keys = gtk_event_controller_key_new ();
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (on_key), self);
  gtk_widget_add_controller (self->entry, keys);
  GtkEventController *focus = gtk_event_controller_focus_new ();
  g_signal_connect_swapped (focus, "notify::contains-focus", G_CALLBACK (on_focus_changed), self);
  gtk_widget_add_controller (GTK_WIDGET (self), focus);
}
