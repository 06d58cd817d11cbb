/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plan/matching.h"

#include <string.h>

HtMatching *
ht_matching_new (const HtCapabilities *teams, guint n_teams, const HtCapability *slots, guint n_slots)
{
  HtMatching *matching = g_new0 (HtMatching, 1);
  matching->teams = teams;
  matching->slots = slots;
  matching->n_teams = n_teams;
  matching->n_slots = n_slots;
  matching->team_slot = g_new (guint32, n_teams + 1);
  matching->slot_team = g_new (guint32, n_slots + 1);
  memset (matching->team_slot, 0xff, n_teams * sizeof (guint32));
  memset (matching->slot_team, 0xff, n_slots * sizeof (guint32));
  matching->seen = g_malloc (MAX (n_teams, n_slots) + 1);
  return matching;
}

void
ht_matching_free (HtMatching *matching)
{
  if (matching == NULL)
    return;
  g_free (matching->team_slot);
  g_free (matching->slot_team);
  g_free (matching->seen);
  g_free (matching);
}

static gboolean
fits (const HtMatching *matching, guint team, guint slot)
{
  return (matching->teams[team] & 1u << matching->slots[slot]) != 0;
}

static void
join (HtMatching *matching, guint team, guint slot)
{
  matching->team_slot[team] = slot;
  matching->slot_team[slot] = team;
}

/* Finds @team a slot, moving teams that hold one if needed. Depth: at most the number of slots. */
static gboolean
place_team (HtMatching *matching, guint team)
{
  for (guint slot = 0; slot < matching->n_slots; slot++)
    {
      if (matching->seen[slot] || !fits (matching, team, slot))
        continue;
      matching->seen[slot] = 1;
      if (matching->slot_team[slot] == HT_UNMATCHED || place_team (matching, matching->slot_team[slot]))
        {
          join (matching, team, slot);
          return TRUE;
        }
    }
  return FALSE;
}

static gboolean
fill_slot (HtMatching *matching, guint slot)
{
  for (guint team = 0; team < matching->n_teams; team++)
    {
      if (matching->seen[team] || !fits (matching, team, slot))
        continue;
      matching->seen[team] = 1;
      if (matching->team_slot[team] == HT_UNMATCHED || fill_slot (matching, matching->team_slot[team]))
        {
          join (matching, team, slot);
          return TRUE;
        }
    }
  return FALSE;
}

gboolean
ht_matching_add_team (HtMatching *matching, guint team)
{
  memset (matching->seen, 0, matching->n_slots);
  return matching->team_slot[team] != HT_UNMATCHED || place_team (matching, team);
}

gboolean
ht_matching_add_slot (HtMatching *matching, guint slot)
{
  memset (matching->seen, 0, matching->n_teams);
  return matching->slot_team[slot] != HT_UNMATCHED || fill_slot (matching, slot);
}
