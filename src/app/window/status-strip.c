/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/window/status-strip.h"

#include "app/ticker.h"
#include "base/clock.h"
#include "base/format.h"
#include "base/i18n.h"

#define FRESH_S 60

struct _HtStatusStrip
{
  GtkBox parent_instance;
  GtkWidget *reach, *waiting, *saved;
  HtCity *city;
};

G_DEFINE_TYPE (HtStatusStrip, ht_status_strip, GTK_TYPE_BOX)

/* "saved 4 s ago"; from a minute on the time of day, which does not have to be reckoned. */
static char *
dup_saved_text (HtStatusStrip *self, gint64 now_us)
{
  gboolean saving = FALSE;
  g_object_get (self->city, "saving", &saving, NULL);
  if (saving)
    return g_strdup (_ ("saving"));
  gint64 saved_us = ht_city_get_saved_us (self->city);
  if (saved_us == 0)
    return g_strdup (_ ("nothing to save"));
  gint64 age_s = (now_us - saved_us) / G_USEC_PER_SEC;
  g_autofree char *when = age_s < FRESH_S ? ht_format_duration (age_s) : ht_format_time (saved_us);
  return age_s < FRESH_S ? g_strdup_printf (_ ("saved %s ago"), when)
                         : g_strdup_printf (_ ("saved %s"), when);
}

static void
on_tick (GtkWidget *widget, gint64 now_us)
{
  HtStatusStrip *self = HT_STATUS_STRIP (widget);
  if (self->city == NULL)
    return;
  const char *read_only = ht_city_get_read_only_reason (self->city);
  gtk_label_set_text (GTK_LABEL (self->reach), read_only != NULL ? _ ("read only") : _ ("no server"));
  const char *tip = read_only != NULL ? read_only : _ ("This desk works alone on its own city file.");
  /* Setting it makes GTK ask the display where the pointer is. */
  if (g_strcmp0 (gtk_widget_get_tooltip_text (self->reach), tip) != 0)
    gtk_widget_set_tooltip_text (self->reach, tip);
  g_autofree char *waiting = g_strdup_printf (_ ("%u to send"), ht_city_get_waiting (self->city));
  gtk_label_set_text (GTK_LABEL (self->waiting), waiting);
  g_autofree char *saved = dup_saved_text (self, now_us);
  gtk_label_set_text (GTK_LABEL (self->saved), saved);
}

static void
on_city_changed (HtStatusStrip *self)
{
  on_tick (GTK_WIDGET (self), ht_clock_now_us ());
}

static void
ht_status_strip_dispose (GObject *object)
{
  g_clear_object (&HT_STATUS_STRIP (object)->city);
  G_OBJECT_CLASS (ht_status_strip_parent_class)->dispose (object);
}

static void
ht_status_strip_class_init (HtStatusStripClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ht_status_strip_dispose;
}

static void
ht_status_strip_init (HtStatusStrip *self)
{
  gtk_widget_add_css_class (GTK_WIDGET (self), "strip");
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
  GtkWidget **labels[] = { &self->reach, &self->waiting, &self->saved };
  for (guint i = 0; i < G_N_ELEMENTS (labels); i++)
    {
      *labels[i] = gtk_label_new (NULL);
      gtk_box_append (GTK_BOX (self), *labels[i]);
    }
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Connection and saving"), -1);
  ht_ticker_attach (GTK_WIDGET (self), on_tick);
}

void
ht_status_strip_set_city (HtStatusStrip *self, HtCity *city)
{
  g_return_if_fail (HT_IS_STATUS_STRIP (self));
  g_set_object (&self->city, city);
  g_signal_connect_object (city, "notify::saved-us", G_CALLBACK (on_city_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (city, "notify::saving", G_CALLBACK (on_city_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (city, "notify::waiting", G_CALLBACK (on_city_changed), self, G_CONNECT_SWAPPED);
  on_city_changed (self);
}
