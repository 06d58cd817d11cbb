/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The kit: layers in the making, names, ids, dates, lists. */
#include <math.h>
#include <string.h>

#include "city.h"

static const HtGroundBlock four_blocks[] = {
  { .use = HT_USE_OLD, .neighbourhood = 0, .people_night = 100, .people_day = 10 },
  { .use = HT_USE_CENTRE, .neighbourhood = 1, .people_night = 0, .people_day = 900 },
  { .use = HT_USE_FIELD, .neighbourhood = 2, .people_night = 5, .people_day = 5 },
  { .use = HT_USE_VILLAGE, .neighbourhood = 3, .people_night = 50, .people_day = 40 },
};

typedef struct
{
  HtGround *ground;
  HtKit *kit;
  guint n_taken;
  gboolean synthetic, refuse;
  GPtrArray *taken;
} Fixture;

static gboolean
take (const HtLayerContent *content, gpointer data, GError **error)
{
  Fixture *fixture = data;
  fixture->n_taken++;
  fixture->synthetic = content->info.synthetic;
  g_assert_cmpint (content->info.read, ==, content->features->len);
  g_assert_cmpstr (content->info.licence, ==, "GPL-3.0-or-later");
  for (guint i = 0; i < content->features->len; i++)
    g_ptr_array_add (fixture->taken, ht_feature_ref (content->features->pdata[i]));
  if (fixture->refuse)
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE, "full");
  return !fixture->refuse;
}

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  fixture->ground = things_hand_ground (four_blocks, G_N_ELEMENTS (four_blocks));
  fixture->kit = ht_kit_new (fixture->ground);
  fixture->kit->take = take;
  fixture->kit->take_data = fixture;
  fixture->taken = g_ptr_array_new_with_free_func ((GDestroyNotify) ht_feature_unref);
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  ht_kit_free (fixture->kit);
  ht_ground_free (fixture->ground);
  g_ptr_array_unref (fixture->taken);
}

static void
test_scaled (Fixture *fixture, gconstpointer unused)
{
  static const struct
  {
    double scale, at_full_size;
    guint n;
  } rows[]
      = { { 1, 174, 174 },        { 0.5, 117, 59 }, { 0.05, 174, 9 },      { 0.001, 3, 1 },   { 1, 0, 1 },
          { 0.01, 30e6, 300000 }, { 0.1, 0.2, 1 },  { 1, 30e6, 30000000 }, { 0.499999, 1, 1 } };
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      fixture->ground->scale = rows[i].scale;
      g_assert_cmpuint (ht_kit_scaled (fixture->kit, rows[i].at_full_size), ==, rows[i].n);
    }
}

static void
assert_name (const HtKitName *name, HtKit *kit, const char *text, const char *english)
{
  HtValue *attributes = ht_kit_add_point (kit, name, (HtPoint){ 121.4, 31.2 });
  const HtFeature *feature = kit->features->pdata[kit->features->len - 1];
  g_assert_cmpstr (feature->name, ==, text);
  g_assert_cmpstr (ht_value_member_text (attributes, "name_en", NULL), ==, english);
  g_assert_true (ht_value_member_bool (attributes, "synthetic", FALSE));
}

/* Chinese runs together and numbers with 号; English has spaces, and is left out where a part of it is. */
static void
test_names (Fixture *fixture, gconstpointer unused)
{
  HtKit *kit = fixture->kit;
  HtKitName name = ht_kit_name (kit, 0, "医院", "Hospital", 0);
  ht_kit_begin (kit, "hospital");
  assert_name (&name, kit, "海棠路医院", "Haitang Road Hospital");
  name.number = 3;
  assert_name (&name, kit, "海棠路医院3号", "Haitang Road Hospital 3");
  /* Nothing would be left of a town called 镇. */
  name = ht_kit_name (kit, 2, "医院", "Hospital", 12);
  assert_name (&name, kit, "镇医院12号", "Town Hospital 12");
  name = ht_kit_name (kit, 3, "医院", "Hospital", 1);
  assert_name (&name, kit, "柳林医院1号", NULL);
  name = (HtKitName){ NULL, NULL, "吴淞口", "Wusongkou", 0 };
  assert_name (&name, kit, "吴淞口", "Wusongkou");
  name = (HtKitName){ NULL, NULL, "铁锹", NULL, 2 };
  assert_name (&name, kit, "铁锹2号", NULL);
  assert_name (NULL, kit, NULL, NULL);
}

/* Where two towns have one short name, both keep the whole one. */
static void
test_same_short_name (Fixture *fixture, gconstpointer unused)
{
  HtGroundArea *towns[2] = { ht_ground_get_area (fixture->ground, HT_GROUND_SUBDISTRICT, 0),
                             ht_ground_get_area (fixture->ground, HT_GROUND_SUBDISTRICT, 2) };
  g_free (towns[0]->name);
  g_free (towns[1]->name);
  towns[0]->name = g_strdup ("虹桥街道");
  towns[1]->name = g_strdup ("虹桥镇");
  g_autoptr (HtKit) kit = ht_kit_new (fixture->ground);
  g_assert_cmpstr (ht_kit_name (kit, 0, "", NULL, 0).place, ==, "虹桥街道");
  g_assert_cmpstr (ht_kit_name (kit, 0, "", NULL, 0).place_en, ==, "Haitang Road Sub-district");
  g_assert_cmpstr (ht_kit_name (kit, 3, "", NULL, 0).place, ==, "虹桥镇");
  g_assert_null (ht_kit_name (kit, 3, "", NULL, 0).place_en);
  g_assert_cmpstr (ht_kit_name (kit, 2, "", NULL, 0).place, ==, "镇");
}

/* A layer is handed over once, whole, and is gone from the kit; ids follow table and number alone. */
static void
test_layer (Fixture *fixture, gconstpointer unused)
{
  HtKit *kit = fixture->kit;
  HtUuid promised = ht_kit_make_id (kit, "pump", 1), other = ht_kit_make_id (kit, "sensor", 1);
  ht_kit_begin (kit, "pump");
  ht_kit_add_point (kit, NULL, (HtPoint){ 121.4, 31.2 });
  ht_kit_add_point (kit, NULL, (HtPoint){ 121.5, 31.2 });
  g_assert_true (ht_uuid_equal (ht_kit_last_id (kit), &promised));
  g_assert_false (ht_uuid_equal (&promised, &other));
  g_assert_true (ht_kit_end (kit, NULL));
  g_assert_null (kit->features);
  g_assert_cmpuint (fixture->n_taken, ==, 1);
  g_assert_cmpuint (fixture->taken->len, ==, 2);
  g_assert_true (fixture->synthetic);
  g_assert_cmpstr (((HtFeature *) fixture->taken->pdata[1])->table, ==, "pump");
}

/* A layer all of whose features are drawn from memory is not called synthetic; one generated is enough. */
static void
test_sketched (Fixture *fixture, gconstpointer unused)
{
  HtKit *kit = fixture->kit;
  ht_kit_begin (kit, "tide_station");
  HtValue *attributes = ht_kit_add_point (kit, NULL, (HtPoint){ 121.4, 31.2 });
  ht_kit_sketched (kit);
  g_assert_true (ht_value_member_bool (attributes, "sketched", FALSE));
  g_assert_false (ht_value_member_bool (attributes, "synthetic", TRUE));
  g_assert_true (ht_kit_end (kit, NULL));
  g_assert_false (fixture->synthetic);
  ht_kit_begin (kit, "tide_station");
  ht_kit_add_point (kit, NULL, (HtPoint){ 121.4, 31.2 });
  ht_kit_sketched (kit);
  ht_kit_add_point (kit, NULL, (HtPoint){ 121.5, 31.2 });
  g_assert_true (ht_kit_end (kit, NULL));
  g_assert_true (fixture->synthetic);
  ht_kit_begin (kit, "tide_station");
  g_assert_true (ht_kit_end (kit, NULL));
  g_assert_false (fixture->synthetic);
}

static void
test_refused (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  fixture->refuse = TRUE;
  ht_kit_begin (fixture->kit, "pump");
  ht_kit_add_point (fixture->kit, NULL, (HtPoint){ 121.4, 31.2 });
  g_assert_false (ht_kit_end (fixture->kit, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE);
  /* What was refused is gone; the next layer can begin. */
  ht_kit_begin (fixture->kit, "pump");
  g_assert_cmpuint (fixture->kit->features->len, ==, 0);
}

static void
test_lists (Fixture *fixture, gconstpointer unused)
{
  HtKit *kit = fixture->kit;
  const HtPoint west = { 121.3, 31.2 }, east = { 121.5, 31.2 }, near_west = { 121.31, 31.2 };
  g_assert_null (ht_kit_nearest (kit, HT_KIT_POWER, G_MAXUINT, west));
  ht_kit_begin (kit, "power_node");
  HtKitName name = { NULL, NULL, "变电站", NULL, 0 };
  ht_kit_add_point (kit, &name, west);
  ht_kit_note (kit, HT_KIT_POWER, 0, 5)->capacity = 7;
  ht_kit_add_point (kit, NULL, east);
  ht_kit_note (kit, HT_KIT_POWER, 1, 4);
  g_assert_cmpuint (ht_kit_n (kit, HT_KIT_POWER), ==, 2);
  g_assert_cmpuint (ht_kit_n (kit, HT_KIT_GAS), ==, 0);
  const HtKitThing *first = ht_kit_get (kit, HT_KIT_POWER, 0);
  HtUuid id = ht_kit_make_id (kit, "power_node", 0);
  g_assert_cmpstr (first->name, ==, "变电站");
  g_assert_cmpint (first->capacity, ==, 7);
  g_assert_true (ht_uuid_equal (&first->id, &id));
  g_assert_true (ht_kit_nearest (kit, HT_KIT_POWER, G_MAXUINT, near_west) == first);
  g_assert_true (ht_kit_nearest (kit, HT_KIT_POWER, 4, near_west) == first + 1);
  g_assert_null (ht_kit_nearest (kit, HT_KIT_POWER, 3, near_west));
}

static void
test_attributes (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (HtValue) attributes = ht_value_new_map ();
  HtUuid id = ht_kit_make_id (fixture->kit, "pump", 9), back;
  ht_kit_set_id (attributes, "power", &id);
  g_assert_true (ht_uuid_parse (ht_value_member_text (attributes, "power", ""), &back, NULL));
  g_assert_true (ht_uuid_equal (&id, &back));
  ht_kit_set_place (attributes, fixture->kit, 3);
  g_assert_cmpstr (ht_value_member_text (attributes, "subdistrict", NULL), ==, "310102001");
}

static void
test_dates (void)
{
  static const struct
  {
    int days;
    const char *date;
  } rows[] = { { 0, "2026-07-01" },    { -1, "2026-06-30" },   { 184, "2027-01-01" },
               { -850, "2024-03-03" }, { -853, "2024-02-29" }, { -3651, "2016-07-02" } };
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *date = ht_kit_date (rows[i].days);
      g_assert_cmpstr (date, ==, rows[i].date);
    }
  g_autoptr (GDateTime) day = g_date_time_new_from_iso8601 ("2026-07-01T00:00:00+08:00", NULL);
  g_assert_cmpint (g_date_time_to_unix (day) * G_USEC_PER_SEC, ==, HT_KIT_DAY_US);
}

static void
test_round (void)
{
  g_assert_cmpfloat (ht_kit_round (1234, 100), ==, 1200);
  g_assert_cmpfloat (ht_kit_round (1250, 100), ==, 1300);
  g_assert_cmpfloat (ht_kit_round (-0.26, 0.5), ==, -0.5);
  g_assert_cmpfloat_with_epsilon (ht_kit_round (2.345, 0.01), 2.35, 0.0051);
  g_assert_cmpfloat (ht_kit_round (0, 6), ==, 0);
}

/* Every area of every level has the run of its blocks, and no other's. */
static void
test_runs (Fixture *fixture, gconstpointer unused)
{
  const HtKit *kit = fixture->kit;
  const HtRun *east = ht_kit_run (kit, HT_GROUND_DISTRICT, 0),
              *west = ht_kit_run (kit, HT_GROUND_DISTRICT, 1);
  g_assert_cmpuint (ht_kit_n_areas (kit, HT_GROUND_SUBDISTRICT), ==, 3);
  g_assert_cmpuint (east->first, ==, 0);
  g_assert_cmpuint (east->n, ==, 3);
  g_assert_cmpuint (west->first, ==, 3);
  g_assert_cmpuint (west->n, ==, 1);
  g_assert_cmpuint (ht_kit_run (kit, HT_GROUND_SUBDISTRICT, 0)->n, ==, 2);
  g_assert_cmpuint (ht_kit_run (kit, HT_GROUND_NEIGHBOURHOOD, 2)->first, ==, 2);
  g_assert_cmpuint (ht_kit_area_of (kit, 2, HT_GROUND_SUBDISTRICT), ==, 1);
  g_assert_cmpuint (ht_kit_area_of (kit, 3, HT_GROUND_DISTRICT), ==, 1);
  g_assert_cmpuint (ht_kit_area_of (kit, 3, HT_GROUND_NEIGHBOURHOOD), ==, 3);
}

#define ADD(name, function) g_test_add ("/model/things/kit/" name, Fixture, NULL, set_up, function, tear_down)

void
things_add_kit_tests (void)
{
  ADD ("scaled", test_scaled);
  ADD ("names", test_names);
  ADD ("same-short-name", test_same_short_name);
  ADD ("layer", test_layer);
  ADD ("sketched", test_sketched);
  ADD ("refused", test_refused);
  ADD ("lists", test_lists);
  ADD ("attributes", test_attributes);
  ADD ("runs", test_runs);
  g_test_add_func ("/model/things/kit/dates", test_dates);
  g_test_add_func ("/model/things/kit/round", test_round);
}
