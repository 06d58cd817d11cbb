/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/demo-write.h"

#include "model/demo/things.h"
#include "model/entity-private.h"
#include "store/local.h"
#include "store/op.h"
#include "store/store.h"

#define TOWN_SOURCE "haitang-demo-town"
#define CITY_SOURCE "haitang-demo-city"

/* What is written, whichever city it is; everything is borrowed. */
typedef struct
{
  const char *source, *name;
  HtPoint centre;
  const HtMapData *map;
  const GPtrArray *teams, *persons; /* HtDemoTeam, HtDemoPerson */
  const HtGround *ground;           /* to be filled with things; NULL: the town has its own */
} Content;

static const HtAuthor author = { .role = "system" };

static HtLayerInfo
info_of (const char *table, const char *source)
{
  return (HtLayerInfo){
    .table = table, .name = table, .source = source, .licence = "GPL-3.0-or-later", .synthetic = TRUE
  };
}

static HtLayerContent
content_of (const Content *content, const char *table)
{
  HtLayerContent layer = { .info = info_of (table, content->source),
                           .features = ht_map_data_get_features (content->map, table) };
  layer.info.read = layer.features->len;
  return layer;
}

/* Things are placed by the water, by bridges and by the metro; the rest is only written. */
static gboolean
is_looked_at (const char *table)
{
  static const char *const tables[] = { "bridge", "metro_line", "metro_station", "place", "water", NULL };
  return g_strv_contains (tables, table);
}

/* One after another, and what nobody needs any more is freed at once: buildings are most of the memory. */
static gboolean
write_layers (HtStore *store, const Content *content, GError **error)
{
  g_autofree const char **tables = ht_map_data_list_tables (content->map);
  for (guint i = 0; tables[i] != NULL; i++)
    {
      HtLayerContent layer = content_of (content, tables[i]);
      if (!ht_store_put_layers (store, &author, &layer, 1, NULL, error))
        return FALSE;
      if (content->ground != NULL && !is_looked_at (tables[i]))
        g_hash_table_remove (content->map->features, tables[i]);
    }
  HtLayerContent roads = { .info = info_of ("road_arc", content->source), .network = content->map->network };
  roads.info.read = content->map->network->sections->len;
  return ht_store_put_layers (store, &author, &roads, 1, NULL, error);
}

static HtOpDraft *
draft_city (const Content *content)
{
  const HtUuid nil = ht_uuid_nil ();
  HtUuid id = ht_uuid_from_name (&nil, content->source);
  HtValue *fields = ht_value_new_map ();
  ht_value_set_text (fields, "name", content->name);
  ht_value_set_bool (fields, "synthetic", TRUE);
  ht_value_set (fields, "centre", ht_value_new_point (&content->centre));
  return ht_op_draft_create ("city", &id, fields);
}

HtOpDraft *
ht_demo_draft_team (const HtDemoTeam *team)
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
write_records (HtStore *store, const Content *content, GError **error)
{
  g_autoptr (GPtrArray) drafts = ht_op_new_drafts ();
  g_ptr_array_add (drafts, draft_city (content));
  for (guint i = 0; i < content->teams->len; i++)
    g_ptr_array_add (drafts, ht_demo_draft_team (content->teams->pdata[i]));
  for (guint i = 0; i < content->persons->len; i++)
    g_ptr_array_add (drafts, draft_person (content->persons->pdata[i]));
  return ht_store_append (store, &author, drafts, NULL, error);
}

static gboolean
write_pins (HtStore *store, const Content *content, GCancellable *cancellable, GError **error)
{
  for (guint i = 0; i < content->persons->len; i++)
    {
      const HtDemoPerson *person = content->persons->pdata[i];
      if (g_cancellable_set_error_if_cancelled (cancellable, error)
          || !ht_store_set_pin (store, &person->id, person->pin, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
write_all (const char *path, const Content *content, GCancellable *cancellable, GError **error)
{
  g_autoptr (HtStore) store = ht_store_open (path, HT_STORE_CREATE, error);
  if (store == NULL)
    return FALSE;
  gboolean done = write_records (store, content, error)
                  && !g_cancellable_set_error_if_cancelled (cancellable, error)
                  && write_layers (store, content, error) && write_pins (store, content, cancellable, error);
  if (done && content->ground != NULL)
    done = ht_demo_things_write (store, content->ground, cancellable, error);
  ht_store_close (store);
  return done;
}

gboolean
ht_demo_write (const char *path, guint64 seed, GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (path != NULL, FALSE);
  g_autoptr (HtDemoTown) town = ht_demo_town_build (seed);
  const Content content = { TOWN_SOURCE,   town->name, { HT_DEMO_LON, HT_DEMO_LAT }, town->map, town->teams,
                            town->persons, NULL };
  return write_all (path, &content, cancellable, error);
}

gboolean
ht_demo_write_city (const char *path, guint64 seed, double scale, GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (path != NULL, FALSE);
  g_autoptr (HtGround) ground = ht_ground_build (seed, scale, cancellable, error);
  if (ground == NULL)
    return FALSE;
  ht_demo_things_furnish (ground);
  g_autoptr (GPtrArray) teams = g_ptr_array_new (), persons = ht_demo_list_persons (&ground->name_space);
  const Content content
      = { CITY_SOURCE, "上海（演示）", { HT_GROUND_CENTRE_LON, HT_GROUND_CENTRE_LAT }, ground->map, teams,
          persons,     ground };
  return write_all (path, &content, cancellable, error);
}
