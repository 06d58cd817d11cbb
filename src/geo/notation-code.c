/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "base/i18n.h"
#include "geo/notation-private.h"

/* Open Location Code (Google, 2014, https://github.com/google/open-location-code): five pairs of base 20,
   then cells of 4 columns by 5 rows. */
static const char digits[] = "23456789CFGHJMPQRVWX";
#define BASE 20
#define N_PAIRS 5
#define N_PAIR_DIGITS (2 * N_PAIRS)
#define SEPARATOR_AT 8
#define MOST_DIGITS 15
#define CELL_COLUMNS 4
#define CELL_ROWS 5

typedef struct
{
  double lat, lon;           /* south-west corner */
  double lat_size, lon_size; /* degrees */
} CodeArea;

/* Decodes a full code without its separator and padding. */
static CodeArea
decode (const char *code, gsize n)
{
  CodeArea area = { -90.0, -180.0, 400.0, 400.0 };
  for (gsize i = 0; i < n; i++)
    {
      guint value = (guint) (strchr (digits, code[i]) - digits);
      if (i >= N_PAIR_DIGITS)
        {
          area.lat_size /= CELL_ROWS;
          area.lon_size /= CELL_COLUMNS;
          area.lat += area.lat_size * (value / CELL_COLUMNS);
          area.lon += area.lon_size * (value % CELL_COLUMNS);
        }
      else if (i % 2 == 0)
        area.lat += (area.lat_size /= BASE) * value;
      else
        area.lon += (area.lon_size /= BASE) * value;
    }
  return area;
}

/* The first ten digits of a position's code, without a separator. */
static void
encode_pairs (const HtPoint *at, char code[N_PAIR_DIGITS + 1])
{
  /* 8,000 cells a degree. The small amount takes 0.1 × 8000 to the cell it is meant to be in. */
  guint lat = (guint) CLAMP (floor ((at->lat + 90.0) * 8000.0 + 1e-6), 0.0, 180.0 * 8000.0 - 1.0);
  guint lon = (guint) fmod (floor ((at->lon + 180.0) * 8000.0 + 1e-6), 360.0 * 8000.0);
  for (int i = N_PAIRS - 1; i >= 0; i--, lat /= BASE, lon /= BASE)
    {
      code[2 * i] = digits[lat % BASE];
      code[2 * i + 1] = digits[lon % BASE];
    }
  code[N_PAIR_DIGITS] = '\0';
}

char *
ht_notation_format_plus_code (const HtPoint *at)
{
  char code[N_PAIR_DIGITS + 1];
  encode_pairs (at, code);
  const CodeArea cell = decode (code, N_PAIR_DIGITS);
  guint row
      = (guint) CLAMP (floor ((at->lat - cell.lat) / cell.lat_size * CELL_ROWS + 1e-6), 0.0, CELL_ROWS - 1.0);
  guint column = (guint) CLAMP (floor ((at->lon - cell.lon) / cell.lon_size * CELL_COLUMNS + 1e-6), 0.0,
                                CELL_COLUMNS - 1.0);
  return g_strdup_printf ("%.8s+%s%c", code, code + SEPARATOR_AT, digits[row * CELL_COLUMNS + column]);
}

/* The code's digits without separator and padding; FALSE where the text is no plus code. *@before is how many
   stood before the separator. */
static gboolean
split_code (const char *text, char *code, gsize *n, gsize *before)
{
  const char *plus = strchr (text, '+');
  *n = 0;
  if (plus == NULL || strchr (plus + 1, '+') != NULL)
    return FALSE;
  *before = (gsize) (plus - text);
  gsize padding = strcspn (text, "0");
  if (*before > SEPARATOR_AT || *before % 2 == 1 || *before == 0 || (padding < *before && plus[1] != '\0')
      || (padding < *before && (*before != SEPARATOR_AT || padding == 0 || padding % 2 == 1))
      || (padding >= *before && strlen (plus + 1) == 1))
    return FALSE;
  for (const char *p = text; *p != '\0'; p++)
    {
      gboolean is_padding = *p == '0' && (gsize) (p - text) >= padding && p < plus;
      if (p == plus || is_padding)
        continue;
      if (strchr (digits, *p) == NULL || *n == MOST_DIGITS || (gsize) (p - text) > padding + 1 + MOST_DIGITS)
        return FALSE;
      code[(*n)++] = *p;
    }
  return *n >= 2;
}

/* Completes a short code with the digits of the place it was said at, moved by a cell where that is nearer.
 */
static HtPoint
recover (const char *code, gsize n, gsize before, const HtPoint *near, double *size_deg)
{
  char full[N_PAIR_DIGITS + 1 + MOST_DIGITS];
  gsize n_missing = SEPARATOR_AT - before;
  encode_pairs (near, full);
  memcpy (full + n_missing, code, n);
  const CodeArea area = decode (full, n_missing + n);
  HtPoint at = { area.lon + area.lon_size / 2.0, area.lat + area.lat_size / 2.0 };
  double step = pow (BASE, 2.0 - (double) n_missing / 2.0);
  at.lat += at.lat - near->lat > step / 2.0 ? -step : near->lat - at.lat > step / 2.0 ? step : 0.0;
  at.lon += at.lon - near->lon > step / 2.0 ? -step : near->lon - at.lon > step / 2.0 ? step : 0.0;
  *size_deg = area.lat_size;
  return at;
}

void
ht_notation_read_plus_code (const HtNotationInput *input)
{
  char code[MOST_DIGITS + 1];
  gsize n, before;
  double size_deg;
  if (!split_code (input->text, code, &n, &before))
    return;
  if (before == SEPARATOR_AT)
    {
      const CodeArea area = decode (code, n);
      ht_notation_add (input, HT_NOTATION_PLUS_CODE,
                       (HtPoint){ area.lon + area.lon_size / 2.0, area.lat + area.lat_size / 2.0 },
                       area.lat_size * 111320.0, NULL);
    }
  else if (input->near != NULL && before >= 4)
    {
      const HtPoint at = recover (code, n, before, input->near, &size_deg);
      ht_notation_add (input, HT_NOTATION_PLUS_CODE, at, size_deg * 111320.0,
                       g_strdup (_ ("plus code near the map's middle")));
    }
}

static gboolean
take_degrees (const char **text, double *degrees)
{
  char *end;
  if (strspn (*text, "+-.0123456789") == 0)
    return FALSE;
  *degrees = g_ascii_strtod (*text, &end);
  gboolean any = end != *text;
  *text = end;
  return any && isfinite (*degrees);
}

/* RFC 5870: geo:LAT,LON[,ALT][;crs=wgs84][;u=METRES]. Android's q= follows a position of 0,0. */
void
ht_notation_read_geo_uri (const HtNotationInput *input)
{
  const char *text = input->text;
  double lat, lon, more, size = 1.0;
  if (!g_str_has_prefix (text, "GEO:"))
    return;
  text += 4;
  const char *query = g_str_has_prefix (text, "0,0?") ? strstr (text, "Q=") : NULL;
  if (query != NULL)
    text = query + 2;
  if (!take_degrees (&text, &lat) || *text++ != ',' || !take_degrees (&text, &lon))
    return;
  if (*text == ',' && (text++, !take_degrees (&text, &more)))
    return;
  const char *crs = strstr (text, ";CRS="), *uncertainty = strstr (text, ";U=");
  if (crs != NULL && !g_str_has_prefix (crs + 5, "WGS84"))
    return;
  if (uncertainty != NULL)
    size = CLAMP (g_ascii_strtod (uncertainty + 3, NULL), 0.0, 1e6);
  if (*text != '\0' && strchr (";?& ", *text) == NULL)
    return;
  ht_notation_add (input, HT_NOTATION_GEO_URI, (HtPoint){ lon, lat }, size, NULL);
}
