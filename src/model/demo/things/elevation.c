/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "geo/projection.h"
#include "model/demo/things/subjects.h"

/*
 * Heights of the land in tiles of 256 x 256 cells of 100 m on the national grid (EPSG:4549), centimetres
 * above the Wusong zero, 16 bits, the low byte first, rows from north to south; the tile's north_m and east_m
 * are those of its north-west corner. Sea and what is not the city's is VOID. The shape is that of the delta
 * (low in the west, a ridge east of it, 3 to 5 m everywhere) with smooth noise; the few hills are from
 * memory.
 */
#define SIZE 256
#define CELL_M 100.0
#define VOID_CM (-32768)
#define WATER_CM 210 /* mean level of the inner rivers */
#define DATUM "吴淞高程"
#define ZONE 40

typedef struct
{
  guint rows, cols;   /* whole tiles */
  double north, east; /* north-west corner, m */
  gint16 *heights;
  guint64 seed;
} Grid;

static const struct
{
  double lon, lat, height_m;
} hills[]
    = { { 121.191, 31.095, 99 }, { 121.146, 31.073, 98 }, { 121.183, 31.079, 70 }, { 121.176, 31.060, 62 },
        { 121.126, 31.043, 54 }, { 121.200, 31.107, 50 }, { 121.228, 31.110, 32 }, { 121.375, 30.722, 20 } };

/* Values between -1 and 1 on a lattice, smooth between (Perlin's fade). */
static double
lattice (guint64 seed, gint64 i, gint64 j)
{
  HtDemoDice dice = { seed ^ (guint64) i * 0x9e3779b97f4a7c15u ^ (guint64) j * 0xc2b2ae3d27d4eb4fu };
  return ht_demo_dice_between (&dice, -1, 1);
}

static double
noise (guint64 seed, double x, double y)
{
  gint64 i = (gint64) floor (x), j = (gint64) floor (y);
  double u = x - (double) i, v = y - (double) j;
  u = u * u * (3 - 2 * u);
  v = v * v * (3 - 2 * v);
  double low = lattice (seed, i, j) * (1 - u) + lattice (seed, i + 1, j) * u;
  double high = lattice (seed, i, j + 1) * (1 - u) + lattice (seed, i + 1, j + 1) * u;
  return low * (1 - v) + high * v;
}

static double
height_at (const Grid *grid, double east, double north)
{
  /* The old shore runs north to south near 621 km east; west of it the lake plain. */
  double west = 1 / (1 + exp ((east - 612000) / 4000));
  double ridge = exp (-pow ((east - 641000) / 12000, 2));
  return 3.7 - 1.0 * west + 0.6 * ridge + 0.45 * noise (grid->seed, east / 4000, north / 4000)
         + 0.2 * noise (grid->seed + 1, east / 700, north / 700);
}

/* --- filling --- */

typedef void (*PaintRun) (Grid *grid, guint row, guint from, guint to);

static void
paint_land (Grid *grid, guint row, guint from, guint to)
{
  double north = grid->north - (row + 0.5) * CELL_M;
  for (guint col = from; col < to; col++)
    {
      double east = grid->east + (col + 0.5) * CELL_M;
      grid->heights[(gsize) row * grid->cols + col] = (gint16) round (100 * height_at (grid, east, north));
    }
}

static void
paint_water (Grid *grid, guint row, guint from, guint to)
{
  for (guint col = from; col < to; col++)
    if (grid->heights[(gsize) row * grid->cols + col] != VOID_CM)
      grid->heights[(gsize) row * grid->cols + col] = WATER_CM;
}

static int
compare_doubles (gconstpointer a, gconstpointer b)
{
  double x = *(const double *) a, y = *(const double *) b;
  return (x > y) - (x < y);
}

/* Crossings of the rings with the middle line of a row. */
static void
cross_row (const HtGeometry *area, const HtGridPoint *points, double north, GArray *crossings)
{
  g_array_set_size (crossings, 0);
  for (guint part = 0; part < area->n_parts; part++)
    for (guint i = area->part_start[part] + 1; i < area->part_start[part + 1]; i++)
      {
        HtGridPoint a = points[i - 1], b = points[i];
        if ((a.north_m > north) == (b.north_m > north))
          continue;
        double east = a.east_m + (b.east_m - a.east_m) * (north - a.north_m) / (b.north_m - a.north_m);
        g_array_append_val (crossings, east);
      }
  g_array_sort (crossings, compare_doubles);
}

static guint
column_at (const Grid *grid, double east)
{
  return (guint) CLAMP (ceil ((east - grid->east) / CELL_M - 0.5), 0, grid->cols);
}

/* Even-odd, cells whose middles are inside. */
static void
fill (Grid *grid, const HtGeometry *area, PaintRun paint)
{
  g_autofree HtGridPoint *points = g_new0 (HtGridPoint, area->n_points);
  g_autoptr (GArray) crossings = g_array_new (FALSE, FALSE, sizeof (double));
  double top = -INFINITY, bottom = INFINITY;
  for (guint i = 0; i < area->n_points; i++)
    {
      if (!ht_projection_to_gauss (ZONE, &area->points[i], &points[i]))
        return;
      top = MAX (top, points[i].north_m);
      bottom = MIN (bottom, points[i].north_m);
    }
  guint first = (guint) CLAMP (floor ((grid->north - top) / CELL_M), 0, grid->rows);
  guint last = (guint) CLAMP (ceil ((grid->north - bottom) / CELL_M), 0, grid->rows);
  for (guint row = first; row < last; row++)
    {
      cross_row (area, points, grid->north - (row + 0.5) * CELL_M, crossings);
      for (guint i = 0; i + 1 < crossings->len; i += 2)
        paint (grid, row, column_at (grid, g_array_index (crossings, double, i)),
               column_at (grid, g_array_index (crossings, double, i + 1)));
    }
}

static void
raise_hill (Grid *grid, int row, int col, double height_m)
{
  for (int r = MAX (row - 10, 0); r < MIN (row + 11, (int) grid->rows); r++)
    for (int c = MAX (col - 10, 0); c < MIN (col + 11, (int) grid->cols); c++)
      {
        gint16 *cell = &grid->heights[(gsize) r * grid->cols + c];
        double away = hypot (r - row, c - col) / 3.5;
        if (*cell != VOID_CM)
          *cell = (gint16) (*cell + 100 * (height_m - 4) * exp (-away * away));
      }
}

static void
raise_hills (Grid *grid)
{
  for (guint h = 0; h < G_N_ELEMENTS (hills); h++)
    {
      HtPoint at = { hills[h].lon, hills[h].lat };
      HtGridPoint top;
      if (ht_projection_to_gauss (ZONE, &at, &top))
        raise_hill (grid, (int) ((grid->north - top.north_m) / CELL_M),
                    (int) ((top.east_m - grid->east) / CELL_M), hills[h].height_m);
    }
}

/* --- tiles --- */

static HtGeometry *
tile_outline (double north, double east)
{
  const double side = SIZE * CELL_M;
  const HtGridPoint corners[5] = { { east, north - side },
                                   { east + side, north - side },
                                   { east + side, north },
                                   { east, north },
                                   { east, north - side } };
  const guint starts[2] = { 0, 5 };
  const guint8 outer = 1;
  HtPoint points[5];
  for (guint i = 0; i < 5; i++)
    if (!ht_projection_from_gauss (ZONE, &corners[i], &points[i]))
      return NULL;
  points[4] = points[0];
  return ht_geometry_new_parts (HT_GEOMETRY_POLYGON, points, starts, &outer, 1);
}

static void
add_tile (HtKit *kit, const Grid *grid, guint tile_row, guint tile_col)
{
  g_autofree guint8 *bytes = g_malloc (2 * SIZE * SIZE);
  guint land = 0;
  for (guint r = 0; r < SIZE; r++)
    for (guint c = 0; c < SIZE; c++)
      {
        gsize from = (gsize) (tile_row * SIZE + r) * grid->cols + tile_col * SIZE + c;
        guint16 value = (guint16) grid->heights[from];
        bytes[2 * (r * SIZE + c)] = (guint8) (value & 0xff);
        bytes[2 * (r * SIZE + c) + 1] = (guint8) (value >> 8);
        land += grid->heights[from] != VOID_CM;
      }
  double north = grid->north - tile_row * SIZE * CELL_M, east = grid->east + tile_col * SIZE * CELL_M;
  HtGeometry *outline = land > 0 ? tile_outline (north, east) : NULL;
  if (outline == NULL)
    return;
  HtKitName name = { NULL, NULL, "高程", "Elevation", kit->features->len + 1 };
  HtValue *attributes = ht_kit_add (kit, &name, outline);
  ht_value_set_text (attributes, "datum", DATUM);
  ht_value_set_real (attributes, "cell_m", CELL_M);
  ht_value_set_int (attributes, "rows", SIZE);
  ht_value_set_int (attributes, "cols", SIZE);
  ht_value_set_real (attributes, "north_m", north);
  ht_value_set_real (attributes, "east_m", east);
  ht_value_set (attributes, "heights_cm", ht_value_new_bytes (bytes, 2 * SIZE * SIZE));
}

static gboolean
lay_grid (const HtKit *kit, Grid *grid)
{
  HtGridPoint low, high;
  HtBox box = ht_box_empty ();
  for (guint i = 0; i < kit->ground->blocks->len; i++)
    ht_box_add (&box, &ht_kit_block (kit, i)->at);
  HtPoint south_west = { box.min_lon - 0.03, box.min_lat - 0.03 },
          north_east = { box.max_lon + 0.03, box.max_lat + 0.03 };
  if (!ht_projection_to_gauss (ZONE, &south_west, &low) || !ht_projection_to_gauss (ZONE, &north_east, &high))
    return FALSE;
  grid->east = floor (low.east_m / CELL_M) * CELL_M;
  grid->north = ceil (high.north_m / CELL_M) * CELL_M;
  grid->cols = SIZE * (guint) ceil ((high.east_m - grid->east) / (SIZE * CELL_M));
  grid->rows = SIZE * (guint) ceil ((grid->north - low.north_m) / (SIZE * CELL_M));
  grid->heights = g_new (gint16, (gsize) grid->rows * grid->cols);
  for (gsize i = 0; i < (gsize) grid->rows * grid->cols; i++)
    grid->heights[i] = VOID_CM;
  return TRUE;
}

gboolean
ht_kit_make_elevation (HtKit *kit, GError **error)
{
  Grid grid = { .seed = kit->ground->seed };
  const GPtrArray *water = ht_map_data_get_features (kit->ground->map, "water");
  ht_kit_begin (kit, "elevation");
  if (lay_grid (kit, &grid))
    {
      for (guint i = 0; i < ht_kit_n_areas (kit, HT_GROUND_DISTRICT); i++)
        {
          const HtGroundArea *area = &g_array_index (kit->ground->areas[HT_GROUND_DISTRICT], HtGroundArea, i);
          if (area->geometry != NULL)
            fill (&grid, area->geometry, paint_land);
        }
      raise_hills (&grid);
      for (guint i = 0; water != NULL && i < water->len; i++)
        {
          const HtFeature *feature = water->pdata[i];
          const char *kind = ht_value_member_text (feature->attributes, "kind", "");
          if ((g_str_equal (kind, "river") || g_str_equal (kind, "lake"))
              && feature->geometry->kind == HT_GEOMETRY_POLYGON)
            fill (&grid, feature->geometry, paint_water);
        }
      for (guint row = 0; row < grid.rows / SIZE; row++)
        for (guint col = 0; col < grid.cols / SIZE; col++)
          add_tile (kit, &grid, row, col);
    }
  g_free (grid.heights);
  return ht_kit_end (kit, error);
}
