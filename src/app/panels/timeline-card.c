/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/panels/timeline-card.h"

#include "app/drip.h"
#include "app/later.h"
#include "app/panels/columns.h"
#include "app/selection-link.h"
#include "base/format.h"
#include "base/i18n.h"
#include "model/log-entry.h"

#define ROWS_A_TURN 3
#define ROWS_MADE 200 /* a list view makes no more */

struct _HtTimelineCard
{
  GtkBox parent_instance;
  GtkWidget *list, *count;
  HtCity *city;
  HtIncident *incident;
  GListModel *entries;
};

G_DEFINE_TYPE (HtTimelineCard, ht_timeline_card, GTK_TYPE_BOX)

static GtkWidget *
add_label (GtkWidget *box, const char *css_class, int width_chars)
{
  GtkWidget *label = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_yalign (GTK_LABEL (label), 0);
  if (width_chars > 0)
    {
      gtk_label_set_width_chars (GTK_LABEL (label), width_chars);
      gtk_label_set_max_width_chars (GTK_LABEL (label), width_chars);
      gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
    }
  else
    {
      gtk_label_set_wrap (GTK_LABEL (label), TRUE);
      gtk_widget_set_hexpand (label, TRUE);
    }
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  gtk_box_append (GTK_BOX (box), label);
  return label;
}

static void
on_setup (GtkSignalListItemFactory *factory, GtkListItem *list_item, gpointer user_data)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  gtk_widget_add_css_class (box, "one-line");
  add_label (box, NULL, 8);
  add_label (box, "secondary", 9);
  add_label (box, NULL, 0);
  gtk_list_item_set_child (list_item, box);
}

static void
on_bind (GtkSignalListItemFactory *factory, GtkListItem *list_item, gpointer user_data)
{
  HtLogEntry *entry = gtk_list_item_get_item (list_item);
  GtkWidget *box = gtk_list_item_get_child (list_item);
  g_autofree char *at = ht_format_time (ht_log_entry_get_at_us (entry));
  const char *texts[] = { at, ht_log_entry_get_who (entry), ht_log_entry_get_text (entry) };
  GtkWidget *label = gtk_widget_get_first_child (box);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++, label = gtk_widget_get_next_sibling (label))
    gtk_label_set_text (GTK_LABEL (label), texts[i]);
  g_autofree char *name = g_strdup_printf ("%s, %s: %s", texts[0], texts[1], texts[2]);
  ht_columns_name_row (box, name);
}

static void
on_items_changed (HtTimelineCard *self)
{
  guint n = g_list_model_get_n_items (self->entries);
  g_autofree char *text = g_strdup_printf (ngettext ("%u entry", "%u entries", n), n);
  gtk_label_set_text (GTK_LABEL (self->count), text);
}

static void
disconnect (HtTimelineCard *self)
{
  if (self->entries != NULL)
    g_signal_handlers_disconnect_by_data (self->entries, self);
  g_clear_object (&self->entries);
}

static void
show_entries (gpointer object)
{
  HtTimelineCard *self = object;
  if (self->incident == NULL)
    {
      gtk_list_view_set_model (GTK_LIST_VIEW (self->list), NULL);
      return;
    }
  disconnect (self);
  self->entries = ht_city_dup_timeline (self->city, self->incident);
  g_signal_connect_swapped (self->entries, "items-changed", G_CALLBACK (on_items_changed), self);
  GListModel *shown = ht_drip_new (g_object_ref (self->entries), ROWS_A_TURN, ROWS_MADE);
  g_autoptr (GtkNoSelection) model = gtk_no_selection_new (shown);
  gtk_list_view_set_model (GTK_LIST_VIEW (self->list), GTK_SELECTION_MODEL (model));
  ht_list_follow_newest (self->list, self->entries);
  on_items_changed (self);
}

void
ht_timeline_card_set_incident (HtTimelineCard *self, HtCity *city, HtIncident *incident)
{
  g_return_if_fail (HT_IS_TIMELINE_CARD (self));
  if (!g_set_object (&self->incident, incident))
    return;
  disconnect (self);
  g_set_object (&self->city, city);
  gtk_widget_set_visible (GTK_WIDGET (self), incident != NULL);
  ht_later (self, show_entries);
}

static gboolean
ht_timeline_card_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (HT_TIMELINE_CARD (widget)->list);
}

static void
ht_timeline_card_dispose (GObject *object)
{
  HtTimelineCard *self = HT_TIMELINE_CARD (object);
  disconnect (self);
  g_clear_object (&self->incident);
  g_clear_object (&self->city);
  G_OBJECT_CLASS (ht_timeline_card_parent_class)->dispose (object);
}

static void
ht_timeline_card_class_init (HtTimelineCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  G_OBJECT_CLASS (klass)->dispose = ht_timeline_card_dispose;
  widget_class->grab_focus = ht_timeline_card_grab_focus;
  gtk_widget_class_set_template_from_resource (widget_class, "/org/haitang/Haitang/timeline-card.ui");
  gtk_widget_class_bind_template_child (widget_class, HtTimelineCard, list);
  gtk_widget_class_bind_template_child (widget_class, HtTimelineCard, count);
}

static void
ht_timeline_card_init (HtTimelineCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();
  g_signal_connect (factory, "setup", G_CALLBACK (on_setup), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (on_bind), NULL);
  gtk_list_view_set_factory (GTK_LIST_VIEW (self->list), factory);
}
