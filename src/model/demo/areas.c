/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Superblocks → sub-districts and neighbourhoods. */
#include <math.h>

#include "model/demo/people.h"

#define NEIGHBOURHOODS 6000

/* Growth from seeds: every face goes to the seed that is nearest through faces of its own region (Dijkstra
 * 1959). Water is twice as far. */
typedef struct
{
  double cost;
  guint32 face, seed;
} Front;

typedef struct
{
  const HtSurvey *survey;
  const HtSpot *middles;  /* of each face */
  const guint32 *regions; /* of each face */
  guint32 *owners;        /* out: seed of each face, HT_NO_AREA */
  GArray *heap;           /* Front */
} Growth;

static gboolean
is_before (const Front *a, const Front *b)
{
  if (a->cost != b->cost)
    return a->cost < b->cost;
  return a->face != b->face ? a->face < b->face : a->seed < b->seed;
}

static void
push (GArray *heap, Front front)
{
  guint at = heap->len;
  g_array_append_val (heap, front);
  Front *all = (Front *) heap->data;
  for (; at > 0 && is_before (&front, &all[(at - 1) / 2]); at = (at - 1) / 2)
    all[at] = all[(at - 1) / 2];
  all[at] = front;
}

static Front
pop (GArray *heap)
{
  Front *all = (Front *) heap->data, first = all[0], last = all[heap->len - 1];
  guint at = 0, n = heap->len - 1;
  for (guint child = 1; child < n; child = 2 * at + 1)
    {
      if (child + 1 < n && is_before (&all[child + 1], &all[child]))
        child++;
      if (!is_before (&all[child], &last))
        break;
      all[at] = all[child];
      at = child;
    }
  all[at] = last;
  g_array_set_size (heap, n);
  return first;
}

static void
spread (Growth *growth, const Front *front)
{
  const HtMesh *mesh = growth->survey->mesh;
  guint32 first = g_array_index (mesh->faces, guint32, front->face), at = first;
  do
    {
      guint32 other = ht_mesh_half (mesh, at ^ 1)->face;
      if (growth->regions[other] == growth->regions[front->face] && growth->owners[other] == HT_NO_AREA)
        {
          double step = ht_spot_distance (growth->middles[front->face], growth->middles[other]);
          double factor = ht_survey_face (growth->survey, other)->river != 0 ? 2 : 1;
          push (growth->heap, (Front){ front->cost + step * factor, other, front->seed });
        }
      at = ht_mesh_half (mesh, at)->next;
    }
  while (at != first);
}

/* @growth->heap holds the seeds. */
static void
grow (Growth *growth)
{
  while (growth->heap->len > 0)
    {
      Front front = pop (growth->heap);
      if (growth->owners[front.face] != HT_NO_AREA)
        continue;
      growth->owners[front.face] = front.seed;
      spread (growth, &front);
    }
}

/* Parts no seed could reach join the nearest face of their region that has an owner, or stay. */
static void
adopt_orphans (Growth *growth, guint32 n_faces)
{
  for (guint32 face = 1; face < n_faces; face++)
    {
      if (growth->owners[face] != HT_NO_AREA || growth->regions[face] == HT_NO_AREA)
        continue;
      double nearest = INFINITY;
      guint32 owner = HT_NO_AREA;
      for (guint32 other = 1; other < n_faces; other++)
        {
          double d = ht_spot_distance (growth->middles[face], growth->middles[other]);
          if (growth->regions[other] != growth->regions[face] || growth->owners[other] == HT_NO_AREA
              || d >= nearest)
            continue;
          nearest = d;
          owner = growth->owners[other];
        }
      growth->owners[face] = owner;
    }
}

static void
add_area (HtSurvey *survey, HtGroundLevel level, HtGroundArea area)
{
  area.id = ht_uuid_from_name (&survey->ground->name_space, area.code);
  g_array_append_val (survey->ground->areas[level], area);
}

static void
list_known_areas (HtSurvey *survey)
{
  const HtValue *districts = ht_value_get_member (survey->districts, "districts");
  const HtValue *towns = ht_value_get_member (survey->subdistricts, "subdistricts");
  guint n_towns = ht_value_get_length (towns), town = 0;
  for (guint d = 0; d < ht_value_get_length (districts); d++)
    {
      const HtValue *fact = ht_value_get_item (districts, d);
      const char *code = ht_value_member_text (fact, "code", "");
      HtGroundArea area
          = { .name = g_strdup (ht_survey_text (fact, "name", "")),
              .name_en = g_strdup (ht_value_member_text (ht_value_get_member (fact, "name"), "en", NULL)),
              .first = town };
      g_strlcpy (area.code, code, sizeof area.code);
      for (; town < n_towns; town++, area.n++)
        {
          const HtValue *below = ht_value_get_item (towns, town);
          HtGroundArea sub = { .name = g_strdup (ht_survey_text (below, "name", "")),
                               .name_en = g_strdup (
                                   ht_value_member_text (ht_value_get_member (below, "name"), "en", NULL)),
                               .parent = d };
          g_strlcpy (sub.code, ht_value_member_text (below, "code", ""), sizeof sub.code);
          if (!g_str_has_prefix (sub.code, code))
            {
              g_free (sub.name);
              g_free (sub.name_en);
              break;
            }
          add_area (survey, HT_GROUND_SUBDISTRICT, sub);
        }
      add_area (survey, HT_GROUND_DISTRICT, area);
    }
  g_assert (town == n_towns);
}

/* The land face of @district nearest to @spot that has no seed yet. */
static guint32
find_seed (const Growth *growth, guint32 district, HtSpot spot, const gboolean *taken)
{
  guint32 best = HT_NO_AREA;
  double nearest = INFINITY;
  for (guint32 face = 1; face < growth->survey->faces->len; face++)
    {
      const HtFace *known = ht_survey_face (growth->survey, face);
      double d = ht_spot_distance (growth->middles[face], spot);
      if (known->district != district || known->river != 0 || taken[face] || d >= nearest)
        continue;
      nearest = d;
      best = face;
    }
  return best;
}

static void
assign_subdistricts (HtSurvey *survey, Growth *growth)
{
  g_autofree gboolean *taken = g_new0 (gboolean, survey->faces->len);
  for (guint32 s = 0; s < survey->centres->len; s++)
    {
      guint32 district = ht_ground_get_area (survey->ground, HT_GROUND_SUBDISTRICT, s)->parent;
      guint32 face = find_seed (growth, district, g_array_index (survey->centres, HtSpot, s), taken);
      g_assert (face != HT_NO_AREA);
      taken[face] = TRUE;
      push (growth->heap, (Front){ 0, face, s });
    }
  grow (growth);
  adopt_orphans (growth, survey->faces->len);
  for (guint32 face = 1; face < survey->faces->len; face++)
    ht_survey_face (survey, face)->subdistrict = growth->owners[face];
}

typedef struct
{
  double key; /* low ones are drawn first */
  guint32 face;
} Lot;

static int
compare_lots (gconstpointer a, gconstpointer b)
{
  const Lot *x = a, *y = b;
  if (x->key != y->key)
    return x->key < y->key ? -1 : 1;
  return (x->face > y->face) - (x->face < y->face);
}

/* Weighted drawing without replacement (Efraimidis and Spirakis 2006). */
static GArray *
draw_seeds (const HtSurvey *survey, const double *weights, guint32 subdistrict, HtDemoDice *dice)
{
  GArray *lots = g_array_new (FALSE, FALSE, sizeof (Lot));
  for (guint32 face = 1; face < survey->faces->len; face++)
    {
      const HtFace *known = ht_survey_face (survey, face);
      if (known->subdistrict != subdistrict || weights[face] <= 0)
        continue;
      Lot lot = { -log (1 - ht_demo_dice_between (dice, 0, 1)) / sqrt (weights[face]), face };
      g_array_append_val (lots, lot);
    }
  g_array_sort (lots, compare_lots);
  return lots;
}

static double
weigh_faces (const HtSurvey *survey, const HtSpot *middles, double *weights)
{
  double total = 0, district_sum[64] = { 0 };
  const HtValue *districts = ht_value_get_member (survey->districts, "districts");
  for (guint pass = 0; pass < 2; pass++)
    for (guint32 face = 1; face < survey->faces->len; face++)
      {
        const HtFace *known = ht_survey_face (survey, face);
        if (known->river != 0 || known->district == HT_NO_AREA)
          continue;
        double people = ht_value_member_int (ht_value_get_item (districts, known->district), "people", 0);
        if (pass == 0)
          {
            weights[face] = ht_people_night_weight (known->use, ht_survey_urbanity (survey, middles[face]),
                                                    ht_mesh_face_area (survey->mesh, face));
            district_sum[known->district] += weights[face];
          }
        else
          total += weights[face] *= people / district_sum[known->district];
      }
  return total;
}

static const char *
neighbourhood_suffix (HtGroundUse use)
{
  return use == HT_USE_VILLAGE || use == HT_USE_FIELD ? "村" : "居委会";
}

static void
assign_neighbourhoods (HtSurvey *survey, Growth *growth)
{
  HtDemoDice dice = ht_demo_dice_for (survey->seed, "neighbourhoods");
  g_autofree double *weights = g_new0 (double, survey->faces->len);
  double total = weigh_faces (survey, growth->middles, weights), wanted = NEIGHBOURHOODS * survey->scale;
  GArray *areas = survey->ground->areas[HT_GROUND_SUBDISTRICT];
  for (guint32 s = 0; s < areas->len; s++)
    {
      HtGroundArea *town = &g_array_index (areas, HtGroundArea, s);
      g_autoptr (GArray) lots = draw_seeds (survey, weights, s, &dice);
      double people = 0;
      for (guint i = 0; i < lots->len; i++)
        people += weights[g_array_index (lots, Lot, i).face];
      guint n = MIN (MAX ((guint) round (wanted * people / total), 2), lots->len);
      town->first = survey->ground->areas[HT_GROUND_NEIGHBOURHOOD]->len;
      town->n = n;
      for (guint i = 0; i < n; i++)
        {
          guint32 face = g_array_index (lots, Lot, i).face;
          HtGroundArea area
              = { .name
                  = ht_survey_invent (survey, neighbourhood_suffix (ht_survey_face (survey, face)->use)),
                  .parent = s };
          g_snprintf (area.code, sizeof area.code, "%s%03u", town->code, i + 1);
          push (growth->heap, (Front){ 0, face, survey->ground->areas[HT_GROUND_NEIGHBOURHOOD]->len });
          add_area (survey, HT_GROUND_NEIGHBOURHOOD, area);
        }
    }
  for (guint32 face = 0; face < survey->faces->len; face++)
    growth->owners[face] = HT_NO_AREA;
  grow (growth);
  adopt_orphans (growth, survey->faces->len);
  for (guint32 face = 1; face < survey->faces->len; face++)
    ht_survey_face (survey, face)->neighbourhood = growth->owners[face];
}

void
ht_survey_divide_areas (HtSurvey *survey)
{
  guint32 n = survey->faces->len;
  g_autofree HtSpot *middles = g_new0 (HtSpot, n);
  g_autofree guint32 *regions = g_new (guint32, n), *owners = g_new (guint32, n);
  g_autoptr (GArray) heap = g_array_new (FALSE, FALSE, sizeof (Front));
  Growth growth = { survey, middles, regions, owners, heap };
  for (guint32 face = 0; face < n; face++)
    {
      middles[face] = face == HT_MESH_OUTSIDE ? (HtSpot){ 0, 0 } : ht_mesh_face_middle (survey->mesh, face);
      regions[face] = ht_survey_face (survey, face)->district;
      owners[face] = HT_NO_AREA;
    }
  list_known_areas (survey);
  assign_subdistricts (survey, &growth);
  for (guint32 face = 0; face < n; face++)
    regions[face] = ht_survey_face (survey, face)->subdistrict;
  assign_neighbourhoods (survey, &growth);
}
