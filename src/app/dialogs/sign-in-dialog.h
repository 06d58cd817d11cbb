/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "model/city.h"

G_BEGIN_DECLS

/* Who sits here: people and PIN, or the first officer of a new city. Signal done: somebody is signed in. */
#define HT_TYPE_SIGN_IN_DIALOG (ht_sign_in_dialog_get_type ())
G_DECLARE_FINAL_TYPE (HtSignInDialog, ht_sign_in_dialog, HT, SIGN_IN_DIALOG, GtkBox)

/* @person_id: who to mark first, or NULL. */
GtkWidget *ht_sign_in_dialog_new (HtCity *city, const char *person_id);

G_END_DECLS
