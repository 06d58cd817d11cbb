/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/*
 * Holds the desk, and over it at most one dialog at a time, in the same window: no window manager can hide
 * it, and the drill frame is around it too. While a dialog is up the desk cannot have the focus. Property
 * modal (boolean).
 */
#define HT_TYPE_MODAL_HOST (ht_modal_host_get_type ())
G_DECLARE_FINAL_TYPE (HtModalHost, ht_modal_host, HT, MODAL_HOST, GtkWidget)

void ht_modal_host_set_child (HtModalHost *self, GtkWidget *child);
/* Lays @over above the child, always (suggestions); the caller aligns it. */
void ht_modal_host_add_overlay (HtModalHost *self, GtkWidget *over);
/* Shows @dialog (floating, taken); one that is up goes first. @may_dismiss: Esc closes it. */
void ht_modal_host_present (HtModalHost *self, GtkWidget *dialog, gboolean may_dismiss);
/* Closes the dialog, if any, and gives the focus back. FALSE where there was none. */
gboolean ht_modal_host_close (HtModalHost *self);
/* As Esc: FALSE where there is none or it must be answered. */
gboolean ht_modal_host_dismiss (HtModalHost *self);
/* Borrowed; NULL for none. */
GtkWidget *ht_modal_host_get_dialog (HtModalHost *self);

G_END_DECLS
