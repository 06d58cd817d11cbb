/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* What there is to do while no city is open: open one, make an empty one, make the demo town. Acts through
 * "app.open" (path, create). */
#define HT_TYPE_WELCOME_PAGE (ht_welcome_page_get_type ())
G_DECLARE_FINAL_TYPE (HtWelcomePage, ht_welcome_page, HT, WELCOME_PAGE, GtkBox)

/* @recent: paths, most recent first; @error: why the last one did not open, or NULL. */
GtkWidget *ht_welcome_page_new (const char *const *recent, const char *error);

G_END_DECLS
