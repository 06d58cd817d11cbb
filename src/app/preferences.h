/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/*
 * What this user likes at this desk, whatever the city: language, theme, size of text, recent city files.
 * Kept in $XDG_CONFIG_HOME/haitang/desk.ini; read once before the first window, written off the main thread.
 */
typedef struct _HtPreferences HtPreferences;

/* @desk names the file, so that several desks on one machine keep apart; NULL is the usual one. */
HtPreferences *ht_preferences_load (const char *desk);
void ht_preferences_free (HtPreferences *preferences);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HtPreferences, ht_preferences_free)

/* "zh_CN", "en", or NULL: as the system. */
const char *ht_preferences_get_language (HtPreferences *preferences);
void ht_preferences_set_language (HtPreferences *preferences, const char *language);
/* "dark", "light" or "system". */
const char *ht_preferences_get_theme (HtPreferences *preferences);
void ht_preferences_set_theme (HtPreferences *preferences, const char *theme);
/* Percent: 100 to 200. */
int ht_preferences_get_text_scale (HtPreferences *preferences);
void ht_preferences_set_text_scale (HtPreferences *preferences, int percent);
/* Most recent first, at most eight paths. */
const char *const *ht_preferences_get_recent (HtPreferences *preferences);
void ht_preferences_add_recent (HtPreferences *preferences, const char *path);

G_END_DECLS
