/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/db.h"
#include "store/op.h"
#include "store/store.h"

#include "folder.h"

/* A grid town of any size: what the tests of layers put into a store. */
HtAuthor town_author (void);
HtLayerInfo town_info (const char *table, const char *source);
HtStore *town_open (const char *path, HtStoreFlags flags);

/* @n square houses; @shift moves them east by that many metres or so. */
GPtrArray *town_buildings (guint n, guint shift);
/* @columns x @rows crossings, a way for each section (all streets east, two of five north); refs from
 * @first_ref. */
HtNetwork *town_network (guint columns, guint rows, gint64 first_ref);

/* Puts and wants it to succeed; @written is what is expected. */
void town_put (HtStore *store, const HtLayerInfo *info, GPtrArray *features, gboolean written);
void town_put_network (HtStore *store, const HtLayerInfo *info, HtNetwork *network, gboolean written);

gint64 town_count (HtStore *store, const char *key);
char *town_dump (HtStore *store);
/* Chains and folded tables are whole. */
void town_audit (HtStore *store);
/* Every R-tree is sound and answers for its table. */
void town_check_indices (const char *path);
