/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/window/window-private.h"

#include "app/dialogs/sign-in-dialog.h"
#include "app/dialogs/welcome-page.h"
#include "app/keys.h"
#include "app/map/textures.h"
#include "app/ticker.h"
#include "app/later.h"
#include "app/watch.h"
#include "app/window/say-bar.h"
#include "app/window/status-strip.h"
#include "base/clock.h"
#include "base/format.h"
#include "base/i18n.h"
#include "model/desk-state.h"
#include "model/error.h"
#include "model/incident.h"
#include "model/person.h"
#include "model/session.h"

#define SAY_S 6
#define SUGGESTIONS_PX 4

G_DEFINE_TYPE (HtWindow, ht_window, ADW_TYPE_APPLICATION_WINDOW)

void
ht_window_say (HtWindow *self, const char *text, gboolean may_undo)
{
  ht_say_bar_say (HT_SAY_BAR (self->says), text, SAY_S, may_undo);
}

/* An error waits until it is read. */
void
ht_window_complain (HtWindow *self, const GError *error)
{
  ht_say_bar_say (HT_SAY_BAR (self->says), error->message, 0, FALSE);
  if (self->city != NULL && g_error_matches (error, HT_MODEL_ERROR, HT_MODEL_ERROR_DENIED)
      && ht_session_get_person (ht_city_get_session (self->city)) == NULL)
    ht_window_sign_in (self, NULL);
}

/* What to do with the answer; lives as long as the dialog. */
typedef struct
{
  HtWindow *window;
  HtAnswerFunc func;
  char *data;
} Answer;

static void
answer_free (gpointer data, GClosure *closure)
{
  Answer *answer = data;
  g_free (answer->data);
  g_free (answer);
}

static void
on_confirmed (HtAskDialog *dialog, const char *text, gboolean checked, Answer *answer)
{
  HtWindow *window = answer->window;
  HtAnswerFunc func = answer->func;
  g_autofree char *data = g_strdup (answer->data);
  ht_modal_host_close (HT_MODAL_HOST (window->host));
  func (window, text, checked, data);
}

void
ht_window_ask (HtWindow *self, const HtQuestion *question, HtAnswerFunc func, const char *data)
{
  GtkWidget *dialog = ht_ask_dialog_new (question);
  Answer *answer = g_new0 (Answer, 1);
  answer->window = self;
  answer->func = func;
  answer->data = g_strdup (data);
  g_signal_connect_data (dialog, "confirmed", G_CALLBACK (on_confirmed), answer, answer_free, 0);
  ht_modal_host_present (HT_MODAL_HOST (self->host), dialog, TRUE);
}

HtIncident *
ht_window_find_incident (HtWindow *self, const char *id)
{
  GObject *object = NULL;
  if (self->desk == NULL)
    return NULL;
  if (id != NULL && *id != '\0')
    object = ht_city_find (self->city, id);
  else
    object = (GObject *) ht_selection_get_incident (ht_desk_get_selection (self->desk));
  if (HT_IS_INCIDENT (object))
    return HT_INCIDENT (object);
  ht_window_say (self, _ ("Select an incident first."), FALSE);
  return NULL;
}

static void
refresh_person (HtWindow *self)
{
  HtSession *session = ht_city_get_session (self->city);
  HtPerson *person = ht_session_get_person (session);
  g_autofree char *text = NULL;
  if (person == NULL || ht_session_is_locked (session))
    text = g_strdup_printf (_ ("%s · nobody signed in"), ht_city_get_post_name (self->city));
  else
    text = g_strdup_printf ("%s · %s", ht_person_get_name (person), ht_city_get_post_name (self->city));
  gtk_label_set_text (GTK_LABEL (self->person_label), text);
  gtk_widget_set_tooltip_text (self->person_button,
                               person != NULL ? ht_person_get_role_label (person) : NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->person_button), GTK_ACCESSIBLE_PROPERTY_LABEL, text,
                                  -1);
  if (person != NULL)
    ht_desk_state_set_text (ht_city_get_desk_state (self->city), "person",
                            ht_entity_get_id_text (HT_ENTITY (person)));
}

static void
on_signed_in (HtWindow *self)
{
  ht_modal_host_close (HT_MODAL_HOST (self->host));
  refresh_person (self);
}

void
ht_window_sign_in (HtWindow *self, const char *person_id)
{
  if (self->city == NULL)
    return;
  const char *last = ht_desk_state_get_text (ht_city_get_desk_state (self->city), "person", NULL);
  GtkWidget *dialog
      = ht_sign_in_dialog_new (self->city, person_id != NULL && *person_id != '\0' ? person_id : last);
  g_signal_connect_object (dialog, "done", G_CALLBACK (on_signed_in), self, G_CONNECT_SWAPPED);
  ht_modal_host_present (HT_MODAL_HOST (self->host), dialog, TRUE);
}

/* How many clocks of the queue are over their limit: what the bell counts. */
static guint
count_overdue (HtWindow *self, gint64 now_us)
{
  guint overdue = 0;
  GListModel *queue = ht_city_get_queue (self->city);
  guint n = g_list_model_get_n_items (queue);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (HtIncident) incident = g_list_model_get_item (queue, i);
      HtElapsed elapsed = { 0 };
      ht_incident_get_clock (incident, now_us, &elapsed);
      overdue += elapsed.due == HT_DUE_OVER;
    }
  return overdue;
}

/* Until each is decided. */
static void
refresh_matters (HtWindow *self)
{
  guint n = self->city != NULL ? g_list_model_get_n_items (ht_city_get_matters (self->city)) : 0;
  g_autofree char *text = g_strdup_printf (ngettext ("%u conflict", "%u conflicts", n), n);
  gtk_button_set_label (GTK_BUTTON (self->matters_button), text);
  gtk_widget_set_visible (self->matters_button, n > 0);
}

static void
on_tick (GtkWidget *widget, gint64 now_us)
{
  HtWindow *self = HT_WINDOW (widget);
  g_autofree char *now = ht_format_time (now_us);
  g_autofree char *date = ht_format_date (now_us);
  gtk_label_set_text (GTK_LABEL (self->wall_clock), now);
  gtk_label_set_text (GTK_LABEL (self->wall_date), date);
  /* Where letters are too large for everything, what can be spared makes room for the strip. */
  gtk_widget_set_visible (self->wall_date, ht_textures_get_text_scale () < HT_LARGE_TEXT);
  gtk_widget_set_visible (self->brand, ht_textures_get_text_scale () < HT_LARGE_TEXT);
  if (self->city == NULL)
    return;
  ht_city_tick (self->city, now_us);
  guint overdue = count_overdue (self, now_us);
  g_autofree char *text
      = g_strdup_printf (ngettext ("%u over its limit", "%u over their limit", overdue), overdue);
  g_autofree char *number = g_strdup_printf ("%u", overdue);
  gtk_label_set_text (GTK_LABEL (self->bell_label), number);
  if (g_strcmp0 (gtk_widget_get_tooltip_text (self->bell_button), text) == 0)
    return;
  gtk_widget_set_tooltip_text (self->bell_button, text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->bell_button), GTK_ACCESSIBLE_PROPERTY_LABEL, text,
                                  -1);
}

static void
set_city_parts_visible (HtWindow *self, gboolean visible)
{
  GtkWidget *parts[]
      = { self->city_button, self->person_button, self->strip, self->bell_button, self->command_box };
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    gtk_widget_set_visible (parts[i], visible);
}

static void
show_drill (HtWindow *self, gboolean drill)
{
  gtk_widget_set_visible (self->drill_banner, drill);
  if (drill)
    gtk_widget_add_css_class (GTK_WIDGET (self), "drill");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "drill");
}

static void
on_view_changed (HtWindow *self)
{
  HtPoint centre = ht_map_pane_get_centre (ht_desk_get_map (self->desk));
  ht_command_box_set_centre (HT_COMMAND_BOX (self->command_box), &centre);
}

static void
restore_window (HtWindow *self)
{
  HtValue *kept = ht_desk_state_get (ht_city_get_desk_state (self->city), "window");
  if (kept == NULL)
    return;
  gtk_window_set_default_size (GTK_WINDOW (self), (int) ht_value_member_int (kept, "width", 1600),
                               (int) ht_value_member_int (kept, "height", 900));
  if (ht_value_member_bool (kept, "maximized", FALSE))
    gtk_window_maximize (GTK_WINDOW (self));
  if (ht_value_member_bool (kept, "fullscreen", FALSE))
    gtk_window_fullscreen (GTK_WINDOW (self));
}

static void
save_window (HtWindow *self)
{
  int width = 0, height = 0;
  if (self->city == NULL || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  gtk_window_get_default_size (GTK_WINDOW (self), &width, &height);
  HtValue *kept = ht_value_new_map ();
  ht_value_set_int (kept, "width", width);
  ht_value_set_int (kept, "height", height);
  ht_value_set_bool (kept, "maximized", gtk_window_is_maximized (GTK_WINDOW (self)));
  ht_value_set_bool (kept, "fullscreen", gtk_window_is_fullscreen (GTK_WINDOW (self)));
  ht_desk_state_set (ht_city_get_desk_state (self->city), "window", kept);
}

static void
show_desk (gpointer object)
{
  HtWindow *self = object;
  if (self->desk == NULL)
    return;
  gtk_stack_set_visible_child (GTK_STACK (self->pages), GTK_WIDGET (self->desk));
  /* Why nothing can be changed is said before somebody tries. */
  if (ht_city_get_read_only_reason (self->city) != NULL)
    ht_say_bar_say (HT_SAY_BAR (self->says), ht_city_get_read_only_reason (self->city), 0, FALSE);
}

static void
show_heads (gpointer object)
{
  HtWindow *self = object;
  if (self->desk == NULL)
    return;
  gtk_button_set_label (GTK_BUTTON (self->city_button), ht_city_get_name (self->city));
  g_autofree char *title = g_strdup_printf (_ ("%s – Haitang"), ht_city_get_name (self->city));
  gtk_window_set_title (GTK_WINDOW (self), title);
  show_drill (self, ht_city_is_drill (self->city));
  refresh_matters (self);
  set_city_parts_visible (self, TRUE);
  refresh_person (self);
  on_tick (GTK_WIDGET (self), ht_clock_now_us ());
  ht_preferences_add_recent (self->preferences, self->path);
}

static void
ask_who (gpointer object)
{
  HtWindow *self = object;
  if (self->desk != NULL && ht_session_get_person (ht_city_get_session (self->city)) == NULL)
    ht_window_sign_in (self, NULL);
}

static void
on_desk_ready (HtWindow *self)
{
  static const HtPiece parts[] = { show_desk, show_heads, ask_who, NULL };
  self->desk = self->building;
  HtSelection *selection = ht_desk_get_selection (self->desk);
  ht_command_box_set_city (HT_COMMAND_BOX (self->command_box), self->city, selection);
  ht_status_strip_set_city (HT_STATUS_STRIP (self->strip), self->city);
  g_signal_connect_object (self->desk, "view-changed", G_CALLBACK (on_view_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (ht_city_get_session (self->city), "changed", G_CALLBACK (refresh_person), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (ht_city_get_matters (self->city), "items-changed", G_CALLBACK (refresh_matters),
                           self, G_CONNECT_SWAPPED);
  ht_later_all (self, parts);
}

static void
show_city (HtWindow *self, HtCity *city)
{
  self->city = g_object_ref (city);
  restore_window (self);
  self->building = g_object_ref_sink (ht_desk_new (city));
  gtk_stack_add_child (GTK_STACK (self->pages), GTK_WIDGET (self->building));
  g_signal_connect_object (self->building, "ready", G_CALLBACK (on_desk_ready), self, G_CONNECT_SWAPPED);
}

static void
show_welcome (HtWindow *self, const char *error)
{
  GtkWidget *page = ht_welcome_page_new (ht_preferences_get_recent (self->preferences), error);
  ht_say_bar_set_child (HT_SAY_BAR (self->says), page);
  set_city_parts_visible (self, FALSE);
  refresh_matters (self);
  show_drill (self, FALSE);
  gtk_window_set_title (GTK_WINDOW (self), _ ("Haitang"));
}

static void
on_opened (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HtWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (HtCity) city = ht_city_open_finish (result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_clear_object (&self->opening);
  if (city != NULL)
    show_city (self, city);
  else
    show_welcome (self, error->message);
}

static void
leave_city (HtWindow *self)
{
  if (self->city == NULL)
    return;
  save_window (self);
  ht_modal_host_close (HT_MODAL_HOST (self->host));
  g_signal_handlers_disconnect_by_data (ht_city_get_session (self->city), self);
  self->desk = NULL;
  ht_say_bar_set_child (HT_SAY_BAR (self->says), NULL);
  g_clear_object (&self->building);
  ht_city_close (self->city);
  g_clear_object (&self->city);
}

void
ht_window_open (HtWindow *self, const char *path, HtCityFlags flags)
{
  g_return_if_fail (HT_IS_WINDOW (self) && path != NULL);
  leave_city (self);
  g_cancellable_cancel (self->opening);
  g_clear_object (&self->opening);
  self->opening = g_cancellable_new ();
  g_autofree char *kept = g_strdup (path);
  g_free (self->path);
  self->path = g_steal_pointer (&kept);
  self->flags = flags;
  g_autofree char *name = g_path_get_basename (self->path);
  g_autofree char *text = g_strdup_printf (_ ("Opening %s…"), name);
  GtkWidget *label = gtk_label_new (text);
  gtk_widget_add_css_class (label, "selected-title");
  self->pages = gtk_stack_new ();
  gtk_stack_add_child (GTK_STACK (self->pages), label);
  ht_say_bar_set_child (HT_SAY_BAR (self->says), self->pages);
  ht_city_open_async (self->path, flags, self->opening, on_opened, g_object_ref (self));
}

HtCity *
ht_window_get_city (HtWindow *self)
{
  return self->city;
}

HtCityFlags
ht_window_get_flags (HtWindow *self)
{
  return self->flags;
}

static gboolean
ht_window_close_request (GtkWindow *window)
{
  leave_city (HT_WINDOW (window));
  return GTK_WINDOW_CLASS (ht_window_parent_class)->close_request (window);
}

static void
ht_window_dispose (GObject *object)
{
  HtWindow *self = HT_WINDOW (object);
  g_cancellable_cancel (self->opening);
  g_clear_object (&self->opening);
  self->desk = NULL;
  g_clear_object (&self->building);
  g_clear_object (&self->city);
  g_clear_pointer (&self->path, g_free);
  G_OBJECT_CLASS (ht_window_parent_class)->dispose (object);
}

static void
ht_window_class_init (HtWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  G_OBJECT_CLASS (klass)->dispose = ht_window_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = ht_window_close_request;
  g_type_ensure (HT_TYPE_COMMAND_BOX);
  g_type_ensure (HT_TYPE_STATUS_STRIP);
  g_type_ensure (HT_TYPE_MODAL_HOST);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/haitang/Haitang/window.ui");
  gtk_widget_class_bind_template_child (widget_class, HtWindow, drill_banner);
  gtk_widget_class_bind_template_child (widget_class, HtWindow, header);
  gtk_widget_class_bind_template_child (widget_class, HtWindow, menu_button);
  gtk_widget_class_bind_template_child (widget_class, HtWindow, city_button);
  gtk_widget_class_bind_template_child (widget_class, HtWindow, person_button);
  gtk_widget_class_bind_template_child (widget_class, HtWindow, person_label);
  gtk_widget_class_bind_template_child (widget_class, HtWindow, command_box);
  gtk_widget_class_bind_template_child (widget_class, HtWindow, strip);
  gtk_widget_class_bind_template_child (widget_class, HtWindow, bell_button);
  gtk_widget_class_bind_template_child (widget_class, HtWindow, bell_label);
  gtk_widget_class_bind_template_child (widget_class, HtWindow, matters_button);
  gtk_widget_class_bind_template_child (widget_class, HtWindow, clock_box);
  gtk_widget_class_bind_template_child (widget_class, HtWindow, wall_clock);
  gtk_widget_class_bind_template_child (widget_class, HtWindow, wall_date);
  gtk_widget_class_bind_template_child (widget_class, HtWindow, brand);
  gtk_widget_class_bind_template_child (widget_class, HtWindow, host);
}

static void
ht_window_init (HtWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->says = ht_say_bar_new ();
  ht_modal_host_set_child (HT_MODAL_HOST (self->host), self->says);
  GtkWidget *suggestions = ht_command_box_get_suggestions (HT_COMMAND_BOX (self->command_box));
  gtk_widget_set_margin_top (suggestions, SUGGESTIONS_PX);
  ht_modal_host_add_overlay (HT_MODAL_HOST (self->host), suggestions);
  ht_window_add_view_actions (self);
  ht_window_add_dispatch_actions (self);
  ht_window_add_print_actions (self);
  ht_window_add_roster_actions (self);
  gtk_widget_add_controller (GTK_WIDGET (self), ht_keys_controller_new (GTK_WINDOW (self)));
  const char *kept[] = { "default-width", "default-height", "maximized", "fullscreened" };
  for (guint i = 0; i < G_N_ELEMENTS (kept); i++)
    {
      g_autofree char *signal = g_strconcat ("notify::", kept[i], NULL);
      g_signal_connect (self, signal, G_CALLBACK (save_window), NULL);
    }
  ht_ticker_attach (GTK_WIDGET (self), on_tick);
  ht_watch_window (GTK_WIDGET (self));
}

HtWindow *
ht_window_new (GtkApplication *application, HtPreferences *preferences)
{
  HtWindow *self = g_object_new (HT_TYPE_WINDOW, "application", application, NULL);
  self->preferences = preferences;
  show_welcome (self, NULL);
  return self;
}
