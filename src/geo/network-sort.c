/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "geo/network.h"

/* By way and end nodes; between equal ones the order along the way, which is that of their points. */
static int
compare_sections (gconstpointer a, gconstpointer b)
{
  const HtSection *x = a, *y = b;
  int order = ht_section_compare (x, y);
  if (order != 0)
    return order;
  return (x->first_point > y->first_point) - (x->first_point < y->first_point);
}

void
ht_network_sort (HtNetwork *network)
{
  g_return_if_fail (network != NULL && network->turns->len == 0 && network->turn_paths->len == 0);
  g_array_sort (network->sections, compare_sections);
  for (guint i = 0; i < network->sections->len; i++)
    {
      HtSection *section = &g_array_index (network->sections, HtSection, i);
      const HtSection *before = i > 0 ? section - 1 : NULL;
      gboolean follows = before != NULL && before->way_id == section->way_id && before->from == section->from
                         && before->to == section->to;
      section->part = follows ? before->part + 1 : 0;
    }
}
