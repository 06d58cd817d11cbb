/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/services-private.h"

#include "model/city-private.h"

void
ht_services_start (HtCity *city)
{
  ht_map_content_reload (city->map_content);
  ht_routing_reload (city->routing, TRUE);
  ht_finder_reload (city->finder);
  ht_map_things_refresh (city->map_things);
}

void
ht_services_stop (HtCity *city)
{
  ht_routing_stop (city->routing);
  ht_finder_stop (city->finder);
  ht_map_content_stop (city->map_content);
  ht_map_things_stop (city->map_things);
}
