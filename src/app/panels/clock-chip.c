/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/panels/clock-chip.h"

#include "app/ticker.h"
#include "base/clock.h"
#include "base/format.h"
#include "base/i18n.h"
#include "model/assignment.h"
#include "model/incident.h"
#include "model/team.h"

struct _HtClockChip
{
  GtkWidget parent_instance;
  GtkWidget *label;
  GObject *subject;
};

G_DEFINE_TYPE (HtClockChip, ht_clock_chip, GTK_TYPE_WIDGET)

enum
{
  PROP_SUBJECT = 1,
  N_PROPS
};
static GParamSpec *props[N_PROPS];

void
ht_clock_chip_style (GtkWidget *widget, HtDue due)
{
  gtk_widget_remove_css_class (widget, "framed");
  gtk_widget_remove_css_class (widget, "inverted");
  if (due == HT_DUE_SOON)
    gtk_widget_add_css_class (widget, "framed");
  else if (due == HT_DUE_OVER)
    gtk_widget_add_css_class (widget, "inverted");
}

static gboolean
get_elapsed (GObject *subject, gint64 now_us, HtElapsed *elapsed)
{
  if (HT_IS_INCIDENT (subject))
    ht_incident_get_clock (HT_INCIDENT (subject), now_us, elapsed);
  else if (HT_IS_TEAM (subject))
    ht_team_get_clock (HT_TEAM (subject), now_us, elapsed);
  else if (HT_IS_ASSIGNMENT (subject))
    ht_assignment_get_clock (HT_ASSIGNMENT (subject), now_us, elapsed);
  else
    return FALSE;
  return TRUE;
}

static void
on_tick (GtkWidget *widget, gint64 now_us)
{
  HtClockChip *self = HT_CLOCK_CHIP (widget);
  HtElapsed elapsed = { 0 };
  if (!get_elapsed (self->subject, now_us, &elapsed))
    return;
  g_autofree char *text = ht_format_clock (elapsed.seconds);
  if (g_str_equal (text, gtk_label_get_text (GTK_LABEL (self->label))))
    return;
  gtk_label_set_text (GTK_LABEL (self->label), text);
  ht_clock_chip_style (widget, elapsed.due);
  gtk_widget_set_has_tooltip (widget, elapsed.limit_s > 0);
}

/* Asked for only when somebody points at it: setting a tooltip makes GTK ask the display where the pointer
   is, each second for every chip. */
static gboolean
ht_clock_chip_query_tooltip (GtkWidget *widget, int x, int y, gboolean keyboard, GtkTooltip *tooltip)
{
  HtElapsed elapsed = { 0 };
  if (!get_elapsed (HT_CLOCK_CHIP (widget)->subject, ht_clock_now_us (), &elapsed) || elapsed.limit_s <= 0)
    return FALSE;
  g_autofree char *limit = ht_format_duration (elapsed.limit_s);
  g_autofree char *over = ht_format_duration (elapsed.over_s);
  g_autofree char *tip = elapsed.over_s > 0
                             ? g_strdup_printf (_ ("%s: limit %s, over by %s"), elapsed.phase, limit, over)
                             : g_strdup_printf (_ ("%s: limit %s"), elapsed.phase, limit);
  gtk_tooltip_set_text (tooltip, tip);
  return TRUE;
}

void
ht_clock_chip_set_subject (HtClockChip *self, GObject *subject)
{
  g_return_if_fail (HT_IS_CLOCK_CHIP (self));
  if (!g_set_object (&self->subject, subject))
    return;
  gtk_label_set_text (GTK_LABEL (self->label), "");
  gtk_widget_set_visible (GTK_WIDGET (self), subject != NULL);
  on_tick (GTK_WIDGET (self), ht_clock_now_us ());
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_SUBJECT]);
}

static void
ht_clock_chip_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  ht_clock_chip_set_subject (HT_CLOCK_CHIP (object), g_value_get_object (value));
}

static void
ht_clock_chip_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  g_value_set_object (value, HT_CLOCK_CHIP (object)->subject);
}

static void
ht_clock_chip_dispose (GObject *object)
{
  HtClockChip *self = HT_CLOCK_CHIP (object);
  g_clear_pointer (&self->label, gtk_widget_unparent);
  g_clear_object (&self->subject);
  G_OBJECT_CLASS (ht_clock_chip_parent_class)->dispose (object);
}

static void
ht_clock_chip_class_init (HtClockChipClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  object_class->set_property = ht_clock_chip_set_property;
  object_class->get_property = ht_clock_chip_get_property;
  object_class->dispose = ht_clock_chip_dispose;
  props[PROP_SUBJECT]
      = g_param_spec_object ("subject", NULL, NULL, G_TYPE_OBJECT,
                             G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, props);
  GTK_WIDGET_CLASS (klass)->query_tooltip = ht_clock_chip_query_tooltip;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "clockchip");
}

static void
ht_clock_chip_init (HtClockChip *self)
{
  self->label = gtk_label_new ("");
  gtk_widget_set_parent (self->label, GTK_WIDGET (self));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  gtk_widget_set_halign (GTK_WIDGET (self), GTK_ALIGN_END);
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
  ht_ticker_attach (GTK_WIDGET (self), on_tick);
}
