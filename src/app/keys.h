/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/*
 * The one table of keys: buttons print from it, the shortcuts window lists it, the controller obeys it.
 * Single keys never fire while text is typed or an input method composes.
 */
typedef enum
{
  HT_KEY_GROUP_DESK,
  HT_KEY_GROUP_INCIDENT,
  HT_KEY_GROUP_TEAM,
  HT_KEY_GROUP_MAP,
  HT_N_KEY_GROUPS,
} HtKeyGroup;

typedef struct
{
  const char *accel;  /* as gtk_accelerator_parse takes it */
  const char *action; /* "win.new-incident" */
  const char *target; /* GVariant text, or NULL */
  const char *title;  /* for the shortcuts window; untranslated */
  HtKeyGroup group;
  gboolean in_text;   /* fires also while a text field has the focus (never while composing) */
  gboolean in_dialog; /* fires also while a dialog is up */
} HtKey;

const HtKey *ht_keys_get (guint *n_keys);
const char *ht_keys_get_group_title (HtKeyGroup group);
/* What to print on a key cap: "Ctrl Enter", "I"; NULL where @action (with @target, NULL: any) has no key. */
char *ht_keys_dup_cap (const char *action, const char *target);
char *ht_keys_dup_accel_cap (const char *accel);

/* A capture-phase controller that obeys the table; add it to a window that has the actions. */
GtkEventController *ht_keys_controller_new (GtkWindow *window);
/* While @modal only the keys meant for dialogs fire. */
void ht_keys_set_modal (GtkWindow *window, gboolean modal);
/* Whether an input method is composing in the focused text field of @window. */
gboolean ht_keys_is_composing (GtkWindow *window);

G_END_DECLS
