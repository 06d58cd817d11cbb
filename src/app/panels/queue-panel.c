/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/panels/queue-panel.h"

#include "app/panels/key-cap.h"
#include "app/panels/queue-row.h"
#include "app/selection-link.h"
#include "base/format.h"
#include "model/incident.h"

struct _HtQueuePanel
{
  GtkWidget parent_instance;
  GtkWidget *count, *list, *empty, *new_button;
  GListModel *queue;
};

G_DEFINE_TYPE (HtQueuePanel, ht_queue_panel, GTK_TYPE_WIDGET)

static void
on_setup (GtkSignalListItemFactory *factory, GtkListItem *list_item, gpointer user_data)
{
  gtk_list_item_set_child (list_item, ht_queue_row_new ());
}

static void
on_bind (GtkSignalListItemFactory *factory, GtkListItem *list_item, gpointer user_data)
{
  ht_queue_row_set_incident (HT_QUEUE_ROW (gtk_list_item_get_child (list_item)),
                             gtk_list_item_get_item (list_item));
}

static void
on_unbind (GtkSignalListItemFactory *factory, GtkListItem *list_item, gpointer user_data)
{
  ht_queue_row_set_incident (HT_QUEUE_ROW (gtk_list_item_get_child (list_item)), NULL);
}

static void
on_items_changed (HtQueuePanel *self)
{
  guint n = g_list_model_get_n_items (self->queue);
  g_autofree char *text = ht_format_count (n);
  gtk_label_set_text (GTK_LABEL (self->count), text);
  gtk_widget_set_visible (self->empty, n == 0);
}

void
ht_queue_panel_set_city (HtQueuePanel *self, HtCity *city, HtSelection *selection)
{
  g_return_if_fail (HT_IS_QUEUE_PANEL (self) && HT_IS_CITY (city));
  self->queue = g_object_ref (ht_city_get_queue (city));
  g_autoptr (GtkSingleSelection) model = gtk_single_selection_new (g_object_ref (self->queue));
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();
  g_signal_connect (factory, "setup", G_CALLBACK (on_setup), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (on_bind), NULL);
  g_signal_connect (factory, "unbind", G_CALLBACK (on_unbind), NULL);
  gtk_list_view_set_factory (GTK_LIST_VIEW (self->list), factory);
  gtk_list_view_set_model (GTK_LIST_VIEW (self->list), GTK_SELECTION_MODEL (model));
  ht_selection_link (selection, model, self->list);
  g_signal_connect_object (self->queue, "items-changed", G_CALLBACK (on_items_changed), self,
                           G_CONNECT_SWAPPED);
  on_items_changed (self);
}

static gboolean
ht_queue_panel_grab_focus (GtkWidget *widget)
{
  HtQueuePanel *self = HT_QUEUE_PANEL (widget);
  gboolean empty = self->queue == NULL || g_list_model_get_n_items (self->queue) == 0;
  return gtk_widget_grab_focus (empty ? self->new_button : self->list);
}

static void
ht_queue_panel_dispose (GObject *object)
{
  HtQueuePanel *self = HT_QUEUE_PANEL (object);
  GtkWidget *child;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->queue);
  G_OBJECT_CLASS (ht_queue_panel_parent_class)->dispose (object);
}

static void
ht_queue_panel_class_init (HtQueuePanelClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  G_OBJECT_CLASS (klass)->dispose = ht_queue_panel_dispose;
  widget_class->grab_focus = ht_queue_panel_grab_focus;
  g_type_ensure (HT_TYPE_KEY_CAP);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/haitang/Haitang/queue-panel.ui");
  gtk_widget_class_bind_template_child (widget_class, HtQueuePanel, count);
  gtk_widget_class_bind_template_child (widget_class, HtQueuePanel, list);
  gtk_widget_class_bind_template_child (widget_class, HtQueuePanel, empty);
  gtk_widget_class_bind_template_child (widget_class, HtQueuePanel, new_button);
}

static void
ht_queue_panel_init (HtQueuePanel *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));
  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), GTK_ORIENTATION_VERTICAL);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
}
