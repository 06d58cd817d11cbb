/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files that are cut, flipped, inflated, disguised or forbidden: one clear error each, and no crash. */
#include <bzlib.h>
#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <zlib.h>

#include "geo/error.h"
#include "geo/osm-bytes.h"
#include "sketch.h"

#define TOWN                                                                                                 \
  "n 1 0 0\nn 2 100 0\nn 3 200 0 amenity=fire_station name=站\nn 4 100 100\nw 10 1 2 3 highway=primary "    \
  "name=路\n"                                                                                               \
  "w 11 2 4 highway=service\nr 20 w10:from n2:via w11:to type=restriction restriction=no_left_turn\n"

/* Reads bytes as a file; fails with a code, or gives the map. */
static HtMapData *
read_bytes (const char *name, gconstpointer data, gsize size, GError **error)
{
  g_autofree char *path = test_write (name, data, size);
  return ht_osm_read (path, HT_OSM_ALL, NULL, error);
}

static void
check_refused (const char *name, gconstpointer data, gsize size, int code, const char *says)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HtMapData) map = read_bytes (name, data, size, &error);
  g_assert_null (map);
  g_test_message ("%s", error->message);
  g_assert_error (error, HT_GEO_ERROR, code);
  /* The file, a place, one line, and what is wrong. */
  g_assert_nonnull (strstr (error->message, name));
  g_assert_null (strchr (error->message, '\n'));
  g_assert_true (g_utf8_validate (error->message, -1, NULL));
  if (says != NULL)
    g_assert_nonnull (strstr (error->message, says));
}

static void
check_xml_refused (const char *text, int code, const char *says)
{
  check_refused ("broken.osm", text, strlen (text), code, says);
}

static void
test_doctype (void)
{
  check_xml_refused ("<?xml version='1.0'?><!DOCTYPE osm><osm><node id='1' lat='1' lon='1'/></osm>",
                     HT_GEO_ERROR_INVALID, "DOCTYPE");
  check_xml_refused ("<!DOCTYPE osm SYSTEM 'http://example.org/osm.dtd'><osm/>", HT_GEO_ERROR_INVALID,
                     "DOCTYPE");
  check_xml_refused ("<!DOCTYPE osm [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><osm><note>&x;</note></osm>",
                     HT_GEO_ERROR_INVALID, "DOCTYPE");
}

static void
test_entity_bomb (void)
{
  GString *bomb = g_string_new ("<?xml version='1.0'?><!DOCTYPE osm [<!ENTITY a0 'bombbomb'>");
  for (guint i = 1; i < 12; i++)
    {
      g_string_append_printf (bomb, "<!ENTITY a%u '", i);
      for (guint k = 0; k < 10; k++)
        g_string_append_printf (bomb, "&a%u;", i - 1);
      g_string_append (bomb, "'>");
    }
  g_string_append (bomb, "]><osm><node id='1' lat='1' lon='1'><tag k='name' v='&a11;'/></node></osm>");
  gint64 began = g_get_monotonic_time ();
  check_xml_refused (bomb->str, HT_GEO_ERROR_INVALID, "DOCTYPE");
  g_assert_cmpint (g_get_monotonic_time () - began, <, 2 * G_USEC_PER_SEC);
  g_string_free (bomb, TRUE);
}

static const struct
{
  const char *text;
  int code;
  const char *says;
} broken_xml[] = {
  { "<osm>", HT_GEO_ERROR_INVALID, NULL },
  { "<osm><node id='1' lat='1' lon='1'>", HT_GEO_ERROR_INVALID, NULL },
  { "<osm></osm", HT_GEO_ERROR_INVALID, NULL },
  { "<osm><way></osm>", HT_GEO_ERROR_INVALID, NULL },
  { "<osm><node id='1' id='2'/></osm>", HT_GEO_ERROR_INVALID, NULL },
  { "<osm>&undefined;</osm>", HT_GEO_ERROR_INVALID, NULL },
  { "<osm/><osm/>", HT_GEO_ERROR_INVALID, NULL },
  { "<osm>\xff\xfe</osm>", HT_GEO_ERROR_INVALID, NULL },
  { "<osm/>", HT_GEO_ERROR_INVALID, "no map element" },
  { "<osm version='0.6'><bounds minlat='1'/></osm>", HT_GEO_ERROR_INVALID, "no map element" },
  { "<gpx><wpt/></gpx>", HT_GEO_ERROR_UNSUPPORTED, "outermost element" },
  { "<osmChange><create/></osmChange>", HT_GEO_ERROR_UNSUPPORTED, "outermost element" },
  { "<html><osm/></html>", HT_GEO_ERROR_UNSUPPORTED, "outermost element" },
  { "<osm><node lat='1' lon='1'/></osm>", HT_GEO_ERROR_INVALID, "whole number" },
  { "<osm><node id='' lat='1' lon='1'/></osm>", HT_GEO_ERROR_INVALID, "whole number" },
  { "<osm><node id='one' lat='1' lon='1'/></osm>", HT_GEO_ERROR_INVALID, "whole number" },
  { "<osm><node id=' 1' lat='1' lon='1'/></osm>", HT_GEO_ERROR_INVALID, "whole number" },
  { "<osm><node id='99999999999999999999' lat='1' lon='1'/></osm>", HT_GEO_ERROR_INVALID, "whole number" },
  { "<osm><way id='1'><nd/></way></osm>", HT_GEO_ERROR_INVALID, "reference" },
  { "<osm><way id='1'><nd ref='x'/></way></osm>", HT_GEO_ERROR_INVALID, "reference" },
  { "<osm><relation id='1'><member ref='1'/></relation></osm>", HT_GEO_ERROR_INVALID, "member" },
  { "<osm><relation id='1'><member type='area' ref='1'/></relation></osm>", HT_GEO_ERROR_INVALID, "member" },
};

static void
test_broken_xml (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (broken_xml); i++)
    check_xml_refused (broken_xml[i].text, broken_xml[i].code, broken_xml[i].says);
}

static void
test_too_much_in_one_element (void)
{
  GString *tags = g_string_new ("<osm><way id='1'>");
  for (guint i = 0; i < 5001; i++)
    g_string_append (tags, "<tag k='a' v='b'/>");
  g_string_append (tags, "</way></osm>");
  check_xml_refused (tags->str, HT_GEO_ERROR_TOO_LARGE, "5,000 tags");
  g_string_assign (tags, "<osm><way id='1'>");
  for (guint i = 0; i < 200001; i++)
    g_string_append (tags, "<nd ref='1'/>");
  g_string_append (tags, "</way></osm>");
  check_xml_refused (tags->str, HT_GEO_ERROR_TOO_LARGE, "200,000 points");
  g_string_free (tags, TRUE);
}

static void
test_positions_off_the_earth (void)
{
  static const char *const positions[]
      = { "lat='91' lon='0'",  "lat='0' lon='181'", "lat='NaN' lon='0'",   "lat='inf' lon='0'",
          "lat='' lon='0'",    "lon='0'",           "lat='1e400' lon='0'", "lat='0x10' lon='0'",
          "lat='1 2' lon='0'", "lat='１' lon='0'",  "lat='1,5' lon='0'",   "lat='-90.0000001' lon='0'" };
  for (guint i = 0; i < G_N_ELEMENTS (positions); i++)
    {
      g_autofree char *text
          = g_strdup_printf ("<osm><node id='1' %s><tag k='amenity' v='school'/></node></osm>", positions[i]);
      g_test_message ("%s", positions[i]);
      g_autoptr (GError) error = NULL;
      g_autoptr (HtMapData) map = read_bytes ("off.osm", text, strlen (text), &error);
      g_assert_no_error (error);
      g_assert_cmpuint (test_count (map, "school", NULL), ==, 0);
      g_assert_cmpuint (test_dropped (map, "node whose position is not on the earth"), ==, 1);
    }
}

static void
test_deleted (void)
{
  const char *text = "<osm><node id='1' visible='false'/><node id='2' action='delete' lat='1' lon='1'>"
                     "<tag k='amenity' v='school'/></node><node id='3' visible='true' lat='1' lon='1'>"
                     "<tag k='amenity' v='school'/></node></osm>";
  g_autoptr (GError) error = NULL;
  g_autoptr (HtMapData) map = read_bytes ("deleted.osm", text, strlen (text), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (test_count (map, "school", NULL), ==, 1);
  g_assert_cmpuint (test_dropped (map, "element marked as deleted"), ==, 2);
}

static void
test_other_kinds_of_file (void)
{
  check_refused ("empty.osm", "", 0, HT_GEO_ERROR_UNSUPPORTED, "is empty");
  check_refused ("text.osm", "hello", 5, HT_GEO_ERROR_UNSUPPORTED, "not an OpenStreetMap file");
  check_refused ("picture.osm.pbf", "\x89PNG\r\n\x1a\n", 8, HT_GEO_ERROR_UNSUPPORTED,
                 "not an OpenStreetMap file");
  check_refused ("json.osm", "{\"elements\":[]}", 15, HT_GEO_ERROR_UNSUPPORTED, NULL);
  check_refused ("zip.osm", "PK\x03\x04", 4, HT_GEO_ERROR_UNSUPPORTED, NULL);
}

static void
test_names_do_not_matter (void)
{
  /* What a file is, its first bytes say. */
  g_autofree char *xml = test_sketch_to_xml (TOWN);
  g_autoptr (GError) error = NULL;
  g_autoptr (HtMapData) map = read_bytes ("map.osm.pbf", xml, strlen (xml), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (test_count (map, "station", NULL), ==, 1);
  g_autofree char *path = test_write ("map.txt", xml, strlen (xml));
  g_assert_true (ht_osm_is_osm_file (path, &error));
  g_autofree char *other = test_write ("kml.osm", "<kml></kml>", 11);
  g_assert_false (ht_osm_is_osm_file (other, &error));
  g_assert_no_error (error);
}

static void
test_missing_and_special (void)
{
  g_autoptr (GError) error = NULL;
  g_assert_null (ht_osm_read ("/nonexistent/map.osm", HT_OSM_ALL, NULL, &error));
  g_assert_error (error, HT_GEO_ERROR, HT_GEO_ERROR_UNREADABLE);
  g_clear_error (&error);
  g_assert_null (ht_osm_read (g_get_tmp_dir (), HT_OSM_ALL, NULL, &error));
  g_assert_error (error, HT_GEO_ERROR, HT_GEO_ERROR_UNREADABLE);
  g_clear_error (&error);
  /* A pipe nobody writes to must not hang. */
  g_autofree char *pipe = g_build_filename (g_get_tmp_dir (), "ht-geo-pipe.osm", NULL);
  g_unlink (pipe);
  g_assert_cmpint (mkfifo (pipe, 0600), ==, 0);
  g_assert_null (ht_osm_read (pipe, HT_OSM_ALL, NULL, &error));
  g_assert_error (error, HT_GEO_ERROR, HT_GEO_ERROR_UNREADABLE);
  g_unlink (pipe);
}

static GBytes *
gzip (gconstpointer data, gsize size)
{
  gsize most = compressBound (size) + 64;
  guint8 *out = g_malloc (most);
  z_stream stream = { 0 };
  g_assert_cmpint (deflateInit2 (&stream, 9, Z_DEFLATED, 16 + 15, 8, Z_DEFAULT_STRATEGY), ==, Z_OK);
  stream.next_in = (Bytef *) data;
  stream.avail_in = (uInt) size;
  stream.next_out = out;
  stream.avail_out = (uInt) most;
  g_assert_cmpint (deflate (&stream, Z_FINISH), ==, Z_STREAM_END);
  gsize n = most - stream.avail_out;
  deflateEnd (&stream);
  return g_bytes_new_take (out, n);
}

static GBytes *
bzip2 (gconstpointer data, gsize size)
{
  unsigned n = (unsigned) (size + size / 50 + 700);
  char *out = g_malloc (n);
  g_assert_cmpint (BZ2_bzBuffToBuffCompress (out, &n, (char *) data, (unsigned) size, 9, 0, 0), ==, BZ_OK);
  return g_bytes_new_take (out, n);
}

typedef GBytes *(*Packer) (gconstpointer data, gsize size);
static const struct
{
  const char *name;
  Packer pack;
} packers[] = { { "town.osm.gz", gzip }, { "town.osm.bz2", bzip2 } };

static void
test_packed (void)
{
  g_autofree char *xml = test_sketch_to_xml (TOWN);
  g_autoptr (HtMapData) plain = test_sketch_read (TOWN, HT_OSM_ALL);
  for (guint i = 0; i < G_N_ELEMENTS (packers); i++)
    {
      g_autoptr (GBytes) packed = packers[i].pack (xml, strlen (xml));
      g_autoptr (GError) error = NULL;
      g_autoptr (HtMapData) map
          = read_bytes (packers[i].name, g_bytes_get_data (packed, NULL), g_bytes_get_size (packed), &error);
      g_assert_no_error (error);
      test_map_assert_equal (plain, map);
    }
}

static void
test_packed_in_members (void)
{
  /* Parallel packers write several members one after another; all of them belong to the file. */
  g_autofree char *xml = test_sketch_to_xml (TOWN);
  g_autoptr (HtMapData) plain = test_sketch_read (TOWN, HT_OSM_ALL);
  for (guint i = 0; i < G_N_ELEMENTS (packers); i++)
    {
      g_autoptr (GByteArray) all = g_byte_array_new ();
      for (gsize at = 0; at < strlen (xml); at += 100)
        {
          g_autoptr (GBytes) part = packers[i].pack (xml + at, MIN (100, strlen (xml) - at));
          g_byte_array_append (all, g_bytes_get_data (part, NULL), (guint) g_bytes_get_size (part));
        }
      g_autoptr (GError) error = NULL;
      g_autoptr (HtMapData) map = read_bytes (packers[i].name, all->data, all->len, &error);
      g_assert_no_error (error);
      test_map_assert_equal (plain, map);
    }
}

static void
test_packed_and_cut (void)
{
  g_autofree char *xml = test_sketch_to_xml (TOWN);
  for (guint i = 0; i < G_N_ELEMENTS (packers); i++)
    {
      g_autoptr (GBytes) packed = packers[i].pack (xml, strlen (xml));
      for (gsize size = 20; size < g_bytes_get_size (packed); size += 7)
        check_refused (packers[i].name, g_bytes_get_data (packed, NULL), size, HT_GEO_ERROR_INVALID, NULL);
    }
}

/* Whatever bit is flipped: an error with a sentence, or a map (a checksum may cover what was not read). */
static void
flip_bits (const char *name, const guint8 *data, gsize size, guint step)
{
  guint n_refused = 0, n_all = 0;
  for (gsize at = 0; at < size; at += step)
    for (guint bit = 0; bit < 8; bit += 3)
      {
        g_autofree guint8 *copy = g_memdup2 (data, size);
        g_autoptr (GError) error = NULL;
        copy[at] ^= (guint8) (1u << bit);
        g_autoptr (HtMapData) map = read_bytes (name, copy, size, &error);
        g_assert_true ((map == NULL) == (error != NULL));
        if (error != NULL)
          g_assert_true (error->domain == HT_GEO_ERROR && strchr (error->message, '\n') == NULL);
        n_refused += map == NULL;
        n_all++;
      }
  /* Most flips must be noticed: a reader that took everything would pass the lines above. */
  g_assert_cmpuint (n_refused * 2, >, n_all);
}

static void
test_flipped_bits (void)
{
  g_autofree char *xml = test_sketch_to_xml (TOWN);
  for (guint i = 0; i < G_N_ELEMENTS (packers); i++)
    {
      g_autoptr (GBytes) packed = packers[i].pack (xml, strlen (xml));
      flip_bits (packers[i].name, g_bytes_get_data (packed, NULL), g_bytes_get_size (packed), 3);
    }
  g_autoptr (GBytes) pbf = test_sketch_to_pbf (TOWN, NULL);
  flip_bits ("town.osm.pbf", g_bytes_get_data (pbf, NULL), g_bytes_get_size (pbf), 2);
}

static void
test_bombs (void)
{
  /* 200 MiB of blanks after the first tag: from gzip about 200 kB, from bzip2 about 150 bytes. */
  gsize size = 200u << 20;
  g_autofree char *blanks = g_malloc (size);
  memset (blanks, ' ', size);
  memcpy (blanks, "<osm>", 5);
  for (guint i = 0; i < G_N_ELEMENTS (packers); i++)
    {
      g_autoptr (GBytes) packed = packers[i].pack (blanks, size);
      check_refused (packers[i].name, g_bytes_get_data (packed, NULL), g_bytes_get_size (packed),
                     HT_GEO_ERROR_TOO_LARGE, "200 times");
    }
}

static void
test_packed_twice (void)
{
  /* Only one layer is unpacked: a bomb in a bomb is no map. */
  g_autofree char *xml = test_sketch_to_xml (TOWN);
  g_autoptr (GBytes) once = gzip (xml, strlen (xml));
  g_autoptr (GBytes) twice = gzip (g_bytes_get_data (once, NULL), g_bytes_get_size (once));
  check_refused ("twice.osm.gz", g_bytes_get_data (twice, NULL), g_bytes_get_size (twice),
                 HT_GEO_ERROR_UNSUPPORTED, NULL);
}

static void
test_cancelled (void)
{
  g_autofree char *xml = test_sketch_to_xml (TOWN);
  g_autofree char *path = test_write ("cancel.osm", xml, strlen (xml));
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  g_cancellable_cancel (cancellable);
  g_assert_null (ht_osm_read (path, HT_OSM_ALL, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
test_bytes (void)
{
  g_autoptr (GError) error = NULL;
  char buffer[16];
  g_autofree char *path = test_write ("bytes", "0123456789", 10);
  g_autoptr (HtOsmBytes) bytes = ht_osm_bytes_open (path, &error);
  g_assert_no_error (error);
  g_assert_cmpint (ht_osm_bytes_read (bytes, buffer, 4, &error), ==, 4);
  g_assert_true (ht_osm_bytes_skip (bytes, 3, &error));
  g_assert_cmpuint (ht_osm_bytes_tell (bytes), ==, 7);
  g_assert_cmpint (ht_osm_bytes_read (bytes, buffer, sizeof buffer, &error), ==, 3);
  g_assert_cmpmem (buffer, 3, "789", 3);
  g_assert_cmpint (ht_osm_bytes_read (bytes, buffer, sizeof buffer, &error), ==, 0);
  g_assert_true (ht_osm_bytes_rewind (bytes, &error));
  g_assert_cmpint (ht_osm_bytes_read (bytes, buffer, sizeof buffer, &error), ==, 10);
  g_assert_no_error (error);
  g_assert_false (ht_osm_bytes_skip (bytes, 1, &error));
  g_assert_error (error, HT_GEO_ERROR, HT_GEO_ERROR_INVALID);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/geo/osm-broken/doctype", test_doctype);
  g_test_add_func ("/geo/osm-broken/entity-bomb", test_entity_bomb);
  g_test_add_func ("/geo/osm-broken/broken-xml", test_broken_xml);
  g_test_add_func ("/geo/osm-broken/too-much-in-one-element", test_too_much_in_one_element);
  g_test_add_func ("/geo/osm-broken/positions-off-the-earth", test_positions_off_the_earth);
  g_test_add_func ("/geo/osm-broken/deleted", test_deleted);
  g_test_add_func ("/geo/osm-broken/other-kinds-of-file", test_other_kinds_of_file);
  g_test_add_func ("/geo/osm-broken/names-do-not-matter", test_names_do_not_matter);
  g_test_add_func ("/geo/osm-broken/missing-and-special", test_missing_and_special);
  g_test_add_func ("/geo/osm-broken/packed", test_packed);
  g_test_add_func ("/geo/osm-broken/packed-in-members", test_packed_in_members);
  g_test_add_func ("/geo/osm-broken/packed-and-cut", test_packed_and_cut);
  g_test_add_func ("/geo/osm-broken/flipped-bits", test_flipped_bits);
  g_test_add_func ("/geo/osm-broken/bombs", test_bombs);
  g_test_add_func ("/geo/osm-broken/packed-twice", test_packed_twice);
  g_test_add_func ("/geo/osm-broken/cancelled", test_cancelled);
  g_test_add_func ("/geo/osm-broken/bytes", test_bytes);
  return g_test_run ();
}
