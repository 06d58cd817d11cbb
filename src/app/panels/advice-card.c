/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/panels/advice-card.h"

#include "app/later.h"
#include "app/panels/advice-row.h"
#include "app/panels/buttons.h"
#include "app/panels/key-cap.h"
#include "base/i18n.h"
#include "model/dispatch.h"
#include "model/incident.h"
#include "model/team.h"

#define SETTLE_MS 250
#define MAX_OTHERS 30

struct _HtAdviceCard
{
  GtkBox parent_instance;
  GtkWidget *basis, *card_label, *notice, *rows, *reasons, *others_expander, *others, *buttons, *send_button;
  GtkWidget *send_label;
  HtCity *city;
  HtIncident *incident;
  HtProposal *proposal; /* NULL until all of it is shown */
  HtProposal *coming;   /* while its rows are being made */
  guint n_rows;
  GCancellable *cancellable; /* of the question under way */
  guint ask_id;
  gboolean busy;
};

G_DEFINE_TYPE (HtAdviceCard, ht_advice_card, GTK_TYPE_BOX)

enum
{
  PROP_PROPOSAL = 1,
  N_PROPS
};
static GParamSpec *props[N_PROPS];

static void ask (HtAdviceCard *self);

typedef void (*RowFunc) (HtAdviceRow *row, gpointer user_data);

static void
for_each_row (HtAdviceCard *self, RowFunc func, gpointer user_data)
{
  GtkWidget *boxes[] = { self->rows, self->others };
  for (guint i = 0; i < G_N_ELEMENTS (boxes); i++)
    for (GtkWidget *row = gtk_widget_get_first_child (boxes[i]); row != NULL;
         row = gtk_widget_get_next_sibling (row))
      func (HT_ADVICE_ROW (row), user_data);
}

static void
collect_ticked (HtAdviceRow *row, gpointer teams)
{
  if (ht_advice_row_is_ticked (row))
    g_ptr_array_add (teams, g_object_ref (ht_proposal_item_get_team (ht_advice_row_get_item (row))));
}

GPtrArray *
ht_advice_card_dup_ticked (HtAdviceCard *self)
{
  g_return_val_if_fail (HT_IS_ADVICE_CARD (self), NULL);
  GPtrArray *teams = g_ptr_array_new_with_free_func (g_object_unref);
  for_each_row (self, collect_ticked, teams);
  return teams;
}

static void
find_reason_needed (HtAdviceRow *row, gpointer needed)
{
  if (ht_advice_row_is_ticked (row) && ht_proposal_item_needs_reason (ht_advice_row_get_item (row)))
    *(gboolean *) needed = TRUE;
}

gboolean
ht_advice_card_needs_reason (HtAdviceCard *self)
{
  gboolean needed = FALSE;
  for_each_row (self, find_reason_needed, &needed);
  return needed;
}

static void
find_difference (HtAdviceRow *row, gpointer differs)
{
  if (ht_advice_row_is_ticked (row) != ht_proposal_item_is_chosen (ht_advice_row_get_item (row)))
    *(gboolean *) differs = TRUE;
}

gboolean
ht_advice_card_is_as_advised (HtAdviceCard *self)
{
  gboolean differs = FALSE;
  for_each_row (self, find_difference, &differs);
  return !differs;
}

static void
refresh_button (HtAdviceCard *self)
{
  g_autoptr (GPtrArray) teams = ht_advice_card_dup_ticked (self);
  guint n = teams->len;
  g_autofree char *text = g_strdup_printf (ngettext ("Send %u team", "Send %u teams", n), n);
  gtk_label_set_text (GTK_LABEL (self->send_label), text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->send_button), GTK_ACCESSIBLE_PROPERTY_LABEL, text,
                                  -1);
  gtk_widget_set_sensitive (self->send_button, n > 0 && !self->busy);
}

void
ht_advice_card_set_busy (HtAdviceCard *self, gboolean busy)
{
  g_return_if_fail (HT_IS_ADVICE_CARD (self));
  self->busy = busy;
  refresh_button (self);
}

static void
add_row (HtAdviceCard *self, GtkWidget *box, GListModel *items, guint index)
{
  g_autoptr (HtProposalItem) item = g_list_model_get_item (items, index);
  GtkWidget *row = ht_advice_row_new (item);
  g_signal_connect_object (row, "toggled", G_CALLBACK (refresh_button), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (box), row);
}

static guint
count_children (GtkWidget *box)
{
  guint n = 0;
  for (GtkWidget *child = gtk_widget_get_first_child (box); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    n++;
  return n;
}

/* The other teams get their rows when somebody wants to see them. */
static void
add_other (gpointer object)
{
  HtAdviceCard *self = object;
  guint n = count_children (self->others);
  if (self->proposal == NULL || !gtk_expander_get_expanded (GTK_EXPANDER (self->others_expander))
      || n >= MIN (g_list_model_get_n_items (ht_proposal_get_others (self->proposal)), MAX_OTHERS))
    return;
  add_row (self, self->others, ht_proposal_get_others (self->proposal), n);
  ht_later (self, add_other);
}

static void
on_expanded (HtAdviceCard *self)
{
  ht_later (self, add_other);
}

static int
add_reasons (HtAdviceCard *self, int row, const char *name, const char *const *sentences)
{
  for (guint i = 0; sentences[i] != NULL; i++)
    ht_buttons_add_fact (GTK_GRID (self->reasons), 0, row++, i == 0 ? name : "", sentences[i]);
  return row;
}

static void
set_notice (HtAdviceCard *self, const char *text)
{
  gtk_label_set_text (GTK_LABEL (self->notice), text != NULL ? text : "");
  gtk_widget_set_visible (self->notice, text != NULL);
}

static void
show_proposal (HtAdviceCard *self)
{
  gboolean some = self->proposal != NULL;
  guint n_items = some ? g_list_model_get_n_items (ht_proposal_get_items (self->proposal)) : 0;
  guint n_others = some ? g_list_model_get_n_items (ht_proposal_get_others (self->proposal)) : 0;
  gtk_widget_set_visible (self->reasons, some);
  gtk_widget_set_visible (self->basis, some);
  gtk_widget_set_visible (self->others_expander, n_others > 0);
  gtk_widget_set_visible (self->buttons, self->incident != NULL && n_items + n_others > 0);
  ht_buttons_begin_facts (GTK_GRID (self->reasons));
  ht_buttons_clear (self->others);
  if (!some)
    {
      ht_buttons_clear (self->rows);
      gtk_label_set_text (GTK_LABEL (self->card_label), "");
      return;
    }
  gtk_label_set_text (GTK_LABEL (self->basis), ht_proposal_get_basis (self->proposal));
  gtk_label_set_text (GTK_LABEL (self->card_label), ht_proposal_get_run_card_label (self->proposal));
  gtk_widget_set_tooltip_text (self->card_label, ht_proposal_get_run_card_label (self->proposal));
  int row = add_reasons (self, 0, _ ("Why not nearer"), ht_proposal_get_why_not (self->proposal));
  row = add_reasons (self, row, _ ("Short of"), ht_proposal_get_shortfalls (self->proposal));
  ht_buttons_end_facts (GTK_GRID (self->reasons));
  gtk_widget_set_visible (self->reasons, row > 0);
  set_notice (self, n_items == 0 && row == 0 ? _ ("Everything the run card asks for has been sent.") : NULL);
  gtk_expander_set_expanded (GTK_EXPANDER (self->others_expander), n_items == 0 && row > 0);
  on_expanded (self);
  refresh_button (self);
}

/* Until the new one is shown there is none: what is not seen is not sent. */
static void
drop_proposal (HtAdviceCard *self)
{
  g_clear_object (&self->coming);
  if (self->proposal == NULL)
    return;
  g_clear_object (&self->proposal);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_PROPOSAL]);
}

static void
show_coming (gpointer object)
{
  HtAdviceCard *self = object;
  if (self->coming == NULL)
    return;
  self->proposal = g_steal_pointer (&self->coming);
  show_proposal (self);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_PROPOSAL]);
}

static void
add_coming_row (gpointer object)
{
  HtAdviceCard *self = object;
  if (self->coming == NULL)
    return;
  GListModel *items = ht_proposal_get_items (self->coming);
  if (self->n_rows < g_list_model_get_n_items (items))
    add_row (self, self->rows, items, self->n_rows++);
  ht_later (self, self->n_rows < g_list_model_get_n_items (items) ? add_coming_row : show_coming);
}

static void
show_none (gpointer object)
{
  HtAdviceCard *self = object;
  if (self->proposal == NULL)
    show_proposal (self);
}

static void
set_proposal (HtAdviceCard *self, HtProposal *proposal)
{
  drop_proposal (self);
  ht_buttons_clear (self->rows);
  self->n_rows = 0;
  g_set_object (&self->coming, proposal);
  ht_later (self, proposal != NULL ? add_coming_row : show_none);
}

static void
on_advised (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HtAdviceCard) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (HtProposal) proposal = ht_dispatch_advise_finish (HT_DISPATCH (source), result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->incident == NULL)
    return;
  if (proposal != NULL && ht_proposal_get_incident (proposal) != self->incident)
    return;
  set_proposal (self, proposal);
  if (error != NULL)
    set_notice (self, error->message);
}

static void
ask (HtAdviceCard *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (self->incident == NULL)
    return;
  if (self->proposal == NULL && self->coming == NULL)
    set_notice (self, _ ("Weighing teams by road time…"));
  self->cancellable = g_cancellable_new ();
  ht_dispatch_advise_async (ht_city_get_dispatch (self->city), self->incident, self->cancellable, on_advised,
                            g_object_ref (self));
}

static gboolean
ask_settled (gpointer user_data)
{
  HtAdviceCard *self = user_data;
  self->ask_id = 0;
  /* Ticks the operator has changed are not swept away under the hand; the send itself is checked again. */
  if (self->coming == NULL && self->proposal == NULL)
    ask (self);
  else if (self->proposal != NULL
           && (ht_proposal_is_stale (self->proposal) && ht_advice_card_is_as_advised (self)))
    ask (self);
  return G_SOURCE_REMOVE;
}

static void
on_city_changed (HtAdviceCard *self)
{
  if (self->incident == NULL)
    return;
  if (ht_incident_get_status (self->incident) == HT_INCIDENT_CLOSED)
    {
      ht_advice_card_set_incident (self, self->incident);
      return;
    }
  if (self->ask_id == 0)
    self->ask_id = g_timeout_add (SETTLE_MS, ask_settled, self);
}

void
ht_advice_card_set_city (HtAdviceCard *self, HtCity *city)
{
  g_return_if_fail (HT_IS_ADVICE_CARD (self) && self->city == NULL);
  self->city = g_object_ref (city);
  g_signal_connect_object (city, "changed", G_CALLBACK (on_city_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (city, "notify::ready", G_CALLBACK (on_city_changed), self, G_CONNECT_SWAPPED);
}

void
ht_advice_card_set_incident (HtAdviceCard *self, HtIncident *incident)
{
  g_return_if_fail (HT_IS_ADVICE_CARD (self));
  gboolean open = incident != NULL && ht_incident_get_status (incident) != HT_INCIDENT_CLOSED;
  gtk_widget_set_visible (GTK_WIDGET (self), open);
  HtIncident *shown = open ? incident : NULL;
  if (!g_set_object (&self->incident, shown) && open)
    return;
  set_proposal (self, NULL);
  ask (self);
}

HtProposal *
ht_advice_card_get_proposal (HtAdviceCard *self)
{
  g_return_val_if_fail (HT_IS_ADVICE_CARD (self), NULL);
  return self->proposal;
}

GtkWidget *
ht_advice_card_move_buttons (HtAdviceCard *self, GtkBox *box)
{
  g_return_val_if_fail (HT_IS_ADVICE_CARD (self) && GTK_IS_BOX (box), NULL);
  g_autoptr (GtkWidget) buttons = g_object_ref (self->buttons);
  gtk_box_remove (GTK_BOX (self), buttons);
  gtk_box_append (box, buttons);
  return self->buttons;
}

void
ht_advice_card_choose_others (HtAdviceCard *self)
{
  g_return_if_fail (HT_IS_ADVICE_CARD (self));
  gtk_expander_set_expanded (GTK_EXPANDER (self->others_expander), TRUE);
  GtkWidget *first = gtk_widget_get_first_child (self->rows);
  gtk_widget_child_focus (first != NULL ? first : self->others_expander, GTK_DIR_TAB_FORWARD);
}

static gboolean
ht_advice_card_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (HT_ADVICE_CARD (widget)->send_button);
}

static void
ht_advice_card_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  g_value_set_object (value, HT_ADVICE_CARD (object)->proposal);
}

static void
ht_advice_card_dispose (GObject *object)
{
  HtAdviceCard *self = HT_ADVICE_CARD (object);
  g_clear_handle_id (&self->ask_id, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->incident);
  g_clear_object (&self->proposal);
  g_clear_object (&self->coming);
  g_clear_object (&self->city);
  G_OBJECT_CLASS (ht_advice_card_parent_class)->dispose (object);
}

static void
ht_advice_card_class_init (HtAdviceCardClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  object_class->get_property = ht_advice_card_get_property;
  object_class->dispose = ht_advice_card_dispose;
  widget_class->grab_focus = ht_advice_card_grab_focus;
  props[PROP_PROPOSAL] = g_param_spec_object ("proposal", NULL, NULL, HT_TYPE_PROPOSAL,
                                              G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);
  g_type_ensure (HT_TYPE_KEY_CAP);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/haitang/Haitang/advice-card.ui");
  gtk_widget_class_bind_template_child (widget_class, HtAdviceCard, basis);
  gtk_widget_class_bind_template_child (widget_class, HtAdviceCard, card_label);
  gtk_widget_class_bind_template_child (widget_class, HtAdviceCard, notice);
  gtk_widget_class_bind_template_child (widget_class, HtAdviceCard, rows);
  gtk_widget_class_bind_template_child (widget_class, HtAdviceCard, reasons);
  gtk_widget_class_bind_template_child (widget_class, HtAdviceCard, others_expander);
  gtk_widget_class_bind_template_child (widget_class, HtAdviceCard, others);
  gtk_widget_class_bind_template_child (widget_class, HtAdviceCard, buttons);
  gtk_widget_class_bind_template_child (widget_class, HtAdviceCard, send_button);
  gtk_widget_class_bind_template_child (widget_class, HtAdviceCard, send_label);
  gtk_widget_class_bind_template_callback (widget_class, on_expanded);
}

static void
add_side_actions (gpointer object)
{
  HtAdviceCard *self = object;
  GtkWidget *choose = ht_buttons_new (_ ("Choose"), "win.choose-teams", NULL);
  GtkWidget *overrule = ht_buttons_new (_ ("Overrule…"), "win.overrule", NULL);
  gtk_widget_add_css_class (choose, "side-action");
  gtk_widget_add_css_class (overrule, "side-action");
  gtk_box_append (GTK_BOX (self->buttons), choose);
  gtk_box_append (GTK_BOX (self->buttons), overrule);
}

static void
ht_advice_card_init (HtAdviceCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  ht_later (self, add_side_actions);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}
