/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/way.h"

#include <math.h>

#include "base/i18n.h"

void
ht_way_free (HtWay *way)
{
  if (way == NULL)
    return;
  g_clear_pointer (&way->geometry, ht_geometry_unref);
  g_free (way->reason);
  g_free (way);
}

static HtWay *
no_way (const char *reason)
{
  HtWay *way = g_new0 (HtWay, 1);
  way->seconds = -1;
  way->reason = g_strdup (reason);
  return way;
}

HtWay *
ht_way_find (HtRoads *roads, const HtPoint *from, const HtPoint *to)
{
  HtSnap start, end;
  if (!ht_roads_snap (roads, from, &start))
    return no_way (_ ("No road within 2 km of the start."));
  if (!ht_roads_snap (roads, to, &end))
    return no_way (_ ("No road within 2 km of the end."));
  HtSearch *search = ht_search_new (roads->graph);
  g_autoptr (HtRoute) route = ht_search_route (search, roads->mask, &start, &end);
  ht_search_free (search);
  if (route == NULL)
    return no_way (roads->n_closures > 0 ? _ ("There is no way by road, closures counted.")
                                         : _ ("There is no way by road."));
  HtWay *way = g_new0 (HtWay, 1);
  way->seconds = llround (route->seconds);
  way->length_m = route->length_m;
  if (route->points->len >= 2)
    way->geometry = ht_geometry_new_line ((const HtPoint *) route->points->data, route->points->len);
  else
    way->geometry = ht_geometry_new_line ((const HtPoint[]){ *from, *to }, 2);
  return way;
}
