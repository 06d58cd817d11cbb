/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/cover-private.h"

#include <math.h>

#include "base/clock.h"
#include "base/format.h"
#include "base/i18n.h"
#include "model/error.h"

/* People farther than this from any road are counted as off road. */
#define PEOPLE_SNAP_M 1000.0

struct _HtCover
{
  GObject parent_instance;
  HtNetwork *network;
  HtCoverage *drawing;
  GArray *sections; /* HtCoveredSection */
  HtCoverSum sum;
  gboolean has_people;
  guint n_stations;
  gint64 limit_s, at_us;
  char *sentence;
};

G_DEFINE_TYPE (HtCover, ht_cover, G_TYPE_OBJECT)

static void
ht_cover_finalize (GObject *object)
{
  HtCover *self = HT_COVER (object);
  g_clear_pointer (&self->network, ht_network_unref);
  g_clear_pointer (&self->drawing, ht_coverage_unref);
  g_clear_pointer (&self->sections, g_array_unref);
  g_free (self->sentence);
  G_OBJECT_CLASS (ht_cover_parent_class)->finalize (object);
}

static void
ht_cover_class_init (HtCoverClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ht_cover_finalize;
}

static void
ht_cover_init (HtCover *self)
{
}

HtCoverRequest *
ht_cover_request_new (HtStore *store, HtRoads *roads, gint64 limit_s)
{
  HtCoverRequest *request = g_new0 (HtCoverRequest, 1);
  request->store = g_object_ref (store);
  request->roads = ht_roads_ref (roads);
  request->limit_s = limit_s;
  request->stations = g_array_new (FALSE, FALSE, sizeof (HtCoverStation));
  return request;
}

void
ht_cover_request_free (HtCoverRequest *request)
{
  g_object_unref (request->store);
  ht_roads_unref (request->roads);
  g_array_unref (request->stations);
  g_free (request);
}

/*
 * People of the finest areas that have figures, each counted where its label stands: a stand-in for a grid of
 * people, good to the size of those areas. Districts are too coarse to say anything and are not used.
 */
static GArray *
load_people (HtCoverRequest *request, GCancellable *cancellable, GError **error)
{
  static const char *const tables[] = { "neighbourhood", "subdistrict", "place" };
  g_autoptr (GArray) people = g_array_new (FALSE, FALSE, sizeof (HtPeople));
  for (guint t = 0; t < G_N_ELEMENTS (tables) && people->len == 0; t++)
    {
      g_autoptr (GPtrArray) features
          = ht_store_load_features (request->store, tables[t], NULL, cancellable, error);
      if (features == NULL)
        return NULL;
      for (guint i = 0; i < features->len; i++)
        {
          HtFeature *feature = features->pdata[i];
          HtPeople item = { .people = ht_value_member_real (feature->attributes, "population", 0) };
          if (!(item.people > 0))
            continue;
          HtPoint at = ht_geometry_label_point (feature->geometry);
          item.on_road = ht_snapper_find (request->roads->snapper, (HtRoutePoint){ at.lon, at.lat },
                                          PEOPLE_SNAP_M, NULL, HT_SNAP_ANY, &item.at);
          g_array_append_val (people, item);
        }
    }
  return g_steal_pointer (&people);
}

static float
seconds_at (HtRoadCover *cover, guint32 section, double offset_m)
{
  HtReach reach = ht_road_cover_at (cover, section, offset_m, NULL);
  return reach.reached ? (float) reach.seconds : INFINITY;
}

static void
fill_sections (HtCover *self, HtRoadCover *cover, HtGraph *graph)
{
  g_autofree float *from_s = g_new (float, graph->n_sections + 1);
  g_autofree float *to_s = g_new (float, graph->n_sections + 1);
  self->sections = g_array_new (FALSE, FALSE, sizeof (HtCoveredSection));
  for (guint32 i = 0; i < graph->n_sections; i++)
    {
      from_s[i] = to_s[i] = INFINITY;
      if (!ht_graph_arc_is_drivable (graph, 2 * i) && !ht_graph_arc_is_drivable (graph, 2 * i + 1))
        continue;
      from_s[i] = seconds_at (cover, i, 0);
      to_s[i] = seconds_at (cover, i, graph->sections[i].length_m);
      HtCoveredSection item = { .section = i, .from_s = from_s[i], .to_s = to_s[i] };
      g_array_append_val (self->sections, item);
    }
  self->drawing = ht_coverage_new (from_s, to_s, graph->n_sections, (double) self->limit_s);
}

static char *
make_sentence (HtCover *self)
{
  double all_m = ht_cover_get_length_m (self);
  double share = all_m > 0 ? 100 * self->sum.inside_m / all_m : 0;
  g_autofree char *limit = ht_format_duration (self->limit_s);
  g_autoptr (GString) line = g_string_new (NULL);
  g_string_append_printf (line,
                          ngettext ("%.1f %% of roads within %s of %u station",
                                    "%.1f %% of roads within %s of %u stations", self->n_stations),
                          share, limit, self->n_stations);
  double in, out;
  if (!ht_cover_get_people (self, &in, &out))
    return g_strconcat (line->str, _ ("; no population data, so people are not counted"), NULL);
  g_autofree char *people_in = ht_format_count (llround (in));
  g_autofree char *people_out = ht_format_count (llround (out));
  g_string_append_printf (line, _ ("; %s people within, %s beyond (counted at the middle of their areas)"),
                          people_in, people_out);
  return g_string_free (g_steal_pointer (&line), FALSE);
}

static GArray *
snap_stations (HtCoverRequest *request)
{
  GArray *facilities = g_array_new (FALSE, FALSE, sizeof (HtFacility));
  for (guint i = 0; i < request->stations->len; i++)
    {
      HtCoverStation *station = &g_array_index (request->stations, HtCoverStation, i);
      HtFacility facility = { .turnout_s = station->turnout_s };
      if (ht_roads_snap (request->roads, &station->at, &facility.at))
        g_array_append_val (facilities, facility);
    }
  return facilities;
}

HtCover *
ht_cover_compute (HtCoverRequest *request, GCancellable *cancellable, GError **error)
{
  g_autoptr (GArray) facilities = snap_stations (request);
  if (facilities->len == 0)
    {
      g_set_error_literal (error, HT_MODEL_ERROR, HT_MODEL_ERROR_INVALID,
                           _ ("No station lies within 2 km of a road; correct the stations' places."));
      return NULL;
    }
  g_autoptr (GArray) people = load_people (request, cancellable, error);
  if (people == NULL)
    return NULL;
  HtRoads *roads = request->roads;
  g_autoptr (HtNearest) nearest
      = ht_nearest_new (roads->graph, roads->mask, (const HtFacility *) facilities->data, facilities->len);
  g_autoptr (HtRoadCover) road_cover = ht_road_cover_new (nearest, roads->mask);
  HtCover *self = g_object_new (HT_TYPE_COVER, NULL);
  self->network = ht_network_ref (roads->network);
  self->limit_s = request->limit_s;
  self->at_us = ht_clock_now_us ();
  self->n_stations = facilities->len;
  self->has_people = people->len > 0;
  fill_sections (self, road_cover, roads->graph);
  self->sum = ht_road_cover_sum (road_cover, (double) request->limit_s, (const HtPeople *) people->data,
                                 people->len);
  self->sentence = make_sentence (self);
  return self;
}

HtNetwork *
ht_cover_get_network (HtCover *self)
{
  g_return_val_if_fail (HT_IS_COVER (self), NULL);
  return self->network;
}

HtCoverage *
ht_cover_get_drawing (HtCover *self)
{
  g_return_val_if_fail (HT_IS_COVER (self), NULL);
  return self->drawing;
}

GArray *
ht_cover_get_sections (HtCover *self)
{
  g_return_val_if_fail (HT_IS_COVER (self), NULL);
  return self->sections;
}

gint64
ht_cover_get_limit_s (HtCover *self)
{
  g_return_val_if_fail (HT_IS_COVER (self), 0);
  return self->limit_s;
}

guint
ht_cover_get_n_stations (HtCover *self)
{
  g_return_val_if_fail (HT_IS_COVER (self), 0);
  return self->n_stations;
}

gint64
ht_cover_get_at_us (HtCover *self)
{
  g_return_val_if_fail (HT_IS_COVER (self), 0);
  return self->at_us;
}

double
ht_cover_get_length_in_m (HtCover *self)
{
  g_return_val_if_fail (HT_IS_COVER (self), 0);
  return self->sum.inside_m;
}

double
ht_cover_get_length_m (HtCover *self)
{
  g_return_val_if_fail (HT_IS_COVER (self), 0);
  return self->sum.inside_m + self->sum.outside_m + self->sum.unreached_m;
}

gboolean
ht_cover_get_people (HtCover *self, double *people_in, double *people_out)
{
  g_return_val_if_fail (HT_IS_COVER (self), FALSE);
  *people_in = self->sum.inside;
  *people_out = self->sum.outside + self->sum.unreached + self->sum.off_road;
  return self->has_people;
}

const char *
ht_cover_get_sentence (HtCover *self)
{
  g_return_val_if_fail (HT_IS_COVER (self), NULL);
  return self->sentence;
}
