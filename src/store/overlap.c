/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/overlap.h"

#include <string.h>

#include "geo/geometry.h"

#define EWKB_HEAD 9 /* byte order, type with flags, SRID */

/* The same geometry as plain WKB, which SpatiaLite reads: type without the SRID flag, no SRID. */
static GByteArray *
plain_wkb (const HtValue *value)
{
  gsize size;
  const guint8 *ewkb = ht_value_get_bytes (value, &size);
  if (ewkb == NULL || size < EWKB_HEAD)
    return NULL;
  GByteArray *wkb = g_byte_array_new ();
  g_byte_array_append (wkb, (const guint8[]){ 1, ewkb[1], ewkb[2], ewkb[3], ewkb[4] & 0x1f }, 5);
  g_byte_array_append (wkb, ewkb + EWKB_HEAD, (guint) (size - EWKB_HEAD));
  return wkb;
}

static gboolean
boxes_overlap (const HtValue *a, const HtValue *b)
{
  gsize size_a, size_b;
  const guint8 *bytes_a = ht_value_get_bytes (a, &size_a), *bytes_b = ht_value_get_bytes (b, &size_b);
  g_autoptr (HtGeometry) x = bytes_a != NULL ? ht_geometry_from_ewkb (bytes_a, size_a, NULL) : NULL;
  g_autoptr (HtGeometry) y = bytes_b != NULL ? ht_geometry_from_ewkb (bytes_b, size_b, NULL) : NULL;
  return x != NULL && y != NULL && x->box.min_lon < y->box.max_lon && y->box.min_lon < x->box.max_lon
         && x->box.min_lat < y->box.max_lat && y->box.min_lat < x->box.max_lat;
}

gboolean
ht_overlap_areas (HtDb *db, const HtValue *a, const HtValue *b, gboolean *overlap, GError **error)
{
  *overlap = boxes_overlap (a, b);
  if (!*overlap)
    return TRUE;
  g_autoptr (GByteArray) wkb_a = plain_wkb (a);
  g_autoptr (GByteArray) wkb_b = plain_wkb (b);
  g_autoptr (HtStatement) row
      = ht_db_prepare (db, "SELECT ST_Relate (GeomFromWKB (?, 4326), GeomFromWKB (?, 4326), 'T********')",
                       error);
  if (row == NULL)
    return FALSE;
  ht_statement_bind_bytes (row, 1, wkb_a->data, wkb_a->len);
  ht_statement_bind_bytes (row, 2, wkb_b->data, wkb_b->len);
  HtStep step = ht_statement_step (row, error);
  /* 0 is a clear no; 1 is yes; NULL or -1 is no answer, and then the boxes speak. */
  if (step == HT_STEP_ROW && !ht_statement_is_null (row, 0) && ht_statement_get_int (row, 0) == 0)
    *overlap = FALSE;
  return step != HT_STEP_ERROR;
}
