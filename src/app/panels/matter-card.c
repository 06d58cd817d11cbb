/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/panels/matter-card.h"

#include "app/later.h"
#include "app/panels/buttons.h"
#include "app/panels/key-cap.h"
#include "base/format.h"
#include "base/i18n.h"
#include "model/incident.h"
#include "model/session.h"

struct _HtMatterCard
{
  GtkBox parent_instance;
  GtkWidget *title, *rule, *orders, *choices[2], *choice_labels[2], *reason, *decide, *right;
  HtCity *city;
  HtMatter *matter;
  int focused, pointed; /* choice with the focus, under the pointer; -1: none */
  int looked_at;        /* as last told */
};

G_DEFINE_TYPE (HtMatterCard, ht_matter_card, GTK_TYPE_BOX)

static guint looked_signal;

/* Under the pointer before the focus before the chosen one. */
int
ht_matter_card_get_looked_at (HtMatterCard *self)
{
  g_return_val_if_fail (HT_IS_MATTER_CARD (self), -1);
  if (self->matter == NULL)
    return -1;
  if (self->pointed >= 0)
    return self->pointed;
  return self->focused >= 0 ? self->focused : ht_matter_card_get_chosen (self);
}

static void
refresh_looked_at (HtMatterCard *self)
{
  int side = ht_matter_card_get_looked_at (self);
  if (side == self->looked_at)
    return;
  self->looked_at = side;
  g_signal_emit (self, looked_signal, 0, side);
}

static const char *
get_order_name (guint side)
{
  return side == 0 ? _ ("Order A") : _ ("Order B");
}

static GtkWidget *
new_order (HtMatterCard *self, guint side)
{
  const HtMatterSide *order = ht_matter_get_side (self->matter, side);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);
  GtkWidget *head = gtk_label_new (get_order_name (side));
  GtkWidget *text = gtk_label_new (order->text);
  GtkWidget *facts = gtk_grid_new ();
  g_autofree char *at = ht_format_date_time (order->at_us);
  HtIncident *incident = ht_city_find_incident (self->city, &order->incident_id);
  gtk_widget_add_css_class (box, "inset");
  gtk_widget_add_css_class (head, "conflict");
  gtk_widget_add_css_class (head, "strong");
  gtk_widget_add_css_class (text, "strong");
  gtk_label_set_xalign (GTK_LABEL (head), 0);
  gtk_label_set_xalign (GTK_LABEL (text), 0);
  gtk_label_set_wrap (GTK_LABEL (text), TRUE);
  gtk_grid_set_column_spacing (GTK_GRID (facts), 10);
  int row = 0;
  ht_buttons_add_fact (GTK_GRID (facts), 0, row++, _ ("Who"), order->who);
  ht_buttons_add_fact (GTK_GRID (facts), 0, row++, _ ("When"), at);
  ht_buttons_add_fact (GTK_GRID (facts), 0, row++, _ ("Where"), order->post);
  if (incident != NULL)
    ht_buttons_add_fact (GTK_GRID (facts), 0, row, _ ("Incident"), ht_incident_get_code (incident));
  gtk_box_append (GTK_BOX (box), head);
  gtk_box_append (GTK_BOX (box), text);
  gtk_box_append (GTK_BOX (box), facts);
  return box;
}

static void
refresh_right (HtMatterCard *self)
{
  g_autoptr (GError) error = NULL;
  gboolean may
      = self->city != NULL && ht_session_may (ht_city_get_session (self->city), HT_RIGHT_RESOLVE, &error);
  gtk_label_set_text (GTK_LABEL (self->right),
                      may ? _ (
                          "The decision is an operation too: it names both orders, which stay to be read.")
                          : error->message);
  gtk_widget_set_sensitive (self->decide, may && ht_matter_card_get_chosen (self) >= 0);
  refresh_looked_at (self);
}

static void
refresh (gpointer object)
{
  HtMatterCard *self = object;
  if (self->matter == NULL)
    return;
  gtk_label_set_text (GTK_LABEL (self->title), ht_matter_get_sentence (self->matter));
  gtk_label_set_text (GTK_LABEL (self->rule), ht_matter_get_rule_text (self->matter));
  ht_buttons_clear (self->orders);
  for (guint side = 0; side < 2; side++)
    {
      gtk_box_append (GTK_BOX (self->orders), new_order (self, side));
      const char *choice = ht_matter_get_side (self->matter, side)->choice;
      gtk_label_set_text (GTK_LABEL (self->choice_labels[side]), choice);
      gtk_accessible_update_property (GTK_ACCESSIBLE (self->choices[side]), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                      choice, -1);
      gtk_check_button_set_active (GTK_CHECK_BUTTON (self->choices[side]), FALSE);
    }
  gtk_editable_set_text (GTK_EDITABLE (self->reason), "");
  refresh_right (self);
}

void
ht_matter_card_set_city (HtMatterCard *self, HtCity *city)
{
  g_return_if_fail (HT_IS_MATTER_CARD (self) && self->city == NULL);
  self->city = g_object_ref (city);
  g_signal_connect_object (ht_city_get_session (city), "changed", G_CALLBACK (refresh_right), self,
                           G_CONNECT_SWAPPED);
}

void
ht_matter_card_set_matter (HtMatterCard *self, HtMatter *matter)
{
  g_return_if_fail (HT_IS_MATTER_CARD (self));
  gtk_widget_set_visible (GTK_WIDGET (self), matter != NULL);
  if (!g_set_object (&self->matter, matter))
    return;
  if (matter != NULL)
    ht_later (self, refresh);
  refresh_looked_at (self);
}

HtMatter *
ht_matter_card_get_matter (HtMatterCard *self)
{
  g_return_val_if_fail (HT_IS_MATTER_CARD (self), NULL);
  return self->matter;
}

void
ht_matter_card_choose (HtMatterCard *self, guint side)
{
  g_return_if_fail (HT_IS_MATTER_CARD (self) && side < 2);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (self->choices[side]), TRUE);
  ht_matter_card_focus_reason (self);
}

int
ht_matter_card_get_chosen (HtMatterCard *self)
{
  for (int side = 0; side < 2; side++)
    if (gtk_check_button_get_active (GTK_CHECK_BUTTON (self->choices[side])))
      return side;
  return -1;
}

const char *
ht_matter_card_get_reason (HtMatterCard *self)
{
  return gtk_editable_get_text (GTK_EDITABLE (self->reason));
}

void
ht_matter_card_focus_reason (HtMatterCard *self)
{
  gtk_widget_grab_focus (self->reason);
}

static gboolean
ht_matter_card_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (HT_MATTER_CARD (widget)->choices[0]);
}

static void
ht_matter_card_dispose (GObject *object)
{
  HtMatterCard *self = HT_MATTER_CARD (object);
  g_clear_object (&self->matter);
  g_clear_object (&self->city);
  G_OBJECT_CLASS (ht_matter_card_parent_class)->dispose (object);
}

static void
ht_matter_card_class_init (HtMatterCardClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ht_matter_card_dispose;
  GTK_WIDGET_CLASS (klass)->grab_focus = ht_matter_card_grab_focus;
  looked_signal = g_signal_new ("looked-at", HT_TYPE_MATTER_CARD, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 1, G_TYPE_INT);
}

static GtkWidget *
add_label (GtkWidget *box, const char *css_class, const char *text)
{
  GtkWidget *label = gtk_label_new (text);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_widget_add_css_class (label, css_class);
  gtk_box_append (GTK_BOX (box), label);
  return label;
}

/* --- looking at a choice --- */

static int
get_side (HtMatterCard *self, GtkEventController *controller)
{
  GtkWidget *line = gtk_event_controller_get_widget (controller);
  return gtk_widget_is_ancestor (self->choices[1], line) ? 1 : 0;
}

static void
on_focus_in (GtkEventControllerFocus *controller, HtMatterCard *self)
{
  self->focused = get_side (self, GTK_EVENT_CONTROLLER (controller));
  refresh_looked_at (self);
}

static void
on_focus_out (GtkEventControllerFocus *controller, HtMatterCard *self)
{
  self->focused = -1;
  refresh_looked_at (self);
}

static void
on_pointer_in (GtkEventControllerMotion *controller, double x, double y, HtMatterCard *self)
{
  self->pointed = get_side (self, GTK_EVENT_CONTROLLER (controller));
  refresh_looked_at (self);
}

static void
on_pointer_out (GtkEventControllerMotion *controller, HtMatterCard *self)
{
  self->pointed = -1;
  refresh_looked_at (self);
}

static void
watch_choice (HtMatterCard *self, GtkWidget *line)
{
  GtkEventController *focus = gtk_event_controller_focus_new ();
  g_signal_connect (focus, "enter", G_CALLBACK (on_focus_in), self);
  g_signal_connect (focus, "leave", G_CALLBACK (on_focus_out), self);
  gtk_widget_add_controller (line, focus);
  GtkEventController *motion = gtk_event_controller_motion_new ();
  g_signal_connect (motion, "enter", G_CALLBACK (on_pointer_in), self);
  g_signal_connect (motion, "leave", G_CALLBACK (on_pointer_out), self);
  gtk_widget_add_controller (line, motion);
}

static void
add_choice (HtMatterCard *self, guint side)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  g_autofree char *target = g_strdup_printf ("%u", side + 1);
  self->choices[side] = gtk_check_button_new ();
  self->choice_labels[side] = gtk_label_new (NULL);
  gtk_label_set_wrap (GTK_LABEL (self->choice_labels[side]), TRUE);
  gtk_label_set_xalign (GTK_LABEL (self->choice_labels[side]), 0);
  gtk_widget_set_hexpand (self->choice_labels[side], TRUE);
  if (side > 0)
    gtk_check_button_set_group (GTK_CHECK_BUTTON (self->choices[side]), GTK_CHECK_BUTTON (self->choices[0]));
  g_signal_connect_swapped (self->choices[side], "toggled", G_CALLBACK (refresh_right), self);
  gtk_box_append (GTK_BOX (line), self->choices[side]);
  gtk_box_append (GTK_BOX (line), self->choice_labels[side]);
  gtk_box_append (GTK_BOX (line), ht_key_cap_new ("win.level", target));
  gtk_box_append (GTK_BOX (self), line);
  watch_choice (self, line);
}

static void
add_decision (HtMatterCard *self)
{
  self->reason = gtk_entry_new ();
  gtk_entry_set_placeholder_text (GTK_ENTRY (self->reason), _ ("Reason, for the record"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->reason), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Reason for the decision"), -1);
  gtk_box_append (GTK_BOX (self), self->reason);
  self->decide = ht_buttons_new (_ ("Decide"), "win.main", NULL);
  gtk_widget_add_css_class (self->decide, "main-action");
  gtk_box_append (GTK_BOX (self), self->decide);
}

static void
ht_matter_card_init (HtMatterCard *self)
{
  g_type_ensure (HT_TYPE_KEY_CAP);
  self->focused = self->pointed = self->looked_at = -1;
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 8);
  gtk_widget_add_css_class (GTK_WIDGET (self), "panel");
  gtk_widget_add_css_class (GTK_WIDGET (self), "padded");
  self->title = add_label (GTK_WIDGET (self), "selected-title", NULL);
  self->rule = add_label (GTK_WIDGET (self), "rule", NULL);
  self->orders = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);
  gtk_box_append (GTK_BOX (self), self->orders);
  add_choice (self, 0);
  add_choice (self, 1);
  add_decision (self);
  self->right = add_label (GTK_WIDGET (self), "secondary", NULL);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}
