/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names on the map: none over another, the same from every side, readable. */
#include <math.h>
#include <string.h>

#include "draw/label-cache.h"
#include "draw/projection.h"
#include "town.h"

static const TownOptions rich = { .streets = 17, .buildings = 5, .bend = 0.12, .rich = TRUE };

static double
world_px (double zoom)
{
  return 256 * exp2 (zoom);
}

/* A window of @side pixels round a point of the town. */
static HtRect
window_at (double zoom, double lon, double lat, double side)
{
  double x = ht_mercator_x (lon) * world_px (zoom), y = ht_mercator_y (lat) * world_px (zoom);
  return (HtRect){ x - side / 2, y - side / 2, x + side / 2, y + side / 2 };
}

static GPtrArray *
place (HtScene *scene, double zoom, double side)
{
  HtRect window = window_at (zoom, TOWN_LON, TOWN_LAT, side);
  return ht_label_cache_place (scene->labels, scene, world_px (zoom), &window);
}

static const HtLabel *
label_at (const GPtrArray *labels, guint i)
{
  return g_ptr_array_index (labels, i);
}

static gboolean
boxes_meet (const HtLabel *a, const HtLabel *b)
{
  for (guint i = 0; i < a->n_boxes; i++)
    for (guint k = 0; k < b->n_boxes; k++)
      if (a->boxes[i].x0 < b->boxes[k].x1 && a->boxes[i].x1 > b->boxes[k].x0
          && a->boxes[i].y0 < b->boxes[k].y1 && a->boxes[i].y1 > b->boxes[k].y0)
        return TRUE;
  return FALSE;
}

static void
test_disjoint (void)
{
  g_autoptr (HtScene) scene = town_new_scene (&rich);
  for (double zoom = 10; zoom <= 19.5; zoom += 0.5)
    {
      g_autoptr (GPtrArray) labels = place (scene, zoom, 1600);
      for (guint i = 0; i < labels->len; i++)
        for (guint k = i + 1; k < labels->len; k++)
          g_assert_false (boxes_meet (label_at (labels, i), label_at (labels, k)));
      if (zoom >= 15)
        g_assert_cmpuint (labels->len, >, 10);
    }
}

/* The same name does not come again within its distance. */
static void
test_no_repeats (void)
{
  g_autoptr (HtScene) scene = town_new_scene (&rich);
  g_autoptr (GPtrArray) labels = place (scene, 17, 3000);
  guint again = 0;
  for (guint i = 0; i < labels->len; i++)
    for (guint k = i + 1; k < labels->len; k++)
      {
        const HtLabel *a = label_at (labels, i), *b = label_at (labels, k);
        if (a->name != b->name || a->name == 0)
          continue;
        again++;
        g_assert_cmpfloat (hypot (a->x - b->x, a->y - b->y), >=, MIN (a->repeat_px, b->repeat_px));
      }
  /* On a window this large long streets are named more than once. */
  g_assert_cmpuint (again, >, 0);
}

/* The definition itself: in order of rank, each label is kept if it conflicts with none kept before. */
static void
test_is_greedy (void)
{
  g_autoptr (HtScene) scene = town_new_scene (&rich);
  double zoom = 16, side = HT_LABEL_BLOCK_PX;
  HtRect window = window_at (zoom, TOWN_LON, TOWN_LAT, 6000);
  HtLabelMaker maker = { .scene = scene,
                         .zoom = zoom,
                         .px_per_unit = world_px (zoom) * exp2 (-32),
                         .labels = g_ptr_array_new_with_free_func ((GDestroyNotify) ht_label_unref) };
  for (double y = floor (window.y0 / side); y <= floor (window.y1 / side); y++)
    for (double x = floor (window.x0 / side); x <= floor (window.x1 / side); x++)
      {
        maker.block = (HtRect){ x * side, y * side, (x + 1) * side, (y + 1) * side };
        ht_label_maker_add_spots (&maker);
        ht_label_maker_add_lines (&maker);
      }
  guint kept = 0;
  for (guint round = 0; round < maker.labels->len; round++)
    {
      /* Selection by rank, so that the sort of the code under test is not trusted. */
      HtLabel *best = NULL;
      for (guint i = 0; i < maker.labels->len; i++)
        {
          HtLabel *label = g_ptr_array_index (maker.labels, i);
          if (label->state == 0 && (best == NULL || ht_label_compare (label, best) < 0))
            best = label;
        }
      best->state = 1;
      for (guint i = 0; i < maker.labels->len && best->state == 1; i++)
        {
          HtLabel *other = g_ptr_array_index (maker.labels, i);
          if (other != best && other->state == 1 && ht_label_conflicts (best, other))
            best->state = 2;
        }
      kept += best->state == 1;
    }
  g_autoptr (GPtrArray) placed = ht_label_cache_place (scene->labels, scene, world_px (zoom), &window);
  g_assert_cmpuint (placed->len, ==, kept);
  g_assert_cmpuint (kept, >, 30);
  g_assert_cmpuint (kept, <, maker.labels->len);
  g_ptr_array_unref (maker.labels);
}

static gboolean
touches (const HtLabel *label, const HtRect *window)
{
  return label->bounds.x0 < window->x1 && label->bounds.x1 > window->x0 && label->bounds.y0 < window->y1
         && label->bounds.y1 > window->y0;
}

/* Whoever looks first, and at whatever window: each window gets exactly the labels of the whole that touch
 * it. */
static void
test_same_from_every_side (void)
{
  g_autoptr (HtScene) whole_scene = town_new_scene (&rich);
  double zoom = 16.0;
  g_autoptr (GPtrArray) whole = place (whole_scene, zoom, 4000);
  for (int round = 0; round < 12; round++)
    {
      g_autoptr (HtScene) scene = town_new_scene (&rich);
      HtRect window = window_at (zoom, TOWN_LON + g_test_rand_double_range (-0.006, 0.006),
                                 TOWN_LAT + g_test_rand_double_range (-0.006, 0.006), 256);
      g_autoptr (GPtrArray) part = ht_label_cache_place (scene->labels, scene, world_px (zoom), &window);
      guint next = 0;
      for (guint i = 0; i < whole->len; i++)
        {
          if (!touches (label_at (whole, i), &window))
            continue;
          g_assert_cmpuint (next, <, part->len);
          g_assert_cmpint (ht_label_compare (label_at (whole, i), label_at (part, next++)), ==, 0);
        }
      g_assert_cmpuint (next, ==, part->len);
    }
}

/* Forgetting what was worked out changes nothing. */
static void
test_forgetting (void)
{
  g_autoptr (HtScene) scene = town_new_scene (&rich);
  g_autoptr (GPtrArray) before = place (scene, 17, 800);
  for (int i = 0; i < 30; i++)
    {
      HtRect far = window_at (18, TOWN_LON + 0.5 + i * 0.05, TOWN_LAT, 6000);
      g_ptr_array_unref (ht_label_cache_place (scene->labels, scene, world_px (18), &far));
    }
  g_autoptr (GPtrArray) after = place (scene, 17, 800);
  g_assert_cmpuint (before->len, ==, after->len);
  for (guint i = 0; i < before->len; i++)
    {
      g_assert_true (label_at (before, i) != label_at (after, i));
      g_assert_cmpint (ht_label_compare (label_at (before, i), label_at (after, i)), ==, 0);
    }
}

static void
test_reach (void)
{
  g_autoptr (HtScene) scene = town_new_scene (&rich);
  for (double zoom = 11; zoom <= 19; zoom++)
    {
      g_autoptr (GPtrArray) labels = place (scene, zoom, 1500);
      for (guint i = 0; i < labels->len; i++)
        {
          const HtLabel *l = label_at (labels, i);
          g_assert_cmpfloat (l->x - l->bounds.x0, <=, HT_LABEL_REACH_PX);
          g_assert_cmpfloat (l->bounds.x1 - l->x, <=, HT_LABEL_REACH_PX);
          g_assert_cmpfloat (l->y - l->bounds.y0, <=, HT_LABEL_REACH_PX);
          g_assert_cmpfloat (l->bounds.y1 - l->y, <=, HT_LABEL_REACH_PX);
          g_assert_cmpfloat (l->repeat_px, <=, HT_LABEL_BLOCK_PX);
        }
    }
}

/* One street from the middle of a town out to @lon, @lat, as a named line. */
static HtScene *
one_street (const char *name, double lon, double lat)
{
  HtSceneBuilder *builder = ht_scene_builder_new ();
  HtNetwork *network = ht_network_new ();
  HtRoadNode nodes[2] = { { 1, { TOWN_LON, TOWN_LAT } }, { 2, { lon, lat } } };
  HtSection section
      = { .from = 0, .to = 1, .n_points = 2, .road_class = HT_ROAD_PRIMARY, .name = 1, .flags = 3 };
  g_ptr_array_add (network->names, g_strdup (name));
  g_array_append_vals (network->nodes, nodes, 2);
  g_array_append_val (network->points, nodes[0].at);
  g_array_append_val (network->points, nodes[1].at);
  g_array_append_val (network->sections, section);
  ht_scene_builder_set_network (builder, network);
  ht_network_unref (network);
  return ht_scene_builder_finish (builder);
}

/* The first label of a street that leaves at @bearing degrees clockwise from north. */
static HtLabel *
label_of_street (const char *name, double bearing)
{
  double reach = 0.01;
  g_autoptr (HtScene) scene
      = one_street (name, TOWN_LON + reach * sin (bearing * G_PI / 180) / cos (TOWN_LAT * G_PI / 180),
                    TOWN_LAT + reach * cos (bearing * G_PI / 180));
  g_autoptr (GPtrArray) labels = place (scene, 16, 4000);
  g_assert_cmpuint (labels->len, >, 0);
  return ht_label_ref (g_ptr_array_index (labels, 0));
}

/* Chinese stands within 50° of upright whichever way the street runs, and reads left to right or downwards.
 */
static void
test_chinese_upright (void)
{
  for (int bearing = 0; bearing < 360; bearing += 10)
    {
      HtLabel *label = label_of_street ("四川北路", bearing);
      g_assert_cmpuint (label->n_glyphs, ==, 4);
      const HtLabelGlyph *first = &label->glyphs[0], *last = &label->glyphs[3];
      double dx = last->x - first->x, dy = last->y - first->y;
      for (guint i = 0; i < 4; i++)
        {
          double tilt = fabs (remainder (label->glyphs[i].angle, 2 * G_PI));
          g_assert_cmpfloat (tilt, <, 51 * G_PI / 180);
        }
      if (fabs (dy) > 1.25 * fabs (dx))
        g_assert_cmpfloat (dy, >, 0);
      else if (fabs (dy) < 1.1 * fabs (dx))
        g_assert_cmpfloat (dx, >, 0);
      ht_label_unref (label);
    }
}

/* Latin goes along its street and is never upside down. */
static void
test_latin_along (void)
{
  for (int bearing = 0; bearing < 360; bearing += 15)
    {
      HtLabel *label = label_of_street ("Nanjing Road", bearing);
      g_assert_cmpuint (label->n_glyphs, ==, 12);
      double along
          = atan2 (label->glyphs[11].y - label->glyphs[0].y, label->glyphs[11].x - label->glyphs[0].x);
      g_assert_cmpfloat (fabs (remainder (label->glyphs[5].angle - along, 2 * G_PI)), <, 0.01);
      g_assert_cmpfloat (cos (label->glyphs[5].angle), >, -1e-6);
      ht_label_unref (label);
    }
}

/* Characters in order, evenly spaced, on the street. */
static void
test_glyphs_on_line (void)
{
  HtLabel *label = label_of_street ("长安路", 63);
  double step = hypot (label->glyphs[1].x - label->glyphs[0].x, label->glyphs[1].y - label->glyphs[0].y);
  double next = hypot (label->glyphs[2].x - label->glyphs[1].x, label->glyphs[2].y - label->glyphs[1].y);
  double x = ht_mercator_x (TOWN_LON) * world_px (16), y = ht_mercator_y (TOWN_LAT) * world_px (16);
  g_assert_cmpfloat_with_epsilon (step, next, 0.05);
  g_assert_cmpfloat (step, >=, label->size_px * 0.95);
  for (guint i = 0; i < 3; i++)
    {
      double dx = label->glyphs[i].x - x, dy = label->glyphs[i].y - y;
      double off = dx * cos (63 * G_PI / 180) + dy * sin (63 * G_PI / 180);
      g_assert_cmpfloat (fabs (off), <, 1.0);
      g_assert_cmpuint (label->glyphs[i].offset, ==, 3 * i);
      g_assert_cmpuint (label->glyphs[i].length, ==, 3);
    }
  ht_label_unref (label);
}

/* No room, no name; a hairpin is not written round. */
static void
test_no_room (void)
{
  g_autoptr (HtScene) lane = one_street ("四川北路", TOWN_LON + 0.0003, TOWN_LAT);
  g_autoptr (GPtrArray) labels = place (lane, 16, 4000);
  g_assert_cmpuint (labels->len, ==, 0);
  g_autofree char *endless = g_strnfill (200, 'x');
  g_autoptr (HtScene) wordy = one_street (endless, TOWN_LON + 0.05, TOWN_LAT);
  g_autoptr (GPtrArray) none = place (wordy, 16, 4000);
  g_assert_cmpuint (none->len, ==, 0);
}

static void
test_hairpin (void)
{
  HtSceneBuilder *builder = ht_scene_builder_new ();
  HtPoint zigzag[60];
  for (int i = 0; i < 60; i++)
    zigzag[i] = (HtPoint){ TOWN_LON + i * 0.00012, TOWN_LAT + (i % 2) * 0.00012 };
  HtFeature *river = town_feature ("water", "river", "蛇形小河", town_line (zigzag, 60));
  ht_scene_builder_add (builder, river);
  ht_feature_unref (river);
  g_autoptr (HtScene) scene = ht_scene_builder_finish (builder);
  g_autoptr (GPtrArray) labels = place (scene, 18, 6000);
  g_assert_cmpuint (labels->len, ==, 0);
}

static gboolean
has_text (HtScene *scene, const GPtrArray *labels, const char *name)
{
  for (guint i = 0; i < labels->len; i++)
    if (label_at (labels, i)->has_text
        && strcmp (ht_scene_get_name (scene, label_at (labels, i)->name), name) == 0)
      return TRUE;
  return FALSE;
}

static HtScene *
two_spots (const char *first_table, const char *first, const char *second_table, const char *second)
{
  HtSceneBuilder *builder = ht_scene_builder_new ();
  const char *tables[] = { first_table, second_table }, *names[] = { first, second };
  for (int i = 0; i < 2; i++)
    {
      HtFeature *feature
          = town_feature (tables[i], "suburb", names[i], ht_geometry_new_point (TOWN_LON, TOWN_LAT));
      g_assert_true (ht_scene_builder_add (builder, feature));
      ht_feature_unref (feature);
    }
  return ht_scene_builder_finish (builder);
}

/* Where two want one place the one that matters more gets it; a mark without room for its name stays a mark.
 */
static void
test_priority (void)
{
  g_autoptr (HtScene) scene = two_spots ("school", "复兴中学", "station", "曲阳消防救援站");
  g_autoptr (GPtrArray) labels = place (scene, 16.4, 600);
  g_assert_true (has_text (scene, labels, "曲阳消防救援站"));
  g_assert_false (has_text (scene, labels, "复兴中学"));
  g_autoptr (HtScene) places = two_spots ("place", "江湾镇", "hospital", "第一人民医院");
  g_autoptr (GPtrArray) both = place (places, 16.4, 600);
  g_assert_true (has_text (places, both, "江湾镇") || has_text (places, both, "第一人民医院"));
}

/* Two marks side by side: both stand, and one name goes to the left where the right is taken. */
static void
test_other_side (void)
{
  HtSceneBuilder *builder = ht_scene_builder_new ();
  const struct
  {
    const char *name;
    double shift;
  } sites[] = { { "甲医院", 0 }, { "乙医院", 0.0004 } };
  for (int i = 0; i < 2; i++)
    {
      HtFeature *feature = town_feature ("hospital", NULL, sites[i].name,
                                         ht_geometry_new_point (TOWN_LON + sites[i].shift, TOWN_LAT));
      ht_scene_builder_add (builder, feature);
      ht_feature_unref (feature);
    }
  g_autoptr (HtScene) scene = ht_scene_builder_finish (builder);
  g_autoptr (GPtrArray) labels = place (scene, 16, 800);
  gboolean left = FALSE, right = FALSE;
  g_assert_cmpuint (labels->len, ==, 4);
  g_assert_true (has_text (scene, labels, "甲医院") && has_text (scene, labels, "乙医院"));
  for (guint i = 0; i < labels->len; i++)
    {
      const HtLabel *label = label_at (labels, i);
      g_assert_true (label->is_site);
      g_assert_true (label->has_text == (label->symbol == HT_N_SYMBOLS));
      left |= label->has_text && label->text_x < label->x;
      right |= label->has_text && label->text_x > label->x;
    }
  g_assert_true (left && right);
}

static void
test_zoom_range (void)
{
  g_autoptr (HtScene) scene = two_spots ("district", "虹口区", "place", "江湾");
  g_autoptr (GPtrArray) far = place (scene, 8, 600);
  g_autoptr (GPtrArray) middle = place (scene, 11, 600);
  g_autoptr (GPtrArray) near = place (scene, 18, 600);
  g_assert_cmpuint (far->len, ==, 0);
  g_assert_true (has_text (scene, middle, "虹口区"));
  g_assert_cmpuint (near->len, ==, 0);
}

typedef struct
{
  HtScene *scene;
  double zoom;
  guint n;
} Asker;

static gpointer
ask (gpointer data)
{
  Asker *asker = data;
  for (int i = 0; i < 20; i++)
    {
      g_autoptr (GPtrArray) labels = place (asker->scene, asker->zoom, 300 + 10 * i);
      asker->n += labels->len;
    }
  return NULL;
}

static void
test_threads (void)
{
  g_autoptr (HtScene) scene = town_new_scene (&rich);
  Asker askers[4] = { { scene, 16, 0 }, { scene, 16, 0 }, { scene, 17, 0 }, { scene, 17, 0 } };
  GThread *threads[4];
  for (int i = 0; i < 4; i++)
    threads[i] = g_thread_new ("labels", ask, &askers[i]);
  for (int i = 0; i < 4; i++)
    g_thread_join (threads[i]);
  g_assert_cmpuint (askers[0].n, >, 0);
  g_assert_cmpuint (askers[0].n, ==, askers[1].n);
  g_assert_cmpuint (askers[2].n, ==, askers[3].n);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/draw/labels/disjoint", test_disjoint);
  g_test_add_func ("/draw/labels/no-repeats", test_no_repeats);
  g_test_add_func ("/draw/labels/is-greedy", test_is_greedy);
  g_test_add_func ("/draw/labels/same-from-every-side", test_same_from_every_side);
  g_test_add_func ("/draw/labels/forgetting", test_forgetting);
  g_test_add_func ("/draw/labels/reach", test_reach);
  g_test_add_func ("/draw/labels/chinese-upright", test_chinese_upright);
  g_test_add_func ("/draw/labels/latin-along", test_latin_along);
  g_test_add_func ("/draw/labels/glyphs-on-line", test_glyphs_on_line);
  g_test_add_func ("/draw/labels/no-room", test_no_room);
  g_test_add_func ("/draw/labels/hairpin", test_hairpin);
  g_test_add_func ("/draw/labels/priority", test_priority);
  g_test_add_func ("/draw/labels/other-side", test_other_side);
  g_test_add_func ("/draw/labels/zoom-range", test_zoom_range);
  g_test_add_func ("/draw/labels/threads", test_threads);
  return g_test_run ();
}
