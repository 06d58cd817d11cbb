/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "base/i18n.h"
#include "base/json.h"
#include "geo/error.h"
#include "geo/geojson-geometry.h"
#include "geo/osm-bytes.h"
#include "geo/vector-sink.h"

/* One feature, or all of a file that is not its features. */
#define VALUE_LIMIT (64u << 20)
#define CHUNK_SIZE (64u << 10)
#define DEPTH_LIMIT 64

/*
 * A file is cut into its features without parsing it as a whole; each feature then goes through the strict
 * JSON reader. What lies around them is kept with an empty list in their place and checked the same way at
 * the end.
 */
typedef struct
{
  HtVectorSink *sink;
  HtOsmBytes *bytes;
  guint8 chunk[CHUNK_SIZE];
  gsize at, end;
  guint line;
  gboolean seen_features;
  GString *head;  /* the document around the features */
  GString *value; /* the feature being read */
  GError **error;
} Reader;

/* The next byte without taking it; -1 at the end, -2 on errors. */
static int
peek (Reader *reader)
{
  if (reader->at == reader->end)
    {
      if (g_cancellable_set_error_if_cancelled (reader->sink->cancellable, reader->error))
        return -2;
      gssize n = ht_osm_bytes_read (reader->bytes, reader->chunk, CHUNK_SIZE, reader->error);
      if (n <= 0)
        return n == 0 ? -1 : -2;
      reader->at = 0;
      reader->end = (gsize) n;
    }
  return reader->chunk[reader->at];
}

/* What is missing at the end of the file is not said in detail. */
static gboolean
refuse (Reader *reader, HtGeoError code, const char *what)
{
  gboolean at_end = peek (reader) == -1;
  if (*reader->error == NULL)
    g_set_error (reader->error, HT_GEO_ERROR, code, "%s:%u: %s", reader->sink->request->path, reader->line,
                 at_end && code == HT_GEO_ERROR_INVALID ? "ends too early; fetch the file again" : what);
  return FALSE;
}

static void
take (Reader *reader, GString *out)
{
  char byte = (char) reader->chunk[reader->at++];
  reader->line += byte == '\n';
  g_string_append_c (out, byte);
}

static int
skip_blanks (Reader *reader, GString *out)
{
  int byte;
  while ((byte = peek (reader)) == ' ' || byte == '\n' || byte == '\r' || byte == '\t')
    take (reader, out);
  return byte;
}

static gboolean
take_string (Reader *reader, GString *out)
{
  gboolean escaped = FALSE;
  take (reader, out);
  for (;;)
    {
      int byte = peek (reader);
      if (byte < 0)
        return refuse (reader, HT_GEO_ERROR_INVALID, "ends inside a text");
      if (out->len > VALUE_LIMIT)
        return refuse (reader, HT_GEO_ERROR_TOO_LARGE, "a feature is larger than 64 MiB");
      take (reader, out);
      if (byte == '"' && !escaped)
        return TRUE;
      escaped = byte == '\\' && !escaped;
    }
}

static gboolean
ends_value (int byte)
{
  return byte < 0 || strchr (",:[]{}\" \n\r\t", byte) != NULL;
}

/* One whole value, balanced but not checked further. */
static gboolean
take_value (Reader *reader, GString *out)
{
  guint depth = 0;
  for (;;)
    {
      int byte = depth > 0 ? skip_blanks (reader, out) : peek (reader);
      if (byte < 0)
        return refuse (reader, HT_GEO_ERROR_INVALID, "ends too early");
      if (out->len > VALUE_LIMIT)
        return refuse (reader, HT_GEO_ERROR_TOO_LARGE, "a feature is larger than 64 MiB");
      if (byte == '"')
        {
          if (!take_string (reader, out))
            return FALSE;
        }
      else if (byte == '{' || byte == '[')
        {
          if (++depth > DEPTH_LIMIT)
            return refuse (reader, HT_GEO_ERROR_TOO_LARGE, "is nested more than 64 deep");
          take (reader, out);
        }
      else if (depth > 0 && (byte == '}' || byte == ']'))
        {
          depth--;
          take (reader, out);
        }
      else if (depth > 0 && (byte == ',' || byte == ':'))
        take (reader, out);
      else if (ends_value (byte))
        return refuse (reader, HT_GEO_ERROR_INVALID, "a value is missing");
      else
        do
          take (reader, out);
        while (!ends_value (peek (reader)));
      if (depth == 0)
        return TRUE;
    }
}

/* NaN and Infinity are no JSON, but some programs write them: one feature is lost, not the file. */
static gboolean
has_non_number (const GString *text)
{
  static const char *const words[] = { "NaN", "nan", "Infinity", "inf" };
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    for (const char *p = strstr (text->str, words[i]); p != NULL; p = strstr (p + 1, words[i]))
      if (p > text->str && strchr ("[, :-", p[-1]) != NULL && strchr (",] }", p[strlen (words[i])]) != NULL)
        return TRUE;
  return FALSE;
}

static char *
dup_id (const HtValue *feature)
{
  const HtValue *id = ht_value_get_member (feature, "id");
  if (id != NULL && ht_value_get_kind (id) == HT_VALUE_INT)
    return g_strdup_printf ("%" G_GINT64_FORMAT, ht_value_get_int (id, 0));
  return g_strdup (ht_value_get_text (id, NULL));
}

static void
take_feature (Reader *reader, const HtValue *feature)
{
  HtImportReport *report = reader->sink->data->report;
  const char *problem = NULL;
  gboolean closed = FALSE;
  g_autoptr (HtValue) none = ht_value_new_map ();
  const HtValue *properties = ht_value_get_member (feature, "properties");
  ht_vector_sink_read (reader->sink);
  if (g_strcmp0 (ht_value_member_text (feature, "type", NULL), "Feature") != 0)
    {
      ht_vector_sink_drop (reader->sink, N_ ("element of the features that is no Feature"));
      return;
    }
  g_autoptr (HtGeometry) geometry
      = ht_geojson_geometry_new (ht_value_get_member (feature, "geometry"), &closed, &problem);
  if (geometry == NULL)
    {
      ht_vector_sink_drop (reader->sink, problem);
      return;
    }
  ht_import_report_repair (report, N_ ("ring that does not repeat its first point: closed"), closed);
  ht_import_report_repair (report, N_ ("feature without properties"), properties == NULL);
  g_autofree char *id = dup_id (feature);
  gboolean is_map = properties != NULL && ht_value_get_kind (properties) == HT_VALUE_MAP;
  const HtVectorFeature found = { geometry, is_map ? properties : none, id };
  ht_vector_sink_take (reader->sink, &found);
}

/* Parses @text; on a message of the JSON reader, its place is counted from the feature's own first line. */
static HtValue *
parse (Reader *reader, const GString *text, guint first_line)
{
  g_autoptr (GError) problem = NULL;
  g_autofree char *name = g_strdup_printf ("%s:%u", reader->sink->request->path, first_line);
  HtValue *value = ht_json_parse (name, text->str, text->len, &problem);
  if (value == NULL && *reader->error == NULL)
    g_set_error (reader->error, HT_GEO_ERROR, HT_GEO_ERROR_INVALID, "%s", problem->message);
  return value;
}

static gboolean
read_feature (Reader *reader)
{
  guint first_line = reader->line;
  g_string_truncate (reader->value, 0);
  if (!take_value (reader, reader->value))
    return FALSE;
  if (has_non_number (reader->value))
    {
      ht_vector_sink_read (reader->sink);
      ht_vector_sink_drop (reader->sink, N_ ("feature with NaN or Infinity for a number"));
      return TRUE;
    }
  g_autoptr (HtValue) feature = parse (reader, reader->value, first_line);
  if (feature == NULL)
    return FALSE;
  take_feature (reader, feature);
  return TRUE;
}

static gboolean
read_features (Reader *reader)
{
  g_autoptr (GString) unused = g_string_new (NULL);
  if (reader->seen_features)
    return refuse (reader, HT_GEO_ERROR_INVALID, "has its features twice");
  reader->seen_features = TRUE;
  take (reader, unused);
  if (skip_blanks (reader, unused) == ']')
    {
      take (reader, unused);
      return TRUE;
    }
  for (;;)
    {
      g_string_truncate (unused, 0);
      skip_blanks (reader, unused);
      if (!read_feature (reader))
        return FALSE;
      int byte = skip_blanks (reader, unused);
      if (byte == ',' || byte == ']')
        take (reader, unused);
      if (byte == ']')
        return TRUE;
      if (byte != ',')
        return refuse (reader, HT_GEO_ERROR_INVALID, "a comma or the end of the features is missing");
    }
}

/* One "key": value of the outermost object; features are read and replaced by an empty list. */
static gboolean
read_member (Reader *reader)
{
  gsize key = reader->head->len;
  if (peek (reader) != '"')
    return refuse (reader, HT_GEO_ERROR_INVALID, "the name of a member is missing");
  if (!take_string (reader, reader->head))
    return FALSE;
  gboolean is_features = g_str_equal (reader->head->str + key, "\"features\"");
  if (skip_blanks (reader, reader->head) != ':')
    return refuse (reader, HT_GEO_ERROR_INVALID, "a colon is missing");
  take (reader, reader->head);
  if (skip_blanks (reader, reader->head) != '[' || !is_features)
    return take_value (reader, reader->head);
  g_string_append (reader->head, "[]");
  return read_features (reader);
}

static gboolean
read_members (Reader *reader)
{
  take (reader, reader->head);
  if (skip_blanks (reader, reader->head) == '}')
    {
      take (reader, reader->head);
      return TRUE;
    }
  for (;;)
    {
      skip_blanks (reader, reader->head);
      if (!read_member (reader))
        return FALSE;
      int byte = skip_blanks (reader, reader->head);
      if (byte != ',' && byte != '}')
        return refuse (reader, HT_GEO_ERROR_INVALID, "a comma or the closing brace is missing");
      take (reader, reader->head);
      if (byte == '}')
        return TRUE;
    }
}

/* A fault of the whole document, found at its end. */
static gboolean
refuse_document (Reader *reader, HtGeoError code, const char *what)
{
  if (*reader->error == NULL)
    g_set_error (reader->error, HT_GEO_ERROR, code, "%s:1: %s", reader->sink->request->path, what);
  return FALSE;
}

/* GeoJSON of 2008 could name another system; RFC 7946 is always WGS 84. */
static gboolean
check_crs (Reader *reader, const HtValue *document)
{
  static const char *const known[] = { "CRS84", "4326", "4490" };
  const HtValue *crs = ht_value_get_member (document, "crs");
  if (crs == NULL || ht_value_get_kind (crs) != HT_VALUE_MAP)
    return TRUE;
  const char *name = ht_value_member_text (ht_value_get_member (crs, "properties"), "name", "");
  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    if (g_str_has_suffix (name, known[i]))
      return TRUE;
  g_autofree char *what
      = g_strdup_printf ("is in “%.60s”, but GeoJSON is WGS 84 (RFC 7946); reproject it", name);
  return refuse_document (reader, HT_GEO_ERROR_UNSUPPORTED, what);
}

/* A file of a single feature or geometry. */
static gboolean
take_single (Reader *reader, HtValue *document)
{
  if (ht_geojson_is_geometry_type (ht_value_member_text (document, "type", "")))
    {
      g_autoptr (HtValue) feature = ht_value_new_map ();
      ht_value_set_text (feature, "type", "Feature");
      ht_value_set (feature, "geometry", ht_value_ref (document));
      ht_value_set (feature, "properties", ht_value_new_map ());
      take_feature (reader, feature);
      return TRUE;
    }
  if (g_strcmp0 (ht_value_member_text (document, "type", NULL), "Feature") == 0)
    {
      take_feature (reader, document);
      return TRUE;
    }
  return refuse_document (
      reader, HT_GEO_ERROR_UNSUPPORTED,
      "is JSON, but not GeoJSON: its “type” is no FeatureCollection, Feature or geometry");
}

static gboolean
read_document (Reader *reader)
{
  if (peek (reader) == 0xef)
    return refuse (reader, HT_GEO_ERROR_INVALID,
                   "begins with a byte order mark, which JSON must not; save it without");
  if (skip_blanks (reader, reader->head) != '{')
    return refuse (reader, HT_GEO_ERROR_INVALID, "is not a JSON object");
  if (!read_members (reader))
    return FALSE;
  int byte = skip_blanks (reader, reader->head);
  if (byte != -1)
    return byte == -2 ? FALSE : refuse (reader, HT_GEO_ERROR_INVALID, "goes on after its end");
  g_autoptr (HtValue) document = parse (reader, reader->head, 1);
  if (document == NULL || !check_crs (reader, document))
    return FALSE;
  gboolean is_collection
      = g_strcmp0 (ht_value_member_text (document, "type", NULL), "FeatureCollection") == 0;
  if (!is_collection && !reader->seen_features)
    return take_single (reader, document);
  if (is_collection && reader->seen_features)
    return TRUE;
  return refuse_document (reader, HT_GEO_ERROR_INVALID,
                          is_collection ? "is a FeatureCollection without a list of features"
                                        : "has features, but its “type” is not exactly “FeatureCollection”");
}

gboolean
ht_geojson_read (HtVectorSink *sink, GError **error)
{
  g_autoptr (HtOsmBytes) bytes = ht_osm_bytes_open (sink->request->path, error);
  g_autoptr (GString) head = g_string_new (NULL);
  g_autoptr (GString) value = g_string_new (NULL);
  if (bytes == NULL)
    return FALSE;
  g_autofree Reader *reader = g_new0 (Reader, 1);
  g_autoptr (GError) problem = NULL;
  reader->sink = sink;
  reader->bytes = bytes;
  reader->line = 1;
  reader->head = head;
  reader->value = value;
  reader->error = &problem;
  if (read_document (reader))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&problem));
  return FALSE;
}

gboolean
ht_geojson_is_json (const char *path, gboolean *is_json, GError **error)
{
  guint8 head[512];
  g_autoptr (HtOsmBytes) bytes = ht_osm_bytes_open (path, error);
  gssize n = bytes != NULL ? ht_osm_bytes_read (bytes, head, sizeof head, error) : -1;
  if (n < 0)
    return FALSE;
  gssize i = n >= 3 && memcmp (head, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
  while (i < n && g_ascii_isspace (head[i]))
    i++;
  *is_json = i < n && (head[i] == '{' || head[i] == '[');
  return TRUE;
}
