/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whatever ht_cbor_decode takes, ht_cbor_encode gives back byte for byte; what it refuses, it explains. */
#include "fuzz.h"

#include <string.h>

#include "base/cbor.h"

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HtValue) value = ht_cbor_decode (data, size, &error);
  if (value == NULL)
    {
      g_assert_nonnull (error);
      return 0;
    }
  g_autoptr (GBytes) again = ht_cbor_encode (value);
  g_assert_cmpmem (g_bytes_get_data (again, NULL), g_bytes_get_size (again), data, size);
  return 0;
}
