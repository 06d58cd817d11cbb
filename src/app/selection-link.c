/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/selection-link.h"

void
ht_list_scroll_to (GtkWidget *view, guint position)
{
  GtkWidget *list = view;
  if (GTK_IS_COLUMN_VIEW (view))
    for (list = gtk_widget_get_first_child (view); list != NULL && !GTK_IS_LIST_VIEW (list);
         list = gtk_widget_get_next_sibling (list))
      ;
  if (list != NULL)
    gtk_widget_activate_action (list, "list.scroll-to-item", "u", position);
}

static gboolean
scroll_to_top (gpointer view)
{
  if (gtk_widget_get_mapped (view))
    ht_list_scroll_to (view, 0);
  return G_SOURCE_REMOVE;
}

static void
on_newest (GListModel *model, guint position, guint removed, guint added, GtkWidget *view)
{
  GtkRoot *root = gtk_widget_get_root (view);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  /* Who reads in the list is not moved. */
  if (added > 0 && position == 0 && (focus == NULL || !gtk_widget_is_ancestor (focus, view)))
    g_idle_add_full (G_PRIORITY_LOW, scroll_to_top, g_object_ref (view), g_object_unref);
}

void
ht_list_follow_newest (GtkWidget *view, GListModel *model)
{
  g_signal_connect_object (model, "items-changed", G_CALLBACK (on_newest), view, 0);
  g_idle_add_full (G_PRIORITY_LOW, scroll_to_top, g_object_ref (view), g_object_unref);
}

typedef struct
{
  HtSelection *selection;
  GtkSingleSelection *list; /* borrowed: owns the link */
  GtkWidget *view;          /* weak */
  gboolean syncing;
  guint idle_id;
} Link;

static guint
find_position (GListModel *model, GObject *object)
{
  guint n = object != NULL ? g_list_model_get_n_items (model) : 0;
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GObject) item = g_list_model_get_item (model, i);
      if (item == object)
        return i;
    }
  return GTK_INVALID_LIST_POSITION;
}

static void
follow_desk (Link *link)
{
  if (link->syncing)
    return;
  link->syncing = TRUE;
  guint position = find_position (G_LIST_MODEL (link->list), ht_selection_get (link->selection));
  if (gtk_single_selection_get_selected (link->list) != position)
    {
      gtk_single_selection_set_selected (link->list, position);
      if (position != GTK_INVALID_LIST_POSITION && link->view != NULL && gtk_widget_get_mapped (link->view))
        ht_list_scroll_to (link->view, position);
    }
  link->syncing = FALSE;
}

static void
follow_list (Link *link)
{
  GObject *item = gtk_single_selection_get_selected_item (link->list);
  if (link->syncing || item == NULL)
    return;
  link->syncing = TRUE;
  ht_selection_set (link->selection, item);
  link->syncing = FALSE;
}

static gboolean
follow_desk_later (gpointer user_data)
{
  Link *link = user_data;
  link->idle_id = 0;
  follow_desk (link);
  return G_SOURCE_REMOVE;
}

/* An item that left and came back (re-sorted, filtered) is found again. Not at once: the view that shows the
   list has not heard of the change yet, and a selection it cannot place would break it. */
static void
on_items_changed (Link *link)
{
  if (link->idle_id == 0)
    link->idle_id = g_idle_add (follow_desk_later, link);
}

static void
link_free (gpointer data)
{
  Link *link = data;
  g_clear_handle_id (&link->idle_id, g_source_remove);
  g_signal_handlers_disconnect_by_data (link->selection, link);
  g_object_unref (link->selection);
  if (link->view != NULL)
    g_object_remove_weak_pointer (G_OBJECT (link->view), (gpointer *) &link->view);
  g_free (link);
}

void
ht_selection_link (HtSelection *selection, GtkSingleSelection *list, GtkWidget *view)
{
  g_return_if_fail (HT_IS_SELECTION (selection) && GTK_IS_SINGLE_SELECTION (list));
  Link *link = g_new0 (Link, 1);
  link->selection = g_object_ref (selection);
  link->list = list;
  link->view = view;
  g_object_add_weak_pointer (G_OBJECT (view), (gpointer *) &link->view);
  gtk_single_selection_set_autoselect (list, FALSE);
  gtk_single_selection_set_can_unselect (list, TRUE);
  g_signal_connect_swapped (list, "notify::selected-item", G_CALLBACK (follow_list), link);
  g_signal_connect_swapped (list, "items-changed", G_CALLBACK (on_items_changed), link);
  g_signal_connect_swapped (selection, "notify::object", G_CALLBACK (follow_desk), link);
  g_object_set_data_full (G_OBJECT (list), "ht-selection-link", link, link_free);
  follow_desk (link);
}
