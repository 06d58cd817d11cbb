/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "base/json.h"
#include "geo/geometry.h"
#include "store/fold.h"
#include "store/heads.h"

/*
 * The shown state of incidents, teams and assignments in tables with a geometry, for maps, QGIS and queries
 * by place. Written once an entity a transaction; rows are updated in place, since R-trees point at rowids.
 */
typedef struct
{
  const char *kind; /* also the table */
  const char *sql;  /* ?1 id, ?2 deleted, ?3 … fields, then lon and lat */
  const char *const *fields;
} Projection;

static const Projection projections[] = {
  { "incident",
    "INSERT INTO incident (id, deleted, code, type, level, status, title, address, source, source_id, "
    "reported_us, "
    "trapped, casualties, close_reason, notes, commander, run_card, geom) "
    "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, "
    "MakePoint (?18, ?19, 4326)) ON CONFLICT (id) DO UPDATE SET deleted = excluded.deleted, code = "
    "excluded.code, "
    "type = excluded.type, level = excluded.level, status = excluded.status, title = excluded.title, "
    "address = excluded.address, source = excluded.source, source_id = excluded.source_id, "
    "reported_us = excluded.reported_us, trapped = excluded.trapped, casualties = excluded.casualties, "
    "close_reason = excluded.close_reason, notes = excluded.notes, commander = excluded.commander, "
    "run_card = excluded.run_card, geom = excluded.geom",
    (const char *const[]){ "code", "type", "level", "status", "title", "address", "source", "source_id",
                           "reported_us", "trapped", "casualties", "close_reason", "notes", "commander",
                           "run_card", NULL } },
  { "team",
    "INSERT INTO team (id, deleted, name, kind, capabilities, crew, station, status, turnout_s, assumed, "
    "note, geom) "
    "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, MakePoint (?12, ?13, 4326)) "
    "ON CONFLICT (id) DO UPDATE SET deleted = excluded.deleted, name = excluded.name, kind = excluded.kind, "
    "capabilities = excluded.capabilities, crew = excluded.crew, station = excluded.station, "
    "status = excluded.status, turnout_s = excluded.turnout_s, assumed = excluded.assumed, note = "
    "excluded.note, "
    "geom = excluded.geom",
    (const char *const[]){ "name", "kind", "capabilities", "crew", "station", "status", "turnout_s",
                           "assumed", "note", NULL } },
  { "assignment",
    "INSERT INTO assignment (id, deleted, incident, team, state, expected_s, advised, reason, geom) "
    "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, MakePoint (?9, ?10, 4326)) "
    "ON CONFLICT (id) DO UPDATE SET deleted = excluded.deleted, incident = excluded.incident, team = "
    "excluded.team, "
    "state = excluded.state, expected_s = excluded.expected_s, advised = excluded.advised, "
    "reason = excluded.reason, geom = excluded.geom",
    (const char *const[]){ "incident", "team", "state", "expected_s", "advised", "reason", NULL } },
};

/* --- values --- */

/* Entries of casualties: a number counts itself, a map its "count". */
static gint64
count_entries (const HtRegister *reg)
{
  gint64 sum = 0;
  for (guint i = 0; reg != NULL && i < reg->heads->len; i++)
    {
      const HtValue *value = ((HtHead *) reg->heads->pdata[i])->value;
      gint64 count = ht_value_get_int (value, ht_value_member_int (value, "count", 1));
      sum += CLAMP (count, -G_MAXINT32, G_MAXINT32);
    }
  return sum;
}

/* Text made for a value that is no scalar of SQL is kept in @texts until the statement has run. */
static void
bind_value (HtStatement *statement, int index, const HtValue *value, GPtrArray *texts)
{
  HtUuid uuid;
  char *text = NULL;
  switch (ht_value_get_kind (value))
    {
    case HT_VALUE_BOOL:
      ht_statement_bind_int (statement, index, ht_value_get_bool (value, FALSE));
      return;
    case HT_VALUE_INT:
      ht_statement_bind_int (statement, index, ht_value_get_int (value, 0));
      return;
    case HT_VALUE_REAL:
      ht_statement_bind_real (statement, index, ht_value_get_real (value, 0));
      return;
    case HT_VALUE_TEXT:
      ht_statement_bind_text (statement, index, ht_value_get_text (value, ""));
      return;
    case HT_VALUE_BYTES:
    case HT_VALUE_ARRAY:
    case HT_VALUE_MAP:
      text = ht_value_get_uuid (value, &uuid) ? ht_uuid_dup_text (&uuid) : ht_json_dup_text (value);
      g_ptr_array_add (texts, text);
      ht_statement_bind_text (statement, index, text);
      return;
    case HT_VALUE_NULL:
    default:
      ht_statement_bind_null (statement, index);
    }
}

static void
bind_point (HtStatement *statement, int index, const HtValue *position)
{
  gsize size;
  const guint8 *bytes = ht_value_get_bytes (position, &size);
  g_autoptr (HtGeometry) geometry = bytes != NULL ? ht_geometry_from_ewkb (bytes, size, NULL) : NULL;
  gboolean point = geometry != NULL && geometry->kind == HT_GEOMETRY_POINT;
  if (point)
    {
      ht_statement_bind_real (statement, index, geometry->points[0].lon);
      ht_statement_bind_real (statement, index + 1, geometry->points[0].lat);
      return;
    }
  ht_statement_bind_null (statement, index);
  ht_statement_bind_null (statement, index + 1);
}

/* --- rows --- */

/* Where it is: its own position, or that of its incident. */
static gboolean
load_position (HtDb *db, const HtRecord *record, HtValue **position, GError **error)
{
  HtUuid incident;
  *position = NULL;
  if (strcmp (record->kind, "assignment") == 0)
    return !ht_record_get_uuid (record, "incident", &incident)
           || ht_heads_shown (db, "incident", &incident, "position", position, error);
  HtValue *own = ht_record_get (record, "position");
  *position = own != NULL ? ht_value_ref (own) : NULL;
  return TRUE;
}

/* Its assignments stand where the incident does. */
static gboolean
move_assignments (HtDb *db, const char *incident, const HtValue *position, GError **error)
{
  g_autoptr (HtStatement) statement
      = ht_db_prepare (db, "UPDATE assignment SET geom = MakePoint (?2, ?3, 4326) WHERE incident = ?1",
                       error);
  if (statement == NULL)
    return FALSE;
  ht_statement_bind_text (statement, 1, incident);
  bind_point (statement, 2, position);
  return ht_statement_run (statement, error);
}

static gboolean
write_row (HtDb *db, const Projection *projection, const HtRecord *record, GError **error)
{
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (HtValue) position = NULL;
  char id[HT_UUID_TEXT_SIZE];
  int index = 3;
  if (!load_position (db, record, &position, error))
    return FALSE;
  g_autoptr (HtStatement) statement = ht_db_prepare (db, projection->sql, error);
  if (statement == NULL)
    return FALSE;
  ht_statement_bind_text (statement, 1, ht_uuid_write (&record->id, id));
  ht_statement_bind_int (statement, 2, record->deleted);
  for (guint i = 0; projection->fields[i] != NULL; i++, index++)
    if (strcmp (projection->fields[i], "casualties") == 0)
      ht_statement_bind_int (statement, index, count_entries (ht_record_get_register (record, "casualties")));
    else
      bind_value (statement, index, ht_record_get (record, projection->fields[i]), texts);
  bind_point (statement, index, position);
  return ht_statement_run (statement, error)
         && (strcmp (record->kind, "incident") != 0 || move_assignments (db, id, position, error));
}

gboolean
ht_projection_write (HtDb *db, const HtRecord *record, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (projections); i++)
    if (strcmp (projections[i].kind, record->kind) == 0)
      return write_row (db, &projections[i], record, error);
  return TRUE;
}

gboolean
ht_projection_clear (HtDb *db, GError **error)
{
  return ht_db_exec (db, "DELETE FROM assignment; DELETE FROM team; DELETE FROM incident;", error);
}
