/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Named bridges and tunnels as things of their own, where the network has them. */
#include <math.h>

#include "model/demo/survey.h"

/* The longest section of that name; its points are those of the network. */
static const HtSection *
find_span (const HtNetwork *network, guint32 name)
{
  const HtSection *longest = NULL;
  for (guint i = 0; i < network->sections->len; i++)
    {
      const HtSection *section = &g_array_index (network->sections, HtSection, i);
      if (section->name == name && (longest == NULL || section->length_m > longest->length_m))
        longest = section;
    }
  return longest;
}

static void
set_limit (HtValue *attributes, const char *key, double limit)
{
  if (limit > 0)
    ht_value_set_real (attributes, key, limit);
}

void
ht_survey_make_spans (HtSurvey *survey)
{
  const HtNetwork *network = survey->ground->map->network;
  for (guint i = 0; i < survey->crossings->len; i++)
    {
      const HtCrossing *crossing = &g_array_index (survey->crossings, HtCrossing, i);
      const HtSection *span = find_span (network, ht_survey_name (survey, crossing->name));
      if (span == NULL || g_str_equal (ht_value_member_text (crossing->fact, "kind", ""), "ferry"))
        continue;
      HtValue *attributes = ht_value_new_map ();
      ht_value_set_text (attributes, "kind", "road");
      ht_value_set_text (attributes, "name_en",
                         ht_value_member_text (ht_value_get_member (crossing->fact, "name"), "en", NULL));
      ht_value_set_bool (attributes, "sketched", TRUE);
      ht_value_set_real (attributes, "length_m", round ((double) span->length_m));
      set_limit (attributes, "max_height_m", crossing->max_height_m);
      set_limit (attributes, "max_weight_t", crossing->max_weight_t);
      if (crossing->tunnel)
        ht_value_set_bool (attributes, "hazmat", FALSE);
      else
        ht_value_set_bool (attributes, "major", ht_value_member_bool (crossing->fact, "major", FALSE));
      ht_survey_add_feature (survey, crossing->tunnel ? "tunnel" : "bridge", crossing->name, attributes,
                             ht_geometry_new_line (&g_array_index (network->points, HtPoint,
                                                                   span->first_point),
                                                   span->n_points));
    }
}
