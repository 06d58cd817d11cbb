/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/window/window-private.h"

#include "app/dialogs/roster-dialog.h"
#include "app/symbols.h"
#include "base/i18n.h"
#include "model/roster.h"
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

typedef struct
{
  HtWindow *window;
  GObject *object;
  char *done;
} Removal;

static void
on_removed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Removal *removal = user_data;
  HtWindow *self = removal->window;
  g_autoptr (GError) error = NULL;
  gboolean removed = ht_roster_remove_finish (HT_CITY (source), result, &error);
  if (!removed)
    ht_window_complain (self, error);
  else
    ht_window_say (self, removal->done, TRUE);
  /* What is gone is not shown as if it could be given orders. */
  if (removed && self->desk != NULL
      && ht_selection_get (ht_desk_get_selection (self->desk)) == removal->object)
    ht_selection_set (ht_desk_get_selection (self->desk), NULL);
  g_object_unref (removal->window);
  g_object_unref (removal->object);
  g_free (removal->done);
  g_free (removal);
}

static void
on_remove (GSimpleAction *action, GVariant *target, gpointer user_data)
{
  HtWindow *self = user_data;
  GObject *object = self->desk != NULL ? ht_selection_get (ht_desk_get_selection (self->desk)) : NULL;
  if (!HT_IS_TEAM (object) && !HT_IS_STATION (object))
    {
      ht_window_say (self, _ ("Select a team, or a station placed by hand, first."), FALSE);
      return;
    }
  g_autofree char *name = ht_symbols_dup_name (object);
  Removal *removal = g_new0 (Removal, 1);
  removal->window = g_object_ref (self);
  removal->object = g_object_ref (object);
  removal->done = g_strdup_printf (_ ("%s removed"), name);
  if (HT_IS_TEAM (object))
    ht_roster_remove_team_async (self->city, HT_TEAM (object), on_removed, removal);
  else
    ht_roster_remove_station_async (self->city, HT_STATION (object), on_removed, removal);
}

void
ht_window_add_roster_actions (HtWindow *self)
{
  static const GActionEntry entries[] = {
    { .name = "new-station", .activate = on_new_station },
    { .name = "edit-station", .parameter_type = "s", .activate = on_edit_station },
    { .name = "new-team", .parameter_type = "s", .activate = on_new_team },
    { .name = "edit-team", .parameter_type = "s", .activate = on_edit_team },
    { .name = "remove", .activate = on_remove },
  };
  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
}
