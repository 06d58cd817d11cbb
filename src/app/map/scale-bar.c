/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/map/scale-bar.h"

#include <math.h>

#include "base/format.h"
#include "base/i18n.h"
#include "draw/projection.h"

#define MAX_PX 100
#define TICK_PX 5

struct _HtScaleBar
{
  GtkWidget parent_instance;
  GtkWidget *label;
  double metres_per_px;
};

G_DEFINE_TYPE (HtScaleBar, ht_scale_bar, GTK_TYPE_WIDGET)

static void
ht_scale_bar_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  HtScaleBar *self = HT_SCALE_BAR (widget);
  GTK_WIDGET_CLASS (ht_scale_bar_parent_class)->snapshot (widget, snapshot);
  if (self->metres_per_px <= 0)
    return;
  GdkRGBA color;
  gtk_style_context_get_color (gtk_widget_get_style_context (widget), &color);
  float length
      = roundf ((float) (ht_scale_bar_length_m (MAX_PX * self->metres_per_px) / self->metres_per_px));
  float left = floorf (((float) gtk_widget_get_width (widget) - length) / 2);
  float bottom = (float) gtk_widget_get_height (widget) - 1;
  gtk_snapshot_append_color (snapshot, &color, &GRAPHENE_RECT_INIT (left, bottom, length, 1));
  gtk_snapshot_append_color (snapshot, &color, &GRAPHENE_RECT_INIT (left, bottom - TICK_PX, 1, TICK_PX));
  gtk_snapshot_append_color (snapshot, &color,
                             &GRAPHENE_RECT_INIT (left + length - 1, bottom - TICK_PX, 1, TICK_PX));
}

static void
ht_scale_bar_dispose (GObject *object)
{
  g_clear_pointer (&HT_SCALE_BAR (object)->label, gtk_widget_unparent);
  G_OBJECT_CLASS (ht_scale_bar_parent_class)->dispose (object);
}

static void
ht_scale_bar_class_init (HtScaleBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  G_OBJECT_CLASS (klass)->dispose = ht_scale_bar_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  widget_class->snapshot = ht_scale_bar_snapshot;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
ht_scale_bar_init (HtScaleBar *self)
{
  self->label = gtk_label_new ("");
  gtk_widget_set_margin_bottom (self->label, TICK_PX + 2);
  gtk_widget_set_parent (self->label, GTK_WIDGET (self));
  gtk_widget_set_size_request (GTK_WIDGET (self), MAX_PX, -1);
}

void
ht_scale_bar_set_metres_per_px (HtScaleBar *self, double metres_per_px)
{
  g_return_if_fail (HT_IS_SCALE_BAR (self));
  self->metres_per_px = metres_per_px;
  g_autofree char *text = ht_format_distance (ht_scale_bar_length_m (MAX_PX * metres_per_px));
  gtk_label_set_text (GTK_LABEL (self->label), text);
  g_autofree char *name = g_strdup_printf (_ ("Scale bar: %s"), text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
