/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Called with the chosen path; not at all when the operator cancels. */
typedef void (*HtChosenFunc) (const char *path, gpointer user_data);

/* The system's file dialog for @parent, which is kept alive until the answer. @path: where to begin, or NULL.
 */
void ht_choose_file (GtkWidget *parent, GtkFileChooserAction action, const char *path, HtChosenFunc func,
                     gpointer user_data);

G_END_DECLS
