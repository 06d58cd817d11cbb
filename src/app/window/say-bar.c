/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/window/say-bar.h"

#include "base/i18n.h"

struct _HtSayBar
{
  GtkWidget parent_instance;
  GtkWidget *overlay, *bar, *label, *undo;
  guint timer;
};

G_DEFINE_TYPE (HtSayBar, ht_say_bar, GTK_TYPE_WIDGET)

static void
hide (HtSayBar *self)
{
  g_clear_handle_id (&self->timer, g_source_remove);
  gtk_widget_set_visible (self->bar, FALSE);
}

static gboolean
on_time (gpointer user_data)
{
  HtSayBar *self = user_data;
  self->timer = 0;
  hide (self);
  return G_SOURCE_REMOVE;
}

void
ht_say_bar_set_child (HtSayBar *self, GtkWidget *child)
{
  g_return_if_fail (HT_IS_SAY_BAR (self));
  gtk_overlay_set_child (GTK_OVERLAY (self->overlay), child);
}

void
ht_say_bar_say (HtSayBar *self, const char *text, guint seconds, gboolean may_undo)
{
  g_return_if_fail (HT_IS_SAY_BAR (self) && text != NULL);
  g_clear_handle_id (&self->timer, g_source_remove);
  gtk_label_set_text (GTK_LABEL (self->label), text);
  gtk_widget_set_visible (self->undo, may_undo);
  gtk_widget_set_visible (self->bar, TRUE);
  if (seconds > 0)
    self->timer = g_timeout_add_seconds (seconds, on_time, self);
}

static void
ht_say_bar_dispose (GObject *object)
{
  HtSayBar *self = HT_SAY_BAR (object);
  g_clear_handle_id (&self->timer, g_source_remove);
  g_clear_pointer (&self->overlay, gtk_widget_unparent);
  G_OBJECT_CLASS (ht_say_bar_parent_class)->dispose (object);
}

static void
ht_say_bar_class_init (HtSayBarClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ht_say_bar_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
build_bar (HtSayBar *self)
{
  self->bar = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  gtk_widget_add_css_class (self->bar, "say-bar");
  gtk_widget_set_halign (self->bar, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (self->bar, GTK_ALIGN_END);
  gtk_widget_set_visible (self->bar, FALSE);
  self->label = g_object_new (GTK_TYPE_LABEL, "wrap", TRUE, "xalign", 0.0f, "max-width-chars", 90, NULL);
  self->undo = gtk_button_new_with_label (_ ("Undo"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->undo), "win.undo");
  GtkWidget *close = gtk_button_new_from_icon_name ("window-close-symbolic");
  gtk_widget_add_css_class (close, "flat");
  gtk_accessible_update_property (GTK_ACCESSIBLE (close), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Close"), -1);
  g_signal_connect_swapped (close, "clicked", G_CALLBACK (hide), self);
  gtk_box_append (GTK_BOX (self->bar), self->label);
  gtk_box_append (GTK_BOX (self->bar), self->undo);
  gtk_box_append (GTK_BOX (self->bar), close);
}

static void
ht_say_bar_init (HtSayBar *self)
{
  self->overlay = gtk_overlay_new ();
  gtk_widget_set_parent (self->overlay, GTK_WIDGET (self));
  build_bar (self);
  gtk_overlay_add_overlay (GTK_OVERLAY (self->overlay), self->bar);
}

GtkWidget *
ht_say_bar_new (void)
{
  return g_object_new (HT_TYPE_SAY_BAR, NULL);
}
