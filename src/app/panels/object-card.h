/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Facts and actions of a selected HtTeam or HtStation. */
#define HT_TYPE_OBJECT_CARD (ht_object_card_get_type ())
G_DECLARE_FINAL_TYPE (HtObjectCard, ht_object_card, HT, OBJECT_CARD, GtkBox)

/* NULL, or another kind: hidden. */
void ht_object_card_set_object (HtObjectCard *self, GObject *object);

G_END_DECLS
