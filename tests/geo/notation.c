/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Positions in every notation, read and written. */
#include "geo/notation.h"

#include <math.h>
#include <string.h>

#include "geo/datum.h"

/* 曲阳路: the place all spellings below mean. */
#define LAT 31.2752
#define LON 121.4885

static const HtPoint near_shanghai = { 121.47, 31.23 };

static HtReading *
best (GPtrArray *readings)
{
  return readings->len > 0 ? g_ptr_array_index (readings, 0) : NULL;
}

static double
distance_to (const HtReading *reading, double lat, double lon)
{
  const HtPoint want = { lon, lat };
  return ht_geo_distance_m (&reading->at, &want);
}

/* Texts that all say 31.2752 N 121.4885 E, and within how many metres. */
static const struct
{
  const char *text;
  HtNotation notation;
  double within_m;
} spellings[] = {
  { "31.2752 121.4885", HT_NOTATION_DECIMAL, 0.02 },
  { "31.2752, 121.4885", HT_NOTATION_DECIMAL, 0.02 },
  { "31.2752,121.4885", HT_NOTATION_DECIMAL, 0.02 },
  { "31.2752;121.4885", HT_NOTATION_DECIMAL, 0.02 },
  { "31.2752/121.4885", HT_NOTATION_DECIMAL, 0.02 },
  { "  31.2752\t121.4885  ", HT_NOTATION_DECIMAL, 0.02 },
  { "121.4885 31.2752", HT_NOTATION_DECIMAL, 0.02 },
  { "121.4885,31.2752", HT_NOTATION_DECIMAL, 0.02 },
  { "(121.4885, 31.2752)", HT_NOTATION_DECIMAL, 0.02 },
  { "[121.4885,31.2752]", HT_NOTATION_DECIMAL, 0.02 },
  { "+31.2752 +121.4885", HT_NOTATION_DECIMAL, 0.02 },
  { "31.2752N 121.4885E", HT_NOTATION_DECIMAL, 0.02 },
  { "31.2752 n 121.4885 e", HT_NOTATION_DECIMAL, 0.02 },
  { "N31.2752 E121.4885", HT_NOTATION_DECIMAL, 0.02 },
  { "N 31.2752, E 121.4885", HT_NOTATION_DECIMAL, 0.02 },
  { "E121.4885 N31.2752", HT_NOTATION_DECIMAL, 0.02 },
  { "121.4885E,31.2752N", HT_NOTATION_DECIMAL, 0.02 },
  { "31.2752° 121.4885°", HT_NOTATION_DECIMAL, 0.02 },
  { "31.2752°N 121.4885°E", HT_NOTATION_DECIMAL, 0.02 },
  { "31,2752 121,4885", HT_NOTATION_DECIMAL, 0.02 },
  { "31,2752; 121,4885", HT_NOTATION_DECIMAL, 0.02 },
  { "31.27520° N 121.48850° E", HT_NOTATION_DECIMAL, 0.02 },
  { "lat 31.2752 lon 121.4885", HT_NOTATION_DECIMAL, 0.02 },
  { "lat: 31.2752, lng: 121.4885", HT_NOTATION_DECIMAL, 0.02 },
  { "latitude=31.2752 longitude=121.4885", HT_NOTATION_DECIMAL, 0.02 },
  { "lon 121.4885 lat 31.2752", HT_NOTATION_DECIMAL, 0.02 },
  { "３１．２７５２，１２１．４８８５", HT_NOTATION_DECIMAL, 0.02 },
  { "31.2752、121.4885", HT_NOTATION_DECIMAL, 0.02 },
  { "北纬31.2752 东经121.4885", HT_NOTATION_DECIMAL, 0.02 },
  { "北纬31.2752度，东经121.4885度", HT_NOTATION_DECIMAL, 0.02 },
  { "东经121.4885°，北纬31.2752°", HT_NOTATION_DECIMAL, 0.02 },
  { "纬度：31.2752　经度：121.4885", HT_NOTATION_DECIMAL, 0.02 },
  { "北31.2752东121.4885", HT_NOTATION_DECIMAL, 0.02 },
  { "31°16.512' 121°29.310'", HT_NOTATION_DEGREE_MINUTE, 0.1 },
  { "31° 16.512′ N 121° 29.310′ E", HT_NOTATION_DEGREE_MINUTE, 0.1 },
  { "N31 16.512 E121 29.310", HT_NOTATION_DEGREE_MINUTE, 0.1 },
  { "31 16.512 121 29.310", HT_NOTATION_DEGREE_MINUTE, 0.1 },
  { "31-16.512N 121-29.310E", HT_NOTATION_DEGREE_MINUTE, 0.1 },
  { "北纬31度16.512分 东经121度29.310分", HT_NOTATION_DEGREE_MINUTE, 0.1 },
  { "31°16'30.72\" 121°29'18.60\"", HT_NOTATION_DMS, 0.02 },
  { "31°16'30.72\"N 121°29'18.60\"E", HT_NOTATION_DMS, 0.02 },
  { "31° 16′ 30.72″ N, 121° 29′ 18.60″ E", HT_NOTATION_DMS, 0.02 },
  { "31º16’30.72” 121º29’18.60”", HT_NOTATION_DMS, 0.02 },
  { "31°16'30.72'' 121°29'18.60''", HT_NOTATION_DMS, 0.02 },
  { "31 16 30.72 121 29 18.60", HT_NOTATION_DMS, 0.02 },
  { "31 16 30.72 N 121 29 18.60 E", HT_NOTATION_DMS, 0.02 },
  { "31:16:30.72 121:29:18.60", HT_NOTATION_DMS, 0.02 },
  { "N31:16:30.72, E121:29:18.60", HT_NOTATION_DMS, 0.02 },
  { "31-16-30.72N 121-29-18.60E", HT_NOTATION_DMS, 0.02 },
  { "北纬31度16分30.72秒 东经121度29分18.60秒", HT_NOTATION_DMS, 0.02 },
  { "北纬３１°１６′３０．７２″，东经１２１°２９′１８．６０″", HT_NOTATION_DMS, 0.02 },
  { "121°29'18.60\"E 31°16'30.72\"N", HT_NOTATION_DMS, 0.02 },
  { "51RUQ5611161087", HT_NOTATION_MGRS, 1.0 },
  { "51R UQ 56111 61087", HT_NOTATION_MGRS, 1.0 },
  { "51ruq5611161087", HT_NOTATION_MGRS, 1.0 },
  { "MGRS 51R UQ 56111 61087", HT_NOTATION_MGRS, 1.0 },
  { "51R UQ 5611 6108", HT_NOTATION_MGRS, 10.0 },
  { "51R UQ 561 610", HT_NOTATION_MGRS, 150.0 },
  { "51R 356111 3461087", HT_NOTATION_UTM, 1.0 },
  { "51N 356111 3461087", HT_NOTATION_UTM, 1.0 },
  { "51R 356111mE 3461087mN", HT_NOTATION_UTM, 1.0 },
  { "51 R 356111 E 3461087 N", HT_NOTATION_UTM, 1.0 },
  { "UTM 51R 356111.4 3461087.1", HT_NOTATION_UTM, 0.1 },
  { "UTM zone 51N 356111, 3461087", HT_NOTATION_UTM, 1.0 },
  { "3462442.3 641755.6", HT_NOTATION_GAUSS_KRUGER, 0.1 },
  { "3462442.3 40641755.6", HT_NOTATION_GAUSS_KRUGER, 0.1 },
  { "40641755.6, 3462442.3", HT_NOTATION_GAUSS_KRUGER, 0.1 },
  { "641755.6 3462442.3", HT_NOTATION_GAUSS_KRUGER, 0.1 },
  { "X=3462442.3 Y=40641755.6", HT_NOTATION_GAUSS_KRUGER, 0.1 },
  { "X：3462442.3，Y：641755.6", HT_NOTATION_GAUSS_KRUGER, 0.1 },
  { "8Q337FGQ+3C", HT_NOTATION_PLUS_CODE, 12.0 },
  { "8q337fgq+3cj", HT_NOTATION_PLUS_CODE, 3.0 },
  { "7FGQ+3C", HT_NOTATION_PLUS_CODE, 12.0 },
  { "geo:31.2752,121.4885", HT_NOTATION_GEO_URI, 0.02 },
  { "geo:31.2752,121.4885,12;crs=wgs84;u=35", HT_NOTATION_GEO_URI, 0.02 },
  { "geo:31.2752,121.4885?z=17", HT_NOTATION_GEO_URI, 0.02 },
  { "geo:0,0?q=31.2752,121.4885(曲阳路)", HT_NOTATION_GEO_URI, 0.02 },
};

static void
test_spellings (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (spellings); i++)
    {
      g_test_message ("%s", spellings[i].text);
      g_autoptr (GPtrArray) readings = ht_notation_parse (spellings[i].text, &near_shanghai);
      g_assert_cmpuint (readings->len, >, 0);
      const HtReading *reading = best (readings);
      g_assert_cmpint (reading->notation, ==, spellings[i].notation);
      g_assert_cmpfloat (distance_to (reading, LAT, LON), <, spellings[i].within_m);
      g_assert_cmpstr (reading->label, !=, "");
      g_assert_cmpfloat (reading->size_m, >, 0.0);
    }
}

static const char *const no_positions[] = {
  "",
  " ",
  "曲阳路",
  "曲阳路100号",
  "12 34",
  "100",
  "119",
  "31.2752",
  "31.2752 N",
  "N E",
  "31.2752 N 121.4885 N",
  "31.2752 121.4885 31.2752",
  "91.5 181.5",
  "31.2 N 181.5 E",
  "91.5 N 121.5 E",
  "-31.2 S 121.5 E",
  "31 60 121 29.5",
  "31°61' 121°29'",
  "31°16'60\" 121°29'18\"",
  "31.5°16' 121°29'",
  "31°16'30 121",
  "1.2.3 4.5",
  "geo:",
  "geo:31.2",
  "geo:31.2,x",
  "geo:31.2,121.4;crs=moon",
  "geo:91,0",
  "51RUQ5610361",
  "51RIO12341234",
  "61RUQ12341234",
  "51BUQ12341234",
  "0RUQ12341234",
  "51R 56111 61087",
  "61R 356111 3461087",
  "51R 356111",
  "8Q337FGQ",
  "8Q33ZFGQ+3C",
  "8Q337FGQ+3",
  "++",
  "8Q+",
  "+",
  "8Q330000+22",
  "8Q337FGQ+3C+",
  "http://example.org",
  "31.2752 121.4885 m",
  "−",
  "°",
  "北纬东经",
  "1 2 3 4 5 6 7",
  "1e5 2e5",
  "0x1F 0x79",
  "NaN NaN",
  "inf inf",
  "31.2752 121.4885 abc",
  "999999 9999999",
};

static void
test_no_positions (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (no_positions); i++)
    {
      g_test_message ("“%s”", no_positions[i]);
      g_autoptr (GPtrArray) readings = ht_notation_parse (no_positions[i], &near_shanghai);
      g_assert_cmpuint (readings->len, ==, 0);
    }
}

static void
test_long_and_invalid_text (void)
{
  g_autofree char *nines = g_strnfill (199, '9');
  g_autofree char *longer = g_strconcat ("31.2752 121.4885", nines, NULL);
  g_autoptr (GPtrArray) a = ht_notation_parse (nines, NULL);
  g_autoptr (GPtrArray) b = ht_notation_parse (longer, NULL);
  g_autoptr (GPtrArray) c = ht_notation_parse ("31.2752 \xff 121.4885", NULL);
  g_assert_cmpuint (a->len + b->len + c->len, ==, 0);
}

static void
test_both_orders (void)
{
  /* In Shanghai only one order is on the earth; in Europe both are, and the nearer comes first. */
  g_autoptr (GPtrArray) shanghai = ht_notation_parse ("31.2 121.5", NULL);
  g_assert_cmpuint (shanghai->len, ==, 1);
  const HtPoint vaduz = { 9.52, 47.14 }, somalia = { 47.1, 9.5 };
  g_autoptr (GPtrArray) europe = ht_notation_parse ("9.52 47.14", &vaduz);
  g_assert_cmpuint (europe->len, ==, 2);
  g_assert_cmpfloat (best (europe)->at.lat, ==, 47.14);
  g_autoptr (GPtrArray) africa = ht_notation_parse ("9.52 47.14", &somalia);
  g_assert_cmpfloat (best (africa)->at.lat, ==, 9.52);
  g_autoptr (GPtrArray) unknown = ht_notation_parse ("9.52 47.14", NULL);
  g_assert_cmpfloat (best (unknown)->at.lat, ==, 9.52);
  HtReading *first = g_ptr_array_index (unknown, 0), *second = g_ptr_array_index (unknown, 1);
  g_assert_cmpstr (first->label, !=, second->label);
}

static void
test_south_and_west (void)
{
  static const char *const texts[]
      = { "-33.8568 -70.5",       "33.8568S 70.5W",      "S33.8568 W70.5",
          "南纬33.8568 西经70.5", "33°51.408'S 70°30'W", "-33 51 24.48 -70 30 0" };
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      const HtPoint near = { -70.0, -33.0 };
      g_test_message ("%s", texts[i]);
      g_autoptr (GPtrArray) readings = ht_notation_parse (texts[i], &near);
      g_assert_cmpuint (readings->len, >=, 1);
      g_assert_cmpfloat (distance_to (best (readings), -33.8568, -70.5), <, 0.1);
    }
}

/* Minus zero degrees: half a degree south is no half degree north. */
static void
test_below_a_degree (void)
{
  g_autoptr (GPtrArray) letters = ht_notation_parse ("0°30'S 0°30'W", NULL);
  g_assert_cmpfloat (best (letters)->at.lat, ==, -0.5);
  g_assert_cmpfloat (best (letters)->at.lon, ==, -0.5);
  g_autoptr (GPtrArray) sign = ht_notation_parse ("-0 30 0 -0 30 0 ", NULL);
  g_assert_cmpuint (sign->len, ==, 0);
  g_autoptr (GPtrArray) marks = ht_notation_parse ("-0°30' -0°30'", NULL);
  g_assert_cmpfloat (best (marks)->at.lat, ==, -0.5);
}

static void
test_sizes (void)
{
  static const struct
  {
    const char *text;
    double size_m;
  } rows[] = { { "31.2 121.4", 11132.0 },      { "31.27520 121.48850", 1.1132 },
               { "31°16' 121°29'", 1855.0 },   { "31°16'30\" 121°29'18\"", 30.9 },
               { "51RUQ", 100000.0 },          { "51RUQ55", 10000.0 },
               { "51RUQ5611161087", 1.0 },     { "8Q330000+", 111320.0 },
               { "8Q337FGQ+", 278.3 },         { "8Q337FGQ+3C", 13.9 },
               { "geo:31.2,121.4;u=35", 35.0 } };
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_test_message ("%s", rows[i].text);
      g_autoptr (GPtrArray) readings = ht_notation_parse (rows[i].text, NULL);
      g_assert_cmpuint (readings->len, >, 0);
      g_assert_cmpfloat_with_epsilon (best (readings)->size_m, rows[i].size_m, rows[i].size_m * 0.01);
    }
}

/* The example of the USNG standard (FGDC-STD-011), the Jefferson Pier in Washington, with the position that
   is published for it; and the usual example of a grid square of an even zone, 4Q FJ, whose metres 612,345
   east and 2,367,890 north PROJ turns into degrees. */
static const struct
{
  const char *mgrs;
  double lat, lon, within_m;
} grids[] = {
  { "18S UJ 23371 06519", 38.889803, -77.036544, 1.0 },
  { "4Q FJ 12345 67890", 21.4097967, -157.9160812, 1.0 },
};

static void
test_published_mgrs (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (grids); i++)
    {
      g_test_message ("%s", grids[i].mgrs);
      g_autoptr (GPtrArray) readings = ht_notation_parse (grids[i].mgrs, NULL);
      g_assert_cmpuint (readings->len, ==, 1);
      g_assert_cmpfloat (distance_to (best (readings), grids[i].lat, grids[i].lon), <, grids[i].within_m);
    }
}

/* Open Location Code test data (encoding.csv of the specification's repository). */
static const struct
{
  const char *code;
  double lat, lon;
} codes[] = { { "7FG49QCJ+2V", 20.3700625, 2.7821875 },
              { "7FG49QCJ+2VX", 20.3701125, 2.782234375 },
              { "7FG49Q00+", 20.375, 2.775 },
              { "8FVC2222+22", 47.0000625, 8.0000625 },
              { "4VCPPQGP+Q9", -41.2730625, 174.7859375 },
              { "62G20000+", 0.5, -179.5 },
              { "22220000+", -89.5, -179.5 },
              { "7FG40000+", 20.5, 2.5 },
              { "22222222+22", -89.9999375, -179.9999375 },
              { "6VGX0000+", 0.5, 179.5 } };

static void
test_published_plus_codes (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    {
      g_test_message ("%s", codes[i].code);
      g_autoptr (GPtrArray) readings = ht_notation_parse (codes[i].code, NULL);
      g_assert_cmpuint (readings->len, ==, 1);
      g_assert_cmpfloat_with_epsilon (best (readings)->at.lat, codes[i].lat, 1e-7);
      g_assert_cmpfloat_with_epsilon (best (readings)->at.lon, codes[i].lon, 1e-7);
    }
}

static void
test_short_codes (void)
{
  /* The same short code means another place elsewhere; beyond a cell's edge the nearer one is meant. */
  static const struct
  {
    const char *code;
    HtPoint near;
    double lat, lon;
  } rows[] = { { "9QCJ+2V", { 2.78, 20.37 }, 20.3700625, 2.7821875 },
               { "9QCJ+2V", { 2.4, 20.1 }, 20.3700625, 2.7821875 },
               { "22GM+86", { 2.0, 51.0 }, 51.0258125, 2.0330625 },
               { "2222+22", { 1.999, 50.999 }, 51.0000625, 2.0000625 } };
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_test_message ("%s", rows[i].code);
      g_autoptr (GPtrArray) readings = ht_notation_parse (rows[i].code, &rows[i].near);
      g_assert_cmpuint (readings->len, ==, 1);
      g_assert_cmpfloat_with_epsilon (best (readings)->at.lat, rows[i].lat, 1e-4);
      g_assert_cmpfloat_with_epsilon (best (readings)->at.lon, rows[i].lon, 1e-4);
      g_autoptr (GPtrArray) nowhere = ht_notation_parse (rows[i].code, NULL);
      g_assert_cmpuint (nowhere->len, ==, 0);
    }
}

static void
test_zones (void)
{
  /* Metres without a zone: both zones next to the region, the nearer first. */
  const HtPoint pudong = { 121.7, 31.15 };
  g_autoptr (GPtrArray) readings = ht_notation_parse ("3450000 661000", &pudong);
  g_assert_cmpuint (readings->len, ==, 2);
  g_assert_cmpfloat_with_epsilon (best (readings)->at.lon, 121.69, 0.02);
  g_autoptr (GPtrArray) plain = ht_notation_parse ("3450000 661000", NULL);
  g_assert_cmpuint (plain->len, ==, 1);
  /* East before north without a zone may be UTM, too. */
  g_autoptr (GPtrArray) utm = ht_notation_parse ("356111 3461087", &near_shanghai);
  g_assert_cmpuint (utm->len, ==, 3);
  guint n_utm = 0;
  for (guint i = 0; i < utm->len; i++)
    n_utm += ((HtReading *) g_ptr_array_index (utm, i))->notation == HT_NOTATION_UTM;
  g_assert_cmpuint (n_utm, ==, 1);
}

static void
test_datum_in_front (void)
{
  static const char *const gcj[] = { "gcj02 ", "GCJ-02: ", "高德", "腾讯 ", "火星 " };
  const HtPoint here = { LON, LAT };
  const HtPoint moved = ht_datum_from_wgs84 (HT_DATUM_GCJ02, here);
  const HtPoint baidu = ht_datum_from_wgs84 (HT_DATUM_BD09, here);
  for (guint i = 0; i < G_N_ELEMENTS (gcj); i++)
    {
      g_autofree char *text = g_strdup_printf ("%s%.7f,%.7f", gcj[i], moved.lon, moved.lat);
      g_autoptr (GPtrArray) readings = ht_notation_parse (text, &near_shanghai);
      g_assert_cmpfloat (distance_to (best (readings), LAT, LON), <, 0.1);
      g_assert_nonnull (strstr (best (readings)->label, "GCJ-02"));
    }
  g_autofree char *text = g_strdup_printf ("百度 %.7f,%.7f", baidu.lon, baidu.lat);
  g_autoptr (GPtrArray) readings = ht_notation_parse (text, &near_shanghai);
  g_assert_cmpfloat (distance_to (best (readings), LAT, LON), <, 0.1);
  g_autoptr (GPtrArray) same = ht_notation_parse ("wgs84 31.2752 121.4885", NULL);
  g_assert_cmpfloat (distance_to (best (same), LAT, LON), <, 0.02);
}

static void
test_written_forms (void)
{
  static const char *const texts[HT_N_NOTATIONS] = { "31.275200 N 121.488500 E",
                                                     "31° 16.5120′ N 121° 29.3100′ E",
                                                     "31° 16′ 30.72″ N 121° 29′ 18.60″ E",
                                                     "51R UQ 56111 61087",
                                                     "51R 356111 3461087",
                                                     "3462442.3 40641755.6",
                                                     "8Q337FGQ+3CJ",
                                                     "geo:31.275200,121.488500" };
  const HtPoint at = { LON, LAT };
  for (guint i = 0; i < HT_N_NOTATIONS; i++)
    {
      g_autofree char *text = ht_notation_format ((HtNotation) i, &at);
      g_assert_cmpstr (text, ==, texts[i]);
      g_assert_cmpstr (ht_notation_get_label ((HtNotation) i), !=, "");
    }
}

static void
test_carry (void)
{
  /* 59.99999 minutes are a full degree, not 60 minutes. */
  const HtPoint at = { 121.99999999, -0.99999999 };
  g_autofree char *minutes = ht_notation_format (HT_NOTATION_DEGREE_MINUTE, &at);
  g_autofree char *seconds = ht_notation_format (HT_NOTATION_DMS, &at);
  g_assert_cmpstr (minutes, ==, "1° 0.0000′ S 122° 0.0000′ E");
  g_assert_cmpstr (seconds, ==, "1° 00′ 0.00″ S 122° 00′ 0.00″ E");
}

static void
test_out_of_reach (void)
{
  const HtPoint pole = { 10.0, 89.0 }, america = { -77.0, 38.9 }, deep_south = { 100.0, -85.0 };
  g_assert_null (ht_notation_format (HT_NOTATION_MGRS, &pole));
  g_assert_null (ht_notation_format (HT_NOTATION_UTM, &deep_south));
  g_assert_null (ht_notation_format (HT_NOTATION_GAUSS_KRUGER, &america));
  g_autofree char *code = ht_notation_format (HT_NOTATION_PLUS_CODE, &pole);
  g_assert_nonnull (code);
}

static void
test_there_and_back (void)
{
  /* What is written is read as the same place, all over the earth. */
  static const double within_m[HT_N_NOTATIONS] = { 0.2, 0.3, 0.4, 1.0, 1.0, 0.2, 4.0, 0.2 };
  g_autoptr (GRand) rand = g_rand_new_with_seed (20261124);
  for (guint round = 0; round < 2000; round++)
    {
      const HtPoint at
          = { g_rand_double_range (rand, -180.0, 180.0), g_rand_double_range (rand, -79.9, 83.9) };
      for (guint i = 0; i < HT_N_NOTATIONS; i++)
        {
          g_autofree char *text = ht_notation_format ((HtNotation) i, &at);
          if (text == NULL)
            {
              g_assert_true (i == HT_NOTATION_GAUSS_KRUGER || i == HT_NOTATION_MGRS || i == HT_NOTATION_UTM);
              continue;
            }
          g_autoptr (GPtrArray) readings = ht_notation_parse (text, &at);
          if (readings->len == 0 || distance_to (best (readings), at.lat, at.lon) > within_m[i])
            g_error ("%s is not %.7f %.7f", text, at.lat, at.lon);
        }
    }
}

static void
test_there_and_back_in_china (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (4549);
  for (guint round = 0; round < 500; round++)
    {
      const HtPoint at = { g_rand_double_range (rand, 74.0, 136.0), g_rand_double_range (rand, 18.0, 53.0) };
      g_autofree char *text = ht_notation_format (HT_NOTATION_GAUSS_KRUGER, &at);
      g_assert_nonnull (text);
      g_autoptr (GPtrArray) readings = ht_notation_parse (text, NULL);
      g_assert_cmpuint (readings->len, ==, 1);
      g_assert_cmpfloat (distance_to (best (readings), at.lat, at.lon), <, 0.2);
    }
}

static gpointer
parse_in_thread (gpointer unused)
{
  for (guint i = 0; i < 50; i++)
    {
      g_autoptr (GPtrArray) readings = ht_notation_parse ("51RUQ5611161087", NULL);
      g_assert_cmpuint (readings->len, ==, 1);
    }
  return NULL;
}

static void
test_threads (void)
{
  GThread *threads[4];
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("parse", parse_in_thread, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    g_thread_join (threads[i]);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/geo/notation/spellings", test_spellings);
  g_test_add_func ("/geo/notation/no-positions", test_no_positions);
  g_test_add_func ("/geo/notation/long-and-invalid-text", test_long_and_invalid_text);
  g_test_add_func ("/geo/notation/both-orders", test_both_orders);
  g_test_add_func ("/geo/notation/south-and-west", test_south_and_west);
  g_test_add_func ("/geo/notation/below-a-degree", test_below_a_degree);
  g_test_add_func ("/geo/notation/sizes", test_sizes);
  g_test_add_func ("/geo/notation/published-mgrs", test_published_mgrs);
  g_test_add_func ("/geo/notation/published-plus-codes", test_published_plus_codes);
  g_test_add_func ("/geo/notation/short-codes", test_short_codes);
  g_test_add_func ("/geo/notation/zones", test_zones);
  g_test_add_func ("/geo/notation/datum-in-front", test_datum_in_front);
  g_test_add_func ("/geo/notation/written-forms", test_written_forms);
  g_test_add_func ("/geo/notation/carry", test_carry);
  g_test_add_func ("/geo/notation/out-of-reach", test_out_of_reach);
  g_test_add_func ("/geo/notation/there-and-back", test_there_and_back);
  g_test_add_func ("/geo/notation/there-and-back-in-china", test_there_and_back_in_china);
  g_test_add_func ("/geo/notation/threads", test_threads);
  return g_test_run ();
}
