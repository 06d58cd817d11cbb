/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/drip.h"

#include "app/later.h"

/* What has changed in the other list and not yet here; positions are those after all earlier changes. */
typedef struct
{
  guint position, removed;
  GPtrArray *added; /* GObject */
  guint taken;      /* of @added */
} Change;

struct _HtDrip
{
  GObject parent_instance;
  GListModel *model;
  GPtrArray *shown; /* GObject */
  GQueue changes;   /* Change, oldest first */
  guint step, most;
};

static void ht_drip_list_init (GListModelInterface *iface);
G_DEFINE_TYPE_WITH_CODE (HtDrip, ht_drip, G_TYPE_OBJECT,
                         G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, ht_drip_list_init))

static void
change_free (gpointer data)
{
  g_ptr_array_unref (((Change *) data)->added);
  g_free (data);
}

/* The next piece of @change; TRUE when nothing of it is left. */
static gboolean
apply (HtDrip *self, Change *change)
{
  guint most = change->position < self->most ? self->step : G_MAXUINT;
  guint removed = MIN (change->removed, most), added = MIN (change->added->len - change->taken, most);
  guint position = change->position;
  if (removed > 0)
    g_ptr_array_remove_range (self->shown, position, removed);
  for (guint i = 0; i < added; i++)
    g_ptr_array_insert (self->shown, (int) (position + i),
                        g_object_ref (change->added->pdata[change->taken + i]));
  change->removed -= removed;
  change->taken += added;
  change->position += added;
  gboolean over = change->removed == 0 && change->taken == change->added->len;
  if (removed > 0 || added > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), position, removed, added);
  return over;
}

static void
drip (gpointer object)
{
  HtDrip *self = object;
  Change *change = g_queue_peek_head (&self->changes);
  if (change == NULL)
    return;
  if (apply (self, change))
    change_free (g_queue_pop_head (&self->changes));
  if (!g_queue_is_empty (&self->changes))
    ht_later (self, drip);
}

static void
on_items_changed (GListModel *model, guint position, guint removed, guint added, HtDrip *self)
{
  Change *change = g_new0 (Change, 1);
  change->position = position;
  change->removed = removed;
  change->added = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < added; i++)
    g_ptr_array_add (change->added, g_list_model_get_item (model, position + i));
  g_queue_push_tail (&self->changes, change);
  ht_later (self, drip);
}

static GType
ht_drip_get_item_type (GListModel *list)
{
  return g_list_model_get_item_type (HT_DRIP (list)->model);
}

static guint
ht_drip_get_n_items (GListModel *list)
{
  return HT_DRIP (list)->shown->len;
}

static gpointer
ht_drip_get_item (GListModel *list, guint position)
{
  HtDrip *self = HT_DRIP (list);
  return position < self->shown->len ? g_object_ref (self->shown->pdata[position]) : NULL;
}

static void
ht_drip_list_init (GListModelInterface *iface)
{
  iface->get_item_type = ht_drip_get_item_type;
  iface->get_n_items = ht_drip_get_n_items;
  iface->get_item = ht_drip_get_item;
}

static void
ht_drip_finalize (GObject *object)
{
  HtDrip *self = HT_DRIP (object);
  g_queue_clear_full (&self->changes, change_free);
  g_ptr_array_unref (self->shown);
  g_object_unref (self->model);
  G_OBJECT_CLASS (ht_drip_parent_class)->finalize (object);
}

static void
ht_drip_class_init (HtDripClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ht_drip_finalize;
}

static void
ht_drip_init (HtDrip *self)
{
  self->shown = g_ptr_array_new_with_free_func (g_object_unref);
  g_queue_init (&self->changes);
}

GListModel *
ht_drip_new (GListModel *model, guint step, guint most)
{
  g_return_val_if_fail (G_IS_LIST_MODEL (model) && step > 0, NULL);
  HtDrip *self = g_object_new (HT_TYPE_DRIP, NULL);
  self->model = model;
  self->step = step;
  self->most = most;
  g_signal_connect_object (model, "items-changed", G_CALLBACK (on_items_changed), self, 0);
  guint n = g_list_model_get_n_items (model);
  if (n > 0)
    on_items_changed (model, 0, 0, n, self);
  return G_LIST_MODEL (self);
}
