/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/panels/detail-pane.h"

#include "app/later.h"
#include "app/panels/incident-card.h"
#include "app/panels/object-card.h"
#include "app/panels/timeline-card.h"
#include "model/incident.h"

struct _HtDetailPane
{
  GtkBox parent_instance;
  GtkWidget *form, *incident_card, *matter_card, *object_card, *sent_card, *advice_card, *timeline_card,
      *empty;
  GtkWidget *cards, *tools, *footer;
  HtCity *city;
  HtSelection *selection;
};

G_DEFINE_TYPE (HtDetailPane, ht_detail_pane, GTK_TYPE_BOX)

static void
show_selection (gpointer pane)
{
  HtDetailPane *self = pane;
  GObject *object = ht_selection_get (self->selection);
  gboolean form = gtk_widget_get_visible (self->form);
  HtIncident *incident = !form && HT_IS_INCIDENT (object) ? HT_INCIDENT (object) : NULL;
  ht_incident_card_set_incident (HT_INCIDENT_CARD (self->incident_card), incident);
  ht_sent_card_set_incident (HT_SENT_CARD (self->sent_card), incident);
  ht_advice_card_set_incident (HT_ADVICE_CARD (self->advice_card), incident);
  ht_timeline_card_set_incident (HT_TIMELINE_CARD (self->timeline_card), self->city, incident);
  ht_matter_card_set_matter (HT_MATTER_CARD (self->matter_card),
                             !form && HT_IS_MATTER (object) ? HT_MATTER (object) : NULL);
  ht_object_card_set_object (HT_OBJECT_CARD (self->object_card), form ? NULL : object);
  gtk_widget_set_visible (self->tools, incident != NULL);
  gtk_widget_set_visible (self->empty, !form && object == NULL);
}

void
ht_detail_pane_set_city (HtDetailPane *self, HtCity *city, HtSelection *selection)
{
  g_return_if_fail (HT_IS_DETAIL_PANE (self) && self->city == NULL);
  self->city = g_object_ref (city);
  self->selection = g_object_ref (selection);
  ht_incident_form_set_city (HT_INCIDENT_FORM (self->form), city);
  ht_matter_card_set_city (HT_MATTER_CARD (self->matter_card), city);
  ht_advice_card_set_city (HT_ADVICE_CARD (self->advice_card), city);
  g_signal_connect_object (selection, "notify::object", G_CALLBACK (show_selection), self, G_CONNECT_SWAPPED);
  show_selection (self);
}

HtIncidentForm *
ht_detail_pane_get_form (HtDetailPane *self)
{
  return HT_INCIDENT_FORM (self->form);
}

HtAdviceCard *
ht_detail_pane_get_advice (HtDetailPane *self)
{
  return HT_ADVICE_CARD (self->advice_card);
}

HtSentCard *
ht_detail_pane_get_sent (HtDetailPane *self)
{
  return HT_SENT_CARD (self->sent_card);
}

HtMatterCard *
ht_detail_pane_get_matter (HtDetailPane *self)
{
  return HT_MATTER_CARD (self->matter_card);
}

void
ht_detail_pane_set_form_shown (HtDetailPane *self, gboolean shown)
{
  g_return_if_fail (HT_IS_DETAIL_PANE (self));
  gtk_widget_set_visible (self->form, shown);
  ht_later (self, show_selection);
}

gboolean
ht_detail_pane_is_form_shown (HtDetailPane *self)
{
  return gtk_widget_get_visible (self->form);
}

static void
grab_focus (gpointer self)
{
  gtk_widget_grab_focus (self);
}

void
ht_detail_pane_focus_later (HtDetailPane *self)
{
  ht_later (self, grab_focus);
}

static gboolean
ht_detail_pane_grab_focus (GtkWidget *widget)
{
  HtDetailPane *self = HT_DETAIL_PANE (widget);
  if (gtk_widget_get_visible (self->form))
    {
      ht_incident_form_start (HT_INCIDENT_FORM (self->form));
      return TRUE;
    }
  GtkWidget *cards[]
      = { self->matter_card, self->sent_card, self->advice_card, self->object_card, self->incident_card };
  for (guint i = 0; i < G_N_ELEMENTS (cards); i++)
    if (gtk_widget_get_visible (cards[i]) && gtk_widget_grab_focus (cards[i]))
      return TRUE;
  return gtk_widget_child_focus (widget, GTK_DIR_TAB_FORWARD);
}

static void
ht_detail_pane_dispose (GObject *object)
{
  HtDetailPane *self = HT_DETAIL_PANE (object);
  g_clear_object (&self->city);
  g_clear_object (&self->selection);
  G_OBJECT_CLASS (ht_detail_pane_parent_class)->dispose (object);
}

static void
ht_detail_pane_class_init (HtDetailPaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  G_OBJECT_CLASS (klass)->dispose = ht_detail_pane_dispose;
  widget_class->grab_focus = ht_detail_pane_grab_focus;
  gtk_widget_class_set_template_from_resource (widget_class, "/org/haitang/Haitang/detail-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, HtDetailPane, cards);
  gtk_widget_class_bind_template_child (widget_class, HtDetailPane, empty);
  gtk_widget_class_bind_template_child (widget_class, HtDetailPane, tools);
  gtk_widget_class_bind_template_child (widget_class, HtDetailPane, footer);
}

/* --- parts, each built in a turn of its own; they stand in the order of these functions --- */

static void
add_card (HtDetailPane *self, GtkWidget **card, GType type)
{
  *card = g_object_new (type, "visible", FALSE, NULL);
  gtk_box_append (GTK_BOX (self->cards), *card);
}

static void
add_form (gpointer object)
{
  HtDetailPane *self = object;
  add_card (self, &self->form, HT_TYPE_INCIDENT_FORM);
}

/* Facts and clock stay above what scrolls. */
static void
add_incident_card (gpointer object)
{
  HtDetailPane *self = object;
  self->incident_card = g_object_new (HT_TYPE_INCIDENT_CARD, "visible", FALSE, NULL);
  gtk_widget_insert_after (self->incident_card, GTK_WIDGET (self), NULL);
  gtk_box_append (GTK_BOX (self->tools), ht_incident_card_get_tools (HT_INCIDENT_CARD (self->incident_card)));
  gtk_box_reorder_child_after (GTK_BOX (self->cards), self->tools, self->form);
}

static void
add_matter_card (gpointer object)
{
  HtDetailPane *self = object;
  add_card (self, &self->matter_card, HT_TYPE_MATTER_CARD);
}

static void
add_object_card (gpointer object)
{
  HtDetailPane *self = object;
  add_card (self, &self->object_card, HT_TYPE_OBJECT_CARD);
}

static void
add_sent_card (gpointer object)
{
  HtDetailPane *self = object;
  add_card (self, &self->sent_card, HT_TYPE_SENT_CARD);
}

/* The main action stays below what scrolls. */
static void
add_advice_card (gpointer object)
{
  HtDetailPane *self = object;
  add_card (self, &self->advice_card, HT_TYPE_ADVICE_CARD);
  GtkWidget *buttons
      = ht_advice_card_move_buttons (HT_ADVICE_CARD (self->advice_card), GTK_BOX (self->footer));
  g_object_bind_property (buttons, "visible", self->footer, "visible", G_BINDING_SYNC_CREATE);
}

static void
add_timeline_card (gpointer object)
{
  HtDetailPane *self = object;
  add_card (self, &self->timeline_card, HT_TYPE_TIMELINE_CARD);
  gtk_widget_set_vexpand (self->timeline_card, TRUE);
  gtk_box_reorder_child_after (GTK_BOX (self->cards), self->empty, self->timeline_card);
}

static void
ht_detail_pane_init (HtDetailPane *self)
{
  static const HtPiece parts[] = { add_form,      add_incident_card, add_matter_card,   add_object_card,
                                   add_sent_card, add_advice_card,   add_timeline_card, NULL };
  gtk_widget_init_template (GTK_WIDGET (self));
  ht_later_all (self, parts);
}
