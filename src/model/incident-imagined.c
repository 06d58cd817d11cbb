/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/incident.h"

#include "base/clock.h"
#include "model/entity-private.h"

static void
add (HtRecord *record, const char *field, HtValue *value)
{
  HtHead *head = g_new0 (HtHead, 1);
  head->op_id = ht_uuid_random ();
  head->wall_us = ht_clock_now_us ();
  head->value = value;
  ht_record_add_head (record, field, head);
}

HtIncident *
ht_incident_new_imagined (const char *type, int level, const HtPoint *position)
{
  g_return_val_if_fail (type != NULL && level >= 0 && level <= 4 && position != NULL, NULL);
  HtUuid id = ht_uuid_random ();
  g_autoptr (HtRecord) record = ht_record_new ("incident", &id);
  add (record, "code", ht_value_new_text (""));
  add (record, "level", ht_value_new_int (level));
  add (record, "position", ht_value_new_point (position));
  add (record, "reported_us", ht_value_new_int (ht_clock_now_us ()));
  add (record, "status", ht_value_new_text (ht_incident_status_get_name (HT_INCIDENT_OPEN)));
  add (record, "type", ht_value_new_text (type));
  return HT_INCIDENT (ht_entity_new (HT_TYPE_INCIDENT, record));
}
