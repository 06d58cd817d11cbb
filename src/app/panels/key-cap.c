/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/panels/key-cap.h"

#include "app/keys.h"

struct _HtKeyCap
{
  GtkWidget parent_instance;
  GtkWidget *label;
  char *action, *target, *keys;
};

G_DEFINE_TYPE (HtKeyCap, ht_key_cap, GTK_TYPE_WIDGET)

enum
{
  PROP_ACTION = 1,
  PROP_TARGET,
  PROP_KEYS,
  N_PROPS
};
static GParamSpec *props[N_PROPS];

static void
refresh (HtKeyCap *self)
{
  g_autofree char *cap = NULL;
  if (self->keys != NULL)
    cap = ht_keys_dup_accel_cap (self->keys);
  else
    cap = ht_keys_dup_cap (self->action, self->target);
  gtk_label_set_text (GTK_LABEL (self->label), cap != NULL ? cap : "");
  gtk_widget_set_visible (GTK_WIDGET (self), cap != NULL);
}

static void
ht_key_cap_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  HtKeyCap *self = HT_KEY_CAP (object);
  char **fields[N_PROPS] = { NULL, &self->action, &self->target, &self->keys };
  g_free (*fields[id]);
  *fields[id] = g_value_dup_string (value);
  refresh (self);
}

static void
ht_key_cap_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  HtKeyCap *self = HT_KEY_CAP (object);
  const char *fields[N_PROPS] = { NULL, self->action, self->target, self->keys };
  g_value_set_string (value, fields[id]);
}

static void
ht_key_cap_dispose (GObject *object)
{
  HtKeyCap *self = HT_KEY_CAP (object);
  g_clear_pointer (&self->label, gtk_widget_unparent);
  G_OBJECT_CLASS (ht_key_cap_parent_class)->dispose (object);
}

static void
ht_key_cap_finalize (GObject *object)
{
  HtKeyCap *self = HT_KEY_CAP (object);
  g_free (self->action);
  g_free (self->target);
  g_free (self->keys);
  G_OBJECT_CLASS (ht_key_cap_parent_class)->finalize (object);
}

static void
ht_key_cap_class_init (HtKeyCapClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  object_class->set_property = ht_key_cap_set_property;
  object_class->get_property = ht_key_cap_get_property;
  object_class->dispose = ht_key_cap_dispose;
  object_class->finalize = ht_key_cap_finalize;
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS;
  props[PROP_ACTION] = g_param_spec_string ("action", NULL, NULL, NULL, flags);
  props[PROP_TARGET] = g_param_spec_string ("target", NULL, NULL, NULL, flags);
  props[PROP_KEYS] = g_param_spec_string ("keys", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPS, props);
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "keycap");
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
ht_key_cap_init (HtKeyCap *self)
{
  self->label = g_object_new (GTK_TYPE_LABEL, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
  gtk_widget_set_parent (self->label, GTK_WIDGET (self));
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
}

GtkWidget *
ht_key_cap_new (const char *action, const char *target)
{
  return g_object_new (HT_TYPE_KEY_CAP, "action", action, "target", target, NULL);
}
