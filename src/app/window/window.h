/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/preferences.h"
#include "model/city.h"

G_BEGIN_DECLS

/* The window: header with command box, clock and strip; below it the desk of an open city, or the welcome
 * page. */
#define HT_TYPE_WINDOW (ht_window_get_type ())
G_DECLARE_FINAL_TYPE (HtWindow, ht_window, HT, WINDOW, AdwApplicationWindow)

/* @preferences is borrowed and outlives it. */
HtWindow *ht_window_new (GtkApplication *application, HtPreferences *preferences);
/* Opens @path in place of what is open. @flags: create, drill. */
void ht_window_open (HtWindow *self, const char *path, HtCityFlags flags);
/* NULL while none is open. Borrowed. */
HtCity *ht_window_get_city (HtWindow *self);
HtCityFlags ht_window_get_flags (HtWindow *self);

G_END_DECLS
