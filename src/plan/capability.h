/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What a team can do; the text forms are those of run cards and of team.capabilities. */
typedef enum
{
  HT_CAPABILITY_PUMPER,
  HT_CAPABILITY_LADDER,
  HT_CAPABILITY_RESCUE,
  HT_CAPABILITY_FOAM,
  HT_CAPABILITY_CHEMICAL,
  HT_CAPABILITY_WATER_RESCUE,
  HT_CAPABILITY_MEDICAL,
  HT_CAPABILITY_SMOKE_EXHAUST,
  HT_CAPABILITY_BREATHING_AIR,
  HT_CAPABILITY_LIGHTING,
  HT_CAPABILITY_COMMAND,
  HT_N_CAPABILITIES,
} HtCapability;

/* A set: bit 1 << HtCapability. */
typedef guint32 HtCapabilities;

/* "pumper", …; never translated: texts for people are the model's. */
const char *ht_capability_get_name (HtCapability capability);
gboolean ht_capability_parse (const char *name, HtCapability *capability);

G_END_DECLS
