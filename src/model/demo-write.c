/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/demo-write.h"

#include "model/demo.h"
#include "model/entity-private.h"
#include "store/local.h"
#include "store/op.h"
#include "store/store.h"

#define SOURCE "haitang-demo-town"

static const HtAuthor author = { .role = "system" };

static HtLayerInfo
info_of (const char *table, const char *source)
{
  return (HtLayerInfo){
    .table = table, .name = table, .source = source, .licence = "GPL-3.0-or-later", .synthetic = TRUE
  };
}

static gboolean
write_layers (HtStore *store, const HtDemoTown *town, GError **error)
{
  g_autofree const char **tables = ht_map_data_list_tables (town->map);
  g_autoptr (GArray) contents = g_array_new (FALSE, TRUE, sizeof (HtLayerContent));
  for (guint i = 0; tables[i] != NULL; i++)
    {
      GPtrArray *features = ht_map_data_get_features (town->map, tables[i]);
      HtLayerContent content = { .info = info_of (tables[i], SOURCE), .features = features };
      content.info.read = features->len;
      g_array_append_val (contents, content);
    }
  HtLayerContent roads = { .info = info_of ("road_arc", SOURCE), .network = town->map->network };
  roads.info.read = town->map->network->sections->len;
  g_array_append_val (contents, roads);
  return ht_store_put_layers (store, &author, (const HtLayerContent *) contents->data, contents->len, NULL,
                              error);
}

static HtOpDraft *
draft_city (const HtDemoTown *town)
{
  const HtPoint centre = { HT_DEMO_LON, HT_DEMO_LAT };
  const HtUuid nil = ht_uuid_nil ();
  HtUuid id = ht_uuid_from_name (&nil, SOURCE);
  HtValue *fields = ht_value_new_map ();
  ht_value_set_text (fields, "name", town->name);
  ht_value_set_bool (fields, "synthetic", TRUE);
  ht_value_set (fields, "centre", ht_value_new_point (&centre));
  return ht_op_draft_create ("city", &id, fields);
}

static HtOpDraft *
draft_team (const HtDemoTeam *team)
{
  HtValue *fields = ht_value_new_map ();
  HtValue *capabilities = ht_value_new_array ();
  for (guint i = 0; team->capabilities[i] != NULL; i++)
    ht_value_add (capabilities, ht_value_new_text (team->capabilities[i]));
  ht_value_set_text (fields, "name", team->name);
  ht_value_set_text (fields, "kind", team->kind);
  ht_value_set (fields, "capabilities", capabilities);
  ht_value_set_int (fields, "crew", team->crew);
  ht_value_set_uuid (fields, "station", &team->station);
  ht_value_set (fields, "position", ht_value_new_point (&team->position));
  ht_value_set_text (fields, "status", "at_station");
  ht_value_set_int (fields, "turnout_s", team->turnout_s);
  ht_value_set_bool (fields, "assumed", FALSE);
  return ht_op_draft_create ("team", &team->id, fields);
}

static HtOpDraft *
draft_person (const HtDemoPerson *person)
{
  HtValue *fields = ht_value_new_map ();
  ht_value_set_text (fields, "name", person->name);
  ht_value_set_text (fields, "role", person->role);
  ht_value_set_bool (fields, "active", TRUE);
  return ht_op_draft_create ("person", &person->id, fields);
}

static gboolean
write_city (HtStore *store, const HtDemoTown *town, GError **error)
{
  g_autoptr (GPtrArray) drafts = ht_op_new_drafts ();
  g_ptr_array_add (drafts, draft_city (town));
  for (guint i = 0; i < town->teams->len; i++)
    g_ptr_array_add (drafts, draft_team (town->teams->pdata[i]));
  for (guint i = 0; i < town->persons->len; i++)
    g_ptr_array_add (drafts, draft_person (town->persons->pdata[i]));
  return ht_store_append (store, &author, drafts, NULL, error);
}

static gboolean
write_pins (HtStore *store, const HtDemoTown *town, GCancellable *cancellable, GError **error)
{
  for (guint i = 0; i < town->persons->len; i++)
    {
      const HtDemoPerson *person = town->persons->pdata[i];
      if (g_cancellable_set_error_if_cancelled (cancellable, error)
          || !ht_store_set_pin (store, &person->id, person->pin, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
ht_demo_write (const char *path, guint64 seed, GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (path != NULL, FALSE);
  g_autoptr (HtDemoTown) town = ht_demo_town_build (seed);
  g_autoptr (HtStore) store = ht_store_open (path, HT_STORE_CREATE, error);
  if (store == NULL)
    return FALSE;
  gboolean done = write_city (store, town, error)
                  && !g_cancellable_set_error_if_cancelled (cancellable, error)
                  && write_layers (store, town, error) && write_pins (store, town, cancellable, error);
  ht_store_close (store);
  return done;
}
