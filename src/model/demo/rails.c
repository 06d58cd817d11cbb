/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Metro lines through their stations, and the stations; entered places. */
#include <math.h>

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
sketched (const HtValue *fact)
{
  HtValue *attributes = ht_value_new_map ();
  ht_value_set_text (attributes, "name_en",
                     ht_value_member_text (ht_value_get_member (fact, "name"), "en", NULL));
  ht_value_set_bool (attributes, "sketched", TRUE);
  return attributes;
}

static HtGeometry *
smooth_line (const GArray *stops)
{
  g_autoptr (GArray) smooth = ht_plane_smooth (stops, 200);
  g_autoptr (GArray) points = g_array_new (FALSE, FALSE, sizeof (HtPoint));
  for (guint i = 0; i < smooth->len; i++)
    {
      HtPoint point = ht_plane_to_earth (g_array_index (smooth, HtSpot, i));
      g_array_append_val (points, point);
    }
  return ht_geometry_new_line ((const HtPoint *) points->data, points->len);
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
  HtGeometry *geometry = smooth_line (stops);
  HtValue *attributes = sketched (fact);
  const char *id = ht_value_member_text (fact, "id", "");
  ht_value_set_text (attributes, "line", id);
  ht_value_set_text (attributes, "kind", g_str_equal (id, "maglev") ? "maglev" : "metro");
  ht_value_set_real (attributes, "length_m", round (ht_geometry_length_m (geometry)));
  ht_survey_add_feature (survey, "metro_line", ht_survey_text (fact, "name", ""), attributes, geometry);
}

/* The lines that stop at a station, "2,10". */
static char *
list_lines (const HtSurvey *survey, const char *station)
{
  GString *list = g_string_new (NULL);
  const HtValue *lines = ht_value_get_member (survey->metro, "lines");
  for (guint i = 0; i < ht_value_get_length (lines); i++)
    {
      const HtValue *line = ht_value_get_item (lines, i), *stops = ht_value_get_member (line, "stations");
      gboolean stopped = FALSE;
      for (guint k = 0; k < ht_value_get_length (stops); k++)
        stopped |= g_str_equal (ht_value_get_text (ht_value_get_item (stops, k), ""), station);
      if (stopped)
        g_string_append_printf (list, "%s%s", list->len > 0 ? "," : "",
                                ht_value_member_text (line, "id", ""));
    }
  return g_string_free (list, FALSE);
}

static void
add_point (HtSurvey *survey, const char *table, const HtValue *fact, HtValue *attributes)
{
  HtPoint at = point_of (fact);
  ht_survey_add_feature (survey, table, ht_survey_text (fact, "name", ""), attributes,
                         ht_geometry_new_point (at.lon, at.lat));
}

static void
add_stations (HtSurvey *survey)
{
  const HtValue *facts = ht_value_get_member (survey->metro, "stations");
  for (guint i = 0; i < ht_value_get_length (facts); i++)
    {
      const HtValue *fact = ht_value_get_item (facts, i);
      HtValue *attributes = sketched (fact);
      g_autofree char *lines = list_lines (survey, ht_survey_text (fact, "name", ""));
      ht_value_set_text (attributes, "lines", lines);
      add_point (survey, "metro_station", fact, attributes);
    }
}

static void
add_landmarks (HtSurvey *survey)
{
  const HtValue *facts = ht_value_get_member (survey->places, "places");
  for (guint i = 0; i < ht_value_get_length (facts); i++)
    {
      const HtValue *fact = ht_value_get_item (facts, i);
      HtValue *attributes = sketched (fact);
      ht_value_set_text (attributes, "kind", "locality");
      add_point (survey, "place", fact, attributes);
    }
}

void
ht_survey_make_rails (HtSurvey *survey)
{
  const HtValue *lines = ht_value_get_member (survey->metro, "lines");
  for (guint i = 0; i < ht_value_get_length (lines); i++)
    add_line (survey, ht_value_get_item (lines, i));
  add_stations (survey);
  add_landmarks (survey);
}
