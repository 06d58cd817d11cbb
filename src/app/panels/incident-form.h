/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "model/city.h"

G_BEGIN_DECLS

/*
 * A new incident: place, type, level, what is known. What is written is kept as a draft in the desk's state
 * until it becomes an incident. Signals: created (HtIncident *); placed (double lon, double lat): to mark on
 * the map.
 */
#define HT_TYPE_INCIDENT_FORM (ht_incident_form_get_type ())
G_DECLARE_FINAL_TYPE (HtIncidentForm, ht_incident_form, HT, INCIDENT_FORM, GtkBox)

void ht_incident_form_set_city (HtIncidentForm *self, HtCity *city);
/* Where searches rank from. */
void ht_incident_form_set_near (HtIncidentForm *self, const HtPoint *near);
/* @address NULL: it is described from the roads around. */
void ht_incident_form_set_place (HtIncidentForm *self, const HtPoint *at, const char *address);
void ht_incident_form_set_type (HtIncidentForm *self, const char *type);
void ht_incident_form_set_level (HtIncidentForm *self, int level);
/* Puts the focus where something is still missing. */
void ht_incident_form_start (HtIncidentForm *self);
/* Checks and writes; emits created when durable. */
void ht_incident_form_create (HtIncidentForm *self);

G_END_DECLS
