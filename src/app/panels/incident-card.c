/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/panels/incident-card.h"

#include "app/later.h"
#include "app/map/symbol-image.h"
#include "app/panels/buttons.h"
#include "app/panels/clock-chip.h"
#include "app/symbols.h"
#include "app/ticker.h"
#include "base/clock.h"
#include "base/format.h"
#include "base/i18n.h"
#include "model/incident.h"

struct _HtIncidentCard
{
  GtkBox parent_instance;
  GtkWidget *symbol, *title, *place, *status, *elapsed, *due, *phase, *facts, *actions;
  GtkWidget *tools, *levels, *verify, *close, *reopen, *note, *report;
  HtIncident *incident;
};

G_DEFINE_TYPE (HtIncidentCard, ht_incident_card, GTK_TYPE_BOX)

static void
on_tick (GtkWidget *widget, gint64 now_us)
{
  HtIncidentCard *self = HT_INCIDENT_CARD (widget);
  if (self->incident == NULL)
    return;
  g_autofree char *elapsed = ht_format_clock (ht_incident_get_elapsed_s (self->incident, now_us));
  gtk_label_set_text (GTK_LABEL (self->elapsed), elapsed);
  HtElapsed clock = { 0 };
  ht_incident_get_clock (self->incident, now_us, &clock);
  g_autofree char *seconds = ht_format_duration (clock.seconds);
  g_autofree char *limit = ht_format_duration (clock.limit_s);
  g_autofree char *over = ht_format_duration (clock.over_s);
  g_autofree char *due = clock.due == HT_DUE_OVER ? g_strdup_printf (_ ("over by %s"), over) : NULL;
  gtk_label_set_text (GTK_LABEL (self->due), due != NULL ? due : seconds);
  ht_clock_chip_style (self->due, clock.due);
  g_autofree char *phase = clock.limit_s > 0 && clock.phase != NULL
                               ? g_strdup_printf (_ ("%s; limit %s"), clock.phase, limit)
                               : g_strdup (clock.phase != NULL ? clock.phase : "");
  gtk_label_set_text (GTK_LABEL (self->phase), phase);
}

static void
refresh_facts (HtIncidentCard *self)
{
  GtkGrid *facts = GTK_GRID (self->facts);
  ht_buttons_begin_facts (facts);
  g_autofree char *reported = ht_format_time (ht_incident_get_reported_us (self->incident));
  int trapped = ht_incident_get_trapped (self->incident);
  g_autofree char *people = trapped >= 0 ? g_strdup_printf ("%d", trapped) : g_strdup (_ ("not known"));
  const char *source = ht_incident_get_source (self->incident);
  ht_buttons_add_fact (facts, 0, 0, _ ("Type"), ht_incident_get_type_label (self->incident));
  ht_buttons_add_fact (facts, 1, 0, _ ("Trapped"), people);
  ht_buttons_add_fact (facts, 0, 1, _ ("Reported"), reported);
  ht_buttons_add_fact (facts, 1, 1, _ ("Source"), source != NULL && *source != '\0' ? source : "—");
  int row = 2;
  const char *notes = ht_incident_get_notes (self->incident);
  if (notes != NULL && *notes != '\0')
    ht_buttons_add_fact (facts, 0, row++, _ ("Notes"), notes);
  const char *reason = ht_incident_get_close_reason (self->incident);
  if (reason != NULL)
    ht_buttons_add_fact (facts, 0, row++, _ ("Closed"), reason);
  ht_buttons_end_facts (facts);
}

static void
refresh (gpointer object)
{
  HtIncidentCard *self = object;
  HtSymbol symbol;
  if (self->incident == NULL)
    return;
  int level = ht_incident_get_level (self->incident);
  HtIncidentStatus status = ht_incident_get_status (self->incident);
  ht_symbols_describe (G_OBJECT (self->incident), &symbol);
  ht_symbol_image_set_symbol (HT_SYMBOL_IMAGE (self->symbol), &symbol, ht_level_get_label (level));
  gtk_label_set_text (GTK_LABEL (self->title), ht_incident_get_title (self->incident));
  g_autofree char *place = g_strdup_printf ("%s · %s", ht_incident_get_code (self->incident),
                                            ht_incident_get_address (self->incident));
  gtk_label_set_text (GTK_LABEL (self->place), place);
  gtk_label_set_text (GTK_LABEL (self->status), ht_incident_status_get_label (status));
  ht_buttons_set_level (self->levels, level);
  gtk_widget_set_visible (self->verify, status == HT_INCIDENT_UNVERIFIED);
  gtk_widget_set_visible (self->close, status != HT_INCIDENT_CLOSED);
  gtk_widget_set_visible (self->reopen, status == HT_INCIDENT_CLOSED);
  gtk_widget_set_sensitive (self->levels, status != HT_INCIDENT_CLOSED);
  refresh_facts (self);
  on_tick (GTK_WIDGET (self), ht_clock_now_us ());
}

/* However many fields of it change at once. */
static void
refresh_later (HtIncidentCard *self)
{
  ht_later (self, refresh);
}

void
ht_incident_card_set_incident (HtIncidentCard *self, HtIncident *incident)
{
  g_return_if_fail (HT_IS_INCIDENT_CARD (self));
  if (self->incident != NULL)
    g_signal_handlers_disconnect_by_data (self->incident, self);
  g_set_object (&self->incident, incident);
  gtk_widget_set_visible (GTK_WIDGET (self), incident != NULL);
  if (incident == NULL)
    return;
  g_signal_connect_swapped (incident, "notify::record-version", G_CALLBACK (refresh_later), self);
  refresh_later (self);
}

static void
ht_incident_card_dispose (GObject *object)
{
  HtIncidentCard *self = HT_INCIDENT_CARD (object);
  if (self->incident != NULL)
    g_signal_handlers_disconnect_by_data (self->incident, self);
  g_clear_object (&self->incident);
  g_clear_object (&self->tools);
  G_OBJECT_CLASS (ht_incident_card_parent_class)->dispose (object);
}

static void
ht_incident_card_class_init (HtIncidentCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  G_OBJECT_CLASS (klass)->dispose = ht_incident_card_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/org/haitang/Haitang/incident-card.ui");
  gtk_widget_class_bind_template_child (widget_class, HtIncidentCard, symbol);
  gtk_widget_class_bind_template_child (widget_class, HtIncidentCard, title);
  gtk_widget_class_bind_template_child (widget_class, HtIncidentCard, place);
  gtk_widget_class_bind_template_child (widget_class, HtIncidentCard, status);
  gtk_widget_class_bind_template_child (widget_class, HtIncidentCard, elapsed);
  gtk_widget_class_bind_template_child (widget_class, HtIncidentCard, due);
  gtk_widget_class_bind_template_child (widget_class, HtIncidentCard, phase);
  gtk_widget_class_bind_template_child (widget_class, HtIncidentCard, facts);
}

/* One row of buttons; reopen takes the place of close. */
static GtkWidget *
add_action (HtIncidentCard *self, const char *text, const char *action, const char *target)
{
  GtkWidget *button = ht_buttons_new (text, action, target);
  gtk_grid_attach_next_to (GTK_GRID (self->actions), button, NULL, GTK_POS_RIGHT, 1, 1);
  return button;
}

static void
add_state_actions (gpointer object)
{
  HtIncidentCard *self = object;
  self->verify = add_action (self, _ ("Confirm"), "win.verify", NULL);
  self->close = add_action (self, _ ("Close…"), "win.close-incident", "''");
  self->reopen = add_action (self, _ ("Reopen…"), "win.reopen-incident", "''");
}

static void
add_paper_actions (gpointer object)
{
  HtIncidentCard *self = object;
  self->note = add_action (self, _ ("Write in log"), "win.log-entry", NULL);
  self->report = add_action (self, _ ("Report…"), "win.print-report", "''");
}

static void
ht_incident_card_init (HtIncidentCard *self)
{
  static const HtPiece parts[] = { add_state_actions, add_paper_actions, NULL };
  g_type_ensure (HT_TYPE_SYMBOL_IMAGE);
  gtk_widget_init_template (GTK_WIDGET (self));
  self->levels = ht_buttons_new_levels ();
  self->tools = g_object_ref_sink (gtk_box_new (GTK_ORIENTATION_VERTICAL, 8));
  self->actions = gtk_grid_new ();
  gtk_grid_set_column_spacing (GTK_GRID (self->actions), 6);
  gtk_box_append (GTK_BOX (self->tools), self->levels);
  gtk_box_append (GTK_BOX (self->tools), self->actions);
  ht_later_all (self, parts);
  ht_ticker_attach (GTK_WIDGET (self), on_tick);
}

GtkWidget *
ht_incident_card_get_tools (HtIncidentCard *self)
{
  g_return_val_if_fail (HT_IS_INCIDENT_CARD (self), NULL);
  return self->tools;
}
