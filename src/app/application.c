/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/application.h"

#include "app/preferences.h"
#include "app/window/window.h"
#include "base/i18n.h"

#define APP_ID "org.haitang.Haitang"
#define DPI_UNIT 1024 /* of gtk-xft-dpi */

struct _HtApplication
{
  AdwApplication parent_instance;
  HtPreferences *preferences;
  char *city;
  gboolean drill;
  int base_dpi; /* as the system set it; -1 where it did not */
};

G_DEFINE_TYPE (HtApplication, ht_application, ADW_TYPE_APPLICATION)

static HtWindow *
get_window (HtApplication *self)
{
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (self));
  return HT_IS_WINDOW (window) ? HT_WINDOW (window) : NULL;
}

static void
apply_theme (HtApplication *self)
{
  const char *theme = ht_preferences_get_theme (self->preferences);
  AdwColorScheme scheme = ADW_COLOR_SCHEME_FORCE_DARK;
  if (g_str_equal (theme, "light"))
    scheme = ADW_COLOR_SCHEME_FORCE_LIGHT;
  else if (g_str_equal (theme, "system"))
    scheme = ADW_COLOR_SCHEME_DEFAULT;
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), scheme);
}

static void
apply_text_scale (HtApplication *self)
{
  GtkSettings *settings = gtk_settings_get_default ();
  int percent = ht_preferences_get_text_scale (self->preferences);
  if (self->base_dpi == 0)
    g_object_get (settings, "gtk-xft-dpi", &self->base_dpi, NULL);
  int base = self->base_dpi > 0 ? self->base_dpi : 96 * DPI_UNIT;
  g_object_set (settings, "gtk-xft-dpi", base * percent / 100, NULL);
}

/* In a window of its own; what was open there is closed first, as two windows must not write the same desk.
 */
static void
open_city (HtApplication *self, const char *path, HtCityFlags flags)
{
  HtWindow *old = get_window (self);
  HtWindow *window = old;
  g_autofree char *kept = g_strdup (path);
  if (old == NULL || ht_window_get_city (old) != NULL)
    {
      window = ht_window_new (GTK_APPLICATION (self), self->preferences);
      if (old != NULL)
        gtk_window_close (GTK_WINDOW (old));
    }
  if (kept != NULL)
    ht_window_open (window, kept, flags);
  gtk_window_present (GTK_WINDOW (window));
}

static void
on_open (GSimpleAction *action, GVariant *target, gpointer user_data)
{
  HtApplication *self = user_data;
  const char *path = NULL;
  gboolean create = FALSE;
  g_variant_get (target, "(&sb)", &path, &create);
  open_city (self, path, (create ? HT_CITY_CREATE : 0) | (self->drill ? HT_CITY_DRILL : 0));
}

/* Texts are made when windows and lists are, so the desk is opened anew in the other language: at once,
   without a restart of the program; the officer signs in again. */
static void
on_language (GSimpleAction *action, GVariant *target, gpointer user_data)
{
  HtApplication *self = user_data;
  const char *wanted = g_variant_get_string (target, NULL);
  const char *language = g_str_has_prefix (wanted, "zh") || g_str_equal (wanted, "中文") ? "zh_CN" : "en";
  HtWindow *window = get_window (self);
  if (g_str_equal (language, ht_i18n_get_language ()))
    return;
  ht_preferences_set_language (self->preferences, language);
  ht_i18n_set_language (language);
  g_autofree char *path = NULL;
  HtCityFlags flags = HT_CITY_NONE;
  if (window != NULL && ht_window_get_city (window) != NULL)
    {
      path = g_strdup (ht_city_get_path (ht_window_get_city (window)));
      flags = ht_window_get_flags (window) & ~(guint) HT_CITY_CREATE;
    }
  HtWindow *fresh = ht_window_new (GTK_APPLICATION (self), self->preferences);
  if (window != NULL)
    gtk_window_close (GTK_WINDOW (window));
  if (path != NULL)
    ht_window_open (fresh, path, flags);
  gtk_window_present (GTK_WINDOW (fresh));
}

static void
on_theme (GSimpleAction *action, GVariant *target, gpointer user_data)
{
  HtApplication *self = user_data;
  ht_preferences_set_theme (self->preferences, g_variant_get_string (target, NULL));
  apply_theme (self);
}

static void
on_text_scale (GSimpleAction *action, GVariant *target, gpointer user_data)
{
  HtApplication *self = user_data;
  ht_preferences_set_text_scale (self->preferences, g_variant_get_int32 (target));
  apply_text_scale (self);
}

static void
on_about (GSimpleAction *action, GVariant *target, gpointer user_data)
{
  HtApplication *self = user_data;
  adw_show_about_window (GTK_WINDOW (get_window (self)), "application-name", _ ("Haitang"),
                         "application-icon", APP_ID, "version", HT_VERSION, "license-type",
                         GTK_LICENSE_GPL_3_0, "comments", _ ("A workstation for a city's emergency command."),
                         NULL);
}

static void
on_quit (GSimpleAction *action, GVariant *target, gpointer user_data)
{
  GtkApplication *application = user_data;
  /* Closing keeps the desk's state; the last window ends the program. */
  g_autoptr (GList) windows = g_list_copy (gtk_application_get_windows (application));
  for (GList *l = windows; l != NULL; l = l->next)
    gtk_window_close (l->data);
}

static void
ht_application_startup (GApplication *application)
{
  static const GActionEntry entries[] = {
    { .name = "open", .parameter_type = "(sb)", .activate = on_open },
    { .name = "language", .parameter_type = "s", .activate = on_language },
    { .name = "theme", .parameter_type = "s", .activate = on_theme },
    { .name = "text-scale", .parameter_type = "i", .activate = on_text_scale },
    { .name = "about", .activate = on_about },
    { .name = "quit", .activate = on_quit },
  };
  HtApplication *self = HT_APPLICATION (application);
  G_APPLICATION_CLASS (ht_application_parent_class)->startup (application);
  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  apply_theme (self);
  apply_text_scale (self);
}

static void
ht_application_activate (GApplication *application)
{
  HtApplication *self = HT_APPLICATION (application);
  HtWindow *window = get_window (self);
  if (window != NULL)
    gtk_window_present (GTK_WINDOW (window));
  else
    open_city (self, self->city, self->drill ? HT_CITY_DRILL : HT_CITY_NONE);
}

static void
ht_application_finalize (GObject *object)
{
  HtApplication *self = HT_APPLICATION (object);
  g_clear_pointer (&self->preferences, ht_preferences_free);
  g_clear_pointer (&self->city, g_free);
  G_OBJECT_CLASS (ht_application_parent_class)->finalize (object);
}

static void
ht_application_class_init (HtApplicationClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ht_application_finalize;
  G_APPLICATION_CLASS (klass)->startup = ht_application_startup;
  G_APPLICATION_CLASS (klass)->activate = ht_application_activate;
}

static void
ht_application_init (HtApplication *self)
{
}

HtApplication *
ht_application_new (const HtStart *start)
{
  /* Every desk is its own process: a crash of one leaves the others, and each has its own file lock. */
  HtApplication *self
      = g_object_new (HT_TYPE_APPLICATION, "application-id", APP_ID, "flags", G_APPLICATION_NON_UNIQUE,
                      "resource-base-path", "/org/haitang/Haitang", NULL);
  self->preferences = ht_preferences_load (start->desk);
  self->city = start->city != NULL ? g_canonicalize_filename (start->city, NULL) : NULL;
  self->drill = start->drill;
  ht_i18n_set_language (start->language != NULL ? start->language
                                                : ht_preferences_get_language (self->preferences));
  return self;
}
