/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Every key of the desk by group, from the one table; a dialog to present. */
GtkWidget *ht_shortcuts_new (void);

G_END_DECLS
