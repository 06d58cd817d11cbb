/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "model/types.h"

G_BEGIN_DECLS

/* A team sent to the selected incident: state, clock, one button for the state that follows. */
#define HT_TYPE_ASSIGNMENT_ROW (ht_assignment_row_get_type ())
G_DECLARE_FINAL_TYPE (HtAssignmentRow, ht_assignment_row, HT, ASSIGNMENT_ROW, GtkBox)

GtkWidget *ht_assignment_row_new (HtAssignment *assignment);
HtAssignment *ht_assignment_row_get_assignment (HtAssignmentRow *self);

G_END_DECLS
