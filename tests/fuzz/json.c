/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whatever ht_json_parse takes is written as JSON that reads back as an equal value. */
#include "fuzz.h"

#include <string.h>

#include "base/json.h"

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HtValue) value = ht_json_parse ("fuzz", (const char *) data, size, &error);
  if (value == NULL)
    {
      g_assert_nonnull (error);
      return 0;
    }
  g_autofree char *text = ht_json_dup_text (value);
  g_assert_nonnull (text);
  g_autoptr (HtValue) back = ht_json_parse ("again", text, strlen (text), &error);
  g_assert_no_error (error);
  g_assert_true (ht_value_equal (value, back));
  return 0;
}
