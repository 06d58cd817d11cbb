/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "geo/osm-tags.h"

#include <math.h>
#include <string.h>

const char *
ht_osm_tags_get (const HtOsmTags *tags, const char *key)
{
  for (guint i = 0; i < tags->n; i++)
    if (strcmp (tags->tags[i].key, key) == 0)
      return tags->tags[i].value;
  return NULL;
}

gboolean
ht_osm_tags_is (const HtOsmTags *tags, const char *key, const char *value)
{
  return g_strcmp0 (ht_osm_tags_get (tags, key), value) == 0;
}

gboolean
ht_osm_tags_has (const HtOsmTags *tags, const char *key)
{
  const char *value = ht_osm_tags_get (tags, key);
  return value != NULL && strcmp (value, "no") != 0;
}

gboolean
ht_osm_word_in (const char *value, const char *list)
{
  if (value == NULL || *value == '\0')
    return FALSE;
  gsize size = strlen (value);
  for (const char *at = strstr (list, value); at != NULL; at = strstr (at + 1, value))
    if ((at == list || at[-1] == ' ') && (at[size] == ' ' || at[size] == '\0'))
      return TRUE;
  return FALSE;
}

/* A decimal number without sign or exponent at the start of @text; a single decimal comma is taken for a
 * point. */
static gboolean
take_number (const char **text, double *value)
{
  const char *p = *text;
  double whole = 0.0, scale = 1.0;
  gboolean any = FALSE;
  while (*p == ' ')
    p++;
  for (; g_ascii_isdigit (*p); p++, any = TRUE)
    whole = whole * 10.0 + (*p - '0');
  if ((*p == '.' || *p == ',') && g_ascii_isdigit (p[1]))
    for (p++; g_ascii_isdigit (*p); p++, any = TRUE)
      {
        scale *= 10.0;
        whole = whole * 10.0 + (*p - '0');
      }
  while (*p == ' ')
    p++;
  *text = p;
  *value = whole / scale;
  return any && isfinite (whole) && isfinite (scale);
}

gboolean
ht_osm_parse_number (const char *text, double *value)
{
  return text != NULL && take_number (&text, value) && *text == '\0';
}

typedef struct
{
  const char *unit;
  double factor;
} Unit;

static gboolean
parse_with_units (const char *text, const Unit *units, guint n_units, double *value)
{
  if (text == NULL || !take_number (&text, value))
    return FALSE;
  for (guint i = 0; i < n_units; i++)
    if (g_ascii_strcasecmp (text, units[i].unit) == 0)
      {
        *value *= units[i].factor;
        return TRUE;
      }
  return FALSE;
}

/* 11'6" or 11' 6 or 11'. */
static gboolean
parse_feet_inches (const char *text, double *metres)
{
  double feet, inches = 0.0;
  if (!take_number (&text, &feet) || *text++ != '\'')
    return FALSE;
  if (*text != '\0' && !take_number (&text, &inches))
    return FALSE;
  if (*text == '"')
    text++;
  *metres = (feet * 12.0 + inches) * 0.0254;
  return *text == '\0';
}

gboolean
ht_osm_parse_metres (const char *text, double *metres)
{
  static const Unit units[] = { { "", 1.0 },    { "m", 1.0 },     { "metres", 1.0 },  { "meters", 1.0 },
                                { "米", 1.0 },  { "ft", 0.3048 }, { "feet", 0.3048 }, { "'", 0.3048 },
                                { "cm", 0.01 }, { "km", 1000.0 }, { "mi", 1609.344 } };
  return parse_with_units (text, units, G_N_ELEMENTS (units), metres)
         || (text != NULL && parse_feet_inches (text, metres));
}

gboolean
ht_osm_parse_tonnes (const char *text, double *tonnes)
{
  static const Unit units[] = { { "", 1.0 },
                                { "t", 1.0 },
                                { "tonnes", 1.0 },
                                { "吨", 1.0 },
                                { "kg", 0.001 },
                                { "st", 0.90718474 },
                                { "ton", 0.90718474 },
                                { "lt", 1.0160469088 },
                                { "cwt", 0.05080235 },
                                { "lbs", 0.00045359237 },
                                { "lb", 0.00045359237 } };
  return parse_with_units (text, units, G_N_ELEMENTS (units), tonnes);
}

/* PT1H5M30S, the part of ISO 8601 durations that ferries use. */
static gboolean
parse_iso_duration (const char *text, double *seconds)
{
  double sum = 0.0, number;
  text += 2;
  while (*text != '\0')
    {
      if (!take_number (&text, &number))
        return FALSE;
      double unit = *text == 'H' ? 3600.0 : *text == 'M' ? 60.0 : *text == 'S' ? 1.0 : 0.0;
      if (unit == 0.0)
        return FALSE;
      sum += number * unit;
      text++;
    }
  *seconds = sum;
  return sum > 0.0;
}

gboolean
ht_osm_parse_duration (const char *text, double *seconds)
{
  double parts[3];
  guint n = 0;
  if (text == NULL)
    return FALSE;
  if (g_str_has_prefix (text, "PT"))
    return parse_iso_duration (text, seconds);
  do
    if (n == G_N_ELEMENTS (parts) || !take_number (&text, &parts[n++]))
      return FALSE;
  while (*text++ == ':');
  if (text[-1] != '\0')
    return FALSE;
  *seconds = n == 1 ? parts[0] * 60.0 : parts[0] * 3600.0 + parts[1] * 60.0 + (n == 3 ? parts[2] : 0.0);
  return *seconds > 0.0;
}
