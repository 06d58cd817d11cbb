/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What drives. Every figure is stated with its source in the table at the top of vehicle.c. */
typedef enum
{
  HT_VEHICLE_CAR,    /* a private or command car: no private roads, no limits of height or weight */
  HT_VEHICLE_ENGINE, /* a fire engine, ambulance or lorry: slower, may use private roads, obeys limits */
  HT_N_VEHICLES,
} HtVehicleKind;

/* How one road is left for another at a junction. */
typedef enum
{
  HT_MANOEUVRE_STRAIGHT,
  HT_MANOEUVRE_RIGHT,
  HT_MANOEUVRE_LEFT,
  HT_MANOEUVRE_U_TURN,
  HT_N_MANOEUVRES,
} HtManoeuvre;

typedef struct
{
  const char *name;               /* "car", "engine" */
  double speed_factor;            /* of a section's free speed */
  double max_speed_kmh;           /* never faster */
  gboolean may_use_private;       /* gates open for it */
  double height_m, weight_t;      /* 0: no limit concerns it */
  double turn_s[HT_N_MANOEUVRES]; /* lost at a junction with a main road; see HtGraph */
  double cross_s;                 /* lost on crossing or joining a main road from a lesser one */
} HtVehicle;

const HtVehicle *ht_vehicle_get (HtVehicleKind kind);
gboolean ht_vehicle_parse (const char *name, HtVehicleKind *kind);

G_END_DECLS
