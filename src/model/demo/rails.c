/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Metro lines through their stations, and the stations; entered places. */
#include "model/demo/survey.h"

static const HtValue *
find_station (const HtSurvey *survey, const char *name)
{
  const HtValue *stations = ht_value_get_member (survey->metro, "stations");
  for (guint i = 0; i < ht_value_get_length (stations); i++)
    if (g_str_equal (ht_survey_text (ht_value_get_item (stations, i), "name", ""), name))
      return ht_value_get_item (stations, i);
  g_assert_not_reached ();
}

static HtPoint
point_of (const HtValue *fact)
{
  const HtValue *at = ht_value_get_member (fact, "at");
  return (HtPoint){ ht_value_get_real (ht_value_get_item (at, 0), 0),
                    ht_value_get_real (ht_value_get_item (at, 1), 0) };
}

static HtValue *
sketched (const HtValue *fact, const char *kind)
{
  HtValue *attributes = ht_value_new_map ();
  ht_value_set_text (attributes, "kind", kind);
  ht_value_set_text (attributes, "name_en",
                     ht_value_member_text (ht_value_get_member (fact, "name"), "en", NULL));
  ht_value_set_bool (attributes, "sketched", TRUE);
  return attributes;
}

static void
add_line (HtSurvey *survey, const HtValue *fact)
{
  const HtValue *names = ht_value_get_member (fact, "stations");
  g_autoptr (GArray) stops = g_array_new (FALSE, FALSE, sizeof (HtPoint));
  for (guint i = 0; i < ht_value_get_length (names); i++)
    {
      HtPoint point = point_of (find_station (survey, ht_value_get_text (ht_value_get_item (names, i), "")));
      g_array_append_val (stops, point);
    }
  g_autoptr (GArray) smooth = ht_plane_smooth (stops, 200);
  g_autoptr (GArray) points = g_array_new (FALSE, FALSE, sizeof (HtPoint));
  for (guint i = 0; i < smooth->len; i++)
    {
      HtPoint point = ht_plane_to_earth (g_array_index (smooth, HtSpot, i));
      g_array_append_val (points, point);
    }
  HtValue *attributes = sketched (fact, "metro");
  ht_value_set (attributes, "stations", ht_value_ref ((HtValue *) names));
  ht_survey_add_feature (survey, "line", ht_survey_text (fact, "name", ""), attributes,
                         ht_geometry_new_line ((const HtPoint *) points->data, points->len));
}

static void
add_points (HtSurvey *survey, const HtValue *facts, const char *kind)
{
  for (guint i = 0; i < ht_value_get_length (facts); i++)
    {
      const HtValue *fact = ht_value_get_item (facts, i);
      HtPoint at = point_of (fact);
      ht_survey_add_feature (survey, "point", ht_survey_text (fact, "name", ""), sketched (fact, kind),
                             ht_geometry_new_point (at.lon, at.lat));
    }
}

void
ht_survey_make_rails (HtSurvey *survey)
{
  const HtValue *lines = ht_value_get_member (survey->metro, "lines");
  for (guint i = 0; i < ht_value_get_length (lines); i++)
    add_line (survey, ht_value_get_item (lines, i));
  add_points (survey, ht_value_get_member (survey->metro, "stations"), "metro_station");
  add_points (survey, ht_value_get_member (survey->places, "places"), "landmark");
}
