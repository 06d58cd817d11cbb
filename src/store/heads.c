/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/heads.h"

#include <glib/gi18n.h>
#include <string.h>

#include "base/cbor.h"
#include "geo/geometry.h"
#include "store/error.h"
#include "store/op.h"

#define SAME_PLACE_M 150.0
#define SAME_TIME_US (15 * 60 * G_USEC_PER_SEC)

/* A short text as the head table holds it: CBOR's first byte of a text of n bytes is 0x60 + n, which is "h"
 * for 8 and "l" for 12. */
#define ACTIVE_STATES                                                                                        \
  "(CAST ('hassigned' AS BLOB), CAST ('lacknowledged' AS BLOB), CAST ('hen_route' AS BLOB), CAST "           \
  "('hon_scene' AS BLOB))"

HtValue *
ht_heads_decode_value (HtDb *db, gconstpointer data, gsize size, GError **error)
{
  g_autoptr (GError) local = NULL;
  HtValue *value = ht_cbor_decode (data, size, &local);
  if (value == NULL)
    g_set_error (error, HT_STORE_ERROR, HT_STORE_ERROR_CORRUPT,
                 _ ("%s: table head: %s; fold the city again or restore a backup"), ht_db_get_path (db),
                 local->message);
  return value;
}

/* --- registers --- */

static void
row_clear (gpointer data)
{
  ht_value_unref (((HtHeadRow *) data)->value);
}

GArray *
ht_heads_load (HtDb *db, const char *kind, const HtUuid *id, const char *field, GError **error)
{
  g_autoptr (GArray) heads = g_array_new (FALSE, FALSE, sizeof (HtHeadRow));
  g_array_set_clear_func (heads, row_clear);
  g_autoptr (HtStatement) rows
      = ht_db_prepare (db,
                       "SELECT o.id, o.op_id, h.value FROM head h JOIN op o ON o.id = h.op "
                       "WHERE h.kind = ? AND h.entity = ? AND h.field = ? "
                       "ORDER BY o.hlc DESC, o.origin DESC, o.epoch DESC, o.seq DESC",
                       error);
  if (rows == NULL)
    return NULL;
  ht_statement_bind_text (rows, 1, kind);
  ht_statement_bind_uuid (rows, 2, id);
  ht_statement_bind_text (rows, 3, field);
  HtStep step;
  while ((step = ht_statement_step (rows, error)) == HT_STEP_ROW)
    {
      gsize size;
      const guint8 *bytes = ht_statement_get_bytes (rows, 2, &size);
      HtHeadRow head = { .row = ht_statement_get_int (rows, 0) };
      ht_statement_get_uuid (rows, 1, &head.op_id);
      head.value = ht_heads_decode_value (db, bytes, size, error);
      if (head.value == NULL)
        return NULL;
      g_array_append_val (heads, head);
    }
  return step == HT_STEP_ERROR ? NULL : g_steal_pointer (&heads);
}

gboolean
ht_heads_shown (HtDb *db, const char *kind, const HtUuid *id, const char *field, HtValue **value,
                GError **error)
{
  g_autoptr (GArray) heads = ht_heads_load (db, kind, id, field, error);
  *value = NULL;
  if (heads != NULL && heads->len > 0)
    *value = ht_value_ref (g_array_index (heads, HtHeadRow, 0).value);
  return heads != NULL;
}

static gboolean
has_open_edit (HtDb *db, const char *kind, const HtUuid *id, gboolean *open, GError **error)
{
  g_autoptr (HtStatement) row = ht_db_prepare (db,
                                               "SELECT 1 FROM conflict WHERE subject = ? AND kind = ? AND "
                                               "rule = 'edit_of_deleted' AND NOT resolved LIMIT 1",
                                               error);
  if (row == NULL)
    return FALSE;
  ht_statement_bind_uuid (row, 1, id);
  ht_statement_bind_text (row, 2, kind);
  HtStep step = ht_statement_step (row, error);
  *open = step == HT_STEP_ROW;
  return step != HT_STEP_ERROR;
}

gboolean
ht_heads_is_deleted (HtDb *db, const char *kind, const HtUuid *id, gboolean *deleted, GError **error)
{
  gboolean open = FALSE;
  g_autoptr (GArray) heads = ht_heads_load (db, kind, id, HT_FIELD_DELETED, error);
  if (heads == NULL)
    return FALSE;
  *deleted = heads->len > 0;
  for (guint i = 0; i < heads->len; i++)
    if (!ht_value_get_bool (g_array_index (heads, HtHeadRow, i).value, FALSE))
      *deleted = FALSE;
  if (*deleted && !has_open_edit (db, kind, id, &open, error))
    return FALSE;
  *deleted = *deleted && !open;
  return TRUE;
}

/* --- finding entities --- */

/* Ids from the first column, without deleted ones. */
static GArray *
read_ids (HtDb *db, HtStatement *rows, const char *kind, GError **error)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (HtUuid));
  HtStep step;
  while ((step = ht_statement_step (rows, error)) == HT_STEP_ROW)
    {
      HtUuid id;
      gboolean deleted;
      ht_statement_get_uuid (rows, 0, &id);
      if (!ht_heads_is_deleted (db, kind, &id, &deleted, error))
        return NULL;
      if (!deleted)
        g_array_append_val (ids, id);
    }
  return step == HT_STEP_ERROR ? NULL : g_steal_pointer (&ids);
}

GArray *
ht_heads_active_assignments (HtDb *db, const char *field, const HtUuid *target, GError **error)
{
  g_autoptr (HtStatement) rows = ht_db_prepare (
      db,
      "SELECT DISTINCT h.entity FROM head h JOIN head s ON s.kind = 'assignment' AND s.entity = h.entity "
      "AND s.field = 'state' WHERE h.target = ? AND h.kind = 'assignment' AND h.field = ? "
      "AND s.value IN " ACTIVE_STATES " ORDER BY h.entity",
      error);
  if (rows == NULL)
    return NULL;
  ht_statement_bind_uuid (rows, 1, target);
  ht_statement_bind_text (rows, 2, field);
  return read_ids (db, rows, "assignment", error);
}

GArray *
ht_heads_find (HtDb *db, const char *kind, const char *field, const char *value, GError **error)
{
  g_autoptr (HtValue) text = ht_value_new_text (value);
  g_autoptr (GBytes) bytes = ht_cbor_encode (text);
  g_autoptr (HtStatement) rows = ht_db_prepare (
      db, "SELECT DISTINCT entity FROM head WHERE kind = ? AND field = ? AND value = ? ORDER BY entity",
      error);
  if (rows == NULL)
    return NULL;
  ht_statement_bind_text (rows, 1, kind);
  ht_statement_bind_text (rows, 2, field);
  ht_statement_bind_bytes (rows, 3, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  return read_ids (db, rows, kind, error);
}

/* --- the same incident reported twice --- */

gboolean
ht_heads_find_create (HtDb *db, const HtUuid *id, HtSighting *sighting, GError **error)
{
  g_autoptr (HtStatement) row
      = ht_db_prepare (db,
                       "SELECT op_id, origin FROM op WHERE entity = ? AND kind = 'incident' "
                       "AND verb = 'create' ORDER BY hlc, origin, epoch, seq LIMIT 1",
                       error);
  if (row == NULL)
    return FALSE;
  ht_statement_bind_uuid (row, 1, id);
  if (ht_statement_step (row, error) != HT_STEP_ROW)
    return FALSE;
  sighting->id = *id;
  ht_statement_get_uuid (row, 0, &sighting->create_op);
  ht_statement_get_uuid (row, 1, &sighting->create_origin);
  return TRUE;
}

static gboolean
point_of (const HtValue *position, HtPoint *point)
{
  gsize size;
  const guint8 *bytes = ht_value_get_bytes (position, &size);
  g_autoptr (HtGeometry) geometry = bytes != NULL ? ht_geometry_from_ewkb (bytes, size, NULL) : NULL;
  if (geometry == NULL || geometry->kind != HT_GEOMETRY_POINT)
    return FALSE;
  *point = geometry->points[0];
  return TRUE;
}

/* Candidates by time: any head of reported_us in the window. The index sorts CBOR bytes, and numbers of today
 * have all the same length. */
static GArray *
reported_around (HtDb *db, gint64 reported_us, GError **error)
{
  g_autoptr (HtValue) from = ht_value_new_int (MAX (reported_us - SAME_TIME_US, 0));
  g_autoptr (HtValue) to
      = ht_value_new_int (reported_us > G_MAXINT64 - SAME_TIME_US ? G_MAXINT64 : reported_us + SAME_TIME_US);
  g_autoptr (GBytes) low = ht_cbor_encode (from);
  g_autoptr (GBytes) high = ht_cbor_encode (to);
  g_autoptr (HtStatement) rows
      = ht_db_prepare (db,
                       "SELECT DISTINCT entity FROM head WHERE kind = 'incident' AND field = 'reported_us' "
                       "AND value BETWEEN ? AND ? ORDER BY entity",
                       error);
  if (rows == NULL)
    return NULL;
  ht_statement_bind_bytes (rows, 1, g_bytes_get_data (low, NULL), g_bytes_get_size (low));
  ht_statement_bind_bytes (rows, 2, g_bytes_get_data (high, NULL), g_bytes_get_size (high));
  return read_ids (db, rows, "incident", error);
}

/* What two reports are compared by. */
typedef struct
{
  HtValue *type, *position, *status, *reported;
} Report;

static void
report_clear (Report *report)
{
  ht_value_unref (report->type);
  ht_value_unref (report->position);
  ht_value_unref (report->status);
  ht_value_unref (report->reported);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Report, report_clear)

static gboolean
report_load (HtDb *db, const HtUuid *id, Report *report, GError **error)
{
  return ht_heads_shown (db, "incident", id, "type", &report->type, error)
         && ht_heads_shown (db, "incident", id, "position", &report->position, error)
         && ht_heads_shown (db, "incident", id, "status", &report->status, error)
         && ht_heads_shown (db, "incident", id, "reported_us", &report->reported, error);
}

static gboolean
report_matches (const Report *report, const HtValue *type, const HtPoint *at, gint64 reported_us)
{
  HtPoint there;
  const char *status = ht_value_get_text (report->status, NULL);
  if (status == NULL || strcmp (status, "closed") == 0 || !ht_value_equal (report->type, type)
      || !point_of (report->position, &there))
    return FALSE;
  gint64 apart = ht_value_get_int (report->reported, 0) - reported_us;
  return apart <= SAME_TIME_US && apart >= -SAME_TIME_US && ht_geo_distance_m (at, &there) <= SAME_PLACE_M;
}

GArray *
ht_heads_same_incident (HtDb *db, const HtUuid *id, const HtValue *type, const HtValue *position,
                        gint64 reported_us, GError **error)
{
  g_autoptr (GArray) same = g_array_new (FALSE, FALSE, sizeof (HtSighting));
  HtPoint at;
  if (type == NULL || reported_us <= 0 || !point_of (position, &at))
    return g_steal_pointer (&same);
  g_autoptr (GArray) candidates = reported_around (db, reported_us, error);
  for (guint i = 0; candidates != NULL && i < candidates->len; i++)
    {
      const HtUuid *other = &g_array_index (candidates, HtUuid, i);
      g_auto (Report) report = { 0 };
      g_autoptr (GError) local = NULL;
      HtSighting sighting;
      if (ht_uuid_equal (other, id))
        continue;
      if (!report_load (db, other, &report, error))
        return NULL;
      if (!report_matches (&report, type, &at, reported_us))
        continue;
      if (ht_heads_find_create (db, other, &sighting, &local))
        g_array_append_val (same, sighting);
      else if (local != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return NULL;
        }
    }
  return candidates != NULL ? g_steal_pointer (&same) : NULL;
}

/* --- causes --- */

typedef struct
{
  GHashTable *seen; /* set of HtUuid */
  GQueue queue;     /* HtUuid, owned by seen */
} Search;

static void
search_add (Search *search, const HtUuid *op)
{
  if (g_hash_table_contains (search->seen, op))
    return;
  HtUuid *copy = ht_uuid_copy (op);
  g_hash_table_add (search->seen, copy);
  g_queue_push_tail (&search->queue, copy);
}

/* Adds the base of @op to the search, unless its stamp is not above @floor. */
static gboolean
search_expand (HtDb *db, Search *search, const HtUuid *op, gint64 floor, GError **error)
{
  g_autoptr (HtStatement) row = ht_db_prepare (db, "SELECT hlc, body FROM op WHERE op_id = ?", error);
  if (row == NULL)
    return FALSE;
  ht_statement_bind_uuid (row, 1, op);
  HtStep step = ht_statement_step (row, error);
  if (step != HT_STEP_ROW || ht_statement_get_int (row, 0) <= floor || ht_statement_is_null (row, 1))
    return step != HT_STEP_ERROR;
  gsize size;
  const guint8 *bytes = ht_statement_get_bytes (row, 1, &size);
  g_autoptr (HtValue) body = ht_heads_decode_value (db, bytes, size, error);
  if (body == NULL)
    return FALSE;
  const HtValue *base = ht_value_get_member (body, "base");
  for (guint i = 0; i < ht_value_get_length (base); i++)
    {
      HtUuid seen;
      if (ht_value_get_uuid (ht_value_get_item (base, i), &seen))
        search_add (search, &seen);
    }
  return TRUE;
}

/* Operations stamped no later than @cause cannot come after it, as long as every stamp here is above those of
 * what its operation saw. */
static gboolean
search_floor (HtDb *db, const HtUuid *cause, gint64 *floor, GError **error)
{
  gint64 irregular;
  *floor = G_MININT64;
  if (!ht_db_query_int (db, "SELECT EXISTS (SELECT 1 FROM irregular)", &irregular, error))
    return FALSE;
  if (irregular)
    return TRUE;
  g_autoptr (HtStatement) row = ht_db_prepare (db, "SELECT hlc FROM op WHERE op_id = ?", error);
  if (row == NULL)
    return FALSE;
  ht_statement_bind_uuid (row, 1, cause);
  HtStep step = ht_statement_step (row, error);
  if (step == HT_STEP_ROW)
    *floor = ht_statement_get_int (row, 0);
  return step != HT_STEP_ERROR;
}

gboolean
ht_heads_in_past (HtDb *db, const HtUuid *cause, const HtUuid *op, gboolean *past, GError **error)
{
  gint64 floor;
  *past = FALSE;
  if (!search_floor (db, cause, &floor, error))
    return FALSE;
  g_autoptr (GHashTable) seen = g_hash_table_new_full (ht_uuid_hash, ht_uuid_equal, g_free, NULL);
  Search search = { seen, G_QUEUE_INIT };
  search_add (&search, op);
  gboolean good = TRUE;
  while (good && !*past && !g_queue_is_empty (&search.queue))
    {
      good = search_expand (db, &search, g_queue_pop_head (&search.queue), floor, error);
      *past = g_hash_table_contains (seen, cause) && !ht_uuid_equal (cause, op);
    }
  g_queue_clear (&search.queue);
  return good;
}

gboolean
ht_heads_concurrent (HtDb *db, const HtUuid *a, const HtUuid *b, gboolean *concurrent, GError **error)
{
  gboolean before = FALSE, after = FALSE;
  *concurrent = FALSE;
  if (ht_uuid_equal (a, b))
    return TRUE;
  if (!ht_heads_in_past (db, a, b, &before, error)
      || (!before && !ht_heads_in_past (db, b, a, &after, error)))
    return FALSE;
  *concurrent = !before && !after;
  return TRUE;
}
