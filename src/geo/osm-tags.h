/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  const char *key, *value;
} HtOsmTag;

/* Borrowed, in the order of the file. */
typedef struct
{
  const HtOsmTag *tags;
  guint n;
} HtOsmTags;

/* The value of @key, or NULL. */
const char *ht_osm_tags_get (const HtOsmTags *tags, const char *key);
gboolean ht_osm_tags_is (const HtOsmTags *tags, const char *key, const char *value);
/* The value is there and not "no". */
gboolean ht_osm_tags_has (const HtOsmTags *tags, const char *key);
/* @value is one of the words of @list, a string of words parted by spaces. NULL is none. */
gboolean ht_osm_word_in (const char *value, const char *list);

/* Numbers as people write them in OSM; FALSE where the text is not one. Metres from "3.5", "3,5 m", "11'6\"",
   "12 ft", "1.2 km"; tonnes from "7.5", "7.5 t", "5000 kg", "10 st", "15000 lbs"; seconds from "20"
   (minutes), "1:05", "00:15:30", "PT1H5M". */
gboolean ht_osm_parse_number (const char *text, double *value);
gboolean ht_osm_parse_metres (const char *text, double *metres);
gboolean ht_osm_parse_tonnes (const char *text, double *tonnes);
gboolean ht_osm_parse_duration (const char *text, double *seconds);

G_END_DECLS
