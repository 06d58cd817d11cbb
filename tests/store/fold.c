/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "city.h"

#include <string.h>

static void
test_smoke (void)
{
  test_world_seed (1);
  g_autoptr (TestCity) city = test_city_new (1);
  HtUuid id = test_uuid (1, 1), team = test_uuid (2, 1), assignment = test_uuid (3, 1);
  HtValue *fields = ht_value_new_map ();
  ht_value_set_text (fields, "status", "open");
  ht_value_set_text (fields, "type", "fire");
  ht_value_set (fields, "position", test_point (121.5, 31.2));
  test_append (city, "dispatcher", ht_op_draft_create ("incident", &id, fields), NULL);
  fields = ht_value_new_map ();
  ht_value_set_text (fields, "name", "一号");
  ht_value_set_text (fields, "status", "at_station");
  test_append (city, "dispatcher", ht_op_draft_create ("team", &team, fields), NULL);
  fields = ht_value_new_map ();
  ht_value_set_uuid (fields, "incident", &id);
  ht_value_set_uuid (fields, "team", &team);
  ht_value_set_text (fields, "state", "assigned");
  test_append (city, "dispatcher", ht_op_draft_create ("assignment", &assignment, fields), NULL);
  test_append (city, "dispatcher",
               ht_op_draft_set ("assignment", &assignment, "state", ht_value_new_text ("en_route")), NULL);
  g_autofree char *dump = test_dump (city);
  g_test_message ("%s", dump);
  test_audit_whole (city);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/fold/smoke", test_smoke);
  return g_test_run ();
}
