/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "geo/map-data.h"

G_BEGIN_DECLS

/*
 * Haitang Demo Town (海棠演示镇): an invented town of about 4 x 4 km for machines without map data. It lies
 * at 31.05 N 122.25 E, in the open sea east of Shanghai, where no street can be meant by mistake. Roads,
 * people, stations and teams are generated; everything written from it is marked synthetic.
 */
#define HT_DEMO_LON 122.25
#define HT_DEMO_LAT 31.05

/* A crew with its vehicle. */
typedef struct
{
  HtUuid id, station; /* station: the feature, a hospital for an ambulance */
  char *name;
  const char *kind;                /* team.kind */
  const char *const *capabilities; /* NULL-terminated, static */
  guint crew, turnout_s;
  HtPoint position;
} HtDemoTeam;

/* Somebody who can sign in. The PIN is shown on the screen of a demo city: it protects nothing. */
typedef struct
{
  HtUuid id;
  const char *name, *role, *pin;
} HtDemoPerson;

typedef struct
{
  guint64 seed;
  const char *name;
  HtMapData *map;
  GPtrArray *teams;   /* HtDemoTeam */
  GPtrArray *persons; /* HtDemoPerson */
} HtDemoTown;

/* The same @seed makes the same town, bit for bit. About 0.1 s: off the main thread. */
HtDemoTown *ht_demo_town_build (guint64 seed);
void ht_demo_town_free (HtDemoTown *town);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HtDemoTown, ht_demo_town_free)

/* The people of a demo city (HtDemoPerson, owned); their ids are made in @name_space. */
GPtrArray *ht_demo_list_persons (const HtUuid *name_space);

/* The PIN to be shown beside a person's name in a synthetic city; NULL where the name is not one of the
 * demo's. */
const char *ht_demo_find_pin (const char *person_name);

G_END_DECLS
