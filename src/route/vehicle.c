/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "route/vehicle.h"

/*
 * All assumptions about driving, in one place.
 *
 * speed: a car drives the free speed. An engine of about 18 t drives 0.8 of it, at most 80 km/h: an
 * assumption, chosen so that a main road of 60 km/h gives 48 and a residential street of 30 gives 24, which
 * with the turns below averages near 30 to 35 km/h, the order of magnitude behind the rule of 7 km2 and 5
 * minutes a station (GB 51080-2015, 4.1.3). turns: after the car profile of the Open Source Routing Machine
 * (profiles/car.lua, 5.x): turn_penalty 7.5 s spread by a logistic of the angle with turn_bias 1.075, which
 * gives 2.1 s for a right and 5.4 s for a left turn of 90 degrees where one drives on the right,
 * u_turn_penalty 20 s, and 2 s at a signal. We know no signals, so the 2 s stand for crossing or joining a
 * main road. Engines: half as much again, rounded, an assumption. limits: 4.0 m high (the greatest height GB
 * 1589 allows a lorry) and 18 t, the usual water tender. The heaviest ladders weigh over 30 t and are not
 * modelled apart: an assumption to be narrowed with real vehicle lists.
 */
static const HtVehicle vehicles[HT_N_VEHICLES] = {
  [HT_VEHICLE_CAR] = { .name = "car",
                       .speed_factor = 1.0,
                       .max_speed_kmh = 120,
                       .may_use_private = FALSE,
                       .turn_s = { 0, 2, 5, 20 },
                       .cross_s = 2 },
  [HT_VEHICLE_ENGINE] = { .name = "engine",
                          .speed_factor = 0.8,
                          .max_speed_kmh = 80,
                          .may_use_private = TRUE,
                          .height_m = 4.0,
                          .weight_t = 18,
                          .turn_s = { 0, 3, 8, 30 },
                          .cross_s = 3 },
};

const HtVehicle *
ht_vehicle_get (HtVehicleKind kind)
{
  g_return_val_if_fail ((guint) kind < HT_N_VEHICLES, &vehicles[HT_VEHICLE_CAR]);
  return &vehicles[kind];
}

gboolean
ht_vehicle_parse (const char *name, HtVehicleKind *kind)
{
  for (guint i = 0; i < HT_N_VEHICLES; i++)
    if (g_strcmp0 (name, vehicles[i].name) == 0)
      {
        *kind = (HtVehicleKind) i;
        return TRUE;
      }
  return FALSE;
}
