/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/keys.h"

#include "base/i18n.h"

#define COMPOSING "ht-composing"
#define WATCHED "ht-preedit-watched"
#define MODAL "ht-keys-modal"

static const HtKey keys[] = {
  { "slash", "win.command", NULL, N_ ("Go to, command"), HT_KEY_GROUP_DESK, FALSE },
  { "<Control>k", "win.command", NULL, N_ ("Go to, command"), HT_KEY_GROUP_DESK, TRUE },
  { "Escape", "win.dismiss", NULL, N_ ("Close the command box or form; drafts are kept"), HT_KEY_GROUP_DESK,
    TRUE, TRUE },
  { "<Control>z", "win.undo", NULL, N_ ("Undo your last operation"), HT_KEY_GROUP_DESK, FALSE },
  { "<Control><Shift>z", "win.redo", NULL, N_ ("Do again what you took back"), HT_KEY_GROUP_DESK, FALSE },
  { "<Control>y", "win.redo", NULL, N_ ("Do again what you took back"), HT_KEY_GROUP_DESK, FALSE },
  { "Delete", "win.remove", NULL, N_ ("Remove the selected team, or station placed by hand"),
    HT_KEY_GROUP_DESK, FALSE },
  { "F6", "win.next-pane", NULL, N_ ("Next pane"), HT_KEY_GROUP_DESK, TRUE },
  { "<Shift>F6", "win.previous-pane", NULL, N_ ("Previous pane"), HT_KEY_GROUP_DESK, TRUE },
  { "<Control>1", "win.table", "'teams'", N_ ("Table of teams"), HT_KEY_GROUP_DESK, TRUE },
  { "<Control>2", "win.table", "'log'", N_ ("Log"), HT_KEY_GROUP_DESK, TRUE },
  { "<Control>3", "win.table", "'view'", N_ ("List of everything in view"), HT_KEY_GROUP_DESK, TRUE },
  { "<Control>4", "win.table", "'matters'", N_ ("Conflicts that wait for a decision"), HT_KEY_GROUP_DESK,
    TRUE },
  { "f", "win.filter", NULL, N_ ("Filter the table"), HT_KEY_GROUP_DESK, FALSE },
  { "l", "win.layers", NULL, N_ ("Layers"), HT_KEY_GROUP_DESK, FALSE },
  { "w", "win.log-entry", NULL, N_ ("Write in the log"), HT_KEY_GROUP_DESK, FALSE },
  { "<Control>p", "win.print-map", NULL, N_ ("Map sheet to PDF"), HT_KEY_GROUP_DESK, TRUE },
  { "<Control><Shift>p", "win.print-report", "''", N_ ("Situation report to PDF"), HT_KEY_GROUP_DESK, TRUE },
  { "<Control>o", "win.import", NULL, N_ ("Import a map file"), HT_KEY_GROUP_DESK, TRUE },
  { "<Control>l", "win.lock", NULL, N_ ("Sign out"), HT_KEY_GROUP_DESK, TRUE },
  { "F11", "win.fullscreen", NULL, N_ ("Full screen"), HT_KEY_GROUP_DESK, TRUE, TRUE },
  { "F10", "win.menu", NULL, N_ ("Main menu"), HT_KEY_GROUP_DESK, TRUE },
  { "<Control>question", "win.shortcuts", NULL, N_ ("Keys"), HT_KEY_GROUP_DESK, TRUE },
  { "question", "win.shortcuts", NULL, N_ ("Keys"), HT_KEY_GROUP_DESK, FALSE },
  { "<Control>q", "app.quit", NULL, N_ ("Quit"), HT_KEY_GROUP_DESK, TRUE, TRUE },

  { "i", "win.report-incident", NULL, N_ ("New incident"), HT_KEY_GROUP_INCIDENT, FALSE },
  { "<Control>Return", "win.main", NULL, N_ ("Main action: create; assign all advised"),
    HT_KEY_GROUP_INCIDENT, TRUE, TRUE },
  { "1", "win.level", "1", N_ ("Level I"), HT_KEY_GROUP_INCIDENT, FALSE },
  { "2", "win.level", "2", N_ ("Level II"), HT_KEY_GROUP_INCIDENT, FALSE },
  { "3", "win.level", "3", N_ ("Level III"), HT_KEY_GROUP_INCIDENT, FALSE },
  { "4", "win.level", "4", N_ ("Level IV"), HT_KEY_GROUP_INCIDENT, FALSE },
  { "0", "win.level", "0", N_ ("Not graded"), HT_KEY_GROUP_INCIDENT, FALSE },
  { "v", "win.verify", NULL, N_ ("Confirm an unverified incident"), HT_KEY_GROUP_INCIDENT, FALSE },
  { "e", "win.choose-teams", NULL, N_ ("Choose teams differently"), HT_KEY_GROUP_INCIDENT, FALSE },
  { "x", "win.overrule", NULL, N_ ("Overrule the advice, with a reason"), HT_KEY_GROUP_INCIDENT, FALSE },
  { "c", "win.close-incident", "''", N_ ("Close the incident, with a reason"), HT_KEY_GROUP_INCIDENT, FALSE },

  { "a", "win.team-state", "'acknowledged'", N_ ("Acknowledged"), HT_KEY_GROUP_TEAM, FALSE },
  { "r", "win.team-state", "'en_route'", N_ ("En route"), HT_KEY_GROUP_TEAM, FALSE },
  { "s", "win.team-state", "'on_scene'", N_ ("On scene"), HT_KEY_GROUP_TEAM, FALSE },
  { "d", "win.team-state", "'released'", N_ ("Released, returning"), HT_KEY_GROUP_TEAM, FALSE },
  { "b", "win.team-state", "'at_station'", N_ ("Back at its station"), HT_KEY_GROUP_TEAM, FALSE },
  { "o", "win.team-state", "'out_of_service'", N_ ("Out of service"), HT_KEY_GROUP_TEAM, FALSE },

  { "Home", "win.fit", NULL, N_ ("Fit everything; again: back to where it was"), HT_KEY_GROUP_MAP, FALSE },
  { "g", "win.go-selected", NULL, N_ ("Go to what is selected"), HT_KEY_GROUP_MAP, FALSE },
  { "n", "win.go-news", NULL, N_ ("Go to the news outside the view"), HT_KEY_GROUP_MAP, FALSE },
  { "k", "win.toggle-coverage", NULL, N_ ("Coverage on or off"), HT_KEY_GROUP_MAP, FALSE },
  { "plus", "win.zoom", "1", N_ ("Zoom in"), HT_KEY_GROUP_MAP, FALSE },
  { "equal", "win.zoom", "1", N_ ("Zoom in"), HT_KEY_GROUP_MAP, FALSE },
  { "minus", "win.zoom", "-1", N_ ("Zoom out"), HT_KEY_GROUP_MAP, FALSE },
};

const HtKey *
ht_keys_get (guint *n_keys)
{
  *n_keys = G_N_ELEMENTS (keys);
  return keys;
}

const char *
ht_keys_get_group_title (HtKeyGroup group)
{
  static const char *const titles[HT_N_KEY_GROUPS] = {
    [HT_KEY_GROUP_DESK] = N_ ("Desk"),
    [HT_KEY_GROUP_INCIDENT] = N_ ("Incident and advice"),
    [HT_KEY_GROUP_TEAM] = N_ ("Selected team"),
    [HT_KEY_GROUP_MAP] = N_ ("Map"),
  };
  g_return_val_if_fail (group < HT_N_KEY_GROUPS, "");
  return _ (titles[group]);
}

/* Names printed on caps where the key's own character is not what people read. */
static const char *
get_key_name (guint keyval)
{
  switch (keyval)
    {
    case GDK_KEY_Return:
      return _ ("Enter");
    case GDK_KEY_Escape:
      return "Esc";
    case GDK_KEY_Delete:
      return "Del";
    case GDK_KEY_slash:
      return "/";
    case GDK_KEY_question:
      return "?";
    case GDK_KEY_plus:
      return "+";
    case GDK_KEY_minus:
      return "−";
    case GDK_KEY_equal:
      return "=";
    default:
      return NULL;
    }
}

char *
ht_keys_dup_accel_cap (const char *accel)
{
  guint keyval = 0;
  GdkModifierType mods = 0;
  if (!gtk_accelerator_parse (accel, &keyval, &mods))
    return NULL;
  GString *cap = g_string_new (NULL);
  if (mods & GDK_CONTROL_MASK)
    g_string_append (cap, "Ctrl ");
  if (mods & GDK_SHIFT_MASK)
    g_string_append (cap, "Shift ");
  if (mods & GDK_ALT_MASK)
    g_string_append (cap, "Alt ");
  const char *name = get_key_name (keyval);
  g_autofree char *plain = name == NULL ? gtk_accelerator_get_label (gdk_keyval_to_upper (keyval), 0) : NULL;
  g_string_append (cap, name != NULL ? name : plain);
  return g_string_free (cap, FALSE);
}

char *
ht_keys_dup_cap (const char *action, const char *target)
{
  if (action == NULL)
    return NULL;
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    if (g_str_equal (keys[i].action, action) && (target == NULL || g_strcmp0 (keys[i].target, target) == 0))
      return ht_keys_dup_accel_cap (keys[i].accel);
  return NULL;
}

static void
on_preedit_changed (GtkWidget *text, const char *preedit, gpointer user_data)
{
  g_object_set_data (G_OBJECT (text), COMPOSING, GINT_TO_POINTER (preedit != NULL && *preedit != '\0'));
}

/* Follows the focus, so that the state of the input method is known for whichever field has it. */
static void
on_focus_changed (GtkWindow *window)
{
  GtkWidget *focus = gtk_window_get_focus (window);
  if (focus == NULL || !(GTK_IS_TEXT (focus) || GTK_IS_TEXT_VIEW (focus)))
    return;
  if (g_object_get_data (G_OBJECT (focus), WATCHED) != NULL)
    return;
  g_object_set_data (G_OBJECT (focus), WATCHED, GINT_TO_POINTER (1));
  g_signal_connect (focus, "preedit-changed", G_CALLBACK (on_preedit_changed), NULL);
}

gboolean
ht_keys_is_composing (GtkWindow *window)
{
  GtkWidget *focus = gtk_window_get_focus (window);
  return focus != NULL && g_object_get_data (G_OBJECT (focus), COMPOSING) != NULL;
}

static gboolean
is_text_focused (GtkWindow *window)
{
  GtkWidget *focus = gtk_window_get_focus (window);
  return GTK_IS_EDITABLE (focus) || GTK_IS_TEXT (focus) || GTK_IS_TEXT_VIEW (focus);
}

static const HtKey *
find_key (guint keyval, GdkModifierType state)
{
  GdkModifierType pressed = state & (GDK_CONTROL_MASK | GDK_SHIFT_MASK | GDK_ALT_MASK | GDK_SUPER_MASK);
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      guint wanted = 0;
      GdkModifierType mods = 0;
      if (!gtk_accelerator_parse (keys[i].accel, &wanted, &mods))
        continue;
      gboolean is_letter = gdk_keyval_to_upper (wanted) != gdk_keyval_to_lower (wanted);
      /* "?" and "+" need Shift on most keyboards: it belongs to the character there, not to the shortcut. */
      GdkModifierType ignore
          = is_letter || wanted > 0xff || g_ascii_isdigit ((char) wanted) ? 0 : GDK_SHIFT_MASK;
      if (keyval == GDK_KEY_KP_Enter)
        keyval = GDK_KEY_Return;
      if (gdk_keyval_to_lower (keyval) == wanted && (pressed & ~ignore) == (mods & ~ignore))
        return &keys[i];
    }
  return NULL;
}

void
ht_keys_set_modal (GtkWindow *window, gboolean modal)
{
  g_object_set_data (G_OBJECT (window), MODAL, GINT_TO_POINTER (modal));
}

/* Menus and drop-downs have keys of their own. */
static gboolean
is_popover_focused (GtkWindow *window)
{
  GtkWidget *focus = gtk_window_get_focus (window);
  return focus != NULL && gtk_widget_get_ancestor (focus, GTK_TYPE_POPOVER) != NULL;
}

static gboolean
on_key_pressed (GtkEventControllerKey *controller, guint keyval, guint keycode, GdkModifierType state,
                GtkWindow *window)
{
  const HtKey *key = find_key (keyval, state);
  if (key == NULL || ht_keys_is_composing (window))
    return GDK_EVENT_PROPAGATE;
  if ((!key->in_text && is_text_focused (window)) || is_popover_focused (window))
    return GDK_EVENT_PROPAGATE;
  if (!key->in_dialog && g_object_get_data (G_OBJECT (window), MODAL) != NULL)
    return GDK_EVENT_PROPAGATE;
  g_autoptr (GVariant) target = NULL;
  if (key->target != NULL)
    target = g_variant_ref_sink (g_variant_new_parsed (key->target));
  if (!gtk_widget_activate_action_variant (GTK_WIDGET (window), key->action, target))
    return GDK_EVENT_PROPAGATE;
  return GDK_EVENT_STOP;
}

GtkEventController *
ht_keys_controller_new (GtkWindow *window)
{
  GtkEventController *controller = gtk_event_controller_key_new ();
  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  g_signal_connect (controller, "key-pressed", G_CALLBACK (on_key_pressed), window);
  g_signal_connect (window, "notify::focus-widget", G_CALLBACK (on_focus_changed), NULL);
  return controller;
}
