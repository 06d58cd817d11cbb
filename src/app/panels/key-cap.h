/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/*
 * A key printed like a key cap. Properties: action ("win.main"), target (text of the variant): the cap comes
 * from the table of keys; or keys: an accelerator to print as it is. Hidden where there is no key. It is
 * decoration for the eye; the button it sits in carries the name.
 */
#define HT_TYPE_KEY_CAP (ht_key_cap_get_type ())
G_DECLARE_FINAL_TYPE (HtKeyCap, ht_key_cap, HT, KEY_CAP, GtkWidget)

GtkWidget *ht_key_cap_new (const char *action, const char *target);

G_END_DECLS
