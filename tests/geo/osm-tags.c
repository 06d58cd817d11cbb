/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Numbers and words as people write them in OSM. */
#include "geo/osm-tags.h"

typedef gboolean (*Parser) (const char *text, double *value);

/* A text and its value; negative where it must be refused. */
typedef struct
{
  const char *text;
  double value;
} Row;

static void
check_rows (Parser parse, const Row *rows, guint n)
{
  for (guint i = 0; i < n; i++)
    {
      double value = -1.0;
      g_test_message ("“%s”", rows[i].text != NULL ? rows[i].text : "(none)");
      gboolean good = parse (rows[i].text, &value);
      g_assert_cmpint (good, ==, rows[i].value >= 0.0);
      if (good)
        g_assert_cmpfloat_with_epsilon (value, rows[i].value, 1e-9);
    }
}

static const Row numbers[] = {
  { "0", 0.0 },   { "5", 5.0 },    { "5.25", 5.25 },  { "5,25", 5.25 }, { " 5 ", 5.0 },  { "05", 5.0 },
  { NULL, -1.0 }, { "", -1.0 },    { " ", -1.0 },     { ".5", 0.5 },    { "5.", -1.0 },  { "5 m", -1.0 },
  { "-5", -1.0 }, { "1e3", -1.0 }, { "5.5.5", -1.0 }, { "nan", -1.0 },  { "inf", -1.0 }, { "五", -1.0 },
};

static const Row metres[] = {
  { "3.5", 3.5 },       { "3.5 m", 3.5 },      { "3,5 m", 3.5 },     { "3.5m", 3.5 },
  { "12 ft", 3.6576 },  { "12 feet", 3.6576 }, { "11'6\"", 3.5052 }, { "11' 6\"", 3.5052 },
  { "11'", 3.3528 },    { "350 cm", 3.5 },     { "1.2 km", 1200.0 }, { "3米", 3.0 },
  { "2 mi", 3218.688 }, { "default", -1.0 },   { "none", -1.0 },     { "3.5 yards", -1.0 },
  { NULL, -1.0 },       { "11'6\" x", -1.0 },  { "'6\"", -1.0 },     { "3.5 M", 3.5 },
};

static const Row tonnes[] = {
  { "7.5", 7.5 },
  { "7.5 t", 7.5 },
  { "7,5t", 7.5 },
  { "5000 kg", 5.0 },
  { "10 st", 9.0718474 },
  { "10吨", 10.0 },
  { "15000 lbs", 6.80388555 },
  { "2 lt", 2.0320938176 },
  { "100 cwt", 5.080235 },
  { "heavy", -1.0 },
  { "7.5 stones", -1.0 },
  { "", -1.0 },
  { NULL, -1.0 },
};

static const Row durations[] = {
  { "20", 1200.0 },      { "0:20", 1200.0 },  { "00:20", 1200.0 },  { "1:05", 3900.0 },
  { "00:15:30", 930.0 }, { "PT20M", 1200.0 }, { "PT1H5M", 3900.0 }, { "PT1H5M30S", 3930.0 },
  { "PT45S", 45.0 },     { "PT", -1.0 },      { "PT5", -1.0 },      { "PT5X", -1.0 },
  { "1:2:3:4", -1.0 },   { "0", -1.0 },       { "00:00", -1.0 },    { "20 min", -1.0 },
  { ":20", -1.0 },       { "20:", -1.0 },     { NULL, -1.0 },       { "P1D", -1.0 },
};

static void
test_numbers (void)
{
  check_rows (ht_osm_parse_number, numbers, G_N_ELEMENTS (numbers));
}

static void
test_metres (void)
{
  check_rows (ht_osm_parse_metres, metres, G_N_ELEMENTS (metres));
}

static void
test_tonnes (void)
{
  check_rows (ht_osm_parse_tonnes, tonnes, G_N_ELEMENTS (tonnes));
}

static void
test_durations (void)
{
  check_rows (ht_osm_parse_duration, durations, G_N_ELEMENTS (durations));
}

static void
test_huge_numbers (void)
{
  double value;
  g_autofree char *long_text = g_strnfill (5000, '9');
  g_autofree char *long_fraction = g_strconcat ("0.", long_text, NULL);
  g_assert_false (ht_osm_parse_number (long_text, &value));
  g_assert_false (ht_osm_parse_number (long_fraction, &value));
}

static void
test_words (void)
{
  g_assert_true (ht_osm_word_in ("yes", "yes true 1"));
  g_assert_true (ht_osm_word_in ("true", "yes true 1"));
  g_assert_true (ht_osm_word_in ("1", "yes true 1"));
  g_assert_false (ht_osm_word_in ("tru", "yes true 1"));
  g_assert_false (ht_osm_word_in ("rue", "yes true 1"));
  g_assert_false (ht_osm_word_in ("", "yes true 1"));
  g_assert_false (ht_osm_word_in (" ", "yes true 1"));
  g_assert_false (ht_osm_word_in (NULL, "yes true 1"));
  /* A word that also begins a longer one before it. */
  g_assert_true (ht_osm_word_in ("park", "parking park"));
  g_assert_false (ht_osm_word_in ("park", "parking carpark"));
}

static void
test_lookup (void)
{
  const HtOsmTag tags[] = { { "highway", "primary" }, { "bridge", "no" }, { "name", "" } };
  const HtOsmTags all = { tags, G_N_ELEMENTS (tags) };
  const HtOsmTags none = { NULL, 0 };
  g_assert_cmpstr (ht_osm_tags_get (&all, "highway"), ==, "primary");
  g_assert_null (ht_osm_tags_get (&all, "high"));
  g_assert_null (ht_osm_tags_get (&none, "highway"));
  g_assert_true (ht_osm_tags_is (&all, "highway", "primary"));
  g_assert_false (ht_osm_tags_is (&all, "highway", "prim"));
  g_assert_false (ht_osm_tags_is (&all, "oneway", "yes"));
  g_assert_true (ht_osm_tags_has (&all, "highway"));
  g_assert_false (ht_osm_tags_has (&all, "bridge"));
  g_assert_false (ht_osm_tags_has (&all, "tunnel"));
  g_assert_true (ht_osm_tags_has (&all, "name"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/geo/osm-tags/numbers", test_numbers);
  g_test_add_func ("/geo/osm-tags/metres", test_metres);
  g_test_add_func ("/geo/osm-tags/tonnes", test_tonnes);
  g_test_add_func ("/geo/osm-tags/durations", test_durations);
  g_test_add_func ("/geo/osm-tags/huge-numbers", test_huge_numbers);
  g_test_add_func ("/geo/osm-tags/words", test_words);
  g_test_add_func ("/geo/osm-tags/lookup", test_lookup);
  return g_test_run ();
}
