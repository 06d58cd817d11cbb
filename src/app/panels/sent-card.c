/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/panels/sent-card.h"

#include "app/drip.h"
#include "app/later.h"
#include "app/panels/assignment-row.h"
#include "base/i18n.h"
#include "model/assignment.h"
#include "model/incident.h"

struct _HtSentCard
{
  GtkBox parent_instance;
  GtkWidget *list, *count;
  GListModel *assignments; /* of the incident */
  GListModel *shown;       /* of those the ones that have their row */
};

G_DEFINE_TYPE (HtSentCard, ht_sent_card, GTK_TYPE_BOX)

static GtkWidget *
new_row (gpointer item, gpointer user_data)
{
  return ht_assignment_row_new (item);
}

static HtAssignment *
get_assignment (GtkListBoxRow *row)
{
  return ht_assignment_row_get_assignment (HT_ASSIGNMENT_ROW (gtk_list_box_row_get_child (row)));
}

HtAssignment *
ht_sent_card_get_marked (HtSentCard *self)
{
  g_return_val_if_fail (HT_IS_SENT_CARD (self), NULL);
  /* Rows of the incident before may still be there. */
  if (self->shown == NULL)
    return NULL;
  GtkListBoxRow *row = gtk_list_box_get_selected_row (GTK_LIST_BOX (self->list));
  return row != NULL ? get_assignment (row) : NULL;
}

/* Keeps an active one marked: the first there is, until the operator marks another. */
static void
on_items_changed (HtSentCard *self)
{
  guint n = g_list_model_get_n_items (self->shown), n_active = 0;
  GtkListBoxRow *first_active = NULL;
  for (guint i = 0; i < n; i++)
    {
      GtkListBoxRow *row = gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->list), (int) i);
      if (row == NULL || !ht_assignment_is_active (get_assignment (row)))
        continue;
      n_active++;
      if (first_active == NULL)
        first_active = row;
    }
  g_autofree char *text = g_strdup_printf (ngettext ("%u active", "%u active", n_active), n_active);
  gtk_label_set_text (GTK_LABEL (self->count), text);
  gtk_widget_set_visible (GTK_WIDGET (self), n > 0);
  HtAssignment *marked = ht_sent_card_get_marked (self);
  if (first_active != NULL && (marked == NULL || !ht_assignment_is_active (marked)))
    gtk_list_box_select_row (GTK_LIST_BOX (self->list), first_active);
}

static void
mark_first (gpointer object)
{
  HtSentCard *self = object;
  for (int i = 0;; i++)
    {
      GtkListBoxRow *row = gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->list), i);
      if (row == NULL)
        return;
      if (!ht_assignment_is_active (get_assignment (row)))
        continue;
      gtk_list_box_select_row (GTK_LIST_BOX (self->list), row);
      gtk_widget_grab_focus (GTK_WIDGET (row));
      return;
    }
}

void
ht_sent_card_mark_first (HtSentCard *self)
{
  g_return_if_fail (HT_IS_SENT_CARD (self));
  ht_later (self, mark_first);
}

static void
disconnect (HtSentCard *self)
{
  if (self->shown != NULL)
    g_signal_handlers_disconnect_by_data (self->shown, self);
  g_clear_object (&self->shown);
  g_clear_object (&self->assignments);
}

static void
show_assignments (gpointer object)
{
  HtSentCard *self = object;
  gtk_list_box_bind_model (GTK_LIST_BOX (self->list), NULL, NULL, NULL, NULL);
  if (self->assignments == NULL || self->shown != NULL)
    return;
  self->shown = ht_drip_new (g_object_ref (self->assignments), 1, G_MAXUINT);
  gtk_list_box_bind_model (GTK_LIST_BOX (self->list), self->shown, new_row, NULL, NULL);
  /* After the list box has made the rows. */
  g_signal_connect_swapped (self->shown, "items-changed", G_CALLBACK (on_items_changed), self);
  on_items_changed (self);
}

void
ht_sent_card_set_incident (HtSentCard *self, HtIncident *incident)
{
  g_return_if_fail (HT_IS_SENT_CARD (self));
  GListModel *assignments = incident != NULL ? ht_incident_get_assignments (incident) : NULL;
  if (assignments == self->assignments)
    return;
  disconnect (self);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  g_set_object (&self->assignments, assignments);
  ht_later (self, show_assignments);
}

static gboolean
ht_sent_card_grab_focus (GtkWidget *widget)
{
  HtSentCard *self = HT_SENT_CARD (widget);
  GtkListBoxRow *row = gtk_list_box_get_selected_row (GTK_LIST_BOX (self->list));
  return row != NULL && gtk_widget_grab_focus (GTK_WIDGET (row));
}

static void
ht_sent_card_dispose (GObject *object)
{
  disconnect (HT_SENT_CARD (object));
  G_OBJECT_CLASS (ht_sent_card_parent_class)->dispose (object);
}

static void
ht_sent_card_class_init (HtSentCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  G_OBJECT_CLASS (klass)->dispose = ht_sent_card_dispose;
  widget_class->grab_focus = ht_sent_card_grab_focus;
  gtk_widget_class_set_template_from_resource (widget_class, "/org/haitang/Haitang/sent-card.ui");
  gtk_widget_class_bind_template_child (widget_class, HtSentCard, list);
  gtk_widget_class_bind_template_child (widget_class, HtSentCard, count);
}

static void
ht_sent_card_init (HtSentCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
