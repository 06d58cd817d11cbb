/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/*
 * HtSayBar: one sentence over the lower edge of what the window shows, with a way back or a closing button.
 * The newest sentence replaces the one before at once. (AdwToastOverlay of libadwaita 1.2 crashes where one
 * toast is dismissed while another is still leaving.)
 */
#define HT_TYPE_SAY_BAR (ht_say_bar_get_type ())
G_DECLARE_FINAL_TYPE (HtSayBar, ht_say_bar, HT, SAY_BAR, GtkWidget)

GtkWidget *ht_say_bar_new (void);
/* What lies below; NULL for nothing. */
void ht_say_bar_set_child (HtSayBar *self, GtkWidget *child);
/* @seconds 0: stays until closed. @may_undo offers win.undo. */
void ht_say_bar_say (HtSayBar *self, const char *text, guint seconds, gboolean may_undo);

G_END_DECLS
