/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/demo/ground.h"
#include "store/store.h"

G_BEGIN_DECLS

/*
 * What the demo city has on its ground: forces, supplies, care, exposure, chemicals, lifelines, traffic,
 * flood works, sensors, records, elevation; one layer a table of the catalogue (geo/feature-kind.h). Numbers
 * are those of the city's published five-year plan 2021-2025 where it gives one, else assumed as the comments
 * of each subject say. All generated things have `synthetic` among their attributes, those drawn from memory
 * `sketched`. The same ground gives the same features, bit for bit. At scales below 1 generated things are
 * thinned out.
 */

/* Called with each layer as it is done; its features are freed afterwards. FALSE with @error ends the build.
 */
typedef gboolean (*HtDemoTake) (const HtLayerContent *content, gpointer data, GError **error);

/* Some seconds: on a worker. The features of @ground's map are read only where they are lines, points or
 * water; buildings may be gone. */
gboolean ht_demo_things_build (const HtGround *ground, HtDemoTake take, gpointer data,
                               GCancellable *cancellable, GError **error);

/* Gives the buildings of the map their years, lifts, sprinklers and people, the metro its riders. Before the
 * map is written. */
void ht_demo_things_furnish (HtGround *ground);

/*
 * Writes all of them to an open city file: layers, 600 teams, people with their PINs, counters of the stock
 * in the 24 depots of city and districts. Not the ground itself. Errors: HT_STORE_ERROR,
 * G_IO_ERROR_CANCELLED.
 */
gboolean ht_demo_things_write (HtStore *store, const HtGround *ground, GCancellable *cancellable,
                               GError **error);

G_END_DECLS
