/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/demo/survey.h"

#include <gio/gio.h>
#include <math.h>

#include "base/json.h"
#include "ht-facts.h"

#define SAMPLE_M 120.0

static HtValue *
load_facts (const char *name)
{
  g_autofree char *path = g_strdup_printf ("/haitang/city/%s.json", name);
  g_autoptr (GBytes) bytes
      = g_resource_lookup_data (ht_facts_get_resource (), path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  g_assert (bytes != NULL);
  gsize size;
  const char *text = g_bytes_get_data (bytes, &size);
  HtValue *facts = ht_json_parse (path, text, size, NULL);
  g_assert (facts != NULL);
  return facts;
}

const char *
ht_survey_text (const HtValue *fact, const char *key, const char *fallback)
{
  const HtValue *member = ht_value_get_member (fact, key);
  if (ht_value_get_kind (member) == HT_VALUE_MAP)
    member = ht_value_get_member (member, "zh_CN");
  return ht_value_get_text (member, fallback);
}

static void
array_clear (gpointer data)
{
  g_array_unref (*(GArray **) data);
}

static void
river_clear (gpointer data)
{
  g_array_unref (((HtRiver *) data)->line);
}

static void
expressway_clear (gpointer data)
{
  g_array_unref (((HtExpressway *) data)->line);
}

static HtPoint
read_point (const HtValue *pair)
{
  return (HtPoint){ ht_value_get_real (ht_value_get_item (pair, 0), NAN),
                    ht_value_get_real (ht_value_get_item (pair, 1), NAN) };
}

static void
append_line (GArray *line, const GArray *more)
{
  guint skip
      = line->len > 0 && more->len > 0
        && ht_spot_distance (g_array_index (line, HtSpot, line->len - 1), g_array_index (more, HtSpot, 0))
               < 1;
  g_array_append_vals (line, (const HtSpot *) more->data + skip, more->len - skip);
}

/* Appends an arc by its id; a leading - turns it round. */
static void
append_arc (const HtSurvey *survey, GArray *line, const char *id)
{
  const GArray *arc = g_hash_table_lookup (survey->arcs, *id == '-' ? id + 1 : id);
  g_assert (arc != NULL);
  g_autoptr (GArray) turned = g_array_new (FALSE, FALSE, sizeof (HtSpot));
  for (guint i = 0; i < arc->len; i++)
    {
      HtSpot spot = g_array_index (arc, HtSpot, *id == '-' ? arc->len - 1 - i : i);
      g_array_append_val (turned, spot);
    }
  append_line (line, turned);
}

static void
read_districts (HtSurvey *survey)
{
  const HtValue *arcs = ht_value_get_member (survey->districts, "arcs");
  for (guint i = 0; i < ht_value_get_length (arcs); i++)
    {
      const HtValue *arc = ht_value_get_item (arcs, i);
      g_autoptr (GArray) points = ht_plane_read_points (ht_value_get_member (arc, "points"));
      g_hash_table_insert (survey->arcs, (gpointer) ht_value_member_text (arc, "id", NULL),
                           ht_plane_smooth (points, 150));
    }
  const HtValue *districts = ht_value_get_member (survey->districts, "districts");
  for (guint32 d = 0; d < ht_value_get_length (districts); d++)
    {
      const HtValue *rings = ht_value_get_member (ht_value_get_item (districts, d), "rings");
      for (guint r = 0; r < ht_value_get_length (rings); r++)
        {
          const HtValue *ids = ht_value_get_item (rings, r);
          GArray *ring = g_array_new (FALSE, FALSE, sizeof (HtSpot));
          for (guint i = 0; i < ht_value_get_length (ids); i++)
            append_arc (survey, ring, ht_value_get_text (ht_value_get_item (ids, i), ""));
          g_array_append_val (survey->rings, ring);
          g_array_append_val (survey->ring_district, d);
        }
    }
}

/* A path of arcs and of points between them. */
static GArray *
read_path (const HtSurvey *survey, const HtValue *path, double step_m)
{
  GArray *line = g_array_new (FALSE, FALSE, sizeof (HtSpot));
  for (guint i = 0; i < ht_value_get_length (path);)
    {
      const HtValue *item = ht_value_get_item (path, i);
      if (ht_value_get_kind (item) == HT_VALUE_TEXT)
        {
          append_arc (survey, line, ht_value_get_text (item, ""));
          i++;
          continue;
        }
      g_autoptr (GArray) run = g_array_new (FALSE, FALSE, sizeof (HtPoint));
      if (line->len > 0)
        {
          HtPoint last = ht_plane_to_earth (g_array_index (line, HtSpot, line->len - 1));
          g_array_append_val (run, last);
        }
      for (; ht_value_get_kind (ht_value_get_item (path, i)) == HT_VALUE_ARRAY; i++)
        {
          HtPoint point = read_point (ht_value_get_item (path, i));
          g_array_append_val (run, point);
        }
      g_autoptr (GArray) smooth = ht_plane_smooth (run, step_m);
      append_line (line, smooth);
    }
  return line;
}

static void
read_water (HtSurvey *survey)
{
  const HtValue *rivers = ht_value_get_member (survey->water, "rivers");
  for (guint i = 0; i < ht_value_get_length (rivers); i++)
    {
      const HtValue *fact = ht_value_get_item (rivers, i);
      double half = ht_value_member_real (fact, "width_m", 0) / 2;
      HtRiver river = { ht_survey_text (fact, "name", ""),
                        ht_value_member_text (fact, "id", ""),
                        read_path (survey, ht_value_get_member (fact, "path"), 70),
                        half,
                        half + (half > 100 ? 40 : 14),
                        ht_value_member_bool (fact, "strict", FALSE) };
      g_array_append_val (survey->rivers, river);
    }
  const HtValue *lakes = ht_value_get_member (survey->water, "lakes");
  for (guint i = 0; i < ht_value_get_length (lakes); i++)
    {
      g_autoptr (GArray) points
          = ht_plane_read_points (ht_value_get_member (ht_value_get_item (lakes, i), "points"));
      HtPoint first = g_array_index (points, HtPoint, 0);
      g_array_append_val (points, first);
      GArray *ring = ht_plane_smooth (points, 120);
      g_array_append_val (survey->lakes, ring);
    }
  const HtValue *crossings = ht_value_get_member (survey->water, "crossings");
  for (guint i = 0; i < ht_value_get_length (crossings); i++)
    {
      const HtValue *fact = ht_value_get_item (crossings, i);
      HtCrossing crossing = { fact,
                              NULL,
                              ht_survey_text (fact, "name", ""),
                              ht_value_member_text (fact, "river", ""),
                              ht_value_member_text (fact, "carried_by", NULL),
                              read_point (ht_value_get_member (fact, "at")),
                              read_point (ht_value_get_member (fact, "to")),
                              g_str_equal (ht_value_member_text (fact, "kind", ""), "tunnel"),
                              ht_value_member_real (fact, "max_height_m", 0),
                              ht_value_member_real (fact, "max_weight_t", 0) };
      g_array_append_val (survey->crossings, crossing);
    }
}

static HtGroundUse
parse_use (const char *name)
{
  for (guint use = 0; use < HT_N_USES; use++)
    if (g_str_equal (ht_ground_use_get_name (use), name))
      return use;
  g_assert_not_reached ();
}

static void
read_roads_and_places (HtSurvey *survey)
{
  const HtValue *expressways = ht_value_get_member (survey->roads, "expressways");
  for (guint i = 0; i < ht_value_get_length (expressways); i++)
    {
      const HtValue *fact = ht_value_get_item (expressways, i);
      g_autoptr (GArray) points = ht_plane_read_points (ht_value_get_member (fact, "points"));
      HtExpressway way = { ht_value_member_text (fact, "id", ""),
                           ht_survey_text (fact, "name", ""),
                           ht_plane_smooth (points, 120),
                           g_str_equal (ht_value_member_text (fact, "kind", ""), "elevated"),
                           ht_value_member_real (fact, "speed_kmh", 80),
                           1000 * ht_value_member_real (fact, "ramps_every_km", 3) };
      g_array_append_val (survey->expressways, way);
    }
  const HtValue *places = ht_value_get_member (survey->places, "places");
  for (guint i = 0; i < ht_value_get_length (places); i++)
    {
      const HtValue *fact = ht_value_get_item (places, i);
      HtPlace place = { ht_survey_text (fact, "name", ""), NULL,
                        ht_plane_from_earth (read_point (ht_value_get_member (fact, "at"))),
                        ht_value_member_real (fact, "radius_m", 0),
                        parse_use (ht_value_member_text (fact, "use", "")) };
      g_array_append_val (survey->spots, place);
    }
  const HtValue *towns = ht_value_get_member (survey->subdistricts, "subdistricts");
  for (guint i = 0; i < ht_value_get_length (towns); i++)
    {
      HtSpot at = ht_plane_from_earth (read_point (ht_value_get_member (ht_value_get_item (towns, i), "at")));
      g_array_append_val (survey->centres, at);
    }
}

HtSurvey *
ht_survey_new (HtGround *ground)
{
  HtSurvey *survey = g_new0 (HtSurvey, 1);
  survey->ground = ground;
  survey->seed = ground->seed;
  survey->scale = ground->scale;
  survey->districts = load_facts ("districts");
  survey->subdistricts = load_facts ("subdistricts");
  survey->roads = load_facts ("roads");
  survey->water = load_facts ("water");
  survey->metro = load_facts ("metro");
  survey->places = load_facts ("places");
  survey->arcs = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) g_array_unref);
  survey->rings = g_array_new (FALSE, FALSE, sizeof (GArray *));
  survey->lakes = g_array_new (FALSE, FALSE, sizeof (GArray *));
  g_array_set_clear_func (survey->rings, array_clear);
  g_array_set_clear_func (survey->lakes, array_clear);
  survey->ring_district = g_array_new (FALSE, FALSE, sizeof (guint32));
  survey->rivers = g_array_new (FALSE, FALSE, sizeof (HtRiver));
  g_array_set_clear_func (survey->rivers, river_clear);
  survey->crossings = g_array_new (FALSE, FALSE, sizeof (HtCrossing));
  survey->expressways = g_array_new (FALSE, FALSE, sizeof (HtExpressway));
  g_array_set_clear_func (survey->expressways, expressway_clear);
  survey->spots = g_array_new (FALSE, FALSE, sizeof (HtPlace));
  survey->centres = g_array_new (FALSE, FALSE, sizeof (HtSpot));
  survey->block_faces = g_array_new (FALSE, FALSE, sizeof (guint32));
  survey->faces = g_array_new (FALSE, TRUE, sizeof (HtFace));
  survey->names = g_hash_table_new (g_str_hash, g_str_equal);
  survey->invented = g_hash_table_new (g_str_hash, g_str_equal);
  read_districts (survey);
  read_water (survey);
  read_roads_and_places (survey);
  return survey;
}

void
ht_survey_free (HtSurvey *survey)
{
  if (survey == NULL)
    return;
  HtValue *facts[] = { survey->districts, survey->subdistricts, survey->roads,
                       survey->water,     survey->metro,        survey->places };
  for (guint i = 0; i < G_N_ELEMENTS (facts); i++)
    ht_value_unref (facts[i]);
  GArray *arrays[]
      = { survey->rings,       survey->ring_district, survey->rivers, survey->lakes,   survey->crossings,
          survey->expressways, survey->spots,         survey->faces,  survey->centres, survey->block_faces };
  for (guint i = 0; i < G_N_ELEMENTS (arrays); i++)
    g_array_unref (arrays[i]);
  g_hash_table_unref (survey->arcs);
  g_hash_table_unref (survey->names);
  g_hash_table_unref (survey->invented);
  ht_mesh_free (survey->mesh);
  g_free (survey->corner_nodes);
  g_free (survey);
}

guint32
ht_survey_name (HtSurvey *survey, const char *name)
{
  GPtrArray *names = survey->ground->map->network->names;
  if (name == NULL || *name == '\0')
    return 0;
  guint known = GPOINTER_TO_UINT (g_hash_table_lookup (survey->names, name));
  if (known != 0)
    return known;
  char *copy = g_strdup (name);
  g_ptr_array_add (names, copy);
  g_hash_table_insert (survey->names, copy, GUINT_TO_POINTER (names->len - 1));
  return names->len - 1;
}

/* How many names have this ending already. */
static guint
count_name (HtSurvey *survey, const char *suffix)
{
  guint n = GPOINTER_TO_UINT (g_hash_table_lookup (survey->invented, suffix));
  g_hash_table_insert (survey->invented, (gpointer) suffix, GUINT_TO_POINTER (n + 1));
  return n;
}

/* Two characters of good sound each; every pair comes once before the next suffix number. */
char *
ht_survey_invent (HtSurvey *survey, const char *suffix)
{
  static const char *const heads[]
      = { "云", "海", "江", "金", "银", "长", "新", "东", "西", "南", "北", "华", "兴", "安", "永", "福",
          "康", "宁", "嘉", "明", "春", "秋", "青", "锦", "玉", "龙", "凤", "鹤", "松", "竹", "梅", "兰",
          "桂", "荷", "莲", "桃", "杏", "柳", "枫", "桐", "石", "泉", "溪", "湖", "港", "浦", "塘", "桥" };
  static const char *const tails[]
      = { "山", "水", "川", "源", "平", "和", "顺", "丰", "德", "仁", "义", "信", "礼", "文", "武", "昌",
          "盛", "泰", "祥", "瑞", "庆", "阳", "阴", "林", "园", "苑", "亭", "台", "阁", "湾", "滨", "洲",
          "岭", "峰", "岗", "坪", "田", "禾", "谷", "星", "月", "晖", "霞", "虹", "帆", "渔", "舟" };
  /* Steps coprime to the number of pairs visit all of them in mixed order. */
  guint pairs = G_N_ELEMENTS (heads) * G_N_ELEMENTS (tails), n = count_name (survey, suffix);
  guint pair = (guint) (((guint64) n * 1009 + survey->seed % pairs) % pairs), lap = n / pairs;
  const char *head = heads[pair / G_N_ELEMENTS (tails)], *tail = tails[pair % G_N_ELEMENTS (tails)];
  static const char *const parts[] = { "", "东", "西", "南", "北", "中", "一", "二", "三", "四", "五" };
  const char *part = parts[lap % G_N_ELEMENTS (parts)];
  if (lap < G_N_ELEMENTS (parts))
    return g_strconcat (head, tail, part, suffix, NULL);
  return g_strdup_printf ("%s%s%s%s%u号", head, tail, part, suffix, lap);
}

guint32
ht_survey_invent_name (HtSurvey *survey, const char *suffix)
{
  g_autofree char *name = ht_survey_invent (survey, suffix);
  return ht_survey_name (survey, name);
}

HtFace *
ht_survey_face (const HtSurvey *survey, guint32 face)
{
  return &g_array_index (survey->faces, HtFace, face);
}

/* Clark's model (1951: density falls off exponentially from the centre) with a bump for each town. */
double
ht_survey_urbanity (const HtSurvey *survey, HtSpot spot)
{
  double urbanity = 1.7 * exp (-hypot (spot.x, spot.y - 3000) / 9500);
  for (guint i = 0; i < survey->centres->len; i++)
    {
      HtSpot at = g_array_index (survey->centres, HtSpot, i);
      double dx = fabs (at.x - spot.x), dy = fabs (at.y - spot.y);
      if (dx < 5000 && dy < 5000)
        urbanity += 0.42 * exp (-(dx * dx + dy * dy) / (1700.0 * 1700.0));
    }
  for (guint i = 0; i < survey->spots->len; i++)
    {
      const HtPlace *place = &g_array_index (survey->spots, HtPlace, i);
      double d = ht_spot_distance (place->at, spot) / place->radius_m;
      gboolean town
          = place->use == HT_USE_CENTRE || place->use == HT_USE_TOWERS || place->use == HT_USE_ESTATE;
      if (town && d < 3)
        urbanity += 0.4 * exp (-d * d);
    }
  return urbanity;
}

guint32
ht_survey_cut (HtSurvey *survey, guint32 face, const HtCut *cut, HtDemoDice *dice)
{
  double lots[4];
  for (guint i = 0; i < 4; i++)
    lots[i] = ht_demo_dice_between (dice, 0, 1);
  guint32 half = ht_mesh_cut_face (survey->mesh, face, cut, lots);
  if (half == HT_MESH_NONE)
    return half;
  HtFace known = *ht_survey_face (survey, face);
  known.done = FALSE;
  g_array_append_val (survey->faces, known);
  return half;
}

void
ht_survey_add_feature (HtSurvey *survey, const char *table, const char *name, HtValue *attributes,
                       HtGeometry *geometry)
{
  GPtrArray *features = ht_map_data_get_features (survey->ground->map, table);
  HtUuid id = ht_ground_make_id (survey->ground, table, features != NULL ? features->len : 0);
  ht_map_data_add (survey->ground->map, ht_feature_new (table, &id, name, attributes, geometry));
}

void
ht_survey_trace (const HtSurvey *survey, guint32 half, GArray *points)
{
  HtSpot a = ht_mesh_origin (survey->mesh, half & ~1u), b = ht_mesh_end (survey->mesh, half & ~1u);
  guint n = (guint) ceil (ht_spot_distance (a, b) / SAMPLE_M);
  n = MAX (n, 1);
  for (guint i = 0; i < n; i++)
    {
      guint k = half & 1 ? n - i : i;
      HtPoint point = ht_plane_to_earth (k == 0 ? a : k == n ? b : ht_spot_between (a, b, (double) k / n));
      g_array_append_val (points, point);
    }
}
