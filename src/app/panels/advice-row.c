/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/panels/advice-row.h"

#include "base/format.h"
#include "base/i18n.h"
#include "model/team.h"

#define NAME_CHARS 24

struct _HtAdviceRow
{
  GtkBox parent_instance;
  GtkWidget *check, *name, *kit, *reason, *minutes;
  HtProposalItem *item;
};

G_DEFINE_TYPE (HtAdviceRow, ht_advice_row, GTK_TYPE_BOX)

static guint toggled_signal;

static void
on_toggled (HtAdviceRow *self)
{
  g_signal_emit (self, toggled_signal, 0);
}

static void
ht_advice_row_dispose (GObject *object)
{
  g_clear_object (&HT_ADVICE_ROW (object)->item);
  G_OBJECT_CLASS (ht_advice_row_parent_class)->dispose (object);
}

static void
ht_advice_row_class_init (HtAdviceRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  G_OBJECT_CLASS (klass)->dispose = ht_advice_row_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/org/haitang/Haitang/advice-row.ui");
  gtk_widget_class_bind_template_child (widget_class, HtAdviceRow, check);
  gtk_widget_class_bind_template_child (widget_class, HtAdviceRow, name);
  gtk_widget_class_bind_template_child (widget_class, HtAdviceRow, kit);
  gtk_widget_class_bind_template_child (widget_class, HtAdviceRow, reason);
  gtk_widget_class_bind_template_child (widget_class, HtAdviceRow, minutes);
  gtk_widget_class_bind_template_callback (widget_class, on_toggled);
  toggled_signal
      = g_signal_new ("toggled", HT_TYPE_ADVICE_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
ht_advice_row_init (HtAdviceRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
ht_advice_row_new (HtProposalItem *item)
{
  HtAdviceRow *self = g_object_new (HT_TYPE_ADVICE_ROW, NULL);
  self->item = g_object_ref (item);
  HtTeam *team = ht_proposal_item_get_team (item);
  gint64 seconds = ht_proposal_item_get_seconds (item);
  g_autofree char *minutes = seconds >= 0 ? ht_format_duration (seconds) : g_strdup (_ ("no way"));
  g_autofree char *kit
      = g_strdup_printf (_ ("%s · crew of %d"), ht_team_get_equipment (team), ht_team_get_crew (team));
  const char *name = ht_team_get_name (team);
  gtk_label_set_text (GTK_LABEL (self->name), name);
  /* The name before the kit: two teams of a station differ at its end. */
  gtk_label_set_width_chars (GTK_LABEL (self->name), (int) MIN (g_utf8_strlen (name, -1), NAME_CHARS));
  gtk_label_set_text (GTK_LABEL (self->kit), kit);
  gtk_label_set_text (GTK_LABEL (self->reason), ht_proposal_item_get_reason (item));
  gtk_label_set_text (GTK_LABEL (self->minutes), minutes);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (self->check), ht_proposal_item_is_chosen (item));
  g_autofree char *spoken = g_strdup_printf ("%s, %s, %s", name, minutes, ht_proposal_item_get_reason (item));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->check), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  return GTK_WIDGET (self);
}

HtProposalItem *
ht_advice_row_get_item (HtAdviceRow *self)
{
  return self->item;
}

gboolean
ht_advice_row_is_ticked (HtAdviceRow *self)
{
  return gtk_check_button_get_active (GTK_CHECK_BUTTON (self->check));
}
