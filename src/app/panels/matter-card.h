/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "model/city.h"
#include "model/matter.h"

G_BEGIN_DECLS

/* One contradiction: the rule in words, both orders, what each choice means, the decision with its reason.
 * Signal looked-at (int side): another choice has the focus, the pointer or the mark; -1: none has. */
#define HT_TYPE_MATTER_CARD (ht_matter_card_get_type ())
G_DECLARE_FINAL_TYPE (HtMatterCard, ht_matter_card, HT, MATTER_CARD, GtkBox)

void ht_matter_card_set_city (HtMatterCard *self, HtCity *city);
/* NULL hides it. */
void ht_matter_card_set_matter (HtMatterCard *self, HtMatter *matter);
HtMatter *ht_matter_card_get_matter (HtMatterCard *self);
/* @side 0 or 1. */
void ht_matter_card_choose (HtMatterCard *self, guint side);
/* The chosen side; -1 while none is. */
int ht_matter_card_get_chosen (HtMatterCard *self);
int ht_matter_card_get_looked_at (HtMatterCard *self);
const char *ht_matter_card_get_reason (HtMatterCard *self);
void ht_matter_card_focus_reason (HtMatterCard *self);

G_END_DECLS
