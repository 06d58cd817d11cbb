/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "model/city.h"
#include "model/station.h"

G_BEGIN_DECLS

/* The frame of the two forms for stations and teams: title, named fields, error, Cancel and the button that
 * does it (Ctrl Enter as well). Signals: confirm; done (when the write is durable). */
#define HT_TYPE_ROSTER_DIALOG (ht_roster_dialog_get_type ())
G_DECLARE_FINAL_TYPE (HtRosterDialog, ht_roster_dialog, HT, ROSTER_DIALOG, GtkBox)

HtRosterDialog *ht_roster_dialog_new (const char *title, const char *confirm);
/* A labelled field in the next row; @field gets @name for screen readers. */
void ht_roster_dialog_add (HtRosterDialog *self, const char *name, GtkWidget *field);
void ht_roster_dialog_add_note (HtRosterDialog *self, const char *text);
/* As a press of the button. */
void ht_roster_dialog_confirm (HtRosterDialog *self);
/* TRUE while a write is under way: the button rests. */
void ht_roster_dialog_set_busy (HtRosterDialog *self, gboolean busy);
/* NULL: it went well, emits done. */
void ht_roster_dialog_finish (HtRosterDialog *self, const GError *error);

/* @station NULL: a new one at @at, which can be changed by typing coordinates in any notation. */
GtkWidget *ht_station_dialog_new (HtCity *city, HtStation *station, const HtPoint *at);
/* @team NULL: a new one, at @station where given. */
GtkWidget *ht_team_dialog_new (HtCity *city, HtTeam *team, HtStation *station);

G_END_DECLS
