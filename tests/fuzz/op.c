/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Whatever ht_op_decode takes as an operation, it gives back byte for byte; validating it never fails without
 * a reason; what is refused is explained. Hashes keep random bytes from getting far, so an input that starts
 * with a map's first byte is also tried as a body, sealed by us.
 */
#include "fuzz.h"

#include "base/cbor.h"
#include "store/op.h"
#include "store/validate.h"

static void
check_op (const HtOp *op)
{
  g_autoptr (GError) error = NULL;
  HtPoint point;
  if (op->kind != NULL)
    ht_op_get_point (op, &point);
  if (!ht_validate_op (op, &error))
    g_assert_nonnull (error);
}

static void
check_wire (const uint8_t *data, size_t size)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HtOp) op = ht_op_decode (data, size, &error);
  if (op == NULL)
    {
      g_assert_nonnull (error);
      return;
    }
  g_autoptr (GBytes) again = ht_op_encode (op, op->kind == NULL);
  g_assert_cmpmem (g_bytes_get_data (again, NULL), g_bytes_get_size (again), data, size);
  check_op (op);
}

/* {"entity", "verb", "field", "value"}, as far as they are there, as an operation with right hashes. */
static void
check_body (const HtValue *body)
{
  static const HtDigest zero;
  g_autoptr (HtOp) op = ht_op_new ();
  HtValue *value = ht_value_get_member (body, "value");
  op->op_id.bytes[0] = op->origin.bytes[0] = op->actor.bytes[0] = op->id.bytes[0] = 1;
  op->seq = 1;
  op->role = g_strdup ("administrator");
  op->scope = g_strdup ("");
  op->kind = g_strdup (ht_value_member_text (body, "entity", "incident"));
  op->verb = g_strdup (ht_value_member_text (body, "verb", "set"));
  op->field = g_strdup (ht_value_member_text (body, "field", "position"));
  op->value = value != NULL ? ht_value_ref (value) : ht_value_new_null ();
  if (!ht_op_seal (op, &zero, NULL))
    return;
  check_op (op);
  g_autoptr (GBytes) wire = ht_op_encode (op, FALSE);
  g_autoptr (HtOp) back = ht_op_decode (g_bytes_get_data (wire, NULL), g_bytes_get_size (wire), NULL);
  g_assert_nonnull (back);
  g_assert_true (ht_digest_equal (&back->hash, &op->hash));
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  check_wire (data, size);
  g_autoptr (HtValue) value = ht_cbor_decode (data, size, NULL);
  if (ht_value_get_kind (value) == HT_VALUE_MAP)
    check_body (value);
  return 0;
}
