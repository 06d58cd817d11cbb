/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "app/selection.h"

G_BEGIN_DECLS

/*
 * Keeps a list's own selection and the desk's the same. @view is the GtkListView or GtkColumnView that shows
 * @list: it scrolls to what was selected elsewhere. What the list does not hold leaves it with nothing
 * selected.
 */
void ht_selection_link (HtSelection *selection, GtkSingleSelection *list, GtkWidget *view);

/* Scrolls a list or column view to @position. */
void ht_list_scroll_to (GtkWidget *view, guint position);
/* Keeps the newest entry, which @model puts first, in view of a reader who is elsewhere. */
void ht_list_follow_newest (GtkWidget *view, GListModel *model);

G_END_DECLS
