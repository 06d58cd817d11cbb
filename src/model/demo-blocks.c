/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <stdlib.h>

#include "model/demo-private.h"

#define MOST 9       /* nodes in a row or column of a block */
#define INSET_M 92.0 /* from the main roads' middle lines to the outermost nodes */
#define GATE_TRIES 60

/* How the streets inside a cell are made. */
typedef struct
{
  guint gates; /* ways out to the main roads: few, as in real superblocks */
  double spacing_m;
  double extra, one_way,
      gated; /* probabilities: a street beyond the tree; it is one-way; a gate is private */
  HtRoadClass road_class;
  float speed_kmh;
  const char *suffix; /* of street names; NULL: nameless */
  guint name_every;   /* which rows and columns have a name */
} Style;

static const Style styles[HT_DEMO_N_USES] = {
  [HT_DEMO_ESTATE] = { 3, 130, 0.35, 0, 0.3, HT_ROAD_RESIDENTIAL, 25, "弄", 2 },
  [HT_DEMO_TOWERS] = { 3, 165, 0.4, 0, 0.5, HT_ROAD_SERVICE, 20, NULL, 1 },
  [HT_DEMO_OLD] = { 5, 80, 0.35, 0.4, 0, HT_ROAD_LIVING_STREET, 15, "弄", 1 },
  [HT_DEMO_CENTRE] = { 6, 140, 0.6, 0.4, 0, HT_ROAD_UNCLASSIFIED, 35, "街", 1 },
  [HT_DEMO_INDUSTRY] = { 2, 200, 0.3, 0, 0.6, HT_ROAD_SERVICE, 20, NULL, 1 },
  [HT_DEMO_VILLAGE] = { 2, 190, 0.15, 0, 0, HT_ROAD_UNCLASSIFIED, 30, "路", 1 },
  [HT_DEMO_CAMPUS] = { 2, 190, 0.3, 0, 1, HT_ROAD_SERVICE, 15, NULL, 1 },
  [HT_DEMO_PARK] = { 3, 170, 0.3, 0, 0, HT_ROAD_PATH, 5, NULL, 1 },
};

/* A possible street from a node of the block to its neighbour east (or north). */
typedef struct
{
  guint a, b;  /* places in the block */
  guint line;  /* the row it lies in, or MOST + its column */
  guint64 lot; /* drawn; low ones are built first */
} Link;

typedef struct
{
  HtDemo *demo;
  const Style *style;
  HtDemoRect rect;
  guint columns, rows;
  guint nodes[MOST * MOST]; /* place = row * columns + column → node */
  guint group[MOST * MOST]; /* union-find */
  HtSection like[2 * MOST]; /* a pattern for each row and column */
} Block;

static guint
find_group (Block *block, guint place)
{
  while (block->group[place] != place)
    place = block->group[place] = block->group[block->group[place]];
  return place;
}

static void
scatter_nodes (Block *block)
{
  HtDemoDice *dice = &block->demo->dice;
  double width = block->rect.u1 - block->rect.u0, height = block->rect.v1 - block->rect.v0;
  double jitter_m = MIN (0.2 * block->style->spacing_m, 20);
  block->columns = CLAMP ((guint) round (width / block->style->spacing_m) + 1, 2, MOST);
  block->rows = CLAMP ((guint) round (height / block->style->spacing_m) + 1, 2, MOST);
  for (guint row = 0; row < block->rows; row++)
    for (guint column = 0; column < block->columns; column++)
      {
        HtDemoSpot spot = { block->rect.u0 + width * column / (block->columns - 1),
                            block->rect.v0 + height * row / (block->rows - 1) };
        spot.u += ht_demo_dice_between (dice, -jitter_m, jitter_m);
        spot.v += ht_demo_dice_between (dice, -jitter_m, jitter_m);
        guint place = row * block->columns + column;
        block->nodes[place] = ht_demo_add_node (block->demo, spot);
        block->group[place] = place;
      }
}

/* One way, and for the named ones one name, for each row and column. */
static void
name_lines (Block *block)
{
  const Style *style = block->style;
  for (guint i = 0; i < 2 * MOST; i++)
    {
      gboolean used = i < MOST ? i < block->rows : i - MOST < block->columns;
      gboolean named = used && style->suffix != NULL && i % style->name_every == 0;
      g_autofree char *name = named ? ht_demo_next_street_name (block->demo, style->suffix) : g_strdup ("");
      gboolean drivable = style->road_class != HT_ROAD_PATH;
      block->like[i] = (HtSection){ .way_id = block->demo->next_way++,
                                    .road_class = (guint8) style->road_class,
                                    .flags = drivable ? HT_SECTION_FORWARD | HT_SECTION_BACKWARD : 0,
                                    .speed_kmh = style->speed_kmh,
                                    .name = ht_demo_add_name (block->demo, name) };
    }
}

static int
compare_links (gconstpointer a, gconstpointer b)
{
  const Link *x = a, *y = b;
  return (x->lot > y->lot) - (x->lot < y->lot);
}

static GArray *
draw_links (Block *block)
{
  GArray *links = g_array_new (FALSE, FALSE, sizeof (Link));
  for (guint row = 0; row < block->rows; row++)
    for (guint column = 0; column < block->columns; column++)
      {
        guint place = row * block->columns + column;
        Link east = { place, place + 1, row, ht_demo_dice_next (&block->demo->dice) };
        Link north = { place, place + block->columns, MOST + column, ht_demo_dice_next (&block->demo->dice) };
        if (column + 1 < block->columns)
          g_array_append_val (links, east);
        if (row + 1 < block->rows)
          g_array_append_val (links, north);
      }
  g_array_sort (links, compare_links);
  return links;
}

/* A random spanning tree (Kruskal 1956 with drawn lots), two-way so that all is reached, and some streets
 * more. */
static void
lay_streets (Block *block)
{
  HtDemo *demo = block->demo;
  g_autoptr (GArray) links = draw_links (block);
  for (guint i = 0; i < links->len; i++)
    {
      const Link *link = &g_array_index (links, Link, i);
      guint a = find_group (block, link->a), b = find_group (block, link->b);
      HtSection like = block->like[link->line];
      if (a == b)
        {
          if (!ht_demo_dice_happens (&demo->dice, block->style->extra))
            continue;
          if (ht_demo_dice_happens (&demo->dice, block->style->one_way))
            like.flags &= ~(guint32) (ht_demo_dice_below (&demo->dice, 2) == 0 ? HT_SECTION_FORWARD
                                                                               : HT_SECTION_BACKWARD);
        }
      block->group[a] = b;
      ht_demo_add_section (demo, block->nodes[link->a], block->nodes[link->b], &like);
    }
}

/* A place on the edge of the block and the main road beyond it. */
typedef struct
{
  guint place, line; /* line: of block->like */
  HtDemoLine *road;
  double at; /* along the road */
} Gate;

static gboolean
draw_gate (Block *block, HtDemoRect cell, Gate *gate)
{
  HtDemo *demo = block->demo;
  guint side = ht_demo_dice_below (&demo->dice, 4);
  gboolean vertical = side < 2; /* west, east, south, north */
  guint k = ht_demo_dice_below (&demo->dice, vertical ? block->rows : block->columns);
  guint column = side == 0 ? 0 : side == 1 ? block->columns - 1 : k;
  guint row = side == 2 ? 0 : side == 3 ? block->rows - 1 : k;
  const double edges[4] = { cell.u0, cell.u1, cell.v0, cell.v1 };
  gate->place = row * block->columns + column;
  gate->line = vertical ? row : MOST + column;
  HtDemoSpot spot = g_array_index (demo->spots, HtDemoSpot, block->nodes[gate->place]);
  gate->at = vertical ? spot.v : spot.u;
  gate->road = ht_demo_find_line (demo, vertical, edges[side], gate->at);
  HtDemoSpot end = vertical ? (HtDemoSpot){ edges[side], spot.v } : (HtDemoSpot){ spot.u, edges[side] };
  return gate->road != NULL && !ht_demo_is_kept_out (demo, spot, end, 8);
}

static void
open_gate (Block *block, const Gate *gate, guint number)
{
  HtDemo *demo = block->demo;
  HtSection like = block->like[gate->line];
  like.way_id = demo->next_way++;
  if (number > 0 && ht_demo_dice_happens (&demo->dice, block->style->gated))
    like.flags |= HT_SECTION_PRIVATE;
  if (number == 1 && like.road_class == HT_ROAD_LIVING_STREET)
    like.max_height_m = 3.2f; /* an old archway: no engine passes */
  ht_demo_add_section (demo, block->nodes[gate->place], ht_demo_add_stop (demo, gate->road, gate->at), &like);
}

static void
open_gates (Block *block, HtDemoRect cell)
{
  gboolean used[MOST * MOST] = { FALSE };
  guint n_open = 0;
  for (guint i = 0; i < GATE_TRIES && n_open < block->style->gates; i++)
    {
      Gate gate;
      if (!draw_gate (block, cell, &gate) || used[gate.place])
        continue;
      used[gate.place] = TRUE;
      open_gate (block, &gate, n_open++);
    }
}

void
ht_demo_build_blocks (HtDemo *demo)
{
  for (guint column = 0; column < HT_DEMO_COLUMNS; column++)
    for (guint row = 0; row < HT_DEMO_ROWS; row++)
      {
        HtDemoRect cell = ht_demo_get_cell (demo, column, row);
        Block block
            = { .demo = demo,
                .style = &styles[ht_demo_get_use (column, row)],
                .rect = { cell.u0 + INSET_M, cell.v0 + INSET_M, cell.u1 - INSET_M, cell.v1 - INSET_M } };
        scatter_nodes (&block);
        name_lines (&block);
        lay_streets (&block);
        open_gates (&block, cell);
      }
}
