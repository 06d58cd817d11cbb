/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "model/proposal.h"

G_BEGIN_DECLS

/* One team of the advice: ticked to be sent, with minutes and the reason. Signal toggled. */
#define HT_TYPE_ADVICE_ROW (ht_advice_row_get_type ())
G_DECLARE_FINAL_TYPE (HtAdviceRow, ht_advice_row, HT, ADVICE_ROW, GtkBox)

GtkWidget *ht_advice_row_new (HtProposalItem *item);
HtProposalItem *ht_advice_row_get_item (HtAdviceRow *self);
gboolean ht_advice_row_is_ticked (HtAdviceRow *self);

G_END_DECLS
