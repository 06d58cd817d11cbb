/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/value.h"
#include "model/incident-type.h"

G_BEGIN_DECLS

/* @labels: map of "en" and "zh_CN" to texts; takes a reference. */
HtIncidentType *ht_incident_type_new (const char *name, HtValue *labels);

G_END_DECLS
