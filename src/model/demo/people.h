/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/demo/survey.h"

G_BEGIN_DECLS

/*
 * Weights of land for people: night by the density of dwelling, day by that of work, school and shops, both
 * grown with the urbanity (Clark 1951). Their sums are scaled to the census of each district (night) and of
 * the city (day: 45 % stay where they sleep, 55 % are where the weights draw them).
 */
#define HT_PEOPLE_AT_HOME 0.45
double ht_people_night_weight (HtGroundUse use, double urbanity, double area_m2);
double ht_people_day_weight (HtGroundUse use, double urbanity, double area_m2);

G_END_DECLS
