/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An operation in wire form: what is taken is written again as the same bytes, so its hash has one preimage.
 */
#include "fuzz.h"

#include "store/op.h"

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HtOp) op = ht_op_decode (data, size, &error);
  if (op == NULL)
    {
      g_assert_nonnull (error);
      return 0;
    }
  g_autoptr (GBytes) again = ht_op_encode (op, op->kind == NULL);
  g_assert_cmpmem (g_bytes_get_data (again, NULL), g_bytes_get_size (again), data, size);
  return 0;
}
