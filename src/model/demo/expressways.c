/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Expressways and elevated roads: two carriageways each, joined to the streets below by ramps and to each
 * other at interchanges. */
#include <math.h>

#include "model/demo/net.h"

#define HALF_MEDIAN_M 11.0
#define RAMP_M 260.0
#define INTERCHANGE_M 330.0
#define REACH_M 420.0
#define SAMPLE_M 110.0
#define OVER_SEA_M 4300.0
#define CLEAR_M 850.0 /* no ramps this near an interchange */

/* A place on a carriageway where something leaves or joins. */
typedef struct
{
  double s; /* metres along the line */
  guint32 node;
} Mark;

/* A named bridge or tunnel it is on, @reach to either side of @s. */
typedef struct
{
  const HtCrossing *crossing;
  double s, reach;
} Span;

typedef struct
{
  const HtExpressway *way;
  double length;
  gboolean ring;
  GArray *marks[2];     /* Mark; 0 along the line, 1 against it */
  GArray *interchanges; /* double: s */
  GArray *spans;        /* Span */
  gint64 ids[3];        /* ways of the carriageways, and of the ramps */
} Course;

typedef struct
{
  HtNet *net;
  Course *courses;
  guint n;
} Plan;

static HtSpot
spot_on (const Course *course, guint side, double s)
{
  HtSpot direction, at = ht_plane_along (course->way->line, s, &direction);
  double by = side == 0 ? -HALF_MEDIAN_M : HALF_MEDIAN_M; /* China drives on the right */
  return (HtSpot){ at.x - direction.y * by, at.y + direction.x * by };
}

static double
wrap (const Course *course, double s)
{
  if (!course->ring)
    return s;
  return s < 0 ? s + course->length : s >= course->length ? s - course->length : s;
}

static gboolean
is_on (const Course *course, double s)
{
  return s >= 0 && s <= course->length;
}

static guint32
mark (Plan *plan, Course *course, guint side, double s)
{
  s = wrap (course, s);
  for (guint i = 0; i < course->marks[side]->len; i++)
    {
      const Mark *known = &g_array_index (course->marks[side], Mark, i);
      if (fabs (known->s - s) < 12)
        return known->node;
    }
  Mark fresh = { s, ht_net_add_node (plan->net, spot_on (course, side, s)) };
  g_array_append_val (course->marks[side], fresh);
  return fresh.node;
}

static HtSection
section_like (const Plan *plan, const Course *course, guint number)
{
  const HtExpressway *way = course->way;
  HtRoadClass road_class = way->elevated ? HT_ROAD_TRUNK : HT_ROAD_MOTORWAY;
  gboolean ramp = number == 2;
  return (HtSection){ .way_id = course->ids[number],
                      .flags = HT_SECTION_FORWARD | (way->elevated ? HT_SECTION_BRIDGE : 0)
                               | (ramp ? HT_SECTION_LINK : 0),
                      .road_class = (guint8) road_class,
                      .layer = way->elevated,
                      .speed_kmh = ramp ? 40 : (float) way->speed_kmh,
                      .name = ramp ? 0 : ht_survey_name (plan->net->survey, way->name) };
}

/* A ramp bends away from its carriageway: a quadratic curve over the point ahead of its start. */
static void
lay_ramp (Plan *plan, const Course *course, guint32 from, guint32 to, HtSpot over)
{
  g_autoptr (GArray) points = g_array_new (FALSE, FALSE, sizeof (HtPoint));
  HtSpot a = ht_net_spot (plan->net, from), b = ht_net_spot (plan->net, to);
  for (guint i = 0; i <= 5; i++)
    {
      double t = i / 5.0;
      HtPoint point = ht_plane_to_earth (
          i == 0   ? a
          : i == 5 ? b
                   : ht_spot_between (ht_spot_between (a, over, t), ht_spot_between (over, b, t), t));
      g_array_append_val (points, point);
    }
  HtSection like = section_like (plan, course, 2);
  ht_net_add_section (plan->net, from, to, &like, points);
}

/* --- interchanges --- */

/* From carriageway @side_a of @a before the meeting to @side_b of @b after it. */
static void
lay_turn (Plan *plan, Course *a, double sa, Course *b, double sb, guint sides)
{
  guint side_a = sides & 1, side_b = sides >> 1;
  double leave = wrap (a, sa + (side_a == 0 ? -INTERCHANGE_M : INTERCHANGE_M));
  double join = wrap (b, sb + (side_b == 0 ? INTERCHANGE_M : -INTERCHANGE_M));
  if (!is_on (a, leave) || !is_on (b, join))
    return;
  HtSpot over = ht_plane_along (a->way->line, wrap (a, sa + (side_a == 0 ? -60 : 60)), NULL);
  guint32 from = mark (plan, a, side_a, leave), to = mark (plan, b, side_b, join);
  lay_ramp (plan, a, from, to, over);
}

static void
join_courses (Plan *plan, Course *a, double sa, Course *b, double sb)
{
  for (guint i = 0; i < a->interchanges->len; i++)
    if (fabs (g_array_index (a->interchanges, double, i) - sa) < 500)
      {
        HtSpot known = ht_plane_along (a->way->line, g_array_index (a->interchanges, double, i), NULL);
        double distance;
        ht_plane_nearest (b->way->line, known, &distance);
        if (distance < 500)
          return;
      }
  for (guint sides = 0; sides < 4; sides++)
    {
      lay_turn (plan, a, sa, b, sb, sides);
      lay_turn (plan, b, sb, a, sa, sides);
    }
  g_array_append_val (a->interchanges, sa);
  g_array_append_val (b->interchanges, sb);
}

static void
find_meetings (Plan *plan, Course *a, Course *b)
{
  const GArray *p = a->way->line, *q = b->way->line;
  double before = 0;
  for (guint i = 1; i < p->len; i++)
    {
      HtSpot a0 = g_array_index (p, HtSpot, i - 1), a1 = g_array_index (p, HtSpot, i);
      double length = ht_spot_distance (a0, a1);
      for (guint k = 1; k < q->len; k++)
        {
          HtSpot b0 = g_array_index (q, HtSpot, k - 1), b1 = g_array_index (q, HtSpot, k);
          double s0 = ht_spot_turn (b0, b1, a0), s1 = ht_spot_turn (b0, b1, a1);
          if ((s0 > 0) == (s1 > 0) || (ht_spot_turn (a0, a1, b0) > 0) == (ht_spot_turn (a0, a1, b1) > 0))
            continue;
          HtSpot meeting = ht_spot_between (a0, a1, s0 / (s0 - s1));
          join_courses (plan, a, before + length * s0 / (s0 - s1), b, ht_plane_nearest (q, meeting, NULL));
        }
      before += length;
    }
  const double ends[2] = { 0, a->length };
  for (guint i = 0; i < 2 && !a->ring; i++)
    {
      double distance, sb = ht_plane_nearest (q, ht_plane_along (p, ends[i], NULL), &distance);
      if (distance < 650)
        join_courses (plan, a, ends[i], b, sb);
    }
}

/* --- ramps to the streets --- */

static gboolean
is_near_interchange (const Course *course, double s)
{
  for (guint i = 0; i < course->interchanges->len; i++)
    {
      double apart = fabs (g_array_index (course->interchanges, double, i) - s);
      if (course->ring)
        apart = MIN (apart, course->length - apart);
      if (apart < CLEAR_M)
        return TRUE;
    }
  return FALSE;
}

/* Rivers that only named crossings cross. */
static gboolean
is_near_strict_water (const HtSurvey *survey, HtSpot spot)
{
  for (guint i = 0; i < survey->rivers->len; i++)
    {
      const HtRiver *river = &g_array_index (survey->rivers, HtRiver, i);
      double distance = INFINITY;
      if (river->strict)
        ht_plane_nearest (river->line, spot, &distance);
      if (distance < river->half_width_m + 480)
        return TRUE;
    }
  return FALSE;
}

static gboolean
try_ramps (Plan *plan, Course *course, double s)
{
  HtSpot at = ht_plane_along (course->way->line, s, NULL);
  if (is_near_interchange (course, s) || is_near_strict_water (plan->net->survey, at))
    return FALSE;
  guint32 street = ht_net_find_junction (plan->net, at, HT_ROAD_TERTIARY, REACH_M);
  if (street == HT_NO_AREA)
    return FALSE;
  HtSpot below = ht_net_spot (plan->net, street);
  double base = ht_plane_nearest (course->way->line, below, NULL);
  for (guint side = 0; side < 2; side++)
    {
      double forward = side == 0 ? RAMP_M : -RAMP_M;
      double off = wrap (course, base - forward), on = wrap (course, base + forward);
      HtSpot near = spot_on (course, side, base);
      HtSpot over = { below.x * 0.4 + near.x * 0.6, below.y * 0.4 + near.y * 0.6 };
      if (is_on (course, off))
        lay_ramp (plan, course, mark (plan, course, side, off), street, over);
      if (is_on (course, on))
        lay_ramp (plan, course, street, mark (plan, course, side, on), over);
    }
  return TRUE;
}

static void
lay_all_ramps (Plan *plan, Course *course)
{
  double last = -course->way->ramps_every_m / 2;
  for (double s = RAMP_M + 40; s < course->length - RAMP_M - 40; s += 150)
    if (s - last >= course->way->ramps_every_m && try_ramps (plan, course, s))
      last = s;
}

/* Where an expressway ends in no other, it comes down to a street. */
static void
land_ends (Plan *plan, Course *course)
{
  const double ends[2] = { 0, course->length };
  for (guint end = 0; end < 2 && !course->ring; end++)
    {
      guint32 street = ht_net_find_junction (plan->net, ht_plane_along (course->way->line, ends[end], NULL),
                                             HT_ROAD_UNCLASSIFIED, 1500);
      if (is_near_interchange (course, ends[end]) || street == HT_NO_AREA)
        continue;
      HtSpot below = ht_net_spot (plan->net, street);
      /* Side 0 arrives at the far end and departs at the near one. */
      guint32 arriving = mark (plan, course, end == 1 ? 0 : 1, ends[end]);
      guint32 leaving = mark (plan, course, end == 1 ? 1 : 0, ends[end]);
      lay_ramp (plan, course, arriving, street,
                ht_spot_between (ht_net_spot (plan->net, arriving), below, 0.5));
      lay_ramp (plan, course, street, leaving,
                ht_spot_between (below, ht_net_spot (plan->net, leaving), 0.5));
    }
}

/* --- carriageways --- */

static void
mark_spans (Plan *plan, Course *course)
{
  for (guint i = 0; i < course->spans->len; i++)
    {
      const Span *span = &g_array_index (course->spans, Span, i);
      for (guint side = 0; side < 2; side++)
        {
          mark (plan, course, side, CLAMP (span->s - span->reach, 0, course->length));
          mark (plan, course, side, CLAMP (span->s + span->reach, 0, course->length));
        }
    }
}

static void
name_span (const Plan *plan, const Course *course, double s, HtSection *like)
{
  for (guint i = 0; i < course->spans->len; i++)
    {
      const Span *span = &g_array_index (course->spans, Span, i);
      const HtCrossing *crossing = span->crossing;
      if (fabs (span->s - s) > span->reach)
        continue;
      like->name = ht_survey_name (plan->net->survey, crossing->name);
      like->flags &= ~(guint32) HT_SECTION_BRIDGE;
      like->flags |= crossing->tunnel ? HT_SECTION_TUNNEL : HT_SECTION_BRIDGE;
      like->layer = crossing->tunnel ? -1 : 1;
      like->max_height_m = (float) crossing->max_height_m;
      like->max_weight_t = (float) crossing->max_weight_t;
    }
}

static void
lay_carriageway (Plan *plan, const Course *course, guint side, const Mark *a, const Mark *b)
{
  double to = b->s < a->s ? b->s + course->length : b->s, span = to - a->s;
  g_autoptr (GArray) points = g_array_new (FALSE, FALSE, sizeof (HtPoint));
  guint n = MAX (1, (guint) ceil (span / SAMPLE_M));
  for (guint i = 0; i <= n; i++)
    {
      guint k = side == 0 ? i : n - i;
      HtSpot spot = k == 0   ? ht_net_spot (plan->net, a->node)
                    : k == n ? ht_net_spot (plan->net, b->node)
                             : spot_on (course, side, wrap (course, a->s + span * k / n));
      HtPoint point = ht_plane_to_earth (spot);
      g_array_append_val (points, point);
    }
  HtSection like = section_like (plan, course, side);
  name_span (plan, course, wrap (course, a->s + span / 2), &like);
  ht_net_add_section (plan->net, side == 0 ? a->node : b->node, side == 0 ? b->node : a->node, &like, points);
}

static int
compare_marks (gconstpointer a, gconstpointer b)
{
  const Mark *x = a, *y = b;
  return (x->s > y->s) - (x->s < y->s);
}

static void
lay_course (Plan *plan, Course *course)
{
  for (guint side = 0; side < 2; side++)
    {
      GArray *marks = course->marks[side];
      g_array_sort (marks, compare_marks);
      for (guint i = 0; i + 1 < marks->len; i++)
        lay_carriageway (plan, course, side, &g_array_index (marks, Mark, i),
                         &g_array_index (marks, Mark, i + 1));
      if (course->ring && marks->len > 1)
        lay_carriageway (plan, course, side, &g_array_index (marks, Mark, marks->len - 1),
                         &g_array_index (marks, Mark, 0));
    }
}

/* Over a river: where the two lines meet, the meeting nearest to the place that was entered. */
static Span
find_span (const HtSurvey *survey, const HtExpressway *way, const HtCrossing *crossing)
{
  HtSpot entered = ht_plane_from_earth (crossing->at);
  Span span = { crossing, ht_plane_nearest (way->line, entered, NULL), OVER_SEA_M };
  for (guint i = 0; i < survey->rivers->len; i++)
    {
      const HtRiver *river = &g_array_index (survey->rivers, HtRiver, i);
      if (!g_str_equal (river->id, crossing->river))
        continue;
      HtSpot meeting;
      if (ht_plane_meet (way->line, river->line, entered, &meeting))
        span.s = ht_plane_nearest (way->line, meeting, NULL);
      span.reach = river->bank_m + (crossing->tunnel ? 300 : 180);
    }
  return span;
}

static Course
make_course (HtSurvey *survey, const HtExpressway *way)
{
  Course course = { .way = way, .length = ht_plane_length (way->line) };
  HtSpot first = g_array_index (way->line, HtSpot, 0),
         last = g_array_index (way->line, HtSpot, way->line->len - 1);
  course.ring = ht_spot_distance (first, last) < 1;
  course.interchanges = g_array_new (FALSE, FALSE, sizeof (double));
  course.spans = g_array_new (FALSE, FALSE, sizeof (Span));
  for (guint i = 0; i < survey->crossings->len; i++)
    {
      const HtCrossing *crossing = &g_array_index (survey->crossings, HtCrossing, i);
      if (g_strcmp0 (crossing->carried_by, way->id) != 0)
        continue;
      Span span = find_span (survey, way, crossing);
      g_array_append_val (course.spans, span);
    }
  for (guint side = 0; side < 2; side++)
    course.marks[side] = g_array_new (FALSE, FALSE, sizeof (Mark));
  for (guint i = 0; i < 3; i++)
    course.ids[i] = ++survey->n_lines;
  return course;
}

void
ht_net_lay_expressways (HtNet *net)
{
  HtSurvey *survey = net->survey;
  guint n = survey->expressways->len;
  g_autofree Course *courses = g_new (Course, n);
  Plan plan = { net, courses, n };
  for (guint i = 0; i < n; i++)
    courses[i] = make_course (survey, &g_array_index (survey->expressways, HtExpressway, i));
  for (guint i = 0; i < n; i++)
    for (guint k = 0; k < n; k++)
      if (i != k)
        find_meetings (&plan, &courses[i], &courses[k]);
  for (guint i = 0; i < n; i++)
    {
      lay_all_ramps (&plan, &courses[i]);
      land_ends (&plan, &courses[i]);
      mark_spans (&plan, &courses[i]);
      lay_course (&plan, &courses[i]);
    }
  for (guint i = 0; i < n; i++)
    {
      g_array_unref (courses[i].interchanges);
      g_array_unref (courses[i].spans);
      g_array_unref (courses[i].marks[0]);
      g_array_unref (courses[i].marks[1]);
    }
}

/* A bridge or tunnel of its own between the nearest junctions of its two ends. */
void
ht_net_lay_crossings (HtNet *net)
{
  HtSurvey *survey = net->survey;
  for (guint i = 0; i < survey->crossings->len; i++)
    {
      const HtCrossing *crossing = &g_array_index (survey->crossings, HtCrossing, i);
      if (!isfinite (crossing->to.lon))
        continue;
      HtSpot a = ht_plane_from_earth (crossing->at), b = ht_plane_from_earth (crossing->to);
      guint32 from = ht_net_find_junction (net, a, HT_ROAD_UNCLASSIFIED, 2500);
      guint32 to = ht_net_find_junction (net, b, HT_ROAD_UNCLASSIFIED, 2500);
      if (from == HT_NO_AREA || to == HT_NO_AREA || from == to)
        continue;
      g_autoptr (GArray) points = g_array_new (FALSE, FALSE, sizeof (HtPoint));
      for (guint k = 0; k <= 8; k++)
        {
          HtPoint point
              = ht_plane_to_earth (ht_spot_between (ht_net_spot (net, from), ht_net_spot (net, to), k / 8.0));
          g_array_append_val (points, point);
        }
      gboolean ferry = g_str_equal (ht_value_member_text (crossing->fact, "kind", ""), "ferry");
      guint flags = ferry ? HT_SECTION_FERRY : crossing->tunnel ? HT_SECTION_TUNNEL : HT_SECTION_BRIDGE;
      const HtSection like = { .way_id = ++survey->n_lines,
                               .flags = HT_SECTION_FORWARD | HT_SECTION_BACKWARD | flags,
                               .road_class = ferry ? HT_ROAD_FERRY : HT_ROAD_SECONDARY,
                               .layer = crossing->tunnel ? -1 : 1,
                               .speed_kmh = ferry ? 15 : 50,
                               .max_height_m = (float) crossing->max_height_m,
                               .max_weight_t = (float) crossing->max_weight_t,
                               .name = ht_survey_name (survey, crossing->name) };
      ht_net_add_section (net, from, to, &like, points);
    }
}
