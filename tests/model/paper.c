/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "town.h"

static gboolean
write_situation (Town *town, HtIncident *incident, const char *path, GError **error)
{
  HtPrinter *printer = ht_city_get_printer (town->city);
  town_begin ();
  ht_printer_write_situation_async (printer, incident, path, NULL, town_done, NULL);
  g_autoptr (GAsyncResult) result = town_end ();
  return ht_printer_write_finish (printer, result, error);
}

static gboolean
write_map (Town *town, const HtMapRequest *request, const char *path, GError **error)
{
  HtPrinter *printer = ht_city_get_printer (town->city);
  town_begin ();
  ht_printer_write_map_async (printer, request, path, NULL, town_done, NULL);
  g_autoptr (GAsyncResult) result = town_end ();
  return ht_printer_write_finish (printer, result, error);
}

static void
wait_for_scene (Town *town)
{
  HtMapContent *content = ht_city_get_map_content (town->city);
  g_autoptr (GError) error = NULL;
  town_begin ();
  ht_map_content_wait_async (content, NULL, town_done, NULL);
  g_autoptr (GAsyncResult) result = town_end ();
  g_assert_true (ht_map_content_wait_finish (content, result, &error));
  g_assert_no_error (error);
  g_assert_nonnull (ht_map_content_get_scene (content));
}

/* The text layer of a PDF through pdftotext; NULL where that is not installed. */
static char *
text_of (const char *path)
{
  g_autofree char *tool = g_find_program_in_path ("pdftotext");
  if (tool == NULL)
    return NULL;
  const char *argv[] = { tool, "-enc", "UTF-8", path, "-", NULL };
  char *text = NULL;
  g_autoptr (GError) error = NULL;
  g_assert_true (
      g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_DEFAULT, NULL, NULL, &text, NULL, NULL, &error));
  g_assert_no_error (error);
  return text;
}

static void
assert_begins (const char *path, const char *magic)
{
  g_autofree char *bytes = NULL;
  gsize size;
  g_assert_true (g_file_get_contents (path, &bytes, &size, NULL));
  g_assert_cmpuint (size, >, 2000);
  g_assert_cmpmem (bytes, strlen (magic), magic, strlen (magic));
}

static void
test_situation (Town *town, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  wait_for_scene (town);
  HtIncident *incident = town_create (town, "fire_high_rise", 2);
  town_assign (town, incident, NULL, NULL, NULL);
  g_autofree char *one = town_dup_path (town, "one.pdf");
  g_autofree char *all = town_dup_path (town, "all.pdf");
  g_assert_true (write_situation (town, incident, one, &error));
  g_assert_no_error (error);
  g_assert_true (write_situation (town, NULL, all, &error));
  g_assert_no_error (error);
  assert_begins (one, "%PDF");
  assert_begins (all, "%PDF");
  g_autofree char *text = text_of (one);
  if (text == NULL)
    {
      g_test_message ("pdftotext is not installed: the words in the document are not looked at");
      return;
    }
  static const char *const words[] = { "商厦四层起火", "0001", "四平路近玉田路", "曲阳站", "王敏", "119" };
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (strstr (text, words[i]) == NULL)
      g_error ("“%s” is not in the report:\n%s", words[i], text);
  g_autofree char *overview = text_of (all);
  g_assert_nonnull (strstr (overview, "商厦四层起火"));
}

static void
test_map (Town *town, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  wait_for_scene (town);
  HtBox box;
  g_assert_true (ht_city_get_box (town->city, &box));
  HtIncident *incident = town_create (town, "fire_high_rise", 2);
  g_autofree char *pdf = town_dup_path (town, "map.pdf");
  g_autofree char *png = town_dup_path (town, "map.png");
  HtMapRequest request = { .box = ht_box_empty (), .incident = incident, .title = "四平路火场图" };
  g_assert_true (write_map (town, &request, pdf, &error));
  g_assert_no_error (error);
  assert_begins (pdf, "%PDF");
  request.dark = TRUE;
  g_assert_true (write_map (town, &request, png, &error));
  g_assert_no_error (error);
  assert_begins (png, "\x89PNG");
  g_autofree char *text = text_of (pdf);
  if (text != NULL)
    {
      g_assert_nonnull (strstr (text, "四平路火场图"));
      g_assert_nonnull (strstr (text, "OpenStreetMap"));
    }
}

static void
test_refusals (Town *town, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  HtMapRequest request = { .box = ht_box_empty () };
  g_autofree char *odd = town_dup_path (town, "map.bmp");
  g_assert_false (write_map (town, &request, odd, &error));
  g_assert_error (error, HT_MODEL_ERROR, HT_MODEL_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_false (write_situation (town, NULL, odd, &error));
  g_assert_error (error, HT_MODEL_ERROR, HT_MODEL_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_false (write_situation (town, NULL, "/nowhere/at/all.pdf", &error));
  g_assert_nonnull (error);
  g_clear_error (&error);
  g_autofree char *path = town_dup_path (town, "map.pdf");
  g_assert_false (write_map (town, &request, path, &error));
  g_assert_error (error, HT_MODEL_ERROR, HT_MODEL_ERROR_UNAVAILABLE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/paper/situation", Town, NULL, town_set_up, test_situation, town_tear_down);
  g_test_add ("/paper/map", Town, NULL, town_set_up, test_map, town_tear_down);
  g_test_add ("/paper/refusals", Town, NULL, town_set_up_empty, test_refusals, town_tear_down);
  return g_test_run ();
}
