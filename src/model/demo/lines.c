/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Entered lines → the first mesh. */
#include <math.h>

#include "model/demo/survey.h"

#define SNAP_M 22.0
#define RUNG_M 1100.0

static HtEdge
edge_of (HtSurvey *survey, guint flags, HtRoadClass road_class, const char *name)
{
  return (HtEdge){ (guint16) flags, (guint8) road_class, 0, ht_survey_name (survey, name),
                   ++survey->n_lines };
}

static void
add_stroke (GArray *strokes, HtSpot a, HtSpot b, const HtEdge *like)
{
  HtStroke stroke = { a, b, *like };
  g_array_append_val (strokes, stroke);
}

static void
add_line (GArray *strokes, const GArray *line, const HtEdge *like)
{
  for (guint i = 0; i + 1 < line->len; i++)
    add_stroke (strokes, g_array_index (line, HtSpot, i), g_array_index (line, HtSpot, i + 1), like);
}

static void
add_arcs (HtSurvey *survey, GArray *strokes)
{
  const HtValue *arcs = ht_value_get_member (survey->districts, "arcs");
  for (guint i = 0; i < ht_value_get_length (arcs); i++)
    {
      const HtValue *arc = ht_value_get_item (arcs, i);
      const char *kind = ht_value_member_text (arc, "kind", "");
      HtEdge like = edge_of (survey, HT_EDGE_BORDER, HT_ROAD_TERTIARY, NULL);
      if (g_str_equal (kind, "coast"))
        {
          like.flags = HT_EDGE_COAST | HT_EDGE_ROAD;
          like.name = ht_survey_name (survey, "海塘路");
        }
      else if (g_str_equal (kind, "land"))
        {
          like.flags |= HT_EDGE_ROAD;
          like.name = ht_survey_invent_name (survey, "路");
        }
      add_line (strokes, g_hash_table_lookup (survey->arcs, ht_value_member_text (arc, "id", "")), &like);
    }
}

static HtSpot
beside (HtSpot at, HtSpot direction, double by)
{
  return (HtSpot){ at.x - direction.y * by, at.y + direction.x * by };
}

static void
add_rung (GArray *strokes, const HtRiver *river, double at, const HtEdge *like)
{
  HtSpot direction, middle = ht_plane_along (river->line, at, &direction);
  HtSpot left = beside (middle, direction, river->bank_m), right = beside (middle, direction, -river->bank_m);
  add_stroke (strokes, left, middle, like);
  add_stroke (strokes, middle, right, like);
}

static HtSpot
direction_at (const GArray *line, guint i)
{
  HtSpot a = g_array_index (line, HtSpot, i > 0 ? i - 1 : 0);
  HtSpot b = g_array_index (line, HtSpot, MIN (i + 1, line->len - 1));
  double length = ht_spot_distance (a, b);
  return (HtSpot){ (b.x - a.x) / length, (b.y - a.y) / length };
}

static void
add_banks (HtSurvey *survey, GArray *strokes, const HtRiver *river)
{
  g_autofree char *name = g_strdup_printf ("%s沿河路", river->name);
  for (int side = -1; side <= 1; side += 2)
    {
      HtEdge like = edge_of (survey, HT_EDGE_BANK | HT_EDGE_ROAD, HT_ROAD_TERTIARY, name);
      for (guint i = 0; i + 1 < river->line->len; i++)
        add_stroke (strokes,
                    beside (g_array_index (river->line, HtSpot, i), direction_at (river->line, i),
                            side * river->bank_m),
                    beside (g_array_index (river->line, HtSpot, i + 1), direction_at (river->line, i + 1),
                            side * river->bank_m),
                    &like);
    }
  HtEdge none = edge_of (survey, 0, HT_ROAD_TERTIARY, NULL);
  double length = ht_plane_length (river->line);
  guint n = (guint) ceil (length / RUNG_M);
  for (guint i = 0; i <= n; i++)
    add_rung (strokes, river, length * i / n, &none);
}

static void
add_rivers (HtSurvey *survey, GArray *strokes)
{
  for (guint i = 0; i < survey->rivers->len; i++)
    {
      const HtRiver *river = &g_array_index (survey->rivers, HtRiver, i);
      add_banks (survey, strokes, river);
      for (guint k = 0; k < survey->crossings->len; k++)
        {
          const HtCrossing *crossing = &g_array_index (survey->crossings, HtCrossing, k);
          if (!g_str_equal (crossing->river, river->id) || crossing->carried_by != NULL
              || isfinite (crossing->to.lon))
            continue;
          HtEdge like = edge_of (survey, HT_EDGE_ROAD | HT_EDGE_CROSSING, HT_ROAD_SECONDARY, crossing->name);
          add_rung (strokes, river, ht_plane_nearest (river->line, ht_plane_from_earth (crossing->at), NULL),
                    &like);
        }
    }
  HtEdge shore = edge_of (survey, HT_EDGE_BANK | HT_EDGE_ROAD, HT_ROAD_TERTIARY, "环湖路");
  for (guint i = 0; i < survey->lakes->len; i++)
    add_line (strokes, g_array_index (survey->lakes, GArray *, i), &shore);
}

/* The crossing that a road of this name is on, or NULL. */
static const HtCrossing *
find_carried (const HtSurvey *survey, const char *name)
{
  for (guint k = 0; k < survey->crossings->len; k++)
    if (g_strcmp0 (g_array_index (survey->crossings, HtCrossing, k).carried_by, name) == 0)
      return &g_array_index (survey->crossings, HtCrossing, k);
  return NULL;
}

static void
add_roads (HtSurvey *survey, GArray *strokes)
{
  const HtValue *roads = ht_value_get_member (survey->roads, "main_roads");
  for (guint i = 0; i < ht_value_get_length (roads); i++)
    {
      const HtValue *fact = ht_value_get_item (roads, i);
      HtRoadClass road_class = HT_ROAD_SECONDARY;
      ht_road_class_parse (ht_value_member_text (fact, "class", ""), &road_class);
      g_autoptr (GArray) points = ht_plane_read_points (ht_value_get_member (fact, "points"));
      g_autoptr (GArray) line = ht_plane_smooth (points, 150);
      HtEdge like
          = edge_of (survey, HT_EDGE_ROAD | HT_EDGE_CROSSING, road_class, ht_survey_text (fact, "name", ""));
      add_line (strokes, line, &like);
    }
  const HtValue *facts = ht_value_get_member (survey->roads, "expressways");
  for (guint i = 0; i < survey->expressways->len; i++)
    {
      const HtExpressway *way = &g_array_index (survey->expressways, HtExpressway, i);
      const char *beneath = ht_survey_text (ht_value_get_item (facts, i), "beneath", NULL);
      g_autofree char *side = g_strdup_printf ("%s辅路", way->name);
      HtRoadClass road_class = way->elevated     ? HT_ROAD_PRIMARY
                               : beneath != NULL ? HT_ROAD_SECONDARY
                                                 : HT_ROAD_TERTIARY;
      HtEdge like
          = edge_of (survey, HT_EDGE_ROAD | HT_EDGE_CROSSING, road_class, beneath != NULL ? beneath : side);
      add_line (strokes, way->line, &like);
    }
}

static guint32
find_district (const HtSurvey *survey, HtSpot spot)
{
  for (guint i = 0; i < survey->rings->len; i++)
    if (ht_plane_inside (g_array_index (survey->rings, GArray *, i), spot))
      return g_array_index (survey->ring_district, guint32, i);
  return HT_NO_AREA;
}

static guint32
find_water (const HtSurvey *survey, HtSpot spot)
{
  for (guint i = 0; i < survey->rivers->len; i++)
    {
      const HtRiver *river = &g_array_index (survey->rivers, HtRiver, i);
      double distance;
      ht_plane_nearest (river->line, spot, &distance);
      if (distance < river->bank_m - 1)
        return i + 1;
    }
  for (guint i = 0; i < survey->lakes->len; i++)
    if (ht_plane_inside (g_array_index (survey->lakes, GArray *, i), spot))
      return survey->rivers->len + i + 1;
  return 0;
}

static void
describe_faces (HtSurvey *survey)
{
  g_array_set_size (survey->faces, survey->mesh->faces->len);
  *ht_survey_face (survey, HT_MESH_OUTSIDE)
      = (HtFace){ HT_NO_AREA, HT_NO_AREA, HT_NO_AREA, 0, HT_USE_FIELD, TRUE };
  for (guint32 face = 1; face < survey->mesh->faces->len; face++)
    {
      HtSpot middle = ht_mesh_face_middle (survey->mesh, face);
      guint32 water = find_water (survey, middle);
      *ht_survey_face (survey, face) = (HtFace){
        find_district (survey, middle), HT_NO_AREA, HT_NO_AREA, water, HT_USE_FIELD, water != 0
      };
    }
}

/* A road with water on both sides stays where it may cross: an entered road over a small river, or a named
 * crossing. */
static gboolean
may_cross (const HtSurvey *survey, const HtEdge *edge, guint32 river)
{
  if ((edge->flags & HT_EDGE_CROSSING) == 0 || river > survey->rivers->len)
    return FALSE;
  const char *name = g_ptr_array_index (survey->ground->map->network->names, edge->name);
  for (guint k = 0; k < survey->crossings->len; k++)
    if (g_str_equal (g_array_index (survey->crossings, HtCrossing, k).name, name))
      return TRUE;
  const HtRiver *over = &g_array_index (survey->rivers, HtRiver, river - 1);
  return !g_str_equal (over->id, "huangpu") || find_carried (survey, name) != NULL;
}

static void
make_bridge (HtSurvey *survey, HtEdge *edge, guint32 river)
{
  const char *name = g_ptr_array_index (survey->ground->map->network->names, edge->name);
  const HtCrossing *crossing = find_carried (survey, name);
  edge->flags |= HT_EDGE_BRIDGE;
  if (crossing != NULL
      && g_str_equal (crossing->river, g_array_index (survey->rivers, HtRiver, river - 1).id))
    edge->name = ht_survey_name (survey, crossing->name);
}

static void
settle_crossings (HtSurvey *survey)
{
  for (guint32 h = 0; h < survey->mesh->halves->len; h += 2)
    {
      HtEdge *edge = ht_mesh_edge (survey->mesh, h);
      guint32 left = ht_survey_face (survey, ht_mesh_half (survey->mesh, h)->face)->river;
      guint32 right = ht_survey_face (survey, ht_mesh_half (survey->mesh, h + 1)->face)->river;
      if ((edge->flags & HT_EDGE_ROAD) == 0 || left == 0 || right == 0)
        continue;
      if (may_cross (survey, edge, left) && may_cross (survey, edge, right))
        make_bridge (survey, edge, left);
      else
        edge->flags &= ~(guint) HT_EDGE_ROAD;
    }
}

void
ht_survey_lay_entered_lines (HtSurvey *survey)
{
  g_autoptr (GArray) strokes = g_array_new (FALSE, FALSE, sizeof (HtStroke));
  add_arcs (survey, strokes);
  add_rivers (survey, strokes);
  add_roads (survey, strokes);
  survey->mesh = ht_mesh_build (strokes, SNAP_M);
  ht_mesh_close_dead_ends (survey->mesh);
  describe_faces (survey);
  settle_crossings (survey);
}
