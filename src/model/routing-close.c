/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/routing-private.h"

#include "base/clock.h"
#include "base/i18n.h"
#include "model/city-private.h"
#include "model/drafts.h"
#include "model/entity-private.h"
#include "model/error.h"

#define NEAR_M 50.0
#define STREET_RADIUS_M 500.0

static void
on_closed (HtCity *city, HtChange *change, GTask *task)
{
  HtUuid *id = g_task_get_task_data (task);
  g_task_return_pointer (task,
                         ht_city_find_record (city, id) != NULL ? g_hash_table_lookup (city->entities, id)
                                                                : NULL,
                         NULL);
}

static HtValue *
name_sections (HtRoads *roads, GArray *sections)
{
  HtValue *names = ht_value_new_array ();
  for (guint i = 0; i < sections->len; i++)
    {
      g_autofree char *name = ht_roads_dup_section_name (roads, g_array_index (sections, guint32, i));
      ht_value_add (names, ht_value_new_text (name));
    }
  return names;
}

static GArray *
pick_sections (HtRoads *roads, const HtPoint *at, gboolean whole_street, GError **error)
{
  HtSnap snap;
  if (!ht_snapper_find (roads->snapper, (HtRoutePoint){ at->lon, at->lat }, NEAR_M, NULL, HT_SNAP_ANY, &snap))
    {
      g_set_error_literal (error, HT_MODEL_ERROR, HT_MODEL_ERROR_INVALID,
                           _ ("There is no road within 50 m of this place; choose a place on a road."));
      return NULL;
    }
  if (whole_street)
    return ht_roads_list_street (roads, snap.section, at, STREET_RADIUS_M);
  GArray *one = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_array_append_val (one, snap.section);
  return one;
}

static gboolean
check (HtRouting *self, const char *reason, gint64 until_us, GError **error)
{
  HtCity *city = ht_routing_get_city (self);
  if (!ht_city_check_writable (city, error) || !ht_session_may (city->session, HT_RIGHT_ROADS, error)
      || !ht_routing_is_ready (self, error))
    return FALSE;
  if (reason == NULL || *reason == '\0')
    g_set_error_literal (error, HT_MODEL_ERROR, HT_MODEL_ERROR_NEEDS_REASON,
                         _ ("Closing a road needs a reason; write one."));
  else if (until_us > 0 && until_us <= ht_clock_now_us ())
    g_set_error_literal (error, HT_MODEL_ERROR, HT_MODEL_ERROR_INVALID,
                         _ ("That time is over already; choose a later one or none."));
  else
    return TRUE;
  return FALSE;
}

void
ht_routing_close_road_async (HtRouting *self, const HtPoint *at, gboolean whole_street, const char *reason,
                             gint64 until_us, GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (HT_IS_ROUTING (self));
  g_return_if_fail (at != NULL);
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);
  GError *error = NULL;
  g_task_set_source_tag (task, ht_routing_close_road_async);
  g_autoptr (GArray) sections = NULL;
  if (check (self, reason, until_us, &error))
    sections = pick_sections (ht_routing_get_roads (self), at, whole_street, &error);
  if (sections == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  HtUuid id = ht_uuid_random ();
  HtValue *fields = ht_value_new_map ();
  ht_value_set (fields, "sections", name_sections (ht_routing_get_roads (self), sections));
  ht_value_set_text (fields, "state", "closed");
  ht_value_set_text (fields, "reason", reason);
  ht_value_set_int (fields, "until_us", MAX (until_us, 0));
  HtWrite write = { .drafts = ht_op_new_drafts (), .undo = _ ("road closed"), .done = on_closed };
  ht_drafts_create (write.drafts, "closure", &id, fields);
  g_task_set_task_data (task, ht_uuid_copy (&id), g_free);
  ht_city_write (ht_routing_get_city (self), &write, g_steal_pointer (&task));
}

HtClosure *
ht_routing_close_road_finish (HtRouting *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, ht_routing_close_road_async), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
ht_routing_open_road_async (HtRouting *self, HtClosure *closure, HtRecord *seen, GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_return_if_fail (HT_IS_ROUTING (self));
  g_return_if_fail (HT_IS_CLOSURE (closure));
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);
  GError *error = NULL;
  HtCity *city = ht_routing_get_city (self);
  g_task_set_source_tag (task, ht_routing_open_road_async);
  if (!ht_city_check_writable (city, &error) || !ht_session_may (city->session, HT_RIGHT_ROADS, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  HtWrite write = { .drafts = ht_op_new_drafts (), .undo = _ ("road opened") };
  ht_drafts_set (write.drafts, seen != NULL ? seen : ht_entity_get_record (HT_ENTITY (closure)), "state",
                 ht_value_new_text ("open"));
  ht_city_write (city, &write, g_steal_pointer (&task));
}

gboolean
ht_routing_open_road_finish (HtRouting *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, ht_routing_open_road_async), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}
