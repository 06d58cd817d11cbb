/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/demo/things.h"

#include "model/demo-write.h"
#include "model/demo/things/subjects.h"
#include "store/op.h"

static const HtAuthor author = { .role = "system" };

static gboolean
build_all (HtKit *kit, GCancellable *cancellable, GError **error)
{
  static gboolean (*const subjects[]) (HtKit *, GError **) = {
    ht_kit_make_stations,  ht_kit_make_care,         ht_kit_make_exposure,  ht_kit_make_chemicals,
    ht_kit_make_crossings, ht_kit_make_roads,        ht_kit_make_lifelines, ht_kit_make_flood,
    ht_kit_make_walls,     ht_kit_make_dependencies, ht_kit_make_pipes,     ht_kit_make_supplies,
    ht_kit_make_people,    ht_kit_make_reach,        ht_kit_make_watch,     ht_kit_make_records,
    ht_kit_make_elevation,
  };
  ht_kit_note_metro (kit);
  for (guint i = 0; i < G_N_ELEMENTS (subjects); i++)
    if (g_cancellable_set_error_if_cancelled (cancellable, error) || !subjects[i](kit, error))
      return FALSE;
  return TRUE;
}

gboolean
ht_demo_things_build (const HtGround *ground, HtDemoTake take, gpointer data, GCancellable *cancellable,
                      GError **error)
{
  g_return_val_if_fail (ground != NULL && ground->blocks->len > 0 && take != NULL, FALSE);
  g_autoptr (HtKit) kit = ht_kit_new (ground);
  kit->take = take;
  kit->take_data = data;
  return build_all (kit, cancellable, error);
}

static gboolean
put_layer (const HtLayerContent *content, gpointer data, GError **error)
{
  return ht_store_put_layers (data, &author, content, 1, NULL, error);
}

static gboolean
write_records (HtStore *store, const HtKit *kit, GError **error)
{
  g_autoptr (GPtrArray) teams = ht_kit_make_teams (kit), drafts = ht_op_new_drafts ();
  for (guint i = 0; i < teams->len; i++)
    g_ptr_array_add (drafts, ht_demo_draft_team (teams->pdata[i]));
  ht_kit_draft_stock (kit, drafts);
  return ht_store_append (store, &author, drafts, NULL, error);
}

gboolean
ht_demo_things_write (HtStore *store, const HtGround *ground, GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (HT_IS_STORE (store) && ground != NULL && ground->blocks->len > 0, FALSE);
  g_autoptr (HtKit) kit = ht_kit_new (ground);
  kit->take = put_layer;
  kit->take_data = store;
  return build_all (kit, cancellable, error) && write_records (store, kit, error);
}
