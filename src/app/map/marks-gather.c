/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/map/marks.h"

#include "base/i18n.h"
#include "model/station.h"
#include "model/team.h"

static gboolean
is_chip (const HtMark *mark)
{
  return HT_IS_TEAM (mark->object) && (mark->pinned || mark->symbol.selected);
}

/* Positions are kept to 1e-7 degrees: whoever stands at one station has the very same. */
static gboolean
is_together (const HtMark *a, const HtMark *b)
{
  return a->at.lon == b->at.lon && a->at.lat == b->at.lat;
}

/* The station all @members belong to; NULL where there is no such. */
static HtStation *
find_station (const GPtrArray *members)
{
  HtStation *station = ht_team_get_station (HT_TEAM (((HtMark *) members->pdata[0])->object));
  for (guint i = 1; i < members->len; i++)
    if (ht_team_get_station (HT_TEAM (((HtMark *) members->pdata[i])->object)) != station)
      return NULL;
  return station;
}

static char *
dup_group_label (const GPtrArray *members)
{
  HtStation *station = find_station (members);
  HtMark *first = members->pdata[0];
  guint n = members->len;
  if (station != NULL)
    return g_strdup_printf (ngettext ("%s, %u team", "%s, %u teams", n), ht_station_get_name (station), n);
  return g_strdup_printf (ngettext ("%s and %u more team", "%s and %u more teams", n - 1), first->label,
                          n - 1);
}

/* What all of them have on the right of their chips; of different travel times the first, which is the
   earliest, as the list is in order of arrival; of different states nothing. */
static char *
dup_group_note (const GPtrArray *members)
{
  const HtMark *first = members->pdata[0];
  if (first->note == NULL)
    return NULL;
  for (guint i = 1; i < members->len; i++)
    if (g_strcmp0 (((HtMark *) members->pdata[i])->note, first->note) != 0)
      return first->order_s > 0 ? g_strdup_printf (_ ("from %s"), first->note) : NULL;
  return g_strdup (first->note);
}

static int
compare_arrivals (gconstpointer a, gconstpointer b)
{
  const HtMark *first = *(HtMark *const *) a, *second = *(HtMark *const *) b;
  if (first->order_s != second->order_s)
    return first->order_s < second->order_s ? -1 : 1;
  return g_utf8_collate (first->label, second->label);
}

/* Takes @members. */
static HtMark *
new_group (GPtrArray *members)
{
  g_ptr_array_sort (members, compare_arrivals);
  HtMark *first = members->pdata[0];
  HtStation *station = find_station (members);
  HtMark *group = ht_mark_new (station != NULL ? G_OBJECT (station) : first->object, &first->at,
                               &first->symbol, dup_group_label (members));
  group->size_px = first->size_px;
  group->pinned = TRUE;
  group->note = dup_group_note (members);
  group->members = members;
  for (guint i = 0; i < members->len; i++)
    {
      const HtMark *member = members->pdata[i];
      group->rank = MAX (group->rank, member->rank);
      group->symbol.selected |= member->symbol.selected;
    }
  return group;
}

static GPtrArray *
take_together (GPtrArray *chips, const HtMark *first)
{
  GPtrArray *members = g_ptr_array_new_with_free_func ((GDestroyNotify) ht_mark_free);
  for (guint i = 0; i < chips->len;)
    if (is_together (chips->pdata[i], first))
      g_ptr_array_add (members, g_ptr_array_steal_index (chips, i));
    else
      i++;
  return members;
}

void
ht_marks_gather (GPtrArray *marks)
{
  g_autoptr (GPtrArray) chips = g_ptr_array_new_with_free_func ((GDestroyNotify) ht_mark_free);
  for (guint i = 0; i < marks->len;)
    if (is_chip (marks->pdata[i]))
      g_ptr_array_add (chips, g_ptr_array_steal_index (marks, i));
    else
      i++;
  while (chips->len > 0)
    {
      GPtrArray *members = take_together (chips, chips->pdata[0]);
      if (members->len > 1)
        {
          g_ptr_array_add (marks, new_group (members));
          continue;
        }
      g_ptr_array_add (marks, g_ptr_array_steal_index (members, 0));
      g_ptr_array_unref (members);
    }
}
