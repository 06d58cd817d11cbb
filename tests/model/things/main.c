/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "city.h"

int
main (int argc, char **argv)
{
  static void (*const add[]) (void) = {
    things_add_kit_tests,    things_add_place_tests,    things_add_spread_tests,   things_add_street_tests,
    things_add_river_tests,  things_add_bare_tests,     things_add_layer_tests,    things_add_range_tests,
    things_add_word_tests,   things_add_link_tests,     things_add_care_tests,     things_add_force_tests,
    things_add_supply_tests, things_add_exposure_tests, things_add_chemical_tests, things_add_lifeline_tests,
    things_add_pipe_tests,   things_add_traffic_tests,  things_add_flood_tests,    things_add_elevation_tests,
    things_add_watch_tests,  things_add_record_tests,   things_add_reach_tests,    things_add_writing_tests,
  };
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (add); i++)
    add[i]();
  int status = g_test_run ();
  things_end ();
  return status;
}
