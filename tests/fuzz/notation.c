/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The go-to box: any text gives readings that are places on earth, or none. */
#include "fuzz.h"

#include "geo/notation.h"

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  const HtPoint near = { 121.47, 31.23 };
  g_autofree char *bytes = g_strndup (size > 0 ? (const char *) data : "", MIN (size, 300));
  g_autofree char *text = g_utf8_make_valid (bytes, -1);
  g_autoptr (GPtrArray) readings = ht_notation_parse (text, &near);
  for (guint i = 0; readings != NULL && i < readings->len; i++)
    {
      const HtReading *reading = readings->pdata[i];
      g_assert_true (ht_point_is_valid (&reading->at));
    }
  return 0;
}
