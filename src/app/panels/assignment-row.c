/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/panels/assignment-row.h"

#include "app/map/symbol-image.h"
#include "app/panels/clock-chip.h"
#include "app/panels/columns.h"
#include "app/panels/key-cap.h"
#include "app/symbols.h"
#include "base/format.h"
#include "base/i18n.h"
#include "model/assignment.h"
#include "model/team.h"

struct _HtAssignmentRow
{
  GtkBox parent_instance;
  GtkWidget *symbol, *name, *state, *clock, *next, *next_label, *next_cap;
  HtAssignment *assignment;
};

G_DEFINE_TYPE (HtAssignmentRow, ht_assignment_row, GTK_TYPE_BOX)

static HtSymbolKind
get_symbol (HtAssignmentState state)
{
  switch (state)
    {
    case HT_ASSIGNMENT_EN_ROUTE:
      return HT_SYMBOL_TEAM_EN_ROUTE;
    case HT_ASSIGNMENT_ON_SCENE:
      return HT_SYMBOL_TEAM_ON_SCENE;
    case HT_ASSIGNMENT_RELEASED:
      return HT_SYMBOL_TEAM_RETURNING;
    case HT_ASSIGNMENT_CANCELLED:
      return HT_SYMBOL_TEAM_AT_STATION;
    case HT_ASSIGNMENT_ASSIGNED:
    case HT_ASSIGNMENT_ACKNOWLEDGED:
    default:
      return HT_SYMBOL_TEAM_ASSIGNED;
    }
}

/* "En route · arrives 09:09:20", or since when; how long is on the clock beside it. */
static char *
dup_state_line (HtAssignment *assignment)
{
  HtAssignmentState state = ht_assignment_get_state (assignment);
  gint64 expected_s = ht_assignment_get_expected_s (assignment);
  if (expected_s < 0 || state > HT_ASSIGNMENT_EN_ROUTE)
    {
      g_autofree char *at = ht_format_time (ht_assignment_get_state_since_us (assignment));
      return g_strdup_printf ("%s %s", ht_assignment_state_get_label (state), at);
    }
  gint64 arrival_us = ht_assignment_get_created_us (assignment) + expected_s * G_USEC_PER_SEC;
  g_autofree char *arrival = ht_format_time (arrival_us);
  return g_strdup_printf (_ ("%s · arrives %s"), ht_assignment_state_get_label (state), arrival);
}

static void
refresh_next (HtAssignmentRow *self)
{
  HtAssignmentState next;
  gboolean has_next = ht_assignment_get_next_state (self->assignment, &next);
  gtk_widget_set_visible (self->next, has_next);
  if (!has_next)
    return;
  gtk_label_set_text (GTK_LABEL (self->next_label), ht_assignment_state_get_label (next));
  g_autofree char *target = g_strdup_printf ("'%s'", ht_assignment_state_get_name (next));
  g_object_set (self->next_cap, "target", target, NULL);
  HtTeam *team = ht_assignment_get_team (self->assignment);
  g_autofree char *name = g_strdup_printf (_ ("%s: %s"), team != NULL ? ht_team_get_name (team) : "",
                                           ht_assignment_state_get_label (next));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->next), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
refresh (HtAssignmentRow *self)
{
  HtTeam *team = ht_assignment_get_team (self->assignment);
  HtSymbol symbol = { .kind = get_symbol (ht_assignment_get_state (self->assignment)), .heading_deg = 90 };
  ht_symbol_image_set_symbol (HT_SYMBOL_IMAGE (self->symbol), &symbol, NULL);
  const char *name = team != NULL ? ht_team_get_name (team) : _ ("team not known here yet");
  gtk_label_set_text (GTK_LABEL (self->name), name);
  g_autofree char *state = dup_state_line (self->assignment);
  gtk_label_set_text (GTK_LABEL (self->state), state);
  gboolean active = ht_assignment_is_active (self->assignment);
  ht_clock_chip_set_subject (HT_CLOCK_CHIP (self->clock), active ? G_OBJECT (self->assignment) : NULL);
  if (active)
    gtk_widget_remove_css_class (GTK_WIDGET (self), "stale");
  else
    gtk_widget_add_css_class (GTK_WIDGET (self), "stale");
  refresh_next (self);
  g_autofree char *row_name = g_strdup_printf ("%s, %s", name, state);
  ht_columns_name_row (GTK_WIDGET (self), row_name);
}

static void
on_next_clicked (HtAssignmentRow *self)
{
  HtAssignmentState next;
  if (ht_assignment_get_next_state (self->assignment, &next))
    gtk_widget_activate_action (GTK_WIDGET (self), "win.set-assignment-state", "(ss)",
                                ht_entity_get_id_text (HT_ENTITY (self->assignment)),
                                ht_assignment_state_get_name (next));
}

static void
ht_assignment_row_dispose (GObject *object)
{
  HtAssignmentRow *self = HT_ASSIGNMENT_ROW (object);
  if (self->assignment != NULL)
    g_signal_handlers_disconnect_by_data (self->assignment, self);
  g_clear_object (&self->assignment);
  G_OBJECT_CLASS (ht_assignment_row_parent_class)->dispose (object);
}

static void
ht_assignment_row_class_init (HtAssignmentRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  G_OBJECT_CLASS (klass)->dispose = ht_assignment_row_dispose;
  g_type_ensure (HT_TYPE_SYMBOL_IMAGE);
  g_type_ensure (HT_TYPE_CLOCK_CHIP);
  g_type_ensure (HT_TYPE_KEY_CAP);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/haitang/Haitang/assignment-row.ui");
  gtk_widget_class_bind_template_child (widget_class, HtAssignmentRow, symbol);
  gtk_widget_class_bind_template_child (widget_class, HtAssignmentRow, name);
  gtk_widget_class_bind_template_child (widget_class, HtAssignmentRow, state);
  gtk_widget_class_bind_template_child (widget_class, HtAssignmentRow, clock);
  gtk_widget_class_bind_template_child (widget_class, HtAssignmentRow, next);
  gtk_widget_class_bind_template_child (widget_class, HtAssignmentRow, next_label);
  gtk_widget_class_bind_template_child (widget_class, HtAssignmentRow, next_cap);
  gtk_widget_class_bind_template_callback (widget_class, on_next_clicked);
}

static void
ht_assignment_row_init (HtAssignmentRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  /* The row's name needs the row around it. */
  g_signal_connect (self, "notify::parent", G_CALLBACK (refresh), NULL);
}

GtkWidget *
ht_assignment_row_new (HtAssignment *assignment)
{
  HtAssignmentRow *self = g_object_new (HT_TYPE_ASSIGNMENT_ROW, NULL);
  self->assignment = g_object_ref (assignment);
  g_signal_connect_swapped (assignment, "notify::record-version", G_CALLBACK (refresh), self);
  refresh (self);
  return GTK_WIDGET (self);
}

HtAssignment *
ht_assignment_row_get_assignment (HtAssignmentRow *self)
{
  return self->assignment;
}
