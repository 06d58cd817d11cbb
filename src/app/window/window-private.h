/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/dialogs/ask-dialog.h"
#include "app/window/command-box.h"
#include "app/window/desk.h"
#include "app/window/modal-host.h"
#include "app/window/window.h"

G_BEGIN_DECLS

struct _HtWindow
{
  AdwApplicationWindow parent_instance;
  GtkWidget *drill_banner, *header, *menu_button, *city_button, *person_button, *person_label, *command_box;
  GtkWidget *strip, *bell_button, *bell_label, *matters_button, *clock_box, *wall_clock, *wall_date, *brand;
  GtkWidget *host, *says;
  GtkWidget *pages; /* of an open city: that it is being opened, and its desk; else not valid */
  HtPreferences *preferences;
  HtCity *city;
  HtDesk *building; /* of the open city, from its first piece on */
  HtDesk *desk;     /* the same once it is ready, borrowed; NULL while no city is open */
  GCancellable *opening;
  HtCityFlags flags;
  char *path;
};

/* Actions that only look: panes, map, dialogs. */
void ht_window_add_view_actions (HtWindow *self);
/* Actions that decide: they go through the services and are written down. */
void ht_window_add_dispatch_actions (HtWindow *self);
/* Paper: map sheet and situation report. */
void ht_window_add_print_actions (HtWindow *self);
/* Stations and teams placed by hand. */
void ht_window_add_roster_actions (HtWindow *self);

/* A sentence that stays a while; with @may_undo the button that takes it back. */
void ht_window_say (HtWindow *self, const char *text, gboolean may_undo);
/* An error that stays until read; opens the sign-in where that is what is missing. */
void ht_window_complain (HtWindow *self, const GError *error);
void ht_window_sign_in (HtWindow *self, const char *person_id);
/* Presents a question; @func gets (HtWindow *, const char *text, gboolean checked, user_data as text). */
typedef void (*HtAnswerFunc) (HtWindow *self, const char *text, gboolean checked, const char *data);
void ht_window_ask (HtWindow *self, const HtQuestion *question, HtAnswerFunc func, const char *data);

/* The incident of canonical id @id, or for "" the selected one; NULL with a sentence shown. Borrowed. */
HtIncident *ht_window_find_incident (HtWindow *self, const char *id);

G_END_DECLS
