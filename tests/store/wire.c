/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/op.h"

#include <string.h>

#include "base/cbor.h"
#include "base/json.h"
#include "geo/geometry.h"

/* The vectors of tests/tables/wire, which wire.py reads too. */

static HtValue *
load (const char *name)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "tables", "wire", name, NULL);
  g_autoptr (HtValue) file = ht_json_load_file (path, &error);
  g_assert_no_error (error);
  HtValue *vectors = ht_value_get_member (file, "vectors");
  g_assert_cmpuint (ht_value_get_length (vectors), >, 0);
  return ht_value_ref (vectors);
}

static GBytes *
from_hex (const char *hex)
{
  GByteArray *bytes = g_byte_array_new ();
  for (gsize i = 0; hex[i] != '\0'; i += 2)
    {
      guint8 byte = (guint8) (g_ascii_xdigit_value (hex[i]) << 4 | g_ascii_xdigit_value (hex[i + 1]));
      g_byte_array_append (bytes, &byte, 1);
    }
  return g_byte_array_free_to_bytes (bytes);
}

static void
assert_bytes (GBytes *bytes, const char *hex)
{
  g_autofree char *got = ht_hex_dup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  g_assert_cmpstr (got, ==, hex);
}

static void
assert_digest (const HtDigest *digest, const char *hex)
{
  g_autofree char *got = ht_digest_dup_text (digest);
  g_assert_cmpstr (got, ==, hex);
}

static HtValue *build (const HtValue *tagged);

static HtValue *
build_array (const HtValue *items)
{
  HtValue *array = ht_value_new_array ();
  for (guint i = 0; i < ht_value_get_length (items); i++)
    ht_value_add (array, build (ht_value_get_item (items, i)));
  return array;
}

static HtValue *
build_map (const HtValue *members)
{
  HtValue *map = ht_value_new_map ();
  for (guint i = 0; i < ht_value_get_length (members); i++)
    {
      HtValue *member;
      const char *key = ht_value_get_key (members, i, &member);
      ht_value_set (map, key, build (member));
    }
  return map;
}

/* {"int": 1} and so on to the value meant. */
static HtValue *
build (const HtValue *tagged)
{
  HtValue *value;
  const char *kind = ht_value_get_key (tagged, 0, &value);
  if (strcmp (kind, "int") == 0)
    return ht_value_new_int (ht_value_get_int (value, 0));
  if (strcmp (kind, "real") == 0)
    return ht_value_new_real (ht_value_get_real (value, 0));
  if (strcmp (kind, "bool") == 0)
    return ht_value_new_bool (ht_value_get_bool (value, FALSE));
  if (strcmp (kind, "text") == 0)
    return ht_value_new_text (ht_value_get_text (value, ""));
  if (strcmp (kind, "array") == 0)
    return build_array (value);
  if (strcmp (kind, "map") == 0)
    return build_map (value);
  if (strcmp (kind, "null") == 0)
    return ht_value_new_null ();
  g_assert_cmpstr (kind, ==, "bytes");
  g_autoptr (GBytes) bytes = from_hex (ht_value_get_text (value, ""));
  gsize size = g_bytes_get_size (bytes);
  return ht_value_new_bytes (size > 0 ? g_bytes_get_data (bytes, NULL) : "", size);
}

static void
test_values (void)
{
  g_autoptr (HtValue) vectors = load ("values.json");
  for (guint i = 0; i < ht_value_get_length (vectors); i++)
    {
      g_autoptr (GError) error = NULL;
      const HtValue *vector = ht_value_get_item (vectors, i);
      g_autoptr (HtValue) value = build (ht_value_get_member (vector, "value"));
      g_autoptr (GBytes) bytes = ht_cbor_encode (value);
      assert_bytes (bytes, ht_value_member_text (vector, "hex", ""));
      g_autoptr (HtValue) back
          = ht_cbor_decode (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), &error);
      g_assert_no_error (error);
      g_assert_true (ht_value_equal (value, back));
    }
}

static HtGeometry *
build_geometry (const HtValue *vector)
{
  const HtValue *coordinates = ht_value_get_member (vector, "coordinates");
  if (strcmp (ht_value_member_text (vector, "type", ""), "point") == 0)
    return ht_geometry_new_point (ht_value_get_real (ht_value_get_item (coordinates, 0), 0),
                                  ht_value_get_real (ht_value_get_item (coordinates, 1), 0));
  g_autoptr (GArray) points = g_array_new (FALSE, FALSE, sizeof (HtPoint));
  g_autoptr (GArray) starts = g_array_new (FALSE, TRUE, sizeof (guint));
  g_autoptr (GByteArray) outer = g_byte_array_new ();
  g_array_set_size (starts, 1);
  for (guint ring = 0; ring < ht_value_get_length (coordinates); ring++)
    {
      const HtValue *run = ht_value_get_item (coordinates, ring);
      for (guint i = 0; i < ht_value_get_length (run); i++)
        {
          const HtValue *pair = ht_value_get_item (run, i);
          HtPoint point = { ht_value_get_real (ht_value_get_item (pair, 0), 0),
                            ht_value_get_real (ht_value_get_item (pair, 1), 0) };
          g_array_append_val (points, point);
        }
      guint8 first = ring == 0;
      g_byte_array_append (outer, &first, 1);
      g_array_append_val (starts, points->len);
    }
  return ht_geometry_new_parts (HT_GEOMETRY_POLYGON, (HtPoint *) points->data, (guint *) starts->data,
                                outer->data, outer->len);
}

static void
test_geometries (void)
{
  g_autoptr (HtValue) vectors = load ("geometries.json");
  for (guint i = 0; i < ht_value_get_length (vectors); i++)
    {
      const HtValue *vector = ht_value_get_item (vectors, i);
      g_autoptr (HtGeometry) geometry = build_geometry (vector);
      g_autoptr (GBytes) bytes = ht_geometry_to_ewkb (geometry);
      assert_bytes (bytes, ht_value_member_text (vector, "hex", ""));
    }
}

/* --- operations --- */

/* A draft of the decoded operation with nothing sealed, to be sealed again from its fields. */
static HtOp *
copy_fields (const HtOp *op)
{
  HtOp *copy = ht_op_new ();
  copy->alg = op->alg;
  copy->op_id = op->op_id;
  copy->origin = op->origin;
  copy->epoch = op->epoch;
  copy->seq = op->seq;
  copy->hlc = op->hlc;
  copy->wall_us = op->wall_us;
  copy->actor = op->actor;
  copy->actor2 = op->actor2;
  copy->role = g_strdup (op->role);
  copy->scope = g_strdup (op->scope);
  copy->drill = op->drill;
  copy->schema = op->schema;
  copy->kind = g_strdup (op->kind);
  copy->id = op->id;
  copy->verb = g_strdup (op->verb);
  copy->field = g_strdup (op->field);
  copy->value = ht_value_ref (op->value);
  copy->base = g_array_new (FALSE, FALSE, sizeof (HtUuid));
  /* Backwards and doubled: sealing sorts and drops doubles. */
  for (guint i = op->base->len; i > 0; i--)
    {
      g_array_append_val (copy->base, g_array_index (op->base, HtUuid, i - 1));
      g_array_append_val (copy->base, g_array_index (op->base, HtUuid, i - 1));
    }
  return copy;
}

static void
check_operation (const HtValue *vector)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) wire = from_hex (ht_value_member_text (vector, "wire", ""));
  g_autoptr (HtOp) op = ht_op_decode (g_bytes_get_data (wire, NULL), g_bytes_get_size (wire), &error);
  g_assert_no_error (error);
  assert_bytes (op->header_bytes, ht_value_member_text (vector, "header_hex", ""));
  assert_bytes (op->body_bytes, ht_value_member_text (vector, "body_hex", ""));
  assert_digest (&op->body_hash, ht_value_member_text (vector, "body_hash", ""));
  assert_digest (&op->hash, ht_value_member_text (vector, "hash", ""));
  assert_digest (&op->prev_hash, ht_value_member_text (vector, "prev_hash", ""));
  g_autoptr (GBytes) again = ht_op_encode (op, FALSE);
  assert_bytes (again, ht_value_member_text (vector, "wire", ""));
  g_autoptr (GBytes) outline = ht_op_encode (op, TRUE);
  assert_bytes (outline, ht_value_member_text (vector, "outline", ""));
  g_autoptr (HtOp) bare = ht_op_decode (g_bytes_get_data (outline, NULL), g_bytes_get_size (outline), &error);
  g_assert_no_error (error);
  g_assert_null (bare->kind);
  g_assert_true (ht_digest_equal (&bare->hash, &op->hash));

  /* Members of a later version are not in the struct, so only today's can be sealed again from their fields.
   */
  if (op->schema > HT_OP_SCHEMA)
    return;
  g_autoptr (HtOp) copy = copy_fields (op);
  g_assert_true (ht_op_seal (copy, &op->prev_hash, &error));
  g_assert_no_error (error);
  assert_digest (&copy->hash, ht_value_member_text (vector, "hash", ""));
}

static void
test_operations (void)
{
  g_autoptr (HtValue) vectors = load ("operations.json");
  for (guint i = 0; i < ht_value_get_length (vectors); i++)
    check_operation (ht_value_get_item (vectors, i));
}

/* What the fields of the first vectors must be read as. */
static void
test_fields (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HtValue) vectors = load ("operations.json");
  g_autoptr (GBytes) wire = from_hex (ht_value_member_text (ht_value_get_item (vectors, 0), "wire", ""));
  g_autoptr (HtOp) op = ht_op_decode (g_bytes_get_data (wire, NULL), g_bytes_get_size (wire), &error);
  HtPoint point;
  g_assert_no_error (error);
  g_assert_cmpuint (op->seq, ==, 1);
  g_assert_cmpint (op->wall_us, ==, G_GINT64_CONSTANT (1764000000001000));
  g_assert_cmpuint (op->hlc, ==, G_GUINT64_CONSTANT (115605504000000000));
  g_assert_cmpstr (op->role, ==, "dispatcher");
  g_assert_cmpstr (op->scope, ==, "310109");
  g_assert_cmpstr (op->kind, ==, "incident");
  g_assert_cmpstr (ht_value_get_text (ht_op_get_field (op, "title"), ""), ==, "高层住宅火警");
  g_assert_null (ht_op_get_field (op, "notes"));
  g_assert_true (ht_op_get_point (op, &point));
  g_assert_cmpfloat (point.lon, ==, 121.4737);
  g_assert_cmpfloat (point.lat, ==, 31.2304);
  g_assert_true (ht_uuid_is_nil (&op->actor2));
}

static void
test_refused (void)
{
  g_autoptr (HtValue) vectors = load ("refused.json");
  for (guint i = 0; i < ht_value_get_length (vectors); i++)
    {
      g_autoptr (GError) error = NULL;
      const HtValue *vector = ht_value_get_item (vectors, i);
      g_autoptr (GBytes) wire = from_hex (ht_value_member_text (vector, "wire", ""));
      g_autoptr (HtOp) op = ht_op_decode (g_bytes_get_data (wire, NULL), g_bytes_get_size (wire), &error);
      g_test_message ("%s: %s", ht_value_member_text (vector, "name", ""),
                      error != NULL ? error->message : "taken");
      g_assert_null (op);
      g_assert_nonnull (error);
    }
}

/* One flipped bit anywhere in the wire form is refused: there is no byte the hashes do not cover. */
static void
test_every_bit (void)
{
  g_autoptr (HtValue) vectors = load ("operations.json");
  g_autoptr (GBytes) wire = from_hex (ht_value_member_text (ht_value_get_item (vectors, 3), "wire", ""));
  gsize size = g_bytes_get_size (wire);
  g_autofree guint8 *bytes = g_memdup2 (g_bytes_get_data (wire, NULL), size);
  for (gsize bit = 0; bit < 8 * size; bit++)
    {
      bytes[bit / 8] ^= (guint8) (1 << bit % 8);
      g_autoptr (HtOp) op = ht_op_decode (bytes, size, NULL);
      g_assert_null (op);
      bytes[bit / 8] ^= (guint8) (1 << bit % 8);
    }
}

static HtOp *
fresh_op (HtValue *value)
{
  HtOp *op = ht_op_new ();
  op->op_id.bytes[0] = op->origin.bytes[0] = op->id.bytes[0] = 1;
  op->seq = 1;
  op->role = g_strdup ("dispatcher");
  op->scope = g_strdup ("");
  op->kind = g_strdup ("incident");
  op->verb = g_strdup ("set");
  op->field = g_strdup ("notes");
  op->value = value;
  return op;
}

static void
test_limits (void)
{
  g_autoptr (GError) error = NULL;
  HtDigest zero = { { 0 } };
  g_autofree char *text = g_strnfill (HT_OP_MAX_BODY, 'x');
  g_autoptr (HtOp) large = fresh_op (ht_value_new_text (text));
  g_assert_false (ht_op_seal (large, &zero, &error));
  g_assert_nonnull (error);
  /* 256 KiB to the byte is allowed. */
  text[HT_OP_MAX_BODY - (g_bytes_get_size (large->body_bytes) - HT_OP_MAX_BODY)] = '\0';
  g_autoptr (HtOp) just = fresh_op (ht_value_new_text (text));
  g_clear_error (&error);
  g_assert_true (ht_op_seal (just, &zero, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (g_bytes_get_size (just->body_bytes), ==, HT_OP_MAX_BODY);
  g_autoptr (HtOp) role = fresh_op (ht_value_new_int (1));
  g_free (role->role);
  role->role = g_strnfill (HT_OP_MAX_HEADER, 'x');
  g_assert_false (ht_op_seal (role, &zero, &error));
}

static void
test_order (void)
{
  HtOp a = { .hlc = 5, .origin = { { 1 } }, .epoch = 1, .seq = 9 }, b = a;
  g_assert_cmpint (ht_op_compare (&a, &b), ==, 0);
  b.seq = 10;
  g_assert_cmpint (ht_op_compare (&a, &b), <, 0);
  b.epoch = 0;
  g_assert_cmpint (ht_op_compare (&a, &b), >, 0);
  b.origin.bytes[0] = 2;
  g_assert_cmpint (ht_op_compare (&a, &b), <, 0);
  b.hlc = 4;
  g_assert_cmpint (ht_op_compare (&a, &b), >, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/wire/values", test_values);
  g_test_add_func ("/store/wire/geometries", test_geometries);
  g_test_add_func ("/store/wire/operations", test_operations);
  g_test_add_func ("/store/wire/fields", test_fields);
  g_test_add_func ("/store/wire/refused", test_refused);
  g_test_add_func ("/store/wire/every-bit", test_every_bit);
  g_test_add_func ("/store/wire/limits", test_limits);
  g_test_add_func ("/store/wire/order", test_order);
  return g_test_run ();
}
