/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plan/capability.h"

static const char *const names[HT_N_CAPABILITIES] = {
  [HT_CAPABILITY_PUMPER] = "pumper",
  [HT_CAPABILITY_LADDER] = "ladder",
  [HT_CAPABILITY_RESCUE] = "rescue",
  [HT_CAPABILITY_FOAM] = "foam",
  [HT_CAPABILITY_CHEMICAL] = "chemical",
  [HT_CAPABILITY_WATER_RESCUE] = "water_rescue",
  [HT_CAPABILITY_MEDICAL] = "medical",
  [HT_CAPABILITY_SMOKE_EXHAUST] = "smoke_exhaust",
  [HT_CAPABILITY_BREATHING_AIR] = "breathing_air",
  [HT_CAPABILITY_LIGHTING] = "lighting",
  [HT_CAPABILITY_COMMAND] = "command",
};

const char *
ht_capability_get_name (HtCapability capability)
{
  g_return_val_if_fail ((guint) capability < HT_N_CAPABILITIES, NULL);
  return names[capability];
}

gboolean
ht_capability_parse (const char *name, HtCapability *capability)
{
  for (guint i = 0; i < HT_N_CAPABILITIES; i++)
    if (g_strcmp0 (name, names[i]) == 0)
      {
        *capability = (HtCapability) i;
        return TRUE;
      }
  return FALSE;
}
