/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/window/modal-host.h"

struct _HtModalHost
{
  GtkWidget parent_instance;
  GtkWidget *overlay, *scrim, *scroller, *dialog;
  GtkWidget *focus_before; /* weak */
  gboolean may_dismiss;
};

G_DEFINE_TYPE (HtModalHost, ht_modal_host, GTK_TYPE_WIDGET)

enum
{
  PROP_MODAL = 1,
  N_PROPS
};
static GParamSpec *props[N_PROPS];

static void
set_focus_before (HtModalHost *self, GtkWidget *widget)
{
  if (self->focus_before != NULL)
    g_object_remove_weak_pointer (G_OBJECT (self->focus_before), (gpointer *) &self->focus_before);
  self->focus_before = widget;
  if (widget != NULL)
    g_object_add_weak_pointer (G_OBJECT (widget), (gpointer *) &self->focus_before);
}

static void
set_reachable (HtModalHost *self, gboolean reachable)
{
  GtkWidget *child = gtk_overlay_get_child (GTK_OVERLAY (self->overlay));
  if (child == NULL)
    return;
  gtk_widget_set_can_focus (child, reachable);
  gtk_widget_set_can_target (child, reachable);
}

static gboolean
focus_dialog (gpointer user_data)
{
  g_autoptr (GtkWidget) dialog = user_data;
  GtkRoot *root = gtk_widget_get_root (dialog);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  /* It may have placed the focus itself. */
  if (root != NULL && (focus == NULL || !gtk_widget_is_ancestor (focus, dialog)))
    gtk_widget_child_focus (dialog, GTK_DIR_TAB_FORWARD);
  return G_SOURCE_REMOVE;
}

void
ht_modal_host_present (HtModalHost *self, GtkWidget *dialog, gboolean may_dismiss)
{
  g_return_if_fail (HT_IS_MODAL_HOST (self) && GTK_IS_WIDGET (dialog));
  ht_modal_host_close (self);
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  set_focus_before (self, root != NULL ? gtk_root_get_focus (root) : NULL);
  self->dialog = dialog;
  self->may_dismiss = may_dismiss;
  gtk_widget_set_halign (dialog, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (dialog, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (dialog, "panel");
  gtk_widget_add_css_class (dialog, "dialog");
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scroller), dialog);
  gtk_widget_set_visible (self->scrim, TRUE);
  set_reachable (self, FALSE);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_MODAL]);
  g_idle_add (focus_dialog, g_object_ref (dialog));
}

gboolean
ht_modal_host_close (HtModalHost *self)
{
  g_return_val_if_fail (HT_IS_MODAL_HOST (self), FALSE);
  if (self->dialog == NULL)
    return FALSE;
  self->dialog = NULL;
  gtk_widget_set_visible (self->scrim, FALSE);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scroller), NULL);
  set_reachable (self, TRUE);
  if (self->focus_before != NULL && gtk_widget_get_mapped (self->focus_before))
    gtk_widget_grab_focus (self->focus_before);
  set_focus_before (self, NULL);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_MODAL]);
  return TRUE;
}

gboolean
ht_modal_host_dismiss (HtModalHost *self)
{
  return self->may_dismiss && ht_modal_host_close (self);
}

GtkWidget *
ht_modal_host_get_dialog (HtModalHost *self)
{
  g_return_val_if_fail (HT_IS_MODAL_HOST (self), NULL);
  return self->dialog;
}

void
ht_modal_host_set_child (HtModalHost *self, GtkWidget *child)
{
  g_return_if_fail (HT_IS_MODAL_HOST (self));
  gtk_overlay_set_child (GTK_OVERLAY (self->overlay), child);
  set_reachable (self, self->dialog == NULL);
}

void
ht_modal_host_add_overlay (HtModalHost *self, GtkWidget *over)
{
  gtk_overlay_add_overlay (GTK_OVERLAY (self->overlay), over);
}

static void
ht_modal_host_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  g_value_set_boolean (value, HT_MODAL_HOST (object)->dialog != NULL);
}

static void
ht_modal_host_dispose (GObject *object)
{
  HtModalHost *self = HT_MODAL_HOST (object);
  set_focus_before (self, NULL);
  self->dialog = NULL;
  g_clear_pointer (&self->overlay, gtk_widget_unparent);
  G_OBJECT_CLASS (ht_modal_host_parent_class)->dispose (object);
}

static void
ht_modal_host_class_init (HtModalHostClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ht_modal_host_dispose;
  G_OBJECT_CLASS (klass)->get_property = ht_modal_host_get_property;
  props[PROP_MODAL]
      = g_param_spec_boolean ("modal", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (G_OBJECT_CLASS (klass), N_PROPS, props);
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
ht_modal_host_init (HtModalHost *self)
{
  self->overlay = gtk_overlay_new ();
  gtk_widget_set_parent (self->overlay, GTK_WIDGET (self));
  self->scroller = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_widget_set_hexpand (self->scroller, TRUE);
  gtk_widget_set_vexpand (self->scroller, TRUE);
  self->scrim = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_add_css_class (self->scrim, "scrim");
  gtk_box_append (GTK_BOX (self->scrim), self->scroller);
  gtk_widget_set_visible (self->scrim, FALSE);
  gtk_overlay_add_overlay (GTK_OVERLAY (self->overlay), self->scrim);
}
