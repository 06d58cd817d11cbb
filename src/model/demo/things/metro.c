/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "model/demo/things/subjects.h"

/*
 * Lines and stations are the ground's: entered by hand, drawn from memory. Here the lengths are shared out so
 * that they add up to the 729 km of the city's plan, riders so that they are the 13.29 million of the busiest
 * day; how they fall on lines and stations is assumed: by stations and by nearness to the middle of the city.
 */
#define LENGTH_M 729000
#define RIDERS 13290000
#define CENTRAL_M 12000.0

static double
from_middle (const HtFeature *station)
{
  const HtPoint middle = { 121.4737, 31.2304 }; /* People's Square */
  return ht_kit_distance (station->geometry->points[0], middle);
}

/* Lines that stop at a station: "2,10" has two. */
static guint
count_lines (const HtFeature *station)
{
  const char *lines = ht_value_member_text (station->attributes, "lines", "");
  guint n = 1;
  for (const char *comma = strchr (lines, ','); comma != NULL; comma = strchr (comma + 1, ','))
    n++;
  return n;
}

static void
furnish_lines (GPtrArray *lines)
{
  g_autofree double *lengths = g_new (double, lines->len + 1);
  for (guint i = 0; i < lines->len; i++)
    lengths[i] = ht_geometry_length_m (((HtFeature *) lines->pdata[i])->geometry);
  g_autofree guint *shares = ht_kit_share (lengths, lines->len, LENGTH_M),
                   *riders = ht_kit_share (lengths, lines->len, RIDERS);
  for (guint i = 0; i < lines->len; i++)
    {
      HtFeature *line = lines->pdata[i];
      ht_value_set_real (line->attributes, "length_m", shares[i]);
      ht_value_set_int (line->attributes, "riders_day", riders[i]);
    }
}

static void
furnish_stations (GPtrArray *stations, HtDemoDice *dice)
{
  g_autofree double *weights = g_new (double, stations->len + 1);
  for (guint i = 0; i < stations->len; i++)
    weights[i] = pow (count_lines (stations->pdata[i]), 1.5)
                 * (0.15 + exp (-from_middle (stations->pdata[i]) / CENTRAL_M));
  g_autofree guint *riders = ht_kit_share (weights, stations->len, RIDERS);
  for (guint i = 0; i < stations->len; i++)
    {
      HtFeature *station = stations->pdata[i];
      gboolean central = from_middle (station) < CENTRAL_M;
      /* Below ground in the middle of the city; outside two of five stations are elevated. */
      gboolean raised = !central && ht_demo_dice_happens (dice, 0.4);
      ht_value_set_real (station->attributes, "depth_m",
                         raised ? 0 : ht_kit_round (ht_demo_dice_between (dice, 12, 28), 0.5));
      ht_value_set_int (station->attributes, "entrances", 3 + ht_demo_dice_below (dice, central ? 10 : 3));
      ht_value_set_int (station->attributes, "riders_day", riders[i]);
    }
}

void
ht_kit_furnish_metro (HtGround *ground)
{
  GPtrArray *lines = ht_map_data_get_features (ground->map, "metro_line");
  GPtrArray *stations = ht_map_data_get_features (ground->map, "metro_station");
  HtDemoDice dice = ht_demo_dice_for (ground->seed, "metro");
  if (lines != NULL)
    furnish_lines (lines);
  if (stations != NULL)
    furnish_stations (stations, &dice);
}

void
ht_kit_note_metro (HtKit *kit)
{
  const GPtrArray *stations = ht_map_data_get_features (kit->ground->map, "metro_station");
  for (guint i = 0; stations != NULL && i < stations->len; i++)
    {
      const HtFeature *station = stations->pdata[i];
      HtKitThing thing = { .id = station->id,
                           .at = station->geometry->points[0],
                           .block = G_MAXUINT,
                           .capacity = ht_value_member_int (station->attributes, "riders_day", 0),
                           .name = g_strdup (station->name) };
      g_array_append_val (kit->lists[HT_KIT_METRO], thing);
    }
}
