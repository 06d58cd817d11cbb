/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/format.h"

#include <math.h>
#include <string.h>

#include "base/i18n.h"

char *
ht_format_clock (gint64 seconds)
{
  int s = (int) CLAMP (seconds, 0, G_MAXINT);
  if (s < 3600)
    return g_strdup_printf ("%02d:%02d", s / 60, s % 60);
  return g_strdup_printf ("%d:%02d:%02d", s / 3600, s / 60 % 60, s % 60);
}

char *
ht_format_duration (gint64 seconds)
{
  int s = (int) CLAMP (seconds, 0, G_MAXINT - 5);
  if (s < 60)
    return g_strdup_printf (_ ("%d s"), s);
  s = (s + 2) / 5 * 5;
  if (s < 3600)
    return s % 60 == 0 ? g_strdup_printf (_ ("%d min"), s / 60)
                       : g_strdup_printf (_ ("%d min %d s"), s / 60, s % 60);
  return g_strdup_printf (_ ("%d h %d min"), s / 3600, s / 60 % 60);
}

char *
ht_format_distance (double metres)
{
  if (!isfinite (metres))
    return g_strdup ("—");
  if (fabs (metres) < 1000)
    return g_strdup_printf (_ ("%.0f m"), metres);
  return g_strdup_printf (fabs (metres) < 99950 ? _ ("%.1f km") : _ ("%.0f km"), metres / 1000);
}

char *
ht_format_count (gint64 count)
{
  g_autofree char *digits
      = g_strdup_printf ("%" G_GUINT64_FORMAT, count < 0 ? -(guint64) count : (guint64) count);
  GString *text = g_string_new (count < 0 ? "−" : NULL);
  for (const char *p = digits; *p != '\0'; p++)
    {
      gsize left = strlen (p);
      g_string_append_c (text, *p);
      if (left > 1 && left % 3 == 1)
        g_string_append_c (text, ',');
    }
  return g_string_free (text, FALSE);
}

static char *
format_local (gint64 at_unix_us, const char *pattern)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (at_unix_us / G_USEC_PER_SEC);
  g_autoptr (GDateTime) local = utc != NULL ? g_date_time_to_local (utc) : NULL;
  return local != NULL ? g_date_time_format (local, pattern) : g_strdup ("—");
}

char *
ht_format_time (gint64 at_unix_us)
{
  return format_local (at_unix_us, "%H:%M:%S");
}

char *
ht_format_date (gint64 at_unix_us)
{
  return format_local (at_unix_us, "%Y-%m-%d");
}

char *
ht_format_date_time (gint64 at_unix_us)
{
  return format_local (at_unix_us, "%Y-%m-%d %H:%M:%S");
}

char *
ht_format_position (double lat, double lon)
{
  return g_strdup_printf ("%.5f° %c %.5f° %c", fabs (lat), lat < 0 ? 'S' : 'N', fabs (lon),
                          lon < 0 ? 'W' : 'E');
}
