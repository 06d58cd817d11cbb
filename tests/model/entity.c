/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/entity.h"

#include "model/entity-private.h"
#include "model/links-private.h"
#include "town.h"

static HtRecord *
new_record (const char *kind, guint64 hlc)
{
  HtUuid id = ht_uuid_random ();
  HtRecord *record = ht_record_new (kind, &id);
  HtHead *head = g_new0 (HtHead, 1);
  head->hlc = hlc;
  head->value = ht_value_new_text ("甲");
  ht_record_add_head (record, "name", head);
  return record;
}

static void
add_heads (HtRecord *record, const char *field, guint n)
{
  for (guint i = 0; i < n; i++)
    {
      HtHead *head = g_new0 (HtHead, 1);
      head->hlc = 100 + i;
      head->op_id = ht_uuid_random ();
      head->value = ht_value_new_int (i);
      ht_record_add_head (record, field, head);
    }
}

/* Two heads matter where people must agree; elsewhere the last word simply wins. */
static void
test_contested (void)
{
  static const struct
  {
    const char *field;
    guint heads;
    gboolean contested;
  } cases[]
      = { { "level", 1, FALSE }, { "level", 2, TRUE },     { "status", 2, TRUE },   { "state", 3, TRUE },
          { "type", 2, TRUE },   { "position", 2, TRUE },  { "role", 2, TRUE },     { "active", 2, TRUE },
          { "title", 2, FALSE }, { "address", 5, FALSE },  { "notes", 2, FALSE },   { "crew", 2, FALSE },
          { "note", 2, FALSE },  { "commander", 2, TRUE }, { "until_us", 2, FALSE } };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      HtUuid id = ht_uuid_random ();
      g_autoptr (HtRecord) record = ht_record_new ("incident", &id);
      add_heads (record, cases[i].field, cases[i].heads);
      g_autoptr (HtEntity) entity = ht_entity_new (HT_TYPE_INCIDENT, record);
      g_test_message ("%s", cases[i].field);
      g_assert_cmpint (ht_entity_is_contested (entity), ==, cases[i].contested);
      /* A contradiction that names it says so too, for as long as it is open. */
      ht_entity_set_in_conflict (entity, TRUE);
      g_assert_true (ht_entity_is_contested (entity));
      ht_entity_set_in_conflict (entity, FALSE);
      g_assert_cmpint (ht_entity_is_contested (entity), ==, cases[i].contested);
    }
}

static void
count (GObject *object, GParamSpec *spec, guint *n)
{
  (*n)++;
}

/* Whatever is bound to record-version is told of each change once. */
static void
test_versions (void)
{
  guint n = 0, version = 0;
  g_autoptr (HtRecord) record = new_record ("team", 5);
  g_autoptr (HtEntity) entity = ht_entity_new (HT_TYPE_TEAM, record);
  g_signal_connect (entity, "notify::record-version", G_CALLBACK (count), &n);
  ht_entity_touch (entity);
  g_assert_cmpuint (n, ==, 1);
  ht_entity_set_in_conflict (entity, TRUE);
  ht_entity_set_in_conflict (entity, TRUE);
  g_assert_cmpuint (n, ==, 2);
  g_autoptr (HtRecord) later = ht_record_new ("team", &record->id);
  town_put (later, "name", ht_value_new_text ("乙"), 1);
  ht_entity_set_record (entity, later);
  g_assert_cmpuint (n, ==, 3);
  g_object_get (entity, "record-version", &version, NULL);
  g_assert_cmpuint (version, >=, 3);
  g_assert_true (ht_entity_get_record (entity) == later);
  g_assert_cmpstr (ht_team_get_name (HT_TEAM (entity)), ==, "乙");
  g_autofree char *id = NULL;
  g_object_get (entity, "id", &id, NULL);
  g_assert_cmpstr (id, ==, ht_entity_get_id_text (entity));
}

/* The newest of all heads decides which of two pictures is the later one. */
static void
test_stamps (void)
{
  g_autoptr (HtRecord) record = new_record ("team", 7);
  g_assert_cmpuint (ht_record_get_stamp (record), ==, 7);
  add_heads (record, "status", 3);
  g_assert_cmpuint (ht_record_get_stamp (record), ==, 102);
  HtUuid id = ht_uuid_random ();
  g_autoptr (HtRecord) empty = ht_record_new ("team", &id);
  g_assert_cmpuint (ht_record_get_stamp (empty), ==, 0);
}

/* Rounded to 1e-7 degree, a centimetre; what is no point is none. */
static void
test_points (void)
{
  HtPoint at, odd = { 121.123456789, -31.987654321 };
  HtUuid id = ht_uuid_random ();
  g_autoptr (HtRecord) record = ht_record_new ("team", &id);
  const guint8 noise[] = { 1, 2, 3 };
  town_put (record, "a", ht_value_new_point (&odd), 1);
  town_put (record, "b", ht_value_new_text ("121 31"), 1);
  town_put (record, "c", ht_value_new_bytes (noise, sizeof noise), 1);
  town_put (record, "d", ht_value_new_null (), 1);
  g_assert_true (ht_record_get_point (record, "a", &at));
  g_assert_cmpfloat_with_epsilon (at.lon, 121.1234568, 1e-10);
  g_assert_cmpfloat_with_epsilon (at.lat, -31.9876543, 1e-10);
  g_assert_false (ht_record_get_point (record, "b", &at));
  g_assert_false (ht_record_get_point (record, "c", &at));
  g_assert_false (ht_record_get_point (record, "d", &at));
  g_assert_false (ht_record_get_point (record, "never", &at));
  g_assert_true (ht_record_get_bool (record, "never", TRUE));
  g_assert_false (ht_record_get_bool (record, "b", FALSE));
}

/* --- stations, which are no entities of the log --- */

static HtStation *
new_station (const char *name, const char *kind)
{
  HtUuid id = ht_uuid_random ();
  HtValue *attributes = ht_value_new_map ();
  if (kind != NULL)
    ht_value_set_text (attributes, "kind", kind);
  HtFeature *feature
      = ht_feature_new ("station", &id, name, attributes, ht_geometry_new_point (TOWN_LON, TOWN_LAT));
  HtStation *station = ht_station_new (feature, NULL);
  ht_feature_unref (feature);
  return station;
}

static void
test_station (void)
{
  g_autoptr (HtStation) named = new_station ("曲阳站", "special");
  g_autoptr (HtStation) plain = new_station ("曲阳站", NULL);
  g_assert_cmpstr (ht_station_get_kind (named), ==, "special");
  g_assert_cmpstr (ht_station_get_kind (plain), ==, "ordinary");
  g_assert_cmpstr (ht_station_get_name (named), ==, "曲阳站");
  HtPoint at;
  ht_station_get_position (named, &at);
  g_assert_cmpfloat_with_epsilon (at.lat, TOWN_LAT, 1e-9);
  /* Ready is who stands there with people; an empty vehicle protects nobody. */
  static const struct
  {
    const char *status;
    gint64 crew;
    gboolean staffed;
  } cases[] = { { "at_station", 6, TRUE },
                { "at_station", 0, FALSE },
                { "standby", 6, FALSE },
                { "returning", 6, FALSE },
                { "out_of_service", 6, FALSE } };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      HtUuid id = ht_uuid_random ();
      g_autoptr (HtRecord) record = ht_record_new ("team", &id);
      town_put (record, "crew", ht_value_new_int (cases[i].crew), 1);
      town_put (record, "name", ht_value_new_text ("车"), 1);
      town_put (record, "status", ht_value_new_text (cases[i].status), 1);
      g_autoptr (HtTeam) team = HT_TEAM (ht_entity_new (HT_TYPE_TEAM, record));
      ht_station_add_team (named, team);
      ht_station_add_team (named, team);
      g_assert_cmpuint (g_list_model_get_n_items (ht_station_get_teams (named)), ==, 1);
      g_assert_cmpint (ht_station_is_staffed (named), ==, cases[i].staffed);
      ht_station_remove_team (named, team);
      ht_station_remove_team (named, team);
      g_assert_cmpuint (g_list_model_get_n_items (ht_station_get_teams (named)), ==, 0);
      g_assert_false (ht_station_is_staffed (named));
    }
}

/* --- in a city --- */

/* A station that leaves the map lets its teams go; they are where they said last, or nowhere. */
static void
test_station_leaves (Town *town, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  HtAuthor author = { .role = "system" };
  HtTeam *team = town_find_team (town, "曲阳站 Pumper");
  g_assert_nonnull (ht_team_get_station (team));
  HtLayerInfo info = { .table = "station", .name = "station", .source = "town.osm", .licence = "" };
  g_autoptr (GPtrArray) kept
      = ht_store_load_features (ht_city_get_store (town->city), "station", NULL, NULL, &error);
  for (guint i = kept->len; i > 0; i--)
    if (g_strcmp0 (((HtFeature *) kept->pdata[i - 1])->name, "曲阳站") == 0)
      g_ptr_array_remove_index (kept, i - 1);
  g_assert_true (ht_store_put_layer (ht_city_get_store (town->city), &author, &info, kept, NULL, &error));
  g_assert_no_error (error);
  for (guint i = 0; i < 200 && ht_team_get_station (team) != NULL; i++)
    town_settle (10);
  HtPoint at;
  g_assert_null (ht_team_get_station (team));
  g_assert_false (ht_team_get_position (team, &at));
  g_assert_cmpuint (g_list_model_get_n_items (ht_city_get_stations (town->city)), ==, 1);
  g_assert_true (ht_city_find_team (town->city, ht_entity_get_id (HT_ENTITY (team))) == team);
}

/* What arrives before the thing it joins is joined when that comes. */
static void
test_any_order (Town *town, gconstpointer unused)
{
  HtTeam *team = town_find_team (town, "曲阳站 Pumper");
  HtUuid incident = ht_uuid_random (), assignment = ht_uuid_random ();
  HtValue *order = ht_value_new_map (), *report = ht_value_new_map ();
  ht_value_set_uuid (order, "incident", &incident);
  ht_value_set_uuid (order, "team", ht_entity_get_id (HT_ENTITY (team)));
  ht_value_set_text (order, "state", "en_route");
  town_append_apart (town, ht_op_draft_create ("assignment", &assignment, order));
  town_settle (20);
  HtAssignment *early = ht_city_find_assignment (town->city, &assignment);
  g_assert_null (ht_assignment_get_incident (early));
  /* Its team is at work all the same. */
  g_assert_cmpint (ht_team_get_state (team), ==, HT_TEAM_EN_ROUTE);
  ht_value_set_text (report, "code", "B0001");
  ht_value_set_text (report, "type", "other");
  ht_value_set_text (report, "status", "open");
  town_append_apart (town, ht_op_draft_create ("incident", &incident, report));
  town_settle (20);
  g_assert_true (ht_assignment_get_incident (early) == ht_city_find_incident (town->city, &incident));
  g_assert_cmpuint (ht_incident_count_active (ht_assignment_get_incident (early)), ==, 1);
  g_assert_true (ht_team_get_incident (team) == ht_assignment_get_incident (early));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/entity/contested", test_contested);
  g_test_add_func ("/entity/versions", test_versions);
  g_test_add_func ("/entity/stamps", test_stamps);
  g_test_add_func ("/entity/points", test_points);
  g_test_add_func ("/entity/station", test_station);
  static const TownTest tests[] = {
    { "/entity/station-leaves", test_station_leaves },
    { "/entity/any-order", test_any_order },
  };
  town_add_tests (tests, G_N_ELEMENTS (tests));
  return g_test_run ();
}
