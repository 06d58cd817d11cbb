/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/panels/queue-row.h"

#include "app/map/symbol-image.h"
#include "app/panels/clock-chip.h"
#include "app/panels/columns.h"
#include "app/symbols.h"
#include "base/i18n.h"
#include "model/incident.h"

struct _HtQueueRow
{
  GtkWidget parent_instance;
  GtkWidget *symbol, *title, *place, *clock, *summary;
  HtIncident *incident;
};

G_DEFINE_TYPE (HtQueueRow, ht_queue_row, GTK_TYPE_WIDGET)

static void
refresh (HtQueueRow *self)
{
  HtSymbol symbol;
  ht_symbols_describe (G_OBJECT (self->incident), &symbol);
  ht_symbol_image_set_symbol (HT_SYMBOL_IMAGE (self->symbol), &symbol, NULL);
  gtk_label_set_text (GTK_LABEL (self->title), ht_incident_get_title (self->incident));
  g_autofree char *place = g_strdup_printf ("%s %s", ht_incident_get_code (self->incident),
                                            ht_incident_get_address (self->incident));
  gtk_label_set_text (GTK_LABEL (self->place), place);
  gtk_label_set_text (GTK_LABEL (self->summary), ht_incident_get_summary (self->incident));
  g_autofree char *name = g_strdup_printf ("%s, %s, %s, %s", ht_incident_get_title (self->incident), place,
                                           ht_level_get_label (ht_incident_get_level (self->incident)),
                                           ht_incident_get_summary (self->incident));
  ht_columns_name_row (GTK_WIDGET (self), name);
}

void
ht_queue_row_set_incident (HtQueueRow *self, HtIncident *incident)
{
  g_return_if_fail (HT_IS_QUEUE_ROW (self));
  if (self->incident != NULL)
    g_signal_handlers_disconnect_by_data (self->incident, self);
  g_set_object (&self->incident, incident);
  ht_clock_chip_set_subject (HT_CLOCK_CHIP (self->clock), G_OBJECT (incident));
  if (incident == NULL)
    return;
  g_signal_connect_swapped (incident, "notify::record-version", G_CALLBACK (refresh), self);
  refresh (self);
}

static void
ht_queue_row_dispose (GObject *object)
{
  HtQueueRow *self = HT_QUEUE_ROW (object);
  if (self->clock != NULL)
    ht_queue_row_set_incident (self, NULL);
  GtkWidget *child;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  self->clock = NULL;
  G_OBJECT_CLASS (ht_queue_row_parent_class)->dispose (object);
}

static void
ht_queue_row_class_init (HtQueueRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  G_OBJECT_CLASS (klass)->dispose = ht_queue_row_dispose;
  g_type_ensure (HT_TYPE_SYMBOL_IMAGE);
  g_type_ensure (HT_TYPE_CLOCK_CHIP);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/haitang/Haitang/queue-row.ui");
  gtk_widget_class_bind_template_child (widget_class, HtQueueRow, symbol);
  gtk_widget_class_bind_template_child (widget_class, HtQueueRow, title);
  gtk_widget_class_bind_template_child (widget_class, HtQueueRow, place);
  gtk_widget_class_bind_template_child (widget_class, HtQueueRow, clock);
  gtk_widget_class_bind_template_child (widget_class, HtQueueRow, summary);
}

static void
ht_queue_row_init (HtQueueRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_box_layout_set_spacing (GTK_BOX_LAYOUT (gtk_widget_get_layout_manager (GTK_WIDGET (self))), 10);
}

GtkWidget *
ht_queue_row_new (void)
{
  return g_object_new (HT_TYPE_QUEUE_ROW, NULL);
}
