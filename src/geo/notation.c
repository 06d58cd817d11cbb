/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "geo/notation.h"

#include <math.h>
#include <string.h>

#include "base/i18n.h"
#include "geo/datum.h"
#include "geo/notation-private.h"

#define MOST_BYTES 200

const char *
ht_notation_get_label (HtNotation notation)
{
  static const char *const labels[HT_N_NOTATIONS] = { N_ ("decimal degrees"),
                                                      N_ ("degrees and minutes"),
                                                      N_ ("degrees, minutes, seconds"),
                                                      N_ ("MGRS"),
                                                      N_ ("UTM"),
                                                      N_ ("CGCS2000 metres"),
                                                      N_ ("plus code"),
                                                      N_ ("geo link") };
  g_return_val_if_fail (notation >= 0 && notation < HT_N_NOTATIONS, NULL);
  return _ (labels[notation]);
}

void
ht_reading_free (HtReading *reading)
{
  g_free (reading->label);
  g_free (reading);
}

void
ht_notation_add (const HtNotationInput *input, HtNotation notation, HtPoint at, double size_m, char *label)
{
  if (!ht_point_is_valid (&at))
    {
      g_free (label);
      return;
    }
  HtReading *reading = g_new0 (HtReading, 1);
  reading->notation = notation;
  reading->at = (HtPoint){ ht_geo_quantise (at.lon), ht_geo_quantise (at.lat) };
  reading->size_m = size_m;
  reading->label = label != NULL ? label : g_strdup (ht_notation_get_label (notation));
  g_ptr_array_add (input->readings, reading);
}

/* A datum written before the coordinates; returns how many bytes it takes. */
static gsize
take_datum (const char *text, HtDatum *datum)
{
  static const struct
  {
    const char *word;
    HtDatum datum;
  } words[] = { { "GCJ-02", HT_DATUM_GCJ02 }, { "GCJ02", HT_DATUM_GCJ02 },      { "高德", HT_DATUM_GCJ02 },
                { "腾讯", HT_DATUM_GCJ02 },   { "火星", HT_DATUM_GCJ02 },       { "BD-09", HT_DATUM_BD09 },
                { "BD09", HT_DATUM_BD09 },    { "百度", HT_DATUM_BD09 },        { "WGS-84", HT_DATUM_WGS84 },
                { "WGS84", HT_DATUM_WGS84 },  { "CGCS2000", HT_DATUM_CGCS2000 } };
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      gsize size = strlen (words[i].word);
      if (g_ascii_strncasecmp (text, words[i].word, size) != 0)
        continue;
      *datum = words[i].datum;
      while (text[size] != '\0' && strchr (" :,", text[size]) != NULL)
        size++;
      return size;
    }
  *datum = HT_DATUM_WGS84;
  return 0;
}

static void
undo_datum (GPtrArray *readings, HtDatum datum)
{
  for (guint i = 0; i < readings->len && (datum == HT_DATUM_GCJ02 || datum == HT_DATUM_BD09); i++)
    {
      HtReading *reading = g_ptr_array_index (readings, i);
      g_autofree char *label = reading->label;
      const HtPoint at = ht_datum_to_wgs84 (datum, reading->at);
      reading->at = (HtPoint){ ht_geo_quantise (at.lon), ht_geo_quantise (at.lat) };
      reading->label = g_strdup_printf ("%s, %s", label,
                                        datum == HT_DATUM_GCJ02 ? _ ("GCJ-02 undone") : _ ("BD-09 undone"));
    }
}

static int
compare_by_distance (gconstpointer a, gconstpointer b, gpointer near)
{
  const HtReading *x = *(HtReading *const *) a, *y = *(HtReading *const *) b;
  double d = ht_geo_distance_m (near, &x->at), e = ht_geo_distance_m (near, &y->at);
  return (d > e) - (d < e);
}

GPtrArray *
ht_notation_parse (const char *text, const HtPoint *near)
{
  g_return_val_if_fail (text != NULL, NULL);
  GPtrArray *readings = g_ptr_array_new_with_free_func ((GDestroyNotify) ht_reading_free);
  HtDatum datum;
  if (strlen (text) > MOST_BYTES || !g_utf8_validate (text, -1, NULL))
    return readings;
  g_autofree char *stripped = g_strstrip (g_strdup (text));
  g_autofree char *prepared = ht_notation_prepare (stripped + take_datum (stripped, &datum));
  const HtNotationInput input = { prepared, near, readings };
  ht_notation_read_geo_uri (&input);
  ht_notation_read_mgrs (&input);
  ht_notation_read_utm (&input);
  ht_notation_read_plus_code (&input);
  ht_notation_read_gauss (&input);
  ht_notation_read_angles (&input);
  undo_datum (readings, datum);
  if (near != NULL)
    g_ptr_array_sort_with_data (readings, compare_by_distance, (gpointer) near);
  return readings;
}

/* Always with a decimal point, whatever the locale. */
void
ht_notation_put_number (GString *out, double value, guint decimals)
{
  char format[16], text[64];
  g_snprintf (format, sizeof format, "%%.%uf", decimals);
  g_string_append (out, g_ascii_formatd (text, sizeof text, format, value));
}

static void
put_decimal (GString *out, double degrees, char letter)
{
  ht_notation_put_number (out, fabs (degrees), 6);
  g_string_append_printf (out, " %c", letter);
}

static void
put_degree_minute (GString *out, double degrees, char letter)
{
  /* Whole 1e-4 minutes first, so that 60 never shows. */
  gint64 parts = llround (fabs (degrees) * 600000.0);
  g_string_append_printf (out, "%d° ", (int) (parts / 600000));
  ht_notation_put_number (out, (double) (parts % 600000) / 1e4, 4);
  g_string_append_printf (out, "′ %c", letter);
}

static void
put_dms (GString *out, double degrees, char letter)
{
  gint64 hundredths = llround (fabs (degrees) * 360000.0);
  g_string_append_printf (out, "%d° %02d′ ", (int) (hundredths / 360000), (int) (hundredths / 6000 % 60));
  ht_notation_put_number (out, (double) (hundredths % 6000) / 100.0, 2);
  g_string_append_printf (out, "″ %c", letter);
}

static char *
format_pair (const HtPoint *at, void (*put) (GString *out, double degrees, char letter))
{
  GString *out = g_string_new (NULL);
  put (out, at->lat, at->lat < 0.0 ? 'S' : 'N');
  g_string_append_c (out, ' ');
  put (out, at->lon, at->lon < 0.0 ? 'W' : 'E');
  return g_string_free (out, FALSE);
}

static char *
format_geo_uri (const HtPoint *at)
{
  GString *out = g_string_new ("geo:");
  ht_notation_put_number (out, at->lat, 6);
  g_string_append_c (out, ',');
  ht_notation_put_number (out, at->lon, 6);
  return g_string_free (out, FALSE);
}

char *
ht_notation_format (HtNotation notation, const HtPoint *at)
{
  g_return_val_if_fail (at != NULL && ht_point_is_valid (at), NULL);
  switch (notation)
    {
    case HT_NOTATION_DECIMAL:
      return format_pair (at, put_decimal);
    case HT_NOTATION_DEGREE_MINUTE:
      return format_pair (at, put_degree_minute);
    case HT_NOTATION_DMS:
      return format_pair (at, put_dms);
    case HT_NOTATION_MGRS:
      return ht_notation_format_mgrs (at);
    case HT_NOTATION_UTM:
      return ht_notation_format_utm (at);
    case HT_NOTATION_GAUSS_KRUGER:
      return ht_notation_format_gauss (at);
    case HT_NOTATION_PLUS_CODE:
      return ht_notation_format_plus_code (at);
    case HT_NOTATION_GEO_URI:
      return format_geo_uri (at);
    case HT_N_NOTATIONS:
    default:
      g_return_val_if_reached (NULL);
    }
}
