/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "geo-file.h"

#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

const char *
fuzz_file (const uint8_t *data, size_t size)
{
  static char path[64];
  static int fd = -1;
  if (fd < 0)
    {
      fd = memfd_create ("fuzz", 0);
      g_assert_cmpint (fd, >=, 0);
      g_snprintf (path, sizeof path, "/proc/self/fd/%d", fd);
    }
  g_assert_cmpint (ftruncate (fd, 0), ==, 0);
  g_assert_cmpint (pwrite (fd, data, size, 0), ==, (gssize) size);
  return path;
}

void
fuzz_check_refusal (const GError *error)
{
  g_assert_nonnull (error);
  g_assert_true (error->domain == HT_GEO_ERROR);
  g_assert_true (g_utf8_validate (error->message, -1, NULL));
  g_assert_null (strchr (error->message, '\n'));
}
