/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/dialogs/sign-in-dialog.h"

#include "app/later.h"
#include "app/panels/key-cap.h"
#include "base/i18n.h"
#include "model/person.h"
#include "model/session.h"

struct _HtSignInDialog
{
  GtkBox parent_instance;
  GtkWidget *title, *body, *people, *name_entry, *pin_entry, *hint, *error_label, *look_button,
      *confirm_button;
  GtkWidget *confirm_label;
  HtCity *city;
  char *person_id; /* whose row is marked first */
  gboolean first, busy;
};

G_DEFINE_TYPE (HtSignInDialog, ht_sign_in_dialog, GTK_TYPE_BOX)

static guint done_signal;

static void
set_error (HtSignInDialog *self, const char *text)
{
  gtk_label_set_text (GTK_LABEL (self->error_label), text != NULL ? text : "");
  gtk_widget_set_visible (self->error_label, text != NULL);
}

static void
set_busy (HtSignInDialog *self, gboolean busy)
{
  self->busy = busy;
  gtk_widget_set_sensitive (self->confirm_button, !busy);
  gtk_label_set_text (GTK_LABEL (self->confirm_label), busy          ? _ ("Checking…")
                                                       : self->first ? _ ("Create and sign in")
                                                                     : _ ("Sign in"));
}

static void
finish (HtSignInDialog *self, GError *error)
{
  set_busy (self, FALSE);
  if (error == NULL)
    {
      g_signal_emit (self, done_signal, 0);
      return;
    }
  set_error (self, error->message);
  gtk_editable_set_text (GTK_EDITABLE (self->pin_entry), "");
  gtk_widget_grab_focus (self->pin_entry);
}

static void
on_signed_in (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HtSignInDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  ht_session_sign_in_finish (HT_SESSION (source), result, &error);
  finish (self, error);
}

static void
on_added (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HtSignInDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  ht_session_add_person_finish (HT_SESSION (source), result, &error);
  finish (self, error);
}

static HtPerson *
get_marked (HtSignInDialog *self)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (GTK_LIST_BOX (self->people));
  return row != NULL ? g_object_get_data (G_OBJECT (row), "person") : NULL;
}

static void
on_confirm (HtSignInDialog *self)
{
  HtSession *session = ht_city_get_session (self->city);
  const char *pin = gtk_editable_get_text (GTK_EDITABLE (self->pin_entry));
  if (self->busy)
    return;
  set_error (self, NULL);
  if (self->first)
    {
      const char *name = gtk_editable_get_text (GTK_EDITABLE (self->name_entry));
      set_busy (self, TRUE);
      ht_session_add_person_async (session, name, HT_ROLE_ADMINISTRATOR, pin, NULL, on_added,
                                   g_object_ref (self));
      return;
    }
  HtPerson *person = get_marked (self);
  if (person == NULL)
    {
      set_error (self, _ ("Mark who you are in the list."));
      return;
    }
  set_busy (self, TRUE);
  ht_session_sign_in_async (session, person, pin, NULL, on_signed_in, g_object_ref (self));
}

/* Up and Down in the PIN field choose who it is, without leaving it. */
static gboolean
on_pin_key (GtkEventControllerKey *controller, guint keyval, guint keycode, GdkModifierType state,
            HtSignInDialog *self)
{
  int step = keyval == GDK_KEY_Down ? 1 : keyval == GDK_KEY_Up ? -1 : 0;
  if (step == 0 || self->first)
    return GDK_EVENT_PROPAGATE;
  GtkListBox *list = GTK_LIST_BOX (self->people);
  GtkListBoxRow *row = gtk_list_box_get_selected_row (list);
  int index = row != NULL ? gtk_list_box_row_get_index (row) + step : 0;
  GtkListBoxRow *next = gtk_list_box_get_row_at_index (list, MAX (index, 0));
  if (next != NULL)
    gtk_list_box_select_row (list, next);
  return GDK_EVENT_STOP;
}

static void
on_person_activated (HtSignInDialog *self)
{
  gtk_widget_grab_focus (self->pin_entry);
}

static void
on_name_activated (HtSignInDialog *self)
{
  gtk_widget_grab_focus (self->pin_entry);
}

static GtkWidget *
new_person_row (HtPerson *person)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  gtk_widget_add_css_class (box, "one-line");
  GtkWidget *name = gtk_label_new (ht_person_get_name (person));
  gtk_label_set_xalign (GTK_LABEL (name), 0);
  gtk_widget_set_hexpand (name, TRUE);
  gtk_widget_add_css_class (name, "strong");
  GtkWidget *role = gtk_label_new (ht_person_get_role_label (person));
  gtk_widget_add_css_class (role, "secondary");
  gtk_box_append (GTK_BOX (box), name);
  gtk_box_append (GTK_BOX (box), role);
  GtkWidget *row = gtk_list_box_row_new ();
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  g_object_set_data_full (G_OBJECT (row), "person", g_object_ref (person), g_object_unref);
  g_autofree char *text
      = g_strdup_printf ("%s, %s", ht_person_get_name (person), ht_person_get_role_label (person));
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  return row;
}

static void
fill_people (gpointer object)
{
  HtSignInDialog *self = object;
  GtkListBox *list = GTK_LIST_BOX (self->people);
  GListModel *people = ht_city_get_people (self->city);
  guint n = g_list_model_get_n_items (people);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (HtPerson) person = g_list_model_get_item (people, i);
      if (!ht_person_is_active (person))
        continue;
      GtkWidget *row = new_person_row (person);
      gtk_list_box_append (list, row);
      if (g_strcmp0 (ht_entity_get_id_text (HT_ENTITY (person)), self->person_id) == 0)
        gtk_list_box_select_row (list, GTK_LIST_BOX_ROW (row));
    }
  if (gtk_list_box_get_selected_row (list) == NULL && gtk_list_box_get_row_at_index (list, 0) != NULL)
    gtk_list_box_select_row (list, gtk_list_box_get_row_at_index (list, 0));
}

static gboolean
ht_sign_in_dialog_focus (GtkWidget *widget, GtkDirectionType direction)
{
  HtSignInDialog *self = HT_SIGN_IN_DIALOG (widget);
  /* Coming in from outside: straight to what has to be typed. */
  if (gtk_widget_get_focus_child (widget) == NULL)
    return gtk_widget_grab_focus (self->first ? self->name_entry : self->pin_entry);
  return GTK_WIDGET_CLASS (ht_sign_in_dialog_parent_class)->focus (widget, direction);
}

static void
ht_sign_in_dialog_dispose (GObject *object)
{
  HtSignInDialog *self = HT_SIGN_IN_DIALOG (object);
  g_clear_object (&self->city);
  g_clear_pointer (&self->person_id, g_free);
  G_OBJECT_CLASS (ht_sign_in_dialog_parent_class)->dispose (object);
}

static void
ht_sign_in_dialog_class_init (HtSignInDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  G_OBJECT_CLASS (klass)->dispose = ht_sign_in_dialog_dispose;
  widget_class->focus = ht_sign_in_dialog_focus;
  g_type_ensure (HT_TYPE_KEY_CAP);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_DIALOG);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/haitang/Haitang/sign-in-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, HtSignInDialog, title);
  gtk_widget_class_bind_template_child (widget_class, HtSignInDialog, body);
  gtk_widget_class_bind_template_child (widget_class, HtSignInDialog, people);
  gtk_widget_class_bind_template_child (widget_class, HtSignInDialog, name_entry);
  gtk_widget_class_bind_template_child (widget_class, HtSignInDialog, pin_entry);
  gtk_widget_class_bind_template_child (widget_class, HtSignInDialog, hint);
  gtk_widget_class_bind_template_child (widget_class, HtSignInDialog, error_label);
  gtk_widget_class_bind_template_child (widget_class, HtSignInDialog, look_button);
  gtk_widget_class_bind_template_child (widget_class, HtSignInDialog, confirm_button);
  gtk_widget_class_bind_template_child (widget_class, HtSignInDialog, confirm_label);
  gtk_widget_class_bind_template_callback (widget_class, on_confirm);
  gtk_widget_class_bind_template_callback (widget_class, on_person_activated);
  gtk_widget_class_bind_template_callback (widget_class, on_name_activated);
  done_signal
      = g_signal_new ("done", HT_TYPE_SIGN_IN_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
ht_sign_in_dialog_init (HtSignInDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  GtkEventController *keys = gtk_event_controller_key_new ();
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (on_pin_key), self);
  gtk_widget_add_controller (self->pin_entry, keys);
}

GtkWidget *
ht_sign_in_dialog_new (HtCity *city, const char *person_id)
{
  HtSignInDialog *self = g_object_new (HT_TYPE_SIGN_IN_DIALOG, NULL);
  self->city = g_object_ref (city);
  self->first = ht_session_needs_first_officer (ht_city_get_session (city));
  const char *title = self->first ? _ ("First officer") : _ ("Sign in");
  gtk_label_set_text (GTK_LABEL (self->title), title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  gtk_label_set_text (GTK_LABEL (self->body),
                      self->first
                          ? _ ("Nobody can sign in to this city yet. The first officer becomes its "
                               "administrator and adds the others.")
                          : _ ("Everything can be looked at without signing in; orders need a name."));
  gtk_widget_set_visible (self->people, !self->first);
  gtk_widget_set_visible (self->name_entry, self->first);
  gtk_label_set_text (GTK_LABEL (self->hint),
                      _ ("Made-up town: its people sign in with the PINs 1111 (dispatcher) to 5555."));
  gtk_widget_set_visible (self->hint, !self->first && ht_city_is_synthetic (city));
  self->person_id = g_strdup (person_id);
  ht_later (self, fill_people);
  set_busy (self, FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->confirm_button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  gtk_label_get_text (GTK_LABEL (self->confirm_label)), -1);
  return GTK_WIDGET (self);
}
