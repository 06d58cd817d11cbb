/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/window/window-private.h"

#include "app/dialogs/roster-dialog.h"
#include "base/i18n.h"
#include "model/session.h"
#include "model/team.h"

static void
on_done (GtkWidget *dialog, HtWindow *self)
{
  ht_modal_host_close (HT_MODAL_HOST (self->host));
  ht_window_say (self, _ ("Kept; travel times and advice follow."), FALSE);
}

/* The sentence that says why not comes before a form is filled in vain. */
static void
present (HtWindow *self, GtkWidget *dialog, HtRight right)
{
  g_autoptr (GError) error = NULL;
  g_object_ref_sink (dialog);
  if (ht_session_may (ht_city_get_session (self->city), right, &error))
    {
      g_signal_connect_object (dialog, "done", G_CALLBACK (on_done), self, 0);
      ht_modal_host_present (HT_MODAL_HOST (self->host), dialog, TRUE);
    }
  else
    ht_window_complain (self, error);
  g_object_unref (dialog);
}

static void
on_new_station (GSimpleAction *action, GVariant *target, gpointer user_data)
{
  HtWindow *self = user_data;
  if (self->desk == NULL)
    return;
  HtPoint at = ht_map_pane_get_centre (ht_desk_get_map (self->desk));
  present (self, ht_station_dialog_new (self->city, NULL, &at), HT_RIGHT_IMPORT);
}

static GObject *
find (HtWindow *self, GVariant *target)
{
  return self->desk != NULL ? ht_city_find (self->city, g_variant_get_string (target, NULL)) : NULL;
}

static void
on_edit_station (GSimpleAction *action, GVariant *target, gpointer user_data)
{
  HtWindow *self = user_data;
  GObject *station = find (self, target);
  HtPoint at;
  if (!HT_IS_STATION (station))
    return;
  ht_station_get_position (HT_STATION (station), &at);
  present (self, ht_station_dialog_new (self->city, HT_STATION (station), &at), HT_RIGHT_IMPORT);
}

static void
on_new_team (GSimpleAction *action, GVariant *target, gpointer user_data)
{
  HtWindow *self = user_data;
  if (self->desk == NULL)
    return;
  GObject *station = find (self, target);
  if (!HT_IS_STATION (station))
    station = ht_selection_get (ht_desk_get_selection (self->desk));
  present (self, ht_team_dialog_new (self->city, NULL, HT_IS_STATION (station) ? HT_STATION (station) : NULL),
           HT_RIGHT_TEAMS);
}

static void
on_edit_team (GSimpleAction *action, GVariant *target, gpointer user_data)
{
  HtWindow *self = user_data;
  GObject *team = find (self, target);
  if (HT_IS_TEAM (team))
    present (self, ht_team_dialog_new (self->city, HT_TEAM (team), NULL), HT_RIGHT_TEAMS);
}

void
ht_window_add_roster_actions (HtWindow *self)
{
  static const GActionEntry entries[] = {
    { .name = "new-station", .activate = on_new_station },
    { .name = "edit-station", .parameter_type = "s", .activate = on_edit_station },
    { .name = "new-team", .parameter_type = "s", .activate = on_new_team },
    { .name = "edit-team", .parameter_type = "s", .activate = on_edit_team },
  };
  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
}
