/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "model/types.h"

G_BEGIN_DECLS

/* A kind of incident that run cards know ("fire", "gas", …). Immutable. Properties (read only): name, label.
 */
#define HT_TYPE_INCIDENT_TYPE (ht_incident_type_get_type ())
G_DECLARE_FINAL_TYPE (HtIncidentType, ht_incident_type, HT, INCIDENT_TYPE, GObject)

const char *ht_incident_type_get_name (HtIncidentType *self);
/* In the language of the screen; @language "en" or "zh_CN" picks one. */
const char *ht_incident_type_get_label (HtIncidentType *self);
const char *ht_incident_type_get_label_in (HtIncidentType *self, const char *language);

G_END_DECLS
