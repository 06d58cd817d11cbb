/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/ticker.h"

#include "base/clock.h"

#define FUNC_KEY "ht-tick-func"

static GPtrArray *mapped; /* GtkWidget, borrowed: leaves on unmap, which always precedes its end */
static guint source_id;

static void schedule (void);

static gboolean
on_second (gpointer user_data)
{
  gint64 now_us = ht_clock_now_us ();
  source_id = 0;
  /* A tick may unmap widgets, so walk a copy that holds them. */
  g_autoptr (GPtrArray) present = g_ptr_array_copy (mapped, (GCopyFunc) g_object_ref, NULL);
  g_ptr_array_set_free_func (present, g_object_unref);
  for (guint i = 0; i < present->len; i++)
    {
      GtkWidget *widget = present->pdata[i];
      HtTickFunc func = (HtTickFunc) g_object_get_data (G_OBJECT (widget), FUNC_KEY);
      if (gtk_widget_get_mapped (widget))
        func (widget, now_us);
    }
  schedule ();
  return G_SOURCE_REMOVE;
}

static void
schedule (void)
{
  if (source_id != 0 || mapped == NULL || mapped->len == 0)
    return;
  guint rest_ms = 1000 - (guint) (g_get_real_time () / 1000 % 1000);
  source_id = g_timeout_add (rest_ms + 5, on_second, NULL);
}

static gboolean
tick_soon (gpointer data)
{
  GtkWidget *widget = data;
  HtTickFunc func = (HtTickFunc) g_object_get_data (G_OBJECT (widget), FUNC_KEY);
  if (gtk_widget_get_mapped (widget))
    func (widget, ht_clock_now_us ());
  return G_SOURCE_REMOVE;
}

static void
on_map (GtkWidget *widget)
{
  g_ptr_array_add (mapped, widget);
  /* Not at once: rows are mapped in the middle of a layout, which a new text would upset. */
  g_idle_add_full (G_PRIORITY_HIGH_IDLE, tick_soon, g_object_ref (widget), g_object_unref);
  schedule ();
}

static void
on_unmap (GtkWidget *widget)
{
  g_ptr_array_remove_fast (mapped, widget);
}

void
ht_ticker_attach (GtkWidget *widget, HtTickFunc func)
{
  if (mapped == NULL)
    mapped = g_ptr_array_new ();
  g_object_set_data (G_OBJECT (widget), FUNC_KEY, (gpointer) func);
  g_signal_connect (widget, "map", G_CALLBACK (on_map), NULL);
  g_signal_connect (widget, "unmap", G_CALLBACK (on_unmap), NULL);
  if (gtk_widget_get_mapped (widget))
    on_map (widget);
}
