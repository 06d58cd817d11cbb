/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "app/map/mark.h"

G_BEGIN_DECLS

/*
 * Places the labels of marks beside them, right, left, below or above, so that none covers another label or a
 * labelled mark; one that finds no place is left out until there is room. Pictures are drawn by a worker and
 * kept between frames; until a new one is there the mark keeps its last, or has none.
 */
typedef struct _HtChipRack HtChipRack;
/* @layer (which owns the rack) is drawn again when a picture has come. */
HtChipRack *ht_chip_rack_new (GtkWidget *layer);
void ht_chip_rack_free (HtChipRack *rack);

void ht_chip_rack_begin (HtChipRack *rack, const graphene_rect_t *area, int scale);
/* Keeps labels off this mark. */
void ht_chip_rack_block (HtChipRack *rack, const HtPlaced *place);
void ht_chip_rack_add (HtChipRack *rack, GtkSnapshot *snapshot, const HtPlaced *place);
/* The labels of a group's members one below the other; where there is no room for all, the group's own. */
void ht_chip_rack_add_members (HtChipRack *rack, GtkSnapshot *snapshot, const HtPlaced *place);

G_END_DECLS
