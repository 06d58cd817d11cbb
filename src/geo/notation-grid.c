/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "base/i18n.h"
#include "geo/notation-private.h"
#include "geo/projection.h"

/* Letters of MGRS (NGA.STND.0037, Universal Grids and Grid Reference Systems): bands of 8° from 80° S, X of
   12°; columns of 100 km in three sets, rows of 100 km in a cycle of 2,000 km that begins at F in even zones.
 */
static const char bands[] = "CDEFGHJKLMNPQRSTUVWX";
static const char columns[3][9] = { "ABCDEFGH", "JKLMNPQR", "STUVWXYZ" };
static const char rows[] = "ABCDEFGHJKLMNPQRSTUV";
#define N_ROWS 20
#define SQUARE_M 100000.0

static char
band_of (double lat)
{
  return bands[MIN ((guint) floor ((lat + 80.0) / 8.0), sizeof bands - 2)];
}

/* TRUE where @lat is in the band, give or take @slack degrees. */
static gboolean
is_in_band (char band, double lat, double slack)
{
  const char *found = strchr (bands, band);
  if (found == NULL)
    return FALSE;
  double south = -80.0 + 8.0 * (double) (found - bands);
  return lat >= south - slack && lat <= south + (band == 'X' ? 12.0 : 8.0) + slack;
}

/* A whole number of up to two digits. */
static gboolean
take_zone (const char **text, guint *zone)
{
  *zone = 0;
  for (guint i = 0; i < 2 && g_ascii_isdigit (**text); i++)
    *zone = *zone * 10 + (guint) (*(*text)++ - '0');
  return *zone >= 1 && *zone <= 60;
}

static guint
first_row (guint zone)
{
  return zone % 2 == 0 ? 5 : 0;
}

typedef struct
{
  guint zone, n_digits; /* digits of each of east and north */
  char band;
  double east_m;  /* of the spot's south-west corner */
  double north_m; /* modulo 2,000 km */
} MgrsParts;

static gboolean
split_mgrs (const char *text, MgrsParts *parts)
{
  if (!take_zone (&text, &parts->zone) || strlen (text) < 3)
    return FALSE;
  const char *column = strchr (columns[(parts->zone - 1) % 3], text[1]);
  const char *row = strchr (rows, text[2]);
  gsize n = strlen (text + 3);
  if (strchr (bands, text[0]) == NULL || column == NULL || row == NULL || n % 2 == 1 || n > 10
      || strspn (text + 3, "0123456789") != n)
    return FALSE;
  parts->band = text[0];
  parts->n_digits = (guint) n / 2;
  g_autofree char *east = g_strndup (text + 3, n / 2);
  double unit = SQUARE_M / pow (10.0, parts->n_digits);
  parts->east_m = SQUARE_M * (double) (column - columns[(parts->zone - 1) % 3] + 1)
                  + unit * (double) g_ascii_strtoull (east, NULL, 10);
  guint row_number = ((guint) (row - rows) + N_ROWS - first_row (parts->zone)) % N_ROWS;
  parts->north_m = SQUARE_M * row_number + unit * (double) g_ascii_strtoull (text + 3 + n / 2, NULL, 10);
  return TRUE;
}

void
ht_notation_read_mgrs (const HtNotationInput *input)
{
  MgrsParts parts;
  g_auto (GStrv) words = g_strsplit_set (input->text, " \t", -1);
  g_autofree char *joined = g_strjoinv ("", words);
  if (!split_mgrs (g_str_has_prefix (joined, "MGRS") ? joined + 4 : joined, &parts))
    return;
  double size = SQUARE_M / pow (10.0, parts.n_digits);
  /* The middle of the spot. Which of the cycles of 2,000 km is meant follows from the band. */
  for (double cycle = -10e6; cycle < 10e6; cycle += N_ROWS * SQUARE_M)
    {
      const HtGridPoint grid = { parts.east_m + size / 2.0, parts.north_m + cycle + size / 2.0 };
      HtPoint at;
      if (ht_projection_from_utm (parts.zone, &grid, &at) && is_in_band (parts.band, at.lat, size / 100000.0))
        {
          ht_notation_add (input, HT_NOTATION_MGRS, at, size, NULL);
          return;
        }
    }
}

char *
ht_notation_format_mgrs (const HtPoint *at)
{
  HtGridPoint grid;
  guint zone = ht_projection_get_utm_zone (at);
  if (zone == 0 || !ht_projection_to_utm (zone, at, &grid))
    return NULL;
  guint column = (guint) floor (grid.east_m / SQUARE_M);
  /* 10,000 km is five whole cycles of rows, so the southern half needs no case of its own. */
  double north = fmod (grid.north_m + 10e6, N_ROWS * SQUARE_M);
  guint row = ((guint) floor (north / SQUARE_M) + first_row (zone)) % N_ROWS;
  if (column < 1 || column > 8)
    return NULL;
  return g_strdup_printf ("%02u%c %c%c %05d %05d", zone, band_of (at->lat),
                          columns[(zone - 1) % 3][column - 1], rows[row], (int) fmod (grid.east_m, SQUARE_M),
                          (int) fmod (north, SQUARE_M));
}

/* A number of metres with an optional unit and direction behind it ("356103", "356103ME", "3461404.5 MN"). */
static gboolean
take_metres (const char **text, double *metres, double *size_m)
{
  const char *p = *text;
  while (*p != '\0' && strchr (" ,;", *p) != NULL)
    p++;
  const char *digits = p;
  double value = 0.0, scale = 1.0;
  for (; g_ascii_isdigit (*p); p++)
    value = value * 10.0 + (*p - '0');
  if (p - digits < 6 || p - digits > 8)
    return FALSE;
  if (*p == '.')
    for (p++; g_ascii_isdigit (*p); p++)
      value += (*p - '0') * (scale /= 10.0);
  while (*p == ' ')
    p++;
  if (*p == 'M')
    p++;
  *metres = value;
  *size_m = scale;
  *text = p;
  return TRUE;
}

static void
take_letter (const char **text, char letter)
{
  if (**text == letter)
    ++*text;
}

static void
add_utm (const HtNotationInput *input, guint zone, HtGridPoint grid, gboolean south, char band)
{
  HtPoint at;
  if (south)
    grid.north_m -= 10e6;
  if (grid.east_m < 100000.0 || grid.east_m > 900000.0 || !ht_projection_from_utm (zone, &grid, &at)
      || at.lat < -80.5 || at.lat > 84.5 || (band != 0 && !is_in_band (band, at.lat, 0.1)))
    return;
  ht_notation_add (input, HT_NOTATION_UTM, at, 1.0,
                   g_strdup_printf (south ? _ ("UTM zone %u south") : _ ("UTM zone %u north"), zone));
}

void
ht_notation_read_utm (const HtNotationInput *input)
{
  const char *text = input->text;
  guint zone;
  HtGridPoint grid;
  double size;
  text += g_str_has_prefix (text, "UTM") ? 3 : 0;
  text += strspn (text, " :");
  text += g_str_has_prefix (text, "ZONE") ? 4 : 0;
  text += strspn (text, " :");
  if (!take_zone (&text, &zone))
    return;
  text += strspn (text, " ");
  char letter = *text;
  if (!g_ascii_isupper (letter))
    return;
  text++;
  if (!take_metres (&text, &grid.east_m, &size))
    return;
  take_letter (&text, 'E');
  if (!take_metres (&text, &grid.north_m, &size))
    return;
  take_letter (&text, 'N');
  if (*text != '\0')
    return;
  /* The letter is a band; N and S also stand for the halves of the earth where the band does not fit. */
  guint before = input->readings->len;
  if (strchr (bands, letter) != NULL)
    add_utm (input, zone, grid, letter < 'N', letter);
  if (input->readings->len == before && (letter == 'N' || letter == 'S'))
    add_utm (input, zone, grid, letter == 'S', 0);
}

char *
ht_notation_format_utm (const HtPoint *at)
{
  HtGridPoint grid;
  guint zone = ht_projection_get_utm_zone (at);
  if (zone == 0 || !ht_projection_to_utm (zone, at, &grid))
    return NULL;
  double north = grid.north_m < 0.0 ? grid.north_m + 10e6 : grid.north_m;
  return g_strdup_printf ("%02u%c %06d %07d", zone, band_of (at->lat), (int) lround (grid.east_m),
                          (int) lround (north));
}

#define GAUSS_FIRST 25
#define GAUSS_LAST 45
/* Shanghai's: central meridian 120° E. */
#define GAUSS_DEFAULT 40

static gboolean
is_north (double metres)
{
  /* 14° to 56° N. */
  return metres >= 1.5e6 && metres <= 6.2e6;
}

static void
add_gauss_zone (const HtNotationInput *input, guint zone, HtGridPoint grid, double size_m)
{
  HtPoint at;
  if (zone < GAUSS_FIRST || zone > GAUSS_LAST || grid.east_m < 1e5 || grid.east_m > 9e5
      || !ht_projection_from_gauss (zone, &grid, &at))
    return;
  ht_notation_add (input, HT_NOTATION_GAUSS_KRUGER, at, size_m,
                   g_strdup_printf (_ ("CGCS2000 metres, 3° zone %u (%u° E)"), zone, zone * 3));
}

static void
add_gauss (const HtNotationInput *input, double north_m, double east_m, double size_m)
{
  guint prefix = (guint) (east_m / 1e6);
  const HtGridPoint grid = { east_m - prefix * 1e6, north_m };
  if (!is_north (north_m))
    return;
  if (prefix != 0 || input->near == NULL)
    {
      add_gauss_zone (input, prefix != 0 ? prefix : GAUSS_DEFAULT, grid, size_m);
      return;
    }
  /* Without a zone, those west and east of the region: a city keeps one zone beyond its edge. */
  guint west = (guint) CLAMP (input->near->lon / 3.0, 0.0, 60.0);
  add_gauss_zone (input, west, grid, size_m);
  add_gauss_zone (input, west + 1, grid, size_m);
}

/* Surveyors write X for north and Y for east. */
static void
skip_axis (const char **text)
{
  *text += strspn (*text, " ,;");
  if (**text != '\0' && strchr ("XYNE", **text) != NULL)
    ++*text;
  *text += strspn (*text, " =:");
}

void
ht_notation_read_gauss (const HtNotationInput *input)
{
  const char *text = input->text;
  double first, second, size;
  skip_axis (&text);
  if (!take_metres (&text, &first, &size))
    return;
  skip_axis (&text);
  if (!take_metres (&text, &second, &size))
    return;
  text += strspn (text, " NE");
  if (*text != '\0')
    return;
  /* North has seven digits, east six, or eight with its zone, so the order shows. */
  add_gauss (input, first, second, size);
  add_gauss (input, second, first, size);
  /* East before north without a zone is also how UTM is read off a map. */
  guint zone = input->near != NULL ? ht_projection_get_utm_zone (input->near) : 0;
  if (zone != 0 && first < 1e6)
    add_utm (input, zone, (HtGridPoint){ first, second }, input->near->lat < 0.0, 0);
}

char *
ht_notation_format_gauss (const HtPoint *at)
{
  HtGridPoint grid;
  /* Shanghai is measured in one zone, though it reaches 0.7° beyond its edge. */
  gboolean in_shanghai = at->lon > 120.8 && at->lon < 122.3 && at->lat > 30.6 && at->lat < 32.0;
  long zone = in_shanghai ? GAUSS_DEFAULT : lround (at->lon / 3.0);
  if (zone < GAUSS_FIRST || zone > GAUSS_LAST || !ht_projection_to_gauss ((guint) zone, at, &grid)
      || !is_north (grid.north_m))
    return NULL;
  GString *out = g_string_new (NULL);
  ht_notation_put_number (out, grid.north_m, 1);
  g_string_append_c (out, ' ');
  ht_notation_put_number (out, grid.east_m + (double) zone * 1e6, 1);
  return g_string_free (out, FALSE);
}
